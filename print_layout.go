// Layouts: what a fixed part of a message looks like, in a string. MPLS signalling has some two hundred such parts
// (objects of RSVP and LMP, headers, TLVs of LSP ping); a function for each of them would be ten times as long.
//
// Text stands for itself, except that \n starts a line at the indentation of the part and \r one at the first tab. Behind
// a % is what the next bytes hold:
//
//	4 6      IPv4, IPv6 address
//	b h t w  decimal, of 1, 2, 3, 4 bytes
//	B H W    hex behind 0x with all digits, of 1, 2, 4 bytes
//	x        hex behind 0x unless it is 0, of 1 byte
//	M D      4 bytes in both: 0x00000007 (7), 7 (0x00000007)
//	i I      IPv4, IPv6 address, and its first 4 bytes in hex
//	r        floating point number of 4 bytes, with ten significant digits
//	R f      the same of bytes a second, as megabits; f overflows as tcpdump does for some
//	m        the same with three digits behind the point
//	p        ethertype, of 2 bytes
//	d        route distinguisher, of 8 bytes
//	T Q      name of 1, 2 bytes in the table whose letter follows
//	S        the same of 1 byte, unknown (7) if there is none
//	N P      the same of 1, 2 bytes, and the number in brackets
//	F G K    names of the bits set in 1, 2, 4 bytes, in the table whose letter follows
//	L        nothing: the length given; in what is repeated, how often it was
//	@        nothing: the next one is at the offset that the next character has as its distance from '0'
//	.        1 byte, unprinted
//
// Others are in layoutSpecial. What is behind a * is repeated as often as there is room, with offsets of its own.
//
// Tables are strings too: what to print for a number that is not in it, then numbers and names, with a | between them.
// The kinds of objects are, each behind a semicolon, class, class type, the name of that, | and the layout.

package main

import (
	"math"
	"strings"
)

// layoutSizes says how many bytes a letter behind % takes.
const layoutSizes = "4\x046\x10b\x01h\x02t\x03w\x04B\x01H\x02W\x04x\x01M\x04D\x04i\x04I\x10r\x04R\x04f\x04m\x04p\x02d\x08" +
	"T\x01Q\x02S\x01N\x01P\x02F\x01G\x02K\x04L\x00.\x01" +
	"a\x00k\x02n\x04v\x02u\x01c\x04l\x08e\x03E\x03s\x04C\x04A\x02V\x02U\x02X\x04O\x04Y\x02Z\x08o\x01g\x02"

//go:noinline
func layoutSize(verb byte) int {
	for i := 0; i < len(layoutSizes); i += 2 {
		if layoutSizes[i] == verb {
			return int(layoutSizes[i+1])
		}
	}
	return 0
}

// layoutLen is the number of bytes that a layout takes before what may be repeated.
func layoutLen(layout string) int {
	n, most := 0, 0
	for i := 0; i < len(layout) && layout[i] != '*'; i++ {
		if layout[i] != '%' {
			continue
		}
		i++
		if layout[i] == '@' {
			i++
			n = int(layout[i] - '0')
		} else {
			n += layoutSize(layout[i])
		}
		most = max(most, n)
	}
	return most
}

// layoutNumber parses the number that s begins with and what is behind it and a blank.
//
//go:noinline
func layoutNumber(s string) (v uint32, rest string) {
	i := 0
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		v = 10*v + uint32(s[i]-'0')
	}
	return v, s[min(i+1, len(s)):]
}

// layoutFind returns what stands behind key in s, up to the character that key begins with.
func layoutFind(s string, key []byte) (string, bool) {
	i := strings.Index(s, string(key))
	if i < 0 {
		return "", false
	}
	s = s[i+len(key):]
	if i = strings.IndexByte(s, key[0]); i >= 0 {
		s = s[:i]
	}
	return s, true
}

// layoutKind finds a kind of object.
func layoutKind(kinds string, class, ctype byte) (name, layout string, ok bool) {
	var buf [12]byte
	key := append(appendUint(append(buf[:0], ';'), uint64(class)), ' ')
	kind, ok := layoutFind(kinds, append(appendUint(key, uint64(ctype)), ' '))
	if !ok {
		return "Unknown", "", false
	}
	name, layout, _ = strings.Cut(kind, "|")
	return name, layout, true
}

// layoutTokens are tables of other protocols, called by a digit.
var layoutTokens = [...]*[]token{&gmplsEncodingNames, &gmplsSwitchingNames, &bgpAFIs, &radiusVendors, &ldpPseudowires}

const layoutPseudowires = '4'

// layoutName prints the name of v in a table, or otherwise, "" for what the table has for that; with bits the names of
// all the bits set in v.
func (p *printer) layoutName(letter byte, v uint32, otherwise string, bits bool) {
	if letter < 'A' {
		otherwise = "Unknown"
		if letter == layoutPseudowires {
			otherwise = "unknown"
		}
		p.tok(layoutTokens[letter-'0'], otherwise, v)
		return
	}
	table := layoutTables[letter-'A']
	missing, names, _ := strings.Cut(table, "|")
	none := true
	if !bits {
		var buf [16]byte
		name, ok := layoutFind(table, append(appendUint(append(buf[:0], '|'), uint64(v)), ' '))
		p.s(name)
		none, names = !ok, ""
	}
	for names != "" {
		var name string
		name, names, _ = strings.Cut(names, "|")
		if n, name := layoutNumber(name); v&n == n {
			if !none {
				p.s(", ")
			}
			p.s(name)
			none = false
		}
	}
	if none {
		if otherwise == "" {
			otherwise = missing
		}
		p.f1(otherwise, v)
	}
}

// layoutNumbered prints the name of v, and v itself in brackets.
//
//go:noinline
func (p *printer) layoutNumbered(letter byte, v uint32) {
	p.layoutName(letter, v, "", false)
	p.f1(" (%u)", v)
}

// layout takes the bytes at p.in and prints them; ident starts a line.
func (p *printer) layout(layout, ident string, length int) {
	layout, again, _ := strings.Cut(layout, "*")
	p.layoutPart(layout, ident, length)
	n := layoutLen(again)
	for i := 1; n > 0 && len(p.in) >= n; i++ {
		p.layoutPart(again, ident, i)
	}
}

func (p *printer) layoutPart(layout, ident string, length int) {
	base, line := p.in, len(p.out)
	for i := 0; i < len(layout); i++ {
		c := layout[i]
		switch c {
		case '\n':
			line = len(p.out)
			p.s(ident)
			continue
		case '\r':
			p.s("\n\t")
			continue
		case '%':
		default:
			p.c(c)
			continue
		}
		i++
		c = layout[i]
		if c == '@' {
			i++
			if p.cut < 0 {
				p.in = base
				p.skip(int(layout[i] - '0'))
			}
			continue
		}
		size := layoutSize(c)
		if p.cut < 0 && !p.need(size) {
			p.cut = line // nothing of a line that is not all there
		}
		b := p.take(size)
		v := uint32(0)
		for _, x := range b[:min(size, 4)] {
			v = v<<8 | uint32(x)
		}
		switch c {
		case 'T', 'Q':
			i++
			p.layoutName(layout[i], v, "", false)
		case 'S':
			i++
			p.layoutName(layout[i], v, "unknown (%u)", false)
		case 'N', 'P':
			i++
			p.layoutNumbered(layout[i], v)
		case 'F', 'G', 'K':
			i++
			p.layoutName(layout[i], v, "", true)
		case 'L':
			p.n(length)
		default:
			p.layoutValue(c, b, v, ident)
		}
	}
}

// layoutValue prints b, whose first 4 bytes are the number v, as a verb says.
func (p *printer) layoutValue(verb byte, b []byte, v uint32, ident string) {
	switch verb {
	case '4', 'i', '6', 'I':
		p.addr(b)
		if verb >= 'I' {
			p.f1(" (0x%08x)", v)
		}
	case 'b', 'h', 't', 'w':
		p.u(uint64(v))
	case 'B', 'H', 'W':
		p.xw(uint64(v), 2*len(b))
	case 'M':
		p.f2("0x%08x (%u)", v, v)
	case 'D':
		p.f2("%u (0x%08x)", v, v)
	case 'r', 'R', 'f':
		f := math.Float32frombits(v)
		if verb == 'R' {
			f /= 125000
		} else if verb == 'f' {
			f = f * 8 / 1000000
		}
		p.nanSign(v)
		p.decimals(float64(f), -1)
		if verb != 'r' {
			p.s(" Mbps")
		}
	case 'm':
		p.megabits(v)
	case 'p':
		if s, ok := etherTypeName(uint16(v)); ok {
			p.s(s)
		} else {
			p.f1("Unknown Protocol (0x%04x)", v)
		}
	case 'd':
		p.bgpRD(b)
	default:
		p.layoutSpecial(verb, b, v, ident)
	}
}
