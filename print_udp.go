// User Datagram Protocol, RFC 768.
//
//	 0      7 8     15 16    23 24    31
//	+--------+--------+--------+--------+
//	|   Source Port   |    Dest. Port   |
//	+--------+--------+--------+--------+
//	|     Length      |    Checksum     |
//	+--------+--------+--------+--------+

package main

const udpHeaderLen = 8

// udp prints one datagram, length bytes on the wire; ip holds the addresses of its packet.
func (p *printer) udp(ip *ipInfo, length int) {
	p.proto = "udp"
	if p.classic {
		p.udpClassic(ip, length)
		return
	}
	if !p.has(4) { // no ports to show, but still who talks to whom
		p.udpAddrs(ip)
		p.trunc()
		return
	}
	whole := p.in
	h := p.hotTake(4)
	src, dst := hot16(h), hot16(h[2:])
	if length < udpHeaderLen {
		p.udpEndpoints(ip, src, dst)
		p.sn("truncated-udp ", length)
		return
	}
	if !p.has(4) {
		p.udpEndpoints(ip, src, dst)
		p.trunc()
		return
	}
	h = p.hotTake(4)
	size, sum := int(hot16(h)), hot16(h[2:])
	if size == 0 && length > 65535 {
		size = length // a jumbogram's, RFC 2675 section 4
	}
	if size < udpHeaderLen {
		p.udpEndpoints(ip, src, dst)
		p.sn("truncated-udplength ", size)
		return
	}
	payload := min(size, length) - udpHeaderLen
	p.limit(payload)
	if p.dataType != "" && p.udpAsType(ip, src, dst, payload) {
		return
	}
	if p.q {
		p.udpEndpoints(ip, src, dst)
		p.udpLength(ip, size-udpHeaderLen, payload)
		return
	}
	p.udpEndpoints(ip, src, dst)
	if p.nfsMessage(ip, src, dst, payload) { // tcpdump shows no checksum of these
		return
	}
	if (p.v > 1 || p.v > 0 && ip.v6()) && !p.noSums && !ip.frag {
		p.udpChecksum(ip, whole, sum, min(size, length))
	}
	if !p.udpService(ip, src, dst, payload) {
		p.udpLength(ip, size-udpHeaderLen, payload)
	}
}

// udpLength prints how much data a datagram says it has, and how much its packet can hold if that is less. In a
// fragment it is: the rest comes with others.
func (p *printer) udpLength(ip *ipInfo, said, holds int) {
	if holds < said && !ip.frag {
		p.f2("UDP, bad length %u > %u", uint32(said), uint32(holds))
		return
	}
	p.sn("UDP, length ", said)
}

// udpAddrs prints the addresses alone, where the ports are not there.
func (p *printer) udpAddrs(ip *ipInfo) {
	if !ip.shown {
		p.addrs(ip)
	}
}

func (p *printer) udpEndpoints(ip *ipInfo, src, dst uint16) { p.endpoints(ip, src, dst, "udp") }

// udpChecksum prints what the checksum of a datagram, which begins d, is worth.
func (p *printer) udpChecksum(ip *ipInfo, d []byte, sum uint16, length int) {
	switch {
	case sum == 0 && !ip.v6():
		if p.v > 1 {
			p.s("[no cksum] ")
		}
	case length > len(d):
		// not all there to be added up
	default:
		got := pseudoChecksum(ip, d[:length], length, ipProtoUDP)
		switch {
		case got == 0:
			p.s("[udp sum ok] ")
		case p.pk.aux.csumNotReady:
			p.s("[udp cksum not yet computed] ")
		default:
			p.f2("[bad udp cksum 0x%04x -> 0x%04x!] ", uint32(sum), uint32(checksumShouldBe(got, sum)))
		}
	}
}
