// Internet Control Message Protocol for IPv6, RFC 4443; home agent discovery and mobile prefixes, RFC 6275; multicast
// router discovery, RFC 4286; extended echo, RFC 8335.
//
//	+---------------+---------------+-------------------------------+
//	|     Type      |     Code      |           Checksum            |
//	+---------------+---------------+-------------------------------+
//	|                         Message Body
//	+------------------ - -

package main

const (
	icmp6Unreachable  = 1
	icmp6TooBig       = 2
	icmp6TimeExceeded = 3
	icmp6ParamProblem = 4
	icmp6Echo         = 128
	icmp6EchoReply    = 129
	icmp6MLDQuery     = 130
	icmp6MLDReport    = 131
	icmp6MLDDone      = 132
	icmp6RouterSol    = 133
	icmp6RouterAdv    = 134
	icmp6NeighborSol  = 135
	icmp6NeighborAdv  = 136
	icmp6Redirect     = 137
	icmp6Renumber     = 138
	icmp6NodeQuery    = 139
	icmp6NodeReply    = 140
	icmp6InverseSol   = 141
	icmp6InverseAdv   = 142
	icmp6MLD2Report   = 143
	icmp6HAQuery      = 144
	icmp6HAReply      = 145
	icmp6MobileSol    = 146
	icmp6MobileAdv    = 147
	icmp6MRDAdv       = 151
	icmp6MRDSol       = 152
	icmp6MRDTerm      = 153
	icmp6RPL          = 155
	icmp6ExtEcho      = 160
	icmp6ExtEchoReply = 161
	icmp6Mtrace       = 200
	icmp6MtraceMsg    = 201

	icmp6HeaderLen = 8
)

// icmp6TypeNames: the blanks at the end are tcpdump's.
var icmp6TypeNames = []token{
	{icmp6Unreachable, "destination unreachable"}, {icmp6TooBig, "packet too big"},
	{icmp6TimeExceeded, "time exceeded in-transit"}, {icmp6ParamProblem, "parameter problem"},
	{icmp6Echo, "echo request"}, {icmp6EchoReply, "echo reply"}, {icmp6MLDQuery, "multicast listener query"},
	{icmp6MLDReport, "multicast listener report"}, {icmp6MLDDone, "multicast listener done"},
	{icmp6RouterSol, "router solicitation"}, {icmp6RouterAdv, "router advertisement"},
	{icmp6NeighborSol, "neighbor solicitation"}, {icmp6NeighborAdv, "neighbor advertisement"},
	{icmp6Redirect, "redirect"}, {icmp6Renumber, "router renumbering"},
	{icmp6NodeQuery, "node information query"}, {icmp6NodeReply, "node information reply"},
	{icmp6InverseSol, "inverse neighbor solicitation"}, {icmp6InverseAdv, "inverse neighbor advertisement"},
	{icmp6MLD2Report, "multicast listener report v2"}, {icmp6HAQuery, "ha discovery request"},
	{icmp6HAReply, "ha discovery reply"}, {icmp6MobileSol, "mobile router solicitation"},
	{icmp6MobileAdv, "mobile router advertisement"}, {icmp6MRDAdv, "multicast router advertisement"},
	{icmp6MRDSol, "multicast router solicitation"}, {icmp6MRDTerm, "multicast router termination"},
	{icmp6RPL, "RPL"}, {icmp6ExtEcho, "extended echo request"}, {icmp6ExtEchoReply, "extended echo reply"},
	{icmp6Mtrace, "mtrace response"}, {icmp6MtraceMsg, "mtrace message"},
}

// icmp6UnreachNames: a second blank in front is tcpdump's.
var icmp6UnreachNames = []token{
	{0, "unreachable route"}, {1, " unreachable prohibited"}, {2, "beyond scope"}, {3, "unreachable address"},
	{4, "unreachable port"},
}

var icmp6ParamNames = []token{
	{0, "erroneous"}, {1, "next header"}, {2, "option"}, {3, "incomplete header chain"},
}

// icmp6 prints one message, length bytes on the wire.
func (p *printer) icmp6(ip *ipInfo, length int) {
	p.proto = "icmp6"
	if length == 0 {
		p.s("ICMP6, length 0")
		p.invalid()
		return
	}
	whole := p.in
	if !p.need(1) {
		return
	}
	if p.v > 0 && !ip.frag && !p.noSums {
		p.icmp6Checksum(ip, length)
	}
	if p.cut >= 0 {
		return
	}
	p.s("ICMP6, ")
	typ := int(p.in[0])
	name, known := tokenName(&icmp6TypeNames, uint32(typ))
	if known {
		p.s(name)
	} else {
		p.sn("unknown icmp6 type (", typ)
		p.c(')')
	}
	if p.v > 0 && icmp6HasOptions(typ) {
		p.sn(", length ", length)
	}
	code := 0
	if icmp6UsesCode(typ) {
		if code = int(p.peek(1, 1)[0]); p.cut >= 0 && typ == icmp6Renumber {
			return
		}
	}
	shown := p.icmp6Message(typ, code, length)
	if p.cut >= 0 {
		return
	}
	if shown == icmp6Unknown || p.v == 0 && shown == icmp6Dissected {
		p.sn(", length ", length)
	}
	if shown != icmp6Dissected && p.v < 2 {
		p.hexLines("\n\t", whole[:min(len(whole), length)])
	}
}

// icmp6UsesCode says whose code is shown.
func icmp6UsesCode(typ int) bool {
	switch typ {
	case icmp6Unreachable, icmp6TimeExceeded, icmp6ParamProblem, icmp6Renumber, icmp6NodeQuery, icmp6NodeReply,
		icmp6MRDAdv, icmp6RPL:
		return true
	}
	return false
}

// What icmp6Message leaves to be done.
const (
	icmp6Dissected = iota
	icmp6Unknown   // its bytes are to be shown
	icmp6NoLength  // they are to be shown, and no length
)

// icmp6Checksum prints what the checksum of the message at p.in is worth.
func (p *printer) icmp6Checksum(ip *ipInfo, length int) {
	if length > len(p.in) {
		return // not all there to be added up
	}
	sum := pseudoChecksum(ip, p.in[:length], length, ipProtoICMPv6)
	if sum == 0 {
		p.s("[icmp6 sum ok] ")
		return
	}
	if length < 4 {
		p.short(0)
		return
	}
	got := be16at(p.in, 2)
	p.f2("[bad icmp6 cksum 0x%04x -> 0x%04x!] ", uint32(got), uint32(checksumShouldBe(sum, got)))
}

// icmp6HasOptions says which messages end in options that -v shows line by line, behind the length.
func icmp6HasOptions(typ int) bool {
	switch typ {
	case icmp6RouterSol, icmp6RouterAdv, icmp6NeighborSol, icmp6NeighborAdv, icmp6Redirect, icmp6HAReply,
		icmp6MobileAdv:
		return true
	}
	return false
}

// icmp6Message prints the message at p.in behind its name.
func (p *printer) icmp6Message(typ, code, length int) int {
	switch typ {
	case icmp6Unreachable:
		return p.icmp6Unreachable(code)
	case icmp6TooBig:
		p.f1(", mtu %u", be32(p.peek(4, 4)))
	case icmp6TimeExceeded:
		p.icmp6TimeExceeded(code)
	case icmp6ParamProblem:
		pointer := be32(p.peek(4, 4))
		p.peek(icmp6HeaderLen, ip6HeaderLen) // nothing is said without the addresses of the packet that is to blame
		if name, ok := tokenName(&icmp6ParamNames, uint32(code)); ok {
			p.s(", ")
			p.s(name)
			p.f1(" - octet %u", pointer)
		} else {
			p.sn(", code-#", code)
		}
	case icmp6Echo, icmp6EchoReply:
		h := p.take(8)
		p.f2(", id %u, seq %u", uint32(be16at(h, 4)), uint32(be16at(h, 6)))
	case icmp6MLDQuery:
		switch {
		case length >= mld2QueryLen:
			p.mld2Query(length)
		case length == mldLen:
			p.mld()
		default:
			p.f1(" unknown-version (len %u) ", uint32(length))
		}
	case icmp6MLDReport, icmp6MLDDone:
		p.mld()
	case icmp6MLD2Report:
		p.mld2Report(length)
	case icmp6RouterSol, icmp6RouterAdv, icmp6NeighborSol, icmp6NeighborAdv, icmp6Redirect, icmp6InverseSol,
		icmp6InverseAdv:
		p.nd(typ, length)
	case icmp6Renumber:
		p.icmp6Renumber(code, length)
		p.cutInline()
	case icmp6NodeQuery:
		p.nodeQuery(code, length)
	case icmp6NodeReply:
		p.nodeReply(code, length)
	case icmp6HAQuery, icmp6MobileSol:
		p.f1(", id 0x%04x", uint32(be16(p.peek(4, 2))))
	case icmp6HAReply:
		p.icmp6HAReply(length)
	case icmp6MobileAdv:
		p.icmp6MobileAdv(length)
	case icmp6MRDAdv: // RFC 4286 section 5: the code is the interval
		h := p.take(8)
		p.f3(", interval %us, query interval %us, robustness %u", uint32(code), uint32(be16at(h, 4)), uint32(be16at(h, 6)))
	case icmp6MRDSol, icmp6MRDTerm:
	case icmp6RPL:
		p.s(", ")
		p.rpl(code, length)
	case icmp6ExtEcho, icmp6ExtEchoReply:
		p.icmp6ExtEcho(typ, length)
	default: // the mtrace messages too
		return icmp6Unknown
	}
	return icmp6Dissected
}

// cutInline turns a short read into a mark in the middle of the line, which goes on behind it.
func (p *printer) cutInline() {
	if p.cut < 0 {
		return
	}
	p.out = append(p.out[:p.cut], " [|"...)
	p.s(p.cutBy)
	p.c(']')
	p.cut = -1
}

// icmp6Unreachable prints what could not be reached, which the quoted packet says.
func (p *printer) icmp6Unreachable(code int) int {
	p.s(", ")
	name, ok := tokenName(&icmp6UnreachNames, uint32(code))
	if !ok {
		p.sn("unknown unreach code (", code)
		p.c(')')
		return icmp6NoLength
	}
	p.s(name)
	p.take(icmp6HeaderLen)
	q := p.peek(0, ip6HeaderLen)
	if code == 4 {
		p.icmp6UnreachPort(q)
		return icmp6Dissected
	}
	p.c(' ')
	p.ip6(q[24:40])
	if code == 2 {
		p.s(", source address ")
		p.ip6(q[8:24])
	}
	return icmp6Dissected
}

// icmp6UnreachPort prints the port that the quoted packet, whose header is q, was sent to.
func (p *printer) icmp6UnreachPort(q []byte) {
	proto := p.ip6UpperLayer()
	if proto != ipProtoTCP && proto != ipProtoUDP {
		p.short(0)
		return
	}
	port := be16(p.peek(2, 2))
	p.s(", ")
	p.ip6(q[24:40])
	if proto == ipProtoTCP {
		p.s(" tcp port ")
		p.tcpPort(port)
	} else {
		p.s(" udp port ")
		p.udpPort(port)
	}
}

// ip6UpperLayer passes over the IPv6 header at p.in and its extension headers and returns the type of what is behind
// them, -1 if that cannot be known.
func (p *printer) ip6UpperLayer() int {
	next := int(p.take(ip6HeaderLen)[6])
	for p.cut < 0 {
		n := 0
		switch next {
		case ipProtoHopOpts, ipProtoDstOpts, ipProtoRouting:
			n = (int(p.peek(1, 1)[0]) + 1) * 8
		case ipProtoFragment:
			if be16(p.peek(2, 2))&^7 != 0 {
				return -1
			}
			n = 8
		case ipProtoAH:
			n = (int(p.peek(1, 1)[0]) + 2) * 4
		default:
			return next
		}
		next = int(p.peek(0, 1)[0])
		p.takeN(n)
	}
	return -1
}

func (p *printer) icmp6TimeExceeded(code int) {
	switch code {
	case 0:
		q := p.peek(icmp6HeaderLen, ip6HeaderLen)
		p.s(" for ")
		p.ip6(q[24:40])
	case 1:
		p.s(" (reassembly)")
	default:
		p.sn(", unknown code (", code)
		p.c(')')
	}
}

// icmp6HAReply prints the home agents of a dynamic home agent address discovery reply.
func (p *printer) icmp6HAReply(length int) {
	if p.v == 0 {
		return
	}
	h := p.take(icmp6HeaderLen)
	p.f1(", id 0x%04x", uint32(be16at(h, 4)))
	for left := length - icmp6HeaderLen; left > 0 && p.cut < 0; left -= 16 {
		a := p.take(16)
		p.s(", ")
		p.ip6(a)
	}
}

// icmp6MobileAdv prints a mobile prefix advertisement, whose options are those of neighbor discovery.
func (p *printer) icmp6MobileAdv(length int) {
	if p.v == 0 {
		return
	}
	p.take(4)
	p.f1(", id 0x%04x", uint32(p.u16()))
	h := p.take(2)
	if h[0]&0xc0 != 0 {
		p.c(' ')
	}
	if h[0]&0x80 != 0 {
		p.c('M')
	}
	if h[0]&0x40 != 0 {
		p.c('O')
	}
	p.ndOptions(length - icmp6HeaderLen)
}

// icmp6ExtEcho prints an extended echo, whose format is that of ICMP for IPv4.
func (p *printer) icmp6ExtEcho(typ, length int) {
	h := p.peek(0, 7)
	p.f2(", id %u, seq %u", uint32(be16at(h, 4)), uint32(h[6]))
	if p.v == 0 {
		return
	}
	if typ == icmp6ExtEcho {
		p.icmpExtEcho(length)
	} else {
		p.icmpExtEchoReply()
	}
}
