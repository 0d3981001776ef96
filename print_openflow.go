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
	version := int(p.peek(0, 1)[0])
	p.fields("\n\tversion %1nz")
	if p.openflowEnd(length, 2) {
		return 0, false
	}
	kind := int(p.peek(0, 1)[0])
	switch version {
	case openflow10:
		p.fields(", type %1ny")
	case openflow13:
		p.fields(", type %1nw")
	default:
		p.fields(", type %1nN")
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
		if p.openflowBody(&openflow10Bodies, kind, body) {
			p.openflow10Body(kind, body)
		}
	case openflow13:
		if p.openflowBody(&openflow13Bodies, kind, body) {
			p.openflow13Body(kind, body)
		}
	}
	if p.cut < 0 {
		p.in = message
		p.takeN(body)
	}
	return size, p.cut < 0 // else it goes on in the next segment
}

// openflowLayout is a message's body, or a part of it: how many bytes it has at least, whether there may be more, and its
// fields (print_fields.go).
type openflowLayout struct {
	size   uint16
	more   bool
	layout string
}

// openflowBody prints the fixed fields of a body of size bytes. It reports false if there is nothing more to say.
func (p *printer) openflowBody(table *[]openflowLayout, kind, size int) bool {
	if kind >= len(*table) {
		return false
	}
	b := &(*table)[kind]
	if least := int(b.size); size < least || size > least && !b.more {
		p.invalid()
		return false
	}
	if p.v > 0 {
		p.fields(b.layout)
	}
	return p.v > 0
}

// openflowError prints what is wrong; codes are the names of the error types' codes.
func (p *printer) openflowError(layout string, codes *[]string, size int) {
	kind := int(be16(p.peek(0, 2)))
	p.fields(layout)
	names := ""
	if kind < len(*codes) {
		names = (*codes)[kind]
	}
	if code := p.u16(); p.cut < 0 {
		p.s(", code ")
		p.fieldNamed('t', names, uint64(code), 2)
		p.openflowData(size - 4)
	}
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

// openflowRoom reports whether another item of at least so many bytes can be in what is left, and says so if only a part
// of one can.
func (p *printer) openflowRoom(left, least int, indent string) bool {
	if left <= 0 || p.cut >= 0 {
		return false
	}
	if left < least {
		p.s(indent)
		p.f2("[remaining length %u < %u]", uint32(left), uint32(least))
		p.invalid()
		p.takeN(left)
		return false
	}
	return true
}

// openflowFrame prints data that is a frame, which -vvv dissects, three times less verbose. It may be only the beginning
// of the frame: a short read there is none of the message's.
func (p *printer) openflowFrame(size int) {
	if size == 0 || p.cut >= 0 {
		return
	}
	p.f1("\n\t data (%u octets)", uint32(size))
	whole := p.in
	if p.v > 2 && p.enter() {
		p.s(", frame decoding below\n")
		p.limit(size)
		p.v -= 3
		p.proto = "ether"
		p.ether(size, nil)
		p.v += 3
		p.proto = "openflow"
		if p.cut >= 0 && len(whole) >= size {
			p.out = p.out[:p.cut]
			p.cut = -1
			p.s(" [|")
			p.s(p.cutBy)
			p.c(']')
		}
		p.leave()
	}
	if p.cut < 0 {
		p.in = whole
		p.takeN(size)
	}
}
