// RADIUS attribute values that are numbers, and those of RFC 3162, 5447 and 5580.

package main

import "time"

const (
	radiusAttrTunnelType   = 64
	radiusAttrTunnelMedium = 65
	radiusAttrTunnelPref   = 83
	radiusAttrATLink       = 37
	radiusAttrATNetwork    = 38
)

var (
	radiusMIP6Flags = []struct {
		bit  uint8
		name string
	}{
		{0, "MIP6_INTEGRATED"}, {1, "LOCAL_HOME_AGENT_ASSIGNMENT"}, {40, "PMIP6_SUPPORTED"},
		{41, "IP4_HOA_SUPPORTED"}, {42, "LOCAL_MAG_ROUTING_SUPPORTED"}, {43, "ASSIGN_LOCAL_IP"},
		{44, "MIP4_SUPPORTED"}, {45, "OPTIMIZED_IDLE_MODE_MOBILITY"}, {46, "GTPv2_SUPPORTED"},
		{47, "IP4_TRANSPORT_SUPPORTED"}, {48, "IP4_HOA_ONLY_SUPPORTED"}, {49, "INTER_MAG_ROUTING_SUPPORTED"},
	}
	radiusNamespaces = []token{{'0', "TADIG"}, {'1', "REALM"}, {'2', "E212"}, {'3', "ICC"}}
	radiusLocCodes   = []token{{0, "Civic"}, {1, "Geospatial"}}
	radiusLocEntity  = []token{{0, "User"}, {1, "RADIUS"}}
)

// radiusNumberNames are the names of an attribute's values, nil for plain numbers.
func radiusNumberNames(kind int) []token {
	switch kind {
	case 6:
		return radiusServiceTypes
	case 7:
		return radiusFramedProtocols
	case 10:
		return radiusFramedRoutings
	case 13:
		return radiusCompressions
	case 15:
		return radiusLoginServices
	case 29:
		return radiusTerminationActions
	case 40:
		return radiusAcctStatuses
	case 45:
		return radiusAcctAuthentics
	case 49:
		return radiusTerminateCauses
	case 57:
		return radiusIngressFilters
	case 61:
		return radiusPortTypes
	case radiusAttrTunnelType:
		return radiusTunnelTypes
	case radiusAttrTunnelMedium:
		return radiusTunnelMedia
	case 72:
		return radiusZoneAccesses
	case 76:
		return radiusPrompts
	}
	return nil
}

// radiusWord prints a value of four bytes.
func (p *printer) radiusWord(format uint8, kind int) {
	if format == radiusVLAN {
		p.radiusVLANTag(p.u8())
		p.n(int(p.u24()))
		return
	}
	v := p.u32()
	if p.cut >= 0 {
		return
	}
	switch format {
	case radiusInterval:
		p.radiusInterval(v)
	case radiusTime:
		p.out = time.Unix(p.clock.local(int64(v)), 0).UTC().AppendFormat(p.out, "Mon Jan _2 15:04:05 2006")
	case radiusErrorCause:
		p.f1("Error cause %u: ", v)
		p.tok(&radiusErrorCauses, "Error-Cause %u not known", v)
	default:
		p.radiusNumber(kind, v)
	}
}

func (p *printer) radiusNumber(kind int, v uint32) {
	switch kind {
	case radiusAttrTunnelType, radiusAttrTunnelMedium, radiusAttrTunnelPref:
		if tag := v >> 24; tag == 0 {
			p.s("Tag[Unused] ")
		} else {
			p.f1("Tag[%u] ", tag)
		}
		v &= 0xffffff
	case radiusAttrATLink:
		if v == 0 {
			p.s("Unnumbered")
			return
		}
	case radiusAttrATNetwork:
		if v == 0 {
			p.s("NAS assigned")
			return
		}
	}
	if names := radiusNumberNames(kind); names != nil {
		p.tok(&names, "#%u", v)
		return
	}
	p.u(uint64(v))
}

// radiusInterval prints seconds as a clock does.
func (p *printer) radiusInterval(v uint32) {
	h, m, s := uint64(v/3600), uint64(v/60%60), uint64(v%60)
	switch {
	case h > 0:
		p.fw("%02u:%02u:%02u hours", h, m, s)
	case m > 0:
		p.fw("%02u:%02u min", m, s)
	default:
		p.fw("%02u secs", s)
	}
}

// radiusValueMore prints the kinds that radiusValue leaves over.
func (p *printer) radiusValueMore(format uint8, size int) {
	switch format {
	case radiusPrefix6:
		p.radiusPrefix6(size)
	case radiusMIP6Features:
		if !p.radiusLength(size, 8) {
			p.radiusMIP6Features()
		}
	case radiusMIP6Prefix:
		if p.radiusLength(size, 17) || !p.radiusWhole(size) {
			return
		}
		bits := p.u8()
		a := p.take(16)
		if bits > 128 {
			p.f1(" [netmask %u > 128]", uint32(bits))
			p.invalid()
			return
		}
		p.ip6(a)
		p.sn("/", bits)
	case radiusOperator:
		if !p.radiusHolds(size, 2) {
			return
		}
		ns := p.u8()
		p.c('[')
		p.tok(&radiusNamespaces, "unknown namespace %u", uint32(ns))
		p.s("] ")
		p.textBytes(p.takeN(size - 1))
	case radiusLocation:
		if p.radiusHolds(size, 21) {
			p.radiusLocation(size)
		}
	case radiusLocationData:
		if !p.radiusHolds(size, 3) {
			return
		}
		p.sn("index ", p.u16())
		p.s(", location")
		p.hexASCIILines("\n\t    ", p.takeN(size-2))
	case radiusPolicy:
		if p.radiusHolds(size, 10) {
			p.radiusPolicy(size)
		}
	}
}

// radiusPrefix6 prints a prefix, RFC 3162 section 2.3.
func (p *printer) radiusPrefix6(size int) {
	if size < 2 || size > 18 {
		p.f1(" [length %u not in range (2..18)]", uint32(size))
		p.invalid()
		return
	}
	if !p.radiusWhole(size) {
		return
	}
	p.take(1)
	bits := p.u8()
	if bits > 128 {
		p.f1(" [netmask %u not in range (0..128)]", uint32(bits))
		p.invalid()
		return
	}
	var a [16]byte
	copy(a[:], p.takeN(size-2))
	if p.cut >= 0 {
		return
	}
	p.ip6(a[:])
	p.sn("/", bits)
	if bits > 8*(size-2) {
		p.s(" (inconsistent prefix length)")
	}
}

// radiusMIP6Features prints a feature vector, RFC 5447 section 4.2.5.
func (p *printer) radiusMIP6Features() {
	p.c('[')
	v := p.u64()
	sep := ""
	for _, f := range radiusMIP6Flags {
		if v>>f.bit&1 != 0 {
			p.s(sep)
			p.s(f.name)
			sep = ", "
		}
	}
	p.c(']')
}

// radiusLocation prints where a location comes from, RFC 5580 section 4.2.
func (p *printer) radiusLocation(size int) {
	h := p.take(4)
	p.f1("index %u, code ", uint32(be16(h)))
	p.tok(&radiusLocCodes, "Unknown (%u)", uint32(h[2]))
	p.s(", entity ")
	p.tok(&radiusLocEntity, "Unknown (%u)", uint32(h[3]))
	sighting := p.u64()
	p.s(", sighting time ")
	p.ntpTimestamp(sighting)
	ttl := p.u64()
	p.s(", time to live ")
	p.ntpTimestamp(ttl)
	p.s(`, method "`)
	p.takeText(size - 20)
	p.c('"')
}

// radiusPolicy prints rules about passing a location on, RFC 5580 section 4.4.
func (p *printer) radiusPolicy(size int) {
	flags := p.u16()
	p.s("flags [")
	sep := ""
	for bit := 15; bit > 0; bit-- { // the RFC counts from the left
		if flags>>(15-bit)&1 != 0 {
			p.s(sep)
			p.sn("MBZ-", bit)
			sep = ", "
		}
	}
	if flags&0x8000 != 0 {
		p.s(sep)
		p.s("Retransmission Allowed")
	}
	if flags == 0 {
		p.s("none")
	}
	p.s("], retention expires ")
	p.ntpTimestamp(p.u64())
	if size > 10 {
		p.s(`, note well "`)
		p.takeText(size - 10)
		p.c('"')
	}
}
