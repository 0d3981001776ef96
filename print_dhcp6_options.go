// DHCPv6 options with a form of their own: identifiers, RFC 8415 section 11; authentication, section 20; status, classes;
// names; lease queries, RFC 5007; NTP, RFC 5908; bootstrap servers, RFC 8572.

package main

const (
	dhcp6DUIDTime       = 1 // hardware address and time
	dhcp6DUIDEnterprise = 2
	dhcp6DUIDHardware   = 3
	dhcp6DUIDUUID       = 4
)

// dhcp6DUID prints a DHCP unique identifier; false if it is too short.
func (p *printer) dhcp6DUID(size int) bool {
	if size < 2 {
		return false
	}
	switch kind := p.u16(); kind {
	case dhcp6DUIDTime:
		if size < 8 {
			return false
		}
		p.f2(" hwaddr/time type %u time %u ", uint32(p.u16()), p.u32())
		p.hexBytes(p.in)
	case dhcp6DUIDEnterprise:
		if size < 8 {
			return false
		}
		p.f1(" enterprise %u ", p.u32())
		p.hexBytes(p.in)
	case dhcp6DUIDHardware:
		if size < 4 {
			return false
		}
		p.f1(" hwaddr type %u ", uint32(p.u16()))
		p.hexBytes(p.in)
	case dhcp6DUIDUUID:
		if size != 18 { // RFC 6355: 128 bits
			return false
		}
		p.s(" uuid ")
		p.hexBytes(p.in)
	default:
		p.f1(" type %u", uint32(kind))
	}
	return true
}

// dhcp6MoreOptions is the rest of dhcp6Option. It reports false if the value makes no sense.
func (p *printer) dhcp6MoreOptions(code, size int) bool {
	switch code {
	case dhcp6Authentication:
		return p.dhcp6Auth(size)
	case dhcp6StatusCode:
		if size < 2 {
			return false
		}
		p.c(' ')
		if v := uint32(p.u16()); v < 256 {
			p.tok(&dhcp6StatusCodes, "code%u", v)
		} else {
			p.s("INVALID code")
		}
	case dhcp6UserClass:
		return p.dhcp6Strings(size, ';')
	case dhcp6BootfileParam:
		return p.dhcp6Strings(size, ' ')
	case dhcp6SZTPRedirect:
		return p.dhcp6Strings(size, ',')
	case dhcp6VendorClass, dhcp6VendorInfo:
		if size < 4 {
			return false
		}
		p.f1(" enterprise %u", p.u32())
		return p.dhcp6Vendor(code == dhcp6VendorInfo)
	case dhcp6InterfaceID, dhcp6SubscriberID:
		p.c(' ')
		p.dhcp6Data(p.in)
	case dhcp6RemoteID:
		if size < 4 {
			return false
		}
		p.f1(" %u ", p.u32())
		p.dhcp6Data(p.in)
	case dhcp6RelayData:
		if size < 16 {
			return false
		}
		p.c(' ')
		p.ip6(p.take(16))
		p.c(' ')
		p.dhcp6Data(p.in)
	case dhcp6ReconfMessage:
		if size != 1 {
			return false
		}
		p.dhcp6Reconfigure()
	case dhcp6SIPDomain, dhcp6DomainList:
		p.dhcp6Domains()
	case dhcp6AFTRName:
		return p.dhcp6AFTR(size)
	case dhcp6POSIXTimezone, dhcp6TZDatabase, dhcp6MUDURL, dhcp6BootfileURL:
		if code != dhcp6BootfileURL && size < dhcp6MinText(code) {
			return false
		}
		p.c(' ')
		p.textZ(p.in)
	case dhcp6NTPServer:
		return p.dhcp6NTP(size)
	}
	return true
}

// dhcp6MinText is the length below which tcpdump does not take an option for text.
func dhcp6MinText(code int) int {
	if code == dhcp6MUDURL {
		return 8 // "https://"
	}
	return 5
}

func (p *printer) dhcp6Reconfigure() {
	switch kind := p.u8(); kind {
	case 5:
		p.s(" for renew")
	case 11:
		p.s(" for inf-req")
	default:
		p.f1(" for ???(%02x)", uint32(kind))
	}
}

var dhcp6AuthProtocols = []token{{2, "proto: delayed"}, {3, "proto: reconfigure"}}

// dhcp6Auth prints the authentication option, and what delayed authentication (RFC 3315 section 21.4) or reconfigure
// key authentication put into it.
func (p *printer) dhcp6Auth(size int) bool {
	if size < 11 {
		return false
	}
	h := p.take(11)
	proto, alg, rdm := h[0], h[1], h[2]
	p.c(' ')
	p.tok(&dhcp6AuthProtocols, "proto: %u", uint32(proto))
	if alg == 1 {
		p.s(", alg: HMAC-MD5")
	} else {
		p.sn(", alg: ", int(alg))
	}
	if rdm == 0 {
		p.s(", RDM: mono")
	} else {
		p.sn(", RDM: ", int(rdm))
	}
	p.s(", RD:")
	for i := 3; i < 11; i += 2 {
		p.f1(" %04x", uint32(be16at(h, i)))
	}
	rest := size - 11
	switch proto {
	case 2:
		if rest == 0 {
			return true
		}
		if rest < 20 {
			p.s(" ??")
			return true
		}
		if rest > 20 {
			p.s(", realm: ")
			p.hexBytes(p.takeN(rest - 20))
		}
		p.f1(", key ID: %08x, HMAC-MD5:", p.u32())
		p.dhcp6Words(4)
	case 3:
		if rest != 17 {
			p.s(" ??")
			return true
		}
		switch p.u8() {
		case 1:
			p.s(" reconfig-key")
		case 2:
			p.s(" type: HMAC-MD5")
		default:
			p.s(" type: ??")
		}
		p.s(" value:")
		p.dhcp6Words(4)
	default:
		p.s(" ??")
	}
	return true
}

func (p *printer) dhcp6Words(n int) {
	for ; n > 0; n-- {
		p.f1(" %08x", p.u32())
	}
}

// dhcp6Strings prints texts, each behind its length of two bytes.
func (p *printer) dhcp6Strings(size int, sep byte) bool {
	before := byte(' ')
	for size > 0 && p.cut < 0 {
		if size < 2 {
			return false
		}
		n := p.u16()
		size -= 2
		if n > size {
			return false
		}
		p.c(before)
		before = sep
		p.textBytes(p.takeN(n))
		size -= n
	}
	return true
}

// dhcp6Vendor prints a vendor's classes, or its options if they have codes.
func (p *printer) dhcp6Vendor(codes bool) bool {
	hlen := 2
	if codes {
		hlen = 4
	}
	for len(p.in) > 0 && p.cut < 0 {
		if !p.has(hlen) {
			return false
		}
		p.s(" (")
		if codes {
			p.sn("code ", p.u16())
			p.c(' ')
		}
		n := p.u16()
		p.f1("len %u data ", uint32(n))
		if !p.has(n) {
			p.s("?)")
			return true
		}
		v := p.takeN(n)
		if codes {
			p.dhcp6Data(v)
		} else {
			p.textBytes(v)
		}
		p.c(')')
	}
	return true
}

// dhcp6Name prints the labels of one name, and reports false if it does not end in this option.
func (p *printer) dhcp6Name() bool {
	for p.cut < 0 {
		n := p.u8()
		if n == 0 {
			return true
		}
		p.textBytes(p.in[:min(n, len(p.in))])
		if n >= 64 || !p.need(n) {
			p.short(0)
			return false
		}
		p.skip(n)
		p.c('.')
	}
	return false
}

// dhcp6Domains prints a list of names, RFC 8415 section 10.
func (p *printer) dhcp6Domains() {
	for len(p.in) > 0 && p.cut < 0 {
		p.c(' ')
		if p.in[0] == 0 {
			p.c('.')
		}
		p.dhcp6Name()
	}
}

// dhcp6AFTR prints the name of a dual-stack lite tunnel's end, RFC 6334.
func (p *printer) dhcp6AFTR(size int) bool {
	if size < 3 {
		return false
	}
	p.c(' ')
	remain := size
	for remain > 0 && len(p.in) > 0 {
		n := p.u8()
		remain--
		if n == 0 {
			break
		}
		if n >= remain {
			return false
		}
		p.textBytes(p.takeN(n))
		remain -= n
		if remain > 1 {
			p.c('.')
		}
	}
	return true
}

func (p *printer) dhcp6LeaseQuery(depth int) {
	switch kind := p.u8(); kind {
	case 1:
		p.s(" by-address")
	case 2:
		p.s(" by-clientID")
	default:
		p.sn(" type_", kind)
	}
	p.c(' ')
	p.ip6(p.take(16))
	p.dhcp6Options(depth)
}

// dhcp6NTP prints the suboptions of an NTP server: address, multicast address, name.
func (p *printer) dhcp6NTP(size int) bool {
	if size < 4 {
		return false
	}
	for size >= 4 && p.cut < 0 {
		h := p.take(4)
		kind, n := int(be16(h)), int(be16at(h, 2))
		size -= 4
		if !p.need(n) || n > size {
			p.short(0)
			return true
		}
		p.sn(" subopt:", kind)
		switch {
		case (kind == 1 || kind == 2) && n == 16:
			p.c(' ')
			p.ip6(p.take(16))
		case kind == dhcp6NTPMaxSuboption:
			rest := p.limit(n)
			p.c(' ')
			p.dhcp6Name()
			if p.cut >= 0 {
				return true
			}
			p.unlimit(rest)
		default:
			p.s(" ?")
			p.skip(n)
		}
		size -= n
	}
	return size == 0
}
