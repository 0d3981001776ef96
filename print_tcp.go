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
		p.trunc()
		return
	}
	whole := p.in
	h := p.take(4)
	src, dst := be16(h), be16(h[2:])
	p.endpoints(ip, src, dst, "tcp")
	h = p.take(16)
	if p.cut >= 0 {
		return
	}
	seq, ack := be32(h), be32(h[4:])
	flags := int(be16(h[8:]) & 0x1ff)
	win, sum, urp := be16(h[10:]), be16(h[12:]), be16(h[14:])
	hlen := int(h[8]>>4) * 4
	if hlen < tcpHeaderLen {
		p.f(" tcp %u [bad hdr length %u - too short, < %u]", uint64(max(length-hlen, 0)), uint64(hlen), tcpHeaderLen)
		return
	}
	if p.q {
		p.sn("tcp ", length-hlen)
		if hlen > length {
			p.f(" [bad hdr length %u - too long, > %u]", uint64(hlen), uint64(length))
		}
		return
	}
	p.s("Flags [")
	p.bits(tcpFlagLetters, "none", "", uint32(flags))
	p.c(']')
	data := length - hlen
	rel := tcpRelative{seq: seq, ack: ack}
	if !p.absSeq && flags&tcpACK != 0 && p.cut < 0 {
		rel = p.tcp.relative(ip, src, dst, seq, ack, flags&tcpSYN != 0)
	}
	if hlen > length {
		p.f(" [bad hdr length %u - too long, > %u]", uint64(hlen), uint64(length))
		return
	}
	if p.v > 0 && !p.noSums && !ip.frag {
		p.tcpChecksum(ip, whole, sum, length)
	}
	if data > 0 || p.v > 1 || flags&(tcpSYN|tcpFIN|tcpRST) != 0 {
		p.s(", seq ")
		p.u(uint64(rel.seq))
		if data > 0 {
			p.c(':')
			p.u(uint64(rel.seq + uint32(data)))
		}
	}
	if flags&tcpACK != 0 {
		p.s(", ack ")
		p.u(uint64(rel.ack))
	}
	p.sn(", win ", int(win))
	if flags&tcpURG != 0 {
		p.sn(", urg ", int(urp))
	}
	if n := hlen - tcpHeaderLen; n > 0 {
		p.s(", options [")
		p.tcpOptions(ip, n, flags, src, dst)
		p.c(']')
	}
	p.sn(", length ", data)
	if data <= 0 || p.cut >= 0 {
		return
	}
	p.in = whole[min(hlen, len(whole)):]
	if flags&tcpRST != 0 && p.v > 0 {
		p.tcpResetCause(data)
		return
	}
	p.tcpService(ip, src, dst, data, rel.first)
}

// tcpChecksum prints what the checksum of a segment, which begins d, is worth.
func (p *printer) tcpChecksum(ip *ipInfo, d []byte, sum uint16, length int) {
	if length > len(d) {
		return // not all there to be added up
	}
	p.f(", cksum 0x%04x", uint64(sum))
	got := pseudoChecksum(ip, d[:length], length, ipProtoTCP)
	switch {
	case got == 0:
		p.s(" (correct)")
	case p.pk.aux.csumNotReady && p.depth == 1:
		p.s(" (not yet computed)")
	default:
		p.f(" (incorrect -> 0x%04x)", uint64(checksumShouldBe(got, sum)))
	}
}

// tcpResetCause prints the text that some systems put into a RST, RFC 1122 section 4.2.2.12.
func (p *printer) tcpResetCause(length int) {
	p.s(" [RST+")
	for _, c := range p.in[:min(length, len(p.in))] {
		p.c(' ')
		_ = c
		break
	}
	p.textBytes(p.takeN(min(length, 30)))
	p.c(']')
}
