// Bluetooth: the monitor of all adapters (LINKTYPE_BLUETOOTH_LINUX_MONITOR), or the HCI packets of one adapter
// (LINKTYPE_BLUETOOTH_HCI_H4_WITH_PHDR).

//go:build linux

package main

import (
	"strconv"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	bluetoothMonitorDevice = "bluetooth-monitor"
	bluetoothDevice        = "bluetooth"

	bluetoothHeadLen  = 4
	bluetoothPacketMx = 65536 + 64

	hciSocketLevel   = 0 // SOL_HCI
	hciDataDirection = 1 // HCI_DATA_DIR, HCI_CMSG_DIR
	hciSetFilter     = 2
	hciNoDevice      = 0xffff
)

type bluetoothReader struct {
	fd      int
	monitor bool
	buf     []byte
	control [128]byte
	msg     unix.Msghdr
	iov     unix.Iovec
}

func openBluetooth(o *liveOptions, link int) (specialReader, error) {
	fd, err := unix.Socket(unix.AF_BLUETOOTH, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.BTPROTO_HCI)
	if err != nil {
		if err == unix.EPERM || err == unix.EACCES {
			return nil, liveNoPermission(o.device, "Attempt to create raw socket failed - CAP_NET_RAW may be required")
		}
		return nil, &liveError{"Can't create raw socket: " + liveErrorText(err), "", liveOther}
	}
	r := &bluetoothReader{fd: fd, monitor: link == linkBluetoothLinuxMonitor,
		buf: make([]byte, bluetoothHeadLen+bluetoothPacketMx)}
	address := unix.SockaddrHCI{Dev: hciNoDevice, Channel: unix.HCI_CHANNEL_MONITOR}
	if !r.monitor {
		address = unix.SockaddrHCI{Dev: uint16(numberOf(o.device, bluetoothDevice)), Channel: unix.HCI_CHANNEL_RAW}
		err = r.everything()
	}
	if err == nil {
		err = unix.Bind(fd, &address)
	}
	switch err {
	case nil:
	case unix.ENODEV:
		r.close()
		return nil, liveNoSuchDevice(o.device)
	case unix.EPERM, unix.EACCES:
		r.close()
		return nil, liveNoPermission(o.device, "Attempt to attach to the device failed - CAP_NET_RAW may be required")
	default:
		r.close()
		return nil, liveFailed(o.device, "can't attach to the device", err)
	}
	_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TIMESTAMPNS, 1)
	r.iov.Base = &r.buf[bluetoothHeadLen]
	r.iov.SetLen(bluetoothPacketMx)
	r.msg.Iov = &r.iov
	r.msg.SetIovlen(1)
	return r, nil
}

// everything sets the adapter's filter to let all packets and events through, and asks for their direction.
func (r *bluetoothReader) everything() error {
	if err := unix.SetsockoptInt(r.fd, hciSocketLevel, hciDataDirection, 1); err != nil {
		return err
	}
	filter := make([]byte, 0, 16) // struct hci_filter: packet types, events (two words), opcode
	for range 3 {
		filter = appendNative32(filter, 0xffffffff)
	}
	return unix.SetsockoptString(r.fd, hciSocketLevel, hciSetFilter, string(append(filter, 0, 0, 0, 0)))
}

func (r *bluetoothReader) read(p *packet) (bool, error) {
	for {
		r.msg.Control = &r.control[0]
		r.msg.SetControllen(len(r.control))
		n, _, e := unix.Syscall(unix.SYS_RECVMSG, uintptr(r.fd), uintptr(unsafe.Pointer(&r.msg)), unix.MSG_DONTWAIT)
		switch e {
		case 0:
			if r.packet(p, int(n)) {
				return true, nil
			}
			continue
		case unix.EINTR:
			continue
		case unix.EAGAIN:
			return false, nil
		case unix.ENODEV, unix.ENETDOWN:
			return false, errInterfaceGone
		}
		return false, e
	}
}

// packet puts the link type's header in front. The monitor's messages have one of their own, little endian: opcode,
// adapter, length.
func (r *bluetoothReader) packet(p *packet, n int) bool {
	incoming := r.readControl(p)
	if p.sec == 0 {
		stampNow(p)
	}
	if r.monitor {
		const head = 6
		if n < head {
			return false
		}
		h := r.buf[bluetoothHeadLen:]
		opcode, adapter := [2]byte{h[1], h[0]}, [2]byte{h[3], h[2]}
		p.data = r.buf[bluetoothHeadLen+head-4 : bluetoothHeadLen+n]
		copy(p.data, adapter[:])
		copy(p.data[2:], opcode[:])
	} else {
		p.data = r.buf[:bluetoothHeadLen+n]
		copy(p.data, []byte{0, 0, 0, incoming})
	}
	p.wireLen = len(p.data)
	return true
}

func (r *bluetoothReader) readControl(p *packet) (incoming byte) {
	b := r.control[:min(int(r.msg.Controllen), len(r.control))]
	for len(b) >= unix.SizeofCmsghdr {
		h := (*unix.Cmsghdr)(unsafe.Pointer(&b[0]))
		length := int(h.Len)
		if length < unix.CmsgLen(0) || length > len(b) {
			break
		}
		data := b[unix.CmsgLen(0):length]
		switch {
		case h.Level == hciSocketLevel && h.Type == hciDataDirection && len(data) >= 4 && native32(data) != 0:
			incoming = 1
		case h.Level == unix.SOL_SOCKET && h.Type == unix.SO_TIMESTAMPNS:
			p.sec, p.nsec = timespecOf(data)
		}
		b = b[min(unix.CmsgSpace(length-unix.CmsgLen(0)), len(b)):]
	}
	return incoming
}

func (r *bluetoothReader) descriptor() int         { return r.fd }
func (r *bluetoothReader) stop() bool              { return false }
func (r *bluetoothReader) dropped() (uint64, bool) { return 0, true }
func (r *bluetoothReader) close()                  { unix.Close(r.fd) }

func appendBluetoothDevices(list []liveDevice) []liveDevice {
	for _, n := range numberedEntries("/sys/class/bluetooth", "hci") {
		list = append(list, liveDevice{name: bluetoothDevice + strconv.Itoa(n), wireless: true, unknown: true,
			description: "Bluetooth adapter number " + strconv.Itoa(n)})
	}
	return list
}
