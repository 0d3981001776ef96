// NetBIOS over TCP and UDP, RFC 1001 and 1002: name service, datagrams, sessions; NetBIOS over IPX and LLC.

package main

const (
	nbtNameHeaderLen  = 12
	nbtDatagramLen    = 14 // header of a datagram with names, up to the names
	nbtEncodedNameLen = 32
	nbtNameLen        = 15

	nbtSessionMessage   = 0x00
	nbtSessionRequest   = 0x81
	nbtSessionPositive  = 0x82
	nbtSessionNegative  = 0x83
	nbtSessionRetarget  = 0x84
	nbtSessionKeepAlive = 0x85

	nbtQueryStatus = 0x21 // node status; names are 0x20

	nbtSearchLimit = 128 // how far into other protocols an SMB header is looked for, bytes
)

var nbtOpNames = []token{
	{0, "QUERY"}, {5, "REGISTRATION"}, {6, "RELEASE"}, {7, "WACK"}, {8, "REFRESH(8)"}, {9, "REFRESH"},
	{15, "MULTIHOMED REGISTRATION"},
}

var nbtNameTypes = []token{
	{0x00, "Workstation"}, {0x01, "Browser?"}, {0x02, "Client?"}, {0x03, "Client?"}, {0x1b, "Domain Controller"},
	{0x1c, "Domain Controller"}, {0x1d, "Master Browser"}, {0x1e, "Browser Server"}, {0x20, "Server"},
}

// nbtName takes a name, RFC 1002 section 4.1, and prints it with its type, the sixteenth character. A pointer to
// another one leads backwards into the message that begins message.
func (p *printer) nbtName(message []byte) {
	p.nbtShowName(p.nbtTakeName(message))
}

// nbtTakeName returns a name as it stands on the wire, in letters A to P.
func (p *printer) nbtTakeName(message []byte) (name [nbtEncodedNameLen]byte) {
	n := p.u8()
	if n&0xc0 == 0xc0 {
		at := (n&0x3f)<<8 | p.u8()
		if p.cut >= 0 {
			return
		}
		if at+1+nbtEncodedNameLen > len(message) || message[at] != nbtEncodedNameLen {
			p.short(0)
			return
		}
		copy(name[:], message[at+1:])
		return
	}
	copy(name[:], p.takeN(n))
	for p.cut < 0 { // the scope, in further labels
		if n = p.u8(); n == 0 || n&0xc0 != 0 {
			break
		}
		p.takeN(n)
	}
	return
}

func (p *printer) nbtShowName(name [nbtEncodedNameLen]byte) {
	if p.cut >= 0 {
		return
	}
	var text [nbtNameLen + 1]byte
	for i := range text {
		if i < nbtNameLen {
			text[i] = ' '
		}
	}
	for i := range text {
		hi, lo := name[2*i]-'A', name[2*i+1]-'A'
		if hi > 15 || lo > 15 { // no name any more
			break
		}
		text[i] = hi<<4 | lo
	}
	for _, c := range text[:nbtNameLen] {
		if c < ' ' || c > '~' {
			c = '.'
		}
		p.c(c)
	}
	p.nbtNameType(int(text[nbtNameLen]))
}

func (p *printer) nbtNameType(kind int) {
	p.s(" NameType=0x")
	p.out = append(p.out, nfsHexDigits[kind>>4&15], nfsHexDigits[kind&15])
	p.s(" (")
	p.tok(&nbtNameTypes, "Unknown", uint32(kind))
	p.c(')')
}

// nbtNumber prints "NAME=5 (0x5)" and a newline.
func (p *printer) nbtNumber(name string, v uint64) {
	p.s(name)
	p.smbNumber(v)
	p.c('\n')
}

// nbtNameService prints a datagram of the name service, section 4.2.
func (p *printer) nbtNameService() {
	p.proto = "nbt_udp137"
	message := p.in
	h := p.take(nbtNameHeaderLen)
	if p.cut >= 0 {
		return
	}
	flags := be16at(h, 2)
	op, nm := uint32(flags>>11&15), uint64(flags>>4&0x7f)
	if p.v > 1 {
		p.s("\n>>> ")
	}
	p.s("NBT UDP PACKET(137): ")
	p.tok(&nbtOpNames, "OPUNKNOWN", op)
	switch {
	case flags&0x8000 == 0:
		p.s("; REQUEST")
	case flags&15 != 0:
		p.s("; NEGATIVE; RESPONSE")
	default:
		p.s("; POSITIVE; RESPONSE")
	}
	if nm&1 != 0 {
		p.s("; BROADCAST")
	} else {
		p.s("; UNICAST")
	}
	if p.v < 2 {
		return
	}
	p.s("\nTrnID=0x")
	p.smbHex(uint64(be16(h)))
	p.f1("\nOpCode=%u\nNmFlags=0x", op)
	p.smbHex(nm)
	counts := [4]int{int(be16at(h, 4)), int(be16at(h, 6)), int(be16at(h, 8)), int(be16at(h, 10))}
	p.f("\nRcode=%u\nQueryCount=%u\nAnswerCount=%u\nAuthorityCount=%u\nAddressRecCount=%u\n", uint32(flags&15),
		uint32(counts[0]), uint32(counts[1]), uint32(counts[2]), uint32(counts[3]))
	p.nbtRecords(message, counts)
	if p.cut >= 0 {
		p.nbtCut()
	}
}

// nbtCut ends a text of several lines with the mark of a short read, behind which an empty line stands.
func (p *printer) nbtCut() {
	p.out = append(p.out[:p.cut], " [|"...)
	p.s(p.cutBy)
	p.s("]\n")
	p.cut, p.in = -1, nil
}

// nbtRecords prints questions and resource records.
func (p *printer) nbtRecords(message []byte, counts [4]int) {
	if counts[0] > 0 {
		p.s("QuestionRecords:\n")
		for ; counts[0] > 0 && p.cut < 0; counts[0]-- {
			p.s("Name=")
			p.nbtName(message)
			h := p.take(4)
			p.s("\nQuestionType=0x")
			p.smbHex(uint64(be16(h)))
			p.s("\nQuestionClass=0x")
			p.smbHex(uint64(be16at(h, 2)))
			p.c('\n')
		}
	}
	n := counts[1] + counts[2] + counts[3]
	if n > 0 && p.cut < 0 {
		p.s("\nResourceRecords:\n")
	}
	for ; n > 0 && p.cut < 0; n-- {
		p.nbtRecord(message)
	}
}

func (p *printer) nbtRecord(message []byte) {
	p.s("Name=")
	p.nbtName(message)
	h := p.take(10)
	kind, size := be16(h), int(be16at(h, 8))
	p.s("\nResType=0x")
	p.smbHex(uint64(kind))
	p.s("\nResClass=0x")
	p.smbHex(uint64(be16at(h, 2)))
	p.c('\n')
	p.nbtNumber("TTL=", uint64(be32at(h, 4)))
	p.f1("ResourceLength=%u\nResourceData=\n", uint32(size))
	if p.cut >= 0 || !p.need(size) {
		return
	}
	rest := p.limit(size)
	switch {
	case kind == nbtQueryStatus:
		p.nbtNodeStatus()
	case size%6 == 0:
		for ; size > 0 && p.cut < 0; size -= 6 {
			h = p.take(6)
			p.s("AddrType=0x")
			p.smbHex(uint64(be16(h)))
			p.s("\nAddress=")
			p.ip4num(h[2:])
			p.c('\n')
		}
	default:
		p.smbDump(p.in)
	}
	p.unlimit(rest)
}

var nbtNodeFlags = []token{
	{0x8000, "<GROUP>"}, {0x1000, "<DEREGISTERING>"}, {0x0800, "<CONFLICT>"}, {0x0400, "<ACTIVE>"},
	{0x0200, "<PERMANENT>"},
}

// nbtNodeStatus prints the names of a node, section 4.2.18.
func (p *printer) nbtNodeStatus() {
	n := p.u8()
	p.nbtNumber("NumNames=", uint64(n))
	for ; n > 0 && p.cut < 0; n-- {
		h := p.take(18)
		if p.cut >= 0 {
			return
		}
		p.s("Name=")
		for _, c := range h[:nbtNameLen] {
			if c < ' ' || c > '~' {
				c = '.'
			}
			p.c(c)
		}
		p.nbtNameType(int(h[nbtNameLen]))
		p.c(' ')
		p.bits(&nbtNodeFlags, "", " ", uint32(be16at(h, 16)))
		p.c('\n')
	}
}

// nbtDatagram prints a datagram, section 4.4.
func (p *printer) nbtDatagram(length int) {
	p.proto = "nbt_udp138"
	if p.v > 1 {
		p.s("\n>>> ")
	}
	p.s("NBT UDP PACKET(138)")
	if p.v < 2 {
		return
	}
	whole := p.in
	h := p.take(nbtDatagramLen)
	p.s(" Res=0x")
	p.smbHex(uint64(be16(h)))
	p.s(" ID=0x")
	p.smbHex(uint64(be16at(h, 2)))
	p.s(" IP=")
	for i, c := range h[4:8] {
		if i > 0 {
			p.c('.')
		}
		p.smbNumber(uint64(c))
	}
	p.s(" Port=")
	p.smbNumber(uint64(be16at(h, 8)))
	p.s(" Length=")
	p.smbNumber(uint64(be16at(h, 10)))
	p.s(" Res2=0x")
	p.smbHex(uint64(be16at(h, 12)))
	for _, name := range [...]string{"\nSourceName=", "\nDestName="} {
		p.s(name)
		p.nbtName(whole)
	}
	p.c('\n')
	if p.cut >= 0 {
		p.nbtCut()
		return
	}
	if len(p.in) >= 4 && string(p.in[:4]) == smbMagic {
		p.smb(len(p.in))
		return
	}
	p.smbDump(p.in)
}

// nbtSession prints a segment of a session, section 4.3, length bytes on the wire.
func (p *printer) nbtSession(length int) {
	p.proto = "nbt_tcp"
	if length < 4 {
		return
	}
	p.c(' ')
	h := p.take(4)
	kind, size := h[0], int(be16at(h, 2))|int(h[1]&1)<<16
	if p.v < 2 {
		p.nbtSessionBrief(kind)
		return
	}
	p.s("\n>>> NBT Session Packet\n")
	if p.cut >= 0 {
		return
	}
	switch kind {
	case nbtSessionMessage:
		p.s("NBT Session Message\nFlags=0x")
		p.smbHex(uint64(h[1]))
		p.c('\n')
		p.nbtNumber("Length=", uint64(size))
		switch {
		case len(p.in) >= 4 && string(p.in[:4]) == smbMagic:
			p.limit(size)
			p.smb(len(p.in))
		case size > length-4:
			p.f1("WARNING: Short packet. Try increasing the snap length by %u\n", uint32(size-(length-4)))
		default:
			p.s("Session packet:(raw data or continuation?)\n")
		}
	case nbtSessionRequest:
		p.s("NBT Session Request\nFlags=0x")
		p.smbHex(uint64(be32(h)))
		p.s("\nDestination=")
		p.nbtName(nil)
		p.s("\nSource=")
		p.nbtName(nil)
		p.c('\n')
	case nbtSessionPositive:
		p.s("NBT Session Granted\nFlags=0x")
		p.smbHex(uint64(be32(h)))
		p.c('\n')
	case nbtSessionNegative:
		p.s("NBT SessionReject\nFlags=0x")
		p.smbHex(uint64(be32(h)))
		code := p.u8()
		p.s("\nReason=0x")
		p.smbHex(uint64(code))
		p.c('\n')
		if name, ok := tokenName(&nbtRejectReasons, uint32(code)); ok {
			p.s(name)
			p.c('\n')
		}
	case nbtSessionKeepAlive:
		p.s("NBT KeepAlive\nFlags=0x")
		p.smbHex(uint64(be32(h)))
		p.c('\n')
	default:
		p.s("NBT - Unknown packet type\nType=0x")
		p.smbHex(uint64(kind))
		p.c('\n')
	}
	if p.cut >= 0 {
		p.nbtCut()
	}
}

var nbtSessionNames = []token{
	{nbtSessionMessage, "Session Message"}, {nbtSessionRequest, "Session Request"},
	{nbtSessionPositive, "Session Granted"}, {nbtSessionNegative, "Session Reject"},
	{nbtSessionRetarget, "Session Retarget"}, {nbtSessionKeepAlive, "Session Keepalive"},
}

var nbtRejectReasons = []token{
	{0x80, "Not listening on called name"}, {0x81, "Not listening for calling name"}, {0x82, "Called name not present"},
	{0x83, "Called name present, but insufficient resources"}, {0x8f, "Unspecified error"},
}

func (p *printer) nbtSessionBrief(kind byte) {
	p.s("NBT Session Packet: ")
	p.tok(&nbtSessionNames, "Unknown packet type 0x%x", uint32(kind))
}

// netbiosOverIPX looks for an SMB header in IPX, and with -vv shows what stands before it.
func (p *printer) netbiosOverIPX(length int) {
	if p.v < 2 {
		return
	}
	for i := 0; i < nbtSearchLimit && i+4 <= len(p.in); i++ {
		if string(p.in[i:i+4]) != smbMagic {
			continue
		}
		p.s("\n>>> IPX transport ")
		p.smbDump(p.takeN(i))
		p.smb(len(p.in))
		return
	}
}
