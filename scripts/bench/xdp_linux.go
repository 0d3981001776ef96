// XDP programs as senders: bpf(2), BPF_PROG_RUN with live frames (Documentation/bpf/bpf_prog_run.rst).

package main

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Verdicts of an XDP program.
const (
	xdpPass = 2
	xdpTX   = 3
)

// ebpf is one instruction: opcode, registers (destination in the lower half), jump, constant.
type ebpf struct {
	code uint8
	regs uint8
	off  int16
	imm  int32
}

// loadXDP makes a program that returns a verdict, if random after it has put random numbers in place of the source
// address and both ports. With a clock, it waits until the frame is due: to begin a run takes the kernel milliseconds,
// so one run has to send everything.
func loadXDP(random bool, clock *xdpClock, verdict int32) (int, error) {
	prog := []ebpf{{0xbf, 0x16, 0, 0}} // r6 = context
	if random {
		prog = append(prog,
			ebpf{0x61, 0x63, 4, 0},  // r3 = data_end
			ebpf{0x61, 0x66, 0, 0},  // r6 = data
			ebpf{0xbf, 0x62, 0, 0},  // r2 = r6
			ebpf{0x07, 0x02, 0, 42}, // r2 += 42
			ebpf{0x2d, 0x32, 4, 0},  // if r2 > r3 skip 4
			ebpf{0x85, 0, 0, 7},     // r0 = get_prandom_u32()
			ebpf{0x63, 0x06, 26, 0}, // *(u32 *)(r6 + 26) = r0
			ebpf{0x85, 0, 0, 7},
			ebpf{0x63, 0x06, 34, 0})
	}
	if clock != nil {
		prog = append(prog, clock.wait()...)
	}
	prog = append(prog, ebpf{0xb7, 0, 0, verdict}, ebpf{code: 0x95})
	license := []byte("GPL\x00")
	attr := struct {
		kind, count         uint32
		prog, license       uint64
		logLevel, logSize   uint32
		log                 uint64
		version, flags      uint32
		name                [16]byte
		device, attachPoint uint32
	}{kind: unix.BPF_PROG_TYPE_XDP, count: uint32(len(prog)), prog: uint64(uintptr(unsafe.Pointer(&prog[0]))),
		license: uint64(uintptr(unsafe.Pointer(&license[0])))}
	fd, err := bpfCall(unix.BPF_PROG_LOAD, unsafe.Pointer(&attr), unsafe.Sizeof(attr))
	runtime.KeepAlive(prog)
	runtime.KeepAlive(license)
	return fd, err
}

// xdpClock says when the next frame is due. It is a map of one element: that time, and the time between two frames, in
// nanoseconds.
type xdpClock struct{ fd int }

func newXDPClock() (*xdpClock, error) {
	attr := struct{ kind, key, value, entries, flags uint32 }{unix.BPF_MAP_TYPE_ARRAY, 4, 16, 1, 0}
	fd, err := bpfCall(unix.BPF_MAP_CREATE, unsafe.Pointer(&attr), unsafe.Sizeof(attr))
	return &xdpClock{fd}, err
}

func (c *xdpClock) set(interval uint64) error {
	key, value := uint32(0), [2]uint64{0, interval}
	attr := struct {
		fd, _             uint32
		key, value, flags uint64
	}{fd: uint32(c.fd), key: uint64(uintptr(unsafe.Pointer(&key))), value: uint64(uintptr(unsafe.Pointer(&value)))}
	_, err := bpfCall(unix.BPF_MAP_UPDATE_ELEM, unsafe.Pointer(&attr), unsafe.Sizeof(attr))
	runtime.KeepAlive(&key)
	runtime.KeepAlive(&value)
	return err
}

// wait is the code that waits. What is late by more than a millisecond is not made up for.
func (c *xdpClock) wait() []ebpf {
	return []ebpf{
		{0x62, 0x0a, -4, 0},              // *(u32 *)(fp - 4) = 0
		{0x18, 0x11, 0, int32(c.fd)}, {}, // r1 = map
		{0xbf, 0xa2, 0, 0},       // r2 = fp
		{0x07, 0x02, 0, -4},      // r2 -= 4
		{0x85, 0, 0, 1},          // r0 = map_lookup_elem(r1, r2)
		{0x15, 0, 17, 0},         // if r0 == 0 skip all
		{0xbf, 0x07, 0, 0},       // r7 = r0
		{0x79, 0x78, 0, 0},       // r8 = due
		{0x79, 0x79, 8, 0},       // r9 = interval
		{0x85, 0, 0, 5},          // r0 = ktime_get_ns()
		{0xbf, 0x81, 0, 0},       // r1 = r8
		{0x07, 0x01, 0, 1000000}, // r1 += 1 ms
		{0x2d, 0x01, 1, 0},       // if r1 > r0 skip 1
		{0xbf, 0x08, 0, 0},       // r8 = r0
		{0x0f, 0x89, 0, 0},       // r9 += r8
		{0x7b, 0x97, 0, 0},       // due = r9
		{0xb7, 0x09, 0, 5000},    // r9 = 5000
		{0x3d, 0x80, 4, 0},       // loop: if r0 >= r8 skip 4
		{0x07, 0x09, 0, -1},      // r9 -= 1
		{0x15, 0x09, 2, 0},       // if r9 == 0 skip 2
		{0x85, 0, 0, 5},          // r0 = ktime_get_ns()
		{0x05, 0, -5, 0},         // goto loop
	}
}

// runXDP runs a program n times over a frame that came in through an interface.
func runXDP(prog, index int, frame []byte, n int) error {
	context := [6]uint32{1: uint32(len(frame)), 3: uint32(index)} // struct xdp_md
	attr := struct {
		prog, result             uint32
		inLen, outLen            uint32
		in, out                  uint64
		repeat, duration         uint32
		contextIn, contextOutLen uint32
		context, contextOut      uint64
		flags, cpu, batch, _     uint32
	}{prog: uint32(prog), inLen: uint32(len(frame)), in: uint64(uintptr(unsafe.Pointer(&frame[0]))), repeat: uint32(n),
		contextIn: uint32(unsafe.Sizeof(context)), context: uint64(uintptr(unsafe.Pointer(&context))),
		flags: unix.BPF_F_TEST_XDP_LIVE_FRAMES}
	_, err := bpfCall(unix.BPF_PROG_RUN, unsafe.Pointer(&attr), unsafe.Sizeof(attr))
	runtime.KeepAlive(frame)
	return err
}

// attachXDP has an interface take frames without a socket buffer, for as long as the descriptor is open.
func attachXDP(index int) (int, error) {
	prog, err := loadXDP(false, nil, xdpPass)
	if err != nil {
		return -1, err
	}
	defer unix.Close(prog)
	attr := struct{ prog, index, attachPoint, flags uint32 }{uint32(prog), uint32(index), unix.BPF_XDP, 0}
	return bpfCall(unix.BPF_LINK_CREATE, unsafe.Pointer(&attr), unsafe.Sizeof(attr))
}

func bpfCall(command int, attr unsafe.Pointer, size uintptr) (int, error) {
	fd, _, e := unix.Syscall(unix.SYS_BPF, uintptr(command), uintptr(attr), size)
	if e != 0 {
		return -1, e
	}
	return int(fd), nil
}
