// Layer two tunneling protocol, version 2, RFC 2661.
//
//	+-+-+---+-+-+-+-+-------+-------+-------------------------------+
//	|T|L|x x|S|x|O|P|x x x x|  Ver  |          Length (opt)         |
//	+-+-+---+-+-+-+-+-------+-------+-------------------------------+
//	|           Tunnel ID           |           Session ID          |
//	+-------------------------------+-------------------------------+
//	|             Ns (opt)          |             Nr (opt)          |
//	+-------------------------------+-------------------------------+
//	|      Offset Size (opt)        |    Offset pad... (opt)
//	+-------------------------------+------------------ - -

package main

const (
	l2tpControl  = 0x8000
	l2tpLength   = 0x4000
	l2tpSequence = 0x0800
	l2tpOffset   = 0x0200
	l2tpPriority = 0x0100
	l2tpVersion  = 0x000f

	l2fVersion   = 1
	l2tpVersion2 = 2
)

var l2tpFlags = []token{
	{l2tpControl, "T"}, {l2tpLength, "L"}, {l2tpSequence, "S"}, {l2tpOffset, "O"}, {l2tpPriority, "P"},
}

// l2tp prints one message, length bytes on the wire.
func (p *printer) l2tp(length int) {
	p.proto = "l2tp"
	flags := p.u16()
	if p.cut >= 0 {
		return
	}
	switch flags & l2tpVersion {
	case l2tpVersion2:
		p.s(" l2tp:")
	case l2fVersion:
		p.s(" l2f:")
		return
	default:
		p.s(" Unknown Version, neither L2F(1) nor L2TP(2)")
		return
	}
	if !p.enter() {
		return
	}
	defer p.leave()
	p.c('[')
	p.bits(&l2tpFlags, "", "", uint32(flags))
	p.c(']')
	took, size := 2, 0
	if flags&l2tpLength != 0 {
		size = p.u16()
		took += 2
	}
	tunnel := p.u16()
	p.f1("(%u/", uint32(tunnel))
	p.f1("%u)", uint32(p.u16()))
	took += 4
	if flags&l2tpSequence != 0 {
		p.f1("Ns=%u,", uint32(p.u16()))
		p.f1("Nr=%u", uint32(p.u16()))
		took += 4
	}
	if flags&l2tpOffset != 0 {
		pad := p.u16()
		p.takeN(pad)
		took += 2 + pad
	}
	if p.cut >= 0 {
		return
	}
	if flags&l2tpLength != 0 {
		if length < size {
			p.f1(" Length %u larger than packet", uint32(size))
			return
		}
		if size < took {
			p.f1(" Length %u smaller than header length", uint32(size))
			return
		}
		p.limit(size - took)
		length = size
	}
	if flags&l2tpControl == 0 {
		p.s(" {")
		p.ppp(max(length-took, 0))
		p.c('}')
		return
	}
	switch {
	case flags&l2tpLength == 0:
		p.s(" No length")
	case length == took:
		p.s(" ZLB")
	default:
		p.l2tpAVPs(length - took)
	}
}
