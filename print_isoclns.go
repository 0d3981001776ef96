// ISO network layer protocols, told apart by their first byte, ISO/IEC TR 9577; addresses of ISO 8348 and the checksum
// of ISO 8473, which OSPF shares (RFC 905 annex B, RFC 1008 section 7).

package main

// Network layer protocol identifiers beside those that filters know.
const (
	nlpidNull    = 0x00
	nlpidQ933    = 0x08
	nlpidLMI     = 0x09
	nlpidSNAP    = 0x80
	nlpidCONS    = 0x84
	nlpidIDRP    = 0x85
	nlpidX25ESIS = 0x8a
	nlpidIPv6    = 0x8e
	nlpidFRF15   = 0xb1
	nlpidSPB     = 0xc1
	nlpidIPv4    = 0xcc
	nlpidPPP     = 0xcf
)

var nlpidNames = []token{
	{nlpidNull, "NULL"}, {nlpidQ933, "Q.933"}, {nlpidLMI, "LMI"}, {nlpidSNAP, "SNAP"}, {nlpidCLNP, "CLNP"},
	{nlpidESIS, "ES-IS"}, {nlpidISIS, "IS-IS"}, {nlpidCONS, "CONS"}, {nlpidIDRP, "IDRP"},
	{nlpidX25ESIS, "X25 ES-IS"}, {nlpidIPv6, "IPv6"}, {nlpidFRF15, "FRF.15"}, {nlpidSPB, "ISIS_SPB"},
	{nlpidIPv4, "IPv4"}, {nlpidPPP, "PPP"},
}

// isoclns prints a packet that begins with an NLPID, length bytes on the wire.
func (p *printer) isoclns(length int) {
	p.proto = "isoclns"
	if !p.enter() {
		return
	}
	defer p.leave()
	if length < 1 {
		p.short(0)
		return
	}
	if length < len(p.in) {
		p.in = p.in[:length]
	}
	id := p.peek(0, 1)[0]
	if p.cut >= 0 {
		return
	}
	if p.e && !p.classic {
		p.s("OSI NLPID ")
		p.tok(&nlpidNames, "Unknown", uint32(id))
		p.f1(" (0x%02x): ", uint32(id))
	}
	whole := p.in
	switch id {
	case nlpidCLNP:
		if p.classic {
			p.s("iso-clns")
		} else if !p.clnp(length) {
			p.isoUnknown("\n\t", whole)
		}
	case nlpidESIS:
		p.esis(length)
	case nlpidISIS:
		if !p.isis(length) {
			p.isoUnknown("\n\t", whole)
		}
	case nlpidNull:
		p.isoSep()
		p.sn("length: ", length)
	case nlpidQ933:
		p.take(1)
		p.q933(length - 1)
	case nlpidIPv4:
		p.take(1)
		p.ip(length - 1)
	case nlpidIPv6:
		p.take(1)
		p.ip6Packet(length - 1)
	case nlpidPPP:
		p.take(1)
		p.ppp(length - 1)
	default:
		if !p.e {
			p.f1("OSI NLPID 0x%02x unknown", uint32(id))
		}
		p.isoSep()
		p.sn("length: ", length)
		if length > 1 {
			p.isoUnknown("\n\t", whole)
		}
	}
}

// isoSep sets off what follows the protocol's name, which -e has set off already.
//
//go:noinline
func (p *printer) isoSep() {
	if !p.e {
		p.s(", ")
	}
}

// isoUnknown shows bytes in hex, whatever -x says, unless the record was cut before.
//
//go:noinline
func (p *printer) isoUnknown(indent string, b []byte) {
	if p.cut < 0 {
		p.hexLines(indent, b)
	}
}

// nsapMaxLen is the length of the longest address, ISO 8348.
const nsapMaxLen = 20

// nsap prints an ISO network address: its first byte, then groups of two.
func (p *printer) nsap(a []byte) {
	if len(a) < 1 || len(a) > nsapMaxLen {
		p.s("isonsap_string: illegal length")
		return
	}
	for i, b := range a {
		if i&1 == 1 {
			p.c('.')
		}
		p.hw(uint64(b), 2)
	}
}

// osiChecksum says what a checksum is worth that stands off bytes behind the start of b and covers length bytes.
func (p *printer) osiChecksum(sum uint16, off int, b []byte, length int) {
	p.osiChecksumOf(&fletcherSums{}, sum, off, b, length)
}

// osiChecksumOf does the same where b may have many checksums; known begins as zero and keeps what is common to them.
func (p *printer) osiChecksumOf(known *fletcherSums, sum uint16, off int, b []byte, length int) {
	if sum == 0 || length <= 0 || off+2 > length || length > len(b) {
		p.s(" (unverified)")
		return
	}
	if !known.done {
		*known = fletcherOf(b[:length])
	}
	if want := known.at(b[:length], off); want != sum {
		p.f1(" (incorrect should be 0x%04x)", uint32(want))
		return
	}
	p.s(" (correct)")
}

// fletcherSums are the sums over some bytes, modulo 255: of the bytes, and of the first sum after each of them.
type fletcherSums struct {
	c0, c1 int
	done   bool
}

func fletcherOf(b []byte) fletcherSums {
	c0, c1 := 0, 0
	for i, v := range b {
		c0 += int(v)
		c1 += c0
		if i&0xfff == 0xfff {
			c0, c1 = c0%255, c1%255
		}
	}
	return fletcherSums{c0 % 255, c1 % 255, true}
}

// at computes the checksum that should stand at off in b, of which these are the sums, so that both come to zero. A byte
// of zero is sent as 255: two zeros mean that there is no checksum.
func (s fletcherSums) at(b []byte, off int) uint16 {
	n := len(b) - off
	there, next := int(b[off]), int(b[off+1]) // they do not count
	c0 := (s.c0 - there - next) % 255
	c1 := (s.c1 - n*there - (n-1)*next) % 255
	x := ((n-1)*c0 - c1) % 255
	y := (c1 - n*c0) % 255
	if x <= 0 {
		x += 255
	}
	if y <= 0 {
		y += 255
	}
	return uint16(x<<8 | y)
}
