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
			p.f("%04x %04x ", uint64(be16(h)), uint64(be16(h[8:])))
		}
		p.mac(src)
		p.s(" > ")
		p.mac(dst)
		p.f(", length %u: ", uint64(length))
	}
	p.llc(length-ipfcHeaderLen, src, dst)
}
