// Capabilities, capabilities(7).

package main

import (
	"os"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// dropCapabilities leaves every thread only the capabilities of keep. What root could do as root alone has gone with
// the user; an ordinary user may have some from the file or as ambient capabilities, and root of a user namespace that
// knows nobody else has nothing but them to give up. what is "" where there is nothing to be said.
func dropCapabilities(keep []int) (what string, err error) {
	head := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var now, want [2]unix.CapUserData
	if err := unix.Capget(&head, &now[0]); err != nil {
		return "no capabilities", err
	}
	for _, c := range keep {
		bit := uint32(1) << uint(c%32)
		want[c/32].Effective |= bit & now[c/32].Permitted
		want[c/32].Permitted |= bit & now[c/32].Permitted
	}
	_, _, e := syscall.AllThreadsSyscall(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&head)), uintptr(unsafe.Pointer(&want[0])), 0)
	if e != 0 {
		return "no capabilities", e
	}
	return "no capabilities", nil
}

// execGainsNothing is no_new_privs for this thread and those that it starts, programs included.
func execGainsNothing() { _ = unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) }

// leaveFileRights takes off what exec may have added to the rights of whoever started the program.
func leaveFileRights() error {
	if nothing, err := unix.PrctlRetInt(unix.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0); os.Getuid() == 0 || err == nil && nothing == 1 {
		return nil
	}
	if err := leaveSetuid(); err != nil {
		return err
	}
	_, err := dropCapabilities(nil)
	return err
}

// confineFilesPart takes from the privileged part what its command line does not need. One that runs a command is left
// alone: the command needs what it needs, and it was the user who has named it.
func (o *options) confineFilesPart() {
	if o.postRotate != "" {
		return
	}
	keep := []int{unix.CAP_DAC_OVERRIDE, unix.CAP_DAC_READ_SEARCH}
	if os.Geteuid() != 0 {
		keep = nil
	}
	if o.waitInterface {
		keep = append(keep, unix.CAP_NET_RAW, unix.CAP_SYS_ADMIN) // the latter enters the namespace of --netns
	}
	dropCapabilities(keep)
	if !o.noSandbox {
		sandboxFilesPart(o)
	}
}

// packetSocket opens a socket for packets, in the namespace that they are captured in.
func (o *options) packetSocket(kind int) (fd int, err error) {
	fd = -1
	if kind != unix.SOCK_RAW && kind != unix.SOCK_DGRAM {
		return fd, syscall.EPERM
	}
	open := func() { fd, err = unix.Socket(unix.AF_PACKET, kind|unix.SOCK_CLOEXEC, 0) }
	if o.netns == "" {
		open()
	} else if e := liveInNamespace(o.netns, open); e != nil {
		return -1, syscall.ENODEV
	}
	return fd, err
}
