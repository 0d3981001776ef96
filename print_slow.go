// IEEE 802.3 slow protocols (802.3-2018 annex 57A): link aggregation control and its marker protocol, IEEE 802.1AX; operation,
// administration and maintenance, 802.3 clause 57 (print_slow_oam.go); organization specific.

package main

const (
	slowLACP   = 1
	slowMarker = 2
	slowOAM    = 3
	slowOSSP   = 10

	slowVersion = 1 // of LACP and marker

	lacpTerminator   = 0
	lacpActor        = 1
	lacpPartner      = 2
	lacpCollector    = 3
	lacpPortLen      = 20
	lacpCollectorLen = 16
	markerInfo       = 1
	markerInfoLen    = 16
)

var slowProtocols = []token{{slowLACP, "LACP"}, {slowMarker, "MARKER"}, {slowOAM, "OAM"}, {slowOSSP, "OSSP"}}

var lacpTLVNames = []token{
	{lacpTerminator, "Terminator"}, {lacpActor, "Actor Information"}, {lacpPartner, "Partner Information"},
	{lacpCollector, "Collector Information"},
}

var markerTLVNames = []token{{lacpTerminator, "Terminator"}, {markerInfo, "Marker Information"}}

var lacpStates = []token{
	{0x01, "Activity"}, {0x02, "Timeout"}, {0x04, "Aggregation"}, {0x08, "Synchronization"}, {0x10, "Collecting"},
	{0x20, "Distributing"}, {0x40, "Default"}, {0x80, "Expired"},
}

// slow prints a slow protocol's packet of length bytes on the wire.
func (p *printer) slow(length int) {
	p.proto = "slow"
	whole := p.in
	if length < 1 {
		p.short(0)
		return
	}
	sub := uint32(p.u8())
	p.limit(length - 1)
	switch sub {
	case slowLACP, slowMarker:
		version := p.peek(0, 1)[0]
		if length < 2 {
			p.short(0)
			return
		}
		if version != slowVersion {
			p.tok(&slowProtocols, "unknown (%u)", sub)
			p.f1(" version %u packet not supported", uint32(version))
			return
		}
		p.take(1)
		p.tok(&slowProtocols, "unknown (%u)", sub)
		p.f2("v%u, length %u", slowVersion, uint32(length))
		if p.v > 0 {
			p.lacp(sub == slowMarker, length-2)
		}
	case slowOAM:
		p.sn("OAM, length ", length)
		if p.v > 0 {
			p.slowOAM(length - 1)
		}
	case slowOSSP:
		p.sn("OSSP, length ", length)
		if p.v > 0 {
			p.slowOSSP(length - 1)
		}
	default:
		p.f2("unknown (%u), length %u", sub, uint32(length))
		p.hexLines("\n\t", whole[:min(length, len(whole))])
	}
}

// lacp prints the TLVs of LACP, or of the marker protocol, length bytes on the wire.
func (p *printer) lacp(marker bool, length int) {
	names := lacpTLVNames
	if marker {
		names = markerTLVNames
	}
	for length > 0 && p.cut < 0 {
		if length < 2 {
			p.s("\n\t\t packet is too short")
			return
		}
		all := p.in
		h := p.take(2)
		kind, size := int(h[0]), int(h[1])
		p.s("\n\t")
		p.tok(&names, "Unknown", uint32(kind))
		p.f2(" TLV (0x%02x), length %u", uint32(kind), uint32(size))
		if kind == lacpTerminator { // some give it a length of its own
			return
		}
		if !p.slowFits(size, length) {
			return
		}
		p.lacpTLV(marker, kind, size)
		if p.cut >= 0 {
			return
		}
		p.in = all
		p.skip(size)
		length -= size
	}
}

// slowFits reports whether a TLV of size bytes, its header included, fits into length bytes and was captured.
func (p *printer) slowFits(size, length int) bool {
	switch {
	case size < 2:
		p.s("\n\t    ERROR: illegal length - should be >= 2")
	case size > length:
		p.s("\n\t\t packet is too short")
	default:
		return p.need(size - 2)
	}
	return false
}

func (p *printer) lacpTLV(marker bool, kind, size int) {
	body := p.in[:size-2]
	want := 0
	switch {
	case marker && kind == markerInfo:
		want = markerInfoLen
	case !marker && (kind == lacpActor || kind == lacpPartner):
		want = lacpPortLen
	case !marker && kind == lacpCollector:
		want = lacpCollectorLen
	default:
		if p.v < 2 {
			p.hexLines("\n\t  ", body)
		}
	}
	switch {
	case want == 0:
	case want != size:
		p.f1("\n\t    ERROR: illegal length - should be %u", uint32(want))
	case marker:
		p.s("\n\t  Request System ")
		p.mac(body[2:8])
		p.f2(", Request Port %u, Request Transaction ID 0x%08x", uint32(be16(body)), be32at(body, 8))
	case kind == lacpCollector:
		p.f1("\n\t  Max Delay %u", uint32(be16(body)))
	default:
		p.s("\n\t  System ")
		p.mac(body[2:8])
		p.f(", System Priority %u, Key %u, Port %u, Port Priority %u", uint32(be16(body)), uint32(be16at(body, 8)),
			uint32(be16at(body, 12)), uint32(be16at(body, 10)))
		p.s("\n\t  State Flags [")
		p.bits(&lacpStates, "none", ", ", uint32(body[14]))
		p.c(']')
	}
	if p.v > 1 {
		p.hexLines("\n\t  ", body)
	}
}

// slowOSSP prints an organization specific slow protocol, annex 57B.
func (p *printer) slowOSSP(length int) {
	if length < 3 {
		p.short(0)
		return
	}
	oui := uint32(p.u24())
	p.s("\n\tOUI: ")
	p.s(ouiName(oui))
	p.f1(" (0x%06x)", oui)
	p.hexLines("\n\t", p.in)
	p.in = nil
}
