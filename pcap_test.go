package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// savefileReadAll counts the packets of a file and returns the message at its end, in the form of savefileCase.
func savefileReadAll(name string) (packets int, message string) {
	s, err := openSavefile(name, directFiles{}, false)
	if err != nil {
		return 0, "open: " + err.Error()
	}
	defer s.close()
	var p packet
	for {
		switch err := s.next(&p); err {
		case nil:
			packets++
		case io.EOF:
			return packets, ""
		default:
			return packets, err.Error()
		}
	}
}

func TestSavefileMessages(t *testing.T) {
	tcpdump, _ := exec.LookPath("tcpdump")
	name := filepath.Join(t.TempDir(), "x")
	for _, c := range append(pcapCases(), pcapngCases()...) {
		if err := os.WriteFile(name, c.file, 0o644); err != nil {
			t.Fatal(err)
		}
		n, message := savefileReadAll(name)
		if n != c.packets || message != c.message {
			t.Errorf("%s: %d packets, %q, want %d, %q", c.name, n, message, c.packets, c.message)
		}
		if tcpdump == "" || !c.peer {
			continue
		}
		n, message = peerReadAll(t, tcpdump, name)
		if n != c.packets || message != c.message {
			t.Errorf("%s: tcpdump has %d packets, %q, expected %d, %q", c.name, n, message, c.packets, c.message)
		}
	}
	if tcpdump == "" {
		t.Log("no tcpdump to compare with")
	}
}

// peerReadAll is readAll by an installed tcpdump.
func peerReadAll(t *testing.T, tcpdump, name string) (packets int, message string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(tcpdump, "-nqt", "-r", name)
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.Run()
	for line := range strings.Lines(out.String()) {
		if !strings.HasPrefix(line, "\t") { // hex of what it does not know
			packets++
		}
	}
	opened := false
	for line := range strings.Lines(errs.String()) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "reading from") {
			opened = true
		} else if m, ok := strings.CutPrefix(line, "tcpdump: pcap_loop: "); ok {
			return packets, m
		} else if m, ok := strings.CutPrefix(line, "tcpdump: "); ok && !opened {
			return packets, "open: " + m
		}
	}
	return packets, ""
}

// TestSavefileCut cuts files at every octet: all whole packets come, then a message or, between records, the end.
func TestSavefileCut(t *testing.T) {
	o := testLE
	one := testEnhanced(o, 0, 5, testPacket, testOption(o, 1, "comment"))
	files := map[string][]byte{
		"pcap":   testCat(testHeader(o, 0xa1b2c3d4, 2, 4, 0, 1), testRecord(o, 1, 2, 42, 42, testPacket), testRecord(o, 1, 2, 42, 42, testPacket)),
		"pcapng": testCat(testSection(o), testInterface(o, 1, 0), one, testBlock(o, 99, make([]byte, 40)), one),
	}
	name := filepath.Join(t.TempDir(), "x")
	for kind, file := range files {
		last := 0
		for n := range file {
			os.WriteFile(name, file[:n], 0o644)
			packets, message := savefileReadAll(name)
			if packets < last || packets > 1 {
				t.Errorf("%s cut at %d: %d packets, %q", kind, n, packets, message)
			}
			last = packets
		}
		if last != 1 {
			t.Errorf("%s: %d packets before the last octet", kind, last)
		}
	}
}

// TestSavefilePacked checks that a file of another compressor is recognised.
func TestSavefilePacked(t *testing.T) {
	for magic, want := range map[string]string{
		"\x28\xb5\x2f\xfd": "zstd; try zstdcat", "\xfd7zXZ\x00": "xz; try xzcat", "BZh9": "bzip2; try bzcat",
		"\x04\x22\x4d\x18": "lz4; try lz4cat",
	} {
		name := filepath.Join(t.TempDir(), "x")
		os.WriteFile(name, []byte(magic+strings.Repeat("x", 100)), 0o644)
		want = "open: unknown file format (compressed by " + want + " FILE | tcpdump -r -)"
		if _, message := savefileReadAll(name); message != want {
			t.Errorf("%q, want %q", message, want)
		}
	}
}

func TestSavefileNoSuchFile(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{
		filepath.Join(dir, "nope"): filepath.Join(dir, "nope") + ": No such file or directory",
		"":                         ": No such file or directory",
		dir:                        "error reading dump file: Is a directory",
	} {
		if _, err := openSavefile(name, directFiles{}, false); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
}

// TestPcapngTimes checks resolutions and offsets at their limits.
func TestPcapngTimes(t *testing.T) {
	cases := []struct {
		resol  byte
		offset int64
		ts     uint64
		sec    int64
		nsec   uint64
	}{
		{6, 0, 1000002, 1, 2000},
		{6, 5, 1000002, 6, 2000},
		{6, -5, 1000002, -4, 2000},
		{0, 0, 4294967296, 4294967296, 0},
		{3, 0, 1999, 1, 999000000},
		{9, 0, 1<<64 - 1, 18446744073, 709551615},
		{12, 0, 123456789012345678, 123456, 789012345},
		{19, 0, 1<<64 - 1, 1, 844674407},
		{0x80, 0, 77, 77, 0},
		{0x81, 0, 3, 1, 500000000},
		{0x83, 0, 15, 1, 875000000},
		{0x80 | 63, 0, 1<<64 - 1, 1, 999999999},
		{0x80 | 32, 0, 1<<32 + 1<<31, 1, 500000000},
	}
	for _, c := range cases {
		i := pcapngInterface{tsOffset: c.offset}
		if err := i.setResolution(c.resol); err != nil {
			t.Fatal(err)
		}
		if sec, nsec := i.time(c.ts); sec != c.sec || nsec != c.nsec {
			t.Errorf("resolution %#x, offset %d, %d: %d.%09d, want %d.%09d", c.resol, c.offset, c.ts, sec, nsec, c.sec, c.nsec)
		}
	}
}

func TestPcapTimes(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x")
	for _, c := range []struct {
		magic, sec, frac uint32
		nsec             uint64
	}{
		{0xa1b2c3d4, 1, 999999, 999999000},
		{0xa1b2c3d4, 1 << 31, 0, 0},                      // after 2038
		{0xa1b2c3d4, 1, 2147483648, 2147483648000},       // damaged, kept
		{0xa1b2c3d4, 1<<32 - 1, 1<<32 - 1, 4294967295e3}, // the last second of 32 bits
		{0xa1b23c4d, 1, 999999999, 999999999},
		{0xa1b23c4d, 1, 1<<32 - 1, 1<<32 - 1},
	} {
		os.WriteFile(name, testCat(testHeader(testLE, c.magic, 2, 4, 0, 1), testRecord(testLE, c.sec, c.frac, 42, 42, testPacket)), 0o644)
		s, err := openSavefile(name, directFiles{}, false)
		if err != nil {
			t.Fatal(err)
		}
		var p packet
		if err := s.next(&p); err != nil || p.sec != int64(c.sec) || p.nsec != c.nsec || s.nano() != (c.magic == 0xa1b23c4d) {
			t.Errorf("%d.%d: %v, %d.%d, nano %v", c.sec, c.frac, err, p.sec, p.nsec, s.nano())
		}
		s.close()
	}
}

// TestSavefileHeader checks what a file says of itself: link types with FCS and class bits, old numbers, odd snapshot
// lengths.
func TestSavefileHeader(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x")
	for _, c := range []struct {
		magic, snap, field uint32
		link, snapLen      int
	}{
		{0xa1b2c3d4, 65535, 1, linkEthernet, 65535},
		{0xa1b2c3d4, 0, 1, linkEthernet, 262144},
		{0xa1b2c3d4, 1 << 31, 1, linkEthernet, 262144},
		{0xa1b2c3d4, 1<<31 - 1, 1, linkEthernet, 1<<31 - 1},
		{0xa1b2c3d4, 0, 231, linkDbus, 128 << 20},
		{0xa1b2c3d4, 96, 0x44000001, linkEthernet, 96},
		{0xa1b2c3d4, 96, 0x30000001, linkEthernet, 96},
		{0xa1b2c3d4, 96, 12, linkRaw, 96},
		{0xa1b2c3d4, 96, 101, linkRaw, 96},
		{0xa1b2c3d4, 96, 11, linkATMRFC1483, 96},
		{0xa1b2cd34, 96, 1, linkEthernet, 110},
		{0xa1b2cd34, 96, 101, linkRaw, 96},
	} {
		for _, o := range []binary.ByteOrder{testLE, testBE} {
			os.WriteFile(name, testHeader(o, c.magic, 2, 4, c.snap, c.field), 0o644)
			s, err := openSavefile(name, directFiles{}, false)
			if err != nil {
				t.Error(c, err)
				continue
			}
			if s.linkType() != c.link || s.snapLen() != c.snapLen || s.swapped != (nativeBigEndian() != (o == testBE)) {
				t.Errorf("%x %x: link type %d, snapshot length %d, swapped %v", c.snap, c.field, s.linkType(), s.snapLen(), s.swapped)
			}
			s.close()
		}
	}
}

// TestPcapngPackets checks names, comments and link types that packets bring along.
func TestPcapngPackets(t *testing.T) {
	for _, o := range []binary.ByteOrder{testLE, testBE} {
		name := filepath.Join(t.TempDir(), "x")
		os.WriteFile(name, testCat(testSection(o),
			testInterface(o, 1, 0, testOption(o, 2, "eth0"), testOption(o, 9, "\x09"), testOption(o, 0, "")),
			testInterface(o, 101, 100, testOption(o, 2, "tun0"), testOption(o, 3, "a tunnel"), testOption(o, 11, "\x00tcp")),
			testEnhanced(o, 0, 3000000004, testPacket, testOption(o, 1, "hello"), testOption(o, 2, "\x00\x00\x00\x01"),
				testOption(o, 1, "world"), testOption(o, 0, "")),
			testEnhanced(o, 1, 3000004, testPacket[14:]),
			testBlock(o, 3, testWords(o, 42), testPacket)), 0o644)
		s, err := openSavefile(name, directFiles{}, false)
		if err != nil {
			t.Fatal(err)
		}
		if !s.nano() || s.linkType() != linkEthernet {
			t.Error("nano", s.nano(), "link type", s.linkType())
		}
		got := ""
		var p packet
		for s.next(&p) == nil {
			got += fmt.Sprintf("%d.%09d %d %s %q %d/%d\n", p.sec, p.nsec, p.linkType, p.ifName, p.comment, len(p.data), p.wireLen)
		}
		s.close()
		want := "3.000000004 1 eth0 \"hello\\nworld\" 42/42\n3.000004000 101 tun0 \"\" 28/28\n0.000000000 1 eth0 \"\" 42/42\n"
		if got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	}
}

// TestSavefileFromPipe reads packets while the writer is still there, plain and gzip, and is woken while it waits.
func TestSavefileFromPipe(t *testing.T) {
	for _, zipped := range []bool{false, true} {
		name := filepath.Join(t.TempDir(), "fifo")
		if err := exec.Command("mkfifo", name).Run(); err != nil {
			t.Skip("no mkfifo")
		}
		ready := make(chan io.WriteCloser)
		go func() {
			f, err := os.OpenFile(name, os.O_WRONLY, 0)
			if err != nil {
				panic(err)
			}
			var w io.Writer = f
			flush := func() {}
			if zipped {
				z := gzip.NewWriter(f)
				w, flush = z, func() { z.Flush() }
			}
			w.Write(testHeader(testLE, 0xa1b2c3d4, 2, 4, 0, 1))
			flush()
			ready <- nil
			w.Write(testRecord(testLE, 1, 2, 42, 42, testPacket))
			flush()
			ready <- f
		}()
		s, err := openSavefile(name, directFiles{}, false)
		if err != nil {
			t.Fatal(err)
		}
		<-ready
		f := <-ready
		var p packet
		if err := s.next(&p); err != nil || string(p.data) != string(testPacket) {
			t.Error("first packet:", err)
		}
		for range 3 {
			time.AfterFunc(20*time.Millisecond, s.wake)
			if err := s.next(&p); err != errInterrupted {
				t.Error("woken:", err)
			}
		}
		f.Close()
		if err := s.next(&p); (err != io.EOF) != zipped { // gzip lacks its trailer
			t.Error("end:", err)
		}
		if err := s.close(); err != nil {
			t.Error(err)
		}
		s.wake() // too late, harmless
	}
}

func TestSavefileGzip(t *testing.T) {
	name := filepath.Join(t.TempDir(), "anything")
	data := benchmarkPcap(5000)
	var b bytes.Buffer
	for _, part := range [][]byte{data[:1000], data[1000:]} { // a file may have several members
		z := gzip.NewWriter(&b)
		z.Write(part)
		z.Close()
	}
	whole := b.Bytes()
	for _, c := range []struct {
		file    []byte
		packets int
		message string
	}{
		{whole, 5000, ""},
		{gzipAll(data, gzipChunkLen), 5000, ""},
		{whole[:3], 0, "open: error reading dump file: truncated gzip data"},
		{whole[:len(whole)-4], 5000, "error reading dump file: truncated gzip data"},
		{testCat(whole[:len(whole)-8], []byte("12345678")), 5000, "error reading dump file: gzip: invalid checksum"},
	} {
		os.WriteFile(name, c.file, 0o644)
		if n, message := savefileReadAll(name); n != c.packets || message != c.message {
			t.Errorf("%d octets of gzip: %d packets, %q, want %d, %q", len(c.file), n, message, c.packets, c.message)
		}
	}
}

// TestSavefileFollow reads a file that grows in pieces that end anywhere, is replaced and grows again.
func TestSavefileFollow(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "x")
	file := testCat(testHeader(testLE, 0xa1b2c3d4, 2, 4, 0, 1), bytes.Repeat(testRecord(testLE, 1, 2, 42, 42, testPacket), 100))
	second := testCat(testSection(testBE), testInterface(testBE, 101, 0), bytes.Repeat(testEnhanced(testBE, 0, 1, testPacket[14:]), 50))
	f, _ := os.Create(name)
	f.Write(file[:30])
	go func() {
		for rest := file[30:]; len(rest) > 0; time.Sleep(time.Millisecond) {
			n := min(777, len(rest))
			f.Write(rest[:n])
			rest = rest[n:]
		}
		f.Write(file[24 : 24+50]) // one that will never be whole
		f.Close()
		os.WriteFile(name+".new", second, 0o644)
		os.Rename(name+".new", name)
	}()
	s, err := openSavefile(name, directFiles{}, true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	var said string
	s.warn = func(message string) { said += message }
	var p packet
	for i := range 150 {
		if err := s.next(&p); err != nil {
			t.Fatal(i, err)
		}
		if want := [2]int{1, 101}[i/100]; p.linkType != want {
			t.Fatal(i, p.linkType)
		}
		if want := [2]string{"", "truncated dump file; tried to read 42 captured bytes, only got 34"}[i/100]; said != want {
			t.Fatal(i, said)
		}
	}
	time.AfterFunc(20*time.Millisecond, s.wake)
	if err := s.next(&p); err != errInterrupted {
		t.Error(err)
	}
}

func TestSavefileNoAllocation(t *testing.T) {
	for _, zipped := range []bool{false, true} {
		name := filepath.Join(t.TempDir(), "x")
		data := benchmarkPcap(20000)
		if zipped {
			data = gzipAll(data, gzipChunkLen)
		}
		os.WriteFile(name, data, 0o644)
		s, err := openSavefile(name, directFiles{}, false)
		if err != nil {
			t.Fatal(err)
		}
		var p packet
		if n := testing.AllocsPerRun(10000, func() {
			if err := s.next(&p); err != nil {
				t.Fatal(err)
			}
		}); n > 0 {
			t.Errorf("%v allocations per packet", n)
		}
		s.close()
	}
}

func FuzzSavefile(f *testing.F) {
	for _, c := range append(pcapCases(), pcapngCases()...) {
		if len(c.file) < 1000 {
			f.Add(c.file)
		}
	}
	f.Add(gzipAll(pcapCases()[0].file, 50))
	name := filepath.Join(f.TempDir(), "x")
	f.Fuzz(func(t *testing.T, file []byte) {
		start := time.Now()
		os.WriteFile(name, file, 0o644)
		s, err := openSavefile(name, directFiles{}, false)
		if err != nil {
			return
		}
		defer s.close()
		var p packet
		for n := 0; s.next(&p) == nil; n++ {
			if n > len(file)/12 {
				t.Fatal("more packets than the file can hold")
			}
			if len(p.data) > len(file) && file[0] != 0x1f {
				t.Fatal("more data than the file has")
			}
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Fatal("took", took)
		}
		if len(s.in.buf) > 2*savefileBufferLen && len(s.in.buf) > 4*len(file) && file[0] != 0x1f {
			t.Fatalf("%d octets of buffer for a file of %d", len(s.in.buf), len(file))
		}
	})
}

func BenchmarkSavefileRead(b *testing.B) {
	name := filepath.Join(b.TempDir(), "x")
	data := benchmarkPcap(100000)
	os.WriteFile(name, data, 0o644)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if n, _ := savefileReadAll(name); n != 100000 {
			b.Fatal(n)
		}
	}
}

// TestPipeAllocatesNothing reads from a pipe: what each wait left behind would be megabytes after a day.
func TestPipeAllocatesNothing(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	h := &savefileHandle{f: r, closing: make(chan struct{})}
	if err := h.prepare(false); err != nil {
		t.Fatal(err)
	}
	defer h.close()
	b := make([]byte, 16)
	n := testing.AllocsPerRun(100, func() {
		w.Write(b)
		if n, err := h.Read(b); n != len(b) || err != nil {
			t.Fatal(n, err)
		}
	})
	if n > 0 {
		t.Errorf("%g allocations", n)
	}
}
