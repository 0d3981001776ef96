// What the walk through a block of the kernel's ring costs per packet, with a block made here.

//go:build linux

package main

import (
	"encoding/binary"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// speedRing is a ring of two blocks in ordinary memory, each with the same packets as often as they fit; n of them.
func speedRing() (r *ringV3, n int) {
	r = &ringV3{memory: make([]byte, 2*ringBlockSize), blockSize: ringBlockSize}
	const header = int(unsafe.Sizeof(unix.Tpacket3Hdr{})) + unix.SizeofSockaddrLinklayer + ringReserve
	packets := speedPackets()
	for r.current = range 2 {
		block := r.memory[r.current*ringBlockSize:][:ringBlockSize]
		at := 48
		binary.NativeEndian.PutUint32(block[16:], uint32(at))
		n = 0
		for at+header+2048 < len(block) {
			data := packets[n%len(packets)].data
			h := (*unix.Tpacket3Hdr)(unsafe.Pointer(&block[at]))
			*h = unix.Tpacket3Hdr{Next_offset: uint32(header+len(data)+7) &^ 7, Sec: 1767225600, Nsec: uint32(n) * 1000,
				Snaplen: uint32(len(data)), Len: uint32(len(data)), Mac: uint16(header)}
			copy(block[at+header:], data)
			at += int(h.Next_offset)
			n++
		}
	}
	r.current = 0
	return r, n
}

// speedHand makes both blocks the reader's again.
func speedHand(r *ringV3, n int) {
	was := r.current
	for r.current = range 2 {
		h := r.header()
		h.status, h.packets = unix.TP_STATUS_USER, uint32(n)
	}
	r.current = was
}

// speedCapture takes packets from such a ring; one returns the next.
func speedCapture(tb testing.TB) (one func(p *packet)) {
	r, n := speedRing()
	c := &packetCapture{ring: r, link: linkEthernet}
	c.options.snapLen = maxSnapLen
	left := 0
	return func(p *packet) {
		if left == 0 {
			if r.block != nil {
				r.release()
			}
			speedHand(r, n)
			left = 2 * n
		}
		left--
		if ok, err := c.try(p); !ok || err != nil {
			tb.Fatal(left, err)
		}
	}
}

// TestRingAllocates prints what comes out of a ring: nothing may come of the heap.
func TestRingAllocates(t *testing.T) {
	one := speedCapture(t)
	p := speedPrinter(t, "-n")
	var pk packet
	take := func() {
		one(&pk)
		speedTake(p, &pk, pk.data)
	}
	for range 1000 {
		take()
	}
	if n := testing.AllocsPerRun(2000, take); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// BenchmarkRing is the walk alone: each packet is found and its header looked at.
func BenchmarkRing(b *testing.B) {
	one := speedCapture(b)
	var pk packet
	b.ReportAllocs()
	for b.Loop() {
		one(&pk)
	}
}
