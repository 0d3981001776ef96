// The filter's optimiser: how a value gets into A, into X, or into both registers.

package main

import "slices"

// op appends an instruction.
func (e *flowEmitter) op(code uint16, k uint32) {
	e.code = append(e.code, bpfInsn{code: code, k: k})
}

// store appends a store of v, which the register has.
func (e *flowEmitter) store(code uint16, slot uint8, v flowValue) {
	e.op(code, uint32(slot))
	e.st.mem[slot] = v
	e.stored |= 1 << slot
}

// toMemory gets v into a scratch word.
func (e *flowEmitter) toMemory(slot uint8, v flowValue) {
	if e.st.mem[slot] == v {
		return
	}
	if e.st.x != v && (e.st.a == v || e.t.exprs[v].kind != flowMSH) {
		e.toA(v)
		e.store(bpfST, slot, v)
		return
	}
	e.toX(v)
	e.store(bpfSTX, slot, v)
}

// slotOf finds a scratch word that holds v.
func (e *flowEmitter) slotOf(v flowValue) (uint32, bool) {
	i := slices.Index(e.st.mem[:], v)
	return uint32(i), i >= 0
}

// toA gets v into A.
func (e *flowEmitter) toA(v flowValue) {
	if e.st.a == v {
		return
	}
	ex := e.t.exprs[v]
	switch {
	case ex.kind == flowConst:
		e.op(bpfLD|bpfIMM, ex.k)
	case ex.kind == flowMem && ex.k == flowStart:
		e.op(bpfLD|bpfIMM, 0)
	case ex.kind == flowLen:
		e.op(bpfLD|bpfLEN, 0)
	case ex.kind == flowAnc, ex.kind == flowLoad && ex.a == flowNone:
		e.op(flowLoadCode(ex.size)|bpfABS, ex.k)
	case e.st.x == v:
		e.op(bpfMISC|bpfTXA, 0)
	case e.fromMemory(v, bpfLD|bpfMEM):
	case ex.kind == flowLoad:
		k := e.index(ex.a, ex.k)
		e.op(flowLoadCode(ex.size)|bpfIND, k)
	case ex.kind == flowMSH:
		e.toX(v)
		e.op(bpfMISC|bpfTXA, 0)
	case ex.kind == flowOp:
		e.calculate(v, ex)
	default:
		e.faults++
	}
	e.st.a = v
}

func flowLoadCode(size uint8) uint16 {
	switch size {
	case 1:
		return bpfLD | bpfB
	case 2:
		return bpfLD | bpfH
	}
	return bpfLD | bpfW
}

// fromMemory loads v from a scratch word, if one holds it.
func (e *flowEmitter) fromMemory(v flowValue, code uint16) bool {
	slot, ok := e.slotOf(v)
	if ok {
		e.op(code, slot)
		e.fetch[v] = true
	}
	return ok
}

// toX gets v into X; A may change on the way.
func (e *flowEmitter) toX(v flowValue) {
	if e.st.x == v {
		return
	}
	ex := e.t.exprs[v]
	switch {
	case ex.kind == flowConst:
		e.op(bpfLDX|bpfIMM, ex.k)
	case ex.kind == flowLen:
		e.op(bpfLDX|bpfLEN, 0)
	case ex.kind == flowMSH:
		e.op(bpfLDX|bpfMSH|bpfB, ex.k)
	case e.st.a != v && e.fromMemory(v, bpfLDX|bpfMEM):
	default:
		e.toA(v)
		e.op(bpfMISC|bpfTAX, 0)
	}
	e.st.x = v
}

// index gets base, or base and a part of k, into X and returns what remains of k.
func (e *flowEmitter) index(base flowValue, k uint32) uint32 {
	if e.st.x == base {
		return k
	}
	if c, ok := e.above(e.st.x, base, k); ok {
		return k - c
	}
	if e.st.a != base && e.t.traits[base].cost > 1 {
		if c, ok := e.above(e.st.a, base, k); ok {
			e.toX(e.st.a)
			return k - c
		}
		if _, ok := e.slotOf(base); !ok {
			for _, v := range e.st.mem {
				if c, ok := e.above(v, base, k); ok {
					e.toX(v)
					return k - c
				}
			}
		}
	}
	e.toX(base)
	return k
}

// above tells whether v is base + c with c no more than k, and no wrapping.
func (e *flowEmitter) above(v, base flowValue, k uint32) (uint32, bool) {
	if v == flowNone {
		return 0, false
	}
	u, c, ok := e.t.isOp(v, bpfADD)
	return c, ok && u == base && c <= k && uint64(e.t.traits[base].max)+uint64(c) <= flowNever
}

// calculate gets the result of an operation into A.
func (e *flowEmitter) calculate(v flowValue, ex flowExpr) {
	if ex.b == flowNone {
		e.toA(ex.a)
		e.op(bpfALU|ex.op, 0)
		return
	}
	c, constB := e.t.isConst(ex.b)
	if !constB {
		e.pair(ex.a, ex.b, flowCommutes(ex.op))
		e.op(bpfALU|ex.op|bpfX, 0)
		return
	}
	if ex.op == bpfADD {
		for _, reg := range []flowValue{e.st.a, e.st.x} { // from another sum with the same variable part
			if reg == flowNone {
				continue
			}
			if u, d, ok := e.t.isOp(reg, bpfADD); ok && u == ex.a {
				e.toA(reg)
				e.opConst(bpfADD, c-d)
				return
			}
		}
	}
	e.toA(ex.a)
	e.opConst(ex.op, c)
}

// opConst appends an operation with a constant; what adds a negative number, subtracts.
func (e *flowEmitter) opConst(op uint16, c uint32) {
	if op == bpfADD && c > 1<<31 {
		op, c = bpfSUB, -c
	}
	if c == 0 && (op == bpfDIV || op == bpfMOD) {
		e.faults++ // the machine divides by 0 in X only
	}
	e.op(bpfALU|op, c)
}

// directX tells whether X can be loaded with v while A stays.
func (e *flowEmitter) directX(v flowValue) bool {
	return v == e.st.x || v == e.st.a || e.reloadX(v)
}

// reloadX tells whether X can be loaded with v whatever the registers hold.
func (e *flowEmitter) reloadX(v flowValue) bool {
	switch e.t.exprs[v].kind {
	case flowConst, flowLen, flowMSH:
		return true
	}
	_, ok := e.slotOf(v)
	return ok
}

// free1 tells whether A can be loaded with v while X, which has x, stays.
func (e *flowEmitter) free1(v, x flowValue) bool {
	ex := e.t.exprs[v]
	if v == x || ex.kind == flowConst || ex.kind == flowLen || ex.kind == flowAnc {
		return true
	}
	if _, ok := e.slotOf(v); ok {
		return true
	}
	switch ex.kind {
	case flowLoad:
		if ex.a == flowNone || ex.a == x {
			return true
		}
		_, ok := e.above(x, ex.a, ex.k)
		return ok
	case flowOp:
		if ex.b == flowNone {
			return e.free1(ex.a, x)
		}
		if _, ok := e.t.isConst(ex.b); ok {
			return e.free1(ex.a, x)
		}
		return ex.b == x && e.free1(ex.a, x)
	}
	return false
}

// pair gets a into A and b into X; or, where that is shorter and swap allows it, b into A and a into X, and says so.
func (e *flowEmitter) pair(a, b flowValue, swap bool) (swapped bool) {
	switch {
	case a == b:
		e.toX(b)
		e.toA(a)
	case e.reloadX(b) && e.st.x != b, e.st.x == b && (e.st.a == a || e.free1(a, b)):
		e.toA(a)
		e.toX(b)
	case swap && (e.reloadX(a) && e.st.x != a || e.st.x == a && (e.st.a == b || e.free1(b, a))):
		e.toA(b)
		e.toX(a)
		return true
	case e.free1(a, b):
		e.toX(b)
		e.toA(a)
	case swap && e.free1(b, a):
		e.toX(a)
		e.toA(b)
		return true
	case e.reloadX(b):
		e.toA(a)
		e.toX(b)
	default:
		e.throughMemory(a, b)
	}
	return false
}

// throughMemory keeps b in a scratch word while a is evaluated.
func (e *flowEmitter) throughMemory(a, b flowValue) {
	if e.temps >= len(e.free) {
		e.faults++
		return
	}
	slot := e.free[e.temps]
	e.temps++
	e.toMemory(slot, b)
	e.toA(a)
	e.op(bpfLDX|bpfMEM, uint32(slot))
	e.st.x = b
	e.temps--
}
