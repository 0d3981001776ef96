// Link Layer Discovery Protocol, IEEE 802.1AB.
//
//	+----------+------------+-------
//	| type (7) | length (9) | value        organization specific values begin with OUI (3) and subtype (1)
//	+----------+------------+-------

package main

const (
	lldpEnd          = 0
	lldpChassisID    = 1
	lldpPortID       = 2
	lldpTTL          = 3
	lldpPortDesc     = 4
	lldpSystemName   = 5
	lldpSystemDesc   = 6
	lldpCapabilities = 7
	lldpManagement   = 8
	lldpOrgSpecific  = 127

	lldpChassisMAC  = 4
	lldpChassisAddr = 5
	lldpPortMAC     = 3
	lldpPortAddr    = 4

	lldpOUI8021 = 0x0080c2
	lldpOUI8023 = 0x00120f
	lldpOUIMED  = 0x0012bb
	lldpOUIIANA = 0x00005e
	lldpOUIDCBX = 0x001b21
	lldpMUDURL  = 1 // RFC 8520 section 11
)

var lldpTLVNames = []token{
	{lldpEnd, "End"}, {lldpChassisID, "Chassis ID"}, {lldpPortID, "Port ID"}, {lldpTTL, "Time to Live"},
	{lldpPortDesc, "Port Description"}, {lldpSystemName, "System Name"}, {lldpSystemDesc, "System Description"},
	{lldpCapabilities, "System Capabilities"}, {lldpManagement, "Management Address"},
	{lldpOrgSpecific, "Organization specific"},
}

var lldpChassisSubtypes = []token{
	{1, "Chassis component"}, {2, "Interface alias"}, {3, "Port component"}, {lldpChassisMAC, "MAC address"},
	{lldpChassisAddr, "Network address"}, {6, "Interface name"}, {7, "Local"},
}

var lldpPortSubtypes = []token{
	{1, "Interface alias"}, {2, "Port component"}, {lldpPortMAC, "MAC address"}, {lldpPortAddr, "Network Address"},
	{5, "Interface Name"}, {6, "Agent circuit ID"}, {7, "Local"},
}

var lldpCapabilityNames = []token{
	{0x01, "Other"}, {0x02, "Repeater"}, {0x04, "Bridge"}, {0x08, "WLAN AP"}, {0x10, "Router"}, {0x20, "Telephone"},
	{0x40, "Docsis"}, {0x80, "Station Only"},
}

var lldpNumberings = []token{{2, "Interface Index"}, {3, "System Port Number"}}

// lldpAFIs are IANA's address family numbers.
var lldpAFIs = []token{
	{0, "Reserved"}, {1, "IPv4"}, {2, "IPv6"}, {3, "NSAP"}, {4, "HDLC"}, {5, "BBN 1822"}, {6, "802"}, {7, "E.163"},
	{8, "E.164"}, {9, "F.69"}, {10, "X.121"}, {11, "Novell IPX"}, {12, "Appletalk"}, {13, "Decnet IV"},
	{14, "Banyan Vines"}, {15, "E.164 with NSAP subaddress"}, {25, "VPLS"}, {196, "Layer-2 VPN"},
}

// lldp prints an LLDP packet of length bytes on the wire.
func (p *printer) lldp(length int) {
	p.proto = "lldp"
	p.sn("LLDP, length ", length)
	for length >= 2 && p.cut < 0 {
		head := p.u16()
		kind, size := head>>9, head&0x1ff
		length -= 2
		if p.cut >= 0 {
			return
		}
		if p.v > 0 {
			p.s("\n\t")
			p.tok(&lldpTLVNames, "Unknown", uint32(kind))
			p.f2(" TLV (%u), length %u", uint32(kind), uint32(size))
		}
		if kind == lldpEnd || size == 0 { // nothing else may be empty
			return
		}
		if size > length || !p.need(size) {
			p.short(0)
			return
		}
		length -= size
		v := p.takeN(size)
		rest := p.in
		p.in = v
		shown := p.lldpTLV(kind, v)
		if p.cut >= 0 {
			return
		}
		p.in = rest
		if p.v > 1 || p.v > 0 && !shown {
			p.hexLines("\n\t  ", v)
		}
	}
}

// lldpLess marks the cut if a value is shorter than n bytes, and reports that.
//
//go:noinline
func (p *printer) lldpLess(v []byte, n int) bool {
	if len(v) >= n {
		return false
	}
	p.short(0)
	return true
}

// lldpTLV prints a TLV's value. It reports false for what it does not know.
func (p *printer) lldpTLV(kind int, v []byte) bool {
	if p.v == 0 {
		if kind == lldpSystemName {
			p.s(": ")
			p.textZ(v)
		}
		return true
	}
	switch kind {
	case lldpChassisID:
		if p.lldpLess(v, 2) {
			return true
		}
		return p.lldpID(v, &lldpChassisSubtypes, lldpChassisMAC, lldpChassisAddr)
	case lldpPortID:
		if p.lldpLess(v, 2) {
			return true
		}
		return p.lldpID(v, &lldpPortSubtypes, lldpPortMAC, lldpPortAddr)
	case lldpTTL:
		if !p.lldpLess(v, 2) {
			p.f1(": TTL %us", uint32(be16(v)))
		}
	case lldpPortDesc, lldpSystemName:
		if len(v) > 0 {
			p.s(": ")
			p.textZ(v)
		}
	case lldpSystemDesc:
		p.s("\n\t  ")
		p.textZ(v)
	case lldpCapabilities:
		if p.lldpLess(v, 4) {
			return true
		}
		p.s("\n\t  System  Capabilities [")
		p.bits(&lldpCapabilityNames, "none", ", ", uint32(be16(v)))
		p.f1("] (0x%04x)\n\t  Enabled Capabilities [", uint32(be16(v)))
		p.bits(&lldpCapabilityNames, "none", ", ", uint32(be16at(v, 2)))
		p.f1("] (0x%04x)", uint32(be16at(v, 2)))
	case lldpManagement:
		p.lldpManagementAddress(v)
	case lldpOrgSpecific:
		if p.lldpLess(v, 3) {
			return true
		}
		return p.lldpOrganization(v)
	default:
		return false
	}
	return true
}

// lldpID prints a chassis or port ID.
func (p *printer) lldpID(v []byte, names *[]token, mac, addr uint32) bool {
	kind := uint32(v[0])
	p.s("\n\t  Subtype ")
	p.tok(names, "Unknown", kind)
	p.f1(" (%u): ", kind)
	v = v[1:]
	_, known := tokenName(names, kind)
	switch {
	case kind == mac:
		if !p.lldpLess(v, 6) {
			p.mac(v)
		}
	case kind == addr:
		p.lldpNetworkAddress(v)
	case known:
		p.textZ(v)
	default:
		return false
	}
	return true
}

// lldpNetworkAddress prints an address behind its family.
func (p *printer) lldpNetworkAddress(v []byte) {
	if p.lldpLess(v, 1) {
		return
	}
	af := uint32(v[0])
	v = v[1:]
	switch {
	case af == 1 && p.lldpLess(v, 4), af == 2 && p.lldpLess(v, 16), af == 6 && p.lldpLess(v, 6):
		return
	}
	p.s("AFI ")
	p.tok(&lldpAFIs, "Unknown", af)
	p.f1(" (%u)", af)
	switch af {
	case 1:
		p.s(": ")
		p.ip4(v)
	case 2:
		p.s(": ")
		p.ip6(v)
	case 6:
		p.s(": ")
		p.mac(v)
	default:
		p.s(", no AF printer !")
	}
}

func (p *printer) lldpManagementAddress(v []byte) {
	if p.lldpLess(v, 1) {
		return
	}
	n := int(v[0])
	v = v[1:]
	if n == 0 {
		p.short(0)
		return
	}
	if p.lldpLess(v, n) {
		return
	}
	at := len(p.out)
	p.s("\n\t  Management Address length ")
	p.n(n)
	p.s(", ")
	p.lldpNetworkAddress(v[:n])
	if p.cut >= 0 {
		p.cut = at // tcpdump says nothing of an address that is too short
		return
	}
	v = v[n:]
	if p.lldpLess(v, 5) {
		return
	}
	p.s("\n\t  ")
	p.tok(&lldpNumberings, "Unknown", uint32(v[0]))
	p.f2(" Interface Numbering (%u): %u", uint32(v[0]), be32at(v, 1))
	v = v[5:]
	if len(v) == 0 || v[0] == 0 {
		return
	}
	n = int(v[0])
	v = v[1:]
	if p.lldpLess(v, n) {
		return
	}
	p.sn("\n\t  OID length ", n)
	p.textZ(v[:n])
}

// lldpOrganization prints an organization's own TLV; v includes OUI and, mostly, subtype.
func (p *printer) lldpOrganization(v []byte) bool {
	oui := be24(v)
	p.s(": OUI ")
	p.s(ouiName(oui))
	p.f1(" (0x%06x)", oui)
	if len(v) < 4 { // without a subtype
		return oui == lldpOUI8021 || oui == lldpOUI8023 || oui == lldpOUIMED || oui == lldpOUIIANA || oui == lldpOUIDCBX
	}
	kind := uint32(v[3])
	switch oui {
	case lldpOUI8021:
		return p.lldp8021(kind, v)
	case lldpOUI8023:
		return p.lldp8023(kind, v)
	case lldpOUIMED:
		return p.lldpMED(kind, v)
	case lldpOUIIANA:
		if len(v) < 8 {
			return true
		}
		p.lldpSubtype(&[]token{{lldpMUDURL, "MUD-URL"}}, kind)
		if kind != lldpMUDURL {
			return false
		}
		p.s("\n\t  MUD-URL=")
		p.textBytes(v[4:])
	case lldpOUIDCBX:
		return p.lldpDCBX(kind, v)
	default:
		return false
	}
	return true
}

func (p *printer) lldpSubtype(names *[]token, kind uint32) {
	p.s("\n\t  ")
	p.tok(names, "unknown", kind)
	p.f1(" Subtype (%u)", kind)
}
