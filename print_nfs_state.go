// Which NFS replies answer which calls: a reply names no procedure, only the transaction id of its call, RFC 5531 section 9.

package main

const (
	nfsCallBuckets = 256
	nfsCallWays    = 4 // calls remembered per bucket
)

// nfsCall is a call whose reply may still come.
type nfsCall struct {
	xid            uint32
	vers, proc     uint32
	used           bool
	v6             bool
	client, server [16]byte
}

// nfsState remembers recent calls, a bounded number of them: a new one pushes out the oldest in its bucket.
type nfsState struct {
	calls *[nfsCallBuckets][nfsCallWays]nfsCall // nil until the first call
}

func nfsAddr(a []byte) (b [16]byte) {
	copy(b[:], a)
	return
}

// nfsBucket spreads transaction ids, which mostly count up.
func nfsBucket(xid uint32, server []byte) int {
	return int((xid*0x9e3779b1 ^ be32at(server, len(server)-4)*0x85ebca6b) >> 24 & (nfsCallBuckets - 1))
}

func (c *nfsCall) is(xid uint32, client, server *[16]byte, v6 bool) bool {
	return c.used && c.xid == xid && c.v6 == v6 && c.client == *client && c.server == *server
}

// remember keeps a call from client to server. A repeated one takes its own place again.
func (s *nfsState) remember(xid, vers, proc uint32, client, server []byte) {
	if s.calls == nil {
		s.calls = new([nfsCallBuckets][nfsCallWays]nfsCall)
	}
	bucket := &s.calls[nfsBucket(xid, server)]
	call := nfsCall{xid, vers, proc, true, len(client) == 16, nfsAddr(client), nfsAddr(server)}
	at := nfsCallWays - 1
	for i := range bucket {
		if bucket[i].is(xid, &call.client, &call.server, call.v6) {
			at = i
			break
		}
	}
	copy(bucket[1:at+1], bucket[:at])
	bucket[0] = call
}

// find returns the call that a reply from server to client answers, nil if it is not known (any more).
func (s *nfsState) find(xid uint32, client, server []byte) *nfsCall {
	if s.calls == nil {
		return nil
	}
	c, v := nfsAddr(client), nfsAddr(server)
	bucket := &s.calls[nfsBucket(xid, server)]
	for i := range bucket {
		if bucket[i].is(xid, &c, &v, len(client) == 16) {
			return &bucket[i]
		}
	}
	return nil
}
