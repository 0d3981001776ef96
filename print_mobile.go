// Minimal encapsulation within IP, RFC 2004: what mobile hosts' packets are sent on in.
//
//	|   Protocol    |S|  reserved   |        Header Checksum        |
//	|                 Original Destination Address                  |
//	|            (if S) Original Source Address                     |

package main

const (
	mobileHeaderLen = 12 // with the source
	mobileSource    = 0x80
)

// mobile prints the header of one packet.
func (p *printer) mobile() {
	p.proto = "mobile"
	if !p.need(mobileHeaderLen) {
		return
	}
	h := p.take(mobileHeaderLen)
	p.s("mobile: [")
	if h[1]&mobileSource != 0 {
		p.c('S')
	} else {
		h = h[:8]
	}
	p.s("] ")
	if p.v > 0 {
		if len(h) > 8 {
			p.ip4(h[8:])
			p.c(' ')
		}
		p.s("> ")
		p.ip4(h[4:])
		p.f1(" (oproto=%u)", uint32(h[0]))
	}
	if inChecksum(h) != 0 {
		p.f1(" (bad checksum %u)", uint32(be16at(h, 2)))
	}
}
