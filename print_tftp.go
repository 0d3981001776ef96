// Trivial File Transfer Protocol, RFC 1350; options, RFC 2347.

package main

const (
	tftpRRQ   = 1
	tftpWRQ   = 2
	tftpDATA  = 3
	tftpACK   = 4
	tftpERROR = 5
	tftpOACK  = 6
)

var (
	tftpNames = []token{
		{tftpRRQ, "RRQ"}, {tftpWRQ, "WRQ"}, {tftpDATA, "DATA"}, {tftpACK, "ACK"}, {tftpERROR, "ERROR"},
		{tftpOACK, "OACK"},
	}
	tftpErrors = []token{
		{0, "EUNDEF"}, {1, "ENOTFOUND"}, {2, "EACCESS"}, {3, "ENOSPACE"}, {4, "EBADOP"}, {5, "EBADID"},
		{6, "EEXISTS"}, {7, "ENOUSER"},
	}
)

// tftp prints a packet of length bytes.
func (p *printer) tftp(length int) {
	p.proto = "tftp"
	end := len(p.in) - length // len(p.in) where the packet ends on the wire: below zero if that was not captured
	p.sn("TFTP, length ", length)
	op := p.u16()
	p.s(", ")
	p.tok(&tftpNames, "tftp-#%u", uint32(op))
	switch op {
	case tftpRRQ, tftpWRQ:
		if len(p.in) == end {
			p.short(0)
			return
		}
		p.s(` "`)
		ended := p.tftpString()
		p.c('"')
		if !ended || len(p.in) == end {
			p.short(0)
			return
		}
		p.c(' ')
		if !p.tftpString() {
			p.short(0)
			return
		}
		p.tftpOptions(end)
	case tftpOACK:
		p.tftpOptions(end)
	case tftpDATA, tftpACK:
		p.sn(" block ", p.u16())
	case tftpERROR:
		code := p.u16()
		p.c(' ')
		p.tok(&tftpErrors, `tftp-err-#%u "`, uint32(code)) // the quotation mark is tcpdump's
		if !p.need(1) {
			return
		}
		p.s(` "`)
		ended := p.tftpString()
		p.c('"')
		if !ended {
			p.short(0)
		}
	}
}

// tftpOptions prints names and values of options up to the end.
func (p *printer) tftpOptions(end int) {
	for len(p.in) > end && p.cut < 0 {
		if p.peek(0, 1)[0] != 0 {
			p.c(' ')
		}
		if !p.tftpString() {
			p.short(0)
		}
	}
}

// tftpString prints a string and passes over the NUL behind it. It reports false if there is none.
func (p *printer) tftpString() bool {
	for i, c := range p.in {
		if c == 0 {
			p.in = p.in[i+1:]
			return true
		}
		p.safe(c)
	}
	p.in = nil
	return false
}
