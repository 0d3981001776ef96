// Time Synchronization Protocol of 4.3BSD's timed (Gusella and Zatti, The Berkeley UNIX Time Synchronization Protocol).
//
//	+------+---------+----------+-------------------------+------------------+
//	| type | version | sequence | seconds, microseconds   | host name, NUL   |
//	|      |         |          | or hop count, padded    |                  |
//	+------+---------+----------+-------------------------+------------------+

package main

const (
	tspAdjTime    = 1
	tspSetTime    = 5
	tspSetDate    = 22
	tspSetDateReq = 23
	tspLoop       = 24
)

var tspTypeNames = []token{
	{0, "TSP_ANY"}, {1, "TSP_ADJTIME"}, {2, "TSP_ACK"}, {3, "TSP_MASTERREQ"}, {4, "TSP_MASTERACK"}, {5, "TSP_SETTIME"},
	{6, "TSP_MASTERUP"}, {7, "TSP_SLAVEUP"}, {8, "TSP_ELECTION"}, {9, "TSP_ACCEPT"}, {10, "TSP_REFUSE"},
	{11, "TSP_CONFLICT"}, {12, "TSP_RESOLVE"}, {13, "TSP_QUIT"}, {14, "TSP_DATE"}, {15, "TSP_DATEREQ"},
	{16, "TSP_DATEACK"}, {17, "TSP_TRACEON"}, {18, "TSP_TRACEOFF"}, {19, "TSP_MSITE"}, {20, "TSP_MSITEREQ"},
	{21, "TSP_TEST"}, {22, "TSP_SETDATE"}, {23, "TSP_SETDATEREQ"}, {24, "TSP_LOOP"},
}

// timed prints a packet of the time daemon.
func (p *printer) timed() {
	p.proto = "timed"
	kind := uint32(p.u8())
	p.tok(&tspTypeNames, "(tsp_type 0x%x)", kind)
	vers := p.u8()
	p.sn(" vers ", vers)
	seq := p.u16()
	p.sn(" seq ", seq)
	switch kind {
	case tspLoop:
		hops := p.u8()
		p.sn(" hopcnt ", hops)
		p.skip(7)
	case tspSetTime, tspAdjTime, tspSetDate, tspSetDateReq:
		h := p.take(8)
		p.f2(" time %d.%06d", uint32(int32(be32(h))), uint32(int32(be32at(h, 4))))
	default:
		p.skip(8)
	}
	p.s(" name ")
	for p.cut < 0 {
		c := byte(p.u8())
		if c == 0 {
			return
		}
		p.safe(c)
	}
}
