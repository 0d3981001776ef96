// Sources of Linux that are no network interfaces: netfilter's log, USB, Bluetooth. Each has a descriptor to poll and a
// read of its own; all else is here.

//go:build linux

package main

import (
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// specialReader reads from one kind of source.
type specialReader interface {
	// read fills in data, wireLen and time of a packet. false without an error means that none is there.
	read(p *packet) (bool, error)
	descriptor() int
	stop() bool                      // asks for no more packets; false if there is no way to
	dropped() (n uint64, total bool) // total: all that were lost; else those since the last call
	close()
}

// specialCapture makes a liveSource of a specialReader.
type specialCapture struct {
	options  liveOptions
	reader   specialReader
	link     int
	choices  []int
	waker    liveWaker
	received uint64
	dropped  uint64
	until    time.Time // of stop, where the source goes on nevertheless
	ended    error
}

// openSpecial opens a source by its name; nil if the name is not one of these.
func openSpecial(o *liveOptions) (liveSource, error) {
	c := &specialCapture{options: *o}
	if c.options.snapLen <= 0 || c.options.snapLen > liveMaxSnapLen {
		c.options.snapLen = liveMaxSnapLen
	}
	switch {
	case o.device == nflogDevice || strings.HasPrefix(o.device, nflogDevice+":"):
		c.choices = []int{linkNflog, linkIPV4}
	case isNumbered(o.device, usbDevice):
		c.choices = []int{linkUsbLinuxMmapped}
	case o.device == bluetoothMonitorDevice:
		c.choices = []int{linkBluetoothLinuxMonitor}
	case isNumbered(o.device, bluetoothDevice):
		c.choices = []int{linkBluetoothHciH4WithPhdr}
	default:
		return nil, nil
	}
	if o.monitor {
		return nil, liveNoMonitor(o.device)
	}
	c.link = c.choices[0]
	for _, link := range c.choices {
		if link == o.linkType {
			c.link = link
		}
	}
	if o.linkType >= 0 && c.link != o.linkType {
		return nil, liveLinkNotOffered(o.linkType)
	}
	if err := c.open(); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

// isNumbered says whether a name is a prefix and a number.
func isNumbered(name, prefix string) bool {
	rest, ok := strings.CutPrefix(name, prefix)
	_, err := strconv.ParseUint(rest, 10, 16)
	return ok && err == nil
}

func numberOf(name, prefix string) int {
	n, _ := strconv.Atoi(name[len(prefix):])
	return n
}

func (c *specialCapture) open() (err error) {
	if err = c.waker.open(); err != nil {
		return liveFailed(c.options.device, "pipe", err)
	}
	switch c.choices[0] {
	case linkNflog:
		c.reader, err = openNflog(&c.options, c.link)
	case linkUsbLinuxMmapped:
		c.reader, err = openUsb(&c.options)
	default:
		c.reader, err = openBluetooth(&c.options, c.link)
	}
	return err
}

func (c *specialCapture) setFilter(prog []bpfInsn) error {
	if len(prog) == 0 {
		return nil
	}
	return errFilterHere
}

func (c *specialCapture) start() error { return nil }

func (c *specialCapture) next(p *packet) error { return liveNext(c, &c.waker, p) }

func (c *specialCapture) try(p *packet) (bool, error) {
	*p = packet{linkType: c.link, ifName: c.options.device}
	ok, err := c.reader.read(p)
	if err != nil {
		return false, err
	}
	if !ok || !c.until.IsZero() && time.Unix(p.sec, int64(p.nsec)).After(c.until) {
		return false, c.ended
	}
	c.received++
	if len(p.data) > c.options.snapLen {
		p.data = p.data[:c.options.snapLen]
	}
	if !c.options.nano {
		p.nsec -= p.nsec % 1000
	}
	return true, nil
}

func (c *specialCapture) stop() {
	if c.ended == nil {
		c.ended = io.EOF
		if !c.reader.stop() {
			c.until = time.Now()
		}
	}
}

func (c *specialCapture) stats() (captureStats, error) {
	n, total := c.reader.dropped()
	if !total {
		n += c.dropped
	}
	c.dropped = n
	return captureStats{received: c.received + c.dropped, dropped: c.dropped}, nil
}

func (c *specialCapture) close() error {
	if c.reader != nil {
		c.reader.close()
		c.reader = nil
	}
	c.waker.close()
	return nil
}

func (c *specialCapture) descriptor() int         { return c.reader.descriptor() }
func (c *specialCapture) patience() int           { return -1 }
func (c *specialCapture) polled(int16) error      { return nil } // the next read tells what it is
func (c *specialCapture) wake()                   { c.waker.wake() }
func (c *specialCapture) linkType() int           { return c.link }
func (c *specialCapture) linkTypes() []int        { return c.choices }
func (c *specialCapture) snapLen() int            { return c.options.snapLen }
func (c *specialCapture) nano() bool              { return c.options.nano }
func (c *specialCapture) device() string          { return c.options.device }
func (c *specialCapture) netmask() (uint32, bool) { return 0, false }

// stampNow is for sources without times of their own.
func stampNow(p *packet) {
	now := time.Now()
	p.sec, p.nsec = now.Unix(), uint64(now.Nanosecond())
}

// appendSpecialDevices adds those that the kernel has to the list of -D.
func appendSpecialDevices(list []liveDevice) []liveDevice {
	if fd, err := unix.Socket(unix.AF_BLUETOOTH, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.BTPROTO_HCI); err == nil || err == unix.EPERM {
		unix.Close(fd)
		list = appendBluetoothDevices(list)
		list = append(list, liveDevice{name: bluetoothMonitorDevice, description: "Bluetooth Linux Monitor", wireless: true})
	}
	list = appendUsbDevices(list)
	if fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_NETFILTER); err == nil || err == unix.EPERM {
		unix.Close(fd)
		list = append(list, liveDevice{name: nflogDevice, description: "Linux netfilter log (NFLOG) interface"})
	}
	return list
}

// numberedEntries are the numbers of a directory's entries with a prefix, in order.
func numberedEntries(dir, prefix string) (numbers []int) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if isNumbered(e.Name(), prefix) {
			numbers = append(numbers, numberOf(e.Name(), prefix))
		}
	}
	slices.Sort(numbers)
	return numbers
}

func liveNoMonitor(device string) error {
	return &liveError{device + ": That device doesn't support monitor mode", "", liveOther}
}
