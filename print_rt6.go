// IPv6 routing headers: types 0, RFC 2460, and 2, RFC 6275; RPL source route, RFC 6554; segment routing, RFC 8754.
//
//	+---------------+---------------+---------------+---------------+
//	|  Next Header  |  Hdr Ext Len  | Routing Type  | Segments Left |
//	+---------------+---------------+---------------+---------------+
//	|                      type-specific data                       |
//	+---------------------------------------------------------------+

package main

const (
	rt6Source = 0 // deprecated by RFC 5095
	rt6Mobile = 2
	rt6RPL    = 3
	rt6SRH    = 4

	srhTLVPad1 = 0
	srhTLVPadN = 4
	srhTLVHMAC = 5
)

var srhTLVNames = []token{{srhTLVPad1, "Pad1"}, {srhTLVPadN, "PadN"}, {srhTLVHMAC, "HMAC"}}

// ip6Routing prints a routing header. It puts the address that the packet will have in the end into ip.dst: checksums
// cover that one, RFC 8200 section 8.1.
func (p *printer) ip6Routing(ip *ipInfo) (next, n int, ok bool) {
	p.proto = "rt6"
	p.s("RT6")
	next = p.u8()
	size := p.u8()
	n = (size + 1) * 8
	p.sn(" (len=", size)
	typ := p.u8()
	p.sn(", type=", typ)
	if typ == rt6Source {
		p.s(" [Deprecated]")
	}
	left := p.u8()
	p.sn(", segleft=", left)
	rest := p.limit(n - 4)
	var final []byte
	switch typ {
	case rt6Source, rt6Mobile:
		final, ok = p.rt6Addresses(size)
	case rt6RPL:
		final, ok = p.rt6RPL(size, ip.dst)
	case rt6SRH:
		final, ok = p.rt6Segments(size)
	default:
		p.s(" (unknown type)")
		p.invalid()
	}
	if p.cut >= 0 || !ok {
		return next, n, false
	}
	p.unlimit(rest)
	p.s(") ")
	if left > 0 && len(final) == 16 {
		ip.dst = final
	}
	return
}

// rt6Addresses prints a list of addresses and returns the last one.
func (p *printer) rt6Addresses(size int) (final []byte, ok bool) {
	reserved := p.u32()
	if reserved != 0 || p.v > 0 {
		p.f1(", rsv=0x%x", reserved)
	}
	if !p.rt6EvenLength(size) {
		return nil, false
	}
	for i := 0; i < size/2 && p.cut < 0; i++ {
		final = p.rt6Address(i)
	}
	return final, true
}

// rt6EvenLength complains about a length that is no multiple of an address's.
func (p *printer) rt6EvenLength(size int) bool {
	if size%2 == 0 {
		return true
	}
	p.sn(" (invalid length ", size)
	p.c(')')
	p.invalid()
	return false
}

func (p *printer) rt6Address(i int) []byte {
	a := p.take(16)
	p.sn(", [", i)
	p.c(']')
	p.ip6(a)
	return a
}

// rt6RPL prints a source route whose addresses leave out what they have in common with the destination, and returns
// the last one.
//
//	+-------+-------+-------+---------------------------------------+
//	| CmprI | CmprE |  Pad  |                Reserved               |
//	+-------+-------+-------+---------------------------------------+
func (p *printer) rt6RPL(size int, dst []byte) (final []byte, ok bool) {
	w := p.u32()
	cmprI, cmprE, pad := int(w>>28), int(w>>24&15), int(w>>20&15)
	p.f3(", cmpri=%u, cmpre=%u, pad=%u", uint32(cmprI), uint32(cmprE), uint32(pad))
	if reserved := w & 0xfffff; reserved != 0 {
		p.f1(", rsv=0x%x", reserved)
	}
	// RFC 6554 section 4.2: the number of addresses follows from the lengths.
	body := size*8 - pad - (16 - cmprE)
	if body < 0 && size > 0 || body > 0 && body%(16-cmprI) != 0 {
		p.sn(" (invalid length ", size)
		p.c(')')
		p.invalid()
		return nil, false
	}
	if size == 0 {
		return nil, true
	}
	count := body/(16-cmprI) + 1
	a := make([]byte, 16)
	for i := 0; i < count && p.cut < 0; i++ {
		elided := cmprI
		if i == count-1 {
			elided = cmprE
		}
		copy(a, dst[:elided])
		copy(a[elided:], p.takeN(16-elided))
		p.sn(", [", i)
		p.c(']')
		p.ip6(a)
	}
	return a, true
}

// rt6Segments prints a segment routing header with its TLVs and returns the last segment, which is the first of the
// list.
//
//	+---------------+---------------+-------------------------------+
//	|  Last Entry   |     Flags     |              Tag              |
//	+---------------+---------------+-------------------------------+
func (p *printer) rt6Segments(size int) (final []byte, ok bool) {
	last := p.u8()
	p.sn(", last-entry=", last)
	flags := p.u8()
	if flags != 0 || p.v > 0 {
		p.f1(", flags=0x%x", uint32(flags))
	}
	p.f1(", tag=%x", uint32(p.u16()))
	left := size * 8
	for i := 0; i <= last && left >= 16 && p.cut < 0; i++ {
		a := p.rt6Address(i)
		if i == 0 {
			final = a
		}
		left -= 16
	}
	for left > 0 && p.cut < 0 {
		n := p.srhTLV(left)
		if n == 0 {
			return nil, false
		}
		left -= n
	}
	return final, true
}

// srhTLV prints one TLV and returns its length, 0 if it does not fit into the left bytes of the header.
func (p *printer) srhTLV(left int) int {
	typ := p.u8()
	p.s(", TLV-type=")
	p.tok(&srhTLVNames, "Unknown", uint32(typ))
	p.sn("(", typ)
	p.c(')')
	if typ == srhTLVPad1 {
		return 1
	}
	size := p.u8()
	p.sn(", TLV-len=", size)
	if typ == srhTLVHMAC && size%8 == 0 {
		// RFC 8754 counts the six bytes of D bit and key, but there are packets that count the digest alone. It is a
		// multiple of eight bytes long.
		size += srhHMACHead
	}
	if size+2 > left {
		p.f2(" [remaining length %u < %u]", uint32(max(left-2, 0)), uint32(size))
		p.invalid()
		return 0
	}
	if typ == srhTLVHMAC && p.v > 0 && size >= srhHMACHead {
		p.srhHMAC(size)
	} else {
		p.takeN(size)
	}
	return size + 2
}

const srhHMACHead = 6

// srhHMAC prints the HMAC TLV, RFC 8754 section 2.1.2: D bit, key and digest.
func (p *printer) srhHMAC(size int) {
	p.f1(", D=%u", uint32(p.u16()>>15))
	p.f1(", HMAC-key-ID=0x%08x", p.u32())
	if size > srhHMACHead {
		p.s(", HMAC=0x")
		p.hexBytes(p.takeN(size - srhHMACHead))
	}
}
