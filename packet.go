// What passes between the packet sources, the filter, the printer and the savefile writers.

package main

// packet is one captured packet. Its bytes belong to the source and are valid until the source's next call.
type packet struct {
	data    []byte // captured bytes, link-level header first
	wireLen int    // length on the wire in bytes, never less than len(data) unless a savefile says so; see onWire

	sec  int64  // seconds since 1970-01-01 UTC
	nsec uint64 // nanoseconds; a damaged savefile may hold 1e9 and more, which the printer marks as invalid

	linkType int    // of this packet: a pcapng file and a capture on several interfaces may mix them
	ifName   string // interface it was seen on, where that is known and worth a word; else ""
	comment  string // pcapng opt_comment, "" without one

	aux packetAux
}

// onWire is wireLen, of which a savefile may say anything that 32 bits hold: an int of 32 bits is negative then.
func (pk *packet) onWire() uint64 { return uint64(uint32(pk.wireLen)) }

// packetAux is what the kernel knows of a packet beside its bytes: the operands of the filter's ancillary loads, and
// notes for the printer. The zero value is that of a packet of a savefile.
type packetAux struct {
	valid          bool   // the fields below mean something
	ifIndex        int    // interface index
	pktType        uint8  // PACKET_HOST, PACKET_OUTGOING, ... (sll_pkttype)
	hatype         uint16 // ARPHRD_...
	protocol       uint16 // host order
	vlanTagPresent bool   // a tag that the kernel holds (or held) outside of the packet's bytes
	vlanTCI        uint16 // host order
	vlanTPID       uint16 // host order
	csumNotReady   bool   // checksum offload: TP_STATUS_CSUMNOTREADY, the checksum field is not filled in yet
}

// captureStats are totals since the capture began.
type captureStats struct {
	received  uint64 // passed the filter, dropped ones included
	dropped   uint64 // by the kernel, for want of buffer space
	ifDropped uint64 // by the interface
}

// source hands out packets: a savefile, a ring, a /dev/bpf or a test.
type source interface {
	// next fills in p. It returns io.EOF at a regular end; errInterrupted when wake made it return early (nothing is
	// lost: call it again, or drain); any other error is the message to show after "pcap_loop: ".
	next(p *packet) error
	linkType() int // of the first interface
	snapLen() int  // bytes
	nano() bool    // whether timestamps are finer than a microsecond
	stats() (captureStats, error)
	close() error
}
