// Point-to-Point Protocol, RFC 1661, and PPP in HDLC-like framing, RFC 1662.
//
//	+---------+---------+----------------+-------------
//	| address | control | protocol 1, 2  | information
//	|  0xff   |  0x03   |                |
//	+---------+---------+----------------+-------------
//
// Address and control may be left out, and a protocol number that is odd in its first byte is one byte long.

package main

const (
	pppHeaderLen = 4
	pppAddress   = 0xff
	pppControl   = 0x03

	// What some systems put in place of the address byte.
	pppDirIn  = 0x00
	pppDirOut = 0x01
)

// PPP protocol numbers, IANA's registry.
const (
	pppIPv4     = 0x0021
	pppOSI      = 0x0023
	pppIPX      = 0x002b
	pppVJC      = 0x002d
	pppVJNC     = 0x002f
	pppML       = 0x003d
	pppIPv6     = 0x0057
	pppComp     = 0x00fd
	pppMPLSUni  = 0x0281
	pppMPLSMult = 0x0283
	pppIPCP     = 0x8021
	pppOSICP    = 0x8023
	pppIP6CP    = 0x8057
	pppMPLSCP   = 0x8281
	pppCCP      = 0x80fd
	pppLCP      = 0xc021
	pppPAP      = 0xc023
	pppSPAP     = 0xc027
	pppLQM      = 0xc025
	pppSPAPOld  = 0xc123
	pppBACP     = 0xc02b
	pppBAP      = 0xc02d
	pppCHAP     = 0xc223
	pppEAP      = 0xc227
)

var pppNames = []token{
	{pppIPv4, "IP"}, {pppOSI, "OSI"}, {0x25, "NS"}, {0x27, "DECNET"}, {0x29, "APPLE"}, {pppIPX, "IPX"},
	{pppVJC, "VJC IP"}, {pppVJNC, "VJNC IP"}, {0x31, "BRPDU"}, {0x33, "STII"}, {0x35, "VINES"}, {pppML, "MLPPP"},
	{pppIPv6, "IP6"}, {pppComp, "Compressed"}, {0x0201, "HELLO"},
	{0x0231, "LUXCOM"}, {0x0233, "SNS"}, {pppMPLSUni, "MPLS"}, {pppMPLSMult, "MPLS"}, {pppIPCP, "IPCP"},
	{pppOSICP, "OSICP"}, {0x8025, "NSCP"}, {0x8027, "DECNETCP"}, {0x8029, "APPLECP"}, {0x802b, "IPXCP"},
	{0x8033, "STIICP"}, {0x8035, "VINESCP"}, {pppIP6CP, "IP6CP"}, {pppCCP, "CCP"}, {pppMPLSCP, "MPLSCP"},
	{pppLCP, "LCP"}, {pppPAP, "PAP"}, {pppLQM, "LQM"}, {pppSPAP, "SPAP"}, {pppCHAP, "CHAP"}, {pppBACP, "BACP"},
	{pppBAP, "BAP"}, {pppEAP, "EAP"}, {0xc03d, "MLPPP-CP"},
}

// pppLink prints a packet of a PPP link, length bytes on the wire, with or without address and control bytes.
func (p *printer) pppLink(length int) {
	p.proto = "ppp"
	if p.classic {
		p.pppClassic(length)
		return
	}
	if !p.need(pppHeaderLen) {
		return
	}
	p.ll = pppHeaderLen
	p.ppp(length)
}

// ppp prints a PPP packet of length bytes on the wire, its address and control bytes included where they are there.
func (p *printer) ppp(length int) {
	p.proto = "ppp"
	whole := length
	if length < 2 {
		p.trunc()
		return
	}
	switch b := be16(p.peek(0, 2)); b {
	case 0xff03, pppDirIn<<8 | pppControl, pppDirOut<<8 | pppControl:
		if p.e && b>>8 != 0xff {
			p.s([...]string{pppDirIn: "In  ", pppDirOut: "Out "}[b>>8])
		}
		p.take(2)
		length -= 2
	}
	if length < 2 {
		p.trunc()
		return
	}
	var proto uint16
	before := p.in
	if p.peek(0, 1)[0]&1 != 0 { // protocol field compression
		proto = uint16(p.u8())
		length--
	} else {
		proto = uint16(p.u16())
		length -= 2
	}
	if p.cut >= 0 {
		return
	}
	if p.e {
		p.tok(&pppNames, "unknown", uint32(proto))
		p.f2(" (0x%04x), length %u", uint32(proto), uint32(whole))
		if _, known := tokenName(&pppNames, uint32(proto)); !known {
			return
		}
		p.s(": ")
	}
	p.pppPayload(proto, length, before)
}

// pppPayload prints what a protocol number announces, length bytes on the wire; before is what was captured from that
// number on.
func (p *printer) pppPayload(proto uint16, length int, before []byte) {
	if proto&0xff00 == pppHDLCFlag<<8 {
		p.pppStuffed(before[1:])
		return
	}
	switch proto {
	case pppLCP, pppIPCP, pppOSICP, pppMPLSCP, pppIP6CP, pppCCP, pppBACP:
		p.pppControlProtocol(proto, length, before)
	case pppML:
		p.pppMultilink(length)
	case pppCHAP:
		p.pppCHAP(length)
	case pppPAP:
		p.pppPAP(length)
	case pppBAP: // no printer knows it
	case pppEAP:
		p.pppEAP(length)
	case pppIPv4, pppVJNC, etherTypeIPv4:
		p.ip(length)
	case pppIPv6, etherTypeIPv6:
		p.ip6Packet(length)
	case pppIPX, etherTypeIPX:
		p.ipx(length)
	case pppOSI:
		p.isoclns(length)
	case pppMPLSUni, pppMPLSMult:
		p.mpls(length)
	case pppComp:
		p.s("compressed PPP data")
	default:
		p.tok(&pppNames, "unknown PPP protocol (0x%04x)", uint32(proto))
		p.c(' ')
		p.hexLines("\n\t", p.in[:min(max(length, 0), len(p.in))])
	}
}

// pppEAP shows the bytes of an EAP packet on a PPP link.
func (p *printer) pppEAP(length int) {
	p.s("EAP ")
	p.hexLines("\n\t", p.in[:min(max(length, 0), len(p.in))])
}

// Bytes of HDLC-like framing, RFC 1662 section 4.2.
const (
	pppHDLCFlag   = 0x7e
	pppHDLCEscape = 0x7d
)

// pppStuffed prints a packet in octet-stuffed framing as it is on an asynchronous line.
func (p *printer) pppStuffed(b []byte) {
	plain := make([]byte, 0, len(b)) // rare: such captures are a handful of packets
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c == pppHDLCEscape {
			i++
			if i == len(b) {
				break
			}
			c = b[i] ^ 0x20
		}
		plain = append(plain, c)
	}
	p.in = plain
	length := len(plain)
	if length < 1 || !p.enter() {
		return
	}
	defer p.leave()
	switch plain[0] {
	case pppIPv4:
		p.take(1)
		p.ip(length - 1)
		return
	case pppIPv6:
		p.take(1)
		p.ip6Packet(length - 1)
		return
	}
	if length < 2 {
		return
	}
	if be16(plain) == 0xff03 {
		if length < 4 {
			p.short(0)
			return
		}
		p.take(2)
		length -= 2
	}
	before := p.in
	p.pppPayload(uint16(p.u16()), length-2, before)
}

var pppMultilinkFlags = []token{{0xc0, "begin, end"}, {0x80, "begin"}, {0x40, "end"}, {0x00, "none"}}

// pppMultilink prints a fragment of the Multilink Protocol, RFC 1990.
func (p *printer) pppMultilink(length int) {
	if !p.e {
		p.s("MLPPP, ")
	}
	if length < 2 || !p.has(2) {
		p.s("[|mlppp]")
		return
	}
	v := p.u16()
	p.f1("seq 0x%03x, Flags [", uint32(v&0xfff))
	p.tok(&pppMultilinkFlags, "none", uint32(v>>8&0xc0))
	p.sn("], length ", length)
}

// pppHDLCLink prints a packet in HDLC-like framing, whose address tells PPP from Cisco's HDLC.
func (p *printer) pppHDLCLink(length int) {
	p.proto = "ppp_hdlc"
	if p.classic {
		p.pppClassic(length)
		return
	}
	if !p.need(2) {
		return
	}
	switch p.in[0] {
	case pppAddress:
		p.ll = pppHeaderLen
		h := p.take(2)
		if p.e {
			p.f3("%02x %02x %u ", uint32(h[0]), uint32(h[1]), uint32(length))
		}
		before := p.in
		proto := uint16(p.u16())
		p.tok(&pppNames, "unknown PPP protocol (0x%04x)", uint32(proto))
		p.s(": ")
		p.pppPayload(proto, length-pppHeaderLen, before)
	case chdlcUnicast, chdlcBroadcast:
		p.chdlcLink(length)
	default:
		h := p.take(2)
		p.ll = 2
		if p.e {
			p.f3("%02x %02x %u ", uint32(h[0]), uint32(h[1]), uint32(length))
		}
		h = p.take(2) // tcpdump, too, shows the bytes behind those it speaks of
		p.f2("unknown addr %02x; ctrl %02x", uint32(h[0]), uint32(h[1]))
	}
}

// pppBSDOSLink prints a packet of BSD/OS's PPP, whose header has address, control and protocol in either of the ways of
// ppp, behind 24 bytes of link-level header of its own.
func (p *printer) pppBSDOSLink(length int) {
	p.proto = "ppp_bsdos"
	const hlen = 24
	if length < hlen {
		p.short(0)
		return
	}
	if !p.need(hlen) {
		return
	}
	p.take(hlen)
	p.ll = hlen
	p.ppp(length - hlen)
}

// pppClassic prints a PPP packet in the style of tcpdump 3.4; the first byte of its header is the direction.
func (p *printer) pppClassic(length int) {
	if !p.has(pppHeaderLen) {
		p.s("[|ppp]")
		p.noHex = true
		return
	}
	h := p.take(pppHeaderLen)
	p.ll = pppHeaderLen
	proto := be16at(h, 2)
	if p.e {
		dir := byte('I')
		if h[0] != 0 {
			dir = 'O'
		}
		p.c(dir)
		p.f3(" %4u %02x %04x: ", uint32(length), uint32(h[1]), uint32(proto))
	}
	if proto == pppIPv4 || proto == etherTypeIPv4 {
		p.ipClassic(length - pppHeaderLen)
		return
	}
	p.pppPayload(proto, length-pppHeaderLen, h[2:])
}
