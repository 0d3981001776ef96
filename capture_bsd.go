// Live capture on FreeBSD, OpenBSD, NetBSD, DragonFly and macOS: bpf(4). The portable half stands in capture_bsd_buf.go.

//go:build freebsd || openbsd || netbsd || dragonfly || darwin

package main

import (
	"errors"
	"io"
	"runtime"
	"strconv"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const bpfBufferDefault = 512 << 10

// bpfCapture is a capture on one interface.
type bpfCapture struct {
	options  liveOptions
	fd       int
	link     int
	dlt      uint32
	choices  []int
	dlts     [256]uint32 // as the kernel lists them
	buf      []byte
	left     bpfBuffer
	waker    liveWaker
	mask     uint32
	hasMask  bool
	total    captureStats
	lastRecv uint64 // counters of 32 bits wrap
	lastDrop uint64
	handed   uint64
	until    time.Time // of stop: what is newer is not ours any more
	ended    error
}

func bpfIoctl(fd int, request uint, argument unsafe.Pointer) error {
	_, _, e := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), uintptr(request), uintptr(argument))
	if e != 0 {
		return e
	}
	return nil
}

// bpfIfreq is struct ifreq; NetBSD's is the largest.
type bpfIfreq struct {
	name [unix.IFNAMSIZ]byte
	data [128]byte
}

func bpfSystemLayout() bsdLayout {
	var h unix.BpfHdr
	return bsdLayout{
		secSize:    int(unsafe.Sizeof(h.Tstamp.Sec)),
		usecAt:     int(unsafe.Offsetof(h.Tstamp.Usec)),
		usecSize:   int(unsafe.Sizeof(h.Tstamp.Usec)),
		capturedAt: int(unsafe.Offsetof(h.Caplen)),
		align:      unix.BPF_ALIGNMENT,
		big:        nativeBigEndian(),
	}
}

// openLive opens a capture. The warnings are to be shown after "tcpdump: ".
func openLive(o *liveOptions) (liveSource, []string, error) {
	if o.netns != "" {
		return nil, nil, errors.New("network namespaces are a matter of Linux")
	}
	if o.await {
		return nil, nil, errors.New("waiting for an interface is not supported on this system")
	}
	c := &bpfCapture{options: *o, fd: -1}
	warnings, err := c.open()
	if err == nil {
		return c, warnings, nil
	}
	c.close()
	named, err := liveNumbered(o, err)
	if err != nil {
		return nil, nil, err
	}
	return openLive(named)
}

func (c *bpfCapture) open() (warnings []string, err error) {
	o := &c.options
	if o.snapLen <= 0 || o.snapLen > liveMaxSnapLen {
		o.snapLen = liveMaxSnapLen
	}
	if err = c.waker.open(); err != nil {
		return nil, liveFailed(o.device, "pipe", err)
	}
	if c.fd, err = openBpfDevice(o.device); err != nil {
		return nil, err
	}
	var version unix.BpfVersion
	if err = bpfIoctl(c.fd, unix.BIOCVERSION, unsafe.Pointer(&version)); err != nil {
		return nil, liveFailed(o.device, "BIOCVERSION", err)
	}
	if version.Major != unix.BPF_MAJOR_VERSION || version.Minor < unix.BPF_MINOR_VERSION {
		return nil, &liveError{"kernel bpf filter out of date", "", liveOther}
	}
	if err = c.attach(); err != nil {
		return nil, err
	}
	if err = c.chooseLink(); err != nil {
		return nil, err
	}
	if c.options.tstampType != "" && c.options.tstampType != "host" {
		warnings = append(warnings, "WARNING: When trying to set timestamp type '"+o.tstampType+"' on "+o.device+
			": That type of time stamp is not supported by that device")
	}
	// Always: without it some systems do not wake up a poll before the buffer is full.
	one := uint32(1)
	if err = bpfIoctl(c.fd, unix.BIOCIMMEDIATE, unsafe.Pointer(&one)); err != nil {
		return nil, liveFailed(o.device, "BIOCIMMEDIATE", err)
	}
	if o.promisc {
		if err := bpfIoctl(c.fd, unix.BIOCPROMISC, nil); err != nil {
			warnings = append(warnings, "WARNING: "+o.device+": no promiscuous mode: "+liveErrorText(err))
		}
	}
	if err = c.setDirection(); err != nil {
		return nil, err
	}
	var size uint32
	if err = bpfIoctl(c.fd, unix.BIOCGBLEN, unsafe.Pointer(&size)); err != nil {
		return nil, liveFailed(o.device, "BIOCGBLEN", err)
	}
	c.buf = make([]byte, size) // a read has to have exactly this size
	c.left.layout = bpfSystemLayout()
	c.mask, c.hasMask = interfaceNetmask(o.device)
	return warnings, nil
}

// openBpfDevice takes the cloning device, or the first free one of the numbered ones.
func openBpfDevice(device string) (int, error) {
	const flags = unix.O_CLOEXEC | unix.O_NONBLOCK
	fd, path, err := -1, "/dev/bpf", error(nil)
	if fd, err = openBpfPath(path, flags); err == unix.ENOENT || err == unix.ENXIO {
		for n := 0; n < 1024; n++ {
			path = "/dev/bpf" + strconv.Itoa(n)
			if fd, err = openBpfPath(path, flags); err != unix.EBUSY {
				break
			}
		}
	}
	switch err {
	case nil:
		return fd, nil
	case unix.EACCES, unix.EPERM:
		return -1, liveNoPermission(device, "Attempt to open "+path+" failed - root privileges may be required")
	case unix.EBUSY:
		return -1, &liveError{"All BPF devices are in use", "", liveOther}
	}
	return -1, &liveError{"cannot open BPF device: " + path + ": " + liveErrorText(err), "", liveOther}
}

// openBpfPath prefers to open for writing as well: some systems want that for ioctls that change things.
func openBpfPath(path string, flags int) (int, error) {
	fd, err := unix.Open(path, unix.O_RDWR|flags, 0)
	if err == unix.EACCES {
		fd, err = unix.Open(path, unix.O_RDONLY|flags, 0)
	}
	return fd, err
}

// attach binds the device to the interface, with the largest buffer that the kernel grants.
func (c *bpfCapture) attach() error {
	var r bpfIfreq
	device := c.options.device
	if len(device) >= len(r.name) {
		return liveNoSuchDevice(device)
	}
	copy(r.name[:], device)
	size := uint32(bpfBufferDefault)
	if c.options.bufferSize > 0 {
		size = uint32(min(c.options.bufferSize, 1<<30))
	}
	for {
		granted := size
		_ = bpfIoctl(c.fd, unix.BIOCSBLEN, unsafe.Pointer(&granted))
		err := bpfIoctl(c.fd, unix.BIOCSETIF, unsafe.Pointer(&r))
		switch {
		case err == nil:
			return nil
		case err == unix.ENOBUFS && size > 8192:
			size /= 2
			continue
		case err == unix.ENETDOWN:
			return liveNotUp(device)
		case err == unix.ENXIO:
			return liveNoSuchDevice(device)
		}
		return liveFailed(device, "BIOCSETIF", err)
	}
}

// chooseLink lists the link types, and settles on one by -y or for monitor mode, which on macOS is entered by it.
func (c *bpfCapture) chooseLink() error {
	device := c.options.device
	if err := bpfIoctl(c.fd, unix.BIOCGDLT, unsafe.Pointer(&c.dlt)); err != nil {
		return liveFailed(device, "BIOCGDLT", err)
	}
	c.choices = []int{linkOfDLT(runtime.GOOS, int(c.dlt))}
	c.link = c.choices[0]
	list := c.listLinks()
	for _, dlt := range list {
		if link := linkOfDLT(runtime.GOOS, int(dlt)); link != c.link {
			c.choices = append(c.choices, link)
		}
	}
	want := c.options.linkType
	if c.options.monitor && (want < 0 || runtime.GOOS != "darwin") {
		for _, link := range c.choices {
			if runtime.GOOS == "darwin" && (link == linkIEEE80211Radio || want < 0 && link == linkIEEE80211) {
				want = link
			}
		}
		if want < 0 {
			return &liveError{device + ": That device doesn't support monitor mode", "", liveOther}
		}
	}
	if want < 0 || want == c.link {
		return nil
	}
	for _, dlt := range list {
		if linkOfDLT(runtime.GOOS, int(dlt)) == want {
			if err := bpfIoctl(c.fd, unix.BIOCSDLT, unsafe.Pointer(&dlt)); err != nil {
				return liveFailed(device, "BIOCSDLT", err)
			}
			c.link, c.dlt = want, dlt
			return nil
		}
	}
	return liveLinkNotOffered(want)
}

// listLinks asks for struct bpf_dltlist: a count and a pointer, packed without padding on macOS.
func (c *bpfCapture) listLinks() []uint32 {
	var request [16]byte
	at := int(unsafe.Sizeof(uintptr(0)))
	if runtime.GOOS == "darwin" {
		at = 4
	}
	*(*uint32)(unsafe.Pointer(&request[0])) = uint32(len(c.dlts))
	address := uintptr(unsafe.Pointer(&c.dlts[0])) // c is on the heap, which does not move
	copy(request[at:], (*[unsafe.Sizeof(address)]byte)(unsafe.Pointer(&address))[:])
	err := bpfIoctl(c.fd, unix.BIOCGDLTLIST, unsafe.Pointer(&request[0]))
	runtime.KeepAlive(c)
	if err != nil {
		return nil
	}
	return c.dlts[:min(int(*(*uint32)(unsafe.Pointer(&request[0]))), len(c.dlts))]
}

func (c *bpfCapture) setDirection() error {
	kind, value, ok := bpfDirectionRequest(runtime.GOOS, c.options.direction)
	if !ok {
		return &liveError{c.options.device + ": Setting direction is not supported on this device", "", liveOther}
	}
	request := bpfDirectionIoctl(kind)
	if request == 0 {
		return nil
	}
	if err := bpfIoctl(c.fd, request, unsafe.Pointer(&value)); err != nil {
		return liveFailed(c.options.device, "can't set the direction", err)
	}
	return nil
}

func (c *bpfCapture) setFilter(prog []bpfInsn) error {
	whole := prog
	if len(whole) == 0 {
		whole = []bpfInsn{{code: unix.BPF_RET | unix.BPF_K, k: uint32(c.options.snapLen)}}
	}
	err := c.loadFilter(whole, unix.BIOCSETF) // it empties the buffer: nothing of an older filter is left
	if err != nil && len(prog) != 0 {
		_ = c.setFilter(nil)
	}
	if err == unix.EINVAL || err == unix.ENOMEM {
		return errors.New("Kernel filter failed: " + liveErrorText(err))
	}
	return err
}

func (c *bpfCapture) loadFilter(prog []bpfInsn, request uint) error {
	code := make([]unix.BpfInsn, len(prog))
	for i, in := range prog {
		code[i] = unix.BpfInsn{Code: in.code, Jt: in.jt, Jf: in.jf, K: in.k}
	}
	p := unix.BpfProgram{Len: uint32(len(code)), Insns: &code[0]}
	return bpfIoctl(c.fd, request, unsafe.Pointer(&p))
}

func (c *bpfCapture) start() error { return nil }

func (c *bpfCapture) next(p *packet) error { return liveNext(c, &c.waker, p) }

func (c *bpfCapture) try(p *packet) (bool, error) {
	for {
		var r bpfRecord
		for c.left.take(&r) {
			if c.ended != nil && time.Unix(r.sec, r.usec*1000).After(c.until) {
				continue
			}
			c.handed++
			c.deliver(&r, p)
			return true, nil
		}
		if c.ended != nil && c.ended != io.EOF {
			return false, c.ended
		}
		n, err := unix.Read(c.fd, c.buf)
		switch {
		case err == unix.EINTR:
		case err == unix.EAGAIN || err == nil && n <= 0:
			return false, c.ended
		case err == unix.ENXIO, err == unix.EIO, err == unix.ENETDOWN && !c.exists():
			c.ended = errInterfaceGone
		case err == unix.ENETDOWN:
			time.Sleep(20 * time.Millisecond) // a poll would return at once
			return false, c.ended             // down; it goes on when it is up again
		case err != nil:
			return false, err
		default:
			c.left.data = c.buf[:n]
			if c.ended != nil && c.readAfterStop(n) {
				return false, c.ended
			}
		}
	}
}

// readAfterStop says that a read after stop brought only packets from after it.
func (c *bpfCapture) readAfterStop(n int) bool {
	var r bpfRecord
	b := c.left
	return b.take(&r) && time.Unix(r.sec, r.usec*1000).After(c.until)
}

// exists is true also when the sandbox does not let us ask: then a read will tell.
func (c *bpfCapture) exists() bool {
	_, err := interfaceFlags(c.options.device)
	return err != unix.ENXIO
}

func (c *bpfCapture) deliver(r *bpfRecord, p *packet) {
	p.data, p.wireLen = r.data, r.wireLen
	if len(p.data) > c.options.snapLen {
		p.data = p.data[:c.options.snapLen]
	}
	p.sec, p.nsec = r.sec, uint64(r.usec)*1000
	p.linkType, p.ifName, p.comment, p.aux = c.link, c.options.device, "", packetAux{}
}

func (c *bpfCapture) descriptor() int { return c.fd }
func (c *bpfCapture) patience() int   { return -1 }

func (c *bpfCapture) polled(int16) error { return nil } // the next read tells what it is

func (c *bpfCapture) stop() {
	if c.ended == nil {
		c.ended, c.until = io.EOF, time.Now()
	}
}

func (c *bpfCapture) stats() (captureStats, error) {
	recv, drop, err := c.counters()
	if err != nil {
		return captureStats{received: c.handed}, nil
	}
	c.total.received += bpfCounterStep(recv, &c.lastRecv)
	c.total.dropped += bpfCounterStep(drop, &c.lastDrop)
	return c.total, nil
}

// bpfCounterStep is how far a counter went, which is of 32 bits on all systems but NetBSD.
func bpfCounterStep(now uint64, last *uint64) uint64 {
	step := now - *last
	if now < *last {
		step = uint64(uint32(step))
	}
	*last = now
	return step
}

func (c *bpfCapture) counters() (recv, drop uint64, err error) {
	var s unix.BpfStat
	err = bpfIoctl(c.fd, unix.BIOCGSTATS, unsafe.Pointer(&s))
	return uint64(s.Recv), uint64(s.Drop), err
}

func (c *bpfCapture) close() error {
	if c.fd >= 0 {
		unix.Close(c.fd)
		c.fd = -1
	}
	c.waker.close()
	return nil
}

func (c *bpfCapture) wake()                   { c.waker.wake() }
func (c *bpfCapture) linkType() int           { return c.link }
func (c *bpfCapture) linkTypes() []int        { return c.choices }
func (c *bpfCapture) snapLen() int            { return c.options.snapLen }
func (c *bpfCapture) nano() bool              { return false }
func (c *bpfCapture) device() string          { return c.options.device }
func (c *bpfCapture) netmask() (uint32, bool) { return c.mask, c.hasMask }
