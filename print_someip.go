// Scalable service-oriented middleware over IP (SOME/IP), AUTOSAR FO R22-11.
//
//	 0               16              32
//	+---------------+---------------+
//	|    service    |    method     |
//	+---------------+---------------+
//	|            length             |
//	+---------------+---------------+
//	|    client     |    session    |
//	+-------+-------+-------+-------+
//	| proto | iface | type  | retcode
//	+-------+-------+-------+-------+

package main

const someipHeaderLen = 16

var someipTypes = []token{
	{0x00, "REQUEST"}, {0x01, "REQUEST_NO_RETURN"}, {0x02, "NOTIFICATION"}, {0x20, "TP_REQUEST"},
	{0x21, "TP_REQUEST_NO_RETURN"}, {0x22, "TP_NOTIFICATION"}, {0x80, "RESPONSE"}, {0x81, "ERROR"},
	{0xa0, "TP_RESPONSE"}, {0xa1, "TP_ERROR"},
}

var someipCodes = []token{
	{0, "E_OK"}, {1, "E_NOT_OK"}, {2, "E_UNKNOWN_SERVICE"}, {3, "E_UNKNOWN_METHOD"}, {4, "E_NOT_READY"},
	{5, "E_NOT_REACHABLE"}, {6, "E_TIMEOUT"}, {7, "E_WRONG_PROTOCOL_VERSION"}, {8, "E_WRONG_INTERFACE_VERSION"},
	{9, "E_MALFORMED_MESSAGE"}, {10, "E_WRONG_MESSAGE_TYPE"}, {11, "E_E2E_REPEATED"}, {12, "E_E2E_WRONG_SEQUENCE"},
	{13, "E_E2E"}, {14, "E_E2E_NOT_AVAILABLE"}, {15, "E_E2E_NO_NEW_DATA"},
}

func (p *printer) someip(length int) {
	p.proto = "someip"
	p.s("SOMEIP")
	if length < someipHeaderLen {
		p.invalid()
		return
	}
	p.sn(", service ", p.u16())
	method := p.u16()
	if method&0x8000 != 0 {
		p.sn(", event ", method&0x7fff)
	} else {
		p.sn(", method ", method)
	}
	size := p.u32()
	p.f(", len %u", uint64(size))
	if size < someipHeaderLen-8 || uint64(size) > uint64(length-8) {
		p.invalid()
		return
	}
	p.sn(", client ", p.u16())
	p.sn(", session ", p.u16())
	p.sn(", pver ", p.u8())
	p.sn(", iver ", p.u8())
	p.s(", msgtype ")
	p.tok(someipTypes, "Unknown", uint32(p.u8()))
	p.s(", retcode ")
	p.tok(someipCodes, "Unknown", uint32(p.u8()))
}
