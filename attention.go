// What interrupts the main loop: signals and timers. They set a flag and wake the source; the loop does the work.

package main

import (
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// What the main loop is asked for.
const (
	attnStop   = 1 << iota // end
	attnStats              // show statistics
	attnFlush              // flush the writer
	attnTick               // show progress
	attnText               // write the text that waits
	attnClock              // the next savefile may be due
	attnAge                // fragments may have waited too long
	attnSettle             // look again whether statistics can be shown
)

// attention collects requests for the main loop. Its zero value is ready.
type attention struct {
	flags atomic.Uint32
	mu    sync.Mutex
	src   waker // what the main loop waits for; nil while it does not
	quit  chan struct{}
}

// quitting is closed when the end is asked for. It is for who waits before there is a loop.
func (a *attention) quitting() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.quit == nil {
		a.quit = make(chan struct{})
	}
	return a.quit
}

// waker makes a source's waiting next return errInterrupted.
type waker interface{ wake() }

func (a *attention) pending() bool { return a.flags.Load() != 0 }

func (a *attention) taken() uint32 { return a.flags.Swap(0) }

// watch names the source to wake from now on.
func (a *attention) watch(s source) {
	w, _ := s.(waker)
	a.mu.Lock()
	a.src = w
	a.mu.Unlock()
	if w != nil && a.pending() {
		w.wake()
	}
}

func (a *attention) unwatch() {
	a.mu.Lock()
	a.src = nil
	a.mu.Unlock()
}

// raise sets a flag and wakes the loop. Any goroutine may call it.
func (a *attention) raise(flag uint32) {
	before := a.flags.Or(flag)
	a.mu.Lock()
	if flag&attnStop != 0 && before&attnStop == 0 && a.quit != nil {
		close(a.quit)
		a.quit = nil
	}
	if a.src != nil {
		a.src.wake()
	}
	a.mu.Unlock()
}

// tick raises a flag every second.
func (a *attention) tick(flag uint32) {
	go func() {
		for range time.Tick(time.Second) {
			a.raise(flag)
		}
	}()
}

// endWithReader asks for the end as soon as nobody reads the pipe or socket fd any more: on a quiet network the next
// packet, whose write would fail, may take hours.
func (a *attention) endWithReader(fd int) {
	var st unix.Stat_t
	if unix.Fstat(fd, &st) != nil {
		return
	}
	if kind := st.Mode & unix.S_IFMT; kind != unix.S_IFIFO && kind != unix.S_IFSOCK {
		return
	}
	go func() {
		for {
			fds := []unix.PollFd{{Fd: int32(fd)}} // errors and the end are always reported
			n, err := unix.Poll(fds, -1)
			if err == unix.EINTR || err == unix.EAGAIN {
				continue
			}
			if err == nil && n > 0 && fds[0].Revents&(unix.POLLERR|unix.POLLHUP) != 0 {
				a.raise(attnStop)
			}
			return
		}
	}()
}

// listen takes over the signals. live says that there are statistics to show, writing that there is a file to flush.
//
// HUP stays ignored if it was, for nohup(1); INT is taken over even then, for a shell starts background jobs with it
// ignored and scripts end them with it. PIPE is taken over so that a write to a closed pipe is an error to be reported.
func (a *attention) listen(live, writing bool) {
	c := make(chan os.Signal, 8)
	signal.Notify(c, syscall.SIGINT, syscall.SIGTERM, syscall.SIGPIPE, syscall.SIGQUIT)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(c, syscall.SIGHUP)
	}
	if live {
		signal.Notify(c, statisticsSignals()...)
	}
	if writing {
		signal.Notify(c, syscall.SIGUSR2)
	}
	go a.receive(c)
}

// stopPatience is how long the end may take until a second signal forces it.
const stopPatience = time.Second

func (a *attention) receive(c <-chan os.Signal) {
	var asked time.Time
	for s := range c {
		switch s {
		case syscall.SIGUSR2:
			a.raise(attnFlush)
		case syscall.SIGQUIT:
			dieOfQuit()
		case syscall.SIGPIPE:
			a.raise(attnStop)
		case syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP:
			// Whoever asks again does not want to wait for a reader of ours that has stalled. But timeout(1) sends its
			// signal twice at once, to the process and to its group, and that must not cut the end short.
			if !asked.IsZero() && time.Since(asked) > stopPatience {
				os.Exit(128 + int(s.(syscall.Signal)))
			}
			if asked.IsZero() {
				asked = time.Now()
			}
			a.raise(attnStop)
		default:
			a.raise(attnStats)
		}
	}
}
