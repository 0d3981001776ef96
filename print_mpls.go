// Multiprotocol label switching: label stack, RFC 3032; within IP, RFC 4023; within UDP, RFC 7510.
//
//	+---------------------------------------+-----+-+---------------+
//	|                 Label                 | TC  |S|      TTL      |
//	+---------------------------------------+-----+-+---------------+

package main

const (
	mplsBottom = 0x100 // S

	mplsIPv4Null     = 0
	mplsIPv6Null     = 2
	mplsImplicitNull = 3
	mplsLastReserved = 15
)

var mplsLabelNames = []token{
	{mplsIPv4Null, "IPv4 explicit NULL"}, {1, "router alert"}, {mplsIPv6Null, "IPv6 explicit NULL"},
	{mplsImplicitNull, "implicit NULL"},
}

// mpls prints a label stack and what it carries, length bytes on the wire.
func (p *printer) mpls(length int) {
	p.proto = "mpls"
	if !p.enter() {
		return
	}
	defer p.leave()
	p.s("MPLS")
	entry := uint32(0)
	for first := true; entry&mplsBottom == 0; first = false {
		if length < 4 {
			p.invalid()
			return
		}
		entry = be32(p.take(4))
		if p.cut >= 0 {
			return
		}
		length -= 4
		if p.v > 0 && !first {
			p.s("\n\t")
		} else {
			p.c(' ')
		}
		p.mplsEntry(entry)
	}
	if length > 0 {
		p.mplsPayload(entry>>12, length)
	}
}

// mplsEntry prints one entry of the stack; with -v the labels that mean something are named.
func (p *printer) mplsEntry(entry uint32) {
	label := entry >> 12
	p.f1("(label %u", label)
	if p.v > 0 && label <= mplsLastReserved {
		p.s(" (")
		p.tok(&mplsLabelNames, "rsvd", label)
		p.c(')')
	}
	p.f1(", tc %u", entry>>9&7)
	if entry&mplsBottom != 0 {
		p.s(", [S]")
	}
	p.f1(", ttl %u)", entry&0xff)
}

// mplsPayload prints what is behind the stack. The last label says what it is or, mostly, nothing: then the first byte
// must do.
func (p *printer) mplsPayload(label uint32, length int) {
	first := p.peek(0, 1)[0]
	if p.cut >= 0 {
		return
	}
	gap := " "
	if p.v > 0 {
		gap = "\n\t"
	}
	switch {
	case label == mplsIPv4Null || label == mplsImplicitNull || label != mplsIPv6Null && first>>4 == 4:
		p.s(gap)
		p.ip(length)
	case label == mplsIPv6Null || first>>4 == 6:
		p.s(gap)
		p.ip6Packet(length)
	case first == 0x81 || first == 0x82 || first == 0x83: // CLNP, ES-IS, IS-IS: network layer protocol identifiers
		p.s(gap)
		p.isoclns(length)
	default:
		if !p.q {
			n := length - len(p.in)
			p.rest(length)
			if n > 0 {
				p.short(0)
			}
		}
	}
}
