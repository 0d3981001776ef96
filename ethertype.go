// Ethertypes, IEEE 802 numbers, and the names that are printed for them.

package main

const (
	etherTypeGREOSI     = 0x00fe // GRE carrying OSI network layers
	etherTypePUP        = 0x0200
	etherTypeSprite     = 0x0500
	etherTypeNS         = 0x0600 // Xerox NS
	etherTypeGeoNetOld  = 0x0707
	etherTypeIPv4       = 0x0800
	etherTypeARP        = 0x0806
	etherTypeTrail      = 0x1000 // trailer encapsulation, RFC 893
	etherTypeCalmFast   = 0x1111
	etherTypePPPoED3Com = 0x3c12 // 3Com's numbers for PPPoE
	etherTypePPPoES3Com = 0x3c13
	etherTypeMOPDL      = 0x6001 // DEC maintenance, dump and load
	etherTypeMOPRC      = 0x6002 // DEC maintenance, remote console
	etherTypeDN         = 0x6003 // DECnet
	etherTypeLAT        = 0x6004
	etherTypeSCA        = 0x6007
	etherTypeTEB        = 0x6558 // transparent Ethernet bridging, RFC 1701
	etherTypeRevARP     = 0x8035
	etherTypeLanbridge  = 0x8038
	etherTypeDECDNS     = 0x803c
	etherTypeDECDTS     = 0x803e
	etherTypeVEXP       = 0x805b
	etherTypeVPROD      = 0x805c
	etherTypeAtalk      = 0x809b
	etherTypeAARP       = 0x80f3
	etherType8021Q      = 0x8100
	etherTypeIPX        = 0x8137
	etherTypeIPv6       = 0x86dd
	etherTypeMPCP       = 0x8808 // MAC control
	etherTypeSlow       = 0x8809 // slow protocols
	etherTypePPP        = 0x880b
	etherTypeMPLS       = 0x8847
	etherTypeMPLSMulti  = 0x8848
	etherTypePPPoED     = 0x8863 // discovery
	etherTypePPPoES     = 0x8864 // session
	etherTypeMSNLB      = 0x886f // network load balancing heartbeat
	etherTypeJumbo      = 0x8870 // LLC, draft-ietf-isis-ext-eth-01
	etherTypeEAPOL      = 0x888e
	etherTypeRealtek    = 0x8899
	etherTypeAoE        = 0x88a2 // ATA over Ethernet
	etherType8021AD     = 0x88a8
	etherTypeTIPC       = 0x88ca
	etherTypeLLDP       = 0x88cc
	etherTypeMACsec     = 0x88e5
	etherTypePTP        = 0x88f7
	etherTypeCFM        = 0x8902
	etherTypeIEEE1905   = 0x893a
	etherTypeGeoNet     = 0x8947
	etherTypeNSH        = 0x894f
	etherTypeLoopback   = 0x9000
	etherType8021Q9100  = 0x9100
	etherType8021Q9200  = 0x9200
	etherTypeCFMOld     = 0xabcd
	etherTypeArista     = 0xd28b
	etherTypeOSI        = 0xfefe // no ethertype: what OSI payload is called inside
)

// etherTypeEntry is one row of a table sorted by value.
type etherTypeEntry struct {
	value uint16
	name  string
}

var etherTypeEntries = [...]etherTypeEntry{
	{etherTypeGREOSI, "GRE-OSI"},
	{etherTypePUP, "PUP"},
	{etherTypeSprite, "Sprite"},
	{etherTypeNS, "NS"},
	{etherTypeGeoNetOld, "GeoNet (old)"},
	{etherTypeIPv4, "IPv4"},
	{etherTypeARP, "ARP"},
	{etherTypeTrail, "Trail"},
	{etherTypeCalmFast, "CALM FAST"},
	{etherTypeMOPDL, "MOP DL"},
	{etherTypeMOPRC, "MOP RC"},
	{etherTypeDN, "DN"},
	{etherTypeLAT, "LAT"},
	{etherTypeSCA, "SCA"},
	{etherTypeTEB, "TEB"},
	{etherTypeRevARP, "Reverse ARP"},
	{etherTypeLanbridge, "Lanbridge"},
	{etherTypeDECDNS, "DEC DNS"},
	{etherTypeDECDTS, "DEC DTS"},
	{etherTypeVEXP, "VEXP"},
	{etherTypeVPROD, "VPROD"},
	{etherTypeAtalk, "Appletalk"},
	{etherTypeAARP, "Appletalk ARP"},
	{etherType8021Q, "802.1Q"},
	{etherTypeIPX, "IPX"},
	{etherTypeIPv6, "IPv6"},
	{etherTypeMPCP, "MPCP"},
	{etherTypeSlow, "Slow Protocols"},
	{etherTypePPP, "PPP"},
	{etherTypeMPLS, "MPLS unicast"},
	{etherTypeMPLSMulti, "MPLS multicast"},
	{etherTypePPPoED, "PPPoE D"},
	{etherTypePPPoES, "PPPoE S"},
	{etherTypeMSNLB, "MS NLB heartbeat"},
	{etherTypeJumbo, "Jumbo"},
	{etherTypeEAPOL, "EAPOL"},
	{etherTypeRealtek, "Realtek protocols"},
	{etherTypeAoE, "AoE"},
	{etherType8021AD, "802.1Q-QinQ"},
	{etherTypeTIPC, "TIPC"},
	{etherTypeLLDP, "LLDP"},
	{etherTypeMACsec, "802.1AE MACsec"},
	{etherTypePTP, "PTP"},
	{etherTypeCFM, "CFM"},
	{etherTypeIEEE1905, "IEEE1905.1"},
	{etherTypeGeoNet, "GeoNet"},
	{etherTypeNSH, "NSH"},
	{etherTypeLoopback, "Loopback"},
	{etherType8021Q9100, "802.1Q-9100"},
	{etherType8021Q9200, "802.1Q-9200"},
	{etherTypeCFMOld, "CFM (old)"},
	{etherTypeArista, "Arista Vendor Specific Protocol"},
	{etherTypeOSI, "OSI"},
}

// etherTypeName returns the name that -e shows for an ethertype.
func etherTypeName(typ uint16) (string, bool) {
	lo, hi := 0, len(etherTypeEntries)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if etherTypeEntries[mid].value < typ {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(etherTypeEntries) && etherTypeEntries[lo].value == typ {
		return etherTypeEntries[lo].name, true
	}
	return "", false
}
