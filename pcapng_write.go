// Savefiles: writing pcapng (draft-ietf-opsawg-pcapng).

package main

import (
	"encoding/binary"
	"math/bits"
	"os"
	"strconv"
)

// Option codes that only the writer needs, and the codes of statistics.
const (
	pcapngShbHardware   = 2
	pcapngShbOS         = 3
	pcapngShbProgram    = 4
	pcapngIsbStart      = 2
	pcapngIsbEnd        = 3
	pcapngIsbReceived   = 4
	pcapngIsbIfDrop     = 5
	pcapngIsbAccepted   = 6
	pcapngIsbOSDrop     = 7
	pcapngOptionMax     = 1<<16 - 1
	pcapngMaxOutIfs     = 4096 // interfaces that a capture names; beyond it they are not told apart
	pcapngNoIfSnapLen   = 0    // no limit
	pcapngUnknownLength = ^uint64(0)
)

// pcapngInfo is what a pcapng file tells of a capture beyond packets; "" is left out.
type pcapngInfo struct {
	hardware string // this machine
	os       string
	program  string // and its version
	comment  string
	filter   string // expression of the capture filter
	ifName   string // of the first interface
	ifDescr  string
}

// pcapngWriter writes a pcapng file of one section, in the byte order of this machine.
type pcapngWriter struct {
	savefileOut
	cfg      *writerConfig
	o        binary.ByteOrder
	block    []byte // being put together
	ifs      []pcapngOutInterface
	last     int    // index of the latest packet's interface
	units    uint64 // of a timestamp, per second
	firstAt  uint64 // timestamp of the first and the latest packet
	latestAt uint64
}

type pcapngOutInterface struct {
	link    int
	name    string
	snapLen int
}

// newPcapngWriter writes section header and first interface at once.
func newPcapngWriter(name string, f *os.File, cfg *writerConfig) (*pcapngWriter, error) {
	w := &pcapngWriter{cfg: cfg, o: binary.LittleEndian, units: 1e6}
	if nativeBigEndian() {
		w.o = binary.BigEndian
	}
	if cfg.nano {
		w.units = 1e9
	}
	if err := w.start(name, f, cfg); err != nil {
		return nil, err
	}
	w.length = func(b []byte) int { return int(w.o.Uint32(b[4:])) }
	w.isPacket = func(b []byte) bool { return w.o.Uint32(b) == pcapngEnhancedPacket }
	w.section()
	w.addInterface(pcapngOutInterface{cfg.linkType, cfg.info.ifName, cfg.snapLen})
	if w.flush(); w.err != nil {
		w.close()
		return nil, w.err
	}
	return w, nil
}

// begin starts a block of n fixed octets, which it returns to be filled in.
func (w *pcapngWriter) begin(typ uint32, n int) []byte {
	w.block = append(w.block[:0], make([]byte, 8+n)...)
	w.o.PutUint32(w.block, typ)
	return w.block[8:]
}

func (w *pcapngWriter) option(code uint16, value string) {
	if value == "" {
		return
	}
	value = value[:min(len(value), pcapngOptionMax)]
	var h [4]byte
	w.o.PutUint16(h[:], code)
	w.o.PutUint16(h[2:], uint16(len(value)))
	w.block = append(w.block, h[:]...)
	w.block = append(w.block, value...)
	w.pad()
}

func (w *pcapngWriter) optionU64(code uint16, v uint64) {
	var b [8]byte
	w.o.PutUint64(b[:], v)
	w.option(code, string(b[:]))
}

// optionTime is a timestamp, whose upper half comes first in either byte order.
func (w *pcapngWriter) optionTime(code uint16, ts uint64) {
	var b [8]byte
	w.o.PutUint32(b[:], uint32(ts>>32))
	w.o.PutUint32(b[4:], uint32(ts))
	w.option(code, string(b[:]))
}

func (w *pcapngWriter) pad() {
	for len(w.block)%4 != 0 {
		w.block = append(w.block, 0)
	}
}

// end completes the block, with opt_endofopt if there are options beyond the fixed part, and hands it on.
func (w *pcapngWriter) end(fixed int) error {
	if len(w.block) > 8+fixed {
		w.block = append(w.block, 0, 0, 0, 0)
	}
	n := len(w.block) + 4
	w.o.PutUint32(w.block[4:], uint32(n))
	w.block = append(w.block, w.block[4:8]...)
	room := w.room(n)
	if room == nil {
		return w.err
	}
	copy(room, w.block)
	return nil
}

// section writes a Section Header Block:
//
//	+---------------------------------------------------------------+
//	|                      Byte-Order Magic                         |
//	+-------------------------------+-------------------------------+
//	|        Major Version 1        |        Minor Version 0        |
//	+-------------------------------+-------------------------------+
//	|                  Section Length, 64 bits                      |
//	+---------------------------------------------------------------+
func (w *pcapngWriter) section() {
	const fixed = 16
	b := w.begin(pcapngSection, fixed)
	w.o.PutUint32(b, pcapngByteOrderMagic)
	w.o.PutUint16(b[4:], 1)
	w.o.PutUint64(b[8:], pcapngUnknownLength)
	i := &w.cfg.info
	w.option(pcapngOptComment, i.comment)
	w.option(pcapngShbHardware, i.hardware)
	w.option(pcapngShbOS, i.os)
	w.option(pcapngShbProgram, i.program)
	w.end(fixed)
}

// addInterface writes an Interface Description Block: link type, 16 bits reserved, snapshot length.
func (w *pcapngWriter) addInterface(i pcapngOutInterface) {
	const fixed = 8
	b := w.begin(pcapngInterfaceBlock, fixed)
	w.o.PutUint16(b, uint16(i.link))
	w.o.PutUint32(b[4:], uint32(i.snapLen))
	w.option(pcapngIfName, i.name)
	if len(w.ifs) == 0 {
		w.option(pcapngIfDescr, w.cfg.info.ifDescr)
	}
	if w.cfg.info.filter != "" {
		w.option(pcapngIfFilter, "\x00"+w.cfg.info.filter) // 0: a string of the language of pcap-filter
	}
	resolution := "\x06"
	if w.units == 1e9 {
		resolution = "\x09"
	}
	w.option(pcapngIfTsresol, resolution)
	w.option(pcapngIfOS, w.cfg.info.os)
	if w.end(fixed) == nil {
		w.ifs = append(w.ifs, i)
	}
}

// interfaceOf finds the interface of a packet, or describes it now: captures of several interfaces, and files of
// several link types, show theirs packet by packet. Without a name it is the first of its link type.
func (w *pcapngWriter) interfaceOf(p *packet) int {
	if w.last < len(w.ifs) && w.ifs[w.last].holds(p) {
		return w.last
	}
	for i := range w.ifs {
		if w.ifs[i].holds(p) {
			return i
		}
	}
	i := pcapngOutInterface{p.linkType, p.ifName, w.cfg.snapLen}
	if len(w.ifs) >= pcapngMaxOutIfs {
		i.name = ""
		for j := range w.ifs {
			if w.ifs[j].link == p.linkType && w.ifs[j].name == "" && w.ifs[j].fits(p) {
				return j
			}
		}
	}
	if len(p.data) > i.snapLen {
		i.snapLen = pcapngNoIfSnapLen
	}
	w.addInterface(i)
	return len(w.ifs) - 1
}

func (i *pcapngOutInterface) holds(p *packet) bool {
	return i.link == p.linkType && (p.ifName == "" || i.name == p.ifName) && i.fits(p)
}

func (i *pcapngOutInterface) fits(p *packet) bool {
	return i.snapLen == pcapngNoIfSnapLen || len(p.data) <= i.snapLen
}

func (w *pcapngWriter) write(p *packet) error {
	const fixed = 20
	hi, ts := bits.Mul64(uint64(p.sec), w.units)
	ts, carry := bits.Add64(ts, p.nsec/(1e9/w.units), 0)
	if p.sec < 0 || hi+carry != 0 || p.linkType > 1<<16-1 {
		return w.refuse(p)
	}
	w.last = w.interfaceOf(p)
	if w.err != nil {
		return w.err
	}
	padded := (len(p.data) + 3) &^ 3
	if p.comment != "" {
		b := w.begin(pcapngEnhancedPacket, fixed)
		w.packetHeader(b, p, ts)
		w.block = append(w.block, p.data...)
		w.pad()
		w.option(pcapngOptComment, p.comment)
		if err := w.end(fixed + padded); err != nil {
			return err
		}
		return w.wrote(ts)
	}
	n := 8 + fixed + padded + 4
	rec := w.room(n)
	if rec == nil {
		return w.err
	}
	w.o.PutUint32(rec, pcapngEnhancedPacket)
	w.o.PutUint32(rec[4:], uint32(n))
	w.packetHeader(rec[8:], p, ts)
	for i := 8 + fixed + copy(rec[8+fixed:], p.data); i < n-4; i++ {
		rec[i] = 0
	}
	w.o.PutUint32(rec[n-4:], uint32(n))
	return w.wrote(ts)
}

func (w *pcapngWriter) packetHeader(b []byte, p *packet, ts uint64) {
	w.o.PutUint32(b, uint32(w.last))
	w.o.PutUint32(b[4:], uint32(ts>>32))
	w.o.PutUint32(b[8:], uint32(ts))
	w.o.PutUint32(b[12:], uint32(len(p.data)))
	w.o.PutUint32(b[16:], uint32(p.wireLen))
}

func (w *pcapngWriter) wrote(ts uint64) error {
	if w.count == 0 {
		w.firstAt = ts
	}
	w.latestAt = ts
	return w.done()
}

// refuse fails the writer for a packet that cannot stand in the file; the others are kept.
func (w *pcapngWriter) refuse(p *packet) error {
	if w.flush(); w.err != nil {
		return w.err
	}
	w.err = &savefileError{message: w.name + ": the time of a packet is beyond what pcapng can hold"}
	if p.linkType > 1<<16-1 {
		w.err = &savefileError{message: w.name + ": pcapng cannot hold link type " + strconv.Itoa(p.linkType)}
	}
	return w.err
}

// close writes an Interface Statistics Block first: interface, time, and the totals of the capture up to now.
//
// The kernel counts for the capture, not for an interface of it, so the counts stand at the first.
func (w *pcapngWriter) close() error {
	if w.cfg.stats != nil && w.err == nil {
		if s, err := w.cfg.stats(); err == nil {
			w.statistics(s)
		}
	}
	return w.savefileOut.close()
}

func (w *pcapngWriter) statistics(s captureStats) {
	const fixed = 12
	b := w.begin(pcapngStatistics, fixed)
	w.o.PutUint32(b[4:], uint32(w.latestAt>>32))
	w.o.PutUint32(b[8:], uint32(w.latestAt))
	if w.count > 0 {
		w.optionTime(pcapngIsbStart, w.firstAt)
		w.optionTime(pcapngIsbEnd, w.latestAt)
	}
	w.optionU64(pcapngIsbReceived, s.received+s.ifDropped)
	w.optionU64(pcapngIsbIfDrop, s.ifDropped)
	w.optionU64(pcapngIsbAccepted, s.received)
	w.optionU64(pcapngIsbOSDrop, s.dropped)
	w.end(fixed)
}
