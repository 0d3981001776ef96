// poll(2) on Linux, where one thread is to stay with the packets under load.

package main

import (
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// pollBrief is how long a poll, in milliseconds, keeps its thread and the processor that the Go runtime gave it. While
// packets come a block of the ring is full within that time. Of a call that the runtime knows to be blocking, its watching
// thread takes the processor away some 20 µs later, and another thread goes on when the call returns: thousands of
// switches per second, and late for the next block.
const pollBrief = 4

// livePoll is poll without the interruptions that the Go runtime's own signals are. A timeout, in milliseconds, of -1 is
// for ever.
func livePoll(fds []unix.PollFd, timeout int) error {
	brief := pollBrief
	if timeout >= 0 && timeout < brief {
		brief = timeout
	}
	ts := unix.NsecToTimespec(int64(brief) * int64(time.Millisecond))
	n, _, errno := unix.RawSyscall6(unix.SYS_PPOLL, uintptr(unsafe.Pointer(&fds[0])), uintptr(len(fds)),
		uintptr(unsafe.Pointer(&ts)), 0, 0, 0)
	err := error(errno)
	switch {
	case errno == unix.ENOSYS:
		_, err = unix.Poll(fds, timeout)
	case errno != 0:
	case n > 0 || brief == timeout:
		return nil
	case timeout > 0:
		_, err = unix.Poll(fds, timeout-brief)
	default:
		_, err = unix.Poll(fds, timeout)
	}
	if err == unix.EINTR || err == unix.EAGAIN {
		for i := range fds {
			fds[i].Revents = 0
		}
		return nil
	}
	return err
}
