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
	p.fw("OLSRv%u", version)
	if length < 4 {
		p.short(0)
	}
	h := p.take(4)
	n := min(int(be16(h)), length)
	p.f2(", seq 0x%04x, length %u", uint32(be16at(h, 2)), uint32(n))
	if p.v == 0 {
		return
	}
	for n -= 4; n > 0 && p.cut < 0; {
		size := p.olsrMessage(addr, length)
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

// olsrMessage prints a message of a packet of n bytes and returns its size, 0 for one that makes no sense. One that goes
// beyond the packet's end, but is no longer than the packet, is printed as far as it was captured, as tcpdump does it.
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
	rest := p.limit(body)
	p.olsrBody(typ, addr, body)
	p.unlimit(rest)
	return size
}

// olsrBody prints the body of a message, n bytes.
func (p *printer) olsrBody(typ byte, addr, n int) {
	switch typ {
	case olsrHello, olsrHelloLQ:
		p.olsrHello(addr, n, typ == olsrHelloLQ)
	case olsrTC, olsrTCLQ:
		h := p.take(4)
		p.f1("\n\t    advertised neighbor seq 0x%04x", uint32(be16(h)))
		p.olsrNeighbors(addr, n-4, typ == olsrTCLQ)
	case olsrMID:
		for ; n >= addr && p.need(addr); n -= addr {
			p.s("\n\t  interface address ")
			p.addr(p.takeN(addr))
		}
	case olsrHNA:
		p.olsrHNA(addr, n)
	case olsrNameService:
		p.olsrNames(addr, n)
	default:
		p.isoUnknown("\n\t    ", p.in)
		p.need(n)
	}
}

// olsrHello prints the links a node has, n bytes, RFC 3626 section 6.1.
func (p *printer) olsrHello(addr, n int, quality bool) {
	h := p.take(4)
	p.s("\n\t  hello-time ")
	p.olsrTime(h[2])
	p.sn(", MPR willingness ", int(h[3]))
	for n -= 4; n >= 4 && p.cut < 0; {
		h := p.take(4)
		size := int(be16at(h, 2))
		p.s("\n\t    link-type ")
		p.tok(&olsrLinkNames, "Unknown", uint32(h[0]&3))
		p.s(", neighbor-type ")
		p.tok(&olsrNeighborNames, "Unknown", uint32(h[0]>>2))
		p.sn(", len ", size)
		if size < 4 || size > n {
			p.invalid()
			return
		}
		if !p.need(size - 4) {
			return
		}
		rest := p.limit(size - 4)
		p.olsrNeighbors(addr, size-4, quality)
		p.unlimit(rest)
		n -= size
	}
}

// olsrNeighbors prints addresses, n bytes of them, with what olsrd adds of the links to them in both directions.
func (p *printer) olsrNeighbors(addr, n int, quality bool) {
	if !quality {
		p.s("\n\t      neighbor\n\t\t")
		for ; n >= addr && p.need(addr); n -= addr {
			p.addr(p.takeN(addr))
			p.c(' ')
		}
		return
	}
	for addr += 4; n >= addr && p.need(addr); n -= addr {
		h := p.takeN(addr)
		p.s("\n\t      neighbor ")
		p.addr(h[:addr-4])
		p.s(", link-quality ")
		p.decimals(float64(h[addr-4])*100/255, 2)
		p.s("%, neighbor-link-quality ")
		p.decimals(float64(h[addr-3])*100/255, 2)
		p.c('%')
	}
}

var olsrGatewayFlags = []token{
	{0x01, "LINKSPEED"}, {0x02, "IPV4"}, {0x04, "IPV4-NAT"}, {0x08, "IPV6"}, {0x10, "IPv6-PREFIX"},
}

// olsrHNA prints networks that can be reached, n bytes of them, RFC 3626 section 12.1. A default route whose mask is none describes a
// smart gateway.
func (p *printer) olsrHNA(addr, n int) {
	n /= 2 * addr
	p.f1("\n\t  Advertised networks (total %u)", uint32(n))
	for i := 0; i < n && p.need(2*addr); i++ {
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

// olsrNames prints names of nodes, n bytes, as olsrd's plugin spreads them.
func (p *printer) olsrNames(addr, n int) {
	h := p.take(4)
	n -= 4
	entries := int(be16at(h, 2))
	p.f2("\n\t  Version %u, Entries %u", uint32(be16(h)), uint32(entries))
	if entries == 0 || entries*(4+addr) > n {
		p.invalid()
		return
	}
	for i := 0; i < entries && p.cut < 0; i++ {
		if n < 4 {
			return
		}
		e := p.take(4)
		typ, size := be16(e), int(be16at(e, 2))
		p.sn("\n\t    #", i)
		p.s(": type ")
		if typ == 0 {
			p.s("000000")
		} else {
			p.xw(uint64(typ), 4)
		}
		p.sn(", length ", size)
		n -= 4 + addr + size
		if size == 0 || n < 0 {
			p.invalid()
			return
		}
		if pad := min(-size&3, n); !p.need(addr + size + pad) {
			return
		}
		p.s(", address ")
		p.addr(p.takeN(addr))
		p.s(", name \"")
		p.textBytes(p.takeN(size))
		p.c('"')
		p.skip(-size & 3)
		n -= -size & 3
	}
}
