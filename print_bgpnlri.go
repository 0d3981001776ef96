// BGP: reachability of many protocols, RFC 4760, 4364, 8277, 6514, 4684, 4761, 7911.

package main

// bgpKnownFamily reports whether the routes of a family can be shown.
func bgpKnownFamily(afi int, safi byte) bool {
	switch afi {
	case bgpAFIIPv4:
		switch safi {
		case bgpSAFIUnicast, bgpSAFIMulticast, bgpSAFIUniMulti, bgpSAFILabeled, bgpSAFIMVPN, bgpSAFIMDT,
			bgpSAFIRouteTarget:
			return true
		}
		return bgpIsVPN(safi)
	case bgpAFIIPv6:
		return safi >= bgpSAFIUnicast && safi <= bgpSAFILabeled || bgpIsVPN(safi)
	case bgpAFINSAP:
		return safi >= bgpSAFIUnicast && safi <= bgpSAFIUniMulti || bgpIsVPN(safi)
	case bgpAFIVPLS:
		return safi == bgpSAFIVPLS
	case bgpAFIL2VPN:
		return bgpIsVPN(safi)
	}
	return false
}

func bgpIsVPN(safi byte) bool { return safi >= bgpSAFIVPN && safi <= bgpSAFIVPNUniMulti }

// bgpFamilyLine prints the family that an attribute is about, and the whole attribute if its routes cannot be shown.
func (p *printer) bgpFamilyLine(afi int, safi byte, whole []byte) bool {
	p.s("\n\t    AFI: ")
	if s, ok := tokenName(&bgpAFIs, uint32(afi)); ok {
		p.s(s)
	} else {
		p.s("Unknown AFI")
	}
	p.f1(" (%u), ", uint32(afi))
	if safi > 128 {
		p.s("vendor specific ")
	}
	p.s("SAFI: ")
	if s, ok := tokenName(&bgpSAFIs, uint32(safi)); ok {
		p.s(s)
	} else {
		p.s("Unknown SAFI")
	}
	p.f1(" (%u)", uint32(safi))
	if bgpKnownFamily(afi, safi) {
		return true
	}
	p.f2("\n\t    no AFI %u / SAFI %u decoder", uint32(afi), uint32(safi))
	if p.v <= 1 {
		p.hexLines("\n\t    ", whole)
	}
	return false
}

// bgpReach prints routes that came to be.
func (p *printer) bgpReach(b []byte) bool {
	if len(b) < 3 {
		return false
	}
	whole, afi, safi := b, int(be16(b)), b[2]
	if !p.bgpFamilyLine(afi, safi, whole) {
		return true
	}
	if len(b) < 4 || len(b)-4 < int(b[3]) {
		return false
	}
	n := int(b[3])
	if n > 0 {
		p.s("\n\t    nexthop: ")
		p.bgpNextHops(afi, safi, b[4:4+n])
	}
	p.sn(", nh-length: ", n)
	b = b[4+n:]
	if len(b) < 1 {
		return false
	}
	count := int(b[0])
	b = b[1:]
	if count == 0 {
		p.s(", no SNPA")
	} else {
		p.f1("\n\t    %u SNPA", uint32(count))
		for ; count > 0; count-- {
			if len(b) < 1 {
				return false
			}
			size := int(b[0])
			p.f1("\n\t      %u bytes", uint32(size))
			if len(b)-1 < size {
				return false
			}
			b = b[1+size:]
		}
	}
	return p.bgpRoutes(afi, safi, b)
}

// bgpUnreach prints routes that ceased to be.
func (p *printer) bgpUnreach(b []byte) bool {
	if len(b) < 3 {
		return false
	}
	afi, safi := int(be16(b)), b[2]
	if !p.bgpFamilyLine(afi, safi, b) {
		return true
	}
	if len(b) == 3 {
		p.s("\n\t      End-of-Rib Marker (empty NLRI)")
		return true
	}
	return p.bgpRoutes(afi, safi, b[3:])
}

// bgpNextHops prints the addresses that fill b.
func (p *printer) bgpNextHops(afi int, safi byte, b []byte) {
	size := 0 // of an address
	switch afi {
	case bgpAFIIPv4, bgpAFIVPLS, bgpAFIL2VPN:
		size = 4
	case bgpAFIIPv6:
		size = 16
	}
	rd := bgpIsVPN(safi) && afi != bgpAFIL2VPN
	for first := true; len(b) > 0; first = false {
		if !first {
			p.s(", ")
		}
		head := 0
		if rd {
			head = 8
		}
		n := size
		if afi == bgpAFINSAP {
			n = len(b) - head
		}
		if n <= 0 || len(b) < head+n {
			p.s("invalid len")
			return
		}
		if rd {
			p.s("RD: ")
			p.bgpRD(b)
			p.s(", ")
		}
		p.bgpAddress(afi, b[head:head+n])
		b = b[head+n:]
	}
}

func (p *printer) bgpAddress(afi int, a []byte) {
	switch {
	case afi == bgpAFINSAP:
		p.bgpNSAP(a)
	case len(a) == 16:
		p.ip6(a)
	default:
		p.bgpIP4(a)
	}
}

// bgpNSAP prints an OSI address: a byte, a dot, then groups of two bytes.
func (p *printer) bgpNSAP(a []byte) {
	for i, c := range a {
		if i%2 == 1 {
			p.c('.')
		}
		p.hw(uint64(c), 2)
	}
}

// bgpRD prints a route distinguisher, the first eight bytes of b, RFC 4364 section 4.2.
func (p *printer) bgpRD(b []byte) {
	switch be16(b) {
	case 0:
		p.f2("%u:%u (= ", uint32(be16at(b, 2)), be32at(b, 4))
		p.ip4num(b[4:8])
		p.c(')')
	case 1:
		p.ip4num(b[2:6])
		p.f1(":%u", uint32(be16at(b, 6)))
	case 2:
		p.bgpAS(be32at(b, 2))
		p.f1(":%u (", uint32(be16at(b, 6)))
		p.ip4num(b[2:6])
		p.f1(":%u)", uint32(be16at(b, 6)))
	default:
		p.s("unknown RD format")
	}
}

const bgpNSAPLen = 20 // of an OSI address, bytes at the most

const bgpRouteIndent = "\n\t      "

// bgpRoutes prints the routes of a family that fill b and reports false if the last one is cut short.
func (p *printer) bgpRoutes(afi int, safi byte, b []byte) bool {
	switch {
	case afi == bgpAFIIPv4 && safi == bgpSAFIMVPN:
		return p.bgpMVPNRoutes(b)
	case afi == bgpAFIIPv4 && safi == bgpSAFIMDT:
		return p.bgpMDTRoutes(b)
	case safi == bgpSAFIRouteTarget:
		return p.bgpTargetRoutes(b)
	case afi == bgpAFIVPLS || afi == bgpAFIL2VPN:
		return p.bgpL2Routes(b)
	case safi == bgpSAFILabeled || bgpIsVPN(safi):
		return p.bgpLabeledRoutes(afi, bgpIsVPN(safi), b)
	case afi == bgpAFINSAP:
		return p.bgpNSAPRoutes(b)
	}
	whole, _ := p.bgpPrefixes(b, afi, bgpRouteIndent)
	return whole
}

// bgpHasPathIDs guesses whether an identifier of four bytes stands before each prefix, RFC 7911: the messages do not
// say so. It is so if the routes come out even with them, and without them not, or only with a default route among them.
func bgpHasPathIDs(b []byte, maxBits, head int) bool {
	if !bgpComesOut(b, 4, maxBits, head) {
		return false
	}
	return !bgpComesOut(b, 0, maxBits, head) || bgpHasDefault(b)
}

func bgpComesOut(b []byte, id, maxBits, head int) bool {
	for len(b) > 0 {
		if len(b) < id+1 {
			return false
		}
		bits := int(b[id])
		if bits < head || bits > maxBits+head || len(b) < id+1+(bits+7)/8 {
			return false
		}
		b = b[id+1+(bits+7)/8:]
	}
	return true
}

// bgpHasDefault reports whether the default route is in a list of prefixes that comes out even: it is what the bytes of
// small identifiers look like where prefixes are expected.
func bgpHasDefault(b []byte) bool {
	for len(b) > 0 {
		if b[0] == 0 {
			return true
		}
		b = b[1+(int(b[0])+7)/8:]
	}
	return false
}

// bgpPrefixes prints plain prefixes. It reports whether the last one is all there, and whether all have a legal length.
func (p *printer) bgpPrefixes(b []byte, afi int, indent string) (whole, legal bool) {
	maxBits := 32
	if afi == bgpAFIIPv6 {
		maxBits = 128
	}
	ids := bgpHasPathIDs(b, maxBits, 0)
	for len(b) > 0 {
		id := uint32(0)
		if ids {
			id = be32(b)
			b = b[4:]
		}
		bits := int(b[0])
		if bits > maxBits {
			p.s("\n\t    (illegal prefix length)")
			return true, false
		}
		n := (bits + 7) / 8
		if len(b) < 1+n {
			return false, true
		}
		p.s(indent)
		p.bgpPrefix(afi, b[1:1+n], bits)
		if ids {
			p.f1("   Path Id: %u", id)
		}
		b = b[1+n:]
	}
	return true, true
}

// bgpPrefix prints an address of which but the first bits were sent.
func (p *printer) bgpPrefix(afi int, sent []byte, bits int) {
	var a [bgpNSAPLen]byte
	n := copy(a[:], sent)
	if bits%8 != 0 && n > 0 {
		a[n-1] &= 0xff << (8 - bits%8)
	}
	switch afi {
	case bgpAFIIPv6:
		p.ip6num(a[:16])
	case bgpAFINSAP:
		p.bgpNSAP(a[:n])
	default:
		p.ip4num(a[:4])
	}
	p.f1("/%u", uint32(bits))
}

// bgpLabeledRoutes prints prefixes with a label, RFC 8277, behind a route distinguisher too in a VPN, RFC 4364.
func (p *printer) bgpLabeledRoutes(afi int, vpn bool, b []byte) bool {
	head, maxBits := 24, 32
	if vpn {
		head += 64
	}
	switch afi {
	case bgpAFIIPv6:
		maxBits = 128
	case bgpAFINSAP:
		maxBits = 8 * bgpNSAPLen
	}
	ids := bgpHasPathIDs(b, maxBits, head)
	for len(b) > 0 {
		id := uint32(0)
		if ids {
			id = be32(b)
			b = b[4:]
		}
		bits := int(b[0]) - head
		if bits < 0 || bits > maxBits {
			p.s("\n\t    (illegal prefix length)")
			return true
		}
		n := (bits + 7) / 8
		if len(b) < 1+head/8+n {
			return false
		}
		label := be24at(b, 1)
		p.s(bgpRouteIndent)
		if vpn {
			p.s("RD: ")
			p.bgpRD(b[4:])
			p.s(", ")
		}
		b = b[1+head/8:]
		p.bgpPrefix(afi, b[:n], bits)
		p.f1(", label:%u ", label>>4)
		if label&1 != 0 {
			p.s("(bottom)")
		} else {
			p.s("(BOGUS: Bottom of Stack NOT set!)")
		}
		if ids {
			p.f1("   Path Id: %u", id)
		}
		b = b[n:]
	}
	return true
}

func (p *printer) bgpNSAPRoutes(b []byte) bool {
	for len(b) > 0 {
		bits := int(b[0])
		n := (bits + 7) / 8
		if n > bgpNSAPLen {
			p.s("\n\t    (illegal prefix length)")
			return true
		}
		if len(b) < 1+n {
			return false
		}
		p.s(bgpRouteIndent)
		p.bgpPrefix(bgpAFINSAP, b[1:1+n], bits)
		b = b[1+n:]
	}
	return true
}

// bgpTargetRoutes prints for which route targets routes are wanted, RFC 4684.
func (p *printer) bgpTargetRoutes(b []byte) bool {
	for len(b) > 0 {
		bits := int(b[0])
		if bits == 0 {
			p.s(bgpRouteIndent)
			p.s("default route target")
			b = b[1:]
			continue
		}
		if bits < 32 || bits > 96 {
			p.s(bgpRouteIndent)
			p.s("(illegal prefix length)")
			return true
		}
		n := (bits + 7) / 8
		if len(b) < 1+n {
			return false
		}
		var t [8]byte
		copy(t[:], b[5:1+n])
		sent := b[5 : 1+n]
		p.s(bgpRouteIndent)
		p.s("origin AS: ")
		p.bgpAS(be32at(b, 1))
		p.s(", route-target: ")
		switch be16(t[:]) >> 8 {
		case 1:
			p.ip4num(t[2:6])
			p.f1(":%u", uint32(be16(t[6:])))
		case 2:
			p.bgpAS(be32(t[2:]))
			p.f1(":%u", uint32(be16(t[6:])))
		default:
			p.f2("%u:%u", uint32(be16(t[2:])), be32(t[4:]))
		}
		p.f1("/%u", uint32(bits-32))
		if len(sent) > 0 {
			p.s(" (")
			for i, c := range sent {
				if i > 0 && i%2 == 0 {
					p.c(' ')
				}
				p.hw(uint64(c), 2)
			}
			p.c(')')
		}
		b = b[1+n:]
	}
	return true
}

// bgpMDTRoutes prints multicast distribution trees, RFC 6037.
func (p *printer) bgpMDTRoutes(b []byte) bool {
	for len(b) > 0 {
		if b[0] != 128 {
			p.s("\n\t    (illegal prefix length)")
			return true
		}
		if len(b) < 17 {
			return false
		}
		p.s(bgpRouteIndent)
		p.s("RD: ")
		p.bgpRD(b[1:])
		p.s(", VPN IP Address: ")
		p.bgpIP4(b[9:13])
		p.s(", MC Group Address: ")
		p.bgpIP4(b[13:17])
		b = b[17:]
	}
	return true
}

// bgpMVPNRoutes prints the routes of multicast VPNs, RFC 6514 section 4.
func (p *printer) bgpMVPNRoutes(b []byte) bool {
	for len(b) > 0 {
		if cap(b) < 2 {
			return false
		}
		h := b[:2] // tcpdump takes the length from behind the attribute if only the type is in it
		kind, n := h[0], int(h[1])
		b = b[min(2, len(b)):]
		r := b[:min(n, len(b))]
		b = b[len(r):]
		p.s(bgpRouteIndent)
		p.s("Route-Type: ")
		p.bgpNamed(&bgpMVPN, uint32(kind))
		p.sn(", length: ", n)
		if kind == 0 || kind == 4 || kind > 7 {
			continue
		}
		if len(r) < 8 {
			return false
		}
		p.s(", RD: ")
		p.bgpRD(r)
		r = r[8:]
		if kind == 2 || kind == 6 || kind == 7 {
			if len(r) < 4 {
				return false
			}
			p.s(", Source-AS ")
			p.bgpAS(be32(r))
			r = r[4:]
		}
		if kind == 2 {
			continue
		}
		if kind != 1 {
			var ok bool
			if r, ok = p.bgpMVPNAddress(", Source ", r); !ok {
				return false
			}
			if r, ok = p.bgpMVPNAddress(", Group ", r); !ok {
				return false
			}
		}
		if kind == 1 || kind == 3 {
			p.s(", Originator ")
			switch len(r) {
			case 4:
				p.bgpIP4(r)
			case 16:
				p.ip6(r)
			default:
				p.f1("bogus address length %u", uint32(len(r)))
			}
		}
	}
	return true
}

// bgpMVPNAddress prints an address behind its length in bits and returns what follows.
func (p *printer) bgpMVPNAddress(what string, r []byte) (rest []byte, ok bool) {
	if len(r) < 1 {
		return nil, false
	}
	n := int(r[0]) / 8
	if len(r) < 1+n || n != 4 && n != 16 {
		return nil, false
	}
	p.s(what)
	p.addr(r[1 : 1+n])
	return r[1+n:], true
}

// bgpL2Routes prints blocks of labels, RFC 4761 section 3.2.2 and RFC 6624 section 4.2, or with twelve bytes an
// address, RFC 6074.
func (p *printer) bgpL2Routes(b []byte) bool {
	for len(b) > 0 {
		if len(b) < 2 || len(b)-2 < int(be16(b)) {
			return false
		}
		r := b[2 : 2+int(be16(b))]
		b = b[2+len(r):]
		if len(r) < 15 && len(r) != 12 {
			return false
		}
		p.s(bgpRouteIndent)
		p.s("RD: ")
		p.bgpRD(r)
		if len(r) == 12 {
			p.s(", BGPNH: ")
			p.bgpIP4(r[8:12])
			continue
		}
		base := 12
		if len(r) == 17 {
			base = 14 // behind the size of the block, which RFC 6624 does not send
		}
		p.f3(", CE-ID: %u, Label-Block Offset: %u, Label Base %u", uint32(be16at(r, 8)), uint32(be16at(r, 10)),
			be24at(r, base)>>4)
		p.bgpL2TLVs(r[base+3:])
	}
	return true
}

// bgpL2TLVs prints what may follow a label base; the lengths are in bits, RFC 6624 section 4.2.
func (p *printer) bgpL2TLVs(b []byte) {
	for len(b) >= 3 {
		kind, bits := b[0], int(be16at(b, 1))
		b = b[3:]
		if kind == 1 {
			p.f1("\n\t\tcircuit status vector (1) length: %u: 0x", uint32(bits))
		} else {
			p.f2("\n\t\tunknown TLV #%u, length: %u", uint32(kind), uint32(bits))
		}
		n := (bits + 7) / 8
		if n > len(b) {
			p.s(" (ran past the end)")
			return
		}
		if kind == 1 {
			p.hexBytes(b[:n])
		}
		b = b[n:]
	}
}
