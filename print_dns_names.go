// Names in DNS messages: labels and the pointers of compression, RFC 1035 section 4.1.4; bit-string labels, RFC 2673.

package main

const (
	dnsLabelKind    = 0xc0
	dnsLabelPointer = 0xc0
	dnsLabelOther   = 0x80 // reserved
	dnsLabelEDNS    = 0x40 // extended: the low six bits say how
	dnsEDNSBits     = 1

	dnsNameMax = 256 // bytes of labels that are printed; RFC 1035 has 255 for a whole name
)

// dnsSkipName passes over a name. One that is cut off or has a label of unknown kind is a short read.
func (p *printer) dnsSkipName() {
	for at := 0; at < len(p.in); { // labels and perhaps a pointer: nearly all that there is
		l := int(p.in[at])
		if l&dnsLabelKind == 0 {
			at += 1 + l
			if l == 0 {
				p.in = p.in[at:]
				return
			}
			continue
		}
		if l&dnsLabelKind == dnsLabelPointer && at+2 <= len(p.in) {
			p.in = p.in[at+2:]
			return
		}
		break
	}
	for p.cut < 0 {
		l := p.u8()
		switch l & dnsLabelKind {
		case dnsLabelPointer:
			p.skip(1)
			return
		case dnsLabelEDNS:
			if l&^dnsLabelKind != dnsEDNSBits {
				p.short(0)
				return
			}
			p.skip((dnsBitCount(p.u8()) + 7) / 8)
		case dnsLabelOther:
			p.short(0)
		default:
			if l == 0 {
				return
			}
			p.skip(l)
		}
	}
}

// dnsBitCount is the number of bits in a bit-string label; a count byte of 0 means 256.
func dnsBitCount(b int) int {
	if b == 0 {
		return 256
	}
	return b
}

// dnsName prints the name that p.in begins with, a dot behind each label, and consumes it. A pointer must point before
// the place where the name, or the part that the last pointer led to, begins: so they come to an end. Of a name that
// is too long the rest is followed but not printed.
func (p *printer) dnsName(d *dnsMessage) {
	at := len(d.msg) - len(p.in)
	if p.cut >= 0 || at >= len(d.msg) {
		p.short(0)
		return
	}
	limit, resume := at, -1 // pointers go below limit; the message goes on at resume
	if d.msg[at] == 0 {
		p.c('.')
	}
	left := dnsNameMax
	for p.cut < 0 {
		if at >= len(d.msg) || d.textBudget < 0 {
			p.short(0)
			return
		}
		l := int(d.msg[at])
		at++
		switch {
		case l == 0:
			if resume < 0 {
				resume = at
			}
			if left <= 0 {
				p.s("<DOMAIN NAME TOO LONG>")
			}
			p.in = d.msg[resume:]
			return
		case l&dnsLabelKind == dnsLabelPointer:
			if at >= len(d.msg) {
				p.short(0)
				return
			}
			target := (l&^dnsLabelKind)<<8 | int(d.msg[at])
			if resume < 0 {
				resume = at + 1
			}
			if target >= limit {
				p.dnsBadName("<BAD PTR>")
				return
			}
			at, limit = target, target
			d.textBudget--
		case l&dnsLabelKind == dnsLabelEDNS:
			at = p.dnsBitLabel(d, at, l&^dnsLabelKind)
			if left > 0 && p.cut < 0 {
				p.c('.')
			}
			left--
		case l&dnsLabelKind == dnsLabelOther:
			p.dnsBadName("<BAD LABEL TYPE>")
		default:
			if at >= len(d.msg) { // of this label there is only the length: no mark, as in tcpdump
				p.in = nil
				return
			}
			at = p.dnsLabel(d, at, l, max(left-1, 0))
			left -= 1 + l
		}
	}
}

// dnsBadName prints why a name ends here. Nothing behind it can be found any more.
func (p *printer) dnsBadName(why string) {
	p.s(why)
	p.short(0)
}

// dnsLabel prints a label of n bytes, but not more than most of them, and returns where it ends.
func (p *printer) dnsLabel(d *dnsMessage, at, n, most int) int {
	end := at + n
	p.textBytes(d.msg[at:min(end, at+most, len(d.msg))])
	d.textBudget -= n
	switch {
	case end > len(d.msg):
		p.short(0)
	case n <= most:
		p.c('.')
	}
	return end
}

// dnsBitLabel prints a bit-string label as \[xHEX/BITS] and returns where it ends; at is behind its first byte.
func (p *printer) dnsBitLabel(d *dnsMessage, at, kind int) int {
	if kind != dnsEDNSBits {
		p.f1("<ELT %u>", uint32(kind))
		p.short(0)
		return at
	}
	if at >= len(d.msg) {
		p.short(0)
		return at
	}
	bits := dnsBitCount(int(d.msg[at]))
	at++
	p.s("\\[x")
	for left := bits; left > 0; left -= 8 {
		if at >= len(d.msg) {
			p.short(0)
			return at
		}
		b := d.msg[at]
		at++
		p.c(hexDigits[b>>4])
		if left > 4 {
			p.c(hexDigits[b&15])
		}
	}
	p.f1("/%u]", uint32(bits))
	d.textBudget -= bits / 4
	return at
}
