// Filter language: protocols, protocol chains and ports.

package main

import "strings"

// Protocol numbers of IP that primitives name, and network layer protocol identifiers of OSI (ISO/IEC TR 9577).
const (
	ipprotoHopByHop = 0
	ipprotoICMP     = 1
	ipprotoIGMP     = 2
	ipprotoTCP      = 6
	ipprotoIGRP     = 9
	ipprotoUDP      = 17
	ipprotoRouting  = 43
	ipprotoFragment = 44
	ipprotoESP      = 50
	ipprotoAH       = 51
	ipprotoICMP6    = 58
	ipprotoDestOpts = 60
	ipprotoPIM      = 103
	ipprotoVRRP     = 112 // and CARP
	ipprotoSCTP     = 132

	nlpidCLNP = 0x81
	nlpidESIS = 0x82
	nlpidISIS = 0x83
)

// protocolByName finds the number of a protocol in the table that the protocol qualifier selects.
func (c *filterCompiler) protocolByName(name string, qual filterProto) (uint32, bool) {
	switch qual {
	case protoDefault, protoIP, protoIP6:
		if c.env.names != nil {
			if n, ok := c.env.names.protocolNumber(name); ok && n >= 0 {
				return uint32(n), true
			}
		}
	case protoISO:
		switch name {
		case "clnp":
			return nlpidCLNP, true
		case "esis":
			return nlpidESIS, true
		case "isis":
			return nlpidISIS, true
		}
	case protoLink:
		return filterLinkProto(name)
	}
	return 0, false
}

// filterLinkProto finds the number of a protocol by the name it has behind `ether proto`.
func filterLinkProto(name string) (uint32, bool) {
	switch name {
	case "lldp":
		return 0x88cc, true
	case "loopback":
		return 0x9000, true
	case "slow":
		return 0x8809, true
	}
	return linkProtoNumber(filterProtoWord(name))
}

// linkProtoNumber is the Ethernet type or service access point of a protocol above the link layer.
func linkProtoNumber(proto filterProto) (uint32, bool) {
	switch proto {
	case protoIP:
		return filterTypeIP, true
	case protoARP:
		return filterTypeARP, true
	case protoRARP:
		return filterTypeRARP, true
	case protoIP6:
		return filterTypeIP6, true
	case protoATALK:
		return filterTypeATALK, true
	case protoAARP:
		return filterTypeAARP, true
	case protoDECnet:
		return filterTypeDECnet, true
	case protoMOPDL:
		return 0x6001, true
	case protoMOPRC:
		return 0x6002, true
	case protoLAT:
		return 0x6004, true
	case protoSCA:
		return 0x6007, true
	case protoISO:
		return sapISO, true
	case protoSTP:
		return sapSTP, true
	case protoIPX:
		return sapIPX, true
	case protoNetBEUI:
		return sapNetBEUI, true
	}
	return 0, false
}

// protoOrChain compiles `[proto] proto N` and `[proto] protochain N`.
func (c *filterCompiler) protoOrChain(n uint32, qual filterQual) *filterCond {
	if qual.typ == wordProtochain {
		return c.protoChain(n, qual.proto)
	}
	switch qual.proto {
	case protoDefault, protoIP, protoIP6:
		if n > 0xff {
			return c.tooBig("protocol number", n, 0xff)
		}
		return c.anyTag(func() *filterCond { return c.ipProto(n, qual.proto) })
	case protoLink:
		return c.anyTagIfNetwork(n)
	case protoISO:
		return c.isoProto(n)
	case protoISIS:
		if n > 0x1f {
			return c.tooBig("IS-IS PDU type", n, 0x1f)
		}
		return c.isisProto(n)
	}
	return c.notQualifier(qual.proto.String(), "proto")
}

// anyTagIfNetwork is linkProto, behind VLAN tags too if the protocol is one of the network layer.
func (c *filterCompiler) anyTagIfNetwork(proto uint32) *filterCond {
	switch proto {
	case filterTypeIP, filterTypeIP6, filterTypeARP, filterTypeRARP:
		return c.anyTag(func() *filterCond { return c.linkProto(proto) })
	}
	return c.linkProto(proto)
}

// ipProto tests the protocol field of IPv4, IPv6 or both. Of IPv6's extension headers it looks behind a fragment header.
func (c *filterCompiler) ipProto(n uint32, which filterProto) *filterCond {
	one := condNever
	if which != protoIP6 {
		is := c.linkProto(filterTypeIP)
		one = andConds(is, c.equal(c.link.net(), 9, bpfB, n))
	}
	if which != protoIP {
		is := c.linkProto(filterTypeIP6)
		next := func(n uint32) *filterCond { return c.equal(c.link.net(), 6, bpfB, n) }
		one = orConds(one, andConds(is, orConds(next(n), andConds(next(ipprotoFragment), c.equal(c.link.net(), 40, bpfB, n)))))
	}
	return one
}

// abbreviation compiles a protocol that stands alone.
func (c *filterCompiler) abbreviation(proto filterProto) *filterCond {
	ip := func(n uint32, which filterProto) *filterCond {
		return c.anyTag(func() *filterCond { return c.ipProto(n, which) })
	}
	switch proto {
	case protoTCP:
		return ip(ipprotoTCP, protoDefault)
	case protoUDP:
		return ip(ipprotoUDP, protoDefault)
	case protoSCTP:
		return ip(ipprotoSCTP, protoDefault)
	case protoAH:
		return ip(ipprotoAH, protoDefault)
	case protoESP:
		return ip(ipprotoESP, protoDefault)
	case protoPIM:
		return ip(ipprotoPIM, protoDefault)
	case protoICMP:
		return ip(ipprotoICMP, protoIP)
	case protoIGMP:
		return ip(ipprotoIGMP, protoIP)
	case protoIGRP:
		return ip(ipprotoIGRP, protoIP)
	case protoVRRP, protoCARP:
		return ip(ipprotoVRRP, protoIP)
	case protoICMP6:
		return ip(ipprotoICMP6, protoIP6)
	case protoCLNP:
		return c.isoProto(nlpidCLNP)
	case protoESIS:
		return c.isoProto(nlpidESIS)
	case protoISIS:
		return c.isoProto(nlpidISIS)
	}
	if n, ok := linkProtoNumber(proto); ok {
		return c.anyTagIfNetwork(n)
	}
	if types := isisTypes(proto); types != nil {
		is := c.isoProto(nlpidISIS)
		one := condNever
		for _, n := range types {
			one = orConds(one, c.isisType(uint32(n)))
		}
		return andConds(is, one)
	}
	return c.fail("'" + proto.String() + "' cannot be used as an abbreviation")
}

// isisTypes are the PDU types that an abbreviation stands for. ISO/IEC 10589, 9
func isisTypes(proto filterProto) []byte {
	const (
		l1Hello, l2Hello, pointHello = 15, 16, 17
		l1LSP, l2LSP                 = 18, 20
		l1CSNP, l2CSNP               = 24, 25
		l1PSNP, l2PSNP               = 26, 27
	)
	switch proto {
	case protoL1:
		return []byte{l1PSNP, l1CSNP, l1LSP, l1Hello, pointHello}
	case protoL2:
		return []byte{l2PSNP, l2CSNP, l2LSP, l2Hello, pointHello}
	case protoIIH:
		return []byte{pointHello, l1Hello, l2Hello}
	case protoLSP:
		return []byte{l1LSP, l2LSP}
	case protoSNP:
		return []byte{l2PSNP, l1PSNP, l1CSNP, l2CSNP}
	case protoCSNP:
		return []byte{l1CSNP, l2CSNP}
	case protoPSNP:
		return []byte{l1PSNP, l2PSNP}
	}
	return nil
}

// isoProto tests the network layer protocol identifier of OSI.
func (c *filterCompiler) isoProto(n uint32) *filterCond {
	if n > 0xff {
		return c.tooBig("ISO protocol", n, 0xff)
	}
	switch c.link.kind {
	case linkFrelay: // the identifier is in the frame's header
		return c.equal(c.link.typ, 0, bpfH, 0x0300|n)
	case linkCHDLC: // a byte of padding comes first
		is := c.linkProto(sapISO)
		return andConds(is, c.equal(c.link.netPlain(), 1, bpfB, n))
	}
	is := c.linkProto(sapISO)
	return andConds(is, c.equal(c.link.netPlain(), 0, bpfB, n))
}

// isisProto tests the type of an IS-IS PDU.
func (c *filterCompiler) isisProto(n uint32) *filterCond {
	is := c.isoProto(nlpidISIS)
	return andConds(is, c.isisType(n))
}

func (c *filterCompiler) isisType(n uint32) *filterCond {
	off := uint32(4)
	if c.link.kind == linkCHDLC {
		off = 5
	}
	return c.masked(c.link.netPlain(), off, bpfB, n, 0x1f)
}

// portProtocol checks the qualifiers of a port.
func (c *filterCompiler) portProtocol(qual filterQual) bool {
	switch qual.proto {
	case protoDefault, protoTCP, protoUDP, protoSCTP:
	default:
		c.notQualifier(qual.proto.String(), filterTypeName(qual.typ))
		if qual.proto == protoIP || qual.proto == protoIP6 {
			c.hint("do you mean: " + qual.proto.String() + " and " + filterTypeName(qual.typ) + " " + printableFilter(c.parser.at.text))
		}
		return false
	}
	if is80211Dir(qual.dir) {
		c.notQualifier(filterDirName(qual.dir), filterTypeName(qual.typ))
		return false
	}
	return true
}

// portName compiles a port by its name. A name that only one protocol knows selects that protocol.
func (c *filterCompiler) portName(name string, qual filterQual) *filterCond {
	if !c.portProtocol(qual) {
		return condNever
	}
	port, proto, ok := c.servicePort(name)
	if !ok {
		c.fail("unknown port '" + name + "'")
		if isFilterDigit(name[0]) && strings.IndexByte(name, '-') > 0 {
			c.hint("do you mean: portrange " + printableFilter(name))
		}
		return condNever
	}
	if qual.proto, ok = c.serviceProtocol(name, qual.proto, proto); !ok {
		return condNever
	}
	return c.anyTag(func() *filterCond { return c.ports(port, port, qual) })
}

// servicePort finds a service; proto is the one protocol that it is for, or protoDefault.
func (c *filterCompiler) servicePort(name string) (port uint32, proto filterProto, ok bool) {
	if c.env.names == nil {
		return 0, 0, false
	}
	tcp, isTCP := c.env.names.servicePort(name, "tcp")
	udp, isUDP := c.env.names.servicePort(name, "udp")
	switch {
	case isTCP && isUDP && tcp == udp:
		return uint32(tcp) & 0xffff, protoDefault, true
	case isTCP:
		return uint32(tcp) & 0xffff, protoTCP, true
	case isUDP:
		return uint32(udp) & 0xffff, protoUDP, true
	}
	sctp, isSCTP := c.env.names.servicePort(name, "sctp")
	return uint32(sctp) & 0xffff, protoSCTP, isSCTP
}

// serviceProtocol joins the protocol asked for with the one that a service has.
func (c *filterCompiler) serviceProtocol(name string, asked, has filterProto) (filterProto, bool) {
	if asked != protoDefault && has != protoDefault && asked != has {
		c.fail("port '" + name + "' is " + has.String())
		return 0, false
	}
	if asked == protoDefault {
		asked = has
	}
	return asked, true
}

// portRangeName compiles a range of ports that is not one number: `25-53`, `smtp-domain`. Names may have hyphens of
// their own, so each hyphen is tried.
func (c *filterCompiler) portRangeName(text string, qual filterQual) *filterCond {
	if !c.portProtocol(qual) {
		return condNever
	}
	if port, _, ok := c.servicePort(text); ok {
		return c.anyTag(func() *filterCond { return c.ports(port, port, qual) })
	}
	for i := 0; i < len(text); i++ {
		if text[i] != '-' {
			continue
		}
		low, why1 := c.portInRange(text[:i])
		high, why2 := c.portInRange(text[i+1:])
		switch {
		case why1 == "" && why2 == "":
			if low > high {
				low, high = high, low
			}
			return c.anyTag(func() *filterCond { return c.ports(low, high, qual) })
		case strings.IndexByte(text[i+1:], '-') >= 0: // there is another way to read it
		case why1 != "":
			return c.fail(why1)
		default:
			return c.fail(why2)
		}
	}
	return c.fail("'" + text + "' is not a valid port")
}

// portInRange reads one end of a range; why says what is wrong with it.
func (c *filterCompiler) portInRange(s string) (port uint32, why string) {
	digits := len(s) > 0
	for i := 0; i < len(s); i++ {
		digits = digits && isFilterDigit(s[i])
	}
	if digits {
		n, ok := parseFilterDecimal(s, 0xffff)
		if !ok {
			return 0, "port number " + s + " greater than maximum 65535"
		}
		return n, ""
	}
	port, _, ok := c.servicePort(s)
	if !ok {
		return 0, "'" + s + "' is not a valid port"
	}
	return port, ""
}

// ports tests the ports of TCP, UDP and SCTP, from low to high. Fragments other than the first have none.
func (c *filterCompiler) ports(low, high uint32, qual filterQual) *filterCond {
	c.notePort()
	protocols := []uint32{ipprotoTCP, ipprotoUDP, ipprotoSCTP}
	switch qual.proto {
	case protoTCP:
		protocols = protocols[:1]
	case protoUDP:
		protocols = protocols[1:2]
	case protoSCTP:
		protocols = protocols[2:]
	}
	carries := func(off uint32) *filterCond {
		one := condNever
		for _, n := range protocols {
			one = orConds(one, c.equal(c.link.net(), off, bpfB, n))
		}
		return one
	}
	within := func(load func() []bpfInsn) *filterCond {
		if low == high {
			return c.test(load(), bpfJEQ, low)
		}
		return andConds(c.test(load(), bpfJGE, low), notCond(c.test(load(), bpfJGT, high)))
	}
	port6 := func(off uint32) func() *filterCond {
		return func() *filterCond {
			return within(func() []bpfInsn { return c.load(c.link.net(), 40+off, bpfH) })
		}
	}
	port4 := func(off uint32) func() *filterCond {
		return func() *filterCond { return within(func() []bpfInsn { return c.loadTransport(off, bpfH) }) }
	}
	is6 := c.linkProto(filterTypeIP6)
	ip6 := allConds(is6, carries(6), bothWays(qual.dir, port6(0), port6(2)))
	is4 := c.linkProto(filterTypeIP)
	ip4 := allConds(is4, carries(9), c.firstFragment(), bothWays(qual.dir, port4(0), port4(2)))
	return orConds(ip6, ip4)
}

// firstFragment tells whether an IPv4 packet begins with a transport header.
func (c *filterCompiler) firstFragment() *filterCond {
	return notCond(c.anyBit(c.link.net(), 6, bpfH, 0x1fff))
}

// protoChain compiles `[proto] protochain N`: the protocol stands somewhere in the chain of headers.
func (c *filterCompiler) protoChain(n uint32, which filterProto) *filterCond {
	switch which {
	case protoDefault, protoIP, protoIP6:
	default:
		return c.notQualifier(which.String(), "protochain")
	}
	if n > 0xff {
		return c.tooBig("protocol number", n, 0xff)
	}
	if c.link.payload.v != nil {
		return c.fail("'protochain' not supported with variable length headers")
	}
	one := condNever
	if which != protoIP6 {
		one = andConds(c.linkProto(filterTypeIP), c.chain(n, true))
	}
	if which != protoIP {
		one = orConds(one, andConds(c.linkProto(filterTypeIP6), c.chain(n, false)))
	}
	return one
}

// chain walks the headers in a loop. X is how far behind the beginning of the IP header the next one begins, A its
// protocol. An authentication header (RFC 4302) has its length in words of four bytes less two, the extension headers
// of IPv6 (RFC 8200) theirs in units of eight bytes less one. X grows in every round, so the loop ends at the end of
// the packet at the latest. (Where libpcap walks over an authentication header it sets X to the length instead of
// adding it, so a packet can make its loop endless.)
func (c *filterCompiler) chain(proto uint32, ip4 bool) *filterCond {
	saved, net := c.temp(), c.link.net().k
	c.untemp()
	return &filterCond{kind: condGraph, graph: func(yes, no *bpfBlock) *bpfBlock {
		loop := &bpfBlock{last: bpfInsn{code: bpfJMP | bpfJEQ, k: proto}, yes: yes}
		next := func(lengthPlus uint32, shift uint32) *bpfBlock {
			return jumpTo(loop, ldInd(bpfB, net), stMem(saved), ldInd(bpfB, net+1), aluK(bpfADD, lengthPlus),
				aluK(bpfLSH, shift), aluX(bpfADD), bpfTax(), ldMem(saved))
		}
		more := branch(bpfJEQ, ipprotoAH, next(2, 2), no)
		if ip4 {
			loop.no = more
			return jumpTo(loop, ldAbs(bpfB, net+9), ldxHeaderLen(net))
		}
		options := next(1, 3)
		for _, n := range []uint32{ipprotoFragment, ipprotoRouting, ipprotoDestOpts, ipprotoHopByHop} {
			more = branch(bpfJEQ, n, options, more)
		}
		loop.no = more
		return jumpTo(loop, ldAbs(bpfB, net+6), bpfInsn{code: bpfLDX | bpfIMM, k: 40})
	}}
}
