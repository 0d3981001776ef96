// Filter language: errors. The message is one line in the words that users and scripts know; on a terminal the
// expression follows with a mark under the offending word and, where one word is likely meant, what to try.

package main

import "strings"

// filterError is what is wrong with an expression.
type filterError struct {
	msg  string
	text string // the expression
	pos  int    // byte offset of the offending word
	end  int    // and of its end
	hint string // what to try, or ""
}

func (e *filterError) Error() string { return e.msg }

// explain returns the lines to show under the message on a terminal, each ended by a line break: the expression, a
// caret under the offending word, the hint. A long expression is cut to what stands around the word.
func (e *filterError) explain() string {
	const before, after = 50, 25
	from, to := 0, len(e.text)
	lead, trail := "", ""
	if e.pos > before {
		from, lead = e.pos-before, "..."
	}
	if to > e.pos+after {
		to, trail = e.pos+after, "..."
	}
	var b strings.Builder
	b.WriteString("  ")
	b.WriteString(lead)
	b.WriteString(printableFilter(e.text[from:to]))
	b.WriteString(trail)
	b.WriteString("\n  ")
	for range len(lead) + e.pos - from {
		b.WriteByte(' ')
	}
	b.WriteByte('^')
	for range max(0, min(e.end, to)-e.pos-1) {
		b.WriteByte('~')
	}
	b.WriteByte('\n')
	if e.hint != "" {
		b.WriteString("  ")
		b.WriteString(e.hint)
		b.WriteByte('\n')
	}
	return b.String()
}

// printableFilter replaces what must not reach a terminal, byte by byte, so that columns stay.
func printableFilter(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c < ' ' || c > '~' {
			b[i] = ' '
			if !isFilterSpace(c) {
				b[i] = '?'
			}
		}
	}
	return string(b)
}

// failAt records an error at a token; only the first one counts.
//
//go:noinline
func (p *filterParser) failAt(t filterToken, msg string) {
	if p.err == nil {
		p.err = &filterError{msg: msg, text: p.text, pos: t.pos, end: t.end}
	}
}

// syntaxError records that the current token does not fit.
func (p *filterParser) syntaxError() {
	if p.err != nil {
		return
	}
	p.failAt(p.tok, "can't parse filter expression: syntax error")
	p.err.hint = p.syntaxHint()
}

// syntaxHint guesses what the user meant by a token that does not fit.
func (p *filterParser) syntaxHint() string {
	t, before := p.tok, p.before
	switch {
	case t.kind == tokEnd:
		return p.endHint()
	case p.brackets > 0:
		return filterValueHint(t.text)
	case t.kind == tokBad && strings.IndexByte("'\"`", p.text[t.pos]) >= 0:
		return "quotes are for the shell, around the whole expression"
	case t.kind == tokBad && p.text[t.pos] == ',':
		return "alternatives are joined by or: port 80 or 443"
	case t.kind == '|' || t.kind == '&':
		return "primitives are joined by and, or; | and & calculate with numbers"
	case t.kind == '=' && before.kind == tokWord:
		return "a value is written behind the word, without " + t.text + "; bytes of the packet are compared as in ip[8] = 64"
	case t.kind == tokWord && (before.word == wordProto || before.word == wordProtochain):
		return "a name that is also a keyword needs a backslash: " + `\` + t.text + ` (and quotes from the shell)`
	case t.kind == tokWord && (before.word == wordHost || before.word == wordNet || before.word == wordPort ||
		before.word == wordGateway || before.word == wordSrc || before.word == wordDst):
		if t.word == wordSrc || t.word == wordDst {
			return "the direction comes first: " + t.text + " " + before.text
		}
		return "a name that is also a keyword needs a backslash: " + `\` + t.text
	case before.word == wordLess || before.word == wordGreater:
		return before.text + " takes a number of bytes"
	case before.kind == '=' || before.kind == '&' || before.kind == '|' || before.kind == '(' && strings.Contains(t.text, "-"):
		return filterValueHint(t.text)
	case (t.kind == tokHID || t.kind == tokHID6) && before.kind != tokName:
		return "an address needs a word that says what it is: host " + t.text
	case t.kind == tokEther:
		return "an address needs a word that says what it is: ether host " + t.text
	case t.kind == '/' && before.kind == tokNum:
		return "a network in CIDR notation needs a dot: " + before.text + ".0/..."
	case t.kind == tokName:
		return filterNameHint(t.text)
	case t.kind == ')':
		return "there is no parenthesis that this one closes"
	case t.kind == tokWord && (t.word > wordProtocols || isFilterQualifier(t.word)) && before.word != wordAnd && before.word != wordOr:
		return "primitives are joined by and, or"
	}
	return ""
}

// endHint says what is missing where the expression ends too soon.
func (p *filterParser) endHint() string {
	switch {
	case p.brackets > 0:
		return "a bracket is not closed"
	case p.before.kind == ']' || p.before.kind == tokNum || p.before.word == wordLen:
		if p.depth == 0 {
			return "a number needs a comparison: ... != 0"
		}
	}
	if p.depth > 0 && p.before.kind != tokWord {
		return "a parenthesis is not closed"
	}
	return "the expression ends where more is expected"
}

// filterValueHint is the hint for a name where a number should stand.
func filterValueHint(name string) string {
	for _, field := range [...]string{"tcpflags", "icmptype", "icmpcode", "icmp6type", "icmp6code"} {
		if oneSlip(name, field) {
			return "do you mean: " + field
		}
	}
	prefix, rest, _ := strings.Cut(name, "-")
	table := filterTCPFlags
	switch prefix {
	case "icmp":
		table = filterICMPTypes
	case "icmp6":
		table = filterICMP6Types
	}
	for _, v := range table {
		if oneSlip(rest, v.name) {
			return "do you mean: " + prefix + "-" + v.name
		}
	}
	return ""
}

// filterNameHint is the hint for a name where a keyword should stand.
func filterNameHint(name string) string {
	lower := strings.ToLower(name)
	if dot := strings.IndexByte(lower, '.'); dot > 0 && filterKeyword(lower[:dot]) != 0 {
		return "this is not the language of display filters; fields are written as in tcp port 80, src host 10.0.0.1, tcp[tcpflags] & tcp-syn != 0"
	}
	if lower != name && filterKeyword(lower) != 0 {
		return "keywords are written in lower case: " + lower
	}
	for _, t := range [...]struct{ wrong, right string }{
		{"prot", "proto"}, {"protocol", "proto"}, {"dstport", "dst port"}, {"srcport", "src port"},
		{"dsthost", "dst host"}, {"srchost", "src host"}, {"dstnet", "dst net"}, {"srcnet", "src net"},
		{"dport", "dst port"}, {"sport", "src port"}, {"source", "src"}, {"destination", "dst"}, {"dest", "dst"},
		{"ports", "port"}, {"hosts", "host"}, {"network", "net"}, {"netmask", "mask"}, {"ipv4", "ip"}, {"ipv6", "ip6"}, {"icmpv6", "icmp6"},
		{"ethernet", "ether"}, {"mac", "ether host"}, {"vlanid", "vlan"}, {"http", "tcp port 80"},
		{"https", "tcp port 443"}, {"dns", "port 53"}, {"ssh", "tcp port 22"}, {"ping", "icmp"}, {"size", "len"},
		{"dhcp", "udp port 67 or udp port 68"}, {"any", "leave the word out to match everything"},
	} {
		if lower == t.wrong {
			return "do you mean: " + t.right
		}
	}
	if word := nearestFilterWord(lower); word != "" {
		return "do you mean: " + word
	}
	return "a name needs a word that says what it is: host " + printableFilter(name)
}

// nearestFilterWord returns the one common keyword that is a single slip of the fingers away, or "".
func nearestFilterWord(s string) string {
	if len(s) < 3 || len(s) > 12 {
		return ""
	}
	found := ""
	for _, w := range [...]string{"host", "net", "port", "portrange", "proto", "protochain", "gateway", "src", "dst",
		"and", "not", "ether", "arp", "rarp", "tcp", "udp", "sctp", "icmp", "icmp6", "igmp", "ip6", "vlan", "mpls",
		"pppoes", "pppoed", "geneve", "vxlan", "less", "greater", "broadcast", "multicast", "inbound", "outbound",
		"ifindex", "llc", "wlan", "length", "mask", "type", "subtype"} {
		if oneSlip(s, w) {
			if found != "" {
				return ""
			}
			found = w
		}
	}
	return found
}

// oneSlip tells whether a becomes b by one letter more, less or changed, or by two that swap.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
