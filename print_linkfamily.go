// Link types whose header is hardly more than an address family, an ethertype or another link type: Solaris IPNET,
// IP over InfiniBand (RFC 4391), Linux NFLOG, Apple's PKTAP.

package main

const (
	afInet6Linux   = 10
	afInet6Solaris = 26
	nflogPayload   = 9 // NFULA_PAYLOAD
	pktapHeaderLen = 108
)

var (
	ipnetFamilies = []token{{afInet, "IPv4"}, {afInet6Solaris, "IPv6"}}
	nflogFamilies = []token{{afInet, "IPv4"}, {afInet6Linux, "IPv6"}}
)

// familyHeader prints a header that -e asked for behind what stands before the family.
func (p *printer) familyHeader(names []token, family uint32, length int) {
	if p.q {
		p.tok(names, "Unknown family (%u)", family)
	} else {
		p.s("family ")
		p.tok(names, "Unknown", family)
		p.f(" (%u)", uint64(family))
	}
	p.sn(", length ", length)
	p.s(": ")
}

// ipnetLink prints a packet between the zones of a Solaris host.
func (p *printer) ipnetLink(length int) {
	p.proto = "ipnet"
	const size = 24
	h := p.take(size)
	if p.cut >= 0 {
		return
	}
	p.ll = size
	family := uint32(h[1])
	header := func() {
		p.f("%u > %u, ", uint64(be32(h[16:])), uint64(be32(h[20:])))
		p.familyHeader(ipnetFamilies, family, length)
	}
	if p.e {
		header()
	}
	switch family {
	case afInet:
		p.ip(length - size)
	case afInet6Solaris:
		p.ip6Packet(length - size)
	default:
		if !p.e {
			header()
		}
		p.rest(length - size)
	}
}

// ipoibLink prints an IP-over-InfiniBand packet: a global routing header of 40 bytes, an ethertype, two unused bytes.
func (p *printer) ipoibLink(length int) {
	p.proto = "ipoib"
	const size = 44
	h := p.take(size)
	if p.cut >= 0 {
		return
	}
	p.ll = size
	typ := be16(h[40:])
	header := func() {
		p.s("IPOIB, ethertype ")
		p.etherTypeName(typ)
		if !p.q {
			p.f(" (0x%04x)", uint64(typ))
		}
		p.sn(", length ", length)
		p.s(": ")
	}
	if p.e {
		header()
	}
	if !p.etherPayload(typ, length-size, nil, nil) {
		if !p.e {
			header()
		}
		p.rest(length - size)
	}
}

// nflogLink prints a packet of the Linux netfilter log: family, version and resource, then attributes in the byte
// order of the host, one of which is the packet.
func (p *printer) nflogLink(length int) {
	p.proto = "nflog"
	whole := length
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	family := uint32(h[0])
	header := func() {
		p.f("version %u, resource ID %u, ", uint64(h[1]), uint64(be16(h[2:])))
		p.familyHeader(nflogFamilies, family, whole)
	}
	if h[1] != 0 {
		p.sn("version ", int(h[1]))
		p.s(" (unknown)")
		return
	}
	if p.e {
		header()
	}
	length -= 4
	for length > 0 && p.cut < 0 {
		if !p.need(4) {
			return
		}
		size, typ := int(le16(p.in)), le16(p.in[2:])
		if size < 4 {
			p.s("TLV size < 4")
			return
		}
		if typ == nflogPayload {
			p.take(4)
			p.limit(size - 4)
			length = size - 4
			break
		}
		size = (size + 3) &^ 3
		p.takeN(size)
		length -= size
	}
	p.ll = whole - length
	switch family {
	case afInet:
		p.ip(length)
	case afInet6Linux:
		p.ip6Packet(length)
	default:
		if !p.e {
			header()
		}
		p.rest(length)
	}
}

// pktapLink prints a packet behind Apple's header, which says of what link type it is.
func (p *printer) pktapLink(length int) {
	p.proto = "pktap"
	if length < pktapHeaderLen {
		p.f(" (packet too short, %u < %u)", uint64(length), pktapHeaderLen)
		p.invalid()
		return
	}
	size := int(le32(p.peek(0, 4)))
	if p.cut >= 0 {
		return
	}
	if size < pktapHeaderLen {
		p.f(" (pkt_len too small, %u < %u)", uint64(size), pktapHeaderLen)
		p.invalid()
		return
	}
	if size > length {
		p.f(" (pkt_len too big, %u > %u)", uint64(size), uint64(length))
		p.invalid()
		return
	}
	h := p.takeN(size)
	if p.cut >= 0 {
		return
	}
	linkType := int(le32(h[8:]))
	if p.e {
		name, known := pktapLinkName(linkType)
		switch {
		case !known:
			p.s("DLT ")
			p.n(linkType)
		case p.q:
			p.s(name)
		default:
			p.s("DLT ")
			p.s(name)
			p.f(" (%u) len %u", uint64(linkType), uint64(size))
		}
		p.sn(", length ", length)
		p.s(": ")
	}
	switch le32(h[4:]) {
	case 0:
		p.s("None")
	case 1:
		if !p.enter() {
			return
		}
		p.link(linkType, length-size)
		p.leave()
	}
	p.ll += size
}

func pktapLinkName(linkType int) (string, bool) {
	for i := range linkTypeNames {
		if linkTypeNames[i].value == linkType {
			return linkTypeNames[i].name, true
		}
	}
	return "", false
}
