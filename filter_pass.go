// The filter's optimiser: the passes over the graph of decisions.

package main

import (
	"slices"
)

// owe notes that b, which evaluated v for its comparison, must still reject the packets that v rejects.
func (g *flowGraph) owe(b *flowBlock, v flowValue) {
	if tr := &g.t.traits[v]; (tr.reach > 0 || len(tr.faults) > 0) && g.t.insight > flowLenient && !slices.Contains(b.needs, v) {
		b.needs = append(b.needs, v)
	}
}

// settleNeeds drops from b's needs what its own comparison or return value evaluates.
func (g *flowGraph) settleNeeds(b *flowBlock) {
	if len(b.needs) == 0 {
		return
	}
	var reach uint32
	var faults []flowFault
	for _, v := range []flowValue{b.lhs, b.rhs, b.ret} {
		if v != flowNone {
			reach = max(reach, g.t.traits[v].reach)
			faults = append(faults, g.t.traits[v].faults...)
		}
	}
	b.needs = slices.DeleteFunc(b.needs, func(v flowValue) bool {
		return g.t.traits[v].reach <= reach && flowCovers(faults, g.t.traits[v].faults)
	})
}

// flowCovers tells whether none of the faults in want can happen where those in have did not.
func flowCovers(have, want []flowFault) bool {
	for _, w := range want {
		if !slices.ContainsFunc(have, func(h flowFault) bool { return h.implies(w) }) {
			return false
		}
	}
	return true
}

// implies tells whether w cannot happen where f did not.
func (f flowFault) implies(w flowFault) bool {
	return f == w || f.base == w.base && f.base != flowNone && w.ext > 0 && f.ext >= w.ext
}

// owed goes through the values that b evaluates or owes.
func (b *flowBlock) owed(yield func(flowValue) bool) {
	for _, v := range [...]flowValue{b.lhs, b.rhs, b.ret} {
		if v != flowNone && !yield(v) {
			return
		}
	}
	for _, v := range b.needs {
		if !yield(v) {
			return
		}
	}
}

// flowAhead is what every packet that is accepted from some block on has been asked: to reach that far, and not to
// fail otherwise.
type flowAhead struct {
	reach  uint32
	faults []flowFault
}

// ahead computes it for all blocks, by id. A block that rejects promises everything.
func (g *flowGraph) ahead(order []*flowBlock) []flowAhead {
	all := make([]flowAhead, len(order))
	for i := len(order) - 1; i >= 0; i-- {
		b := order[i]
		if g.rejects(b) {
			all[i].reach = flowNever
			continue
		}
		a := &all[i]
		switch b.kind {
		case flowAlways:
			*a = all[b.yes.id]
		case flowTest:
			yes, no := all[b.yes.id], all[b.no.id]
			switch {
			case g.rejects(b.yes):
				*a = no
			case g.rejects(b.no):
				*a = yes
			default:
				a.reach = min(yes.reach, no.reach)
				for _, f := range yes.faults {
					if len(a.faults) < 8 && flowCovers(no.faults, []flowFault{f}) {
						a.faults = append(a.faults, f)
					}
				}
			}
		}
		for v := range b.owed {
			tr := &g.t.traits[v]
			a.reach = max(a.reach, tr.reach)
			if len(tr.faults) > 0 && len(a.faults) < 8 {
				a.faults = append(slices.Clip(a.faults), tr.faults...)
			}
		}
	}
	return all
}

// flowKnown is what is known at the begin of a block, or on an edge: the facts, and how far loads have reached.
type flowKnown struct {
	facts *flowFact
	reach uint32
}

// evaluated adds that v was evaluated without a fault.
func (k flowKnown) evaluated(t *flowTable, v flowValue) flowKnown {
	tr := &t.traits[v]
	k.reach = max(k.reach, tr.reach)
	for _, f := range tr.faults {
		if !k.facts.reached(f) {
			k.facts = t.learn(k.facts, flowFact{rel: flowReached, root: flowNone, fault: f})
		}
	}
	return k
}

// safe tells whether v can be evaluated without a fault.
func (k flowKnown) safe(t *flowTable, v flowValue) bool {
	tr := &t.traits[v]
	if tr.reach > k.reach {
		return false
	}
	for _, f := range tr.faults {
		if !k.facts.reached(f) {
			return false
		}
	}
	return true
}

// outcome adds that the comparison of b went one way.
func (k flowKnown) outcome(t *flowTable, b *flowBlock, holds bool) flowKnown {
	c, isK := t.isConst(b.rhs)
	k.facts = t.learn(k.facts, flowFact{rel: b.rel, holds: holds, root: t.traits[b.lhs].root, v: b.lhs, w: b.rhs, k: c, isK: isK})
	return k
}

// flowMeetLimit bounds how many facts of a way are compared with another's.
const flowMeetLimit = 32

// meet is what is known where ways meet: what both ways know from before they parted, and what they have learnt since
// and agree on.
func (k flowKnown) meet(t *flowTable, o flowKnown) flowKnown {
	common := flowCommon(k.facts, o.facts)
	out := flowKnown{common, min(k.reach, o.reach)}
	if t.insight == flowPlain { // libpcap knows only what it has asked on all ways at once
		return out
	}
	for _, side := range [][2]*flowFact{{k.facts, o.facts}, {o.facts, k.facts}} {
		limit := flowMeetLimit
		for f := side[0]; f != common && limit > 0; f = f.up {
			limit--
			if side[1].implies(t, f) && !out.facts.implies(t, f) {
				out.facts = t.learn(out.facts, *f)
			} else if f.rel == flowOneOf || f.rel == bpfJEQ && f.holds && f.isK {
				out.facts = out.facts.oneOf(t, f.v, side[0], side[1])
			}
		}
	}
	return out
}

// oneOf adds that v is what it may be on one of two ways, if that is little and not known yet.
func (f *flowFact) oneOf(t *flowTable, v flowValue, a, b *flowFact) *flowFact {
	if f.values(t, v) != nil {
		return f
	}
	set, more := a.values(t, v), b.values(t, v)
	if len(set) == 0 || len(more) == 0 {
		return f
	}
	set = append(set, more...)
	slices.Sort(set)
	if set = slices.Compact(set); len(set) > flowSetLimit {
		return f
	}
	return t.learn(f, flowFact{rel: flowOneOf, root: t.traits[v].root, v: v, w: flowNone, set: set})
}

// implies tells whether one more fact is none.
func (f *flowFact) implies(t *flowTable, one *flowFact) bool {
	switch one.rel {
	case flowReached:
		return f.reached(one.fault)
	case flowOneOf:
		set := f.values(t, one.v)
		return set != nil && !slices.ContainsFunc(set, func(n uint32) bool { return !slices.Contains(one.set, n) })
	}
	outcome, decided := t.decide(one.rel, one.v, one.w, f)
	return decided && outcome == one.holds
}

// threadJumps walks the graph once from the top with what is known on every edge. An edge into a block whose comparison
// is decided there leads on to where that goes; loads that did not fail before are not owed again.
func threadJumps(g *flowGraph) bool {
	order := g.order()
	ahead := g.ahead(order)
	escape := g.escaping(order)
	incoming := make([]flowKnown, len(order))
	reached := make([]bool, len(order))
	reached[g.root.id] = true
	changed := false
	for _, b := range order {
		if !reached[b.id] {
			continue
		}
		here := incoming[b.id]
		if g.payNeeds(b, here, ahead) {
			changed = true
		}
		if b.kind == flowTest {
			if outcome, decided := g.t.decide(b.rel, b.lhs, b.rhs, here.facts); decided {
				g.follow(b, outcome)
				changed = true
			}
		}
		for v := range b.owed {
			here = here.evaluated(g.t, v)
		}
		for _, e := range b.edges() {
			out := here
			if b.kind == flowTest {
				out = out.outcome(g.t, b, !e.no)
			}
			for g.bypass(e, out, ahead, escape) {
				changed = true
			}
			to := e.to()
			switch {
			case !reached[to.id]:
				reached[to.id], incoming[to.id] = true, out
			case to.kind == flowReturn:
				incoming[to.id] = flowKnown{flowCommon(incoming[to.id].facts, out.facts), min(incoming[to.id].reach, out.reach)}
			default:
				incoming[to.id] = incoming[to.id].meet(g.t, out)
			}
		}
	}
	return changed
}

// payNeeds drops what b owes if it was paid before, or will be on every way to an acceptance. What remains is loaded for
// nothing but to reject the packets that are too short.
func (g *flowGraph) payNeeds(b *flowBlock, here flowKnown, ahead []flowAhead) bool {
	g.settleNeeds(b)
	before := len(b.needs)
	b.needs = slices.DeleteFunc(b.needs, func(v flowValue) bool {
		return here.safe(g.t, v) || b.kind == flowReturn && g.rejects(b) || g.paidAhead(b, v, ahead)
	})
	return len(b.needs) != before
}

// paidAhead tells whether every way from b on asks for what v asks for.
func (g *flowGraph) paidAhead(b *flowBlock, v flowValue, ahead []flowAhead) bool {
	if b.kind == flowReturn {
		return false
	}
	for _, e := range b.edges() {
		if !g.promised(e.to(), []flowValue{v}, ahead) {
			return false
		}
	}
	return true
}

// promised tells whether every way from b on asks for what the values ask for.
func (g *flowGraph) promised(b *flowBlock, values []flowValue, ahead []flowAhead) bool {
	if g.rejects(b) {
		return true
	}
	a := &ahead[b.id]
	for _, v := range values {
		if tr := &g.t.traits[v]; tr.reach > a.reach || !flowCovers(a.faults, tr.faults) {
			return false
		}
	}
	return true
}

// bypass leads the edge e past the block at its end, if what is known on e decides which way that goes, and if nobody
// misses what the block does.
func (g *flowGraph) bypass(e flowEdge, known flowKnown, ahead []flowAhead, escape map[flowValue]bool) bool {
	n := e.to()
	if n.kind == flowReturn || slices.ContainsFunc(n.sets, func(s flowSet) bool { return s.required }) ||
		slices.ContainsFunc(n.phis, func(phi flowValue) bool { return escape[phi] }) {
		return false
	}
	sub := e.args()
	out := flowEdge{n, false}
	if n.kind == flowTest {
		lhs, rhs := g.t.substitute(n.lhs, sub), g.t.substitute(n.rhs, sub)
		outcome, decided := g.t.decide(n.rel, lhs, rhs, known.facts)
		if !decided {
			return g.bypassAll(e, known) || g.bypassVain(e, known, ahead)
		}
		out.no = !outcome
	}
	var owed []flowValue
	for v := range n.owed {
		g.t.failing(v, func(part flowValue) {
			if part = g.t.substitute(part, sub); !known.safe(g.t, part) {
				owed = append(owed, part)
			}
		})
	}
	if len(owed) > 0 && g.t.insight > flowLenient && !g.promised(out.to(), owed, ahead) {
		return false
	}
	var args []flowArg
	for _, a := range out.args() {
		a.value = g.t.substitute(a.value, sub)
		if args = append(args, a); !known.safe(g.t, a.value) {
			return false // it would be loaded on the other way out of e.from, too
		}
	}
	if o := (flowEdge{e.from, !e.no}); e.from.kind == flowTest && o.to() == out.to() && !slices.Equal(o.args(), args) {
		return false // two ways to one block could not be told apart
	}
	e.redirect(out.to(), args)
	return true
}

// bypassAll leads e past comparisons of a value that may be one of a few numbers, if they all lead to the same block.
func (g *flowGraph) bypassAll(e flowEdge, known flowKnown) bool {
	n := e.to()
	v := n.lhs
	set := known.facts.values(g.t, v)
	if len(set) < 2 || !known.safe(g.t, v) {
		return false
	}
	var goal flowEdge
	for i, k := range set {
		at := e
		for {
			b := at.to()
			if b.kind != flowTest || b.lhs != v || !g.constantSide(b) || len(b.needs) > 0 || len(b.phis) > 0 ||
				slices.ContainsFunc(b.sets, func(s flowSet) bool { return s.required }) {
				break
			}
			at = flowEdge{b, !flowHolds(b.rel, k, g.t.exprs[b.rhs].k)}
		}
		if at == e || i > 0 && (at.to() != goal.to() || !slices.Equal(at.args(), goal.args())) {
			return false
		}
		goal = at
	}
	if o := (flowEdge{e.from, !e.no}); e.from.kind == flowTest && o.to() == goal.to() && !slices.Equal(o.args(), goal.args()) {
		return false
	}
	e.redirect(goal.to(), goal.args())
	return true
}

// flowVainLimit is the number of blocks up to which bypassVain's search is worth its time.
const flowVainLimit = 400

// bypassVain leads e past comparisons that make no difference, because what is known then decides the next ones.
func (g *flowGraph) bypassVain(e flowEdge, known flowKnown, ahead []flowAhead) bool {
	if g.t.insight != flowThorough || len(e.args()) > 0 || len(ahead) > flowVainLimit {
		return false
	}
	room := g.t.facts
	goal := g.leads(e.to(), known, 3)
	g.t.facts = room // what it has assumed is forgotten
	if goal == e.to() || len(goal.phis) > 0 {
		return false
	}
	e.redirect(goal, nil)
	return true
}

// leads is the block that all ways from b on come to, if what is passed over on the way is not missed; or b.
func (g *flowGraph) leads(b *flowBlock, known flowKnown, depth int) *flowBlock {
	if b.kind != flowTest || depth == 0 || len(b.phis) > 0 ||
		slices.ContainsFunc(b.sets, func(s flowSet) bool { return s.required }) {
		return b
	}
	safe := true
	for v := range b.owed {
		safe = safe && known.safe(g.t, v)
		known = known.evaluated(g.t, v)
	}
	var goal *flowBlock
	outcome, decided := g.t.decide(b.rel, b.lhs, b.rhs, known.facts)
	for _, e := range b.edges() {
		if decided && outcome == e.no {
			continue
		}
		to := g.leads(e.to(), known.outcome(g.t, b, !e.no), depth-1)
		if goal != nil && to != goal {
			return b
		}
		goal = to
	}
	if !safe && !g.rejects(goal) {
		return b
	}
	return goal
}

// substitute is v with the flowPhi values replaced.
func (t *flowTable) substitute(v flowValue, args []flowArg) flowValue {
	if len(args) == 0 || v == flowNone || !t.traits[v].opaque {
		return v
	}
	e := t.exprs[v]
	switch e.kind {
	case flowPhi:
		for _, a := range args {
			if a.phi == v {
				return a.value
			}
		}
	case flowLoad:
		return t.loadAt(uint32(e.size), e.k, t.substitute(e.a, args))
	case flowOp:
		a := t.substitute(e.a, args)
		if e.b == flowNone {
			return t.operate(e.op, a, flowNone)
		}
		b := t.substitute(e.b, args)
		if e.op == bpfDIV || e.op == bpfMOD {
			if k, ok := t.isConst(b); ok && k == 0 {
				return t.combine(e.op, a, b) // fails always
			}
		}
		return t.operate(e.op, a, b)
	}
	return v
}

// failing goes through the parts of v that may fail, each by itself: with a number in the place of a flowPhi, the whole
// may be simplified to something that has lost them.
func (t *flowTable) failing(v flowValue, visit func(flowValue)) {
	e := t.exprs[v]
	switch {
	case !t.traits[v].opaque:
		visit(v)
		return
	case e.kind == flowLoad, e.kind == flowOp && (e.op == bpfDIV || e.op == bpfMOD):
		visit(v)
	}
	for _, operand := range [...]flowValue{e.a, e.b} {
		if operand != flowNone {
			t.failing(operand, visit)
		}
	}
}

// escaping tells which flowPhi values are used outside the block where they begin.
func (g *flowGraph) escaping(order []*flowBlock) map[flowValue]bool {
	escape := make(map[flowValue]bool)
	var own []flowValue
	var visit func(v flowValue)
	visit = func(v flowValue) {
		if v == flowNone || !g.t.traits[v].opaque {
			return
		}
		e := g.t.exprs[v]
		if e.kind == flowPhi {
			if !slices.Contains(own, v) {
				escape[v] = true
			}
			return
		}
		if e.kind != flowMem {
			visit(e.a)
			visit(e.b)
		}
	}
	for _, b := range order {
		own = b.phis
		for v := range b.owed {
			visit(v)
		}
		for _, s := range b.sets {
			if s.required {
				visit(s.value)
			}
		}
		for _, a := range b.yesArgs {
			visit(a.value)
		}
		for _, a := range b.noArgs {
			visit(a.value)
		}
	}
	return escape
}
