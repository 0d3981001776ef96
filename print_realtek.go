// Realtek's protocols of one ethertype (0x8899): its remote control protocol (RRCP), and the names of others.
//
//	| protocol (1) | reply, opcode (1) | key (2) | address (2, little endian) | data (4, little endian) | cookie (8) |
//	answer to a hello: ... key (2) | downlink port | uplink port | uplink's MAC (6) | chip (2) | vendor (4) |

package main

const (
	realtekRRCP = 1

	rrcpReply = 0x80
	rrcpHello = 0
	rrcpGet   = 1
	rrcpSet   = 2
)

var (
	realtekNames = []token{{2, "REP"}, {3, "RLDP"}, {4, "Realtek 8-byte DSA tag"}, {0x23, "RLDP"}}
	rrcpOpcodes  = []token{{rrcpHello, "hello"}, {rrcpGet, "get"}, {rrcpSet, "set"}}
)

// realtek prints a frame of one of the protocols.
func (p *printer) realtek(src, dst []byte) {
	p.proto = "rtl"
	if src != nil {
		p.mac(src)
		p.s(" > ")
		p.mac(dst)
		p.s(", ")
	}
	kind := uint32(p.u8())
	switch kind >> 4 { // a tag begins with 9 or 10 in four bits
	case 9:
		p.s("Realtek RTL8306 4-byte DSA tag")
		return
	case 10:
		p.s("Realtek RTL8366RB 4-byte DSA tag")
		return
	}
	if kind != realtekRRCP {
		p.tok(&realtekNames, "Realtek unknown type 0x%02x", kind)
		return
	}
	p.proto = "rrcp"
	op := p.u8()
	if op&rrcpReply != 0 {
		p.s("RRCP reply: ")
	} else {
		p.s("RRCP query: ")
	}
	what := op &^ rrcpReply
	p.tok(&rrcpOpcodes, "unknown opcode (0x%02x)", uint32(what))
	access := what == rrcpGet || what == rrcpSet
	if h := p.peek(0, 2); !access {
		p.take(2)
		p.f1(", auth=0x%04x", uint32(be16(h)))
	} else {
		h = p.take(8)
		p.f3(" addr=0x%04x, data=0x%08x, auth=0x%04x", uint32(le16at(h, 2)), le32at(h, 4), uint32(be16(h)))
		h = p.take(8)
		p.f2(", cookie=0x%08x%08x ", be32at(h, 4), be32(h))
	}
	if op == rrcpReply|rrcpHello {
		h := p.take(14)
		p.f2(" downlink_port=%u, uplink_port=%u, uplink_mac=", uint32(h[0]), uint32(h[1]))
		p.mac(h[2:8])
		p.f2(", vendor_id=%08x ,chip_id=%04x ", be32at(h, 10), uint32(be16at(h, 8)))
	}
}
