// Cisco's Auto-RP: which rendezvous points (RP) there are for which multicast groups. Its format is in Cisco's
// pim-autorp-spec01.
//
//	| version, type | number of RPs |           hold time           |
//	|                            reserved                           |
//	for each RP:
//	|                            address                            |
//	|  PIM version  | no. of groups |
//	for each group:
//	|     flags     | prefix length |            address            ~

package main

const (
	autoRPHeaderLen = 8
	autoRPGroupLen  = 6
	autoRPNegative  = 0x01 // the group is not to be handled by this RP
	autoRPBidir     = 0x02
)

var autoRPTypes = []token{{0x11, "candidate-advert"}, {0x12, "mapping"}}

// autoRP prints a message of length bytes on the wire.
func (p *printer) autoRP(length int) {
	p.proto = "cisco_autorp"
	if length < autoRPHeaderLen {
		p.trunc()
		return
	}
	p.s(" auto-rp ")
	kind := uint32(p.u8())
	p.tok(&autoRPTypes, "type-0x%02x", kind)
	count := p.u8()
	p.s(" Hold ")
	if hold := p.u16(); hold != 0 {
		p.relTime(uint32(hold))
	} else {
		p.s("FOREVER")
	}
	p.skip(4)
	for ; count > 0 && p.cut < 0; count-- {
		p.autoRPPoint()
	}
}

// autoRPPoint prints a rendezvous point and its groups.
func (p *printer) autoRPPoint() {
	addr := p.take(4)
	p.s(" RP ")
	p.ip4(addr)
	version := p.u8()
	p.s([...]string{" PIMv?", " PIMv1", " PIMv2", " PIMv1+2"}[version&3])
	p.autoRPReserved(" ", version)
	sep := byte(' ')
	for n := p.u8(); n > 0 && p.cut < 0; n-- {
		h := p.take(autoRPGroupLen)
		p.c(sep)
		sep = ','
		if h[0]&autoRPNegative != 0 {
			p.c('!')
		}
		p.ip4(h[2:])
		p.sn("/", int(h[1]))
		if h[0]&autoRPBidir != 0 {
			p.s(" bidir")
		}
		p.autoRPReserved("", int(h[0]))
	}
}

// autoRPReserved prints the bits that should not be set.
func (p *printer) autoRPReserved(sep string, v int) {
	if v &= 0xfc; v != 0 {
		p.s(sep)
		p.f1("[rsvd=0x%x]", uint32(v))
	}
}
