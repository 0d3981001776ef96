// IS-IS: what bridges tell each other, RFC 6329 and RFC 6165; the multiple spanning tree configuration identifier of
// IEEE 802.1Q.

package main

const (
	isisPortSubMCID   = 4
	isisPortSubDigest = 5
	isisPortSubBVID   = 6

	isisMCIDLen   = 51 // configuration id, name, level, digest
	isisDigestLen = 33

	isisMTSubInstance = 1
	isisMTSubSPBM     = 3
)

var isisPortSubNames = []token{
	{isisPortSubMCID, "SPB MCID"}, {isisPortSubDigest, "SPB Digest"}, {isisPortSubBVID, "SPB BVID"},
}

// isisMTPortCap prints what a port can do in some topologies.
func (p *printer) isisMTPortCap(n int) {
	if n < 2 {
		return
	}
	v := p.u16()
	p.f2("\n\t       RES: %u, MTID(s): %u", uint32(v>>12), uint32(v&0xfff))
	for n -= 2; n > 0; {
		typ, rest, ok := p.isisSPBSub(&isisPortSubNames, 7, &n)
		if !ok {
			return
		}
		switch typ {
		case isisPortSubMCID:
			if !p.has(2 * isisMCIDLen) {
				p.trunc()
				return
			}
			p.s("\n\t         MCID: ")
			p.isisMCID()
			p.s("\n\t         AUX-MCID: ")
			p.isisMCID()
		case isisPortSubDigest:
			if !p.has(isisDigestLen) {
				p.trunc()
				return
			}
			p.isisSPBDigest()
		case isisPortSubBVID:
			p.isisBVIDs()
		}
		p.unlimit(rest)
	}
}

// isisSPBSub begins one of the sub-TLVs in left bytes: it leaves the value in p.in, and returns the type and what unlimit
// needs.
func (p *printer) isisSPBSub(names *[]token, indent int, left *int) (typ byte, rest []byte, ok bool) {
	if *left < 2 {
		p.trunc()
		return
	}
	h := p.take(2)
	typ, n := h[0], int(h[1])
	*left -= 2 + n
	p.indent(indent)
	p.tok(names, "unknown", uint32(typ))
	p.f2(" subTLV #%u, length: %u", uint32(typ), uint32(n))
	if *left < 0 {
		p.s(" (> containing TLV length)")
		return
	}
	return typ, p.limit(n), p.cut < 0
}

// isisMCID prints a multiple spanning tree configuration identifier.
func (p *printer) isisMCID() {
	h := p.take(isisMCIDLen)
	p.f1("ID: %u, Name: ", uint32(h[0]))
	p.textZ(h[1:33])
	p.f1("\n\t              Lvl: %u, Digest: ", uint32(be16at(h, 33)))
	for _, b := range h[35:] {
		p.hw(uint64(b), 2)
		p.c(' ')
	}
}

// isisSPBDigest prints the digest of a topology, RFC 6329 section 13.2.
func (p *printer) isisSPBDigest() {
	h := p.take(isisDigestLen)
	p.f("\n\t        RES: %u V: %u A: %u D: %u\n\t         Digest: ", uint32(h[0]>>5), uint32(h[0]>>4&1),
		uint32(h[0]>>2&3), uint32(h[0]&3))
	for i := 1; i < isisDigestLen; i += 4 {
		if i == 17 {
			p.s("\n\t                 ")
		}
		p.f1("%08x ", be32at(h, i))
	}
}

// isisBVIDs prints which tree algorithm each base VLAN uses, RFC 6329 section 13.3.
func (p *printer) isisBVIDs() {
	for p.has(4) {
		p.f1("\n\t           ECT: %08x", p.u32())
		if !p.has(2) {
			p.s(" (too short)")
			return
		}
		v := uint64(p.u16())
		p.fw(" BVID: %u, U:%x M:%x ", v>>4, v>>3&1, v>>2&1)
	}
}

var isisMTSubNames = []token{
	{isisMTSubInstance, "SPB Instance"}, {isisMTSubSPBM, "SPBM Service Identifier and Unicast Address"},
}

// isisMTCapability prints what a bridge can do in some topologies.
func (p *printer) isisMTCapability(n int) {
	if n < 2 {
		return
	}
	v := uint64(p.u16())
	p.fw("\n\t      O: %u, RES: %u, MTID(s): %u", v>>15, v>>12&7, v&0xfff)
	for n -= 2; n > 0; {
		typ, rest, ok := p.isisSPBSub(&isisMTSubNames, 6, &n)
		if !ok {
			return
		}
		switch typ {
		case isisMTSubInstance:
			ok = p.isisSPBInstance()
		case isisMTSubSPBM:
			ok = p.isisSPBM()
		}
		if !ok {
			p.trunc()
			return
		}
		p.unlimit(rest)
	}
}

// isisSPBInstance prints the trees a bridge takes part in, RFC 6329 section 14.1. It reports
// false if they end too early.
func (p *printer) isisSPBInstance() bool {
	if !p.has(19) {
		return false
	}
	h := p.take(19)
	id := uint64(be32at(h, 14))
	p.f("\n\t        CIST Root-ID: %08x %08x, Path Cost: %08x, Prio: %u", be32(h), be32at(h, 4),
		be32at(h, 8), uint32(be16at(h, 12)))
	p.fw("\n\t        RES: %u, V: %u, SPSource-ID: %u, No of Trees: %x", id>>21, id>>20&1, id&0xfffff, uint64(h[18]))
	for trees := h[18]; trees > 0; trees-- {
		if !p.has(8) {
			return false
		}
		h := p.take(8)
		vids := uint64(be24at(h, 5))
		p.fw("\n\t         U:%u, M:%u, A:%u, RES:%u, ECT: %08x, BVID: %u, SPVID: %u", uint64(h[0]>>7), uint64(h[0]>>6&1),
			uint64(h[0]>>5&1), uint64(h[0]&0x1f), uint64(be32at(h, 1)), vids>>12, vids&0xfff)
	}
	return true
}

// isisSPBM prints a bridge's address and the services it carries, RFC 6329 section 16. It reports false for a
// list that is too short.
func (p *printer) isisSPBM() bool {
	if !p.has(8) {
		return false
	}
	h := p.take(8)
	v := uint64(be16at(h, 6))
	p.s("\n\t        BMAC: ")
	p.hexBytes(h[:6])
	p.fw(", RES: %u, VID: %u", v>>12, v&0xfff)
	for p.has(4) {
		h := p.take(4)
		p.f("\n\t        T: %u, R: %u, RES: %u, ISID: %u", uint32(h[0]>>7), uint32(h[0]>>6&1), uint32(h[0]&0x3f),
			be24at(h, 1))
	}
	return true
}
