// Savefiles: what touches the file system by name. A process that has given up its rights asks another one instead.

package main

import (
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// fileOpener opens, deletes and executes on behalf of readers and writers of savefiles. Errors carry a syscall.Errno.
type fileOpener interface {
	open(name string) (*os.File, error)   // to read
	create(name string) (*os.File, error) // to write, emptied
	remove(name string) error
	look(name string) (fileLook, error) // which file the name leads to by now
	run(command, file string) error     // starts `command file` at lowest priority and does not wait for it
}

// fileLook tells files apart, and how far one has grown.
type fileLook struct {
	device, inode uint64
	size          int64
}

// directFiles is the fileOpener of a process that does these things itself.
type directFiles struct{}

func (directFiles) open(name string) (*os.File, error) { return os.Open(name) }

func (directFiles) create(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
}

func (directFiles) remove(name string) error { return syscall.Unlink(name) } // os.Remove removes folders, too

func (directFiles) look(name string) (look fileLook, err error) {
	var st unix.Stat_t
	if err = unix.Stat(name, &st); err == nil {
		look = fileLook{uint64(st.Dev), uint64(st.Ino), st.Size}
	}
	return look, err
}

// lookAt is look for a file that is open.
func lookAt(f *os.File) (look fileLook, err error) {
	var st unix.Stat_t
	if err = unix.Fstat(int(f.Fd()), &st); err == nil {
		look = fileLook{uint64(st.Dev), uint64(st.Ino), st.Size}
	}
	return look, err
}

func (directFiles) run(command, file string) error {
	path, err := findCommand(command)
	if err != nil {
		return err
	}
	attr := &os.ProcAttr{Files: []*os.File{os.Stdin, os.Stdout, os.Stderr}}
	return startLowPriority(path, []string{command, file}, attr)
}

// findCommand is execlp's search: a name with a slash is a path, another one is looked for along PATH.
func findCommand(name string) (string, error) {
	if strings.Contains(name, "/") {
		return name, nil
	}
	var failed error = syscall.ENOENT
	for dir := range strings.SplitSeq(os.Getenv("PATH"), ":") {
		if dir == "" {
			dir = "."
		}
		path := dir + "/" + name
		info, err := os.Stat(path)
		if err == nil && info.Mode().IsRegular() {
			if info.Mode()&0o111 != 0 {
				return path, nil
			}
			failed = syscall.EACCES
		}
	}
	return "", failed
}
