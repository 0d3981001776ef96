// LLDP, what IEEE 802.3 clause 79 and ANSI/TIA-1057 (LLDP-MED) add.

package main

const (
	lldp8023MACPHY      = 1
	lldp8023Power       = 2
	lldp8023Aggregation = 3
	lldp8023MTU         = 4

	lldpMEDCapabilities = 1
	lldpMEDPolicy       = 2
	lldpMEDLocation     = 3
	lldpMEDPower        = 4
	lldpMEDMaxPower     = 1023 // tenths of a watt
	lldpMEDFirstText    = 5
	lldpMEDLastText     = 11
)

var lldp8023Names = []token{
	{lldp8023MACPHY, "MAC/PHY configuration/status"}, {lldp8023Power, "Power via MDI"},
	{lldp8023Aggregation, "Link aggregation"}, {lldp8023MTU, "Max frame size"},
}

var lldpAutonegFlags = []token{{0x01, "supported"}, {0x02, "enabled"}}

var lldpPMDCapabilities = []token{
	{0x4000, "10BASE-T hdx"}, {0x2000, "10BASE-T fdx"}, {0x1000, "100BASE-T4"}, {0x0800, "100BASE-TX hdx"},
	{0x0400, "100BASE-TX fdx"}, {0x0200, "100BASE-T2 hdx"}, {0x0100, "100BASE-T2 fdx"}, {0x0080, "Pause for fdx links"},
	{0x0040, "Asym PAUSE for fdx"}, {0x0020, "Sym PAUSE for fdx"}, {0x0010, "Asym and Sym PAUSE for fdx"},
	{0x0008, "1000BASE-{X LX SX CX} hdx"}, {0x0004, "1000BASE-{X LX SX CX} fdx"}, {0x0002, "1000BASE-T hdx"},
	{0x0001, "1000BASE-T fdx"},
}

// lldpMAUTypes are those of RFC 4836.
var lldpMAUTypes = [...]string{
	"Unknown", "AUI", "10BASE_5", "FOIRL", "10BASE2", "10BASET duplex mode unknown", "10BASEFP", "10BASEFB",
	"10BASEFL duplex mode unknown", "10BROAD36", "10BASET hdx", "10BASET fdx", "10BASEFL hdx", "10BASEFL fdx",
	"100BASET4", "100BASETX hdx", "100BASETX fdx", "100BASEFX hdx", "100BASEFX fdx", "100BASET2 hdx", "100BASET2 fdx",
	"1000BASEX hdx", "1000BASEX fdx", "1000BASELX hdx", "1000BASELX fdx", "1000BASESX hdx", "1000BASESX fdx",
	"1000BASECX hdx", "1000BASECX fdx", "1000BASET hdx", "1000BASET fdx", "10GBASEX", "10GBASELX4", "10GBASER",
	"10GBASEER", "10GBASELR", "10GBASESR", "10GBASEW", "10GBASEEW", "10GBASELW", "10GBASESW",
}

var lldpMDIFlags = []token{{0x01, "PSE"}, {0x02, "supported"}, {0x04, "enabled"}, {0x08, "can be controlled"}}

var lldpMDIPairs = []token{{1, "signal"}, {2, "spare"}}

var lldpMDIClasses = []token{{1, "class0"}, {2, "class1"}, {3, "class2"}, {4, "class3"}, {5, "class4"}}

// lldp8023 prints a TLV of IEEE 802.3; v begins with the OUI. It reports false for a subtype it does not know.
func (p *printer) lldp8023(kind uint32, v []byte) bool {
	p.lldpSubtype(&lldp8023Names, kind)
	switch kind {
	case lldp8023MACPHY:
		if len(v) < 9 {
			return true
		}
		p.s("\n\t    autonegotiation [")
		p.bits(&lldpAutonegFlags, "none", ", ", uint32(v[4]))
		p.f1("] (0x%02x)\n\t    PMD autoneg capability [", uint32(v[4]))
		p.bits(&lldpPMDCapabilities, "unknown", ", ", uint32(be16at(v, 5)))
		p.f1("] (0x%04x)\n\t    MAU type ", uint32(be16at(v, 5)))
		mau := int(be16at(v, 7))
		if mau < len(lldpMAUTypes) {
			p.s(lldpMAUTypes[mau])
		} else {
			p.s("unknown")
		}
		p.f1(" (0x%04x)", uint32(mau))
	case lldp8023Power:
		if len(v) < 7 {
			return true
		}
		p.s("\n\t    MDI power support [")
		p.bits(&lldpMDIFlags, "none", ", ", uint32(v[4]))
		p.s("], power pair ")
		p.tok(&lldpMDIPairs, "unknown", uint32(v[5]))
		p.s(", power class ")
		p.tok(&lldpMDIClasses, "unknown", uint32(v[6]))
	case lldp8023Aggregation:
		return p.lldpAggregation(v)
	case lldp8023MTU:
		if p.lldpLess(v, 6) {
			return true
		}
		p.f1("\n\t    MTU size %u", uint32(be16at(v, 4)))
	default:
		return false
	}
	return true
}

var lldpMEDNames = []token{
	{lldpMEDCapabilities, "LLDP-MED Capabilities"}, {lldpMEDPolicy, "Network policy"},
	{lldpMEDLocation, "Location identification"}, {lldpMEDPower, "Extended power-via-MDI"},
	{5, "Inventory - hardware revision"}, {6, "Inventory - firmware revision"}, {7, "Inventory - software revision"},
	{8, "Inventory - serial number"}, {9, "Inventory - manufacturer name"}, {10, "Inventory - model name"},
	{11, "Inventory - asset ID"},
}

var lldpMEDTexts = [...]string{
	"Hardware revision", "Firmware revision", "Software revision", "Serial number", "Manufacturer name", "Model name",
	"Asset ID",
}

var lldpMEDCapabilityNames = []token{
	{0x01, "LLDP-MED capabilities"}, {0x02, "network policy"}, {0x04, "location identification"},
	{0x08, "extended power via MDI-PSE"}, {0x10, "extended power via MDI-PD"}, {0x20, "Inventory"},
}

var lldpMEDDevices = []token{
	{0, "unknown"}, {1, "endpoint class 1"}, {2, "endpoint class 2"}, {3, "endpoint class 3"}, {4, "network connectivity"},
}

var lldpMEDApplications = []token{
	{1, "voice"}, {2, "voice signaling"}, {3, "guest voice"}, {4, "guest voice signaling"}, {5, "softphone voice"},
	{6, "video conferencing"}, {7, "streaming video"}, {8, "video signaling"},
}

var lldpMEDPolicyFlags = []token{{0x8000, "Unknown"}, {0x4000, "Tagged"}, {0x2000, "reserved"}}

var lldpMEDPowerSources = [...]string{
	"none", "PSE - primary power source", "local - backup power source", "PSE+local - reserved",
}

var lldpMEDPriorities = []token{{0, "none"}, {1, "critical"}, {2, "high"}, {3, "low"}}

// lldpMED prints a TLV for media endpoints; v begins with the OUI. It reports false for a subtype it does not know.
func (p *printer) lldpMED(kind uint32, v []byte) bool {
	p.lldpSubtype(&lldpMEDNames, kind)
	n := len(v)
	switch {
	case kind == lldpMEDCapabilities:
		if n < 7 {
			return true
		}
		p.s("\n\t    Media capabilities [")
		p.bits(&lldpMEDCapabilityNames, "none", ", ", uint32(be16at(v, 4)))
		p.f1("] (0x%04x)\n\t    Device type [", uint32(be16at(v, 4)))
		p.tok(&lldpMEDDevices, "unknown", uint32(v[6]))
		p.f1("] (0x%02x)", uint32(v[6]))
	case kind == lldpMEDPolicy:
		if n < 8 {
			return true
		}
		p.s("\n\t    Application type [")
		p.tok(&lldpMEDApplications, "none", uint32(v[4]))
		p.f1("] (0x%02x), Flags [", uint32(v[4]))
		p.bits(&lldpMEDPolicyFlags, "none", ", ", uint32(be16at(v, 5)))
		p.f3("]\n\t    Vlan id %u, L2 priority %u, DSCP value %u", uint32(be16at(v, 5)>>1&0xfff),
			uint32(be16at(v, 6)>>6&7), uint32(be16at(v, 6)&0x3f))
	case kind == lldpMEDLocation:
		return n < 5 || p.lldpLocation(v)
	case kind == lldpMEDPower:
		if n < 7 {
			return true
		}
		p.s("\n\t    Power type [") // tcpdump looks for it in the lowest bits, whatever the standard says
		if v[4]&3 == 0 {
			p.s("PSE device")
		} else {
			p.s("PD device")
		}
		p.s("], Power source [")
		p.s(lldpMEDPowerSources[v[4]>>4&3])
		p.s("]\n\t    Power priority [")
		p.tok(&lldpMEDPriorities, "none", uint32(v[4]&15))
		watts := uint64(be16at(v, 5))
		p.f1("] (0x%02x), Power ", uint32(v[4]&15))
		if watts > lldpMEDMaxPower {
			p.fw("%u (Reserved)", watts)
		} else {
			p.fw("%u.%u Watts", watts/10, watts%10)
		}
	case kind >= lldpMEDFirstText && kind <= lldpMEDLastText:
		p.s("\n\t  ")
		p.s(lldpMEDTexts[kind-lldpMEDFirstText])
		p.c(' ')
		p.textZ(v[4:])
	default:
		return false
	}
	return true
}
