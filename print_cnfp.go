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
	vers, count := be16(h), int(be16at(h, 2))
	p.f1("NetFlow v%x", uint32(vers))
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
	uptime := be32at(h, 4)
	p.f(", %u.%03u uptime, %u.%09u", uptime/1000, uptime%1000, be32at(h, 8), be32at(h, 12))
	if vers != 1 {
		p.f1(", #%u", be32(p.take(8)))
	}
	p.f1(", %2u recs", uint32(count))
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
	first, last := be32at(r, 24), be32at(r, 28)
	p.f("\n  started %u.%03u, last %u.%03u\n    ", first/1000, first%1000, last/1000,
		last%1000)
	p.ip4(r)
	if vers != 1 {
		p.f2("/%u:%u", uint32(r[44]), uint32(be16at(r, 40)))
	}
	p.f1(":%u > ", uint32(be16at(r, 32)))
	p.ip4(r[4:])
	if vers != 1 {
		p.f2("/%u:%u", uint32(r[45]), uint32(be16at(r, 42)))
	}
	p.f1(":%u >> ", uint32(be16at(r, 34)))
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
		p.bits(&cnfpTCPFlags, "", "", uint32(flags))
		p.c(' ')
	}
	p.f3("tos %u, %u (%u octets) ", uint32(tos), be32at(r, 16), be32at(r, 20))
	if vers == 6 {
		p.f2("(%u<>%u encaps)", uint32(r[46]), uint32(r[47]))
	}
}
