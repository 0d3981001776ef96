// Filter language: the words. Keywords, the names of numbers in byte-access expressions, and the names of protocols.

package main

// filterWord is a keyword.
type filterWord int

const (
	wordAnd filterWord = 1 + iota
	wordOr
	wordNot
	wordSrc
	wordDst
	wordRA
	wordTA
	wordAddr1
	wordAddr2
	wordAddr3
	wordAddr4
	wordHost
	wordNet
	wordMask
	wordPort
	wordPortrange
	wordProto
	wordProtochain
	wordGateway
	wordLess
	wordGreater
	wordByte
	wordBroadcast
	wordMulticast
	wordLen
	wordInbound
	wordOutbound
	wordIfindex
	wordVLAN
	wordMPLS
	wordPPPoED
	wordPPPoES
	wordGeneve
	wordVXLAN
	wordLLC
	wordType
	wordSubtype
	wordDir
	wordIfname
	wordRuleset
	wordRulenum
	wordSubrulenum
	wordReason
	wordAction
	wordLane
	wordMetac
	wordBcc
	wordSC
	wordIlmic
	wordOAM
	wordOAMF4
	wordOAMF4EC
	wordOAMF4SC
	wordConnectmsg
	wordMetaconnect
	wordVPI
	wordVCI
	wordFISU
	wordLSSU
	wordMSU
	wordHFISU
	wordHLSSU
	wordHMSU
	wordSIO
	wordOPC
	wordDPC
	wordSLS
	wordHSIO
	wordHOPC
	wordHDPC
	wordHSLS

	wordProtocols // words above this are names of protocols: wordProtocols + filterProto
)

// filterKeyword returns the keyword that s is, or 0.
func filterKeyword(s string) filterWord {
	if proto := filterProtoWord(s); proto != protoDefault {
		return wordProtocols + filterWord(proto)
	}
	switch s {
	case "and":
		return wordAnd
	case "or":
		return wordOr
	case "not":
		return wordNot
	case "src":
		return wordSrc
	case "dst":
		return wordDst
	case "ra":
		return wordRA
	case "ta":
		return wordTA
	case "addr1", "address1":
		return wordAddr1
	case "addr2", "address2":
		return wordAddr2
	case "addr3", "address3":
		return wordAddr3
	case "addr4", "address4":
		return wordAddr4
	case "host":
		return wordHost
	case "net":
		return wordNet
	case "mask":
		return wordMask
	case "port":
		return wordPort
	case "portrange":
		return wordPortrange
	case "proto":
		return wordProto
	case "protochain":
		return wordProtochain
	case "gateway":
		return wordGateway
	case "less":
		return wordLess
	case "greater":
		return wordGreater
	case "byte":
		return wordByte
	case "broadcast":
		return wordBroadcast
	case "multicast":
		return wordMulticast
	case "len", "length":
		return wordLen
	case "inbound":
		return wordInbound
	case "outbound":
		return wordOutbound
	case "ifindex":
		return wordIfindex
	case "vlan":
		return wordVLAN
	case "mpls":
		return wordMPLS
	case "pppoed":
		return wordPPPoED
	case "pppoes":
		return wordPPPoES
	case "geneve":
		return wordGeneve
	case "vxlan":
		return wordVXLAN
	case "llc":
		return wordLLC
	case "type":
		return wordType
	case "subtype":
		return wordSubtype
	case "dir", "direction":
		return wordDir
	case "on", "ifname":
		return wordIfname
	case "rset", "ruleset":
		return wordRuleset
	case "rnr", "rulenum":
		return wordRulenum
	case "srnr", "subrulenum":
		return wordSubrulenum
	case "reason":
		return wordReason
	case "action":
		return wordAction
	}
	return filterTelephoneWord(s)
}

// filterTelephoneWord returns the keyword of ATM or SS7 that s is, or 0.
func filterTelephoneWord(s string) filterWord {
	switch s {
	case "lane":
		return wordLane
	case "metac":
		return wordMetac
	case "bcc":
		return wordBcc
	case "sc":
		return wordSC
	case "ilmic":
		return wordIlmic
	case "oam":
		return wordOAM
	case "oamf4":
		return wordOAMF4
	case "oamf4ec":
		return wordOAMF4EC
	case "oamf4sc":
		return wordOAMF4SC
	case "connectmsg":
		return wordConnectmsg
	case "metaconnect":
		return wordMetaconnect
	case "vpi":
		return wordVPI
	case "vci":
		return wordVCI
	case "fisu":
		return wordFISU
	case "lssu", "lsu":
		return wordLSSU
	case "msu":
		return wordMSU
	case "hfisu":
		return wordHFISU
	case "hlssu":
		return wordHLSSU
	case "hmsu":
		return wordHMSU
	case "sio":
		return wordSIO
	case "opc":
		return wordOPC
	case "dpc":
		return wordDPC
	case "sls":
		return wordSLS
	case "hsio":
		return wordHSIO
	case "hopc":
		return wordHOPC
	case "hdpc":
		return wordHDPC
	case "hsls":
		return wordHSLS
	}
	return 0
}

// filterProto is a protocol qualifier.
type filterProto int

const (
	protoDefault filterProto = iota // none given
	protoLink
	protoIP
	protoARP
	protoRARP
	protoSCTP
	protoTCP
	protoUDP
	protoICMP
	protoIGMP
	protoIGRP
	protoPIM
	protoVRRP
	protoCARP
	protoIP6
	protoICMP6
	protoAH
	protoESP
	protoATALK
	protoAARP
	protoDECnet
	protoLAT
	protoSCA
	protoMOPRC
	protoMOPDL
	protoISO
	protoESIS
	protoISIS
	protoCLNP
	protoSTP
	protoIPX
	protoNetBEUI
	protoL1
	protoL2
	protoIIH
	protoLSP
	protoSNP
	protoCSNP
	protoPSNP
	protoRadio
)

// filterProtoNames are the names that messages use, in the order of the constants.
var filterProtoNames = [...]string{"", "link", "ip", "arp", "rarp", "sctp", "tcp", "udp", "icmp", "igmp", "igrp", "pim",
	"vrrp", "carp", "ip6", "icmp6", "ah", "esp", "atalk", "aarp", "decnet", "lat", "sca", "moprc", "mopdl", "iso", "esis",
	"isis", "clnp", "stp", "ipx", "netbeui", "l1", "l2", "iih", "lsp", "snp", "csnp", "psnp", "radio"}

func (p filterProto) String() string { return filterProtoNames[p] }

// filterProtoWord returns the protocol that the keyword s names, or protoDefault.
func filterProtoWord(s string) filterProto {
	switch s {
	case "ether", "fddi", "tr", "wlan", "ppp", "slip":
		return protoLink
	case "es-is":
		return protoESIS
	case "is-is":
		return protoISIS
	}
	for i, name := range filterProtoNames {
		if name == s {
			return filterProto(i)
		}
	}
	return protoDefault
}

// filterNamedValue returns the number that a name stands for in an arithmetic expression: offsets of fields, types of
// ICMP (RFC 792) and ICMPv6 (RFC 4443 and later), flags of TCP (RFC 9293).
func filterNamedValue(s string) (uint32, bool) {
	switch s {
	case "icmptype", "icmp6type":
		return 0, true
	case "icmpcode", "icmp6code":
		return 1, true
	case "tcpflags":
		return 13, true
	}
	if len(s) < 5 {
		return 0, false
	}
	var table []filterValue
	switch {
	case s[:4] == "tcp-":
		table = filterTCPFlags
		s = s[4:]
	case s[:5] == "icmp-":
		table = filterICMPTypes
		s = s[5:]
	case len(s) > 6 && s[:6] == "icmp6-":
		table = filterICMP6Types
		s = s[6:]
	}
	for _, v := range table {
		if v.name == s {
			return v.value, true
		}
	}
	return 0, false
}

// filterValue is a number with a name.
type filterValue struct {
	name  string
	value uint32
}

var filterTCPFlags = []filterValue{
	{"fin", 0x01}, {"syn", 0x02}, {"rst", 0x04}, {"push", 0x08}, {"ack", 0x10}, {"urg", 0x20}, {"ece", 0x40}, {"cwr", 0x80},
}

var filterICMPTypes = []filterValue{
	{"echoreply", 0}, {"unreach", 3}, {"sourcequench", 4}, {"redirect", 5}, {"echo", 8}, {"routeradvert", 9},
	{"routersolicit", 10}, {"timxceed", 11}, {"paramprob", 12}, {"tstamp", 13}, {"tstampreply", 14}, {"ireq", 15},
	{"ireqreply", 16}, {"maskreq", 17}, {"maskreply", 18},
}

var filterICMP6Types = []filterValue{
	{"destinationunreach", 1}, {"packettoobig", 2}, {"timeexceeded", 3}, {"parameterproblem", 4}, {"echo", 128},
	{"echoreply", 129}, {"multicastlistenerquery", 130}, {"multicastlistenerreportv1", 131},
	{"multicastlistenerdone", 132}, {"routersolicit", 133}, {"routeradvert", 134}, {"neighborsolicit", 135},
	{"neighboradvert", 136}, {"redirect", 137}, {"routerrenum", 138}, {"nodeinformationquery", 139},
	{"nodeinformationresponse", 140}, {"ineighbordiscoverysolicit", 141}, {"ineighbordiscoveryadvert", 142},
	{"multicastlistenerreportv2", 143}, {"homeagentdiscoveryrequest", 144}, {"homeagentdiscoveryreply", 145},
	{"mobileprefixsolicit", 146}, {"mobileprefixadvert", 147}, {"certpathsolicit", 148}, {"certpathadvert", 149},
	{"multicastrouteradvert", 151}, {"multicastroutersolicit", 152}, {"multicastrouterterm", 153},
}
