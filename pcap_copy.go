// Savefiles: records of a pcap file that stand in another one as they are, written from where they were read to.

package main

import (
	"encoding/binary"
	"math/bits"
)

// recordCopier copies records of a pcap file that need no change. It takes whole, undamaged records out of what has
// been read and leaves everything else, and what there is to say of it, to the reader's and the writer's own ways.
type recordCopier struct {
	s    *savefile
	prog *bpfProgram // nil: all pass
	runs [][]byte    // of records that pass, one behind the other; they lie in the reader's buffer
}

// newRecordCopier returns nil for a file whose records are not of today's form.
func newRecordCopier(s *savefile, prog *bpfProgram) *recordCopier {
	if s.ng != nil || s.swapLens != 0 || s.recordLen != pcapRecordLen {
		return nil
	}
	return &recordCopier{s: s, prog: prog}
}

// fits says whether the records of the reader's file can stand in a writer's as they are.
func (c *recordCopier) fits(w *pcapWriter) bool {
	return w.link == c.s.link && w.head.bigEndian == c.s.bigEndian && w.head.nano == c.s.header.nano
}

// take uses up the records that are in the buffer as a whole, up to one that does not end there or is damaged, or to
// the last of limit that pass. Those are in c.runs then, and are good until more is read.
func (c *recordCopier) take(limit uint64) (passed uint64, bytes int) {
	c.runs = c.runs[:0]
	in, prog, swap := c.s.in, c.prog, c.s.bigEndian
	longest := uint32(min(c.s.snap, savefileMaxSnapLen(c.s.link)))
	buf, pos, run := in.buf[:in.end], in.pos, in.pos // the run that may go on is buf[run:pos]
	for len(buf)-pos >= pcapRecordLen && passed < limit {
		lens := binary.LittleEndian.Uint64(buf[pos+8:]) // both of them
		if swap {
			lens = bits.ReverseBytes64(lens)
			lens = lens>>32 | lens<<32
		}
		caplen := uint32(lens)
		if caplen > longest || int(caplen) > len(buf)-pos-pcapRecordLen {
			break
		}
		end := pos + pcapRecordLen + int(caplen)
		if prog == nil || prog.run(buf[pos+pcapRecordLen:end], int(lens>>32), nil) != 0 {
			passed++
			pos = end
			continue
		}
		if run < pos {
			c.runs = append(c.runs, buf[run:pos])
			bytes += pos - run
		}
		pos, run = end, end
	}
	if run < pos {
		c.runs = append(c.runs, buf[run:pos])
		bytes += pos - run
	}
	in.pos = pos
	return passed, bytes
}

// more reads until a record is there as a whole. It returns false where that is not possible, for whatever reason:
// the reader's next says why.
func (c *recordCopier) more() bool {
	h, err := c.s.in.need(pcapRecordLen)
	if err != nil {
		return false
	}
	caplen := c.s.u32(h[8:])
	if caplen > uint32(min(c.s.snap, savefileMaxSnapLen(c.s.link))) {
		return false
	}
	_, err = c.s.in.need(pcapRecordLen + int(caplen))
	return err == nil
}

// copyRuns writes runs of records, n packets in all. A few bytes are collected with others, many are not worth a copy.
func (o *savefileOut) copyRuns(runs [][]byte, bytes int, n uint64) error {
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
