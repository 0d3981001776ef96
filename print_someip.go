// SOME/IP, scalable service-oriented middleware over IP: AUTOSAR document 696.
//
//	+-------------------------------+-+-----------------------------+
//	|          Service ID           |E|      Method or event ID     |
//	+-------------------------------+-+-----------------------------+
//	|                            Length                             |
//	+-------------------------------+-------------------------------+
//	|           Client ID           |          Session ID           |
//	+---------------+---------------+---------------+---------------+
//	|  Protocol ver | Interface ver | Message type  |  Return code  |
//	+---------------+---------------+---------------+---------------+

package main

const (
	someipHeaderLen = 16
	someipEvent     = 0x8000
)

var (
	someipTypes = []token{
		{0x00, "REQUEST"}, {0x01, "REQUEST_NO_RETURN"}, {0x02, "NOTIFICATION"}, {0x20, "TP_REQUEST"},
		{0x21, "TP_REQUEST_NO_RETURN"}, {0x22, "TP_NOTIFICATION"}, {0x80, "RESPONSE"}, {0x81, "ERROR"},
		{0xa0, "TP_RESPONSE"}, {0xa1, "TP_ERROR"},
	}
	someipCodes = []token{
		{0x00, "E_OK"}, {0x01, "E_NOT_OK"}, {0x02, "E_UNKNOWN_SERVICE"}, {0x03, "E_UNKNOWN_METHOD"},
		{0x04, "E_NOT_READY"}, {0x05, "E_NOT_REACHABLE"}, {0x06, "E_TIMEOUT"}, {0x07, "E_WRONG_PROTOCOL_VERSION"},
		{0x08, "E_WRONG_INTERFACE_VERSION"}, {0x09, "E_MALFORMED_MESSAGE"}, {0x0a, "E_WRONG_MESSAGE_TYPE"},
		{0x0b, "E_E2E_REPEATED"}, {0x0c, "E_E2E_WRONG_SEQUENCE"}, {0x0d, "E_E2E"}, {0x0e, "E_E2E_NOT_AVAILABLE"},
		{0x0f, "E_E2E_NO_NEW_DATA"},
	}
)

// someip prints the header of one message, length bytes on the wire.
func (p *printer) someip(length int) {
	p.proto = "someip"
	p.s("SOMEIP")
	if length < someipHeaderLen {
		p.invalid()
		return
	}
	h := p.take(4)
	p.f1(", service %u", uint32(be16(h)))
	id := be16at(h, 2)
	if id&someipEvent != 0 {
		p.f1(", event %u", uint32(id&^someipEvent))
	} else {
		p.f1(", method %u", uint32(id))
	}
	p.f1(", len %u", p.u32())
	h = p.take(4)
	p.f2(", client %u, session %u", uint32(be16(h)), uint32(be16at(h, 2)))
	p.f1(", pver %u", uint32(p.u8()))
	p.f1(", iver %u", uint32(p.u8()))
	typ := uint32(p.u8())
	p.s(", msgtype ")
	p.tok(&someipTypes, "Unknown", typ)
	code := uint32(p.u8())
	p.s(", retcode ")
	p.tok(&someipCodes, "Unknown", code)
}
