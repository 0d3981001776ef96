// Novell IPX (the Internet Datagram Protocol of Xerox's XNS), SAP and RIP (Novell, IPX Router Specification 1.30).
//
//	+----------+--------+----+------+----------------+--------------+-------------+-------------+--------------+
//	| checksum | length | tc | type | destination net| node (6)     | socket      | source net  | node, socket |
//	+----------+--------+----+------+----------------+--------------+-------------+-------------+--------------+

package main

const (
	ipxHeaderLen = 30

	ipxSocketNCP       = 0x0451
	ipxSocketSAP       = 0x0452
	ipxSocketRIP       = 0x0453
	ipxSocketNetBIOS   = 0x0455
	ipxSocketDiags     = 0x0456
	ipxSocketNWLinkDGM = 0x0553

	sapRequest         = 1
	sapResponse        = 2
	sapNearestRequest  = 3
	sapNearestResponse = 4
	sapNameLen         = 48
	sapEntryLen        = 64
)

// ipx prints an IPX packet, length bytes on the wire.
func (p *printer) ipx(length int) {
	p.proto = "ipx"
	if !p.e {
		p.s("IPX ")
	}
	h := p.take(ipxHeaderLen)
	if p.cut >= 0 {
		return
	}
	p.ipxAddr(h[18:])
	p.s(" > ")
	p.ipxAddr(h[6:])
	p.s(": ")
	size := int(be16at(h, 2))
	if size < ipxHeaderLen {
		p.f2("[length %u < %u]", uint32(size), ipxHeaderLen)
		p.invalid()
		return
	}
	size -= ipxHeaderLen
	p.limit(size)
	p.ipxPayload(be16at(h, 28), be16at(h, 16), size)
}

// ipxAddr prints network, node and socket, twelve bytes.
func (p *printer) ipxAddr(a []byte) {
	p.hw(uint64(be32(a)), 8)
	p.c('.')
	p.macNum(a[4:10])
	p.c('.')
	p.hw(uint64(be16at(a, 10)), 4)
}

// ipxPayload prints what belongs to the sockets, the destination's first.
func (p *printer) ipxPayload(src, dst uint16, length int) {
	switch dst {
	case ipxSocketSAP:
		p.ipxSAP(length)
		return
	case ipxSocketRIP:
		p.ipxRIP(length)
		return
	case ipxSocketNetBIOS:
		p.sn("ipx-netbios ", length)
		p.netbiosOverIPX(length)
		return
	case ipxSocketDiags:
		p.sn("ipx-diags ", length)
		return
	case ipxSocketNWLinkDGM:
		p.sn("ipx-nwlink-dgm ", length)
		p.netbiosOverIPX(length)
		return
	case ipxSocketNCP:
		p.sn("ipx-ncp ", length)
		return
	}
	p.f2("ipx-#%x %u", uint32(dst), uint32(length))
}

var ipxSAPNames = []token{
	{sapRequest, "ipx-sap-req"}, {sapResponse, "ipx-sap-resp"}, {sapNearestRequest, "ipx-sap-nearest-req"},
	{sapNearestResponse, "ipx-sap-nearest-resp"},
}

// ipxSAP prints a packet of the Service Advertising Protocol.
func (p *printer) ipxSAP(length int) {
	op, ok := p.ipxOperation(length)
	if !ok {
		return
	}
	length -= 2
	p.tok(&ipxSAPNames, "ipx-sap-?%x", op)
	switch op {
	case sapRequest, sapNearestRequest:
		if length > 0 {
			service := p.u16()
			p.f1(" %04x", uint32(service))
		} else {
			p.trunc()
		}
	case sapResponse, sapNearestResponse:
		for length > 0 && p.cut < 0 {
			if length < 2 {
				p.invalid()
				return
			}
			p.ipxSAPEntry(length)
			if length < sapEntryLen {
				return
			}
			length -= sapEntryLen
		}
	}
}

// ipxSAPEntry prints one server: type, name, address. Its distance is left out, as in tcpdump.
func (p *printer) ipxSAPEntry(length int) {
	kind := p.u16()
	p.f1(" %04x '", uint32(kind))
	name := p.takeN(min(sapNameLen, length-2))
	p.textZ(name)
	p.c('\'')
	if length < sapEntryLen {
		p.invalid()
		return
	}
	h := p.take(14)
	p.s(" addr ")
	p.hw(uint64(be32(h)), 8)
	p.c('.')
	p.macNum(h[4:10])
}

// ipxRIP prints a packet of the Routing Information Protocol: networks with hops and ticks.
func (p *printer) ipxRIP(length int) {
	op, ok := p.ipxOperation(length)
	if !ok {
		return
	}
	length -= 2
	switch op {
	case 1:
		p.s("ipx-rip-req")
		if length > 0 {
			p.ipxRoute(length)
		}
	case 2:
		p.s("ipx-rip-resp")
		for ; length > 0 && p.cut < 0; length -= 8 {
			p.ipxRoute(length)
		}
	default:
		p.f1("ipx-rip-?%x", op)
	}
}

func (p *printer) ipxRoute(length int) {
	if length < 8 {
		p.invalid()
		p.in = nil
		return
	}
	h := p.take(8)
	p.f3(" %08x/%u.%u", be32(h), uint32(be16at(h, 4)), uint32(be16at(h, 6)))
}

// ipxOperation takes the operation that a packet of length bytes begins with.
func (p *printer) ipxOperation(length int) (op uint32, ok bool) {
	if length < 2 {
		p.ipxShort(length)
		return 0, false
	}
	op = uint32(p.u16())
	return op, p.cut < 0
}

// ipxShort prints that not even an operation is there.
func (p *printer) ipxShort(length int) {
	if length == 0 {
		p.short(0)
		return
	}
	p.sn(" [length ", length)
	p.s(" < 2]")
	p.invalid()
}
