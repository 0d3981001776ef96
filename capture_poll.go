// Waiting for packets: poll(2) on one source or several, and a way to interrupt it.

package main

import (
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// liveMember is a source that can be waited for together with others.
type liveMember interface {
	liveSource

	// try hands out a packet if one is there. Its error is next's, and means that there will never be one again.
	try(p *packet) (bool, error)

	descriptor() int           // to poll for reading; -1 while there is none
	patience() int             // longest time to poll, in milliseconds; -1 is for ever
	polled(events int16) error // tells what poll found, also when it found nothing
}

// liveNext is next for a source on its own.
func liveNext(m liveMember, w *liveWaker, p *packet) error {
	for {
		if w.taken() {
			return errInterrupted
		}
		if ok, err := m.try(p); ok || err != nil {
			return err
		}
		fds := [2]unix.PollFd{
			{Fd: int32(m.descriptor()), Events: unix.POLLIN},
			{Fd: int32(w.read), Events: unix.POLLIN},
		}
		if err := livePoll(fds[:], m.patience()); err != nil {
			return err
		}
		if err := m.polled(fds[0].Revents); err != nil {
			return err
		}
	}
}

// liveWaker interrupts a poll from another goroutine: it writes into a pipe.
type liveWaker struct {
	read, write int
	set         atomic.Bool
	lock        sync.Mutex // no write into a descriptor that was closed, and is another file by now
	isOpen      bool
}

func (w *liveWaker) open() error {
	var p [2]int
	if err := unix.Pipe(p[:]); err != nil {
		return err
	}
	w.read, w.write, w.isOpen = p[0], p[1], true
	for _, fd := range p {
		unix.CloseOnExec(fd)
		if err := unix.SetNonblock(fd, true); err != nil {
			w.close()
			return err
		}
	}
	return nil
}

func (w *liveWaker) wake() {
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.isOpen {
		_, _ = unix.Write(w.write, []byte{0}) // a full pipe wakes as well
		w.set.Store(true)                     // last: whoever sees it empties the pipe
	}
}

// taken says whether wake was called since it last said so. It costs a load per packet.
func (w *liveWaker) taken() bool {
	if !w.set.Load() {
		return false
	}
	w.set.Store(false)
	var rest [64]byte
	for {
		if n, err := unix.Read(w.read, rest[:]); n < len(rest) || err != nil {
			return true
		}
	}
}

func (w *liveWaker) close() {
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.isOpen {
		w.isOpen = false
		unix.Close(w.read)
		unix.Close(w.write)
	}
}
