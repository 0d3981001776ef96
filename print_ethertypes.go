// Which printer an ethertype belongs to, beside those of print_ether.go.

package main

// etherPayloadMore is the rest of etherPayload.
func (p *printer) etherPayloadMore(typ uint16, length int, src, dst []byte) bool {
	switch typ {
	case etherTypeMPLS, etherTypeMPLSMulti:
		p.mpls(length)
	case etherTypeAtalk:
		p.atalk(length)
	case etherTypeIPX:
		p.s("(NOV-ETHII) ")
		p.ipx(length)
	case etherTypeAARP:
		p.aarp(length)
	case etherTypeOSI: // a byte of the LLC header is left in front
		if length > 0 {
			p.proto = "isoclns"
			p.take(1)
			p.isoclns(length - 1)
		}
	case etherTypeDN:
		p.decnet(length)
	case etherTypePPPoED, etherTypePPPoES, etherTypePPPoED3Com, etherTypePPPoES3Com:
		p.pppoe(length)
	case etherTypeEAPOL:
		p.eapol(length)
	case etherTypeLLDP:
		p.lldp(length)
	case etherTypeLoopback:
		p.loopback(length)
	case etherTypeMSNLB:
		p.msnlb()
	case etherTypeTIPC:
		p.tipc()
	case etherTypePTP:
		p.ptp(length)
	case etherTypeCalmFast:
		p.calmFast(length, src)
	case etherTypeGeoNet, etherTypeGeoNetOld:
		p.geonet(length, src)
	case etherTypeMPCP:
		p.mpcp(length)
	case etherTypeSlow:
		p.slow(length)
	case etherTypeJumbo: // more than 1500 bytes behind an LLC header
		p.llc(length, src, dst)
	case etherTypeRealtek:
		p.realtek(src, dst)
	case etherTypePPP:
		if length > 0 {
			p.s(": ")
			p.ppp(length)
		}
	case etherTypeCFM, etherTypeCFMOld:
		p.cfm(length)
	case etherTypeAoE:
		p.aoe(length)
	case etherTypeNSH:
		p.nsh(length)
	default:
		return false
	}
	return true
}
