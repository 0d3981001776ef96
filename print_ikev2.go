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
func (p *printer) ikev2Payload(kind byte, critical bool, depth int, onward []byte) {
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
	b := p.in
	if kind == 41 {
		p.ikev2Notify(onward)
		return
	}
	if kind == 34 || kind == 39 {
		if len(b) < 4 {
			p.isakmpShort(kind)
			return
		}
	}
	if kind == 34 {
		p.sn(" len=", len(b)-4)
	} else {
		p.sn(" len=", len(b))
	}
	switch kind {
	case 33:
		p.ikev2SA(depth)
	case 34:
		p.s(" group=")
		p.ikev2Name(ikev1Groups, int(be16(b)))
		p.isakmpRaw(b[4:])
	case 35, 36:
		p.ikev2ID()
	case 39:
		p.s(" method=")
		p.tok(&ikev2Auth, "#%u", uint32(b[0]))
		if p.v > 2 {
			p.s(" authdata=(")
			p.hexBytes(b[4:])
			p.c(')')
		} else if len(b) > 4 {
			p.s(" data=(")
			p.isakmpBrief(onward[4:])
			p.c(')')
		}
	case 40:
		if p.v > 2 {
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
		p.isakmpRaw(b)
	default:
		p.isakmpRaw(b)
	}
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
	for kind := byte(2); kind != 0; {
		if len(p.in) < 4 || int(be16at(p.in, 2)) > len(p.in) || be16at(p.in, 2) < 4 {
			p.ikev2Short(kind)
			return
		}
		whole, size := p.in, int(be16at(p.in, 2))
		p.ikev2Line(depth + 1)
		p.in = whole[4:size]
		if kind == 2 {
			p.s("p:")
			p.ikev2Proposal(depth + 1)
		} else {
			p.isakmpName(kind)
		}
		p.c(')')
		p.in = whole[size:]
		kind = whole[0]
	}
}

// ikev2Short says that a proposal does not fit; it goes by the name of its association.
func (p *printer) ikev2Short(kind byte) {
	if kind == 2 {
		kind = 33
	}
	p.isakmpShort(kind)
}

func (p *printer) ikev2Line(depth int) {
	p.s("\n")
	for i := 0; i < depth; i++ {
		p.s("    ")
	}
	p.c('(')
}

// ikev2Proposal prints a proposal and its transforms, RFC 7296 section 3.3.1.
func (p *printer) ikev2Proposal(depth int) {
	if len(p.in) < 4 {
		p.isakmpShort(2)
		return
	}
	h, total := p.in[:4], len(p.in)+4
	p.in = p.in[4:]
	p.f1(" #%u protoid=", uint32(h[0]))
	p.tok(&isakmpProtocols, "#%u", uint32(h[1]))
	p.f2(" transform=%u len=%u", uint32(h[3]), uint32(total))
	if spi := int(h[2]); spi > 0 {
		if spi > len(p.in) {
			p.isakmpShort(2)
			return
		}
		p.s(" spi=")
		p.hexBytes(p.in[:spi])
		p.in = p.in[spi:]
	}
	if len(p.in) == 0 {
		p.isakmpShort(2)
		return
	}
	for kind, count := byte(3), 1; kind != 0; count++ {
		if len(p.in) < 4 || int(be16at(p.in, 2)) > len(p.in) || be16at(p.in, 2) < 4 {
			p.isakmpShort(kind)
			return
		}
		whole, size := p.in, int(be16at(p.in, 2))
		p.ikev2Line(depth + 1)
		p.in = whole[4:size]
		if kind == 3 {
			p.s("t:")
			p.ikev2Transform(count)
		} else {
			p.isakmpName(kind)
		}
		p.c(')')
		p.in = whole[size:]
		kind = whole[0]
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
	p.isakmpAttributes(ikev2Attributes)
}

// ikev2ID prints an identity, RFC 7296 section 3.5.
func (p *printer) ikev2ID() {
	b := p.in
	p.isakmpRaw(b)
	if len(b) < 4 {
		p.s(" [payload too short]")
		return
	}
	if p.v > 2 {
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
	if len(p.in) < 4 {
		p.isakmpShort(41)
		return
	}
	proto, spi, typ := p.in[0], int(p.in[1]), uint32(be16at(p.in, 2))
	p.s(" prot_id=")
	p.tok(&isakmpProtocols, "#%u", uint32(proto))
	p.f1(" type=%u(", typ)
	if s, ok := tokenName(&ikev2Notifies, typ); ok {
		p.s(s)
	} else {
		p.s(ikev2NotifyClass(typ))
	}
	p.c(')')
	b := p.in[4:]
	onward = onward[4:]
	if spi > 0 {
		p.s(" spi=")
		if spi > len(b) {
			p.isakmpShort(41)
			return
		}
		p.hexBytes(b[:spi])
		b, onward = b[spi:], onward[spi:]
	}
	if len(b) == 0 {
		return
	}
	switch {
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
