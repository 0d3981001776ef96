// AppleTalk (Inside AppleTalk, second edition): LocalTalk link access, DDP, and the names of what DDP carries; DDP in
// UDP as the Kinetics Internet Protocol has it.
//
//	long DDP header:
//	+-----+----+--------+----------+---------+---------+----------+----------+-------------+-------------+------+
//	| hops| length (10) | checksum | dst net | src net | dst node | src node | dst socket  | src socket  | type |
//	+-----+-------------+----------+---------+---------+----------+----------+-------------+-------------+------+
//	short DDP header, between nodes of one network:
//	+-------------+------------+------------+------+
//	| length (10) | dst socket | src socket | type |
//	+-------------+------------+------------+------+

package main

const (
	llapHeaderLen    = 3
	ddpHeaderLen     = 13
	ddpShortLen      = 5
	ddpLengthMask    = 0x3ff
	atalkBroadcast   = 255
	llapShortDDP     = 1
	llapDDP          = 2
	ddpTypeNBP       = 2
	ddpTypeATP       = 3
	aarpAtalkAddrLen = 4
)

var ddpTypeNames = []token{
	{1, "rtmp"}, {5, "rtmpReq"}, {2, "nbp"}, {3, "atp"}, {4, "echo"}, {22, "IP"}, {23, "ARP"},
}

var atalkSocketNames = []token{{1, "rtmp"}, {2, "nis"}, {4, "echo"}, {6, "zip"}}

// ddpHeader is what both forms of the header say.
type ddpHeader struct {
	srcNet, dstNet   uint16
	srcNode, dstNode int
	srcSkt, dstSkt   int
	kind             int
}

// ltalkLink prints a LocalTalk frame, length bytes on the wire.
func (p *printer) ltalkLink(length int) {
	p.proto = "llap"
	p.ll = 0
	p.llap(length)
}

// kipPort reports whether DDP may be in UDP at a port: 768 and the 128 behind it; or 200 and those behind it, where the
// IANA put the sockets 1 to 127.
func kipPort(port uint16) bool { return port >= 768 && port < 896 || port >= 200 && port < 328 }

// kip prints a datagram with DDP in it, length bytes on the wire, endpoints first in default style. It reports false,
// having printed nothing, for another one.
func (p *printer) kip(src, dst uint16, length int) bool {
	if !kipPort(src) && !kipPort(dst) || length <= llapHeaderLen || !p.has(llapHeaderLen) || p.in[2] != llapDDP {
		return false
	}
	p.proto = "llap"
	if p.classic {
		p.proto = "atalk"
	}
	if p.v > 0 {
		p.s("kip ")
	}
	p.llap(length)
	return true
}

// llap prints what stands behind the LocalTalk link access header, of length bytes with it.
func (p *printer) llap(length int) {
	if length < llapHeaderLen {
		p.atalkShort("llap", length)
		return
	}
	h := p.take(llapHeaderLen)
	if p.cut >= 0 {
		return
	}
	length -= llapHeaderLen
	switch h[2] {
	case llapShortDDP:
		p.ddpShort(length, int(h[1]), int(h[0]))
	case llapDDP:
		p.ddp(length)
	default:
		p.f("%u > %u at-lap#%u %u", uint32(h[1]), uint32(h[0]), uint32(h[2]), uint32(length))
	}
}

// atalkShort prints that there are too few bytes on the wire for a header.
func (p *printer) atalkShort(what string, length int) {
	p.s(" [|")
	p.s(what)
	p.c(' ')
	p.n(length)
	p.c(']')
	p.in = nil
}

func (p *printer) ddpShort(length, src, dst int) {
	if length < ddpShortLen {
		p.atalkShort("sddp", length)
		return
	}
	b := p.take(ddpShortLen)
	if p.cut >= 0 {
		return
	}
	h := ddpHeader{srcNode: src, dstNode: dst, dstSkt: int(b[2]), srcSkt: int(b[3]), kind: int(b[4])}
	p.ddpAddrs(&h)
	p.ddpPayload(length-ddpShortLen, &h)
}

func (p *printer) ddp(length int) {
	if h, ok := p.ddpHeader(length); ok {
		p.ddpAddrs(&h)
		p.ddpPayload(length-ddpHeaderLen, &h)
	}
}

// ddpHeader takes a long header.
func (p *printer) ddpHeader(length int) (h ddpHeader, ok bool) {
	if length < ddpHeaderLen {
		p.atalkShort("ddp", length)
		return h, false
	}
	b := p.take(ddpHeaderLen)
	if p.cut >= 0 {
		return h, false
	}
	return ddpHeader{
		dstNet: be16at(b, 4), srcNet: be16at(b, 6), dstNode: int(b[8]), srcNode: int(b[9]), dstSkt: int(b[10]),
		srcSkt: int(b[11]), kind: int(b[12]),
	}, true
}

// ddpAddrs prints "source > destination:".
func (p *printer) ddpAddrs(h *ddpHeader) {
	p.atalkAddr(h.srcNet, h.srcNode)
	p.c('.')
	p.atalkSocket(h.srcSkt)
	p.s(" > ")
	p.atalkAddr(h.dstNet, h.dstNode)
	p.c('.')
	p.atalkSocket(h.dstSkt)
	p.c(':')
}

// atalk prints DDP on Ethernet: phase 2, or phase 1, where the LocalTalk header is kept. In default style the latter is
// not looked for, as tcpdump does not.
func (p *printer) atalk(length int) {
	p.proto = "atalk"
	if p.classic {
		p.atalkClassic(length)
		return
	}
	if !p.e {
		if p.v > 0 {
			p.s("et1 ")
		}
		p.s("AT ")
	}
	if h, ok := p.ddpHeader(length); ok {
		p.ddpAddrs(&h)
		p.c(' ')
		p.ddpPayload(length-ddpHeaderLen, &h)
	}
}

// atalkClassic prints DDP on Ethernet as that in UDP: what the man page of 3.4 counts among its bugs is mended.
func (p *printer) atalkClassic(length int) {
	phase := "et2 "
	if length >= llapHeaderLen && p.has(llapHeaderLen) && (p.in[2] == llapDDP || p.in[2] == llapShortDDP) && !p.ddpFits(length) {
		phase = "et1 "
	}
	if p.v > 0 {
		p.s(phase)
	}
	if phase == "et1 " {
		p.llap(length)
	} else {
		p.ddp(length)
	}
}

// ddpFits says whether p.in begins with a long header whose length is that of the frame, padding aside.
func (p *printer) ddpFits(length int) bool {
	size := int(be16(p.in) & ddpLengthMask)
	return size >= ddpHeaderLen && size <= length && p.in[0] < 0x40 && (length <= 46 || size == length)
}

// atalkAddr prints a network and a node, 255 meaning every node; in classic style by their names unless -n, and a
// network as its two bytes.
func (p *printer) atalkAddr(net uint16, node int) {
	if !p.classic {
		p.u(uint64(net))
		if node != atalkBroadcast {
			p.c('.')
			p.n(node)
		}
		return
	}
	if !p.num && node != atalkBroadcast {
		if name, ok := p.names.atalkName(net, node); ok {
			p.s(name)
			return
		}
	}
	name, ok := "", false
	if !p.num {
		name, ok = p.names.atalkName(net, -1)
	}
	if ok {
		p.s(name)
	} else {
		p.f2("%u.%u", uint32(net>>8), uint32(net&255))
	}
	if node != atalkBroadcast {
		p.c('.')
		p.n(node)
	}
}

// atalkSocket prints a socket, in default style by name unless -n.
func (p *printer) atalkSocket(socket int) {
	if name, ok := tokenName(&atalkSocketNames, uint32(socket)); ok && !p.num && !p.classic {
		p.s(name)
		return
	}
	p.n(socket)
}

// ddpPayload prints what DDP carries: NBP and ATP in full, of everything else the name and the size.
func (p *printer) ddpPayload(length int, h *ddpHeader) {
	switch h.kind {
	case ddpTypeNBP:
		p.nbp(length, h)
	case ddpTypeATP:
		p.atp(length)
	default:
		p.s(" at-")
		p.tok(&ddpTypeNames, "#%u", uint32(h.kind))
		p.sn(" ", length)
	}
}

// aarp prints an AppleTalk address resolution packet: the format of ARP, RFC 826, with four bytes of protocol address,
// a zero, the network and the node.
func (p *printer) aarp(length int) {
	p.proto = "aarp"
	p.s("aarp ")
	h := p.take(28)
	if p.cut >= 0 {
		return
	}
	if be16(h) == 1 && be16at(h, 2) == etherTypeAtalk && h[4] == 6 && h[5] == aarpAtalkAddrLen {
		switch be16at(h, 6) {
		case 1:
			p.s("who-has ")
			p.aarpAddr(h[24:])
			p.s(" tell ")
			p.aarpAddr(h[14:])
			return
		case 2:
			p.s("reply ")
			p.aarpAddr(h[14:])
			p.s(" is-at ")
			p.mac(h[8:14])
			return
		case 3:
			p.s("probe ")
			p.aarpAddr(h[24:])
			p.s(" tell ")
			p.aarpAddr(h[14:])
			return
		}
	}
	p.f("len %u op %u htype %u ptype 0x%x halen %u palen %u", uint32(length), uint32(be16at(h, 6)), uint32(be16(h)),
		uint32(be16at(h, 2)), uint32(h[4]), uint32(h[5]))
}

// aarpAddr prints a protocol address, whose first byte is not used.
func (p *printer) aarpAddr(a []byte) { p.atalkAddr(be16at(a, 1), int(a[3])) }
