// MAC control of Ethernet: pause, and the Multi-Point Control Protocol of passive optical networks, IEEE 802.3-2005 clause 64.
//
//	+------------+---------------+------------------
//	| opcode (2) | timestamp (4) | by opcode           a pause has no timestamp
//	+------------+---------------+------------------

package main

const (
	mpcpPause       = 1
	mpcpGate        = 2
	mpcpReport      = 3
	mpcpRequest     = 4
	mpcpRegister    = 5
	mpcpRegisterAck = 6

	mpcpGrants = 0x07 // of a gate's flags: number of grants
)

var (
	mpcpOpcodes = []token{
		{mpcpPause, "Pause"}, {mpcpGate, "Gate"}, {mpcpReport, "Report"}, {mpcpRequest, "Register Request"},
		{mpcpRegister, "Register"}, {mpcpRegisterAck, "Register ACK"},
	}
	mpcpGateFlags = []token{
		{0x08, "Discovery"}, {0x10, "Force Grant #1"}, {0x20, "Force Grant #2"}, {0x40, "Force Grant #3"},
		{0x80, "Force Grant #4"},
	}
	mpcpQueues        = []token{{1, "Q0"}, {2, "Q1"}, {4, "Q2"}, {8, "Q3"}, {16, "Q4"}, {32, "Q5"}, {64, "Q6"}, {128, "Q7"}}
	mpcpRequestFlags  = []token{{1, "Register"}, {3, "De-Register"}}
	mpcpRegisterFlags = []token{{1, "Re-Register"}, {2, "De-Register"}, {3, "ACK"}, {4, "NACK"}}
	mpcpAckFlags      = []token{{1, "ACK"}}
)

// mpcp prints a MAC control frame of length bytes on the wire.
func (p *printer) mpcp(length int) {
	p.proto = "mpcp"
	whole := p.in
	h := p.peek(0, 6)
	opcode := uint32(be16(h))
	p.s("MPCP, Opcode ")
	p.tok(&mpcpOpcodes, "Unknown (%u)", opcode)
	if opcode != mpcpPause {
		p.f1(", Timestamp %u ticks", be32at(h, 2))
	}
	p.sn(", length ", length)
	if p.v == 0 {
		return
	}
	p.take(6)
	switch opcode {
	case mpcpPause:
	case mpcpGate:
		p.mpcpGrantList()
	case mpcpReport:
		p.mpcpReports()
	case mpcpRequest:
		b := p.take(2)
		p.mpcpFlags("\n\tFlags [ ", &mpcpRequestFlags, uint32(b[0]))
		p.f1(", Pending-Grants %u", uint32(b[1]))
	case mpcpRegister:
		b := p.take(6)
		p.f1("\n\tAssigned-Port %u", uint32(be16(b)))
		p.mpcpFlags(", Flags [ ", &mpcpRegisterFlags, uint32(b[2]))
		p.f2("\n\tSync-Time %u ticks, Echoed-Pending-Grants %u", uint32(be16at(b, 3)), uint32(b[5]))
	case mpcpRegisterAck:
		b := p.take(5)
		p.f1("\n\tEchoed-Assigned-Port %u", uint32(be16at(b, 1)))
		p.mpcpFlags(", Flags [ ", &mpcpAckFlags, uint32(b[0]))
		p.f1("\n\tEchoed-Sync-Time %u ticks", uint32(be16at(b, 3)))
	default:
		p.hexLines("\n\t", whole[:min(length, len(whole))])
	}
}

func (p *printer) mpcpFlags(label string, names *[]token, flags uint32) {
	p.s(label)
	p.bits(names, "Reserved", ", ", flags)
	p.s(" ]")
}

// mpcpGrantList prints when the other side may send.
func (p *printer) mpcpGrantList() {
	flags := uint32(p.u8())
	p.f1("\n\tGrant Numbers %u, Flags [ ", flags&mpcpGrants)
	p.bits(&mpcpGateFlags, "?", ", ", flags&^mpcpGrants)
	p.s(" ]")
	for i := uint32(1); i <= flags&mpcpGrants; i++ {
		b := p.take(6)
		p.f3("\n\tGrant #%u, Start-Time %u ticks, duration %u ticks", i, be32(b), uint32(be16at(b, 4)))
	}
	p.f1("\n\tSync-Time %u ticks", uint32(p.u16()))
}

// mpcpReports prints how much waits in the queues. tcpdump, too, does not show the last set.
func (p *printer) mpcpReports() {
	sets := p.u8()
	p.sn("\n\tTotal Queue-Sets ", sets)
	for left := sets; left > 1 && p.cut < 0; left-- {
		bitmap := uint32(p.u8())
		p.f1("\n\t  Queue-Set #%u, Report-Bitmap [ ", uint32(sets))
		p.bits(&mpcpQueues, "Unknown", ", ", bitmap)
		p.s(" ]")
		for i := uint32(0); i < 8; i++ {
			if bitmap>>i&1 != 0 {
				p.f2("\n\t    Q%u Report, Duration %u ticks", i+1, uint32(p.u16()))
			}
		}
	}
}
