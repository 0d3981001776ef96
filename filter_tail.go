// The filter's optimiser: blocks that do the same become one.

package main

import (
	"slices"
)

// flowKey is what two blocks must have in common to be one.
type flowKey struct {
	kind     flowStep
	rel      uint16
	lhs, rhs flowValue
	ret      flowValue
	yes, no  *flowBlock
}

// shareTails makes blocks that do the same one, from the bottom up. A comparison with one way out is none.
func shareTails(g *flowGraph) bool {
	order := g.order()
	same := make([]*flowBlock, len(order)) // by id
	seen := make(map[flowKey]*flowBlock, len(order))
	changed := false
	for i := len(order) - 1; i >= 0; i-- {
		b := order[i]
		for _, e := range b.edges() {
			if to := same[e.to().id]; to != nil {
				e.redirect(to, e.args())
				changed = true
			}
		}
		if b.kind == flowTest && b.yes == b.no && slices.Equal(b.yesArgs, b.noArgs) || g.repeated(b) {
			g.follow(b, false)
			changed = true
		}
		if b.kind == flowAlways && g.rejects(b.yes) {
			b.kind, b.ret, b.yes, b.yesArgs, b.sets = flowReturn, g.t.constant(0), nil, nil, nil
			changed = true
		}
		if g.rejects(b) || g.hopeless(b) {
			*b = flowBlock{id: b.id, mark: b.mark, kind: flowReturn, lhs: flowNone, rhs: flowNone, ret: g.t.constant(0)}
		}
		key := flowKey{b.kind, b.rel, b.lhs, b.rhs, b.ret, b.yes, b.no}
		o := seen[key]
		for o != nil && !g.twins(b, o) {
			o = o.alike
		}
		if o == nil {
			b.alike, seen[key] = seen[key], b
			continue
		}
		o.sets = slices.DeleteFunc(o.sets, func(s flowSet) bool { return !slices.Contains(b.sets, s) })
		same[b.id] = o
	}
	if to := same[g.root.id]; to != nil {
		g.root = to
	}
	return changed
}

// repeated tells whether a comparison of equality is made again further down: whether the other way out leads, for the
// number compared with, to where this block leads for it.
func (g *flowGraph) repeated(b *flowBlock) bool {
	if b.kind != flowTest || b.rel != bpfJEQ || !g.constantSide(b) || len(b.yesArgs) > 0 || len(b.noArgs) > 0 {
		return false
	}
	at := b.no
	for range 16 {
		if at.kind != flowTest || at.lhs != b.lhs || !g.constantSide(at) || len(at.needs) > 0 || len(at.phis) > 0 ||
			slices.ContainsFunc(at.sets, func(s flowSet) bool { return s.required }) {
			break
		}
		e := flowEdge{at, !flowHolds(at.rel, g.t.exprs[b.rhs].k, g.t.exprs[at.rhs].k)}
		if at = e.to(); len(e.args()) > 0 {
			break
		}
		if at == b.yes {
			return true
		}
	}
	return false
}

// hopeless tells whether b has a load that fails for every packet.
func (g *flowGraph) hopeless(b *flowBlock) bool {
	for v := range b.owed {
		if g.t.traits[v].reach == flowNever {
			return true
		}
	}
	return false
}

// twins tells whether two blocks of the same key do the same beside their comparison.
func (g *flowGraph) twins(a, b *flowBlock) bool {
	if len(a.phis) > 0 || len(b.phis) > 0 || !slices.Equal(a.yesArgs, b.yesArgs) || !slices.Equal(a.noArgs, b.noArgs) {
		return false
	}
	required := func(s flowSet) bool { return s.required }
	if slices.ContainsFunc(a.sets, required) || slices.ContainsFunc(b.sets, required) {
		return false
	}
	return g.owesAsMuch(a, b) && g.owesAsMuch(b, a)
}

// owesAsMuch tells whether a rejects all that b rejects for a load that fails.
func (g *flowGraph) owesAsMuch(a, b *flowBlock) bool {
	var reach uint32
	var faults []flowFault
	for v := range a.owed {
		reach = max(reach, g.t.traits[v].reach)
		faults = append(faults, g.t.traits[v].faults...)
	}
	for _, v := range b.needs {
		if tr := &g.t.traits[v]; tr.reach > reach || !flowCovers(faults, tr.faults) {
			return false
		}
	}
	return true
}
