// Filter language: `llc` and its types. IEEE Std 802.2, 5: information, supervisory and unnumbered frames differ in the
// lowest bits of the control byte.

package main

// llc compiles `llc`: the packet has an LLC header.
func (c *filterCompiler) llc() *filterCond {
	switch c.link.kind {
	case linkEthernet, linkNetanalyzer, linkNetanalyzerTransparent, linkDsaTagBrcm, linkDsaTagDsa:
		return c.etherLLC()
	case linkSunATM:
		if c.link.lane {
			return c.etherLLC()
		}
		return c.masked(filterOffset{}, 0, bpfB, sunATMLLC, 0x0f)
	case linkFDDI, linkTokenRing, linkATMRFC1483:
		return condAlways
	case linkIEEE80211, linkPrismHeader, linkIEEE80211AVS, linkIEEE80211Radio, linkPpi:
		return c.dataFrame()
	}
	return c.unsupported("llc")
}

// etherLLC tells, on Ethernet, a length from a type, and LLC from IPX without it.
func (c *filterCompiler) etherLLC() *filterCond {
	return andConds(c.isLLC(), notCond(c.saps(0xff)))
}

// llcType compiles `llc TYPE`.
func (c *filterCompiler) llcType(name string) *filterCond {
	control := c.link.payload.plus(2)
	switch name {
	case "i":
		is := c.llc()
		return andConds(is, notCond(c.anyBit(control, 0, bpfB, 0x01)))
	case "s":
		return c.llcControl(0x01, 0x03)
	case "u":
		return c.llcControl(0x03, 0x03)
	case "rr":
		return c.llcControl(0x01, 0x0f)
	case "rnr":
		return c.llcControl(0x05, 0x0f)
	case "rej":
		return c.llcControl(0x09, 0x0f)
	}
	for _, t := range filterLLCTypes {
		if t.name == name {
			return c.llcControl(t.value, 0xef)
		}
	}
	return c.fail("unknown LLC type name \"" + name + "\"")
}

// filterLLCTypes are the control bytes of unnumbered frames, without the poll/final bit.
var filterLLCTypes = []filterValue{
	{"ui", 0x03}, {"ua", 0x63}, {"disc", 0x43}, {"dm", 0x0f}, {"sabme", 0x6f}, {"test", 0xe3}, {"xid", 0xaf}, {"frmr", 0x87},
}

func (c *filterCompiler) llcControl(value, mask uint32) *filterCond {
	is := c.llc()
	return andConds(is, c.masked(c.link.payload.plus(2), 0, bpfB, value, mask))
}
