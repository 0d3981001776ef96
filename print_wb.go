// wb, LBL's white board (Floyd, Jacobson et al., A Reliable Multicast Framework for Light-weight Sessions, 1995). Its
// packets were never specified; the fields are those that tcpdump prints.
//
//	+--------+-----------+--------+--------+--------+
//	| source | timestamp |  nsid  |  type  |  flag  |
//	+--------+-----------+--------+--------+--------+

package main

const (
	wbHeaderLen = 12

	wbDrawOp        = 0
	wbID            = 1
	wbRepairRequest = 2
	wbRepairReply   = 3
	wbPageRequest   = 5
	wbPageReply     = 7

	wbOpHeaderLen = 8
	wbOpSkip      = 14
	wbOpHole      = 15
)

var wbOpNames = []token{
	{2, "RECT"}, {3, "LINE"}, {4, "ML"}, {5, "DEL"}, {6, "XFORM"}, {7, "ELL"}, {8, "CHAR"}, {9, "STR"}, {10, "NOP"},
	{11, "PSCODE"}, {12, "PSCOMP"}, {13, "REF"}, {wbOpSkip, "SKIP"}, {wbOpHole, "HOLE"},
}

// wbKinds are the kinds of packet from 0 on, and how long at least what stands behind the header is.
var wbKinds = [...]struct {
	name  string
	least int
}{{"dop:", 16}, {"id:", 28}, {"rreq:", 20}, {"rrep:", 20}, {"kill", 0}, {"preq:", 16}, {}, {"prep:", 4}}

// wb prints a packet of the white board, length bytes on the wire.
func (p *printer) wb(length int) {
	p.proto = "wb"
	if length < wbHeaderLen {
		p.invalid()
		return
	}
	h := p.take(wbHeaderLen)
	if p.cut >= 0 {
		return
	}
	length -= wbHeaderLen
	cut := len(p.in) < length
	kind := int(h[10])
	if h[11] != 0 {
		p.c('*')
	}
	p.c(' ')
	if kind >= len(wbKinds) || wbKinds[kind].name == "" {
		p.sn("wb-", kind)
		p.c('!')
		p.invalid()
		return
	}
	p.s("wb-")
	p.s(wbKinds[kind].name)
	if length < wbKinds[kind].least {
		p.invalid()
		return
	}
	switch kind {
	case wbID:
		p.wbID(length-28, cut)
	case wbRepairRequest:
		h = p.take(20)
		p.s(" please repair ")
		p.ip4(h)
		p.c(' ')
		p.wbPage(h[4:])
		p.wbRange(h[12:])
	case wbRepairReply:
		h = p.take(20)
		p.s(" for ")
		p.ip4(h)
		p.c(' ')
		p.wbPage(h[4:])
		p.wbRange(h[12:])
		p.wbOps(h[12:])
	case wbPageRequest:
		h = p.take(12)
		p.f1(" need %u/", be32at(h, 8))
		p.wbPage(h)
		p.need(4)
	case wbPageReply:
		p.wbPageReply()
	case wbDrawOp:
		h = p.take(16)
		p.c(' ')
		p.wbPage(h)
		p.wbRange(h[8:])
		p.wbOps(h[8:])
	}
}

// wbPage prints who made a page, and its number.
func (p *printer) wbPage(h []byte) {
	p.ip4(h)
	p.c(':')
	p.u(uint64(be32at(h, 4)))
}

func (p *printer) wbRange(h []byte) { p.f2("<%u:%u>", be32(h), be32at(h, 4)) }

// wbID prints where a member of the session is, the highest page it knows, and its name; room is
// how many bytes the latter two have, cut says that they were not all captured.
func (p *printer) wbID(room int, cut bool) {
	h := p.take(24)
	p.f1(" %u/", be32at(h, 12))
	p.wbPage(h[16:])
	p.f1(" (max %u/", be32(h))
	p.wbPage(h[4:])
	p.s(") ")
	h = p.take(4)
	n := int(be16(h))
	if p.cut >= 0 {
		return
	}
	if 8*n > room {
		p.invalid()
		return
	}
	sep := byte('<')
	for ; n > 0 && p.cut < 0; n-- {
		h = p.take(8)
		p.c(sep)
		p.wbPage(h)
		sep = ','
	}
	p.s("> \"")
	if !p.textZ(p.in) && cut {
		p.short(0)
	}
	p.c('"')
}

// wbPageReply prints pages: their slot, and the operations on each by whom.
func (p *printer) wbPageReply() {
	for n := p.u32(); n > 0 && p.cut < 0; n-- {
		h := p.take(12)
		p.f1(" %u/", be32(h))
		p.wbPage(h[4:])
		sep := byte('<')
		h = p.take(4)
		for ids := h[0]; ids > 0 && p.cut < 0; ids-- {
			h = p.take(8)
			p.c(sep)
			p.wbPage(h)
			sep = ','
		}
		p.c('>')
	}
}

// wbOps prints the drawing operations with -v; h holds the first and the last of their sequence numbers.
func (p *printer) wbOps(h []byte) {
	if p.v == 0 {
		return
	}
	first, last := be32(h), be32at(h, 4)
	p.s(" <")
	for ; first <= last && p.cut < 0; first++ {
		h := p.take(wbOpHeaderLen)
		kind, size := uint32(h[7]), int(be16at(h, 4))
		p.c(' ')
		p.tok(&wbOpNames, "dop-%u!", kind)
		if kind == wbOpSkip || kind == wbOpHole {
			next := be32(h)
			p.u(uint64(next - first + 1))
			if first = next; first > last {
				p.s("[|]")
				break
			}
		}
		if first == 1<<32-1 {
			break
		}
		p.skip((size + 3) &^ 3)
	}
	p.s(" >")
}
