// Headers that are little more than an ethertype: IP over InfiniBand, RFC 4391; Symantec's firewall; OpenBSD's enc(4);
// Hilscher netANALYZER; the Bluetooth host controller interface, of which no more is shown.

package main

const (
	ipoibHeaderLen    = 44 // 40 bytes of Global Routing Header, ethertype, reserved
	symantecHeaderLen = 44
	encHeaderLen      = 12
	encConfidential   = 0x0400
	encAuthentic      = 0x0800
)

func (p *printer) ipoibLink(length int) {
	p.proto = "ipoib"
	if length < ipoibHeaderLen || !p.need(ipoibHeaderLen) {
		p.short(0)
		return
	}
	h := p.take(ipoibHeaderLen)
	p.ll = ipoibHeaderLen
	typ := be16at(h, 40)
	show := func() {
		p.s(", ethertype ")
		p.etherTypeName(typ)
		if !p.q {
			p.f1(" (0x%04x)", uint32(typ))
		}
		p.sn(", length ", length)
		p.s(": ")
	}
	if p.e {
		p.s("IPOIB")
		show()
	}
	if !p.etherPayload(typ, length-ipoibHeaderLen, nil, nil) {
		if !p.e {
			show()
		}
		p.rest(length - ipoibHeaderLen)
	}
}

func (p *printer) symantecLink(length int) {
	p.proto = "symantec"
	if length < symantecHeaderLen || !p.need(symantecHeaderLen) {
		p.short(0)
		return
	}
	h := p.take(symantecHeaderLen)
	p.ll = symantecHeaderLen
	typ := be16at(h, 6)
	show := func() {
		if !p.q {
			if typ <= maxEtherLength {
				p.f1("invalid ethertype 0x%04x", uint32(typ))
			} else {
				p.s("ethertype ")
				p.etherTypeName(typ)
				p.f1(" (0x%04x)", uint32(typ))
			}
		} else if typ <= maxEtherLength {
			p.f1("(0x%04x) ", uint32(typ))
		} else {
			p.etherTypeName(typ)
		}
		p.sn(", length ", length)
		p.s(": ")
	}
	if p.e {
		show()
	}
	if typ <= maxEtherLength || !p.etherPayload(typ, length-symantecHeaderLen, nil, nil) {
		if !p.e {
			show()
		}
		p.rest(length - symantecHeaderLen)
	}
}

// encLink prints a packet seen inside IPsec on OpenBSD; its header is in the byte order of the host that wrote it.
func (p *printer) encLink(length int) {
	p.proto = "enc"
	if !p.need(encHeaderLen) {
		return
	}
	h := p.take(encHeaderLen)
	p.ll = encHeaderLen
	af, flags := le32(h), le32at(h, 8)
	if af&0xffff0000 != 0 { // the other byte order
		af, flags = be32(h), be32at(h, 8)
	}
	switch {
	case flags == 0:
		p.s("(unprotected): ")
	default:
		p.c('(')
	}
	if flags&encAuthentic != 0 {
		p.s("authentic")
		if flags&encConfidential != 0 {
			p.c(',')
		} else {
			p.s("): ")
		}
	}
	if flags&encConfidential != 0 {
		p.s("confidential): ")
	}
	p.f1("SPI 0x%08x: ", be32at(h, 4))
	length -= encHeaderLen
	switch af {
	case afInet:
		p.ip(length)
	case afInet6NetBSD, afInet6Free, afInet6Mac:
		p.ip6Packet(length)
	}
}

// netanalyzerLink prints an Ethernet frame behind four bytes of header, with transparent also preamble and start of frame
// delimiter, and its checksum at the end.
func (p *printer) netanalyzerLink(length int, transparent bool) {
	p.proto = "netanalyzer"
	hlen := 4
	if transparent {
		p.proto = "netanalyzer_transparent"
		hlen = 12
	}
	if length < hlen || !p.need(hlen) {
		p.short(0)
		return
	}
	p.takeN(hlen)
	p.ll = 0
	p.ether(length-hlen, nil)
	p.ll += hlen
}

// bluetoothLink prints the direction of a Bluetooth HCI packet.
func (p *printer) bluetoothLink(length int) {
	p.proto = "bluetooth"
	p.s("bluetooth")
	if length < 4 || !p.need(4) {
		p.short(0)
		return
	}
	direction := p.u32()
	p.ll = 4
	if p.e {
		p.f1(", hci length %u, direction ", uint32(length-4))
		if direction&1 != 0 {
			p.s("in")
		} else {
			p.s("out")
		}
	}
	p.rest(length - 4)
}
