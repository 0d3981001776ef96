// PPP over Ethernet, RFC 2516: discovery and session.
//
//	+---------+---------+---------+-------------+-------------+--------
//	| ver (4) | type(4) |  code   | session (2) | length (2)  | tags, or a PPP packet
//	+---------+---------+---------+-------------+-------------+--------

package main

const (
	pppoeHeaderLen = 6
	pppoeSession   = 0x00

	pppoePADI    = 0x09
	pppoePADIMax = 1484 - pppoeHeaderLen // section 5.1

	pppoeTagEOL   = 0x0000
	pppoeTextEdge = 79 // bytes of a tag that are shown as text
)

var pppoeCodes = []token{
	{0x09, "PADI"}, {0x07, "PADO"}, {0x19, "PADR"}, {0x65, "PADS"}, {0xa7, "PADT"}, {pppoeSession, ""},
}

var pppoeTags = []token{
	{pppoeTagEOL, "EOL"}, {0x0101, "Service-Name"}, {0x0102, "AC-Name"}, {0x0103, "Host-Uniq"}, {0x0104, "AC-Cookie"},
	{0x0105, "Vendor-Specific"}, {0x0110, "Relay-Session-ID"}, {0x0120, "PPP-Max-Payload"},
	{0x0201, "Service-Name-Error"}, {0x0202, "AC-System-Error"}, {0x0203, "Generic-Error"},
}

// pppoeLink prints a packet of a PPPoE session device.
func (p *printer) pppoeLink(length int) {
	p.proto = "pppoe"
	p.pppoe(length)
	p.ll += pppoeHeaderLen
}

// pppoe prints a PPPoE packet of length bytes on the wire.
func (p *printer) pppoe(length int) {
	p.proto = "pppoe"
	if length < pppoeHeaderLen {
		p.f2(" (length %u < %u)", uint32(length), pppoeHeaderLen)
		p.invalid()
		return
	}
	h := p.take(pppoeHeaderLen)
	if p.cut >= 0 {
		return
	}
	length -= pppoeHeaderLen
	version, kind, code, session, size := h[0]>>4, h[0]&15, h[1], be16at(h, 2), int(be16at(h, 4))
	if version != 1 {
		p.f1(" [ver %u]", uint32(version))
	}
	if kind != 1 {
		p.f1(" [type %u]", uint32(kind))
	}
	p.s("PPPoE ")
	p.tok(&pppoeCodes, "PAD-%x", uint32(code))
	if code == pppoePADI && size > pppoePADIMax {
		p.f1(" [len %u!]", uint32(size))
	}
	if size > length {
		p.f2(" [len %u > %u!]", uint32(size), uint32(length))
		size = length
	}
	if session != 0 {
		p.f1(" [ses 0x%x]", uint32(session))
	}
	if code == pppoeSession {
		p.limit(size)
		p.c(' ')
		p.ppp(size)
		return
	}
	p.pppoeTagList(size)
}

// pppoeTagList prints the tags of a discovery packet, n bytes on the wire, up to the end-of-list tag.
func (p *printer) pppoeTagList(n int) {
	for n > 0 && p.cut < 0 {
		h := p.take(4)
		kind, size := be16(h), int(be16at(h, 2))
		n -= 4
		if !p.need(size) {
			return
		}
		p.s(" [")
		p.tok(&pppoeTags, "TAG-0x%x", uint32(kind))
		if size > 0 {
			p.pppoeTag(p.takeN(size))
			n -= size
		}
		p.c(']')
		if kind == pppoeTagEOL {
			return
		}
	}
}

// pppoeTag prints a tag's value: as text if it looks like text, else in hex.
func (p *printer) pppoeTag(v []byte) {
	text, garbage := 0, 0
	for _, c := range v {
		if c >= 0x20 && c < 0x7f {
			text++
		} else {
			garbage++
		}
	}
	p.c(' ')
	if text > garbage {
		p.c('"')
		for _, c := range v[:min(len(v), pppoeTextEdge)] {
			p.asciiOrDot(c)
		}
		p.c('"')
		return
	}
	p.s("0x")
	const digits = "0123456789ABCDEF"
	for _, c := range v {
		p.c(digits[c>>4])
		p.c(digits[c&15])
	}
}
