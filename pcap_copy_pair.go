// Savefiles: copying records with two goroutines.

package main

import (
	"io"
	"math"
	"os"
	"runtime"
	"sync"
)

const (
	copyPieceLen  = 256 << 10
	copyRecordMax = pcapRecordLen + 256<<10 // a longer one ends the work of the pair
	copyPairMin   = 8 << 20                 // bytes of a file that are worth it
)

// copyPair are two goroutines that take turns with the pieces of a regular file: while one reads and filters, the other
// one writes. Each reads its piece into the cache of its own processor and filters it there: a reader apart from the
// filter gains nothing, for fetching the packets from the other processor takes as long as reading them. Where the
// records of a piece begin is only known from the one before, so the walk along them is passed on first, and the turn
// to write later. (Pieces that are mapped, not read, take one goroutine as long as two that read, and two much longer:
// each has the other's processor forget what it unmaps.)
type copyPair struct {
	f     *os.File
	start int64 // offset of the first piece
	out   func(f *recordFilter, passed uint64) error
	stop  func() bool

	hands [2]copyHand
	end   int64 // offset behind the last record done with
	err   error
}

// copyHand is one of the two.
type copyHand struct {
	recordFilter
	buf   []byte
	rest  []byte        // of the last record of its piece, which the next piece ends
	begin chan copyHead // from the other one
	turn  chan bool     // to write; false: do not
}

// copyHead is what a piece begins with.
type copyHead struct {
	rest []byte
	stop bool // there is nothing more to do
}

// together copies what it can of the rest of a file. out is called for each piece, in order; stop says whether the work
// is to be interrupted. The reader goes on behind what was done.
func (c *recordCopier) together(out func(f *recordFilter, passed uint64) error, stop func() bool) error {
	in := c.s.in
	h := in.file
	if c.alone || in.r != io.Reader(h) || !h.regular || h.follow || runtime.GOMAXPROCS(0) < 2 {
		return nil
	}
	at := h.offset - int64(in.end-in.pos)
	if look, err := lookAt(h.f); err != nil || look.size-at < copyPairMin {
		return nil
	}
	if c.pair == nil {
		c.pair = newCopyPair(&c.recordFilter)
	}
	p := c.pair
	p.f, p.start, p.end, p.out, p.stop = h.f, at, at, out, stop
	p.work()
	if p.end > at {
		if _, err := h.f.Seek(p.end, io.SeekStart); err != nil {
			return savefileReadError(err)
		}
		h.offset, in.pos, in.end = p.end, 0, 0
	}
	c.alone = p.end-at < copyPairMin // what stopped it may well come again, and its beginning is not free
	return p.err
}

func newCopyPair(f *recordFilter) *copyPair {
	p := &copyPair{}
	for i := range p.hands {
		p.hands[i] = copyHand{
			recordFilter: recordFilter{prog: f.prog, bigEndian: f.bigEndian, longest: f.longest},
			buf:          make([]byte, copyRecordMax+copyPieceLen),
			rest:         make([]byte, copyRecordMax),
			begin:        make(chan copyHead, 1),
			turn:         make(chan bool, 1),
		}
	}
	return p
}

// work lets both hands work until the end, an error, or stop.
func (p *copyPair) work() {
	p.hands[0].begin <- copyHead{}
	p.hands[0].turn <- true
	var other sync.WaitGroup
	other.Go(func() { p.pieces(1) })
	p.pieces(0)
	other.Wait()
	for i := range p.hands { // what the last one passed on
		select {
		case <-p.hands[i].begin:
		default:
		}
		select {
		case <-p.hands[i].turn:
		default:
		}
	}
}

// pieces does every other piece of the file, from the i-th on.
func (p *copyPair) pieces(i int) {
	me, other := &p.hands[i], &p.hands[1-i]
	going := true // nothing has failed
	for offset := p.start + int64(i)*copyPieceLen; ; offset += 2 * copyPieceLen {
		n, err := readPiece(p.f, me.buf[copyRecordMax:], offset)
		head := <-me.begin
		if head.stop {
			return
		}
		first := copyRecordMax - copy(me.buf[copyRecordMax-len(head.rest):], head.rest)
		b := me.buf[first : copyRecordMax+n]
		used, damaged := me.whole(b)
		last := err != nil || damaged || !going || len(b)-used > len(me.rest) || p.stop()
		next := copyHead{stop: last}
		if !last {
			next.rest = me.rest[:copy(me.rest, b[used:])]
		}
		other.begin <- next
		_, passed := me.filter(b[:used], math.MaxUint64)
		if going = <-me.turn; going {
			if p.err = p.out(&me.recordFilter, passed); p.err == nil {
				p.end = offset - int64(copyRecordMax-first) + int64(used)
			}
		}
		going = going && p.err == nil
		other.turn <- going
		if last {
			return
		}
	}
}
