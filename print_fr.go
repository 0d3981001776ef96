// Frame Relay: Q.922 addresses with the multiprotocol encapsulation of RFC 2427, or Cisco's, which has an ethertype in place of
// control field and NLPID; end-to-end fragmentation, FRF.12 and FRF.15.
//
//	+----------------+-----+----+   +-----------+------+------+----+----+   two to four bytes of address, the last with EA set
//	|    DLCI (6)    | C/R | EA |   | DLCI (4)  | FECN | BECN | DE | EA |
//	+----------------+-----+----+   +-----------+------+------+----+----+

package main

const (
	frEA   = 0x01
	frSDLC = 0x02
	frUI   = 0x03

	frFlagCR   = 0x02
	frFlagDE   = 0x0200
	frFlagBECN = 0x0400
	frFlagFECN = 0x0800
	frFlagSDLC = 0x20000

	frNLPIDQ933  = 0x08
	frNLPIDLMI   = 0x09
	frNLPIDSNAP  = 0x80
	frNLPIDCLNP  = 0x81
	frNLPIDESIS  = 0x82
	frNLPIDISIS  = 0x83
	frNLPIDIPv6  = 0x8e
	frNLPIDMFR   = 0xb1
	frNLPIDIPv4  = 0xcc
	frNLPIDPPP   = 0xcf
	frNLPIDNull  = 0x00
	frRFC2427Pad = 0 // bytes before a bridged frame
)

var frFlags = []token{{frFlagCR, "C!"}, {frFlagDE, "DE"}, {frFlagBECN, "BECN"}, {frFlagFECN, "FECN"}, {frFlagSDLC, "sdlcore"}}

var frNLPIDs = []token{
	{frNLPIDNull, "NULL"}, {frNLPIDQ933, "Q.933"}, {frNLPIDLMI, "LMI"}, {frNLPIDSNAP, "SNAP"}, {frNLPIDCLNP, "CLNP"},
	{frNLPIDESIS, "ES-IS"}, {frNLPIDISIS, "IS-IS"}, {frNLPIDIPv6, "IPv6"}, {frNLPIDMFR, "FRF.15"}, {frNLPIDIPv4, "IPv4"},
	{frNLPIDPPP, "PPP"},
}

// frAddress is a Q.922 address.
type frAddress struct {
	size  int // bytes
	dlci  uint32
	flags uint32
}

// frLink prints a Frame Relay frame of length bytes on the wire.
func (p *printer) frLink(length int) {
	p.proto = "fr"
	if !p.need(4) {
		return
	}
	p.ll = p.frameRelay(length)
}

// frParse reads a Q.922 address. It reports false for one that is invalid, having said so, or that is cut.
func (p *printer) frParse(b []byte, length int) (a frAddress, ok bool) {
	if length > 0 && len(b) > 0 && b[0]&frEA != 0 {
		p.s("Q.922, invalid address")
		return
	}
	if length < 2 || len(b) < 2 {
		p.short(0)
		return
	}
	a = frAddress{size: 2, dlci: uint32(b[0]&0xfc)<<2 | uint32(b[1]>>4), flags: uint32(b[0]&frFlagCR) | uint32(b[1]&0xe)<<8}
	if b[1]&frEA != 0 {
		return a, true
	}
	if length < 3 || len(b) < 3 {
		p.short(0)
		return
	}
	a.size = 3
	if b[2]&frEA == 0 {
		a.dlci = a.dlci<<7 | uint32(b[2]>>1)
		if length < 4 || len(b) < 4 {
			p.short(0)
			return
		}
		b = b[1:]
		a.size = 4
		if b[2]&frEA == 0 {
			p.s("Q.922, invalid address")
			return
		}
	}
	if b[2]&frSDLC != 0 {
		a.flags |= frFlagSDLC
	}
	a.dlci = a.dlci<<6 | uint32(b[2]>>2)
	return a, true
}

// frHeader prints address and protocol.
func (p *printer) frHeader(a *frAddress, length int, frNLPID int, ethertype bool) {
	if p.q {
		p.f2("Q.922, DLCI %u, length %u: ", a.dlci, uint32(length))
		return
	}
	p.f2("Q.922, hdr-len %u, DLCI %u, Flags [", uint32(a.size), a.dlci)
	p.bits(&frFlags, "none", ", ", a.flags)
	if ethertype && frNLPID > 0xff { // below is none, IEEE 802.3
		p.s("], cisco-ethertype ")
		if name, ok := etherTypeName(uint16(frNLPID)); ok {
			p.s(name)
		} else {
			p.s("unknown")
		}
		p.f2(" (0x%04x), length %u: ", uint32(frNLPID), uint32(length))
		return
	}
	p.s("], NLPID ")
	p.tok(&frNLPIDs, "unknown", uint32(frNLPID))
	p.f2(" (0x%02x), length %u: ", uint32(frNLPID), uint32(length))
}

// frameRelay prints a frame and returns the length of its header.
func (p *printer) frameRelay(length int) int {
	b := p.in
	a, ok := p.frParse(b, length)
	if !ok {
		return 0
	}
	at := a.size
	hlen := at + 2 // UI and NLPID
	cisco := len(b) > at && b[at] != frUI && a.dlci != 0
	if len(b) < hlen {
		if cisco {
			p.f1("UI %02x! ", uint32(b[at]))
		}
		p.short(0)
		return 0
	}
	if cisco { // Cisco's own encapsulation has an ethertype there; signalling (DLCI 0) is neither
		typ := be16at(b, at)
		if p.e {
			p.frHeader(&a, length, int(typ), true)
		}
		p.in = b[at+2:]
		if p.etherPayload(typ, length-hlen, nil, nil) {
			return hlen
		}
		p.f1("UI %02x! ", uint32(b[at]))
	}
	if b[at+1] == frNLPIDNull { // padding to an even address
		if at != 3 {
			p.s("Pad! ")
		}
		hlen++
	} else if at == 3 {
		p.s("No pad! ")
	}
	if len(b) < hlen {
		p.in = nil
		p.short(0)
		return 0
	}
	frNLPID := int(b[hlen-1])
	if p.e {
		p.frHeader(&a, length, frNLPID, false)
	}
	p.in = b[hlen:]
	p.frPayload(&a, b, frNLPID, hlen, length)
	return hlen
}

// frPayload prints what an NLPID announces; whole is the frame of length bytes on the wire with its header of hlen.
func (p *printer) frPayload(a *frAddress, whole []byte, frNLPID, hlen, length int) {
	rest := length - hlen
	switch frNLPID {
	case frNLPIDIPv4:
		p.ip(rest)
	case frNLPIDIPv6:
		p.ip6Packet(rest)
	case frNLPIDCLNP, frNLPIDESIS, frNLPIDISIS:
		p.in = whole[hlen-1:] // the NLPID is a part of those
		p.isoclns(rest + 1)
	case frNLPIDSNAP:
		h := llcHeader{}
		if !p.snap(rest, &h, frRFC2427Pad) {
			if !p.e {
				p.frHeader(a, length, frNLPID, false)
			}
			p.data(whole)
		}
	case frNLPIDQ933:
		p.q933(rest)
	case frNLPIDMFR:
		p.frf15(rest)
	case frNLPIDPPP:
		p.ppp(rest)
	default:
		if !p.e {
			p.frHeader(a, length, frNLPID, false)
		}
		if p.hex == 0 { // whatever -q and -X say
			p.hexASCIILines("\n\t", p.in[:min(max(rest, 0), len(p.in))])
			p.need(rest)
		}
	}
}

var frf15Flags = []token{{0x80, "Begin"}, {0x40, "End"}, {0x20, "Control"}}

// frf15 prints a fragment, FRF.12 section 3.
func (p *printer) frf15(length int) {
	if length < 2 {
		p.short(0)
		return
	}
	h := p.take(2)
	flags := uint32(h[0])
	seq := uint64(be16(h)&0x1e00)>>1 | uint64(h[1])
	p.fw("FRF.15, seq 0x%03x, Flags [", seq)
	p.bits(&frf15Flags, "none", ", ", flags)
	p.s("],")
	p.s([...]string{"End-to-End", "Interface"}[flags&1])
	p.sn(" Fragmentation, length ", length)
}
