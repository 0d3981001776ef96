// The direction requests of bpf(4) that freebsd has.

package main

import "golang.org/x/sys/unix"

func bpfDirectionIoctl(kind bpfDirection) uint {
	switch kind {
	case bpfDirectionEnum:
		return unix.BIOCSDIRECTION
	case bpfDirectionSeeSent:
		return unix.BIOCSSEESENT
	}
	return 0
}
