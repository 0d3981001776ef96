// The filter's optimiser: it keeps the meaning of programs and makes them no longer than libpcap's.

package main

import (
	"math/rand"
	"os"
	"testing"
)

// sameVerdicts runs two programs on packets.
func sameVerdicts(t *testing.T, name string, before, after []bpfInsn, packets [][]byte) bool {
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
		if v, w := p.run(data, len(data)+i%5, aux), q.run(data, len(data)+i%5, aux); v != w {
			t.Errorf("%s: %d became %d for %x\n%s\n%s", name, v, w, data, disassembleBPF(nil, before),
				disassembleBPF(nil, after))
			return false
		}
	}
	return true
}

func optimised(prog []bpfInsn) ([]bpfInsn, error) {
	root, err := optimiseBlocks(blocksOf(prog), 262144)
	if err != nil {
		return nil, err
	}
	return assembleBlocks(root)
}

func TestOptimiseAgainstReference(t *testing.T) {
	ours, theirs, longer := 0, 0, 0
	for _, r := range filterRows(t, "accept.jsonl") {
		before := insnsOf(r.Unopt)
		after, err := optimised(before)
		if r.Opt == nil {
			if err == nil || err.Error() != r.Optmessage {
				t.Errorf("%s %s %q: %v, want %s\n%s", r.Label, r.Dlt, r.Expr, err, r.Optmessage, disassembleBPF(nil, after))
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", r.Label, err)
			continue
		}
		ours += len(after)
		theirs += len(r.Opt)
		if len(after) > len(r.Opt) {
			longer++
			if os.Getenv("SHOW") != "" {
				t.Errorf("%s %s %q: %d instructions, libpcap %d\n%s\n%s\n%s", r.Label, r.Dlt, r.Expr, len(after), len(r.Opt),
					disassembleBPF(nil, before), disassembleBPF(nil, after), disassembleBPF(nil, insnsOf(r.Opt)))
			}
		}
	}
	t.Logf("%d instructions, libpcap %d; longer: %d", ours, theirs, longer)
}

func TestOptimiseRandom(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	before, after := 0, 0
	for i := range 20000 {
		prog := randomProgram(r, false)
		opt, err := optimised(prog)
		if err != nil {
			opt = []bpfInsn{{code: bpfRET}}
		}
		packets := make([][]byte, 20)
		for i := range packets {
			packets[i] = randomPacket(r)
		}
		if !sameVerdicts(t, "random", prog, opt, packets) {
			t.Fatal(i)
		}
		if len(opt) > len(prog) {
			t.Errorf("longer:\n%s\n%s", disassembleBPF(nil, prog), disassembleBPF(nil, opt))
		}
		before += len(prog)
		after += len(opt)
	}
	t.Logf("%d -> %d", before, after)
}

// TestOptimiseShow prints what becomes of one expression of the conformance data, for the eye.
func TestOptimiseShow(t *testing.T) {
	want := os.Getenv("EXPR")
	if want == "" {
		t.Skip("EXPR is not set")
	}
	for _, r := range filterRows(t, "accept.jsonl") {
		if r.Expr == want && (os.Getenv("DLT") == "" || os.Getenv("DLT") == r.Dlt) {
			after, err := optimised(insnsOf(r.Unopt))
			t.Logf("%s %s %v\n%s\n%s\n%s", r.Dlt, r.Expr, err, disassembleBPF(nil, insnsOf(r.Unopt)), disassembleBPF(nil, after),
				disassembleBPF(nil, insnsOf(r.Opt)))
			return
		}
	}
}
