// Extensible Authentication Protocol, RFC 3748: the message that EAPOL, PPP and RADIUS carry.
//
//	+---------+----------------+-------------------+-----------+------
//	|  Code   |   Identifier   |      Length       |   Type    | data
//	+---------+----------------+-------------------+-----------+------

package main

const (
	eapRequest  = 1
	eapResponse = 2

	eapTypeIdentity     = 1
	eapTypeNotification = 2
	eapTypeNak          = 3
	eapTypeTLS          = 13
	eapTypeSIM          = 18
	eapTypeTTLS         = 21
	eapTypeAKA          = 23
	eapTypeFAST         = 43

	eapHeaderLen = 4
	eapTLSLength = 0x80 // flag: the message's whole length stands behind the flags, RFC 5216 section 3.1
)

var (
	eapCodes = []token{
		{eapRequest, "Request"}, {eapResponse, "Response"}, {3, "Success"}, {4, "Failure"},
	}
	eapTypes = []token{
		{0, "No proposed"}, {eapTypeIdentity, "Identity"}, {eapTypeNotification, "Notification"},
		{eapTypeNak, "Nak"}, {4, "MD5-challenge"}, {5, "OTP"}, {6, "GTC"}, {eapTypeTLS, "TLS"}, {eapTypeSIM, "SIM"},
		{eapTypeTTLS, "TTLS"}, {eapTypeAKA, "AKA"}, {eapTypeFAST, "FAST"}, {254, "Expanded types"},
		{255, "Experimental"},
	}
	eapTLSFlags = []token{{eapTLSLength, "L bit"}, {0x40, "More fragments bit"}, {0x20, "Start bit"}}
	eapSubtypes = []token{ // RFC 4186 and RFC 4187
		{1, "Challenge"}, {2, "Auth reject"}, {4, "AKA synchronization failure"}, {5, "Identity"}, {10, "Start"},
		{11, "Challenge"}, {12, "Notification"}, {13, "Reauth"}, {14, "Client error"},
	}
)

// eapMessage prints a message of at most length bytes, which may be padded; further lines begin with ident.
func (p *printer) eapMessage(length int, ident string) {
	p.proto = "eap"
	h := p.take(eapHeaderLen)
	if p.cut >= 0 {
		return
	}
	code, size := h[0], int(be16(h[2:]))
	p.tok(eapCodes, "unknown", uint32(code))
	p.f(" (%u), id %u, len %u", uint64(code), uint64(h[1]), uint64(size))
	if size > length || size < eapHeaderLen {
		p.invalid()
		return
	}
	p.limit(size - eapHeaderLen)
	if code != eapRequest && code != eapResponse {
		return
	}
	if size < eapHeaderLen+1 {
		p.s(" (too short for EAP request/response)")
		return
	}
	kind := p.u8()
	p.s(ident)
	p.s("Type ")
	p.eapType(kind)
	p.eapData(kind, size-eapHeaderLen-1)
}

func (p *printer) eapType(kind int) {
	p.tok(eapTypes, "unknown", uint32(kind))
	p.f(" (%u)", uint64(kind))
}

// eapData prints what a type holds: size bytes.
func (p *printer) eapData(kind, size int) {
	switch kind {
	case eapTypeIdentity:
		if size > 0 {
			p.s(", Identity: ")
			p.eapText(size)
		}
	case eapTypeNotification:
		if size > 0 {
			p.s(", Notification: ")
			p.eapText(size)
		}
	case eapTypeNak:
		if size == 0 {
			p.s(" (too short for EAP Legacy NAK request/response)")
			return
		}
		// One type that the peer would like better, or several.
		for sep := " "; size > 0 && p.cut < 0; size-- {
			t := p.u8()
			p.s(sep)
			p.eapType(t)
			sep = ", "
		}
	case eapTypeTLS, eapTypeTTLS, eapTypeFAST:
		if size == 0 {
			p.s(" (too short for EAP TLS/TTLS request/response)")
			return
		}
		flags := p.u8()
		switch kind {
		case eapTypeTTLS:
			p.sn(" TTLSv", flags&7)
		case eapTypeFAST:
			p.sn(" FASTv", flags&7)
		}
		p.s(" flags [")
		p.bits(eapTLSFlags, "none", ", ", uint32(flags))
		p.f("] 0x%02x", uint64(flags))
		if flags&eapTLSLength != 0 {
			p.f(", len %u", uint64(p.u32()))
		}
	case eapTypeSIM, eapTypeAKA:
		if size == 0 {
			p.s(" (too short for EAP SIM/AKA request/response)")
			return
		}
		sub := p.u8()
		p.s(" subtype [")
		p.tok(eapSubtypes, "unknown", uint32(sub))
		p.f("] 0x%02x", uint64(sub))
	}
}

// eapText prints n bytes of text.
func (p *printer) eapText(n int) {
	b := p.takeN(n)
	p.textZ(b)
}
