// The Visual Audio Tool of LBL, whose protocol came before RTP; it is described nowhere but in its output by tcpdump.

package main

const vatHeaderLen = 8

// vat prints a datagram of audio, length bytes on the wire.
func (p *printer) vat(length int) {
	p.proto = "vat"
	if length < 2 {
		p.f("udp/va/vat, length %u < 2", uint64(length))
		return
	}
	first := be16(p.peek(0, 2))
	if first&0xf060 != 0 { // the older protocol of the tool's forerunner
		p.f("udp/vt %u %u / %u", uint64(length), uint64(first&0x3ff), uint64(first>>10))
		return
	}
	if length < vatHeaderLen {
		p.f("udp/vat, length %u < %u", uint64(length), vatHeaderLen)
		return
	}
	h := p.take(vatHeaderLen)
	p.f("udp/vat %u c%u %u", uint64(length-vatHeaderLen), uint64(be16(h[2:])), uint64(be32(h[4:])))
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
