// From the kernel's packet to ours: the cooked header of LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2, VLAN tags that the
// network card or the kernel took out (IEEE 802.1Q), times.
//
// LINUX_SLL:
//
//	 0               2               4               6                  14
//	+---------------+---------------+---------------+-------//-------+---------------+
//	|  packet type  |    ARPHRD     | address length|    address (8)  |   protocol    |
//	+---------------+---------------+---------------+-------//-------+---------------+
//
// LINUX_SLL2:
//
//	 0               2               4               8        10    11    12        20
//	+---------------+---------------+---------------+---------+-----+-----+----//----+
//	|   protocol    |    reserved   | interface idx |  ARPHRD | type| len |  address |
//	+---------------+---------------+---------------+---------+-----+-----+----//----+

//go:build linux

package main

import (
	"golang.org/x/sys/unix"
)

const (
	vlanTagLen      = 4
	vlanTPIDDefault = 0x8100
	etherAddrsLen   = 12
)

// deliver turns a frame of the kernel into a packet. It returns false if the packet is not wanted.
func (c *packetCapture) deliver(f *ringFrame, p *packet) bool {
	if !c.wanted(&f.from) {
		return false
	}
	aux := packetAux{
		valid:        true,
		ifIndex:      int(f.from.Ifindex),
		pktType:      f.from.Pkttype,
		hatype:       f.from.Hatype,
		protocol:     htons(f.from.Protocol), // it is its own inverse
		csumNotReady: f.status&unix.TP_STATUS_CSUMNOTREADY != 0,
	}
	// Kernels before 3.0 have no valid bit: a tag of 0 is none there.
	if f.status&unix.TP_STATUS_VLAN_VALID != 0 || f.tci != 0 {
		aux.vlanTagPresent, aux.vlanTCI, aux.vlanTPID = true, f.tci, f.tpid
		if f.status&unix.TP_STATUS_VLAN_TPID_VALID == 0 || f.tpid == 0 {
			aux.vlanTPID = vlanTPIDDefault
		}
	}
	if c.headLen != 0 {
		c.putCooked(f, &aux)
	} else if aux.vlanTagPresent && linkHasEtherAddrs(c.link) {
		putVLAN(f, aux.vlanTPID, aux.vlanTCI)
	}
	p.data = f.area[f.at:]
	if c.link == linkCanSocketcan {
		putCAN(p.data, aux.protocol)
	}
	if len(p.data) > c.options.snapLen {
		p.data = p.data[:c.options.snapLen]
	}
	p.wireLen = max(f.wireLen, len(p.data))
	p.sec, p.nsec = f.sec, uint64(f.nsec)
	if !c.options.nano {
		p.nsec -= p.nsec % 1000
	}
	p.linkType, p.comment, p.aux = c.link, "", aux
	p.ifName = c.options.device
	if c.index == 0 {
		p.ifName = c.names.name(c.fd, aux.ifIndex, f.sec)
	}
	return true
}

// linkHasEtherAddrs says whether the packet begins with two Ethernet addresses, behind which a tag belongs.
func linkHasEtherAddrs(link int) bool {
	switch link {
	case linkEthernet, linkDsaTagBrcm, linkDsaTagDsa, linkDsaTagEdsa:
		return true
	}
	return false
}

// putVLAN puts a tag back behind the addresses; there is room in front of the packet.
func putVLAN(f *ringFrame, tpid, tci uint16) {
	if len(f.area)-f.at < etherAddrsLen || f.at < vlanTagLen {
		return // cut so short that it does not matter
	}
	b := f.area[f.at-vlanTagLen:]
	copy(b, b[vlanTagLen:vlanTagLen+etherAddrsLen])
	b[12], b[13], b[14], b[15] = byte(tpid>>8), byte(tpid), byte(tci>>8), byte(tci)
	f.at -= vlanTagLen
	f.wireLen += vlanTagLen
}

// EtherTypes of the kernel's own for frames of CAN FD and CAN XL (if_ether.h).
const (
	etherCANFD = 0x000d
	etherCANXL = 0x000e
	canFDFrame = 0x04 // CANFD_FDF
)

// putCAN gives a frame the byte order of LINKTYPE_CAN_SOCKETCAN, where the identifier is big-endian and all else of CAN
// XL little-endian, and marks the frames of CAN FD.
func putCAN(b []byte, protocol uint16) {
	if len(b) < 8 {
		return
	}
	id := native32(b)
	b[0], b[1], b[2], b[3] = byte(id>>24), byte(id>>16), byte(id>>8), byte(id)
	switch {
	case protocol == etherCANFD:
		b[5] |= canFDFrame
	case protocol == etherCANXL && nativeBigEndian() && len(b) >= 12:
		b[6], b[7] = b[7], b[6]
		b[8], b[9], b[10], b[11] = b[11], b[10], b[9], b[8]
	}
}

// putCooked writes the cooked header in front of the packet, and between both the rest of a VLAN tag, whose first half
// takes the place of the protocol.
func (c *packetCapture) putCooked(f *ringFrame, aux *packetAux) {
	protocol := aux.protocol
	if aux.vlanTagPresent && f.at >= vlanTagLen+c.headLen {
		f.at -= vlanTagLen
		f.wireLen += vlanTagLen
		b := f.area[f.at:]
		b[0], b[1], b[2], b[3] = byte(aux.vlanTCI>>8), byte(aux.vlanTCI), byte(protocol>>8), byte(protocol)
		protocol = aux.vlanTPID
	}
	if f.at < c.headLen {
		return
	}
	f.at -= c.headLen
	f.wireLen += c.headLen
	h := f.area[f.at : f.at+c.headLen]
	addrLen := min(int(f.from.Halen), len(f.from.Addr))
	if c.headLen == sllLen {
		h[0], h[1] = 0, aux.pktType
		h[2], h[3] = byte(aux.hatype>>8), byte(aux.hatype)
		h[4], h[5] = 0, f.from.Halen
		clear(h[6:14])
		copy(h[6:14], f.from.Addr[:addrLen])
		h[14], h[15] = byte(protocol>>8), byte(protocol)
		return
	}
	i := uint32(aux.ifIndex)
	h[0], h[1], h[2], h[3] = byte(protocol>>8), byte(protocol), 0, 0
	h[4], h[5], h[6], h[7] = byte(i>>24), byte(i>>16), byte(i>>8), byte(i)
	h[8], h[9] = byte(aux.hatype>>8), byte(aux.hatype)
	h[10], h[11] = aux.pktType, f.from.Halen
	clear(h[12:20])
	copy(h[12:20], f.from.Addr[:addrLen])
}

// interfaceNames remembers the names of interfaces for a second of packet time: they may be renamed.
type interfaceNames struct {
	entries [64]struct {
		index int
		sec   int64
		name  string
	}
}

func (n *interfaceNames) name(fd, index int, sec int64) string {
	e := &n.entries[uint(index)%uint(len(n.entries))]
	if e.index == index && e.sec == sec {
		return e.name
	}
	var text [unix.IFNAMSIZ]byte
	length, err := interfaceName(fd, index, &text)
	switch {
	case err != nil && e.index != index:
		e.name = "" // gone before we could ask
	case err == nil && (e.index != index || e.name != string(text[:length])):
		e.name = string(text[:length])
	}
	e.index, e.sec = index, sec
	return e.name
}
