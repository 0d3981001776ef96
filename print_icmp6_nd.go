// Neighbor discovery for IPv6, RFC 4861; its options, also RFC 3971 (SEND), 4191 (routes), 6275 (mobility), 7710 and
// 8910 (captive portal), 8106 (DNS), 8781 (PREF64); inverse discovery, RFC 3122.
//
//	+---------------+---------------+-------------- - -
//	|     Type      |    Length     |   each option, its length in units of eight bytes
//	+---------------+---------------+-------------- - -

package main

const (
	ndOptSourceLL   = 1
	ndOptTargetLL   = 2
	ndOptPrefix     = 3
	ndPrefixLen     = 32
	ndOptRedirected = 4
	ndOptMTU        = 5
	ndOptAdvInt     = 7
	ndOptHomeAgent  = 8
	ndOptNonce      = 14
	ndOptRoute      = 24
	ndOptRDNSS      = 25
	ndOptDNSSL      = 31
	ndOptCaptive    = 37
	ndOptPREF64     = 38

	ndForever = 0xffffffff
)

var ndOptNames = []token{
	{ndOptSourceLL, "source link-address"}, {ndOptTargetLL, "destination link-address"}, {ndOptPrefix, "prefix info"},
	{ndOptRedirected, "redirected header"}, {ndOptMTU, "mtu"}, {ndOptAdvInt, "advertisement interval"},
	{ndOptHomeAgent, "homeagent information"}, {ndOptNonce, "nonce"}, {ndOptRoute, "route info"},
	{ndOptRDNSS, "rdnss"}, {ndOptDNSSL, "dnssl"}, {ndOptPREF64, "pref64"},
}

var ndRouterFlags = []token{{0x80, "managed"}, {0x40, "other stateful"}, {0x20, "home agent"}, {0x02, "ipv6 only"}}
var ndPreferences = []token{{0x00, "medium"}, {0x08, "high"}, {0x10, "rsv"}, {0x18, "low"}}
var ndNeighborFlags = []token{{0x80, "router"}, {0x40, "solicited"}, {0x20, "override"}}
var ndPrefixFlags = []token{{0x80, "onlink"}, {0x40, "auto"}, {0x20, "router"}}

// nd prints a message of neighbor discovery behind its name. Its options need -v.
func (p *printer) nd(typ, length int) {
	if p.v == 0 && (typ == icmp6RouterSol || typ == icmp6RouterAdv) {
		return
	}
	left := length - 4
	if typ == icmp6RouterSol { // nothing but options
		p.skip(8)
		p.ndOptions(left - 4)
		return
	}
	p.take(4)
	switch typ {
	case icmp6RouterAdv:
		p.ndRouterAdv()
		left -= 12
	case icmp6NeighborSol:
		p.take(4)
		a := p.take(16)
		p.s(", who has ")
		p.ip6(a)
		left -= 20
	case icmp6NeighborAdv:
		flags := p.u32() >> 24
		a := p.take(16)
		p.s(", tgt is ")
		p.ip6(a)
		if p.v > 0 {
			p.s(", Flags [")
			p.bits(&ndNeighborFlags, "none", ", ", flags)
			p.c(']')
		}
		left -= 20
	case icmp6Redirect:
		p.take(4)
		target := p.take(16)
		dst := p.take(16)
		p.s(", ")
		p.ip6(dst)
		p.s(" to ")
		p.ip6(target)
		left -= 36
	default: // inverse discovery: its options were never shown
		return
	}
	if p.v > 0 {
		p.ndOptions(left)
	}
}

// ndRouterAdv prints the fields of a router advertisement on a line of its own.
//
//	+---------------+-+-+-+-----------------------------------------+
//	| Cur Hop Limit |M|O|H|Prf|           Router Lifetime           |
//	+---------------+-+-+-+-----------------------------------------+
//	|                         Reachable Time                        |
//	+---------------------------------------------------------------+
//	|                          Retrans Timer                        |
//	+---------------------------------------------------------------+
func (p *printer) ndRouterAdv() {
	h := p.take(12)
	flags := uint32(h[1])
	p.f1("\n\thop limit %u, Flags [", uint32(h[0]))
	p.bits(&ndRouterFlags, "none", ", ", flags)
	p.s("], pref ")
	p.tok(&ndPreferences, "", flags&0x18)
	p.f3(", router lifetime %us, reachable time %ums, retrans timer %ums", uint32(be16at(h, 2)), be32at(h, 4),
		be32at(h, 8))
}

// ndOptions prints a list of options, left bytes on the wire, each on a line of its own.
func (p *printer) ndOptions(left int) {
	for left > 0 && len(p.in) > 0 {
		h := p.peek(0, 2)
		typ, units := int(h[0]), int(h[1])
		n := units * 8
		if p.cut >= 0 {
			return
		}
		if n == 0 || n > left {
			p.trunc()
			return
		}
		if !p.need(n) {
			return
		}
		p.s("\n\t  ")
		if typ == ndOptCaptive {
			p.s("captive portal")
		} else {
			p.tok(&ndOptNames, "unknown", uint32(typ))
		}
		p.f3(" option (%u), length %u (%u): ", uint32(typ), uint32(n), uint32(units))
		opt, rest := p.in[:n], p.in[n:]
		if typ != ndOptPrefix {
			p.limit(n)
		}
		p.take(2)
		p.ndOption(typ, opt)
		if p.cut >= 0 {
			return
		}
		p.unlimit(rest)
		if p.v > 1 {
			p.hexLines("\n\t    ", opt[2:])
		}
		left -= n
	}
}

// ndOption prints what is in one option; p.in is at its body and ends with it.
func (p *printer) ndOption(typ int, opt []byte) {
	switch typ {
	case ndOptSourceLL, ndOptTargetLL:
		p.linkAddr(p.in)
	case ndOptPrefix:
		p.ndPrefix(len(opt))
	case ndOptRedirected:
		p.hexLines("\n\t    ", opt)
	case ndOptMTU:
		p.f1(" %u", be32(p.peek(2, 4)))
		if len(opt) != 8 {
			p.s("bad option length")
		}
	case ndOptAdvInt:
		p.f1(" %ums", be32(p.peek(2, 4)))
	case ndOptHomeAgent:
		h := p.take(6)
		p.f2(" preference %u, lifetime %u", uint32(be16at(h, 2)), uint32(be16at(h, 4)))
	case ndOptNonce:
		for i, b := range p.in {
			if i > 0 {
				p.c(' ')
			}
			p.hw(uint64(b), 2)
		}
	case ndOptRoute:
		p.ndRoute()
	case ndOptRDNSS:
		h := p.take(6)
		p.f1(" lifetime %us,", be32at(h, 2))
		for len(p.in) >= 16 {
			p.s(" addr: ")
			p.ip6(p.take(16))
		}
	case ndOptDNSSL:
		h := p.take(6)
		p.f1(" lifetime %us, domain(s):", be32at(h, 2))
		p.ndDomains()
	case ndOptCaptive:
		p.textZ(p.in)
	case ndOptPREF64:
		p.ndPREF64()
	default:
		if p.v < 2 { // -vv shows them anyway
			p.hexLines("\n\t  ", opt[2:])
		}
	}
}

// ndTime prints a lifetime in seconds, all ones for ever.
func (p *printer) ndTime(sec uint32) {
	if sec == ndForever {
		p.s("infinity")
		return
	}
	p.f1("%us", sec)
}

func (p *printer) ndPrefix(size int) {
	h := p.take(ndPrefixLen - 2) // also if the option says that it has not so much
	p.ip6(h[14:30])
	p.sn("/", int(h[0]))
	if size != ndPrefixLen {
		p.s("badlen")
	}
	p.s(", Flags [")
	p.bits(&ndPrefixFlags, "none", ", ", uint32(h[1]))
	p.s("], valid time ")
	p.ndTime(be32at(h, 2))
	p.s(", pref. time ")
	p.ndTime(be32at(h, 6))
}

// ndRoute prints a route information option, RFC 4191 section 2.3: its prefix has 0, 8 or 16 bytes.
func (p *printer) ndRoute() {
	h := p.take(6)
	var a [16]byte
	switch n := len(p.in); n {
	case 0, 8, 16:
		copy(a[:], p.in)
	default:
		p.short(0)
		return
	}
	p.c(' ')
	p.ip6(a[:])
	p.sn("/", int(h[0]))
	p.s(", pref=")
	p.tok(&ndPreferences, "", uint32(h[1]&0x18))
	p.s(", lifetime=")
	p.ndTime(be32at(h, 2))
}

// ndDomains prints a list of domain names, RFC 8106 section 5.2, up to the padding. Names may not be compressed there.
func (p *printer) ndDomains() {
	for len(p.in) > 0 && p.in[0] != 0 && p.cut < 0 {
		p.c(' ')
		for {
			n := p.u8()
			if n == 0 {
				break
			}
			if n > 63 {
				switch n & dnsLabelKind {
				case dnsLabelEDNS:
					p.f1("<ELT %u>", uint32(n&^dnsLabelKind))
				case dnsLabelPointer:
					p.s("<BAD PTR>")
				default:
					p.s("<BAD LABEL TYPE>")
				}
				p.short(0)
				return
			}
			if n > len(p.in) {
				p.textBytes(p.in)
			}
			p.textBytes(p.takeN(n))
			p.c('.')
		}
	}
}

// ndPREF64 prints the prefix of a NAT64, RFC 8781 section 4.
func (p *printer) ndPREF64() {
	word := p.u16()
	var a [16]byte
	if len(p.in) != 12 {
		p.s("bad option length")
		return
	}
	copy(a[:], p.take(12))
	lengths := [...]string{"96", "64", "56", "48", "40", "32", "??", "??"}
	p.ip6(a[:])
	p.c('/')
	p.s(lengths[word&7])
	p.f2(" (plc %u), lifetime %us", uint32(word&7), uint32(word&^7))
}
