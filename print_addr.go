// Addresses, ports and checksums.

package main

import (
	"encoding/binary"
	"math/bits"
)

// ip4 prints an IPv4 address of four bytes, by name unless -n.
func (p *printer) ip4(a []byte) {
	if !p.num {
		if s := p.names.hostName(a); s != "" {
			p.s(s)
			return
		}
	}
	p.ip4num(a)
}

// ip4num prints an IPv4 address in dotted decimal.
//
//go:noinline
func (p *printer) ip4num(a []byte) {
	p.out = appendIP4(p.out, a)
}

// ip6 prints an IPv6 address of 16 bytes, by name unless -n.
func (p *printer) ip6(a []byte) {
	if !p.num {
		if s := p.names.hostName(a); s != "" {
			p.s(s)
			return
		}
	}
	p.ip6num(a)
}

// ip6num prints an IPv6 address in the form of RFC 5952, except that, as tcpdump does, a single zero group may be
// shortened too when no longer run exists; v4-mapped and v4-compatible addresses end in dotted decimal.
//
//go:noinline
func (p *printer) ip6num(a []byte) {
	p.out = appendIP6(p.out, a)
}

func appendIP6(out, a []byte) []byte {
	_ = a[15]
	bestAt, bestLen := -1, 1
	for i := 0; i < 8; {
		j := i
		for j < 8 && a[2*j] == 0 && a[2*j+1] == 0 {
			j++
		}
		if j-i > bestLen {
			bestAt, bestLen = i, j-i
		}
		i = max(j, i+1)
	}
	for i := 0; i < 8; i++ {
		if i == bestAt {
			if i == 0 {
				out = append(out, ':')
			}
			out = append(out, ':')
			i += bestLen - 1
			continue
		}
		if i == 6 && bestAt == 0 && (bestLen == 6 || bestLen == 5 && a[10] == 0xff && a[11] == 0xff) {
			return appendIP4(out, a[12:])
		}
		g := be16at(a, 2*i)
		started := false
		for shift := 12; shift >= 0; shift -= 4 {
			d := g >> uint(shift) & 15
			if d != 0 || started || shift == 0 {
				out = append(out, hexDigits[d])
				started = true
			}
		}
		if i < 7 {
			out = append(out, ':')
		}
	}
	return out
}

// mac prints an Ethernet address of six bytes; without -n by its name in /etc/ethers, or with its manufacturer.
func (p *printer) mac(a []byte) {
	if p.num {
		p.macNum(a)
		return
	}
	if s, ok := p.names.etherName([6]byte(a)); ok {
		p.s(s)
		return
	}
	p.macNum(a)
	if p.classic {
		return
	}
	p.s(" (oui ")
	p.s(ouiName(uint32(be24(a))))
	p.c(')')
}

const macTextLen = 17

// macNum prints six bytes, two hex digits each, with colons.
func (p *printer) macNum(a []byte) {
	out, b := room(p.out, macTextLen)
	putMac(b, a)
	p.out = out[:len(out)+macTextLen]
}

// putMac writes what macNum prints.
func putMac(b, a []byte) {
	_, _ = a[5], b[macTextLen-1]
	hi, lo := hexDigitsOf(hot32(a)), uint32(hexDigitsOf(uint32(hot16(a[4:]))))
	putMacPair(b, hi>>48)
	putMacPair(b[3:], hi>>32)
	putMacPair(b[6:], hi>>16)
	putMacPair(b[9:], hi)
	putMacPair(b[12:], uint64(lo>>16))
	b[15], b[16] = byte(lo>>8), byte(lo)
}

// putMacPair writes two characters and a colon.
func putMacPair(b []byte, pair uint64) {
	b[0], b[1], b[2] = byte(pair>>8), byte(pair), ':'
}

// linkAddr prints a link-level address of any length, bytes with colons between them.
func (p *printer) linkAddr(a []byte) {
	if len(a) == 0 {
		p.s("<empty>")
		return
	}
	for i, x := range a {
		if i > 0 {
			p.c(':')
		}
		p.out = append(p.out, hexDigits[x>>4], hexDigits[x&15])
	}
}

// tcpPort and udpPort print a port, by name unless -n.
func (p *printer) tcpPort(v uint16) { p.port(v, "tcp") }
func (p *printer) udpPort(v uint16) { p.port(v, "udp") }

func (p *printer) port(v uint16, proto string) {
	if !p.num {
		if s, ok := p.names.serviceName(v, proto); ok {
			p.s(s)
			return
		}
	}
	p.u(uint64(v))
}

// ipInfo is what the layers above IP need to know of its header.
type ipInfo struct {
	src, dst []byte // 4 or 16 bytes
	proto    int    // of the payload
	ttl      int
	shown    bool   // the addresses stand in the line already: the layers above print ports only
	frag     bool   // a piece of a datagram: the payload's end is not here
	beyond   uint32 // of the payload's length, what an int of 32 bits does not hold: of 2 GB jumbograms
}

func (ip *ipInfo) v6() bool { return len(ip.src) == 16 }

// addr prints an address of either family; of another length than theirs it is one that was not there.
func (p *printer) addr(a []byte) {
	switch len(a) {
	case 16:
		p.ip6(a)
	case 4:
		p.ip4(a)
	default:
		p.c('?')
	}
}

// addrs prints "src > dst: ".
func (p *printer) addrs(ip *ipInfo) {
	p.addr(ip.src)
	p.put(" > ")
	p.addr(ip.dst)
	p.put(": ")
}

// endpoints prints "src.port > dst.port: "; only the ports where the addresses
// stand in the line already.
func (p *printer) endpoints(ip *ipInfo, src, dst uint16, proto string) {
	if p.num && !ip.shown && len(ip.src) == 4 && len(ip.dst) == 4 {
		p.endpointsIP4(ip, src, dst)
		return
	}
	if !ip.shown {
		p.addr(ip.src)
		p.putc('.')
	}
	p.port(src, proto)
	p.put(" > ")
	if !ip.shown {
		p.addr(ip.dst)
		p.putc('.')
	}
	p.port(dst, proto)
	p.put(": ")
}

// endpointsIP4 prints "a.b.c.d.port > a.b.c.d.port: ", the text that nearly every packet has.
func (p *printer) endpointsIP4(ip *ipInfo, src, dst uint16) {
	out, b := room(p.out, 2*(ip4TextRoom+uintTextRoom)+8)
	n := p.endpoint(b, ip.src, src)
	binary.LittleEndian.PutUint32(b[n:], ' '|'>'<<8|' '<<16)
	n += 3
	n += p.endpoint(b[n:], ip.dst, dst)
	b[n], b[n+1] = ':', ' '
	n += 2
	p.out = out[:len(out)+n]
}

// shortText keeps a short text that is likely to be wanted again, so that it need not be worked out again.
type shortText struct {
	key   uint64                   // of what; 0: nothing is kept
	words [shortTextLen / 8]uint64 // the last byte is the length
}

const (
	shortTextLen = 24 // more than "255.255.255.255.65535"
	endpointBits = 11 // of the number of endpoints whose texts are kept
)

// keep takes a text of n bytes, less than shortTextLen, which so many of b begin with.
func (t *shortText) keep(key uint64, b []byte, n int) {
	b = b[:shortTextLen]
	t.key = key
	t.words[0], t.words[1] = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
	t.words[2] = binary.LittleEndian.Uint64(b[16:])<<8>>8 | uint64(n)<<56
}

// put writes the text, and what is behind it, into the shortTextLen bytes of b, and returns its length.
func (t *shortText) put(b []byte) int {
	b = b[:shortTextLen]
	binary.LittleEndian.PutUint64(b, t.words[0])
	binary.LittleEndian.PutUint64(b[8:], t.words[1])
	binary.LittleEndian.PutUint64(b[16:], t.words[2])
	return int(t.words[2] >> 56)
}

// endpoint writes "a.b.c.d.port" into b and returns its length.
func (p *printer) endpoint(b, addr []byte, port uint16) int {
	key := 1<<48 | uint64(hot32(addr))<<16 | uint64(port)
	e := &p.ends[key*0x9e3779b97f4a7c15>>(64-endpointBits)]
	if e.key != key {
		return newEndpoint(e, key, b, addr, port)
	}
	return e.put(b)
}

//go:noinline
func newEndpoint(e *shortText, key uint64, b, addr []byte, port uint16) int {
	n := putIP4(b, addr) + 1
	n += putUint(b[n:], uint64(port))
	e.keep(key, b, n)
	return n
}

// sum16 adds 16-bit words in the one's complement manner, RFC 1071; an odd last byte counts as its upper half. That
// sum may be made of words of any size in any byte order (section 2): here of 64 bits with carry.
func sum16(sum uint64, b []byte) uint64 {
	var s, carry uint64
	for len(b) >= 64 { // long steps: between them the carry is a number, not a flag
		s, carry = bits.Add64(s, binary.LittleEndian.Uint64(b), carry)
		s, carry = bits.Add64(s, binary.LittleEndian.Uint64(b[8:]), carry)
		s, carry = bits.Add64(s, binary.LittleEndian.Uint64(b[16:]), carry)
		s, carry = bits.Add64(s, binary.LittleEndian.Uint64(b[24:]), carry)
		s, carry = bits.Add64(s, binary.LittleEndian.Uint64(b[32:]), carry)
		s, carry = bits.Add64(s, binary.LittleEndian.Uint64(b[40:]), carry)
		s, carry = bits.Add64(s, binary.LittleEndian.Uint64(b[48:]), carry)
		s, carry = bits.Add64(s, binary.LittleEndian.Uint64(b[56:]), carry)
		b = b[64:]
	}
	for len(b) >= 8 {
		s, carry = bits.Add64(s, binary.LittleEndian.Uint64(b), carry)
		b = b[8:]
	}
	s = s>>32 + s&0xffffffff + carry
	for len(b) >= 2 {
		s += uint64(b[0]) | uint64(b[1])<<8
		b = b[2:]
	}
	if len(b) > 0 {
		s += uint64(b[0])
	}
	s = s>>32 + s&0xffffffff
	s = s>>16 + s&0xffff
	s = s>>16 + s&0xffff
	return sum + uint64(bits.ReverseBytes16(uint16(s>>16+s&0xffff)))
}

// fold16 folds a sum to 16 bits and complements it: 0 for data that includes its right checksum.
func fold16(sum uint64) uint16 {
	for sum > 0xffff {
		sum = sum>>16 + sum&0xffff
	}
	return ^uint16(sum)
}

// inChecksum is the Internet checksum of b: 0 if b includes its own and that is right.
func inChecksum(b []byte) uint16 { return fold16(sum16(0, b)) }

// ipHeaderSum says whether the checksum of an IPv4 header without options, which begins h, is right.
func ipHeaderSum(h []byte) bool {
	h = h[:20]
	s, carry := bits.Add64(binary.LittleEndian.Uint64(h), binary.LittleEndian.Uint64(h[8:]), 0)
	s, carry = bits.Add64(s, uint64(binary.LittleEndian.Uint32(h[16:])), carry)
	s = s>>32 + s&0xffffffff + carry
	s = s>>16&0xffff + s&0xffff + s>>32
	return fold16(s) == 0
}

// pseudoChecksum is the checksum of b, covering the first cover bytes, with the pseudo header of RFC 793 or RFC 8200
// for upper-layer packets of length bytes.
func pseudoChecksum(ip *ipInfo, b []byte, length int, proto int) uint16 {
	var sum uint64
	if len(ip.src) == 4 && len(ip.dst) == 4 {
		a, b := hot32(ip.src), hot32(ip.dst)
		sum = uint64(a>>16 + a&0xffff + b>>16 + b&0xffff)
	} else {
		sum = sum16(sum16(0, ip.src), ip.dst)
	}
	sum += uint64(uint32(length)&0xffff) + uint64(proto)
	if ip.v6() { // RFC 793 has but 16 bits for the length
		sum += uint64(uint32(length) >> 16)
	}
	return fold16(sum16(sum, b))
}

// checksumShouldBe says what a checksum field should hold, given what the field holds and the checksum over
// everything, the field included.
func checksumShouldBe(sum, got uint16) uint16 {
	v := uint32(got) + uint32(sum)
	return uint16(v>>16 + v&0xffff)
}
