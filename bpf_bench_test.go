// Classic BPF: what one packet costs, and whether another form of interpreter would be faster.

package main

import (
	"encoding/binary"
	"math/rand"
	"testing"
)

// benchProgram is "tcp port 443" on Ethernet, 20 instructions.
func benchProgram(tb testing.TB) []bpfInsn {
	jump := func(code uint16, k uint32, jt, jf uint8) bpfInsn { return bpfInsn{bpfJMP | code, jt, jf, k} }
	load := func(code uint16, k uint32) bpfInsn { return bpfInsn{code: code, k: k} }
	prog := []bpfInsn{
		load(bpfLD|bpfABS|bpfH, 12), jump(bpfJEQ, 0x86dd, 0, 6),
		load(bpfLD|bpfABS|bpfB, 20), jump(bpfJEQ, 6, 0, 15),
		load(bpfLD|bpfABS|bpfH, 54), jump(bpfJEQ, 443, 12, 0),
		load(bpfLD|bpfABS|bpfH, 56), jump(bpfJEQ, 443, 10, 11),
		jump(bpfJEQ, 0x800, 0, 10),
		load(bpfLD|bpfABS|bpfB, 23), jump(bpfJEQ, 6, 0, 8),
		load(bpfLD|bpfABS|bpfH, 20), jump(bpfJSET, 0x1fff, 6, 0),
		load(bpfLDX|bpfMSH|bpfB, 14),
		load(bpfLD|bpfIND|bpfH, 14), jump(bpfJEQ, 443, 2, 0),
		load(bpfLD|bpfIND|bpfH, 16), jump(bpfJEQ, 443, 0, 1),
		{code: bpfRET, k: 262144}, {code: bpfRET},
	}
	if err := validateBPF(prog); err != nil {
		tb.Fatal(err)
	}
	return prog
}

// benchPackets are TCP packets, every eighth to port 443; n of 256 bytes, far apart in memory.
func benchPackets(n int) [][]byte {
	r := rand.New(rand.NewSource(4))
	packets := make([][]byte, n)
	for i := range packets {
		p := make([]byte, 256)
		p[12], p[14], p[23] = 8, 0x45, 6
		binary.BigEndian.PutUint16(p[34:], uint16(1024+r.Intn(60000)))
		binary.BigEndian.PutUint16(p[36:], 80)
		if i%8 == 0 {
			binary.BigEndian.PutUint16(p[36:], 443)
		}
		packets[i] = p
	}
	return packets
}

// BenchmarkBPF compares the switch over instructions with a form that decides on a load and the comparison behind it
// in one step, and with closures; hot packets are in the cache, cold ones are not.
func BenchmarkBPF(b *testing.B) {
	prog := benchProgram(b)
	p, _ := newBPFProgram(prog)
	forms := []struct {
		name string
		run  func(data []byte) uint32
	}{
		{"switch", func(data []byte) uint32 { return p.run(data, len(data), nil) }},
		{"fused", fuseBPF(prog).run},
		{"closures", closeBPF(prog)},
	}
	for _, size := range []struct {
		name string
		n    int
	}{{"hot", 64}, {"cold", 1 << 18}} {
		packets := benchPackets(size.n)
		order := rand.New(rand.NewSource(5)).Perm(size.n)
		for _, f := range forms {
			b.Run(f.name+"/"+size.name, func(b *testing.B) {
				matches, i := 0, 0
				b.ReportAllocs()
				for b.Loop() {
					if f.run(packets[order[i]]) != 0 {
						matches++
					}
					if i++; i == size.n {
						i = 0
					}
				}
				if matches == 0 {
					b.Fatal("no match")
				}
			})
		}
	}
}

// fusedBPF is a load from a constant or indexed offset with the comparison behind it, or msh, or a return.
type fusedBPF struct {
	form   uint8 // 0 no load, 1 byte, 2 half word, 3 indexed half word, 4 msh, 5 return
	rel    uint16
	at, k  uint32
	jt, jf uint16
}

type fusedProgram []fusedBPF

func fuseBPF(prog []bpfInsn) fusedProgram {
	var out fusedProgram
	where := make([]int, len(prog))
	for pc := 0; pc < len(prog); pc++ {
		where[pc] = len(out)
		in := prog[pc]
		f := fusedBPF{at: in.k, k: in.k}
		switch in.code {
		case bpfRET:
			f.form = 5
			out = append(out, f)
			continue
		case bpfLDX | bpfMSH | bpfB:
			f.form = 4
			out = append(out, f)
			continue
		case bpfLD | bpfABS | bpfB:
			f.form = 1
		case bpfLD | bpfABS | bpfH:
			f.form = 2
		case bpfLD | bpfIND | bpfH:
			f.form = 3
		}
		if f.form != 0 {
			pc++
			where[pc] = len(out)
		}
		j := prog[pc]
		f.rel, f.k, f.jt, f.jf = j.op(), j.k, uint16(pc+1+int(j.jt)), uint16(pc+1+int(j.jf))
		out = append(out, f)
	}
	for i := range out {
		out[i].jt, out[i].jf = uint16(where[out[i].jt]), uint16(where[out[i].jf])
	}
	return out
}

func (p fusedProgram) run(data []byte) uint32 {
	var a, x uint32
	for pc := 0; pc < len(p); {
		f := &p[pc]
		at := uint64(f.at)
		switch f.form {
		case 1:
			if at >= uint64(len(data)) {
				return 0
			}
			a = uint32(data[at])
		case 2, 3:
			if f.form == 3 {
				at += uint64(x)
			}
			if at+2 > uint64(len(data)) {
				return 0
			}
			a = uint32(binary.BigEndian.Uint16(data[at:]))
		case 4:
			if at >= uint64(len(data)) {
				return 0
			}
			x = uint32(data[at]&15) << 2
			pc++
			continue
		case 5:
			return f.k
		}
		taken := a == f.k
		if f.rel == bpfJSET {
			taken = a&f.k != 0
		}
		if taken {
			pc = int(f.jt)
		} else {
			pc = int(f.jf)
		}
	}
	return 0
}

// closeBPF makes one function of each instruction, which calls the next.
func closeBPF(prog []bpfInsn) func([]byte) uint32 {
	type step func(data []byte, a, x uint32) uint32
	steps := make([]step, len(prog))
	for pc := len(prog) - 1; pc >= 0; pc-- {
		in := prog[pc]
		k := in.k
		var next, no step
		switch {
		case in.class() == bpfJMP:
			next, no = steps[pc+1+int(in.jt)], steps[pc+1+int(in.jf)]
		case in.class() != bpfRET:
			next = steps[pc+1]
		}
		switch in.code {
		case bpfRET:
			steps[pc] = func([]byte, uint32, uint32) uint32 { return k }
		case bpfLD | bpfABS | bpfB:
			steps[pc] = func(data []byte, a, x uint32) uint32 {
				if uint64(k) >= uint64(len(data)) {
					return 0
				}
				return next(data, uint32(data[k]), x)
			}
		case bpfLD | bpfABS | bpfH:
			steps[pc] = func(data []byte, a, x uint32) uint32 {
				if uint64(k)+2 > uint64(len(data)) {
					return 0
				}
				return next(data, uint32(binary.BigEndian.Uint16(data[k:])), x)
			}
		case bpfLD | bpfIND | bpfH:
			steps[pc] = func(data []byte, a, x uint32) uint32 {
				at := uint64(k) + uint64(x)
				if at+2 > uint64(len(data)) {
					return 0
				}
				return next(data, uint32(binary.BigEndian.Uint16(data[at:])), x)
			}
		case bpfLDX | bpfMSH | bpfB:
			steps[pc] = func(data []byte, a, x uint32) uint32 {
				if uint64(k) >= uint64(len(data)) {
					return 0
				}
				return next(data, a, uint32(data[k]&15)<<2)
			}
		case bpfJMP | bpfJEQ:
			steps[pc] = func(data []byte, a, x uint32) uint32 {
				if a == k {
					return next(data, a, x)
				}
				return no(data, a, x)
			}
		case bpfJMP | bpfJSET:
			steps[pc] = func(data []byte, a, x uint32) uint32 {
				if a&k != 0 {
					return next(data, a, x)
				}
				return no(data, a, x)
			}
		}
	}
	return func(data []byte) uint32 { return steps[0](data, 0, 0) }
}
