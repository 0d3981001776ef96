// IP security: authentication header, RFC 4302; IP payload compression, RFC 3173.

package main

// ah prints an authentication header and returns the type of the header behind it and its own length in bytes.
//
//	+---------------+---------------+-------------------------------+
//	|  Next Header  |  Payload Len  |            RESERVED           |
//	+---------------+---------------+-------------------------------+
//	|                 Security Parameters Index (SPI)               |
//	+---------------------------------------------------------------+
//	|                         Sequence Number                       |
//	+---------------------------------------------------------------+
//	|                 Integrity Check Value (variable)              |
//	+---------------------------------------------------------------+
func (p *printer) ah() (next, n int) {
	p.proto = "ah"
	next = p.u8()
	p.s("AH")
	size := p.u8()
	p.c('(')
	n = (size + 2) * 4
	if p.v > 0 {
		p.f2("length=%u(%u-bytes),", uint32(size), uint32(n))
	}
	if reserved := p.u16(); reserved != 0 {
		p.f1("reserved=0x%x[MustBeZero],", uint32(reserved))
	}
	p.f1("spi=0x%08x,", p.u32())
	p.f1("seq=0x%x,", p.u32())
	p.s("icv=0x")
	icv := n - 12
	if icv > len(p.in) { // show what there is of it
		p.hexBytes(p.in)
		p.in = nil
	}
	p.hexBytes(p.takeN(max(icv, 0)))
	p.s("): ")
	return
}

// ahPayload prints an authentication header in IPv4 and what is behind it.
func (p *printer) ahPayload(ip *ipInfo, length int) {
	if !p.enter() {
		return
	}
	defer p.leave()
	whole := p.in
	next, n := p.ah()
	if p.cut >= 0 {
		return
	}
	if n > length || n > len(whole) {
		p.trunc()
		return
	}
	p.in = whole[n:]
	inner := *ip
	inner.proto = next
	p.ipPayload(&inner, length-n)
}

// ipcomp prints the header of a compressed payload.
func (p *printer) ipcomp() {
	p.proto = "ipcomp"
	h := p.take(4)
	p.s("IPComp(")
	p.f1("cpi=0x%04x)", uint32(be16at(h, 2)))
}
