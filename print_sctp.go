// Stream control transmission protocol, RFC 9260 (and 4960).
//
//	+-------------------------------+-------------------------------+
//	|      Source Port Number       |    Destination Port Number    |
//	+-------------------------------+-------------------------------+
//	|                      Verification Tag                         |
//	+---------------------------------------------------------------+
//	|                           Checksum                            |
//	+---------------+---------------+-------------------------------+
//	|  Chunk Type   |  Chunk Flags  |         Chunk Length          |
//	+---------------+---------------+-------------------------------+
//	|                          Chunk Value                          ~
//	+---------------------------------------------------------------+

package main

const (
	sctpHeaderLen = 12
	sctpChunkLen  = 4

	sctpData     = 0
	sctpInit     = 1
	sctpInitAck  = 2
	sctpSack     = 3
	sctpDataLen  = 16 // with the chunk's header
	sctpInitLen  = 20
	sctpSackLen  = 16
	sctpPPIDM3UA = 3
)

var (
	sctpChunks = []token{
		{sctpData, "DATA"}, {sctpInit, "INIT"}, {sctpInitAck, "INIT ACK"}, {sctpSack, "SACK"}, {4, "HB REQ"},
		{5, "HB ACK"}, {6, "ABORT"}, {7, "SHUTDOWN"}, {8, "SHUTDOWN ACK"}, {9, "OP ERR"}, {10, "COOKIE ECHO"},
		{11, "COOKIE ACK"}, {12, "ECN ECHO"}, {13, "ECN CWR"}, {14, "SHUTDOWN COMPLETE"}, {0xc0, "FOR CUM TSN"},
		{0xc1, "REL CTRL"},
	}
	sctpPayloads = []token{
		{1, "ISDN Q.921"}, {2, "M2UA"}, {sctpPPIDM3UA, "M3UA"}, {4, "SUA"}, {5, "M2PA"}, {6, "V5.2"}, {7, "H.248"},
		{8, "BICC"}, {9, "TALI"}, {10, "DUA"}, {11, "ASAP"}, {12, "ENRP"}, {13, "H.323"}, {14, "Q.IPC"}, {15, "SIMCO"},
		{16, "DDPSC"}, {17, "DDPSSC"}, {18, "S1AP"}, {19, "RUA"}, {20, "HNBAP"}, {21, "ForCES HP"},
		{22, "ForCES MP"}, {23, "ForCES LP"}, {24, "SBc-AP"}, {25, "NBAP"}, {27, "X2AP"},
	}
	sctpDataFlags = []token{{4, "(U)"}, {2, "(B)"}, {1, "(E)"}}
)

// sctp prints one packet, length bytes on the wire.
func (p *printer) sctp(ip *ipInfo, length int) {
	p.proto = "sctp"
	if length < sctpHeaderLen {
		p.f1("truncated-sctp - %u bytes missing!", uint32(sctpHeaderLen-max(length, 0)))
		return
	}
	h := p.take(sctpHeaderLen)
	if p.cut >= 0 {
		return
	}
	p.endpoints(ip, be16(h), be16at(h, 2), "sctp")
	p.s("sctp")
	src, dst := be16(h), be16at(h, 2)
	p.sctpForces(src)
	p.sctpForces(dst)
	forces := sctpIsForces(src) || sctpIsForces(dst)
	length -= sctpHeaderLen
	p.limit(length)
	for n := 1; length > 0 && p.cut < 0; n++ {
		if length >= sctpChunkLen && (!p.need(sctpChunkLen) || !p.need(int(be16at(p.in, 2)))) {
			return
		}
		switch {
		case p.v > 1:
			p.f1("\n\t%u) ", uint32(n))
		case n > 1:
			p.f1(", (%u) ", uint32(n))
		default:
			p.f1(" (%u) ", uint32(n))
		}
		size, ok := p.sctpChunk(length, forces)
		if !ok {
			return
		}
		length -= size
	}
}

func sctpIsForces(port uint16) bool { return port >= forcesPortHP && port < forcesPortHP+3 }

// sctpForces prints the priority that a port of ForCES stands for.
func (p *printer) sctpForces(port uint16) {
	if sctpIsForces(port) {
		p.s("[ForCES ")
		p.c("HML"[port-forcesPortHP])
		p.s("P]")
	}
}

// sctpChunk prints one chunk of at most length bytes and returns its length with padding. It reports false if no other
// can follow.
func (p *printer) sctpChunk(length int, forces bool) (size int, ok bool) {
	if length < sctpChunkLen {
		p.s("[chunk descriptor cut off at end of packet]")
		return 0, false
	}
	h := p.take(sctpChunkLen)
	kind, flags, size := h[0], h[1], int(be16at(h, 2))
	if p.cut >= 0 {
		return 0, false
	}
	if size < sctpChunkLen {
		p.f1("[Bad chunk length %u, < size of chunk descriptor]", uint32(size))
		return 0, false
	}
	if size > length {
		p.f1("[Bad chunk length %u, > remaining data in packet]", uint32(size))
		return 0, false
	}
	padded := (size + 3) &^ 3
	body := p.in
	p.limit(padded - sctpChunkLen)
	p.c('[')
	p.tok(&sctpChunks, "Unknown chunk type: 0x%x", uint32(kind))
	p.s("] ")
	ok = true
	switch kind {
	case sctpData:
		ok = p.sctpDataChunk(flags, size, forces)
	case sctpInit, sctpInitAck:
		if ok = !p.sctpBogus(size, sctpInitLen); ok {
			p.f1("[init tag: %u] ", p.u32())
			p.f1("[rwnd: %u] ", p.u32())
			p.f1("[OS: %u] ", uint32(p.u16()))
			p.f1("[MIS: %u] ", uint32(p.u16()))
			p.f1("[init TSN: %u] ", p.u32())
		}
	case sctpSack:
		ok = p.sctpSackChunk(size)
	}
	if p.cut < 0 && ok {
		p.in = body
		p.takeN(padded - sctpChunkLen)
	}
	return padded, ok
}

// sctpBogus reports whether a chunk is shorter than its kind, and says so.
func (p *printer) sctpBogus(size, least int) bool {
	if size >= least {
		return false
	}
	p.f1("bogus chunk length %u]", uint32(size))
	return true
}

// sctpDataChunk prints a piece of a user's message, size bytes with the chunk's header.
func (p *printer) sctpDataChunk(flags byte, size int, forces bool) bool {
	p.bits(&sctpDataFlags, "", "", uint32(flags))
	if flags&7 != 0 {
		p.c(' ')
	}
	if p.sctpBogus(size, sctpDataLen) {
		return false
	}
	p.f1("[TSN: %u] ", p.u32())
	p.f1("[SID: %u] ", uint32(p.u16()))
	p.f1("[SSEQ %u] ", uint32(p.u16()))
	ppid := p.u32()
	p.s("[PPID ")
	p.tok(&sctpPayloads, "0x%x", ppid)
	p.s("] ")
	payload := size - sctpDataLen
	if payload == 0 {
		p.f1("bogus chunk length %u]", uint32(size))
		return false
	}
	if p.cut >= 0 {
		return true
	}
	p.limit(payload)
	if forces || ppid >= forcesPPIDHP && ppid < forcesPPIDHP+3 {
		p.forces(payload)
		return true
	}
	if p.v < 2 {
		return true
	}
	if ppid == sctpPPIDM3UA {
		p.m3ua(payload)
		return true
	}
	p.s("[Payload")
	if !p.noDefault {
		p.c(':')
		p.rest(payload)
	}
	p.c(']')
	return true
}

// sctpSackChunk prints what was received.
func (p *printer) sctpSackChunk(size int) bool {
	if p.sctpBogus(size, sctpSackLen) {
		return false
	}
	ack := p.u32()
	p.f1("[cum ack %u] ", ack)
	p.f1("[a_rwnd %u] ", p.u32())
	gaps, dups := p.u16(), p.u16()
	p.f1("[#gap acks %u] ", uint32(gaps))
	p.f1("[#dup tsns %u] ", uint32(dups))
	left := size - sctpSackLen
	for i := 1; i <= gaps && left >= 4 && p.cut < 0; i++ {
		p.f2("\n\t\t[gap ack block #%u: start = %u, ", uint32(i), ack+uint32(p.u16()))
		p.f1("end = %u] ", ack+uint32(p.u16()))
		left -= 4
	}
	for i := 1; i <= dups && left >= 4 && p.cut < 0; i++ {
		p.f2("\n\t\t[dup TSN #%u: %u] ", uint32(i), p.u32())
		left -= 4
	}
	return true
}
