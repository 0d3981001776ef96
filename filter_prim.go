// Filter language: primitives that are a word of their own, with or without an argument.

package main

// afterProtocol compiles what may stand behind a protocol instead of a qualifier.
func (p *filterParser) afterProtocol(proto filterProto) (*filterCond, bool) {
	if p.tok.kind != tokWord {
		return nil, false
	}
	switch p.tok.word {
	case wordBroadcast:
		p.at = p.tok
		p.next()
		return p.broadcast(proto), true
	case wordMulticast:
		p.at = p.tok
		p.next()
		return p.multicast(proto), true
	case wordType, wordSubtype, wordDir:
		return p.wlanWords(), true
	}
	return nil, false
}

// plainPrimitive compiles a primitive that begins with a word that is no qualifier.
func (p *filterParser) plainPrimitive() (*filterCond, bool) {
	if cond, ok := p.afterProtocol(protoDefault); ok {
		return cond, true
	}
	t := p.tok
	p.at = t
	switch w := t.word; w {
	case wordLess:
		return p.lengthWord(tokLE), true
	case wordGreater:
		return p.lengthWord(tokGE), true
	case wordByte:
		return p.byteWord(), true
	case wordInbound, wordOutbound:
		p.next()
		return p.inbound(w == wordOutbound, t.text), true
	case wordIfindex:
		p.next()
		n := p.tok.num
		p.expect(tokNum)
		return p.ifindex(n), true
	case wordVLAN:
		p.next()
		return p.vlan(p.optionalNumber()), true
	case wordMPLS:
		p.next()
		return p.mpls(p.optionalNumber()), true
	case wordPPPoED:
		p.next()
		return p.linkProto(filterTypePPPoED), true
	case wordPPPoES:
		p.next()
		return p.pppoes(p.optionalNumber()), true
	case wordGeneve:
		p.next()
		return p.geneve(p.optionalNumber()), true
	case wordVXLAN:
		p.next()
		return p.vxlan(p.optionalNumber()), true
	case wordLLC:
		p.next()
		switch {
		case p.tok.kind == tokName || p.word(wordRulenum) && p.tok.text == "rnr":
			p.at = p.tok
			name := p.tok.text
			p.next()
			return p.llcType(name), true
		}
		return p.llc(), true
	case wordIfname, wordRuleset, wordRulenum, wordSubrulenum, wordReason, wordAction:
		return p.pflogWords(), true
	}
	return p.telephonePrimitive(t)
}

// telephonePrimitive compiles the primitives of ATM and SS7.
func (p *filterParser) telephonePrimitive(t filterToken) (*filterCond, bool) {
	name := t.text
	if name == "lsu" {
		name = "lssu"
	}
	switch t.word {
	case wordLane, wordMetac, wordBcc, wordSC, wordIlmic, wordOAM, wordOAMF4, wordOAMF4EC, wordOAMF4SC, wordConnectmsg,
		wordMetaconnect, wordVPI, wordVCI:
		p.next()
		if p.link.kind != linkSunATM {
			return p.fail("'" + name + "' supported only on SUNATM"), true
		}
		if t.word == wordVPI || t.word == wordVCI {
			return p.fieldValues(p.atmField(t.word)), true
		}
		return p.atm(t.word), true
	case wordFISU, wordLSSU, wordMSU, wordHFISU, wordHLSSU, wordHMSU, wordSIO, wordOPC, wordDPC, wordSLS, wordHSIO, wordHOPC,
		wordHDPC, wordHSLS:
		p.next()
		if _, ok := p.link.mtpOffset(); !ok {
			return p.fail("'" + name + "' supported only on SS7"), true
		}
		switch t.word {
		case wordFISU, wordLSSU, wordMSU, wordHFISU, wordHLSSU, wordHMSU:
			return p.signalUnit(t.word), true
		}
		return p.fieldValues(p.mtpField(t.word, name)), true
	}
	return nil, false
}

// optionalNumber reads the number that may stand behind vlan and the like, -1 if there is none.
func (p *filterParser) optionalNumber() int64 {
	if p.tok.kind != tokNum {
		return -1
	}
	n := int64(p.tok.num)
	p.at = p.tok
	p.next()
	return n
}

// lengthWord compiles `less N` and `greater N`.
func (p *filterParser) lengthWord(rel filterTok) *filterCond {
	p.next()
	n := p.tok.num
	p.expect(tokNum)
	jump, not := relationJump(rel)
	cond := p.test([]bpfInsn{{code: bpfLD | bpfLEN}}, jump, n)
	if not {
		return notCond(cond)
	}
	return cond
}

// byteWord compiles `byte N op N`.
func (p *filterParser) byteWord() *filterCond {
	p.next()
	off := p.tok.num
	p.expect(tokNum)
	op := p.tok
	switch {
	case op.kind == '=' && op.text == "=" || op.kind == '<' || op.kind == '>' || op.kind == '&' || op.kind == '|':
		p.next()
	default:
		p.syntaxError()
	}
	value := p.tok
	p.expect(tokNum)
	if p.err != nil {
		return condNever
	}
	p.at = value
	if value.num > 0xff {
		return p.tooBig("byte argument", value.num, 0xff)
	}
	load := p.load(p.link.header, off, bpfB)
	if !foldable(p.link.header.k, off) { // the offset must fail at run time, not become something else
		load = []bpfInsn{{code: bpfLDX | bpfIMM, k: 1 << 30}, ldInd(bpfB, 1<<30)}
	}
	switch op.kind {
	case '&':
		return notCond(p.test(append(load, aluK(bpfAND, value.num)), bpfJEQ, 0))
	case '|':
		return notCond(p.test(append(load, aluK(bpfOR, value.num)), bpfJEQ, 0))
	}
	jump, not := relationJump(op.kind)
	if cond := p.test(load, jump, value.num); !not {
		return cond
	} else {
		return notCond(cond)
	}
}

// inbound compiles `inbound` and `outbound`.
func (c *filterCompiler) inbound(out bool, word string) *filterCond {
	const outgoing = 4 // PACKET_OUTGOING of Linux
	way := func(cond *filterCond) *filterCond {
		if out {
			return cond
		}
		return notCond(cond)
	}
	pick := func(in, outValue uint32) uint32 {
		if out {
			return outValue
		}
		return in
	}
	none := filterOffset{}
	switch c.env.linkType {
	case linkSLIP, linkPppPppd:
		return c.equal(none, 0, bpfB, pick(0, 1))
	case linkLinuxSLL:
		return way(c.equal(none, 0, bpfH, outgoing))
	case linkLinuxSLL2:
		return way(c.equal(none, 10, bpfB, outgoing))
	case linkPflog:
		return c.equal(none, pflogDirection, bpfB, pick(1, 2))
	case linkIpnet:
		return c.equal(none, 2, bpfH, pick(2, 1))
	case linkDsaTagBrcm: // the tag's opcode: from a port to the processor, or back
		return c.masked(none, 12, bpfB, pick(0, 0x20), 0xe0)
	case linkDsaTagDsa: // the tag's command: to the processor, or to a sniffer; or from the processor
		return c.masked(none, 12, bpfB, pick(0, 0x40), pick(0x40, 0xc0))
	}
	if c.link.isJuniper() {
		return c.masked(none, 3, bpfB, pick(1, 0), 0x01)
	}
	if c.env.live {
		return way(c.equal(none, bpfAncillary+bpfAncPktType, bpfH, outgoing))
	}
	return c.fail("not a live capture, '" + word + "' not supported on " + filterLinkName(c.env.linkType))
}

// isJuniper tells whether the packet has a pseudo-header of Juniper's.
func (l *filterLink) isJuniper() bool {
	other := filterLink{env: l.env, kind: l.env.linkType}
	return other.setJuniper()
}

// ifindex compiles `ifindex N`.
func (c *filterCompiler) ifindex(n uint32) *filterCond {
	switch {
	case c.env.linkType == linkLinuxSLL2:
		return c.equal(filterOffset{}, 4, bpfW, n)
	case c.env.live:
		return c.equal(filterOffset{}, bpfAncillary+bpfAncIfIndex, bpfW, n)
	}
	return c.fail("not a live capture, 'ifindex' not supported on " + filterLinkName(c.env.linkType))
}
