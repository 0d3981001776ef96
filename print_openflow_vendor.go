// OpenFlow: what single vendors add. The numbers of vendors are OUIs, or from the Open Networking Foundation's registry.

package main

const openflowBSN = 0x5c16c7

var (
	openflowVendors = openflowNames{names: []token{
		{0x000000, "Ethernet"}, {0x00000c, "Cisco"}, {0x00005e, "IANA"}, {0x000081, "Nortel Networks SONMP"},
		{0x0000f8, "Cisco bridged"}, {0x00049f, "Freescale"}, {0x0004ea, "HP-Labs"}, {0x001018, "Broadcom"},
		{0x00120f, "IEEE 802.3 Private"}, {0x0012bb, "ANSI/TIA"}, {0x0015ad, "Netronome"}, {0x001b21, "DCBX"},
		{0x002320, "Nicira Networks"}, {0x002481, "HP"}, {0x0080c2, "Ethernet bridged"}, {0x009069, "Juniper"},
		{0x00a03e, "ATM Forum"}, {0x00e004, "PMC-Sierra"}, {0x00e02f, "DOCSIS Spanning Tree"}, {0x080007, "Appletalk"},
		{0x080009, "Hewlett-Packard"}, {openflowBSN, "Big Switch Networks"}, {0x748771, "Infoblox Inc"},
		{0xa42305, "Open Networking Lab"}, {0xb0d2f5, "Vello Systems"}, {0xd0f0db, "Ericsson"},
		{0x4f4e4600, "ONF Extensions"}, {0xff000001, "Budapest University of Technology and Economics"},
		{0xff000002, "NoviFlow"}, {0xff000003, "L3+ Extensions, Vendor Neutral"}, {0xff000004, "L4-L7 Extensions"},
		{0xff000005, "Wireless and Mobility Extensions"}, {0xff000006, "Forwarding Abstractions Extensions"},
		{0xff000007, "Optical Transport Extensions"},
	}}
	openflowBSNTypes = openflowNames{names: []token{
		{0, "SET_IP_MASK"}, {1, "GET_IP_MASK_REQUEST"}, {2, "GET_IP_MASK_REPLY"}, {3, "SET_MIRRORING"},
		{4, "GET_MIRRORING_REQUEST"}, {5, "GET_MIRRORING_REPLY"}, {6, "SHELL_COMMAND"}, {7, "SHELL_OUTPUT"},
		{8, "SHELL_STATUS"}, {9, "GET_INTERFACES_REQUEST"}, {10, "GET_INTERFACES_REPLY"},
		{11, "SET_PKTIN_SUPPRESSION_REQUEST"}, {12, "SET_L2_TABLE_REQUEST"}, {13, "GET_L2_TABLE_REQUEST"},
		{14, "GET_L2_TABLE_REPLY"}, {15, "VIRTUAL_PORT_CREATE_REQUEST"}, {16, "VIRTUAL_PORT_CREATE_REPLY"},
		{17, "VIRTUAL_PORT_REMOVE_REQUEST"}, {18, "BW_ENABLE_SET_REQUEST"}, {19, "BW_ENABLE_GET_REQUEST"},
		{20, "BW_ENABLE_GET_REPLY"}, {21, "BW_CLEAR_DATA_REQUEST"}, {22, "BW_CLEAR_DATA_REPLY"},
		{23, "BW_ENABLE_SET_REPLY"}, {24, "SET_L2_TABLE_REPLY"}, {25, "SET_PKTIN_SUPPRESSION_REPLY"},
		{26, "VIRTUAL_PORT_REMOVE_REPLY"}, {27, "HYBRID_GET_REQUEST"}, {28, "HYBRID_GET_REPLY"},
		{31, "PDU_TX_REQUEST"}, {32, "PDU_TX_REPLY"}, {33, "PDU_RX_REQUEST"}, {34, "PDU_RX_REPLY"},
		{35, "PDU_RX_TIMEOUT"},
	}}
	openflowOnOff      = openflowNames{names: []token{{0, "OFF"}, {1, "ON"}}}
	openflowBSNActions = openflowNames{names: []token{{1, "MIRROR"}, {2, "SET_TUNNEL_DST"}, {4, "CHECKSUM"}}}
	openflowBSNStages  = openflowNames{names: []token{{0, "INGRESS"}, {1, "EGRESS"}}}
)

// openflowVendorOf prints whose data follows in size bytes. It reports whether they are Big Switch's; others are shown.
func (p *printer) openflowVendorOf(size int) bool {
	vendor := be32(p.peek(0, 4))
	p.openflowFields(", vendor %4w", &openflowVendors)
	if vendor == openflowBSN {
		return true
	}
	p.openflowData(size - 4)
	return false
}

// openflowVendor prints a vendor's message, size bytes.
func (p *printer) openflowVendor(size int) {
	if !p.openflowVendorOf(size) {
		return
	}
	if size -= 8; size < 0 {
		p.invalid()
		return
	}
	kind := be32(p.peek(0, 4))
	p.openflowFields("\n\t subtype %4n", &openflowBSNTypes)
	layout, length := "", 0
	switch kind {
	case 0, 2:
		layout, length = ", index %1u%3s, mask %4i", 8
	case 1:
		layout, length = ", index %1u%7s", 8
	case 3, 4, 5:
		layout, length = ", report_mirror_ports %1D%3s", 4
	case 8:
		layout, length = ", status %4x", 4
	case 17:
		layout, length = ", vport_no %4u", 4
	case 9, 13, 19, 21, 27: // nothing follows
	case 6:
		if size < 4 {
			p.invalid()
			return
		}
		p.openflowFields(", service %4u")
		p.openflowQuoted(size - 4)
		return
	case 7:
		p.openflowQuoted(size)
		return
	default:
		p.takeN(size)
		return
	}
	if size != length {
		p.invalid()
		return
	}
	p.openflowFields(layout, &openflowOnOff)
}

// openflowQuoted prints text of size bytes.
func (p *printer) openflowQuoted(size int) {
	p.s(", data '")
	p.textBytes(p.in[:min(size, len(p.in))])
	p.takeN(size)
	p.c('\'')
}

// openflowVendorAction prints a vendor's action, size bytes behind its type and length.
func (p *printer) openflowVendorAction(size int) {
	if !p.openflowVendorOf(size) {
		return
	}
	if size -= 8; size < 0 {
		p.invalid()
		return
	}
	kind := be32(p.peek(0, 4))
	p.openflowFields("\n\t  subtype %4n", &openflowBSNActions)
	if kind != 1 {
		p.takeN(size)
		return
	}
	if size != 12 {
		p.invalid()
		return
	}
	p.openflowFields(", dest_port %4u, vlan_tag ")
	switch tpid, tci := p.u16(), p.u16(); tpid {
	case 0:
		p.s("none")
	case 0x8100:
		p.s("802.1Q (")
		p.vlanTCI(tci)
		p.out = p.out[:len(p.out)-2] // what separates it from what follows elsewhere
		p.c(')')
	default:
		p.f1("unknown (0x%04x)", uint32(tpid))
	}
	p.openflowFields(", copy_stage %1d%3s", &openflowBSNStages)
}
