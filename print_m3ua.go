// MTP 3 user adaptation layer, RFC 4666.
//
//	+---------------+---------------+---------------+---------------+
//	|    Version    |   Reserved    | Message Class | Message Type  |
//	+---------------+---------------+---------------+---------------+
//	|                        Message Length                         |
//	+---------------------------------------------------------------+

package main

const (
	m3uaHeaderLen = 8
	m3uaParamLen  = 4
)

var (
	m3uaClasses = []token{
		{0, "Management"}, {1, "Transfer"}, {2, "SS7"}, {3, "ASP"}, {4, "ASP"}, {9, "Routing Key Management"},
	}
	m3uaManagement = []token{{0, "Error"}, {1, "Notify"}}
	m3uaTransfer   = []token{{1, "Data"}}
	m3uaSS7        = []token{
		{1, "Destination Unavailable"}, {2, "Destination Available"}, {3, "Destination State Audit"},
		{4, "Signalling Congestion"}, {5, "Destination User Part Unavailable"}, {6, "Destination Restricted"},
	}
	m3uaState = []token{
		{1, "Up"}, {2, "Down"}, {3, "Heartbeat"}, {4, "Up Acknowledgement"}, {5, "Down Acknowledgement"},
		{6, "Heartbeat Acknowledgement"},
	}
	m3uaTraffic = []token{
		{1, "Active"}, {2, "Inactive"}, {3, "Active Acknowledgement"}, {4, "Inactive Acknowledgement"},
	}
	m3uaRouting = []token{
		{1, "Registration Request"}, {2, "Registration Response"}, {3, "Deregistration Request"},
		{4, "Deregistration Response"},
	}
	m3uaParams = []token{
		{4, "INFO String"}, {m3uaRoutingContext, "Routing Context"}, {7, "Diagnostic Info"}, {9, "Heartbeat Data"},
		{11, "Traffic Mode Type"}, {12, "Error Code"}, {13, "Status"}, {17, "ASP Identifier"},
		{18, "Affected Point Code"}, {m3uaCorrelationID, "Correlation ID"}, {m3uaAppearance, "Network Appearance"},
		{0x204, "User/Cause"}, {0x205, "Congestion Indications"}, {0x206, "Concerned Destination"},
		{0x207, "Routing Key"}, {0x208, "Registration Result"}, {0x209, "Deregistration Result"},
		{0x20a, "Local Routing Key Identifier"}, {0x20b, "Destination Point Code"}, {0x20c, "Service Indicators"},
		{0x20e, "Originating Point Code List"}, {0x210, "Protocol Data"}, {0x212, "Registration Status"},
		{0x213, "Deregistration Status"},
	}
)

const (
	m3uaRoutingContext = 6
	m3uaCorrelationID  = 19
	m3uaAppearance     = 0x200
)

// m3uaTypes returns the names of the messages of a class.
func m3uaTypes(class byte) *[]token {
	switch class {
	case 0:
		return &m3uaManagement
	case 1:
		return &m3uaTransfer
	case 2:
		return &m3uaSS7
	case 3:
		return &m3uaState
	case 4:
		return &m3uaTraffic
	}
	return &m3uaRouting
}

// m3ua prints one message, size bytes on the wire.
func (p *printer) m3ua(size int) {
	p.proto = "m3ua"
	if size < m3uaHeaderLen {
		p.invalid()
		return
	}
	h := p.take(m3uaHeaderLen)
	if p.cut >= 0 || h[0] != 1 {
		return
	}
	class := h[2]
	p.s("\n\t\t")
	name, ok := tokenName(&m3uaClasses, uint32(class))
	if !ok {
		p.f1("Unknown message class %u", uint32(class))
	} else {
		p.s(name)
		p.c(' ')
		p.tok(m3uaTypes(class), "Unknown (0x%02x)", uint32(h[3]))
		p.s(" Message")
	}
	if be32at(h, 4) != uint32(size) {
		p.f1("\n\t\t\t@@@@@@ Corrupted length %u of message @@@@@@", be32at(h, 4))
		return
	}
	p.m3uaParameters(size - m3uaHeaderLen)
}

// m3uaParameters prints left bytes of parameters, each padded to four bytes.
func (p *printer) m3uaParameters(left int) {
	for left >= m3uaParamLen && p.cut < 0 {
		h := p.take(m3uaParamLen)
		if p.cut >= 0 {
			return
		}
		tag, size := be16(h), int(be16at(h, 2))
		p.s("\n\t\t\t")
		p.tok(&m3uaParams, "Unknown Parameter (0x%04x)", uint32(tag))
		p.s(": ")
		left -= m3uaParamLen
		if size < m3uaParamLen {
			p.invalid()
			return
		}
		padded := (size+3)&^3 - m3uaParamLen
		if !p.need(padded) {
			return
		}
		switch tag {
		case m3uaRoutingContext, m3uaCorrelationID, m3uaAppearance:
			if size < m3uaParamLen+4 {
				p.invalid()
				return
			}
			p.xw(uint64(be32(p.in)), 8)
		default:
			p.f1("(length %u)", uint32(size))
		}
		p.takeN(padded)
		left -= padded
	}
}
