// The filter's optimiser: the order of alternatives, and code that is the same.

package main

import "slices"

// gatherTests brings comparisons of the same value together, so that it is loaded once. "port 20 or port 21" compares
// the source port, the destination port, and both again; the order of alternatives, or of conditions, is free.
//
// It is free but for packets that are cut short: where the second load fails, a packet may now be accepted for what
// is compared behind it although unoptimised code would not have come that far. libpcap does the same, and a match is a
// match; what is never changed is the verdict on a packet that has all the bytes that are looked at. Where comparisons
// of opposite sense lead to an acceptance libpcap leaves them as they are, and so do we.
func gatherTests(g *flowGraph) bool {
	changed := false
	for _, b := range g.order() {
		for _, e := range b.edges() {
			if b.kind == flowTest && g.gather(flowEdge{b, e.no}) {
				changed = true
			}
		}
	}
	return changed
}

// gather looks along the chain of blocks behind e that all have the same way out beside the next, by one of the two
// sides of its first block, and moves those that compare the same value as the block of e to its begin.
func (g *flowGraph) gather(e flowEdge) bool {
	first := e.to()
	if first.kind != flowTest || first.lhs == e.from.lhs || !g.constantSide(e.from) {
		return false
	}
	return g.gatherChain(e, flowEdge{first, false}) || g.gatherChain(e, flowEdge{first, true})
}

// flowGatherLimit bounds how far the next comparison of the same value is looked for. A filter may be a chain of
// thousands, each of another value.
const flowGatherLimit = 512

func (g *flowGraph) gatherChain(e, exit flowEdge) (changed bool) {
	first, lhs, steps := e.to(), e.from.lhs, 0
	for prev := e; ; steps++ {
		c := prev.to()
		if steps > flowGatherLimit || c.kind != flowTest || len(c.preds) != 1 || len(c.needs) > 0 || len(c.phis) > 0 ||
			slices.ContainsFunc(c.sets, func(s flowSet) bool { return s.required }) {
			return changed
		}
		next, out := flowEdge{c, false}, flowEdge{c, true}
		if c == first && exit.no != out.no || c != first && out.to() != exit.to() {
			next, out = out, next
		}
		if out.to() != exit.to() || next.to() == exit.to() || !slices.Equal(out.args(), exit.args()) {
			return changed
		}
		if out.no != exit.no && !g.rejects(exit.to()) {
			return changed
		}
		if c != first && c.lhs == lhs && g.constantSide(c) {
			rest, args := next.to(), e.args()
			c.sets = nil
			prev.redirect(rest, next.args())
			e.redirect(c, nil)
			next.redirect(first, args)
			rest.preds[slices.Index(rest.preds, next)] = prev
			c.preds[0], first.preds[0] = e, next
			e, changed, steps = next, true, 0
			continue
		}
		prev = next
	}
}

func (g *flowGraph) constantSide(b *flowBlock) bool {
	_, ok := g.t.isConst(b.rhs)
	return ok
}

// shareCode makes blocks of the same code one. Comparisons of different values that stand in A are the same code.
func shareCode(root *bpfBlock) *bpfBlock {
	post := bpfPostOrder(root)
	same := make([]*bpfBlock, len(post))
	seen := make(map[uint64]*bpfBlock, len(post))
	for i, b := range post {
		if b.yes != nil {
			b.yes = same[b.yes.seq]
		}
		if b.no != nil {
			b.no = same[b.no.seq]
		}
		hash := b.hash()
		for ; seen[hash] != nil && same[i] == nil; hash++ {
			if b.equal(seen[hash]) {
				same[i] = seen[hash]
			}
		}
		if same[i] == nil {
			seen[hash], same[i] = b, b
		}
	}
	return same[root.seq]
}

// hash is a number that blocks of the same code and with the same successors share (FNV-1a).
func (b *bpfBlock) hash() uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	mix := func(n uint64) { h = (h ^ n) * prime }
	for _, in := range b.stmts {
		mix(uint64(in.code)<<32 | uint64(in.k))
	}
	mix(uint64(b.last.code)<<32 | uint64(b.last.k))
	if b.yes != nil {
		mix(uint64(b.yes.seq))
	}
	if b.no != nil {
		mix(uint64(b.no.seq))
	}
	return h
}

func (b *bpfBlock) equal(o *bpfBlock) bool {
	return b.last == o.last && b.yes == o.yes && b.no == o.no && slices.Equal(b.stmts, o.stmts)
}
