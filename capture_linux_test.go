// Captures between the ends of a veth pair, in a network namespace that lives as long as the test.

//go:build linux

package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// liveTestNamespace moves the test into a network namespace of its own; the thread ends with the test.
func liveTestNamespace(t *testing.T) {
	t.Helper()
	if testEmulator() != "" {
		t.Skip("qemu's emulation of a process knows packet sockets in part only")
	}
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		t.Skip("no network namespace: ", err)
	}
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skip("no ip command")
	}
}

// liveTestIP runs ip in the namespace; the test is skipped if the kernel does not offer what it asks for.
func liveTestIP(t *testing.T, line string) {
	t.Helper()
	if out, err := exec.Command("ip", strings.Fields(line)...).CombinedOutput(); err != nil {
		t.Skipf("ip %s: %s", line, out)
	}
}

func liveTestVeth(t *testing.T) {
	t.Helper()
	liveTestNamespace(t)
	liveTestIP(t, "link add v0 type veth peer name v1")
	for _, name := range []string{"v0", "v1"} {
		exec.Command("sysctl", "-qw", "net.ipv6.conf."+name+".disable_ipv6=1").Run()
		liveTestIP(t, "link set "+name+" up")
	}
}

// liveTestSender writes frames to an interface.
type liveTestSender struct {
	t  *testing.T
	fd int
}

func newLiveTestSender(t *testing.T, name string) *liveTestSender {
	t.Helper()
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Skip("no packet socket: ", err)
	}
	t.Cleanup(func() { unix.Close(fd) })
	index, err := interfaceIndex(fd, name)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Bind(fd, &unix.SockaddrLinklayer{Ifindex: index}); err != nil {
		t.Fatal(err)
	}
	return &liveTestSender{t, fd}
}

// liveTestFrame is an Ethernet frame of type 0x88b6 (IEEE 802 local experiments) with a number.
func liveTestFrame(number uint32, size int) []byte {
	b := make([]byte, size)
	copy(b, "\xff\xff\xff\xff\xff\xff\x02\x00\x00\x00\x00\x01\x88\xb6")
	binary.BigEndian.PutUint32(b[14:], number)
	return b
}

func (s *liveTestSender) send(frame []byte) {
	s.t.Helper()
	for {
		_, err := unix.Write(s.fd, frame)
		if err == nil {
			return
		}
		if err != unix.ENOBUFS && err != unix.EINTR {
			s.t.Fatal(err)
		}
	}
}

// onlyTestFrames is a filter for the frames of liveTestFrame at an offset of the EtherType.
func onlyTestFrames(offset uint32) []bpfInsn {
	return []bpfInsn{
		{code: unix.BPF_LD | unix.BPF_H | unix.BPF_ABS, k: offset},
		{code: bpfJumpEqK, jf: 1, k: 0x88b6},
		{code: bpfReturnK, k: 262144},
		{code: bpfReturnK},
	}
}

func liveTestOpen(t *testing.T, o liveOptions, prog []bpfInsn) liveSource {
	t.Helper()
	if o.linkType == 0 {
		o.linkType = -1
	}
	s, warnings, err := openLive(&o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.close() })
	for _, w := range warnings {
		t.Log(w)
	}
	if err := s.setFilter(prog); err != nil {
		t.Fatal(err)
	}
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	return s
}

// liveTestCount sends frames, stops at once and wants to see each of them, in order.
func liveTestCount(t *testing.T, s liveSource, head int, count uint32) {
	t.Helper()
	tx := newLiveTestSender(t, "v1")
	for i := range count {
		tx.send(liveTestFrame(i, 60+int(i)))
	}
	s.stop()
	var p packet
	n := uint32(0)
	for ; ; n++ {
		err := s.next(&p)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := binary.BigEndian.Uint32(p.data[head:]); got != n {
			t.Fatalf("packet %d has number %d", n, got)
		}
		if want := 60 + int(n) - 14 + head; p.wireLen != want || len(p.data) != want {
			t.Fatalf("packet %d: length %d, captured %d, want %d", n, p.wireLen, len(p.data), want)
		}
		if age := time.Now().Unix() - p.sec; age < 0 || age > 5 || p.nsec >= 1e9 {
			t.Fatalf("time %d.%d", p.sec, p.nsec)
		}
	}
	st, err := s.stats()
	if err != nil {
		t.Fatal(err)
	}
	if n != count || st.received != uint64(count) || st.dropped != 0 || st.ifDropped != 0 {
		t.Errorf("%d packets, statistics %+v, want %d", n, st, count)
	}
}

func TestLiveDrain(t *testing.T) {
	cases := []struct {
		name    string
		options liveOptions
		offset  uint32
		head    int
		count   uint32
	}{
		{"v3", liveOptions{device: "v0", latency: time.Second}, 12, 14, 1000},
		{"v3 promiscuous", liveOptions{device: "v0", latency: time.Second, promisc: true}, 12, 14, 1000},
		{"v2", liveOptions{device: "v0", immediate: true}, 12, 14, 100},
		{"small", liveOptions{device: "v0", bufferSize: 65536}, 12, 14, 100},
		{"in", liveOptions{device: "v0", direction: "in"}, 12, 14, 1000},
		{"out", liveOptions{device: "v1", direction: "out"}, 12, 14, 1000},
		{"any in", liveOptions{device: "any", latency: time.Second, direction: "in"}, 0, 20, 1000},
		{"any out SLL", liveOptions{device: "any", linkType: linkLinuxSLL, direction: "out"}, 14, 16, 1000},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			liveTestVeth(t)
			liveTestCount(t, liveTestOpen(t, c.options, onlyTestFrames(c.offset)), c.head, c.count)
		})
	}
}

// The receiver without ring is for emulators; here it is put in place of the ring.
func TestLiveDrainWithoutRing(t *testing.T) {
	liveTestVeth(t)
	for _, device := range []string{"v0", "any"} {
		o := liveOptions{device: device, linkType: -1, direction: "in", snapLen: 262144, bufferSize: 8 << 20}
		c := &packetCapture{options: o, name: device, fd: -1}
		c.waker.open()
		link, err := c.findInterface()
		if err != nil {
			t.Fatal(err)
		}
		mode, offset := unix.SOCK_RAW, uint32(12)
		if link.cooked {
			mode, offset = unix.SOCK_DGRAM, 0
		}
		if err := c.chooseLink(&link); err != nil {
			t.Fatal(err)
		}
		if c.fd, err = unix.Socket(unix.AF_PACKET, mode, 0); err != nil {
			t.Fatal(err)
		}
		if c.ring, err = openReceiver(c); err != nil {
			t.Fatal(err)
		}
		defer c.close()
		if err := c.setFilter(onlyTestFrames(offset)); err != nil {
			t.Fatal(err)
		}
		if err := c.start(); err != nil {
			t.Fatal(err)
		}
		liveTestCount(t, c, max(c.headLen, 14), 1000)
	}
}

func TestLiveErrors(t *testing.T) {
	liveTestVeth(t)
	liveTestIP(t, "link set v1 down")
	for _, c := range []struct{ device, want string }{
		{"nosuch0", "nosuch0: No such device exists\n(No such device exists)"},
		{"a-name-that-is-too-long", "a-name-that-is-too-long: No such device exists\n(No such device exists)"},
		{"v1", "v1: That device is not up"},
		{"99", "Invalid adapter index 99: only 4 interfaces found"},
	} {
		_, _, err := openLive(&liveOptions{device: c.device, linkType: -1})
		if err == nil || !strings.HasPrefix(err.Error(), strings.Split(c.want, " only")[0]) {
			t.Errorf("%s: %v, want %s", c.device, err, c.want)
		}
	}
	_, _, err := openLive(&liveOptions{device: "v0", linkType: linkRaw})
	if err == nil || err.Error() != "RAW is not one of the DLTs supported by this device" {
		t.Error(err)
	}
}

func TestLiveWake(t *testing.T) {
	liveTestVeth(t)
	s := liveTestOpen(t, liveOptions{device: "v0", latency: time.Second}, onlyTestFrames(12))
	go func() {
		for range 3 {
			time.Sleep(20 * time.Millisecond)
			s.wake()
		}
	}()
	var p packet
	for range 3 {
		if err := s.next(&p); err != errInterrupted {
			t.Fatal(err)
		}
	}
}

// The end of an interface ends the capture, but not before the last packet was handed out.
func TestLiveInterfaceGone(t *testing.T) {
	for _, line := range []string{"link delete v0", "link set v0 netns 1", "rename"} {
		t.Run(line, func(t *testing.T) {
			liveTestVeth(t)
			s := liveTestOpen(t, liveOptions{device: "v0", latency: time.Second}, onlyTestFrames(12))
			newLiveTestSender(t, "v1").send(liveTestFrame(7, 60))
			switch line {
			case "rename":
				liveTestIP(t, "link set v0 down")
				liveTestIP(t, "link set v0 name w0")
			case "link set v0 netns 1":
				sleeper := exec.Command("sleep", "10")
				sleeper.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWNET}
				if err := sleeper.Start(); err != nil {
					t.Skip(err)
				}
				defer func() { sleeper.Process.Kill(); sleeper.Wait() }()
				liveTestIP(t, "link set v0 netns "+strconv.Itoa(sleeper.Process.Pid))
			default:
				liveTestIP(t, line)
			}
			var p packet
			if err := s.next(&p); err != nil {
				t.Fatal(err)
			}
			if err := s.next(&p); !errors.Is(err, errInterfaceGone) {
				t.Fatal(err)
			}
		})
	}
}

func TestLiveInterfaceDownAndUp(t *testing.T) {
	liveTestVeth(t)
	s := liveTestOpen(t, liveOptions{device: "v0"}, onlyTestFrames(12))
	go func() {
		time.Sleep(500 * time.Millisecond)
		s.wake()
	}()
	liveTestIP(t, "link set v0 down")
	var p packet
	if err := s.next(&p); err != errInterrupted {
		t.Fatal(err)
	}
	liveTestIP(t, "link set v0 up")
	time.Sleep(50 * time.Millisecond)
	newLiveTestSender(t, "v1").send(liveTestFrame(9, 60))
	if err := s.next(&p); err != nil || !bytes.Equal(p.data, liveTestFrame(9, 60)) {
		t.Fatal(err)
	}
}

// Loopback shows each packet once.
func TestLiveLoopbackOnce(t *testing.T) {
	liveTestNamespace(t)
	liveTestIP(t, "link set lo up")
	for _, device := range []string{"lo", "any"} {
		offset := uint32(12)
		if device == "any" {
			offset = 0
		}
		s := liveTestOpen(t, liveOptions{device: device, latency: time.Second}, onlyTestFrames(offset))
		tx := newLiveTestSender(t, "lo")
		for i := range uint32(10) {
			tx.send(liveTestFrame(i, 60))
		}
		s.stop()
		var p packet
		n := 0
		for s.next(&p) == nil {
			n++
		}
		if st, _ := s.stats(); n != 10 || st.received != 10 {
			t.Errorf("%s: %d packets, %+v", device, n, st)
		}
	}
}

// A tag sent in front of a packet is taken out by the kernel; we put it back.
func TestLiveVLAN(t *testing.T) {
	liveTestVeth(t)
	frame := liveTestFrame(1, 64)
	tagged := append(append(append([]byte{}, frame[:12]...), 0x88, 0xa8, 0x20, 0x05), frame[12:]...)
	for _, c := range []struct {
		device string
		link   int
		head   string
	}{
		{"v0", -1, string(tagged[:18])},
		{"any", linkLinuxSLL, "\x88\xa8\x20\x05\x88\xb6"},
		{"any", linkLinuxSLL2, "\x88\xa8"},
	} {
		s := liveTestOpen(t, liveOptions{device: c.device, linkType: c.link, direction: "in", latency: time.Second}, nil)
		newLiveTestSender(t, "v1").send(tagged)
		s.stop()
		var p packet
		for {
			if err := s.next(&p); err != nil {
				t.Fatal(c, err)
			}
			if p.aux.protocol == 0x88b6 {
				break
			}
		}
		if !p.aux.vlanTagPresent || p.aux.vlanTCI != 0x2005 || p.aux.vlanTPID != 0x88a8 {
			t.Errorf("%+v", p.aux)
		}
		at := 0
		if c.link == linkLinuxSLL {
			at = 14
		}
		if string(p.data[at:at+len(c.head)]) != c.head || !bytes.HasSuffix(p.data, tagged[14:]) {
			t.Errorf("%x", p.data)
		}
	}
}

func TestLiveSnapLen(t *testing.T) {
	liveTestVeth(t)
	for _, device := range []string{"v0", "any"} {
		s := liveTestOpen(t, liveOptions{device: device, snapLen: 40, direction: "in", latency: time.Second}, nil)
		newLiveTestSender(t, "v1").send(liveTestFrame(1, 100))
		s.stop()
		var p packet
		for p.aux.protocol != 0x88b6 {
			if err := s.next(&p); err != nil {
				t.Fatal(err)
			}
		}
		if len(p.data) != 40 || p.wireLen < 100 {
			t.Errorf("%s: %d of %d", device, len(p.data), p.wireLen)
		}
	}
}

func TestLiveTun(t *testing.T) {
	liveTestNamespace(t)
	liveTestIP(t, "tuntap add dev tun0 mode tun")
	liveTestIP(t, "link set tun0 up")
	s := liveTestOpen(t, liveOptions{device: "tun0"}, nil)
	if s.linkType() != linkRaw {
		t.Error(s.linkType())
	}
}

// The order of the list is that of tcpdump -D; pseudo devices that need a capability of the kernel are left out.
func TestLiveDevices(t *testing.T) {
	liveTestNamespace(t)
	for _, line := range []string{"link add zz0 type bridge", "link set zz0 up", "link add aa5 type bridge",
		"link add e5 type veth peer name e4", "link set e5 up", "link add bb7 type bridge", "link set bb7 up",
		"link set lo up"} {
		liveTestIP(t, line)
	}
	list, err := liveDevices("")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("tcpdump", "-D").Output()
	if err != nil {
		t.Skip("no tcpdump: ", err)
	}
	var want []string
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		_, line, _ = strings.Cut(line, ".")
		if !strings.HasPrefix(line, "bluetooth") && !strings.HasPrefix(line, "nf") && !strings.HasPrefix(line, "dbus") {
			want = append(want, line)
		}
	}
	var got []string
	for i := range list {
		line := list[i].String()
		if !strings.HasPrefix(line, "bluetooth") && !strings.HasPrefix(line, "nf") {
			got = append(got, line)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLiveNetmask(t *testing.T) {
	liveTestVeth(t)
	liveTestIP(t, "addr add 10.1.2.3/20 dev v0")
	s := liveTestOpen(t, liveOptions{device: "v0"}, nil)
	if m, ok := s.netmask(); !ok || m != 0xfffff000 {
		t.Errorf("%x %v", m, ok)
	}
}

func TestLiveNoAllocation(t *testing.T) {
	liveTestVeth(t)
	for _, device := range []string{"v0", "any"} {
		s := liveTestOpen(t, liveOptions{device: device, direction: "in"}, nil)
		tx := newLiveTestSender(t, "v1")
		for i := range uint32(500) {
			tx.send(liveTestFrame(i, 60))
		}
		s.stop()
		var p packet
		if n := testing.AllocsPerRun(400, func() { s.next(&p) }); n > 0 {
			t.Errorf("%s: %v allocations per packet", device, n)
		}
	}
}
