// Savefiles: reading a regular file. Linux.

package main

import (
	"io"
	"unsafe"

	"golang.org/x/sys/unix"
)

// read reads what is there. Of a regular file that is a copy, not a wait, but one long enough for the runtime to take
// the thread for blocked and to move the other goroutines to another one, again and again: that costs a tenth of the
// time to copy a savefile, so the runtime is not told.
func (h *savefileHandle) read(b []byte) (int, error) {
	if !h.regular || len(b) == 0 {
		return h.f.Read(b)
	}
	for {
		n, _, errno := unix.RawSyscall(unix.SYS_READ, h.f.Fd(), uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)))
		switch {
		case errno == unix.EINTR:
		case errno != 0:
			return 0, errno
		case n == 0:
			return 0, io.EOF
		default:
			return int(n), nil
		}
	}
}
