// Internet Protocol, RFC 791.
//
//	 0                   1                   2                   3
//	+---------------+---------------+-------------------------------+
//	|Version|  IHL  |Type of Service|          Total Length         |
//	+---------------+---------------+-----+-------------------------+
//	|         Identification        |Flags|      Fragment Offset    |
//	+---------------+---------------+-----+-------------------------+
//	|  Time to Live |    Protocol   |         Header Checksum       |
//	+---------------+---------------+-------------------------------+
//	|                       Source Address                          |
//	+---------------------------------------------------------------+
//	|                    Destination Address                        |
//	+---------------------------------------------------------------+
//	|                    Options                    |    Padding    |
//	+-----------------------------------------------+---------------+

package main

const (
	ipHeaderLen = 20

	ipDF      = 0x4000 // don't fragment
	ipMF      = 0x2000 // more fragments
	ipOffMask = 0x1fff // in units of 8 bytes
)

// What the three flags, ipRF highest, and the two bits of ECN in the second byte (RFC 3168) are called.
var (
	ipFragText = [8]string{"none", "+", "DF", "+, DF", "rsvd", "+, rsvd", "DF, rsvd", "+, DF, rsvd"}
	ipECNText  = [4]string{"", ",ECT(1)", ",ECT(0)", ",CE"}
)

// ip prints an IPv4 packet, with "IP " before it where no link-level header was printed.
func (p *printer) ip(length int) {
	if p.classic {
		p.ipClassic(length)
		return
	}
	if !p.e {
		p.put("IP ")
	}
	p.ipBare(length)
}

// ipBare prints an IPv4 packet of at most length bytes on the wire.
func (p *printer) ipBare(length int) {
	p.proto = "ip"
	if !p.enter() {
		return
	}
	p.ipHeader(length)
	p.leave()
}

// ipHeader prints the header and what follows.
func (p *printer) ipHeader(length int) {
	whole := p.in
	if !p.ipHeaderSane(length) {
		return
	}
	h := whole[:ipHeaderLen]
	hlen := int(h[0]&15) * 4
	total := int(hot16(h[2:]))
	presumed := ""
	was := total
	switch {
	case total > length:
		p.f2("[total length %u > length %u]", uint32(total), uint32(length))
		p.invalid()
		p.putc(' ')
	case total == 0 && length > 65535: // a jumbo packet of the segmentation offload
		total, presumed = length, "BIG TCP"
	case total == 0 && h[9] == ipProtoTCP: // the card will cut it up and fill in the lengths
		total, presumed = length, "TSO"
	}
	if total < hlen {
		p.f2("[total length %u < header length %u]", uint32(total), uint32(hlen))
		p.invalid()
		return
	}
	in := whole // the datagram ends where its header says, padding is behind it
	if total < len(in) {
		in = in[:total]
	}

	var ip ipInfo // a literal would be put together elsewhere and copied
	ip.src, ip.dst, ip.proto, ip.ttl = h[12:16], h[16:20], int(h[9]), int(h[8])
	off := int(hot16(h[6:]))
	ip.frag = off&(ipMF|ipOffMask) != 0
	if p.v > 0 {
		p.in = in[ipHeaderLen:]
		if !p.ipVerbose(h, in, hlen, total, was, presumed) {
			p.addrs(&ip)
			p.trunc()
			return
		}
	}
	payload := max(min(total, length)-hlen, 0)
	if off&ipOffMask != 0 {
		// Not the first piece: no header of the layer above is here.
		if p.q && p.v > 1 {
			return
		}
		p.addr(ip.src)
		p.put(" > ")
		p.addr(ip.dst)
		p.put(": ")
		p.ipProtoNumber(ip.proto)
		return
	}
	if hlen > len(in) {
		p.ipHeaderCut(&ip, len(in), hlen)
		return
	}
	p.in = in[hlen:]
	switch ip.proto {
	case ipProtoTCP:
		p.tcpSegment(&ip, payload)
		return
	case ipProtoUDP, ipProtoSCTP, ipProtoDCCP:
	default:
		p.addrs(&ip)
		ip.shown = true
	}
	p.ipPayload(&ip, payload)
}

// ipHeaderCut says how much of the header was captured, with the addresses before it where they are not the ports'
// matter.
func (p *printer) ipHeaderCut(ip *ipInfo, have, hlen int) {
	switch ip.proto {
	case ipProtoTCP, ipProtoUDP, ipProtoSCTP, ipProtoDCCP:
	default:
		p.addrs(ip)
	}
	p.f2(" [remaining caplen(%u) < header length(%u)]", uint32(have), uint32(hlen))
	p.trunc()
}

// ipHeaderSane says that a header of a right length was captured, without its options, or prints what is wrong with it.
func (p *printer) ipHeaderSane(length int) bool {
	if len(p.in) >= ipHeaderLen && p.in[0] == 4<<4|ipHeaderLen/4 && length >= ipHeaderLen {
		return true
	}
	h0 := p.peek(0, 1)[0]
	if p.cut >= 0 {
		return false
	}
	hlen := int(h0&15) * 4
	switch v := int(h0 >> 4); {
	case v == 6:
		p.s(" [version 6 != 4]")
	case v != 4:
		p.f1(" [version %u != 4]", uint32(v))
	case hlen < ipHeaderLen:
		p.f2(" [header length %u < %u]", uint32(hlen), ipHeaderLen)
	case length < ipHeaderLen:
		p.f2(" [length %u < %u]", uint32(length), ipHeaderLen)
	default:
		return p.need(ipHeaderLen)
	}
	p.invalid()
	return false
}

// ipProtoNumber prints a protocol without more of its packet, by name unless -n.
func (p *printer) ipProtoNumber(proto int) {
	if name, ok := p.names.protocolName(proto); ok && !p.num {
		p.s(name)
		return
	}
	p.s("ip-proto-")
	p.n(proto)
}

// ipVerbose prints the header's fields in parentheses. It reports whether the option list was captured whole.
func (p *printer) ipVerbose(h, datagram []byte, hlen, total, was int, presumed string) (whole bool) {
	whole = true
	out, b := room(p.out, 32+ipFixedRoom+3*uintTextRoom)
	put8(b, "(tos 0x ")
	n := 7 + putHex(b[7:], uint64(h[1]), 1)
	if ecn := h[1] & 3; ecn != 0 {
		n += copy(b[n:], ipECNText[ecn])
	}
	if h[8] >= 1 {
		put8(b[n:], ", ttl   ")
		n += 6 + putUint(b[n+6:], uint64(h[8]))
	}
	put8(b[n:], ", id    ")
	n += 5 + putUint(b[n+5:], uint64(hot16(h[4:])))
	n += p.ipFixed(b[n:], hot16(h[6:]), h[9])
	n += putUint(b[n:], uint64(total))
	if presumed == "" && hlen == ipHeaderLen && !p.oneLine && (p.noSums || ipHeaderSum(datagram)) { // as nearly always
		put8(b[n:], ")\n      ")
		p.out = out[:len(out)+n+6]
		return
	}
	p.out = out[:len(out)+n]
	if presumed != "" {
		p.sn(" [was ", was)
		p.s(", presumed ")
		p.s(presumed)
		p.c(']')
	}
	if hlen > ipHeaderLen {
		p.s(", options (")
		whole = p.ipOptions(hlen - ipHeaderLen)
		p.c(')')
	}
	if !p.noSums && hlen <= len(datagram) {
		if sum := inChecksum(datagram[:hlen]); sum != 0 {
			got := be16at(h, 10)
			p.f2(", bad cksum %x (->%x)!", uint32(got), uint32(checksumShouldBe(sum, got)))
		}
	}
	if p.oneLine {
		p.s(") ")
	} else {
		p.s(")\n    ")
	}
	return
}

// ipFixedText keeps what ipVerbose prints of a fragment offset, flags and a protocol, which are mostly those of many
// packets before.
type ipFixedText struct {
	key  uint32 // the three, and a bit above them; 0: nothing
	n    uint8  // length of text
	text [ipFixedRoom]byte
}

const (
	ipFixedRoom = 80 // ", offset 65528, flags [+, DF, rsvd], proto Mobile IP (old) (55), length "
	ipFixedBits = 3  // of the number of texts kept
)

// ipFixed writes that text into b and returns its length. off is the 16 bits of flags and offset.
func (p *printer) ipFixed(b []byte, off uint16, proto byte) int {
	key := 1<<24 | uint32(off)<<8 | uint32(proto)
	e := &p.ipTexts[key*0x9e3779b1>>(32-ipFixedBits)]
	if e.key != key {
		var text [ipFixedRoom + uintTextRoom]byte
		t := text[:]
		n := copy(t, ", offset ")
		n += putUint(t[n:], uint64(off&ipOffMask)*8)
		n += copy(t[n:], ", flags [")
		n += copy(t[n:], ipFragText[off>>13])
		n += copy(t[n:], "], proto ")
		n += copy(t[n:], ipProtoName(int(proto)))
		n += copy(t[n:], " (")
		n += putUint(t[n:], uint64(proto))
		n += copy(t[n:], "), length ")
		e.key, e.n = key, uint8(n)
		copy(e.text[:], t)
	}
	b = b[:ipFixedRoom]
	copy(b, e.text[:])
	return int(e.n)
}

// ipProtoName is a protocol's name, in capitals as -v shows it.
func ipProtoName(proto int) string {
	if name, ok := ipProtoNames(proto); ok {
		return name
	}
	return "unknown"
}

// IP option types, RFC 791 and IANA's registry.
const (
	ipOptEOL       = 0
	ipOptNOP       = 1
	ipOptRR        = 7
	ipOptTimestamp = 68
	ipOptSecurity  = 130
	ipOptLSRR      = 131
	ipOptSSRR      = 137
	ipOptRA        = 148
)

var ipOptionNames = []token{
	{ipOptEOL, "EOL"}, {ipOptNOP, "NOP"}, {ipOptTimestamp, "timestamp"}, {ipOptSecurity, "security"},
	{ipOptRR, "RR"}, {ipOptSSRR, "SSRR"}, {ipOptLSRR, "LSRR"}, {ipOptRA, "RA"},
}

// ipOptions prints an option list of n bytes, which it does not consume. It reports false if the list goes on beyond
// what was captured.
func (p *printer) ipOptions(n int) bool {
	o := p.in // the list, as far as it was captured; an option's last item may reach into what follows
	sep := ""
	for at := 0; at < n; {
		p.s(sep)
		sep = ","
		if at >= len(o) {
			p.short(0)
			return false
		}
		kind := int(o[at])
		p.tok(&ipOptionNames, "unknown %u", uint32(kind))
		if kind == ipOptEOL {
			return true
		}
		if kind == ipOptNOP {
			at++
			continue
		}
		if at+1 >= len(o) {
			p.short(0)
			return false
		}
		size := int(o[at+1])
		if size < 2 || at+size > n {
			p.f1(" [bad length %u]", uint32(size))
			return true
		}
		if at+size > len(o) {
			p.s(" [truncated-option]")
			return false
		}
		if !p.ipOption(kind, o[at:], size) {
			return false
		}
		at += size
	}
	return true
}

// ipOption prints the body of one option of size bytes; o begins with its type and may end early.
func (p *printer) ipOption(kind int, o []byte, size int) bool {
	switch kind {
	case ipOptTimestamp:
		return p.ipOptTimestamp(o, size)
	case ipOptRR, ipOptSSRR, ipOptLSRR:
		return p.ipOptRoute(o, size)
	case ipOptRA:
		if size < 4 {
			p.f1(" [bad length %u]", uint32(size))
		} else if v := be16at(o, 2); v != 0 {
			p.f1(" value %u", uint32(v))
		}
	}
	return true
}

// ipOptRoute prints a source route or a record route; a comma stands behind the addresses that the pointer has passed.
func (p *printer) ipOptRoute(o []byte, size int) bool {
	if size < 3 {
		p.f1(" [bad length %u]", uint32(size))
		return true
	}
	if (size+1)&3 != 0 {
		p.f1(" [bad length %u]", uint32(size))
	}
	if len(o) < 3 {
		return false
	}
	ptr := int(o[2]) - 1
	if ptr < 3 || (ptr+1)&3 != 0 {
		p.f1(" [bad ptr %u]", uint32(o[2]))
	}
	for at := 3; at < size; at += 4 {
		p.c(' ')
		if at+4 > len(o) {
			p.s("[truncated-option]")
			return false
		}
		p.ip4(o[at : at+4])
		if at < ptr {
			p.c(',')
		}
	}
	return true
}

// ipOptTimestamp prints the Internet timestamp option.
func (p *printer) ipOptTimestamp(o []byte, size int) bool {
	if size < 4 {
		p.f1("[bad length %u]", uint32(size))
		return true
	}
	p.s(" TS{")
	if len(o) < 4 {
		return false
	}
	each, flag := 4, int(o[3]&15)
	if flag != 0 {
		each = 8
	}
	if (size-4)%each != 0 {
		p.f1("[bad length %u]", uint32(size))
	}
	ptr := int(o[2]) - 1
	if ptr < 4 || (ptr-4)%each != 0 || ptr > size {
		p.f1("[bad ptr %u]", uint32(o[2]))
	}
	switch flag {
	case 0:
		p.s("TSONLY")
	case 1:
		p.s("TS+ADDR")
	case 3:
		p.s("PRESPEC")
	default:
		p.f1("[bad ts type %u]", uint32(flag))
		p.c('}')
		return true
	}
	mark := " "
	for at := 4; at < size; at += each {
		if at == ptr {
			mark = " ^ "
		}
		p.s(mark)
		mark = " "
		if at+each > len(o) {
			p.s("[truncated-option]")
			return false
		}
		p.u(uint64(be32at(o, at+each-4)))
		p.c('@')
		if each == 8 {
			p.ip4(o[at : at+4])
		}
	}
	if ptr == size {
		p.s(" ^ ")
	}
	if over := o[3] >> 4; over != 0 {
		p.f1(" [%u hops not recorded]} ", uint32(over))
	} else {
		p.c('}')
	}
	return true
}
