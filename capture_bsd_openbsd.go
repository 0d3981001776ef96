// The direction requests of bpf(4) that openbsd has.

package main

import "golang.org/x/sys/unix"

func bpfDirectionIoctl(kind bpfDirection) uint {
	if kind == bpfDirectionDrop {
		return unix.BIOCSDIRFILT
	}
	return 0
}
