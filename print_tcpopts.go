// TCP options: RFC 9293 section 3.1, RFC 7323, 2018, 2385, 5482, 5925, 7413, 9768 and IANA's registry.

package main

import (
	"bytes"
)

const (
	tcpOptEOL       = 0
	tcpOptNOP       = 1
	tcpOptMSS       = 2
	tcpOptWScale    = 3
	tcpOptSackOK    = 4
	tcpOptSack      = 5
	tcpOptEcho      = 6
	tcpOptEchoReply = 7
	tcpOptTimestamp = 8
	tcpOptCC        = 11
	tcpOptCCNew     = 12
	tcpOptCCEcho    = 13
	tcpOptMD5       = 19
	tcpOptSCPS      = 20
	tcpOptUTO       = 28
	tcpOptAO        = 29
	tcpOptMPTCP     = 30
	tcpOptTFO       = 34
	tcpOptAccECN0   = 172
	tcpOptAccECN1   = 174
	tcpOptExp       = 254 // RFC 3692; RFC 6994 puts an identifier in front

	// tcpTimestampOnly begins the option list of nearly every segment of nearly every connection, RFC 7323 appendix A.
	tcpTimestampOnly = tcpOptNOP<<24 | tcpOptNOP<<16 | tcpOptTimestamp<<8 | 10

	tcpExpTFO    = 0xf989 // the identifier that TCP fast open had before it was given number 34
	tcpMD5Len    = 16
	tcpTFOMax    = 16 // longest cookie, bytes
	tcpTFOMin    = 4
	tcpSackBlock = 8
)

var tcpOptionNames = []token{
	{tcpOptEOL, "eol"}, {tcpOptNOP, "nop"}, {tcpOptMSS, "mss"}, {tcpOptWScale, "wscale"}, {tcpOptSackOK, "sackOK"},
	{tcpOptSack, "sack"}, {tcpOptEcho, "echo"}, {tcpOptEchoReply, "echoreply"}, {tcpOptTimestamp, "TS"},
	{tcpOptCC, "cc"}, {tcpOptCCNew, "ccnew"}, {tcpOptCCEcho, "ccecho"}, {tcpOptMD5, "md5"}, {tcpOptSCPS, "scps"},
	{tcpOptUTO, "uto"}, {tcpOptAO, "tcp-ao"}, {tcpOptMPTCP, "mptcp"}, {tcpOptTFO, "tfo"},
	{tcpOptAccECN0, "acc-ecn0"}, {tcpOptAccECN1, "acc-ecn1"}, {tcpOptExp, "exp"},
}

// tcpHeader is what of a segment's header its options and its data need to know.
type tcpHeader struct {
	ip       *ipInfo
	src, dst uint16
	flags    int
	hlen     int    // header length, bytes
	length   int    // of the segment on the wire, header included
	sackBase uint32 // what to subtract from the numbers in a SACK option
	whole    []byte // the segment as far as it was captured
}

// tcpOptions prints the option list, which p.in begins with. It reports false if a bad option ended it: nothing is
// printed behind that.
func (p *printer) tcpOptions(t *tcpHeader) bool {
	sep := false
	if h := p.in; t.hlen == tcpHeaderLen+12 && len(h) >= 12 && hot32(h) == tcpTimestampOnly {
		p.in = h[12:]
		out, b := room(p.out, 2*(16+uintTextRoom))
		put8(b, "nop,nop,")
		put8(b[8:], "TS val  ")
		n := 15 + putUint(b[15:], uint64(hot32(h[4:])))
		put8(b[n:], " ecr    ")
		n += 5
		n += putUint(b[n:], uint64(hot32(h[8:])))
		b[n] = ']'
		p.out = out[:len(out)+n+1]
		return true
	}
	for n := t.hlen - tcpHeaderLen; n > 0 && p.cut < 0; {
		if sep {
			p.putc(',')
		}
		used, ok := p.tcpOption(t, n)
		if used < 0 {
			p.trunc()
			if sep { // as tcpdump does: no mark of the list's end behind its first option
				p.c('>')
			}
			return false
		}
		if !ok {
			p.s("[bad opt]")
			if sep { // as tcpdump does: no bracket when the first option is bad
				p.c(']')
			}
			return false
		}
		if used == 0 {
			break
		}
		n -= used
		sep = true
	}
	p.c(']')
	return true
}

// tcpOption prints one option of at most n bytes. It returns how many it took, 0 for the end of the list, -1 if the
// contents were not captured whole, and whether the list makes sense up to here.
func (p *printer) tcpOption(t *tcpHeader, n int) (used int, ok bool) {
	kind := p.u8()
	size := 1
	if kind > tcpOptNOP {
		size = p.u8()
		if p.cut >= 0 {
			return 0, true
		}
		if size < 2 || size > n {
			return 0, false
		}
	}
	p.tok(&tcpOptionNames, "unknown-%u", uint32(kind))
	switch kind {
	case tcpOptEOL:
		return 0, true
	case tcpOptNOP:
		return 1, true
	}
	took, ok := p.tcpOptionBody(t, kind, size-2, n-2)
	if !ok {
		return min(took, 0), false
	}
	if took != size-2 {
		p.f1("[len %u]", uint32(size))
	}
	return took + 2, true
}

// tcpOptionBody prints an option's contents: size bytes by its length, within n bytes of header. An option of fixed
// size takes that size, whatever its length says; it returns what was taken, -1 if not all of it was captured.
func (p *printer) tcpOptionBody(t *tcpHeader, kind, size, n int) (took int, ok bool) {
	if fixed := tcpOptionSize(kind); fixed > 0 {
		if fixed > n {
			return 0, false
		}
		if !p.has(fixed) {
			return -1, false
		}
		p.tcpOptionFixed(t, kind)
		return fixed, true
	}
	switch kind {
	case tcpOptMPTCP, tcpOptTFO, tcpOptExp:
		if !p.has(size) {
			return -1, false
		}
	}
	switch kind {
	case tcpOptSackOK:
		return 0, true // it has no contents
	case tcpOptSack:
		ok = p.tcpOptionSack(t, size)
	case tcpOptAO:
		ok = p.tcpOptionAO(size)
	case tcpOptMPTCP:
		return size, p.mptcp(t, size+2)
	case tcpOptTFO:
		p.c(' ')
		p.tcpOptionCookie(size)
		ok = true
	case tcpOptAccECN0, tcpOptAccECN1:
		p.tcpOptionAccECN(kind, size)
		ok = true
	case tcpOptExp:
		if size < 2 {
			return 0, false
		}
		if id := p.u16(); id == tcpExpTFO {
			p.s("-tfo")
			p.tcpOptionCookie(size - 2)
		} else {
			p.c('-')
			p.hw(uint64(id), 4)
			p.takeN(size - 2)
		}
		ok = true
	default:
		ok = size == 0 || p.tcpOptionHex(" 0x", size)
	}
	if !ok {
		size = -1
	}
	return size, ok
}

// tcpOptionHex prints size bytes as far as they were captured, and reports whether all of them were.
func (p *printer) tcpOptionHex(label string, size int) bool {
	ok := p.has(size)
	n := min(size, len(p.in))
	p.s(label)
	p.hexBytes(p.in[:n])
	p.skip(n)
	return ok
}

// tcpOptionSize is the length of the contents of an option that always has the same, 0 for others.
func tcpOptionSize(kind int) int {
	switch kind {
	case tcpOptMSS, tcpOptSCPS, tcpOptUTO:
		return 2
	case tcpOptWScale:
		return 1
	case tcpOptEcho, tcpOptEchoReply, tcpOptCC, tcpOptCCNew, tcpOptCCEcho:
		return 4
	case tcpOptTimestamp:
		return 8
	case tcpOptMD5:
		return tcpMD5Len
	}
	return 0
}

// tcpOptionFixed prints the contents of an option of tcpOptionSize.
func (p *printer) tcpOptionFixed(t *tcpHeader, kind int) {
	switch kind {
	case tcpOptMSS:
		p.sn(" ", p.u16())
	case tcpOptWScale:
		p.sn(" ", p.u8())
	case tcpOptTimestamp:
		val := p.u32()
		p.s(" val ")
		p.u(uint64(val))
		ecr := p.u32()
		p.s(" ecr ")
		p.u(uint64(ecr))
	case tcpOptMD5:
		p.tcpOptionMD5(t)
	case tcpOptSCPS: // CCSDS 714.0-B
		h := p.take(2)
		p.f2(" cap %02x id %u", uint32(h[0]), uint32(h[1]))
	case tcpOptUTO:
		v := p.u16()
		p.f1(" 0x%x", uint32(v))
		seconds := v >> 1
		if v&1 != 0 { // RFC 5482 has the unit in the first bit; tcpdump looks for it in the last
			seconds *= 60
		}
		p.sn(" ", seconds)
	default:
		p.f1(" %u", p.u32())
	}
}

// tcpOptionSack prints the blocks of a selective acknowledgment, relative to the number the segment acknowledges.
// It reports whether they were all captured, as do its like.
func (p *printer) tcpOptionSack(t *tcpHeader, size int) bool {
	if size%tcpSackBlock != 0 {
		p.s(" invalid sack")
		p.skip(size)
		return true
	}
	p.f1(" %u ", uint32(size/tcpSackBlock))
	for ; size > 0; size -= tcpSackBlock {
		if !p.has(tcpSackBlock) {
			return false
		}
		h := p.take(tcpSackBlock)
		p.f2("{%u:%u}", be32(h)-t.sackBase, be32at(h, 4)-t.sackBase)
	}
	return true
}

// tcpOptionAO prints the authentication option, RFC 5925 section 2.2.
func (p *printer) tcpOptionAO(size int) bool {
	if size < 2 {
		p.invalid()
		p.skip(size)
		return true
	}
	if !p.has(2) {
		return false
	}
	p.sn(" keyid ", p.u8())
	p.sn(" rnextkeyid ", p.u8())
	return size == 2 || p.tcpOptionHex(" mac 0x", size-2)
}

// tcpOptionCookie prints TCP fast open's cookie, or the wish for one, RFC 7413 section 4.1.1.
func (p *printer) tcpOptionCookie(size int) {
	switch {
	case size == 0:
		p.s(" cookiereq")
	case size < tcpTFOMin || size > tcpTFOMax || size%2 != 0:
		p.invalid()
		p.takeN(size)
	default:
		b := p.takeN(size)
		p.s(" cookie ")
		p.hexBytes(b)
	}
}

// tcpOptionAccECN prints the counters of accurate ECN, of which the last ones may be left out, RFC 9768 section
// 3.2.3. The two kinds differ in their order.
func (p *printer) tcpOptionAccECN(kind, size int) {
	if size%3 != 0 || size > 9 {
		p.invalid()
		p.takeN(size)
		return
	}
	names := [...]string{" ee0b ", " eceb ", " ee1b "}
	if kind == tcpOptAccECN1 {
		names[0], names[2] = names[2], names[0]
	}
	for i := 0; i < size/3; i++ {
		p.sn(names[i], p.u24())
	}
}

// tcpOptionMD5 prints the signature of RFC 2385 and, with the secret of -M, whether it is right.
func (p *printer) tcpOptionMD5(t *tcpHeader) {
	sum := p.take(tcpMD5Len)
	p.c(' ')
	switch secret := p.opts.macSecret; {
	case len(t.whole) < t.length || t.hlen > t.length:
		p.s("snaplen too short, ")
	case secret == "":
		p.s("shared secret not supplied with -M, ")
	default:
		if bytes.Equal(sum, tcpMD5(t, secret)) {
			p.s("valid")
		} else {
			p.invalid()
		}
		return
	}
	p.s("can't check - ")
	p.hexBytes(sum)
}

// tcpMD5 is the signature that a segment should have: over the pseudo header, the header without its options and
// with a checksum of zero, the data, and the secret.
func tcpMD5(t *tcpHeader, secret string) []byte {
	h := newMD5()
	h.write(t.ip.src)
	h.write(t.ip.dst)
	n := t.length
	if t.ip.v6() {
		h.write([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n), 0, 0, 0, ipProtoTCP})
	} else {
		h.write([]byte{0, ipProtoTCP, byte(n >> 8), byte(n)})
	}
	h.write(t.whole[:16])
	h.write([]byte{0, 0})
	h.write(t.whole[18:tcpHeaderLen])
	h.write(t.whole[t.hlen:t.length])
	h.write([]byte(secret))
	return h.sum()
}
