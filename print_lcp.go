// PPP's Link Control Protocol: its configuration options, RFC 1661, 1570, 1990 and IANA's registry.

package main

const (
	lcpVendor    = 0
	lcpMRU       = 1
	lcpACCM      = 2
	lcpAuth      = 3
	lcpQuality   = 4
	lcpMagic     = 5
	lcpPFC       = 7
	lcpACFC      = 8
	lcpCallback  = 13
	lcpMRRU      = 17
	lcpShortSeq  = 18
	lcpEndpoint  = 19
	lcpLinkDisc  = 23
	lcpLastKnown = 30
)

var lcpOptionNames = []token{
	{lcpVendor, "Vend-Ext"}, {lcpMRU, "MRU"}, {lcpACCM, "ACCM"}, {lcpAuth, "Auth-Prot"}, {lcpQuality, "Qual-Prot"},
	{lcpMagic, "Magic-Num"}, {6, "deprecated(6)"}, {lcpPFC, "PFC"}, {lcpACFC, "ACFC"}, {9, "FCS-Alt"}, {10, "SDP"},
	{11, "Num-Mode"}, {12, "deprecated(12)"}, {lcpCallback, "Call-Back"}, {14, "deprecated(14)"},
	{15, "deprecated(15)"}, {16, "deprecated(16)"}, {lcpMRRU, "MRRU"}, {lcpShortSeq, "12-Bit seq #"},
	{lcpEndpoint, "End-Disc"}, {20, "Proprietary"}, {21, "DCE-Id"}, {22, "MP+"}, {lcpLinkDisc, "Link-Disc"},
	{24, "LCP-Auth-Opt"}, {25, "COBS"}, {26, "Prefix-elision"}, {27, "Multilink-header-Form"}, {28, "I18N"},
	{29, "SDL-over-SONET/SDH"}, {lcpLastKnown, "PPP-Muxing"},
}

var lcpAuthAlgorithms = []token{{5, "MD5"}, {0x80, "MS-CHAPv1"}, {0x81, "MS-CHAPv2"}}

var lcpCallbackOperations = []token{
	{0, "UserAuth"}, {1, "DialString"}, {2, "LocalID"}, {3, "E.164"}, {4, "X.500"}, {6, "CBCP"},
}

var lcpEndpointClasses = []token{
	{0, "Null"}, {1, "Local"}, {2, "IPv4"}, {3, "MAC"}, {4, "Magic-Num-Block"}, {5, "PSNDN"},
}

// lcpOption prints an option of size bytes whose body is p.in and that begins with its type in option.
func (p *printer) lcpOption(kind, size int, option []byte) cpResult {
	want := -2
	switch kind {
	case lcpVendor:
		want = -6
	case lcpMRU, lcpMRRU, lcpLinkDisc:
		want = 4
	case lcpACCM, lcpMagic:
		want = 6
	case lcpAuth, lcpQuality:
		want = -4
	case lcpCallback, lcpEndpoint:
		want = -3
	}
	if !p.cpOptionStart(pppLCP, kind, size, want) {
		return cpSkip
	}
	switch kind {
	case lcpVendor:
		oui := uint32(p.u24())
		p.s(": Vendor: ")
		p.s(ouiName(oui))
		p.f1(" (%u)", oui)
	case lcpMRU, lcpMRRU:
		p.f1(": %u", uint32(p.u16()))
	case lcpLinkDisc:
		p.f1(": 0x%04x", uint32(p.u16()))
	case lcpACCM, lcpMagic:
		p.f1(": 0x%08x", p.u32())
	case lcpAuth:
		p.lcpAuthentication(size, option)
	case lcpQuality:
		if p.u16() == pppLQM {
			p.s(": LQR")
		} else {
			p.s(": unknown")
		}
	case lcpPFC, lcpACFC:
	case lcpCallback:
		v := uint32(p.u8())
		p.s(": Callback Operation ")
		p.tok(&lcpCallbackOperations, "Unknown", v)
		p.f1(" (%u)", v)
	case lcpEndpoint:
		return p.lcpEndpointDiscriminator(size)
	default:
		return cpUnknown
	}
	return cpShown
}

func (p *printer) lcpAuthentication(size int, option []byte) {
	proto := p.u16()
	p.s(": ")
	switch proto {
	case pppPAP:
		p.s("PAP")
	case pppCHAP:
		p.s("CHAP")
		alg := uint32(p.u8()) // tcpdump, too, looks for it in an option without one
		p.s(", ")
		p.tok(&lcpAuthAlgorithms, "Unknown Auth Alg %u", alg)
	case pppEAP:
		p.s("EAP")
	case pppSPAP:
		p.s("SPAP")
	case pppSPAPOld:
		p.s("Old-SPAP")
	default:
		p.f1("Unknown Auth Proto (0x%04x)", uint32(proto))
		p.hexLines("\n\t", option)
	}
}

// lcpEndpointDiscriminator prints the option of RFC 1990 section 5.1.3.
func (p *printer) lcpEndpointDiscriminator(size int) cpResult {
	class := p.u8()
	if class == 2 && size != 7 || class == 3 && size != 9 {
		p.fw(" (length bogus, should be = %u)", uint64(3+2*class))
		return cpSkip
	}
	p.s(": ")
	p.tok(&lcpEndpointClasses, "Unknown class %u", uint32(class))
	switch class {
	case 2:
		p.c(' ')
		p.ip4(p.take(4))
	case 3:
		p.c(' ')
		p.mac(p.take(6))
	}
	return cpShown
}
