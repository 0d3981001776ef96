// Transparent inter-process communication, TIPC 2.0 (and the header that 1.x shares with it).
//
//	 31  29 28  25 24  21 20        17 16                        0
//	+------+------+------+------------+---------------------------+
//	| ver  | user | hdr  |  n d s r   |       message size        |
//	+------+------+------+------------+---------------------------+
//	| type |     by user              |       broadcast ack       |
//	+------+--------------------------+---------------------------+

package main

const (
	tipcUserConnection = 8
	tipcUserNames      = 11
	tipcUserNeighbors  = 13
)

// tipc prints a message: of a user, of the protocol itself, or in search of neighbors.
func (p *printer) tipc() {
	p.proto = "tipc"
	whole := p.in
	w0 := be32(p.peek(0, 4))
	user, words := w0>>25&15, w0>>21&15
	ends, more, types, internal := "", "", byte('u'), false
	switch user {
	case 0, 1, 2, 3, tipcUserConnection, tipcUserNames:
		ends = "%@<%n:%@@%w > %w"
		if words > 6 {
			ends = "%@H%n:%@@%w > %@L%n:%@D%w"
			more = "\nPrevious Node %@<%n, Broadcast Ack %@6%h, Link Ack %h, Link Sequence %h"
		}
	case tipcUserNeighbors:
		ends, types = "%@<%n > %@8%n", 'v'
		more = "\nNodeSignature %@6%h, network_id %@@%w, media_id %@G%b"
	case 5, 6, 7, 10, 12:
		ends, internal = "%@H%n > %@L%n", true
		more = "\nPrevious Node %@<%n, Session No. %@D%h, Broadcast Ack %@6%h, Sequence Gap %@4%k,  Broadcast Gap After %@8%h" +
			", Broadcast Gap To %h, Last Sent Packet No. %@@%h, Next sent Packet No. %h, Transport Sequence %@P%w" +
			", msg_count %h, Link Tolerance %h"
	default:
		return
	}
	if !p.need(layoutLen(ends)) {
		return
	}
	w1 := be32at(p.in, 4)
	p.f1("TIPC v%u.0 ", w0>>29)
	p.layout(ends, "", 0)
	p.f2(", headerlength %u bytes, MessageSize %u bytes, ", words*4, w0&0x1ffff)
	p.layoutName('t', user, "", false)
	p.s(", messageType ")
	p.layoutName(types, w1>>29, "", false)
	if internal {
		p.f1(" (0x%08x)", w1)
	}
	p.in = whole
	if p.v > 0 && p.need(layoutLen(more)) {
		p.layout(more, "\n\t", 0)
	}
}
