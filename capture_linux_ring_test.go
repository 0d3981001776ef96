// Rings: packets larger than a slot, and less memory than was asked for.

//go:build linux

package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestLiveLargeImmediate sends packets of all sizes to a capture whose slots hold the small ones only.
func TestLiveLargeImmediate(t *testing.T) {
	liveTestNamespace(t)
	liveTestIP(t, "link set lo up")
	for _, snapLen := range []int{0, 20000, 1000} {
		s := liveTestOpen(t, liveOptions{device: "lo", immediate: true, snapLen: snapLen}, onlyTestFrames(12))
		if c, ok := s.(*packetCapture); ok {
			if r, ok := c.ring.(*ringV2); !ok {
				t.Skip("no ring of slots")
			} else if r.frameSize > ringV2Slot {
				t.Skip("without CAP_NET_ADMIN slots are large")
			}
		}
		tx := newLiveTestSender(t, "lo")
		var sent [][]byte
		for i, size := range []int{60, 1514, 1500, 1700, 65000, 61, 9000, 64, 40000, 1600, 2000, 60} {
			frame := liveTestFrame(uint32(i), size)
			for at := 18; at < size; at++ {
				frame[at] = byte(i + at)
			}
			tx.send(frame)
			sent = append(sent, frame)
		}
		s.stop()
		var p packet
		for i, frame := range sent {
			if err := s.next(&p); err != nil {
				t.Fatal(i, err)
			}
			want := frame[:min(len(frame), s.snapLen())]
			if p.wireLen != len(frame) || !bytes.Equal(p.data, want) {
				t.Errorf("snapshot length %d, packet %d: %d of %d bytes, want %d", snapLen, i, len(p.data), p.wireLen, len(want))
			}
		}
		if err := s.next(&p); err != io.EOF {
			t.Error(err)
		}
		if st, _ := s.stats(); st.received != uint64(len(sent)) || st.dropped != 0 {
			t.Errorf("%+v", st)
		}
	}
}

// TestLiveRingShrinks asks for more memory than the process may map.
func TestLiveRingShrinks(t *testing.T) {
	liveTestVeth(t)
	const room, asked = 48 << 20, 256 << 20
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) != nil || uint64(info.Freeram)*uint64(info.Unit) < 2*asked {
		t.Skip("not enough memory to ask for")
	}
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip(err)
	}
	pages, _ := strconv.Atoi(strings.Fields(string(text))[0])
	var old unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_AS, &old); err != nil {
		t.Skip(err)
	}
	for _, immediate := range []bool{false, true} {
		limit := unix.Rlimit{Cur: uint64(pages*os.Getpagesize() + room), Max: old.Max}
		if err := unix.Setrlimit(unix.RLIMIT_AS, &limit); err != nil {
			t.Skip(err)
		}
		s, warnings, err := openLive(&liveOptions{device: "v0", linkType: -1, bufferSize: asked, immediate: immediate, latency: time.Second})
		if e := unix.Setrlimit(unix.RLIMIT_AS, &old); e != nil {
			t.Fatal(e)
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(warnings) != 1 || !strings.HasPrefix(warnings[0], "WARNING: v0: capture buffer of ") ||
			!strings.HasSuffix(warnings[0], " KiB instead of 262144 KiB for want of memory") {
			t.Errorf("%q", warnings)
		}
		if err := s.setFilter(onlyTestFrames(12)); err != nil {
			t.Fatal(err)
		}
		if err := s.start(); err != nil {
			t.Fatal(err)
		}
		tx := newLiveTestSender(t, "v1")
		for i := range uint32(100) {
			tx.send(liveTestFrame(i, 60))
		}
		s.stop()
		var p packet
		for i := range uint32(100) {
			if err := s.next(&p); err != nil || binary.BigEndian.Uint32(p.data[14:]) != i {
				t.Fatal(i, err)
			}
		}
		s.close()
	}
}

// Without -B, a machine of 16 MB gives a sixteenth of it.
func TestRingMemory(t *testing.T) {
	c := &packetCapture{name: "v0"}
	const whole = int(^uint(0) >> 1)
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) != nil || uint64(info.Totalram)*uint64(info.Unit)/16 >= uint64(whole) {
		t.Skip("a machine with more memory than can be asked for")
	}
	if n, warning := c.ringMemory(whole); n >= whole || !strings.Contains(warning, "for want of memory") {
		t.Error(n, warning)
	}
	if n, warning := c.ringMemory(65536); n != 65536 || warning != "" {
		t.Error(n, warning)
	}
	c.options.bufferSize = 77
	if n, warning := c.ringMemory(whole); n != 77 || warning != "" {
		t.Error(n, warning)
	}
}
