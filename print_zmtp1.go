// ZMTP/1.0, the wire protocol of ZeroMQ 2 (rfc.zeromq.org/spec/13): a sequence of frames.
//
//	+--------+--------+---------...       +--------+---8 bytes---+--------+---------...
//	| length | flags  | body        or    |  0xff  |   length    | flags  | body
//	+--------+--------+---------...       +--------+-------------+--------+---------...

package main

const (
	zmtp1LongLength = 0xff
	zmtp1More       = 0x01 // the only flag; all others must be zero
	zmtp1Shown      = 128  // bytes of a body that -v shows, -vv shows all
)

// zmtp1 prints the frames in length bytes.
func (p *printer) zmtp1(length int) {
	p.proto = "zmtp1"
	p.limit(length)
	p.s("ZMTP/1.0")
	for len(p.in) > 0 && p.cut < 0 {
		p.zmtp1Frame()
	}
}

// zmtp1Frame prints one frame; its length counts flags and body.
func (p *printer) zmtp1Frame() {
	p.s("\n\t frame flags+body ")
	size := uint64(p.u8())
	if size == zmtp1LongLength {
		p.s("(64-bit) length")
		size = p.u64()
	} else {
		p.s(" (8-bit) length")
	}
	if p.cut >= 0 {
		return
	}
	p.c(' ')
	p.u(size)
	if size == 0 {
		return
	}
	if !p.need(1) {
		return
	}
	captured := len(p.in)
	if size > uint64(captured) {
		p.f1(" (%u captured)", uint32(captured))
	} else {
		captured = int(size)
	}
	flags := p.u8()
	p.f1(", flags 0x%02x", uint32(flags))
	body := p.in[:captured-1]
	if p.v > 0 {
		p.zmtp1Verbose(flags, body)
	}
	p.in = p.in[len(body):]
	if size > uint64(captured) {
		p.short(0)
	}
}

// zmtp1Verbose prints the flags by name and the beginning of the body.
func (p *printer) zmtp1Verbose(flags int, body []byte) {
	if flags == 0 {
		p.s(" (none)")
	} else {
		p.zmtp1Flags(flags)
	}
	if len(body) == 0 {
		return
	}
	if p.v == 1 {
		body = body[:min(len(body), zmtp1Shown)]
	}
	p.f1(", first %u byte(s) of body:", uint32(len(body)))
	p.hexASCIILines("\n\t ", body)
}

// zmtp1Flags prints each bit: the flag, - for one that is not set, MBZ for one that must not be.
func (p *printer) zmtp1Flags(flags int) {
	sep := byte('(')
	p.c(' ')
	for bit := 0x80; bit > 0; bit >>= 1 {
		p.c(sep)
		sep = '|'
		switch {
		case flags&bit == 0:
			p.c('-')
		case bit == zmtp1More:
			p.s("MORE")
		default:
			p.s("MBZ")
		}
	}
	p.c(')')
}
