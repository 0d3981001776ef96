// IP over Fibre Channel, RFC 2625: a network header of two names whose lower 48 bits are addresses, then LLC.

package main

const ipfcHeaderLen = 16

func (p *printer) ipfcLink(length int) {
	p.proto = "ipfc"
	if !p.need(ipfcHeaderLen) {
		return
	}
	h := p.take(ipfcHeaderLen)
	p.ll = ipfcHeaderLen
	dst, src := h[2:8], h[10:16]
	if p.e {
		if !p.q {
			p.f2("%04x %04x ", uint32(be16(h)), uint32(be16at(h, 8)))
		}
		p.mac(src)
		p.s(" > ")
		p.mac(dst)
		p.f1(", length %u: ", uint32(length))
	}
	p.llc(length-ipfcHeaderLen, src, dst)
}
