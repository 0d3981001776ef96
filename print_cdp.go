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
		p.need(length)
		return
	}
	whole := length
	h := p.take(2)
	p.f2("CDPv%u, ttl: %us", uint32(h[0]), uint32(h[1]))
	sum := uint32(p.u16())
	if p.v > 0 {
		p.f2(", checksum: 0x%04x (unverified), length %u", sum, uint32(whole))
	}
	length -= cdpHeaderLen
	for length > 0 && p.cut < 0 {
		if length < cdpTLVHeader {
			p.f2(" (remaining packet length %u < %u)", uint32(length), cdpTLVHeader)
			p.invalid()
			p.need(length)
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
			p.need(length - cdpTLVHeader)
			return
		}
		if size > length {
			p.f2(" (TLV length %u > %u)", uint32(size), uint32(length))
			p.invalid()
			p.need(length - cdpTLVHeader)
			return
		}
		length -= size
		p.cdpTLV(kind, name, known, size-cdpTLVHeader)
	}
	if p.v == 0 {
		p.sn(", length ", whole)
	}
}

// cdpTLV prints a TLV whose value has n bytes; without -v the device's name, and in hex whatever else there is.
func (p *printer) cdpTLV(kind int, name string, known bool, n int) {
	rest := p.limit(n)
	value := p.in
	if p.v == 0 {
		if kind == cdpDeviceID {
			p.s(", Device-ID ")
			p.cdpText(n)
		} else if p.need(n) {
			at := len(p.out)
			good := p.cdpValue(kind, n)
			p.out = p.out[:at]
			if !good {
				p.s(" (malformed TLV)")
			}
			p.hexLines("\n\t  ", value)
		}
		p.unlimit(rest)
		return
	}
	p.s("\n\t")
	p.s(name)
	p.f1(" (0x%04x), value length: ", uint32(kind))
	p.cdpBytes(n)
	p.s(": ")
	if !known {
		switch kind {
		case 0x00, 0x0c, 0x0d: // known not to be worth it
		default:
			p.need(n)
			p.hexLines("\n\t  ", value)
		}
	} else if !p.cdpValue(kind, n) {
		p.s(" (malformed TLV)")
		p.need(n)
		p.hexLines("\n\t  ", value)
	}
	if p.cut < 0 {
		p.in = value
		p.need(n)
	}
	p.unlimit(rest)
}

func (p *printer) cdpBytes(n int) {
	p.n(n)
	p.s(" byte")
	if n != 1 {
		p.c('s')
	}
}

// cdpText prints text of n bytes in quotes.
func (p *printer) cdpText(n int) {
	p.c('\'')
	p.takeText(n)
	p.c('\'')
}

// cdpValue prints a TLV's value of n bytes. It reports false if that is a length that it cannot have.
func (p *printer) cdpValue(kind, n int) bool {
	switch kind {
	case cdpDeviceID, cdpPortID, cdpPlatform, cdpVTPDomain, cdpSystemName:
		p.cdpText(n)
	case cdpAddress, cdpManagement:
		if n < 4 && kind == cdpManagement {
			return false
		}
		p.cdpAddresses(n)
	case cdpVersion:
		p.s("\n\t  ")
		for _, c := range p.in {
			if c == '\n' {
				p.s("\n\t  ")
			} else {
				p.safe(c)
			}
		}
	case cdpPrefixes:
		p.cdpPrefixList(n)
	case cdpVoIPQuery:
		if n == 2 {
			p.f1("unknown 0x%04x", uint32(p.u16()))
			break
		}
		fallthrough
	case cdpVoIPReply:
		if n != 3 {
			return false
		}
		app := p.take(3)
		p.f2("app %u, vlan %u", uint32(app[0]), uint32(be16at(app, 1)))
	case cdpPower:
		return p.cdpPowerUsed(n)
	case cdpLocation:
		if n < 1 {
			return false
		}
		p.f1("0x%02x", uint32(p.u8()))
		if n > 1 {
			p.c('/')
			p.takeText(n - 1)
		}
	case cdpPowerRequest, cdpPowerAvail:
		return p.cdpPowerLevels(n, kind == cdpPowerAvail)
	default:
		return p.cdpNumber(kind, n)
	}
	return true
}

// cdpNumber prints a value that is one number.
func (p *printer) cdpNumber(kind, n int) bool {
	want := 1
	switch kind {
	case cdpCapability, cdpMTU:
		want = 4
	case cdpNativeVLAN:
		want = 2
	case cdpDuplex, cdpTrustBitmap, cdpUntrustedCoS:
	default: // not decoded
		return true
	}
	if n != want {
		return false
	}
	switch kind {
	case cdpCapability:
		v := p.u32()
		p.f1("(0x%08x): ", v)
		p.bits(&cdpCapabilities, "none", ", ", v)
	case cdpMTU:
		p.f1("%u bytes", p.u32())
	case cdpNativeVLAN:
		p.n(p.u16())
	case cdpDuplex:
		if p.u8() != 0 {
			p.s("full")
		} else {
			p.s("half")
		}
	default:
		p.f1("0x%02x", uint32(p.u8()))
	}
	return true
}

// cdpPowerUsed prints milliwatts in a number of one to three bytes.
func (p *printer) cdpPowerUsed(n int) bool {
	if n < 1 || n > 3 {
		return false
	}
	mw := uint64(0)
	for _, c := range p.takeN(n) {
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
func (p *printer) cdpPowerLevels(n int, available bool) bool {
	if n < 4 || n%4 != 0 {
		return false
	}
	h := p.take(4)
	p.f2("reqid %u, mgmtid %u, ", uint32(be16(h)), uint32(be16at(h, 2)))
	if available {
		p.s("pwravail")
	} else {
		p.s("pwrreq")
	}
	for ; n > 4 && p.cut < 0; n -= 4 {
		p.f1(" %u mW", p.u32())
	}
	return true
}

// cdpPrefixList prints the prefixes that an on-demand routing hub announces.
func (p *printer) cdpPrefixList(n int) {
	if n%5 != 0 {
		p.f1(" [length %u is not a multiple of 5]", uint32(n))
		return
	}
	p.f1(" IPv4 Prefixes (%u):", uint32(n/5))
	for ; n > 0 && p.cut < 0; n -= 5 {
		b := p.take(5)
		p.c(' ')
		p.ip4num(b)
		p.f1("/%u", uint32(b[4]))
	}
}

// cdpAddresses prints a list of addresses of n bytes: number of them, then protocol type and length, protocol, address
// length, address.
func (p *printer) cdpAddresses(n int) {
	if n < 4 {
		p.cdpLacks("num")
		return
	}
	n -= 4
	for count := p.u32(); count > 0 && p.cut < 0; count-- {
		if n < 2 {
			p.cdpLacks("PT+PL")
			return
		}
		h := p.take(2)
		pl := int(h[1])
		if n -= 2 + pl + 2; n < 0 {
			p.cdpLacks("P+AL")
			return
		}
		proto := p.takeN(pl)
		al := p.u16()
		if p.cut >= 0 {
			return
		}
		if n -= al; !p.cdpOneAddress(h[0], proto, al, n >= 0, count) {
			return
		}
		if count > 1 {
			p.c(' ')
		}
	}
}

func (p *printer) cdpLacks(what string) {
	p.s(" (not enough space for ")
	p.s(what)
	p.c(')')
}

// cdpOneAddress prints an address of al bytes, if there is room for it in the list.
func (p *printer) cdpOneAddress(pt byte, proto []byte, al int, room bool, count uint32) bool {
	is4 := pt == 1 && len(proto) == 1 && proto[0] == 0xcc && al == 4
	is6 := pt == 2 && len(proto) == 8 && [8]byte(proto) == cdpIPv6 && al == 16
	if !is4 && !is6 {
		p.f2("pt=0x%02x, pl=%u, pb=", uint32(pt), uint32(len(proto)))
		p.cdpHex(proto)
		p.f1(", al=%u, a=", uint32(al))
	}
	if !room {
		p.cdpLacks("A")
		return false
	}
	switch a := p.in; {
	case is4:
		a = p.take(4)
		p.f1("IPv4 (%u) ", count)
		p.ip4(a)
	case is6:
		a = p.take(16)
		p.f1("IPv6 (%u) ", count)
		p.ip6(a)
	default:
		p.cdpHex(a[:min(al, len(a))])
		p.takeN(al)
	}
	return p.cut < 0
}

func (p *printer) cdpHex(b []byte) {
	for _, c := range b {
		p.f1(" %02x", uint32(c))
	}
}
