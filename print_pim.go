// Protocol Independent Multicast, version 2: sparse mode RFC 7761 and before, dense mode RFC 3973, bootstrap RFC 5059,
// bidirectional RFC 5015.
//
//	+-------+-------+---------------+-------------------------------+
//	|PIM Ver| Type  |   Reserved    |           Checksum            |
//	+-------+-------+---------------+-------------------------------+

package main

const (
	pimHello        = 0
	pimRegister     = 1
	pimRegisterStop = 2
	pimJoinPrune    = 3
	pimBootstrap    = 4
	pimAssert       = 5
	pimGraft        = 6
	pimGraftAck     = 7
	pimCandidateRP  = 8
	pimStateRefresh = 9
	pimDFElection   = 10

	pimHeaderLen   = 4
	pimRegisterLen = 8 // what the checksum of a Register covers, RFC 7761 section 4.9
	pimForever     = 0xffff
)

var pimTypeNames = []token{
	{pimHello, "Hello"}, {pimRegister, "Register"}, {pimRegisterStop, "Register Stop"}, {pimJoinPrune, "Join / Prune"},
	{pimBootstrap, "Bootstrap"}, {pimAssert, "Assert"}, {pimGraft, "Graft"}, {pimGraftAck, "Graft Acknowledgement"},
	{pimCandidateRP, "Candidate RP Advertisement"}, {pimStateRefresh, "Prune Refresh"},
	{pimDFElection, "DF Election"}, {11, "ECMP Redirect"},
}

// pim prints one message, length bytes on the wire.
func (p *printer) pim(ip *ipInfo, length int) {
	p.proto = "pim"
	h := p.peek(0, 1)
	version, typ := h[0]>>4, uint32(h[0]&15)
	if p.cut >= 0 {
		return
	}
	p.sn("PIMv", int(version))
	if version != 2 {
		p.sn(", length ", length)
		return
	}
	if p.v == 0 {
		p.s(", ")
		p.tok(&pimTypeNames, "Unknown Type", typ)
		p.sn(", length ", length)
		return
	}
	p.sn(", length ", length)
	p.s("\n\t")
	p.tok(&pimTypeNames, "Unknown Type", typ)
	p.pimv2(ip, int(typ), length)
}

// pimv2 prints the message of version 2 at p.in behind its type.
func (p *printer) pimv2(ip *ipInfo, typ, length int) {
	p.proto = "pimv2"
	if length < pimHeaderLen {
		least := pimHeaderLen
		if length < 2 {
			least = 2
		}
		p.f2("[length %u < %u]", uint32(length), uint32(least))
		p.invalid()
		return
	}
	whole := p.in
	h := p.take(pimHeaderLen)
	if p.cut >= 0 {
		return
	}
	enc := pimEncoding{old: int(h[1] & 15)} // the other half is the subtype of a DF election, RFC 5015 section 3.7
	if enc.old != 0 {
		p.s(", RFC2117-encoding")
	}
	p.f1(", cksum 0x%04x (", uint32(be16at(h, 2)))
	p.s(pimChecksum(ip, whole, typ, length))
	p.c(')')
	left := length - pimHeaderLen
	switch typ {
	case pimHello:
		p.pimHello(left)
	case pimRegister:
		p.pimRegister(left)
	case pimRegisterStop:
		p.s(" group=")
		p.pimGroup(enc)
		p.s(" source=")
		p.pimUnicast(enc)
	case pimJoinPrune, pimGraft, pimGraftAck:
		p.pimJoinPrune(enc, typ)
	case pimBootstrap:
		p.pimBootstrap(enc, left)
	case pimAssert:
		p.pimAssert(enc)
	case pimCandidateRP:
		p.pimCandidateRP(enc, left)
	case pimStateRefresh:
		p.s(" src=")
		p.pimUnicast(enc)
		p.s(" grp=")
		p.pimGroup(enc)
		p.s(" forwarder=")
		p.pimUnicast(enc)
		t := p.u16()
		p.s(" TUNR ")
		p.relTime(uint32(t))
	case pimDFElection:
		p.pimDFElection(enc, int(h[1]>>4))
	default:
		p.sn(" [type ", typ)
		p.c(']')
	}
}

// pimChecksum says what the checksum of message m is worth. Of a Register it covers only the header and the flags; some
// senders add up all of it.
func pimChecksum(ip *ipInfo, m []byte, typ, length int) string {
	right := func(n int) bool {
		if ip.v6() {
			return pseudoChecksum(ip, m[:n], n, ipProtoPIM) == 0
		}
		return inChecksum(m[:n]) == 0
	}
	if typ == pimRegister {
		if len(m) < pimRegisterLen {
			return "unverified"
		}
		if right(pimRegisterLen) {
			return "correct"
		}
	}
	if length > len(m) {
		return "unverified"
	}
	if right(length) {
		return "correct"
	}
	return "incorrect"
}

// pimEncoding is how addresses are written: behind their family, or as in RFC 2117 where the header has their length.
type pimEncoding struct {
	old int // length in bytes; 0: behind the family
}

// pimAddress takes an address and prints it. head bytes stand before it, behind its family; they are
// returned.
func (p *printer) pimAddress(enc pimEncoding, head int) (fields, addr []byte) {
	size := enc.old
	if size != 0 {
		fields = p.takeN(head)
	} else {
		h := p.take(2)
		switch {
		case h[1] != 0: // not the native encoding
		case h[0] == 1:
			size = 4
		case h[0] == 2:
			size = 16
		}
		fields = p.takeN(head)
	}
	switch size {
	case 4:
		addr = p.take(4)
	case 16:
		addr = p.take(16)
	default:
		p.short(0)
	}
	if p.cut < 0 {
		p.addr(addr)
	}
	return
}

// pimUnicast prints an encoded unicast address.
//
//go:noinline
func (p *printer) pimUnicast(enc pimEncoding) { p.pimAddress(enc, 0) }

// pimGroup prints an encoded group address: flags and mask length come first.
func (p *printer) pimGroup(enc pimEncoding) {
	f, a := p.pimAddress(enc, 2)
	if p.cut >= 0 {
		return
	}
	if int(f[1]) != 8*len(a) && !(enc.old == 0 && len(a) == 16 && f[1] == 128) {
		p.sn("/", int(f[1]))
	}
	if f[0] != 0 {
		p.f1("(0x%02x)", uint32(f[0]))
	}
}

// pimSource prints an encoded source address with its flags: sparse, wildcard, on the tree of the rendezvous point.
func (p *printer) pimSource(enc pimEncoding) {
	f, a := p.pimAddress(enc, 2)
	if p.cut >= 0 {
		return
	}
	if int(f[1]) != 8*len(a) {
		p.sn("/", int(f[1]))
	}
	if f[0]&7 == 0 {
		return
	}
	p.c('(')
	if f[0]&4 != 0 {
		p.c('S')
	}
	if f[0]&2 != 0 {
		p.c('W')
	}
	if f[0]&1 != 0 {
		p.c('R')
	}
	p.c(')')
}

var pimHelloOptions = []token{
	{1, "Hold Time"}, {2, "LAN Prune Delay"}, {18, "DR Priority (Old)"}, {19, "DR Priority"}, {20, "Generation ID"},
	{21, "State Refresh Capability"}, {22, "Bi-Directional Capability"}, {24, "Address List"},
	{65001, "Address List (Old)"},
}

// pimHello prints the options of a Hello, left bytes of them.
func (p *printer) pimHello(left int) {
	for left > 0 && p.cut < 0 {
		h := p.take(4)
		typ, size := uint32(be16(h)), int(be16at(h, 2))
		p.s("\n\t  ")
		p.tok(&pimHelloOptions, "Unknown", typ)
		p.f2(" Option (%u), length %u, Value: ", typ, uint32(size))
		if !p.need(size) {
			return
		}
		opt := p.in[:size]
		rest := p.limit(size)
		if size == 0 {
			p.in = nil
		}
		if !p.pimHelloOption(typ, opt) {
			p.invalid()
			return
		}
		if p.cut >= 0 {
			return
		}
		p.in = opt
		p.unlimit(rest)
		if p.v > 1 {
			p.hexLines("\n\t    ", opt)
		}
		left -= 4 + size
	}
}

// pimHelloOption prints one option; it reports false for one of a wrong length.
func (p *printer) pimHelloOption(typ uint32, opt []byte) bool {
	want := 4
	switch typ {
	case 1:
		want = 2
	case 2, 20, 21:
	case 18, 19:
		if len(opt) == 0 { // an option of another meaning in some drafts
			p.s("Bi-Directional Capability (Old)")
			return true
		}
	default:
		want = len(opt)
	}
	if len(opt) != want {
		p.f2("[option length %u != %u]", uint32(len(opt)), uint32(want))
		return false
	}
	switch typ {
	case 1:
		p.relTime(uint32(be16(opt)))
	case 2: // RFC 7761 section 4.9.2
		v := be32(opt)
		p.f3("\n\t    T-bit=%u, LAN delay %ums, Override interval %ums", v>>31, v>>16&0x7fff,
			v&0xffff)
	case 18, 19:
		p.u(uint64(be32(opt)))
	case 20:
		p.xw(uint64(be32(opt)), 8)
	case 21: // RFC 3973 section 4.7.5
		p.sn("v", int(opt[0]))
		if opt[1] != 0 {
			p.s(", interval ")
			p.relTime(uint32(opt[1]))
		}
		if v := be16at(opt, 2); v != 0 {
			p.f1(" ?0x%04x?", uint32(v))
		}
	case 22: // nothing in it
	case 24, 65001:
		for p.v > 1 && len(p.in) > 0 && p.cut < 0 {
			p.s("\n\t    ")
			p.pimUnicast(pimEncoding{})
		}
	default:
		if p.v < 2 {
			p.hexLines("\n\t    ", opt)
		}
	}
	return true
}

// pimHoldTime prints the time that something is kept.
func (p *printer) pimHoldTime(sec uint16) {
	if sec == pimForever {
		p.s("infinite")
		return
	}
	p.relTime(uint32(sec))
}

var pimRegisterFlags = []token{{0x80000000, "Border"}, {0x40000000, "Null"}}

// pimRegister prints the packet that was sent to the rendezvous point, left bytes with the flags before it.
func (p *printer) pimRegister(left int) {
	flags := p.u32()
	p.s(", Flags [ ")
	p.tok(&pimRegisterFlags, "none", flags)
	p.s(" ]\n\t")
	left -= 4
	version := p.peek(0, 1)[0] >> 4
	if p.cut >= 0 {
		return
	}
	switch version {
	case 0: // a header of nothing but addresses
		h := p.take(20)
		p.s("IP-Null-header ")
		p.ip4(h[12:16])
		p.s(" > ")
		p.ip4(h[16:20])
	case 4:
		p.ip(left)
	case 6:
		p.ip6Packet(left)
	default:
		p.sn("IP ver ", int(version))
	}
}

// pimJoinPrune prints a Join/Prune, a Graft, or the answer to one.
//
//	+---------------------------------------------------------------+
//	|        Upstream Neighbor Address (Encoded-Unicast format)     |
//	+---------------+---------------+-------------------------------+
//	|  Reserved     | Num groups    |          Holdtime             |
//	+---------------+---------------+-------------------------------+
func (p *printer) pimJoinPrune(enc pimEncoding, typ int) {
	if typ != pimGraftAck {
		p.s(", upstream-neighbor: ")
		p.pimUnicast(enc)
	}
	h := p.take(4)
	groups := int(h[1])
	p.sn("\n\t  ", groups)
	p.s(" group(s)")
	if typ != pimGraftAck {
		p.s(", holdtime: ")
		p.pimHoldTime(be16at(h, 2))
	}
	for i := 1; i <= groups && p.cut < 0; i++ {
		p.sn("\n\t    group #", i)
		p.s(": ")
		p.pimGroup(enc)
		h = p.take(4)
		joined, pruned := int(be16(h)), int(be16at(h, 2))
		p.f2(", joined sources: %u, pruned sources: %u", uint32(joined), uint32(pruned))
		p.pimSources(enc, "joined", joined)
		p.pimSources(enc, "pruned", pruned)
	}
}

func (p *printer) pimSources(enc pimEncoding, what string, n int) {
	for i := 1; i <= n && p.cut < 0; i++ {
		p.s("\n\t      ")
		p.s(what)
		p.sn(" source #", i)
		p.s(": ")
		p.pimSource(enc)
	}
}

// pimBootstrap prints a bootstrap message, left bytes: the rendezvous points of groups.
func (p *printer) pimBootstrap(enc pimEncoding, left int) {
	end := len(p.in) - left // what is in p.in behind the message, or what it lacks if negative
	p.f1(" tag=%x", uint32(p.u16()))
	p.sn(" hashmlen=", p.u8())
	if p.cut >= 0 || len(p.in) < 2 {
		p.short(0)
		return
	}
	p.sn(" BSRprio=", p.u8())
	p.s(" BSR=")
	p.pimUnicast(enc)
	for i := 0; len(p.in) > max(end, 0) && p.cut < 0; i++ {
		p.sn(" (group", i)
		p.s(": ")
		p.pimGroup(enc)
		p.sn(" RPcnt=", p.u8())
		fragment := p.u8() // of the points, how many are in this message
		p.sn(" FRPcnt=", fragment)
		p.skip(2)
		for j := 0; j < fragment && p.cut < 0; j++ {
			p.sn(" RP", j)
			p.c('=')
			p.pimUnicast(enc)
			p.s(",holdtime=")
			p.relTime(uint32(p.u16()))
			p.sn(",prio=", p.u8())
			p.skip(1)
		}
		p.c(')')
	}
}

// pimAssert prints who claims to be the forwarder, and how near the source.
func (p *printer) pimAssert(enc pimEncoding) {
	p.s(" group=")
	p.pimGroup(enc)
	p.s(" src=")
	p.pimUnicast(enc)
	h := p.take(8)
	pref := be32(h)
	if pref&0x80000000 != 0 {
		p.s(" RPT")
	}
	p.f2(" pref=%u metric=%u", pref&0x7fffffff, be32at(h, 4))
}

// pimCandidateRP prints a candidate rendezvous point's advertisement, left bytes.
func (p *printer) pimCandidateRP(enc pimEncoding, left int) {
	end := len(p.in) - left
	count := p.u8()
	p.sn(" prefix-cnt=", count)
	p.sn(" prio=", p.u8())
	p.s(" holdtime=")
	p.relTime(uint32(p.u16()))
	p.s(" RP=")
	p.pimUnicast(enc)
	for i := 0; i < count && len(p.in) > max(end, 0) && p.cut < 0; i++ {
		p.sn(" Group", i)
		p.c('=')
		p.pimGroup(enc)
	}
}

var pimDFTypes = []token{{1, "Offer"}, {2, "Winner"}, {3, "Backoff"}, {4, "Pass"}}

// pimDFElection prints a message of the election of the designated forwarder, RFC 5015 section 3.7.
func (p *printer) pimDFElection(enc pimEncoding, subtype int) {
	p.s("\n\t  ")
	p.tok(&pimDFTypes, "Unknown", uint32(subtype))
	p.s(", rpa=")
	p.pimUnicast(enc)
	p.pimPref(" sender ")
	switch subtype {
	case 3:
		p.s("\n\t  offer addr=")
		p.pimUnicast(enc)
		p.pimPref(" offer ")
		p.sn(" interval ", p.u16())
		p.s("ms")
	case 4:
		p.s("\n\t  new winner addr=")
		p.pimUnicast(enc)
		p.pimPref(" new winner ")
	}
}

// pimPref prints a preference and a metric.
func (p *printer) pimPref(whose string) {
	h := p.take(8)
	p.s(whose)
	p.f1("pref=%u", be32(h))
	p.s(whose)
	p.f1("metric=%u", be32at(h, 4))
}
