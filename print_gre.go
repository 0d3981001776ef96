// Generic routing encapsulation, RFC 1701, 2784 and 2890; the enhanced header of PPTP, RFC 2637.
//
//	+-+-+-+-+-+-----+-+-------+-----+-------------------------------+
//	|C|R|K|S|s|Recur|A| Flags | Ver |         Protocol Type         |
//	+-+-+-+-+-+-----+-+-------+-----+-------------------------------+
//	|      Checksum (optional)      |       Offset (optional)       |
//	+-------------------------------+-------------------------------+
//	|                         Key (optional)                        |
//	+---------------------------------------------------------------+
//	|                    Sequence Number (optional)                 |
//	+---------------------------------------------------------------+
//	|                         Routing (optional)
//	+------------------ - -

package main

const (
	greChecksum = 0x8000
	greRouting  = 0x4000
	greKey      = 0x2000
	greSequence = 0x1000
	greStrict   = 0x0800
	greAck      = 0x0080 // version 1
	greVersion  = 0x0007

	greProtoKeepalive = 0x0000
	greProtoISO       = 0x00fe
	greProtoIPv4      = 0x0800
	greProtoCDP       = 0x2000
	greProtoNHRP      = 0x2001
	greProtoERSPAN3   = 0x22eb
	greProtoTEB       = 0x6558 // transparent Ethernet bridging, RFC 1701; NVGRE, RFC 7637
	greProtoAppleTalk = 0x809b
	greProtoIPv6      = 0x86dd
	greProtoPPP       = 0x880b
	greProtoWCCP      = 0x883e
	greProtoMPLS      = 0x8847
	greProtoMPLSMulti = 0x8848
	greProtoERSPAN    = 0x88be // types I and II

	greRouteIP  = 0x0800
	greRouteASN = 0xfffe
)

var greFlags = []token{
	{greChecksum, "checksum present"}, {greRouting, "routing present"}, {greKey, "key present"},
	{greSequence, "sequence# present"}, {greStrict, "source routing present"}, {greAck, "ack present"},
}

// gre prints one packet, length bytes on the wire.
func (p *printer) gre(length int) {
	p.proto = "gre"
	if !p.enter() {
		return
	}
	defer p.leave()
	flags := p.u16()
	if p.cut >= 0 {
		return
	}
	version := flags & greVersion
	p.sn("GREv", version)
	switch version {
	case 0:
		p.greV0(flags, length)
	case 1:
		p.greV1(flags, length)
	default:
		p.s(" ERROR: unknown-version")
	}
}

// greFlagList prints the flags with -v.
func (p *printer) greFlagList(flags int) {
	if p.v > 0 {
		p.s(", Flags [")
		p.bits(&greFlags, "none", ", ", uint32(flags))
		p.c(']')
	}
}

// greGap stands between the header and what it carries.
func (p *printer) greGap() {
	if p.v < 1 {
		p.s(": ")
	} else {
		p.s("\n\t")
	}
}

// greTotal ends the header: with -e its protocol, then the length of the whole packet.
func (p *printer) greTotal(proto, length int) {
	if p.e {
		p.s(", proto ")
		if name, ok := greProtoName(proto); ok {
			p.s(name)
		} else {
			p.s("unknown")
		}
		p.f1(" (0x%04x)", uint32(proto))
	}
	p.sn(", length ", length)
}

// greProtoName is the name of a payload's protocol: mostly that of its ethertype.
func greProtoName(proto int) (string, bool) {
	switch proto {
	case greProtoERSPAN:
		return "ERSPAN", true
	case greProtoERSPAN3:
		return "ERSPAN III", true
	case greProtoNHRP:
		return "NHRP", true
	case greProtoWCCP:
		return "WCCP", true
	}
	return etherTypeName(uint16(proto))
}

// greV0 prints a packet of the common version behind its flags.
func (p *printer) greV0(flags, length int) {
	whole := length
	p.greFlagList(flags)
	proto := p.u16()
	length -= 4
	if flags&(greChecksum|greRouting) != 0 {
		sum := p.u16()
		if p.v > 0 {
			p.f1(", sum 0x%x", uint32(sum))
		}
		p.f1(", off 0x%x", uint32(p.u16()))
		length -= 4
	}
	if flags&greKey != 0 {
		p.f1(", key=0x%x", p.u32())
		length -= 4
	}
	if flags&greSequence != 0 {
		p.f1(", seq %u", p.u32())
		length -= 4
	}
	if flags&greRouting != 0 {
		length -= p.greRoutes()
	}
	if p.cut >= 0 {
		return
	}
	p.greTotal(proto, whole)
	p.greGap()
	p.grePayload(proto, flags, length)
}

// grePayload prints what version 0 carries, length bytes.
func (p *printer) grePayload(proto, flags, length int) {
	length = max(length, 0)
	switch proto {
	case greProtoKeepalive:
		if length == 0 {
			p.s("keep-alive")
		} else {
			p.f1("gre-proto-0x%x", uint32(proto))
		}
	case greProtoIPv4:
		p.ip(length)
	case greProtoIPv6:
		p.ip6Packet(length)
	case greProtoMPLS, greProtoMPLSMulti:
		p.mpls(length)
	case greProtoISO:
		p.isoclns(length)
	case greProtoAppleTalk:
		p.atalk(length)
	case greProtoTEB:
		p.ether(length, nil)
	case greProtoCDP:
		p.cdp(length)
	case greProtoNHRP:
		p.nhrp(length)
	case greProtoERSPAN:
		if flags&greSequence != 0 {
			p.erspanII(length)
		} else {
			p.erspanI(length)
		}
	case greProtoERSPAN3:
		p.erspanIII(length)
	case greProtoWCCP:
		p.greWCCP(length)
	default:
		p.f1("gre-proto-0x%x", uint32(proto))
	}
}

// greRoutes prints the source route entries, RFC 1701, and returns their length. One of length zero ends them.
//
//	+-------------------------------+---------------+---------------+
//	|        Address Family         |  SRE Offset   |  SRE Length   |
//	+-------------------------------+---------------+---------------+
func (p *printer) greRoutes() int {
	total := 0
	for p.cut < 0 {
		af := p.u16()
		h := p.take(2)
		off, size := int(h[0]), int(h[1])
		total += 4
		if p.cut >= 0 || size == 0 {
			break
		}
		p.s(", (rtaf=")
		switch af {
		case greRouteIP:
			p.s("ip")
			p.greRoute(off, size, 4)
		case greRouteASN:
			p.s("asn")
			p.greRoute(off, size, 2)
		default:
			p.x(uint64(af))
			p.greRouteSkip(size)
		}
		p.c(')')
		total += size
	}
	return total
}

func (p *printer) greRouteSkip(size int) {
	p.out = append(p.out, ')') // a cut leaves the parenthesis
	p.takeN(size)
	if p.cut < 0 {
		p.out = p.out[:len(p.out)-1]
	}
}

// greRoute prints an entry of addresses, each of width bytes; a star stands before the one that comes next.
func (p *printer) greRoute(off, size, width int) {
	switch {
	case off%width != 0:
		p.sn(", badoffset=", off)
		p.greRouteSkip(size)
		return
	case size%width != 0:
		p.sn(", badlength=", size)
		p.greRouteSkip(size)
		return
	case off >= size:
		p.f2(", badoff/len=%u/%u", uint32(off), uint32(size))
		p.greRouteSkip(size)
		return
	}
	for at := 0; at < size && p.cut < 0; at += width {
		p.c(')')
		a := p.takeN(width)
		if p.cut >= 0 {
			return
		}
		p.out = p.out[:len(p.out)-1]
		p.c(' ')
		if at == off {
			p.c('*')
		}
		if width == 4 {
			p.ip4(a)
		} else {
			p.n(int(be16(a)))
		}
	}
}

// greV1 prints a packet of a PPTP tunnel behind its flags: a key of payload length and call, and PPP.
func (p *printer) greV1(flags, length int) {
	whole := length
	p.greFlagList(flags)
	proto := p.u16()
	length -= 4
	if flags&greKey != 0 {
		p.u16() // payload length
		p.sn(", call ", p.u16())
		length -= 4
	}
	if flags&greSequence != 0 {
		p.f1(", seq %u", p.u32())
		length -= 4
	}
	if flags&greAck != 0 {
		p.f1(", ack %u", p.u32())
		length -= 4
	}
	if p.cut >= 0 {
		return
	}
	if flags&greSequence == 0 {
		p.s(", no-payload")
	}
	p.greTotal(proto, whole)
	if flags&greSequence == 0 {
		return
	}
	p.greGap()
	if proto == greProtoPPP {
		p.ppp(max(length, 0))
		return
	}
	p.f1("gre-proto-0x%x", uint32(proto))
}

// greWCCP prints a packet that a router sent to a web cache. Version 1 of the protocol has no header of its own, that
// of version 2 has four bytes: flags, service, and the buckets of the alternative and the primary assignment
// (draft-mclaggan-wccp-v2rev1 section 4).
func (p *printer) greWCCP(length int) {
	p.proto = "wccp"
	first := p.peek(0, 1)[0]
	if first < 0x45 || first > 0x4f { // else the beginning of an IP packet
		h := p.take(4)
		p.f("wccp T:%u A:%u U:%u SId:%u Alt:%u Pri:%u: ", uint32(h[0]>>7), uint32(h[0]>>6&1), uint32(h[0]>>5&1),
			uint32(h[1]), uint32(h[2]), uint32(h[3]))
		length -= 4
	}
	if p.cut < 0 {
		p.ip(length)
	}
}
