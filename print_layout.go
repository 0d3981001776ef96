// Layouts: what a fixed part of a message looks like, in a string. MPLS signalling has a hundred and more such parts (RSVP
// and LMP objects, LSP ping sub-TLVs); a function for each of them would be ten times as long.
//
// Text stands for itself, except that \n starts a line at the indentation of the part and \r one at the first tab. Behind
// a % is what the next bytes hold:
//
//	4 6      IPv4, IPv6 address
//	b h t w  decimal, of 1, 2, 3, 4 bytes
//	B H W    hex behind 0x with all digits, of 1, 2, 4 bytes
//	M D      4 bytes in both: 0x00000007 (7), 7 (0x00000007)
//	i I      IPv4, IPv6 address, and its first 4 bytes in hex
//	r        floating point number of 4 bytes, with ten significant digits
//	R f      the same of bytes a second, as megabits; f overflows as tcpdump does for some
//	m        the same with three digits behind the point
//	p        ethertype, of 2 bytes
//	d        route distinguisher, of 8 bytes
//	q        type of a pseudowire, of 2 bytes
//	N T      name of 1 byte in the table whose letter follows, with and without its number
//	F G K    names of the bits set in 1, 2, 4 bytes, in the table whose letter follows
//	.        1 byte that is not printed
//	@        nothing: the next one is at the offset that the next character has as its distance from '0'
//
// What is behind a * is repeated as often as there is room for it, and has offsets of its own.

package main

import (
	"math"
	"strings"
)

// layoutSizes says how many bytes a letter behind % takes.
const layoutSizes = "4\x046\x10b\x01h\x02t\x03w\x04B\x01H\x02W\x04M\x04D\x04i\x04I\x10r\x04R\x04f\x04m\x04p\x02d\x08q\x02N\x01T\x01F\x01G\x02K\x04" +
	".\x01a\x00v\x02l\x08g\x02e\x03E\x03s\x04c\x04x\x01" + // rsvpValue
	"S\x04V\x02U\x02" // lmpValue

func layoutSize(verb byte) int {
	for i := 0; i < len(layoutSizes); i += 2 {
		if layoutSizes[i] == verb {
			return int(layoutSizes[i+1])
		}
	}
	return 0
}

// layoutTables are the tables that a layout may name, from a on.
var layoutTables = [...]*[]token{
	&rsvpAdminFlags, &gmplsEncodingNames, &gmplsSwitchingNames, &lmpVerifyFlags, &lmpTELinkFlags, &lmpDataLinkFlags,
	&lmpVerifyErrors, &lmpSummaryErrors, &lmpUNISignalling, &lmpUNITransparency, &lmpUNIConcatenation,
	&lmpSOHTransparency, &lmpTandem, &lmpDiversity, &lmpUNILinks,
}

// layoutKind is one kind of object.
type layoutKind struct {
	class, ctype byte
	name         string // of the class type; some that are known have none
	layout       string // "" if it takes more than that to print it
}

// layoutKindOf returns the kind of these numbers, nil if there is none.
func layoutKindOf(kinds *[]layoutKind, class, ctype byte) *layoutKind {
	for i := range *kinds {
		if k := &(*kinds)[i]; k.class == class && k.ctype == ctype {
			return k
		}
	}
	return nil
}

// layoutKindName prints what the class type is called.
func (p *printer) layoutKindName(k *layoutKind) {
	if k == nil || k.name == "" {
		p.s("Unknown")
	} else {
		p.s(k.name)
	}
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

// layout takes the bytes at p.in and prints them; ident starts a line.
func (p *printer) layout(layout, ident string) {
	layout, again, _ := strings.Cut(layout, "*")
	p.layoutPart(layout, ident)
	for n := layoutLen(again); n > 0 && len(p.in) >= n; {
		p.layoutPart(again, ident)
	}
}

func (p *printer) layoutPart(layout, ident string) {
	base, line := p.in, len(p.out)
	for i := 0; i < len(layout); i++ {
		switch c := layout[i]; c {
		case '\n':
			line = len(p.out)
			p.s(ident)
		case '\r':
			p.s("\n\t")
		case '%':
			i++
			size := layoutSize(layout[i])
			if p.cut < 0 && !p.need(size) {
				p.cut = line // nothing of a line that is not all there
			}
			switch verb := layout[i]; verb {
			case '@':
				i++
				if p.cut < 0 {
					p.in = base
					p.skip(int(layout[i] - '0'))
				}
			case 'N', 'T', 'F', 'G', 'K':
				i++
				p.layoutName(verb, p.take(size), layoutTables[layout[i]-'a'])
			default:
				p.layoutValue(verb, p.take(size))
			}
		default:
			p.c(c)
		}
	}
}

// layoutName prints what a table calls a number or its bits.
func (p *printer) layoutName(verb byte, b []byte, names *[]token) {
	v := uint32(0)
	for _, c := range b {
		v = v<<8 | uint32(c)
	}
	switch verb {
	case 'N':
		p.tok(names, "Unknown", v)
		p.f1(" (%u)", v)
	case 'T':
		p.tok(names, "Unknown", v)
	default:
		p.bits(names, "none", ", ", v)
	}
}

// layoutValue prints b as a verb says.
func (p *printer) layoutValue(verb byte, b []byte) {
	v := uint32(0)
	for _, c := range b[:min(len(b), 4)] {
		v = v<<8 | uint32(c)
	}
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
		p.significant(v, verb)
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
	case 'q':
		p.tok(&ldpPseudowires, "unknown", v)
		p.f1(" (%u)", v)
	case 'S', 'U', 'V':
		p.lmpValue(verb, b, v)
	default:
		p.rsvpValue(verb, b, v)
	}
}

// significant prints a floating point number with ten significant digits, as the verb says.
func (p *printer) significant(bits uint32, verb byte) {
	f := math.Float32frombits(bits)
	switch verb {
	case 'R':
		f /= 125000
	case 'f':
		f = f * 8 / 1000000
	}
	p.nanSign(bits)
	p.general(float64(f))
	if verb != 'r' {
		p.s(" Mbps")
	}
}
