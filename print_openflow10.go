// OpenFlow 1.0: OpenFlow switch specification 1.0.0 (wire protocol 0x01).

package main

const (
	openflow10PortLen   = 48
	openflow10MatchLen  = 40
	openflow10FlowLen   = 88 // statistics of a flow, without its actions
	openflow10ActionLen = 8
	openflow10TableLen  = 64
	openflow10PortStats = 104
	openflow10QueueLen  = 8
	openflow10QueueStat = 32

	openflow10ToController = 0xfffd // port
)

var (
	openflow10Ports = openflowNames{names: []token{
		{0xff00, "MAX"}, {0xfff8, "IN_PORT"}, {0xfff9, "TABLE"}, {0xfffa, "NORMAL"}, {0xfffb, "FLOOD"},
		{0xfffc, "ALL"}, {openflow10ToController, "CONTROLLER"}, {0xfffe, "LOCAL"}, {0xffff, "NONE"},
	}}
	openflow10Capabilities = openflowNames{less: 0x10, names: []token{
		{1, "FLOW_STATS"}, {2, "TABLE_STATS"}, {4, "PORT_STATS"}, {8, "STP"}, {0x10, "RESERVED"},
		{0x20, "IP_REASM"}, {0x40, "QUEUE_STATS"}, {0x80, "ARP_MATCH_IP"},
	}}
	openflow10Actions = openflowNames{names: []token{
		{0, "OUTPUT"}, {1, "SET_VLAN_VID"}, {2, "SET_VLAN_PCP"}, {3, "STRIP_VLAN"}, {4, "SET_DL_SRC"},
		{5, "SET_DL_DST"}, {6, "SET_NW_SRC"}, {7, "SET_NW_DST"}, {8, "SET_NW_TOS"}, {9, "SET_TP_SRC"},
		{10, "SET_TP_DST"}, {11, "ENQUEUE"}, {0xffff, "VENDOR"},
	}}
	openflow10ActionBits = openflowNames{names: []token{
		{0x001, "OUTPUT"}, {0x002, "SET_VLAN_VID"}, {0x004, "SET_VLAN_PCP"}, {0x008, "STRIP_VLAN"},
		{0x010, "SET_DL_SRC"}, {0x020, "SET_DL_DST"}, {0x040, "SET_NW_SRC"}, {0x080, "SET_NW_DST"},
		{0x100, "SET_NW_TOS"}, {0x200, "SET_TP_SRC"}, {0x400, "SET_TP_DST"}, {0x800, "ENQUEUE"},
	}}
	openflow10PortConfig = openflowNames{names: []token{
		{0x01, "PORT_DOWN"}, {0x02, "NO_STP"}, {0x04, "NO_RECV"}, {0x08, "NO_RECV_STP"}, {0x10, "NO_FLOOD"},
		{0x20, "NO_FWD"}, {0x40, "NO_PACKET_IN"},
	}}
	openflow10PortFeatures = openflowNames{names: []token{
		{0x001, "10MB_HD"}, {0x002, "10MB_FD"}, {0x004, "100MB_HD"}, {0x008, "100MB_FD"}, {0x010, "1GB_HD"},
		{0x020, "1GB_FD"}, {0x040, "10GB_FD"}, {0x080, "COPPER"}, {0x100, "FIBER"}, {0x200, "AUTONEG"},
		{0x400, "PAUSE"}, {0x800, "PAUSE_ASYM"},
	}}
	openflow10STP       = []token{{0x000, "STP_LISTEN"}, {0x100, "STP_LEARN"}, {0x200, "STP_FORWARD"}, {0x300, "STP_BLOCK"}}
	openflow10Fragments = openflowNames{names: []token{{0, "FRAG_NORMAL"}, {1, "FRAG_DROP"}, {2, "FRAG_REASM"}}}
	openflow10Wildcards = openflowNames{more: 0x3fffff, names: []token{
		{0x01, "IN_PORT"}, {0x02, "DL_VLAN"}, {0x04, "DL_SRC"}, {0x08, "DL_DST"}, {0x10, "DL_TYPE"},
		{0x20, "NW_PROTO"}, {0x40, "TP_SRC"}, {0x80, "TP_DST"}, {0x100000, "DL_VLAN_PCP"}, {0x200000, "NW_TOS"},
	}}
	openflow10InReasons     = openflowNames{names: []token{{0, "NO_MATCH"}, {1, "ACTION"}}}
	openflow10RemoveReasons = openflowNames{names: []token{{0, "IDLE_TIMEOUT"}, {1, "HARD_TIMEOUT"}, {2, "DELETE"}}}
	openflow10StatusReasons = openflowNames{names: []token{{0, "ADD"}, {1, "DELETE"}, {2, "MODIFY"}}}
	openflow10Commands      = openflowNames{names: []token{
		{0, "ADD"}, {1, "MODIFY"}, {2, "MODIFY_STRICT"}, {3, "DELETE"}, {4, "DELETE_STRICT"},
	}}
	openflow10FlowFlags = openflowNames{names: []token{{1, "SEND_FLOW_REM"}, {2, "CHECK_OVERLAP"}, {4, "EMERG"}}}
	openflow10Stats     = openflowNames{names: []token{
		{0, "DESC"}, {1, "FLOW"}, {2, "AGGREGATE"}, {3, "TABLE"}, {4, "PORT"}, {5, "QUEUE"}, {0xffff, "VENDOR"},
	}}
	openflow10StatsNone  = openflowNames{}
	openflow10StatsMore  = openflowNames{names: []token{{1, "MORE"}}}
	openflow10Tables     = openflowNames{names: []token{{0xfe, "EMERG"}, {0xff, "ALL"}}}
	openflow10AllTables  = openflowNames{names: []token{{0xff, "ALL"}}}
	openflow10Queues     = openflowNames{names: []token{{0xffffffff, "ALL"}}}
	openflow10Properties = openflowNames{names: []token{{0, "NONE"}, {1, "MIN_RATE"}}}
	openflow10Buffers    = openflowNames{names: []token{{0xffffffff, "NONE"}}}
	openflow10Errors     = openflowNames{names: []token{
		{0, "HELLO_FAILED"}, {1, "BAD_REQUEST"}, {2, "BAD_ACTION"}, {3, "FLOW_MOD_FAILED"},
		{4, "PORT_MOD_FAILED"}, {5, "QUEUE_OP_FAILED"},
	}}
	openflow10Codes = [...]openflowNames{ // by the error's type
		{names: []token{{0, "INCOMPATIBLE"}, {1, "EPERM"}}},
		{names: []token{
			{0, "BAD_VERSION"}, {1, "BAD_TYPE"}, {2, "BAD_STAT"}, {3, "BAD_VENDOR"}, {4, "BAD_SUBTYPE"}, {5, "EPERM"},
			{6, "BAD_LEN"}, {7, "BUFFER_EMPTY"}, {8, "BUFFER_UNKNOWN"},
		}},
		{names: []token{
			{0, "BAD_TYPE"}, {1, "BAD_LEN"}, {2, "BAD_VENDOR"}, {3, "BAD_VENDOR_TYPE"}, {4, "BAD_OUT_PORT"},
			{5, "BAD_ARGUMENT"}, {6, "EPERM"}, {7, "TOO_MANY"}, {8, "BAD_QUEUE"},
		}},
		{names: []token{
			{0, "ALL_TABLES_FULL"}, {1, "OVERLAP"}, {2, "EPERM"}, {3, "BAD_EMERG_TIMEOUT"}, {4, "BAD_COMMAND"},
			{5, "UNSUPPORTED"},
		}},
		{names: []token{{0, "BAD_PORT"}, {1, "BAD_HW_ADDR"}}},
		{names: []token{{0, "BAD_PORT"}, {1, "BAD_QUEUE"}, {2, "EPERM"}}},
		{},
	}
)

// openflow10Size is the least length of a message's body, and whether it may be longer.
func openflow10Size(kind int) (least int, more bool) {
	switch kind {
	case 5, 7, 18, 19: // requests without a body, barriers
		return 0, false
	case 8, 9, 20:
		return 4, false
	case 1, 4, 16, 17:
		return 4, true
	case 6:
		return 24, true
	case 10:
		return 10, true
	case 11:
		return 80, false
	case 12:
		return 56, false
	case 13, 21:
		return 8, true
	case 14:
		return 64, true
	case 15:
		return 24, false
	}
	return 0, true
}

// openflow10Body prints a message's body, size bytes.
func (p *printer) openflow10Body(kind, size int) {
	if least, more := openflow10Size(kind); size < least || size > least && !more {
		p.invalid()
		return
	}
	if p.v == 0 {
		return
	}
	switch kind {
	case openflowHello, openflowEchoReq, openflowEchoReply:
		p.openflowData(size)
	case 1:
		codes := &openflow10Codes[min(int(be16(p.peek(0, 2))), len(openflow10Codes)-1)]
		p.openflowFields("\n\t type %2t, code %2t", &openflow10Errors, codes)
		p.openflowData(size - 4)
	case 4:
		p.openflowVendor(size)
	case 6:
		p.openflowFields("\n\t dpid %8x, n_buffers %4u, n_tables %1u%3s\n\t capabilities %4b\n\t actions %4b",
			&openflow10Capabilities, &openflow10ActionBits)
		for size -= 24; p.openflowRoom(size, openflow10PortLen, "\n\t  "); size -= openflow10PortLen {
			p.openflow10Port()
		}
	case 8, 9:
		p.openflowFields("\n\t flags %2t, miss_send_len %2u", &openflow10Fragments)
	case 10:
		p.openflowFields("\n\t buffer_id %4q, total_len %2u, in_port %2p, reason %1t%1s", &openflow10Buffers,
			&openflow10Ports, &openflow10InReasons)
		p.openflowFrame(size - 10)
	case 11:
		p.openflow10Removed()
	case 12:
		p.openflowFields("\n\t reason %1t%7s", &openflow10StatusReasons)
		p.openflow10Port()
	case 13:
		p.openflow10Out(size)
	case 14:
		p.openflow10FlowMod(size)
	case 15:
		p.openflowFields("\n\t port_no %2p, hw_addr %6m\n\t config %4b\n\t mask %4b\n\t advertise %4b%4s", &openflow10Ports,
			&openflow10PortConfig, &openflow10PortConfig, &openflow10PortFeatures)
	case 16, 17:
		p.openflow10StatsBody(kind == 17, size)
	case 20:
		p.openflowFields("\n\t port %2p%2s", &openflow10Ports)
	case 21:
		p.openflowFields("\n\t port %2p%6s", &openflow10Ports)
		p.openflow10QueueList(size - 8)
	}
}
