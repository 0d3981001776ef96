package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// fuzzStyles are option sets that between them reach every branch of the printers.
var fuzzStyles = [][]string{
	{"-n"}, {"-n", "-v"}, {"-n", "-e", "-vvv"}, {"-n", "-q"}, {"-n", "-e", "-q"}, {"-n", "--classic"},
	{"-n", "--classic", "-e", "-vv"}, {"-n", "--classic", "-q"},
}

// fuzzLimit bounds the text of one packet in bytes: its hex dump, and a generous allowance for what was dissected.
func fuzzLimit(n int) int { return 2*printerMaxRecord + 64*n }

// printHostile prints one packet in every style and checks what must hold of any packet: no panic, bounded time and
// text, no raw control byte.
func printHostile(t testing.TB, printers []*printer, linkType int, data []byte, wireLen int) {
	for i, p := range printers {
		pk := packet{data: data, wireLen: wireLen, linkType: linkType, sec: 1}
		p.out = p.out[:0]
		start := time.Now()
		p.packet(&pk, 1)
		if d := time.Since(start); d > 2*time.Second {
			t.Fatalf("style %v, link type %d, %d bytes: %v", fuzzStyles[i], linkType, len(data), d)
		}
		if n := len(p.out); n > fuzzLimit(len(data)) {
			t.Fatalf("style %v, link type %d: %d bytes of text for %d bytes", fuzzStyles[i], linkType, n, len(data))
		}
		for at, c := range p.out {
			if c < ' ' && c != '\n' && c != '\t' || c >= 0x7f {
				t.Fatalf("style %v, link type %d: raw byte %#02x at %d of %q", fuzzStyles[i], linkType, c, at, p.out)
			}
		}
	}
}

func fuzzPrinters(t testing.TB) (all []*printer) {
	for _, style := range fuzzStyles {
		all = append(all, testPrinter(t, style))
	}
	return
}

// FuzzPrint feeds any bytes to every link type's printer.
func FuzzPrint(f *testing.F) {
	for _, name := range testSavefiles(f) {
		src := openTestSavefile(f, name)
		var pk packet
		for range 3 {
			if src.next(&pk) != nil {
				break
			}
			f.Add(uint16(pk.linkType), append([]byte(nil), pk.data...), uint32(pk.wireLen))
		}
		src.close()
	}
	printers := fuzzPrinters(f)
	f.Fuzz(func(t *testing.T, linkType uint16, data []byte, wireLen uint32) {
		if len(data) > maxSnapLen {
			return
		}
		printHostile(t, printers, int(linkType), data, int(wireLen%(1<<20)))
	})
}

// TestPrefixes prints every prefix of packets of every savefile at hand, as if no more of it had been captured: a
// sample of them, or all with FUZZ_EVERYTHING=1.
func TestPrefixes(t *testing.T) {
	printers := fuzzPrinters(t)
	everything := os.Getenv("FUZZ_EVERYTHING") != ""
	packets := 6
	if everything {
		packets = 1 << 30
	}
	for _, name := range testSavefiles(t) {
		src := openTestSavefile(t, name)
		var pk packet
		for n := 0; n < packets && src.next(&pk) == nil; n++ {
			data := append([]byte(nil), pk.data...)
			for i := 0; i < len(data); i++ {
				if i > 200 && !everything { // the long tail of a packet, here and there
					i += 31
				}
				printHostile(t, printers, pk.linkType, data[:min(i, len(data))], pk.wireLen)
			}
		}
		src.close()
	}
}

// testSavefiles are the savefiles of testdata, and of the conformance data where it is there.
func testSavefiles(t testing.TB) []string {
	shared := os.Getenv("SHARED")
	if shared == "" {
		shared = "../shared"
	}
	var all []string
	for _, pattern := range []string{
		"testdata/golden/*.pcap*", shared + "/conformance/lines/pcaps/*.pcap*", shared + "/conformance/classic/*.pcap",
	} {
		names, _ := filepath.Glob(pattern)
		all = append(all, names...)
	}
	return all
}
