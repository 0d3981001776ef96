// Border gateway protocol, version 4, RFC 4271: messages.
//
//	+---------------------------------------------------------------+
//	|                       Marker (16 bytes)                       |
//	+-------------------------------+---------------+---------------+
//	|          Length               |      Type     |
//	+-------------------------------+---------------+

package main

const (
	bgpMarkerLen = 16
	bgpHeaderLen = 19

	bgpOpen         = 1
	bgpUpdate       = 2
	bgpNotification = 3
	bgpKeepalive    = 4
	bgpRouteRefresh = 5
)

var bgpMessages = []token{
	{bgpOpen, "Open"}, {bgpUpdate, "Update"}, {bgpNotification, "Notification"}, {bgpKeepalive, "Keepalive"},
	{bgpRouteRefresh, "Route Refresh"},
}

// bgp prints the messages in the data of a segment.
func (p *printer) bgp() {
	p.proto = "bgp"
	p.s(": BGP")
	if p.v == 0 {
		return
	}
	b := p.in[:len(p.in):len(p.in)] // bgpMVPNRoutes looks behind the end of what it prints, but never behind this
	p.in = nil
	at := 0 // where the last message ended
	for i := 0; i+bgpMarkerLen <= len(b); {
		if !bgpMarker(b[i:]) {
			i++
			continue
		}
		if i+bgpHeaderLen > len(b) {
			p.trunc()
			return
		}
		if i != at {
			p.trunc()
		}
		size := int(be16at(b, i+16))
		if size < bgpHeaderLen {
			p.f2("\nmessage length %u < %u", uint32(size), bgpHeaderLen)
			p.invalid()
			return
		}
		if i+size > len(b) {
			p.s("\n[|BGP ")
			p.tok(&bgpMessages, "Unknown Message Type", uint32(b[i+18]))
			p.c(']')
			return
		}
		if !p.bgpMessage(b[i:], size) {
			p.trunc()
		}
		i += size
		at = i
	}
}

// bgpMarker reports whether b begins with the marker, which is all ones.
func bgpMarker(b []byte) bool {
	for _, c := range b[:bgpMarkerLen] {
		if c != 0xff {
			return false
		}
	}
	return true
}

// bgpMessage prints the message of size bytes at the beginning of b, which goes on behind it. It reports false if the
// message was shorter than it should be.
func (p *printer) bgpMessage(b []byte, size int) bool {
	kind := b[18]
	p.s("\n\t")
	p.tok(&bgpMessages, "Unknown", uint32(kind))
	p.f2(" Message (%u), length: %u", uint32(kind), uint32(size))
	body := b[bgpHeaderLen:size]
	switch kind {
	case bgpOpen:
		return p.bgpOpenMessage(body)
	case bgpUpdate:
		return p.bgpUpdateMessage(b[bgpHeaderLen:], len(body))
	case bgpNotification:
		return p.bgpNotificationMessage(body)
	case bgpKeepalive:
	case bgpRouteRefresh:
		if len(body) < 4 {
			return false
		}
		p.s("\n\t  ")
		p.bgpFamily(int(be16(body)), body[3])
		p.s(", Subtype ")
		p.bgpNamed(&bgpRefreshSubtypes, uint32(body[2])) // RFC 7313
		if p.v > 1 {                                     // tcpdump begins the dump at the header
			p.hexLines("\n\t  ", b[:size])
		}
	default:
		p.f1("\n\t  no Message %u decoder", uint32(kind))
		p.hexLines("\n\t  ", b[:size])
	}
	return true
}

// bgpNamed prints a number's name, or Unknown, and the number.
func (p *printer) bgpNamed(names *[]token, v uint32) {
	if s, ok := tokenName(names, v); ok {
		p.s(s)
	} else {
		p.s("Unknown")
	}
	p.f1(" (%u)", v)
}

// bgpFamily prints an address family and its subsequent identifier.
func (p *printer) bgpFamily(afi int, safi byte) {
	p.s("AFI ")
	p.bgpNamed(&bgpAFIs, uint32(afi))
	p.s(", SAFI ")
	p.bgpNamed(&bgpSAFIs, uint32(safi))
}

// bgpAS prints the number of an autonomous system, with -b in the notation of RFC 5396.
func (p *printer) bgpAS(as uint32) {
	if p.asdot && as > 0xffff {
		p.f2("%u.%u", as>>16, as&0xffff)
		return
	}
	p.u(uint64(as))
}

// bgpOpenMessage prints version, AS, hold time, identifier and optional parameters, RFC 4271 section 4.2.
func (p *printer) bgpOpenMessage(b []byte) bool {
	if len(b) < 10 {
		return false
	}
	p.f3("\n\t  Version %u, my AS %u, Holdtime %us, ID ", uint32(b[0]), uint32(be16at(b, 1)), uint32(be16at(b, 3)))
	p.ip4num(b[5:9])
	size, head := int(b[9]), 2
	b = b[10:]
	p.s("\n\t  Optional parameters")
	if size == 255 && len(b) >= 3 && b[0] == 255 { // RFC 9072: lengths of two bytes
		size, head = int(be16at(b, 1)), 3
		b = b[3:]
		p.s(" (Extended)")
	}
	p.sn(", length: ", size)
	for size > 0 {
		if len(b) < head {
			return false
		}
		kind, n := b[0], int(b[1])
		if head == 3 {
			n = int(be16at(b, 1))
		}
		b = b[head:]
		size -= head
		if n > size {
			p.f2("\n\t     Option %u, length: %u, goes past the end of the options", uint32(kind), uint32(n))
			return true
		}
		p.s("\n\t    Option ")
		p.bgpNamed(&bgpOptions, uint32(kind))
		p.sn(", length: ", n)
		if kind == bgpOptionCapabilities {
			if !p.bgpCapabilities(b, n) {
				return false
			}
		} else {
			p.f1("\n\t      no decoder for option %u", uint32(kind))
		}
		if len(b) < n {
			return false
		}
		b = b[n:]
		size -= n
	}
	return true
}

// bgpCapabilities prints size bytes of capabilities, RFC 5492.
func (p *printer) bgpCapabilities(b []byte, size int) bool {
	for size > 0 {
		if len(b) < 2 {
			return false
		}
		kind, n := b[0], int(b[1])
		p.s("\n\t      ")
		p.bgpNamed(&bgpCapabilityNames, uint32(kind))
		p.sn(", length: ", n)
		b = b[2:]
		if len(b) < n {
			return false
		}
		if !p.bgpCapability(kind, b[:n]) {
			return true
		}
		if p.v > 1 && n > 0 {
			p.hexLines("\n\t\t", b[:n])
		}
		b = b[n:]
		size -= 2 + n
	}
	return true
}

// bgpCapability prints the value of a capability and reports false if it is too short to be one.
func (p *printer) bgpCapability(kind byte, b []byte) bool {
	short := func(n int) bool {
		if len(b) >= n {
			return false
		}
		p.f1(" (too short, < %u)", uint32(n))
		return true
	}
	switch kind {
	case 1: // RFC 4760
		if short(4) {
			return false
		}
		p.s("\n\t\t")
		p.bgpFamily(int(be16(b)), b[3])
	case 7: // RFC 8205 section 2.1
		if short(3) {
			return false
		}
		direction := "Receive (0)"
		if b[0]&8 != 0 {
			direction = "Send (1)"
		}
		p.f1("\n\t\tVersion %u, Direction ", uint32(b[0]>>4))
		p.s(direction)
		p.s(", AFI ")
		p.bgpNamed(&bgpAFIs, uint32(be16at(b, 1)))
	case 8: // RFC 8277
		for ; len(b) >= 4; b = b[4:] {
			p.s("\n\t\t")
			p.bgpFamily(int(be16(b)), b[2])
			p.f1(", Count: %u", uint32(b[3]))
		}
	case 64: // RFC 4724, RFC 8538
		if short(2) {
			return false
		}
		p.s("\n\t\tRestart Flags: [")
		p.bits(&bgpRestartFlags, "none", ", ", uint32(b[0]))
		p.f1("], Restart Time %us", uint32(be16(b)&0xfff))
		for b = b[2:]; len(b) >= 4; b = b[4:] {
			p.s("\n\t\t  ")
			p.bgpFamily(int(be16(b)), b[2])
			if b[3]&0x80 != 0 {
				p.s(", Forwarding state preserved: yes")
			} else {
				p.s(", Forwarding state preserved: no")
			}
		}
	case 65: // RFC 6793
		if short(4) {
			return false
		}
		p.s("\n\t\t 4 Byte AS ")
		p.bgpAS(be32(b))
	case 69: // RFC 7911
		p.bgpAddPaths(b)
	case 2, 6, 70, 71, 128: // nothing in them, or nothing that tcpdump shows
	default:
		p.f1("\n\t\tno decoder for Capability %u", uint32(kind))
		if p.v <= 1 {
			p.hexLines("\n\t\t", b)
		}
	}
	return true
}

// bgpAddPaths prints for which families several paths may be sent, RFC 7911.
func (p *printer) bgpAddPaths(b []byte) {
	if len(b) == 0 {
		p.s(" (bogus)")
		return
	}
	for ; len(b) >= 4; b = b[4:] {
		p.s("\n\t\t")
		p.bgpFamily(int(be16(b)), b[2])
		p.s(", Send/Receive: ")
		p.tok(&bgpAddPath, "Bogus (0x%02x)", uint32(b[3]))
	}
	if len(b) > 0 {
		p.invalid()
	}
}

// bgpNotificationMessage prints an error, RFC 4271 section 4.5.
func (p *printer) bgpNotificationMessage(b []byte) bool {
	if len(b) < 2 {
		return false
	}
	p.bgpError(b)
	return true
}

// bgpError prints the code and the subcode at the beginning of b, and what stands behind them.
func (p *printer) bgpError(b []byte) {
	code, sub := b[0], uint32(b[1])
	data := b[2:]
	p.s(", ")
	if s, ok := tokenName(&bgpErrors, uint32(code)); ok {
		p.s(s)
	} else {
		p.s("Unknown Error")
	}
	p.f1(" (%u)", uint32(code))
	switch code {
	case 1:
		p.s(", subcode ")
		p.bgpNamed(&bgpHeaderErrors, sub)
	case 2:
		p.s(", subcode ")
		p.bgpNamed(&bgpOpenErrors, sub)
	case 3:
		p.s(", subcode ")
		p.bgpNamed(&bgpUpdateErrors, sub)
	case 5:
		p.s(" subcode ")
		p.bgpNamed(&bgpStateErrors, sub)
	case 6:
		p.s(", subcode ")
		p.bgpNamed(&bgpCeases, sub)
		p.bgpCeaseData(sub, data)
	case 7:
		p.s(" subcode ")
		p.bgpNamed(&bgpRefreshErrors, sub)
	}
}

// bgpCeaseData prints why a session was ended: a limit on prefixes, RFC 4486, the operator's words, RFC 9003, or the
// error for which it is not to be taken up again gracefully, RFC 8538 section 3.1.
func (p *printer) bgpCeaseData(sub uint32, b []byte) {
	switch {
	case sub == 1 && len(b) >= 7:
		p.s(", ")
		p.bgpFamily(int(be16(b)), b[2])
		p.f1(", Max Prefixes: %u", be32at(b, 3))
	case (sub == 2 || sub == 4) && len(b) > 0:
		n := int(b[0])
		switch {
		case n == 0:
			p.s(", empty Shutdown Communication")
		case n > len(b)-1:
			p.f1(", invalid Shutdown Communication length, Data: (length: %u)", uint32(len(b)))
			p.hexLines("\n\t\t", b)
		default:
			p.f1(", Shutdown Communication (length: %u): \"", uint32(n))
			p.textBytes(b[1 : 1+n])
			p.c('"')
			if b = b[1+n:]; len(b) > 0 {
				p.f1(", Data: (length: %u)", uint32(len(b)))
				p.hexLines("\n\t\t", b)
			}
		}
	case sub == 9 && len(b) >= 2 && (b[0] != 6 || b[1] != 9): // one within another makes no sense
		p.bgpError(b)
	}
}

// bgpUpdateMessage prints the routes in b, of which the first left bytes belong to the message.
func (p *printer) bgpUpdateMessage(b []byte, left int) bool {
	if left < 2 {
		return false
	}
	withdrawn := int(be16(b))
	b = b[2:]
	left -= 2
	if withdrawn > 0 {
		if withdrawn > len(b) {
			return false
		}
		if withdrawn > 1 { // tcpdump shows none that is of one byte
			p.s("\n\t  Withdrawn routes:")
			if !p.bgpPrefixes(b[:withdrawn], 1, "\n\t    ") {
				return false
			}
		}
		b = b[withdrawn:]
		left -= withdrawn
	}
	if left < 2 {
		return false
	}
	attrs := int(be16(b))
	b = b[2:]
	left -= 2
	if attrs == 0 && left == 0 {
		if withdrawn != 1 {
			p.s("\n\t  End-of-Rib Marker (empty NLRI)")
		}
		return true
	}
	if attrs > 0 {
		if attrs > len(b) {
			return false
		}
		if left < attrs {
			return false
		}
		if _, ok := p.bgpAttributes(b[:attrs], 0); !ok {
			return false
		}
		b = b[attrs:]
		left -= attrs
	}
	if left > 0 {
		p.s("\n\t  Updated routes:")
		return p.bgpPrefixes(b[:left], 1, "\n\t    ")
	}
	return true
}
