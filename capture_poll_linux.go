// poll(2) on Linux, where one thread is to stay with the packets under load.

package main

import (
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// pollBrief is how long a poll keeps its thread and the processor that the Go runtime gave it. While packets come a
// block of the ring is full within that time. Of a call that the runtime knows to be blocking, its watching thread takes
// the processor away some 20 µs later, and another thread goes on when the call returns: thousands of switches per
// second, and late for the next block.
const pollBrief = 4 * time.Millisecond

// livePoll is poll without the interruptions that the Go runtime's own signals are. A timeout, in milliseconds, of -1 is
// for ever.
func livePoll(fds []unix.PollFd, timeout int) error {
	brief := unix.NsecToTimespec(int64(pollBrief))
	n, _, errno := unix.RawSyscall6(unix.SYS_PPOLL, uintptr(unsafe.Pointer(&fds[0])), uintptr(len(fds)),
		uintptr(unsafe.Pointer(&brief)), 0, 0, 0)
	err := error(errno)
	if errno == 0 && n == 0 || errno == unix.ENOSYS {
		_, err = unix.Poll(fds, timeout)
	}
	switch err {
	case nil, syscall.Errno(0):
		return nil
	case unix.EINTR, unix.EAGAIN:
		for i := range fds {
			fds[i].Revents = 0
		}
		return nil
	}
	return err
}
