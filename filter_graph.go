// The filter's optimiser: from blocks of instructions to a graph of decisions over values.

package main

import "slices"

// flowBlock is a decision: which block comes next, or what is returned. The values it decides on are expressions over
// the packet; which registers they will go through is settled when instructions are made of them again.
type flowBlock struct {
	id   int // position in the latest order
	mark int // position at the lifting, which names the block's flowMem values
	kind flowStep

	rel      uint16 // of a flowTest: lhs rel rhs
	lhs, rhs flowValue
	ret      flowValue // of a flowReturn

	yes, no         *flowBlock
	yesArgs, noArgs []flowArg // what A or X hold on the way there, where they differ by the way

	needs []flowValue // evaluated here, maybe for no other reason than that a short packet is rejected
	sets  []flowSet   // scratch words written here
	phis  []flowValue // flowPhi values that begin here

	preds []flowEdge // in the order of the walk; for the passes that ask
}

// flowStep is what a block ends in.
type flowStep uint8

const (
	flowTest flowStep = iota
	flowAlways
	flowReturn
)

// flowSet is M[slot] <- value. A required one is the only place that a value can later be had from.
type flowSet struct {
	slot     uint8
	value    flowValue
	required bool
}

// flowArg is the value that a flowPhi has when its block is entered by one edge.
type flowArg struct {
	phi, value flowValue
}

// flowEdge is a way out of a block.
type flowEdge struct {
	from *flowBlock
	no   bool
}

func (e flowEdge) to() *flowBlock {
	if e.no {
		return e.from.no
	}
	return e.from.yes
}

func (e flowEdge) args() []flowArg {
	if e.no {
		return e.from.noArgs
	}
	return e.from.yesArgs
}

func (e flowEdge) redirect(to *flowBlock, args []flowArg) {
	if e.no {
		e.from.no, e.from.noArgs = to, args
	} else {
		e.from.yes, e.from.yesArgs = to, args
	}
}

// edges lists the ways out of a block.
func (b *flowBlock) edges() []flowEdge {
	switch b.kind {
	case flowTest:
		return []flowEdge{{b, false}, {b, true}}
	case flowAlways:
		return []flowEdge{{b, false}}
	}
	return nil
}

// flowGraph is a filter on its way through the passes.
type flowGraph struct {
	t    *flowTable
	root *flowBlock
}

// order lists the blocks, each before those it leads to, and fills in their preds and ids.
func (g *flowGraph) order() []*flowBlock {
	type frame struct {
		b    *flowBlock
		step int
	}
	var list []*flowBlock
	seen := map[*flowBlock]bool{g.root: true}
	stack := []frame{{g.root, 0}}
	for len(stack) > 0 {
		f := &stack[len(stack)-1]
		var to *flowBlock
		switch f.step {
		case 0:
			to = f.b.no
		case 1:
			to = f.b.yes
		default:
			list = append(list, f.b)
			stack = stack[:len(stack)-1]
			continue
		}
		f.step++
		if to != nil && !seen[to] {
			seen[to] = true
			stack = append(stack, frame{to, 0})
		}
	}
	slices.Reverse(list)
	for i, b := range list {
		b.id, b.preds = i, b.preds[:0]
	}
	for _, b := range list {
		for _, e := range b.edges() {
			e.to().preds = append(e.to().preds, e)
		}
	}
	return list
}

// rejects tells whether b returns 0 and nothing else.
func (g *flowGraph) rejects(b *flowBlock) bool {
	if b.kind != flowReturn {
		return false
	}
	k, ok := g.t.isConst(b.ret)
	return ok && k == 0
}

// flowLifter turns a graph of instructions into one of decisions, by following what the registers hold.
type flowLifter struct {
	t       *flowTable
	post    []*bpfBlock // blocks, successors first
	blocks  map[*bpfBlock]*flowBlock
	exit    map[*bpfBlock]*flowRegs
	preds   map[*bpfBlock][]*bpfBlock
	addends map[flowValue]uint32 // what was taken out of a flowPhi
}

// flowRegs is what A, X and M hold at one point. def tells where a scratch word got its value: the block that wrote it
// (its index in the order), or ^index of the block where paths met that wrote it in different places, or flowStart.
type flowRegs struct {
	a, x flowValue
	mem  [bpfMemWords]flowValue
	def  [bpfMemWords]int
}

// flowStart stands for the begin of the program: the machine starts with zeros in scratch memory. They are not the same
// as zeros that were written, which the kernel wants to see.
const flowStart = 1 << 30

// liftFilter returns nil for a graph that the optimiser leaves alone: one with a cycle (protochain), with a load that
// is not a function of the packet alone, or of an extravagant size.
func liftFilter(root *bpfBlock, insight flowInsight) *flowGraph {
	post := bpfPostOrder(root)
	l := &flowLifter{t: newFlowTable(), post: post, blocks: make(map[*bpfBlock]*flowBlock, len(post)),
		exit: make(map[*bpfBlock]*flowRegs, len(post)), preds: make(map[*bpfBlock][]*bpfBlock, len(post)),
		addends: make(map[flowValue]uint32)}
	l.t.insight = insight
	if !l.prepare() {
		return nil
	}
	for i := len(post) - 1; i >= 0; i-- {
		l.lift(post[i])
		if l.t.work > 1<<16 {
			return nil
		}
	}
	g := &flowGraph{t: l.t, root: l.blocks[root]}
	l.settle(g)
	return g
}

// prepare makes the empty blocks and finds who leads to whom.
func (l *flowLifter) prepare() bool {
	index := make(map[*bpfBlock]int, len(l.post))
	for i, b := range l.post {
		index[b] = i
		l.blocks[b] = &flowBlock{id: len(l.post) - 1 - i, mark: len(l.post) - 1 - i, lhs: flowNone, rhs: flowNone, ret: flowNone}
	}
	size := 0
	for _, b := range l.post {
		size += len(b.stmts) + 1
		for _, to := range []*bpfBlock{b.yes, b.no} {
			if to == nil {
				continue
			}
			if index[to] >= index[b] {
				return false
			}
			l.preds[to] = append(l.preds[to], b)
		}
		for _, in := range b.stmts {
			if in.class() == bpfLD && in.code&0xe0 == bpfABS && in.k >= bpfAncillary && !flowPure(in.k) {
				return false
			}
		}
	}
	return size <= bpfMaxInsns
}

// flowPure tells whether an ancillary load yields the same whenever it is made for one packet, whatever the registers
// hold.
func flowPure(k uint32) bool {
	switch k - bpfAncillary {
	case bpfAncProtocol, bpfAncPktType, bpfAncIfIndex, bpfAncMark, bpfAncQueue, bpfAncHatype, bpfAncRxHash,
		bpfAncVlanTag, bpfAncVlanTagPresent, bpfAncPayOffset, bpfAncVlanTPID:
		return true
	}
	return false
}

// meet is what the registers hold at the begin of b: where the ways to it differ, a value of its own.
func (l *flowLifter) meet(b *bpfBlock, f *flowBlock) *flowRegs {
	preds := l.preds[b]
	if len(preds) == 0 {
		zero := l.t.constant(0)
		r := &flowRegs{a: zero, x: zero}
		for i := range r.mem {
			r.mem[i], r.def[i] = l.t.opaque(flowMem, uint8(i), flowStart, 0), flowStart
		}
		return r
	}
	r := *l.exit[preds[0]]
	for slot := range r.mem {
		var most uint32
		same := true
		for _, p := range preds {
			e := l.exit[p]
			same = same && e.mem[slot] == r.mem[slot]
			if e.def[slot] != r.def[slot] {
				r.def[slot] = ^f.id
			}
			most = max(most, l.t.traits[e.mem[slot]].max)
		}
		if !same {
			r.mem[slot] = l.t.opaque(flowMem, uint8(slot), uint32(f.id), most)
		}
	}
	r.a = l.meetRegister(preds, f, 0, func(e *flowRegs) flowValue { return e.a })
	r.x = l.meetRegister(preds, f, 1, func(e *flowRegs) flowValue { return e.x })
	if len(f.phis) == 2 && l.sameOnAll(preds) {
		r.x = r.a
		f.phis = f.phis[:1]
	}
	return &r
}

// sameOnAll tells whether A and X are equal on every way.
func (l *flowLifter) sameOnAll(preds []*bpfBlock) bool {
	for _, p := range preds {
		if l.exit[p].a != l.exit[p].x {
			return false
		}
	}
	return true
}

func (l *flowLifter) meetRegister(preds []*bpfBlock, f *flowBlock, n uint8, get func(*flowRegs) flowValue) flowValue {
	v := get(l.exit[preds[0]])
	var most uint32
	same := true
	for _, p := range preds {
		w := get(l.exit[p])
		same = same && w == v
		most = max(most, l.t.traits[w].max)
	}
	if same {
		return v
	}
	c := l.addend(preds, get)
	phi := l.t.opaque(flowPhi, n, uint32(f.id), most-c)
	l.addends[phi] = c
	f.phis = append(f.phis, phi)
	return l.t.operate(bpfADD, phi, l.t.constant(c))
}

// addend is a number that all ways have added, as far as they have not added it to a constant: it need not be added on
// each of them, but can become part of the offset of a load behind.
func (l *flowLifter) addend(preds []*bpfBlock, get func(*flowRegs) flowValue) uint32 {
	least := uint32(flowNever)
	sums := false
	for _, p := range preds {
		v := get(l.exit[p])
		if k, ok := l.t.isConst(v); ok {
			least = min(least, k)
			continue
		}
		u, c, ok := l.t.isOp(v, bpfADD)
		if !ok || uint64(l.t.traits[u].max)+uint64(c) > flowNever {
			return 0
		}
		sums, least = true, min(least, c)
	}
	if !sums {
		return 0
	}
	return least
}

// lift follows the statements of b.
func (l *flowLifter) lift(b *bpfBlock) {
	f := l.blocks[b]
	entry := l.meet(b, f)
	r := *entry
	for _, in := range b.stmts {
		l.step(f, &r, in)
	}
	for slot := range r.mem {
		if r.mem[slot] != entry.mem[slot] {
			f.sets = append(f.sets, flowSet{slot: uint8(slot), value: r.mem[slot]})
			r.def[slot] = f.id
		}
	}
	l.exit[b] = &r
	switch {
	case b.last.class() == bpfRET:
		f.kind, f.ret = flowReturn, r.a
		if b.last.code == bpfRET|bpfRetK {
			f.ret = l.t.constant(b.last.k)
		}
	case b.last.code == bpfJMP|bpfJA:
		f.kind, f.yes = flowAlways, l.blocks[b.yes]
	default:
		f.kind, f.yes, f.no = flowTest, l.blocks[b.yes], l.blocks[b.no]
		f.rel, f.lhs, f.rhs = b.last.op(), r.a, r.x
		if b.last.code&bpfX == 0 {
			f.rhs = l.t.constant(b.last.k)
		}
	}
}

// step follows one statement.
func (l *flowLifter) step(f *flowBlock, r *flowRegs, in bpfInsn) {
	t := l.t
	switch in.class() {
	case bpfLD, bpfLDX:
		v := flowNone
		switch in.code & 0xe0 {
		case bpfIMM:
			v = t.constant(in.k)
		case bpfABS:
			v = t.load(in.size(), in.k)
		case bpfIND:
			v = t.loadAt(in.size(), in.k, r.x)
		case bpfMEM:
			v = r.mem[in.k]
		case bpfLEN:
			v = t.wireLen()
		case bpfMSH:
			v = t.msh(in.k)
		}
		l.need(f, v)
		if in.class() == bpfLD {
			r.a = v
		} else {
			r.x = v
		}
	case bpfST:
		r.mem[in.k] = r.a
	case bpfSTX:
		r.mem[in.k] = r.x
	case bpfMISC:
		if in.code&0xf8 == bpfTAX {
			r.x = r.a
		} else {
			r.a = r.x
		}
	case bpfALU:
		right := r.x
		if in.code&bpfX == 0 {
			right = t.constant(in.k)
		}
		if op := in.op(); in.code&bpfX != 0 && (op == bpfDIV || op == bpfMOD) {
			l.need(f, t.combine(op, r.a, right)) // as it stands: the simplified value may have lost the fault
		}
		r.a = t.operate(in.op(), r.a, right)
	}
}

// need notes that v is evaluated here.
func (l *flowLifter) need(f *flowBlock, v flowValue) {
	if tr := &l.t.traits[v]; (tr.reach > 0 || len(tr.faults) > 0) && !slices.Contains(f.needs, v) {
		f.needs = append(f.needs, v)
	}
}

// settle finds which scratch words must be written, and puts the values of those flowPhi that matter on the edges.
func (l *flowLifter) settle(g *flowGraph) {
	byID := make([]*flowBlock, len(l.post))
	src := make([]*bpfBlock, len(l.post))
	for _, b := range l.post {
		byID[l.blocks[b].id], src[l.blocks[b].id] = l.blocks[b], b
	}
	m := &flowMarker{l: l, blocks: byID, src: src, seen: make(map[flowValue]bool), met: make(map[[2]int]bool)}
	for _, f := range byID {
		for _, v := range []flowValue{f.lhs, f.rhs, f.ret} {
			if v != flowNone {
				m.mark(v)
			}
		}
		for _, v := range f.needs {
			m.mark(v)
		}
	}
	for _, f := range byID {
		f.phis = slices.DeleteFunc(f.phis, func(phi flowValue) bool { return !m.seen[phi] })
	}
	for _, f := range byID {
		for _, e := range f.edges() {
			var args []flowArg
			for _, phi := range e.to().phis {
				args = append(args, flowArg{phi, l.argument(phi, src[f.id])})
			}
			e.redirect(e.to(), args)
		}
	}
}

// argument is what phi gets from the block p.
func (l *flowLifter) argument(phi flowValue, p *bpfBlock) flowValue {
	v := l.exit[p].x
	if l.t.exprs[phi].size == 0 {
		v = l.exit[p].a
	}
	return l.t.operate(bpfSUB, v, l.t.constant(l.addends[phi]))
}

// flowMarker finds what the values in use depend on.
type flowMarker struct {
	l      *flowLifter
	blocks []*flowBlock
	src    []*bpfBlock
	seen   map[flowValue]bool
	met    map[[2]int]bool
}

// mark notes that v is used.
func (m *flowMarker) mark(v flowValue) {
	if m.seen[v] || !m.l.t.traits[v].opaque {
		return
	}
	m.seen[v] = true
	e := m.l.t.exprs[v]
	switch e.kind {
	case flowPhi:
		for _, p := range m.l.preds[m.src[e.k]] {
			m.mark(m.l.argument(v, p))
		}
	case flowMem:
		if e.k != flowStart {
			m.written(int(e.size), ^int(e.k))
		}
	default:
		m.mark(e.a)
		if e.b != flowNone {
			m.mark(e.b)
		}
	}
}

// written notes that the content of a scratch word, as defined by def, is used.
func (m *flowMarker) written(slot, def int) {
	if def == flowStart || m.met[[2]int{slot, def}] {
		return
	}
	m.met[[2]int{slot, def}] = true
	if def < 0 {
		for _, p := range m.l.preds[m.src[^def]] {
			m.written(slot, m.l.exit[p].def[slot])
		}
		return
	}
	f := m.blocks[def]
	for i := range f.sets {
		if int(f.sets[i].slot) == slot {
			f.sets[i].required = true
			m.mark(f.sets[i].value)
		}
	}
}
