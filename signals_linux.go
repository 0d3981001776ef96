// Signals of Linux.

package main

import (
	"os"
	"runtime"
	"strings"
	"syscall"
	"unsafe"
)

func statisticsSignals() []os.Signal { return []os.Signal{syscall.SIGUSR1} }

// dieOfQuit ends the process as the system does for SIGQUIT, with a core dump where these are on: the Go runtime would
// print its goroutines instead. Its handler is replaced by the default action: a struct sigaction of zeros
// (rt_sigaction(2); 64 bytes hold that of every architecture).
func dieOfQuit() {
	var action [64]byte
	maskLen := uintptr(8)
	if strings.HasPrefix(runtime.GOARCH, "mips") {
		maskLen = 16 // it has 128 signals
	}
	syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(syscall.SIGQUIT), uintptr(unsafe.Pointer(&action)), 0, maskLen, 0, 0)
	syscall.Kill(os.Getpid(), syscall.SIGQUIT)
	select {}
}
