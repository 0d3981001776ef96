// Internet key exchange: ISAKMP, RFC 2408 and 2409 (version 1), RFC 7296 (version 2); in UDP with ESP, RFC 3948.
//
//	+---------------------------------------------------------------+
//	|                  Initiator's cookie (8 bytes)                 |
//	+---------------------------------------------------------------+
//	|                  Responder's cookie (8 bytes)                 |
//	+---------------+-------+-------+---------------+---------------+
//	|  Next Payload | MjVer | MnVer | Exchange Type |     Flags     |
//	+---------------+-------+-------+---------------+---------------+
//	|                          Message ID                           |
//	+---------------------------------------------------------------+
//	|                            Length                             |
//	+---------------------------------------------------------------+

package main

import "bytes"

const (
	isakmpHeaderLen = 28
	isakmpEncrypted = 0x01
)

var (
	isakmpPayloads = []token{
		{0, "none"}, {1, "sa"}, {2, "p"}, {3, "t"}, {4, "ke"}, {5, "id"}, {6, "cert"}, {7, "cr"}, {8, "hash"},
		{9, "sig"}, {10, "nonce"}, {11, "n"}, {12, "d"}, {13, "vid"}, {33, "v2sa"}, {34, "v2ke"}, {35, "v2IDi"},
		{36, "v2IDr"}, {37, "v2cert"}, {38, "v2cr"}, {39, "v2auth"}, {40, "v2nonce"}, {41, "v2n"}, {42, "v2d"},
		{43, "v2vid"}, {44, "v2TSi"}, {45, "v2TSr"}, {46, "v2e"}, {47, "v2cp"}, {48, "v2eap"},
	}
	isakmpExchanges = []token{
		{0, "none"}, {1, "base"}, {2, "ident"}, {3, "auth"}, {4, "agg"}, {5, "inf"}, {32, "oakley-quick"},
		{33, "oakley-newgroup"}, {34, "ikev2_init"}, {35, "ikev2_auth"}, {36, "child_sa"}, {37, "inf2"},
	}
	isakmpProtocols = []token{{1, "isakmp"}, {2, "ipsec-ah"}, {3, "ipsec-esp"}, {4, "ipcomp"}}
	isakmpFlagsV1   = []token{{isakmpEncrypted, "E"}, {0x02, "C"}}
	isakmpFlagsV2   = []token{{0x08, "I"}, {0x10, "V"}, {0x20, "R"}}
)

// isakmpState remembers who began the last exchanges, so that their later messages can be told apart by side.
type isakmpState struct {
	seen [20]struct {
		cookie   [8]byte
		from, to [16]byte
	}
	next, used int
}

// isakmpRole says which side sent a message: I, R, or a question mark.
func (p *printer) isakmpRole(ip *ipInfo, h []byte) byte {
	st := &p.state.isakmp
	var from, to [16]byte
	copy(from[:], ip.src)
	copy(to[:], ip.dst)
	cookie := [8]byte(h[:8])
	for i := 0; i < st.used; i++ {
		if s := &st.seen[i]; s.cookie == cookie {
			switch {
			case s.from == from && s.to == to:
				return 'I'
			case s.from == to && s.to == from:
				return 'R'
			}
		}
	}
	if cookie == [8]byte{} || !bytes.Equal(h[8:16], zeros[:8]) {
		return '?'
	}
	s := &st.seen[st.next]
	s.cookie, s.from, s.to = cookie, from, to
	st.next = (st.next + 1) % len(st.seen)
	st.used = min(st.used+1, len(st.seen))
	return 'I'
}

// isakmp prints one message, length bytes on the wire.
func (p *printer) isakmp(ip *ipInfo, length int) {
	p.proto = "isakmp"
	h := p.take(isakmpHeaderLen)
	if p.cut >= 0 {
		return
	}
	p.in = p.in[:len(p.in):len(p.in)] // see isakmpOnward
	p.s("isakmp")
	version, flags, msgid, size := int(h[17]>>4), uint32(h[19]), be32at(h, 20), be32at(h, 24)
	if p.v > 0 {
		p.f3(" %u.%u msgid %08x", uint32(version), uint32(h[17]&15), msgid)
	}
	if p.v > 1 {
		p.fw(" cookie %016x->%016x", be64(h), be64at(h, 8))
	}
	p.c(':')
	switch version {
	case 1:
		p.s(" phase ")
		if msgid == 0 {
			p.c('1')
		} else {
			p.s("2/others")
		}
		p.c(' ')
		p.c(p.isakmpRole(ip, h))
	case 2:
		if msgid == 0 {
			p.s(" parent_sa")
		} else {
			p.s(" child_sa ")
		}
	default:
		return
	}
	p.c(' ')
	p.tok(&isakmpExchanges, "#%u", uint32(h[18]))
	if flags != 0 {
		p.c('[')
		if version == 1 {
			p.bits(&isakmpFlagsV1, "", "", flags)
		} else {
			p.bits(&isakmpFlagsV2, "", "", flags)
		}
		p.c(']')
	}
	if p.v == 0 {
		return
	}
	p.c(':')
	if flags&isakmpEncrypted != 0 {
		p.s(" [encrypted ")
		p.isakmpName(h[16])
		p.c(']')
	} else {
		p.isakmpChain(h[16], 1)
	}
	if uint64(size) != uint64(length) {
		p.f2(" (len mismatch: isakmp %u/ip %u)", size, uint32(length))
	}
}

// isakmpName prints the name of a kind of payload.
func (p *printer) isakmpName(kind byte) {
	if s, ok := tokenName(&isakmpPayloads, uint32(kind)); ok {
		p.s(s)
	} else if kind < 33 {
		p.f1("pay%u", uint32(kind))
	} else {
		p.f1("#%u", uint32(kind))
	}
}

// isakmpOnward returns b and what was captured behind it: a payload's slice keeps the message as its capacity. tcpdump
// shows bytes of the payloads behind in some dumps, and does not say that a payload is short while they serve as well.
func isakmpOnward(b []byte) []byte { return b[:cap(b)] }

// isakmpShort says that a payload does not fit and gives up the rest, of its chain too.
func (p *printer) isakmpShort(kind byte) {
	p.s(" [|")
	p.isakmpName(kind)
	p.c(']')
	p.in = nil
}

const isakmpMaxDepth = 4 // association, proposal, transform, and one more for what makes no sense

// isakmpChain prints payloads, the first of the given kind, each on a line of its own.
//
//	+---------------+-+-------------+-------------------------------+
//	| Next Payload  |C|  RESERVED   |         Payload Length        |
//	+---------------+-+-------------+-------------------------------+
func (p *printer) isakmpChain(kind byte, depth int) {
	for kind != 0 {
		if len(p.in) < 4 || !p.roomy() {
			p.isakmpShort(kind)
			return
		}
		next, critical, size := p.in[0], p.in[1]&0x80 != 0, int(be16at(p.in, 2))
		if size > len(p.in) {
			p.isakmpShort(kind)
			return
		}
		p.isakmpLine(depth)
		whole := p.in
		if size <= 4 { // nothing in it
			p.in = nil
		} else {
			p.in = p.in[4:size]
			p.isakmpPayload(kind, critical, depth)
		}
		p.c(')')
		if p.in == nil || kind == 46 { // what next names then lies inside, encrypted
			return
		}
		p.in = whole[size:]
		kind = next
	}
}

func (p *printer) isakmpLine(depth int) {
	p.s("\n")
	for ; depth > 0; depth-- {
		p.s("    ")
	}
	p.c('(')
}

// isakmpInner begins a proposal or a transform: it leaves its body in p.in, and returns the kind of the next one and
// what lies behind. Those too short to have a header go by the name of what holds them.
func (p *printer) isakmpInner(kind, holder byte, depth int) (next byte, rest []byte, ok bool) {
	whole := p.in
	if len(whole) < 4 {
		p.isakmpShort(holder)
		return
	}
	size := int(be16at(whole, 2))
	if size > len(whole) || size < 4 {
		p.isakmpShort(kind)
		return
	}
	p.isakmpLine(depth)
	p.in = whole[4:size]
	return whole[0], whole[size:], true
}

// isakmpProposal prints the beginning of a proposal, RFC 2408 section 3.5 and RFC 7296 section 3.3.1, and returns which
// protocol it is for.
//
//	+---------------+---------------+---------------+---------------+
//	|  Proposal #   |  Protocol-Id  |   SPI Size    |# of Transforms|
//	+---------------+---------------+---------------+---------------+
func (p *printer) isakmpProposal(withLength bool) (proto byte, ok bool) {
	if len(p.in) < 4 {
		p.isakmpShort(2)
		return
	}
	h, total := p.in[:4], len(p.in)+4
	p.in = p.in[4:]
	p.f1(" #%u protoid=", uint32(h[0]))
	p.tok(&isakmpProtocols, "#%u", uint32(h[1]))
	p.f1(" transform=%u", uint32(h[3]))
	if withLength {
		p.sn(" len=", total)
	}
	if withLength && int(h[2]) > len(p.in) {
		p.isakmpShort(2)
		return
	}
	return h[1], p.isakmpSPI(int(h[2]), 2)
}

// isakmpSPI prints a security parameter index of so many bytes in a payload of that kind.
func (p *printer) isakmpSPI(size int, kind byte) bool {
	if size == 0 {
		return true
	}
	p.s(" spi=")
	if size > len(p.in) {
		p.isakmpShort(kind)
		return false
	}
	p.hexBytes(p.in[:size])
	p.in = p.in[size:]
	return true
}

// isakmpPayload prints the body of a payload, which is p.in.
func (p *printer) isakmpPayload(kind byte, critical bool, depth int) {
	if kind >= 33 {
		p.ikev2Payload(kind, critical, depth)
		return
	}
	b := p.in
	p.isakmpName(kind)
	switch kind {
	case 1:
		p.s(":")
		p.ikev1SA(depth)
	case 2:
		p.s(":")
		p.ikev1Proposal(depth)
	case 3:
		p.s(":")
		p.ikev1Transform(0)
	case 4:
		p.sn(": key len=", len(b))
		p.isakmpRaw(b)
	case 5:
		p.ikev1ID()
	case 6, 7:
		if cap(b) < 2 {
			p.c(':')
			p.isakmpShort(kind)
			return
		}
		p.sn(": len=", len(b))
		p.s(" type=")
		p.tok(&ikev1Certs, "#%u", uint32(b[0]))
		p.isakmpRaw(b)
	case 8, 9, 13:
		p.sn(": len=", len(b))
		p.isakmpRaw(b)
	case 10:
		p.sn(": n len=", len(b))
		if p.v > 2 {
			p.isakmpRaw(b)
		} else if p.v > 1 {
			p.s("  data=(")
			p.isakmpBrief(isakmpOnward(b))
			p.c(')')
		}
	case 11:
		p.ikev1Notify()
	case 12:
		p.ikev1Delete()
	}
}

// isakmpRaw prints bytes with -vvv.
func (p *printer) isakmpRaw(b []byte) {
	if p.v > 2 && len(b) > 0 {
		p.c(' ')
		p.hexBytes(b)
	}
}

// isakmpBrief prints the first ten bytes of b and at most its last twenty.
func (p *printer) isakmpBrief(b []byte) {
	head := min(len(b), 10)
	p.hexBytes(b[:head])
	p.s("...")
	if len(b) > head {
		p.hexBytes(b[max(head, len(b)-20):])
	}
}

// isakmpAttributes prints the attributes in p.in, RFC 2408 section 3.3.
func (p *printer) isakmpAttributes(m []isakmpAttr) {
	for len(p.in) > 0 {
		h := isakmpOnward(p.in)
		if len(h) < 4 && (len(h) < 2 || h[0]&0x80 == 0) {
			p.short(0)
			return
		}
		size := 4
		if h[0]&0x80 == 0 {
			size += int(be16at(h, 2))
		}
		if size > len(p.in) {
			p.s("[|attr]")
			p.in = p.in[:0]
			return
		}
		t, v := int(be16(h)), int(be16at(h, 2))
		value := p.in[4:size]
		p.in = p.in[size:]
		kind := t & 0x7fff
		p.s("(type=")
		var values []string
		if kind < len(m) && m[kind].name != "" {
			p.s(m[kind].name)
			values = m[kind].values
		} else {
			p.f1("#%u", uint32(kind))
		}
		p.c(' ')
		if t&0x8000 != 0 {
			p.s("value=")
			if v < len(values) && values[v] != "" {
				p.s(values[v])
			} else {
				p.f1("%04x", uint32(v))
			}
		} else {
			p.f1("len=%u value=", uint32(v))
			p.hexBytes(value)
		}
		p.c(')')
	}
}

// isakmpAttr is a kind of attribute and the names of its short values.
type isakmpAttr struct {
	name   string
	values []string
}

// isakmpNAT prints what goes over port 4500, RFC 3948: an octet of ones keeps the translation alive, an SPI of zero
// stands before IKE, all else is ESP.
func (p *printer) isakmpNAT(ip *ipInfo, length int) {
	p.proto = "isakmp_rfc3948"
	if p.peek(0, 1)[0] == 0xff && length == 1 {
		p.s("isakmp-nat-keep-alive")
		return
	}
	if length < 4 || !p.need(4) {
		p.short(0)
		return
	}
	if be32(p.in) == 0 {
		p.s("NONESP-encap: ")
		p.take(4)
		p.isakmp(ip, length-4)
		return
	}
	p.s("UDP-encap: ")
	p.esp(ip, length)
}
