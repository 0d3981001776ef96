// Classic BPF: the assembler. It lays the blocks of a graph out in a row and resolves their jumps.
//
// The row is filled from its end: a block is placed when all blocks that it leads to are placed, so the distance of
// every forward jump is known when it is written. A conditional jump reaches 255 instructions; where that is not enough
// a ja (or a copy of the return it leads to) follows the jump, or stands already within its reach.

package main

import (
	"errors"
	"slices"
	"strconv"
)

// assembleBlocks turns the graph below root into a program. Each block is emitted once, however many lead to it. A jump
// back, as protochain has them, becomes a backward ja.
func assembleBlocks(root *bpfBlock) ([]bpfInsn, error) {
	if root == nil {
		return nil, errors.New("filter program is empty")
	}
	order := bpfLayout(root)
	a := &bpfAssembler{at: make([]int, len(order)), relay: make([]int, len(order))}
	for i := range order {
		a.at[i], a.relay[i] = bpfNowhere, bpfNowhere
	}
	if bpfReadsScratch(order) {
		// Linux takes what stands behind a return for reached from there, and refuses a program in which scratch memory
		// seems to be read before it is written: no returns in front of other code, then.
		a.noReturns = true
		isReturn := func(b *bpfBlock) bool { return len(b.stmts) == 0 && b.last.class() == bpfRET }
		slices.SortStableFunc(order, func(x, y *bpfBlock) int {
			switch {
			case isReturn(x) && !isReturn(y):
				return -1
			case !isReturn(x) && isReturn(y):
				return 1
			}
			return 0
		})
	}
	if order[0].last.class() != bpfRET {
		a.rev = append(a.rev, bpfInsn{code: bpfRET}) // a graph that is all loop; a program must end in a return
	}
	for _, b := range order {
		a.place(b)
		if len(a.rev) > bpfMaxInsns {
			return nil, errors.New("filter program has more than " + strconv.Itoa(bpfMaxInsns) + " instructions")
		}
	}
	for _, f := range a.back {
		// Counted from the end, the instruction after f.from is f.from-1; a[f.to] lies further from the end.
		a.rev[f.from].k = uint32(int32(f.from - 1 - a.at[f.to.seq]))
	}
	slices.Reverse(a.rev)
	return a.rev, nil
}

// bpfAssembler holds the program in reverse. Positions count from its end.
type bpfAssembler struct {
	rev   []bpfInsn
	at    []int // position of a block's first instruction, by its seq
	relay []int // position of the latest ja to a block or copy of its return
	back  []bpfFixup

	noReturns bool // no copies of returns
}

const bpfNowhere = -1

// bpfReadsScratch tells whether any block loads from scratch memory.
func bpfReadsScratch(blocks []*bpfBlock) bool {
	for _, b := range blocks {
		for _, in := range b.stmts {
			if in.code == bpfLD|bpfMEM || in.code == bpfLDX|bpfMEM {
				return true
			}
		}
	}
	return false
}

// bpfFixup is a ja that leads back to a block that was not yet placed.
type bpfFixup struct {
	from int
	to   *bpfBlock
}

// place emits b in front of what is placed.
func (a *bpfAssembler) place(b *bpfBlock) {
	switch {
	case b.last.class() == bpfRET:
		a.rev = append(a.rev, bpfInsn{code: b.last.code, k: b.last.k})
	case b.last.code == bpfJMP|bpfJA:
		if to := a.at[b.yes.seq]; to == bpfNowhere || to != len(a.rev)-1 {
			a.jumpAlways(b.yes)
		}
	default:
		a.jumpIf(b)
	}
	for i := len(b.stmts) - 1; i >= 0; i-- {
		a.rev = append(a.rev, b.stmts[i])
	}
	a.at[b.seq] = len(a.rev) - 1 // that of the next block, if b is empty and falls into it
}

// jumpAlways emits a ja to b, or the return that b consists of.
func (a *bpfAssembler) jumpAlways(b *bpfBlock) {
	to := a.at[b.seq]
	placed := to != bpfNowhere
	if placed && !a.noReturns && len(b.stmts) == 0 && b.last.class() == bpfRET {
		a.rev = append(a.rev, b.last)
		return
	}
	in := bpfInsn{code: bpfJMP | bpfJA}
	if placed {
		in.k = uint32(len(a.rev) - 1 - to)
	} else {
		a.back = append(a.back, bpfFixup{len(a.rev), b})
	}
	a.rev = append(a.rev, in)
}

// jumpIf emits the conditional jump of b, behind it what is out of its reach. A relay that is put between the jump and
// its other target moves that away by one, hence the loop.
func (a *bpfAssembler) jumpIf(b *bpfBlock) {
	for {
		jf, okf := a.reach(b.no)
		jt, okt := a.reach(b.yes)
		if okt && okf {
			a.rev = append(a.rev, bpfInsn{code: b.last.code, jt: uint8(jt), jf: uint8(jf), k: b.last.k})
			return
		}
		far := b.no
		if okf {
			far = b.yes
		}
		a.relay[far.seq] = len(a.rev)
		a.jumpAlways(far)
	}
}

// reach is the distance from an instruction emitted next to b, or to a relay that leads there.
func (a *bpfAssembler) reach(b *bpfBlock) (int, bool) {
	for _, to := range [...]int{a.at[b.seq], a.relay[b.seq]} {
		if to != bpfNowhere && len(a.rev)-1-to <= 255 {
			return len(a.rev) - 1 - to, true
		}
	}
	return 0, false
}

// bpfLayout orders the blocks from the last to the first. The no side of a jump goes behind its yes side, as in the
// programs of libpcap. A block that ends in a ja is placed as soon as its target is, to fall through into it.
func bpfLayout(root *bpfBlock) []*bpfBlock {
	post := bpfPostOrder(root)
	falls := make([]*bpfBlock, len(post)) // the first block with a ja to this one; one that closes a cycle has a lower seq
	jumps := false
	for _, b := range post {
		if b.last.code == bpfJMP|bpfJA && b.seq > b.yes.seq && falls[b.yes.seq] == nil {
			falls[b.yes.seq], jumps = b, true
		}
	}
	if !jumps {
		return post
	}
	order := make([]*bpfBlock, 0, len(post))
	done := make([]bool, len(post))
	for _, b := range post {
		for b != nil && !done[b.seq] {
			done[b.seq] = true
			order = append(order, b)
			b = falls[b.seq]
		}
	}
	return order
}

// bpfPostOrder lists the blocks that can be reached, each after those that it leads to, except along an edge that
// closes a cycle, and numbers them. The walk keeps its own stack: a filter may be a chain of thousands of blocks.
func bpfPostOrder(root *bpfBlock) []*bpfBlock {
	type frame struct {
		b    *bpfBlock
		step int
	}
	root.seq = 0
	met := append(make([]*bpfBlock, 0, 32), root)
	order := make([]*bpfBlock, 0, 32)
	stack := append(make([]frame, 0, 32), frame{root, 0})
	for len(stack) > 0 {
		f := &stack[len(stack)-1]
		var to *bpfBlock
		switch f.step {
		case 0:
			to = f.b.no
		case 1:
			to = f.b.yes
		default:
			order = append(order, f.b)
			stack = stack[:len(stack)-1]
			continue
		}
		f.step++
		if to != nil && !to.among(met) {
			to.seq = len(met)
			met = append(met, to)
			stack = append(stack, frame{to, 0})
		}
	}
	for i, b := range order {
		b.seq = i
	}
	return order
}
