// RSVP: the objects that are lists, and single values. Traffic specifications RFC 2210 and 2215, routes RFC 3209 and RFC
// 3473, label sets RFC 3473, user-network interface RFC 3474 and OIF UNI 1.0.

package main

var (
	rsvpErrors = []token{
		{24, "Routing Problem"}, {25, "Notify Error"}, {28, "Diffserv TE Error"}, {125, "Diffserv TE Error (Old)"},
	}
	rsvpRoutingErrors = []token{
		{1, "Bad EXPLICIT_ROUTE object"}, {2, "Bad strict node"}, {3, "Bad loose node"}, {4, "Bad initial subobject"},
		{5, "No route available toward destination"}, {6, "Unacceptable label value"},
		{7, "RRO indicated routing loops"}, {8, "non-RSVP-capable router in the path"},
		{9, "MPLS label allocation failure"}, {10, "Unsupported L3PID"},
	}
	rsvpDiffservErrors = []token{
		{1, "Unexpected CT object"}, {2, "Unsupported CT"}, {3, "Invalid CT value"},
		{4, "CT/setup priority do not form a configured TE-Class"},
		{5, "CT/holding priority do not form a configured TE-Class"},
		{6, "CT/setup priority and CT/holding priority do not form a configured TE-Class"},
		{7, "Inconsistency between signaled PSC and signaled CT"},
		{8, "Inconsistency between signaled PHBs and signaled CT"},
	}
	rsvpStyles       = []token{{10, "Fixed Filter"}, {17, "Wildcard Filter"}, {18, "Shared Explicit"}}
	rsvpCapabilities = []token{
		{4, "RecoveryPath Transmit Enabled"}, {2, "RecoveryPath Desired"}, {1, "RecoveryPath Srefresh Capable"},
	}
	rsvpSessionFlags = []token{
		{1, "Local Protection"}, {2, "Label Recording"}, {4, "SE Style"}, {8, "Bandwidth protection"},
		{16, "Node protection"},
	}
	rsvpRouteFlags = []token{
		{1, "Local protection available"}, {2, "Local protection in use"}, {4, "Bandwidth protection"},
		{8, "Node protection"},
	}
	rsvpRouteNames = []token{
		{0, "Reserved"}, {rsvpRouteIPv4, "IPv4 prefix"}, {2, "IPv6 prefix"}, {rsvpRouteLabel, "Label"},
		{32, "Autonomous system number"}, {64, "MPLS label switched path termination"},
	}
	rsvpUNINames = []token{
		{1, "Source TNA address"}, {2, "Destination TNA address"}, {3, "Diversity"}, {4, "Egress label"},
		{5, "Service level"},
	}
	rsvpTLVNames = []token{{1, "Cos"}, {2, "Metric 1"}, {4, "Metric 2"}, {8, "CCC Status"}, {16, "Path Type"}}
	rsvpSets     = []token{{0, "Inclusive list"}, {1, "Exclusive list"}, {2, "Inclusive range"}, {3, "Exclusive range"}}
	rsvpServices = []token{{1, "Default/Global Information"}, {2, "Guaranteed Service"}, {5, "Controlled Load"}}
)

const (
	rsvpRouteIPv4  = 1
	rsvpRouteLabel = 3
)

// rsvpParameter is a parameter of a service, RFC 2215.
type rsvpParameter struct {
	id           byte
	name, layout string
}

const rsvpLatency = 8

var rsvpParameters = []rsvpParameter{
	{4, "IS hop cnt", "\r\tIS hop count: %w"},
	{6, "Path b/w estimate", "\r\tPath b/w estimate: %R"},
	{rsvpLatency, "Minimum path latency", "\r\tMinimum path latency: %w"},
	{10, "Composed MTU", "\r\tComposed MTU: %w bytes"},
	{127, "Token Bucket TSpec", "\r\tToken Bucket Rate: %R\r\tToken Bucket Size: %r bytes\r\tPeak Data Rate: %R" +
		"\r\tMinimum Policed Unit: %w bytes\r\tMaximum Packet Size: %w bytes"},
	{130, "Guaranteed Service RSpec", "\r\tRate: %R\r\tSlack Term: %w"},
	{133, "End-to-end composed value for C", "\r\tValue: %w"},
	{134, "End-to-end composed value for D", "\r\tValue: %w"},
	{135, "Since-last-reshaping point composed C", "\r\tValue: %w"},
	{136, "Since-last-reshaping point composed D", "\r\tValue: %w"},
}

// rsvpIntServ prints a specification of traffic, n bytes, RFC 2210 section 3. Lengths are in words.
//
//	+-------+-----------------------+-------------------------------+
//	|Version|                       |          Length               |
//	+-------+-------+-+-------------+-------------------------------+
//	|    Service    |B|             |          Length               |   each service
//	+---------------+-+-------------+-------------------------------+
//	|   Parameter   |     Flags     |          Length               |   each parameter
//	+---------------+---------------+-------------------------------+
func (p *printer) rsvpIntServ(n int, ident string) bool {
	if n < 4 {
		return false
	}
	h := p.take(4)
	p.s(ident)
	p.f2("Msg-Version: %u, length: %u", uint32(h[0]>>4), uint32(be16at(h, 2))<<2)
	for n -= 4; n >= 4 && p.cut < 0; {
		h := p.take(4)
		n -= 4
		service := int(be16at(h, 2)) << 2
		p.s(ident)
		p.s("Service Type: ")
		p.tok(&rsvpServices, "unknown", uint32(h[0]))
		p.f1(" (%u), break bit ", uint32(h[0]))
		if h[1]&0x80 == 0 {
			p.s("not ")
		}
		p.sn("set, Service length: ", service)
		for service >= 4 {
			used := p.rsvpServiceParameter(n)
			if used == 0 {
				break
			}
			n -= used
			if service -= used; service < 0 {
				service = n // as tcpdump has it, a service that is too short for its parameters has all the rest
			}
		}
	}
	return true
}

// rsvpServiceParameter prints a parameter of at most n bytes and returns its length, 0 if it does not fit. tcpdump takes
// the header of one that does not for that of the next service.
func (p *printer) rsvpServiceParameter(n int) int {
	if n < 4 || !p.need(4) {
		return 0
	}
	h := p.peek(0, 4)
	size := int(be16at(h, 2)) << 2
	p.s("\n\t      Parameter ID: ")
	var known *rsvpParameter
	for i := range rsvpParameters {
		if k := &rsvpParameters[i]; k.id == h[0] {
			known = k
		}
	}
	if known != nil {
		p.s(known.name)
	} else {
		p.s("unknown")
	}
	p.f3(" (%u), length: %u, Flags: [0x%02x]", uint32(h[0]), uint32(size), uint32(h[1]))
	if n < size+4 {
		return 0
	}
	p.take(4)
	rest := p.limit(size)
	switch {
	case known == nil:
		if p.v <= 1 {
			p.isoUnknown("\n\t\t", p.in)
		}
	case size != layoutLen(known.layout):
	case known.id == rsvpLatency && size <= len(p.in) && be32(p.in) == 0xffffffff:
		p.s("\n\t\tMinimum path latency: don't care")
	default:
		p.layout(known.layout, "")
	}
	p.unlimit(rest)
	return size + 4
}

// rsvpRoute prints an explicit or recorded route, n bytes, RFC 3209 section 4.3. It reports false for one that tells
// nothing about what follows.
func (p *printer) rsvpRoute(n int, ident string) bool {
	for n >= 4 {
		h := p.peek(0, 2)
		if p.cut >= 0 {
			return true
		}
		kind, size := h[0]&0x7f, int(h[1])
		p.s(ident)
		p.s("Subobject Type: ")
		p.tok(&rsvpRouteNames, "Unknown %u", uint32(kind))
		p.sn(", length ", size)
		if size == 0 {
			p.s(ident)
			p.s("ERROR: zero length ERO subtype")
			return true
		}
		if size > n {
			p.s(ident)
			p.s("ERROR: ERO subobject length > object length")
			return true
		}
		if kind == rsvpRouteIPv4 || kind == rsvpRouteLabel {
			if size != 8 {
				p.s(" ERROR: length != 8")
				p.invalid()
				return false
			}
			b := p.peek(0, 8)
			if kind == rsvpRouteLabel {
				p.s(", Flags: [")
				p.rsvpLabelHop(b)
			} else if b[6] != 32 {
				p.f1(" ERROR: Prefix length %u != 32", uint32(b[6]))
				p.invalid()
				return false
			} else {
				p.rsvpPrefixHop(b)
			}
		}
		p.skip(size)
		n -= size
	}
	return true
}

func (p *printer) rsvpPrefixHop(b []byte) {
	if b[0]&0x80 != 0 {
		p.s(", Loose, ")
	} else {
		p.s(", Strict, ")
	}
	p.ip4(b[2:6])
	p.s("/32, Flags: [")
	p.bits(&rsvpRouteFlags, "none", ", ", uint32(b[7]))
	p.c(']')
}

// rsvpLabelHop prints a recorded label, RFC 3209 section 4.4.1.3.
func (p *printer) rsvpLabelHop(b []byte) {
	flags, ctype := uint32(b[2]), uint32(b[3])
	if flags&1 != 0 {
		p.s("Global")
	} else {
		p.s("none")
	}
	p.s("] (")
	p.alternate(flags)
	p.s("), Class-Type: ")
	if ctype == 1 {
		p.s("IPv4")
	} else {
		p.s("Unknown")
	}
	p.f2(" (%u), %u", ctype, be32at(b, 4))
}

// alternate prints v in hex with 0x in front unless it is 0.
func (p *printer) alternate(v uint32) {
	if v == 0 {
		p.c('0')
	} else {
		p.x(uint64(v))
	}
}

// rsvpLabels prints a label set, n bytes, RFC 3473 section 2.6.
func (p *printer) rsvpLabels(n int, ident string) bool {
	if n < 4 {
		return false
	}
	h := p.take(4)
	action := uint32(h[0])
	p.s(ident)
	p.s("Action: ")
	p.tok(&rsvpSets, "Unknown", action)
	p.f2(" (%u), Label type: %u", action, uint32(be16at(h, 2)&0x7f))
	if action == 2 || action == 3 {
		if n < 12 {
			return false
		}
		p.layout("\nStart range: %w, End range: %w", ident)
		return true
	}
	for i := 1; 4*i < n && p.cut < 0; i++ {
		v := p.u32()
		p.s(ident)
		p.f2("Subchannel #%u: %u", uint32(i), v)
	}
	return true
}

// rsvpTLVs prints properties, n bytes, Juniper's class.
func (p *printer) rsvpTLVs(n int, ident string) bool {
	if n < 4 {
		return p.rsvpShort(ident)
	}
	h := p.take(4)
	padding := int(be16at(h, 2))
	p.s(ident)
	p.f2("TLV count: %u, padding bytes: %u", uint32(be16(h)), uint32(padding))
	for n -= 4; n >= 2+padding; {
		h := p.take(2)
		if p.cut >= 0 {
			break
		}
		size := int(h[1])
		p.s(ident)
		p.s("  ")
		p.tok(&rsvpTLVNames, "unknown", uint32(h[0]))
		p.f2(" TLV (0x%02x), length: %u", uint32(h[0]), uint32(size))
		if size < 2 {
			p.s(ident[:len(ident)-2])
			p.s("ERROR: property TLV is too short")
			return false
		}
		if n < size {
			return p.rsvpShort(ident)
		}
		p.isoUnknown("\n\t\t", p.in[:min(size-2, len(p.in))])
		p.takeN(size - 2)
		n -= size
	}
	return true
}

// rsvpSessionAttr prints how a session is to be set up, n bytes, RFC 3209 section 4.7.2.
func (p *printer) rsvpSessionAttr(n int, ident string) bool {
	if n < 4 {
		return false
	}
	h := p.take(4)
	if n < 4+int(h[3]) {
		return false
	}
	p.s(ident)
	p.s("Session Name: ")
	p.textBytes(p.takeN(int(h[3])))
	p.s(ident)
	p.f2("Setup Priority: %u, Holding Priority: %u, Flags: [", uint32(h[0]), uint32(h[1]))
	p.bits(&rsvpSessionFlags, "none", ", ", uint32(h[2]))
	p.s("] (")
	p.alternate(uint32(h[2]))
	p.c(')')
	return true
}

// rsvpSubobjects prints a generalized UNI object, n bytes, RFC 3476 section 3.
func (p *printer) rsvpSubobjects(n int, ident string) (dump, ok bool) {
	if n < 4 {
		return false, p.rsvpShort(ident)
	}
	for n >= 4 {
		h := p.peek(0, 4)
		size, kind, family := int(be16(h)), uint32(h[2]), uint32(h[3])
		p.s(ident)
		p.s("Subobject Type: ")
		p.tok(&rsvpUNINames, "Unknown", kind)
		p.f1(" (%u), AF: ", kind)
		p.tok(&bgpAFIs, "Unknown", family)
		p.f2(" (%u), length: %u", family, uint32(size))
		if size < 4 || size > n {
			p.invalid()
			return false, false
		}
		layout := ""
		switch {
		case kind <= 2 && family == bgpAFIIPv4:
			layout = "\n  UNI IPv4 TNA address: %4"
		case kind <= 2 && family == bgpAFIIPv6:
			layout = "\n  UNI IPv6 TNA address: %6"
		case kind == 4:
			layout = "\n  U-bit: %x, Label type: %@3%b, Logical port id: %w, Label: %w"
		case kind == 5:
			layout = "\n  Service level: %b%@3%."
		}
		rest := p.in[size:]
		p.take(4)
		switch {
		case size-4 < layoutLen(layout):
			p.s(ident[:len(ident)-2])
			p.s("ERROR: sub-object is too short")
			return false, false
		case layout != "":
			p.layout(layout, ident)
		case kind == 3 && size > 4, (kind == 1 || kind == 2) && family == bgpAFINSAP:
			dump = true
		}
		p.in = rest
		n -= size
	}
	return dump, true
}

// rsvpCapability prints what a node can do, RFC 5063 section 4.2.
func (p *printer) rsvpCapability(ident string) {
	v := p.u32()
	if reserved := v &^ 7; reserved != 0 {
		p.s(ident)
		p.f1("[reserved=0x%08x must be zero]", reserved)
	}
	p.s(ident)
	p.s("Flags: [")
	p.bits(&rsvpCapabilities, "none", ", ", v)
	p.c(']')
}

// rsvpValue prints what the layouts of RSVP alone have.
func (p *printer) rsvpValue(verb byte, b []byte, v uint32) {
	switch verb {
	case 'a':
		if p.peek(0, 1)[0]&0x80 != 0 {
			p.s("no")
		}
		p.s(" merge capability")
	case 'v': // VPI or VCI
		p.u(uint64(v & 0xfff))
	case 'x':
		p.u(uint64(v >> 7))
	case 'c':
		p.u(uint64(v & 7))
	case 'l': // data link connection identifiers of 10 or 23 bits, RFC 3209 section 4.2.3
		p.f2("%u/%u, ", v&0x7fffff, be32at(b, 4)&0x7fffff)
		switch v >> 23 & 3 {
		case 0:
			p.s("10")
		case 2:
			p.s("23")
		}
		p.s(" bit DLCI")
	case 'g':
		p.tok(&gmplsPayloads, "Unknown", v)
		p.f1(" (0x%04x)", v)
	case 's':
		p.tok(&rsvpStyles, "Unknown", v&0xffffff)
		p.f1(", Flags: [0x%02x]", v>>24)
	case 'e', 'E':
		p.rsvpError(v>>16, v&0xffff, verb == 'e')
	}
}

// rsvpError prints an error; of those from IPv6 nodes tcpdump names the values of one code only.
func (p *printer) rsvpError(code, value uint32, v4 bool) {
	p.tok(&rsvpErrors, "unknown", code)
	p.f1(" (%u)", code)
	values := &rsvpRoutingErrors
	switch {
	case code == 24:
	case !v4:
		return
	case code == 28, code == 125:
		values = &rsvpDiffservErrors
	default:
		p.f1(", Unknown Error Value (%u)", value)
		return
	}
	p.s(", Error Value: ")
	p.tok(values, "unknown", value)
	p.f1(" (%u)", value)
}
