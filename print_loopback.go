// Ethernet configuration testing protocol ("loopback"), Ethernet V2.0 chapter 8. Numbers are little-endian.

package main

var loopbackFunctions = []token{{1, "Reply"}, {2, "Forward Data"}}

func (p *printer) loopback(length int) {
	p.proto = "loopback"
	p.s("Loopback")
	if length < 2 {
		p.invalid()
		return
	}
	skip := int(le16(p.take(2)))
	length -= 2
	p.sn(", skipCount ", skip)
	if skip%8 != 0 {
		p.s(" (bogus)")
	}
	if skip > length {
		p.invalid()
		return
	}
	p.takeN(skip)
	length -= skip
	if length < 2 {
		p.invalid()
		return
	}
	function := uint32(le16(p.take(2)))
	length -= 2
	p.s(", ")
	p.tok(loopbackFunctions, "invalid (%u)", function)
	switch function {
	case 1:
		if length < 2 {
			p.invalid()
			return
		}
		p.sn(", receipt number ", int(le16(p.take(2))))
		length -= 2
	case 2:
		if length < 6 {
			p.invalid()
			return
		}
		p.s(", forwarding address ")
		p.mac(p.take(6))
		length -= 6
	default:
		p.invalid()
		return
	}
	p.sn(", data (", length)
	p.s(" octets)")
	p.takeN(length)
}
