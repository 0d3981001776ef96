// Live capture: what the captures of all systems have in common. How packets are taken from the system stands in
// capture_linux*.go and capture_bsd*.go.

package main

import (
	"errors"
	"strconv"
	"time"
)

// errInterfaceGone ends a capture; main puts "pcap_loop: " in front.
var errInterfaceGone = errors.New("The interface disappeared")

const (
	liveMaxSnapLen    = 262144
	liveAwaitInterval = 100 * time.Millisecond // between two looks for an interface that is not there
)

// errFilterHere says that a source has no filter of its own: whoever reads it has to run the program. That is no
// cause for a warning.
var errFilterHere = errors.New("filtered by the reader")

// liveOptions say what is to be captured on one interface, and how.
type liveOptions struct {
	device     string        // name, alias, "any", or a number of the list that -D prints
	snapLen    int           // bytes; 0 is liveMaxSnapLen
	bufferSize int           // bytes; 0 is the default
	promisc    bool          // see packets for other hosts too
	monitor    bool          // 802.11 monitor mode
	immediate  bool          // hand out every packet as soon as it is there
	direction  string        // "in", "out"; "inout" and "" are both
	linkType   int           // asked for with -y; -1 is the interface's own
	tstampType string        // asked for with -j; "" is the host's
	nano       bool          // timestamps in nanoseconds
	latency    time.Duration // how long a packet may wait for company; 0 is 10 ms
	netns      string        // namespace to capture in: name, process id or path; "" is our own
	await      bool          // an interface that is not there, or not up, is waited for

	// socket opens a socket of packet(7), where the process may not do that itself any more; ok is false if it still may.
	// It may be nil.
	socket func(kind int) (fd int, ok bool, err error)

	quit    <-chan struct{}  // closed to give up waiting; may be nil
	waiting func(why string) // told once that something is waited for; may be nil
}

// liveSource is a running capture. The order of calls: openLive, setFilter, start, next..., stop, next until io.EOF,
// stats, close.
type liveSource interface {
	source

	// setFilter hands the kernel the program that chooses the packets; it is compiled for linkType and for a link-level
	// header that begins at offset 0. An error means that the kernel cannot run it: the caller runs it on each packet,
	// and shows the error after "Warning: ", unless it is errFilterHere.
	setFilter(prog []bpfInsn) error

	// start lets packets in. Before it none is taken, so none can have passed an older filter.
	start() error

	// stop lets no more packets in. What was received before is handed out by next, then io.EOF.
	stop()

	// wake makes a waiting next return errInterrupted. Any goroutine may call it, at any time.
	wake()

	linkTypes() []int        // what -y accepts
	device() string          // name of the interface
	netmask() (uint32, bool) // of its first IPv4 address, host order; false without one
}

// liveBehind is a source that hands out packets later than the kernel counts them.
type liveBehind interface {
	mark()             // notes what the kernel has counted; after stats
	behind() bool      // some of that was not handed out yet
	handedOut() uint64 // packets
}

// liveError is a failure in tcpdump's form: what happened and, in parentheses on a line of its own, why.
type liveError struct {
	message string
	detail  string
	kind    liveErrorKind
}

func (e *liveError) Error() string {
	if e.detail == "" {
		return e.message
	}
	return e.message + "\n(" + e.detail + ")"
}

// liveErrorKind tells errors apart that somebody acts upon.
type liveErrorKind uint8

const (
	liveOther liveErrorKind = iota
	liveNoDevice
	liveDown
)

func liveNoSuchDevice(device string) error {
	return &liveError{device + ": No such device exists", "No such device exists", liveNoDevice}
}

func liveNotUp(device string) error {
	return &liveError{device + ": That device is not up", "", liveDown}
}

func liveNoPermission(device, detail string) error {
	return &liveError{device + ": You don't have permission to perform this capture on that device", detail, liveOther}
}

func liveIsNoSuchDevice(err error) bool {
	e, ok := err.(*liveError)
	return ok && e.kind == liveNoDevice
}

// liveNotThereYet says whether an error may pass by itself: the interface is missing, or not up.
func liveNotThereYet(err error) bool {
	e, ok := err.(*liveError)
	return ok && e.kind != liveOther
}

// tellWaiting says what is waited for.
func (o *liveOptions) tellWaiting(err error) {
	if e, ok := err.(*liveError); ok && o.waiting != nil {
		o.waiting(e.message)
	}
}

// livePause waits a moment; false means that there is no point in waiting further.
func livePause(quit <-chan struct{}) bool {
	timer := time.NewTimer(liveAwaitInterval)
	defer timer.Stop()
	select {
	case <-quit:
		return false
	case <-timer.C:
		return true
	}
}

// liveFailed reports a system call that should have worked.
//
//go:noinline
func liveFailed(device, what string, err error) error {
	return &liveError{device + ": " + what + ": " + liveErrorText(err), "", liveOther}
}

// liveErrorText spells an error like the C library does: with a capital.
func liveErrorText(err error) string {
	s := err.Error()
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		s = string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// liveDevice is one interface of the list that -D prints.
type liveDevice struct {
	name        string
	description string
	index       int // the system's; 0 for one that the system does not number

	up, running, loopback  bool
	wireless               bool
	linkKnown, linkPresent bool // whether the system says if there is a cable, or an association; and what it says
	unknown                bool // there may be one, and the system does not say
}

// flagText is the list of properties as tcpdump -D prints it, without brackets.
func (d *liveDevice) flagText() string {
	var s string
	add := func(word string) {
		if s != "" {
			s += ", "
		}
		s += word
	}
	if d.up {
		add("Up")
	}
	if d.running {
		add("Running")
	}
	if d.loopback {
		add("Loopback")
	}
	if d.wireless {
		add("Wireless")
	}
	if s == "" {
		add("none")
	}
	switch {
	case d.unknown && d.wireless:
		add("Association status unknown")
	case !d.linkKnown:
	case d.wireless && d.linkPresent:
		add("Associated")
	case d.wireless:
		add("Not associated")
	case d.linkPresent:
		add("Connected")
	default:
		add("Disconnected")
	}
	return s
}

// String is the device as tcpdump -D prints it, after the number.
func (d *liveDevice) String() string {
	s := d.name
	if d.description != "" {
		s += " (" + d.description + ")"
	}
	if d.unknown && !d.wireless {
		return s // nothing is known of it at all
	}
	return s + " [" + d.flagText() + "]"
}

// rank sorts the list: interfaces that are likely to have traffic come first.
func (d *liveDevice) rank() int {
	n := 0
	if !d.up {
		n += 8
	}
	if !d.running {
		n += 4
	}
	if d.linkKnown && !d.linkPresent && !d.wireless { // a radio hears others without an association
		n += 2
	}
	if d.loopback {
		n++
	}
	return n
}

// liveSortDevices keeps the system's order among equals.
func liveSortDevices(list []liveDevice) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j].rank() < list[j-1].rank(); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// liveDefaultDevice is the interface for a capture without -i.
func liveDefaultDevice(netns string) (string, error) {
	list, err := liveDevices(netns)
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return "", errors.New("no suitable device found")
	}
	return list[0].name, nil
}

// liveByNumber turns a number of the list of -D into a name. ok is false if s is no number at all.
func liveByNumber(s string) (name string, ok bool, err error) {
	n, err := strconv.Atoi(s)
	if err != nil || s[0] < '0' || s[0] > '9' {
		return "", false, nil
	}
	if n == 0 {
		return "", true, errors.New("Invalid adapter index 0")
	}
	list, err := liveDevices("") // whoever asks is in the namespace already
	if err != nil {
		return "", true, err
	}
	if n > len(list) {
		return "", true, errors.New("Invalid adapter index " + s + ": only " + strconv.Itoa(len(list)) + " interfaces found")
	}
	return list[n-1].name, true, nil
}

// liveNumbered returns the options for the interface that a number of the list of -D names, if that is why o's device
// could not be opened with err, which it returns otherwise. A number may be an interface's name as well.
func liveNumbered(o *liveOptions, err error) (*liveOptions, error) {
	if !liveIsNoSuchDevice(err) {
		return nil, err
	}
	name, ok, numberErr := liveByNumber(o.device)
	switch {
	case !ok:
		return nil, err
	case numberErr != nil:
		return nil, numberErr
	}
	named := *o
	named.device = name
	return &named, nil
}

// liveLinkNotOffered is the answer to -y with a link type that the interface does not have.
func liveLinkNotOffered(link int) error {
	for i := range linkTypeNames {
		if linkTypeNames[i].value == link {
			return &liveError{linkTypeNames[i].name + " is not one of the DLTs supported by this device", "", liveOther}
		}
	}
	return &liveError{strconv.Itoa(link) + " is not one of the DLTs supported by this device", "", liveOther}
}
