// Apple's PKTAP and the Per-Packet Information header: headers that name the link type of what follows them.
//
//	PKTAP:  length (4) | record type (4) | DLT (4) | interface name (24) | flags, family, lengths of the packet's link-level
//	        header and trailer, process id (4 each) | ... all in the byte order of the host, which is little-endian
//	PPI:    version (1) | flags (1) | length (2) | DLT (4) | fields, little-endian

package main

const (
	pktapHeaderLen = 108
	pktapNone      = 0
	pktapPacket    = 1

	ppiHeaderLen = 8
	ppiMaxLength = 65532
)

// dltNames are BSD's names of link types, which these headers use, where they are printed.
func (p *printer) dltName(dlt uint32) {
	linkType, ok := linkOfPacketDLT(dlt)
	if ok {
		for i := range linkTypeNames {
			if linkTypeNames[i].value == linkType {
				p.s(linkTypeNames[i].name)
				return
			}
		}
	}
	p.s("UNKNOWN")
}

// linkOfPacketDLT is the link type of a savefile for a DLT of BSD, of which a few differ.
func linkOfPacketDLT(dlt uint32) (linkType int, ok bool) {
	switch dlt {
	case 12, 14: // DLT_RAW
		return linkRaw, true
	case 11:
		return linkATMRFC1483, true
	case 15:
		return linkSlipBsdos, true
	case 16:
		return linkPppBsdos, true
	case linkRaw, linkATMRFC1483, linkSlipBsdos, linkPppBsdos:
		return 0, false
	}
	return int(dlt), dlt < 1<<16
}

// linkInside prints the packet behind such a header, and reports false if its link type has no printer.
func (p *printer) linkInside(dlt uint32, length int) bool {
	linkType, ok := linkOfPacketDLT(dlt)
	if !ok || !linkPrinted(linkType) {
		return false
	}
	if !p.enter() {
		return true
	}
	before := p.ll
	p.ll = 0
	p.depth-- // its own link-level header is looked at as if it were the first
	p.link(linkType, length)
	p.ll += before
	return true
}

func (p *printer) pktapLink(length int) {
	p.proto = "pktap"
	if length < pktapHeaderLen {
		p.f2(" (packet too short, %u < %u)", uint32(length), pktapHeaderLen)
		p.invalid()
		return
	}
	h := p.peek(0, 12)
	if p.cut >= 0 {
		return
	}
	size, record, dlt := le32(h), le32at(h, 4), le32at(h, 8)
	if size < pktapHeaderLen {
		p.f2(" (pkt_len too small, %u < %u)", size, pktapHeaderLen)
		p.invalid()
		return
	}
	if uint64(size) > uint64(length) {
		p.f2(" (pkt_len too big, %u > %u)", size, uint32(length))
		p.invalid()
		return
	}
	if !p.need(int(size)) {
		return
	}
	p.takeN(int(size))
	p.ll = int(size)
	show := func() {
		if p.q {
			p.s("DLT ")
			p.dltName(dlt)
		} else {
			p.s("DLT ")
			p.dltName(dlt)
			p.f2(" (%u) len %u", dlt, size)
		}
		p.sn(", length ", length)
		p.s(": ")
	}
	if p.e {
		show()
	}
	length -= int(size)
	switch record {
	case pktapNone:
		p.s("no data")
	case pktapPacket:
		if p.linkInside(dlt, length) {
			return
		}
		fallthrough
	default:
		if !p.e {
			show()
		}
		p.rest(length)
	}
}

// ppiLink prints a packet with per-packet information.
func (p *printer) ppiLink(length int) {
	p.proto = "ppi"
	if !p.need(ppiHeaderLen) {
		return
	}
	h := p.in[:ppiHeaderLen]
	size, dlt := int(le16at(h, 2)), le32at(h, 4)
	if size < ppiHeaderLen || size > ppiMaxLength {
		p.f3(" [length %u < %u or > %u]", uint32(size), ppiHeaderLen, ppiMaxLength)
		p.invalid()
		return
	}
	if !p.need(size) {
		return
	}
	p.takeN(size)
	p.ll = size
	show := func() {
		if p.q {
			p.dltName(dlt)
		} else {
			p.f1("V.%u DLT ", uint32(h[0]))
			p.dltName(dlt)
			p.f2(" (%u) len %u", dlt, uint32(size))
		}
		p.sn(", length ", length)
		p.s(": ")
	}
	if p.e {
		show()
	}
	if !p.linkInside(dlt, length-size) {
		if !p.e {
			show()
		}
		p.rest(length - size)
	}
}
