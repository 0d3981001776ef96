// The filter's optimiser: values. What a register or a scratch word holds is written as an expression over the packet,
// and equal expressions are one value, so that "the same" is a comparison of two numbers.

package main

import (
	"math/bits"
	"slices"
)

// flowValue names an expression in a flowTable.
type flowValue int32

const flowNone flowValue = -1

// flowKind tells the kinds of expression apart.
type flowKind uint8

const (
	flowConst flowKind = iota // k
	flowLen                   // the length on the wire
	flowLoad                  // size bytes at offset k, or at a + k
	flowMSH                   // 4 * (byte at k & 0xf)
	flowAnc                   // Linux's ancillary load at k
	flowOp                    // a op b
	flowPhi                   // what A or X hold where paths meet that leave different values there; k tells them apart
	flowMem                   // the same of scratch word size, where block k begins
)

// flowExpr is one expression. It is comparable: equal ones are interned once.
type flowExpr struct {
	kind flowKind
	size uint8
	op   uint16
	k    uint32
	a, b flowValue
}

// flowFault is a way in which an evaluation ends the program: a load from base + something that reaches ext bytes far, a
// division by base (ext 0), or an ancillary load (base flowNone, ext its k).
type flowFault struct {
	base flowValue
	ext  uint64
}

// flowTrait is what is known of a value whatever the packet holds.
type flowTrait struct {
	max    uint32      // it is never larger
	zero   uint32      // bits that are never set
	reach  uint32      // evaluating it rejects a packet of fewer captured bytes; MaxUint32 if it always rejects
	cost   int         // instructions to evaluate it, roughly
	faults []flowFault // other ways to reject; shared between values, never changed
	opaque bool        // has a flowPhi or flowMem in it
	root   flowValue   // without operations with constants
}

// flowTable interns expressions.
type flowTable struct {
	exprs  []flowExpr
	traits []flowTrait
	index  map[flowExpr]flowValue
	facts  []flowFact // room for more of them
	work   int        // faults copied so far: bounds what a huge expression may cost

	insight  flowInsight
	inferred bool // a comparison was decided that needed flowThorough
}

// flowInsight is how much the optimiser may see. Seeing less has its uses: optimiseBlocks and rejectAll tell which.
type flowInsight uint8

const (
	flowPlain    flowInsight = iota // as libpcap: comparisons of the same value, simple arithmetic, no unused load
	flowLenient                     // the same, and what is known on all ways that meet
	flowLiteral                     // decides a comparison only from others of the same value
	flowThorough                    // and from bounds and bits
)

// newFlowTable makes a table for a graph of about that many blocks.
func newFlowTable(blocks int) *flowTable {
	return &flowTable{index: make(map[flowExpr]flowValue, blocks), exprs: make([]flowExpr, 0, blocks),
		traits: make([]flowTrait, 0, blocks)}
}

// flowNever is the reach of a load that no packet is long enough for.
const flowNever = 1<<32 - 1

//go:noinline
func (t *flowTable) constant(k uint32) flowValue {
	return t.intern(flowExpr{kind: flowConst, k: k, a: flowNone, b: flowNone}, flowTrait{max: k, zero: ^k, cost: 1})
}

func (t *flowTable) wireLen() flowValue {
	return t.intern(flowExpr{kind: flowLen, a: flowNone, b: flowNone}, flowTrait{max: flowNever, cost: 1})
}

func (t *flowTable) msh(k uint32) flowValue {
	return t.intern(flowExpr{kind: flowMSH, k: k, a: flowNone, b: flowNone},
		flowTrait{max: 60, zero: ^uint32(60), reach: flowReach(uint64(k) + 1), cost: 2})
}

func flowReach(end uint64) uint32 {
	return uint32(min(end, flowNever))
}

// load is the value of size bytes at offset k.
func (t *flowTable) load(size, k uint32) flowValue {
	if k >= bpfAncillary {
		return t.intern(flowExpr{kind: flowAnc, size: uint8(size), k: k, a: flowNone, b: flowNone},
			flowTrait{max: flowNever, cost: 1, faults: []flowFault{{flowNone, uint64(k)}}})
	}
	tr := flowTrait{max: flowNever >> (32 - 8*size), cost: 1, reach: flowReach(uint64(k) + uint64(size))}
	tr.zero = ^tr.max
	return t.intern(flowExpr{kind: flowLoad, size: uint8(size), k: k, a: flowNone, b: flowNone}, tr)
}

// loadAt is the value of size bytes at offset base + k. A constant part of base moves into k, where the sum cannot
// wrap: the machine's own addition does not, an ALU's does.
func (t *flowTable) loadAt(size, k uint32, base flowValue) flowValue {
	e := t.exprs[base]
	if e.kind == flowConst {
		if at := uint64(k) + uint64(e.k); at < uint64(bpfAncillary) {
			return t.load(size, uint32(at))
		}
	}
	if e.kind == flowOp && e.op == bpfADD && t.exprs[e.b].kind == flowConst {
		c := uint64(t.exprs[e.b].k)
		if uint64(t.traits[e.a].max)+c+uint64(k) < flowNever {
			base, k = e.a, k+uint32(c)
		}
	}
	tr := flowTrait{max: flowNever >> (32 - 8*size), cost: t.traits[base].cost + 2}
	tr.zero = ^tr.max
	end := uint64(k) + uint64(size)
	tr.reach = max(t.traits[base].reach, flowReach(end))
	tr.faults = t.join(t.traits[base].faults, []flowFault{{base, end}})
	return t.intern(flowExpr{kind: flowLoad, size: uint8(size), k: k, a: base, b: flowNone}, tr)
}

// join is the union of two lists of faults.
func (t *flowTable) join(a, b []flowFault) []flowFault {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := slices.Clone(a)
	for _, f := range b {
		if !slices.Contains(a, f) {
			out = append(out, f)
		}
	}
	t.work += len(out)
	return out
}

// opaque makes a value that only its place holds.
func (t *flowTable) opaque(kind flowKind, slot uint8, k uint32, most uint32) flowValue {
	return t.intern(flowExpr{kind: kind, size: slot, k: k, a: flowNone, b: flowNone},
		flowTrait{max: most, zero: flowAbove(most), cost: 1, opaque: true})
}

// flowAbove is the mask of the bits that no number up to most has.
func flowAbove(most uint32) uint32 {
	return ^uint32(1<<bits.Len32(most) - 1)
}

func (t *flowTable) intern(e flowExpr, tr flowTrait) flowValue {
	if v, ok := t.index[e]; ok {
		return v
	}
	if e.a != flowNone && t.traits[e.a].opaque || e.b != flowNone && t.traits[e.b].opaque {
		tr.opaque = true
	}
	tr.zero |= flowAbove(tr.max)
	v := flowValue(len(t.exprs))
	tr.root = v
	if e.kind == flowOp && e.b != flowNone && t.exprs[e.b].kind == flowConst {
		tr.root = t.traits[e.a].root
	}
	t.exprs = append(t.exprs, e)
	t.traits = append(t.traits, tr)
	t.index[e] = v
	return v
}

// isConst tells whether v is a constant, and which.
//
//go:noinline
func (t *flowTable) isConst(v flowValue) (uint32, bool) {
	e := &t.exprs[v]
	return e.k, e.kind == flowConst
}

// isOp takes v apart if it is a op constant.
//
//go:noinline
func (t *flowTable) isOp(v flowValue, op uint16) (a flowValue, c uint32, ok bool) {
	e := t.exprs[v]
	if e.kind != flowOp || e.op != op || e.b == flowNone {
		return flowNone, 0, false
	}
	c, ok = t.isConst(e.b)
	return e.a, c, ok
}

// operate is the value of a op b in its simplest form. What a discarded operand might have failed at is not its
// concern: the block that evaluates it keeps account (flowBlock.needs).
func (t *flowTable) operate(op uint16, a, b flowValue) flowValue {
	if op == bpfNEG {
		if c, ok := t.isConst(a); ok {
			return t.constant(-c)
		}
		return t.combine(op, a, flowNone)
	}
	ca, constA := t.isConst(a)
	cb, constB := t.isConst(b)
	if constA && constB {
		if k, ok := bpfCalculate(op, ca, cb); ok {
			return t.constant(k)
		}
		return t.combine(op, a, b)
	}
	if flowCommutes(op) && (constA || !constB && a > b) {
		a, b, cb, constB = b, a, ca, constA
	}
	if constB {
		return t.operateConst(op, a, cb)
	}
	return t.operateMixed(op, a, b)
}

func flowCommutes(op uint16) bool {
	return op == bpfADD || op == bpfMUL || op == bpfAND || op == bpfOR || op == bpfXOR
}

// operateMixed moves constants outward, to where they can end up in the offset of a load.
func (t *flowTable) operateMixed(op uint16, a, b flowValue) flowValue {
	if a == b {
		switch op {
		case bpfSUB, bpfXOR:
			return t.constant(0)
		case bpfAND, bpfOR:
			return a
		}
	}
	if op == bpfADD || op == bpfSUB {
		if u, c, ok := t.isOp(a, bpfADD); ok {
			return t.operateConst(bpfADD, t.operate(op, u, b), c)
		}
		if u, c, ok := t.isOp(b, bpfADD); ok {
			if op == bpfSUB {
				c = -c
			}
			return t.operateConst(bpfADD, t.operate(op, a, u), c)
		}
	}
	return t.combine(op, a, b)
}

// operateConst is the value of a op c, where a is no constant.
func (t *flowTable) operateConst(op uint16, a flowValue, c uint32) flowValue {
	switch op {
	case bpfSUB:
		return t.operateConst(bpfADD, a, -c)
	case bpfMUL, bpfDIV, bpfMOD:
		return t.reduceStrength(op, a, c)
	case bpfADD, bpfOR, bpfXOR:
		if u, d, ok := t.isOp(a, op); ok {
			a = u
			c, _ = bpfCalculate(op, c, d)
		}
		if cu, ok := t.isConst(a); ok {
			k, _ := bpfCalculate(op, cu, c)
			return t.constant(k)
		}
		if c == 0 {
			return a
		}
	case bpfAND:
		return t.mask(a, c)
	case bpfLSH, bpfRSH:
		return t.shift(op, a, c)
	}
	return t.combine(op, a, t.constant(c))
}

// reduceStrength turns multiplications by powers of two and their like into shifts and masks.
func (t *flowTable) reduceStrength(op uint16, a flowValue, c uint32) flowValue {
	power := c&(c-1) == 0
	switch {
	case c == 0 && op == bpfMUL:
		return t.constant(0)
	case t.insight <= flowLenient:
	case c == 0 || !power:
	case op == bpfMUL:
		return t.shift(bpfLSH, a, uint32(bits.TrailingZeros32(c)))
	case op == bpfDIV:
		return t.shift(bpfRSH, a, uint32(bits.TrailingZeros32(c)))
	default:
		return t.mask(a, c-1)
	}
	return t.combine(op, a, t.constant(c))
}

// mask is a & c. Masks go under shifts, and have no bits that a cannot have.
func (t *flowTable) mask(a flowValue, c uint32) flowValue {
	if u, d, ok := t.isOp(a, bpfAND); ok {
		return t.mask(u, c&d)
	}
	if u, n, ok := t.isOp(a, bpfLSH); ok && n < 32 {
		return t.shift(bpfLSH, t.mask(u, c>>n), n)
	}
	if u, n, ok := t.isOp(a, bpfRSH); ok && n < 32 && c&^t.traits[a].zero != ^t.traits[a].zero {
		return t.shift(bpfRSH, t.mask(u, c<<n), n)
	}
	if t.insight <= flowLenient {
		if c == 0 {
			return t.constant(0)
		}
		return t.combine(bpfAND, a, t.constant(c))
	}
	c &^= t.traits[a].zero
	switch c {
	case 0:
		return t.constant(0)
	case ^t.traits[a].zero:
		return a
	}
	return t.combine(bpfAND, a, t.constant(c))
}

// shift is a << n or a >> n.
func (t *flowTable) shift(op uint16, a flowValue, n uint32) flowValue {
	if n == 0 {
		return a
	}
	if n > 31 || op == bpfRSH && t.insight > flowLenient && t.traits[a].max>>n == 0 {
		return t.constant(0)
	}
	if ca, ok := t.isConst(a); ok {
		k, _ := bpfCalculate(op, ca, n)
		return t.constant(k)
	}
	if u, m, ok := t.isOp(a, op); ok {
		return t.shift(op, u, min(m, 32)+n)
	}
	if u, m, ok := t.isOp(a, bpfLSH); ok && op == bpfRSH && m == n {
		return t.mask(u, ^uint32(0)>>n)
	}
	if u, m, ok := t.isOp(a, bpfRSH); ok && op == bpfLSH && m == n {
		return t.mask(u, ^uint32(0)<<n)
	}
	if u, m, ok := t.isOp(a, bpfAND); ok {
		lost := uint32(1)<<n - 1 // bits that are shifted out need no mask
		if op == bpfLSH {
			lost = ^(^uint32(0) >> n)
		}
		if (m|lost)|t.traits[u].zero == flowNever {
			return t.shift(op, u, n)
		}
	}
	if u, m, ok := t.isOp(a, bpfAND); ok && op == bpfLSH && n == 2 && m == 0xf {
		if e := t.exprs[u]; e.kind == flowLoad && e.size == 1 && e.a == flowNone {
			return t.msh(e.k)
		}
	}
	return t.combine(op, a, t.constant(n))
}

// combine interns a op b as it stands, with what can be said of the result.
func (t *flowTable) combine(op uint16, a, b flowValue) flowValue {
	e := flowExpr{kind: flowOp, op: op, a: a, b: b}
	if v, ok := t.index[e]; ok {
		return v
	}
	ta := t.traits[a]
	tr := flowTrait{max: flowNever, reach: ta.reach, cost: ta.cost + 1, faults: ta.faults}
	if b == flowNone {
		return t.intern(e, tr)
	}
	tb := t.traits[b]
	c, constB := t.isConst(b)
	if !constB {
		tr.cost += tb.cost + 1
		tr.reach = max(tr.reach, tb.reach)
		tr.faults = t.join(tr.faults, tb.faults)
		if op == bpfDIV || op == bpfMOD {
			tr.faults = t.join(tr.faults, []flowFault{{b, 0}})
		}
	} else if c == 0 && (op == bpfDIV || op == bpfMOD) {
		tr.reach = flowNever
	}
	tr.max, tr.zero = flowBounds(op, ta, tb, c, constB)
	return t.intern(e, tr)
}

// flowBounds gives the largest value and the bits that are never set.
func flowBounds(op uint16, a, b flowTrait, c uint32, constB bool) (most, zero uint32) {
	most = flowNever
	switch op {
	case bpfADD:
		if sum := uint64(a.max) + uint64(b.max); sum <= flowNever {
			most = uint32(sum)
		}
		low := min(bits.TrailingZeros32(^a.zero), bits.TrailingZeros32(^b.zero))
		zero = uint32(1)<<low - 1
	case bpfAND:
		most, zero = min(a.max, b.max), a.zero|b.zero
	case bpfOR, bpfXOR:
		zero = a.zero & b.zero
		most = ^zero
	case bpfMUL:
		if p := uint64(a.max) * uint64(b.max); p <= flowNever {
			most = uint32(p)
		}
	case bpfDIV:
		most = a.max
		if constB && c != 0 {
			most = a.max / c
		}
	case bpfMOD:
		most = a.max
		if b.max > 0 {
			most = min(most, b.max-1)
		}
	case bpfLSH:
		if constB && c < 32 {
			if p := uint64(a.max) << c; p <= flowNever {
				most = uint32(p)
			}
			zero = a.zero<<c | (uint32(1)<<c - 1)
		}
	case bpfRSH:
		most = a.max
		if constB && c < 32 {
			most, zero = a.max>>c, a.zero>>c|^(^uint32(0)>>c)
		}
	}
	return most, zero
}
