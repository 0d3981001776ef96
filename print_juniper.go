// What JUNOS routers capture on their interfaces: a header with TLVs that tell the interface, for most service cards
// (PICs) a cookie, then the frame.
//
//	+-----------------------------+-------+------------------------+   +----------------+   +-------------
//	| 'M' 'G' 'C'                 | flags | with Ext: length (2),  |   | cookie of the  |   | frame
//	|                             |       | TLVs: type (1), length |   | PIC, 0-8 bytes |   |
//	+-----------------------------+-------+------------------------+   +----------------+   +-------------

package main

const (
	juniperMagic = 0x4d4743

	juniperIn   = 0x01
	juniperNoL2 = 0x02 // nothing of the link-level header was captured
	juniperExt  = 0x80

	juniperCookieLS = 0x54 // of the link services card
	juniperCookieAS = 0x47 // of the adaptive services card

	juniperMedia     = 3
	juniperEncaps    = 6
	juniperMediaTTP  = 7
	juniperEncapsTTP = 8

	juniperIPv4 = 0x00 // the protocol in an AS cookie
	juniperIPv6 = 0x10
	juniperMPLS = 0x20
	juniperISO  = 0x30
)

// juniperLinkType is a link type of JUNOS: the name behind "juniper_" that a cut shows, that of the card, and the length
// of its cookie when that has no type of its own.
type juniperLinkType struct {
	link      uint16
	name, pic string
	cookie    int8
}

var juniperLinkTypes = []juniperLinkType{
	{linkJuniperMlppp, "juniper_mlppp", "MLPPP", 2}, {linkJuniperMlfr, "juniper_mlfr", "MLFR", 2},
	{linkJuniperMfr, "juniper_mfr", "MFR", 4}, {linkJuniperEs, "juniper_es", "ES", 0},
	{linkJuniperGgsn, "juniper_ggsn", "GGSN", 8}, {linkJuniperATM1, "juniper_atm1", "ATM1", 4},
	{linkJuniperATM2, "juniper_atm2", "ATM2", 8}, {linkJuniperServices, "juniper_services", "AS", 8},
	{linkJuniperMonitor, "juniper_monitor", "MONITOR", 8}, {linkJuniperPppoe, "juniper_pppoe", "PPPoE", 0},
	{linkJuniperPppoeAtm, "juniper_pppoe_atm", "PPPoE ATM", 0}, {linkJuniperEther, "juniper_ether", "", 0},
	{linkJuniperPpp, "juniper_ppp", "", 0}, {linkJuniperFrelay, "juniper_frelay", "", 0},
	{linkJuniperChdlc, "juniper_chdlc", "", 0},
}

// juniperType finds a link type, or returns nil.
func juniperType(linkType int) *juniperLinkType {
	for i := range juniperLinkTypes {
		if t := &juniperLinkTypes[i]; int(t.link) == linkType {
			return t
		}
	}
	return nil
}

var (
	juniperFlags = []token{
		{juniperExt, "Ext"}, {0x40, "Filter"}, {0x04, "IIF"}, {juniperNoL2, "no-L2"}, {juniperIn, "In"},
	}
	juniperTLVs = []token{
		{1, "Device Interface Index"}, {2, "Device Interface Name"}, {juniperMedia, "Device Media Type"},
		{4, "Logical Interface Index"}, {5, "Logical Unit Number"}, {juniperEncaps, "Logical Interface Encapsulation"},
		{juniperMediaTTP, "TTP derived Device Media Type"},
		{juniperEncapsTTP, "TTP derived Logical Interface Encapsulation"},
	}
	juniperMediaTypes = []token{
		{1, "Ethernet"}, {2, "FDDI"}, {3, "Token-Ring"}, {4, "PPP"}, {5, "Frame-Relay"}, {6, "Cisco-HDLC"},
		{7, "SMDS-DXI"}, {8, "ATM-PVC"}, {9, "PPP-CCC"}, {10, "Frame-Relay-CCC"}, {11, "IP-over-IP"}, {12, "GRE"},
		{13, "PIM-Encapsulator"}, {14, "PIM-Decapsulator"}, {15, "Cisco-HDLC-CCC"}, {16, "VLAN-CCC"},
		{17, "Multilink-PPP"}, {18, "Multilink-FR"}, {19, "Multilink"}, {20, "LSI"}, {22, "ATM-CCC-Cell-Relay"},
		{23, "IPSEC-over-IP"}, {24, "GGSN"}, {27, "PPP-TCC"}, {28, "Frame-Relay-TCC"}, {29, "Cisco-HDLC-TCC"},
		{30, "Ethernet-CCC"}, {31, "VPN-Loopback-tunnel"}, {32, "Extended-VLAN-CCC"}, {33, "Ethernet-over-ATM"},
		{34, "Monitor"}, {35, "Ethernet-TCC"}, {36, "VLAN-TCC"}, {37, "Extended-VLAN-TCC"}, {38, "Controller"},
		{39, "Multilink-FR-UNI-NNI"}, {40, "LinkService"}, {41, "VPLS"}, {42, "VLAN-VPLS"}, {43, "Extended-VLAN-VPLS"},
		{44, "Logical-tunnel"}, {45, "General-Services"}, {46, "Ethernet-VPLS-over-ATM"}, {48, "Extended FR-CCC"},
		{49, "Extended FR-TCC"}, {50, "Flexible-FrameRelay"}, {52, "Flexible-Ethernet-Services"},
		{53, "Flow-collection"}, {56, "PPPoE"}, {57, "PPP-Subordinate"}, {59, "Dynamic-Flow-Capture"}, {60, "PIC Peer"},
	}
	juniperEncapsulations = []token{
		{2, "ATM SNAP"}, {3, "ATM NLPID"}, {4, "ATM VCMUX"}, {5, "ATM LLC"}, {6, "PPP over ATM VCMUX"},
		{7, "PPP over ATM LLC"}, {8, "PPP over FUNI"}, {9, "CCC over ATM"}, {10, "FR NLPID"}, {11, "FR SNAP"},
		{12, "FR PPP"}, {13, "FR CCC"}, {14, "Ethernet"}, {17, "PPP"}, {18, "C-HDLC"}, {19, "PPP CCC"}, {20, "IPIP"},
		{21, "PIM Null"}, {22, "GRE NULL"}, {23, "PPP over GRE"}, {24, "PIMd"}, {25, "C-HDLC CCC"},
		{26, "CISCO compatible NLPID"}, {27, "VLAN CCC"}, {28, "MLPPP"}, {29, "MLFR"}, {30, "LSI Null"},
		{32, "ATM CCC Cell Relay"}, {33, "Crypto"}, {34, "GGSN"}, {35, "ATM VCMUX TCC"}, {36, "FR TCC"},
		{37, "PPP TCC"}, {38, "C-HDLC TCC"}, {39, "Ethernet CCC"}, {40, "VT"}, {41, "Ethernet over ATM LLC"},
		{42, "Extended VLAN CCC"}, {43, "ATM SNAP TCC"}, {44, "Monitor"}, {45, "Ethernet TCC"}, {46, "VLAN TCC"},
		{47, "Extended VLAN TCC"}, {48, "MFR"}, {49, "VPLS"}, {50, "VLAN VPLS"}, {51, "Extended VLAN VPLS"},
		{52, "General Services"}, {53, "Ethernet VPLS over ATM LLC"}, {54, "FR CCC"}, {55, "MLPPP over ATM LLC"},
		{56, "Ethernet over ATM CCC"}, {57, "LT VLAN"}, {58, "Collector"}, {59, "Aggregator"}, {60, "LAPD"},
		{61, "PPPoE over ATM LLC"}, {62, "PPPoE over Ethernet"}, {63, "PPPoE"}, {64, ""}, {65, "C-HDLC via dialer"},
	}
)

// juniperFrame is what the headers say of a frame.
type juniperFrame struct {
	link     int
	in       bool
	kind     byte // the cookie's type, 0 if it has none
	cookie   []byte
	proto    int
	length   int // of the frame on the wire
	more     int // bytes between the cookie and the frame
	preceded []byte
}

// juniperLink prints a packet of length bytes on the wire.
func (p *printer) juniperLink(t *juniperLinkType, length int) {
	p.proto = t.name
	whole := p.in
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	if be24(h) != juniperMagic {
		p.s("no magic-number found!")
		return
	}
	flags := h[3]
	if p.e {
		p.s([...]string{"Out ", " In "}[flags&juniperIn])
	}
	if p.v > 1 {
		p.s("\n\tJuniper PCAP Flags [")
		p.bits(&juniperFlags, "none", ", ", uint32(flags))
		p.c(']')
	}
	if flags&juniperExt != 0 && !p.juniperExtensions() {
		return
	}
	if p.cut >= 0 {
		return
	}
	f := juniperFrame{link: int(t.link), in: flags&juniperIn != 0, preceded: whole}
	if flags&juniperNoL2 != 0 {
		if p.e {
			p.s("no-L2-hdr, ")
		}
		p.take(4)
		hlen := len(whole) - len(p.in)
		if p.need(1) && !p.juniperGuess(length-hlen) {
			p.s("no IP-hdr found!")
		}
		p.ll = hlen
		return
	}
	if t.pic != "" && !p.juniperCookie(t, &f) {
		return
	}
	hlen := len(whole) - len(p.in)
	f.length = length - hlen
	if p.e {
		p.f2("hlen %u, proto 0x%04x, ", uint32(hlen), uint32(f.proto))
	}
	p.juniperPayload(&f)
	if t.link != linkJuniperEther {
		p.ll = 0
	}
	p.ll += hlen
}

// juniperExtensions prints TLVs, and reports whether they were sound.
func (p *printer) juniperExtensions() bool {
	left := p.u16()
	if p.cut >= 0 {
		return false
	}
	if p.v > 1 {
		p.sn(", PCAP Extension(s) total length ", left)
	}
	if !p.need(left) {
		return false
	}
	b := p.takeN(left)
	for len(b) > 2 {
		kind, size := uint32(b[0]), int(b[1])
		if kind == 0 || size == 0 {
			break
		}
		if len(b) < size+2 {
			p.f2(" [extension_length %u < %u]", uint32(len(b)), uint32(size+2))
			p.invalid()
			return false
		}
		if p.v > 1 {
			p.juniperTLV(kind, b[2:2+size])
		}
		b = b[2+size:]
	}
	if p.v > 1 {
		p.s("\n\t-----original packet-----\n\t")
	}
	return true
}

// juniperTLV prints a number of at most four bytes, those of the lower types with their lowest byte first.
func (p *printer) juniperTLV(kind uint32, v []byte) {
	p.s("\n\t  ")
	p.tok(&juniperTLVs, "Unknown", kind)
	p.f2(" Extension TLV #%u, length %u, value ", kind, uint32(len(v)))
	if len(v) > 4 || kind == 2 {
		return
	}
	n := uint32(0)
	for i := range v {
		if kind < 128 {
			n |= uint32(v[i]) << (8 * uint(i))
		} else {
			n = n<<8 | uint32(v[i])
		}
	}
	switch kind {
	case juniperMedia, juniperMediaTTP:
		p.tok(&juniperMediaTypes, "Unknown", n)
	case juniperEncaps, juniperEncapsTTP:
		p.tok(&juniperEncapsulations, "Unknown", n)
	default:
		p.u(uint64(n))
		return
	}
	p.f1(" (%u)", n)
}

// juniperGuess prints an IP packet, if that is what the first byte looks like.
func (p *printer) juniperGuess(length int) bool {
	if !p.has(1) {
		return false
	}
	switch b := p.in[0]; {
	case 0x45 <= b && b <= 0x4f:
		p.ip(length)
	case b>>4 == 6:
		p.ip6Packet(length)
	default:
		return false
	}
	return true
}

// juniperCookie reads what a card puts before a frame.
func (p *printer) juniperCookie(t *juniperLinkType, f *juniperFrame) bool {
	if !p.need(1) {
		return false
	}
	size := int(t.cookie)
	switch f.kind = p.in[0]; {
	case f.kind == juniperCookieLS:
		size += 2
	case f.kind == juniperCookieAS:
		size = 8
	case t.link == linkJuniperMfr && f.kind&0xc0 == 0xc0: // a child link's fragment
		size = 0
		fallthrough
	default:
		f.kind = 0
	}
	if p.e {
		p.s(t.pic)
		p.sn("-PIC, cookie-len ", size)
	}
	if size > 8 {
		p.invalid()
		return false
	}
	if f.cookie = p.takeN(size); p.e && size > 0 {
		p.s(", cookie 0x")
		p.hexBytes(f.cookie)
	}
	if p.cut >= 0 {
		return false
	}
	if p.e {
		p.s(": ")
	}
	f.proto = int(be16(p.peek(0, 2)))
	more := 0
	switch t.link {
	case linkJuniperMlppp, linkJuniperMlfr, linkJuniperMfr:
		if f.kind == juniperCookieAS {
			f.proto = int(f.cookie[5] & 0x70)
		} else if t.link == linkJuniperMlfr || t.link == linkJuniperMfr && f.kind == juniperCookieLS {
			more = 2
		}
	case linkJuniperATM2:
		if be32at(f.cookie, 4)&0x70 != 0 {
			word := be32(p.peek(0, 4))
			if p.cut < 0 && p.e {
				p.f1("control-word 0x%08x ", word)
			}
			if word&^0x08000000 == 0 {
				more = 4
			}
		}
	}
	p.take(more)
	f.more = more
	return p.cut < 0
}

// juniperBundle prints which bundle of links a frame came from.
func (p *printer) juniperBundle(f *juniperFrame, end string) {
	if !p.e || len(f.cookie) < 2 {
		return
	}
	bundle := uint32(f.cookie[0])
	switch f.kind {
	case juniperCookieLS:
		bundle = uint32(f.cookie[1])
	case juniperCookieAS:
		bundle = uint32(be16at(f.cookie, 6)>>3) & 0xfff
	}
	p.f1("Bundle-ID %u", bundle)
	p.s(end)
}

// juniperPayload prints the frame.
func (p *printer) juniperPayload(f *juniperFrame) {
	switch f.link {
	case linkJuniperMlppp:
		p.juniperBundle(f, ": ")
		if !p.juniperProto(f) {
			p.ppp(f.length)
		}
	case linkJuniperMlfr, linkJuniperMfr:
		p.juniperFrames(f)
	case linkJuniperEs:
		p.juniperES(f)
	case linkJuniperGgsn:
		p.juniperGGSN(f)
	case linkJuniperServices, linkJuniperMonitor:
		p.juniperService(f)
	case linkJuniperATM1, linkJuniperATM2:
		p.juniperATM(f)
	case linkJuniperPppoeAtm:
		p.take(2)
		if !p.etherPayload(uint16(f.proto), f.length-2, nil, nil) {
			p.f1("unknown ethertype 0x%04x", uint32(f.proto))
		}
	case linkJuniperPppoe, linkJuniperEther:
		p.proto = "ether"
		p.ether(f.length, nil)
	case linkJuniperPpp:
		p.ppp(f.length)
	case linkJuniperFrelay:
		p.proto = "fr"
		p.frameRelay(f.length)
	default:
		p.chdlcLink(f.length)
	}
}

// juniperProto prints what a protocol number of the AS cookie announces.
func (p *printer) juniperProto(f *juniperFrame) bool {
	switch f.proto {
	case juniperIPv4:
		p.ip(f.length)
	case juniperIPv6:
		p.ip6Packet(f.length)
	case juniperMPLS:
		p.mpls(f.length)
	case juniperISO:
		p.isoclns(f.length)
	default:
		return false
	}
	return true
}

// juniperFrames prints what came in a bundle of Frame Relay links: its control field and NLPID are the protocol.
func (p *printer) juniperFrames(f *juniperFrame) {
	mfr := f.link == linkJuniperMfr
	switch {
	case mfr && len(f.cookie) == 0:
		p.mfr(f.length)
		return
	case mfr && f.kind == juniperCookieAS:
		p.juniperProto(f)
		return
	}
	p.juniperBundle(f, ", ")
	switch f.proto {
	case frUI, frUI << 8:
		if !mfr {
			p.isoclns(f.length)
			return
		}
	case frUI<<8 | frNLPIDQ933, frUI<<8 | frNLPIDIPv4, frUI<<8 | frNLPIDIPv6: // the NLPID belongs to it
		p.in = f.preceded[len(f.preceded)-len(p.in)-1:]
		p.isoclns(f.length + 1)
		return
	case llcSAPISONS<<8 | llcSAPISONS:
		if mfr {
			p.take(1)
			p.isoclns(f.length - 1)
			return
		}
	}
	p.f2("unknown protocol 0x%04x, length %u", uint32(f.proto), uint32(f.length))
}

var juniperESTypes = []token{
	{1, "ESP ENCR-AUTH"}, {2, "ESP ENCR-AH AUTH"}, {3, "ESP AUTH"}, {4, "AH AUTH"}, {5, "ESP ENCR"},
}

// juniperES prints a packet of the encryption card: which security association it went through, and for a tunnel which.
func (p *printer) juniperES(f *juniperFrame) {
	h := p.peek(0, 16)
	if p.cut >= 0 {
		return
	}
	kind := uint32(h[3])
	name, ok := tokenName(&juniperESTypes, kind)
	if !ok {
		p.f2("ES Invalid type %u, length %u", kind, uint32(f.length))
		return
	}
	bundle := kind <= 2
	if !bundle {
		f.length -= 16
		p.take(16)
	}
	if p.e {
		p.f2("ES SA, index %u, ttl %u type ", uint32(be16(h)), uint32(h[2]))
		p.s(name)
		p.f1(" (%u), ", kind)
		if !bundle {
			p.f1("spi %u, Tunnel ", be32at(h, 4))
			p.ip4(h[8:12])
			p.s(" > ")
			p.ip4(h[12:16])
			p.s(", ")
		}
		p.sn("length ", f.length)
		p.c('\n')
	}
	p.ip(f.length)
}

var juniperGGSNProtos = []token{{1, "Null"}, {2, "IPv4"}, {6, "IPv6"}}

// juniperGGSN prints a packet of the GGSN card, whose cookie is a header.
func (p *printer) juniperGGSN(f *juniperFrame) {
	proto := uint32(f.cookie[2])
	if p.e {
		p.s("proto ")
		p.tok(&juniperGGSNProtos, "Unknown", proto)
		p.f2(" (%u), vlan %u: ", proto, uint32(be16at(f.cookie, 4)))
	}
	switch proto {
	case 2:
		p.ip(f.length)
	case 6:
		p.ip6Packet(f.length)
	default:
		if !p.e {
			p.f1("unknown GGSN proto (%u)", proto)
		}
	}
}

// juniperService prints a packet of the services or the monitoring card. What looks like IP is taken for it from the
// service header on, as tcpdump does.
func (p *printer) juniperService(f *juniperFrame) {
	h := p.peek(0, 8)
	if p.cut >= 0 {
		return
	}
	if p.e {
		if f.link == linkJuniperServices {
			p.f("service-id %u flags 0x%02x service-set-id 0x%04x iif %u: ", uint32(h[0]), uint32(h[1]),
				uint32(be16at(h, 2)), be24at(h, 5))
		} else {
			p.f3("service-id %u, iif %u, pkt-type %u: ", be32at(h, 4), uint32(be16at(h, 2)), uint32(h[0]))
		}
	}
	p.juniperGuess(f.length)
}

// juniperATM prints a packet of the ATM cards: an OAM cell, LLC, on ATM2 a bridged frame, an NLPID or bare IP.
func (p *printer) juniperATM(f *juniperFrame) {
	oam, bridged := f.cookie[0] == 0x80, false
	if f.link == linkJuniperATM2 {
		oam = be32at(f.cookie, 4)&0x70 != 0
		bridged = !f.in && f.cookie[3]&0x3f != 0
	}
	if oam {
		p.oamCell(f.length + f.more) // which counts the control word, tcpdump's way
		return
	}
	llc := be24(p.peek(0, 3))
	switch {
	case p.cut >= 0:
	case llc == 0xfefe03, llc == 0xaaaa03:
		p.llc(f.length, nil, nil)
	case bridged:
		p.proto = "ether"
		p.ether(f.length, nil)
	case f.link == linkJuniperATM2 && juniperVCPPP(f.proto):
		p.ppp(f.length)
	case p.in[0] == frUI:
		p.take(1)
		p.isoclns(f.length - 1)
	default:
		p.juniperGuess(f.length)
	}
}

// juniperVCPPP reports whether a frame of the ATM2 card without LLC is one of PPP, by the protocol number it begins with.
func juniperVCPPP(proto int) bool {
	switch proto {
	case pppIPv4, pppOSI, pppML, pppIPv6, pppMPLSUni, pppMPLSMult, pppIPCP, pppOSICP, pppIP6CP, pppMPLSCP, pppLCP, pppPAP,
		pppCHAP:
		return true
	}
	return false
}
