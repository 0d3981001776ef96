// Text: what a dissector appends to the line. Nothing here allocates, and no byte of a packet gets out raw.

package main

import (
	"bytes"
	"strconv"
)

// s and c append text. They are called from some two thousand places: inlined there they would be a tenth of the
// program. put and putc are the same, inlined, for the lines that nearly every packet passes.
//
//go:noinline
func (p *printer) s(s string) { p.out = append(p.out, s...) }

//go:noinline
func (p *printer) c(b byte) { p.out = append(p.out, b) }

func (p *printer) put(s string) { p.out = append(p.out, s...) }
func (p *printer) putc(b byte)  { p.out = append(p.out, b) }

//go:noinline
func (p *printer) u(v uint64) { p.out = appendUint(p.out, v) }

// labelled prints the first n of eight characters and a number.
func (p *printer) labelled(s string, n int, v uint64) {
	out, b := room(p.out, 8+uintTextRoom)
	put8(b, s)
	p.out = out[:len(out)+n+putUint(b[n:], v)]
}

// sn prints a short text and a signed number.
func (p *printer) sn(s string, v int) {
	p.s(s)
	p.n(v)
}

// n prints a signed number.
func (p *printer) n(v int) {
	if v < 0 {
		p.c('-')
		v = -v
	}
	p.out = appendUint(p.out, uint64(v))
}

// x prints v in hex with 0x in front.
func (p *printer) x(v uint64) { p.xw(v, 1) }

const hexDigits = "0123456789abcdef"

// h prints v in hex, bare; hw in at least w digits, zeros in front; xw the same behind 0x.
func (p *printer) h(v uint64) { p.hw(v, 1) }

func (p *printer) hw(v uint64, w int) {
	out, b := room(p.out, uintTextRoom)
	p.out = out[:len(out)+putHex(b, v, w)]
}

func (p *printer) xw(v uint64, w int) {
	p.s("0x")
	p.hw(v, w)
}

// padLeft prints v right-aligned in w columns.
func (p *printer) padLeft(v uint64, w int) { p.padded(v, w, ' ') }

// zeroPad prints v in at least w decimal digits.
func (p *printer) zeroPad(v uint64, w int) { p.padded(v, w, '0') }

func (p *printer) padded(v uint64, w int, fill byte) {
	var b [20]byte
	d := strconv.AppendUint(b[:0], v, 10)
	for i := len(d); i < w; i++ {
		p.c(fill)
	}
	p.out = append(p.out, d...)
}

// f appends a small format: %u unsigned, %d signed, %x %o, with a width as in %5u or %04x, %c a byte made safe, %%
// itself. It is no fmt: operands are numbers of 32 bits only, and nothing escapes to the heap. f1, f2 and f3 are the
// same for so many operands, without a slice to make at each of a thousand calls; fw takes 64 bits.
//
//go:noinline
func (p *printer) f(format string, args ...uint32) { p.format(format, args, nil) }

//go:noinline
func (p *printer) f1(format string, a uint32) { p.format(format, []uint32{a}, nil) }

//go:noinline
func (p *printer) f2(format string, a, b uint32) { p.format(format, []uint32{a, b}, nil) }

//go:noinline
func (p *printer) f3(format string, a, b, c uint32) { p.format(format, []uint32{a, b, c}, nil) }

//go:noinline
func (p *printer) fw(format string, args ...uint64) { p.format(format, nil, args) }

// format appends operands from short or else from long.
func (p *printer) format(format string, short []uint32, long []uint64) {
	count := len(short) + len(long)
	out, b := room(p.out, len(format)+count*uintTextRoom)
	n, k := 0, 0
	for i := 0; i < len(format); i++ {
		ch := format[i]
		if ch != '%' {
			b[n] = ch
			n++
			continue
		}
		if i++; i >= len(format) {
			break
		}
		if format[i] == '%' {
			b[n] = '%'
			n++
			continue
		}
		var v uint64
		if k < len(short) {
			v = uint64(short[k])
		} else if k < len(long) {
			v = long[k]
		}
		k++
		switch format[i] {
		case 'u':
			n += putUint(b[n:], v)
			continue
		case 'x':
			n += putHex(b[n:], v, 1)
			continue
		}
		p.out = out[:len(out)+n]
		if i = p.wideVerb(format, i, v, short != nil); i >= len(format) {
			return
		}
		out, b = room(p.out, len(format)-i+(count-k+1)*uintTextRoom)
		n = 0
	}
	p.out = out[:len(out)+n]
}

// wideVerb prints v by what stands at format[i:], behind a %, and returns the place of its last character.
func (p *printer) wideVerb(format string, i int, v uint64, short bool) int {
	fill, width := byte(' '), 0
	if format[i] == '0' {
		fill = '0'
	}
	for i < len(format) && '0' <= format[i] && format[i] <= '9' {
		width = 10*width + int(format[i]-'0')
		i++
	}
	if i < len(format) {
		if format[i] == 'x' && fill == '0' {
			p.hw(v, width)
		} else {
			if format[i] == 'd' && short {
				v = uint64(int64(int32(v)))
			}
			p.verb(format[i], v, fill, width)
		}
	}
	return i
}

func (p *printer) verb(verb byte, v uint64, fill byte, width int) {
	var b [24]byte
	d := b[:0]
	switch verb {
	case 'u':
		d = appendUint(d, v)
	case 'd':
		d = strconv.AppendInt(d, int64(v), 10)
	case 'x':
		d = strconv.AppendUint(d, v, 16)
	case 'o':
		d = strconv.AppendUint(d, v, 8)
	case 'c':
		p.safe(byte(v))
		return
	}
	for i := len(d); i < width; i++ {
		p.c(fill)
	}
	p.out = append(p.out, d...)
}

// safe prints one byte of a packet in vis style: ^X for controls, M-x for the upper half.
func (p *printer) safe(b byte) {
	if b >= 0x80 {
		p.s("M-")
		b &= 0x7f
	}
	if b < ' ' || b == 0x7f {
		p.c('^')
		b ^= 0x40
	}
	p.c(b)
}

// text prints a string that may hold anything.
//
//go:noinline
func (p *printer) text(s string) {
	for i := 0; i < len(s); i++ {
		p.safe(s[i])
	}
}

// textBytes prints bytes of a packet as text, each made safe.
func (p *printer) textBytes(b []byte) {
	for len(b) > 0 {
		n := 0
		for n < len(b) && ' ' <= b[n] && b[n] < 0x7f {
			n++
		}
		p.out = append(p.out, b[:n]...) // mostly that is all
		if b = b[n:]; len(b) > 0 {
			p.safe(b[0])
			b = b[1:]
		}
	}
}

// textOf prints the next n bytes, n from the wire, as text: as many as were captured, and then the mark.
func (p *printer) textOf(n int) {
	p.textBytes(p.in[:min(uint(n), uint(len(p.in)))])
	p.takeN(n)
}

// textZ prints text up to a NUL and reports whether there was one.
func (p *printer) textZ(b []byte) bool {
	end := bytes.IndexByte(b, 0)
	if end < 0 {
		p.textBytes(b)
		return false
	}
	p.textBytes(b[:end])
	return true
}

// textField prints text of n bytes, n from the wire, up to a NUL. What was captured of it is printed; it is cut only where
// the NUL is not among that. Nothing is consumed.
func (p *printer) textField(n int) {
	if !p.textZ(p.in[:min(uint(n), uint(len(p.in)))]) && uint(n) > uint(len(p.in)) {
		p.short(0)
	}
}

// asciiOrDot prints a byte as itself if it is printable ASCII, else a dot.
func (p *printer) asciiOrDot(b byte) {
	if b < 0x21 || b > 0x7e {
		b = '.'
	}
	p.c(b)
}

// hexBytes prints bytes as hex digits without a gap.
//
//go:noinline
func (p *printer) hexBytes(b []byte) {
	for _, c := range b {
		p.out = append(p.out, hexDigits[c>>4], hexDigits[c&15])
	}
}

// token is a number with a name. Tables end nowhere: they are slices, and passed by address: that is one word instead of
// three to load and store at each of five hundred calls.
type token struct {
	v uint32
	s string
}

// tokenName finds v in a table.
//
//go:noinline
func tokenName(table *[]token, v uint32) (string, bool) {
	entries := *table
	for i := range entries {
		if entries[i].v == v {
			return entries[i].s, true
		}
	}
	return "", false
}

// tok prints the name of v, or otherwise (a format for f with one operand).
func (p *printer) tok(table *[]token, otherwise string, v uint32) {
	if s, ok := tokenName(table, v); ok {
		p.s(s)
		return
	}
	p.f1(otherwise, v)
}

// bits prints the names of the bits set in v with sep between them; otherwise (a format) if none of the table's is set.
func (p *printer) bits(table *[]token, otherwise, sep string, v uint32) {
	first := true
	entries := *table
	for i := range entries {
		if t := &entries[i]; t.v != 0 && v&t.v == t.v {
			if !first {
				p.s(sep)
			}
			first = false
			p.s(t.s)
		} else if t.v == 0 && v == 0 {
			p.s(t.s)
			return
		}
	}
	if first {
		p.f1(otherwise, v)
	}
}

// indent starts a new line of a verbose record: newline, a tab, and n blanks more.
func (p *printer) indent(n int) {
	p.s("\n\t")
	for ; n > 0; n-- {
		p.c(' ')
	}
}
