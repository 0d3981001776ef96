// Generic network virtualization encapsulation, RFC 8926.
//
//	+---+-----------+-+-+-----------+-------------------------------+
//	|Ver|  Opt Len  |O|C|    Rsvd.  |          Protocol Type        |
//	+---+-----------+-+-+-----------+---------------+---------------+
//	|        Virtual Network Identifier (VNI)       |    Reserved   |
//	+-----------------------------------------------+---------------+
//	|                    Variable-Length Options                    ~
//	+---------------------------------------------------------------+
//
// An option:
//
//	+-------------------------------+-+-------------+-----+---------+
//	|          Option Class         |C|    Type     |R|R|R| Length  |
//	+-------------------------------+-+-------------+-----+---------+
//	|                      Variable-Length Option Data              ~
//	+---------------------------------------------------------------+

package main

const (
	geneveHeaderLen = 8
	geneveOptLen    = 4
	geneveCritical  = 0x80
	geneveTEB       = 0x6558
)

var geneveFlags = []token{
	{0x80, "O"}, {0x40, "C"}, {0x20, "R1"}, {0x10, "R2"}, {0x08, "R3"}, {0x04, "R4"}, {0x02, "R5"}, {0x01, "R6"},
}

// geneveClass names a class of options by the ranges of RFC 8926 section 7.
func geneveClass(class int) string {
	switch {
	case class <= 0x00ff:
		return "Standard"
	case class == 0x0100:
		return "Linux"
	case class == 0x0101:
		return "Open vSwitch"
	case class == 0x0102:
		return "Open Virtual Networking (OVN)"
	case class == 0x0103:
		return "In-band Network Telemetry (INT)"
	case class == 0x0104:
		return "VMware"
	case class == 0xffff:
		return "Experimental"
	}
	return "Unknown"
}

// geneve prints a packet of a tunnel, length bytes on the wire.
func (p *printer) geneve(length int) {
	p.proto = "geneve"
	if !p.enter() {
		return
	}
	defer p.leave()
	p.s("Geneve")
	first := p.u8()
	if version := first >> 6; version != 0 {
		p.sn(" ERROR: unknown-version ", version)
		return
	}
	if !p.need(geneveHeaderLen - 1) {
		return
	}
	p.s(", Flags [")
	p.bits(&geneveFlags, "none", "", uint32(p.u8()))
	p.c(']')
	typ := uint16(p.u16())
	p.f1(", vni 0x%x", uint32(p.u24()))
	if rsvd := p.u8(); rsvd != 0 {
		p.f1(", rsvd 0x%x", uint32(rsvd))
	}
	if p.e {
		p.s(", proto ")
		if typ == geneveTEB {
			p.s("TEB")
		} else if name, ok := etherTypeName(typ); ok {
			p.s(name)
		} else {
			p.s("unknown")
		}
		p.f1(" (0x%04x)", uint32(typ))
	}
	options := first & 0x3f * 4
	length -= geneveHeaderLen
	if length < options {
		p.f1(" truncated-geneve - %u bytes missing", uint32(max(options-length, 0)))
		return
	}
	if options > 0 {
		p.geneveOptions(options)
	}
	if p.cut >= 0 {
		return
	}
	if p.v > 0 {
		p.s("\n\t")
	} else {
		p.s(": ")
	}
	p.genevePayload(typ, length-options)
}

func (p *printer) genevePayload(typ uint16, length int) {
	if typ == geneveTEB {
		p.ether(length, nil)
	} else if !p.etherPayload(typ, length, nil, nil) {
		p.f1("geneve-proto-0x%x", uint32(typ))
	}
}

// geneveOptions prints size bytes of options: without -v but their size.
func (p *printer) geneveOptions(size int) {
	if !p.need(size) {
		return
	}
	p.s(", options [")
	if p.v == 0 {
		p.f1("%u bytes]", uint32(size))
		p.takeN(size)
		return
	}
	for size > 0 && p.cut < 0 {
		p.s("class ")
		class := p.u16()
		p.s(geneveClass(class))
		p.f1(" (0x%x)", uint32(class))
		kind := p.u8()
		p.f1(" type 0x%x", uint32(kind))
		if kind&geneveCritical != 0 {
			p.s("(C)")
		}
		n := geneveOptLen + p.u8()&0x1f*4
		p.sn(" len ", n)
		size -= geneveOptLen
		if n-geneveOptLen > size {
			p.s(" [bad length]")
			p.takeN(size)
			break
		}
		p.geneveOptionData(n - geneveOptLen)
		size -= n - geneveOptLen
		if size > 0 {
			p.s(", ")
		}
	}
	p.c(']')
}

func (p *printer) geneveOptionData(n int) {
	data := p.takeN(n)
	if p.v < 2 || n == 0 {
		return
	}
	p.s(" data")
	for ; len(data) >= 4; data = data[4:] {
		p.c(' ')
		p.hexBytes(data[:4])
	}
}
