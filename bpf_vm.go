// Classic BPF: the interpreter. It filters the packets of savefiles, and live ones where the kernel refuses a program.

package main

import "encoding/binary"

// bpfMaxLoops bounds the backward jumps of one run. A chain of headers has a step for every 8 bytes of a packet of 64
// KB at the most; a crafted header of length 0 would otherwise be followed for ever.
const bpfMaxLoops = 1 << 13

// bpfProgram is a validated program. It holds no state: one may be run by several goroutines.
type bpfProgram struct {
	insns []bpfInsn
}

// newBPFProgram validates prog and keeps it; the caller must not change it afterwards.
func newBPFProgram(prog []bpfInsn) (*bpfProgram, error) {
	if err := validateBPF(prog); err != nil {
		return nil, err
	}
	return &bpfProgram{insns: prog}, nil
}

// run returns the program's verdict on a packet: the number of bytes to keep, 0 for none of it. aux may be nil. A plain
// switch over the instructions is as fast as threaded code or closures would be (BenchmarkBPF): cold packets wait for
// memory, not for the dispatch. A load looks for the comparison that mostly follows it: there is always an instruction
// behind it, for the last one is a return. Offsets are 64 bits wide, where neither X + k nor + 4 wraps.
func (p *bpfProgram) run(data []byte, wireLen int, aux *packetAux) uint32 {
	var a, x uint32
	var mem [bpfMemWords]uint32
	prog, loops := p.insns, 0
	size := uint64(len(data))
	for pc := 0; pc < len(prog); pc++ {
		in := &prog[pc]
		k := in.k
		switch in.code {
		case bpfLD | bpfABS | bpfW:
			at := uint64(k)
			if at+4 > size {
				v, ok := aux.load(k, a, x)
				if !ok {
					return 0
				}
				a = v
				continue
			}
			a = binary.BigEndian.Uint32(data[at:])
			if next := &prog[pc+1]; next.code == bpfJMP|bpfJEQ|bpfK {
				pc += 1 + next.jump(a == next.k) // most loads are compared at once
			}
		case bpfLD | bpfABS | bpfH:
			at := uint64(k)
			if at+2 > size {
				v, ok := aux.load(k, a, x)
				if !ok {
					return 0
				}
				a = v
				continue
			}
			a = uint32(binary.BigEndian.Uint16(data[at:]))
			if next := &prog[pc+1]; next.code == bpfJMP|bpfJEQ|bpfK {
				pc += 1 + next.jump(a == next.k)
			}
		case bpfLD | bpfABS | bpfB:
			at := uint64(k)
			if at >= size {
				v, ok := aux.load(k, a, x)
				if !ok {
					return 0
				}
				a = v
				continue
			}
			a = uint32(data[at])
			if next := &prog[pc+1]; next.code == bpfJMP|bpfJEQ|bpfK {
				pc += 1 + next.jump(a == next.k)
			}
		case bpfLD | bpfIND | bpfW:
			at := uint64(x) + uint64(k)
			if at+4 > size {
				return 0
			}
			a = binary.BigEndian.Uint32(data[at:])
		case bpfLD | bpfIND | bpfH:
			at := uint64(x) + uint64(k)
			if at+2 > size {
				return 0
			}
			a = uint32(binary.BigEndian.Uint16(data[at:]))
			if next := &prog[pc+1]; next.code == bpfJMP|bpfJEQ|bpfK {
				pc += 1 + next.jump(a == next.k)
			}
		case bpfLD | bpfIND | bpfB:
			at := uint64(x) + uint64(k)
			if at >= size {
				return 0
			}
			a = uint32(data[at])
		case bpfLDX | bpfMSH | bpfB:
			at := uint64(k)
			if at >= size {
				return 0
			}
			x = uint32(data[at]&0xf) << 2

		case bpfLD | bpfIMM:
			a = k
		case bpfLDX | bpfIMM:
			x = k
		case bpfLD | bpfMEM:
			a = mem[k&(bpfMemWords-1)]
		case bpfLDX | bpfMEM:
			x = mem[k&(bpfMemWords-1)]
		case bpfLD | bpfLEN:
			a = uint32(wireLen)
		case bpfLDX | bpfLEN:
			x = uint32(wireLen)
		case bpfST:
			mem[k&(bpfMemWords-1)] = a
		case bpfSTX:
			mem[k&(bpfMemWords-1)] = x
		case bpfMISC | bpfTAX:
			x = a
		case bpfMISC | bpfTXA:
			a = x

		case bpfJMP | bpfJA:
			if int32(k) < 0 {
				if loops++; loops > bpfMaxLoops {
					return 0
				}
			}
			pc += int(int32(k))
		case bpfJMP | bpfJEQ | bpfK:
			pc += in.jump(a == k)
		case bpfJMP | bpfJGT | bpfK:
			pc += in.jump(a > k)
		case bpfJMP | bpfJGE | bpfK:
			pc += in.jump(a >= k)
		case bpfJMP | bpfJSET | bpfK:
			pc += in.jump(a&k != 0)
		case bpfJMP | bpfJEQ | bpfX:
			pc += in.jump(a == x)
		case bpfJMP | bpfJGT | bpfX:
			pc += in.jump(a > x)
		case bpfJMP | bpfJGE | bpfX:
			pc += in.jump(a >= x)
		case bpfJMP | bpfJSET | bpfX:
			pc += in.jump(a&x != 0)

		case bpfRET | bpfRetK:
			return k
		case bpfRET | bpfRetA:
			return a

		case bpfALU | bpfAND | bpfK:
			a &= k
		case bpfALU | bpfADD | bpfK:
			a += k
		case bpfALU | bpfRSH | bpfK:
			a >>= k
		case bpfALU | bpfLSH | bpfK:
			a <<= k
		// All codes are named, so that the compiler makes a table of jumps of the switch.
		case bpfALU | bpfSUB, bpfALU | bpfMUL, bpfALU | bpfDIV, bpfALU | bpfOR, bpfALU | bpfMOD, bpfALU | bpfXOR,
			bpfALU | bpfNEG:
			v, ok := bpfCalculate(in.op(), a, k)
			if !ok {
				return 0
			}
			a = v
		case bpfALU | bpfADD | bpfX, bpfALU | bpfSUB | bpfX, bpfALU | bpfMUL | bpfX, bpfALU | bpfDIV | bpfX,
			bpfALU | bpfOR | bpfX, bpfALU | bpfAND | bpfX, bpfALU | bpfLSH | bpfX, bpfALU | bpfRSH | bpfX,
			bpfALU | bpfMOD | bpfX, bpfALU | bpfXOR | bpfX:
			v, ok := bpfCalculate(in.op(), a, x)
			if !ok {
				return 0
			}
			a = v
		}
	}
	return 0
}

// jump is the number of instructions to skip.
func (i *bpfInsn) jump(taken bool) int {
	if taken {
		return int(i.jt)
	}
	return int(i.jf)
}

// bpfCalculate is one ALU operation; false stands for a division by zero. The optimiser folds constants with it.
func bpfCalculate(op uint16, a, b uint32) (uint32, bool) {
	switch op {
	case bpfADD:
		return a + b, true
	case bpfSUB:
		return a - b, true
	case bpfMUL:
		return a * b, true
	case bpfDIV:
		if b == 0 {
			return 0, false
		}
		return a / b, true
	case bpfMOD:
		if b == 0 {
			return 0, false
		}
		return a % b, true
	case bpfOR:
		return a | b, true
	case bpfAND:
		return a & b, true
	case bpfLSH:
		return a << b, true
	case bpfRSH:
		return a >> b, true
	case bpfXOR:
		return a ^ b, true
	}
	return -a, true // bpfNEG
}

// load performs the ancillary load at k, as the kernel would have for this packet. It fails, which rejects the packet,
// for an offset that is none of them, for a packet without such notes, and for what only the kernel knows (mark, queue,
// hash, random, ...).
func (aux *packetAux) load(k, a, x uint32) (uint32, bool) {
	if k == bpfAncillary+bpfAncXorX {
		return a ^ x, true
	}
	if k < bpfAncillary || aux == nil || !aux.valid {
		return 0, false
	}
	switch k - bpfAncillary {
	case bpfAncProtocol:
		return uint32(aux.protocol), true
	case bpfAncPktType:
		return uint32(aux.pktType), true
	case bpfAncIfIndex:
		return uint32(aux.ifIndex), true
	case bpfAncHatype:
		return uint32(aux.hatype), true
	case bpfAncVlanTag:
		return uint32(aux.vlanTCI), true
	case bpfAncVlanTagPresent:
		if aux.vlanTagPresent {
			return 1, true
		}
		return 0, true
	case bpfAncVlanTPID:
		return uint32(aux.vlanTPID), true
	}
	return 0, false
}
