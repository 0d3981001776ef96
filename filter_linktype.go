// Filter language: which protocol follows the link-level header. Every link type says it in its own way; the numbers
// here are Ethernet types (above 1500) and service access points of 802.2 LLC, and each link type has its own for some.

package main

import "runtime"

// Numbers that the tests below name. IEEE 802 numbers registry of IANA; IEEE Std 802.2.
const (
	etherMaxLength = 1500 // an Ethernet type field up to this is a length, and LLC follows

	filterTypeIP     = 0x0800
	filterTypeARP    = 0x0806
	filterTypeRARP   = 0x8035
	filterTypeIP6    = 0x86dd
	filterTypeATALK  = 0x809b
	filterTypeAARP   = 0x80f3
	filterTypeIPX    = 0x8137
	filterTypeDECnet = 0x6003
	filterTypeNS     = 0x0600
	filterTypeMPLS   = 0x8847
	filterTypePPPoED = 0x8863
	filterTypePPPoES = 0x8864
	filterTypeBridge = 0x6558 // a bridged Ethernet frame

	sapIP      = 0x06
	sapSTP     = 0x42
	sapIPX     = 0xe0
	sapNetBEUI = 0xf0
	sapISO     = 0xfe
)

// Address families on the systems that write them into packets, for IPv6: they agree on 2 for IPv4 only.
const (
	afINET         = 2
	afINET6Linux   = 10
	afINET6BSD     = 24 // NetBSD, OpenBSD
	afINET6Solaris = 26
	afINET6FreeBSD = 28
	afINET6Darwin  = 30
)

// linkProto tells whether protocol proto follows the link-level header.
func (c *filterCompiler) linkProto(proto uint32) *filterCond {
	l := &c.link
	if l.labels > 0 {
		return c.mplsProto(proto)
	}
	if !l.typed {
		return c.fail("link-layer type filtering not implemented for " + filterLinkName(l.kind))
	}
	switch l.kind {
	case linkEthernet, linkNetanalyzer, linkNetanalyzerTransparent, linkDsaTagBrcm, linkDsaTagDsa:
		return c.etherProto(proto)
	case linkCHDLC:
		if proto > 0xffff {
			return c.tooBig("HDLC protocol", proto, 0xffff)
		}
		if proto == sapISO {
			proto = sapISO<<8 | sapISO
		}
		return c.equal(l.typ, 0, bpfH, proto)
	case linkIEEE80211, linkPrismHeader, linkIEEE80211AVS, linkIEEE80211Radio, linkPpi:
		return andConds(c.dataFrame(), c.llcProto(proto))
	case linkFDDI:
		if c.env.checkLLC {
			return c.fddiProto(proto)
		}
		return c.llcProto(proto)
	case linkTokenRing, linkATMRFC1483, linkAtmClip, linkIpOverFc:
		return c.llcProto(proto)
	case linkSunATM:
		if l.lane { // not LE Control
			return andConds(notCond(c.equal(filterOffset{}, 4, bpfH, 0xff00)), c.etherProto(proto))
		}
		return andConds(c.masked(filterOffset{}, 0, bpfB, sunATMLLC, 0x0f), c.llcProto(proto))
	case linkLinuxSLL, linkLinuxSLL2:
		return c.cookedProto(proto)
	case linkSLIP, linkSlipBsdos, linkRaw:
		// The version of the IP header. (Of SLIP it is tempting to look at byte 0, but that is the direction, and what
		// follows it may be a compressed header: the IP header begins behind these.)
		return c.ipVersion(l.net(), proto)
	case linkIPV4:
		return constCond(proto == filterTypeIP)
	case linkIPV6:
		return constCond(proto == filterTypeIP6)
	case linkLtalk:
		return constCond(proto == filterTypeATALK)
	case linkPPP, linkPppPppd, linkPppSerial, linkPppEther, linkPppBsdos:
		return c.pppProto(proto)
	case linkNull, linkLoop, linkEnc, linkPflog:
		return c.familyProto(proto)
	case linkARCNET, linkARCNETLinux:
		return c.arcnetProto(proto)
	case linkFrelay:
		return c.frameRelayProto(proto)
	case linkIpnet:
		switch proto {
		case filterTypeIP:
			return c.equal(l.typ, 0, bpfB, afINET)
		case filterTypeIP6:
			return c.equal(l.typ, 0, bpfB, afINET6Solaris)
		}
		return condNever
	case linkAppleIpOverIeee1394, linkSymantecFirewall:
		if proto > 0xffff {
			return c.tooBig("EtherType", proto, 0xffff)
		}
		return c.equal(l.typ, 0, bpfH, proto)
	}
	// Juniper: the pseudo-header begins with a magic number; what follows depends on the PIC.
	return c.masked(l.header, 0, bpfW, 0x4d474300, 0xffffff00)
}

func constCond(b bool) *filterCond {
	if b {
		return condAlways
	}
	return condNever
}

// tooBig fails because a number does not fit into its field.
func (c *filterCompiler) tooBig(what string, n, limit uint32) *filterCond {
	return c.fail(what + " " + filterItoa(n) + " greater than maximum " + filterItoa(limit))
}

// isLLC tells, on links with Ethernet's type field, whether that is a length.
func (c *filterCompiler) isLLC() *filterCond {
	return notCond(c.greater(c.link.typ, 0, bpfH, etherMaxLength))
}

// snap tells whether an LLC header with SNAP names this organisation and type. RFC 1042
func (c *filterCompiler) snap(organisation, typ uint32) *filterCond {
	return andConds(c.equal(c.link.payload, 4, bpfW, organisation<<16|typ),
		c.equal(c.link.payload, 0, bpfW, 0xaaaa0300|organisation>>16))
}

const snapApple = 0x080007

// saps tells whether both service access points are this one, sap whether the destination's is.
//
//go:noinline
func (c *filterCompiler) saps(sap uint32) *filterCond {
	return c.equal(c.link.payload, 0, bpfH, sap<<8|sap)
}

func (c *filterCompiler) sap(sap uint32) *filterCond {
	if sap > 0xff {
		return c.tooBig("LLC DSAP", sap, 0xff)
	}
	return c.equal(c.link.payload, 0, bpfB, sap)
}

// etherProto is the test on Ethernet: a type, or a length with LLC behind it.
func (c *filterCompiler) etherProto(proto uint32) *filterCond {
	typ := c.link.typ
	switch proto {
	case sapISO, sapIP, sapNetBEUI:
		return andConds(c.isLLC(), c.saps(proto))
	case sapIPX:
		// Four encapsulations: a type, SNAP, LLC, and 802.3 without LLC, whose checksum field is all ones.
		return orConds(c.equal(typ, 0, bpfH, filterTypeIPX),
			andConds(c.isLLC(), anyCond(c.snap(0, filterTypeIPX), c.sap(sapIPX), c.saps(0xff))))
	case filterTypeATALK:
		return orConds(c.equal(typ, 0, bpfH, proto), andConds(c.isLLC(), c.snap(snapApple, proto)))
	case filterTypeAARP:
		return orConds(c.equal(typ, 0, bpfH, proto), andConds(c.isLLC(), c.snap(0, proto)))
	}
	if proto <= etherMaxLength {
		return andConds(c.isLLC(), c.sap(proto))
	}
	if proto > 0xffff {
		return c.tooBig("EtherType", proto, 0xffff)
	}
	return c.equal(typ, 0, bpfH, proto)
}

// cookedProto is the test on Linux cooked captures: a type, or one of Linux's numbers for frames without one.
func (c *filterCompiler) cookedProto(proto uint32) *filterCond {
	const ethP8023, ethP8022 = 1, 4 // 802.3 without LLC, LLC
	typ := c.link.typ
	llc := c.equal(typ, 0, bpfH, ethP8022)
	switch proto {
	case sapISO, sapIP, sapNetBEUI:
		return andConds(llc, c.saps(proto))
	case sapIPX:
		return anyCond(c.equal(typ, 0, bpfH, filterTypeIPX), c.equal(typ, 0, bpfH, ethP8023),
			andConds(llc, orConds(c.sap(sapIPX), c.snap(0, filterTypeIPX))))
	case filterTypeATALK:
		return orConds(c.equal(typ, 0, bpfH, proto), andConds(llc, c.snap(snapApple, proto)))
	case filterTypeAARP:
		return orConds(c.equal(typ, 0, bpfH, proto), andConds(llc, c.snap(0, proto)))
	}
	if proto <= etherMaxLength {
		return andConds(llc, c.sap(proto))
	}
	if proto > 0xffff {
		return c.tooBig("EtherType", proto, 0xffff)
	}
	return c.equal(typ, 0, bpfH, proto)
}

// llcProto is the test where an LLC header always follows.
func (c *filterCompiler) llcProto(proto uint32) *filterCond {
	switch proto {
	case sapISO, sapIP, sapNetBEUI:
		return c.saps(proto)
	case filterTypeATALK:
		return c.snap(snapApple, proto)
	}
	if proto <= etherMaxLength {
		return c.sap(proto)
	}
	if proto > 0xffff {
		return c.tooBig("EtherType", proto, 0xffff)
	}
	// The type in a SNAP header; that it is one, and of which organisation, is not looked at.
	return c.equal(c.link.payload, 6, bpfH, proto)
}

// fddiProto is the test on FDDI for a filter that is run. libpcap takes every frame there for one with an LLC header and
// an Ethernet type for one in a SNAP header, and so accepts others that have the number in the same place. A program
// that is only shown is like libpcap's. The frame control field says what is in a frame (ANSI X3.139, C L FF ZZZZ; FF is
// 01 for LLC); the organisation is 0 for an Ethernet type (RFC 1390), or that of a bridge.
func (c *filterCompiler) fddiProto(proto uint32) *filterCond {
	const bridged = 0xf8
	frame := c.masked(filterOffset{}, 0, bpfB, 0x10, 0x30)
	cond := c.llcProto(proto)
	if proto <= etherMaxLength || proto == filterTypeATALK {
		return andConds(frame, cond)
	}
	organisation := orConds(c.equal(c.link.payload, 4, bpfH, 0), c.equal(c.link.payload, 4, bpfH, bridged))
	return andConds(andConds(frame, c.equal(c.link.payload, 0, bpfW, 0xaaaa0300)), andConds(organisation, cond))
}

// ipVersion is the test where IP follows at once.
func (c *filterCompiler) ipVersion(net filterOffset, proto uint32) *filterCond {
	switch proto {
	case filterTypeIP:
		return c.masked(net, 0, bpfB, 0x40, 0xf0)
	case filterTypeIP6:
		return c.masked(net, 0, bpfB, 0x60, 0xf0)
	}
	return condNever
}

// pppProto is the test on PPP, whose protocol numbers are its own. RFC 1661, PPP numbers registry of IANA
func (c *filterCompiler) pppProto(proto uint32) *filterCond {
	const vjCompressed, vjUncompressed = 0x2d, 0x2f // RFC 1144
	typ := c.link.typ
	if c.link.kind == linkPppBsdos && proto == filterTypeIP {
		return anyCond(c.equal(typ, 0, bpfH, 0x21), c.equal(typ, 0, bpfH, vjCompressed), c.equal(typ, 0, bpfH, vjUncompressed))
	}
	switch proto {
	case filterTypeIP:
		proto = 0x21
	case filterTypeIP6:
		proto = 0x57
	case filterTypeDECnet:
		proto = 0x27
	case filterTypeATALK:
		proto = 0x29
	case filterTypeNS:
		proto = 0x25
	case sapISO:
		proto = 0x23
	case sapSTP:
		proto = 0x31
	case sapIPX:
		proto = 0x2b
	}
	if proto > 0xffff {
		return c.tooBig("PPP protocol", proto, 0xffff)
	}
	return c.equal(typ, 0, bpfH, proto)
}

// familyProto is the test where an address family follows. It is a number of the system that made the packet; in a live
// capture that is this one, in a savefile any, and of BSD's loopback not even the byte order is known.
func (c *filterCompiler) familyProto(proto uint32) *filterCond {
	var families []uint32
	switch {
	case proto == filterTypeIP:
		families = []uint32{afINET}
	case proto != filterTypeIP6:
		return condNever
	case c.env.savefile:
		families = []uint32{afINET6Darwin, afINET6BSD, afINET6FreeBSD}
	default:
		families = []uint32{c.env.hostINET6()}
	}
	typ := c.link.typ
	one := condNever
	if c.link.kind == linkPflog {
		for _, f := range families {
			one = orConds(one, c.equal(typ, 0, bpfB, f))
		}
		return one
	}
	swap := func(f uint32) uint32 { return f<<24 | f&0xff00<<8 | f>>8&0xff00 | f>>24 }
	hostOrder := c.link.kind != linkLoop // LOOP has network byte order
	if !hostOrder || c.env.savefile || c.env.hostBig() {
		for _, f := range families {
			one = orConds(one, c.equal(typ, 0, bpfW, f))
		}
	}
	if hostOrder && (c.env.savefile || !c.env.hostBig()) {
		for _, f := range families {
			one = orConds(one, c.equal(typ, 0, bpfW, swap(f)))
		}
	}
	return one
}

// arcnetProto is the test on ARCNET. RFC 1201
func (c *filterCompiler) arcnetProto(proto uint32) *filterCond {
	switch proto {
	case filterTypeIP:
		proto = 212
	case filterTypeARP:
		proto = 213
	case filterTypeRARP:
		proto = 214
	case filterTypeATALK:
		proto = 221
	case filterTypeIP6:
		proto = 196 // RFC 2497
	default:
		return condNever
	}
	return c.equal(c.link.typ, 0, bpfB, proto)
}

// frameRelayProto is the test on Frame Relay: an unnumbered information frame, and a network layer protocol identifier.
// RFC 2427
func (c *filterCompiler) frameRelayProto(proto uint32) *filterCond {
	nlpid := func(id uint32) *filterCond { return c.equal(c.link.typ, 0, bpfH, 0x0300|id) }
	switch proto {
	case filterTypeIP:
		return nlpid(0xcc)
	case filterTypeIP6:
		return nlpid(0x8e)
	case sapISO:
		return anyCond(nlpid(nlpidCLNP), nlpid(nlpidESIS), nlpid(nlpidISIS))
	}
	return condNever
}

// hostBig tells whether this machine is big-endian: the headers of BSD's loopback are in its byte order.
func (env *filterEnv) hostBig() bool {
	switch runtime.GOARCH {
	case "mips", "mips64", "ppc64", "s390x", "ppc", "sparc64":
		return true
	}
	return false
}

// hostINET6 is this system's number of the address family of IPv6.
func (env *filterEnv) hostINET6() uint32 {
	switch runtime.GOOS {
	case "netbsd", "openbsd":
		return afINET6BSD
	case "freebsd", "dragonfly":
		return afINET6FreeBSD
	case "darwin":
		return afINET6Darwin
	case "solaris", "illumos":
		return afINET6Solaris
	}
	return afINET6Linux
}
