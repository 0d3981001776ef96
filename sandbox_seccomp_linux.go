// seccomp(2): the filter of system calls, a program of classic BPF like those for packets, put together by the same
// assembler. Its packet is struct seccomp_data, in the machine's byte order:
//
//	 0                               31
//	+-------------------------------+
//	|     number of the call        |
//	+-------------------------------+
//	|     AUDIT_ARCH_...            |
//	+-------------------------------+
//	|     instruction pointer, 8    |
//	+-------------------------------+
//	|     6 arguments, 8 bytes each |
//	+-------------------------------+
//
// A call that is not listed fails with EPERM. It does not kill: the main process knows no call that it makes only by
// mistake, and somebody who has taken it over would gain no more by an error than by the loss of the capture.

package main

import "golang.org/x/sys/unix"

const (
	seccompNumber  = 0
	seccompMachine = 4
	seccompArgs    = 16

	seccompRetAllow = unix.SECCOMP_RET_ALLOW
	seccompRetDeny  = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
)

// seccompCall allows a system call, if all tests hold for its arguments. A call may be listed more than once.
type seccompCall struct {
	number uint32
	tests  []seccompTest
}

// seccompTest looks at the lower half of an argument: the kernel takes flags, requests, descriptors and process ids for
// numbers of 32 bits.
type seccompTest struct {
	arg    int
	unset  uint32   // bits that must not be set
	set    uint32   // if not 0: one of these must be
	values []uint32 // if any: it must be one of them
	except bool     // it must be none of them
}

// seccompProgram is a program that allows the calls, on one kind of machine.
func seccompProgram(arch uint32, calls []seccompCall) ([]bpfInsn, error) {
	allow := &bpfBlock{last: bpfInsn{code: bpfRET | bpfRetK, k: seccompRetAllow}}
	deny := &bpfBlock{last: bpfInsn{code: bpfRET | bpfRetK, k: seccompRetDeny}}
	next := deny
	for i := len(calls) - 1; i >= 0; i-- {
		c := &calls[i]
		yes := allow
		if len(c.tests) > 0 {
			// The next call of the same number has its turn if the tests fail, with the number loaded again.
			no := deny
			if next != deny {
				no = seccompLoad(seccompNumber, bpfInsn{code: bpfJMP | bpfJA})
				no.yes = next
			}
			for t := len(c.tests) - 1; t >= 0; t-- {
				yes = c.tests[t].blocks(yes, no)
			}
		}
		next = seccompIf(bpfJEQ, c.number, yes, next)
	}
	numbers := seccompLoad(seccompNumber, next.last)
	numbers.yes, numbers.no = next.yes, next.no
	machine := seccompLoad(seccompMachine, bpfInsn{code: bpfJMP | bpfJEQ | bpfK, k: arch})
	machine.yes, machine.no = numbers, deny
	return assembleBlocks(machine)
}

// blocks makes the test: it goes on to yes or no.
func (t *seccompTest) blocks(yes, no *bpfBlock) *bpfBlock {
	to := yes
	if len(t.values) > 0 {
		hit := yes
		if to = no; t.except {
			hit, to = no, yes
		}
		for i := len(t.values) - 1; i >= 0; i-- {
			to = seccompIf(bpfJEQ, t.values[i], hit, to)
		}
	}
	if t.set != 0 {
		to = seccompIf(bpfJSET, t.set, to, no)
	}
	if t.unset != 0 {
		to = seccompIf(bpfJSET, t.unset, no, to)
	}
	offset := uint32(seccompArgs + 8*t.arg)
	if nativeBigEndian() {
		offset += 4
	}
	b := seccompLoad(offset, to.last)
	b.yes, b.no = to.yes, to.no
	return b
}

func seccompIf(comparison uint16, k uint32, yes, no *bpfBlock) *bpfBlock {
	return &bpfBlock{last: bpfInsn{code: bpfJMP | comparison | bpfK, k: k}, yes: yes, no: no}
}

func seccompLoad(offset uint32, last bpfInsn) *bpfBlock {
	return &bpfBlock{stmts: []bpfInsn{{code: bpfLD | bpfABS | bpfW, k: offset}}, last: last}
}
