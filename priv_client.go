// The privileged part as the main process sees it: a fileOpener that asks.

package main

import (
	"os"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// privClient asks the privileged part. It may be used by several goroutines.
type privClient struct {
	partHandle
	mu sync.Mutex
}

func (c *privClient) open(name string) (*os.File, error)   { return c.file(privRead, name) }
func (c *privClient) create(name string) (*os.File, error) { return c.file(privCreate, name) }

func (c *privClient) remove(name string) error {
	_, _, err := c.ask(privRemove, name)
	return err
}

// run does not name the command: the part knows it.
func (c *privClient) run(_, file string) error {
	_, _, err := c.ask(privRun, file)
	return err
}

func (c *privClient) look(name string) (fileLook, error) {
	_, look, err := c.ask(privLook, name)
	return look, err
}

// packetSocket returns a socket of packet(7) that is not bound yet; kind is SOCK_RAW or SOCK_DGRAM.
func (c *privClient) packetSocket(kind int) (int, error) {
	fd, _, err := c.ask(privSocket, string([]byte{byte(kind)}))
	return fd, err
}

// plan tells the part the names of -V, and that this was all.
func (c *privClient) plan(list []string) error {
	for _, name := range list {
		if _, _, err := c.ask(privPlan, name); err != nil {
			return err
		}
	}
	_, _, err := c.ask(privBegin, "")
	return err
}

func (c *privClient) file(action privAction, name string) (*os.File, error) {
	fd, _, err := c.ask(action, name)
	if err != nil {
		return nil, err
	}
	if fd < 0 {
		return nil, errPartEnded
	}
	return os.NewFile(uintptr(fd), name), nil
}

// ask makes one request. fd is -1 if the answer brings none.
func (c *privClient) ask(action privAction, name string) (fd int, look fileLook, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(name) > 0xffff || strings.IndexByte(name, 0) >= 0 {
		return -1, look, syscall.EINVAL
	}
	request := append([]byte{byte(action), byte(len(name) >> 8), byte(len(name))}, name...)
	if partWrite(c.fd, request) != nil {
		return -1, look, errPartEnded
	}
	var b [privReplyLen]byte
	fd, err = c.receive(b[:])
	if err != nil {
		return -1, look, err
	}
	number := func(i int) uint64 { return uint64(native32(b[i:]))<<32 | uint64(native32(b[i+4:])) }
	if errno := syscall.Errno(native32(b[:])); errno != 0 {
		return -1, look, errno
	}
	return fd, fileLook{device: number(4), inode: number(12), size: int64(number(20))}, nil
}

// receive reads an answer, which may come in pieces; a descriptor comes with the first one.
func (c *privClient) receive(b []byte) (fd int, err error) {
	fd = -1
	control := make([]byte, unix.CmsgSpace(4))
	for {
		n, controlLen, _, _, err := unix.Recvmsg(c.fd, b, control, 0)
		switch {
		case err == unix.EINTR || err == unix.EAGAIN:
			continue
		case err != nil || n <= 0:
			return -1, errPartEnded
		}
		if list, err := unix.ParseSocketControlMessage(control[:controlLen]); err == nil && len(list) > 0 {
			if fds, err := unix.ParseUnixRights(&list[0]); err == nil && len(fds) == 1 {
				fd = fds[0]
				unix.CloseOnExec(fd)
			}
		}
		if partRead(c.fd, b[n:]) != nil {
			return -1, errPartEnded
		}
		return fd, nil
	}
}
