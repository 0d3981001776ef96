// Memory: how much of it the garbage collector may use, on Linux.

package main

import (
	"runtime/debug"

	"golang.org/x/sys/unix"
)

// boundMemory keeps the heap small: almost nothing on the way of a packet is garbage, so a collection is rare and cheap
// however little room it has. A quarter of the machine is the most that is ever used before memory is given back.
func boundMemory() {
	debug.SetGCPercent(40)
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) == nil {
		total := uint64(info.Totalram) * uint64(info.Unit)
		debug.SetMemoryLimit(int64(total / 4))
	}
}
