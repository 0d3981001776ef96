// RPL, IPv6 routing protocol for low-power and lossy networks, RFC 6550.

package main

const (
	rplDIS    = 0
	rplDIO    = 1
	rplDAO    = 2
	rplDAOAck = 3
	rplSecure = 0x80

	rplOptPad1 = 0
)

var rplModes = []token{
	{0, "nonstoring"}, {1, "storing"}, {2, "nonstoring-multicast"}, {3, "storing-multicast"}, {4, "mop4"}, {5, "mop5"},
	{6, "mop6"}, {7, "mop7"},
}

var rplOptions = []token{
	{rplOptPad1, "pad1"}, {1, "padN"}, {2, "metrics"}, {3, "routinginfo"}, {4, "config"}, {5, "rpltarget"},
	{6, "transitinfo"}, {8, "destprefix"}, {9, "rpltargetdesc"},
}

// rpl prints a control message, length bytes with its ICMPv6 header; the code says which.
func (p *printer) rpl(code, length int) {
	if code&rplSecure != 0 {
		p.s("(SEC) [worktodo]") // its security section would have to be known, RFC 6550 section 6.1
		return
	}
	p.take(4)
	p.s("(CLR)")
	length -= 4
	switch code {
	case rplDIS:
		p.s("DODAG Information Solicitation")
	case rplDIO:
		p.s("DODAG Information Object")
		if p.v > 0 {
			p.rplDIO(length)
		}
	case rplDAO:
		p.s("Destination Advertisement Object")
		if p.v > 0 {
			p.rplDAO(length)
		}
	case rplDAOAck:
		p.s("Destination Advertisement Object Ack")
		if p.v > 0 {
			p.rplDAOAck(length)
		}
	default:
		p.sn("RPL message, unknown code ", code)
	}
}

// rplDIO prints a DODAG information object.
//
//	+---------------+---------------+-------------------------------+
//	| RPLInstanceID |Version Number |             Rank              |
//	+-+-+-----+-----+---------------+---------------+---------------+
//	|G|0| MOP | Prf |     DTSN      |     Flags     |   Reserved    |
//	+-+-+-----+-----+---------------+---------------+---------------+
//	|                        DODAGID, 16 bytes                      |
//	+---------------------------------------------------------------+
func (p *printer) rplDIO(length int) {
	if length < 24 {
		p.f2(" [length %u < %u]", uint32(length), 24)
		p.invalid()
		return
	}
	h := p.take(24)
	p.s(" [dagid:")
	p.ip6(h[8:24])
	p.f3(",seq:%u,instance:%u,rank:%u,", uint32(h[5]), uint32(h[0]), uint32(be16at(h, 2)))
	if h[4]&0x80 != 0 {
		p.s("grounded,")
	}
	p.s("mop:")
	p.tok(&rplModes, "", uint32(h[4]>>3&7))
	p.f1(",prf:%u]", uint32(h[4]&7))
	if p.v > 1 {
		p.rplOptions(length - 24)
	}
}

// rplDAO prints a destination advertisement object.
//
//	+---------------+-+-+-----------+---------------+---------------+
//	| RPLInstanceID |K|D|   Flags   |   Reserved    | DAOSequence   |
//	+---------------+-+-+-----------+---------------+---------------+
//	|                   DODAGID, 16 bytes, with D                   |
//	+---------------------------------------------------------------+
func (p *printer) rplDAO(length int) {
	h := p.take(4)
	length -= 4
	flags := h[1]
	dagid := p.rplDagID(flags&0x40 != 0, &length)
	p.s(" [dagid:")
	p.rplShowDagID(dagid)
	p.f2(",seq:%u,instance:%u", uint32(h[3]), uint32(h[0]))
	if flags&0x80 != 0 {
		p.s(",acK")
	}
	if dagid != nil {
		p.s(",Dagid")
	}
	p.f1(",flags:%02x]", uint32(flags))
	if p.v > 1 {
		p.rplOptions(length)
	}
}

// rplDAOAck prints the acknowledgement of a destination advertisement object, whose D bit is another one.
//
//	+---------------+-+-------------+---------------+---------------+
//	| RPLInstanceID |D|  Reserved   | DAOSequence   |    Status     |
//	+---------------+-+-------------+---------------+---------------+
func (p *printer) rplDAOAck(length int) {
	h := p.take(4)
	length -= 4
	dagid := p.rplDagID(h[1]&0x80 != 0, &length)
	p.s(" [dagid:")
	p.rplShowDagID(dagid)
	p.f3(",seq:%u,instance:%u,status:%u]", uint32(h[2]), uint32(h[0]), uint32(h[3]))
	if p.v > 1 {
		p.rplOptions(length)
	}
}

// rplDagID takes the DODAGID if it is there.
func (p *printer) rplDagID(present bool, length *int) []byte {
	if !present {
		return nil
	}
	*length -= 16
	return p.take(16)
}

func (p *printer) rplShowDagID(id []byte) {
	if id == nil {
		p.s("<elided>")
		return
	}
	p.ip6(id)
}

// rplOptions prints the options, left bytes on the wire: their types and lengths, with -vvv their bytes too.
func (p *printer) rplOptions(left int) {
	for left > 0 && p.cut < 0 {
		typ := int(p.peek(0, 1)[0])
		if typ == rplOptPad1 {
			p.take(1)
			p.s(" opt:pad1")
			left--
			continue
		}
		h := p.take(2)
		n := int(h[1]) + 2
		p.s(" opt:")
		p.tok(&rplOptions, "subopt:%u", uint32(typ))
		p.f1(" len:%u ", uint32(n))
		if n > left {
			p.short(0)
			return
		}
		body := p.takeN(n - 2)
		if p.cut < 0 && p.v > 2 {
			p.hexLines(" ", body)
		}
		left -= n
	}
}
