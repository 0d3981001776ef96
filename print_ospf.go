// OSPF version 2, RFC 2328, with NSSA (RFC 3101), opaque LSAs (RFC 5250) and link-local signalling (RFC 5613).
//
//	+-------+-------+---------------+---------------+
//	|version| type  | packet length |   router id   |
//	+-------+-------+---------------+---------------+
//	|            area id            |checksum| auth |
//	+-------------------------------+--------+------+
//	|                authentication                 |
//	+-----------------------------------------------+

package main

const (
	ospfHello    = 1
	ospfDD       = 2
	ospfRequest  = 3
	ospfUpdate   = 4
	ospfAck      = 5
	ospfAuthNone = 0
	ospfAuthText = 1
	ospfAuthMD5  = 2

	ospfHeaderLen = 24
	ospfLSALen    = 20 // header of an LSA
	ospfOptionLLS = 0x10
)

var ospfTypeNames = []token{
	{ospfHello, "Hello"}, {ospfDD, "Database Description"}, {ospfRequest, "LS-Request"}, {ospfUpdate, "LS-Update"},
	{ospfAck, "LS-Ack"},
}

var ospfOptionNames = []token{
	{0x01, "MultiTopology"}, {0x02, "External"}, {0x04, "Multicast"}, {0x08, "NSSA"}, {ospfOptionLLS, "LLS"},
	{0x20, "Demand Circuit"}, {0x40, "Opaque"}, {0x80, "Up/Down"},
}

var ospfAuthNames = []token{{ospfAuthNone, "none"}, {ospfAuthText, "simple"}, {ospfAuthMD5, "MD5"}}

var ospfDDNames = []token{{4, "Init"}, {2, "More"}, {1, "Master"}, {8, "OOBResync"}}

// ospf prints a packet, length bytes on the wire.
func (p *printer) ospf(length int) {
	p.proto = "ospf2"
	whole := p.in
	h := p.peek(0, 16)
	if p.cut >= 0 {
		return
	}
	version := h[0]
	p.f1("OSPFv%u, ", uint32(version))
	typ := uint32(h[1])
	name, known := tokenName(&ospfTypeNames, typ)
	if !known {
		p.f2("unknown LS-type %u, length %u", typ, uint32(length))
		return
	}
	auth := be16at(h, 14)
	authLen := 0 // of the digest behind the packet
	if auth == ospfAuthMD5 {
		authLen = int(p.peek(19, 1)[0])
		if p.cut >= 0 {
			return
		}
		length -= authLen
	}
	p.s(name)
	p.sn(", length ", length)
	if p.v == 0 {
		return
	}
	p.take(16)
	size := int(be16at(h, 2))
	if length != size {
		p.sn(" [len ", size)
		p.c(']')
	}
	end := length
	if length > size {
		end = size
	}
	p.s("\n\tRouter-ID ")
	p.ip4(h[4:8])
	p.ospfArea(h[8:12])
	data := p.take(8)
	p.s(", Authentication Type: ")
	p.tok(&ospfAuthNames, "unknown", uint32(auth))
	p.f1(" (%u)", uint32(auth))
	switch auth {
	case ospfAuthNone:
	case ospfAuthText:
		p.s("\n\tSimple text password: ")
		p.textZ(data)
	case ospfAuthMD5:
		p.f3("\n\tKey-ID: %u, Auth-Length: %u, Crypto Sequence Number: 0x%08x", uint32(data[2]), uint32(data[3]),
			be32at(data, 4))
	default:
		return
	}
	if version != 2 {
		p.f1(" ospf [version %u]", uint32(version))
		return
	}
	lls := p.ospfBody(typ, end-ospfHeaderLen)
	if lls && p.cut < 0 {
		p.ospfLLS(whole, size+authLen, length)
	}
}

func (p *printer) ospfArea(id []byte) {
	if be32(id) == 0 {
		p.s(", Backbone Area")
		return
	}
	p.s(", Area ")
	p.ip4(id)
}

// ospfOptions prints the options of a router or an LSA.
func (p *printer) ospfOptions(v byte) {
	p.s("[")
	p.bits(&ospfOptionNames, "none", ", ", uint32(v))
	p.c(']')
}

// ospfBody prints what follows the header, n bytes of it. It reports whether link-local signalling is announced.
func (p *printer) ospfBody(typ uint32, n int) (lls bool) {
	switch typ {
	case ospfHello:
		options := p.peek(6, 1)[0]
		p.s("\n\tOptions ")
		p.ospfOptions(options)
		h := p.take(12)
		p.f2("\n\t  Hello Timer %us, Dead Timer %us, Mask ", uint32(be16at(h, 4)), be32at(h, 8))
		p.ip4(h[:4])
		p.f1(", Priority %u", uint32(h[7]))
		p.ospfDesignated("\n\t  Designated Router ")
		p.ospfDesignated(", Backup Designated Router ")
		n -= 20
		if n > 0 {
			p.s("\n\t  Neighbor List:")
		}
		for ; n > 0 && p.cut < 0; n -= 4 {
			a := p.take(4)
			p.s("\n\t    ")
			p.ip4(a)
		}
		return options&ospfOptionLLS != 0
	case ospfDD:
		options := p.peek(2, 1)[0]
		p.s("\n\tOptions ")
		p.ospfOptions(options)
		h := p.take(4)
		p.s(", DD Flags [")
		p.bits(&ospfDDNames, "none", ", ", uint32(h[3]))
		p.c(']')
		if mtu := uint32(be16(h)); mtu != 0 {
			p.f1(", MTU: %u", mtu)
		}
		p.f1(", Sequence: 0x%08x", p.u32())
		p.ospfHeaders(n - 8)
		return options&ospfOptionLLS != 0
	case ospfRequest:
		for ; n > 0 && p.cut < 0; n -= 12 {
			h := p.take(12)
			if p.cut >= 0 {
				return
			}
			p.s("\n\t  Advertising Router: ")
			p.ip4(h[8:12])
			p.s(", ")
			p.ospfLSAName(be32(h), h[4:8], ": ")
		}
	case ospfUpdate:
		p.ospfUpdate(n)
	case ospfAck:
		p.ospfHeaders(n)
	}
	return
}

// ospfDesignated prints who speaks for the network, where it is known.
func (p *printer) ospfDesignated(role string) {
	if router := p.take(4); be32(router) != 0 {
		p.s(role)
		p.ip4(router)
	}
}

// ospfLLS prints the block behind the packet, at off bytes from its start; length is that of both.
func (p *printer) ospfLLS(whole []byte, off, length int) {
	if off > length {
		p.s("\n\t[LLS truncated]")
	}
	if off >= length {
		return
	}
	p.in = whole[min(off, len(whole)):]
	sum := p.u16()
	if p.cut >= 0 {
		return
	}
	p.f1("\n\t  LLS: checksum: 0x%04x", uint32(sum))
	words := p.u16()
	if p.cut >= 0 {
		return
	}
	p.sn(", length: ", words)
	for off += 4; off < length && p.cut < 0; {
		typ := uint32(p.u16())
		if p.cut >= 0 {
			return
		}
		p.s("\n\t    ")
		p.tok(&ospfLLSNames, "Unknown TLV", typ)
		p.f1(" (%u)", typ)
		n := p.u16()
		if p.cut >= 0 {
			return
		}
		p.sn(", length: ", n)
		rest := p.in[min((n+3)&^3, len(p.in)):]
		switch typ {
		case 1:
			if n != 4 {
				p.s(" [should be 4]")
			}
			v := p.u32()
			p.f1("\n\t      Options: 0x%08x [", v)
			p.bits(&ospfLLSOptions, "?", ", ", v)
			p.c(']')
		case 2:
			if n != 20 {
				p.s(" [should be 20]")
			}
			p.f1("\n\t      Sequence number: 0x%08x", p.u32())
		}
		p.unlimit(rest)
		off += 4 + (n+3)&^3
	}
}

var ospfLLSNames = []token{{1, "Extended Options"}, {2, "MD5 Authentication"}}

var ospfLLSOptions = []token{{1, "LSDB resync"}, {2, "Restart"}}

// ospfUpdate prints whole LSAs, n bytes of them with their count.
func (p *printer) ospfUpdate(n int) {
	count := p.u32()
	if p.cut >= 0 {
		return
	}
	p.f1(", %u LSA", count)
	if count != 1 {
		p.c('s')
	}
	for i := 1; count > 0 && p.cut < 0; i++ {
		p.sn("\n\t  LSA #", i)
		if !p.ospfLSA() {
			p.short(0)
		}
		count--
	}
}

const (
	ospfLSARouter    = 1
	ospfLSANetwork   = 2
	ospfLSASummary   = 3
	ospfLSAASBR      = 4
	ospfLSAExternal  = 5
	ospfLSAMulticast = 6
	ospfLSANSSA      = 7
	ospfLSALinkLocal = 9
	ospfLSAAreaLocal = 10
	ospfLSADomain    = 11
)

var ospfLSANames = []token{
	{ospfLSARouter, "Router"}, {ospfLSANetwork, "Network"}, {ospfLSASummary, "Summary"},
	{ospfLSANSSA, "NSSA"}, {ospfLSAASBR, "ASBR Summary"}, {ospfLSAExternal, "External"},
	{ospfLSAMulticast, "Multicast Group"}, {ospfLSALinkLocal, "Link Local Opaque"},
	{ospfLSAAreaLocal, "Area Local Opaque"}, {ospfLSADomain, "Domain Wide Opaque"},
}

// ospfLSAName prints the type and the identifier of an LSA.
func (p *printer) ospfLSAName(typ uint32, id []byte, colon string) {
	p.tok(&ospfLSANames, "unknown", typ)
	p.f1(" LSA (%u), ", typ)
	switch typ {
	case ospfLSALinkLocal, ospfLSAAreaLocal, ospfLSADomain:
		p.s("Opaque-Type")
		p.s(colon)
		p.tok(&ospfOpaqueNames, "unknown", uint32(id[0]))
		p.f1(" LSA (%u), Opaque-ID", uint32(id[0]))
		p.s(colon)
		p.u(uint64(be24at(id, 1)))
	default:
		p.s("LSA-ID: ")
		p.ip4(id)
	}
}

// ospfHeaders prints headers of LSAs, n bytes of them.
func (p *printer) ospfHeaders(n int) {
	for ; n > 0 && p.cut < 0; n -= ospfLSALen {
		if _, size := p.ospfLSAHeader(); size < 0 {
			return
		}
	}
}

// ospfLSAHeader prints the header of an LSA and returns it, with the length of what follows; less than 0 if that cannot be.
func (p *printer) ospfLSAHeader() (h []byte, n int) {
	h = p.take(ospfLSALen)
	if p.cut >= 0 {
		return h, -1
	}
	n = int(be16at(h, 18))
	if n < ospfLSALen {
		p.f2("\n\t    Bogus length %u < header (%u)", uint32(n), ospfLSALen)
		return h, -1
	}
	n -= ospfLSALen
	p.s("\n\t  Advertising Router ")
	p.ip4(h[8:12])
	p.f3(", seq 0x%08x, age %us, length %u\n\t    ", be32at(h, 12), uint32(be16(h)), uint32(n))
	p.ospfLSAName(uint32(h[3]), h[4:8], " ")
	p.s("\n\t    Options: ")
	p.ospfOptions(h[2])
	return h, n
}

// ospfLSA prints one LSA. It reports false for one that makes no sense.
func (p *printer) ospfLSA() bool {
	h, n := p.ospfLSAHeader()
	if n < 0 {
		return false
	}
	whole := p.in
	good := p.ospfLSABody(h, n)
	if p.cut >= 0 {
		return true
	}
	if p.v > 1 && good {
		p.isoUnknown("\n\t    ", whole[:min(n, len(whole))])
	}
	p.in = whole
	p.skip(n)
	return true
}

var ospfRouterFlags = []token{
	{0x01, "ABR"}, {0x02, "ASBR"}, {0x04, "Virtual"}, {0x08, "Wildcard"}, {0x10, "Nt"}, {0x80, "Host"},
}

// ospfLSABody prints what an LSA says, n bytes. It reports false for what makes no sense: the next LSA follows.
func (p *printer) ospfLSABody(h []byte, n int) bool {
	switch h[3] {
	case ospfLSARouter:
		flags := p.peek(0, 1)
		p.s("\n\t    Router LSA Options: [")
		p.bits(&ospfRouterFlags, "none", ", ", uint32(flags[0]))
		p.c(']')
		for links := be16at(p.take(4), 2); links > 0 && p.cut < 0; links-- {
			if !p.ospfLink() {
				return false
			}
		}
	case ospfLSANetwork:
		mask := p.take(4)
		p.s("\n\t    Mask ")
		p.ip4(mask)
		p.s("\n\t    Connected Routers:")
		for n -= 4; n > 0 && p.cut < 0; n -= 4 {
			a := p.take(4)
			p.s("\n\t      ")
			p.ip4(a)
		}
	case ospfLSASummary, ospfLSAASBR:
		mask := p.take(4)
		if h[3] == ospfLSASummary && p.cut < 0 {
			p.s("\n\t    Mask ")
			p.ip4(mask)
		}
		for n -= 4; n > 0 && p.cut < 0; n -= 4 {
			v := p.u32()
			p.ospfTopology(v >> 24 & 0x7f)
			p.f1(" metric %u", v&0xffffff)
		}
	case ospfLSAExternal, ospfLSANSSA:
		p.ospfExternal(n)
	case ospfLSAMulticast:
		for ; n > 0 && p.cut < 0; n -= 8 {
			b := p.take(8)
			switch v := be32(b); v {
			case 1:
				p.s("\n\t    Router Router-ID ")
				p.ip4(b[4:8])
			case 2:
				p.s("\n\t    Network Designated Router ")
				p.ip4(b[4:8])
			default:
				p.f1("\n\t    unknown VertexType (%u)", v)
				return true
			}
		}
	case ospfLSALinkLocal, ospfLSAAreaLocal, ospfLSADomain:
		return p.ospfOpaque(h[4], n)
	}
	return true
}

var ospfTopologyNames = []token{{0, "default"}, {1, "multicast"}, {2, "management"}}

func (p *printer) ospfTopology(id uint32) {
	p.s("\n\t\ttopology ")
	p.tok(&ospfTopologyNames, "Unknown", id)
	p.f1(" (%u)", id)
}

// ospfLink prints one link of a router LSA with its metrics, RFC 2328 appendix A.4.2 and RFC 4915.
func (p *printer) ospfLink() bool {
	b := p.take(12)
	if p.cut >= 0 {
		return true
	}
	p.s("\n\t      ")
	switch b[8] {
	case 4:
		p.s("Virtual Link: Neighbor Router-ID: ")
	case 1:
		p.s("Neighbor Router-ID: ")
	case 2:
		p.s("Neighbor Network-ID: ")
	case 3:
		p.s("Stub Network: ")
	default:
		p.f1("Unknown Router Link Type (%u)", uint32(b[8]))
		return false
	}
	p.ip4(b[:4])
	if b[8] == 3 {
		p.s(", Mask: ")
	} else {
		p.s(", Interface Address: ")
	}
	p.ip4(b[4:8])
	p.ospfTopology(0)
	p.sn(", metric ", int(be16at(b, 10)))
	for count := b[9]; count > 0 && p.cut < 0; count-- {
		t := p.take(4)
		if p.cut >= 0 {
			return true
		}
		p.ospfTopology(uint32(t[0]))
		p.sn(", metric ", int(be16at(t, 2)))
	}
	return true
}

const ospfInfinity = 0xffffff

// ospfExternal prints a route to elsewhere, n bytes with the metrics for each topology.
func (p *printer) ospfExternal(n int) {
	mask := p.take(4)
	if p.cut >= 0 {
		return
	}
	p.s("\n\t    Mask ")
	p.ip4(mask)
	for n -= 4; n > 0 && p.cut < 0; n -= 12 {
		b := p.take(4)
		p.ospfTopology(uint32(b[0] & 0x7f))
		p.f1(", type %u, metric", uint32(1+b[0]>>7))
		if metric := be24at(b, 1); metric == ospfInfinity {
			p.s(" infinite")
		} else {
			p.f1(" %u", metric)
		}
		if b = p.take(4); be32(b) != 0 {
			p.s(", forward ")
			p.ip4(b)
		}
		if b = p.take(4); be32(b) != 0 {
			p.s(", tag ")
			p.ip4(b)
		}
	}
}
