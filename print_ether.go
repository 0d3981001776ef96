// Ethernet, IEEE 802.3 and IEEE 802.1Q/ad.
//
//	 0            6            12     14
//	+------------+------------+------+------------
//	|destination |   source   | type | payload ...
//	+------------+------------+------+------------
//
// A type of at most 1500 is a length instead, and an LLC header follows.

package main

const (
	etherHeaderLen = 14
	maxEtherLength = 1500 // largest value of the type field that is a length
)

// etherLink prints a packet of an Ethernet device.
func (p *printer) etherLink(length int) {
	p.proto = "ether"
	// What most frames are: IPv4 behind a header without a tag. The way through all the others leads to the same text.
	if in := p.in; len(in) > etherHeaderLen && length > etherHeaderLen && hot16(in[12:]) == etherTypeIPv4 && !p.classic {
		if p.e {
			p.etherAddrs(in[6:12], in[:6])
			p.etherType(etherTypeIPv4, length, -1)
		}
		p.in, p.ll, p.depth = in[etherHeaderLen:], etherHeaderLen, p.depth+1
		p.ip(length - etherHeaderLen)
		p.depth--
		return
	}
	p.ether(length, nil)
}

// ether prints an Ethernet frame of length bytes on the wire. extra prints what stands between the length field's
// remark and the addresses' (switch tags); it may be nil.
func (p *printer) ether(length int, extra func()) {
	if p.classic && !p.has(etherHeaderLen) {
		p.s("[|ether]")
		p.noHex = true
		return
	}
	if length < etherHeaderLen || !p.has(etherHeaderLen) {
		p.proto = "ether"
		p.short(0)
		return
	}
	h := p.hotTake(12)
	if p.classic {
		p.etherClassic(length, h[6:12], h[:6])
		return
	}
	p.etherTagged(length, length-12, h[6:12], h[:6], extra)
}

// etherTagged goes on behind the addresses of a frame of whole bytes, of which length are left.
func (p *printer) etherTagged(whole, length int, src, dst []byte, extra func()) {
	if !p.enter() {
		return
	}
	p.etherTypes(whole, length, src, dst, extra)
	p.leave()
}

// etherTypes goes through the type fields.
func (p *printer) etherTypes(whole, length int, src, dst []byte, extra func()) {
	outermost := p.depth == 1
	if p.e {
		p.etherAddrs(src, dst)
	}
	if extra != nil {
		extra()
	}
	trailer := 0
	tag := -1 // of the 802.1Q header before the type being looked at
	for {
		typ := hot16(p.hotTake(2))
		if p.cut >= 0 {
			return
		}
		length -= 2
		if outermost {
			p.ll = whole - trailer - length
		}
		if typ <= maxEtherLength {
			p.ether8023(int(typ), length, tag, src, dst)
			return
		}
		switch typ {
		case etherType8021Q, etherType8021AD, etherType8021Q9100, etherType8021Q9200:
			if p.e {
				p.etherType(typ, whole, tag)
			}
			if length < 4 || !p.has(4) {
				p.proto = "vlan"
				p.short(0)
				return
			}
			tag = p.u16()
			length -= 2
			if p.e {
				p.vlanTCI(tag)
			}
			p.vlanTag = true
			continue
		case etherTypeArista:
			p.etherType(typ, whole, -1)
			if p.arista(&length) {
				continue
			}
			if p.cut >= 0 {
				return
			}
			if !p.e {
				p.etherAddrs(src, dst)
				p.etherType(typ, whole, -1)
			}
			p.rest(length)
			return
		case etherTypeMACsec:
			if p.e {
				p.etherType(typ, whole, tag)
			}
			n, clear := p.macsec(&length, src, dst)
			if !clear {
				return
			}
			trailer += n
			tag = 0
			continue
		}
		if p.e {
			p.etherType(typ, whole, tag)
		}
		if !p.etherPayload(typ, length, src, dst) {
			if !p.e {
				p.etherAddrs(src, dst)
				p.etherType(typ, whole, -1)
			}
			p.rest(length)
		}
		return
	}
}

func (p *printer) etherAddrs(src, dst []byte) {
	if p.num {
		out, b := room(p.out, 2*macTextLen+6)
		putMac(b, src)
		put8(b[macTextLen:], " >      ")
		putMac(b[macTextLen+3:], dst)
		b[2*macTextLen+3], b[2*macTextLen+4] = ',', ' '
		p.out = out[:len(out)+2*macTextLen+5]
		return
	}
	p.mac(src)
	p.s(" > ")
	p.mac(dst)
	p.s(", ")
}

// etherType prints the type field, and the frame's length unless a VLAN tag has been printed before.
func (p *printer) etherType(typ uint16, whole, tag int) {
	if typ == etherTypeIPv4 && tag < 0 && !p.q { // what most frames are, in one go
		out, b := room(p.out, 40+uintTextRoom)
		put8(b, "ethertyp")
		put8(b[8:], "e IPv4 (")
		put8(b[16:], "0x0800),")
		put8(b[24:], " length ")
		n := 32 + putUint(b[32:], uint64(whole))
		b[n], b[n+1] = ':', ' '
		p.out = out[:len(out)+n+2]
		return
	}
	if p.q {
		if name, ok := etherTypeName(typ); ok {
			p.s(name)
		} else {
			p.f1("Unknown Ethertype (0x%04x)", uint32(typ))
		}
	} else {
		p.s("ethertype ")
		p.etherTypeName(typ)
		p.f1(" (0x%04x)", uint32(typ))
	}
	if tag >= 0 {
		p.s(", ")
		return
	}
	p.sn(", length ", whole)
	p.s(": ")
}

func (p *printer) etherTypeName(typ uint16) {
	if name, ok := etherTypeName(typ); ok {
		p.s(name)
	} else {
		p.s("Unknown")
	}
}

// vlanTCI prints a tag control information, IEEE 802.1Q-2018 section 9.6.
func (p *printer) vlanTCI(tci int) {
	p.s("vlan ")
	p.n(tci & 0xfff)
	p.s(", p ")
	p.n(tci >> 13)
	if tci&0x1000 != 0 {
		p.s(", DEI")
	}
	p.s(", ")
}

// ether8023 prints a frame whose type field is the length of its payload.
func (p *printer) ether8023(size, length, tag int, src, dst []byte) {
	if size < length { // what is behind the payload is padding
		length = size
		p.limit(length)
	}
	if p.e {
		p.s("802.3")
		if tag < 0 {
			p.s(", length ")
			p.n(length)
			p.s(": ")
		}
	}
	p.llc(length, src, dst)
}

// etherPayload prints the payload of an ethertype. It reports false, having consumed and printed nothing, for a type
// that has no printer.
func (p *printer) etherPayload(typ uint16, length int, src, dst []byte) bool {
	switch typ {
	case etherTypeIPv4:
		p.ip(length)
	case etherTypeIPv6:
		p.ip6Packet(length)
	case etherTypeARP, etherTypeRevARP:
		p.arp(length, src, dst)
	default:
		return p.etherPayloadMore(typ, length, src, dst)
	}
	return true
}

// etherClassic goes on behind the addresses in the style of tcpdump 3.4.
func (p *printer) etherClassic(whole int, src, dst []byte) {
	typ := hot16(p.hotTake(2))
	p.ll = etherHeaderLen
	length := whole - etherHeaderLen
	if p.e {
		p.etherClassicHeader(typ, whole, src, dst)
	}
	if typ <= maxEtherLength {
		p.llcClassic(length, src, dst)
		return
	}
	switch typ {
	case etherTypeIPv4:
		p.ipClassic(length)
	case etherTypeARP, etherTypeRevARP:
		p.arp(length, src, dst)
	default:
		if !etherClassicKnows(typ) || !p.etherPayload(typ, length, src, dst) {
			p.etherClassicUnknown(typ, whole, src, dst)
		}
	}
}

// etherClassicKnows says which ethertypes beyond IP and ARP print their payload: those tcpdump 3.4 knew, and those that
// came after it, but not those whose header it showed with hex.
func etherClassicKnows(typ uint16) bool {
	switch typ {
	case etherTypeMOPDL, etherTypeMOPRC, etherTypeLAT, etherTypeSCA, etherTypeLoopback:
		return false
	}
	return true
}

// etherClassicHeader prints source, destination, type (not with -q) and length.
func (p *printer) etherClassicHeader(typ uint16, whole int, src, dst []byte) {
	p.macClassic(src)
	p.c(' ')
	p.macClassic(dst)
	if !p.q {
		p.f1(" %04x", uint32(typ))
	}
	p.f1(" %u: ", uint32(whole))
}

// macClassic is mac, with the name of the broadcast address unless -n.
func (p *printer) macClassic(a []byte) {
	if !p.num && allOnes(a) {
		p.s("Broadcast")
		return
	}
	p.mac(a)
}

// etherClassicUnknown prints the header, if -e has not, and the payload in hex unless -x or -q.
func (p *printer) etherClassicUnknown(typ uint16, whole int, src, dst []byte) {
	if !p.e {
		p.etherClassicHeader(typ, whole, src, dst)
	}
	if !p.q {
		p.hexClassicUnlessX(p.in)
	}
}

// hexClassicUnlessX shows bytes in hex unless -x will.
func (p *printer) hexClassicUnlessX(b []byte) {
	if p.hex == 0 {
		p.hexClassic(b)
	}
}
