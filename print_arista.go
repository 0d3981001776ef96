// Arista's ethertype: a time stamp that a switch puts before the frame's own type.

package main

import "time"

const aristaTimestamp = 1

var (
	aristaScales   = []token{{0, "TAI"}, {1, "UTC"}}
	aristaFormats  = []token{{1, "64-bit"}, {2, "48-bit"}}
	aristaHardware = []token{{0, "R/R2"}, {1, "R3"}}
)

// arista prints the time stamp and takes it off *length. It reports false, having consumed nothing, for a subtype or
// version that it does not know.
func (p *printer) arista(length *int, whole int) bool {
	proto := p.proto
	p.proto = "arista"
	if *length < 4 || !p.has(4) {
		p.short(0)
		return false
	}
	h := p.take(4)
	subtype, scale, format, hw := be16(h), uint32(h[2]), uint32(h[3]>>4), uint32(h[3]&15)
	*length -= 4
	size := 0
	switch {
	case subtype == aristaTimestamp && format == 1:
		size = 8
	case subtype == aristaTimestamp && format == 2:
		size = 6
	}
	p.etherType(etherTypeArista, whole, -1)
	p.s("SubType ")
	if subtype == aristaTimestamp {
		p.s("Timestamp")
	} else {
		p.s("Unknown")
	}
	p.f(" (0x%04x), ", uint64(subtype))
	if size == 0 {
		p.f("Unknown version/subtype, version 0x%04x: ", uint64(be16(h[2:])))
		return true
	}
	p.s("Timescale ")
	p.tok(aristaScales, "Unknown", scale)
	p.f(" (%u), Format ", uint64(scale))
	p.tok(aristaFormats, "Unknown", format)
	p.f(" (%u), HwInfo ", uint64(format))
	p.tok(aristaHardware, "Unknown", hw)
	p.f(" (%u), Timestamp ", uint64(hw))
	if *length < size {
		p.short(0)
		return false
	}
	*length -= size
	if format == 1 {
		sec := int64(p.u32())
		p.out = time.Unix(sec, 0).UTC().AppendFormat(p.out, "2006-01-02 15:04:05.")
		p.zeroPad(uint64(p.u32()), 9)
	} else {
		p.f("%u.", uint64(p.u16()))
		p.zeroPad(uint64(p.u32()), 9)
	}
	p.s(": ")
	p.proto = proto
	return true
}
