// What UDP carries: dispatch by port, and by -T.

package main

// Ranks of the services known by port: where source and destination port both have one, the lower rank decides. The order
// is that in which tcpdump looks for them.
const (
	udpRankNone = iota
	udpRankDomain
	udpRankMDNS
	udpRankTimed
	udpRankTFTP
	udpRankBootp
	udpRankRIP
	udpRankAODV
	udpRankISAKMP
	udpRankISAKMPNAT
	udpRankSNMP
	udpRankNTP
	udpRankKrb
	udpRankL2TP
	udpRankVAT
	udpRankZephyr
	udpRankRX
	udpRankRIPNG
	udpRankDHCPv6
	udpRankAHCP
	udpRankBabel
	udpRankHNCP
	udpRankWB
	udpRankAutoRP
	udpRankRADIUS
	udpRankHSRP
	udpRankLwres
	udpRankLDP
	udpRankOLSR
	udpRankLSPPing
	udpRankBCMLI
	udpRankBFD
	udpRankLMP
	udpRankVQP
	udpRankSflow
	udpRankLWAPP
	udpRankSIP
	udpRankSyslog
	udpRankVXLAN
	udpRankGeneve
	udpRankLISP
	udpRankVXLANGPE
	udpRankMPLS
	udpRankPTP
	udpRankSOMEIP
	udpRankNBTNames
	udpRankNBTDatagrams
	udpRankQUIC
	udpRankLLMNR
	udpRankOTV
	udpRankZEP
)

// udpRank says which service a UDP port belongs to.
func udpRank(port uint16) int {
	switch port {
	case 53:
		return udpRankDomain
	case 69:
		return udpRankTFTP
	case 123:
		return udpRankNTP
	case 443:
		return udpRankQUIC
	case 8472:
		return udpRankOTV
	case 17754:
		return udpRankZEP
	case 514:
		return udpRankSyslog
	case 1645, 1646, 1700, 1812, 1813, 3799:
		return udpRankRADIUS
	case 520:
		return udpRankRIP
	case 521:
		return udpRankRIPNG
	case 525:
		return udpRankTimed
	case 6696, 6697:
		return udpRankBabel
	case 654:
		return udpRankAODV
	case 698:
		return udpRankOLSR
	case 701:
		return udpRankLMP
	case 921:
		return udpRankLwres
	case 2103, 2104:
		return udpRankZephyr
	case 5060:
		return udpRankSIP
	case 5353:
		return udpRankMDNS
	case 5355:
		return udpRankLLMNR
	case 6635:
		return udpRankMPLS
	case 1589:
		return udpRankVQP
	case 88, 750:
		return udpRankKrb
	case 6343:
		return udpRankSflow
	case 7000, 7001, 7002, 7003, 7004, 7005, 7006, 7007, 7008, 7009:
		return udpRankRX
	case 67, 68:
		return udpRankBootp
	case 161, 162:
		return udpRankSNMP
	case 546, 547:
		return udpRankDHCPv6
	case 137:
		return udpRankNBTNames
	case 138:
		return udpRankNBTDatagrams
	case 496:
		return udpRankAutoRP
	case 500, 7500, 8500: // and those of users that tcpdump knows
		return udpRankISAKMP
	case 3503:
		return udpRankLSPPing
	case 4500:
		return udpRankISAKMPNAT
	case 1701:
		return udpRankL2TP
	case 646:
		return udpRankLDP
	case 30490:
		return udpRankSOMEIP
	case 4342:
		return udpRankLISP
	case lwappData, lwappControl:
		return udpRankLWAPP
	case 4789:
		return udpRankVXLAN
	case 4790:
		return udpRankVXLANGPE
	case 6081:
		return udpRankGeneve
	case 8231:
		return udpRankHNCP
	case 5359:
		return udpRankAHCP
	case 319, 320:
		return udpRankPTP
	}
	return udpRankNone
}

// udpRankOneWay says which service datagrams with these ports belong to that is known by one end's port alone.
func udpRankOneWay(src, dst uint16) int {
	if src == bcmLISource && dst != 1985 && dst != 3456 && dst != 4567 {
		return udpRankBCMLI
	}
	switch bfdPortOf(src, dst) {
	case bfdPortControl, bfdPortEcho, bfdPortMultihop, bfdPortLAG, bfdPortSeamless:
		return udpRankBFD
	case 1985:
		return udpRankHSRP
	case 3456:
		return udpRankVAT
	case 4567:
		return udpRankWB
	}
	return udpRankNone
}

// udpServiceRank is the rank of a datagram.
func udpServiceRank(src, dst uint16) int {
	return firstRank(firstRank(udpRank(src), udpRank(dst)), udpRankOneWay(src, dst))
}

// udpService prints the payload of a datagram, length bytes on the wire, by its ports. It reports false, having
// printed nothing, for ports of no known service.
func (p *printer) udpService(ip *ipInfo, src, dst uint16, length int) bool {
	switch udpServiceRank(src, dst) {
	case udpRankDomain:
		p.domain(length, false, false)
	case udpRankMDNS:
		p.domain(length, false, true)
	case udpRankLLMNR:
		p.domain(length, false, false)
	case udpRankMPLS:
		p.mpls(length)
	case udpRankTFTP:
		p.tftp(length)
	case udpRankNTP:
		p.ntp(length)
	case udpRankQUIC:
		if !p.quicDetect(length) {
			return false
		}
		p.quic()
	case udpRankRADIUS:
		p.radius(length)
	case udpRankSyslog:
		p.syslog(length)
	case udpRankSIP:
		p.textLines(&textSIP, length)
	case udpRankTimed:
		p.timed()
	case udpRankLwres:
		p.lwres(length)
	case udpRankZephyr:
		p.zephyr(length)
	case udpRankVQP:
		p.vqp(length)
	case udpRankKrb:
		p.krb()
	case udpRankSflow:
		p.sflow(length)
	case udpRankWB:
		p.wb(length)
	case udpRankRX:
		p.rx(ip, src, dst, length)
	case udpRankBootp:
		p.bootp(length)
	case udpRankDHCPv6:
		p.dhcp6(length)
	case udpRankSNMP:
		p.snmp(length)
	case udpRankVAT:
		p.vat(length)
	case udpRankNBTNames:
		p.nbtNameService()
	case udpRankNBTDatagrams:
		p.nbtDatagram(length)
	case udpRankISAKMP:
		p.isakmp(ip, length)
	case udpRankISAKMPNAT:
		p.isakmpNAT(ip, length)
	case udpRankAutoRP:
		p.autoRP(length)
	case udpRankHSRP:
		p.hsrp(length)
	case udpRankL2TP:
		p.l2tp(length)
	case udpRankLDP:
		p.ldp(length)
	case udpRankSOMEIP:
		p.someip(length)
	case udpRankLISP:
		p.lisp(length)
	case udpRankLMP:
		p.lmp(length)
	case udpRankLSPPing:
		p.lspPing(length)
	case udpRankRIP:
		p.rip(length)
	case udpRankRIPNG:
		p.ripng(length)
	case udpRankBabel:
		p.babel(length)
	case udpRankLWAPP:
		p.lwapp(src, dst)
	case udpRankHNCP:
		p.hncp(length)
	case udpRankAHCP:
		p.ahcp(length)
	case udpRankPTP:
		p.ptp(length)
	case udpRankBCMLI:
		p.bcmLI(length)
	case udpRankBFD:
		p.bfd(bfdPortOf(src, dst), length)
	case udpRankVXLAN:
		p.vxlan(length)
	case udpRankVXLANGPE:
		p.vxlanGPE(length)
	case udpRankGeneve:
		p.geneve(length)
	case udpRankOTV:
		p.otv(length)
	case udpRankZEP:
		p.zep(length)
	case udpRankAODV:
		p.aodv(ip, length)
	case udpRankOLSR:
		p.olsr(ip, length)
	default:
		return p.kip(src, dst, length)
	}
	return true
}

// udpAsType prints a datagram as what -T says it is. It reports false for types that do not concern UDP.
func (p *printer) udpAsType(ip *ipInfo, src, dst uint16, length int) bool {
	switch p.dataType {
	case "wb":
		p.udpEndpoints(ip, src, dst)
		p.wb(length)
	case "cnfp":
		p.udpEndpoints(ip, src, dst)
		p.cnfp()
	case "rpc":
		p.sunrpc(ip, src, dst, length)
	case "pgm", "pgm_zmtp1":
		p.udpEndpoints(ip, src, dst)
		p.pgm(ip, length, true)
	case "snmp":
		p.udpEndpoints(ip, src, dst)
		p.snmp(length)
	case "vat":
		p.udpEndpoints(ip, src, dst)
		p.vat(length)
	case "rtp":
		p.udpEndpoints(ip, src, dst)
		p.rtp(length)
	case "rtcp":
		p.udpEndpoints(ip, src, dst)
		p.rtcp(length)
	case "domain":
		p.udpEndpoints(ip, src, dst)
		p.domain(length, false, false)
	case "quic":
		p.udpEndpoints(ip, src, dst)
		p.quic()
	case "aodv":
		p.udpEndpoints(ip, src, dst)
		p.aodv(ip, length)
	case "lmp":
		p.udpEndpoints(ip, src, dst)
		p.lmp(length)
	case "geneve":
		p.udpEndpoints(ip, src, dst)
		p.geneve(length)
	case "ptp":
		p.udpEndpoints(ip, src, dst)
		p.ptp(length)
	case "someip":
		p.udpEndpoints(ip, src, dst)
		p.someip(length)
	case "vxlan":
		p.udpEndpoints(ip, src, dst)
		p.vxlan(length)
	case "radius":
		p.udpEndpoints(ip, src, dst)
		p.radius(length)
	case "tftp":
		p.udpEndpoints(ip, src, dst)
		p.tftp(length)
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
