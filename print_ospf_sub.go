// OSPF: sub-TLVs of segment routing, RFC 8665.

package main

const (
	ospfSubSID       = 1
	ospfSubPrefixSID = 2
	ospfSubAdjSID    = 2 // of a link
	ospfSubLANAdjSID = 3 // of a link

	ospfPrefixSIDValue = 0x08
	ospfPrefixSIDLocal = 0x04
	ospfAdjSIDValue    = 0x40
	ospfAdjSIDLocal    = 0x20
)

var ospfSubNames = []token{{ospfSubSID, "SID/Label"}, {ospfSubPrefixSID, "Prefix-SID"}}

var ospfLinkSubNames = []token{{ospfSubAdjSID, "Adj-SID"}, {ospfSubLANAdjSID, "LAN Adj-SID"}}

var ospfPrefixSIDFlags = []token{
	{0x40, "No-PHP"}, {0x20, "Mapping Server"}, {0x10, "Explicit-NULL"}, {ospfPrefixSIDValue, "Value"},
	{ospfPrefixSIDLocal, "Local"},
}

var ospfAdjSIDFlags = []token{
	{0x80, "Backup"}, {ospfAdjSIDValue, "Value"}, {ospfAdjSIDLocal, "Local"}, {0x10, "Group"}, {0x08, "Persistent"},
}

// ospfEachSub prints sub-TLVs, n bytes of them; value prints one value and reports false if it has no printer for its
// type.
func (p *printer) ospfEachSub(n int, indent string, names *[]token, value func(typ, n int) bool) {
	for n >= 4 {
		h := p.take(4)
		if p.cut >= 0 {
			return
		}
		typ, size := int(be16(h)), int(be16at(h, 2))
		n -= 4
		p.s(indent)
		p.tok(names, "unknown", uint32(typ))
		p.f2(" subTLV (%u), length: %u, value: ", uint32(typ), uint32(size))
		if size > n {
			p.s(indent)
			p.f2("Bogus length %u > remaining TLV length %u", uint32(size), uint32(n))
			p.short(0)
			return
		}
		whole := p.in
		if !value(typ, size) && p.cut < 0 {
			p.isoUnknown("\n\t\t  ", whole[:min(size, len(whole))])
		}
		if p.cut >= 0 {
			return
		}
		n = p.ospfPast(whole, size, n)
	}
}

// ospfSubTLVs prints the sub-TLVs of prefixes and of label ranges.
func (p *printer) ospfSubTLVs(n int, indent string) {
	p.ospfEachSub(n, indent, &ospfSubNames, p.ospfSubTLV)
}

func (p *printer) ospfSubTLV(typ, n int) bool {
	switch {
	case typ == ospfSubSID && n == 3:
		p.f1("\n\t\tLabel: %u", uint32(p.u24()&0xfffff))
	case typ == ospfSubSID && n == 4:
		p.f1("\n\t\tSID: %u", p.u32())
	case typ == ospfSubPrefixSID && n >= 7:
		h := p.take(4)
		p.ospfSIDValue(h[0]&ospfPrefixSIDValue != 0, n-4)
		p.f1(", MT-ID: %u, ", uint32(h[2]))
		p.ospfAlgorithm(h[3])
		p.s(", Flags [")
		p.bits(&ospfPrefixSIDFlags, "none", ", ", uint32(h[0]))
		p.c(']')
	default:
		return false
	}
	return true
}

// ospfSIDValue prints a label of three bytes or an index of four, n being what there is.
func (p *printer) ospfSIDValue(label bool, n int) {
	if label || n < 4 {
		p.sn("\n\t\t  Label: ", p.u24()&0xfffff)
	} else {
		p.f1("\n\t\t  Index: %u", p.u32())
	}
}

// ospfLinkSubTLVs prints the sub-TLVs of a link.
func (p *printer) ospfLinkSubTLVs(n int) {
	p.ospfEachSub(n, "\n\t\t", &ospfLinkSubNames, p.ospfLinkSubTLV)
}

func (p *printer) ospfLinkSubTLV(typ, n int) bool {
	switch {
	case typ == ospfSubAdjSID && n >= 7, typ == ospfSubLANAdjSID && n >= 11:
		h := p.take(4)
		n -= 4
		var neighbor []byte
		if typ == ospfSubLANAdjSID {
			neighbor = p.take(4)
			n -= 4
		}
		p.ospfSIDValue(h[0]&ospfAdjSIDValue != 0, n)
		p.f2(", MT-ID: %u, Weight: %u", uint32(h[2]), uint32(h[3]))
		if neighbor != nil {
			p.s(", Neighbor-ID: ")
			p.ip4(neighbor)
		}
		p.s(", Flags [")
		p.bits(&ospfAdjSIDFlags, "none", ", ", uint32(h[0]))
		p.c(']')
	default:
		return false
	}
	return true
}
