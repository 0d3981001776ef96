// Savefiles: records of a pcap file that stand in another one as they are, written from where they were read to.

package main

import (
	"encoding/binary"
	"math/bits"
)

// recordCopier copies records of a pcap file that need no change. It takes whole, undamaged records out of what has
// been read and leaves everything else, and what there is to say of it, to the reader's and the writer's own ways.
type recordCopier struct {
	s *savefile
	recordFilter
	pair  *copyPair // nil until it is used
	alone bool      // it is not worth it any more
}

// newRecordCopier returns nil for a file whose records are not of today's form.
func newRecordCopier(s *savefile, prog *bpfProgram) *recordCopier {
	if s.ng != nil || s.swapLens != 0 || s.recordLen != pcapRecordLen {
		return nil
	}
	longest := uint32(min(s.snap, savefileMaxSnapLen(s.link)))
	return &recordCopier{s: s, recordFilter: recordFilter{prog: prog, bigEndian: s.bigEndian, longest: longest}}
}

// fits says whether the records of the reader's file can stand in a writer's as they are.
func (c *recordCopier) fits(w *pcapWriter) bool {
	return w.link == c.s.link && w.head.bigEndian == c.s.bigEndian && w.head.nano == c.s.header.nano
}

// take uses up the records that are in the buffer as a whole, up to the last of limit that pass.
func (c *recordCopier) take(limit uint64) (passed uint64) {
	in := c.s.in
	n, passed := c.filter(in.buf[in.pos:in.end], limit)
	in.pos += n
	return passed
}

// more reads until a record is there as a whole. It returns false where that is not possible, for whatever reason:
// the reader's next says why.
func (c *recordCopier) more() bool {
	h, err := c.s.in.need(pcapRecordLen)
	if err != nil {
		return false
	}
	caplen := c.s.u32(h[8:])
	if caplen > c.longest {
		return false
	}
	_, err = c.s.in.need(pcapRecordLen + int(caplen))
	return err == nil
}

// recordFilter runs the filter on records where they lie.
type recordFilter struct {
	prog      *bpfProgram // nil: all pass
	bigEndian bool
	longest   uint32   // what is captured of a packet; beyond it a record is damaged, or would be cut
	runs      [][]byte // of records that pass, one behind the other
	bytes     int      // of all runs
}

// lengths are the two of a record's header.
func (f *recordFilter) lengths(record []byte) (caplen, length uint32) {
	both := binary.LittleEndian.Uint64(record[8:])
	if f.bigEndian {
		both = bits.ReverseBytes64(both)
		return uint32(both >> 32), uint32(both)
	}
	return uint32(both), uint32(both >> 32)
}

// filter goes through the records in b, up to one that does not end there or is damaged, or to the last of limit that
// pass. Those are in f.runs then. It returns how many bytes are done with.
func (f *recordFilter) filter(b []byte, limit uint64) (pos int, passed uint64) {
	f.runs, f.bytes = f.runs[:0], 0
	prog, run := f.prog, 0 // the run that may go on is b[run:pos]
	for len(b)-pos >= pcapRecordLen && passed < limit {
		caplen, length := f.lengths(b[pos:])
		if caplen > f.longest || int(caplen) > len(b)-pos-pcapRecordLen {
			break
		}
		end := pos + pcapRecordLen + int(caplen)
		if prog == nil || prog.run(b[pos+pcapRecordLen:end], int(length), nil) != 0 {
			passed++
			pos = end
			continue
		}
		f.add(b[run:pos])
		pos, run = end, end
	}
	f.add(b[run:pos])
	return pos, passed
}

func (f *recordFilter) add(run []byte) {
	if len(run) > 0 {
		f.runs = append(f.runs, run)
		f.bytes += len(run)
	}
}

// whole is how many bytes of b are whole, undamaged records.
func (f *recordFilter) whole(b []byte) (pos int, damaged bool) {
	for len(b)-pos >= pcapRecordLen {
		caplen, _ := f.lengths(b[pos:])
		if caplen > f.longest {
			return pos, true
		}
		if int(caplen) > len(b)-pos-pcapRecordLen {
			break
		}
		pos += pcapRecordLen + int(caplen)
	}
	return pos, false
}

// copyRuns writes the runs of a filter, n packets in all. A few bytes are collected with others, many are not worth a copy.
func (o *savefileOut) copyRuns(f *recordFilter, n uint64) error {
	runs, bytes := f.runs, f.bytes
	if bytes < savefileOutLen/4 {
		for _, run := range runs {
			copy(o.room(len(run)), run)
		}
		if o.err == nil {
			o.count += int64(n)
		}
		return o.err
	}
	if o.flush(); o.err != nil {
		return o.err
	}
	o.count += int64(n)
	done, err := o.writeRuns(runs)
	if err == nil {
		o.written += int64(bytes)
		o.plain += int64(bytes)
		return nil
	}
	if cap(o.buf) < bytes {
		o.buf = make([]byte, 0, bytes)
	}
	for _, run := range runs { // as if they had been collected: what flush does about errors, it does for these
		o.buf = append(o.buf, run...)
	}
	return o.flushFrom(done)
}
