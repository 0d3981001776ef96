// BIND's lightweight resolver protocol (lwres, as BIND 9 had it up to 9.12; described in its documentation).
//
//	+--------+---------+-------+--------+--------+--------+-------------+-----------+-------------+
//	| length | version | flags | serial | opcode | result | recv length | auth type | auth length |
//	+--------+---------+-------+--------+--------+--------+-------------+-----------+-------------+

package main

const (
	lwresHeaderLen = 28

	lwresResponse = 1 // of the flags

	lwresNoop           = 0
	lwresGetAddrsByName = 0x10001
	lwresGetNameByAddr  = 0x10002
	lwresGetRDataByName = 0x10003

	lwresAddrIPv4 = 1
	lwresAddrIPv6 = 2
)

var lwresOpNames = []token{
	{lwresNoop, "noop"}, {lwresGetAddrsByName, "getaddrsbyname"}, {lwresGetNameByAddr, "getnamebyaddr"},
	{lwresGetRDataByName, "getrdatabyname"},
}

// lwres prints a request or an answer, length bytes on the wire.
func (p *printer) lwres(length int) {
	p.proto = "lwres"
	size, whole := be32(p.peek(0, 4)), len(p.in)
	h := p.take(lwresHeaderLen)
	if p.cut >= 0 {
		return
	}
	vers, flags, op := int(be16at(h, 4)), int(be16at(h, 6)), be32at(h, 12)
	p.s(" lwres")
	if vers != 0 || p.v > 0 {
		p.sn(" v", vers)
	}
	if vers != 0 {
		if uint64(size) != uint64(length) {
			p.f2(" [len: %u != %u]", size, uint32(length))
		}
		return
	}
	response := flags&lwresResponse != 0
	p.c(' ')
	p.tok(&lwresOpNames, "#0x%x", op)
	if !response {
		p.c('?')
	}
	if flags&^lwresResponse != 0 {
		p.f1("[0x%x]", uint32(flags))
	}
	if p.v > 1 {
		p.f3(" (serial:0x%x result:0x%x recvlen:%u)", be32at(h, 8), be32at(h, 16), be32at(h, 20))
	}
	ok := false
	if response {
		ok = p.lwresAnswer(op)
	} else {
		ok = p.lwresQuestion(op)
	}
	if !ok {
		return
	}
	p.lwresEnd(op, size, length, whole)
}

// lwresEnd prints where the lengths do not agree, and whether anything is left over.
func (p *printer) lwresEnd(op, size uint32, length, whole int) {
	if p.cut >= 0 {
		return
	}
	if uint64(size) != uint64(length) {
		p.f2(" [len: %u != %u]", size, uint32(length))
	}
	if _, known := tokenName(&lwresOpNames, op); known && uint64(whole-len(p.in)) < uint64(size) {
		p.s("[extra]")
	}
}

var lwresFamilyNames = []token{{lwresAddrIPv4, "IPv4"}, {lwresAddrIPv6, "IPv6"}, {3, "IPv4/6"}}

func (p *printer) lwresQuestion(op uint32) bool {
	switch op {
	case lwresGetAddrsByName:
		h := p.peek(0, 10) // the length of the name counts as a part of the head
		p.take(8)
		families := be32at(h, 4)
		if name, ok := tokenName(&lwresFamilyNames, families&3); ok {
			p.c(' ')
			p.s(name)
		}
		if families&^3 != 0 {
			p.f1("[0x%x]", families)
		}
		p.lwresName()
	case lwresGetNameByAddr:
		p.take(4)
		return p.lwresAddr()
	case lwresGetRDataByName:
		h := p.peek(0, 10)
		p.take(8)
		p.lwresTypeClass(h[4:])
		p.lwresName()
	}
	return true
}

func (p *printer) lwresAnswer(op uint32) bool {
	switch op {
	case lwresGetAddrsByName:
		h := p.peek(0, 10)
		p.take(8)
		aliases, addrs := int(be16at(h, 4)), int(be16at(h, 6))
		p.f2(" %u/%u", uint32(aliases), uint32(addrs))
		p.lwresName()
		for ; aliases > 0 && p.cut < 0; aliases-- {
			p.lwresName()
		}
		for ; addrs > 0 && p.cut < 0; addrs-- {
			if !p.lwresAddr() {
				return false
			}
		}
	case lwresGetNameByAddr:
		h := p.peek(0, 8)
		p.take(6)
		aliases := int(be16at(h, 4))
		p.f1(" %u", uint32(aliases))
		p.lwresName()
		for ; aliases > 0 && p.cut < 0; aliases-- {
			p.lwresName()
		}
	case lwresGetRDataByName:
		h := p.take(16)
		p.lwresTypeClass(h[4:])
		p.s(" TTL ")
		p.relTime(be32at(h, 8))
		records, signatures := int(be16at(h, 12)), int(be16at(h, 14))
		p.f2(" %u/%u", uint32(records), uint32(signatures))
		p.lwresName()
		for n := records + signatures; n > 0 && p.cut < 0; n-- {
			for left := p.u16(); left > 0 && p.cut < 0; left-- {
				p.hexBytes(p.take(1))
			}
		}
	}
	return true
}

// lwresName prints a counted name with a NUL behind it.
func (p *printer) lwresName() {
	n := p.u16()
	if p.cut >= 0 {
		return
	}
	p.c(' ')
	for ; n > 0 && p.cut < 0; n-- {
		p.safe(byte(p.u8()))
	}
	if p.u8() != 0 {
		p.s(" (not NUL-terminated!)")
	}
}

// lwresAddr prints a family and a counted address. It reports false, having said so, if that cannot be one.
func (p *printer) lwresAddr() bool {
	family, n, want := p.u32(), p.u16(), 0
	switch family {
	case lwresAddrIPv4:
		want = 4
	case lwresAddrIPv6:
		want = 16
	}
	if n < want && p.cut < 0 {
		p.invalid()
		return false
	}
	if want > 0 && p.need(n) { // all that its length says has to be there
		n = want
	}
	b := p.takeN(n)
	if p.cut >= 0 {
		return true
	}
	p.c(' ')
	switch want {
	case 4:
		p.ip4(b)
	case 16:
		p.ip6(b)
	default:
		p.u(uint64(family))
		p.c('/')
		p.hexBytes(b)
	}
	return true
}

// lwresTypeClass prints the type, and the class in front of it on the wire unless it is IN.
func (p *printer) lwresTypeClass(h []byte) {
	p.c(' ')
	p.tok(&dnsTypes, "Type%u", uint32(be16at(h, 2)))
	if class := be16(h); class != dnsClassIN {
		p.c(' ')
		p.tok(&dnsClasses, "Class%u", uint32(class))
	}
}
