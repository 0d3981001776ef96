// Capturing from an interface: the order of opening, the messages, and the end with nothing lost.

package main

import (
	"errors"
	"io"
	"os"
	"strconv"
	"time"
)

// capture is a live capture from beginning to end.
func (a *app) capture() error {
	if a.o.listTstamps {
		return a.printTimestampTypes()
	}
	live, err := a.openInterface()
	if err != nil {
		return err
	}
	defer live.close()
	if a.o.listLinks {
		return a.printLinkTypes(live)
	}
	mask, ok := live.netmask()
	prog, err := a.compile(&filterEnv{linkType: live.linkType(), snapLen: a.o.snapLen, netmask: mask, noMask: !ok, live: true})
	if err != nil {
		return err
	}
	if a.o.dump > 0 {
		return a.dumpProgram(prog)
	}
	if err := live.setFilter(prog); err != nil {
		if err != errFilterHere {
			a.warn("WARNING: " + live.device() + ": the kernel does not run the filter: " + err.Error())
		}
		if err := a.useFilter(prog); err != nil {
			return err
		}
	}
	a.src = live
	a.attn.listen(true, a.o.writes)
	// From here on packets are received, so whoever waits for "listening on" to send something will see it.
	if err := live.start(); err != nil {
		return err
	}
	if a.o.writes {
		if err := a.openWriter(a.captureConfig(live)); err != nil {
			return err
		}
	}
	if err := a.dropPrivileges(); err != nil {
		return err
	}
	a.preparePrinter()
	if a.o.writes && a.o.verbose > 0 {
		a.attn.tick(attnTick)
	}
	a.showListening(live)
	return a.capturePackets(live)
}

// liveOptions are the options of the capture on the interface of -i, or on the first that is usable.
func (a *app) liveOptions() (*liveOptions, error) {
	o := a.o
	lo := &liveOptions{snapLen: o.snapLen, bufferSize: o.bufferSize, promisc: !o.noPromisc, monitor: o.monitor,
		immediate: o.immediate, direction: o.direction, linkType: -1, tstampType: o.tstampType,
		netns: o.netns, await: o.waitInterface,
		nano: o.precision == "nano", latency: o.latency()}
	if len(o.interfaces) > 0 {
		lo.device = o.interfaces[0]
	} else {
		name, err := liveDefaultDevice()
		if err != nil {
			return nil, err
		}
		lo.device = name
	}
	if o.linkTypeName != "" {
		lo.linkType, _ = linkTypeByName(o.linkTypeName)
	}
	return lo, nil
}

// openInterface opens the capture.
func (a *app) openInterface() (liveSource, error) {
	o := a.o
	lo, err := a.liveOptions()
	if err != nil {
		return nil, err
	}
	live, warnings, err := openLive(lo)
	for _, w := range warnings {
		a.warn(w)
	}
	if err != nil {
		return nil, err
	}
	// Cooked capture is a choice that the user should know of: not what the interface itself delivers.
	if o.linkTypeName != "" || live.linkType() == linkLinuxSLL2 {
		if l := linkTypeRow(live.linkType()); l != nil && !o.listLinks {
			a.warn("data link type " + l.name)
		}
	}
	return live, nil
}

// latency is how long the kernel may hold back a packet. Large blocks lose less; who looks on wants to see at once.
func (o *options) latency() time.Duration {
	switch {
	case o.unbuffered || o.lineBuffered:
		return 10 * time.Millisecond
	case o.writes && !o.printToo:
		return time.Second
	case isTerminal(os.Stdout):
		return 10 * time.Millisecond
	}
	return 30 * time.Millisecond
}

func (a *app) showListening(live liveSource) {
	switch {
	case a.o.verbose == 0 && !a.o.writes:
		a.warn("verbose output suppressed, use -v[v]... for full protocol decode")
	default:
		a.stderr(a.o.programName() + ": ")
	}
	a.stderr("listening on " + live.device() + ", " + describeLink(live) + " bytes\n")
}

// capturePackets runs the loop and ends the capture. What the kernel has received before the end is taken, too.
func (a *app) capturePackets(live liveSource) error {
	a.attn.watch(live)
	err := a.loop()
	interrupted := err == errStopped
	if interrupted {
		live.stop()
		err = a.drain()
	}
	a.attn.unwatch()
	var output *outputError
	if err == io.EOF || err == errDone || err == errWriteLimit {
		err = nil
	}
	if e := a.flushText(interrupted); err == nil {
		err = e
	}
	if errors.As(err, &output) {
		a.closeFiles(nil)
		return err
	}
	if err != nil && isSourceError(err) {
		err = errors.New("pcap_loop: " + err.Error())
	}
	if err = a.closeFiles(err); err != nil {
		a.fail(err)
		err = reportedError{}
	}
	a.statistics(false)
	return err
}

// statistics shows the totals: in one line when asked for in between, else one line each.
func (a *app) statistics(inOneLine bool) {
	live, ok := a.src.(liveSource)
	if !ok {
		return
	}
	s, err := live.stats()
	if err != nil {
		a.warn("pcap_stats: " + err.Error())
		return
	}
	between, after := "\n", "\n"
	text := ""
	if inOneLine {
		between = ", "
		text = a.o.programName() + ": "
	}
	text += plural(a.captured, "packet") + " captured" + between +
		plural(s.received, "packet") + " received by filter" + between +
		plural(s.dropped, "packet") + " dropped by kernel"
	if s.ifDropped > 0 {
		text += between + plural(s.ifDropped, "packet") + " dropped by interface"
	}
	a.stderr(text + after)
}

// showProgress is the counter of -v -w.
func (a *app) showProgress() {
	if a.captured != a.shown {
		a.shown = a.captured
		a.stderr("Got " + strconv.FormatUint(a.captured, 10) + "\r")
	}
}

// printLinkTypes is -L.
func (a *app) printLinkTypes(live liveSource) error {
	text := "Data link types for " + live.device()
	if a.o.monitor {
		text += " when in monitor mode"
	}
	text += " (use option -y to set):\n"
	for _, link := range live.linkTypes() {
		l := linkTypeRow(link)
		if l == nil {
			continue
		}
		text += "  " + l.name + " (" + l.description + ")"
		if link == linkDocsis {
			text += " (printing not supported)"
		}
		text += "\n"
	}
	return a.print(text)
}

// printTimestampTypes is -J.
func (a *app) printTimestampTypes() error {
	lo, err := a.liveOptions()
	if err != nil {
		return err
	}
	names, err := liveTimestampTypes(lo)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return a.print("Time stamp type cannot be set for " + lo.device + "\n")
	}
	text := "Time stamp types for " + lo.device + " (use option -j to set):\n"
	for _, name := range names {
		for i := range tstampTypes {
			if tstampTypes[i].name == name {
				text += "  " + name + " (" + tstampTypes[i].description + ")\n"
			}
		}
	}
	return a.print(text)
}

// printDevices is -D.
func (a *app) printDevices() error {
	list, err := liveDevices()
	if err != nil {
		return err
	}
	text := ""
	for i := range list {
		text += strconv.Itoa(i+1) + "." + list[i].String() + "\n"
	}
	return a.print(text)
}
