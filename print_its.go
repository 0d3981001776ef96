// Protocols of vehicles on the road: GeoNetworking (ETSI TS 102 636-4-1, as its first drafts had it) and CALM FAST
// (ISO 29281).

package main

// calmFast prints the two network references and leaves the rest as it is.
func (p *printer) calmFast(length int, src []byte) {
	p.proto = "calm_fast"
	p.s("CALM FAST")
	if src != nil {
		p.s(" src:")
		p.mac(src)
	}
	p.s("; ")
	if length < 2 {
		p.invalid()
		return
	}
	p.f1("SrcNwref:%u; ", uint32(p.u8()))
	p.f1("DstNwref:%u; ", uint32(p.u8()))
	if p.v > 0 {
		whole := len(p.in) >= length-2
		p.rest(length - 2)
		if !whole {
			p.short(0)
		}
	}
}

const (
	geonetHeaderLen = 36 // common header with the sender's long position vector
	geonetMultiHop  = 32 // what a packet over several hops has behind it
	geonetBTPA      = 1
	geonetBTPB      = 2
	btpHeaderLen    = 4

	// Header types with their subtypes in the lower four bits.
	geonetAny       = 0x00
	geonetBeacon    = 0x10
	geonetSingleHop = 0x50
	geonetScoped    = 0x51
)

var (
	geonetNext = []token{{0, "Any"}, {geonetBTPA, "BTP-A"}, {geonetBTPB, "BTP-B"}, {3, "IPv6"}}

	// geonetTypes has a type whose subtypes mean nothing under subtype 0.
	geonetTypes = []token{
		{geonetAny, "Any"}, {geonetBeacon, "Beacon"}, {0x20, "GeoUnicast"}, {0x30, "GeoAnycastCircle"},
		{0x31, "GeoAnycastRect"}, {0x32, "GeoAnycastElipse"}, {0x40, "GeoBroadcastCircle"}, {0x41, "GeoBroadcastRect"},
		{0x42, "GeoBroadcastElipse"}, {geonetSingleHop, "TopoScopeBcast-SH"}, {geonetScoped, "TopoScopeBcast-MH"},
		{0x60, "LocService-Request"}, {0x61, "LocService-Reply"},
	}

	itsMessages = []token{{0, "CAM"}, {1, "DENM"}}
)

func (p *printer) geonet(length int, src []byte) {
	p.proto = "geonet"
	p.s("GeoNet ")
	if src != nil {
		p.s("src:")
		p.mac(src)
		p.s("; ")
	}
	if length < geonetHeaderLen {
		p.f2(" (common header length %u < %u)", uint32(max(length, 0)), geonetHeaderLen)
		p.invalid()
		return
	}
	h := p.take(8)
	next, kind := uint32(h[0]&15), uint32(h[1])
	p.f2("v:%u NH:%u-", uint32(h[0]>>4), next)
	p.tok(&geonetNext, "Unknown", next)
	p.f2(" HT:%u-%u-", kind>>4, kind&15)
	if kind>>4 <= 2 {
		kind &= 0xf0
	}
	p.tok(&geonetTypes, "Unknown", kind)
	p.f2(" HopLim:%u Payload:%u ", uint32(h[7]), uint32(be16at(h, 4)))
	h = p.take(8)
	p.s("GN_ADDR:")
	p.linkAddr(h)
	p.c(' ')
	p.take(4) // time
	p.f1("lat:%u ", p.u32())
	p.f1("lon:%u", p.u32())
	p.take(8) // speed, heading, altitude and how good they are
	length -= geonetHeaderLen
	switch kind {
	case geonetScoped:
		if length < geonetMultiHop {
			p.f2(" (header size %u > %u)", geonetMultiHop, uint32(length))
			p.invalid()
			return
		}
		p.take(geonetMultiHop)
		length -= geonetMultiHop
		fallthrough
	case geonetAny, geonetBeacon, geonetSingleHop:
		if next == geonetBTPA || next == geonetBTPB {
			if length < btpHeaderLen {
				p.f2(" (BTP length %u < %u)", uint32(length), btpHeaderLen)
				p.invalid()
				return
			}
			length = p.btp(length)
		}
	}
	if p.v > 0 {
		whole := length <= len(p.in)
		p.rest(length)
		if !whole {
			p.short(0)
		}
	}
}

// btp prints the Basic Transport Protocol's header, ETSI EN 302 636-5-1, and what kind of message of the application it
// carries. It returns how much of length is left to show.
func (p *printer) btp(length int) int {
	p.f1("; BTP Dst:%u", uint32(p.u16()))
	p.f1(" Src:%u", uint32(p.u16()))
	if length -= btpHeaderLen; length >= 2 {
		p.f1("; ItsPduHeader v:%u", uint32(p.peek(0, 1)[0]))
		kind := uint32(p.peek(1, 1)[0])
		p.f1(" t:%u-", kind)
		p.tok(&itsMessages, "unknown (%u)", kind)
	}
	return length
}
