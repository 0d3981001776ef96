// Savefiles: the command of -z, with the least claim to the processor. Linux.

package main

import (
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// startLowPriority starts a program that has the lowest priority from its first instruction on. Linux keeps the
// priority per thread, and a child inherits that of the thread that makes it; as nobody but root may raise it again,
// the thread is not used for anything else afterwards.
func startLowPriority(path string, argv []string, attr *os.ProcAttr) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		unix.Setpriority(unix.PRIO_PROCESS, 0, 19)
		p, err := os.StartProcess(path, argv, attr)
		started <- err
		if err == nil {
			p.Wait()
		}
	}()
	return <-started
}
