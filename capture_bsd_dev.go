// Interfaces of the BSD systems: their list comes from the routing sysctl.

//go:build freebsd || openbsd || netbsd || dragonfly || darwin

package main

import (
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// liveInNamespace exists for Linux; "" is the only namespace there is.
func liveInNamespace(spec string, f func()) error {
	if spec != "" {
		return &liveError{"can't enter network namespace " + spec + ": Operation not supported", "", liveOther}
	}
	f()
	return nil
}

// liveTimestampTypes are the words that -j takes for a device.
func liveTimestampTypes(o *liveOptions) ([]string, error) { return []string{"host"}, nil }

// interfaceAsk makes a request about an interface.
func interfaceAsk(name string, request uint, data []byte) error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	copy(data[:unix.IFNAMSIZ-1], name)
	return bpfIoctl(fd, request, unsafe.Pointer(&data[0]))
}

func interfaceFlags(name string) (uint16, error) {
	var r [unix.IFNAMSIZ + 128]byte
	err := interfaceAsk(name, unix.SIOCGIFFLAGS, r[:])
	return native16(r[unix.IFNAMSIZ:]), err
}

// interfaceNumber is 0 for an unknown name.
func interfaceNumber(name string) int {
	list, _ := liveDevices("")
	for i := range list {
		if list[i].name == name {
			return list[i].index
		}
	}
	return 0
}

// interfaceNetmask and interfaceAddress are of the first IPv4 address, in host order.
func interfaceNetmask(name string) (uint32, bool) { return interfaceIPv4(name, unix.SIOCGIFNETMASK) }
func interfaceAddress(name string) (uint32, bool) { return interfaceIPv4(name, unix.SIOCGIFADDR) }

func interfaceIPv4(name string, request uint) (uint32, bool) {
	var r [unix.IFNAMSIZ + 128]byte
	if interfaceAsk(name, request, r[:]) != nil {
		return 0, false
	}
	return orderedUint32(r[unix.IFNAMSIZ+4:], true), true // struct sockaddr_in: length, family, port, address
}

// liveDevices is the list that -D prints, in its order.
func liveDevices(netns string) (list []liveDevice, err error) {
	if failed := liveInNamespace(netns, func() { list, err = liveDevicesHere() }); failed != nil {
		return nil, failed
	}
	return list, err
}

func liveDevicesHere() ([]liveDevice, error) {
	table, err := syscall.RouteRIB(syscall.NET_RT_IFLIST, 0)
	if err != nil {
		return nil, liveFailed("can't list interfaces", "sysctl", err)
	}
	messages, err := syscall.ParseRoutingMessage(table)
	if err != nil {
		return nil, liveFailed("can't list interfaces", "sysctl", err)
	}
	var list []liveDevice
	for _, m := range messages {
		m, ok := m.(*syscall.InterfaceMessage)
		if !ok {
			continue
		}
		addresses, err := syscall.ParseRoutingSockaddr(m)
		if err != nil {
			continue
		}
		for _, a := range addresses {
			if name := linkAddressName(a); name != "" {
				list = append(list, liveDeviceOf(name, int(m.Header.Index), uint32(m.Header.Flags)))
			}
		}
	}
	liveSortDevices(list)
	return list, nil
}

// linkAddressName is the interface name in a link-level address.
func linkAddressName(a syscall.Sockaddr) string {
	d, ok := a.(*syscall.SockaddrDatalink)
	if !ok || int(d.Nlen) > len(d.Data) {
		return ""
	}
	name := make([]byte, d.Nlen)
	for i := range name {
		name[i] = byte(d.Data[i])
	}
	return string(name)
}

func liveDeviceOf(name string, index int, flags uint32) liveDevice {
	d := liveDevice{name: name, index: index,
		up: flags&unix.IFF_UP != 0, running: flags&unix.IFF_RUNNING != 0, loopback: flags&unix.IFF_LOOPBACK != 0}
	if d.loopback {
		return d
	}
	var media [64]byte // struct ifmediareq, at most
	if interfaceAsk(name, unix.SIOCGIFMEDIA, media[:]) == nil {
		d.wireless, d.linkKnown, d.linkPresent = bpfMediaStatus(runtime.GOOS, media[:])
	}
	return d
}
