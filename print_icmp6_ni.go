// IPv6 node information, RFC 4620; router renumbering for IPv6, RFC 2894.

package main

const (
	nodeQtypeNOOP  = 0
	nodeQtypeTypes = 1 // supported qtypes, in the drafts
	nodeQtypeName  = 2
	nodeQtypeAddrs = 3

	nodeHeaderLen = 16
)

// nodeAddrFlags are shown without a separator, the highest bit first.
var nodeAddrFlags = []token{{0x40, "a"}, {0x20, "G"}, {0x10, "S"}, {0x08, "L"}, {0x04, "C"}, {0x02, "A"}}

// nodeSep prints what separates the parts of a list in parentheses.
func (p *printer) nodeSep(first *bool) {
	if !*first {
		p.s(", ")
	}
	*first = false
}

// nodeQuery prints a node information query behind its name.
//
//	+---------------+---------------+-------------------------------+
//	|     Type      |     Code      |           Checksum            |
//	+---------------+---------------+-------------------------------+
//	|             Qtype             |             Flags             |
//	+-------------------------------+-------------------------------+
//	|                         Nonce, 8 bytes                        |
//	+---------------------------------------------------------------+
//	|                             Data
//	+------------------ - -
func (p *printer) nodeQuery(code, length int) {
	h := p.take(nodeHeaderLen)
	if p.cut >= 0 {
		p.cutInline()
		return
	}
	qtype, flags := int(be16at(h, 4)), uint32(be16at(h, 6))
	data := length - nodeHeaderLen
	p.s(" (")
	switch qtype {
	case nodeQtypeNOOP, nodeQtypeTypes:
		if qtype == nodeQtypeNOOP {
			p.s("noop")
		} else {
			p.s("supported qtypes")
			if flags != 0 {
				p.s(" [")
				if flags&1 != 0 {
					p.c('C')
				}
				p.c(']')
			}
		}
		if p.v > 0 && data > 0 {
			p.s(", invalid len")
		}
		p.c(')')
		return
	case nodeQtypeName:
		p.s("DNS name")
	case nodeQtypeAddrs:
		p.s("node addresses")
		p.nodeFlags(flags)
	default:
		p.s("unknown")
	}
	p.nodeSubject(code, data)
	p.c(')')
}

func (p *printer) nodeFlags(flags uint32) {
	if flags == 0 {
		return
	}
	p.s(" [")
	p.bits(&nodeAddrFlags, "", "", flags)
	p.c(']')
}

// nodeSubject prints whom a query is about, data bytes on the wire.
func (p *printer) nodeSubject(code, data int) {
	switch code {
	case 0:
		if data == 16 {
			a := p.take(16)
			p.s(", subject=")
			p.ip6(a)
		} else if data == 4 {
			p.s(", 03 draft")
		}
	case 1:
		p.s(", subject=DNS name, ")
		p.nodeName(data)
	case 2:
		if data == 4 {
			a := p.take(4)
			p.s(", subject=")
			p.ip4(a)
		} else if p.v > 0 {
			p.s(", invalid subject len")
		}
	default:
		p.s(", unknown subject")
	}
}

// nodeName prints, in quotes, a name in DNS wire format or, as an old draft had it, in plain text behind its length.
// One zero ends a whole name, two end a partial one, RFC 4620 section 6.3.
func (p *printer) nodeName(data int) {
	b := p.in[:min(len(p.in), max(data, 0))]
	p.c('"')
	if len(b) > 0 && int(b[0]) == len(b)-1 {
		p.textBytes(b[1:])
		b = nil
	}
	for len(b) > 0 {
		n := int(b[0])
		b = b[1:]
		if n == 0 {
			switch {
			case len(b) == 0:
				p.c('.')
			case len(b) == 1 && b[0] == 0:
			default:
				p.s("???")
			}
			break
		}
		if n > len(b) {
			p.s("???")
			break
		}
		p.textBytes(b[:n])
		b = b[n:]
		if len(b) > 1 && b[0] != 0 {
			p.c('.')
		}
	}
	p.c('"')
}

// nodeReply prints a node information reply behind its name.
func (p *printer) nodeReply(code, length int) {
	h := p.take(nodeHeaderLen)
	if p.cut >= 0 {
		p.cutInline()
		return
	}
	qtype, flags := int(be16at(h, 4)), uint32(be16at(h, 6))
	data := length - nodeHeaderLen
	first := true
	p.s(" (")
	switch code {
	case 0:
		if p.v > 0 {
			p.nodeSep(&first)
			p.s("success")
		}
	case 1:
		p.nodeSep(&first)
		p.s("refused")
	case 2:
		p.nodeSep(&first)
		p.s("unknown")
	}
	if code != 0 {
		if p.v > 0 && data > 0 && code <= 2 {
			p.s(", invalid length")
		}
		p.c(')')
		return
	}
	p.nodeSep(&first)
	p.nodeAnswer(qtype, flags, data)
	p.c(')')
}

// nodeAnswer prints what a successful reply says.
func (p *printer) nodeAnswer(qtype int, flags uint32, data int) {
	switch qtype {
	case nodeQtypeNOOP:
		p.s("noop")
		if p.v > 0 && data > 0 {
			p.s(", invalid length")
		}
	case nodeQtypeTypes:
		p.s("supported qtypes")
		if flags != 0 {
			p.s(" [")
			if flags&1 != 0 {
				p.c('C')
			}
			p.c(']')
		}
	case nodeQtypeName:
		p.s("DNS name")
		ttl := p.u32()
		p.s(", ")
		p.nodeName(data - 4)
		if flags&1 != 0 && p.cut < 0 {
			p.f1(" [TTL=%u]", ttl)
		}
	case nodeQtypeAddrs:
		p.s("node addresses")
		if flags != 0 {
			p.s(" [")
			p.bits(&nodeAddrFlags, "", "", flags)
			if flags&1 != 0 {
				p.c('T')
			}
			p.c(']')
		}
		for ; data >= 20 && p.cut < 0; data -= 20 {
			ttl := p.u32()
			a := p.take(16)
			p.c(' ')
			p.ip6(a)
			p.f1("(%u)", ttl)
		}
	default:
		p.s("unknown")
	}
}

// Router renumbering.

var renumberCodes = []token{{0, "command"}, {1, "result"}, {255, "sequence number reset"}}
var renumberOps = []token{{1, "add"}, {2, "change"}, {3, "setglobal"}}
var renumberFlags = []token{{0x80, "T"}, {0x40, "R"}, {0x20, "A"}, {0x10, "S"}, {0x08, "P"}}

// icmp6Renumber prints a router renumbering message behind its name.
//
//	+---------------------------------------------------------------+
//	|                        SequenceNumber                         |
//	+---------------+---------------+-------------------------------+
//	| SegmentNumber |     Flags     |            MaxDelay           |
//	+---------------+---------------+-------------------------------+
//	|                           reserved                            |
//	+---------------------------------------------------------------+
func (p *printer) icmp6Renumber(code, length int) {
	h := p.take(16)
	p.s(", ")
	p.tok(&renumberCodes, "code-#%u", uint32(code))
	p.f1(", seq=%u", be32at(h, 4))
	if p.v > 0 {
		p.c('[')
		if flags := uint32(h[9]); flags != 0 {
			p.bits(&renumberFlags, "", "", flags)
			p.c(',')
		}
		p.f2("seg=%u,maxdelay=%u", uint32(h[8]), uint32(be16at(h, 10)))
		if reserved := be32at(h, 12); reserved != 0 {
			p.f1("rsvd=0x%x", reserved)
		}
		p.c(']')
	}
	if code != 0 {
		return
	}
	p.in = p.in[:min(len(p.in), max(length-16, 0))]
	for p.renumberMatch(); p.cut < 0 && len(p.in) > 0; {
		p.renumberMatch()
	}
}

// renumberGap stands before each part: -vv gives it a line of its own.
func (p *printer) renumberGap() {
	if p.v > 1 {
		p.s("\n\t")
	} else {
		p.c(' ')
	}
}

// renumberMatch prints a match-prefix part with the use-prefix parts that belong to it.
func (p *printer) renumberMatch() {
	h := p.take(24)
	p.renumberGap()
	p.s("match(")
	p.tok(&renumberOps, "#%u", uint32(h[0]))
	p.c(',')
	if p.v > 0 {
		p.f3("ord=%u,min=%u,max=%u,", uint32(h[2]), uint32(h[4]), uint32(h[5]))
	}
	p.ip6(h[8:24])
	p.sn("/", int(h[3]))
	p.c(')')
	left := int(h[1])*8 - 24
	if left < 0 || left%32 != 0 { // RFC 2894 section 3.2.1
		p.short(0)
	}
	for ; left > 0 && p.cut < 0; left -= 32 {
		p.renumberUse()
	}
}

// renumberUse prints one use-prefix part.
func (p *printer) renumberUse() {
	h := p.take(32)
	flags := be32at(h, 12)
	p.renumberGap()
	p.s("use(")
	if flags>>24 != 0 { // of four bytes the first one, whose lower bits have no letter
		if flags&0x80000000 != 0 {
			p.c('V')
		}
		if flags&0x40000000 != 0 {
			p.c('P')
		}
		p.c(',')
	}
	if p.v > 0 {
		p.f2("mask=0x%x,raflags=0x%x,", uint32(h[2]), uint32(h[3]))
		p.s("vltime=")
		p.renumberTime(be32at(h, 4))
		p.s("pltime=")
		p.renumberTime(be32at(h, 8))
	}
	p.ip6(h[16:32])
	p.f2("/%u/%u)", uint32(h[0]), uint32(h[1]))
}

func (p *printer) renumberTime(sec uint32) {
	if sec == ndForever {
		p.s("infty,")
		return
	}
	p.f1("%u,", sec)
}
