// EDNS(0): the OPT pseudo record, RFC 6891, and its options.

package main

const (
	ednsDO = 0x8000 // DNSSEC answer OK, in the record's time to live

	ednsLLQ       = 1
	ednsDAU       = 5
	ednsDHU       = 6
	ednsN3U       = 7
	ednsECS       = 8
	ednsExpire    = 9
	ednsCookie    = 10
	ednsKeepalive = 11
	ednsPadding   = 12
	ednsChain     = 13
	ednsKeyTag    = 14
	ednsEDE       = 15
)

var (
	ednsNames = []token{
		{ednsLLQ, "LLQ"}, {2, "UL"}, {3, "NSID"}, {ednsDAU, "DAU"}, {ednsDHU, "DHU"}, {ednsN3U, "N3U"},
		{ednsECS, "ECS"}, {ednsExpire, "EXPIRE"}, {ednsCookie, "COOKIE"}, {ednsKeepalive, "KEEPALIVE"},
		{ednsPadding, "PADDING"}, {ednsChain, "CHAIN"}, {ednsKeyTag, "KEY-TAG"}, {ednsEDE, "EDE"},
		{16, "CLIENT-TAG"}, {17, "SERVER-TAG"}, {18, "REPORT-CHANNEL"}, {19, "ZONEVERSION"},
	}
	dnssecAlgorithms = []token{
		{0, "DELETE"}, {1, "RSAMD5"}, {2, "DH"}, {3, "DS"}, {5, "RSASHA1"}, {6, "DSA-NSEC3-SHA1"},
		{7, "RSASHA1-NSEC3-SHA1"}, {8, "RSASHA256"}, {10, "RSASHA512"}, {12, "ECC-GOST"}, {13, "ECDSAP256SHA256"},
		{14, "ECDSAP384SHA384"}, {15, "ED25519"}, {16, "ED448"}, {252, "INDIRECT"}, {253, "PRIVATEDNS"},
		{254, "PRIVATEOID"},
	}
	dnssecHashes = []token{{1, "SHA-1"}, {2, "SHA-256"}, {3, "GOST_R_34.11-94"}, {4, "SHA-384"}}
	nsec3Hashes  = []token{{1, "SHA-1"}}

	// Extended DNS errors, RFC 8914 section 4 and IANA's registry.
	ednsErrors = []token{
		{0, "Other"}, {1, "Unsupported DNSKEY Algorithm"}, {2, "Unsupported DS Digest Type"}, {3, "Stale Answer"},
		{4, "Forged Answer"}, {5, "DNSSEC Indeterminate"}, {6, "DNSSEC Bogus"}, {7, "Signature Expired"},
		{8, "Signature Not Yet Valid"}, {9, "DNSKEY Missing"}, {10, "RRSIGs Missing"}, {11, "No Zone Key Bit Set"},
		{12, "NSEC Missing"}, {13, "Cached Error"}, {14, "Not Ready"}, {15, "Blocked"}, {16, "Censored"},
		{17, "Filtered"}, {18, "Prohibited"}, {19, "Stale NXDOMAIN Answer"}, {20, "Not Authoritative"},
		{21, "Not Supported"}, {22, "No Reachable Authority"}, {23, "Network Error"}, {24, "Invalid Data"},
		{25, "Signature Expired before Valid"}, {26, "Too Early"}, {27, "Unsupported NSEC3 Iterations Value"},
		{28, "Unable to conform to policy"}, {29, "Synthesized"}, {30, "Invalid Query Type"},
	}
)

// dnsExtendedRcode looks ahead for the OPT record of a message and returns the upper bits of its response code, RFC
// 6891 section 6.1.3. It prints and consumes nothing.
func (p *printer) dnsExtendedRcode(d *dnsMessage) (upper int) {
	in, out := p.in, len(p.out)
	for i := 0; i < d.counts[0] && p.cut < 0; i++ {
		p.dnsSkipName()
		p.take(4)
	}
	others := d.counts[1] + d.counts[2] // what stands before the additional records
	for i := 0; i < others+d.counts[3] && p.cut < 0; i++ {
		p.dnsSkipName()
		if h := p.peek(0, 5); i >= others && be16(h) == dnsTypeOPT && p.cut < 0 {
			upper = int(h[4])
			break
		}
		p.takeN(int(be16at(p.take(dnsRRHeaderLen), 8)))
	}
	p.in, p.out, p.cut = in, p.out[:out], -1
	return
}

// ednsOptions prints the options in size bytes of data, in brackets with commas. One that is longer than the record is
// read on into what follows it, as tcpdump does.
func (p *printer) ednsOptions(d *dnsMessage, size int) {
	p.s(" [")
	end := len(p.in) - size
	for first := true; len(p.in) > end && p.cut < 0; first = false {
		if !first {
			p.c(',')
		}
		kind := p.u16()
		p.tok(&ednsNames, "Opt%u", uint32(kind))
		n := p.u16()
		if n > 0 && p.need(n) {
			behind := p.in[n:]
			p.c(' ')
			p.ednsOption(d, kind, p.in[:n])
			if p.cut >= 0 {
				return
			}
			p.in = behind
		}
	}
	p.c(']')
}

// ednsOption prints what an option holds; o is not empty.
func (p *printer) ednsOption(d *dnsMessage, kind int, o []byte) {
	switch {
	case kind == ednsDAU:
		p.ednsNumbers(o, &dnssecAlgorithms)
	case kind == ednsDHU:
		p.ednsNumbers(o, &dnssecHashes)
	case kind == ednsN3U:
		p.ednsNumbers(o, &nsec3Hashes)
	case kind == ednsECS:
		p.ednsSubnet(o)
	case kind == ednsExpire && len(o) == 4:
		p.f1("%u sec", be32(o))
	case kind == ednsCookie && (len(o) == 8 || len(o) >= 16 && len(o) <= 40): // RFC 7873 section 4
		p.hexBytes(o[:8])
		if len(o) > 8 {
			p.c(' ')
			p.hexBytes(o[8:])
		}
	case kind == ednsKeepalive && len(o) == 2: // RFC 7828, in units of 100 milliseconds
		v := int(be16(o))
		p.f2("%u.%u sec", uint32(v/10), uint32(v%10))
	case kind == ednsPadding:
		p.f1("(%u)", uint32(len(o)))
	case kind == ednsChain: // RFC 7901: the closest name of which the keys are known
		p.ednsName(d, o)
	case kind == ednsKeyTag && len(o)%2 == 0: // RFC 8145
		for i := 0; i < len(o); i += 2 {
			if i > 0 {
				p.c(' ')
			}
			p.n(int(be16at(o, i)))
		}
	case kind == ednsEDE && len(o) >= 2:
		p.tok(&ednsErrors, "%u", uint32(be16(o)))
		if len(o) > 2 {
			p.s(` "`)
			p.textBytes(o[2:])
			p.c('"')
		}
	case kind == ednsExpire, kind == ednsCookie, kind == ednsKeepalive, kind == ednsKeyTag, kind == ednsEDE:
		p.invalid()
	default:
		p.hexBytes(o)
	}
}

// ednsNumbers prints bytes by name, with blanks between them.
func (p *printer) ednsNumbers(o []byte, names *[]token) {
	for i, v := range o {
		if i > 0 {
			p.c(' ')
		}
		p.tok(names, "Alg_%u", uint32(v))
	}
}

// ednsSubnet prints a client subnet as address/source prefix/scope prefix, RFC 7871 section 6.
func (p *printer) ednsSubnet(o []byte) {
	var a [16]byte
	if len(o) < 4 {
		p.invalid()
		return
	}
	family, bits, scope := be16(o), int(o[2]), int(o[3])
	size := 4
	if family == 2 {
		size = 16
	}
	if family != 1 && family != 2 || bits > 8*size || scope > 8*size || len(o)-4 != (bits+7)/8 {
		p.invalid()
		return
	}
	copy(a[:], o[4:])
	if size == 4 {
		p.ip4num(a[:4])
	} else {
		p.ip6num(a[:])
	}
	p.f2("/%u/%u", uint32(bits), uint32(scope))
}

// ednsName prints the name that an option holds. A name that is not well-formed spoils nothing behind the option.
func (p *printer) ednsName(d *dnsMessage, o []byte) {
	p.dnsName(d)
	if p.cut >= 0 {
		p.cut = -1
	}
}
