// Encapsulated remote switch port analyzer: frames copied from a switch's port, carried in GRE
// (draft-foschiano-erspan). Type I has no header of its own.
//
//	+-------+-----------------------+-----+---+-+-------------------+
//	|  Ver  |          VLAN         | COS | En|T|    Session ID     |
//	+-------+---------------+-------+-----+---+-+-------------------+
//	|       Reserved        |                 Index                 |
//	+-----------------------+---------------------------------------+

package main

const (
	erspanFrameEthernet = 0
	erspanFrameIP       = 2

	erspanVersionII  = 1
	erspanVersionIII = 2
)

var erspanEncaps = []token{{1, "isl"}, {2, "802.1q"}, {3, "vlan"}}

var erspanBSO = []token{{0, "Good/unknown"}, {1, "Short"}, {2, "Oversized"}, {3, "Bad"}}

var erspanFrames = []token{{erspanFrameEthernet, "Ethernet"}, {erspanFrameIP, "IP"}}

// erspanI prints a frame of type I.
func (p *printer) erspanI(length int) {
	p.proto = "erspan"
	p.s("erspan type1: ")
	p.ether(length, nil)
}

// erspanVersion takes the first word, in which the version must be this one.
func (p *printer) erspanVersion(name string, version uint32) (w uint32, ok bool) {
	p.proto = "erspan"
	p.s(name)
	w = p.u32()
	if p.cut >= 0 {
		return 0, false
	}
	if v := w >> 28; v != version {
		p.f2(" [version %u != %u]", v, version)
		p.invalid()
		return 0, false
	}
	return w, true
}

// erspanII prints a frame of type II. En says whether there is a VLAN, and how its tag looked on the trunk.
func (p *printer) erspanII(length int) {
	w, ok := p.erspanVersion("erspan type2", erspanVersionII)
	if !ok {
		return
	}
	p.f1(" session %u", w&0x3ff)
	if name, ok := tokenName(&erspanEncaps, w>>11&3); ok {
		p.c(' ')
		p.s(name)
		p.f1(" %u", w>>16&0xfff)
	}
	p.f1(" cos %u", w>>13&7)
	if w&0x400 != 0 {
		p.s(" truncated")
	}
	index := p.u32()
	p.f1(" index %u: ", index&0xfffff)
	p.ether(length-8, nil)
}

// erspanIII prints a frame of type III.
//
//	+-------+-----------------------+-----+---+-+-------------------+
//	|  Ver  |          VLAN         | COS |BSO|T|     Session ID    |
//	+-------+-----------------------+-----+---+-+-------------------+
//	|                          Timestamp                            |
//	+-------------------------------+-+---------+-----------+-+---+-+
//	|             SGT               |P|    FT   |   Hw ID   |D|Gra|O|
//	+-------------------------------+-+---------+-----------+-+---+-+
//	|        platform specific, 8 bytes, if O is set                |
//	+---------------------------------------------------------------+
func (p *printer) erspanIII(length int) {
	w, ok := p.erspanVersion("erspan type3", erspanVersionIII)
	if !ok {
		return
	}
	p.f1(" session %u bso ", w&0x3ff)
	p.tok(&erspanBSO, "", w>>11&3)
	p.f1(" cos %u", w>>13&7)
	if w&0x400 != 0 {
		p.s(" truncated")
	}
	h := p.take(8)
	flags := uint32(be16at(h, 6))
	frame := flags >> 10 & 31
	length -= 12
	p.s(" ft ")
	p.tok(&erspanFrames, "unknown %u", frame)
	if flags&1 != 0 {
		p.take(8)
		length -= 8
	}
	p.s(": ")
	if p.cut >= 0 {
		return
	}
	switch frame {
	case erspanFrameEthernet:
		p.ether(length, nil)
	case erspanFrameIP:
		p.ipAny(length)
	default:
		p.s("Frame type unknown")
	}
}
