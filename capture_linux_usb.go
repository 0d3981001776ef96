// USB traffic: /dev/usbmonN, Documentation/usb/usbmon.rst. An event's header of 64 bytes is, as the kernel writes it,
// the header of LINKTYPE_USB_LINUX_MMAPPED.

//go:build linux

package main

import (
	"strconv"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	usbDevice = "usbmon"

	usbHeadLen       = 64
	usbSecAt         = 16 // int64, then int32 of microseconds
	usbLengthAt      = 32 // of the transfer
	usbCapturedAt    = 36
	usbDescriptorsAt = 60
	usbDescriptorLen = 16
	usbDataMax       = 256 << 10

	usbIocStats = 0x80089203 // MON_IOCG_STATS: _IOR(0x92, 3, two uint32)
)

// usbGet is struct mon_bin_get of MON_IOCX_GETX.
type usbGet struct {
	header unsafe.Pointer
	data   unsafe.Pointer
	alloc  uintptr
}

type usbReader struct {
	fd  int
	buf []byte // header, then data
	get uint   // MON_IOCX_GETX, whose number depends on the size of a pointer
}

func openUsb(o *liveOptions) (specialReader, error) {
	path := "/dev/" + o.device
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	switch err {
	case nil:
	case unix.ENOENT, unix.ENXIO, unix.ENODEV:
		return nil, liveNoSuchDevice(o.device)
	case unix.EACCES, unix.EPERM:
		return nil, liveNoPermission(o.device, "Attempt to open "+path+" failed - root privileges may be required")
	default:
		return nil, liveFailed(o.device, "can't open "+path, err)
	}
	r := &usbReader{fd: fd, buf: make([]byte, usbHeadLen+usbDataMax)}
	// _IOW(0x92, 10, struct mon_bin_get); MIPS, PowerPC and SPARC number the direction otherwise, and have ioctls to show.
	r.get = usbGetRequest()
	return r, nil
}

func (r *usbReader) read(p *packet) (bool, error) {
	arg := usbGet{unsafe.Pointer(&r.buf[0]), unsafe.Pointer(&r.buf[usbHeadLen]), usbDataMax}
	for {
		_, _, e := unix.Syscall(unix.SYS_IOCTL, uintptr(r.fd), uintptr(r.get), uintptr(unsafe.Pointer(&arg)))
		switch e {
		case 0:
			r.packet(p)
			return true, nil
		case unix.EINTR:
			continue
		case unix.EAGAIN:
			return false, nil
		case unix.ENODEV:
			return false, errInterfaceGone
		}
		return false, e
	}
}

func (r *usbReader) packet(p *packet) {
	captured := min(int(native32(r.buf[usbCapturedAt:])), usbDataMax)
	p.data = r.buf[:usbHeadLen+max(captured, 0)]
	// On the wire: the transfer, and the descriptors of an isochronous one that precede its data here.
	length := uint64(native32(r.buf[usbLengthAt:])) + usbDescriptorLen*uint64(native32(r.buf[usbDescriptorsAt:]))
	p.wireLen = max(usbHeadLen+int(min(length, 1<<30)), len(p.data))
	p.sec = int64(native64(r.buf[usbSecAt:]))
	p.nsec = uint64(native32(r.buf[usbSecAt+8:])) % 1e6 * 1000
}

func (r *usbReader) descriptor() int { return r.fd }
func (r *usbReader) stop() bool      { return false }
func (r *usbReader) close()          { unix.Close(r.fd) }

// The numbers of requests hold the direction, whose bits differ between machines, and the size of the argument.
func usbGetRequest() uint {
	return uint(unix.BLKBSZSET)&0xe0000000 | uint(unsafe.Sizeof(usbGet{}))<<16 | 0x92<<8 | 10
}

func usbStatsRequest() uint {
	var s struct{ queued, dropped uint32 }
	return uint(unix.BLKBSZGET)&0xe0000000 | uint(unsafe.Sizeof(s))<<16 | usbIocStats&0xffff
}

// dropped counts since the last call: the kernel starts at zero each time.
func (r *usbReader) dropped() (uint64, bool) {
	var s struct{ queued, dropped uint32 }
	if _, _, e := unix.Syscall(unix.SYS_IOCTL, uintptr(r.fd), uintptr(usbStatsRequest()), uintptr(unsafe.Pointer(&s))); e != 0 {
		return 0, false
	}
	return uint64(s.dropped), false
}

// appendUsbDevices adds the buses to the list of -D, the last one first as tcpdump does.
func appendUsbDevices(list []liveDevice) []liveDevice {
	numbers := numberedEntries("/dev", usbDevice)
	for i := len(numbers) - 1; i >= 0; i-- {
		n := strconv.Itoa(numbers[i])
		d := liveDevice{name: usbDevice + n, description: "Raw USB traffic, bus number " + n, unknown: true}
		if numbers[i] == 0 {
			d.description, d.unknown = "Raw USB traffic, all USB buses", false
		}
		list = append(list, d)
	}
	return list
}
