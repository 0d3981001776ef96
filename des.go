// The Data Encryption Standard, FIPS 46-3, single and triple, as far as -E needs it: decryption.

package main

import (
	"encoding/binary"
	"math/bits"
)

const desBlockLen = 8

// The permutations of the standard: each byte says which bit of the input, counted from 1 at the left, comes next.
const (
	desInitial = "\x3a\x32\x2a\x22\x1a\x12\x0a\x02\x3c\x34\x2c\x24\x1c\x14\x0c\x04" +
		"\x3e\x36\x2e\x26\x1e\x16\x0e\x06\x40\x38\x30\x28\x20\x18\x10\x08" +
		"\x39\x31\x29\x21\x19\x11\x09\x01\x3b\x33\x2b\x23\x1b\x13\x0b\x03" +
		"\x3d\x35\x2d\x25\x1d\x15\x0d\x05\x3f\x37\x2f\x27\x1f\x17\x0f\x07"
	desFinal = "\x28\x08\x30\x10\x38\x18\x40\x20\x27\x07\x2f\x0f\x37\x17\x3f\x1f" +
		"\x26\x06\x2e\x0e\x36\x16\x3e\x1e\x25\x05\x2d\x0d\x35\x15\x3d\x1d" +
		"\x24\x04\x2c\x0c\x34\x14\x3c\x1c\x23\x03\x2b\x0b\x33\x13\x3b\x1b" +
		"\x22\x02\x2a\x0a\x32\x12\x3a\x1a\x21\x01\x29\x09\x31\x11\x39\x19"
	desPermute = "\x10\x07\x14\x15\x1d\x0c\x1c\x11\x01\x0f\x17\x1a\x05\x12\x1f\x0a" +
		"\x02\x08\x18\x0e\x20\x1b\x03\x09\x13\x0d\x1e\x06\x16\x0b\x04\x19"
	desChoice1 = "\x39\x31\x29\x21\x19\x11\x09\x01\x3a\x32\x2a\x22\x1a\x12\x0a\x02\x3b\x33\x2b\x23\x1b\x13\x0b\x03\x3c\x34\x2c\x24" +
		"\x3f\x37\x2f\x27\x1f\x17\x0f\x07\x3e\x36\x2e\x26\x1e\x16\x0e\x06\x3d\x35\x2d\x25\x1d\x15\x0d\x05\x1c\x14\x0c\x04"
	desChoice2 = "\x0e\x11\x0b\x18\x01\x05\x03\x1c\x0f\x06\x15\x0a\x17\x13\x0c\x04\x1a\x08\x10\x07\x1b\x14\x0d\x02" +
		"\x29\x34\x1f\x25\x2f\x37\x1e\x28\x33\x2d\x21\x30\x2c\x31\x27\x38\x22\x35\x2e\x2a\x32\x24\x1d\x20"
)

// desBoxes are the selection functions S1 to S8, their four rows in turn, one hex digit for each entry.
const desBoxes = "" +
	"e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d" +
	"f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9" +
	"a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c" +
	"7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e" +
	"2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453" +
	"c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d" +
	"4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c" +
	"d2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b"

// desKey is the key schedule: subkeys of 48 bits in the order of encryption.
type desKey [16]uint64

func desShuffle(v uint64, width int, order string) (out uint64) {
	for i := range len(order) {
		out = out<<1 | v>>(width-int(order[i]))&1
	}
	return
}

// newDES makes the key schedule from 8 bytes; their parity bits do not count.
func newDES(key []byte) *desKey {
	k := new(desKey)
	cd := desShuffle(be64(key), 64, desChoice1)
	c, d := cd>>28, cd&(1<<28-1)
	for i := range k {
		n := 2
		if i == 0 || i == 1 || i == 8 || i == 15 {
			n = 1
		}
		c, d = (c<<n|c>>(28-n))&(1<<28-1), (d<<n|d>>(28-n))&(1<<28-1)
		k[i] = desShuffle(c<<28|d, 56, desChoice2)
	}
	return k
}

// desKeys are one key, or three for encryption, decryption and encryption, which are undone in turn.
type desKeys struct {
	keys []*desKey
	sp   [8][64]uint32 // what six bits of a round select from each box, permuted
}

func newDESKeys(key []byte) *desKeys {
	d := new(desKeys)
	for ; len(key) >= desBlockLen; key = key[desBlockLen:] {
		d.keys = append(d.keys, newDES(key))
	}
	for box := range d.sp {
		for six := range d.sp[box] {
			digit := desBoxes[64*box+six>>5<<5+six&1<<4+six>>1&15]
			if digit > '9' {
				digit -= 'a' - '9' - 1
			}
			d.sp[box][six] = uint32(desShuffle(uint64(digit-'0')<<(28-4*box), 32, desPermute))
		}
	}
	return d
}

func (d *desKeys) size() int { return desBlockLen }

// decrypt turns one block into plain text. Between two keys the final and the initial permutation undo each other.
func (d *desKeys) decrypt(b []byte) {
	v := desShuffle(be64(b), 64, desInitial)
	l, r := uint32(v>>32), uint32(v)
	for i := len(d.keys) - 1; i >= 0; i-- {
		l, r = d.crypt(d.keys[i], l, r, i%2 == 0)
	}
	binary.BigEndian.PutUint64(b, desShuffle(uint64(l)<<32|uint64(r), 64, desFinal))
}

// crypt puts the halves of one block through the sixteen rounds and swaps them; backwards, that decrypts. The expansion
// to 48 bits is six bits around each four.
func (d *desKeys) crypt(k *desKey, l, r uint32, backwards bool) (uint32, uint32) {
	for i := range k {
		if backwards {
			i = len(k) - 1 - i
		}
		f, subkey := uint32(0), k[i]
		for box := range d.sp {
			six := uint64(bits.RotateLeft32(r, 4*box+5)) ^ subkey>>(42-6*box)
			f |= d.sp[box][six&63]
		}
		l, r = r, l^f
	}
	return r, l
}
