// Spanning trees: IEEE 802.1D-1998 (STP), 802.1w (RSTP), 802.1s (MSTP), 802.1aq (SPT).
//
//	+-----------+---------+------+-------+---------+---------------+-----------+------+-----
//	| protocol  | version | type | flags | root id | root pathcost | bridge id | port | timers: age, max, hello, delay
//	|    (2)    |   (1)   | (1)  |  (1)  |   (8)   |      (4)      |    (8)    | (2)  | (2 each, in 1/256 s)
//	+-----------+---------+------+-------+---------+---------------+-----------+------+-----

package main

const (
	stpVersionSTP  = 0
	stpVersionRSTP = 2
	stpVersionMSTP = 3
	stpVersionSPT  = 4

	stpTypeConfig = 0x00
	stpTypeRapid  = 0x02
	stpTypeChange = 0x80

	stpHeaderLen   = 4
	stpConfigLen   = 35
	stpRapidLen    = 36
	stpMSTPLen     = 102 // with the CIST's part of version 3
	stpMSTILen     = 16
	stpV3Fixed     = 64 // of the version 3 length, what comes before the instances
	stpV3LenOffset = 36
	stpSPTLen      = 85 // least version 4 length
)

var stpVersions = []token{
	{stpVersionSTP, "802.1d"}, {stpVersionRSTP, "802.1w"}, {stpVersionMSTP, "802.1s"}, {stpVersionSPT, "802.1aq"},
}

var stpTypes = []token{{stpTypeConfig, "Config"}, {stpTypeRapid, "Rapid STP"}, {stpTypeChange, "Topology Change"}}

var stpFlags = []token{
	{0x01, "Topology change"}, {0x02, "Proposal"}, {0x10, "Learn"}, {0x20, "Forward"}, {0x40, "Agreement"},
	{0x80, "Topology change ACK"},
}

var stpPortRoles = [...]string{"Unknown", "Alternate", "Root", "Designated"}

// stp prints a bridge protocol data unit of length bytes on the wire.
func (p *printer) stp(length int) {
	p.proto = "stp"
	whole := p.in
	if length < stpHeaderLen {
		p.invalid()
		return
	}
	if proto := p.u16(); proto != 0 {
		p.sn("unknown STP version, length ", length)
		return
	}
	version := uint32(p.u8())
	p.s("STP ")
	p.tok(&stpVersions, "Unknown STP protocol (0x%02x)", version)
	switch version {
	case stpVersionSTP, stpVersionRSTP, stpVersionMSTP, stpVersionSPT:
	default:
		return
	}
	kind := uint32(p.u8())
	p.s(", ")
	p.tok(&stpTypes, "Unknown BPDU Type (0x%02x)", kind)
	p.in = whole
	switch kind {
	case stpTypeConfig:
		if length < stpConfigLen {
			p.invalid()
			return
		}
		p.stpConfig(length, version == stpVersionRSTP)
	case stpTypeRapid:
		switch {
		case version == stpVersionRSTP:
			if length < stpRapidLen {
				p.invalid()
				return
			}
			p.stpConfig(length, true)
		case version == stpVersionMSTP || version == stpVersionSPT:
			p.stpMultiple(length, version)
		}
	}
}

// stpBridgeID prints a bridge's identifier: priority and address.
func (p *printer) stpBridgeID(b []byte) {
	p.f2("%02x%02x.", uint32(b[0]), uint32(b[1]))
	p.macNum(b[2:])
}

// stpTime prints 256ths of a second, rounded as printf does.
func (p *printer) stpTime(label string, v uint16) {
	p.s(label)
	n := uint64(v) * 100
	q, r := n/256, n%256
	if r > 128 || r == 128 && q&1 == 1 {
		q++
	}
	p.fw("%u.%02us", q/100, q%100)
}

func (p *printer) stpTimers(age, maxAge, hello, delay uint16) {
	p.stpTime("\n\tmessage-age ", age)
	p.stpTime(", max-age ", maxAge)
	p.stpTime(", hello-time ", hello)
	p.stpTime(", forwarding-delay ", delay)
}

// stpConfig prints a configuration BPDU of 802.1D or, with a port role, of 802.1w.
func (p *printer) stpConfig(length int, rapid bool) {
	b := p.in
	p.take(5)
	if p.cut >= 0 {
		return
	}
	flags := uint32(b[4])
	p.s(", Flags [")
	p.bits(&stpFlags, "none", ", ", flags)
	p.c(']')
	p.in = b
	b = p.peek(0, 27)
	p.s(", bridge-id ")
	p.stpBridgeID(b[17:])
	p.f2(".%04x, length %u", uint32(be16at(b, 25)), uint32(length))
	if p.v == 0 {
		return
	}
	b = p.peek(0, stpConfigLen)
	p.stpTimers(be16at(b, 27), be16at(b, 29), be16at(b, 31), be16at(b, 33))
	p.s("\n\troot-id ")
	p.stpBridgeID(b[5:13])
	p.f1(", root-pathcost %u", be32at(b, 13))
	if rapid {
		p.s(", port-role ")
		p.s(stpPortRoles[flags>>2&3])
	}
}

// stpMultiple prints an MSTP BPDU, IEEE 802.1Q-2018 section 14.4, and what SPT adds to it.
func (p *printer) stpMultiple(length int, version uint32) {
	if length < stpMSTPLen {
		p.invalid()
		return
	}
	whole := p.in
	b := p.peek(0, stpV3LenOffset+2)
	v3 := int(be16at(b, stpV3LenOffset))
	v4At := stpV3LenOffset + 2 + v3
	if p.cut < 0 && (b[stpV3LenOffset-1] != 0 || v4At > length) { // there is nothing of version 1
		p.invalid()
		return
	}
	flags := uint32(b[4])
	p.s(", CIST Flags [")
	p.bits(&stpFlags, "none", ", ", flags)
	p.sn("], length ", length)
	if p.v > 0 {
		p.stpCIST(b, v3)
		for n := (v3 - stpV3Fixed) / stpMSTILen; n > 0 && p.cut < 0; n-- {
			p.stpInstance()
		}
	}
	if version != stpVersionSPT || p.cut >= 0 {
		return
	}
	p.in = whole
	p.skip(v4At)
	if p.stpV4Fits(length-v4At) && p.v > 0 {
		p.stpShortestPath()
	}
}

// stpCIST prints what concerns the tree that all instances share, b being its beginning, and consumes it.
func (p *printer) stpCIST(b []byte, v3 int) {
	p.s("\n\tport-role ")
	p.s(stpPortRoles[b[4]>>2&3])
	p.s(", CIST root-id ")
	p.stpBridgeID(b[5:])
	p.f1(", CIST ext-pathcost %u", be32at(b, 13))
	p.s("\n\tCIST regional-root-id ")
	p.stpBridgeID(b[17:])
	p.f1(", CIST port-id %04x,", uint32(be16at(b, 25)))
	p.stpTimers(be16at(b, 27), be16at(b, 29), be16at(b, 31), be16at(b, 33))
	p.f1("\n\tv3len %u, MCID Name ", uint32(v3))
	p.take(stpV3LenOffset + 2)
	p.stpConfigID(", rev %u,\n\t\tdigest ")
	p.s(", ")
	p.f1("CIST int-root-pathcost %u,", p.u32())
	b = p.take(8)
	p.s("\n\tCIST bridge-id ")
	p.stpBridgeID(b)
	p.s(", ")
	p.f1("CIST remaining-hops %u", uint32(p.u8()))
}

// stpConfigID prints an MST configuration identifier: format, name, revision, digest.
func (p *printer) stpConfigID(revision string) {
	p.take(1)
	p.textField(32)
	b := p.take(32 + 2 + 16)
	p.f1(revision, uint32(be16at(b, 32)))
	p.hexBytes(b[34:])
}

// stpV4Fits reports whether the version 4 part that p.in begins with fits into length bytes, and says so if it does not.
func (p *printer) stpV4Fits(length int) bool {
	v4 := int(be16(p.peek(0, 2)))
	if p.cut < 0 && (v4 < stpSPTLen || v4+2 > length) {
		p.invalid()
		return false
	}
	return p.cut < 0
}

// stpInstance prints the message of one spanning tree instance.
func (p *printer) stpInstance() {
	b := p.peek(0, 3)
	flags := uint32(b[0])
	p.f1("\n\tMSTI %u, Flags [", uint32(be16at(b, 1)&0xfff))
	p.bits(&stpFlags, "none", ", ", flags)
	p.s("], port-role ")
	p.s(stpPortRoles[flags>>2&3])
	b = p.take(13)
	p.s("\n\t\tMSTI regional-root-id ")
	p.stpBridgeID(b[1:])
	p.f1(", pathcost %u", be32at(b, 9))
	b = p.take(3)
	p.f3("\n\t\tMSTI bridge-prio %u, port-prio %u, hops %u", uint32(b[0]>>4), uint32(b[1]>>4), uint32(b[2]))
}

// stpShortestPath prints version 4's part, IEEE 802.1aq.
func (p *printer) stpShortestPath() {
	p.f1("\n\tv4len %u, AUXMCID Name ", uint32(p.u16()))
	p.stpConfigID(", Rev %u,\n\t\tdigest ")
	b := p.take(2 + 4 + 8 + 20)
	p.f3("\n\tAgreement num %u, Discarded Agreement num %u, Agreement valid-flag %u,", uint32(b[0]>>6), uint32(b[0]>>4&3),
		uint32(b[0]>>3&1))
	p.f("\n\tRestricted role-flag: %u, Format id %u cap %u, Convention id %u cap %u,", uint32(b[0]>>2&1),
		uint32(b[2]>>4), uint32(b[2]), uint32(b[3]>>4), uint32(b[3]))
	p.f1("\n\tEdge count %u, Agreement digest ", uint32(be16at(b, 4)))
	p.hexBytes(b[14:34])
}
