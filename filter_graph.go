// The filter's optimiser: from blocks of instructions to a graph of decisions over values.

package main

import (
	"math/bits"
	"slices"
)

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
	ways  int        // how many those are
	alike *flowBlock // shareTails: another block with the same flowKey
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
	size int // number of blocks in the latest order
}

// order lists the blocks, each before those it leads to, and fills in their preds and ids.
func (g *flowGraph) order() []*flowBlock {
	type frame struct {
		b    *flowBlock
		step int
	}
	g.root.id = 0
	met := append(make([]*flowBlock, 0, g.size), g.root) // numbered as in bpfBlock.among
	list := make([]*flowBlock, 0, g.size)
	stack := append(make([]frame, 0, 32), frame{g.root, 0})
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
		if to != nil && (to.id >= len(met) || met[to.id] != to) {
			to.id = len(met)
			met = append(met, to)
			stack = append(stack, frame{to, 0})
		}
	}
	slices.Reverse(list)
	g.size = len(list)
	g.findPreds(list)
	return list
}

// findPreds numbers the blocks and fills in who leads to them.
func (g *flowGraph) findPreds(list []*flowBlock) {
	for i, b := range list {
		b.id, b.ways = i, 0
	}
	for _, b := range list {
		if b.yes != nil {
			b.yes.ways++
		}
		if b.no != nil {
			b.no.ways++
		}
	}
	room := make([]flowEdge, 2*len(list))
	for _, b := range list {
		b.preds, room = room[:0:b.ways], room[b.ways:]
	}
	for _, b := range list {
		if b.yes != nil {
			b.yes.preds = append(b.yes.preds, flowEdge{b, false})
		}
		if b.no != nil {
			b.no.preds = append(b.no.preds, flowEdge{b, true})
		}
	}
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
	post    []*bpfBlock          // blocks, successors first; the lists below are indexed by their seq
	blocks  []flowBlock          //
	exit    []flowRegs           //
	preds   [][]*bpfBlock        //
	scratch uint32               // the scratch words that the program uses, one bit each
	addends map[flowValue]uint32 // what was taken out of a flowPhi
}

// flowRegs is what A, X and M hold at one point. def tells where a scratch word got its value: the block that wrote it
// (its index in the order), or ^index of the block where paths met that wrote it in different places, or flowStart.
type flowRegs struct {
	a, x flowValue
	mem  [bpfMemWords]flowValue
	def  [bpfMemWords]int32
}

// flowStart stands for the begin of the program: the machine starts with zeros in scratch memory. They are not the same
// as zeros that were written, which the kernel wants to see.
const flowStart = 1 << 30

// liftFilter returns nil for a graph that the optimiser leaves alone: one with a cycle (protochain), with a load that
// is not a function of the packet alone, or of an extravagant size.
func liftFilter(root *bpfBlock, insight flowInsight) *flowGraph {
	post := bpfPostOrder(root)
	l := &flowLifter{t: newFlowTable(len(post)), post: post, blocks: make([]flowBlock, len(post)),
		exit: make([]flowRegs, len(post)), preds: make([][]*bpfBlock, len(post)), addends: make(map[flowValue]uint32)}
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
	g := &flowGraph{t: l.t, root: &l.blocks[root.seq], size: len(post)}
	l.settle(g)
	return g
}

// prepare makes the empty blocks and finds who leads to whom.
func (l *flowLifter) prepare() bool {
	for i := range l.post {
		l.blocks[i] = flowBlock{id: len(l.post) - 1 - i, mark: len(l.post) - 1 - i, lhs: flowNone, rhs: flowNone, ret: flowNone}
	}
	size := 0
	for _, b := range l.post {
		size += len(b.stmts) + 1
		for _, to := range [...]*bpfBlock{b.yes, b.no} {
			if to == nil {
				continue
			}
			if to.seq >= b.seq {
				return false
			}
			l.blocks[to.seq].ways++
		}
		for _, in := range b.stmts {
			switch in.code {
			case bpfST, bpfSTX, bpfLD | bpfMEM, bpfLDX | bpfMEM:
				l.scratch |= 1 << in.k
			}
			if in.class() == bpfLD && in.code&0xe0 == bpfABS && in.k >= bpfAncillary && !flowPure(in.k) {
				return false
			}
		}
	}
	room := make([]*bpfBlock, 2*len(l.post))
	for i := range l.preds {
		n := l.blocks[i].ways
		l.preds[i], room = room[:0:n], room[n:]
	}
	for _, b := range l.post {
		for _, to := range [...]*bpfBlock{b.yes, b.no} {
			if to != nil {
				l.preds[to.seq] = append(l.preds[to.seq], b)
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
func (l *flowLifter) meet(b *bpfBlock, f *flowBlock) flowRegs {
	preds := l.preds[b.seq]
	if len(preds) == 0 {
		zero := l.t.constant(0)
		r := flowRegs{a: zero, x: zero}
		for left := l.scratch; left != 0; left &= left - 1 {
			i := bits.TrailingZeros32(left)
			r.mem[i], r.def[i] = l.t.opaque(flowMem, uint8(i), flowStart, 0), flowStart
		}
		return r
	}
	r := l.exit[preds[0].seq]
	for left := l.scratch; left != 0; left &= left - 1 {
		slot := bits.TrailingZeros32(left)
		var most uint32
		same := true
		for _, p := range preds {
			e := &l.exit[p.seq]
			same = same && e.mem[slot] == r.mem[slot]
			if e.def[slot] != r.def[slot] {
				r.def[slot] = ^int32(f.id)
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
	return r
}

// sameOnAll tells whether A and X are equal on every way.
func (l *flowLifter) sameOnAll(preds []*bpfBlock) bool {
	for _, p := range preds {
		if e := &l.exit[p.seq]; e.a != e.x {
			return false
		}
	}
	return true
}

func (l *flowLifter) meetRegister(preds []*bpfBlock, f *flowBlock, n uint8, get func(*flowRegs) flowValue) flowValue {
	v := get(&l.exit[preds[0].seq])
	var most uint32
	same := true
	for _, p := range preds {
		w := get(&l.exit[p.seq])
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
		v := get(&l.exit[p.seq])
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
	f := &l.blocks[b.seq]
	entry := l.meet(b, f)
	r := &l.exit[b.seq]
	*r = entry
	for _, in := range b.stmts {
		l.step(f, r, in)
	}
	for left := l.scratch; left != 0; left &= left - 1 {
		slot := bits.TrailingZeros32(left)
		if r.mem[slot] != entry.mem[slot] {
			f.sets = append(f.sets, flowSet{slot: uint8(slot), value: r.mem[slot]})
			r.def[slot] = int32(f.id)
		}
	}
	switch {
	case b.last.class() == bpfRET:
		f.kind, f.ret = flowReturn, r.a
		if b.last.code == bpfRET|bpfRetK {
			f.ret = l.t.constant(b.last.k)
		}
	case b.last.code == bpfJMP|bpfJA:
		f.kind, f.yes = flowAlways, &l.blocks[b.yes.seq]
	default:
		f.kind, f.yes, f.no = flowTest, &l.blocks[b.yes.seq], &l.blocks[b.no.seq]
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
	if tr := &l.t.traits[v]; (tr.reach > 0 || len(tr.faults) > 0) && l.t.insight > flowLenient && !slices.Contains(f.needs, v) {
		f.needs = append(f.needs, v)
	}
}

// settle finds which scratch words must be written, and puts the values of those flowPhi that matter on the edges.
func (l *flowLifter) settle(g *flowGraph) {
	m := &flowMarker{l: l, seen: make(map[flowValue]bool), met: make(map[[2]int]bool)}
	for i := len(l.blocks) - 1; i >= 0; i-- {
		f := &l.blocks[i]
		for _, v := range [...]flowValue{f.lhs, f.rhs, f.ret} {
			if v != flowNone {
				m.mark(v)
			}
		}
		for _, v := range f.needs {
			m.mark(v)
		}
	}
	for i := range l.blocks {
		f := &l.blocks[i]
		if f.phis = slices.DeleteFunc(f.phis, func(phi flowValue) bool { return !m.seen[phi] }); len(f.phis) == 0 {
			continue
		}
		for _, p := range l.preds[i] {
			var args []flowArg
			for _, phi := range f.phis {
				args = append(args, flowArg{phi, l.argument(phi, p)})
			}
			for _, e := range l.blocks[p.seq].edges() {
				if e.to() == f {
					e.redirect(f, args)
				}
			}
		}
	}
}

// argument is what phi gets from the block p.
func (l *flowLifter) argument(phi flowValue, p *bpfBlock) flowValue {
	v := l.exit[p.seq].x
	if l.t.exprs[phi].size == 0 {
		v = l.exit[p.seq].a
	}
	return l.t.operate(bpfSUB, v, l.t.constant(l.addends[phi]))
}

// flowMarker finds what the values in use depend on.
type flowMarker struct {
	l    *flowLifter
	seen map[flowValue]bool
	met  map[[2]int]bool
}

// at turns the id of a block at the lifting into the seq of its original.
func (m *flowMarker) at(id int) int { return len(m.l.post) - 1 - id }

// mark notes that v is used.
func (m *flowMarker) mark(v flowValue) {
	if m.seen[v] || !m.l.t.traits[v].opaque {
		return
	}
	m.seen[v] = true
	e := m.l.t.exprs[v]
	switch e.kind {
	case flowPhi:
		for _, p := range m.l.preds[m.at(int(e.k))] {
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
		for _, p := range m.l.preds[m.at(^def)] {
			m.written(slot, int(m.l.exit[p.seq].def[slot]))
		}
		return
	}
	f := &m.l.blocks[m.at(def)]
	for i := range f.sets {
		if int(f.sets[i].slot) == slot {
			f.sets[i].required = true
			m.mark(f.sets[i].value)
		}
	}
}
