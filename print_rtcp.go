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
	count, kind, n := int(h[0]&0x1f), h[1], (int(be16(h[2:]))+1)*4
	switch kind {
	case rtcpSR:
		p.s(" sr")
		p.rtcpLength(n, rtcpHeaderLen+rtcpSenderLen+count*rtcpBlockLen)
		p.rtcpSource(h[4:])
		h = p.take(rtcpSenderLen)
		p.s(" @")
		p.rtcpFixed(float64(be32(h)) + float64(be32(h[4:]))/(1<<32))
		p.f(" %u %up %ub", uint64(be32(h[8:])), uint64(be32(h[12:])), uint64(be32(h[16:])))
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
		p.f(" type-0x%x %u", uint64(kind), uint64(n))
	}
	return n
}

// rtcpLength prints a length that is not what it should be.
func (p *printer) rtcpLength(n, should int) {
	if n != should {
		p.f(" [%u]", uint64(n))
	}
}

// rtcpSource prints a synchronization source with -v.
func (p *printer) rtcpSource(b []byte) {
	if p.v > 0 {
		p.f(" %u", uint64(be32(b)))
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
		p.f(" %ul %us %uj @", uint64(be24(h[5:])), uint64(be32(h[8:])), uint64(be32(h[12:])))
		p.rtcpFixed(float64(be32(h[16:])) / (1 << 16))
		p.c('+')
		p.rtcpFixed(float64(be32(h[20:])) / (1 << 16))
	}
}

// rtcpFixed prints seconds with two decimals.
func (p *printer) rtcpFixed(v float64) { p.out = strconv.AppendFloat(p.out, v, 'f', 2, 64) }
