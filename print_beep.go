// BEEP, RFC 3080: the keyword that a frame begins with.

package main

var beepKeywords = []string{"MSG", "RPY", "ERR", "ANS", "NUL", "SEQ"}

// beep prints which frame a segment of length bytes begins with, if it begins with one.
func (p *printer) beep(length int) {
	p.proto = "beep"
	b := p.in[:min(length, len(p.in))]
	if len(b) >= 4 && b[3] == ' ' {
		for _, k := range beepKeywords {
			if string(b[:3]) == k {
				p.s(" BEEP ")
				p.s(k)
				return
			}
		}
	}
	if len(b) >= 5 && string(b[:5]) == "END\r\n" {
		p.s(" BEEP END")
		return
	}
	p.s(" BEEP (payload or undecoded)")
}
