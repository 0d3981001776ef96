// DNS in the style of tcpdump 3.4, RFC 1035. A message cut off has no mark: its line ends early, before the length.

package main

// Bits that mean nothing in a request to 3.4, to which AD and CD are still reserved.
const dnsClassicUnused = 0x06ff

const (
	dnsClassicOp5      = 5  // has no name here
	dnsClassicUpdateA  = 9  // is misspelt
	dnsClassicLastType = 29 // the highest type below 99 that 3.4 has a name for
	dnsTypeLOC         = 29
	dnsClassCHAOS      = 3
)

// domainClassic prints a message of length bytes on the wire.
func (p *printer) domainClassic(length int) {
	d := dnsMessage{msg: p.in, textBudget: dnsTextMax}
	if !p.has(dnsHeaderLen) {
		p.proto = "domain"
		p.short(0)
		return
	}
	p.dnsHeader(&d)
	p.n(d.id)
	switch op := d.op(); op {
	case dnsClassicOp5:
		p.s(" op5")
	case dnsClassicUpdateA:
		p.s(" updataA")
	default:
		p.s(dnsOpcodes[op])
	}
	if d.flags&dnsQR != 0 {
		p.dnsClassicResponse(&d)
	} else {
		p.dnsClassicRequest(&d)
	}
	p.dnsClassicEnd()
	p.f1(" (%u)", uint32(length))
}

// dnsClassicEnd forgets that something was cut off and reports whether it was. Nothing more can be read then.
func (p *printer) dnsClassicEnd() bool {
	if p.cut < 0 {
		return false
	}
	p.cut, p.in = -1, nil
	return true
}

func (p *printer) dnsClassicRequest(d *dnsMessage) {
	if d.flags&dnsRD != 0 {
		p.c('+')
	}
	if d.flags&dnsClassicUnused != 0 {
		p.f1(" [b2&3=0x%x]", uint32(d.flags))
	}
	p.dnsOddCounts(d)
	if d.op() == dnsOpInverse && d.counts[0] == 0 && d.counts[1] == 1 {
		p.dnsInverse(d)
		return
	}
	name := p.in
	p.dnsSkipName()
	if p.dnsClassicEnd() || !p.has(4) {
		return
	}
	h := p.take(4)
	p.c(' ')
	p.dnsClassicType(int(be16(h)))
	p.dnsClassicClass(be16at(h, 2))
	p.s("? ")
	p.in = name
	p.dnsName(d)
}

// dnsInverse prints an inverse query: which name has this? It stands in the answer section, RFC 1035 section 6.4.1.
func (p *printer) dnsInverse(d *dnsMessage) {
	p.dnsSkipName()
	h := p.take(dnsRRHeaderLen)
	if p.cut >= 0 {
		return
	}
	typ := int(be16(h))
	p.c(' ')
	p.dnsClassicType(typ)
	p.dnsClassicClass(be16at(h, 2))
	p.c('?')
	p.dnsClassicData(d, typ)
}

func (p *printer) dnsClassicResponse(d *dnsMessage) {
	switch rcode := d.flags & 15; {
	case rcode > 5 && rcode < 15:
		p.sn(" Resp", rcode)
	default:
		p.tok(&dnsRcodes, "", uint32(rcode))
	}
	p.dnsResponseFlags(d)
	if n := d.counts[0]; n != 1 {
		p.f1(" [%uq]", uint32(n))
	}
	for i := 0; i < d.counts[0] && p.cut < 0; i++ {
		if p.v > 1 && i == 0 {
			p.s(" q: ")
			p.dnsName(d)
		} else {
			p.dnsSkipName()
		}
		p.skip(4)
	}
	p.dnsClassicEnd()
	p.f3(" %u/%u/%u", uint32(d.counts[1]), uint32(d.counts[2]), uint32(d.counts[3]))
	for i := 0; i < d.counts[1]; i++ {
		if i > 0 {
			if !p.has(1) {
				return
			}
			if p.v == 0 {
				p.dnsClassicSecond()
				return
			}
			p.c(',')
		}
		if !p.dnsClassicRR(d) {
			return
		}
	}
}

// dnsClassicSecond prints of the second answer, when only the first is asked for, what is left if it was cut off in
// its header: the comma.
func (p *printer) dnsClassicSecond() {
	p.dnsSkipName()
	if p.dnsClassicEnd() || !p.has(dnsRRHeaderLen) {
		p.c(',')
	}
}

// dnsClassicRR prints an answer and reports whether it was there whole. With -v its owner is in front, and the class
// before the type; without, the class is behind the type as in a question.
func (p *printer) dnsClassicRR(d *dnsMessage) bool {
	if p.v > 0 {
		p.c(' ')
		p.dnsName(d)
	} else {
		p.dnsSkipName()
	}
	if p.dnsClassicEnd() || !p.has(dnsRRHeaderLen) {
		return false
	}
	h := p.take(dnsRRHeaderLen)
	typ, class, size := int(be16(h)), be16at(h, 2), int(be16at(h, 8))
	behind := p.in[min(size, len(p.in)):]
	if p.v > 0 {
		p.dnsClassicClass(class)
	}
	p.c(' ')
	p.dnsClassicType(typ)
	if p.v == 0 {
		p.dnsClassicClass(class)
	}
	if size > len(p.in) {
		return false
	}
	p.dnsClassicData(d, typ)
	if p.dnsClassicEnd() {
		return false
	}
	p.in = behind
	return true
}

func (p *printer) dnsClassicData(d *dnsMessage, typ int) {
	switch typ {
	case dnsTypeA:
		a := p.take(4)
		p.c(' ')
		p.ip4num(a)
	case dnsTypeNS, dnsTypeCNAME, dnsTypePTR:
		p.c(' ')
		p.dnsName(d)
	case dnsTypeMX:
		pref := p.u16()
		p.c(' ')
		p.dnsName(d)
		p.sn(" ", pref)
	case dnsTypeTXT:
		p.c(' ')
		p.takeText(p.u8())
	}
}

// dnsClassicType prints a type by the name 3.4 had for it; LOC has a blank behind it.
func (p *printer) dnsClassicType(typ int) {
	name, ok := tokenName(&dnsTypes, uint32(typ))
	switch {
	case !ok, typ > dnsClassicLastType && typ < 100, typ > dnsTypeUNSPECA && typ < dnsTypeAXFR, typ > dnsTypeANY:
		p.sn("Type", typ)
	case typ == dnsTypeLOC:
		p.s("LOC ")
	default:
		p.s(name)
	}
}

// dnsClassicClass prints a class other than IN; that of CHAOS has a bracket behind it.
func (p *printer) dnsClassicClass(class uint16) {
	p.dnsClass(class)
	if class == dnsClassCHAOS {
		p.c(')')
	}
}
