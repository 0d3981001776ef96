// DHCP options, RFC 2132 and those that came after it (IANA, "BOOTP Vendor Extensions and DHCP Options").
//
//	+------+------+---------------
//	| code | len  | value ...         pad (0) and end (255) are a code alone
//	+------+------+---------------

package main

// How an option's value is printed.
const (
	dhcpGuess     = iota // unknown: by its length
	dhcpAddresses        // IPv4 addresses
	dhcpPairs            // pairs of them
	dhcpLongs            // 32-bit numbers
	dhcpSigned           // the same, signed
	dhcpShorts           // 16-bit numbers
	dhcpBytes            // bytes with dots between them
	dhcpBools            // Y or N
	dhcpText             // a string
	dhcpOwn              // has a function of its own
)

const (
	dhcpPad = 0
	dhcpEnd = 255

	dhcpNetbiosNode   = 46
	dhcpOverload      = 52
	dhcpMessage       = 53
	dhcpParameters    = 55
	dhcpClientID      = 61
	dhcpUserClass     = 77
	dhcpFQDN          = 81
	dhcpAgent         = 82
	dhcpClassless     = 121
	dhcpSZTP          = 143
	dhcpClasslessMS   = 249
	dhcpParamsPerLine = 4
)

type dhcpOption struct {
	code, kind int
	name       string
}

// dhcpOptionTable is in the order of the codes.
var dhcpOptionTable = [...]dhcpOption{
	{0, dhcpGuess, "PAD"},
	{1, dhcpAddresses, "Subnet-Mask"},
	{2, dhcpSigned, "Time-Zone"},
	{3, dhcpAddresses, "Default-Gateway"},
	{4, dhcpAddresses, "Time-Server"},
	{5, dhcpAddresses, "IEN-Name-Server"},
	{6, dhcpAddresses, "Domain-Name-Server"},
	{7, dhcpAddresses, "LOG"},
	{8, dhcpAddresses, "CS"},
	{9, dhcpAddresses, "LPR-Server"},
	{10, dhcpAddresses, "IM"},
	{11, dhcpAddresses, "RL"},
	{12, dhcpText, "Hostname"},
	{13, dhcpShorts, "BS"},
	{14, dhcpText, "DP"},
	{15, dhcpText, "Domain-Name"},
	{16, dhcpAddresses, "SS"},
	{17, dhcpText, "RP"},
	{18, dhcpText, "EP"},
	{19, dhcpBools, "IPF"},
	{20, dhcpBools, "SRT"},
	{21, dhcpPairs, "PF"},
	{22, dhcpShorts, "RSZ"},
	{23, dhcpBytes, "TTL"},
	{24, dhcpLongs, "MTU-Timeout"},
	{25, dhcpShorts, "MTU-Table"},
	{26, dhcpShorts, "MTU"},
	{27, dhcpBools, "LSN"},
	{28, dhcpAddresses, "BR"},
	{29, dhcpBools, "MD"},
	{30, dhcpBools, "MS"},
	{31, dhcpBools, "Router-Discovery"},
	{32, dhcpAddresses, "RSA"},
	{33, dhcpPairs, "Static-Route"},
	{34, dhcpBools, "UT"},
	{35, dhcpLongs, "AT"},
	{36, dhcpBools, "IE"},
	{37, dhcpBytes, "TT"},
	{38, dhcpLongs, "KI"},
	{39, dhcpBools, "KG"},
	{40, dhcpText, "YD"},
	{41, dhcpAddresses, "YS"},
	{42, dhcpAddresses, "NTP"},
	{43, dhcpBytes, "Vendor-Option"},
	{44, dhcpAddresses, "Netbios-Name-Server"},
	{45, dhcpAddresses, "WDD"},
	{46, dhcpOwn, "Netbios-Node"},
	{47, dhcpText, "Netbios-Scope"},
	{48, dhcpAddresses, "XFS"},
	{49, dhcpAddresses, "XDM"},
	{50, dhcpAddresses, "Requested-IP"},
	{51, dhcpLongs, "Lease-Time"},
	{52, dhcpOwn, "OO"},
	{53, dhcpOwn, "DHCP-Message"},
	{54, dhcpAddresses, "Server-ID"},
	{55, dhcpOwn, "Parameter-Request"},
	{56, dhcpText, "MSG"},
	{57, dhcpShorts, "MSZ"},
	{58, dhcpLongs, "RN"},
	{59, dhcpLongs, "RB"},
	{60, dhcpText, "Vendor-Class"},
	{61, dhcpOwn, "Client-ID"},
	{64, dhcpShorts, "N+D"},
	{65, dhcpAddresses, "N+S"},
	{66, dhcpText, "TFTP"},
	{67, dhcpText, "BF"},
	{68, dhcpAddresses, "MH"},
	{69, dhcpAddresses, "SMTP"},
	{70, dhcpAddresses, "POP3"},
	{71, dhcpAddresses, "NNTP"},
	{72, dhcpAddresses, "WWW"},
	{73, dhcpAddresses, "FG"},
	{74, dhcpAddresses, "IRC"},
	{75, dhcpAddresses, "STS"},
	{76, dhcpAddresses, "STDA"},
	{77, dhcpOwn, "User-Class"},
	{78, dhcpBytes, "SLP-DA"},
	{79, dhcpBytes, "SLP-SCOPE"},
	{80, dhcpText, "SLP-NA"},
	{81, dhcpOwn, "FQDN"},
	{82, dhcpOwn, "Agent-Information"},
	{83, dhcpBytes, "ARMT"},
	{88, dhcpText, "TZSTR"},
	{89, dhcpBytes, "FQDNS"},
	{90, dhcpBytes, "AUTH"},
	{91, dhcpLongs, "Last-Transaction-Time"},
	{92, dhcpAddresses, "Associated-IP"},
	{93, dhcpShorts, "ARCH"},
	{94, dhcpBytes, "NDI"},
	{95, dhcpText, "LDAP"},
	{97, dhcpBytes, "GUID"},
	{98, dhcpText, "UAP"},
	{100, dhcpText, "POSIX-TZ"},
	{101, dhcpText, "TZ-Name"},
	{108, dhcpLongs, "IPv6-Only-Preferred"},
	{112, dhcpAddresses, "NI"},
	{113, dhcpText, "NITAG"},
	{114, dhcpText, "URL"},
	{116, dhcpBools, "Auto-Configure"},
	{117, dhcpShorts, "NSSEARCH"},
	{118, dhcpAddresses, "SUBNET"},
	{121, dhcpOwn, "Classless-Static-Route"},
	{143, dhcpOwn, "SZTP-Redirect"},
	{150, dhcpAddresses, "TFTP-Server-Address"},
	{161, dhcpText, "MUD-URL"},
	{249, dhcpOwn, "Classless-Static-Route-Microsoft"},
	{255, dhcpGuess, "END"},
}

func dhcpOptionOf(code int) (name string, kind int) {
	lo, hi := 0, len(dhcpOptionTable)
	for lo < hi {
		mid := (lo + hi) / 2
		switch o := &dhcpOptionTable[mid]; {
		case o.code == code:
			return o.name, o.kind
		case o.code < code:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return "Unknown", dhcpGuess
}

var dhcpMessages = []token{
	{1, "Discover"}, {2, "Offer"}, {3, "Request"}, {4, "Decline"}, {5, "ACK"}, {6, "NACK"}, {7, "Release"},
	{8, "Inform"}, {10, "LeaseQuery"}, {11, "LeaseUnassigned"}, {12, "LeaseUnknown"}, {13, "LeaseActive"},
}

var dhcpNetbiosNodes = []token{{1, "b-node"}, {2, "p-node"}, {4, "m-node"}, {8, "h-node"}}

var dhcpOverloads = []token{{1, "file"}, {2, "sname"}, {3, "file+sname"}}

// dhcpHardware are the hardware types of a client identifier, RFC 2132 section 9.14, that are printed by name.
var dhcpHardware = []token{{1, "ether"}, {6, "ieee802"}, {7, "arcnet"}, {15, "frelay"}}

var dhcpFQDNFlags = [...]byte{'S', 'O', 'E', 'N'}

var dhcpAgentSubs = []token{{1, "Circuit-ID"}, {2, "Remote-ID"}, {6, "Subscriber-ID"}}

// dhcpOptions prints the magic number and the options behind it.
func (p *printer) dhcpOptions() {
	p.s("\n\t  Vendor-rfc1048 Extensions")
	p.f1("\n\t    Magic Cookie 0x%08x", p.u32())
	for len(p.in) > 0 && p.cut < 0 {
		code := p.u8()
		if code == dhcpPad && p.v < 3 {
			continue
		}
		if code == dhcpEnd && p.v < 3 {
			return
		}
		name, kind := dhcpOptionOf(code)
		size := 0
		if code != dhcpPad && code != dhcpEnd {
			size = p.u8()
		}
		p.s("\n\t    ")
		p.s(name)
		p.f2(" (%u), length %u", uint32(code), uint32(size))
		if size > 0 {
			p.s(": ")
		}
		if code == dhcpPad {
			n := 1
			for len(p.in) > 0 && p.in[0] == dhcpPad {
				p.take(1)
				n++
			}
			if n > 1 {
				p.sn(", occurs ", n)
			}
			continue
		}
		if code == dhcpEnd {
			continue
		}
		if !p.need(size) {
			return
		}
		p.dhcpOption(code, kind, p.takeN(size))
	}
}

// dhcpOption prints an option's value, and how much of it was left over.
func (p *printer) dhcpOption(code, kind int, v []byte) {
	if kind == dhcpGuess { // by what its length allows
		switch {
		case len(v)&3 == 0:
			kind = dhcpLongs
		case len(v)&1 == 0:
			kind = dhcpShorts
		default:
			kind = dhcpBytes
		}
	}
	switch kind {
	case dhcpAddresses:
		for ; len(v) >= 4; v = p.dhcpNext(v, 4) {
			p.ip4(v[:4])
		}
	case dhcpPairs:
		if len(v) == 0 {
			p.c(' ')
		}
		if len(v)%8 != 0 || len(v) == 0 {
			p.s("[length != N x 8 bytes]")
			return
		}
		for ; len(v) >= 8; v = p.dhcpNext(v, 8) {
			p.c('(')
			p.ip4(v[:4])
			p.c(':')
			p.ip4(v[4:8])
			p.c(')')
		}
	case dhcpLongs:
		for ; len(v) >= 4; v = p.dhcpNext(v, 4) {
			p.u(uint64(be32(v)))
		}
	case dhcpSigned:
		for ; len(v) >= 4; v = p.dhcpNext(v, 4) {
			p.n(int(int32(be32(v))))
		}
	case dhcpShorts:
		for ; len(v) >= 2; v = p.dhcpNext(v, 2) {
			p.u(uint64(be16(v)))
		}
	case dhcpBytes:
		p.dhcpDotted(v)
		v = nil
	case dhcpBools:
		for ; len(v) > 0; v = p.dhcpNext(v, 1) {
			switch v[0] {
			case 0:
				p.c('N')
			case 1:
				p.c('Y')
			default:
				p.f1("%u?", uint32(v[0]))
			}
		}
	case dhcpText:
		p.c('"')
		p.textBytes(v)
		p.c('"')
		v = nil
	case dhcpOwn:
		v = p.dhcpSpecial(code, v)
	}
	if len(v) > 0 {
		p.sn("\n\t  trailing data length ", len(v))
	}
}

// dhcpNext passes over an item of a list, with a comma if another whole one follows.
//
//go:noinline
func (p *printer) dhcpNext(v []byte, n int) []byte {
	v = v[n:]
	if len(v) >= n {
		p.c(',')
	}
	return v
}

func (p *printer) dhcpDotted(v []byte) {
	for i, c := range v {
		if i > 0 {
			p.c('.')
		}
		p.u(uint64(c))
	}
}

// dhcpShort prints that an option is shorter than n bytes, if it is.
func (p *printer) dhcpShort(v []byte, n int) bool {
	if len(v) >= n {
		return false
	}
	p.f1("[ERROR: length < %u bytes]", uint32(n))
	return true
}

// dhcpSpecial prints an option with a form of its own and returns what is left of its value.
func (p *printer) dhcpSpecial(code int, v []byte) (rest []byte) {
	switch code {
	case dhcpNetbiosNode, dhcpOverload:
		if p.dhcpShort(v, 1) {
			return
		}
		names := dhcpNetbiosNodes
		if code == dhcpOverload {
			names = dhcpOverloads
		}
		p.tok(&names, "#%u", uint32(v[0]))
		return v[1:]
	case dhcpMessage:
		if len(v) != 1 {
			p.dhcpDotted(v)
			return
		}
		p.tok(&dhcpMessages, "Unknown (%u)", uint32(v[0]))
	case dhcpParameters:
		for i, c := range v {
			if i%dhcpParamsPerLine == 0 {
				p.s("\n\t      ")
			} else {
				p.s(", ")
			}
			name, _ := dhcpOptionOf(int(c))
			p.s(name)
			p.f1(" (%u)", uint32(c))
		}
	case dhcpClientID:
		p.dhcpClientID(v)
	case dhcpUserClass:
		p.dhcpUserClass(v)
	case dhcpFQDN:
		p.dhcpFQDN(v)
	case dhcpAgent:
		return p.dhcpAgent(v)
	case dhcpClassless, dhcpClasslessMS:
		p.dhcpRoutes(v)
	case dhcpSZTP:
		p.dhcpURIs(v)
	}
	return
}

// dhcpClientID prints a client identifier: a hardware type and address, or a name if the type is 0.
func (p *printer) dhcpClientID(v []byte) {
	if p.dhcpShort(v, 1) {
		return
	}
	kind, v := v[0], v[1:]
	if kind == 0 {
		p.c('"')
		p.textBytes(v)
		p.c('"')
		return
	}
	if name, ok := tokenName(&dhcpHardware, uint32(kind)); ok {
		p.s(name)
		p.c(' ')
	} else {
		p.f1("hardware-type %u, ", uint32(kind))
	}
	if len(v) > 0 {
		p.linkAddr(v)
	}
}

// dhcpUserClass prints the classes of RFC 3004.
func (p *printer) dhcpUserClass(v []byte) {
	if p.dhcpShort(v, 2) {
		return
	}
	for i := 1; len(v) > 0; i++ {
		n := int(v[0])
		v = v[1:]
		p.f1("\n\t      instance#%u: ", uint32(i))
		if n == 0 {
			p.s("[ERROR: suboption length must be non-zero]")
			return
		}
		if n > len(v) {
			p.s("[ERROR: invalid option]")
			return
		}
		p.c('"')
		p.textBytes(v[:n])
		p.sn("\", length ", n)
		v = v[n:]
	}
}

// dhcpFQDN prints the client's name, RFC 4702.
func (p *printer) dhcpFQDN(v []byte) {
	if p.dhcpShort(v, 3) {
		return
	}
	flags := v[0]
	if mbz := flags >> 4; mbz != 0 {
		p.f1("[ERROR: MBZ nibble 0x%x != 0] ", uint32(mbz))
	}
	if flags&0xf != 0 {
		p.c('[')
		for i, c := range dhcpFQDNFlags {
			if flags>>uint(i)&1 != 0 {
				p.c(c)
			}
		}
		p.s("] ")
	}
	if v[1] != 0 || v[2] != 0 {
		p.f2("%u/%u ", uint32(v[1]), uint32(v[2]))
	}
	p.c('"')
	p.textBytes(v[3:])
	p.c('"')
}

// dhcpAgent prints what a relay agent put in, RFC 3046.
func (p *printer) dhcpAgent(v []byte) []byte {
	for len(v) >= 2 {
		kind, n := v[0], int(v[1])
		v = v[2:]
		p.s("\n\t      ")
		p.tok(&dhcpAgentSubs, "Unknown", uint32(kind))
		p.f2(" SubOption %u, length %u: ", uint32(kind), uint32(n))
		if n > len(v) {
			p.s("length goes past end of option")
			return nil
		}
		if _, ok := tokenName(&dhcpAgentSubs, uint32(kind)); ok {
			p.textBytes(v[:n])
		} else {
			p.hexLines("\n\t\t", v[:n])
		}
		v = v[n:]
	}
	return v
}

// dhcpRoutes prints classless static routes, RFC 3442: mask width, as many bytes of the destination as that needs, router.
func (p *printer) dhcpRoutes(v []byte) {
	if p.dhcpShort(v, 5) {
		return
	}
	for first := true; len(v) > 0; first = false {
		if !first {
			p.c(',')
		}
		width := int(v[0])
		v = v[1:]
		if width > 32 {
			p.f1("[ERROR: Mask width (%u) > 32]", uint32(width))
			return
		}
		n := (width + 7) / 8
		if len(v) < n+4 {
			p.f2("[ERROR: Remaining length (%u) < %u bytes]", uint32(len(v)), uint32(n+4))
			return
		}
		p.c('(')
		if width == 0 {
			p.s("default")
		} else {
			var a [4]byte
			copy(a[:], v[:n])
			p.ip4num(a[:])
			p.sn("/", width)
		}
		p.c(':')
		p.ip4(v[n : n+4])
		p.c(')')
		v = v[n+4:]
	}
}

// dhcpURIs prints the bootstrap servers of RFC 8572 section 8.
func (p *printer) dhcpURIs(v []byte) {
	for len(v) >= 2 {
		n := int(be16(v))
		v = v[2:]
		p.f1("\n\t\t    length %u: ", uint32(n))
		if n > len(v) {
			p.s("length goes past end of option")
			return
		}
		p.c('"')
		p.textBytes(v[:n])
		p.c('"')
		v = v[n:]
	}
}
