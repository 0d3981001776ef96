package main

import "strconv"

// bpfKernelRefuses tells why Linux would not take a valid program, "" if it would: it is too long or has a loop, it
// shifts by a constant of 32 and more, names an ancillary load that does not exist, or may read scratch memory that
// it has not written.
func bpfKernelRefuses(prog []bpfInsn) string {
	if len(prog) > bpfKernelMaxInsns {
		return "more than " + strconv.Itoa(bpfKernelMaxInsns) + " instructions"
	}
	if bpfHasLoop(prog) {
		return "a backward jump"
	}
	for _, in := range prog {
		switch {
		case (in.code == bpfALU|bpfLSH|bpfK || in.code == bpfALU|bpfRSH|bpfK) && in.k > 31:
			return "a shift by more than 31 bits"
		case in.class() == bpfLD && in.code&0xe0 == bpfABS && in.k >= bpfAncillary && !bpfAncillaryKnown(in.k):
			return "an unknown ancillary load"
		}
	}
	if bpfReadsUnwritten(prog) {
		return "a read of scratch memory that was not written"
	}
	return ""
}
