// Virtual Router Redundancy Protocol, version 2 RFC 3768, version 3 RFC 9568; Common Address Redundancy Protocol of
// OpenBSD, which has the same protocol number (-T carp).
//
//	+-------+-------+---------------+---------------+---------------+
//	|Version| Type  | Virtual Rtr ID|   Priority    | Count IP Addrs|
//	+-------+-------+---------------+---------------+---------------+
//	|   Auth Type   |   Adver Int   |          Checksum             |   version 2
//	+-------+-------+---------------+-------------------------------+
//	|(rsvd) |     Max Adver Int     |          Checksum             |   version 3
//	+-------+-----------------------+-------------------------------+
//	|                         IP Addresses
//	+------------------ - -

package main

const (
	vrrpAdvertisement = 1
	vrrpTTL           = 255
	vrrpAuthSimple    = 1
	carpAdvertisement = 1
)

var vrrpTypeNames = []token{{vrrpAdvertisement, "Advertisement"}}
var vrrpAuthNames = []token{{0, "none"}, {vrrpAuthSimple, "simple"}, {2, "ah"}}

// vrrp prints one message, length bytes on the wire.
func (p *printer) vrrp(ip *ipInfo, length int) {
	if p.dataType == "carp" {
		p.carp(ip.ttl, length)
		return
	}
	p.proto = "vrrp"
	whole := p.in
	p.s("VRRP")
	h := p.take(1)
	if p.cut >= 0 {
		return
	}
	version, typ := int(h[0]>>4), uint32(h[0]&15)
	p.sn("v", version)
	p.s(", ")
	p.tok(&vrrpTypeNames, "unknown type (%u)", typ)
	if ip.ttl != vrrpTTL { // RFC 9568 section 5.1.1.3: it came from another link
		p.sn(", (ttl ", ip.ttl)
		p.c(')')
	}
	if typ != vrrpAdvertisement || version < 2 || version > 3 {
		return
	}
	vrid, prio := p.u8(), p.u8()
	p.f2(", vrid %u, prio %u", uint32(vrid), uint32(prio))
	count, auth := p.u8(), 0
	if version == 2 {
		auth = p.u8()
		p.s(", authtype ")
		p.tok(&vrrpAuthNames, "#%u", uint32(auth))
		p.sn(", intvl ", p.u8())
		p.c('s')
	} else {
		p.sn(", intvl ", p.u16()&0xfff)
		p.s("cs")
	}
	p.sn(", length ", length)
	if p.v == 0 || p.cut >= 0 {
		return
	}
	p.vrrpChecksum(ip, whole, version, length)
	p.skip(2)
	p.s(", addrs")
	if count > 1 {
		p.sn("(", count)
		p.c(')')
	}
	p.c(':')
	p.vrrpAddrs(ip, count)
	if version == 2 && auth == vrrpAuthSimple {
		p.s(` auth "`)
		for i := 0; i < 8 && p.cut < 0; i++ {
			c := p.u8()
			if c == 0 {
				break
			}
			if p.cut < 0 {
				p.safe(byte(c))
			}
		}
		p.c('"')
	}
}

// vrrpAddrs prints the addresses of the virtual router, which are of the packet's own family.
func (p *printer) vrrpAddrs(ip *ipInfo, count int) {
	sep := byte(' ')
	for ; count > 0 && p.cut < 0; count-- {
		a := p.takeN(len(ip.src))
		if p.cut >= 0 {
			return
		}
		p.c(sep)
		p.addr(a)
		sep = ','
	}
}

// vrrpChecksum prints a wrong checksum. From version 3 on it covers the pseudo header, too.
func (p *printer) vrrpChecksum(ip *ipInfo, m []byte, version, length int) {
	if length > len(m) {
		return // not all there to be added up
	}
	sum := uint16(0)
	if version == 3 {
		sum = pseudoChecksum(ip, m[:length], length, ipProtoVRRP)
	} else {
		sum = inChecksum(m[:length])
	}
	if sum != 0 && p.need(2) {
		p.f1(", (bad vrrp cksum %x)", uint32(be16at(m, 6)))
	}
}

// carp prints one message of OpenBSD's protocol, length bytes on the wire.
//
//	+-------+-------+---------------+---------------+---------------+
//	|Version| Type  | VirtualHostID |    AdvSkew    |    Auth Len   |
//	+-------+-------+---------------+---------------+---------------+
//	|   Reserved    |    AdvBase    |           Checksum            |
//	+---------------+---------------+-------------------------------+
//	|                        Counter, 8 bytes                       |
//	+---------------------------------------------------------------+
//	|                  HMAC-SHA1 digest, 20 bytes                   |
//	+---------------------------------------------------------------+
func (p *printer) carp(ttl, length int) {
	p.proto = "carp"
	whole := p.in
	h := p.take(1)
	if p.cut >= 0 {
		return
	}
	version, typ := int(h[0]>>4), h[0]&15
	p.f1("CARPv%u-", uint32(version))
	if typ == carpAdvertisement {
		p.s("advertise")
	} else {
		p.s("unknown")
	}
	p.sn(" ", length)
	p.s(": ")
	if ttl != vrrpTTL {
		p.sn("[ttl=", ttl)
		p.s("!] ")
	}
	if version != 2 || typ != carpAdvertisement {
		return
	}
	h = p.take(5)
	p.f("vhid=%u advbase=%u advskew=%u authlen=%u ", uint32(h[0]), uint32(h[4]), uint32(h[1]), uint32(h[2]))
	p.take(2)
	if p.v > 0 && length <= len(whole) && length >= 8 && inChecksum(whole[:length]) != 0 {
		p.f1(" (bad carp cksum %x!)", uint32(be16at(whole, 6)))
	}
	p.fw("counter=%u", p.u64())
}
