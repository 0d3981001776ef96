// LLDP, the TLVs of organisations: IEEE 802.1 (with data centre bridging, 802.1Qaz/Qbg/Qau) and 802.3, IANA's
// (RFC 8520). TIA's are in print_lldp_med.go.

package main

const (
	ouiIANA  = 0x00005e
	oui8021  = 0x0080c2
	oui8023  = 0x00120f
	ouiTIA   = 0x0012bb
	ouiDCBX  = 0x001b21
	lldpGrid = "\n\t     Value    : "
)

var lldp8021Names = []token{
	{1, "Port VLAN Id"}, {2, "Port and Protocol VLAN ID"}, {3, "VLAN name"}, {4, "Protocol Identity"},
	{7, "Link aggregation"}, {8, "Congestion Notification"}, {9, "ETS Configuration"}, {10, "ETS Recommendation"},
	{11, "Priority Flow Control Configuration"}, {12, "Application Priority"}, {13, "EVB"}, {14, "CDCP"},
}

var lldp8023Names = []token{
	{1, "MAC/PHY configuration/status"}, {2, "Power via MDI"}, {3, "Link aggregation"}, {4, "Max frame size"},
}

var lldpDCBXNames = []token{
	{1, "DCB Capability Exchange Protocol Rev 1"}, {2, "DCB Capability Exchange Protocol Rev 1.01"},
}

var (
	lldpIANANames   = []token{{1, "MUD-URL"}}
	lldpPPVIDFlags  = []token{{2, "supported"}, {4, "enabled"}}
	lldpStatusFlags = []token{{1, "supported"}, {2, "enabled"}}
	lldpEVBModes    = []token{
		{0, "Not Supported"}, {1, "EVB Bridge"}, {2, "EVB Station"}, {3, "Reserved for future Standardization"},
	}
)

var lldpPMDNames = []token{
	{0x4000, "10BASE-T hdx"}, {0x2000, "10BASE-T fdx"}, {0x1000, "100BASE-T4"}, {0x0800, "100BASE-TX hdx"},
	{0x0400, "100BASE-TX fdx"}, {0x0200, "100BASE-T2 hdx"}, {0x0100, "100BASE-T2 fdx"},
	{0x0080, "Pause for fdx links"}, {0x0040, "Asym PAUSE for fdx"}, {0x0020, "Sym PAUSE for fdx"},
	{0x0010, "Asym and Sym PAUSE for fdx"}, {0x0008, "1000BASE-{X LX SX CX} hdx"},
	{0x0004, "1000BASE-{X LX SX CX} fdx"}, {0x0002, "1000BASE-T hdx"}, {0x0001, "1000BASE-T fdx"},
}

// Medium attachment units, RFC 4836 dot3MauType.
var lldpMAUNames = []token{
	{0, "Unknown"}, {1, "AUI"}, {2, "10BASE_5"}, {3, "FOIRL"}, {4, "10BASE2"}, {5, "10BASET duplex mode unknown"},
	{6, "10BASEFP"}, {7, "10BASEFB"}, {8, "10BASEFL duplex mode unknown"}, {9, "10BROAD36"}, {10, "10BASET hdx"},
	{11, "10BASET fdx"}, {12, "10BASEFL hdx"}, {13, "10BASEFL fdx"}, {14, "100BASET4"}, {15, "100BASETX hdx"},
	{16, "100BASETX fdx"}, {17, "100BASEFX hdx"}, {18, "100BASEFX fdx"}, {19, "100BASET2 hdx"},
	{20, "100BASET2 fdx"}, {21, "1000BASEX hdx"}, {22, "1000BASEX fdx"}, {23, "1000BASELX hdx"},
	{24, "1000BASELX fdx"}, {25, "1000BASESX hdx"}, {26, "1000BASESX fdx"}, {27, "1000BASECX hdx"},
	{28, "1000BASECX fdx"}, {29, "1000BASET hdx"}, {30, "1000BASET fdx"}, {31, "10GBASEX"}, {32, "10GBASELX4"},
	{33, "10GBASER"}, {34, "10GBASEER"}, {35, "10GBASELR"}, {36, "10GBASESR"}, {37, "10GBASEW"}, {38, "10GBASEEW"},
	{39, "10GBASELW"}, {40, "10GBASESW"},
}

var (
	lldpMDIFlags  = []token{{1, "PSE"}, {2, "supported"}, {4, "enabled"}, {8, "can be controlled"}}
	lldpMDIPairs  = []token{{1, "signal"}, {2, "spare"}}
	lldpMDIPowers = []token{{1, "class0"}, {2, "class1"}, {3, "class2"}, {4, "class3"}, {5, "class4"}}
)

// lldpOrganisation prints a TLV of n bytes, at least three, of the organisation that it begins with. It reports
// whether its bytes shall be shown.
func (p *printer) lldpOrganisation(n int) (dump bool) {
	oui := uint32(p.u24())
	p.s(": OUI ")
	p.s(ouiName(oui))
	p.f(" (0x%06x)", uint64(oui))
	if n < 4 {
		return false
	}
	switch oui {
	case ouiIANA:
		if n < 8 {
			return false
		}
		typ := p.lldpSubtype(lldpIANANames)
		if typ != 1 {
			return true
		}
		p.s("\n\t  MUD-URL=")
		p.textBytes(p.in)
		return false
	case oui8021:
		return p.lldp8021(p.lldpSubtype(lldp8021Names), n)
	case oui8023:
		return p.lldp8023(p.lldpSubtype(lldp8023Names), n)
	case ouiTIA:
		return p.lldpMED(p.lldpSubtype(lldpMEDNames), n)
	case ouiDCBX:
		return p.lldpSubtype(lldpDCBXNames) == 1
	}
	return true
}

func (p *printer) lldpSubtype(names []token) int {
	typ := p.u8()
	p.s("\n\t  ")
	p.tok(names, "unknown", uint32(typ))
	p.f(" Subtype (%u)", uint64(typ))
	return typ
}

// lldp8021Least is the length of the shortest whole TLV of a subtype, organisation included.
var lldp8021Least = [...]int{1: 6, 2: 7, 3: 6, 4: 5, 7: 9, 8: 6, 9: 25, 10: 25, 11: 6, 12: 5, 13: 9, 14: 8}

func (p *printer) lldp8021(typ, n int) (dump bool) {
	if typ < len(lldp8021Least) && n < lldp8021Least[typ] {
		return false
	}
	switch typ {
	case 1:
		p.sn("\n\t    port vlan id (PVID): ", p.u16())
	case 2:
		flags := p.u8()
		p.sn("\n\t    port and protocol vlan id (PPVID): ", p.u16())
		p.s(", flags [")
		p.bits(lldpPPVIDFlags, "none", ", ", uint32(flags))
		p.f("] (0x%02x)", uint64(flags))
	case 3:
		p.sn("\n\t    vlan id (VID): ", p.u16())
		p.lldpCounted("\n\t    vlan name: ", false)
	case 4:
		p.lldpCounted("\n\t    protocol identity: ", true)
	case 7:
		p.lldpAggregation()
	case 8:
		p.s("\n\t    Pre-Priority CNPV Indicator")
		p.lldpPriorityBits(p.u8())
		p.s("\n\t    Pre-Priority Ready Indicator")
		p.lldpPriorityBits(p.u8())
	case 9:
		b := uint64(p.u8())
		p.f("\n\t    Willing:%u, CBS:%u, RES:%u, Max TCs:%u", b>>7, b>>6&1, b>>3&7, b&7)
		p.lldpETS()
	case 10:
		p.sn("\n\t    RES: ", p.u8())
		p.lldpETS()
	case 11:
		b := uint64(p.u8())
		p.f("\n\t    Willing: %u, MBC: %u, RES: %u, PFC cap:%u ", b>>7, b>>6&1, b>>4&3, b&15)
		p.s("\n\t    PFC Enable")
		p.lldpPriorityBits(p.u8())
	case 12:
		p.lldpAppPriority()
	case 13:
		p.lldpEVB()
	case 14:
		p.lldpCDCP()
	default:
		return true
	}
	return false
}

// lldpCounted prints a string behind its length, or nothing if the string is longer than the TLV.
func (p *printer) lldpCounted(what string, untilZero bool) {
	if len(p.in) < 1 {
		return
	}
	n := p.u8()
	if n > len(p.in) {
		return
	}
	p.s(what)
	if untilZero {
		p.textZ(p.takeN(n))
	} else {
		p.textBytes(p.takeN(n))
	}
}

func (p *printer) lldpAggregation() {
	p.s("\n\t    aggregation status [")
	p.bits(lldpStatusFlags, "none", ", ", uint32(p.u8()))
	p.f("], aggregation port ID %u", uint64(p.u32()))
}

func (p *printer) lldpPriorityBits(v int) {
	p.s("\n\t     Priority : 0  1  2  3  4  5  6  7")
	p.s(lldpGrid)
	for i := range 8 {
		p.n(v >> i & 1)
		p.s("  ")
	}
}

// lldpETS prints the three tables of enhanced transmission selection, 802.1Qaz D.2.8.
func (p *printer) lldpETS() {
	p.s("\n\t    Priority Assignment Table\n\t     Priority : 0   1   2   3   4   5   6   7")
	p.s(lldpGrid)
	for i := range 4 {
		b := p.u8()
		p.lldpColumn(b>>4, i == 0)
		p.lldpColumn(b&15, false)
	}
	p.s("\n\t    TC Bandwidth Table\n\t     TC%   : 0   1   2   3   4   5   6   7\n\t     Value : ")
	for i := range 8 {
		p.lldpColumn(p.u8(), i == 0)
	}
	p.s("\n\t    TSA Assignment Table\n\t     Traffic Class: 0   1   2   3   4   5   6   7\n\t     Value        : ")
	for i := range 8 {
		p.lldpColumn(p.u8(), i == 0)
	}
}

func (p *printer) lldpAppPriority() {
	p.sn("\n\t    RES: ", p.u8())
	if len(p.in) == 0 {
		return
	}
	p.s("\n\t    Application Priority Table")
	for len(p.in) >= 3 {
		b := uint64(p.u8())
		p.f("\n\t      Priority: %u, RES: %u, Sel: %u, Protocol ID: %u", b>>5, b>>3&3, b&7, uint64(p.u16()))
	}
}

// lldpEVB prints the state of edge virtual bridging, 802.1Qbg D.2.12.
func (p *printer) lldpEVB() {
	b := uint64(p.u8())
	p.f("\n\t    EVB Bridge Status\n\t      RES: %u, BGID: %u, RRCAP: %u, RRCTR: %u", b>>3, b>>2&1, b>>1&1, b&1)
	b = uint64(p.u8())
	p.f("\n\t    EVB Station Status\n\t      RES: %u, SGID: %u, RRREQ: %u,RRSTAT: %u", b>>4, b>>3&1, b>>2&1, b&3)
	b = uint64(p.u8())
	p.f("\n\t    R: %u, RTE: %u, ", b>>5, b&31)
	b = uint64(p.u8())
	p.s("EVB Mode: ")
	p.tok(lldpEVBModes, "unknown", uint32(b>>6))
	p.f(" [%u]\n\t    ROL: %u, RWD: %u, ", b>>6, b>>5&1, b&31)
	b = uint64(p.u8())
	p.f("RES: %u, ROL: %u, RKA: %u", b>>6, b>>5&1, b&31)
}

func (p *printer) lldpCDCP() {
	b := uint64(p.u8())
	p.u8()
	p.f("\n\t    Role: %u, RES: %u, Scomp: %u ", b>>7, b>>4&7, b>>3&1)
	p.sn("ChnCap: ", p.u16()&0xfff)
	for len(p.in) >= 3 {
		v := uint64(p.u24())
		p.f("\n\t    SCID: %u, SVID: %u", v>>12, v&0xfff)
	}
}

func (p *printer) lldp8023(typ, n int) (dump bool) {
	switch typ {
	case 1:
		if n < 9 {
			return false
		}
		status, pmd, mau := uint64(p.u8()), uint64(p.u16()), uint64(p.u16())
		p.s("\n\t    autonegotiation [")
		p.bits(lldpStatusFlags, "none", ", ", uint32(status))
		p.f("] (0x%02x)\n\t    PMD autoneg capability [", status)
		p.bits(lldpPMDNames, "unknown", ", ", uint32(pmd))
		p.f("] (0x%04x)\n\t    MAU type ", pmd)
		p.tok(lldpMAUNames, "unknown", uint32(mau))
		p.f(" (0x%04x)", mau)
	case 2:
		if n < 7 {
			return false
		}
		p.s("\n\t    MDI power support [")
		p.bits(lldpMDIFlags, "none", ", ", uint32(p.u8()))
		p.s("], power pair ")
		p.tok(lldpMDIPairs, "unknown", uint32(p.u8()))
		p.s(", power class ")
		p.tok(lldpMDIPowers, "unknown", uint32(p.u8()))
	case 3:
		if n >= 9 {
			p.lldpAggregation()
		}
	case 4:
		if n >= 6 {
			p.sn("\n\t    MTU size ", p.u16())
		}
	default:
		return true
	}
	return false
}

// lldpColumn prints a number left-aligned in a column of three, the columns apart by a blank.
func (p *printer) lldpColumn(v int, first bool) {
	if !first {
		p.c(' ')
	}
	p.n(v)
	if v < 100 {
		p.c(' ')
	}
	if v < 10 {
		p.c(' ')
	}
}
