// OSPF opaque LSAs, RFC 5250: graceful restart RFC 3623, router information RFC 7770, segment routing RFC 8665 and its
// prefixes RFC 7684.

package main

const (
	ospfOpaqueTE       = 1
	ospfOpaqueGrace    = 3
	ospfOpaqueInfo     = 4
	ospfOpaquePrefixes = 7
	ospfOpaqueLinks    = 8
)

var ospfOpaqueNames = []token{
	{ospfOpaqueTE, "Traffic Engineering"}, {ospfOpaqueGrace, "Graceful restart"},
	{ospfOpaqueInfo, "Router Information"}, {ospfOpaquePrefixes, "Extended Prefix"}, {ospfOpaqueLinks, "Extended Link"},
}

// ospfOpaque prints the body of an opaque LSA, n bytes. It reports false for one that makes no sense.
func (p *printer) ospfOpaque(kind byte, n int) bool {
	switch kind {
	case ospfOpaqueTE:
		return p.ospfTE(n)
	case ospfOpaqueGrace:
		return p.ospfTLVs(n, &ospfGraceNames, "\x00\x04\x01\x04", "", p.ospfGraceTLV)
	case ospfOpaqueInfo:
		return p.ospfTLVs(n, &ospfInfoNames, "\x00\x04", "remaining LS length ", p.ospfInfoTLV)
	case ospfOpaquePrefixes:
		return p.ospfTLVs(n, &ospfPrefixNames, "", "remaining LS length ", p.ospfPrefixTLV)
	case ospfOpaqueLinks:
		return p.ospfTLVs(n, &ospfLinkNames, "", "remaining LS length ", p.ospfLinkTLV)
	default:
		if p.v <= 1 {
			p.isoUnknown("\n\t    ", p.in[:min(n, len(p.in))])
		}
	}
	return true
}

// ospfTLVs prints the TLVs of an LSA, n bytes of them; value prints one value and reports false if it has no printer for
// its type. sizes are the lengths that the first types must have, 0 for any. It reports false for TLVs that make no
// sense, and for those of graceful restart that were not captured as a whole, which tcpdump leaves without a mark.
func (p *printer) ospfTLVs(n int, names *[]token, sizes, left string, value func(typ, n int) bool) bool {
	grace := left == ""
	for n > 0 {
		if p.ospfFewer(n, "LS") || grace && !p.has(4) {
			return false
		}
		h := p.take(4)
		if p.cut >= 0 {
			return true
		}
		typ, size := int(be16(h)), int(be16at(h, 2))
		n -= 4
		p.s("\n\t    ")
		p.tok(names, "unknown", uint32(typ))
		p.f1(" TLV (%u), length", uint32(typ))
		if !grace {
			p.c(':')
		}
		p.f1(" %u, value: ", uint32(size))
		if size > n {
			p.f1("\n\t    Bogus length %u > ", uint32(size))
			p.s(left)
			p.n(n)
			return false
		}
		if grace && (typ == 0 || size == 0 || !p.has(size)) {
			return false
		}
		p.need(size)
		if typ < len(sizes) && sizes[typ] != 0 && size != int(sizes[typ]) && p.cut < 0 {
			p.f2("\n\t    Bogus length %u != %u", uint32(size), uint32(sizes[typ]))
			return false
		}
		whole := p.in
		known := size == 0 || value(typ, size)
		if p.cut >= 0 {
			return true
		}
		if !known && p.v <= 1 {
			p.isoUnknown("\n\t      ", whole[:min(size, len(whole))])
		}
		n = p.ospfPast(whole, size, n)
	}
	return true
}

// ospfFewer remarks on fewer bytes, n, than the head of a TLV needs, and reports whether they are.
func (p *printer) ospfFewer(n int, of string) bool {
	if n >= 4 {
		return false
	}
	p.s("\n\t    Remaining ")
	p.s(of)
	p.f1(" length %u < 4", uint32(n))
	return true
}

var ospfGraceNames = []token{{1, "Grace Period"}, {2, "Graceful restart Reason"}, {3, "IPv4 interface address"}}

var ospfGraceReasons = []token{
	{0, "Unknown"}, {1, "Software Restart"}, {2, "Software Reload/Upgrade"}, {3, "Control Processor Switch"},
}

func (p *printer) ospfGraceTLV(typ, _ int) bool {
	switch typ {
	case 1:
		p.f1("%us", p.u32())
	case 2:
		v := uint32(p.u8())
		p.tok(&ospfGraceReasons, "Unknown", v)
		p.f1(" (%u)", v)
	case 3:
		p.ip4(p.take(4))
	default:
		return false
	}
	return true
}

const (
	ospfInfoCapabilities = 1
	ospfInfoHostname     = 7 // RFC 5642
	ospfInfoAlgorithms   = 8
	ospfInfoSIDRange     = 9
	ospfInfoNodeMSD      = 12 // RFC 8476
	ospfInfoLocalBlock   = 14
	ospfInfoPreference   = 15
)

var ospfInfoNames = []token{
	{ospfInfoCapabilities, "Router Capabilities"}, {ospfInfoHostname, "Hostname"},
	{ospfInfoAlgorithms, "SR-Algorithm"}, {ospfInfoSIDRange, "SID/Label Range"}, {ospfInfoNodeMSD, "Node MSD"},
	{ospfInfoLocalBlock, "SR Local Block"}, {ospfInfoPreference, "SRMS Preference"},
}

var ospfCapabilities = []token{
	{0x0001, "Reserved"}, {0x0002, "Reserved"}, {0x0004, "Reserved"}, {0x0008, "Reserved"},
	{0x0010, "graceful restart capable"}, {0x0020, "graceful restart helper"}, {0x0040, "Stub router support"},
	{0x0080, "Traffic engineering"}, {0x0100, "p2p over LAN"}, {0x0200, "path computation server"},
}

var ospfAlgorithms = []token{{0, "Shortest Path First"}, {1, "Strict Shortest Path First"}}

func (p *printer) ospfInfoTLV(typ, n int) bool {
	switch typ {
	case ospfInfoCapabilities:
		p.s("Capabilities: ")
		p.bits(&ospfCapabilities, "Unknown", ", ", p.u32())
	case ospfInfoHostname:
		p.s("\n\t      Hostname: ")
		p.textZ(p.takeN(n))
	case ospfInfoAlgorithms:
		for _, v := range p.takeN(n) {
			p.s("\n\t      ")
			p.ospfAlgorithm(v)
		}
	case ospfInfoSIDRange, ospfInfoLocalBlock:
		if n < 4 {
			return false
		}
		h := p.take(4)
		p.f1("\n\t      Range size: %u", be24(h))
		p.ospfSubTLVs(n-4, "\n\t      ")
	default:
		return false
	}
	return true
}

func (p *printer) ospfAlgorithm(v byte) {
	p.s("Algorithm: ")
	p.tok(&ospfAlgorithms, "Unknown", uint32(v))
	p.f1(" (%u)", uint32(v))
}

var ospfPrefixNames = []token{{1, "Extended Prefix"}, {2, "Extended Prefix Range"}}

var ospfPrefixFlags = []token{{0x80, "Attach"}, {0x40, "Node"}}

var ospfRangeFlags = []token{{0x80, "Inter-Area"}}

var ospfRouteTypes = []token{
	{0, "Unspecified"}, {1, "Intra-Area"}, {3, "Inter-Area"}, {5, "AS External"}, {7, "NSSA External"},
}

// ospfPrefixTLV prints attributes of a prefix, RFC 7684 section 2.1, or of a range of them, RFC 8665 section 4.
func (p *printer) ospfPrefixTLV(typ, n int) bool {
	switch typ {
	case 1:
		if n < 4 {
			return false
		}
		h := p.take(4)
		size := p.ospfExtPrefix(int(h[1]), n-4)
		if size < 0 {
			return true
		}
		p.s(", Route type: ")
		p.tok(&ospfRouteTypes, "Unknown", uint32(h[0]))
		p.f1(" (%u), Flags [", uint32(h[0]))
		p.bits(&ospfPrefixFlags, "none", ", ", uint32(h[3]))
		p.c(']')
		p.ospfSubTLVs(n-4-size, "\n\t\t")
	case 2:
		if n < 8 {
			return false
		}
		h := p.take(8)
		size := p.ospfExtPrefix(int(h[0]), n-8)
		if size < 0 {
			return true
		}
		p.f1(", Range size: %u, Flags [", uint32(be16at(h, 2)))
		p.bits(&ospfRangeFlags, "none", ", ", uint32(h[4]))
		p.c(']')
		p.ospfSubTLVs(n-8-size, "\n\t\t")
	default:
		return false
	}
	return true
}

// ospfExtPrefix prints a prefix of these many bits out of n bytes and returns how many it fills with its padding, less
// than 0 if it cannot be.
func (p *printer) ospfExtPrefix(bits, n int) int {
	size := (bits + 31) / 32 * 4
	if bits > 32 || size > n {
		p.sn(" bogus prefix length ", bits)
		p.short(0)
		return -1
	}
	var addr [4]byte
	copy(addr[:], p.takeN(size))
	p.s("\n\t      IPv4 prefix: ")
	p.ip4Padded(addr[:])
	p.sn("/", bits)
	return size
}

var ospfLinkNames = []token{{1, "Extended Link"}}

// ospfLinkTLV prints attributes of a link, RFC 7684 section 3.1.
func (p *printer) ospfLinkTLV(typ, n int) bool {
	if typ != 1 || n < 12 {
		return false
	}
	h := p.take(12)
	p.s("\n\t      Link type: ")
	p.tok(&ospfLinkTypes, "Unknown", uint32(h[0]))
	p.f1(" (%u), Link-ID: ", uint32(h[0]))
	p.ip4(h[4:8])
	p.s(", Link data: ")
	p.ip4(h[8:12])
	p.ospfLinkSubTLVs(n - 12)
	return true
}

var ospfLinkTypes = []token{{1, "Point-to-point"}, {2, "Transit"}, {3, "Stub"}, {4, "Virtual"}}

// ospfPast goes on behind a value of size bytes, with which whole begins and which is padded to words, and returns how
// many of n bytes are left. Only the padding may be missing.
func (p *printer) ospfPast(whole []byte, size, n int) int {
	p.in = whole
	padded := min((size+3)&^3, n)
	p.skip(padded)
	return n - padded
}
