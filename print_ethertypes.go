// Which printer an ethertype belongs to, beside those of print_ether.go.

package main

// etherPayloadMore is the rest of etherPayload.
func (p *printer) etherPayloadMore(typ uint16, length int, src, dst []byte) bool {
	switch typ {
	case etherTypeDN:
		p.decnet(length)
	default:
		return false
	}
	return true
}
