// Cisco's auto-RP, draft-ietf-pim-autorp: which rendezvous points serve which groups of PIM.
//
//	+-------+-------+---------------+-------------------------------+
//	|Version| Type  |   RP Count    |            Holdtime           |
//	+-------+-------+---------------+-------------------------------+
//	|                           Reserved                            |
//	+---------------------------------------------------------------+
//	|                       RP address, IPv4                        |
//	+-----------+---+---------------+-------------------------------+
//	|  Reserved |VER|  Group Count  |        Group entries ...
//	+-----------+---+---------------+-----------+-+-+---------------+
//	                                |  Reserved |B|N| Prefix Length |  and four bytes of group
//	                                +-----------+-+-+---------------+

package main

var (
	autoRPTypes    = []token{{0x11, "candidate-advert"}, {0x12, "mapping"}} // version 1, and the type
	autoRPVersions = []token{{1, "1"}, {2, "2"}, {3, "1+2"}}
)

// autoRP prints one message of length bytes on the wire.
func (p *printer) autoRP(length int) {
	p.proto = "cisco_autorp"
	if length < 8 {
		p.short(0)
		return
	}
	p.s(" auto-rp ")
	p.tok(&autoRPTypes, "type-0x%02x", uint32(p.u8()))
	points := p.u8()
	p.s(" Hold ")
	if hold := p.u16(); hold != 0 {
		p.relTime(uint32(hold))
	} else {
		p.s("FOREVER")
	}
	p.skip(4)
	for ; points > 0 && p.cut < 0; points-- {
		a := p.take(4)
		p.s(" RP ")
		p.ip4(a)
		p.autoRPGroups()
	}
}

// autoRPGroups prints what a rendezvous point is for.
func (p *printer) autoRPGroups() {
	version := uint32(p.u8())
	p.s(" PIMv")
	p.tok(&autoRPVersions, "?", version&3)
	p.autoRPReserved(" [", version)
	sep := byte(' ')
	for n := p.u8(); n > 0 && p.cut < 0; n-- {
		h := p.take(6)
		p.c(sep)
		sep = ','
		if h[0]&1 != 0 { // negative: the group is to be served in dense mode
			p.c('!')
		}
		p.ip4(h[2:6])
		p.sn("/", int(h[1]))
		if h[0]&2 != 0 {
			p.s(" bidir")
		}
		p.autoRPReserved("[", uint32(h[0]))
	}
}

// autoRPReserved prints the reserved bits of a byte, if there are any.
func (p *printer) autoRPReserved(before string, v uint32) {
	if v &^= 3; v != 0 {
		p.s(before)
		p.f1("rsvd=0x%02x]", v)
	}
}
