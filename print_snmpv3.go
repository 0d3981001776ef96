// SNMP version 3: the message of RFC 3412 with the user-based security model of RFC 3414.
//
//	SNMPv3Message ::= SEQUENCE { version, SEQUENCE { msgID, msgMaxSize, msgFlags, msgSecurityModel },
//	                             msgSecurityParameters OCTET STRING, ScopedPDU or encrypted PDU }
//	USM           ::= SEQUENCE { engineID, engineBoots, engineTime, userName, authentication, privacy }
//	ScopedPDU     ::= SEQUENCE { contextEngineID, contextName, PDU }

package main

// snmpV3 prints what follows the version, length bytes.
func (p *printer) snmpV3(length int) {
	var e asnElement
	used, ok := p.asn(length, &e)
	if !ok || !p.snmpWants(&e, asnSequence, "message") {
		return
	}
	length -= used
	rest := p.in
	p.in = e.v
	if p.v > 0 {
		p.s("{ ")
	}
	model, ok := p.snmpHeader(e.size)
	if !ok {
		return
	}
	if p.v > 0 {
		p.s("} ")
	}
	if model != snmpUSM {
		p.fw("[security model %d]", uint64(model))
		return
	}
	if p.cut < 0 {
		p.in = rest
	}
	if p.v > 0 {
		p.s("{ USM ")
	}
	if !p.snmpStr(&length, &e, "msgSecurityParameters") {
		return
	}
	rest = p.in
	p.in = e.v
	p.snmpUSM(e.size)
	if p.cut < 0 {
		p.in = rest
	}
	if p.v > 0 {
		p.s("} { ScopedPDU ")
	}
	p.snmpScoped(length)
	if p.v > 0 {
		p.s("} ")
	}
}

// snmpHeader prints the flags of a message and returns its security model.
func (p *printer) snmpHeader(length int) (model int64, ok bool) {
	var e asnElement
	if !p.snmpInt(&length, &e, "msgID") || !p.snmpInt(&length, &e, "msgMaxSize") || !p.snmpStr(&length, &e, "msgFlags") {
		return
	}
	if e.size != 1 {
		p.f1("[msgFlags size %u]", uint32(e.size))
		return
	}
	p.asnWhole(&e)
	if p.cut >= 0 {
		return
	}
	flags := e.v[0]
	if f := flags &^ snmpReport; f > snmpAuth|snmpPriv || f == snmpPriv { // nothing is private without being authentic
		p.f1("[msgFlags=0x%02x]", uint32(flags))
		return
	}
	p.s("F=")
	for i, c := range [...]byte{'a', 'p', 'r'} {
		if flags>>uint(i)&1 != 0 {
			p.c(c)
		}
	}
	p.c(' ')
	if !p.snmpInt(&length, &e, "msgSecurityModel") {
		return
	}
	if length > 0 {
		p.f1("[%u extra after message SEQ]", uint32(length))
	}
	return e.num, true
}

// snmpUSM prints the security parameters.
func (p *printer) snmpUSM(length int) {
	var e asnElement
	_, ok := p.asn(length, &e)
	if !ok || !p.snmpWants(&e, asnSequence, "usm") {
		return
	}
	p.in, length = e.v, e.size
	if !p.snmpStr(&length, &e, "msgAuthoritativeEngineID") ||
		!p.snmpInt(&length, &e, "msgAuthoritativeEngineBoots") {
		return
	}
	if p.v > 0 {
		p.s("B=")
		p.n(int(e.num))
		p.c(' ')
	}
	if !p.snmpInt(&length, &e, "msgAuthoritativeEngineTime") {
		return
	}
	if p.v > 0 {
		p.s("T=")
		p.n(int(e.num))
		p.c(' ')
	}
	if !p.snmpStr(&length, &e, "msgUserName") {
		return
	}
	if e.size != 0 {
		p.s("U=")
		p.asnPrint(&e)
		p.c(' ')
	}
	if !p.snmpStr(&length, &e, "msgAuthenticationParameters") || !p.snmpStr(&length, &e, "msgPrivacyParameters") {
		return
	}
	if length > 0 {
		p.f1("[%u extra after usm SEQ]", uint32(length))
	}
}

// snmpScoped prints a scoped PDU.
func (p *printer) snmpScoped(length int) {
	var e asnElement
	_, ok := p.asn(length, &e)
	if !ok || !p.snmpWants(&e, asnSequence, "scoped PDU") {
		return
	}
	p.in, length = e.v, e.size
	if !p.snmpStr(&length, &e, "contextEngineID") {
		return
	}
	p.s("E=")
	p.asnOctets(&e)
	p.c(' ')
	if !p.snmpStr(&length, &e, "contextName") {
		return
	}
	p.s("C=")
	p.asnPrint(&e)
	p.c(' ')
	p.snmpPDU(length, snmpV3)
}
