//go:build linux && (mips || mipsle)

// The system calls that only 32-bit MIPS has.

package main

import "golang.org/x/sys/unix"

func seccompMachine32() []seccompCall { return seccompMemory(unix.SYS_MMAP) }
