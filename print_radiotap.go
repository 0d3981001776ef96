// Radiotap, https://www.radiotap.org: what a wireless driver knows of a frame. All numbers are little-endian.
//
//	+-------------+---------+------------+-------------+---------
//	| version (1) | pad (1) | length (2) | present (4) | fields in the order of their bits, each on its own boundary
//	+-------------+---------+------------+-------------+---------
//
// Bit 31 says that another present word follows; bits 29 and 30 that the next one counts from the start, or is a vendor's.

package main

const (
	radiotapMinLen = 8

	radiotapTSFT       = 0
	radiotapFlags      = 1
	radiotapRate       = 2
	radiotapChannel    = 3
	radiotapFHSS       = 4
	radiotapSignal     = 5
	radiotapNoise      = 6
	radiotapQuality    = 7
	radiotapTxAtt      = 8
	radiotapTxAttDB    = 9
	radiotapTxPower    = 10
	radiotapAntenna    = 11
	radiotapSignalDB   = 12
	radiotapNoiseDB    = 13
	radiotapXChannel   = 18
	radiotapMCS        = 19
	radiotapVHT        = 21
	radiotapNamespace  = 29
	radiotapVendor     = 30
	radiotapExtended   = 31
	radiotapMaxPresent = 64 // words of bits that are looked at

	radiotapFlagCFP      = 0x01
	radiotapFlagShort    = 0x02
	radiotapFlagWEP      = 0x04
	radiotapFlagFragment = 0x08
	radiotapFlagFCS      = 0x10
	radiotapFlagPad      = 0x20
	radiotapFlagBad      = 0x40

	radiotapChanTurbo   = 0x0010
	radiotapChanCCK     = 0x0020
	radiotapChanOFDM    = 0x0040
	radiotapChan2GHz    = 0x0080
	radiotapChan5GHz    = 0x0100
	radiotapChanDynamic = 0x0400
	radiotapChanGFSK    = 0x0800
	radiotapChanHalf    = 0x4000
	radiotapChanQuarter = 0x8000
	radiotapChanHT20    = 0x10000
	radiotapChanHT40U   = 0x20000
	radiotapChanHT40D   = 0x40000
)

// radiotapFields is how the fields that have a fixed size are laid out: bytes, and the boundary they stand on.
var radiotapFields = [...]struct{ size, align int }{
	{8, 8}, {1, 1}, {1, 1}, {4, 2}, {2, 1}, {1, 1}, {1, 1}, {2, 2}, {2, 2}, {2, 2}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {2, 2},
	{0, 0}, {0, 0}, {0, 0}, {8, 4}, {3, 1}, {8, 4}, {12, 2},
}

// radiotapState goes through the fields.
type radiotapState struct {
	b     []byte // the header as it was captured
	at    int
	flags byte
	mcs   bool // the namespace has an MCS field: the channel is one of 802.11n
}

func (p *printer) radiotapLink(length int) {
	p.proto = "802.11_radio"
	if !p.need(radiotapMinLen) {
		return
	}
	b := p.in
	size := int(le16at(b, 2))
	if size < radiotapMinLen || size > len(b) {
		p.short(0)
		return
	}
	s := radiotapState{b: b[:size], at: 4}
	words := s.words()
	if words == 0 || !p.radiotap(&s, words) {
		p.trunc()
	}
	if words == 0 {
		return
	}
	pad, fcs := 1, 0
	if s.flags&radiotapFlagPad != 0 {
		pad = 4
	}
	if s.flags&radiotapFlagFCS != 0 {
		fcs = 4
	}
	p.in = b[size:]
	p.ll = 0
	p.ll = size + p.wlan(length-size, pad, fcs)
}

// words goes over the words of present bits and counts them; 0 if the header ends before they do.
func (s *radiotapState) words() int {
	words := 0
	for more := true; more; words++ {
		if s.at+4 > len(s.b) || words == radiotapMaxPresent {
			return 0
		}
		more = le32at(s.b, s.at)>>radiotapExtended != 0
		s.at += 4
	}
	return words
}

// radiotap prints the fields. It reports false if the header ends before they do.
func (p *printer) radiotap(s *radiotapState, words int) bool {
	standard := true
	for i := 0; i < words; i++ {
		present := le32at(s.b, 4+4*i)
		if standard {
			s.mcs = present>>radiotapMCS&1 != 0
			for bit := 0; bit < radiotapNamespace; bit++ {
				if present>>uint(bit)&1 == 0 {
					continue
				}
				known, ok := p.radiotapField(s, bit)
				if !ok {
					return false
				}
				if !known { // its size is not known either, and so where the next one is
					p.f1("[bit %u] ", uint32(bit))
					return true
				}
			}
		}
		switch {
		case present>>radiotapNamespace&1 != 0 && present>>radiotapVendor&1 != 0:
			return true
		case present>>radiotapNamespace&1 != 0:
			standard = true
		case present>>radiotapVendor&1 != 0:
			standard = false
			s.at = (s.at + 1) &^ 1
			if s.at+6 > len(s.b) {
				return false
			}
			s.at += 6 + int(le16at(s.b, s.at+4))
			if s.at > len(s.b) {
				return false
			}
		default:
			standard = standard && present>>radiotapExtended == 0 // bits 32 and up have no meaning yet
		}
	}
	return true
}

// radiotapField prints a field; known says whether there is one of this number, ok whether it was all there.
func (p *printer) radiotapField(s *radiotapState, bit int) (known, ok bool) {
	if bit >= len(radiotapFields) || radiotapFields[bit].size == 0 {
		return false, true
	}
	size, align := radiotapFields[bit].size, radiotapFields[bit].align
	s.at = (s.at + align - 1) / align * align
	if s.at+size > len(s.b) {
		return true, false
	}
	v := s.b[s.at : s.at+size]
	s.at += size
	switch bit {
	case radiotapTSFT:
		p.fw("%uus tsft ", le64(v))
	case radiotapFlags:
		s.flags = v[0]
		p.radiotapFlagNames(v[0])
	case radiotapRate:
		if v[0] >= 0x80 && v[0] <= 0x8f { // some drivers put an MCS index here
			p.f1("MCS %u ", uint32(v[0]&0x7f))
		} else {
			p.f2("%u.%u Mb/s ", uint32(v[0]/2), uint32(v[0]&1*5))
		}
	case radiotapChannel:
		p.f1("%u MHz", uint32(le16(v)))
		p.radiotapChannel(uint32(le16at(v, 2)), s.mcs)
	case radiotapFHSS:
		p.f2("fhset %u fhpat %u ", uint32(v[0]), uint32(v[1]))
	case radiotapSignal:
		p.fw("%ddBm signal ", uint64(int64(int8(v[0]))))
	case radiotapNoise:
		p.fw("%ddBm noise ", uint64(int64(int8(v[0]))))
	case radiotapQuality:
		p.f1("%u sq ", uint32(le16(v)))
	case radiotapTxAtt:
		p.fw("%d tx power ", uint64(-int64(le16(v))))
	case radiotapTxAttDB:
		p.fw("%ddB tx attenuation ", uint64(-int64(v[0])))
	case radiotapTxPower:
		p.fw("%ddBm tx power ", uint64(int64(int8(v[0]))))
	case radiotapAntenna:
		p.f1("antenna %u ", uint32(v[0]))
	case radiotapSignalDB:
		p.f1("%udB signal ", uint32(v[0]))
	case radiotapNoiseDB:
		p.f1("%udB noise ", uint32(v[0]))
	case radiotapXChannel:
		p.f1("%u MHz", uint32(le16at(v, 4)))
		p.radiotapChannel(le32(v), s.mcs)
	case radiotapMCS:
		p.radiotapMCS(v)
	case radiotapVHT:
		p.radiotapVHT(v)
	}
	return true, true
}

func (p *printer) radiotapFlagNames(f byte) {
	for _, t := range [...]struct {
		bit  byte
		name string
	}{
		{radiotapFlagCFP, "cfp "}, {radiotapFlagShort, "short preamble "}, {radiotapFlagWEP, "wep "},
		{radiotapFlagFragment, "fragmented "}, {radiotapFlagBad, "bad-fcs "},
	} {
		if f&t.bit != 0 {
			p.s(t.name)
		}
	}
}

// radiotapChannel prints the kinds of a channel, behind its frequency.
func (p *printer) radiotapChannel(f uint32, mcs bool) {
	if mcs {
		p.s(" 11n ")
		return
	}
	is := func(bits uint32) bool { return f&bits == bits }
	if is(radiotapChan2GHz | radiotapChanGFSK) {
		p.s(" FHSS")
	}
	if is(radiotapChan5GHz | radiotapChanOFDM) {
		p.s(" 11a")
		p.radiotapWidth(f)
	}
	switch {
	case is(radiotapChan2GHz | radiotapChanDynamic), is(radiotapChan2GHz | radiotapChanOFDM):
		p.s(" 11g")
		p.radiotapWidth(f)
	case is(radiotapChan2GHz | radiotapChanCCK):
		p.s(" 11b")
	}
	if is(radiotapChanTurbo) {
		p.s(" Turbo")
	}
	switch {
	case is(radiotapChanHT20):
		p.s(" ht/20")
	case is(radiotapChanHT40D):
		p.s(" ht/40-")
	case is(radiotapChanHT40U):
		p.s(" ht/40+")
	}
	p.c(' ')
}

func (p *printer) radiotapWidth(f uint32) {
	switch {
	case f&radiotapChanHalf != 0:
		p.s("/10Mhz")
	case f&radiotapChanQuarter != 0:
		p.s("/5Mhz")
	}
}

// radiotapHTRates are the rates of the MCS from 33 on in units of 6.5 Mb/s, IEEE 802.11-2020 tables 19-39 and following:
// streams with different modulations.
var radiotapHTRates = [...]uint8{
	6, 8, 10, 9, 12, 15, 8, 10, 10, 12, 14, 14, 16, 12, 15, 15, 18, 21, 21, 24, 10, 12, 14, 12, 14, 16, 18, 16, 18, 20, 20,
	22, 15, 18, 21, 18, 21, 24, 27, 24, 27, 30, 30, 33,
}

// radiotapHTRate is the rate of an MCS in units of 100 kb/s, 0 if there is none.
func radiotapHTRate(index int, wide, short bool) uint64 {
	units := uint64(0)
	switch {
	case index < 32:
		units = uint64([...]uint8{1, 2, 3, 4, 6, 8, 9, 10}[index&7]) * uint64(index/8+1)
	case index == 32:
		switch {
		case !wide:
			return 0
		case short:
			return 67
		}
		return 60
	case index < 33+len(radiotapHTRates):
		units = uint64(radiotapHTRates[index-33])
	}
	rate := 65 * units
	if wide {
		rate = 135 * units
	}
	if short {
		rate = (rate*10 + 4) / 9 // guard interval of 400 ns: symbols of 3.6 us in place of 4
	}
	return rate
}

// radiotapMCS prints an HT rate; known says which of the flags mean something.
func (p *printer) radiotapMCS(v []byte) {
	known, flags, index := v[0], v[1], int(v[2])
	const bandwidth, mcs, guard, format, fec, stbc = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
	if known&mcs != 0 {
		if known&(bandwidth|guard) != 0 {
			if rate := radiotapHTRate(index, flags&3 == 1, flags&4 != 0); rate > 0 {
				p.fw("%u.%u Mb/s ", rate/10, rate%10)
			}
		}
		p.f1("MCS %u ", uint32(index))
	}
	if known&bandwidth != 0 {
		p.s([...]string{"20 MHz ", "40 MHz ", "20 MHz (L) ", "20 MHz (U) "}[flags&3])
	}
	if known&guard != 0 {
		p.s([...]string{"long GI ", "short GI "}[flags>>2&1])
	}
	if known&format != 0 {
		p.s([...]string{"mixed ", "greenfield "}[flags>>3&1])
	}
	if known&fec != 0 {
		p.s([...]string{"BCC FEC ", "LDPC FEC "}[flags>>4&1])
	}
	if known&stbc != 0 {
		p.f1("RX-STBC%u ", uint32(flags>>5&3))
	}
}

var radiotapVHTWidths = [...]string{
	"20 MHz", "40 MHz", "20 MHz (L)", "20 MHz (U)", "80 MHz", "80 MHz (L)", "80 MHz (U)", "80 MHz (LL)", "80 MHz (LU)",
	"80 MHz (UL)", "80 MHz (UU)", "160 MHz", "160 MHz (L)", "160 MHz (U)", "160 MHz (LL)", "160 MHz (LU)", "160 MHz (UL)",
	"160 MHz (UU)", "160 MHz (LLL)", "160 MHz (LLU)", "160 MHz (LUL)", "160 MHz (UUU)", "160 MHz (ULL)", "160 MHz (ULU)",
	"160 MHz (UUL)", "160 MHz (UUU)", "unknown (26)", "unknown (27)", "unknown (28)", "unknown (29)", "unknown (30)",
	"unknown (31)",
}

// radiotapVHT prints a VHT rate, for each of up to four users.
func (p *printer) radiotapVHT(v []byte) {
	known, flags, width, coding := le16(v), v[2], v[3], v[8]
	const guard, bandwidth = 0x0004, 0x0040
	for i, user := range v[4:8] {
		streams, mcs := user&0xf, user>>4
		if streams == 0 {
			continue
		}
		p.f2("User %u MCS %u ", uint32(i), uint32(mcs))
		p.s([...]string{"BCC FEC ", "LDPC FEC "}[coding>>uint(i)&1])
	}
	if known&bandwidth != 0 {
		p.s(radiotapVHTWidths[width&0x1f])
		p.c(' ')
	}
	if known&guard != 0 {
		p.s([...]string{"long GI ", "short GI "}[flags>>2&1])
	}
}
