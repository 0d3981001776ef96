package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// numberedPacket is a frame that carries a number; its length differs from that of its neighbours.
func numberedPacket(p *packet, n int) *packet {
	p.data = append(append(p.data[:0], testPacket...), make([]byte, 4+n%61)...)
	binary.BigEndian.PutUint32(p.data[len(testPacket):], uint32(n))
	p.wireLen = len(p.data) + n%3
	p.sec, p.nsec = 1700000000+int64(n)/1000, uint64(n%1000)*1000001
	p.linkType = linkEthernet
	return p
}

func packetNumber(p *packet) int {
	return int(binary.BigEndian.Uint32(p.data[len(testPacket):]))
}

// readNumbers returns the numbers of a file's packets and the message at its end.
func readNumbers(t *testing.T, name string) (numbers []int, message string) {
	t.Helper()
	s, err := openSavefile(name, directFiles{}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	var p, want packet
	for {
		if err := s.next(&p); err != nil {
			if err != io.EOF {
				message = err.Error()
			}
			return numbers, message
		}
		n := packetNumber(&p)
		numberedPacket(&want, n)
		if !s.nano() {
			want.nsec = want.nsec / 1000 * 1000
		}
		if !bytes.Equal(p.data, want.data) || p.wireLen != want.wireLen || p.sec != want.sec || p.nsec != want.nsec {
			t.Fatalf("packet %d is not what was written", n)
		}
		numbers = append(numbers, n)
	}
}

// writerKinds are all forms of a savefile.
func writerKinds() map[string]*writerConfig {
	base := writerConfig{linkType: linkEthernet, snapLen: 262144}
	kinds := map[string]*writerConfig{}
	for _, unbuffered := range []bool{false, true} {
		for _, suffix := range []string{"pcap", "pcapng", "pcap.gz", "pcapng.gz"} {
			cfg := base
			cfg.pcapng, cfg.gzip = savefileKind("x." + suffix)
			cfg.unbuffered = unbuffered
			kinds[suffix+map[bool]string{true: " -U"}[unbuffered]] = &cfg
		}
	}
	nano := base
	nano.nano = true
	kinds["nano"] = &nano
	nanong := nano
	nanong.pcapng = true
	kinds["nano pcapng"] = &nanong
	return kinds
}

func TestWriteAndRead(t *testing.T) {
	for kind, cfg := range writerKinds() {
		name := filepath.Join(t.TempDir(), "x")
		w, err := newPacketWriter(name, directFiles{}, cfg)
		if err != nil {
			t.Fatal(err)
		}
		var p packet
		const many = 3000
		for n := range many {
			if err := w.write(numberedPacket(&p, n)); err != nil {
				t.Fatal(err)
			}
			if n%1000 == 0 || cfg.unbuffered && n%100 == 0 { // all of it is there, whatever comes later
				if err := w.flush(); err != nil {
					t.Fatal(err)
				}
				got, _ := readNumbers(t, name)
				if len(got) != n+1 {
					t.Errorf("%s: %d packets in the file after %d", kind, len(got), n+1)
				}
			}
		}
		if err := w.close(); err != nil {
			t.Fatal(err)
		}
		info, _ := os.Stat(name)
		if got, message := readNumbers(t, name); len(got) != many || message != "" || w.packets() != many || w.size() != info.Size() {
			t.Errorf("%s: %d packets, %q, %d written, size %d, really %d", kind, len(got), message, w.packets(), w.size(), info.Size())
		}
		if tcpdump, err := exec.LookPath("tcpdump"); err == nil && !cfg.gzip {
			if n, message := peerReadAll(t, tcpdump, name); n != many || message != "" {
				t.Errorf("%s: tcpdump reads %d packets, %q", kind, n, message)
			}
		}
	}
}

// copySavefile is -r from -w to, and returns the writer's count.
func copySavefile(from, to string, cfg writerConfig) (int64, error) {
	s, err := openSavefile(from, directFiles{}, false)
	if err != nil {
		return 0, err
	}
	defer s.close()
	cfg.linkType, cfg.snapLen, cfg.nano = s.linkType(), s.snapLen(), s.nano()
	if s.ng == nil {
		cfg.like = &s.header
	} else {
		cfg.copyOf = s.rawBlocks()
	}
	w, err := newPacketWriter(to, directFiles{}, &cfg)
	if err != nil {
		return 0, err
	}
	var p packet
	for err == nil {
		if err = s.next(&p); err == nil {
			err = w.write(&p)
		}
	}
	if err == io.EOF {
		err = nil
	}
	return w.packets(), errors.Join(err, w.close())
}

// TestCopyIsByteForByte copies pcap of either order and precision, with odd header fields, and pcapng with everything
// that this program does not understand.
func TestCopyIsByteForByte(t *testing.T) {
	files := map[string][]byte{}
	for order, o := range map[string]binary.ByteOrder{"le": testLE, "be": testBE} {
		rec := testCat(testRecord(o, 1, 2, 42, 42, testPacket), testRecord(o, 1<<32-1, 2000000, 42, 1<<32-1, testPacket))
		files["micro "+order] = testCat(testHeader(o, 0xa1b2c3d4, 2, 4, 65535, 0x44000001), rec)
		files["nano "+order] = testCat(testHeader(o, 0xa1b23c4d, 2, 4, 0, 0x44000000|12), rec)
		odd := testHeader(o, 0xa1b2c3d4, 2, 4, 0xffffffff, 1)
		odd[8], odd[12] = 7, 9
		files["odd header "+order] = testCat(odd, rec)
		ng := testCat(testSection(o, testOption(o, 1, "section")), testBlock(o, 10, []byte("secret")),
			testInterface(o, 1, 0, testOption(o, 2, "eth0"), testOption(o, 9, "\x83")), testBlock(o, 4, []byte("names")),
			testEnhanced(o, 0, 3, testPacket, testOption(o, 1, "comment"), testOption(o, 2, "abcd")),
			testBlock(o, 0xbad, []byte("custom")), testInterface(o, 101, 0), testEnhanced(o, 1, 4, testPacket[14:]),
			testBlock(o, 3, testWords(o, 42), testPacket), testBlock(o, 5, make([]byte, 12)))
		files["pcapng "+order] = ng
		files["pcapng, two orders "+order] = testCat(ng, files["pcapng le"], files["pcapng be"], ng)
	}
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	for kind, file := range files {
		os.WriteFile(from, file, 0o644)
		if _, err := copySavefile(from, to, writerConfig{pcapng: strings.HasPrefix(kind, "pcapng")}); err != nil {
			t.Error(kind, err)
		}
		if got, _ := os.ReadFile(to); !bytes.Equal(got, file) {
			t.Errorf("%s: the copy differs\n% x\n% x", kind, file, got)
		}
	}
	// A comment is the only change.
	os.WriteFile(from, files["pcapng be"], 0o644)
	copySavefile(from, to, writerConfig{pcapng: true, info: pcapngInfo{comment: "hello"}})
	want := testCat(testSection(testBE, testOption(testBE, 1, "hello"), testOption(testBE, 1, "section")),
		files["pcapng be"][len(testSection(testBE, testOption(testBE, 1, "section"))):])
	if got, _ := os.ReadFile(to); !bytes.Equal(got, want) {
		t.Errorf("with a comment:\n% x\n% x", want, got)
	}
}

// TestPcapRefuses checks that what pcap cannot hold is said, and the packets before it are kept.
func TestPcapRefuses(t *testing.T) {
	for _, c := range []struct {
		change  func(*packet)
		message string
	}{
		{func(p *packet) { p.linkType = linkRaw },
			"a packet has link type 101, the others have 1, and only pcapng can hold both"},
		{func(p *packet) { p.sec = 1 << 32 }, "the time of a packet is before 1970 or after 2106, which only pcapng can hold"},
		{func(p *packet) { p.sec = -1 }, "the time of a packet is before 1970 or after 2106, which only pcapng can hold"},
	} {
		name := filepath.Join(t.TempDir(), "x")
		w, err := newPacketWriter(name, directFiles{}, &writerConfig{linkType: linkEthernet})
		if err != nil {
			t.Fatal(err)
		}
		var p packet
		w.write(numberedPacket(&p, 0))
		c.change(&p)
		if err := w.write(&p); err == nil || err.Error() != name+": "+c.message {
			t.Error(err)
		}
		if err := w.write(numberedPacket(&p, 1)); err == nil {
			t.Error("a failed writer took another packet")
		}
		w.close()
		if got, message := readNumbers(t, name); len(got) != 1 || message != "" || w.packets() != 1 {
			t.Error(got, message, w.packets())
		}
	}
}

// fillUp writes numbered packets until the writer fails.
func fillUp(w packetWriter) (err error) {
	var p packet
	for n := 0; err == nil && n < 1e6; n++ {
		err = w.write(numberedPacket(&p, n))
	}
	return err
}

// tinyDisk mounts a tmpfs of so many bytes.
func tinyDisk(t *testing.T, size int) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("not root: no tiny disk")
	}
	dir := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+strconv.Itoa(size), "none", dir).Run(); err != nil {
		t.Skip("no tmpfs:", err)
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	return dir
}

// checkWhole reads a file to its end: it must end on a whole packet and hold as many as the writer counted.
func checkWhole(t *testing.T, kind, name string, w packetWriter) {
	t.Helper()
	got, message := readNumbers(t, name)
	if message != "" || int64(len(got)) != w.packets() || len(got) == 0 {
		t.Errorf("%s: %d packets in the file, %d counted, %q", kind, len(got), w.packets(), message)
	}
	for i, n := range got {
		if i != n {
			t.Fatalf("%s: packet %d has number %d", kind, i, n)
		}
	}
	if tcpdump, err := exec.LookPath("tcpdump"); err == nil && !strings.Contains(kind, "gz") {
		if n, message := peerReadAll(t, tcpdump, name); int64(n) != w.packets() || message != "" {
			t.Errorf("%s: tcpdump reads %d packets of %d, %q", kind, n, w.packets(), message)
		}
	}
}

func TestDiskFull(t *testing.T) {
	dir := tinyDisk(t, 64<<10)
	for kind, cfg := range writerKinds() {
		name := filepath.Join(dir, "x")
		w, err := newPacketWriter(name, directFiles{}, cfg)
		if err != nil {
			t.Fatal(kind, err)
		}
		err = fillUp(w)
		if err == nil || err.Error() != name+": No space left on device" || !savefileDiskFull(err) {
			t.Error(kind, err)
		}
		if again := w.close(); again != err {
			t.Error(kind, again)
		}
		checkWhole(t, kind, name, w)
		os.Remove(name)
	}
}

func TestDeviceFull(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full")
	}
	for kind, cfg := range writerKinds() {
		if _, err := newPacketWriter("/dev/full", directFiles{}, cfg); err == nil || err.Error() != "/dev/full: No space left on device" {
			t.Error(kind, err)
		}
	}
}

// TestFileTooLarge lets a write fail half way at a limit of the file size, as a quota or a medium can.
func TestFileTooLarge(t *testing.T) {
	var old unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &old); err != nil {
		t.Skip(err)
	}
	for kind, cfg := range writerKinds() {
		name := filepath.Join(t.TempDir(), "x")
		w, err := newPacketWriter(name, directFiles{}, cfg)
		if err != nil {
			t.Fatal(err)
		}
		limit := old
		limit.Cur = 300_001
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
			t.Skip(err)
		}
		err = fillUp(w)
		unix.Setrlimit(unix.RLIMIT_FSIZE, &old)
		if err == nil || err.Error() != name+": File too large" {
			t.Error(kind, err)
		}
		w.close()
		checkWhole(t, kind, name, w)
	}
}

func TestClosedPipe(t *testing.T) {
	for kind, cfg := range writerKinds() {
		r, f, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		var w packetWriter
		if cfg.pcapng {
			w, err = newPcapngWriter("-", f, cfg)
		} else {
			w, err = newPcapWriter("-", f, cfg)
		}
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		if err := fillUp(w); !errors.Is(err, syscall.EPIPE) || err.Error() != "-: Broken pipe" {
			t.Error(kind, err)
		}
		w.close()
	}
}

func TestCannotCreate(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{
		filepath.Join(dir, "nope", "x"): "No such file or directory",
		dir:                             "Is a directory",
	} {
		if _, err := newPacketWriter(name, directFiles{}, &writerConfig{}); err == nil || err.Error() != name+": "+want {
			t.Error(err)
		}
	}
}

// TestWriterProcess is the process that TestKilled kills.
func TestWriterProcess(t *testing.T) {
	name := os.Getenv("TEST_WRITE_FOR_EVER")
	if name == "" {
		return
	}
	w, err := newPacketWriter(name, directFiles{}, writerKinds()[os.Getenv("TEST_WRITE_KIND")])
	if err != nil {
		t.Fatal(err)
	}
	os.Stdout.WriteString("go\n")
	t.Fatal(fillUp(w))
}

// TestKilled kills a writer at random moments: what is in the file is in order, up to its last whole packet.
func TestKilled(t *testing.T) {
	rnd := rand.New(rand.NewSource(time.Now().UnixNano()))
	kinds := []string{"pcap", "pcapng", "pcap -U", "pcap.gz", "pcapng -U"}
	tcpdump, _ := exec.LookPath("tcpdump")
	times := 50
	if testing.Short() {
		times = 10
	}
	packets := 0
	for i := range times {
		kind := kinds[i%len(kinds)]
		name := filepath.Join(t.TempDir(), "x")
		cmd := testSelf(t, os.Args[0], "-test.run=^TestWriterProcess$")
		cmd.Env = append(os.Environ(), "TEST_WRITE_FOR_EVER="+name, "TEST_WRITE_KIND="+kind)
		out, _ := cmd.StdoutPipe()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		out.Read(make([]byte, 3))
		time.Sleep(time.Duration(rnd.Intn(10_000)) * time.Microsecond)
		cmd.Process.Kill()
		cmd.Wait()
		got, message := readNumbers(t, name)
		if message != "" && !strings.Contains(message, "truncated") {
			t.Error(kind, message)
		}
		for i, n := range got {
			if i != n {
				t.Fatalf("%s: packet %d has number %d", kind, i, n)
			}
		}
		packets += len(got)
		if tcpdump != "" && !strings.Contains(kind, "gz") {
			if n, peerSays := peerReadAll(t, tcpdump, name); n != len(got) || peerSays != message {
				t.Errorf("%s: tcpdump reads %d packets of %d, %q, we say %q", kind, n, len(got), peerSays, message)
			}
		}
	}
	if packets == 0 {
		t.Error("no packet was written at all")
	}
}

// TestPcapngPeer lets Wireshark's tools read what a capture on two interfaces wrote.
func TestPcapngPeer(t *testing.T) {
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("no tshark")
	}
	for _, suffix := range []string{".pcapng", ".pcapng.gz"} {
		name := filepath.Join(t.TempDir(), "x"+suffix)
		cfg := &writerConfig{linkType: linkEthernet, snapLen: 1000, nano: true, info: pcapngInfo{
			hardware: "a machine", os: "Linux 1.2", program: "tcpdump 1", comment: "for the test", filter: "udp port 53",
			ifName: "eth0", ifDescr: "left"}}
		cfg.pcapng, cfg.gzip = savefileKind(name)
		cfg.stats = func() (captureStats, error) { return captureStats{received: 10, dropped: 3, ifDropped: 2}, nil }
		w, err := newPacketWriter(name, directFiles{}, cfg)
		if err != nil {
			t.Fatal(err)
		}
		var p packet
		w.write(numberedPacket(&p, 1))
		p.ifName, p.comment = "eth1", "odd"
		p.sec, p.nsec = 4444444444, 123456789
		w.write(&p)
		numberedPacket(&p, 7)
		p.ifName, p.comment = "", ""
		p.linkType, p.data = linkRaw, p.data[14:]
		w.write(&p)
		if err := w.close(); err != nil {
			t.Fatal(err)
		}
		peer := func(argv ...string) string {
			out, err := exec.Command(argv[0], argv[1:]...).Output()
			if err != nil {
				t.Error(argv, err)
			}
			return string(out)
		}
		got := peer("tshark", "-r", name, "-Tfields", "-eframe.time_epoch", "-eframe.interface_name", "-eframe.cap_len",
			"-eframe.len", "-eframe.comment", "-eframe.encap_type")
		want := "1700000000.001000001\teth0\t47\t48\t\t1\n" +
			"4444444444.123456789\teth1\t47\t48\todd\t1\n" +
			"1700000000.007000007\tunknown\t39\t54\t\t7\n"
		if got != want {
			t.Errorf("tshark:\n%swant\n%s", got, want)
		}
		got = peer("capinfos", name)
		for _, want := range []string{"a machine", "Linux 1.2", "tcpdump 1", "for the test", "Name = eth0", "Name = eth1",
			"Description = left", "Time precision = nanoseconds", "Number of packets = 1", "udp port 53", "Capture length = 1000"} {
			if !strings.Contains(got, want) {
				t.Errorf("capinfos does not show %q:\n%s", want, got)
			}
		}
		if !cfg.gzip { // Wireshark can also dissect the file as such
			got := peer("tshark", "-r", name, "-X", "read_format:MIME Files Format", "-V")
			for _, want := range []string{"Number of Received Packets = 12", "Number of Dropped Packets = 2",
				"Number of Accepted Packets = 10", "Number of Packets Dropped by OS = 3"} {
				if !strings.Contains(got, want) {
					t.Errorf("the statistics do not say %q", want)
				}
			}
			if strings.Contains(got, "Malformed") {
				t.Errorf("malformed:\n%s", got)
			}
		}
		if tcpdump, err := exec.LookPath("tcpdump"); err == nil && !cfg.gzip {
			if n, message := peerReadAll(t, tcpdump, name); n != 2 || !strings.Contains(message, "has a type 101") {
				t.Errorf("tcpdump reads %d packets, %q", n, message)
			}
		}
	}
}

// TestReadPeer reads what Wireshark's editcap and dumpcap's relatives write of a file of ours.
func TestReadPeer(t *testing.T) {
	if _, err := exec.LookPath("editcap"); err != nil {
		t.Skip("no editcap")
	}
	dir := t.TempDir()
	name, to := filepath.Join(dir, "x"), filepath.Join(dir, "y")
	w, err := newPacketWriter(name, directFiles{}, writerKinds()["nano"])
	if err != nil {
		t.Fatal(err)
	}
	var p packet
	for n := range 1000 {
		w.write(numberedPacket(&p, n))
	}
	w.close()
	for _, kind := range []string{"pcap", "nsecpcap", "modpcap", "pcapng"} {
		if out, err := exec.Command("editcap", "-F", kind, name, to).CombinedOutput(); err != nil {
			t.Errorf("editcap -F %s: %v, %s", kind, err, out)
			continue
		}
		if got, message := readNumbers(t, to); len(got) != 1000 || message != "" {
			t.Errorf("%s: %d packets, %q", kind, len(got), message)
		}
	}
}

func BenchmarkSavefileCopy(b *testing.B) {
	dir := b.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	data := benchmarkPcap(100000)
	os.WriteFile(from, data, 0o644)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if n, err := copySavefile(from, to, writerConfig{}); n != 100000 || err != nil {
			b.Fatal(n, err)
		}
	}
}
