// PPTP, the control connection of the Point-to-Point Tunneling Protocol, RFC 2637 section 2.
//
//	+-------------------------------+-------------------------------+
//	|             Length            |      PPTP Message Type        |
//	+-------------------------------+-------------------------------+
//	|                         Magic Cookie                          |
//	+-------------------------------+-------------------------------+
//	|     Control Message Type      |           Reserved0           |
//	+-------------------------------+-------------------------------+

package main

const (
	pptpMagic = 0x1a2b3c4d

	pptpSCCRQ    = 1
	pptpSCCRP    = 2
	pptpStopCCRQ = 3
	pptpStopCCRP = 4
	pptpEchoRQ   = 5
	pptpEchoRP   = 6
	pptpOCRQ     = 7
	pptpOCRP     = 8
	pptpICRQ     = 9
	pptpICRP     = 10
	pptpICCN     = 11
	pptpCCRQ     = 12
	pptpCDN      = 13
	pptpWEN      = 14
	pptpSLI      = 15
)

var (
	pptpNames = [...]string{
		"NOT_DEFINED", "SCCRQ", "SCCRP", "StopCCRQ", "StopCCRP", "ECHORQ", "ECHORP", "OCRQ", "OCRP", "ICRQ", "ICRP",
		"ICCN", "CCRQ", "CDN", "WEN", "SLI",
	}
	pptpErrors = []token{
		{0, "None"}, {1, "Not-Connected"}, {2, "Bad-Format"}, {3, "Bad-Value"}, {4, "No-Resource"},
		{5, "Bad-Call-ID"}, {6, "PAC-Error"},
	}
	pptpStopReasons  = []token{{1, "None"}, {2, "Stop-Protocol"}, {3, "Stop-Local-Shutdown"}}
	pptpStartResults = []token{
		{1, "Successful channel establishment"}, {2, "General error"}, {3, "Command channel already exists"},
		{4, "Requester is not authorized to establish a command channel"},
		{5, "The protocol version of the requester is not supported"},
	}
	pptpPlainResults    = []token{{1, "OK"}, {2, "General Error"}}
	pptpOutgoingResults = []token{
		{1, "Connected"}, {2, "General Error"}, {3, "No Carrier"}, {4, "Busy"}, {5, "No Dial Tone"}, {6, "Time-out"},
		{7, "Do Not Accept"},
	}
	pptpIncomingResults = []token{{1, "Connect"}, {2, "General Error"}, {3, "Do Not Accept"}}
	pptpClearResults    = []token{{1, "Lost Carrier"}, {2, "General Error"}, {3, "Admin Shutdown"}, {4, "Request"}}

	pptpFrameCaps   = []token{{1, "A"}, {2, "S"}}
	pptpBearerTypes = []token{{1, "A"}, {2, "D"}, {3, "Any"}}
	pptpFrameTypes  = []token{{1, "A"}, {2, "S"}, {3, "E"}}
)

// pptp prints the control message that length bytes begin with.
func (p *printer) pptp(length int) {
	p.proto = "pptp"
	p.limit(length)
	p.s(": pptp")
	size := p.u16()
	if p.v > 0 {
		p.sn(" Length=", size)
	}
	kind := p.u16()
	if p.v > 0 {
		switch kind {
		case 1:
			p.s(" CTRL-MSG")
		case 2:
			p.s(" MGMT-MSG")
		default:
			p.s(" UNKNOWN-MSG-TYPE")
		}
	}
	magic := p.u32()
	if magic != pptpMagic {
		p.f1(" UNEXPECTED Magic-Cookie!!(%08x)", magic)
	}
	if p.v > 0 || magic != pptpMagic {
		p.f1(" Magic-Cookie=%08x", magic)
	}
	msg := p.u16()
	if msg >= len(pptpNames) {
		p.f1(" UNKNOWN_CTRL_MSGTYPE(%u)", uint32(msg))
		p.pptpReserved(2)
		return
	}
	p.s(" CTRL_MSGTYPE=")
	p.s(pptpNames[msg])
	p.pptpReserved(2)
	p.pptpMessage(msg)
}

func (p *printer) pptpMessage(msg int) {
	switch msg {
	case pptpSCCRQ, pptpSCCRP:
		h := p.take(2)
		p.f2(" PROTO_VER(%u.%u)", uint32(h[0]), uint32(h[1]))
		if msg == pptpSCCRQ {
			p.pptpReserved(2)
		} else {
			p.pptpResult(&pptpStartResults)
		}
		p.pptpFrameCaps()
		p.pptpBearerCaps()
		p.pptpNumber("MAX_CHAN", 2)
		p.pptpNumber("FIRM_REV", 2)
		p.pptpString("HOSTNAME", 64)
		p.pptpString("VENDOR", 64)
	case pptpStopCCRQ:
		p.pptpCode("REASON", &pptpStopReasons)
		p.pptpReserved(1)
		p.pptpReserved(2)
	case pptpStopCCRP:
		p.pptpResult(&pptpPlainResults)
		p.pptpReserved(2)
	case pptpEchoRQ:
		p.pptpNumber("ID", 4)
	case pptpEchoRP:
		p.pptpNumber("ID", 4)
		p.pptpResult(&pptpPlainResults)
		p.pptpReserved(2)
	case pptpOCRQ, pptpOCRP, pptpICRQ, pptpICRP, pptpICCN:
		p.pptpCall(msg)
	case pptpCCRQ:
		p.pptpNumber("CALL_ID", 2)
		p.pptpReserved(2)
	case pptpCDN:
		p.pptpNumber("CALL_ID", 2)
		p.pptpResult(&pptpClearResults)
		p.pptpNumber("CAUSE_CODE", 2)
		p.pptpReserved(2)
		p.pptpString("CALL_STATS", 128)
	case pptpWEN:
		p.pptpNumber("PEER_CALL_ID", 2)
		p.pptpReserved(2)
		p.pptpNumber("CRC_ERR", 4)
		p.pptpNumber("FRAMING_ERR", 4)
		p.pptpNumber("HARDWARE_OVERRUN", 4)
		p.pptpNumber("BUFFER_OVERRUN", 4)
		p.pptpNumber("TIMEOUT_ERR", 4)
		p.pptpNumber("ALIGN_ERR", 4)
	case pptpSLI:
		p.pptpNumber("PEER_CALL_ID", 2)
		p.pptpReserved(2)
		send := p.u32()
		p.f1(" SEND_ACCM(0x%08x)", send)
		recv := p.u32()
		p.f1(" RECV_ACCM(0x%08x)", recv)
	}
}

// pptpCall prints the messages that set up a call.
func (p *printer) pptpCall(msg int) {
	if msg == pptpICCN {
		p.pptpNumber("PEER_CALL_ID", 2)
		p.pptpReserved(2)
		p.pptpNumber("CONN_SPEED", 4)
		p.pptpNumber("RECV_WIN", 2)
		p.pptpNumber("PROC_DELAY", 2)
		p.pptpType("FRAME_TYPE", &pptpFrameTypes)
		return
	}
	p.pptpNumber("CALL_ID", 2)
	switch msg {
	case pptpOCRQ:
		p.pptpNumber("CALL_SER_NUM", 2)
		p.pptpNumber("MIN_BPS", 4)
		p.pptpNumber("MAX_BPS", 4)
		p.pptpType("BEARER_TYPE", &pptpBearerTypes)
		p.pptpType("FRAME_TYPE", &pptpFrameTypes)
		p.pptpNumber("RECV_WIN", 2)
		p.pptpNumber("PROC_DELAY", 2)
		p.pptpNumber("PHONE_NO_LEN", 2)
		p.pptpReserved(2)
		p.pptpString("PHONE_NO", 64)
		p.pptpString("SUB_ADDR", 64)
	case pptpOCRP:
		p.pptpNumber("PEER_CALL_ID", 2)
		p.pptpResult(&pptpOutgoingResults)
		p.pptpNumber("CAUSE_CODE", 2)
		p.pptpNumber("CONN_SPEED", 4)
		p.pptpNumber("RECV_WIN", 2)
		p.pptpNumber("PROC_DELAY", 2)
		p.pptpNumber("PHY_CHAN_ID", 4)
	case pptpICRQ:
		p.pptpNumber("CALL_SER_NUM", 2)
		p.pptpType("BEARER_TYPE", &pptpBearerTypes)
		p.pptpNumber("PHY_CHAN_ID", 4)
		p.pptpNumber("DIALED_NO_LEN", 2)
		p.pptpNumber("DIALING_NO_LEN", 2)
		p.pptpString("DIALED_NO", 64)
		p.pptpString("DIALING_NO", 64)
		p.pptpString("SUB_ADDR", 64)
	case pptpICRP:
		p.pptpNumber("PEER_CALL_ID", 2)
		p.pptpResult(&pptpIncomingResults)
		p.pptpNumber("RECV_WIN", 2)
		p.pptpNumber("PROC_DELAY", 2)
		p.pptpReserved(2)
	}
}

// pptpNumber prints a number of 2 or 4 bytes.
func (p *printer) pptpNumber(label string, size int) {
	var v uint64
	if size == 2 {
		v = uint64(p.u16())
	} else {
		v = uint64(p.u32())
	}
	p.c(' ')
	p.s(label)
	p.fw("(%u)", v)
}

// pptpReserved passes over a field that should be zero.
func (p *printer) pptpReserved(size int) {
	v := p.u8()
	if size == 2 {
		v = v<<8 | p.u8()
	}
	if v != 0 {
		p.f1(" [ERROR: reserved=%u must be zero]", uint32(v))
	}
}

// pptpResult prints a result code and an error code.
func (p *printer) pptpResult(results *[]token) {
	p.pptpCode("RESULT_CODE", results)
	p.pptpCode("ERR_CODE", &pptpErrors)
}

// pptpCode prints a byte, with -v by name too.
func (p *printer) pptpCode(label string, names *[]token) {
	v := p.u8()
	p.c(' ')
	p.s(label)
	p.f1("(%u", uint32(v))
	if p.v > 0 {
		p.c(':')
		p.tok(names, "?", uint32(v))
	}
	p.c(')')
}

// pptpType prints one of several types.
func (p *printer) pptpType(label string, names *[]token) {
	v := p.u32()
	p.c(' ')
	p.s(label)
	p.c('(')
	p.tok(names, "?", v)
	p.c(')')
}

func (p *printer) pptpFrameCaps() {
	p.s(" FRAME_CAP(")
	v := p.u32()
	p.bits(&pptpFrameCaps, "", "", v)
	p.c(')')
}

func (p *printer) pptpBearerCaps() {
	v := p.u32()
	p.s(" BEARER_CAP(")
	if v&2 != 0 {
		p.c('D')
	}
	if v&1 != 0 {
		p.c('A')
	}
	p.c(')')
}

// pptpString prints a text in a field of size bytes.
func (p *printer) pptpString(label string, size int) {
	p.c(' ')
	p.s(label)
	p.c('(')
	for ; size > 0 && p.cut < 0; size-- {
		c := p.u8()
		if c == 0 && p.cut < 0 {
			p.skip(size - 1)
			break
		}
		p.safe(byte(c))
	}
	p.c(')')
}
