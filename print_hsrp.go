// Cisco hot standby router protocol, RFC 2281.
//
//	+---------------+---------------+---------------+---------------+
//	|   Version     |   Op Code     |     State     |   Hellotime   |
//	+---------------+---------------+---------------+---------------+
//	|   Holdtime    |   Priority    |     Group     |   Reserved    |
//	+---------------+---------------+---------------+---------------+
//	|                 Authentication Data (8 bytes)                 |
//	+---------------------------------------------------------------+
//	|                      Virtual IP Address                       |
//	+---------------------------------------------------------------+

package main

var (
	hsrpOps    = []token{{0, "hello"}, {1, "coup"}, {2, "resign"}}
	hsrpStates = []token{{0, "initial"}, {1, "learn"}, {2, "listen"}, {4, "speak"}, {8, "standby"}, {16, "active"}}
)

// hsrp prints one message, length bytes on the wire. Of versions after the RFC's only the number is shown.
func (p *printer) hsrp(length int) {
	p.proto = "hsrp"
	version := p.u8()
	p.sn("HSRPv", version)
	if version != 0 {
		return
	}
	p.c('-')
	p.tok(&hsrpOps, "unknown (%u)", uint32(p.u8()))
	p.f1(" %u: ", uint32(length))
	state := p.u8()
	p.s("state=")
	p.tok(&hsrpStates, "Unknown (%u)", uint32(state))
	p.c(' ')
	h := p.take(4) // hello time, hold time, priority, group
	p.f1("group=%u ", uint32(h[3]))
	if reserved := p.u8(); reserved != 0 {
		p.f1("[reserved=%u!] ", uint32(reserved))
	}
	auth := p.take(8)
	addr := p.take(4)
	p.s("addr=")
	p.ip4(addr)
	if p.v > 0 {
		p.f3(" hellotime=%us holdtime=%us priority=%u", uint32(h[0]), uint32(h[1]), uint32(h[2]))
		p.s(" auth=\"")
		p.textZ(auth)
		p.c('"')
	}
}
