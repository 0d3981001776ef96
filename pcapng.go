// Savefiles: reading pcapng (draft-ietf-opsawg-pcapng).

package main

import (
	"errors"
	"io"
	"math/bits"
	"strconv"
)

// Block types. Others are passed over: name resolution, secrets, statistics, custom blocks.
const (
	pcapngInterfaceBlock  = 1
	pcapngObsoletePacket  = 2
	pcapngSimplePacket    = 3
	pcapngStatistics      = 5
	pcapngEnhancedPacket  = 6
	pcapngSection         = 0x0a0d0d0a // the same in both byte orders
	pcapngByteOrderMagic  = 0x1a2b3c4d
	pcapngSectionMin      = 28
	pcapngSectionMax      = 1 << 20 // libpcap's bound of the first section header
	pcapngBlockMin        = 12
	pcapngBlockMax        = 16 << 20
	pcapngBlockOptionsMax = 131072 + 32 // added to the largest packet where that is beyond pcapngBlockMax
)

// Option codes. The first two belong to all blocks, the others to that of an interface.
const (
	pcapngOptEnd      = 0
	pcapngOptComment  = 1
	pcapngIfName      = 2
	pcapngIfDescr     = 3
	pcapngIfTsresol   = 9
	pcapngIfFilter    = 11
	pcapngIfOS        = 12
	pcapngIfTsoffset  = 14
	pcapngMaxIfs      = 1 << 16 // a block costs its writer 20 bytes and us more
	pcapngMaxIfsBytes = 1 << 20 // of names and the like in a section
)

// pcapngReader is what a savefile that is pcapng has beyond a pcap one.
type pcapngReader struct {
	ifs       []pcapngInterface // of the current section
	ifsBytes  int
	known     bool // the first interface has been seen
	maxBlock  uint32
	skipType  uint32 // of a block that is being passed over
	skipTotal int
	skipLeft  int // 0: none is
	raw       *pcapngRaw
	keepRaw   bool // beyond the first packet
}

// pcapngInterface is one Interface Description Block.
type pcapngInterface struct {
	link      int
	linkField uint32 // as it stands in the file
	snap      int
	tsBinary  bool // resolution is 2^-tsExp, not 10^-tsExp
	tsExp     uint8
	tsUnits   uint64 // per second
	tsOffset  int64  // seconds
	name      string
	descr     string
	filter    string
}

func (s *savefile) openPcapng() error {
	s.ng.maxBlock = pcapngBlockMax
	if err := s.firstSection(); err != nil {
		return err
	}
	for !s.ng.known {
		typ, body, err := s.nextBlock()
		switch {
		case err == errInterrupted:
		case err == io.EOF:
			return errors.New("the capture file has no Interface Description Blocks")
		case err != nil:
			return err
		case typ == pcapngInterfaceBlock:
			if err := s.addInterface(body); err != nil {
				return err
			}
		case typ == pcapngSection:
			if err := s.newSection(body); err != nil {
				return err
			}
		case pcapngIsPacket(typ):
			return errors.New("the capture file has a packet block before any Interface Description Blocks")
		}
	}
	s.lookAhead()
	return nil
}

// firstSection reads the Section Header Block that a file begins with.
func (s *savefile) firstSection() error {
	head, err := s.in.need(12)
	for err == errInterrupted {
		head, err = s.in.need(12)
	}
	if err != nil && err != io.EOF {
		return savefileReadError(err)
	}
	if err != nil || !s.byteOrder(head[8:]) {
		return errors.New("unknown file format")
	}
	s.swapped = s.bigEndian != nativeBigEndian()
	total := s.u32(head[4:])
	if total < pcapngSectionMin || total > pcapngSectionMax {
		return errors.New("Section Header Block in pcapng dump file has invalid length 28 < _" +
			strconv.FormatUint(uint64(total), 10) + "_ < 1048576 (BT_SHB_INSANE_MAX)")
	}
	b, err := s.in.need(int(total))
	for err == errInterrupted {
		b, err = s.in.need(int(total))
	}
	if err != nil {
		return s.cut("truncated pcapng dump file; tried to read ", int(total)-12, " bytes", len(b)-12, err)
	}
	s.in.pos += int(total)
	if !s.in.file.follow && total%4 == 0 && s.u32(b[total-4:]) == total {
		s.ng.raw = &pcapngRaw{}
		s.ng.raw.block(pcapngSection, b, s.bigEndian)
	}
	major, minor := s.u16(b[12:]), s.u16(b[14:])
	if major != 1 || minor != 0 && minor != 2 { // some wrote 1.2 for what is 1.0
		return errors.New("unsupported pcapng savefile version " + strconv.Itoa(int(major)) + "." + strconv.Itoa(int(minor)))
	}
	return nil
}

// byteOrder sets the order of a section by its magic.
func (s *savefile) byteOrder(magic []byte) bool {
	was := s.bigEndian
	for _, s.bigEndian = range [2]bool{false, true} {
		if s.u32(magic) == pcapngByteOrderMagic {
			return true
		}
	}
	s.bigEndian = was
	return false
}

// newSection begins a later section; its interfaces are numbered anew.
func (s *savefile) newSection(body []byte) error {
	if len(body) < 16 {
		return pcapngTooShort(pcapngSection)
	}
	if !s.byteOrder(body) {
		return errors.New("the file has a section with a bad byte order magic field")
	}
	if major := s.u16(body[4:]); major != 1 {
		return errors.New("unknown pcapng savefile major version number " + strconv.Itoa(int(major)))
	}
	s.ng.ifs, s.ng.ifsBytes = s.ng.ifs[:0], 0
	return nil
}

// lookAhead takes in what stands before the first packet as far as it has been read: further interfaces, for what
// others want to know before the first packet.
func (s *savefile) lookAhead() {
	for s.err == nil && s.in.end-s.in.pos >= 8 {
		h := s.in.buf[s.in.pos:s.in.end]
		typ, total := s.u32(h), s.u32(h[4:])
		if uint64(total) > uint64(len(h)) || typ == pcapngSection || pcapngIsPacket(typ) {
			return
		}
		typ, body, err := s.nextBlock()
		if err == nil && typ == pcapngInterfaceBlock {
			err = s.addInterface(body)
		}
		s.err = err // no packet comes before it
	}
}

func pcapngIsPacket(typ uint32) bool {
	return typ == pcapngEnhancedPacket || typ == pcapngSimplePacket || typ == pcapngObsoletePacket
}

// nextPcapng reads blocks up to the next packet.
func (s *savefile) nextPcapng(p *packet) error {
	for {
		typ, body, err := s.nextBlock()
		if err != nil {
			return err
		}
		switch typ {
		case pcapngEnhancedPacket:
			return s.enhancedPacket(p, body)
		case pcapngObsoletePacket:
			return s.obsoletePacket(p, body)
		case pcapngSimplePacket:
			return s.simplePacket(p, body)
		case pcapngInterfaceBlock:
			err = s.addInterface(body)
		case pcapngSection:
			err = s.newSection(body)
		}
		if err != nil {
			return err
		}
	}
}

// nextBlock reads one block and returns what is between its two lengths; nothing of blocks that nobody wants.
//
//	+---------------------------------------------------------------+
//	|                          Block Type                           |
//	+---------------------------------------------------------------+
//	|                      Block Total Length                       |
//	+---------------------------------------------------------------+
//	|         Block Body, variable length, padded to 32 bits        |
//	+---------------------------------------------------------------+
//	|                      Block Total Length                       |
//	+---------------------------------------------------------------+
func (s *savefile) nextBlock() (typ uint32, body []byte, err error) {
	if s.ng.skipLeft > 0 {
		return s.ng.skipType, nil, s.skipBlock()
	}
	h, err := s.in.need(8)
	if err != nil {
		if len(h) == 0 && err == io.EOF {
			return 0, nil, err
		}
		return 0, nil, s.cut("truncated pcapng dump file; tried to read ", 8, " bytes", len(h), err)
	}
	typ = s.u32(h)
	if typ == pcapngSection {
		if b, err := s.in.need(12); err == nil {
			s.byteOrder(b[8:]) // a length can only be read in the order of its own section
			h = b
		} else if err == errInterrupted {
			return 0, nil, err
		}
	}
	length := s.u32(h[4:])
	if err := s.blockLength(length); err != nil {
		return 0, nil, err
	}
	total := int(length)
	wanted := typ == pcapngInterfaceBlock || typ == pcapngSection || pcapngIsPacket(typ)
	if !wanted && !s.ng.raw.wants(total) {
		s.ng.raw = nil
		s.ng.skipType, s.ng.skipTotal, s.ng.skipLeft = typ, total, total
		return typ, nil, s.skipBlock()
	}
	b, err := s.in.need(total)
	if err != nil {
		return 0, nil, s.cut("truncated pcapng dump file; tried to read ", total-8, " bytes", len(b)-8, err)
	}
	if end := s.u32(b[total-4:]); end != length {
		return 0, nil, pcapngTrailer(length, end)
	}
	s.in.pos += total
	if s.ng.raw != nil {
		s.takeRaw(typ, b)
	}
	return typ, b[8 : total-4], nil
}

func (s *savefile) blockLength(length uint32) error {
	const what = "block in pcapng dump file has a length of "
	switch {
	case length < pcapngBlockMin:
		return errors.New(what + strconv.Itoa(int(length)) + " < " + strconv.Itoa(pcapngBlockMin))
	case length%4 != 0:
		return errors.New(what + strconv.FormatUint(uint64(length), 10) + " that is not a multiple of 4")
	case length > s.ng.maxBlock:
		return errors.New("pcapng block size " + strconv.FormatUint(uint64(length), 10) + " > maximum " +
			strconv.FormatUint(uint64(s.ng.maxBlock), 10))
	}
	return nil
}

// skipBlock passes over the block at hand, or what is left of it.
func (s *savefile) skipBlock() error {
	n := s.ng
	b, err := s.in.skip(&n.skipLeft)
	if err != nil {
		return s.cut("truncated pcapng dump file; tried to read ", n.skipTotal-8, " bytes",
			n.skipTotal-n.skipLeft+len(b)-8, err)
	}
	if end := s.u32(b); end != uint32(n.skipTotal) {
		return pcapngTrailer(uint32(n.skipTotal), end)
	}
	return nil
}

//go:noinline
func pcapngTooShort(typ uint32) error {
	return errors.New("block of type " + strconv.FormatUint(uint64(typ), 10) + " in pcapng dump file is too short")
}

func pcapngTrailer(header, trailer uint32) error {
	return errors.New("block total length in header " + strconv.FormatUint(uint64(header), 10) + " and trailer " +
		strconv.FormatUint(uint64(trailer), 10) + " don't match")
}

// addInterface takes an Interface Description Block into the table of the section.
func (s *savefile) addInterface(body []byte) error {
	if len(body) < 8 {
		return pcapngTooShort(pcapngInterfaceBlock)
	}
	if len(s.ng.ifs) == pcapngMaxIfs {
		return errors.New("more than " + strconv.Itoa(pcapngMaxIfs) + " interfaces in the file")
	}
	i := pcapngInterface{linkField: uint32(s.u16(body)), tsExp: 6, tsUnits: 1e6}
	i.link = savefileLinkType(i.linkField)
	i.snap = savefileSnapLen(s.u32(body[4:]), i.link)
	if err := s.interfaceOptions(&i, body[8:]); err != nil {
		return err
	}
	s.ng.ifs = append(s.ng.ifs, i)
	if i.tsUnits > 1e6 {
		s.fine = true
	}
	s.ng.maxBlock = max(s.ng.maxBlock, uint32(savefileMaxSnapLen(i.link)+pcapngBlockOptionsMax))
	if !s.ng.known {
		s.ng.known = true
		s.link, s.snap = i.link, i.snap
	}
	return nil
}

// interfaceOptions reads the options of an interface:
//
//	+-------------------------------+-------------------------------+
//	|          Option Code          |         Option Length         |
//	+-------------------------------+-------------------------------+
//	|         Option Value, variable length, padded to 32 bits      |
//	+---------------------------------------------------------------+
func (s *savefile) interfaceOptions(i *pcapngInterface, opts []byte) error {
	const what = "Interface Description Block has "
	haveResol, haveOffset := false, false
	for len(opts) > 0 {
		code, value, rest, ok := s.option(opts)
		if !ok {
			return pcapngTooShort(pcapngInterfaceBlock)
		}
		opts = rest
		switch code {
		case pcapngOptEnd:
			if len(value) != 0 {
				return errors.New(what + "opt_endofopt option with length " + strconv.Itoa(len(value)) + " != 0")
			}
			return nil
		case pcapngIfTsresol:
			if len(value) != 1 {
				return errors.New(what + "if_tsresol option with length " + strconv.Itoa(len(value)) + " != 1")
			}
			if haveResol {
				return errors.New(what + "more than one if_tsresol option")
			}
			haveResol = true
			if err := i.setResolution(value[0]); err != nil {
				return err
			}
		case pcapngIfTsoffset:
			if len(value) != 8 {
				return errors.New(what + "if_tsoffset option with length " + strconv.Itoa(len(value)) + " != 8")
			}
			if haveOffset {
				return errors.New(what + "more than one if_tsoffset option")
			}
			haveOffset = true
			i.tsOffset = int64(s.u64(value))
		case pcapngIfName:
			i.name = s.ng.keep(value)
		case pcapngIfDescr:
			i.descr = s.ng.keep(value)
		case pcapngIfFilter:
			if len(value) > 0 && value[0] == 0 { // a string, not a program
				i.filter = s.ng.keep(value[1:])
			}
		}
	}
	return nil
}

// keep makes a string of an option; the sum of them has a bound.
func (n *pcapngReader) keep(b []byte) string {
	if n.ifsBytes += len(b); n.ifsBytes > pcapngMaxIfsBytes {
		return ""
	}
	return string(b)
}

// option splits off the first option.
func (s *savefile) option(opts []byte) (code uint16, value, rest []byte, ok bool) {
	if len(opts) < 4 {
		return 0, nil, nil, false
	}
	code, n := s.u16(opts), int(s.u16(opts[2:]))
	opts = opts[4:]
	if n > len(opts) {
		return 0, nil, nil, false
	}
	return code, opts[:n], opts[min((n+3)&^3, len(opts)):], true
}

// setResolution takes an if_tsresol: the negative power of 10, or with the top bit set of 2.
func (i *pcapngInterface) setResolution(r byte) error {
	const what = "Interface Description Block if_tsresol option resolution "
	i.tsBinary, i.tsExp = r&0x80 != 0, r&0x7f
	if i.tsBinary {
		if i.tsExp > 63 {
			return errors.New(what + "2^-" + strconv.Itoa(int(i.tsExp)) + " is too high")
		}
		i.tsUnits = 1 << i.tsExp
		return nil
	}
	if i.tsExp > 19 {
		return errors.New(what + "10^-" + strconv.Itoa(int(i.tsExp)) + " is too high")
	}
	i.tsUnits = 1
	for range i.tsExp {
		i.tsUnits *= 10
	}
	return nil
}

// time turns a timestamp of the file into seconds and nanoseconds.
func (i *pcapngInterface) time(ts uint64) (sec int64, nsec uint64) {
	switch i.tsUnits { // a division by a constant is a multiplication
	case 1e6:
		return int64(ts/1e6) + i.tsOffset, ts % 1e6 * 1000
	case 1e9:
		return int64(ts/1e9) + i.tsOffset, ts % 1e9
	}
	frac := ts % i.tsUnits
	switch {
	case i.tsBinary:
		hi, lo := bits.Mul64(frac, 1e9)
		nsec = hi<<(64-i.tsExp) | lo>>i.tsExp
	case i.tsUnits < 1e9:
		nsec = frac * (1e9 / i.tsUnits)
	default:
		nsec = frac / (i.tsUnits / 1e9)
	}
	return int64(ts/i.tsUnits) + i.tsOffset, nsec
}

// enhancedPacket reads an Enhanced Packet Block:
//
//	+---------------------------------------------------------------+
//	|                         Interface ID                          |
//	+---------------------------------------------------------------+
//	|                 Timestamp, upper and lower 4 octets           |
//	+---------------------------------------------------------------+
//	|                    Captured Packet Length                     |
//	+---------------------------------------------------------------+
//	|                    Original Packet Length                     |
//	+---------------------------------------------------------------+
//	|             Packet Data, padded; then options                 |
func (s *savefile) enhancedPacket(p *packet, b []byte) error {
	const fixed = 20
	if len(b) < fixed {
		return pcapngTooShort(pcapngEnhancedPacket)
	}
	ts := uint64(s.u32(b[4:]))<<32 | uint64(s.u32(b[8:]))
	return s.pcapngPacket(p, pcapngEnhancedPacket, s.u32(b), ts, s.u32(b[12:]), s.u32(b[16:]), b[fixed:])
}

// obsoletePacket reads a Packet Block, which differs in its first four octets: Interface ID and a count of drops, of 16
// bits each.
func (s *savefile) obsoletePacket(p *packet, b []byte) error {
	const fixed = 20
	if len(b) < fixed {
		return pcapngTooShort(pcapngObsoletePacket)
	}
	ts := uint64(s.u32(b[4:]))<<32 | uint64(s.u32(b[8:]))
	return s.pcapngPacket(p, pcapngObsoletePacket, uint32(s.u16(b)), ts, s.u32(b[12:]), s.u32(b[16:]), b[fixed:])
}

// simplePacket reads a Simple Packet Block: the original length and data, of the section's first interface and without
// a time.
func (s *savefile) simplePacket(p *packet, b []byte) error {
	if len(b) < 4 {
		return pcapngTooShort(pcapngSimplePacket)
	}
	length := s.u32(b)
	caplen := length
	if len(s.ng.ifs) > 0 {
		caplen = min(caplen, uint32(s.ng.ifs[0].snap))
	}
	err := s.pcapngPacket(p, pcapngSimplePacket, 0, 0, caplen, length, b[4:])
	p.sec = 0
	return err
}

func (s *savefile) pcapngPacket(p *packet, typ, id uint32, ts uint64, caplen, length uint32, data []byte) error {
	if uint64(id) >= uint64(len(s.ng.ifs)) {
		return errors.New("a packet arrived on interface " + strconv.FormatUint(uint64(id), 10) +
			", but there's no Interface Description Block for that interface")
	}
	i := &s.ng.ifs[id]
	if uint64(caplen) > uint64(i.snap) {
		return s.tooLong(caplen, i.snap)
	}
	n := int(caplen)
	if n > len(data) {
		return pcapngTooShort(typ)
	}
	p.data, p.wireLen = data[:n:n], int(length)
	p.sec, p.nsec = i.time(ts)
	p.linkType, p.ifName, p.comment = i.link, i.name, ""
	p.aux = packetAux{}
	if opts := data[min((n+3)&^3, len(data)):]; len(opts) >= 4 && typ != pcapngSimplePacket {
		s.packetOptions(p, opts)
	}
	return nil
}

// packetOptions takes the comments. Options are a packet's least important part: a damaged one ends them.
func (s *savefile) packetOptions(p *packet, opts []byte) {
	const maxComments = 16 // joining them must not become the work of a crafted block
	for comments := 0; comments < maxComments; {
		code, value, rest, ok := s.option(opts)
		if !ok || code == pcapngOptEnd {
			return
		}
		if code == pcapngOptComment {
			if p.comment != "" {
				p.comment += "\n"
			}
			p.comment += string(value)
			comments++
		}
		opts = rest
	}
}

func (s *savefile) u64(b []byte) uint64 {
	if s.bigEndian {
		return uint64(s.u32(b))<<32 | uint64(s.u32(b[4:]))
	}
	return uint64(s.u32(b[4:]))<<32 | uint64(s.u32(b))
}
