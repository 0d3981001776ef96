// IPv4 in the style of tcpdump 3.4: what the header says stands behind the payload's text.

package main

// ipClassic prints an IPv4 packet, at most length bytes on the wire.
func (p *printer) ipClassic(length int) {
	p.proto = "ip"
	if !p.enter() {
		return
	}
	p.ipClassicHeader(length)
	p.leave()
}

func (p *printer) ipClassicHeader(length int) {
	whole := p.in
	if !p.has(ipHeaderLen) {
		p.s("[|ip]")
		p.in = nil
		return
	}
	if length < ipHeaderLen {
		p.sn("truncated-ip ", length)
		return
	}
	h := p.hotTake(ipHeaderLen)
	hlen, total := int(h[0]&15)*4, int(hot16(h[2:]))
	if hlen < ipHeaderLen || total < hlen {
		p.sn("bad-hlen ", hlen)
		return
	}
	if total > length {
		p.sn("truncated-ip - ", total-length)
		p.s(" bytes missing!")
	}
	var ip ipInfo
	ip.src, ip.dst, ip.proto, ip.ttl = h[12:16], h[16:20], int(h[9]), int(h[8])
	off := int(hot16(h[6:]))
	ip.frag = off&(ipMF|ipOffMask) != 0
	p.skip(hlen - ipHeaderLen)
	payload := total - hlen
	if off&ipOffMask == 0 {
		p.ipClassicPayload(&ip, payload)
	}
	if off&ipOffMask == 0 && ip.proto == ipProtoIPv4 && p.v == 0 {
		return // the notes on the inner header are all there is
	}
	if p.cut >= 0 { // a payload shown in default style was cut: its mark stands here, and the header's notes behind it
		p.out = append(p.out[:p.cut], "[|"...)
		p.s(p.cutBy)
		p.c(']')
		p.cut = -1
	}
	if ip.frag {
		p.ipClassicFragment(&ip, h, off, payload)
	} else if off&ipDF != 0 {
		p.put(" (DF)")
	}
	if h[1] != 0 {
		p.f1(" [tos 0x%x]", uint32(h[1]))
	}
	if h[8] <= 1 {
		p.f1(" [ttl %u]", uint32(h[8]))
	}
	if p.v > 0 {
		p.ipClassicVerbose(h, whole, hlen)
	}
}

// ipClassicFragment prints (frag id:size@offset+), with the addresses if no payload has shown them.
func (p *printer) ipClassicFragment(ip *ipInfo, h []byte, off, size int) {
	if off&ipOffMask != 0 {
		p.addr(ip.src)
		p.s(" > ")
		p.addr(ip.dst)
		p.c(':')
	}
	p.fw(" (frag %x:%u@%u", uint64(be16at(h, 4)), uint64(size), uint64(off&ipOffMask)*8)
	if off&ipMF != 0 {
		p.c('+')
	}
	p.c(')')
}

// ipClassicVerbose prints what -v adds, in parentheses.
func (p *printer) ipClassicVerbose(h, whole []byte, hlen int) {
	sep := ""
	p.s(" (")
	if h[8] > 1 {
		p.sn("ttl ", int(h[8]))
		sep = ", "
	}
	if be16at(h, 6)&(ipMF|ipOffMask) == 0 {
		p.s(sep)
		p.sn("id ", int(be16at(h, 4)))
		sep = ", "
	}
	if hlen <= len(whole) && inChecksum(whole[:hlen]) != 0 {
		p.s(sep)
		p.f1("bad cksum %x!", uint32(be16at(h, 10)))
		sep = ", "
	}
	if hlen > ipHeaderLen {
		p.s(sep)
		p.sn("optlen=", hlen-ipHeaderLen)
		p.ipClassicOptions(whole[ipHeaderLen:min(hlen, len(whole))], hlen-ipHeaderLen)
	}
	p.c(')')
}

// ipClassicOptions prints an option list of n bytes, of which o was captured.
func (p *printer) ipClassicOptions(o []byte, n int) {
	for at := 0; at < n; {
		if at >= len(o) {
			p.s("[|ip]")
			return
		}
		kind, size := o[at], 1
		if kind != ipOptEOL && kind != ipOptNOP {
			if at+1 >= len(o) {
				p.s("[|ip]")
				return
			}
			size = int(o[at+1])
			if size < 2 || at+size > n {
				p.s("[|ip]")
				return
			}
		}
		b := o[at:min(at+size, len(o))]
		switch kind {
		case ipOptEOL:
			p.s(" EOL")
			if n-at > 1 {
				p.sn("-", n-at-1)
			}
			return
		case ipOptNOP:
			p.s(" NOP")
		case ipOptTimestamp:
			p.f1(" TS{%u}", uint32(size))
		case ipOptSecurity:
			p.f1(" SECURITY{%u}", uint32(size))
		case ipOptRR:
			p.f1(" RR{%u}= RR", uint32(size))
			p.ipClassicRoute(b, size)
		case ipOptSSRR:
			p.s(" SSRR")
			p.ipClassicRoute(b, size)
		case ipOptLSRR:
			p.s(" LSRR")
			p.ipClassicRoute(b, size)
		default:
			p.f2(" IPOPT-%u{%u}", uint32(kind), uint32(size))
		}
		at += size
	}
}

// ipClassicRoute prints the addresses of a route in braces; # stands where the pointer points.
func (p *printer) ipClassicRoute(o []byte, size int) {
	if len(o) < 3 {
		return
	}
	p.c('{')
	ptr := int(o[2]) - 1
	for at := 3; at < size; at += 4 {
		if at+4 > len(o) {
			p.s("[|ip]")
			break
		}
		if at == ptr {
			p.c('#')
		} else if at > 3 {
			p.c(' ')
		}
		p.ip4(o[at : at+4])
	}
	if ptr >= size {
		p.c('#')
	}
	p.c('}')
}

// ipClassicPayload prints the payload of a datagram or of its first fragment, length bytes on the wire.
func (p *printer) ipClassicPayload(ip *ipInfo, length int) {
	switch ip.proto {
	case ipProtoTCP:
		p.tcpClassic(ip, length)
	case ipProtoUDP:
		p.udpClassic(ip, length)
	case ipProtoICMP:
		p.addrs(ip)
		p.icmpClassic(ip, length)
	case ipProtoIPv4: // IP in IP
		if p.v > 0 {
			p.addrs(ip)
		}
		p.ipClassic(length)
		if p.v == 0 {
			p.s(" (ipip)")
		}
	case ipProtoND:
		p.addrs(ip)
		p.sn("nd ", length)
	default:
		p.addrs(ip)
		ip.shown = true
		if ipClassicKnows(ip.proto) && p.ipPayloadMore(ip, length) {
			return
		}
		p.sn("ip-proto-", ip.proto)
		p.c(' ')
		p.n(length)
	}
}

// ipClassicKnows says whether tcpdump 3.4 had a printer for a protocol beyond those of its man page: then its default
// text stands in that place, otherwise ip-proto-N.
func ipClassicKnows(proto int) bool {
	switch proto {
	case ipProtoIGMP, ipProtoEGP, ipProtoIGRP, ipProtoOSPF, ipProtoGRE:
		return true
	}
	return false
}
