// MACsec, IEEE 802.1AE: the SecTAG behind ethertype 0x88e5.
//
//	+---------+------------+----------+-------------------+---------------------+-------+----------+
//	| TCI, AN | short len. |  packet number (4) | SCI (8, if SC is set)   | secure data | ICV (16) |
//	+---------+------------+--------------------+-------------------------+-------------+----------+

package main

const (
	macsecHeaderLen = 6
	macsecSCILen    = 8
	macsecICVLen    = 16
	macsecVersion   = 0x80
	macsecES        = 0x40
	macsecSC        = 0x20
	macsecSCB       = 0x10
	macsecE         = 0x08
	macsecC         = 0x04
	macsecAN        = 0x03
	macsecShortMBZ  = 0xc0
)

var macsecFlags = []token{{macsecE, "E"}, {macsecC, "C"}, {macsecES, "S"}, {macsecSCB, "B"}, {macsecSC, "I"}}

// macsec prints a SecTAG, if -e asks for it or if the data behind it cannot be read, and shortens length to that of the data.
// It returns the bytes behind the data, and whether an ethertype follows in the clear.
func (p *printer) macsec(length *int, src, dst []byte) (trailer int, ok bool) {
	p.proto = "macsec"
	if *length < macsecHeaderLen || !p.need(macsecHeaderLen) {
		p.short(0)
		return
	}
	h := p.in
	tci := uint32(h[0])
	hlen := macsecHeaderLen
	if tci&macsecSC != 0 {
		hlen += macsecSCILen
		if *length < hlen || !p.need(hlen) {
			p.short(0)
			return
		}
	}
	p.takeN(hlen)
	size := int(h[1])
	if tci&macsecVersion != 0 || size&macsecShortMBZ != 0 {
		p.invalid()
		return
	}
	show := func() {
		p.f2("an %u, pn %u, flags ", tci&macsecAN, be32at(h, 2))
		p.bits(&macsecFlags, "none", "", tci)
		if size != 0 {
			p.sn(", sl ", size)
		}
		if tci&macsecSC != 0 {
			p.s(", sci ")
			p.hexBytes(h[6:14])
		}
		p.s(", ")
	}
	if p.e {
		show()
	}
	*length -= hlen
	if tci&(macsecE|macsecC) != 0 { // encrypted, or changed by the integrity check
		if !p.e {
			p.mac(src)
			p.s(" > ")
			p.mac(dst)
			p.s(" 802.1AE MACsec, ")
			show()
		}
		p.rest(*length)
		return
	}
	rest := *length
	if *length -= macsecICVLen; *length < 0 || size > *length || !p.need(macsecICVLen) {
		p.short(0)
		return
	}
	p.in = p.in[:len(p.in)-macsecICVLen]
	if size != 0 {
		*length = size
		if !p.need(size) {
			return
		}
	}
	p.limit(*length)
	return rest - *length, true
}
