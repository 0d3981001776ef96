// RADIUS attributes by number: RFC 2865, 2866, 2867, 2868, 2869, 3162, 3576, 4372, 4590, 4675, 4818, 4849, 5090, 5447,
// 5580.

package main

// How the value of an attribute is printed.
const (
	radiusHidden = iota // only with -vv, in hex: no text, a secret, or unknown
	radiusText
	radiusTagged // text behind a tag
	radiusPassword
	radiusAddr
	radiusNumber
	radiusInterval
	radiusTime
	radiusVendor
	radiusEAP
	radiusVLAN
	radiusVLANName
	radiusARAPPassword
	radiusARAPFeatures
	radiusARAPChallenge
	radiusAddr6
	radiusPrefix6
	radiusErrorCause
	radiusMIP6Features
	radiusMIP6Prefix
	radiusOperator
	radiusLocation
	radiusLocationData
	radiusPolicy
)

type radiusAttr struct {
	name string
	kind uint8
}

// radiusAttrs are the attributes that have a name; all others are "Unknown".
var radiusAttrs = [...]radiusAttr{
	0:   {"", radiusHidden},
	1:   {"User-Name", radiusText},
	2:   {"User-Password", radiusHidden},
	3:   {"CHAP-Password", radiusHidden},
	4:   {"NAS-IP-Address", radiusAddr},
	5:   {"NAS-Port", radiusNumber},
	6:   {"Service-Type", radiusNumber},
	7:   {"Framed-Protocol", radiusNumber},
	8:   {"Framed-IP-Address", radiusAddr},
	9:   {"Framed-IP-Netmask", radiusAddr},
	10:  {"Framed-Routing", radiusNumber},
	11:  {"Filter-Id", radiusText},
	12:  {"Framed-MTU", radiusNumber},
	13:  {"Framed-Compression", radiusNumber},
	14:  {"Login-IP-Host", radiusAddr},
	15:  {"Login-Service", radiusNumber},
	16:  {"Login-TCP-Port", radiusNumber},
	17:  {"Unassigned", radiusHidden},
	18:  {"Reply-Message", radiusText},
	19:  {"Callback-Number", radiusText},
	20:  {"Callback-Id", radiusText},
	21:  {"Unassigned", radiusHidden},
	22:  {"Framed-Route", radiusText},
	23:  {"Framed-IPX-Network", radiusNumber},
	24:  {"State", radiusText},
	25:  {"Class", radiusText},
	26:  {"Vendor-Specific", radiusVendor},
	27:  {"Session-Timeout", radiusInterval},
	28:  {"Idle-Timeout", radiusInterval},
	29:  {"Termination-Action", radiusNumber},
	30:  {"Called-Station-Id", radiusText},
	31:  {"Calling-Station-Id", radiusText},
	32:  {"NAS-Identifier", radiusText},
	33:  {"Proxy-State", radiusText},
	34:  {"Login-LAT-Service", radiusText},
	35:  {"Login-LAT-Node", radiusText},
	36:  {"Login-LAT-Group", radiusText},
	37:  {"Framed-AppleTalk-Link", radiusNumber},
	38:  {"Framed-AppleTalk-Network", radiusNumber},
	39:  {"Framed-AppleTalk-Zone", radiusText},
	40:  {"Acct-Status-Type", radiusNumber},
	41:  {"Acct-Delay-Time", radiusInterval},
	42:  {"Acct-Input-Octets", radiusNumber},
	43:  {"Acct-Output-Octets", radiusNumber},
	44:  {"Acct-Session-Id", radiusText},
	45:  {"Acct-Authentic", radiusNumber},
	46:  {"Acct-Session-Time", radiusInterval},
	47:  {"Acct-Input-Packets", radiusNumber},
	48:  {"Acct-Output-Packets", radiusNumber},
	49:  {"Acct-Terminate-Cause", radiusNumber},
	50:  {"Acct-Multi-Session-Id", radiusText},
	51:  {"Acct-Link-Count", radiusNumber},
	52:  {"Acct-Input-Gigawords", radiusNumber},
	53:  {"Acct-Output-Gigawords", radiusNumber},
	54:  {"Unassigned", radiusHidden},
	55:  {"Event-Timestamp", radiusTime},
	56:  {"Egress-VLANID", radiusVLAN},
	57:  {"Ingress-Filters", radiusNumber},
	58:  {"Egress-VLAN-Name", radiusVLANName},
	59:  {"User-Priority-Table", radiusHidden},
	60:  {"CHAP-Challenge", radiusText},
	61:  {"NAS-Port-Type", radiusNumber},
	62:  {"Port-Limit", radiusNumber},
	63:  {"Login-LAT-Port", radiusText},
	64:  {"Tunnel-Type", radiusNumber},
	65:  {"Tunnel-Medium-Type", radiusNumber},
	66:  {"Tunnel-Client-Endpoint", radiusTagged},
	67:  {"Tunnel-Server-Endpoint", radiusTagged},
	68:  {"Acct-Tunnel-Connection", radiusText},
	69:  {"Tunnel-Password", radiusPassword},
	70:  {"ARAP-Password", radiusARAPPassword},
	71:  {"ARAP-Features", radiusARAPFeatures},
	72:  {"ARAP-Zone-Access", radiusNumber},
	73:  {"ARAP-Security", radiusText},
	74:  {"ARAP-Security-Data", radiusText},
	75:  {"Password-Retry", radiusNumber},
	76:  {"Prompt", radiusNumber},
	77:  {"Connect-Info", radiusText},
	78:  {"Configuration-Token", radiusText},
	79:  {"EAP-Message", radiusEAP},
	80:  {"Message-Authenticator", radiusText},
	81:  {"Tunnel-Private-Group-ID", radiusTagged},
	82:  {"Tunnel-Assignment-ID", radiusTagged},
	83:  {"Tunnel-Preference", radiusNumber},
	84:  {"ARAP-Challenge-Response", radiusARAPChallenge},
	85:  {"Acct-Interim-Interval", radiusInterval},
	86:  {"Acct-Tunnel-Packets-Lost", radiusNumber},
	87:  {"NAS-Port-Id", radiusText},
	88:  {"Framed-Pool", radiusText},
	89:  {"CUI", radiusText},
	90:  {"Tunnel-Client-Auth-ID", radiusTagged},
	91:  {"Tunnel-Server-Auth-ID", radiusTagged},
	92:  {"NAS-Filter-Rule", radiusText},
	93:  {"Unassigned", radiusHidden},
	94:  {"Originating-Line-Info", radiusHidden},
	95:  {"NAS-IPv6-Address", radiusAddr6},
	96:  {"Framed-Interface-ID", radiusHidden},
	97:  {"Framed-IPv6-Prefix", radiusPrefix6},
	98:  {"Login-IPv6-Host", radiusAddr6},
	99:  {"Framed-IPv6-Route", radiusText},
	100: {"Framed-IPv6-Pool", radiusText},
	101: {"Error-Cause", radiusErrorCause},
	102: {"EAP-Key-Name", radiusHidden},
	103: {"Digest-Response", radiusText},
	104: {"Digest-Realm", radiusText},
	105: {"Digest-Nonce", radiusText},
	106: {"Digest-Response-Auth", radiusText},
	107: {"Digest-Nextnonce", radiusText},
	108: {"Digest-Method", radiusText},
	109: {"Digest-URI", radiusText},
	110: {"Digest-Qop", radiusText},
	111: {"Digest-Algorithm", radiusText},
	112: {"Digest-Entity-Body-Hash", radiusText},
	113: {"Digest-CNonce", radiusText},
	114: {"Digest-Nonce-Count", radiusText},
	115: {"Digest-Username", radiusText},
	116: {"Digest-Opaque", radiusText},
	117: {"Digest-Auth-Param", radiusText},
	118: {"Digest-AKA-Auts", radiusText},
	119: {"Digest-Domain", radiusText},
	120: {"Digest-Stale", radiusText},
	121: {"Digest-HA1", radiusText},
	122: {"SIP-AOR", radiusText},
	123: {"Delegated-IPv6-Prefix", radiusPrefix6},
	124: {"MIP6-Feature-Vector", radiusMIP6Features},
	125: {"MIP6-Home-Link-Prefix", radiusMIP6Prefix},
	126: {"Operator-Name", radiusOperator},
	127: {"Location-Information", radiusLocation},
	128: {"Location-Data", radiusLocationData},
	129: {"Basic-Location-Policy-Rules", radiusPolicy},
}
