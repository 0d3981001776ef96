// Serial Line IP, RFC 1055, with the header compression of RFC 1144.
//
// The capturing system puts 16 bytes before each packet, which itself is stored decompressed:
//
//	+-----------+--------------------------------------
//	| direction | link-level header, 15 bytes             direction: 0 in, 1 out
//	+-----------+--------------------------------------
//
// The link-level header is the beginning of what went over the wire: an IP header, an IP header with the connection's
// number in its protocol field, or a compressed header.

package main

const (
	slipHeaderLen = 16

	slipIn  = 0
	slipOut = 1

	// Packet types, RFC 1144 section 3.2.1: the top of the first byte.
	slipTypeIP           = 0x40
	slipTypeUncompressed = 0x70
	slipTypeCompressed   = 0x80 // bit 7

	// Change mask of a compressed header, RFC 1144 figure 3.
	slipNewU     = 0x01
	slipNewW     = 0x02
	slipNewA     = 0x04
	slipNewS     = 0x08
	slipNewI     = 0x20
	slipNewC     = 0x40
	slipSpecials = slipNewS | slipNewA | slipNewW | slipNewU
	slipEcho     = slipNewS | slipNewW | slipNewU            // sequence number and ack grow by the last length
	slipData     = slipNewS | slipNewA | slipNewW | slipNewU // the sequence number alone does
)

// slipState is what decompression remembers per direction: the connection used last, and how much data the last packet
// of each carried. Special cases refer to both.
type slipState struct {
	lastConn [2]byte
	lastLen  [2][256]int
}

// slipLink prints a SLIP packet of length bytes on the wire, pseudo header included.
func (p *printer) slipLink(length int) {
	p.proto = "slip"
	if length < slipHeaderLen || !p.has(slipHeaderLen) {
		if p.classic {
			p.s("[|slip]")
			return
		}
		p.short(0)
		return
	}
	p.ll = slipHeaderLen
	h := p.in
	p.take(slipHeaderLen)
	inner := p.in
	length -= slipHeaderLen
	if p.e {
		p.slipHeader(h, length)
		if p.cut >= 0 {
			return
		}
		p.in = inner
	}
	if p.classic {
		p.ipClassic(length)
		return
	}
	switch v := p.peek(0, 1)[0] >> 4; v {
	case 4:
		p.ip(length)
	case 6:
		p.ip6Packet(length)
	default:
		p.f1("ip v%u", uint32(v))
	}
}

// slipHeader prints direction, type and compression information; h is the pseudo header and what follows, length the
// length of the packet behind it.
func (p *printer) slipHeader(h []byte, length int) {
	dir := int(h[0])
	switch dir {
	case slipIn:
		p.s("I ")
	case slipOut:
		p.s("O ")
	default:
		p.f1("Invalid direction %u ", uint32(dir))
		dir = -1
	}
	if p.classic && p.num {
		p.slipRawHeader(h[1:slipHeaderLen])
		return
	}
	switch t := h[1]; {
	case t&0xf0 == slipTypeIP:
		if p.classic {
			p.s("ip: ")
		} else {
			p.f1("ip %u: ", uint32(length+slipHeaderLen))
		}
	case t&0xf0 == slipTypeUncompressed:
		conn := h[1+9]
		p.f1("utcp %u: ", uint32(conn))
		if data, ok := p.slipDataLen(h, length); ok && dir >= 0 {
			p.state.slip.lastConn[dir] = conn
			p.state.slip.lastLen[dir][conn] = data
		}
	case dir < 0: // which direction's state to use is not known
	case t&slipTypeCompressed != 0:
		p.slipCompressed(h, length, dir)
		p.s(": ")
	default:
		p.f1("slip-%u!: ", uint32(t))
	}
}

// slipRawHeader prints the link-level header in hex, dots between the bytes, as 3.4 does with -n.
func (p *printer) slipRawHeader(h []byte) {
	for i, b := range h {
		if i > 0 {
			p.c('.')
		}
		p.hw(uint64(b), 2)
	}
	p.s(": ")
}

// slipDataLen is how much data the TCP segment behind the pseudo header carries, in bytes; false if its headers were
// not captured.
func (p *printer) slipDataLen(h []byte, length int) (int, bool) {
	b := h[slipHeaderLen:]
	if len(b) < ipHeaderLen {
		p.short(0)
		return 0, false
	}
	hlen := int(b[0]&15) * 4
	if len(b) < hlen+tcpHeaderLen {
		p.short(0)
		return 0, false
	}
	return length - hlen - int(b[hlen+12]>>4)*4, true
}

// slipCompressed prints a compressed header.
func (p *printer) slipCompressed(h []byte, length, dir int) {
	st := &p.state.slip
	p.in = h[1:]
	mask := p.u8()
	p.s("ctcp ")
	if mask&slipNewC != 0 {
		st.lastConn[dir] = byte(p.u8())
		p.n(int(st.lastConn[dir]))
	} else {
		p.c('*')
	}
	p.take(2) // the TCP checksum
	last := &st.lastLen[dir][st.lastConn[dir]]
	switch mask & slipSpecials {
	case slipEcho:
		p.sn(" *SA+", *last)
	case slipData:
		p.sn(" *S+", *last)
	default:
		if mask&slipNewU != 0 {
			p.sn(" U=", p.slipValue())
		}
		if mask&slipNewW != 0 {
			p.slipDelta(" W", p.slipValue())
		}
		if mask&slipNewA != 0 {
			p.sn(" A+", p.slipValue())
		}
		if mask&slipNewS != 0 {
			p.sn(" S+", p.slipValue())
		}
	}
	if mask&slipNewI != 0 {
		p.sn(" I+", p.slipValue())
	}
	used := len(h) - 1 - len(p.in)
	if data, ok := p.slipDataLen(h, length); ok {
		*last = data
		p.sn(" ", data)
		p.f1(" (%u)", uint32(used))
	}
}

// slipValue takes a number in the encoding of RFC 1144 section 3.2.3: one byte, or a zero and two bytes.
func (p *printer) slipValue() int {
	if v := p.u8(); v != 0 {
		return v
	}
	return p.u16()
}

// slipDelta prints a change that may be negative: 16 bits in two's complement.
func (p *printer) slipDelta(name string, v int) {
	p.s(name)
	if d := int(int16(v)); d < 0 {
		p.n(d)
	} else {
		p.sn("+", d)
	}
}
