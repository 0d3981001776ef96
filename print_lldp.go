// Link Layer Discovery Protocol, IEEE 802.1AB: the TLVs of the base standard. Those of organisations are in
// print_lldp_org.go.
//
//	 0       6 7       15
//	+---------+----------+-----------
//	|  type   |  length  | value ...
//	+---------+----------+-----------

package main

const (
	lldpEnd          = 0
	lldpChassisID    = 1
	lldpPortID       = 2
	lldpTTL          = 3
	lldpPortDescr    = 4
	lldpSysName      = 5
	lldpSysDescr     = 6
	lldpSysCaps      = 7
	lldpMgmtAddr     = 8
	lldpOrganisation = 127
)

var lldpTLVNames = []token{
	{lldpEnd, "End"}, {lldpChassisID, "Chassis ID"}, {lldpPortID, "Port ID"}, {lldpTTL, "Time to Live"},
	{lldpPortDescr, "Port Description"}, {lldpSysName, "System Name"}, {lldpSysDescr, "System Description"},
	{lldpSysCaps, "System Capabilities"}, {lldpMgmtAddr, "Management Address"},
	{lldpOrganisation, "Organization specific"},
}

var lldpChassisSubtypes = []token{
	{1, "Chassis component"}, {2, "Interface alias"}, {3, "Port component"}, {4, "MAC address"},
	{5, "Network address"}, {6, "Interface name"}, {7, "Local"},
}

var lldpPortSubtypes = []token{
	{1, "Interface alias"}, {2, "Port component"}, {3, "MAC address"}, {4, "Network Address"},
	{5, "Interface Name"}, {6, "Agent circuit ID"}, {7, "Local"},
}

var lldpCapNames = []token{
	{1, "Other"}, {2, "Repeater"}, {4, "Bridge"}, {8, "WLAN AP"}, {16, "Router"}, {32, "Telephone"},
	{64, "Docsis"}, {128, "Station Only"},
}

var lldpNumberingNames = []token{{2, "Interface Index"}, {3, "System Port Number"}}

// lldp prints an LLDP data unit.
func (p *printer) lldp(length int) {
	p.proto = "lldp"
	p.sn("LLDP, length ", length)
	if rest := p.limit(length); rest != nil {
		length = len(p.in)
	}
	for length >= 2 && p.cut < 0 {
		h := p.u16()
		typ, n := h>>9, h&0x1ff
		length -= 2
		if p.v > 0 {
			p.s("\n\t")
			p.tok(lldpTLVNames, "Unknown", uint32(typ))
			p.f(" TLV (%u), length %u", uint64(typ), uint64(n))
		}
		if typ == lldpEnd { // whatever its length
			return
		}
		if length < n {
			p.invalid()
			return
		}
		if !p.need(n) {
			return
		}
		whole := p.in[:n]
		after := p.in[n:]
		p.in = whole
		dump, ok := p.lldpTLV(typ, n)
		if p.cut >= 0 {
			return
		}
		if !ok {
			p.invalid()
			return
		}
		if p.v > 1 || p.v > 0 && dump {
			p.hexLines("\n\t  ", whole)
		}
		p.in = after
		length -= n
	}
}

// lldpTLV prints the value of a TLV of n bytes. dump says that the bytes shall be shown too, ok that it was long enough.
func (p *printer) lldpTLV(typ, n int) (dump, ok bool) {
	if p.v == 0 {
		if typ == lldpSysName && n > 0 {
			p.s(": ")
			p.textBytes(p.in)
		}
		return false, true
	}
	switch typ {
	case lldpEnd:
	case lldpChassisID, lldpPortID:
		if n < 2 {
			return false, false
		}
		return p.lldpID(typ == lldpChassisID)
	case lldpTTL:
		if n < 2 {
			return false, false
		}
		p.sn(": TTL ", p.u16())
		p.c('s')
	case lldpPortDescr, lldpSysName:
		if n > 0 {
			p.s(": ")
			p.textBytes(p.in)
		}
	case lldpSysDescr:
		if n > 0 {
			p.s("\n\t  ")
			p.textBytes(p.in)
		}
	case lldpSysCaps:
		if n < 4 {
			return false, false
		}
		p.lldpCaps("System ", p.u16())
		p.lldpCaps("Enabled", p.u16())
	case lldpMgmtAddr:
		return false, p.lldpManagement()
	case lldpOrganisation:
		if n < 3 {
			return false, false
		}
		return p.lldpOrganisation(n), true
	default:
		return true, true
	}
	return false, true
}

func (p *printer) lldpCaps(which string, caps int) {
	p.s("\n\t  ")
	p.s(which)
	p.s(" Capabilities [")
	p.bits(lldpCapNames, "none", ", ", uint32(caps))
	p.f("] (0x%04x)", uint64(caps))
}

// lldpID prints the name of a chassis or of a port.
func (p *printer) lldpID(chassis bool) (dump, ok bool) {
	names, macType, netType := lldpPortSubtypes, 3, 4
	if chassis {
		names, macType, netType = lldpChassisSubtypes, 4, 5
	}
	typ := p.u8()
	p.s("\n\t  Subtype ")
	p.tok(names, "Unknown", uint32(typ))
	p.f(" (%u): ", uint64(typ))
	switch {
	case typ == macType:
		if len(p.in) < 6 {
			return false, false
		}
		p.mac(p.take(6))
	case typ == netType:
		return false, p.lldpNetAddr(false)
	case typ >= 1 && typ <= 7:
		p.textZ(p.in)
	default:
		return true, true
	}
	return false, true
}

// lldpNetAddr prints an address behind the byte of its family.
func (p *printer) lldpNetAddr(managed bool) bool {
	if len(p.in) < 1 {
		return false
	}
	family := p.u8()
	size := 0
	switch family {
	case 1:
		size = 4
	case 2:
		size = 16
	case 6:
		size = 6
	}
	if !managed && len(p.in) < size {
		return false
	}
	p.s("AFI ")
	p.tok(radiusTunnelMedia, "Unknown", uint32(family))
	if size == 0 {
		p.f(" (%u), no AF printer !", uint64(family))
		return true
	}
	p.f(" (%u): ", uint64(family))
	if len(p.in) < size {
		return false
	}
	switch a := p.takeN(size); size {
	case 6:
		p.mac(a)
	default:
		p.addr(a)
	}
	return true
}

// lldpManagement prints the address under which the system is managed, its interface and its object.
func (p *printer) lldpManagement() bool {
	if len(p.in) < 1 {
		return false
	}
	n := p.u8()
	p.sn("\n\t  Management Address length ", n)
	p.s(", ")
	if n > len(p.in) || n < 1 {
		return false
	}
	rest := p.limit(n)
	if !p.lldpNetAddr(true) {
		return false
	}
	p.unlimit(rest)
	if len(p.in) < 6 {
		return len(p.in) == 0
	}
	numbering := p.u8()
	p.s("\n\t  ")
	p.tok(lldpNumberingNames, "Unknown", uint32(numbering))
	p.f(" Interface Numbering (%u): %u", uint64(numbering), uint64(p.u32()))
	if n = p.u8(); n > 0 {
		if n > len(p.in) {
			return false
		}
		p.sn("\n\t  OID length ", n)
		p.textBytes(p.takeN(n))
	}
	return true
}
