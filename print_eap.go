// Extensible Authentication Protocol, RFC 3748, and its transport over LANs, EAPOL, IEEE 802.1X.
//
//	EAPOL:  version (1) | type (1) | length (2) | body
//	EAP:    code (1) | identifier (1) | length (2) | type (1) | type's data

package main

const (
	eapolHeaderLen = 4
	eapHeaderLen   = 4

	eapolPacket = 0

	eapRequest  = 1
	eapResponse = 2

	eapIdentity     = 1
	eapNotification = 2
	eapNak          = 3
	eapTLS          = 13
	eapSIM          = 18
	eapTTLS         = 21
	eapAKA          = 23
	eapFAST         = 43

	eapTLSLength  = 0x80 // a length of the whole message follows, RFC 5216 section 3.1
	eapTLSVersion = 0x07
)

var eapolTypes = []token{
	{eapolPacket, "EAP packet"}, {1, "EAPOL start"}, {2, "EAPOL logoff"}, {3, "EAPOL key"},
	{4, "Encapsulated ASF alert"},
}

var eapCodes = []token{{eapRequest, "Request"}, {eapResponse, "Response"}, {3, "Success"}, {4, "Failure"}}

var eapTypes = []token{
	{0, "No proposed"}, {eapIdentity, "Identity"}, {eapNotification, "Notification"}, {eapNak, "Nak"},
	{4, "MD5-challenge"}, {5, "OTP"}, {6, "GTC"}, {eapTLS, "TLS"}, {eapSIM, "SIM"}, {eapTTLS, "TTLS"},
	{eapAKA, "AKA"}, {eapFAST, "FAST"}, {254, "Expanded types"}, {255, "Experimental"},
}

var eapTLSFlags = []token{{0x80, "L bit"}, {0x40, "More fragments bit"}, {0x20, "Start bit"}}

// eapSIMSubtypes are those of EAP-SIM, RFC 4186, and EAP-AKA, RFC 4187.
var eapSIMSubtypes = []token{
	{1, "Challenge"}, {2, "Auth reject"}, {4, "Sync failure"}, {5, "Identity"}, {10, "Start"},
	{11, "Challenge"}, {12, "Notification"}, {13, "Reauth"}, {14, "Client error"},
}

// eapol prints an EAPOL frame of length bytes on the wire.
func (p *printer) eapol(length int) {
	p.proto = "eap"
	if length < eapolHeaderLen {
		p.f2(" (packet length %u < %u)", uint32(length), eapolHeaderLen)
		p.invalid()
		return
	}
	h := p.take(eapolHeaderLen)
	kind, size := int(h[1]), int(be16at(h, 2))
	p.tok(&eapolTypes, "unknown", uint32(kind))
	p.f3(" (%u) v%u, len %u", uint32(kind), uint32(h[0]), uint32(size))
	if kind == eapolPacket {
		if size == 0 {
			p.invalid()
			return
		}
		if p.v > 0 {
			p.s(", ")
			p.eapMessage(size, "\n\t\t ")
		}
	}
}

// eapMessage prints an EAP packet of length bytes, as EAPOL, PPP and RADIUS carry it; further lines begin with ident.
func (p *printer) eapMessage(length int, ident string) {
	p.proto = "eap"
	h := p.take(eapHeaderLen)
	code, size := uint32(h[0]), int(be16at(h, 2))
	if size != length && p.cut < 0 { // some fragment what they carry without a header for each piece
		p.s("EAP fragment?")
		return
	}
	p.tok(&eapCodes, "unknown", code)
	p.f3(" (%u), id %u, len %u", code, uint32(h[1]), uint32(size))
	if !p.need(size - eapHeaderLen) {
		return
	}
	if code != eapRequest && code != eapResponse {
		return
	}
	if size < eapHeaderLen+1 {
		p.s(" (too short for EAP request/response)")
		return
	}
	p.limit(size - eapHeaderLen)
	kind := uint32(p.u8())
	p.s(ident)
	p.s("Type ")
	p.tok(&eapTypes, "unknown", kind)
	p.f1(" (%u)", kind)
	p.eapType(kind, size-eapHeaderLen-1)
}

// eapType prints a type's data, n bytes.
func (p *printer) eapType(kind uint32, n int) {
	short := func(what string) bool {
		if n > 0 {
			return false
		}
		p.s(" (too short for EAP ")
		p.s(what)
		p.s(" request/response)")
		return true
	}
	switch kind {
	case eapIdentity:
		if n > 0 {
			p.s(", Identity: ")
			p.textField(n)
		}
	case eapNotification:
		if !short("Notification") {
			p.s(", Notification: ")
			p.textField(n)
		}
	case eapNak: // the types that would be welcome
		if short("Legacy NAK") {
			return
		}
		for i := 0; i < n && p.cut < 0; i++ {
			if i > 0 {
				p.c(',')
			}
			v := uint32(p.u8())
			p.c(' ')
			p.tok(&eapTypes, "unknown", v)
			p.f1(" (%u)", v)
		}
	case eapTLS:
		if !short("TLS/TTLS") {
			p.eapTLS("", n)
		}
	case eapTTLS:
		if !short("TLS/TTLS") {
			p.eapTLS(" TTLSv", n)
		}
	case eapFAST:
		if !short("FAST") {
			p.eapTLS(" FASTv", n)
		}
	case eapSIM, eapAKA:
		if !short("SIM/AKA") {
			v := uint32(p.u8())
			p.s(" subtype [")
			p.tok(&eapSIMSubtypes, "unknown", v)
			p.f1("] 0x%02x", v)
		}
	}
}

// eapTLS prints the flags of TLS, TTLS and FAST; version is what stands before the version of the latter two.
func (p *printer) eapTLS(version string, n int) {
	flags := uint32(p.u8())
	if version != "" {
		p.s(version)
		p.u(uint64(flags & eapTLSVersion))
	}
	p.s(" flags [")
	p.bits(&eapTLSFlags, "none", ", ", flags)
	p.f1("] 0x%02x", flags)
	if flags&eapTLSLength == 0 {
		return
	}
	if n < 5 {
		p.s(" (too short for EAP TLS/TTLS request/response with length bit)")
		return
	}
	p.f1(", len %u", p.u32())
}
