// IP security: encapsulating security payload, RFC 4303.
//
//	+---------------------------------------------------------------+
//	|               Security Parameters Index (SPI)                 |
//	+---------------------------------------------------------------+
//	|                      Sequence Number                          |
//	+---------------------------------------------------------------+
//	|            Initialization vector, encrypted payload           ~
//	+               +-----------------------------------------------+
//	|               |     Padding (0-255 bytes)                     |
//	+---------------+               +---------------+---------------+
//	|                               |  Pad Length   | Next Header   |
//	+-------------------------------+---------------+---------------+
//	|         Integrity Check Value (variable)                      |
//	+---------------------------------------------------------------+

package main

import "bytes"

const espICV96 = 12 // length of an HMAC truncated to 96 bits

// esp prints a payload, length bytes on the wire: what is in it too if -E gave the key.
func (p *printer) esp(ip *ipInfo, length int) {
	p.proto = "esp"
	whole := p.in
	spi := p.u32()
	p.f1("ESP(spi=0x%08x", spi)
	p.f1(",seq=0x%x)", p.u32())
	p.sn(", length ", length)
	if p.cut >= 0 || len(p.espKeys) == 0 || len(whole) < length {
		return
	}
	key := p.espKey(spi, ip.dst)
	if key == nil {
		return
	}
	next, plain, ok := key.open(whole[8:length])
	if !ok {
		p.short(0)
		return
	}
	if !p.enter() {
		return
	}
	defer p.leave()
	p.s(": ")
	p.in = plain
	inner := *ip
	inner.proto = next
	p.ipPayload(&inner, len(plain))
}

// open decrypts what stands behind the sequence number and takes the padding off.
func (k *espKey) open(b []byte) (next int, plain []byte, ok bool) {
	if k.hmac96 {
		if len(b) < espICV96 {
			return
		}
		b = b[:len(b)-espICV96]
	}
	if k.block != nil {
		size := k.block.size()
		if len(b) < size {
			return
		}
		iv := b[:size]
		b = b[size:]
		b = espDecryptCBC(k.block, iv, b[:len(b)-len(b)%size])
	}
	if len(b) < 2 {
		return
	}
	pad := int(b[len(b)-2])
	if pad+2 > len(b) {
		return
	}
	return int(b[len(b)-1]), b[:len(b)-pad-2], true
}

// espDecryptCBC returns the plain text of b, whole blocks, each of which was combined with the one before it: RFC 2451.
func espDecryptCBC(block espBlock, iv, b []byte) []byte {
	out := bytes.Clone(b)
	size := block.size()
	for at := 0; at < len(b); at += size {
		block.decrypt(out[at : at+size])
		for i, c := range iv {
			out[at+i] ^= c
		}
		iv = b[at : at+size]
	}
	return out
}

// espKey finds the key for an index and a destination, or else the one that was given for neither.
func (p *printer) espKey(spi uint32, dst []byte) *espKey {
	var fallback *espKey
	for i := range p.espKeys {
		k := &p.espKeys[i]
		switch {
		case k.any:
			fallback = k
		case k.spi == spi && bytes.Equal(k.dst, dst):
			return k
		}
	}
	return fallback
}
