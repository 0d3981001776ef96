// What TCP carries: dispatch by port, and by -T.

package main

// Ranks of the services known by port: where source and destination port both have one, the lower rank decides.
const (
	tcpRankNone = iota
	tcpRankDomain
)

// tcpRank says which service a TCP port belongs to.
func tcpRank(port uint16) int {
	switch port {
	case 53:
		return tcpRankDomain
	}
	return tcpRankNone
}

// tcpService prints the data of a segment, length bytes on the wire, by its ports. first says that it is the first
// segment seen of its conversation.
func (p *printer) tcpService(ip *ipInfo, src, dst uint16, length int, first bool) {
	if p.nfsOverTCP(ip, src, dst, length) {
		return
	}
	switch firstRank(tcpRank(src), tcpRank(dst)) {
	case tcpRankDomain:
		p.domain(length, true, false)
	}
}
