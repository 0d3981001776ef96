// Datagram Congestion Control Protocol, RFC 4340; partial checksums section 9.2, options section 5.8.
//
//	 0      7 8     15 16            31
//	+-----------------+---------------+
//	|   Source Port   |   Dest Port   |
//	+--------+---+----+---------------+
//	| Offset |CC |Cov |   Checksum    |
//	+---+----+-+------+---------------+
//	|Res|Type|X|   Sequence number    |   X: 48 bits of it, a byte reserved before them; else 24
//	+---+----+-+----------------------+

package main

const (
	dccpShortHeader = 12
	dccpLongHeader  = 16

	dccpRequest  = 0
	dccpResponse = 1
	dccpData     = 2
	dccpReset    = 7
	dccpSyncAck  = 9

	dccpOptLong        = 32 // the options from here on have a length
	dccpOptChangeL     = 32
	dccpOptConfirmR    = 35
	dccpOptInitCookie  = 36
	dccpOptNDPCount    = 37
	dccpOptDataDropped = 40
	dccpOptTimestamp   = 41
	dccpOptEcho        = 42
	dccpOptElapsed     = 43
	dccpOptDataSum     = 44
	dccpOptCCID        = 128
)

var (
	dccpTypes = []token{
		{dccpRequest, "DCCP-Request"}, {dccpResponse, "DCCP-Response"}, {dccpData, "DCCP-Data"}, {3, "DCCP-Ack"},
		{4, "DCCP-DataAck"}, {5, "DCCP-CloseReq"}, {6, "DCCP-Close"}, {dccpReset, "DCCP-Reset"}, {8, "DCCP-Sync"},
		{dccpSyncAck, "DCCP-SyncAck"},
	}
	dccpResetCodes = []token{
		{0, "unspecified"}, {1, "closed"}, {2, "aborted"}, {3, "no_connection"}, {4, "packet_error"}, {5, "option_error"},
		{6, "mandatory_error"}, {7, "connection_refused"}, {8, "bad_service_code"}, {9, "too_busy"},
		{10, "bad_init_cookie"}, {11, "aggression_penalty"},
	}
	dccpOptions = []token{
		{0, "nop"}, {1, "mandatory"}, {2, "slowreceiver"}, {dccpOptChangeL, "change_l"}, {33, "confirm_l"},
		{34, "change_r"}, {dccpOptConfirmR, "confirm_r"}, {dccpOptInitCookie, "initcookie"},
		{dccpOptNDPCount, "ndp_count"}, {38, "ack_vector0"}, {39, "ack_vector1"}, {dccpOptDataDropped, "data_dropped"},
		{dccpOptTimestamp, "timestamp"}, {dccpOptEcho, "timestamp_echo"}, {dccpOptElapsed, "elapsed_time"},
		{dccpOptDataSum, "data_checksum"},
	}
	dccpFeatures = []token{
		{0, "reserved"}, {1, "ccid"}, {2, "allow_short_seqno"}, {3, "sequence_window"}, {4, "ecn_incapable"},
		{5, "ack_ratio"}, {6, "send_ack_vector"}, {7, "send_ndp_count"}, {8, "minimum checksum coverage"},
		{9, "check data checksum"},
	}
)

// dccp prints a packet of length bytes on the wire.
func (p *printer) dccp(ip *ipInfo, length int) {
	p.proto = "dccp"
	whole := p.in
	if length < dccpShortHeader || !p.need(dccpShortHeader) {
		p.short(0)
		return
	}
	h := p.in[:dccpShortHeader]
	fixed := dccpShortHeader
	if h[8]&1 != 0 {
		fixed = dccpLongHeader
	}
	if length < fixed {
		p.dccpMissing("dccp", fixed-length)
		return
	}
	if !p.need(fixed) {
		return
	}
	p.take(dccpShortHeader)
	p.endpoints(ip, be16(h), be16at(h, 2), "dccp")
	p.s("DCCP ")
	offset := int(h[4]) * 4
	if p.q {
		p.u(uint64(uint32(length - offset)))
		if offset > length {
			p.f2(" [bad hdr length %u - too long, > %u]", uint32(offset), uint32(length))
		}
		return
	}
	if p.v > 0 {
		p.f2("(CCVal %u, CsCov %u", uint32(h[5]>>4), uint32(h[5]&15))
		p.dccpChecksum(ip, whole, length, offset, int(h[5]&15))
		p.s(") ")
	}
	seq := uint64(be24at(h, 9))
	if fixed == dccpLongHeader {
		seq = uint64(be16at(h, 10))<<32 | uint64(p.u32())
	}
	kind := uint32(h[8] >> 1 & 15)
	more := 8 // bytes of header behind the sequence number that a type has
	switch {
	case kind == dccpRequest:
		more = 4
	case kind == dccpResponse, kind == dccpReset:
		more = 12
	case kind == dccpData, kind > dccpSyncAck:
		more = 0
	}
	if length -= fixed; length < more {
		name, _ := tokenName(&dccpTypes, kind)
		p.dccpMissing(name, more-length)
		return
	}
	options := p.in[min(more, len(p.in)):]
	service := kind == dccpRequest || kind == dccpResponse || kind == dccpReset
	if service && !p.need(more) {
		return
	}
	p.tok(&dccpTypes, "unknown-type-%u", kind)
	p.c(' ')
	switch kind {
	case dccpRequest:
		p.f1("(service=%u) ", p.u32())
	case dccpResponse:
		p.f1("(service=%u) ", be32at(p.in, 8))
	case dccpReset:
		p.s("(code=")
		p.tok(&dccpResetCodes, "invalid", uint32(p.in[8]))
		p.s(") ")
	}
	if kind != dccpRequest && kind != dccpData {
		ack := uint64(p.u32() & 0xffffff)
		if fixed == dccpLongHeader {
			ack = (ack&0xffff)<<32 | uint64(p.u32())
		}
		p.fw("(ack=%u) ", ack)
	}
	if p.v > 1 {
		p.fw("seq %u", seq)
		if offset > fixed+more && p.cut < 0 {
			p.in = options
			p.dccpOptionList(offset - fixed - more)
		}
	}
}

func (p *printer) dccpMissing(what string, missing int) {
	p.s("truncated-")
	p.s(what)
	p.sn(" - ", missing)
	p.s(" bytes missing!")
}

// dccpChecksum prints what the checksum of a packet that begins d is worth. It covers the header, of offset bytes, and
// all of the data or, with a coverage other than 0, only so many words less one of them.
func (p *printer) dccpChecksum(ip *ipInfo, d []byte, length, offset, coverage int) {
	cover := length
	if coverage > 0 {
		cover = min(length, offset+(coverage-1)*4)
	}
	if length > len(d) {
		return
	}
	sum := be16at(d, 6)
	p.f1(", cksum 0x%04x ", uint32(sum))
	if got := pseudoChecksum(ip, d[:cover], length, ipProtoDCCP); got != 0 {
		p.f1("(incorrect -> 0x%04x)", uint32(checksumShouldBe(got, sum)))
	} else {
		p.s("(correct)")
	}
}

// dccpOptionList prints options, length bytes of them on the wire.
func (p *printer) dccpOptionList(length int) {
	p.s(" <")
	for {
		kind, size := uint32(p.u8()), 1
		if kind >= dccpOptLong {
			size = p.u8()
		}
		if p.cut >= 0 {
			return
		}
		if kind >= dccpOptCCID {
			p.f1("CCID option %u", kind)
		} else {
			p.tok(&dccpOptions, "Option %u", kind)
		}
		if size > length || size < 1 || kind >= dccpOptLong && size < 2 {
			p.s([]string{" optlen too short", " optlen goes past header length"}[min(1, size/2)])
			break
		}
		if kind >= dccpOptLong && !p.dccpOption(kind, size-2) {
			p.invalid()
			return
		}
		if length -= size; length == 0 || p.cut >= 0 {
			break
		}
		p.s(", ")
	}
	p.c('>')
}

// dccpOption prints the value of an option, size bytes on the wire, and reports whether it can be so long.
func (p *printer) dccpOption(kind uint32, size int) bool {
	switch {
	case kind <= dccpOptConfirmR:
		if size < 1 {
			p.s(" optlen too short")
			break
		}
		size--
		if name, ok := tokenName(&dccpFeatures, uint32(p.u8())); ok {
			p.c(' ')
			p.s(name)
			p.dccpNumbers(size, " %u")
			return true
		}
	case kind == dccpOptNDPCount:
		p.dccpNumbers(size, " %u")
		return true
	case kind <= dccpOptDataDropped, kind == dccpOptDataSum:
		if size > 0 {
			p.c(' ')
			if kind != dccpOptDataSum {
				p.s("0x")
			}
			p.dccpNumbers(size, "%02x")
		}
		return true
	case kind == dccpOptTimestamp, kind == dccpOptEcho, kind == dccpOptElapsed, kind >= dccpOptCCID:
		return p.dccpTime(kind, size)
	}
	p.takeN(size)
	return true
}

// dccpNumbers prints n bytes; they are taken one by one, as a cut shows those before it.
func (p *printer) dccpNumbers(n int, format string) {
	for ; n > 0 && p.cut < 0; n-- {
		p.f1(format, uint32(p.u8()))
	}
}

// dccpTime prints a time, RFC 4340 section 13, or what may be one of a CCID's own options.
func (p *printer) dccpTime(kind uint32, size int) bool {
	switch {
	case size == 4 || size == 2 && (kind == dccpOptElapsed || kind >= dccpOptCCID), size > 4 && size&1 == 0 && size <= 8 && kind == dccpOptEcho:
	case kind >= dccpOptCCID:
		p.takeN(size)
		return true
	default:
		p.s(" [optlen != ")
		p.s([...]string{"6]", "6 or 8 or 10]", "4 or 6]"}[kind-dccpOptTimestamp])
		return false
	}
	p.c(' ')
	if size == 2 {
		p.n(p.u16())
		return true
	}
	p.u(uint64(p.u32()))
	if size > 4 {
		p.s(" (elapsed time ")
		if size == 6 {
			p.n(p.u16())
		} else {
			p.u(uint64(p.u32()))
		}
		p.c(')')
	}
	return true
}
