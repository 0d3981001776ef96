// Token Ring, IEEE 802.5.
//
//	+--------+--------+-----------------+------------+-----------------------+-----
//	| AC (1) | FC (1) | destination (6) | source (6) | routing (0 or 2-30)   | LLC
//	+--------+--------+-----------------+------------+-----------------------+-----

package main

const (
	tokenHeaderLen  = 14
	tokenFrameType  = 0xc0
	tokenLLC        = 0x40
	tokenRouted     = 0x80   // in the source address: routing information follows
	tokenRouteLen   = 0x1f00 // of the routing control field
	tokenRouteFrame = 0x0070 // the largest frame
)

var tokenLargest = [...]string{"516", "1500", "2052", "4472", "8144", "11407", "17800", "??"}

// tokenLink prints a Token Ring frame of length bytes on the wire.
func (p *printer) tokenLink(length int) {
	p.proto = "token-ring"
	if !p.need(tokenHeaderLen) {
		return
	}
	h := p.take(tokenHeaderLen)
	dst := h[2:8]
	var plain [6]byte
	copy(plain[:], h[8:])
	plain[0] &^= tokenRouted
	src := plain[:]
	hlen := tokenHeaderLen
	show := func() {
		if !p.q {
			p.f2("%02x %02x ", uint32(h[0]), uint32(h[1]))
		}
		p.mac(src)
		p.s(" > ")
		p.mac(dst)
		p.f1(", length %u: ", uint32(length))
	}
	if p.e {
		show()
	}
	if h[8]&tokenRouted != 0 {
		control := be16(p.peek(0, 2))
		n := int(control&tokenRouteLen) >> 8
		if p.cut >= 0 || !p.need(max(n, 2)) {
			return
		}
		r := p.takeN(max(n, 2))
		hlen += len(r)
		p.f1("rt = %x", uint32(control))
		for r = r[2:]; len(r) >= 2; r = r[2:] {
			p.f1(":%x", uint32(be16(r)))
		}
		p.s(" (")
		p.s(tokenLargest[control&tokenRouteFrame>>4])
		p.s(") ")
	}
	p.ll = hlen
	length -= hlen
	if h[1]&tokenFrameType == tokenLLC {
		p.llc(length, src, dst)
		return
	}
	if !p.e {
		length += hlen
		show()
		length -= hlen
	}
	p.rest(length)
}
