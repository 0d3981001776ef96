// The MD5 message digest, RFC 1321, for the TCP signatures of RFC 2385, and HMAC with it, RFC 2104, for IS-IS. The
// standard library's brings 128 KB of other cryptography into the program.

package main

import (
	"encoding/binary"
	"math/bits"
)

const (
	md5Len      = 16
	md5BlockLen = 64
)

// md5Sines are the constants T of section 3.4: the integer part of 2^32 * abs(sin(i+1)).
var md5Sines = [64]uint32{
	0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
	0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
	0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
	0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
	0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
	0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
	0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
	0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
}

// md5Shifts are how far each round rotates, in turn.
var md5Shifts = [4][4]int{{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}

// md5Hash is a digest in the making; its zero value is not ready, newMD5 returns one that is.
type md5Hash struct {
	state [4]uint32
	block [md5BlockLen]byte
	size  uint64 // octets written; those past the last whole block are in block
}

func newMD5() *md5Hash {
	return &md5Hash{state: [4]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}}
}

func (h *md5Hash) write(b []byte) {
	for len(b) > 0 {
		n := copy(h.block[h.size%md5BlockLen:], b)
		b = b[n:]
		if h.size += uint64(n); h.size%md5BlockLen == 0 {
			h.mix()
		}
	}
}

// sum ends the digest and returns it: a one, zeros, and the length in bits fill the last block (sections 3.1 and 3.2).
func (h *md5Hash) sum() []byte {
	length := h.size * 8
	pad := make([]byte, 1, md5BlockLen+8)
	pad[0] = 0x80
	for (h.size+uint64(len(pad)))%md5BlockLen != md5BlockLen-8 {
		pad = append(pad, 0)
	}
	h.write(binary.LittleEndian.AppendUint64(pad, length))
	out := make([]byte, 0, md5Len)
	for _, v := range h.state {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

// mix works the block into the state, section 3.4.
func (h *md5Hash) mix() {
	a, b, c, d := h.state[0], h.state[1], h.state[2], h.state[3]
	for i := range 64 {
		var f uint32
		var k int
		switch i / 16 {
		case 0:
			f, k = b&c|^b&d, i
		case 1:
			f, k = b&d|c&^d, 5*i+1
		case 2:
			f, k = b^c^d, 3*i+5
		default:
			f, k = c^(b|^d), 7*i
		}
		f += a + md5Sines[i] + binary.LittleEndian.Uint32(h.block[k%16*4:])
		a, d, c, b = d, c, b, b+bits.RotateLeft32(f, md5Shifts[i/16][i%4])
	}
	h.state[0] += a
	h.state[1] += b
	h.state[2] += c
	h.state[3] += d
}

// hmacMD5 is the keyed digest of b.
func hmacMD5(key, b []byte) []byte {
	if len(key) > md5BlockLen {
		h := newMD5()
		h.write(key)
		key = h.sum()
	}
	var pad [md5BlockLen]byte
	keyed := func(fill byte, b []byte) []byte {
		clear(pad[:])
		copy(pad[:], key)
		for i := range pad {
			pad[i] ^= fill
		}
		h := newMD5()
		h.write(pad[:])
		h.write(b)
		return h.sum()
	}
	return keyed(0x5c, keyed(0x36, b))
}
