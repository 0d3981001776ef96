// What IPv4 and IPv6 carry: dispatch by protocol number.

package main

// ipPayload prints the payload of an IP packet, length bytes on the wire.
func (p *printer) ipPayload(ip *ipInfo, length int) {
	switch ip.proto {
	case ipProtoTCP:
		p.tcpSegment(ip, length)
	case ipProtoUDP:
		p.udp(ip, length)
	case ipProtoICMP:
		if ip.v6() {
			p.s("[ICMP requires IPv4]")
			p.invalid()
		} else {
			p.icmp(ip, length)
		}
	case ipProtoICMPv6:
		if ip.v6() {
			p.icmp6(ip, length)
		} else {
			p.s("[ICMPv6 requires IPv6]")
			p.invalid()
		}
	case ipProtoIPv4:
		p.ipInIP(length)
	case ipProtoIPv6:
		p.ip6Packet(length)
	case ipProtoNone:
		p.s("no next header")
	default:
		if !p.ipPayloadMore(ip, length) {
			p.ipUnknownProto(ip, length)
		}
	}
}

// ipUnknownProto prints a payload without a printer by its protocol's name or number and its length.
func (p *printer) ipUnknownProto(ip *ipInfo, length int) {
	p.c(' ')
	p.ipProtoNumber(ip.proto)
	p.c(' ')
	p.u(uint64(length) + uint64(ip.beyond))
}

// ipInIP prints IPv4 within IP, RFC 2003.
func (p *printer) ipInIP(length int) {
	if !p.e {
		p.s("IP ")
	}
	p.ipBare(length)
}
