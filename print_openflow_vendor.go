// OpenFlow: what single vendors add. The numbers of vendors are OUIs, or from the Open Networking Foundation's registry.

package main

const openflowBSN = 0x5c16c7

// openflowBSNLayouts are Big Switch's messages behind their subtype.
var openflowBSNLayouts = []openflowLayout{
	0:  {8, false, ", index %1u%3s, mask %4i"},
	1:  {8, false, ", index %1u%7s"},
	2:  {8, false, ", index %1u%3s, mask %4i"},
	3:  {4, false, ", report_mirror_ports %1DO%3s"},
	4:  {4, false, ", report_mirror_ports %1DO%3s"},
	5:  {4, false, ", report_mirror_ports %1DO%3s"},
	6:  {4, true, ", service %4u"},
	7:  {0, true, ""},
	8:  {4, false, ", status %4x"},
	10: {0, true, ""},
	11: {0, true, ""},
	12: {0, true, ""},
	14: {0, true, ""},
	15: {0, true, ""},
	16: {0, true, ""},
	17: {4, false, ", vport_no %4u"},
	18: {0, true, ""},
	20: {0, true, ""},
	22: {0, true, ""},
	23: {0, true, ""},
	24: {0, true, ""},
	25: {0, true, ""},
	26: {0, true, ""},
	27: {0, false, ""},
}

// openflowVendorHead prints whose data follows in size bytes and, if they are Big Switch's, the subtype as its layout says;
// left is what follows that. It is not ok for data of others, which are shown, and for too few bytes.
func (p *printer) openflowVendorHead(size int, subtype string) (kind uint32, left int, ok bool) {
	vendor := be32(p.peek(0, 4))
	p.fields(", vendor %4wV")
	if vendor != openflowBSN {
		p.openflowData(size - 4)
		return 0, 0, false
	}
	if left = size - 8; left < 0 {
		p.invalid()
		return 0, 0, false
	}
	kind = be32(p.peek(0, 4))
	p.fields(subtype)
	return kind, left, true
}

// openflowVendor prints a vendor's message, size bytes.
func (p *printer) openflowVendor(size int) {
	kind, size, ok := p.openflowVendorHead(size, "\n\t subtype %4nY")
	if !ok {
		return
	}
	if kind < uint32(len(openflowBSNLayouts)) && p.openflowBody(&openflowBSNLayouts, int(kind), size) {
		switch kind {
		case 6:
			p.openflowQuoted(size - 4)
		case 7:
			p.openflowQuoted(size)
		}
	}
}

// openflowQuoted prints text of size bytes.
func (p *printer) openflowQuoted(size int) {
	p.s(", data '")
	p.textBytes(p.in[:min(size, len(p.in))])
	p.takeN(size)
	p.c('\'')
}

// openflowVendorAction prints a vendor's action, size bytes behind its type and length.
func (p *printer) openflowVendorAction(size int) {
	kind, size, ok := p.openflowVendorHead(size, "\n\t  subtype %4nc")
	if !ok {
		return
	}
	if kind != 1 {
		p.takeN(size)
		return
	}
	if size != 12 {
		p.invalid()
		return
	}
	p.fields(", dest_port %4u")
	tpid, tci := p.u16(), p.u16()
	p.s(", vlan_tag ")
	switch tpid {
	case 0:
		p.s("none")
	case 0x8100:
		p.s("802.1Q (")
		p.vlanTCI(tci)
		p.out = p.out[:len(p.out)-2] // what separates it from what follows elsewhere
		p.c(')')
	default:
		p.f1("unknown (0x%04x)", uint32(tpid))
	}
	p.fields(", copy_stage %1ds%3s")
}
