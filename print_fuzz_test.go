package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// fuzzStyles are option sets that between them reach every branch of the printers.
var fuzzStyles = [][]string{
	{"-n"}, {"-n", "-v"}, {"-n", "-e", "-vvv"}, {"-n", "-q"}, {"-n", "-e", "-q"}, {"-n", "--classic"},
	{"-n", "--classic", "-e", "-vv"}, {"-n", "--classic", "-q"}, {"-e", "-v"},
}

// fuzzRich are the styles that say most, by place in fuzzStyles.
var fuzzRich = [...]int{2, 6}

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
		if d := time.Since(start); d > 20*time.Second {
			t.Fatalf("printer %d, link type %d, %d bytes: %v", i, linkType, len(data), d)
		}
		if n := len(p.out); n > fuzzLimit(len(data)) {
			t.Fatalf("printer %d, link type %d: %d bytes of text for %d bytes", i, linkType, n, len(data))
		}
		for at, c := range p.out {
			if c < ' ' && c != '\n' && c != '\t' || c >= 0x7f {
				t.Fatalf("printer %d, link type %d: raw byte %#02x at %d of %q", i, linkType, c, at, p.out)
			}
		}
	}
}

func fuzzPrinters(t testing.TB) (all []*printer) {
	for _, style := range fuzzStyles {
		p := testPrinter(t, style)
		p.names.dns.servers = []unix.Sockaddr{} // nobody is asked
		all = append(all, p)
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

// TestPrefixes prints every prefix of packets of every savefile at hand, as if no more of it had been captured, in the
// styles that say most and one more, another for each prefix. Of the conformance data it takes a sample; with
// FUZZ_EVERYTHING=1 everything in every style.
func TestPrefixes(t *testing.T) {
	printers := fuzzPrinters(t)
	everything := os.Getenv("FUZZ_EVERYTHING") != ""
	step := 1
	if testEmulator() != "" {
		step = 8
	}
	for _, name := range testSavefiles(t) {
		packets, dense := 5, 200
		if everything || strings.HasPrefix(name, "testdata/") {
			packets, dense = 1<<30, 1<<30
		}
		src := openTestSavefile(t, name)
		var pk packet
		for n := 0; n < packets && src.next(&pk) == nil; n++ {
			data := append([]byte(nil), pk.data...)
			for i := n % step; i < len(data); i += step {
				if i > dense { // the long tail of a packet, here and there
					i += 31
				}
				some := printers
				if !everything {
					some = []*printer{printers[fuzzRich[0]], printers[fuzzRich[1]], printers[(i+n)%len(printers)]}
				}
				printHostile(t, some, pk.linkType, data[:min(i, len(data))], pk.wireLen)
			}
		}
		src.close()
	}
}

// TestPrefixesLinks prints every prefix of packets of every link type, whether a savefile has it or not.
func TestPrefixesLinks(t *testing.T) {
	printers := fuzzPrinters(t)
	ip := defragTestIP4(7, ipProtoUDP, nil, defragTestUDP(30))
	six := defragTestIP6(ipProtoUDP, nil, defragTestUDP(10))
	ones := make([]byte, 80)
	for i := range ones {
		ones[i] = 0xff
	}
	for link := range 400 {
		for _, data := range [][]byte{defragTestEther("")(ip), defragTestSNAP("")(six), ip, make([]byte, 80), ones} {
			for i := range len(data) {
				some := []*printer{printers[fuzzRich[0]], printers[fuzzRich[1]], printers[i%len(printers)]}
				printHostile(t, some, link, data[:i], len(data))
			}
		}
	}
}

// TestPrefixesTypes prints prefixes of datagrams and segments taken for what -T says.
func TestPrefixesTypes(t *testing.T) {
	var packets []packet // the first of each savefile
	for _, name := range testSavefiles(t) {
		src := openTestSavefile(t, name)
		var pk packet
		if strings.HasPrefix(name, "testdata/") && src.next(&pk) == nil {
			pk.data = append([]byte(nil), pk.data...)
			packets = append(packets, pk)
		}
		src.close()
	}
	for _, typ := range strings.Fields(packetTypes) {
		printers := []*printer{testPrinter(t, []string{"-n", "-T", typ}), testPrinter(t, []string{"-n", "-vvv", "-T", typ}),
			testPrinter(t, []string{"-n", "--classic", "-v", "-T", typ})}
		for _, pk := range packets {
			for i := 34; i < min(len(pk.data), 300); i += 1 + i/8 {
				printHostile(t, printers, pk.linkType, pk.data[:i], pk.wireLen)
			}
		}
		for _, fill := range []byte{0, 0x55, 0x80, 0xff} {
			payload := defragTestUDP(50)
			for i := udpHeaderLen; i < len(payload); i++ {
				payload[i] = fill
			}
			data := defragTestIP4(1, ipProtoUDP, nil, payload)
			for i := range data {
				printHostile(t, printers, linkRaw, data[:i], len(data))
				whole := defragTestIP4(1, ipProtoUDP, nil, payload[:min(len(payload), i)])
				printHostile(t, printers, linkRaw, whole, len(whole))
			}
		}
	}
}

// testSavefiles are the savefiles of testdata, and of the conformance data where it is there. Under emulation the
// conformance cases are run one by one, which is enough.
func testSavefiles(t testing.TB) []string {
	shared := os.Getenv("SHARED")
	if shared == "" {
		shared = "../shared"
	}
	patterns := []string{
		"testdata/golden/*.pcap*", shared + "/conformance/lines/pcaps/*.pcap*", shared + "/conformance/classic/*.pcap",
	}
	if testEmulator() != "" {
		patterns = patterns[:1]
	}
	var all []string
	for _, pattern := range patterns {
		names, _ := filepath.Glob(pattern)
		all = append(all, names...)
	}
	return all
}
