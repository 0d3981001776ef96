// sFlow version 5: counter records (sFlow Version 5, section 5.3; the blocks are those of RFC 2233, 2358, 1748 and 2020).

package main

const (
	sflowGeneric   = 1
	sflowEtherCtr  = 2
	sflowTokenRing = 3
	sflowBaseVG    = 4
	sflowVLAN      = 5
	sflowProcessor = 1001
)

var sflowCounterNames = []token{
	{sflowGeneric, "Generic counter"}, {sflowEtherCtr, "Ethernet counter"}, {sflowTokenRing, "Token ring counter"},
	{sflowBaseVG, "100 BaseVG counter"}, {sflowVLAN, "Vlan counter"}, {sflowProcessor, "Processor counter"},
}

var sflowDirectionNames = []token{
	{0, "unknown"}, {1, "full-duplex"}, {2, "half-duplex"}, {3, "in"}, {4, "out"},
}

// sflowCounterMin is how many bytes of a record are printed.
func sflowCounterMin(format uint32) int {
	switch format {
	case sflowGeneric:
		return 88
	case sflowEtherCtr:
		return 52
	case sflowBaseVG:
		return 80
	case sflowVLAN:
		return 28
	case sflowProcessor:
		return 28
	}
	return 0
}

// sflowCounterRecords prints n blocks of counters.
func (p *printer) sflowCounterRecords(n uint64, room int) bool {
	for ; n > 0 && room > 0 && p.cut < 0; n-- {
		enterprise, format, size, ok := p.sflowRecord(room, ",", &sflowCounterNames)
		if !ok {
			return false
		}
		room -= 8
		behind := p.in[min(size, len(p.in)):]
		if enterprise == 0 {
			if room < sflowCounterMin(format) {
				return false
			}
			p.sflowCounters(format, size)
		}
		p.unlimit(behind)
		room -= size
	}
	return n == 0
}

func (p *printer) sflowCounters(format uint32, size int) {
	switch format {
	case sflowGeneric:
		p.sflowGeneric()
	case sflowEtherCtr:
		h := p.take(52)
		p.sflowLine(h, "align errors ", "fcs errors ", "single collision ", "multiple collision ", "test error ")
		p.sflowLine(h[20:], "deferred ", "late collision ", "excessive collision ", "mac trans error ")
		p.sflowLine(h[36:], "carrier error ", "frames too long ", "mac receive errors ", "symbol errors ")
	case sflowTokenRing:
	case sflowBaseVG:
		h := p.take(80)
		w := func(i int) uint64 { return uint64(be32at(h, 4*i)) }
		d := func(i int) uint64 { return be64at(h, 4*i) }
		p.fw("\n\t      in high prio frames %u, in high prio octets %u", w(0), d(1))
		p.fw("\n\t      in norm prio frames %u, in norm prio octets %u", w(3), d(4))
		p.fw("\n\t      in ipm errors %u, oversized %u, in data errors %u, null addressed frames %u", w(6), w(7), w(8), w(9))
		p.fw("\n\t      out high prio frames %u, out high prio octets %u, trans into frames %u", w(10), d(11), w(13))
		p.fw("\n\t      in hc high prio octets %u, in hc norm prio octets %u, out hc high prio octets %u", d(14), d(16), d(18))
	case sflowVLAN:
		h := p.take(28)
		w := func(i int) uint64 { return uint64(be32at(h, 4*i)) }
		p.fw("\n\t      vlan_id %u, octets %u, unicast_pkt %u, multicast_pkt %u, broadcast_pkt %u, discards %u", w(0),
			be64at(h, 4), w(3), w(4), w(5), w(6))
	case sflowProcessor:
		h := p.take(28)
		p.fw("\n\t      5sec %u, 1min %u, 5min %u, total_mem %u, total_mem %u", uint64(be32(h)), uint64(be32at(h, 4)),
			uint64(be32at(h, 8)), be64at(h, 12), be64at(h, 20)) // the second one is the free memory
	default:
		if p.need(size) {
			p.hexLines("\n\t\t", p.takeN(size))
		}
	}
}

// sflowLine prints counters of four bytes with their names in front, in a line of its own.
func (p *printer) sflowLine(h []byte, names ...string) {
	p.s("\n\t      ")
	for i, name := range names {
		if i > 0 {
			p.s(", ")
		}
		p.s(name)
		p.u(uint64(be32at(h, 4*i)))
	}
}

// sflowGeneric prints the counters that every interface has.
func (p *printer) sflowGeneric() {
	h := p.take(88)
	w := func(i int) uint64 { return uint64(be32at(h, 4*i)) }
	p.fw("\n\t      ifindex %u, iftype %u, ifspeed %u, ifdirection %u (", w(0), w(1), be64at(h, 8), w(4))
	p.tok(&sflowDirectionNames, "Unknown", be32at(h, 16))
	p.fw(")\n\t      ifstatus %u, adminstatus: ", w(5))
	p.sflowUpDown(w(5) & 1)
	p.s(", operstatus: ")
	p.sflowUpDown(w(5) >> 1 & 1)
	p.fw("\n\t      In octets %u, unicast pkts %u, multicast pkts %u, broadcast pkts %u, discards %u", be64at(h, 24), w(8),
		w(9), w(10), w(11))
	p.fw("\n\t      In errors %u, unknown protos %u", w(12), w(13))
	p.fw("\n\t      Out octets %u, unicast pkts %u, multicast pkts %u, broadcast pkts %u, discards %u", be64at(h, 56), w(16),
		w(17), w(18), w(19))
	p.fw("\n\t      Out errors %u, promisc mode %u", w(20), w(21))
}

func (p *printer) sflowUpDown(up uint64) {
	if up != 0 {
		p.s("up")
	} else {
		p.s("down")
	}
}
