// IPv6 options of the hop-by-hop and destination options headers, RFC 8200 section 4.2; router alert, RFC 2711;
// jumbo payload, RFC 2675; home address, RFC 6275.
//
//	+---------------+---------------+------------------ - -
//	|  Option Type  | Opt Data Len  |  Option Data
//	+---------------+---------------+------------------ - -

package main

const (
	ip6OptPad1        = 0x00
	ip6OptPadN        = 0x01
	ip6OptRouterAlert = 0x05
	ip6OptJumbo       = 0xc2
	ip6OptHomeAddr    = 0xc9
)

// ip6Jumbo carries what the jumbo payload option needs to know and what it says.
type ip6Jumbo struct {
	allowed bool   // in a hop-by-hop options header
	needed  bool   // the payload length is zero
	length  uint32 // of the payload; 0: no valid option
	seen    bool
}

// ip6DstOptions prints a destination options header.
func (p *printer) ip6DstOptions() (next, n int, ok bool) {
	p.proto = "dstopt"
	return p.ip6Options("DSTOPT ", new(ip6Jumbo))
}

// ip6Options prints an options header: its name, and with -v the options. It returns the type of the header behind it
// and its own length in bytes; ok is false if there is no going on.
func (p *printer) ip6Options(name string, jumbo *ip6Jumbo) (next, n int, ok bool) {
	h := p.peek(0, 2)
	next, n = int(h[0]), (int(h[1])+1)*8
	if !p.need(n) {
		return
	}
	p.s(name)
	opts := p.in[2:n]
	p.in = p.in[n:]
	if p.v == 0 && !jumbo.allowed {
		return next, n, true // nothing in them is of interest
	}
	for len(opts) > 0 {
		if opts[0] == ip6OptPad1 {
			if p.v > 0 {
				p.s("(pad1)")
			}
			opts = opts[1:]
			continue
		}
		if len(opts) < 2 {
			p.ip6OptBeyond(len(opts), 2)
			return next, n, false
		}
		size := 2 + int(opts[1])
		if size > len(opts) {
			p.ip6OptBeyond(len(opts), size)
			return next, n, false
		}
		if !p.ip6Option(opts[:size], jumbo) {
			return next, n, false
		}
		opts = opts[size:]
	}
	if p.v > 0 {
		p.c(' ')
	}
	return next, n, true
}

// ip6OptBeyond says that an option reaches beyond its header.
func (p *printer) ip6OptBeyond(left, size int) {
	p.f2(" [remaining length %u < %u]", uint32(left), uint32(size))
	p.invalid()
}

// ip6Option prints one option, which is whole; it reports false for one whose length is wrong.
func (p *printer) ip6Option(o []byte, jumbo *ip6Jumbo) bool {
	size := len(o) - 2
	switch o[0] {
	case ip6OptPadN:
		if p.v > 0 {
			p.s("(padn)")
		}
	case ip6OptRouterAlert:
		if size != 2 {
			return p.ip6OptBadLen("(rtalert", size)
		}
		if p.v > 0 {
			p.f1("(rtalert: 0x%04x) ", uint32(be16at(o, 2)))
		}
	case ip6OptJumbo:
		if size != 4 {
			return p.ip6OptBadLen("(jumbo", size)
		}
		p.ip6OptJumbo(be32at(o, 2), jumbo)
	case ip6OptHomeAddr:
		if size < 16 {
			return p.ip6OptBadLen("(homeaddr", size)
		}
		if p.v > 0 {
			p.s("(homeaddr: ")
			p.ip6(o[2:18])
			p.c(')')
		}
	default:
		if p.v > 0 {
			p.f2("(unknown opt-type 0x%02x len=%u)", uint32(o[0]), uint32(size))
		}
	}
	return true
}

// ip6OptBadLen prints an option of a length that it cannot have.
func (p *printer) ip6OptBadLen(name string, size int) bool {
	p.s(name)
	p.sn(": invalid len ", size)
	p.c(')')
	p.invalid()
	return false
}

// ip6OptJumbo prints a jumbo payload option and judges it: RFC 2675 section 3 wants it once, in a hop-by-hop options
// header, with a length that 16 bits cannot hold, in a packet whose payload length is zero.
func (p *printer) ip6OptJumbo(length uint32, jumbo *ip6Jumbo) {
	wrong := ""
	switch {
	case !jumbo.allowed:
		wrong = " - not a hop-by-hop option"
	case jumbo.seen:
		wrong = " - already seen"
	case !jumbo.needed:
		wrong = " - payload len != 0"
	case length < 65536:
		wrong = " - < 65536"
	default:
		jumbo.length = length
	}
	jumbo.seen = true
	if p.v > 0 {
		p.f1("(jumbo: %u", length)
		p.s(wrong)
		p.s(") ")
	}
}
