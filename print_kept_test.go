package main

import (
	"encoding/binary"
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

// TestKeptTexts: texts that are kept are those that would be worked out, whatever was kept in their place before.
func TestKeptTexts(t *testing.T) {
	p := testPrinter(t, []string{"-n"})
	random := rand.New(rand.NewSource(1))
	check := func(what string, want string) {
		t.Helper()
		if got := string(p.out); got != want {
			t.Fatalf("%s: got %q, want %q", what, got, want)
		}
		p.out = p.out[:0]
	}
	hosts := make([]uint32, 3<<endpointBits)
	for i := range hosts {
		hosts[i] = random.Uint32()
	}
	for range 10 << endpointBits {
		var a [8]byte
		binary.BigEndian.PutUint32(a[:], hosts[random.Intn(len(hosts))])
		binary.BigEndian.PutUint32(a[4:], hosts[random.Intn(len(hosts)/16)])
		src, dst := uint16(random.Intn(4)), uint16(random.Uint32()>>random.Intn(32))
		p.endpoints(&ipInfo{src: a[:4], dst: a[4:]}, src, dst, "tcp")
		check("endpoints", fmt.Sprintf("%d.%d.%d.%d.%d > %d.%d.%d.%d.%d: ", a[0], a[1], a[2], a[3], src, a[4], a[5], a[6], a[7], dst))
	}
	for range 2 {
		for flags := range 0x200 {
			names := ""
			for i, letter := range "FSRP.UEWe" {
				if flags>>i&1 != 0 {
					names += string(letter)
				}
			}
			if names == "" {
				names = "none"
			}
			p.tcpFlags(flags)
			check("flags", "Flags ["+names+"]")
		}
	}
	for i := range 100000 {
		off, proto := uint16(random.Intn(8))<<13, byte(random.Intn(256))
		switch {
		case i < 256:
			off, proto = 0xffff, byte(i) // the longest
		case i%4 == 0:
			off |= uint16(random.Intn(0x2000))
		}
		var flags []string
		for i, flag := range []string{"rsvd", "DF", "+"} {
			if off>>(15-i)&1 != 0 {
				flags = append([]string{flag}, flags...)
			}
		}
		if flags == nil {
			flags = []string{"none"}
		}
		b := make([]byte, ipFixedRoom+uintTextRoom)
		p.out = append(p.out, b[:p.ipFixed(b, off, proto)]...)
		check("fixed", fmt.Sprintf(", offset %d, flags [%s], proto %s (%d), length ", int(off&0x1fff)*8, strings.Join(flags, ", "),
			ipProtoName(int(proto)), proto))
	}
}

// TestIPHeaderSum compares with the sum over the bytes.
func TestIPHeaderSum(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	var h [20]byte
	good := 0
	for i := range 200000 {
		for j := range h {
			h[j] = byte(random.Uint32()) | byte(-(i & 1)) // many bits set: many carries
		}
		if i%4 < 2 {
			h[10], h[11] = 0, 0
			binary.BigEndian.PutUint16(h[10:], inChecksum(h[:]))
		}
		want := inChecksum(h[:]) == 0
		if got := ipHeaderSum(h[:]); got != want {
			t.Fatalf("%x: %v, want %v", h, got, want)
		}
		if want {
			good++
		}
	}
	if good < 100000 {
		t.Errorf("only %d right headers", good)
	}
}
