package main

import (
	"bytes"
	"crypto/md5"
	"testing"
)

// The digest is the standard library's, for every length around the padding and however it is written.
func TestMD5(t *testing.T) {
	text := make([]byte, 300)
	for i := range text {
		text[i] = byte(i * 7)
	}
	for n := range text {
		want := md5.Sum(text[:n])
		for _, step := range []int{1, 13, 64, 300} {
			h := newMD5()
			for i := 0; i < n; i += step {
				h.write(text[i:min(i+step, n)])
			}
			if got := h.sum(); !bytes.Equal(got, want[:]) {
				t.Fatalf("%d octets by %d: %x, want %x", n, step, got, want)
			}
		}
	}
}
