// Domain Name System, RFC 1035: messages over UDP and TCP, multicast DNS (RFC 6762), LLMNR (RFC 4795).
//
//	+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
//	|                      ID                       |
//	+--+-----------+--+--+--+--+--+--+--+-----------+
//	|QR|   Opcode  |AA|TC|RD|RA| Z|AD|CD|   RCODE   |
//	+--+-----------+--+--+--+--+--+--+--+-----------+
//	|                    QDCOUNT                    |
//	+-----------------------------------------------+
//	|                    ANCOUNT                    |
//	+-----------------------------------------------+
//	|                    NSCOUNT                    |
//	+-----------------------------------------------+
//	|                    ARCOUNT                    |
//	+-----------------------------------------------+

package main

const (
	dnsHeaderLen = 12

	dnsQR = 0x8000
	dnsAA = 0x0400
	dnsTC = 0x0200
	dnsRD = 0x0100
	dnsRA = 0x0080
	dnsAD = 0x0020
	dnsCD = 0x0010

	// Bits that mean nothing in a request: AA, TC, RA, Z and the response code.
	dnsRequestUnused = 0x06cf

	dnsOpInverse = 1

	// dnsTextMax bounds what the names of one message may print, in bytes: pointers let a short message name long
	// names over and over.
	dnsTextMax = 256 << 10
)

var dnsOpcodes = [16]string{
	"", " inv_q", " stat", " op3", " notify", " update", " op6", " op7", " op8", " updateA", " updateD", " updateDA",
	" updateM", " updateMA", " zoneInit", " zoneRef",
}

var dnsRcodes = []token{
	{0, ""}, {1, " FormErr"}, {2, " ServFail"}, {3, " NXDomain"}, {4, " NotImp"}, {5, " Refused"}, {6, " YXDomain"},
	{7, " YXRRSet"}, {8, " NXRRSet"}, {9, " NotAuth"}, {10, " NotZone"}, {15, " NoChange"}, {16, " BadVers"},
	{23, " BadCookie"},
}

// dnsMessage is the message being printed. Its bytes are needed for the names that are pointers into them.
type dnsMessage struct {
	msg        []byte // as far as it was captured; what is left of it is p.in
	id, flags  int
	counts     [4]int // questions, answers, authority, additional
	mdns       bool
	textBudget int // how many bytes of names may still be printed
}

func (d *dnsMessage) op() int { return d.flags >> 11 & 15 }

// domain prints a message of length bytes on the wire.
func (p *printer) domain(length int, overTCP, mdns bool) {
	p.proto = "domain"
	if overTCP {
		if length < 2 {
			p.f1(" [DNS over TCP: length %u < 2]", uint32(length))
			p.invalid()
			return
		}
		prefix := p.u16()
		length -= 2
		if prefix != length {
			p.f2(" [prefix length(%u) != length(%u)]", uint32(prefix), uint32(length))
			p.invalid()
			return
		}
		p.c(' ')
	}
	if length < dnsHeaderLen {
		p.f2("domain [length %u < %u]", uint32(length), dnsHeaderLen)
		p.invalid()
		return
	}
	var d dnsMessage
	d.msg, d.mdns, d.textBudget = p.in, mdns, dnsTextMax
	p.dnsHeader(&d)
	if p.cut >= 0 {
		return
	}
	if d.flags&dnsQR != 0 {
		p.dnsResponse(&d)
	} else {
		p.dnsRequest(&d)
	}
	p.labelled(" (      ", 2, uint64(length))
	p.putc(')')
}

// dnsHeader takes the header. It prints nothing.
func (p *printer) dnsHeader(d *dnsMessage) {
	h := p.take(dnsHeaderLen)
	d.id, d.flags = int(be16(h)), int(be16at(h, 2))
	for i := range d.counts {
		d.counts[i] = int(be16at(h, 4+2*i))
	}
}

// dnsResponse prints a response up to its length.
func (p *printer) dnsResponse(d *dnsMessage) {
	p.n(d.id)
	p.s(dnsOpcodes[d.op()])
	p.tok(&dnsRcodes, " Resp%u", uint32(d.flags&15|p.dnsExtendedRcode(d)<<4))
	p.dnsResponseFlags(d)
	if d.flags&dnsAD != 0 {
		p.c('$')
	}
	if n := d.counts[0]; n != 1 {
		p.f1(" [%uq]", uint32(n))
	}
	for i := 0; i < d.counts[0] && p.cut < 0; i++ {
		if i > 0 {
			p.c(',')
		}
		if p.v > 1 {
			p.s(" q:")
			p.dnsQuestion(d)
		} else {
			p.dnsSkipName()
			p.skip(4)
		}
	}
	p.labelled("        ", 1, uint64(d.counts[1]))
	p.labelled("/       ", 1, uint64(d.counts[2]))
	p.labelled("/       ", 1, uint64(d.counts[3]))
	p.dnsSection(d, "", d.counts[1])
	if p.v > 1 {
		p.dnsSection(d, " ns:", d.counts[2])
		p.dnsSection(d, " ar:", d.counts[3])
	}
}

func (p *printer) dnsResponseFlags(d *dnsMessage) {
	if d.flags&dnsAA != 0 {
		p.c('*')
	}
	if d.flags&dnsRA == 0 {
		p.c('-')
	}
	if d.flags&dnsTC != 0 {
		p.c('|')
	}
}

// dnsRequest prints a request up to its length.
func (p *printer) dnsRequest(d *dnsMessage) {
	p.n(d.id)
	p.s(dnsOpcodes[d.op()])
	if d.flags&dnsRD != 0 {
		p.c('+')
	}
	if d.flags&dnsCD != 0 {
		p.c('%')
	}
	if d.flags&dnsRequestUnused != 0 {
		p.f1(" [b2&3=0x%x]", uint32(d.flags))
	}
	p.dnsOddCounts(d)
	for i := 0; i < d.counts[0] && p.cut < 0; i++ {
		p.dnsQuestion(d)
	}
	switch {
	case p.v > 1:
		p.dnsSection(d, "", d.counts[1])
		p.dnsSection(d, " ns:", d.counts[2])
		p.dnsSection(d, " ar:", d.counts[3])
	case d.op() == dnsOpInverse && d.counts[0] == 0 && d.counts[1] == 1:
		p.dnsInverseQuestion(d)
	}
}

// dnsInverseQuestion prints what an inverse query asks for, which stands in the answer section, RFC 1035 section 6.4.1.
// (tcpdump shows it with -vv only, as an answer.)
func (p *printer) dnsInverseQuestion(d *dnsMessage) {
	p.dnsSkipName()
	h := p.take(dnsRRHeaderLen)
	if p.cut >= 0 {
		return
	}
	typ, size := int(be16(h)), int(be16at(h, 8))
	p.c(' ')
	p.tok(&dnsTypes, "Type%u", uint32(typ))
	p.dnsClass(be16at(h, 2))
	p.c('?')
	if p.need(size) {
		p.dnsData(d, typ, size, h)
	}
}

// dnsOddCounts prints the counts of a request that are not as usual: one question, or one answer in an inverse query.
func (p *printer) dnsOddCounts(d *dnsMessage) {
	if d.op() == dnsOpInverse {
		if d.counts[0] != 0 {
			p.f1(" [%uq]", uint32(d.counts[0]))
		}
		if d.counts[1] != 1 {
			p.f1(" [%ua]", uint32(d.counts[1]))
		}
	} else {
		if d.counts[1] != 0 {
			p.f1(" [%ua]", uint32(d.counts[1]))
		}
		if d.counts[0] != 1 {
			p.f1(" [%uq]", uint32(d.counts[0]))
		}
	}
	if d.counts[2] != 0 {
		p.f1(" [%un]", uint32(d.counts[2]))
	}
	if d.counts[3] != 0 {
		p.f1(" [%uau]", uint32(d.counts[3]))
	}
}

// dnsQuestion prints a question: " TYPE CLASS? name".
func (p *printer) dnsQuestion(d *dnsMessage) {
	name := p.in
	p.dnsSkipName()
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	behind := p.in
	p.c(' ')
	p.tok(&dnsTypes, "Type%u", uint32(be16(h)))
	class := be16at(h, 2)
	unicast := d.mdns && class&dnsTopBit != 0
	if d.mdns {
		class &^= dnsTopBit
	}
	p.dnsClass(class)
	if d.mdns {
		if unicast { // RFC 6762 section 5.4: the answer may be sent to the asker alone
			p.s(" (QU)")
		} else {
			p.s(" (QM)")
		}
	}
	p.s("? ")
	p.in = name
	p.dnsName(d)
	if p.cut < 0 {
		p.in = behind
	}
}

// dnsClass prints a class other than IN.
func (p *printer) dnsClass(class uint16) {
	if class != dnsClassIN {
		p.c(' ')
		p.tok(&dnsClasses, "(Class %u)", uint32(class))
	}
}

// dnsSection prints n resource records behind a label. A record whose header is not there whole is the end of the
// message; only if more were to come is that worth the mark of a cut.
func (p *printer) dnsSection(d *dnsMessage, label string, n int) {
	if n == 0 {
		return
	}
	if label != "" && !p.has(1) {
		p.short(0)
		return
	}
	p.s(label)
	for first := true; n > 0 && p.cut < 0; n-- {
		if !first {
			if !p.need(1) {
				return
			}
			p.c(',')
		}
		first = false
		p.dnsRR(d)
	}
}
