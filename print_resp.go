// RESP, the protocol of Redis (redis.io/docs/reference/protocol-spec): simple strings, errors, integers, bulk strings,
// arrays, and inline commands.

package main

// respMaxLength is the largest length that is believed, INT_MAX.
const respMaxLength = 1<<31 - 1

// resp prints the elements in length bytes. An array's elements stand in a row behind it, so their number is only
// checked for sense.
func (p *printer) resp(length int) {
	p.proto = "resp"
	p.limit(length)
	p.s("RESP")
	cut := len(p.in) < length
	for wanted := 1; p.cut < 0 && (wanted > 0 || len(p.in) > 0 || cut); {
		if wanted > 0 {
			wanted--
		}
		if p.respElement(&wanted); wanted > respMaxLength {
			wanted = respMaxLength
		}
	}
}

// respElement prints one element; an array adds the number of its elements to wanted.
func (p *printer) respElement(wanted *int) {
	kind := p.peek(0, 1)[0]
	switch kind {
	case '+', '-', ':':
		p.take(1)
		if line, ok := p.respLine(); ok {
			p.respQuoted(line)
		}
	case '$':
		p.take(1)
		p.respBulk()
	case '*':
		p.take(1)
		switch n, ok := p.respLength(); {
		case !ok:
		case n == 0:
			p.s(" empty")
		default:
			*wanted = int(min(uint64(*wanted)+uint64(n), respMaxLength))
		}
	default:
		p.respInline()
	}
}

func (p *printer) respQuoted(b []byte) {
	p.s(` "`)
	p.textBytes(b)
	p.c('"')
}

// respLine takes a line that must end in CR LF and returns it without them.
func (p *printer) respLine() (line []byte, ok bool) {
	for i := 0; i+1 < len(p.in); i++ {
		if p.in[i] == '\r' && p.in[i+1] == '\n' {
			line, p.in = p.in[:i], p.in[i+2:]
			return line, true
		}
	}
	p.short(0)
	return nil, false
}

// respBulk prints a bulk string: its length, and that many bytes with CR LF behind them.
func (p *printer) respBulk() {
	n, ok := p.respLength()
	if !ok {
		return
	}
	if !p.need(n) {
		return
	}
	b := p.takeN(n)
	if n == 0 {
		p.s(" empty")
	} else {
		p.respQuoted(b)
	}
	if crlf := p.take(2); p.cut < 0 && (crlf[0] != '\r' || crlf[1] != '\n') {
		// Not where it should be: look for it.
		if _, ok := p.respLine(); !ok {
			return
		}
	}
}

// respLength takes a length line. It reports false for those that nothing follows, having printed why.
func (p *printer) respLength() (n int, ok bool) {
	line, found := p.respDigits()
	switch {
	case !found:
		return 0, false
	case len(line) > 1 && line[0] == '-' && line[1] == '1' && len(line) == 2:
		p.s(" null")
		return 0, false
	case len(line) > 0 && line[0] == '-':
		p.s(" length negative and not -1")
		return 0, false
	}
	for _, c := range line {
		if n > (respMaxLength-int(c-'0'))/10 { // 10*n + c need not fit an int
			p.s(" length too large")
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

// respDigits takes an optional minus and digits with CR LF behind them.
func (p *printer) respDigits() (line []byte, ok bool) {
	b := p.in
	i := 0
	if len(b) > 0 && b[0] == '-' {
		i++
	}
	first := i
	for i < len(b) && b[i] >= '0' && b[i] <= '9' {
		i++
	}
	if i >= len(b) || i+1 >= len(b) && b[i] == '\r' {
		p.short(0)
		return nil, false
	}
	if i == first || b[i] != '\r' || b[i+1] != '\n' {
		if b[i] == '\r' && i > first {
			i++ // what should have been LF was looked at too
		}
		p.respInvalid(i)
		return nil, false
	}
	p.in = b[i+2:]
	return b[:i], true
}

// respInvalid passes over a length that is none, n bytes of which were looked at.
func (p *printer) respInvalid(n int) {
	p.s(" invalid")
	p.skip(n + 1)
}

// respInline prints a command typed in a line without any marks.
func (p *printer) respInline() {
	b := p.in
	start := 0
	for start < len(b) && (b[start] == '\r' || b[start] == '\n') {
		start++
	}
	end := start
	for end < len(b) && b[end] != '\r' && b[end] != '\n' {
		end++
	}
	if end >= len(b) {
		p.short(0)
		return
	}
	p.respQuoted(b[start:end])
	for end < len(b) && (b[end] == '\r' || b[end] == '\n') {
		end++
	}
	p.in = b[end:]
}
