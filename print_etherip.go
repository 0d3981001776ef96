// Ethernet within IP: EtherIP, RFC 3378; the next header Ethernet of segment routing, RFC 8986.

package main

const (
	ipProtoEtherIP  = 97
	ipProtoMPLSInIP = 137 // RFC 4023

	etherIPVersion = 3
)

// etherIP prints a frame behind a header of two bytes, four bits of version and the rest zero.
func (p *printer) etherIP(length int) {
	p.proto = "etherip"
	h := p.u16()
	if p.cut >= 0 {
		return
	}
	p.s("EtherIP")
	if v := h >> 12; v != etherIPVersion {
		p.f2(" [version %u != %u]", uint32(v), etherIPVersion)
		p.invalid()
		return
	}
	p.s(": ")
	p.ether(length-2, nil)
}
