// Routing Information Protocol, RFC 1058; version 2, RFC 2453, with authentication of RFC 4822.
//
//	+-------+-------+---------------+
//	|command|version|    unused     |
//	+-------+-------+---------------+
//
// Entries follow: family (2), tag (2), address, mask, next hop, metric (4 each).

package main

const (
	ripHeaderLen = 4
	ripEntryLen  = 20

	ripRequest  = 1
	ripResponse = 2

	ripFamilyIPv4 = 2
	ripFamilyAuth = 0xffff

	ripAuthTrailer = 1
	ripAuthText    = 2
	ripAuthDigest  = 3
)

var ripCommandNames = []token{
	{ripRequest, "Request"}, {ripResponse, "Response"}, {3, "Trace on"}, {4, "Trace off"}, {5, "Poll"}, {6, "Poll Entry"},
}

// rip prints a message, length bytes on the wire.
func (p *printer) rip(length int) {
	p.proto = "rip"
	whole := p.in
	if length < ripHeaderLen || !p.has(ripHeaderLen) {
		p.short(0)
		return
	}
	h := p.take(ripHeaderLen)
	if p.v > 0 {
		p.s("\n\t")
	}
	p.f1("RIPv%u", uint32(h[1]))
	if h[1] == 0 { // RFC 1058: nothing of it may be trusted
		p.isoUnknown("\n\t", whole)
		return
	}
	p.s(", ")
	command := uint32(h[0])
	p.tok(&ripCommandNames, "unknown command (%u)", command)
	p.sn(", length: ", length)
	if p.v == 0 {
		return
	}
	switch command {
	case ripRequest, ripResponse:
		n := length - ripHeaderLen
		switch h[1] {
		case 1:
			p.sn(", routes: ", n/ripEntryLen)
			for n > 0 && p.cut < 0 {
				p.ripEntry1()
				n -= ripEntryLen
			}
		case 2:
			p.sn(", routes: ", n/ripEntryLen)
			p.s(" or less")
			for n > 0 && p.cut < 0 {
				if !p.ripEntry2(n) {
					return
				}
				n -= ripEntryLen
			}
		default:
			p.s(", unknown version")
		}
	case 4, 5, 6:
	default:
		if p.v <= 1 {
			p.isoUnknown("\n\t", whole)
		}
	}
	if p.v > 1 {
		p.isoUnknown("\n\t", whole)
	}
}

// ripEntry1 prints an entry of version 1. What must be zero in it makes it one of something else.
func (p *printer) ripEntry1() {
	e := p.take(ripEntryLen)
	if p.cut >= 0 {
		return
	}
	family := be16(e)
	if be16at(e, 2) != 0 || be32at(e, 8) != 0 || be32at(e, 12) != 0 {
		p.isoUnknown("\n\t  ", e)
		return
	}
	switch family {
	case 0:
		p.s("\n\t  AFI 0, ")
		p.ip4(e[4:8])
		p.f1(", metric: %u", be32at(e, 16))
	case ripFamilyIPv4:
		p.s("\n\t  ")
		p.ip4(e[4:8])
		p.f1(", metric: %u", be32at(e, 16))
	default:
		p.f1("\n\t AFI Unknown (%u), ", uint32(family))
		p.isoUnknown("\n\t  ", e[4:])
	}
}

// ripEntry2 prints an entry of version 2, of which n bytes are left. It reports false for one that is the last, whatever
// follows.
func (p *printer) ripEntry2(n int) bool {
	if n < ripEntryLen {
		p.short(0)
		return false
	}
	if !p.need(4) {
		return false
	}
	family := be16(p.in)
	if family == ripFamilyAuth {
		return p.ripAuth()
	}
	e := p.take(ripEntryLen)
	if p.cut >= 0 {
		return false
	}
	if family != ripFamilyIPv4 && family != 0 {
		p.f1("\n\t  AFI %u", uint32(family))
		p.isoUnknown("\n\t  ", e[4:])
		return true
	}
	p.s("\n\t  AFI ")
	p.tok(&ripFamilyNames, "%u", uint32(family))
	p.s(", ")
	p.ip4Padded(e[4:8])
	if bits, ok := maskLength(be32at(e, 8)); ok {
		p.fw("/%d", uint64(bits))
		if bits < 10 {
			p.c(' ')
		}
	} else {
		p.s("/-1")
	}
	p.f2(", tag 0x%04x, metric: %u, next-hop: ", uint32(be16at(e, 2)), be32at(e, 16))
	if be32at(e, 12) == 0 {
		p.s("self")
	} else {
		p.ip4(e[12:16])
	}
	return true
}

var ripFamilyNames = []token{{ripFamilyIPv4, "IPv4"}}

// ripAuth prints an entry that authenticates the message, RFC 2453 section 4.1 and RFC 4822 section 2.
func (p *printer) ripAuth() bool {
	h := p.take(4)
	switch kind := be16at(h, 2); kind {
	case ripAuthText:
		p.s("\n\t  Simple Text Authentication data: ")
		n := min(16, len(p.in))
		if !p.textZ(p.in[:n]) && n < 16 {
			p.short(0)
		}
		p.take(16)
	case ripAuthDigest:
		b := p.take(16)
		if p.cut >= 0 {
			return false
		}
		p.f("\n\t  Auth header: Packet Len %u, Key-ID %u, Auth Data Len %u, SeqNo %u, MBZ %u, MBZ %u", uint32(be16(b)),
			uint32(b[2]), uint32(b[3]), be32at(b, 4), be32at(b, 8), be32at(b, 12))
	case ripAuthTrailer:
		p.s("\n\t  Auth trailer:")
		p.isoUnknown("\n\t  ", p.in)
		return false
	default:
		p.f1("\n\t  Unknown (%u) Authentication data:", uint32(kind))
		p.isoUnknown("\n\t  ", p.in)
		return false
	}
	return true
}
