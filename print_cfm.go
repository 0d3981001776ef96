// Connectivity Fault Management, IEEE 802.1Q clause 20 (802.1ag); ITU-T Y.1731 has its messages in the same frames.
//
//	 7   5 4     0 7             0 7             0 7             0
//	+-----+-------+---------------+---------------+---------------+
//	| MDL |version|    opcode     |     flags     | 1st TLV offset|   then the message, then TLVs: type, length (2), value
//	+-----+-------+---------------+---------------+---------------+

package main

const (
	cfmCCM = 1
	cfmLTR = 4
	cfmLTM = 5

	cfmMDNone    = 1
	cfmMDDNS     = 2
	cfmMDMAC     = 3
	cfmNameText  = 2 // of an MA
	cfmMDText    = 4
	cfmNameRoom  = 48 // bytes of the two names of a CCM
	cfmNameExtra = 4  // of those, for formats and lengths

	cfmTLVEnd       = 0
	cfmTLVSender    = 1
	cfmTLVPort      = 2
	cfmTLVInterface = 3
	cfmTLVPrivate   = 31

	cfmChassisAlias = 2
	cfmChassisMAC   = 4
	cfmChassisAddr  = 5
)

var (
	cfmOpcodes = []token{
		{cfmCCM, "Continuity Check Message"}, {2, "Loopback Reply"}, {3, "Loopback Message"},
		{cfmLTR, "Linktrace Reply"}, {cfmLTM, "Linktrace Message"},
	}
	cfmMDFormats = []token{
		{0, "IEEE 802.1"}, {cfmMDNone, "No MD Name present"}, {cfmMDDNS, "DNS string"}, {cfmMDMAC, "MAC + 16Bit Integer"},
		{cfmMDText, "Character string"},
	}
	cfmMAFormats = []token{
		{0, "IEEE 802.1"}, {1, "Primary VID"}, {cfmNameText, "Character string"}, {3, "16Bit Integer"},
		{4, "RFC2685 VPN-ID"},
	}
	// cfmIntervals has what follows from the interval field: lifetimes are 3.25 and 3.5 intervals.
	cfmIntervals = []token{
		{1, "0.003s, min CCM Lifetime 0.011s, max CCM Lifetime 0.012s"},
		{2, "0.010s, min CCM Lifetime 0.032s, max CCM Lifetime 0.035s"},
		{3, "0.100s, min CCM Lifetime 0.325s, max CCM Lifetime 0.350s"},
		{4, "1.000s, min CCM Lifetime 3.250s, max CCM Lifetime 3.500s"},
		{5, "10.000s, min CCM Lifetime 32.500s, max CCM Lifetime 35.000s"},
		{6, "60.000s, min CCM Lifetime 195.000s, max CCM Lifetime 210.000s"},
		{7, "600.000s, min CCM Lifetime 1950.000s, max CCM Lifetime 2100.000s"},
	}
	cfmLTMFlags = []token{{0x80, "Use Forwarding-DB only"}}
	cfmLTRFlags = []token{{0x80, "UseFDB Only"}, {0x40, "FwdYes"}, {0x20, "Terminal MEP"}}
	cfmActions  = []token{{1, "Exact Match"}, {2, "Filtering DB"}, {3, "MIP CCM DB"}}
	cfmTLVs     = []token{
		{cfmTLVEnd, "End"}, {cfmTLVSender, "Sender ID"}, {cfmTLVPort, "Port status"}, {cfmTLVInterface, "Interface status"},
		{4, "Data"}, {5, "Reply Ingress"}, {6, "Reply Egress"}, {cfmTLVPrivate, "Organization Specific"},
	}
	cfmPortStates      = []token{{1, "Blocked"}, {2, "Up"}}
	cfmInterfaceStates = []token{
		{1, "Up"}, {2, "Down"}, {3, "Testing"}, {5, "Dormant"}, {6, "not present"}, {7, "lower Layer down"},
	}
	cfmChassisTypes = []token{
		{0, "Reserved"}, {1, "Chassis component"}, {cfmChassisAlias, "Interface alias"}, {3, "Port component"},
		{cfmChassisMAC, "MAC address"}, {cfmChassisAddr, "Network address"}, {6, "Interface name"}, {7, "Locally assigned"},
	}
)

// cfm prints a frame of length bytes on the wire.
func (p *printer) cfm(length int) {
	p.proto = "cfm"
	if length < 4 {
		p.cfmShort()
		return
	}
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	p.f1("CFMv%u ", uint32(h[0]&0x1f))
	if h[0]&0x1f != 0 {
		p.sn("not supported, length ", length)
		return
	}
	op, first := uint32(h[1]), int(h[3])
	p.tok(&cfmOpcodes, "unknown (%u)", op)
	p.f2(", MD Level %u, length %u", uint32(h[0]>>5), uint32(length))
	if p.v == 0 {
		return
	}
	p.sn("\n\tFirst TLV offset ", first)
	if length -= 4; first > length {
		p.sn(" (too large, must be <= ", length)
		p.c(')')
		return
	}
	all := p.in
	if p.cfmMessage(op, uint32(h[2]), first, length-first) && p.cut < 0 && first < length {
		p.in = all
		p.takeN(first)
		p.cfmElements(length - first)
	}
}

func (p *printer) cfmShort() { p.s("\n\t\t packet is too short") }

// cfmMessage prints what stands before the TLVs, in size bytes, and reports whether they can be printed too. rest is their
// length on the wire.
func (p *printer) cfmMessage(op, flags uint32, size, rest int) bool {
	shortest, said := 0, uint32(0)
	switch op {
	case cfmCCM:
		shortest, said = 70, 1
	case cfmLTM:
		shortest, said = 17, 4
	case cfmLTR:
		shortest, said = 6, 5
	default: // as many bytes as the TLVs have, tcpdump's way
		p.hexLines("\n\t  ", p.in[:min(rest, len(p.in))])
		return true
	}
	if size < shortest { // tcpdump says a number of its own for the message, not the offset
		p.f2(" (too small %u, must be >= %u)", said, uint32(shortest))
		return false
	}
	if !p.need(shortest) {
		return false
	}
	p.s(", Flags [")
	switch op {
	case cfmCCM:
		p.f1("CCM Interval %u", flags&7)
		if flags&0x80 != 0 {
			p.s(", RDI")
		}
		p.c(']')
		if s, ok := tokenName(&cfmIntervals, flags&7); ok {
			p.s("\n\t  CCM Interval ")
			p.s(s)
		}
		b := p.take(6)
		p.f2("\n\t  Sequence Number 0x%08x, MA-End-Point-ID 0x%04x", be32(b), uint32(be16at(b, 4)))
		return p.cfmNames()
	case cfmLTM:
		p.bits(&cfmLTMFlags, "none", ", ", flags)
	default:
		p.bits(&cfmLTRFlags, "none", ", ", flags)
	}
	b := p.take(5)
	p.f2("]\n\t  Transaction-ID 0x%08x, ttl %u", be32(b), uint32(b[4]))
	if op == cfmLTM {
		p.s("\n\t  Original-MAC ")
		p.mac(p.take(6))
		p.s(", Target-MAC ")
		p.mac(p.take(6))
	} else {
		b := uint32(p.u8())
		p.s("\n\t  Replay-Action ")
		p.tok(&cfmActions, "Unknown", b)
		p.f1(" (%u)", b)
	}
	return true
}

// cfmNames prints the names of a maintenance domain, which may be missing, and of an association in it.
func (p *printer) cfmNames() bool {
	format, room := uint32(p.u8()), cfmNameRoom-3
	p.s("\n\t  MD Name Format ")
	p.tok(&cfmMDFormats, "Unknown", format)
	p.f1(" (%u)", format)
	if format != cfmMDNone {
		size := p.u8()
		p.sn(", MD Name length ", size)
		if size >= cfmNameRoom-cfmNameExtra {
			return p.cfmTooLarge(cfmNameRoom - cfmNameExtra)
		}
		p.s("\n\t  MD Name: ")
		name := p.takeN(size)
		switch {
		case format == cfmMDMAC:
			p.s("\n\t  MAC ")
			if size == 6 {
				p.mac(name)
			} else {
				p.s("(length invalid)")
			}
		default:
			p.cfmName(name, format == cfmMDDNS || format == cfmMDText)
		}
		room = cfmNameRoom - cfmNameExtra - size
	}
	format = uint32(p.u8())
	size := p.u8()
	p.s("\n\t  MA Name-Format ")
	p.tok(&cfmMAFormats, "Unknown", format)
	p.f2(" (%u), MA name length %u", format, uint32(size))
	if size > room {
		return p.cfmTooLarge(room)
	}
	p.s("\n\t  MA Name: ")
	p.cfmName(p.takeN(size), format == cfmNameText)
	return true
}

func (p *printer) cfmTooLarge(most int) bool {
	p.sn(" (too large, must be <= ", most)
	p.c(')')
	return false
}

func (p *printer) cfmName(name []byte, text bool) {
	if text {
		p.textZ(name)
	} else {
		p.hexLines("\n\t    ", name)
	}
}

// cfmElements prints TLVs, length bytes of them on the wire.
func (p *printer) cfmElements(length int) {
	for length > 0 {
		kind := uint32(p.u8())
		if p.cut >= 0 {
			return
		}
		p.s("\n\t")
		p.tok(&cfmTLVs, "Unknown", kind)
		p.f1(" TLV (0x%02x)", kind)
		if kind == cfmTLVEnd {
			return
		}
		if length < 3 {
			p.cfmShort()
			return
		}
		size := p.u16()
		length -= 3
		p.sn(", length ", size)
		if size > length {
			p.cfmShort()
			return
		}
		if !p.need(size) {
			return
		}
		used := p.cfmTLV(kind, p.in[:size])
		if used < 0 {
			return
		}
		p.in = p.in[used:]
		length -= used
	}
}

// cfmTLV prints the value of a TLV and returns how much of it is done with, or -1 if nothing good can follow.
func (p *printer) cfmTLV(kind uint32, v []byte) int {
	hex := p.v > 1
	switch kind {
	case cfmTLVPort, cfmTLVInterface:
		if len(v) < 1 {
			return p.cfmTooShort(1)
		}
		p.s(", Status: ")
		if kind == cfmTLVPort {
			p.tok(&cfmPortStates, "Unknown", uint32(v[0]))
		} else {
			p.tok(&cfmInterfaceStates, "Unknown", uint32(v[0]))
		}
		p.f1(" (%u)", uint32(v[0]))
	case cfmTLVPrivate:
		if len(v) < 4 {
			return p.cfmTooShort(4)
		}
		p.s(", Vendor: ")
		p.s(ouiName(be24(v)))
		p.f2(" (%u), Sub-Type %u", be24(v), uint32(v[3]))
		hex = true
	case cfmTLVSender:
		if len(v) < 1 {
			p.cfmTooShort(1)
			return 0
		}
		return p.cfmSender(v)
	default:
		hex = true
	}
	if hex {
		p.hexLines("\n\t  ", v)
	}
	return len(v)
}

func (p *printer) cfmTooShort(least uint32) int {
	p.f1(" (too short, must be >= %u)", least)
	return -1
}

// cfmSender prints who sent a message: chassis, then domain and address of its management. It returns what cfmTLV does.
func (p *printer) cfmSender(all []byte) int {
	n, v := int(all[0]), all[1:]
	hex := p.v > 1
	if n > 0 {
		if len(v) < 1 {
			p.cfmElementShort()
			return len(all)
		}
		kind := uint32(v[0])
		p.s("\n\t  Chassis-ID Type ")
		p.tok(&cfmChassisTypes, "Unknown", kind)
		p.f2(" (%u), Chassis-ID length %u", kind, uint32(n))
		if n > len(v)-1 {
			p.cfmElementShort()
			return len(all) - 1
		}
		hex = !p.cfmChassis(kind, v[1:1+n]) || hex
		v = v[1+n:]
	}
	for i := range 2 {
		if len(v) == 0 {
			if i == 1 {
				p.s(" (Management Address Length is missing)")
			}
			break
		}
		title := [...]string{"\n\t  Management Address Domain", "\n\t  Management Address"}[i]
		n, v = int(v[0]), v[1:]
		p.s(title)
		p.sn(" Length ", n)
		if n > len(v) {
			p.cfmElementShort()
			return [...]int{len(all), -1}[i]
		}
		if n == 0 {
			break
		}
		p.hexLines(title+": ", v[:n])
		v = v[n:]
	}
	if hex { // as many bytes as are left over, but from the start: tcpdump's way
		p.hexLines("\n\t  ", all[:len(v)])
	}
	return len(all)
}

func (p *printer) cfmElementShort() { p.s("\n\t  (TLV too short)") }

// cfmChassis prints the identifier of a chassis, and reports whether that could be done.
func (p *printer) cfmChassis(kind uint32, v []byte) bool {
	switch kind {
	case cfmChassisMAC:
		if len(v) != 6 {
			p.s(" (invalid MAC address length)")
			return false
		}
		p.s("\n\t  MAC ")
		p.mac(v)
	case cfmChassisAddr:
		p.s("\n\t  Network Address Type ")
		p.tok(&lldpAFIs, "Unknown", uint32(v[0]))
		p.f1(" (%u)", uint32(v[0]))
		want := 4
		switch v[0] {
		case 2:
			want = 16
			fallthrough
		case 1:
			if len(v)-1 == want {
				p.s(", ")
				p.addr(v[1:])
				return true
			}
			p.s("(invalid ")
			p.tok(&lldpAFIs, "", uint32(v[0]))
			p.sn(" address length ", len(v)-1)
			p.c(')')
		}
		return false
	case 1, cfmChassisAlias, 3, 6, 7:
		p.textZ(v)
	default:
		return false
	}
	return true
}
