// Reassembly of IP fragments, --defrag: RFC 791 and RFC 815 for IPv4, RFC 8200 section 4.5 for IPv6, RFC 5722 for both.
//
// Packets go in as they come from the source, datagrams come out: what is no fragment at once, a fragmented datagram
// when its last piece has come. What does not become a datagram comes out as the fragments it is, each with its own
// time: pieces that overlap, pieces of a datagram that is never completed, and pieces for which there is no room.

package main

import "slices"

// What is remembered has a bound: this many bytes of fragments, bookkeeping included, and so many seconds of capture
// time from the first piece on (RFC 8200 says 60, RFC 1122 section 3.3.2 60 to 120).
const (
	defragMemory  = 4 << 20 // bytes
	defragSeconds = 60

	defragPieceCost    = 256 // bookkeeping of a fragment, bytes
	defragDatagramCost = 512 // of a datagram
)

// defragmenter holds the fragments that wait for others. It is used by one goroutine.
type defragmenter struct {
	waiting map[defragKey]*defragDatagram
	oldest  *defragDatagram // list in the order in which datagrams began
	newest  *defragDatagram
	memory  int // bytes of everything in waiting, as they are counted

	last  int64 // capture time of the latest packet, seconds
	quiet int64 // seconds without one since, counted by tick

	ready []defragUnit // what add, tick and flush have for their caller
	whole []byte       // bytes of the datagram in ready
}

// defragUnit is what passes for one packet: the packet, and the fragments it was made of, in the order in which they
// came; without any it is a packet as it came. Its bytes are valid until the next call of the defragmenter.
type defragUnit struct {
	packet packet
	parts  []*defragPiece
}

// defragKey says which datagram a fragment belongs to. The header of the link layer is a part of it: a capture on
// several interfaces or VLANs, or on a router, sees the same datagram more than once.
type defragKey struct {
	link     uint64 // see defragPlace
	linkType int
	ifName   string
	src, dst [16]byte
	id       uint32
	proto    uint8 // IPv4 only; RFC 8200 does not count it
	v6       bool
}

// defragDatagram is a datagram in pieces.
type defragDatagram struct {
	key        defragKey
	prev, next *defragDatagram
	sec        int64          // capture time of the first piece that came
	pieces     []*defragPiece // by offset, without overlap
	count      int            // of pieces that came
	got        int            // bytes of payload in pieces
	size       int            // bytes of payload in all, -1: the last piece is missing
	memory     int            // bytes, as they are counted
	broken     bool           // pieces overlapped or contradicted each other: nothing is held any more
}

// defragPiece is a fragment that is held.
type defragPiece struct {
	packet packet // bytes are its own
	place  defragPlace
	header int // offset in the packet of the fragment's payload
	from   int // offset in the datagram's payload, bytes
	to     int
	order  int // when it came
}

// captured is the part of the fragment's payload that was captured.
func (f *defragPiece) captured() []byte {
	b := f.packet.data
	if f.header >= len(b) {
		return nil
	}
	return b[f.header:min(len(b), f.header+f.to-f.from)]
}

func newDefragmenter() *defragmenter {
	return &defragmenter{waiting: make(map[defragKey]*defragDatagram)}
}

// add takes a packet. What is to be handled after it, in this order, is in d.ready.
func (d *defragmenter) add(pk *packet) {
	d.empty()
	d.last, d.quiet = pk.sec, 0
	d.expire(pk.sec)
	frag, ok := defragParse(pk)
	if !ok {
		d.ready = append(d.ready, defragUnit{packet: *pk})
		return
	}
	if frag.from == 0 && !frag.more { // RFC 6946: whole by itself, whatever else has its identification
		d.join([]*defragPiece{{packet: *pk, place: frag.place, header: frag.header, to: frag.to}}, frag.to)
		return
	}
	g := d.waiting[frag.key]
	if g == nil {
		g = d.begin(frag.key, pk.sec)
	}
	d.insert(g, &frag, pk)
}

// empty forgets what was ready, and lets go of the memory of a crowd.
func (d *defragmenter) empty() {
	clear(d.ready)
	d.ready = d.ready[:0]
	if cap(d.ready) > 1024 {
		d.ready = nil
	}
}

// begin starts a datagram.
func (d *defragmenter) begin(key defragKey, sec int64) *defragDatagram {
	g := &defragDatagram{key: key, sec: sec, size: -1, prev: d.newest}
	if d.newest != nil {
		d.newest.next = g
	} else {
		d.oldest = g
	}
	d.newest = g
	d.waiting[key] = g
	d.count(g, defragDatagramCost)
	return g
}

func (d *defragmenter) count(g *defragDatagram, bytes int) {
	g.memory += bytes
	d.memory += bytes
}

// remove forgets a datagram.
func (d *defragmenter) remove(g *defragDatagram) {
	if g.prev != nil {
		g.prev.next = g.next
	} else {
		d.oldest = g.next
	}
	if g.next != nil {
		g.next.prev = g.prev
	} else {
		d.newest = g.prev
	}
	delete(d.waiting, g.key)
	d.memory -= g.memory
}

// insert adds a fragment to its datagram.
func (d *defragmenter) insert(g *defragDatagram, frag *defragFragment, pk *packet) {
	if g.broken {
		d.ready = append(d.ready, defragUnit{packet: *pk})
		return
	}
	at, twice, fits := g.find(frag, pk)
	switch {
	case twice:
		// An exact copy adds nothing (RFC 8200); but it was captured, so it is shown with the datagram's other pieces
		// should the rest not come, and saved with them.
	case !fits, frag.more && g.size >= 0 && frag.to > g.size, !frag.more && !g.endsAt(frag.to):
		d.release(g)
		g.broken = true
		d.ready = append(d.ready, defragUnit{packet: *pk})
		return
	}
	f := &defragPiece{packet: *pk, place: frag.place, header: frag.header, from: frag.from, to: frag.to, order: g.count}
	f.packet.data = slices.Clone(pk.data)
	g.count++
	g.pieces = slices.Insert(g.pieces, at, f)
	d.count(g, len(pk.data)+len(pk.comment)+defragPieceCost)
	if !twice {
		g.got += f.to - f.from
		if !frag.more {
			g.size = f.to
		}
	}
	if g.got == g.size {
		d.remove(g)
		d.join(g.pieces, g.size)
		return
	}
	for d.memory > defragMemory {
		oldest := d.oldest
		d.release(oldest)
		d.remove(oldest)
	}
}

// find says where among the pieces a fragment belongs. twice: it is there already. fits: it overlaps with none.
func (g *defragDatagram) find(frag *defragFragment, pk *packet) (at int, twice, fits bool) {
	at, _ = slices.BinarySearchFunc(g.pieces, frag.from, func(f *defragPiece, from int) int { return f.from - from })
	if at > 0 && g.pieces[at-1].to > frag.from {
		return at, false, false
	}
	if at == len(g.pieces) || g.pieces[at].from >= frag.to {
		return at, false, true
	}
	same := g.pieces[at]
	if same.from != frag.from || same.to != frag.to || frag.more == (same.to == g.size) {
		return at, false, false
	}
	now := pk.data[min(frag.header, len(pk.data)):]
	now = now[:min(len(now), frag.to-frag.from)]
	then := same.captured()
	n := min(len(now), len(then))
	if string(now[:n]) != string(then[:n]) {
		return at, false, false
	}
	return at, true, true
}

// endsAt says whether the last piece may end at an offset: it is the only end, and nothing lies behind it.
func (g *defragDatagram) endsAt(to int) bool {
	if g.size >= 0 && g.size != to {
		return false
	}
	return len(g.pieces) == 0 || g.pieces[len(g.pieces)-1].to <= to
}

// release hands out the pieces of a datagram as they came, and keeps none.
func (d *defragmenter) release(g *defragDatagram) {
	slices.SortFunc(g.pieces, func(a, b *defragPiece) int { return a.order - b.order })
	for _, f := range g.pieces {
		d.ready = append(d.ready, defragUnit{packet: f.packet})
	}
	g.pieces = nil
	d.count(g, defragDatagramCost-g.memory)
}

// expire gives up datagrams that began too long before now. Time may go back, from one file to the next.
func (d *defragmenter) expire(now int64) {
	for g := d.oldest; g != nil; g = d.oldest {
		if age := now - g.sec; age <= defragSeconds && age >= -defragSeconds {
			return
		}
		d.release(g)
		d.remove(g)
	}
}

// flush gives up everything that waits.
func (d *defragmenter) flush() {
	d.empty()
	for g := d.oldest; g != nil; g = d.oldest {
		d.release(g)
		d.remove(g)
	}
}

// tick is for a live capture, once a second: a quiet network, where no packet tells the time, must not keep back what
// was captured. The clock of this machine is not asked, for it need not be that of the timestamps.
func (d *defragmenter) tick() {
	d.empty()
	d.quiet++
	d.expire(d.last + d.quiet)
}

// join makes a datagram of its pieces, which are complete and in the order of their offsets. Its headers are those of
// the first one, its time is that of the piece which completed it. It was captured up to where the first hole is that
// the snapshot length left.
func (d *defragmenter) join(pieces []*defragPiece, size int) {
	first, last := pieces[0], pieces[0]
	for _, f := range pieces {
		if f.order > last.order {
			last = f
		}
		// Of copies, which stand side by side, the first one that came has the say.
		if f.from == 0 && f.order < first.order {
			first = f
		}
	}
	b, wire, ok := defragHeader(d.whole[:0], first, size)
	if ok {
		at := 0
		for _, f := range pieces {
			if f.from != at || f.to == at { // a copy of the one before, or behind a hole
				continue
			}
			c := f.captured()
			b = append(b, c...)
			at += len(c)
		}
		d.whole = b
	}
	parts := slices.Clone(pieces)
	slices.SortFunc(parts, func(a, b *defragPiece) int { return a.order - b.order })
	if !ok { // longer than a datagram can be
		for _, f := range parts {
			d.ready = append(d.ready, defragUnit{packet: f.packet})
		}
		return
	}
	u := defragUnit{packet: last.packet, parts: parts}
	u.packet.aux = first.packet.aux
	u.packet.data, u.packet.wireLen = b, wire
	d.ready = append(d.ready, u)
}
