// Network service header, RFC 8300.
//
//	+---+-+-+-----------+-----------+-------+-------+---------------+
//	|Ver|O|U|    TTL    |   Length  |U|U|U|U|MD Type| Next Protocol |
//	+---+-+-+-----------+-----------+-------+-------+---------------+
//	|          Service Path Identifier (SPI)        | Service Index |
//	+-----------------------------------------------+---------------+
//	|                       Context Headers                         ~
//	+---------------------------------------------------------------+

package main

const (
	nshBaseWords = 2 // base header and service path header, in words of four bytes

	nshMD1 = 1
	nshMD2 = 2

	nshMD1Words = 6

	nshNextIPv4     = 1
	nshNextIPv6     = 2
	nshNextEthernet = 3
)

var (
	nshFlags = []token{{0x02, "O"}}
	nshMD    = []token{{0, "reserved"}, {nshMD1, "1"}, {nshMD2, "2"}, {15, "experimental"}}
	nshNext  = []token{
		{nshNextIPv4, "IPv4"}, {nshNextIPv6, "IPv6"}, {nshNextEthernet, "Ethernet"}, {4, "NSH"}, {5, "MPLS"},
		{0xfe, "Experiment 1"}, {0xff, "Experiment 2"},
	}
)

// nsh prints a header and what it carries, length bytes on the wire.
func (p *printer) nsh(length int) {
	p.proto = "nsh"
	if !p.enter() {
		return
	}
	defer p.leave()
	if length < 4*nshBaseWords {
		p.f1(" (packet length %u < 8)", uint32(max(length, 0)))
		p.invalid()
		return
	}
	word := p.u32()
	p.s("NSH, ")
	version := int(word >> 30)
	if p.v > 1 {
		p.f1("ver %u, ", uint32(version))
	}
	if version != 0 || p.cut >= 0 {
		return
	}
	p.s("flags [")
	p.bits(&nshFlags, "none", " ", word>>28&3)
	p.s("], ")
	words, md, next := int(word>>16&0x3f), word>>8&0x0f, word&0xff
	if p.v > 2 {
		p.f2("TTL %u, length %u, md type ", word>>22&0x3f, uint32(words))
		p.tok(&nshMD, "reserved", md)
		p.s(", ")
	}
	if p.v > 1 {
		p.s("next-protocol ")
		p.tok(&nshNext, "unknown (0x%02x)", next)
		p.s(", ")
	}
	if 4*words > length {
		p.f1(" (too many headers for packet length %u)", uint32(length))
		p.invalid()
		return
	}
	p.f1("service-path-id 0x%06x, ", uint32(p.u24()))
	p.f1("service-index 0x%x", uint32(p.u8()))
	if words < nshBaseWords {
		p.s(" (less than two headers)")
		p.invalid()
		return
	}
	if !p.nshContext(md, words-nshBaseWords) || p.cut >= 0 {
		return
	}
	p.tunnelGap()
	length -= 4 * words
	switch next {
	case nshNextIPv4:
		p.ip(length)
	case nshNextIPv6:
		p.ip6Packet(length)
	case nshNextEthernet:
		p.ether(length, nil)
	default:
		p.s("ERROR: unknown-next-protocol")
	}
}

// nshContext consumes the context headers, words of four bytes, and prints them with -vvv.
func (p *printer) nshContext(md uint32, words int) bool {
	if p.v < 3 {
		p.takeN(4 * words)
		return true
	}
	switch md {
	case nshMD1:
		if words != nshMD1Words-nshBaseWords {
			p.s(" (invalid length for the MD type)")
			p.invalid()
			return false
		}
		for i := 0; i < words; i++ {
			p.f2("\n        Context[%02u]: 0x%08x", uint32(i), p.u32())
		}
	case nshMD2:
		return p.nshTLVs(4 * words)
	default:
		p.takeN(4 * words)
	}
	return true
}

// nshTLVs prints context headers of variable length, each padded to whole words.
func (p *printer) nshTLVs(size int) bool {
	for size > 0 && p.cut < 0 {
		h := p.take(4)
		n := int(h[3] & 0x7f)
		p.f3("\n        TLV Class %u, Type %u, Len %u", uint32(be16(h)), uint32(h[2]), uint32(n))
		size -= 4
		padded := (n + 3) &^ 3
		if padded > size {
			p.s(" (length too big)")
			p.invalid()
			return false
		}
		if n > 0 {
			value := p.takeN(n)
			p.s("\n            Value: 0x")
			p.linkAddr(value)
			p.takeN(padded - n)
		}
		size -= padded
	}
	return true
}
