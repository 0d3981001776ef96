// Broadcom's lawful intercept encapsulation in UDP: a shim of four bytes before the packet.
//
//	| direction (3) | packet type (4) | packet subtype (3) | intercept id (22) |

package main

const (
	bcmLISource = 49152 // only from there: as a destination it is anybody's

	bcmLIUndecided = 4
	bcmLIIPv4      = 5
	bcmLIIPv6      = 6
	bcmLIEthernet  = 7
)

var bcmLIDirections = []token{{1, "unused"}, {2, "egress"}, {3, "ingress"}}

var bcmLITypes = []token{
	{bcmLIUndecided, "undecided"}, {bcmLIIPv4, "ipv4"}, {bcmLIIPv6, "ipv6"}, {bcmLIEthernet, "ethernet"},
}

var bcmLISubtypes = []token{{1, "single VLAN tag"}, {2, "double VLAN tag"}, {3, "untagged"}}

// bcmLI prints an intercepted packet, length bytes with the shim.
func (p *printer) bcmLI(length int) {
	p.proto = "bcm_li"
	if length < 4 || !p.need(4) {
		p.short(0)
		return
	}
	v := p.u32()
	length -= 4
	if p.v > 0 {
		p.s("\n    ")
	}
	kind := v >> 25 & 15
	p.s("BCM-LI-SHIM: direction ")
	p.tok(&bcmLIDirections, "unknown", v>>29)
	p.s(", pkt-type ")
	p.tok(&bcmLITypes, "unknown", kind)
	p.s(", pkt-subtype ")
	p.tok(&bcmLISubtypes, "unknown", v>>22&7)
	p.f1(", li-id %u", v&0x3fffff)
	if p.v == 0 {
		p.need(length)
		return
	}
	if !p.enter() {
		return
	}
	defer p.leave()
	p.s("\n    ")
	switch kind {
	case bcmLIUndecided: // the packet itself says whether it is one of IP
		switch p.peek(0, 1)[0] >> 4 {
		case 4:
			p.ip(length)
		case 6:
			p.ip6Packet(length)
		default:
			p.s("unknown payload")
		}
	case bcmLIIPv4:
		p.ip(length)
	case bcmLIIPv6:
		p.ip6Packet(length)
	case bcmLIEthernet:
		p.ether(length, nil)
	default:
		p.invalid()
	}
}
