// TCP conversations: the first sequence numbers of each, so that later ones can be printed relative to them.
//
// The table is bounded and never grows: a bucket of eight entries is chosen by a keyed hash, and within a bucket the
// entry not used for longest gives way. A conversation that was driven out starts anew with absolute numbers.

package main

import "hash/maphash"

const (
	tcpBuckets = 1 << 13 // of tcpWays conversations each
	tcpWays    = 8
)

// tcpConversation is both directions of a connection, named from its lower end: the order of addr and port decides
// which end is a.
type tcpConversation struct {
	hash       uint64 // of addresses and ports; 0: free
	seqA, seqB uint32 // first sequence number of either end
	used       uint32 // tick of its last use
}

// tcpTable finds conversations. Its zero value is empty. Conversations are told apart by a keyed 64-bit hash of
// their addresses and ports, which a sender cannot aim at.
type tcpTable struct {
	seed  maphash.Seed
	slots []tcpConversation
	tick  uint32
}

// tcpRelative is what to print of a segment's numbers.
type tcpRelative struct {
	seq, ack uint32
	first    bool // absolute numbers: the first segment seen, or a new SYN
}

// relative returns the numbers to print for a segment with ACK: absolute ones for the first of a conversation and for
// every SYN, which become the base of those to come; differences afterwards.
func (t *tcpTable) relative(ip *ipInfo, src, dst uint16, seq, ack uint32, syn bool) tcpRelative {
	c, known, fromA := t.find(ip, src, dst)
	mine, other := &c.seqA, &c.seqB
	if !fromA {
		mine, other = other, mine
	}
	if !known || syn {
		*mine, *other = seq, ack-1
		return tcpRelative{seq, ack, true}
	}
	return tcpRelative{seq: seq - *mine, ack: ack - *other}
}

// find returns the conversation's entry, whether it was known, and whether the segment comes from end a.
func (t *tcpTable) find(ip *ipInfo, src, dst uint16) (c *tcpConversation, known, fromA bool) {
	if t.slots == nil {
		t.seed = maphash.MakeSeed()
		t.slots = make([]tcpConversation, tcpBuckets*tcpWays)
	}
	var key [36]byte
	n := len(ip.src)
	fromA = true
	for i := 0; i < n; i++ {
		if ip.src[i] != ip.dst[i] {
			fromA = ip.src[i] < ip.dst[i]
			break
		}
		if i == n-1 {
			fromA = src <= dst
		}
	}
	a, b, pa, pb := ip.src, ip.dst, src, dst
	if !fromA {
		a, b, pa, pb = b, a, pb, pa
	}
	copy(key[:], a)
	copy(key[n:], b)
	key[2*n], key[2*n+1], key[2*n+2], key[2*n+3] = byte(pa>>8), byte(pa), byte(pb>>8), byte(pb)
	h := maphash.Bytes(t.seed, key[:2*n+4])
	if h == 0 {
		h = 1
	}
	t.tick++
	bucket := t.slots[(h%tcpBuckets)*tcpWays:][:tcpWays]
	oldest := &bucket[0]
	for i := range bucket {
		e := &bucket[i]
		if e.hash == h {
			e.used = t.tick
			return e, true, fromA
		}
		if e.hash == 0 && oldest.hash != 0 || oldest.hash != 0 && t.tick-e.used > t.tick-oldest.used {
			oldest = e
		}
	}
	*oldest = tcpConversation{hash: h, used: t.tick}
	return oldest, false, fromA
}
