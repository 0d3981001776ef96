// poll(2).

//go:build !darwin && !linux

package main

import "golang.org/x/sys/unix"

// livePoll is poll without the interruptions that the Go runtime's own signals are. A timeout of -1 is for ever.
func livePoll(fds []unix.PollFd, timeout int) error {
	_, err := unix.Poll(fds, timeout)
	if err == unix.EINTR || err == unix.EAGAIN {
		for i := range fds {
			fds[i].Revents = 0
		}
		return nil
	}
	return err
}
