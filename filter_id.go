// Filter language: what names, numbers and addresses mean, given the qualifiers before them.

package main

import "strings"

// filterTypeName is a type qualifier as messages name it; without one a host is meant.
func filterTypeName(typ filterWord) string {
	switch typ {
	case wordNet:
		return "net"
	case wordPort:
		return "port"
	case wordPortrange:
		return "portrange"
	case wordGateway:
		return "gateway"
	case wordProto:
		return "proto"
	case wordProtochain:
		return "protochain"
	}
	return "host"
}

// filterDirName is a direction qualifier as messages name it.
func filterDirName(dir filterWord) string {
	switch dir {
	case wordRA:
		return "ra"
	case wordTA:
		return "ta"
	case wordAddr1:
		return "addr1"
	case wordAddr2:
		return "addr2"
	case wordAddr3:
		return "addr3"
	case wordAddr4:
		return "addr4"
	case wordSrc:
		return "src"
	}
	return "dst"
}

// is80211Dir tells whether a direction is one that only 802.11 has.
func is80211Dir(dir filterWord) bool {
	switch dir {
	case wordRA, wordTA, wordAddr1, wordAddr2, wordAddr3, wordAddr4:
		return true
	}
	return false
}

// notQualifier fails because a qualifier cannot stand before something.
//
//go:noinline
func (c *filterCompiler) notQualifier(qualifier, what string) *filterCond {
	return c.fail("'" + qualifier + "' is not a valid qualifier for '" + what + "'")
}

// inherits tells whether there are qualifiers at all; an id behind something like `ip and` has none.
func (c *filterCompiler) inherits(qual filterQual) bool {
	if !qual.set {
		c.fail("syntax error in filter expression")
		c.hint("there is no host, net or port before it whose qualifiers it could take; say which is meant: host " +
			printableFilter(c.parser.at.text))
	}
	return qual.set
}

// nameCode compiles a name.
func (c *filterCompiler) nameCode(name string, qual filterQual) *filterCond {
	if !c.inherits(qual) {
		return condNever
	}
	if qual.proto == protoDECnet { // there is no table of DECnet's names
		return c.notQualifier("decnet", filterTypeName(qual.typ))
	}
	switch qual.typ {
	case wordNet:
		return c.networkName(name, qual)
	case wordPort:
		return c.portName(name, qual)
	case wordPortrange:
		return c.portRangeName(name, qual)
	case wordGateway:
		return c.gateway(name, qual)
	case wordProto, wordProtochain:
		proto, ok := c.protocolByName(name, qual.proto)
		if !ok {
			return c.fail("unknown '" + strings.TrimLeft(qual.proto.String()+" ", " ") + filterTypeName(qual.typ) +
				"' value '" + name + "'")
		}
		return c.protoOrChain(proto, qual)
	}
	if qual.proto == protoLink {
		return c.linkHostName(name, qual)
	}
	return c.hostName(name, qual)
}

// numberCode compiles a bare number.
func (c *filterCompiler) numberCode(n uint32, text string, qual filterQual) *filterCond {
	if !c.inherits(qual) {
		return condNever
	}
	switch qual.typ {
	case wordPort, wordPortrange:
		if !c.portProtocol(qual) {
			return condNever
		}
		if n > 0xffff {
			return c.tooBig("port number", n, 0xffff)
		}
		return c.anyTag(func() *filterCond { return c.ports(n, n, qual) })
	case wordGateway:
		return c.notQualifier("gateway", text)
	case wordProto, wordProtochain:
		return c.protoOrChain(n, qual)
	case wordNet:
		switch qual.proto {
		case protoDECnet:
			return c.notQualifier("decnet", "net")
		case protoLink:
			return c.fail("illegal link-layer address '" + text + "'")
		}
		// The first byte of an address, or the first two or three.
		mask := uint32(0xffffffff)
		for n != 0 && n&0xff000000 == 0 {
			n, mask = n<<8, mask<<8
		}
		return c.address4(n, mask, qual, "net <IPv4 address>")
	}
	switch qual.proto {
	case protoDECnet:
		return c.fail("invalid DECnet address '" + text + "'")
	case protoLink:
		return c.fail("illegal link-layer address '" + text + "'")
	}
	return c.address4(n, 0xffffffff, qual, "host <IPv4 address>")
}

// applied fails because a qualifier is for something that is no address.
func (c *filterCompiler) applied(qual filterQual, what string) bool {
	switch qual.typ {
	case wordPort, wordPortrange, wordProto, wordProtochain:
		c.fail("'" + filterTypeName(qual.typ) + "' qualifier applied to " + what)
		return true
	}
	return false
}

// dottedCode compiles an IPv4 address, or the beginning of one, or a DECnet address.
func (c *filterCompiler) dottedCode(text string, qual filterQual) *filterCond {
	if !c.inherits(qual) || c.applied(qual, "IPv4 address") {
		return condNever
	}
	if qual.proto == protoDECnet {
		if qual.typ == wordNet || qual.typ == wordGateway {
			return c.notQualifier("decnet", filterTypeName(qual.typ))
		}
		addr, ok := parseDECnet(text)
		if !ok {
			return c.fail("invalid DECnet address '" + text + "'")
		}
		return c.decnetHost(addr, qual)
	}
	if qual.typ == wordGateway {
		return c.notQualifier("gateway", text)
	}
	addr, mask, ok := c.parseIPv4(text)
	if !ok {
		return condNever
	}
	what := "host <IPv4 address>"
	if qual.typ == wordNet {
		what = "net <IPv4 address>"
	}
	if qual.proto == protoLink {
		c.fail("illegal link-layer address '" + text + "'")
		c.hint("do you mean: " + filterTypeName(qual.typ) + " " + text)
		return condNever
	}
	return c.address4(addr, mask, qual, what)
}

// netOnly checks the qualifiers of a network: they must not be those of a host.
func (c *filterCompiler) netOnly(text string, qual filterQual) bool {
	switch {
	case qual.proto == protoDECnet:
		c.notQualifier("decnet", filterTypeName(qual.typ))
	case qual.typ != wordNet:
		c.notQualifier(filterTypeName(qual.typ), text)
	default:
		return true
	}
	return false
}

// prefixCode compiles an IPv4 network with a prefix length.
func (c *filterCompiler) prefixCode(addrText, text string, length uint32, qual filterQual) *filterCond {
	if !c.inherits(qual) || c.applied(qual, "IPv4 address and prefix length") || !c.netOnly(text, qual) {
		return condNever
	}
	addr, _, ok := c.parseIPv4(addrText)
	if !ok {
		return condNever
	}
	if length > 32 {
		return c.tooBig("netmask length", length, 32)
	}
	mask := ^uint32(0) << (32 - length) // a shift by 32 gives 0
	if addr&^mask != 0 {
		return c.fail("non-network bits set in \"" + text + "\"")
	}
	return c.address4(addr, mask, qual, "net <IPv4 prefix>")
}

// maskCode compiles an IPv4 network with a mask.
func (c *filterCompiler) maskCode(addrText, maskText string, qual filterQual) *filterCond {
	text := addrText + " mask " + maskText
	if !c.inherits(qual) || c.applied(qual, "IPv4 address and netmask") || !c.netOnly(text, qual) {
		return condNever
	}
	addr, _, ok := c.parseIPv4(addrText)
	if !ok {
		return condNever
	}
	mask, _, ok := c.parseIPv4(maskText)
	if !ok {
		return condNever
	}
	if addr&^mask != 0 {
		return c.fail("non-network bits set in \"" + text + "\"")
	}
	return c.address4(addr, mask, qual, "net <IPv4 prefix>")
}

// prefix6Code compiles an IPv6 address or network.
func (c *filterCompiler) prefix6Code(addrText, text string, length uint32, given bool, qual filterQual) *filterCond {
	if !c.inherits(qual) {
		return condNever
	}
	what := "IPv6 address"
	if given {
		what = "IPv6 address and prefix length"
		if qual.typ == wordProto {
			what += " " // the blank is part of a message that scripts may know
		}
	}
	if c.applied(qual, what) {
		return condNever
	}
	addr, ok := parseFilterIPv6(addrText)
	if !ok {
		return c.fail("invalid IPv6 address " + addrText)
	}
	if length > 128 {
		return c.fail("mask length must be <= 128")
	}
	var mask [16]byte
	for i := range mask {
		n := min(8, max(0, int(length)-8*i))
		mask[i] = ^byte(0xff >> n)
		if addr[i]&^mask[i] != 0 {
			return c.fail("non-network bits set in \"" + text + "\"")
		}
	}
	switch qual.typ {
	case wordGateway:
		return c.notQualifier("gateway", text)
	case wordNet:
		return c.address6(addr, mask, qual, "net <IPv6 prefix>")
	}
	if length != 128 {
		return c.notQualifier("host", text)
	}
	return c.address6(addr, mask, qual, "host <IPv6 address>")
}

// etherCode compiles an Ethernet address.
func (c *filterCompiler) etherCode(text string, qual filterQual) *filterCond {
	if !c.inherits(qual) {
		return condNever
	}
	if qual.proto != protoLink || qual.typ != 0 && qual.typ != wordHost {
		c.fail("Ethernet address used in non-ether expression")
		if qual.proto == protoDefault && (qual.typ == 0 || qual.typ == wordHost) {
			c.hint("do you mean: ether host " + text)
		}
		return condNever
	}
	return c.linkHost(parseFilterEther(text), qual, "link host XX:XX:XX:XX:XX:XX")
}

// aidCode compiles a link-level address of one byte, $XX.
func (c *filterCompiler) aidCode(text string, qual filterQual) *filterCond {
	switch {
	case !c.inherits(qual):
		return condNever
	case qual.typ != 0 && qual.typ != wordHost:
		return c.notQualifier(filterTypeName(qual.typ), "$XX")
	case qual.proto != protoLink:
		return c.fail("'link' is the only valid proto qualifier for 'host $XX'")
	}
	addr := filterHexValue(text[1])
	if len(text) > 2 {
		addr = addr<<4 | filterHexValue(text[2])
	}
	return c.shortHost(addr, qual.dir)
}

// parseIPv4 reads up to four numbers with dots between them. What is left out at the end the mask does not cover.
func (c *filterCompiler) parseIPv4(text string) (addr, mask uint32, ok bool) {
	rest, shift := text, 32
	for {
		var part string
		part, rest, ok = strings.Cut(rest, ".")
		v, valid := parseFilterByte(part)
		if !valid || shift == 0 {
			c.fail("invalid IPv4 address '" + text + "'")
			return 0, 0, false
		}
		shift -= 8
		addr |= v << shift
		if !ok {
			return addr, ^uint32(0) << shift, true
		}
	}
}

// parseFilterByte reads a number of one byte: decimal, octal with a leading 0, hexadecimal with 0x.
func parseFilterByte(s string) (uint32, bool) {
	base := uint32(10)
	switch {
	case len(s) > 2 && (s[1] == 'x' || s[1] == 'X'):
		base, s = 16, s[2:]
	case len(s) > 1 && s[0] == '0':
		base, s = 8, s[1:]
	}
	v := uint32(0)
	for i := 0; i < len(s); i++ {
		d := uint32(filterHexValue(s[i]))
		if d >= base || !isFilterHex(s[i]) {
			return 0, false
		}
		if v = v*base + d; v > 255 {
			return 0, false
		}
	}
	return v, s != ""
}

// parseDECnet reads AREA.NODE.
func parseDECnet(text string) (uint16, bool) {
	area, node, ok := strings.Cut(text, ".")
	a, ok1 := parseFilterDecimal(area, 63)
	n, ok2 := parseFilterDecimal(node, 1023)
	return uint16(a<<10 | n), ok && ok1 && ok2
}

// parseFilterDecimal reads a decimal number up to limit.
//
//go:noinline
func parseFilterDecimal(s string, limit uint32) (uint32, bool) {
	v := uint32(0)
	for i := 0; i < len(s); i++ {
		if !isFilterDigit(s[i]) {
			return 0, false
		}
		if v = v*10 + uint32(s[i]-'0'); v > limit {
			return 0, false
		}
	}
	return v, s != ""
}

// parseFilterEther reads an Ethernet address in one of the forms of scanEther.
func parseFilterEther(s string) (addr [6]byte) {
	if strings.IndexAny(s, ":-.") < 0 || len(s) == 14 && s[4] == '.' && s[9] == '.' {
		n := 0
		for i := 0; i < len(s) && n < 12; i++ {
			if s[i] != '.' {
				addr[n/2] = addr[n/2]<<4 | filterHexValue(s[i])
				n++
			}
		}
		return addr
	}
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isFilterHex(c):
			addr[n] = addr[n]<<4 | filterHexValue(c)
		case n < 5:
			n++
		}
	}
	return addr
}

// parseFilterIPv6 reads an IPv6 address in the forms of RFC 4291, 2.2.
func parseFilterIPv6(s string) (addr [16]byte, ok bool) {
	n, gap := 0, -1 // bytes so far; where "::" stands
	for i := 0; i < len(s); {
		if s[i] == ':' {
			if i+1 < len(s) && s[i+1] == ':' {
				gap = n
				i += 2
				continue
			}
			i++
		}
		if w := scanQuad(s[i:]); w > 0 && i+w == len(s) {
			for part := range strings.SplitSeq(s[i:], ".") {
				v, ok := parseFilterDecimal(part, 255)
				if !ok || n >= 16 || len(part) > 1 && part[0] == '0' {
					return addr, false
				}
				addr[n] = byte(v)
				n++
			}
			break
		}
		v, digits := 0, 0
		for ; i < len(s) && isFilterHex(s[i]); i++ {
			v = v<<4 | int(filterHexValue(s[i]))
			digits++
		}
		if digits == 0 || digits > 4 || n > 14 {
			return addr, false
		}
		addr[n], addr[n+1] = byte(v>>8), byte(v)
		n += 2
	}
	switch {
	case gap < 0:
		return addr, n == 16
	case n > 14:
		return addr, false
	}
	tail := n - gap
	copy(addr[16-tail:], addr[gap:n])
	clear(addr[gap : 16-tail])
	return addr, true
}
