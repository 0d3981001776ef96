// The filter's optimiser: from decisions over values back to instructions.
//
// Every block is written anew. What it needs is looked for where it is at hand (in A, in X, in scratch memory), and
// evaluated from the packet where it is not. What is at hand where a block begins is what all ways to it agree on.

package main

import (
	"math/bits"
	"slices"
)

// flowPlace is where a flowPhi is handed over. A spilled one is put into scratch memory as well where its block begins.
type flowPlace uint8

const (
	flowInX flowPlace = iota
	flowInA
	flowInXSpilled
	flowInASpilled
	flowInMemory
	flowPlaces
)

// flowPlan is what the writer may choose: which scratch words to keep although their values could be evaluated again,
// and where each flowPhi goes.
type flowPlan struct {
	keep  func(v flowValue) bool
	place map[flowValue]flowPlace
}

// flowState is what is at hand, flowNone for nothing.
type flowState struct {
	a, x flowValue
	mem  [bpfMemWords]flowValue
}

// flowEmitter writes one graph by one plan.
type flowEmitter struct {
	t      *flowTable
	plan   flowPlan
	homes  map[flowValue]uint8 // scratch words of the flowPhi values that live in one
	free   []uint8             // scratch words that nobody owns, for intermediate results
	exits  []flowState
	blocks []bpfBlock
	fetch  map[flowValue]bool // values that were read from scratch memory
	faults int                // values that were not to be had: the plan does not work

	st     flowState
	code   []bpfInsn // of all blocks; that of the current one begins at start
	start  int
	temps  int
	stored uint32 // the scratch words that were stored to so far, or are some value's home, one bit each
}

// emit writes the graph into the lists of spare, or into new ones. The result is good if it has no faults.
func (g *flowGraph) emit(order []*flowBlock, plan flowPlan, spare *flowEmitter) *flowEmitter {
	e := &flowEmitter{t: g.t, plan: plan, homes: make(map[flowValue]uint8), fetch: make(map[flowValue]bool),
		exits: spare.exits, blocks: spare.blocks, code: spare.code[:0]}
	if e.exits == nil {
		e.exits = make([]flowState, len(order))
	}
	if e.blocks == nil {
		e.blocks, e.code = make([]bpfBlock, len(order)), make([]bpfInsn, 0, 2*len(order))
	}
	e.assignSlots(order)
	for _, b := range order {
		e.block(b)
	}
	return e
}

// assignSlots gives scratch words to those flowPhi values that want one; the rest is for intermediate results.
func (e *flowEmitter) assignSlots(order []*flowBlock) {
	var used [bpfMemWords]bool
	for _, b := range order {
		for _, s := range b.sets {
			used[s.slot] = true
		}
	}
	for slot := range uint8(bpfMemWords) {
		if !used[slot] {
			e.free = append(e.free, slot)
		}
	}
	for _, b := range order {
		for _, phi := range b.phis {
			if e.plan.place[phi] < flowInXSpilled {
				continue
			}
			if len(e.free) == 0 {
				e.faults++
				return
			}
			e.homes[phi] = e.free[0]
			e.stored |= 1 << e.free[0]
			e.free = e.free[1:]
		}
	}
}

// enter is what is at hand where b begins.
func (e *flowEmitter) enter(b *flowBlock) flowState {
	if len(b.preds) == 0 {
		zero := e.t.constant(0)
		st := flowState{a: zero, x: zero}
		for i := range st.mem {
			st.mem[i] = flowNone
		}
		return st
	}
	st := e.exits[b.preds[0].from.id]
	for _, p := range b.preds[1:] {
		o := &e.exits[p.from.id]
		if o.a != st.a {
			st.a = flowNone
		}
		if o.x != st.x {
			st.x = flowNone
		}
	}
	for left := e.stored; left != 0; left &= left - 1 {
		slot := bits.TrailingZeros32(left)
		st.mem[slot] = e.enterSlot(b, uint8(slot))
	}
	for _, phi := range b.phis {
		switch e.plan.place[phi] {
		case flowInX, flowInXSpilled:
			st.x = phi
		case flowInA, flowInASpilled:
			st.a = phi
		default:
			st.mem[e.homes[phi]] = phi
		}
	}
	return st
}

// enterSlot is what a scratch word holds where b begins. Where the ways differ it is the flowMem that begins here, or
// one that began in a block that some of the ways have been led past: on those, it is that very content of the word.
func (e *flowEmitter) enterSlot(b *flowBlock, slot uint8) flowValue {
	v := e.exits[b.preds[0].from.id].mem[slot]
	differ := false
	began := flowNone
	for _, p := range b.preds {
		w := e.exits[p.from.id].mem[slot]
		differ = differ || w != v
		if w != flowNone && e.t.exprs[w].kind == flowMem && e.t.exprs[w].size == slot && e.t.exprs[w].k != flowStart {
			began = max(began, w)
		}
	}
	if !differ {
		return v
	}
	if own, ok := e.t.index[flowExpr{kind: flowMem, size: slot, k: uint32(b.mark), a: flowNone, b: flowNone}]; ok {
		return own
	}
	if began == flowNone {
		return flowNone
	}
	for _, p := range b.preds { // a way that had been through that block may have written the word since
		if e.exits[p.from.id].mem[slot] != began && p.from.mark >= int(e.t.exprs[began].k) {
			return flowNone
		}
	}
	return began
}

// block writes b.
func (e *flowEmitter) block(b *flowBlock) {
	e.st, e.start, e.temps = e.enter(b), len(e.code), 0
	for _, phi := range b.phis {
		switch e.plan.place[phi] {
		case flowInXSpilled:
			e.store(bpfSTX, e.homes[phi], phi)
		case flowInASpilled:
			e.store(bpfST, e.homes[phi], phi)
		}
	}
	e.probe(b)
	e.writeSets(b)
	for _, edge := range b.edges() {
		for _, a := range edge.args() {
			if e.plan.place[a.phi] == flowInMemory {
				e.toMemory(e.homes[a.phi], a.value)
			}
		}
	}
	if b.kind == flowTest && b.yes == b.no && !slices.Equal(b.yesArgs, b.noArgs) {
		e.faults++ // one way could not hand over anything else than the other
	}
	out := &e.blocks[b.id]
	switch b.kind {
	case flowReturn:
		if k, ok := e.t.isConst(b.ret); ok {
			out.last = bpfInsn{code: bpfRET | bpfRetK, k: k}
		} else {
			e.toA(b.ret)
			out.last = bpfInsn{code: bpfRET | bpfRetA}
		}
	case flowAlways:
		out.last, out.yes = bpfInsn{code: bpfJMP | bpfJA}, &e.blocks[b.yes.id]
		e.handOver(b, flowNone, flowNone)
	case flowTest:
		e.compare(b, out)
	}
	out.stmts = e.code[e.start:len(e.code):len(e.code)]
	e.exits[b.id] = e.st
}

// probe evaluates what the block owes and does not evaluate anyway.
func (e *flowEmitter) probe(b *flowBlock) {
	if len(b.needs) == 0 {
		return
	}
	var reach uint32
	var faults []flowFault
	pay := func(v flowValue) {
		if v != flowNone {
			reach = max(reach, e.t.traits[v].reach)
			faults = append(faults, e.t.traits[v].faults...)
		}
	}
	for _, v := range []flowValue{b.lhs, b.rhs, b.ret} {
		pay(v)
	}
	owed := slices.Clone(b.needs)
	slices.SortFunc(owed, func(v, w flowValue) int { // the farthest first: it may pay for the others
		return int(int64(e.t.traits[w].reach) - int64(e.t.traits[v].reach))
	})
	for _, v := range owed {
		tr := &e.t.traits[v]
		if tr.reach <= reach && flowCovers(faults, tr.faults) {
			continue
		}
		if e.t.exprs[v].kind == flowMSH {
			e.toX(v)
		} else {
			e.toA(v)
		}
		pay(v)
	}
}

// writeSets writes the scratch words that are required and those that the plan keeps.
func (e *flowEmitter) writeSets(b *flowBlock) {
	var todo []flowSet
	for _, s := range b.sets {
		if s.required || e.plan.keep(s.value) {
			todo = append(todo, s)
		}
	}
	for len(todo) > 0 {
		next := max(0, slices.IndexFunc(todo, func(s flowSet) bool { return s.value == e.st.a || s.value == e.st.x }))
		e.toMemory(todo[next].slot, todo[next].value)
		todo = slices.Delete(todo, next, next+1)
	}
}

// compare writes the comparison of b, with what its successors want to find in A and X.
func (e *flowEmitter) compare(b *flowBlock, out *bpfBlock) {
	yes, no := &e.blocks[b.yes.id], &e.blocks[b.no.id]
	rel := b.rel
	if k, ok := e.t.isConst(b.rhs); ok {
		e.wantX(b, b.lhs)
		e.toA(b.lhs)
		e.handOver(b, b.lhs, flowNone)
		out.last = bpfInsn{code: bpfJMP | rel | bpfK, k: k}
	} else {
		symmetric := rel == bpfJEQ || rel == bpfJSET
		if swapped := e.pair(b.lhs, b.rhs, true); swapped {
			e.handOver(b, b.rhs, b.lhs)
			if !symmetric { // lhs > rhs is not (rhs >= lhs)
				rel ^= bpfJGT ^ bpfJGE
				yes, no = no, yes
			}
		} else {
			e.handOver(b, b.lhs, b.rhs)
		}
		out.last = bpfInsn{code: bpfJMP | rel | bpfX}
	}
	out.yes, out.no = yes, no
}

// wanted lists what the successors of b want to find in X and in A.
func (e *flowEmitter) wanted(b *flowBlock) (x, a flowValue) {
	x, a = flowNone, flowNone
	for _, edge := range b.edges() {
		for _, arg := range edge.args() {
			p := &a
			switch e.plan.place[arg.phi] {
			case flowInMemory:
				continue
			case flowInX, flowInXSpilled:
				p = &x
			}
			if *p != flowNone && *p != arg.value {
				e.faults++
			}
			*p = arg.value
		}
	}
	return x, a
}

// wantX loads what the successors want in X ahead of a comparison of v with a constant, if it would otherwise have to
// go through A.
func (e *flowEmitter) wantX(b *flowBlock, v flowValue) {
	if x, _ := e.wanted(b); x != flowNone && !e.directX(x) && e.free1(v, x) {
		e.toX(x)
	}
}

// handOver loads what the successors of b want in X and A; keepA and keepX are what the comparison has there, flowNone
// if there is none.
func (e *flowEmitter) handOver(b *flowBlock, keepA, keepX flowValue) {
	x, a := e.wanted(b)
	if keepA == flowNone { // no comparison
		switch {
		case x == flowNone && a == flowNone:
		case x == flowNone:
			e.toA(a)
		case a == flowNone:
			e.toX(x)
		default:
			e.pairInOrder(a, x)
		}
		return
	}
	if a != flowNone && a != keepA {
		e.faults++
	}
	if x == flowNone || x == e.st.x {
		return
	}
	if keepX != flowNone || !e.directX(x) {
		e.faults++
		return
	}
	e.toX(x)
}

// pairInOrder gets a into A and x into X.
func (e *flowEmitter) pairInOrder(a, x flowValue) {
	if e.pair(a, x, false) {
		e.faults++
	}
}
