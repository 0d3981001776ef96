// The Visual Audio Tool of LBL, whose protocol came before RTP; it is described nowhere but in its output by tcpdump.

package main

const vatHeaderLen = 8

// vat prints a datagram of audio, length bytes on the wire.
func (p *printer) vat(length int) {
	p.proto = "vat"
	if length < 2 {
		p.f1("udp/va/vat, length %u < 2", uint32(length))
		return
	}
	first := be16(p.peek(0, 2))
	if first&0xf060 != 0 { // the older protocol of the tool's forerunner
		p.f3("udp/vt %u %u / %u", uint32(length), uint32(first&0x3ff), uint32(first>>10))
		return
	}
	if length < vatHeaderLen {
		p.f2("udp/vat, length %u < %u", uint32(length), vatHeaderLen)
		return
	}
	h := p.take(vatHeaderLen)
	p.f3("udp/vat %u c%u %u", uint32(length-vatHeaderLen), uint32(be16at(h, 2)), be32at(h, 4))
	if first&0x80 != 0 { // a spurt of talk begins
		p.c('*')
	}
	if format := first & 0x1f; format != 0 {
		p.sn(" f", int(format))
	}
	if sites := first & 0xf00 >> 8; sites != 0 {
		p.sn(" s", int(sites))
	}
}
