// The filter's optimiser: what it does, and in which order.
//
// The compiler writes code that is easy to write: it loads what it compares, each time, and keeps intermediate results
// in scratch memory. The optimiser looks at the whole graph of blocks and returns one that gives every packet the same
// verdict with fewer instructions. The verdict includes that of packets that are cut short: a load past the captured
// bytes rejects, so a load that is no longer wanted for its value is kept unless another one reaches as far.
//
//	filter_graph.go    lifting: blocks of instructions become decisions over values. Here constants and copies are
//	                   propagated, and what is stored and never loaded, or loaded twice, stops to exist
//	filter_value.go    values: folding of constants, strength reduction
//	filter_compare.go  simpler comparisons
//	filter_fact.go     what is known on the way to a comparison, and whether it decides it
//	filter_pass.go     jumps past decided comparisons, dead loads, shared tails
//	filter_share.go    the order of alternatives, equal code
//	filter_emit.go     back to instructions, block by block
//	filter_register.go what stands in A, X or M already is not loaded again

package main

import (
	"errors"
	"slices"
)

// flowPass is a step over the graph. It keeps the meaning of the filter and tells whether it has changed anything.
type flowPass struct {
	name  string
	after string // the pass that must have been run before, "" for none
	run   func(*flowGraph) bool
}

// flowPasses is the order of the passes; they are repeated while one of them finds something to do.
var flowPasses = [...]flowPass{
	{"simpler comparisons", "", simplifyTests},               // so that equal tests look equal
	{"decided branches", "simpler comparisons", threadJumps}, // facts are about comparisons in that form
	{"shared tails", "decided branches", shareTails},         // joins what the jumps have left alike
	{"neighbours", "shared tails", gatherTests},              // chains are chains only when their ends are joined
}

// errRejectsAll is libpcap's word for a filter that cannot be true.
var errRejectsAll = errors.New("expression rejects all packets")

// flowRounds bounds the repetitions. Filters need two or three; the bound is for those that are built to need many.
const flowRounds = 16

// optimiseBlocks returns a graph that means the same as the one below root and is no longer. A filter that cannot be
// true is an error, as it is for libpcap (and there, too, only if the optimiser runs). Programs with a loop
// (protochain) are returned as they are.
//
// Where the result has loads for no other reason than that packets are rejected which are too short for them, it is
// tried again from what libpcap would make of the filter: it drops such loads, so that "tcp or ip6" accepts a packet of
// IPv6 whose next header was not captured, which it rejects with -O. The shorter one is taken. That is only done where
// lenient: libpcap does not optimise what is inside of a tunnel.
func optimiseBlocks(root *bpfBlock, lenient bool) (*bpfBlock, error) {
	best, kept := shorten(root)
	if best == nil {
		return rejectAll(root)
	}
	if kept && lenient {
		g := liftFilter(root, flowLenient)
		g.optimise()
		if from := g.lower(); from != nil && !g.rejects(g.root) {
			if also, _ := shorten(from); also != nil && flowLength(also) < flowLength(best) {
				best = also
			}
		}
	}
	return best, nil
}

// shorten returns a graph that means the same and is no longer, nil if it rejects everything, and whether loads were
// kept for their failures only.
//
// It is tried twice, once with less insight: a comparison that can be skipped on some ways is better not skipped if
// that makes two pieces of code different that were one. The result is optimised again while that makes it shorter.
func shorten(root *bpfBlock) (best *bpfBlock, kept bool) {
	best, length := root, flowLength(root)
	for range 2 {
		before, from := length, best
		inferred := true
		for _, insight := range []flowInsight{flowThorough, flowLiteral} {
			if !inferred {
				break // the same again
			}
			g := liftFilter(from, insight)
			if g == nil {
				return best, false
			}
			g.optimise()
			inferred = g.t.inferred
			if g.rejects(g.root) {
				return nil, false
			}
			if next := g.lower(); next != nil {
				kept = kept || slices.ContainsFunc(g.order(), func(b *flowBlock) bool { return len(b.needs) > 0 })
				if n := flowLength(next); n < length {
					best, length = next, n
				}
			}
		}
		if length == before {
			break
		}
	}
	return best, kept
}

// rejectAll deals with a filter that cannot be true. Where libpcap sees that it is an error, where it takes more to see
// it libpcap makes a program of it; whoever has such a filter in a script expects it to go on working. So the passes are
// run again without what we know beyond libpcap: bounds and bits of values, and loads that fail.
func rejectAll(root *bpfBlock) (*bpfBlock, error) {
	g := liftFilter(root, flowPlain)
	g.optimise()
	if g.rejects(g.root) {
		return nil, errRejectsAll
	}
	return &bpfBlock{last: bpfInsn{code: bpfRET | bpfRetK}}, nil
}

// optimise runs the passes.
func (g *flowGraph) optimise() {
	for range flowRounds {
		changed := false
		for _, p := range flowPasses {
			if p.run(g) {
				changed = true
			}
		}
		if !changed {
			return
		}
	}
}

// lower writes the graph as instructions, by several plans, and returns the shortest result; nil if none worked.
func (g *flowGraph) lower() *bpfBlock {
	order := g.order()
	s := &flowSearch{g: g, order: order, place: make(map[flowValue]flowPlace)}
	for _, b := range order {
		s.optional = s.optional || slices.ContainsFunc(b.sets, func(set flowSet) bool {
			return !set.required && g.t.traits[set.value].cost > 2
		})
	}
	keep := s.tryKeeping()
	phis := 0
	for _, b := range order {
		for _, phi := range b.phis {
			if phis++; phis > 8 {
				break
			}
			s.tryPlaces(phi, keep)
		}
	}
	if s.failures > 0 {
		return nil
	}
	return shareCode(s.best)
}

// flowSearch looks for the best plan.
type flowSearch struct {
	g        *flowGraph
	order    []*flowBlock
	place    map[flowValue]flowPlace
	optional bool // there are scratch words to keep or not to keep
	best     *bpfBlock
	failures int
	length   int
	spare    flowEmitter // its lists may be used again
}

// try writes the graph once. It tells which values came from scratch memory.
func (s *flowSearch) try(keep func(flowValue) bool) (fetched map[flowValue]bool, better bool) {
	e := s.g.emit(s.order, flowPlan{keep: keep, place: s.place}, &s.spare)
	length := flowEstimate(e.blocks)
	s.spare = flowEmitter{exits: e.exits}
	better = s.best == nil || e.faults < s.failures || e.faults == s.failures && length < s.length
	if better {
		s.best, s.failures, s.length = &e.blocks[s.g.root.id], e.faults, length
	} else {
		s.spare.blocks, s.spare.code = e.blocks, e.code
	}
	return e.fetch, better
}

// tryKeeping tries scratch words for all values that take more than one instruction, for those of them that were then
// wanted, and for none. It returns the choice that was best.
func (s *flowSearch) tryKeeping() func(flowValue) bool {
	best := func(v flowValue) bool { return s.g.t.traits[v].cost > 2 }
	fetched, _ := s.try(best)
	if !s.optional {
		return best
	}
	for range 2 {
		wanted := fetched
		if len(wanted) == 0 {
			break
		}
		keep := func(v flowValue) bool { return wanted[v] }
		again, better := s.try(keep)
		if better {
			best = keep
		}
		if len(again) >= len(fetched) {
			break
		}
		fetched = again
	}
	none := func(flowValue) bool { return false }
	if _, better := s.try(none); better {
		best = none
	}
	return best
}

// tryPlaces tries all places for one flowPhi and stays with the best.
func (s *flowSearch) tryPlaces(phi flowValue, keep func(flowValue) bool) {
	best := s.place[phi]
	for p := flowInX; p < flowPlaces; p++ {
		s.place[phi] = p
		if _, better := s.try(keep); better {
			best = p
		}
	}
	s.place[phi] = best
}

// flowEstimate is about the number of instructions of the blocks, which need not be assembled for it.
func flowEstimate(blocks []bpfBlock) int {
	n := 0
	falls := make(map[*bpfBlock]bool)
	for i := range blocks {
		b := &blocks[i]
		n += len(b.stmts)
		if b.last.code != bpfJMP|bpfJA || falls[b.yes] {
			n++
		} else {
			falls[b.yes] = true
		}
	}
	return n
}

// flowLength is the number of instructions of the assembled graph.
func flowLength(root *bpfBlock) int {
	prog, err := assembleBlocks(root)
	if err != nil {
		return bpfMaxInsns + 1
	}
	return len(prog)
}
