// Filter language: IEEE 802.11 frames. IEEE Std 802.11, 9.2.4.1, Frame Control field:
//
//	byte 0: bits 0-1 version, 2-3 type, 4-7 subtype
//	byte 1: bit 0 to the distribution system, bit 1 from it, ...
//
// Addresses 1 to 3 are at 4, 10 and 16, address 4 of frames between access points at 24.

package main

const (
	wlanTypeMask, wlanSubtypeMask = 0x0c, 0xf0
	wlanMgt, wlanCtl, wlanData    = 0x00, 0x04, 0x08
	wlanCTS, wlanACK              = 0xc0, 0xd0
	wlanToDS, wlanFromDS          = 0x01, 0x02
	wlanAddr1, wlanAddr2          = 4, 10
	wlanAddr3, wlanAddr4          = 16, 24
)

// dataFrame tells data frames from management and control.
func (c *filterCompiler) dataFrame() *filterCond {
	return c.masked(c.link.header, 0, bpfB, wlanData, wlanTypeMask)
}

// host80211 finds which of the four addresses are source and destination: that depends on the type of the frame and its
// way. at makes the test of an address field.
func (c *filterCompiler) host80211(dir filterWord, at func(off uint32) *filterCond) *filterCond {
	header := c.link.header
	switch dir {
	case wordSrc:
		return c.source80211(at)
	case wordDst:
		return c.destination80211(at)
	case wordAnd:
		return andConds(c.source80211(at), c.destination80211(at))
	case wordAddr1:
		return at(wlanAddr1)
	case wordAddr2:
		return andConds(c.hasAddr2(), at(wlanAddr2))
	case wordAddr3:
		return andConds(notCond(c.masked(header, 0, bpfB, wlanCtl, wlanTypeMask)), at(wlanAddr3))
	case wordAddr4:
		return andConds(c.masked(header, 1, bpfB, wlanToDS|wlanFromDS, wlanToDS|wlanFromDS), at(wlanAddr4))
	case wordRA:
		return andConds(c.anyBit(header, 0, bpfB, wlanData), at(wlanAddr1))
	case wordTA:
		return allConds(c.anyBit(header, 0, bpfB, wlanData), c.hasAddr2(), at(wlanAddr2))
	}
	return orConds(c.source80211(at), c.destination80211(at))
}

// hasAddr2: clear to send and acknowledgement have one address only.
func (c *filterCompiler) hasAddr2() *filterCond {
	header := c.link.header
	return notCond(andConds(c.masked(header, 0, bpfB, wlanCtl, wlanTypeMask), orConds(
		c.masked(header, 0, bpfB, wlanCTS, wlanSubtypeMask), c.masked(header, 0, bpfB, wlanACK, wlanSubtypeMask))))
}

// source80211: address 2, but in data frames from the distribution system 3, or 4 if they go to it too.
func (c *filterCompiler) source80211(at func(off uint32) *filterCond) *filterCond {
	bit := func(off, bits uint32) *filterCond { return c.anyBit(c.link.header, off, bpfB, bits) }
	return andConds(notCond(bit(0, wlanCtl)), orConds(
		andConds(notCond(bit(0, wlanData)), at(wlanAddr2)),
		andConds(bit(0, wlanData), orConds(
			andConds(notCond(bit(1, wlanFromDS)), at(wlanAddr2)),
			andConds(bit(1, wlanFromDS), orConds(
				andConds(notCond(bit(1, wlanToDS)), at(wlanAddr3)),
				andConds(bit(1, wlanToDS), at(wlanAddr4))))))))
}

// destination80211: address 1, but in data frames to the distribution system 3.
func (c *filterCompiler) destination80211(at func(off uint32) *filterCond) *filterCond {
	bit := func(off, bits uint32) *filterCond { return c.anyBit(c.link.header, off, bpfB, bits) }
	return andConds(notCond(bit(0, wlanCtl)), orConds(
		andConds(notCond(bit(0, wlanData)), at(wlanAddr1)),
		andConds(bit(0, wlanData), orConds(
			andConds(notCond(bit(1, wlanToDS)), at(wlanAddr1)),
			andConds(bit(1, wlanToDS), at(wlanAddr3))))))
}

// wlanType compiles `type T`, `type T subtype S` and `subtype S`; value and mask are of byte 0.
func (c *filterCompiler) wlanType(value, mask uint32) *filterCond {
	if !c.link.is80211() {
		return c.unsupported("type/subtype")
	}
	return c.masked(c.link.header, 0, bpfB, value, mask)
}

// wlanDir compiles `dir D`.
func (c *filterCompiler) wlanDir(value uint32) *filterCond {
	if !c.link.is80211() {
		return c.unsupported("dir")
	}
	return c.masked(c.link.header, 1, bpfB, value, wlanToDS|wlanFromDS)
}

// wlanWords reads what stands behind `type`, `subtype` or `dir`, and compiles it.
func (p *filterParser) wlanWords() *filterCond {
	word := p.tok
	p.next()
	arg := p.tok
	if arg.kind != tokName && (arg.kind != tokNum || word.word == wordSubtype) {
		p.syntaxError()
		return condNever
	}
	p.at = arg
	p.next()
	switch word.word {
	case wordDir:
		dir, ok := filterValueOf(wlanDirs, arg)
		switch {
		case arg.kind == tokName && !ok:
			return p.fail("unknown 802.11 direction")
		case dir > 3:
			return p.fail("invalid 802.11 direction value 0x" + filterHex(dir, 1))
		}
		p.at = word
		return p.wlanDir(dir)
	case wordSubtype:
		for _, typ := range wlanTypes {
			if v, ok := filterValueOf(wlanSubtypes(typ.value), arg); ok {
				p.at = word
				return p.wlanType(typ.value|v, wlanTypeMask|wlanSubtypeMask)
			}
		}
		return p.fail("unknown 802.11 subtype name \"" + arg.text + "\"")
	}
	typ, ok := filterValueOf(wlanTypes, arg)
	switch {
	case arg.kind == tokName && !ok:
		return p.fail("unknown 802.11 type name \"" + arg.text + "\"")
	case typ&^wlanTypeMask != 0:
		return p.fail("invalid 802.11 type value 0x" + filterHex(typ, 2))
	}
	if !p.word(wordSubtype) {
		p.at = word
		return p.wlanType(typ, wlanTypeMask)
	}
	p.next()
	return p.wlanSubtype(typ, word)
}

// wlanSubtype reads the subtype behind `type T subtype`.
func (p *filterParser) wlanSubtype(typ uint32, word filterToken) *filterCond {
	arg := p.tok
	if arg.kind != tokName && arg.kind != tokNum {
		p.syntaxError()
		return condNever
	}
	p.at = arg
	p.next()
	sub, ok := filterValueOf(wlanSubtypes(typ), arg)
	switch {
	case arg.kind == tokName && !ok:
		return p.fail("unknown 802.11 subtype name \"" + arg.text + "\"")
	case sub&^wlanSubtypeMask != 0:
		return p.fail("invalid 802.11 subtype value 0x" + filterHex(sub, 2))
	}
	p.at = word
	return p.wlanType(typ|sub, wlanTypeMask|wlanSubtypeMask)
}

// filterValueOf is the value of a number, or of a name in a table.
func filterValueOf(table []filterValue, t filterToken) (uint32, bool) {
	if t.kind == tokNum {
		return t.num, true
	}
	for _, v := range table {
		if v.name == t.text {
			return v.value, true
		}
	}
	return 0, false
}

// filterHex is a hexadecimal number of at least n digits.
func filterHex(v uint32, n int) string {
	var b [8]byte
	i := len(b)
	for n > 0 || v > 0 {
		i--
		n--
		b[i] = "0123456789abcdef"[v&0xf]
		v >>= 4
	}
	return string(b[i:])
}

var wlanDirs = []filterValue{{"nods", 0}, {"tods", 1}, {"fromds", 2}, {"dstods", 3}}

var wlanTypes = []filterValue{
	{"mgt", wlanMgt}, {"ctl", wlanCtl}, {"data", wlanData}, {"management", wlanMgt}, {"control", wlanCtl},
}

// wlanSubtypes are the names of a type's subtypes.
func wlanSubtypes(typ uint32) []filterValue {
	switch typ {
	case wlanMgt:
		return wlanMgtSubtypes
	case wlanCtl:
		return wlanCtlSubtypes
	case wlanData:
		return wlanDataSubtypes
	}
	return nil
}

var wlanMgtSubtypes = []filterValue{
	{"assocreq", 0x00}, {"assoc-req", 0x00}, {"assocresp", 0x10}, {"assoc-resp", 0x10}, {"reassocreq", 0x20},
	{"reassoc-req", 0x20}, {"reassocresp", 0x30}, {"reassoc-resp", 0x30}, {"probereq", 0x40}, {"probe-req", 0x40},
	{"proberesp", 0x50}, {"probe-resp", 0x50}, {"beacon", 0x80}, {"atim", 0x90}, {"disassoc", 0xa0},
	{"disassociation", 0xa0}, {"auth", 0xb0}, {"authentication", 0xb0}, {"deauth", 0xc0}, {"deauthentication", 0xc0},
}

var wlanCtlSubtypes = []filterValue{
	{"bar", 0x80}, {"ba", 0x90}, {"ps-poll", 0xa0}, {"rts", 0xb0}, {"cts", 0xc0}, {"ack", 0xd0}, {"cf-end", 0xe0},
	{"cf-end-ack", 0xf0},
}

var wlanDataSubtypes = []filterValue{
	{"data", 0x00}, {"data-cf-ack", 0x10}, {"data-cf-poll", 0x20}, {"data-cf-ack-poll", 0x30}, {"null", 0x40},
	{"cf-ack", 0x50}, {"cf-poll", 0x60}, {"cf-ack-poll", 0x70}, {"qos-data", 0x80}, {"qos-data-cf-ack", 0x90},
	{"qos-data-cf-poll", 0xa0}, {"qos-data-cf-ack-poll", 0xb0}, {"qos", 0xc0}, {"qos-cf-poll", 0xe0},
	{"qos-cf-ack-poll", 0xf0},
}
