// Solaris IPNET (LINKTYPE_IPNET): IP packets seen between zones of one machine.
//
//	| version (1) | family (1) | hook type (2) | length (4) | interface (4) | group interface (4) | source zone (4) |
//	| destination zone (4) |

package main

const (
	ipnetHeaderLen = 24
	ipnetIPv4      = 2
	ipnetIPv6      = 26
)

var ipnetFamilies = []token{{ipnetIPv4, "IPv4"}, {ipnetIPv6, "IPv6"}}

func (p *printer) ipnetLink(length int) {
	p.proto = "ipnet"
	if !p.need(ipnetHeaderLen) {
		return
	}
	h := p.take(ipnetHeaderLen)
	p.ll = ipnetHeaderLen
	show := func() {
		p.f2("%u > %u", be32at(h, 16), be32at(h, 20))
		p.hookFamily(&ipnetFamilies, "Unknown Ethertype (0x%04x)", uint32(h[1]), length)
	}
	if p.e {
		show()
	}
	switch h[1] {
	case ipnetIPv4:
		p.ip(length - ipnetHeaderLen)
	case ipnetIPv6:
		p.ip6Packet(length - ipnetHeaderLen)
	default:
		if !p.e {
			show()
		}
		p.rest(length - ipnetHeaderLen)
	}
}

// hookFamily prints the address family of a packet that was seen inside the system, and its length. unknown is what
// stands with -q for a family without a name.
func (p *printer) hookFamily(names *[]token, unknown string, family uint32, length int) {
	if p.q {
		p.s(", ")
		p.tok(names, unknown, family)
	} else {
		p.s(", family ")
		p.tok(names, "Unknown", family)
		p.f1(" (%u)", family)
	}
	p.sn(", length ", length)
	p.s(": ")
}
