// Broadcom's shim in front of lawfully intercepted packets: direction, type, subtype and the warrant's number.

package main

var (
	bcmliDirections = []token{{1, "unused"}, {2, "egress"}, {3, "ingress"}}
	bcmliTypes      = []token{{4, "undecided"}, {5, "ipv4"}, {6, "ipv6"}, {7, "ethernet"}}
	bcmliSubtypes   = []token{{1, "single VLAN tag"}, {2, "double VLAN tag"}, {3, "untagged"}}
)

func (p *printer) bcmLI(length int) {
	p.proto = "bcm_li"
	if length < 4 {
		p.invalid()
		return
	}
	h := p.u32()
	length -= 4
	direction, typ, sub := h>>29&7, h>>25&15, h>>22&7
	if p.v > 0 {
		p.s("\n    ")
	}
	p.s("BCM-LI-SHIM: direction ")
	p.tok(bcmliDirections, "unknown", direction)
	p.s(", pkt-type ")
	p.tok(bcmliTypes, "unknown", typ)
	p.s(", pkt-subtype ")
	p.tok(bcmliSubtypes, "unknown", sub)
	p.f(", li-id %u", uint64(h&0x3fffff))
	if p.v == 0 {
		p.skip(length)
		return
	}
	p.s("\n    ")
	if !p.enter() {
		return
	}
	defer p.leave()
	version := -1
	if typ == 4 && p.has(1) {
		version = int(p.in[0] >> 4)
	}
	switch {
	case typ == 7:
		p.ether(length, nil)
	case typ == 5 || version == 4:
		if p.e {
			p.s("IP ")
		}
		p.ip(length)
	case typ == 6 || version == 6:
		if p.e {
			p.s("IP6 ")
		}
		p.ip6Packet(length)
	case typ == 4:
		p.s("unknown payload")
	default:
		p.invalid()
	}
}
