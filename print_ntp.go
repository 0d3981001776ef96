// Network Time Protocol, RFC 5905; control messages, RFC 9327; extension fields, RFC 7822 and RFC 8915.
//
//	+--+-----+----+---------------+---------------+---------------+
//	|LI| VN  |Mode|    Stratum    |     Poll      |   Precision   |
//	+--+-----+----+---------------+---------------+---------------+
//	|                         Root Delay                          |
//	+-------------------------------------------------------------+
//	|                       Root Dispersion                       |
//	+-------------------------------------------------------------+
//	|                        Reference ID                         |
//	+-------------------------------------------------------------+
//	|   Reference, Origin, Receive, Transmit Timestamp (64 each)  |
//	+-------------------------------------------------------------+

package main

import "time"

const (
	ntpHeaderLen     = 48
	ntpModeControl   = 6
	ntpModePrivate   = 7
	ntpControlHeader = 12

	ntpKeyIDLen   = 4
	ntpMACMD5     = 20 // key ID and digest
	ntpMACSHA1    = 24
	ntpFieldMin   = 16         // RFC 7822: shorter ones are no extension fields
	ntpToUnix     = 2208988800 // from 1900 to 1970, seconds
	ntpPollBits   = 32         // intervals that can be written as a number
	ntpStratumMax = 15         // of a synchronized server
	ntpNano       = 1_000_000_000
)

var (
	ntpModes = [8]string{
		"unspecified", "symmetric active", "symmetric passive", "Client", "Server", "Broadcast", "Control Message",
		"Reserved",
	}
	ntpLeaps      = [4]string{"", "+1s", "-1s", "clock unsynchronized"}
	ntpFieldNames = []token{
		{0x0002, "No-Operation Request"}, {0x0102, "Association Message Request"},
		{0x0202, "Certificate Message Request"}, {0x0302, "Cookie Message Request"},
		{0x0402, "Autokey Message Request"}, {0x0502, "Leapseconds Message Request"},
		{0x0602, "Sign Message Request"}, {0x0702, "IFF Identity Message Request"},
		{0x0802, "GQ Identity Message Request"}, {0x0902, "MV Identity Message Request"},
		{0x0104, "Unique Identifier"}, {0x0204, "NTS Cookie"}, {0x0304, "NTS Cookie Placeholder"},
		{0x0404, "NTS Authenticator and Encrypted Extension Fields"}, {0x2005, "Checksum Complement"},
		{0x8002, "No-Operation Response"}, {0x8102, "Association Message Response"},
		{0x8202, "Certificate Message Response"}, {0x8302, "Cookie Message Response"},
		{0x8402, "Autokey Message Response"}, {0x8502, "Leapseconds Message Response"},
		{0x8602, "Sign Message Response"}, {0x8702, "IFF Identity Message Response"},
		{0x8802, "GQ Identity Message Response"}, {0x8902, "MV Identity Message Response"},
	}
)

// ntp prints a packet of length bytes.
func (p *printer) ntp(length int) {
	p.proto = "ntp"
	b0 := p.u8()
	mode := b0 & 7
	p.f1("NTPv%u, ", uint32(b0>>3&7))
	if p.v == 0 {
		p.s(ntpModes[mode])
		p.sn(", length ", length)
		return
	}
	p.s(ntpModes[mode])
	p.sn(", length ", length)
	p.s("\n\tLeap indicator: ")
	p.s(ntpLeaps[b0>>6])
	p.f1(" (%u)", uint32(b0&0xc0))
	switch mode {
	case ntpModeControl:
		p.ntpControl(length)
	case ntpModePrivate: // nothing that everybody agrees upon
	default:
		p.ntpTime(length)
	}
}

// ntpTime prints a packet that carries time.
func (p *printer) ntpTime(length int) {
	if length < ntpHeaderLen {
		p.ntpInvalid(length - 1)
		return
	}
	stratum := p.u8()
	p.f1(", Stratum %u (", uint32(stratum))
	switch {
	case stratum == 0:
		p.s("unspecified")
	case stratum == 1:
		p.s("primary reference")
	case stratum <= ntpStratumMax:
		p.s("secondary reference")
	default:
		p.s("reserved")
	}
	p.c(')')
	poll := int(int8(p.u8()))
	p.sn(", poll ", poll)
	switch {
	case poll >= 0 && poll < ntpPollBits:
		p.fw(" (%us)", uint64(1)<<poll)
	case poll < 0 && -poll < ntpPollBits:
		p.fw(" (1/%us)", uint64(1)<<-poll)
	}
	p.sn(", precision ", int(int8(p.u8())))
	delay := p.u32()
	p.s("\n\tRoot Delay: ")
	p.ntpShort(delay)
	dispersion := p.u32()
	p.s(", Root dispersion: ")
	p.ntpShort(dispersion)
	ref := p.take(4)
	p.s(", Reference-ID: ")
	switch stratum {
	case 0:
		p.s("(unspec)")
	case 1:
		p.textBytes(ref)
	default:
		p.xw(uint64(be32(ref)), 8)
	}
	p.ntpTimestamps()
	p.ntpTrailer(length - ntpHeaderLen)
}

// ntpTimestamps prints the four timestamps and what can be reckoned from them.
func (p *printer) ntpTimestamps() {
	reference := p.u64()
	p.s("\n\t  Reference Timestamp:  ")
	p.ntpTimestamp(reference)
	origin := p.u64()
	p.s("\n\t  Origin Timestamp:     ")
	p.ntpTimestamp(origin)
	receive := p.u64()
	p.s("\n\t  Receive Timestamp:    ")
	p.ntpTimestamp(receive)
	transmit := p.u64()
	p.s("\n\t  Transmit Timestamp:   ")
	p.ntpTimestamp(transmit)
	p.s("\n\t    Originator - Receive Timestamp:  ")
	p.ntpDelta(origin, receive)
	p.s("\n\t    Originator - Transmit Timestamp: ")
	p.ntpDelta(origin, transmit)
}

// ntpShort prints a number of seconds with 16 bits of fraction.
func (p *printer) ntpShort(v uint32) {
	p.fw("%u.%06u", uint64(v>>16), uint64(v&0xffff)*1_000_000>>16)
}

// ntpTimestamp prints seconds since 1900 and, unless they are 0, the time of day they mean.
func (p *printer) ntpTimestamp(v uint64) {
	p.ntpSeconds(v)
	if v>>32 == 0 {
		return
	}
	// Of the era that ends in 2036: the number of the era is not in the packet, RFC 5905 section 6.
	p.ntpDate(int64(v >> 32))
}

// ntpDate prints the time of day that many seconds after the first one of 1900.
func (p *printer) ntpDate(seconds int64) {
	p.s(" (")
	p.out = time.Unix(seconds-ntpToUnix, 0).UTC().AppendFormat(p.out, "2006-01-02T15:04:05Z")
	p.c(')')
}

func (p *printer) ntpSeconds(v uint64) {
	p.fw("%u.%09u", v>>32, v&0xffffffff*ntpNano>>32)
}

// ntpDelta prints how much later than a the time b is; b itself if a is not set.
func (p *printer) ntpDelta(a, b uint64) {
	if a == 0 {
		p.ntpTimestamp(b)
		return
	}
	if b > a {
		p.c('+')
		p.ntpSeconds(b - a)
	} else { // "-0.000000000" if they are the same, as tcpdump has it
		p.c('-')
		p.ntpSeconds(a - b)
	}
}

// ntpTrailer prints the extension fields and the message authentication code in size bytes behind the header.
func (p *printer) ntpTrailer(size int) {
	for first := true; size >= ntpFieldMin && size != ntpMACMD5 && size != ntpMACSHA1; first = false {
		if first {
			p.s("\n\tExtension fields:")
		}
		h := p.take(4)
		kind, n := be16(h), int(be16at(h, 2))
		p.s("\n\t  ")
		p.tok(&ntpFieldNames, "Unknown", uint32(kind))
		p.f2(" (0x%04x), length %u", uint32(kind), uint32(n))
		if n < 4 || n > size || p.cut >= 0 {
			p.ntpInvalid(size - 4)
			return
		}
		body := p.takeN(n - 4)
		if p.v > 2 {
			p.hexLines("\n\t    ", body)
		}
		size -= n
	}
	switch size {
	case 0:
	case ntpKeyIDLen, ntpMACMD5, ntpMACSHA1:
		id := p.u32()
		p.f1("\n\tKey id: %u", id)
		if size > ntpKeyIDLen {
			mac := p.takeN(size - ntpKeyIDLen)
			p.s("\n\tAuthentication: ")
			p.hexBytes(mac)
		}
	default:
		p.f1("\n\t(%u more bytes after the header)", uint32(size))
	}
}

// ntpInvalid ends a message that cannot be; a mark says if rest bytes more of it were not captured.
func (p *printer) ntpInvalid(rest int) {
	p.invalid()
	p.need(rest)
}

// ntpControl prints a control message; its data are for programs.
func (p *printer) ntpControl(length int) {
	if length < ntpControlHeader {
		p.ntpInvalid(length - 1)
		return
	}
	op := p.u8()
	p.s([...]string{", Request", ", Response"}[op>>7])
	p.s([...]string{", OK", ", Error"}[op>>6&1])
	p.s([...]string{", Last", ", More"}[op>>5&1])
	p.f1(", OpCode=%u", uint32(op&0x1f))
	p.c('\n')
	p.sn("\tSequence=", p.u16())
	if status := p.u16(); status == 0 {
		p.s(", Status=0")
	} else {
		p.f1(", Status=0x%x", uint32(status))
	}
	assoc := p.u16()
	p.sn(", Assoc.=", assoc)
	offset := p.u16()
	p.sn(", Offset=", offset)
	count := p.u16()
	p.sn(", Count=", count)
	if count > length-ntpControlHeader {
		p.ntpInvalid(length - ntpControlHeader)
		return
	}
	if count != 0 && p.need(count) {
		p.s("\n\tTO-BE-DONE: data not interpreted")
	}
}
