// Reassembly of IP fragments: reading a fragment's headers, and making a datagram's of them.

package main

import "encoding/binary"

const ipMaxTotal = 65535 // longest IPv4 datagram, and longest payload of IPv6 without the jumbo option, bytes

// defragFragment is a packet that is a fragment.
type defragFragment struct {
	key    defragKey
	place  defragPlace
	header int  // offset in the packet of the fragment's payload
	from   int  // offset in the datagram's payload, bytes
	to     int  // where it ends
	more   bool // not the last one
}

// defragParse looks whether a packet is a fragment of which a datagram can be made. It is none if its headers were not
// captured or make no sense, if it is empty, if it would not end on 8 bytes though there is more, or if it lies where
// no datagram reaches: RFC 8200 has such discarded.
func defragParse(pk *packet) (f defragFragment, ok bool) {
	f.place, ok = defragFind(pk.linkType, pk.data)
	if !ok {
		return
	}
	f.key = defragKey{link: f.place.link, linkType: pk.linkType, ifName: pk.ifName}
	b := pk.data[f.place.at:]
	room := int(min(pk.onWire(), maxPacketLen)) - f.place.at
	if b[0]>>4 == 4 {
		return f, f.parse4(b, room)
	}
	f.key.v6 = true
	return f, f.parse6(b, room)
}

// parse4 reads the IPv4 header that begins b; room is the length of the packet from there on.
func (f *defragFragment) parse4(b []byte, room int) bool {
	if len(b) < ipHeaderLen {
		return false
	}
	flags := int(be16at(b, 6))
	if flags&(ipMF|ipOffMask) == 0 {
		return false
	}
	hlen, total := int(b[0]&15)*4, int(be16at(b, 2))
	if hlen < ipHeaderLen || hlen > len(b) || total < hlen || total > room {
		return false
	}
	copy(f.key.src[:], b[12:16])
	copy(f.key.dst[:], b[16:20])
	f.key.id, f.key.proto = uint32(be16at(b, 4)), b[9]
	f.header = f.place.at + hlen
	f.from, f.more = flags&ipOffMask*8, flags&ipMF != 0
	return f.sized(total-hlen, hlen)
}

// sized checks the extent of a fragment of n bytes of payload, whose datagram has a header of hlen bytes.
func (f *defragFragment) sized(n, hlen int) bool {
	f.to = f.from + n
	return n > 0 && (!f.more || n%8 == 0) && f.to+hlen <= ipMaxTotal
}

// parse6 reads the IPv6 header that begins b, and the extension headers up to a fragment header.
func (f *defragFragment) parse6(b []byte, room int) bool {
	if len(b) < ip6HeaderLen {
		return false
	}
	end := int(be16at(b, 4)) + ip6HeaderLen
	if end > room {
		return false
	}
	copy(f.key.src[:], b[8:24])
	copy(f.key.dst[:], b[24:40])
	nextAt, at := 6, ip6HeaderLen
	for {
		if at+8 > len(b) || at+8 > end {
			return false
		}
		switch int(b[nextAt]) {
		case ipProtoHopOpts, ipProtoRouting, ipProtoDstOpts: // the unfragmentable part, RFC 8200 section 4.5
			nextAt, at = at, at+8+8*int(b[at+1])
			continue
		case ipProtoFragment:
		default:
			return false
		}
		break
	}
	h := b[at:]
	f.key.id = be32at(h, 4)
	f.place.nextAt = f.place.at + nextAt
	f.header = f.place.at + at + 8
	f.from, f.more = int(be16at(h, 2)&^7), h[3]&1 != 0
	return f.sized(end-at-8, at-ip6HeaderLen)
}

// defragHeader appends the headers of the datagram of size bytes of payload whose first fragment is given, and says how
// long the packet is on the wire. It is not ok if no datagram can be so long.
func defragHeader(b []byte, first *defragPiece, size int) (out []byte, wire int, ok bool) {
	frame, place := first.packet.data, &first.place
	b = append(b, frame[:place.at]...)
	ip := place.at
	if place.length802 > 0 { // a length would not reach: an Ethernet type says the same
		b = append(b[:place.length802], etherTypeOf(frame[place.at])...)
		ip = len(b)
	}
	at := len(b)
	total := 0
	if frame[place.at]>>4 == 4 {
		b = append(b, frame[place.at:first.header]...)
		total = len(b) - at + size
		if total > ipMaxTotal {
			return b, 0, false
		}
		ipSet16(b[at:], 2, uint16(total))
		ipSet16(b[at:], 6, be16at(b, at+6)&^(ipMF|ipOffMask))
	} else {
		b = append(b, frame[place.at:first.header-8]...) // without the fragment header
		total = len(b) - at + size
		if total-ip6HeaderLen > ipMaxTotal {
			return b, 0, false
		}
		b[ip+place.nextAt-place.at] = frame[first.header-8]
		binary.BigEndian.PutUint16(b[at+4:], uint16(total-ip6HeaderLen))
	}
	if place.pppoe > 0 {
		if total+2 > 65535 {
			return b, 0, false
		}
		binary.BigEndian.PutUint16(b[place.pppoe:], uint16(total+2)) // with the PPP protocol number
	}
	return b, at + total, true
}

// etherTypeOf is the Ethernet type of the IP packet whose first byte is given.
func etherTypeOf(first byte) []byte {
	if first>>4 == 6 {
		return []byte{0x86, 0xdd}
	}
	return []byte{8, 0}
}

// ipSet16 changes two bytes of an IPv4 header and its checksum, RFC 1624: what was wrong stays wrong.
func ipSet16(h []byte, at int, v uint16) {
	sum := uint32(^be16at(h, 10)) + uint32(^be16at(h, at)) + uint32(v)
	sum = sum>>16 + sum&0xffff
	sum = sum>>16 + sum&0xffff
	binary.BigEndian.PutUint16(h[at:], v)
	binary.BigEndian.PutUint16(h[10:], ^uint16(sum))
}
