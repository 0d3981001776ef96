// PPP's control protocols: LCP, RFC 1661, 1570 and others; IPCP, RFC 1332 and 1877; IPV6CP, RFC 5072; CCP, RFC 1962;
// BACP, RFC 2125. Authentication: PAP, RFC 1334; CHAP, RFC 1994.
//
//	+------+------+---------+--------------
//	| code |  id  | length  | options, data
//	+------+------+---------+--------------

package main

const (
	cpHeaderLen = 4

	cpVendor       = 0
	cpConfRequest  = 1
	cpConfAck      = 2
	cpConfNak      = 3
	cpConfReject   = 4
	cpTermRequest  = 5
	cpTermAck      = 6
	cpCodeReject   = 7
	cpProtReject   = 8
	cpEchoRequest  = 9
	cpEchoReply    = 10
	cpDiscRequest  = 11
	cpIdent        = 12
	cpTimeRemain   = 13
	cpResetRequest = 14
	cpResetAck     = 15
)

var cpCodeNames = []token{
	{cpVendor, "Vendor-Extension"}, {cpConfRequest, "Conf-Request"}, {cpConfAck, "Conf-Ack"}, {cpConfNak, "Conf-Nack"},
	{cpConfReject, "Conf-Reject"}, {cpTermRequest, "Term-Request"}, {cpTermAck, "Term-Ack"},
	{cpCodeReject, "Code-Reject"}, {cpProtReject, "Prot-Reject"}, {cpEchoRequest, "Echo-Request"},
	{cpEchoReply, "Echo-Reply"}, {cpDiscRequest, "Disc-Req"}, {cpIdent, "Ident"}, {cpTimeRemain, "Time-Rem"},
	{cpResetRequest, "Reset-Req"}, {cpResetAck, "Reset-Ack"},
}

// pppControlProtocol prints a packet of a control protocol.
func (p *printer) pppControlProtocol(proto uint16, length int) {
	whole := p.in
	name, _ := tokenName(pppNames, uint32(proto))
	p.s(name)
	p.s(", ")
	if length < cpHeaderLen || !p.has(cpHeaderLen) {
		p.s("[|")
		p.s(name)
		p.c(']')
		return
	}
	h := p.take(cpHeaderLen)
	code, id, size := int(h[0]), h[1], int(be16(h[2:]))
	p.tok(cpCodeNames, "Unknown Opcode", uint32(code))
	p.f(" (0x%02x), id %u, length %u", uint64(code), uint64(id), uint64(length+2))
	if p.v == 0 {
		return
	}
	if size < cpHeaderLen {
		p.f("\n\tencoded length %u (< %u))", uint64(size), cpHeaderLen)
		return
	}
	if size > length {
		p.f("\n\tencoded length %u (> packet length %u))", uint64(size), uint64(length))
		return
	}
	p.f("\n\tencoded length %u (=Option(s) length %u)", uint64(size), uint64(size-cpHeaderLen))
	if size == cpHeaderLen {
		return
	}
	p.limit(size - cpHeaderLen)
	p.cpBody(proto, name, code, size-cpHeaderLen, whole[:min(size, len(whole))])
}

// cpBody prints what follows a control protocol's header, n bytes of it on the wire.
func (p *printer) cpBody(proto uint16, name string, code, n int, whole []byte) {
	switch code {
	case cpVendor:
		if n < 11 {
			p.s(" [|")
			p.s(name)
			p.c(']')
			return
		}
		p.f("\n\t  Magic-Num 0x%08x", uint64(p.u32()))
		oui := p.u24()
		p.s(" Vendor: ")
		p.s(ouiName(uint32(oui)))
		p.f(" (%u)", uint64(oui))
	case cpConfRequest, cpConfAck, cpConfNak, cpConfReject:
		p.cpOptions(proto, n)
	case cpTermRequest, cpTermAck, cpCodeReject:
		// what they carry is not defined, or known from the other side
	case cpProtReject:
		if n < 2 {
			return
		}
		rejected := uint32(p.u16())
		p.s("\n\t  Rejected ")
		p.tok(pppNames, "unknown", rejected)
		p.f(" Protocol (0x%04x)", uint64(rejected))
		if n > 2 {
			p.s("\n\t  Rejected Packet")
			p.hexLines("\n\t    ", p.in)
		}
	case cpEchoRequest, cpEchoReply, cpDiscRequest:
		if n < 4 {
			return
		}
		p.f("\n\t  Magic-Num 0x%08x", uint64(p.u32()))
		if n > 4 {
			p.s("\n\t  -----trailing data-----")
			p.hexLines("\n\t  ", p.in)
		}
	case cpIdent:
		if n < 4 {
			return
		}
		p.f("\n\t  Magic-Num 0x%08x", uint64(p.u32()))
		if n > 4 {
			p.s("\n\t  Message\n\t    ")
			p.textBytes(p.in)
		}
	case cpTimeRemain:
		if n >= 8 {
			p.f("\n\t  Magic-Num 0x%08x, Seconds-Remaining %us", uint64(p.u32()), uint64(p.u32()))
		}
	default:
		p.hexLines("\n\t  ", whole)
	}
}

// cpOptions prints a list of configuration options, n bytes on the wire.
func (p *printer) cpOptions(proto uint16, n int) {
	for n >= 2 && p.cut < 0 {
		h := p.peek(0, 2)
		kind, size := int(h[0]), int(h[1])
		if p.cut >= 0 {
			return
		}
		if n < size {
			return
		}
		if size < 2 {
			p.s("\n\t  ")
			p.cpOptionHead(proto, kind, size)
			p.s(" (length bogus, should be >= 2)")
			return
		}
		if !p.need(size) {
			return
		}
		o := p.takeN(size)
		n -= size
		var ok bool
		switch proto {
		case pppLCP:
			ok = p.lcpOption(kind, o)
		case pppIPCP:
			ok = p.ipcpOption(kind, o)
		case pppIP6CP:
			ok = p.ip6cpOption(kind, o)
		case pppCCP:
			ok = p.ccpOption(kind, o)
		case pppBACP:
			ok = p.bacpOption(kind, o)
		default: // OSINLCP and MPLSCP define none
			return
		}
		if !ok && p.v > 1 {
			p.hexLines("\n\t    ", o[2:])
		}
	}
}

// cpOptionHead prints "NAME Option (0xnn), length n".
func (p *printer) cpOptionHead(proto uint16, kind, size int) {
	names, otherwise := []token(nil), "Unknown"
	switch proto {
	case pppLCP:
		names = lcpOptionNames
	case pppIPCP:
		names, otherwise = ipcpOptionNames, "unknown"
	case pppIP6CP:
		names, otherwise = ip6cpOptionNames, "unknown"
	case pppCCP:
		names = ccpOptionNames
	case pppBACP:
		names = bacpOptionNames
	}
	p.tok(names, otherwise, uint32(kind))
	p.f(" Option (0x%02x), length %u", uint64(kind), uint64(size))
}

// cpOptionStart begins an option's line and checks its length: want is exact if it is positive, at least -want if it is
// negative.
func (p *printer) cpOptionStart(proto uint16, kind int, o []byte, want int) bool {
	p.s("\n\t  ")
	p.cpOptionHead(proto, kind, len(o))
	switch {
	case want > 0 && len(o) != want:
		p.f(" (length bogus, should be = %u)", uint64(want))
	case want < 0 && len(o) < -want:
		p.f(" (length bogus, should be >= %u)", uint64(-want))
	default:
		return true
	}
	return false
}

var ipcpOptionNames = []token{
	{1, "IP-Addrs"}, {2, "IP-Comp"}, {3, "IP-Addr"}, {4, "Home-Addr"}, {129, "Pri-DNS"}, {130, "Pri-NBNS"},
	{131, "Sec-DNS"}, {132, "Sec-NBNS"},
}

var ipcpCompressions = []token{{0x0037, "VJ-Comp"}, {0x002d, "VJ-Comp"}, {0x0061, "IP Header Compression"}}

var ipcpSuboptions = []token{{1, "RTP-Compression"}, {2, "Enhanced RTP-Compression"}}

func (p *printer) ipcpOption(kind int, o []byte) bool {
	switch kind {
	case 1: // deprecated by RFC 1332
		if p.cpOptionStart(pppIPCP, kind, o, 10) {
			p.s(": src ")
			p.ip4(o[2:6])
			p.s(", dst ")
			p.ip4(o[6:10])
		}
	case 2:
		if p.cpOptionStart(pppIPCP, kind, o, -4) {
			p.ipcpCompression(o)
		}
	case 3, 4, 129, 130, 131, 132:
		if p.cpOptionStart(pppIPCP, kind, o, 6) {
			p.s(": ")
			p.ip4(o[2:6])
		}
	default:
		p.cpOptionStart(pppIPCP, kind, o, -2)
		if p.v < 2 {
			p.hexLines("\n\t    ", o[2:])
		}
		return false
	}
	return true
}

// ipcpCompression prints the IP-Compression-Protocol option, RFC 1332 section 3.2 and RFC 3544.
func (p *printer) ipcpCompression(o []byte) {
	what := uint32(be16(o[2:]))
	p.s(": ")
	p.tok(ipcpCompressions, "Unknown", what)
	p.f(" (0x%02x):", uint64(what))
	if what != 0x61 {
		return
	}
	if len(o) <= 14 {
		p.s("[|ipcp]")
		return
	}
	p.f("\n\t    TCP Space %u, non-TCP Space %u, maxPeriod %u, maxTime %u, maxHdr %u", uint64(be16(o[4:])),
		uint64(be16(o[6:])), uint64(be16(o[8:])), uint64(be16(o[10:])), uint64(be16(o[12:])))
	sub := o[14:]
	p.sn("\n\t      Suboptions, length ", len(sub))
	for len(sub) >= 2 {
		p.s("\n\t\t")
		p.tok(ipcpSuboptions, "Unknown", uint32(sub[0]))
		p.f(" Suboption #%u, length %u", uint64(sub[0]), uint64(sub[1]))
		if n := int(sub[1]); n < 2 {
			p.f(" [length %u < 2]", uint64(n))
			p.invalid()
			return
		} else if n > len(sub) {
			p.f(" [remaining suboptions length %u < %u]", uint64(len(sub)), uint64(n))
			p.invalid()
			return
		}
		sub = sub[sub[1]:]
	}
}

var ip6cpOptionNames = []token{{1, "Interface-ID"}}

func (p *printer) ip6cpOption(kind int, o []byte) bool {
	if kind != 1 {
		p.cpOptionStart(pppIP6CP, kind, o, -2)
		if p.v < 2 {
			p.hexLines("\n\t    ", o[2:])
		}
		return false
	}
	if p.cpOptionStart(pppIP6CP, kind, o, 10) {
		p.f(": %04x:%04x:%04x:%04x", uint64(be16(o[2:])), uint64(be16(o[4:])), uint64(be16(o[6:])), uint64(be16(o[8:])))
	}
	return true
}

var ccpOptionNames = []token{
	{0, "OUI"}, {1, "Pred-1"}, {2, "Pred-2"}, {3, "Puddle"}, {16, "HP-PPC"}, {17, "Stac-LZS"}, {18, "MPPC"},
	{19, "Gand-FZA"}, {20, "V.42bis"}, {21, "BSD-Comp"}, {23, "LZS-DCP"}, {24, "MVRCA"}, {25, "DEC"}, {26, "Deflate"},
}

var ccpDeflateMethods = []token{{8, "zlib"}}

func (p *printer) ccpOption(kind int, o []byte) bool {
	switch kind {
	case 21: // RFC 1977
		if p.cpOptionStart(pppCCP, kind, o, -3) {
			p.f(": Version: %u, Dictionary Bits: %u", uint64(o[2]>>5), uint64(o[2]&0x1f))
		}
	case 24: // RFC 1975
		if p.cpOptionStart(pppCCP, kind, o, -4) {
			p.f(": Features: %u, PxP: ", uint64(o[2]>>6))
			p.s([...]string{"Disabled", "Enabled"}[o[2]>>5&1])
			p.f(", History: %u, #CTX-ID: %u", uint64(o[2]&0x1f), uint64(o[3]))
		}
	case 26: // RFC 1979
		if p.cpOptionStart(pppCCP, kind, o, -4) {
			p.f(": Window: %uK, Method: ", uint64(o[2]>>4))
			p.tok(ccpDeflateMethods, "unknown", uint32(o[2]&15))
			p.f(" (0x%x), MBZ: %u, CHK: %u", uint64(o[2]&15), uint64(o[3]>>2), uint64(o[3]&3))
		}
	case 0, 1, 2, 3, 16, 17, 18, 19, 20, 23, 25:
		p.cpOptionStart(pppCCP, kind, o, -2)
		if p.v < 2 {
			p.hexLines("\n\t    ", o[2:])
		}
		return false
	default:
		p.cpOptionStart(pppCCP, kind, o, -2)
		if p.v < 2 {
			p.hexLines("\n\t    ", o[2:])
		}
		return false
	}
	return true
}

var bacpOptionNames = []token{{1, "Favored-Peer"}}

func (p *printer) bacpOption(kind int, o []byte) bool {
	if kind != 1 {
		p.cpOptionStart(pppBACP, kind, o, -2)
		if p.v < 2 {
			p.hexLines("\n\t    ", o[2:])
		}
		return false
	}
	if p.cpOptionStart(pppBACP, kind, o, 6) {
		p.f(": Magic-Num 0x%08x", uint64(be32(o[2:])))
	}
	return true
}

var pppPAPCodes = []token{{1, "Auth-Req"}, {2, "Auth-ACK"}, {3, "Auth-NACK"}}

var pppCHAPCodes = []token{{1, "Challenge"}, {2, "Response"}, {3, "Success"}, {4, "Fail"}}

// pppAuthHead prints the header that PAP and CHAP share and returns the code and the bytes that its length leaves.
func (p *printer) pppAuthHead(name string, codes []token, length int) (code, rest int) {
	p.s(name)
	p.s(", ")
	if length < 1 {
		p.s("[|")
		p.s(name)
		p.c(']')
		return -1, 0
	}
	if length < cpHeaderLen {
		p.hexLines("\n\t", p.in)
		return -1, 0
	}
	h := p.take(cpHeaderLen)
	code, size := int(h[0]), int(be16(h[2:]))
	p.tok(codes, "unknown", uint32(code))
	p.f(" (0x%02x), id %u", uint64(code), uint64(h[1]))
	if size > length {
		p.f(", length %u > %u", uint64(size), uint64(length))
		p.invalid()
		return -1, 0
	}
	rest = size - cpHeaderLen
	if rest < 0 {
		return -1, 0
	}
	p.limit(rest)
	return code, rest
}

// pppCHAP prints CHAP, RFC 1994.
func (p *printer) pppCHAP(length int) {
	code, rest := p.pppAuthHead("CHAP", pppCHAPCodes, length)
	switch code {
	case 1, 2: // value, then a name to the end
		if rest < 1 {
			return
		}
		n := p.u8()
		p.s(", Value ")
		p.hexBytes(p.takeN(min(n, rest-1)))
		p.s(", Name ")
		p.textBytes(p.in)
	case 3, 4:
		p.s(", Msg ")
		p.textBytes(p.in)
	}
}

// pppPAP prints PAP, RFC 1334.
func (p *printer) pppPAP(length int) {
	code, rest := p.pppAuthHead("PAP", pppPAPCodes, length)
	switch code {
	case 1:
		if rest < 1 {
			return
		}
		n := p.u8()
		p.s(", Peer ")
		p.textBytes(p.takeN(min(n, rest-1)))
		rest -= 1 + n
		if rest < 1 {
			return
		}
		n = p.u8()
		p.s(", Name ")
		p.textBytes(p.takeN(min(n, rest-1)))
	case 2, 3:
		if rest < 1 {
			return
		}
		n := p.u8()
		p.s(", Msg ")
		p.textBytes(p.takeN(min(n, rest-1)))
	}
}
