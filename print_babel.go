// Babel routing protocol, RFC 8966; diversity (draft-chroboczek-babel-diversity-routing) and round trip times
// (RFC 9616) in its sub-TLVs, HMAC authentication of RFC 7298 and MAC of RFC 8967.
//
//	 0       8       16              32
//	+-------+-------+---------------+
//	|  42   |version|  body length  |
//	+-------+-------+---------------+

package main

const (
	babelPad1         = 0
	babelPadN         = 1
	babelAckReq       = 2
	babelAck          = 3
	babelHello        = 4
	babelIHU          = 5
	babelRouterID     = 6
	babelNextHop      = 7
	babelUpdate       = 8
	babelRouteRequest = 9
	babelSeqnoRequest = 10
	babelTSPC         = 11
	babelHMAC         = 12
	babelMAC          = 16
	babelPC           = 17
	babelChallengeReq = 18
	babelChallenge    = 19
)

// babelNames are the short names, without -v.
var babelNames = []token{
	{babelPad1, " pad1"}, {babelPadN, " padN"}, {babelAckReq, " ack-req"}, {babelAck, " ack"},
	{babelHello, " hello"}, {babelIHU, " ihu"}, {babelRouterID, " router-id"}, {babelNextHop, " nh"},
	{babelUpdate, " update"}, {babelRouteRequest, " route-request"}, {babelSeqnoRequest, " seqno-request"},
	{babelTSPC, " tspc"}, {babelHMAC, " hmac"}, {babelMAC, " mac"}, {babelPC, " pc"},
	{babelChallengeReq, " challenge-request"}, {babelChallenge, " challenge-reply"},
}

// babelState is what the address compression of one packet remembers.
type babelState struct {
	v4, v6 [16]byte
}

func (p *printer) babel(length int) {
	p.proto = "babel"
	p.s("babel")
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	if h[0] != 42 {
		p.s(" invalid header")
		return
	}
	if h[1] < 2 || h[1] > 2 {
		p.sn(" ", int(h[1]))
		p.s(" (unknown)")
		return
	}
	size := int(be16(h[2:]))
	p.f(" %u (%u)", uint64(h[1]), uint64(size))
	if size > length-4 {
		p.invalid()
		return
	}
	rest := p.limit(size)
	cut := rest == nil && len(p.in) < size
	var st babelState
	if !p.babelTLVs(&st) {
		return
	}
	if cut {
		p.short(0)
		return
	}
	if size < length-4 && p.v > 0 { // a trailer, RFC 8966 4.2
		p.s("\n\t----")
		p.unlimit(rest)
		p.limit(length - 4 - size)
		p.babelTLVs(&st)
	}
}

// babelTLVs prints TLVs until p.in is empty. It reports false if one of them makes no sense.
func (p *printer) babelTLVs(st *babelState) bool {
	for len(p.in) > 0 && p.cut < 0 {
		typ := p.u8()
		n := 0
		if typ != babelPad1 {
			n = p.u8()
		}
		if !p.need(n) {
			return true
		}
		after := p.in[n:]
		p.in = p.in[:n]
		ok := true
		if p.v == 0 {
			p.tok(babelNames, " unknown", uint32(typ))
			if typ == babelUpdate && n >= 2 {
				p.babelUpdateFlags(int(p.in[1]))
			}
		} else {
			ok = p.babelTLV(typ, n, st)
		}
		if p.cut >= 0 {
			return true
		}
		if !ok {
			p.invalid()
			return false
		}
		p.in = after
	}
	return true
}

func (p *printer) babelUpdateFlags(flags int) {
	if flags&0x80 != 0 {
		p.s("/prefix")
	}
	if flags&0x40 != 0 {
		p.s("/id")
	}
	if flags&0x3f != 0 {
		p.s("/unknown")
	}
}

// babelTLV prints a TLV with -v and reports whether it made sense.
func (p *printer) babelTLV(typ, n int, st *babelState) bool {
	p.s("\n\t")
	switch typ {
	case babelPad1:
		p.s("Pad 1")
		return true
	case babelPadN:
		p.sn("Pad ", n+2)
		return true
	case babelAckReq:
		p.s("Acknowledgment Request ")
		if n < 6 {
			return false
		}
		p.take(2)
		p.f("%04x ", uint64(p.u16()))
		p.babelInterval("")
	case babelAck:
		p.s("Acknowledgment ")
		if n < 2 {
			return false
		}
		p.f("%04x", uint64(p.u16()))
	case babelHello:
		return p.babelHello(n)
	case babelIHU:
		return p.babelIHU(n)
	case babelRouterID:
		p.s("Router Id")
		if n < 10 {
			return false
		}
		p.take(2)
		p.c(' ')
		p.babelID(p.take(8))
	case babelNextHop:
		p.s("Next Hop")
		if n < 2 {
			return false
		}
		ae := p.u8()
		p.u8()
		a, ok := p.babelAddr(ae)
		if !ok {
			return false
		}
		p.c(' ')
		if a == nil { // RFC 8966 section 4.6.8: a next hop is never the wildcard
			p.s("invalid AE 0")
		} else {
			p.addr(a)
		}
	case babelUpdate:
		return p.babelUpdate(n, st)
	case babelRouteRequest, babelSeqnoRequest:
		return p.babelRequest(typ, n)
	case babelTSPC:
		p.s("TS/PC ")
		if n < 6 {
			return false
		}
		ts := uint64(p.u32())
		p.f("timestamp %u packetcounter %u", ts, uint64(p.u16()))
		return true
	case babelHMAC:
		p.s("HMAC ")
		if n < 18 {
			return false
		}
		p.f("key id %u digest-%u ", uint64(p.u16()), uint64(n-2))
		p.hexBytes(p.in)
		return true
	case babelMAC:
		p.sn("MAC len ", n)
		return true
	case babelPC:
		if n < 4 {
			return false
		}
		p.f("PC value %u index len %u", uint64(p.u32()), uint64(n-4))
		return true
	case babelChallengeReq:
		p.sn("Challenge Request len ", n)
		return true
	case babelChallenge:
		p.sn("Challenge Reply len ", n)
		return true
	default:
		p.sn("Unknown message type ", typ)
		return true
	}
	return p.babelSubs(typ)
}

// babelInterval prints hundredths of a second.
func (p *printer) babelInterval(what string) {
	v := uint64(p.u16())
	p.s(what)
	p.f("%u.%02us", v/100, v%100)
}

func (p *printer) babelID(id []byte) {
	for i, b := range id {
		if i > 0 {
			p.c(':')
		}
		p.hexBytes([]byte{b})
	}
}

func (p *printer) babelHello(n int) bool {
	p.s("Hello ")
	if n < 6 {
		return false
	}
	if p.u16()&0x8000 != 0 {
		p.s("(Unicast) ")
	}
	p.sn("seqno ", p.u16())
	p.babelInterval(" interval ")
	return p.babelSubs(babelHello)
}

func (p *printer) babelIHU(n int) bool {
	p.s("IHU ")
	if n < 6 {
		return false
	}
	ae := p.u8()
	p.u8()
	cost := p.u16()
	interval := uint64(p.u16())
	a, ok := p.babelAddr(ae)
	if !ok {
		return false
	}
	if a == nil {
		p.s("any")
	} else {
		p.addr(a)
	}
	p.f(" rxcost %u interval %u.%02us", uint64(cost), interval/100, interval%100)
	return p.babelSubs(babelIHU)
}

// babelAddr takes an address of the given encoding; none for the wildcard.
func (p *printer) babelAddr(ae int) ([]byte, bool) {
	n := 0
	switch ae {
	case 0:
		return nil, true
	case 1:
		n = 4
	case 2:
		n = 16
	case 3: // link-local: the lower half
		n = 8
	}
	if n == 0 || len(p.in) < n {
		return nil, false
	}
	if ae == 3 {
		a := make([]byte, 16)
		a[0], a[1] = 0xfe, 0x80
		copy(a[8:], p.take(8))
		return a, true
	}
	return p.takeN(n), true
}

// babelPrefix takes a prefix of plen bits of which the first omitted bytes are those of before.
func (p *printer) babelPrefix(ae, plen, omitted int, before *[16]byte) (a [16]byte, size int, ok bool) {
	size = 16
	switch ae {
	case 1:
		size = 4
	case 2:
	case 3:
		a[0], a[1] = 0xfe, 0x80
	default:
		return a, 0, ae == 0
	}
	n := (plen + 7) / 8
	if n > size || omitted > n {
		return a, size, false
	}
	at := omitted
	if ae == 3 {
		at = max(8, omitted)
	}
	if before != nil {
		copy(a[:omitted], before[:])
	}
	if at < n {
		if len(p.in) < n-at {
			return a, size, false
		}
		copy(a[at:n], p.takeN(n-at))
	}
	if plen%8 != 0 {
		a[n-1] &= 0xff << (8 - plen%8)
	}
	return a, size, true
}

func (p *printer) babelPrefixText(a *[16]byte, size, plen int) {
	if size == 0 {
		p.s("any")
		return
	}
	p.addr(a[:size])
	p.c('/')
	p.n(plen)
}

func (p *printer) babelUpdate(n int, st *babelState) bool {
	p.s("Update")
	if n < 10 {
		return false
	}
	h := p.take(10)
	ae, flags, plen, omitted := int(h[0]), int(h[1]), int(h[2]), int(h[3])
	before := &st.v6
	if ae == 1 {
		before = &st.v4
	}
	a, size, ok := p.babelPrefix(ae, plen, omitted, before)
	if !ok {
		return false
	}
	p.babelUpdateFlags(flags)
	p.c(' ')
	p.babelPrefixText(&a, size, plen)
	interval := uint64(be16(h[4:]))
	p.f(" metric %u seqno %u interval %u.%02us", uint64(be16(h[8:])), uint64(be16(h[6:])), interval/100, interval%100)
	if flags&0x80 != 0 {
		*before = a
	}
	return p.babelSubs(babelUpdate)
}

func (p *printer) babelRequest(typ, n int) bool {
	seqno := typ == babelSeqnoRequest
	if seqno {
		p.s("Seqno Request ")
		if n < 14 {
			return false
		}
	} else {
		p.s("Route Request ")
		if n < 2 {
			return false
		}
	}
	ae, plen := p.u8(), p.u8()
	var h []byte
	if seqno {
		h = p.take(12)
	}
	a, size, ok := p.babelPrefix(ae, plen, 0, nil)
	if !ok {
		return false
	}
	if !seqno {
		p.s("for ")
	} else {
		p.f("(%u hops) for ", uint64(h[2]))
	}
	p.babelPrefixText(&a, size, plen)
	if seqno {
		p.f(" seqno %u id ", uint64(be16(h)))
		p.babelID(h[4:])
	}
	return p.babelSubs(typ)
}

// babelSubs prints sub-TLVs until p.in is empty.
func (p *printer) babelSubs(typ int) bool {
	for len(p.in) > 0 {
		sub := p.u8()
		if sub == 0 {
			p.s(" sub-pad1")
			continue
		}
		n := 0
		if len(p.in) > 0 {
			n = p.u8()
		} else {
			n = -1
		}
		if n < 0 || n > len(p.in) { // costs the rest of this TLV only
			p.invalid()
			return true
		}
		b := p.takeN(n)
		switch sub {
		case 1:
			p.s(" sub-padn")
		case 2:
			p.s(" sub-diversity")
			p.babelDiversity(b)
		case 3:
			switch {
			case typ == babelHello && n >= 4:
				p.s(" sub-timestamp ")
				p.babelMicros(be32(b))
			case typ == babelIHU && n >= 8:
				p.s(" sub-timestamp ")
				p.babelMicros(be32(b))
				p.c('|')
				p.babelMicros(be32(b[4:]))
			default:
				p.s(" sub-timestamp (bogus)")
			}
		default:
			p.f(" sub-unknown-0x%02x", uint64(sub))
		}
	}
	return true
}

func (p *printer) babelMicros(v uint32) { p.f("%u.%06us", uint64(v/1000000), uint64(v%1000000)) }

// babelDiversity prints the channels that a route passes.
func (p *printer) babelDiversity(b []byte) {
	if len(b) == 0 {
		p.s(" empty")
		return
	}
	for i, c := range b {
		if i == 0 {
			p.c(' ')
		} else {
			p.c('-')
		}
		p.n(int(c))
		for _, d := range b[:i] {
			if d == c { // a channel must not come twice
				p.s(" (bogus)")
				return
			}
		}
	}
}
