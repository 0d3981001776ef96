// Telnet, RFC 854: the commands and options between the data, RFC 855; authentication and encryption, RFC 2941 and 2946.

package main

const (
	telnetSE   = 240
	telnetSB   = 250
	telnetWILL = 251
	telnetDONT = 254
	telnetIAC  = 255

	telnetFirstCommand = 236 // EOF
	telnetOptAuth      = 37
	telnetOptEncrypt   = 38
)

var (
	telnetCommands = [...]string{ // from telnetFirstCommand on
		"EOF", "SUSP", "ABORT", "EOR", "SE", "NOP", "DMARK", "BRK", "IP", "AO", "AYT", "EC", "EL", "GA", "SB",
		"WILL", "WONT", "DO", "DONT", "IAC",
	}
	telnetOptions = [...]string{
		"BINARY", "ECHO", "RCP", "SUPPRESS GO AHEAD", "NAME", "STATUS", "TIMING MARK", "RCTE", "NAOL", "NAOP",
		"NAOCRD", "NAOHTS", "NAOHTD", "NAOFFD", "NAOVTS", "NAOVTD", "NAOLFD", "EXTEND ASCII", "LOGOUT",
		"BYTE MACRO", "DATA ENTRY TERMINAL", "SUPDUP", "SUPDUP OUTPUT", "SEND LOCATION", "TERMINAL TYPE",
		"END OF RECORD", "TACACS UID", "OUTPUT MARKING", "TTYLOC", "3270 REGIME", "X.3 PAD", "NAWS", "TSPEED",
		"LFLOW", "LINEMODE", "XDISPLOC", "OLD-ENVIRON", "AUTHENTICATION", "ENCRYPT", "NEW-ENVIRON",
	}
	telnetVerbs     = [...]string{"IS", "SEND", "INFO"} // first byte of most subnegotiations
	telnetAuthVerbs = [...]string{"IS", "SEND", "REPLY", "NAME"}
	telnetAuthTypes = [...]string{
		"NULL", "KERBEROS_V4", "KERBEROS_V5", "SPX", "MINK", "SRP", "RSA", "SSL", "", "", "LOKI", "SSA", "KEA_SJ",
		"KEA_SJ_INTEG", "DSS", "NTLM",
	}
	telnetEncryptVerbs = [...]string{
		"IS", "SUPPORT", "REPLY", "START", "END", "REQUEST-START", "REQUEST-END", "END_KEYID", "DEC_KEYID",
	}
	telnetEncryptTypes = [...]string{
		"NULL", "DES_CFB64", "DES_OFB64", "DES3_CFB64", "DES3_OFB64", "", "CAST5_40_CFB64", "CAST5_40_OFB64",
		"CAST128_CFB64", "CAST128_OFB64",
	}
)

// telnet prints the commands that length bytes begin with; data ends it.
func (p *printer) telnet(length int) {
	p.proto = "telnet"
	p.limit(length)
	cut := len(p.in) < length
	sep := " [telnet "
	for (len(p.in) > 0 || cut) && p.telnetCommand(sep, cut) {
		sep = ", "
	}
	if sep == ", " {
		p.c(']')
	}
}

// telnetCommand prints a command behind sep. It reports false, having printed nothing, for data, for a command that is
// none, and at the end of the segment. cut says that the capture ends before that.
func (p *printer) telnetCommand(sep string, cut bool) bool {
	if len(p.in) > 0 && p.in[0] != telnetIAC || len(p.in) > 1 && p.in[1] < telnetFirstCommand {
		return false
	}
	if len(p.in) < 2 {
		return p.telnetShort(cut)
	}
	cmd := int(p.in[1])
	name := telnetCommands[cmd-telnetFirstCommand]
	switch {
	case cmd >= telnetWILL && cmd <= telnetDONT:
		if len(p.in) < 3 {
			return p.telnetShort(cut)
		}
		h := p.take(3)
		p.s(sep)
		p.s(name)
		p.c(' ')
		p.telnetName(telnetOptions[:], h[2])
	case cmd == telnetSB:
		return p.telnetSub(sep, cut)
	default:
		p.take(2)
		p.s(sep)
		if cmd == telnetIAC {
			p.s("IAC ")
		}
		p.s(name)
	}
	return true
}

// telnetSub prints a subnegotiation, which goes up to IAC SE.
func (p *printer) telnetSub(sep string, cut bool) bool {
	if len(p.in) < 3 {
		return p.telnetShort(cut)
	}
	h := p.take(3)
	if !p.need(1) {
		return false
	}
	b := p.in
	end := 0
	for end+1 < len(b) && !(b[end] == telnetIAC && b[end+1] == telnetSE) {
		end++
	}
	if b[end] != telnetIAC || end+1 == len(b) && cut {
		return p.telnetShort(cut)
	}
	p.s(sep)
	p.s("SB ")
	opt := h[2]
	p.telnetName(telnetOptions[:], opt)
	body := p.takeN(end)
	if len(body) > 0 {
		p.c(' ')
		switch opt {
		case telnetOptAuth:
			p.telnetVerb(body, telnetAuthVerbs[:], telnetAuthTypes[:])
		case telnetOptEncrypt:
			p.telnetVerb(body, telnetEncryptVerbs[:], telnetEncryptTypes[:])
		default:
			p.telnetVerb(body, telnetVerbs[:], nil)
		}
	}
	p.s(" SE")
	p.take(2)
	return true
}

// telnetShort marks a command of which the capture has only the beginning. One that the segment ends in is not marked.
func (p *printer) telnetShort(cut bool) bool {
	if cut {
		p.short(0)
	}
	return false
}

// telnetVerb prints the bytes of a subnegotiation: the first by name, the second too if types are given, the others in
// hex.
func (p *printer) telnetVerb(b []byte, verbs, types []string) {
	p.telnetName(verbs, b[0])
	b = b[1:]
	if types != nil && len(b) > 0 {
		p.c(' ')
		p.telnetName(types, b[0])
		b = b[1:]
	}
	for _, v := range b {
		p.c(' ')
		p.telnetHex(v)
	}
}

func (p *printer) telnetName(names []string, v byte) {
	if int(v) < len(names) && names[v] != "" {
		p.s(names[v])
		return
	}
	p.telnetHex(v)
}

// telnetHex prints a byte in hex, but zero without 0x.
func (p *printer) telnetHex(v byte) {
	if v == 0 {
		p.c('0')
		return
	}
	p.x(uint64(v))
}
