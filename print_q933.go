// Q.933 signalling of Frame Relay: link and PVC status, ITU-T Q.933 annex A and ANSI T1.617 annex D.
//
//	| call reference length (4 bits) | call reference | message (1) | [codeset shift, ANSI] | IEs: type (1), length (1), value

package main

const (
	q933ANSIShift = 0x95 // to codeset 5, locked

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
	{0x33, "Shift"},
}

var q933Reports = []token{{0, "Full Status"}, {1, "Link verify"}, {2, "Async PVC Status"}}

// q933 prints a message of length bytes on the wire.
func (p *printer) q933(length int) {
	p.proto = "q.933"
	whole := length
	if !p.e {
		p.s("Q.933, ")
	}
	if length == 0 || !p.need(1) {
		p.s("Length:0")
		return
	}
	n := p.u8() & 0xf
	length--
	at := len(p.out) // the call reference stands behind the codeset
	var ref []byte
	if n > 0 {
		if length < n {
			p.short(0)
			return
		}
		ref = p.takeN(n)
		length -= n
	}
	if length == 0 || p.cut >= 0 {
		p.short(0)
		return
	}
	message := uint32(p.u8())
	length--
	codeset, authority := 0, "CCITT"
	if length > 0 && p.has(1) && p.in[0] == q933ANSIShift {
		p.take(1)
		length--
		codeset, authority = 5, "ANSI"
	}
	if p.cut >= 0 {
		p.cut = at
	}
	p.s(authority)
	p.sn(", codeset ", codeset)
	p.need(length)
	p.s(", ")
	if n > 0 {
		p.s("Call Ref: 0x")
		p.hexBytes(ref)
		p.s(", ")
	}
	if p.v > 0 {
		p.tok(&q933Messages, "unknown message", message)
		p.f2(" (0x%02x), length %u", message, uint32(whole))
	} else {
		p.tok(&q933Messages, "unknown message 0x%02x", message)
	}
	if p.q933Elements(length) && p.v == 0 && p.cut < 0 {
		p.sn(", length ", whole)
	}
}

// q933Elements prints information elements, length bytes on the wire. It reports false if it met one that is empty, with
// which tcpdump ends.
func (p *printer) q933Elements(length int) bool {
	for length > 0 && p.cut < 0 {
		if p.has(1) && p.in[0] >= q933OneByte {
			p.take(1)
			length--
			continue
		}
		if length < 2 {
			p.short(0)
			return false
		}
		h := p.take(2)
		kind, size := uint32(h[0]), int(h[1])
		length -= 2
		if p.v > 0 {
			p.s("\n\t")
			p.tok(&q933IEs, "unknown", kind)
			p.f2(" IE (0x%02x), length %u: ", kind, uint32(size))
		}
		if size > length || !p.need(size) {
			p.short(0)
			return false
		}
		if size == 0 {
			return false
		}
		length -= size
		p.q933Element(kind, p.takeN(size))
	}
	return true
}

func (p *printer) q933Element(kind uint32, v []byte) {
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
	default:
		if p.v == 1 {
			p.hexLines("\n\t", v)
		}
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
