// Cisco's VLAN Trunking Protocol.
//
//	+-------------+----------+---------------------+-------------------+------------------+------
//	| version (1) | code (1) | followers, seq. (1) | domain length (1) | domain name (32) | by code
//	+-------------+----------+---------------------+-------------------+------------------+------

package main

const (
	vtpHeaderLen = 36
	vtpDomainMax = 32
	vtpVersions  = 3

	vtpSummary = 1
	vtpSubset  = 2
	vtpRequest = 3
	vtpJoin    = 4

	vtpVLANFixed = 12 // of a VLAN's entry, before its name

	vtpTLVSTPType    = 3
	vtpTLVPruning    = 6
	vtpTLVBridgeType = 7
	vtpTLVARPHops    = 8
	vtpTLVSTEHops    = 9
	vtpTLVBackupCRF  = 10
)

var vtpMessages = []token{
	{vtpSummary, "Summary advertisement"}, {vtpSubset, "Subset advertisement"}, {vtpRequest, "Advertisement request"},
	{vtpJoin, "Join message"},
}

var vtpSequences = []token{{vtpSummary, "Followers"}, {vtpSubset, "Seq number"}, {vtpRequest, "Rsvd"}, {vtpJoin, "Rsvd"}}

var vtpStates = []token{{0, "Operational"}, {1, "Suspended"}}

var vtpTypes = []token{{1, "Ethernet"}, {2, "FDDI"}, {3, "TrCRF"}, {4, "FDDI-net"}, {5, "TrBRF"}}

var vtpTLVNames = []token{
	{1, "Source-Routing Ring Number TLV"}, {2, "Source-Routing Bridge Number TLV"}, {vtpTLVSTPType, "STP type TLV"},
	{4, "Parent VLAN TLV"}, {5, "Translationally bridged VLANs TLV"}, {vtpTLVPruning, "Pruning TLV"},
	{vtpTLVBridgeType, "Bridge Type TLV"}, {vtpTLVARPHops, "Max ARP Hop Count TLV"},
	{vtpTLVSTEHops, "Max STE Hop Count TLV"}, {vtpTLVBackupCRF, "Backup CRF Mode TLV"},
}

var (
	vtpSTPTypes    = []token{{1, "SRT"}, {2, "SRB"}, {3, "Auto"}}
	vtpPruning     = []token{{1, "Enabled"}}
	vtpBridgeTypes = []token{{1, "SRB"}}
	vtpBackupModes = []token{{1, "Backup"}}
)

// vtp prints a VTP packet of length bytes on the wire. Of one that is not shown to its end all has to be there.
func (p *printer) vtp(length int) {
	p.proto = "vtp"
	whole := p.in
	if length < vtpHeaderLen {
		p.invalid()
	} else if p.vtpMessage(length) {
		return
	}
	p.in = whole
	p.need(length)
}

// vtpMessage prints a packet and reports whether that is all there is to say.
func (p *printer) vtpMessage(length int) bool {
	if v := p.peek(0, 1)[0]; v > vtpVersions {
		p.f2("VTP [version %u > %u]", uint32(v), vtpVersions)
		p.invalid()
		return false
	}
	h := p.take(vtpHeaderLen)
	code, domain := uint32(h[1]), int(h[3])
	p.f1("VTPv%u, Message ", uint32(h[0]))
	p.tok(&vtpMessages, "Unknown message type", code)
	p.f2(" (0x%02x), length %u", code, uint32(length))
	if p.v == 0 {
		return false
	}
	length -= vtpHeaderLen
	p.s("\n\tDomain name: ")
	if domain < 1 || domain > vtpDomainMax {
		p.f1(" [invalid MgmtD Len %u]", uint32(domain))
		p.invalid()
		return false
	}
	p.textZ(h[4 : 4+domain])
	p.s(", ")
	p.tok(&vtpSequences, "Unknown", code)
	p.f1(": %u", uint32(h[2]))
	switch code {
	case vtpSummary:
		b := p.take(8)
		p.f1("\n\t  Config Rev %x", be32(b))
		p.s(", Updater ")
		p.ip4(b[4:])
		b = p.take(12)
		p.f3(", Timestamp 0x%08x 0x%08x 0x%08x", be32(b), be32at(b, 4), be32at(b, 8))
		b = p.take(16)
		p.s(", MD5 digest: ")
		p.hexBytes(b)
	case vtpSubset:
		p.f1(", Config Rev %x", p.u32())
		return p.vtpVLANs(length - 4)
	case vtpRequest:
		p.f1("\n\tStart value: %u", p.u32())
	}
	return true
}

// vtpVLANs prints the VLANs of a subset advertisement, length bytes on the wire, and reports whether they make sense.
func (p *printer) vtpVLANs(length int) bool {
	for length > 0 && p.cut < 0 {
		size := int(p.peek(0, 1)[0])
		if size == 0 || !p.need(size) {
			return true
		}
		if size < vtpVLANFixed {
			p.invalid()
			return false
		}
		length -= size
		v := p.takeN(size)
		p.s("\n\tVLAN info status ")
		p.tok(&vtpStates, "Unknown", uint32(v[1]))
		p.s(", type ")
		p.tok(&vtpTypes, "Unknown", uint32(v[2]))
		p.f3(", VLAN-id %u, MTU %u, SAID 0x%08x, Name ", uint32(be16at(v, 4)), uint32(be16at(v, 6)), be32at(v, 8))
		name := int(v[3])
		v = v[vtpVLANFixed:]
		padded := (name + 3) &^ 3
		if padded > len(v) {
			p.invalid()
			return false
		}
		p.textZ(v[:name])
		if !p.vtpVLANInfo(v[padded:]) {
			return false
		}
	}
	return true
}

// vtpVLANInfo prints the TLVs behind a VLAN's name, each type (1), length in words (1), value.
func (p *printer) vtpVLANInfo(v []byte) bool {
	for len(v) > 0 {
		if len(v) < 2 {
			p.invalid()
			return false
		}
		kind, words := uint32(v[0]), int(v[1])
		p.s("\n\t\t")
		p.tok(&vtpTLVNames, "Unknown", kind)
		p.f1(" (0x%04x) TLV", kind)
		size := 2 + 2*words
		if size > len(v) {
			p.s(" (TLV goes past the end of the packet)")
			p.invalid()
			return false
		}
		if !p.vtpTLV(kind, words, v[2:size], v[:size]) {
			return false
		}
		v = v[size:]
	}
	return true
}

func (p *printer) vtpTLV(kind uint32, words int, v, whole []byte) bool {
	if words != 1 {
		p.f1(" (invalid TLV length %u != 1)", uint32(words))
		p.invalid()
		return false
	}
	n := uint32(be16(v))
	named := func(names *[]token, otherwise string) {
		p.s(", ")
		p.tok(names, otherwise, n)
		p.f1(" (%u)", n)
	}
	switch kind {
	case vtpTLVSTPType:
		named(&vtpSTPTypes, "Unknown")
	case vtpTLVBridgeType:
		named(&vtpBridgeTypes, "SRT")
	case vtpTLVBackupCRF:
		named(&vtpBackupModes, "Not backup")
	case vtpTLVPruning:
		named(&vtpPruning, "Disabled")
	case vtpTLVSTEHops:
		p.f1(", %u", n)
	default:
		p.hexLines("\n\t\t  ", whole)
	}
	return true
}
