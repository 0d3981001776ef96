// Fiber Distributed Data Interface, ANSI X3.139.
//
//	+---------------+------------------+-------------+---------------
//	| frame control | destination (6)  | source (6)  | LLC, SMT or MAC
//	+---------------+------------------+-------------+---------------

package main

import "math/bits"

const (
	fddiHeaderLen = 13

	fddiClassMask = 0xf0
	fddiSMT       = 0x40 // station management
	fddiLLCAsync  = 0x50
)

// fddiClasses are the frame classes whose low four bits are a number of their own.
var fddiClasses = []token{
	{0x50, "async"}, {0x60, "imp_async"}, {0xc0, "mac"}, {0xd0, "sync"}, {0xe0, "imp_sync"}, {0x40, "smt"},
}

var fddiControls = []token{
	{0x40, "void"}, {0x41, "info"}, {0x4f, "nsa"}, {0x80, "nrt"}, {0xc0, "rt"}, {0xc2, "beacon"}, {0xc3, "claim"},
}

// fddiLink prints an FDDI frame of length bytes on the wire.
func (p *printer) fddiLink(length int) {
	p.proto = "fddi"
	if p.classic && !p.has(fddiHeaderLen) {
		p.s("[|fddi]")
		return
	}
	if length < fddiHeaderLen {
		p.short(0)
		return
	}
	h := p.take(fddiHeaderLen)
	if p.cut >= 0 {
		return
	}
	p.ll = fddiHeaderLen
	control := h[0]
	var dst, src [6]byte
	copy(dst[:], h[1:7])
	copy(src[:], h[7:13])
	if p.classic { // the file has the bits in the order of the ring; Ethernet's order is what people know
		reverseBits(dst[:])
		reverseBits(src[:])
	}
	if p.e {
		p.fddiHeader(control, src[:], dst[:], length)
	}
	whole := length
	length -= fddiHeaderLen
	if p.classic {
		whole = length // 3.4 counts the header only if -e is given
	}
	switch control & fddiClassMask {
	case fddiLLCAsync:
		p.llc(length, src[:], dst[:])
		return
	case fddiSMT:
		p.s("<SMT printer not yet implemented>")
		return
	}
	if !p.e {
		p.fddiHeader(control, src[:], dst[:], whole)
	}
	if p.classic && p.q {
		return
	}
	p.data(p.in)
}

// fddiHeader prints frame control (not with -q), addresses and length.
func (p *printer) fddiHeader(control byte, src, dst []byte, length int) {
	if !p.q {
		p.fddiControl(control)
		p.c(' ')
	}
	if p.classic {
		p.macClassic(src)
		p.c(' ')
		p.macClassic(dst)
		p.f1(" %u: ", uint32(length))
		return
	}
	p.mac(src)
	p.s(" > ")
	p.mac(dst)
	p.sn(", length ", length)
	p.s(": ")
}

// fddiControl prints the frame control field by name; as two hex digits if it has none, and in classic style with -v.
func (p *printer) fddiControl(control byte) {
	if p.classic && p.v > 0 {
		p.hw(uint64(control), 2)
		return
	}
	if name, ok := tokenName(&fddiControls, uint32(control)); ok {
		p.s(name)
		return
	}
	if name, ok := tokenName(&fddiClasses, uint32(control&fddiClassMask)); ok {
		p.s(name)
		p.h(uint64(control & 15))
		return
	}
	p.hw(uint64(control), 2)
}

// reverseBits turns round the bits of every byte.
func reverseBits(b []byte) {
	for i := range b {
		b[i] = bits.Reverse8(b[i])
	}
}
