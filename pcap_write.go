// Savefiles: writing. This file has what all writers share, and pcap (draft-ietf-opsawg-pcap).

package main

import (
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"os"
	"strconv"
	"syscall"
)

// packetWriter writes one savefile. After an error it stays failed; what it reports as written is in the file.
type packetWriter interface {
	write(p *packet) error
	flush() error   // hands everything to the system
	close() error   // flushes, completes and closes the file
	size() int64    // bytes of the file, with those not yet flushed
	packets() int64 // in the file, with those not yet flushed
}

// writerConfig says how savefiles are to be written; all the files of a rotation are written alike.
type writerConfig struct {
	linkType   int
	snapLen    int
	nano       bool
	unbuffered bool // -U
	pcapng     bool // instead of pcap
	gzip       bool // whichever it is
	info       pcapngInfo
	copyOf     *pcapngRaw                   // copying pcapng to pcapng
	stats      func() (captureStats, error) // totals for a pcapng file's end; nil: none
	makeRoom   func() bool                  // on a full disk; says whether it did
	durable    *fileSyncer                  // closes finished files; nil: they are only closed
	like       *pcapHeader                  // copying: the header of the file, so that what does not change stays
}

// savefileError is a failure to write, which keeps the system's error for those who tell a closed pipe from a full disk.
type savefileError struct {
	message string
	cause   error
}

func (e *savefileError) Error() string { return e.message }
func (e *savefileError) Unwrap() error { return e.cause }

func savefileWriteError(name string, err error) error {
	return &savefileError{name + ": " + errnoText(err), err}
}

// savefileDiskFull tells a full disk, or quota, from other failures.
func savefileDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// savefileOut collects whole records and writes them in large pieces, so that a file ends on a whole record even when
// a write fails half way.
type savefileOut struct {
	name       string
	f          *os.File
	buf        []byte                // whole records, not yet written
	length     func(rec []byte) int  // of the first record
	isPacket   func(rec []byte) bool // some records of pcapng are none
	unbuffered bool
	written    int64 // bytes in the file
	plain      int64 // the same before compression
	count      int64 // packets in the file and in buf
	err        error // sticky

	vectors *runVectors // of copied records
	durable *fileSyncer // as in writerConfig

	gz       *gzipEncoder // nil: not compressed
	makeRoom func() bool  // as in writerConfig
}

const savefileOutLen = 256 << 10

func (o *savefileOut) start(name string, f *os.File, cfg *writerConfig) error {
	*o = savefileOut{name: name, f: f, buf: make([]byte, 0, savefileOutLen), unbuffered: cfg.unbuffered,
		makeRoom: cfg.makeRoom, durable: cfg.durable}
	if !cfg.gzip {
		return nil
	}
	o.gz = newGzipEncoder()
	o.buf = make([]byte, 0, gzipChunkLen)
	return o.put(o.gz.header())
}

// put writes bytes that are no part of a record.
func (o *savefileOut) put(b []byte) error {
	n, err := o.f.Write(b)
	o.written += int64(n)
	if err != nil {
		o.fail(0, err)
	}
	return o.err
}

// room returns n bytes at the end of the buffer to be filled in with one record, nil if the writer has failed.
func (o *savefileOut) room(n int) []byte {
	if o.err == nil && len(o.buf)+n > cap(o.buf) {
		o.flush()
		if n > cap(o.buf) {
			o.buf = make([]byte, 0, n) // a packet of this size is in memory already
		}
	}
	if o.err != nil {
		return nil
	}
	o.buf = o.buf[:len(o.buf)+n]
	return o.buf[len(o.buf)-n:]
}

// done is called when a packet has been put where room said.
func (o *savefileOut) done() error {
	o.count++
	if o.unbuffered {
		return o.flush()
	}
	return nil
}

func (o *savefileOut) flush() error { return o.flushFrom(0) }

// flushFrom is flush where the first bytes of what is collected are written already.
func (o *savefileOut) flushFrom(done int) error {
	if o.err != nil || len(o.buf) == 0 {
		return o.err
	}
	out := o.buf
	if o.gz != nil {
		out = o.gz.chunk(o.buf)
	}
	for done < len(out) {
		n, err := o.f.Write(out[done:])
		done += n
		if err == nil || o.makeRoom != nil && savefileDiskFull(err) && o.makeRoom() {
			continue
		}
		if o.gz != nil {
			done = 0 // nothing can be said of half a chunk
		}
		o.fail(done, err)
		return o.err
	}
	o.written += int64(len(out))
	o.plain += int64(len(o.buf))
	if o.gz != nil {
		o.gz.commit(o.written, o.count)
	}
	o.buf = o.buf[:0]
	if cap(o.buf) > 4*savefileOutLen {
		o.buf = make([]byte, 0, savefileOutLen)
	}
	return nil
}

// fail ends the file after the last whole record of which n bytes of the buffer were written, and takes back the
// packets that are lost.
func (o *savefileOut) fail(n int, err error) {
	o.err = savefileWriteError(o.name, err)
	whole := 0
	for rest := o.buf; len(rest) > 0; {
		l := o.length(rest)
		if whole+l <= n {
			whole += l
		} else if n = 0; o.isPacket(rest) {
			o.count--
		}
		rest = rest[l:]
	}
	o.written += int64(whole)
	if info, err := o.f.Stat(); err == nil && info.Mode().IsRegular() && o.f.Truncate(o.written) == nil {
		o.f.Seek(o.written, io.SeekStart)
		if o.gz != nil {
			o.endGzip()
		}
	}
	o.buf = o.buf[:0]
}

// endGzip completes a gzip stream whose file cannot grow: in what the cut has freed or, where that is too little, in
// the place of the last chunks.
func (o *savefileOut) endGzip() {
	for {
		if _, err := o.f.Write(o.gz.trailer()); err == nil {
			return
		}
		mark, ok := o.gz.back()
		if !ok || o.f.Truncate(mark.written) != nil {
			return
		}
		o.f.Seek(mark.written, io.SeekStart)
		o.written, o.count = mark.written, mark.packets
	}
}

func (o *savefileOut) close() error {
	if o.flush(); o.gz != nil && o.err == nil {
		o.put(o.gz.trailer())
	}
	if o.f == os.Stdout {
		return o.err
	}
	if err := o.closeFile(); err != nil && o.err == nil {
		o.err = err
	}
	return o.err
}

// closeFile closes the file. NFS and quotas may only now say that something was not written.
func (o *savefileOut) closeFile() error {
	if o.durable != nil {
		return o.durable.close(o.name, o.f)
	}
	if err := o.f.Close(); err != nil {
		return savefileWriteError(o.name, err)
	}
	return nil
}

func (o *savefileOut) packets() int64 { return o.count }

// size takes it that what is still to be compressed will shrink as what came before has.
func (o *savefileOut) size() int64 {
	pending := int64(len(o.buf))
	if o.gz != nil && o.plain > 0 {
		pending = int64(float64(pending) * float64(o.written) / float64(o.plain))
	}
	return o.written + pending
}

// newPacketWriter creates a savefile of the kind that cfg asks for.
func newPacketWriter(name string, files fileOpener, cfg *writerConfig) (packetWriter, error) {
	f, err := openOut(name, files)
	if err != nil {
		return nil, err
	}
	if cfg.pcapng && cfg.copyOf != nil {
		return newPcapngCopier(name, f, cfg)
	}
	if cfg.pcapng {
		return newPcapngWriter(name, f, cfg)
	}
	return newPcapWriter(name, f, cfg)
}

// openOut creates the file of a writer; "-" is standard output.
func openOut(name string, files fileOpener) (*os.File, error) {
	if name == "-" {
		return os.Stdout, nil
	}
	f, err := files.create(name)
	if err != nil {
		return nil, savefileWriteError(name, err)
	}
	return f, nil
}

// pcapWriter writes a pcap file.
type pcapWriter struct {
	savefileOut
	head pcapHeader
	link int
}

// newPcapWriter writes the header at once, whether or not packets follow soon: a reader at the other end of a pipe
// waits for it, and a full disk is found out.
func newPcapWriter(name string, f *os.File, cfg *writerConfig) (*pcapWriter, error) {
	w := &pcapWriter{head: cfg.pcapHeader(), link: cfg.linkType}
	if err := w.start(name, f, cfg); err != nil {
		return nil, err
	}
	copy(w.room(pcapHeaderLen), w.head.bytes())
	w.length = func([]byte) int { return pcapHeaderLen }
	w.isPacket = func([]byte) bool { return false }
	if w.flush(); w.err != nil {
		w.close()
		return nil, w.err
	}
	w.length = w.recordLen
	w.isPacket = func([]byte) bool { return true }
	return w, nil
}

// pcapHeader is the header to write. Of a file that is copied everything is kept, its byte order, too: only then is
// the copy the same byte for byte. A new file has this machine's order.
func (cfg *writerConfig) pcapHeader() pcapHeader {
	if cfg.like != nil && cfg.like.nano == cfg.nano {
		return *cfg.like
	}
	h := pcapHeader{
		bigEndian: nativeBigEndian(),
		nano:      cfg.nano,
		snapLen:   uint32(cfg.snapLen),
		linkField: uint32(cfg.linkType),
	}
	if cfg.like != nil {
		h.linkField = cfg.like.linkField
	}
	return h
}

func (h *pcapHeader) order() binary.ByteOrder {
	if h.bigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func (h *pcapHeader) bytes() []byte {
	const major, minor = 2, 4
	b := make([]byte, pcapHeaderLen)
	o := h.order()
	o.PutUint32(b, pcapMagic)
	if h.nano {
		o.PutUint32(b, pcapMagicNano)
	}
	o.PutUint16(b[4:], major)
	o.PutUint16(b[6:], minor)
	o.PutUint32(b[8:], h.thisZone)
	o.PutUint32(b[12:], h.sigFigs)
	o.PutUint32(b[16:], h.snapLen)
	o.PutUint32(b[20:], h.linkField)
	return b
}

func (w *pcapWriter) recordLen(rec []byte) int {
	return pcapRecordLen + int(w.head.order().Uint32(rec[8:]))
}

func (w *pcapWriter) write(p *packet) error {
	if p.linkType != w.link || uint64(p.sec) > 1<<32-1 {
		return w.refuse(p)
	}
	rec := w.room(pcapRecordLen + len(p.data))
	if rec == nil {
		return w.err
	}
	h := [4]uint32{uint32(p.sec), uint32(p.nsec), uint32(len(p.data)), uint32(p.wireLen)}
	if !w.head.nano {
		h[1] = uint32(p.nsec / 1000)
	}
	if w.head.bigEndian {
		for i := range h {
			h[i] = bits.ReverseBytes32(h[i])
		}
	}
	binary.LittleEndian.PutUint64(rec, uint64(h[0])|uint64(h[1])<<32)
	binary.LittleEndian.PutUint64(rec[8:], uint64(h[2])|uint64(h[3])<<32)
	copy(rec[pcapRecordLen:], p.data)
	return w.done()
}

// refuse fails the writer for a packet that cannot stand in this file; the others are kept.
func (w *pcapWriter) refuse(p *packet) error {
	if w.flush(); w.err != nil {
		return w.err
	}
	why := ": the time of a packet is before 1970 or after 2106, which only pcapng can hold"
	if p.linkType != w.link {
		why = ": a packet has link type " + strconv.Itoa(p.linkType) + ", the others have " + strconv.Itoa(w.link) +
			", and only pcapng can hold both"
	}
	w.err = &savefileError{message: w.name + why}
	return w.err
}
