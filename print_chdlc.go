// Cisco HDLC, and the Serial Line ARP that runs on it.
//
//	+---------+---------+------------+-------------
//	| address | control | ethertype  | information
//	+---------+---------+------------+-------------

package main

const (
	chdlcHeaderLen = 4
	chdlcUnicast   = 0x0f
	chdlcBroadcast = 0x8f

	chdlcSLARP = 0x8035

	slarpRequest   = 0
	slarpReply     = 1
	slarpKeepalive = 2
	slarpMinLen    = 14
	slarpMaxLen    = 18
)

// chdlcLink prints a Cisco HDLC frame of length bytes on the wire.
func (p *printer) chdlcLink(length int) {
	p.proto = "chdlc"
	if length < chdlcHeaderLen {
		p.trunc()
		return
	}
	h := p.take(chdlcHeaderLen)
	if p.cut >= 0 {
		return
	}
	p.ll = chdlcHeaderLen
	proto := be16at(h, 2)
	if p.e {
		switch h[0] {
		case chdlcUnicast:
			p.s("unicast")
		case chdlcBroadcast:
			p.s("bcast")
		default:
			p.f1("0x%02x", uint32(h[0]))
		}
		p.s(", ethertype ")
		p.etherTypeName(proto)
		p.f2(" (0x%04x), length %u: ", uint32(proto), uint32(length))
	}
	length -= chdlcHeaderLen
	switch proto {
	case etherTypeIPv4:
		p.ip(length)
	case etherTypeIPv6:
		p.ip6Packet(length)
	case chdlcSLARP:
		p.slarp(length)
	case etherTypeMPLS, etherTypeMPLSMulti:
		p.mpls(length)
	case 0xfefe: // OSI behind a padding byte, or not
		if length < 2 {
			p.trunc()
			return
		}
		if b := p.peek(1, 1)[0]; b == 0x81 || b == 0x82 || b == 0x83 {
			p.take(1)
			length--
		}
		p.isoclns(length)
	default:
		if !p.e {
			p.f1("unknown CHDLC protocol (0x%04x)", uint32(proto))
		}
	}
}

// slarp prints Serial Line ARP, which also keeps the line alive.
func (p *printer) slarp(length int) {
	p.proto = "chdlc_slarp"
	p.f1("SLARP (length: %u), ", uint32(length))
	if length < slarpMinLen || !p.has(slarpMinLen) {
		p.trunc()
		return
	}
	code := p.u32()
	h := p.peek(0, 10)
	switch code {
	case slarpRequest:
		p.s("request")
		// nothing follows that means anything, but some send padding
	case slarpReply:
		p.s("reply ")
		p.ip4(h[:4])
		p.c('/')
		p.ip4num(h[4:8])
	case slarpKeepalive:
		p.f3("keepalive: mineseen=0x%08x, yourseen=0x%08x, reliability=0x%04x", be32(h), be32at(h, 4),
			uint32(be16at(h, 8)))
		if length >= slarpMaxLen {
			p.take(10)
			up := uint64(p.u32() / 1000)
			p.fw(", link uptime=%ud%uh%um%us", up/86400, up/3600%24, up/60%60, up%60)
		}
	default:
		p.f1("0x%02x unknown", code)
		if p.v < 2 {
			p.hexLines("\n\t", p.in)
		}
	}
	if length > slarpMaxLen && p.v > 0 {
		p.f1(", (trailing junk: %u bytes)", uint32(length-slarpMaxLen))
	}
	if p.v > 1 {
		p.hexLines("\n\t", p.in)
	}
}
