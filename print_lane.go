// ATM LAN Emulation, af-lane-0021.000: Ethernet frames behind the sender's identifier, and control frames.
//
//	data:     LEC id (2) | Ethernet frame
//	control:  0xff00 (2) | protocol (1) | version (1) | operation (2) | status (2) | ...

package main

const laneControl = 0xff00

var laneOperations = []token{
	{0x0001, "configure request"}, {0x0101, "configure response"}, {0x0002, "join request"}, {0x0102, "join response"},
	{0x0003, "ready query"}, {0x0103, "ready indication"}, {0x0004, "register request"}, {0x0104, "register response"},
	{0x0005, "unregister request"}, {0x0105, "unregister response"}, {0x0006, "ARP request"}, {0x0106, "ARP response"},
	{0x0007, "flush request"}, {0x0107, "flush response"}, {0x0008, "NARP request"}, {0x0009, "topology request"},
}

func (p *printer) lane(length int) {
	p.proto = "lane"
	id := p.peek(0, 2)
	if p.cut >= 0 {
		return
	}
	if be16(id) == laneControl {
		h := p.take(8)
		p.f2("lec: proto %x vers %x ", uint32(h[2]), uint32(h[3]))
		p.tok(&laneOperations, "opcode-#%u", uint32(be16at(h, 4)))
		return
	}
	p.take(2)
	p.ll += 2
	p.f1("lecid:%x ", uint32(be16(id)))
	before := p.ll
	p.ll = 0
	p.ether(length-2, nil)
	p.ll += before
}
