// LLDP, what IEEE 802.1 adds: VLANs (802.1Q annex D), congestion notification (Qau), enhanced transmission selection and
// application priority (Qaz), priority flow control (Qbb), edge virtual bridging (Qbg).

package main

const (
	lldp8021PVID        = 1
	lldp8021PPVID       = 2
	lldp8021VLANName    = 3
	lldp8021Protocol    = 4
	lldp8021Aggregation = 7
	lldp8021Congestion  = 8
	lldp8021ETSConfig   = 9
	lldp8021ETSRecomm   = 10
	lldp8021PFC         = 11
	lldp8021AppPriority = 12
	lldp8021EVB         = 13
	lldp8021CDCP        = 14
)

var lldp8021Names = []token{
	{lldp8021PVID, "Port VLAN Id"}, {lldp8021PPVID, "Port and Protocol VLAN ID"}, {lldp8021VLANName, "VLAN name"},
	{lldp8021Protocol, "Protocol Identity"}, {lldp8021Aggregation, "Link aggregation"},
	{lldp8021Congestion, "Congestion Notification"}, {lldp8021ETSConfig, "ETS Configuration"},
	{lldp8021ETSRecomm, "ETS Recommendation"}, {lldp8021PFC, "Priority Flow Control Configuration"},
	{lldp8021AppPriority, "Application Priority"}, {lldp8021EVB, "EVB"}, {lldp8021CDCP, "CDCP"},
}

var lldpPortProtocolFlags = []token{{0x02, "supported"}, {0x04, "enabled"}}

var lldpAggregationFlags = []token{{0x01, "supported"}, {0x02, "enabled"}}

var lldpEVBModes = []token{
	{0, "Not Supported"}, {1, "EVB Bridge"}, {2, "EVB Station"}, {3, "Reserved for future Standardization"},
}

// lldp8021 prints a TLV of IEEE 802.1; v begins with the OUI. It reports false for a subtype it does not know.
func (p *printer) lldp8021(kind uint32, v []byte) bool {
	p.lldpSubtype(&lldp8021Names, kind)
	n := len(v)
	switch kind {
	case lldp8021PVID:
		if n < 6 {
			return true
		}
		p.f1("\n\t    port vlan id (PVID): %u", uint32(be16at(v, 4)))
	case lldp8021PPVID:
		if n < 7 {
			return true
		}
		p.f1("\n\t    port and protocol vlan id (PPVID): %u, flags [", uint32(be16at(v, 5)))
		p.bits(&lldpPortProtocolFlags, "none", ", ", uint32(v[4]))
		p.f1("] (0x%02x)", uint32(v[4]))
	case lldp8021VLANName:
		if n < 6 {
			return true
		}
		p.f1("\n\t    vlan id (VID): %u", uint32(be16at(v, 4)))
		if n < 7 {
			return true
		}
		size := int(v[6])
		if n < 7+size {
			return true
		}
		p.s("\n\t    vlan name: ")
		p.textZ(v[7 : 7+size])
	case lldp8021Protocol:
		if n < 5 {
			return true
		}
		size := int(v[4])
		if n < 5+size {
			return true
		}
		p.s("\n\t    protocol identity: ")
		p.textZ(v[5 : 5+size])
	case lldp8021Aggregation:
		return p.lldpAggregation(v)
	case lldp8021Congestion:
		if n < 6 {
			return true
		}
		p.lldpPriorityBits("\n\t    Pre-Priority CNPV Indicator", v[4])
		p.lldpPriorityBits("\n\t    Pre-Priority Ready Indicator", v[5])
	case lldp8021ETSConfig, lldp8021ETSRecomm:
		if n < 25 {
			return true
		}
		if kind == lldp8021ETSConfig {
			p.f("\n\t    Willing:%u, CBS:%u, RES:%u, Max TCs:%u", uint32(v[4]>>7), uint32(v[4]>>6&2), uint32(v[4]>>3&7),
				uint32(v[4]&7))
		} else {
			p.f1("\n\t    RES: %u", uint32(v[4]))
		}
		p.lldpETSTables(v[5:25])
	case lldp8021PFC:
		if n < 6 {
			return true
		}
		p.f("\n\t    Willing: %u, MBC: %u, RES: %u, PFC cap:%u ", uint32(v[4]>>7), uint32(v[4]>>6&1), uint32(v[4]>>4&3),
			uint32(v[4]&15))
		p.lldpPriorityBits("\n\t    PFC Enable", v[5])
	case lldp8021AppPriority:
		if n < 5 {
			return true
		}
		p.f1("\n\t    RES: %u", uint32(v[4]))
		if n == 5 || (n-5)%3 != 0 {
			return true
		}
		p.s("\n\t    Application Priority Table")
		for b := v[5:]; len(b) >= 3; b = b[3:] {
			p.f("\n\t      Priority: %u, RES: %u, Sel: %u, Protocol ID: %u", uint32(b[0]>>5), uint32(b[0]>>3&3),
				uint32(b[0]&7), uint32(be16at(b, 1)))
		}
	case lldp8021EVB:
		if n < 9 {
			return true
		}
		p.lldpEVB(v[4:9])
	case lldp8021CDCP:
		if n < 8 {
			return true
		}
		p.lldpCDCP(v[4:])
	default:
		return false
	}
	return true
}

// lldpAggregation prints the link aggregation TLV, which 802.1 and 802.3 both define.
func (p *printer) lldpAggregation(v []byte) bool {
	if len(v) < 9 {
		return true
	}
	p.s("\n\t    aggregation status [")
	p.bits(&lldpAggregationFlags, "none", ", ", uint32(v[4]))
	p.f1("], aggregation port ID %u", be32at(v, 5))
	return true
}

// lldpPriorityBits prints a bit for each priority, the lowest first.
func (p *printer) lldpPriorityBits(title string, b byte) {
	p.s(title)
	p.s("\n\t     Priority : 0  1  2  3  4  5  6  7\n\t     Value    : ")
	for i := uint(0); i < 8; i++ {
		p.f1("%u  ", uint32(b>>i&1))
	}
}

// lldpETSTables prints priority assignment (4 bytes), bandwidths (8) and transmission selection algorithms (8).
func (p *printer) lldpETSTables(v []byte) {
	sep := ""
	value := func(b byte) {
		p.s(sep)
		sep = " "
		at := len(p.out)
		p.u(uint64(b))
		p.padTo(at + 3)
	}
	p.s("\n\t    Priority Assignment Table\n\t     Priority : 0   1   2   3   4   5   6   7\n\t     Value    : ")
	for _, b := range v[:4] {
		value(b >> 4)
		value(b & 15)
	}
	sep = ""
	p.s("\n\t    TC Bandwidth Table\n\t     TC%   : 0   1   2   3   4   5   6   7\n\t     Value : ")
	for _, b := range v[4:12] {
		value(b)
	}
	sep = ""
	p.s("\n\t    TSA Assignment Table\n\t     Traffic Class: 0   1   2   3   4   5   6   7\n\t     Value        : ")
	for _, b := range v[12:20] {
		value(b)
	}
}

// lldpEVB prints the state of edge virtual bridging.
func (p *printer) lldpEVB(v []byte) {
	b := uint64(v[0])
	p.fw("\n\t    EVB Bridge Status\n\t      RES: %u, BGID: %u, RRCAP: %u, RRCTR: %u", b>>3, b>>2&1, b>>1&1, b&1)
	b = uint64(v[1])
	p.fw("\n\t    EVB Station Status\n\t      RES: %u, SGID: %u, RRREQ: %u,RRSTAT: %u", b>>4, b>>3&1, b>>2&1, b&3)
	b = uint64(v[2])
	p.fw("\n\t    R: %u, RTE: %u, EVB Mode: ", b>>5, b&0x1f)
	b = uint64(v[3])
	p.tok(&lldpEVBModes, "unknown", uint32(b>>6))
	p.fw(" [%u]\n\t    ROL: %u, RWD: %u, ", b>>6, b>>5&1, b&0x1f)
	b = uint64(v[4])
	p.fw("RES: %u, ROL: %u, RKA: %u", b>>6, b>>5&1, b&0x1f)
}

// lldpCDCP prints S-channels of the channel discovery and configuration protocol.
func (p *printer) lldpCDCP(v []byte) {
	b := uint64(v[0])
	p.fw("\n\t    Role: %u, RES: %u, Scomp: %u ", b>>7, b>>4&7, b>>3&1)
	p.f1("ChnCap: %u", uint32(be16at(v, 2)&0xfff))
	if v = v[4:]; len(v)%3 != 0 {
		return
	}
	for ; len(v) >= 3; v = v[3:] {
		pair := uint64(be24(v))
		p.fw("\n\t    SCID: %u, SVID: %u", pair>>12, pair&0xfff)
	}
}
