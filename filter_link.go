// Filter language: where the headers of each link type are. Offsets follow the descriptions of the link types at
// https://www.tcpdump.org/linktypes.html.

package main

// filterLink says where the headers of the packet begin. vlan, mpls, pppoes, geneve and vxlan move it along.
type filterLink struct {
	env  *filterEnv
	kind int // LINKTYPE_ number; inside of a tunnel that of the inner link layer

	header  filterOffset // link-level header
	typ     filterOffset // link-level type field
	payload filterOffset // what follows the link-level header; of an 802.2 LLC header its beginning
	nl      uint32       // from there to the network-layer header, with SNAP in between
	nlPlain uint32       // the same without SNAP

	typed  bool // there is a type field, or something like one
	labels int  // MPLS labels seen
	tunnel bool // inside of Geneve or VXLAN
	lane   bool // SUNATM: LAN emulation was asked for
	pppoe  bool // inside of PPPoE

	// What program start finds.
	headerVar, payloadVar *filterVar
}

// net is where the network-layer header is.
//
//go:noinline
func (l *filterLink) net() filterOffset { return l.payload.plus(l.nl) }

// netPlain is where the network-layer header is if an LLC header without SNAP comes before it.
func (l *filterLink) netPlain() filterOffset { return l.payload.plus(l.nlPlain) }

// filterUnset is the offset of something that a link type does not have. As in other implementations, sums with it wrap.
const filterUnset = 0xffffffff

// newFilterLink returns the offsets of a link type.
func newFilterLink(env *filterEnv) filterLink {
	l := filterLink{env: env, kind: env.linkType, typed: true}
	set := func(typ, payload, nl, nlPlain uint32) {
		l.typ, l.payload, l.nl, l.nlPlain = filterOffset{k: typ}, filterOffset{k: payload}, nl, nlPlain
	}
	switch env.linkType {
	case linkEthernet:
		set(12, 14, 0, 3)
	case linkNetanalyzer:
		l.header.k = 4
		set(16, 18, 0, 3)
	case linkNetanalyzerTransparent:
		l.header.k = 12
		set(24, 26, 0, 3)
	case linkDsaTagBrcm, linkDsaTagDsa:
		set(16, 18, 0, 3) // the tag stands before the type
	case linkARCNET:
		set(2, 6, 0, 0)
	case linkARCNETLinux:
		set(4, 8, 0, 0)
	case linkSLIP:
		set(filterUnset, 16, 0, 0)
	case linkSlipBsdos:
		set(filterUnset, 24, 0, 0)
	case linkNull, linkLoop:
		set(0, 4, 0, 0)
	case linkEnc:
		set(0, 12, 0, 0)
	case linkPPP, linkPppPppd, linkCHDLC, linkPppSerial:
		set(2, 4, 0, 0)
	case linkPppEther:
		set(6, 8, 0, 0)
	case linkPppBsdos:
		set(5, 24, 0, 0)
	case linkFDDI:
		set(13, 13, 8, 3)
	case linkTokenRing:
		set(14, 14, 8, 3)
	case linkIpOverFc:
		set(16, 16, 8, 3)
	case linkATMRFC1483, linkAtmClip:
		set(0, 0, 8, 3)
	case linkSunATM:
		set(4, 4, 8, 3)
	case linkRaw, linkIPV4, linkIPV6, linkLtalk:
		set(filterUnset, 0, 0, 0)
	case linkFrelay:
		set(2, 0, 0, 0)
	case linkLinuxSLL:
		set(14, 16, 0, 3)
	case linkLinuxSLL2:
		set(0, 20, 0, 3)
	case linkAppleIpOverIeee1394:
		set(16, 18, 0, 0)
	case linkSymantecFirewall:
		set(6, 44, 0, 0)
	case linkIpnet:
		set(1, 24, 0, 0)
	case linkPflog:
		set(1, 0, 0, 0)
		l.payloadVar = &filterVar{}
		l.payload.v = l.payloadVar
	case linkIEEE80211, linkPrismHeader, linkIEEE80211AVS, linkIEEE80211Radio, linkPpi:
		l.set80211()
	default:
		if !l.setJuniper() {
			set(filterUnset, filterUnset, filterUnset, filterUnset)
			l.typed = false
		}
	}
	return l
}

// set80211 is for 802.11 frames with or without something before them. Both the length of that and the length of the
// MAC header vary.
func (l *filterLink) set80211() {
	if l.kind != linkIEEE80211 {
		l.headerVar = &filterVar{}
		l.header.v = l.headerVar
	}
	l.payloadVar = &filterVar{}
	l.payload = filterOffset{v: l.payloadVar}
	l.typ = filterOffset{k: 24}
	l.nl, l.nlPlain = 8, 3
}

// setJuniper is for the pseudo-headers of Juniper's PICs. Most of them have no payload at a place that is known.
func (l *filterLink) setJuniper() bool {
	payload, nl, nlPlain := uint32(filterUnset), uint32(filterUnset), uint32(filterUnset)
	switch l.kind {
	case linkJuniperMlppp, linkJuniperMlfr, linkJuniperMfr, linkJuniperPpp, linkJuniperChdlc, linkJuniperFrelay:
		payload, nl = 4, 0
	case linkJuniperATM1:
		payload, nl, nlPlain = 4, 0, 10
	case linkJuniperATM2:
		payload, nl, nlPlain = 8, 0, 10
	case linkJuniperPppoe, linkJuniperEther:
		payload, nl, nlPlain = 18, 14, 17
	case linkJuniperPppoeAtm:
		payload, nl = 6, 0
	case linkJuniperGgsn, linkJuniperMonitor:
		payload, nl = 12, 0
	case linkJuniperEs, linkJuniperServices, linkJuniperVp, linkJuniperSt, linkJuniperIsm, linkJuniperVs,
		linkJuniperSrxE2E, linkJuniperFibrechannel, linkJuniperAtmCemic:
	default:
		return false
	}
	l.typ = filterOffset{k: 0}
	l.payload, l.nl, l.nlPlain = filterOffset{k: payload}, nl, nlPlain
	return true
}

// filterLinkName is a link type as messages name it.
func filterLinkName(kind int) string {
	for i := range linkTypeNames {
		if linkTypeNames[i].value == kind {
			return "DLT_" + linkTypeNames[i].name + " (" + linkTypeNames[i].description + ")"
		}
	}
	return "DLT " + filterItoa(uint32(kind))
}

// unsupported fails because a primitive makes no sense on the link type.
func (c *filterCompiler) unsupported(what string) *filterCond {
	return c.fail("'" + what + "' not supported on " + filterLinkName(c.link.kind))
}

// is80211 tells whether frames are 802.11 frames.
func (l *filterLink) is80211() bool {
	switch l.kind {
	case linkIEEE80211, linkPrismHeader, linkIEEE80211AVS, linkIEEE80211Radio, linkPpi:
		return true
	}
	return false
}

// isEthernet tells whether frames have Ethernet's addresses and type field.
func (l *filterLink) isEthernet() bool {
	switch l.kind {
	case linkEthernet, linkNetanalyzer, linkNetanalyzerTransparent, linkDsaTagBrcm, linkDsaTagDsa:
		return true
	}
	return l.kind == linkSunATM && l.lane
}

// needsStart tells whether the link type has code at the start of every program.
func (l *filterLink) needsStart() bool { return l.env.linkType == linkPpi }

// start puts the code before first that finds what has a variable length. On packets that are not of the kind it knows
// it goes to no.
func (l *filterLink) start(first, no *bpfBlock) *bpfBlock {
	needPayload := l.payloadVar != nil && l.payloadVar.used
	needHeader := l.headerVar != nil && (l.headerVar.used || needPayload)
	if needPayload {
		if l.env.linkType == linkPflog {
			// The header's length, rounded up to a multiple of four.
			first = jumpTo(first, ldAbs(bpfB, 0), aluK(bpfADD, 3), aluK(bpfAND, 0xfffffffc), stMem(l.payloadVar.reg))
		} else {
			first = l.start80211(first, needHeader)
		}
	}
	if needHeader {
		first = l.startRadio(first)
	}
	if l.env.linkType == linkPpi {
		// The pseudo-header says what follows it, little-endian; 105 is 802.11.
		first = branch(bpfJEQ, linkIEEE80211<<24, first, no, ldAbs(bpfW, 4))
	}
	return first
}

// startRadio finds the length of what stands before an 802.11 frame and leaves it in X too.
func (l *filterLink) startRadio(next *bpfBlock) *bpfBlock {
	reg := stMem(l.headerVarReg())
	switch l.env.linkType {
	case linkIEEE80211AVS: // length in the second word
		return jumpTo(next, ldAbs(bpfW, 4), reg, bpfTax())
	case linkPrismHeader: // an AVS header, known by its cookie, or a Prism header of 144 bytes
		next = jumpTo(next, reg, bpfTax())
		return branch(bpfJEQ, 0x80211000, jumpTo(next, ldAbs(bpfW, 4)), jumpTo(next, ldImm(144)),
			ldAbs(bpfW, 0), aluK(bpfAND, 0xfffff000))
	}
	// radiotap and PPI: a little-endian length in bytes 2 and 3
	return jumpTo(next, ldAbs(bpfB, 3), aluK(bpfLSH, 8), bpfTax(), ldAbs(bpfB, 2), aluX(bpfOR), reg, bpfTax())
}

// headerVarReg is the scratch word of the header's offset; where only the payload was asked for it has none yet, but
// nothing else reads it then.
func (l *filterLink) headerVarReg() int {
	if l.headerVar.used {
		return l.headerVar.reg
	}
	return l.payloadVar.reg
}

// start80211 finds the length of a MAC header of 802.11: 24 bytes, in QoS data frames 26, and with radiotap perhaps
// padded to a multiple of four. IEEE Std 802.11, 9.2.4.1; https://www.radiotap.org/fields/Flags.html
func (l *filterLink) start80211(next *bpfBlock, haveX bool) *bpfBlock {
	reg := l.payloadVar.reg
	after := next
	if l.env.linkType == linkIEEE80211Radio {
		after = startPadding(next, reg)
	}
	qos := jumpTo(after, ldMem(reg), aluK(bpfADD, 2), stMem(reg))
	frame := branch(bpfJSET, 0x08, branch(bpfJSET, 0x04, next, branch(bpfJSET, 0x80, qos, after)), next)
	if haveX {
		frame.stmts = []bpfInsn{bpfTxa(), aluK(bpfADD, 24), stMem(reg), ldInd(bpfB, 0)}
	} else {
		frame.stmts = []bpfInsn{ldImm(24), stMem(reg), ldAbs(bpfB, 0)}
	}
	return frame
}

// startPadding rounds the offset up if radiotap's flags say that the header is padded. The flags are the first field
// after the fixed part, or the second after the eight bytes of a timestamp. The words are little-endian.
func startPadding(next *bpfBlock, reg int) *bpfBlock {
	const hasFlags, hasTime, moreWords, padded = 0x02000000, 0x01000000, 0x00000080, 0x20
	round := jumpTo(next, ldMem(reg), aluK(bpfADD, 3), aluK(bpfAND, 0xfffffffc), stMem(reg))
	second := branch(bpfJSET, padded, round, next, ldAbs(bpfB, 16))
	first := branch(bpfJSET, padded, round, next, ldAbs(bpfB, 8))
	which := branch(bpfJSET, hasTime, second, first)
	return branch(bpfJSET, hasFlags, branch(bpfJSET, moreWords, next, which), next, ldAbs(bpfW, 4))
}

// filterItoa is the decimal text of a number.
func filterItoa(n uint32) string {
	var b [10]byte
	i := len(b)
	for {
		i--
		b[i] = '0' + byte(n%10)
		if n /= 10; n == 0 {
			return string(b[i:])
		}
	}
}
