// Protocols of text lines: HTTP (RFC 9112), RTSP (RFC 7826), SIP (RFC 3261), FTP (RFC 959), SMTP (RFC 5321), WHOIS (RFC
// 3912). Without -v the first line is printed, with -v all of them.

package main

import "bytes"

// textProtocol says how the lines of a protocol are told from data in the middle of a transfer.
type textProtocol struct {
	name  string   // in front of the lines
	proto string   // for the mark of a cut
	verbs []string // first words of requests; nil: any line will do
}

var (
	textHTTP = textProtocol{"HTTP", "http", []string{
		"GET", "PUT", "COPY", "HEAD", "LOCK", "MOVE", "POLL", "POST", "BCOPY", "BMOVE", "MKCOL", "TRACE", "LABEL",
		"MERGE", "DELETE", "SEARCH", "UNLOCK", "REPORT", "UPDATE", "NOTIFY", "BDELETE", "CONNECT", "OPTIONS",
		"CHECKIN", "PROPFIND", "CHECKOUT", "CCM_POST", "SUBSCRIBE", "PROPPATCH", "BPROPFIND", "BPROPPATCH",
		"UNCHECKOUT", "MKACTIVITY", "MKWORKSPACE", "UNSUBSCRIBE", "RPC_CONNECT", "VERSION-CONTROL",
		"BASELINE-CONTROL",
	}}
	textRTSP = textProtocol{"RTSP", "rtsp", []string{
		"OPTIONS", "DESCRIBE", "ANNOUNCE", "SETUP", "PLAY", "PAUSE", "TEARDOWN", "GET_PARAMETER", "SET_PARAMETER",
		"REDIRECT", "RECORD",
	}}
	textSIP = textProtocol{"SIP", "sip", []string{
		"ACK", "BYE", "CANCEL", "DO", "INFO", "INVITE", "MESSAGE", "NOTIFY", "OPTIONS", "PRACK", "PUBLISH", "QAUTH",
		"REFER", "REGISTER", "SPRACK", "SUBSCRIBE", "UPDATE",
	}}
	textFTP   = textProtocol{"FTP", "ftp", nil}
	textSMTP  = textProtocol{"SMTP", "smtp", nil}
	textWhois = textProtocol{"WHOIS", "whois", nil}
)

// textLines prints length bytes of a protocol of text lines.
func (p *printer) textLines(t *textProtocol, length int) {
	p.proto = t.proto
	p.limit(length)
	cut := len(p.in) < length
	p.s(t.name)
	if t.verbs != nil && !textIsMessage(t.verbs, p.in, cut) {
		return
	}
	if p.v == 0 {
		p.textLine(": ", cut)
		return
	}
	p.sn(", length: ", length)
	for (len(p.in) > 0 || cut) && p.textLine("\n\t", cut) {
	}
}

// textLine prints the next line behind a prefix. It reports false, having printed nothing, if that is not text, or not
// all of it was captured. Of a line that the segment ends before, what there is is printed.
func (p *printer) textLine(prefix string, cut bool) bool {
	b := p.in
	end := 0
	for ; end < len(b); end++ {
		switch c := b[end]; {
		case c == '\n', c == '\r' && end+1 < len(b) && b[end+1] == '\n':
			p.s(prefix)
			p.out = append(p.out, b[:end]...)
			if c == '\r' {
				end++
			}
			p.in = b[end+1:]
			return true
		case c == '\r' && end+1 == len(b) && cut:
		case c != '\t' && (c < ' ' || c > '~'):
			return false
		}
	}
	if cut {
		p.short(0)
		return false
	}
	p.s(prefix)
	p.out = append(p.out, b...)
	p.in = nil
	p.trunc()
	return false
}

// textIsMessage reports whether b begins with a request of one of these verbs, or with a word and a status code of
// three digits. cut says that not all was captured, thus perhaps not all of the last word.
func textIsMessage(verbs []string, b []byte, cut bool) bool {
	first, rest := textWord(b, cut)
	if len(first) == 0 {
		return false
	}
	for _, v := range verbs {
		if len(v) == len(first) && bytes.EqualFold(first, []byte(v)) {
			return true
		}
	}
	code, _ := textWord(rest, cut)
	if len(code) != 3 {
		return false
	}
	for _, c := range code {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// textWord splits off the first word; blanks behind it are not part of the rest. If the capture ends with it (cut), it is
// none.
func textWord(b []byte, cut bool) (word, rest []byte) {
	n := 0
	for n < len(b) && b[n] > ' ' && b[n] <= '~' {
		n++
	}
	word, rest = b[:n], b[n:]
	if cut && len(rest) == 0 {
		return nil, nil
	}
	if len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t' && rest[0] != '\r' && rest[0] != '\n' {
		return nil, nil // not text
	}
	for len(rest) > 0 && rest[0] == ' ' {
		rest = rest[1:]
	}
	return
}

// ssh prints the identification line with which either side begins, RFC 4253 section 4.2; the rest is secret. A line
// that goes on in another segment is not shown.
func (p *printer) ssh(length int) {
	p.proto = "ssh"
	p.limit(length)
	const begin = "SSH-"
	n := min(len(p.in), len(begin))
	if string(p.in[:n]) != begin[:n] {
		return
	}
	if n == len(begin) && len(p.in) >= length && bytes.IndexByte(p.in, '\n') < 0 {
		return
	}
	if p.need(len(begin)) {
		p.textLine(": SSH: ", len(p.in) < length)
	}
}
