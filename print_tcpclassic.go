// TCP in the style of tcpdump 3.4, RFC 9293: flags, sequence numbers with the data length, window, options.

package main

var tcpClassicFlags = []token{{tcpSYN, "S"}, {tcpFIN, "F"}, {tcpRST, "R"}, {tcpPSH, "P"}}

var tcpClassicOptionNames = []token{
	{tcpOptEOL, "eol"}, {tcpOptNOP, "nop"}, {tcpOptMSS, "mss"}, {tcpOptWScale, "wscale"}, {tcpOptSackOK, "sackOK"},
	{tcpOptSack, "sack"}, {tcpOptEcho, "echo"}, {tcpOptEchoReply, "echoreply"}, {tcpOptTimestamp, "timestamp"},
	{tcpOptCC, "cc"}, {tcpOptCCNew, "ccnew"}, {tcpOptCCEcho, "ccecho"},
}

// tcpClassic prints one segment, length bytes on the wire. A header that is not there whole prints nothing but the mark
// of the cut, not even addresses.
func (p *printer) tcpClassic(ip *ipInfo, length int) {
	p.proto = "tcp"
	whole := p.in
	h := p.hotTake(tcpHeaderLen)
	if p.cut >= 0 {
		return
	}
	if length < tcpHeaderLen {
		p.sn("truncated-tcp ", length)
		return
	}
	src, dst := hot16(h), hot16(h[2:])
	p.endpoints(ip, src, dst, "tcp")
	seq, ack, flags := hot32(h[4:]), hot32(h[8:]), int(h[13])
	hlen := int(h[12]>>4) * 4 // one below five words is believed
	data := length - hlen
	if p.q {
		p.sn("tcp ", data)
		return
	}
	switch flags & (tcpSYN | tcpFIN | tcpRST | tcpPSH) {
	case 0:
		p.putc('.')
	case tcpPSH:
		p.putc('P')
	default:
		p.bits(&tcpClassicFlags, ".", "", uint32(flags))
	}
	if data < 0 {
		p.s(" [bad hdr length]")
		return
	}
	rel := tcpRelative{seq: seq, ack: ack}
	if !p.absSeq && flags&tcpACK != 0 {
		rel = p.tcp.relative(ip, src, dst, seq, ack, flags&tcpSYN != 0)
	}
	p.tcpClassicSeq(rel, flags, data, hot16(h[14:]))
	if flags&tcpURG != 0 {
		p.sn(" urg ", int(be16at(h, 18)))
	}
	if hlen > tcpHeaderLen {
		p.put(" <")
		p.tcpClassicOptions(hlen - tcpHeaderLen)
		p.putc('>')
	}
	p.tcpClassicChecksum(ip, whole, length, be16at(h, 16))
}

// tcpClassicSeq prints the numbers of the data with its length, the acknowledgment and the window.
func (p *printer) tcpClassicSeq(rel tcpRelative, flags, data int, win uint16) {
	out, b := room(p.out, 5*(4+uintTextRoom))
	n := 0
	if data > 0 || flags&(tcpSYN|tcpFIN|tcpRST) != 0 {
		b[0] = ' '
		n = 1 + putUint(b[1:], uint64(rel.seq))
		b[n] = ':'
		n++
		n += putUint(b[n:], uint64(rel.seq+uint32(data)))
		b[n] = '('
		n++
		n += putUint(b[n:], uint64(data))
		b[n] = ')'
		n++
	}
	if flags&tcpACK != 0 {
		put8(b[n:], " ack    ")
		n += 5 + putUint(b[n+5:], uint64(rel.ack))
	}
	put8(b[n:], " win    ")
	n += 5 + putUint(b[n+5:], uint64(win))
	p.out = out[:len(out)+n]
}

// tcpClassicChecksum adds, with -v, a note on a wrong checksum, in the form that IP has for its own.
func (p *printer) tcpClassicChecksum(ip *ipInfo, whole []byte, length int, sum uint16) {
	if p.v == 0 || p.noSums || ip.frag || length > len(whole) || p.pk.aux.csumNotReady {
		return
	}
	if pseudoChecksum(ip, whole[:length], length, ipProtoTCP) != 0 {
		p.f1(" [bad tcp cksum %x!]", uint32(sum))
	}
}

// tcpClassicOptions prints an option list of n bytes up to its end, or to where it was cut off or makes no sense.
func (p *printer) tcpClassicOptions(n int) {
	if h := p.in; n == 12 && len(h) >= 12 && hot32(h) == tcpTimestampOnly {
		p.in = h[12:]
		p.put("nop,nop,timestamp ")
		p.u(uint64(hot32(h[4:])))
		p.putc(' ')
		p.u(uint64(hot32(h[8:])))
		return
	}
	for sep := false; n > 0; sep = true {
		if sep {
			p.c(',')
		}
		used := p.tcpClassicOption(n)
		if p.cut >= 0 {
			p.cut = -1
			p.s("[|tcp]")
			return
		}
		if used < 0 {
			p.s("[bad opt]")
			return
		}
		if used == 0 {
			return
		}
		n -= used
	}
}

// tcpClassicOption prints one option of at most n bytes. It returns how many it took: 0 for the end of the list, -1 for
// one that cannot be.
func (p *printer) tcpClassicOption(n int) int {
	kind, size := p.u8(), 1
	if kind > tcpOptNOP {
		size = p.u8()
		if p.cut >= 0 {
			return 0
		}
		if size < 2 || size > n {
			return -1
		}
	}
	if p.cut >= 0 {
		return 0
	}
	name, known := tokenName(&tcpClassicOptionNames, uint32(kind))
	if known {
		p.s(name)
	} else {
		p.f1("opt-%u:", uint32(kind))
	}
	took := size - 2
	switch kind {
	case tcpOptEOL:
		return 0
	case tcpOptNOP:
		return 1
	case tcpOptSackOK:
		took = 0
	case tcpOptSack: // pairs of origin and size, as they were before RFC 2018
		for i := 0; i+4 <= took && p.cut < 0; i += 4 {
			if h := p.take(4); p.cut < 0 {
				p.f2(" %u@%u", uint32(be16at(h, 2)), uint32(be16(h)))
			}
		}
		p.skip(took & 3)
	default:
		if fixed := tcpOptionSize(kind); known {
			if took = fixed; fixed > n-2 {
				return -1
			}
			p.tcpClassicNumbers(fixed)
			break
		}
		for i := 0; i < took && p.cut < 0; i++ {
			p.hw(uint64(p.u8()), 2)
		}
	}
	if took != size-2 && p.cut < 0 {
		p.f1("[len %u]", uint32(size))
	}
	return took + 2
}

// tcpClassicNumbers prints an option's contents: one number of 1, 2 or 4 bytes, or two of 4 bytes.
func (p *printer) tcpClassicNumbers(size int) {
	for ; size > 0 && p.cut < 0; size -= 4 {
		var v uint64
		switch size {
		case 1:
			v = uint64(p.u8())
		case 2:
			v = uint64(p.u16())
		default:
			v = uint64(p.u32())
		}
		if p.cut >= 0 {
			return
		}
		p.c(' ')
		p.u(v)
	}
}
