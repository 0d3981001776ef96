// Cisco Discovery Protocol, as Cisco describes it ("Cisco Discovery Protocol Packet Format").
//
//	+-------------+---------+--------------+------
//	| version (1) | ttl (1) | checksum (2) | TLVs: type (2), length (2) with these four bytes, value
//	+-------------+---------+--------------+------

package main

const (
	cdpHeaderLen = 4
	cdpTLVHeader = 4

	cdpDeviceID     = 0x01
	cdpAddress      = 0x02
	cdpPortID       = 0x03
	cdpCapability   = 0x04
	cdpVersion      = 0x05
	cdpPlatform     = 0x06
	cdpPrefixes     = 0x07
	cdpVTPDomain    = 0x09
	cdpNativeVLAN   = 0x0a
	cdpDuplex       = 0x0b
	cdpVoIPReply    = 0x0e
	cdpVoIPQuery    = 0x0f
	cdpPower        = 0x10
	cdpMTU          = 0x11
	cdpTrustBitmap  = 0x12
	cdpUntrustedCoS = 0x13
	cdpSystemName   = 0x14
	cdpManagement   = 0x16
	cdpLocation     = 0x17
	cdpPowerRequest = 0x19
	cdpPowerAvail   = 0x1a
)

var cdpTLVNames = []token{
	{cdpDeviceID, "Device-ID"}, {cdpAddress, "Address"}, {cdpPortID, "Port-ID"}, {cdpCapability, "Capability"},
	{cdpVersion, "Version String"}, {cdpPlatform, "Platform"}, {cdpPrefixes, "Prefixes"},
	{0x08, "Protocol-Hello option"}, {cdpVTPDomain, "VTP Management Domain"}, {cdpNativeVLAN, "Native VLAN ID"},
	{cdpDuplex, "Duplex"}, {cdpVoIPReply, "ATA-186 VoIP VLAN assignment"}, {cdpVoIPQuery, "ATA-186 VoIP VLAN request"},
	{cdpPower, "power consumption"}, {cdpMTU, "MTU"}, {cdpTrustBitmap, "AVVID trust bitmap"},
	{cdpUntrustedCoS, "AVVID untrusted ports CoS"}, {cdpSystemName, "System Name"},
	{0x15, "System Object ID (not decoded)"}, {cdpManagement, "Management Addresses"}, {cdpLocation, "Physical Location"},
	{cdpPowerRequest, "Power requested"}, {cdpPowerAvail, "Power available"},
}

var cdpCapabilities = []token{
	{0x01, "Router"}, {0x02, "Transparent Bridge"}, {0x04, "Source Route Bridge"}, {0x08, "L2 Switch"},
	{0x10, "L3 capable"}, {0x20, "IGMP snooping"}, {0x40, "L1 capable"},
}

// cdpIPv6 is the protocol field of an IPv6 address: LLC, SNAP and the ethertype.
var cdpIPv6 = [8]byte{0xaa, 0xaa, 0x03, 0x00, 0x00, 0x00, 0x86, 0xdd}

// cdp prints a CDP packet of length bytes on the wire.
func (p *printer) cdp(length int) {
	p.proto = "cdp"
	if length < cdpHeaderLen {
		p.sn(" (packet length ", length)
		p.f1(" < %u)", cdpHeaderLen)
		p.invalid()
		return
	}
	whole := length
	h := p.take(cdpHeaderLen)
	p.f2("CDPv%u, ttl: %us", uint32(h[0]), uint32(h[1]))
	if p.v > 0 {
		p.f2(", checksum: 0x%04x (unverified), length %u", uint32(be16at(h, 2)), uint32(whole))
	}
	length -= cdpHeaderLen
	for length > 0 && p.cut < 0 {
		if length < cdpTLVHeader {
			p.f2(" (remaining packet length %u < %u)", uint32(length), cdpTLVHeader)
			p.invalid()
			return
		}
		h := p.take(cdpTLVHeader)
		kind, size := int(be16(h)), int(be16at(h, 2))
		name, known := tokenName(&cdpTLVNames, uint32(kind))
		if !known {
			name = "unknown field type"
		}
		if size < cdpTLVHeader {
			if p.v > 0 {
				p.s("\n\t")
				p.s(name)
				p.f1(" (0x%04x), TLV length: ", uint32(kind))
				p.cdpBytes(size)
				p.s(" (too short)")
			} else {
				p.s(", ")
				p.s(name)
				p.f1(" TLV length %u too short", uint32(size))
			}
			p.invalid()
			return
		}
		if size > length {
			p.f2(" (TLV length %u > %u)", uint32(size), uint32(length))
			p.invalid()
			return
		}
		length -= size
		if !p.need(size - cdpTLVHeader) {
			return
		}
		p.cdpTLV(kind, name, known, p.takeN(size-cdpTLVHeader))
	}
	if p.v == 0 {
		p.sn(", length ", whole)
	}
}

// cdpTLV prints a TLV; without -v the device's name, and in hex whatever else there is.
func (p *printer) cdpTLV(kind int, name string, known bool, v []byte) {
	if p.v == 0 {
		if kind == cdpDeviceID {
			p.s(", Device-ID '")
			p.textBytes(v)
			p.c('\'')
			return
		}
		at := len(p.out)
		good := p.cdpValue(kind, v)
		p.out = p.out[:at]
		if !good {
			p.s(" (malformed TLV)")
		}
		p.hexLines("\n\t  ", v)
		return
	}
	p.s("\n\t")
	p.s(name)
	p.f1(" (0x%04x), value length: ", uint32(kind))
	p.cdpBytes(len(v))
	p.s(": ")
	if !known {
		switch kind {
		case 0x00, 0x0c, 0x0d: // known not to be worth it
		default:
			p.hexLines("\n\t  ", v)
		}
		return
	}
	if !p.cdpValue(kind, v) {
		p.s(" (malformed TLV)")
		p.hexLines("\n\t  ", v)
	}
}

func (p *printer) cdpBytes(n int) {
	p.n(n)
	p.s(" byte")
	if n != 1 {
		p.c('s')
	}
}

// cdpValue prints a TLV's value. It reports false if its length is none that it can have.
func (p *printer) cdpValue(kind int, v []byte) bool {
	n := len(v)
	switch kind {
	case cdpDeviceID, cdpPortID, cdpPlatform, cdpVTPDomain, cdpSystemName:
		p.c('\'')
		p.textBytes(v)
		p.c('\'')
	case cdpAddress, cdpManagement:
		if n < 4 && kind == cdpManagement {
			return false
		}
		p.cdpAddresses(v)
	case cdpCapability:
		if n != 4 {
			return false
		}
		p.f1("(0x%08x): ", be32(v))
		p.bits(&cdpCapabilities, "none", ", ", be32(v))
	case cdpVersion:
		p.s("\n\t  ")
		for _, c := range v {
			if c == '\n' {
				p.s("\n\t  ")
			} else {
				p.safe(c)
			}
		}
	case cdpPrefixes:
		p.cdpPrefixList(v)
	case cdpNativeVLAN:
		if n != 2 {
			return false
		}
		p.u(uint64(be16(v)))
	case cdpDuplex:
		if n != 1 {
			return false
		}
		if v[0] != 0 {
			p.s("full")
		} else {
			p.s("half")
		}
	case cdpVoIPReply:
		if n != 3 {
			return false
		}
		p.f2("app %u, vlan %u", uint32(v[0]), uint32(be16at(v, 1)))
	case cdpVoIPQuery:
		switch n {
		case 2:
			p.f1("unknown 0x%04x", uint32(be16(v)))
		case 3:
			p.f2("app %u, vlan %u", uint32(v[0]), uint32(be16at(v, 1)))
		default:
			return false
		}
	case cdpPower:
		return p.cdpPowerUsed(v)
	case cdpMTU:
		if n != 4 {
			return false
		}
		p.f1("%u bytes", be32(v))
	case cdpTrustBitmap, cdpUntrustedCoS:
		if n != 1 {
			return false
		}
		p.f1("0x%02x", uint32(v[0]))
	case cdpLocation:
		if n < 1 {
			return false
		}
		p.f1("0x%02x", uint32(v[0]))
		if n > 1 {
			p.c('/')
			p.textBytes(v[1:])
		}
	case cdpPowerRequest, cdpPowerAvail:
		return p.cdpPowerLevels(v, kind == cdpPowerAvail)
	}
	return true
}

// cdpPowerUsed prints milliwatts in a number of one to three bytes.
func (p *printer) cdpPowerUsed(v []byte) bool {
	if len(v) < 1 || len(v) > 3 {
		return false
	}
	mw := uint64(0)
	for _, c := range v {
		mw = mw<<8 | uint64(c)
	}
	// hundredths, rounded to the nearest, ties to even
	q, r := mw/10, mw%10
	if r > 5 || r == 5 && q&1 == 1 {
		q++
	}
	p.fw("%u.%02uW", q/100, q%100)
	return true
}

// cdpPowerLevels prints what power a device asks for, or can have.
func (p *printer) cdpPowerLevels(v []byte, available bool) bool {
	if len(v) < 4 || len(v)%4 != 0 {
		return false
	}
	p.f2("reqid %u, mgmtid %u, ", uint32(be16(v)), uint32(be16at(v, 2)))
	if available {
		p.s("pwravail")
	} else {
		p.s("pwrreq")
	}
	for v = v[4:]; len(v) >= 4; v = v[4:] {
		p.f1(" %u mW", be32(v))
	}
	return true
}

// cdpPrefixList prints the prefixes that an on-demand routing hub announces.
func (p *printer) cdpPrefixList(v []byte) {
	if len(v)%5 != 0 {
		p.f1(" [length %u is not a multiple of 5]", uint32(len(v)))
		return
	}
	p.f1(" IPv4 Prefixes (%u):", uint32(len(v)/5))
	for ; len(v) >= 5; v = v[5:] {
		p.c(' ')
		p.ip4num(v)
		p.f1("/%u", uint32(v[4]))
	}
}

// cdpAddresses prints a list of addresses: number of them, then protocol type and length, protocol, address length,
// address.
func (p *printer) cdpAddresses(v []byte) {
	lacks := func(what string) {
		p.s(" (not enough space for ")
		p.s(what)
		p.c(')')
	}
	if len(v) < 4 {
		lacks("num")
		return
	}
	n := be32(v)
	v = v[4:]
	for ; n > 0; n-- {
		if len(v) < 2 {
			lacks("PT+PL")
			return
		}
		pt, pl := v[0], int(v[1])
		v = v[2:]
		if len(v) < pl+2 {
			lacks("P+AL")
			return
		}
		proto := v[:pl]
		al := int(be16at(v, pl))
		v = v[pl+2:]
		switch {
		case pt == 1 && pl == 1 && proto[0] == 0xcc && al == 4:
			if len(v) < al {
				lacks("A")
				return
			}
			p.f1("IPv4 (%u) ", n)
			p.ip4(v)
		case pt == 2 && pl == 8 && [8]byte(proto) == cdpIPv6 && al == 16:
			if len(v) < al {
				lacks("A")
				return
			}
			p.f1("IPv6 (%u) ", n)
			p.ip6(v)
		default:
			p.f2("pt=0x%02x, pl=%u, pb=", uint32(pt), uint32(pl))
			for _, c := range proto {
				p.f1(" %02x", uint32(c))
			}
			p.f1(", al=%u, a=", uint32(al))
			if len(v) < al {
				lacks("A")
				return
			}
			for _, c := range v[:al] {
				p.f1(" %02x", uint32(c))
			}
		}
		v = v[al:]
		if n > 1 {
			p.c(' ')
		}
	}
}
