// BGP: path attributes, RFC 4271 section 4.3 and 5, and those of many other RFCs.
//
//	+---------------+---------------+-------------------------------+
//	|O|T|P|E|unused |     Type      |    Length (1 byte, 2 with E)  |
//	+---------------+---------------+-------------------------------+

package main

import (
	"math"
)

const bgpMaxSets = 10 // sets of attributes within one another

// bgpAttributes prints the attributes that fill b, which belong to a set at that level, or at level 0 to the message.
// behind is how many bytes of the message come after them. It reports false if one of the message's is cut short, and
// returns what is left behind the last one or, if that does not fit, behind as much of its header as does.
func (p *printer) bgpAttributes(b []byte, level, behind int) (left []byte, ok bool) {
	for len(b) > 0 {
		head := 3
		if b[0]&0x10 != 0 {
			head = 4
		}
		if len(b) < head {
			if level == 0 {
				if len(b)+behind < head {
					return nil, false
				}
				p.indent(2)
				p.s("[path attrs too short]")
				return nil, true
			}
			p.s(" [path attr too short]")
			if len(b) >= 2 {
				b = b[2:]
			}
			return b, true
		}
		flags, kind, n := b[0], b[1], int(b[2])
		if head == 4 {
			n = int(be16at(b, 2))
		}
		b = b[head:]
		if level > 0 {
			p.indent(6)
		} else {
			p.indent(2)
		}
		if s, ok := tokenName(&bgpAttributeNames, uint32(kind)); ok {
			p.s(s)
		} else {
			p.s("Unknown Attribute")
		}
		p.f2(" (%u), length: %u", uint32(kind), uint32(n))
		if flags != 0 {
			p.bgpAttributeFlags(flags)
		} else if level > 0 {
			p.s(": ")
		}
		if n > len(b) {
			if level > 0 {
				p.s(" [path attr too short]")
			} else {
				p.s(" [path attrs too short]")
			}
			return b, true
		}
		dump := n
		switch {
		case level > bgpMaxSets:
			p.s("(too many nested levels, not recursing)")
		case kind == 128:
			if dump, ok = p.bgpAttributeSet(b[:n], level+1); !ok {
				return nil, false
			}
		case !p.bgpAttribute(kind, b[:n]):
			return nil, false
		case kind == 32 && n%12 == 0: // shown as numbers already
			dump = 0
		}
		if p.v > 1 && dump > 0 {
			p.hexLines("\n\t    ", b[:dump])
		}
		b = b[n:]
	}
	return nil, true
}

// bgpAttributeSet prints the attributes that a customer's router sent, RFC 6368, and returns how many bytes of b its
// dump is to have, as in tcpdump: so many as are left behind the last attribute, though from the beginning.
func (p *printer) bgpAttributeSet(b []byte, level int) (dump int, ok bool) {
	if len(b) < 4 {
		return 0, false
	}
	p.s("\n\t    Origin AS: ")
	p.bgpAS(be32(b))
	left, ok := p.bgpAttributes(b[4:], level, 0)
	return len(left), ok
}

func (p *printer) bgpAttributeFlags(flags byte) {
	p.s(", Flags [")
	for i, c := range []byte("OTPE") {
		if flags&(0x80>>i) != 0 {
			p.c(c)
		}
	}
	if rest := flags & 0x0f; rest != 0 {
		p.f1("+%x", uint32(rest))
	}
	p.s("]: ")
}

// bgpBadLength reports whether the length of an attribute is wrong, and says so.
//
//go:noinline
func (p *printer) bgpBadLength(bad bool) bool {
	if bad {
		p.s("invalid len")
	}
	return bad
}

// bgpAttribute prints the value of an attribute and reports false if it is cut short.
func (p *printer) bgpAttribute(kind byte, b []byte) bool {
	switch kind {
	case 1:
		if !p.bgpBadLength(len(b) != 1) {
			p.tok(&bgpOrigins, "Unknown Origin Typecode", uint32(b[0]))
		}
	case 2, 17:
		return p.bgpASPath(b, kind == 17)
	case 3, 9:
		if !p.bgpBadLength(len(b) != 4) {
			p.bgpIP4(b)
		}
	case 4, 5:
		if !p.bgpBadLength(len(b) != 4) {
			p.u(uint64(be32(b)))
		}
	case 6:
		p.bgpBadLength(len(b) != 0)
	case 7, 18:
		p.bgpAggregator(b, kind == 18)
	case 8:
		if p.bgpBadLength(len(b)%4 != 0) {
			return true
		}
		for i := 0; i < len(b); i += 4 {
			if i > 0 {
				p.s(", ")
			}
			v := be32at(b, i)
			if s, ok := tokenName(&bgpCommunities, v); ok {
				p.s(s)
			} else {
				p.f2("%u:%u", v>>16, v&0xffff)
			}
		}
	case 10:
		if p.bgpBadLength(len(b)%4 != 0) {
			return true
		}
		for i := 0; i < len(b); i += 4 {
			if i > 0 {
				p.s(", ")
			}
			p.bgpIP4(b[i : i+4])
		}
	case 14:
		return p.bgpReach(b)
	case 15:
		return p.bgpUnreach(b)
	case 16:
		p.bgpExtendedCommunities(b)
	case 22:
		return p.bgpPMSITunnel(b)
	case 26:
		return p.bgpAIGP(b)
	case 32: // RFC 8092
		if p.bgpBadLength(len(b) == 0 || len(b)%12 != 0) {
			return true
		}
		p.s("\n\t    ")
		for i := 0; i < len(b); i += 12 {
			if i > 0 {
				p.s(", ")
			}
			p.f3("%u:%u:%u", be32at(b, i), be32at(b, i+4), be32at(b, i+8))
		}
	case 33:
		return p.bgpSecPath(b)
	default:
		p.f1("\n\t    no Attribute %u decoder", uint32(kind))
		if p.v <= 1 {
			p.hexLines("\n\t    ", b)
		}
	}
	return true
}

//go:noinline
func (p *printer) bgpIP4(a []byte) { p.ip4(a) }

// bgpASSize says whether the numbers in an AS path take two bytes or four: nothing in the message says so, only
// whether the segments come out even.
func bgpASSize(b []byte) int {
	for len(b) >= 2 {
		kind, count := b[0], int(b[1])
		if kind < 1 || kind > 4 {
			return 4
		}
		if count == 0 {
			return 2
		}
		if 2+2*count > len(b) {
			return 4
		}
		b = b[2+2*count:]
	}
	if len(b) > 0 {
		return 4
	}
	return 2
}

// bgpASPath prints a path of sets and sequences.
func (p *printer) bgpASPath(b []byte, four bool) bool {
	if p.bgpBadLength(len(b)%2 != 0) {
		return true
	}
	if len(b) == 0 {
		p.s("empty")
		return true
	}
	size := bgpASSize(b)
	if four {
		size = 4
	}
	for len(b) >= 2 {
		kind, count := b[0], int(b[1])
		b = b[2:]
		switch kind {
		case 1:
			p.s("{ ")
		case 2:
		case 3:
			p.s("( ")
		case 4:
			p.s("({ ")
		default:
			p.c('?')
		}
		for ; count > 0; count-- {
			if len(b) < size {
				return false
			}
			if size == 2 {
				p.bgpAS(uint32(be16(b)))
			} else {
				p.bgpAS(be32(b))
			}
			p.c(' ')
			b = b[size:]
		}
		switch kind {
		case 1:
			p.c('}')
		case 2:
		case 3:
			p.c(')')
		case 4:
			p.s("})")
		default:
			p.c('?')
		}
	}
	return true
}

func (p *printer) bgpAggregator(b []byte, four bool) {
	if p.bgpBadLength(len(b) != 8 && (four || len(b) != 6)) {
		return
	}
	p.s(" AS #")
	if len(b) == 8 {
		p.bgpAS(be32(b))
		b = b[4:]
	} else {
		p.bgpAS(uint32(be16(b)))
		b = b[2:]
	}
	p.s(", origin ")
	p.bgpIP4(b)
}

// bgpExtendedCommunities prints values of eight bytes, RFC 4360.
func (p *printer) bgpExtendedCommunities(b []byte) {
	if p.bgpBadLength(len(b)%8 != 0) {
		return
	}
	for ; len(b) >= 8; b = b[8:] {
		kind := be16(b)
		p.s("\n\t    ")
		if s, ok := tokenName(&bgpExtCommunities, uint32(kind)); ok {
			p.s(s)
		} else {
			p.s("unknown extd community typecode")
		}
		p.f1(" (0x%04x), Flags [", uint32(kind))
		p.bits(&bgpExtFlags, "none", ", ", uint32(kind&0xc000))
		p.s("]: ")
		p.bgpExtendedCommunity(kind, b[2:8])
	}
}

func (p *printer) bgpExtendedCommunity(kind uint16, b []byte) {
	switch kind {
	case 0x0002, 0x0003, 0x000a:
		p.f2("%u:%u (= ", uint32(be16(b)), be32at(b, 2))
		p.ip4num(b[2:6])
		p.c(')')
	case 0x0102, 0x0103, 0x010b:
		p.ip4num(b[:4])
		p.f1(":%u", uint32(be16at(b, 4)))
	case 0x0202, 0x0203:
		p.bgpAS(be32(b))
		p.f1(":%u", uint32(be16at(b, 4)))
	case 0x0005, 0x0105, 0x0205, 0x0107, 0x8001, 0x8005:
		p.ip4num(b[:4])
	case 0x0009:
		p.f1("AS %u", uint32(be16(b)))
	case 0x0306, 0x8000: // RFC 4577
		p.s("area:")
		p.ip4num(b[:4])
		p.s(", router-type:")
		p.tok(&bgpRouterTypes, "unknown (0x%02x)", uint32(b[4]))
		p.s(", metric-type:")
		if b[5]&1 != 0 {
			p.s("E2")
		}
		if b[4] == 5 || b[4] == 7 {
			p.s("E1")
		}
	case 0x030c:
		p.s("Tunnel type: ")
		p.tok(&bgpTunnels, "unknown encaps", uint32(be16at(b, 4)))
	case 0x4004: // bytes per second
		p.s("bandwidth: ")
		bits := be32at(b, 2)
		p.nanSign(bits)
		p.decimals(float64(math.Float32frombits(bits))*8/1e6, 3)
		p.s(" Mbps")
	case 0x4300: // RFC 8097
		p.s("ovs: ")
		p.tok(&bgpOVS, "unknown", uint32(b[5]))
	case 0x800a:
		p.tok(&bgpL2Encaps, "unknown encaps", uint32(b[0]))
		p.f2(" Control Flags [0x%02x]:MTU %u", uint32(b[1]), uint32(be16at(b, 2)))
	default:
		p.hexBytes(b)
	}
}

// bgpPMSITunnel prints the tunnel of a multicast VPN, RFC 6514 section 5.
func (p *printer) bgpPMSITunnel(b []byte) bool {
	if len(b) < 5 {
		return false
	}
	kind, rest := b[1], b[5:]
	p.s("\n\t    Tunnel-type ")
	p.bgpNamed(&bgpPMSI, uint32(kind))
	p.s(", Flags [")
	p.bits(&bgpPMSIFlags, "none", ", ", uint32(b[0]))
	p.f1("], MPLS Label %u", be24at(b, 2)>>4)
	pair := func(first, second string, number bool) bool {
		if len(rest) < 8 {
			return false
		}
		p.s("\n\t      ")
		p.s(first)
		p.bgpIP4(rest[:4])
		p.s(second)
		if number {
			p.f1("0x%08x", be32at(rest, 4))
		} else {
			p.bgpIP4(rest[4:8])
		}
		return true
	}
	switch kind {
	case 1:
		return pair("Extended-Tunnel-ID ", ", P2MP-ID ", true)
	case 2, 7:
		return pair("Root-Node ", ", LSP-ID ", true)
	case 3:
		return pair("Root-Node ", ", P-Group ", false)
	case 4, 5:
		return pair("Sender ", ", P-Group ", false)
	case 6:
		if len(rest) < 4 {
			return false
		}
		p.s("\n\t      Tunnel-Endpoint ")
		p.bgpIP4(rest[:4])
	default:
		if p.v <= 1 {
			p.hexLines("\n\t      ", rest)
		}
	}
	return true
}

// bgpAIGP prints an accumulated metric, RFC 7311.
func (p *printer) bgpAIGP(b []byte) bool {
	for len(b) >= 3 {
		kind, n := b[0], int(be16at(b, 1))
		p.s("\n\t    ")
		if kind == 1 {
			p.s("AIGP")
		} else {
			p.s("Unknown")
		}
		p.f2(" TLV (%u), length %u", uint32(kind), uint32(n))
		if n < 3 || n > len(b) {
			return false
		}
		if kind == 1 {
			if n < 11 {
				return false
			}
			p.fw(", metric %u", be64at(b, 3))
		} else if p.v <= 1 {
			p.hexLines("\n\t      ", b[3:n])
		}
		b = b[n:]
	}
	return true
}

// bgpSecPath prints a secured path and its signatures, RFC 8205 section 3.
func (p *printer) bgpSecPath(b []byte) bool {
	if len(b) < 2 {
		return false
	}
	size := int(be16(b))
	p.f1("\n\t    Secure Path Length: %u", uint32(size))
	if size < 2 || size > len(b) {
		p.invalid()
		return true
	}
	for s := b[2:size]; len(s) > 0; s = s[6:] {
		if len(s) < 6 {
			return false
		}
		p.f1("\n\t      Secure Path Segment: pCount: %u, Flags: [", uint32(s[0]))
		p.bits(&bgpSecFlags, "none", ", ", uint32(s[1]))
		p.f1("] (0x%02x), AS: ", uint32(s[1]))
		p.bgpAS(be32at(s, 2))
	}
	for b = b[size:]; len(b) > 0; {
		if len(b) < 3 {
			return false
		}
		size := int(be16(b))
		p.f2("\n\t    Signature Block: Length: %u, Algo ID: %u", uint32(size), uint32(b[2]))
		if size < 3 {
			p.f1(" [length %u < 3]", uint32(size))
			p.invalid()
			return true
		}
		if size > len(b) {
			return false
		}
		if !p.bgpSignatures(b[3:size]) {
			return false
		}
		b = b[size:]
	}
	return true
}

func (p *printer) bgpSignatures(b []byte) bool {
	for len(b) > 0 {
		if len(b) < 22 {
			return false
		}
		p.s("\n\t      Signature Segment:\n\t        SKI: ")
		p.hexLines("\n\t          ", b[:20])
		n := int(be16at(b, 20))
		p.f1("\n\t        Length: %u", uint32(n))
		if n > len(b)-22 {
			return false
		}
		p.s("\n\t        Signature:")
		p.hexLines("\n\t          ", b[22:22+n])
		b = b[22+n:]
	}
	return true
}
