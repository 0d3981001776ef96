// What UDP carries: dispatch by port, and by -T.

package main

// Ranks of the services known by port: where source and destination port both have one, the lower rank decides.
const (
	udpRankNone = iota
	udpRankDomain
	udpRankMDNS
	udpRankLLMNR
	udpRankBootp
	udpRankDHCPv6
	udpRankSNMP
)

// udpRank says which service a UDP port belongs to.
func udpRank(port uint16) int {
	switch port {
	case 53:
		return udpRankDomain
	case 5353:
		return udpRankMDNS
	case 5355:
		return udpRankLLMNR
	case 67, 68:
		return udpRankBootp
	case 161, 162:
		return udpRankSNMP
	case 546, 547:
		return udpRankDHCPv6
	}
	return udpRankNone
}

// udpService prints the payload of a datagram, length bytes on the wire, by its ports. It reports false, having
// printed nothing, for ports of no known service.
func (p *printer) udpService(ip *ipInfo, src, dst uint16, length int) bool {
	switch firstRank(udpRank(src), udpRank(dst)) {
	case udpRankDomain:
		p.domain(length, false, false)
	case udpRankMDNS:
		p.domain(length, false, true)
	case udpRankLLMNR:
		p.domain(length, false, false)
	case udpRankBootp:
		p.bootp(length)
	case udpRankDHCPv6:
		p.dhcp6(length)
	case udpRankSNMP:
		p.snmp(length)
	default:
		return false
	}
	return true
}

// udpAsType prints a datagram as what -T says it is. It reports false for types that do not concern UDP.
func (p *printer) udpAsType(ip *ipInfo, src, dst uint16, length int) bool {
	switch p.dataType {
	case "rpc":
		p.sunrpc(ip, src, dst, length)
	case "snmp":
		p.udpEndpoints(ip, src, dst)
		p.snmp(length)
	case "domain":
		p.udpEndpoints(ip, src, dst)
		p.domain(length, false, false)
	default:
		return false
	}
	return true
}

// firstRank is the lower of two ranks, 0 being none.
func firstRank(a, b int) int {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
