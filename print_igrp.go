// Cisco's Interior Gateway Routing Protocol.
//
//	+-------+-------+---------------+---------------+---------------+---------------+---------------+
//	|ver, op|edition|      AS       |interior routes| system routes |exterior routes|   checksum    |
//	+-------+-------+---------------+---------------+---------------+---------------+---------------+
//
// Routes follow: network (3), delay (3), bandwidth (3), MTU (2), reliability, load, hops.

package main

const (
	igrpHeaderLen = 12
	igrpRouteLen  = 14
	igrpInfinity  = 0xffffff
)

// igrp prints a packet, length bytes on the wire.
func (p *printer) igrp(length int) {
	p.proto = "igrp"
	if length < igrpHeaderLen || !p.has(igrpHeaderLen-2) {
		p.s("igrp:")
		p.short(0)
		return
	}
	h := p.peek(0, igrpHeaderLen-2)
	kinds := [3]int{int(be16at(h, 4)), int(be16at(h, 6)), int(be16at(h, 8))}
	p.s("igrp: ")
	p.tok(&igrpOpNames, "op-#%u", uint32(h[0]&15))
	p.f(" V%u edit=%u AS=%u (%u/%u/%u)", uint32(h[0]>>4), uint32(h[1]), uint32(be16at(h, 2)), uint32(kinds[0]),
		uint32(kinds[1]), uint32(kinds[2]))
	h = p.take(igrpHeaderLen)
	if p.v > 0 {
		p.f1(" checksum=0x%04x", uint32(be16at(h, 10)))
	}
	left := length - igrpHeaderLen
	for left >= igrpRouteLen && p.cut < 0 {
		kind := 0
		for kind < 3 && kinds[kind] == 0 {
			kind++
		}
		if kind == 3 {
			break
		}
		kinds[kind]--
		p.igrpRoute(kind)
		left -= igrpRouteLen
	}
	switch {
	case kinds != [3]int{}:
		p.invalid()
	case left > 0:
		p.f1(" [extra bytes %u]", uint32(left))
		p.invalid()
	}
}

var igrpOpNames = []token{{1, "update"}, {2, "request"}}

// igrpRoute prints one route of the interior (0, whose network's first byte is that of the link), the system or the exterior.
func (p *printer) igrpRoute(kind int) {
	r := p.peek(0, 3)
	switch kind {
	case 0:
		p.f3(" *.%u.%u.%u", uint32(r[0]), uint32(r[1]), uint32(r[2]))
	case 1:
		p.f3(" %u.%u.%u.0", uint32(r[0]), uint32(r[1]), uint32(r[2]))
	default:
		p.f3(" X%u.%u.%u.0", uint32(r[0]), uint32(r[1]), uint32(r[2]))
	}
	r = p.take(igrpRouteLen)
	delay, bandwidth := be24at(r, 3), be24at(r, 6)
	metric := min(bandwidth+delay, igrpInfinity)
	if delay == igrpInfinity {
		metric = igrpInfinity
	}
	kbps := uint32(0)
	if bandwidth != 0 {
		kbps = 10000000 / bandwidth
	}
	p.fw(" d=%u b=%u r=%u l=%u M=%u mtu=%u in %u hops", uint64(delay)*10, uint64(kbps), uint64(r[11]), uint64(r[12]),
		uint64(metric), uint64(be16at(r, 9)), uint64(r[13]))
}
