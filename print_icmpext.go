// Extensions of ICMP messages, RFC 4884: MPLS label stack, RFC 4950; interface information, RFC 5837; interface
// identification for extended echo, RFC 8335.
//
//	+-------+-----------------------+-------------------------------+
//	|Version|      (Reserved)       |           Checksum            |
//	+-------+-----------------------+---------------+---------------+
//	|             Length            |   Class-Num   |   C-Type      |   each object
//	+-------------------------------+---------------+---------------+
//	|                   (Object payload)                            |
//	+---------------------------------------------------------------+

package main

const (
	icmpExtVersion = 2
	icmpExtOffset  = icmpHeaderLen + 128 // where a message without a length field has its extensions, section 5.5

	icmpObjMPLS     = 1
	icmpObjIfInfo   = 2
	icmpObjIfIdent  = 3
	icmpIfInfoMTU   = 0x01
	icmpIfInfoName  = 0x02
	icmpIfInfoAddr  = 0x04
	icmpIfInfoIndex = 0x08
	icmpIfNameMax   = 63 // RFC 5837 section 4.3: the name and its length take 64 bytes at most
	icmpAFIMAC48    = 16389
	icmpAFIMAC64    = 16390
)

var icmpObjNames = []token{
	{icmpObjMPLS, "MPLS Stack Entry"}, {icmpObjIfInfo, "Interface Information"},
	{icmpObjIfIdent, "Interface Identification"},
}

var icmpIfRoles = []token{
	{0, "Incoming IP Interface"}, {1, "Sub-IP Component of Incoming IP Interface"}, {2, "Outgoing IP Interface"},
	{3, "IP Next-Hop"},
}

var icmpExtEchoCodes = []token{
	{0, "No error"}, {1, "Malformed Query"}, {2, "No Such Interface"}, {3, "No Such Table Entry"},
	{4, "Multiple Interfaces Satisfy Query"},
}

var icmpExtEchoStates = []token{
	{0, "Reserved"}, {1, "Incomplete"}, {2, "Reachable"}, {3, "Stale"}, {4, "Delay"}, {5, "Probe"}, {6, "Failed"},
}

// icmpExtension prints the extensions behind the quoted packet of message m, if there are any.
func (p *printer) icmpExtension(m []byte, length int) {
	if length <= icmpExtOffset {
		return
	}
	off, words := icmpExtOffset, 0
	if len(m) > 5 {
		words = int(m[5]) // of the quoted packet, section 5.1
	}
	if n := icmpHeaderLen + 4*words; n > icmpExtOffset && n+4 <= length {
		off = n
	}
	size := length - off
	p.in = m[min(off, len(m)):]
	if words == 0 && size <= len(p.in) && inChecksum(p.in[:size]) != 0 {
		return // section 5.5: guesses need a right checksum
	}
	if size > 4 && !p.need(5) {
		return
	}
	version := p.peek(0, 1)[0] >> 4
	p.f1("\n\tICMP Multi-Part extension v%u", uint32(version))
	if version != icmpExtVersion {
		p.s(" packet not supported")
		return
	}
	p.icmpExtChecksum(size)
	p.take(4)
	p.icmpObjects(size - 4)
}

// icmpExtChecksum prints whether the checksum of the extensions, size bytes at p.in, is right.
func (p *printer) icmpExtChecksum(size int) {
	if size > len(p.in) || size < 4 {
		return
	}
	verdict := "correct"
	if inChecksum(p.in[:size]) != 0 {
		verdict = "incorrect"
	}
	p.f1(", checksum 0x%04x (", uint32(be16at(p.in, 2)))
	p.s(verdict)
	p.sn("), length ", size)
}

// icmpObjects prints a list of objects, left bytes on the wire.
func (p *printer) icmpObjects(left int) {
	for left > 4 && p.cut < 0 {
		h := p.take(4)
		size, class, ctype := int(be16(h)), int(h[2]), int(h[3])
		if p.cut >= 0 || class == 0 || size < 4 {
			return
		}
		p.s("\n\t  ")
		p.tok(&icmpObjNames, "unknown", uint32(class))
		p.f3(" Object (%u), Class-Type: %u, length %u", uint32(class), uint32(ctype), uint32(size))
		rest := p.limit(size - 4)
		p.icmpObject(class, ctype, size-4)
		p.unlimit(rest)
		left -= size
	}
}

// icmpObject prints the payload of one object, size bytes.
func (p *printer) icmpObject(class, ctype, size int) {
	switch {
	case class == icmpObjMPLS && ctype == 1:
		label := be32(p.take(4))
		p.s("\n\t    ")
		p.mplsLabel(label)
	case class == icmpObjIfInfo:
		p.icmpIfInfo(ctype)
	case class == icmpObjIfIdent && 1 <= ctype && ctype <= 3:
		p.icmpIfIdent(ctype, size)
	default:
		p.hexLines("\n\t    ", p.in)
		p.in = nil
	}
}

// mplsLabel prints a label stack entry, RFC 3032 section 2.1, in the words of the extension.
func (p *printer) mplsLabel(entry uint32) {
	p.f2("label %u, tc %u", entry>>12, entry>>9&7)
	if entry&0x100 != 0 {
		p.s(", [S]")
	}
	p.f1(", ttl %u", entry&0xff)
}

// icmpIfInfo prints an interface information object: its class type says what is in it.
func (p *printer) icmpIfInfo(ctype int) {
	p.s("\n\t    Interface Role: ")
	p.tok(&icmpIfRoles, "", uint32(ctype>>6))
	if ctype&icmpIfInfoIndex != 0 {
		p.f1("\n\t    Interface Index: %u", p.u32())
	}
	if ctype&icmpIfInfoAddr != 0 {
		afi := p.u16()
		p.take(2)
		p.s("\n\t    IP Address sub-object: ")
		switch afi {
		case 1:
			p.ip4(p.take(4))
		case 2:
			p.ip6(p.take(16))
		default:
			p.sn("Unknown Address Family (", afi)
			p.c(')')
			return
		}
	}
	if ctype&icmpIfInfoName != 0 && !p.icmpIfName() {
		return
	}
	if ctype&icmpIfInfoMTU != 0 {
		p.f1("\n\t    MTU Value: %u", p.u32())
	}
}

// icmpIfName prints an interface's name, whose length counts itself and is a multiple of four. It reports false for
// one that cannot be.
func (p *printer) icmpIfName() bool {
	size := p.u8()
	if p.cut >= 0 {
		return false
	}
	if size%4 != 0 || size == 0 || size > icmpIfNameMax+1 {
		p.sn("\n\t    Interface Name [length ", size)
		p.c(']')
		p.invalid()
		return false
	}
	p.sn("\n\t    Interface Name, length ", size)
	p.s(": ")
	p.textZ(p.takeN(size - 1))
	return true
}

// icmpIfIdent prints the interface that an extended echo asks for: by name, index or address.
func (p *printer) icmpIfIdent(ctype, size int) {
	switch ctype {
	case 1:
		p.sn("\n\t    Interface Name, length ", size)
		p.s(": ")
		p.textZ(p.takeN(size))
	case 2:
		p.f1("\n\t    Interface Index: %u", p.u32())
	case 3:
		h := p.take(4)
		afi, n := int(be16(h)), int(h[2])
		switch {
		case afi == 1 && n == 4:
			p.s("\n\t    IP Address sub-object: ")
			p.ip4(p.take(4))
		case afi == 2 && n == 16:
			p.s("\n\t    IP Address sub-object: ")
			p.ip6(p.take(16))
		case afi == icmpAFIMAC48 && n == 6, afi == icmpAFIMAC64 && n == 8:
			p.s("\n\t    MAC Address sub-object: ")
			p.linkAddr(p.takeN(n))
		default:
			p.f2("\n\t    Address Family %u, length %u", uint32(afi), uint32(n))
			p.invalid()
		}
	}
}

// icmpExtEcho prints which interface is asked for, RFC 8335 section 2.1.
func (p *printer) icmpExtEcho(length int) {
	h := p.take(icmpHeaderLen)
	if h[7]&1 != 0 {
		p.s("\n\tLocal Interface")
	} else {
		p.s("\n\tRemote Interface")
	}
	if !p.need(8) { // the extension header and that of the one object behind it
		return
	}
	if version := p.peek(0, 1)[0] >> 4; version != icmpExtVersion {
		p.f1(", extension v%u packet not supported", uint32(version))
		return
	}
	size := 4 + int(be16(p.peek(4, 2))) // the rest of the message is padding, which its checksum does not cover
	p.icmpExtChecksum(size)
	p.take(4)
	p.icmpObjects(min(size, length-icmpHeaderLen) - 4)
}

// icmpExtEchoReply prints the state of the interface, RFC 8335 section 3.
//
//	+---------------+-------+---+-+-+-+
//	|Sequence Number| State |Res|A|4|6|
//	+---------------+-------+---+-+-+-+
func (p *printer) icmpExtEchoReply() {
	h := p.take(icmpHeaderLen)
	if p.cut >= 0 {
		return
	}
	code, state := h[1], h[7]>>5
	p.sn("\n\tCode ", int(code))
	p.s(" (")
	p.tok(&icmpExtEchoCodes, "Unknown", uint32(code))
	p.sn("), State ", int(state))
	p.s(" (")
	p.tok(&icmpExtEchoStates, "Unknown", uint32(state))
	p.f3("), active %u ipv4 %u ipv6 %u", uint32(h[7]>>2&1), uint32(h[7]>>1&1), uint32(h[7]&1))
}
