// Intermediate system to intermediate system routeing, ISO 10589, with IP as in RFC 1195.
//
//	+------+------+-------+-------+-------+-------+--------+-------+
//	| 0x83 |header|version|  ID   |  PDU  |version|reserved|maximum|  one byte each; then what the type demands,
//	|      |length|       |length | type  |       |        | areas |  then TLVs
//	+------+------+-------+-------+-------+-------+--------+-------+

package main

const (
	isisHeaderLen = 8
	isisSystemLen = 6
	isisNodeLen   = 7 // system and circuit

	isisL1Hello = 15
	isisL2Hello = 16
	isisPHello  = 17
	isisL1LSP   = 18
	isisL2LSP   = 20
	isisL1CSNP  = 24
	isisL2CSNP  = 25
	isisL1PSNP  = 26
	isisL2PSNP  = 27

	isisHelloLen  = 19
	isisPHelloLen = 12
	isisLSPLen    = 19
	isisCSNPLen   = 25
	isisPSNPLen   = 9
)

var isisTypeNames = []token{
	{isisL1Hello, "L1 Lan IIH"}, {isisL2Hello, "L2 Lan IIH"}, {isisPHello, "p2p IIH"}, {isisL1LSP, "L1 LSP"},
	{isisL2LSP, "L2 LSP"}, {isisL1CSNP, "L1 CSNP"}, {isisL2CSNP, "L2 CSNP"}, {isisL1PSNP, "L1 PSNP"},
	{isisL2PSNP, "L2 PSNP"},
}

// isisPDU is what the TLVs need to know of the PDU they stand in.
type isisPDU struct {
	whole  []byte
	typ    uint32
	length int // on the wire
	stop   bool
	sums   fletcherSums // of whole
}

// rest returns what was captured from the start of b on, which is a part of the PDU: some values are read beyond the end
// of their TLV.
func (d *isisPDU) rest(b []byte) []byte { return d.whole[cap(d.whole)-cap(b):] }

// isis prints a PDU, length bytes on the wire. It reports false for one that makes no sense.
func (p *printer) isis(length int) bool {
	p.proto = "isis"
	pdu := isisPDU{whole: p.in, length: length}
	h := p.peek(0, isisHeaderLen)
	if p.cut >= 0 {
		return true
	}
	if !p.e {
		p.s("IS-IS")
	}
	hlen, idLen, areas := int(h[1]), h[3], h[7]
	pdu.typ = uint32(h[4])
	switch {
	case h[2] != 1:
		p.f1("version %u packet not supported", uint32(h[2]))
		return false
	case idLen != 0 && idLen != isisSystemLen:
		p.f1("system ID length of %u is not supported", uint32(idLen))
		return false
	case h[5] != 1:
		p.f1("version %u packet not supported", uint32(h[5]))
		return false
	case areas == 255:
		p.f("bad packet -- 255 areas")
		return false
	case hlen < isisHeaderLen:
		p.f2("fixed header length %u < minimum header size %u", uint32(hlen), isisHeaderLen)
		return false
	case hlen > length:
		p.f2("fixed header length %u > packet length %u", uint32(hlen), uint32(length))
		return false
	}
	if p.v == 0 {
		return p.isisBrief(pdu.typ, hlen, length)
	}
	p.isoSep()
	p.sn("length ", length)
	p.s("\n\t")
	p.tok(&isisTypeNames, "unknown, type %u", pdu.typ)
	most := areas
	if most == 0 {
		most = 3 // ISO 10589 section 9.5
	}
	p.f(", hlen: %u, v: %u, pdu-v: %u, sys-id-len: %u (%u), max-area: %u (%u)", uint32(hlen), uint32(h[2]),
		uint32(h[5]), isisSystemLen, uint32(idLen), uint32(most), uint32(areas))
	if p.v > 1 {
		p.hexLines("\n\t", h)
	}
	p.take(isisHeaderLen)
	total, ok := p.isisHeader(&pdu, hlen)
	if !ok || p.cut >= 0 {
		return ok
	}
	if total < hlen {
		p.f2(" [packet length %u < %u]", uint32(total), uint32(hlen))
		p.invalid()
		return true
	}
	left := min(total, length) - hlen
	p.limit(left)
	for left > 0 && p.cut < 0 && !pdu.stop {
		left -= p.isisTLV(&pdu, left)
	}
	return true
}

// isisBrief prints the one line without -v. It reports false for a header that makes no sense.
func (p *printer) isisBrief(typ uint32, hlen, length int) bool {
	p.isoSep()
	size := isisHeaderSize(typ)
	if size == 0 {
		p.sn("unknown PDU-Type ", int(typ))
		p.sn(", length ", length)
		return true
	}
	p.tok(&isisTypeNames, "", typ)
	if !p.isisSane(typ, hlen, size) {
		return false
	}
	h := p.peek(isisHeaderLen, isisCSNPLen)[:size]
	switch typ {
	case isisL1Hello, isisL2Hello:
		p.s(", src-id ")
		p.isisID(h[1:7])
		p.s(", lan-id ")
		p.isisID(h[12:19])
		p.sn(", prio ", int(h[11]))
	case isisPHello:
		p.s(", src-id ")
		p.isisID(h[1:7])
	case isisL1LSP, isisL2LSP:
		p.s(", lsp-id ")
		p.isisID(h[4:12])
		p.f2(", seq 0x%08x, lifetime %5us", be32at(h, 12), uint32(be16at(h, 2)))
	default:
		p.s(", src-id ")
		p.isisID(h[2:9])
	}
	p.sn(", length ", length)
	return true
}

// isisHeaderSize is the length of the header of a type behind what all have in common, 0 for an unknown type.
func isisHeaderSize(typ uint32) int {
	switch typ {
	case isisL1Hello, isisL2Hello:
		return isisHelloLen
	case isisPHello:
		return isisPHelloLen
	case isisL1LSP, isisL2LSP:
		return isisLSPLen
	case isisL1CSNP, isisL2CSNP:
		return isisCSNPLen
	case isisL1PSNP, isisL2PSNP:
		return isisPSNPLen
	}
	return 0
}

// isisSane checks the length of the header, remarking on a wrong one. As in tcpdump, that of a link state PDU is named
// without the part that all types have in common.
func (p *printer) isisSane(typ uint32, hlen, size int) bool {
	if hlen == isisHeaderLen+size {
		return true
	}
	if typ != isisL1LSP && typ != isisL2LSP {
		size += isisHeaderLen
	}
	sep := ","
	if p.v == 0 && size == isisHeaderLen+isisPSNPLen {
		sep = "-"
	}
	p.s(sep)
	p.f2(" bogus fixed header length %u should be %u", uint32(hlen), uint32(size))
	return false
}

// isisID prints the identifier of a system, of one of its nodes, or of a fragment of its state.
func (p *printer) isisID(id []byte) {
	for i, b := range id {
		switch i {
		case 2, 4, 6:
			p.c('.')
		case 7:
			p.c('-')
		}
		p.hw(uint64(b), 2)
	}
}

var isisCircuitNames = []token{{1, "Level 1 only"}, {2, "Level 2 only"}, {3, "Level 1, Level 2"}}

// isisHeader prints the part of the header that depends on the type, the header being hlen bytes by its own account. It returns
// the length of the PDU by its own account; ok is false for a header of another length or an unknown type.
func (p *printer) isisHeader(pdu *isisPDU, hlen int) (total int, ok bool) {
	size := isisHeaderSize(pdu.typ)
	if size == 0 {
		p.isoUnknown("\n\t  ", p.in)
		return 0, false
	}
	if !p.isisSane(pdu.typ, hlen, size) {
		return 0, false
	}
	h := p.takeN(size)
	if p.cut >= 0 {
		return 0, true
	}
	switch pdu.typ {
	case isisL1Hello, isisL2Hello:
		total = int(be16at(h, 9))
		p.s("\n\t  source-id: ")
		p.isisID(h[1:7])
		p.f1(",  holding time: %us, Flags: [", uint32(be16at(h, 7)))
		p.tok(&isisCircuitNames, "unknown circuit type 0x%02x", uint32(h[0]))
		p.s("]\n\t  lan-id:    ")
		p.isisID(h[12:19])
		p.f2(", Priority: %u, PDU length: %u", uint32(h[11]&0x7f), uint32(total))
	case isisPHello:
		total = int(be16at(h, 9))
		p.s("\n\t  source-id: ")
		p.isisID(h[1:7])
		p.f1(", holding time: %us, Flags: [", uint32(be16at(h, 7)))
		p.tok(&isisCircuitNames, "unknown circuit type 0x%02x", uint32(h[0]))
		p.f2("]\n\t  circuit-id: 0x%02x, PDU length: %u", uint32(h[11]), uint32(total))
	case isisL1LSP, isisL2LSP:
		total = int(be16(h))
		p.isisLSP(pdu, h, total)
	default:
		total = int(be16(h))
		p.s("\n\t  source-id:    ")
		p.isisID(h[2:9])
		p.sn(", PDU length: ", total)
		if size == isisCSNPLen {
			p.s("\n\t  start lsp-id: ")
			p.isisID(h[9:17])
			p.s("\n\t  end lsp-id:   ")
			p.isisID(h[17:25])
		}
	}
	if p.v > 1 {
		p.hexLines("\n\t  ", h)
	}
	return total, true
}

const (
	isisLSPOverload  = 0x04
	isisLSPAttached  = 0x78
	isisLSPPartition = 0x80
)

var isisLSPAttachedNames = []token{{0x08, "default"}, {0x10, "delay"}, {0x20, "expense"}, {0x40, "error"}}

var isisLSPTypeNames = []token{
	{0, "Unused 0x0 (invalid)"}, {1, "L1 IS"}, {2, "Unused 0x2 (invalid)"}, {3, "L2 IS"},
}

// isisLSP prints the header of a link state PDU. Its checksum covers everything from the identifier on.
func (p *printer) isisLSP(pdu *isisPDU, h []byte, total int) {
	const covered = isisHeaderLen + 4
	p.s("\n\t  lsp-id: ")
	p.isisID(h[4:12])
	sum := be16at(h, 16)
	p.f3(", seq: 0x%08x, lifetime: %5us\n\t  chksum: 0x%04x", be32at(h, 12), uint32(be16at(h, 2)), uint32(sum))
	p.osiChecksum(sum, covered, pdu.whole[covered:], min(total, pdu.length)-covered)
	flags := h[18]
	p.sn(", PDU length: ", total)
	p.s(", Flags: [ ")
	if flags&isisLSPOverload != 0 {
		p.s("Overload bit set, ")
	}
	if flags&isisLSPAttached != 0 {
		p.bits(&isisLSPAttachedNames, "", " ", uint32(flags&isisLSPAttached))
		p.s(" ATT bit set, ")
	}
	if flags&isisLSPPartition != 0 {
		p.s("P bit set, ")
	}
	p.tok(&isisLSPTypeNames, "", uint32(flags&3))
	p.s(" ]")
}
