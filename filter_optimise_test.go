// The filter's optimiser: it keeps the meaning of programs and makes them no longer than libpcap's.

package main

import (
	"encoding/binary"
	"math/rand"
	"os"
	"slices"
	"testing"
)

// optimised is what the optimiser makes of a program; a filter that cannot be true becomes "ret #0".
func optimised(prog []bpfInsn) ([]bpfInsn, error) {
	root, err := optimiseBlocks(blocksOf(prog), true)
	if err != nil {
		return []bpfInsn{{code: bpfRET}}, err
	}
	after, err := assembleBlocks(root)
	if err == nil {
		err = validateBPF(after)
	}
	return after, err
}

// shortened is what becomes of a program if no load is lost that rejects a short packet.
func shortened(t testing.TB, prog []bpfInsn) []bpfInsn {
	root, _ := shorten(blocksOf(prog))
	if root == nil {
		return []bpfInsn{{code: bpfRET}}
	}
	after, err := assembleBlocks(root)
	if err != nil {
		t.Fatal(err)
	}
	return after
}

// neverFails is the program with every return turned into "ret #1": where that returns 0, a load has failed or a
// division by zero.
func neverFails(t testing.TB, prog []bpfInsn) *bpfProgram {
	prog = slices.Clone(prog)
	for i := range prog {
		if prog[i].class() == bpfRET {
			prog[i] = bpfInsn{code: bpfRET, k: 1}
		}
	}
	p, err := newBPFProgram(prog)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sameVerdict compares two programs on a packet. They must agree; or a load of the first has failed, and the second
// accepts the packet because of the bytes that it has, whatever the missing ones are (gatherTests).
func sameVerdict(before, after *bpfProgram, data []byte, aux *packetAux, r *rand.Rand) bool {
	v, w := before.run(data, len(data)+3, aux), after.run(data, len(data)+3, aux)
	if v == w {
		return true
	}
	if v != 0 {
		return false
	}
	for range 8 {
		whole := make([]byte, len(data)+512)
		r.Read(whole)
		copy(whole, data)
		if before.run(whole, len(data)+3, aux) != w || after.run(whole, len(data)+3, aux) != w {
			return false
		}
	}
	return true
}

// compareOnPackets reports the first packet on which two programs do not agree. With lenient, packets do not count on
// which the first program fails.
func compareOnPackets(t *testing.T, name string, before, after []bpfInsn, packets [][]byte, r *rand.Rand, lenient bool) bool {
	fails := neverFails(t, before)
	p, err := newBPFProgram(before)
	if err != nil {
		t.Fatal(name, err)
	}
	q, err := newBPFProgram(after)
	if err != nil {
		t.Errorf("%s: %v\n%s", name, err, disassembleBPF(nil, after))
		return false
	}
	for i, data := range packets {
		aux := &packetAux{valid: true, vlanTagPresent: i&1 != 0, vlanTCI: uint16(i & 7), pktType: uint8(i % 5)}
		if lenient && fails.run(data, len(data)+3, aux) == 0 {
			continue
		}
		if !sameVerdict(p, q, data, aux, r) {
			t.Errorf("%s: %d became %d for %x\n%s\n%s", name, p.run(data, len(data)+3, aux), q.run(data, len(data)+3, aux),
				data, disassembleBPF(nil, before), disassembleBPF(nil, after))
			return false
		}
	}
	return true
}

// steeredPackets have the numbers that a program compares with, or their neighbours, where it loads them.
func steeredPackets(prog []bpfInsn, n int, r *rand.Rand) [][]byte {
	var numbers []uint32
	reach := 64
	for _, in := range prog {
		if in.class() == bpfJMP && in.k != 0 {
			numbers = append(numbers, in.k)
		}
		if in.code&0xe0 == bpfABS && in.class() == bpfLD && in.k < 1024 {
			reach = max(reach, int(in.k)+8)
		}
	}
	packets := make([][]byte, n)
	for i := range packets {
		p := make([]byte, reach+64)
		if i%3 == 0 {
			r.Read(p)
		}
		x := 0
		for pc, in := range prog {
			at := int(in.k)
			switch {
			case in.code == bpfLDX|bpfMSH|bpfB && at < reach:
				p[at] = p[at]&0xf0 | 5
				x = 20
				continue
			case in.class() == bpfLD && in.code&0xe0 == bpfABS && in.k < 1024:
			case in.class() == bpfLD && in.code&0xe0 == bpfIND && in.k < 512:
				at += x
			default:
				continue
			}
			k := r.Uint32()
			for _, next := range prog[pc+1 : min(pc+5, len(prog))] { // the comparison that belongs to it
				if next.class() == bpfJMP {
					k = next.k
					break
				}
			}
			if len(numbers) > 0 && r.Intn(4) == 0 {
				k = numbers[r.Intn(len(numbers))] + uint32(r.Intn(3)) - 1
			}
			if r.Intn(8) == 0 || at+4 > len(p) {
				continue
			}
			switch in.size() {
			case 1:
				p[at] = byte(k)
			case 2:
				binary.BigEndian.PutUint16(p[at:], uint16(k))
			default:
				binary.BigEndian.PutUint32(p[at:], k)
			}
		}
		if i%4 == 1 {
			p = p[:r.Intn(len(p))]
		}
		packets[i] = p
	}
	return packets
}

// longerThanReference lists the filters whose program has more instructions than libpcap's, with the reason.
var longerThanReference = map[string]string{}

func TestOptimiseAgainstReference(t *testing.T) {
	ours, theirs := 0, 0
	for _, row := range filterRows(t, "accept.jsonl") {
		after, err := optimised(insnsOf(row.Unopt))
		if row.Opt == nil {
			if err == nil || err.Error() != row.Optmessage {
				t.Errorf("%s %s %q: %v, want %s\n%s", row.Label, row.Dlt, row.Expr, err, row.Optmessage,
					disassembleBPF(nil, after))
			}
			continue
		}
		if err != nil {
			t.Errorf("%s %s %q: %v", row.Label, row.Dlt, row.Expr, err)
			continue
		}
		ours += len(after)
		theirs += len(row.Opt)
		if len(after) > len(row.Opt) && longerThanReference[row.Expr] == "" {
			t.Errorf("%s %s %q: %d instructions, libpcap %d\n%s\n%s", row.Label, row.Dlt, row.Expr, len(after),
				len(row.Opt), disassembleBPF(nil, after), disassembleBPF(nil, insnsOf(row.Opt)))
		}
	}
	t.Logf("%d instructions, libpcap %d", ours, theirs)
	if ours > theirs*95/100 {
		t.Errorf("%d instructions, libpcap %d: that was better once", ours, theirs)
	}
}

func TestOptimiseKeepsMeaning(t *testing.T) {
	r := rand.New(rand.NewSource(6))
	seen := make(map[string]bool)
	for _, row := range filterRows(t, "accept.jsonl") {
		if seen[row.Block] {
			continue
		}
		seen[row.Block] = true
		before := insnsOf(row.Unopt)
		after, _ := optimised(before)
		compareOnPackets(t, row.Dlt+" "+row.Expr, before, after, steeredPackets(before, 200, r), r, true)
		compareOnPackets(t, row.Dlt+" "+row.Expr, before, shortened(t, before), steeredPackets(before, 200, r), r, false)
	}
}

// Every single pass keeps the meaning, on programs of all sorts, and so does writing the graph without any pass.
func TestOptimisePassesKeepMeaning(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	for i := range 3000 {
		prog := randomProgram(r, false)
		packets := make([][]byte, 10)
		for i := range packets {
			packets[i] = randomPacket(r)
		}
		for n := range len(flowPasses) + 1 {
			insight := flowInsight(r.Intn(int(flowThorough) + 1))
			g := liftFilter(blocksOf(prog), insight)
			for _, p := range flowPasses[:n] {
				p.run(g)
			}
			root := g.lower()
			if root == nil {
				continue // no place for a value: the program would be left as it is
			}
			after, err := assembleBlocks(root)
			if err != nil {
				t.Fatal(err)
			}
			name := "lifted and written"
			if n > 0 {
				name = flowPasses[n-1].name
			}
			if !compareOnPackets(t, name, prog, after, packets, r, insight <= flowLenient) {
				t.Fatal(i)
			}
		}
	}
}

func TestOptimisePassOrder(t *testing.T) {
	var done []string
	for _, p := range flowPasses {
		if p.after != "" && !slices.Contains(done, p.after) {
			t.Errorf("%q is to be run after %q", p.name, p.after)
		}
		if slices.Contains(done, p.name) {
			t.Errorf("%q is listed twice", p.name)
		}
		done = append(done, p.name)
	}
}

func TestOptimiseRandom(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	before, after := 0, 0
	for i := range 10000 {
		prog := randomProgram(r, false)
		opt, _ := optimised(prog)
		packets := make([][]byte, 20)
		for i := range packets {
			packets[i] = randomPacket(r)
		}
		if !compareOnPackets(t, "random", prog, opt, packets, r, true) ||
			!compareOnPackets(t, "random", prog, shortened(t, prog), packets, r, false) {
			t.Fatal(i)
		}
		if len(opt) > len(prog) {
			t.Errorf("longer:\n%s\n%s", disassembleBPF(nil, prog), disassembleBPF(nil, opt))
		}
		if bpfKernelRefuses(prog) == "" && bpfKernelRefuses(opt) != "" {
			t.Errorf("%s:\n%s\n%s", bpfKernelRefuses(opt), disassembleBPF(nil, prog), disassembleBPF(nil, opt))
		}
		before += len(prog)
		after += len(opt)
	}
	t.Logf("%d -> %d", before, after)
}

// What the optimiser is for, one thing at a time.
func TestOptimiseSteps(t *testing.T) {
	half, word := uint16(bpfLD|bpfABS|bpfH), uint16(bpfLD|bpfABS|bpfW)
	accept, reject := bpfInsn{code: bpfRET, k: 9}, bpfInsn{code: bpfRET}
	for _, c := range []struct {
		name string
		prog []bpfInsn
		want int // instructions; 0 for a filter that cannot be true
	}{
		{"true without looking", []bpfInsn{{code: bpfLD, k: 1}, {code: bpfJMP | bpfJEQ, k: 1, jf: 1}, accept, reject}, 1},
		{"false without looking", []bpfInsn{{code: bpfLD}, {code: bpfJMP | bpfJEQ, k: 1, jf: 1}, accept, reject}, 0},
		{"a constant through scratch memory", []bpfInsn{{code: bpfLD, k: 12}, {code: bpfST, k: 3}, {code: bpfLDX | bpfMEM, k: 3},
			{code: bpfLD | bpfIND | bpfH, k: 2}, {code: bpfJMP | bpfJEQ, k: 1, jf: 1}, accept, reject}, 4},
		{"the same load again", []bpfInsn{{code: half, k: 12}, {code: bpfJMP | bpfJEQ, k: 1, jt: 2}, {code: half, k: 12},
			{code: bpfJMP | bpfJEQ, k: 2, jf: 1}, accept, reject}, 5},
		{"decided by an equal number", []bpfInsn{{code: half, k: 12}, {code: bpfJMP | bpfJEQ, k: 1, jf: 3}, {code: half, k: 12},
			{code: bpfJMP | bpfJEQ, k: 2, jf: 1}, accept, reject}, 0},
		{"decided by a range", []bpfInsn{{code: half, k: 12}, {code: bpfJMP | bpfJGT, k: 9, jf: 2},
			{code: bpfJMP | bpfJGE, k: 5, jf: 1}, accept, reject}, 4},
		{"mask compared with 0", []bpfInsn{{code: half, k: 12}, {code: bpfALU | bpfAND, k: 6},
			{code: bpfJMP | bpfJEQ, jf: 1}, accept, reject}, 4},
		{"multiplied by a power of two", []bpfInsn{{code: half, k: 12}, {code: bpfALU | bpfMUL, k: 4},
			{code: bpfJMP | bpfJEQ, k: 16, jf: 1}, accept, reject}, 4},
		{"a comparison that libpcap sees decided", []bpfInsn{{code: half, k: 12}, {code: bpfALU | bpfAND},
			{code: bpfJMP | bpfJEQ, jf: 1}, accept, reject}, 1},
		{"one that it does not see decided still rejects short packets", []bpfInsn{{code: half, k: 12}, {code: bpfALU | bpfRSH, k: 16},
			{code: bpfJMP | bpfJEQ, jf: 1}, accept, reject}, 2},
		{"not if another load reaches as far", []bpfInsn{{code: half, k: 12}, {code: bpfALU | bpfAND},
			{code: bpfJMP | bpfJEQ, jf: 3}, {code: word, k: 14}, {code: bpfJMP | bpfJEQ, jf: 1}, accept, reject}, 4},
		{"alternatives of the same value", []bpfInsn{{code: half, k: 34}, {code: bpfJMP | bpfJEQ, k: 21, jt: 6},
			{code: half, k: 36}, {code: bpfJMP | bpfJEQ, k: 21, jt: 4}, {code: half, k: 34}, {code: bpfJMP | bpfJEQ, k: 20, jt: 2},
			{code: half, k: 36}, {code: bpfJMP | bpfJEQ, k: 20, jf: 1}, accept, reject}, 8},
	} {
		after, err := optimised(c.prog)
		if c.want == 0 {
			if err != errRejectsAll {
				t.Errorf("%s: %v\n%s", c.name, err, disassembleBPF(nil, after))
			}
		} else if err != nil || len(after) != c.want {
			t.Errorf("%s: %v, %d instructions, want %d\n%s", c.name, err, len(after), c.want, disassembleBPF(nil, after))
		}
	}
}

// A loop is left alone, whatever is around it.
func TestOptimiseLoop(t *testing.T) {
	prog := []bpfInsn{{code: bpfLD}, {code: bpfMISC | bpfTAX}, {code: bpfLD | bpfIND | bpfB},
		{code: bpfJMP | bpfJEQ, k: 6, jf: 1}, {code: bpfRET, k: 1}, {code: bpfMISC | bpfTXA}, {code: bpfALU | bpfADD, k: 8},
		{code: bpfJMP | bpfJA, k: 0xfffffff9}, {code: bpfRET}}
	after, err := optimised(prog)
	if err != nil || !bpfHasLoop(after) {
		t.Fatalf("%v\n%s", err, disassembleBPF(nil, after))
	}
	p, _ := newBPFProgram(after)
	if p.run(append(make([]byte, 16), 6), 17, nil) != 1 || p.run(make([]byte, 17), 17, nil) != 0 {
		t.Error("another verdict")
	}
}

// A thousand addresses: neither minutes nor a stack of a thousand calls.
func TestOptimiseLong(t *testing.T) {
	accept, root := &bpfBlock{last: bpfInsn{code: bpfRET, k: 7}}, &bpfBlock{last: bpfInsn{code: bpfRET}}
	for i := range uint32(1000) {
		test := func(offset, k uint32, yes, no *bpfBlock) *bpfBlock {
			return &bpfBlock{stmts: []bpfInsn{{code: bpfLD | bpfABS | bpfW, k: offset}},
				last: bpfInsn{code: bpfJMP | bpfJEQ, k: k}, yes: yes, no: no}
		}
		root = test(12, 0x800, test(26, i, accept, test(30, i, accept, root)), root)
	}
	after, err := optimiseBlocks(root, true)
	if err != nil {
		t.Fatal(err)
	}
	if n := flowLength(after); n > 2100 {
		t.Errorf("%d instructions", n)
	}
}

func FuzzOptimise(f *testing.F) {
	for seed := range int64(20) {
		f.Add(seed, []byte("0123456789ab\x08\x00E123456789"))
	}
	f.Add(int64(29631), []byte("0123456789ab\x08\x00E123456789")) // an operand that fails, on one side of a branch
	f.Fuzz(func(t *testing.T, seed int64, data []byte) {
		r := rand.New(rand.NewSource(seed))
		prog := randomProgram(r, seed&1 != 0)
		after, _ := optimised(prog)
		packets := [][]byte{data}
		for range 10 {
			packets = append(packets, randomPacket(r))
		}
		compareOnPackets(t, "random", prog, after, packets, r, true)
		compareOnPackets(t, "random", prog, shortened(t, prog), packets, r, false)
	})
}

func BenchmarkOptimise(b *testing.B) {
	for _, expr := range []string{"tcp port 80", "host 10.0.0.1 and (10.0.0.2 or 10.0.0.3)", "geneve and geneve"} {
		for _, row := range filterRows(b, "accept.jsonl") {
			if row.Expr == expr && row.Dlt == "EN10MB" {
				root := blocksOf(insnsOf(row.Unopt))
				b.Run(expr, func(b *testing.B) {
					for b.Loop() {
						optimiseBlocks(root, true)
					}
				})
				break
			}
		}
	}
}

// TestOptimiseShow prints what becomes of one expression of the conformance data, for the eye: EXPR='tcp port 80'.
func TestOptimiseShow(t *testing.T) {
	want := os.Getenv("EXPR")
	if want == "" {
		t.Skip("EXPR is not set")
	}
	for _, row := range filterRows(t, "accept.jsonl") {
		if row.Expr == want && (os.Getenv("DLT") == "" || os.Getenv("DLT") == row.Dlt) {
			after, err := optimised(insnsOf(row.Unopt))
			t.Logf("%s %s %v\n%s\n%s\n%s", row.Dlt, row.Expr, err, disassembleBPF(nil, insnsOf(row.Unopt)),
				disassembleBPF(nil, after), disassembleBPF(nil, insnsOf(row.Opt)))
			return
		}
	}
}
