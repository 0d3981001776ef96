// Label distribution protocol, RFC 5036; forwarding equivalence classes of pseudowires, RFC 8077.
//
//	+-------------------------------+-------------------------------+
//	|            Version            |         PDU Length            |
//	+-------------------------------+-------------------------------+
//	|                 LDP Identifier (LSR ID, label space)          |
//	+                               +-------------------------------+
//	|                               |
//	+-+-----------------------------+-------------------------------+
//	|U|   Message Type              |      Message Length           |
//	+-+-----------------------------+-------------------------------+
//	|                     Message ID                                |
//	+---------------------------------------------------------------+
//	|U|F|        TLV Type           |            Length             |
//	+-+-+---------------------------+-------------------------------+

package main

const (
	ldpHeaderLen  = 10
	ldpMessageLen = 8
	ldpTLVLen     = 4
	ldpVersion    = 1
)

var (
	ldpMessages = []token{
		{0x0001, "Notification"}, {0x0100, "Hello"}, {0x0200, "Initialization"}, {0x0201, "Keepalive"},
		{0x0300, "Address"}, {0x0301, "Address Withdraw"}, {0x0400, "Label Mapping"}, {0x0401, "Label Request"},
		{0x0402, "Label Withdraw"}, {0x0403, "Label Release"}, {0x0404, "Label Abort Request"},
	}
	ldpTLVs = []token{
		{0x0100, "FEC"}, {0x0101, "Address List"}, {0x0103, "Hop Count"}, {0x0104, "Path Vector"},
		{0x0200, "Generic Label"}, {0x0201, "ATM Label"}, {0x0202, "Frame-Relay Label"}, {0x0300, "Status"},
		{0x0301, "Extended Status"}, {0x0302, "Returned PDU"}, {0x0303, "Returned Message"},
		{0x0400, "Common Hello Parameters"}, {0x0401, "IPv4 Transport Address"},
		{0x0402, "Configuration Sequence Number"}, {0x0403, "IPv6 Transport Address"},
		{0x0500, "Common Session Parameters"}, {0x0501, "ATM Session Parameters"},
		{0x0502, "Frame-Relay Session Parameters"}, {0x0503, "Fault-Tolerant Session Parameters"},
		{0x050b, "Typed Wildcard FEC Capability"}, {0x0600, "Label Request Message ID"}, {0x0601, "MTU"},
		{0x0701, "Dual-Stack Capability"},
	}
	ldpStatus = []token{ // RFC 5036 section 3.9
		{0x00, "Success"}, {0x01, "Bad LDP Identifier"}, {0x02, "Bad Protocol Version"}, {0x03, "Bad PDU Length"},
		{0x04, "Unknown Message Type"}, {0x05, "Bad Message Length"}, {0x06, "Unknown TLV"}, {0x07, "Bad TLV Length"},
		{0x08, "Malformed TLV Value"}, {0x09, "Hold Timer Expired"}, {0x0a, "Shutdown"}, {0x0b, "Loop Detected"},
		{0x0c, "Unknown FEC"}, {0x0d, "No Route"}, {0x0e, "No Label Resources"}, {0x0f, "Label Resources Available"},
		{0x10, "Session Rejected: No Hello"}, {0x11, "Session Rejected: Parameters Advertisement Mode"},
		{0x12, "Session Rejected: Parameters Max PDU Length"}, {0x13, "Session Rejected: Parameters Label Range"},
		{0x14, "KeepAlive Timer Expired"}, {0x15, "Label Request Aborted"}, {0x16, "Missing Message Parameters"},
		{0x17, "Unsupported Address Family"}, {0x18, "Session Rejected: Bad KeepAlive Time"}, {0x19, "Internal Error"},
	}
	ldpPseudowires = []token{
		{0, "Reserved"}, {1, "Frame Relay DLCI (Martini Mode)"}, {2, "ATM AAL5 SDU VCC transport"},
		{3, "ATM transparent cell transport"}, {4, "Ethernet VLAN"}, {5, "Ethernet"}, {6, "Cisco-HDLC"}, {7, "PPP"},
		{8, "SONET/SDH Circuit Emulation Service over MPLS"}, {9, "ATM n-to-one VCC cell transport"},
		{10, "ATM n-to-one VPC cell transport"}, {11, "IP Layer2 Transport"}, {12, "ATM one-to-one VCC Cell Mode"},
		{13, "ATM one-to-one VPC Cell Mode"}, {14, "ATM AAL5 PDU VCC transport"}, {15, "Frame-Relay Port mode"},
		{16, "SONET/SDH Circuit Emulation over Packet"}, {17, "Structure-agnostic E1 over Packet"},
		{18, "Structure-agnostic T1 (DS1) over Packet"}, {19, "Structure-agnostic E3 over Packet"},
		{20, "Structure-agnostic T3 (DS3) over Packet"}, {21, "CESoPSN basic mode"}, {22, "TDMoIP basic mode"},
		{23, "CESoPSN TDM with CAS"}, {24, "TDMoIP TDM with CAS"}, {25, "Frame Relay DLCI"}, {64, "IP-interworking"},
	}
	ldpFECs        = []token{{1, "Wildcard"}, {2, "Prefix"}, {3, "Host address"}, {ldpFECMartini, "Martini VC"}}
	ldpInterface   = []token{{1, "MTU"}, {3, "Description"}, {12, "VCCV"}}
	ldpVCCVChannel = []token{
		{1, "PWE3 control word"}, {2, "MPLS Router Alert Label"}, {4, "MPLS inner label TTL = 1"},
	}
	ldpVCCVTypes = []token{{1, "ICMP Ping"}, {2, "LSP Ping"}, {4, "BFD"}}
	ldpFTFlags   = [...]struct {
		bit     int
		on, off string
	}{
		{0x8000, "Reconnect", "No Reconnect"}, {0x0008, "Save State", "Don't Save State"},
		{0x0004, "All-Label Protection", "No All-Label Protection"},
		{0x0002, "Sequence Numbered Label Checkpoint", "All Labels Checkpoint"},
		{0x0001, "Re-Learn State", "Don't Re-Learn State"},
	}
)

const ldpFECMartini = 128

// ldp prints the PDUs in length bytes.
func (p *printer) ldp(length int) {
	p.proto = "ldp"
	p.limit(length)
	for length > ldpHeaderLen+ldpMessageLen && p.cut < 0 {
		n := p.ldpPDU()
		if n == 0 {
			return
		}
		length -= n
	}
}

// ldpPDU prints one PDU and returns its length, 0 if no other is to follow.
func (p *printer) ldpPDU() int {
	h := p.peek(0, ldpHeaderLen)
	if p.cut >= 0 {
		return 0
	}
	if p.v > 0 {
		p.s("\n\t")
	}
	p.s("LDP")
	if version := be16(h); version != ldpVersion {
		p.f1(" version %u packet not supported", uint32(version))
		return 0
	}
	size := int(be16at(h, 2))
	if size < ldpHeaderLen-4 {
		p.f2(", pdu-length: %u (too short, < %u)", uint32(size), ldpHeaderLen-4)
		return 0
	}
	p.take(ldpHeaderLen)
	p.s(", Label-Space-ID: ")
	p.ip4(h[4:8])
	p.f2(":%u, pdu-length: %u", uint32(be16at(h, 8)), uint32(size))
	if p.v == 0 {
		return 0
	}
	rest := p.limit(size + 4 - ldpHeaderLen)
	for left := size + 4 - ldpHeaderLen; left >= ldpMessageLen && p.cut < 0; {
		n := p.ldpMessage(left)
		if n == 0 {
			return 0
		}
		left -= n
	}
	p.unlimit(rest)
	return size + 4
}

// ldpUnknown names what to do with an unknown message or TLV by its first bits.
func ldpUnknown(continues bool) string {
	if continues {
		return "continue processing"
	}
	return "ignore"
}

// ldpMessage prints one message of at most left bytes and returns its length, 0 if it does not fit.
func (p *printer) ldpMessage(left int) int {
	h := p.take(ldpMessageLen)
	if p.cut >= 0 {
		return 0
	}
	kind, size := uint32(be16(h)), int(be16at(h, 2))
	p.s("\n\t  ")
	if s, ok := tokenName(&ldpMessages, kind&0x7fff); ok {
		p.s(s)
	} else {
		p.s("Unknown")
	}
	p.f2(" Message (0x%04x), length: %u", kind&0x7fff, uint32(size))
	if size < 4 {
		p.s(" (too short, < 4)")
		return 0
	}
	p.f1(", Message ID: 0x%08x, Flags: [", be32at(h, 4))
	p.s(ldpUnknown(kind&0x8000 != 0))
	p.s(" if unknown]")
	if size > ldpMessageLen && !p.need(size-ldpMessageLen) { // tcpdump's measure, less than the message by four bytes
		return 0
	}
	body := size - 4
	if body > left-ldpMessageLen {
		p.invalid()
		return 0
	}
	whole := p.in
	rest := p.limit(body)
	known := true
	if _, known = tokenName(&ldpMessages, kind&0x7fff); known {
		p.ldpTLVList(body)
	}
	if p.cut < 0 && (p.v > 1 || !known) {
		p.hexLines("\n\t  ", whole[:min(body, len(whole))])
	}
	if p.cut < 0 {
		p.in = whole[:min(body, len(whole))]
		p.takeN(body)
	}
	p.unlimit(rest)
	return ldpMessageLen + body
}

// ldpTLVList prints left bytes of parameters.
func (p *printer) ldpTLVList(left int) {
	for left >= ldpTLVLen && p.cut < 0 {
		h := p.take(ldpTLVLen)
		if p.cut >= 0 {
			return
		}
		typ, size := uint32(be16(h)), int(be16at(h, 2))
		left -= ldpTLVLen
		if size > left {
			p.s("\n\t\t TLV contents go past end of message")
			p.in = nil
			return
		}
		p.s("\n\t    ")
		if s, ok := tokenName(&ldpTLVs, typ&0x3fff); ok {
			p.s(s)
		} else {
			p.s("Unknown")
		}
		p.f2(" TLV (0x%04x), length: %u, Flags: [", typ&0x3fff, uint32(size))
		p.s(ldpUnknown(typ&0x8000 != 0))
		if typ&0x4000 != 0 {
			p.s(" and do")
		} else {
			p.s(" and don't")
		}
		p.s(" forward if unknown]")
		rest := p.limit(size)
		p.ldpTLV(typ&0x3fff, size)
		p.unlimit(rest)
		left -= size
	}
}

// ldpShort reports whether a TLV is shorter than its kind, and says so, or was captured in part only.
func (p *printer) ldpShort(size, least int) bool {
	if size >= least {
		return !p.need(least)
	}
	p.f2(" [tlv length %u < %u]", uint32(size), uint32(least))
	p.invalid()
	return true
}

// ldpTLV prints the value of a parameter, which is all of p.in.
func (p *printer) ldpTLV(typ uint32, size int) {
	const indent = "\n\t      "
	switch typ {
	case 0x0100:
		p.ldpFEC(size)
	case 0x0101:
		p.ldpAddresses(size)
	case 0x0103:
		if !p.ldpShort(size, 1) {
			p.s(indent)
			p.f1("Hop Count: %u", uint32(p.u8()))
		}
	case 0x0104:
		p.s(indent)
		p.s("Path Vector: ")
		for i := 0; size >= 4 && p.need(4); i++ {
			if i > 0 {
				p.s(", ")
			}
			p.ip4(p.take(4))
			size -= 4
		}
	case 0x0200:
		if !p.ldpShort(size, 4) {
			p.s(indent)
			p.f1("Label: %u", p.u32()&0xfffff)
		}
	case 0x0300:
		p.ldpStatusTLV(size)
	case 0x0400:
		if p.ldpShort(size, 4) {
			return
		}
		p.s(indent)
		p.f1("Hold Time: %us, Flags: [", uint32(p.u16()))
		flags := p.u16()
		if flags&0x8000 != 0 {
			p.s("Targeted Hello")
		} else {
			p.s("Link Hello")
		}
		if flags&0x4000 != 0 {
			p.s(", Request for targeted Hellos")
		}
		p.c(']')
	case 0x0401:
		if !p.ldpShort(size, 4) {
			p.s(indent)
			p.s("IPv4 Transport Address: ")
			p.ip4(p.take(4))
		}
	case 0x0402:
		if !p.ldpShort(size, 4) {
			p.s(indent)
			p.f1("Sequence Number: %u", p.u32())
		}
	case 0x0403:
		if !p.ldpShort(size, 16) {
			p.s(indent)
			p.s("IPv6 Transport Address: ")
			p.ip6(p.take(16))
		}
	case 0x0500:
		p.ldpSession(size)
	case 0x0503:
		p.ldpFaultTolerance(size)
	case 0x050b: // RFC 5918
		if p.ldpShort(size, 1) {
			return
		}
		p.s(indent)
		if p.u8()&0x80 != 0 {
			p.s("Support")
		} else {
			p.s("No support")
		}
	case 0x0601:
		if !p.ldpShort(size, 2) {
			p.s(indent)
			p.f1("MTU: %u", uint32(p.u16()))
		}
	case 0x0701: // RFC 7552
		if p.ldpShort(size, 4) {
			return
		}
		p.s(indent)
		p.s("Transport Connection Preference: ")
		switch v := p.u8() >> 4; v {
		case 4:
			p.s("IPv4")
		case 6:
			p.s("IPv6")
		default:
			p.f1("Unknown (%u)", uint32(v))
		}
	default:
		p.hexLines(indent, p.in)
	}
}

// ldpSession prints what a session is to be like, RFC 5036 section 3.5.3.
func (p *printer) ldpSession(size int) {
	if p.ldpShort(size, 14) {
		return
	}
	p.f1("\n\t      Version: %u", uint32(p.u16()))
	p.f1(", Keepalive: %us, Flags: [", uint32(p.u16()))
	flags, limit := p.u8(), p.u8()
	if flags&0x80 != 0 {
		p.s("Downstream On Demand")
	} else {
		p.s("Downstream Unsolicited")
	}
	if flags&0x40 != 0 {
		p.s(", Loop Detection Enabled]")
	} else {
		p.s(", Loop Detection Disabled]")
	}
	p.f2("\n\t      Path Vector Limit %u, Max-PDU length: %u, Receiver Label-Space-ID ", uint32(limit), uint32(p.u16()))
	p.ip4(p.take(4))
	p.f1(":%u", uint32(p.u16()))
}

// ldpStatusTLV prints what went wrong.
func (p *printer) ldpStatusTLV(size int) {
	if p.ldpShort(size, 8) {
		return
	}
	code, id := p.u32(), p.u32()
	p.s("\n\t      Status Code: ")
	p.tok(&ldpStatus, "unknown (0x%02x)", code&0x3fffffff)
	if code&0x80000000 != 0 {
		p.s(", Flags: [Fatal error")
	} else {
		p.s(", Flags: [Advisory Notification")
	}
	if code&0x40000000 != 0 {
		p.s(" and do forward]")
	} else {
		p.s(" and don't forward]")
	}
	if id != 0 {
		p.f1(", causing Message ID: 0x%08x", id)
	}
	if size >= 10 {
		if kind := p.u16(); kind != 0 {
			p.s(", Message Type: ")
			p.tok(&ldpMessages, "unknown (0x%04x)", uint32(kind&0x7fff))
		}
	}
}

// ldpFaultTolerance prints the parameters of RFC 3479.
func (p *printer) ldpFaultTolerance(size int) {
	if p.ldpShort(size, 12) {
		return
	}
	flags := p.u16()
	p.s("\n\t      Flags: [")
	for i, f := range ldpFTFlags {
		if i > 0 {
			p.s(", ")
		}
		if flags&f.bit != 0 {
			p.s(f.on)
		} else {
			p.s(f.off)
		}
	}
	p.c(']')
	p.take(2)
	if v := p.u32(); v != 0 {
		p.f1(", Reconnect Timeout: %ums", v)
	}
	if v := p.u32(); v != 0 {
		p.f1(", Recovery Time: %ums", v)
	}
}

// ldpAddresses prints a list of addresses.
func (p *printer) ldpAddresses(size int) {
	if p.ldpShort(size, 2) {
		return
	}
	family := p.u16()
	p.s("\n\t      Address Family: ")
	p.tok(&bgpAFIs, "Unknown (%u)", uint32(family))
	p.s(", addresses")
	width := 0
	switch family {
	case 1:
		width = 4
	case 2:
		width = 16
	}
	for size -= 2; width > 0 && size >= width && p.need(width); size -= width {
		p.c(' ')
		p.addr(p.takeN(width))
	}
}

// ldpFEC prints a forwarding equivalence class.
func (p *printer) ldpFEC(size int) {
	if p.ldpShort(size, 1) {
		return
	}
	kind := p.u8()
	p.s("\n\t      ")
	if s, ok := tokenName(&ldpFECs, uint32(kind)); ok {
		p.s(s)
	} else {
		p.s("Unknown")
	}
	p.f1(" FEC (0x%02x)", uint32(kind))
	switch kind {
	case 2:
		if p.ldpShort(size-1, 2) {
			return
		}
		family := p.u16()
		name, maxBits := ": IPv4 prefix ", 32
		switch family {
		case bgpAFIIPv4:
		case bgpAFIIPv6:
			name, maxBits = ": IPv6 prefix ", 128
		default:
			p.f1(": Address family %u prefix", uint32(family))
			return
		}
		bits := p.u8()
		if bits > maxBits {
			p.s(name)
			p.s("(invalid length)")
			return
		}
		addr := p.takeN((bits + 7) / 8)
		if p.cut < 0 {
			p.s(name)
			p.bgpPrefix(family, addr, bits)
		}
	case ldpFECMartini:
		p.ldpPseudowire(size)
	}
}

// ldpPseudowire prints the class of a pseudowire, RFC 8077 section 6.1.
func (p *printer) ldpPseudowire(size int) {
	if p.ldpShort(size-1, 7) {
		return
	}
	kind, n, group := p.u16(), p.u8(), p.u32()
	p.s(": ")
	p.tok(&ldpPseudowires, "Unknown", uint32(kind&0x7fff))
	if kind&0x8000 != 0 {
		p.s(", control word")
	} else {
		p.s(", no control word")
	}
	p.f1(", group-ID %u", group)
	if n == 0 {
		p.s(", VC-info-length: 0")
		return
	}
	if size < 12 {
		return
	}
	p.f2(", VC-ID %u, VC-info-length: %u", p.u32(), uint32(n))
	for left := n - 4; left >= 2 && len(p.in) >= 2; {
		kind, size := p.u8(), p.u8()
		if size < 2 || size > left || size-2 > len(p.in) {
			return
		}
		p.s("\n\t\tInterface Parameter: ")
		if s, ok := tokenName(&ldpInterface, uint32(kind)); ok {
			p.s(s)
		} else {
			p.s("Unknown")
		}
		p.f2(" (0x%02x), len %u", uint32(kind), uint32(size))
		p.ldpInterfaceParameter(kind, p.takeN(size-2))
		left -= size
	}
}

func (p *printer) ldpInterfaceParameter(kind int, b []byte) {
	switch {
	case kind == 1 && len(b) >= 2:
		p.f1(": %u", uint32(be16(b)))
	case kind == 3:
		p.s(": ")
		p.textBytes(b)
	case kind == 12 && len(b) >= 2:
		p.f1("\n\t\t  Control Channels (0x%02x) = [", uint32(b[0]))
		p.bits(&ldpVCCVChannel, "none", ", ", uint32(b[0]))
		p.f1("]\n\t\t  CV Types (0x%02x) = [", uint32(b[1]))
		p.bits(&ldpVCCVTypes, "none", ", ", uint32(b[1]))
		p.c(']')
	default:
		p.hexLines("\n\t\t  ", b)
	}
}
