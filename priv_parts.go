// Parts: the program started again, for what the process that dissects packets must not be able to do.
//
//	part     rights of              does                                       started when
//	files    who started tcpdump    opens, deletes, hands over savefiles       a file is opened after the start: -C, -G,
//	                                                                           --ring, -V, --follow; --wait-interface
//	names    the powerless user     asks name servers for addresses' names     names are printed (no -n)
//
// "Who started tcpdump" is the user, without what the program's file may add (set-user-ID and set-group-ID bits,
// capabilities): with such a file everybody could start a part by hand, on a command line and a socket of his own. So
// whoever starts a part gives it no_new_privs, which makes exec add nothing; a part without it takes off what it has.
//
// A part is asked over a socket pair and ends when nobody is left at the other end. It is given the signals of the
// terminal and does not mind them: the end comes from the main process, which may still have a file to hand over.

package main

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	partOption = "--part=" // with the name of the part, always the first argument
	partFiles  = "files"
	partNames  = "names"

	partSocket = 3 // descriptor
)

// startPart starts the program again. commands says that it will run some: these have our standard input and output, and
// may gain rights, as by sudo.
func startPart(argv0, part string, args []string, commands bool) (started partHandle, err error) {
	path, err := ownPath(argv0)
	if err != nil {
		return started, err
	}
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		return started, err
	}
	unix.CloseOnExec(pair[0])
	unix.CloseOnExec(pair[1])
	theirs := os.NewFile(uintptr(pair[1]), "part")
	defer theirs.Close()
	files := []*os.File{os.Stdin, os.Stdout, os.Stderr, theirs}
	if !commands {
		// Who reads our output to its end must not wait for the part.
		if null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0); err == nil {
			defer null.Close()
			files = []*os.File{null, null, null, theirs}
		}
	}
	argv := append([]string{argv0, partOption + part}, args...)
	if !commands { // of this thread, from which the part has it
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		execGainsNothing()
	}
	p, err := os.StartProcess(path, argv, &os.ProcAttr{Files: files})
	if err != nil {
		unix.Close(pair[0])
		return started, err
	}
	started = partHandle{pair[0], p.Pid}
	p.Release()
	return started, nil
}

// partHandle is a part that runs.
type partHandle struct{ fd, pid int }

// end lets a part end and waits for that: where init does not care for orphans, as in containers, they would stay.
func (h partHandle) end() {
	if h.pid == 0 {
		return
	}
	unix.Close(h.fd)
	for {
		if _, err := unix.Wait4(h.pid, nil, 0, nil); err != unix.EINTR {
			return
		}
	}
}

// ownPath is where this program's file is. /proc/self/exe leads there even when it was deleted or replaced, but shows
// as the program's name.
func ownPath(argv0 string) (string, error) {
	const link = "/proc/self/exe"
	path, err := os.Executable()
	if err != nil { // no /proc
		if path := executedPath(); path != "" {
			return path, nil
		}
		return findCommand(argv0)
	}
	running, err := os.Stat(link)
	if err != nil {
		return path, nil // not on Linux
	}
	if named, err := os.Stat(path); err != nil || !os.SameFile(running, named) {
		return link, nil
	}
	return path, nil
}

// executedPath is what exec was given to start the program: AT_EXECFN, 31, of getauxval(3). "" where that is not known.
func executedPath() string {
	const execFn = 31
	list, err := unix.Auxv()
	if err != nil || runtime.GOOS != "linux" {
		return ""
	}
	for i := range list {
		if list[i][0] == execFn && list[i][1] != 0 {
			return unix.BytePtrToString(*(**byte)(unsafe.Pointer(&list[i][1])))
		}
	}
	return ""
}

// runPart is the main program of a part; ok is false if the arguments are not those of one.
func runPart(args, env []string) (status int, ok bool) {
	if len(args) < 2 || !strings.HasPrefix(args[1], partOption) {
		return 0, false
	}
	if kind, err := unix.GetsockoptInt(partSocket, unix.SOL_SOCKET, unix.SO_TYPE); err != nil || kind != unix.SOCK_STREAM {
		return 0, false // somebody typed it
	}
	unix.CloseOnExec(partSocket)
	if leaveFileRights() != nil {
		return exitBad, true
	}
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGPIPE, syscall.SIGUSR1, syscall.SIGUSR2)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(c, syscall.SIGHUP)
	}
	boundMemory()
	switch args[1][len(partOption):] {
	case partFiles:
		return serveFiles(append(args[:1:1], args[2:]...), env), true
	case partNames:
		return serveNames(args[2:]), true
	}
	return 0, false
}

var errPartEnded = errors.New("the privileged part has ended")

// partRead reads exactly len(b) bytes.
func partRead(fd int, b []byte) error {
	for len(b) > 0 {
		n, err := unix.Read(fd, b)
		switch {
		case err == unix.EINTR || err == unix.EAGAIN:
		case err != nil:
			return err
		case n <= 0:
			return io.EOF
		default:
			b = b[n:]
		}
	}
	return nil
}

// partWrite writes all of b.
func partWrite(fd int, b []byte) error {
	for len(b) > 0 {
		n, err := unix.Write(fd, b)
		switch {
		case err == unix.EINTR || err == unix.EAGAIN:
		case err != nil:
			return err
		default:
			b = b[n:]
		}
	}
	return nil
}
