// Other network namespaces, setns(2): a thread enters one, opens what it wants and ends. Sockets stay in the namespace
// in which they were opened.

//go:build linux

package main

import (
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// liveInNamespace runs f in the network namespace that --netns names; "" is our own.
func liveInNamespace(spec string, f func()) error {
	if spec == "" {
		f()
		return nil
	}
	fd, err := openNamespace(spec)
	if err == nil {
		defer unix.Close(fd)
		err = runInNamespace(fd, f)
	}
	if err != nil {
		return &liveError{"can't enter network namespace " + spec + ": " + liveErrorText(err), "", liveOther}
	}
	return nil
}

// openNamespace opens a namespace by the name that ip netns gave it, by a process that is in it, or by path.
func openNamespace(spec string) (int, error) {
	const flags = unix.O_RDONLY | unix.O_CLOEXEC
	if strings.ContainsRune(spec, '/') {
		return unix.Open(spec, flags, 0)
	}
	fd, err := unix.Open("/run/netns/"+spec, flags, 0)
	if err == nil {
		return fd, nil
	}
	if fd, e := unix.Open("/var/run/netns/"+spec, flags, 0); e == nil {
		return fd, nil
	}
	pid, e := strconv.Atoi(spec)
	if e != nil || pid <= 0 {
		return -1, err
	}
	if fd, err = unix.PidfdOpen(pid, 0); err == nil { // Linux 5.8 takes it, and no /proc is needed
		return fd, nil
	}
	if err == unix.ESRCH {
		return -1, err
	}
	return unix.Open("/proc/"+strconv.Itoa(pid)+"/ns/net", flags, 0)
}

// runInNamespace runs f in a thread of its own, which ends with it: so there is no way back to be found.
func runInNamespace(fd int, f func()) error {
	result := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked
		err := unix.Setns(fd, unix.CLONE_NEWNET)
		if err == nil {
			mountNamespaceSys()
			f()
		}
		result <- err
	}()
	return <-result
}

// mountNamespaceSys gives the calling thread a /sys of its namespace, seen by nobody else: what it holds of interfaces
// is of the namespace that it was mounted in. Where that cannot be had, some properties of interfaces are not known.
func mountNamespaceSys() {
	if unix.Unshare(unix.CLONE_NEWNS) != nil {
		return
	}
	if unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, "") == nil {
		const flags = unix.MS_RDONLY | unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
		_ = unix.Mount("sysfs", "/sys", "sysfs", flags, "")
	}
}

// liveNamespace is the namespace of a capture, for questions about its interface later on.
type liveNamespace struct {
	fd    int
	known bool
}

// remember keeps the calling thread's namespace.
func (n *liveNamespace) remember() {
	fd, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	n.fd, n.known = fd, err == nil
}

// run calls f in the namespace.
func (n *liveNamespace) run(f func()) {
	if !n.known || runInNamespace(n.fd, f) != nil {
		f() // without /proc, or the right to enter: we are most likely in it
	}
}

func (n *liveNamespace) forget() {
	if n.known {
		n.known = false
		unix.Close(n.fd)
	}
}
