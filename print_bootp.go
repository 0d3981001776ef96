// BOOTP, RFC 951 and 1542, and DHCP, RFC 2131, which is an extension of it.
//
//	+---------------+---------------+---------------+---------------+
//	|     op (1)    |   htype (1)   |   hlen (1)    |   hops (1)    |
//	+---------------+---------------+---------------+---------------+
//	|                            xid (4)                            |
//	+-------------------------------+-------------------------------+
//	|           secs (2)            |           flags (2)           |
//	+-------------------------------+-------------------------------+
//	|      ciaddr (4), yiaddr (4), siaddr (4), giaddr (4)           |
//	|      chaddr (16), sname (64), file (128)                      |
//	|      options                                                  |

package main

const (
	bootpRequest   = 1
	bootpReply     = 2
	bootpBroadcast = 0x8000

	bootpMagicDHCP = 0x63825363 // RFC 1497
	bootpMagicCMU  = 0x434d5500 // "CMU"
)

var bootpOps = []token{{bootpRequest, "Request"}, {bootpReply, "Reply"}}

// bootp prints a message of length bytes on the wire.
func (p *printer) bootp(length int) {
	p.proto = "bootp"
	whole := p.in
	op := p.u8()
	p.s("BOOTP/DHCP, ")
	p.tok(&bootpOps, "unknown (0x%02x)", uint32(op))
	htype, hlen := p.u8(), p.u8()
	ether := htype == 1 && hlen == 6
	if ether && op == bootpRequest {
		p.in = whole
		from := p.peek(28, 6)
		p.s(" from ")
		p.mac(from)
		p.skip(3)
	}
	p.sn(", length ", length)
	if p.v == 0 || !p.need(7) {
		return
	}
	hops := p.u8()
	if htype != 1 {
		p.f1(", htype %u", uint32(htype))
	}
	if htype != 1 || hlen != 6 {
		p.f1(", hlen %u", uint32(hlen))
	}
	if hops != 0 {
		p.sn(", hops ", hops)
	}
	if xid := p.u32(); xid != 0 {
		p.f1(", xid 0x%x", xid)
	}
	if secs := p.u16(); secs != 0 {
		p.sn(", secs ", secs)
	}
	flags := p.u16()
	p.s(", Flags [")
	if flags&bootpBroadcast != 0 {
		p.s("Broadcast")
	} else {
		p.s("none")
	}
	p.c(']')
	if p.v > 1 {
		p.f1(" (0x%04x)", uint32(flags))
	}
	p.bootpAddress("\n\t  Client-IP ")
	p.bootpAddress("\n\t  Your-IP ")
	p.bootpAddress("\n\t  Server-IP ")
	p.bootpAddress("\n\t  Gateway-IP ")
	if ether && p.need(6) {
		p.s("\n\t  Client-Ethernet-Address ")
		p.mac(p.peek(0, 6))
	}
	p.take(16)
	p.bootpName("\n\t  sname \"", 64)
	p.bootpName("\n\t  file \"", 128)
	if !p.need(4) {
		return
	}
	switch magic := be32(p.in); magic {
	case bootpMagicDHCP:
		p.dhcpOptions()
	case bootpMagicCMU:
		p.bootpCMU()
	case 0:
	default:
		p.f1("\n\t  Vendor-#0x%x", magic)
	}
}

// bootpAddress prints an address that is not zero.
func (p *printer) bootpAddress(label string) {
	if a := p.take(4); be32(a) != 0 {
		p.s(label)
		p.ip4(a)
	}
}

// bootpName prints a name that is not empty, up to its NUL, from a field of size bytes.
func (p *printer) bootpName(label string, size int) {
	if p.peek(0, 1)[0] != 0 {
		p.s(label)
		whole := p.textZ(p.in[:min(size, len(p.in))])
		p.c('"')
		if !whole { // tcpdump takes it for cut then
			p.short(0)
		}
	}
	p.skip(size)
}

// bootpCMU prints the vendor information of CMU's servers: eight addresses behind the magic number.
func (p *printer) bootpCMU() {
	p.s(" vend-cmu")
	p.take(8) // magic number and flags
	for i, at := range [...]int{4, 0, 8, 12, 16, 20, 24, 28} {
		label := [...]string{" DG:", " SM:", " NS1:", " NS2:", " IEN1:", " IEN2:", " TS1:", " TS2:"}[i]
		if a := p.peek(at, 4); be32(a) != 0 {
			p.s(label)
			p.ip4(a)
		}
	}
}
