// Filter language: link-level addresses, broadcast and multicast.

package main

// hasEtherAddrs tells whether frames have addresses of six bytes like Ethernet's.
func (c *filterCompiler) hasEtherAddrs() bool {
	switch c.link.kind {
	case linkFDDI, linkTokenRing, linkIpOverFc:
		return true
	}
	return c.link.isEthernet() || c.link.is80211()
}

// linkHostName compiles a name from /etc/ethers.
func (c *filterCompiler) linkHostName(name string, qual filterQual) *filterCond {
	if !c.hasEtherAddrs() {
		return c.unsupported("link host NAME")
	}
	if c.env.names != nil {
		if mac, ok := c.env.names.etherAddr(name); ok {
			return c.linkHost(mac, qual, "link host NAME")
		}
	}
	return c.fail("unknown Ethernet-like host '" + name + "'")
}

// linkHost tests link-level addresses of six bytes.
func (c *filterCompiler) linkHost(mac [6]byte, qual filterQual, what string) *filterCond {
	if !c.hasEtherAddrs() {
		return c.unsupported(what)
	}
	if c.link.is80211() {
		return c.host80211(qual.dir, func(off uint32) *filterCond { return c.equalBytes(c.link.header, off, mac[:]) })
	}
	if is80211Dir(qual.dir) {
		return c.fail("'" + filterDirName(qual.dir) + "' is valid for 802.11 syntax only")
	}
	dst := c.etherDstOffset()
	at := func(off uint32) func() *filterCond {
		return func() *filterCond { return c.equalBytes(c.link.header, off, mac[:]) }
	}
	return c.innerEther(bothWays(qual.dir, at(c.etherSrcOffset()), at(dst)))
}

// etherDstOffset is where in the link-level header the destination address stands; the source follows it, but for
// Fibre Channel, where they have eight bytes each.
func (c *filterCompiler) etherDstOffset() uint32 {
	switch c.link.kind {
	case linkFDDI:
		return 1
	case linkTokenRing:
		return 2
	case linkIpOverFc:
		return 2
	}
	return 0
}

// innerEther adds to a test of Ethernet addresses the test whether there are any. Inside of a tunnel there may be no
// Ethernet header: Geneve may carry IP without one.
func (c *filterCompiler) innerEther(cond *filterCond) *filterCond {
	if c.link.kind == linkSunATM { // LE Control has no addresses
		return andConds(notCond(c.equal(filterOffset{}, 4, bpfH, 0xff00)), cond)
	}
	if !c.link.tunnel || c.link.header.v == nil || c.link.payload.v == nil {
		return cond
	}
	stmts := []bpfInsn{ldMem(c.use(c.link.header.v)), ldxMem(c.use(c.link.payload.v))}
	return andConds(notCond(c.test(stmts, bpfJEQ|bpfX, 0)), cond)
}

// shortHost tests link-level addresses of one byte.
func (c *filterCompiler) shortHost(addr byte, dir filterWord) *filterCond {
	src, dst := uint32(0), uint32(1)
	switch c.link.kind {
	case linkARCNET, linkARCNETLinux:
	case linkBacnetMsTp:
		src, dst = 4, 3
	default:
		return c.unsupported("link host $XX")
	}
	if is80211Dir(dir) {
		return c.fail("'" + filterDirName(dir) + "' is valid for 802.11 syntax only")
	}
	return bothWays(dir,
		func() *filterCond { return c.equal(c.link.header, src, bpfB, uint32(addr)) },
		func() *filterCond { return c.equal(c.link.header, dst, bpfB, uint32(addr)) })
}

// broadcast compiles `[proto] broadcast`.
func (c *filterCompiler) broadcast(proto filterProto) *filterCond {
	switch proto {
	case protoDefault, protoLink:
		switch c.link.kind {
		case linkARCNET, linkARCNETLinux:
			return c.shortHost(0, wordDst)
		case linkBacnetMsTp:
			return c.shortHost(0xff, wordDst)
		}
		return c.linkHost([6]byte{255, 255, 255, 255, 255, 255}, filterQual{dir: wordDst}, "broadcast")
	case protoIP:
		return c.anyTag(c.ipBroadcast)
	}
	return c.notQualifier(proto.String(), "broadcast")
}

// ipBroadcast tests for a destination whose host part is all zeros or all ones. Where the netmask is not known, all is
// the host part, as if there were no network: that is what tcpdump has always made of it.
func (c *filterCompiler) ipBroadcast() *filterCond {
	host := ^c.env.netmask
	if c.env.noMask {
		host = ^uint32(0)
	}
	c.notes.noMask = host == ^uint32(0)
	is := c.linkProto(filterTypeIP)
	dst := func(value uint32) *filterCond { return c.masked(c.link.net(), 16, bpfW, value, host) }
	return andConds(is, orConds(dst(0), dst(host)))
}

// multicast compiles `[proto] multicast`.
func (c *filterCompiler) multicast(proto filterProto) *filterCond {
	switch proto {
	case protoDefault, protoLink:
		return c.linkMulticast()
	case protoIP:
		return c.anyTag(func() *filterCond {
			return andConds(c.linkProto(filterTypeIP), c.masked(c.link.net(), 16, bpfB, 0xe0, 0xf0))
		})
	case protoIP6:
		return c.anyTag(func() *filterCond {
			return andConds(c.linkProto(filterTypeIP6), c.equal(c.link.net(), 24, bpfB, 0xff))
		})
	}
	return c.notQualifier(proto.String(), "multicast")
}

// linkMulticast tests the lowest bit of the first byte of the destination address. On ARCNET only broadcast goes to
// more than one station.
func (c *filterCompiler) linkMulticast() *filterCond {
	group := func(off uint32) *filterCond { return c.anyBit(c.link.header, off, bpfB, 1) }
	switch {
	case c.link.kind == linkARCNET || c.link.kind == linkARCNETLinux:
		return c.shortHost(0, wordDst)
	case c.link.is80211():
		return c.host80211(wordDst, group)
	case c.hasEtherAddrs():
		return c.innerEther(group(c.etherDstOffset()))
	}
	return c.unsupported("multicast")
}

// etherSrcOffset is where the source address stands.
func (c *filterCompiler) etherSrcOffset() uint32 {
	if c.link.kind == linkIpOverFc {
		return 10
	}
	return c.etherDstOffset() + 6
}
