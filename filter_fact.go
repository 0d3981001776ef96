// The filter's optimiser: what is known on the way to a block, and which comparisons that decides.

package main

import (
	"math/bits"
	"slices"
)

// flowFact is one thing known, and a link to those known before: the facts on different ways share their beginnings,
// and what is known where ways meet is the beginning that all of them share. Either a comparison has the outcome
// "holds", or (rel flowReached) a load from v, the constant base, that reaches ext bytes far did not fail.
//
// Comparisons of one value and of what is calculated from it and constants have the same root; same is the latest of
// them before. A filter with a thousand addresses is a long chain: jump leads far up, to find quickly where two chains
// part, and recent has the latest facts of other roots.
type flowFact struct {
	up, same, jump *flowFact
	recent         [flowRecent]*flowFact

	depth int32
	root  flowValue
	rel   uint16
	holds bool
	isK   bool
	v, w  flowValue
	k     uint32 // w, where that is a constant
	fault flowFault
	set   []uint32 // of a flowOneOf: v is one of these
}

const (
	flowReached = 0xffff
	flowOneOf   = 0xfffe
)

// What is looked through of a long chain: facts of the same root, facts of other roots one by one, and by recent.
const (
	flowSameLimit = 128
	flowUpLimit   = 32
	flowRecent    = 6
)

// flowSetLimit bounds the sets: an address or a port may be one of many, but nobody compares it with all of them again.
const flowSetLimit = 8

// values lists the numbers that v can be, if the facts leave but a few.
func (f *flowFact) values(t *flowTable, v flowValue) []uint32 {
	var set []uint32
	f = f.about(t.traits[v].root)
	for at, n := f, 0; at != nil && n < flowSameLimit; at, n = at.same, n+1 {
		if at.v == v && (at.rel == flowOneOf || at.rel == bpfJEQ && at.holds && at.isK) {
			set = at.set
			if at.rel == bpfJEQ {
				set = []uint32{at.k}
			}
			break
		}
	}
	if set == nil {
		return nil
	}
	set = slices.Clone(set)
	for at, n := f, 0; at != nil && n < flowSameLimit; at, n = at.same, n+1 {
		if at.v == v && at.isK {
			set = slices.DeleteFunc(set, func(n uint32) bool { return flowHolds(at.rel, n, at.k) != at.holds })
		}
	}
	return set
}

// learn adds a fact to a chain.
func (t *flowTable) learn(f *flowFact, fact flowFact) *flowFact {
	if len(t.facts) == cap(t.facts) {
		t.facts = make([]flowFact, 0, 32)
	}
	t.facts = append(t.facts, fact)
	n := &t.facts[len(t.facts)-1]
	n.up, n.same, n.jump, n.depth, n.recent = f, nil, nil, 0, [flowRecent]*flowFact{} // fact may be a copy from elsewhere
	if f == nil {
		return n
	}
	n.depth, n.same, n.jump = f.depth+1, f.about(n.root), f
	if j := f.jump; j != nil && j.jump != nil && f.depth-j.depth == j.depth-j.jump.depth {
		n.jump = j.jump
	}
	i := 0
	if f.root != n.root {
		n.recent[i] = f
		i++
	}
	for _, r := range f.recent {
		if r != nil && r.root != n.root && i < flowRecent {
			n.recent[i] = r
			i++
		}
	}
	return n
}

// about is the latest fact with the given root; the others follow in its same.
//
//go:noinline
func (f *flowFact) about(root flowValue) *flowFact {
	if f == nil || f.root == root {
		return f
	}
	for _, r := range f.recent {
		switch {
		case r == nil:
			return nil
		case r.root == root:
			return r
		}
	}
	f = f.recent[flowRecent-1]
	for n := 0; f != nil && f.root != root; f, n = f.up, n+1 {
		if n == flowUpLimit {
			return nil
		}
	}
	return f
}

// flowCommon is the beginning that two chains share. Facts of the same depth jump equally far.
func flowCommon(a, b *flowFact) *flowFact {
	for a != b {
		if a == nil || b == nil {
			return nil
		}
		if a.depth < b.depth {
			a, b = b, a
		}
		switch {
		case a.jump != nil && (a.depth > b.depth && a.jump.depth >= b.depth || a.depth == b.depth && a.jump != b.jump):
			if a.depth == b.depth {
				b = b.jump
			}
			a = a.jump
		default:
			if a.depth == b.depth {
				b = b.up
			}
			a = a.up
		}
	}
	return a
}

// reached tells whether a fault cannot happen any more.
func (f *flowFact) reached(want flowFault) bool {
	n := 0
	for f = f.about(flowNone); f != nil && n < flowSameLimit; f, n = f.same, n+1 {
		if f.fault.base == want.base &&
			(f.fault.ext >= want.ext && want.ext > 0 && want.base != flowNone || f.fault == want) {
			return true
		}
	}
	return false
}

// flowRange is what is known of a value: bounds, and bits that are certainly set or certainly not.
type flowRange struct {
	lo, hi    uint32
	ones      uint32
	zeros     uint32
	asked     uint32 // a number somebody wants to know about
	different bool   // the value is not asked
}

// tighten lets bounds and bits learn from each other. It reports false if no value is left.
func (r *flowRange) tighten() bool {
	r.lo, r.hi = max(r.lo, r.ones), min(r.hi, ^r.zeros)
	if r.lo > r.hi || r.ones&r.zeros != 0 {
		return false
	}
	// The bits in front of the first in which lo and hi differ are those of all numbers between them.
	if same := ^(uint32(1)<<bits.Len32(r.lo^r.hi) - 1); same != 0 {
		r.ones |= r.lo & same
		r.zeros |= ^r.lo & same
	}
	return true
}

// learn applies the outcome of the comparison with k.
func (r *flowRange) learn(rel uint16, k uint32, holds bool) {
	switch {
	case rel == bpfJEQ && holds:
		r.lo, r.hi, r.ones, r.zeros = max(r.lo, k), min(r.hi, k), r.ones|k, r.zeros|^k
	case rel == bpfJEQ:
		r.different = r.different || k == r.asked
		if r.lo == k && k < flowNever {
			r.lo++
		}
		if r.hi == k && k > 0 {
			r.hi--
		}
	case rel == bpfJGT && holds:
		if k == flowNever {
			r.lo, r.hi = 1, 0
		} else {
			r.lo = max(r.lo, k+1)
		}
	case rel == bpfJGT:
		r.hi = min(r.hi, k)
	case rel == bpfJGE && holds:
		r.lo = max(r.lo, k)
	case rel == bpfJGE:
		if k == 0 {
			r.lo, r.hi = 1, 0
		} else {
			r.hi = min(r.hi, k-1)
		}
	case rel == bpfJSET && holds:
		if k&^r.zeros == 0 {
			r.lo, r.hi = 1, 0
		} else if left := k &^ r.zeros; left&(left-1) == 0 {
			r.ones |= left
		}
	case rel == bpfJSET:
		r.zeros |= k
	}
}

// meet applies what is known of the same value from elsewhere.
func (r *flowRange) meet(o flowRange) {
	r.lo, r.hi = max(r.lo, o.lo), min(r.hi, o.hi)
	r.ones |= o.ones
	r.zeros |= o.zeros
}

// rangeOf gathers what the facts say of v. depth limits how far operands are looked into.
func (t *flowTable) rangeOf(v flowValue, facts *flowFact, asked uint32, depth int) (flowRange, bool) {
	tr := &t.traits[v]
	r := flowRange{hi: tr.max, zeros: tr.zero, asked: asked}
	if k, ok := t.isConst(v); ok {
		r.lo, r.ones = k, k
	}
	for f, n := facts.about(tr.root), 0; f != nil && n < flowSameLimit; f, n = f.same, n+1 {
		if f.rel == flowOneOf && f.v == v {
			r.lo, r.hi = max(r.lo, slices.Min(f.set)), min(r.hi, slices.Max(f.set))
			r.different = r.different || !slices.Contains(f.set, asked)
		}
		if !f.isK {
			continue
		}
		if f.v == v {
			r.learn(f.rel, f.k, f.holds)
		} else if e := &t.exprs[f.v]; e.kind == flowOp && e.a == v && e.b != flowNone {
			if c, ok := t.isConst(e.b); ok {
				r.learnThrough(e.op, c, f.rel, f.k, f.holds)
			}
		}
	}
	if e := &t.exprs[v]; e.kind == flowOp && e.b != flowNone && depth > 0 {
		if c, ok := t.isConst(e.b); ok {
			if in, fine := t.rangeOf(e.a, facts, 0, depth-1); fine {
				r.meet(in.through(e.op, c))
			}
		}
	}
	for range 4 { // a bound that moves may uncover the next number that is excluded
		before := r
		if !r.tighten() {
			return r, false
		}
		if r == before {
			break
		}
	}
	return r, true
}

// learnThrough applies the outcome of a comparison of "value op c" with k.
func (r *flowRange) learnThrough(op uint16, c uint32, rel uint16, k uint32, holds bool) {
	switch op {
	case bpfAND:
		switch {
		case rel == bpfJEQ && holds:
			r.ones |= k & c
			r.zeros |= ^k & c
		case rel == bpfJEQ && c&(c-1) == 0 && k == 0:
			r.ones |= c
		case rel == bpfJEQ && c&(c-1) == 0 && k == c:
			r.zeros |= c
		case rel == bpfJSET:
			r.learn(bpfJSET, k&c, holds)
		case (rel == bpfJGT || rel == bpfJGE) && holds:
			r.learn(rel, k, true) // masking makes nothing larger
		}
	case bpfRSH:
		if c > 31 || k > flowNever>>c {
			return
		}
		switch {
		case rel == bpfJEQ && holds:
			r.lo, r.hi = max(r.lo, k<<c), min(r.hi, k<<c|(uint32(1)<<c-1))
		case rel == bpfJGE:
			r.learn(bpfJGE, k<<c, holds)
		case rel == bpfJGT:
			r.learn(bpfJGT, k<<c|(uint32(1)<<c-1), holds)
		}
	case bpfADD, bpfXOR:
		if rel == bpfJEQ {
			if op == bpfADD {
				k -= c
			} else {
				k ^= c
			}
			r.learn(bpfJEQ, k, holds)
		}
	}
}

// through is what is known of "value op c".
func (r flowRange) through(op uint16, c uint32) flowRange {
	out := flowRange{hi: flowNever}
	if r.lo == r.hi {
		if k, ok := bpfCalculate(op, r.lo, c); ok {
			return flowRange{lo: k, hi: k, ones: k, zeros: ^k}
		}
		return out
	}
	switch op {
	case bpfAND:
		out.hi = min(r.hi, c)
		out.ones, out.zeros = r.ones&c, r.zeros|^c
	case bpfOR:
		out.ones, out.zeros = r.ones|c, r.zeros&^c
	case bpfRSH:
		if c < 32 {
			out.lo, out.hi = r.lo>>c, r.hi>>c
			out.ones, out.zeros = r.ones>>c, r.zeros>>c|^(^uint32(0)>>c)
		}
	case bpfLSH:
		if c < 32 {
			out.ones, out.zeros = r.ones<<c, r.zeros<<c|(uint32(1)<<c-1)
			if r.hi <= flowNever>>c {
				out.lo, out.hi = r.lo<<c, r.hi<<c
			}
		}
	case bpfADD:
		if r.hi <= flowNever-c {
			out.lo, out.hi = r.lo+c, r.hi+c
		}
	}
	return out
}

// decide tells the outcome of a comparison where the facts hold, if there is but one.
func (t *flowTable) decide(rel uint16, v, w flowValue, facts *flowFact) (outcome, decided bool) {
	k, isK := t.isConst(w)
	if t.insight <= flowLenient || t.insight == flowLiteral && facts != nil {
		return t.decidePlain(rel, v, w, facts)
	}
	if !isK {
		return t.decideOrder(rel, v, w, facts)
	}
	if facts == nil || t.insight != flowThorough {
		return t.decideRange(rel, v, k, facts)
	}
	if outcome, decided = t.decidePlain(rel, v, w, facts); !decided {
		outcome, decided = t.decideRange(rel, v, k, facts)
		t.inferred = t.inferred || decided
	}
	return outcome, decided
}

// decideRange is decide for a constant side, by bounds and bits.
func (t *flowTable) decideRange(rel uint16, v flowValue, k uint32, facts *flowFact) (outcome, decided bool) {
	r, fine := t.rangeOf(v, facts, k, 3)
	if !fine {
		return false, true // nobody comes this way
	}
	switch rel {
	case bpfJEQ:
		if r.lo == r.hi {
			return r.lo == k, true
		}
		return false, r.different || k < r.lo || k > r.hi || k&r.zeros != 0 || ^k&r.ones != 0
	case bpfJGT:
		return r.lo > k, r.lo > k || r.hi <= k
	case bpfJGE:
		return r.lo >= k, r.lo >= k || r.hi < k
	}
	for f, n := facts.about(t.traits[v].root), 0; f != nil && n < flowSameLimit; f, n = f.same, n+1 {
		if f.rel == bpfJSET && f.v == v && f.isK && f.holds && f.k&^k == 0 {
			return true, true
		}
	}
	return k&r.ones != 0, k&r.ones != 0 || k&^r.zeros == 0
}

// decidePlain sees only what libpcap would: two constants, a comparison made before, another number that is equal. It
// does not know that an offset is the same that it found in different ways (the payload of 802.11), so that with it "ip
// and ip6" is a program there.
func (t *flowTable) decidePlain(rel uint16, v, w flowValue, facts *flowFact) (outcome, decided bool) {
	k, isK := t.isConst(w)
	if _, both := t.isConst(v); both && isK {
		return flowHolds(rel, t.exprs[v].k, k), true
	}
	if t.insight == flowPlain && t.traits[v].opaque {
		return false, false
	}
	for f, n := facts.about(t.traits[v].root), 0; f != nil && n < flowSameLimit; f, n = f.same, n+1 {
		switch {
		case f.rel != rel || f.v != v:
		case f.w == w:
			return f.holds, true
		case rel == bpfJEQ && f.holds && f.isK && isK:
			return false, true
		}
	}
	return false, false
}

// flowHolds is the outcome of a comparison of two numbers.
func flowHolds(rel uint16, a, b uint32) bool {
	switch rel {
	case bpfJEQ:
		return a == b
	case bpfJGT:
		return a > b
	case bpfJGE:
		return a >= b
	}
	return a&b != 0
}

// decideOrder is decide for two variable sides, which the facts speak of only if they compare the same two.
func (t *flowTable) decideOrder(rel uint16, v, w flowValue, facts *flowFact) (outcome, decided bool) {
	const less, equal, greater = 1, 2, 4
	possible := less | equal | greater
	if v == w {
		possible = equal
	}
	if t.traits[v].max == 0 {
		possible &= less | equal
	}
	for f, n := facts, 0; f != nil && n < flowSameLimit; f, n = f.up, n+1 {
		if f.isK || f.rel >= flowOneOf || !(f.v == v && f.w == w || f.v == w && f.w == v) {
			continue
		}
		if f.rel == bpfJSET {
			if rel == bpfJSET {
				return f.holds, true
			}
			continue
		}
		when := flowOrder(f.rel)
		if f.v == w {
			when = when&equal | when&less<<2 | when&greater>>2
		}
		if !f.holds {
			when ^= less | equal | greater
		}
		possible &= when
	}
	if rel == bpfJSET {
		return false, t.traits[v].zero|t.traits[w].zero == flowNever
	}
	when := flowOrder(rel)
	switch {
	case possible&^when == 0:
		return true, true
	case possible&when == 0:
		return false, true
	}
	return false, false
}

// flowOrder is the set of orders (1 less, 2 equal, 4 greater) in which a comparison holds.
func flowOrder(rel uint16) int {
	switch rel {
	case bpfJEQ:
		return 2
	case bpfJGT:
		return 4
	}
	return 6 // bpfJGE
}
