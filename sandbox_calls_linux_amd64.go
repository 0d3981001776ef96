// The system calls that only x86-64 has under these numbers.

package main

import "golang.org/x/sys/unix"

func seccompMachineCalls() []seccompCall {
	return append(seccompAny(unix.SYS_POLL, unix.SYS_EPOLL_WAIT), seccompMemory(unix.SYS_MMAP)...)
}

func seccompStat() []seccompCall { return seccompAny(unix.SYS_NEWFSTATAT, unix.SYS_STAT) }
