// Internet Control Message Protocol, RFC 792; address masks, RFC 950; path MTU, RFC 1191; router discovery, RFC 1256;
// extended echo, RFC 8335.
//
//	+---------------+---------------+-------------------------------+
//	|     Type      |     Code      |           Checksum            |
//	+---------------+---------------+-------------------------------+
//	|               depends on type and code                        |
//	+---------------------------------------------------------------+
//	|  e.g. header of the packet that is to blame, and some of its data

package main

const (
	icmpEchoReply    = 0
	icmpUnreachable  = 3
	icmpSourceQuench = 4
	icmpRedirect     = 5
	icmpEcho         = 8
	icmpRouterAdv    = 9
	icmpRouterSol    = 10
	icmpTimeExceeded = 11
	icmpParamProblem = 12
	icmpTimestamp    = 13
	icmpTimestampRep = 14
	icmpInfo         = 15
	icmpInfoReply    = 16
	icmpMask         = 17
	icmpMaskReply    = 18
	icmpExtEcho      = 42
	icmpExtEchoReply = 43

	icmpUnreachNet      = 0
	icmpUnreachHost     = 1
	icmpUnreachProtocol = 2
	icmpUnreachPort     = 3
	icmpUnreachNeedFrag = 4

	icmpHeaderLen = 8
)

var icmpTypeNames = []token{
	{icmpSourceQuench, "source quench"}, {icmpRouterSol, "router solicitation"}, {icmpInfo, "information request"},
	{icmpInfoReply, "information reply"}, {icmpMask, "address mask request"},
}

// icmpUnreachNames: the destination's address stands at the %.
var icmpUnreachNames = []token{
	{icmpUnreachNet, "net % unreachable"}, {icmpUnreachHost, "host % unreachable"},
	{5, "% unreachable - source route failed"}, {6, "net % unreachable - unknown"}, {7, "host % unreachable - unknown"},
	{8, "% unreachable - source host isolated"}, {9, "net % unreachable - admin prohibited"},
	{10, "host % unreachable - admin prohibited"}, {11, "net % unreachable - tos prohibited"},
	{12, "host % unreachable - tos prohibited"}, {13, "host % unreachable - admin prohibited filter"},
	{14, "host % unreachable - host precedence violation"}, {15, "host % unreachable - precedence cutoff"},
}

// icmpRedirectNames: the destination stands at the %, the gateway is what follows.
var icmpRedirectNames = []token{
	{0, "redirect % to net "}, {1, "redirect % to host "}, {2, "redirect-tos % to net "},
	{3, "redirect-tos % to host "},
}

// icmp prints one message, length bytes on the wire.
func (p *printer) icmp(ip *ipInfo, length int) {
	p.proto = "icmp"
	whole, start := p.in, len(p.out)
	p.s("ICMP ")
	h := p.peek(0, 2)
	typ, code := int(h[0]), int(h[1])
	p.icmpMessage(typ, code)
	if p.cut >= 0 { // a message that cannot be named whole is not named at all
		p.cut = start
		return
	}
	p.sn(", length ", length)
	if p.v == 0 {
		return
	}
	p.in = whole
	if !ip.frag && !p.noSums {
		p.icmpChecksum(whole, length)
	}
	if icmpQuotes(typ) {
		p.icmpQuoted(whole, length)
	}
	if p.cut >= 0 {
		return
	}
	p.proto = "icmp"
	switch typ {
	case icmpUnreachable, icmpTimeExceeded, icmpParamProblem:
		p.icmpExtension(whole, length)
	case icmpExtEcho:
		p.in = whole
		p.icmpExtEcho(length)
	case icmpExtEchoReply:
		p.in = whole
		p.icmpExtEchoReply()
	}
}

// icmpMessage prints what a message says, in the words of tcpdump. It starts at the message's type.
func (p *printer) icmpMessage(typ, code int) {
	switch typ {
	case icmpEcho, icmpEchoReply:
		h := p.take(8)
		p.s("echo re")
		if typ == icmpEcho {
			p.s("quest")
		} else {
			p.s("ply")
		}
		p.f2(", id %u, seq %u", uint32(be16at(h, 4)), uint32(be16at(h, 6)))
	case icmpUnreachable:
		p.icmpUnreachable(code, "unreachable - #")
	case icmpRedirect:
		p.icmpRedirect(code)
	case icmpRouterAdv:
		p.icmpRouterAdv()
	case icmpTimeExceeded:
		p.icmpTimeExceeded(code)
	case icmpParamProblem:
		p.icmpParamProblem(code)
	case icmpMaskReply:
		p.s("address mask is ")
		p.xw(uint64(be32(p.peek(8, 4))), 8)
	case icmpTimestamp:
		h := p.take(8)
		p.f2("time stamp query id %u seq %u", uint32(be16at(h, 4)), uint32(be16at(h, 6)))
	case icmpTimestampRep:
		h := p.take(20)
		p.f2("time stamp reply id %u seq %u: org ", uint32(be16at(h, 4)), uint32(be16at(h, 6)))
		p.icmpTime(be32at(h, 8))
		p.s(", recv ")
		p.icmpTime(be32at(h, 12))
		p.s(", xmit ")
		p.icmpTime(be32at(h, 16))
	case icmpExtEcho, icmpExtEchoReply:
		h := p.take(7)
		p.s("extended echo re")
		if typ == icmpExtEcho {
			p.s("quest")
		} else {
			p.s("ply")
		}
		p.f2(", id %u, seq %u", uint32(be16at(h, 4)), uint32(h[6]))
	default:
		p.tok(&icmpTypeNames, "type-#%u", uint32(typ))
	}
}

// icmpWithAddr prints a text with an address at its %.
func (p *printer) icmpWithAddr(text string, addr []byte) {
	for i := 0; i < len(text); i++ {
		if text[i] == '%' {
			p.ip4(addr)
		} else {
			p.c(text[i])
		}
	}
}

// icmpUnreachable prints what could not be reached, which the quoted packet says.
func (p *printer) icmpUnreachable(code int, unknown string) {
	q := p.peek(icmpHeaderLen, ipHeaderLen)
	dst := q[16:20]
	switch code {
	case icmpUnreachProtocol:
		p.ip4(dst)
		p.f1(" protocol %u unreachable", uint32(q[9]))
	case icmpUnreachPort:
		hlen := int(q[0]&15) * 4
		port := be16(p.peek(icmpHeaderLen+hlen+2, 2))
		p.ip4(dst)
		switch q[9] {
		case ipProtoTCP:
			p.s(" tcp port ")
			p.tcpPort(port)
		case ipProtoUDP:
			p.s(" udp port ")
			p.udpPort(port)
		default:
			p.f2(" protocol %u port %u", uint32(q[9]), uint32(port))
		}
		p.s(" unreachable")
	case icmpUnreachNeedFrag:
		mtu := be16(p.peek(6, 2)) // RFC 1191 section 4
		p.ip4(dst)
		p.s(" unreachable - need to frag")
		if mtu != 0 {
			p.sn(" (mtu ", int(mtu))
			p.c(')')
		}
	default:
		if name, ok := tokenName(&icmpUnreachNames, uint32(code)); ok {
			p.icmpWithAddr(name, dst)
			return
		}
		if p.classic {
			p.sn("#", code)
			p.c(' ')
			p.ip4(dst)
			p.s(" unreachable")
			return
		}
		p.ip4(dst)
		p.c(' ')
		p.sn(unknown, code)
	}
}

// icmpRedirect prints which way packets should go.
func (p *printer) icmpRedirect(code int) {
	dst := p.peek(icmpHeaderLen+16, 4)
	gateway := p.peek(4, 4)
	if name, ok := tokenName(&icmpRedirectNames, uint32(code)); ok {
		if p.classic && code == 3 { // LBL tcpdump says so
			name = "redirect-tos % to net "
		}
		p.icmpWithAddr(name, dst)
	} else {
		p.sn("redirect-#", code)
		p.c(' ')
		p.ip4(dst)
		p.s(" to ")
		if p.classic {
			p.s("net ")
		}
	}
	p.ip4(gateway)
}

// icmpRouterAdv prints a router advertisement, RFC 1256 section 3: addresses with their preference.
func (p *printer) icmpRouterAdv() {
	h := p.take(8)
	n, size, lifetime := int(h[4]), int(h[5]), int(be16at(h, 6))
	p.s("router advertisement lifetime ")
	switch {
	case lifetime < 60:
		p.n(lifetime)
	case lifetime < 60*60:
		p.f2("%u:%02u", uint32(lifetime/60), uint32(lifetime%60))
	default:
		p.f3("%u:%02u:%02u", uint32(lifetime/3600), uint32(lifetime%3600/60), uint32(lifetime%60))
	}
	p.sn(" ", n)
	p.c(':')
	if size != 2 {
		p.sn(" [size ", size)
		p.c(']')
		return
	}
	for ; n > 0 && p.cut < 0; n-- {
		h = p.take(8)
		p.s(" {")
		p.ip4(h)
		p.f1(" %u}", be32at(h, 4))
	}
}

func (p *printer) icmpTimeExceeded(code int) {
	if !p.classic {
		p.peek(icmpHeaderLen, ipHeaderLen) // nothing is said without the addresses of the packet that is to blame
	}
	switch code {
	case 0:
		p.s("time exceeded in-transit")
	case 1:
		p.s("ip reassembly time exceeded")
	default:
		p.sn("time exceeded-#", code)
	}
}

func (p *printer) icmpParamProblem(code int) {
	if code != 0 {
		p.sn("parameter problem - code ", code)
		return
	}
	p.sn("parameter problem - octet ", int(p.peek(4, 1)[0]))
}

// icmpTime prints milliseconds since midnight UT.
func (p *printer) icmpTime(ms uint32) {
	sec := uint64(ms / 1000)
	p.fw("%02u:%02u:%02u.%03u", sec/3600, sec%3600/60, sec%60, uint64(ms%1000))
}

// icmpChecksum prints a wrong checksum and what it should be.
func (p *printer) icmpChecksum(m []byte, length int) {
	if length > len(m) {
		return // not all there to be added up
	}
	if sum := inChecksum(m[:length]); sum != 0 {
		if length < 4 {
			p.short(0)
			return
		}
		got := be16at(m, 2)
		p.f2(" (wrong icmp cksum %x (->%x)!)", uint32(got), uint32(checksumShouldBe(sum, got)))
	}
}

// icmpQuotes says which messages quote the packet that is to blame.
func icmpQuotes(typ int) bool {
	switch typ {
	case icmpUnreachable, icmpSourceQuench, icmpRedirect, icmpTimeExceeded, icmpParamProblem:
		return true
	}
	return false
}

// icmpQuoted prints the quoted packet on a line of its own. Its header's length is believed: the end is missing mostly.
func (p *printer) icmpQuoted(m []byte, length int) {
	p.s("\n\t")
	p.in = m[:min(len(m), max(length, 0))]
	p.skip(icmpHeaderLen)
	total := int(be16(p.peek(2, 2)))
	if p.cut < 0 {
		p.ip(total)
	}
}

// icmpClassic prints one message in the style of tcpdump 3.4, which knew no more of it than this.
func (p *printer) icmpClassic(ip *ipInfo, length int) {
	p.proto = "icmp"
	start := len(p.out)
	h := p.peek(0, 2)
	typ, code := int(h[0]), int(h[1])
	p.s("icmp: ")
	switch typ {
	case icmpEcho:
		p.s("echo request")
	case icmpEchoReply:
		p.s("echo reply")
	case icmpTimestamp:
		p.s("time stamp request")
	case icmpTimestampRep:
		p.s("time stamp reply")
	case icmpMaskReply:
		p.f1("address mask is 0x%08x", be32(p.peek(8, 4)))
	case icmpExtEcho, icmpExtEchoReply:
		p.sn("type-#", typ)
	default:
		p.icmpMessage(typ, code)
	}
	if p.cut >= 0 {
		p.cut = start
	}
}
