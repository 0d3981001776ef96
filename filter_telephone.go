// Filter language: ATM as SunATM captures it, and SS7 (MTP2 and up, ITU-T Q.703, Q.704, Q.2931).

package main

// SunATM's header: kind of traffic in the low four bits of byte 0, VPI in byte 1, VCI in bytes 2 and 3.
const (
	sunATMLane = 1
	sunATMLLC  = 2

	sunATMVPI, sunATMVCI = 1, 2
	sunATMMessageType    = 4 + 5 // Q.2931: where the type of a signalling message is
)

// atmField makes the test of a VPI or VCI.
func (p *filterParser) atmField(word filterWord) func(rel filterTok, value uint32) *filterCond {
	return func(rel filterTok, value uint32) *filterCond {
		if word == wordVPI {
			if value > 0xff {
				return p.tooBig("VPI", value, 0xff)
			}
			return p.compare(filterOffset{}, sunATMVPI, bpfB, 0xffffffff, rel, value)
		}
		if value > 0xffff {
			return p.tooBig("VCI", value, 0xffff)
		}
		return p.compare(filterOffset{}, sunATMVCI, bpfH, 0xffffffff, rel, value)
	}
}

// circuit tests VPI 0 and a VCI.
func (c *filterCompiler) circuit(vci uint32) *filterCond {
	return andConds(c.equal(filterOffset{}, sunATMVPI, bpfB, 0), c.equal(filterOffset{}, sunATMVCI, bpfH, vci))
}

// atm compiles the words for well-known circuits and what runs over them.
func (c *filterCompiler) atm(word filterWord) *filterCond {
	const (
		vciMeta, vciBroadcast, vciSegmentOAM, vciEndOAM, vciSignalling, vciILMI = 1, 2, 3, 4, 5, 16

		setup, callProceeding, connect, connectAck, release, releaseDone = 0x05, 0x02, 0x07, 0x0f, 0x4d, 0x5a
	)
	message := func(types ...uint32) *filterCond {
		one := condNever
		for _, t := range types {
			one = orConds(one, c.equal(filterOffset{}, sunATMMessageType, bpfB, t))
		}
		return one
	}
	switch word {
	case wordLane:
		is := c.masked(c.link.header, 0, bpfB, sunATMLane, 0x0f)
		// An LE header of two bytes, then an Ethernet frame.
		l := &c.link
		l.lane = true
		l.header = l.payload.plus(2)
		l.typ = l.header.plus(12)
		l.payload = l.header.plus(14)
		l.nl, l.nlPlain = 0, 3
		return is
	case wordMetac:
		return c.circuit(vciMeta)
	case wordBcc:
		return c.circuit(vciBroadcast)
	case wordSC:
		return c.circuit(vciSignalling)
	case wordIlmic:
		return c.circuit(vciILMI)
	case wordOAMF4SC:
		return c.circuit(vciSegmentOAM)
	case wordOAMF4EC:
		return c.circuit(vciEndOAM)
	case wordOAM, wordOAMF4:
		return andConds(c.equal(filterOffset{}, sunATMVPI, bpfB, 0), orConds(
			c.equal(filterOffset{}, sunATMVCI, bpfH, vciSegmentOAM), c.equal(filterOffset{}, sunATMVCI, bpfH, vciEndOAM)))
	case wordConnectmsg:
		return andConds(c.circuit(vciSignalling), message(releaseDone, release, connectAck, connect, setup, callProceeding))
	}
	return andConds(c.circuit(vciMeta), message(releaseDone, release, connect, setup, callProceeding))
}

// mtpOffset is where an MTP2 header begins.
func (l *filterLink) mtpOffset() (uint32, bool) {
	switch l.kind {
	case linkMTP2:
		return 0, true
	case linkMTP2WithPhdr:
		return 4, true
	case linkErf:
		return 20, true
	}
	return 0, false
}

// signalUnit compiles the words for the kinds of signal units: the length indicator, which has six bits, or in the high
// speed format nine, is 0 for fill-in, 1 or 2 for link status, more for messages.
func (c *filterCompiler) signalUnit(word filterWord) *filterCond {
	mtp, _ := c.link.mtpOffset()
	length := func(rel filterTok, value uint32) *filterCond {
		switch word {
		case wordHFISU, wordHLSSU, wordHMSU:
			return c.compare(filterOffset{}, mtp+4, bpfH, 0xff80, rel, value<<7)
		}
		return c.compare(filterOffset{}, mtp+2, bpfB, 0x3f, rel, value)
	}
	switch word {
	case wordFISU, wordHFISU:
		return length('=', 0)
	case wordLSSU, wordHLSSU:
		return andConds(length('>', 0), length(tokLE, 2))
	}
	return length('>', 2)
}

// mtpField makes the test of a field of MTP3: service information octet, then the routing label, little-endian,
// with 14 bits of destination, 14 bits of origin and four of signalling link selection. Codes are compared as they
// stand in the packet, so of < and > between them only equality has a meaning.
func (p *filterParser) mtpField(word filterWord, name string) func(rel filterTok, value uint32) *filterCond {
	mtp, _ := p.link.mtpOffset()
	switch word {
	case wordHSIO, wordHOPC, wordHDPC, wordHSLS: // high speed: three more bytes before it
		mtp += 3
	}
	return func(rel filterTok, value uint32) *filterCond {
		limit := uint32(0x3fff)
		switch word {
		case wordSIO, wordHSIO:
			limit = 0xff
		case wordSLS, wordHSLS:
			limit = 0x0f
		}
		if value > limit {
			return p.tooBig(name, value, limit)
		}
		switch word {
		case wordSIO, wordHSIO:
			return p.compare(filterOffset{}, mtp+3, bpfB, 0xffffffff, rel, value)
		case wordDPC, wordHDPC:
			return p.compare(filterOffset{}, mtp+4, bpfH, 0xff3f, rel, value&0xff<<8|value>>8)
		case wordOPC, wordHOPC:
			return p.compare(filterOffset{}, mtp+4, bpfW, 0x00c0ff0f, rel, value&0x3<<22|value&0x3fc<<6|value>>10)
		}
		return p.compare(filterOffset{}, mtp+7, bpfB, 0xf0, rel, value<<4)
	}
}

// fieldValues reads what stands behind vpi, dpc and the like: a number, a relation with a number, or numbers joined by
// or in parentheses.
func (p *filterParser) fieldValues(test func(rel filterTok, value uint32) *filterCond) *filterCond {
	number := func(rel filterTok) *filterCond {
		t := p.tok
		p.expect(tokNum)
		if p.err != nil {
			return condNever
		}
		p.at = t
		return test(rel, t.num)
	}
	switch {
	case p.relationFollows():
		rel := p.tok.kind
		p.next()
		return number(rel)
	case p.tok.kind != '(':
		return number('=')
	}
	p.next()
	one := number('=')
	for p.err == nil && p.word(wordOr) {
		p.next()
		one = orConds(one, number('='))
	}
	p.expect(')')
	return one
}
