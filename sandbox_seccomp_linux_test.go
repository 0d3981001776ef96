package main

import (
	"encoding/binary"
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// seccompVerdict runs a filter in our own interpreter, which reads numbers in network order.
func seccompVerdict(t *testing.T, prog *bpfProgram, arch, number uint32, args ...uint32) uint32 {
	t.Helper()
	data := make([]byte, 64) // struct seccomp_data
	o := binary.BigEndian
	o.PutUint32(data[seccompNumber:], number)
	o.PutUint32(data[seccompMachine:], arch)
	for i, v := range args {
		at := seccompArgs + 8*i
		if nativeBigEndian() {
			at += 4
		}
		o.PutUint32(data[at:], v)
	}
	return prog.run(data, len(data), &packetAux{})
}

// TestSeccompProgram asks the filters of all processes what they let through.
func TestSeccompProgram(t *testing.T) {
	const deny = seccompRetDeny
	const allow = uint32(seccompRetAllow)
	type call struct {
		number uint32
		args   []uint32
		want   uint32
	}
	self := uint32(os.Getpid())
	ofAll := []call{
		{unix.SYS_READ, nil, allow}, {unix.SYS_WRITE, []uint32{1}, allow}, {unix.SYS_EXIT_GROUP, nil, allow},
		{unix.SYS_FUTEX, nil, allow}, {unix.SYS_RT_SIGRETURN, nil, allow},
		{unix.SYS_EXECVE, nil, deny}, {unix.SYS_EXECVEAT, nil, deny}, {unix.SYS_PTRACE, nil, deny},
		{unix.SYS_PROCESS_VM_WRITEV, nil, deny}, {unix.SYS_MOUNT, nil, deny}, {unix.SYS_SETNS, nil, deny},
		{unix.SYS_SETUID, nil, deny}, {unix.SYS_BPF, nil, deny}, {unix.SYS_IO_URING_SETUP, nil, deny},
		{unix.SYS_CLONE3, nil, deny}, {unix.SYS_DUP3, nil, deny}, {unix.SYS_MEMFD_CREATE, nil, deny},
		{unix.SYS_MPROTECT, []uint32{0, 0, unix.PROT_READ | unix.PROT_WRITE}, allow},
		{unix.SYS_MPROTECT, []uint32{0, 0, unix.PROT_READ | unix.PROT_EXEC}, deny},
		{unix.SYS_KILL, []uint32{self, 3}, allow}, {unix.SYS_KILL, []uint32{self + 1, 3}, deny}, {unix.SYS_KILL, []uint32{0xffffffff, 9}, deny},
		{unix.SYS_TGKILL, []uint32{self, 1}, allow}, {unix.SYS_TGKILL, []uint32{1, 1}, deny},
		{unix.SYS_IOCTL, []uint32{0, unix.TCGETS}, allow}, {unix.SYS_IOCTL, []uint32{0, unix.TIOCSTI}, deny},
		{unix.SYS_PRCTL, []uint32{unix.PR_SET_VMA}, allow}, {unix.SYS_PRCTL, []uint32{unix.PR_SET_DUMPABLE}, deny},
		{unix.SYS_FCNTL, []uint32{0, unix.F_GETFL}, allow}, {unix.SYS_FCNTL, []uint32{0, unix.F_SETLEASE}, deny},
		{0x3fffffff, nil, deny},
	}
	var ioctls, opens []call
	for _, request := range []uint32{unix.SIOCGIFNAME, unix.SIOCGIFFLAGS, uint32(usbGetRequest())} {
		ioctls = append(ioctls, call{unix.SYS_IOCTL, []uint32{3, request}, allow})
	}
	ioctls = append(ioctls, call{unix.SYS_IOCTL, []uint32{3, unix.SIOCSIFFLAGS}, deny})
	opens = []call{
		{unix.SYS_OPENAT, []uint32{0, 0, unix.O_RDONLY | unix.O_CLOEXEC}, allow},
		{unix.SYS_OPENAT, []uint32{0, 0, unix.O_RDWR}, deny}, {unix.SYS_OPENAT, []uint32{0, 0, unix.O_CREAT}, deny},
	}
	if !seccompSocketcall {
		ioctls = append(ioctls,
			call{unix.SYS_SOCKET, []uint32{unix.AF_INET}, deny}, call{unix.SYS_CONNECT, nil, deny},
			call{unix.SYS_BIND, nil, deny}, call{unix.SYS_SENDTO, nil, deny}, call{unix.SYS_SENDMSG, nil, deny},
			call{unix.SYS_SETSOCKOPT, []uint32{3, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER}, allow},
			call{unix.SYS_SETSOCKOPT, []uint32{3, unix.SOL_SOCKET, unix.SO_DETACH_FILTER}, deny},
			call{unix.SYS_SETSOCKOPT, []uint32{3, unix.SOL_PACKET, unix.SO_ATTACH_FILTER}, deny})
		opens = append(opens,
			call{unix.SYS_SOCKET, []uint32{unix.AF_INET}, allow}, call{unix.SYS_SOCKET, []uint32{unix.AF_INET6}, allow},
			call{unix.SYS_SOCKET, []uint32{unix.AF_PACKET}, deny}, call{unix.SYS_SOCKET, []uint32{unix.AF_UNIX}, deny})
	}
	files := []call{{unix.SYS_OPENAT, nil, deny}, {unix.SYS_UNLINKAT, nil, deny}}
	for _, test := range []struct {
		name  string
		calls []seccompCall
		more  []call
	}{
		{"savefile", seccompRunning(), files},
		{"mute", seccompRunning(7, 9), []call{{unix.SYS_WRITE, []uint32{7}, deny}, {unix.SYS_WRITE, []uint32{8}, allow},
			{unix.SYS_WRITE, []uint32{9}, deny}, {unix.SYS_WRITEV, []uint32{9}, deny}, {unix.SYS_READ, []uint32{9}, allow}}},
		{"capture", append(seccompRunning(), seccompLive()...), append(ioctls, files...)},
		{"await", append(append(seccompRunning(), seccompLive()...), seccompAwait()...), files},
		{"files", append(seccompRunning(), seccompFiles()...), []call{{unix.SYS_OPENAT, nil, allow}, {unix.SYS_UNLINKAT, nil, allow}}},
		{"names", append(seccompRunning(), seccompNames()...), opens},
	} {
		code, err := seccompProgram(seccompArch(), test.calls)
		if err != nil {
			t.Fatal(err)
		}
		if why := bpfKernelRefuses(code); why != "" {
			t.Errorf("%s: %s", test.name, why)
		}
		prog, err := newBPFProgram(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range append(ofAll, test.more...) {
			if got := seccompVerdict(t, prog, seccompArch(), c.number, c.args...); got != c.want {
				t.Errorf("%s: call %d %x: %#x", test.name, c.number, c.args, got)
			}
			if got := seccompVerdict(t, prog, seccompArch()+1, c.number, c.args...); got != deny {
				t.Errorf("%s: call %d of another machine: %#x", test.name, c.number, got)
			}
		}
	}
}
