// LLDP-MED locations (ANSI/TIA-1057 section 10.2.4, RFC 3825, RFC 4776) and the Data Center Bridging Exchange protocol as it
// was before IEEE 802.1Qaz ("DCB Capability Exchange Protocol Base Specification Rev 1.01").

package main

var lldpLocationFormats = []token{{1, "coordinate-based LCI"}, {2, "civic address LCI"}, {3, "ECS ELIN"}}

var lldpAltitudeTypes = []token{{1, "meters"}, {2, "floors"}}

var lldpDatums = []token{
	{1, "World Geodesic System 1984"}, {2, "North American Datum 1983 (NAVD88)"},
	{3, "North American Datum 1983 (MLLW)"},
}

var lldpCivicWhat = []token{
	{0, "location of DHCP server"},
	{1, "location of the network element believed to be closest to the client"}, {2, "location of the client"},
}

var lldpCivicTypes = []token{
	{1, "national subdivisions (state,canton,region,province,prefecture)"}, {2, "county, parish, gun, district"},
	{3, "city, township, shi"}, {4, "city division, borough, city district, ward chou"}, {5, "neighborhood, block"},
	{6, "street"},
}

const lldpCoordinatesLen = 16

// lldpLocation prints a location; v begins with the OUI and has at least five bytes.
func (p *printer) lldpLocation(v []byte) bool {
	format := uint32(v[4])
	p.s("\n\t    Location data format ")
	p.tok(&lldpLocationFormats, "unknown", format)
	p.f1(" (0x%02x)", format)
	b := v[5:]
	switch format {
	case 1:
		if len(b) < lldpCoordinatesLen {
			return true
		}
		p.fw("\n\t    Latitude resolution %u, latitude value %u", uint64(b[0]>>2), lldpLatitude(b))
		p.fw("\n\t    Longitude resolution %u, longitude value %u", uint64(b[5]>>2), lldpLatitude(b[5:]))
		p.s("\n\t    Altitude type ")
		p.tok(&lldpAltitudeTypes, "unknown", uint32(b[10]>>4))
		p.f1(" (%u)", uint32(b[10]>>4))
		p.fw("\n\t    Altitude resolution %u, altitude value 0x%x", uint64(be16at(b, 10)>>6&0x3f),
			uint64(b[11]&0x3f)<<24|uint64(be24at(b, 12)))
		p.s("\n\t    Datum ")
		p.tok(&lldpDatums, "unknown", uint32(b[15]))
		p.f1(" (0x%02x)", uint32(b[15]))
	case 2:
		return p.lldpCivic(b)
	case 3:
		p.s("\n\t    ECS ELIN id ")
		p.textZ(b)
	default:
		p.s("\n\t    Location ID ")
		p.hexLines("\n\t      ", b)
	}
	return true
}

// lldpLatitude is a coordinate of 34 bits behind six bits of resolution.
func lldpLatitude(b []byte) uint64 { return uint64(b[0]&3)<<32 | uint64(be32at(b, 1)) }

// lldpCivic prints a civic address: length, what it describes, country, and elements with type and length.
func (p *printer) lldpCivic(b []byte) bool {
	if len(b) < 1 {
		return true
	}
	n := int(b[0])
	if len(b) < n+2 {
		return true
	}
	if n < 3 {
		return true
	}
	what := uint32(b[1])
	p.f1("\n\t    LCI length %u, LCI what ", uint32(n))
	p.tok(&lldpCivicWhat, "unknown", what)
	p.f1(" (0x%02x), Country-code ", what)
	p.textZ(b[2:4])
	b = b[4:]
	for n -= 3; n > 0; {
		if n < 2 || len(b) < 2 {
			return true
		}
		kind, size := uint32(b[0]), int(b[1])
		b = b[2:]
		n -= 2
		p.s("\n\t      CA type '")
		p.tok(&lldpCivicTypes, "unknown", kind)
		p.f2("' (%u), length %u: ", kind, uint32(size))
		if size > n || size > len(b) {
			return true
		}
		p.textZ(b[:size])
		b = b[size:]
		n -= size
	}
	return true
}

const (
	dcbxRev1   = 1
	dcbxRev101 = 2

	dcbxControl     = 1
	dcbxGroup       = 2
	dcbxFlowControl = 3
	dcbxApplication = 4
)

var dcbxSubtypes = []token{
	{dcbxRev1, "DCB Capability Exchange Protocol Rev 1"}, {dcbxRev101, "DCB Capability Exchange Protocol Rev 1.01"},
}

// lldpDCBX prints DCBX TLVs; v begins with the OUI. It reports false if there are some of an unknown type.
func (p *printer) lldpDCBX(kind uint32, v []byte) bool {
	p.lldpSubtype(&dcbxSubtypes, kind)
	if kind == dcbxRev1 {
		return false
	}
	shown := true
	for b := v[4:]; len(b) >= 2; {
		kind, size := int(be16(b))>>9, int(be16(b))&0x1ff
		b = b[2:]
		if kind == 0 || size > len(b) {
			break
		}
		if kind > dcbxApplication {
			shown = false
		} else if !p.dcbxTLV(kind, b[:size]) {
			break
		}
		if p.v > 1 || kind > dcbxApplication {
			p.hexLines("\n\t    ", b[:size])
		}
		b = b[size:]
	}
	return shown
}

// dcbxTLV prints one TLV; features begin with their operating and greatest version, flags and a subtype.
func (p *printer) dcbxTLV(kind int, b []byte) bool {
	want, name := 0, ""
	switch kind {
	case dcbxControl:
		want, name = 10, "Control - Protocol Control"
	case dcbxGroup:
		want, name = 17, "Feature - Priority Group"
	case dcbxFlowControl:
		want, name = 6, "Feature - Priority Flow Control"
	case dcbxApplication:
		want, name = 4, "Feature - Application"
	}
	if len(b) < want {
		return false
	}
	p.s("\n\t    ")
	p.s(name)
	p.f2(" (type 0x%x, length %u)", uint32(kind), uint32(len(b)))
	p.f2("\n\t      Oper_Version: %u\n\t      Max_Version: %u", uint32(b[0]), uint32(b[1]))
	if kind == dcbxControl {
		p.f2("\n\t      Sequence Number: %u\n\t      Acknowledgement Number: %u", be32at(b, 2), be32at(b, 6))
		return true
	}
	flags := b[2]
	p.s("\n\t      Info block(0x")
	const digits = "0123456789ABCDEF"
	p.c(digits[flags>>4])
	p.c(digits[flags&15])
	p.f3("): Enable bit: %u, Willing bit: %u, Error Bit: %u", uint32(flags>>7), uint32(flags>>6&1), uint32(flags>>5&1))
	p.f1("\n\t      SubType: %u", uint32(b[3]))
	b = b[4:]
	switch kind {
	case dcbxGroup:
		p.s("\n\t      Priority Allocation")
		for i := 0; i < 8; i++ {
			p.f2("\n\t          PgId_%u: %u", uint32(i), uint32(b[i/2]>>uint(4-4*(i&1))&15))
		}
		p.s("\n\t      Priority Group Allocation")
		for i := 0; i < 8; i++ {
			p.f2("\n\t          Pg percentage[%u]: %u", uint32(i), uint32(b[4+i]))
		}
		p.f1("\n\t      NumTCsSupported: %u", uint32(b[12]))
	case dcbxFlowControl:
		p.s("\n\t      PFC Config (0x")
		p.c(digits[b[0]>>4])
		p.c(digits[b[0]&15])
		p.c(')')
		for i := uint(0); i < 8; i++ {
			p.fw("\n\t          Priority Bit %u: ", uint64(i))
			p.s([...]string{"Disabled", "Enabled"}[b[0]>>i&1])
		}
		p.f1("\n\t      NumTCPFCSupported: %u", uint32(b[1]))
	case dcbxApplication:
		for ; len(b) >= 6; b = b[6:] {
			p.f1("\n\t      Application Value\n\t          Application Protocol ID: 0x%04x", uint32(be16(b)))
			sf := b[2] >> 6
			p.f1("\n\t          SF (0x%x) Application Protocol ID is ", uint32(sf))
			if sf != 0 {
				p.s("Socket Number")
			} else {
				p.s("L2 EtherType")
			}
			p.f2("\n\t          OUI: 0x%06x\n\t          User Priority Map: 0x%02x", be24at(b, 2)&0x3fffff, uint32(b[5]))
		}
	}
	return true
}
