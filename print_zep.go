// ZigBee encapsulation protocol of Exegin's sniffers: IEEE 802.15.4 frames in UDP.
//
//	version 1: "EX" | 1 | channel | device (2) | CRC mode | LQI | reserved (7) | length
//	version 2: "EX" | 2 | type | channel | device (2) | CRC mode | LQI | NTP time (8) | sequence (4) | reserved (10) | length
//	           "EX" | 2 | 2 (acknowledgement) | sequence (4)

package main

import "time"

const (
	zepAck    = 2
	zepLen1   = 16
	zepLen2   = 32
	zepLenAck = 8
)

// zep prints a packet of length bytes on the wire.
func (p *printer) zep(length int) {
	p.proto = "zep"
	left := p.in
	p.s("ZEP")
	h := p.take(2)
	if p.cut >= 0 {
		return
	}
	if h[0] != 'E' || h[1] != 'X' {
		p.s(" [Preamble Code: ")
		p.textBytes(h[:2])
		p.c(']')
		p.invalid()
		return
	}
	version := p.u8()
	p.sn("v", version)
	p.c(' ')
	inner := 0
	switch {
	case version == 1:
		if !p.zepRoom(length, zepLen1) {
			return
		}
		p.zepChannel()
		p.take(7)
		inner = p.u8()
		p.sn("inner len = ", inner)
	case p.peek(0, 1)[0] == zepAck && p.cut < 0:
		if !p.zepRoom(length, zepLenAck) {
			return
		}
		p.take(1)
		p.f1("ACK, seq# = %u", p.u32())
	default:
		if !p.zepRoom(length, zepLen2) {
			return
		}
		kind := uint32(p.u8())
		p.need(3)
		p.f1("Type %u, ", kind)
		p.zepChannel()
		stamp := p.u64()
		p.ntpSeconds(stamp)
		if stamp>>32 != 0 {
			p.s(" (")
			p.out = time.Unix(int64(uint32(stamp>>32-ntpToUnix)), 0).UTC().AppendFormat(p.out, "2006/01/02 15:04:05")
			p.c(')')
		}
		h = p.take(15) // sequence number, reserved, length
		inner = int(h[14])
		p.f2(", seq# = %u, inner len = %u", be32(h), uint32(inner))
	}
	p.zepFrame(inner, length-(len(left)-len(p.in)))
}

// zepRoom says what a packet is that is too short for its version.
func (p *printer) zepRoom(length, least int) bool {
	if length < least {
		p.f2(" [len %u < %u]", uint32(length), uint32(least))
		p.invalid()
	}
	return length >= least
}

// zepChannel prints where the frame was caught, and how well.
func (p *printer) zepChannel() {
	h := p.take(3)
	p.f2("Channel ID %u, Device ID 0x%04x, ", uint32(h[0]), uint32(be16at(h, 1)))
	if p.u8() != 0 {
		p.s("CRC, ")
		p.take(1)
	} else {
		p.f1("LQI %u, ", uint32(p.u8()))
	}
}

// zepFrame prints the frame of inner bytes, or if there is none the length bytes that are left, which mean nothing.
func (p *printer) zepFrame(inner, length int) {
	if p.cut >= 0 {
		return
	}
	if inner > 0 {
		p.s("\n\t")
		rest, before := p.limit(inner), p.ll
		p.wpanLink(inner)
		p.ll = before
		p.unlimit(rest)
		return
	}
	p.limit(length)
	if !p.noDefault {
		p.hexASCIILines("\n\t", p.in)
	}
	p.takeN(length)
}
