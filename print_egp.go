// Exterior Gateway Protocol, RFC 904.
//
//	+-------+-------+-------+-------+
//	|version| type  | code  |status |
//	+-------+-------+-------+-------+
//	|   checksum    |      AS       |
//	+---------------+---------------+
//	|   sequence    | by type ...
//	+---------------+---------------

package main

const (
	egpUpdate  = 1
	egpPoll    = 2
	egpAcquire = 3
	egpReach   = 5
	egpError   = 8

	egpMinLen      = 16
	egpUnsolicited = 0x80
)

var egpAcquireCodes = []token{{0, "request"}, {1, "confirm"}, {2, "refuse"}, {3, "cease"}, {4, "cease_ack"}}

var egpAcquireStatus = []token{
	{0, "unspecified"}, {1, "active_mode"}, {2, "passive_mode"}, {3, "insufficient_resources"},
	{4, "administratively_prohibited"}, {5, "going_down"}, {6, "parameter_violation"}, {7, "protocol_violation"},
}

var egpStatusNames = []token{{0, "indeterminate"}, {1, "up"}, {2, "down"}}

var egpReasons = []token{
	{0, "unspecified"}, {1, "bad_EGP_header_format"}, {2, "bad_EGP_data_field_format"},
	{3, "reachability_info_unavailable"}, {4, "excessive_polling_rate"}, {5, "no_response"}, {6, "unsupported_version"},
}

// egp prints a message, length bytes on the wire.
func (p *printer) egp(length int) {
	p.proto = "egp"
	if length < egpMinLen || !p.has(egpMinLen) {
		p.short(0)
		return
	}
	h := p.take(10)
	p.f1("EGPv%u, ", uint32(h[0]))
	if p.v == 0 {
		p.f3("AS %u, seq %u, length %u", uint32(be16at(h, 6)), uint32(be16at(h, 8)), uint32(length))
		return
	}
	p.sn("length ", length)
	if h[0] != 2 {
		p.f1("[version %u]", uint32(h[0]))
		return
	}
	code, status := uint32(h[2]), uint32(h[3])
	switch h[1] {
	case egpAcquire:
		p.s(" acquire")
		p.egpAcquire(code, status)
	case egpReach:
		switch code {
		case 0:
			p.s(" hello")
		case 1:
			p.s(" i-h-u")
		default:
			p.f1("[reach code %u]", code)
			return
		}
		p.egpState(status)
	case egpPoll:
		p.s(" poll")
		p.egpState(status)
		net := p.peek(2, 4)
		p.s(" net:")
		p.ip4(net)
	case egpUpdate:
		p.s(" update")
		if status&egpUnsolicited != 0 {
			status &^= egpUnsolicited
			p.s(" unsolicited")
		}
		p.egpState(status)
		b := p.take(6)
		p.c(' ')
		p.ip4(b[2:6])
		p.f2(" int %u ext %u", uint32(b[0]), uint32(b[1]))
		p.egpGateways(int(b[0]), int(b[1]), b[2:6])
	case egpError:
		p.s(" error")
		p.egpState(status)
		p.c(' ')
		p.tok(&egpReasons, "[reason %u]", uint32(p.u16()))
	default:
		p.f1("[type %u]", uint32(h[1]))
	}
}

func (p *printer) egpState(status uint32) {
	if name, ok := tokenName(&egpStatusNames, status); ok {
		p.s(" state:")
		p.s(name)
		return
	}
	p.f1(" [status %u]", status)
}

// egpAcquire prints how two neighbors become or cease to be such.
func (p *printer) egpAcquire(code, status uint32) {
	name, ok := tokenName(&egpAcquireCodes, code)
	if !ok {
		p.f1("[code %u]", code)
		return
	}
	p.c(' ')
	p.s(name)
	agree := code <= 1
	why, ok := tokenName(&egpAcquireStatus, status)
	switch {
	case agree && (!ok || status > 2):
		p.f1(" [status %u]", status)
	case !agree && (!ok || status == 1 || status == 2):
		p.f1("[status %u]", status)
	default:
		p.c(' ')
		p.s(why)
	}
	if agree {
		h := p.take(4)
		p.f2(" hello:%u poll:%u", uint32(be16(h)), uint32(be16at(h, 2)))
	}
}

// egpNetLen is how many bytes of an address name its network, by its class.
func egpNetLen(first byte) int {
	switch {
	case first < 128:
		return 1
	case first < 192:
		return 2
	}
	return 3
}

// egpGateways prints, for each gateway on the network, the networks behind it by distance, RFC 904 appendix A.2.
func (p *printer) egpGateways(interior, exterior int, net []byte) {
	for gw := 0; gw < interior+exterior && p.cut < 0; gw++ {
		n := egpNetLen(net[0])
		var addr [4]byte
		copy(addr[:], net[:n])
		copy(addr[n:], p.takeN(4-n))
		distances := p.u8()
		if p.cut >= 0 {
			return
		}
		if gw < interior {
			p.s(" int ")
		} else {
			p.s(" ext ")
		}
		p.ip4(addr[:])
		p.s(" (")
		for i := 0; i < distances && p.cut < 0; i++ {
			if i > 0 {
				p.s(", ")
			}
			h := p.take(2)
			p.f1("d%u:", uint32(h[0]))
			for nets := h[1]; nets > 0 && p.cut < 0; nets-- {
				first := p.peek(0, 1)[0]
				b := p.takeN(egpNetLen(first))
				if p.cut >= 0 {
					return
				}
				addr = [4]byte{}
				copy(addr[:], b)
				p.c(' ')
				p.ip4(addr[:])
			}
		}
		p.c(')')
	}
}
