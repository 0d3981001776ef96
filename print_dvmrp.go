// Distance Vector Multicast Routing Protocol, RFC 1075 and draft-ietf-idmr-dvmrp-v3, carried in IGMP.
//
//	+---------------+---------------+-------------------------------+
//	|  Type (0x13)  |     Code      |           Checksum            |
//	+---------------+---------------+---------------+---------------+
//	|   Reserved    |  Capabilities | Minor Version | Major Version |
//	+---------------+---------------+---------------+---------------+

package main

const (
	dvmrpProbe         = 1
	dvmrpReport        = 2
	dvmrpAskNeighbors  = 3
	dvmrpNeighbors     = 4
	dvmrpAskNeighbors2 = 5
	dvmrpNeighbors2    = 6
	dvmrpPrune         = 7
	dvmrpGraft         = 8
	dvmrpGraftAck      = 9

	dvmrpHeaderLen = 8
)

var dvmrpNeighborFlags = []token{
	{0x01, "/tunnel"}, {0x02, "/srcrt"}, {0x40, "/querier"}, {0x20, "/disabled"}, {0x10, "/down"},
}

// dvmrp prints one message, length bytes with its IGMP header.
func (p *printer) dvmrp(length int) {
	p.proto = "dvmrp"
	code := int(p.peek(1, 1)[0])
	left := length - dvmrpHeaderLen
	switch code {
	case dvmrpProbe:
		p.s(" Probe")
		if p.v > 0 {
			p.take(dvmrpHeaderLen)
			p.dvmrpProbe(left)
		}
	case dvmrpReport:
		p.s(" Report")
		if p.v > 1 {
			p.take(dvmrpHeaderLen)
			p.dvmrpReport(left)
		}
	case dvmrpAskNeighbors:
		p.s(" Ask-neighbors(old)")
	case dvmrpNeighbors:
		p.s(" Neighbors(old)")
		p.take(dvmrpHeaderLen)
		p.dvmrpNeighbors(left)
	case dvmrpAskNeighbors2:
		p.s(" Ask-neighbors2")
	case dvmrpNeighbors2:
		p.s(" Neighbors2")
		h := p.take(dvmrpHeaderLen)
		p.f2(" (v %u.%u):", uint32(h[7]), uint32(h[6]))
		p.dvmrpNeighbors2(left)
	case dvmrpPrune:
		p.s(" Prune")
		p.take(dvmrpHeaderLen)
		p.dvmrpPair()
		p.s(" timer ")
		p.relTime(p.u32())
	case dvmrpGraft:
		p.s(" Graft")
		p.take(dvmrpHeaderLen)
		p.dvmrpPair()
	case dvmrpGraftAck:
		p.s(" Graft-ACK")
		p.take(dvmrpHeaderLen)
		p.dvmrpPair()
	default:
		p.sn(" [type ", code)
		p.c(']')
	}
}

// dvmrpPair prints a source and a group.
func (p *printer) dvmrpPair() {
	h := p.take(8)
	p.s(" src ")
	p.ip4(h[:4])
	p.s(" grp ")
	p.ip4(h[4:8])
}

// dvmrpShort complains about a message that ends too early.
func (p *printer) dvmrpShort(what string, have, need int) {
	p.s(what)
	p.f2("length %u < %u]", uint32(have), uint32(need))
	p.invalid()
}

// dvmrpProbe prints the generation number, and with -vv the neighbors heard of.
func (p *printer) dvmrpProbe(left int) {
	if left < 4 {
		p.dvmrpShort(" [full ", left, 4)
		return
	}
	if p.v > 1 {
		p.s("\n\t")
	} else {
		p.c(' ')
	}
	p.f1("genid %u", p.u32())
	if p.v < 2 {
		return
	}
	for left -= 4; left > 0 && p.cut < 0; left -= 4 {
		if left < 4 {
			p.dvmrpShort("[remaining ", left, 4)
			return
		}
		a := p.take(4)
		p.s("\n\tneighbor ")
		p.ip4(a)
	}
}

// dvmrpReport prints routes. A mask, whose first byte is always 255, stands before the networks that have it; of their
// addresses only as many bytes are there as the mask covers. The last network of a mask has the upper bit of its metric
// set.
func (p *printer) dvmrpReport(left int) {
	for left > 0 && p.cut < 0 {
		if left < 3 {
			p.dvmrpShort(" [", left, 3)
			return
		}
		h := p.take(3)
		left -= 3
		width := 1
		for i := 0; i < 3; i++ {
			if h[i] != 0 {
				width = i + 2
			}
		}
		p.f3("\n\tMask 255.%u.%u.%u", uint32(h[0]), uint32(h[1]), uint32(h[2]))
		for last := false; !last && p.cut < 0; left -= width + 1 {
			if left < width+1 {
				p.s("\n\t  [Truncated Report]")
				p.invalid()
				return
			}
			var a [4]byte
			copy(a[:], p.takeN(width))
			metric := p.u8()
			last = metric&0x80 != 0
			if p.cut >= 0 {
				return
			}
			p.f("\n\t  %u.%u.%u.%u metric %u", uint32(a[0]), uint32(a[1]), uint32(a[2]), uint32(a[3]), uint32(metric&0x7f))
		}
	}
}

// dvmrpNeighbors prints the neighbors of each interface, in the old form.
func (p *printer) dvmrpNeighbors(left int) {
	for left > 0 && p.cut < 0 {
		if left < 7 {
			p.dvmrpShort(" [", left, 7)
			return
		}
		local := p.take(4)
		h := p.take(3)
		left -= 7
		for n := int(h[2]); n > 0 && p.cut < 0; n-- {
			if left < 4 {
				p.dvmrpShort(" [", left, 4)
				return
			}
			p.dvmrpLink(local, ", ")
			p.f2("(%u/%u)]", uint32(h[0]), uint32(h[1]))
			left -= 4
		}
	}
}

// dvmrpLink prints an interface and a neighbor behind it.
func (p *printer) dvmrpLink(local []byte, sep string) {
	p.s(" [")
	p.ip4(local)
	p.s(" -> ")
	p.ip4(p.take(4))
	p.s(sep)
}

// dvmrpNeighbors2 prints the neighbors of each interface.
//
//	+---------------------------------------------------------------+
//	|                     Local interface address                   |
//	+---------------+---------------+---------------+---------------+
//	|    Metric     |   Threshold   |     Flags     |   Neighbors   |
//	+---------------+---------------+---------------+---------------+
func (p *printer) dvmrpNeighbors2(left int) {
	for left > 0 && p.cut < 0 {
		if left < 8 {
			p.dvmrpShort(" [", left, 8)
			return
		}
		local := p.take(4)
		h := p.take(4)
		left -= 8
		for n := int(h[3]); n > 0 && p.cut < 0; n-- {
			if left < 4 {
				p.s(" [invalid ncount]")
				p.invalid()
				return
			}
			p.dvmrpLink(local, " ")
			p.f2("(%u/%u", uint32(h[0]), uint32(h[1]))
			p.bits(&dvmrpNeighborFlags, "", "", uint32(h[2]))
			p.s(")]")
			left -= 4
		}
	}
}
