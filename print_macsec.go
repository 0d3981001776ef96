// MAC security, IEEE 802.1AE. What is encrypted is shown as it is.
//
//	+------+------+-----------------+---------------------------+
//	| TCI  |  SL  |  packet number  | secure channel identifier |
//	+------+------+-----------------+---------------------------+

package main

const (
	macsecVersion   = 0x80
	macsecSC        = 0x20 // the channel's identifier is there
	macsecEncrypted = 0x08
	macsecChanged   = 0x04
	macsecICVLen    = 16 // length in bytes of the integrity check value at the end
)

var macsecFlags = []token{
	{macsecEncrypted, "E"}, {macsecChanged, "C"}, {0x40, "S"}, {0x10, "B"}, {macsecSC, "I"},
}

// macsec prints the security tag of a frame and, if it is in clear text, what the frame carries.
func (p *printer) macsec(length int, src, dst []byte) {
	p.proto = "macsec"
	if length < 6 || !p.has(6) {
		p.short(0)
		return
	}
	tci, sl := p.u8(), p.u8()
	size := 6
	if tci&macsecSC != 0 {
		size += 8
	}
	if length < size || !p.has(size-2) {
		p.short(0)
		return
	}
	if tci&macsecVersion != 0 {
		p.invalid()
		return
	}
	if !p.e {
		p.etherAddrsPlain(src, dst)
		p.s("802.1AE MACsec, ")
	}
	p.f("an %u, pn %u, flags ", uint64(tci&3), uint64(p.u32()))
	p.bits(macsecFlags, "none", "", uint32(tci&0x7c))
	if sl != 0 {
		p.sn(", sl ", sl)
	}
	if tci&macsecSC != 0 {
		p.s(", sci ")
		p.hexBytes(p.take(8))
	}
	p.s(", ")
	p.macsecPayload(length-size, sl, tci, src, dst)
}

// macsecPayload prints what follows the security tag, length bytes on the wire.
func (p *printer) macsecPayload(length, sl, tci int, src, dst []byte) {
	switch {
	case sl != 0 && length >= sl+macsecICVLen: // the rest fills a frame of minimal size
		length = sl + macsecICVLen
	case sl != 0:
		p.short(0)
		return
	}
	if length < macsecICVLen {
		p.short(0)
		return
	}
	if tci&(macsecEncrypted|macsecChanged) != 0 {
		p.rest(length)
		return
	}
	length -= macsecICVLen
	p.limit(length)
	if length < 2 {
		p.short(0)
		return
	}
	typ := uint16(p.u16())
	length -= 2
	if typ <= maxEtherLength {
		p.ether8023(int(typ), length, -1, src, dst)
		return
	}
	if p.e {
		p.s("ethertype ")
		p.etherTypeName(typ)
		p.f(" (0x%04x), ", uint64(typ))
	}
	if !p.etherPayload(typ, length, src, dst) {
		p.rest(length)
	}
}

func (p *printer) etherAddrsPlain(src, dst []byte) {
	if len(src) != 6 || len(dst) != 6 {
		return
	}
	p.mac(src)
	p.s(" > ")
	p.mac(dst)
	p.c(' ')
}
