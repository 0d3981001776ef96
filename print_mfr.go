// Multilink Frame Relay, FRF.16.1.
//
//	fragment:  B E C R | sequence (4) | sequence (8) | frame, in the first fragment
//	control:   B E C set, sequence 0 | message (1) | IEs: type (1), length (1) with these two bytes, value

package main

const (
	mfrBEC      = 0xe0
	mfrBegin    = 0x80
	mfrMinLen   = 4
	mfrBundleID = 1
	mfrLinkID   = 2
	mfrMagic    = 3
	mfrTime     = 5
)

var mfrFlags = []token{{0x80, "Begin"}, {0x40, "End"}, {0x20, "Control"}}

var mfrMessages = []token{
	{1, "Add Link"}, {2, "Add Link ACK"}, {3, "Add Link Reject"}, {4, "Hello"}, {5, "Hello ACK"}, {6, "Remove Link"},
	{7, "Remove Link ACK"},
}

var mfrIEs = []token{
	{mfrBundleID, "Bundle ID"}, {mfrLinkID, "Link ID"}, {mfrMagic, "Magic Number"}, {mfrTime, "Timestamp"},
	{6, "Vendor Extension"}, {7, "Cause"},
}

// mfrLink prints a frame of length bytes on the wire.
func (p *printer) mfrLink(length int) {
	p.ll = p.mfr(length)
}

// mfr prints a fragment or a control message, and returns the length of its header.
func (p *printer) mfr(length int) int {
	p.proto = "mfr"
	whole := p.in
	if !p.need(2) {
		return 0
	}
	if length < mfrMinLen {
		p.f2("[length %u < %u]", uint32(length), mfrMinLen)
		p.invalid()
		p.need(length)
		return 0
	}
	h := p.take(4)
	if p.cut >= 0 {
		return 0
	}
	if h[0]&mfrBEC == mfrBEC && h[1] == 0 {
		p.s("FRF.16 Control, Flags [")
		p.bits(&mfrFlags, "none", ", ", uint32(h[0]&mfrBEC))
		p.s("], ")
		p.tok(&mfrMessages, "Unknown Message (0x%02x)", uint32(h[2]))
		p.sn(", length ", length)
		p.in = whole[3:]
		if p.v > 0 {
			p.mfrElements(length - 3)
		}
		return 3
	}
	seq := uint64(h[0]&0x1e)<<7 | uint64(h[1])
	p.fw("FRF.16 Frag, seq %u, Flags [", seq)
	p.bits(&mfrFlags, "none", ", ", uint32(h[0]&mfrBEC))
	p.c(']')
	p.in = whole[2:]
	if h[0]&0xc0 == 0xc0 || h[0]&0xc0 == mfrBegin { // the first fragment, which begins with an address
		if h[0]&0x20 == 0 {
			p.s(", ")
			p.proto = "fr"
			return 2 + p.frameRelay(length-2)
		}
	}
	p.hexLines("\n\t", whole[:min(length, len(whole))])
	p.in = nil
	return 2
}

// mfrElements prints the information elements of a control message, length bytes on the wire.
func (p *printer) mfrElements(length int) {
	for length > 2 && p.cut < 0 {
		h := p.take(2)
		kind, size := uint32(h[0]), int(h[1])
		if p.cut >= 0 {
			return
		}
		p.s("\n\tIE ")
		p.tok(&mfrIEs, "Unknown", kind)
		p.f2(" (%u), length %u: ", kind, uint32(size))
		if kind == 0 || size <= 2 { // tcpdump ends the list there
			return
		}
		if size > length || !p.need(size-2) {
			p.short(0)
			return
		}
		length -= size
		p.mfrElement(kind, p.takeN(size-2))
	}
}

func (p *printer) mfrElement(kind uint32, v []byte) {
	switch kind {
	case mfrMagic:
		if len(v) != 4 {
			p.f1("[IE data length %u != 4]", uint32(len(v)))
			p.invalid()
			break
		}
		p.f1("0x%08x", be32(v))
	case mfrBundleID, mfrLinkID:
		p.textZ(v)
	case mfrTime:
		fallthrough // its form is the sender's own business
	default:
		if p.v < 2 {
			p.hexLines("\n\t  ", v)
		}
	}
	if p.v > 1 {
		p.hexLines("\n\t  ", v)
	}
}
