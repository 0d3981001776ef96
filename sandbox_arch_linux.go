// The names that seccomp has for machines, and their odd ways with sockets and threads.

package main

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// seccompArch is the AUDIT_ARCH_ number of this machine.
func seccompArch() uint32 {
	switch runtime.GOARCH {
	case "386":
		return unix.AUDIT_ARCH_I386
	case "amd64":
		return unix.AUDIT_ARCH_X86_64
	case "arm":
		return unix.AUDIT_ARCH_ARM
	case "arm64":
		return unix.AUDIT_ARCH_AARCH64
	case "loong64":
		return unix.AUDIT_ARCH_LOONGARCH64
	case "mips":
		return unix.AUDIT_ARCH_MIPS
	case "mipsle":
		return unix.AUDIT_ARCH_MIPSEL
	case "mips64":
		return unix.AUDIT_ARCH_MIPS64
	case "mips64le":
		return unix.AUDIT_ARCH_MIPSEL64
	case "ppc64":
		return unix.AUDIT_ARCH_PPC64
	case "ppc64le":
		return unix.AUDIT_ARCH_PPC64LE
	case "riscv64":
		return unix.AUDIT_ARCH_RISCV64
	case "s390x":
		return unix.AUDIT_ARCH_S390X
	}
	return 0
}

// seccompSocketcall says that all calls about sockets go through socketcall(2), whose arguments stand in memory, where
// a filter cannot look.
const seccompSocketcall = runtime.GOARCH == "386" || runtime.GOARCH == "s390x"

// seccompCloneFlags is the argument of clone(2) that has the flags.
func seccompCloneFlags() int {
	if runtime.GOARCH == "s390x" {
		return 1
	}
	return 0
}
