// Real-time Transport Protocol, RFC 3550.
//
//	+---+-+-+-------+-+-------------+-------------------------------+
//	| V |P|X|  CC   |M|     PT      |        Sequence Number        |
//	+---+-+-+-------+-+-------------+-------------------------------+
//	|                           Timestamp                           |
//	+---------------------------------------------------------------+
//	|                     Synchronization source                    |
//	+---------------------------------------------------------------+
//
// Version 1 is that of the drafts: its second byte has an option bit, a synchronization bit and six bits of type, and
// options may stand behind the timestamp, each with its length in words; the last one has the top bit set.

package main

const (
	rtpHeaderLen  = 12
	rtp1HeaderLen = 8

	rtpExtension  = 0x10000000
	rtpMarker     = 0x00800000
	rtp1Option    = 0x00800000
	rtp1Sync      = 0x00400000
	rtpTypeH261   = 31
	rtp1LastOpt   = 0x80000000
	rtpWordLength = 4
)

// rtp prints a packet of length bytes on the wire.
func (p *printer) rtp(length int) {
	p.proto = "rtp"
	if length < rtp1HeaderLen {
		p.f2("udp/rtp, length %u < %u", uint32(length), rtp1HeaderLen)
		return
	}
	whole := p.in
	h := p.take(rtp1HeaderLen)
	if p.cut >= 0 {
		return
	}
	word, stamp := be32(h), be32at(h, 4)
	name, hlen, kind := "rtp ", rtpHeaderLen, word>>16&0x7f
	var options, extension, mark bool
	if word>>30 == 1 {
		name, hlen, kind = "rtpv1 ", rtp1HeaderLen, word>>16&0x3f
		options, mark = word&rtp1Option != 0, word&rtp1Sync != 0
	} else {
		if length < rtpHeaderLen {
			p.f2("udp/rtp, length %u < %u", uint32(length), rtpHeaderLen)
			return
		}
		extension, mark = word&rtpExtension != 0, word&rtpMarker != 0
	}
	rest := length - hlen
	p.s("udp/")
	p.s(name)
	p.f2("%u c%u ", uint32(rest), kind)
	if options || extension {
		p.c('+')
	}
	if mark {
		p.c('*')
	}
	p.f2(" %u %u", word&0xffff, stamp)
	if p.v == 0 {
		return
	}
	p.f1(" %u", p.u32())
	if p.cut >= 0 {
		return
	}
	p.in = whole[min(hlen, len(whole)):] // of version 1 the word just printed is the first one of the rest
	switch {
	case options:
		if !p.rtpOptions(&rest) {
			return
		}
	case extension:
		if !p.rtpExtension(&rest) {
			return
		}
	}
	if kind == rtpTypeH261 { // RFC 4587: how the stream continues
		word := p.u32()
		p.f1(" 0x%04x", word>>16)
	}
}

// rtpOptions skips the options of version 1. It reports false if one cannot be.
func (p *printer) rtpOptions(rest *int) bool {
	for p.cut < 0 {
		word := be32(p.peek(0, rtpWordLength))
		if p.cut >= 0 {
			break
		}
		n := int(word>>16&0xff) * rtpWordLength
		if n == 0 || n > *rest {
			p.s(" !opt")
			return false
		}
		p.skip(n)
		*rest -= n
		if word&rtp1LastOpt != 0 {
			return true
		}
	}
	return false
}

// rtpExtension skips a header extension, RFC 3550 section 5.3.1. Like tcpdump it takes the words of contributing sources,
// if there are any, for the extension.
func (p *printer) rtpExtension(rest *int) bool {
	word := be32(p.peek(0, rtpWordLength))
	if p.cut >= 0 {
		return false
	}
	n := (int(word&0xffff) + 1) * rtpWordLength
	if n > *rest {
		p.s(" !ext")
		return false
	}
	p.skip(n)
	*rest -= n
	return true
}
