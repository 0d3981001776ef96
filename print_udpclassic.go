// UDP in the style of tcpdump 3.4, RFC 768: "udp" and the length, for all but a few services.

package main

// udpClassic prints one datagram, length bytes on the wire. A header that is not there whole prints no addresses.
func (p *printer) udpClassic(ip *ipInfo, length int) {
	p.proto = "udp"
	if length < udpHeaderLen {
		p.sn(" truncated-udp ", length) // the blank in front is 3.4's
		return
	}
	h := p.take(udpHeaderLen)
	if p.cut >= 0 {
		return
	}
	src, dst, size := be16(h), be16at(h, 2), int(be16at(h, 4))
	payload := max(min(size, length)-udpHeaderLen, 0)
	p.limit(payload)
	if !p.q {
		told := udpTold(ip, size, payload)
		if p.dataType != "" && p.udpAsType(ip, src, dst, told) || p.nfsClassic(ip, src, dst, payload) ||
			p.udpClassicService(ip, src, dst, told) {
			return
		}
	}
	p.udpEndpoints(ip, src, dst)
	p.sn("udp ", size-udpHeaderLen)
}

// udpTold is the length of the payload that the layer above is told: in the first fragment of a datagram that of all of
// it, as UDP's header has it, though the rest comes with other packets. Sun RPC is told what is here: the lengths that
// the manual page of tcpdump 3.4 shows for NFS are those of first fragments. The default style leaves it at what is here
// for all services, as tcpdump 5.0 does, and shows the whole length where it prints that of UDP.
func udpTold(ip *ipInfo, size, payload int) int {
	if ip.frag {
		return max(size-udpHeaderLen, payload)
	}
	return payload
}

// udpClassicService prints a datagram of a service that 3.4 knew, endpoints first, or one of which it knew nothing but
// which has a default text. It reports false, having printed nothing, for all others.
func (p *printer) udpClassicService(ip *ipInfo, src, dst uint16, length int) bool {
	if p.kip(src, dst, length) {
		return true
	}
	switch udpServiceRank(src, dst) {
	case udpRankNone:
		return false
	case udpRankDomain:
		p.udpEndpoints(ip, src, dst)
		p.domainClassic(length)
		return true
	}
	if udpClassicPlain(src) || udpClassicPlain(dst) {
		return false
	}
	at := len(p.out)
	p.udpEndpoints(ip, src, dst)
	if p.udpService(ip, src, dst, length) {
		return true
	}
	p.out = p.out[:at]
	return false
}

// udpClassicPlain reports whether the man page of 3.4 counts a port among those of which only the length is printed,
// though the default style says more.
func udpClassicPlain(port uint16) bool {
	return port == 514 || port == 525 // syslog, timed
}
