// Classic BPF: the machine that filters run on, and the rules a program must keep.
//
// A filter is a short program that looks at one packet and returns how many of its bytes to keep; 0 rejects it. The
// machine (McCanne and Jacobson, "The BSD Packet Filter", USENIX 1993) was made so that a kernel can run a stranger's
// program: it reads the packet and writes nothing but its own registers, and jumps only lead forward.
//
//	A        accumulator, 32 bits: what is loaded, calculated with, compared and returned
//	X        index register, 32 bits: the other operand, and the variable part of an offset
//	M[0..15] scratch memory, 16 words of 32 bits
//
// A and X start as 0. Scratch memory does in this machine, but the kernel refuses a program that may read a word
// before it has written it. All arithmetic is unsigned and wraps at 32 bits. The packet's bytes are big-endian: two or
// four of them load as one number in host order. A load past the captured bytes, or a division by 0, ends the program
// with the verdict "reject"; an optimiser must therefore not invent a load, nor lose one that a short packet fails at.
//
// An instruction has 8 bytes. In a conditional jump jt and jf say how many instructions to skip if the comparison is
// true and if it is false; k is the constant operand of every other kind.
//
//	 0                 16       24       31
//	+-----------------+--------+--------+
//	|      code       |   jt   |   jf   |
//	+-----------------+--------+--------+
//	|                 k                 |
//	+-----------------------------------+
//
// The lowest three bits of the code are its class, and decide what the other bits mean:
//
//	  7   6   5   4   3   2   1   0
//	+-----------+-------+-----------+
//	|   mode    | size  | 0   0   0 |  LD:  A <- value          size 00 word, 01 half word, 10 byte
//	|   mode    | size  | 0   0   1 |  LDX: X <- value
//	+-----------+-------+-----------+
//	| 0   0   0 | 0   0 | 0   1   0 |  ST:  M[k] <- A
//	| 0   0   0 | 0   0 | 0   1   1 |  STX: M[k] <- X
//	+---------------+---+-----------+
//	|   operation   |src| 1   0   0 |  ALU: A <- A operation src     src 0: k, 1: X
//	|   comparison  |src| 1   0   1 |  JMP: A comparison src ? pc += jt : pc += jf;  JA: pc += k
//	+---------------+---+-----------+
//	| 0   0   0 |  rval | 1   1   0 |  RET: return rval           00 k, 10 A
//	| 0 (or 1)      | 0 | 1   1   1 |  MISC: TAX X <- A, TXA A <- X
//	+---------------+---+-----------+
//
// The modes of a load, and how the disassembler writes them:
//
//	000 IMM  #k                k itself
//	001 ABS  [k]               packet bytes at offset k; on Linux, k from bpfAncillary up reads what the kernel knows
//	010 IND  [x + k]           packet bytes at offset X+k; the sum does not wrap
//	011 MEM  M[k]              scratch memory
//	100 LEN  #pktlen           length of the packet on the wire, which may be more than was captured
//	101 MSH  4*([k]&0xf)       LDX only: the header length of the IPv4 header at offset k, in one instruction
//
// An example, "ip and tcp[13] & 2 != 0" on Ethernet without the tests for fragments, as -d prints it (jt and jf there
// are the numbers of the instructions that the jump leads to):
//
//	(000) ldh      [12]                       A <- Ethernet type
//	(001) jeq      #0x800           jt 2 jf 8
//	(002) ldb      [23]                       A <- protocol of the IPv4 header, which begins at 14
//	(003) jeq      #0x6             jt 4 jf 8
//	(004) ldxb     4*([14]&0xf)               X <- length of the IPv4 header
//	(005) ldb      [x + 27]                   A <- flags of the TCP header: 14 + X + 13
//	(006) jset     #0x2             jt 7 jf 8
//	(007) ret      #262144                    keep up to 262144 bytes
//	(008) ret      #0                         reject

package main

import (
	"errors"
	"strconv"
)

// Classes, bits 0-2.
const (
	bpfLD   = 0x00
	bpfLDX  = 0x01
	bpfST   = 0x02
	bpfSTX  = 0x03
	bpfALU  = 0x04
	bpfJMP  = 0x05
	bpfRET  = 0x06
	bpfMISC = 0x07
)

// Sizes of a load, bits 3-4, and its modes, bits 5-7.
const (
	bpfW = 0x00
	bpfH = 0x08
	bpfB = 0x10

	bpfIMM = 0x00
	bpfABS = 0x20
	bpfIND = 0x40
	bpfMEM = 0x60
	bpfLEN = 0x80
	bpfMSH = 0xa0
)

// Operations of ALU and comparisons of JMP, bits 4-7; the source of the second operand, bit 3.
const (
	bpfADD = 0x00
	bpfSUB = 0x10
	bpfMUL = 0x20
	bpfDIV = 0x30 // by X = 0: reject
	bpfOR  = 0x40
	bpfAND = 0x50
	bpfLSH = 0x60 // by 32 and more: 0
	bpfRSH = 0x70 // by 32 and more: 0
	bpfNEG = 0x80 // of A; has no second operand
	bpfMOD = 0x90 // by X = 0: reject
	bpfXOR = 0xa0

	bpfJA   = 0x00
	bpfJEQ  = 0x10
	bpfJGT  = 0x20
	bpfJGE  = 0x30
	bpfJSET = 0x40 // some bit is set in both operands

	bpfK = 0x00
	bpfX = 0x08
)

// What RET returns, bits 3-4, and the two register moves of MISC.
const (
	bpfRetK = 0x00
	bpfRetA = 0x10

	bpfTAX = 0x00
	bpfTXA = 0x80
)

const bpfMemWords = 16

// bpfMaxInsns bounds a program. The kernel takes 4096 instructions; a longer program runs in our own interpreter.
// 65535 is the most that the kernel's struct sock_fprog could name at all.
const (
	bpfMaxInsns       = 65535
	bpfKernelMaxInsns = 4096
)

// bpfAncillary is where Linux's ancillary loads begin (SKF_AD_OFF, -0x1000): an absolute load at bpfAncillary plus one
// of the offsets below reads what the kernel knows of the packet, whatever size the load has.
const (
	bpfAncillary uint32 = 0xfffff000

	bpfAncProtocol       = 0  // link-level protocol, an Ethernet type
	bpfAncPktType        = 4  // to us, broadcast, multicast, to another host, outgoing
	bpfAncIfIndex        = 8  //
	bpfAncNlattr         = 12 // find a netlink attribute
	bpfAncNlattrNest     = 16 //
	bpfAncMark           = 20 // firewall mark
	bpfAncQueue          = 24 // receive queue
	bpfAncHatype         = 28 // ARPHRD_...
	bpfAncRxHash         = 32 //
	bpfAncCPU            = 36 //
	bpfAncXorX           = 40 // A <- A ^ X, from before XOR was an operation
	bpfAncVlanTag        = 44 // the tag control information that was taken out of the packet
	bpfAncVlanTagPresent = 48 // whether there was one
	bpfAncPayOffset      = 52 // where the payload begins
	bpfAncRandom         = 56 //
	bpfAncVlanTPID       = 60 //
	bpfAncEnd            = 64
)

// bpfInsn is one instruction, in the kernel's layout of struct sock_filter.
type bpfInsn struct {
	code   uint16
	jt, jf uint8 // jump offsets, counted from the next instruction
	k      uint32
}

// class is what the instruction does.
func (i bpfInsn) class() uint16 { return i.code & 0x07 }

// size is the number of bytes that a load from the packet reads.
func (i bpfInsn) size() uint32 {
	switch i.code & 0x18 {
	case bpfH:
		return 2
	case bpfB:
		return 1
	}
	return 4
}

// op is the operation of an ALU instruction or the comparison of a jump.
func (i bpfInsn) op() uint16 { return i.code & 0xf0 }

// conditional tells whether the instruction is a jump with two ways out.
func (i bpfInsn) conditional() bool { return i.class() == bpfJMP && i.op() != bpfJA }

// bpfBlock is a straight run of statements that ends in one conditional jump or in a return. A filter is a graph of
// them; the compiler builds it, the optimiser rewrites it, the assembler lays it out and resolves the jumps.
type bpfBlock struct {
	stmts   []bpfInsn // loads, stores, arithmetic, register moves: no jumps, no returns; jt and jf are zero
	last    bpfInsn   // a conditional BPF_JMP (jt, jf unused) or a BPF_RET; BPF_JMP|BPF_JA goes to yes
	yes, no *bpfBlock // where last goes; nil after a return. Only protochain makes a cycle
	seq     int       // position in the latest walk over the graph; of use only to whoever made that walk
}

// among tells whether a walk that numbers the blocks as it meets them has met b. Nobody has to reset the numbers: one
// from an earlier walk does not lead back to b.
func (b *bpfBlock) among(met []*bpfBlock) bool { return b.seq < len(met) && met[b.seq] == b }

// bpfKnown tells whether the machine has an instruction of this code.
func bpfKnown(code uint16) bool {
	switch code {
	case bpfLD | bpfIMM, bpfLD | bpfMEM, bpfLD | bpfLEN,
		bpfLD | bpfABS | bpfW, bpfLD | bpfABS | bpfH, bpfLD | bpfABS | bpfB,
		bpfLD | bpfIND | bpfW, bpfLD | bpfIND | bpfH, bpfLD | bpfIND | bpfB,
		bpfLDX | bpfIMM, bpfLDX | bpfMEM, bpfLDX | bpfLEN, bpfLDX | bpfMSH | bpfB,
		bpfST, bpfSTX,
		bpfALU | bpfNEG,
		bpfJMP | bpfJA,
		bpfRET | bpfRetK, bpfRET | bpfRetA,
		bpfMISC | bpfTAX, bpfMISC | bpfTXA:
		return true
	}
	switch code &^ bpfX {
	case bpfALU | bpfADD, bpfALU | bpfSUB, bpfALU | bpfMUL, bpfALU | bpfDIV, bpfALU | bpfOR, bpfALU | bpfAND,
		bpfALU | bpfLSH, bpfALU | bpfRSH, bpfALU | bpfMOD, bpfALU | bpfXOR,
		bpfJMP | bpfJEQ, bpfJMP | bpfJGT, bpfJMP | bpfJGE, bpfJMP | bpfJSET:
		return true
	}
	return false
}

// validateBPF checks what must hold before a program may be run: known instructions, jumps that stay inside, scratch
// words that exist, no division by a constant 0, a return at the end. A backward ja passes: programs that follow a
// chain of headers (protochain) are loops. The kernel takes fewer: see bpfKernelRefuses of the tests.
func validateBPF(prog []bpfInsn) error {
	if len(prog) == 0 {
		return errors.New("filter program is empty")
	}
	if len(prog) > bpfMaxInsns {
		return errors.New("filter program has more than " + strconv.Itoa(bpfMaxInsns) + " instructions")
	}
	for pc, in := range prog {
		if why := bpfInvalid(prog, pc, in); why != "" {
			return errors.New("filter instruction " + strconv.Itoa(pc) + ": " + why)
		}
	}
	if prog[len(prog)-1].class() != bpfRET {
		return errors.New("filter program does not end in a return")
	}
	return nil
}

// bpfInvalid says what is wrong with one instruction, "" if nothing is.
func bpfInvalid(prog []bpfInsn, pc int, in bpfInsn) string {
	if !bpfKnown(in.code) {
		return "unknown code 0x" + strconv.FormatUint(uint64(in.code), 16)
	}
	switch in.code {
	case bpfLD | bpfMEM, bpfLDX | bpfMEM, bpfST, bpfSTX:
		if in.k >= bpfMemWords {
			return "no scratch word M[" + strconv.FormatUint(uint64(in.k), 10) + "]"
		}
	case bpfALU | bpfDIV | bpfK, bpfALU | bpfMOD | bpfK:
		if in.k == 0 {
			return "division by zero"
		}
	case bpfJMP | bpfJA:
		if to := int64(pc) + 1 + int64(int32(in.k)); to < 0 || to >= int64(len(prog)) {
			return "jump out of the program"
		}
	}
	if in.conditional() && pc+1+int(max(in.jt, in.jf)) >= len(prog) {
		return "jump out of the program"
	}
	return ""
}

// bpfHasLoop tells whether a program jumps backward anywhere.
func bpfHasLoop(prog []bpfInsn) bool {
	for _, in := range prog {
		if in.code == bpfJMP|bpfJA && int32(in.k) < 0 {
			return true
		}
	}
	return false
}

// bpfAncillaryKnown tells whether k names one of Linux's ancillary loads.
func bpfAncillaryKnown(k uint32) bool {
	return k >= bpfAncillary && k-bpfAncillary < bpfAncEnd && k&3 == 0
}

// bpfReadsUnwritten follows all paths at once: for each instruction, the scratch words written on every way to it.
func bpfReadsUnwritten(prog []bpfInsn) bool {
	const all = 1<<bpfMemWords - 1
	written := make([]uint32, len(prog))
	for i := range written {
		written[i] = all
	}
	written[0] = 0
	for pc, in := range prog {
		now := written[pc]
		switch in.code {
		case bpfLD | bpfMEM, bpfLDX | bpfMEM:
			if now>>in.k&1 == 0 {
				return true
			}
		case bpfST, bpfSTX:
			now |= 1 << in.k
		}
		switch {
		case in.code == bpfJMP|bpfJA:
			written[pc+1+int(in.k)] &= now
		case in.class() == bpfJMP:
			written[pc+1+int(in.jt)] &= now
			written[pc+1+int(in.jf)] &= now
		case pc+1 < len(prog):
			written[pc+1] &= now // also after a return: the kernel does not ask whether that is ever reached
		}
	}
	return false
}
