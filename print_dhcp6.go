// DHCPv6, RFC 8415, and its options (IANA, "DHCPv6 parameters").
//
//	client and server:  type (1) | transaction id (3) | options
//	relay:              type (1) | hop count (1) | link address (16) | peer address (16) | options
//	option:             code (2) | length (2) | value

package main

const (
	dhcp6RelayForw  = 12
	dhcp6RelayReply = 13
	dhcp6MaxNesting = 12 // of options within options and messages within messages
	dhcp6DataShown  = 10 // bytes of opaque data
)

var dhcp6Messages = []token{
	{1, "solicit"}, {2, "advertise"}, {3, "request"}, {4, "confirm"}, {5, "renew"}, {6, "rebind"}, {7, "reply"},
	{8, "release"}, {9, "decline"}, {10, "reconfigure"}, {11, "inf-req"}, {dhcp6RelayForw, "relay-fwd"},
	{dhcp6RelayReply, "relay-reply"}, {14, "leasequery"}, {15, "leasequery-reply"},
}

const (
	dhcp6ClientID        = 1
	dhcp6ServerID        = 2
	dhcp6IANA            = 3
	dhcp6IATA            = 4
	dhcp6IAAddr          = 5
	dhcp6OptionRequest   = 6
	dhcp6Preference      = 7
	dhcp6ElapsedTime     = 8
	dhcp6RelayMessage    = 9
	dhcp6Authentication  = 11
	dhcp6StatusCode      = 13
	dhcp6UserClass       = 15
	dhcp6VendorClass     = 16
	dhcp6VendorInfo      = 17
	dhcp6InterfaceID     = 18
	dhcp6ReconfMessage   = 19
	dhcp6SIPDomain       = 21
	dhcp6SIPServers      = 22
	dhcp6DNSServers      = 23
	dhcp6DomainList      = 24
	dhcp6IAPD            = 25
	dhcp6IAPrefix        = 26
	dhcp6NISServers      = 27
	dhcp6NISPServers     = 28
	dhcp6SNTPServers     = 31
	dhcp6Lifetime        = 32
	dhcp6BCMCSServers    = 34
	dhcp6RemoteID        = 37
	dhcp6SubscriberID    = 38
	dhcp6PANAAgents      = 40
	dhcp6POSIXTimezone   = 41
	dhcp6TZDatabase      = 42
	dhcp6EchoRequest     = 43
	dhcp6LeaseQuery      = 44
	dhcp6ClientData      = 45
	dhcp6ClientTime      = 46
	dhcp6RelayData       = 47
	dhcp6ClientLink      = 48
	dhcp6NTPServer       = 56
	dhcp6BootfileURL     = 59
	dhcp6BootfileParam   = 60
	dhcp6AFTRName        = 64
	dhcp6MUDURL          = 112
	dhcp6SZTPRedirect    = 136
	dhcp6NTPMaxSuboption = 3
)

var dhcp6OptionNames = []token{
	{dhcp6ClientID, "client-ID"}, {dhcp6ServerID, "server-ID"}, {dhcp6IANA, "IA_NA"}, {dhcp6IATA, "IA_TA"},
	{dhcp6IAAddr, "IA_ADDR"}, {dhcp6OptionRequest, "option-request"}, {dhcp6Preference, "preference"},
	{dhcp6ElapsedTime, "elapsed-time"}, {dhcp6RelayMessage, "relay-message"},
	{dhcp6Authentication, "authentication"}, {12, "server-unicast"}, {dhcp6StatusCode, "status-code"},
	{14, "rapid-commit"}, {dhcp6UserClass, "user-class"}, {dhcp6VendorClass, "vendor-class"},
	{dhcp6VendorInfo, "vendor-specific-info"}, {dhcp6InterfaceID, "interface-ID"},
	{dhcp6ReconfMessage, "reconfigure-message"}, {20, "reconfigure-accept"}, {dhcp6SIPDomain, "SIP-servers-domain"},
	{dhcp6SIPServers, "SIP-servers-address"}, {dhcp6DNSServers, "DNS-server"}, {dhcp6DomainList, "DNS-search-list"},
	{dhcp6IAPD, "IA_PD"}, {dhcp6IAPrefix, "IA_PD-prefix"}, {dhcp6NISServers, "NIS-server"},
	{dhcp6NISPServers, "NIS+-server"}, {29, "NIS-domain-name"}, {30, "NIS+-domain-name"},
	{dhcp6SNTPServers, "SNTP-servers"}, {dhcp6Lifetime, "lifetime"}, {33, "BCMCS-domain-name"},
	{dhcp6BCMCSServers, "BCMCS-server"}, {36, "Geoconf-Civic"}, {dhcp6RemoteID, "Remote-ID"},
	{dhcp6SubscriberID, "Subscriber-ID"}, {39, "Client-FQDN"}, {dhcp6PANAAgents, "PANA-agent"},
	{dhcp6POSIXTimezone, "POSIX-timezone"}, {dhcp6TZDatabase, "POSIX-tz-database"},
	{dhcp6EchoRequest, "Echo-request-option"}, {dhcp6LeaseQuery, "Lease-query"}, {dhcp6ClientData, "LQ-client-data"},
	{dhcp6ClientTime, "Clt-time"}, {dhcp6RelayData, "LQ-relay-data"}, {dhcp6ClientLink, "LQ-client-link"},
	{dhcp6NTPServer, "NTP-server"}, {dhcp6BootfileURL, "Bootfile-URL"}, {dhcp6BootfileParam, "Bootfile-Param"},
	{dhcp6AFTRName, "AFTR-Name"}, {dhcp6MUDURL, "MUD-URL"}, {dhcp6SZTPRedirect, "SZTP-redirect"},
}

var dhcp6StatusCodes = []token{
	{0, "Success"}, {1, "UnspecFail"}, {2, "NoAddrsAvail"}, {3, "NoBinding"}, {4, "NotOnLink"}, {5, "UseMulticast"},
	{6, "NoPrefixAvail"}, {7, "UnknownQueryType"}, {8, "MalformedQuery"}, {9, "NotConfigured"}, {10, "NotAllowed"},
}

// dhcp6 prints a message of length bytes on the wire.
func (p *printer) dhcp6(length int) {
	p.proto = "dhcp6"
	p.s("dhcp6")
	if p.dhcp6Message(dhcp6MaxNesting) {
		return
	}
	p.trunc()
}

// dhcp6Message prints the message that is p.in, with at most depth levels of nesting. It reports false if its header is
// not all there.
func (p *printer) dhcp6Message(depth int) bool {
	if !p.has(4) {
		return false
	}
	kind := uint32(p.in[0])
	p.c(' ')
	p.tok(&dhcp6Messages, "msgtype-%u", kind)
	if p.v == 0 {
		return true
	}
	p.s(" (")
	if kind == dhcp6RelayForw || kind == dhcp6RelayReply {
		p.take(2) // type and hop count
		a := p.take(16)
		p.s("linkaddr=")
		p.ip6(a)
		a = p.take(16)
		p.s(" peeraddr=")
		p.ip6(a)
	} else {
		p.f1("xid=%x", p.u32()&0xffffff)
	}
	p.dhcp6Options(depth)
	p.c(')')
	return true
}

// dhcp6Options prints the options that p.in consists of.
func (p *printer) dhcp6Options(depth int) {
	for len(p.in) > 0 && p.cut < 0 {
		if !p.has(4) {
			p.in = nil
			p.trunc()
			return
		}
		h := p.take(4)
		code, size := int(be16(h)), int(be16at(h, 2))
		if !p.has(size) {
			p.in = nil
			p.trunc()
			return
		}
		p.s(" (")
		p.tok(&dhcp6OptionNames, "opt_%u", uint32(code))
		rest := p.limit(size)
		if depth > 0 && p.roomy() {
			p.dhcp6Option(code, size, depth-1)
		}
		if p.cut >= 0 {
			return
		}
		p.unlimit(rest)
		p.c(')')
	}
}

// dhcp6Option prints the value of an option, size bytes that are p.in.
func (p *printer) dhcp6Option(code, size, depth int) {
	bad := false
	switch code {
	case dhcp6ClientID, dhcp6ServerID:
		bad = !p.dhcp6DUID(size)
	case dhcp6IANA, dhcp6IAPD:
		if bad = size < 12; !bad {
			p.f3(" IAID:%u T1:%u T2:%u", p.u32(), p.u32(), p.u32())
			p.dhcp6Options(depth)
		}
	case dhcp6IATA:
		if bad = size < 4; !bad {
			p.f1(" IAID:%u", p.u32())
			p.dhcp6Options(depth)
		}
	case dhcp6IAAddr:
		if bad = size < 24; !bad {
			p.c(' ')
			p.ip6(p.take(16))
			p.f2(" pltime:%u vltime:%u", p.u32(), p.u32())
			p.dhcp6Options(depth)
		}
	case dhcp6IAPrefix:
		if bad = size < 25; !bad {
			h := p.take(9)
			p.c(' ')
			p.ip6(p.take(16))
			p.f3("/%u pltime:%u vltime:%u", uint32(h[8]), be32(h), be32at(h, 4))
			p.dhcp6Options(depth)
		}
	case dhcp6OptionRequest, dhcp6EchoRequest:
		if bad = size&1 != 0; !bad {
			for p.has(2) && p.cut < 0 && size > 0 {
				p.c(' ')
				p.tok(&dhcp6OptionNames, "opt_%u", uint32(p.u16()))
				size -= 2
			}
		}
	case dhcp6Preference:
		if bad = size != 1; !bad {
			p.sn(" ", p.u8())
		}
	case dhcp6ElapsedTime:
		if bad = size != 2; !bad {
			p.sn(" ", p.u16())
		}
	case dhcp6RelayMessage:
		p.s(" (dhcp6")
		if !p.dhcp6Message(depth) {
			p.trunc()
		}
	case dhcp6Lifetime, dhcp6ClientTime:
		if bad = size != 4; !bad {
			p.f1(" %u", p.u32())
		}
	case dhcp6SIPServers, dhcp6DNSServers, dhcp6NISServers, dhcp6NISPServers, dhcp6SNTPServers, dhcp6BCMCSServers,
		dhcp6PANAAgents:
		bad = !p.dhcp6Addresses(size)
	case dhcp6ClientLink:
		bad = !p.dhcp6Addresses(size)
	case dhcp6ClientData:
		p.dhcp6Options(depth)
	case dhcp6LeaseQuery:
		if bad = size < 17; !bad {
			p.dhcp6LeaseQuery(depth)
		}
	default:
		bad = !p.dhcp6MoreOptions(code, size)
	}
	if bad {
		p.s(" ?")
	}
}

// dhcp6Addresses prints a list of IPv6 addresses; false if size bytes cannot be one.
func (p *printer) dhcp6Addresses(size int) bool {
	if size&15 != 0 {
		return false
	}
	for ; size > 0 && p.cut < 0; size -= 16 {
		p.c(' ')
		p.ip6(p.take(16))
	}
	return true
}

// dhcp6Data prints opaque data in hex, not more of it than is of interest.
func (p *printer) dhcp6Data(b []byte) {
	if p.v > 1 || len(b) <= dhcp6DataShown {
		p.hexBytes(b)
		return
	}
	p.hexBytes(b[:dhcp6DataShown])
	p.s("...")
}
