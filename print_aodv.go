// Ad hoc On-Demand Distance Vector routing, RFC 3561, and the same with IPv6 addresses.

package main

const (
	aodvRequest = 1
	aodvReply   = 2
	aodvError   = 3
	aodvAck     = 4

	aodvExtHello = 1
)

var aodvRequestFlags = []token{{0x80, "[J]"}, {0x40, "[R]"}, {0x20, "[G]"}, {0x10, "[D]"}, {0x08, "[U]"}}

var aodvReplyFlags = []token{{0x80, "[R]"}, {0x40, "[A]"}}

// aodv prints a message, length bytes on the wire.
func (p *printer) aodv(ip *ipInfo, length int) {
	p.proto = "aodv"
	kind := p.peek(0, 1)[0]
	p.s(" aodv")
	addr := len(ip.src)
	switch kind {
	case aodvRequest:
		p.aodvRequest(addr, length)
	case aodvReply:
		p.aodvReply(addr, length)
	case aodvError:
		p.aodvError(addr, length)
	case aodvAck:
		p.sn(" rrep-ack ", length)
	default:
		p.f2(" type %u %u", uint32(kind), uint32(length))
	}
}

// aodvRequest prints a route request, section 5.1; addr is the length of an address.
func (p *printer) aodvRequest(addr, length int) {
	size := 16 + 2*addr
	if length < size || !p.need(size) {
		p.short(0)
		return
	}
	h := p.takeN(size)
	if addr == 16 {
		p.s(" v6")
	}
	p.f1(" rreq %u ", uint32(length))
	p.bits(&aodvRequestFlags, "", "", uint32(h[1]))
	p.f2(" hops %u id 0x%08x\n\tdst ", uint32(h[3]), be32at(h, 4))
	h = h[8:]
	p.addr(h[:addr])
	p.f1(" seq %u src ", be32at(h, addr))
	h = h[addr+4:]
	p.addr(h[:addr])
	p.f1(" seq %u", be32at(h, addr))
	p.aodvExtension(length - size)
}

// aodvReply prints a route reply, section 5.2.
func (p *printer) aodvReply(addr, length int) {
	size := 12 + 2*addr
	if length < size || !p.need(size) {
		p.short(0)
		return
	}
	h := p.takeN(size)
	p.f1(" rrep %u ", uint32(length))
	p.bits(&aodvReplyFlags, "", "", uint32(h[1]))
	p.f2(" prefix %u hops %u\n\tdst ", uint32(h[2]&0x1f), uint32(h[3]))
	h = h[4:]
	p.addr(h[:addr])
	p.f1(" dseq %u src ", be32at(h, addr))
	h = h[addr+4:]
	p.addr(h[:addr])
	p.f1(" %u ms", be32at(h, addr))
	p.aodvExtension(length - size)
}

// aodvError prints a route error, section 5.3.
func (p *printer) aodvError(addr, length int) {
	if length < 4 {
		p.short(0)
		return
	}
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	p.s(" rerr ")
	if h[1]&0x80 != 0 {
		p.s("[D]")
	}
	p.f2(" [items %u] [%u]:", uint32(h[3]), uint32(length))
	length -= 4
	for items := h[3]; items > 0 && p.cut < 0; items-- {
		if length < addr+4 {
			p.short(0)
			return
		}
		length -= addr + 4
		e := p.takeN(addr + 4)
		if p.cut >= 0 {
			return
		}
		p.s(" {")
		p.addr(e[:addr])
		p.f1("}(%u)", be32at(e, addr))
	}
}

// aodvExtension prints the first extension of a message, if there is room for one, section 5.4.
func (p *printer) aodvExtension(length int) {
	if length < 2 {
		return
	}
	h := p.take(2)
	if p.cut >= 0 {
		return
	}
	p.s("\n\text ")
	if h[0] != aodvExtHello {
		p.f2("%u %u", uint32(h[0]), uint32(h[1]))
		return
	}
	if h[1] < 4 {
		p.f1("HELLO - bad length %u", uint32(h[1]))
		return
	}
	if length < 6 {
		p.short(0)
		return
	}
	p.f1("HELLO %u ms", p.u32())
}
