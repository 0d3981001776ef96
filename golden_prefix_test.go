package main

import (
	"bytes"
	"io"
	"path/filepath"
	"testing"
)

// TestGoldenPrefixes prints every prefix of every packet of testdata/golden, with several options and without the crash
// guard: a packet may be cut anywhere, and no byte of it gets out raw.
func TestGoldenPrefixes(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.pcap*")
	if err != nil || len(files) == 0 {
		t.Fatal("no savefiles", err)
	}
	for _, args := range [][]string{{"-n"}, {"-n", "-vvv", "-e"}, {"-n", "--classic", "-vv"}} {
		p := testPrinter(t, args)
		for _, name := range files {
			printPrefixes(t, p, name)
		}
	}
}

func printPrefixes(t *testing.T, p *printer, name string) {
	src := openTestSavefile(t, name)
	defer src.close()
	var pk packet
	for n := uint64(1); ; n++ {
		if err := src.next(&pk); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		whole := pk.data
		for i := 1; i < len(whole); i++ {
			pk.data = bytes.Clone(whole[:i]) // of its own, so that reading beyond it cannot go unseen
			p.out = p.out[:0]
			p.packet(&pk, n)
			for _, c := range p.out {
				if c < ' ' && c != '\n' && c != '\t' || c > '~' {
					t.Fatalf("%s, packet %d, %d bytes: raw byte 0x%02x", name, n, i, c)
				}
			}
		}
	}
}
