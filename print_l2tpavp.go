// Attribute value pairs of L2TP, RFC 2661 section 4.
//
//	+-+-+-------+-------------------+-------------------------------+
//	|M|H| rsvd  |      Length       |           Vendor ID           |
//	+-+-+-------+-------------------+-------------------------------+
//	|         Attribute Type        |        Attribute Value...
//	+-------------------------------+------------------ - -

package main

const (
	l2tpAVPHeaderLen = 6
	l2tpAVPMandatory = 0x8000
	l2tpAVPHidden    = 0x4000
	l2tpAVPLength    = 0x03ff
)

var (
	l2tpMessages = []token{
		{1, "SCCRQ"}, {2, "SCCRP"}, {3, "SCCCN"}, {4, "StopCCN"}, {6, "HELLO"}, {7, "OCRQ"}, {8, "OCRP"}, {9, "OCCN"},
		{10, "ICRQ"}, {11, "ICRP"}, {12, "ICCN"}, {14, "CDN"}, {15, "WEN"}, {16, "SLI"},
	}
	l2tpAVPNames = [...]string{
		"MSGTYPE", "RESULT_CODE", "PROTO_VER", "FRAMING_CAP", "BEARER_CAP", "TIE_BREAKER", "FIRM_VER", "HOST_NAME",
		"VENDOR_NAME", "ASSND_TUN_ID", "RECV_WIN_SIZE", "CHALLENGE", "Q931_CC", "CHALLENGE_RESP", "ASSND_SESS_ID",
		"CALL_SER_NUM", "MINIMUM_BPS", "MAXIMUM_BPS", "BEARER_TYPE", "FRAMING_TYPE", "PACKET_PROC_DELAY",
		"CALLED_NUMBER", "CALLING_NUMBER", "SUB_ADDRESS", "TX_CONN_SPEED", "PHY_CHANNEL_ID", "INI_RECV_LCP",
		"LAST_SENT_LCP", "LAST_RECV_LCP", "PROXY_AUTH_TYPE", "PROXY_AUTH_NAME", "PROXY_AUTH_CHAL", "PROXY_AUTH_ID",
		"PROXY_AUTH_RESP", "CALL_ERRORS", "ACCM", "RANDOM_VECTOR", "PRIVATE_GRP_ID", "RX_CONN_SPEED",
		"SEQ_REQUIRED", 46: "PPP_DISCON_CC",
	}
	l2tpAuthTypes = []token{
		{0, "Reserved"}, {1, "Textual"}, {2, "CHAP"}, {3, "PAP"}, {4, "No Auth"}, {5, "MS-CHAPv1"},
	}
	l2tpDirections = []token{{0, "global error"}, {1, "at peer"}, {2, "at local"}}
	l2tpBearer     = []token{{2, "A"}, {1, "D"}}
	l2tpFraming    = []token{{2, "A"}, {1, "S"}}
	l2tpErrors     = [...]string{"CRCErr=", "FrameErr=", "HardOver=", "BufOver=", "Timeout=", "AlignErr="}
)

// l2tpAVPs prints length bytes of attributes.
func (p *printer) l2tpAVPs(length int) {
	for length > 0 && p.cut < 0 {
		p.c(' ')
		head := p.u16()
		size := head & l2tpAVPLength
		if size < l2tpAVPHeaderLen || size > length || !p.need(size-2) {
			p.trunc()
			p.in = nil
			return
		}
		length -= size
		if head&l2tpAVPMandatory != 0 {
			p.c('*')
		}
		hidden := head&l2tpAVPHidden != 0
		if hidden {
			p.c('?')
		}
		vendor, kind := p.u16(), p.u16()
		rest := p.limit(size - l2tpAVPHeaderLen)
		if vendor != 0 {
			p.f2("VENDOR%04x:ATTR%04x(", uint32(vendor), uint32(kind))
			p.hexBytes(p.in)
			p.c(')')
			p.unlimit(rest)
			continue
		}
		if kind < len(l2tpAVPNames) && l2tpAVPNames[kind] != "" {
			p.s(l2tpAVPNames[kind])
		} else {
			p.f1("AVP-#%u", uint32(kind))
		}
		p.c('(')
		if hidden {
			p.s("???")
		} else {
			p.l2tpAVP(kind)
		}
		p.c(')')
		p.unlimit(rest)
	}
}

// l2tpShort reports whether fewer than n bytes are left of an attribute, and says so.
//
//go:noinline
func (p *printer) l2tpShort(n int) bool {
	if len(p.in) >= n {
		return false
	}
	p.s("AVP too short")
	return true
}

// l2tpAVP prints the value of an attribute, all of p.in.
func (p *printer) l2tpAVP(kind int) {
	switch kind {
	case 0:
		if !p.l2tpShort(2) {
			p.tok(&l2tpMessages, "MSGTYPE-#%u", uint32(p.u16()))
		}
	case 1:
		p.l2tpResult()
	case 2:
		if !p.l2tpShort(2) {
			v := p.take(2)
			p.f2("%u.%u", uint32(v[0]), uint32(v[1]))
		}
	case 3, 19:
		if !p.l2tpShort(4) {
			p.bits(&l2tpFraming, "", "", p.u32())
		}
	case 4, 18:
		if !p.l2tpShort(4) {
			p.bits(&l2tpBearer, "", "", p.u32())
		}
	case 5:
		if !p.l2tpShort(8) {
			p.hexBytes(p.take(8))
		}
	case 6, 9, 10, 14:
		if !p.l2tpShort(2) {
			p.n(p.u16())
		}
	case 32:
		if !p.l2tpShort(2) {
			p.n(int(p.take(2)[1])) // behind a reserved byte
		}
	case 7, 8, 21, 22, 23, 30, 37:
		p.textBytes(p.in)
	case 11, 26, 27, 28, 31, 33, 36:
		p.hexBytes(p.in)
	case 12:
		if !p.l2tpShort(3) {
			p.f1("%u, ", uint32(p.u16()))
			p.f1("%02x", uint32(p.u8()))
			p.l2tpAdvisory()
		}
	case 13:
		if !p.l2tpShort(16) {
			p.hexBytes(p.take(16))
		}
	case 15, 16, 17, 24, 25, 38:
		if !p.l2tpShort(4) {
			p.u(uint64(p.u32()))
		}
	case 20:
		p.s("obsolete")
	case 29:
		if !p.l2tpShort(2) {
			p.tok(&l2tpAuthTypes, "AuthType-#%u", uint32(p.u16()))
		}
	case 34:
		p.l2tpCallErrors()
	case 35:
		if !p.l2tpShort(2) {
			p.take(2) // reserved
			if p.l2tpShort(4) {
				return
			}
			p.f1("send=%08x ", p.u32())
			if p.l2tpShort(4) {
				return
			}
			p.f1("recv=%08x ", p.u32())
		}
	case 46:
		if !p.l2tpShort(5) {
			p.f1("%04x, ", uint32(p.u16()))
			p.f1("%04x ", uint32(p.u16()))
			p.tok(&l2tpDirections, "Direction-#%u", uint32(p.u8()))
			p.l2tpAdvisory()
		}
	}
}

// l2tpAdvisory prints the text that may follow a code.
func (p *printer) l2tpAdvisory() {
	if len(p.in) > 0 {
		p.c(' ')
		p.textBytes(p.in)
	}
}

// l2tpResult prints a result code, and where there are an error code and a text.
func (p *printer) l2tpResult() {
	if p.l2tpShort(2) {
		return
	}
	p.n(p.u16())
	if len(p.in) == 0 {
		return
	}
	if len(p.in) < 2 {
		p.c(' ')
		p.l2tpShort(2)
		return
	}
	p.f1("/%u", uint32(p.u16()))
	p.l2tpAdvisory()
}

// l2tpCallErrors prints six counters behind a reserved field.
func (p *printer) l2tpCallErrors() {
	if p.l2tpShort(2) {
		return
	}
	p.take(2)
	for _, name := range l2tpErrors {
		if p.l2tpShort(4) {
			return
		}
		p.s(name)
		p.f1("%u ", p.u32())
	}
}
