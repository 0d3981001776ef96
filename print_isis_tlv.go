// What IS-IS PDUs are made of: type, length, value; the registry of RFC 3563 and its successors.

package main

const (
	isisTLVAreas        = 1
	isisTLVISReach      = 2
	isisTLVESNeighbors  = 3
	isisTLVPartitionDIS = 4
	isisTLVPrefixes     = 5
	isisTLVISNeighbors  = 6
	isisTLVInstance     = 7 // RFC 8202
	isisTLVPadding      = 8
	isisTLVLSPEntries   = 9
	isisTLVAuth         = 10 // RFC 5304, RFC 5310
	isisTLVChecksum     = 12 // RFC 3358
	isisTLVPurge        = 13 // RFC 6232
	isisTLVBufferSize   = 14
	isisTLVExtReach     = 22 // RFC 5305
	isisTLVAlias        = 24 // RFC 5311
	isisTLVIPInternal   = 128
	isisTLVProtocols    = 129
	isisTLVIPExternal   = 130
	isisTLVInterDomain  = 131
	isisTLVIPAddresses  = 132
	isisTLVTERouterID   = 134
	isisTLVExtIPReach   = 135
	isisTLVHostname     = 137 // RFC 5301
	isisTLVSRLG         = 138 // RFC 5307
	isisTLVMTPortCap    = 143 // RFC 6165
	isisTLVMTCapability = 144 // RFC 6329
	isisTLVRestart      = 211 // RFC 5306
	isisTLVMTReach      = 222 // RFC 5120
	isisTLVMT           = 229
	isisTLVIP6Addresses = 232 // RFC 5308
	isisTLVMTIPReach    = 235
	isisTLVIP6Reach     = 236
	isisTLVMTIP6Reach   = 237
	isisTLVPointToPoint = 240 // RFC 5303
	isisTLVHelloSeq     = 241
	isisTLVCapability   = 242 // RFC 7981
	isisTLVVendor       = 250
)

var isisTLVNames = []token{
	{isisTLVAreas, "Area address(es)"}, {isisTLVISReach, "IS Reachability"}, {isisTLVESNeighbors, "ES Neighbor(s)"},
	{isisTLVPartitionDIS, "Partition DIS"}, {isisTLVPrefixes, "Prefix Neighbors"},
	{isisTLVISNeighbors, "IS Neighbor(s)"}, {isisTLVInstance, "Instance Identifier"}, {isisTLVPadding, "Padding"},
	{isisTLVLSPEntries, "LSP entries"}, {isisTLVAuth, "Authentication"}, {isisTLVChecksum, "Checksum"},
	{isisTLVPurge, "Purge Originator Identifier"}, {isisTLVBufferSize, "LSP Buffersize"},
	{isisTLVExtReach, "Extended IS Reachability"}, {isisTLVAlias, "IS Alias ID"}, {42, "DECnet Phase IV"},
	{66, "Lucent Proprietary"}, {isisTLVIPInternal, "IPv4 Internal Reachability"},
	{isisTLVProtocols, "Protocols supported"}, {isisTLVIPExternal, "IPv4 External Reachability"},
	{isisTLVInterDomain, "Inter-Domain Information Type"}, {isisTLVIPAddresses, "IPv4 Interface address(es)"},
	{133, "IPv4 authentication (deprecated)"}, {isisTLVTERouterID, "Traffic Engineering Router ID"},
	{isisTLVExtIPReach, "Extended IPv4 Reachability"}, {isisTLVHostname, "Hostname"},
	{isisTLVSRLG, "Shared Risk Link Group"}, {isisTLVMTPortCap, "Multi-Topology-Aware Port Capability"},
	{isisTLVMTCapability, "Multi-Topology Capability"}, {176, "Nortel Proprietary"}, {177, "Nortel Proprietary"},
	{isisTLVRestart, "Restart Signaling"}, {isisTLVMTReach, "Multi Topology IS Reachability"},
	{isisTLVMT, "Multi Topology"}, {isisTLVIP6Addresses, "IPv6 Interface address(es)"},
	{isisTLVMTIPReach, "Multi-Topology IPv4 Reachability"}, {isisTLVIP6Reach, "IPv6 reachability"},
	{isisTLVMTIP6Reach, "Multi-Topology IP6 Reachability"}, {isisTLVPointToPoint, "Point-to-point Adjacency State"},
	{isisTLVHelloSeq, "Hello PDU Sequence Number"}, {isisTLVCapability, "IS-IS Router Capability"},
	{isisTLVVendor, "Vendor Private"},
}

// isisTLV prints the next TLV of a PDU of which left bytes are still to come, and returns its size.
func (p *printer) isisTLV(pdu *isisPDU, left int) int {
	h := p.take(2)
	if p.cut >= 0 {
		return 0
	}
	typ, n := h[0], int(h[1])
	p.s("\n\t    ")
	p.tok(&isisTLVNames, "unknown", uint32(typ))
	p.f2(" TLV #%u, length: %u", uint32(typ), uint32(n))
	if 2+n > left {
		p.short(0)
		return 2 + n
	}
	if n < isisCapabilityMin && typ == isisTLVCapability {
		p.f2(" [object length %u < %u]", uint32(n), isisCapabilityMin)
		p.invalid()
		p.skip(n)
		return 2 + n
	}
	if n == 0 {
		p.isisEmptyTLV(typ)
		return 2
	}
	rest := p.limit(n)
	whole := p.in
	known := p.isisTLVValue(pdu, typ, n)
	if n > len(whole) && known && !pdu.stop && !isisTLVQuiet(typ, n, len(whole)) {
		p.short(0) // what of it was captured has been printed
	}
	if p.cut < 0 && !pdu.stop {
		switch {
		case p.v > 1:
			p.hexLines("\n\t      ", whole)
		case !known:
			p.hexLines("\n\t\t", whole)
		}
	}
	p.unlimit(rest)
	return 2 + n
}

// isisTLVQuiet tells whether what is missing of a TLV, of whose n bytes there are only have, is none of tcpdump's concern:
// it goes on to the next one, if there should be one. Of lists that is a rest too short for an entry.
func isisTLVQuiet(typ byte, n, have int) bool {
	head, size := 0, 0
	switch typ {
	case isisTLVPadding, isisTLVBufferSize, isisTLVInterDomain, isisTLVMTPortCap, isisTLVMTCapability,
		isisTLVCapability, isisTLVVendor:
		return true
	case isisTLVISReach:
		head, size = 1, 4+isisNodeLen
	case isisTLVESNeighbors:
		size = 4 + isisSystemLen
	case isisTLVPartitionDIS, isisTLVISNeighbors:
		size = isisSystemLen
	case isisTLVLSPEntries, isisTLVIP6Addresses:
		size = 16
	case isisTLVIPAddresses:
		size = 4
	default:
		return false
	}
	return have >= head && (n-head)/size == (have-head)/size
}

// isisEmptyTLV prints what a TLV without a value leaves: some a name, some the mark of a topology that is missing.
func (p *printer) isisEmptyTLV(typ byte) {
	switch typ {
	case isisTLVMTReach, isisTLVMTIPReach, isisTLVMTIP6Reach:
		p.short(0)
	case isisTLVProtocols:
		p.s("\n\t      NLPID(s): ")
	case isisTLVHostname:
		p.s("\n\t      Hostname: ")
	}
}

// isisTLVValue prints the value of a TLV, n bytes that are all there. It reports false for a type without a printer.
func (p *printer) isisTLVValue(pdu *isisPDU, typ byte, n int) bool {
	switch typ {
	case isisTLVAreas:
		p.isisAreas()
	case isisTLVISNeighbors:
		p.isisList("SNPA: ", isisSystemLen)
	case isisTLVPartitionDIS:
		p.isisList("", isisSystemLen)
	case isisTLVInstance:
		p.isisInstance(n)
	case isisTLVPadding:
	case isisTLVMTReach, isisTLVExtReach, isisTLVAlias:
		p.in = pdu.rest(p.in)
		if typ == isisTLVMTReach {
			n = p.isisInTopology(n)
		}
		p.isisExtReach(n, typ != isisTLVAlias)
	case isisTLVISReach:
		if !p.has(1) {
			break
		}
		p.s("\n\t      ")
		p.tok(&isisVirtualNames, "bogus virtual flag 0x%02x", uint32(p.u8()))
		for p.has(4 + isisNodeLen) {
			h := p.take(4 + isisNodeLen)
			p.s("\n\t      IS Neighbor: ")
			p.isisID(h[4:])
			p.isisMetrics(h)
		}
	case isisTLVESNeighbors:
		for p.has(4 + isisSystemLen) {
			h := p.take(4 + isisSystemLen)
			p.s("\n\t      ES Neighbor: ")
			p.isisID(h[4:])
			p.isisMetrics(h)
		}
	case isisTLVPrefixes:
		p.isisPrefixes()
	case isisTLVLSPEntries:
		for ; n >= 16 && p.cut < 0; n -= 16 {
			id := p.peek(2, 8)
			p.s("\n\t      lsp-id: ")
			p.isisID(id)
			h := p.peek(0, 14)
			p.f2(", seq: 0x%08x, lifetime: %5us", be32at(h, 10), uint32(be16(h)))
			p.f1(", chksum: 0x%04x", uint32(be16at(p.take(16), 14)))
		}
	case isisTLVAuth:
		p.isisAuth(pdu, n)
	case isisTLVChecksum:
		p.isisChecksum(pdu)
	case isisTLVPurge:
		p.isisPurge()
	case isisTLVBufferSize:
		if n >= 2 {
			p.sn("\n\t      LSP Buffersize: ", p.u16())
		}
	case isisTLVHostname:
		p.s("\n\t      Hostname: ")
		p.textZ(p.in)
	default:
		return p.isisTLVValueIP(pdu, typ, n)
	}
	return true
}

var isisVirtualNames = []token{{0, "IsNotVirtual"}, {1, "IsVirtual"}}

// isisAreas prints area addresses.
func (p *printer) isisAreas() {
	for len(p.in) > 0 {
		n := p.u8()
		if n > len(p.in) {
			return
		}
		p.sn("\n\t      Area address (length: ", n)
		p.s("): ")
		p.nsap(p.takeN(n))
	}
}

// isisList prints identifiers of size bytes, one a line.
func (p *printer) isisList(name string, size int) {
	for p.has(size) {
		p.s("\n\t      ")
		p.s(name)
		p.isisID(p.takeN(size))
	}
}

// isisInstance prints the instance and topologies that a PDU belongs to, RFC 8202 section 2.1.
func (p *printer) isisInstance(n int) {
	if n < 4 {
		return
	}
	p.sn("\n\t      Instance ID: ", p.u16())
	p.f1(", ITIDs(%u)", uint32((n-2)/2))
	sep := ": "
	for i := 0; i < (n-2)/2 && p.cut < 0; i++ {
		p.s(sep)
		p.n(p.u16())
		sep = ", "
	}
}

// isisPrefixes prints metrics and what they lead to, ISO 10589 section 9.10.
func (p *printer) isisPrefixes() {
	if !p.has(4) {
		return
	}
	p.s("\n\t      Metric Block")
	p.isisMetrics(p.take(4))
	for len(p.in) > 0 {
		digits := p.u8()
		n := digits / 2 // an address of semi-octets
		if n > len(p.in) {
			return
		}
		p.s("\n\t\tAddress: ")
		if digits < 2 {
			p.sn("prefix length ", digits)
			p.s(" < 2")
			return
		}
		p.nsap(p.takeN(n))
		p.fw("/%u", uint64(digits*4))
	}
}

const (
	isisMetricUnsupported = 0x80
	isisMetricExternal    = 0x40
	isisMetricMask        = 0x3f
)

// isisMetrics prints the default metric, and those of the other three that are supported, ISO 10589 section 7.2.2.
func (p *printer) isisMetrics(h []byte) {
	p.s(", Default")
	p.isisMetric(h[0])
	for i, name := range [...]string{"Delay", "Expense", "Error"} {
		if m := h[i+1]; m&isisMetricUnsupported == 0 {
			p.s("\n\t\t  ")
			p.s(name)
			p.isisMetric(m)
		}
	}
}

func (p *printer) isisMetric(m byte) {
	p.f1(" Metric: %u", uint32(m&isisMetricMask))
	p.isisInternal(m&isisMetricExternal == 0)
}

func (p *printer) isisInternal(internal bool) {
	if internal {
		p.s(", Internal")
	} else {
		p.s(", External")
	}
}

// isisChecksum prints the optional checksum of hellos and sequence numbers PDUs, which covers all of them.
func (p *printer) isisChecksum(pdu *isisPDU) {
	if !p.has(2) {
		return
	}
	off := cap(pdu.whole) - cap(p.in) // both end where the packet's memory does
	sum := be16(p.in)
	p.f1("\n\t      checksum: 0x%04x ", uint32(sum))
	p.osiChecksumOf(&pdu.sums, sum, off, pdu.whole, pdu.length)
}

// isisPurge prints who purged a link state PDU, RFC 6232 section 3.
func (p *printer) isisPurge() {
	if !p.has(1) {
		return
	}
	count := p.u8()
	if count == 0 {
		p.s(" No system IDs supplied")
	}
	for i := 0; i < count && i < 2 && p.has(isisSystemLen); i++ {
		if i == 0 {
			p.s("\n\t      Purge Originator System-ID: ")
		} else {
			p.s("\n\t      Received from System-ID: ")
		}
		p.isisID(p.take(isisSystemLen))
	}
}
