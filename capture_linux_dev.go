// Interfaces of Linux: their list, and what the capture wants to know of each. Everything comes from rtnetlink and
// ioctls, so neither /proc nor /sys need be mounted; /sys is only asked where nothing else knows.

//go:build linux

package main

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

const liveAnyDevice = "any"

// liveIfreq is struct ifreq with the member that the request wants; the largest member has 24 bytes on 64 bits.
type liveIfreq struct {
	name [unix.IFNAMSIZ]byte
	data [24]byte
}

func (r *liveIfreq) int32() int32   { return *(*int32)(unsafe.Pointer(&r.data)) }
func (r *liveIfreq) uint16() uint16 { return *(*uint16)(unsafe.Pointer(&r.data)) }

// ifreqIoctl asks about an interface by name.
func ifreqIoctl(fd int, request uint, name string, r *liveIfreq) error {
	if len(name) >= unix.IFNAMSIZ {
		return unix.ENODEV
	}
	copy(r.name[:], name)
	_, _, e := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), uintptr(request), uintptr(unsafe.Pointer(r)))
	if e != 0 {
		return e
	}
	return nil
}

// ifreqPointer is struct ifreq of the ethtool, hardware timestamp and wireless requests.
type ifreqPointer struct {
	name [unix.IFNAMSIZ]byte
	data unsafe.Pointer
	_    [16]byte
}

func ifreqPointerIoctl(fd int, request uint, name string, data unsafe.Pointer) error {
	if len(name) >= unix.IFNAMSIZ {
		return unix.ENODEV
	}
	r := ifreqPointer{data: data}
	copy(r.name[:], name)
	_, _, e := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), uintptr(request), uintptr(unsafe.Pointer(&r)))
	if e != 0 {
		return e
	}
	return nil
}

// ethtoolValue asks for one of ethtool's plain numbers.
func ethtoolValue(fd int, name string, command uint32) (uint32, error) {
	v := struct{ command, data uint32 }{command: command}
	err := ifreqPointerIoctl(fd, unix.SIOCETHTOOL, name, unsafe.Pointer(&v))
	return v.data, err
}

func interfaceIndex(fd int, name string) (int, error) {
	var r liveIfreq
	err := ifreqIoctl(fd, unix.SIOCGIFINDEX, name, &r)
	return int(r.int32()), err
}

// interfaceNumber is interfaceIndex without a socket at hand, 0 for an unknown name.
func interfaceNumber(name string) int {
	fd, err := unix.Socket(unix.AF_INET6, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0
	}
	defer unix.Close(fd)
	index, err := interfaceIndex(fd, name)
	if err != nil {
		return 0
	}
	return index
}

func interfaceFlags(fd int, name string) (uint16, error) {
	var r liveIfreq
	err := ifreqIoctl(fd, unix.SIOCGIFFLAGS, name, &r)
	return r.uint16(), err
}

// interfaceHardware is the interface's ARPHRD_ number.
func interfaceHardware(fd int, name string) (int, error) {
	var r liveIfreq
	err := ifreqIoctl(fd, unix.SIOCGIFHWADDR, name, &r)
	return int(r.uint16()), err
}

func interfaceMTU(fd int, name string) (int, error) {
	var r liveIfreq
	err := ifreqIoctl(fd, unix.SIOCGIFMTU, name, &r)
	return int(r.int32()), err
}

// interfaceName writes the name of an index into name and returns its length.
func interfaceName(fd, index int, name *[unix.IFNAMSIZ]byte) (int, error) {
	var r liveIfreq
	*(*int32)(unsafe.Pointer(&r.data)) = int32(index)
	_, _, e := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.SIOCGIFNAME, uintptr(unsafe.Pointer(&r)))
	if e != 0 {
		return 0, e
	}
	*name = r.name
	for n, c := range r.name {
		if c == 0 {
			return n, nil
		}
	}
	return len(r.name), nil
}

// interfaceNetmask and interfaceAddress are of the first IPv4 address, in host order.
func interfaceNetmask(name string) (uint32, bool) { return interfaceIPv4(name, unix.SIOCGIFNETMASK) }
func interfaceAddress(name string) (uint32, bool) { return interfaceIPv4(name, unix.SIOCGIFADDR) }

func interfaceIPv4(name string, request uint) (uint32, bool) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, false
	}
	defer unix.Close(fd)
	var r liveIfreq
	if ifreqIoctl(fd, request, name, &r) != nil {
		return 0, false
	}
	a := r.data[4:8] // struct sockaddr_in: family, port, address
	return uint32(a[0])<<24 | uint32(a[1])<<16 | uint32(a[2])<<8 | uint32(a[3]), true
}

// interfaceWireless says whether an interface is a radio's: by its hardware type, or because nl80211 or the wireless
// extensions know it.
func interfaceWireless(fd int, name string, hatype int) bool {
	switch hatype {
	case unix.ARPHRD_IEEE80211, unix.ARPHRD_IEEE80211_PRISM, unix.ARPHRD_IEEE80211_RADIOTAP,
		unix.ARPHRD_IEEE802154, unix.ARPHRD_IEEE802154_MONITOR:
		return true
	}
	for _, entry := range []string{"/phy80211", "/wireless"} {
		if _, err := os.Stat("/sys/class/net/" + name + entry); err == nil {
			return true
		}
	}
	const siocGIWName = 0x8b01
	var r liveIfreq
	return ifreqIoctl(fd, siocGIWName, name, &r) == nil
}

// linkRecord is one interface as rtnetlink describes it.
type linkRecord struct {
	index  int
	hatype int
	name   string
	flags  uint32
	stats  []byte // struct rtnl_link_stats64
}

// eachLink calls f with every interface, or with the one whose index is given.
func (c *netlinkConn) eachLink(index int, f func(*linkRecord)) error {
	flags := uint16(0)
	if index == 0 {
		flags = unix.NLM_F_DUMP
	}
	body := make([]byte, 4, unix.SizeofIfInfomsg) // family, padding, type
	body = appendNative32(body, uint32(index))
	body = append(body, make([]byte, 8)...) // flags, change
	return c.request(unix.RTM_GETLINK, flags, body, func(kind uint16, b []byte) {
		if kind != unix.RTM_NEWLINK || len(b) < unix.SizeofIfInfomsg {
			return
		}
		l := linkRecord{hatype: int(native16(b[2:])), index: int(native32(b[4:])), flags: native32(b[8:])}
		name, ok := netlinkFind(b[unix.SizeofIfInfomsg:], unix.IFLA_IFNAME)
		if !ok {
			return
		}
		l.name = netlinkString(name)
		l.stats, _ = netlinkFind(b[unix.SizeofIfInfomsg:], unix.IFLA_STATS64)
		f(&l)
	})
}

// interfaceDrops is what the interface itself lost for want of memory: rx_missed_errors and rx_fifo_errors.
func (c *netlinkConn) interfaceDrops(index int) uint64 {
	const fifo, missed, size = 13 * 8, 15 * 8, 16 * 8 // offsets in struct rtnl_link_stats64
	var n uint64
	_ = c.eachLink(index, func(l *linkRecord) {
		if len(l.stats) >= size {
			n = native64(l.stats[fifo:]) + native64(l.stats[missed:])
		}
	})
	return n
}

// liveDevices is the list that -D prints, in its order, of the namespace that --netns names.
func liveDevices(netns string) (list []liveDevice, err error) {
	if failed := liveInNamespace(netns, func() { list, err = liveDevicesHere() }); failed != nil {
		return nil, failed
	}
	return list, err
}

func liveDevicesHere() ([]liveDevice, error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		fd, err = unix.Socket(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	}
	if err != nil {
		return nil, liveFailed("can't list interfaces", "socket", err)
	}
	defer unix.Close(fd)

	var list []liveDevice
	route, err := netlinkOpen(unix.NETLINK_ROUTE)
	if err == nil {
		err = route.eachLink(0, func(l *linkRecord) {
			list = append(list, liveDeviceOf(fd, l))
		})
		route.close()
	}
	if err != nil {
		list = liveDevicesByIndex(fd)
	}
	list = append(list, liveDevice{name: liveAnyDevice, up: true, running: true,
		description: "Pseudo-device that captures on all interfaces"})
	list = appendSpecialDevices(list)
	liveSortDevices(list)
	return list, nil
}

// liveDevicesByIndex finds interfaces where there is no netlink (old emulators) by trying the low indexes.
func liveDevicesByIndex(fd int) []liveDevice {
	var list []liveDevice
	for index := 1; index <= 256; index++ {
		var name [unix.IFNAMSIZ]byte
		n, err := interfaceName(fd, index, &name)
		if err != nil {
			continue
		}
		l := linkRecord{index: index, name: string(name[:n])}
		flags, _ := interfaceFlags(fd, l.name)
		l.flags = uint32(flags)
		l.hatype, _ = interfaceHardware(fd, l.name)
		list = append(list, liveDeviceOf(fd, &l))
	}
	return list
}

func liveDeviceOf(fd int, l *linkRecord) liveDevice {
	d := liveDevice{name: l.name, index: l.index,
		up: l.flags&unix.IFF_UP != 0, running: l.flags&unix.IFF_RUNNING != 0, loopback: l.flags&unix.IFF_LOOPBACK != 0}
	if d.loopback {
		return d
	}
	d.wireless = interfaceWireless(fd, l.name, l.hatype)
	if v, err := ethtoolValue(fd, l.name, unix.ETHTOOL_GLINK); err == nil {
		d.linkKnown, d.linkPresent = true, v != 0
	}
	return d
}
