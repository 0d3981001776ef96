// Multi-point MAC control of Ethernet passive optical networks, IEEE 802.3 clause 64, and the pause of clause 31.

package main

const (
	mpcpPause = iota + 1
	mpcpGate
	mpcpReport
	mpcpRegisterReq
	mpcpRegister
	mpcpRegisterAck
)

var (
	mpcpOpcodes = []token{
		{mpcpPause, "Pause"}, {mpcpGate, "Gate"}, {mpcpReport, "Report"}, {mpcpRegisterReq, "Register Request"},
		{mpcpRegister, "Register"}, {mpcpRegisterAck, "Register ACK"},
	}
	mpcpGrantFlags = []token{
		{0x08, "Discovery"}, {0x10, "Force Grant #1"}, {0x20, "Force Grant #2"}, {0x40, "Force Grant #3"},
		{0x80, "Force Grant #4"},
	}
	mpcpQueues = []token{
		{0x01, "Q0"}, {0x02, "Q1"}, {0x04, "Q2"}, {0x08, "Q3"}, {0x10, "Q4"}, {0x20, "Q5"}, {0x40, "Q6"}, {0x80, "Q7"},
	}
	mpcpReqFlags = []token{{1, "Register"}, {3, "De-Register"}}
	mpcpRegFlags = []token{{1, "Re-Register"}, {2, "De-Register"}, {3, "ACK"}, {4, "NACK"}}
	mpcpAckFlags = []token{{1, "ACK"}}
)

// mpcp prints a frame of length bytes on the wire.
func (p *printer) mpcp(length int) {
	p.proto = "mpcp"
	whole := p.in
	h := p.take(6)
	op := uint32(be16(h))
	p.s("MPCP, Opcode ")
	p.tok(&mpcpOpcodes, "Unknown (%u)", op)
	if op != mpcpPause {
		p.f1(", Timestamp %u ticks", be32at(h, 2))
	}
	p.sn(", length ", length)
	if p.v == 0 || p.cut >= 0 {
		return
	}
	switch op {
	case mpcpPause:
	case mpcpGate:
		p.mpcpGrants()
	case mpcpReport:
		p.mpcpReports()
	case mpcpRegisterReq:
		h = p.take(2)
		p.mpcpFlags("\n\tFlags [ ", &mpcpReqFlags, "Reserved", h[0])
		p.f1(", Pending-Grants %u", uint32(h[1]))
	case mpcpRegister:
		h = p.take(6)
		p.f1("\n\tAssigned-Port %u", uint32(be16(h)))
		p.mpcpFlags(", Flags [ ", &mpcpRegFlags, "Reserved", h[2])
		p.f2("\n\tSync-Time %u ticks, Echoed-Pending-Grants %u", uint32(be16at(h, 3)), uint32(h[5]))
	case mpcpRegisterAck:
		h = p.take(5)
		p.f1("\n\tEchoed-Assigned-Port %u", uint32(be16at(h, 1)))
		p.mpcpFlags(", Flags [ ", &mpcpAckFlags, "Reserved", h[0])
		p.f1("\n\tEchoed-Sync-Time %u ticks", uint32(be16at(h, 3)))
	default:
		p.hexLines("\n\t", whole)
	}
}

func (p *printer) mpcpFlags(label string, names *[]token, none string, v byte) {
	p.s(label)
	p.bits(names, none, ", ", uint32(v))
	p.s(" ]")
}

// mpcpGrants prints when and for how long the other end may send.
func (p *printer) mpcpGrants() {
	v := p.u8()
	p.f1("\n\tGrant Numbers %u", uint32(v&7))
	p.mpcpFlags(", Flags [ ", &mpcpGrantFlags, "?", byte(v))
	for i := 1; i <= v&7 && p.cut < 0; i++ {
		h := p.take(6)
		p.f3("\n\tGrant #%u, Start-Time %u ticks, duration %u ticks", uint32(i), be32(h), uint32(be16at(h, 4)))
	}
	p.f1("\n\tSync-Time %u ticks", uint32(p.u16()))
}

// mpcpReports prints what waits in the queues. Like tcpdump it shows one set less than there are, under their number.
func (p *printer) mpcpReports() {
	sets := p.u8()
	p.f1("\n\tTotal Queue-Sets %u", uint32(sets))
	for i := 1; i < sets && p.cut < 0; i++ {
		v := p.u8()
		p.f1("\n\t  Queue-Set #%u", uint32(sets))
		p.mpcpFlags(", Report-Bitmap [ ", &mpcpQueues, "Unknown", byte(v))
		for q := 0; q < 8; q++ {
			if v>>q&1 != 0 {
				p.f2("\n\t    Q%u Report, Duration %u ticks", uint32(q+1), uint32(p.u16()))
			}
		}
	}
}
