// Savefiles: reading a regular file. Linux.
//
// That is a copy, not a wait, but one long enough for the runtime to take the thread for blocked and to move the other
// goroutines to another one, again and again. It costs a tenth of the time to copy a savefile, so the runtime is not told.

package main

import (
	"io"
	"math/bits"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// read reads what is there.
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

// readPiece fills b with what stands at an offset of a regular file; with less only before an error or the end.
func readPiece(f *os.File, b []byte, offset int64) (done int, err error) {
	if bits.UintSize < 64 {
		return f.ReadAt(b, offset) // how an offset is passed to the system is each machine's own
	}
	for done < len(b) {
		n, _, errno := unix.RawSyscall6(unix.SYS_PREAD64, f.Fd(), uintptr(unsafe.Pointer(&b[done])), uintptr(len(b)-done),
			uintptr(offset)+uintptr(done), 0, 0)
		switch {
		case errno == unix.EINTR:
		case errno != 0:
			return done, errno
		case n == 0:
			return done, io.EOF
		default:
			done += int(n)
		}
	}
	return done, nil
}
