// A stub resolver: its sockets, RFC 1035 section 4.2.

package main

import (
	"encoding/binary"
	"net/netip"
	"time"

	"golang.org/x/sys/unix"
)

// dnsStubExchange is one question that is on its way.
type dnsStubExchange struct {
	q       []byte
	servers []unix.Sockaddr
	fds     []unix.PollFd // a socket for each server asked so far; -1 if that server is not worth waiting for
	failed  int           // servers that do not know, or cannot be reached
	until   time.Time
}

// dnsStubServer returns the address of a name server's socket, nil if addr is none.
func dnsStubServer(addr string, index func(zone string) uint32) unix.Sockaddr {
	a, err := netip.ParseAddr(addr)
	if err != nil {
		return nil
	}
	if a.Is4() {
		return &unix.SockaddrInet4{Port: dnsStubPort, Addr: a.As4()}
	}
	s := &unix.SockaddrInet6{Port: dnsStubPort, Addr: a.As16()}
	if zone := a.Zone(); zone != "" {
		s.ZoneId = index(zone)
	}
	return s
}

// dnsStubSocket opens a socket that is connected to a server, or, for TCP, about to be: so nobody else's answers arrive.
func dnsStubSocket(to unix.Sockaddr, kind int) (int, error) {
	family := unix.AF_INET
	if _, ok := to.(*unix.SockaddrInet6); ok {
		family = unix.AF_INET6
	}
	fd, err := unix.Socket(family, kind, 0)
	if err != nil {
		return -1, err
	}
	unix.CloseOnExec(fd)
	if err = unix.SetNonblock(fd, true); err == nil {
		err = unix.Connect(fd, to)
	}
	if err != nil && err != unix.EINPROGRESS {
		unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

// send asks server i, for the first time or again.
func (e *dnsStubExchange) send(i int) {
	if i == len(e.fds) {
		fd, err := dnsStubSocket(e.servers[i], unix.SOCK_DGRAM)
		if err != nil {
			e.failed++
		}
		e.fds = append(e.fds, unix.PollFd{Fd: int32(fd), Events: unix.POLLIN})
	}
	if fd := int(e.fds[i].Fd); fd >= 0 {
		if _, err := unix.Write(fd, e.q); err != nil {
			e.giveUp(i)
		}
	}
}

func (e *dnsStubExchange) giveUp(i int) {
	unix.Close(int(e.fds[i].Fd))
	e.fds[i].Fd = -1 // poll ignores it
	e.failed++
}

func (e *dnsStubExchange) close() {
	for _, f := range e.fds {
		if f.Fd >= 0 {
			unix.Close(int(f.Fd))
		}
	}
}

// dnsStubPoll waits until one of the sockets has something to say, or until the time is over.
func dnsStubPoll(fds []unix.PollFd, until time.Time) bool {
	for {
		left := time.Until(until)
		if left <= 0 {
			return false
		}
		n, err := unix.Poll(fds, int(left/time.Millisecond)+1)
		if err != unix.EINTR && err != unix.EAGAIN {
			return err == nil && n > 0
		}
	}
}

// wait returns the first answer that arrives before next. It returns early, with errDNSNoAnswer, when the server asked
// last, or all of them, cannot help.
func (e *dnsStubExchange) wait(next time.Time) (dnsStubAnswer, error) {
	for last := len(e.fds) - 1; e.fds[last].Fd >= 0 && dnsStubPoll(e.fds, next); {
		for i := range e.fds {
			if e.fds[i].Fd < 0 || e.fds[i].Revents == 0 {
				continue
			}
			msg := make([]byte, dnsStubUDPLen)
			n, err := unix.Read(int(e.fds[i].Fd), msg)
			switch {
			case err == unix.EAGAIN || err == unix.EINTR:
				continue
			case err != nil: // refused: nothing listens there
				e.giveUp(i)
				continue
			}
			if a, err := e.judge(i, msg[:n]); err != errDNSNoAnswer {
				return a, err
			}
		}
	}
	return dnsStubAnswer{}, errDNSNoAnswer
}

// judge looks at a message from server i.
func (e *dnsStubExchange) judge(i int, msg []byte) (dnsStubAnswer, error) {
	if !dnsStubAnswers(e.q, msg) {
		return dnsStubAnswer{}, errDNSNoAnswer
	}
	if flags := binary.BigEndian.Uint16(msg[2:]); flags&dnsStubTruncated != 0 {
		if whole := e.overTCP(i); whole != nil {
			msg = whole
		}
	}
	switch binary.BigEndian.Uint16(msg[2:]) & 0xf {
	case dnsStubNoError:
		return dnsStubAnswer{msg, len(e.q), int(binary.BigEndian.Uint16(msg[6:]))}, nil
	case dnsStubNoName:
		return dnsStubAnswer{}, errDNSNoName
	}
	e.giveUp(i)
	return dnsStubAnswer{}, errDNSNoAnswer
}

// overTCP asks server i again; nil if that does not work.
func (e *dnsStubExchange) overTCP(i int) []byte {
	fd, err := dnsStubSocket(e.servers[i], unix.SOCK_STREAM)
	if err != nil {
		return nil
	}
	defer unix.Close(fd)
	out := binary.BigEndian.AppendUint16(nil, uint16(len(e.q)))
	if !dnsStubPoll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}, e.until) {
		return nil
	}
	if n, _ := unix.Write(fd, append(out, e.q...)); n != len(out)+len(e.q) {
		return nil
	}
	head := dnsStubReadFull(fd, 2, e.until)
	if head == nil {
		return nil
	}
	msg := dnsStubReadFull(fd, int(binary.BigEndian.Uint16(head)), e.until)
	if !dnsStubAnswers(e.q, msg) {
		return nil
	}
	return msg
}

// dnsStubReadFull reads n octets, nil if they do not arrive in time.
func dnsStubReadFull(fd, n int, until time.Time) []byte {
	b := make([]byte, n)
	for at := 0; at < n; {
		if !dnsStubPoll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, until) {
			return nil
		}
		m, err := unix.Read(fd, b[at:])
		if m <= 0 && err != unix.EINTR && err != unix.EAGAIN {
			return nil
		}
		at += max(m, 0)
	}
	return b
}
