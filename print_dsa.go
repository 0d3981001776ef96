// Tags that Marvell switches put between addresses and type of a frame for the processor behind them: DSA (Distributed Switch
// Architecture) and EDSA, the same behind an ethertype of its own.
//
//	+----------+-----------+----------+------------+-----------+-----------+----------+----------+------------+
//	| mode (2) | tagged(1) | dev. (5) | port (5)   | (see dsa) | PRI (3)   | code (1) | VID (12) |
//	+----------+-----------+----------+------------+-----------+-----------+----------+----------+

package main

const (
	dsaTagLen  = 4
	edsaTagLen = 8

	dsaToCPU     = 0
	dsaFromCPU   = 1
	dsaToSniffer = 2
)

var dsaModes = [...]string{"To CPU", "From CPU", "To Sniffer", "Forward"}

var dsaCodes = [...]string{
	"BPDU (MGMT) Trap", "Frame2Reg", "IGMP/MLD Trap", "Policy Trap", "ARP Mirror", "Policy Mirror", "reserved", "reserved",
}

// dsaLink prints a frame with a tag of four bytes behind the addresses, or with extended of eight.
func (p *printer) dsaLink(length int, extended bool) {
	p.proto = "dsa"
	size := dsaTagLen
	if extended {
		p.proto = "edsa"
		size = edsaTagLen
	}
	if length < 12+size+2 || !p.need(12+size+2) {
		p.short(0)
		return
	}
	h := p.take(12)
	tag := p.takeN(size)
	show := func() {
		t := tag
		if extended {
			t = tag[4:]
		}
		if !p.e {
			p.dsaBrief(tag, t, extended)
			return
		}
		p.s("Marvell ")
		if extended {
			typ := be16(tag)
			p.f1("EDSA ethertype 0x%04x (", uint32(typ))
			p.etherTypeName(typ)
			p.f2("), rsvd %u %u, mode ", uint32(tag[2]), uint32(tag[3]))
		} else {
			p.s("DSA mode ")
		}
		p.dsaFull(t)
	}
	p.etherTagged(length, length-12-size, h[6:12], h[:6], show)
}

// dsaFull prints every field of a tag.
func (p *printer) dsaFull(t []byte) {
	mode, dev, port := t[0]>>6, uint64(t[0]&0x1f), uint64(t[1]>>3)
	p.s(dsaModes[mode])
	switch mode {
	case dsaToCPU:
		p.fw(", source dev %u, port %u, code ", dev, port)
		p.s(dsaCodes[t[2]>>4&1|t[1]&6])
	case dsaFromCPU:
		p.fw(", target dev %u, port %u", dev, port)
	case dsaToSniffer:
		p.fw(", source dev %u, port %u, ", dev, port)
		p.s([...]string{"egress", "ingress"}[t[1]>>2&1])
		p.s(" sniff")
	default:
		p.fw(", dev %u, ", dev)
		p.s([...]string{"port", "trunk"}[t[1]>>2&1])
		p.fw(" %u", port)
	}
	p.s([...]string{", untagged", ", tagged"}[t[0]>>5&1])
	if t[1]&1 != 0 {
		p.s(", CFI")
	}
	p.f2(", VID %u, FPri %u, ", uint32(be16at(t, 2)&0xfff), uint32(t[2]>>5))
}

// dsaBrief prints where a frame comes from and goes to.
func (p *printer) dsaBrief(tag, t []byte, extended bool) {
	if extended {
		p.f1("EDSA 0x%04x, ", uint32(be16(tag)))
	} else {
		p.s("DSA ")
	}
	dev, port := uint64(t[0]&0x1f), uint64(t[1]>>3)
	switch t[0] >> 6 {
	case dsaToCPU:
		p.fw("port %u.%u > CPU, ", dev, port)
	case dsaFromCPU:
		p.fw("CPU > port %u.%u, ", dev, port)
	case dsaToSniffer:
		p.fw("port %u.%u > ", dev, port)
		p.s([...]string{"Tx", "Rx"}[t[1]>>2&1])
		p.s(" Sniffer, ")
	default:
		p.s("Forward ")
		p.s([...]string{"port", "trunk"}[t[1]>>2&1])
		p.fw(" %u.%u, ", dev, port)
	}
	p.f2("VLAN %u%c, ", uint32(be16at(t, 2)&0xfff), uint32([...]byte{'u', 't'}[t[0]>>5&1]))
}
