// Payloads of IKE version 1, RFC 2408, 2409 and 2407.

package main

const ikev1DOIIPsec = 1

var (
	ikev1Situations = []token{{1, "identity"}, {2, "secrecy"}, {4, "integrity"}}
	ikev1Certs      = []token{
		{0, "none"}, {1, "pkcs7"}, {2, "pgp"}, {3, "dns"}, {4, "x509sign"}, {5, "x509ke"}, {6, "kerberos"},
		{7, "crl"}, {8, "arl"}, {9, "spki"}, {10, "x509attr"},
	}
	ikev1IDs = []token{
		{1, "IPv4"}, {2, "FQDN"}, {3, "user FQDN"}, {4, "IPv4net"}, {5, "IPv6"}, {6, "IPv6net"}, {7, "IPv4range"},
		{8, "IPv6range"}, {9, "ASN1 DN"}, {10, "ASN1 GN"}, {11, "keyid"},
	}
	ikev1AH  = []string{1: "(reserved)", "md5", "sha", "1des", "sha2-256", "sha2-384", "sha2-512"}
	ikev1ESP = []string{
		1: "1des-iv64", "1des", "3des", "rc5", "idea", "cast", "blowfish", "3idea", "1des-iv32", "rc4", "null", "aes",
	}
	ikev1Comp   = []string{1: "oui", "deflate", "lzs"}
	ikev1IKE    = []string{1: "ike"}
	ikev1Groups = []string{
		1: "modp768", "modp1024", "EC2N 2^155", "EC2N 2^185", "modp1536", "iana-grp06", "iana-grp07", "iana-grp08",
		"iana-grp09", "iana-grp10", "iana-grp11", "iana-grp12", "iana-grp13", "modp2048", "modp3072", "modp4096",
		"modp6144", "modp8192",
	}
	ikev1Lifetimes = []string{1: "sec", "kb"}
	ikev1OakleyAts = []isakmpAttr{
		{}, {"enc", []string{1: "1des", "idea", "blowfish", "rc5", "3des", "cast", "aes"}},
		{"hash", []string{1: "md5", "sha1", "tiger", "sha2-256", "sha2-384", "sha2-512"}},
		{"auth", []string{1: "preshared", "dss", "rsa sig", "rsa enc", "rsa enc revised"}},
		{"group desc", ikev1Groups}, {"group type", []string{1: "MODP", "ECP", "EC2N"}}, {"group prime", nil},
		{"group gen1", nil}, {"group gen2", nil}, {"group curve A", nil}, {"group curve B", nil},
		{"lifetype", ikev1Lifetimes}, {"lifeduration", nil}, {"prf", nil}, {"keylen", nil}, {"field", nil},
		{"order", nil},
	}
	ikev1IPsecAts = []isakmpAttr{
		{}, {"lifetype", ikev1Lifetimes}, {"life", nil}, {"group desc", ikev1Groups},
		{"enc mode", []string{1: "tunnel", "transport"}},
		{"auth", []string{1: "hmac-md5", "hmac-sha1", "1des-mac", "keyed"}}, {"keylen", nil}, {"rounds", nil},
		{"dictsize", nil}, {"privalg", nil},
	}
	ikev1Errors = [...]string{
		1: "INVALID-PAYLOAD-TYPE", "DOI-NOT-SUPPORTED", "SITUATION-NOT-SUPPORTED", "INVALID-COOKIE",
		"INVALID-MAJOR-VERSION", "INVALID-MINOR-VERSION", "INVALID-EXCHANGE-TYPE", "INVALID-FLAGS",
		"INVALID-MESSAGE-ID", "INVALID-PROTOCOL-ID", "INVALID-SPI", "INVALID-TRANSFORM-ID",
		"ATTRIBUTES-NOT-SUPPORTED", "NO-PROPOSAL-CHOSEN", "BAD-PROPOSAL-SYNTAX", "PAYLOAD-MALFORMED",
		"INVALID-KEY-INFORMATION", "INVALID-ID-INFORMATION", "INVALID-CERT-ENCODING", "INVALID-CERTIFICATE",
		"CERT-TYPE-UNSUPPORTED", "INVALID-CERT-AUTHORITY", "INVALID-HASH-INFORMATION", "AUTHENTICATION-FAILED",
		"INVALID-SIGNATURE", "ADDRESS-NOTIFICATION", "NOTIFY-SA-LIFETIME", "CERTIFICATE-UNAVAILABLE",
		"UNSUPPORTED-EXCHANGE-TYPE", "UNEQUAL-PAYLOAD-LENGTHS",
	}
	ikev1Statuses = []token{
		{8192, "RESERVED"}, {16384, "CONNECTED"}, {ikev1Lifetime, "RESPONDER-LIFETIME"},
		{ikev1Replay, "REPLAY-STATUS"}, {24578, "INITIAL-CONTACT"},
	}
)

const (
	ikev1Lifetime = 24576
	ikev1Replay   = 24577
)

// ikev1DOI prints a domain of interpretation.
func (p *printer) ikev1DOI(prefix string, doi uint32) {
	p.s(prefix)
	if doi == ikev1DOIIPsec {
		p.s("ipsec")
	} else {
		p.u(uint64(doi))
	}
}

// ikev1SA prints a security association: domain, situation, proposals.
func (p *printer) ikev1SA(depth int) {
	if len(p.in) < 8 {
		p.isakmpShort(1)
		return
	}
	doi, situation := be32(p.in), be32at(p.in, 4)
	p.in = p.in[8:]
	p.ikev1DOI(" doi=", doi)
	if doi != ikev1DOIIPsec {
		p.f1(" situation=%u", situation)
		return
	}
	p.s(" situation=")
	p.bits(&ikev1Situations, "", "+", situation&7)
	if situation != 1 { // a labelled domain follows, RFC 2407 section 4.6.1
		if len(p.in) < 4 {
			p.isakmpShort(1)
			return
		}
		p.f1(" ident=%u", be32(p.in))
		p.in = p.in[4:]
	}
	p.isakmpChain(2, depth+1)
}

// ikev1Proposal prints a proposal and its transforms.
func (p *printer) ikev1Proposal(depth int) {
	if depth > isakmpMaxDepth {
		p.isakmpShort(2)
		return
	}
	proto, ok := p.isakmpProposal(false)
	for kind := byte(3); ok && kind == 3; {
		var rest []byte
		if kind, rest, ok = p.isakmpInner(3, 2, depth+1); ok {
			p.s("t:")
			p.ikev1Transform(proto)
			p.c(')')
			p.in = rest
		}
	}
}

// ikev1Transform prints a transform for a protocol, 0 where that is not known.
func (p *printer) ikev1Transform(proto byte) {
	if len(p.in) < 4 {
		p.isakmpShort(3)
		return
	}
	id := int(p.in[1])
	p.f1(" #%u id=", uint32(p.in[0]))
	p.in = p.in[4:]
	var names []string
	var attrs []isakmpAttr
	switch proto {
	case 1:
		names, attrs = ikev1IKE, ikev1OakleyAts
	case 2:
		names, attrs = ikev1AH, ikev1IPsecAts
	case 3:
		names, attrs = ikev1ESP, ikev1IPsecAts
	case 4:
		names, attrs = ikev1Comp, ikev1IPsecAts
	}
	switch {
	case names == nil:
		p.n(id)
	case id < len(names) && names[id] != "":
		p.s(names[id])
	default:
		p.f1("#%u", uint32(id))
	}
	p.c(' ')
	p.isakmpAttributes(attrs)
}

// ikev1ID prints an identity, RFC 2407 section 4.6.2.
func (p *printer) ikev1ID() {
	p.c(':')
	if len(p.in) < 4 {
		p.isakmpShort(5)
		return
	}
	h, b := p.in[:4], p.in[4:]
	p.s(" idtype=")
	p.tok(&ikev1IDs, "#%u", uint32(h[0]))
	p.f2(" protoid=%u port=%u", uint32(h[1]), uint32(be16at(h, 2)))
	if len(b) == 0 {
		return
	}
	p.sn(" len=", len(b))
	need := 0
	switch h[0] {
	case 1:
		need = 4
	case 4, 7:
		need = 8
	case 5:
		need = 16
	case 6, 8:
		need = 32
	}
	if len(b) < need {
		p.f1(" [bad: < %u]", uint32(need))
		return
	}
	switch h[0] {
	case 1:
		p.c(' ')
		p.ip4(b[:4])
	case 2, 3:
		p.c(' ')
		p.textBytes(b)
	case 4, 7:
		p.c(' ')
		p.ip4(b[:4])
		p.c(ikev1Between(h[0]))
		p.ip4num(b[4:8])
	case 5:
		p.c(' ')
		p.ip6(b[:16])
	case 6:
		p.c(' ')
		p.ip6(b[:16])
		p.s("/0x")
		p.hexBytes(b[16:32])
	case 8:
		p.c(' ')
		p.ip6(b[:16])
		p.c('-')
		p.ip6(b[16:32])
	default:
		p.isakmpRaw(b)
	}
}

// ikev1Head prints which domain and protocol a payload of that kind is about, and returns the size of an SPI and the
// number behind it: the type of a notification, or how many associations were deleted.
//
//	+---------------------------------------------------------------+
//	|                     Domain of Interpretation                  |
//	+---------------+---------------+-------------------------------+
//	|  Protocol-Id  |   SPI Size    |        Type or # of SPIs      |
//	+---------------+---------------+-------------------------------+
func (p *printer) ikev1Head(kind byte) (doi uint32, spi, number int, ok bool) {
	p.c(':')
	if len(p.in) < 8 {
		p.isakmpShort(kind)
		return
	}
	h := p.in[:8]
	p.in = p.in[8:]
	doi = be32(h)
	p.ikev1DOI(" doi=", doi)
	p.s(" proto=")
	if doi == ikev1DOIIPsec {
		p.tok(&isakmpProtocols, "#%u", uint32(h[4]))
	} else {
		p.u(uint64(h[4]))
	}
	return doi, int(h[5]), int(be16at(h, 6)), true
}

// ikev1Notify prints a notification, RFC 2408 section 3.14.
func (p *printer) ikev1Notify() {
	doi, spi, typ, ok := p.ikev1Head(11)
	if !ok {
		return
	}
	p.s(" type=")
	p.ikev1NotifyType(typ, doi == ikev1DOIIPsec)
	onward := isakmpOnward(p.in)
	if !p.isakmpSPI(spi, 11) {
		return
	}
	onward = onward[spi:]
	if doi != ikev1DOIIPsec || len(onward) == 0 {
		return
	}
	switch typ {
	case ikev1Lifetime:
		p.s(" attrs=(")
		p.isakmpAttributes(ikev1IPsecAts)
	case ikev1Replay:
		p.s(" status=(replay detection ")
		if len(p.in) >= 4 && be32(p.in) == 0 {
			p.s("disabled")
		} else {
			p.s("enabled")
		}
	default:
		p.s(" data=(")
		if p.v > 3 {
			p.hexBytes(onward)
		} else {
			p.isakmpBrief(onward)
		}
	}
	p.c(')')
}

// ikev1NotifyType prints what a notification says. Where a range has names, tcpdump counts the others from its beginning.
func (p *printer) ikev1NotifyType(typ int, ipsec bool) {
	if typ < len(ikev1Errors) && ikev1Errors[typ] != "" {
		p.s(ikev1Errors[typ])
		return
	}
	from := typ &^ 0x1fff
	if from >= 0x8000 || !ipsec && from != 0x4000 {
		from = 0
	} else if s, ok := tokenName(&ikev1Statuses, uint32(typ)); ok {
		p.s(s)
		return
	}
	p.f1("#%u", uint32(typ-from))
}

// ikev1Delete prints which associations were deleted, RFC 2408 section 3.15.
func (p *printer) ikev1Delete() {
	_, size, n, ok := p.ikev1Head(12)
	if !ok {
		return
	}
	p.f2(" spilen=%u nspi=%u spi=", uint32(size), uint32(n))
	for i := 0; i < n && size > 0; i++ {
		if i > 0 {
			p.c(',')
		}
		if size > len(p.in) {
			p.isakmpShort(12)
			return
		}
		p.hexBytes(p.in[:size])
		p.in = p.in[size:]
	}
}

// ikev1Between stands between the two parts of an identity: address and mask, or both ends of a range.
func ikev1Between(kind byte) byte {
	if kind == 7 {
		return '-'
	}
	return '/'
}
