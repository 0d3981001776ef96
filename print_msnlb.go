// Heartbeat of Microsoft network load balancing, by observation: a header of 8 bytes, the priority, two addresses.

package main

func (p *printer) msnlb() {
	p.proto = "msnlb"
	p.s("MS NLB heartbeat")
	p.take(8)
	priority := le32(p.take(4))
	p.f1(", host priority: %u", priority)
	addr := p.take(4)
	p.s(", cluster IP: ")
	p.ip4(addr)
	addr = p.take(4)
	p.s(", host IP: ")
	p.ip4(addr)
}
