package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// copyTestFiles are pcap files that are copied as they are for the most part: in either order and precision, longer than
// the buffer, and damaged in all ways.
func copyTestFiles() map[string][]byte {
	files := map[string][]byte{}
	for order, o := range map[string]binary.ByteOrder{"le": testLE, "be": testBE} {
		for precision, magic := range map[string]uint32{"micro": pcapMagic, "nano": pcapMagicNano} {
			b := testHeader(o, magic, 2, 4, 65535, linkEthernet)
			for n := range 6000 {
				data := append(runTestPacket(n), make([]byte, n*7%400)...)
				b = append(b, testRecord(o, 1<<32-6000+uint32(n), uint32(n), uint32(len(data)), uint32(len(data)+n%3), data)...)
			}
			files[precision+" "+order] = b
		}
	}
	whole := files["micro le"]
	const records = 300 << 10
	header, middle := whole[:pcapHeaderLen], whole[pcapHeaderLen:]
	end := 0 // of a record beyond the first buffer
	for end < records {
		end += pcapRecordLen + int(testLE.Uint32(middle[end+8:]))
	}
	damage := func(record ...byte) []byte { return testCat(header, middle[:end], record, middle[end:]) }
	files["too long"] = damage(testRecord(testLE, 1, 2, 262145, 262145, make([]byte, 262145))...)
	files["absurd length"] = damage(testRecord(testLE, 1, 2, 1<<32-1, 1, make([]byte, 60))...)
	files["beyond the snapshot length"] = damage(testRecord(testLE, 1, 2, 70000, 70000, make([]byte, 70000))...)
	files["longest"] = damage(testRecord(testLE, 1, 2, 65535, 1<<32-1, make([]byte, 65535))...)
	files["empty packet"] = damage(testRecord(testLE, 1, 2, 0, 0, nil)...)
	files["invalid time"] = damage(testRecord(testLE, 1, 1<<32-1, 60, 60, make([]byte, 60))...)
	for _, cut := range []int{0, 1, 15, 16, 17, 40} {
		files["cut "+strconv.Itoa(cut)] = whole[:pcapHeaderLen+end+cut]
	}
	for _, minor := range []uint16{2, 3} {
		old := bytes.Clone(whole)
		testLE.PutUint16(old[6:], minor)
		files["version 2."+strconv.Itoa(int(minor))] = old
	}
	return files
}

// TestCopyRecords compares what is copied as it is with what goes packet by packet, which -U makes it do: files,
// messages and status.
func TestCopyRecords(t *testing.T) {
	dir := t.TempDir()
	from := filepath.Join(dir, "from")
	for kind, file := range copyTestFiles() {
		os.WriteFile(from, file, 0o644)
		for _, options := range []string{"", "ether[45] & 3 = 1", "greater 200", "-c 3000", "-c 1", "--skip 2500 -c 3000 less 300", "--skip 7000"} {
			if testing.Short() && options != "greater 200" {
				continue
			}
			copyBoth := func(extra ...string) (string, []byte) {
				to := filepath.Join(dir, "to")
				args := append([]string{"-r", from, "-w", to}, extra...)
				status, stdout, stderr := runProgram(t, "", append(args, strings.Fields(options)...)...)
				copied, _ := os.ReadFile(to)
				return strconv.Itoa(status) + stdout + stderr, copied
			}
			said, got := copyBoth()
			wantSaid, want := copyBoth("-U")
			if said != wantSaid || !bytes.Equal(got, want) {
				t.Errorf("%s, %q: %q, %d bytes; packet by packet %q, %d bytes", kind, options, said, len(got), wantSaid, len(want))
			}
			if options == "" && !strings.Contains(wantSaid, "pcap_loop") && !strings.HasPrefix(kind, "version") &&
				!strings.HasPrefix(kind, "beyond") && !bytes.Equal(got, file) {
				t.Errorf("%s: the copy is not the file", kind)
			}
		}
	}
}

// TestCopyKinds copies into files of other kinds, and from gzip.
func TestCopyKinds(t *testing.T) {
	dir := t.TempDir()
	from := filepath.Join(dir, "from.pcap")
	file := copyTestFiles()["micro be"]
	os.WriteFile(from, file, 0o644)
	for _, steps := range [][]string{{"x.pcap.gz", "y.pcap"}, {"x.pcapng.gz", "y.pcapng"}, {"x.gz", "y.gz", "z.pcap"}} {
		name := from
		for _, to := range steps {
			to = filepath.Join(dir, to)
			if status, _, stderr := runProgram(t, "", "-r", name, "-w", to); status != 0 {
				t.Fatal(to, stderr)
			}
			name = to
		}
		packets, message := savefileReadAll(name)
		got, _ := os.ReadFile(name)
		if packets != 6000 || message != "" || strings.HasSuffix(name, ".pcap") && !bytes.Equal(got, file) {
			t.Errorf("%v: %d packets, %q, %d bytes", steps, packets, message, len(got))
		}
	}
}

// TestCopyPair compares what two goroutines copy with what goes packet by packet: to the end of a file, up to damage and
// behind it, and with interruptions.
func TestCopyPair(t *testing.T) {
	dir := t.TempDir()
	from := filepath.Join(dir, "from")
	header := testHeader(testLE, pcapMagic, 2, 4, 100000, linkEthernet)
	one := copyTestFiles()["micro le"][pcapHeaderLen:]
	large := testRecord(testLE, 1, 2, 100000, 100000, bytes.Repeat(runTestPacket(1), 3000)[:100000])
	beyond := testRecord(testLE, 1, 2, 100001, 100001, make([]byte, 100001))
	most := bytes.Repeat(one, 16<<20/len(one))
	for kind, file := range map[string][]byte{
		"whole":             testCat(header, most),
		"large packets":     testCat(header, most, bytes.Repeat(large, 100), most),
		"cut":               testCat(header, most, one[:7777]),
		"cut header":        testCat(header, most, one[:3]),
		"damaged":           testCat(header, most, testWords(testLE, 1, 2, 1<<31, 60), most),
		"packets to be cut": testCat(header, most, bytes.Repeat(testCat(beyond, one[:pcapRecordLen+46]), 20), most),
	} {
		os.WriteFile(from, file, 0o644)
		for _, filter := range []string{"", "ether[45] & 3 = 1", "greater 400"} {
			if testing.Short() && filter != "greater 400" {
				continue
			}
			copyTo := func(to string, extra ...string) string {
				args := append([]string{"-r", from, "-w", filepath.Join(dir, to)}, extra...)
				status, _, stderr := runProgram(t, "", append(args, strings.Fields(filter)...)...)
				return strconv.Itoa(status) + stderr
			}
			said, wantSaid := copyTo("got"), copyTo("want", "-U")
			got, _ := os.ReadFile(filepath.Join(dir, "got"))
			want, _ := os.ReadFile(filepath.Join(dir, "want"))
			if said != wantSaid || !bytes.Equal(got, want) {
				t.Errorf("%s, %q: %q, %d bytes; packet by packet %q, %d bytes", kind, filter, said, len(got), wantSaid, len(want))
			}
		}
	}

	os.WriteFile(from, testCat(header, most), 0o644)
	s, err := openSavefile(from, directFiles{}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	c := newRecordCopier(s, nil)
	var got []byte
	calls := 0
	collect := func(f *recordFilter, _ uint64) error {
		for _, run := range f.runs {
			got = append(got, run...)
		}
		return nil
	}
	for c.more() { // interrupted now and then
		c.alone = false
		if err := c.together(collect, func() bool { calls++; return calls%7 == 0 }); err != nil {
			t.Fatal(err)
		}
		collect(&c.recordFilter, c.take(1<<40))
	}
	if !bytes.Equal(got, most) || calls < 20 {
		t.Errorf("interrupted %d times: %d bytes of %d", calls/7, len(got), len(most))
	}
}

// TestCopyRecordsFails lets a write of many runs fail half way: the file ends on a whole packet.
func TestCopyRecordsFails(t *testing.T) {
	var old unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &old); err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	file := copyTestFiles()["micro le"]
	if err := os.WriteFile(from, testCat(file, bytes.Repeat(file[pcapHeaderLen:], 16)), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, limit := range []unix.Rlimit{{Cur: 24}, {Cur: 25}, {Cur: 100}, {Cur: 70_001}, {Cur: 400_003}, {Cur: 5_000_003},
		{Cur: 5_000_004}} {
		size := int64(limit.Cur)
		s, err := openSavefile(from, directFiles{}, false)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := os.Create(to)
		w, err := newPcapWriter(to, f, &writerConfig{linkType: s.link, like: &s.header})
		if err != nil {
			t.Fatal(err)
		}
		prog, err := newBPFProgram([]bpfInsn{{code: bpfLD | bpfABS | bpfB, k: 45}, {bpfJMP | bpfJSET, 0, 1, 1},
			{code: bpfRET}, {code: bpfRET, k: 1}})
		if err != nil {
			t.Fatal(err)
		}
		limit.Max = old.Max
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
			t.Skip(err)
		}
		c := newRecordCopier(s, prog)
		pair := size%2 == 0
		for err == nil && c.more() {
			if pair {
				err = c.together(w.copyRuns, func() bool { return false })
				continue
			}
			err = w.copyRuns(&c.recordFilter, c.take(1<<40))
		}
		if err == nil {
			err = w.close()
		}
		unix.Setrlimit(unix.RLIMIT_FSIZE, &old)
		s.close()
		if err == nil || err.Error() != to+": File too large" || w.close() != err {
			t.Error(size, err)
		}
		r, err := openSavefile(to, directFiles{}, false)
		if err != nil {
			t.Fatal(err)
		}
		packets := int64(0)
		var p packet
		for err = r.next(&p); err == nil; err = r.next(&p) {
			packets++
		}
		info, _ := os.Stat(to)
		if err.Error() != "EOF" || packets != w.packets() || info.Size() != w.size() || size > 1000 && info.Size() < size-500 {
			t.Errorf("limit %d: %d packets, %d counted, size %d, %v", size, packets, w.packets(), info.Size(), err)
		}
		r.close()
	}
}
