package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func testRotator(t *testing.T, cfg rotateConfig, wake func()) *rotator {
	t.Helper()
	pcapng, gzip := savefileKind(cfg.name)
	r, err := newRotator(cfg, &writerConfig{linkType: linkEthernet, snapLen: 262144, pcapng: pcapng, gzip: gzip}, directFiles{}, wake)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fileNames lists a directory.
func fileNames(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// allNumbers reads files in the order of their first packets; all of it must be whole and follow on.
func allNumbers(t *testing.T, dir string) (numbers []int) {
	t.Helper()
	var files [][]int
	for _, name := range fileNames(t, dir) {
		got, message := readNumbers(t, filepath.Join(dir, name))
		if message != "" {
			t.Error(name, message)
		}
		if len(got) > 0 {
			files = append(files, got)
		}
	}
	slices.SortFunc(files, func(a, b []int) int { return a[0] - b[0] })
	for _, f := range files {
		numbers = append(numbers, f...)
	}
	for i, n := range numbers {
		if n != numbers[0]+i {
			t.Fatalf("packet %d follows %d", n, numbers[i-1])
		}
	}
	return numbers
}

// TestRotateNames compares with what an installed tcpdump leaves of -C.
func TestRotateNames(t *testing.T) {
	many := func(prefix string, format string, from, to int) (names []string) {
		for i := from; i <= to; i++ {
			names = append(names, fmt.Sprintf("%s"+format, prefix, i))
		}
		return names
	}
	for _, c := range []struct {
		maxFiles int
		want     []string
	}{
		{0, append([]string{"x"}, many("x", "%d", 1, 12)...)},
		{1, []string{"x"}},
		{2, []string{"x0", "x1"}},
		{10, many("x", "%d", 0, 9)},
		{11, many("x", "%02d", 0, 10)},
		{100, many("x", "%02d", 0, 12)},
		{101, many("x", "%03d", 0, 12)},
	} {
		dir := t.TempDir()
		r := testRotator(t, rotateConfig{name: filepath.Join(dir, "x"), maxSize: 10000, maxFiles: c.maxFiles}, nil)
		var p packet
		const each = 10000
		n := 0
		for r.count < 13 {
			if err := r.write(numberedPacket(&p, n)); err != nil {
				t.Fatal(err)
			}
			n++
		}
		if err := r.close(); err != nil {
			t.Fatal(err)
		}
		got := fileNames(t, dir)
		want := slices.Sorted(slices.Values(c.want))
		if !slices.Equal(got, want) {
			t.Errorf("-W %d: %v, want %v", c.maxFiles, got, want)
		}
		if r.packets() != int64(n) {
			t.Errorf("-W %d: %d packets counted, %d written", c.maxFiles, r.packets(), n)
		}
		if numbers := allNumbers(t, dir); numbers[len(numbers)-1] != n-1 || len(want) == 13 && len(numbers) != n {
			t.Errorf("-W %d: packets %d to %d of %d", c.maxFiles, numbers[0], numbers[len(numbers)-1], n)
		}
		for _, name := range got { // a file beyond the size is the last to get a packet
			info, _ := os.Stat(filepath.Join(dir, name))
			if info.Size() > each+200 {
				t.Errorf("%s has %d octets", name, info.Size())
			}
		}
	}
}

// TestRotatePeer lets tcpdump divide the same packets by -C: its files and ours are the same.
func TestRotatePeer(t *testing.T) {
	tcpdump, err := exec.LookPath("tcpdump")
	if err != nil || os.Getuid() != 0 {
		t.Skip("no tcpdump, or not root to keep it from becoming another user")
	}
	if testEmulator() != "" {
		t.Skip("the installed tcpdump may write the other byte order")
	}
	for _, maxFiles := range []int{0, 2} {
		dir := t.TempDir()
		os.Mkdir(filepath.Join(dir, "theirs"), 0o777)
		os.Mkdir(filepath.Join(dir, "ours"), 0o777)
		from := filepath.Join(dir, "from")
		w, _ := newPacketWriter(from, directFiles{}, &writerConfig{linkType: linkEthernet, snapLen: 262144})
		r := testRotator(t, rotateConfig{name: filepath.Join(dir, "ours", "x"), maxSize: 1000000, maxFiles: maxFiles}, nil)
		var p packet
		for n := range 40000 {
			w.write(numberedPacket(&p, n))
			r.write(&p)
		}
		w.close()
		r.close()
		argv := []string{"-Z", "root", "-r", from, "-C", "1", "-w", filepath.Join(dir, "theirs", "x")}
		if maxFiles > 0 {
			argv = append(argv, "-W", strconv.Itoa(maxFiles))
		}
		if out, err := exec.Command(tcpdump, argv...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if out, err := exec.Command("diff", "-r", filepath.Join(dir, "theirs"), filepath.Join(dir, "ours")).CombinedOutput(); err != nil {
			t.Errorf("-W %d: %s", maxFiles, out)
		}
	}
}

// TestRotateByClock lets periods end without packets: names, number of files, and the end at -W.
func TestRotateByClock(t *testing.T) {
	dir := t.TempDir()
	woken := make(chan bool, 100)
	r := testRotator(t, rotateConfig{name: filepath.Join(dir, "x%%%s"), period: time.Second, maxFiles: 3}, func() { woken <- true })
	start := time.Now()
	var p packet
	n := 0
	for {
		if err := r.write(numberedPacket(&p, n)); err != nil {
			if err != errWriteLimit {
				t.Error(err)
			}
			break
		}
		n++
		if n%10 != 0 {
			continue
		}
		<-woken // a wait for packets that is interrupted
		if err := r.tick(time.Now()); err != nil {
			if err != errWriteLimit {
				t.Error(err)
			}
			break
		}
	}
	if took := time.Since(start); took < 2950*time.Millisecond || took > 3500*time.Millisecond {
		t.Errorf("three periods of a second took %v", took)
	}
	if m := r.limitMessage(); m != "Maximum file limit reached: 3" {
		t.Errorf("message %q", m)
	}
	if err := r.close(); err != nil {
		t.Error(err)
	}
	names := fileNames(t, dir)
	if len(names) != 3 || !strings.HasPrefix(names[0], "x%1") || n != 30 || r.packets() != 30 {
		t.Errorf("files %v, %d packets, %d counted", names, n, r.packets())
	}
	if got := allNumbers(t, dir); len(got) != n {
		t.Errorf("%d packets in files, %d written", len(got), n)
	}
}

// TestRotateDoesNotDrift turns the clock by hand, always late: periods stay where they were.
func TestRotateDoesNotDrift(t *testing.T) {
	dir := t.TempDir()
	r := testRotator(t, rotateConfig{name: filepath.Join(dir, "x%H%M%S"), period: time.Hour}, nil)
	defer r.close()
	first := r.ends
	for i := range 5 {
		late := r.ends.Add(time.Duration(i) * time.Minute)
		if err := r.tick(late); err != nil {
			t.Fatal(err)
		}
		if want := first.Add(time.Duration(i+1) * time.Hour); !r.ends.Equal(want) {
			t.Errorf("period ends at %v, want %v", r.ends, want)
		}
	}
}

func TestRotateAlign(t *testing.T) {
	berlin := func(sec int64) (int, string) {
		const spring, autumn = 1774746000, 1792890000 // 2026: last Sundays of March and October, 01:00 UTC
		if sec >= spring && sec < autumn {
			return 7200, "CEST"
		}
		return 3600, "CET"
	}
	at := func(s string) time.Time {
		tm, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return tm
	}
	for _, c := range []struct {
		period    time.Duration
		from, end string
	}{
		{time.Hour, "2026-01-10T12:34:56Z", "2026-01-10T13:00:00Z"},
		{time.Hour, "2026-01-10T12:00:00Z", "2026-01-10T13:00:00Z"},
		{15 * time.Minute, "2026-01-10T12:34:56Z", "2026-01-10T12:45:00Z"},
		{24 * time.Hour, "2026-01-10T12:00:00Z", "2026-01-10T23:00:00Z"},
		{24 * time.Hour, "2026-07-10T12:00:00Z", "2026-07-10T22:00:00Z"},
		{24 * time.Hour, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"}, // a day of 23 hours
		{24 * time.Hour, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"}, // and one of 25
		{time.Hour, "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z"},
		{time.Hour, "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z"},
		{6 * time.Hour, "2026-03-28T23:30:00Z", "2026-03-29T04:00:00Z"},
	} {
		r := &rotator{fileNamer: fileNamer{cfg: rotateConfig{period: c.period, align: true, local: berlin}}}
		if got := r.periodEnd(at(c.from)); !got.Equal(at(c.end)) {
			t.Errorf("%v from %s ends at %v, want %s", c.period, c.from, got.UTC(), c.end)
		}
	}
}

// TestRotateSizeAndClock: -C, -G and -W together keep exactly the last -W files.
func TestRotateSizeAndClock(t *testing.T) {
	dir := t.TempDir()
	r := testRotator(t, rotateConfig{name: filepath.Join(dir, "x%H%M%S-"), maxSize: 5000, period: time.Hour, maxFiles: 12}, nil)
	var p packet
	n := 0
	for _, periods := range []int{1, 2, 3} {
		for r.count < 10*periods {
			if err := r.write(numberedPacket(&p, n)); err != nil {
				t.Fatal(err)
			}
			n++
		}
		if periods < 3 {
			if err := r.tick(r.ends); err != nil {
				t.Fatal(err)
			}
		}
	}
	r.close()
	names := fileNames(t, dir)
	if len(names) != 12 || !strings.HasSuffix(names[0], "-08") {
		t.Errorf("files %v", names)
	}
	if got := allNumbers(t, dir); got[len(got)-1] != n-1 {
		t.Errorf("packets %d to %d of %d", got[0], got[len(got)-1], n)
	}
}

func TestRing(t *testing.T) {
	for _, c := range []struct {
		options []string
		files   int
		most    int64
	}{
		{[]string{"filesize:20", "files:4"}, 4, 0},
		{[]string{"filesize:20", "total:100"}, 5, 100_000},
		{[]string{"total:100"}, 10, 100_000},
		{[]string{"filesize:20", "total:100", "files:3"}, 3, 0},
	} {
		dir := t.TempDir()
		cfg := rotateConfig{name: filepath.Join(dir, "x.pcapng")}
		for _, o := range c.options {
			if err := cfg.ringOption("--ring", o); err != nil {
				t.Fatal(err)
			}
		}
		r := testRotator(t, cfg, nil)
		var p packet
		const many = 5000
		for n := range many {
			if err := r.write(numberedPacket(&p, n)); err != nil {
				t.Fatal(err)
			}
		}
		r.close()
		names := fileNames(t, dir)
		var total int64
		for _, name := range names {
			info, _ := os.Stat(filepath.Join(dir, name))
			total += info.Size()
		}
		if len(names) > c.files || len(names) < c.files-1 || c.most > 0 && (total > c.most || total < c.most*3/4) {
			t.Errorf("%v: %d files, %d octets", c.options, len(names), total)
		}
		if got := allNumbers(t, dir); got[len(got)-1] != many-1 {
			t.Errorf("%v: packets %d to %d of %d", c.options, got[0], got[len(got)-1], many)
		}
		stamp := time.Now().Format("_2006")
		if !strings.HasPrefix(names[0], "x_000") || !strings.Contains(names[0], stamp) || !strings.HasSuffix(names[0], ".pcapng") {
			t.Errorf("%v: names %v", c.options, names)
		}
	}
}

// TestRingOnFullDisk: the disk is smaller than the total, so the oldest files go when it is full; nothing is lost since.
func TestRingOnFullDisk(t *testing.T) {
	for _, suffix := range []string{"pcap", "pcapng", "pcap.gz"} {
		dir := tinyDisk(t, 256<<10)
		cfg := rotateConfig{name: filepath.Join(dir, "x."+suffix)}
		cfg.ringOption("--ring", "filesize:40")
		cfg.ringOption("--ring", "total:1000")
		r := testRotator(t, cfg, nil)
		var p packet
		const many = 30000
		for n := range many {
			if err := r.write(numberedPacket(&p, n)); err != nil {
				t.Fatal(suffix, err)
			}
		}
		if err := r.close(); err != nil {
			t.Error(suffix, err)
		}
		got := allNumbers(t, dir)
		if got[len(got)-1] != many-1 || len(fileNames(t, dir)) < 3 {
			t.Errorf("%s: packets %d to %d of %d in %v", suffix, got[0], got[len(got)-1], many, fileNames(t, dir))
		}
	}
}

func TestAutostop(t *testing.T) {
	for _, c := range []struct {
		ring, stop string
		check      func(r *rotator, files []string, took time.Duration) bool
	}{
		{"", "packets:77", func(r *rotator, _ []string, _ time.Duration) bool { return r.packets() == 77 }},
		{"", "filesize:100", func(r *rotator, f []string, _ time.Duration) bool { return len(f) == 1 && r.packets() > 900 }},
		{"filesize:10", "files:3", func(r *rotator, f []string, _ time.Duration) bool { return len(f) == 3 }},
		{"files:3", "filesize:10", nil}, // not enough to know when to rotate
		{"", "duration:0.3", func(_ *rotator, _ []string, took time.Duration) bool {
			return took > 290*time.Millisecond && took < 600*time.Millisecond
		}},
	} {
		dir := t.TempDir()
		cfg := rotateConfig{name: filepath.Join(dir, "x")}
		if c.ring != "" {
			cfg.ringOption("--ring", c.ring)
		}
		if err := cfg.ringOption("--autostop", c.stop); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		r, err := newRotator(cfg, &writerConfig{linkType: linkEthernet}, directFiles{}, nil)
		if c.check == nil {
			if err == nil {
				t.Errorf("%s accepted", c.ring)
			}
			continue
		}
		var p packet
		n := 0
		for ; err == nil; n++ {
			if err = r.write(numberedPacket(&p, n%2000)); strings.HasPrefix(c.stop, "duration") {
				time.Sleep(time.Millisecond)
			}
		}
		if err != errWriteLimit {
			t.Error(c.stop, err)
		}
		if err := r.write(&p); err != errWriteLimit {
			t.Error(c.stop, "goes on:", err)
		}
		r.close()
		if !c.check(r, fileNames(t, dir), time.Since(start)) {
			t.Errorf("%s: %d packets, %v", c.stop, r.packets(), fileNames(t, dir))
		}
	}
}

func TestRingOptions(t *testing.T) {
	for option, words := range map[string]string{
		"--ring":     "x filesize: filesize:0 filesize:-1 filesize:x duration:0 duration:NaN files:100000 packets:3 total:1x :3 filesize:99999999999999",
		"--autostop": "x total:3 duration:-1 packets:0 files:0 Packets:3",
	} {
		for word := range strings.FieldsSeq(words) {
			var cfg rotateConfig
			if err := cfg.ringOption(option, word); err == nil {
				t.Errorf("%s %s is accepted", option, word)
			}
		}
	}
}

// TestPostRotate runs the command of -z on every file, the last one included, at lowest priority.
func TestPostRotate(t *testing.T) {
	dir := t.TempDir()
	script, log := filepath.Join(dir, "z"), filepath.Join(dir, "log")
	os.WriteFile(script, []byte("#!/bin/sh\necho $# $(nice) $1 >>"+log+"\n"), 0o755)
	t.Setenv("PATH", os.Getenv("PATH")+":"+dir)
	for _, command := range []string{script, "z"} {
		os.Remove(log)
		out := t.TempDir()
		r := testRotator(t, rotateConfig{name: filepath.Join(out, "x"), maxSize: 10000, command: command}, nil)
		var p packet
		for n := 0; r.count < 5; n++ {
			r.write(numberedPacket(&p, n))
		}
		r.close()
		var lines []string
		for range 200 {
			b, _ := os.ReadFile(log)
			if lines = strings.Split(strings.TrimSpace(string(b)), "\n"); len(lines) == 5 {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		slices.Sort(lines)
		x := "1 19 " + filepath.Join(out, "x")
		if want := []string{x, x + "1", x + "2", x + "3", x + "4"}; !slices.Equal(lines, want) {
			t.Errorf("%s: %q", command, lines)
		}
	}
	warned := ""
	cfg := rotateConfig{name: filepath.Join(dir, "y"), maxSize: 10000, command: "nice 19", warn: func(s string) { warned = s }}
	r := testRotator(t, cfg, nil)
	if err := r.close(); err != nil {
		t.Error(err)
	}
	if warned != "compress_savefile: execlp(nice 19, "+cfg.name+") failed: No such file or directory" {
		t.Errorf("warning %q", warned)
	}
}

// TestRotateIntoNowhere takes the directory away: an error, and the count is that of the files written.
func TestRotateIntoNowhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gone")
	os.Mkdir(dir, 0o777)
	r := testRotator(t, rotateConfig{name: filepath.Join(dir, "x"), maxSize: 10000}, nil)
	var p packet
	n := 0
	for r.count < 2 {
		r.write(numberedPacket(&p, n))
		n++
	}
	os.Rename(dir, dir+"2")
	var err error
	for err == nil {
		err = r.write(numberedPacket(&p, n))
		n++
	}
	if err.Error() != filepath.Join(dir, "x2")+": No such file or directory" || !errors.Is(err, syscall.ENOENT) {
		t.Error(err)
	}
	if err := r.close(); err != nil {
		t.Error(err)
	}
	if got := allNumbers(t, dir+"2"); int64(len(got)) != r.packets() || len(got) != n-1 {
		t.Errorf("%d packets in files, %d counted, %d written", len(got), r.packets(), n-1)
	}
}

// TestRotateCopy divides a pcapng file that is copied block for block: each part has header and interfaces.
func TestRotateCopy(t *testing.T) {
	dir := t.TempDir()
	from := filepath.Join(dir, "from")
	w, err := newPacketWriter(from, directFiles{}, &writerConfig{linkType: linkEthernet, pcapng: true, nano: true,
		info: pcapngInfo{comment: "all", ifName: "eth0"}})
	if err != nil {
		t.Fatal(err)
	}
	var p packet
	for n := range 1000 {
		w.write(numberedPacket(&p, n))
	}
	w.close()
	s, err := openSavefile(from, directFiles{}, false)
	if err != nil {
		t.Fatal(err)
	}
	parts := filepath.Join(dir, "parts")
	os.Mkdir(parts, 0o777)
	cfg := &writerConfig{linkType: linkEthernet, pcapng: true, copyOf: s.rawBlocks()}
	r, err := newRotator(rotateConfig{name: filepath.Join(parts, "x"), maxSize: 20000}, cfg, directFiles{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for s.next(&p) == nil {
		if err := r.write(&p); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.close(); err != nil {
		t.Error(err)
	}
	if got := allNumbers(t, parts); len(got) != 1000 || r.packets() != 1000 || r.count < 5 {
		t.Errorf("%d packets in %d files, %d counted", len(got), r.count, r.packets())
	}
}

// TestStrftime compares with date(1) at hours that are easily got wrong.
func TestStrftime(t *testing.T) {
	var r rotator
	r.cfg.local = func(int64) (int, string) { return -34200, "MART" } // 9:30 west
	verbs := "a A b B c C d D e F g G h H I j k l m M n p P r R s S t T u U V w W x X y Y z Z % Ey Od"
	format := ""
	for v := range strings.FieldsSeq(verbs) {
		format += v + "=%" + v + " "
	}
	date, _ := exec.LookPath("date")
	for _, sec := range []int64{0, 34200, 1e9, 1700000000, 1735689600 + 34200, 1735689599 + 34200, 1798761600 + 34200, 4102444800,
		1167609600, 1230768000 + 86400*3, 1709164800, 1e10, 951782400 + 12*3600} {
		got := r.strftime(format, time.Unix(sec, 0))
		if date == "" {
			continue
		}
		cmd := exec.Command(date, "-d", "@"+strconv.FormatInt(sec, 10), "+"+format)
		cmd.Env = []string{"TZ=MART9:30", "LC_ALL=C"}
		out, err := cmd.Output()
		if err != nil {
			t.Skip("another date(1):", err)
		}
		if want := strings.TrimSuffix(string(out), "\n"); got != want {
			t.Errorf("%d:\n%s\n%s", sec, got, want)
		}
	}
	if got := r.strftime("%q %", time.Unix(0, 0)); got != "%q %" {
		t.Errorf("unknown conversion: %q", got)
	}
	if got := r.strftime("x%Y%m%d-%H%M%S.pcap", time.Unix(1700000000, 0)); got != "x20231114-124320.pcap" {
		t.Error(got)
	}
}
