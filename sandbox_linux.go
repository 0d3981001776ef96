// The sandbox of Linux: no_new_privs (prctl(2)), Landlock (landlock(7)), seccomp(2), in this order: each needs what the
// next one forbids, or is needed by it.

package main

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// gainNothing is what is left of the sandbox with --no-sandbox when root was given up.
func gainNothing(r *sandboxReport) { r.add("no_new_privs", noNewPrivileges()) }

// enterSandbox shuts every thread in. Those that the Go runtime starts later on inherit it.
func enterSandbox(r *sandboxReport, needs sandboxNeeds) {
	err := noNewPrivileges()
	r.add("no_new_privs", err)
	switch {
	case needs.crippled:
		r.lacks("seccomp, Landlock", errPartMissing)
		return
	case err != nil: // neither can be had without
		return
	}
	r.add("Landlock", landlock(landlockAllFiles, nil))
	calls := seccompRunning(muteDescriptors(&needs)...)
	if needs.live != nil {
		calls = append(calls, seccompLive()...)
	}
	if needs.await {
		calls = append(calls, seccompAwait()...)
	}
	r.add("seccomp", seccompInstall(calls))
}

// muteDescriptors are the sockets that packets come from. What is written to one would be sent. (With --wait-interface
// others take their place, and theirs would be as good for a savefile: there they are not listed.)
func muteDescriptors(needs *sandboxNeeds) (list []uint32) {
	if needs.live == nil || needs.await {
		return nil
	}
	for _, s := range liveMembers(needs.live) {
		m, ok := s.(liveMember)
		if !ok || m.descriptor() < 0 {
			continue
		}
		if special, ok := s.(*specialCapture); ok && special.choices[0] == linkNflog {
			continue // its groups are left by writing
		}
		list = append(list, uint32(m.descriptor()))
	}
	return list
}

// sandboxFilesPart shuts in the privileged part that runs no command: it reaches only the folder that it writes into.
func sandboxFilesPart(o *options) {
	if noNewPrivileges() != nil {
		return
	}
	var rules []landlockRule
	access := uint64(landlockAllFiles)
	folder, fixed := outputFolder(o.writeFile)
	switch {
	case !o.writes:
	case fixed:
		// The name of -w may lead to a file elsewhere.
		rules = append(rules, landlockRule{folder, landlockWriteFiles}, landlockRule{o.writeFile, landlockWriteOne})
	default: // links from there may lead to folders anywhere
		access &^= landlockWriteFiles
	}
	if o.fileList != "" || o.reads || o.netns != "" { // these may lie anywhere
		access &^= unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR
	}
	_ = landlock(access, rules)
	if !o.waitInterface {
		_ = seccompInstall(append(seccompRunning(), seccompFiles()...))
	}
}

// confineNamesPart shuts in the part that asks name servers: it reads the resolver's files and opens sockets.
func confineNamesPart() {
	dropCapabilities(nil)
	if noNewPrivileges() != nil {
		return
	}
	var rules []landlockRule
	// Where /etc/resolv.conf lies, or leads to, on the distributions; the folders, for it is replaced from time to time.
	for _, folder := range [...]string{"/etc", "/run", "/var", "/tmp", "/usr"} {
		rules = append(rules, landlockRule{folder, unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR})
	}
	_ = landlock(landlockAllFiles, rules)
	_ = seccompInstall(append(seccompRunning(), seccompNames()...))
}

// noNewPrivileges makes exec gain nothing any more, setuid bits and file capabilities included.
func noNewPrivileges() error {
	_, _, e := syscall.AllThreadsSyscall6(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0)
	if e != 0 {
		return e
	}
	return nil
}

const (
	// landlockAllFiles is everything that the first version of Landlock can forbid; landlock adds what came later.
	landlockAllFiles = unix.LANDLOCK_ACCESS_FS_MAKE_SYM<<1 - 1

	landlockWriteOne   = unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE
	landlockWriteFiles = landlockWriteOne | unix.LANDLOCK_ACCESS_FS_MAKE_REG | unix.LANDLOCK_ACCESS_FS_REMOVE_FILE
)

// landlockRule allows something below a folder, or for a file.
type landlockRule struct {
	path   string
	access uint64
}

// landlock forbids access to files, except as the rules say. Files that are open stay so.
func landlock(access uint64, rules []landlockRule) error {
	version, _, e := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if e != 0 {
		return e
	}
	// struct landlock_ruleset_attr: it has grown, and a kernel takes a longer one if the rest is zero.
	var attr struct{ files, network uint64 }
	attr.files = access
	size := unsafe.Sizeof(attr.files)
	if version >= 2 {
		attr.files |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if version >= 3 && access&unix.LANDLOCK_ACCESS_FS_WRITE_FILE != 0 {
		attr.files |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	if version >= 4 {
		size = unsafe.Sizeof(attr)
		if len(rules) == 0 { // who may open files may also need name servers
			attr.network = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
		}
	}
	if version >= 5 {
		attr.files |= unix.LANDLOCK_ACCESS_FS_IOCTL_DEV
	}
	ruleset, _, e := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&attr)), size, 0)
	if e != 0 {
		return e
	}
	defer unix.Close(int(ruleset))
	for _, rule := range rules {
		fd, err := unix.Open(rule.path, unix.O_PATH|unix.O_CLOEXEC, 0)
		if err != nil {
			continue // nothing there, nothing to allow
		}
		beneath := appendNative64(nil, rule.access&attr.files) // struct landlock_path_beneath_attr is packed
		beneath = appendNative32(beneath, uint32(fd))
		_, _, e := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, ruleset, unix.LANDLOCK_RULE_PATH_BENEATH,
			uintptr(unsafe.Pointer(&beneath[0])), 0, 0, 0)
		unix.Close(fd)
		if e != 0 {
			return e
		}
	}
	if _, _, e = syscall.AllThreadsSyscall(unix.SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0, 0); e != 0 {
		return e
	}
	return nil
}

// seccompInstall makes the kernel look at every system call of every thread.
func seccompInstall(calls []seccompCall) error {
	prog, err := seccompProgram(seccompArch(), calls)
	if err != nil {
		return err
	}
	code := make([]unix.SockFilter, len(prog))
	for i, in := range prog {
		code[i] = unix.SockFilter{Code: in.code, Jt: in.jt, Jf: in.jf, K: in.k}
	}
	p := unix.SockFprog{Len: uint16(len(code)), Filter: &code[0]}
	// If it cannot be had for all threads, the answer is the number of one of them.
	r, _, e := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC,
		uintptr(unsafe.Pointer(&p)))
	if e == 0 && r != 0 {
		e = unix.EBUSY
	}
	if e != 0 {
		return e
	}
	return nil
}
