package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"math/rand/v2"
	"testing"
)

// What the standard library encrypts, the ciphers of -E decrypt, with every length of key.
func TestESPCiphers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	fill := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(random.Uint32())
		}
		return b
	}
	ciphers := []struct {
		algorithm string
		keyLen    int
		library   func(key []byte) (cipher.Block, error)
	}{
		{"des-cbc", 8, des.NewCipher}, {"3des-cbc", 24, des.NewTripleDESCipher},
		{"aes128-cbc", 16, aes.NewCipher}, {"aes192-cbc", 24, aes.NewCipher}, {"aes256-cbc", 32, aes.NewCipher},
	}
	for _, c := range ciphers {
		for range 50 {
			key := fill(c.keyLen)
			library, err := c.library(key)
			if err != nil {
				t.Fatal(err)
			}
			block, err := espCipher(c.algorithm, key)
			if err != nil || block.size() != library.BlockSize() {
				t.Fatalf("%s: block of %d bytes, error %v", c.algorithm, block.size(), err)
			}
			iv, plain := fill(block.size()), fill(20*block.size())
			secret := make([]byte, len(plain))
			cipher.NewCBCEncrypter(library, iv).CryptBlocks(secret, plain)
			if got := espDecryptCBC(block, iv, secret); !bytes.Equal(got, plain) {
				t.Fatalf("%s, key %x: %x, want %x", c.algorithm, key, got, plain)
			}
		}
	}
}

// A secret is text, or 0x and an even number of hex digits.
func TestESPSecrets(t *testing.T) {
	for _, bad := range []string{"aes128-cbc:0xabc", "des-cbc:0xzz", "des-cbc:0x+1", "rot13:abc"} {
		if err := espCheckSecrets([]string{bad}); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
	for _, good := range []string{"none", "des-cbc:0x0011223344556677", "abcdefgh", "1@192.0.2.1 aes128-cbc-hmac96:xyz"} {
		if err := espCheckSecrets([]string{good}); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}
