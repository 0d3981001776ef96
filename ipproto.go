// IP protocol numbers, the protocol numbers registry of IANA, and the names that are printed for them.

package main

import "strings"

const (
	ipProtoHopOpts   = 0
	ipProtoICMP      = 1
	ipProtoIGMP      = 2
	ipProtoIPv4      = 4
	ipProtoTCP       = 6
	ipProtoEGP       = 8
	ipProtoIGRP      = 9 // any private interior gateway
	ipProtoUDP       = 17
	ipProtoDCCP      = 33
	ipProtoIPv6      = 41
	ipProtoRouting   = 43
	ipProtoFragment  = 44
	ipProtoRSVP      = 46
	ipProtoGRE       = 47
	ipProtoESP       = 50
	ipProtoAH        = 51
	ipProtoNHRP      = 54 // NARP, RFC 1735; its successor goes by the same number
	ipProtoMobile    = 55
	ipProtoICMPv6    = 58
	ipProtoNone      = 59
	ipProtoDstOpts   = 60
	ipProtoMobileOld = 62 // the mobility header of the drafts before RFC 3775
	ipProtoND        = 77 // Sun's ND disk protocol
	ipProtoEIGRP     = 88
	ipProtoOSPF      = 89
	ipProtoPIM       = 103
	ipProtoIPComp    = 108
	ipProtoVRRP      = 112 // CARP too
	ipProtoPGM       = 113
	ipProtoSCTP      = 132
	ipProtoMobility  = 135
	ipProtoEthernet  = 143
)

// ipProtoNames returns the name of a protocol as the verbose header shows it, "proto TCP (6)".
func ipProtoNames(proto int) (string, bool) {
	switch proto {
	case ipProtoHopOpts:
		return "HBH", true
	case ipProtoICMP:
		return "ICMP", true
	case ipProtoIGMP:
		return "IGMP", true
	case ipProtoIPv4:
		return "IPIP", true
	case ipProtoTCP:
		return "TCP", true
	case ipProtoEGP:
		return "EGP", true
	case ipProtoIGRP:
		return "IGRP", true
	case ipProtoUDP:
		return "UDP", true
	case ipProtoDCCP:
		return "DCCP", true
	case ipProtoIPv6:
		return "IPv6", true
	case ipProtoRouting:
		return "Routing", true
	case ipProtoFragment:
		return "Fragment", true
	case ipProtoRSVP:
		return "RSVP", true
	case ipProtoGRE:
		return "GRE", true
	case ipProtoESP:
		return "ESP", true
	case ipProtoAH:
		return "AH", true
	case ipProtoMobile:
		return "Mobile IP", true
	case ipProtoICMPv6:
		return "ICMPv6", true
	case ipProtoNone:
		return "No Next Header", true
	case ipProtoDstOpts:
		return "DSTOPT", true
	case ipProtoMobileOld:
		return "Mobile IP (old)", true
	case ipProtoEIGRP:
		return "EIGRP", true
	case ipProtoOSPF:
		return "OSPF", true
	case ipProtoPIM:
		return "PIM", true
	case ipProtoIPComp:
		return "Compressed IP", true
	case ipProtoVRRP:
		return "VRRP", true
	case ipProtoPGM:
		return "PGM", true
	case ipProtoSCTP:
		return "SCTP", true
	case ipProtoMobility:
		return "Mobility", true
	case ipProtoEthernet:
		return "Ethernet", true
	}
	return "", false
}

// ipProtoShortNames are the names that stand for a payload without a printer and for a piece of a datagram, by number;
// a protocol without one is empty.
var ipProtoShortNames = [256]string{
	"hopopt", "icmp", "igmp", "ggp", "ipencap", "st", "tcp", "cbt", "egp", "igp", "bbn-rcc-mon", "nvp-ii",
	"pup", "argus", "emcon", "xnet", "chaos", "udp", "mux", "dcn-meas", "hmp", "prm", "xns-idp", "trunk-1",
	"trunk-2", "leaf-1", "leaf-2", "rdp", "irtp", "iso-tp4", "netblt", "mfe-nsp", "merit-inp", "dccp", "3pc",
	"idpr", "xtp", "ddp", "idpr-cmtp", "tp++", "il", "ipv6", "sdrp", "ipv6-route", "ipv6-frag", "idrp", "rsvp",
	"gre", "dsr", "bna", "esp", "ah", "i-nlsp", "swipe", "narp", "mobile", "tlsp", "skip", "ipv6-icmp",
	"ipv6-nonxt", "ipv6-opts", 62: "cftp", 64: "sat-expak", "kryptolan", "rvd", "ippc", 69: "sat-mon", "visa",
	"ipcv", "cpnx", "rspf", "wsn", "pvp", "br-sat-mon", "sun-nd", "wb-mon", "wb-expak", "iso-ip", "vmtp",
	"secure-vmtp", "vines", "ttp", "nsfnet-igp", "dgp", "tcf", "eigrp", "ospf", "sprite-rpc", "larp", "mtp",
	"ax.25", "ipip", "micp", "scc-sp", "etherip", "encap", 100: "gmtp", "ifmp", "pnni", "pim", "aris", "scps",
	"qnx", "a/n", "ipcomp", "snp", "compaq-peer", "ipx-in-ip", "vrrp", "pgm", 115: "l2tp", "ddx", "iatp",
	"stp", "srp", "uti", "smp", "sm", "ptp", "isis", "fire", "crtp", "crudp", "sscopmce", "iplt", "sps",
	"pipe", "sctp", "fc", "rsvp-e2e-ignore", "mobility-header", "udplite", "mpls-in-ip", "manet", "hip",
	"shim6", "wesp", "rohc", 253: "exptest-253", "exptest-254", "reserved",
}

// ipProtoByName returns the number of a protocol by one of its built-in names or aliases, in either case.
func ipProtoByName(name string) (int, bool) {
	if name == "" {
		return 0, false
	}
	for n, s := range ipProtoShortNames {
		if s != "" && strings.EqualFold(s, name) {
			return n, true
		}
	}
	switch strings.ToLower(name) {
	case "ip":
		return 0, true // a pseudo number, as usual files have it
	case "ip-encap", "ipv4":
		return ipProtoIPv4, true
	case "ipsec-esp":
		return ipProtoESP, true
	case "ipsec-ah":
		return ipProtoAH, true
	case "icmp6", "icmpv6":
		return ipProtoICMPv6, true
	case "cphb":
		return 73, true
	case "ospfigp":
		return ipProtoOSPF, true
	case "ethernet":
		return ipProtoEthernet, true
	}
	return 0, false
}
