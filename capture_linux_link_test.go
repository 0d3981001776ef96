// Link types of interfaces. A tun device can be given any hardware type, and hands on what is written to it.

//go:build linux

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// liveTestTun makes the interface t0 of a hardware type, and returns the file to write packets to, each behind four
// bytes: flags, protocol.
func liveTestTun(t *testing.T, hatype int) *os.File {
	t.Helper()
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Skip("no tun devices: ", err)
	}
	var r liveIfreq
	copy(r.data[:], appendNative16(nil, unix.IFF_TUN))
	if err := ifreqIoctl(fd, unix.TUNSETIFF, "t0", &r); err != nil {
		unix.Close(fd)
		t.Skip("no tun device: ", err)
	}
	if err := unix.IoctlSetInt(fd, unix.TUNSETLINK, hatype); err != nil {
		unix.Close(fd)
		t.Skip("no tun device of another type: ", err)
	}
	exec.Command("sysctl", "-qw", "net.ipv6.conf.t0.disable_ipv6=1").Run()
	liveTestIP(t, "link set t0 up")
	return os.NewFile(uintptr(fd), "tun")
}

// TestLiveHardwareTypes captures on interfaces of all kinds, and looks at the packet.
func TestLiveHardwareTypes(t *testing.T) {
	liveTestNamespace(t)
	for _, c := range []struct {
		hatype, link int
		head         string // in front of the packet
	}{
		{unix.ARPHRD_ETHER, linkEthernet, ""},
		{unix.ARPHRD_NONE, linkRaw, ""},
		{unix.ARPHRD_TUNNEL, linkRaw, ""},
		{unix.ARPHRD_SIT, linkRaw, ""},
		{unix.ARPHRD_SLIP, linkRaw, ""},
		{unix.ARPHRD_CAN, linkCanSocketcan, ""},
		{unix.ARPHRD_IEEE80211, linkIEEE80211, ""},
		{unix.ARPHRD_IEEE80211_PRISM, linkPrismHeader, ""},
		{unix.ARPHRD_IEEE80211_RADIOTAP, linkIEEE80211Radio, ""},
		{unix.ARPHRD_IEEE802154, linkIeee802154Nofcs, ""},
		{unix.ARPHRD_IEEE802, linkTokenRing, ""},
		{unix.ARPHRD_FDDI, linkFDDI, ""},
		{unix.ARPHRD_ARCNET, linkARCNETLinux, ""},
		{unix.ARPHRD_AX25, linkAX25Kiss, ""},
		{unix.ARPHRD_HDLC, linkCHDLC, ""},
		{unix.ARPHRD_LOCALTLK, linkLtalk, ""},
		{unix.ARPHRD_FRAD, linkFrelay, ""},
		{unix.ARPHRD_FCPP, linkFc2, ""},
		{unix.ARPHRD_VSOCKMON, linkVsock, ""},
		{unix.ARPHRD_PPP, linkLinuxSLL, "\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00"},
		{unix.ARPHRD_ATM, linkLinuxSLL, "\x00\x00\x00\x13\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00"},
		{unix.ARPHRD_IPGRE, linkLinuxSLL, "\x00\x00\x03\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00"},
		{unix.ARPHRD_TUNNEL6, linkLinuxSLL, "\x00\x00\x03\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00"},
		{unix.ARPHRD_NETLINK, linkNetlink, "\x00\x00\x03\x38\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00"},
		{unix.ARPHRD_VOID, linkLinuxSLL, "\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00"},
	} {
		tun := liveTestTun(t, c.hatype)
		s := liveTestOpen(t, liveOptions{device: "t0", direction: "in", latency: time.Second}, nil)
		if s.linkType() != c.link {
			t.Errorf("hardware type %d: link type %d, want %d", c.hatype, s.linkType(), c.link)
		}
		packet4 := append([]byte{0x45, 0, 0, 24, 0, 0, 0, 0, 64, 253, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2}, "data"...)
		if _, err := tun.Write(append([]byte{0, 0, 8, 0}, packet4...)); err != nil {
			t.Fatal(err)
		}
		s.stop()
		var p packet
		if err := s.next(&p); err != nil {
			t.Fatal(c.hatype, err)
		}
		if c.hatype == unix.ARPHRD_CAN {
			putCAN(packet4, 0)
		}
		if !bytes.Equal(p.data, append([]byte(c.head), packet4...)) {
			t.Errorf("hardware type %d: %x", c.hatype, p.data)
		}
		if err := s.next(&p); err != io.EOF {
			t.Error(err)
		}
		s.close()
		tun.Close()
	}
}

// The port of a switch names its tag format in a file; see linkOfEther.
func TestLinkOfDSATag(t *testing.T) {
	for word, want := range map[string]int{"none": linkEthernet, "brcm": linkDsaTagBrcm, "brcm-prepend": linkDsaTagBrcmPrepend,
		"dsa": linkDsaTagDsa, "edsa": linkDsaTagEdsa, "ocelot": linkUnknown, "ocelot-8021q": linkEthernet, "": linkUnknown,
		"trailer": linkEthernet, "lan9303": linkUnknown} {
		if got := linkOfDSATag(word); got != want {
			t.Errorf("%q: %d, want %d", word, got, want)
		}
	}
}

// A radio is one by its hardware type, also where no driver can be asked.
func TestInterfaceWireless(t *testing.T) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Skip(err)
	}
	defer unix.Close(fd)
	for hatype, want := range map[int]bool{unix.ARPHRD_IEEE80211_RADIOTAP: true, unix.ARPHRD_IEEE802154: true,
		unix.ARPHRD_ETHER: false, unix.ARPHRD_CAN: false} {
		if got := interfaceWireless(fd, "nosuch0", hatype); got != want {
			t.Errorf("hardware type %d: %v", hatype, got)
		}
	}
}

// The words of -D for interfaces that no test machine has all of.
func TestLiveDeviceText(t *testing.T) {
	for _, c := range []struct {
		d    liveDevice
		want string
	}{
		{liveDevice{name: "wlan0", up: true, wireless: true, linkKnown: true}, "wlan0 [Up, Wireless, Not associated]"},
		{liveDevice{name: "wlan0", up: true, running: true, wireless: true, linkKnown: true, linkPresent: true},
			"wlan0 [Up, Running, Wireless, Associated]"},
		{liveDevice{name: "hwsim0", up: true, running: true, wireless: true}, "hwsim0 [Up, Running, Wireless]"},
		{liveDevice{name: "eth0", up: true, linkKnown: true}, "eth0 [Up, Disconnected]"},
		{liveDevice{name: "eth0"}, "eth0 [none]"},
		{liveDevice{name: "bluetooth0", description: "Bluetooth adapter number 0", wireless: true, unknown: true},
			"bluetooth0 (Bluetooth adapter number 0) [Wireless, Association status unknown]"},
		{liveDevice{name: "usbmon1", description: "Raw USB traffic, bus number 1", unknown: true},
			"usbmon1 (Raw USB traffic, bus number 1)"},
	} {
		if got := c.d.String(); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}
