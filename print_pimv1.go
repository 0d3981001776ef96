// Protocol Independent Multicast, version 1, carried in IGMP.
//
//	+---------------+---------------+-------------------------------+
//	|  Type (0x14)  |     Code      |           Checksum            |
//	+-------+-------+---------------+-------------------------------+
//	|PIM Ver|                       Reserved                        |
//	+-------+-------------------------------------------------------+

package main

const (
	pimv1Query        = 0
	pimv1Register     = 1
	pimv1RegisterStop = 2
	pimv1JoinPrune    = 3
	pimv1RPReachable  = 4
	pimv1Assert       = 5
	pimv1Graft        = 6
	pimv1GraftAck     = 7

	pimv1AllOnes = 0xffffffff
)

var pimv1Modes = []token{{0, "Dense-mode"}, {1, "Sparse-mode"}, {2, "Sparse-Dense-mode"}}

// pimv1 prints one message, length bytes with its IGMP header.
func (p *printer) pimv1(length int) {
	p.proto = "pimv1"
	code := int(p.peek(1, 1)[0])
	whole := p.in
	switch code {
	case pimv1Query:
		p.s(" Query")
		p.pimv1Query()
	case pimv1Register:
		p.s(" Register")
		h := p.peek(8, 20)
		p.pimv1Pair(h[12:])
	case pimv1RegisterStop:
		p.s(" Register-Stop")
		p.pimv1Pair(p.peek(8, 8))
	case pimv1JoinPrune:
		p.s(" Join/Prune")
	case pimv1RPReachable:
		p.s(" RP-reachable")
		if p.v > 0 {
			p.pimv1RPReachable()
		}
	case pimv1Assert:
		p.s(" Assert")
		p.pimv1Assert()
	case pimv1Graft:
		p.s(" Graft")
	case pimv1GraftAck:
		p.s(" Graft-ACK")
	default:
		p.sn(" [type ", code)
		p.c(']')
	}
	if p.v > 0 && (code == pimv1JoinPrune || code == pimv1Graft || code == pimv1GraftAck) {
		if p.need(8) {
			p.take(8)
			p.pimv1JoinPrune(length - 8)
		}
	}
	if p.cut >= 0 {
		p.cutInline() // the checksum may be shown behind it
		return
	}
	if len(whole) < 5 {
		p.short(0)
		return
	}
	if version := whole[4] >> 4; version != 1 {
		p.sn(" [v", int(version))
		p.c(']')
	}
}

// pimv1Pair prints a source and a group.
func (p *printer) pimv1Pair(h []byte) {
	p.s(" for ")
	p.ip4(h[:4])
	p.s(" > ")
	p.ip4(h[4:8])
}

// pimv1Query prints a router's mode and how long it is believed to be there.
func (p *printer) pimv1Query() {
	if len(p.in) > 8 {
		p.c(' ')
		p.tok(&pimv1Modes, "mode-%u", uint32(p.in[8]>>4))
	}
	if p.v > 0 {
		p.s(" (Hold-time ")
		h := p.peek(10, 2)
		p.relTime(uint32(be16(h)))
		p.c(')')
	}
}

// pimv1Mask prints a mask unless it is that of a host.
func (p *printer) pimv1Mask(m []byte) {
	if be32(m) != pimv1AllOnes {
		p.c('/')
		p.ip4(m)
	}
}

func (p *printer) pimv1RPReachable() {
	g := p.peek(8, 4)
	p.s(" group ")
	p.ip4(g)
	p.pimv1Mask(p.peek(12, 4))
	a := p.peek(16, 4)
	p.s(" RP ")
	p.ip4(a)
	p.s(" hold ")
	p.relTime(uint32(be16(p.peek(22, 2))))
}

func (p *printer) pimv1Assert() {
	h := p.peek(8, 12)
	p.s(" for ")
	p.ip4(h[8:12])
	p.s(" > ")
	p.ip4(h[:4])
	p.pimv1Mask(h[4:8])
	h = p.peek(20, 8)
	pref := be32(h)
	if pref&0x80000000 != 0 {
		p.s(" RP-tree")
	} else {
		p.s(" SPT")
	}
	p.f2(" pref %u metric %u", pref&0x7fffffff, be32at(h, 4))
}

// pimv1JoinPrune prints which sources are joined and pruned, left bytes.
func (p *printer) pimv1JoinPrune(left int) {
	nl := " "
	if p.v > 1 {
		nl = "\n "
	}
	h := p.take(4)
	p.s(nl)
	p.s("Upstream Nbr: ")
	p.ip4(h)
	p.s(nl)
	p.s("Hold time: ")
	h = p.take(4)
	p.relTime(uint32(be16at(h, 2)))
	if p.v < 2 {
		return
	}
	h = p.take(4)
	for n := int(h[3]); n > 0 && p.cut < 0; n-- {
		g := p.take(4)
		p.s("\n\tGroup: ")
		p.ip4(g)
		p.pimv1Mask(p.take(4))
		counts := p.take(4)
		joined, pruned := int(be16(counts)), int(be16at(counts, 2))
		p.f2(" joined: %u pruned: %u", uint32(joined), uint32(pruned))
		p.pimv1Sources("\n\tJoin  ", joined)
		p.pimv1Sources("\n\tPrune ", pruned)
	}
}

func (p *printer) pimv1Sources(what string, n int) {
	for ; n > 0 && p.cut < 0; n-- {
		h := p.take(6)
		p.s(what)
		if h[0]&1 != 0 {
			p.s("Sparse ")
		} else {
			p.s("Dense ")
		}
		if h[1]&0x80 != 0 {
			p.s("WC ")
		}
		if h[1]&0x40 != 0 {
			p.s("RP ")
		} else {
			p.s("SPT ")
		}
		p.ip4(h[2:6])
		p.sn("/", int(h[1]&0x3f))
	}
}
