// Savefiles: reading. This file has what all of them share, and pcap (draft-ietf-opsawg-pcap) with its older variants.

package main

import (
	"encoding/binary"
	"errors"
	"io"
	"strconv"
)

// Magic numbers of pcap files, in the order of the machine that wrote them.
const (
	pcapMagic          = 0xa1b2c3d4 // microseconds
	pcapMagicNano      = 0xa1b23c4d // nanoseconds
	pcapMagicKuznetzov = 0xa1b2cd34 // microseconds; records carry 8 more bytes of header: interface, protocol, type
)

const (
	pcapHeaderLen    = 24
	pcapRecordLen    = 16
	pcapKuznetzovLen = 8 // beyond pcapRecordLen

	pcapLinkMask     = 0x0000ffff
	pcapLinkReserved = 0x03ff0000 // the rest of the field is presence and length of the FCS
)

// pcapHeader is the file header of a pcap file:
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+-------------------------------+-------------------------------+
//	|                          Magic Number                         |
//	+-------------------------------+-------------------------------+
//	|          Major Version        |         Minor Version         |
//	+-------------------------------+-------------------------------+
//	|                 Reserved1: time zone correction               |
//	+---------------------------------------------------------------+
//	|                 Reserved2: accuracy of timestamps             |
//	+---------------------------------------------------------------+
//	|                            SnapLen                            |
//	+-------+---------+-+-------------------------------------------+
//	|FCS len|0 0 0 0 0|P|                 LinkType                  |
//	+-------+---------+-+-------------------------------------------+
type pcapHeader struct {
	bigEndian bool
	nano      bool
	thisZone  uint32
	sigFigs   uint32
	snapLen   uint32 // as it stands in the file
	linkField uint32 // link type and the bits above it
}

// savefile is an open savefile of either kind; it is a source.
type savefile struct {
	in *savefileInput

	bigEndian bool // of the numbers in the file; in pcapng, of the current section
	swapped   bool // the file, or its first section, has not the order of this machine
	link      int
	snap      int
	fine      bool         // timestamps finer than a microsecond
	err       error        // sticky: the end, or what stopped us
	warn      func(string) // tells what does not end the reading; may be nil

	header    pcapHeader // pcap
	plainMost int        // longest packet of a file whose records need nothing turned or cut; -1: not such a file
	recordLen int        // of a packet's header
	swapLens  int8       // lengths of a record: 0 in order, 1 exchanged, 2 exchanged if they look so

	ng *pcapngReader // pcapng; nil: pcap
}

// openSavefile opens a savefile for reading; "-" is standard input. The error is the whole message to show.
func openSavefile(name string, files fileOpener, follow bool) (*savefile, error) {
	in, err := openSavefileInput(name, files, follow)
	if err != nil {
		return nil, err
	}
	s := &savefile{in: in}
	if err := s.readHeader(); err != nil {
		in.close()
		return nil, err
	}
	return s, nil
}

// readHeader reads what stands before the first packet.
func (s *savefile) readHeader() error {
	const magicLen = 4
	head, err := s.in.need(magicLen)
	for err == errInterrupted {
		head, err = s.in.need(magicLen)
	}
	if err != nil {
		return s.cut("truncated dump file; tried to read ", magicLen, " file header bytes", len(head), err)
	}
	if binary.BigEndian.Uint32(head) == pcapngSection {
		s.ng = &pcapngReader{}
		return s.openPcapng()
	}
	return s.openPcap()
}

func (s *savefile) openPcap() error {
	s.recordLen = pcapRecordLen
	head, _ := s.in.need(4)
	magic := binary.LittleEndian.Uint32(head)
	if big := binary.BigEndian.Uint32(head); big>>16 == pcapMagic>>16 {
		s.bigEndian, magic = true, big
	}
	kuznetzov := false
	switch magic {
	case pcapMagic:
	case pcapMagicNano:
		s.fine = true
	case pcapMagicKuznetzov:
		kuznetzov = true
		s.recordLen += pcapKuznetzovLen
	default:
		return errors.New("unknown file format" + savefilePacked(binary.BigEndian.Uint32(head)))
	}
	s.swapped = s.bigEndian != nativeBigEndian()

	head, err := s.in.need(pcapHeaderLen)
	for err == errInterrupted {
		head, err = s.in.need(pcapHeaderLen)
	}
	if err != nil {
		return s.cut("truncated dump file; tried to read ", pcapHeaderLen, " file header bytes", len(head)-4, err)
	}
	if err := s.pcapVersion(s.u16(head[4:]), s.u16(head[6:])); err != nil {
		return err
	}
	s.header = pcapHeader{
		bigEndian: s.bigEndian,
		nano:      s.fine,
		thisZone:  s.u32(head[8:]),
		sigFigs:   s.u32(head[12:]),
		snapLen:   s.u32(head[16:]),
		linkField: s.u32(head[20:]),
	}
	if r := s.header.linkField & pcapLinkReserved; r != 0 {
		hex := strconv.FormatUint(uint64(r), 16)
		return errors.New("savefile linktype reserved field not zero (0x" + "00000000"[len(hex):] + hex + ")")
	}
	s.in.pos += pcapHeaderLen
	s.link = savefileLinkType(s.header.linkField)
	s.snap = savefileSnapLen(s.header.snapLen, s.link)
	if kuznetzov && s.link == linkEthernet && s.snap < 1<<31-1-14 {
		s.snap += 14 // their snapshot length did not count the Ethernet header
	}
	s.plainMost = -1
	if !s.bigEndian && s.swapLens == 0 && !kuznetzov {
		s.plainMost = min(s.snap, savefileMaxSnapLen(s.link))
	}
	return nil
}

// savefilePacked says what to do about a file whose magic is that of a compressor that is not built in.
func savefilePacked(magic uint32) string {
	const zstd, xz, bzip2, lz4 = 0x28b52ffd, 0xfd377a58, 0x425a68, 0x04224d18
	by, cat := "", ""
	switch {
	case magic == zstd:
		by, cat = "zstd", "zstdcat"
	case magic == xz:
		by, cat = "xz", "xzcat"
	case magic>>8 == bzip2:
		by, cat = "bzip2", "bzcat"
	case magic == lz4:
		by, cat = "lz4", "lz4cat"
	default:
		return ""
	}
	return " (compressed by " + by + "; try " + cat + " FILE | tcpdump -r -)"
}

// pcapVersion checks the version. Up to 2.2, and in DG/UX's 543.0, the lengths of a record stand the other way round;
// in 2.3 they may.
func (s *savefile) pcapVersion(major, minor uint16) error {
	switch {
	case major < 2:
		return errors.New("archaic pcap savefile format")
	case major == 2 && minor <= 4, major == 543 && minor == 0:
	default:
		return errors.New("unsupported pcap savefile version " + strconv.Itoa(int(major)) + "." + strconv.Itoa(int(minor)))
	}
	switch {
	case major == 543 || minor < 3:
		s.swapLens = 1
	case minor == 3:
		s.swapLens = 2
	}
	return nil
}

// next hands out the next packet. The first error stays.
func (s *savefile) next(p *packet) error {
	for {
		if s.err != nil {
			return s.err
		}
		var err error
		if s.ng != nil {
			err = s.nextPcapng(p)
		} else {
			err = s.nextPcap(p)
		}
		if err == nil || err == errInterrupted {
			return err
		}
		s.err = err
		if s.in.file.follow {
			s.err = s.followNext(err)
		}
	}
}

// followNext goes on in the file that has taken the place of the one that ended. A record that was cut by the
// replacement is lost with it, which is said.
func (s *savefile) followNext(end error) error {
	if end != io.EOF {
		if s.in.err == nil {
			return end // damaged, not cut
		}
		if s.warn != nil {
			s.warn(end.Error())
		}
	}
	before := s.in.file
	if err := before.reopen(); err != nil {
		return savefileReadError(err)
	}
	link, snap, fine, warn := s.link, s.snap, s.fine, s.warn
	*s = savefile{warn: warn, in: &savefileInput{file: before, r: before, buf: s.in.buf}}
	if err := s.in.unpack(); err != nil {
		return err
	}
	if err := s.readHeader(); err != nil {
		return err
	}
	s.link, s.snap, s.fine = link, snap, fine // what was announced stays; packets carry their own link type
	return nil
}

// nextPcap reads one record:
//
//	+---------------------------------------------------------------+
//	|                      Timestamp (Seconds)                      |
//	+---------------------------------------------------------------+
//	|            Timestamp (Microseconds or nanoseconds)            |
//	+---------------------------------------------------------------+
//	|                    Captured Packet Length                     |
//	+---------------------------------------------------------------+
//	|                    Original Packet Length                     |
//	+---------------------------------------------------------------+
//	|                          Packet Data                          |
func (s *savefile) nextPcap(p *packet) error {
	if h := s.in.buf[s.in.pos:s.in.end]; len(h) >= pcapRecordLen { // what nearly every record is
		when, lens := binary.LittleEndian.Uint64(h), binary.LittleEndian.Uint64(h[8:])
		n := int(int32(lens))
		if n <= s.plainMost && uint(n) <= uint(len(h)-pcapRecordLen) {
			s.in.pos += pcapRecordLen + n
			s.hand(p, uint32(when), uint32(when>>32), uint32(lens>>32), h[pcapRecordLen:pcapRecordLen+n:pcapRecordLen+n])
			return nil
		}
	}
	h, err := s.in.need(s.recordLen)
	if err != nil {
		if len(h) == 0 && err == io.EOF {
			return err
		}
		return s.cut("truncated dump file; tried to read ", s.recordLen, " header bytes", len(h), err)
	}
	sec, frac, caplen, wire := s.u32(h), s.u32(h[4:]), s.u32(h[8:]), s.u32(h[12:])
	if s.swapLens == 1 || s.swapLens == 2 && caplen > wire {
		caplen, wire = wire, caplen
	}
	if caplen > uint32(savefileMaxSnapLen(s.link)) {
		return s.tooLong(caplen, s.snap)
	}
	n := int(caplen)
	rec, err := s.in.need(s.recordLen + n)
	if err != nil {
		got, want := len(rec)-s.recordLen, n
		if want > s.snap && got < s.snap {
			want = s.snap // libpcap reads so much first, then what it throws away
		}
		return s.cut("truncated dump file; tried to read ", want, " captured bytes", got, err)
	}
	s.in.pos += s.recordLen + n
	s.hand(p, sec, frac, wire, rec[s.recordLen:min(len(rec), s.recordLen+s.snap)])
	return nil
}

// hand fills in a packet.
func (s *savefile) hand(p *packet, sec, frac, wire uint32, data []byte) {
	p.data, p.wireLen = data, int(wire)
	p.sec, p.nsec = int64(sec), uint64(frac) // until 2106: the field has no sign
	if !s.header.nano {
		p.nsec *= 1000
	}
	p.linkType = s.link
	p.ifName, p.comment = "", ""
	p.aux = packetAux{}
}

// cut is the error for a file that ends, or cannot be read, where it should not.
func (s *savefile) cut(what string, want int, unit string, got int, err error) error {
	switch err {
	case errInterrupted:
		return err
	case io.EOF:
		return errors.New(what + strconv.Itoa(want) + unit + ", only got " + strconv.Itoa(got))
	}
	return savefileReadError(err)
}

func (s *savefile) tooLong(caplen uint32, snap int) error {
	limit := " bigger than snaplen of " + strconv.Itoa(snap)
	if uint64(caplen) <= uint64(snap) {
		limit = " bigger than maximum of " + strconv.Itoa(savefileMaxSnapLen(s.link))
	}
	return errors.New("invalid packet capture length " + strconv.FormatUint(uint64(caplen), 10) + "," + limit)
}

func (s *savefile) linkType() int { return s.link }
func (s *savefile) snapLen() int  { return s.snap }
func (s *savefile) nano() bool    { return s.fine }
func (s *savefile) close() error  { return s.in.close() }
func (s *savefile) wake()         { s.in.file.wake() }

// stats has nothing to say of a file; nobody prints it.
func (s *savefile) stats() (captureStats, error) { return captureStats{}, nil }

func (s *savefile) u16(b []byte) uint16 {
	if s.bigEndian {
		return binary.BigEndian.Uint16(b)
	}
	return binary.LittleEndian.Uint16(b)
}

func (s *savefile) u32(b []byte) uint32 {
	if s.bigEndian {
		return binary.BigEndian.Uint32(b)
	}
	return binary.LittleEndian.Uint32(b)
}

// savefileLinkType is the link type of a field of a savefile. Old systems wrote their own DLT numbers where those
// differ from the link types that were agreed upon later.
func savefileLinkType(field uint32) int {
	switch link := int(field & pcapLinkMask); link {
	case 11:
		return linkATMRFC1483
	case 12:
		return linkRaw
	case 15:
		return linkSlipBsdos
	case 16:
		return linkPppBsdos
	case 19:
		return linkAtmClip
	default:
		return link
	}
}

// savefileMaxSnapLen is the largest packet that a file of a link type may hold.
func savefileMaxSnapLen(link int) int {
	switch link {
	case linkDbus:
		return 128 << 20 // the specification's limit of a message
	case linkEbhscr:
		return 8 << 20
	case linkUsbpcap:
		return 1 << 20
	}
	return 256 << 10
}

// savefileSnapLen is the snapshot length of a file; 0, and what is no positive int32, means no limit.
func savefileSnapLen(field uint32, link int) int {
	if field == 0 || field > 1<<31-1 {
		return savefileMaxSnapLen(link)
	}
	return int(field)
}
