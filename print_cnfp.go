// Cisco NetFlow versions 1, 5 and 6 (Cisco, NetFlow Services Solutions Guide, appendix of export formats), printed
// where -T says so.
//
//	header: | version | count | uptime | seconds, nanoseconds | version 5 and 6: sequence | engine, sampling |

package main

const (
	cnfpRecord1 = 52 // bytes of a record
	cnfpRecord5 = 48
	cnfpRecord6 = 52
)

var cnfpTCPFlags = []token{{1, "F"}, {2, "S"}, {4, "R"}, {8, "P"}, {16, "A"}, {32, "U"}, {64, "E"}, {128, "C"}}

// cnfp prints an export datagram.
func (p *printer) cnfp() {
	p.proto = "cnfp"
	h := p.take(16)
	if p.cut >= 0 {
		return
	}
	vers, count := be16(h), int(be16(h[2:]))
	p.f("NetFlow v%x", uint64(vers))
	size := 0
	switch vers {
	case 1:
		size = cnfpRecord1
	case 5:
		size = cnfpRecord5
	case 6:
		size = cnfpRecord6
	default:
		p.in = nil
		return
	}
	uptime := be32(h[4:])
	p.f(", %u.%03u uptime, %u.%09u", uint64(uptime/1000), uint64(uptime%1000), uint64(be32(h[8:])), uint64(be32(h[12:])))
	if vers != 1 {
		p.f(", #%u", uint64(be32(p.take(8))))
	}
	p.f(", %2u recs", uint64(count))
	for ; count > 0 && p.cut < 0; count-- {
		r := p.take(size)
		if p.cut < 0 {
			p.cnfpRecord(int(vers), r)
		}
	}
}

// cnfpRecord prints one flow. In version 1 ports are followed by padding, in the others by flags, in which order the
// fields differ, too.
func (p *printer) cnfpRecord(vers int, r []byte) {
	first, last := be32(r[24:]), be32(r[28:])
	p.f("\n  started %u.%03u, last %u.%03u\n    ", uint64(first/1000), uint64(first%1000), uint64(last/1000),
		uint64(last%1000))
	p.ip4(r)
	if vers != 1 {
		p.f("/%u:%u", uint64(r[44]), uint64(be16(r[40:])))
	}
	p.f(":%u > ", uint64(be16(r[32:])))
	p.ip4(r[4:])
	if vers != 1 {
		p.f("/%u:%u", uint64(r[45]), uint64(be16(r[42:])))
	}
	p.f(":%u >> ", uint64(be16(r[34:])))
	p.ip4(r[8:])
	p.s("\n    ")
	proto, tos, flags := r[38], r[39], r[37]
	if vers == 1 {
		flags = r[40]
	}
	if name, ok := p.names.protocolName(int(proto)); ok && !p.num {
		p.s(name)
	} else {
		p.n(int(proto))
	}
	p.c(' ')
	if proto == ipProtoTCP && flags != 0 {
		p.bits(cnfpTCPFlags, "", "", uint32(flags))
		p.c(' ')
	}
	p.f("tos %u, %u (%u octets) ", uint64(tos), uint64(be32(r[16:])), uint64(be32(r[20:])))
	if vers == 6 {
		p.f("(%u<>%u encaps)", uint64(r[46]), uint64(r[47]))
	}
}
