// Buffers as each BSD system's bpf(4) fills them.

package main

import (
	"bytes"
	"encoding/binary"
	"math/rand"
	"testing"
)

// bpfTestLayouts are struct bpf_hdr of each system: FreeBSD and DragonFly have a timeval, NetBSD one of longs,
// OpenBSD and macOS one of 32 bits whatever the processor.
var bpfTestLayouts = []struct {
	name   string
	layout bsdLayout
	header int // size of the members, padding not included
}{
	{"freebsd, dragonfly, netbsd 64 bit", bsdLayout{8, 8, 8, 16, 8, false}, 26},
	{"freebsd/386, netbsd/386", bsdLayout{4, 4, 4, 8, 4, false}, 18},
	{"freebsd/arm", bsdLayout{8, 8, 4, 16, 4, false}, 26},
	{"netbsd/arm", bsdLayout{8, 8, 8, 16, 8, false}, 26},
	{"openbsd", bsdLayout{4, 4, 4, 8, 4, false}, 24},
	{"openbsd/mips64, big endian", bsdLayout{4, 4, 4, 8, 4, true}, 24},
	{"netbsd, 64 bit big endian", bsdLayout{8, 8, 8, 16, 8, true}, 26},
	{"macos", bsdLayout{4, 4, 4, 8, 4, false}, 18},
}

// appendBpfTestRecord writes a record as the kernel does: the network header behind a link header of 14 bytes is
// aligned (the SIZEOF_BPF_HDR rule), and so is the record.
func appendBpfTestRecord(b []byte, l *bsdLayout, header int, r *bpfRecord) []byte {
	var order binary.ByteOrder = binary.LittleEndian
	if l.big {
		order = binary.BigEndian
	}
	align := func(n int) int { return (n + l.align - 1) / l.align * l.align }
	head := align(header+14) - 14
	h := make([]byte, head)
	number := func(at, size int, v int64) {
		if size == 8 {
			order.PutUint64(h[at:], uint64(v))
		} else {
			order.PutUint32(h[at:], uint32(v))
		}
	}
	number(0, l.secSize, r.sec)
	number(l.usecAt, l.usecSize, r.usec)
	order.PutUint32(h[l.capturedAt:], uint32(len(r.data)))
	order.PutUint32(h[l.capturedAt+4:], uint32(r.wireLen))
	order.PutUint16(h[l.capturedAt+8:], uint16(head))
	b = append(append(b, h...), r.data...)
	for len(b)%l.align != 0 {
		b = append(b, 0xee)
	}
	return b
}

func TestBpfBuffer(t *testing.T) {
	for _, c := range bpfTestLayouts {
		var buf []byte
		var want []bpfRecord
		for i := range 100 {
			r := bpfRecord{data: bytes.Repeat([]byte{byte(i)}, 14+i), wireLen: 14 + 2*i, sec: 0x7fff0000 + int64(i), usec: int64(i) * 9999}
			want = append(want, r)
			buf = appendBpfTestRecord(buf, &c.layout, c.header, &r)
		}
		last := len(want[99].data)%c.layout.align != 0
		for cut := range 3 { // the padding of the last record may be missing, its data may not
			b := bpfBuffer{layout: c.layout, data: buf}
			if cut > 0 && last {
				b.data = bytes.TrimRight(buf, "\xee")
			}
			n := 0
			for r := (bpfRecord{}); b.take(&r); n++ {
				w := want[n]
				if !bytes.Equal(r.data, w.data) || r.wireLen != w.wireLen || r.sec != w.sec || r.usec != w.usec {
					t.Fatalf("%s: record %d: %+v, want %+v", c.name, n, r, w)
				}
			}
			if n != len(want) {
				t.Errorf("%s: %d records", c.name, n)
			}
		}
		for size := range len(buf) {
			b := bpfBuffer{layout: c.layout, data: buf[:size]}
			for r := (bpfRecord{}); b.take(&r); {
			}
		}
	}
}

func TestBpfBufferDamaged(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for _, c := range bpfTestLayouts {
		for range 2000 {
			buf := make([]byte, random.Intn(200))
			random.Read(buf)
			if len(buf) > 30 { // lengths that may pass
				buf[c.layout.capturedAt+1], buf[c.layout.capturedAt+2], buf[c.layout.capturedAt+3] = 0, 0, 0
				buf[c.layout.capturedAt+9] = 0
			}
			b := bpfBuffer{layout: c.layout, data: buf}
			for r, n := (bpfRecord{}), 0; b.take(&r); n++ {
				if n > len(buf) {
					t.Fatal("no end")
				}
			}
		}
	}
}

func TestBpfDirection(t *testing.T) {
	for _, c := range []struct {
		goos, direction string
		kind            bpfDirection
		value           uint32
		ok              bool
	}{
		{"freebsd", "in", bpfDirectionEnum, 0, true},
		{"freebsd", "out", bpfDirectionEnum, 2, true},
		{"freebsd", "inout", bpfDirectionNone, 0, true},
		{"openbsd", "in", bpfDirectionDrop, 2, true},
		{"openbsd", "out", bpfDirectionDrop, 1, true},
		{"netbsd", "in", bpfDirectionSeeSent, 0, true},
		{"netbsd", "out", bpfDirectionSeeSent, 0, false},
		{"darwin", "", bpfDirectionNone, 0, true},
	} {
		kind, value, ok := bpfDirectionRequest(c.goos, c.direction)
		if ok != c.ok || ok && (kind != c.kind || value != c.value) {
			t.Errorf("%s %s: %v %d %v", c.goos, c.direction, kind, value, ok)
		}
	}
}

func TestLinkOfDLT(t *testing.T) {
	for _, c := range []struct {
		goos      string
		dlt, link int
	}{
		{"freebsd", 1, linkEthernet}, {"freebsd", 12, linkRaw}, {"openbsd", 14, linkRaw}, {"openbsd", 12, linkLoop},
		{"netbsd", 14, linkPppBsdos}, {"darwin", 16, linkPppBsdos}, {"freebsd", 121, linkPfsync}, {"openbsd", 18, linkPfsync},
		{"openbsd", 13, linkEnc}, {"freebsd", 13, linkSlipBsdos}, {"darwin", 149, linkPktap}, {"freebsd", 127, linkIEEE80211Radio},
	} {
		if got := linkOfDLT(c.goos, c.dlt); got != c.link {
			t.Errorf("%s %d: %d, want %d", c.goos, c.dlt, got, c.link)
		}
	}
}
