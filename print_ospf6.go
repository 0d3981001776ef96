// OSPF version 3, RFC 5340, with the authentication trailer of RFC 7166.
//
//	+-------+-------+---------------+---------------+
//	|version| type  | packet length |   router id   |
//	+-------+-------+---------------+-------+-------+
//	|            area id            |checksum|inst|0|
//	+-------------------------------+--------+------+

package main

const (
	ospf3HeaderLen = 16
	ospf3Trailer   = 16 // fixed part of the authentication trailer
	ospf3OptionLLS = 0x0200

	ospf3LSARouter      = 1 | ospf3InArea
	ospf3LSANetwork     = 2 | ospf3InArea
	ospf3LSAInterPrefix = 3 | ospf3InArea
	ospf3LSAExternal    = 5 | ospf3InDomain
	ospf3LSALink        = 8
	ospf3LSAIntraPrefix = 9 | ospf3InArea

	ospf3InArea   = 0x2000 // scopes
	ospf3InDomain = 0x4000
)

var ospf3OptionNames = []token{
	{0x0001, "V6"}, {0x0002, "External"}, {0x0004, "Deprecated"}, {0x0008, "NSSA"}, {0x0010, "Router"},
	{0x0020, "Demand Circuit"}, {0x0100, "AFs Support"}, {ospf3OptionLLS, "LLS"}, {0x0400, "Authentication Trailer"},
}

var ospf3DDNames = []token{{4, "Init"}, {2, "More"}, {1, "Master"}, {16, "IPv6 MTU"}}

var ospf3LSANames = []token{
	{1, "Router LSA"}, {2, "Network LSA"}, {3, "Inter-Area Prefix LSA"},
	{4, "Inter-Area Router LSA"}, {5, "External LSA"}, {6, "Deprecated LSA"}, {7, "NSSA LSA"},
	{8, "Link LSA"}, {9, "Intra-Area Prefix LSA"}, {10, "Intra-Area TE LSA"},
	{11, "Grace LSA"}, {12, "Router Information LSA"}, {13, "Inter-AS-TE LSA"}, {14, "Layer 1 VPN LSA"},
}

var ospf3ScopeNames = []token{{0, "Link Local"}, {1, "Area Local"}, {2, "Domain Wide"}}

// ospf3 prints a packet, length bytes on the wire.
func (p *printer) ospf3(length int) {
	p.proto = "ospf3"
	whole := p.in
	h := p.peek(0, 2)
	if p.cut >= 0 {
		return
	}
	version, typ := h[0], uint32(h[1])
	p.f1("OSPFv%u, ", uint32(version))
	name, known := tokenName(&ospfTypeNames, typ)
	if !known {
		p.f2("unknown packet type (%u), length %u", typ, uint32(length))
		return
	}
	p.s(name)
	p.sn(", length ", length)
	if p.v == 0 {
		return
	}
	h = p.take(4)
	if p.cut >= 0 {
		return
	}
	size := int(be16at(h, 2))
	if length < size {
		p.sn(" [len ", size)
		p.c(']')
		return
	}
	h = p.take(4)
	p.s("\n\tRouter-ID ")
	p.ip4(h)
	p.ospfArea(p.take(4))
	if instance := int(p.peek(2, 1)[0]); instance != 0 {
		p.sn(", Instance ", instance)
	}
	if version != 3 {
		return
	}
	p.skip(4)
	lls := p.ospf3Body(typ, size-ospf3HeaderLen)
	if p.cut >= 0 || length <= size {
		return
	}
	p.in = whole[min(size, len(whole)):]
	length -= size
	if lls {
		length -= p.ospf3LLS()
	}
	if length > 0 && p.cut < 0 {
		p.ospf3Auth(length)
	}
}

// ospf3LLS prints the block of link-local signalling, RFC 5613 section 2, and returns its size.
func (p *printer) ospf3LLS() int {
	h := p.take(4)
	if p.cut >= 0 {
		return 0
	}
	size := int(be16at(h, 2)) * 4 // a count of words, the header among them
	p.f2("\n\tLLS Checksum 0x%04x, Data Length %u", uint32(be16(h)), uint32(be16at(h, 2)))
	data := p.takeN(size - 4)
	if p.v > 1 {
		p.isoUnknown("\n\tLLS Data ", data)
	}
	return size
}

// ospf3Auth prints the authentication trailer, n bytes on the wire.
func (p *printer) ospf3Auth(n int) {
	if n < ospf3Trailer {
		p.short(0)
		return
	}
	h := p.take(ospf3Trailer)
	if p.cut >= 0 {
		return
	}
	typ, size := uint32(be16(h)), int(be16at(h, 2))
	p.s("\n\tAuthentication Type ")
	p.tok(&ospf3AuthNames, "unknown (0x%04x)", typ)
	p.sn(", Length ", size)
	if size < ospf3Trailer || size > n {
		p.short(0)
		return
	}
	p.f3(", SAID %u, CSN 0x%08x:%08x", uint32(be16at(h, 6)), be32at(h, 8), be32at(h, 12))
	if p.v > 1 {
		data := p.takeN(size - ospf3Trailer)
		p.isoUnknown("\n\tAuthentication Data ", data)
	}
}

var ospf3AuthNames = []token{{1, "HMAC"}}

// ospf3Options prints options of four bytes, those of 24 bits in the lower ones.
func (p *printer) ospf3Options(v uint32) {
	p.s("Options [")
	p.bits(&ospf3OptionNames, "none", ", ", v)
	p.c(']')
}

// ospf3Body prints what follows the header, n bytes of it. It reports whether link-local signalling is announced.
func (p *printer) ospf3Body(typ uint32, n int) (lls bool) {
	switch typ {
	case ospfHello:
		options := be32(p.peek(4, 4))
		p.s("\n\t")
		p.ospf3Options(options & 0xffffff)
		h := p.take(12)
		p.f2("\n\t  Hello Timer %us, Dead Timer %us, Interface-ID ", uint32(be16at(h, 8)), uint32(be16at(h, 10)))
		p.ip4(h[:4])
		p.f1(", Priority %u", uint32(h[4]))
		p.ospfDesignated("\n\t  Designated Router ")
		p.ospfDesignated(", Backup Designated Router ")
		if p.v > 1 {
			p.s("\n\t  Neighbor List:")
			for n -= 20; n > 0 && p.cut < 0; n -= 4 {
				a := p.take(4)
				p.s("\n\t    ")
				p.ip4(a)
			}
		}
		return options&ospf3OptionLLS != 0
	case ospfDD:
		options := p.u32()
		p.s("\n\t")
		p.ospf3Options(options & 0xffffff)
		h := p.take(4)
		p.s(", DD Flags [")
		p.bits(&ospf3DDNames, "none", ", ", uint32(h[3]))
		p.c(']')
		p.f2(", MTU %u, DD-Sequence 0x%08x", uint32(be16(h)), p.u32())
		if p.v > 1 {
			p.ospf3Headers(n - 12)
		}
		return options&ospf3OptionLLS != 0
	case ospfRequest:
		if p.v > 1 {
			for ; n > 0 && p.cut < 0; n -= 12 {
				h := p.take(12)
				if p.cut >= 0 {
					return
				}
				p.s("\n\t  Advertising Router ")
				p.ip4(h[8:12])
				p.ospf3LSAName(be16at(h, 2), h[4:8])
			}
		}
	case ospfUpdate:
		if p.v > 1 {
			n -= 4
			for count := p.u32(); count > 0 && n > 0 && p.cut < 0; count-- {
				n -= ospfLSALen + p.ospf3LSA(n-ospfLSALen)
			}
		}
	case ospfAck:
		if p.v > 1 {
			p.ospf3Headers(n)
		}
	}
	return
}

// ospf3LSAName prints type, scope and identifier of an LSA.
func (p *printer) ospf3LSAName(typ uint16, id []byte) {
	p.s("\n\t    ")
	p.tok(&ospf3LSANames, "Unknown LSA", uint32(typ&0x1fff))
	p.f1(" (%u), ", uint32(typ&0x1fff))
	p.tok(&ospf3ScopeNames, "Unknown", uint32(typ>>13&3))
	p.s(" Scope")
	if typ&0x8000 != 0 {
		p.s(", transitive")
	}
	p.s(", LSA-ID ")
	p.ip4(id)
}

// ospf3Headers prints headers of LSAs, n bytes of them.
func (p *printer) ospf3Headers(n int) {
	for ; n > 0 && p.cut < 0; n -= ospfLSALen {
		p.ospf3LSAHeader()
	}
}

// ospf3LSAHeader prints the header of an LSA and returns its type and the length of what follows.
func (p *printer) ospf3LSAHeader() (typ uint16, n int) {
	h := p.take(ospfLSALen)
	if p.cut >= 0 {
		return
	}
	n = int(be16at(h, 18)) - ospfLSALen
	if n < 0 {
		p.f2("\n\t\t  Bogus length %u < header (%u)", uint32(n+ospfLSALen), ospfLSALen)
		p.short(0)
		return
	}
	typ = be16at(h, 2)
	p.s("\n\t  Advertising Router ")
	p.ip4(h[8:12])
	p.f3(", seq 0x%08x, age %us, length %u", be32at(h, 12), uint32(be16(h)), uint32(n))
	p.ospf3LSAName(typ, h[4:8])
	return typ, n
}

// ospf3LSA prints one LSA and returns the length of its body, of which the packet says that it is at most end bytes.
func (p *printer) ospf3LSA(end int) int {
	typ, n := p.ospf3LSAHeader()
	if n > end {
		p.short(0)
	}
	rest := p.limit(n)
	p.ospf3LSABody(typ, n)
	p.unlimit(rest)
	return n
}

var ospf3RouterFlags = []token{
	{0x01, "ABR"}, {0x02, "External"}, {0x04, "Virtual-Link Endpoint"}, {0x08, "Deprecated"}, {0x10, "NSSA Translator"},
}

const (
	ospf3ExtForward = 0x02000000
	ospf3ExtTag     = 0x01000000
)

var ospf3ExternalFlags = []token{{ospf3ExtForward, "Forwarding"}, {ospf3ExtTag, "Tag"}}

// ospf3Fixed takes the fixed part of an LSA that says it has n bytes behind its header.
func (p *printer) ospf3Fixed(n, size int) []byte {
	if n < size {
		p.short(0)
	}
	return p.take(size)
}

// ospf3LSABody prints what an LSA says, n bytes. Like tcpdump it knows each type in its usual scope only.
func (p *printer) ospf3LSABody(typ uint16, n int) {
	switch typ {
	case ospf3LSARouter:
		h := p.ospf3Fixed(n, 4)
		if p.cut >= 0 {
			return
		}
		p.s("\n\t      ")
		p.ospf3Options(be32(h) & 0xffffff)
		p.s(", RLA-Flags [")
		p.bits(&ospf3RouterFlags, "none", ", ", uint32(h[0]))
		p.c(']')
		for n -= 4; n > 0 && p.cut < 0; n -= 16 {
			if n < 16 {
				p.short(0)
				return
			}
			if !p.ospf3Link() {
				return
			}
		}
	case ospf3LSANetwork:
		options := be32(p.ospf3Fixed(n, 4))
		if p.cut >= 0 {
			return
		}
		p.s("\n\t      ")
		p.ospf3Options(options & 0xffffff)
		p.s("\n\t      Connected Routers:")
		for n -= 4; n > 0 && p.cut < 0; n -= 4 {
			if n < 4 {
				p.short(0)
				return
			}
			a := p.take(4)
			p.s("\n\t\t")
			p.ip4(a)
		}
	case ospf3LSAInterPrefix:
		p.f1(", metric %u", be32(p.ospf3Fixed(n, 4))&ospfInfinity)
		p.ospf3Prefixes(n-4, -1)
	case ospf3LSAExternal:
		p.ospf3External(n)
	case ospf3LSALink:
		if n < 24 {
			p.short(0)
		}
		options := p.u32()
		p.s("\n\t      ")
		p.ospf3Options(options & 0xffffff)
		h := p.take(20)
		count := be32at(h, 16)
		p.f1("\n\t      Priority %u, Link-local address ", options>>24)
		p.ip6(h[:16])
		p.f1(", Prefixes %u:", count)
		p.ospf3Prefixes(n-24, int(min(count, 1<<31-1)))
	case ospf3LSAIntraPrefix:
		h := p.ospf3Fixed(n, 12)
		if p.cut >= 0 {
			return
		}
		p.ospf3LSAName(be16at(h, 2), h[4:8])
		p.f1("\n\t      Prefixes %u:", uint32(be16(h)))
		p.ospf3Prefixes(n-12, int(be16(h)))
	default:
		p.isoUnknown("\n\t      ", p.in)
		p.need(n)
	}
}

// ospf3Link prints one link of a router LSA. It reports false for a type that it does not know, after which nothing
// of the LSA is printed.
func (p *printer) ospf3Link() bool {
	h := p.take(16)
	if p.cut >= 0 {
		return false
	}
	switch h[0] {
	case 4:
		p.s("\n\t      Virtual Link: Neighbor Router-ID ")
	case 1:
		p.s("\n\t      Neighbor Router-ID ")
	case 2:
		p.s("\n\t      Neighbor Network-ID ")
	default:
		p.f1("\n\t      Unknown Router Links Type 0x%02x", uint32(h[0]))
		return false
	}
	p.ip4(h[12:16])
	p.s("\n\t      Neighbor Interface-ID ")
	p.ip4(h[8:12])
	p.s(", Interface ")
	p.ip4(h[4:8])
	p.sn(", metric ", int(be16at(h, 2)))
	return true
}

var ospf3PrefixOptions = []token{
	{0x01, "No Unicast"}, {0x02, "Local address"}, {0x04, "Deprecated"}, {0x08, "Propagate"}, {0x10, "Down"},
	{0x20, "N-bit"},
}

// ospf3Prefixes prints prefixes, count of them or, if that is less than 0, as many as there are in n bytes.
func (p *printer) ospf3Prefixes(n, count int) {
	for ; count != 0 && (count > 0 || n > 0) && p.cut < 0; count-- {
		size := p.ospf3Prefix(n)
		n -= size
	}
}

// ospf3Prefix prints a prefix of at most n bytes and returns how many it fills.
func (p *printer) ospf3Prefix(n int) int {
	if n < 4 {
		p.short(0)
		return 0
	}
	h := p.take(4)
	if p.cut >= 0 {
		return 0
	}
	bits := int(h[0])
	if bits > 128 {
		p.sn(" bogus prefixlen /", bits)
		p.short(0)
		return 0
	}
	size := (bits + 31) / 32 * 4
	if 4+size > n {
		p.short(0)
		return 0
	}
	a := p.takeN(size)
	if p.cut >= 0 {
		return 0
	}
	var addr [16]byte
	copy(addr[:], a)
	p.s("\n\t\t")
	p.ip6(addr[:])
	p.sn("/", bits)
	if h[1] != 0 {
		p.s(", Options [")
		p.bits(&ospf3PrefixOptions, "none", ", ", uint32(h[1]))
		p.c(']')
	}
	p.sn(", metric ", int(be16at(h, 2)))
	return 4 + size
}

// ospf3External prints a route to elsewhere, n bytes.
func (p *printer) ospf3External(n int) {
	if n < 8 {
		p.short(0)
		return
	}
	v := p.u32()
	if p.cut >= 0 {
		return
	}
	n -= 4
	p.s("\n\t     Flags [")
	p.bits(&ospf3ExternalFlags, "none", ", ", v)
	p.f1("] metric %u", v&ospfInfinity)
	referenced := be16(p.peek(2, 2))
	n -= p.ospf3Prefix(n)
	field := func(size int, name string) []byte {
		if n < size {
			p.short(0)
		}
		n -= size
		b := p.takeN(size)
		if p.cut < 0 {
			p.s(name)
		}
		return b
	}
	if v&ospf3ExtForward != 0 {
		if b := field(16, " forward "); p.cut < 0 {
			p.ip6(b)
		}
	}
	if v&ospf3ExtTag != 0 {
		if b := field(4, " tag "); p.cut < 0 {
			p.ip4(b)
		}
	}
	if referenced != 0 {
		if b := field(4, " RefLSID: "); p.cut < 0 {
			p.ip4(b)
		}
	}
}
