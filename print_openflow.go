// OpenFlow: what its versions have in common, and the plain messages of versions 1.0 (0x01) and 1.3 (0x04).
//
//	+----------+----------+---------------------+
//	| Version  |   Type   |       Length        |
//	+----------+----------+---------------------+
//	|              Transaction ID               |
//	+-------------------------------------------+

package main

const (
	openflowHeaderLen = 8

	openflow10 = 0x01
	openflow13 = 0x04

	openflowHello     = 0
	openflowEchoReq   = 2
	openflowEchoReply = 3
)

var (
	openflowVersions = []token{
		{openflow10, "1.0"}, {0x02, "1.1"}, {0x03, "1.2"}, {openflow13, "1.3"}, {0x05, "1.4"}, {0x06, "1.5"},
	}
	openflow10Types = []token{
		{0, "HELLO"}, {1, "ERROR"}, {2, "ECHO_REQUEST"}, {3, "ECHO_REPLY"}, {4, "VENDOR"}, {5, "FEATURES_REQUEST"},
		{6, "FEATURES_REPLY"}, {7, "GET_CONFIG_REQUEST"}, {8, "GET_CONFIG_REPLY"}, {9, "SET_CONFIG"},
		{10, "PACKET_IN"}, {11, "FLOW_REMOVED"}, {12, "PORT_STATUS"}, {13, "PACKET_OUT"}, {14, "FLOW_MOD"},
		{15, "PORT_MOD"}, {16, "STATS_REQUEST"}, {17, "STATS_REPLY"}, {18, "BARRIER_REQUEST"},
		{19, "BARRIER_REPLY"}, {20, "QUEUE_GET_CONFIG_REQUEST"}, {21, "QUEUE_GET_CONFIG_REPLY"},
	}
	openflow13Types = []token{
		{0, "HELLO"}, {1, "ERROR"}, {2, "ECHO_REQUEST"}, {3, "ECHO_REPLY"}, {4, "EXPERIMENTER"},
		{5, "FEATURES_REQUEST"}, {6, "FEATURES_REPLY"}, {7, "GET_CONFIG_REQUEST"}, {8, "GET_CONFIG_REPLY"},
		{9, "SET_CONFIG"}, {10, "PACKET_IN"}, {11, "FLOW_REMOVED"}, {12, "PORT_STATUS"}, {13, "PACKET_OUT"},
		{14, "FLOW_MOD"}, {15, "GROUP_MOD"}, {16, "PORT_MOD"}, {17, "TABLE_MOD"}, {18, "MULTIPART_REQUEST"},
		{19, "MULTIPART_REPLY"}, {20, "BARRIER_REQUEST"}, {21, "BARRIER_REPLY"}, {22, "QUEUE_GET_CONFIG_REQUEST"},
		{23, "QUEUE_GET_CONFIG_REPLY"}, {24, "ROLE_REQUEST"}, {25, "ROLE_REPLY"}, {26, "GET_ASYNC_REQUEST"},
		{27, "GET_ASYNC_REPLY"}, {28, "SET_ASYNC"}, {29, "METER_MOD"},
	}
)

// openflow prints the messages in length bytes. Where a message ends in a later segment, that segment will look as if
// it began with a message.
func (p *printer) openflow(length int) {
	p.proto = "openflow"
	p.s("OpenFlow")
	for length > 0 && p.cut < 0 {
		size, ok := p.openflowMessage(length)
		if !ok {
			return
		}
		length -= size
	}
}

// openflowEnd reports whether fewer than n bytes are left of the segment, and says so.
func (p *printer) openflowEnd(left, n int) bool {
	if left >= n {
		return false
	}
	p.s(" (end of TCP payload)")
	return true
}

// openflowMessage prints one message of at most length bytes and returns its length. It reports false if no other can
// follow.
func (p *printer) openflowMessage(length int) (size int, ok bool) {
	version := p.u8()
	p.s("\n\tversion ")
	p.tok(&openflowVersions, "unknown (0x%02x)", uint32(version))
	if p.openflowEnd(length, 2) {
		return 0, false
	}
	kind := p.u8()
	p.s(", type ")
	switch version {
	case openflow10:
		p.tok(&openflow10Types, "unknown (0x%02x)", uint32(kind))
	case openflow13:
		p.tok(&openflow13Types, "unknown (0x%02x)", uint32(kind))
	default:
		p.f1("unknown (0x%02x)", uint32(kind))
	}
	if p.openflowEnd(length, 4) {
		return 0, false
	}
	size = p.u16()
	p.sn(", length ", size)
	if size < openflowHeaderLen {
		p.s(" (too short!)")
	}
	if p.openflowEnd(length, openflowHeaderLen) {
		return 0, false
	}
	xid := p.u32()
	p.s(", xid ")
	p.xw(uint64(xid), 8)
	if size < openflowHeaderLen {
		p.invalid()
		p.takeN(length - openflowHeaderLen)
		return 0, false
	}
	body := size - openflowHeaderLen
	message := p.in
	p.limit(body)
	switch version {
	case openflow10:
		p.openflow10Body(kind, body)
	case openflow13:
		p.openflow13Body(kind, body)
	}
	if p.cut < 0 {
		p.in = message
		p.takeN(body)
	}
	return size, p.cut < 0 // else it goes on in the next segment
}

// openflowData prints how many bytes there are that mean nothing to anybody else, and with -vv the bytes.
func (p *printer) openflowData(size int) {
	if size == 0 {
		return
	}
	p.f1("\n\t data (%u octets)", uint32(size))
	if p.v > 1 {
		p.hexASCIILines("\n\t  ", p.in)
	}
	p.takeN(size)
}
