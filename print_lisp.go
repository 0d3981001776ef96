// Locator/ID separation protocol, control messages, RFC 6833 and 6830.
//
//	+-------+-+-+-+-+---------------------------------+-+---------------+
//	|Type=3 |P|S|I|R|            Reserved             |M| Record Count  |
//	+-------+-+-+-+-+---------------------------------+-+---------------+
//	|                         Nonce (8 bytes)                           |
//	+--------------------------------+----------------------------------+
//	|            Key ID              |  Authentication Data Length      |
//	+--------------------------------+----------------------------------+
//	~                     Authentication Data                           ~
//	+-------------------------------------------------------------------+
//	~                           Records                                 ~
//	+-------------------------------------------------------------------+
//	~        with I: xTR-ID (16 bytes), site ID (8 bytes)               ~
//	+-------------------------------------------------------------------+

package main

const (
	lispHeaderLen  = 16
	lispRecordLen  = 12
	lispLocatorLen = 8
	lispXTRIDLen   = 16
	lispSiteIDLen  = 8

	lispMapRegister = 3
	lispMapNotify   = 4

	lispAFIPv4 = 1
	lispAFIPv6 = 2

	lispHasXTRID = 0x0200
)

var (
	lispTypes = []token{
		{0, "LISP-Reserved"}, {1, "LISP-Map-Request"}, {2, "LISP-Map-Reply"}, {lispMapRegister, "LISP-Map-Register"},
		{lispMapNotify, "LISP-Map-Notify"},
		{8, "LISP-Encapsulated-Contol-Message"}, // spelt as tcpdump spells it
	}
	lispRegisterFlags = []token{
		{0x0800, "P-Proxy-Map-Reply"}, {0x0400, "S-LISP-SEC-Capable"}, {lispHasXTRID, "I-xTR-ID-Present"},
		{0x0100, "R-Build-For-RTR"}, {0x80000, "M-Want-Map-Notify"}, // the bit of the third octet, moved out of the way
	}
	lispNotifyFlags = []token{{lispHasXTRID, "I-xTR-ID-Present"}, {0x0100, "R-Build-For-RTR"}}
	lispAuth        = []token{{0, "None"}, {1, "SHA1"}, {2, "SHA256"}}
	lispActions     = []token{{0, "No-Action"}, {1, "Natively-Forward"}, {2, "Send-Map-Request"}, {3, "Drop"}}
	lispLocFlags    = []token{{4, "Local-Locator"}, {2, "RLoc-Probed"}, {1, "Reachable"}}
)

// lisp prints one message, length bytes on the wire.
func (p *printer) lisp(length int) {
	p.proto = "lisp"
	if length < lispHeaderLen {
		p.f2("LISP [length %u < %u]", uint32(length), lispHeaderLen)
		p.invalid()
		return
	}
	if !p.need(lispHeaderLen) {
		return
	}
	h := p.take(4)
	kind := uint32(h[0] >> 4)
	p.tok(&lispTypes, "unknown-type-%u", kind)
	p.c(',')
	if kind != lispMapRegister && kind != lispMapNotify {
		return
	}
	flags := uint32(h[0]&0x0f) << 8
	names := lispNotifyFlags
	if kind == lispMapRegister {
		flags |= uint32(h[2]&1) << 19
		names = lispRegisterFlags
	}
	if p.v > 0 {
		p.s(" flags [")
		p.bits(&names, "none", ", ", flags)
		p.s("],\n   ")
	}
	records := int(h[3])
	p.f1(" %u record(s),", uint32(records))
	p.take(8) // nonce
	key, auth := p.u16(), p.u16()
	length -= lispHeaderLen
	if p.v > 0 {
		p.s(" Authentication ")
		p.tok(&lispAuth, "unknown-type", uint32(key))
		p.c(',')
	}
	p.lispAuthData(auth)
	length -= auth
	if records == 0 {
		p.invalid()
		return
	}
	for ; records > 0 && length > 0 && p.cut < 0; records-- {
		n, ok := p.lispRecord()
		if !ok {
			return
		}
		length -= n
	}
	p.lispTail(length, flags)
}

// lispAuthData prints size bytes of authentication data, as far as they were captured.
func (p *printer) lispAuthData(size int) {
	if p.v > 0 {
		p.hexLines("\n    Authentication-Data: ", p.in[:min(size, len(p.in))])
	}
	p.takeN(size)
}

// lispRecord prints an EID record with its locators and returns its length.
//
//	+---------------------------------------------------------------+
//	|                          Record TTL                           |
//	+---------------+---------------+-----+-+-----------------------+
//	| Locator Count | EID mask-len  | ACT |A|      Reserved         |
//	+-------+-------+---------------+-----+-+-------+---------------+
//	| Rsvd  |  Map-Version Number   |        EID-Prefix-AFI         |
//	+-------+-----------------------+-------------------------------+
//	|                          EID-Prefix                           |
//	+---------------------------------------------------------------+
func (p *printer) lispRecord() (n int, ok bool) {
	h := p.take(lispRecordLen)
	if p.cut >= 0 {
		return 0, false
	}
	n = lispRecordLen
	if p.v > 0 {
		p.f1("\n      Record TTL %u,", be32(h))
		if h[6]&0x10 != 0 {
			p.s(" Authoritative,")
		} else {
			p.s(" Non-Authoritative,")
		}
		p.c(' ')
		p.tok(&lispActions, "unknown", uint32(h[6]>>5))
		p.f1(", Map Version: %u,", uint32(be16at(h, 8)&0x0fff))
	} else {
		p.c('\n')
	}
	switch be16at(h, 10) {
	case lispAFIPv4:
		p.lispEID(p.take(4), h[5], h[4])
		n += 4
	case lispAFIPv6:
		p.lispEID(p.take(16), h[5], h[4])
		n += 16
	default: // its length is not known
		return n, false
	}
	for i := 0; i < int(h[4]) && p.cut < 0; i++ {
		n += p.lispLocator()
	}
	return n, true
}

func (p *printer) lispEID(a []byte, mask, locators byte) {
	p.s(" EID ")
	p.addr(a)
	p.f2("/%u, %u locator(s)", uint32(mask), uint32(locators))
}

// lispLocator prints a locator and returns its length.
//
//	+---------------+---------------+---------------+---------------+
//	|   Priority    |    Weight     |  M Priority   |   M Weight    |
//	+---------------+---------+-+-+-+---------------+---------------+
//	|        Unused Flags     |L|p|R|           Loc-AFI             |
//	+-------------------------+-+-+-+-------------------------------+
//	|                            Locator                            |
//	+---------------------------------------------------------------+
func (p *printer) lispLocator() int {
	h := p.take(lispLocatorLen)
	if p.v > 0 {
		p.s("\n       ")
	}
	n := lispLocatorLen
	switch be16at(h, 6) {
	case lispAFIPv4:
		a := p.take(4)
		p.s(" LOC ")
		p.ip4(a)
		n += 4
	case lispAFIPv6:
		a := p.take(16)
		p.s(" LOC ")
		p.ip6(a)
		n += 16
	}
	if p.v > 0 {
		p.f("\n          Priority/Weight %u/%u, Multicast Priority/Weight %u/%u, flags [",
			uint32(h[0]), uint32(h[1]), uint32(h[2]), uint32(h[3]))
		p.bits(&lispLocFlags, "none", ", ", uint32(be16at(h, 4)))
		p.s("],")
	}
	return n
}

// lispTail prints what follows the records, length bytes.
func (p *printer) lispTail(length int, flags uint32) {
	if flags&lispHasXTRID != 0 && p.cut < 0 {
		if length < lispXTRIDLen+lispSiteIDLen || !p.has(lispXTRIDLen+lispSiteIDLen) {
			p.invalid()
			return
		}
		p.hexLines("\n    xTR-ID: ", p.take(lispXTRIDLen))
		p.s("\n    SITE-ID: ")
		p.u(p.u64())
		length -= lispXTRIDLen + lispSiteIDLen
	}
	if length > 0 && p.cut < 0 {
		p.hexLines("\n    Data: ", p.in[:min(length, len(p.in))])
		p.in = nil
	}
}
