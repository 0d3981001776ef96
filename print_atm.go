// ATM: LLC over AAL5, RFC 2684; operation and maintenance cells, ITU-T I.610; Q.2931 signalling; as captured by themselves
// (DLT_ATM_RFC1483) and by Sun's SunATM, whose header says what a packet is.
//
//	SunATM:  direction (1 bit), type (7) | VPI (1) | VCI (2) | packet

package main

const (
	atmTypeLANE = 1

	atmVCIMeta      = 1
	atmVCIBroadcast = 2
	atmVCIOAMSeg    = 3
	atmVCIOAMEnd    = 4
	atmVCISignal    = 5
	atmVCIILMI      = 16

	sunATMHeaderLen = 4
	atmQ2931        = 0x09
)

// atmLink prints a packet of RFC 2684's LLC encapsulation, length bytes on the wire. What begins with no header of those
// that the RFC has for routed packets is one of a card that puts 20 bytes before it.
func (p *printer) atmLink(length int) {
	p.proto = "atm"
	if p.classic {
		p.atmLLC(length)
		return
	}
	if p.peek(0, 1)[0] == llcUI {
		if p.e {
			p.s("CNLPID ")
		}
		p.take(1)
		p.isoclns(length - 1)
		return
	}
	switch be24(p.peek(0, 3)) {
	case 0xaaaa03, 0xfefe03, 0x060603:
	default:
		if h := p.peek(0, 16); p.e {
			p.f("%08x%08x %08x%08x ", be32(h), be32at(h, 4), be32at(h, 8), be32at(h, 12))
		}
		p.take(20)
		p.ll = 20
		length -= 20
	}
	p.atmLLC(length)
}

func (p *printer) atmLLC(length int) { p.llc(length, nil, nil) }

// sunATMLink prints a packet captured by SunATM.
func (p *printer) sunATMLink(length int) {
	p.proto = "sunatm"
	if p.e {
		p.s([...]string{"Rx: ", "Tx: "}[p.peek(0, 1)[0]>>7])
	}
	h := p.take(sunATMHeaderLen)
	if p.cut >= 0 {
		return
	}
	p.ll = sunATMHeaderLen
	vpi, vci := int(h[1]), int(be16at(h, 2))
	if p.e {
		p.f2("VPI:%u VCI:%u ", uint32(vpi), uint32(vci))
	}
	length -= sunATMHeaderLen
	switch {
	case vpi == 0 && p.atmReserved(vci, length):
	case h[0]&0xf == atmTypeLANE:
		p.lane(length)
	default:
		p.atmLLC(length)
	}
}

// atmReserved prints what comes in the channels that signalling and maintenance use. It reports false for others.
func (p *printer) atmReserved(vci, length int) bool {
	switch vci {
	case atmVCISignal:
		p.atmSignalling()
	case atmVCIOAMSeg, atmVCIOAMEnd:
		p.atmOAM(length)
	case atmVCIMeta:
		p.s("meta: ")
	case atmVCIBroadcast:
		p.s("broadcast sig: ")
	case atmVCIILMI:
		p.s("ilmi: ")
		p.snmp(length)
	default:
		return false
	}
	return true
}

var atmQ2931Messages = []token{
	{0x02, "Call_proceeding"}, {0x05, "Setup"}, {0x07, "Connect"}, {0x0f, "Connect_ack"}, {0x46, "Restart"},
	{0x4d, "Release"}, {0x4e, "Restart_ack"}, {0x5a, "Release_complete"}, {0x75, "Status_enquiry"}, {0x7d, "Status"},
}

// atmSignalling prints a Q.2931 message, or that there is one of SSCOP.
func (p *printer) atmSignalling() {
	p.proto = "atm"
	if proto := p.peek(0, 1)[0]; proto != atmQ2931 {
		p.f1("SSCOP, proto %u ", uint32(proto))
		return
	}
	h := p.peek(0, 6)
	p.s("Q.2931:")
	p.tok(&atmQ2931Messages, "msgtype#%u", uint32(h[5]))
	p.c(' ')
	if h[1] != 3 { // the call reference has three bytes, Q.2931 section 4.3
		p.s("CALL_REF:0x")
		return
	}
	p.s("CALL_REF:0x")
	p.hexBytes(h[2:5])
}

const (
	oamCellPayload  = 48
	oamCellLoopback = 8
	oamCellFault    = 1
)

var oamCellTypes = []token{
	{oamCellFault, "Fault Management"}, {2, "Performance Management"}, {8, "activate/deactivate"},
	{15, "System Management"},
}

var oamFaultFunctions = []token{{0, "AIS"}, {1, "RDI"}, {4, "Continuity Check"}, {oamCellLoopback, "Loopback"}}

var oamPerformanceFunctions = []token{
	{0, "Forward Monitoring"}, {1, "Backward Reporting"}, {2, "Monitoring and Reporting"},
}

var oamActivateFunctions = []token{{0, "Performance Monitoring"}, {1, "Continuity Check"}}

var oamPayloadTypes = [...]string{
	"user data, uncongested, SDU 0", "user data, uncongested, SDU 1", "user data, congested, SDU 0",
	"user data, congested, SDU 1", "VCC OAM F5 flow segment", "VCC OAM F5 flow end-to-end",
	"Traffic Control and resource Mgmt", "Unknown",
}

// atmOAM prints an OAM cell behind a byte that means nothing here.
func (p *printer) atmOAM(length int) {
	p.proto = "oam"
	p.take(1)
	p.oamCell(length)
}

// oamCell prints an OAM cell: its header without the checksum, 48 bytes of payload.
func (p *printer) oamCell(length int) {
	p.proto = "oam"
	head := p.u32()
	kind := p.peek(0, 1)[0]
	if p.cut >= 0 {
		return
	}
	cell := uint32(kind >> 4)
	function := uint32(kind & 15)
	vci := head >> 4 & 0xffff
	p.s("OAM ")
	switch vci {
	case atmVCIOAMSeg:
		p.s("F4 (segment)")
	case atmVCIOAMEnd:
		p.s("F4 (end)")
	default:
		p.s("F5")
	}
	p.f2(", vpi %u, vci %u, payload [ ", head>>20&0xff, vci)
	p.s(oamPayloadTypes[head>>1&7])
	p.f2(" ], clp %u, length %u", head&1, uint32(length))
	if p.v == 0 {
		return
	}
	p.s("\n\tcell-type ")
	p.tok(&oamCellTypes, "unknown", cell)
	p.f1(" (%u), func-type ", cell)
	switch cell {
	case oamCellFault:
		p.tok(&oamFaultFunctions, "none", function)
	case 2:
		p.tok(&oamPerformanceFunctions, "none", function)
	case 8:
		p.tok(&oamActivateFunctions, "none", function)
	default:
		p.s("unknown")
	}
	p.f1(" (%u)", function)
	if cell == oamCellFault && !p.need(oamCellPayload-2) {
		return
	}
	p.oamDetails(cell, function)
}

// oamDetails prints what a cell says, and its checksum.
func (p *printer) oamDetails(cell, function uint32) {
	payload := p.in
	p.take(1)
	if cell == oamCellFault {
		switch function {
		case oamCellLoopback:
			p.s("\n\tLoopback-Indicator ")
			p.s([...]string{"Reply", "Request"}[p.u8()&1])
			p.f1(", Correlation-Tag 0x%08x", p.u32())
			p.oamBytes("\n\tLocation-ID", p.take(12))
			p.oamBytes("\n\tSource-ID  ", p.take(12))
		case 0, 1:
			p.f1("\n\tFailure-type 0x%02x", uint32(p.u8()))
			p.oamBytes("\n\tLocation-ID", p.take(16))
		}
	}
	p.in = payload
	if p.cut >= 0 || !p.need(oamCellPayload) {
		return
	}
	payload = payload[:oamCellPayload]
	p.f1("\n\tcksum 0x%03x", uint32(be16at(payload, oamCellPayload-2)&0x3ff))
	if oamCRC10(payload) == 0 {
		p.s(" (correct)")
	} else {
		p.s(" (incorrect)")
	}
}

func (p *printer) oamBytes(title string, b []byte) {
	p.s(title)
	for _, c := range b {
		p.f1(" %02x", uint32(c))
	}
}

// oamCRC10 is the checksum of I.610 section 10.1, generator x^10+x^9+x^5+x^4+x+1: 0 for a payload that ends in its own.
func oamCRC10(b []byte) uint32 {
	crc := uint32(0)
	for _, c := range b {
		for bit := 7; bit >= 0; bit-- {
			crc = crc<<1 | uint32(c>>uint(bit)&1)
			if crc&0x400 != 0 {
				crc ^= 0x633
			}
		}
	}
	return crc & 0x3ff
}
