// AppleTalk Name Binding Protocol and Transaction Protocol (Inside AppleTalk, chapters 7 and 9).

package main

const (
	nbpHeaderLen = 8 // function and count, id, and the fixed part of a tuple, without which nothing is printed
	nbpNameMax   = 32

	nbpBroadcastRequest = 0x10
	nbpLookup           = 0x20
	nbpReply            = 0x30

	atpHeaderLen   = 8
	atpRequest     = 0x40
	atpResponse    = 0x80
	atpRelease     = 0xc0
	atpFunction    = 0xc0
	atpExactlyOnce = 0x20
	atpEndOfMsg    = 0x10
	atpSendStatus  = 0x08
	atpFlags       = atpExactlyOnce | atpEndOfMsg | atpSendStatus
)

// nbp prints a name binding packet; h says who sent it.
func (p *printer) nbp(length int, h *ddpHeader) {
	if length < nbpHeaderLen {
		p.sn(" truncated-nbp ", length)
		p.in = nil
		return
	}
	p.limit(length)
	if p.need(2) {
		p.c(' ')
	}
	head := p.take(2)
	op, count, id := int(head[0]&0xf0), int(head[0]&15), int(head[1])
	switch op {
	case nbpLookup, nbpBroadcastRequest:
		if op == nbpLookup {
			p.s("nbp-lkup ")
		} else {
			p.s("nbp-brRq ")
		}
		p.n(id)
		p.c(':')
		p.nbpLookupTuple(count, h)
	case nbpReply:
		p.s("nbp-reply ")
		p.n(id)
		p.c(':')
		for ; count > 0 && p.cut < 0; count-- {
			p.nbpTuple(h)
		}
	default:
		p.f3("nbp-0x%x  %u (%u)", uint32(op|count), uint32(id), uint32(length-2))
	}
}

// nbpLookupTuple prints the one tuple of a request and what is odd about it.
func (p *printer) nbpLookupTuple(count int, h *ddpHeader) {
	t := p.nbpTakeTuple()
	p.nbpName()
	if t[4] != 0 {
		p.f1(" [enum=%u]", uint32(t[4]))
	}
	if count != 1 {
		p.f1(" [ntup=%u]", uint32(count))
	}
	if be16(t) != h.srcNet || int(t[2]) != h.srcNode || int(t[3]) != h.srcSkt {
		p.s(" [addr=")
		p.atalkAddr(be16(t), int(t[2]))
		p.f1(".%u]", uint32(t[3]))
	}
}

// nbpTuple prints one tuple of a reply: the enumerator unless it is 1, the socket unless the sender's, and the address
// unless the sender's.
func (p *printer) nbpTuple(h *ddpHeader) {
	t := p.nbpTakeTuple()
	p.nbpName()
	if t[4] != 1 {
		p.f1("(%u)", uint32(t[4]))
	}
	if int(t[3]) != h.srcSkt {
		p.f1(" %u", uint32(t[3]))
	}
	if be16(t) != h.srcNet || int(t[2]) != h.srcNode {
		p.s(" [addr=")
		p.atalkAddr(be16(t), int(t[2]))
		p.c(']')
	}
}

// nbpTakeTuple takes the fixed part of a tuple: network, node, socket, enumerator.
func (p *printer) nbpTakeTuple() []byte {
	if p.classic {
		p.need(7) // 3.4 wants the length of the first string, too
	}
	t := p.take(5)
	p.c(' ')
	return t
}

// nbpName prints "object:type@zone". After a string that is too long there is no telling where the next one begins.
func (p *printer) nbpName() {
	p.c('"')
	for _, end := range [...]byte{':', '@', '"'} {
		if !p.nbpString() {
			return
		}
		p.c(end)
	}
}

func (p *printer) nbpString() bool {
	n := p.u8()
	if n > nbpNameMax {
		p.f1("[len=%u]", uint32(n))
		p.in = nil
		return false
	}
	for ; n > 0 && p.cut < 0; n-- {
		p.safe(byte(p.u8()))
	}
	return p.cut < 0
}

// atp prints a transaction packet.
func (p *printer) atp(length int) {
	if length < atpHeaderLen {
		p.short(0)
		return
	}
	h := p.take(atpHeaderLen)
	if p.cut >= 0 {
		return
	}
	control, bitmap, id, data := h[0], h[1], uint64(be16at(h, 2)), length-atpHeaderLen
	switch control & atpFunction {
	case atpRequest:
		p.s(" atp-req")
		if control&atpExactlyOnce == 0 {
			p.c('*')
		} else if !p.classic {
			p.c(' ') // in place of the star
		}
		p.c(' ')
		p.u(id)
		p.atpBitmap(bitmap)
		if data != 0 {
			p.sn(" [len=", data)
			p.c(']')
		}
		p.atpOddFlags(" ", control&(atpEndOfMsg|atpSendStatus))
	case atpResponse:
		p.s(" atp-resp")
		if control&atpEndOfMsg != 0 {
			p.c('*')
		} else {
			p.c(' ')
		}
		p.fw("%u:%u (%u)", id, uint64(bitmap), uint64(data))
		p.atpOddFlags(" ", control&(atpExactlyOnce|atpSendStatus))
	case atpRelease:
		p.s(" atp-rel ")
		if !p.classic {
			p.c(' ')
		}
		p.u(id)
		p.atpBitmap(bitmap)
		p.atpOddFlags("", control&atpFlags) // tcpdump has no blank here
	default:
		p.fw(" atp-0x%x  %u (%u)", uint64(control), id, uint64(data))
	}
	if user := be32at(h, 4); user != 0 {
		p.s(" 0x")
		p.h(uint64(user))
	}
}

var atpFlagNames = []token{{atpExactlyOnce, "XO"}, {atpEndOfMsg, "EOM"}, {atpSendStatus, "STS"}}

// atpOddFlags prints flags that have no meaning where they stand.
func (p *printer) atpOddFlags(blank string, flags byte) {
	if flags == 0 {
		return
	}
	p.s(blank)
	p.c('[')
	p.bits(&atpFlagNames, "", ",", uint32(flags))
	p.c(']')
}

// atpBitmap prints which packets are asked for: <0-N> for the first ones, else a list.
func (p *printer) atpBitmap(bitmap byte) {
	p.c('<')
	if bitmap&(bitmap+1) == 0 && bitmap > 1 {
		n := 0
		for bitmap>>uint(n+1) != 0 {
			n++
		}
		p.sn("0-", n)
	} else if bitmap == 0 {
		p.c('0') // as tcpdump has it
	} else {
		first := true
		for i := range 8 {
			if bitmap>>uint(i)&1 == 0 {
				continue
			}
			if !first {
				p.c(',')
			}
			first = false
			p.n(i)
		}
	}
	p.c('>')
}
