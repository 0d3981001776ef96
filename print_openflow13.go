// OpenFlow 1.3: OpenFlow switch specification 1.3.5 (wire protocol 0x04). What its messages say about flows, groups,
// meters and statistics is not shown, as in tcpdump.

package main

const openflow13MaxPort = 0xffffff00

var (
	openflow13Ports = openflowNames{names: []token{
		{openflow13MaxPort, "MAX"}, {0xfffffff8, "IN_PORT"}, {0xfffffff9, "TABLE"}, {0xfffffffa, "NORMAL"},
		{0xfffffffb, "FLOOD"}, {0xfffffffc, "ALL"}, {0xfffffffd, "CONTROLLER"}, {0xfffffffe, "LOCAL"},
		{0xffffffff, "ANY"},
	}}
	openflow13Capabilities = openflowNames{names: []token{
		{0x01, "FLOW_STATS"}, {0x02, "TABLE_STATS"}, {0x04, "PORT_STATS"}, {0x08, "GROUP_STATS"}, {0x20, "IP_REASM"},
		{0x40, "QUEUE_STATS"}, {0x100, "PORT_BLOCKED"},
	}}
	openflow13MissLengths = openflowNames{names: []token{{0xffe5, "MAX"}, {0xffff, "NO_BUFFER"}}}
	openflow13PortConfig  = openflowNames{names: []token{
		{0x01, "PORT_DOWN"}, {0x04, "NO_RECV"}, {0x20, "NO_FWD"}, {0x40, "NO_PACKET_IN"},
	}}
	openflow13PortState    = openflowNames{names: []token{{1, "LINK_DOWN"}, {2, "BLOCKED"}, {4, "LIVE"}}}
	openflow13PortFeatures = openflowNames{names: []token{
		{0x0001, "10MB_HD"}, {0x0002, "10MB_FD"}, {0x0004, "100MB_HD"}, {0x0008, "100MB_FD"}, {0x0010, "1GB_HD"},
		{0x0020, "1GB_FD"}, {0x0040, "10GB_FD"}, {0x0080, "40GB_FD"}, {0x0100, "100GB_FD"}, {0x0200, "1TB_FD"},
		{0x0400, "OTHER"}, {0x0800, "COPPER"}, {0x1000, "FIBER"}, {0x2000, "AUTONEG"}, {0x4000, "PAUSE"},
		{0x8000, "PAUSE_ASYM"},
	}}
	openflow13Roles = openflowNames{names: []token{{0, "NOCHANGE"}, {1, "EQUAL"}, {2, "MASTER"}, {3, "SLAVE"}}}
	openflow13In    = openflowNames{names: []token{{1, "NO_MATCH"}, {2, "ACTION"}, {4, "INVALID_TTL"}}}
	openflow13Mask  = openflowNames{names: []token{{1, "ADD"}, {2, "DELETE"}, {4, "MODIFY"}}}
	openflow13Bits  = openflowNames{ // as tcpdump has them; in the specification 1.0 is bit 1, its number
		names: []token{
			{0x01, "1.0"}, {0x02, "1.1"}, {0x04, "1.2"}, {0x08, "1.3"}, {0x10, "1.4"}, {0x20, "1.5"},
		}}
	openflow13Elements = openflowNames{names: []token{{1, "VERSIONBITMAP"}}}
	openflow13Errors   = openflowNames{names: []token{
		{0, "HELLO_FAILED"}, {1, "BAD_REQUEST"}, {2, "BAD_ACTION"}, {3, "BAD_INSTRUCTION"}, {4, "BAD_MATCH"},
		{5, "FLOW_MOD_FAILED"}, {6, "GROUP_MOD_FAILED"}, {7, "PORT_MOD_FAILED"}, {8, "TABLE_MOD_FAILED"},
		{9, "QUEUE_OP_FAILED"}, {10, "SWITCH_CONFIG_FAILED"}, {11, "ROLE_REQUEST_FAILED"}, {12, "METER_MOD_FAILED"},
		{13, "TABLE_FEATURES_FAILED"}, {0xffff, "EXPERIMENTER"},
	}}
	openflow13Codes = [...]openflowNames{ // by the error's type
		{names: []token{{0, "INCOMPATIBLE"}, {1, "EPERM"}}},
		{names: []token{
			{0, "BAD_VERSION"}, {1, "BAD_TYPE"}, {2, "BAD_MULTIPART"}, {3, "BAD_EXPERIMENTER"}, {4, "BAD_EXP_TYPE"},
			{5, "EPERM"}, {6, "BAD_LEN"}, {7, "BUFFER_EMPTY"}, {8, "BUFFER_UNKNOWN"}, {9, "BAD_TABLE_ID"},
			{10, "IS_SLAVE"}, {11, "BAD_PORT"}, {12, "BAD_PACKET"}, {13, "MULTIPART_BUFFER_OVERFLOW"},
		}},
		{names: []token{
			{0, "BAD_TYPE"}, {1, "BAD_LEN"}, {2, "BAD_EXPERIMENTER"}, {3, "BAD_EXP_TYPE"}, {4, "BAD_OUT_PORT"},
			{5, "BAD_ARGUMENT"}, {6, "EPERM"}, {7, "TOO_MANY"}, {8, "BAD_QUEUE"}, {9, "BAD_OUT_GROUP"},
			{10, "MATCH_INCONSISTENT"}, {11, "UNSUPPORTED_ORDER"}, {12, "BAD_TAG"}, {13, "BAD_SET_TYPE"},
			{14, "BAD_SET_LEN"}, {15, "BAD_SET_ARGUMENT"},
		}},
		{names: []token{
			{0, "UNKNOWN_INST"}, {1, "UNSUP_INST"}, {2, "BAD_TABLE_ID"}, {3, "UNSUP_METADATA"},
			{4, "UNSUP_METADATA_MASK"}, {5, "BAD_EXPERIMENTER"}, {6, "BAD_EXP_TYPE"}, {7, "BAD_LEN"}, {8, "EPERM"},
		}},
		{names: []token{
			{0, "BAD_TYPE"}, {1, "BAD_LEN"}, {2, "BAD_TAG"}, {3, "BAD_DL_ADDR_MASK"}, {4, "BAD_NW_ADDR_MASK"},
			{5, "BAD_WILDCARDS"}, {6, "BAD_FIELD"}, {7, "BAD_VALUE"}, {8, "BAD_MASK"}, {9, "BAD_PREREQ"},
			{10, "DUP_FIELD"}, {11, "EPERM"},
		}},
		{names: []token{
			{0, "UNKNOWN"}, {1, "TABLE_FULL"}, {2, "BAD_TABLE_ID"}, {3, "OVERLAP"}, {4, "EPERM"}, {5, "BAD_TIMEOUT"},
			{6, "BAD_COMMAND"}, {7, "BAD_FLAGS"},
		}},
		{names: []token{
			{0, "GROUP_EXISTS"}, {1, "INVALID_GROUP"}, {2, "WEIGHT_UNSUPPORTED"}, {3, "OUT_OF_GROUPS"},
			{4, "OUT_OF_BUCKETS"}, {5, "CHAINING_UNSUPPORTED"}, {6, "WATCH_UNSUPPORTED"}, {7, "LOOP"},
			{8, "UNKNOWN_GROUP"}, {9, "CHAINED_GROUP"}, {10, "BAD_TYPE"}, {11, "BAD_COMMAND"}, {12, "BAD_BUCKET"},
			{13, "BAD_MATCH"}, {14, "EPERM"},
		}},
		{names: []token{
			{0, "BAD_PORT"}, {1, "BAD_HW_ADDR"}, {2, "BAD_CONFIG"}, {3, "BAD_ADVERTISE"}, {4, "EPERM"},
		}},
		{names: []token{{0, "BAD_TABLE"}, {1, "BAD_CONFIG"}, {2, "EPERM"}}},
		{names: []token{{0, "BAD_PORT"}, {1, "BAD_QUEUE"}, {2, "EPERM"}}},
		{names: []token{{0, "BAD_FLAGS"}, {1, "BAD_LEN"}, {2, "EPERM"}}},
		{names: []token{{0, "STALE"}, {1, "UNSUP"}, {2, "BAD_ROLE"}}},
		{names: []token{
			{0, "UNKNOWN"}, {1, "METER_EXISTS"}, {2, "INVALID_METER"}, {3, "UNKNOWN_METER"}, {4, "BAD_COMMAND"},
			{5, "BAD_FLAGS"}, {6, "BAD_RATE"}, {7, "BAD_BURST"}, {8, "BAD_BAND"}, {9, "BAD_BAND_VALUE"},
			{10, "OUT_OF_METERS"}, {11, "OUT_OF_BANDS"},
		}},
		{names: []token{
			{0, "BAD_TABLE"}, {1, "BAD_METADATA"}, {2, "BAD_TYPE"}, {3, "BAD_LEN"}, {4, "BAD_ARGUMENT"}, {5, "EPERM"},
		}},
		{},
	}
)

// openflow13Size is the least length of a message's body, and whether it may be longer.
func openflow13Size(kind int) (least int, more bool) {
	switch kind {
	case 5, 7, 20, 21, 26: // requests without a body, barriers
		return 0, false
	case 1:
		return 4, true
	case 4:
		return 8, true
	case 8, 9:
		return 4, false
	case 17, 22:
		return 8, false
	case 24, 25:
		return 16, false
	case 6, 27, 28:
		return 24, false
	case 16:
		return 32, false
	case 12:
		return 72, false
	}
	return 0, true
}

// openflow13Body prints a message's body, size bytes.
func (p *printer) openflow13Body(kind, size int) {
	if least, more := openflow13Size(kind); size < least || size > least && !more {
		p.invalid()
		return
	}
	if p.v == 0 {
		return
	}
	switch kind {
	case openflowHello:
		p.openflow13Hello(size)
	case openflowEchoReq, openflowEchoReply:
		p.openflowData(size)
	case 1:
		codes := &openflow13Codes[min(int(be16(p.peek(0, 2))), len(openflow13Codes)-1)]
		p.openflowFields("\n\t type %2t, code %2t", &openflow13Errors, codes)
		p.openflowData(size - 4)
	case 4:
		p.openflowFields("\n\t experimenter %4w, exp_type %4x", &openflowVendors)
		p.openflowData(size - 8)
	case 6:
		p.openflowFields("\n\t dpid %8x, n_buffers %4u, n_tables %1u, auxiliary_id %1u%2s\n\t capabilities %4b%4s",
			&openflow13Capabilities)
	case 8, 9:
		p.openflowFields("\n\t flags %2t, miss_send_len %2p", &openflow10Fragments, &openflow13MissLengths)
	case 12:
		p.openflowFields("\n\t reason %1t%7s", &openflow10StatusReasons)
		p.openflow13Port()
	case 16:
		p.openflowFields("\n\t port_no %4p%4s, hw_addr %6m%2s\n\t  config %4b\n\t  mask %4b\n\t  advertise %4b%4s",
			&openflow13Ports, &openflow13PortConfig, &openflow13PortConfig, &openflow13PortFeatures)
	case 17:
		p.openflowFields("\n\t table_id %1p%3s, config %4x", &openflow10AllTables)
	case 22:
		p.openflowFields("\n\t port %4p%4s", &openflow13Ports)
	case 24, 25:
		p.openflowFields("\n\t role %4t%4s, generation_id %8x", &openflow13Roles)
	case 27, 28:
		in, mask := &openflow13In, &openflow13Mask
		p.openflowFields("\n\t packet_in_mask[EM] %4b\n\t packet_in_mask[S] %4b\n\t port_status_mask[EM] %4b"+
			"\n\t port_status_mask[S] %4b\n\t flow_removed_mask[EM] %4b\n\t flow_removed_mask[S] %4b",
			in, in, mask, mask, mask, mask)
	}
}

func (p *printer) openflow13Port() {
	p.openflowFields("\n\t  port_no %4p%4s, hw_addr %6m%2s, name %16z", &openflow13Ports)
	if p.v < 2 {
		p.takeN(32)
		return
	}
	f := &openflow13PortFeatures
	p.openflowFields("\n\t   config %4b\n\t   state %4b\n\t   curr %4b\n\t   advertised %4b\n\t   supported %4b\n\t   peer %4b"+
		"\n\t   curr_speed %4ukbps\n\t   max_speed %4ukbps", &openflow13PortConfig, &openflow13PortState, f, f, f, f)
}

// openflow13Hello prints what a greeting says: the versions that are spoken.
func (p *printer) openflow13Hello(left int) {
	for left > 0 && p.cut < 0 {
		if left < 4 {
			p.invalid()
			p.takeN(left)
			return
		}
		kind := be16(p.peek(0, 2))
		p.openflowFields("\n\t type %2n", &openflow13Elements)
		size := int(be16(p.peek(0, 2)))
		p.openflowFields(", length %2u")
		if size < 4 || size > left {
			p.invalid()
			p.takeN(left - 4)
			return
		}
		left -= size
		switch {
		case kind == 1 && size == 8:
			p.openflowFields(", bitmap %4b", &openflow13Bits)
			continue
		case kind == 1:
			p.s(" (bogus)")
		}
		p.takeN(size - 4)
	}
}
