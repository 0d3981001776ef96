//go:build linux && sandboxprobe

// Probing the sandbox from inside: a program built with -tags sandboxprobe tries, when it has given up everything, what
// somebody would try who has taken it over, and says on standard error how that went. For tests.

package main

import (
	"os"
	"runtime"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

func (a *app) probeSandbox() {
	// Every thread has to be shut in, so it is tried on several at once.
	const threads = 4
	texts := make(chan string)
	for range threads {
		go func() {
			runtime.LockOSThread()
			text := probeThread()
			if live, ok := a.src.(liveSource); ok && !a.o.waitInterface {
				text += probeSockets(&sandboxNeeds{live: live})
			}
			texts <- text
		}()
	}
	for range threads {
		a.stderr(<-texts)
	}
}

func probeResult(what string, err error) string {
	result := "done"
	if err != nil {
		result = err.Error()
	}
	return "probe " + what + ": " + result + "\n"
}

func probeThread() (text string) {
	say := func(what string, err error) { text += probeResult(what, err) }
	for _, name := range []string{"/etc/shadow", "/proc/self/mem"} {
		f, err := os.Open(name)
		say("open "+name, err)
		if err == nil {
			f.Close()
		}
	}
	f, err := os.OpenFile("/tmp/sandbox-probe", os.O_CREATE|os.O_WRONLY, 0o600)
	say("create /tmp/sandbox-probe", err)
	if err == nil {
		f.Close()
		os.Remove("/tmp/sandbox-probe")
	}
	say("unlink /etc/passwd-", unix.Unlink("/etc/passwd-"))
	p, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "exit 0"}, &os.ProcAttr{})
	say("start /bin/sh", err)
	if err == nil {
		p.Wait()
	}
	argv0, _ := unix.BytePtrFromString("/bin/does-not-exist")
	_, _, e := unix.RawSyscall(unix.SYS_EXECVE, uintptr(unsafe.Pointer(argv0)), 0, 0)
	say("execve", errnoOrNil(e))
	_, _, e = unix.RawSyscall6(unix.SYS_PTRACE, unix.PTRACE_ATTACH, uintptr(os.Getppid()), 0, 0, 0, 0)
	say("ptrace", errnoOrNil(e))
	for _, family := range [...]int{unix.AF_INET, unix.AF_INET6, unix.AF_UNIX, unix.AF_PACKET, unix.AF_NETLINK} {
		fd, err := unix.Socket(family, unix.SOCK_DGRAM, 0)
		say("socket of family "+strconv.Itoa(family), err)
		if err == nil {
			unix.Close(fd)
		}
	}
	_, err = unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_EXEC, unix.MAP_ANON|unix.MAP_PRIVATE)
	say("executable memory", err)
	say("kill", unix.Kill(os.Getppid(), 0))
	say("setuid", syscall.Setreuid(-1, 0))
	say("unshare", unix.Unshare(unix.CLONE_NEWUSER))
	say("mount", unix.Mount("x", "/mnt", "tmpfs", 0, ""))
	for _, call := range probeCalls {
		_, _, e := unix.RawSyscall6(call.number, call.args[0], call.args[1], call.args[2], call.args[3], 0, 0)
		say(call.name, errnoOrNil(e))
	}
	return text
}

type probeCall struct {
	name   string
	number uintptr
	args   [4]uintptr
}

// probeCalls are those whose number and first arguments decide.
var probeCalls = []probeCall{
	{"kill everybody", unix.SYS_KILL, [4]uintptr{^uintptr(0), 0}},
	{"tgkill of another process", unix.SYS_TGKILL, [4]uintptr{1, 1, 0}},
	{"rt_sigqueueinfo", unix.SYS_RT_SIGQUEUEINFO, [4]uintptr{1}},
	{"pidfd_open", unix.SYS_PIDFD_OPEN, [4]uintptr{1}},
	{"process_vm_readv", unix.SYS_PROCESS_VM_READV, [4]uintptr{1}},
	{"fork", unix.SYS_CLONE, [4]uintptr{uintptr(unix.SIGCHLD)}},
	{"clone3", unix.SYS_CLONE3, [4]uintptr{}},
	{"dup", unix.SYS_DUP, [4]uintptr{2}},
	{"duplicate a descriptor", unix.SYS_FCNTL, [4]uintptr{2, unix.F_DUPFD_CLOEXEC, 0}},
	{"give signals of a descriptor", unix.SYS_FCNTL, [4]uintptr{2, unix.F_SETOWN, 1}},
	{"type for the terminal", unix.SYS_IOCTL, [4]uintptr{0, unix.TIOCSTI}},
	{"make memory executable", unix.SYS_MPROTECT, [4]uintptr{0, 0, unix.PROT_READ | unix.PROT_EXEC}},
	{"mremap", unix.SYS_MREMAP, [4]uintptr{}},
	{"memfd_create", unix.SYS_MEMFD_CREATE, [4]uintptr{}},
	{"personality", unix.SYS_PERSONALITY, [4]uintptr{0xffffffff}},
	{"be dumpable", unix.SYS_PRCTL, [4]uintptr{unix.PR_SET_DUMPABLE, 1}},
	{"seccomp", unix.SYS_SECCOMP, [4]uintptr{}},
	{"bpf", unix.SYS_BPF, [4]uintptr{}},
	{"io_uring_setup", unix.SYS_IO_URING_SETUP, [4]uintptr{1}},
	{"userfaultfd", unix.SYS_USERFAULTFD, [4]uintptr{}},
	{"perf_event_open", unix.SYS_PERF_EVENT_OPEN, [4]uintptr{}},
	{"keyctl", unix.SYS_KEYCTL, [4]uintptr{}},
	{"setns", unix.SYS_SETNS, [4]uintptr{^uintptr(0)}},
	{"chroot", unix.SYS_CHROOT, [4]uintptr{}},
	{"chdir", unix.SYS_CHDIR, [4]uintptr{}},
	{"setrlimit", unix.SYS_PRLIMIT64, [4]uintptr{}},
	{"capset", unix.SYS_CAPSET, [4]uintptr{}},
	{"socketpair", unix.SYS_SOCKETPAIR, [4]uintptr{unix.AF_UNIX, unix.SOCK_STREAM}},
	{"connect", unix.SYS_CONNECT, [4]uintptr{^uintptr(0)}},
	{"listen", unix.SYS_LISTEN, [4]uintptr{^uintptr(0)}},
	{"a call of x32", 0x40000000 | unix.SYS_GETPID, [4]uintptr{}},
}

// probeSockets tries to do more with the sockets of the capture than to listen.
func probeSockets(needs *sandboxNeeds) (text string) {
	frame := make([]byte, 60) // to nobody, of no protocol
	for _, fd := range muteDescriptors(needs) {
		_, err := unix.Write(int(fd), frame)
		text += probeResult("write to a packet socket", err)
		_, err = unix.Writev(int(fd), [][]byte{frame})
		text += probeResult("writev to a packet socket", err)
		text += probeResult("send on a packet socket", unix.Sendto(int(fd), frame, 0, &unix.SockaddrLinklayer{Ifindex: 1, Halen: 6}))
		text += probeResult("sendmsg on a packet socket", unix.Sendmsg(int(fd), frame, nil, nil, 0))
		text += probeResult("bind a packet socket", unix.Bind(int(fd), &unix.SockaddrLinklayer{Protocol: htons(ethPAll), Ifindex: 0}))
		text += probeResult("be promiscuous", unix.SetsockoptPacketMreq(int(fd), unix.SOL_PACKET, unix.PACKET_ADD_MEMBERSHIP,
			&unix.PacketMreq{Ifindex: 1, Type: unix.PACKET_MR_PROMISC}))
		text += probeResult("ring to send", unix.SetsockoptTpacketReq(int(fd), unix.SOL_PACKET, unix.PACKET_TX_RING, &unix.TpacketReq{}))
	}
	return text
}

func errnoOrNil(e syscall.Errno) error {
	if e == 0 {
		return nil
	}
	return e
}
