// Filter language: hosts and networks.

package main

// address4 compiles an IPv4 address or network. what names it in messages.
func (c *filterCompiler) address4(addr, mask uint32, qual filterQual, what string) *filterCond {
	if !c.checkHost(qual, what, qual.proto == protoIP6) {
		return condNever
	}
	return c.anyTag(func() *filterCond { return c.hosts4([]uint32{addr}, mask, qual) })
}

// address6 compiles an IPv6 address or network.
func (c *filterCompiler) address6(addr, mask [16]byte, qual filterQual, what string) *filterCond {
	if !c.checkHost(qual, what, qual.proto != protoDefault && qual.proto != protoIP6) {
		return condNever
	}
	return c.anyTag(func() *filterCond { return c.hosts6([][16]byte{addr}, mask, qual) })
}

// checkHost checks the qualifiers of a host or network; wrong says that they do not go with the kind of address.
func (c *filterCompiler) checkHost(qual filterQual, what string, wrong bool) bool {
	switch qual.proto {
	case protoDefault, protoIP, protoARP, protoRARP, protoIP6:
	default:
		wrong = true
	}
	if wrong && qual.proto != protoDECnet {
		c.notQualifier(qual.proto.String(), what)
		c.hintHost(qual)
		return false
	}
	if is80211Dir(qual.dir) {
		c.fail("'" + filterDirName(qual.dir) + "' is valid for 802.11 syntax only")
		return false
	}
	if wrong {
		c.notQualifier(qual.proto.String(), what)
		return false
	}
	return true
}

// hintHost says how `tcp host x` is written.
func (c *filterCompiler) hintHost(qual filterQual) {
	switch qual.proto {
	case protoTCP, protoUDP, protoSCTP, protoICMP, protoIGMP, protoESP, protoAH:
		c.hint("do you mean: " + qual.proto.String() + " and " + filterTypeName(qual.typ) + " " + printableFilter(c.parser.at.text))
	}
}

// hosts4 tests the addresses of IPv4, ARP and RARP, as far as the protocol qualifier lets it.
func (c *filterCompiler) hosts4(addrs []uint32, mask uint32, qual filterQual) *filterCond {
	one := func(proto uint32, src, dst uint32) *filterCond {
		is := c.linkProto(proto)
		any := condNever
		for _, addr := range addrs {
			any = orConds(any, bothWays(qual.dir,
				func() *filterCond { return c.masked(c.link.net(), src, bpfW, addr, mask) },
				func() *filterCond { return c.masked(c.link.net(), dst, bpfW, addr, mask) }))
		}
		return andConds(is, any)
	}
	switch qual.proto {
	case protoIP:
		return one(filterTypeIP, 12, 16)
	case protoARP:
		return one(filterTypeARP, 14, 24)
	case protoRARP:
		return one(filterTypeRARP, 14, 24)
	}
	ip := one(filterTypeIP, 12, 16)
	if c.link.labels > 0 { // MPLS carries no ARP
		return ip
	}
	return anyCond(ip, one(filterTypeARP, 14, 24), one(filterTypeRARP, 14, 24))
}

// hosts6 tests the addresses of IPv6.
func (c *filterCompiler) hosts6(addrs [][16]byte, mask [16]byte, qual filterQual) *filterCond {
	is := c.linkProto(filterTypeIP6)
	any := condNever
	for _, addr := range addrs {
		at := func(off uint32) func() *filterCond {
			return func() *filterCond {
				all := condAlways
				for i := 0; i < 16; i += 4 {
					if m := filterBE32(mask[i:]); m != 0 {
						all = andConds(all, c.masked(c.link.net(), off+uint32(i), bpfW, filterBE32(addr[i:]), m))
					}
				}
				return all
			}
		}
		any = orConds(any, bothWays(qual.dir, at(8), at(24)))
	}
	return andConds(is, any)
}

// bothWays joins the tests of source and destination as the direction wants it.
func bothWays(dir filterWord, src, dst func() *filterCond) *filterCond {
	switch dir {
	case wordSrc:
		return src()
	case wordDst:
		return dst()
	case wordAnd:
		return andConds(src(), dst())
	}
	return orConds(src(), dst())
}

// networkName compiles the name of an IPv4 network.
func (c *filterCompiler) networkName(name string, qual filterQual) *filterCond {
	n, ok := uint32(0), false
	if c.env.names != nil {
		n, ok = c.env.names.networkNumber(name)
	}
	if !ok {
		return c.fail("unknown network '" + name + "'")
	}
	mask := uint32(0xffffffff)
	for n != 0 && n&0xff000000 == 0 {
		n, mask = n<<8, mask<<8
	}
	return c.address4(n, mask, qual, "net <IPv4 network name>")
}

// hostName compiles the name of a host: each of its addresses matches.
func (c *filterCompiler) hostName(name string, qual filterQual) *filterCond {
	var ip4 []uint32
	var ip6 [][16]byte
	if c.env.names != nil {
		var err error
		if ip4, ip6, err = c.env.names.lookupHost(name); err != nil {
			ip4, ip6 = nil, nil
		}
	}
	if len(ip4)+len(ip6) == 0 {
		return c.fail("unknown host '" + name + "'")
	}
	if !c.checkHost(qual, "host <Internet hostname>", false) {
		return condNever
	}
	switch qual.proto {
	case protoIP, protoARP, protoRARP:
		ip6 = nil
	case protoIP6:
		ip4 = nil
	}
	if len(ip4)+len(ip6) == 0 {
		return c.fail("unknown host '" + name + "' for specified address family")
	}
	return c.anyTag(func() *filterCond {
		one := condNever
		if len(ip4) > 0 {
			one = c.hosts4(ip4, 0xffffffff, qual)
		}
		if len(ip6) > 0 {
			one = orConds(one, c.hosts6(ip6, allOnes16, qual))
		}
		return one
	})
}

var allOnes16 = [16]byte{255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}

// gateway compiles `gateway NAME`: to or from the host's Ethernet address, but not to or from its IPv4 address.
func (c *filterCompiler) gateway(name string, qual filterQual) *filterCond {
	switch qual.proto {
	case protoDefault, protoIP, protoARP, protoRARP:
	default:
		return c.notQualifier(qual.proto.String(), "gateway")
	}
	switch {
	case c.link.labels > 0:
		return c.fail("'gateway' cannot be used within MPLS")
	case c.link.tunnel:
		return c.fail("'gateway' cannot be used within VXLAN or Geneve")
	case !c.hasEtherAddrs():
		return c.unsupported("gateway")
	case c.env.names == nil:
		return c.fail("unknown Ethernet-like host '" + name + "'")
	}
	mac, ok := c.env.names.etherAddr(name)
	if !ok {
		return c.fail("unknown Ethernet-like host '" + name + "'")
	}
	ip4, _, err := c.env.names.lookupHost(name)
	if err != nil || len(ip4) == 0 {
		return c.fail("unknown host '" + name + "'")
	}
	link := c.linkHost(mac, filterQual{}, "gateway")
	one := func(proto uint32, src, dst uint32) *filterCond {
		all := c.linkProto(proto)
		for _, addr := range ip4 {
			all = allConds(all, notCond(c.equal(c.link.net(), src, bpfW, addr)), notCond(c.equal(c.link.net(), dst, bpfW, addr)))
		}
		return all
	}
	switch qual.proto {
	case protoIP:
		return andConds(link, one(filterTypeIP, 12, 16))
	case protoARP:
		return andConds(link, one(filterTypeARP, 14, 24))
	case protoRARP:
		return andConds(link, one(filterTypeRARP, 14, 24))
	}
	return andConds(link, anyCond(one(filterTypeIP, 12, 16), one(filterTypeARP, 14, 24), one(filterTypeRARP, 14, 24)))
}

// decnetHost tests the addresses in a DECnet routing header: short or long format, with or without a byte of padding
// before it. All is little-endian. DECnet Digital Network Architecture, Routing Layer Functional Specification
func (c *filterCompiler) decnetHost(addr uint16, qual filterQual) *filterCond {
	if is80211Dir(qual.dir) {
		return c.fail("'" + filterDirName(qual.dir) + "' is valid for 802.11 syntax only")
	}
	net := c.link.net()
	a := uint32(addr>>8 | addr<<8)
	long := func(off uint32) *filterCond {
		return orConds(
			andConds(c.masked(net, 2, bpfB, 0x06, 0x07), c.equal(net, off, bpfH, a)),
			andConds(c.masked(net, 2, bpfH, 0x8106, 0xff07), c.equal(net, off+1, bpfH, a)))
	}
	src := func() *filterCond {
		return anyCond(
			andConds(c.masked(net, 2, bpfB, 0x02, 0x07), c.equal(net, 5, bpfH, a)),
			andConds(c.masked(net, 2, bpfH, 0x8102, 0xff07), c.equal(net, 6, bpfH, a)),
			long(17))
	}
	dst := func() *filterCond {
		return anyCond(
			c.masked(net, 2, bpfW, 0x02000000|a<<8, 0x07ffff00),
			c.masked(net, 2, bpfW, 0x81020000|a, 0xff07ffff),
			long(9))
	}
	is := c.linkProto(filterTypeDECnet)
	return andConds(is, bothWays(qual.dir, src, dst))
}
