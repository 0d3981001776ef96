// Savefiles: the bytes of a file, a pipe or standard input, through one buffer, unpacked if they are gzip (RFC 1952).

package main

import (
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// Measured on 465 MB in the page cache: 4 KB 249 ms, 64 KB 112, 256 KB 96, mmap 241. Windows mapped with their pages
	// at once are no faster in the end: what the copy costs, the first look at each packet costs then.
	savefileBufferLen = 256 << 10

	savefileFollowDelay = 100 * time.Millisecond // between two looks at a file that is followed
)

// errInterrupted is what next returns after wake, if it had to wait; nothing is lost, next may be called again.
var errInterrupted = errors.New("interrupted")

// savefileInput hands out the bytes of a savefile. What need returns lies in the buffer and is good until the next
// need; a packet is never copied. The buffer grows only as bytes arrive, so no length in a file reserves memory.
type savefileInput struct {
	file *savefileHandle
	r    io.Reader // file, or its decompressor
	buf  []byte
	pos  int // buf[pos:end] is read but not yet used
	end  int
	err  error // why no more can be read
}

// openSavefileInput opens a savefile by name, "-" is standard input, and looks for the magic of gzip.
func openSavefileInput(name string, files fileOpener, follow bool) (*savefileInput, error) {
	file := &savefileHandle{name: name, files: files, f: os.Stdin, wakeRead: -1, wakeWrite: -1,
		closing: make(chan struct{})}
	if name != "-" {
		f, err := files.open(name)
		if err != nil {
			return nil, errors.New(name + ": " + errnoText(err))
		}
		file.f = f
	}
	in := &savefileInput{file: file, r: file, buf: make([]byte, savefileBufferLen)}
	if err := file.prepare(follow && name != "-"); err != nil {
		in.close()
		return nil, savefileReadError(err)
	}
	if err := in.unpack(); err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

// unpack puts a decompressor in front of a file that begins with the magic of gzip and the only method there is.
func (in *savefileInput) unpack() error {
	head, err := in.need(3)
	if err != nil || head[0] != 0x1f || head[1] != 0x8b || head[2] != 8 {
		return nil // whoever reads the file header reports what is missing
	}
	// From a pipe, an interruption would spoil the state of the decompressor, so there it gets a reader that waits.
	raw := &savefileInput{file: in.file, r: in.file, buf: in.buf, pos: in.pos, end: in.end}
	z, err := newInflater(raw)
	if err != nil {
		return savefileReadError(err)
	}
	in.buf, in.pos, in.end = make([]byte, savefileBufferLen), 0, 0
	in.r = z
	if !in.file.regular || in.file.follow {
		in.r = newSavefilePump(z, in.file)
	}
	return nil
}

// Read and ReadByte make the input the source of a decompressor, which then needs no buffer of its own.
func (in *savefileInput) Read(b []byte) (int, error) {
	have, err := in.need(1)
	if err != nil {
		return 0, err
	}
	have = in.buf[in.pos:in.end]
	n := copy(b, have)
	in.pos += n
	return n, nil
}

func (in *savefileInput) ReadByte() (byte, error) {
	if in.pos == in.end {
		if _, err := in.need(1); err != nil {
			return 0, err
		}
	}
	in.pos++
	return in.buf[in.pos-1], nil
}

// need returns the next n bytes and does not use them up; with an error it returns the fewer that are there.
func (in *savefileInput) need(n int) ([]byte, error) {
	if in.end-in.pos >= n {
		return in.buf[in.pos : in.pos+n : in.pos+n], nil
	}
	return in.fill(n)
}

func (in *savefileInput) fill(n int) ([]byte, error) {
	copy(in.buf, in.buf[in.pos:in.end])
	in.pos, in.end = 0, in.end-in.pos
	for idle := 0; in.end < n; {
		if in.err != nil {
			return in.buf[:in.end:in.end], in.err
		}
		if in.end == len(in.buf) {
			in.buf = append(in.buf, make([]byte, len(in.buf))...) // twice as much as has arrived
		}
		m, err := in.r.Read(in.buf[in.end:])
		in.end += m
		switch {
		case err == errInterrupted:
			if in.end < n {
				return in.buf[:in.end:in.end], err
			}
		case err != nil:
			in.err = err
		case m == 0:
			if idle++; idle > 100 {
				in.err = io.ErrNoProgress
			}
		}
	}
	return in.buf[:n:n], nil
}

// skip uses up *left bytes, 4 or more, without keeping them, and counts *left down. It returns the last four; with an
// error, those of the bytes left that are there.
func (in *savefileInput) skip(left *int) ([]byte, error) {
	for {
		n := min(*left, len(in.buf))
		b, err := in.need(n)
		if err != nil {
			return b, err
		}
		if n == *left {
			in.pos += n
			*left = 0
			return b[n-4:], nil
		}
		in.pos += n - 4
		*left -= n - 4
	}
}

func (in *savefileInput) close() error {
	return in.file.close()
}

// savefileHandle is the open file: it waits for input so that wake gets through, and follows a file that grows.
type savefileHandle struct {
	f       *os.File
	name    string
	files   fileOpener
	regular bool // reading never waits
	follow  bool // at the end, wait for more
	offset  int64

	mu        sync.Mutex // guards what follows against wake, which other goroutines call
	wakeRead  int        // a pipe that ends a wait; -1: none
	wakeWrite int
	woken     bool
	pumpWake  chan struct{} // instead of the pipe, where a savefilePump reads
	pumpDone  chan struct{} // closed when it has ended
	closing   chan struct{} // closed to end it
}

func (h *savefileHandle) prepare(follow bool) error {
	info, err := h.f.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return syscall.EISDIR
	}
	h.regular = info.Mode().IsRegular()
	h.follow = follow && h.regular
	if h.regular && !h.follow {
		return nil
	}
	var p [2]int
	if err := unix.Pipe(p[:]); err != nil {
		return err
	}
	unix.CloseOnExec(p[0])
	unix.CloseOnExec(p[1])
	h.wakeRead, h.wakeWrite = p[0], p[1]
	return nil
}

// Read reads what is there; of a pipe, as soon as anything is there.
func (h *savefileHandle) Read(b []byte) (int, error) {
	for {
		if !h.regular {
			if err := h.wait(-1, true); err != nil {
				return 0, err
			}
		}
		n, err := h.read(b)
		h.offset += int64(n)
		if n > 0 || err != io.EOF || !h.follow {
			return n, err
		}
		if h.replaced() {
			return 0, io.EOF
		}
		if err := h.wait(savefileFollowDelay, false); err != nil {
			return 0, err
		}
	}
}

// wait returns when the file is readable (if input), when time has passed (if not negative) or, with errInterrupted,
// when wake was called.
func (h *savefileHandle) wait(d time.Duration, input bool) error {
	ms := -1
	if d >= 0 {
		ms = int(d.Milliseconds())
	}
	fds := [2]unix.PollFd{{Fd: int32(h.wakeRead), Events: unix.POLLIN}, {Fd: -1}} // on the stack
	if input {
		fds[1] = unix.PollFd{Fd: int32(h.f.Fd()), Events: unix.POLLIN}
	}
	for {
		_, err := unix.Poll(fds[:], ms)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return err
		}
		if fds[0].Revents != 0 {
			h.mu.Lock()
			defer h.mu.Unlock()
			var b [1]byte
			unix.Read(h.wakeRead, b[:])
			h.woken = false
			return errInterrupted
		}
		return nil
	}
}

// wake ends a wait of the reader, now or the next one; any goroutine may call it.
func (h *savefileHandle) wake() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.pumpWake != nil {
		select {
		case h.pumpWake <- struct{}{}:
		default: // there is one already
		}
		return
	}
	h.wakePipe()
}

func (h *savefileHandle) wakePipe() {
	if h.wakeWrite >= 0 && !h.woken {
		h.woken = true
		unix.Write(h.wakeWrite, []byte{0})
	}
}

// replaced says whether the name of a followed file leads to another file by now, or the file was cut and begins anew.
func (h *savefileHandle) replaced() bool {
	mine, err := lookAt(h.f)
	if err == nil && mine.size < h.offset {
		return true
	}
	named, err2 := h.files.look(h.name)
	if err != nil || err2 != nil || mine.device == named.device && mine.inode == named.inode {
		return false
	}
	// First what the old one still holds; and the new one should have its header, before which it cannot be left again.
	return mine.size == h.offset && named.size >= pcapHeaderLen
}

// reopen takes the file that the name of a followed file leads to now.
func (h *savefileHandle) reopen() error {
	f, err := h.files.open(h.name)
	if err != nil {
		return err
	}
	h.f.Close()
	h.f, h.offset = f, 0
	return nil
}

func (h *savefileHandle) close() error {
	h.mu.Lock()
	if h.pumpDone != nil {
		close(h.closing)
		h.wakePipe()
		h.mu.Unlock()
		<-h.pumpDone
		h.mu.Lock()
	}
	defer h.mu.Unlock()
	if h.wakeRead >= 0 {
		unix.Close(h.wakeRead)
		unix.Close(h.wakeWrite)
		h.wakeRead, h.wakeWrite = -1, -1
	}
	if h.f == os.Stdin {
		return nil
	}
	return h.f.Close()
}

// savefileReadError is the message for input that cannot be read.
func savefileReadError(err error) error {
	if err == io.ErrUnexpectedEOF {
		return errors.New("error reading dump file: truncated gzip data")
	}
	return errors.New("error reading dump file: " + errnoText(err))
}

// errnoText is a system error in the words of the C library, without operation and file name.
func errnoText(err error) string {
	var errno syscall.Errno
	if !errors.As(err, &errno) {
		return err.Error()
	}
	text := errno.Error() // Go's tables are the C library's, with a small first letter
	return strings.ToUpper(text[:1]) + text[1:]
}
