package main

import (
	"bytes"
	"encoding/hex"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// TestSameEverywhere prints the packets of testdata/golden with large numbers written over their fields: what does not
// fit an int of 32 bits, a byte order taken for granted and arithmetic that processors do differently would show. With
// SAME_AS=FILE the first run writes the text to FILE, and those of tests built for other processors compare with it.
func TestSameEverywhere(t *testing.T) {
	name := os.Getenv("SAME_AS")
	if name == "" {
		t.Skip("SAME_AS is not set: make qemu-test does that")
	}
	got := sameText(t)
	want, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		if err := os.WriteFile(name, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(got) < 1e6 {
		t.Errorf("only %d bytes of text", len(got))
	}
	diffLines(t, string(want), string(got))
}

// sameText is the text of two mutants of each packet in two styles, each behind its link type and bytes.
func sameText(t *testing.T) (text []byte) {
	files, _ := filepath.Glob("testdata/golden/*.pcap")
	random := rand.New(rand.NewSource(1))
	for _, name := range files {
		src := openTestSavefile(t, name)
		printers := []*printer{testPrinter(t, []string{"-n", "-vvv", "-e"}), testPrinter(t, []string{"-n", "--classic", "-v"})}
		var pk packet
		for n := uint64(1); src.next(&pk) == nil; n++ {
			whole := pk.data
			for range 2 {
				pk.data = sameMutant(random, whole)
				if sameHugeJumbogram(pk.data) {
					continue
				}
				text = append(text, strconv.Itoa(pk.linkType)+" "+hex.EncodeToString(pk.data)+"\n"...)
				for _, p := range printers {
					p.out = p.out[:0]
					p.packet(&pk, n)
					text = append(text, p.out...)
				}
			}
		}
		src.close()
	}
	return text
}

// sameMutant is a copy of a packet with one or two of its words replaced.
func sameMutant(random *rand.Rand, data []byte) []byte {
	data = bytes.Clone(data)
	for range 1 + random.Intn(2) {
		words := [...]uint32{1<<32 - 1, 1 << 31, 1<<31 - 1, 1<<32 - 16, 1<<31 + 16, 1<<32 - 4, 1<<31 - 16, random.Uint32() | 1<<31}
		v := words[random.Intn(len(words))]
		at := random.Intn(max(1, len(data)-3))
		if random.Intn(3) > 0 {
			at &^= 1
		}
		for i := range min(4, len(data)-at) {
			data[at+i] = byte(v >> (24 - 8*i))
		}
	}
	return data
}

// sameHugeJumbogram says whether a packet may claim to be a jumbogram of 2 GB or more: lengths on the wire are ints, so
// that is the largest length on a machine of 32 bits.
func sameHugeJumbogram(data []byte) bool {
	for i := 0; i+2 < len(data); i++ {
		if data[i] == ip6OptJumbo && data[i+1] == 4 && data[i+2] >= 0x80 {
			return true
		}
	}
	return false
}
