//go:build linux && (mips64 || mips64le || ppc64 || ppc64le || s390x)

// The system calls that only 64-bit MIPS, POWER and z/Architecture have under these numbers.

package main

import (
	"runtime"

	"golang.org/x/sys/unix"
)

func seccompMachineCalls() []seccompCall {
	calls := seccompAny(unix.SYS_POLL, unix.SYS_EPOLL_WAIT)
	if runtime.GOARCH == "s390x" { // its mmap gets a pointer to the arguments
		return append(calls, seccompAny(unix.SYS_MMAP)...)
	}
	return append(calls, seccompMemory(unix.SYS_MMAP)...)
}

func seccompStat() []seccompCall { return seccompAny(unix.SYS_NEWFSTATAT, unix.SYS_STAT) }
