// The filter's optimiser: comparisons in their simplest form.

package main

import "math/bits"

// simplifyTests rewrites the comparison of every block: constants to the right, arithmetic undone on both sides, masks
// compared with 0 as bit tests. One whose outcome the operands alone decide becomes an unconditional step.
func simplifyTests(g *flowGraph) bool {
	changed := false
	for _, b := range g.order() {
		for b.kind == flowTest && g.simplifyTest(b) {
			changed = true
		}
	}
	return changed
}

// flowComparison is lhs rel rhs, or its opposite.
type flowComparison struct {
	rel      uint16
	lhs, rhs flowValue
	not      bool
}

// simplifyTest makes one step; false if there is none to make.
func (g *flowGraph) simplifyTest(b *flowBlock) bool {
	t := g.t
	if outcome, decided := t.decide(b.rel, b.lhs, b.rhs, nil); decided {
		g.follow(b, outcome)
		return true
	}
	c, ok := t.rewrite(flowComparison{rel: b.rel, lhs: b.lhs, rhs: b.rhs})
	if !ok || t.insight <= flowLenient {
		return false
	}
	g.owe(b, b.lhs)
	g.owe(b, b.rhs)
	b.rel, b.lhs, b.rhs = c.rel, c.lhs, c.rhs
	if c.not {
		b.yes, b.no, b.yesArgs, b.noArgs = b.no, b.yes, b.noArgs, b.yesArgs
	}
	g.settleNeeds(b)
	return true
}

// follow makes b go one way only. What the comparison could have failed at stays.
func (g *flowGraph) follow(b *flowBlock, outcome bool) {
	g.owe(b, b.lhs)
	g.owe(b, b.rhs)
	if !outcome {
		b.yes, b.yesArgs = b.no, b.noArgs
	}
	b.kind, b.no, b.noArgs, b.lhs, b.rhs = flowAlways, nil, nil, flowNone, flowNone
}

// rewrite finds a simpler comparison of the same meaning.
func (t *flowTable) rewrite(c flowComparison) (flowComparison, bool) {
	k, isK := t.isConst(c.rhs)
	if _, left := t.isConst(c.lhs); left && !isK {
		c.lhs, c.rhs = c.rhs, c.lhs
		switch c.rel {
		case bpfJGT:
			c.rel, c.not = bpfJGE, true
		case bpfJGE:
			c.rel, c.not = bpfJGT, true
		}
		return c, true
	}
	if !isK {
		return t.rewriteMixed(c)
	}
	switch c.rel {
	case bpfJEQ:
		return t.rewriteEqual(c, k)
	case bpfJSET:
		return t.rewriteBits(c, k)
	}
	return t.rewriteOrder(c, k)
}

// rewriteMixed cancels what is added on both sides, and takes a bound that is certain for the other side.
func (t *flowTable) rewriteMixed(c flowComparison) (flowComparison, bool) {
	if c.rel == bpfJEQ {
		u, m, okU := t.isOp(c.lhs, bpfADD)
		w, n, okW := t.isOp(c.rhs, bpfADD)
		switch {
		case okU && okW:
			c.lhs, c.rhs = u, t.operate(bpfADD, w, t.constant(n-m))
			return c, true
		case okW && !okU && c.lhs < c.rhs: // the constant to the left, once
			c.lhs, c.rhs = c.rhs, c.lhs
			return c, true
		}
	}
	if (c.rel == bpfJEQ || c.rel == bpfJSET) && c.lhs > c.rhs {
		if _, _, ok := t.isOp(c.lhs, bpfADD); !ok || c.rel == bpfJSET {
			c.lhs, c.rhs = c.rhs, c.lhs
			return c, true
		}
	}
	return c, false
}

// rewriteEqual treats lhs == k.
func (t *flowTable) rewriteEqual(c flowComparison, k uint32) (flowComparison, bool) {
	e := t.exprs[c.lhs]
	if e.kind != flowOp {
		return c, false
	}
	if e.b == flowNone { // -a == k
		c.lhs, c.rhs = e.a, t.constant(-k)
		return c, true
	}
	n, constB := t.isConst(e.b)
	if !constB {
		m, constA := t.isConst(e.a)
		switch {
		case (e.op == bpfSUB || e.op == bpfXOR) && k == 0:
			c.lhs, c.rhs = e.a, e.b
			return c, true
		case e.op == bpfSUB && constA:
			c.lhs, c.rhs = e.b, t.constant(m-k)
			return c, true
		}
		return c, false
	}
	most := t.traits[e.a].max
	switch e.op {
	case bpfADD:
		c.lhs, c.rhs = e.a, t.constant(k-n)
	case bpfXOR:
		c.lhs, c.rhs = e.a, t.constant(k^n)
	case bpfLSH: // bits that the shift loses do not count, those that it brings in are 0 (or the outcome is decided)
		c.lhs, c.rhs = t.mask(e.a, flowNever>>n), t.constant(k>>n)
	case bpfRSH:
		switch k {
		case 0:
			c.rel, c.lhs, c.rhs, c.not = bpfJGE, e.a, t.constant(1<<n), true
		case most >> n:
			c.rel, c.lhs, c.rhs = bpfJGE, e.a, t.constant(k<<n)
		default:
			return c, false
		}
	case bpfAND:
		switch {
		case k == 0:
			c.rel, c.lhs, c.rhs, c.not = bpfJSET, e.a, t.constant(n), true
		case k == n && n&(n-1) == 0:
			c.rel, c.lhs, c.rhs = bpfJSET, e.a, t.constant(n)
		case k == n && t.upperMask(e.a, n):
			c.rel, c.lhs, c.rhs = bpfJGE, e.a, t.constant(n)
		default:
			return c, false
		}
	case bpfDIV:
		if k != 0 {
			return c, false
		}
		c.rel, c.lhs, c.rhs, c.not = bpfJGE, e.a, t.constant(n), true
	default:
		return c, false
	}
	return c, true
}

// upperMask tells whether the mask m keeps all bits that v may have from some bit upward.
func (t *flowTable) upperMask(v flowValue, m uint32) bool {
	if m == 0 {
		return false
	}
	low := uint32(1)<<bits.TrailingZeros32(m) - 1
	return m|low|t.traits[v].zero == flowNever
}

// rewriteBits treats lhs & k != 0.
func (t *flowTable) rewriteBits(c flowComparison, k uint32) (flowComparison, bool) {
	if zero := t.traits[c.lhs].zero; k&zero != 0 {
		c.rhs = t.constant(k &^ zero)
		return c, true
	} else if k|zero == flowNever {
		c.rel, c.rhs, c.not = bpfJEQ, t.constant(0), true
		return c, true
	}
	for _, op := range []uint16{bpfAND, bpfRSH, bpfLSH, bpfOR} {
		u, n, ok := t.isOp(c.lhs, op)
		if !ok {
			continue
		}
		c.lhs = u
		switch op {
		case bpfAND:
			k &= n
		case bpfRSH:
			k <<= n
		case bpfLSH:
			k >>= n
		}
		c.rhs = t.constant(k)
		return c, true
	}
	return c, false
}

// rewriteOrder treats lhs > k and lhs >= k.
func (t *flowTable) rewriteOrder(c flowComparison, k uint32) (flowComparison, bool) {
	strict := c.rel == bpfJGT
	if strict && k == 0 || !strict && k == 1 {
		c.rel, c.rhs, c.not = bpfJEQ, t.constant(0), true
		return c, true
	}
	e := t.exprs[c.lhs]
	if e.kind != flowOp || e.b == flowNone {
		return c, false
	}
	n, constB := t.isConst(e.b)
	if !constB {
		return c, false
	}
	most := uint64(t.traits[e.a].max)
	low := uint32(0) // operands that differ only in these bits give the same
	switch {
	case e.op == bpfADD && most+uint64(n) <= flowNever && k >= n:
		c.lhs, c.rhs = e.a, t.constant(k-n)
		return c, true
	case e.op == bpfRSH && uint64(k)<<n <= flowNever:
		k, low = k<<n, uint32(1)<<n-1
	case e.op == bpfLSH && most<<n <= flowNever:
		if !strict && k&(1<<n-1) != 0 {
			k += 1 << n // does not wrap: a decided outcome would have come before
		}
		c.lhs, c.rhs = e.a, t.constant(k>>n)
		return c, true
	case e.op == bpfAND && t.upperMask(e.a, n):
		low = uint32(1)<<bits.TrailingZeros32(n) - 1
		if !strict && k&low != 0 {
			if k > flowNever-low {
				return c, false
			}
			k = (k + low) &^ low
		}
	case e.op == bpfDIV && (uint64(k)+1)*uint64(n) <= flowNever:
		if strict {
			k++
		}
		c.rel, c.lhs, c.rhs = bpfJGE, e.a, t.constant(k*n)
		return c, true
	default:
		return c, false
	}
	if strict {
		k |= low
	}
	c.lhs, c.rhs = e.a, t.constant(k)
	return c, true
}
