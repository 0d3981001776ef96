// Babel, RFC 8966; message authentication RFC 8967, source-specific routes RFC 9079, diversity and delay as in drafts.
//
//	+-------+-------+---------------+
//	|  42   |version|  body length  |
//	+-------+-------+---------------+
//
// TLVs follow: type, length, value; more of them, a trailer, may stand behind the body.

package main

const (
	babelHeaderLen = 4

	babelPad1       = 0
	babelPadN       = 1
	babelAckReq     = 2
	babelAck        = 3
	babelHello      = 4
	babelIHU        = 5
	babelRouterID   = 6
	babelNextHop    = 7
	babelUpdate     = 8
	babelRequest    = 9
	babelSeqno      = 10
	babelTSPC       = 11 // RFC 7298
	babelHMAC       = 12
	babelSSUpdate   = 13
	babelSSRequest  = 14
	babelSSSeqno    = 15
	babelMAC        = 16
	babelPC         = 17
	babelChallenge  = 18
	babelChallenged = 19

	babelSubPad1      = 0
	babelSubPadN      = 1
	babelSubDiversity = 2
	babelSubTimestamp = 3
	babelSubMandatory = 0x80
)

var babelNames = []token{
	{babelPadN, "padN"}, {babelAckReq, "ack-req"}, {babelAck, "ack"}, {babelHello, "hello"}, {babelIHU, "ihu"},
	{babelRouterID, "router-id"}, {babelNextHop, "nh"}, {babelUpdate, "update"}, {babelRequest, "route-request"},
	{babelSeqno, "seqno-request"}, {babelTSPC, "tspc"}, {babelHMAC, "hmac"}, {babelSSUpdate, "ss-update"},
	{babelSSRequest, "ss-request"}, {babelSSSeqno, "ss-mh-request"}, {babelMAC, "mac"}, {babelPC, "pc"},
	{babelChallenge, "challenge_request"}, {babelChallenged, "challenge_reply"},
}

var babelLongNames = []token{
	{babelAckReq, "Acknowledgment Request "}, {babelAck, "Acknowledgment "}, {babelHello, "Hello "},
	{babelIHU, "IHU "}, {babelRouterID, "Router Id"}, {babelNextHop, "Next Hop"}, {babelUpdate, "Update"},
	{babelRequest, "Route Request "}, {babelSeqno, "Seqno Request "}, {babelTSPC, "TS/PC "}, {babelHMAC, "HMAC "},
	{babelSSUpdate, "SS-Update"}, {babelSSRequest, "SS-Request "}, {babelSSSeqno, "SS-MH-Request "},
	{babelMAC, "MAC "}, {babelPC, "PC"}, {babelChallenge, "Challenge Request "}, {babelChallenged, "Challenge Reply "},
}

// babelLeast is the length of the fixed part of a TLV.
func babelLeast(typ byte) int {
	switch typ {
	case babelAckReq, babelHello, babelIHU, babelTSPC:
		return 6
	case babelAck, babelNextHop, babelRequest:
		return 2
	case babelRouterID, babelUpdate, babelSSUpdate:
		return 10
	case babelSeqno, babelSSSeqno:
		return 14
	case babelHMAC:
		return 18
	case babelSSRequest:
		return 3
	case babelPC:
		return 4
	}
	return 0
}

// babelState is the prefix that later ones may leave the start out of, by address family.
type babelState struct {
	v4, v6 [16]byte
}

// babel prints a packet, length bytes on the wire.
func (p *printer) babel(length int) {
	p.proto = "babel"
	p.s("babel")
	h := p.take(babelHeaderLen)
	if p.cut >= 0 {
		return
	}
	if h[0] != 42 {
		p.s(" invalid header")
		return
	}
	if length < babelHeaderLen {
		p.invalid()
		return
	}
	p.sn(" ", int(h[1]))
	if h[1] != 2 {
		p.s(" unknown version")
		return
	}
	n := int(be16at(h, 2))
	p.f1(" (%u)", uint32(n))
	length -= babelHeaderLen
	if n > length {
		p.invalid()
		return
	}
	var st babelState
	if !p.babelTLVs(&st, n) || p.cut >= 0 {
		return
	}
	if length > n {
		if p.v > 0 {
			p.s("\n\t----")
		} else {
			p.s(" |")
		}
		p.babelTLVs(&st, length-n)
	}
}

// babelTLVs prints TLVs, n bytes of them. It reports false if they make no sense.
func (p *printer) babelTLVs(st *babelState, n int) bool {
	for n > 0 && p.cut < 0 {
		typ := p.peek(0, 1)[0]
		if p.cut >= 0 {
			return true
		}
		if typ == babelPad1 {
			p.take(1)
			n--
			if p.v > 0 {
				p.s("\n\tPad 1")
			} else {
				p.s(" pad1")
			}
			continue
		}
		if n < 2 {
			p.invalid()
			return false
		}
		h := p.take(2)
		if p.cut >= 0 {
			return true
		}
		size := int(h[1])
		if n -= 2 + size; n < 0 {
			p.invalid()
			return false
		}
		v := p.takeN(size)
		if p.cut >= 0 {
			return true
		}
		if p.v == 0 {
			p.c(' ')
			p.tok(&babelNames, "unknown", uint32(typ))
			if typ == babelUpdate {
				if size < babelLeast(typ) {
					p.invalid()
					return false
				}
				p.babelUpdateFlags(v[1])
			}
			continue
		}
		rest := p.in
		p.in = v
		ok := p.babelTLV(st, typ, v)
		p.unlimit(rest)
		if !ok {
			p.invalid()
			return false
		}
	}
	return true
}

func (p *printer) babelUpdateFlags(f byte) {
	if f&0x80 != 0 {
		p.s("/prefix")
	}
	if f&0x40 != 0 {
		p.s("/id")
	}
	if f&0x3f != 0 {
		p.s("/unknown")
	}
}

// babelTLV prints one TLV with -v. It reports false if its length makes no sense.
func (p *printer) babelTLV(st *babelState, typ byte, v []byte) bool {
	p.s("\n\t")
	if typ == babelPadN {
		p.sn("Pad ", len(v)+2)
		return true
	}
	p.tok(&babelLongNames, "Unknown message type %u", uint32(typ))
	least := babelLeast(typ)
	if len(v) < least {
		return false
	}
	f := v
	switch typ {
	case babelAckReq:
		p.f1("%04x ", uint32(be16at(f, 2)))
		p.babelInterval(be16at(f, 4))
	case babelAck:
		p.hw(uint64(be16(f)), 4)
	case babelHello:
		if f[0]&0x80 != 0 {
			p.s("(Unicast) ")
		}
		p.f1("seqno %u ", uint32(be16at(f, 2)))
		if interval := be16at(f, 4); interval != 0 {
			p.s("interval ")
			p.babelInterval(interval)
		} else {
			p.s("unscheduled")
		}
		p.babelSubs(typ, v[least:])
	case babelIHU:
		var addr [16]byte
		n, kind := babelAddress(f[0], v[least:], &addr)
		if n < 0 {
			return false
		}
		p.babelAddr(kind, &addr)
		p.f1(" rxcost %u interval ", uint32(be16at(f, 2)))
		p.babelInterval(be16at(f, 4))
		p.babelSubs(typ, v[least+n:])
	case babelRouterID:
		p.c(' ')
		p.linkAddr(f[2:10])
	case babelNextHop:
		var addr [16]byte
		if f[0] == 0 {
			p.s(" invalid AE 0")
			return true
		}
		n, kind := babelAddress(f[0], v[least:], &addr)
		if n < 0 {
			return false
		}
		p.c(' ')
		p.babelAddr(kind, &addr)
	case babelTSPC:
		p.f2("timestamp %u packetcounter %u", be32at(f, 2), uint32(be16(f)))
	case babelHMAC:
		p.f2("key-id %u digest-%u ", uint32(be16(f)), uint32(len(v)-2))
		const digits = "0123456789ABCDEF"
		for _, b := range v[2:] {
			p.out = append(p.out, digits[b>>4], digits[b&15])
		}
	case babelMAC, babelChallenge, babelChallenged:
		p.sn("len ", len(v))
	case babelPC:
		p.f2(" value %u index len %u", be32(f), uint32(len(v)-4))
	default:
		return p.babelRoute(st, typ, v)
	}
	return true
}

// babelInterval prints hundredths of a second.
func (p *printer) babelInterval(v uint16) {
	if v == 0 {
		p.s("0.0s (bogus)")
		return
	}
	p.f2("%u.%02us", uint32(v/100), uint32(v%100))
}

// babelAddr prints an address of a kind that babelAddress found.
func (p *printer) babelAddr(kind byte, addr *[16]byte) {
	switch kind {
	case 0:
		p.s("any")
	case 1:
		p.ip4(addr[:4])
	default:
		p.ip6(addr[:])
	}
}

// babelAddress decodes an address by its encoding (0 wildcard, 1 IPv4, 2 IPv6, 3 link-local) and returns how many bytes
// it took, less than 0 if it cannot be.
func babelAddress(ae byte, b []byte, addr *[16]byte) (n int, kind byte) {
	switch ae {
	case 0:
		return 0, 0
	case 1:
		n = 4
	case 2:
		n = 16
	case 3:
		n = 8
	default:
		return -1, 0
	}
	if len(b) < n {
		return -1, 0
	}
	if ae == 3 {
		addr[0], addr[1] = 0xfe, 0x80
		copy(addr[8:], b[:n])
	} else {
		copy(addr[:], b[:n])
	}
	return n, ae
}

// babelPrefix decodes a prefix of so many bits, whose first bytes are those of the default prefix where they are omitted. It
// returns how many bytes it took, less than 0 if it cannot be.
func babelPrefix(ae byte, bits, omitted int, def *[16]byte, b []byte, addr *[16]byte) int {
	size := (bits + 7) / 8
	if omitted > 16 {
		return -1
	}
	n := 0
	switch ae {
	case 0:
	case 1, 2:
		most := 32
		if ae == 2 {
			most = 128
		}
		if bits > most || omitted > most/8 {
			return -1
		}
		copy(addr[:omitted], def[:omitted])
		if n = max(size-omitted, 0); n > len(b) {
			return -1
		}
		copy(addr[omitted:], b[:n])
	case 3:
		if bits > 128 {
			return -1
		}
		addr[0], addr[1] = 0xfe, 0x80
		if size > 8 {
			n = size - 8
		}
		if n > len(b) {
			return -1
		}
		copy(addr[8:], b[:n])
	default:
		return -1
	}
	for i := size; i < 16 && ae != 0 && ae != 3; i++ {
		addr[i] = 0
	}
	return n
}

func (p *printer) babelShowPrefix(ae byte, addr *[16]byte, bits int) {
	if ae == 1 {
		p.ip4num(addr[:4])
	} else {
		p.ip6num(addr[:])
	}
	p.sn("/", bits)
}

// babelRoute prints the TLVs that are about routes. It reports false if one makes no sense.
func (p *printer) babelRoute(st *babelState, typ byte, v []byte) bool {
	var addr, source [16]byte
	switch typ {
	case babelUpdate, babelSSUpdate:
		ae, flags, bits, omitted := v[0], v[1], int(v[2]), int(v[3])
		def := &st.v6
		if ae == 1 {
			def = &st.v4
		}
		n := babelPrefix(ae, bits, omitted, def, v[10:], &addr)
		if n < 0 {
			return false
		}
		rest := v[10+n:]
		if typ == babelSSUpdate {
			fromBits := int(v[1])
			k := babelPrefix(ae, fromBits, 0, def, rest, &source)
			if k < 0 {
				return false
			}
			rest = rest[k:]
			p.c(' ')
			p.babelShowPrefix(ae, &addr, bits)
			p.s(" from ")
			p.babelShowPrefix(ae, &source, fromBits)
		} else {
			p.babelUpdateFlags(flags)
			p.c(' ')
			if ae == 0 {
				p.s("any")
			} else {
				p.babelShowPrefix(ae, &addr, bits)
			}
			if flags&0x80 != 0 {
				*def = addr
			}
		}
		p.f2(" metric %u seqno %u interval ", uint32(be16at(v, 8)), uint32(be16at(v, 6)))
		if interval := be16at(v, 4); interval == 0xffff {
			p.s("infinity")
		} else {
			p.babelInterval(interval)
		}
		p.babelSubs(typ, rest)
	case babelRequest:
		n := babelPrefix(v[0], int(v[1]), 0, &st.v6, v[2:], &addr)
		if n < 0 {
			return false
		}
		p.s("for ")
		if v[0] == 0 {
			p.s("any")
		} else {
			p.babelShowPrefix(v[0], &addr, int(v[1]))
		}
	case babelSeqno:
		n := babelPrefix(v[0], int(v[1]), 0, &st.v6, v[14:], &addr)
		if n < 0 {
			return false
		}
		p.f1("(%u hops) for ", uint32(v[4]))
		if v[0] == 0 {
			p.s("invalid AE 0")
		} else {
			p.babelShowPrefix(v[0], &addr, int(v[1]))
		}
		p.f1(" seqno %u id ", uint32(be16at(v, 2)))
		p.linkAddr(v[6:14])
	case babelSSRequest, babelSSSeqno:
		bits, fromBits, at := int(v[1]), int(v[2]), 3
		if typ == babelSSSeqno {
			fromBits, at = int(v[5]), 14
		}
		n := babelPrefix(v[0], bits, 0, &st.v6, v[at:], &addr)
		if n < 0 {
			return false
		}
		k := babelPrefix(v[0], fromBits, 0, &st.v6, v[at+n:], &source)
		if k < 0 {
			return false
		}
		if typ == babelSSSeqno {
			p.f1("(%u hops) ", uint32(v[4]))
		}
		p.s("for (")
		p.babelShowPrefix(v[0], &addr, bits)
		p.s(", ")
		p.babelShowPrefix(v[0], &source, fromBits)
		p.c(')')
		if typ == babelSSSeqno {
			p.f1(" seqno %u id ", uint32(be16at(v, 2)))
			p.linkAddr(v[6:14])
		}
	}
	return true
}

// babelSubs prints sub-TLVs.
func (p *printer) babelSubs(typ byte, b []byte) {
	for len(b) > 0 {
		sub := b[0]
		if sub == babelSubPad1 {
			p.s(" sub-pad1")
			b = b[1:]
			continue
		}
		if len(b) < 2 || 2+int(b[1]) > len(b) {
			p.invalid()
			return
		}
		v := b[2 : 2+int(b[1])]
		b = b[2+len(v):]
		if sub&babelSubMandatory != 0 {
			p.s(" (M)")
		}
		switch sub {
		case babelSubPadN:
			p.s(" sub-padn")
		case babelSubDiversity:
			p.s(" sub-diversity")
			if len(v) == 0 {
				p.s(" empty")
			}
			sep := byte(' ')
			for _, channel := range v {
				p.c(sep)
				if channel == 0xff {
					p.s("all")
				} else {
					p.n(int(channel))
				}
				sep = '-'
			}
			if len(v) > 0 && typ != babelUpdate && typ != babelSSUpdate {
				p.s(" (bogus)")
			}
		case babelSubTimestamp:
			p.s(" sub-timestamp ")
			switch {
			case typ == babelHello && len(v) >= 4:
				p.babelTime(be32(v))
			case typ == babelIHU && len(v) >= 8:
				p.babelTime(be32(v))
				p.c('|')
				p.babelTime(be32at(v, 4))
			case typ == babelHello || typ == babelIHU:
				p.s("(invalid)")
			default:
				p.s("(bogus)")
			}
		default:
			p.f1(" sub-unknown-0x%02x", uint32(sub))
		}
	}
}

// babelTime prints microseconds.
func (p *printer) babelTime(v uint32) { p.f2("%u.%06us", v/1000000, v%1000000) }
