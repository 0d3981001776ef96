// Savefiles: writing from several places at once. Linux.

package main

import (
	"io"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// maxVectors is what one writev takes, UIO_MAXIOV.
const maxVectors = 1024

// runVectors is where the runs of one call lie. It is kept: a new one for each call would keep the garbage collector busy.
type runVectors [maxVectors]unix.Iovec

// writeRuns writes all runs, many with one call. It returns how many bytes are written.
func (o *savefileOut) writeRuns(runs [][]byte) (done int, err error) {
	conn, err := o.f.SyscallConn()
	if err != nil {
		return 0, err
	}
	if o.vectors == nil {
		o.vectors = new(runVectors)
	}
	vectors := o.vectors
	for len(runs) > 0 {
		n := min(len(runs), maxVectors)
		for i, run := range runs[:n] {
			vectors[i].Base = &run[0]
			vectors[i].SetLen(len(run))
		}
		runs = runs[n:]
		n, err := writeVectors(conn, vectors[:n])
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}

// writeVectors is writev(2), until all is written. It uses up left.
func writeVectors(conn syscall.RawConn, left []unix.Iovec) (done int, err error) {
	failed := conn.Write(func(fd uintptr) bool {
		for len(left) > 0 && err == nil {
			n, _, errno := unix.Syscall(unix.SYS_WRITEV, fd, uintptr(unsafe.Pointer(&left[0])), uintptr(len(left)))
			switch {
			case errno == unix.EAGAIN:
				return false // to be called again when it can be written to
			case errno == unix.EINTR:
			case errno != 0:
				err = errno
			case n == 0:
				err = io.ErrShortWrite
			default:
				done += int(n)
				left = vectorsBehind(left, int(n))
			}
		}
		return true
	})
	if err == nil {
		err = failed
	}
	return done, err
}

// vectorsBehind leaves out the first n bytes.
func vectorsBehind(left []unix.Iovec, n int) []unix.Iovec {
	for len(left) > 0 && n >= int(left[0].Len) {
		n -= int(left[0].Len)
		left = left[1:]
	}
	if n > 0 {
		left[0].Base = (*byte)(unsafe.Add(unsafe.Pointer(left[0].Base), n))
		left[0].SetLen(int(left[0].Len) - n)
	}
	return left
}
