// OpenFlow 1.0: matches, actions, flows, statistics and queues.

package main

func (p *printer) openflow10Port() {
	p.fields("\n\t  port_no %2pP, hw_addr %6m, name %16z")
	if p.v < 2 {
		p.skip(24)
		return
	}
	p.fields("\n\t   config %4bG")
	if state := p.u32(); p.cut < 0 {
		p.f1("\n\t   state 0x%08x (", state)
		p.s(fieldName("STP_LISTEN;STP_LEARN;STP_FORWARD;STP_BLOCK", uint64(state>>8&3)))
		if state&1 != 0 {
			p.s(", LINK_DOWN")
		}
		p.c(')')
		if state&^0x301 != 0 {
			p.s(" (bogus)")
		}
	}
	p.fields("\n\t   curr %4bF\n\t   advertised %4bF\n\t   supported %4bF\n\t   peer %4bF")
}

// openflow10Match prints what must match, a line each: what is not a wildcard.
func (p *printer) openflow10Match(indent string) {
	whole := p.in
	wild := be32(p.take(4))
	if wild>>22 != 0 {
		p.s(indent)
		p.f1("wildcards 0x%08x (bogus)", wild)
	}
	arp, icmp := false, false
	for i := range openflow10Fields {
		f := &openflow10Fields[i]
		bits := uint32(0)
		switch f.at {
		case 28:
			bits = wild >> 8 & 63
		case 32:
			bits = wild >> 14 & 63
		}
		if p.cut >= 0 || wild&f.wild != 0 || bits > 31 {
			continue
		}
		p.in = whole[min(f.at, len(whole)):]
		layout := f.layout
		switch {
		case f.at == 22 && len(p.in) > 1:
			arp, icmp = be16(p.in) == 0x806, be16(p.in) == 0x800
		case f.at == 25 && arp:
			layout = "match arp_opcode %1u"
		case f.at == 25 && len(p.in) > 0:
			icmp = icmp && p.in[0] == 1
		case f.at == 36 && icmp && wild&0x20 == 0:
			layout = "match icmp_type %2u"
		case f.at == 38 && icmp && wild&0x20 == 0:
			layout = "match icmp_code %2u"
		}
		p.fields(indent + layout)
		if f.wild == 0 {
			p.sn("/", int(32-bits))
		}
	}
	if p.cut < 0 {
		p.in = whole
		p.takeN(openflow10MatchLen)
	}
}

// openflow10Do prints actions in left bytes.
func (p *printer) openflow10Do(left int, indent string) {
	for p.openflowRoom(left, openflow10ActionLen, indent+"action ") {
		kind := int(be16(p.peek(0, 2)))
		p.fields(indent + "action type %2tA")
		size := int(be16(p.peek(0, 2)))
		p.fields(", len %2u")
		if size < openflow10ActionLen || size > left {
			p.invalid()
			p.takeN(left - 4)
			return
		}
		body := p.in
		p.limit(size - 4)
		switch {
		case size&7 != 0 || kind < len(openflow10Actions) && size != int(openflow10Actions[kind].size):
			p.s(" (bogus)")
		case kind == 0xffff:
			p.openflowVendorAction(size - 4)
		case kind < len(openflow10Actions):
			p.fields(openflow10Actions[kind].layout)
			if kind == 0 && p.cut < 0 && be16(body) == openflow10ToController {
				p.fields(", max_len %2u")
			}
		}
		if p.cut < 0 {
			p.in = body
			p.takeN(size - 4)
		}
		left -= size
	}
}

// openflowUnless0 prints a number of 16 bits if it is not 0.
func (p *printer) openflowUnless0(name string) {
	if v := p.u16(); v != 0 {
		p.s(name)
		p.n(v)
	}
}

func (p *printer) openflow10Removed() {
	p.openflow10Match("\n\t ")
	p.fields("\n\t cookie %8x")
	p.openflowUnless0(", priority ")
	p.fields(", reason %1nr%1s, duration_sec %4u, duration_nsec %4u")
	p.openflowUnless0(", idle_timeout ")
	p.fields("%2s, packet_count %8u, byte_count %8u")
}

func (p *printer) openflow10FlowMod(size int) {
	p.openflow10Match("\n\t ")
	p.fields("\n\t cookie %8x")
	command := be16(p.peek(0, 2))
	p.fields(", command %2tM")
	p.openflowUnless0(", idle_timeout ")
	p.openflowUnless0(", hard_timeout ")
	p.openflowUnless0(", priority ")
	if command < 3 { // add or modify
		p.fields(", buffer_id %4qB")
	} else {
		p.fields("%4s")
	}
	if command == 3 || command == 4 {
		p.fields(", out_port %2pP")
	} else {
		p.fields("%2s")
	}
	p.fields(", flags %2bf")
	p.openflow10Do(size-64, "\n\t ")
}

func (p *printer) openflow10Out(size int) {
	actions := int(be16(p.peek(0, 2)))
	p.fields(", actions_len %2u")
	size -= 2
	if actions > size {
		p.invalid()
		p.takeN(size)
		return
	}
	rest := p.limit(actions)
	p.openflow10Do(actions, "\n\t ")
	p.unlimit(rest)
	p.openflowFrame(size - actions)
}

// openflow10Stats prints a request or reply, size bytes.
func (p *printer) openflow10Stats(reply bool, size int) {
	kind := int(be16(p.peek(0, 2)))
	if reply {
		p.fields("\n\t type %2tT, flags %2bm")
	} else {
		p.fields("\n\t type %2tT, flags %2bN")
	}
	size -= 4
	switch {
	case kind == 0xffff:
		if size < 4 {
			p.invalid()
			return
		}
		p.fields(", vendor %4wV")
		p.openflowData(size - 4)
	case !reply:
		if p.openflowBody(&openflow10Requests, kind, size) && (kind == 1 || kind == 2) {
			p.openflow10Match("\n\t ")
			p.fields("\n\t table_id %1pE%1s, out_port %2pP")
		}
	case kind == 1:
		p.openflow10Flows(size)
	case kind < len(openflow10Replies) && openflow10Replies[kind].more:
		layout, one := openflow10Replies[kind].layout, int(openflow10Replies[kind].size)
		indent := layout[:2]
		for layout[len(indent)] == ' ' {
			indent = layout[:len(indent)+1]
		}
		if kind == 4 && p.v < 2 {
			layout = "\n\t  port_no %2pP%102s"
		}
		for ; p.openflowRoom(size, one, indent); size -= one {
			p.fields(layout)
		}
	default:
		p.openflowBody(&openflow10Replies, kind, size)
	}
}

// openflow10Flows prints flows with their statistics.
func (p *printer) openflow10Flows(left int) {
	for p.openflowRoom(left, openflow10FlowLen, "\n\t ") {
		size := int(be16(p.peek(0, 2)))
		p.fields("\n\t length %2u")
		if size < openflow10FlowLen || size > left {
			p.invalid()
			p.takeN(left - 2)
			return
		}
		p.fields(", table_id %1pE%1s")
		p.openflow10Match("\n\t  ")
		p.fields("\n\t  duration_sec %4u, duration_nsec %4u, priority %2u, idle_timeout %2u, hard_timeout %2u%6s, " +
			"cookie %8x, packet_count %8u, byte_count %8u")
		rest := p.limit(size - openflow10FlowLen)
		p.openflow10Do(size-openflow10FlowLen, "\n\t  ")
		p.unlimit(rest)
		left -= size
	}
}

// openflow10Queues prints the queues of a port.
func (p *printer) openflow10Queues(left int) {
	for p.openflowRoom(left, openflow10QueueLen, "\n\t  ") {
		p.fields("\n\t  queue_id %4u")
		size := int(be16(p.peek(0, 2)))
		p.fields(", len %2u%2s")
		if size < openflow10QueueLen || size > left {
			p.invalid()
			p.takeN(left - openflow10QueueLen)
			return
		}
		left -= size
		if p.v < 2 {
			p.takeN(size - openflow10QueueLen)
			continue
		}
		for size -= openflow10QueueLen; p.openflowRoom(size, openflow10QueueLen, "\n\t   "); {
			kind := be16(p.peek(0, 2))
			p.fields("\n\t   property %2to")
			length := int(be16(p.peek(0, 2)))
			p.fields(", len %2u%4s")
			if length < openflow10QueueLen || length > size || kind == 1 && length != 16 {
				p.invalid()
				p.takeN(size - openflow10QueueLen)
				break
			}
			size -= length
			if kind == 1 {
				p.openflowRate()
				length -= 8
			}
			p.takeN(length - openflow10QueueLen)
		}
	}
}

// openflowRate prints a minimal rate in tenths of a per cent.
func (p *printer) openflowRate() {
	if v := uint32(p.u16()); v > 1000 {
		p.s(", rate disabled")
	} else {
		p.f2(", rate %u.%u%%", v/10, v%10)
	}
	p.skip(6)
}
