// Linux cooked captures, LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2 (https://www.tcpdump.org/linktypes.html).
//
//	 SLL:   packet type (2) | ARPHRD type (2) | address length (2) | address (8) | protocol (2)
//	 SLL2:  protocol (2) | reserved (2) | interface index (4) | ARPHRD type (2) | packet type (1) |
//	        address length (1) | address (8)

package main

const (
	sllHeaderLen  = 16
	sll2HeaderLen = 20
)

// Protocol numbers below 0x600 that Linux puts in place of an ethertype.
const (
	linuxSLLP8023 = 0x0001 // Novell 802.3 without an 802.2 header
	linuxSLLP8022 = 0x0004 // 802.2 LLC
)

var sllPacketTypes = []token{{0, "In"}, {1, "B"}, {2, "M"}, {3, "P"}, {4, "Out"}}

// sllAddress is what a cooked header of either version says.
type sllAddress struct {
	sll2    bool
	ifIndex uint32
	kind    uint32
	halen   int
	addr    []byte // eight bytes, halen of them meant
	proto   uint16
	length  int // of the whole packet on the wire, bytes
}

func (p *printer) sllLink(length int) {
	p.proto = "sll"
	h := p.take(sllHeaderLen)
	if p.cut >= 0 {
		return
	}
	p.ll = sllHeaderLen
	p.sllPacket(&sllAddress{kind: uint32(be16(h)), halen: int(be16at(h, 4)), addr: h[6:14], proto: be16at(h, 14),
		length: length}, length-sllHeaderLen)
}

func (p *printer) sll2Link(length int) {
	p.proto = "sll2"
	h := p.take(sll2HeaderLen)
	if p.cut >= 0 {
		return
	}
	p.ll = sll2HeaderLen
	a := sllAddress{sll2: true, proto: be16(h), ifIndex: be32at(h, 4), kind: uint32(h[10]), halen: int(h[11]),
		addr: h[12:20], length: length}
	at := len(p.out)
	name := "?"
	if p.ifNameOf != nil {
		if s := p.ifNameOf(p.pk, int(a.ifIndex)); s != "" {
			name = s
		}
	}
	p.text(name)
	p.padTo(at + 5)
	p.c(' ')
	at = len(p.out)
	p.tok(&sllPacketTypes, "?", a.kind)
	p.padTo(at + 3)
	p.c(' ')
	p.sllPacket(&a, length-sll2HeaderLen)
}

// padTo adds blanks until p.out is n bytes long.
func (p *printer) padTo(n int) {
	for len(p.out) < n {
		p.c(' ')
	}
}

// sllHeader prints the cooked header as -e shows it; the type of a version 2 header stands before the line already.
func (p *printer) sllHeader(a *sllAddress) {
	if a.sll2 {
		p.f1("ifindex %u ", a.ifIndex)
	} else {
		name, ok := tokenName(&sllPacketTypes, a.kind)
		if !ok {
			name = "?"
		}
		p.padTo(len(p.out) + 3 - len(name))
		p.s(name)
		p.c(' ')
	}
	if a.halen == 6 {
		p.mac(a.addr[:6])
		p.c(' ')
	}
	if p.q {
		return
	}
	switch {
	case a.proto == linuxSLLP8023:
		p.s("802.3")
	case a.proto == linuxSLLP8022:
		p.s("802.2")
	default:
		p.s("ethertype ")
		p.etherTypeName(a.proto)
		p.f1(" (0x%04x)", uint32(a.proto))
	}
	p.sn(", length ", a.length)
	p.s(": ")
}

// sllPacket prints what stands behind a cooked header, length bytes on the wire; the header before it if -e asks for
// it or if its payload has no printer.
func (p *printer) sllPacket(a *sllAddress, length int) {
	if p.e {
		p.sllHeader(a)
	}
	switch {
	case a.proto == linuxSLLP8023:
		p.ipx(length)
		return
	case a.proto == linuxSLLP8022:
		p.llc(length, nil, nil)
		return
	case a.proto > maxEtherLength:
		if p.sllTagged(a, length) {
			return
		}
	default:
		p.rest(length)
		return
	}
	if !p.e {
		p.sllHeader(a)
	}
	p.rest(length)
}

// sllTagged prints the payload of an ethertype, VLAN tags before it.
func (p *printer) sllTagged(a *sllAddress, length int) bool {
	typ := a.proto
	for typ == etherType8021Q || typ == etherType8021AD || typ == etherType8021Q9100 || typ == etherType8021Q9200 {
		p.proto = "vlan"
		h := p.take(4)
		if p.cut >= 0 {
			return true
		}
		length -= 4
		if p.e {
			p.vlanTCI(int(be16(h)))
		}
		typ = be16at(h, 2)
		if typ <= maxEtherLength {
			p.llc(min(int(typ), length), nil, nil)
			return true
		}
		if !p.q {
			p.s("ethertype ")
			p.etherTypeName(typ)
			p.s(", ")
		}
	}
	return p.etherPayload(typ, length, nil, nil)
}
