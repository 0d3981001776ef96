// Linux netfilter log messages (LINKTYPE_NFLOG).
//
//	| family (1) | version (1) | resource id (2) | TLVs: length (2) with these four bytes, type (2), in host order; value, padded to 4

package main

const (
	nflogHeaderLen  = 4
	nflogPayload    = 9
	nflogIPv4       = 2
	nflogIPv6       = 10
	nflogTLVHeader  = 4
	nflogVersion    = 0
	nflogTypeMask   = 0x7fff
	nflogAlignment  = 4
	nflogTLVMinSize = 4
)

var nflogFamilies = []token{{nflogIPv4, "IPv4"}, {nflogIPv6, "IPv6"}}

func (p *printer) nflogLink(length int) {
	p.proto = "nflog"
	if length < nflogHeaderLen || !p.need(nflogHeaderLen) {
		p.short(0)
		return
	}
	h := p.take(nflogHeaderLen)
	if h[1] != nflogVersion {
		p.f1("version %u (unknown)", uint32(h[1]))
		return
	}
	show := func() {
		p.f2("version %u, resource ID %u", uint32(h[1]), uint32(be16at(h, 2)))
		p.hookFamily(&nflogFamilies, "Unknown NFLOG (0x%02x)", uint32(h[0]), length)
	}
	if p.e {
		show()
	}
	hlen := nflogHeaderLen
	rest := length - nflogHeaderLen
	for rest > 0 && p.cut < 0 {
		t := p.peek(0, nflogTLVHeader)
		if rest < nflogTLVHeader || p.cut >= 0 {
			p.short(0)
			return
		}
		size, kind := int(le16(t)), le16at(t, 2)
		if size = (size + nflogAlignment - 1) &^ (nflogAlignment - 1); size < nflogTLVMinSize || size > rest || !p.need(size) {
			p.short(0)
			return
		}
		last := kind&nflogTypeMask == nflogPayload
		if last {
			size = nflogTLVHeader
		}
		p.skip(size)
		hlen += size
		rest -= size
		if last {
			break
		}
	}
	p.ll = hlen
	switch h[0] {
	case nflogIPv4:
		p.ip(rest)
	case nflogIPv6:
		p.ip6Packet(rest)
	default:
		if !p.e {
			length = rest
			show()
		}
		p.rest(rest)
	}
}
