// Zephyr, MIT's notification service (DellaFera et al., The Zephyr Notification Service, 1988): header fields as text, a
// NUL behind each.

package main

import "bytes"

const (
	zephyrServAck = 5

	zephyrFields = 17 // of a header, version first
)

var zephyrKindNames = []token{
	{0, "unsafe"}, {1, "unacked"}, {2, "acked"}, {3, "hm-ack"}, {4, "hm-ctl"}, {5, "serv-ack"}, {6, "serv-nak"},
	{7, "client-ack"}, {8, "stat"},
}

// zephyrHeader is what is printed of a header.
type zephyrHeader struct {
	kind                                      uint32
	class, instance, opcode, sender, receiver []byte
}

// zephyr prints a notice, length bytes on the wire.
func (p *printer) zephyr(length int) {
	p.proto = "zephyr"
	captured := length <= len(p.in)
	version, ok := p.zephyrField(captured)
	if !ok {
		return
	}
	if len(version) < 4 || string(version[:4]) != "ZEPH" {
		return
	}
	version = version[4:]
	var h zephyrHeader
	if !p.zephyrHeader(&h, captured) {
		return
	}
	p.s(" zephyr")
	if !bytes.HasPrefix(version, []byte("0.2")) {
		p.s(" v")
		p.textBytes(version)
		return
	}
	p.c(' ')
	p.tok(&zephyrKindNames, "type %u", h.kind)
	if h.kind == zephyrServAck {
		p.zephyrAnswer()
	}
	if len(h.sender) > 0 {
		p.c(' ')
		p.textBytes(h.sender)
	}
	p.zephyrWhat(&h)
}

// zephyrField takes one field. It reports false, having said so, if there is none: for a packet that was captured
// whole that is not a short read but a mistake of its sender.
func (p *printer) zephyrField(captured bool) (f []byte, ok bool) {
	for i, c := range p.in {
		if c == 0 {
			f, p.in = p.in[:i], p.in[i+1:]
			return f, true
		}
	}
	if captured {
		p.invalid() // instead of everything else
		p.in = nil
	} else {
		p.short(0)
	}
	return nil, false
}

// zephyrHeader takes the fields behind the version.
func (p *printer) zephyrHeader(h *zephyrHeader, captured bool) bool {
	for i := 1; i < zephyrFields; i++ {
		f, ok := p.zephyrField(captured)
		if !ok {
			return false
		}
		switch i {
		case 2:
			h.kind = zephyrNumber(f)
		case 8:
			h.class = f
		case 9:
			h.instance = f
		case 10:
			h.opcode = f
		case 11:
			h.sender = f
		case 12:
			h.receiver = f
		}
	}
	return true
}

// zephyrNumber reads a number in hex, with or without 0x.
func zephyrNumber(f []byte) (v uint32) {
	for _, c := range bytes.TrimPrefix(f, []byte("0x")) {
		d := hexDigit(c)
		if d < 0 {
			break
		}
		v = v<<4 | uint32(d)
	}
	return v
}

// zephyrAnswer prints what a server answered, unless it is that the notice was sent on.
func (p *printer) zephyrAnswer() {
	for i, c := range p.in {
		if c != 0 {
			continue
		}
		if answer := p.in[:i]; string(answer) != "SENT" {
			p.c('/')
			p.zephyrLower(answer)
		}
		return
	}
}

//go:noinline
func (p *printer) zephyrLower(b []byte) {
	for _, c := range b {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		p.safe(c)
	}
}

// zephyrWhat prints what a notice is about: Zephyr's own classes in words, others with recipient.
func (p *printer) zephyrWhat(h *zephyrHeader) {
	switch class, instance, op := string(h.class), string(h.instance), string(h.opcode); {
	case class == "ZEPHYR_CTL" && instance == "CLIENT":
		p.zephyrClient(op, h.opcode)
	case class == "ZEPHYR_CTL" && instance == "HM":
		p.c(' ')
		p.zephyrLower(h.opcode)
	case class == "ZEPHYR_ADMIN":
		p.s(" zephyr-admin ")
		p.zephyrLower(h.opcode)
	case class == "HM_CTL":
		p.s(" hm_ctl ")
		p.zephyrLower(h.instance)
		p.c(' ')
		p.zephyrLower(h.opcode)
	case class == "HM_STAT" && instance == "HMST_CLIENT" && op == "GIMMESTATS":
		p.s(" get-client-stats")
	case class == "LOGIN" && op == "USER_FLUSH":
		p.s(" flush_locs")
	case class == "USER_LOCATE" && op == "USER_HIDE":
		p.s(" hide")
	case class == "USER_LOCATE" && op == "USER_UNHIDE":
		p.s(" unhide")
	case class == "USER_LOCATE":
		p.s(" locate ")
		p.textBytes(h.instance)
	default:
		p.s(" to ")
		p.zephyrTriple(h.class, h.instance, h.receiver)
		if op != "" {
			p.s(" op ")
			p.textBytes(h.opcode)
		}
	}
}

// zephyrClient prints what a client asks of its server.
func (p *printer) zephyrClient(op string, raw []byte) {
	switch op {
	case "SUBSCRIBE":
		p.s(" sub")
		p.zephyrSubscriptions()
	case "UNSUBSCRIBE":
		p.s(" unsub")
		p.zephyrSubscriptions()
	case "GIMME":
		p.s(" ret")
	case "GIMMEDEFS":
		p.s(" gimme-defs")
	case "CLEARSUB":
		p.s(" clear-subs")
	default:
		p.c(' ')
		p.zephyrLower(raw)
	}
}

// zephyrSubscriptions prints the first class, instance and recipient in the notice's body.
func (p *printer) zephyrSubscriptions() {
	var f [3][]byte
	for i := range f {
		end := -1
		for j, c := range p.in {
			if c == 0 {
				end = j
				break
			}
		}
		if end < 0 {
			return
		}
		f[i], p.in = p.in[:end], p.in[end+1:]
	}
	p.c(' ')
	p.zephyrTriple(f[0], f[1], f[2])
}

// zephyrTriple prints <class,instance,recipient>, nobody in particular being a star.
func (p *printer) zephyrTriple(class, instance, receiver []byte) {
	p.c('<')
	p.textBytes(class)
	p.c(',')
	p.textBytes(instance)
	p.c(',')
	if len(receiver) == 0 {
		p.c('*')
	}
	p.textBytes(receiver)
	p.c('>')
}
