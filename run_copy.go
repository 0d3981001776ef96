// Savefiles to savefiles: what is only copied, past the way that packets take one by one.

package main

import "math"

// copier is what copies records of a savefile as they are, if nobody wants to see each packet; else nil.
func (a *app) newCopier(s *savefile) *recordCopier {
	if a.writer == nil || a.printing != nil || a.defrag != nil || a.o.unbuffered {
		return nil
	}
	var prog *bpfProgram
	if a.filter != nil {
		var err error
		if prog, err = a.filter.program(s.link); err != nil {
			return nil
		}
	}
	return newRecordCopier(s, prog)
}

// next copies what can be copied as it is, and hands out the packet that cannot.
func (a *app) next(pk *packet) error {
	if a.copier != nil {
		if err := a.copyRecords(); err != nil {
			return err
		}
	}
	return a.src.next(pk)
}

// copyRecords copies records up to one that has to go the long way. It returns errInterrupted where there is something
// to attend to first.
func (a *app) copyRecords() error {
	for a.number >= uint64(a.o.skip) {
		w := a.writer.recordWriter()
		if w == nil || !a.copier.fits(w) {
			return nil
		}
		copied := func(f *recordFilter, passed uint64) error {
			a.number += passed
			a.captured += passed
			a.counted += passed
			a.inFile += int64(passed)
			return w.copyRuns(f, passed)
		}
		limit := uint64(math.MaxUint64)
		if a.o.count > 0 {
			limit = uint64(a.o.count - a.inFile - 1) // the last one ends the run
		} else if err := a.copier.together(copied, a.attn.pending); err != nil {
			return err
		}
		n := a.copier.take(limit)
		if err := copied(&a.copier.recordFilter, n); err != nil {
			return err
		}
		if a.attn.pending() {
			return errInterrupted
		}
		if n == limit || !a.copier.more() {
			return nil
		}
	}
	return nil
}
