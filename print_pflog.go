// OpenBSD's packet filter log (LINKTYPE_PFLOG), pflog(4).
//
//	| length (1) | family (1) | action (1) | reason (1) | interface (16) | ruleset (16) | rule (4) | subrule (4) |
//	| uid, pid, rule's uid and pid (4 each) | direction (1) | padding |

package main

const (
	pflogMinHeader = 45 // bytes, its padding aside; what PF on FreeBSD, OpenBSD and others have in common
	pflogNoSubrule = 0xffffffff
)

var pflogActionNames = []token{
	{0, "pass"}, {1, "block"}, {2, "scrub"}, {4, "nat"}, {5, "nonat"}, {6, "binat"}, {7, "nobinat"}, {8, "rdr"},
	{9, "nordr"}, {10, "synproxy-drop"},
}

var pflogReasonNames = []token{
	{0, "0(match)"}, {1, "1(bad-offset)"}, {2, "2(fragment)"}, {3, "3(short)"}, {4, "4(normalize)"}, {5, "5(memory)"},
	{6, "6(bad-timestamp)"}, {7, "7(congestion)"}, {8, "8(ip-option)"}, {9, "9(proto-cksum)"}, {10, "10(state-mismatch)"},
	{11, "11(state-insert)"}, {12, "12(state-limit)"}, {13, "13(src-limit)"}, {14, "14(synproxy)"},
}

var pflogDirectionNames = []token{{0, "in/out"}, {1, "in"}, {2, "out"}}

func (p *printer) pflogLink(length int) {
	p.proto = "pflog"
	h := p.in
	if !p.need(pflogMinHeader) {
		return
	}
	size := int(h[0])
	if size < pflogMinHeader {
		p.s("[pflog: invalid header length!]")
		return
	}
	size = (size + 3) &^ 3
	if !p.need(max(size, pflogMinHeader+16)) && size > len(h) {
		return
	}
	p.in = h
	p.takeN(size)
	if p.cut >= 0 {
		return
	}
	p.ll = size
	if p.e {
		p.pflogHeader(h)
	}
	length -= size
	switch h[1] {
	case afInet:
		p.ip(length)
	case afInet6NetBSD, afInet6Free, afInet6Mac:
		p.ip6Packet(length)
	default:
		if !p.e {
			p.pflogHeader(h)
		}
		p.rest(length)
	}
}

func (p *printer) pflogHeader(h []byte) {
	rule, sub := be32at(h, 36), be32at(h, 40)
	p.s("rule ")
	if sub == pflogNoSubrule {
		p.f1("%u/", rule)
	} else {
		p.f1("%u.", rule)
		p.textZ(h[20:36])
		p.f1(".%u/", sub)
	}
	p.tok(&pflogReasonNames, "unkn(%u)", uint32(h[3]))
	p.s(": ")
	p.tok(&pflogActionNames, "unkn(%u)", uint32(h[2]))
	p.c(' ')
	direction := uint32(0)
	if len(h) > 60 {
		direction = uint32(h[60])
	}
	p.tok(&pflogDirectionNames, "unkn(%u)", direction)
	p.s(" on ")
	p.textZ(h[4:20])
	p.s(": ")
}
