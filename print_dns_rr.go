// DNS resource records: RFC 1035 and those that defined more types.

package main

const (
	dnsTypeA       = 1
	dnsTypeNS      = 2
	dnsTypeCNAME   = 5
	dnsTypeSOA     = 6
	dnsTypePTR     = 12
	dnsTypeMX      = 15
	dnsTypeTXT     = 16
	dnsTypeAAAA    = 28
	dnsTypeSRV     = 33
	dnsTypeA6      = 38
	dnsTypeDNAME   = 39
	dnsTypeOPT     = 41
	dnsTypeUNSPECA = 104
	dnsTypeTSIG    = 250
	dnsTypeAXFR    = 252
	dnsTypeANY     = 255
	dnsTypeURI     = 256

	dnsClassIN = 1
	dnsTopBit  = 0x8000 // of a class in multicast DNS: unicast response wanted, or cache flush

	dnsRRHeaderLen = 10 // behind the name
)

var dnsClasses = []token{{1, "IN"}, {3, "CHAOS"}, {4, "HS"}, {255, "ANY"}}

var dnsTypes = []token{
	{1, "A"}, {2, "NS"}, {3, "MD"}, {4, "MF"}, {5, "CNAME"}, {6, "SOA"}, {7, "MB"}, {8, "MG"}, {9, "MR"}, {10, "NULL"},
	{11, "WKS"}, {12, "PTR"}, {13, "HINFO"}, {14, "MINFO"}, {15, "MX"}, {16, "TXT"}, {17, "RP"}, {18, "AFSDB"},
	{19, "X25"}, {20, "ISDN"}, {21, "RT"}, {22, "NSAP"}, {23, "NSAP_PTR"}, {24, "SIG"}, {25, "KEY"}, {26, "PX"},
	{27, "GPOS"}, {28, "AAAA"}, {29, "LOC"}, {30, "NXT"}, {31, "EID"}, {32, "NIMLOC"}, {33, "SRV"}, {34, "ATMA"},
	{35, "NAPTR"}, {36, "KX"}, {37, "CERT"}, {38, "A6"}, {39, "DNAME"}, {40, "SINK"}, {41, "OPT"}, {42, "APL"},
	{43, "DS"}, {44, "SSHFP"}, {45, "IPSECKEY"}, {46, "RRSIG"}, {47, "NSEC"}, {48, "DNSKEY"}, {49, "DHCID"},
	{50, "NSEC3"}, {51, "NSEC3PARAM"}, {52, "TLSA"}, {53, "SMIMEA"}, {55, "HIP"}, {56, "NINFO"}, {57, "RKEY"},
	{58, "TALINK"}, {59, "CDS"}, {60, "CDNSKEY"}, {61, "OPENPGPKEY"}, {62, "CSYNC"}, {63, "ZONEMD"}, {64, "SVCB"},
	{65, "HTTPS"}, {66, "DSYNC"}, {99, "SPF"}, {100, "UINFO"}, {101, "UID"}, {102, "GID"}, {103, "UNSPEC"},
	{104, "UNSPECA"}, {105, "L32"}, {106, "L64"}, {107, "LP"}, {108, "EUI48"}, {109, "EUI64"}, {128, "NXNAME"},
	{249, "TKEY"}, {250, "TSIG"}, {251, "IXFR"}, {252, "AXFR"}, {253, "MAILB"}, {254, "MAILA"}, {255, "ANY"},
	{256, "URI"}, {257, "CAA"}, {258, "AVC"}, {259, "DOA"}, {260, "AMTRELAY"}, {261, "RESINFO"}, {262, "WALLET"},
	{32768, "TA"}, {32769, "DLV"},
}

// dnsRR prints a resource record; its owner only with -v, its time to live only with -vvv.
func (p *printer) dnsRR(d *dnsMessage) {
	if p.v > 0 {
		p.c(' ')
		p.dnsName(d)
		if p.cut >= 0 {
			return
		}
	} else {
		p.dnsSkipName()
	}
	if p.cut >= 0 || !p.has(dnsRRHeaderLen) {
		p.cut, p.in = -1, nil // the message ends here: see dnsSection
		return
	}
	h := p.take(dnsRRHeaderLen)
	typ, class, ttl, size := int(be16(h)), be16at(h, 2), be32at(h, 4), int(be16at(h, 8))
	if typ != dnsTypeOPT {
		flush := d.mdns && class&dnsTopBit != 0
		if d.mdns {
			class &^= dnsTopBit
		}
		p.dnsClass(class)
		if flush { // RFC 6762 section 10.2
			p.s(" (Cache flush)")
		}
		if p.v > 2 {
			p.s(" [")
			p.dnsTTL(ttl)
			p.c(']')
		}
	}
	p.c(' ')
	p.tok(&dnsTypes, "Type%u", uint32(typ))
	if size > len(p.in) {
		p.short(0)
		return
	}
	behind := p.in[size:]
	p.dnsData(d, typ, size, h)
	if p.cut < 0 {
		p.in = behind
	}
}

// dnsData prints the data of a record, size bytes of it; h is its header. A record too short for its type is read on
// into what follows it, as tcpdump does.
func (p *printer) dnsData(d *dnsMessage, typ, size int, h []byte) {
	switch typ {
	case dnsTypeA:
		a := p.take(4)
		p.c(' ')
		p.ip4num(a)
	case dnsTypeNS, dnsTypeCNAME, dnsTypePTR, dnsTypeDNAME:
		p.c(' ')
		p.dnsName(d)
	case dnsTypeSOA:
		if p.v > 0 {
			p.dnsSOA(d)
		}
	case dnsTypeMX:
		p.c(' ')
		pref := p.u16()
		p.dnsName(d)
		p.sn(" ", pref)
	case dnsTypeTXT:
		p.dnsStrings(size)
	case dnsTypeSRV:
		p.c(' ')
		h := p.take(6)
		p.dnsName(d)
		p.f3(":%u %u %u", uint32(be16at(h, 4)), uint32(be16(h)), uint32(be16at(h, 2)))
	case dnsTypeAAAA:
		a := p.take(16)
		p.c(' ')
		p.ip6num(a)
	case dnsTypeA6:
		p.dnsA6(d)
	case dnsTypeOPT:
		p.sn(" UDPsize=", int(be16at(h, 2)))
		if be32at(h, 4)&ednsDO != 0 {
			p.s(" DO")
		}
		if size > 0 {
			p.ednsOptions(d, size)
		}
	case dnsTypeUNSPECA: // without a blank
		p.takeText(size)
	case dnsTypeTSIG:
		if p.v > 0 {
			p.dnsTSIG(d)
		}
	case dnsTypeURI: // RFC 7553
		h := p.take(4)
		p.f2(" %u %u ", uint32(be16(h)), uint32(be16at(h, 2)))
		p.takeText(size - 4)
	}
}

// dnsSOA prints the start of a zone of authority: names and numbers.
func (p *printer) dnsSOA(d *dnsMessage) {
	p.c(' ')
	p.dnsName(d)
	p.c(' ')
	p.dnsName(d)
	for h := p.take(20); len(h) > 0; h = h[4:] {
		p.c(' ')
		p.u(uint64(be32(h)))
	}
}

// dnsStrings prints size bytes of character-strings, each in quotes.
func (p *printer) dnsStrings(size int) {
	for end := len(p.in) - size; len(p.in) > end && p.cut < 0; {
		n := p.u8()
		p.s(` "`)
		p.takeText(n)
		p.c('"')
	}
}

// takeText prints the next n bytes as text; what was captured of them stands before the mark of a cut.
func (p *printer) takeText(n int) {
	if n >= 0 {
		p.textBytes(p.in[:min(n, len(p.in))])
	}
	p.takeN(n)
}

// dnsA6 prints an IPv6 address of which the first bits are another name's, RFC 2874 section 3.1.
func (p *printer) dnsA6(d *dnsMessage) {
	bits := p.u8()
	if bits > 128 {
		p.f1(" %u(bad plen)", uint32(bits))
		return
	}
	if bits < 128 {
		n := 16 - bits/8
		var a [16]byte
		copy(a[16-n:], p.takeN(n))
		p.sn(" ", bits)
		p.c(' ')
		p.ip6num(a[:])
	}
	if bits > 0 {
		p.c(' ')
		p.dnsName(d)
	}
}

// dnsTSIG prints a transaction signature, RFC 8945 section 4.2.
func (p *printer) dnsTSIG(d *dnsMessage) {
	p.c(' ')
	p.dnsName(d)
	p.take(6) // time signed
	fudge := p.u16()
	p.sn(" fudge=", fudge)
	n := p.u16()
	p.sn(" maclen=", n)
	p.takeN(n)
	id := p.u16()
	p.sn(" origid=", id)
	e := p.u16()
	p.sn(" error=", e)
	other := p.u16()
	p.sn(" otherlen=", other)
}

// dnsTTL prints seconds as years, weeks, days and so on, those that are zero left out.
func (p *printer) dnsTTL(seconds uint32) {
	if seconds == 0 {
		p.s("0s")
		return
	}
	for _, unit := range dnsTimeUnits {
		if n := seconds / unit.v; n > 0 {
			p.n(int(n))
			p.s(unit.s)
			seconds %= unit.v
		}
	}
}

var dnsTimeUnits = []token{{365 * 86400, "y"}, {7 * 86400, "w"}, {86400, "d"}, {3600, "h"}, {60, "m"}, {1, "s"}}
