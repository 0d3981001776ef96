// The system calls that are left: what the Go runtime, a running capture, and each part makes of them. Some exist only
// on some machines: sandbox_calls_linux_*.go.

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// seccompAny lists calls whose arguments do not matter.
func seccompAny(numbers ...uint32) (calls []seccompCall) {
	for _, n := range numbers {
		calls = append(calls, seccompCall{number: n})
	}
	return calls
}

// seccompOn lists one call with tests.
func seccompOn(number uint32, tests ...seccompTest) []seccompCall {
	return []seccompCall{{number, tests}}
}

// seccompArg is a test for one of several values.
func seccompArg(arg int, values ...uint32) seccompTest { return seccompTest{arg: arg, values: values} }

// seccompNot is a test for none of several values.
func seccompNot(arg int, values ...uint32) seccompTest {
	return seccompTest{arg: arg, values: values, except: true}
}

// seccompMemory allows mmap without permission to execute what is there.
func seccompMemory(mmap uint32) []seccompCall {
	return seccompOn(mmap, seccompTest{arg: 2, unset: unix.PROT_EXEC})
}

// seccompRunning is what every process of this program goes on doing: reading and writing what is open, waiting,
// memory, threads, signals to itself. The most frequent calls come first. Nothing is written to the descriptors mute.
func seccompRunning(mute ...uint32) []seccompCall {
	self := uint32(os.Getpid())
	var calls []seccompCall
	for _, write := range [...]uint32{unix.SYS_WRITE, unix.SYS_WRITEV} {
		if len(mute) > 0 {
			calls = append(calls, seccompOn(write, seccompNot(0, mute...))...)
		} else {
			calls = append(calls, seccompAny(write)...)
		}
	}
	calls = append(calls, seccompAny(unix.SYS_READ, unix.SYS_PPOLL, unix.SYS_FUTEX, unix.SYS_RECVMSG)...)
	if seccompSocketcall {
		calls = append(calls, seccompSocketcalls(17)...) // recvmsg
	}
	calls = append(calls, seccompMachineCalls()...)
	calls = append(calls, seccompAny(unix.SYS_EPOLL_PWAIT, unix.SYS_NANOSLEEP, unix.SYS_CLOCK_GETTIME,
		unix.SYS_GETTIMEOFDAY, unix.SYS_SCHED_YIELD, unix.SYS_MADVISE, unix.SYS_MUNMAP,
		unix.SYS_LSEEK, unix.SYS_PREAD64, unix.SYS_FSTAT, unix.SYS_FTRUNCATE, unix.SYS_FSYNC, unix.SYS_CLOSE,
		unix.SYS_RT_SIGRETURN, unix.SYS_RT_SIGACTION, unix.SYS_RT_SIGPROCMASK, unix.SYS_SIGALTSTACK,
		unix.SYS_RESTART_SYSCALL, unix.SYS_GETPID, unix.SYS_GETTID, unix.SYS_EXIT, unix.SYS_EXIT_GROUP,
		unix.SYS_EPOLL_CREATE1, unix.SYS_EPOLL_CTL, unix.SYS_EVENTFD2, unix.SYS_PIPE2,
		unix.SYS_MINCORE, unix.SYS_BRK, unix.SYS_GETRANDOM, unix.SYS_UNAME, unix.SYS_SYSINFO, unix.SYS_GETRUSAGE,
		unix.SYS_CLOCK_NANOSLEEP, unix.SYS_SETITIMER, unix.SYS_WAIT4,
		unix.SYS_SCHED_GETAFFINITY)...) // the runtime counts the processors from time to time
	calls = append(calls, seccompOn(unix.SYS_MPROTECT, seccompTest{arg: 2, unset: unix.PROT_EXEC})...)
	calls = append(calls, seccompOn(unix.SYS_CLONE, seccompTest{arg: seccompCloneFlags(), set: unix.CLONE_THREAD})...)
	calls = append(calls, seccompOn(unix.SYS_TGKILL, seccompArg(0, self))...)
	calls = append(calls, seccompOn(unix.SYS_KILL, seccompArg(0, self))...)
	calls = append(calls, seccompOn(unix.SYS_PRCTL, seccompArg(0, unix.PR_SET_VMA))...) // names of the runtime's memory
	calls = append(calls, seccompOn(unix.SYS_IOCTL, seccompArg(1, unix.TCGETS))...)
	return append(calls, seccompOn(unix.SYS_FCNTL, seccompArg(1, unix.F_GETFL, unix.F_SETFL, unix.F_GETFD, unix.F_SETFD))...)
}

// seccompLive is what a running capture asks its sockets: what was lost, whether the interface is there, what it is
// called; and how it ends, with a filter that takes nothing. There is no bind among them, so that the sockets stay with
// their interfaces, and none of the calls that send: questions to the kernel are written, which mute sockets refuse.
func seccompLive() []seccompCall {
	calls := append(seccompAny(unix.SYS_RECVFROM), seccompLiveRequests()...)
	if seccompSocketcall {
		calls = append(calls, seccompSocketcalls(6, 15)...)
	} else {
		calls = append(calls, seccompAny(unix.SYS_GETSOCKNAME, unix.SYS_GETSOCKOPT)...)
	}
	return append(calls, seccompOn(unix.SYS_SETSOCKOPT, seccompArg(1, unix.SOL_SOCKET),
		seccompArg(2, unix.SO_ATTACH_FILTER))...)
}

func seccompLiveRequests() []seccompCall {
	return seccompOn(unix.SYS_IOCTL, seccompArg(1, unix.SIOCGIFNAME, unix.SIOCGIFINDEX, unix.SIOCGIFFLAGS,
		uint32(usbGetRequest()), uint32(usbStatsRequest())))
}

// seccompAwait is what it takes to begin a capture on a socket that was handed over.
func seccompAwait() []seccompCall {
	const siocGIWName = 0x8b01
	calls := seccompOn(unix.SYS_IOCTL, seccompArg(1, unix.SIOCGIFHWADDR, unix.SIOCGIFMTU, unix.SIOCETHTOOL, siocGIWName))
	if seccompSocketcall {
		return append(calls, seccompSocketcalls(2, 14)...)
	}
	calls = append(calls, seccompAny(unix.SYS_BIND)...)
	calls = append(calls, seccompOn(unix.SYS_SETSOCKOPT, seccompArg(1, unix.SOL_PACKET))...)
	return append(calls, seccompOn(unix.SYS_SETSOCKOPT, seccompArg(1, unix.SOL_SOCKET),
		seccompArg(2, unix.SO_RCVBUF, unix.SO_RCVBUFFORCE, unix.SO_TIMESTAMPNS))...)
}

// seccompFiles is what the privileged part does, if it runs no command: open, delete, hand over.
func seccompFiles() []seccompCall {
	calls := append(seccompStat(), seccompAny(unix.SYS_OPENAT, unix.SYS_UNLINKAT)...)
	calls = append(calls, seccompOn(unix.SYS_FCNTL, seccompArg(1, unix.F_DUPFD_CLOEXEC))...)
	if seccompSocketcall {
		return append(calls, seccompSocketcalls(16, 17)...)
	}
	return append(calls, seccompAny(unix.SYS_SENDMSG)...)
}

// seccompNames is what it takes to ask a name server: sockets of IP, and files to read.
func seccompNames() []seccompCall {
	const write = unix.O_WRONLY | unix.O_RDWR | unix.O_CREAT | unix.O_TRUNC
	calls := append(seccompStat(), seccompOn(unix.SYS_OPENAT, seccompTest{arg: 2, unset: write})...)
	calls = append(calls, seccompOn(unix.SYS_IOCTL, seccompArg(1, unix.SIOCGIFINDEX))...) // fe80::1%eth0
	if seccompSocketcall {
		return append(calls, seccompSocketcalls(1, 2, 3, 6, 7, 11, 12, 14, 15, 16, 17)...)
	}
	calls = append(calls, seccompOn(unix.SYS_SOCKET, seccompArg(0, unix.AF_INET, unix.AF_INET6))...)
	return append(calls, seccompAny(unix.SYS_CONNECT, unix.SYS_BIND, unix.SYS_GETSOCKNAME, unix.SYS_GETPEERNAME,
		unix.SYS_SENDTO, unix.SYS_RECVFROM, unix.SYS_SENDMSG, unix.SYS_SETSOCKOPT, unix.SYS_GETSOCKOPT)...)
}

// seccompSocketcalls are calls of socketcall(2), on machines where all about sockets goes through it.
func seccompSocketcalls(numbers ...uint32) []seccompCall {
	const socketcall = 102 // of both
	return seccompOn(socketcall, seccompArg(0, numbers...))
}
