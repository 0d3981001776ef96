// Ad hoc configuration protocol, draft-chroboczek-ahcp-00.

package main

import "time"

var ahcpMessages = []token{
	{0, "Discover"}, {1, "Offer"}, {2, "Request"}, {3, "Ack"}, {4, "Nack"}, {5, "Release"},
}

var ahcpOptions = []token{
	{0, "Pad"}, {1, "Mandatory"}, {2, "Origin Time"}, {3, "Expires"}, {4, "My-IPv6-Address"}, {5, "My-IPv4-Address"},
	{6, "IPv6 Prefix"}, {7, "IPv4 Prefix"}, {8, "IPv6 Address"}, {9, "IPv4 Address"},
	{10, "IPv6 Prefix Delegation"}, {11, "IPv4 Prefix Delegation"}, {12, "Name Server"}, {13, "NTP Server"},
}

func (p *printer) ahcp(length int) {
	p.proto = "ahcp"
	p.s("AHCP")
	if length < 2 {
		p.invalid()
		return
	}
	h := p.take(2)
	if h[0] != 43 && p.cut < 0 {
		p.invalid()
		return
	}
	p.sn(" Version ", int(h[1]))
	if h[1] != 1 {
		return
	}
	if p.v == 0 {
		p.need(length - 2)
		return
	}
	if length < 24 {
		p.invalid()
		return
	}
	h = p.take(22)
	p.f3("\n\tHopcount %u, Original Hopcount %u, Nonce 0x%08x, Source Id ", uint32(h[0]), uint32(h[1]), be32at(h, 2))
	p.linkAddr(h[6:14])
	p.s(", Destination Id ")
	p.linkAddr(h[14:22])
	length -= 24
	if length < 4 {
		p.invalid()
		return
	}
	h = p.take(4)
	size := int(be16at(h, 2))
	p.s("\n\t")
	p.tok(&ahcpMessages, "Unknown-%u", uint32(h[0]))
	p.sn(", Length ", size)
	if size > length-4 {
		p.invalid()
		return
	}
	if p.v > 1 {
		p.limit(size)
		p.ahcpOptions()
	}
}

func (p *printer) ahcpOptions() {
	for len(p.in) > 0 {
		typ := p.u8()
		p.s("\n\t ")
		p.tok(&ahcpOptions, "Unknown-%u", uint32(typ))
		if typ < 2 { // these have no length
			continue
		}
		if len(p.in) < 1 {
			p.invalid()
			return
		}
		n := p.u8()
		if n > len(p.in) {
			p.invalid()
			return
		}
		b := p.takeN(n)
		if n > 0 && !p.ahcpOption(typ, b) {
			p.invalid()
		}
	}
}

// ahcpOption prints the value of an option and reports whether its length was right.
func (p *printer) ahcpOption(typ int, b []byte) bool {
	size, prefix := 0, false
	switch typ {
	case 2, 3:
		if len(b) != 4 {
			return false
		}
		if typ == 3 {
			p.f1(": %us", be32(b))
			return true
		}
		p.s(": ")
		p.out = time.Unix(int64(be32(b)), 0).UTC().AppendFormat(p.out, "2006-01-02 15:04:05 UTC")
		return true
	case 4, 8, 12, 13:
		size = 16
	case 5, 9:
		size = 4
	case 6, 10:
		size, prefix = 16, true
	case 7, 11:
		size, prefix = 4, true
	default:
		return true
	}
	step := size
	if prefix {
		step++
	}
	for first := true; len(b) > 0; first = false {
		if len(b) < step {
			return false
		}
		if first {
			p.s(": ")
		} else {
			p.s(", ")
		}
		p.addr(b[:size])
		if prefix {
			p.sn("/", int(b[size]))
		}
		b = b[step:]
	}
	return true
}
