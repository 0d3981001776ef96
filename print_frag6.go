// IPv6 fragment header, RFC 8200 section 4.5.
//
//	+---------------+---------------+-------------------------+---+-+
//	|  Next Header  |   Reserved    |      Fragment Offset    |Res|M|
//	+---------------+---------------+-------------------------+---+-+
//	|                         Identification                        |
//	+---------------------------------------------------------------+

package main

// ip6Fragment prints a fragment header. What is behind it makes sense only in the first fragment.
func (p *printer) ip6Fragment(c *ip6Chain) (next, n int, ok bool) {
	p.proto = "frag6"
	p.s("frag (")
	h := p.take(8)
	if p.cut >= 0 {
		return
	}
	if p.v > 0 {
		p.f1("0x%08x:", be32at(h, 4))
	}
	off := int(be16at(h, 2) &^ 7)
	p.n(off)
	p.c('|')
	if c.length < 8 {
		p.s("[length < 0]")
		p.invalid()
		p.c(')')
		return 0, 0, false
	}
	p.n(c.length - 8)
	p.c(')')
	c.ip.frag = true
	if off != 0 {
		return 0, 0, false
	}
	p.c(' ')
	if c.length == 8 {
		return 0, 0, false // nothing of the datagram is here
	}
	return int(h[0]), 8, true
}
