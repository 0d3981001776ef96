// Rx, the remote procedure calls of AFS (Zayas, AFS-3 Programmer's Reference: Specification for the Rx Remote Procedure
// Call Facility, 1991). What the calls say is in print_afs.go and print_afs_ops.go.
//
//	+-------+-----+-------------+----------+--------+------+-------+------+----------+----------+---------+
//	| epoch | cid | call number | sequence | serial | type | flags | user | security | checksum | service |
//	+-------+-----+-------------+----------+--------+------+-------+------+----------+----------+---------+

package main

const (
	rxHeaderLen = 28
	rxAckLen    = 18 // fixed part of an acknowledgement

	rxData  = 1
	rxAck   = 2
	rxAbort = 4

	rxClientInitiated = 1
	rxSlowStart       = 32
)

var rxTypeNames = []token{
	{1, "data"}, {2, "ack"}, {3, "busy"}, {4, "abort"}, {5, "ackall"}, {6, "challenge"}, {7, "response"}, {8, "debug"},
	{9, "params"}, {13, "version"},
}

var rxDataFlagNames = []token{
	{1, "client-init"}, {2, "req-ack"}, {4, "last-pckt"}, {8, "more-pckts"}, {16, "free-pckt"}, {rxSlowStart, "slow-start"},
}

var rxAckReasons = []token{
	{1, "ack requested"}, {2, "duplicate packet"}, {3, "out of sequence"}, {4, "exceeds window"},
	{5, "no buffer space"}, {6, "ping"}, {7, "ping response"}, {8, "delay"}, {9, "idle"},
}

// rxPacket is what the printers of AFS need of a header.
type rxPacket struct {
	call, seq   uint32
	kind, flags byte
	service     uint16
}

// rx prints a packet of length bytes on the wire.
func (p *printer) rx(ip *ipInfo, src, dst uint16, length int) {
	p.proto = "rx"
	h := p.take(rxHeaderLen)
	if p.cut >= 0 {
		p.s(" [|rx]")
		p.rxEnd(length)
		p.cut = -1
		return
	}
	r := rxPacket{
		call: be32at(h, 8), seq: be32at(h, 12), kind: h[20], flags: h[21], service: be16at(h, 26),
	}
	p.s(" rx ")
	p.tok(&rxTypeNames, "type %u", uint32(r.kind))
	if p.v > 1 {
		p.f2(" cid %08x call# %u", be32at(h, 4), r.call)
	}
	if p.v > 0 {
		p.f2(" seq %u ser %u", r.seq, be32at(h, 16))
	}
	if p.v > 2 {
		p.f2(" secindex %u serviceid %u", uint32(h[23]), uint32(r.service))
	}
	if p.v > 1 {
		p.rxFlags(r.kind, r.flags)
	}
	p.rxBody(ip, src, dst, &r, length-rxHeaderLen)
	p.rxEnd(length)
}

// rxEnd prints the length behind all else.
func (p *printer) rxEnd(length int) {
	p.f1(" (%u)", uint32(length))
	p.in = nil
}

// rxFlags prints flags, each in angle brackets. The last one means something in data and in acknowledgements only.
func (p *printer) rxFlags(kind, flags byte) {
	if kind != rxData && kind != rxAck {
		flags &^= rxSlowStart
	}
	sep := byte(' ')
	for _, t := range rxDataFlagNames {
		if uint32(flags)&t.v != 0 {
			p.c(sep)
			p.c('<')
			if t.v == rxSlowStart && kind == rxData {
				p.s("jumbogram")
			} else {
				p.s(t.s)
			}
			p.c('>')
			sep = ','
		}
	}
}

// rxBody prints what the header is followed by, as far as it is known: calls, and the replies and aborts that answer
// a call that was seen.
func (p *printer) rxBody(ip *ipInfo, src, dst uint16, r *rxPacket, length int) {
	switch {
	case length <= 0 && r.kind != rxAck && src != afsPortVLDB && src != afsPortProtection: // nothing follows
	case r.kind == rxData && r.seq == 1 && r.flags&rxClientInitiated != 0:
		op := be32(p.peek(0, 4))
		if p.cut >= 0 {
			return
		}
		p.state.rx.remember(r, ip, dst, op)
		p.afsCall(dst, op)
	case r.kind == rxData && r.seq == 1 && r.flags&rxClientInitiated == 0 || r.kind == rxAbort:
		if op, ok := p.state.rx.find(r, ip, src); ok {
			p.afsReply(src, op, r.kind == rxAbort)
		}
	case r.kind == rxAck:
		p.rxAcks()
	}
}

// rxAcks prints an acknowledgement. In the list a 1 is a packet that was received, a 0 one that was not.
func (p *printer) rxAcks() {
	h := p.take(rxAckLen)
	if p.cut >= 0 {
		p.out = append(p.out[:p.cut], " [|ack]"...)
		p.cut = -1
		return
	}
	first := uint64(be32at(h, 4))
	if p.v > 2 {
		p.f2(" bufspace %u maxskew %u", uint32(be16(h)), uint32(be16at(h, 2)))
	}
	p.fw(" first %u serial %u reason ", first, uint64(be32at(h, 12)))
	p.tok(&rxAckReasons, "#%u", uint32(h[16]))
	n := int(h[17])
	if !p.has(n) {
		p.s(" [|ack]")
		return
	}
	acks := p.takeN(n)
	p.rxAckRanges(" acked ", acks, 1, first)
	p.rxAckRanges(" nacked ", acks, 0, first)
	p.skip(3)
	if p.v < 2 {
		return
	}
	for _, name := range [...]string{" ifmtu ", " maxmtu ", " rwind ", " maxpackets "} {
		if !p.has(4) {
			return
		}
		p.s(name)
		p.u(uint64(p.u32()))
	}
}

// rxAckRanges prints which packets have this state, counted from first.
func (p *printer) rxAckRanges(name string, acks []byte, state byte, first uint64) {
	sep := name
	for i := 0; i < len(acks); {
		if acks[i] != state {
			i++
			continue
		}
		j := i
		for j+1 < len(acks) && acks[j+1] == state {
			j++
		}
		p.s(sep)
		p.u(first + uint64(i))
		if j > i {
			p.c('-')
			p.u(first + uint64(j))
		}
		sep = ","
		i = j + 1
	}
}

// rxCalls is how many calls are remembered.
const rxCalls = 64

// rxCall is a call whose answer may still come.
type rxCall struct {
	number, op     uint32
	service, port  uint16
	used           bool
	client, server [16]byte
}

// rxState remembers the last calls: the answers do not say which procedure was called.
type rxState struct {
	calls      *[rxCalls]rxCall // nil until the first call
	next, last int              // where the next call goes, and where the last answer's was
}

func (c *rxCall) same(d *rxCall) bool {
	return c.used && c.number == d.number && c.service == d.service && c.port == d.port && c.client == d.client &&
		c.server == d.server
}

// remember keeps a call that goes to port, in place of the oldest one.
func (s *rxState) remember(r *rxPacket, ip *ipInfo, port uint16, op uint32) {
	if s.calls == nil {
		s.calls = new([rxCalls]rxCall)
	}
	s.calls[s.next] = rxCall{r.call, op, r.service, port, true, nfsAddr(ip.src), nfsAddr(ip.dst)}
	s.next = (s.next + 1) % rxCalls
}

// find returns the operation of the call that an answer from port belongs to. As in tcpdump the connection does not
// count, only the number of the call, and the search begins where the last one ended: with several connections between
// two hosts an answer may be shown under the name of another one's call.
func (s *rxState) find(r *rxPacket, ip *ipInfo, port uint16) (op uint32, ok bool) {
	if s.calls == nil {
		return 0, false
	}
	c := rxCall{r.call, 0, r.service, port, true, nfsAddr(ip.dst), nfsAddr(ip.src)}
	for n := range rxCalls {
		i := (s.last + n) % rxCalls
		if s.calls[i].same(&c) {
			s.last = i
			return s.calls[i].op, true
		}
	}
	return 0, false
}
