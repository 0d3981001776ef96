// The bytes themselves: -x, -xx, -X, -XX, -A, -AA, and the hex shown for what no dissector knows.

package main

import "encoding/binary"

// dumpPacket appends what -x, -X and -A ask for after a packet's text.
func (p *printer) dumpPacket(pk *packet) {
	if p.hex|p.hexASCII|p.asASCII == 0 {
		return
	}
	body := pk.data
	if p.cut >= 0 && !p.classic {
		p.ll = 0 // tcpdump shows the whole frame of a packet that was cut
	}
	if ll := min(p.ll, len(body)); p.hex == 1 || p.hexASCII == 1 || p.asASCII == 1 {
		body = body[ll:]
	}
	switch {
	case p.classic && p.hex > 0:
		if !p.noHex {
			p.hexClassic(body)
		}
	case p.hexASCII > 0:
		p.hexASCIILines("\n\t", body)
	case p.hex > 0:
		p.hexLines("\n\t", body)
	case p.asASCII > 0 && len(body) > 0:
		p.asciiLines(body)
	}
}

// data shows bytes that nobody could dissect, unless -x or -X will show them anyway.
func (p *printer) data(b []byte) {
	if p.classic {
		p.hexClassicUnlessX(b)
		return
	}
	if !p.noDefault {
		p.hexASCIILines("\n\t", b)
	}
}

// rest shows what is left of p.in as data does, at most n bytes of it.
func (p *printer) rest(n int) {
	if n < 0 {
		return
	}
	b := p.in
	if n < len(b) {
		b = b[:n]
	}
	p.data(b)
	p.in = p.in[len(b):]
}

// hexLines prints rows of eight groups of two bytes, each behind ident and its offset.
func (p *printer) hexLines(ident string, b []byte) {
	for off := 0; off < len(b); off += 16 {
		p.s(ident)
		p.hexLineAt(off, b[off:min(off+16, len(b))])
	}
}

// hexLineAt prints an offset and up to 16 bytes.
func (p *printer) hexLineAt(off int, row []byte) {
	p.xw(uint64(off), 4)
	p.s(": ")
	for i, x := range row {
		if i&1 == 0 {
			p.c(' ')
		}
		p.out = append(p.out, hexDigits[x>>4], hexDigits[x&15])
	}
}

// hexASCIILines is hexLines with the printable bytes behind it. A whole row has always the same form, and is written
// in place.
func (p *printer) hexASCIILines(ident string, b []byte) {
	off := 0
	for ; len(b)-off >= 16; off += 16 {
		n := len(ident)
		out, row := room(p.out, n+6+hexRowLen)
		copy(row, ident)
		if off >= 1<<16 {
			p.out = out
			p.s(ident)
			p.xw(uint64(off), 4)
			out, row = room(p.out, hexRowLen)
			n = 0
		} else {
			row = row[n:]
			row[0], row[1] = '0', 'x'
			binary.BigEndian.PutUint32(row[2:], uint32(hexDigitsOf(uint32(off))))
			row = row[6:]
			n += 6
		}
		putHexRow(row, b[off:])
		p.out = out[:len(out)+n+hexRowLen]
	}
	if off < len(b) {
		p.hexASCIIRest(ident, b[off:], off)
	}
}

const hexRowLen = 2 + 8*5 + 2 + 16 // ": ", eight groups, two blanks, text

// putHexRow writes what stands behind the offset of a row of 16 bytes.
func putHexRow(row, b []byte) {
	b, row = b[:16], row[:hexRowLen]
	row[0], row[1] = ':', ' '
	for i := 0; i < 4; i++ {
		x := hexDigitsOf(binary.BigEndian.Uint32(b[4*i:]))
		to := row[2+10*i:][:10]
		to[0], to[5] = ' ', ' '
		binary.BigEndian.PutUint32(to[1:], uint32(x>>32))
		binary.BigEndian.PutUint32(to[6:], uint32(x))
	}
	row[42], row[43] = ' ', ' '
	binary.LittleEndian.PutUint64(row[44:], asciiOrDots(binary.LittleEndian.Uint64(b)))
	binary.LittleEndian.PutUint64(row[52:], asciiOrDots(binary.LittleEndian.Uint64(b[8:])))
}

// hexASCIIRest prints the last row, of fewer than 16 bytes.
func (p *printer) hexASCIIRest(ident string, row []byte, off int) {
	const blanks = "                                          "
	p.s(ident)
	p.hexLineAt(off, row)
	used := 2*len(row) + (len(row)+1)/2
	p.s(blanks[:42-used])
	for _, x := range row {
		p.asciiOrDot(x)
	}
}

// asciiLines prints text as it is, newlines too, with a dot for what is not printable. A carriage return before a
// newline is left out.
func (p *printer) asciiLines(b []byte) {
	p.c('\n')
	for i, x := range b {
		switch {
		case x == '\r':
			if i+1 == len(b) || b[i+1] != '\n' {
				p.c('.')
			}
		case x == '\t' || x == '\n' || x == ' ' || x > ' ' && x < 0x7f:
			p.c(x)
		default:
			p.c('.')
		}
	}
}

// hexClassic prints rows of eight groups of four digits behind three tabs and a blank, an odd last byte as two digits.
func (p *printer) hexClassic(b []byte) {
	for off := 0; off < len(b); off += 16 {
		p.s("\n\t\t\t")
		for i, x := range b[off:min(off+16, len(b))] {
			if i&1 == 0 {
				p.c(' ')
			}
			p.out = append(p.out, hexDigits[x>>4], hexDigits[x&15])
		}
	}
}
