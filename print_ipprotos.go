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
	case ipProtoGRE:
		p.gre(length)
	case ipProtoMobile:
		p.mobileIP()
	case ipProtoEtherIP:
		p.etherIP(length)
	case ipProtoEthernet:
		p.ether(length, nil)
	case ipProtoMPLSInIP:
		p.mpls(length)
	case ipProtoVRRP:
		p.vrrp(ip, length)
	case ipProtoPGM:
		p.pgm(ip, length, false)
	case ipProtoEGP:
		p.egp(length)
	case ipProtoIGRP:
		p.igrp(length)
	case ipProtoEIGRP:
		p.eigrp(length)
	case ipProtoOSPF:
		if ip.v6() {
			p.ospf3(length)
		} else {
			p.ospf(length)
		}
	case ipProtoPIM:
		p.pim(ip, length)
	case ipProtoAH:
		p.ahPayload(ip, length)
	case ipProtoESP:
		p.esp(ip, length)
	case ipProtoSCTP:
		ip.shown = false // they show the addresses again, with the ports
		p.sctp(ip, length)
	case ipProtoDCCP:
		ip.shown = false
		p.dccp(ip, length)
	case ipProtoNHRP:
		p.nhrp(length)
	case ipProtoRSVP:
		p.rsvp(length)
	case ipProtoIPComp:
		p.ipcomp()
	default:
		return false
	}
	return true
}
