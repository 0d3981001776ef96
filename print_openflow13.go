// OpenFlow 1.3: OpenFlow switch specification 1.3.5 (wire protocol 0x04).

package main

// openflow13Body prints a message's body, size bytes.
func (p *printer) openflow13Body(kind, size int) {
	switch kind {
	case openflowEchoReq, openflowEchoReply:
		p.openflowData(size)
	}
}
