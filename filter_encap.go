// Filter language: vlan, mpls, pppoes, geneve and vxlan. Each tests for an encapsulation and moves the offsets of the
// text that follows it, on the assumption that the packet has it.

package main

// VLAN tags: IEEE Std 802.1Q, clause 9; 0x9100 is what some bridges use for the outer of two.
var filterVLANTypes = [...]uint32{0x8100, 0x88a8, 0x9100}

const vlanMaxID = 0xfff

// hasVLAN tells whether frames of the link type may have VLAN tags.
func (c *filterCompiler) hasVLAN() bool { return c.link.isEthernet() || c.link.is80211() }

// vlan compiles `vlan [id]`; id is negative if there is none.
func (c *filterCompiler) vlan(id int64) *filterCond {
	switch {
	case c.link.labels > 0:
		return c.fail("no VLAN match after MPLS")
	case !c.hasVLAN():
		c.unsupported("vlan")
		c.hintCooked()
		return condNever
	case id > vlanMaxID:
		return c.tooBig("VLAN tag", uint32(id), vlanMaxID)
	}
	c.vlanTags++
	if c.env.live && c.link.kind == linkEthernet && !c.link.tunnel && c.vlanTags == 1 {
		return c.vlanOutOfBand(id)
	}
	cond := c.vlanType()
	if id >= 0 {
		cond = andConds(cond, c.masked(c.link.net(), 0, bpfH, uint32(id), vlanMaxID))
	}
	c.skipTag()
	return cond
}

// vlanType tells whether a VLAN tag follows.
func (c *filterCompiler) vlanType() *filterCond {
	one := condNever
	for _, typ := range filterVLANTypes {
		one = orConds(one, c.linkProto(typ))
	}
	return one
}

// skipTag moves the offsets behind a VLAN tag.
func (c *filterCompiler) skipTag() {
	c.link.typ = c.link.typ.plus(4)
	c.link.payload = c.link.payload.plus(4)
}

// vlanOutOfBand tests the outer VLAN tag in a live capture on Linux, where the kernel has taken it out of most packets
// but not out of all. The offsets then depend on the packet: two scratch words hold what to add to them.
func (c *filterCompiler) vlanOutOfBand(id int64) *filterCond {
	const present, tag = bpfAncillary + bpfAncVlanTagPresent, bpfAncillary + bpfAncVlanTag
	added := &filterVar{}
	reg := c.use(added)
	inPacket := c.vlanType()
	idIn, idOut := condAlways, condAlways
	if id >= 0 {
		idIn = c.masked(c.link.payload, 0, bpfH, uint32(id), vlanMaxID)
		idOut = c.masked(filterOffset{}, tag, bpfH, uint32(id), vlanMaxID)
	}
	c.link.typ.v, c.link.payload.v = added, added
	return &filterCond{kind: condGraph, graph: func(yes, no *bpfBlock) *bpfBlock {
		in := idIn.blocks(yes, no)
		out := idOut.blocks(yes, no)
		in = jumpTo(inPacket.blocks(in, no), ldImm(4), stMem(reg))
		return &bpfBlock{
			stmts: []bpfInsn{ldImm(0), stMem(reg), ldAbs(bpfB, present)},
			last:  bpfInsn{code: bpfJMP | bpfJEQ, k: 1}, yes: out, no: in,
		}
	}}
}

// anyTag compiles a primitive of the network layer or above; with --any-vlan it also matches behind one or two VLAN
// tags. Where the expression says itself what encapsulates the packet, it is left at that.
func (c *filterCompiler) anyTag(primitive func() *filterCond) *filterCond {
	if !c.env.anyVLAN || !c.hasVLAN() || c.vlanTags > 0 || c.link.labels > 0 || c.link.tunnel || c.link.pppoe {
		return primitive()
	}
	typ, payload := c.link.typ, c.link.payload
	plain := primitive()
	outer := c.vlanType()
	c.skipTag()
	one := primitive()
	inner := c.vlanType()
	c.skipTag()
	two := primitive()
	c.link.typ, c.link.payload = typ, payload
	return orConds(plain, andConds(outer, orConds(one, andConds(inner, two))))
}

// mpls compiles `mpls [label]`. A label stack entry has the label in its upper 20 bits and the mark of the last one in
// bit 8. RFC 3032
func (c *filterCompiler) mpls(label int64) *filterCond {
	const maxLabel = 0xfffff
	var is *filterCond
	switch {
	case c.link.labels > 0: // the entry before this one must not be the last
		is = notCond(c.anyBit(c.link.net(), filterBefore(2), bpfB, 1))
	case c.link.kind == linkCHDLC || c.link.kind == linkEthernet || c.link.kind == linkNetanalyzer ||
		c.link.kind == linkNetanalyzerTransparent || c.link.kind == linkDsaTagBrcm || c.link.kind == linkDsaTagDsa:
		is = c.linkProto(filterTypeMPLS)
	case c.link.kind == linkPPP:
		is = c.linkProto(0x0281) // PPP's number for it
	default:
		return c.unsupported("mpls")
	}
	if label > maxLabel {
		return c.tooBig("MPLS label", uint32(label), maxLabel)
	}
	if label >= 0 {
		is = andConds(is, c.masked(c.link.net(), 0, bpfW, uint32(label)<<12, 0xfffff000))
	}
	c.link.nl += 4
	c.link.nlPlain += 4
	c.link.labels++
	return is
}

// filterBefore is an offset to the left; sums wrap.
func filterBefore(n uint32) uint32 { return -n }

// mplsProto tells whether a protocol follows a label stack. The last entry is marked; nothing says what comes then, so
// the version of the IP header has to do.
func (c *filterCompiler) mplsProto(proto uint32) *filterCond {
	version := c.ipVersion(c.link.net(), proto)
	if version == condNever {
		return c.fail("unsupported protocol over mpls")
	}
	return andConds(c.anyBit(c.link.net(), filterBefore(2), bpfB, 1), version)
}

// pppoes compiles `pppoes [session]`. RFC 2516: six bytes, the session in the third and fourth, then PPP.
func (c *filterCompiler) pppoes(session int64) *filterCond {
	is := c.linkProto(filterTypePPPoES)
	if session > 0xffff {
		return c.tooBig("PPPoE session number", uint32(session), 0xffff)
	}
	if session >= 0 {
		is = andConds(is, c.equal(c.link.net(), 2, bpfH, uint32(session)))
	}
	l := &c.link
	l.header = l.net().plus(6)
	l.typ = l.header
	l.payload = l.header.plus(2)
	l.nl, l.nlPlain = 0, 0
	l.kind, l.typed, l.pppoe, l.lane = linkPPP, true, true, false
	return is
}

const vniMax = 0xffffff

// geneve compiles `geneve [vni]`. RFC 8926, 3.4:
//
//	|Ver|  Opt Len  |O|C|    Rsvd.  |          Protocol Type        |
//	|        Virtual Network Identifier (VNI)       |    Reserved   |
//	|                    Variable-Length Options                    |
func (c *filterCompiler) geneve(vni int64) *filterCond {
	if vni > vniMax {
		return c.tooBig("Geneve VNI", uint32(vni), vniMax)
	}
	c.sawGeneve = true
	c.notes.tunnel = true
	return c.udpTunnel(6081, vni, func(load tunnelLoad) *filterCond {
		return c.test(append(load(0, bpfB), aluK(bpfAND, 0xc0)), bpfJEQ, 0) // version 0
	}, func(next *bpfBlock, header, typ, payload int) *bpfBlock {
		// A: offset of the Geneve header. Inside is whatever its protocol type says; if that is an Ethernet frame, the
		// type and the payload are that frame's.
		ether := jumpTo(next, bpfTxa(), aluK(bpfADD, 12), stMem(typ), aluK(bpfADD, 2), stMem(payload))
		return branch(bpfJEQ, filterTypeBridge, ether, next,
			bpfTax(), aluK(bpfADD, 2), stMem(typ),
			ldInd(bpfB, 0), aluK(bpfAND, 0x3f), aluK(bpfLSH, 2), aluK(bpfADD, 8), aluX(bpfADD), stMem(header), stMem(payload),
			ldInd(bpfH, 2), ldxMem(header))
	})
}

// vxlan compiles `vxlan [vni]`. RFC 7348, 5: eight bytes, then an Ethernet frame.
func (c *filterCompiler) vxlan(vni int64) *filterCond {
	if vni > vniMax {
		return c.tooBig("VXLAN VNI", uint32(vni), vniMax)
	}
	c.notes.tunnel = true
	return c.udpTunnel(4789, vni, func(load tunnelLoad) *filterCond {
		return c.test(load(0, bpfB), bpfJEQ, 0x08) // the flag that there is a VNI
	}, func(next *bpfBlock, header, typ, payload int) *bpfBlock {
		return jumpTo(next, aluK(bpfADD, 8), stMem(header), aluK(bpfADD, 12), stMem(typ), aluK(bpfADD, 2), stMem(payload))
	})
}

// tunnelLoad makes the code that reads a field of the header behind UDP's into A.
type tunnelLoad func(off uint32, size uint16) []bpfInsn

// udpTunnel compiles what Geneve and VXLAN have in common: UDP over IPv4 or IPv6 to a port, a network identifier in
// bytes 4 to 6 of the header, an inner frame at an offset that only the packet knows. Three scratch words hold where the
// inner link-level header, type and payload are; find calculates them from A, the offset of the tunnel's header.
func (c *filterCompiler) udpTunnel(port uint32, vni int64, valid func(tunnelLoad) *filterCond,
	find func(next *bpfBlock, header, typ, payload int) *bpfBlock) *filterCond {
	const udpLen = 8
	net := c.link.net()
	fits := func(load tunnelLoad) *filterCond {
		all := andConds(c.test(load(filterBefore(6), bpfH), bpfJEQ, port), valid(load))
		if vni >= 0 {
			all = andConds(all, c.test(append(load(4, bpfW), aluK(bpfAND, 0xffffff00)), bpfJEQ, uint32(vni)<<8))
		}
		return all
	}
	is4 := c.linkProto(filterTypeIP)
	ip4 := allConds(is4, c.equal(net, 9, bpfB, ipprotoUDP), c.firstFragment(),
		fits(func(off uint32, size uint16) []bpfInsn { return c.loadTransport(udpLen+off, size) }))
	is6 := c.linkProto(filterTypeIP6)
	ip6 := allConds(is6, c.equal(net, 6, bpfB, ipprotoUDP),
		fits(func(off uint32, size uint16) []bpfInsn { return c.load(net, 40+udpLen+off, size) }))
	at4 := append(c.headerLenX(), bpfTxa(), aluK(bpfADD, net.k+udpLen))
	at6 := []bpfInsn{ldImm(net.k + 40 + udpLen)}
	if net.v != nil {
		at6 = []bpfInsn{ldMem(c.use(net.v)), aluK(bpfADD, net.k+40+udpLen)}
	}

	header, typ, payload := &filterVar{}, &filterVar{}, &filterVar{}
	h, t, p := c.use(header), c.use(typ), c.use(payload)
	l := &c.link
	l.kind, l.typed, l.tunnel = linkEthernet, true, true
	l.pppoe, l.lane, l.labels = false, false, 0
	l.header, l.typ, l.payload = filterOffset{v: header}, filterOffset{v: typ}, filterOffset{v: payload}
	l.nl, l.nlPlain = 0, 3
	return &filterCond{kind: condGraph, graph: func(yes, no *bpfBlock) *bpfBlock {
		inner := find(yes, h, t, p)
		second := ip6.blocks(jumpTo(inner, at6...), no)
		return ip4.blocks(jumpTo(inner, at4...), second)
	}}
}
