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

	// lspPingKinds are TLVs (0), sub-TLVs of the target FEC stack (1), and what a downstream mapping has by the type of
	// its address (2), RFC 8029 section 3.2 and RFC 4379 section 3.3.
	lspPingKinds = ";0 5 |\nVendor: %O;0 15 |\nBFD Discriminator %W" +
		";1 1 LDP IPv4 prefix|\n%4/%b" +
		";1 2 LDP IPv6 prefix|\n%6/%b" +
		";1 3 RSVP IPv4 Session Query|\ntunnel end-point %4, tunnel sender %@<%4, lsp-id %@B%H" +
		"\ntunnel-id %@6%H, extended tunnel-id %4" +
		";1 4 RSVP IPv6 Session Query|\ntunnel end-point %6, tunnel sender %@T%6, lsp-id %@f%H" +
		"\ntunnel-id %@B%H, extended tunnel-id %6" +
		";1 5 Reserved|" +
		";1 6 VPN IPv4 prefix|\nRD: %d, %4/%b" +
		";1 7 VPN IPv6 prefix|\nRD: %d, %6/%b" +
		";1 8 L2 VPN endpoint|\nRD: %d, Sender VE ID: %h, Receiver VE ID: %h\nEncapsulation Type: %P4" +
		";1 9 FEC 128 pseudowire (old)|\nRemote PE: %4\nPW ID: %W, PW Type: %P4" +
		";1 10 FEC 128 pseudowire|\nSender PE: %4, Remote PE: %4\nPW ID: %W, PW Type: %P4" +
		";1 12 BGP labeled IPv4 prefix|\n%4/%b" +
		";1 13 BGP labeled IPv6 prefix|\n%6/%b" +
		";2 1 |\nDownstream IP: %4\nDownstream Interface IP: %4" +
		";2 2 |\nDownstream IP: %4\nDownstream Interface Index: %W" +
		";2 3 |\nDownstream IP: %6\nDownstream Interface IP: %6" +
		";2 4 |\nDownstream IP: %6\nDownstream Interface Index: %W"
)

// lspPing prints one message, length bytes on the wire.
func (p *printer) lspPing(length int) {
	p.proto = "lspping"
	if length < lspPingHeaderLen {
		p.lspPingShort()
		return
	}
	h := p.peek(0, lspPingHeaderLen)
	switch {
	case p.cut >= 0:
		return
	case be16(h) != lspPingVersion:
		p.f1("LSP-PING version %u packet not supported", uint32(be16(h)))
		return
	case p.v == 0:
		p.layout("LSP-PINGv1, %@4%ST, seq %@<%w, length: %L", "", length)
		return
	}
	p.layout("\nLSP-PINGv1, msg-type: %@4%NT, length: %L\n  reply-mode: %NU\n  Return Code: %Y\n  Return Subcode: (%@7%b)"+
		"\n  Sender Handle: %W, Sequence: %w\n  TimeStamp Sent: %Z\n  TimeStamp Received: ", "\n\t", length)
	if be64(p.in) != 0 {
		p.layout("%Z", "", 0)
	} else {
		p.s("no timestamp")
		p.skip(8)
	}
	for left := length - lspPingHeaderLen; left > 0 && p.cut < 0; {
		if left < lspPingTLVLen {
			p.lspPingShort()
			return
		}
		left -= lspPingTLVLen
		n := p.lspPingTLV(left)
		if n < 0 {
			return
		}
		left -= n
	}
}

//go:noinline
func (p *printer) lspPingShort() { p.s("\n\t\t packet is too short") }

// lspPingTLV prints a TLV, whose value has at most left bytes, and returns how many with its padding; less than 0 if
// nothing can be said of what follows.
func (p *printer) lspPingTLV(left int) int {
	h := p.peek(0, lspPingTLVLen)
	if p.cut >= 0 {
		return -1
	}
	typ, size := be16(h), int(be16at(h, 2))
	p.layout("\r  %QW TLV (%@0%h), length: %h", "", 0)
	if size == 0 {
		return 0
	}
	padded := (size + 3) &^ 3
	if size <= left {
		if !p.need(size) {
			return -1
		}
		body := p.in[:size]
		rest := p.limit(size)
		dump, ok := p.lspPingValue(typ, size)
		if !ok {
			return -1
		}
		if p.v > 1 || dump {
			p.hexLines("\n\t    ", body)
		}
		p.in = rest
		p.skip(padded - size)
	}
	if padded > left {
		p.lspPingShort()
		return -1
	}
	return padded
}

// lspPingTLVShort says that a TLV is too short, and that it is to be shown.
//
//go:noinline
func (p *printer) lspPingTLVShort() (dump, ok bool) {
	p.s("\n\t      TLV is too short")
	return true, true
}

// lspPingValue prints the value of a TLV, n bytes, all there. dump tells that they are to be shown too, ok that what
// follows can be trusted.
func (p *printer) lspPingValue(typ uint16, n int) (dump, ok bool) {
	class, id, more := byte(0), byte(min(typ, 0xff)), 0
	switch typ {
	case lspPingFEC:
		return p.lspPingStack(n)
	case lspPingDownstream:
		if n < 4 {
			return p.lspPingTLVShort()
		}
		class, id, more = 2, p.in[2], 4
		p.layout("\nMTU: %h, Address-Type: %NX%.", "\n\t    ", 0)
		n -= 4
	}
	_, layout, known := layoutKind(lspPingKinds, class, id)
	if !known {
		return true, true
	}
	least := layoutLen(layout)
	if n >= least {
		p.layout(layout, "\n\t    ", 0)
	}
	if n < least+more {
		return p.lspPingTLVShort()
	}
	return more > 0, true // tcpdump does not open up the rest of a mapping
}

// lspPingStack prints the FECs whose path is examined, n bytes.
func (p *printer) lspPingStack(n int) (dump, ok bool) {
	for n > 0 {
		if n < lspPingTLVLen {
			return p.lspPingTLVShort()
		}
		typ, size := be16(p.in), int(be16at(p.in, 2))
		n -= lspPingTLVLen
		if size > n {
			return p.lspPingTLVShort()
		}
		p.skip(lspPingTLVLen)
		name, layout, _ := layoutKind(lspPingKinds, 1, byte(min(typ, 0xff)))
		p.s("\n\t    ")
		p.s(name)
		p.f2(" subTLV (%u), length: %u", uint32(typ), uint32(size))
		body, rest := p.in[:size], p.in[size:]
		show := true
		if want := layoutLen(layout); want != 0 && want != size {
			p.f1("\n\t      invalid subTLV length, should be %u", uint32(want))
		} else if want != 0 {
			p.in = body
			p.layout(layout, "\n\t      ", 0)
			show = false
		}
		if p.v > 1 || show {
			p.hexLines("\n\t      ", body)
		}
		// From here tcpdump goes on four bytes too early, in the value of this one.
		padded := (size + 3) &^ 3
		if padded > n {
			p.s("\n\t\t TLV is too short")
			return false, false
		}
		p.in = rest
		p.skip(padded - size)
		n -= padded
	}
	return false, true
}
