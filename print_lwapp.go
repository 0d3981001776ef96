// Lightweight access point protocol (LWAPP), RFC 5412: what access points and their controller say to each other.
//
//	+---+-----+-+-+-+---------------+-------------------------------+
//	|VER| RID |C|F|L|    Frag ID    |            Length             |
//	+---+-----+-+-+-+---------------+---------------+---------------+
//	|     RSSI      |      SNR      |  Payload: a frame, messages   ~
//	+---------------+---------------+-------------------------------+
//
// A message:                                        An element of it:
//
//	+----------+--------+--------+------------+      +------+--------+-------+
//	|   Type   | Seqnum | Length | Session ID |      | Type | Length | Value ~
//	+----------+--------+--------+------------+      +------+--------+-------+

package main

const (
	lwappData    = 12222 // port
	lwappControl = 12223

	lwappHeaderLen  = 6
	lwappMessageLen = 8
	lwappElementLen = 3

	lwappIsControl  = 4 // bits
	lwappIsFragment = 2
)

var (
	lwappFlags    = []token{{1, "Last Fragment"}, {lwappIsFragment, "Fragment"}, {lwappIsControl, "Control"}}
	lwappMessages = []token{
		{1, "Discovery req"}, {2, "Discovery resp"}, {3, "Join req"}, {4, "Join resp"}, {5, "Join ack"},
		{6, "Join confirm"}, {10, "Configure req"}, {11, "Configure resp"}, {12, "Update req"}, {13, "Update resp"},
		{14, "WTP event req"}, {15, "WTP event resp"}, {16, "Change state event req"},
		{17, "Change state event resp"}, {22, "Echo req"}, {23, "Echo resp"}, {24, "Image data req"},
		{25, "Image data resp"}, {26, "Channel status req"}, {27, "Channel status resp"}, {30, "Key update req"},
		{31, "Key update resp"}, {32, "Primary discovery req"}, {33, "Primary discovery resp"},
		{34, "Data transfer req"}, {35, "Data transfer resp"}, {36, "Clear config ind"}, {37, "Wlan config req"},
		{38, "Wlan config resp"}, {39, "Mobile config req"}, {40, "Mobile config resp"},
	}
	lwappElements = []token{
		{2, "AC Address"}, {3, "AP Descriptor"}, {4, "AP Radio Information"}, {5, "AP Name"}, {6, "AC Descriptor"},
		{7, "Add WLAN"}, {8, "AP WLAN Radio Configuration"}, {10, "Multi-Domain Capability"}, {11, "MAC Operation"},
		{12, "Tx Power"}, {13, "Tx Power Level"}, {14, "Direct Sequence Control"}, {15, "OFDM Control"},
		{16, "Supported Rates"}, {18, "Test"}, {26, "Change State Event"}, {27, "Administrative State"},
		{28, "Delete WLAN"}, {29, "Add Mobile"}, {30, "Delete Mobile"}, {31, "AC Name"}, {33, "Image Data"},
		{34, "Update WLAN"}, {35, "Location Data"}, {37, "Statistics Timer"}, {38, "Decryption Error Report Period"},
		{39, "Decryption Error Report"}, {41, "Antenna"}, {44, "Certificate"}, {45, "Session ID"},
		{50, "AP Board Data"}, {52, "Data Transfer Mode"}, {53, "Data Transfer Data"}, {54, "AP Mode and Type"},
		{56, "Image Download"}, {57, "AP Quality of Service"}, {58, "Discovery Type"}, {59, "AC IPv4 List"},
		{60, "Status"}, {61, "MIC Countermeasures"}, {65, "Add Blacklist Entry"}, {66, "Delete Blacklist Entry"},
		{67, "AP Reboot Statistics"}, {68, "LWAPP Timers"}, {70, "Add Static Blacklist Entry"},
		{71, "Delete Static Blacklist Entry"}, {82, "AP Static IP Address Information"}, {90, "AC Name with Index"},
		{91, "AP Fallback"}, {97, "Idle Timeout"}, {99, "AP Manager Control IPv4 Address"}, {107, "WNonce"},
		{108, "ANonce"}, {109, "PSK-MIC"}, {111, "XNonce"}, {137, "AP Manager Control IPv6 Address"},
		{138, "AP Manager Data IPv4 Address"}, {139, "AP Manager Data IPv6 Address"}, {141, "AC IPv6 List"},
	}
)

// lwappExpected lists the elements that a message may have, RFC 5412 sections 5 to 11; all says that this is not known.
func lwappExpected(message byte) (elements string, all bool) {
	switch message {
	case 1, 32: // discovery requests
		return "\x3a\x03\x04", false
	case 2, 33:
		return "\x02\x06\x1f\x63\x89", false
	case 3: // join
		return "\x03\x02\x05\x23\x04\x2c\x2d\x12\x6f", false
	case 4:
		return "\x02\x3c\x2c\x8a\x8b\x3b\x8d\x6c\x6d", false
	case 5:
		return "\x2d\x6b\x6d", false
	case 6:
		return "\x2d\x6d", false
	case 10: // configuration
		return "\x1b\x1f\x5a\x32\x25\x52\x43\x08\x0a\x0b\x0c\x0d\x0e\x0f\x10\x29\x36\x39", false
	case 11:
		return "\x26\x1a\x44\x3b\x8d\x5b\x61\x08\x0a\x0b\x0c\x0e\x0f\x10\x29\x39", false
	case 12:
		return "\x05\x1a\x1b\x25\x23\x26\x3b\x8d\x41\x42\x46\x47\x44\x5a\x5b\x61\x08\x0a\x0b\x0c\x0e\x0f\x10\x29\x39\x3d", false
	case 13, 38, 40:
		return "\x02", false
	case 16:
		return "\x1a", false
	case 15, 17, 22, 23, 25, 26, 27, 35, 36:
		return "", false
	case 24:
		return "\x38\x21", false
	case 34:
		return "\x34\x35", false
	}
	return "", true
}

// lwapp prints one packet. Its length is the header's; before that of a packet to the control port stands the access
// point's address.
func (p *printer) lwapp(src, dst uint16) {
	p.proto = "lwapp_data"
	var identity []byte
	if src == lwappControl || dst == lwappControl {
		p.proto = "lwapp_control"
	}
	if dst == lwappControl {
		identity = p.take(6)
	}
	h := p.take(lwappHeaderLen)
	if version := h[0] >> 6; version != 0 {
		p.f1("LWAPP version %u packet not supported", uint32(version))
		return
	}
	flags := h[0] & 7
	control := flags&lwappIsControl != 0
	p.s("LWAPPv0, ")
	if control {
		p.s("Control")
	} else {
		p.s("Data")
	}
	p.s(" frame, ")
	if p.v > 0 {
		p.f1("Radio-id %u, ", uint32(h[0]>>3&7))
	}
	p.s("Flags [")
	p.bits(&lwappFlags, "none", ", ", uint32(flags))
	p.c(']')
	if p.v > 0 {
		p.sn(", Frag-id ", int(h[1]))
		if flags&lwappIsFragment == 0 && h[1] != 0 {
			p.s(" (MBZ!)")
		}
	}
	length := int(be16at(h, 2))
	p.sn(", length ", length)
	if p.v == 0 {
		return
	}
	if identity != nil {
		p.s("\n\tAP identity: ")
		p.mac(identity)
	}
	if !control {
		p.limit(length)
		p.hexLines("\n\t", p.in)
		p.takeN(length)
		return
	}
	for length > 0 && p.cut < 0 {
		length -= p.lwappMessage(length)
	}
}

// lwappMessage prints one message of at most length bytes and returns its length.
func (p *printer) lwappMessage(length int) int {
	h := p.take(lwappMessageLen)
	size := lwappMessageLen + int(be16at(h, 2))
	p.indent(2)
	if length < size {
		p.s("Msg goes past end of PDU")
		return length
	}
	p.s("Msg type: ")
	p.tok(&lwappMessages, "Unknown", uint32(h[0]))
	p.f3(" (%u), Seqnum: %u, Msg len: %u", uint32(h[0]), uint32(h[1]), uint32(size-lwappMessageLen))
	p.f1(", Session: 0x%08x", be32at(h, 4))
	rest := p.limit(size - lwappMessageLen)
	left := size - lwappMessageLen
	for n := 0; left > 0 && p.cut < 0; n++ {
		p.indent(2)
		p.f1("Msg Elem %u", uint32(n))
		used := p.lwappElement(h[0], left)
		if used == 0 {
			return length
		}
		left -= used
	}
	p.unlimit(rest)
	return size
}

// lwappElement prints one element of a message, of at most left bytes, and returns its length, 0 if that cannot be.
func (p *printer) lwappElement(message byte, left int) int {
	if left < lwappElementLen {
		p.invalid()
		return 0
	}
	h := p.take(lwappElementLen)
	kind, size := h[0], int(be16at(h, 1))
	left -= lwappElementLen
	p.f1(" Type: %u (", uint32(kind))
	p.tok(&lwappElements, "Unknown", uint32(kind))
	p.c(')')
	if !lwappExpects(message, kind) {
		p.s(" [unexpected!]")
	}
	p.sn(", Length: ", size)
	if size > left {
		p.f2(" [elem_len %u > %u]", uint32(size), uint32(left))
		p.invalid()
		return 0
	}
	if p.v > 1 {
		p.hexLines("\n\t    ", p.in[:min(size, len(p.in))])
	}
	p.takeN(size)
	return lwappElementLen + size
}

func lwappExpects(message, kind byte) bool {
	elements, all := lwappExpected(message)
	for i := 0; i < len(elements); i++ {
		if elements[i] == kind {
			return true
		}
	}
	return all
}
