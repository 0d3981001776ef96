// Cisco VLAN Query Protocol, as its users have described it (openvmps).
//
//	+---------+--------------+------------+-------+----------+
//	| version | message type | error code | items | sequence |  then items: type (4), length (2), value
//	+---------+--------------+------------+-------+----------+

package main

const (
	vqpHeaderLen     = 8
	vqpItemHeaderLen = 6

	vqpClientIP  = 0xc01
	vqpPort      = 0xc02
	vqpVLAN      = 0xc03
	vqpDomain    = 0xc04
	vqpEtherData = 0xc05
	vqpMACNull   = 0xc06
	vqpMAC       = 0xc08
)

var vqpMessageNames = []token{
	{1, "Request, Join Port"}, {2, "Response, VLAN"}, {3, "Request, Reconfirm"}, {4, "Response, Reconfirm"},
}

var vqpErrorNames = []token{{0, "No error"}, {3, "Access denied"}, {4, "Shutdown port"}, {5, "Wrong VTP domain"}}

var vqpItemNames = []token{
	{vqpClientIP, "Client IP Address"}, {vqpPort, "Port Name"}, {vqpVLAN, "VLAN Name"}, {vqpDomain, "VTP Domain"},
	{vqpEtherData, "Ethernet Packet"}, {vqpMACNull, "MAC Null"}, {vqpMAC, "MAC Address"},
}

// vqp prints a query or an answer, length bytes on the wire.
func (p *printer) vqp(length int) {
	p.proto = "vqp"
	if length < vqpHeaderLen {
		p.short(0)
		return
	}
	h := p.take(vqpHeaderLen)
	if p.cut >= 0 {
		return
	}
	if h[0] != 1 {
		p.f1("VQP version %u packet not supported", uint32(h[0]))
		p.in = nil
		return
	}
	if p.v == 0 {
		p.f1("VQPv%u ", uint32(h[0]))
	} else {
		p.f1("\n\tVQPv%u, ", uint32(h[0]))
	}
	p.tok(&vqpMessageNames, "unknown (%u)", uint32(h[1]))
	p.s(" Message, error-code ")
	p.tok(&vqpErrorNames, "unknown", uint32(h[2]))
	p.f1(" (%u)", uint32(h[2]))
	if p.v > 0 {
		p.f2(", seq 0x%08x, items %u", be32at(h, 4), uint32(h[3]))
	}
	p.sn(", length ", length)
	if p.v > 0 {
		p.vqpItems(int(h[3]), length-vqpHeaderLen)
	}
}

// vqpItems prints n items, as far as length bytes hold them.
func (p *printer) vqpItems(n, length int) {
	for ; n > 0 && length > 0 && p.cut < 0; n-- {
		if length < vqpItemHeaderLen {
			p.short(0)
			return
		}
		h := p.take(vqpItemHeaderLen)
		kind, size := be32(h), int(be16at(h, 4))
		length -= vqpItemHeaderLen + size
		if p.cut >= 0 {
			return
		}
		p.s("\n\t  ")
		p.tok(&vqpItemNames, "Unknown", kind)
		p.f2(" Object (0x%08x), length %u, value: ", kind, uint32(size))
		if size == 0 {
			return // a length of nothing would go on for ever in older printers; tcpdump stops here
		}
		if !p.need(size) {
			return
		}
		if !p.vqpValue(kind, p.takeN(size)) {
			p.invalid()
			return
		}
	}
}

// vqpValue prints a value and reports whether its length is right.
func (p *printer) vqpValue(kind uint32, b []byte) bool {
	switch kind {
	case vqpClientIP:
		if len(b) != 4 {
			return false
		}
		p.ip4(b)
		p.f1(" (0x%08x)", be32(b))
	case vqpPort, vqpVLAN, vqpDomain, vqpEtherData:
		p.textZ(b)
	case vqpMACNull, vqpMAC:
		if len(b) != 6 {
			return false
		}
		p.mac(b)
	default:
		p.hexLines("\n\t    ", b)
	}
	return true
}
