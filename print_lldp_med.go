// LLDP for media endpoint devices, ANSI/TIA-1057. Locations are written as in RFC 3825 and RFC 4776.

package main

var lldpMEDNames = []token{
	{1, "LLDP-MED Capabilities"}, {2, "Network policy"}, {3, "Location identification"}, {4, "Extended power-via-MDI"},
	{5, "Inventory - hardware revision"}, {6, "Inventory - firmware revision"}, {7, "Inventory - software revision"},
	{8, "Inventory - serial number"}, {9, "Inventory - manufacturer name"}, {10, "Inventory - model name"},
	{11, "Inventory - asset ID"},
}

var (
	lldpMEDCaps = []token{
		{1, "LLDP-MED capabilities"}, {2, "network policy"}, {4, "location identification"},
		{8, "extended power via MDI-PSE"}, {16, "extended power via MDI-PD"}, {32, "Inventory"},
	}
	lldpMEDDevices = []token{
		{1, "endpoint class 1"}, {2, "endpoint class 2"}, {3, "endpoint class 3"}, {4, "network connectivity"},
	}
	lldpMEDApps = []token{
		{1, "voice"}, {2, "voice signaling"}, {3, "guest voice"}, {4, "guest voice signaling"},
		{5, "softphone voice"}, {6, "video conferencing"}, {7, "streaming video"}, {8, "video signaling"},
	}
	lldpMEDAppFlags  = []token{{0x80, "Unknown"}, {0x40, "Tagged"}}
	lldpMEDLocations = []token{{1, "coordinate-based LCI"}, {2, "civic address LCI"}, {3, "ECS ELIN"}}
	lldpMEDAltitudes = []token{{1, "meters"}, {2, "floors"}}
	lldpMEDDatums    = []token{
		{1, "World Geodesic System 1984"}, {2, "North American Datum 1983 (NAVD88)"},
		{3, "North American Datum 1983 (MLLW)"},
	}
	lldpMEDPowerSources = []token{
		{1, "PSE - primary power source"}, {2, "local - backup power source"}, {3, "PSE+local - reserved"},
	}
	lldpMEDPriorities = []token{{1, "critical"}, {2, "high"}, {3, "low"}}
	lldpMEDInventory  = []token{
		{5, "Hardware revision"}, {6, "Firmware revision"}, {7, "Software revision"}, {8, "Serial number"},
		{9, "Manufacturer name"}, {10, "Model name"}, {11, "Asset ID"},
	}
	lldpCivicWhats = []token{
		{0, "location of DHCP server"}, {1, "location of the network element believed to be closest to the client"},
		{2, "location of the client"},
	}
)

// lldpMED prints the value of a TIA TLV of n bytes, organisation included.
func (p *printer) lldpMED(typ, n int) (dump bool) {
	switch typ {
	case 1:
		if n < 7 {
			return false
		}
		caps, class := uint64(p.u16()), uint64(p.u8())
		p.s("\n\t    Media capabilities [")
		p.bits(lldpMEDCaps, "none", ", ", uint32(caps))
		p.f("] (0x%04x)\n\t    Device type [", caps)
		p.tok(lldpMEDDevices, "unknown", uint32(class))
		p.f("] (0x%02x)", class)
	case 2:
		if n < 8 {
			return false
		}
		app, flags := uint64(p.u8()), uint64(p.peek(0, 1)[0])
		p.s("\n\t    Application type [")
		p.tok(lldpMEDApps, "none", uint32(app))
		p.f("] (0x%02x), Flags [", app)
		p.bits(lldpMEDAppFlags, "none", ", ", uint32(flags))
		v := uint64(p.u24()) // U, T, X, VLAN of 12 bits, priority of 3, DSCP of 6
		p.f("]\n\t    Vlan id %u, L2 priority %u, DSCP value %u", v>>9&0xfff, v>>6&7, v&63)
	case 3:
		if n >= 5 {
			p.lldpLocation(n)
		}
	case 4:
		if n >= 7 {
			p.lldpMEDPower()
		}
	case 5, 6, 7, 8, 9, 10, 11:
		p.s("\n\t  ")
		p.tok(lldpMEDInventory, "unknown", uint32(typ))
		p.c(' ')
		p.textBytes(p.in)
	default:
		return true
	}
	return false
}

func (p *printer) lldpMEDPower() {
	b := uint64(p.u8())
	p.s("\n\t    Power type [")
	// The standard has the type in the upper two bits; tcpdump looks at the lower two.
	if b&3 != 0 {
		p.s("PD")
	} else {
		p.s("PSE")
	}
	p.s(" device], Power source [")
	p.tok(lldpMEDPowerSources, "none", uint32(b>>4&3))
	p.s("]\n\t    Power priority [")
	p.tok(lldpMEDPriorities, "none", uint32(b&15))
	tenths := uint64(p.u16())
	p.f("] (0x%02x), Power %u.%u Watts", b&15, tenths/10, tenths%10)
}

func (p *printer) lldpLocation(n int) {
	format := p.u8()
	p.s("\n\t    Location data format ")
	p.tok(lldpMEDLocations, "unknown", uint32(format))
	p.f(" (0x%02x)", uint64(format))
	switch format {
	case 1:
		if n >= 21 {
			p.lldpCoordinates()
		}
	case 2:
		p.lldpCivic(n)
	case 3:
		p.s("\n\t    ECS ELIN id ")
		p.textBytes(p.in)
	default:
		p.s("\n\t    Location ID ")
		p.hexLines("\n\t      ", p.in)
	}
}

// lldpCoordinates prints a geodetic location, RFC 3825: resolutions of 6 bits, values of 34 and 30.
func (p *printer) lldpCoordinates() {
	h := p.take(10)
	for i, what := range [...]string{"Latitude", "Longitude"} {
		v := uint64(h[5*i])<<32 | uint64(be32(h[5*i+1:]))
		p.s("\n\t    ")
		p.s(what)
		p.s(" resolution ")
		p.u(v >> 34)
		if i == 0 {
			p.s(", latitude value ")
		} else {
			p.s(", longitude value ")
		}
		p.u(v & (1<<34 - 1))
	}
	v := uint64(p.u8())<<32 | uint64(p.u32())
	p.s("\n\t    Altitude type ")
	p.tok(lldpMEDAltitudes, "unknown", uint32(v>>36))
	p.f(" (%u)\n\t    Altitude resolution %u, altitude value 0x%x", v>>36, v>>30&63, v&(1<<30-1))
	datum := uint64(p.u8())
	p.s("\n\t    Datum ")
	p.tok(lldpMEDDatums, "unknown", uint32(datum))
	p.f(" (0x%02x)", datum)
}

// lldpCivic prints a postal address, RFC 4776. An address that fills the TLV to its end is taken for too long.
func (p *printer) lldpCivic(n int) {
	if len(p.in) < 1 {
		return
	}
	size := p.u8()
	if n < 7+size || size < 3 {
		return
	}
	what := uint64(p.u8())
	p.sn("\n\t    LCI length ", size)
	p.s(", LCI what ")
	p.tok(lldpCivicWhats, "unknown", uint32(what))
	p.f(" (0x%02x), Country-code ", what)
	p.textBytes(p.take(2))
	p.limit(size - 3)
	for len(p.in) >= 2 {
		typ, m := uint64(p.u8()), p.u8()
		p.s("\n\t      CA type '")
		p.tok(lldpCivicTypes, "unknown", uint32(typ))
		p.f("' (%u), length %u: ", typ, uint64(m))
		if m > len(p.in) {
			return
		}
		p.textBytes(p.takeN(m))
	}
}

var lldpCivicTypes = []token{
	{1, "national subdivisions (state,canton,region,province,prefecture)"}, {2, "county, parish, gun, district"},
	{3, "city, township, shi"}, {4, "city division, borough, city district, ward chou"}, {5, "neighborhood, block"},
	{6, "street"},
}
