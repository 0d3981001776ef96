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

// TestCopyRecordsFails lets a write of many runs fail half way: the file ends on a whole packet.
func TestCopyRecordsFails(t *testing.T) {
	var old unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &old); err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	if err := os.WriteFile(from, copyTestFiles()["micro le"], 0o644); err != nil {
		t.Fatal(err)
	}
	for _, size := range []uint64{24, 25, 100, 70_001, 400_003} {
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
		limit := old
		setLimit(&limit.Cur, size)
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
			t.Skip(err)
		}
		c := newRecordCopier(s, prog)
		for err == nil && c.more() {
			n, bytes := c.take(1 << 40)
			err = w.copyRuns(c.runs, bytes, n)
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
		if err.Error() != "EOF" || packets != w.packets() || info.Size() != w.size() || size > 1000 && info.Size() < int64(size)-500 {
			t.Errorf("limit %d: %d packets, %d counted, size %d, %v", size, packets, w.packets(), info.Size(), err)
		}
		r.close()
	}
}

// setLimit: a limit is signed on some systems.
func setLimit[T int64 | uint64](limit *T, v uint64) { *limit = T(v) }
