// IS-IS: TLVs within TLVs. Traffic engineering RFC 5305, RFC 5307 and RFC 4124, prefix tags RFC 5130, segment routing
// RFC 8667, shortest path bridging RFC 6329.

package main

import "math"

const (
	isisSubAdminGroups  = 3
	isisSubLinkIDs      = 4
	isisSubRemoteID     = 5
	isisSubInterface    = 6
	isisSubNeighbor     = 8
	isisSubMaxBandwidth = 9
	isisSubReservable   = 10
	isisSubUnreserved   = 11
	isisSubBCOld        = 12
	isisSubTEMetric     = 18
	isisSubLinkAttr     = 19 // RFC 5029
	isisSubProtection   = 20
	isisSubSwitching    = 21
	isisSubBC           = 22
	isisSubSPBMetric    = 29
	isisSubLANAdjSID    = 32
)

var isisSubTLVNames = []token{
	{isisSubAdminGroups, "Administrative groups"}, {isisSubLinkIDs, "Link Local/Remote Identifier"},
	{isisSubRemoteID, "Link Remote Identifier"}, {isisSubInterface, "IPv4 interface address"},
	{isisSubNeighbor, "IPv4 neighbor address"}, {isisSubMaxBandwidth, "Maximum link bandwidth"},
	{isisSubReservable, "Reservable link bandwidth"}, {isisSubUnreserved, "Unreserved bandwidth"},
	{isisSubTEMetric, "Traffic Engineering Metric"}, {isisSubLinkAttr, "Link Attribute"},
	{isisSubProtection, "Link Protection Type"}, {isisSubSwitching, "Interface Switching Capability"},
	{isisSubBCOld, "Bandwidth Constraints (old)"}, {isisSubBC, "Bandwidth Constraints"},
	{isisSubLANAdjSID, "LAN Adjacency Segment Identifier"}, {isisSubSPBMetric, "SPB Metric"},
	{250, "Reserved for cisco specific extensions"}, {251, "Reserved for cisco specific extensions"},
	{252, "Reserved for cisco specific extensions"}, {253, "Reserved for cisco specific extensions"},
	{254, "Reserved for cisco specific extensions"}, {255, "Reserved for future expansion"},
}

// isisExtReach prints neighbors, n bytes of them, with what is known of the links to them; alias entries have no metric.
// What the last one says may go on behind the end of the TLV, which is remarked on after it.
func (p *printer) isisExtReach(n int, metric bool) {
	for n > 0 && p.cut < 0 {
		size := isisNodeLen + 1
		if metric {
			size += 3
		}
		if n < isisNodeLen || !p.need(isisNodeLen) {
			p.short(0)
			return
		}
		p.s("\n\t      IS Neighbor: ")
		p.isisID(p.take(isisNodeLen))
		if n < size-1 {
			p.short(0)
			return
		}
		if metric {
			v := p.u24()
			p.sn(", Metric: ", v)
		}
		if n < size {
			p.short(0)
			return
		}
		sub := p.u8()
		if p.cut >= 0 {
			return
		}
		if sub == 0 {
			p.s(", no sub-TLVs present")
		} else {
			p.f1(", sub-TLVs present (%u)", uint32(sub))
			rest := p.in[min(sub, len(p.in)):]
			if !p.isisExtSubTLVs(sub, n-size) || p.cut >= 0 {
				return
			}
			p.in = rest
			size += sub
		}
		if n < size {
			p.isisOverrun(n, size)
			return
		}
		n -= size
	}
}

func (p *printer) isisOverrun(have, want int) {
	p.f2(" [remaining tlv length %u < %u]", uint32(have), uint32(want))
	p.invalid()
}

// isisExtSubTLVs prints the sub-TLVs of a link, total bytes in all, left of which are in the TLV around
// them. It reports false if that ends before they do.
func (p *printer) isisExtSubTLVs(total, left int) bool {
	const indent = "\n\t        "
	for total > 0 && p.cut < 0 {
		if left < 2 {
			p.s(indent)
			p.s("Remaining data in TLV shorter than a subTLV header")
			return false
		}
		if total < 2 {
			p.s(indent)
			p.s("Remaining data in subTLVs shorter than a subTLV header")
			return true
		}
		h := p.take(2)
		typ, n := h[0], int(h[1])
		p.s(indent)
		p.tok(&isisSubTLVNames, "unknown", uint32(typ))
		p.f2(" subTLV #%u, length: %u", uint32(typ), uint32(n))
		total -= 2
		left -= 2
		if total < n {
			p.s(" (remaining data in subTLVs shorter than the current subTLV)")
			return true
		}
		if left < n {
			p.s(" (> remaining tlv length)")
			return false
		}
		total -= n
		left -= n
		if !p.need(n) {
			return true
		}
		rest := p.in[n:]
		p.isisExtSubTLV(typ, n) // which may read on behind its end, as tcpdump does
		p.unlimit(rest)
	}
	return true
}

// isisExtSubTLV prints the value of one sub-TLV of a link, n bytes that are all there.
func (p *printer) isisExtSubTLV(typ byte, n int) {
	whole := p.in[:min(n, len(p.in))]
	switch typ {
	case isisSubAdminGroups, isisSubLinkIDs, isisSubRemoteID:
		if n >= 4 {
			p.f1(", 0x%08x", p.u32())
			if n == 8 {
				p.f1(", 0x%08x", p.u32())
			}
		}
	case isisSubInterface, isisSubNeighbor:
		if n >= 4 {
			p.s(", ")
			p.ip4(p.take(4))
		}
	case isisSubMaxBandwidth, isisSubReservable:
		if n >= 4 {
			p.s(", ")
			p.bandwidth()
		}
	case isisSubUnreserved:
		if n >= 32 {
			for class := range 8 {
				p.sn("\n\t          TE-Class ", class)
				p.s(": ")
				p.bandwidth()
			}
		}
	case isisSubBCOld, isisSubBC:
		p.isisBandwidthConstraints(n)
	case isisSubTEMetric:
		if n >= 3 {
			p.sn(", ", p.u24())
		}
	case isisSubLinkAttr:
		if n == 2 {
			v := uint32(p.u16())
			p.s(", [ ")
			p.bits(&isisLinkAttrNames, "Unknown", ", ", v)
			p.f1(" ] (0x%04x)", v)
		}
	case isisSubProtection:
		if n >= 2 {
			p.s(", ")
			p.bits(&gmplsProtectionNames, "none", ", ", uint32(p.u8()))
			p.sn(", Priority ", p.u8())
		}
	case isisSubSwitching:
		p.isisSwitching(n)
	case isisSubSPBMetric:
		if n >= 6 {
			p.sn(", LM: ", p.u24())
			p.sn(", P: ", p.u8())
			p.sn(", P-ID: ", p.u16())
		}
	case isisSubLANAdjSID:
		if n >= 8 {
			p.isisLANAdjSID()
		}
	default:
		p.hexLines("\n\t\t    ", whole)
	}
}

// bandwidth prints a 32-bit floating point number of bytes a second in megabits.
func (p *printer) bandwidth() { p.megabits(p.u32()) }

func (p *printer) megabits(bits uint32) {
	p.nanSign(bits)
	p.decimals(float64(math.Float32frombits(bits)*8/1000000), 3)
	p.s(" Mbps")
}

var isisBCModels = []token{{0, "Russian dolls"}, {1, "Maximum allocation"}, {254, "Maximum allocation with E-LSP support"}}

// isisBandwidthConstraints prints how much each class type may reserve, RFC 4124 section 5.1.
func (p *printer) isisBandwidthConstraints(n int) {
	if n == 0 {
		return
	}
	model := uint32(p.u8())
	p.s("\n\t        Bandwidth Constraints Model ID: ")
	p.tok(&isisBCModels, "unknown", model)
	p.f1(" (%u)", model)
	// RFC 4124 has three reserved bytes here, which tcpdump does not know of
	for class := range (n - 1) / 4 {
		p.sn("\n\t          Bandwidth constraint CT", class)
		p.s(": ")
		p.bandwidth()
	}
}

var isisLinkAttrNames = []token{
	{1, "Local Protection Available"}, {2, "Link excluded from local protection path"}, {4, "Local maintenance required"},
}

// isisSwitching prints what an interface can switch, RFC 5307 section 1.3.
func (p *printer) isisSwitching(n int) {
	if n < 36 {
		return
	}
	h := p.take(4)
	kind := h[0]
	p.s("\n\t          Interface Switching Capability:")
	p.tok(&gmplsSwitchingNames, "Unknown", uint32(kind))
	p.s(", LSP Encoding: ")
	p.tok(&gmplsEncodingNames, "Unknown", uint32(h[1]))
	p.s("\n\t          Max LSP Bandwidth:")
	for level := range 8 {
		p.sn("\n\t            priority level ", level)
		p.s(": ")
		p.bandwidth()
	}
	n -= 36
	switch {
	case kind >= 1 && kind <= 4 && n >= 6: // packet switching
		p.s("\n\t          Min LSP Bandwidth: ")
		p.bandwidth()
		p.sn("\n\t          Interface MTU: ", p.u16())
	}
}

const (
	isisSIDValue = 0x20
	isisSIDLocal = 0x10
)

var isisLANAdjFlags = []token{
	{0x80, "Address family IPv6"}, {0x40, "Backup"}, {isisSIDValue, "Value"}, {isisSIDLocal, "Local significance"},
	{0x08, "Set of adjacencies"}, {0x04, "Persistent"},
}

// isisLANAdjSID prints the segment of a neighbor on a LAN, RFC 8667 section 2.2.2.
func (p *printer) isisLANAdjSID() {
	h := p.take(2 + isisSystemLen)
	p.s("\n\t          Flags: [")
	p.bits(&isisLANAdjFlags, "none", ", ", uint32(h[0]))
	p.sn("]\n\t          Weight: ", int(h[1]))
	p.s("\n\t          Neighbor System-ID: ")
	p.isisID(h[2:])
	switch h[0] & (isisSIDValue | isisSIDLocal) {
	case isisSIDValue | isisSIDLocal:
		if p.need(3) {
			p.sn("\n\t          Label: ", p.u24()&0xfffff)
		}
	case 0:
		if p.need(4) {
			p.f1("\n\t          Index: %u", p.u32())
		}
	default:
		p.invalid()
	}
}

const (
	isisIPSubTag32     = 1
	isisIPSubTag64     = 2
	isisIPSubPrefixSID = 3
	isisIPSubMgmtColor = 117

	isisPrefixSIDValue = 0x08
)

var isisIPSubTLVNames = []token{
	{isisIPSubTag32, "32-Bit Administrative tag"}, {isisIPSubTag64, "64-Bit Administrative tag"},
	{isisIPSubPrefixSID, "Prefix SID"}, {isisIPSubMgmtColor, "Management Prefix Color"},
}

var isisPrefixSIDFlags = []token{
	{0x80, "Readvertisement"}, {0x40, "Node"}, {0x20, "No-PHP"}, {0x10, "Explicit NULL"},
	{isisPrefixSIDValue, "Value"}, {0x04, "Local"},
}

var isisAlgorithms = []token{{0, "SPF"}, {1, "strict-SPF"}}

// isisIPSubTLVs prints the sub-TLVs of a prefix, total bytes in all.
func (p *printer) isisIPSubTLVs(total int) {
	for total != 0 && p.cut < 0 { // the last one may go on behind the end
		h := p.take(2)
		if p.cut >= 0 {
			return
		}
		typ, n := h[0], int(h[1])
		p.s("\n\t        ")
		p.tok(&isisIPSubTLVNames, "unknown", uint32(typ))
		p.f2(" subTLV #%u, length: %u", uint32(typ), uint32(n))
		if !p.has(n) {
			p.isisTwiceCut()
			return
		}
		rest := p.limit(n)
		p.isisIPSubTLV(typ, n)
		p.unlimit(rest)
		total -= 2 + n
	}
}

// isisTwiceCut ends the record, with the mark that the sub-TLV leaves before the one of the whole.
func (p *printer) isisTwiceCut() {
	p.trunc()
	p.short(0)
}

func (p *printer) isisIPSubTLV(typ byte, n int) {
	switch typ {
	case isisIPSubTag32, isisIPSubMgmtColor:
		for p.has(4) {
			v := uint64(p.u32())
			p.fw(", 0x%08x (=%u)", v, v)
		}
	case isisIPSubTag64:
		for p.has(8) {
			h := p.take(8)
			p.f2(", 0x%08x%08x", be32(h), be32at(h, 4))
		}
	case isisIPSubPrefixSID:
		if n < 2 {
			p.short(0)
			return
		}
		flags, algo := uint32(p.in[0]), uint32(p.in[1])
		if n < 5 || flags&isisPrefixSIDValue == 0 && n < 6 {
			p.isisTwiceCut()
			return
		}
		p.take(2)
		p.s(", Flags [")
		p.bits(&isisPrefixSIDFlags, "None", ", ", flags)
		p.s("], Algo ")
		p.tok(&isisAlgorithms, "Unknown", algo)
		p.f1(" (%u), ", algo)
		if flags&isisPrefixSIDValue != 0 {
			p.sn("label ", p.u24()&0xfffff)
		} else {
			p.f1("index %u", p.u32())
		}
	default:
		p.hexLines("\n\t\t    ", p.in)
	}
}

var isisCapabilityFlags = []token{{1, "S bit"}, {2, "D bit"}}

const (
	isisCapSegmentRouting = 2
	isisCapabilityMin     = 5
)

var isisCapabilityNames = []token{{isisCapSegmentRouting, "SR-Capabilities"}}

// isisCapability prints what a router can do, n bytes, RFC 7981 section 2.
func (p *printer) isisCapability(n int) {
	router := p.take(4)
	p.s("\n\t      Router-ID ")
	p.ip4(router)
	flags := uint32(p.u8())
	p.s(", Flags [")
	p.bits(&isisCapabilityFlags, "none", ", ", flags)
	p.c(']')
	for n -= isisCapabilityMin; n >= 2 && p.cut < 0; {
		h := p.take(2)
		typ, size := h[0], int(h[1])
		p.s("\n\t\t")
		p.tok(&isisCapabilityNames, "unknown", uint32(typ))
		p.f2(" subTLV #%u, length: %u", uint32(typ), uint32(size))
		if !p.has(size) {
			return
		}
		n -= 2 + size
		rest := p.limit(size)
		if typ == isisCapSegmentRouting {
			p.isisSRCapability()
		} else {
			p.hexLines("\n\t\t", p.in)
		}
		p.unlimit(rest)
	}
}

var isisSRFlags = []token{{0x80, "ipv4"}, {0x40, "ipv6"}}

// isisSRCapability prints the block of labels for segments, RFC 8667 section 3.1.
func (p *printer) isisSRCapability() {
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	p.s(", Flags [")
	p.bits(&isisSRFlags, "None", ", ", uint32(h[0]))
	p.sn("], Range ", int(be24at(h, 1)))
	for p.has(2) {
		h := p.take(2)
		typ, n := h[0], int(h[1])
		if !p.has(n) {
			return
		}
		rest := p.limit(n)
		if typ == 1 { // SID/Label
			switch n {
			case 3:
				p.sn(", SID value ", p.u24())
			case 4:
				p.f1(", SID value %u", p.u32())
			default:
				p.sn(", Unknown SID length", n)
			}
		} else {
			p.hexLines("\n\t\t  ", p.in)
		}
		p.unlimit(rest)
	}
}
