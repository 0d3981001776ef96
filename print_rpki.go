// The RPKI to Router protocol, RFC 6810 (version 0) and RFC 8210 (version 1): route origins for routers.
//
//	+----------+----------+---------------------+
//	| Version  | PDU type | Session ID or other |
//	+----------+----------+---------------------+
//	|                  Length                   |
//	+-------------------------------------------+

package main

const (
	rpkiNotify      = 0
	rpkiQuery       = 1
	rpkiReset       = 2
	rpkiResponse    = 3
	rpkiPrefix4     = 4
	rpkiPrefix6     = 6
	rpkiEndOfData   = 7
	rpkiCacheReset  = 8
	rpkiRouterKey   = 9 // version 1
	rpkiErrorReport = 10

	rpkiHeaderLen  = 8
	rpkiMaxVersion = 1
)

var (
	rpkiNames = []token{
		{rpkiNotify, "Serial Notify"}, {rpkiQuery, "Serial Query"}, {rpkiReset, "Reset Query"},
		{rpkiResponse, "Cache Response"}, {rpkiPrefix4, "IPV4 Prefix"}, {rpkiPrefix6, "IPV6 Prefix"},
		{rpkiEndOfData, "End of Data"}, {rpkiCacheReset, "Cache Reset"}, {rpkiErrorReport, "Error Report"},
	}
	rpkiErrors = []token{
		{0, "Corrupt Data"}, {1, "Internal Error"}, {2, "No Data Available"}, {3, "Invalid Request"},
		{4, "Unsupported Protocol Version"}, {5, "Unsupported PDU Type"}, {6, "Withdrawal of Unknown Record"},
		{7, "Duplicate Announcement Received"},
	}
)

// rpkiRTR prints the PDUs in length bytes; without -v only the protocol's name.
func (p *printer) rpkiRTR(length int) {
	p.proto = "rpki_rtr"
	if p.v == 0 {
		p.s(", RPKI-RTR")
		return
	}
	for length > 0 && p.cut < 0 {
		size, ok := p.rpkiPDU(length, false)
		if !ok {
			return
		}
		length -= size
	}
}

// rpkiPDU prints one PDU of at most length bytes and returns how many it took. It reports false for one that cannot be;
// inner says that it stands inside an error report.
func (p *printer) rpkiPDU(length int, inner bool) (size int, ok bool) {
	if length < rpkiHeaderLen {
		p.f1("(%u bytes is too few to decode)", uint32(length))
		p.invalid()
		return 0, false
	}
	whole := p.in
	h := p.take(rpkiHeaderLen)
	if p.cut >= 0 {
		return 0, false
	}
	version, kind, extra := int(h[0]), int(h[1]), int(be16at(h, 2))
	p.sn("\n\tRPKI-RTRv", version)
	if version > rpkiMaxVersion {
		p.s(" (unknown)")
		return 0, false
	}
	p.s(", ")
	if version > 0 && kind == rpkiRouterKey {
		p.s("Router Key")
	} else {
		p.tok(&rpkiNames, "Unknown", uint32(kind))
	}
	wide := be32at(h, 4)
	p.f2(" PDU (%u), length: %u", uint32(kind), wide)
	if size = int(wide); wide > uint32(length) || size < rpkiHeaderLen || !rpkiSizeOK(version, kind, size) {
		p.invalid()
		return 0, false
	}
	rest := p.limit(size - rpkiHeaderLen)
	ok = true
	dump := p.v > 1
	indent := 2
	if inner {
		indent = 4
	}
	switch kind {
	case rpkiErrorReport:
		ok = p.rpkiError(extra, size-rpkiHeaderLen, indent, inner)
	case rpkiReset, rpkiCacheReset:
	case rpkiNotify, rpkiQuery, rpkiResponse, rpkiPrefix4, rpkiPrefix6, rpkiEndOfData:
		p.rpkiContents(kind, extra, indent)
	default:
		if version > 0 && kind == rpkiRouterKey {
			p.rpkiKey(extra, size-rpkiHeaderLen, indent)
			break
		}
		dump = true
		p.need(size - rpkiHeaderLen)
	}
	if dump && ok && p.cut < 0 {
		p.hexLines("\n\t  ", whole[:size])
	}
	p.unlimit(rest)
	return size, ok
}

// rpkiSizeOK says whether a PDU may have this length.
func rpkiSizeOK(version, kind, size int) bool {
	switch kind {
	case rpkiReset, rpkiResponse, rpkiCacheReset:
		return size == 8
	case rpkiNotify, rpkiQuery:
		return size == 12
	case rpkiEndOfData:
		return version == 0 && size == 12 || version == 1 && size == 24
	case rpkiPrefix4:
		return size == 20
	case rpkiPrefix6:
		return size == 32
	case rpkiErrorReport:
		return size >= 12
	case rpkiRouterKey:
		return version == 0 || size >= 32
	}
	return true
}

// rpkiContents prints what stands behind the header of the PDUs of fixed size.
func (p *printer) rpkiContents(kind, session, indent int) {
	switch kind {
	case rpkiPrefix4, rpkiPrefix6:
		h := p.take(4)
		var addr []byte
		if kind == rpkiPrefix4 {
			addr = p.take(4)
		} else {
			addr = p.take(16)
		}
		as := p.u32()
		p.indent(indent)
		p.s([...]string{"IPv4 Prefix ", "IPv6 Prefix "}[kind/rpkiPrefix6])
		if kind == rpkiPrefix4 {
			p.ip4num(addr)
		} else {
			p.ip6num(addr)
		}
		p.f("/%u-%u, origin-as %u, flags 0x%02x", uint32(h[1]), uint32(h[2]), as, uint32(h[0]))
		return
	}
	p.indent(indent)
	p.f1("Session ID: 0x%04x", uint32(session))
	if kind == rpkiResponse {
		return
	}
	serial := p.u32()
	p.f1(", Serial: %u", serial)
	if len(p.in) > 0 || p.cut >= 0 {
		h := p.take(12)
		p.f3(", Refresh: %u, Retry: %u, Expire: %u", be32(h), be32at(h, 4), be32at(h, 8))
	}
}

// rpkiKey prints a router's key, RFC 8210 section 5.10.
func (p *printer) rpkiKey(flags, size, indent int) {
	ski := p.take(20)
	as := p.u32()
	p.indent(indent)
	p.s("SKI ")
	p.hexBytes(ski)
	p.f3(", origin-as %u, flags 0x%02x, key of %u bytes", as, uint32(flags>>8), uint32(size-24))
	p.need(size - 24)
}

// rpkiError prints an error report: its code, the PDU that was in error, and a text. It reports false if they do not
// fit into size bytes.
func (p *printer) rpkiError(code, size, indent int, inner bool) bool {
	wide := p.u32()
	size -= 4
	p.indent(indent)
	p.s("Error code: ")
	p.tok(&rpkiErrors, "Unknown", uint32(code))
	p.f2(" (%u), Encapsulated PDU length: %u", uint32(code), wide)
	if p.cut >= 0 {
		return false
	}
	if size < 0 || wide > uint32(size) || wide > 0 && inner { // no report inside a report, RFC 8210 section 5.11
		p.invalid()
		return false
	}
	if wide > 0 {
		p.indent(indent + 2)
		p.s("-----encapsulated PDU-----")
		rest := p.limit(int(wide))
		if _, ok := p.rpkiPDU(int(wide), true); !ok {
			return false
		}
		p.unlimit(rest)
		size -= int(wide)
	}
	if size < 4 {
		p.invalid()
		return false
	}
	wide = p.u32()
	if size -= 4; wide > uint32(size) {
		p.invalid()
		return false
	}
	if wide > 0 {
		p.indent(indent)
		p.s("Error text: ")
		p.takeText(int(wide))
	}
	return true
}
