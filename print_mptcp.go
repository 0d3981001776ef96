// Multipath TCP, RFC 6824 (version 0) and RFC 8684 (version 1): the subtypes of TCP option 30.

package main

const (
	mptcpCapable    = 0
	mptcpJoin       = 1
	mptcpDSS        = 2
	mptcpAddAddr    = 3
	mptcpRemoveAddr = 4
	mptcpPrio       = 5
	mptcpFail       = 6
	mptcpFastClose  = 7
	mptcpReset      = 8

	mptcpCapChecksum = 0x80 // flags of MP_CAPABLE

	mptcpDSSAck  = 0x01
	mptcpDSSAck8 = 0x02 // the acknowledgment has eight bytes
	mptcpDSSMap  = 0x04
	mptcpDSSSeq8 = 0x08
	mptcpDSSFin  = 0x10

	mptcpEcho = 1 // flag of ADD_ADDR
)

var (
	mptcpNames = []token{
		{mptcpCapable, "capable"}, {mptcpJoin, "join"}, {mptcpDSS, "dss"}, {mptcpAddAddr, "add-addr"},
		{mptcpRemoveAddr, "rem-addr"}, {mptcpPrio, "prio"}, {mptcpFail, "fail"}, {mptcpFastClose, "fast-close"},
		{mptcpReset, "tcprst"},
	}
	mptcpCapableFlags = []token{
		{0x80, "A"}, {0x40, "B"}, {0x20, "C"}, {0x10, "D"}, {0x08, "E"}, {0x04, "F"}, {0x02, "G"}, {0x01, "H"},
	}
	mptcpResetFlags   = []token{{8, "U"}, {4, "V"}, {2, "W"}, {1, "T"}}
	mptcpResetReasons = []token{
		{0, "Unspecified error"}, {1, "MPTCP-specific error"}, {2, "Lack of resources"},
		{3, "Administratively prohibited"}, {4, "Too much outstanding data"}, {5, "Unacceptable performance"},
		{6, "Middlebox interference"},
	}
)

// mptcp prints a Multipath TCP option whose length field says size; p.in begins behind that field. It reports false
// for a length that its subtype cannot have.
func (p *printer) mptcp(t *tcpHeader, size int) bool {
	p.proto = "mptcp" // and what is missing from here on is called so
	if size < 3 {
		return false
	}
	o := p.takeN(size - 2)
	if p.cut >= 0 {
		return true
	}
	p.sn(" ", size)
	p.c(' ')
	subtype := o[0] >> 4
	p.tok(&mptcpNames, "unknown", uint32(subtype))
	switch subtype {
	case mptcpCapable:
		return p.mptcpCapable(t, o)
	case mptcpJoin:
		return p.mptcpJoin(t, o)
	case mptcpDSS:
		return t.flags&tcpSYN == 0 && p.mptcpDSS(o)
	case mptcpAddAddr:
		return p.mptcpAddAddr(o)
	case mptcpRemoveAddr:
		if len(o) < 2 {
			return false
		}
		p.s(" id")
		for _, id := range o[1:] {
			p.sn(" ", int(id))
		}
	case mptcpPrio:
		return p.mptcpPrio(o)
	case mptcpFail:
		if len(o) != 10 {
			return false
		}
		p.fw(" seq %u", be64at(o, 2))
	case mptcpFastClose:
		if len(o) != 10 {
			return false
		}
		p.mptcpKey(" key ", o[2:])
	case mptcpReset:
		if len(o) != 2 {
			return false
		}
		p.s(" flags [")
		p.bits(&mptcpResetFlags, "none", "", uint32(o[0]&15))
		p.s("] reason ")
		p.tok(&mptcpResetReasons, "unknown reason code 0x%02x", uint32(o[1]))
	}
	return true
}

// mptcpKey prints the eight bytes of a key or of the beginning of a MAC.
func (p *printer) mptcpKey(label string, b []byte) {
	p.s(label)
	p.x(be64(b))
}

// mptcpCapable prints MP_CAPABLE; o begins with its subtype. A SYN of version 1 has no key yet; the last message of
// the handshake has both keys, and with data their length and checksum.
func (p *printer) mptcpCapable(t *tcpHeader, o []byte) bool {
	size := len(o) + 2
	syn := t.flags&tcpSYN != 0
	switch size {
	case 4, 12:
		if !syn {
			return false
		}
	case 20, 22, 24:
		if t.flags&(tcpSYN|tcpACK) != tcpACK {
			return false
		}
	default:
		return false
	}
	version := o[0] & 15
	if size == 24 && (version != 1 || o[1]&mptcpCapChecksum == 0) {
		return false
	}
	if version > 1 {
		p.f1(" Unknown Version (%u)", uint32(version))
		return true
	}
	p.f1(" v%u flags [", uint32(version))
	p.bits(&mptcpCapableFlags, "none", "", uint32(o[1]))
	p.c(']')
	if o[1]&mptcpCapChecksum != 0 {
		p.s(" csum")
	}
	if size < 12 {
		return true
	}
	p.mptcpKey(" {", o[2:])
	if size >= 20 {
		p.mptcpKey(",", o[10:])
	}
	if size == 24 || version == 1 && size == 22 && o[1]&mptcpCapChecksum == 0 {
		p.sn(",data_len=", int(be16at(o, 18)))
		if size == 24 {
			p.f1(",csum=0x%x", uint32(be16at(o, 20)))
		}
	}
	p.c('}')
	return true
}

// mptcpJoin prints MP_JOIN, which differs between the three messages of the handshake.
func (p *printer) mptcpJoin(t *tcpHeader, o []byte) bool {
	size := len(o) + 2
	switch {
	case size == 12 && t.flags&tcpSYN != 0:
	case size == 16 && t.flags&(tcpSYN|tcpACK) == tcpSYN|tcpACK:
	case size == 24 && t.flags&tcpACK != 0:
		p.s(" hmac 0x")
		p.hexBytes(o[2:])
		return true
	default:
		return false
	}
	if o[0]&1 != 0 {
		p.s(" backup")
	}
	p.sn(" id ", int(o[1]))
	if size == 12 {
		p.f2(" token 0x%x nonce 0x%x", be32at(o, 2), be32at(o, 6))
	} else {
		p.mptcpKey(" hmac ", o[2:])
		p.f1(" nonce 0x%x", be32at(o, 10))
	}
	return true
}

// mptcpDSS prints the data sequence signal: an acknowledgment, a mapping of data to the subflow, or both.
func (p *printer) mptcpDSS(o []byte) bool {
	if len(o) < 2 {
		return false
	}
	flags := o[1]
	o = o[2:]
	if flags&mptcpDSSFin != 0 {
		p.s(" fin")
	}
	number := func(eight bool) bool {
		switch {
		case eight && len(o) >= 8:
			p.u(be64(o))
			o = o[8:]
		case !eight && len(o) >= 4:
			p.u(uint64(be32(o)))
			o = o[4:]
		default:
			return false
		}
		return true
	}
	if flags&mptcpDSSAck != 0 {
		p.s(" ack ")
		if !number(flags&mptcpDSSAck8 != 0) {
			return false
		}
	}
	if flags&mptcpDSSMap != 0 {
		p.s(" seq ")
		if !number(flags&mptcpDSSSeq8 != 0) {
			return false
		}
		if len(o) < 4 {
			return false
		}
		p.f1(" subseq %u", be32(o))
		if o = o[4:]; len(o) < 2 {
			return false
		}
		p.sn(" len ", int(be16(o)))
		if o = o[2:]; len(o) >= 2 { // only if checksums were agreed upon
			p.f1(" csum 0x%x", uint32(be16(o)))
			o = o[2:]
		}
	}
	return len(o) == 0
}

// mptcpAddAddr prints ADD_ADDR. Version 0 has the IP version where version 1 has the echo flag, and no HMAC.
func (p *printer) mptcpAddAddr(o []byte) bool {
	addr := 0
	hmac := false
	switch len(o) + 2 {
	case 8, 10:
		addr = 4
	case 16, 18:
		addr, hmac = 4, true
	case 20, 22:
		addr = 16
	case 28, 30:
		addr, hmac = 16, true
	default:
		return false
	}
	switch o[0] & 15 {
	case 0:
		p.s(" v1")
	case mptcpEcho:
		p.s(" v1-echo")
	case 4:
		p.s(" v0-ip4")
	case 6:
		p.s(" v0-ip6")
	default:
		p.s(" [bad version/echo]")
	}
	p.sn(" id ", int(o[1]))
	p.c(' ')
	p.addr(o[2 : 2+addr])
	o = o[2+addr:]
	if len(o)&4 == 0 && len(o)&2 != 0 { // two bytes more, beside the eight of the HMAC
		p.sn(":", int(be16(o)))
		o = o[2:]
	}
	if hmac {
		p.mptcpKey(" hmac ", o)
	}
	return true
}

// mptcpPrio prints MP_PRIO: whether this subflow, or in version 0 the one named, is for emergencies only.
func (p *printer) mptcpPrio(o []byte) bool {
	if len(o) > 2 {
		return false
	}
	if o[0]&1 != 0 {
		p.s(" backup")
	} else {
		p.s(" non-backup")
	}
	if len(o) == 2 {
		p.sn(" id ", int(o[1]))
	}
	return true
}
