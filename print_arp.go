// Address Resolution Protocol, RFC 826; reverse ARP, RFC 903; inverse ARP, RFC 2390; ATM ARP, RFC 2225.
//
//	+-----------+-----------+------+------+-----------+
//	| hardware  | protocol  | hlen | plen | operation |
//	+-----------+-----------+------+------+-----------+
//	| sender hardware | sender protocol address         |
//	| target hardware | target protocol address         |
//	+-------------------------------------------------+

package main

const (
	arpHeaderLen = 8

	arpHardwareEther   = 1
	arpHardwareFrelay  = 15
	arpHardwareATM2225 = 19

	arpRequest        = 1
	arpReply          = 2
	arpReverseRequest = 3
	arpReverseReply   = 4
	arpInvRequest     = 8
	arpInvReply       = 9
	arpNak            = 10
)

var arpHardwareNames = []token{
	{1, "Ethernet"}, {6, "TokenRing"}, {7, "ArcNet"}, {15, "FrameRelay"}, {17, "Strip"}, {24, "IEEE 1394"},
	{19, "ATM"}, {32, "InfiniBand"},
}

var arpOperationNames = []token{
	{1, "Request"}, {2, "Reply"}, {3, "Reverse Request"}, {4, "Reverse Reply"}, {8, "Inverse Request"},
	{9, "Inverse Reply"}, {10, "NACK Reply"},
}

// arp prints a packet of ethertype ARP or RARP, length bytes on the wire.
func (p *printer) arp(length int, src, dst []byte) {
	p.proto = "arp"
	if p.classic {
		p.arpClassic(src, dst)
		return
	}
	whole := p.in
	h := p.take(arpHeaderLen)
	hrd, pro, hln, pln, op := be16(h), be16at(h, 2), int(h[4]), int(h[5]), int(be16at(h, 6))
	if hrd == arpHardwareATM2225 {
		p.arpATM(whole, length)
		return
	}
	if !p.need(2*hln + 2*pln) {
		return
	}
	if !p.e {
		p.s("ARP, ")
	}
	sha, spa, tha, tpa := p.takeN(hln), p.takeN(pln), p.takeN(hln), p.takeN(pln)
	if pro != etherTypeIPv4 && pro != etherTypeTrail || pln != 4 || hln == 0 || p.v > 0 {
		p.tok(&arpHardwareNames, "Unknown Hardware (%u)", uint32(hrd))
		p.sn(" (len ", hln)
		p.s("), ")
		p.arpProtocol(pro)
		p.sn(" (len ", pln)
		p.s(")")
		if p.v == 0 {
			p.sn(", length ", length)
			return
		}
		p.s(", ")
	}
	name, known := tokenName(&arpOperationNames, uint32(op))
	if known {
		p.s(name)
		p.c(' ')
	} else {
		p.f1("Unknown (%u) ", uint32(op))
	}
	switch op {
	case arpRequest:
		p.s("who-has ")
		p.arpProtoAddr(pro, tpa)
		if !allZero(tha) && !allOnes(tha) {
			p.s(" (")
			p.arpHardwareAddr(hrd, tha)
			p.c(')')
		}
		p.s(" tell ")
		p.arpProtoAddr(pro, spa)
	case arpReply:
		p.arpProtoAddr(pro, spa)
		p.s(" is-at ")
		p.arpHardwareAddr(hrd, sha)
	case arpReverseRequest, arpInvRequest:
		p.s("who-is ")
		p.arpHardwareAddr(hrd, tha)
		p.s(" tell ")
		p.arpHardwareAddr(hrd, sha)
	case arpReverseReply:
		p.arpHardwareAddr(hrd, tha)
		p.s(" at ")
		p.arpProtoAddr(pro, tpa)
	case arpInvReply:
		p.arpHardwareAddr(hrd, sha)
		p.s(" at ")
		p.arpProtoAddr(pro, spa)
	default:
		p.hexASCIILines("\n\t", whole)
		return
	}
	p.sn(", length ", length)
}

func (p *printer) arpProtocol(pro uint16) {
	if name, ok := etherTypeName(pro); ok {
		p.s(name)
	} else {
		p.f1("Unknown Protocol (0x%04x)", uint32(pro))
	}
}

// arpProtoAddr prints a protocol address, if it is one of IPv4.
func (p *printer) arpProtoAddr(pro uint16, a []byte) {
	switch {
	case pro != etherTypeIPv4 && pro != etherTypeTrail:
		p.s("<wrong proto type>")
	case len(a) != 4:
		p.s("<wrong len>")
	default:
		p.ip4(a)
	}
}

// arpHardwareAddr prints a hardware address; on Frame Relay that is a DLCI.
func (p *printer) arpHardwareAddr(hrd uint16, a []byte) {
	switch {
	case hrd == arpHardwareFrelay && len(a) != 2 && len(a) != 3 && len(a) != 4:
		p.linkAddr(a)
	case hrd == arpHardwareFrelay:
		p.frelayAddr(a)
	case len(a) == 6:
		p.mac(a)
	default:
		p.linkAddr(a)
	}
}

// frelayAddr prints a Q.922 address of two to four bytes as its DLCI.
func (p *printer) frelayAddr(a []byte) {
	dlci, n, ok := frelayDLCI(a)
	switch {
	case n == 0:
		p.s("<Truncated>")
	case !ok:
		p.s("<Invalid DLCI>")
	default:
		p.sn("DLCI ", int(dlci))
	}
}

// frelayDLCI decodes a Q.922 address: its length is 0 if it goes on beyond a, and ok says whether its extension bits make
// sense.
func frelayDLCI(a []byte) (dlci uint32, n int, ok bool) {
	if len(a) < 2 {
		return 0, 0, false
	}
	if a[0]&1 != 0 {
		return 0, len(a), false
	}
	n = 2
	dlci = uint32(a[0]&0xfc)<<2 | uint32(a[1]&0xf0)>>4
	if a[1]&1 != 0 {
		return dlci, n, true
	}
	for n < 4 {
		if n >= len(a) {
			return 0, 0, false
		}
		b := a[n]
		n++
		if b&1 != 0 {
			return dlci<<6 | uint32(b)>>2, n, true
		}
		dlci = dlci<<7 | uint32(b)>>1
	}
	return 0, len(a), false
}

// arpATM prints RFC 2225 ATM ARP, whose addresses have a number and a subaddress of their own lengths:
//
//	hardware (2) | protocol (2) | shtl | sstl | operation (2) | spln | thtl | tstl | tpln | sha ssa spa tha tsa tpa
func (p *printer) arpATM(whole []byte, length int) {
	p.in = whole
	h := p.take(12)
	pro, op := be16at(h, 2), int(be16at(h, 6))
	shl, ssl, spl := int(h[4]&0x3f), int(h[5]&0x3f), int(h[8])
	thl, tsl, tpl := int(h[9]&0x3f), int(h[10]&0x3f), int(h[11])
	if !p.need(shl + ssl + spl + thl + tsl + tpl) {
		return
	}
	if !p.e {
		p.s("ARP, ")
	}
	sha, ssa, spa := p.takeN(shl), p.takeN(ssl), p.takeN(spl)
	tha, tsa, tpa := p.takeN(thl), p.takeN(tsl), p.takeN(tpl)
	if pro != etherTypeIPv4 && pro != etherTypeTrail || spl != 4 || tpl != 4 || p.v > 0 {
		p.s("ATM, ")
		p.arpProtocol(pro)
		p.f2(" (len %u/%u)", uint32(spl), uint32(tpl))
		if p.v == 0 {
			p.sn(", length ", length)
			return
		}
		p.s(", ")
	}
	p.tok(&arpOperationNames, "Unknown (%u)", uint32(op))
	p.c(' ')
	switch op {
	case arpRequest:
		p.s("who-has ")
		p.arpATMProto(tpa)
		if thl != 0 {
			p.s(" (")
			p.arpATMAddr(tha, tsa)
			p.c(')')
		}
		p.s(" tell ")
		p.arpATMProto(spa)
	case arpReply:
		p.arpATMProto(spa)
		p.s(" is-at ")
		p.arpATMAddr(sha, ssa)
	case arpInvRequest:
		p.s("who-is ")
		p.arpATMAddr(tha, tsa)
		p.s(" tell ")
		p.arpATMAddr(sha, ssa)
	case arpInvReply:
		p.arpATMAddr(sha, ssa)
		p.s("at ")
		p.arpATMProto(spa)
	case arpNak:
		p.s("for ")
		p.arpATMProto(spa)
	default:
		p.hexASCIILines("\n\t", whole)
		return
	}
	p.sn(", length ", length)
}

func (p *printer) arpATMProto(a []byte) {
	switch {
	case len(a) == 0:
		p.s("<No address>")
	case len(a) != 4:
		p.s("<wrong len>")
	default:
		p.ip4(a)
	}
}

func (p *printer) arpATMAddr(a, sub []byte) {
	if len(a) == 0 {
		p.s("<No address>")
		return
	}
	p.linkAddr(a)
	if len(sub) != 0 {
		p.c(',')
		p.linkAddr(sub)
	}
}

func allZero(b []byte) bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}

func allOnes(b []byte) bool {
	for _, x := range b {
		if x != 0xff {
			return false
		}
	}
	return true
}

// arpClassic prints the style of tcpdump 3.4: hardware addresses are shown where they are not the frame's.
func (p *printer) arpClassic(src, dst []byte) {
	if !p.has(28) {
		p.s("[|arp]")
		return
	}
	whole := p.in
	h := p.take(28)
	hrd, pro, hln, pln, op := be16(h), be16at(h, 2), int(h[4]), int(h[5]), int(be16at(h, 6))
	sha, spa, tha, tpa := h[8:14], h[14:18], h[18:24], h[24:28]
	if pro != etherTypeIPv4 && pro != etherTypeTrail || hln != 6 || pln != 4 {
		p.f("arp-#%u for proto #%u (%u) hardware #%u (%u)", uint32(op), uint32(pro), uint32(pln), uint32(hrd), uint32(hln))
		return
	}
	if pro == etherTypeTrail {
		p.s("trailer-")
	}
	switch op {
	case arpRequest:
		p.s("arp who-has ")
		p.ip4(tpa)
		if !allZero(tha) {
			p.arpClassicHardware(tha)
		}
		p.s(" tell ")
		p.ip4(spa)
		if src != nil && !sameBytes(src, sha) {
			p.arpClassicHardware(sha)
		}
	case arpReply:
		p.s("arp reply ")
		p.ip4(spa)
		if src != nil && !sameBytes(src, sha) {
			p.arpClassicHardware(sha)
		}
		p.s(" is-at ")
		p.mac(sha)
		if dst != nil && !sameBytes(dst, tha) {
			p.arpClassicHardware(tha)
		}
	case arpReverseRequest:
		p.s("rarp who-is ")
		p.mac(tha)
		p.s(" tell ")
		p.mac(sha)
	case arpReverseReply:
		p.s("rarp reply ")
		p.mac(tha)
		p.s(" at ")
		p.ip4(tpa)
	default:
		p.sn("arp-#", op)
		p.hexClassicUnlessX(whole)
		return
	}
	if hrd != arpHardwareEther {
		p.sn(" hardware #", int(hrd))
	}
}

func (p *printer) arpClassicHardware(a []byte) {
	p.s(" (")
	p.mac(a)
	p.c(')')
}

func sameBytes(a, b []byte) bool { return string(a) == string(b) }
