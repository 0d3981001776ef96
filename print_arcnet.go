// ARCNET with IP, RFC 1201 (and RFC 1051 before it); frames as BSD and as Linux capture them.
//
//	BSD:    source (1) | destination (1) | type (1) | flag (1) | sequence (2) | payload      no flag, sequence: RFC 1051
//	Linux:  source (1) | destination (1) | offset (2) | type (1) | payload
//
// Flag 0 is a whole packet; an odd one the first of (flag+3)/2 fragments; an even one a later fragment; 0xff says that
// another header of the same form follows behind padding.

package main

const (
	arcnetOldIP  = 0xf0
	arcnetOldARP = 0xf1
	arcnetIP     = 0xd4
	arcnetARP    = 0xd5
	arcnetRARP   = 0xd6
	arcnetIPv6   = 0xc4
	arcnetAtalk  = 0xdd
	arcnetIPX    = 0xfa
	arcnetDiag   = 0x80

	arcnetExtended = 0xff
)

var arcnetTypes = []token{
	{arcnetOldIP, "oldip"}, {arcnetOldARP, "oldarp"}, {arcnetIP, "ip"}, {arcnetARP, "arp"}, {arcnetRARP, "rarp"},
	{0xf7, "banyan"}, {arcnetIPX, "ipx"}, {arcnetIPv6, "ipv6"}, {arcnetAtalk, "atalk"}, {arcnetDiag, "diag"},
}

// arcnetLink prints a frame captured by a BSD system, length bytes on the wire.
func (p *printer) arcnetLink(length int) {
	p.proto = "arcnet"
	if !p.need(3) {
		return
	}
	h := p.take(3)
	hlen := 3
	kind := h[2]
	if p.e {
		p.f2("%02x %02x", uint32(h[0]), uint32(h[1]))
		if !p.q {
			p.c(' ')
		}
		if !p.q {
			p.tok(&arcnetTypes, "%02x", uint32(kind))
		}
	}
	fragment := 0
	switch kind {
	case arcnetOldIP, arcnetOldARP, arcnetDiag:
		p.arcnetLength(length)
	default:
		at := len(p.out)
		flag := 0
		if p.has(1) {
			flag = int(p.in[0])
		}
		hlen += 3
		what := " phds"
		if flag == arcnetExtended {
			if p.has(4) {
				p.take(4)
				hlen += 4
				what = " phds extended"
				flag = 0
				if p.has(1) {
					flag = int(p.in[0])
				}
			} else {
				p.in = nil
			}
		}
		if !p.has(3) {
			p.out = p.out[:at]
			if p.e {
				p.arcnetLength(length)
			}
			p.s(what)
			p.short(0)
			return
		}
		seq := be16at(p.take(3), 1)
		fragment = flag
		if p.e {
			p.arcnetFragment(flag, seq)
			p.arcnetLength(length)
		}
	}
	p.ll = hlen
	if fragment != 0 && fragment&1 == 0 { // only the first fragment tells what it is
		return
	}
	p.arcnetPayload(kind, length-hlen)
}

func (p *printer) arcnetLength(length int) {
	if p.e {
		p.f1(" %u: ", uint32(length))
	}
}

func (p *printer) arcnetFragment(flag int, seq uint16) {
	if p.q {
		return
	}
	p.f1(" seqid %04x", uint32(seq))
	switch {
	case flag == 0:
	case flag&1 != 0:
		p.f1(" (first of %u fragments)", uint32((flag+3)/2))
	default:
		p.f1(" (fragment %u)", uint32(flag/2+1))
	}
}

// arcnetPayload prints what a frame's type announces.
func (p *printer) arcnetPayload(kind byte, length int) {
	switch kind {
	case arcnetOldIP, arcnetIP:
		p.ip(length)
	case arcnetIPv6:
		p.ip6Packet(length)
	case arcnetOldARP, arcnetARP, arcnetRARP:
		p.arp(length, nil, nil)
	case arcnetAtalk:
		p.atalk(length)
	case arcnetIPX:
		p.ipx(length)
	default:
		p.rest(length)
	}
}

// arcnetLinuxLink prints a frame captured by Linux, length bytes on the wire.
func (p *printer) arcnetLinuxLink(length int) {
	p.proto = "arcnet_linux"
	hlen := 5
	if !p.need(hlen) {
		return
	}
	kind := p.in[4]
	if kind != arcnetOldIP && kind != arcnetOldARP && kind != arcnetDiag {
		hlen = 8
		if !p.need(hlen) {
			return
		}
	}
	h := p.takeN(hlen)
	if p.e {
		p.f("%02x %02x %02x %u: ", uint32(h[0]), uint32(h[1]), uint32(h[2]), uint32(length))
	}
	p.ll = hlen
	p.arcnetPayload(kind, length-hlen)
}
