// Syslog over UDP, RFC 3164 and RFC 5424: facility and severity, with -v the message.

package main

var (
	syslogFacilities = []token{
		{0, "kernel"}, {1, "user"}, {2, "mail"}, {3, "daemon"}, {4, "auth"}, {5, "syslog"}, {6, "lpr"}, {7, "news"},
		{8, "uucp"}, {9, "cron"}, {10, "authpriv"}, {11, "ftp"}, {12, "ntp"}, {13, "security"}, {14, "console"},
		{15, "cron"}, {16, "local0"}, {17, "local1"}, {18, "local2"}, {19, "local3"}, {20, "local4"},
		{21, "local5"}, {22, "local6"}, {23, "local7"},
	}
	syslogSeverities = [8]string{"emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"}
)

// syslog prints a message of length bytes.
func (p *printer) syslog(length int) {
	p.proto = "syslog"
	whole := p.in
	pri, ok := p.syslogPriority()
	if p.cut >= 0 {
		return
	}
	if !ok {
		p.invalid()
		return
	}
	facility, severity := uint32(pri>>3), syslogSeverities[pri&7]
	if p.v == 0 {
		p.s("SYSLOG ")
		p.tok(&syslogFacilities, "unknown (%u)", facility)
		p.c('.')
		p.s(severity)
		p.sn(", length: ", length)
		return
	}
	p.sn("SYSLOG, length: ", length)
	p.s("\n\tFacility ")
	p.tok(&syslogFacilities, "unknown (%u)", facility)
	p.f1(" (%u), Severity ", facility)
	p.s(severity)
	p.f1(" (%u)\n\tMsg: ", uint32(pri&7))
	p.textBytes(p.in)
	if len(whole) < length {
		p.short(0)
		return
	}
	if p.v > 1 {
		p.hexLines("\n\t", whole)
	}
}

// syslogPriority takes <PRI>.
func (p *printer) syslogPriority() (pri int, ok bool) {
	if p.u8() != '<' {
		return 0, false
	}
	for digits := 0; ; digits++ {
		c := p.u8()
		switch {
		case p.cut >= 0:
			return 0, false
		case c == '>':
			return pri, true
		case c < '0' || c > '9' || digits == 3:
			return 0, false
		}
		pri = 10*pri + c - '0'
	}
}
