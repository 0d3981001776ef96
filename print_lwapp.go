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

import "strings"

const (
	lwappData    = 12222 // port
	lwappControl = 12223

	lwappHeaderLen  = 6
	lwappMessageLen = 8
	lwappElementLen = 3

	lwappIsControl  = 4 // bits
	lwappIsFragment = 2
)

var lwappFlags = []token{{1, "Last Fragment"}, {lwappIsFragment, "Fragment"}, {lwappIsControl, "Control"}}

// Names from 0 on, see fieldNext.
const (
	lwappMessages = "@1;Discovery req;Discovery resp;Join req;Join resp;Join ack;Join confirm;@a;Configure req;" +
		"Configure resp;Update req;Update resp;WTP event req;WTP event resp;Change state event req;" +
		"Change state event resp;@16;Echo req;Echo resp;Image data req;Image data resp;" +
		"Channel status req;Channel status resp;@1e;Key update req;Key update resp;Primary discovery req;" +
		"Primary discovery resp;Data transfer req;Data transfer resp;Clear config ind;Wlan config req;" +
		"Wlan config resp;Mobile config req;Mobile config resp"
	lwappElements = "@2;AC Address;AP Descriptor;AP Radio Information;AP Name;AC Descriptor;Add WLAN;" +
		"AP WLAN Radio Configuration;@a;Multi-Domain Capability;MAC Operation;Tx Power;Tx Power Level;" +
		"Direct Sequence Control;OFDM Control;Supported Rates;@12;Test;@1a;Change State Event;" +
		"Administrative State;Delete WLAN;Add Mobile;Delete Mobile;AC Name;@21;Image Data;Update WLAN;" +
		"Location Data;@25;Statistics Timer;Decryption Error Report Period;Decryption Error Report;@29;" +
		"Antenna;@2c;Certificate;Session ID;@32;AP Board Data;@34;Data Transfer Mode;Data Transfer Data;" +
		"AP Mode and Type;@38;Image Download;AP Quality of Service;Discovery Type;AC IPv4 List;Status;" +
		"MIC Countermeasures;@41;Add Blacklist Entry;Delete Blacklist Entry;AP Reboot Statistics;" +
		"LWAPP Timers;@46;Add Static Blacklist Entry;Delete Static Blacklist Entry;@52;" +
		"AP Static IP Address Information;@5a;AC Name with Index;AP Fallback;@61;Idle Timeout;@63;" +
		"AP Manager Control IPv4 Address;@6b;WNonce;ANonce;PSK-MIC;@6f;XNonce;@89;" +
		"AP Manager Control IPv6 Address;AP Manager Data IPv4 Address;AP Manager Data IPv6 Address;@8d;" +
		"AC IPv6 List"
)

// lwappExpected lists the elements that a message may have, RFC 5412 sections 5 to 11: of each message its type, their
// number, their types.
const lwappExpected = "\x01\x03\x3a\x03\x04" + // discovery
	"\x20\x03\x3a\x03\x04" +
	"\x02\x05\x02\x06\x1f\x63\x89" +
	"\x21\x05\x02\x06\x1f\x63\x89" +
	"\x03\x09\x03\x02\x05\x23\x04\x2c\x2d\x12\x6f" + // join
	"\x04\x09\x02\x3c\x2c\x8a\x8b\x3b\x8d\x6c\x6d" +
	"\x05\x03\x2d\x6b\x6d" +
	"\x06\x02\x2d\x6d" +
	"\x0a\x12\x1b\x1f\x5a\x32\x25\x52\x43\x08\x0a\x0b\x0c\x0d\x0e\x0f\x10\x29\x36\x39" + // configuration
	"\x0b\x10\x26\x1a\x44\x3b\x8d\x5b\x61\x08\x0a\x0b\x0c\x0e\x0f\x10\x29\x39" +
	"\x0c\x1a\x05\x1a\x1b\x25\x23\x26\x3b\x8d\x41\x42\x46\x47\x44\x5a\x5b\x61\x08\x0a\x0b\x0c\x0e\x0f\x10\x29\x39\x3d" +
	"\x0d\x01\x02" + "\x26\x01\x02" + "\x28\x01\x02" + "\x10\x01\x1a" +
	"\x18\x02\x38\x21" + "\x22\x02\x34\x35" +
	"\x0f\x00" + "\x11\x00" + "\x16\x00" + "\x17\x00" + "\x19\x00" + "\x1a\x00" + "\x1b\x00" + "\x23\x00" + "\x24\x00"

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
	p.named(lwappMessages, "Unknown", uint32(h[0]))
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
	p.named(lwappElements, "Unknown", uint32(kind))
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

// lwappExpects tells whether a message may have an element; of a message that is not known here it may.
func lwappExpects(message, kind byte) bool {
	for all := lwappExpected; all != ""; {
		elements := all[2 : 2+all[1]]
		if all[0] == message {
			return strings.IndexByte(elements, kind) >= 0
		}
		all = all[2+len(elements):]
	}
	return true
}
