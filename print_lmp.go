// Link management protocol, RFC 4204; of optical interfaces, RFC 4207 and OIF UNI 1.0.
//
//	+-------+-----------------------+---------------+---------------+
//	| Vers  |      (Reserved)       |    Flags      |    Msg Type   |
//	+-------+-----------------------+---------------+---------------+
//	|          LMP Length           |          (Reserved)           |
//	+-+-------------+---------------+-------------------------------+
//	|N|   C-Type    |     Class     |            Length             |   each object
//	+-+-------------+---------------+-------------------------------+

package main

const (
	lmpHeaderLen  = 8
	lmpObjectLen  = 4
	lmpVersion    = 1
	lmpNegotiable = 0x80
	lmpDataLink   = 12

	lmpIndent = "\n\t    "

	lmpObjects = ";1 1 Local|\nControl Channel ID: %D" +
		";1 2 Remote|\nControl Channel ID: %D" +
		";2 1 Local|\nNode ID: %i" +
		";2 2 Remote|\nNode ID: %i" +
		";3 1 IPv4 Local|\nIPv4 Link ID: %i" +
		";3 2 IPv4 Remote|\nIPv4 Link ID: %i" +
		";3 3 IPv6 Local|\nIPv6 Link ID: %I" +
		";3 4 IPv6 Remote|\nIPv6 Link ID: %I" +
		";3 5 Unnumbered Local|\nLink ID: %D" +
		";3 6 Unnumbered Remote|\nLink ID: %D" +
		";5 1 1|\nMessage ID: %D" +
		";5 2 2|\nMessage ID Ack: %D" +
		";6 1 1|\nHello Interval: %h\nHello Dead Interval: %h" +
		";7 1 1|\nTx Seq: %w, Rx Seq: %w" +
		";8 1 1|\nFlags: %Gb\nVerify Interval: %h\nData links: %w\nEncoding type: %T0" +
		"\nVerify Transport Mechanism: %@:%V\nTransmission Rate: %m\nWavelength: %w" +
		";9 1 1|\nVerify Dead Interval: %h\nVerify Transport Response: %h" +
		";10 1 1|\nVerify ID: %w" +
		";11 1 IPv4|\nFlags: [%Fc]%@4\nLocal Link-ID: %i\nRemote Link-ID: %i" +
		";11 2 IPv6|\nFlags: [%Fc]%@4\nLocal Link-ID: %I\nRemote Link-ID: %I" +
		";11 3 Unnumbered|\nFlags: [%Fc]%@4\nLocal Link-ID: %D\nRemote Link-ID: %D" +
		";12 1 IPv4|\nFlags: [%Fd]%@4\nLocal Interface ID: %i\nRemote Interface ID: %i" +
		";12 2 IPv6|\nFlags: [%Fd]%@4\nLocal Interface ID: %I\nRemote Interface ID: %I" +
		";12 3 Unnumbered|\nFlags: [%Fd]%@4\nLocal Interface ID: %D\nRemote Interface ID: %D" +
		";13 1 IPv4|*\nInterface ID: %i%X" +
		";13 2 IPv6|*\nInterface ID: %I%X" +
		";13 3 Unnumbered|*\nInterface ID: %D%X" +
		";14 1 IPv4|*\nInterface ID: %i" +
		";14 2 IPv6|*\nInterface ID: %I" +
		";14 3 Unnumbered|*\nInterface ID: %D" +
		";20 1 1|\nError Code: %Ke" +
		";20 2 2|\nError Code: %Kf" +
		";51 1 1|\r Flags: %Fg\r  UNI Version: %b%@3%." +
		";51 2 2|\r Link Type: %Nh%@0%U\r Transparency: %Fi\r Contiguous Concatenation Types: %Fj" +
		"\r Minimum NCC: %h\r Maximum NCC: %h\r Minimum NVC:%h\r Maximum NVC:%h\nLocal Interface ID: %i" +
		";51 3 3|\r Transparency Flags: %@2%Gk%@6\r TCM Monitoring Flags: %Gl" +
		";51 4 4|\r Diversity: Flags: %@2%Gm"

	lmpSubobjects = ";0 1 |\nSwitching Type: %@2%N1\nEncoding Type: %N0\nMin Reservable Bandwidth: %m" +
		"\nMax Reservable Bandwidth: %m;0 2 |\nWavelength: %@4%w"
)

// lmp prints one message, length bytes on the wire.
func (p *printer) lmp(length int) {
	p.proto = "lmp"
	h := p.peek(0, lmpHeaderLen)
	size := int(be16at(h, 4))
	switch {
	case p.cut >= 0:
		return
	case h[0]>>4 != lmpVersion:
		p.f1("LMP version %u packet not supported", uint32(h[0]>>4))
		return
	case p.v == 0:
		p.layout("LMPv1 %@3%SY Message, length: %L", "", length)
		return
	}
	p.layout("\rLMPv1, msg-type: %@3%TY, Flags: [%@2%FZ], length: %@4%h%@8", "", 0)
	if size < lmpHeaderLen {
		p.s(" (too short)")
		return
	}
	if size > length {
		p.s(" (too long)")
		size = length
	}
	p.lmpObjectList(size - lmpHeaderLen)
}

// lmpObjectList prints left bytes of objects.
func (p *printer) lmpObjectList(left int) {
	for left > 0 {
		h := p.peek(0, lmpObjectLen)
		if p.cut >= 0 {
			return
		}
		ctype, class, size := h[0]&^lmpNegotiable, h[1], int(be16at(h, 2))
		alike := class
		if class == 4 { // IDs of an interface
			alike = 3
		}
		name, layout, known := layoutKind(lmpObjects, alike, ctype)
		p.layout("\r  %@1%Ta Object (%@1%b), Class-Type: ", "", 0)
		p.s(name)
		p.f1(" (%u) Flags: [", uint32(ctype))
		if h[0]&lmpNegotiable == 0 {
			p.s("non-")
		}
		p.layout("negotiable], length: %h", "", 0)
		n := size - lmpObjectLen
		if p.lmpBad(n, n) || !p.need(n) {
			return
		}
		body, rest := p.in[:n], p.in[n:]
		if class != lmpDataLink { // whose subobjects tcpdump reads on behind the end, if they are too short
			p.in = body
		}
		least := layoutLen(layout)
		dump := false
		switch {
		case !known:
			dump = true
		case n < least, n > least && class != lmpDataLink && layout[0] != '*':
			p.s(" (not correct for object)")
		default:
			p.layout(layout, lmpIndent, 0)
			if class == lmpDataLink {
				dump = p.lmpDataLink(n - least)
			}
		}
		if p.cut >= 0 {
			return
		}
		if p.v > 1 || dump {
			p.hexLines(lmpIndent, body)
		}
		p.in = rest
		if left < size {
			p.f2(" [remaining objects length %u < %u]", uint32(left), uint32(size))
			p.invalid()
			return
		}
		left -= size
	}
}

// lmpBad says what is wrong with a length that leaves n bytes of at most left, and tells whether anything is.
func (p *printer) lmpBad(n, left int) bool {
	switch {
	case n < 0:
		p.s(" (too short)")
	case n%4 != 0:
		p.s(" (not a multiple of 4)")
	case n > left:
		p.s(" (goes past the end of the object)")
	default:
		return false
	}
	return true
}

// lmpDataLink prints the subobjects of a data link, n bytes of them, RFC 4204 section 13.12.1, and tells whether the
// object is to be shown too.
func (p *printer) lmpDataLink(n int) bool {
	for n >= 2 && p.cut < 0 {
		whole := p.in
		kind, size := p.peek(0, 2)[0], int(p.peek(0, 2)[1])
		p.layout("\nSubobject, Type: %Nq, Length: %b%@0", lmpIndent, 0)
		if p.lmpBad(size-4, n-4) {
			return false
		}
		_, layout, known := layoutKind(lmpSubobjects, 0, kind)
		if !known {
			return true
		}
		p.layout(layout, "\n\t      ", 0)
		if p.cut >= 0 {
			return false
		}
		p.in = whole
		p.skip(size)
		n -= size
	}
	return false
}
