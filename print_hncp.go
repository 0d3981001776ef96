// Home networking control protocol (HNCP), RFC 7788, on the distributed node consensus protocol (DNCP), RFC 7787.
//
//	+-------------------------------+-------------------------------+
//	|             Type              |    Length (of what follows)   |
//	+-------------------------------+-------------------------------+
//	|                  Value, zeros up to a multiple of 4           ~
//	+---------------------------------------------------------------+
//	|                      TLVs within, if there are any            ~
//	+---------------------------------------------------------------+

package main

const (
	hncpHeaderLen = 4

	hncpRequestNetwork = 1
	hncpRequestNode    = 2
	hncpEndpoint       = 3
	hncpNetworkState   = 4
	hncpNodeState      = 5
	hncpPeer           = 8
	hncpKeepAlive      = 9
	hncpTrust          = 10
	hncpVersion        = 32
	hncpExternal       = 33
	hncpDelegated      = 34
	hncpAssigned       = 35
	hncpAddress        = 36
	hncpDHCPv4         = 37
	hncpDHCPv6         = 38
	hncpZone           = 39
	hncpDomain         = 40
	hncpName           = 41
	hncpPSK            = 42
	hncpPolicy         = 43
)

var (
	hncpTypes = []token{
		{0, "Reserved"}, {hncpRequestNetwork, "Request network state"}, {hncpRequestNode, "Request node state"},
		{hncpEndpoint, "Node endpoint"}, {hncpNetworkState, "Network state"}, {hncpNodeState, "Node state"},
		{hncpPeer, "Peer"}, {hncpKeepAlive, "Keep-alive interval"}, {hncpTrust, "Trust-Verdict"},
		{hncpVersion, "HNCP-Version"}, {hncpExternal, "External-Connection"}, {hncpDelegated, "Delegated-Prefix"},
		{hncpAssigned, "Assigned-Prefix"}, {hncpAddress, "Node-Address"}, {hncpDHCPv4, "DHCPv4-Data"},
		{hncpDHCPv6, "DHCPv6-Data"}, {hncpZone, "DNS-Delegated-Zone"}, {hncpDomain, "Domain-Name"},
		{hncpName, "Node-Name"}, {hncpPSK, "Managed-PSK"}, {hncpPolicy, "Prefix-Policy"},
	}
	// Options of DHCP that hosts of a home get to see, RFC 2132 and 3397, RFC 3646 and 4075.
	hncpDHCPv4Options = []token{{6, "DNS-server"}, {42, "NTP-server"}, {119, "DNS-search"}}
	hncpDHCPv6Options = []token{{23, "DNS-server"}, {24, "DNS-search-list"}, {31, "SNTP-servers"}}
)

// hncpTypeName is the name of a type, or of the range that it lies in: RFC 7787 section 9, RFC 7788 section 13.
func hncpTypeName(kind int) string {
	if name, ok := tokenName(&hncpTypes, uint32(kind)); ok {
		return name
	}
	switch {
	case kind > hncpPolicy && kind < 512:
		return "Unassigned"
	case kind >= 768 && kind < 1024:
		return "Private use"
	}
	return "Future use"
}

// hncpSize is the least length of a type's value, and whether it may be longer.
func hncpSize(kind int) (least int, more bool) {
	switch kind {
	case hncpRequestNetwork:
		return 0, false
	case hncpRequestNode:
		return 4, false
	case hncpEndpoint, hncpNetworkState:
		return 8, false
	case hncpPeer:
		return 12, false
	case hncpNodeState, hncpAddress:
		return 20, true
	case hncpKeepAlive:
		return 8, true
	case hncpTrust:
		return 37, true
	case hncpVersion:
		return 5, true
	case hncpDelegated:
		return 9, true
	case hncpAssigned:
		return 6, true
	case hncpDHCPv4:
		return 2, true
	case hncpDHCPv6:
		return 4, true
	case hncpZone, hncpName:
		return 17, true
	case hncpDomain, hncpPolicy:
		return 1, true
	case hncpPSK:
		return 32, true
	}
	return 0, true
}

// hncp prints a message, length bytes on the wire.
func (p *printer) hncp(length int) {
	p.proto = "hncp"
	p.sn("hncp (", length)
	p.c(')')
	p.hncpTLVs(length, 0, 1)
}

func (p *printer) hncpLine(depth int) {
	p.c('\n')
	for ; depth > 0; depth-- {
		p.c('\t')
	}
}

// hncpTLVs prints the TLVs in the next size bytes, behind which so many more were captured. Each -v shows one level
// more: those of the last one are listed by name, and -vvv shows all of them.
func (p *printer) hncpTLVs(size, behind, depth int) {
	list := p.v < depth && p.v < 3
	if list && p.v < depth-1 || !p.enter() {
		return
	}
	begin := len(p.out)
	last, same := "", 0
	for size > 0 {
		if !list {
			p.hncpLine(depth)
		}
		body, wrong := p.hncpLength(size, behind)
		if wrong {
			break
		}
		kind := p.u16()
		p.skip(2)
		name := hncpTypeName(kind)
		padded := min((body+3)&^3, size-hncpHeaderLen)
		size -= hncpHeaderLen + padded
		rest := p.limit(padded)
		switch {
		case !list:
			p.s(name)
			pad := p.limit(body)
			if !p.hncpTLV(kind, body, behind+len(pad)+len(rest), depth) {
				p.unlimit(rest)
				p.leave()
				return
			}
		case name == last:
			same++
		default:
			p.hncpNames(last, same, depth, len(p.out) == begin)
			last, same = name, 1
		}
		p.unlimit(rest)
	}
	p.leave()
	if size == 0 {
		p.hncpNames(last, same, depth, len(p.out) == begin)
		return
	}
	if body, _ := p.hncpLength(size, behind); body < 0 {
		p.trunc()
	} else {
		p.invalid()
	}
}

// hncpNames adds n TLVs of one name to a list.
func (p *printer) hncpNames(name string, n, depth int, first bool) {
	switch {
	case n == 0:
		return
	case !first:
		p.s(", ")
	case depth == 1:
		p.c(' ')
	default:
		p.hncpLine(depth)
	}
	p.s(name)
	if n > 1 {
		p.f1(" (x%u)", uint32(n))
	}
}

// hncpLength is the length of the next TLV's value, less than 0 if it was not captured, and whether it does not fit into
// size bytes.
func (p *printer) hncpLength(size, behind int) (body int, wrong bool) {
	captured := len(p.in) + behind - hncpHeaderLen
	switch {
	case captured < 0:
		return -1, true
	case size < hncpHeaderLen:
		return 0, true
	}
	body = int(be16at(p.in, 2))
	if body > captured {
		return -1, true
	}
	return body, size < hncpHeaderLen+body
}

// hncpTLV prints what follows a TLV's name. p.in is its value. It reports false where tcpdump goes no further.
func (p *printer) hncpTLV(kind, size, behind, depth int) bool {
	if kind == 0 || kind > hncpPolicy || kind > hncpTrust && kind < hncpVersion || kind == 6 || kind == 7 {
		p.f2(": type=%u (%u)", uint32(kind), uint32(size+hncpHeaderLen))
		return true
	}
	p.f1(" (%u)", uint32(size+hncpHeaderLen))
	if least, more := hncpSize(kind); size < least || size > least && !more {
		p.invalid()
		return kind != hncpDHCPv4 || size == 0
	}
	ok := true
	switch kind {
	case hncpDHCPv4:
		return p.hncpDHCP(&hncpDHCPv4Options, 2, depth+1)
	case hncpDHCPv6:
		p.hncpDHCP(&hncpDHCPv6Options, 4, depth+1)
		return true
	case hncpDelegated:
		if p.hncpShortPrefix(8) {
			return true
		}
		p.s(" VLSO: ")
		p.hncpTime()
		p.s(" PLSO: ")
		p.hncpTime()
		p.s(" Prefix: ")
		if p.in[0] > 128 {
			p.s("(length is invalid)")
			return true
		}
		ok = p.hncpPrefix()
	case hncpAssigned:
		if p.hncpShortPrefix(5) {
			return true
		}
		p.f1(" EPID: %08x", p.u32())
		p.f1(" Prty: %u Prefix: ", uint32(p.u8()&15))
		ok = p.hncpPrefix()
	case hncpAddress:
		p.f1(" EPID: %08x IP Address: ", p.u32())
		p.hncpAddr()
	case hncpZone:
		ok = p.hncpDelegatedZone()
	case hncpDomain:
		p.s(" Domain: ")
		p.hncpDNS()
		return true
	case hncpName:
		ok = p.hncpNodeName()
	case hncpPSK:
		p.s(" PSK: ")
		p.hexBytes(p.take(32))
	case hncpPolicy:
		p.s(" type: ")
		p.hncpPrefixPolicy()
		return true
	default:
		p.hncpDNCP(kind)
		if kind != hncpNodeState && kind != hncpExternal {
			return true // the others have no TLVs within
		}
	}
	if !ok {
		p.invalid()
		return true
	}
	p.skip((len(p.in) - size) & 3)
	p.hncpTLVs(len(p.in), behind, depth+1)
	return true
}

// hncpDNCP prints the values that have fixed fields.
func (p *printer) hncpDNCP(kind int) {
	switch kind {
	case hncpRequestNode:
		p.hncpNode(" NID: ")
	case hncpEndpoint:
		p.hncpNode(" NID: ")
		p.f1(" EPID: %08x", p.u32())
	case hncpNetworkState:
		p.s(" hash: ")
		p.hexBytes(p.take(8))
	case hncpNodeState:
		p.hncpNode(" NID: ")
		p.f1(" seqno: %u ", p.u32())
		p.hncpTime()
		p.s(" hash: ")
		p.hexBytes(p.take(8))
	case hncpPeer:
		p.hncpNode(" Peer-NID: ")
		p.f1(" Peer-EPID: %08x", p.u32())
		p.f1(" Local-EPID: %08x", p.u32())
	case hncpKeepAlive:
		p.f1(" EPID: %08x Interval: ", p.u32())
		p.hncpTime()
	case hncpTrust:
		p.f1(" Verdict: %u Fingerprint: ", uint32(p.take(4)[0]))
		p.hexBytes(p.take(32))
		p.s(" Common Name: ")
		p.textZ(p.takeN(len(p.in)))
	case hncpVersion:
		h := p.take(4)
		p.f2(" M: %u P: %u", uint32(h[2]>>4), uint32(h[2]&15))
		p.f2(" H: %u L: %u User-agent: ", uint32(h[3]>>4), uint32(h[3]&15))
		p.textZ(p.takeN(len(p.in)))
	}
}

func (p *printer) hncpNode(label string) {
	p.s(label)
	p.linkAddr(p.take(4))
}

// hncpTime prints milliseconds as seconds.
func (p *printer) hncpTime() {
	v := p.u32()
	p.f2("%u.%03us", v/1000, v%1000)
}

// hncpMapped tells whether an address is one of IPv4 (RFC 4291 section 2.5.5.2).
func hncpMapped(a []byte) bool {
	return be64(a) == 0 && be32at(a, 8) == 0xffff
}

func (p *printer) hncpAddr() {
	a := p.take(16)
	if hncpMapped(a) {
		p.ip4(a[12:])
	} else {
		p.ip6(a)
	}
}

// hncpShortPrefix reports whether the bytes of the prefix whose length is the value's byte n are not all there, and says so.
func (p *printer) hncpShortPrefix(n int) bool {
	if n+1+(int(p.in[n])+7)/8 <= len(p.in) {
		return false
	}
	p.invalid()
	return true
}

// hncpPrefix prints a length in bits and as many bytes as they need. It reports false if they are not all there.
func (p *printer) hncpPrefix() bool {
	bits := p.u8()
	size := (bits + 7) / 8
	if bits > 128 || size > len(p.in) {
		return false
	}
	var a [16]byte
	copy(a[:], p.take(size))
	if bits&7 != 0 {
		a[size-1] &= 0xff << (8 - bits&7)
	}
	if bits >= 96 && hncpMapped(a[:]) {
		p.ip4(a[12:])
		bits -= 96
	} else {
		p.ip6(a[:])
	}
	p.sn("/", bits)
	return true
}

// hncpDNS prints a name as labels with their lengths, RFC 1035, uncompressed. It reports false if it does not end.
func (p *printer) hncpDNS() bool {
	for first := true; len(p.in) > 0; first = false {
		n := p.u8()
		if n == 0 {
			return true
		}
		if !first {
			p.c('.')
		}
		p.textZ(p.in[:min(n, len(p.in))])
		if n > len(p.in) {
			break
		}
		p.skip(n)
	}
	p.s("[|DNS]")
	return false
}

// hncpDelegatedZone prints a zone and its server: listed, browsable, to be searched.
func (p *printer) hncpDelegatedZone() bool {
	p.s(" IP-Address: ")
	p.hncpAddr()
	p.c(' ')
	flags := p.u8()
	for i, c := range [3]byte{'l', 'b', 's'} {
		if flags&(4>>i) == 0 {
			c = '-'
		}
		p.c(c)
	}
	p.c(' ')
	return p.hncpDNS()
}

func (p *printer) hncpNodeName() bool {
	n := int(p.in[16])
	if n > len(p.in)-17 {
		return false
	}
	p.s(" IP-Address: ")
	p.hncpAddr()
	p.s(" Name: ")
	if n > 63 { // RFC 1035: a label
		return false
	}
	p.c('"')
	p.skip(1)
	p.textZ(p.takeN(n))
	p.c('"')
	return true
}

// hncpPrefixPolicy prints what a prefix is for; its type is a length in bits up to 128.
func (p *printer) hncpPrefixPolicy() {
	kind := p.in[0]
	alone := len(p.in) == 1
	switch {
	case kind == 0 && alone:
		p.s("Internet connectivity")
		return
	case kind == 0 || kind == 131 && !alone:
	case kind <= 128:
		p.s("Dest-Prefix: ")
		if p.hncpPrefix() {
			return
		}
	case kind == 129:
		p.s("DNS domain: ")
		p.skip(1)
		p.hncpDNS()
		return
	case kind == 130:
		p.s("Opaque UTF-8: ")
		p.textZ(p.in[1:])
		return
	case kind == 131:
		p.s("Restrictive assignment")
		return
	default:
		p.f1("Unknown (%u)", uint32(kind))
		return
	}
	p.invalid()
}

// hncpDHCP prints options of DHCP; each header, code and length, has size bytes. It reports false behind an option that
// is not what its code says.
func (p *printer) hncpDHCP(table *[]token, size, depth int) bool {
	for len(p.in) > 0 {
		if len(p.in) < size {
			p.invalid()
			break
		}
		p.hncpLine(depth)
		h := p.takeN(size)
		code, n := int(h[0]), int(h[1])
		if size == 4 {
			code, n = int(be16(h)), int(be16at(h, 2))
		}
		p.tok(table, "Unknown", uint32(code))
		p.f1(" (%u)", uint32(size+n))
		if n > len(p.in) {
			p.invalid()
			return false
		}
		rest := p.limit(n)
		ok := true
		switch {
		case size == 2 && (code == 6 || code == 42):
			ok = n > 0 && p.hncpServers(4)
		case size == 4 && (code == 23 || code == 31):
			if ok = p.hncpServers(16); !ok {
				p.invalid() // tcpdump says it twice
			}
		case size == 2 && code == 119, size == 4 && code == 24:
			ok = p.hncpSearch()
		}
		if !ok {
			p.invalid()
			return false
		}
		p.unlimit(rest)
	}
	return true
}

func (p *printer) hncpServers(size int) bool {
	if len(p.in)%size != 0 {
		return false
	}
	for len(p.in) > 0 {
		p.c(' ')
		p.addr(p.takeN(size))
	}
	return true
}

// hncpSearch prints names; those of DHCPv4 may be compressed (RFC 3397 section 2).
func (p *printer) hncpSearch() bool {
	d := dnsMessage{msg: p.in, textBudget: 4096}
	for len(p.in) > 0 {
		p.c(' ')
		if p.dnsName(&d); p.cut >= 0 { // that is for an option that is whole
			p.cut = -1
			return false
		}
	}
	return true
}
