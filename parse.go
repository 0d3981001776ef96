// Filter language, pcap-filter(7): the parser. It descends over the grammar and hands each primitive to the code
// generator as soon as it is read, because words like vlan move the offsets of the text that follows them.
//
//	expr   = item { ( "and" | "or" ) item }                  equal precedence, left to right
//	item   = "not" item | "(" expr ")" | primitive | id      an id takes the qualifiers of the item before it
//	prim   = [ proto ] [ dir ] [ type ] id | [ proto ] ( "proto" | "protochain" | "gateway" ) id
//	       | proto | arith relop arith | ...
//	id     = name | address | number | "not" id | "(" id { ( "and" | "or" ) id } ")"

package main

// filterEnv is what compiling depends on beside the text.
type filterEnv struct {
	linkType int         // LINKTYPE_ number (linktype.go)
	snapLen  int         // bytes; what the program returns for a match
	netmask  uint32      // IPv4 netmask of the device, for `ip broadcast`, in host order
	noMask   bool        // the netmask is not known
	optimize bool        //
	live     bool        // Linux live capture: the kernel's ancillary loads may be used
	savefile bool        // the link-level headers were written by an unknown system, in an unknown byte order
	swapped  bool        // the savefile is in the other byte order; where that matters both orders are tested
	checkLLC bool        // FDDI: types are looked for in LLC frames with a SNAP header only
	anyVLAN  bool        // network and transport primitives match behind zero, one or two VLAN tags
	names    filterNames // nil: no names resolve
}

// filterNames resolves the names in an expression.
type filterNames interface {
	lookupHost(name string) (ip4 []uint32, ip6 [][16]byte, err error)
	networkNumber(name string) (uint32, bool)           // 10.20 is 0x0a14, 10.20.0.0 an address; in host order
	servicePort(name, proto string) (port int, ok bool) // proto is "tcp", "udp"
	protocolNumber(name string) (int, bool)
	etherAddr(name string) ([6]byte, bool)
}

// compileFilter turns an expression into a program. The error is a *filterError where the expression is at fault.
func compileFilter(text string, env *filterEnv) (prog []bpfInsn, warnings []string, err error) {
	c, root, err := compileFilterBlocks(text, env)
	if err != nil {
		return nil, nil, err
	}
	if env.optimize {
		root, err = optimiseBlocks(root, !c.link.tunnel)
		switch {
		case err == errRejectsAll && c.sawGeneve: // libpcap does not optimise these, and so does not see it
			root = &bpfBlock{last: bpfInsn{code: bpfRET | bpfRetK}}
		case err != nil:
			return nil, c.warnings, err
		}
	}
	prog, err = assembleBlocks(root)
	if err == nil && env.live {
		prog = writeScratch(prog)
	}
	return prog, c.warnings, err
}

// writeScratch puts in front of a program what the kernel wants before it takes it: that no word of scratch memory is
// read before it was written. Words that are known to be 0 then, as in our interpreter, need it too.
func writeScratch(prog []bpfInsn) []bpfInsn {
	if bpfHasLoop(prog) || !bpfReadsUnwritten(prog) { // one with a loop it does not take at all
		return prog
	}
	read := uint32(0)
	for _, in := range prog {
		if in.code == bpfLD|bpfMEM || in.code == bpfLDX|bpfMEM {
			read |= 1 << in.k
		}
	}
	first := []bpfInsn{ldImm(0)}
	for reg := range bpfMemWords {
		if read>>reg&1 != 0 {
			first = append(first, stMem(reg))
		}
	}
	return append(first, prog...)
}

// compileFilterBlocks turns an expression into a graph of blocks.
func compileFilterBlocks(text string, env *filterEnv) (*filterCompiler, *bpfBlock, error) {
	c := newFilterCompiler(env)
	p := &filterParser{filterCompiler: c, text: text}
	c.parser = p
	if len(text) > filterMaxText {
		return c, nil, &filterError{msg: "filter expression is too long", text: ""}
	}
	p.scan()
	var root *filterCond // nil: an empty expression matches everything, whatever the link type
	if p.tok.kind != tokEnd || p.err != nil {
		root = p.expression()
		if p.err == nil && p.tok.kind != tokEnd {
			p.syntaxError()
		}
	}
	if p.err != nil {
		return c, nil, p.err
	}
	blocks, err := c.program(root)
	return c, blocks, err
}

// filterParser reads an expression; the compiler it is built on makes code.
type filterParser struct {
	*filterCompiler
	text   string
	pos    int         // where the next token is looked for
	tok    filterToken // the current one
	before filterToken // the one before it
	at     filterToken // the word that is being compiled, for messages
	depth  int
	err    *filterError

	brackets int // of the depth, those that are indexes
}

// filterMaxDepth bounds how deep parentheses, not and minus may nest, at what libpcap's parser has room for.
const filterMaxDepth = 9990

// filterQual are the qualifiers of a primitive.
type filterQual struct {
	proto filterProto
	dir   filterWord // wordSrc, wordDst, wordAnd (src and dst), wordRA, ...; 0 and wordOr: src or dst
	typ   filterWord // wordHost, wordNet, ...; 0: none given
	set   bool       // false: an id has nothing to inherit
}

// filterItem is what an item of an expression turned out to be.
type filterItem struct {
	cond  *filterCond
	arith *filterArith // if cond is nil
	isID  bool         // cond comes from ids without qualifiers of their own
	qual  filterQual   // for ids that follow
	tok   filterToken  // where it begins
}

// next goes to the next token.
//
//go:noinline
func (p *filterParser) next() {
	p.before = p.tok
	p.scan()
}

// word tells whether the current token is this keyword.
func (p *filterParser) word(w filterWord) bool { return p.tok.kind == tokWord && p.tok.word == w }

// expect consumes a token of this kind, or fails.
func (p *filterParser) expect(kind filterTok) {
	if p.tok.kind != kind {
		p.syntaxError()
		return
	}
	p.next()
}

// deeper counts a level of nesting; it is false where that is too much.
//
//go:noinline
func (p *filterParser) deeper() bool {
	if p.depth++; p.depth > filterMaxDepth {
		p.failAt(p.tok, "can't parse filter expression: memory exhausted")
		p.hint("it is nested too deeply")
		return false
	}
	return true
}

// expression reads terms joined by and, or, with ids between them that inherit qualifiers.
func (p *filterParser) expression() *filterCond {
	first := p.item(filterQual{}, false)
	return p.moreItems(first).cond
}

// moreItems reads what and, or join to an item.
func (p *filterParser) moreItems(left filterItem) filterItem {
	for p.err == nil && (p.word(wordAnd) || p.word(wordOr)) {
		or := p.word(wordOr)
		p.next()
		right := p.item(left.qual, true)
		if or {
			left.cond = orConds(left.cond, right.cond)
			p.sawOr()
		} else {
			left.cond = andConds(left.cond, right.cond)
		}
		left.qual = right.qual
	}
	return left
}

// item reads one operand of and, or. ids may stand where something is there to inherit from; qual is that.
func (p *filterParser) item(qual filterQual, ids bool) filterItem {
	it := p.operand(qual, ids)
	if it.cond != nil || p.err != nil {
		return it.orNothing()
	}
	if p.arithFollows() {
		return p.relation(it)
	}
	if n, ok := it.arith.literal(); ok && ids {
		return p.numberID(it, n, qual)
	}
	p.syntaxError()
	return it.orNothing()
}

// orNothing makes sure that there is a condition, after an error.
func (it filterItem) orNothing() filterItem {
	if it.cond == nil {
		it.cond = condNever
	}
	return it
}

// numberID compiles a bare number that inherits qualifiers.
func (p *filterParser) numberID(it filterItem, n uint32, qual filterQual) filterItem {
	p.at = it.tok
	return filterItem{cond: p.numberCode(n, it.tok.text, qual), isID: true, qual: qual, tok: it.tok}
}

// operand reads an item, or an arithmetic expression of one operand.
func (p *filterParser) operand(qual filterQual, ids bool) filterItem {
	t := p.tok
	p.at = t
	if p.err != nil {
		return filterItem{cond: condNever}
	}
	switch t.kind {
	case '(':
		return p.parenthesis(qual, ids)
	case tokNum:
		p.next()
		return filterItem{arith: &filterArith{op: arithNum, num: t.num}, tok: t}
	case '-':
		return filterItem{arith: p.arithmetic(nil), tok: t}
	case tokName, tokHID, tokHID6, tokEther, tokAID:
		if !ids {
			break
		}
		return filterItem{cond: p.nameID(qual), isID: true, qual: qual, tok: t}
	case tokWord:
		return p.wordOperand(qual, ids)
	}
	p.syntaxError()
	return filterItem{cond: condNever}
}

// wordOperand reads an operand that begins with a keyword.
func (p *filterParser) wordOperand(qual filterQual, ids bool) filterItem {
	t := p.tok
	switch t.word {
	case wordNot:
		if !p.deeper() {
			return filterItem{cond: condNever}
		}
		p.next()
		it := p.item(qual, ids)
		p.depth--
		it.cond, it.tok = notCond(it.cond), t
		return it
	case wordLen:
		p.next()
		return filterItem{arith: &filterArith{op: arithLen}, tok: t}
	}
	if t.word > wordProtocols || isFilterQualifier(t.word) {
		return p.qualified()
	}
	if cond, ok := p.plainPrimitive(); ok {
		return filterItem{cond: cond}
	}
	p.syntaxError()
	return filterItem{cond: condNever}
}

// parenthesis reads what stands in parentheses: an expression, ids, or arithmetic.
func (p *filterParser) parenthesis(qual filterQual, ids bool) filterItem {
	if !p.deeper() {
		return filterItem{cond: condNever}
	}
	open := p.tok
	p.next()
	it := p.operand(qual, ids)
	if it.cond == nil && p.err == nil && p.arithFollows() {
		it.arith = p.arithmetic(it.arith)
		if p.relationFollows() {
			it = p.relation(it)
		}
	}
	if n, ok := it.arith.literal(); ok && ids && it.cond == nil && (p.word(wordAnd) || p.word(wordOr)) {
		it = p.numberID(it, n, qual)
	}
	switch {
	case p.err != nil:
		return it.orNothing()
	case it.cond == nil: // arithmetic; the caller knows what it is part of
	case it.isID:
		if it.tok.kind == '(' { // the first of them has no parentheses of its own, unless it is a number
			p.syntaxError()
		}
		it = p.moreIDs(it)
	default:
		it = p.moreItems(it)
		it.qual = filterQual{}
	}
	it.tok = open
	p.expect(')')
	p.depth--
	return it
}

// moreIDs reads what and, or join to an id in parentheses.
func (p *filterParser) moreIDs(left filterItem) filterItem {
	for p.err == nil && (p.word(wordAnd) || p.word(wordOr)) {
		or := p.word(wordOr)
		p.next()
		right := p.id(left.qual)
		if or {
			left.cond = orConds(left.cond, right)
		} else {
			left.cond = andConds(left.cond, right)
		}
	}
	return left
}

// id reads what stands behind qualifiers.
func (p *filterParser) id(qual filterQual) *filterCond {
	p.at = p.tok
	switch {
	case p.err != nil:
		return condNever
	case p.tok.kind == tokNum:
		t := p.tok
		p.next()
		return p.numberCode(t.num, t.text, qual)
	case p.tok.kind == '(':
		return p.idList(qual)
	case p.word(wordNot):
		if !p.deeper() {
			return condNever
		}
		p.next()
		cond := notCond(p.id(qual))
		p.depth--
		return cond
	}
	return p.nameID(qual)
}

// idList reads ids in parentheses. The first of them is a number, which may have parentheses of its own, or a name.
func (p *filterParser) idList(qual filterQual) *filterCond {
	if !p.deeper() {
		return condNever
	}
	p.next()
	var first *filterCond
	if p.tok.kind == '(' {
		p.at = p.tok
		levels := 0
		for ; p.tok.kind == '(' && p.deeper(); levels++ {
			p.next()
		}
		t := p.tok
		p.expect(tokNum)
		for range levels {
			p.expect(')')
			p.depth--
		}
		if p.err == nil {
			p.at = t
			first = p.numberCode(t.num, t.text, qual)
		}
	} else {
		first = p.id(qual)
	}
	if p.err != nil {
		return condNever
	}
	list := p.moreIDs(filterItem{cond: first, qual: qual})
	p.expect(')')
	p.depth--
	return list.cond
}

// nameID reads a name or an address and compiles it.
func (p *filterParser) nameID(qual filterQual) *filterCond {
	t := p.tok
	p.at = t
	switch t.kind {
	case tokName:
		p.next()
		return p.nameCode(t.text, qual)
	case tokEther:
		p.next()
		return p.etherCode(t.text, qual)
	case tokAID:
		p.next()
		return p.aidCode(t.text, qual)
	case tokHID:
		return p.dottedID(qual)
	case tokHID6:
		p.next()
		length, text := uint32(128), t.text
		if p.tok.kind == '/' {
			p.next()
			length, text = p.tok.num, t.text+"/"+p.tok.text
			p.expect(tokNum)
			return p.prefix6Code(t.text, text, length, true, qual)
		}
		return p.prefix6Code(t.text, text, length, false, qual)
	}
	p.syntaxError()
	return condNever
}

// dottedID reads an IPv4 address with what may follow it.
func (p *filterParser) dottedID(qual filterQual) *filterCond {
	t := p.tok
	p.next()
	switch {
	case p.tok.kind == '/':
		p.next()
		length, text := p.tok.num, t.text+"/"+p.tok.text
		p.expect(tokNum)
		return p.prefixCode(t.text, text, length, qual)
	case p.word(wordMask):
		p.next()
		mask := p.tok.text
		p.expect(tokHID)
		return p.maskCode(t.text, mask, qual)
	}
	return p.dottedCode(t.text, qual)
}

// qualified reads a primitive that begins with a protocol, a direction or a type.
func (p *filterParser) qualified() filterItem {
	t := p.tok
	qual := filterQual{set: true}
	if t.word > wordProtocols {
		qual.proto = filterProto(t.word - wordProtocols)
		p.next()
		if p.tok.kind == '[' {
			return filterItem{arith: p.access(qual.proto), tok: t}
		}
		if cond, ok := p.afterProtocol(qual.proto); ok {
			return filterItem{cond: cond}
		}
		if p.tok.kind != tokWord || !isFilterQualifier(p.tok.word) {
			if p.tok.kind != tokEnd && p.tok.kind != ')' && !p.word(wordAnd) && !p.word(wordOr) {
				p.syntaxError()
			}
			p.at = t
			return filterItem{cond: p.abbreviation(qual.proto)}
		}
	}
	qual.dir = p.direction()
	switch w := p.tok.word; {
	case p.tok.kind != tokWord:
	case w == wordHost || w == wordNet || w == wordPort || w == wordPortrange:
		qual.typ = w
		p.next()
	case qual.dir == 0 && (w == wordProto || w == wordProtochain || w == wordGateway):
		qual.typ = w
		p.next()
	}
	if qual.dir == 0 && qual.typ == 0 {
		p.syntaxError()
	}
	return filterItem{cond: p.id(qual), qual: qual}
}

// isFilterQualifier tells which keywords other than protocols may begin a qualified primitive.
func isFilterQualifier(w filterWord) bool {
	switch w {
	case wordSrc, wordDst, wordRA, wordTA, wordAddr1, wordAddr2, wordAddr3, wordAddr4, wordHost, wordNet, wordPort,
		wordPortrange, wordProto, wordProtochain, wordGateway:
		return true
	}
	return false
}

// direction reads a direction qualifier: wordAnd and wordOr stand for both directions.
func (p *filterParser) direction() filterWord {
	if p.tok.kind != tokWord {
		return 0
	}
	dir := p.tok.word
	switch dir {
	case wordRA, wordTA, wordAddr1, wordAddr2, wordAddr3, wordAddr4:
		p.next()
		return dir
	case wordSrc, wordDst:
	default:
		return 0
	}
	p.next()
	if !p.word(wordAnd) && !p.word(wordOr) {
		return dir
	}
	both, other := p.tok.word, wordSrc+wordDst-dir
	p.next()
	if !p.word(other) {
		p.syntaxError()
		return dir
	}
	p.next()
	return both
}
