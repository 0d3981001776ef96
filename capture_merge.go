// Several captures as one stream in the order of time.

package main

import (
	"errors"
	"io"
	"time"

	"golang.org/x/sys/unix"
)

// mergeHold is how long a packet waits for older ones from other interfaces, beyond what these may take to hand them
// over.
const mergeHold = 10 * time.Millisecond

// mergedSource takes the oldest packet of its members. Each has one packet ready, or none.
type mergedSource struct {
	members []mergeMember
	waker   liveWaker
	fds     []unix.PollFd
	hold    int64  // nanoseconds
	marked  uint64 // see liveBehind

	ended error
}

type mergeMember struct {
	liveMember
	p     packet
	ready bool
	ended bool
}

// newMergedSource merges sources that are open and not yet started; latency is what they were opened with. Filters
// are set on each by itself, as link types may differ.
func newMergedSource(sources []liveSource, latency time.Duration) (*mergedSource, error) {
	m := &mergedSource{hold: int64(latency + mergeHold)}
	for _, s := range sources {
		member, ok := s.(liveMember)
		if !ok {
			return nil, errors.New(s.device() + ": cannot be captured together with others")
		}
		m.members = append(m.members, mergeMember{liveMember: member})
	}
	m.fds = make([]unix.PollFd, len(sources)+1)
	return m, m.waker.open()
}

func (m *mergedSource) start() error {
	for i := range m.members {
		if err := m.members[i].start(); err != nil {
			return err
		}
	}
	return nil
}

func (m *mergedSource) next(p *packet) error {
	for {
		if m.waker.taken() {
			return errInterrupted
		}
		oldest, complete, err := m.fill()
		if err != nil {
			m.finish(err) // and see what the others still hold
			continue
		}
		wait := -1
		if oldest >= 0 {
			if wait = m.mustWait(oldest, complete); wait <= 0 {
				*p = m.members[oldest].p
				m.members[oldest].ready = false
				return nil
			}
		} else if complete {
			return m.ended
		}
		if err := m.wait(wait); err != nil {
			m.finish(err)
		}
	}
}

// fill asks members without a packet for one. complete means that none is left without, or those never get one.
func (m *mergedSource) fill() (oldest int, complete bool, err error) {
	oldest, complete = -1, true
	for i := range m.members {
		b := &m.members[i]
		if !b.ready && !b.ended {
			ok, e := b.try(&b.p)
			b.ready, b.ended = ok, e != nil
			if e != nil && m.ended == nil {
				err = e
			}
		}
		switch {
		case b.ready && (oldest < 0 || mergeBefore(&b.p, &m.members[oldest].p)):
			oldest = i
		case !b.ready && !b.ended:
			complete = false
		}
	}
	return oldest, complete, err
}

func mergeBefore(a, b *packet) bool {
	return a.sec < b.sec || a.sec == b.sec && a.nsec < b.nsec
}

// mustWait is how many milliseconds a packet has to wait until no older one is to be expected.
func (m *mergedSource) mustWait(i int, complete bool) int {
	if complete {
		return 0
	}
	p := &m.members[i].p
	age := time.Now().UnixNano() - p.sec*1e9 - int64(p.nsec)
	if age >= m.hold || age < 0 { // the clock was set: waiting would not make sense of it
		return 0
	}
	return int((m.hold-age)/1e6) + 1
}

// wait polls the members that have no packet ready.
func (m *mergedSource) wait(timeout int) error {
	for i := range m.members {
		b := &m.members[i]
		m.fds[i] = unix.PollFd{Fd: -1}
		if b.ready || b.ended {
			continue
		}
		m.fds[i] = unix.PollFd{Fd: int32(b.descriptor()), Events: unix.POLLIN}
		if t := b.patience(); t >= 0 && (timeout < 0 || t < timeout) {
			timeout = t
		}
	}
	m.fds[len(m.members)] = unix.PollFd{Fd: int32(m.waker.read), Events: unix.POLLIN}
	if err := livePoll(m.fds, timeout); err != nil {
		return err
	}
	for i := range m.members {
		if b := &m.members[i]; !b.ready && !b.ended {
			if err := b.polled(m.fds[i].Revents); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish ends all members; what they hold is still handed out.
func (m *mergedSource) finish(err error) {
	if m.ended == nil {
		m.ended = err
	}
	for i := range m.members {
		m.members[i].stop()
	}
}

func (m *mergedSource) stop() { m.finish(io.EOF) }
func (m *mergedSource) wake() { m.waker.wake() }

func (m *mergedSource) stats() (captureStats, error) {
	var sum captureStats
	for i := range m.members {
		s, err := m.members[i].stats()
		if err != nil {
			return sum, err
		}
		sum.received += s.received
		sum.dropped += s.dropped
		sum.ifDropped += s.ifDropped
	}
	return sum, nil
}

func (m *mergedSource) mark() {
	m.marked = 0
	if s, err := m.stats(); err == nil {
		m.marked = s.received - min(s.dropped, s.received)
	}
}

func (m *mergedSource) behind() bool { return m.handedOut() < m.marked }

// handedOut leaves out what members have ready and wait with.
func (m *mergedSource) handedOut() (n uint64) {
	for i := range m.members {
		if b, ok := m.members[i].liveMember.(liveBehind); ok {
			n += b.handedOut()
		} else if s, err := m.members[i].stats(); err == nil {
			n += s.received - s.dropped
		}
		if m.members[i].ready {
			n--
		}
	}
	return n
}

func (m *mergedSource) close() error {
	var first error
	for i := range m.members {
		if err := m.members[i].close(); err != nil && first == nil {
			first = err
		}
	}
	m.waker.close()
	return first
}

// setFilter sets one program on all, which have to be of one link type.
func (m *mergedSource) setFilter(prog []bpfInsn) error {
	for i := range m.members {
		if err := m.members[i].setFilter(prog); err != nil {
			return err
		}
	}
	return nil
}

// each calls f with every member, to set filters and describe the interfaces.
func (m *mergedSource) each(f func(liveSource)) {
	for i := range m.members {
		f(m.members[i].liveMember)
	}
}

func (m *mergedSource) linkType() int    { return m.members[0].linkType() }
func (m *mergedSource) linkTypes() []int { return m.members[0].linkTypes() }
func (m *mergedSource) snapLen() int     { return m.members[0].snapLen() }
func (m *mergedSource) nano() bool       { return m.members[0].nano() }

func (m *mergedSource) device() string {
	s := m.members[0].device()
	for i := 1; i < len(m.members); i++ {
		s += ", " + m.members[i].device()
	}
	return s
}

func (m *mergedSource) netmask() (uint32, bool) { return m.members[0].netmask() }
