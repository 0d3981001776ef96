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
		p.s(" (unknown)")
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
	p.sn("\n\tHopcount ", p.u8())
	p.sn(", Original Hopcount ", p.u8())
	p.f1(", Nonce 0x%08x", p.u32())
	for _, end := range [...]string{", Source Id ", ", Destination Id "} {
		id := p.take(8)
		p.s(end)
		p.linkAddr(id)
	}
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
		p.ahcpOptions(size)
	} else {
		p.need(size)
	}
}

// ahcpOptions prints options, size bytes of them.
func (p *printer) ahcpOptions(size int) {
	for size > 0 && p.cut < 0 {
		typ := p.u8()
		size--
		p.s("\n\t ")
		p.tok(&ahcpOptions, "Unknown-%u", uint32(typ))
		if typ < 2 { // these have no length
			continue
		}
		if size < 1 {
			p.invalid()
			return
		}
		n := p.u8()
		size -= 1 + n
		if size < 0 && p.cut < 0 {
			p.invalid()
			return
		}
		if p.cut < 0 && !p.ahcpOption(typ, n) {
			p.invalid()
		}
	}
}

// ahcpOption prints the value of an option, n bytes, and reports whether its length was right.
func (p *printer) ahcpOption(typ, n int) bool {
	good := p.ahcpValue(typ, &n)
	p.takeN(n)
	return good
}

// ahcpValue does the same and leaves in n how many bytes it did not take.
func (p *printer) ahcpValue(typ int, n *int) bool {
	size, prefix := 0, false
	switch typ {
	case 2, 3:
		if *n != 4 {
			return false
		}
		*n = 0
		seconds := p.u32()
		if typ == 3 {
			p.f1(": %us", seconds)
			return true
		}
		p.s(": ")
		p.out = time.Unix(int64(seconds), 0).UTC().AppendFormat(p.out, "2006-01-02 15:04:05 UTC")
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
		p.sn(" (Length ", *n)
		p.c(')')
		return true
	}
	step := size
	if prefix {
		step++
	}
	for sep := ": "; *n > 0; sep = ", " {
		if *n < step {
			return false
		}
		if !p.need(step) {
			return true
		}
		*n -= step
		b := p.takeN(step)
		p.s(sep)
		p.addr(b[:size])
		if prefix {
			p.sn("/", int(b[size]))
		}
	}
	return true
}
