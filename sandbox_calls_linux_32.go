//go:build linux && (386 || arm || mips || mipsle)

// The system calls of 32-bit machines: most that have to do with sizes and times exist twice.

package main

import "golang.org/x/sys/unix"

func seccompMachineCalls() []seccompCall {
	calls := seccompAny(unix.SYS_POLL, unix.SYS_EPOLL_WAIT, unix.SYS_PPOLL_TIME64, unix.SYS_FUTEX_TIME64,
		unix.SYS_CLOCK_GETTIME64, unix.SYS_CLOCK_NANOSLEEP_TIME64, unix.SYS__LLSEEK, unix.SYS_FSTAT64,
		unix.SYS_FTRUNCATE64, unix.SYS_SIGRETURN)
	calls = append(calls, seccompOn(unix.SYS_FCNTL64,
		seccompArg(1, unix.F_GETFL, unix.F_SETFL, unix.F_GETFD, unix.F_SETFD))...)
	return append(append(calls, seccompMemory(unix.SYS_MMAP2)...), seccompMachine32()...)
}

func seccompStat() []seccompCall {
	calls := seccompAny(unix.SYS_FSTATAT64, unix.SYS_STAT64)
	return append(calls, seccompOn(unix.SYS_FCNTL64, seccompArg(1, unix.F_DUPFD_CLOEXEC))...)
}
