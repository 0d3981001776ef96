// Pragmatic General Multicast, RFC 3208; within UDP with -T pgm.
//
//	+-------------------------------+-------------------------------+
//	|         Source Port           |       Destination Port        |
//	+---------------+---------------+-------------------------------+
//	|     Type      |    Options    |           Checksum            |
//	+---------------+---------------+-------------------------------+
//	|                        Global Source ID ...                   |
//	+-------------------------------+-------------------------------+
//	| ...    Global Source ID       |           TSDU Length         |
//	+-------------------------------+-------------------------------+

package main

const (
	pgmSPM   = 0x00
	pgmPOLL  = 0x01
	pgmPOLR  = 0x02
	pgmODATA = 0x04
	pgmRDATA = 0x05
	pgmNAK   = 0x08
	pgmNNAK  = 0x09
	pgmNCF   = 0x0a
	pgmACK   = 0x0b
	pgmSPMR  = 0x0c

	pgmOptions = 0x01 // in the options field: there are some
)

// pgm prints one packet, length bytes on the wire, of an IP packet; shown says that its addresses are in the line and
// ports are all that is wanted.
func (p *printer) pgm(ip *ipInfo, length int, shown bool) {
	p.proto = "pgm"
	if !p.has(4) {
		p.addrs(ip)
		p.out = p.out[:len(p.out)-1] // the mark brings its own space
		p.short(0)
		return
	}
	own := *ip
	own.shown = shown
	h := p.take(4)
	p.endpoints(&own, be16(h), be16at(h, 2), "tcp")
	h = p.take(12)
	tsdu := int(be16at(h, 10))
	p.sn("PGM, length ", tsdu)
	if p.v == 0 {
		return
	}
	p.s(" 0x")
	p.hexBytes(h[4:10])
	p.c(' ')
	typ := h[0]
	p.pgmMessage(typ)
	if p.cut >= 0 {
		return
	}
	if h[1]&pgmOptions != 0 && !p.pgmOptionList() {
		return
	}
	p.sn(" [", length)
	p.c(']')
	if p.dataType == "pgm_zmtp1" && (typ == pgmODATA || typ == pgmRDATA) {
		p.zmtp1Datagram(tsdu)
	}
}

// pgmNLA takes a network layer address behind its family and two reserved bytes.
func (p *printer) pgmNLA() []byte {
	switch afi := be16(p.take(4)); afi {
	case 1:
		return p.take(4)
	case 2:
		return p.take(16)
	}
	return p.short(4)
}

// pgmMessage prints the message by its type. An address of unknown family leaves nothing of it.
func (p *printer) pgmMessage(typ byte) {
	switch typ {
	case pgmSPM:
		h := p.take(12)
		nla := p.pgmNLA()
		p.f3("SPM seq %u trail %u lead %u nla ", be32(h), be32at(h, 4), be32at(h, 8))
		p.addr(nla)
	case pgmPOLL:
		h := p.take(8)
		nla := p.pgmNLA()
		t := p.take(12)
		p.f2("POLL seq %u round %u nla ", be32(h), uint32(be16at(h, 4)))
		p.addr(nla)
		p.f3(" ivl %u rnd 0x%08x mask 0x%08x", be32(t), be32at(t, 4), be32at(t, 8))
	case pgmPOLR:
		h := p.take(8)
		p.f2("POLR seq %u round %u", be32(h), uint32(be16at(h, 4)))
	case pgmODATA, pgmRDATA:
		h := p.take(8)
		if typ == pgmODATA {
			p.s("ODATA")
		} else {
			p.s("RDATA")
		}
		p.f2(" trail %u seq %u", be32at(h, 4), be32(h))
	case pgmNAK, pgmNNAK, pgmNCF:
		h := p.take(4)
		src, grp := p.pgmNLA(), p.pgmNLA()
		p.s([...]string{"NAK (", "NNAK (", "NCF ("}[typ-pgmNAK])
		p.addr(src)
		p.s(" -> ")
		p.addr(grp)
		p.f1("), seq %u", be32(h))
	case pgmACK:
		p.f1("ACK seq %u", be32(p.take(8)))
	case pgmSPMR:
		p.s("SPMR")
	default:
		p.f1("UNKNOWN type 0x%02x", uint32(typ))
	}
}

// PGM option types, section 9; the highest bit marks the last one.
const (
	pgmOptLength   = 0x00
	pgmOptFragment = 0x01
	pgmOptNakList  = 0x02
	pgmOptJoin     = 0x03
	pgmOptBackoff  = 0x04 // back-off interval
	pgmOptRange    = 0x05 // back-off range
	pgmOptRedirect = 0x07
	pgmOptParity   = 0x08
	pgmOptParGroup = 0x09
	pgmOptTGSize   = 0x0a
	pgmOptUnreach  = 0x0b
	pgmOptPathNLA  = 0x0c
	pgmOptSYN      = 0x0d
	pgmOptFIN      = 0x0e
	pgmOptRST      = 0x0f
	pgmOptCR       = 0x10
	pgmOptCRQST    = 0x11
	pgmOptCCData   = 0x12 // congestion control, draft-ietf-rmt-bb-pgmcc
	pgmOptCCFeed   = 0x13
	pgmOptEnd      = 0x80
)

// pgmOptFixed gives the options of one length, and what their names are in complaints.
func pgmOptFixed(typ int) (name string, size int) {
	switch typ {
	case pgmOptLength:
		return "OPT_LENGTH", 4
	case pgmOptFragment:
		return "OPT_FRAGMENT", 16
	case pgmOptJoin:
		return "OPT_JOIN", 8
	case pgmOptBackoff:
		return "OPT_NAK_BO_IVL", 12
	case pgmOptRange:
		return "OPT_NAK_BO_RNG", 12
	case pgmOptParity:
		return "OPT_PARITY_PRM", 8
	case pgmOptParGroup:
		return "OPT_PARITY_GRP", 8
	case pgmOptTGSize:
		return "OPT_CURR_TGSIZE", 8
	case pgmOptUnreach:
		return "OPT_NBR_UNREACH", 4
	case pgmOptSYN:
		return "OPT_SYN", 4
	case pgmOptFIN:
		return "OPT_FIN", 4
	case pgmOptRST:
		return "OPT_RST", 4
	case pgmOptCRQST:
		return "OPT_CRQST", 4
	}
	return "", 0
}

// pgmOptionList prints the options; it reports false if they are so wrong that nothing more is printed.
func (p *printer) pgmOptionList() bool {
	h := p.take(2)
	if p.cut >= 0 {
		return false
	}
	if typ := h[0] &^ pgmOptEnd; typ != pgmOptLength {
		p.sn("[First option bad, should be PGM_OPT_LENGTH, is ", int(typ))
		p.c(']')
		return false
	}
	if h[1] != 4 {
		p.sn("[Bad OPT_LENGTH option, length ", int(h[1]))
		p.s(" != 4]")
		return false
	}
	left := p.u16()
	if p.cut >= 0 {
		return false
	}
	if left < 4 {
		p.sn("[Bad total option length ", left)
		p.s(" < 4]")
		return false
	}
	p.sn(" OPTS LEN ", left)
	for left -= 4; left > 0 && p.cut < 0; {
		if left < 4 {
			p.s("[Total option length leaves no room for final option]")
			return false
		}
		h = p.take(2)
		typ, size := int(h[0]), int(h[1])
		if p.cut >= 0 {
			return false
		}
		if size < 4 {
			p.sn("[Bad option, length ", size)
			p.s(" < 4]")
			return true
		}
		if size > left {
			p.s("[Total option length leaves no room for final option]")
			return false
		}
		left -= size
		if !p.need(size - 2) {
			return false
		}
		if !p.pgmOption(typ, size) {
			return false
		}
		if typ&pgmOptEnd != 0 {
			return true
		}
	}
	return p.cut < 0
}

// pgmOption prints one option of size bytes behind its length; it reports false if the list cannot go on.
func (p *printer) pgmOption(typ, size int) bool {
	kind := typ &^ pgmOptEnd
	if name, want := pgmOptFixed(kind); want != 0 && size != want {
		p.s("[Bad ")
		p.s(name)
		p.f2(" option, length %u != %u]", uint32(size), uint32(want))
		return false
	}
	switch kind {
	case pgmOptFragment:
		h := p.take(14)
		p.f3(" FRAG seq %u off %u len %u", be32at(h, 2), be32at(h, 6), be32at(h, 10))
	case pgmOptNakList:
		p.take(2)
		p.s(" NAK LIST")
		for size -= 4; size > 0 && p.cut < 0; size -= 4 {
			if size < 4 {
				p.s("[Option length not a multiple of 4]")
				return false
			}
			p.f1(" %u", p.u32())
		}
	case pgmOptJoin:
		p.f1(" JOIN %u", be32at(p.take(6), 2))
	case pgmOptBackoff, pgmOptRange:
		h := p.take(10)
		names := " BACKOFF ivl %u ivlseq %u"
		if kind == pgmOptRange {
			names = " BACKOFF max %u min %u"
		}
		p.f2(names, be32at(h, 2), be32at(h, 6))
	case pgmOptRedirect:
		return p.pgmOptAddress(" REDIRECT ", "OPT_REDIRECT", 0, size)
	case pgmOptParity:
		p.f1(" PARITY MAXTGS %u", be32at(p.take(6), 2))
	case pgmOptParGroup:
		p.f1(" PARITY GROUP %u", be32at(p.take(6), 2))
	case pgmOptTGSize:
		p.f1(" PARITY ATGS %u", be32at(p.take(6), 2))
	case pgmOptCCData:
		return p.pgmOptAddress(" PGMCC DATA ", "OPT_PGMCC_DATA", 4, size)
	case pgmOptCCFeed:
		return p.pgmOptAddress(" PGMCC FEEDBACK ", "PGM_OPT_PGMCC_FEEDBACK", 4, size)
	default:
		p.pgmOptPlain(typ, size)
	}
	return p.cut < 0
}

// pgmOptPlain prints an option by its name alone.
func (p *printer) pgmOptPlain(typ, size int) {
	switch typ &^ pgmOptEnd {
	case pgmOptUnreach:
		p.s(" NBR_UNREACH")
	case pgmOptPathNLA:
		p.sn(" PATH_NLA [", size)
		p.c(']')
	case pgmOptSYN:
		p.s(" SYN")
	case pgmOptFIN:
		p.s(" FIN")
	case pgmOptRST:
		p.s(" RST")
	case pgmOptCR:
		p.s(" CR")
	case pgmOptCRQST:
		p.s(" CRQST")
	default:
		const digits = "0123456789ABCDEF"
		p.s(" OPT_")
		p.c(digits[typ>>4&15])
		p.c(digits[typ&15])
		p.sn(" [", size)
		p.s("] ")
	}
	p.takeN(size - 2)
}

// pgmOptAddress prints an option that ends in an address, with word bytes of a number before it.
func (p *printer) pgmOptAddress(text, name string, word, size int) bool {
	least := 8 + word // an address of four bytes is four more, as everything is once
	if size < least {
		p.s("[Bad ")
		p.s(name)
		p.f2(" option, length %u < %u]", uint32(size), uint32(least))
		return false
	}
	p.take(2)
	value := uint32(0)
	if word > 0 {
		value = p.u32()
	}
	family := be16(p.peek(0, 2))
	want := least + 4
	if family == 2 {
		want += 12
	}
	if size != want || family != 1 && family != 2 {
		p.short(0)
		return false
	}
	a := p.pgmNLA()
	p.s(text)
	if word > 0 {
		p.f1("%u ", value)
	}
	p.addr(a)
	return p.cut < 0
}

// zmtp1Datagram prints ZMTP/1.0 frames in a datagram of length bytes, which begins with the offset of the first frame
// that begins in it (rfc.zeromq.org/spec/13); before that is the rest of an earlier one.
func (p *printer) zmtp1Datagram(length int) {
	const none = 0xffff
	p.proto = "zmtp1"
	rest := p.u16()
	if p.cut >= 0 {
		return
	}
	length -= 2
	p.limit(max(length, 0))
	p.f1("\n\t frame offset 0x%04x", uint32(rest))
	if rest == none {
		rest = length
	}
	if rest > length {
		p.s(" (exceeds datagram declared length)")
		p.trunc()
		return
	}
	if rest > 0 {
		p.sn("\n\t frame intermediate part, ", rest)
		p.s(" bytes")
		if !p.has(rest) {
			rest = len(p.in)
			p.f1(" (%u captured)", uint32(rest))
		}
		if part := p.takeN(rest); p.v > 0 && rest > 1 {
			if p.v == 1 {
				part = part[:min(rest, zmtp1Shown)]
			}
			p.sn(", first ", len(part))
			p.s(" byte(s):")
			p.hexASCIILines("\n\t ", part)
		}
	}
	for len(p.in) > 0 && p.cut < 0 {
		p.zmtp1Frame()
	}
}
