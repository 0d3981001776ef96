// Fields by layout: what stands in fixed places, one field behind the other, is a string here and not code, for protocols
// with hundreds of them.

package main

import "strings"

// fields prints text and fields as a layout says. A field is % with a width in bytes and one of
//
//	u decimal        x hex, zeros in front   h the same without 0x   y bytes in hex
//	m MAC address    i IPv4 address          a bytes with colons     T milliseconds as seconds
//	z text           s nothing, it is skipped
//	v VLAN           c its priority
//
// or, with the letter of a table of fieldNames behind it,
//
//	t named, else "invalid (0x..)"           n named, else "unknown (0x..)"
//	p named, else decimal                    q named, else hex
//	b bits by name, behind the number in hex w hex, and its name in parentheses
//	d named, else "unknown (..)" in decimal  D named, else "bogus (..)"
func (p *printer) fields(layout string) {
	begin := len(p.out) // of the field's name
	for i := 0; i < len(layout) && p.cut < 0; i++ {
		ch := layout[i]
		if ch == '\n' || ch == ',' {
			begin = len(p.out)
		}
		if ch != '%' {
			p.c(ch)
			continue
		}
		width := 0
		for i++; '0' <= layout[i] && layout[i] <= '9'; i++ {
			width = 10*width + int(layout[i]-'0')
		}
		verb, table := layout[i], byte(0)
		if strings.IndexByte("tnpqbwdD", verb) >= 0 {
			i++
			table = layout[i]
		}
		if verb == 's' {
			p.skip(width)
			continue
		}
		p.field(verb, table, width, begin)
		begin = len(p.out)
	}
}

// field prints one field. Of one that was not captured nothing is printed, not its name either, unless it is text.
func (p *printer) field(verb, table byte, width, begin int) {
	if width > len(p.in) {
		if verb != 'z' {
			p.out = p.out[:begin]
		} else {
			p.c('\'')
			if p.textZ(p.in) {
				p.c('\'')
				p.in = nil // what follows is missing, not this
				return
			}
		}
		p.short(0)
		return
	}
	b := p.takeN(width)
	switch verb {
	case 'm':
		p.mac(b)
		return
	case 'i':
		p.ip4(b)
		return
	case 'a':
		p.linkAddr(b)
		return
	case 'y':
		p.hexBytes(b)
		return
	case 'z':
		p.c('\'')
		p.textZ(b)
		p.c('\'')
		return
	}
	var v uint64
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	if table != 0 {
		p.fieldNamed(verb, fieldNames[table-'A'], v, width)
	} else {
		p.fieldNumber(verb, v, width)
	}
}

func (p *printer) fieldNumber(verb byte, v uint64, width int) {
	switch verb {
	case 'x':
		p.xw(v, 2*width)
	case 'h':
		p.hw(v, 2*width)
	case 'T':
		p.f2("%u.%03us", uint32(v)/1000, uint32(v)%1000)
	case 'v', 'c':
		if verb == 'v' && v == 0xffff {
			p.s("NONE")
			return
		}
		p.u(v)
		if verb == 'v' && (v == 0 || v > 0xffe) || verb == 'c' && v > 7 {
			p.s(" (bogus)")
		}
	default:
		p.u(v)
	}
}

func (p *printer) fieldNamed(verb byte, names string, v uint64, width int) {
	name := ""
	if verb != 'b' {
		name = fieldName(names, v)
	}
	switch {
	case verb == 'b':
		p.xw(v, 2*width)
		p.fieldBits(names, v)
		return
	case verb == 'w':
		p.xw(v, 2*width)
		p.s(" (")
		if name == "" {
			name = "unknown"
		}
		p.s(name)
		p.c(')')
		return
	case name != "":
		p.s(name)
		return
	case verb == 'p':
		p.u(v)
		return
	case verb == 'q':
		p.xw(v, 2*width)
		return
	case verb == 't':
		p.s("invalid")
	case verb == 'D':
		p.s("bogus")
	default:
		p.s("unknown")
	}
	p.s(" (")
	if verb == 't' || verb == 'n' {
		p.xw(v, 2*width)
	} else {
		p.u(v)
	}
	p.c(')')
}

// fieldNext takes the next name of a table. A table is names from 0 on, with semicolons between them; @ and a number in
// hex is what the next name stands for. at is that number.
func fieldNext(names string, at uint64) (name, rest string, next uint64) {
	for {
		name, rest, _ = strings.Cut(names, ";")
		if name == "" || name[0] != '@' {
			return name, rest, at
		}
		at = 0
		for i := 1; i < len(name); i++ {
			at = at<<4 | uint64(strings.IndexByte(hexDigits, name[i]))
		}
		names = rest
	}
}

// fieldName is the name of v, "" if it has none.
func fieldName(names string, v uint64) string {
	for at := uint64(0); names != ""; at++ {
		var name string
		if name, names, at = fieldNext(names, at); at == v {
			return name
		}
	}
	return ""
}

// named prints the name of v, or otherwise (a format for f with one operand).
func (p *printer) named(names, otherwise string, v uint32) {
	if name := fieldName(names, uint64(v)); name != "" {
		p.s(name)
		return
	}
	p.f1(otherwise, v)
}

// fieldBits prints the names of bits, and whether there are some that nobody knows. A bit named * is known, one whose name
// begins with ! should not be set.
func (p *printer) fieldBits(names string, v uint64) {
	known := uint64(0)
	sep := " ("
	for at := uint64(0); names != ""; at++ {
		var name string
		name, names, at = fieldNext(names, at)
		if name == "" {
			continue
		}
		if name[0] == '!' {
			name = name[1:]
		} else {
			known |= 1 << at
		}
		if v>>at&1 != 0 && name != "*" {
			p.s(sep)
			p.s(name)
			sep = ", "
		}
	}
	if len(sep) == 2 && sep[0] == ',' {
		p.c(')')
	}
	if v&^known != 0 {
		p.s(" (bogus)")
	}
}

// fieldNames are the tables that layouts name by a letter: first OpenFlow 1.0, then vendors, then OpenFlow 1.3.
var fieldNames = [...]string{
	'z' - 'A': ";1.0;1.1;1.2;1.3;1.4;1.5",
	'y' - 'A': "HELLO;ERROR;ECHO_REQUEST;ECHO_REPLY;VENDOR;FEATURES_REQUEST;FEATURES_REPLY;GET_CONFIG_REQUEST;" +
		"GET_CONFIG_REPLY;SET_CONFIG;PACKET_IN;FLOW_REMOVED;PORT_STATUS;PACKET_OUT;FLOW_MOD;PORT_MOD;STATS_REQUEST;" +
		"STATS_REPLY;BARRIER_REQUEST;BARRIER_REPLY;QUEUE_GET_CONFIG_REQUEST;QUEUE_GET_CONFIG_REPLY",
	'w' - 'A': "HELLO;ERROR;ECHO_REQUEST;ECHO_REPLY;EXPERIMENTER;FEATURES_REQUEST;FEATURES_REPLY;GET_CONFIG_REQUEST;" +
		"GET_CONFIG_REPLY;SET_CONFIG;PACKET_IN;FLOW_REMOVED;PORT_STATUS;PACKET_OUT;FLOW_MOD;GROUP_MOD;PORT_MOD;" +
		"TABLE_MOD;MULTIPART_REQUEST;MULTIPART_REPLY;BARRIER_REQUEST;BARRIER_REPLY;QUEUE_GET_CONFIG_REQUEST;" +
		"QUEUE_GET_CONFIG_REPLY;ROLE_REQUEST;ROLE_REPLY;GET_ASYNC_REQUEST;GET_ASYNC_REPLY;SET_ASYNC;METER_MOD",
	'P' - 'A': "@ff00;MAX;@fff8;IN_PORT;TABLE;NORMAL;FLOOD;ALL;CONTROLLER;LOCAL;NONE",
	'C' - 'A': "FLOW_STATS;TABLE_STATS;PORT_STATS;STP;!RESERVED;IP_REASM;QUEUE_STATS;ARP_MATCH_IP",
	'A' - 'A': openflow10ActionNames + ";@ffff;VENDOR",
	'a' - 'A': openflow10ActionNames,
	'G' - 'A': "PORT_DOWN;NO_STP;NO_RECV;NO_RECV_STP;NO_FLOOD;NO_FWD;NO_PACKET_IN",
	'F' - 'A': openflowSpeeds + ";COPPER;FIBER;AUTONEG;PAUSE;PAUSE_ASYM",
	'R' - 'A': "FRAG_NORMAL;FRAG_DROP;FRAG_REASM",
	'W' - 'A': "IN_PORT;DL_VLAN;DL_SRC;DL_DST;DL_TYPE;NW_PROTO;TP_SRC;TP_DST;*;*;*;*;*;*;*;*;*;*;*;*;DL_VLAN_PCP;NW_TOS",
	'I' - 'A': "NO_MATCH;ACTION",
	'r' - 'A': "IDLE_TIMEOUT;HARD_TIMEOUT;DELETE",
	'S' - 'A': "ADD;DELETE;MODIFY", // bits in OpenFlow 1.3
	'M' - 'A': "ADD;MODIFY;MODIFY_STRICT;DELETE;DELETE_STRICT",
	'f' - 'A': "SEND_FLOW_REM;CHECK_OVERLAP;EMERG",
	'T' - 'A': "DESC;FLOW;AGGREGATE;TABLE;PORT;QUEUE;@ffff;VENDOR",
	'N' - 'A': "",
	'm' - 'A': "MORE",
	'E' - 'A': "@fe;EMERG;ALL",
	'e' - 'A': "@ff;ALL",
	'Q' - 'A': "@ffffffff;ALL",
	'o' - 'A': "NONE;MIN_RATE",
	'B' - 'A': "@ffffffff;NONE",
	'X' - 'A': "HELLO_FAILED;BAD_REQUEST;BAD_ACTION;FLOW_MOD_FAILED;PORT_MOD_FAILED;QUEUE_OP_FAILED",

	'V' - 'A': "Ethernet;@c;Cisco;@5e;IANA;@81;Nortel Networks SONMP;@f8;Cisco bridged;@49f;Freescale;@4ea;HP-Labs;" +
		"@1018;Broadcom;@120f;IEEE 802.3 Private;@12bb;ANSI/TIA;@15ad;Netronome;@1b21;DCBX;@2320;Nicira Networks;" +
		"@2481;HP;@80c2;Ethernet bridged;@9069;Juniper;@a03e;ATM Forum;@e004;PMC-Sierra;@e02f;DOCSIS Spanning Tree;" +
		"@80007;Appletalk;@80009;Hewlett-Packard;@5c16c7;Big Switch Networks;@748771;Infoblox Inc;" +
		"@a42305;Open Networking Lab;@b0d2f5;Vello Systems;@d0f0db;Ericsson;@4f4e4600;ONF Extensions;" +
		"@ff000001;Budapest University of Technology and Economics;NoviFlow;L3+ Extensions, Vendor Neutral;" +
		"L4-L7 Extensions;Wireless and Mobility Extensions;Forwarding Abstractions Extensions;" +
		"Optical Transport Extensions",
	'Y' - 'A': "SET_IP_MASK;GET_IP_MASK_REQUEST;GET_IP_MASK_REPLY;SET_MIRRORING;GET_MIRRORING_REQUEST;" +
		"GET_MIRRORING_REPLY;SHELL_COMMAND;SHELL_OUTPUT;SHELL_STATUS;GET_INTERFACES_REQUEST;GET_INTERFACES_REPLY;" +
		"SET_PKTIN_SUPPRESSION_REQUEST;SET_L2_TABLE_REQUEST;GET_L2_TABLE_REQUEST;GET_L2_TABLE_REPLY;" +
		"VIRTUAL_PORT_CREATE_REQUEST;VIRTUAL_PORT_CREATE_REPLY;VIRTUAL_PORT_REMOVE_REQUEST;BW_ENABLE_SET_REQUEST;" +
		"BW_ENABLE_GET_REQUEST;BW_ENABLE_GET_REPLY;BW_CLEAR_DATA_REQUEST;BW_CLEAR_DATA_REPLY;BW_ENABLE_SET_REPLY;" +
		"SET_L2_TABLE_REPLY;SET_PKTIN_SUPPRESSION_REPLY;VIRTUAL_PORT_REMOVE_REPLY;HYBRID_GET_REQUEST;" +
		"HYBRID_GET_REPLY;@1f;PDU_TX_REQUEST;PDU_TX_REPLY;PDU_RX_REQUEST;PDU_RX_REPLY;PDU_RX_TIMEOUT",
	'O' - 'A': "OFF;ON",
	'c' - 'A': ";MIRROR;SET_TUNNEL_DST;;CHECKSUM",
	's' - 'A': "INGRESS;EGRESS",

	'U' - 'A': "@ffffff00;MAX;@fffffff8;IN_PORT;TABLE;NORMAL;FLOOD;ALL;CONTROLLER;LOCAL;ANY",
	'D' - 'A': "FLOW_STATS;TABLE_STATS;PORT_STATS;GROUP_STATS;;IP_REASM;QUEUE_STATS;;PORT_BLOCKED",
	'L' - 'A': "@ffe5;MAX;@ffff;NO_BUFFER",
	'g' - 'A': "PORT_DOWN;;NO_RECV;;;NO_FWD;NO_PACKET_IN",
	'k' - 'A': "LINK_DOWN;BLOCKED;LIVE",
	'H' - 'A': openflowSpeeds + ";40GB_FD;100GB_FD;1TB_FD;OTHER;COPPER;FIBER;AUTONEG;PAUSE;PAUSE_ASYM",
	'l' - 'A': "NOCHANGE;EQUAL;MASTER;SLAVE",
	'i' - 'A': "NO_MATCH;ACTION;INVALID_TTL",
	'v' - 'A': "1.0;1.1;1.2;1.3;1.4;1.5", // bits as tcpdump has them; in the specification 1.0 is bit 1, its number
	'K' - 'A': ";VERSIONBITMAP",
	'x' - 'A': "HELLO_FAILED;BAD_REQUEST;BAD_ACTION;BAD_INSTRUCTION;BAD_MATCH;FLOW_MOD_FAILED;GROUP_MOD_FAILED;" +
		"PORT_MOD_FAILED;TABLE_MOD_FAILED;QUEUE_OP_FAILED;SWITCH_CONFIG_FAILED;ROLE_REQUEST_FAILED;METER_MOD_FAILED;" +
		"TABLE_FEATURES_FAILED;@ffff;EXPERIMENTER",
}

const (
	openflow10ActionNames = "OUTPUT;SET_VLAN_VID;SET_VLAN_PCP;STRIP_VLAN;SET_DL_SRC;SET_DL_DST;SET_NW_SRC;SET_NW_DST;" +
		"SET_NW_TOS;SET_TP_SRC;SET_TP_DST;ENQUEUE"
	openflowSpeeds = "10MB_HD;10MB_FD;100MB_HD;100MB_FD;1GB_HD;1GB_FD;10GB_FD"
)
