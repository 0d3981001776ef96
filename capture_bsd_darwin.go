// The direction requests of bpf(4) that darwin has.

package main

import "golang.org/x/sys/unix"

func bpfDirectionIoctl(kind bpfDirection) uint {
	if kind == bpfDirectionSeeSent {
		return unix.BIOCSSEESENT
	}
	return 0
}
