// OpenFlow: fields by layout. Most of what the messages hold are fields of fixed width, one behind the other.

package main

// openflowNames are the numbers of a field that have names. Bits that are known without a name are in more, those that
// should be 0 for all their name in less.
type openflowNames struct {
	names      []token
	more, less uint32
}

// openflowFields prints text and fields as a layout says. A field is % with a width in bytes and one of
//
//	u decimal        x hex, zeros in front   m hardware address  i IPv4 address
//	z text           s nothing, it is skipped
//	t named, else "invalid (0x..)"           n named, else "unknown (0x..)"
//	p named, else decimal                    q named, else hex
//	b bits by name, behind the number in hex
//	w hex, and its name in parentheses       d named, else "unknown (..)" in decimal
//	v VLAN, c its priority
//
// t, n, p, q, b, w, d and D use the next of tables.
func (p *printer) openflowFields(layout string, tables ...*openflowNames) {
	begin := len(p.out) // of the field's name
	for i := 0; i < len(layout) && p.cut < 0; i++ {
		if layout[i] == '\n' || layout[i] == ',' {
			begin = len(p.out)
		}
		if layout[i] != '%' {
			p.c(layout[i])
			continue
		}
		width := 0
		for i++; '0' <= layout[i] && layout[i] <= '9'; i++ {
			width = 10*width + int(layout[i]-'0')
		}
		if layout[i] == 's' {
			p.skip(width)
			continue
		}
		if width > len(p.in) {
			p.openflowShort(layout[i], begin)
			return
		}
		field := p.in
		b := p.takeN(width)
		switch verb := layout[i]; verb {
		case 'm':
			p.mac(b)
		case 'i':
			p.ip4(b)
		case 'z':
			p.c('\'')
			p.textZ(b)
			p.c('\'')
		default:
			var v uint64
			for _, c := range field[:width] {
				v = v<<8 | uint64(c)
			}
			p.openflowNumber(verb, v, width, &tables)
		}
		begin = len(p.out)
	}
}

// openflowShort ends the fields where one was not captured: nothing of it is printed, unless it is text.
func (p *printer) openflowShort(verb byte, begin int) {
	if verb != 'z' {
		p.out = p.out[:begin]
	} else {
		p.c('\'')
		if p.textZ(p.in) {
			p.c('\'')
		}
	}
	p.short(0)
}

func (p *printer) openflowNumber(verb byte, v uint64, width int, tables *[]*openflowNames) {
	switch verb {
	case 'u':
		p.u(v)
		return
	case 'x':
		p.xw(v, 2*width)
		return
	case 'v', 'c':
		p.openflowChecked(verb, v)
		return
	}
	t := (*tables)[0]
	*tables = (*tables)[1:]
	name, ok := tokenName(&t.names, uint32(v))
	switch {
	case verb == 'b':
		p.xw(v, 2*width)
		p.openflowBits(t, uint32(v))
	case verb == 'w':
		p.xw(v, 2*width)
		p.s(" (")
		p.tok(&t.names, "unknown", uint32(v))
		p.c(')')
	case ok:
		p.s(name)
	case verb == 'p':
		p.u(v)
	case verb == 'q':
		p.xw(v, 2*width)
	case verb == 'd', verb == 'D':
		if verb == 'd' {
			p.s("unknown")
		} else {
			p.s("bogus")
		}
		p.f1(" (%u)", uint32(v))
	default:
		if verb == 't' {
			p.s("invalid (")
		} else {
			p.s("unknown (")
		}
		p.xw(v, 2*width)
		p.c(')')
	}
}

// openflowChecked prints numbers that have fewer bits than their fields.
func (p *printer) openflowChecked(verb byte, v uint64) {
	if verb == 'v' && v == 0xffff {
		p.s("NONE")
		return
	}
	p.u(v)
	if verb == 'v' && (v == 0 || v > 0xffe) || verb == 'c' && v > 7 {
		p.s(" (bogus)")
	}
}

// openflowBits prints the names of bits, and whether there are some that have none.
func (p *printer) openflowBits(t *openflowNames, v uint32) {
	if v == 0 {
		return
	}
	known := t.more
	sep := " ("
	for i := range t.names {
		bit := t.names[i].v
		known |= bit &^ t.less
		if v&bit != 0 {
			p.s(sep)
			p.s(t.names[i].s)
			sep = ", "
		}
	}
	if sep != " (" {
		p.c(')')
	}
	if v&^known != 0 {
		p.s(" (bogus)")
	}
}

// openflowRoom reports whether another item of at least so many bytes can be in what is left, and says so if only a part
// of one can.
func (p *printer) openflowRoom(left, least int, indent string) bool {
	if left <= 0 || p.cut >= 0 {
		return false
	}
	if left < least {
		p.s(indent)
		p.f2("[remaining length %u < %u]", uint32(left), uint32(least))
		p.invalid()
		p.takeN(left)
		return false
	}
	return true
}

// openflowFrame prints data that is a frame, which -vvv dissects, three times less verbose. It may be only the beginning
// of the frame: a short read there is none of the message's.
func (p *printer) openflowFrame(size int) {
	if size == 0 || p.cut >= 0 {
		return
	}
	p.f1("\n\t data (%u octets)", uint32(size))
	whole := p.in
	if p.v > 2 && p.enter() {
		p.s(", frame decoding below\n")
		p.limit(size)
		p.v -= 3
		p.proto = "ether"
		p.ether(size, nil)
		p.v += 3
		p.proto = "openflow"
		if p.cut >= 0 && len(whole) >= size {
			p.out = p.out[:p.cut]
			p.cut = -1
			p.s(" [|")
			p.s(p.cutBy)
			p.c(']')
		}
		p.leave()
	}
	if p.cut < 0 {
		p.in = whole
		p.takeN(size)
	}
}
