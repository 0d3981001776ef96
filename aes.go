// The Advanced Encryption Standard, FIPS 197, as far as -E needs it: decryption. The standard library's brings, in this
// Go, 300 KB of other cryptography into the program.

package main

const aesBlockLen = 16

// aesSBox is figure 7 of the standard.
const aesSBox = "" +
	"\x63\x7c\x77\x7b\xf2\x6b\x6f\xc5\x30\x01\x67\x2b\xfe\xd7\xab\x76" +
	"\xca\x82\xc9\x7d\xfa\x59\x47\xf0\xad\xd4\xa2\xaf\x9c\xa4\x72\xc0" +
	"\xb7\xfd\x93\x26\x36\x3f\xf7\xcc\x34\xa5\xe5\xf1\x71\xd8\x31\x15" +
	"\x04\xc7\x23\xc3\x18\x96\x05\x9a\x07\x12\x80\xe2\xeb\x27\xb2\x75" +
	"\x09\x83\x2c\x1a\x1b\x6e\x5a\xa0\x52\x3b\xd6\xb3\x29\xe3\x2f\x84" +
	"\x53\xd1\x00\xed\x20\xfc\xb1\x5b\x6a\xcb\xbe\x39\x4a\x4c\x58\xcf" +
	"\xd0\xef\xaa\xfb\x43\x4d\x33\x85\x45\xf9\x02\x7f\x50\x3c\x9f\xa8" +
	"\x51\xa3\x40\x8f\x92\x9d\x38\xf5\xbc\xb6\xda\x21\x10\xff\xf3\xd2" +
	"\xcd\x0c\x13\xec\x5f\x97\x44\x17\xc4\xa7\x7e\x3d\x64\x5d\x19\x73" +
	"\x60\x81\x4f\xdc\x22\x2a\x90\x88\x46\xee\xb8\x14\xde\x5e\x0b\xdb" +
	"\xe0\x32\x3a\x0a\x49\x06\x24\x5c\xc2\xd3\xac\x62\x91\x95\xe4\x79" +
	"\xe7\xc8\x37\x6d\x8d\xd5\x4e\xa9\x6c\x56\xf4\xea\x65\x7a\xae\x08" +
	"\xba\x78\x25\x2e\x1c\xa6\xb4\xc6\xe8\xdd\x74\x1f\x4b\xbd\x8b\x8a" +
	"\x70\x3e\xb5\x66\x48\x03\xf6\x0e\x61\x35\x57\xb9\x86\xc1\x1d\x9e" +
	"\xe1\xf8\x98\x11\x69\xd9\x8e\x94\x9b\x1e\x87\xe9\xce\x55\x28\xdf" +
	"\x8c\xa1\x89\x0d\xbf\xe6\x42\x68\x41\x99\x2d\x0f\xb0\x54\xbb\x16"

// aesKey is an expanded key, with the inverse of the S-box.
type aesKey struct {
	round   []byte // one block for each round and one more, section 5.2
	inverse [256]byte
}

// newAES expands a key of 16, 24 or 32 bytes.
func newAES(key []byte) *aesKey {
	k := &aesKey{round: append([]byte(nil), key...)}
	for i := range len(aesSBox) {
		k.inverse[aesSBox[i]] = byte(i)
	}
	size, rcon := len(key), byte(1)
	for total := aesBlockLen * (size/4 + 7); len(k.round) < total; {
		at := len(k.round)
		w := [4]byte(k.round[at-4:])
		if at%size == 0 {
			w = [4]byte{aesSBox[w[1]] ^ rcon, aesSBox[w[2]], aesSBox[w[3]], aesSBox[w[0]]}
			rcon = aesDouble(rcon)
		} else if size > 24 && at%size == aesBlockLen {
			w = [4]byte{aesSBox[w[0]], aesSBox[w[1]], aesSBox[w[2]], aesSBox[w[3]]}
		}
		for i, c := range w {
			k.round = append(k.round, k.round[at-size+i]^c)
		}
	}
	return k
}

// aesDouble multiplies by x in the field of section 4.2.
func aesDouble(b byte) byte { return b<<1 ^ b>>7*0x1b }

func (k *aesKey) size() int { return aesBlockLen }

// decrypt turns one block into plain text, the inverse cipher of section 5.3.
func (k *aesKey) decrypt(b []byte) {
	b = b[:aesBlockLen]
	last := len(k.round) - aesBlockLen
	for at := last; ; at -= aesBlockLen {
		for i, c := range k.round[at : at+aesBlockLen] {
			b[i] ^= c
		}
		if at == 0 {
			return
		}
		if at < last {
			for i := 0; i < aesBlockLen; i += 4 {
				aesUnmix(b[i:])
			}
		}
		s := [aesBlockLen]byte(b)
		for i, c := range s { // row i%4 moves by as many columns to the right
			b[(i+4*(i%4))%aesBlockLen] = k.inverse[c]
		}
	}
}

// aesUnmix is InvMixColumns for one column: multiplied by {0b}x^3 + {0d}x^2 + {09}x + {0e}, as by {04}x^2 + {05} and
// then the column mix itself.
func aesUnmix(c []byte) {
	u, v := aesDouble(aesDouble(c[0]^c[2])), aesDouble(aesDouble(c[1]^c[3]))
	a0, a1, a2, a3 := c[0]^u, c[1]^v, c[2]^u, c[3]^v
	all := a0 ^ a1 ^ a2 ^ a3
	c[0] = a0 ^ all ^ aesDouble(a0^a1)
	c[1] = a1 ^ all ^ aesDouble(a1^a2)
	c[2] = a2 ^ all ^ aesDouble(a2^a3)
	c[3] = a3 ^ all ^ aesDouble(a3^a0)
}
