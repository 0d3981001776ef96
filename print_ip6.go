// Internet Protocol version 6, RFC 8200.
//
//	+-------+---------------+---------------------------------------+
//	|Version| Traffic Class |              Flow Label               |
//	+-------+---------------+-------+---------------+---------------+
//	|        Payload Length         |  Next Header  |   Hop Limit   |
//	+-------------------------------+---------------+---------------+
//	|                    Source Address, 16 bytes                   |
//	+---------------------------------------------------------------+
//	|                 Destination Address, 16 bytes                 |
//	+---------------------------------------------------------------+

package main

const ip6HeaderLen = 40

// ip6Packet prints an IPv6 packet of at most length bytes on the wire, with "IP6 " before it where no link-level header
// was printed.
func (p *printer) ip6Packet(length int) {
	p.proto = "ip6"
	if !p.enter() {
		return
	}
	defer p.leave()
	if !p.e {
		p.s("IP6 ")
	}
	whole := p.in
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	if v := h[0] >> 4; v != 6 {
		p.f1(" [version %u != 6]", uint32(v))
		p.invalid()
		return
	}
	if length < ip6HeaderLen {
		p.f2(" [length %u < %u]", uint32(length), ip6HeaderLen)
		p.invalid()
		return
	}
	word := be32(h)
	h = p.take(4)
	if p.cut >= 0 {
		return
	}
	payload, next, hops := int(be16(h)), int(h[2]), h[3]
	total := payload + ip6HeaderLen
	bigTCP := payload == 0 && next != ipProtoHopOpts && length > ip6HeaderLen+0xffff
	if bigTCP { // a jumbo packet of the segmentation offload, with no jumbo payload option yet
		total = length
		payload = length - ip6HeaderLen
	}
	if total > length {
		p.ip6TooLong(uint64(total), length)
	}
	if p.v > 0 {
		p.ip6Verbose(word, next, int(hops), int(be16(h)))
		if bigTCP {
			p.sn("[real length ", total)
			p.s(", presumed BIG TCP] ")
		}
	}
	h = p.take(32)
	if p.cut >= 0 {
		return
	}
	ip := ipInfo{src: h[:16], dst: h[16:], ttl: int(hops)}
	c := ip6Chain{ip: &ip, next: next, length: payload, room: length - ip6HeaderLen, noLength: payload == 0}
	if payload > 0 {
		// The packet ends where its header says, padding is behind it. Where that says nothing the hop-by-hop
		// options may still tell.
		p.in = whole
		p.limit(total)
		p.in = p.in[ip6HeaderLen:]
	}
	p.ip6Payload(&c)
}

// ip6TooLong says that the header promises more than the layer below carries.
func (p *printer) ip6TooLong(total uint64, length int) {
	p.fw("[header+payload length %u > length %u]", total, uint64(length))
	p.invalid()
	p.c(' ')
}

// ip6Verbose prints the header's fields in parentheses.
func (p *printer) ip6Verbose(word uint32, next, hops, payload int) {
	p.c('(')
	if class := word >> 20 & 0xff; class != 0 {
		p.f1("class 0x%02x, ", class)
	}
	if flow := word & 0xfffff; flow != 0 {
		p.f1("flowlabel 0x%05x, ", flow)
	}
	p.sn("hlim ", hops)
	p.s(", next-header ")
	p.s(ipProtoName(next))
	p.f2(" (%u), payload length %u) ", uint32(next), uint32(payload))
}

// ip6Chain is where the walk along a packet's extension headers stands.
type ip6Chain struct {
	ip           *ipInfo
	next         int  // type of the header at p.in
	length       int  // of the rest of the packet on the wire, as the headers say
	room         int  // of the rest of the packet on the wire, as the layer below says
	noLength     bool // the payload length is zero: a jumbogram, or nothing
	headers      int  // how many came before
	hopByHopSeen bool
}

// ip6Payload prints the extension headers and what is behind them.
func (p *printer) ip6Payload(c *ip6Chain) {
	switch c.next {
	case ipProtoTCP, ipProtoUDP, ipProtoSCTP, ipProtoDCCP: // print the addresses with the ports
	default:
		p.addrs(c.ip)
		c.ip.shown = true
	}
	for p.cut < 0 {
		before := len(p.in)
		at := c.next
		if before == 0 && at == ipProtoRouting {
			p.short(0)
			return
		}
		if !p.ip6Extension(c) {
			return
		}
		if at == c.next && before == len(p.in) { // not an extension header
			break
		}
		c.headers++
	}
	if p.cut >= 0 {
		return
	}
	c.ip.proto = c.next
	p.in = p.in[:min(len(p.in), c.length)]
	if c.next == ipProtoMobility || c.next == ipProtoMobileOld {
		p.mobility(c.length)
		return
	}
	p.ipPayload(c.ip, c.length)
}

// ip6Extension prints the extension header at p.in, if it is one, and moves on. It reports false if nothing behind it
// can be printed.
func (p *printer) ip6Extension(c *ip6Chain) bool {
	whole := p.in
	next, n, ok := c.next, 0, true
	switch c.next {
	case ipProtoHopOpts:
		next, n, ok = p.ip6HopByHop(c)
	case ipProtoDstOpts:
		next, n, ok = p.ip6DstOptions()
	case ipProtoFragment:
		next, n, ok = p.ip6Fragment(c)
	case ipProtoRouting:
		next, n, ok = p.ip6Routing(c.ip)
	case ipProtoAH:
		next, n = p.ah()
	default:
		return true
	}
	if p.cut >= 0 || !ok {
		return false
	}
	p.proto = "ip6"
	if n > c.length || n > len(whole) {
		p.trunc()
		return false
	}
	c.next = next
	c.length -= n
	c.room -= n
	p.in = whole[n:]
	if n := c.length; n < len(p.in) && !c.noLength {
		p.in = p.in[:n]
	}
	return true
}

// ip6HopByHop prints a hop-by-hop options header, which may stand only behind the fixed header, and takes the packet's
// length from a jumbo payload option, RFC 2675.
func (p *printer) ip6HopByHop(c *ip6Chain) (next, n int, ok bool) {
	if c.headers > 0 {
		p.s("[The Hop-by-Hop Options header ")
		if c.hopByHopSeen {
			p.s("was already found]")
		} else {
			p.s("don't follow the IPv6 header]")
		}
		p.invalid()
		return 0, 0, false
	}
	c.hopByHopSeen = true
	var jumbo ip6Jumbo
	jumbo.allowed, jumbo.needed = true, c.noLength
	p.proto = "hbhopt"
	next, n, ok = p.ip6Options("HBH ", &jumbo)
	if !ok || p.cut >= 0 || !c.noLength {
		return
	}
	if jumbo.length == 0 {
		p.s("[No valid Jumbo Payload Hop-by-Hop option found]")
		p.invalid()
		return 0, 0, false
	}
	if uint64(jumbo.length) > uint64(c.room) {
		p.ip6TooLong(uint64(jumbo.length)+ip6HeaderLen, c.room+ip6HeaderLen)
	}
	c.length = int(min(uint64(jumbo.length), uint64(maxInt)))
	c.ip.beyond = jumbo.length - uint32(c.length)
	c.noLength = false
	return
}

// maxInt is the largest int of this machine.
const maxInt = int(^uint(0) >> 1)
