package main

import (
	"math/rand"
	"testing"
)

// TestSum16 adds the slow way: the bytes are pairs, and what is carried over is added again.
func TestSum16(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	b := make([]byte, 300)
	for _, fill := range []func() byte{func() byte { return 0xff }, func() byte { return byte(r.Intn(256)) }, func() byte { return byte(0xff * r.Intn(2)) }} {
		for i := range b {
			b[i] = fill()
		}
		for n := range b {
			data := b[n/3 : n/3+n*2/3]
			sum := uint32(n)
			for i, v := range data {
				sum += uint32(v) << (8 * (1 - i&1))
			}
			for sum > 0xffff {
				sum = sum>>16 + sum&0xffff
			}
			if got := fold16(sum16(uint64(n), data)); got != ^uint16(sum) {
				t.Fatalf("%d bytes: %04x, want %04x", len(data), got, ^uint16(sum))
			}
		}
	}
}
