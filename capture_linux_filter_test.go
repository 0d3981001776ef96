// The kernel's verdict on cooked packets, which it sees without their header, against the interpreter's.

//go:build linux

package main

import (
	"encoding/binary"
	"io"
	"math/rand"
	"testing"
	"time"
)

// filterTestFrames are frames of several protocols with sizes that lie around the limits that filters have.
func filterTestFrames() (frames [][]byte) {
	random := rand.New(rand.NewSource(7))
	add := func(etherType uint16, size int, start ...byte) {
		b := make([]byte, 14+size)
		random.Read(b[14:])
		copy(b, "\xff\xff\xff\xff\xff\xff\x02\x00\x00\x00\x00\x01")
		binary.BigEndian.PutUint16(b[12:], etherType)
		copy(b[14:], start)
		frames = append(frames, b)
	}
	for i := range 60 {
		size := 46 + 7*i
		length := []byte{byte(size >> 8), byte(size)}
		header := byte(0x45 + i%3)
		ports := make([]byte, 40)
		copy(ports, append([]byte{header, 0}, length...))
		ports[9] = []byte{6, 17, 1, 132}[i%4]
		copy(ports[12:], []byte{10, 0, 0, byte(i), 10, 0, 1, byte(i % 5)})
		copy(ports[4*(header&15):], []byte{0, byte(50 + i%5), 0, byte(53 + i%3)})
		ports[6] = []byte{0, 0x20}[i/30]
		add(0x0800, size, ports[:4*(int(header)&15)+4]...)
	}
	for i := range 20 {
		add(0x86dd, 60+i, 0x60, 0, 0, 0, 0, 20, []byte{6, 17, 58, 0}[i%4], 64)
		add(0x0806, 46, 0, 1, 8, 0, 6, 4, 0, byte(i%3))
	}
	return frames
}

// filterTestCapture sends the frames and returns what a capture on all interfaces shows of them. inKernel is false if
// the program has to be run on what comes.
func filterTestCapture(t *testing.T, link int, prog []bpfInsn, frames [][]byte) (packets []packet, inKernel bool) {
	t.Helper()
	s, _, err := openLive(&liveOptions{device: "any", linkType: link, latency: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	err = s.setFilter(prog)
	if err != nil && err != errFilterHere {
		t.Fatal(err)
	}
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	tx := newLiveTestSender(t, "v1")
	for _, f := range frames {
		tx.send(f)
	}
	s.stop()
	var p packet
	for e := s.next(&p); e != io.EOF; e = s.next(&p) {
		if e != nil {
			t.Fatal(e)
		}
		p.data = append([]byte{}, p.data...)
		packets = append(packets, p)
	}
	return packets, err == nil
}

func TestLiveCookedFilter(t *testing.T) {
	liveTestVeth(t)
	frames := filterTestFrames()
	for _, link := range []int{linkLinuxSLL2, linkLinuxSLL} {
		everything, _ := filterTestCapture(t, link, nil, frames)
		for _, text := range []string{"ip", "ip6", "udp dst portrange 53-54", "less 120", "greater 300",
			"len > 200 and ip", "len <= 100 or port 52", "icmp[icmptype] > 100", "tcp[tcpflags] & tcp-syn != 0",
			"ip[0] & 0xf > 5", "host 10.0.1.3", "net 10.0.0.0/27", "ip6 proto 58", "inbound", "outbound", "not ip",
			"ip[2:2] > len - 30", "ether[0] = 0 and ip"} {
			prog, _, err := compileFilter(text, &filterEnv{linkType: link, snapLen: 262144, optimize: true, live: true})
			if err != nil {
				t.Fatal(text, err)
			}
			filter, err := newBPFProgram(prog)
			if err != nil {
				t.Fatal(text, err)
			}
			got, inKernel := filterTestCapture(t, link, prog, frames)
			if !inKernel {
				t.Logf("%s on %d: not in the kernel", text, link)
				continue
			}
			n := 0
			for i := range everything {
				p := &everything[i]
				if filter.run(p.data, p.wireLen, &p.aux) == 0 {
					continue
				}
				if n >= len(got) || string(got[n].data) != string(p.data) {
					t.Fatalf("%s on %d: the kernel misses packet %d", text, link, i)
				}
				n++
			}
			if n != len(got) {
				t.Errorf("%s on %d: interpreter %d, kernel %d", text, link, n, len(got))
			}
		}
	}
}
