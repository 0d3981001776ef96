// Connectionless Network Protocol, ISO 8473-1.
//
//	+------+------+-------+--------+-----------+---------------+----------+
//	| 0x81 |length|version|lifetime|SP MS ER  T| segment length| checksum |
//	| (1)  | (1)  |  (1)  |  (1)   |    (1)    |      (2)      |   (2)    |
//	+------+------+-------+--------+-----------+---------------+----------+
//	| destination: length (1), address | source: length (1), address       |
//	+---------------------+------------+------------+---------------------+
//	| data unit id (2)    | segment offset (2)      | total length (2)    |  if SP
//	+---------------------+-------------------------+---------------------+
//	| options: type (1), length (1), value                                |
//	+---------------------------------------------------------------------+

package main

const (
	clnpHeaderLen  = 9
	clnpSegmentLen = 6

	clnpTypeMask   = 0x1f
	clnpSegments   = 0x80 // segmentation permitted
	clnpErrorPDU   = 1
	clnpData       = 28
	clnpMulticast  = 29
	clnpEchoAsk    = 30
	clnpEchoAnswer = 31

	clnpOptDiscard  = 193
	clnpOptQoS      = 195
	clnpOptSecurity = 197
	clnpOptTime     = 198 // of ES-IS only
	clnpOptSource   = 200
	clnpOptRecord   = 203
	clnpOptPadding  = 204
	clnpOptPriority = 205
)

var clnpTypeNames = []token{
	{clnpErrorPDU, "Error Report"}, {clnpData, "Data"}, {clnpMulticast, "MD"}, {clnpEchoAsk, "Echo Request"},
	{clnpEchoAnswer, "Echo Response"},
}

var clnpFlagNames = []token{
	{clnpSegments, "Segmentation permitted"}, {0x40, "more Segments"}, {0x20, "request Error Report"},
}

var clnpOptionNames = []token{
	{clnpOptDiscard, "Discard Reason"}, {clnpOptQoS, "QoS Maintenance"}, {clnpOptSecurity, "Security"},
	{clnpOptSource, "Source Routing"}, {clnpOptRecord, "Route Recording"}, {clnpOptPadding, "Padding"},
	{clnpOptPriority, "Priority"},
}

// clnp prints a PDU, length bytes on the wire. It reports false for one that makes no sense.
func (p *printer) clnp(length int) bool {
	p.proto = "clnp"
	whole := p.in
	if !p.e {
		p.s("CLNP")
	}
	h := p.take(clnpHeaderLen)
	if p.cut >= 0 {
		return true
	}
	li := int(h[1])
	if h[2] != 1 {
		p.f1("version %u packet not supported", uint32(h[2]))
		return false
	}
	if li < clnpHeaderLen {
		p.isoShortPDU(li, whole)
		return false
	}
	if li > length {
		p.f2(" length indicator(%u) > PDU size (%u)!", uint32(li), uint32(length))
		return false
	}
	li -= clnpHeaderLen
	dst, ok := p.clnpAddress(&li)
	if !ok {
		return p.cut >= 0
	}
	src, ok := p.clnpAddress(&li)
	if !ok {
		return p.cut >= 0
	}
	typ := h[4] & clnpTypeMask
	p.isoSep()
	if p.v == 0 {
		p.nsap(src)
		p.s(" > ")
		p.nsap(dst)
		p.s(", ")
		p.tok(&clnpTypeNames, "unknown (%u)", uint32(typ))
		p.sn(", length ", length)
		return true
	}
	p.sn("length ", length)
	p.s("\n\t")
	p.tok(&clnpTypeNames, "unknown (%u)", uint32(typ))
	sum := be16at(h, 7)
	p.f(" PDU, hlen: %u, v: %u, lifetime: %u.%us, Segment PDU length: %u, checksum: 0x%04x", uint32(h[1]), uint32(h[2]),
		uint32(h[3]/2), uint32(h[3]%2*5), uint32(be16at(h, 5)), uint32(sum))
	p.osiChecksum(sum, 7, whole, int(h[1]))
	p.s("\n\tFlags [")
	p.bits(&clnpFlagNames, "none", ", ", uint32(h[4]))
	p.f1("]\n\tsource address (length %u): ", uint32(len(src)))
	p.nsap(src)
	p.f1("\n\tdest   address (length %u): ", uint32(len(dst)))
	p.nsap(dst)
	if h[4]&clnpSegments != 0 {
		if li < clnpSegmentLen {
			p.s("li < size of fixed part of CLNP header, addresses, and segment part")
			return false
		}
		s := p.take(clnpSegmentLen)
		li -= clnpSegmentLen
		p.f3("\n\tData Unit ID: 0x%04x, Segment Offset: %u, Total PDU Length: %u", uint32(be16(s)), uint32(be16at(s, 2)),
			uint32(be16at(s, 4)))
	}
	for li > 0 {
		if !p.clnpOption(&li) {
			return p.cut >= 0
		}
	}
	p.clnpRest(typ, length-int(h[1]))
	return true
}

// isoShortPDU complains of a header length that is none, with the bytes of the PDU.
func (p *printer) isoShortPDU(li int, whole []byte) {
	p.f1(" length indicator %u < min PDU size:", uint32(li))
	const digits = "0123456789ABCDEF"
	for _, b := range whole {
		p.out = append(p.out, digits[b>>4], digits[b&15])
	}
}

// clnpAddress takes an address and its length from the header, of which li bytes are left.
func (p *printer) clnpAddress(li *int) (a []byte, ok bool) {
	n := 0
	if *li >= 1 {
		n = p.u8()
	}
	if *li < 1+n {
		p.s("li < size of fixed part of CLNP header and addresses")
		return nil, false
	}
	*li -= 1 + n
	a = p.takeN(n)
	return a, p.cut < 0
}

// clnpOption prints one option from the header, of which li bytes are left. It reports whether the next one can be found.
func (p *printer) clnpOption(li *int) bool {
	if *li < 2 {
		p.s(", bad opts/li")
		return false
	}
	h := p.take(2)
	typ, n := h[0], int(h[1])
	*li -= 2
	if n > *li {
		p.f1(", opt (%u) too long", uint32(typ))
		return false
	}
	*li -= n
	if p.cut >= 0 {
		return false
	}
	p.s("\n\t  ")
	p.tok(&clnpOptionNames, "Unknown", uint32(typ))
	p.f2(" Option #%u, length %u, value: ", uint32(typ), uint32(n))
	v := p.takeN(n)
	if p.cut >= 0 {
		return false
	}
	if n < clnpOptionLeast(typ) {
		p.s(", bad opt len")
		return false
	}
	switch typ {
	case clnpOptSource, clnpOptRecord:
		p.clnpRoute(typ, v)
	case clnpOptPriority:
		p.x(uint64(v[0] & 0x0f))
	case clnpOptQoS:
		p.s("\n\t    Format Code: ")
		p.tok(&clnpScopeNames, "", uint32(v[0]>>6))
		if v[0]>>6 == clnpGlobal {
			p.s("\n\t    QoS Flags [")
			p.bits(&clnpQoSNames, "none", ", ", uint32(v[0]&0x3f))
			p.c(']')
		}
	case clnpOptSecurity:
		p.s("\n\t    Format Code: ")
		p.tok(&clnpScopeNames, "", uint32(v[0]>>6))
		p.sn(", Security-Level ", int(v[1]))
	case clnpOptDiscard:
		p.clnpDiscard(v[0])
	case clnpOptPadding:
		p.s("padding data")
	default:
		if p.v <= 1 {
			p.hexLines("\n\t  ", v)
		}
	}
	if p.v > 1 {
		p.hexLines("\n\t  ", v)
	}
	return true
}

// clnpOptionLeast is the length that an option's value must have.
func clnpOptionLeast(typ byte) int {
	switch typ {
	case clnpOptSource, clnpOptRecord, clnpOptSecurity:
		return 2
	case clnpOptPriority, clnpOptQoS, clnpOptDiscard:
		return 1
	}
	return 0
}

const clnpGlobal = 3

var clnpScopeNames = []token{
	{0, "Reserved"}, {1, "Source Address Specific"}, {2, "Destination Address Specific"}, {clnpGlobal, "Globally unique"},
}

var clnpQoSNames = []token{
	{0x20, "reserved"}, {0x10, "sequencing vs. delay"}, {0x08, "congested"}, {0x04, "delay vs. cost"},
	{0x02, "error vs. delay"}, {0x01, "error vs. cost"},
}

// clnpRoute prints a source route or a record of the route: whether it is complete, and the addresses from the one on
// that the offset, counted from 1, points at.
func (p *printer) clnpRoute(typ byte, v []byte) {
	p.tok(&clnpRouteNames, "Unknown", uint32(v[0]))
	if typ == clnpOptSource {
		p.s(" source routing")
	} else {
		p.s(" recording of route in progress")
	}
	off := int(v[1])
	switch {
	case off == 0:
		p.s(" Bad NSAP offset (0)")
		return
	case off-1 > len(v):
		p.s(" Bad NSAP offset (past end of option)")
		return
	}
	for v = v[off-1:]; len(v) > 0; {
		n := int(v[0])
		if n == 0 {
			break
		}
		if 1+n > len(v) {
			p.s("\n\t    NSAP address goes past end of option")
			break
		}
		p.sn("\n\t    NSAP address (length ", n)
		p.s("): ")
		p.nsap(v[1 : 1+n])
		v = v[1+n:]
	}
}

var clnpRouteNames = []token{{0, "partial"}, {1, "complete"}}

// clnpDiscard prints why a PDU was discarded.
func (p *printer) clnpDiscard(v byte) {
	class, why := v>>4, v&15
	p.s("\n\t    Class: ")
	p.tok(&clnpErrorClasses, "Unknown", uint32(class))
	p.f1(" Error (0x%x), ", uint32(class))
	p.tok(&clnpErrors, "Unknown", uint32(v))
	p.f1(" (0x%x)", uint32(why))
}

var clnpErrorClasses = []token{
	{0, "General"}, {8, "Address"}, {9, "Source Routeing"}, {10, "Lifetime"}, {11, "PDU Discarded"}, {12, "Reassembly"},
}

var clnpErrors = []token{
	{0x00, "Reason not specified"}, {0x01, "Protocol procedure error"}, {0x02, "Incorrect checksum"},
	{0x03, "PDU discarded due to congestion"}, {0x04, "Header syntax error (cannot be parsed)"},
	{0x05, "Segmentation needed but not permitted"}, {0x06, "Incomplete PDU received"}, {0x07, "Duplicate option"},
	{0x80, "Destination address unreachable"}, {0x81, "Destination address unknown"},
	{0x90, "Unspecified source routeing error"}, {0x91, "Syntax error in source routeing field"},
	{0x92, "Unknown address in source routeing field"}, {0x93, "Path not acceptable"},
	{0xa0, "Lifetime expired while data unit in transit"}, {0xa1, "Lifetime expired during reassembly"},
	{0xb0, "Unsupported option not specified"}, {0xb1, "Unsupported protocol version"},
	{0xb2, "Unsupported security option"}, {0xb3, "Unsupported source routeing option"},
	{0xb4, "Unsupported recording of route option"}, {0xc0, "Reassembly interference"},
}

// clnpRest prints what the header announces, n bytes on the wire: the PDU that an error report is about, or the bytes.
func (p *printer) clnpRest(typ byte, n int) {
	if (typ == clnpErrorPDU || typ == clnpEchoAnswer) && p.peek(0, 1)[0] == nlpidCLNP && p.enter() {
		p.s("\n\t-----original packet-----\n\t")
		p.clnp(n)
		p.leave()
		return
	}
	if n > 0 {
		p.sn("\n\t  undecoded non-header data, length ", n)
		p.isoUnknown("\n\t  ", p.in)
	}
}
