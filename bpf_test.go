// Classic BPF: assembler, disassembler and validator.

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// filterRow is a line of accept.jsonl or image.jsonl.
type filterRow struct {
	Label, Dlt, Expr, Block string
	Snaplen                 int
	Needs                   []string
	Unopt, Opt              [][4]uint32
	Optmessage, Message     string
	Savefile                string

	Pc   int
	Insn [4]uint32
	Text string
}

func filterRows(t testing.TB, name string) []filterRow {
	f, err := os.Open(filepath.Join("..", "shared", "conformance", "filter", name))
	if err != nil {
		t.Skip("no conformance data: ", err)
	}
	defer f.Close()
	var rows []filterRow
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var r filterRow
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}

func insnsOf(rows [][4]uint32) []bpfInsn {
	prog := make([]bpfInsn, len(rows))
	for i, r := range rows {
		prog[i] = bpfInsn{uint16(r[0]), uint8(r[1]), uint8(r[2]), r[3]}
	}
	return prog
}

// blocksOf decodes a program into a graph, the inverse of assembleBlocks.
func blocksOf(prog []bpfInsn) *bpfBlock {
	leader := make([]bool, len(prog)+1)
	leader[0] = true
	target := func(pc int, in bpfInsn) (int, int) {
		if in.code == bpfJMP|bpfJA {
			return pc + 1 + int(int32(in.k)), 0
		}
		return pc + 1 + int(in.jt), pc + 1 + int(in.jf)
	}
	for pc, in := range prog {
		switch in.class() {
		case bpfJMP:
			yes, no := target(pc, in)
			leader[yes], leader[no], leader[pc+1] = true, true, true
		case bpfRET:
			leader[pc+1] = true
		}
	}
	blocks := make([]*bpfBlock, len(prog)+1)
	for pc := range prog {
		if leader[pc] {
			blocks[pc] = &bpfBlock{}
		}
	}
	var b *bpfBlock
	for pc, in := range prog {
		if leader[pc] {
			if b != nil && b.last == (bpfInsn{}) {
				b.last, b.yes = bpfInsn{code: bpfJMP | bpfJA}, blocks[pc]
			}
			b = blocks[pc]
		}
		switch in.class() {
		case bpfJMP:
			yes, no := target(pc, in)
			b.last, b.yes = bpfInsn{code: in.code, k: in.k}, blocks[yes]
			if in.conditional() {
				b.no = blocks[no]
			} else {
				b.last.k = 0
			}
		case bpfRET:
			b.last = in
		default:
			b.stmts = append(b.stmts, in)
		}
	}
	return blocks[0]
}

func TestBPFImage(t *testing.T) {
	for _, r := range filterRows(t, "image.jsonl") {
		in := insnsOf([][4]uint32{r.Insn})[0]
		if got := strings.TrimRight(string(bpfImage(nil, r.Pc, in)), " "); got != r.Text {
			t.Errorf("%v: %q, want %q", r.Insn, got, r.Text)
		}
	}
}

// What tcpdump's library prints for the corners: names of ancillary loads, signed numbers, the blank after an
// instruction without operand, line numbers of more than three digits, and codes that are no instruction.
func TestBPFImageCorners(t *testing.T) {
	for _, c := range []struct {
		pc   int
		in   bpfInsn
		want string
	}{
		{7, bpfInsn{0x20, 0, 0, 0xfffff000}, "(007) ld       [proto]"},
		{7, bpfInsn{0x28, 0, 0, 0xfffff004}, "(007) ldh      [type]"},
		{7, bpfInsn{0x20, 0, 0, 0xfffff008}, "(007) ld       [ifidx]"},
		{7, bpfInsn{0x28, 0, 0, 0xfffff02c}, "(007) ldh      [vlan_tci]"},
		{7, bpfInsn{0x30, 0, 0, 0xfffff030}, "(007) ldb      [vlanp]"},
		{7, bpfInsn{0x30, 0, 0, 0xfffff03c}, "(007) ldb      [vlan_tpid]"},
		{7, bpfInsn{0x20, 0, 0, 0xfffff040}, "(007) ld       [-4032]"},
		{7, bpfInsn{0x04, 0, 0, 0x90000003}, "(007) add      #-1879048189"},
		{7, bpfInsn{0x54, 0, 0, 0x90000003}, "(007) and      #0x90000003"},
		{7, bpfInsn{0x07, 0, 0, 0}, "(007) tax      "},
		{7, bpfInsn{0x16, 0, 0, 0}, "(007) ret      "},
		{1234, bpfInsn{0x15, 1, 2, 0xfffffff0}, "(1234) jeq      #0xfffffff0      jt 1236\tjf 1237"},
		{7, bpfInsn{0x05, 1, 2, 0xfffffff0}, "(007) ja       -8"},
		{7, bpfInsn{0x70, 1, 2, 0}, "(007) unimp    0x70"},
		{7, bpfInsn{0x55, 1, 2, 0}, "(007) unimp    0x55             jt 9\tjf 10"},
	} {
		if got := string(bpfImage(nil, c.pc, c.in)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestBPFDump(t *testing.T) {
	prog := []bpfInsn{{0x28, 0, 0, 12}, {0x15, 0, 1, 0x800}, {6, 0, 0, 262144}, {6, 0, 0, 0}}
	if got, want := string(dumpBPFC(nil, prog)), "{ 0x28, 0, 0, 0x0000000c },\n{ 0x15, 0, 1, 0x00000800 },\n"+
		"{ 0x6, 0, 0, 0x00040000 },\n{ 0x6, 0, 0, 0x00000000 },\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := string(dumpBPFDecimal(nil, prog)), "4\n40 0 0 12\n21 0 1 2048\n6 0 0 262144\n6 0 0 0\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Taking a program apart and assembling it again gives a program of the same length.
func TestBPFAssembleRoundTrip(t *testing.T) {
	for _, r := range filterRows(t, "accept.jsonl") {
		for _, rows := range [][][4]uint32{r.Unopt, r.Opt} {
			if rows == nil {
				continue
			}
			prog := insnsOf(rows)
			got, err := assembleBlocks(blocksOf(prog))
			if err != nil {
				t.Fatal(err)
			}
			if err := validateBPF(got); err != nil {
				t.Fatal(r.Label, err)
			}
			if len(got) > len(prog) {
				t.Errorf("%s: %d instructions, want %d:\n%s\n%s", r.Label, len(got), len(prog),
					disassembleBPF(nil, prog), disassembleBPF(nil, got))
			}
		}
	}
}

// A chain of n comparisons whose far ends are out of reach of a conditional jump.
func TestBPFLongJumps(t *testing.T) {
	for _, n := range []int{1, 253, 254, 255, 256, 257, 300, 509, 510, 511, 2000} {
		accept := &bpfBlock{last: bpfInsn{code: bpfRET, k: 7}}
		reject := &bpfBlock{last: bpfInsn{code: bpfRET}}
		root := reject
		for i := n - 1; i >= 0; i-- {
			root = &bpfBlock{last: bpfInsn{code: bpfJMP | bpfJEQ, k: uint32(i)}, yes: accept, no: root}
		}
		root = &bpfBlock{stmts: []bpfInsn{{code: bpfLD | bpfABS | bpfW}}, last: bpfInsn{code: bpfJMP | bpfJA}, yes: root}
		prog, err := assembleBlocks(root)
		if err != nil {
			t.Fatal(err)
		}
		p, err := newBPFProgram(prog)
		if err != nil {
			t.Fatal(n, err)
		}
		if most := n + 3 + n/200; len(prog) > most {
			t.Errorf("%d comparisons in %d instructions", n, len(prog))
		}
		for i := range n + 3 {
			want := uint32(7)
			if i >= n {
				want = 0
			}
			if got := p.run([]byte{0, 0, byte(i >> 8), byte(i)}, 4, nil); got != want {
				t.Fatalf("%d of %d: %d", i, n, got)
			}
		}
	}
}

func TestBPFTooLong(t *testing.T) {
	b := &bpfBlock{last: bpfInsn{code: bpfRET}}
	for range 70 {
		b = &bpfBlock{stmts: make([]bpfInsn, 1000), last: bpfInsn{code: bpfJMP | bpfJA}, yes: b}
	}
	if _, err := assembleBlocks(b); err == nil {
		t.Error("a program of 70000 instructions was assembled")
	}
}

func TestBPFValidate(t *testing.T) {
	ret := bpfInsn{code: bpfRET}
	for _, c := range []struct {
		name   string
		prog   []bpfInsn
		valid  bool
		kernel bool
	}{
		{"empty", nil, false, false},
		{"ret", []bpfInsn{ret}, true, true},
		{"no ret", []bpfInsn{{code: bpfMISC | bpfTAX}}, false, false},
		{"M[15]", []bpfInsn{{code: bpfST, k: 15}, ret}, true, true},
		{"M[16]", []bpfInsn{{code: bpfST, k: 16}, ret}, false, false},
		{"M[0] before it is written", []bpfInsn{{code: bpfLD | bpfMEM}, ret}, true, false},
		{"M[0] written on one of two ways", []bpfInsn{{code: bpfJMP | bpfJEQ, jf: 1}, {code: bpfST},
			{code: bpfLD | bpfMEM}, ret}, true, false},
		{"M[0] written on both ways", []bpfInsn{{code: bpfJMP | bpfJEQ, jf: 2}, {code: bpfST},
			{code: bpfJMP | bpfJA, k: 1}, {code: bpfSTX}, {code: bpfLD | bpfMEM}, ret}, true, true},
		{"division by 0", []bpfInsn{{code: bpfALU | bpfDIV}, ret}, false, false},
		{"modulo 0", []bpfInsn{{code: bpfALU | bpfMOD}, ret}, false, false},
		{"division by X", []bpfInsn{{code: bpfALU | bpfDIV | bpfX}, ret}, true, true},
		{"shift by 31", []bpfInsn{{code: bpfALU | bpfLSH, k: 31}, ret}, true, true},
		{"shift by 32", []bpfInsn{{code: bpfALU | bpfLSH, k: 32}, ret}, true, false},
		{"jt to the end", []bpfInsn{{code: bpfJMP | bpfJEQ, jt: 0}, ret}, true, true},
		{"jt past the end", []bpfInsn{{code: bpfJMP | bpfJEQ, jt: 1}, ret}, false, false},
		{"jf past the end", []bpfInsn{{code: bpfJMP | bpfJEQ, jf: 1}, ret}, false, false},
		{"ja past the end", []bpfInsn{{code: bpfJMP | bpfJA, k: 1}, ret}, false, false},
		{"ja far past the end", []bpfInsn{{code: bpfJMP | bpfJA, k: 0x7fffffff}, ret}, false, false},
		{"ja back", []bpfInsn{{code: bpfMISC}, {code: bpfJMP | bpfJA, k: 0xfffffffe}, ret}, true, false},
		{"ja before the begin", []bpfInsn{{code: bpfJMP | bpfJA, k: 0xfffffffe}, ret}, false, false},
		{"unknown code", []bpfInsn{{code: 0x70}, ret}, false, false},
		{"known code in 16 bits", []bpfInsn{{code: 0x100}, ret}, false, false},
		{"ancillary", []bpfInsn{{code: bpfLD | bpfABS | bpfH, k: bpfAncillary + bpfAncVlanTag}, ret}, true, true},
		{"ancillary, unknown", []bpfInsn{{code: bpfLD | bpfABS | bpfH, k: bpfAncillary + bpfAncEnd}, ret}, true, false},
	} {
		err := validateBPF(c.prog)
		if (err == nil) != c.valid {
			t.Errorf("%s: %v", c.name, err)
		}
		if err == nil && (bpfKernelRefuses(c.prog) == "") != c.kernel {
			t.Errorf("%s: kernel: %q", c.name, bpfKernelRefuses(c.prog))
		}
	}
}

// randomProgram is valid, mostly made of instructions that do something to a short packet.
func randomProgram(r *rand.Rand, loops bool) []bpfInsn {
	codes := []uint16{0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0c, 0x14, 0x15, 0x16, 0x1c, 0x1d, 0x20, 0x24,
		0x25, 0x28, 0x2c, 0x2d, 0x30, 0x34, 0x35, 0x3c, 0x3d, 0x40, 0x44, 0x45, 0x48, 0x4c, 0x4d, 0x50, 0x54, 0x5c,
		0x60, 0x61, 0x64, 0x6c, 0x74, 0x7c, 0x80, 0x81, 0x84, 0x87, 0x94, 0x9c, 0xa4, 0xac, 0xb1}
	n := 2 + r.Intn(40)
	prog := make([]bpfInsn, n)
	for pc := range prog {
		in := bpfInsn{code: codes[r.Intn(len(codes))], k: uint32(r.Intn(24))}
		if r.Intn(8) == 0 {
			in.k = r.Uint32()
		}
		left := n - pc - 2
		switch {
		case in.class() == bpfRET && r.Intn(4) > 0 || left < 0 && in.class() != bpfRET:
			in = bpfInsn{code: bpfLD | bpfIMM, k: in.k}
		case in.code == bpfJMP|bpfJA:
			in.k = uint32(r.Intn(min(left, 4) + 1))
			if loops && r.Intn(3) == 0 {
				in.k = uint32(-1 - r.Intn(pc+1))
			}
		case in.class() == bpfJMP:
			in.jt, in.jf = uint8(r.Intn(min(left, 8)+1)), uint8(r.Intn(min(left, 8)+1))
		case in.code == bpfST, in.code == bpfSTX, in.code&0xe7 == bpfMEM, in.code&0xe7 == bpfLDX|bpfMEM:
			in.k %= 4
		case in.class() == bpfALU && (in.op() == bpfLSH || in.op() == bpfRSH):
			in.k %= 32
		case in.code == bpfALU|bpfDIV, in.code == bpfALU|bpfMOD:
			in.k |= 1
		}
		prog[pc] = in
	}
	prog[n-1] = bpfInsn{code: bpfRET | bpfRetA}
	if r.Intn(2) == 0 {
		prog[n-1] = bpfInsn{code: bpfRET, k: uint32(r.Intn(2) * 65535)}
	}
	return prog
}

func randomPacket(r *rand.Rand) []byte {
	p := make([]byte, r.Intn(48))
	r.Read(p)
	for i := range p {
		if r.Intn(2) == 0 {
			p[i] &= 0x0f
		}
	}
	return p
}

// Assembling the graph of a program keeps its meaning.
func TestBPFAssembleRandom(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 3000 {
		prog := randomProgram(r, true)
		if err := validateBPF(prog); err != nil {
			t.Fatal(err)
		}
		again, err := assembleBlocks(blocksOf(prog))
		if err != nil {
			t.Fatal(err)
		}
		p, _ := newBPFProgram(prog)
		q, err := newBPFProgram(again)
		if err != nil {
			t.Fatalf("%v\n%s", err, disassembleBPF(nil, again))
		}
		for range 20 {
			data := randomPacket(r)
			if v, w := p.run(data, len(data)+3, nil), q.run(data, len(data)+3, nil); v != w {
				t.Fatalf("%d became %d\n%s\n%s", v, w, disassembleBPF(nil, prog), disassembleBPF(nil, again))
			}
		}
	}
}

func FuzzBPFRun(f *testing.F) {
	f.Add([]byte{0x28, 0, 0, 0, 0, 0, 0, 12, 0x15, 0, 0, 1, 0, 0, 8, 0, 6, 0, 0, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0},
		[]byte("0123456789ab\x08\x00rest"))
	f.Fuzz(func(t *testing.T, code, data []byte) {
		var prog []bpfInsn
		for ; len(code) >= 8 && len(prog) < 500; code = code[8:] {
			prog = append(prog, bpfInsn{uint16(code[0]) | uint16(code[1])<<8, code[2], code[3],
				uint32(code[4])<<24 | uint32(code[5])<<16 | uint32(code[6])<<8 | uint32(code[7])})
		}
		text := disassembleBPF(nil, prog)
		if bytes.Count(text, []byte("\n")) != len(prog) {
			t.Error("lines")
		}
		p, err := newBPFProgram(prog)
		if err != nil {
			return
		}
		bpfKernelRefuses(prog)
		p.run(data, len(data), &packetAux{valid: len(data)&1 == 0})
	})
}
