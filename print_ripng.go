// RIP for IPv6, RFC 2080.
//
//	+-------+-------+---------------+
//	|command|version|    unused     |
//	+-------+-------+---------------+
//
// Entries follow: prefix (16), tag (2), prefix length, metric.

package main

const (
	ripngHeaderLen = 4
	ripngEntryLen  = 20
	ripngInfinity  = 16
)

// ripng prints a message, length bytes on the wire.
func (p *printer) ripng(length int) {
	p.proto = "ripng"
	if !p.need(1) {
		return
	}
	if length < ripngHeaderLen {
		p.invalid()
		return
	}
	h := p.take(ripngHeaderLen)
	if p.cut >= 0 {
		return
	}
	if h[1] != 1 {
		p.f1("ripng [version %u, must be 1]", uint32(h[1]))
		p.invalid()
		return
	}
	n := length - ripngHeaderLen
	routes, odd := n/ripngEntryLen, n%ripngEntryLen != 0
	switch h[0] {
	case 1:
		if length == ripngHeaderLen+ripngEntryLen {
			e := p.peek(0, ripngEntryLen)
			if e[19] == ripngInfinity && isZeroBytes(e[:16]) {
				p.s(" ripng-req dump")
				return
			}
		}
		p.s(" ripng-req ")
	case 2:
		p.s(" ripng-resp ")
	default:
		p.f2(" ripng-%u ?? %u", uint32(h[0]), uint32(length))
		p.invalid()
		return
	}
	p.n(routes)
	if odd {
		p.sn("[", length)
		p.c(']')
	}
	p.c(':')
	for ; routes > 0 && p.cut < 0; routes-- {
		e := p.take(ripngEntryLen)
		if p.cut >= 0 {
			return
		}
		if p.v > 1 {
			p.s("\n\t")
		} else {
			p.c(' ')
		}
		p.ripngEntry(e, h[0] == 2)
	}
	if odd {
		p.invalid()
	}
}

// ripngEntry prints a route; its metric only in an answer.
func (p *printer) ripngEntry(e []byte, metric bool) {
	p.ip6(e[:16])
	p.sn("/", int(e[18]))
	if tag := be16at(e, 16); tag != 0 {
		p.f1(" [%u]", uint32(tag))
	}
	if metric {
		p.f1(" (%u)", uint32(e[19]))
	}
}

func isZeroBytes(b []byte) bool {
	for _, v := range b {
		if v != 0 {
			return false
		}
	}
	return true
}
