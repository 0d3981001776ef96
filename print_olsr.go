// Optimized Link State Routing, RFC 3626, with the extensions of olsrd: link qualities, names, smart gateways.
//
//	+---------------+---------------+
//	| packet length |   sequence    |
//	+-------+-------+---------------+
//
// Messages follow: type, validity, size (2), originator, time to live, hops, sequence (2).

package main

const (
	olsrHello       = 1
	olsrTC          = 2
	olsrMID         = 3
	olsrHNA         = 4
	olsrPowerInfo   = 128
	olsrNameService = 130
	olsrHelloLQ     = 201
	olsrTCLQ        = 202
)

var olsrMessageNames = []token{
	{olsrHello, "Hello"}, {olsrTC, "TC"}, {olsrMID, "MID"}, {olsrHNA, "HNA"}, {olsrPowerInfo, "Powerinfo"},
	{olsrNameService, "Nameservice"}, {olsrHelloLQ, "Hello-LQ"}, {olsrTCLQ, "TC-LQ"},
}

var olsrLinkNames = []token{{0, "Unspecified"}, {1, "Asymmetric"}, {2, "Symmetric"}, {3, "Lost"}}

var olsrNeighborNames = []token{{0, "Not-Neighbor"}, {1, "Symmetric"}, {2, "Symmetric-MPR"}}

// olsr prints a packet, length bytes on the wire.
func (p *printer) olsr(ip *ipInfo, length int) {
	p.proto = "olsr"
	addr, version := len(ip.src), uint64(4)
	if addr == 16 {
		version = 6
	}
	if length < 4 {
		p.short(0)
		return
	}
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	n := min(int(be16(h)), length)
	p.fw("OLSRv%u, seq 0x%04x, length %u", version, uint64(be16at(h, 2)), uint64(n))
	if p.v == 0 {
		return
	}
	for n -= 4; n > 0 && p.cut < 0; {
		size := p.olsrMessage(addr, n)
		if size == 0 {
			return
		}
		n -= size
	}
}

// olsrTime prints a time in the form mantissa and exponent, RFC 3626 section 3.3.2.
func (p *printer) olsrTime(v byte) {
	p.decimals((1+float64(v>>4)/16)*float64(uint(1)<<(v&15))/16, 3)
	p.c('s')
}

// olsrMessage prints a message out of n bytes and returns its size, 0 for one that makes no sense.
func (p *printer) olsrMessage(addr, n int) int {
	head := 8 + addr
	if !p.need(head) {
		return 0
	}
	h := p.takeN(head)
	typ, size := h[0], int(be16at(h, 2))
	if typ == 0 || size == 0 {
		return 0
	}
	p.s("\n\t")
	p.tok(&olsrMessageNames, "Unknown", uint32(typ))
	p.f1(" Message (0x%02x), originator ", uint32(typ))
	p.addr(h[4 : 4+addr])
	tail := h[4+addr:]
	p.f2(", ttl %u, hop %u\n\t  vtime ", uint32(tail[0]), uint32(tail[1]))
	p.olsrTime(h[1])
	p.f2(", msg-seq 0x%04x, length %u", uint32(be16at(tail, 2)), uint32(size))
	if size < head || size > n {
		p.invalid()
		return 0
	}
	body := size - head
	if !p.need(body) {
		return 0
	}
	rest := p.limit(body)
	p.olsrBody(typ, addr)
	p.unlimit(rest)
	return size
}

// olsrBody prints the body of a message, of which p.in is all.
func (p *printer) olsrBody(typ byte, addr int) {
	switch typ {
	case olsrHello, olsrHelloLQ:
		p.olsrHello(addr, typ == olsrHelloLQ)
	case olsrTC, olsrTCLQ:
		h := p.take(4)
		if p.cut >= 0 {
			return
		}
		p.f1("\n\t    advertised neighbor seq 0x%04x", uint32(be16(h)))
		p.olsrNeighbors(addr, typ == olsrTCLQ)
	case olsrMID:
		for p.has(addr) {
			a := p.takeN(addr)
			p.s("\n\t  interface address ")
			p.addr(a)
		}
	case olsrHNA:
		p.olsrHNA(addr)
	case olsrNameService:
		p.olsrNames(addr)
	default:
		p.isoUnknown("\n\t    ", p.in)
	}
}

// olsrHello prints the links a node has, RFC 3626 section 6.1.
func (p *printer) olsrHello(addr int, quality bool) {
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	p.s("\n\t  hello-time ")
	p.olsrTime(h[2])
	p.sn(", MPR willingness ", int(h[3]))
	for p.has(4) {
		have := len(p.in)
		h := p.take(4)
		size := int(be16at(h, 2))
		p.s("\n\t    link-type ")
		p.tok(&olsrLinkNames, "Unknown", uint32(h[0]&3))
		p.s(", neighbor-type ")
		p.tok(&olsrNeighborNames, "Unknown", uint32(h[0]>>2))
		p.sn(", len ", size)
		if size < 4 || size > have {
			p.invalid()
			return
		}
		rest := p.limit(size - 4)
		p.olsrNeighbors(addr, quality)
		p.unlimit(rest)
	}
}

// olsrNeighbors prints addresses, with what olsrd adds of the links to them in both directions.
func (p *printer) olsrNeighbors(addr int, quality bool) {
	if !quality {
		p.s("\n\t      neighbor\n\t\t")
		for p.has(addr) {
			p.addr(p.takeN(addr))
			p.c(' ')
		}
		return
	}
	for p.has(addr + 4) {
		h := p.takeN(addr + 4)
		p.s("\n\t      neighbor ")
		p.addr(h[:addr])
		p.s(", link-quality ")
		p.decimals(float64(h[addr])*100/255, 2)
		p.s("%, neighbor-link-quality ")
		p.decimals(float64(h[addr+1])*100/255, 2)
		p.c('%')
	}
}

var olsrGatewayFlags = []token{
	{0x01, "LINKSPEED"}, {0x02, "IPV4"}, {0x04, "IPV4-NAT"}, {0x08, "IPV6"}, {0x10, "IPv6-PREFIX"},
}

// olsrHNA prints networks that can be reached, RFC 3626 section 12.1. A default route whose mask is none describes a
// smart gateway.
func (p *printer) olsrHNA(addr int) {
	p.f1("\n\t  Advertised networks (total %u)", uint32(len(p.in)/(2*addr)))
	for i := 0; p.has(2 * addr); i++ {
		h := p.takeN(2 * addr)
		network, mask := h[:addr], h[addr:]
		if addr == 16 {
			p.sn("\n\t    #", i)
			p.s(": ")
			p.ip6(network)
			p.sn("/", prefixBits(mask))
			continue
		}
		if i%4 == 0 {
			p.s("\n\t    ")
		} else {
			p.s(", ")
		}
		if be32(network) == 0 && mask[0] == 0 && mask[1] != 0 {
			p.s("Smart-Gateway: ")
			for _, t := range olsrGatewayFlags {
				if uint32(mask[1])&t.v != 0 {
					p.s(t.s)
					p.c(' ')
				}
			}
			up, down := olsrSpeed(mask[2]), olsrSpeed(mask[3])
			if mask[1]&1 == 0 {
				up, down = 0, 0
			}
			p.fw("%u/%u", up, down)
			continue
		}
		p.ip4(network)
		if bits, ok := maskLength(be32(mask)); ok {
			p.sn("/", bits)
		} else {
			p.fw("/%u", 0xffffffff) // tcpdump's -1, unsigned
		}
	}
}

// prefixBits counts the leading ones of a network mask.
func prefixBits(mask []byte) int {
	n := 0
	for _, b := range mask {
		for b&0x80 != 0 {
			n++
			b <<= 1
		}
		if n%8 != 0 || n == 0 {
			break
		}
	}
	return n
}

// olsrSpeed decodes the speed of a gateway's link in kilobits: a power of ten in the lowest three bits.
func olsrSpeed(v byte) uint64 {
	if v == 0 {
		return 0
	}
	speed := uint64(v>>3) + 1
	for exp := v & 7; exp > 0; exp-- {
		speed *= 10
	}
	return speed
}

// olsrNames prints names of nodes, as olsrd's plugin spreads them.
func (p *printer) olsrNames(addr int) {
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	entries := int(be16at(h, 2))
	p.f2("\n\t  Version %u, Entries %u", uint32(be16(h)), uint32(entries))
	if entries == 0 || entries*(4+addr) > len(p.in) {
		p.invalid()
		return
	}
	for i := 0; i < entries; i++ {
		e := p.take(4)
		if p.cut >= 0 {
			return
		}
		typ, size := be16(e), int(be16at(e, 2))
		p.sn("\n\t    #", i)
		p.s(": type ")
		if typ == 0 {
			p.s("000000")
		} else {
			p.xw(uint64(typ), 4)
		}
		p.sn(", length ", size)
		if size == 0 || addr+size > len(p.in) {
			p.invalid()
			return
		}
		a := p.takeN(addr)
		p.s(", address ")
		p.addr(a)
		p.s(", name \"")
		p.textBytes(p.takeN(size))
		p.c('"')
		p.skip(-size & 3)
	}
}
