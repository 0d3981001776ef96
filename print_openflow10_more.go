// OpenFlow 1.0: matches, actions, flows, statistics and queues.

package main

func (p *printer) openflow10Port() {
	p.openflowFields("\n\t  port_no %2p, hw_addr %6m, name %16z", &openflow10Ports)
	if p.v < 2 {
		p.takeN(24)
		return
	}
	p.openflowFields("\n\t   config %4b\n\t   state ", &openflow10PortConfig)
	state := p.u32()
	p.xw(uint64(state), 8)
	p.s(" (")
	p.tok(&openflow10STP, "", state&0x300)
	if state&1 != 0 {
		p.s(", LINK_DOWN")
	}
	p.c(')')
	if state&^0x301 != 0 {
		p.s(" (bogus)")
	}
	f := &openflow10PortFeatures
	p.openflowFields("\n\t   curr %4b\n\t   advertised %4b\n\t   supported %4b\n\t   peer %4b", f, f, f, f)
}

// openflow10Fields are the fields of a match with the bits that make them wildcards. Those of the addresses are counts.
var openflow10Fields = [...]struct {
	wild   uint32
	at     int
	layout string
}{
	{1, 4, "match in_port %2p"}, {4, 6, "match dl_src %6m"}, {8, 12, "match dl_dst %6m"},
	{2, 18, "match dl_vlan %2v"}, {1 << 20, 20, "match dl_vlan_pcp %1c"}, {0x10, 22, "match dl_type %2x"},
	{1 << 21, 24, "match nw_tos %1x"}, {0x20, 25, "match nw_proto %1u"}, {0, 28, "match nw_src %4i"},
	{0, 32, "match nw_dst %4i"}, {0x40, 36, "match tp_src %2u"}, {0x80, 38, "match tp_dst %2u"},
}

// openflow10Match prints what must match, a line each: what is not a wildcard.
func (p *printer) openflow10Match(indent string) {
	whole := p.in
	wild := be32(p.take(4))
	if wild&^openflow10Wildcards.more != 0 {
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
		p.openflowFields(indent+layout, &openflow10Ports)
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
		p.openflowFields(indent+"action type %2t", &openflow10Actions)
		size := int(be16(p.peek(0, 2)))
		p.openflowFields(", len %2u")
		if size < openflow10ActionLen || size > left {
			p.invalid()
			p.takeN(left - 4)
			return
		}
		body := p.in
		p.limit(size - 4)
		if layout, length := openflow10ActionLayout(kind); length != size && length > 0 || size&7 != 0 {
			p.s(" (bogus)")
		} else if kind == 0xffff {
			p.openflowVendorAction(size - 4)
		} else {
			p.openflowFields(layout, &openflow10Ports)
			if kind == 0 && p.cut < 0 && be16(body) == openflow10ToController {
				p.openflowFields(", max_len %2u")
			}
		}
		if p.cut < 0 {
			p.in = body
			p.takeN(size - 4)
		}
		left -= size
	}
}

// openflow10ActionLayout is what an action holds, and its length if that is fixed.
func openflow10ActionLayout(kind int) (layout string, size int) {
	switch kind {
	case 0:
		return ", port %2p", 8
	case 1:
		return ", vlan_vid %2v", 8
	case 2:
		return ", vlan_pcp %1c", 8
	case 3:
		return "", 8
	case 4, 5:
		return ", dl_addr %6m", 16
	case 6, 7:
		return ", nw_addr %4i", 8
	case 8:
		return ", nw_tos %1x", 8
	case 9, 10:
		return ", tp_port %2u", 8
	case 11:
		return ", port %2p%6s, queue_id %4u", 16
	}
	return "", 0
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
	p.openflowFields("\n\t cookie %8x")
	p.openflowUnless0(", priority ")
	p.openflowFields(", reason %1n%1s, duration_sec %4u, duration_nsec %4u", &openflow10RemoveReasons)
	p.openflowUnless0(", idle_timeout ")
	p.openflowFields("%2s, packet_count %8u, byte_count %8u")
}

func (p *printer) openflow10FlowMod(size int) {
	p.openflow10Match("\n\t ")
	p.openflowFields("\n\t cookie %8x")
	command := be16(p.peek(0, 2))
	p.openflowFields(", command %2t", &openflow10Commands)
	p.openflowUnless0(", idle_timeout ")
	p.openflowUnless0(", hard_timeout ")
	p.openflowUnless0(", priority ")
	if command < 3 { // add or modify
		p.openflowFields(", buffer_id %4q", &openflow10Buffers)
	} else {
		p.openflowFields("%4s")
	}
	if command == 3 || command == 4 {
		p.openflowFields(", out_port %2p", &openflow10Ports)
	} else {
		p.openflowFields("%2s")
	}
	p.openflowFields(", flags %2b", &openflow10FlowFlags)
	p.openflow10Do(size-64, "\n\t ")
}

func (p *printer) openflow10Out(size int) {
	p.openflowFields("\n\t buffer_id %4x, in_port %2p", &openflow10Ports)
	actions := int(be16(p.peek(0, 2)))
	p.openflowFields(", actions_len %2u")
	size -= 8
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

// openflow10StatsBody prints a request or reply, size bytes.
func (p *printer) openflow10StatsBody(reply bool, size int) {
	kind := be16(p.peek(0, 2))
	flags := &openflow10StatsNone
	if reply {
		flags = &openflow10StatsMore
	}
	p.openflowFields("\n\t type %2t, flags %2b", &openflow10Stats, flags)
	size -= 4
	switch {
	case kind == 0xffff:
		if size < 4 {
			p.invalid()
			return
		}
		p.openflowFields(", vendor %4w", &openflowVendors)
		p.openflowData(size - 4)
	case reply:
		p.openflow10Reply(kind, size)
	default:
		p.openflow10Request(kind, size)
	}
}

func (p *printer) openflow10Request(kind uint16, size int) {
	least := 0
	switch kind {
	case 1, 2:
		least = 44
	case 4, 5:
		least = 8
	case 0, 3:
	default:
		p.takeN(size)
		return
	}
	if size != least {
		p.invalid()
		return
	}
	switch kind {
	case 1, 2:
		p.openflow10Match("\n\t ")
		p.openflowFields("\n\t table_id %1p%1s, out_port %2p", &openflow10Tables, &openflow10Ports)
	case 4:
		p.openflowFields("\n\t port_no %2p%6s", &openflow10Ports)
	case 5:
		p.openflowFields("\n\t port_no %2p%2s, queue_id %4p", &openflow10Ports, &openflow10Queues)
	}
}

func (p *printer) openflow10Reply(kind uint16, size int) {
	switch kind {
	case 0:
		if size != 1056 {
			p.invalid()
			return
		}
		p.openflowFields("\n\t  mfr_desc %256z\n\t  hw_desc %256z\n\t  sw_desc %256z\n\t  serial_num %32z\n\t  dp_desc %256z")
	case 1:
		p.openflow10Flows(size)
	case 2:
		if size != 24 {
			p.invalid()
			return
		}
		p.openflowFields("\n\t packet_count %8u, byte_count %8u, flow_count %4u%4s")
	case 3:
		for ; p.openflowRoom(size, openflow10TableLen, "\n\t "); size -= openflow10TableLen {
			p.openflowFields("\n\t table_id %1p%3s, name %32z\n\t  wildcards %4b\n\t  max_entries %4u, active_count %4u, "+
				"lookup_count %8u, matched_count %8u", &openflow10AllTables, &openflow10Wildcards)
		}
	case 4:
		for ; p.openflowRoom(size, openflow10PortStats, "\n\t  "); size -= openflow10PortStats {
			if p.v < 2 {
				p.openflowFields("\n\t  port_no %2p%102s", &openflow10Ports)
				continue
			}
			p.openflowFields("\n\t  port_no %2p%6s, rx_packets %8u, tx_packets %8u, rx_bytes %8u, tx_bytes %8u, "+
				"rx_dropped %8u, tx_dropped %8u, rx_errors %8u, tx_errors %8u, rx_frame_err %8u, rx_over_err %8u, "+
				"rx_crc_err %8u, collisions %8u", &openflow10Ports)
		}
	case 5:
		for ; p.openflowRoom(size, openflow10QueueStat, "\n\t  "); size -= openflow10QueueStat {
			p.openflowFields("\n\t  port_no %2p%2s, queue_id %4u, tx_bytes %8u, tx_packets %8u, tx_errors %8u",
				&openflow10Ports)
		}
	default:
		p.takeN(size)
	}
}

// openflow10Flows prints flows with their statistics.
func (p *printer) openflow10Flows(left int) {
	for p.openflowRoom(left, openflow10FlowLen, "\n\t ") {
		size := int(be16(p.peek(0, 2)))
		p.openflowFields("\n\t length %2u")
		if size < openflow10FlowLen || size > left {
			p.invalid()
			p.takeN(left - 2)
			return
		}
		p.openflowFields(", table_id %1p%1s", &openflow10Tables)
		p.openflow10Match("\n\t  ")
		p.openflowFields("\n\t  duration_sec %4u, duration_nsec %4u, priority %2u, idle_timeout %2u, hard_timeout %2u%6s, " +
			"cookie %8x, packet_count %8u, byte_count %8u")
		rest := p.limit(size - openflow10FlowLen)
		p.openflow10Do(size-openflow10FlowLen, "\n\t  ")
		p.unlimit(rest)
		left -= size
	}
}

// openflow10QueueList prints the queues of a port.
func (p *printer) openflow10QueueList(left int) {
	for p.openflowRoom(left, openflow10QueueLen, "\n\t  ") {
		p.openflowFields("\n\t  queue_id %4u")
		size := int(be16(p.peek(0, 2)))
		p.openflowFields(", len %2u%2s")
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
			p.openflowFields("\n\t   property %2t", &openflow10Properties)
			length := int(be16(p.peek(0, 2)))
			p.openflowFields(", len %2u%4s")
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
