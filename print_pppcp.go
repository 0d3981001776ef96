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

// pppControlProtocol prints a packet of a control protocol, whose protocol number begins whole.
func (p *printer) pppControlProtocol(proto uint16, length int, whole []byte) {
	name, _ := tokenName(&pppNames, uint32(proto))
	p.s(name)
	p.s(", ")
	if length < cpHeaderLen || !p.has(2) {
		p.cpTrunc(name)
		return
	}
	h := p.take(2)
	code := int(h[0])
	p.tok(&cpCodeNames, "Unknown Opcode", uint32(code))
	p.f3(" (0x%02x), id %u, length %u", uint32(code), uint32(h[1]), uint32(length+2))
	if p.v == 0 {
		return
	}
	size := p.u16()
	if p.cut >= 0 {
		return
	}
	if size < cpHeaderLen {
		p.f2("\n\tencoded length %u (< %u))", uint32(size), cpHeaderLen)
		return
	}
	if size > length {
		p.f2("\n\tencoded length %u (> packet length %u))", uint32(size), uint32(length))
		return
	}
	p.f2("\n\tencoded length %u (=Option(s) length %u)", uint32(size), uint32(size-cpHeaderLen))
	if size == cpHeaderLen {
		return
	}
	if p.v > 1 {
		p.hexLines("\n\t", whole[:6])
	}
	p.cpBody(proto, name, code, size-cpHeaderLen, length, whole[:min(length+2, len(whole))])
}

// cpBody prints what follows a control protocol's header, n bytes of it on the wire; whole is the packet from its
// protocol number on, length the size of the packet that holds it.
func (p *printer) cpBody(proto uint16, name string, code, n, length int, whole []byte) {
	switch code {
	case cpConfRequest, cpConfAck, cpConfNak, cpConfReject:
		p.cpOptions(proto, n, length)
		return
	}
	body := p.in
	p.limit(n)
	switch code {
	case cpVendor:
		if n < 7 {
			return
		}
		p.f1("\n\t  Magic-Num 0x%08x", p.u32())
		oui := p.u24()
		p.s(" Vendor: ")
		p.s(ouiName(uint32(oui)))
		p.f1(" (%u)", uint32(oui))
	case cpTermRequest, cpTermAck, cpCodeReject:
		// what they carry is not defined, or known from the other side
	case cpProtReject:
		if n < 2 {
			return
		}
		rejected := uint32(p.u16())
		p.s("\n\t  Rejected ")
		p.tok(&pppNames, "unknown", rejected)
		p.f1(" Protocol (0x%04x)", rejected)
		if n > 2 {
			p.s("\n\t  Rejected Packet")
			p.hexLines("\n\t    ", p.in)
		}
	case cpEchoRequest, cpEchoReply, cpDiscRequest:
		if n < 4 {
			return
		}
		p.f1("\n\t  Magic-Num 0x%08x", p.u32())
		if n > 4 {
			p.s("\n\t  -----trailing data-----")
			if !p.has(n - 4) {
				p.cpTrunc(name)
				return
			}
			p.hexLines("\n\t  ", p.in)
		}
	case cpIdent:
		if n < 4 {
			return
		}
		p.f1("\n\t  Magic-Num 0x%08x", p.u32())
		if n > 4 {
			p.s("\n\t  Message\n\t    ")
			p.in = body
			p.skip(4)
			p.textBytes(p.in[:min(n, len(p.in))]) // tcpdump, too, takes the magic number for a part of the message's length
			if !p.has(n) {
				p.cpTrunc(name)
			}
		}
	case cpTimeRemain:
		if n >= 8 {
			p.f1("\n\t  Magic-Num 0x%08x", p.u32())
			p.f1(", Seconds-Remaining %us", p.u32())
		}
	default:
		if p.v < 2 {
			p.hexLines("\n\t  ", whole)
		}
	}
}

// cpTrunc marks a cut packet by the name of its control protocol.
func (p *printer) cpTrunc(name string) {
	p.s("[|")
	p.s(name)
	p.c(']')
}

// cpOptions prints a list of configuration options of n bytes, in a packet of length bytes.
func (p *printer) cpOptions(proto uint16, n, length int) {
	name := ""
	switch proto {
	case pppLCP:
		name = "lcp"
	case pppIPCP:
		name = "ipcp"
	case pppIP6CP:
		name = "ip6cp"
	case pppCCP:
		name = "ccp"
	case pppBACP:
		name = "bacp"
	default: // OSINLCP and MPLSCP define none
		return
	}
	for n > 0 && p.cut < 0 {
		if !p.has(2) {
			p.cpTrunc(name)
			return
		}
		kind, size := int(p.in[0]), int(p.in[1])
		if length < size {
			return
		}
		if proto == pppLCP && kind > lcpLastKnown {
			p.f1("\n\tunknown LCP option 0x%02x", uint32(kind))
			if size < 2 {
				return
			}
			p.skip(size)
		} else if !p.cpOption(proto, kind, size) {
			return
		}
		if p.cut >= 0 {
			return
		}
		if size > n {
			p.f2(" [remaining options length %u < %u]", uint32(n), uint32(size))
			p.invalid()
			return
		}
		n -= size
	}
}

// cpResult is what became of an option.
type cpResult int

const (
	cpShown   cpResult = iota // printed
	cpUnknown                 // its body is to be shown in hex
	cpSkip                    // of a wrong length
	cpWhole                   // printed, and nothing of it is left to be shown in hex
)

// cpOption prints an option of size bytes and takes it from p.in; it reports false if the list cannot go on.
func (p *printer) cpOption(proto uint16, kind, size int) bool {
	if size < 2 {
		p.s("\n\t  ")
		p.cpOptionHead(proto, kind, size)
		p.s(" (length bogus, should be >= 2)")
		return false
	}
	all := p.in
	body := all[2:max(2, min(size, len(all)))]
	p.take(2)
	result := cpShown
	switch proto {
	case pppLCP:
		result = p.lcpOption(kind, size, all[:max(2, min(size, len(all)))])
	case pppIPCP:
		result = p.ipcpOption(kind, size)
	case pppIP6CP:
		result = p.ip6cpOption(kind, size)
	case pppCCP:
		result = p.ccpOption(kind, size)
	case pppBACP:
		result = p.bacpOption(kind, size)
	}
	if p.cut >= 0 || result == cpSkip && (proto == pppLCP && kind >= lcpQuality || proto == pppIPCP && kind > 1) {
		return false // tcpdump goes on behind some of the options of a wrong length, not behind these
	}
	if result == cpUnknown || p.v > 1 && result == cpShown {
		p.hexLines("\n\t    ", body)
	}
	p.in = all
	p.skip(size)
	return true
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
	p.tok(&names, otherwise, uint32(kind))
	p.f2(" Option (0x%02x), length %u", uint32(kind), uint32(size))
}

// cpOptionStart begins an option's line and checks its length: want is exact if it is positive, at least -want if it is
// negative.
func (p *printer) cpOptionStart(proto uint16, kind, size int, want int) bool {
	p.s("\n\t  ")
	p.cpOptionHead(proto, kind, size)
	switch {
	case want > 0 && size != want:
		p.f1(" (length bogus, should be = %u)", uint32(want))
	case want < 0 && size < -want:
		p.f1(" (length bogus, should be >= %u)", uint32(-want))
	default:
		return true
	}
	return false
}

var ipcpOptionNames = []token{
	{1, "IP-Addrs"}, {2, "IP-Comp"}, {3, "IP-Addr"}, {4, "Home-Addr"}, {129, "Pri-DNS"}, {130, "Pri-NBNS"},
	{131, "Sec-DNS"}, {132, "Sec-NBNS"},
}

var ipcpCompressions = []token{{0x002d, "VJ-Comp"}, {0x0061, "IP Header Compression"}}

var ipcpSuboptions = []token{{1, "RTP-Compression"}, {2, "Enhanced RTP-Compression"}}

func (p *printer) ipcpOption(kind, size int) cpResult {
	switch kind {
	case 1: // deprecated by RFC 1332
		if !p.cpOptionStart(pppIPCP, kind, size, 10) {
			return cpSkip
		}
		p.s(": src ")
		p.ip4(p.take(4))
		p.s(", dst ")
		p.ip4(p.take(4))
	case 2:
		if !p.cpOptionStart(pppIPCP, kind, size, -4) {
			return cpSkip
		}
		return p.ipcpCompression(size)
	case 3, 4, 129, 130, 131, 132:
		if !p.cpOptionStart(pppIPCP, kind, size, 6) {
			return cpSkip
		}
		addr := p.take(4)
		p.s(": ")
		p.ip4(addr)
	default:
		p.cpOptionStart(pppIPCP, kind, size, -2)
		return cpUnknown
	}
	return cpShown
}

// ipcpCompression prints the IP-Compression-Protocol option, RFC 1332 section 3.2 and RFC 3544.
func (p *printer) ipcpCompression(size int) cpResult {
	what := uint32(p.u16())
	p.s(": ")
	p.tok(&ipcpCompressions, "Unknown", what)
	p.f1(" (0x%02x):", what)
	if what != 0x61 {
		return cpShown
	}
	if size < 14 {
		p.f1(" (length bogus, should be >= %u)", 14)
		return cpSkip
	}
	p.f("\n\t    TCP Space %u, non-TCP Space %u, maxPeriod %u, maxTime %u, maxHdr %u", uint32(p.u16()),
		uint32(p.u16()), uint32(p.u16()), uint32(p.u16()), uint32(p.u16()))
	n := size - 14
	if n == 0 {
		return cpShown
	}
	p.sn("\n\t      Suboptions, length ", n)
	for n >= 2 && p.cut < 0 {
		h := p.peek(0, 2)
		kind, sub := int(h[0]), int(h[1])
		if sub == 0 || p.cut >= 0 {
			return cpWhole
		}
		p.s("\n\t\t")
		p.tok(&ipcpSuboptions, "Unknown", uint32(kind))
		p.f2(" Suboption #%u, length %u", uint32(kind), uint32(sub))
		if sub > n {
			p.f2(" [remaining suboptions length %u < %u]", uint32(n), uint32(sub))
			p.invalid()
			return cpWhole
		}
		n -= sub
		p.skip(sub)

	}
	return cpWhole
}

var ip6cpOptionNames = []token{{1, "Interface-ID"}}

func (p *printer) ip6cpOption(kind, size int) cpResult {
	if kind != 1 {
		p.cpOptionStart(pppIP6CP, kind, size, -2)
		return cpUnknown
	}
	if !p.cpOptionStart(pppIP6CP, kind, size, 10) {
		return cpSkip
	}
	if !p.has(8) {
		p.cpTrunc("ip6cp")
		return cpSkip
	}
	o := p.take(8)
	p.f(": %04x:%04x:%04x:%04x", uint32(be16(o)), uint32(be16at(o, 2)), uint32(be16at(o, 4)), uint32(be16at(o, 6)))
	return cpShown
}

var ccpOptionNames = []token{
	{0, "OUI"}, {1, "Pred-1"}, {2, "Pred-2"}, {3, "Puddle"}, {16, "HP-PPC"}, {17, "Stac-LZS"}, {18, "MPPC"},
	{19, "Gand-FZA"}, {20, "V.42bis"}, {21, "BSD-Comp"}, {23, "LZS-DCP"}, {24, "MVRCA"}, {25, "DEC"}, {26, "Deflate"},
}

var ccpDeflateMethods = []token{{8, "zlib"}}

func (p *printer) ccpOption(kind, size int) cpResult {
	switch kind {
	case 21: // RFC 1977
		if !p.cpOptionStart(pppCCP, kind, size, -3) {
			return cpSkip
		}
		v := uint64(p.u8())
		p.fw(": Version: %u, Dictionary Bits: %u", v>>5, v&0x1f)
	case 24: // RFC 1975
		if !p.cpOptionStart(pppCCP, kind, size, -4) {
			return cpSkip
		}
		o := p.take(2)
		p.f1(": Features: %u, PxP: ", uint32(o[0]>>6))
		p.s([...]string{"Disabled", "Enabled"}[o[0]>>5&1])
		p.f2(", History: %u, #CTX-ID: %u", uint32(o[0]&0x1f), uint32(o[1]))
	case 26: // RFC 1979
		if !p.cpOptionStart(pppCCP, kind, size, -4) {
			return cpSkip
		}
		o := p.take(2)
		p.f1(": Window: %uK, Method: ", uint32(o[0]>>4))
		p.tok(&ccpDeflateMethods, "unknown", uint32(o[0]&15))
		p.f3(" (0x%x), MBZ: %u, CHK: %u", uint32(o[0]&15), uint32(o[1]>>2), uint32(o[1]&3))
	default:
		p.cpOptionStart(pppCCP, kind, size, -2)
		return cpUnknown
	}
	return cpShown
}

var bacpOptionNames = []token{{1, "Favored-Peer"}}

func (p *printer) bacpOption(kind, size int) cpResult {
	if kind != 1 {
		p.cpOptionStart(pppBACP, kind, size, -2)
		return cpUnknown
	}
	if !p.cpOptionStart(pppBACP, kind, size, 6) {
		return cpSkip
	}
	p.f1(": Magic-Num 0x%08x", p.u32())
	return cpShown
}

var pppPAPCodes = []token{{1, "Auth-Req"}, {2, "Auth-ACK"}, {3, "Auth-NACK"}}

var pppCHAPCodes = []token{{1, "Challenge"}, {2, "Response"}, {3, "Success"}, {4, "Fail"}}

// pppAuthHead prints the header that PAP and CHAP share and returns the code and the bytes that its length leaves,
// which may be negative; the code is -1 if nothing more can be said.
func (p *printer) pppAuthHead(name, lower string, codes *[]token, length int) (code, rest int) {
	if length < 1 {
		p.cpTrunc(lower)
		return -1, 0
	}
	code = p.u8()
	if length < cpHeaderLen {
		p.s("[|")
		p.s(lower)
		p.f1(" 0x%02x]", uint32(code))
		return -1, 0
	}
	p.s(name)
	p.s(", ")
	p.tok(codes, "unknown", uint32(code))
	p.f1(" (0x%02x)", uint32(code))
	p.sn(", id ", p.u8())
	return code, p.u16() - cpHeaderLen
}

// pppAuthText prints text of n bytes; a negative length reaches to the end of what was captured, and beyond.
func (p *printer) pppAuthText(label string, n int) {
	p.s(label)
	if n < 0 {
		n = len(p.in) + 1
	}
	p.takeText(n)
}

// pppCHAP prints CHAP, RFC 1994.
func (p *printer) pppCHAP(length int) {
	code, rest := p.pppAuthHead("CHAP", "chap", &pppCHAPCodes, length)
	length -= cpHeaderLen
	switch code {
	case 1, 2: // value, then a name to the end
		if length < 1 {
			return
		}
		n := p.u8()
		length--
		if length < n {
			return
		}
		p.s(", Value ")
		p.hexBytes(p.in[:min(n, len(p.in))])
		p.takeN(n)
		p.pppAuthText(", Name ", rest-1-n)
	case 3, 4:
		p.pppAuthText(", Msg ", rest)
	}
}

// pppPAP prints PAP, RFC 1334.
func (p *printer) pppPAP(length int) {
	code, rest := p.pppAuthHead("PAP", "pap", &pppPAPCodes, length)
	if code < 0 {
		return
	}
	if rest < 0 {
		p.f1(", length %u < PAP header length", uint32(rest+cpHeaderLen))
		return
	}
	if rest+cpHeaderLen > length {
		p.f1(", length %u > packet size", uint32(rest+cpHeaderLen))
		return
	}
	length = rest
	field := func(label string) bool {
		if length < 1 {
			return false
		}
		n := p.u8()
		length--
		if length < n {
			return false
		}
		p.s(label)
		p.takeText(n)
		length -= n
		return true
	}
	switch code {
	case 1:
		if length < 2 {
			p.cpTrunc("pap")
			return
		}
		if field(", Peer ") {
			field(", Name ")
		}
	case 2, 3:
		if length < 1 {
			p.cpTrunc("pap")
			return
		}
		field(", Msg ")
	}
}
