// Netfilter's log, fed by nft; and what kernels without radios and USB say.

//go:build linux

package main

import (
	"bytes"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func TestLiveNflog(t *testing.T) {
	liveTestNamespace(t)
	liveTestIP(t, "link set lo up")
	rules := "table ip t { chain c { type filter hook output priority 0; udp dport 4321 log group 7; }; }"
	nft := exec.Command("nft", "-f", "-")
	nft.Stdin = strings.NewReader(rules)
	if out, err := nft.CombinedOutput(); err != nil {
		t.Skipf("nft: %v %s", err, out)
	}
	for _, c := range []struct {
		link int
		head []byte
	}{
		{linkNflog, []byte{unix.AF_INET, 0, 0, 7}},
		{linkIPV4, []byte{0x45}},
	} {
		o := liveOptions{device: "nflog:3,7", linkType: c.link, latency: time.Second}
		s, _, err := openLive(&o)
		if err != nil && strings.Contains(err.Error(), "this kernel has no") {
			t.Skip(err) // qemu's emulation of a process has none
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := s.setFilter(onlyTestFrames(0)); err != errFilterHere {
			t.Error(err)
		}
		if err := s.start(); err != nil {
			t.Fatal(err)
		}
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 50 { // not connected: nobody listens, and that would be an error
			to := &unix.SockaddrInet4{Port: 4321, Addr: [4]byte{127, 0, 0, 1}}
			if err := unix.Sendto(fd, bytes.Repeat([]byte("x"), 100+i), 0, to); err != nil {
				t.Fatal(err)
			}
		}
		unix.Close(fd)
		s.stop()
		n := 0
		var p packet
		for {
			err := s.next(&p)
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(p.data, c.head) || !bytes.Contains(p.data, bytes.Repeat([]byte("x"), 100+n)) {
				t.Errorf("%x", p.data)
			}
			if time.Since(time.Unix(p.sec, 0)) > 5*time.Second || p.linkType != c.link {
				t.Errorf("%+v", p)
			}
			n++
		}
		if st, _ := s.stats(); n != 50 || st.received != 50 || st.dropped != 0 {
			t.Error(n, st)
		}
		s.close()
	}
}

func TestLiveSpecialErrors(t *testing.T) {
	liveTestNamespace(t)
	liveTestIP(t, "link set lo up")
	for _, c := range []struct {
		o    liveOptions
		want string
	}{
		{liveOptions{device: "usbmon77", linkType: -1}, "usbmon77: No such device exists\n(No such device exists)"},
		{liveOptions{device: "lo", linkType: -1, monitor: true}, "lo: That device doesn't support monitor mode"},
		{liveOptions{device: "any", linkType: -1, monitor: true}, "any: That device doesn't support monitor mode"},
		{liveOptions{device: "nosuch0", linkType: -1, monitor: true}, "nosuch0: No such device exists\n(No such device exists)"},
		{liveOptions{device: "nflog:70000", linkType: -1}, "Netfilter group range from 0 to 65535 (got 70000)"},
		{liveOptions{device: "nflog", linkType: linkEthernet}, "EN10MB is not one of the DLTs supported by this device"},
	} {
		s, _, err := openLive(&c.o)
		if err == nil {
			s.close()
		}
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.o.device, err, c.want)
		}
	}
}

// The events of usbmon and the messages of Bluetooth, as the kernel's documentation lays them out.
func TestUsbEvent(t *testing.T) {
	r := usbReader{buf: make([]byte, usbHeadLen+usbDataMax)}
	h := appendNative32(appendNative32(nil, 77), 0)
	if nativeBigEndian() {
		h = appendNative32(appendNative32(nil, 0), 77)
	}
	copy(r.buf[usbSecAt:], h)
	copy(r.buf[usbSecAt+8:], appendNative32(nil, 123456))
	copy(r.buf[usbLengthAt:], appendNative32(nil, 1000))
	copy(r.buf[usbCapturedAt:], appendNative32(nil, 500))
	copy(r.buf[usbDescriptorsAt:], appendNative32(nil, 2))
	var p packet
	r.packet(&p)
	if p.sec != 77 || p.nsec != 123456000 || len(p.data) != 564 || p.wireLen != 64+1000+32 {
		t.Errorf("%d.%d %d of %d", p.sec, p.nsec, len(p.data), p.wireLen)
	}
	for i := range r.buf[:usbHeadLen] {
		r.buf[i] = 0xff
	}
	r.packet(&p)
}

func TestBluetoothMessage(t *testing.T) {
	r := bluetoothReader{monitor: true, buf: make([]byte, 100)}
	copy(r.buf[bluetoothHeadLen:], "\x02\x00\x05\x00\x03\x00abc")
	var p packet
	if !r.packet(&p, 9) || string(p.data) != "\x00\x05\x00\x02abc" || p.sec == 0 {
		t.Errorf("%x", p.data)
	}
	r.monitor = false
	copy(r.buf[bluetoothHeadLen:], "\x04abc")
	if !r.packet(&p, 4) || string(p.data) != "\x00\x00\x00\x00\x04abc" {
		t.Errorf("%x", p.data)
	}
}
