// Configuration Testing Protocol ("loopback"), Ethernet 2.0 specification section 8.
//
//	+----------------+------------------+---------------
//	| skip count (2) | function (2)     | address or receipt number, data       all numbers little-endian
//	+----------------+------------------+---------------

package main

const (
	ctpReply   = 1
	ctpForward = 2
)

var ctpFunctions = []token{{ctpReply, "Reply"}, {ctpForward, "Forward Data"}}

// loopback prints a loopback frame's payload of length bytes on the wire.
func (p *printer) loopback(length int) {
	p.proto = "loopback"
	whole := p.in
	fail := func() {
		p.invalid()
		p.in = whole
		p.need(length)
	}
	p.s("Loopback")
	if length < 2 {
		fail()
		return
	}
	rest := length - 2
	skip := int(le16(p.take(2)))
	p.sn(", skipCount ", skip)
	if skip&7 != 0 {
		p.s(" (bogus)")
	}
	if skip > rest {
		fail()
		return
	}
	if !p.need(skip) {
		return
	}
	p.skip(skip)
	p.ctpFunction(rest-skip, fail)
}

func (p *printer) ctpFunction(length int, fail func()) {
	if length < 2 {
		fail()
		return
	}
	function := uint32(le16(p.take(2)))
	length -= 2
	p.s(", ")
	p.tok(&ctpFunctions, " invalid (%u)", function)
	switch function {
	case ctpReply:
		if length < 2 {
			fail()
			return
		}
		receipt := le16(p.take(2))
		p.f1(", receipt number %u", uint32(receipt))
		length -= 2
	case ctpForward:
		if length < 6 {
			fail()
			return
		}
		a := p.take(6)
		p.s(", forwarding address ")
		p.mac(a)
		length -= 6
	default:
		p.need(length)
		return
	}
	p.f1(", data (%u octets)", uint32(length))
	p.need(length)
}
