// DECnet Phase IV: routing layer (AA-X435A-TK) and network services protocol (AA-X439A-TK). Numbers are little-endian.
//
//	+--------+-------+ - - - - - - - - - +---------------------------------------------------------+
//	| length |padding| flags             | short: dst(2) src(2) visits(1)                          |
//	|  (2)   |(0x80+n) (1)               | long:  2 dst(6) 2 src(6) 1 visits(1) 1 1                |
//	+--------+-------+ - - - - - - - - - +---------------------------------------------------------+

package main

const (
	decnetPad     = 0x80 // this byte counts bytes of padding, itself among them
	decnetFuture  = 0x40 // version bit of the flags
	decnetControl = 0x01
	decnetRQR     = 0x08 // return to sender requested
	decnetRTS     = 0x10 // being returned to sender
	decnetIE      = 0x20 // stayed on this Ethernet

	decnetShort      = 2 // the format of a data packet, in the flags' lowest three bits
	decnetLong       = 6
	decnetShortLen   = 6
	decnetLongLen    = 21
	decnetInitLen    = 12
	decnetRHelloLen  = 18
	decnetEHelloLen  = 32
	decnetLevelEntry = 6
	decnetMaxCount   = 1024 // nodes in an area
)

// decnet prints a packet of at most length bytes on the wire.
func (p *printer) decnet(length int) {
	p.proto = "decnet"
	if length < decnetShortLen {
		p.f2(" (length %u < %u)", uint32(length), decnetShortLen)
		p.invalid()
		return
	}
	if !p.need(3) { // the first byte of flags decides
		return
	}
	whole := p.in // what is not known is shown from here, the packet's own length first
	n := int(le16(p.take(2)))
	length -= 2
	if n < decnetShortLen {
		p.f2(" (pktlen %u < %u)", uint32(n), decnetShortLen)
		p.invalid()
		return
	}
	if n > length {
		p.f2(" (pktlen %u > %u)", uint32(n), uint32(length))
		p.invalid()
		return
	}
	p.limit(n)
	total := n
	flags := int(p.peek(0, 1)[0])
	if flags&decnetPad != 0 {
		pad := flags &^ decnetPad
		if p.v > 0 {
			p.f1("[pad:%u] ", uint32(pad))
		}
		if n < pad+2 {
			p.f2(" (length %u < %u)", uint32(n), uint32(pad+2))
			p.invalid()
			return
		}
		p.takeN(pad)
		n -= pad
		whole = whole[min(pad, len(whole)):]
		flags = int(p.peek(0, 1)[0])
	}
	switch {
	case p.cut >= 0:
	case flags&decnetFuture != 0:
		p.s("future-version-decnet")
		p.data(whole[:min(n, len(whole))])
	case flags&decnetControl != 0:
		p.decnetControlMessage(flags, n)
	default:
		p.decnetData(flags, n, total, whole)
	}
}

// decnetAddr prints a node's address as area.node.
func (p *printer) decnetAddr(b []byte) {
	a := le16(b)
	p.u(uint64(a >> 10))
	p.c('.')
	p.u(uint64(a & 0x3ff))
}

// decnetData prints a data packet of n bytes; total counts the padding before it, too.
func (p *printer) decnetData(flags, n, total int, whole []byte) {
	var src, dst []byte
	var hops int
	switch flags & 7 {
	case decnetLong:
		if !p.decnetAtLeast(n, decnetLongLen) {
			return
		}
		h := p.take(decnetLongLen)
		dst, src, hops = h[7:9], h[15:17], int(h[18])
		n -= decnetLongLen
	case decnetShort:
		if !p.decnetAtLeast(n, decnetShortLen) {
			return
		}
		h := p.take(decnetShortLen)
		dst, src, hops = h[1:3], h[3:5], int(h[5]&0x3f)+1
		n -= decnetShortLen
	default:
		p.s("unknown message flags under mask")
		p.data(whole[:min(n, len(whole))])
		return
	}
	p.decnetAddr(src)
	p.s(" > ")
	p.decnetAddr(dst)
	p.sn(" ", total)
	p.c(' ')
	if p.v > 0 {
		p.bits(&decnetFlagNames, "", "", uint32(flags))
		p.n(hops)
		p.s(" hops ")
	}
	p.nsp(n)
}

var decnetFlagNames = []token{{decnetRQR, "RQR "}, {decnetRTS, "RTS "}, {decnetIE, "IE "}}

func (p *printer) decnetAtLeast(n, least int) bool {
	if n < least {
		p.f2(" (length %u < %u)", uint32(n), uint32(least))
		p.invalid()
		return false
	}
	return true
}

// decnetControlMessage prints a routing layer control message of n bytes.
func (p *printer) decnetControlMessage(flags, n int) {
	switch flags&^(decnetRQR|decnetRTS|decnetIE|6) | flags&(6|decnetRQR) {
	case 0x01:
		p.s("init ")
		if n < decnetInitLen {
			p.invalid()
			return
		}
		h := p.take(decnetInitLen)
		p.decnetNodeType(int(h[3]&3), h[3]&4 != 0, false, h[3]&8 != 0)
		p.s(" src ")
		p.decnetAddr(h[1:])
		p.f("blksize %u vers %u eco %u ueco %u hello %u", uint32(le16at(h, 4)), uint32(h[6]), uint32(h[7]), uint32(h[8]),
			uint32(le16at(h, 9)))
	case 0x03:
		p.decnetNumber("verification", "fcnval")
	case 0x05:
		p.decnetNumber("test", "data")
	case 0x07:
		p.decnetLevel("lev-1-routing ", "ids", n)
	case 0x09:
		p.decnetLevel("lev-2-routing ", "areas", n)
	case 0x0b:
		p.s("router-hello ")
		if n < decnetRHelloLen {
			p.invalid()
			return
		}
		h := p.take(decnetRHelloLen)
		p.decnetHello(h)
		p.f2(" pri %u hello %u", uint32(h[13]), uint32(le16at(h, 15)))
	case 0x0d:
		p.s("endnode-hello ")
		if n < decnetEHelloLen {
			p.invalid()
			return
		}
		h := p.take(decnetEHelloLen)
		p.decnetHello(h)
		p.s(" rtr ")
		p.decnetAddr(h[26:])
		p.f2(" hello %u data %o", uint32(le16at(h, 28)), uint32(h[31]))
	default:
		p.s("unknown control message")
		p.rest(n)
	}
}

// decnetNodeType prints what kind of node says hello.
func (p *printer) decnetNodeType(typ int, verif, nomcast, blo bool) {
	p.s([...]string{"reserved-ntype?", "l2rout", "l1rout", "endnode"}[typ])
	if verif {
		p.s(" verif")
	}
	if nomcast {
		p.s(" nomcast")
	}
	if blo {
		p.s(" blo")
	}
}

// decnetHello prints what both hellos on an Ethernet begin with.
func (p *printer) decnetHello(h []byte) {
	info := h[10]
	p.decnetNodeType(int(info&3), info&0x04 != 0, info&0x20 != 0, info&0x40 != 0)
	p.f3(" vers %u eco %u ueco %u src ", uint32(h[1]), uint32(h[2]), uint32(h[3]))
	p.decnetAddr(h[8:])
	p.sn(" blksize ", int(le16at(h, 11)))
}

// decnetNumber prints a verification or a test message.
func (p *printer) decnetNumber(name, what string) {
	p.s(name)
	p.c(' ')
	h := p.take(4)
	p.s("src ")
	p.decnetAddr(h[1:])
	p.c(' ')
	p.s(what)
	p.f1(" %o", uint32(h[3]))
}

// decnetLevel prints a routing message: segments of costs, their checksum at the end. Only the first node or area of a
// segment is shown, as in tcpdump.
func (p *printer) decnetLevel(name, what string, n int) {
	p.s(name)
	h := p.take(4)
	p.s("src ")
	p.decnetAddr(h[1:])
	p.c(' ')
	for n -= 6; n > 4 && p.cut < 0; n -= decnetLevelEntry {
		h := p.take(decnetLevelEntry)
		count, start, info := int(le16(h)), int(le16at(h, 2)), int(le16at(h, 4))
		if count > decnetMaxCount {
			return
		}
		p.c('{')
		p.s(what)
		p.f(" %u-%u cost %u hops %u} ", uint32(start), uint32(start+count), uint32(info&0x1ff), uint32(info>>10&0x1f))
	}
}

// nspHeaderLen is the length of what most NSP messages begin with: flags, and the logical link at both ends.
const nspHeaderLen = 5

// nsp prints a message of the network services protocol, n bytes long.
func (p *printer) nsp(n int) {
	if n < nspHeaderLen {
		p.f2(" (nsplen %u < %u)", uint32(n), nspHeaderLen)
		p.invalid()
		return
	}
	h := p.take(nspHeaderLen)
	flags := int(h[0])
	dst, src := uint64(le16at(h, 1)), uint64(le16at(h, 3))
	link := func(name string) {
		p.s(name)
		p.fw(" %u>%u ", src, dst)
	}
	reserved := func(name string) {
		p.s(name)
		p.fw("? %x %u > %u", uint64(flags), src, dst)
	}
	n -= nspHeaderLen
	switch flags & 0x0c {
	case 0x00:
		switch flags & 0x70 {
		case 0x00, 0x20, 0x40, 0x60: // begin or end of message, or both, or neither
			link("data")
			p.nspSegment(n, "oack ", "onak ")
		case 0x30:
			p.s("intr ")
			p.nspSegment(n, "ackdat ", "nakdat ")
		case 0x10:
			link("link-service")
			p.nspLinkService(n)
		default:
			reserved("reserved-subtype")
		}
	case 0x04:
		switch flags & 0x70 {
		case 0x00:
			link("data-ack")
			p.nspAckMessage(n, "oack ", "onak ")
		case 0x10:
			link("ils-ack")
			p.nspAckMessage(n, "ackdat ", "nakdat ")
		case 0x20:
			p.sn("conn-ack ", int(dst))
		default:
			reserved("reserved-acktype")
		}
	case 0x08:
		p.nspControl(flags, n, link, reserved)
	default:
		reserved("reserved-type")
	}
}

// nspControl prints the messages that make and break logical links.
func (p *printer) nspControl(flags, n int, link, reserved func(string)) {
	switch flags & 0x70 {
	case 0x10, 0x60, 0x20:
		name, least := "conn-initiate", 4
		switch flags & 0x70 {
		case 0x60:
			name = "retrans-conn-initiate"
		case 0x20:
			name, least = "conn-confirm", 5
		}
		link(name)
		if n < least {
			p.invalid()
			return
		}
		if !p.need(least) {
			return
		}
		h := p.take(4)
		p.nspServices(int(h[0]), int(h[1]))
		p.sn("segsize ", int(le16at(h, 2)))
		p.c(' ')
		if least == 5 {
			p.nspOptional(p.u8())
		}
	case 0x30:
		link("disconn-initiate")
		if n < 3 {
			p.invalid()
			return
		}
		h := p.take(3)
		p.nspReason(le16(h))
		p.nspOptional(int(h[2]))
	case 0x40:
		link("disconn-confirm")
		if n < 2 {
			p.short(0)
			return
		}
		p.nspReason(le16(p.take(2)))
	default:
		reserved("reserved-ctltype")
	}
}

func (p *printer) nspOptional(n int) {
	if n > 0 {
		p.f1("optlen %u ", uint32(n))
	}
}

// nspServices prints what a connection asks for: flow control, and the version of NSP spoken.
func (p *printer) nspServices(services, info int) {
	switch services & 0x0c {
	case 0x04:
		p.s("seg ")
	case 0x08:
		p.s("msg ")
	}
	p.s([...]string{"ver 3.2 ", "ver 3.1 ", "ver 4.0 ", "ver 4.1 "}[info&3])
}

const (
	nspIsAck = 0x8000 // this word acknowledges; without it, it is a segment number
	nspCross = 0x2000 // of a second such word: it is about the other kind of data
	nspNak   = 0x1000
	nspSeq   = 0x0fff
)

// nspAck prints the acknowledgement in a word; all the bits of negative set make it a negative one.
func (p *printer) nspAck(w, negative uint16, ack, nak string) {
	if w&negative == negative {
		ack = nak
	}
	p.s(ack)
	p.u(uint64(w & nspSeq))
	p.c(' ')
}

// nspSegment prints up to two acknowledgements and the number of a segment; n bytes are left of the message. It reports
// how many of them remain then, and whether it came to the number.
func (p *printer) nspSegment(n int, ack, nak string) (left int, ok bool) {
	for k := 0; ; k++ {
		if n < 2 {
			p.invalid()
			return n, false
		}
		w := le16(p.take(2))
		n -= 2
		switch {
		case k == 0 && w&nspIsAck != 0:
			p.nspAck(w, nspNak, "ack ", "nak ")
		case k == 1 && w&(nspIsAck|nspCross) != 0:
			p.nspAck(w, nspIsAck|nspCross|nspNak, ack, nak)
		default:
			p.f1("seg %u ", uint32(w&nspSeq))
			return n, p.cut < 0
		}
		if p.cut >= 0 {
			return n, false
		}
	}
}

// nspAckMessage prints the two acknowledgements of a message that is nothing else.
func (p *printer) nspAckMessage(n int, ack, nak string) {
	if n < 4 {
		p.invalid()
		return
	}
	h := p.take(4)
	if w := le16(h); w&nspIsAck != 0 {
		p.nspAck(w, nspNak, "ack ", "nak ")
		if w := le16at(h, 2); w&(nspIsAck|nspCross) != 0 {
			p.nspAck(w, nspIsAck|nspCross|nspNak, ack, nak)
		}
	}
}

// nspLinkService prints a link service message behind the addresses: acknowledgements, segment number, and what
// changes in the flow control.
func (p *printer) nspLinkService(n int) {
	n, ok := p.nspSegment(n, "ackdat ", "nakdat ")
	if !ok {
		return
	}
	if n < 2 {
		p.invalid()
		return
	}
	h := p.take(2)
	flags, count := int(h[0]), int(h[1])
	switch flags & 0x0c {
	case 0x00:
		p.sn("dat seg count ", count)
		p.c(' ')
		switch flags & 3 {
		case 1:
			p.s("donotsend-data ")
		case 2:
			p.s("send-data ")
		case 3:
			p.f1("reserved-fcmod? %x", uint32(flags))
		}
	case 0x04:
		p.sn("intr req count ", count)
		p.c(' ')
	default:
		p.f1("reserved-fcval-int? %x", uint32(flags))
	}
}

func (p *printer) nspReason(v uint16) {
	if s, ok := tokenName(&nspReasonNames, uint32(v)); ok {
		p.s(s)
		p.c(' ')
		return
	}
	p.f1("reason-%u ", uint32(v))
}

var nspReasonNames = []token{
	{0, "object rejected connect"}, {1, "insufficient resources"}, {2, "unrecognized node name"},
	{3, "node is shutting down"}, {4, "unrecognized object"}, {5, "invalid object name format"}, {6, "object too busy"},
	{7, "protocol error discovered"}, {8, "third party abort"}, {9, "user abort"}, {10, "invalid node name format"},
	{11, "local node shutting down"}, {32, "insufficient local resources"},
	{33, "insufficient remote user resources"}, {34, "invalid access control information"},
	{36, "bad ACCOUNT information"}, {38, "no response from object"}, {39, "node unreachable"},
	{41, "no link terminate"}, {42, "disconnect complete"}, {43, "bad image data in connect"},
	{54, "cryptographic service mismatch"},
}
