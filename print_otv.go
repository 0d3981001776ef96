// Overlay Transport Virtualization, draft-hasmit-otv-04: Ethernet frames in UDP.
//
//	|R|R|R|R|I|R|R|R|           Overlay ID          |
//	|          Instance ID          |    Reserved   |

package main

const (
	otvHeaderLen = 8
	otvInstance  = 0x08 // the instance is valid
)

// otv prints a packet of a tunnel, length bytes on the wire.
func (p *printer) otv(length int) {
	p.proto = "otv"
	p.s("OTV, ")
	if length < otvHeaderLen {
		p.f2("[length %u < %u]", uint32(length), otvHeaderLen)
		p.invalid()
		return
	}
	if !p.enter() {
		return
	}
	defer p.leave()
	flags := p.u8()
	mark := byte('.')
	if flags&otvInstance != 0 {
		mark = 'I'
	}
	p.s("flags [")
	p.c(mark)
	p.f1("] (0x%02x), ", uint32(flags))
	p.f1("overlay %u, ", uint32(p.u24()))
	p.f1("instance %u\n", uint32(p.u24()))
	p.take(1)
	if p.cut < 0 {
		p.ether(length-otvHeaderLen, nil)
	}
}
