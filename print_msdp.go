// MSDP, the Multicast Source Discovery Protocol, RFC 3618.

package main

const (
	msdpSA           = 1
	msdpSARequest    = 2
	msdpSAResponse   = 3
	msdpKeepalive    = 4
	msdpNotification = 5
	msdpMaxType      = 7
	msdpMaxLen       = 1500 // longest message that tcpdump believes in, bytes

	msdpTLVLen   = 3
	msdpSALen    = 8 // header of an SA message
	msdpEntryLen = 12
)

// msdp prints the messages in length bytes.
func (p *printer) msdp(length int) {
	p.proto = "msdp"
	p.s(": msdp")
	for length > 0 && p.cut < 0 {
		h := p.take(msdpTLVLen)
		kind, size := h[0], int(be16at(h, 1))
		if p.cut >= 0 || kind < msdpSA || kind > msdpMaxType || size < msdpTLVLen || size > msdpMaxLen {
			p.short(0)
			return
		}
		if p.v > 0 {
			p.f1(" [len %u]", uint32(size))
		}
		if size > length { // the rest comes in another segment
			p.short(0)
			return
		}
		rest := p.limit(size - msdpTLVLen)
		p.msdpMessage(kind, size)
		p.unlimit(rest)
		length -= size
	}
}

func (p *printer) msdpMessage(kind byte, size int) {
	switch kind {
	case msdpSA, msdpSAResponse:
		if kind == msdpSA {
			p.s(" SA")
		} else {
			p.s(" SA-Response")
		}
		n := p.u8()
		p.f1(" %u entries", uint32(n))
		if data := n*msdpEntryLen + msdpSALen; data < size {
			p.s(" [w/data]")
			if p.v > 1 { // a packet of the source
				p.skip(data - msdpTLVLen - 1)
				p.c(' ')
				p.ip(size - data)
			}
		}
	case msdpSARequest:
		p.s(" SA-Request")
		p.take(1)
		group := p.take(4)
		p.s(" for ")
		p.ip4(group)
	case msdpKeepalive:
		if !p.need(size - msdpTLVLen) {
			return
		}
		p.s(" Keepalive")
		if size != msdpTLVLen {
			p.f1("[len=%u] ", uint32(size))
		}
	case msdpNotification:
		p.s(" Notification")
	default:
		p.f2(" [type=%u len=%u]", uint32(kind), uint32(size))
	}
}
