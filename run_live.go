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
	if a.o.waitInterface { // which may take long, and be given up
		a.attn.listen(true, a.o.writes)
	}
	a.memory.start() // before the ring: at no time is there both
	live, err := a.openInterfaces()
	if err == errInterrupted {
		return a.endWaiting()
	}
	if err != nil {
		return err
	}
	defer live.close()
	if err := leaveSetuid(); err != nil {
		return err
	}
	if a.o.listLinks {
		return a.printLinkTypes(live)
	}
	if a.o.dump > 0 {
		_, prog, err := a.compileLive(live)
		if err != nil {
			return err
		}
		return a.dumpProgram(prog)
	}
	a.memory.giveBack()
	if err := a.filterLive(live); err != nil {
		return err
	}
	a.memory.giveBack()
	a.src, a.live = live, true
	if err := a.startFilesPart(nil); err != nil {
		return err
	}
	if !a.o.waitInterface {
		a.attn.listen(true, a.o.writes)
	}
	// From here on packets are received, so whoever waits for "listening on" to send something will see it.
	if err := live.start(); err != nil {
		return err
	}
	if a.o.writes {
		if err := a.openWriter(a.captureConfig(live)); err != nil {
			return err
		}
	}
	a.memory.giveBack()
	a.preparePrinter()
	a.memory.giveBack()
	if err := a.confine(live); err != nil {
		return err
	}
	if a.o.writes && a.o.verbose > 0 {
		a.attn.tick(attnTick)
	}
	if a.defrag != nil {
		a.attn.tick(attnAge)
	}
	a.memory.begin()
	a.showListening(live)
	return a.capturePackets(live)
}

// endWaiting ends a capture whose interface has never been there.
func (a *app) endWaiting() error {
	if !a.o.writes {
		if err := a.print("\n"); err != nil {
			return err
		}
	}
	a.showTotals(captureStats{}, false)
	return nil
}

// compileLive compiles the expression for an interface.
func (a *app) compileLive(live liveSource) (filterEnv, []bpfInsn, error) {
	mask, ok := live.netmask()
	env := filterEnv{linkType: live.linkType(), snapLen: a.o.snapLen, netmask: mask, noMask: !ok, live: true}
	prog, err := a.compile(&env)
	return env, prog, err
}

// filterLive sets the filter of each interface, in the kernel where that is possible. One interface whose packets have
// to be filtered here makes all of them pass the interpreter, which does not change its mind about the others.
func (a *app) filterLive(live liveSource) error {
	for _, member := range liveMembers(live) {
		a.learnNetwork(member)
		env, prog, err := a.compileLive(member)
		if err != nil {
			return err
		}
		passing := prog
		if a.defrag != nil && !takesAll(prog) {
			passing = a.compilePassing(env)
		}
		err = member.setFilter(passing)
		if err == nil && a.defrag == nil || takesAll(prog) {
			continue
		}
		if err != nil && err != errFilterHere {
			a.stderr("Warning: " + err.Error() + "\n")
		}
		if a.filter == nil {
			if err := a.useFilter(prog, env); err != nil {
				return err
			}
		}
	}
	return nil
}

// learnNetwork notes the interface's network, which decides what names addresses get with -f and without -a.
func (a *app) learnNetwork(live liveSource) {
	mask, ok := live.netmask()
	if !ok {
		return
	}
	a.names.hostMask = ^mask
	if addr, ok := interfaceAddress(live.device()); ok {
		a.names.localNets = append(a.names.localNets, ip4Net{addr & mask, mask})
	}
}

// liveMembers are the captures that a capture consists of.
func liveMembers(live liveSource) (list []liveSource) {
	merged, ok := live.(*mergedSource)
	if !ok {
		return []liveSource{live}
	}
	merged.each(func(s liveSource) { list = append(list, s) })
	return list
}

// liveOptions are the options of the capture on one interface of -i; without -i, on the first that is usable.
func (a *app) liveOptions(device string) (*liveOptions, error) {
	o := a.o
	lo := &liveOptions{snapLen: o.snapLen, bufferSize: o.bufferSize, promisc: !o.noPromisc, monitor: o.monitor,
		immediate: o.immediate, direction: o.direction, linkType: -1, tstampType: o.tstampType,
		netns: o.netns, await: o.waitInterface, socket: a.askSocket,
		nano: o.precision == "nano", latency: o.latency()}
	if o.waitInterface {
		lo.quit = a.attn.quitting()
		lo.waiting = func(why string) { a.warn("waiting: " + why) }
	}
	if lo.device = device; len(o.interfaces) == 0 {
		var err error
		if lo.device, err = liveDefaultDevice(o.netns); err != nil {
			return nil, err
		}
	}
	if o.linkTypeName != "" {
		lo.linkType, _ = linkTypeByName(o.linkTypeName)
	}
	return lo, nil
}

// openInterfaces opens the capture on all that -i names.
func (a *app) openInterfaces() (liveSource, error) {
	if len(a.o.interfaces) < 2 {
		return a.openInterface(a.firstInterface())
	}
	var members []liveSource
	for _, device := range a.o.interfaces {
		live, err := a.openInterface(device)
		if err != nil {
			for _, m := range members {
				m.close()
			}
			return nil, err
		}
		members = append(members, live)
	}
	return newMergedSource(members, a.o.latency())
}

// firstInterface is the first of -i, "" without any.
func (a *app) firstInterface() string {
	if len(a.o.interfaces) == 0 {
		return ""
	}
	return a.o.interfaces[0]
}

// openInterface opens the capture on one interface.
func (a *app) openInterface(device string) (liveSource, error) {
	o := a.o
	lo, err := a.liveOptions(device)
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

// latency is how long the kernel may hold back a packet. Large blocks lose less, and a long time lets the ring last
// longer; who looks on wants to see at once, which is within 20 ms when the timer comes late.
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
	for _, member := range liveMembers(live) {
		a.stderr("listening on " + member.device() + ", " + describeLink(member) + " bytes\n")
	}
}

// capturePackets runs the loop and ends the capture. What the kernel has received before the end is taken, too.
func (a *app) capturePackets(live liveSource) error {
	a.attn.watch(live)
	a.attn.endWithReader(1)
	err := a.loop()
	interrupted := err == errStopped
	if interrupted {
		live.stop()
		err = a.drain()
	}
	a.attn.unwatch()
	err = a.takeRest(err)
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
	a.statistics()
	return err
}

// statistics shows the totals at the end.
func (a *app) statistics() {
	live, ok := a.src.(liveSource)
	if !ok {
		return
	}
	s, err := live.stats()
	if err != nil {
		a.warn("pcap_stats: " + err.Error())
		return
	}
	a.showTotals(s, false)
}

// settleInterval is the time between two looks at whether what the kernel had counted was captured.
const settleInterval = 20 * time.Millisecond

// statisticsSoon shows the totals in between, when asked. The kernel has counted packets that it still collects in a
// block: these are waited for, for as long as a block takes. So what was received is what was captured and dropped (and
// what a filter of ours has sorted out) at any time.
func (a *app) statisticsSoon(asked bool) {
	live, ok := a.src.(liveSource)
	if !ok || !asked && a.statsUntil.IsZero() {
		return
	}
	s, err := live.stats()
	if err != nil {
		a.warn("pcap_stats: " + err.Error())
		return
	}
	if c, ok := live.(liveBehind); ok {
		if asked && a.statsUntil.IsZero() {
			c.mark()
			a.statsUntil = time.Now().Add(a.o.latency() + 5*settleInterval)
		}
		if c.behind() && time.Now().Before(a.statsUntil) {
			time.AfterFunc(settleInterval, func() { a.attn.raise(attnSettle) })
			return
		}
		s.received = c.handedOut() + s.dropped
	}
	a.statsUntil = time.Time{}
	a.showTotals(s, true)
}

func (a *app) showTotals(s captureStats, inOneLine bool) {
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
		if !linkPrinted(link) {
			text += " (printing not supported)"
		}
		text += "\n"
	}
	return a.print(text)
}

// printTimestampTypes is -J.
func (a *app) printTimestampTypes() error {
	lo, err := a.liveOptions(a.firstInterface())
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
	list, err := liveDevices(a.o.netns)
	if err != nil {
		return err
	}
	text := ""
	for i := range list {
		text += strconv.Itoa(i+1) + "." + list[i].String() + "\n"
	}
	return a.print(text)
}
