// QUIC, RFC 9000; version 2, RFC 9369. Of the packets only the headers are in the clear.
//
//	+-+-+---+-------+-----------------+-----+-----------+-----+-----------+
//	|1|F| T |       |     Version     | len | dst conn. | len | src conn. |   long header
//	+-+-+---+-------+-----------------+-----+-----------+-----+-----------+
//	|0|F|           | dst connection ID, of a length that its owner knows |   short header
//	+-+-+-----------+-----------------------------------------------------+

package main

import "hash/maphash"

const (
	quicLong  = 0x80 // header form
	quicFixed = 0x40

	quicInitial   = 0
	quicZeroRTT   = 1
	quicHandshake = 2
	quicRetry     = 3

	quicVersion1 = 0x00000001
	quicVersion2 = 0x6b3343cf

	quicMaxID    = 20 // bytes of a connection ID in versions 1 and 2
	quicTagLen   = 16 // of the integrity tag of a Retry
	quicMinShort = 21 // bytes of a packet with a short header, RFC 9000 section 10.3

	quicSlots = 1 << 12 // connection IDs remembered
)

var quicTypes = [...]string{"initial", "0-rtt", "handshake", "retry"}

// quicState remembers the connection IDs that ends have chosen for themselves: in a short header only their owner
// knows how long they are. A new one takes the place of another with the same hash.
type quicState struct {
	seed    maphash.Seed
	ids     []uint64 // hashes; 0: free
	lengths uint32   // bit n is set if an ID of n bytes was seen
}

func (q *quicState) hash(id []byte) uint64 { return maphash.Bytes(q.seed, id) | 1 }

func (q *quicState) remember(id []byte) {
	if q.ids == nil {
		q.seed = maphash.MakeSeed()
		q.ids = make([]uint64, quicSlots)
	}
	h := q.hash(id)
	q.ids[h>>1%quicSlots] = h
	q.lengths |= 1 << len(id)
}

// length returns how long the connection ID is that b begins with, 0 if none is known that fits.
func (q *quicState) length(b []byte) int {
	for n := min(quicMaxID, len(b)); n > 0 && q.ids != nil; n-- {
		if q.lengths>>n&1 == 0 {
			continue
		}
		if h := q.hash(b[:n]); q.ids[h>>1%quicSlots] == h {
			return n
		}
	}
	return 0
}

// quicDetect reports whether the payload of a datagram, length bytes on the wire, looks like QUIC.
func (p *printer) quicDetect(length int) bool {
	if !p.has(1) {
		return false
	}
	first := p.in[0]
	switch {
	case first&quicLong == 0:
		return first&quicFixed != 0 && length >= quicMinShort
	case !p.has(7):
		return false
	}
	return first&quicFixed != 0 || be32at(p.in, 1) == 0
}

// quic prints the packets in a datagram.
func (p *printer) quic() {
	p.proto = "quic"
	p.s("quic")
	for len(p.in) > 0 && p.cut < 0 {
		p.s(", ")
		first := p.u8()
		if first&quicLong == 0 {
			p.s("protected")
			if n := p.state.quic.length(p.in); n > 0 {
				p.quicID(", dcid ", n)
			}
			return // it goes to the end of the datagram
		}
		if !p.quicLongHeader(first) {
			return
		}
	}
}

// quicID prints a connection ID of n bytes.
func (p *printer) quicID(label string, n int) (id []byte) {
	id = p.takeN(n)
	if n > 0 && n <= quicMaxID && p.cut < 0 {
		p.s(label)
		p.hexBytes(id)
		return id
	}
	return nil
}

// quicLongHeader prints a packet with a long header and passes over its contents. It reports whether another packet
// may stand behind it.
func (p *printer) quicLongHeader(first int) bool {
	version := p.u32()
	kind := first >> 4 & 3
	if version == quicVersion2 { // RFC 9369 section 3.2: types are numbered differently
		kind = (kind + 3) & 3
	}
	if version == 0 {
		p.s("version negotiation")
	} else {
		p.s(quicTypes[kind])
		if version != quicVersion1 {
			p.f1(", v%x", version)
		}
	}
	dcil := p.u8()
	p.quicID(", dcid ", dcil)
	scil := p.u8()
	if id := p.quicID(", scid ", scil); id != nil {
		p.state.quic.remember(id)
	}
	if version == 0 {
		for len(p.in) > 0 && p.cut < 0 {
			p.f1(", version 0x%x", p.u32())
		}
		return false
	}
	switch kind {
	case quicRetry:
		if n := len(p.in) - quicTagLen; n > 0 {
			p.s(", token ")
			p.hexBytes(p.takeN(n))
		}
		return false
	case quicInitial:
		if n, ok := p.quicVarint(); ok && n > 0 {
			token := p.takeN(n)
			p.s(", token ")
			p.hexBytes(token)
		}
	}
	n, ok := p.quicVarint()
	if !ok {
		return false
	}
	p.sn(", length ", n)
	p.takeN(n)
	return true
}

// quicVarint takes an integer of variable length, RFC 9000 section 16. More than a datagram can hold is a short read.
func (p *printer) quicVarint() (v int, ok bool) {
	first := p.u8()
	wide := uint64(first & 0x3f)
	for left := 1<<(first>>6) - 1; left > 0; left-- {
		wide = wide<<8 | uint64(p.u8())
	}
	if p.cut >= 0 {
		return 0, false
	}
	if wide > maxPacketLen {
		p.short(0)
		return 0, false
	}
	return int(wide), true
}
