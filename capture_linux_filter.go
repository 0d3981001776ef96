// Filters in the kernel: the program of the capture, preceded by what else keeps a packet out, and rewritten where the
// kernel sees another packet than the printer does (socket filters, Documentation/networking/filter.rst).

//go:build linux

package main

import (
	"errors"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Instructions of classic BPF that are written here by hand.
const (
	bpfLoadAbs  = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
	bpfJumpEqK  = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
	bpfReturnK  = unix.BPF_RET | unix.BPF_K
	bpfAddK     = unix.BPF_ALU | unix.BPF_ADD | unix.BPF_K
	bpfLoadLen  = unix.BPF_LD | unix.BPF_W | unix.BPF_LEN
	bpfIndexLen = unix.BPF_LDX | unix.BPF_W | unix.BPF_LEN

	packetOutgoing = 4 // PACKET_OUTGOING
	bpfNegative    = 0x80000000
	bpfClassMask   = 0x07
	bpfModeMask    = 0xe0
	bpfSizeMask    = 0x18
	bpfJumpAlways  = unix.BPF_JMP | unix.BPF_JA
	sllProtocolAt  = 14
	sll2HatypeAt   = 8
	sll2PktTypeAt  = 10
	sll2IfIndexAt  = 4
	sllHatypeAt    = 2
)

func (c *packetCapture) setFilter(prog []bpfInsn) error {
	c.filtered, c.program = true, prog
	whole := c.prologue()
	if len(prog) == 0 {
		whole = append(whole, bpfInsn{code: bpfReturnK, k: uint32(c.options.snapLen)})
		return attachFilter(c.fd, whole)
	}
	kernel, err := c.kernelProgram(prog)
	if err == nil {
		err = attachFilter(c.fd, append(whole, kernel...))
	}
	if err == nil {
		return nil
	}
	// The caller filters. Something must cut packets at the snapshot length all the same.
	_ = attachFilter(c.fd, append(c.prologue(), bpfInsn{code: bpfReturnK, k: uint32(c.options.snapLen)}))
	return err
}

// prologue drops what the direction does not want, in the kernel, so that it is not counted as received either.
func (c *packetCapture) prologue() []bpfInsn {
	drop := bpfInsn{code: bpfReturnK}
	var p []bpfInsn
	outgoing := func(jt, jf uint8) {
		p = append(p, bpfInsn{code: bpfLoadAbs, k: bpfAncillary + bpfAncPktType}, bpfInsn{code: bpfJumpEqK, jt: jt, jf: jf, k: packetOutgoing})
	}
	switch {
	case c.options.direction == "out" && c.skipOut:
		return append(p, drop)
	case c.options.direction == "in" || c.skipOut:
		outgoing(0, 1)
		return append(p, drop)
	case c.options.direction == "out":
		outgoing(1, 0)
		p = append(p, drop)
	}
	if c.index != 0 {
		return p
	}
	// "any": packets of loopback and CAN interfaces come twice.
	outgoing(0, 4)
	return append(p, bpfInsn{code: bpfLoadAbs, k: bpfAncillary + bpfAncHatype},
		bpfInsn{code: bpfJumpEqK, jt: 1, k: unix.ARPHRD_LOOPBACK},
		bpfInsn{code: bpfJumpEqK, jf: 1, k: unix.ARPHRD_CAN}, drop)
}

// wanted repeats the prologue, for systems whose kernel ran none.
func (c *packetCapture) wanted(from *unix.RawSockaddrLinklayer) bool {
	if from.Pkttype != packetOutgoing {
		return c.options.direction != "out"
	}
	return c.options.direction != "in" && !c.skipOut &&
		(c.index != 0 || from.Hatype != unix.ARPHRD_LOOPBACK && from.Hatype != unix.ARPHRD_CAN)
}

// kernelProgram rewrites a program for the packets as the kernel's filter sees them. In raw mode these are the
// packets that we hand out. In cooked mode they begin behind the cooked header, and what that header holds is to be
// had as ancillary data.
func (c *packetCapture) kernelProgram(prog []bpfInsn) ([]bpfInsn, error) {
	if c.headLen == 0 {
		return prog, nil
	}
	at := make([]int, len(prog)+1) // where each instruction goes
	n := 0
	for i, in := range prog {
		at[i] = n
		n++
		if in.code == bpfLoadLen || in.code == bpfIndexLen {
			n += cookedLenExtra(in.code)
		}
	}
	at[len(prog)] = n
	out := make([]bpfInsn, 0, n)
	for i, in := range prog {
		in, err := c.cookedInsn(in)
		if err != nil {
			return nil, err
		}
		if in.code&bpfClassMask == unix.BPF_JMP {
			if in, err = moveJump(in, i, at); err != nil {
				return nil, err
			}
		}
		out = append(out, in)
		switch in.code {
		case bpfLoadLen:
			out = append(out, bpfInsn{code: bpfAddK, k: uint32(c.headLen)})
		case bpfIndexLen:
			return nil, errFilterHere // no compiler emits it
		}
	}
	return out, nil
}

func cookedLenExtra(code uint16) int {
	if code == bpfLoadLen {
		return 1
	}
	return 0
}

// moveJump adapts the jump at i to the new places of its targets.
func moveJump(in bpfInsn, i int, at []int) (bpfInsn, error) {
	from := at[i] + 1
	target := func(offset int) (int, bool) {
		t := i + 1 + offset
		if t < 0 || t >= len(at) {
			return 0, false
		}
		return at[t] - from, true
	}
	if in.code == bpfJumpAlways {
		n, ok := target(int(int32(in.k)))
		if !ok {
			return in, errFilterHere
		}
		in.k = uint32(n)
		return in, nil
	}
	yes, ok := target(int(in.jt))
	no, ok2 := target(int(in.jf))
	if !ok || !ok2 || yes > 255 || no > 255 {
		return in, errFilterHere
	}
	in.jt, in.jf = uint8(yes), uint8(no)
	return in, nil
}

// cookedInsn moves a load from the packet by the length of the cooked header.
func (c *packetCapture) cookedInsn(in bpfInsn) (bpfInsn, error) {
	class, mode := in.code&bpfClassMask, in.code&bpfModeMask
	if class != unix.BPF_LD && class != unix.BPF_LDX {
		return in, nil
	}
	head := uint32(c.headLen)
	switch mode {
	case unix.BPF_ABS:
		if in.k >= bpfNegative {
			return in, nil // ancillary already
		}
		if in.k < head {
			return c.cookedField(in)
		}
		in.k -= head
	case unix.BPF_IND, unix.BPF_MSH:
		// An index that may lie before the header's end: the sum is negative, or not, only when it runs. Signed offsets
		// are ancillary data to the kernel, so leave that to the interpreter.
		if in.k >= bpfNegative || in.k < head {
			return in, errFilterHere
		}
		in.k -= head
	}
	return in, nil
}

// cookedField turns a load from the cooked header into one of ancillary data.
func (c *packetCapture) cookedField(in bpfInsn) (bpfInsn, error) {
	size := in.code & bpfSizeMask
	in.code = bpfLoadAbs
	v2, half, word, octet := c.headLen == sll2Len, size == unix.BPF_H, size == unix.BPF_W, size == unix.BPF_B
	switch {
	case !v2 && in.k == sllProtocolAt && half, v2 && in.k == 0 && half:
		in.k = bpfAncillary + bpfAncProtocol
	case !v2 && in.k == sllHatypeAt && half, v2 && in.k == sll2HatypeAt && half:
		in.k = bpfAncillary + bpfAncHatype
	case !v2 && in.k == 0 && half, v2 && in.k == sll2PktTypeAt && octet:
		in.k = bpfAncillary + bpfAncPktType
	case v2 && in.k == sll2IfIndexAt && word:
		in.k = bpfAncillary + bpfAncIfIndex
	default:
		return in, errFilterHere
	}
	return in, nil
}

// attachFilter gives the kernel a program; it replaces the one before at once.
func attachFilter(fd int, prog []bpfInsn) error {
	if len(prog) > bpfKernelMaxInsns {
		return errors.New("Kernel filter failed: Invalid argument") // what the kernel would say
	}
	code := make([]unix.SockFilter, len(prog))
	for i, in := range prog {
		code[i] = unix.SockFilter{Code: in.code, Jt: in.jt, Jf: in.jf, K: in.k}
	}
	p := unix.SockFprog{Len: uint16(len(code)), Filter: (*unix.SockFilter)(unsafe.Pointer(&code[0]))}
	// Not through socketcall(2), whose arguments a sandbox cannot see; 80386 kernels before 4.3 have nothing else.
	var err error
	_, _, e := unix.Syscall6(unix.SYS_SETSOCKOPT, uintptr(fd), unix.SOL_SOCKET, unix.SO_ATTACH_FILTER,
		uintptr(unsafe.Pointer(&p)), unsafe.Sizeof(p), 0)
	if e == unix.ENOSYS {
		err = unix.SetsockoptSockFprog(fd, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &p)
	} else if e != 0 {
		err = e
	}
	switch err {
	case nil:
		return nil
	case unix.ENOMEM:
		return errors.New("Couldn't allocate kernel memory for filter: try increasing net.core.optmem_max with sysctl")
	}
	return errors.New("Kernel filter failed: " + liveErrorText(err))
}
