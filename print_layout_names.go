// Names that layouts use, and what single ones have of their own.

package main

// layoutTables are called by the letter that is their index here. RSVP has A to S (RFC 2205, 3209, 3471 and 3473, 4090,
// 4124), LSP ping T to X (RFC 8029 section 8), LMP Y to s (RFC 4204; OIF UNI 1.0
// from g to o), TIPC t to v.
var layoutTables = [...]string{
	'A' - 'A': "unknown, type: %u|1 Path|2 Resv|3 PathErr|4 ResvErr|5 PathTear|6 ResvTear|7 ResvConf|12 Bundle|" +
		"13 Acknowledgement|14 Hello (Old)|15 Refresh|20 Hello",
	'B' - 'A': "none|1 Refresh reduction capable",
	'C' - 'A': "Unknown|1 Session|3 RSVP Hop|4 Integrity|5 Time Values|6 Error Spec|7 Scope|8 Style|9 Flowspec|" +
		"10 FilterSpec|11 Sender Template|12 Sender TSpec|13 Adspec|14 Policy Data|15 Confirm|16 Label|" +
		"19 Label Request|20 ERO|21 RRO|22 Hello|23 Message ID|24 Message ID Ack|25 Message ID List|" +
		"34 Recovery Label|35 Upstream Label|36 Label Set|37 Protection|50 Sub-LSP to LSP|63 Detour|66 Class Type|" +
		"125 Class Type (old)|129 Suggested Label|130 Acceptable Label Set|131 Restart Capability|134 Capability|" +
		"195 Notify Request|196 Administrative Status|204 Properties|205 Fast Re-Route|207 Session Attribute|" +
		"229 Generalized UNI|230 Call-ID|236 Call Capability",
	'D' - 'A': "none|2147483648 Reflect|4 Testing|2 Admin-down|1 Delete-in-progress",
	'E' - 'A': "Unknown|10 Fixed Filter|17 Wildcard Filter|18 Shared Explicit",
	'F' - 'A': "none|1 Local Protection|2 Label Recording|4 SE Style|8 Bandwidth protection|16 Node protection",
	'G' - 'A': "none|1 Local protection available|2 Local protection in use|4 Bandwidth protection|8 Node protection",
	'H' - 'A': "Unknown %u|0 Reserved|1 IPv4 prefix|2 IPv6 prefix|3 Label|32 Autonomous system number|" +
		"64 MPLS label switched path termination",
	'I' - 'A': "Unknown|1 Source TNA address|2 Destination TNA address|3 Diversity|4 Egress label|5 Service level",
	'J' - 'A': "unknown|1 Cos|2 Metric 1|4 Metric 2|8 CCC Status|16 Path Type",
	'K' - 'A': "Unknown|0 Inclusive list|1 Exclusive list|2 Inclusive range|3 Exclusive range",
	'L' - 'A': "unknown|1 Default/Global Information|2 Guaranteed Service|5 Controlled Load",
	'M' - 'A': "unknown|24 Routing Problem|25 Notify Error|28 Diffserv TE Error|125 Diffserv TE Error (Old)",
	'N' - 'A': "unknown|1 Bad EXPLICIT_ROUTE object|2 Bad strict node|3 Bad loose node|4 Bad initial subobject|" +
		"5 No route available toward destination|6 Unacceptable label value|7 RRO indicated routing loops|" +
		"8 non-RSVP-capable router in the path|9 MPLS label allocation failure|10 Unsupported L3PID",
	'O' - 'A': "unknown|1 Unexpected CT object|2 Unsupported CT|3 Invalid CT value|" +
		"4 CT/setup priority do not form a configured TE-Class|" +
		"5 CT/holding priority do not form a configured TE-Class|" +
		"6 CT/setup priority and CT/holding priority do not form a configured TE-Class|" +
		"7 Inconsistency between signaled PSC and signaled CT|8 Inconsistency between signaled PHBs and signaled CT",
	'P' - 'A': "none|4 RecoveryPath Transmit Enabled|2 RecoveryPath Desired|1 RecoveryPath Srefresh Capable",
	'Q' - 'A': "Unknown|1 Reserved|2 Reserved|3 Reserved|4 Reserved|5 Asynchronous mapping of E4|" +
		"6 Asynchronous mapping of DS3/T3|7 Asynchronous mapping of E3|8 Bit synchronous mapping of E3|" +
		"9 Byte synchronous mapping of E3|10 Asynchronous mapping of DS2/T2|11 Bit synchronous mapping of DS2/T2|" +
		"12 Reserved|13 Asynchronous mapping of E1|14 Byte synchronous mapping of E1|" +
		"15 Byte synchronous mapping of 31 * DS0|16 Asynchronous mapping of DS1/T1|" +
		"17 Bit synchronous mapping of DS1/T1|18 Byte synchronous mapping of DS1/T1|19 VC-11 in VC-12|20 Reserved|" +
		"21 Reserved|22 DS1 SF Asynchronous|23 DS1 ESF Asynchronous|24 DS3 M23 Asynchronous|" +
		"25 DS3 C-Bit Parity Asynchronous|26 VT/LOVC|27 STS SPE/HOVC|28 POS - No Scrambling, 16 bit CRC|" +
		"29 POS - No Scrambling, 32 bit CRC|30 POS - Scrambling, 16 bit CRC|31 POS - Scrambling, 32 bit CRC|" +
		"32 ATM mapping|33 Ethernet PHY|34 SONET/SDH|35 Reserved (SONET deprecated)|36 Digital Wrapper|37 Lambda|" +
		"38 ANSI/ETSI PDH|39 Reserved|40 Link Access Protocol SDH (X.85 and X.86)|41 FDDI|" +
		"42 DQDB (ETSI ETS 300 216)|43 FiberChannel-3 (Services)|44 HDLC|45 Ethernet V2/DIX (only)|" +
		"46 Ethernet 802.3 (only)|47 G.709 ODUj|48 G.709 OTUk(v)|49 CBR/CBRa|50 CBRb|51 BSOT|52 BSNT|" +
		"53 IP/PPP (GFP)|54 Ethernet MAC (framed GFP)|55 Ethernet PHY (transparent GFP)|56 ESCON|57 FICON|" +
		"58 Fiber Channel",
	'R' - 'A': "none|1 Global",
	'S' - 'A': "Unknown|1 IPv4",

	'T' - 'A': "unknown|1 MPLS Echo Request|2 MPLS Echo Reply",
	'U' - 'A': "unknown|1 Do not reply|2 Reply via an IPv4/IPv6 UDP packet|" +
		"3 Reply via an IPv4/IPv6 UDP packet with Router Alert|4 Reply via application level control channel",
	'V' - 'A': "unknown|0 No return code or return code contained in the Error Code TLV|" +
		"1 Malformed echo request received|2 One or more of the TLVs was not understood|" +
		"3 Replying router is an egress for the FEC at stack depth |" + // some end with a blank, and with the subcode
		"4 Replying router has no mapping for the FEC at stack depth |5 Reserved|6 Reserved|7 Reserved|" +
		"8 Label switched at stack-depth |9 Label switched but no MPLS forwarding at stack-depth|" +
		"10 Mapping for this FEC is not the given label at stack depth |11 No label entry at stack-depth |" +
		"12 Protocol not associated with interface at FEC stack depth |" +
		"13 Premature termination of ping due to label stack shrinking to a single label",
	'W' - 'A': "Unknown|1 Target FEC Stack|2 Downstream Mapping|3 Pad|5 Vendor Enterprise Code|7 Interface Label Stack|" +
		"9 Error Code|10 Reply TOS Byte|15 BFD Discriminator|64512 Vendor Private Code",
	'X' - 'A': "unknown|1 IPv4|2 Unnumbered IPv4|3 IPv6|4 IPv6",

	'Y' - 'A': "unknown, type: %u|1 Config|2 Config ACK|3 Config NACK|4 Hello|5 Begin Verify|6 Begin Verify ACK|" +
		"7 Begin Verify NACK|8 End Verify|9 End Verify ACK|10 Test|11 Test Status Success|12 Test Status Failure|" +
		"13 Test Status ACK|14 Link Summary|15 Link Summary ACK|16 Link Summary NACK|17 Channel Status|" +
		"18 Channel Status ACK|19 Channel Status Request|20 Channel Status Response|50 Service Config|" +
		"51 Service Config ACK|52 Service Config NACK",
	'Z' - 'A': "none|1 Control Channel Down|2 LMP restart",
	'a' - 'A': "Unknown|1 Control Channel ID|2 Node ID|3 Link ID|4 Interface ID|5 Message ID|6 Configuration|7 Hello|" +
		"8 Verify Begin|9 Verify Begin ACK|10 Verify ID|11 TE Link|12 Data Link|13 Channel Status|" +
		"14 Channel Status Request|20 Error Code|51 Service Config",
	'b' - 'A': "none|1 Verify all links|2 Data link type",
	'c' - 'A': "none|1 Fault Management Supported|2 Link Verification Supported",
	'd' - 'A': "none|1 Data Link Port|2 Allocated for user traffic|4 Failed link",
	'e' - 'A': "none|1 Link Verification Procedure Not supported|2 Unwilling to verify|" +
		"4 Unsupported verification transport mechanism|8 Link-Id configuration error|16 Unknown object c-type",
	'f' - 'A': "none|1 Unacceptable non-negotiable LINK-SUMMARY parameters|2 Renegotiate LINK-SUMMARY parameters|" +
		"4 Invalid TE-LINK Object|8 Invalid DATA-LINK Object|16 Unknown TE-LINK Object c-type|" +
		"32 Unknown DATA-LINK Object c-type",
	'g' - 'A': "none|1 RSVP Supported|2 LDP Supported",
	'h' - 'A': "Unknown|5 SDH ITU-T G.707|6 SONET ANSI T1.105",
	'i' - 'A': "none|1 Path/VC Overhead Transparency Supported|2 Line/MS Overhead Transparency Supported|" +
		"4 Section/RS Overhead Transparency Supported",
	'j' - 'A': "none|1 Contiguous Concatenation Types Supported",
	'k' - 'A': "none|1 Standard SOH/RSOH Transparency Supported|2 Standard LOH/MSOH Transparency Supported",
	'l' - 'A': "none|1 Transparent Tandem Connection Monitoring Supported",
	'm' - 'A': "none|1 Node Diversity Supported|2 Link Diversity Supported|4 SRLG Diversity Supported",
	'n' - 'A': "Unknown|5 VC-3|6 VC-4|7 STM-0|8 STM-1|9 STM-4|10 STM-16|11 STM-64|12 STM-256",
	'o' - 'A': "Unknown|5 STS-1 SPE|6 STS-3c SPE|7 STS-1|8 STM-3|9 STM-12|10 STM-48|11 STM-192|12 STM-768",
	'p' - 'A': "Unknown|1 Signal Okay|2 Signal Degraded|3 Signal Fail",
	'q' - 'A': "Unknown|1 Interface Switching Type|2 Wavelength",
	'r' - 'A': "|0 Non-allocated|1 Allocated",
	's' - 'A': "|0 Receive|1 Transmit",

	't' - 'A': "|0 Low Importance Data payload|1 Medium Importance Data payload|2 High Importance Data payload|" +
		"3 Critical Importance Data payload|5 Broadcast Link Protocol internal|6 Message Bundler Protocol internal|" +
		"7 Link State Protocol internal|8 Connection Manager internal|10 Link Changeover Protocol internal|" +
		"11 Name Table Update Protocol internal|12 Message Fragmentation Protocol internal|" +
		"13 Neighbor Detection Protocol internal",
	'u' - 'A': "Unknown|0 CONN_MSG|1 MCAST_MSG|2 NAMED_MSG|3 DIRECT_MSG",
	'v' - 'A': "Unknown|0 Link request|1 Link response",
}

// layoutSpecial prints what single layouts have.
func (p *printer) layoutSpecial(verb byte, b []byte, v uint32, ident string) {
	switch verb {
	case 'a': // what the next bit says
		if p.peek(0, 1)[0]&0x80 != 0 {
			p.s("no")
		}
		p.s(" merge capability")
	case 'v': // VPI or VCI
		p.u(uint64(v & 0xfff))
	case 'u':
		p.u(uint64(v >> 7))
	case 'k':
		p.u(uint64(v & 0x1fff))
	case 'n': // zone, cluster and node of TIPC
		p.f3("%u.%u.%u", v>>24, v>>12&0xfff, v&0xfff)
	case 'c':
		p.u(uint64(v & 7))
	case 'A':
		p.u(uint64(v & 0x7f))
	case 'l': // data link connection identifiers of 10 or 23 bits, RFC 3209 section 4.2.3
		p.f2("%u/%u, ", v&0x7fffff, be32at(b, 4)&0x7fffff)
		switch v >> 23 & 3 {
		case 0:
			p.s("10")
		case 2:
			p.s("23")
		}
		p.s(" bit DLCI")
	case 'x':
		if v != 0 {
			p.s("0x")
		}
		p.h(uint64(v))
	case 'g':
		p.layoutName('Q', v, "", false)
		p.f1(" (0x%04x)", v)
	case 's':
		p.layoutName('E', v&0xffffff, "", false)
		p.f1(", Flags: [0x%02x]", v>>24)
	case 'C': // RFC 5063 section 4.2
		if reserved := v &^ 7; reserved != 0 {
			p.s(ident)
			p.f1("[reserved=0x%08x must be zero]", reserved)
		}
		p.s(ident)
		p.s("Flags: [")
		p.layoutName('P', v, "", true)
		p.c(']')
	case 'o': // what to do with an unknown class, RFC 2205 section 3.10
		switch v >> 6 {
		case 2:
			p.s("ignore silently")
		case 3:
			p.s("ignore and forward")
		default:
			p.s("reject")
		}
	case 'e', 'E': // error code and value; of those from IPv6 nodes tcpdump names the values of one code only
		code, value, values := v>>16, v&0xffff, byte('N')
		p.layoutNumbered('M', code)
		switch {
		case code == 24:
		case verb == 'E':
			return
		case code == 28, code == 125:
			values = 'O'
		default:
			p.f1(", Unknown Error Value (%u)", value)
			return
		}
		p.s(", Error Value: ")
		p.layoutNumbered(values, value)
	case 'X': // RFC 4204 section 13.13
		p.s("\n\t\t    Active: ")
		p.layoutNumbered('r', v>>31)
		p.s("\n\t\t    Direction: ")
		p.layoutNumbered('s', v>>30&1)
		p.s("\n\t\t    Channel Status: ")
		p.layoutNumbered('p', v&0x3ffffff)
	case 'V':
		p.f2("%u (0x%x)", v, v)
		if v&8000 != 0 { // RFC 4204 has 0x8000; tcpdump takes the digits for decimal ones
			p.s(" (Payload test messages capable)")
		}
	case 'U': // the type of the link says what signals mean
		if link := v >> 8; link == 5 || link == 6 {
			p.s("\n\t Signal Type: ")
			p.layoutNumbered('n'+byte(link)-5, v&0xff)
		}
	case 'O':
		p.layoutName('3', v, "", false)
		p.f1(" (0x%04x)", v)
	case 'Y': // return code and subcode of LSP ping
		p.layoutName('V', v>>8, "", false)
		if p.out[len(p.out)-1] == ' ' {
			p.u(uint64(v & 0xff))
		}
		p.f1(" (%u)", v>>8)
	case 'Z': // NTP; without the first bit it is of the era that begins in 2036, RFC 4330 section 3
		t := be64(b)
		p.ntpSeconds(t)
		if v != 0 {
			p.ntpDate(int64(t>>32 | ^t>>63<<32))
		}
	}
}
