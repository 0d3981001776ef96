// Classic BPF: the machine.

package main

// bpfInsn is one instruction, in the kernel's layout of struct sock_filter.
type bpfInsn struct {
	code   uint16
	jt, jf uint8 // jump offsets, counted from the next instruction
	k      uint32
}

// bpfBlock is a straight run of statements that ends in one conditional jump or in a return. A filter is a graph of
// them; the compiler builds it, the optimiser rewrites it, the assembler lays it out and resolves the jumps.
type bpfBlock struct {
	stmts   []bpfInsn // loads, stores, arithmetic, register moves: no jumps, no returns; jt and jf are zero
	last    bpfInsn   // a conditional BPF_JMP (jt, jf unused) or a BPF_RET; BPF_JMP|BPF_JA goes to yes
	yes, no *bpfBlock // where last goes; nil after a return. Only protochain makes a cycle
}
