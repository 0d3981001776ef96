// Cisco's Dynamic Trunking Protocol.
//
//	+-------------+------
//	| version (1) | TLVs: type (2), length (2) with these four bytes, value
//	+-------------+------

package main

const (
	dtpDomain   = 1
	dtpStatus   = 2
	dtpKind     = 3
	dtpNeighbor = 4
)

var dtpTLVNames = []token{
	{dtpDomain, "Domain"}, {dtpStatus, "Status"}, {dtpKind, "DTP type"}, {dtpNeighbor, "Neighbor"},
}

// dtp prints a DTP packet of length bytes on the wire.
func (p *printer) dtp(length int) {
	p.proto = "dtp"
	if length < 1 {
		p.s("[zero packet length]")
		p.invalid()
		return
	}
	p.f2("DTPv%u, length %u", uint32(p.u8()), uint32(length))
	if p.v == 0 {
		return
	}
	for length--; length > 0 && p.cut < 0; {
		if length < 4 {
			p.f1("[%u bytes remaining]", uint32(length))
			p.invalid()
			p.need(length)
			return
		}
		h := p.take(4)
		kind, size := uint32(be16(h)), int(be16at(h, 2))
		if kind == 0 { // padding
			return
		}
		p.s("\n\t")
		p.tok(&dtpTLVNames, "Unknown", kind)
		p.f2(" (0x%04x) TLV, length %u", kind, uint32(size))
		if size < 4 || size > length {
			p.f1("[invalid TLV length %u]", uint32(size))
			p.invalid()
			p.need(length - 4)
			return
		}
		rest := length - 4
		length -= size
		if !p.dtpTLV(kind, size-4) {
			p.invalid()
			p.need(rest)
			return
		}
	}
}

// dtpTLV prints and consumes a value of size bytes. It reports false, with nothing consumed, if it cannot have that size.
func (p *printer) dtpTLV(kind uint32, size int) bool {
	switch kind {
	case dtpDomain:
		p.s(", ")
		p.textField(size)
		p.takeN(size)
	case dtpStatus, dtpKind:
		if size != 1 {
			return false
		}
		p.f1(", 0x%x", uint32(p.u8()))
	case dtpNeighbor:
		if size != 6 {
			return false
		}
		b := p.take(6)
		p.s(", ")
		p.mac(b)
	default:
		p.takeN(size)
	}
	return true
}
