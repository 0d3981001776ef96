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

// hncpType is what a TLV is called, the least length of its value, and whether it may be longer; of simple ones also the
// fields (print_fields.go).
type hncpType struct {
	name, layout string
	least        uint8
	more         bool
}

var hncpTypes = [...]hncpType{
	0:                  {"Reserved", "", 0, true},
	hncpRequestNetwork: {"Request network state", "", 0, false},
	hncpRequestNode:    {"Request node state", " NID: %4a", 4, false},
	hncpEndpoint:       {"Node endpoint", " NID: %4a EPID: %4h", 8, false},
	hncpNetworkState:   {"Network state", " hash: %8y", 8, false},
	hncpNodeState:      {"Node state", " NID: %4a seqno: %4u %4T hash: %8y", 20, true},
	hncpPeer:           {"Peer", " Peer-NID: %4a Peer-EPID: %4h Local-EPID: %4h", 12, false},
	hncpKeepAlive:      {"Keep-alive interval", " EPID: %4h Interval: %4T", 8, true},
	hncpTrust:          {"Trust-Verdict", " Verdict: %1u%3s Fingerprint: %32y Common Name: ", 37, true},
	hncpVersion:        {"HNCP-Version", "", 5, true},
	hncpExternal:       {"External-Connection", "", 0, true},
	hncpDelegated:      {"Delegated-Prefix", "", 9, true},
	hncpAssigned:       {"Assigned-Prefix", "", 6, true},
	hncpAddress:        {"Node-Address", " EPID: %4h IP Address: ", 20, true},
	hncpDHCPv4:         {"DHCPv4-Data", "", 2, true},
	hncpDHCPv6:         {"DHCPv6-Data", "", 4, true},
	hncpZone:           {"DNS-Delegated-Zone", " IP-Address: ", 17, true},
	hncpDomain:         {"Domain-Name", " Domain: ", 1, true},
	hncpName:           {"Node-Name", "", 17, true},
	hncpPSK:            {"Managed-PSK", " PSK: %32y", 32, true},
	hncpPolicy:         {"Prefix-Policy", " type: ", 1, true},
}

// Options of DHCP that hosts of a home get to see, RFC 2132 and 3397, RFC 3646 and 4075.
const (
	hncpDHCPv4Options = "@6;DNS-server;@2a;NTP-server;@77;DNS-search"
	hncpDHCPv6Options = "@17;DNS-server;DNS-search-list;@1f;SNTP-servers"
)

// hncpTypeOf finds a type, or the name of the range that it lies in: RFC 7787 section 9, RFC 7788 section 13.
func hncpTypeOf(kind int) (t *hncpType, name string) {
	switch {
	case kind <= hncpPolicy && hncpTypes[kind].name != "":
		t = &hncpTypes[kind]
		return t, t.name
	case kind > hncpPolicy && kind < 512:
		return nil, "Unassigned"
	case kind >= 768 && kind < 1024:
		return nil, "Private use"
	}
	return nil, "Future use"
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
		t, name := hncpTypeOf(kind)
		padded := min((body+3)&^3, size-hncpHeaderLen)
		size -= hncpHeaderLen + padded
		rest := p.limit(padded)
		switch {
		case !list:
			p.s(name)
			pad := p.limit(body)
			if !p.hncpTLV(t, kind, body, behind+len(pad)+len(rest), depth) {
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
func (p *printer) hncpTLV(t *hncpType, kind, size, behind, depth int) bool {
	if t == nil || kind == 0 {
		p.f2(": type=%u (%u)", uint32(kind), uint32(size+hncpHeaderLen))
		return true
	}
	p.f1(" (%u)", uint32(size+hncpHeaderLen))
	if least := int(t.least); size < least || size > least && !t.more {
		p.invalid()
		return kind != hncpDHCPv4 || size == 0
	}
	p.fields(t.layout)
	ok := true
	switch kind {
	case hncpDHCPv4:
		return p.hncpDHCP(hncpDHCPv4Options, 2, depth+1)
	case hncpDHCPv6:
		p.hncpDHCP(hncpDHCPv6Options, 4, depth+1)
		return true
	case hncpDelegated:
		if p.hncpShortPrefix(8) {
			return true
		}
		p.fields(" VLSO: %4T PLSO: %4T Prefix: ")
		if p.in[0] > 128 {
			p.s("(length is invalid)")
			return true
		}
		ok = p.hncpPrefix()
	case hncpAssigned:
		if p.hncpShortPrefix(5) {
			return true
		}
		p.fields(" EPID: %4h")
		p.f1(" Prty: %u Prefix: ", uint32(p.u8()&15))
		ok = p.hncpPrefix()
	case hncpAddress:
		p.hncpAddr()
	case hncpZone:
		ok = p.hncpDelegatedZone()
	case hncpDomain:
		p.hncpDNS()
		return true
	case hncpName:
		ok = p.hncpNodeName()
	case hncpPolicy:
		p.hncpPrefixPolicy()
		return true
	case hncpVersion:
		h := p.take(4)
		p.f2(" M: %u P: %u", uint32(h[2]>>4), uint32(h[2]&15))
		p.f2(" H: %u L: %u User-agent: ", uint32(h[3]>>4), uint32(h[3]&15))
		p.textZ(p.in)
		return true
	case hncpTrust:
		p.textZ(p.in)
		return true
	case hncpNodeState, hncpExternal, hncpPSK:
	default: // the others have no TLVs within
		return true
	}
	if !ok {
		p.invalid()
		return true
	}
	p.skip((len(p.in) - size) & 3)
	p.hncpTLVs(len(p.in), behind, depth+1)
	return true
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
func (p *printer) hncpDHCP(names string, size, depth int) bool {
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
		p.named(names, "Unknown", uint32(code))
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
