// Reassembly of IP fragments: where, behind a link-level header, an IP packet begins. Link types that are not here are
// passed on as they are.

package main

// defragPlace says where in a packet IP begins, and what before it depends on the length.
type defragPlace struct {
	at        int    // offset of the IP header
	link      uint64 // of the header before it: a hash of all that is the same for the fragments of a datagram
	pppoe     int    // offset of the length field of PPPoE; 0: none
	length802 int    // offset of the length field of 802.3; 0: none
	nextAt    int    // IPv6: offset of the byte that says that a fragment header follows
}

// defragFind finds the IP header of a packet.
func defragFind(linkType int, b []byte) (place defragPlace, ok bool) {
	w := defragWalk{b: b}
	switch linkType {
	case linkEthernet:
		ok = w.skip(12) && w.etherType()
	case linkLinuxSLL:
		ok = w.skip(14) && w.etherType()
	case linkLinuxSLL2:
		typ := w.u16()
		ok = w.skip(18) && w.payload(typ)
	case linkNull, linkLoop:
		ok = w.skip(4)
	case linkRaw, 12, 14, linkIPV4, linkIPV6:
		ok = true
	case linkSLIP: // behind the direction stands what went over the wire, which differs
		ok = w.skip(slipHeaderLen) && b[1] < slipTypeUncompressed
		w.hash(b[:min(1, len(b))])
	case linkPPP, linkPppSerial, linkPppPppd, linkPppEther:
		ok = w.ppp(linkType)
	case linkCHDLC:
		ok = w.skip(2) && w.payload(w.u16())
	case linkFDDI: // frame control 0101xxxx or 0x57: LLC
		ok = w.skip(13) && b[0]&0xf0 == 0x50 && w.snap()
	case linkTokenRing:
		ok = w.tokenRing()
	case linkIpOverFc:
		ok = w.skip(16) && w.snap()
	case linkATMRFC1483:
		ok = w.snap()
	case linkIEEE80211:
		ok = w.wlan()
	case linkIEEE80211Radio:
		ok = len(b) >= 4 && w.skip(int(le16at(b, 2))) && w.wlan()
	}
	if !ok || w.at >= len(b) || b[w.at]>>4 != 4 && b[w.at]>>4 != 6 {
		return defragPlace{}, false
	}
	w.place.at = w.at
	if w.place.link == 0 {
		w.hash(b[:w.at])
	}
	return w.place, true
}

// defragWalk goes along the headers of a packet.
type defragWalk struct {
	b     []byte
	at    int
	place defragPlace
}

// skip passes over n bytes, if they were captured.
func (w *defragWalk) skip(n int) bool {
	if n > len(w.b)-w.at {
		return false
	}
	w.at += n
	return true
}

// u16 takes two bytes; it is 0 if they were not captured.
func (w *defragWalk) u16() uint16 {
	if !w.skip(2) {
		return 0
	}
	return be16at(w.b, w.at-2)
}

// hash adds bytes to what tells the way of a datagram, FNV-1a. Length fields are left out.
func (w *defragWalk) hash(b []byte) {
	h := w.place.link
	if h == 0 {
		h = 14695981039346656037
	}
	for i, c := range b {
		if at := i &^ 1; at > 0 && (at == w.place.pppoe || at == w.place.length802) {
			continue
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	w.place.link = h
}

// etherType takes an Ethernet type, or the length of an 802.3 frame, and goes on behind it.
func (w *defragWalk) etherType() bool {
	at := w.at
	typ := w.u16()
	if w.at > at && typ <= maxEtherLength {
		if !w.snap() {
			return false
		}
		w.place.length802 = at
		return true
	}
	return w.payload(typ)
}

// payload goes on behind an Ethernet type: through VLAN tags, PPPoE and MPLS to IP. Each step moves on.
func (w *defragWalk) payload(typ uint16) bool {
	switch typ {
	case etherTypeIPv4, etherTypeIPv6:
		return true
	case etherType8021Q, etherType8021AD, etherType8021Q9100, etherType8021Q9200:
		return w.skip(2) && w.etherType()
	case etherTypePPPoES:
		w.place.pppoe = w.at + 4
		return w.skip(6) && w.pppProto(w.u16())
	case etherTypeMPLS, etherTypeMPLSMulti:
		for w.skip(4) {
			if w.b[w.at-2]&1 != 0 { // bottom of the stack; what is behind it shows itself
				return true
			}
		}
	}
	return false
}

// snap goes on behind an LLC header with SNAP, RFC 1042, or with the SAP of IP.
func (w *defragWalk) snap() bool {
	b := w.b[w.at:]
	switch {
	case len(b) >= 8 && string(b[:6]) == "\xaa\xaa\x03\x00\x00\x00":
		w.at += 6
		typ := w.u16()
		return typ == etherTypeIPv4 || typ == etherTypeIPv6
	case len(b) >= 3 && string(b[:3]) == "\x06\x06\x03":
		w.at += 3
		return true
	}
	return false
}

// ppp goes on behind a PPP header, whose address and control field may be left out.
func (w *defragWalk) ppp(linkType int) bool {
	if linkType == linkPppPppd && !w.skip(1) { // direction
		return false
	}
	if linkType == linkPppEther {
		w.place.pppoe = 4
		return w.skip(6) && w.pppProto(w.u16())
	}
	b := w.b[w.at:]
	if len(b) >= 2 && b[0] == 0xff && b[1] == 3 {
		w.at += 2
	}
	if w.at < len(w.b) && w.b[w.at]&1 != 0 { // RFC 1661 section 6.5: a protocol number of one byte
		w.at++
		return w.pppProto(uint16(w.b[w.at-1]))
	}
	return w.pppProto(w.u16())
}

// pppProto says whether a PPP protocol is IP.
func (w *defragWalk) pppProto(proto uint16) bool { return proto == 0x21 || proto == 0x57 }

// tokenRing goes on behind a Token Ring header, which may hold a route.
func (w *defragWalk) tokenRing() bool {
	if !w.skip(14) {
		return false
	}
	if w.b[8]&0x80 != 0 { // the length of the route is in its first byte
		if w.at >= len(w.b) || !w.skip(int(w.b[w.at]&0x1f)) {
			return false
		}
	}
	return w.b[1]&0xc0 == 0x40 && w.snap()
}

// wlan goes on behind an 802.11 header of a data frame that is not encrypted, IEEE 802.11-2020 section 9.3.2.1. What
// tells the way are its addresses: other fields change from frame to frame.
func (w *defragWalk) wlan() bool {
	b := w.b[w.at:]
	if len(b) < 24 || b[0]&0x0c != 0x08 || b[0]&0x40 != 0 || b[1]&0x40 != 0 {
		return false
	}
	w.hash(b[4:22])
	n := 24
	if b[1]&3 == 3 { // from one access point to another: a fourth address
		n += 6
	}
	if b[0]&0x80 != 0 { // quality of service
		n += 2
		if b[1]&0x80 != 0 { // and more control, section 9.2.4.6
			n += 4
		}
	}
	return w.skip(n) && w.snap()
}
