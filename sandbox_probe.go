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
			texts <- probeThread()
		}()
	}
	for range threads {
		a.stderr(<-texts)
	}
}

func probeThread() (text string) {
	say := func(what string, err error) {
		result := "done"
		if err != nil {
			result = err.Error()
		}
		text += "probe " + what + ": " + result + "\n"
	}
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
	return text
}

func errnoOrNil(e syscall.Errno) error {
	if e == 0 {
		return nil
	}
	return e
}
