//go:build linux && (arm64 || riscv64 || loong64)

// The system calls of machines that are young enough to have none of the old ones.

package main

import (
	"runtime"

	"golang.org/x/sys/unix"
)

func seccompMachineCalls() []seccompCall {
	calls := seccompMemory(unix.SYS_MMAP)
	if runtime.GOARCH == "loong64" { // it had no fstat at first
		calls = append(calls, seccompOn(unix.SYS_NEWFSTATAT, seccompTest{arg: 3, set: unix.AT_EMPTY_PATH})...)
		calls = append(calls, seccompOn(unix.SYS_STATX, seccompTest{arg: 2, set: unix.AT_EMPTY_PATH})...)
	}
	return calls
}

func seccompStat() []seccompCall { return seccompAny(unix.SYS_NEWFSTATAT, unix.SYS_STATX) }
