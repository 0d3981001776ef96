// Filter language: the scanner. It cuts an expression into tokens; of the patterns that fit at a place the longest wins,
// and among equally long ones the order address, number, keyword, name.

package main

// filterTok is the kind of a token. Operators of one character are their character.
type filterTok int

const (
	tokEnd filterTok = 256 + iota // end of the text
	tokBad                        // a character that no token begins with
	tokWord
	tokName  // name of a host, network, port, ...
	tokNum   // number, or a named value
	tokHID   // IPv4 address or the beginning of one: 10.1, 10.1.2, 10.1.2.3
	tokHID6  // IPv6 address
	tokEther // Ethernet address
	tokAID   // $XX, a link-level address of one byte
	tokShl   // <<
	tokShr   // >>
	tokLE    // <=
	tokGE    // >=
	tokNE    // !=
)

// filterToken is one token; pos and end are byte offsets into the expression.
type filterToken struct {
	kind     filterTok
	word     filterWord // of tokWord
	text     string
	num      uint32 // of tokNum
	pos, end int
}

// filterMaxText bounds an expression. It is far more than a command line or a sensible filter file holds.
const filterMaxText = 1 << 20

// scan reads the next token into p.tok. After an error there are no more tokens.
func (p *filterParser) scan() {
	if p.err != nil {
		p.tok = filterToken{kind: tokEnd, pos: len(p.text), end: len(p.text)}
		return
	}
	i := p.pos
	for i < len(p.text) && isFilterSpace(p.text[i]) {
		i++
	}
	t := filterToken{kind: tokEnd, pos: i, end: i}
	if i < len(p.text) {
		t = p.scanAt(i)
	}
	t.text = p.text[t.pos:t.end]
	p.pos = t.end
	p.tok = t
	switch t.kind {
	case tokName:
		if t.text[0] == '\\' {
			p.tok.text = t.text[1:]
		}
	case tokNum:
		p.tok.num = p.number(t)
	case tokHID6:
		if _, ok := parseFilterIPv6(t.text); !ok {
			p.failAt(t, "invalid IPv6 address "+t.text)
		}
	}
	if p.err != nil {
		p.tok.kind = tokEnd
	}
}

func isFilterSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// scanAt finds the token that begins at i, which is inside the text and no blank.
func (p *filterParser) scanAt(i int) filterToken {
	s := p.text[i:]
	t := filterToken{pos: i, end: i + 1}
	switch c := s[0]; {
	case isFilterAlnum(c):
		return p.scanWord(i)
	case c == ':':
		if n := scanIPv6(s); n > 0 {
			return filterToken{kind: tokHID6, pos: i, end: i + n}
		}
		t.kind = ':'
	case c == '\\':
		n := 1
		for n < len(s) && !isFilterEscapeEnd(s[n]) {
			n++
		}
		if n == 1 {
			t.kind = tokBad
			return t
		}
		return filterToken{kind: tokName, pos: i, end: i + n}
	case c == '$':
		if n := scanHexPair(s[1:]); n > 0 {
			return filterToken{kind: tokAID, pos: i, end: i + 1 + n}
		}
		t.kind = tokBad
	default:
		return scanOperator(s, t)
	}
	return t
}

// isFilterEscapeEnd tells which characters end a name that was begun with a backslash.
func isFilterEscapeEnd(c byte) bool {
	return c == ' ' || c == '!' || c == '(' || c == ')' || c == '\n' || c == '\t'
}

// scanOperator finds an operator of one or two characters.
func scanOperator(s string, t filterToken) filterToken {
	two := ""
	if len(s) > 1 {
		two = s[:2]
	}
	switch two {
	case "<<":
		t.kind = tokShl
	case ">>":
		t.kind = tokShr
	case "<=":
		t.kind = tokLE
	case ">=":
		t.kind = tokGE
	case "!=":
		t.kind = tokNE
	case "==":
		t.kind = '='
	case "&&":
		t.kind, t.word = tokWord, wordAnd
	case "||":
		t.kind, t.word = tokWord, wordOr
	}
	if t.kind != 0 {
		t.end++
		return t
	}
	switch s[0] {
	case '<', '>', '=', '(', ')', '[', ']', '+', '-', '*', '/', '%', '&', '|', '^':
		t.kind = filterTok(s[0])
	case '!':
		t.kind, t.word = tokWord, wordNot
	default:
		t.kind = tokBad
	}
	return t
}

// scanWord finds the token that begins with the letter or digit at i.
func (p *filterParser) scanWord(i int) filterToken {
	s := p.text[i:]
	t := filterToken{kind: tokName, pos: i}
	best := scanName(s)
	if word := filterKeyword(s[:best]); word != 0 {
		t.kind, t.word = tokWord, word
	} else if _, ok := filterNamedValue(s[:best]); ok {
		t.kind = tokNum
	}
	longest := func(kind filterTok, n int) {
		if n > 0 && n >= best {
			best, t.kind = n, kind
		}
	}
	if isFilterHex(s[0]) {
		longest(tokNum, scanNumber(s))
		if n := scanDotted(s); n > scanNumber(s) {
			longest(tokHID, n)
		}
		longest(tokHID6, scanIPv6(s))
		longest(tokEther, scanEther(s))
		if n := scanBadEther(s); n > best {
			t.end = i + n
			p.failAt(t, "invalid Ethernet address "+s[:n])
			return t
		}
	}
	t.end = i + best
	return t
}

func isFilterAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func isFilterHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func isFilterDigit(c byte) bool { return '0' <= c && c <= '9' }

// scanName returns the length of a name: letters, digits, '.', '-' and '_', the last two not at the end.
func scanName(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isFilterAlnum(c) || c == '.':
			n = i + 1
		case c != '-' && c != '_':
			return n
		}
	}
	return n
}

// scanNumber returns the length of a decimal, octal or hexadecimal number, 0 if there is none.
func scanNumber(s string) int {
	n := 0
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && isFilterHex(s[2]) {
		for n = 3; n < len(s) && isFilterHex(s[n]); n++ {
		}
		return n
	}
	for n < len(s) && isFilterDigit(s[n]) {
		n++
	}
	return n
}

// scanDotted returns the length of up to four numbers with dots between them.
func scanDotted(s string) int {
	n := scanNumber(s)
	for range 3 {
		if n == 0 || n >= len(s) || s[n] != '.' {
			return n
		}
		m := scanNumber(s[n+1:])
		if m == 0 {
			return n
		}
		n += 1 + m
	}
	return n
}

// scanHexPair returns the length of one or two hexadecimal digits.
func scanHexPair(s string) int {
	n := 0
	for n < 2 && n < len(s) && isFilterHex(s[n]) {
		n++
	}
	return n
}

// scanEther returns the length of an Ethernet address: six bytes with one kind of separator, three groups of four
// digits with dots, or twelve digits.
func scanEther(s string) int {
	n := scanHexPair(s)
	if n > 0 && n < len(s) && (s[n] == ':' || s[n] == '-' || s[n] == '.') {
		sep, at, groups := s[n], n, 1
		for groups < 6 && at < len(s) && s[at] == sep {
			m := scanHexPair(s[at+1:])
			if m == 0 {
				break
			}
			at += 1 + m
			groups++
		}
		if groups == 6 {
			return at
		}
	}
	digits := 0
	for digits < len(s) && digits < 12 && isFilterHex(s[digits]) {
		digits++
	}
	if digits == 12 {
		return 12
	}
	if len(s) < 14 || digits != 4 || s[4] != '.' || s[9] != '.' {
		return 0
	}
	for _, i := range [...]int{5, 6, 7, 8, 10, 11, 12, 13} {
		if !isFilterHex(s[i]) {
			return 0
		}
	}
	return 14
}

// scanBadEther returns the length of the beginning of an Ethernet address that has no end: two bytes or more, each
// followed by colons.
func scanBadEther(s string) int {
	n, groups := 0, 0
	for {
		m := scanHexPair(s[n:])
		if m == 0 || n+m >= len(s) || s[n+m] != ':' {
			break
		}
		for n += m; n < len(s) && s[n] == ':'; n++ {
		}
		groups++
	}
	if groups < 2 {
		return 0
	}
	return n
}

// scanIPv6 returns the length of the longest beginning of s that is an IPv6 address in the forms of RFC 4291, 2.2.
func scanIPv6(s string) int {
	best, groups, at := 0, 0, 0
	double := false // "::" was seen
	if len(s) > 1 && s[:2] == "::" {
		double, at, best = true, 2, 2
	}
	for groups < 8 {
		n := 0
		for n < 4 && at+n < len(s) && isFilterHex(s[at+n]) {
			n++
		}
		if n == 0 {
			return best
		}
		if groups > 0 || double {
			if w := scanQuad(s[at:]); w > 0 && (groups == 6 || double && groups < 6) {
				return max(best, at+w)
			}
		}
		at += n
		groups++
		if groups == 8 && !double || double && groups < 8 {
			best = at
		}
		if at+1 >= len(s) || s[at] != ':' {
			return best
		}
		at++
		if s[at] == ':' {
			if double {
				return best
			}
			double = true
			at++
			if groups < 8 {
				best = at
			}
		}
	}
	return best
}

// scanQuad returns the length of four decimal numbers with dots between them.
func scanQuad(s string) int {
	n := 0
	for i := range 4 {
		m := 0
		for n+m < len(s) && isFilterDigit(s[n+m]) {
			m++
		}
		if m == 0 {
			return 0
		}
		n += m
		if i == 3 {
			break
		}
		if n >= len(s) || s[n] != '.' {
			return 0
		}
		n++
	}
	return n
}

// number is the value of a number token.
func (p *filterParser) number(t filterToken) uint32 {
	if v, ok := filterNamedValue(t.text); ok {
		return v
	}
	base, digits, kind := uint64(10), t.text, "decimal"
	switch {
	case len(digits) > 1 && (digits[1] == 'x' || digits[1] == 'X'):
		base, digits, kind = 16, digits[2:], "hexadecimal"
	case len(digits) > 1 && digits[0] == '0':
		base, digits, kind = 8, digits[1:], "octal"
	}
	v := uint64(0)
	for i := 0; i < len(digits); i++ {
		d := uint64(filterHexValue(digits[i]))
		if d >= base {
			p.failAt(t, "number "+t.text+" contains non-octal digit")
			return 0
		}
		if v = v*base + d; v > 0xffffffff {
			p.failAt(t, kind+" number "+t.text+" overflows 32 bits")
			return 0
		}
	}
	return uint32(v)
}

// filterHexValue is the value of a hexadecimal digit.
func filterHexValue(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}
