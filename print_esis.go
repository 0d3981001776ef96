// End system to intermediate system routeing exchange, ISO 9542.
//
//	+------+------+-------+--------+-------+--------------+----------+
//	| 0x82 |length|version|reserved|0 0 0 T| holding time | checksum |
//	| (1)  | (1)  |  (1)  |  (1)   |  (1)  |     (2)      |   (2)    |
//	+------+------+-------+--------+-------+--------------+----------+

package main

const (
	esisHeaderLen = 9
	esisMinLen    = esisHeaderLen + 2

	esisESH      = 2
	esisISH      = 4
	esisRedirect = 6

	esisOptProtocols = 129
)

var esisTypeNames = []token{{esisESH, "ESH"}, {esisISH, "ISH"}, {esisRedirect, "redirect"}}

var esisOptionNames = []token{
	{esisOptProtocols, "Protocols supported"}, {clnpOptQoS, "QoS Maintenance"}, {clnpOptSecurity, "Security"},
	{clnpOptTime, "ES Configuration Time"}, {clnpOptPriority, "Priority"}, {225, "Addressk Mask"}, {226, "SNPA Mask"},
}

// esis prints a PDU, length bytes on the wire.
func (p *printer) esis(length int) {
	p.proto = "esis"
	whole := p.in
	if !p.e {
		p.s("ES-IS")
	}
	if length <= 2 {
		p.s(" bad pkt! ")
		return
	}
	h := p.take(esisHeaderLen)
	if p.cut >= 0 {
		return
	}
	li := int(h[1])
	switch {
	case h[2] != 1:
		p.f1(" version %u packet not supported", uint32(h[2]))
		return
	case li > length:
		p.f2(" length indicator(%u) > PDU size (%u)!", uint32(li), uint32(length))
		return
	case li < esisMinLen:
		p.isoShortPDU(li, whole)
		return
	}
	typ := uint32(h[4] & 0x1f)
	p.isoSep()
	if p.v == 0 {
		p.tok(&esisTypeNames, "unknown type (%u)", typ)
		p.sn(", length ", length)
		return
	}
	p.sn("length ", length)
	p.s("\n\t")
	p.tok(&esisTypeNames, "unknown type: %u", typ)
	sum := be16at(h, 7)
	p.f3(" (%u), v: %u, checksum: 0x%04x", typ, uint32(h[2]), uint32(sum))
	p.osiChecksum(sum, 7, whole, li)
	p.f2(", holding time: %us, length indicator: %u", uint32(be16at(h, 5)), uint32(h[1]))
	if p.v > 1 {
		p.hexLines("\n\t", h)
	}
	p.esisBody(typ, li-esisHeaderLen)
}

// esisBody prints what the type demands and then options, out of the li bytes that are left of the header.
func (p *printer) esisBody(typ uint32, li int) {
	f := esisFields{left: li}
	ok := false
	switch typ {
	case esisESH:
		f.name = "esh"
		var count int
		if count, ok = p.esisByte(&f); ok {
			p.sn("\n\t  Number of Source Addresses: ", count)
		}
		for ; ok && count > 0; count-- {
			ok = p.esisNET(&f)
		}
	case esisISH:
		f.name = "ish"
		ok = p.esisNET(&f)
	case esisRedirect:
		f.name = "redirect"
		ok = p.esisRedirect(&f)
	default:
		if p.v <= 1 {
			p.isoUnknown("\n\t  ", p.in)
		}
	}
	if ok {
		p.esisOptions(f.left)
	}
}

// esisFields are the fields that a PDU of one type demands, taken out of a header of which left bytes remain.
type esisFields struct {
	name string // of the type, in the complaint about a header that is too short
	left int
}

// esisByte takes a byte; ok is false at the end of the header or of what was captured.
func (p *printer) esisByte(f *esisFields) (v int, ok bool) {
	v = p.u8()
	if p.cut >= 0 {
		return 0, false
	}
	f.left--
	return v, f.left >= 0 || p.esisBad(f)
}

// esisBad remarks on a header that ends too early.
func (p *printer) esisBad(f *esisFields) bool {
	p.s(", bad ")
	p.s(f.name)
	p.s("/li")
	return false
}

// esisAddr takes an address and its length before it.
func (p *printer) esisAddr(f *esisFields) (a []byte, ok bool) {
	n, ok := p.esisByte(f)
	if !ok {
		return nil, false
	}
	a = p.takeN(n)
	if p.cut >= 0 {
		return nil, false
	}
	f.left -= n
	return a, f.left >= 0 || p.esisBad(f)
}

// esisNET prints a network entity title and its length before it.
func (p *printer) esisNET(f *esisFields) bool {
	a, ok := p.esisAddr(f)
	if !ok {
		return false
	}
	p.sn("\n\t  NET (length: ", len(a))
	p.s("): ")
	p.nsap(a)
	return true
}

// esisRedirect prints the better path to a destination: a subnetwork address and maybe a router. tcpdump forgets to
// count the length of the router's address, so that the options are taken to be one byte longer than they are.
func (p *printer) esisRedirect(f *esisFields) bool {
	dst, ok := p.esisAddr(f)
	if !ok {
		return false
	}
	p.s("\n\t  ")
	p.nsap(dst)
	snpa, ok := p.esisAddr(f)
	if !ok {
		return false
	}
	f.left++
	net, ok := p.esisAddr(f)
	if !ok {
		return false
	}
	p.sn("\n\t  SNPA (length: ", len(snpa))
	p.s("): ")
	if len(snpa) == 0 {
		p.s("<empty>")
	} else if len(snpa) == 6 {
		p.mac(snpa)
	} else {
		p.linkAddr(snpa)
	}
	if len(net) > 0 {
		p.sn("\n\t  NET (length: ", len(net))
		p.s(") ")
		p.nsap(net)
	}
	return true
}

// esisOptions prints what is left of the header: li bytes.
func (p *printer) esisOptions(li int) {
	for li > 0 {
		if li < 2 {
			p.s(", bad opts/li")
			return
		}
		h := p.take(2)
		if p.cut >= 0 {
			return
		}
		typ, n := h[0], int(h[1])
		li -= 2
		if n > li {
			p.f1(", opt (%u) too long", uint32(typ))
			return
		}
		li -= n
		p.s("\n\t  ")
		p.tok(&esisOptionNames, "Unknown", uint32(typ))
		p.f2(" Option #%u, length %u, value: ", uint32(typ), uint32(n))
		start := p.in
		p.esisOption(typ, n)
		if p.cut < 0 {
			p.in = start[min(n, len(start)):]
		}
	}
}

// esisOption prints the value of an option, n bytes long.
func (p *printer) esisOption(typ byte, n int) {
	whole := p.in[:min(n, len(p.in))]
	switch {
	case typ == clnpOptTime && n == 2:
		p.n(p.u16())
		p.c('s')
	case typ == clnpOptTime:
		p.s("(bad length)")
	case typ == esisOptProtocols:
		for i := range n {
			id := uint32(p.u8())
			p.tok(&nlpidNames, "unknown", id)
			p.f1(" (0x%02x)", id)
			if i+1 < n {
				p.s(", ")
			}
		}
		return
	default:
		p.isoUnknown("\n\t  ", whole) // and with -vv once more, as tcpdump does it
	}
	if p.v > 1 {
		p.isoUnknown("\n\t  ", whole)
	}
}
