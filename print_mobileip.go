// Minimal encapsulation within IP, RFC 2004: the inner packet's header but for what the outer one says too.
//
//	+---------------+-+-------------+-------------------------------+
//	|   Protocol    |S|  reserved   |        Header Checksum        |
//	+---------------+-+-------------+-------------------------------+
//	|                 Original Destination Address                  |
//	+---------------------------------------------------------------+
//	|            (if S is set) Original Source Address              |
//	+---------------------------------------------------------------+

package main

const mobileHasSource = 0x80

// mobileIP prints the header. As tcpdump does, it wants room for the source address also where there is none.
func (p *printer) mobileIP() {
	p.proto = "mobile"
	h := p.take(12)
	n := 8
	p.s("mobile: [")
	if h[1]&mobileHasSource != 0 {
		n = 12
		p.c('S')
	}
	p.s("] ")
	if p.v > 0 {
		if n > 8 {
			p.ip4(h[8:12])
			p.c(' ')
		}
		p.s("> ")
		p.ip4(h[4:8])
		p.sn(" (oproto=", int(h[0]))
		p.c(')')
	}
	if inChecksum(h[:n]) != 0 {
		p.f1(" (bad checksum %u)", uint32(be16at(h, 2)))
	}
}
