// Tags that Ethernet switches put between the addresses and the type of a frame for the processor they belong to:
// Marvell's DSA and EDSA, Broadcom's.

package main

const (
	dsaToCPU   = 0
	dsaFromCPU = 1
	dsaSniffer = 2
	dsaForward = 3
)

var dsaModes = []token{
	{dsaToCPU, "To CPU"}, {dsaFromCPU, "From CPU"}, {dsaSniffer, "To Sniffer"}, {dsaForward, "Forward"},
}

// dsaCodes say why a frame is for the processor.
var dsaCodes = []token{
	{0, "BPDU (MGMT) Trap"}, {1, "Frame-to-Register Reply"}, {2, "IGMP/MLD Trap"}, {3, "Policy Trap"},
	{4, "ARP Mirror or Trap"}, {5, "Policy Mirror"},
}

// tagFrame prints an Ethernet frame with a tag of size bytes behind its addresses; tag prints it.
func (p *printer) tagFrame(length, size int, tag func(h []byte)) {
	if length < etherHeaderLen+size || !p.has(12+size) {
		p.short(0)
		return
	}
	h := p.take(12)
	t := p.takeN(size)
	p.tagLen = size
	if !p.e {
		tag(t)
		p.etherTagged(length, h[6:12], h[:6], nil)
		return
	}
	p.etherTagged(length, h[6:12], h[:6], func() { tag(t) })
}

func (p *printer) dsaLink(length int) {
	p.proto = "dsa"
	p.tagFrame(length, 4, func(h []byte) {
		if p.e {
			p.s("Marvell DSA ")
		} else {
			p.s("DSA ")
		}
		p.dsaTag(h)
	})
}

func (p *printer) edsaLink(length int) {
	p.proto = "edsa"
	p.tagFrame(length, 8, func(h []byte) {
		typ := be16(h)
		if p.e {
			p.f("Marvell EDSA ethertype 0x%04x (", uint64(typ))
			p.etherTypeName(typ)
			p.f("), rsvd %u %u, ", uint64(h[2]), uint64(h[3]))
		} else {
			p.f("EDSA 0x%04x, ", uint64(typ))
		}
		p.dsaTag(h[4:])
	})
}

// dsaTag prints the four bytes that both tags have: mode, tagged, device; port; priority; VLAN.
func (p *printer) dsaTag(h []byte) {
	mode := uint32(h[0] >> 6)
	tagged := h[0]&0x20 != 0
	dev, port := uint64(h[0]&0x1f), uint64(h[1]>>3)
	vid := uint64(be16(h[2:]) & 0xfff)
	pri := uint64(h[2] >> 5)
	code := uint64(h[1]&6) | uint64(h[2]>>4&1)
	if !p.e {
		switch mode {
		case dsaToCPU:
			p.f("port %u.%u > CPU, ", dev, port)
		case dsaFromCPU:
			p.f("CPU > port %u.%u, ", dev, port)
		case dsaSniffer:
			p.f("port %u.%u > Sniffer, ", dev, port)
		default:
			p.s("Forward ")
			p.dsaPort(h, dev, port)
		}
		p.f("VLAN %u", vid)
		if tagged {
			p.s("t, ")
		} else {
			p.s("u, ")
		}
		return
	}
	p.s("mode ")
	p.tok(dsaModes, "unknown", mode)
	p.s(", ")
	if mode == dsaFromCPU {
		p.s("target ")
	}
	switch {
	case mode == dsaForward && h[1]&4 != 0:
		p.f("dev %u, trunk %u, ", dev, port)
	default:
		p.f("dev %u, port %u, ", dev, port)
	}
	if tagged {
		p.s("tagged, ")
	} else {
		p.s("untagged, ")
	}
	p.f("VID %u, FPri %u, ", vid, pri)
	if mode == dsaToCPU {
		p.s("code ")
		p.tok(dsaCodes, "reserved", uint32(code))
		p.f(" (%u), ", code)
	}
}

func (p *printer) dsaPort(h []byte, dev, port uint64) {
	if h[1]&4 != 0 {
		p.f("trunk %u.%u, ", dev, port)
	} else {
		p.f("port %u.%u, ", dev, port)
	}
}

const (
	brcmEgress  = 0 // to the processor
	brcmIngress = 1 // from it
)

var (
	brcmOps     = []token{{brcmEgress, "EG"}, {brcmIngress, "IG"}}
	brcmActions = []token{{0, "None"}, {1, "Untag"}, {2, "Header"}, {3, "Reserved"}}
	brcmReasons = []token{
		{0x01, "mirror"}, {0x02, "SA learning"}, {0x04, "switching"}, {0x08, "prot term"}, {0x10, "prot snoop"},
		{0x20, "exception"},
	}
)

// brcmLink prints a frame with Broadcom's tag, behind the addresses or before them.
func (p *printer) brcmLink(length int, prepended bool) {
	p.proto = "brcm-tag"
	if !prepended {
		p.tagFrame(length, 4, p.brcmTag)
		return
	}
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	p.brcmTag(h)
	p.ether(length-4, nil)
	p.ll += 4
}

func (p *printer) brcmTag(h []byte) {
	op := uint32(h[0] >> 5)
	p.s("BRCM tag OP: ")
	p.tok(brcmOps, "unknown", op)
	p.s(", ")
	if op == brcmIngress {
		p.f("TC: %u, TE: ", uint64(h[0]>>2&7))
		p.tok(brcmActions, "unknown", uint32(h[0]&3))
		p.f(", TS: %u, DST map: [", uint64(h[1]>>7))
		first := true
		for port := range uint(23) {
			if be24(h[1:])>>port&1 == 0 || port > 22 {
				continue
			}
			if !first {
				p.c(',')
			}
			first = false
			p.sn("port ", int(port))
		}
		p.s("], ")
		return
	}
	p.f("CID: %u, RC: [", uint64(h[1]))
	p.bits(brcmReasons, "", ",", uint32(h[2]))
	p.f("], TC: %u, port: %u, ", uint64(h[3]>>5), uint64(h[3]&31))
}
