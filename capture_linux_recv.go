// Packet sockets without a ring: one recvmsg(2) per packet. This is what runs on old kernels and under emulators.

//go:build linux

package main

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// packetReceiver is the packetRing of a socket without one.
type packetReceiver struct {
	fd      int
	buf     []byte
	control [256]byte
	msg     unix.Msghdr
	iov     unix.Iovec
	from    unix.RawSockaddrLinklayer
	closed  bool
}

const receiverRoom = ringReserve // in front of the packet

func openReceiver(c *packetCapture) (packetRing, error) {
	r := newReceiver(c.fd, c.options.snapLen)
	size, _ := c.ringMemory(ringDefaultSize)
	if unix.SetsockoptInt(c.fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, size) != nil {
		_ = unix.SetsockoptInt(c.fd, unix.SOL_SOCKET, unix.SO_RCVBUF, size)
	}
	_ = unix.SetsockoptInt(c.fd, unix.SOL_PACKET, unix.PACKET_AUXDATA, 1)
	_ = unix.SetsockoptInt(c.fd, unix.SOL_SOCKET, unix.SO_TIMESTAMPNS, 1)
	return r, nil
}

func newReceiver(fd, snapLen int) *packetReceiver {
	r := &packetReceiver{fd: fd, buf: make([]byte, receiverRoom+snapLen)}
	r.iov.Base = &r.buf[receiverRoom]
	r.iov.SetLen(snapLen)
	r.msg.Iov = &r.iov
	r.msg.SetIovlen(1)
	return r
}

func (r *packetReceiver) take(f *ringFrame) bool {
	if r.closed {
		return false
	}
	r.msg.Name, r.msg.Namelen = (*byte)(unsafe.Pointer(&r.from)), unix.SizeofSockaddrLinklayer
	r.msg.Control = &r.control[0]
	r.msg.SetControllen(len(r.control))
	var n int
	for {
		v, _, e := unix.Syscall(unix.SYS_RECVMSG, uintptr(r.fd), uintptr(unsafe.Pointer(&r.msg)),
			unix.MSG_DONTWAIT|unix.MSG_TRUNC)
		if e == unix.EINTR {
			continue
		}
		if e != 0 {
			return false // poll tells what it is
		}
		n = int(v)
		break
	}
	*f = ringFrame{from: r.from, at: receiverRoom, wireLen: n}
	captured := min(n, len(r.buf)-receiverRoom)
	f.area = r.buf[:receiverRoom+captured]
	r.readControl(f, n)
	if f.sec == 0 {
		var now unix.Timespec
		_ = unix.ClockGettime(unix.CLOCK_REALTIME, &now)
		f.sec, f.nsec = int64(now.Sec), uint32(now.Nsec)
	}
	return true
}

// readControl takes the time, and what struct tpacket_auxdata has of the packet.
func (r *packetReceiver) readControl(f *ringFrame, n int) {
	b := r.control[:min(int(r.msg.Controllen), len(r.control))]
	for len(b) >= unix.SizeofCmsghdr {
		h := (*unix.Cmsghdr)(unsafe.Pointer(&b[0]))
		length := int(h.Len)
		if length < unix.CmsgLen(0) || length > len(b) {
			return
		}
		data := b[unix.CmsgLen(0):length]
		switch {
		case h.Level == unix.SOL_SOCKET && h.Type == unix.SO_TIMESTAMPNS:
			sec, nsec := timespecOf(data)
			f.sec, f.nsec = sec, uint32(nsec)
		case h.Level == unix.SOL_PACKET && h.Type == unix.PACKET_AUXDATA && len(data) >= 20:
			// Emulators of a machine with another byte order copy this as it is; then the numbers make no sense.
			wire, captured := int(native32(data[4:])), int(native32(data[8:]))
			if captured == n && wire >= captured {
				f.status, f.wireLen = native32(data), wire
				f.tci, f.tpid = native16(data[16:]), native16(data[18:])
			}
		}
		b = b[min(unix.CmsgSpace(length-unix.CmsgLen(0)), len(b)):]
	}
}

// timespecOf reads a struct timespec of either size.
func timespecOf(b []byte) (sec int64, nsec uint64) {
	switch {
	case len(b) >= 16:
		return int64(native64(b)), native64(b[8:]) % 1e9
	case len(b) >= 8:
		return int64(native32(b)), uint64(native32(b[4:])) % 1e9
	}
	return 0, 0
}

func (r *packetReceiver) drain() {}
func (r *packetReceiver) close() { r.closed = true }
