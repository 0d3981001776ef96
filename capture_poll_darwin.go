// select(2) in the form of poll: poll does not work for devices on every macOS.

package main

import "golang.org/x/sys/unix"

// livePoll waits for one of the descriptors to become readable. A timeout of -1 is for ever.
func livePoll(fds []unix.PollFd, timeout int) error {
	var set unix.FdSet
	last := 0
	for i := range fds {
		fds[i].Revents = 0
		if fd := int(fds[i].Fd); fd >= 0 && fd < unix.FD_SETSIZE {
			set.Set(fd)
			last = max(last, fd)
		}
	}
	var limit *unix.Timeval
	if timeout >= 0 {
		t := unix.NsecToTimeval(int64(timeout) * 1e6)
		limit = &t
	}
	_, err := unix.Select(last+1, &set, nil, nil, limit)
	if err == unix.EINTR || err == unix.EAGAIN {
		return nil
	}
	if err != nil {
		return err
	}
	for i := range fds {
		if fd := int(fds[i].Fd); fd >= 0 && fd < unix.FD_SETSIZE && set.IsSet(fd) {
			fds[i].Revents = unix.POLLIN
		}
	}
	return nil
}
