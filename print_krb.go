// Kerberos version 4 (Miller et al., Kerberos Authentication and Authorization System, Project Athena, 1987). Of the
// versions after it only the number is printed.

package main

const (
	krbKDCRequest = 1 << 1
	krbKDCReply   = 2 << 1
	krbAppRequest = 3 << 1
	krbErrReply   = 5 << 1

	krbLittleEndian = 1 // of the type: the sender's byte order
	krbLifeUnit     = 5 // minutes
)

var krbTypeNames = []token{
	{krbKDCRequest, "KDC_REQUEST"}, {krbKDCReply, "KDC_REPLY"}, {krbAppRequest, "APPL_REQUEST"},
	{4 << 1, "APPL_REQUEST_MUTUAL"}, {krbErrReply, "ERR_REPLY"}, {6 << 1, "PRIVATE"}, {7 << 1, "SAFE"},
	{8 << 1, "APPL_ERR"},
}

var krbErrorNames = []token{
	{0, "OK"}, {1, "NAME_EXP"}, {2, "SERVICE_EXP"}, {3, "AUTH_EXP"}, {4, "PKT_VER"}, {5, "NAME_MAST_KEY_VER"},
	{6, "SERV_MAST_KEY_VER"}, {7, "BYTE_ORDER"}, {8, "PRINCIPAL_UNKNOWN"}, {9, "PRINCIPAL_NOT_UNIQUE"},
	{10, "NULL_KEY"},
}

// krb prints a packet to or from a Kerberos server.
func (p *printer) krb() {
	p.proto = "kerberos"
	p.s("kerberos")
	vers := p.u8()
	switch vers {
	case 1, 2, 3:
		p.sn(" v", vers)
	case 4:
		p.s(" v4")
		p.krb4()
	case 106, 107:
		p.s(" v5")
	}
}

func (p *printer) krb4() {
	kind := p.u8()
	little := kind&krbLittleEndian != 0
	kind &^= krbLittleEndian
	if little {
		p.s(" le ")
	} else {
		p.s(" be ")
	}
	p.tok(&krbTypeNames, "#%u", uint32(kind))
	p.s(": ")
	switch kind {
	case krbKDCRequest:
		p.krbPrincipal()
		h := p.take(5)
		p.fw(" %umin ", uint64(h[4])*krbLifeUnit)
		p.krbText()
		p.c('.')
		p.krbText()
	case krbKDCReply:
		p.krbPrincipal()
		h := p.take(12) // time, number of tickets, expiry, key version
		p.f1(" (%u)", uint32(krb16(h[10:], little)))
	case krbAppRequest:
		p.sn("v", p.u8())
		p.c(' ')
		p.krbText()
		n := p.u8()
		p.f1(" (%u)", uint32(n))
		n = p.u8()
		p.f1(" (%u)", uint32(n))
	case krbErrReply:
		p.krbPrincipal()
		p.take(4)
		h := p.take(2)
		p.c(' ')
		p.tok(&krbErrorNames, "#%u", uint32(krb16(h, little)))
		p.c(' ')
		p.take(2)
		p.krbText()
	default:
		p.s("(unknown)")
	}
}

func krb16(b []byte, little bool) uint16 {
	if little {
		return le16(b)
	}
	return be16(b)
}

// krbPrincipal prints name.instance@realm.
func (p *printer) krbPrincipal() {
	p.krbText()
	p.c('.')
	p.krbText()
	p.c('@')
	p.krbText()
}

// krbText prints a string up to its NUL.
func (p *printer) krbText() {
	for p.cut < 0 {
		c := byte(p.u8())
		if c == 0 {
			return
		}
		p.safe(c)
	}
}
