// Interfaces of all kinds that the kernel offers, and a radio in monitor mode. What it does not offer is skipped by name.

//go:build linux

package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestLiveKinds sends one packet out of an interface of each kind and sees it there.
func TestLiveKinds(t *testing.T) {
	ether := string(liveTestFrame(7, 64))
	ip4 := "\x45\x00\x00\x18\x00\x00\x00\x00\x40\xfd\x00\x00\x0a\x00\x00\x01\x0a\x00\x00\x02data"
	can := "\x23\x01\x00\x00\x03\x00\x00\x00abc\x00\x00\x00\x00\x00" // little endian, as a program there writes it
	for _, c := range []struct {
		name, add string // commands, separated by semicolons
		link      int
		frame     string
		seen      string // if it is not the frame
	}{
		{"dummy", "link add x0 type dummy", linkEthernet, ether, ""},
		{"bridge", "link add x0 type bridge", linkEthernet, ether, ""},
		{"bond", "link add y0 type veth peer name y1; link set y1 up; link add x0 type bond; link set y0 master x0", linkEthernet, ether, ""},
		{"team", "link add y0 type veth peer name y1; link set y1 up; link add x0 type team; link set y0 master x0", linkEthernet, ether, ""},
		{"vlan", "link add y0 type veth peer name y1; link set y0 up; link set y1 up; link add link y0 name x0 type vlan id 5", linkEthernet, ether, ""},
		{"macvlan", "link add y0 type veth peer name y1; link set y0 up; link set y1 up; link add link y0 name x0 type macvlan", linkEthernet, ether, ""},
		{"ipvlan", "link add y0 type veth peer name y1; link set y0 up; link set y1 up; link add link y0 name x0 type ipvlan", linkEthernet, ether, ""},
		{"ifb", "link add x0 type ifb", linkEthernet, ether, ""},
		{"vxlan", "link add x0 type vxlan id 3 dstport 4789 remote 127.0.0.1 dev lo", linkEthernet, ether, ""},
		{"geneve", "link add x0 type geneve id 3 remote 127.0.0.1", linkEthernet, ether, ""},
		{"gretap", "link add x0 type gretap remote 127.0.0.1 local 127.0.0.1", linkEthernet, ether, ""},
		{"macsec", "link add y0 type veth peer name y1; link set y0 up; link set y1 up; link add link y0 x0 type macsec", linkEthernet, ether, ""},
		{"tap", "tuntap add dev x0 mode tap", linkEthernet, "", ""},
		{"tun", "tuntap add dev x0 mode tun", linkRaw, "", ""},
		{"wireguard", "link add x0 type wireguard", linkRaw, ip4, ""},
		{"ipip", "link add x0 type ipip remote 127.0.0.1 local 127.0.0.1", linkRaw, ip4, ""},
		{"sit", "link add x0 type sit remote 127.0.0.1 local 127.0.0.1", linkRaw, ip4, ""},
		{"xfrm", "link add x0 type xfrm dev lo if_id 3", linkRaw, ip4, ""},
		{"vcan", "link add x0 type vcan", linkCanSocketcan, can, "\x00\x00\x01\x23" + can[4:]},
		{"vcan FD", "link add x0 mtu 72 type vcan", linkCanSocketcan, can + strings.Repeat("f", 56),
			"\x00\x00\x01\x23\x03\x04" + can[6:] + strings.Repeat("f", 56)},
		{"nlmon", "link add x0 type nlmon", linkNetlink, "", ""},
		{"vsockmon", "link add x0 type vsockmon", linkVsock, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			liveTestNamespace(t)
			for _, line := range append(strings.Split(c.add, "; "), "link set lo up") {
				liveTestIP(t, line)
			}
			exec.Command("sysctl", "-qw", "net.ipv6.conf.x0.disable_ipv6=1").Run()
			liveTestIP(t, "link set x0 up")
			s := liveTestOpen(t, liveOptions{device: "x0", latency: time.Second}, nil)
			if s.linkType() != c.link {
				t.Errorf("link type %d, want %d", s.linkType(), c.link)
			}
			liveTestKind(t, s, c.frame, c.seen)
		})
	}
}

// liveTestKind sends a frame and looks for it.
func liveTestKind(t *testing.T, s liveSource, frame, want string) {
	t.Helper()
	if frame == "" {
		if s.linkType() != linkNetlink {
			return
		}
		liveTestIP(t, "link show lo") // netlink messages are made by asking something
	} else {
		if err := liveTestKindSend(t, s.linkType(), []byte(frame)); err != nil {
			t.Log("sent, and refused behind the tap: ", err) // no peer, no carrier
		}
		if want == "" {
			want = frame
		}
	}
	s.stop()
	var p packet
	for s.next(&p) == nil {
		if want == "" && len(p.data) > sllLen || want != "" && bytes.Equal(p.data, []byte(want)) {
			return
		}
		t.Logf("also seen: %x", p.data)
	}
	t.Error("not seen")
}

// liveTestKindSend sends a frame out of x0.
func liveTestKindSend(t *testing.T, link int, frame []byte) error {
	t.Helper()
	family, protocol := unix.AF_PACKET, 0
	if link == linkCanSocketcan { // whose own frames come back only if they were sent through its sockets
		family, protocol = unix.AF_CAN, unix.CAN_RAW
	}
	fd, err := unix.Socket(family, unix.SOCK_RAW|unix.SOCK_CLOEXEC, protocol)
	if err != nil {
		t.Skip(err)
	}
	defer unix.Close(fd)
	packets, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Skip(err)
	}
	defer unix.Close(packets)
	index, err := interfaceIndex(packets, "x0")
	if err != nil {
		t.Fatal(err)
	}
	if family == unix.AF_PACKET {
		return unix.Sendto(fd, frame, 0, &unix.SockaddrLinklayer{Protocol: htons(0x0800), Ifindex: index})
	}
	const rawFDFrames = 5 // CAN_RAW_FD_FRAMES
	_ = unix.SetsockoptInt(fd, unix.SOL_CAN_RAW, rawFDFrames, 1)
	if err := unix.Bind(fd, &unix.SockaddrCAN{Ifindex: index}); err != nil {
		t.Fatal(err)
	}
	_, err = unix.Write(fd, frame)
	return err
}

// Frames of CAN as the link type wants them, on a machine of either byte order.
func TestPutCAN(t *testing.T) {
	for _, c := range []struct {
		protocol   uint16
		flags, out byte
	}{{0x000c, 0, 0}, {etherCANFD, 1, 5}, {etherCANXL, 0, 0}} {
		b := appendNative32(nil, 0x80000123)
		b = append(b, 0x83, c.flags)
		b = appendNative32(appendNative16(b, 0x0201), 0x06050403)
		putCAN(b, c.protocol)
		if string(b[:6]) != string([]byte{0x80, 0, 1, 0x23, 0x83, c.out}) {
			t.Errorf("%x", b)
		}
		if c.protocol == etherCANXL && string(b[6:]) != "\x01\x02\x03\x04\x05\x06" {
			t.Errorf("%x", b)
		}
	}
	putCAN([]byte{1, 2, 3}, 0x000c)
}

// TestLiveMonitorMode needs a radio: mac80211_hwsim makes simulated ones.
func TestLiveMonitorMode(t *testing.T) {
	list, err := liveDevices("")
	if err != nil {
		t.Fatal(err)
	}
	device := ""
	for i := range list {
		if d := &list[i]; d.wireless && d.index != 0 && d.linkKnown && device == "" {
			device = d.name
		}
	}
	if device == "" {
		t.Skip("no radio (the kernel module mac80211_hwsim makes some)")
	}
	s, warnings, err := openLive(&liveOptions{device: device, linkType: -1, monitor: true, promisc: true})
	if err != nil {
		t.Skip(device, ": ", err)
	}
	defer s.close()
	name := s.(*packetCapture).name
	if s.linkType() != linkIEEE80211Radio || s.device() != device || !strings.HasPrefix(name, "mon") || len(warnings) > 0 {
		t.Errorf("link type %d, device %s by %s, warnings %q", s.linkType(), s.device(), name, warnings)
	}
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	if flags, err := interfaceFlags(fd, name); err != nil || flags&unix.IFF_UP == 0 {
		t.Errorf("%s: flags %x, %v", name, flags, err)
	}
	s.close()
	if _, err := interfaceIndex(fd, name); err != unix.ENODEV {
		t.Errorf("%s is still there: %v", name, err)
	}
}

// Messages of nl80211: what is sent can be read again.
func TestNetlinkAttributes(t *testing.T) {
	b := appendNetlinkAttr(nil, unix.NL80211_ATTR_IFINDEX, appendNative32(nil, 77))
	b = appendNetlinkAttr(b, unix.NL80211_ATTR_IFNAME, []byte("mon0\x00"))
	b = appendNetlinkAttr(b, unix.NL80211_ATTR_SOCKET_OWNER, nil)
	b = appendNetlinkAttr(b, unix.NL80211_ATTR_IFTYPE, appendNative32(nil, wifiTypeMonitor))
	if len(b) != 8+12+4+8 {
		t.Errorf("%x", b)
	}
	if v, ok := netlinkFind(b, unix.NL80211_ATTR_IFNAME); !ok || netlinkString(v) != "mon0" {
		t.Errorf("%q %v", v, ok)
	}
	if v, ok := netlinkFind(b, unix.NL80211_ATTR_IFTYPE); !ok || native32(v) != wifiTypeMonitor {
		t.Errorf("%q %v", v, ok)
	}
	if v, ok := netlinkFind(b, unix.NL80211_ATTR_SOCKET_OWNER); !ok || len(v) != 0 {
		t.Errorf("%q %v", v, ok)
	}
	if _, ok := netlinkFind(b, unix.NL80211_ATTR_MAC); ok {
		t.Error("an attribute that was not there")
	}
	for n := range b { // cut anywhere, and with lengths that lie
		netlinkFind(b[:n], unix.NL80211_ATTR_MAC)
		for _, v := range []byte{0, 1, 3, 0xff} {
			broken := append([]byte{}, b...)
			broken[n] = v
			netlinkFind(broken, unix.NL80211_ATTR_MAC)
		}
	}
}

// Answers to a request: of another request, cut short, errors, the end.
func TestNetlinkAnswers(t *testing.T) {
	message := func(kind uint16, seq uint32, body []byte) []byte {
		b := appendNative32(nil, uint32(16+len(body)))
		b = appendNative16(appendNative16(b, kind), 0)
		b = appendNative32(appendNative32(b, seq), 0)
		return append(b, body...)
	}
	c := netlinkConn{seq: 5}
	refused, enodev := -int32(unix.EPERM), -int32(unix.ENODEV)
	for _, test := range []struct {
		name  string
		b     []byte
		flags uint16
		done  bool
		err   error
		seen  int
	}{
		{"nothing", nil, 0, false, nil, 0},
		{"an answer", message(20, 5, []byte("abcd")), 0, true, nil, 1},
		{"one of a list", message(20, 5, []byte("abcd")), unix.NLM_F_DUMP, false, nil, 1},
		{"of another request", message(20, 4, []byte("abcd")), 0, false, nil, 0},
		{"list and end", append(message(20, 5, []byte("abcd")), message(unix.NLMSG_DONE, 5, make([]byte, 4))...), unix.NLM_F_DUMP, true, nil, 1},
		{"acknowledged", message(unix.NLMSG_ERROR, 5, make([]byte, 20)), unix.NLM_F_ACK, true, nil, 0},
		{"refused", message(unix.NLMSG_ERROR, 5, appendNative32(nil, uint32(refused))), unix.NLM_F_ACK, true, unix.EPERM, 0},
		{"no device", message(unix.NLMSG_ERROR, 5, appendNative32(nil, uint32(enodev))), 0, true, unix.ENODEV, 0},
		{"short error", message(unix.NLMSG_ERROR, 5, nil), 0, true, unix.EBADMSG, 0},
		{"cut", message(20, 5, []byte("abcd"))[:18], 0, true, unix.EBADMSG, 0},
	} {
		seen := 0
		done, err := c.answers(test.b, test.flags, func(uint16, []byte) { seen++ })
		if done != test.done || err != test.err || seen != test.seen {
			t.Errorf("%s: %v %v, %d seen", test.name, done, err, seen)
		}
	}
}
