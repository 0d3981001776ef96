// Rings shared with the kernel: TPACKET_V3, which hands over blocks of packets, and TPACKET_V2, which hands over single
// packets. Documentation/networking/packet_mmap.rst.

//go:build linux

package main

import (
	"strconv"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	ringDefaultSize = 2 << 20   // bytes
	ringBlockSize   = 256 << 10 // few large blocks lose less than many small ones
	ringBlockLeast  = 64 << 10
	ringBlocksLeast = 4   // with fewer, slots are better
	ringReserve     = 32  // in front of a packet: cooked header (20) and VLAN tag (4)
	ringHeadroom    = 256 // more than the kernel's own headers of a packet need

	// ringPacketMax is the size of a packet that segmentation offload has not cut yet.
	ringPacketMax = 65536 + 32
)

// openRing chooses the best way that the kernel has.
func (c *packetCapture) openRing() (warning string, err error) {
	c.oldTimer = kernelOlderThan(3, 19)
	if err := unix.SetsockoptInt(c.fd, unix.SOL_PACKET, unix.PACKET_RESERVE, ringReserve); err == nil {
		if !c.options.immediate && !c.wantsSlots() && setPacketVersion(c.fd, unix.TPACKET_V3) {
			if warning, err = c.openRingV3(); err == nil {
				return warning, nil
			}
		}
		if setPacketVersion(c.fd, unix.TPACKET_V2) {
			if warning, err = c.openRingV2(); err == nil {
				return warning, nil
			}
		}
		if err == unix.ENOMEM {
			return "", liveFailed(c.name, "can't create rx ring", err)
		}
	}
	if c.cardClock {
		return "", liveFailed(c.name, "hardware timestamps need a ring", err)
	}
	c.ring, err = openReceiver(c)
	return "", err
}

// wantsSlots says whether the ring is too small for blocks, of which each has to hold the largest packet: there would be
// two, both with the reader as soon as two packets came in a moment in which it did not run. Slots for single packets
// need not be that large where the largest ones may wait in the socket's queue.
func (c *packetCapture) wantsSlots() bool {
	size, _ := c.ringMemory(ringDefaultSize)
	return size/c.smallestBlock() < ringBlocksLeast && c.queueLarge(size) == nil
}

// smallestBlock has room for the largest packet.
func (c *packetCapture) smallestBlock() int {
	return max(ringBlockLeast, roundUpToPower(min(c.options.snapLen, ringPacketMax)+ringHeadroom))
}

func setPacketVersion(fd, version int) bool {
	return unix.SetsockoptInt(fd, unix.SOL_PACKET, unix.PACKET_VERSION, version) == nil
}

func kernelOlderThan(major, minor int) bool {
	var u unix.Utsname
	if unix.Uname(&u) != nil {
		return false
	}
	var n [2]int
	i := 0
	for _, c := range u.Release {
		switch {
		case c >= '0' && c <= '9' && n[i] < 1000:
			n[i] = n[i]*10 + int(c-'0')
		case c == '.' && i == 0:
			i = 1
		default:
			return n[0] < major || n[0] == major && n[1] < minor
		}
	}
	return n[0] < major || n[0] == major && n[1] < minor
}

// ringMemory is how much memory to ask for. Without -B a small machine gives less: a sixteenth of its memory.
func (c *packetCapture) ringMemory(usual int) (size int, warning string) {
	if c.options.bufferSize > 0 {
		return c.options.bufferSize, ""
	}
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) == nil {
		part := uint64(info.Totalram) * uint64(max(info.Unit, 1)) / 16
		if part < uint64(usual) {
			return int(part), ringShrunk(c.name, usual, int(part))
		}
	}
	return usual, ""
}

func ringShrunk(name string, from, to int) string {
	return "WARNING: " + name + ": capture buffer of " + strconv.Itoa(to/1024) + " KiB instead of " +
		strconv.Itoa(from/1024) + " KiB for want of memory"
}

func roundUpToPower(n int) int {
	p := unix.Getpagesize()
	for p < n && p < 1<<30 {
		p <<= 1
	}
	return p
}

// ringV3 reads a ring of blocks. The kernel fills a block and hands it over when it is full or its time is up.
type ringV3 struct {
	memory    []byte
	blockSize int
	block     []byte // the one being read; nil between blocks
	current   int    // its number, or that of the next one
	left      int    // packets not yet taken from it
	offset    int    // of the next packet
	draining  bool   // the kernel writes no more: a block that it still owns can be read
	last      bool   // that block is being read, or was
}

func (c *packetCapture) openRingV3() (warning string, err error) {
	size, warning := c.ringMemory(ringDefaultSize)
	blockSize := c.smallestBlock()
	timeout := c.options.latency
	if timeout <= 0 {
		timeout = 10 * time.Millisecond
	}
	// The kernel hands a block over when its time is up, however little is in it, and has no room left when all are
	// handed over. So the number of blocks times the latency is how long the reader may be kept from running.
	if timeout >= time.Second && size >= 8*ringBlockSize {
		blockSize = max(blockSize, ringBlockSize)
	}
	count := max(size/blockSize, 2)
	asked := blockSize * count
	for {
		req := unix.TpacketReq3{
			Block_size: uint32(blockSize), Block_nr: uint32(count),
			Frame_size: uint32(blockSize), Frame_nr: uint32(count),
			Retire_blk_tov: uint32(max(timeout/time.Millisecond, 1)),
		}
		err = unix.SetsockoptTpacketReq3(c.fd, unix.SOL_PACKET, unix.PACKET_RX_RING, &req)
		if err == nil {
			var memory []byte
			memory, err = unix.Mmap(c.fd, 0, blockSize*count, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
			if err == nil {
				c.ring = &ringV3{memory: memory, blockSize: blockSize}
				break
			}
			req = unix.TpacketReq3{}
			_ = unix.SetsockoptTpacketReq3(c.fd, unix.SOL_PACKET, unix.PACKET_RX_RING, &req)
		}
		if err != unix.ENOMEM || count <= 1 {
			return "", err
		}
		count = max(count/2, 1)
	}
	if blockSize*count < asked {
		warning = ringShrunk(c.name, asked, blockSize*count)
	}
	return warning, nil
}

// blockHeader is struct tpacket_block_desc with its only header form.
type blockHeader struct {
	version, toPrivate uint32
	status             uint32
	packets            uint32
	first              uint32
	length             uint32
}

func (r *ringV3) header() *blockHeader {
	return (*blockHeader)(unsafe.Pointer(&r.memory[r.current*r.blockSize]))
}

func (r *ringV3) take(f *ringFrame) bool {
	for r.left == 0 {
		if r.last {
			return false
		}
		if r.block != nil {
			r.release()
		}
		if !r.open() {
			return false
		}
	}
	r.left--
	h := (*unix.Tpacket3Hdr)(unsafe.Pointer(&r.block[r.offset]))
	ll := r.offset + int(unsafe.Sizeof(*h))
	start, end := r.offset+int(h.Mac), r.offset+int(h.Mac)+int(h.Snaplen)
	if ll+unix.SizeofSockaddrLinklayer > start || end > len(r.block) || end < start {
		r.left = 0 // not a packet of any kernel we know: give the block up
		return r.take(f)
	}
	f.from = *(*unix.RawSockaddrLinklayer)(unsafe.Pointer(&r.block[ll]))
	f.area, f.at = r.block[ll+unix.SizeofSockaddrLinklayer:end:end], start-ll-unix.SizeofSockaddrLinklayer
	f.wireLen = int(h.Len)
	f.sec, f.nsec = int64(h.Sec), h.Nsec
	f.status, f.tci, f.tpid = h.Status, uint16(h.Hv1.Vlan_tci), h.Hv1.Vlan_tpid
	r.advance(int(h.Next_offset))
	return true
}

// advance steps to the next packet of the block, if there is room for one.
func (r *ringV3) advance(step int) {
	r.offset += step
	if r.left > 0 && (step <= 0 || step%8 != 0 ||
		r.offset > len(r.block)-int(unsafe.Sizeof(unix.Tpacket3Hdr{}))-unix.SizeofSockaddrLinklayer) {
		r.left = 0
	}
}

// open looks whether the next block is ours.
func (r *ringV3) open() bool {
	h := r.header()
	if atomic.LoadUint32(&h.status)&unix.TP_STATUS_USER == 0 {
		// After the end of the capture the block that was being filled is ours too; release left zero in all others.
		if !r.draining || h.packets == 0 {
			return false
		}
		r.last = true
	}
	r.block = r.memory[r.current*r.blockSize : (r.current+1)*r.blockSize]
	r.left, r.offset = int(h.packets), 0
	r.advance(int(h.first))
	return true
}

// release gives the block back to the kernel.
func (r *ringV3) release() {
	h := r.header()
	h.packets = 0
	atomic.StoreUint32(&h.status, unix.TP_STATUS_KERNEL)
	r.block = nil
	r.current++
	if r.current*r.blockSize >= len(r.memory) {
		r.current = 0
	}
}

func (r *ringV3) drain() { r.draining = true }

func (r *ringV3) close() {
	unix.Munmap(r.memory)
	r.memory, r.block, r.left, r.last = nil, nil, 0, true
}

// ringV2 reads a ring of slots, each for one packet, which is there as soon as it has come. A packet that a slot has no
// room for (segmentation offload makes some of 64 KB) waits in the socket's queue, in the same order.
type ringV2 struct {
	memory    []byte
	frameSize int
	blockSize int             // a slot never lies in two blocks: there may be an unused rest at the end of each
	current   int             // offset of the slot that is next
	held      bool            // it was handed out
	large     *packetReceiver // takes from the queue; nil if every packet fits
}

const (
	ringV2Headroom = 128     // the kernel's headers of a packet, our reserve
	ringV2Slot     = 1664    // an Ethernet frame of 1514 bytes, and two tags
	ringV2Size     = 6 << 20 // as many packets of middling size as the default has room for in blocks
	ringV2Least    = 256 << 10
)

func (c *packetCapture) openRingV2() (warning string, err error) {
	size, warning := c.ringMemory(ringV2Size)
	size = max(size, ringV2Least)
	most := c.largestPacket()
	frameSize := min(most, ringV2Slot)
	if frameSize < most && c.queueLarge(size) != nil {
		frameSize = most
	}
	frameSize = (frameSize + 15) &^ 15
	blockSize := roundUpToPower(15 * frameSize) // of which little is wasted if it is not quite a power of two
	if blockSize > size/2 {
		blockSize = roundUpToPower(frameSize)
	}
	count := max(size/blockSize, 2)
	asked := blockSize * count
	for {
		req := unix.TpacketReq{Block_size: uint32(blockSize), Block_nr: uint32(count),
			Frame_size: uint32(frameSize), Frame_nr: uint32(blockSize / frameSize * count)}
		err = unix.SetsockoptTpacketReq(c.fd, unix.SOL_PACKET, unix.PACKET_RX_RING, &req)
		if err == nil {
			var memory []byte
			memory, err = unix.Mmap(c.fd, 0, blockSize*count, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
			if err == nil {
				r := &ringV2{memory: memory, frameSize: frameSize, blockSize: blockSize}
				if frameSize < most {
					r.large = newReceiver(c.fd, c.options.snapLen)
				}
				c.ring = r
				break
			}
			req = unix.TpacketReq{}
			_ = unix.SetsockoptTpacketReq(c.fd, unix.SOL_PACKET, unix.PACKET_RX_RING, &req)
		}
		if err != unix.ENOMEM || count <= 1 {
			return "", err
		}
		count = max(count/2, 1)
	}
	if blockSize*count < asked {
		warning = ringShrunk(c.name, asked, blockSize*count)
	}
	return warning, nil
}

// queueLarge has the kernel keep packets that are larger than a slot. The queue is bounded like the ring; where it
// must not be that large the slots have to hold everything.
func (c *packetCapture) queueLarge(size int) error {
	err := unix.SetsockoptInt(c.fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, size)
	if err == nil {
		err = unix.SetsockoptInt(c.fd, unix.SOL_PACKET, unix.PACKET_COPY_THRESH, c.options.snapLen)
	}
	return err
}

// largestPacket is the room that the largest packet to expect takes in a slot: an interface without offloading has none
// above its MTU.
func (c *packetCapture) largestPacket() int {
	limit := ringPacketMax
	if c.index != 0 {
		mtu, err := interfaceMTU(c.fd, c.name)
		if err == nil && !interfaceOffloads(c.fd, c.name) {
			limit = mtu + 64 // link-level header, tags
		}
	}
	return min(c.options.snapLen, limit) + ringV2Headroom
}

// interfaceOffloads says whether packets above the MTU are to be expected.
func interfaceOffloads(fd int, name string) bool {
	for _, command := range []uint32{unix.ETHTOOL_GTSO, unix.ETHTOOL_GGSO, unix.ETHTOOL_GGRO, unix.ETHTOOL_GUFO} {
		if v, err := ethtoolValue(fd, name, command); err == nil && v != 0 {
			return true
		}
	}
	const lro = 1 << 15 // ETH_FLAG_LRO
	v, err := ethtoolValue(fd, name, unix.ETHTOOL_GFLAGS)
	return err == nil && v&lro != 0
}

func (r *ringV2) take(f *ringFrame) bool {
	if r.memory == nil {
		return false
	}
	for {
		if r.held {
			r.release()
		}
		h := (*unix.Tpacket2Hdr)(unsafe.Pointer(&r.memory[r.current]))
		status := atomic.LoadUint32(&h.Status)
		if status&unix.TP_STATUS_USER == 0 {
			return false
		}
		r.held = true
		slot := r.memory[r.current : r.current+r.frameSize]
		ll := (int(unsafe.Sizeof(*h)) + 15) &^ 15
		start, end := int(h.Mac), int(h.Mac)+int(h.Snaplen)
		whole := status&unix.TP_STATUS_COPY != 0 && r.large != nil && r.large.take(f)
		if !whole && (ll+unix.SizeofSockaddrLinklayer > start || end > len(slot) || end < start) {
			continue
		}
		if !whole {
			f.area, f.at = slot[ll+unix.SizeofSockaddrLinklayer:end:end], start-ll-unix.SizeofSockaddrLinklayer
		}
		f.from = *(*unix.RawSockaddrLinklayer)(unsafe.Pointer(&slot[ll]))
		f.wireLen = int(h.Len)
		f.sec, f.nsec = int64(h.Sec), h.Nsec
		f.status, f.tci, f.tpid = status, h.Vlan_tci, h.Vlan_tpid
		return true
	}
}

// release gives the slot back to the kernel.
func (r *ringV2) release() {
	h := (*unix.Tpacket2Hdr)(unsafe.Pointer(&r.memory[r.current]))
	atomic.StoreUint32(&h.Status, unix.TP_STATUS_KERNEL)
	r.held = false
	r.current += r.frameSize
	if rest := r.blockSize - r.current%r.blockSize; rest < r.frameSize {
		r.current += rest
	}
	if r.current >= len(r.memory) {
		r.current = 0
	}
}

func (r *ringV2) drain() {}

func (r *ringV2) close() {
	unix.Munmap(r.memory)
	r.memory = nil
	if r.large != nil {
		r.large.close()
	}
}
