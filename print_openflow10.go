// OpenFlow 1.0: OpenFlow switch specification 1.0.0 (wire protocol 0x01).

package main

const (
	openflow10MatchLen  = 40
	openflow10PortLen   = 48
	openflow10FlowLen   = 88 // statistics of a flow, without its actions
	openflow10ActionLen = 8
	openflow10QueueLen  = 8

	openflow10ToController = 0xfffd // port
)

var (
	openflow10Bodies = []openflowLayout{
		0:  {0, true, ""},
		1:  {4, true, ""},
		2:  {0, true, ""},
		3:  {0, true, ""},
		4:  {4, true, ""},
		6:  {24, true, "\n\t dpid %8x, n_buffers %4u, n_tables %1u%3s\n\t capabilities %4bC\n\t actions %4ba"},
		8:  {4, false, "\n\t flags %2tR, miss_send_len %2u"},
		9:  {4, false, "\n\t flags %2tR, miss_send_len %2u"},
		10: {10, true, "\n\t buffer_id %4qB, total_len %2u, in_port %2pP, reason %1tI%1s"},
		11: {80, false, ""},
		12: {56, false, "\n\t reason %1tS%7s"},
		13: {8, true, "\n\t buffer_id %4x, in_port %2pP"},
		14: {64, true, ""},
		15: {24, false, "\n\t port_no %2pP, hw_addr %6m\n\t config %4bG\n\t mask %4bG\n\t advertise %4bF%4s"},
		16: {4, true, ""},
		17: {4, true, ""},
		20: {4, false, "\n\t port %2pP%2s"},
		21: {8, true, "\n\t port %2pP%6s"},
	}
	openflow10Codes = []string{ // by the error's type
		"INCOMPATIBLE;EPERM",
		"BAD_VERSION;BAD_TYPE;BAD_STAT;BAD_VENDOR;BAD_SUBTYPE;EPERM;BAD_LEN;BUFFER_EMPTY;BUFFER_UNKNOWN",
		"BAD_TYPE;BAD_LEN;BAD_VENDOR;BAD_VENDOR_TYPE;BAD_OUT_PORT;BAD_ARGUMENT;EPERM;TOO_MANY;BAD_QUEUE",
		"ALL_TABLES_FULL;OVERLAP;EPERM;BAD_EMERG_TIMEOUT;BAD_COMMAND;UNSUPPORTED",
		"BAD_PORT;BAD_HW_ADDR",
		"BAD_PORT;BAD_QUEUE;EPERM",
	}
	openflow10Requests = []openflowLayout{
		1: {44, false, ""},
		2: {44, false, ""},
		4: {8, false, "\n\t port_no %2pP%6s"},
		5: {8, false, "\n\t port_no %2pP%2s, queue_id %4pQ"},
	}
	openflow10Replies = []openflowLayout{ // more: any number of them
		0: {1056, false, "\n\t  mfr_desc %256z\n\t  hw_desc %256z\n\t  sw_desc %256z\n\t  serial_num %32z\n\t  dp_desc %256z"},
		2: {24, false, "\n\t packet_count %8u, byte_count %8u, flow_count %4u%4s"},
		3: {64, true, "\n\t table_id %1pe%3s, name %32z\n\t  wildcards %4bW\n\t  max_entries %4u, active_count %4u, " +
			"lookup_count %8u, matched_count %8u"},
		4: {104, true, "\n\t  port_no %2pP%6s, rx_packets %8u, tx_packets %8u, rx_bytes %8u, tx_bytes %8u, rx_dropped %8u, " +
			"tx_dropped %8u, rx_errors %8u, tx_errors %8u, rx_frame_err %8u, rx_over_err %8u, rx_crc_err %8u, collisions %8u"},
		5: {32, true, "\n\t  port_no %2pP%2s, queue_id %4u, tx_bytes %8u, tx_packets %8u, tx_errors %8u"},
	}
	openflow10Actions = []openflowLayout{
		0:  {8, false, ", port %2pP"},
		1:  {8, false, ", vlan_vid %2v"},
		2:  {8, false, ", vlan_pcp %1c"},
		3:  {8, false, ""},
		4:  {16, false, ", dl_addr %6m"},
		5:  {16, false, ", dl_addr %6m"},
		6:  {8, false, ", nw_addr %4i"},
		7:  {8, false, ", nw_addr %4i"},
		8:  {8, false, ", nw_tos %1x"},
		9:  {8, false, ", tp_port %2u"},
		10: {8, false, ", tp_port %2u"},
		11: {16, false, ", port %2pP%6s, queue_id %4u"},
	}
	// The fields of a match: with the bits that make them wildcards (of addresses a count), and where they are.
	openflow10Fields = []openflow10Field{
		{1, 4, "match in_port %2pP"}, {4, 6, "match dl_src %6m"}, {8, 12, "match dl_dst %6m"},
		{2, 18, "match dl_vlan %2v"}, {1 << 20, 20, "match dl_vlan_pcp %1c"}, {0x10, 22, "match dl_type %2x"},
		{1 << 21, 24, "match nw_tos %1x"}, {0x20, 25, "match nw_proto %1u"}, {0, 28, "match nw_src %4i"},
		{0, 32, "match nw_dst %4i"}, {0x40, 36, "match tp_src %2u"}, {0x80, 38, "match tp_dst %2u"},
	}
)

type openflow10Field struct {
	wild   uint32
	at     int
	layout string
}

// openflow10Body prints what follows the fixed fields of a body of size bytes, or all of it.
func (p *printer) openflow10Body(kind, size int) {
	switch kind {
	case openflowHello, openflowEchoReq, openflowEchoReply:
		p.openflowData(size)
	case 1:
		p.openflowError("\n\t type %2tX", &openflow10Codes, size)
	case 4:
		p.openflowVendor(size)
	case 6:
		for size -= 24; p.openflowRoom(size, openflow10PortLen, "\n\t  "); size -= openflow10PortLen {
			p.openflow10Port()
		}
	case 10:
		p.openflowFrame(size - 10)
	case 11:
		p.openflow10Removed()
	case 12:
		p.openflow10Port()
	case 13:
		p.openflow10Out(size - 6)
	case 14:
		p.openflow10FlowMod(size)
	case 16, 17:
		p.openflow10Stats(kind == 17, size)
	case 21:
		p.openflow10Queues(size - 8)
	}
}
