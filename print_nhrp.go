// Next hop resolution protocol, RFC 2332.
//
//	+-------------------------------+-------------------------------+
//	|            ar$afn             |          ar$pro.type          |
//	+-------------------------------+-------------------------------+
//	|                          ar$pro.snap                          |
//	+---------------+---------------+-------------------------------+
//	|  ar$pro.snap  |   ar$hopcnt   |            ar$pktsz           |
//	+---------------+---------------+-------------------------------+
//	|           ar$chksum           |            ar$extoff          |
//	+---------------+---------------+---------------+---------------+
//	| ar$op.version |   ar$op.type  |    ar$shtl    |    ar$sstl    |
//	+---------------+---------------+---------------+---------------+
//
// The mandatory part:
//
//	+---------------+---------------+-------------------------------+
//	| Src Proto Len | Dst Proto Len |           Flags               |
//	+---------------+---------------+-------------------------------+
//	|          Request ID, or error code and error offset           |
//	+---------------------------------------------------------------+
//	|  Source NBMA address, subaddress, source and destination protocol addresses
//	+---------------- - -

package main

const (
	nhrpFixedLen  = 20
	nhrpMandatory = 8
	nhrpCIELen    = 12

	nhrpAFIPv4  = 1 // address family numbers
	nhrpAFIPv6  = 2
	nhrpAF802   = 6
	nhrpPTIPv4  = 0x0800 // protocol types
	nhrpPTIPv6  = 0x86dd
	nhrpLenMask = 0x3f // of a type and length octet

	nhrpPurgeRequest = 5
	nhrpError        = 7
	nhrpTraffic      = 8
)

var (
	nhrpTypes = []token{
		{1, "res request"}, {2, "res reply"}, {3, "reg request"}, {4, "reg reply"}, {nhrpPurgeRequest, "purge request"},
		{6, "purge reply"}, {nhrpError, "err indication"}, {nhrpTraffic, "traffic indication"},
	}
	nhrpErrors = []token{ // RFC 2332 section 5.2.7
		{1, "unrecognized extension"}, {3, "NHRP loop detected"}, {6, "protocol address unreachable"},
		{7, "protocol error"}, {8, "NHRP SDU size exceeded"}, {9, "invalid extension"},
		{10, "invalid NHRP resolution reply received"}, {11, "authentication failure"}, {15, "hop count exceeded"},
	}
	nhrpTrafficCodes = []token{{0, "NHRP traffic redirect/indirection"}}
)

// nhrpHeader is what the fixed header says about the addresses behind it.
type nhrpHeader struct {
	af, proto        int
	nbma, sub        int // lengths of the source NBMA address and subaddress
	srcProto, dstPro int // lengths of the protocol addresses
}

// nhrp prints one packet, length bytes on the wire.
func (p *printer) nhrp(length int) {
	p.proto = "nhrp"
	p.s("NHRP: ")
	if length < nhrpFixedLen {
		p.f2("[length %u < %u]", uint32(max(length, 0)), nhrpFixedLen)
		p.invalid()
		return
	}
	h := p.take(nhrpFixedLen)
	if p.cut >= 0 {
		return
	}
	size, ext := int(be16at(h, 10)), int(be16at(h, 14))
	if version := h[16]; version != 1 {
		p.f1("[version %u != 1]", uint32(version))
		p.invalid()
		return
	}
	kind := uint32(h[17])
	hdr := nhrpHeader{
		af: int(be16(h)), proto: int(be16at(h, 2)), nbma: int(h[18] & nhrpLenMask), sub: int(h[19] & nhrpLenMask),
	}
	end := min(size, length) // of the mandatory part
	if ext != 0 {
		end = min(ext, length)
	}
	p.limit(end - nhrpFixedLen)
	left := end - nhrpFixedLen
	p.tok(&nhrpTypes, "unknown-op-%04x", kind)
	if left < nhrpMandatory {
		p.fw(" [mandatory part length %d < %u]", uint64(int64(left)), nhrpMandatory)
		p.invalid()
		return
	}
	m := p.take(nhrpMandatory)
	hdr.srcProto, hdr.dstPro = int(m[0]), int(m[1])
	switch kind {
	case nhrpError:
		p.s(", error ")
		p.tok(&nhrpErrors, "unknown (%u)", uint32(be16at(m, 4)))
		p.f1(" at %u", uint32(be16at(m, 6)))
	case nhrpTraffic:
		p.s(", code <")
		p.tok(&nhrpTrafficCodes, "unknown (%u)", uint32(be16at(m, 4)))
		p.c('>')
	default:
		p.f1(", id %u", be32at(m, 4))
	}
	p.f1(", hopcnt %u", uint32(h[9]))
	left -= nhrpMandatory
	if left = p.nhrpAddresses(&hdr, left); left < 0 || p.cut >= 0 {
		return
	}
	if kind != nhrpError && kind != nhrpTraffic { // those end in a piece of the packet they are about
		p.nhrpCIEs(&hdr, left)
	}
}

// nhrpAddresses prints the addresses of the mandatory part and returns what is left of its bytes, negative if they do
// not fit.
func (p *printer) nhrpAddresses(hdr *nhrpHeader, left int) int {
	need := hdr.nbma + hdr.sub + hdr.srcProto + hdr.dstPro
	if need > left {
		p.f2(" [remaining mandatory part length %u < %u]", uint32(left), uint32(need))
		p.invalid()
		return -1
	}
	if hdr.nbma > 0 {
		p.s(", ")
		if nhrpKnown(hdr.af, hdr.nbma) {
			p.s("src ")
		}
		p.nhrpNBMA(hdr.af, p.takeN(hdr.nbma))
	}
	p.takeN(hdr.sub)
	p.s(", ")
	src := p.takeN(hdr.srcProto)
	dst := p.takeN(hdr.dstPro)
	if p.cut >= 0 {
		return -1
	}
	if hdr.proto != nhrpPTIPv4 && hdr.proto != nhrpPTIPv6 {
		p.f1("proto type %04x ", uint32(hdr.proto))
	}
	p.nhrpProto(hdr.proto, src)
	p.s(" -> ")
	p.nhrpProto(hdr.proto, dst)
	return left - need
}

// nhrpKnown reports whether an address of the network below can be shown as one.
func nhrpKnown(af, size int) bool {
	return af == nhrpAFIPv4 && size == 4 || af == nhrpAFIPv6 && size == 16 || af == nhrpAF802 && size == 6
}

// nhrpNBMA prints an address of the network below.
func (p *printer) nhrpNBMA(af int, a []byte) {
	switch {
	case af == nhrpAFIPv4 && len(a) == 4:
		p.s("nbma ")
		p.ip4(a)
	case af == nhrpAFIPv6 && len(a) == 16:
		p.s("nbma ")
		p.ip6(a)
	case af == nhrpAF802 && len(a) == 6:
		p.s("nbma ")
		p.mac(a)
	default:
		p.f1("unknown-nbma-addr-family-%04x (", uint32(af))
		p.hexBytes(a)
		p.c(')')
	}
}

// nhrpProto prints an address of the network above.
func (p *printer) nhrpProto(proto int, a []byte) {
	switch {
	case proto == nhrpPTIPv4 && len(a) == 4:
		p.ip4(a)
	case proto == nhrpPTIPv6 && len(a) == 16:
		p.ip6(a)
	default:
		p.hexBytes(a)
	}
}

// nhrpCIEs prints the client information entries, left bytes, RFC 2332 section 5.2.0.1.
//
//	+---------------+---------------+-------------------------------+
//	|    Code       | Prefix Length |         unused                |
//	+---------------+---------------+-------------------------------+
//	|  Maximum Transmission Unit    |        Holding Time           |
//	+---------------+---------------+---------------+---------------+
//	|  Cli Addr T/L | Cli SAddr T/L | Cli Proto Len |  Preference   |
//	+---------------+---------------+---------------+---------------+
//	|  Client NBMA address, subaddress, protocol address
//	+---------------- - -
func (p *printer) nhrpCIEs(hdr *nhrpHeader, left int) {
	for left > 0 && p.cut < 0 {
		if left < nhrpCIELen {
			p.f2(" [remaining mandatory part length %u < %u]", uint32(left), nhrpCIELen)
			p.invalid()
			return
		}
		h := p.take(nhrpCIELen)
		left -= nhrpCIELen
		nbma, sub, proto := int(h[8]&nhrpLenMask), int(h[9]&nhrpLenMask), int(h[10])
		p.f(" (code %u, pl %u, mtu %u, htime %u, pref %u", uint32(h[0]), uint32(h[1]), uint32(be16at(h, 4)),
			uint32(be16at(h, 6)), uint32(h[11]))
		if need := nbma + sub + proto; need > left {
			p.f2(" [remaining mandatory part length %u < %u]", uint32(left), uint32(need))
			p.invalid()
			return
		}
		left -= nbma + sub + proto
		if nbma > 0 {
			p.s(", ")
			p.nhrpNBMA(hdr.af, p.takeN(nbma))
		}
		p.takeN(sub)
		if proto > 0 {
			p.s(", proto ")
			p.nhrpProto(hdr.proto, p.takeN(proto))
		}
		p.c(')')
	}
}
