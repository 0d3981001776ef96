package main

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestLivePoll waits for a pipe: as long as it was told, and until something comes.
func TestLivePoll(t *testing.T) {
	var p [2]int
	if err := unix.Pipe(p[:]); err != nil {
		t.Fatal(err)
	}
	defer unix.Close(p[0])
	defer unix.Close(p[1])
	fds := []unix.PollFd{{Fd: -1, Events: unix.POLLIN}, {Fd: int32(p[0]), Events: unix.POLLIN}}
	for _, ms := range []int{0, 1, pollBrief, pollBrief + 1, 30} {
		// A signal of the runtime's may end a poll early: then there is another one.
		begin := time.Now()
		for left := ms; left >= 0; left = ms - int(time.Since(begin)/time.Millisecond) {
			if err := livePoll(fds, left); err != nil || fds[0].Revents != 0 || fds[1].Revents != 0 {
				t.Fatal(ms, err, fds)
			}
			if ms == 0 || time.Since(begin) >= time.Duration(ms)*time.Millisecond {
				break
			}
		}
	}
	for _, after := range []time.Duration{0, time.Millisecond, 20 * time.Millisecond} {
		time.AfterFunc(after, func() { unix.Write(p[1], []byte{1}) })
		for fds[1].Revents == 0 {
			if err := livePoll(fds, -1); err != nil || fds[0].Revents != 0 {
				t.Fatal(after, err, fds)
			}
		}
		if fds[1].Revents != unix.POLLIN {
			t.Errorf("after %v: %x", after, fds[1].Revents)
		}
		var b [1]byte
		unix.Read(p[0], b[:])
		fds[1].Revents = 0
	}
}
