// sFlow version 5 (sflow.org, sFlow Version 5, July 2004; earlier versions are RFC 3176): samples of packets and of
// interface counters, all in XDR.

package main

const (
	sflowVersion   = 5
	sflowHeader4   = 28
	sflowHeader6   = 40
	sflowAddrIPv4  = 1
	sflowAddrIPv6  = 2
	sflowTypeMask  = 0xfff // of a type: the rest is who defined it
	sflowTypeBits  = 12
	sflowIndexMask = 0xffffff

	sflowFlow            = 1
	sflowCounter         = 2
	sflowExpandedFlow    = 3
	sflowExpandedCounter = 4
)

var sflowSampleNames = []token{
	{sflowFlow, "flow sample"}, {sflowCounter, "counter sample"}, {sflowExpandedFlow, "expanded flow sample"},
	{sflowExpandedCounter, "expanded counter sample"},
}

const (
	sflowRawPacket = 1
	sflowEthernet  = 2
	sflowSwitch    = 1001
)

var sflowFlowNames = []token{
	{sflowRawPacket, "Raw packet"}, {sflowEthernet, "Ethernet frame"}, {3, "IPv4 Data"}, {4, "IPv6 Data"},
	{sflowSwitch, "Extended Switch data"}, {1002, "Extended Router data"}, {1003, "Extended Gateway data"},
	{1004, "Extended User data"}, {1005, "Extended URL data"}, {1006, "Extended MPLS data"}, {1007, "Extended NAT data"},
	{1008, "Extended MPLS tunnel"}, {1009, "Extended MPLS VC"}, {1010, "Extended MPLS FEC"},
	{1011, "Extended MPLS LVP FEC"}, {1012, "Extended VLAN Tunnel"},
}

var sflowProtocolNames = []token{{1, "Ethernet"}, {11, "IPv4"}, {12, "IPv6"}}

// sflow prints a datagram of length bytes on the wire.
func (p *printer) sflow(length int) {
	p.proto = "sflow"
	t := p.peek(0, 8)
	vers, kind := be32(t), be32at(t, 4)
	need := sflowHeader4
	if kind == sflowAddrIPv6 {
		need = sflowHeader6
	}
	if p.cut < 0 && length < need && (kind == sflowAddrIPv4 || kind == sflowAddrIPv6) {
		p.f3("sFlowv%u [length %u < %u]", vers, uint32(length), uint32(need))
		p.invalid()
		return
	}
	if kind != sflowAddrIPv6 && !p.need(sflowHeader4) {
		return
	}
	if vers != sflowVersion {
		p.f1("sFlow version %u packet not supported", vers)
		p.in = nil
		return
	}
	v6 := kind != sflowAddrIPv4
	if v6 {
		need = sflowHeader6
	}
	h := p.take(8 + 16*b2i(v6) + 4*b2i(!v6))
	t = p.peek(0, 4+12*b2i(p.v > 0))
	if p.cut >= 0 {
		return
	}
	p.s("sFlowv5, ")
	if v6 {
		p.s("IPv6 agent ")
		p.ip6(h[8:])
	} else {
		p.s("IPv4 agent ")
		p.ip4(h[8:])
	}
	p.f1(", agent-id %u", be32(t))
	if p.v > 0 {
		p.f3(", seqnum %u, uptime %u, samples %u", be32at(t, 4), be32at(t, 8), be32at(t, 12))
	}
	p.sn(", length ", length)
	if p.v == 0 {
		return
	}
	p.take(16)
	p.sflowSamples(uint64(be32at(t, 12)), length-need)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// sflowSamples prints n samples, as far as length bytes hold them.
func (p *printer) sflowSamples(n uint64, length int) {
	for ; n > 0 && length > 0 && p.cut < 0; n-- {
		h := p.take(8)
		kind, size32 := be32(h)&sflowTypeMask, be32at(h, 4)
		length -= 8
		if p.cut >= 0 {
			return
		}
		p.s("\n\t")
		p.tok(&sflowSampleNames, "Unknown", kind)
		p.f2(" (%u), length %u,", kind, size32)
		if kind == 0 || size32 == 0 {
			return
		}
		if uint64(size32) > uint64(max(length, 0)) {
			p.invalid()
			return
		}
		size := int(size32)
		if !p.need(size) {
			return
		}
		behind := p.in[size:]
		ok := true // a sample is read on into what follows it, as tcpdump does
		switch kind {
		case sflowFlow:
			ok = p.sflowFlow(length)
		case sflowCounter:
			ok = p.sflowCounter(length)
		case sflowExpandedFlow:
			ok = p.sflowExpandedFlow(length)
		case sflowExpandedCounter:
			ok = p.sflowExpandedCounter(length)
		default:
			p.hexLines("\n\t    ", p.takeN(size))
		}
		if !ok && p.cut < 0 {
			p.invalid()
			return
		}
		p.unlimit(behind)
		length -= size
	}
}

// sflowFlow prints a flow sample, section 5: it reports false if there is too little of it.
func (p *printer) sflowFlow(size int) bool {
	if size < 32 {
		return false
	}
	h := p.take(32)
	if p.cut >= 0 {
		return true
	}
	w := func(i int) uint64 { return uint64(be32at(h, 4*i)) }
	p.fw(" seqnum %u, type %u, idx %u, rate %u, pool %u, drops %u, input %u output %u records %u", w(0), w(1)>>24,
		w(1)&sflowIndexMask, w(2), w(3), w(4), w(5), w(6), w(7))
	return p.sflowFlowRecords(w(7), size-32)
}

func (p *printer) sflowExpandedFlow(size int) bool {
	if size < 44 {
		return false
	}
	h := p.take(44)
	if p.cut >= 0 {
		return true
	}
	w := func(i int) uint64 { return uint64(be32at(h, 4*i)) }
	p.fw(" seqnum %u, type %u, idx %u, rate %u, pool %u, drops %u, input %u (%u), output %u (%u), records %u", w(0), w(1),
		w(2), w(3), w(4), w(5), w(7), w(6), w(9), w(8), w(10))
	return p.sflowFlowRecords(w(10), size-44)
}

func (p *printer) sflowCounter(size int) bool {
	if size < 12 {
		return false
	}
	h := p.take(12)
	if p.cut >= 0 {
		return true
	}
	source, n := uint64(be32at(h, 4)), uint64(be32at(h, 8))
	p.fw(" seqnum %u, type %u, idx %u, records %u", uint64(be32(h)), source>>24, source&sflowIndexMask, n)
	return p.sflowCounterRecords(n, size-12)
}

func (p *printer) sflowExpandedCounter(size int) bool {
	if size < 16 {
		return false
	}
	h := p.take(16)
	if p.cut >= 0 {
		return true
	}
	n := uint64(be32at(h, 12))
	p.fw(" seqnum %u, type %u, idx %u, records %u", uint64(be32(h)), uint64(be32at(h, 4)), uint64(be32at(h, 8)), n)
	return p.sflowCounterRecords(n, size-16)
}

// sflowRecord takes the header of a record, of which room bytes are left in its sample.
func (p *printer) sflowRecord(room int, comma string, names *[]token) (enterprise, format uint32, size int, ok bool) {
	if room < 8 {
		return 0, 0, 0, false
	}
	h := p.take(8)
	if p.cut >= 0 {
		return 0, 0, 0, false
	}
	kind := be32(h)
	size32 := be32at(h, 4)
	enterprise, format = kind>>sflowTypeBits, kind&sflowTypeMask
	p.f1("\n\t    enterprise %u", enterprise)
	p.s(comma)
	p.c(' ')
	if enterprise == 0 {
		p.tok(names, "Unknown", format)
	} else {
		p.s("Unknown")
	}
	p.f2(" (%u) length %u", format, size32)
	if uint64(size32) > uint64(room-8) {
		return enterprise, format, 0, false
	}
	return enterprise, format, int(size32), true
}

// sflowFlowRecords prints n records about a packet.
func (p *printer) sflowFlowRecords(n uint64, room int) bool {
	for ; n > 0 && room > 0 && p.cut < 0; n-- {
		enterprise, format, size, ok := p.sflowRecord(room, "", &sflowFlowNames)
		if !ok {
			return false
		}
		room -= 8
		behind := p.in[min(size, len(p.in)):]
		switch {
		case enterprise != 0:
		case format == sflowRawPacket:
			if room < 16 {
				return false
			}
			h := p.take(16)
			p.s("\n\t      protocol ")
			p.tok(&sflowProtocolNames, "Unknown", be32(h))
			p.f(" (%u), length %u, stripped bytes %u, header_size %u", be32(h), be32at(h, 4),
				be32at(h, 8), be32at(h, 12))
		case format == sflowEthernet:
			if room < 24 {
				return false
			}
			h := p.take(24) // length, addresses of six bytes in eight, type
			p.f2("\n\t      frame len %u, type %u", be32(h), be32at(h, 20))
		case format == sflowSwitch:
			if room < 16 {
				return false
			}
			h := p.take(16)
			p.f("\n\t      src vlan %u, src pri %u, dst vlan %u, dst pri %u", be32(h), be32at(h, 4),
				be32at(h, 8), be32at(h, 12))
		default:
			if _, known := tokenName(&sflowFlowNames, format); !known && p.need(size) {
				p.hexLines("\n\t\t", p.takeN(size))
			}
		}
		p.unlimit(behind)
		room -= size
	}
	return n == 0
}
