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
		if p.q {
			p.s(", ")
			p.tok(&ipnetFamilies, "Unknown Ethertype (0x%04x)", uint32(h[1]))
		} else {
			p.s(", family ")
			p.tok(&ipnetFamilies, "Unknown", uint32(h[1]))
			p.f1(" (%u)", uint32(h[1]))
		}
		p.sn(", length ", length)
		p.s(": ")
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
