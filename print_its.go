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
	h := p.take(2)
	p.f2("SrcNwref:%u; DstNwref:%u; ", uint32(h[0]), uint32(h[1]))
	if p.v > 0 {
		whole := len(p.in) >= length-2
		p.rest(length - 2)
		if !whole {
			p.short(0)
		}
	}
}

var (
	geonetNext  = []token{{0, "Any"}, {1, "BTP-A"}, {2, "BTP-B"}, {3, "IPv6"}}
	geonetTypes = []token{
		{0x0, "Any"}, {0x1, "Beacon"}, {0x2, "GeoUnicast"}, {0x3, "GeoAnycastCircle"}, {0x4, "GeoBroadcastCircle"},
		{0x5, "TopologicallyScopedBC"}, {0x6, "LocationService"},
	}
)

func (p *printer) geonet(length int, src []byte) {
	p.proto = "geonet"
	p.s("GeoNet ")
	if src != nil {
		p.s("src:")
		p.mac(src)
		p.s("; ")
	}
	if length < 36 {
		p.invalid()
		return
	}
	h := p.take(8)
	p.f2("v:%u NH:%u-", uint32(h[0]>>4), uint32(h[0]&15))
	p.tok(&geonetNext, "Unknown", uint32(h[0]&15))
	p.f2(" HT:%u-%u-", uint32(h[1]>>4), uint32(h[1]&15))
	p.tok(&geonetTypes, "Unknown", uint32(h[1]>>4))
	p.f2(" HopLim:%u Payload:%u ", uint32(h[7]), uint32(be16at(h, 4)))
	p.take(28)
}
