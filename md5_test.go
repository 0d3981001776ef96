package main

import (
	"bytes"
	"crypto/hmac"
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

// So is the keyed digest, with keys shorter and longer than a block.
func TestHMACMD5(t *testing.T) {
	text := []byte("what is protected")
	for n := range 2*md5BlockLen + 2 {
		key := bytes.Repeat([]byte{byte(n + 1)}, n)
		mac := hmac.New(md5.New, key)
		mac.Write(text)
		if got := hmacMD5(key, text); !bytes.Equal(got, mac.Sum(nil)) {
			t.Fatalf("key of %d octets: %x, want %x", n, got, mac.Sum(nil))
		}
	}
}
