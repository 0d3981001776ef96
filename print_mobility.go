// Mobility header of Mobile IPv6, RFC 6275 section 6.1.
//
//	+---------------+---------------+---------------+---------------+
//	| Payload Proto |  Header Len   |    MH Type    |   Reserved    |
//	+---------------+---------------+---------------+---------------+
//	|           Checksum            |         Message Data
//	+-------------------------------+------------------ - -

package main

const (
	mobilityBRR  = 0 // binding refresh request
	mobilityHoTI = 1 // home test init
	mobilityCoTI = 2 // care-of test init
	mobilityHoT  = 3 // home test
	mobilityCoT  = 4 // care-of test
	mobilityBU   = 5 // binding update
	mobilityBA   = 6 // binding acknowledgement
	mobilityBE   = 7 // binding error

	mobilityOptPad1    = 0
	mobilityOptPadN    = 1
	mobilityOptRefresh = 2
	mobilityOptAltCoA  = 3
	mobilityOptNonces  = 4
	mobilityOptAuth    = 5
)

// mobilityNames gives the message types with the least length of their headers, a multiple of 8 bytes, in mobilityMin.
var mobilityNames = []token{
	{mobilityBRR, "BRR"}, {mobilityHoTI, "HoTI"}, {mobilityCoTI, "CoTI"}, {mobilityHoT, "HoT"}, {mobilityCoT, "CoT"},
	{mobilityBU, "BU"}, {mobilityBA, "BA"}, {mobilityBE, "BE"},
}

var mobilityMin = [...]int{8, 16, 16, 24, 24, 16, 16, 24}

// mobilityBUFlags are shown without a separator.
var mobilityBUFlags = []token{{0x8000, "A"}, {0x4000, "H"}, {0x2000, "L"}, {0x1000, "K"}}

// mobility prints a mobility header, which is the last one of its packet.
func (p *printer) mobility(length int) {
	p.proto = "mobility"
	p.s("mobility: ")
	h := p.take(6)
	if p.cut >= 0 {
		return
	}
	if h[0] != ipProtoNone {
		p.f2("(payload protocol %u should be %u) ", uint32(h[0]), ipProtoNone)
	}
	size, typ := (int(h[1])+1)*8, int(h[2])
	p.tok(&mobilityNames, "type-#%u", uint32(typ))
	if typ >= len(mobilityMin) {
		p.sn(" len=", int(h[1]))
		return
	}
	if size < mobilityMin[typ] {
		p.f2(" (header length %u < %u)", uint32(size), uint32(mobilityMin[typ]))
		p.invalid()
		return
	}
	p.limit(size - 6)
	left := size - 6 - p.mobilityMessage(typ)
	p.mobilityOptions(left)
}

// mobilityMessage prints the message data before the options and returns its length.
func (p *printer) mobilityMessage(typ int) int {
	switch typ {
	case mobilityHoTI, mobilityCoTI:
		p.take(2)
		p.mobilityCookie(typ == mobilityHoTI)
		return 10
	case mobilityHoT, mobilityCoT:
		p.f1(" nonce id=0x%x", uint32(p.u16()))
		p.mobilityCookie(typ == mobilityHoT)
		p.need(8)
		if typ == mobilityHoT {
			p.s(" Home Keygen Token=")
		} else {
			p.s(" Care-of Keygen Token=")
		}
		p.mobilityHalves()
		return 18
	case mobilityBU:
		p.sn(" seq#=", p.u16())
		flags := p.u16()
		if flags&0xf000 != 0 {
			p.c(' ')
			p.bits(&mobilityBUFlags, "", "", uint32(flags))
		}
		p.sn(" lifetime=", p.u16()*4)
		return 6
	case mobilityBA:
		p.sn(" status=", p.u8())
		if p.u8()&0x80 != 0 {
			p.s(" K")
		}
		p.sn(" seq#=", p.u16())
		p.sn(" lifetime=", p.u16()*4)
		return 6
	case mobilityBE:
		p.sn(" status=", p.u8())
		p.take(1)
		p.s(" homeaddr ")
		p.ip6(p.take(16))
		return 18
	}
	p.take(2) // BRR: reserved
	return 2
}

func (p *printer) mobilityCookie(home bool) {
	if home {
		p.s(" Home Init Cookie=")
	} else {
		p.s(" Care-of Init Cookie=")
	}
	p.mobilityHalves()
}

// mobilityHalves prints 64 bits as two words.
func (p *printer) mobilityHalves() {
	h := p.take(8)
	p.f2("%08x:%08x", be32(h), be32at(h, 4))
}

// mobilityOptions prints the options, left bytes of them.
func (p *printer) mobilityOptions(left int) {
	for left > 0 && p.cut < 0 {
		typ := p.u8()
		if typ == mobilityOptPad1 {
			p.s("(pad1)")
			left--
			continue
		}
		if p.cut >= 0 {
			return
		}
		size := p.u8()
		if size+2 > left {
			p.f2("(type-#%u len=%u)", uint32(typ), uint32(size))
			p.invalid()
			return
		}
		left -= size + 2
		value := p.in
		p.mobilityOption(typ, size)
		if p.cut >= 0 {
			return
		}
		p.in = value
		p.skip(size)
	}
}

// mobilityOption prints one option of size bytes behind its length.
func (p *printer) mobilityOption(typ, size int) {
	switch typ {
	case mobilityOptPadN:
		if !p.need(size) {
			return
		}
		p.s("(padn)")
	case mobilityOptRefresh:
		p.s("(refresh: ")
		p.sn("", p.u16()*4)
		p.c(')')
	case mobilityOptAltCoA:
		p.s("(alt-CoA: ")
		p.ip6(p.take(16))
		p.c(')')
	case mobilityOptNonces:
		p.s("(ni: ")
		h := p.take(4)
		p.f2("ho=0x%04x co=0x%04x)", uint32(be16(h)), uint32(be16at(h, 2)))
	case mobilityOptAuth:
		if !p.need(size) {
			return
		}
		p.s("(auth)")
	default:
		if !p.need(size) {
			return
		}
		p.f2("(unknown: type-#%u len=%u)", uint32(typ), uint32(size))
	}
}
