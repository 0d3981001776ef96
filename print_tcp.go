// Transmission Control Protocol, RFC 9293.
//
//	+-------------------------------+-------------------------------+
//	|          Source Port          |       Destination Port        |
//	+-------------------------------+-------------------------------+
//	|                        Sequence Number                        |
//	+---------------------------------------------------------------+
//	|                    Acknowledgment Number                      |
//	+-------+-----+-----------------+-------------------------------+
//	| Offset| Rsv |A|C E U A P R S F|            Window             |
//	+-------+-----+-----------------+-------------------------------+
//	|           Checksum            |         Urgent Pointer        |
//	+-------------------------------+-------------------------------+
//	|                           Options                             |
//	+---------------------------------------------------------------+

package main

const (
	tcpHeaderLen = 20

	tcpFIN = 0x01
	tcpSYN = 0x02
	tcpRST = 0x04
	tcpPSH = 0x08
	tcpACK = 0x10
	tcpURG = 0x20
	tcpECE = 0x40
	tcpCWR = 0x80
	tcpAE  = 0x100 // RFC 9768, accurate ECN
)

var tcpFlagLetters = []token{
	{tcpFIN, "F"}, {tcpSYN, "S"}, {tcpRST, "R"}, {tcpPSH, "P"}, {tcpACK, "."}, {tcpURG, "U"}, {tcpECE, "E"},
	{tcpCWR, "W"}, {tcpAE, "e"},
}

// tcpSegment prints one segment, length bytes on the wire; ip holds the addresses of its packet.
func (p *printer) tcpSegment(ip *ipInfo, length int) {
	p.proto = "tcp"
	if p.classic {
		p.tcpClassic(ip, length)
		return
	}
	if !p.has(4) {
		p.udpAddrs(ip)
		if !ip.shown {
			p.out = p.out[:len(p.out)-1] // the mark brings its own space
		}
		p.trunc()
		return
	}
	whole := p.in
	h := p.hotTake(4)
	src, dst := hot16(h), hot16(h[2:])
	p.endpoints(ip, src, dst, "tcp")
	h = p.hotTake(16)
	if p.cut >= 0 {
		return
	}
	seq, ack := hot32(h), hot32(h[4:])
	flags := int(hot16(h[8:]) & 0x1ff)
	win, sum, urp := hot16(h[10:]), hot16(h[12:]), hot16(h[14:])
	hlen := int(h[8]>>4) * 4
	if hlen < tcpHeaderLen {
		p.f3(" tcp %u [bad hdr length %u - too short, < %u]", uint32(max(length-hlen, 0)), uint32(hlen), tcpHeaderLen)
		return
	}
	if p.q {
		p.f1("tcp %u", uint32(length-hlen)) // wraps if the header is too long, as in tcpdump
		if hlen > length {
			p.f2(" [bad hdr length %u - too long, > %u]", uint32(hlen), uint32(length))
		}
		return
	}
	p.tcpFlags(flags)
	data := length - hlen
	rel := tcpRelative{seq: seq, ack: ack}
	if !p.absSeq && flags&tcpACK != 0 && p.cut < 0 {
		rel = p.tcp.relative(ip, src, dst, seq, ack, flags&tcpSYN != 0)
	}
	if hlen > length {
		p.f2(" [bad hdr length %u - too long, > %u]", uint32(hlen), uint32(length))
		return
	}
	if p.v > 0 && !p.noSums && !ip.frag {
		p.tcpChecksum(ip, whole, sum, length)
	}
	p.tcpNumbers(rel, flags, data)
	if flags&tcpACK == 0 && p.v > 1 && ack != 0 {
		p.f1(", [ack %u != 0 while ACK flag not set]", ack)
	}
	p.labelled(", win   ", 6, uint64(win))
	if flags&tcpURG != 0 {
		p.sn(", urg ", int(urp))
	} else if p.v > 1 && urp != 0 {
		p.f1(", [urg %u != 0 while URG flag not set]", uint32(urp))
	}
	var t tcpHeader
	t.ip, t.src, t.dst, t.flags, t.hlen, t.length, t.whole, t.sackBase = ip, src, dst, flags, hlen, length, whole, ack-rel.ack
	if hlen > tcpHeaderLen {
		p.put(", options [")
		if !p.tcpOptions(&t) {
			return
		}
	}
	p.put(",")
	p.labelled(" length ", 8, uint64(data)) // not negative: hlen <= length
	if data <= 0 || p.cut >= 0 {
		return
	}
	if hlen > len(whole) { // the option list ended before its end was cut off
		p.f2(" [remaining caplen(%u) < header length(%u)]", uint32(len(whole)), uint32(hlen))
		p.trunc()
		return
	}
	p.in = whole[hlen:]
	if flags&tcpRST != 0 {
		p.tcpResetCause(data)
		return
	}
	p.tcpService(ip, src, dst, data, rel.first)
}

// tcpFlagTextCount is how many combinations of flags have their text kept: those without ECN's.
const tcpFlagTextCount = 0x40

// tcpFlags prints the flags in brackets.
func (p *printer) tcpFlags(flags int) {
	if flags >= tcpFlagTextCount {
		p.tcpFlagNames(flags)
		return
	}
	t := &p.tcpFlagTexts[flags]
	if t.key != 0 {
		out, b := room(p.out, shortTextLen)
		p.out = out[:len(out)+t.put(b)]
		return
	}
	n := len(p.out)
	p.tcpFlagNames(flags)
	text, _ := room(p.out, shortTextLen)
	t.keep(1, text[n:cap(text)], len(p.out)-n)
}

//go:noinline
func (p *printer) tcpFlagNames(flags int) {
	p.s("Flags [")
	p.bits(&tcpFlagLetters, "none", "", uint32(flags))
	p.c(']')
}

// tcpNumbers prints the sequence numbers of the data and the acknowledgment.
func (p *printer) tcpNumbers(rel tcpRelative, flags, data int) {
	out, b := room(p.out, 3*(8+uintTextRoom))
	n := 0
	if data > 0 || p.v > 1 || flags&(tcpSYN|tcpFIN|tcpRST) != 0 {
		put8(b, ", seq   ")
		n = 6 + putUint(b[6:], uint64(rel.seq))
		if data > 0 {
			b[n] = ':'
			n++
			n += putUint(b[n:], uint64(rel.seq+uint32(data)))
		}
	}
	if flags&tcpACK != 0 {
		put8(b[n:], ", ack   ")
		n += 6
		n += putUint(b[n:], uint64(rel.ack))
	}
	p.out = out[:len(out)+n]
}

// tcpChecksum prints what the checksum of a segment, which begins d, is worth.
func (p *printer) tcpChecksum(ip *ipInfo, d []byte, sum uint16, length int) {
	if length > len(d) {
		return // not all there to be added up
	}
	got := pseudoChecksum(ip, d[:length], length, ipProtoTCP)
	out, b := room(p.out, 24+uintTextRoom)
	put8(b, ", cksum ")
	b[8], b[9] = '0', 'x'
	putHex(b[10:], uint64(sum), 4)
	if got == 0 {
		put8(b[14:], " (correc")
		b[22], b[23] = 't', ')'
		p.out = out[:len(out)+24]
		return
	}
	p.out = out[:len(out)+14]
	switch {
	case p.pk.aux.csumNotReady: // the innermost, as a rule
		p.s(" (not yet computed)")
	default:
		p.f1(" (incorrect -> 0x%04x)", uint32(checksumShouldBe(got, sum)))
	}
}

// tcpResetTextMax is how much of the text in a RST is printed, bytes.
const tcpResetTextMax = 30

// tcpResetMagic begins the data of a RST that holds a diagnosis (draft-boucadair-tcpm-rst-diagnostic-payload): behind
// it a code of 16 bits and the private enterprise number of 32 bits that defines it, 0 for IANA's own list.
const tcpResetMagic = 0x33aa

// tcpResetReasons are IANA's codes, from the sections of RFC 9293 that demand a reset.
var tcpResetReasons = []token{
	{1, "Illegal option length"}, {2, "Desynchronized state"}, {3, "New data is received after CLOSE is called"},
}

// tcpResetCause prints why a connection was reset, as far as the data of the RST says so: as text, RFC 9293 section
// 3.5.3, or as a diagnosis.
func (p *printer) tcpResetCause(length int) {
	if length >= 8 && p.has(2) && be16(p.in) == tcpResetMagic {
		if p.v > 0 {
			p.s(" [RST: ")
		}
		h := p.take(8)
		code, pen := be16at(h, 2), be32at(h, 4)
		if p.v == 0 {
			return
		}
		if name, ok := tokenName(&tcpResetReasons, uint32(code)); ok && pen == 0 && p.v > 1 {
			p.s(name)
		} else {
			p.f2("code %u, pen %u", uint32(code), pen)
		}
		p.c(']')
		return
	}
	if p.v == 0 {
		return
	}
	p.s(" [")
	if !p.has(length) {
		p.c('!')
	}
	p.s("RST")
	if length > tcpResetTextMax {
		length = tcpResetTextMax
		p.c('+')
	}
	p.c(' ')
	for _, c := range p.in[:min(length, len(p.in))] {
		p.safe(c)
	}
	p.c(']')
}
