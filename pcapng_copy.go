// Savefiles: copying pcapng to pcapng, block for block: secrets, names, statistics, options and custom blocks stay, of
// which this program understands little.

package main

import (
	"encoding/binary"
	"os"
)

const (
	pcapngPrefaceMax = 1 << 20 // kept of what stands before the first packet, until it is known whether it is copied
	pcapngSectionAll = 4 << 20 // kept of a section's header and interfaces, for the files of a rotation
)

// pcapngRaw hands the blocks of a file that is read to the writer of a copy. A reader has one from the beginning to
// the first packet, and keeps it if somebody has set sink by then.
type pcapngRaw struct {
	bigEndian bool                           // of the current section
	preface   []byte                         // what came before the first packet
	section   []byte                         // header and interfaces of the current section; nil: too long
	packet    []byte                         // the block of the latest packet
	sink      func(typ uint32, block []byte) // remembers its own failure
}

// rawBlocks is what a writer needs to copy the file as it is; nil if that is not possible. It must be asked for before
// the first packet.
func (s *savefile) rawBlocks() *pcapngRaw {
	if s.ng == nil || s.ng.raw == nil {
		return nil
	}
	s.ng.keepRaw = true
	return s.ng.raw
}

// wants says whether a block of a length is to be read as a whole.
func (r *pcapngRaw) wants(total int) bool {
	return r != nil && (r.sink != nil || len(r.preface)+total <= pcapngPrefaceMax)
}

// block takes one that is no packet.
func (r *pcapngRaw) block(typ uint32, b []byte, bigEndian bool) {
	if typ == pcapngSection {
		r.bigEndian = bigEndian
		r.section = append(r.section[:0], b...)
	}
	if typ == pcapngInterfaceBlock && r.section != nil {
		if r.section = append(r.section, b...); len(r.section) > pcapngSectionAll {
			r.section = nil
		}
	}
	if r.sink != nil {
		r.sink(typ, b)
		return
	}
	r.preface = append(r.preface, b...)
}

// takeRaw passes a block on to the copy. Without one, it ends with the first packet or when the start gets too long.
func (s *savefile) takeRaw(typ uint32, b []byte) {
	n := s.ng
	switch {
	case n.raw == nil:
	case pcapngIsPacket(typ):
		n.raw.packet = b
		if !n.keepRaw {
			n.raw = nil
		}
	case !n.raw.wants(len(b)):
		n.raw = nil
	default:
		n.raw.block(typ, b, s.bigEndian)
	}
}

// pcapngCopier writes the blocks of a file that is read. Packets come through write, everything else by itself.
type pcapngCopier struct {
	savefileOut
	raw       *pcapngRaw
	bigEndian bool // of the blocks in the buffer
}

func newPcapngCopier(name string, f *os.File, cfg *writerConfig) (*pcapngCopier, error) {
	w := &pcapngCopier{raw: cfg.copyOf, bigEndian: cfg.copyOf.bigEndian}
	if err := w.start(name, f, cfg); err != nil {
		return nil, err
	}
	w.length = func(b []byte) int { return int(w.u32(b[4:])) }
	w.isPacket = func(b []byte) bool { return pcapngIsPacket(w.u32(b)) }
	head := w.raw.preface
	if w.raw.sink != nil { // the first file has been begun before
		head = w.raw.section
	}
	if head == nil {
		w.close()
		return nil, &savefileError{message: name + ": the section has too many interfaces to begin another file with them"}
	}
	w.raw.sink = w.other
	w.raw.preface = nil
	comment := cfg.info.comment
	for len(head) > 0 {
		typ := w.u32(head)
		if typ == pcapngSection {
			w.section(head)
		}
		n := int(w.u32(head[4:]))
		block := head[:n:n]
		if comment != "" {
			block, comment = w.addComment(block, comment), "" // to the first, which is a section header
		}
		w.other(typ, block)
		head = head[n:]
	}
	if w.flush(); w.err != nil {
		w.close()
		return nil, w.err
	}
	return w, nil
}

// section takes on the byte order of the section that begins with a header. The buffer holds blocks of one order only.
func (w *pcapngCopier) section(header []byte) {
	w.flush()
	w.bigEndian = binary.BigEndian.Uint32(header[8:]) == pcapngByteOrderMagic
}

func (w *pcapngCopier) order() binary.ByteOrder {
	if w.bigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func (w *pcapngCopier) u32(b []byte) uint32 { return w.order().Uint32(b) }

// other writes a block that is no packet.
func (w *pcapngCopier) other(typ uint32, block []byte) {
	if typ == pcapngSection {
		w.section(block)
	}
	copy(w.room(len(block)), block)
}

// write writes the block that the packet came in.
func (w *pcapngCopier) write(*packet) error {
	rec := w.room(len(w.raw.packet))
	if rec == nil {
		return w.err
	}
	copy(rec, w.raw.packet)
	return w.done()
}

// addComment puts a comment before the other options of a section header.
func (w *pcapngCopier) addComment(header []byte, comment string) []byte {
	const fixed = 8 + 16
	comment = comment[:min(len(comment), pcapngOptionMax)]
	options := header[fixed : len(header)-4]
	b := append([]byte{}, header[:fixed]...)
	var h [4]byte
	w.order().PutUint16(h[:], pcapngOptComment)
	w.order().PutUint16(h[2:], uint16(len(comment)))
	b = append(append(b, h[:]...), comment...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	b = append(b, options...)
	if len(options) == 0 {
		b = append(b, 0, 0, 0, 0)
	}
	w.order().PutUint32(b[4:], uint32(len(b)+4))
	return append(b, b[4:8]...)
}
