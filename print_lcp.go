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
	{0, "Null"}, {1, "Local"}, {2, "IPv4"}, {3, "MAC"}, {4, "Magic-Num-Block"},
}

// lcpOption prints an option, type and length included in o. It reports false if its body is still to be shown in hex.
func (p *printer) lcpOption(kind int, o []byte) bool {
	if kind > lcpLastKnown {
		p.f("\n\tunknown LCP option 0x%02x", uint64(kind))
		return true
	}
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
	if !p.cpOptionStart(pppLCP, kind, o, want) {
		return true
	}
	switch kind {
	case lcpVendor:
		oui := be24(o[2:])
		p.s(": Vendor: ")
		p.s(ouiName(oui))
		p.f(" (%u)", uint64(oui))
	case lcpMRU, lcpMRRU:
		p.f(": %u", uint64(be16(o[2:])))
	case lcpLinkDisc:
		p.f(": 0x%04x", uint64(be16(o[2:])))
	case lcpACCM, lcpMagic:
		p.f(": 0x%08x", uint64(be32(o[2:])))
	case lcpAuth:
		p.lcpAuthentication(o)
	case lcpQuality:
		if be16(o[2:]) == pppLQM {
			p.s(": LQR")
		} else {
			p.s(": unknown")
		}
	case lcpPFC, lcpACFC, lcpShortSeq:
	case lcpCallback:
		p.s(": : Callback Operation ")
		p.tok(lcpCallbackOperations, "Unknown", uint32(o[2]))
		p.f(" (%u)", uint64(o[2]))
	case lcpEndpoint:
		p.lcpEndpointDiscriminator(o)
	default:
		if p.v < 2 {
			p.hexLines("\n\t    ", o[2:])
		}
		return false
	}
	return true
}

func (p *printer) lcpAuthentication(o []byte) {
	p.s(": ")
	switch proto := be16(o[2:]); proto {
	case pppPAP:
		p.s("PAP")
	case pppCHAP:
		p.s("CHAP")
		if len(o) >= 5 {
			p.s(", ")
			p.tok(lcpAuthAlgorithms, "Unknown Auth Alg %u", uint32(o[4]))
		}
	case pppEAP:
		p.s("EAP")
	case pppSPAP:
		p.s("SPAP")
	case pppSPAPOld:
		p.s("Old-SPAP")
	default:
		p.f("Unknown Auth Proto (0x%04x)", uint64(proto))
		p.hexLines("\n\t", o)
	}
}

// lcpEndpointDiscriminator prints the option of RFC 1990 section 5.1.3.
func (p *printer) lcpEndpointDiscriminator(o []byte) {
	class := o[2]
	p.s(": ")
	p.tok(lcpEndpointClasses, "Unknown class %u", uint32(class))
	switch class {
	case 2:
		if len(o) == 7 {
			p.c(' ')
			p.ip4(o[3:7])
		}
	case 3:
		if len(o) == 9 {
			p.c(' ')
			p.mac(o[3:9])
		}
	}
}
