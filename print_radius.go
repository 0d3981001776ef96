// RADIUS, RFC 2865: Remote Authentication Dial In User Service.
//
//	+---------+------------+-------------------------------+
//	|  Code   | Identifier |            Length             |
//	+---------+------------+-------------------------------+
//	|                 Authenticator (16)                   |
//	+---------+---------+----------------------------------+
//	|  Type   | Length  | Value ...
//	+---------+---------+----------------

package main

const (
	radiusHeaderLen = 20
	radiusAttrMin   = 2 // type and length
	radiusTagMax    = 0x1f

	radiusAttrFramedAddr = 8
	radiusAttrLoginHost  = 14
)

// radius prints a packet of length bytes; its attributes only with -v.
func (p *printer) radius(length int) {
	p.proto = "radius"
	h := p.take(radiusHeaderLen)
	if p.cut >= 0 {
		return
	}
	code, id, size := h[0], h[1], int(be16at(h, 2))
	p.s("RADIUS")
	switch {
	case size > length:
		p.f2(" [length %u > %u]", uint32(size), uint32(length))
		p.invalid()
		return
	case size < radiusHeaderLen:
		p.f2(" [length %u < %u]", uint32(size), radiusHeaderLen)
		p.invalid()
		return
	}
	if p.v == 0 {
		p.s(", ")
		p.tok(&radiusCodes, "Unknown Command", uint32(code))
		p.f3(" (%u), id: 0x%02x length: %u", uint32(code), uint32(id), uint32(size))
		return
	}
	p.f1(", length: %u\n\t", uint32(size))
	p.tok(&radiusCodes, "Unknown Command", uint32(code))
	p.f2(" (%u), id: 0x%02x, Authenticator: ", uint32(code), uint32(id))
	p.hexBytes(h[4:])
	p.limit(size - radiusHeaderLen)
	p.radiusAttributes(size - radiusHeaderLen)
}

// radiusAttributes prints the attributes in left bytes.
func (p *printer) radiusAttributes(left int) {
	for left > 0 && p.cut < 0 {
		h := p.take(radiusAttrMin)
		if p.cut >= 0 {
			return
		}
		kind, size := int(h[0]), int(h[1])
		var a radiusAttr
		if kind < len(radiusAttrs) {
			a = radiusAttrs[kind]
		}
		if a.name == "" {
			a.name = "Unknown"
		}
		p.s("\n\t  ")
		p.s(a.name)
		p.f2(" Attribute (%u), length: %u", uint32(kind), uint32(size))
		if size < radiusAttrMin {
			p.s(" (bogus, must be >= 2)")
			return
		}
		if size > left {
			p.s(" (bogus, goes past end of packet)")
			return
		}
		p.s(", Value: ")
		left -= size
		p.radiusAttribute(a.kind, kind, size-radiusAttrMin)
	}
}

// radiusAttribute prints and consumes a value of size bytes.
func (p *printer) radiusAttribute(format uint8, kind, size int) {
	whole := p.in
	rest := p.limit(size)
	if size > 0 {
		p.radiusValue(format, kind, size)
	}
	p.proto = "radius"
	if p.v > 1 && p.cut < 0 {
		p.hexLines("\n\t    ", whole[:min(size, len(whole))])
	}
	p.unlimit(rest)
}

// radiusWhole reports whether all n bytes of a value were captured. If not, the value is a mark; its bytes may still
// follow in hex, and another mark for the attribute behind it.
func (p *printer) radiusWhole(n int) bool {
	if p.has(n) {
		return true
	}
	p.trunc()
	return false
}

// radiusLength says what is wrong with a length and reports true if it is not the right one.
func (p *printer) radiusLength(size, want int) bool {
	if size == want {
		return false
	}
	p.f2(" [length %u != %u]", uint32(size), uint32(want))
	p.invalid()
	return true
}

// radiusHolds reports whether a value has at least so many bytes, and all of its bytes were captured.
func (p *printer) radiusHolds(size, least int) bool {
	if size >= least {
		return p.radiusWhole(size)
	}
	p.f2(" [length %u < %u]", uint32(size), uint32(least))
	p.invalid()
	return false
}

func (p *printer) radiusValue(format uint8, kind, size int) {
	switch format {
	case radiusText, radiusTagged, radiusPassword, radiusVLANName:
		if p.radiusWhole(size) {
			p.radiusString(format, size)
		}
	case radiusAddr:
		if !p.radiusLength(size, 4) {
			p.radiusAddress(kind)
		}
	case radiusNumber, radiusInterval, radiusTime, radiusVLAN, radiusErrorCause:
		if !p.radiusLength(size, 4) {
			p.radiusWord(format, kind)
		}
	case radiusVendor:
		p.radiusVendor(size)
	case radiusEAP:
		p.radiusEAP(size)
	case radiusARAPPassword:
		if !p.radiusLength(size, 16) {
			p.s("User_challenge (")
			p.radiusHex(8)
			p.s(") User_resp(")
			p.radiusHex(8)
			p.c(')')
		}
	case radiusARAPFeatures:
		if !p.radiusLength(size, 14) {
			p.radiusARAPFeatures()
		}
	case radiusARAPChallenge:
		if size >= 8 || !p.radiusLength(size, 8) {
			p.radiusHex(8)
		}
	case radiusAddr6:
		if !p.radiusLength(size, 16) {
			p.ip6(p.take(16))
		}
	default:
		p.radiusValueMore(format, size)
	}
}

// radiusText prints n bytes up to a NUL, with dots for what is not printable.
func (p *printer) radiusText(n int) {
	b := p.in[:min(n, len(p.in))]
	for _, c := range b {
		if c == 0 {
			break
		}
		if c < ' ' || c > '~' {
			c = '.'
		}
		p.c(c)
	}
	p.takeN(n)
}

// radiusString prints a text, or one with something in front: the kind of a VLAN, or perhaps a tag, RFC 2868 section 3;
// a password has a salt, too.
func (p *printer) radiusString(format uint8, size int) {
	switch {
	case format == radiusText:
		p.radiusText(size)
		return
	case format == radiusVLANName:
		p.radiusVLANTag(p.u8())
		p.radiusText(size - 1)
		return
	case format == radiusPassword && size < 3:
		p.trunc()
		return
	}
	tag := int(p.peek(0, 1)[0])
	switch {
	case tag == 0 || tag > radiusTagMax && format == radiusPassword:
		p.s("Tag[Unused] ")
	case tag <= radiusTagMax:
		p.f1("Tag[%u] ", uint32(tag))
	default:
		p.radiusText(size)
		return
	}
	p.take(1)
	size--
	if format == radiusPassword {
		salt := p.u16()
		p.f1("Salt %u ", uint32(salt))
		size -= 2
	}
	p.radiusText(max(size, 0))
}

// radiusAddress prints an IPv4 address; two values leave the choice to one side.
func (p *printer) radiusAddress(kind int) {
	a := p.take(4)
	if kind == radiusAttrFramedAddr || kind == radiusAttrLoginHost {
		switch be32(a) {
		case 0xffffffff:
			p.s("User Selected")
			return
		case 0xfffffffe:
			p.s("NAS Select")
			return
		}
	}
	p.ip4(a)
}

// radiusVLANTag prints whether frames are tagged, RFC 4675 section 2.
func (p *printer) radiusVLANTag(tag int) {
	switch tag {
	case 0x31:
		p.s("Tagged")
	case 0x32:
		p.s("Untagged")
	default:
		p.s("Unknown tag")
	}
	p.f1(" (0x%02x) ", uint32(tag))
}

func (p *printer) radiusARAPFeatures() {
	if p.u8() == 0 {
		p.s("User cannot change password")
	} else {
		p.s("User can change password")
	}
	p.sn(", Min password length: ", p.u8())
	p.s(", created at: ")
	p.radiusHex(4)
	p.s(", expires in: ")
	p.radiusHex(4)
	p.s(", Current Time: ")
	p.radiusHex(4)
}

// radiusHex prints the next n bytes in hex with capital letters.
func (p *printer) radiusHex(n int) {
	const digits = "0123456789ABCDEF"
	for ; n > 0; n-- {
		v := p.u8()
		p.out = append(p.out, digits[v>>4], digits[v&15])
	}
}

// radiusVendor prints the vendor of an attribute and the attributes within.
func (p *printer) radiusVendor(size int) {
	if size < 4 {
		p.trunc()
		return
	}
	vendor := p.u32()
	p.s("Vendor: ")
	p.tok(&radiusVendors, "Unknown", vendor)
	p.f1(" (%u)", vendor)
	for size -= 4; size >= radiusAttrMin && p.cut < 0; {
		h := p.peek(0, radiusAttrMin)
		kind, n := h[0], int(h[1])
		if p.cut >= 0 || radiusAttrMin <= n && n <= size && !p.radiusWhole(n) {
			return
		}
		p.take(radiusAttrMin)
		p.f1("\n\t    Vendor Attribute: %u, Length: ", uint32(kind))
		if n < radiusAttrMin {
			p.f1("%u (bogus, must be >= 2)", uint32(n))
			return
		}
		if n > size {
			p.f1("%u (bogus, goes past end of vendor-specific attribute)", uint32(n))
			return
		}
		p.n(n - radiusAttrMin)
		p.s(", Value: ")
		b := p.takeN(n - radiusAttrMin)
		for _, c := range b {
			if c < ' ' || c > '~' {
				c = '.'
			}
			p.c(c)
		}
		size -= n
	}
}

// radiusEAP prints an EAP message, or that there is only a piece of one: attributes hold 253 bytes.
func (p *printer) radiusEAP(size int) {
	if !p.radiusWhole(size) {
		return
	}
	if size < eapHeaderLen || int(be16at(p.in, 2)) != size {
		p.s("EAP fragment?")
		return
	}
	p.eapMessage(size, "\n\t\t ")
}
