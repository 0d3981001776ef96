// OSPF traffic engineering LSA, RFC 3630, with GMPLS (RFC 4203) and class types (RFC 4124).

package main

const (
	ospfTERouter = 1
	ospfTELink   = 2

	ospfTELinkType     = 1
	ospfTELinkID       = 2
	ospfTELocalAddr    = 3
	ospfTERemoteAddr   = 4
	ospfTEMetric       = 5
	ospfTEMaxBandwidth = 6
	ospfTEReservable   = 7
	ospfTEUnreserved   = 8
	ospfTEAdminGroup   = 9
	ospfTELinkLocalIDs = 11
	ospfTEProtection   = 14
	ospfTESwitching    = 15
	ospfTESRLG         = 16
	ospfTEBandwidths   = 17
)

var ospfTENames = []token{{ospfTERouter, "Router Address"}, {ospfTELink, "Link"}}

var ospfTESubNames = []token{
	{ospfTELinkType, "Link Type"}, {ospfTELinkID, "Link ID"}, {ospfTELocalAddr, "Local Interface IP address"},
	{ospfTERemoteAddr, "Remote Interface IP address"}, {ospfTEMetric, "Traffic Engineering Metric"},
	{ospfTEMaxBandwidth, "Maximum Bandwidth"}, {ospfTEReservable, "Maximum Reservable Bandwidth"},
	{ospfTEUnreserved, "Unreserved Bandwidth"}, {ospfTEAdminGroup, "Administrative Group"},
	{ospfTELinkLocalIDs, "Link Local/Remote Identifier"}, {ospfTEProtection, "Link Protection Type"},
	{ospfTESwitching, "Interface Switching Capability"}, {ospfTESRLG, "Shared Risk Link Group"},
	{ospfTEBandwidths, "Bandwidth Constraints"},
}

// ospfTE prints the body of a traffic engineering LSA, n bytes. It reports false for one that makes no sense or was not
// captured as a whole, which tcpdump leaves without a mark.
func (p *printer) ospfTE(n int) bool {
	for n > 0 {
		if p.ospfFewer(n, "LS") || !p.has(4) {
			return false
		}
		h := p.take(4)
		typ, size := int(be16(h)), int(be16at(h, 2))
		n -= 4
		p.s("\n\t    ")
		p.tok(&ospfTENames, "unknown", uint32(typ))
		p.f2(" TLV (%u), length: %u", uint32(typ), uint32(size))
		if size > n {
			p.f2("\n\t    Bogus length %u > %u", uint32(size), uint32(n))
			return false
		}
		if typ == 0 || size == 0 {
			return false
		}
		whole := p.in
		switch typ {
		case ospfTELink:
			if !p.ospfTESubs(size) {
				return false
			}
		case ospfTERouter:
			if size < 4 {
				p.f1("\n\t    TLV length %u < 4", uint32(size))
				return false
			}
			addr := p.take(4)
			p.s(", ")
			p.ip4(addr)
		default:
			if p.v <= 1 {
				p.isoUnknown("\n\t      ", whole[:min(size, len(whole))])
			}
		}
		if p.cut >= 0 {
			return true
		}
		n = p.ospfPast(whole, size, n)
	}
	return true
}

// ospfTESubs prints what is known of a link, n bytes. Its answer is that of ospfTE.
func (p *printer) ospfTESubs(n int) bool {
	for n > 0 {
		if p.ospfFewer(n, "TLV") {
			return false
		}
		h := p.take(4)
		if p.cut >= 0 {
			return true
		}
		typ, size := int(be16(h)), int(be16at(h, 2))
		if typ == 0 || size == 0 {
			p.invalid()
			return false
		}
		p.s("\n\t      ")
		p.tok(&ospfTESubNames, "unknown", uint32(typ))
		p.f2(" subTLV (%u), length: %u", uint32(typ), uint32(size))
		padded := (size + 3) &^ 3
		if 4+padded > n {
			p.f2("\n\t    Remaining TLV length %u < %u", uint32(n), uint32(4+padded))
			return false
		}
		if !p.has(size) {
			return false
		}
		whole := p.in
		if !p.ospfTESub(typ, size) {
			p.invalid()
			return false
		}
		n = p.ospfPast(whole, size, n-4)
	}
	return true
}

// ospfTESize is the length that a sub-TLV must have, 0 where that is not fixed.
func ospfTESize(typ int) int {
	switch typ {
	case ospfTELinkType:
		return 1
	case ospfTELocalAddr, ospfTERemoteAddr, ospfTEMetric, ospfTEMaxBandwidth, ospfTEReservable, ospfTEAdminGroup,
		ospfTEProtection:
		return 4
	case ospfTEUnreserved:
		return 32
	}
	return 0
}

// ospfTESub prints the value of one sub-TLV, n bytes. It reports false for a length that cannot be.
func (p *printer) ospfTESub(typ, n int) bool {
	if want := ospfTESize(typ); want != 0 && n != want {
		p.sn(" != ", want)
		return false
	}
	switch typ {
	case ospfTEAdminGroup:
		p.f1(", 0x%08x", p.u32())
	case ospfTELinkID, ospfTELinkLocalIDs:
		if n != 4 && n != 8 {
			p.s(" != 4 && != 8")
			return false
		}
		for ; n > 0; n -= 4 {
			a := p.take(4)
			p.s(", ")
			p.ip4(a)
			p.f1(" (0x%08x)", be32(a))
		}
	case ospfTELocalAddr, ospfTERemoteAddr:
		a := p.take(4)
		p.s(", ")
		p.ip4(a)
	case ospfTEMaxBandwidth, ospfTEReservable:
		p.s(", ")
		p.bandwidth()
	case ospfTEUnreserved:
		for class := 0; class < 8 && p.cut < 0; class++ {
			p.sn("\n\t\tTE-Class ", class)
			p.s(": ")
			p.bandwidth()
		}
	case ospfTEBandwidths:
		return p.ospfBandwidths(n)
	case ospfTEMetric:
		p.f1(", Metric %u", p.u32())
	case ospfTEProtection:
		p.s(", ")
		p.bits(&gmplsProtectionNames, "none", ", ", uint32(p.u8()))
	case ospfTESwitching:
		return p.ospfSwitching(n)
	case ospfTELinkType:
		v := uint32(p.u8())
		p.s(", ")
		p.tok(&ospfTELinkTypes, "unknown", v)
		p.f1(" (%u)", v)
	case ospfTESRLG:
		if n%4 != 0 {
			p.s(" != N x 4")
			return false
		}
		sep := "\n\t\t  Shared risk group: "
		for ; n > 0 && p.cut < 0; n -= 4 {
			p.s(sep)
			p.u(uint64(p.u32()))
			sep = ", "
		}
	default:
		if p.v <= 1 {
			p.isoUnknown("\n\t\t", p.in[:min(n, len(p.in))])
		}
	}
	return true
}

var ospfTELinkTypes = []token{{1, "Point-to-point"}, {2, "Multi-Access"}}

// ospfBandwidths prints how much each class type may reserve, RFC 4124 section 5.1.
func (p *printer) ospfBandwidths(n int) bool {
	if n < 4 {
		p.s(" < 4")
		return false
	}
	h := p.take(4)
	p.s("\n\t\tBandwidth Constraints Model ID: ")
	p.tok(&isisBCModels, "Unknown", uint32(h[0]))
	p.f1(" (%u)", uint32(h[0]))
	if n%4 != 0 {
		p.f1("\n\t\tlength %u != N x 4", uint32(n))
		return false
	}
	if n > 36 {
		p.f1("\n\t\tlength %u > 36", uint32(n))
		return false
	}
	for class := 0; class < n/4-1 && p.cut < 0; class++ {
		p.sn("\n\t\t  Bandwidth constraint CT", class)
		p.s(": ")
		p.bandwidth()
	}
	return true
}

// ospfSwitching prints what an interface can switch, RFC 4203 section 1.4.
func (p *printer) ospfSwitching(n int) bool {
	if n < 36 {
		p.s(" < 36")
		return false
	}
	h := p.take(4)
	p.s("\n\t\tInterface Switching Capability: ")
	p.tok(&gmplsSwitchingNames, "Unknown", uint32(h[0]))
	p.s("\n\t\tLSP Encoding: ")
	p.tok(&gmplsEncodingNames, "Unknown", uint32(h[1]))
	p.s("\n\t\tMax LSP Bandwidth:")
	for level := 0; level < 8 && p.cut < 0; level++ {
		p.sn("\n\t\t  priority level ", level)
		p.s(": ")
		p.bandwidth()
	}
	return true
}
