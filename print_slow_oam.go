// Operation, administration and maintenance of Ethernet links, IEEE 802.3-2018 clause 57.
//
//	+-----------+----------+-------
//	| flags (2) | code (1) | TLVs, or what the code says
//	+-----------+----------+-------

package main

const (
	oamInformation  = 0
	oamEvent        = 1
	oamLoopback     = 4
	oamLocalInfo    = 1
	oamRemoteInfo   = 2
	oamOrgSpecific  = 254
	oamInfoLen      = 16
	oamEventSymbol  = 1
	oamEventFrame   = 2
	oamEventPeriod  = 3
	oamEventSummary = 4
)

var oamFlags = []token{
	{0x01, "Link Fault"}, {0x02, "Dying Gasp"}, {0x04, "Critical Event"}, {0x08, "Local Evaluating"},
	{0x10, "Local Stable"}, {0x20, "Remote Evaluating"}, {0x40, "Remote Stable"},
}

var oamCodes = []token{
	{oamInformation, "Information"}, {oamEvent, "Event Notification"}, {2, "Variable Request"}, {3, "Variable Response"},
	{oamLoopback, "Loopback Control"}, {254, "Vendor Private"},
}

var oamInfoTypes = []token{
	{0, "End of TLV marker"}, {oamLocalInfo, "Local"}, {oamRemoteInfo, "Remote"}, {oamOrgSpecific, "Organization specific"},
}

var oamEventTypes = []token{
	{0, "End of TLV marker"}, {oamEventSymbol, "Errored Symbol Period Event"}, {oamEventFrame, "Errored Frame Event"},
	{oamEventPeriod, "Errored Frame Period Event"}, {oamEventSummary, "Errored Frame Seconds Summary Event"},
	{oamOrgSpecific, "Organization specific"},
}

var oamParserActions = [...]string{"forwarding", "looping back", "discarding", "reserved"}

var oamMuxActions = [...]string{"forwarding", "discarding"}

var oamConfigFlags = []token{
	{0x01, "Active"}, {0x02, "Unidirectional"}, {0x04, "Remote-Loopback"}, {0x08, "Link-Events"},
	{0x10, "Variable-Retrieval"},
}

var oamLoopbackCommands = []token{{1, "Enable OAM Remote Loopback"}, {2, "Disable OAM Remote Loopback"}}

// slowOAM prints an OAM PDU, length bytes behind the subtype.
func (p *printer) slowOAM(length int) {
	if length < 3 {
		p.s("\n\t\t packet is too short")
		return
	}
	flags, code := uint32(p.u16()), uint32(p.u8())
	length -= 3
	p.s("\n\tCode ")
	p.tok(&oamCodes, "Unknown (%u)", code)
	p.s(" OAM PDU, Flags [")
	p.bits(&oamFlags, "none", ", ", flags)
	p.c(']')
	switch code {
	case oamInformation:
		p.oamTLVs(length, false)
	case oamEvent:
		if length < 2 {
			p.s("\n\t\t packet is too short")
			return
		}
		p.sn("\n\t  Sequence Number ", p.u16())
		p.oamTLVs(length-2, true)
	case oamLoopback:
		if length < 1 {
			p.s("\n\t\t packet is too short")
			return
		}
		v := uint32(p.u8())
		p.s("\n\t  Command ")
		p.tok(&oamLoopbackCommands, "Unknown", v)
		p.f1(" (%u)", v)
	default:
		if p.v < 2 {
			p.hexLines("\n\t  ", p.in)
		}
	}
}

// oamTLVs prints information or link event TLVs, length bytes on the wire.
func (p *printer) oamTLVs(length int, events bool) {
	for length > 0 && p.cut < 0 {
		if length < 2 {
			p.s("\n\t\t packet is too short")
			return
		}
		all := p.in
		h := p.take(2)
		kind, size := int(h[0]), int(h[1])
		p.s("\n\t  ")
		if events {
			p.tok(&oamEventTypes, "Reserved", uint32(kind))
			p.s(" Link Event")
		} else {
			p.tok(&oamInfoTypes, "Reserved", uint32(kind))
			p.s(" Information")
		}
		p.f2(" Type (%u), length %u", uint32(kind), uint32(size))
		if kind == 0 {
			return
		}
		if !p.slowFits(size, length) {
			return
		}
		known := false
		if events {
			known = p.oamEventTLV(kind, size)
		} else {
			known = p.oamInfoTLV(kind, size)
		}
		if p.cut >= 0 {
			return
		}
		p.in = all
		if p.v > 1 || !known {
			p.hexLines("\n\t  ", all[:size])
		}
		p.skip(size)
		length -= size
	}
}

func (p *printer) oamIllegal(want int) bool {
	p.f1("\n\t    ERROR: illegal length - should be %u", uint32(want))
	return false
}

// oamInfoTLV prints what a station says of itself, or heard of its peer, 57.5.2. It reports false if it did not.
func (p *printer) oamInfoTLV(kind, size int) bool {
	if kind != oamLocalInfo && kind != oamRemoteInfo {
		return false
	}
	if size != oamInfoLen {
		return p.oamIllegal(oamInfoLen)
	}
	b := p.take(oamInfoLen - 2)
	p.f2("\n\t    OAM-Version %u, Revision %u", uint32(b[0]), uint32(be16at(b, 1)))
	p.s("\n\t    State-Parser-Action ")
	p.s(oamParserActions[b[3]&3])
	p.s(", State-MUX-Action ")
	p.s(oamMuxActions[b[3]>>2&1])
	p.s("\n\t    OAM-Config Flags [")
	p.bits(&oamConfigFlags, "none", ", ", uint32(b[4]))
	p.f1("], OAM-PDU-Config max-PDU size %u", uint32(be16at(b, 5)&0x7ff))
	oui := be24at(b, 7)
	p.s("\n\t    OUI ")
	p.s(ouiName(oui))
	p.f2(" (0x%06x), Vendor-Private 0x%08x", oui, be32at(b, 10))
	return true
}

// oamEventTLV prints a link event, 57.5.3: a time stamp, then window, threshold, errors and two running totals in fields of
// widths that depend on the kind.
func (p *printer) oamEventTLV(kind, size int) bool {
	var widths [5]int
	switch kind {
	case oamEventSymbol:
		widths = [5]int{8, 8, 8, 8, 4}
	case oamEventFrame:
		widths = [5]int{2, 4, 4, 8, 4}
	case oamEventPeriod:
		widths = [5]int{4, 4, 4, 8, 4}
	case oamEventSummary:
		widths = [5]int{2, 2, 2, 4, 4}
	default:
		return false
	}
	want := 4
	for _, w := range widths {
		want += w
	}
	if size != want {
		return p.oamIllegal(want)
	}
	p.fw("\n\t    Timestamp %u ms", 100*uint64(p.u16()))
	for i, w := range widths {
		p.s([...]string{
			", Errored Window ", "\n\t    Errored Threshold ", "\n\t    Errors ", "\n\t    Error Running Total ",
			"\n\t    Event Running Total ",
		}[i])
		v := uint64(0)
		for ; w > 0; w-- {
			v = v<<8 | uint64(p.u8())
		}
		p.u(v)
	}
	return true
}
