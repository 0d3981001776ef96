// OpenFlow 1.3: OpenFlow switch specification 1.3.5 (wire protocol 0x04). What its messages say about flows, groups,
// meters and statistics is not shown, as in tcpdump.

package main

var (
	openflow13Bodies = []openflowLayout{
		0:  {0, true, ""},
		1:  {4, true, ""},
		2:  {0, true, ""},
		3:  {0, true, ""},
		4:  {8, true, "\n\t experimenter %4wV, exp_type %4x"},
		6:  {24, false, "\n\t dpid %8x, n_buffers %4u, n_tables %1u, auxiliary_id %1u%2s\n\t capabilities %4bD%4s"},
		8:  {4, false, "\n\t flags %2tR, miss_send_len %2pL"},
		9:  {4, false, "\n\t flags %2tR, miss_send_len %2pL"},
		10: {0, true, ""},
		11: {0, true, ""},
		12: {72, false, "\n\t reason %1tS%7s\n\t  port_no %4pU%4s, hw_addr %6m%2s, name %16z"},
		13: {0, true, ""},
		14: {0, true, ""},
		15: {0, true, ""},
		16: {32, false, "\n\t port_no %4pU%4s, hw_addr %6m%2s\n\t  config %4bg\n\t  mask %4bg\n\t  advertise %4bH%4s"},
		17: {8, false, "\n\t table_id %1pe%3s, config %4x"},
		18: {0, true, ""},
		19: {0, true, ""},
		22: {8, false, "\n\t port %4pU%4s"},
		23: {0, true, ""},
		24: {16, false, "\n\t role %4tl%4s, generation_id %8x"},
		25: {16, false, "\n\t role %4tl%4s, generation_id %8x"},
		27: {24, false, openflow13Masks},
		28: {24, false, openflow13Masks},
		29: {0, true, ""},
	}
	openflow13Codes = []string{ // by the error's type
		"INCOMPATIBLE;EPERM",
		"BAD_VERSION;BAD_TYPE;BAD_MULTIPART;BAD_EXPERIMENTER;BAD_EXP_TYPE;EPERM;BAD_LEN;BUFFER_EMPTY;BUFFER_UNKNOWN;" +
			"BAD_TABLE_ID;IS_SLAVE;BAD_PORT;BAD_PACKET;MULTIPART_BUFFER_OVERFLOW",
		"BAD_TYPE;BAD_LEN;BAD_EXPERIMENTER;BAD_EXP_TYPE;BAD_OUT_PORT;BAD_ARGUMENT;EPERM;TOO_MANY;BAD_QUEUE;BAD_OUT_GROUP;" +
			"MATCH_INCONSISTENT;UNSUPPORTED_ORDER;BAD_TAG;BAD_SET_TYPE;BAD_SET_LEN;BAD_SET_ARGUMENT",
		"UNKNOWN_INST;UNSUP_INST;BAD_TABLE_ID;UNSUP_METADATA;UNSUP_METADATA_MASK;BAD_EXPERIMENTER;BAD_EXP_TYPE;BAD_LEN;EPERM",
		"BAD_TYPE;BAD_LEN;BAD_TAG;BAD_DL_ADDR_MASK;BAD_NW_ADDR_MASK;BAD_WILDCARDS;BAD_FIELD;BAD_VALUE;BAD_MASK;BAD_PREREQ;" +
			"DUP_FIELD;EPERM",
		"UNKNOWN;TABLE_FULL;BAD_TABLE_ID;OVERLAP;EPERM;BAD_TIMEOUT;BAD_COMMAND;BAD_FLAGS",
		"GROUP_EXISTS;INVALID_GROUP;WEIGHT_UNSUPPORTED;OUT_OF_GROUPS;OUT_OF_BUCKETS;CHAINING_UNSUPPORTED;" +
			"WATCH_UNSUPPORTED;LOOP;UNKNOWN_GROUP;CHAINED_GROUP;BAD_TYPE;BAD_COMMAND;BAD_BUCKET;BAD_MATCH;EPERM",
		"BAD_PORT;BAD_HW_ADDR;BAD_CONFIG;BAD_ADVERTISE;EPERM",
		"BAD_TABLE;BAD_CONFIG;EPERM",
		"BAD_PORT;BAD_QUEUE;EPERM",
		"BAD_FLAGS;BAD_LEN;EPERM",
		"STALE;UNSUP;BAD_ROLE",
		"UNKNOWN;METER_EXISTS;INVALID_METER;UNKNOWN_METER;BAD_COMMAND;BAD_FLAGS;BAD_RATE;BAD_BURST;BAD_BAND;" +
			"BAD_BAND_VALUE;OUT_OF_METERS;OUT_OF_BANDS",
		"BAD_TABLE;BAD_METADATA;BAD_TYPE;BAD_LEN;BAD_ARGUMENT;EPERM",
	}
)

const openflow13Masks = "\n\t packet_in_mask[EM] %4bi\n\t packet_in_mask[S] %4bi\n\t port_status_mask[EM] %4bS" +
	"\n\t port_status_mask[S] %4bS\n\t flow_removed_mask[EM] %4bS\n\t flow_removed_mask[S] %4bS"

// openflow13Body prints what follows the fixed fields of a body of size bytes, or all of it.
func (p *printer) openflow13Body(kind, size int) {
	switch kind {
	case openflowHello:
		p.openflow13Hello(size)
	case openflowEchoReq, openflowEchoReply:
		p.openflowData(size)
	case 1:
		p.openflowError("\n\t type %2tx", &openflow13Codes, size)
	case 4:
		p.openflowData(size - 8)
	case 12:
		if p.v > 1 {
			p.fields("\n\t   config %4bg\n\t   state %4bk\n\t   curr %4bH\n\t   advertised %4bH\n\t   supported %4bH" +
				"\n\t   peer %4bH\n\t   curr_speed %4ukbps\n\t   max_speed %4ukbps")
		}
	}
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
		p.fields("\n\t type %2nK")
		size := int(be16(p.peek(0, 2)))
		p.fields(", length %2u")
		if size < 4 || size > left {
			p.invalid()
			p.takeN(left - 4)
			return
		}
		left -= size
		switch {
		case kind == 1 && size == 8:
			p.fields(", bitmap %4bv")
			continue
		case kind == 1:
			p.s(" (bogus)")
		}
		p.takeN(size - 4)
	}
}
