// Which printer an IP protocol number belongs to, beside those of print_ipproto.go.

package main

// ipPayloadMore is the rest of ipPayload. It reports false, having printed nothing, for a protocol without a printer.
func (p *printer) ipPayloadMore(ip *ipInfo, length int) bool {
	switch ip.proto {
	case ipProtoIGMP:
		if ip.v6() {
			p.s("[IGMP requires IPv4]")
			p.invalid()
		} else {
			p.igmp(length)
		}
	case ipProtoPIM:
		p.pim(ip, length)
	case ipProtoAH:
		p.ahPayload(ip, length)
	case ipProtoESP:
		p.esp(length)
	case ipProtoIPComp:
		p.ipcomp()
	default:
		return false
	}
	return true
}
