// The way of a packet: from the source through the filter to the printer and the writer.

package main

import (
	"os"
	"time"
)

// loop takes packets until the source ends (io.EOF), -c is reached (errDone), a signal comes (errStopped) or something
// fails. It is one goroutine; what happens beside it arrives as a flag in a.attn.
func (a *app) loop() error {
	var pk packet
	for {
		err := a.src.next(&pk)
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

// take handles one packet.
func (a *app) take(pk *packet) error {
	if a.filter != nil {
		prog, err := a.filter.program(pk.linkType)
		if err != nil {
			return err
		}
		n := prog.run(pk.data, pk.wireLen, &pk.aux)
		if n == 0 {
			return nil
		}
		// A savefile's packets stay as they are; live, the verdict is the snapshot length.
		if !a.o.reading() && uint64(n) < uint64(len(pk.data)) {
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
		if err := a.writer.write(pk); err != nil {
			return err
		}
	}
	if a.printer != nil && (a.o.sampling <= 1 || a.number%uint64(a.o.sampling) == 0) {
		a.printer.packet(pk, a.number)
		if err := a.text.add(a.printer); err != nil {
			return err
		}
	}
	a.inFile++
	if a.o.count > 0 && a.inFile >= a.o.count {
		return errDone
	}
	return nil
}

// attend does what the flags ask for. It returns errStopped if the run is to end.
func (a *app) attend() error {
	flags := a.attn.taken()
	if flags&attnText != 0 {
		if err := a.text.flush(a.printer); err != nil {
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
	if flags&attnStats != 0 {
		a.statistics(true)
	}
	if flags&attnTick != 0 {
		a.showProgress()
	}
	if flags&attnStop != 0 {
		return errStopped
	}
	return nil
}

// preparePrinter makes the printer, unless nothing is to be printed.
func (a *app) preparePrinter() {
	o := a.o
	if o.countOnly || o.writes && !o.printToo {
		return
	}
	p := newPrinter(o, a.names, localZone(os.LookupEnv("TZ")), o.precision == "nano")
	// Cooked captures know an interface by its number; a savefile's number means nothing here.
	p.ifNameOf = func(int) string { return p.pk.ifName }
	a.printer = p
	a.text.each = o.lineBuffered || o.unbuffered || !o.reading() && isTerminal(os.Stdout)
	a.text.attn = &a.attn
}

// reading says whether packets come from savefiles.
func (o *options) reading() bool { return o.reads || o.fileList != "" }
