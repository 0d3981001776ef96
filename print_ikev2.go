// Payloads of IKE version 2, RFC 7296.

package main

var (
	ikev2Transforms = []token{{1, "encr"}, {2, "prf"}, {3, "integ"}, {4, "dh"}, {5, "esn"}}
	ikev2PRF        = []string{1: "hmac-md5", "hmac-sha", "hmac-tiger", "aes128_xcbc"}
	ikev2Integrity  = []string{1: "hmac-md5", "hmac-sha", "dec-mac", "kpdk-md5", "aes-xcbc"}
	ikev2ESN        = []string{"no-esn", "esn"}
	ikev2Attributes = []isakmpAttr{14: {"keylen", nil}}
	ikev2IDs        = []token{
		{1, "ipv4:"}, {2, "fqdn:"}, {3, "rfc822:"}, {5, "ipv6:"}, {9, "dn:"}, {10, "gn:"}, {11, "keyid:"},
	}
	ikev2Auth     = []token{{0, "invalid"}, {1, "rsasig"}, {2, "shared-secret"}, {3, "dsssig"}}
	ikev2Notifies = []token{
		{1, "unsupported_critical_payload"}, {4, "invalid_ike_spi"}, {5, "invalid_major_version"},
		{7, "invalid_syntax"}, {9, "invalid_message_id"}, {11, "invalid_spi"}, {14, "no_protocol_chosen"},
		{17, "invalid_ke_payload"}, {24, "authentication_failed"}, {34, "single_pair_required"},
		{35, "no_additional_sas"}, {36, "internal_address_failure"}, {37, "failed:cp_required"},
		{39, "invalid_selectors"}, {16384, "initial_contact"}, {16385, "set_window_size"},
		{16386, "additional_ts_possible"}, {16387, "ipcomp_supported"}, {16388, "nat_detection_source_ip"},
		{16389, "nat_detection_destination_ip"}, {ikev2Cookie, "cookie"}, {16391, "use_transport_mode"},
		{16392, "http_cert_lookup_supported"}, {16393, "rekey_sa"}, {16394, "tfc_padding_not_supported"},
		{16395, "non_first_fragment_also"},
	}
)

const ikev2Cookie = 16390

// ikev2Payload prints the body of a payload, which is p.in; see isakmpPayload.
func (p *printer) ikev2Payload(kind byte, critical bool, depth int) {
	b, onward := p.in, isakmpOnward(p.in)
	if len(onward) < ikev2HeaderLen(kind) {
		p.ikev2Short(kind)
		return
	}
	switch kind {
	case 33:
		p.s("sa")
	case 40:
		p.s("nonce")
	case 41:
		p.s("n")
	default:
		p.isakmpName(kind)
	}
	if kind > 48 {
		return
	}
	if critical {
		p.s("[C]")
	}
	p.c(':')
	if kind == 41 {
		p.ikev2Notify(onward)
		return
	}
	if kind == 34 {
		p.ikev2KeyExchange(b)
		return
	}
	p.sn(" len=", len(b))
	switch kind {
	case 33:
		p.ikev2SA(depth)
		p.in = b[:0] // what it lacks does not matter to the payloads behind
	case 35, 36:
		p.ikev2ID()
	case 39:
		p.s(" method=")
		p.tok(&ikev2Auth, "#%u", uint32(b[0]))
		if p.v > 1 {
			p.s(" authdata=(")
			p.hexBytes(b[min(4, len(b)):])
			p.s(") ")
		} else {
			p.s(" data=(")
			p.isakmpBrief(onward[4:])
			p.c(')')
		}
	case 40:
		if p.v > 1 {
			p.s(" nonce=(")
			p.hexBytes(b)
			p.s(") ")
		} else {
			p.s(" data=(")
			p.isakmpBrief(onward)
			p.c(')')
		}
	case 43:
		p.s(" vid=")
		for _, c := range b[:min(len(b), 64)] {
			p.ikev2Printable(c)
		}
		if len(b) > 4 {
			p.isakmpRaw(b)
		}
	default:
		p.isakmpRaw(b)
	}
}

// ikev2HeaderLen returns how many bytes of a payload tcpdump wants to see before it names it.
func ikev2HeaderLen(kind byte) int {
	switch kind {
	case 34, 35, 36, 39, 41:
		return 4
	}
	return 0
}

// ikev2Short says that a payload does not fit; notifications go by their old name.
func (p *printer) ikev2Short(kind byte) {
	if kind == 41 {
		kind = 11
	}
	p.isakmpShort(kind)
}

// ikev2KeyExchange prints whose Diffie-Hellman group the key is of, RFC 7296 section 3.4.
func (p *printer) ikev2KeyExchange(b []byte) {
	if len(b) < 4 {
		p.f1(" len=%u < 8", uint32(len(b)+4))
		return
	}
	p.sn(" len=", len(b)-4)
	p.s(" group=")
	p.ikev2Name(ikev1Groups, int(be16(b)))
	p.isakmpRaw(b[4:])
}

// ikev2Printable prints a byte as itself if it is printable ASCII or a blank, else a dot.
func (p *printer) ikev2Printable(c byte) {
	if c < ' ' || c > '~' {
		c = '.'
	}
	p.c(c)
}

// ikev2Name prints a number by its name in a list.
func (p *printer) ikev2Name(names []string, id int) {
	if id < len(names) && names[id] != "" {
		p.s(names[id])
	} else {
		p.f1("#%u", uint32(id))
	}
}

// ikev2SA prints the proposals of an association.
func (p *printer) ikev2SA(depth int) {
	for kind, ok := byte(2), true; kind != 0; {
		var rest []byte
		this := kind
		if kind, rest, ok = p.isakmpInner(33, 33, depth+1); !ok {
			return
		}
		if this == 2 {
			p.s("p:")
			p.ikev2Proposal(depth + 1)
		} else {
			p.isakmpName(this)
		}
		p.c(')')
		p.in = rest
	}
}

// ikev2Proposal prints a proposal and its transforms, RFC 7296 section 3.3.1.
func (p *printer) ikev2Proposal(depth int) {
	if _, ok := p.isakmpProposal(true); !ok {
		return
	}
	if len(p.in) == 0 {
		p.isakmpShort(2)
		return
	}
	for kind, count := byte(3), 1; kind != 0; count++ {
		this := kind
		critical := len(p.in) > 1 && p.in[1]&0x80 != 0
		next, rest, ok := p.isakmpInner(2, 2, depth+1)
		if !ok {
			return
		}
		if this == 3 {
			p.c('t')
			if critical { // a transform has no such bit, yet tcpdump shows it
				p.s("[C]")
			}
			p.c(':')
			p.ikev2Transform(count)
		} else {
			p.isakmpName(this)
		}
		p.c(')')
		p.in = rest
		kind = next
	}
}

// ikev2Transform prints one transform, RFC 7296 section 3.3.2.
func (p *printer) ikev2Transform(count int) {
	if len(p.in) < 4 {
		p.isakmpShort(3)
		return
	}
	kind, id := p.in[0], int(be16at(p.in, 2))
	p.in = p.in[4:]
	p.sn(" #", count)
	p.s(" type=")
	p.tok(&ikev2Transforms, "#%u", uint32(kind))
	p.s(" id=")
	switch kind {
	case 1:
		p.ikev2Name(ikev1ESP, id)
	case 2:
		p.ikev2Name(ikev2PRF, id)
	case 3:
		p.ikev2Name(ikev2Integrity, id)
	case 4:
		p.ikev2Name(ikev1Groups, id)
	case 5:
		p.ikev2Name(ikev2ESN, id)
	default:
		p.n(id)
	}
	p.c(' ')
	var attrs []isakmpAttr
	if kind == 1 {
		attrs = ikev2Attributes
	}
	p.isakmpAttributes(attrs)
}

// ikev2ID prints an identity, RFC 7296 section 3.5.
func (p *printer) ikev2ID() {
	b := p.in
	p.isakmpRaw(b)
	if len(b) < 4 {
		p.s(" [payload too short]")
		return
	}
	name, ok := tokenName(&ikev2IDs, uint32(b[0]))
	if !ok {
		return
	}
	p.c(' ')
	p.s(name)
	if b[0] == 2 || b[0] == 3 {
		for _, c := range b[4:] {
			p.ikev2Printable(c)
		}
		return
	}
	p.hexBytes(b[4:])
}

// ikev2Notify prints a notification, RFC 7296 section 3.10.
func (p *printer) ikev2Notify(onward []byte) {
	proto, spi, typ := onward[0], int(onward[1]), uint32(be16at(onward, 2))
	p.s(" prot_id=")
	p.tok(&isakmpProtocols, "#%u", uint32(proto))
	p.f1(" type=%u(", typ)
	if s, ok := tokenName(&ikev2Notifies, typ); ok {
		p.s(s)
	} else {
		p.s(ikev2NotifyClass(typ))
	}
	p.c(')')
	p.in = onward[4:]
	if !ikev2HasSPI(typ) {
		p.in = p.in[min(spi, len(p.in)):]
	} else if !p.isakmpSPI(spi, 11) {
		return
	}
	onward = p.in
	switch {
	case len(onward) == 0:
	case p.v > 3 || typ == ikev2Cookie && len(onward) <= 30:
		p.s(" data=(")
		p.hexBytes(onward)
		p.c(')')
	case typ == ikev2Cookie:
		p.s(" data=(")
		p.isakmpBrief(onward)
		p.c(')')
	}
}

// ikev2HasSPI reports whether a notification of that type is about one association, RFC 7296 section 3.10.1: if not,
// tcpdump passes over the index.
func ikev2HasSPI(typ uint32) bool {
	switch typ {
	case 1, 5, 35, 36, 37, 39, 16384, 16385, 16386, 16387, 16391, 16392, 16394, 16395:
		return false
	}
	return true
}

// ikev2NotifyClass says what the range of a type means, RFC 7296 section 3.10.1.
func ikev2NotifyClass(typ uint32) string {
	switch {
	case typ < 8192:
		return "error"
	case typ < 16384:
		return "private-error"
	case typ < 40960:
		return "status"
	}
	return "private-status"
}
