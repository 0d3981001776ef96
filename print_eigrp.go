// Cisco's Enhanced Interior Gateway Routing Protocol, RFC 7868 and what came before it.
//
//	+-------+-------+---------------+
//	|version|opcode |   checksum    |
//	+-------+-------+---------------+
//	|flags, sequence, acknowledgement|  4 bytes each
//	+---------------+---------------+
//	|   router id   |      AS       |
//	+---------------+---------------+

package main

const (
	eigrpHeaderLen = 20

	eigrpTLVGeneral  = 0x0001
	eigrpTLVSoftware = 0x0004
	eigrpTLVIPInt    = 0x0102
	eigrpTLVIPExt    = 0x0103
	eigrpTLVATInt    = 0x0202
	eigrpTLVATExt    = 0x0203
	eigrpTLVATCable  = 0x0204
)

var eigrpOpcodeNames = []token{
	{1, "Update"}, {3, "Query"}, {4, "Reply"}, {5, "Hello"}, {6, "IPX SAP"}, {7, "Probe"},
}

var eigrpFlagNames = []token{{1, "Init"}, {2, "Conditionally Received"}, {4, "Restart"}, {8, "End-of-Table"}}

var eigrpTLVNames = []token{
	{eigrpTLVGeneral, "General Parameters"}, {2, "Authentication"}, {3, "Sequence"},
	{eigrpTLVSoftware, "Software Version"}, {5, "Next Multicast Sequence"}, {eigrpTLVIPInt, "IP Internal routes"},
	{eigrpTLVIPExt, "IP External routes"}, {eigrpTLVATInt, "AppleTalk Internal routes"},
	{eigrpTLVATExt, "AppleTalk External routes"}, {eigrpTLVATCable, "AppleTalk Cable setup"},
	{0x0302, "IPX Internal routes"}, {0x0303, "IPX External routes"},
}

var eigrpProtocols = []token{
	{1, "IGRP"}, {2, "EIGRP"}, {3, "Static"}, {4, "RIP"}, {5, "Hello"}, {6, "OSPF"}, {7, "IS-IS"}, {8, "EGP"},
	{9, "BGP"}, {10, "IDRP"}, {11, "Connected"},
}

// eigrp prints a packet, length bytes on the wire.
func (p *printer) eigrp(length int) {
	p.proto = "eigrp"
	if length < eigrpHeaderLen || !p.has(eigrpHeaderLen) {
		p.short(0)
		return
	}
	h := p.take(eigrpHeaderLen)
	if h[0] != 2 {
		p.f1("EIGRP version %u packet not supported", uint32(h[0]))
		return
	}
	if p.v == 0 {
		p.s("EIGRP ")
		p.tok(&eigrpOpcodeNames, "unknown (%u)", uint32(h[1]))
		p.sn(", length: ", length)
		return
	}
	n := length - eigrpHeaderLen
	p.f1("\n\tEIGRP v%u, opcode: ", uint32(h[0]))
	p.tok(&eigrpOpcodeNames, "unknown, type: %u", uint32(h[1]))
	p.f2(" (%u), chksum: 0x%04x, Flags: [", uint32(h[1]), uint32(be16at(h, 2)))
	p.bits(&eigrpFlagNames, "none", ", ", be32at(h, 4))
	p.f("]\n\tseq: 0x%08x, ack: 0x%08x, VRID: %u, AS: %u, length: %u", be32at(h, 8), be32at(h, 12),
		uint32(be16at(h, 16)), uint32(be16at(h, 18)), uint32(n))
	for n > 0 {
		if n < 4 {
			p.eigrpLeft(n)
			return
		}
		t := p.take(4)
		if p.cut >= 0 {
			return
		}
		typ, size := uint32(be16(t)), int(be16at(t, 2))
		if size < 4 || size > n {
			p.isoUnknown("\n\t    ", p.in)
			return
		}
		p.s("\n\t  ")
		p.tok(&eigrpTLVNames, "Unknown", typ)
		p.f2(" TLV (0x%04x), length: %u", typ, uint32(size))
		if least := eigrpLeast(typ); size < least {
			p.f1(" (too short, < %u)", uint32(least))
			body := p.takeN(size - 4)
			if p.v > 1 {
				p.isoUnknown("\n\t    ", body)
			}
			n -= size
			continue
		}
		if !p.need(size - 4) {
			return
		}
		rest := p.limit(size - 4)
		p.eigrpTLV(typ)
		p.unlimit(rest)
		n -= size
	}
}

// eigrpLeft remarks on bytes that are too few for a TLV.
func (p *printer) eigrpLeft(n int) {
	p.f1("\n\t  (only %u bytes of data)", uint32(n))
	p.invalid()
}

// eigrpLeast is the length a TLV must have, its header included.
func eigrpLeast(typ uint32) int {
	switch typ {
	case eigrpTLVGeneral:
		return 12
	case eigrpTLVSoftware:
		return 8
	case eigrpTLVIPInt:
		return 26
	case eigrpTLVIPExt:
		return 46
	case eigrpTLVATInt:
		return 28
	case eigrpTLVATExt:
		return 44
	case eigrpTLVATCable:
		return 12
	}
	return 4
}

// eigrpTLV prints the value of a TLV, of which p.in is all.
func (p *printer) eigrpTLV(typ uint32) {
	whole := p.in
	switch typ {
	case eigrpTLVGeneral:
		h := p.take(8)
		p.f("\n\t    holdtime: %us, k1 %u, k2 %u, k3 %u, k4 %u, k5 %u", uint32(be16at(h, 6)), uint32(h[0]), uint32(h[1]),
			uint32(h[2]), uint32(h[3]), uint32(h[4]))
	case eigrpTLVSoftware:
		h := p.take(4)
		p.f("\n\t    IOS version: %u.%u, EIGRP version %u.%u", uint32(h[0]), uint32(h[1]), uint32(h[2]), uint32(h[3]))
	case eigrpTLVIPInt, eigrpTLVIPExt:
		nexthop := p.take(4)
		var origin []byte
		if typ == eigrpTLVIPExt {
			origin = p.take(20)
		}
		metrics := p.take(16)
		bits := p.u8()
		if bits > 32 {
			p.sn("\n\t    illegal prefix length ", bits)
			break
		}
		var addr [4]byte
		copy(addr[:], p.takeN((bits+7)/8))
		if p.cut >= 0 {
			return
		}
		p.s("\n\t    IPv4 prefix: ")
		p.ip4Padded(addr[:])
		p.sn("/", bits)
		p.s(", nexthop: ")
		if be32(nexthop) == 0 {
			p.s("self")
		} else {
			p.ip4(nexthop)
		}
		if origin != nil {
			p.s("\n\t      origin-router ")
			p.ip4(origin[:4])
			p.eigrpOrigin(be32at(origin, 4), be32at(origin, 8), be32at(origin, 12), origin[18], origin[19])
		}
		p.eigrpMetrics(metrics)
	case eigrpTLVATCable:
		h := p.take(8)
		p.f3("\n\t    Cable-range: %u-%u, Router-ID %u", uint32(be16(h)), uint32(be16at(h, 2)), be32at(h, 4))
	case eigrpTLVATInt, eigrpTLVATExt:
		nexthop := p.take(4)
		var origin []byte
		if typ == eigrpTLVATExt {
			origin = p.take(16)
		}
		metrics := p.take(16)
		cable := p.take(4)
		if p.cut >= 0 {
			return
		}
		p.f2("\n\t     Cable-Range: %u-%u, nexthop: ", uint32(be16(cable)), uint32(be16at(cable, 2)))
		if be32(nexthop) == 0 {
			p.s("self")
		} else {
			p.f2("%u.%u", uint32(be16(nexthop)), uint32(be16at(nexthop, 2)))
		}
		if origin != nil {
			p.f1("\n\t      origin-router %u", be32(origin))
			p.eigrpOrigin(be32at(origin, 4), be32at(origin, 8), uint32(be16at(origin, 14)), origin[12], origin[13])
		}
		p.eigrpMetrics(metrics)
	default:
		if p.v <= 1 {
			p.isoUnknown("\n\t    ", whole)
		}
	}
	if p.v > 1 {
		p.isoUnknown("\n\t    ", whole)
	}
}

// eigrpOrigin prints where a route comes from that EIGRP did not find itself.
func (p *printer) eigrpOrigin(as, tag, metric uint32, proto, flags byte) {
	p.f1(", origin-as %u, origin-proto ", as)
	p.tok(&eigrpProtocols, "unknown", uint32(proto))
	p.f3(", flags [0x%02x], tag 0x%08x, metric %u", uint32(flags), tag, metric)
}

// eigrpMetrics prints what makes up the metric: delay in units of 1/256 of 10 microseconds, bandwidth as a share of 256
// times 10 gigabits.
func (p *printer) eigrpMetrics(h []byte) {
	p.f("\n\t      delay %u ms, bandwidth %u Kbps, mtu %u, hop %u, reliability %u, load %u", be32(h)/100,
		be32at(h, 4), be24at(h, 8), uint32(h[11]), uint32(h[12]), uint32(h[13]))
}
