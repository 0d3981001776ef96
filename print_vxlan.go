// Virtual extensible local area network, RFC 7348, and its generic protocol extension, draft-ietf-nvo3-vxlan-gpe.
//
//	+-+-+-+-+-+-+-+-+-----------------------------------------------+
//	|R|R|Ver|I|P|B|O|        Reserved               | Next Protocol |
//	+-+-+-+-+-+-+-+-+-------------------------------+---------------+
//	|     VXLAN Network Identifier (VNI)            |   Reserved    |
//	+-----------------------------------------------+---------------+

package main

const (
	vxlanHeaderLen = 8
	vxlanInstance  = 0x08

	vxlanNextIPv4     = 1
	vxlanNextIPv6     = 2
	vxlanNextEthernet = 3
	vxlanNextNSH      = 4
)

var vxlanGPEFlags = []token{{0x08, "I"}, {0x04, "P"}, {0x02, "B"}, {0x01, "O"}}

// vxlan prints a packet of a tunnel, length bytes on the wire.
func (p *printer) vxlan(length int) {
	p.proto = "vxlan"
	p.s("VXLAN")
	if length < vxlanHeaderLen {
		p.invalid()
		return
	}
	if !p.enter() {
		return
	}
	defer p.leave()
	flags := p.u8()
	p.s(", flags [")
	if flags&vxlanInstance != 0 {
		p.c('I')
	} else {
		p.s("invalid")
	}
	p.f1("] (0x%02x), ", uint32(flags))
	p.take(3)
	p.sn("vni ", p.u24())
	p.c('\n')
	p.take(1)
	if p.cut >= 0 {
		return
	}
	p.ether(length-vxlanHeaderLen, nil)
}

// vxlanGPE prints a packet of a tunnel that says what it carries, length bytes on the wire.
func (p *printer) vxlanGPE(length int) {
	p.proto = "vxlan_gpe"
	p.s("VXLAN-GPE")
	if length < vxlanHeaderLen {
		p.invalid()
		return
	}
	if !p.enter() {
		return
	}
	defer p.leave()
	p.s(", flags [")
	flags := uint32(p.u8()) & 0x0f
	p.bits(&vxlanGPEFlags, "none", "", flags)
	p.c(']')
	p.take(2)
	next := p.u8()
	p.sn(", vni ", p.u24())
	p.take(1)
	if p.cut >= 0 {
		return
	}
	p.tunnelGap()
	length -= vxlanHeaderLen
	switch next {
	case vxlanNextIPv4:
		p.ip(length)
	case vxlanNextIPv6:
		p.ip6Packet(length)
	case vxlanNextEthernet:
		p.ether(length, nil)
	case vxlanNextNSH:
		p.nsh(length)
	default:
		p.s("ERROR: unknown-next-protocol")
		p.invalid()
	}
}

// tunnelGap stands between a tunnel's header and what it carries.
func (p *printer) tunnelGap() {
	if p.v > 0 {
		p.s("\n    ")
	} else {
		p.s(": ")
	}
}
