// Resource reservation protocol, RFC 2205 and 2207; traffic engineering RFC 3209, fast reroute RFC 4090, GMPLS RFC 3473,
// user-network interface RFC 3474 and 3476, DiffServ RFC 4124, point-to-multipoint RFC 4875, restart RFC 5063; bundles of
// messages RFC 2961, keyed digest RFC 2747, traffic specifications RFC 2210 and 2215.
//
//	+-------+-------+---------------+-------------------------------+
//	| Vers  | Flags |   Msg Type    |           Checksum            |
//	+-------+-------+---------------+-------------------------------+
//	|   Send_TTL    |  (Reserved)   |            Length             |
//	+---------------+---------------+---------------+---------------+
//	|             Length            |   Class-Num   |    C-Type     |   each object
//	+-------------------------------+---------------+---------------+

package main

import "bytes"

const (
	rsvpHeaderLen    = 8
	rsvpObjectLen    = 4
	rsvpIntegrityLen = 32
	rsvpVersion      = 1
	rsvpBundle       = 12

	rsvpIndent       = "\n\t  "     // of an object's header
	rsvpBodyIndent   = "\n\t    "   // of its content, and of an object's header in a bundle
	rsvpBundleIndent = "\n\t      " // of its content there

	rsvpHop        = 3
	rsvpIntegrity  = 4
	rsvpERO        = 20
	rsvpRRO        = 21
	rsvpLabelSet   = 36
	rsvpProperties = 204
	rsvpSession    = 207
	rsvpUNI        = 229

	rsvpParts = "!" // in place of the layout of an object that takes more than one

	rsvpTunnelIPv4 = "\nIPv4 Tunnel EndPoint: %4, Tunnel ID: %@6%H, Extended Tunnel ID: %4"
	rsvpReroute    = "\nSetup Priority: %b, Holding Priority: %b, Hop-limit: %b, Bandwidth: %@4%f"

	// rsvpObjects are the objects whose class type is known; some of these have no name.
	rsvpObjects = ";1 1 IPv4|\nIPv4 DestAddress: %4, Protocol ID: %B\nFlags: [%B], DestPort %h" +
		";1 2 IPv6|\nIPv6 DestAddress: %6, Protocol ID: %B\nFlags: [%B], DestPort %h" +
		";1 7 Tunnel IPv4|" + rsvpTunnelIPv4 +
		";1 8 Unknown|\nIPv6 Tunnel EndPoint: %6, Tunnel ID: %@B%H, Extended Tunnel ID: %6" +
		";1 11 UNI IPv4|" + rsvpTunnelIPv4 +
		";1 13 IPv4 P2MP LSP Tunnel|\nIPv4 P2MP LSP ID: %4, Tunnel ID: %@6%H, Extended Tunnel ID: %4" +
		";1 14 IPv6 P2MP LSP Tunnel|\nIPv6 P2MP LSP ID: %W, Tunnel ID: %@6%H, Extended Tunnel ID: %6%@H%.%." +
		";3 1 IPv4|\nPrevious/Next Interface: %4, Logical Interface Handle: %W" +
		";3 2 IPv6|\nPrevious/Next Interface: %6, Logical Interface Handle: %W" +
		";3 3 IPv4 plus opt. TLVs|\nPrevious/Next Interface: %4, Logical Interface Handle: %W" +
		";3 4 IPv6 plus opt. TLVs|\nPrevious/Next Interface: %6, Logical Interface Handle: %W" +
		";4 1 Unknown|!" +
		";5 1 1|\nRefresh Period: %wms" +
		";6 1 IPv4|\nError Node Address: %4, Flags: [%B]\nError Code: %e" +
		";6 2 IPv6|\nError Node Address: %6, Flags: [%B]\nError Code: %E" +
		";6 3 IPv4 plus opt. TLVs|\nError Node Address: %4, Flags: [%B]\nError Code: %e" +
		";6 4 IPv6 plus opt. TLVs|\nError Node Address: %6, Flags: [%B]\nError Code: %E" +
		";8 1 1|\nReservation Style: %s" +
		";9 1 obsolete|;9 2 IntServ|!" +
		";10 1 IPv4|\nSource Address: %4, Source Port: %@6%h" +
		";10 2 IPv6|\nSource Address: %6, Source Port: %@B%h" +
		";10 3 IPv6 Flow-label|\nSource Address: %6, Flow Label: %@A%t" +
		";10 7 Tunnel IPv4|\nSource Address: %4, LSP-ID: %@6%H" +
		";10 8 Unknown|\nSource Address: %4, LSP-ID: %@B%H" + // tcpdump shows no more of its 16 bytes
		";10 12 IPv4 P2MP LSP Tunnel|\nIPv4 Tunnel Sender Address: %4, LSP ID: %@6%H" +
		"\nSub-Group Originator ID: %4, Sub-Group ID: %H" +
		";10 13 IPv6 P2MP LSP Tunnel|\nIPv6 Tunnel Sender Address: %6, LSP ID: %@B%H" +
		"\nSub-Group Originator ID: %6, Sub-Group ID: %@V%H" +
		";11 7 Tunnel IPv4|\nIPv4 Tunnel Sender Address: %4, LSP-ID: %@6%H" +
		";12 2 IntServ|!;13 2 IntServ|!" +
		";15 1 IPv4|\nIPv4 Receiver Address: %4" +
		";15 2 IPv6|\nIPv6 Receiver Address: %6" +
		";16 1 Label|*\nLabel: %w" +
		";16 2 Generalized Label|\nGeneralized Label: %w" +
		";16 3 Waveband Switching|\nWaveband ID: %w\nStart Label: %w, Stop Label: %w" +
		";19 1 without label range|*\nL3 Protocol ID: %@2%p" +
		";19 2 with ATM label range|\nL3 Protocol ID: %@2%p,%a\nMinimum VPI/VCI: %v/%v\nMaximum VPI/VCI: %v/%v" +
		";19 3 with FR label range|\nL3 Protocol ID: %@2%p\nMinimum/Maximum DLCI: %l" +
		";19 4 Generalized Label|\nLSP Encoding Type: %N0\nSwitching Type: %N1, Payload ID: %g" +
		";20 1 IPv4|!;21 1 IPv4|!" +
		";22 1 Hello Request|\nSource Instance: %W, Destination Instance: %W" +
		";22 2 Hello Ack|\nSource Instance: %W, Destination Instance: %W" +
		";23 1 1|\nFlags [%B], epoch: %t*\n  Message-ID %M" +
		";23 2 Unknown|\nFlags [%B], epoch: %t*\n  Message-ID %M" +
		";24 1 Message id ack|\nFlags [%B], epoch: %t*\n  Message-ID %M" +
		";24 2 Message id nack|\nFlags [%B], epoch: %t*\n  Message-ID %M" +
		";36 1 1|!" +
		";50 1 IPv4 sub-LSP|\nSub-LSP destination address: %4" +
		";50 2 IPv6 sub-LSP|\nSub-LSP destination address: %6" +
		";63 7 Tunnel IPv4|*\nPLR-ID: %4, Avoid-Node-ID: %4" +
		";66 1 1|\nCT: %c" +
		";125 1 1|\nCT: %c" +
		";131 1 IPv4|\nRestart  Time: %wms, Recovery Time: %wms" +
		";134 1 1|%C" +
		";195 1 IPv4|\nIPv4 Notify Node Address: %4" +
		";195 2 IPv6|\nIPv6 Notify Node Address: %6" +
		";196 1 1|\nFlags [%KD]" +
		";204 1 1|!" +
		";205 1 1|" + rsvpReroute + "\nInclude-any: %W, Exclude-any: %W, Include-all: %W" +
		";205 7 Tunnel IPv4|" + rsvpReroute + "\nInclude Colors: %W, Exclude Colors: %W" +
		";207 7 Tunnel IPv4|!;229 1 1|!"

	// rsvpParameters are those of RFC 2215, by their numbers.
	rsvpParameters = ";0 4 IS hop cnt|\nIS hop count: %w" +
		";0 6 Path b/w estimate|\nPath b/w estimate: %R" +
		";0 8 Minimum path latency|\nMinimum path latency: %w" +
		";0 10 Composed MTU|\nComposed MTU: %w bytes" +
		";0 127 Token Bucket TSpec|\nToken Bucket Rate: %R\nToken Bucket Size: %r bytes\nPeak Data Rate: %R" +
		"\nMinimum Policed Unit: %w bytes\nMaximum Packet Size: %w bytes" +
		";0 130 Guaranteed Service RSpec|\nRate: %R\nSlack Term: %w" +
		";0 133 End-to-end composed value for C|\nValue: %w" +
		";0 134 End-to-end composed value for D|\nValue: %w" +
		";0 135 Since-last-reshaping point composed C|\nValue: %w" +
		";0 136 Since-last-reshaping point composed D|\nValue: %w"

	rsvpLatency = 8
)

// rsvp prints one message, length bytes on the wire.
func (p *printer) rsvp(length int) {
	p.proto = "rsvp"
	p.rsvpMessage(length, "\n\t", false)
}

// rsvpMessage prints a message, in a bundle one of at most length bytes, and returns its length, 0 if nothing can be said
// of what follows.
func (p *printer) rsvpMessage(length int, ident string, bundled bool) int {
	whole := p.in
	h := p.peek(0, rsvpHeaderLen)
	kind, size := h[1], int(be16at(h, 6))
	switch {
	case p.cut >= 0:
		return 0
	case h[0]>>4 != rsvpVersion:
		p.f1("ERROR: RSVP version %u packet not supported", uint32(h[0]>>4))
		return 0
	case p.v == 0:
		p.layout("RSVPv1 %@1%SA Message, length: %L", "", length)
		return 0
	}
	p.layout("\nRSVPv1 %@1%TA Message (%@1%b), Flags: [%@0%FB], length: %@6%h, ttl: %@4%b, checksum: %@2%H%@8", ident, 0)
	if size < rsvpHeaderLen {
		p.f1("ERROR: common header too short %u < 8", uint32(size))
		return 0
	}
	left := size - rsvpHeaderLen
	switch {
	case bundled:
		if size > length {
			p.f2("ERROR: common header too large %u > %u", uint32(size), uint32(length))
			return 0
		}
		if !p.rsvpObjectList(whole, left, rsvpBundleIndent) {
			return 0
		}
		p.in = whole
		p.skip(size)
	case kind == rsvpBundle:
		for left > 0 {
			n := p.rsvpMessage(left, rsvpIndent, true)
			if n == 0 {
				break
			}
			left -= n
		}
	case kind-1 < 7 || kind-13 < 3 || kind == 20: // those that have a name
		p.rsvpObjectList(whole, left, rsvpBodyIndent)
	default:
		p.hexLines(rsvpBodyIndent, p.in[:min(left, len(p.in))])
	}
	return size
}

// rsvpBad says what is wrong with an object, and reports false.
//
//go:noinline
func (p *printer) rsvpBad(ident, format string, v int) bool {
	p.s(ident)
	p.f1(format, uint32(v))
	return false
}

const rsvpTooShort = "ERROR: object is too short"

// rsvpObjectList prints the objects of message m, left bytes of them; ident is that of their contents. It reports false
// if they are not as they must be.
func (p *printer) rsvpObjectList(m []byte, left int, ident string) bool {
	outer := ident[:len(ident)-2]
	for left >= rsvpObjectLen {
		h := p.peek(0, rsvpObjectLen)
		if p.cut >= 0 {
			return false
		}
		size, class := int(be16(h)), h[2]
		if size%4 != 0 {
			return p.rsvpBad(outer, "ERROR: object header size %u not a multiple of 4", size)
		}
		if size < rsvpObjectLen {
			return p.rsvpBad(outer, "ERROR: object header too short %u < 4", size)
		}
		p.layout("\n%@2%TC Object (%@2%b) Flags: [%@2%o if unknown], Class-Type: ", outer, 0)
		name, layout, _ := layoutKind(rsvpObjects, rsvpAlike(class, h[3]), h[3])
		p.s(name)
		p.f2(" (%u), length: %u", uint32(h[3]), uint32(size))
		p.skip(1)
		if size > left {
			return p.rsvpBad(outer, "ERROR: object goes past end of objects TLV", 0)
		}
		left -= size
		size -= rsvpObjectLen
		if !p.need(size) {
			return false
		}
		body := p.in[:size]
		rest := p.limit(size)
		dump, ok := p.rsvpObject(class, layout, m, size, ident)
		if !ok {
			return false
		}
		if p.v > 1 || dump {
			p.hexLines(rsvpBodyIndent, body)
		}
		p.unlimit(rest)
	}
	return true
}

// rsvpAlike is the class whose objects are those of another one too.
func rsvpAlike(class, ctype byte) byte {
	switch class {
	case 11: // of a sender: filters
		if ctype < 3 || 12 <= ctype {
			return 10
		}
	case 25: // message IDs
		return 23
	case 34, 35, 129: // labels
		return 16
	}
	return class
}

// rsvpObject prints the content of an object, n bytes of message m that are all there. dump tells that its bytes are to
// be shown, ok that what follows can be trusted.
func (p *printer) rsvpObject(class byte, layout string, m []byte, n int, ident string) (dump, ok bool) {
	switch {
	case layout == "":
		return true, true
	case layout != rsvpParts:
	case class == rsvpIntegrity:
		if n >= rsvpIntegrityLen {
			p.rsvpDigest(m, ident)
			return false, true
		}
	case class == rsvpERO, class == rsvpRRO:
		return false, p.rsvpRoute(n, ident)
	case class == rsvpUNI:
		if n >= 4 {
			return p.rsvpSubobjects(n, ident)
		}
	case class == rsvpProperties:
		if n >= 4 {
			return false, p.rsvpTLVs(n-4, ident)
		}
	case class == rsvpSession: // RFC 3209 section 4.7.2
		if n >= 4 && n-4 >= int(p.in[3]) {
			p.s(ident)
			p.s("Session Name: ")
			p.textBytes(p.in[4:][:p.in[3]])
			layout = "\nSetup Priority: %b, Holding Priority: %b, Flags: [%FF] (%@2%x)"
		}
	case class == rsvpLabelSet: // RFC 3473 section 2.6
		if n >= 4 {
			layout = "\nAction: %NK, Label type: %@2%A*\nSubchannel #%L: %w"
			if p.in[0]&^1 == 2 {
				p.layout("\nAction: %NK, Label type: %@2%A", ident, 0)
				n -= 4
				layout = "\nStart range: %w, End range: %w"
			}
		}
	default:
		if n >= 4 {
			p.rsvpIntServ(n-4, ident)
			return false, true
		}
	}
	if layout == rsvpParts || n < layoutLen(layout) {
		return false, p.rsvpBad(ident[:len(ident)-2], rsvpTooShort, 0)
	}
	p.layout(layout, ident, 0)
	return class == rsvpHop && n > 8, true
}

// rsvpDigest prints an integrity object of message m, RFC 2747 section 2.
func (p *printer) rsvpDigest(m []byte, ident string) {
	at := cap(m) - cap(p.in) + 16
	p.s(ident)
	p.s("Key-ID 0x")
	p.hexBytes(p.in[2:8])
	p.s(", Sequence 0x")
	p.hexBytes(p.in[8:16])
	p.s(", Flags [")
	if p.in[0]&0x80 != 0 {
		p.s("Handshake]")
	} else {
		p.s("none]")
	}
	p.s(ident)
	p.s("MD5-sum 0x")
	p.in = p.in[16:32]
	p.hexBytes(p.in)
	p.c(' ')
	var b []byte
	if size := int(be16at(m, 6)); at+md5Len <= size && size <= len(m) {
		b = bytes.Clone(m[:size])
		clear(b[2:4]) // the checksum
	}
	p.digestVerdict(b, at, true)
}

// rsvpIntServ prints a specification of traffic, n bytes behind its first four, RFC 2210 section 3. Lengths are in words.
//
//	+-------+-----------------------+-------------------------------+
//	|Version|                       |          Length               |
//	+-------+-------+-+-------------+-------------------------------+
//	|    Service    |B|             |          Length               |   each service
//	+---------------+-+-------------+-------------------------------+
//	|   Parameter   |     Flags     |          Length               |   each parameter
//	+---------------+---------------+-------------------------------+
func (p *printer) rsvpIntServ(n int, ident string) {
	h := p.take(4)
	p.s(ident)
	p.f2("Msg-Version: %u, length: %u", uint32(h[0]>>4), uint32(be16at(h, 2))<<2)
	for n >= 4 {
		h := p.peek(0, 4)
		service := int(be16at(h, 2)) << 2
		p.layout("\nService Type: %NL, break bit ", ident, 0)
		if h[1]&0x80 == 0 {
			p.s("not ")
		}
		p.sn("set, Service length: ", service)
		p.skip(3)
		n -= 4
		for service >= 4 && n >= 4 {
			used := p.rsvpServiceParameter(n)
			if used == 0 {
				break // tcpdump takes a parameter that does not fit for a service
			}
			n -= used
			if service -= used; service < 0 {
				service = n // and all the rest for parameters of a service that is too short for them
			}
		}
	}
}

// rsvpServiceParameter prints a parameter of at most n bytes and returns its length, 0 if it does not fit.
func (p *printer) rsvpServiceParameter(n int) int {
	h := p.peek(0, 4)
	size := int(be16at(h, 2)) << 2
	name, layout, known := layoutKind(rsvpParameters, 0, h[0])
	if !known {
		name = "unknown"
	}
	p.s("\n\t      Parameter ID: ")
	p.s(name)
	p.f3(" (%u), length: %u, Flags: [0x%02x]", uint32(h[0]), uint32(size), uint32(h[1]))
	if n < size+4 {
		return 0
	}
	p.skip(4)
	rest := p.limit(size)
	switch {
	case !known:
		if p.v <= 1 {
			p.hexLines("\n\t\t", p.in)
		}
	case size != layoutLen(layout):
	case h[0] == rsvpLatency && be32(p.in) == 0xffffffff:
		p.s("\n\t\tMinimum path latency: don't care")
	default:
		p.layout(layout, "\n\t\t", 0)
	}
	p.unlimit(rest)
	return size + 4
}

// rsvpRoute prints an explicit or recorded route, n bytes, RFC 3209 section 4.3 and 4.4. It reports false for one after
// which nothing can be trusted.
func (p *printer) rsvpRoute(n int, ident string) bool {
	for n >= 4 {
		kind, size := p.in[0]&0x7f, int(p.in[1])
		p.s(ident)
		p.s("Subobject Type: ")
		p.layoutName('H', uint32(kind), "", false)
		p.sn(", length ", size)
		if size == 0 {
			p.rsvpBad(ident, "ERROR: zero length ERO subtype", 0)
			return true
		}
		if size > n {
			p.rsvpBad(ident, "ERROR: ERO subobject length > object length", 0)
			return true
		}
		rest := p.in[size:]
		switch {
		case kind != 1 && kind != 3:
		case size != 8:
			p.rsvpBad(" ", "ERROR: length != 8", 0)
			p.invalid()
			return false
		case kind == 3:
			p.layout(", Flags: [%@2%FR] (%@2%x), Class-Type: %NS, %w", "", 0)
		case p.in[6] != 32:
			p.rsvpBad(" ", "ERROR: Prefix length %u != 32", int(p.in[6]))
			p.invalid()
			return false
		default:
			if p.in[0]&0x80 != 0 {
				p.s(", Loose")
			} else {
				p.s(", Strict")
			}
			p.layout(", %@2%4/%b, Flags: [%FG]", "", 0)
		}
		p.in = rest
		n -= size
	}
	return true
}

// rsvpTLVs prints properties, n bytes behind the first four; the class is Juniper's.
func (p *printer) rsvpTLVs(n int, ident string) bool {
	padding := int(be16at(p.in, 2))
	p.layout("\nTLV count: %h, padding bytes: %h", ident, 0)
	for n >= 2+padding {
		size := int(p.in[1])
		p.layout("\n  %TJ TLV (%@0%B), length: %b", ident, 0)
		if size < 2 {
			return p.rsvpBad(ident[:len(ident)-2], "ERROR: property TLV is too short", 0)
		}
		if n < size {
			return p.rsvpBad(ident[:len(ident)-2], rsvpTooShort, 0)
		}
		p.hexLines("\n\t\t", p.in[:size-2])
		p.skip(size - 2)
		n -= size
	}
	return true
}

// rsvpSubobjects prints a generalized UNI object, n bytes, RFC 3476 section 3.
func (p *printer) rsvpSubobjects(n int, ident string) (dump, ok bool) {
	for n >= 4 {
		size, kind, family := int(be16(p.in)), p.in[2], int(p.in[3])
		rest := p.in
		p.layout("\nSubobject Type: %@2%NI, AF: %N2, length: %@0%h%@4", ident, 0)
		if size < 4 || size > n {
			p.invalid()
			return false, false
		}
		layout := ""
		switch kind {
		case 1, 2:
			switch family {
			case bgpAFIIPv4:
				layout = "\n  UNI IPv4 TNA address: %4"
			case bgpAFIIPv6:
				layout = "\n  UNI IPv6 TNA address: %6"
			case bgpAFINSAP:
				dump = true
			}
		case 3:
			dump = dump || size > 4
		case 4:
			layout = "\n  U-bit: %u, Label type: %@3%b, Logical port id: %w, Label: %w"
		case 5:
			layout = "\n  Service level: %b%@3%."
		default:
			dump = true
		}
		if size-4 < layoutLen(layout) {
			return false, p.rsvpBad(ident[:len(ident)-2], "ERROR: sub-object is too short", 0)
		}
		p.layout(layout, ident, 0)
		p.in = rest[size:]
		n -= size
	}
	return dump, true
}
