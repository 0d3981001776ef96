// Tags that Broadcom switches put between addresses and type of a frame, or in front of it, for the processor behind them.
//
//	to the switch (ingress):    opcode (3) = 1 | TC (3) | TE (2) | TS (1) | destination ports (23)
//	from the switch (egress):   opcode (3) = 0 | reserved (5) | CID (8) | reason (8) | TC (3) | port (5)

package main

const brcmTagLen = 4

var brcmEdits = [...]string{"None", "Untag", "Header", "Reserved"}

var brcmReasons = []token{
	{0x20, "exception"}, {0x10, "prot snoop"}, {0x08, "prot term"}, {0x04, "switching"}, {0x02, "MAC learning"},
	{0x01, "mirror"},
}

// brcmLink prints a frame with a tag behind the addresses, or before them.
func (p *printer) brcmLink(length int, before bool) {
	p.proto = "brcm-tag"
	if before {
		p.proto = "brcm-tag-prepend"
		if length < brcmTagLen || !p.need(brcmTagLen) {
			p.short(0)
			return
		}
		p.brcmTag(p.take(brcmTagLen))
		p.ll = 0
		p.ether(length-brcmTagLen, nil)
		p.ll += brcmTagLen
		return
	}
	if length < 12+brcmTagLen+2 || !p.need(12+brcmTagLen+2) {
		p.short(0)
		return
	}
	h := p.take(12)
	tag := p.take(brcmTagLen)
	p.etherTagged(length, length-12-brcmTagLen, h[6:12], h[:6], func() { p.brcmTag(tag) })
}

func (p *printer) brcmTag(t []byte) {
	op := t[0] >> 5
	p.s("BRCM tag OP: ")
	p.s([...]string{"EG", "IG"}[min(op, 1)])
	p.s(", ")
	if op == 0 {
		p.f1("CID: %u, RC: [", uint32(t[1]))
		p.bits(&brcmReasons, "reserved", ", ", uint32(t[2]))
		p.f2("], TC: %u, port: %u, ", uint32(t[3]>>5), uint32(t[3]&0x1f))
		return
	}
	p.f1("TC: %u, TE: ", uint32(t[0]>>2&7))
	p.s(brcmEdits[t[0]&3])
	p.f1(", TS: %u, DST map: [", uint32(t[1]>>7))
	ports := be24at(t, 1) & 0x7fffff
	sep := ""
	for i := uint(0); i < 23; i++ {
		if ports>>i&1 != 0 {
			p.s(sep)
			p.sn("port ", int(i))
			sep = ", "
		}
	}
	if ports == 0 {
		p.s("none")
	}
	p.s("], ")
}
