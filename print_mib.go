// Object identifiers of SNMP, and the names that are printed for them without -n: RFC 1155, 1213 (MIB-II), 1229 to 1231
// and 1271, and some enterprises of IANA's list.

package main

// mibNode is a node of the tree: its place under the node with index parent, -1 for the root.
type mibNode struct {
	parent int16
	sub    uint16
	name   string
}

// mibPrefix abbreviates what many identifiers begin with.
type mibPrefix struct {
	node int16
	text string
}

var mibPrefixes = [...]mibPrefix{{6, ""}, {208, "E:"}, {206, "X:"}, {313, "S:"}}

// mibChild returns the index of the node below parent with this number, or -1. Once there is none, nothing is looked for
// any more, so an identifier costs as many searches as the tree is deep.
func mibChild(parent int16, sub uint32) int16 {
	for i := range mibNodes {
		if n := &mibNodes[i]; n.parent == parent && uint32(n.sub) == sub {
			return int16(i)
		}
	}
	return -1
}

// asnOID prints an object identifier: numbers, or names as far as they are known.
func (p *printer) asnOID(e *asnElement) {
	start := len(p.out)
	n, node := uint32(0), int16(-1)
	first, dot := true, true
	arc := func(v uint32) {
		known := int16(-1)
		if !p.num && (node >= 0 || len(p.out) == start) {
			known = mibChild(node, v)
		}
		if dot {
			p.c('.')
		}
		dot = true
		node = known
		if known < 0 {
			node = -2 // below a node without a name nothing has one
			p.u(uint64(v))
			return
		}
		p.s(mibNodes[known].name)
		for i := range mibPrefixes {
			if mibPrefixes[i].node == known {
				p.out = p.out[:start]
				p.s(mibPrefixes[i].text)
				dot = false
			}
		}
	}
	for _, c := range e.v {
		n = n<<7 | uint32(c&0x7f)
		if c&0x80 != 0 {
			continue
		}
		if first {
			top := min(n/40, 2)
			arc(top)
			n -= 40 * top
			first = false
		}
		arc(n)
		n = 0
	}
	p.asnWhole(e)
}

// mibNodes are sorted by their place in the tree, parents first.
var mibNodes = [...]mibNode{
	{-1, 1, "iso"}, {0, 3, "org"}, {1, 6, "dod"}, {2, 1, "internet"}, {3, 1, "directory"}, {3, 2, "mgmt"},
	{5, 1, "mib"}, {6, 1, "system"}, {7, 1, "sysDescr"}, {7, 2, "sysObjectID"}, {7, 3, "sysUpTime"},
	{7, 4, "sysContact"}, {7, 5, "sysName"}, {7, 6, "sysLocation"}, {7, 7, "sysServices"}, {6, 2, "interfaces"},
	{15, 1, "ifNumber"}, {15, 2, "ifTable"}, {17, 1, "ifEntry"}, {18, 1, "ifIndex"}, {18, 2, "ifDescr"},
	{18, 3, "ifType"}, {18, 4, "ifMtu"}, {18, 5, "ifSpeed"}, {18, 6, "ifPhysAddress"}, {18, 7, "ifAdminStatus"},
	{18, 8, "ifOperStatus"}, {18, 9, "ifLastChange"}, {18, 10, "ifInOctets"}, {18, 11, "ifInUcastPkts"},
	{18, 12, "ifInNUcastPkts"}, {18, 13, "ifInDiscards"}, {18, 14, "ifInErrors"}, {18, 15, "ifInUnknownProtos"},
	{18, 16, "ifOutOctets"}, {18, 17, "ifOutUcastPkts"}, {18, 18, "ifOutNUcastPkts"}, {18, 19, "ifOutDiscards"},
	{18, 20, "ifOutErrors"}, {18, 21, "ifOutQLen"}, {18, 22, "ifSpecific"}, {6, 3, "at"}, {41, 1, "atTable"},
	{42, 1, "atEntry"}, {43, 1, "atIfIndex"}, {43, 2, "atPhysAddress"}, {43, 3, "atNetAddress"}, {6, 4, "ip"},
	{47, 1, "ipForwarding"}, {47, 2, "ipDefaultTTL"}, {47, 3, "ipInReceives"}, {47, 4, "ipInHdrErrors"},
	{47, 5, "ipInAddrErrors"}, {47, 6, "ipForwDatagrams"}, {47, 7, "ipInUnknownProtos"}, {47, 8, "ipInDiscards"},
	{47, 9, "ipInDelivers"}, {47, 10, "ipOutRequests"}, {47, 11, "ipOutDiscards"}, {47, 12, "ipOutNoRoutes"},
	{47, 13, "ipReasmTimeout"}, {47, 14, "ipReasmReqds"}, {47, 15, "ipReasmOKs"}, {47, 16, "ipReasmFails"},
	{47, 17, "ipFragOKs"}, {47, 18, "ipFragFails"}, {47, 19, "ipFragCreates"}, {47, 20, "ipAddrTable"},
	{67, 1, "ipAddrEntry"}, {68, 1, "ipAdEntAddr"}, {68, 2, "ipAdEntIfIndex"}, {68, 3, "ipAdEntNetMask"},
	{68, 4, "ipAdEntBcastAddr"}, {68, 5, "ipAdEntReasmMaxSize"}, {47, 21, "ipRoutingTable"}, {74, 1, "ipRouteEntry"},
	{75, 1, "ipRouteDest"}, {75, 2, "ipRouteIfIndex"}, {75, 3, "ipRouteMetric1"}, {75, 4, "ipRouteMetric2"},
	{75, 5, "ipRouteMetric3"}, {75, 6, "ipRouteMetric4"}, {75, 7, "ipRouteNextHop"}, {75, 8, "ipRouteType"},
	{75, 9, "ipRouteProto"}, {75, 10, "ipRouteAge"}, {75, 11, "ipRouteMask"}, {47, 22, "ipNetToMediaTable"},
	{87, 1, "ipNetToMediaEntry"}, {88, 1, "ipNetToMediaIfIndex"}, {88, 2, "ipNetToMediaPhysAddress"},
	{88, 3, "ipNetToMediaNetAddress"}, {88, 4, "ipNetToMediaType"}, {6, 5, "icmp"}, {93, 1, "icmpInMsgs"},
	{93, 2, "icmpInErrors"}, {93, 3, "icmpInDestUnreachs"}, {93, 4, "icmpInTimeExcds"}, {93, 5, "icmpInParmProbs"},
	{93, 6, "icmpInSrcQuenchs"}, {93, 7, "icmpInRedirects"}, {93, 8, "icmpInEchos"}, {93, 9, "icmpInEchoReps"},
	{93, 10, "icmpInTimestamps"}, {93, 11, "icmpInTimestampReps"}, {93, 12, "icmpInAddrMasks"},
	{93, 13, "icmpInAddrMaskReps"}, {93, 14, "icmpOutMsgs"}, {93, 15, "icmpOutErrors"}, {93, 16, "icmpOutDestUnreachs"},
	{93, 17, "icmpOutTimeExcds"}, {93, 18, "icmpOutParmProbs"}, {93, 19, "icmpOutSrcQuenchs"},
	{93, 20, "icmpOutRedirects"}, {93, 21, "icmpOutEchos"}, {93, 22, "icmpOutEchoReps"}, {93, 23, "icmpOutTimestamps"},
	{93, 24, "icmpOutTimestampReps"}, {93, 25, "icmpOutAddrMasks"}, {93, 26, "icmpOutAddrMaskReps"}, {6, 6, "tcp"},
	{120, 1, "tcpRtoAlgorithm"}, {120, 2, "tcpRtoMin"}, {120, 3, "tcpRtoMax"}, {120, 4, "tcpMaxConn"},
	{120, 5, "tcpActiveOpens"}, {120, 6, "tcpPassiveOpens"}, {120, 7, "tcpAttemptFails"}, {120, 8, "tcpEstabResets"},
	{120, 9, "tcpCurrEstab"}, {120, 10, "tcpInSegs"}, {120, 11, "tcpOutSegs"}, {120, 12, "tcpRetransSegs"},
	{120, 13, "tcpConnTable"}, {133, 1, "tcpConnEntry"}, {134, 1, "tcpConnState"}, {134, 2, "tcpConnLocalAddress"},
	{134, 3, "tcpConnLocalPort"}, {134, 4, "tcpConnRemAddress"}, {134, 5, "tcpConnRemPort"}, {120, 14, "tcpInErrs"},
	{120, 15, "tcpOutRsts"}, {6, 7, "udp"}, {142, 1, "udpInDatagrams"}, {142, 2, "udpNoPorts"}, {142, 3, "udpInErrors"},
	{142, 4, "udpOutDatagrams"}, {142, 5, "udpTable"}, {147, 1, "udpEntry"}, {148, 1, "udpLocalAddress"},
	{148, 2, "udpLocalPort"}, {6, 8, "egp"}, {151, 1, "egpInMsgs"}, {151, 2, "egpInErrors"}, {151, 3, "egpOutMsgs"},
	{151, 4, "egpOutErrors"}, {151, 5, "egpNeighTable"}, {156, 1, "egpNeighEntry"}, {157, 1, "egpNeighState"},
	{157, 2, "egpNeighAddr"}, {157, 3, "egpNeighAs"}, {157, 4, "egpNeighInMsgs"}, {157, 5, "egpNeighInErrs"},
	{157, 6, "egpNeighOutMsgs"}, {157, 7, "egpNeighOutErrs"}, {157, 8, "egpNeighInErrMsgs"},
	{157, 9, "egpNeighOutErrMsgs"}, {157, 10, "egpNeighStateUps"}, {157, 11, "egpNeighStateDowns"},
	{157, 12, "egpNeighIntervalHello"}, {157, 13, "egpNeighIntervalPoll"}, {157, 14, "egpNeighMode"},
	{157, 15, "egpNeighEventTrigger"}, {151, 6, "egpAs"}, {6, 10, "transmission"}, {6, 11, "snmp"},
	{175, 1, "snmpInPkts"}, {175, 2, "snmpOutPkts"}, {175, 3, "snmpInBadVersions"}, {175, 4, "snmpInBadCommunityNames"},
	{175, 5, "snmpInBadCommunityUses"}, {175, 6, "snmpInASNParseErrs"}, {175, 7, "snmpInBadTypes"},
	{175, 8, "snmpInTooBigs"}, {175, 9, "snmpInNoSuchNames"}, {175, 10, "snmpInBadValues"},
	{175, 11, "snmpInReadOnlys"}, {175, 12, "snmpInGenErrs"}, {175, 13, "snmpInTotalReqVars"},
	{175, 14, "snmpInTotalSetVars"}, {175, 15, "snmpInGetRequests"}, {175, 16, "snmpInGetNexts"},
	{175, 17, "snmpInSetRequests"}, {175, 18, "snmpInGetResponses"}, {175, 19, "snmpInTraps"},
	{175, 20, "snmpOutTooBigs"}, {175, 21, "snmpOutNoSuchNames"}, {175, 22, "snmpOutBadValues"},
	{175, 23, "snmpOutReadOnlys"}, {175, 24, "snmpOutGenErrs"}, {175, 25, "snmpOutGetRequests"},
	{175, 26, "snmpOutGetNexts"}, {175, 27, "snmpOutSetRequests"}, {175, 28, "snmpOutGetResponses"},
	{175, 29, "snmpOutTraps"}, {175, 30, "snmpEnableAuthTraps"}, {3, 3, "experimental"}, {3, 4, "private"},
	{207, 1, "enterprises"}, {208, 1, "proteon"}, {208, 2, "ibm"}, {208, 3, "cmu"}, {208, 4, "unix"}, {208, 5, "acc"},
	{208, 6, "twg"}, {208, 7, "cayman"}, {208, 8, "nysernet"}, {208, 9, "cisco"}, {208, 10, "nsc"}, {208, 11, "hp"},
	{208, 12, "epilogue"}, {208, 13, "utennessee"}, {208, 14, "bbn"}, {208, 15, "xylogics"}, {208, 16, "unisys"},
	{208, 17, "canstar"}, {208, 18, "wellfleet"}, {208, 19, "trw"}, {208, 20, "mit"}, {208, 21, "eon"},
	{208, 22, "spartacus"}, {208, 23, "excelan"}, {208, 24, "spider"}, {208, 25, "nsfnet"}, {208, 26, "sytek"},
	{208, 27, "intergraph"}, {208, 28, "interlan"}, {208, 29, "vitalink"}, {208, 30, "ulana"}, {208, 31, "nswc"},
	{208, 32, "santacruzoperation"}, {208, 33, "xyplex"}, {208, 34, "cray"}, {208, 35, "bellnorthernresearch"},
	{208, 36, "dec"}, {208, 37, "touch"}, {208, 38, "networkresearchcorp"}, {208, 39, "baylor"},
	{208, 40, "nmfeccllnl"}, {208, 41, "sri"}, {208, 42, "sun"}, {208, 43, "3com"}, {208, 44, "cmc"},
	{208, 45, "synoptics"}, {208, 46, "cheyenne"}, {208, 47, "prime"}, {208, 48, "mcnc"}, {208, 49, "chipcom"},
	{208, 50, "opticaldatasystems"}, {208, 51, "gated"}, {208, 52, "cabletron"}, {208, 53, "apollo"},
	{208, 54, "desktalksystems"}, {208, 55, "ssds"}, {208, 56, "castlerock"}, {208, 57, "mips"}, {208, 58, "tgv"},
	{208, 59, "silicongraphics"}, {208, 60, "ubc"}, {208, 61, "merit"}, {208, 62, "fibercom"}, {208, 63, "apple"},
	{208, 64, "gandalf"}, {208, 65, "dartmouth"}, {208, 66, "davidsystems"}, {208, 67, "reuter"}, {208, 68, "cornell"},
	{208, 69, "tmac"}, {208, 70, "locus"}, {208, 71, "nasa"}, {208, 72, "retix"}, {208, 73, "boeing"}, {208, 74, "att"},
	{208, 75, "ungermannbass"}, {208, 76, "digitalanalysis"}, {208, 77, "hplanman"}, {208, 78, "netlabs"},
	{208, 79, "icl"}, {208, 80, "auspex"}, {208, 81, "lannet"}, {208, 82, "ncd"}, {208, 83, "raycom"},
	{208, 84, "pirellifocom"}, {208, 85, "datability"}, {208, 86, "networkappltech"}, {208, 87, "link"},
	{208, 88, "nyu"}, {208, 89, "rnd"}, {208, 90, "intercon"}, {208, 91, "learningtree"}, {208, 92, "webstercomputer"},
	{208, 93, "frontier"}, {208, 94, "nokia"}, {208, 95, "allenbradley"}, {208, 96, "cern"}, {208, 97, "sigma"},
	{208, 98, "emergingtech"}, {208, 99, "snmpresearch"}, {208, 100, "ohiostate"}, {208, 101, "ultra"},
	{208, 136, "ccur"}, {3, 5, "security"}, {3, 6, "snmpV2"}, {312, 3, "snmpModules"}, {313, 10, "snmpFrameworkMIB"},
	{314, 1, "snmpFrameworkAdmin"}, {314, 2, "snmpFrameworkMIBObjects"}, {316, 1, "snmpEngine"},
	{317, 1, "snmpEngineID"}, {317, 2, "snmpEngineBoots"}, {317, 3, "snmpEngineTime"},
	{317, 4, "snmpEngineMaxMessageSize"}, {314, 3, "snmpFrameworkMIBConformance"}, {313, 11, "snmpMPDMIB"},
	{323, 1, "snmpMPDAdmin"}, {323, 2, "snmpMPDMIBObjects"}, {325, 1, "snmpMPDStats"},
	{326, 1, "snmpUnknownSecurityModels"}, {326, 2, "snmpInvalidMsgs"}, {326, 3, "snmpUnknownPDUHandlers"},
	{323, 3, "snmpMPDMIBConformance"}, {330, 1, "snmpMPDMIBCompliances"}, {330, 2, "snmpMPDMIBGroups"},
	{313, 15, "snmpUsmMIB"}, {333, 1, "usmMIBObjects"}, {334, 1, "usmStats"}, {335, 1, "usmStatsUnsupportedSecLevels"},
	{335, 2, "usmStatsNotInTimeWindows"}, {335, 3, "usmStatsUnknownUserNames"}, {335, 4, "usmStatsUnknownEngineIDs"},
	{335, 5, "usmStatsWrongDigests"}, {335, 6, "usmStatsDecryptionErrors"}, {334, 2, "usmUser"},
	{342, 1, "usmUserSpinLock"}, {342, 2, "usmUserTable"}, {344, 1, "usmUserEntry"}, {345, 1, "usmUserEngineID"},
	{345, 2, "usmUserName"}, {345, 3, "usmUserSecurityName"}, {345, 4, "usmUserCloneFrom"},
	{345, 5, "usmUserAuthProtocol"}, {345, 6, "usmUserAuthKeyChange"}, {345, 7, "usmUserOwnAuthKeyChange"},
	{345, 8, "usmUserPrivProtocol"}, {345, 9, "usmUserPrivKeyChange"}, {345, 10, "usmUserOwnPrivKeyChange"},
	{345, 11, "usmUserPublic"}, {345, 12, "usmUserStorageType"}, {345, 13, "usmUserStatus"},
	{333, 2, "usmMIBConformance"}, {359, 1, "usmMIBCompliances"}, {359, 2, "usmMIBGroups"},
}
