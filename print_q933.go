// Q.933 signalling of Frame Relay: link and PVC status, ITU-T Q.933 annex A and ANSI T1.617 annex D.
//
//	| call reference length (4 bits) | call reference | message (1) | [codeset shift, ANSI] | IEs: type (1), length (1), value

package main

const (
	q933Shift      = 0x90 // to the codeset in the lower three bits
	q933ShiftMask  = 0xf0
	q933ShiftOnce  = 0x08 // for the next element only
	q933CodesetITU = 0
	q933CodesetUse = 5 // national use: ANSI

	q933ReportANSI  = 0x01
	q933LinkANSI    = 0x03
	q933PVCANSI     = 0x07
	q933ReportCCITT = 0x51
	q933LinkCCITT   = 0x53
	q933PVCCCITT    = 0x57
	q933OneByte     = 0x80 // types from here on are one byte long
)

var q933Messages = []token{
	{0x00, "ESC to National"}, {0x01, "Alert"}, {0x02, "Call proceeding"}, {0x03, "Progress"}, {0x05, "Setup"},
	{0x07, "Connect"}, {0x0f, "Connect ACK"}, {0x45, "Disconnect"}, {0x4d, "Release"}, {0x5a, "Release Complete"},
	{0x46, "Restart"}, {0x4e, "Restart ACK"}, {0x7d, "Status Reply"}, {0x75, "Status Enquiry"},
}

var q933IEs = []token{
	{q933ReportANSI, "ANSI Report Type"}, {q933LinkANSI, "ANSI Link Verify"}, {q933PVCANSI, "ANSI PVC Status"},
	{q933ReportCCITT, "CCITT Report Type"}, {q933LinkCCITT, "CCITT Link Verify"}, {q933PVCCCITT, "CCITT PVC Status"},
}

var q933Reports = []token{{0, "Full Status"}, {1, "Link verify"}, {2, "Async PVC Status"}}

// q933 prints a message of length bytes on the wire.
func (p *printer) q933(length int) {
	p.proto = "q.933"
	if !p.e {
		p.s("Q.933, ")
	}
	in := p.in
	captured := min(length, len(in))
	n := 0 // length of the call reference
	if captured > 0 {
		n = int(in[0] & 0xf)
	}
	at := 1 + n + 1
	if captured < at || captured == at && length > at {
		p.sn("length ", length)
		p.short(0)
		return
	}
	ref, message := in[1:1+n], uint32(in[1+n])
	codeset, once, authority := 0, false, "CCITT"
	if captured > at && in[at]&q933ShiftMask == q933Shift {
		codeset, once = int(in[at]&7), in[at]&q933ShiftOnce != 0
		if codeset == q933CodesetUse && !once {
			authority = "ANSI"
		}
		at++
	}
	p.in = in[at:]
	p.s(authority)
	p.f1(", codeset %u", uint32(codeset))
	if n > 1 || n == 1 && p.peek(0, 1)[0] != 0 { // tcpdump, too, looks at the wrong byte to leave out the dummy reference
		p.s(", Call Ref: 0x")
		p.hexBytes(ref)
	}
	p.s(", ")
	if p.v > 0 {
		p.tok(&q933Messages, "unknown message", message)
		p.f2(" (0x%02x), length %u", message, uint32(length))
	} else {
		p.tok(&q933Messages, "unknown message 0x%02x", message)
	}
	if p.cut >= 0 {
		return
	}
	whole, told := p.q933Elements(length-at, codeset, once)
	if p.v == 0 && told {
		p.sn(", length ", length)
	}
	if !whole {
		p.short(0)
	}
}

// q933Elements prints information elements, length bytes on the wire. It reports whether they were all there, and false
// in told if it met one that is empty, with which tcpdump ends.
func (p *printer) q933Elements(length, codeset int, once bool) (whole, told bool) {
	standing := codeset
	if once {
		standing = q933CodesetITU
	}
	for ; length > 0; length-- {
		if !p.has(1) {
			return false, true
		}
		kind := p.in[0]
		p.in = p.in[1:]
		switch {
		case kind&q933ShiftMask == q933Shift:
			codeset = int(kind & 7)
			if kind&q933ShiftOnce == 0 {
				standing = codeset
			}
			continue
		case kind >= q933OneByte:
			continue
		case length < 2 || !p.has(1):
			return false, true
		}
		size := p.u8()
		length -= 1 + size
		name, known := tokenName(&q933IEs, uint32(kind))
		if !known || codeset != q933CodesetITU && codeset != q933CodesetUse {
			name, known = "unknown", false
		}
		codeset = standing
		if p.v > 0 {
			p.s("\n\t")
			p.s(name)
			p.f2(" IE (0x%02x), length %u: ", uint32(kind), uint32(size))
		}
		if size == 0 {
			return true, false
		}
		if length < 1 || !p.has(size) {
			return false, true
		}
		p.q933Element(uint32(kind), known, p.takeN(size))
	}
	return true, true
}

func (p *printer) q933Element(kind uint32, known bool, v []byte) {
	if !known {
		if p.v > 0 {
			p.hexLines("\n\t", v)
		}
		return
	}
	switch kind {
	case q933ReportANSI, q933ReportCCITT:
		if p.v > 0 {
			p.tok(&q933Reports, "unknown", uint32(v[0]))
			p.f1(" (%u)", uint32(v[0]))
		}
	case q933LinkANSI, q933LinkCCITT:
		if p.v == 0 {
			p.s(", ")
		}
		if len(v) < 2 {
			p.s("Invalid LINK VERIFY IE")
			break
		}
		p.f2("TX Seq: %3u, RX Seq: %3u", uint32(v[0]), uint32(v[1]))
	case q933PVCANSI, q933PVCCCITT:
		if p.v == 0 {
			p.s(", ")
		}
		p.q933PVC(v)
	}
	if p.v > 1 {
		p.hexLines("\n\t  ", v)
	}
}

// q933PVC prints the state of a permanent virtual circuit: DLCI in two to four bytes, state.
func (p *printer) q933PVC(v []byte) {
	if len(v) < 3 || v[0]&0x80 != 0 || len(v) == 3 && v[1]&0x80 == 0 ||
		len(v) == 4 && (v[1]&0x80 != 0 || v[2]&0x80 == 0) ||
		len(v) == 5 && (v[1]&0x80 != 0 || v[2]&0x80 != 0 || v[3]&0x80 == 0) || len(v) > 5 ||
		v[len(v)-1]&0x80 == 0 {
		p.s("Invalid DLCI in PVC STATUS IE")
		return
	}
	dlci := uint32(v[0]&0x3f)<<4 | uint32(v[1]&0x78)>>3
	switch len(v) {
	case 4:
		dlci = dlci<<6 | uint32(v[2]&0x7e)>>1
	case 5:
		dlci = dlci<<13 | uint32(v[2]&0x7f)<<6 | uint32(v[3]&0x7e)>>1
	}
	state := uint32(v[len(v)-1])
	p.f1("DLCI %u: status ", dlci)
	if state&0x08 != 0 {
		p.s("New, ")
	}
	p.s([...]string{"Inactive", "Active"}[state>>1&1])
}
