// IEEE 802.2 Logical Link Control and SNAP (IEEE 802-2014 section 9.5).
//
//	+------+------+---------+---------------+
//	| DSAP | SSAP | control | information   |   control: 1 byte for U frames, 2 for I and S frames
//	+------+------+---------+---------------+

package main

const (
	llcSAPGlobal = 0xff
	llcSAPIP     = 0x06
	llcSAP8021D  = 0x42
	llcSAPSNAP   = 0xaa
	llcSAPIPX    = 0xe0
	llcSAPISONS  = 0xfe

	llcGroup    = 0x01 // of a DSAP: a group address
	llcResponse = 0x01 // of an SSAP: a response
	llcUI       = 0x03
	llcUPoll    = 0x10 // poll or final bit of a U frame
)

// llcSAPNames are named as tcpdump has them.
var llcSAPNames = []token{
	{0x00, "Null"}, {0xff, "Global"}, {0x02, "802.1B I"}, {0x03, "802.1B G"}, {0x06, "IP"}, {0x0e, "ProWay NM"},
	{0x04, "SNA"}, {0x42, "STP"}, {0x4e, "RS511"}, {0x7e, "ISO8208"}, {0x8e, "ProWay"}, {0xaa, "SNAP"},
	{0xbc, "VINES1"}, {0xe0, "IPX"}, {0xf0, "NetBeui"}, {0xfe, "OSI"},
}

var llcCommandNames = []token{
	{0x03, "ui"}, {0xe3, "test"}, {0xaf, "xid"}, {0x63, "ua"}, {0x6f, "sabme"}, {0x43, "disc"}, {0x0f, "dm"},
	{0x87, "frmr"},
}

var llcFlagNames = []token{{0, "Command"}, {1, "Response"}, {2, "Poll"}, {3, "Final"}}

var llcSupervisoryNames = []token{{0, "Receiver Ready"}, {1, "Receiver not Ready"}, {2, "Reject"}}

// llcHeader is the header of a frame, and who sent it where that is known.
type llcHeader struct {
	dsap, ssap int
	control    int  // one byte of a U frame, two of the others with the first one low
	isU        bool // an unnumbered frame
	src, dst   []byte
}

// llc prints an LLC frame of length bytes on the wire; src and dst are the addresses of the frame it came in, or nil.
func (p *printer) llc(length int, src, dst []byte) {
	p.proto = "llc"
	if p.classic {
		p.llcClassic(length, src, dst)
		return
	}
	whole := p.in
	h := llcHeader{src: src, dst: dst}
	hlen := p.llcHeader(length, &h)
	if hlen == 0 {
		p.trunc()
		p.hexASCIILines("\n\t", whole) // whatever -q and -x say
		if p.depth <= 1 {
			p.ll += len(whole)
		}
		return
	}
	outermost := p.depth <= 1
	if outermost {
		p.ll += hlen
	}
	if h.dsap == llcSAPGlobal && h.ssap == llcSAPGlobal { // Novell's raw 802.3: no LLC header at all
		if p.e {
			p.s("IPX 802.3: ")
		}
		p.in = whole
		if outermost {
			p.ll -= hlen
		}
		p.ipx(length)
		return
	}
	if p.e {
		p.llcShowHeader(&h)
	}
	if h.sap() == llcSAPSNAP && h.control == llcUI {
		if !p.snap(length-hlen, &h, llcBridgePad) {
			if !p.e {
				p.llcUnknownSNAP(whole, length-hlen, &h)
			}
			p.data(whole)
		}
		return
	}
	if p.llcPayload(length-hlen, &h) {
		return
	}
	if p.llcShow(length, &h) {
		p.data(whole)
	}
}

// llcHeader takes the header and returns its length, 0 if it is not there as a whole.
func (p *printer) llcHeader(length int, h *llcHeader) int {
	if length = min(length, len(p.in)); length < 3 {
		return 0
	}
	b := p.take(3)
	h.dsap, h.ssap, h.control = int(b[0]), int(b[1]), int(b[2])
	if h.isU = h.control&3 == 3; h.isU {
		return 3
	}
	if length < 4 {
		return 0
	}
	h.control |= p.u8() << 8
	return 4
}

// llcShowHeader prints the header as -e shows it.
func (p *printer) llcShowHeader(h *llcHeader) {
	p.s("LLC, dsap ")
	p.tok(&llcSAPNames, "Unknown", uint32(h.dsap&^llcGroup))
	p.f1(" (0x%02x) ", uint32(h.dsap&^llcGroup))
	p.s([...]string{"Individual", "Group"}[h.dsap&llcGroup])
	p.s(", ssap ")
	p.tok(&llcSAPNames, "Unknown", uint32(h.ssap&^llcResponse))
	p.f1(" (0x%02x) ", uint32(h.ssap&^llcResponse))
	p.s([...]string{"Command", "Response"}[h.ssap&llcResponse])
	if h.isU {
		p.f1(", ctrl 0x%02x: ", uint32(h.control))
	} else {
		p.f1(", ctrl 0x%04x: ", uint32(h.control))
	}
}

// llcPayload prints the payload of the SAPs that have a printer, and reports whether there was one.
func (p *printer) llcPayload(length int, h *llcHeader) bool {
	if h.control != llcUI {
		return false
	}
	switch h.sap() {
	case llcSAPIP:
		p.ip(length)
	case llcSAPIPX:
		if p.e {
			p.s("IPX 802.2: ")
		}
		p.ipx(length)
	case llcSAPISONS:
		p.isoclns(length)
	case llcSAP8021D:
		p.stp(length)
	default:
		return false
	}
	return true
}

// sap returns the SAP of both ends, or -1 if theirs differ; that one is a group's, or a frame a response, does not matter.
func (h *llcHeader) sap() int {
	if h.dsap&^llcGroup != h.ssap&^llcResponse {
		return -1
	}
	return h.dsap &^ llcGroup
}

// llcShow prints addresses, SAPs and the kind of a frame without a printer; length counts the LLC header. It reports
// whether there is more to show.
func (p *printer) llcShow(length int, h *llcHeader) bool {
	same := h.dsap&^llcGroup == h.ssap&^llcResponse
	if !p.e {
		if h.src != nil {
			p.mac(h.src)
			p.c(' ')
		}
		if !same {
			p.tok(&llcSAPNames, "Unknown SSAP 0x%02x", uint32(h.ssap&^llcResponse))
			p.c(' ')
		}
		if h.src != nil || !same {
			p.s("> ")
		}
		if h.dst != nil {
			p.mac(h.dst)
			p.c(' ')
		}
		p.tok(&llcSAPNames, "Unknown DSAP 0x%02x", uint32(h.dsap&^llcGroup))
		p.c(' ')
	}
	flags := uint32(h.ssap & llcResponse)
	switch {
	case h.isU:
		if h.control&llcUPoll != 0 {
			flags |= 2
		}
		p.s("Unnumbered, ")
		p.tok(&llcCommandNames, "%02x", uint32(h.control&^llcUPoll))
		p.llcFlags(flags, length)
		if h.control&^llcUPoll != llcXID {
			return true
		}
		if length == 3 {
			return false
		}
		if p.peek(0, 1)[0] != llcXIDFormat { // it is only this one that IEEE 802.2 defines
			return p.cut < 0
		}
		b := p.peek(1, 2)
		if length < 6 {
			p.short(0)
		}
		p.f2(": %02x %02x", uint32(b[0]), uint32(b[1]))
		return false
	case h.control&1 == 0:
		p.f2("Information, send seq %u, rcv seq %u", uint32(h.control>>1&0x7f), uint32(h.control>>9&0x7f))
	default:
		p.s("Supervisory, ")
		p.tok(&llcSupervisoryNames, "?", uint32(h.control>>2&3))
		p.f1(", rcv seq %u", uint32(h.control>>9&0x7f))
	}
	if h.control&0x100 != 0 {
		flags |= 2
	}
	p.llcFlags(flags, length)
	return h.control&1 == 0
}

func (p *printer) llcFlags(flags uint32, length int) {
	p.s(", Flags [")
	p.tok(&llcFlagNames, "?", flags)
	p.sn("], length ", length)
}

const (
	llcXID       = 0xaf
	llcXIDFormat = 0x81
)

// Organization codes in SNAP headers whose payload is known.
const (
	ouiEncapEther = 0x000000
	ouiCisco      = 0x00000c
	ouiCisco90    = 0x0000f8 // Cisco bridging
	ouiRFC2684    = 0x0080c2
	ouiAppletalk  = 0x080007
)

// llcBridgePad is how many bytes of padding precede a bridged frame in a SNAP frame on a LAN.
const llcBridgePad = 2

// snap prints what stands behind an LLC header with SNAP SAPs: organization, type, payload of length bytes in all. bridgePad
// says how many bytes of padding precede a bridged frame. It reports false, with p.in behind the header, if the payload has no printer.
func (p *printer) snap(length int, h *llcHeader, bridgePad int) bool {
	p.proto = "snap"
	if length < 5 {
		p.short(0)
		return true
	}
	b := p.take(5)
	if p.cut >= 0 {
		return true
	}
	oui, typ := be24(b), be16at(b, 3)
	length -= 5
	if p.depth <= 1 {
		p.ll += 5
	}
	if p.e {
		p.s("oui ")
		p.s(ouiName(oui))
		p.f1(" (0x%06x), ", oui)
		if oui == ouiEncapEther {
			p.s("ethertype ")
			p.etherTypeName(typ)
		} else {
			p.s("pid ")
			p.snapPID(oui, typ)
		}
		p.f2(" (0x%04x), length %u: ", uint32(typ), uint32(length))
	}
	switch oui {
	case ouiEncapEther, ouiCisco90:
		return p.etherPayload(typ, length, h.src, h.dst)
	case ouiAppletalk:
		return typ == etherTypeAtalk && p.etherPayload(typ, length, h.src, h.dst)
	case ouiRFC2684:
		return p.snapBridged(typ, length, bridgePad) || p.snapMore(oui, typ, length, h)
	}
	return p.snapMore(oui, typ, length, h)
}

// Protocol identifiers of RFC 2684: Ethernet with and without its checksum.
const (
	rfc2684EtherFCS = 0x0001
	rfc2684TokenFCS = 0x0003
	rfc2684FDDIFCS  = 0x0004
	rfc2684Ether    = 0x0007
	rfc2684Token    = 0x0009
	rfc2684FDDI     = 0x000a
)

// snapBridged prints a frame of another kind of network behind its padding, RFC 2684 section 5.2, if it is one.
func (p *printer) snapBridged(typ uint16, length, pad int) bool {
	var print func(p *printer, length int)
	switch typ {
	case rfc2684EtherFCS, rfc2684Ether:
		print = func(p *printer, length int) { p.ether(length, nil) }
	case rfc2684TokenFCS, rfc2684Token:
		print = (*printer).tokenLink
	case rfc2684FDDIFCS, rfc2684FDDI:
		print = (*printer).fddiLink
		pad++ // before the frame control no octet stands for a priority
	default:
		return false
	}
	p.proto = "snap"
	ll := p.ll
	p.takeN(pad)
	if p.enter() {
		print(p, length-pad)
		p.leave()
	}
	p.ll = ll // -x leaves out the outermost header only
	return true
}

// snapPID prints the name of an organization's own protocol identifier.
func (p *printer) snapPID(oui uint32, pid uint16) {
	var names []token
	switch oui {
	case ouiCisco:
		names = snapCiscoPIDs
	case ouiRFC2684:
		names = snapBridgedPIDs
	case ouiAppletalk, ouiCisco90:
		p.etherTypeName(pid)
		return
	}
	p.tok(&names, "Unknown", uint32(pid))
}

var snapCiscoPIDs = []token{
	{snapPVST, "PVST"}, {snapVLANBridge, "VLAN Bridge"}, {snapUDLD, "UDLD"}, {snapCDP, "CDP"}, {snapVTP, "VTP"},
	{snapDTP, "DTP"},
}

var snapBridgedPIDs = []token{
	{1, "Ethernet + FCS"}, {2, "802.4 + FCS"}, {3, "Token Ring + FCS"}, {4, "FDDI + FCS"}, {5, "802.6 + FCS"},
	{7, "Ethernet w/o FCS"}, {8, "802.4 w/o FCS"}, {9, "Token Ring w/o FCS"}, {10, "FDDI w/o FCS"},
	{11, "802.6 w/o FCS"}, {rfc2684BPDU, "BPDU"},
}

// llcUnknownSNAP shows the header of a SNAP frame without a printer, whose length behind the LLC header is given.
func (p *printer) llcUnknownSNAP(whole []byte, length int, h *llcHeader) {
	if h.src != nil {
		p.mac(h.src)
		p.s(" > ")
		p.mac(h.dst)
		p.c(' ')
	}
	p.s("SNAP")
	if len(whole) >= 8 {
		p.s(", ")
		oui, typ := be24at(whole, 3), be16at(whole, 6)
		if oui == ouiEncapEther {
			p.s("ethertype ")
			p.etherTypeName(typ)
		} else {
			p.s("oui ")
			p.s(ouiName(oui))
			p.f1(" (0x%06x), pid ", oui)
			p.snapPID(oui, typ)
		}
		p.f2(" (0x%04x), length %u: ", uint32(typ), uint32(length-5))
	}
}

// snapMore is the rest of snap.
func (p *printer) snapMore(oui uint32, typ uint16, length int, h *llcHeader) bool {
	switch {
	case oui == ouiCisco && typ == snapPVST, oui == ouiCisco && typ == snapVLANBridge, oui == ouiRFC2684 && typ == rfc2684BPDU:
		p.stp(length)
	case oui == ouiCisco && typ == snapCDP:
		p.cdp(length)
	case oui == ouiCisco && typ == snapDTP:
		p.dtp(length)
	case oui == ouiCisco && typ == snapUDLD:
		p.udld(length)
	case oui == ouiCisco && typ == snapVTP:
		p.vtp(length)
	default:
		return false
	}
	return true
}

// Protocol identifiers that carry a payload with a printer.
const (
	rfc2684BPDU    = 0x000e
	snapPVST       = 0x010b
	snapVLANBridge = 0x010c
	snapUDLD       = 0x0111
	snapCDP        = 0x2000
	snapVTP        = 0x2003
	snapDTP        = 0x2004
)

var llcClassicSAPNames = []token{
	{0x00, "null"}, {0x02, "802.1b-gsap"}, {0x06, "ip-sap"}, {0x0e, "proway-nm"}, {0x42, "802.1d"},
	{0x4e, "eia-rs511"}, {0x7e, "x.25/llc2"}, {0x8e, "proway"},
}

// llcClassicSAP prints a SAP by its name, unless -n, or number.
func (p *printer) llcClassicSAP(sap int) {
	if name, ok := tokenName(&llcClassicSAPNames, uint32(sap)); ok && !p.num {
		p.s(name)
		return
	}
	p.f1("sap %02x", uint32(sap))
}

// llcClassic prints an LLC frame in the style of tcpdump 3.4; length is that of everything behind the link-level header.
func (p *printer) llcClassic(length int, src, dst []byte) {
	if !p.has(3) {
		p.s("[|llc]")
		return
	}
	b := p.take(3)
	h := llcHeader{dsap: int(b[0]), ssap: int(b[1]), control: int(b[2]), src: src, dst: dst}
	h.isU = h.control&3 == 3
	if h.control == llcUI && h.dsap == h.ssap {
		switch h.dsap {
		case llcSAPSNAP:
			if p.llcClassicSNAP(length-3, &h) {
				return
			}
			length -= 8
			p.skip(3) // 3.4 counts the LLC header twice then
		case llcSAPISONS:
			p.isoclns(length - 3)
			if !p.e && src != nil && p.has(1) && p.in[0] == nlpidCLNP {
				p.c(' ')
				p.macClassic(src)
				p.s(" > ")
				p.macClassic(dst)
			}
			return
		case llcSAPIP, llcSAPIPX:
			p.llcPayload(length-3, &h)
			return
		}
	}
	p.llcClassicAddrs(&h)
	flag := llcClassicFlag(h.ssap&llcResponse != 0, h.control&llcUPoll != 0)
	hlen := 3
	switch {
	case h.isU:
		p.tok(&llcCommandNames, "%02x", uint32(h.control&^llcUPoll))
		p.c('/')
		p.c(flag)
		if h.control&^llcUPoll == llcXID && p.has(3) && p.in[0] == llcXIDFormat {
			p.f2(" %02x %02x", uint32(p.in[1]), uint32(p.in[2]))
			p.take(3)
			hlen += 3
		}
	default:
		if !p.has(1) {
			p.s("[|llc]")
			return
		}
		second := p.u8()
		flag = llcClassicFlag(h.ssap&llcResponse != 0, second&1 != 0)
		hlen = 4
		if h.control&1 == 0 {
			p.f2("I (s=%u,r=%u,", uint32(h.control>>1), uint32(second>>1))
		} else {
			p.tok(&llcClassicSupervisory, "?", uint32(h.control>>2&3))
			p.f1(" (r=%u,", uint32(second>>1))
		}
		p.c(flag)
		p.c(')')
	}
	if length > hlen {
		p.sn(" len=", length-hlen)
	}
	if h.control == llcUI && flag == 'C' { // 3.4 shows these with -x twice
		p.hexClassic(p.in)
		return
	}
	p.hexClassicUnlessX(p.in)
}

var llcClassicSupervisory = []token{{0, "rr"}, {1, "rnr"}, {2, "rej"}}

// llcClassicFlag is the letter for command or response, with or without poll or final.
func llcClassicFlag(response, poll bool) byte {
	switch {
	case response && poll:
		return 'F'
	case response:
		return 'R'
	case poll:
		return 'P'
	}
	return 'C'
}

// llcClassicAddrs prints addresses, unless -e has, and SAPs.
func (p *printer) llcClassicAddrs(h *llcHeader) {
	dsap, ssap := h.dsap&^llcGroup, h.ssap&^llcResponse
	show := !p.e && h.src != nil
	if show {
		p.macClassic(h.src)
		p.c(' ')
	}
	if dsap != ssap {
		p.llcClassicSAP(ssap)
		p.c(' ')
	}
	if show || dsap != ssap {
		p.s("> ")
	}
	if show {
		p.macClassic(h.dst)
		p.c(' ')
	}
	p.llcClassicSAP(dsap)
	p.c(' ')
}

// llcClassicSNAP prints a SNAP payload, with -v its header. It reports false, with p.in behind that header, for a type
// without a printer.
func (p *printer) llcClassicSNAP(length int, h *llcHeader) bool {
	if !p.has(5) {
		p.s("[|snap]")
		return true
	}
	b := p.take(5)
	if p.v > 0 {
		p.f("snap %x:%x:%x:%x:%x ", uint32(b[0]), uint32(b[1]), uint32(b[2]), uint32(b[3]), uint32(b[4]))
	}
	switch typ := be16at(b, 3); {
	case be24(b) == ouiAppletalk && typ == etherTypeAtalk:
		p.atalk(length - 5)
	case be24(b) != ouiEncapEther:
		return false
	case typ == etherTypeIPv4:
		p.ipClassic(length - 5)
	case typ == etherTypeARP || typ == etherTypeRevARP:
		p.arp(length-5, h.src, h.dst)
	default:
		return etherClassicKnows(typ) && p.etherPayload(typ, length-5, h.src, h.dst)
	}
	return true
}
