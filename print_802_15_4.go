// IEEE 802.15.4-2015: low-rate wireless networks; with and without the checksum of frames, and behind the TAP header of
// https://gitlab.com/exegin/ieee802-15-4-tap.
//
//	 0    2   3    4   5   6   7   8    9   10 11  12 13  14 15
//	+------+----+----+---+---+---+----+----+------+------+------+
//	| type |sec.|pend|ack|PAN| - |no  |IEs |dst   |frame |src   |   little-endian; then sequence number, addresses,
//	|      |    |    |req|ID | - |seq.|    |mode  |vers. |mode  |   security header, information elements, payload, checksum
//	+------+----+----+---+---+---+----+----+------+------+------+

package main

const (
	wpanBeacon       = 0
	wpanAck          = 2
	wpanCommand      = 3
	wpanMultipurpose = 5

	wpanSecurity = 0x008
	wpanPANID    = 0x040
	wpanNoSeq    = 0x100
	wpanIEs      = 0x200

	wpanMultiLong = 0x08 // of the frame control of a multipurpose frame: it has two bytes

	wpanModeNone     = 0
	wpanModeReserved = 1
	wpanModeShort    = 2
	wpanModeLong     = 3
)

var (
	wpanTypes = []token{
		{wpanBeacon, "Beacon"}, {1, "Data"}, {wpanAck, "ACK"}, {wpanCommand, "Command"}, {4, "Reserved"},
		{wpanMultipurpose, "Multipurpose"}, {6, "Fragment"}, {7, "Extended"},
	}
	wpanFlags = []token{
		{wpanSecurity, "Security Enabled, "}, {0x010, "Frame Pending, "}, {0x020, "AR, "}, {wpanPANID, "PAN ID Compression, "},
		{wpanNoSeq, "Sequence Number Suppression, "}, {wpanIEs, "IE present, "},
	}
	// wpanMultiFlags are those of the second byte of a long multipurpose frame control.
	wpanMultiFlags = []token{
		{0x02, "Security Enabled, "}, {0x08, "Frame Pending, "}, {0x40, "AR, "}, {0x01, "PAN ID Present, "},
		{0x04, "Sequence Number Suppression, "}, {0x80, "IE present, "},
	}
	wpanHeaderIEs = []token{
		{0x00, "Vendor Specific Header IE"}, {0x1a, "LE CSL IE"}, {0x1b, "LE RIT IE"}, {0x1c, "DSME PAN descriptor IE"},
		{0x1d, "Rendezvous Time IE"}, {0x1e, "Time Correction IE"}, {0x21, "Extended DSME PAN descriptor IE"},
		{0x22, "Fragment Sequence Context Description IE"}, {0x23, "Simplified Superframe Specification IE"},
		{0x24, "Simplified GTS Specification IE"}, {0x25, "LECIM Capabilities IE"}, {0x26, "TRLE Descriptor IE"},
		{0x27, "RCC Capabilities IE"}, {0x28, "RCCN Descriptor IE"}, {0x29, "Global Time IE"},
		{0x2a, "Omnibus Header IE"}, {0x2b, "DA IE"}, {wpanTermination1, "Header Termination 1 IE"},
		{wpanTermination2, "Header Termination 2 IE"},
	}
	wpanPayloadIEs = []token{
		{0, "ESDU IE"}, {1, "MLME IE"}, {2, "Vendor Specific Nested IE"}, {3, "Multiplexed IE (802.15.9)"},
		{4, "Omnibus Payload Group IE"}, {5, "IETF IE"}, {wpanListEnd, "List termination"},
	}
)

const (
	wpanTermination1 = 0x7e // payload elements follow
	wpanTermination2 = 0x7f // the payload follows
	wpanListEnd      = 15
)

// wpanTapLink prints a frame behind a TAP header: version, a reserved byte, length of the header with its TLVs.
func (p *printer) wpanTapLink(length int) {
	p.proto = "802.15.4_tap"
	h := p.take(4)
	if p.cut >= 0 {
		return
	}
	size := int(le16at(h, 2))
	if h[0] != 0 || size < 4 {
		p.invalid()
		return
	}
	p.takeN(size - 4)
	if p.cut < 0 {
		p.wpanLink(length)
		p.ll += size
	}
}

// wpanLink prints a frame.
func (p *printer) wpanLink(_ int) {
	p.proto = "802.15.4"
	whole := p.in
	if !p.need(2) {
		return
	}
	w := wpanFrame{control: uint32(p.in[0]), whole: whole}
	w.kind = w.control & 7
	p.s("IEEE 802.15.4 ")
	p.tok(&wpanTypes, "", w.kind)
	p.s(" packet ")
	var ok bool
	switch w.kind {
	case wpanMultipurpose:
		ok = p.wpanMulti(&w)
	case 4, 6, 7:
		p.in = nil
		return
	default:
		ok = p.wpanStandard(&w)
	}
	p.ll = len(whole) - len(p.in) - w.stripped
	if ok && p.cut < 0 {
		p.wpanBody(&w)
	}
}

// wpanFrame is what the frame control says; flags are those of a frame that is no multipurpose one.
type wpanFrame struct {
	kind, control, version, flags uint32

	whole      []byte
	sum, right uint32 // checksum as it stands there, and as it should be
	stripped   int    // bytes of it taken off
}

// checkSum takes the checksum off the end of what is left of a frame, p.in, if there is one: if it is right.
func (w *wpanFrame) checkSum(p *printer) {
	least := 2 // bytes that must precede it
	if w.kind == wpanMultipurpose {
		least = 1
	}
	if end := len(w.whole) - 2; end >= least {
		w.sum, w.right = uint32(le16at(w.whole, end)), wpanCRC(w.whole[:end])
		if w.sum == w.right {
			w.stripped = min(2, len(p.in))
			p.in = p.in[:len(p.in)-w.stripped]
		}
	}
}

func (p *printer) wpanError(s string) bool {
	p.s("[ERROR: ")
	p.s(s)
	p.c(']')
	return false
}

// wpanStandard prints the header of a frame up to its addresses, and reports whether more can be printed.
func (p *printer) wpanStandard(w *wpanFrame) bool {
	w.control = uint32(le16(p.take(2)))
	w.flags, w.version = w.control, w.control>>12&3
	p.f1("v%u ", w.version)
	if p.v > 2 {
		p.bits(&wpanFlags, "", "", w.flags)
	}
	if w.flags&wpanNoSeq != 0 && w.version < 2 {
		p.wpanError("Sequence number suppressed on frames where version < 2")
	}
	if !p.wpanSequence(w.flags&wpanNoSeq != 0, p.v > 0) {
		return false
	}
	dst, src, compress := w.control>>10&3, w.control>>14&3, w.flags&wpanPANID != 0
	dstPAN, srcPAN := dst != 0, src != 0 && !compress
	if w.version >= 2 { // 802.15.4-2015 table 7-2
		switch {
		case dst == 0:
			dstPAN = src == 0 && compress
		case src == 0:
			dstPAN = !compress
		default:
			dstPAN = !compress || dst != wpanModeLong || src != wpanModeLong
			srcPAN = srcPAN && src == wpanModeShort
		}
	}
	return p.wpanAddresses(w, dst, src, dstPAN, srcPAN)
}

// wpanMulti prints the header of a multipurpose frame, whose frame control has one or two bytes.
func (p *printer) wpanMulti(w *wpanFrame) bool {
	p.take(1)
	if w.control&wpanMultiLong != 0 {
		b := uint32(p.u8())
		w.control |= b << 8
		w.version = b >> 4 & 3
		w.flags = b<<2&wpanSecurity | b<<2&0x200
		p.f1("v%u ", w.version)
		if p.v > 2 {
			p.bits(&wpanMultiFlags, "", "", b)
		}
		if b&0x80 != 0 {
			w.flags |= wpanIEs
		}
	}
	if !p.wpanSequence(w.control&0x400 != 0, false) {
		return false
	}
	return p.wpanAddresses(w, w.control>>4&3, w.control>>6&3, w.control&0x100 != 0, false)
}

// wpanSequence prints the sequence number, if there is one; else it may say so.
func (p *printer) wpanSequence(missing, say bool) bool {
	if missing {
		if say {
			p.s("seq suppressed ")
		}
		return true
	}
	b := uint32(p.u8())
	if p.v > 0 {
		p.f1("seq %02x ", b)
	}
	return p.cut < 0
}

// wpanAddresses prints both addresses, each with the identifier of its network if that is there.
func (p *printer) wpanAddresses(w *wpanFrame, dst, src uint32, dstPAN, srcPAN bool) bool {
	w.checkSum(p)
	if src == wpanModeReserved {
		return p.wpanError("Invalid src address mode")
	}
	if dst == wpanModeReserved {
		return p.wpanError("Invalid dst address mode")
	}
	if w.kind != wpanMultipurpose && w.version < 2 && w.flags&wpanPANID != 0 && (dst == 0 || src == 0) {
		p.wpanError("PAN ID Compression != 0, and only one address with frame version < 2")
	}
	if !p.wpanAddress(dst, dstPAN) {
		return false
	}
	p.s(" < ")
	if w.kind == wpanMultipurpose {
		p.c(' ')
	}
	ok := p.wpanAddress(src, srcPAN)
	if ok {
		p.c(' ')
	}
	return ok
}

func (p *printer) wpanAddress(mode uint32, pan bool) bool {
	if pan {
		if !p.has(2) {
			return p.wpanError("Truncated before dst_pan")
		}
		p.f1("%04x:", uint32(le16(p.take(2))))
	} else {
		p.s("-:")
	}
	size := [...]int{wpanModeShort: 2, wpanModeLong: 8}[mode]
	if !p.has(size) {
		return p.wpanError("Truncated before dst_addr")
	}
	switch mode {
	case wpanModeNone:
		p.s("none")
	case wpanModeShort:
		p.f1("%04x", uint32(le16(p.take(2))))
	default:
		p.wpanLong(p.take(8))
	}
	return true
}

// wpanLong prints a long address, last byte first.
func (p *printer) wpanLong(a []byte) {
	for i := 7; i >= 0; i-- {
		p.hw(uint64(a[i]), 2)
		if i > 0 {
			p.c(':')
		}
	}
}

// wpanBody prints what follows the addresses.
func (p *printer) wpanBody(w *wpanFrame) {
	level, mic := uint32(0), []byte(nil)
	if w.flags&wpanSecurity != 0 {
		if len(p.in) == 0 {
			p.wpanError("Truncated before Aux Security Header")
			return
		}
		level = uint32(p.u8())
		if !p.wpanSecurityHeader(level) {
			return
		}
		level &= 7
		if size := [...]int{0, 4, 8, 16}[level&3]; size > 0 {
			if !p.has(size) {
				p.wpanError("Truncated before MIC")
				return
			}
			at := len(p.in) - size
			mic, p.in = p.in[at:], p.in[:at]
		}
	}
	if w.flags&wpanIEs != 0 && !p.wpanElements(level >= 4) {
		return
	}
	if p.v > 2 {
		if mic != nil {
			p.s("\n\tMIC ")
			p.hexBytes(mic)
			p.c(' ')
		}
		if w.sum == w.right {
			p.f1("FCS %x ", w.sum)
		} else {
			p.f2("wrong FCS %x vs %x (assume no FCS stored) ", w.sum, w.right)
		}
	}
	switch w.kind {
	case wpanBeacon:
		if w.version < 2 && !p.wpanBeacon() {
			return
		}
	case wpanCommand:
		if !p.has(1) {
			p.wpanError("Truncated before Command ID")
			return
		}
		p.wpanCommand()
	}
	p.data(p.in)
	p.in = nil
}

// wpanSecurityHeader prints the auxiliary security header behind its first byte, section 9.4.
func (p *printer) wpanSecurityHeader(b uint32) bool {
	mode := b >> 3 & 3
	if p.v > 0 {
		p.f2("\n\tSecurity Level %u, Key Id Mode %u, ", b&7, mode)
	}
	if b&0x20 == 0 {
		if !p.has(4) {
			return p.wpanError("Truncated before Frame Counter")
		}
		b := le32(p.take(4))
		if p.v > 1 {
			p.f1("Frame Counter 0x%08x ", b)
		}
	}
	size := [...]int{0, 0, 4, 8}[mode]
	if !p.has(size) {
		return p.wpanError("Truncated before Key Source")
	}
	source := p.takeN(size)
	if p.v > 1 {
		switch mode {
		case 0:
			p.s("Implicit")
		case 2:
			p.f2("KeySource 0x%04x:%04x, ", uint32(le16(source)), uint32(le16at(source, 2)))
		case 3:
			p.s("KeySource ")
			p.wpanLong(source)
			p.s(", ")
		}
	}
	if mode > 0 {
		if !p.has(1) {
			return p.wpanError("Truncated before Key Index")
		}
		b := uint32(p.u8())
		if p.v > 1 {
			p.f1("KeyIndex 0x%02x, ", b)
		}
	}
	return true
}

// wpanElements prints header elements, and the payload elements if those are announced and not encrypted.
func (p *printer) wpanElements(encrypted bool) bool {
	for kind := uint32(0); kind != wpanTermination1; {
		if !p.has(2) {
			return p.wpanError("Truncated header IE")
		}
		b := uint32(le16(p.take(2)))
		if b&0x8000 != 0 {
			p.wpanError("Header IE with type 1")
			p.c(' ')
		}
		kind = b >> 7 & 0xff
		size := int(b & 0x7f)
		if kind > 0x7f {
			p.f2("Reserved Element ID %02x, length = %u ", kind, uint32(size))
			if !p.has(size) {
				return p.wpanError("Truncated IE data")
			}
			p.wpanElementData(p.takeN(size))
			p.s("] ")
		} else {
			if !p.wpanElement(&wpanHeaderIEs, kind, size) {
				return false
			}
			p.s("] ")
		}
		if kind == wpanTermination2 || len(p.in) == 0 && kind != wpanTermination1 {
			return true
		}
	}
	if encrypted {
		p.s("Payload IEs present, but encrypted, cannot print ")
		return true
	}
	for kind := uint32(0); kind != wpanListEnd; {
		if !p.has(2) {
			return p.wpanError("Truncated header IE")
		}
		b := uint32(le16(p.take(2)))
		if b&0x8000 == 0 {
			p.wpanError("Payload IE with type 0")
			p.c(' ')
		}
		kind = b >> 11 & 15
		if !p.wpanElement(&wpanPayloadIEs, kind, int(b&0x7ff)) {
			return false
		}
		p.s("]\n\t")
		if len(p.in) == 0 {
			break
		}
	}
	return true
}

// wpanElement prints an element up to the bracket that closes it.
func (p *printer) wpanElement(names *[]token, kind uint32, size int) bool {
	p.s("\n\t")
	p.tok(names, "Reserved 0x%02x", kind)
	p.s(" [")
	if size == 0 {
		return true
	}
	p.f1(" length = %u, ", uint32(size))
	if !p.has(size) {
		return p.wpanError("Truncated IE data")
	}
	if v := p.takeN(size); p.v < 4 || !p.wpanElementFields(names == &wpanHeaderIEs, kind, v) {
		p.wpanElementData(v)
	}
	return true
}

func (p *printer) wpanElementData(b []byte) {
	if len(b) > 0 {
		p.s("IE Data = ")
		p.wpanBytes(b)
	}
}

// wpanBytes prints bytes with a blank behind each.
func (p *printer) wpanBytes(b []byte) {
	for _, c := range b {
		p.f1("%02x ", uint32(c))
	}
}

// wpanCRC is the 16-bit checksum of section 7.2.11: generator x^16+x^12+x^5+1, least significant bit first.
func wpanCRC(b []byte) uint32 {
	crc := uint32(0)
	for _, c := range b {
		crc ^= uint32(c)
		for range 8 {
			crc = crc>>1 ^ crc&1*0x8408
		}
	}
	return crc
}
