// Live capture on Linux: packet sockets, packet(7). Other kinds of sources (NFLOG, USB, Bluetooth) stand in files of
// their own; rings in capture_linux_ring.go.

package main

import (
	"io"
	"time"

	"golang.org/x/sys/unix"
)

// packetCapture is a capture on one interface, or on all of them.
type packetCapture struct {
	options   liveOptions
	name      string
	index     int // 0 is any
	hatype    int
	known     liveLink     // what was found out about the interface
	knownType int          // its hatype then
	route     *netlinkConn // to ask about the interface, in its namespace; nil without
	mask      uint32       // of its IPv4 address
	hasMask   bool
	netns     liveNamespace // to open it again
	link      int
	choices   []int
	headLen   int  // of the cooked header that we put in front; 0 in raw mode
	skipOut   bool // each outgoing packet comes back as an incoming one
	fd        int
	door      int // another packet socket, which receives nothing; see finish
	ring      packetRing
	waker     liveWaker
	frame     ringFrame
	names     interfaceNames
	monitor   *wifiMonitor
	program   []bpfInsn    // of setFilter
	total     captureStats // read so far: reading PACKET_STATISTICS sets it to zero
	handed    uint64       // packets taken from the kernel
	marked    uint64       // what that has to become until statistics are shown
	drops0    uint64       // what the interface had dropped when we came
	told      bool         // that the interface is waited for
	down      bool         // the interface is; the kernel takes up the capture by itself when it is up again
	ended     error        // what next returns once the ring is empty: nothing comes in any more
	filtered  bool         // setFilter was called
	oldTimer  bool         // before Linux 3.19 a block that is not full may be handed over late: do not sleep for ever
	cardClock bool         // stamps are made by the network card
}

// packetRing is a way to get packets out of a packet socket.
type packetRing interface {
	take(f *ringFrame) bool // the next packet, false if none is there; it is valid until the next take
	drain()                 // nothing comes in any more: take even what the kernel still holds open
	close()
}

// noRing stands in while there is no socket.
type noRing struct{}

func (noRing) take(*ringFrame) bool { return false }
func (noRing) drain()               {}
func (noRing) close()               {}

// ringFrame is a packet as the kernel hands it out.
type ringFrame struct {
	area    []byte // room for headers, then the captured bytes
	at      int    // where these begin
	wireLen int
	sec     int64
	nsec    uint32
	status  uint32
	tci     uint16
	tpid    uint16
	from    unix.RawSockaddrLinklayer
}

func htons(v uint16) uint16 {
	b := [2]byte{byte(v >> 8), byte(v)}
	return native16(b[:])
}

// openPacketCapture opens a packet socket as far as it can be opened without taking packets.
func openPacketCapture(o *liveOptions) (*packetCapture, []string, error) {
	c := &packetCapture{options: *o, name: o.device, fd: -1, door: -1}
	err := c.waker.open()
	if err != nil {
		return nil, nil, liveFailed(c.name, "pipe", err)
	}
	if o.netns != "" && o.await {
		c.netns.remember()
	}
	c.route, _ = netlinkOpen(unix.NETLINK_ROUTE)
	warnings, err := c.open()
	if err != nil {
		c.close()
		return nil, nil, err
	}
	return c, warnings, nil
}

func (c *packetCapture) open() (warnings []string, err error) {
	link, err := c.findInterface()
	if err != nil {
		return nil, err
	}
	if err = c.chooseLink(&link); err != nil {
		return nil, err
	}
	if link.warning != "" {
		warnings = append(warnings, link.warning)
	}
	mode := unix.SOCK_RAW
	if link.cooked {
		mode = unix.SOCK_DGRAM
	}
	// Protocol 0: nothing is received before bind.
	if c.fd, err = c.options.packetSocket(mode); err != nil {
		return nil, packetSocketError(c.name, err)
	}
	more, err := c.configure()
	return append(warnings, more...), err
}

// packetSocket opens a socket that receives nothing yet, or has it opened.
func (o *liveOptions) packetSocket(kind int) (int, error) {
	if o.socket != nil {
		if fd, ok, err := o.socket(kind); ok {
			return fd, err
		}
	}
	return unix.Socket(unix.AF_PACKET, kind|unix.SOCK_CLOEXEC, 0)
}

func packetSocketError(device string, err error) error {
	switch err {
	case unix.EPERM, unix.EACCES:
		return liveNoPermission(device, "Attempt to create packet socket failed - CAP_NET_RAW may be required")
	case unix.EAFNOSUPPORT:
		return &liveError{device + ": this kernel has no packet sockets (CONFIG_PACKET)", "", liveOther}
	}
	return liveFailed(device, "socket", err)
}

// findInterface looks the interface up. The permission to capture is asked for first, as tcpdump does: it is the error
// to report if both are missing.
func (c *packetCapture) findInterface() (liveLink, error) {
	fd, err := c.options.packetSocket(unix.SOCK_RAW)
	if err != nil {
		return liveLink{}, packetSocketError(c.name, err)
	}
	c.door = fd
	if c.options.monitor {
		if err := c.enterMonitorMode(fd); err != nil {
			return liveLink{}, err
		}
	}
	if c.name == liveAnyDevice {
		return liveLink{choices: []int{linkLinuxSLL, linkLinuxSLL2}, first: 1, cooked: true}, nil
	}
	if c.index, err = interfaceIndex(fd, c.name); err != nil {
		if err == unix.ENODEV {
			return liveLink{}, liveNoSuchDevice(c.name)
		}
		return liveLink{}, liveFailed(c.name, "SIOCGIFINDEX", err)
	}
	flags, err := interfaceFlags(fd, c.name)
	if err != nil {
		return liveLink{}, liveNoSuchDevice(c.name)
	}
	if flags&unix.IFF_UP == 0 {
		return liveLink{}, liveNotUp(c.name)
	}
	if c.hatype, err = interfaceHardware(fd, c.name); err != nil {
		return liveLink{}, liveFailed(c.name, "SIOCGIFHWADDR", err)
	}
	// What loopback and CAN interfaces send they also receive.
	c.skipOut = c.hatype == unix.ARPHRD_LOOPBACK || c.hatype == unix.ARPHRD_CAN
	if c.hatype == unix.ARPHRD_LOOPBACK {
		return liveLink{choices: []int{linkEthernet}}, nil
	}
	if c.known.choices == nil || c.knownType != c.hatype { // one that comes back is the one it was
		c.known, c.knownType = linkOfInterface(fd, c.name, c.hatype), c.hatype
	}
	link := c.known
	link.choices = append([]int(nil), link.choices...)
	return link, nil
}

// enterMonitorMode goes on with the monitor interface of the one that was asked for.
func (c *packetCapture) enterMonitorMode(fd int) error {
	if c.name == liveAnyDevice {
		return liveNoMonitor(c.name)
	}
	index, err := interfaceIndex(fd, c.name)
	if err != nil {
		return liveNoSuchDevice(c.name)
	}
	if c.monitor, err = openWifiMonitor(c.name, index); err != nil {
		return err
	}
	c.name = c.monitor.name
	return nil
}

// chooseLink settles the link type, by -y if it was given.
func (c *packetCapture) chooseLink(l *liveLink) error {
	c.choices, c.link = l.choices, l.choices[l.first]
	if c.options.linkType >= 0 {
		c.link = -1
		for _, link := range l.choices {
			if link == c.options.linkType {
				c.link = link
			}
		}
		if c.link < 0 {
			return liveLinkNotOffered(c.options.linkType)
		}
	}
	switch {
	case !l.cooked:
	case c.link == linkLinuxSLL2:
		c.headLen = sll2Len
	default:
		c.headLen = sllLen
	}
	return nil
}

// configure sets the socket up: options, ring, membership, everything but filter and bind.
func (c *packetCapture) configure() (warnings []string, err error) {
	o := &c.options
	if o.snapLen <= 0 || o.snapLen > liveMaxSnapLen {
		o.snapLen = liveMaxSnapLen
	}
	if c.skipOut || o.direction == "in" {
		// Halves the load of a ring on loopback. Kernels before 4.20 cannot; the filter's prologue does it there.
		_ = unix.SetsockoptInt(c.fd, unix.SOL_PACKET, unix.PACKET_IGNORE_OUTGOING, 1)
	}
	if warning, err := c.chooseClock(); err != nil {
		return nil, err
	} else if warning != "" {
		warnings = append(warnings, warning)
	}
	warning, err := c.openRing()
	if err != nil {
		return nil, err
	}
	if warning != "" {
		warnings = append(warnings, warning)
	}
	if o.promisc {
		if warning := c.setPromiscuous(); warning != "" {
			warnings = append(warnings, warning)
		}
	}
	if c.index != 0 {
		if c.route != nil {
			c.drops0 = c.route.interfaceDrops(c.index)
		}
		c.mask, c.hasMask = interfaceNetmask(c.name)
	}
	return warnings, nil
}

func (c *packetCapture) setPromiscuous() (warning string) {
	if c.index == 0 {
		return "WARNING: any: That device doesn't support promiscuous mode\n" +
			"(Promiscuous mode not supported on the \"any\" device)"
	}
	m := unix.PacketMreq{Ifindex: int32(c.index), Type: unix.PACKET_MR_PROMISC}
	err := unix.SetsockoptPacketMreq(c.fd, unix.SOL_PACKET, unix.PACKET_ADD_MEMBERSHIP, &m)
	if err != nil {
		return "WARNING: " + c.name + ": no promiscuous mode: " + liveErrorText(err)
	}
	return ""
}

func (c *packetCapture) start() error {
	if !c.filtered {
		if err := c.setFilter(nil); err != nil {
			return liveFailed(c.name, "kernel filter", err)
		}
	}
	err := unix.Bind(c.fd, &unix.SockaddrLinklayer{Protocol: htons(ethPAll), Ifindex: c.index})
	if err == nil {
		err = c.socketError()
	}
	switch err {
	case nil:
		return nil
	case unix.ENETDOWN:
		return liveNotUp(c.name)
	case unix.ENODEV, unix.ENXIO:
		return liveNoSuchDevice(c.name)
	}
	return liveFailed(c.name, "bind", err)
}

// socketError takes the error that the kernel noted for the socket.
func (c *packetCapture) socketError() error {
	n, err := unix.GetsockoptInt(c.fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err == nil && n != 0 {
		err = unix.Errno(n)
	}
	return err
}

func (c *packetCapture) next(p *packet) error { return liveNext(c, &c.waker, p) }

func (c *packetCapture) try(p *packet) (bool, error) {
	for c.ring.take(&c.frame) {
		c.handed++
		if c.deliver(&c.frame, p) {
			return true, nil
		}
	}
	if c.ended == errInterfaceGone && c.options.await {
		return false, c.revive()
	}
	return false, c.ended
}

// revive opens the capture again when the interface is back. Until then there is nothing to poll.
func (c *packetCapture) revive() error {
	var err error
	c.release()
	if c.monitor != nil {
		c.monitor.close()
		c.monitor, c.name = nil, c.options.device
	}
	c.netns.run(func() { _, err = c.open() })
	if err == nil {
		c.ended, c.down, c.told = nil, false, false
		if err = c.setFilter(c.program); err == nil {
			err = c.start()
		}
	}
	if err == nil {
		return nil
	}
	c.release()
	c.ended = errInterfaceGone
	if liveNotThereYet(err) {
		if !c.told {
			c.told = true
			c.options.tellWaiting(err)
		}
		return nil
	}
	c.options.await = false
	c.ended = err
	return err
}

// release gives up ring and socket, but not what was counted.
func (c *packetCapture) release() {
	if c.fd >= 0 {
		c.readStats()
		c.total.ifDropped, c.drops0 = c.interfaceDrops(), 0
	}
	if c.ring != nil {
		c.ring.close()
		c.ring = noRing{}
	}
	if c.fd >= 0 {
		unix.Close(c.fd)
		c.fd = -1
	}
	c.closeDoor()
}

func (c *packetCapture) closeDoor() {
	if c.door >= 0 {
		unix.Close(c.door)
		c.door = -1
	}
}

func (c *packetCapture) descriptor() int { return c.fd }

func (c *packetCapture) patience() int {
	if c.down || c.fd < 0 || c.oldTimer {
		return int(liveAwaitInterval / time.Millisecond)
	}
	return -1
}

func (c *packetCapture) polled(events int16) error {
	if events&(unix.POLLERR|unix.POLLHUP|unix.POLLNVAL) != 0 {
		err := c.socketError()
		if err == unix.ENETDOWN {
			c.down = true
			time.Sleep(time.Millisecond) // an interface that vanishes goes down first
		} else if err != nil {
			return err
		}
	}
	if c.down {
		return c.checkInterface()
	}
	return nil
}

// checkInterface is called while the interface is down: it may come back, or be gone. A new name or another namespace
// count as gone, as in tcpdump.
func (c *packetCapture) checkInterface() error {
	if c.index == 0 {
		c.down = false
		return nil
	}
	name, err := unix.Getsockname(c.fd)
	if err != nil {
		return err
	}
	if ll, ok := name.(*unix.SockaddrLinklayer); ok && ll.Ifindex != c.index {
		c.finish(errInterfaceGone)
		return nil
	}
	index, err := interfaceIndex(c.fd, c.name)
	if err == unix.ENODEV || err == nil && index != c.index {
		c.finish(errInterfaceGone)
		return nil
	}
	if flags, err := interfaceFlags(c.fd, c.name); err == nil && flags&unix.IFF_UP != 0 {
		c.down = false
	}
	return nil
}

func (c *packetCapture) stop() { c.finish(io.EOF) }

// finish closes the tap: the filter refuses everything, and closing a packet socket, any one, makes the kernel wait
// until packets on their way are where they go. (So does binding the socket itself, but somebody who has taken over the
// program must not be able to bind it to another interface.) next hands out what the ring has, and then returns err.
func (c *packetCapture) finish(err error) {
	if c.ended != nil && !(c.options.await && c.ended == errInterfaceGone) {
		return
	}
	c.ended = err
	if c.fd < 0 {
		return
	}
	_ = attachFilter(c.fd, []bpfInsn{{code: bpfReturnK}})
	c.closeDoor()
	_ = c.socketError()
	c.readStats()
	c.ring.drain()
}

func (c *packetCapture) stats() (captureStats, error) {
	c.readStats()
	s := c.total
	if s.received < c.handed { // an emulator without statistics
		s.received = c.handed
	}
	if c.index != 0 {
		s.ifDropped = c.interfaceDrops()
	}
	return s, nil
}

func (c *packetCapture) mark()             { c.marked = c.total.received - min(c.total.dropped, c.total.received) }
func (c *packetCapture) behind() bool      { return c.handed < c.marked && c.fd >= 0 }
func (c *packetCapture) handedOut() uint64 { return c.handed }

// interfaceDrops is what the interface lost since we came, in all its lives.
func (c *packetCapture) interfaceDrops() uint64 {
	if c.route != nil {
		if now := c.route.interfaceDrops(c.index); now > c.drops0 {
			return c.total.ifDropped + now - c.drops0
		}
	}
	return c.total.ifDropped
}

func (c *packetCapture) readStats() {
	if c.fd < 0 {
		return
	}
	if s, err := unix.GetsockoptTpacketStats(c.fd, unix.SOL_PACKET, unix.PACKET_STATISTICS); err == nil {
		c.total.received += uint64(s.Packets)
		c.total.dropped += uint64(s.Drops)
	}
}

func (c *packetCapture) close() error {
	c.release()
	c.waker.close()
	if c.route != nil {
		c.route.close()
		c.route = nil
	}
	if c.monitor != nil {
		c.monitor.close()
		c.monitor = nil
	}
	c.netns.forget()
	return nil
}

func (c *packetCapture) wake()            { c.waker.wake() }
func (c *packetCapture) linkType() int    { return c.link }
func (c *packetCapture) linkTypes() []int { return c.choices }
func (c *packetCapture) snapLen() int     { return c.options.snapLen }
func (c *packetCapture) nano() bool       { return c.options.nano }
func (c *packetCapture) device() string   { return c.options.device }

func (c *packetCapture) netmask() (uint32, bool) { return c.mask, c.hasMask }
