// Classic BPF: the interpreter and the kernel agree.

package main

import (
	"math/rand"
	"os"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// kernelFilter is a pair of datagram sockets, the second with a filter.
type kernelFilter struct{ in, out int }

func newKernelFilter(t testing.TB) *kernelFilter {
	if os.Geteuid() != 0 {
		t.Skip("needs root to compare with the kernel")
	}
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		t.Skip("no socket pair: ", err)
	}
	t.Cleanup(func() { unix.Close(fds[0]); unix.Close(fds[1]) })
	return &kernelFilter{fds[0], fds[1]}
}

func (k *kernelFilter) attach(prog []bpfInsn) error {
	return unix.SetsockoptSockFprog(k.out, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &unix.SockFprog{
		Len:    uint16(len(prog)),
		Filter: (*unix.SockFilter)(unsafe.Pointer(&prog[0])),
	})
}

// verdict sends a packet through the filter: the number of bytes that arrive, -1 for none and no packet either.
func (k *kernelFilter) verdict(t *testing.T, data []byte) int {
	if _, err := unix.Write(k.in, data); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 1<<16)
	n, _, err := unix.Recvfrom(k.out, buf, 0)
	if err == unix.EAGAIN {
		return -1
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// odd tells whether a program comes to an indexed load whose offset the kernel takes for something else than a number
// of bytes from the begin: it adds in 32 bits, and negative offsets are special.
func odd(prog []bpfInsn, data []byte) bool {
	var a, x uint32
	var mem [bpfMemWords]uint32
	for pc := 0; pc < len(prog); pc++ {
		in := prog[pc]
		right := in.k
		if in.code&bpfX != 0 {
			right = x
		}
		var at uint64
		switch in.code & 0xe7 {
		case bpfLD | bpfABS:
			at = uint64(in.k)
		case bpfLD | bpfIND:
			at = uint64(in.k) + uint64(x)
		case bpfLDX | bpfMSH:
			at = uint64(in.k)
		}
		if at >= 1<<31 {
			return true
		}
		switch in.class() {
		case bpfRET:
			return false
		case bpfLD, bpfLDX:
			v := in.k
			switch in.code & 0xe0 {
			case bpfABS, bpfIND, bpfMSH:
				one := []bpfInsn{{code: bpfLD | bpfABS | in.code&0x18, k: uint32(at)}, {code: bpfRET | bpfRetA}}
				p, _ := newBPFProgram(one)
				if at+uint64(in.size()) > uint64(len(data)) {
					return false
				}
				v = p.run(data, len(data), nil)
				if in.class() == bpfLDX {
					v = v & 15 * 4
				}
			case bpfMEM:
				v = mem[in.k]
			case bpfLEN:
				v = uint32(len(data))
			}
			if in.class() == bpfLD {
				a = v
			} else {
				x = v
			}
		case bpfST:
			mem[in.k] = a
		case bpfSTX:
			mem[in.k] = x
		case bpfALU:
			var ok bool
			if a, ok = bpfCalculate(in.op(), a, right); !ok {
				return false
			}
		case bpfMISC:
			if in.code&bpfTXA != 0 {
				a = x
			} else {
				x = a
			}
		case bpfJMP:
			taken := in.op() == bpfJEQ && a == right || in.op() == bpfJGT && a > right || in.op() == bpfJGE && a >= right ||
				in.op() == bpfJSET && a&right != 0
			if in.op() == bpfJA {
				pc += int(in.k)
			} else {
				pc += in.jump(taken)
			}
		}
	}
	return false
}

// Random programs, and what the optimiser makes of them, on random packets. A shift by a register of 32 and more is
// left out: the processor decides there.
func TestBPFKernel(t *testing.T) {
	k := newKernelFilter(t)
	r := rand.New(rand.NewSource(3))
	accepted, packets := 0, 0
	for range 4000 {
		prog := randomProgram(r, false)
		for i, in := range prog {
			if in.code == bpfALU|bpfLSH|bpfX || in.code == bpfALU|bpfRSH|bpfX {
				prog[i] = bpfInsn{code: in.code &^ bpfX, k: in.k % 32}
			}
		}
		why := bpfKernelRefuses(prog)
		if err := k.attach(prog); (err == nil) != (why == "") {
			t.Fatalf("kernel: %v, we: %q\n%s", err, why, disassembleBPF(nil, prog))
		} else if err != nil {
			continue
		}
		accepted++
		opt, err := optimised(prog)
		if err != nil {
			opt = []bpfInsn{{code: bpfRET}}
		}
		data := make([][]byte, 8)
		for i := range data {
			data[i] = randomPacket(r)
		}
		run := func(prog []bpfInsn) {
			p, _ := newBPFProgram(prog)
			for _, d := range data {
				if odd(prog, d) {
					continue
				}
				want := min(int(min(p.run(d, len(d), nil), 1<<16)), len(d))
				if p.run(d, len(d), nil) == 0 {
					want = -1
				}
				if got := k.verdict(t, d); got != want {
					t.Fatalf("kernel %d, interpreter %d for %x\n%s", got, want, d, disassembleBPF(nil, prog))
				}
				packets++
			}
		}
		run(prog)
		if err := k.attach(opt); err != nil {
			t.Fatalf("optimised: %v\n%s\n%s", err, disassembleBPF(nil, prog), disassembleBPF(nil, opt))
		}
		run(opt)
	}
	if accepted < 500 {
		t.Errorf("only %d programs that the kernel takes", accepted)
	}
	t.Logf("%d programs, %d packets", accepted, packets)
}
