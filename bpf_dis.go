// Classic BPF: disassembly, as tcpdump -d, -dd and -ddd print it.

package main

import "strconv"

// disassembleBPF appends the program as -d shows it: one line per instruction, jumps with the numbers of the lines
// that they lead to.
func disassembleBPF(out []byte, prog []bpfInsn) []byte {
	for pc, in := range prog {
		out = bpfImage(out, pc, in)
		out = append(out, '\n')
	}
	return out
}

// dumpBPFC appends the program as -dd shows it: the lines of a C array of struct bpf_insn.
func dumpBPFC(out []byte, prog []bpfInsn) []byte {
	for _, in := range prog {
		out = append(out, "{ 0x"...)
		out = strconv.AppendUint(out, uint64(in.code), 16)
		out = append(out, ", "...)
		out = strconv.AppendUint(out, uint64(in.jt), 10)
		out = append(out, ", "...)
		out = strconv.AppendUint(out, uint64(in.jf), 10)
		out = append(out, ", 0x"...)
		for shift := 28; shift >= 0; shift -= 4 {
			out = append(out, "0123456789abcdef"[in.k>>shift&0xf])
		}
		out = append(out, " },\n"...)
	}
	return out
}

// dumpBPFDecimal appends the program as -ddd shows it: the number of instructions, then four numbers for each.
func dumpBPFDecimal(out []byte, prog []bpfInsn) []byte {
	out = strconv.AppendInt(out, int64(len(prog)), 10)
	out = append(out, '\n')
	for _, in := range prog {
		out = strconv.AppendUint(out, uint64(in.code), 10)
		out = append(out, ' ')
		out = strconv.AppendUint(out, uint64(in.jt), 10)
		out = append(out, ' ')
		out = strconv.AppendUint(out, uint64(in.jf), 10)
		out = append(out, ' ')
		out = strconv.AppendUint(out, uint64(in.k), 10)
		out = append(out, '\n')
	}
	return out
}

// bpfImage appends one line: "(012) jeq      #0x800           jt 13	jf 20". The blank after a name without operand is
// tcpdump's.
func bpfImage(out []byte, pc int, in bpfInsn) []byte {
	name, form := bpfMnemonic(in.code)
	out = append(out, '(')
	for n := 100; n > pc && n > 1; n /= 10 {
		out = append(out, '0')
	}
	out = strconv.AppendInt(out, int64(pc), 10)
	out = append(out, ") "...)
	out = appendPadded(out, name, 8)
	out = append(out, ' ')
	at := len(out)
	out = bpfOperand(out, form, pc, in)
	if in.conditional() {
		for len(out) < at+16 {
			out = append(out, ' ')
		}
		out = append(out, " jt "...)
		out = strconv.AppendInt(out, int64(pc)+1+int64(in.jt), 10)
		out = append(out, "\tjf "...)
		out = strconv.AppendInt(out, int64(pc)+1+int64(in.jf), 10)
	}
	return out
}

func appendPadded(out []byte, s string, width int) []byte {
	out = append(out, s...)
	for n := len(s); n < width; n++ {
		out = append(out, ' ')
	}
	return out
}

// bpfForm is how an operand is written.
type bpfForm uint8

const (
	bpfFormNone   bpfForm = iota
	bpfFormHex            // #0x1f
	bpfFormDec            // #-31, signed
	bpfFormX              // x
	bpfFormAbs            // [14], or the name of an ancillary load
	bpfFormInd            // [x + 14]
	bpfFormMem            // M[3]
	bpfFormLen            // #pktlen
	bpfFormMSH            // 4*([14]&0xf)
	bpfFormTarget         // the line a ja leads to
	bpfFormCode           // 0x1234, no instruction
)

// bpfOperand appends k or what stands in its place.
func bpfOperand(out []byte, form bpfForm, pc int, in bpfInsn) []byte {
	k := int64(int32(in.k))
	switch form {
	case bpfFormHex:
		out = append(out, "#0x"...)
		return strconv.AppendUint(out, uint64(in.k), 16)
	case bpfFormDec:
		out = append(out, '#')
		return strconv.AppendInt(out, k, 10)
	case bpfFormX:
		return append(out, 'x')
	case bpfFormAbs:
		out = append(out, '[')
		if bpfAncillaryKnown(in.k) {
			out = append(out, bpfAncillaryName(in.k-bpfAncillary)...)
		} else {
			out = strconv.AppendInt(out, k, 10)
		}
		return append(out, ']')
	case bpfFormInd:
		out = append(out, "[x + "...)
		out = strconv.AppendInt(out, k, 10)
		return append(out, ']')
	case bpfFormMem:
		out = append(out, "M["...)
		out = strconv.AppendInt(out, k, 10)
		return append(out, ']')
	case bpfFormLen:
		return append(out, "#pktlen"...)
	case bpfFormMSH:
		out = append(out, "4*(["...)
		out = strconv.AppendInt(out, k, 10)
		return append(out, "]&0xf)"...)
	case bpfFormTarget:
		return strconv.AppendInt(out, int64(pc)+1+k, 10)
	case bpfFormCode:
		out = append(out, "0x"...)
		return strconv.AppendUint(out, uint64(in.code), 16)
	}
	return out
}

// bpfMnemonic is the name of an instruction and the form of its operand.
func bpfMnemonic(code uint16) (string, bpfForm) {
	if !bpfKnown(code) {
		return "unimp", bpfFormCode
	}
	switch code & 0x07 {
	case bpfLD, bpfLDX:
		return bpfLoadMnemonic(code)
	case bpfST:
		return "st", bpfFormMem
	case bpfSTX:
		return "stx", bpfFormMem
	case bpfALU:
		return bpfALUMnemonic(code)
	case bpfJMP:
		return bpfJumpMnemonic(code)
	case bpfRET:
		if code == bpfRET|bpfRetA {
			return "ret", bpfFormNone
		}
		return "ret", bpfFormDec
	}
	if code == bpfMISC|bpfTAX {
		return "tax", bpfFormNone
	}
	return "txa", bpfFormNone
}

func bpfLoadMnemonic(code uint16) (string, bpfForm) {
	name := "ld"
	switch {
	case code&0xe0 == bpfMSH:
		name = "ldxb"
	case code&0x07 == bpfLDX:
		name = "ldx"
	case code&0x18 == bpfH:
		name = "ldh"
	case code&0x18 == bpfB:
		name = "ldb"
	}
	switch code & 0xe0 {
	case bpfABS:
		return name, bpfFormAbs
	case bpfIND:
		return name, bpfFormInd
	case bpfMEM:
		return name, bpfFormMem
	case bpfLEN:
		return name, bpfFormLen
	case bpfMSH:
		return name, bpfFormMSH
	}
	return name, bpfFormHex
}

func bpfALUMnemonic(code uint16) (string, bpfForm) {
	form, hex := bpfFormDec, bpfFormHex // masks are read in hexadecimal, numbers in decimal
	if code&bpfX != 0 {
		form, hex = bpfFormX, bpfFormX
	}
	switch code & 0xf0 {
	case bpfADD:
		return "add", form
	case bpfSUB:
		return "sub", form
	case bpfMUL:
		return "mul", form
	case bpfDIV:
		return "div", form
	case bpfMOD:
		return "mod", form
	case bpfLSH:
		return "lsh", form
	case bpfRSH:
		return "rsh", form
	case bpfOR:
		return "or", hex
	case bpfAND:
		return "and", hex
	case bpfXOR:
		return "xor", hex
	}
	return "neg", bpfFormNone
}

func bpfJumpMnemonic(code uint16) (string, bpfForm) {
	form := bpfFormHex
	if code&bpfX != 0 {
		form = bpfFormX
	}
	switch code & 0xf0 {
	case bpfJEQ:
		return "jeq", form
	case bpfJGT:
		return "jgt", form
	case bpfJGE:
		return "jge", form
	case bpfJSET:
		return "jset", form
	}
	return "ja", bpfFormTarget
}

// bpfAncillaryName is what tcpdump -d writes for the offset of an ancillary load.
func bpfAncillaryName(offset uint32) string {
	switch offset {
	case bpfAncProtocol:
		return "proto"
	case bpfAncPktType:
		return "type"
	case bpfAncIfIndex:
		return "ifidx"
	case bpfAncNlattr:
		return "nla"
	case bpfAncNlattrNest:
		return "nlan"
	case bpfAncMark:
		return "mark"
	case bpfAncQueue:
		return "queue"
	case bpfAncHatype:
		return "hatype"
	case bpfAncRxHash:
		return "rxhash"
	case bpfAncCPU:
		return "cpu"
	case bpfAncXorX:
		return "xor_x"
	case bpfAncVlanTag:
		return "vlan_tci"
	case bpfAncVlanTagPresent:
		return "vlanp"
	case bpfAncPayOffset:
		return "poff"
	case bpfAncRandom:
		return "random"
	}
	return "vlan_tpid"
}
