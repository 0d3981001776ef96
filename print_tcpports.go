// What TCP carries: dispatch by port, and by -T.

package main

// Ranks of the services known by port: where source and destination port both have one, the lower rank decides.
const (
	tcpRankNone = iota
	tcpRankTelnet
	tcpRankSMTP
	tcpRankWhois
	tcpRankBGP
	tcpRankPPTP
	tcpRankRESP
	tcpRankSSH
	tcpRankBEEP
	tcpRankOpenFlow
	tcpRankFTP
	tcpRankHTTP
	tcpRankRTSP
	tcpRankDomain
	tcpRankMSDP
	tcpRankRPKI
	tcpRankLDP
	tcpRankNBT
	tcpRankSMB
)

// tcpLastPort is the highest one that tcpRank knows.
const tcpLastPort = 10288

// tcpRank says which service a TCP port belongs to.
func tcpRank(port uint16) int {
	switch port {
	case 21:
		return tcpRankFTP
	case 22:
		return tcpRankSSH
	case 23:
		return tcpRankTelnet
	case 25:
		return tcpRankSMTP
	case 43:
		return tcpRankWhois
	case 53:
		return tcpRankDomain
	case 80, 8080:
		return tcpRankHTTP
	case 179:
		return tcpRankBGP
	case 323:
		return tcpRankRPKI
	case 554, 8554:
		return tcpRankRTSP
	case 646:
		return tcpRankLDP
	case 639:
		return tcpRankMSDP
	case 1723:
		return tcpRankPPTP
	case 6379:
		return tcpRankRESP
	case 6633, 6653:
		return tcpRankOpenFlow
	case 10288:
		return tcpRankBEEP
	case 139:
		return tcpRankNBT
	case 445:
		return tcpRankSMB
	}
	return tcpRankNone
}

// tcpPortRank keeps a port's rank: the way through tcpRank is one that no processor can guess.
type tcpPortRank struct {
	port uint16
	rank int16 // and 1; 0: nothing is kept
}

const tcpRankBits = 6 // of the number of ranks kept

func (p *printer) tcpRank(port uint16) int {
	e := &p.tcpRanks[uint16(port*0x9e37)>>(16-tcpRankBits)]
	if e.port != port || e.rank == 0 {
		e.port, e.rank = port, int16(tcpRank(port)+1)
	}
	return int(e.rank) - 1
}

// tcpService prints the data of a segment, length bytes on the wire, by its ports. first says that it is the first
// segment seen of its conversation.
func (p *printer) tcpService(ip *ipInfo, src, dst uint16, length int, first bool) {
	if p.dataType != "" && p.tcpAsType(length) {
		return
	}
	if p.nfsOverTCP(ip, src, dst, length) {
		return
	}
	rank := p.tcpRank(min(src, dst))
	if other := max(src, dst); other <= tcpLastPort { // the client's is mostly above
		rank = firstRank(rank, p.tcpRank(other))
	}
	switch rank {
	case tcpRankNBT:
		p.nbtSession(length)
	case tcpRankSMB:
		p.smbOverTCP(length)
	case tcpRankNone:
		return
	case tcpRankTelnet:
		p.telnet(length)
	case tcpRankSMTP:
		p.tcpText(&textSMTP, length)
	case tcpRankWhois:
		p.tcpText(&textWhois, length)
	case tcpRankBGP:
		p.bgp()
	case tcpRankPPTP:
		p.pptp(length)
	case tcpRankRESP:
		p.s(": ")
		p.resp(length)
	case tcpRankSSH:
		p.ssh(length)
	case tcpRankBEEP:
		p.beep(length)
	case tcpRankOpenFlow:
		p.s(": ")
		p.openflow(length)
	case tcpRankFTP:
		p.tcpText(&textFTP, length)
	case tcpRankHTTP:
		p.tcpText(&textHTTP, length)
	case tcpRankRTSP:
		p.tcpText(&textRTSP, length)
	case tcpRankDomain:
		p.domain(length, true, false)
	case tcpRankMSDP:
		p.msdp(length)
	case tcpRankLDP:
		p.ldp(length)
	case tcpRankRPKI:
		p.rpkiRTR(length)
	}
}

func (p *printer) tcpText(t *textProtocol, length int) {
	p.s(": ")
	p.textLines(t, length)
}

// tcpAsType prints the data of a segment as what -T says it is. It reports false for types that do not concern TCP.
func (p *printer) tcpAsType(length int) bool {
	switch p.dataType {
	case "resp":
		p.s(": ")
		p.resp(length)
	case "zmtp1":
		p.s(": ")
		p.zmtp1(length)
	case "domain":
		p.domain(length, true, false)
	default:
		return false
	}
	return true
}
