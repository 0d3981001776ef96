// RTP Control Protocol, RFC 3550 section 6.
//
//	+---+-+---------+---------------+-------------------------------+
//	| V |P|  count  |      type     |      length in words - 1      |
//	+---+-+---------+---------------+-------------------------------+
//	|                 Synchronization source of sender              |
//	+---------------------------------------------------------------+

package main

import "strconv"

const (
	rtcpHeaderLen = 8
	rtcpSenderLen = 20 // what a sender report says of the sender
	rtcpBlockLen  = 24 // of a report block

	rtcpSR   = 200
	rtcpRR   = 201
	rtcpSDES = 202
	rtcpBYE  = 203
)

// rtcp prints the packets of a datagram of length bytes on the wire, one after the other.
func (p *printer) rtcp(length int) {
	p.proto = "rtcp"
	for length > 0 && len(p.in) > 0 { // between two packets a cut is not seen
		if length < rtcpHeaderLen {
			p.short(0)
			return
		}
		whole := p.in
		n := p.rtcpPacket()
		if p.cut >= 0 || n >= length {
			return
		}
		length -= n
		p.in = whole
		p.skip(n)
	}
}

// rtcpPacket prints one packet and returns how long it says it is.
func (p *printer) rtcpPacket() int {
	h := p.take(rtcpHeaderLen)
	if p.cut >= 0 {
		return 0
	}
	count, kind, n := int(h[0]&0x1f), h[1], (int(be16at(h, 2))+1)*4
	switch kind {
	case rtcpSR:
		p.s(" sr")
		p.rtcpLength(n, rtcpHeaderLen+rtcpSenderLen+count*rtcpBlockLen)
		p.rtcpSource(h[4:])
		h = p.take(rtcpSenderLen)
		p.s(" @")
		p.rtcpFixed(float64(be32(h)) + float64(be32at(h, 4))/(1<<32))
		p.f3(" %u %up %ub", be32at(h, 8), be32at(h, 12), be32at(h, 16))
		p.rtcpBlocks(count)
	case rtcpRR:
		p.s(" rr")
		p.rtcpLength(n, rtcpHeaderLen+count*rtcpBlockLen)
		p.rtcpSource(h[4:])
		p.rtcpBlocks(count)
	case rtcpSDES:
		p.sn(" sdes ", n)
		p.rtcpSource(h[4:])
	case rtcpBYE:
		p.sn(" bye ", n)
		p.rtcpSource(h[4:])
	default:
		p.f2(" type-0x%x %u", uint32(kind), uint32(n))
	}
	return n
}

// rtcpLength prints a length that is not what it should be.
func (p *printer) rtcpLength(n, should int) {
	if n != should {
		p.f1(" [%u]", uint32(n))
	}
}

// rtcpSource prints a synchronization source with -v.
func (p *printer) rtcpSource(b []byte) {
	if p.v > 0 {
		p.f1(" %u", be32(b))
	}
}

// rtcpBlocks prints report blocks: packets lost, highest sequence number, jitter, the last sender report and the time
// since then. (tcpdump 4.99 prints the first block in place of each of them.)
func (p *printer) rtcpBlocks(count int) {
	if count > 1 {
		p.sn(" c", count)
	}
	for ; count > 0 && p.cut < 0; count-- {
		h := p.take(rtcpBlockLen)
		p.rtcpSource(h)
		p.f3(" %ul %us %uj @", be24at(h, 5), be32at(h, 8), be32at(h, 12))
		p.rtcpFixed(float64(be32at(h, 16)) / (1 << 16))
		p.c('+')
		p.rtcpFixed(float64(be32at(h, 20)) / (1 << 16))
	}
}

// rtcpFixed prints seconds with two decimals.
func (p *printer) rtcpFixed(v float64) { p.out = strconv.AppendFloat(p.out, v, 'f', 2, 64) }
