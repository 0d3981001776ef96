// Filter language: code generation, the common part. Primitives become conditions, a tree; and the tree becomes blocks
// when it is known where each outcome leads.

package main

import "errors"

// filterCond is a condition on the packet.
type filterCond struct {
	kind  filterCondKind
	stmts []bpfInsn // of a test: what runs before the jump
	jump  bpfInsn   // of a test
	a, b  *filterCond
	graph func(yes, no *bpfBlock) *bpfBlock // blocks that no tree can express
}

type filterCondKind int

const (
	condAnd filterCondKind = iota + 1 // 0 is a test
	condOr
	condNot
	condGraph
	condConst // condAlways or condNever
)

var (
	condAlways = &filterCond{kind: condConst}
	condNever  = &filterCond{kind: condConst}
)

// andConds is true where a and b are. What a constant decides leaves no code behind.
//
//go:noinline
func andConds(a, b *filterCond) *filterCond {
	switch {
	case a == condNever || b == condNever:
		return condNever
	case a == condAlways:
		return b
	case b == condAlways:
		return a
	}
	return &filterCond{kind: condAnd, a: a, b: b}
}

//go:noinline
func orConds(a, b *filterCond) *filterCond {
	switch {
	case a == condAlways || b == condAlways:
		return condAlways
	case a == condNever:
		return b
	case b == condNever:
		return a
	}
	return &filterCond{kind: condOr, a: a, b: b}
}

//go:noinline
func notCond(a *filterCond) *filterCond {
	switch {
	case a == condAlways:
		return condNever
	case a == condNever:
		return condAlways
	case a.kind == condNot:
		return a.a
	}
	return &filterCond{kind: condNot, a: a}
}

// allConds joins conditions by and, anyCond by or; without any, they are what changes nothing.
func allConds(conds ...*filterCond) *filterCond {
	all := condAlways
	for _, c := range conds {
		all = andConds(all, c)
	}
	return all
}

//go:noinline
func anyCond(conds ...*filterCond) *filterCond {
	one := condNever
	for _, c := range conds {
		one = orConds(one, c)
	}
	return one
}

// blocks turns a condition into blocks that lead to yes or no. It goes down the left side of the tree in a loop,
// because that is as deep as an expression has words, and calls itself for the right side only.
func (c *filterCond) blocks(yes, no *bpfBlock) *bpfBlock {
	for {
		switch c.kind {
		case condAnd:
			yes = c.b.blocks(yes, no)
			c = c.a
		case condOr:
			no = c.b.blocks(yes, no)
			c = c.a
		case condNot:
			yes, no = no, yes
			c = c.a
		case condGraph:
			return c.graph(yes, no)
		case condConst:
			if c == condAlways {
				return yes
			}
			return no
		default:
			return &bpfBlock{stmts: c.stmts, last: c.jump, yes: yes, no: no}
		}
	}
}

// filterCompiler is the state of one compilation: where the headers of the packet are, as far as the text has got.
type filterCompiler struct {
	env    *filterEnv
	parser *filterParser
	link   filterLink

	lowReg, highReg int // scratch words: those below lowReg are free or temporary, from highReg on they are variables
	peakReg         int // temporary words ever used
	tests           int // made so far
	vlanTags        int // vlan words seen
	sawGeneve       bool
	notes           filterNoteState
	warnings        []string
}

func newFilterCompiler(env *filterEnv) *filterCompiler {
	c := &filterCompiler{env: env, highReg: bpfMemWords}
	c.link = newFilterLink(env)
	return c
}

// filterMaxTests bounds the tests of one expression; a program may have 65535 instructions, and a test has two or more.
const filterMaxTests = 40000

// fail records an error at the word that is being compiled.
//
//go:noinline
func (c *filterCompiler) fail(msg string) *filterCond {
	c.parser.failAt(c.parser.at, msg)
	return condNever
}

// hint adds to the error what to try.
func (c *filterCompiler) hint(text string) {
	if err := c.parser.err; err != nil && err.hint == "" {
		err.hint = text
	}
}

// test makes a condition of statements and a jump.
func (c *filterCompiler) test(stmts []bpfInsn, jump uint16, k uint32) *filterCond {
	if c.tests++; c.tests > filterMaxTests {
		return c.fail("filter expression is too long")
	}
	return &filterCond{stmts: stmts, jump: bpfInsn{code: bpfJMP | jump, k: k}}
}

// program makes the blocks of a whole filter: what finds headers of variable length, the condition, the two returns.
func (c *filterCompiler) program(root *filterCond) (*bpfBlock, error) {
	snapLen := c.env.snapLen
	if snapLen <= 0 || int64(snapLen) > 0xffffffff {
		return nil, errors.New("snapshot length of a filter out of range")
	}
	yes := &bpfBlock{last: bpfInsn{code: bpfRET | bpfK, k: uint32(snapLen)}}
	no := &bpfBlock{last: bpfInsn{code: bpfRET | bpfK}}
	if root == nil || root == condAlways && !c.link.needsStart() {
		return yes, nil
	}
	first := root.blocks(yes, no)
	if root == condNever {
		first = &bpfBlock{stmts: []bpfInsn{ldImm(1)}, last: bpfInsn{code: bpfJMP | bpfJEQ}, yes: yes, no: no}
	}
	return c.link.start(first, no), nil
}

// Instructions.

func ldImm(k uint32) bpfInsn              { return bpfInsn{code: bpfLD | bpfIMM, k: k} }
func ldAbs(size uint16, k uint32) bpfInsn { return bpfInsn{code: bpfLD | bpfABS | size, k: k} }
func ldInd(size uint16, k uint32) bpfInsn { return bpfInsn{code: bpfLD | bpfIND | size, k: k} }
func ldMem(reg int) bpfInsn               { return bpfInsn{code: bpfLD | bpfMEM, k: uint32(reg)} }
func ldxMem(reg int) bpfInsn              { return bpfInsn{code: bpfLDX | bpfMEM, k: uint32(reg)} }
func stMem(reg int) bpfInsn               { return bpfInsn{code: bpfST, k: uint32(reg)} }
func aluK(op uint16, k uint32) bpfInsn    { return bpfInsn{code: bpfALU | op | bpfK, k: k} }
func aluX(op uint16) bpfInsn              { return bpfInsn{code: bpfALU | op | bpfX} }
func ldxHeaderLen(k uint32) bpfInsn       { return bpfInsn{code: bpfLDX | bpfMSH | bpfB, k: k} }
func bpfTax() bpfInsn                     { return bpfInsn{code: bpfMISC | bpfTAX} }
func bpfTxa() bpfInsn                     { return bpfInsn{code: bpfMISC | bpfTXA} }
func jumpTo(b *bpfBlock, stmts ...bpfInsn) *bpfBlock {
	return &bpfBlock{stmts: stmts, last: bpfInsn{code: bpfJMP | bpfJA}, yes: b}
}

// branch is a block that jumps on A and a constant.
func branch(jump uint16, k uint32, yes, no *bpfBlock, stmts ...bpfInsn) *bpfBlock {
	return &bpfBlock{stmts: stmts, last: bpfInsn{code: bpfJMP | jump, k: k}, yes: yes, no: no}
}

// filterVar is the part of an offset that is known at run time only. It lives in a scratch word, which it gets when it
// is used for the first time.
type filterVar struct {
	reg  int
	used bool
}

// filterOffset is where a header begins: a constant and, if not nil, a variable.
type filterOffset struct {
	k uint32
	v *filterVar
}

func (o filterOffset) plus(n uint32) filterOffset { return filterOffset{o.k + n, o.v} }

// use makes sure that a variable has a scratch word, and returns it.
func (c *filterCompiler) use(v *filterVar) int {
	if !v.used {
		v.used = true
		if c.highReg--; c.highReg < c.peakReg {
			c.fail("out of registers needed to evaluate expression")
			c.highReg = bpfMemWords - 1
		}
		v.reg = c.highReg
	}
	return v.reg
}

// temp takes a scratch word for an intermediate result; untemp gives it back. They nest.
func (c *filterCompiler) temp() int {
	reg := c.lowReg
	if c.lowReg++; c.lowReg > c.highReg {
		c.fail("out of registers needed to evaluate expression")
		c.lowReg = 1
		return 0
	}
	c.peakReg = max(c.peakReg, c.lowReg)
	return reg
}

func (c *filterCompiler) untemp() { c.lowReg-- }

// load reads bytes of the packet at an offset from o into A.
func (c *filterCompiler) load(o filterOffset, off uint32, size uint16) []bpfInsn {
	if o.v == nil {
		return []bpfInsn{ldAbs(size, o.k+off)}
	}
	return []bpfInsn{ldxMem(c.use(o.v)), ldInd(size, o.k+off)}
}

// loadTransport reads bytes at an offset from the end of the IPv4 header, whose length is in its first byte.
func (c *filterCompiler) loadTransport(off uint32, size uint16) []bpfInsn {
	return append(c.headerLenX(), ldInd(size, c.link.net().k+off))
}

// headerLenX sets X to the length of the IPv4 header plus the variable part of its offset.
func (c *filterCompiler) headerLenX() []bpfInsn {
	net := c.link.net()
	if net.v == nil {
		return []bpfInsn{ldxHeaderLen(net.k)}
	}
	return []bpfInsn{ldxMem(c.use(net.v)), ldInd(bpfB, net.k), aluK(bpfAND, 0xf), aluK(bpfLSH, 2), aluX(bpfADD), bpfTax()}
}

// Comparisons of a field with a constant.

func (c *filterCompiler) equal(o filterOffset, off uint32, size uint16, value uint32) *filterCond {
	return c.test(c.load(o, off, size), bpfJEQ, value)
}

func (c *filterCompiler) anyBit(o filterOffset, off uint32, size uint16, bits uint32) *filterCond {
	return c.test(c.load(o, off, size), bpfJSET, bits)
}

func (c *filterCompiler) greater(o filterOffset, off uint32, size uint16, value uint32) *filterCond {
	return c.test(c.load(o, off, size), bpfJGT, value)
}

// masked tells whether the bits of a field under mask have a value. A mask of all bits needs no instruction, one of no
// bits no test.
func (c *filterCompiler) masked(o filterOffset, off uint32, size uint16, value, mask uint32) *filterCond {
	switch {
	case mask == 0xffffffff:
		return c.equal(o, off, size, value)
	case mask == 0 && value == 0:
		return condAlways
	}
	return c.test(append(c.load(o, off, size), aluK(bpfAND, mask)), bpfJEQ, value)
}

// compare relates a field, under a mask, to a constant; rel is the token of a relation.
func (c *filterCompiler) compare(o filterOffset, off uint32, size uint16, mask uint32, rel filterTok, value uint32) *filterCond {
	stmts := c.load(o, off, size)
	if mask != 0xffffffff {
		stmts = append(stmts, aluK(bpfAND, mask))
	}
	jump, not := relationJump(rel)
	cond := c.test(stmts, jump, value)
	if not {
		return notCond(cond)
	}
	return cond
}

// relationJump is the jump that decides a relation, and whether its outcome is to be turned round.
func relationJump(rel filterTok) (jump uint16, not bool) {
	switch rel {
	case '>':
		return bpfJGT, false
	case '<':
		return bpfJGE, true
	case tokGE:
		return bpfJGE, false
	case tokLE:
		return bpfJGT, true
	case tokNE:
		return bpfJEQ, true
	}
	return bpfJEQ, false
}

// equalBytes compares a run of bytes, four, two or one at a time and the last ones first: there addresses of one
// network differ most.
func (c *filterCompiler) equalBytes(o filterOffset, off uint32, b []byte) *filterCond {
	all := condAlways
	for n := len(b); n > 0; n = len(b) {
		switch {
		case n >= 4:
			n -= 4
			all = andConds(all, c.equal(o, off+uint32(n), bpfW, filterBE32(b[n:])))
		case n >= 2:
			n -= 2
			all = andConds(all, c.equal(o, off+uint32(n), bpfH, uint32(b[n])<<8|uint32(b[n+1])))
		default:
			n--
			all = andConds(all, c.equal(o, off+uint32(n), bpfB, uint32(b[n])))
		}
		b = b[:n]
	}
	return all
}

func filterBE32(b []byte) uint32 {
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}
