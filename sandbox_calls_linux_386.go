// The system calls that only the 80386 has.

package main

import "golang.org/x/sys/unix"

func seccompMachine32() []seccompCall {
	return seccompAny(unix.SYS_SET_THREAD_AREA) // of a new thread
}
