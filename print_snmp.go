// Simple Network Management Protocol: version 1, RFC 1157; 2c, RFC 1901 and 3416; 3, RFC 3412 with the user-based
// security model of RFC 3414.
//
//	Message  ::= SEQUENCE { version INTEGER, community OCTET STRING, PDU }
//	PDU      ::= [tag] { request-id, error-status, error-index, SEQUENCE OF VarBind }
//	VarBind  ::= SEQUENCE { name OBJECT IDENTIFIER, value ANY }

package main

const (
	snmpV1  = 0
	snmpV2c = 1
	snmpV3  = 3

	snmpGet      = 0
	snmpGetNext  = 1
	snmpResponse = 2
	snmpSet      = 3
	snmpTrap     = 4
	snmpGetBulk  = 5

	snmpAuth   = 0x01 // msgFlags, RFC 3412 section 6.4
	snmpPriv   = 0x02
	snmpReport = 0x04

	snmpUSM = 3

	snmpEnterpriseSpecific = 6
)

var snmpErrors = []token{
	{0, "noError"}, {1, "tooBig"}, {2, "noSuchName"}, {3, "badValue"}, {4, "readOnly"}, {5, "genErr"}, {6, "noAccess"},
	{7, "wrongType"}, {8, "wrongLength"}, {9, "wrongEncoding"}, {10, "wrongValue"}, {11, "noCreation"},
	{12, "inconsistentValue"}, {13, "resourceUnavailable"}, {14, "commitFailed"}, {15, "undoFailed"},
	{16, "authorizationError"}, {17, "notWritable"}, {18, "inconsistentName"},
}

var snmpGenericTraps = []token{
	{0, "coldStart"}, {1, "warmStart"}, {2, "linkDown"}, {3, "linkUp"}, {4, "authenticationFailure"},
	{5, "egpNeighborLoss"}, {snmpEnterpriseSpecific, "enterpriseSpecific"},
}

// snmp prints a message of length bytes on the wire.
func (p *printer) snmp(length int) {
	p.proto = "snmp"
	p.c(' ')
	var e asnElement
	used, ok := p.asn(length, &e)
	if !ok {
		return
	}
	if !p.snmpWants(&e, asnSequence, "init SEQ") {
		return
	}
	if used < length {
		p.f1("[%u extra after iSEQ]", uint32(length-used))
	}
	p.in, length = e.v, e.size
	if !p.snmpInt(&length, &e, "version") {
		return
	}
	version := int(e.num)
	switch version {
	case snmpV1, snmpV2c, snmpV3:
	default:
		p.s("SNMP [version = ")
		p.n(version)
		p.c(']')
		return
	}
	if p.v > 0 {
		p.s("{ SNMPv")
		p.s([...]string{"1", "2c", "", "3"}[version])
		p.c(' ')
	}
	if version == snmpV3 {
		p.snmpV3(length)
	} else {
		p.snmpCommunity(length, version)
	}
	if p.v > 0 {
		p.s("} ")
	}
}

// snmpWants reports whether an element is of a kind, and says so if it is not.
func (p *printer) snmpWants(e *asnElement, kind asnKind, what string) bool {
	if e.kind == kind {
		return true
	}
	p.s("[!")
	p.s(what)
	p.c(']')
	p.asnPrint(e)
	return false
}

// snmpField reads an element that has to be of a kind; name and kindName are for the complaint.
func (p *printer) snmpField(length *int, e *asnElement, kind asnKind, name, kindName string) bool {
	used, ok := p.asn(*length, e)
	if !ok {
		return false
	}
	*length -= used
	if e.kind != kind {
		p.c('[')
		p.s(name)
		p.s("!=")
		p.s(kindName)
		p.c(']')
		p.asnPrint(e)
		return false
	}
	return true
}

//go:noinline
func (p *printer) snmpInt(length *int, e *asnElement, name string) bool {
	return p.snmpField(length, e, asnInt, name, "INT")
}

//go:noinline
func (p *printer) snmpStr(length *int, e *asnElement, name string) bool {
	return p.snmpField(length, e, asnString, name, "STR")
}

// snmpCommunity prints the community, if it is not "public", and the PDU of versions 1 and 2c.
func (p *printer) snmpCommunity(length, version int) {
	var e asnElement
	if !p.snmpStr(&length, &e, "comm") {
		return
	}
	if string(e.v) != "public" || e.size != len(e.v) {
		p.s("C=")
		p.asnString(&e)
		p.c(' ')
	}
	p.snmpPDU(length, version)
}

// snmpPDU prints a protocol data unit.
func (p *printer) snmpPDU(length, version int) {
	var e asnElement
	used, ok := p.asn(length, &e)
	if !ok {
		return
	}
	if e.kind != asnPDU {
		p.s("[no PDU]")
		return
	}
	if used < length {
		p.f1("[%u extra after PDU]", uint32(length-used))
	}
	if p.v > 0 {
		p.s("{ ")
	}
	p.asnPrint(&e)
	p.c(' ')
	switch {
	case version == snmpV1 && e.tag >= snmpGetBulk:
		p.s("[v2 PDU in v1 message]")
		return
	case version == snmpV2c && e.tag == snmpTrap:
		p.s("[v1 PDU in v2 message]")
		return
	}
	p.in = e.v
	if e.tag == snmpTrap {
		p.snmpTrapPDU(e.size)
	} else {
		p.snmpPlainPDU(e.tag, e.size)
	}
	if p.v > 0 {
		p.s(" } ")
	}
}

// snmpPlainPDU prints any PDU but a version 1 trap.
func (p *printer) snmpPlainPDU(tag, length int) {
	var e asnElement
	if !p.snmpInt(&length, &e, "reqId") {
		return
	}
	if p.v > 0 {
		p.s("R=")
		p.n(int(e.num))
		p.c(' ')
	}
	if !p.snmpInt(&length, &e, "errorStatus") {
		return
	}
	status := e.num
	switch {
	case tag == snmpGetBulk:
		p.s(" N=")
		p.n(int(status))
	case status != 0 && tag == snmpResponse:
		p.c(' ')
		p.snmpError(status)
	case status != 0:
		p.s("[errorStatus(")
		p.snmpError(status)
		p.s(")!=0]")
	}
	if !p.snmpInt(&length, &e, "errorIndex") {
		return
	}
	index := e.num
	switch {
	case tag == snmpGetBulk:
		p.s(" M=")
		p.n(int(index))
	case tag != snmpResponse:
		if index != 0 {
			p.s("[errorIndex(")
			p.n(int(index))
			p.s(")!=0]")
		}
	case status == 0:
		if index != 0 {
			p.s("[errorIndex(")
			p.n(int(index))
			p.s(") w/o errorStatus]")
		}
	case index == 0:
		p.s("[errorIndex==0]")
	default:
		p.c('@')
		p.n(int(index))
	}
	p.snmpBindings(tag, length)
}

func (p *printer) snmpError(status int64) {
	if name, ok := tokenName(&snmpErrors, uint32(status)); ok && status >= 0 {
		p.s(name)
		return
	}
	p.f1("err=%u", uint32(status))
}

// snmpTrapPDU prints a version 1 trap, RFC 1157 section 4.1.6.
func (p *printer) snmpTrapPDU(length int) {
	var e asnElement
	p.c(' ')
	if !p.snmpField(&length, &e, asnOID, "enterprise", "OID") {
		return
	}
	p.asnPrint(&e)
	p.c(' ')
	if !p.snmpField(&length, &e, asnAddress, "agent-addr", "INETADDR") {
		return
	}
	p.asnPrint(&e)
	if !p.snmpInt(&length, &e, "generic-trap") {
		return
	}
	generic := e.num
	p.c(' ')
	if name, ok := tokenName(&snmpGenericTraps, uint32(generic)); ok && generic >= 0 {
		p.s(name)
	} else {
		p.s("gt=")
		p.n(int(generic))
	}
	if !p.snmpInt(&length, &e, "specific-trap") {
		return
	}
	if generic == snmpEnterpriseSpecific {
		p.s(" s=")
		p.n(int(e.num))
	} else if e.num != 0 {
		p.s("[specific-trap(")
		p.n(int(e.num))
		p.s(")!=0]")
	}
	p.c(' ')
	if !p.snmpField(&length, &e, asnTicks, "time-stamp", "TIMETICKS") {
		return
	}
	p.asnPrint(&e)
	p.snmpBindings(snmpTrap, length)
}

// snmpBindings prints the variables and their values.
func (p *printer) snmpBindings(tag, length int) {
	var e asnElement
	used, ok := p.asn(length, &e)
	if !ok {
		return
	}
	if !p.snmpWants(&e, asnSequence, "SEQ of varbind") {
		return
	}
	if used < length {
		p.f1("[%u extra after SEQ of varbind]", uint32(length-used))
	}
	p.in, length = e.v, e.size
	for length > 0 && p.cut < 0 {
		p.c(' ')
		used, ok = p.asn(length, &e)
		if !ok || !p.snmpWants(&e, asnSequence, "varbind") {
			return
		}
		length -= used
		rest := p.in
		p.in = e.v
		if !p.snmpBinding(tag, e.size) {
			return
		}
		if p.cut < 0 {
			p.in = rest
		}
	}
}

// snmpBinding prints one variable and its value.
func (p *printer) snmpBinding(tag, length int) bool {
	var e asnElement
	if !p.snmpField(&length, &e, asnOID, "objName", "OID") {
		return false
	}
	p.asnPrint(&e)
	ask := tag == snmpGet || tag == snmpGetNext || tag == snmpGetBulk
	if !ask {
		p.c('=')
	}
	if _, ok := p.asn(length, &e); !ok {
		return false
	}
	if e.kind == asnNull {
		return true
	}
	if ask {
		p.s("[objVal!=NULL]")
	}
	p.asnPrint(&e)
	return p.cut < 0
}
