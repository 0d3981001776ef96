// Multicast listener discovery, version 1 RFC 2710, version 2 RFC 3810.

package main

const (
	mldLen       = 24
	mld2QueryLen = 28
)

var mld2RecordNames = []token{{1, "is_in"}, {2, "is_ex"}, {3, "to_in"}, {4, "to_ex"}, {5, "allow"}, {6, "block"}}

// mld prints a message of version 1, with no blank before it, as tcpdump does.
func (p *printer) mld() {
	if !p.has(mldLen) { // nothing of it then, as tcpdump does
		return
	}
	h := p.take(mldLen)
	p.f1("max resp delay: %u addr: ", uint32(be16at(h, 4)))
	p.ip6(h[8:24])
}

// mld2Code decodes a value that is a floating point number from limit on, RFC 3810 sections 5.1.3 and 5.1.9: mant bits
// of mantissa below three bits of exponent.
func mld2Code(v, limit, mant uint32) uint32 {
	if v < limit {
		return v
	}
	one := uint32(1) << mant
	return (v&(one-1) | one) << (v>>mant&7 + 3)
}

// mld2Query prints a query of version 2.
//
//	+---------------+---------------+-------------------------------+
//	|  Type = 130   |      Code     |           Checksum            |
//	+---------------+---------------+-------------------------------+
//	|    Maximum Response Code      |           Reserved            |
//	+-------------------------------+-------------------------------+
//	|                  Multicast Address, 16 bytes                  |
//	+-------+-+-----+---------------+-------------------------------+
//	| Resv  |S| QRV |     QQIC      |     Number of Sources (N)     |
//	+-------+-+-----+---------------+-------------------------------+
func (p *printer) mld2Query(length int) {
	p.s(" v2")
	h := p.take(8)
	if p.v > 0 {
		p.f1(" [max resp delay=%u]", mld2Code(uint32(be16at(h, 4)), 0x8000, 12))
	}
	a := p.take(16)
	p.s(" [gaddr ")
	p.ip6(a)
	flags := p.u8()
	if p.v > 0 {
		if flags&8 != 0 {
			p.s(" sflag")
		}
		if qrv := flags & 7; qrv != 0 {
			p.sn(" robustness=", qrv)
		}
	}
	qqic := uint32(p.u8())
	if p.v > 0 {
		p.f1(" qqi=%u", mld2Code(qqic, 128, 4))
	}
	if n := p.u16(); n > 0 {
		switch {
		case length < mld2QueryLen+16*n:
			p.s(" [invalid number of sources]")
		case p.v > 1:
			p.s(" {")
			p.mld2Sources(n)
			p.s(" }")
		default:
			p.sn(", ", n)
			p.s(" source(s)")
		}
	}
	p.c(']')
}

func (p *printer) mld2Sources(n int) {
	for ; n > 0 && p.cut < 0; n-- {
		a := p.take(16)
		p.c(' ')
		p.ip6(a)
	}
}

// mld2Report prints a report of version 2: a list of records, shown with -v.
func (p *printer) mld2Report(length int) {
	left := length - 8
	for n := p.groupRecords(length, 8); n > 0 && p.cut < 0; n-- {
		if left < 20 {
			p.s(" [invalid number of groups]")
			return
		}
		h := p.take(4)
		a := p.take(16)
		p.s(" [gaddr ")
		p.ip6(a)
		p.c(' ')
		p.tok(&mld2RecordNames, " [v2-report-#%u]", uint32(h[0]))
		sources, aux := int(be16at(h, 2)), int(h[1])*4
		size := 20 + 16*sources + aux
		if size > left {
			p.sn(" [invalid number of sources ", sources)
			p.c(']')
			return
		}
		if p.v > 1 {
			p.s(" {")
			p.mld2Sources(sources)
			p.s(" }")
		} else {
			p.sn(", ", sources)
			p.s(" source(s)")
			p.skip(16 * sources)
		}
		p.c(']')
		p.skip(aux)
		left -= size
	}
}
