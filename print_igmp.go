// Internet Group Management Protocol, version 1 RFC 1112, version 2 RFC 2236, version 3 RFC 3376; multicast
// traceroute, draft-ietf-idmr-traceroute-ipm. DVMRP and PIM version 1 are carried in it, too.
//
//	+---------------+---------------+-------------------------------+
//	|     Type      | Max Resp Time |           Checksum            |
//	+---------------+---------------+-------------------------------+
//	|                         Group Address                         |
//	+---------------------------------------------------------------+

package main

const (
	igmpQuery    = 0x11
	igmpV1Report = 0x12
	igmpDVMRP    = 0x13
	igmpPIMv1    = 0x14
	igmpV2Report = 0x16
	igmpLeave    = 0x17
	igmpMresp    = 0x1e
	igmpMtrace   = 0x1f
	igmpV3Report = 0x22

	igmpV3QueryLen  = 12
	igmpV3ReportLen = 16 // with one record
	igmpTraceLen    = 24
)

var igmpRecordNames = []token{{1, "is_in"}, {2, "is_ex"}, {3, "to_in"}, {4, "to_ex"}, {5, "allow"}, {6, "block"}}

// igmp prints one message, length bytes on the wire.
func (p *printer) igmp(length int) {
	p.proto = "igmp"
	if p.q {
		p.s("igmp")
		return
	}
	whole := p.in
	typ := int(p.peek(0, 1)[0])
	switch typ {
	case igmpQuery:
		p.igmpQuery(length)
	case igmpV1Report:
		p.igmpGroup("igmp v1 report ")
		if length != 8 {
			p.igmpLen("len ", length)
		}
	case igmpV2Report:
		p.igmpGroup("igmp v2 report ")
	case igmpLeave:
		p.igmpGroup("igmp leave ")
	case igmpV3Report:
		p.igmpV3Report(length)
	case igmpDVMRP:
		p.s("igmp dvmrp")
		if length < 8 {
			p.igmpLen("len ", length)
		} else {
			p.dvmrp(length)
		}
	case igmpPIMv1:
		p.s("igmp pimv1")
		p.pimv1(length)
	case igmpMresp, igmpMtrace:
		p.mtrace(typ, length)
	default:
		p.sn("igmp-", typ)
	}
	if p.v > 0 && p.cut < 0 && len(whole) >= 4 && length <= len(whole) && inChecksum(whole[:length]) != 0 {
		p.f1(" bad igmp cksum %x!", uint32(be16at(whole, 2)))
	}
}

// igmpGroup prints a message's name and its group.
func (p *printer) igmpGroup(name string) {
	g := p.peek(4, 4)
	p.s(name)
	p.ip4(g)
}

// igmpQuery prints a query; its length and maximum response time say of which version it is, RFC 3376 section 7.1.
func (p *printer) igmpQuery(length int) {
	p.s("igmp query")
	if length >= igmpV3QueryLen {
		p.s(" v3")
		if length&3 != 0 {
			p.igmpLen("invalid len ", length)
			return
		}
		p.igmpV3Query(int(p.peek(1, 1)[0]), length)
		return
	}
	switch mrt := int(p.peek(1, 1)[0]); {
	case mrt > 0:
		p.s(" v2")
		if mrt != 100 { // not the default of ten seconds
			p.sn(" [max resp time ", mrt)
			p.c(']')
		}
	default:
		p.s(" v1")
	}
	g := p.peek(4, 4)
	if be32(g) != 0 {
		p.s(" [gaddr ")
		p.ip4(g)
		p.c(']')
	}
	if length != 8 {
		p.igmpLen("len ", length)
	}
}

// igmpLen prints a length that is not as it should be.
func (p *printer) igmpLen(what string, length int) {
	p.s(" [")
	p.sn(what, length)
	p.c(']')
}

// igmpV3Query prints what a query of version 3 has more.
//
//	+-------+-+-----+---------------+-------------------------------+
//	| Resv  |S| QRV |     QQIC      |     Number of Sources (N)     |
//	+-------+-+-----+---------------+-------------------------------+
//	|                       Source Address [i]                      |
//	+---------------------------------------------------------------+
func (p *printer) igmpV3Query(code, length int) {
	mrt := code // in tenths of a second, a floating point number from 128 on, section 4.1.1
	if code >= 128 {
		mrt = (code&15 | 16) << (code>>4&7 + 3)
	}
	if mrt != 100 {
		p.s(" [max resp time ")
		if mrt < 600 {
			p.f2("%u.%us", uint32(mrt/10), uint32(mrt%10))
		} else {
			p.relTime(uint32(mrt / 10))
		}
		p.c(']')
	}
	g := p.peek(4, 4)
	if be32(g) == 0 {
		return
	}
	p.s(" [gaddr ")
	p.ip4(g)
	h := p.take(igmpV3QueryLen)
	if n := int(be16at(h, 10)); n > 0 {
		switch {
		case length < igmpV3QueryLen+4*n:
			p.s(" [invalid number of sources]")
		case p.v > 1:
			p.igmpSources(n)
		default:
			p.sn(", ", n)
			p.s(" source(s)")
		}
	}
	p.c(']')
}

// igmpSources prints n addresses in braces.
func (p *printer) igmpSources(n int) {
	p.s(" {")
	for ; n > 0 && p.cut < 0; n-- {
		a := p.take(4)
		p.c(' ')
		p.ip4(a)
	}
	p.s(" }")
}

// igmpV3Report prints a report of version 3: a list of records, shown with -v.
func (p *printer) igmpV3Report(length int) {
	p.s("igmp v3 report")
	left := length - 8
	for n := p.groupRecords(length, igmpV3ReportLen); n > 0 && left >= 0 && p.cut < 0; n-- {
		if left < 8 {
			p.s(" [invalid number of groups]")
			return
		}
		left -= p.igmpRecord(left)
	}
}

// groupRecords prints how many records a report of IGMP version 3 or MLD version 2 has, length bytes on the wire and at
// the least so many, and returns how many are to be shown: with -v all.
func (p *printer) groupRecords(length, least int) int {
	if length < least || least == igmpV3ReportLen && length&3 != 0 {
		p.igmpLen("invalid len ", length)
		return 0
	}
	n := int(be16at(p.take(8), 6))
	p.sn(", ", n)
	p.s(" group record(s)")
	if p.v == 0 {
		return 0
	}
	return n
}

// igmpRecord prints one group record of at most left bytes and returns its length.
//
//	+---------------+---------------+-------------------------------+
//	|  Record Type  |  Aux Data Len |     Number of Sources (N)     |
//	+---------------+---------------+-------------------------------+
//	|                       Multicast Address                       |
//	+---------------------------------------------------------------+
func (p *printer) igmpRecord(left int) int {
	h := p.take(8)
	sources, aux := int(be16at(h, 2)), int(h[1])*4
	p.s(" [gaddr ")
	p.ip4(h[4:8])
	p.c(' ')
	p.tok(&igmpRecordNames, " [v3-report-#%u]", uint32(h[0]))
	size := 8 + 4*sources + aux
	if size-aux > left {
		p.sn(" [invalid number of sources ", sources)
		p.c(']')
		return left + 1 // it was the last one
	}
	if p.v > 1 {
		p.igmpSources(sources)
	} else {
		p.sn(", ", sources)
		p.s(" source(s)")
		p.skip(4 * sources)
	}
	p.c(']')
	p.skip(aux)
	return size
}

// mtrace prints a query of the multicast traceroute, or a response to one.
//
//	+---------------+---------------+-------------------------------+
//	|   IGMP Type   |    # hops     |           checksum            |
//	+---------------+---------------+-------------------------------+
//	|                     Multicast Group Address                   |
//	+---------------------------------------------------------------+
//	|                         Source Address                        |
//	+---------------------------------------------------------------+
//	|                      Destination Address                      |
//	+---------------------------------------------------------------+
//	|                        Response Address                       |
//	+---------------+-----------------------------------------------+
//	|    resp ttl   |                    Query ID                   |
//	+---------------+-----------------------------------------------+
func (p *printer) mtrace(typ, length int) {
	if length < igmpTraceLen {
		p.igmpLen("invalid len ", length)
		return
	}
	h := p.take(igmpTraceLen)
	if typ == igmpMtrace {
		p.s("mtrace ")
	} else {
		p.s("mresp ")
	}
	p.u(uint64(be24at(h, 21)))
	p.s(": ")
	p.ip4(h[8:12])
	p.s(" to ")
	p.ip4(h[12:16])
	p.s(" reply-to ")
	p.ip4(h[16:20])
	if h[16]>>4 == 14 {
		p.sn(" with-ttl ", int(h[20]))
	}
}
