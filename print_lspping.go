// LSP ping, RFC 8029.
//
//	+-------------------------------+-------------------------------+
//	|         Version Number        |         Global Flags          |
//	+---------------+---------------+---------------+---------------+
//	|  Message Type |   Reply mode  |  Return Code  | Return Subcode|
//	+---------------+---------------+---------------+---------------+
//	|                        Sender's Handle                        |
//	+---------------------------------------------------------------+
//	|                        Sequence Number                        |
//	+---------------------------------------------------------------+
//	|                     TimeStamp Sent (8 bytes)                  |
//	+---------------------------------------------------------------+
//	|                   TimeStamp Received (8 bytes)                |
//	+-------------------------------+-------------------------------+
//	|             Type              |            Length             |   each TLV, and each sub-TLV of some
//	+-------------------------------+-------------------------------+

package main

const (
	lspPingHeaderLen = 32
	lspPingTLVLen    = 4
	lspPingVersion   = 1

	lspPingFEC        = 1
	lspPingDownstream = 2
	lspPingVendor     = 5
	lspPingBFD        = 15
)

var (
	lspPingMessages = []token{{1, "MPLS Echo Request"}, {2, "MPLS Echo Reply"}}
	lspPingModes    = []token{
		{1, "Do not reply"}, {2, "Reply via an IPv4/IPv6 UDP packet"},
		{3, "Reply via an IPv4/IPv6 UDP packet with Router Alert"}, {4, "Reply via application level control channel"},
	}
	lspPingCodes = []token{ // RFC 8029 section 3.1; some end with the depth, which is the subcode
		{0, "No return code or return code contained in the Error Code TLV"}, {1, "Malformed echo request received"},
		{2, "One or more of the TLVs was not understood"},
		{3, "Replying router is an egress for the FEC at stack depth %u"},
		{4, "Replying router has no mapping for the FEC at stack depth %u"},
		{5, "Reserved"}, {6, "Reserved"}, {7, "Reserved"}, {8, "Label switched at stack-depth %u"},
		{9, "Label switched but no MPLS forwarding at stack-depth"},
		{10, "Mapping for this FEC is not the given label at stack depth %u"},
		{11, "No label entry at stack-depth %u"},
		{12, "Protocol not associated with interface at FEC stack depth %u"},
		{13, "Premature termination of ping due to label stack shrinking to a single label"},
	}
	lspPingTLVs = []token{
		{lspPingFEC, "Target FEC Stack"}, {lspPingDownstream, "Downstream Mapping"}, {3, "Pad"},
		{lspPingVendor, "Vendor Enterprise Code"}, {7, "Interface Label Stack"}, {9, "Error Code"},
		{10, "Reply TOS Byte"}, {lspPingBFD, "BFD Discriminator"}, {64512, "Vendor Private Code"},
	}
	lspPingAddresses = []token{{1, "IPv4"}, {2, "Unnumbered IPv4"}, {3, "IPv6"}, {4, "IPv6"}}
	lspPingStacks    = []layoutKind{ // RFC 8029 section 3.2
		{0, 1, "LDP IPv4 prefix", "\n%4/%b"},
		{0, 2, "LDP IPv6 prefix", "\n%6/%b"},
		{0, 3, "RSVP IPv4 Session Query", "\ntunnel end-point %4, tunnel sender %@<%4, lsp-id %@B%H" +
			"\ntunnel-id %@6%H, extended tunnel-id %4"},
		{0, 4, "RSVP IPv6 Session Query", "\ntunnel end-point %6, tunnel sender %@T%6, lsp-id %@f%H" +
			"\ntunnel-id %@B%H, extended tunnel-id %6"},
		{0, 5, "Reserved", ""},
		{0, 6, "VPN IPv4 prefix", "\nRD: %d, %4/%b"},
		{0, 7, "VPN IPv6 prefix", "\nRD: %d, %6/%b"},
		{0, 8, "L2 VPN endpoint", "\nRD: %d, Sender VE ID: %h, Receiver VE ID: %h\nEncapsulation Type: %q"},
		{0, 9, "FEC 128 pseudowire (old)", "\nRemote PE: %4\nPW ID: %W, PW Type: %q"},
		{0, 10, "FEC 128 pseudowire", "\nSender PE: %4, Remote PE: %4\nPW ID: %W, PW Type: %q"},
		{0, 12, "BGP labeled IPv4 prefix", "\n%4/%b"},
		{0, 13, "BGP labeled IPv6 prefix", "\n%6/%b"},
	}
)

// lspPing prints one message, length bytes on the wire.
func (p *printer) lspPing(length int) {
	p.proto = "lspping"
	if length < lspPingHeaderLen {
		p.lspPingShort()
		return
	}
	h := p.take(lspPingHeaderLen)
	if p.cut >= 0 {
		return
	}
	if version := be16(h); version != lspPingVersion {
		p.f1("LSP-PING version %u packet not supported", uint32(version))
		return
	}
	if p.v == 0 {
		p.s("LSP-PINGv1, ")
		p.tok(&lspPingMessages, "unknown (%u)", uint32(h[4]))
		p.f2(", seq %u, length: %u", be32at(h, 12), uint32(length))
		return
	}
	p.lspPingHeader(h, length)
	left := length - lspPingHeaderLen
	for left > 0 && p.cut < 0 {
		if left < lspPingTLVLen {
			p.lspPingShort()
			return
		}
		n := p.lspPingTLV(left - lspPingTLVLen)
		if n < 0 {
			return
		}
		left -= lspPingTLVLen + n
	}
}

func (p *printer) lspPingShort() { p.s("\n\t\t packet is too short") }

func (p *printer) lspPingHeader(h []byte, length int) {
	p.s("\n\tLSP-PINGv1, msg-type: ")
	p.tok(&lspPingMessages, "unknown", uint32(h[4]))
	p.f2(" (%u), length: %u\n\t  reply-mode: ", uint32(h[4]), uint32(length))
	p.tok(&lspPingModes, "unknown", uint32(h[5]))
	p.f1(" (%u)\n\t  Return Code: ", uint32(h[5]))
	if s, ok := tokenName(&lspPingCodes, uint32(h[6])); ok {
		p.f1(s, uint32(h[7]))
	} else {
		p.s("unknown")
	}
	p.f2(" (%u)\n\t  Return Subcode: (%u)", uint32(h[6]), uint32(h[7]))
	p.f2("\n\t  Sender Handle: 0x%08x, Sequence: %u", be32at(h, 8), be32at(h, 12))
	p.s("\n\t  TimeStamp Sent: ")
	p.lspPingTime(be64at(h, 16))
	p.s("\n\t  TimeStamp Received: ")
	if received := be64at(h, 24); received != 0 {
		p.lspPingTime(received)
	} else {
		p.s("no timestamp")
	}
}

// lspPingTime prints a time stamp of NTP; one without the first bit is of the era that begins in 2036, RFC 4330
// section 3.
func (p *printer) lspPingTime(v uint64) {
	p.ntpSeconds(v)
	if v>>32 != 0 {
		p.ntpDate(int64(v>>32 | ^v>>63<<32))
	}
}

// lspPingTLV prints a TLV, whose value has at most left bytes, and returns how many with its padding; less than 0 if it
// has more.
func (p *printer) lspPingTLV(left int) int {
	h := p.take(lspPingTLVLen)
	if p.cut >= 0 {
		return -1
	}
	typ, size := uint32(be16(h)), int(be16at(h, 2))
	p.s("\n\t  ")
	p.tok(&lspPingTLVs, "Unknown", typ)
	p.f2(" TLV (%u), length: %u", typ, uint32(size))
	if size == 0 {
		return 0
	}
	if size > left {
		p.lspPingShort()
		return -1
	}
	if !p.need(size) {
		return -1
	}
	body := p.in[:size]
	rest := p.limit(size)
	dump := p.lspPingValue(typ, size)
	if p.in == nil {
		return -1
	}
	if p.v > 1 || dump {
		p.hexLines("\n\t    ", body)
	}
	p.unlimit(rest)
	padded := (size + 3) &^ 3
	if padded > left {
		p.lspPingShort()
		return -1
	}
	p.skip(padded - size)
	return padded
}

// lspPingValue prints the value of a TLV, n bytes, all there, and tells whether they are to be shown too. It leaves no
// p.in, not even an empty one, if what follows cannot be trusted.
func (p *printer) lspPingValue(typ uint32, n int) bool {
	switch typ {
	case lspPingFEC:
		return p.lspPingStack(n)
	case lspPingDownstream:
		return p.lspPingDownstreamMap(n)
	case lspPingVendor:
		if n < 4 {
			return p.lspPingTLVShort()
		}
		v := p.u32()
		p.s("\n\t    Vendor: ")
		p.tok(&radiusVendors, "Unknown", v)
		p.f1(" (0x%04x)", v)
	case lspPingBFD:
		if n < 4 {
			return p.lspPingTLVShort()
		}
		p.f1("\n\t    BFD Discriminator 0x%08x", p.u32())
	default:
		return true
	}
	return false
}

// lspPingTLVShort says that a TLV is too short, and that it is to be shown.
func (p *printer) lspPingTLVShort() bool {
	p.s("\n\t      TLV is too short")
	return true
}

// lspPingStack prints the FECs whose path is examined, n bytes.
func (p *printer) lspPingStack(n int) (dump bool) {
	for n > 0 {
		if n < lspPingTLVLen {
			return p.lspPingTLVShort()
		}
		h := p.peek(0, lspPingTLVLen)
		typ, size := be16(h), int(be16at(h, 2))
		n -= lspPingTLVLen
		if size > n {
			return p.lspPingTLVShort()
		}
		var known *layoutKind
		if typ <= 0xff {
			known = layoutKindOf(&lspPingStacks, 0, byte(typ))
		}
		p.s("\n\t    ")
		p.layoutKindName(known)
		p.f2(" subTLV (%u), length: %u", uint32(typ), uint32(size))
		body := p.in[lspPingTLVLen:][:size]
		show := true
		if known != nil && known.layout != "" {
			if want := layoutLen(known.layout); size != want {
				p.f1("\n\t      invalid subTLV length, should be %u", uint32(want))
			} else {
				whole := p.in
				p.in = body
				p.layout(known.layout, "\n\t      ")
				p.in = whole
				show = false
			}
		}
		if p.v > 1 || show {
			p.hexLines("\n\t      ", body)
		}
		padded := (size + 3) &^ 3
		if padded > n {
			p.s("\n\t\t TLV is too short")
			p.in = nil
			return false
		}
		p.skip(lspPingTLVLen + padded)
		n -= padded
	}
	return false
}

// lspPingDownstreamMap prints the router and interface behind this one, n bytes, RFC 4379 section 3.3.
func (p *printer) lspPingDownstreamMap(n int) bool {
	if n < 4 {
		return p.lspPingTLVShort()
	}
	h := p.take(4)
	kind := uint32(h[2])
	p.f1("\n\t    MTU: %u, Address-Type: ", uint32(be16(h)))
	p.tok(&lspPingAddresses, "unknown", kind)
	p.f1(" (%u)", kind)
	layout := ""
	switch kind {
	case 1:
		layout = "\nDownstream IP: %4\nDownstream Interface IP: %4"
	case 2:
		layout = "\nDownstream IP: %4\nDownstream Interface Index: %W"
	case 3:
		layout = "\nDownstream IP: %6\nDownstream Interface IP: %6"
	case 4:
		layout = "\nDownstream IP: %6\nDownstream Interface Index: %W"
	default:
		return true
	}
	want := layoutLen(layout)
	if n < 4+want {
		return p.lspPingTLVShort()
	}
	p.layout(layout, "\n\t    ")
	if n < 8+want {
		return p.lspPingTLVShort()
	}
	return true
}
