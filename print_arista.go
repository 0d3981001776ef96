// Arista's vendor specific ethertype 0xd28b: time stamps put in front of a frame by a switch ("Arista Timestamping").
//
//	| subtype (2) | time scale, hardware (1) | format (4 bits), version (4 bits) | ...

package main

const (
	aristaTimestamp = 1
	aristaHeaderLen = 4
	aristaFormat64  = 1
	aristaFormat48  = 2
)

var aristaSubtypes = []token{{aristaTimestamp, "Timestamp"}}

var aristaScales = []token{{0, "TAI"}, {1, "UTC"}}

var aristaFormats = []token{{aristaFormat64, "64-bit"}, {aristaFormat48, "48-bit"}}

var aristaHardware = []token{{0, "R/R2"}, {1, "R3"}}

// arista prints a time stamp and shortens length by what it takes. It reports false, having consumed nothing, if there is
// no telling where the frame goes on.
func (p *printer) arista(length *int) bool {
	p.proto = "arista"
	whole := p.in
	sub := uint32(p.u16())
	p.s("SubType ")
	p.tok(&aristaSubtypes, "Unknown", sub)
	p.f1(" (0x%04x), ", sub)
	if sub != aristaTimestamp {
		p.in = whole
		return false
	}
	scale := uint32(p.u8())
	p.s("Timescale ")
	p.tok(&aristaScales, "Unknown", scale)
	p.f1(" (%u), ", scale)
	h := p.u8()
	format, hardware := uint32(h>>4), uint32(h&15)
	p.s("Format ")
	p.tok(&aristaFormats, "Unknown", format)
	p.f1(" (%u), HwInfo ", format)
	p.tok(&aristaHardware, "Unknown", hardware)
	p.f1(" (%u), Timestamp ", hardware)
	size := 0
	switch format {
	case aristaFormat64:
		size = 8
		t := p.take(8)
		if p.cut >= 0 {
			return false
		}
		p.aristaDate(int64(be32(t)))
		p.c('.')
		p.zeroPad(uint64(be32at(t, 4)), 9)
	case aristaFormat48:
		size = 6
		t := p.take(6)
		p.f1("%u.", uint32(be16(t)))
		p.zeroPad(uint64(be32at(t, 2)), 9)
	default:
		p.in = whole
		return false
	}
	*length -= aristaHeaderLen + size
	p.s(": ")
	return p.cut < 0
}

// aristaDate prints a time in seconds since 1970 as date and time of day.
func (p *printer) aristaDate(t int64) {
	p.out = p.clock.appendDate(p.out, t)
	p.c(' ')
	p.out = p.clock.appendTime(p.out, t)
}
