// Filter language: arithmetic, byte access and relations.

package main

// filterArith is an arithmetic expression.
type filterArith struct {
	op   filterArithOp
	num  uint32 // of arithNum; of arithLoad the size of the load as bpfW, bpfH, bpfB
	from filterProto
	a, b *filterArith // operands; of arithLoad a is the index, of arithNeg a is the operand
}

type filterArithOp uint16

const (
	arithNum filterArithOp = 0x100 + iota
	arithLen
	arithLoad
	arithNeg
	// Binary operations are the operation bits of an ALU instruction.
)

// literal is the value of a number; nil and what has to be calculated have none.
func (a *filterArith) literal() (uint32, bool) {
	if a == nil || a.op != arithNum {
		return 0, false
	}
	return a.num, true
}

// arithOperator is the operation of a token and how tightly it binds; 0 is for those that have no precedence: in the
// grammar that users know % and ^ have none, so whatever comes behind them binds tighter, on either side.
func arithOperator(kind filterTok) (op filterArithOp, binds int, ok bool) {
	switch kind {
	case '|':
		return bpfOR, 1, true
	case '&':
		return bpfAND, 2, true
	case tokShl:
		return bpfLSH, 3, true
	case tokShr:
		return bpfRSH, 3, true
	case '+':
		return bpfADD, 4, true
	case '-':
		return bpfSUB, 4, true
	case '*':
		return bpfMUL, 5, true
	case '/':
		return bpfDIV, 5, true
	case '%':
		return bpfMOD, 0, true
	case '^':
		return bpfXOR, 0, true
	}
	return 0, 0, false
}

const arithNegBinds = 6

// arithFollows tells whether what was read goes on as arithmetic or a relation.
func (p *filterParser) arithFollows() bool {
	_, _, ok := arithOperator(p.tok.kind)
	return ok || p.relationFollows()
}

func (p *filterParser) relationFollows() bool {
	switch p.tok.kind {
	case '>', '<', '=', tokGE, tokLE, tokNE:
		return true
	}
	return false
}

// arithPending is an operator that waits for its right operand.
type arithPending struct {
	op    filterArithOp
	binds int
	left  *filterArith
}

// arithmetic reads an arithmetic expression; first is its first operand if that was read already.
func (p *filterParser) arithmetic(first *filterArith) *filterArith {
	var stack []arithPending
	operand := first
	for p.err == nil {
		if operand == nil {
			for p.tok.kind == '-' && p.deeper() {
				p.next()
				stack = append(stack, arithPending{op: arithNeg, binds: arithNegBinds})
			}
			operand = p.arithOperand()
		}
		op, binds, more := arithOperator(p.tok.kind)
		for n := len(stack); n > 0; n = len(stack) {
			top := stack[n-1]
			if more && (binds == 0 || top.binds == 0 || top.binds < binds) {
				break
			}
			stack = stack[:n-1]
			if top.op == arithNeg {
				p.depth--
			}
			operand = p.combine(top, operand)
		}
		if !more {
			return operand
		}
		stack = append(stack, arithPending{op, binds, operand})
		operand = nil
		p.next()
	}
	return &filterArith{op: arithNum}
}

// combine makes the node of an operator.
func (p *filterParser) combine(top arithPending, right *filterArith) *filterArith {
	if top.op == arithNeg {
		return &filterArith{op: arithNeg, a: right}
	}
	if n, ok := right.literal(); ok {
		switch {
		case n == 0 && top.op == bpfDIV:
			p.failAt(p.before, "division by zero")
		case n == 0 && top.op == bpfMOD:
			p.failAt(p.before, "modulus by zero")
		case n > 31 && (top.op == bpfLSH || top.op == bpfRSH):
			p.failAt(p.before, "shift by more than 31 bits")
		}
	}
	return &filterArith{op: top.op, a: top.left, b: right}
}

// arithOperand reads a number, len, a byte access or an expression in parentheses.
func (p *filterParser) arithOperand() *filterArith {
	t := p.tok
	p.at = t
	switch {
	case t.kind == tokNum:
		p.next()
		return &filterArith{op: arithNum, num: t.num}
	case p.word(wordLen):
		p.next()
		return &filterArith{op: arithLen}
	case t.kind == '(' && p.deeper():
		p.next()
		inner := p.arithmetic(nil)
		p.expect(')')
		p.depth--
		return inner
	case t.kind == tokWord && t.word > wordProtocols:
		p.next()
		return p.access(filterProto(t.word - wordProtocols))
	}
	p.syntaxError()
	return &filterArith{op: arithNum}
}

// access reads the index behind a protocol: [ expr ] or [ expr : size ].
func (p *filterParser) access(proto filterProto) *filterArith {
	word := p.before
	p.expect('[')
	if !p.deeper() {
		return &filterArith{op: arithNum}
	}
	p.brackets++
	index := p.arithmetic(nil)
	size := uint32(1)
	if p.tok.kind == ':' {
		p.next()
		size = p.tok.num
		p.expect(tokNum)
	}
	p.expect(']')
	p.brackets--
	p.depth--
	p.at = word
	node := &filterArith{op: arithLoad, from: proto, a: index}
	if p.err == nil {
		p.accessCheck(proto) // for its errors
	}
	switch size {
	case 1:
		node.num = bpfB
	case 2:
		node.num = bpfH
	case 4:
		node.num = bpfW
	default:
		p.fail("data size must be 1, 2, or 4")
	}
	return node
}

// relation reads the rest of a relation, of which left is the beginning, and compiles it.
func (p *filterParser) relation(left filterItem) filterItem {
	a := p.arithmetic(left.arith)
	if !p.relationFollows() {
		p.syntaxError()
		return left.orNothing()
	}
	rel := p.tok.kind
	p.next()
	b := p.arithmetic(nil)
	if p.err != nil {
		return left.orNothing()
	}
	p.at = left.tok
	code := func() *filterCond { return p.relate(a, rel, b) }
	if a.readsNetwork() || b.readsNetwork() {
		return filterItem{cond: p.anyTag(code), tok: left.tok}
	}
	return filterItem{cond: code(), tok: left.tok}
}

// readsNetwork tells whether an expression reads bytes of the network or transport layer.
func (a *filterArith) readsNetwork() bool {
	switch {
	case a == nil:
		return false
	case a.op == arithLoad && a.from != protoLink && a.from != protoRadio:
		return true
	}
	return a.a.readsNetwork() || a.b.readsNetwork()
}

// relate makes the code of a relation: that the packet has the protocols it reads, then the comparison.
func (c *filterCompiler) relate(a *filterArith, rel filterTok, b *filterArith) *filterCond {
	checks := andConds(c.checks(a), c.checks(b))
	jump, not := relationJump(rel)
	var cond *filterCond
	switch n, ok := b.literal(); {
	case ok:
		cond = c.test(c.eval(nil, a), jump, n)
	case c.keepsX(a):
		cond = c.test(c.eval(append(c.eval(nil, b), bpfTax()), a), jump|bpfX, 0)
	default:
		t := c.temp()
		right := append(c.eval(nil, b), stMem(t))
		cond = c.test(append(c.eval(right, a), ldxMem(t)), jump|bpfX, 0)
		c.untemp()
	}
	if not {
		cond = notCond(cond)
	}
	return andConds(checks, cond)
}

// checks are the tests that the packet has the protocols whose bytes an expression reads. Of an operator's operands
// only the left one is looked at, however that may surprise: `1 + tcp[0] = 80` reads where a TCP header would be.
func (c *filterCompiler) checks(a *filterArith) *filterCond {
	for a != nil && a.op != arithNum && a.op != arithLen {
		if a.op == arithLoad {
			return andConds(c.checks(a.a), c.accessCheck(a.from))
		}
		a = a.a
	}
	return condAlways
}

// accessCheck is the test that the packet has a protocol whose bytes are read.
func (c *filterCompiler) accessCheck(proto filterProto) *filterCond {
	transport := func(n uint32) *filterCond {
		is := c.linkProto(filterTypeIP)
		return allConds(is, c.equal(c.link.net(), 9, bpfB, n), c.firstFragment())
	}
	switch proto {
	case protoLink:
		return condAlways
	case protoRadio:
		switch c.env.linkType {
		case linkIEEE80211Radio, linkIEEE80211AVS, linkPrismHeader:
			return condAlways
		}
		return c.fail("radio information not present in capture")
	case protoIP, protoARP, protoRARP, protoIP6, protoATALK, protoDECnet, protoLAT, protoSCA, protoMOPRC, protoMOPDL:
		n, _ := linkProtoNumber(proto)
		return c.linkProto(n)
	case protoTCP:
		return transport(ipprotoTCP)
	case protoUDP:
		return transport(ipprotoUDP)
	case protoSCTP:
		return transport(ipprotoSCTP)
	case protoICMP:
		return transport(ipprotoICMP)
	case protoIGMP:
		return transport(ipprotoIGMP)
	case protoIGRP:
		return transport(ipprotoIGRP)
	case protoPIM:
		return transport(ipprotoPIM)
	case protoVRRP, protoCARP:
		return transport(ipprotoVRRP)
	case protoICMP6:
		is := c.linkProto(filterTypeIP6)
		return andConds(is, c.equal(c.link.net(), 6, bpfB, ipprotoICMP6))
	}
	return c.fail("'" + proto.String() + "' does not support the index operation")
}

// keepsX tells whether calculating a leaves X alone.
func (c *filterCompiler) keepsX(a *filterArith) bool {
	switch a.op {
	case arithNum, arithLen:
		return true
	case arithNeg:
		return c.keepsX(a.a)
	case arithLoad:
		n, ok := a.a.literal()
		base, transport := c.accessBase(a.from)
		return ok && !transport && base.v == nil && foldable(base.k, n)
	}
	_, ok := a.b.literal()
	return ok && c.keepsX(a.a)
}

// foldable tells whether an offset and a constant index may be added beforehand: an index so large that the sum would
// wrap, or look like one of the kernel's ancillary offsets, has to fail at run time.
func foldable(k, n uint32) bool { return n < 1<<30 && k < 1<<30 }

// eval appends the code that calculates an expression into A.
func (c *filterCompiler) eval(code []bpfInsn, a *filterArith) []bpfInsn {
	switch a.op {
	case arithNum:
		return append(code, ldImm(a.num))
	case arithLen:
		return append(code, bpfInsn{code: bpfLD | bpfLEN})
	case arithNeg:
		return append(c.eval(code, a.a), bpfInsn{code: bpfALU | bpfNEG})
	case arithLoad:
		return c.evalLoad(code, a)
	}
	op := uint16(a.op)
	if n, ok := a.b.literal(); ok {
		return append(c.eval(code, a.a), aluK(op, n))
	}
	if c.keepsX(a.a) {
		return append(c.eval(append(c.eval(code, a.b), bpfTax()), a.a), aluX(op))
	}
	t := c.temp()
	code = append(c.eval(code, a.b), stMem(t))
	code = append(c.eval(code, a.a), ldxMem(t), aluX(op))
	c.untemp()
	return code
}

// accessBase is where the header of a protocol begins; transport says that the length of the IPv4 header is to be added.
func (c *filterCompiler) accessBase(proto filterProto) (base filterOffset, transport bool) {
	switch proto {
	case protoLink:
		return c.link.header, false
	case protoRadio:
		return filterOffset{}, false
	case protoIP, protoARP, protoRARP, protoIP6, protoATALK, protoDECnet, protoLAT, protoSCA, protoMOPRC, protoMOPDL:
		return c.link.net(), false
	case protoICMP6:
		return c.link.net().plus(40), false
	}
	return c.link.net(), true
}

// evalLoad appends the code of a byte access.
func (c *filterCompiler) evalLoad(code []bpfInsn, a *filterArith) []bpfInsn {
	size := uint16(a.num)
	base, transport := c.accessBase(a.from)
	if n, ok := a.a.literal(); ok && foldable(base.k, n) {
		switch {
		case base.v == nil && transport:
			return append(code, c.loadTransport(n, size)...)
		case base.v == nil || n == 0 && !transport:
			return append(code, c.load(base, n, size)...)
		case transport:
			code = append(code, c.headerLenX()...)
			return append(code[:len(code)-1], aluK(bpfADD, n), bpfTax(), ldInd(size, base.k)) // A is what X was to be
		}
		// The sum of a variable offset and the index wraps, that of X and a constant would not.
		return append(code, ldMem(c.use(base.v)), aluK(bpfADD, n), bpfTax(), ldInd(size, base.k))
	}
	code = c.eval(code, a.a)
	switch {
	case transport && base.v != nil:
		t := c.temp()
		code = append(append(code, stMem(t)), c.headerLenX()...)
		code = append(code, ldMem(t), aluX(bpfADD))
		c.untemp()
	case transport:
		code = append(append(code, c.headerLenX()...), aluX(bpfADD))
	case base.v != nil:
		code = append(code, ldxMem(c.use(base.v)), aluX(bpfADD))
	}
	return append(code, bpfTax(), ldInd(size, base.k))
}
