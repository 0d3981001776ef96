// IS-IS: reachability of IP prefixes, topologies, adjacencies, authentication.

package main

import "bytes"

// isisTLVValueIP goes on with the TLVs of isisTLVValue.
func (p *printer) isisTLVValueIP(pdu *isisPDU, typ byte, n int) bool {
	switch typ {
	case isisTLVIPInternal, isisTLVIPExternal:
		pdu.stop = !p.isisIPReach(n)
	case isisTLVProtocols:
		p.s("\n\t      NLPID(s): ")
		for i := range n {
			if i > 0 {
				p.s(", ")
			}
			id := uint32(p.u8())
			p.tok(&nlpidNames, "unknown", id)
			p.f1(" (0x%02x)", id)
		}
	case isisTLVInterDomain:
		p.isisInterDomain()
	case isisTLVIPAddresses:
		for p.has(4) {
			p.s("\n\t      IPv4 interface address: ")
			p.ip4(p.take(4))
		}
	case isisTLVIP6Addresses:
		for p.has(16) {
			p.s("\n\t      IPv6 interface address: ")
			p.ip6(p.take(16))
		}
	case isisTLVTERouterID:
		if p.has(4) {
			p.s("\n\t      Traffic Engineering Router ID: ")
			p.ip4(p.take(4))
		}
	case isisTLVExtIPReach, isisTLVMTIPReach, isisTLVIP6Reach, isisTLVMTIP6Reach:
		p.in = pdu.rest(p.in)
		if typ == isisTLVMTIPReach || typ == isisTLVMTIP6Reach {
			n = p.isisInTopology(n)
		}
		p.isisExtIPReach(n, typ == isisTLVIP6Reach || typ == isisTLVMTIP6Reach)
	case isisTLVSRLG:
		p.isisSRLG()
	case isisTLVMTPortCap:
		p.isisMTPortCap(n)
	case isisTLVMTCapability:
		p.isisMTCapability(n)
	case isisTLVRestart:
		p.isisRestart()
	case isisTLVMT:
		for ; n >= 2 && p.cut < 0; n -= 2 {
			p.isisTopology()
		}
		if n == 1 {
			p.s("\n\t      invalid MT-ID")
		}
	case isisTLVPointToPoint:
		p.isisPointToPoint(pdu, n)
	case isisTLVHelloSeq:
		if p.has(4) {
			p.f1("\n\t      Sequence number: %u", p.u32())
		}
	case isisTLVCapability:
		p.isisCapability(n)
	case isisTLVVendor:
		if p.has(3) {
			oui := p.take(3)
			p.s("\n\t      Vendor: ")
			p.s(ouiName(be24(oui)))
			p.f1(" (%u)", be24(oui))
			if len(p.in) > 0 {
				p.hexLines("\n\t\t", p.in)
			}
		}
	default:
		return false
	}
	return true
}

// isisIPReach prints prefixes, n bytes of them, with the metrics of RFC 1195 section 5.3.1. It reports false for an incomplete list, behind
// which nothing is printed.
func (p *printer) isisIPReach(n int) bool {
	const entry = 12
	for ; n > 0; n -= entry {
		if n < entry {
			p.f2("short IPv4 Reachability (%u vs %u)", uint32(n), entry)
			return false
		}
		if !p.has(entry) { // tcpdump says nothing of it
			return false
		}
		h := p.take(entry)
		mask := be32at(h, 8)
		if n, ok := maskLength(mask); ok {
			p.s("\n\t      IPv4 prefix: ")
			p.ip4Padded(h[4:8])
			p.sn("/", n)
		} else {
			p.s("\n\t      IPv4 prefix: ")
			p.ip4(h[4:8])
			p.s(" mask ")
			p.ip4num(h[8:12])
		}
		p.isisDistribution(h[0]&isisMetricUnsupported != 0) // the bit was reserved, RFC 5302 section 3.1
		p.f1(", Metric: %u", uint32(h[0]&isisMetricMask))
		p.isisInternal(h[0]&isisMetricExternal == 0)
		for i, name := range [...]string{"Delay", "Expense", "Error"} {
			if m := h[i+1]; m&isisMetricUnsupported == 0 {
				p.s("\n\t        ")
				p.s(name)
				p.isisMetric(m)
			}
		}
	}
	return true
}

func (p *printer) isisDistribution(down bool) {
	if down {
		p.s(", Distribution: down")
	} else {
		p.s(", Distribution: up")
	}
}

// maskLength returns the length of the prefix a network mask stands for; ok is false for one with holes.
func maskLength(mask uint32) (n int, ok bool) {
	for mask&0x80000000 != 0 {
		n++
		mask <<= 1
	}
	return n, mask == 0
}

// ip4Padded prints an address right-aligned in 15 columns.
func (p *printer) ip4Padded(a []byte) {
	start := len(p.out)
	p.ip4(a)
	for n := len(p.out) - start; n < 15; n++ {
		p.out = append(p.out, 0)
		copy(p.out[start+1:], p.out[start:])
		p.out[start] = ' '
	}
}

const (
	isisIPDown     = 0x80
	isisIPSubTLVs  = 0x40 // of IPv4; the lowest six bits are the prefix length
	isisIP6Extern  = 0x40
	isisIP6SubTLVs = 0x20
)

// isisExtIPReach prints prefixes with wide metrics, n bytes of them, RFC 5305 section 4 and RFC 5308 section 2. The last
// one may go on behind the end of the TLV, which is remarked on after it.
func (p *printer) isisExtIPReach(n int, v6 bool) {
	for n > 0 && p.cut < 0 {
		size := p.isisExtPrefix(v6)
		if n < size && p.cut < 0 {
			p.isisOverrun(n, size)
			return
		}
		n -= size
	}
}

// isisExtPrefix prints one prefix and returns its size.
func (p *printer) isisExtPrefix(v6 bool) int {
	metric := p.u32()
	status := p.u8()
	size, name := 5, "\n\t      IPv4 prefix: "
	bits, most := status&0x3f, 32
	if v6 {
		size, name = 6, "\n\t      IPv6 prefix: "
		bits, most = p.u8(), 128
	}
	if p.cut >= 0 {
		return 0
	}
	if bits > most {
		p.s(name)
		p.sn("bad bit length ", bits)
		p.short(0)
		return 0
	}
	prefix := p.takeN((bits + 7) / 8)
	if p.cut >= 0 {
		return 0
	}
	var addr [16]byte
	size += copy(addr[:], prefix)
	p.s(name)
	if v6 {
		p.ip6(addr[:16])
	} else {
		p.ip4Padded(addr[:4])
	}
	p.sn("/", bits)
	p.isisDistribution(status&isisIPDown != 0)
	p.f1(", Metric: %u", metric)
	sub := status&isisIPSubTLVs != 0
	if v6 {
		p.isisInternal(status&isisIP6Extern == 0)
		sub = status&isisIP6SubTLVs != 0
	}
	if sub {
		p.s(", sub-TLVs present")
		total := p.u8()
		p.f1(" (%u)", uint32(total))
		p.isisIPSubTLVs(total)
		size += 1 + total
	}
	return size
}

// isisInTopology prints the topology at the head of a value of n bytes, and returns how many are left.
func (p *printer) isisInTopology(n int) int {
	if n < 2 {
		p.short(0)
	}
	p.isisTopology()
	return n - 2
}

// isisTopology prints the topology that what follows belongs to, RFC 5120 section 7.
func (p *printer) isisTopology() {
	if !p.need(2) {
		return
	}
	v := uint32(p.u16())
	p.s("\n\t      ")
	switch id := v & 0xfff; {
	case id == 0:
		p.s("IPv4 unicast")
	case id == 1:
		p.s("In-Band Management")
	case id == 2:
		p.s("IPv6 unicast")
	case id == 3:
		p.s("Multicast")
	case id < 4095:
		p.s("Reserved for IETF Consensus")
	default:
		p.s("Development, Experimental or Proprietary")
	}
	p.f1(" Topology (0x%03x), Flags: [", v&0xfff)
	p.bits(&isisTopologyFlags, "none", ", ", v)
	p.c(']')
}

var isisTopologyFlags = []token{{0x4000, "ATT bit set"}, {0x8000, "Overload bit set"}}

// isisInterDomain prints what level 2 routers tell each other for exterior routing, RFC 1195 section 5.3.
func (p *printer) isisInterDomain() {
	if !p.has(1) {
		return
	}
	kind := uint32(p.u8())
	p.s("\n\t      Inter-Domain Information Type: ")
	p.tok(&isisInterDomainNames, "Unknown (0x%02x)", kind)
	if kind == 2 {
		if p.has(2) {
			p.sn("AS Number: ", p.u16())
		}
		return
	}
	p.hexLines("\n\t      ", p.in)
}

var isisInterDomainNames = []token{{0, "Reserved"}, {1, "Routing-Domain Specific"}, {2, "AS Number Tag"}}

// isisSRLG prints the groups of links that share a risk with one, RFC 5307 section 1.4.
func (p *printer) isisSRLG() {
	if !p.has(isisNodeLen) {
		return
	}
	p.s("\n\t      IS Neighbor: ")
	p.isisID(p.take(isisNodeLen))
	if !p.has(1) {
		return
	}
	p.s(", Flags: [")
	if p.u8()&1 != 0 {
		p.s("numbered]")
	} else {
		p.s("unnumbered]")
	}
	for _, name := range [...]string{"\n\t      IPv4 interface address: ", "\n\t      IPv4 neighbor address: "} {
		if !p.has(4) {
			return
		}
		p.s(name)
		p.ip4(p.take(4))
	}
	for p.has(4) {
		p.f1("\n\t      Link-ID: 0x%08x", p.u32())
	}
}

var isisRestartFlags = []token{
	{1, "Restart Request"}, {2, "Restart Acknowledgement"}, {4, "Suppress adjacency advertisement"},
}

// isisRestart prints how a router starts again, RFC 5306 section 3.1.
func (p *printer) isisRestart() {
	if !p.has(1) {
		return
	}
	p.s("\n\t      Flags [")
	p.bits(&isisRestartFlags, "none", ", ", uint32(p.u8()))
	p.c(']')
	if !p.has(2) {
		return
	}
	p.f1(", Remaining holding time %us", uint32(p.u16()))
	if len(p.in) == isisSystemLen {
		p.s(", for ")
		p.isisID(p.take(isisSystemLen))
	}
}

var isisAdjacencyNames = []token{{0, "Up"}, {1, "Initializing"}, {2, "Down"}}

// isisPointToPoint prints the three-way handshake of RFC 5303 section 3.1. As in tcpdump, four bytes left over anywhere
// announce the neighbor's circuit, which stands where it would in a whole TLV.
func (p *printer) isisPointToPoint(pdu *isisPDU, n int) {
	const circuitAt = 11
	at := cap(pdu.whole) - cap(p.in)
	if p.has(1) {
		state := uint32(p.u8())
		p.s("\n\t      Adjacency State: ")
		p.tok(&isisAdjacencyNames, "unknown", state)
		p.f1(" (%u)", state)
	}
	if n > 5 {
		p.f1("\n\t      Extended Local circuit-ID: 0x%08x", p.u32())
	}
	if p.has(isisSystemLen) {
		p.s("\n\t      Neighbor System-ID: ")
		p.isisID(p.take(isisSystemLen))
	}
	if p.has(4) {
		p.in = pdu.whole[min(at+circuitAt, len(pdu.whole)):]
		if !p.need(4) {
			return
		}
		p.f1("\n\t      Neighbor Extended Local circuit-ID: 0x%08x", p.u32())
	}
}

const (
	isisAuthText    = 1
	isisAuthGeneric = 3
	isisAuthMD5     = 54
	isisAuthPrivate = 255
)

var isisAuthNames = []token{
	{isisAuthText, "simple text password"}, {isisAuthGeneric, "Generic Crypto key-id"},
	{isisAuthMD5, "HMAC-MD5 password"}, {isisAuthPrivate, "Routing Domain private password"},
}

// isisAuth prints the authentication of a PDU, and with -M whether it is right.
func (p *printer) isisAuth(pdu *isisPDU, n int) {
	if !p.has(1) {
		return
	}
	kind := p.u8()
	p.s("\n\t      ")
	p.tok(&isisAuthNames, "unknown Authentication type 0x%02x", uint32(kind))
	p.s(": ")
	switch kind {
	case isisAuthText:
		p.textZ(p.in)
	case isisAuthMD5:
		p.hexBytes(p.in)
		if n != 1+md5Len {
			p.s(", (invalid subTLV) ")
		}
		p.isisCheckMD5(pdu)
	case isisAuthGeneric:
		if !p.need(2) {
			return
		}
		p.f1("%u, password: ", uint32(p.u16()))
		p.hexBytes(p.in)
	default:
		p.hexLines("\n\t\t  ", p.in)
	}
}

// isisCheckMD5 says whether the digest at p.in is that of the PDU with the secret of -M, RFC 5304 section 2: the digest
// itself counts as zero, and so do checksum and lifetime of a link state PDU.
func (p *printer) isisCheckMD5(pdu *isisPDU) {
	at := cap(pdu.whole) - cap(p.in)
	var b []byte
	if len(p.in) == md5Len && at+md5Len <= len(pdu.whole) && pdu.length <= len(pdu.whole) {
		b = bytes.Clone(pdu.whole[:pdu.length])
		if pdu.typ == isisL1LSP || pdu.typ == isisL2LSP {
			clear(b[isisHeaderLen+2 : isisHeaderLen+4])
			clear(b[isisHeaderLen+16 : isisHeaderLen+18])
		}
	}
	p.digestVerdict(b, at, false)
}

// digestVerdict says whether the keyed digest at p.in is that of b with the secret of -M, which has it at an offset; it
// cannot be told without b. show prints what it should be.
func (p *printer) digestVerdict(b []byte, at int, show bool) {
	secret := p.opts.macSecret
	if secret == "" || b == nil {
		p.s(" (unchecked)")
		return
	}
	clear(b[at : at+md5Len])
	sum := hmacMD5([]byte(secret), b)
	if bytes.Equal(sum, p.in) {
		p.s(" (valid)")
		return
	}
	if show {
		p.hexBytes(sum)
	}
	p.s(" (invalid)")
}
