// The way of a packet: from the source through the filter to the printer and the writer.

package main

import (
	"io"
	"os"
	"time"
)

// loop takes packets until the source ends (io.EOF), -c is reached (errDone), a signal comes (errStopped) or something
// fails. It is one goroutine; what happens beside it arrives as a flag in a.attn.
func (a *app) loop() error {
	var pk packet
	for {
		err := a.next(&pk)
		if a.attn.pending() {
			if stop := a.attend(); stop != nil {
				if err == nil { // the packet is ours already
					if e := a.take(&pk); e != nil && e != errDone {
						return e
					}
				}
				return stop
			}
		}
		switch err {
		case nil:
			if a.live {
				a.memory.packet(pk.sec, pk.nsec)
			}
			if err := a.take(&pk); err != nil {
				return err
			}
		case errInterrupted:
		default:
			return err
		}
	}
}

// drain takes what the source still has after it was stopped.
func (a *app) drain() error {
	var pk packet
	for {
		err := a.src.next(&pk)
		if err == errInterrupted {
			continue
		}
		if err == nil {
			err = a.take(&pk)
		}
		if err != nil {
			return err
		}
	}
}

// take handles one packet; with --defrag, what it completes.
func (a *app) take(pk *packet) error {
	if a.defrag == nil {
		return a.takeUnit(pk, nil)
	}
	a.defrag.add(pk)
	return a.takeReady()
}

// takeReady handles what the reassembly has ready.
func (a *app) takeReady() error {
	for i := range a.defrag.ready {
		u := &a.defrag.ready[i]
		if err := a.takeUnit(&u.packet, u.parts); err != nil {
			return err
		}
	}
	return nil
}

// takeRest handles the fragments whose datagrams were not completed when the source came to its end, which is err. An
// end that lets no more packets through is not one of the source.
func (a *app) takeRest(err error) error {
	if a.defrag == nil || err == errDone || err == errWriteLimit || !isSourceError(err) {
		return err
	}
	a.defrag.flush()
	if failed := a.takeReady(); failed != nil && (failed != errDone || err == io.EOF) {
		return failed
	}
	return err
}

// takeUnit handles one packet. If it is a datagram put together from fragments, these are what is saved.
func (a *app) takeUnit(pk *packet, parts []*defragPiece) error {
	if a.filter != nil {
		prog, err := a.filter.program(pk.linkType)
		if err != nil {
			return err
		}
		n := runFilter(prog, pk)
		if n == 0 {
			return nil
		}
		// A savefile's packets stay as they are; live, the verdict is the snapshot length, which is one of fragments.
		if !a.o.reading() && parts == nil && uint64(n) < uint64(len(pk.data)) {
			pk.data = pk.data[:n]
		}
	}
	a.number++
	a.captured++
	if a.number <= uint64(a.o.skip) {
		return nil
	}
	a.counted++
	if a.writer != nil {
		if err := a.save(pk, parts); err != nil {
			return err
		}
	}
	if a.printing != nil && (a.o.sampling <= 1 || a.number%uint64(a.o.sampling) == 0) {
		a.printer().packet(pk, a.number)
		if err := a.text.add(a.printer()); err != nil {
			return err
		}
	}
	a.inFile++
	if a.o.count > 0 && a.inFile >= a.o.count {
		return errDone
	}
	return nil
}

// save writes a packet, or the fragments it was made of as they were captured.
func (a *app) save(pk *packet, parts []*defragPiece) error {
	if parts == nil {
		return a.writer.write(pk)
	}
	for _, f := range parts {
		if err := a.writer.write(&f.packet); err != nil {
			return err
		}
	}
	return nil
}

// attend does what the flags ask for. It returns errStopped if the run is to end.
func (a *app) attend() error {
	flags := a.attn.taken()
	if flags&attnText != 0 {
		if err := a.text.flush(a.printer()); err != nil {
			return err
		}
	}
	if flags&attnFlush != 0 && a.writer != nil {
		if err := a.writer.flush(); err != nil {
			return err
		}
	}
	if flags&attnClock != 0 && a.writer != nil {
		if err := a.writer.tick(time.Now()); err != nil {
			return err
		}
	}
	if flags&attnAge != 0 && a.defrag != nil {
		a.defrag.tick()
		if err := a.takeReady(); err != nil {
			return err
		}
	}
	if flags&(attnStats|attnSettle) != 0 {
		a.statisticsSoon(flags&attnStats != 0)
	}
	if flags&attnTick != 0 {
		a.showProgress()
	}
	if flags&attnStop != 0 {
		return errStopped
	}
	return nil
}

func (a *app) printer() *printer { return (*printer)(a.printing) }

// preparePrinter makes the printer, unless nothing is to be printed.
func (a *app) preparePrinter() {
	o := a.o
	if o.countOnly || o.writes && !o.printToo {
		return
	}
	p := newPrinter(o, a.names, o.zone(), o.precision == "nano")
	// Cooked captures know an interface by its number; a savefile's number means nothing here.
	p.ifNameOf = func(pk *packet, _ int) string { return pk.ifName }
	a.printing = (*printerState)(p)
	a.text.each = o.lineBuffered || o.unbuffered || !o.reading() && isTerminal(os.Stdout)
	a.text.attn = &a.attn
}

// zone is the time zone of timestamps and file names.
func (o *options) zone() *time.Location {
	if o.utc {
		return time.UTC
	}
	return localZone(os.LookupEnv("TZ"))
}

// reading says whether packets come from savefiles.
func (o *options) reading() bool { return o.reads || o.fileList != "" }
