// The sandbox of FreeBSD: Capsicum, capsicum(4). In capability mode no name leads to a file, an address or another
// process; what is open stays so. The bpf devices can only be read, waited for, and asked what they have lost.

package main

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

func enterSandbox(r *sandboxReport, needs sandboxNeeds) {
	if needs.crippled {
		r.lacks("Capsicum", errPartMissing)
		return
	}
	if needs.live != nil {
		for _, s := range liveMembers(needs.live) {
			if c, ok := s.(*bpfCapture); ok {
				r.add("Capsicum rights", limitBpf(c.fd))
			}
		}
	}
	r.add("Capsicum", unix.CapEnter())
}

// limitBpf takes rights from a descriptor: rights(4), cap_ioctls_limit(2). Each half of a cap_rights_t says in its upper
// bits which one it is, and so do the rights that belong there.
func limitBpf(fd int) error {
	rights := unix.CapRights{Rights: [2]uint64{unix.CAP_READ, unix.CAP_EVENT | unix.CAP_IOCTL}}
	_, _, e := unix.Syscall(unix.SYS_CAP_RIGHTS_LIMIT, uintptr(fd), uintptr(unsafe.Pointer(&rights)), 0)
	if e != 0 {
		return e
	}
	requests := [...]uintptr{unix.BIOCGSTATS} // u_long
	_, _, e = unix.Syscall(unix.SYS_CAP_IOCTLS_LIMIT, uintptr(fd), uintptr(unsafe.Pointer(&requests)), uintptr(len(requests)))
	if e != 0 {
		return e
	}
	return nil
}

// The parts need names: of files the one, of name servers the other.
func (o *options) confineFilesPart() {}

func confineNamesPart() {}

func gainNothing(*sandboxReport) {}
