// Precision time protocol, IEEE 1588-2008 and 2019.
//
//	 0       4       8       12      16                      32
//	+-------+-------+-------+-------+-----------------------+
//	| sdoId | type  | minor | version     message length    |
//	+-------+-------+-------+-------+-----------------------+

package main

const (
	ptpSync              = 0
	ptpDelayReq          = 1
	ptpPeerDelayReq      = 2
	ptpPeerDelayResp     = 3
	ptpFollowUp          = 8
	ptpDelayResp         = 9
	ptpPeerDelayFollowUp = 10
	ptpAnnounce          = 11
	ptpSignalling        = 12
	ptpManagement        = 13
)

var ptpTypes = []token{
	{ptpSync, "sync msg"}, {ptpDelayReq, "delay req msg"}, {ptpPeerDelayReq, "peer delay req msg"},
	{ptpPeerDelayResp, "peer delay resp msg"}, {ptpFollowUp, "follow up msg"}, {ptpDelayResp, "delay resp msg"},
	{ptpPeerDelayFollowUp, "pdelay resp fup msg"}, {ptpAnnounce, "announce msg"},
	{ptpSignalling, "signalling msg"}, {ptpManagement, "management msg"},
}

var ptpFlags = []token{
	{0x0001, "l1 61"}, {0x0002, "l1 59"}, {0x0004, "utc reasonable"}, {0x0008, "timescale"},
	{0x0010, "time tracable"}, {0x0020, "frequency tracable"}, {0x0100, "alternate master"}, {0x0200, "two step"},
	{0x0400, "unicast"}, {0x1000, "profile specific 1"}, {0x2000, "profile specific 2"}, {0x4000, "security mask"},
	{0x08c0, "unknown"},
}

var ptpControls = []token{
	{0, "Sync"}, {1, "Delay_Req"}, {2, "Follow_Up"}, {3, "Delay_Resp"}, {4, "Management"}, {5, "Other"},
}

func (p *printer) ptp(length int) {
	p.proto = "ptp"
	const size = 34
	if length < size {
		p.f2(" [length %u < %u]", uint32(length), size)
		p.invalid()
		return
	}
	h := p.peek(0, 2)
	if p.cut >= 0 {
		return
	}
	version := uint64(h[1] & 15)
	p.fw("PTPv%u", version)
	switch version {
	case 1:
		p.s(" (not implemented)")
	case 2:
		if minor := uint64(h[1] >> 4); minor != 0 {
			p.fw(".%u", minor)
		}
		p.ptp2()
	}
}

// ptp2 prints a message of version 2.
func (p *printer) ptp2() {
	h := p.take(2)
	typ := uint32(h[0] & 15)
	p.f1(", majorSdoId: 0x%x, msg type: ", uint32(h[0]>>4))
	p.tok(&ptpTypes, "Reserved", typ)
	p.sn(", length: ", p.u16())
	h = p.take(2)
	p.f2(", domain: %u, reserved1: %u", uint32(h[0]), uint32(h[1]))
	flags := uint32(p.u16())
	p.s(", Flags [")
	p.bits(&ptpFlags, "none", ", ", flags)
	p.c(']')
	p.fw(", NS correction: %u", be48(p.take(6)))
	p.sn(", sub NS correction: ", p.u16()) // parts of 2^16
	p.f1(", reserved2: %u", p.u32())
	p.fw(", clock identity: 0x%x", p.u64())
	p.sn(", port id: ", p.u16())
	p.sn(", seq id: ", p.u16())
	control := p.u8()
	p.sn(", control: ", control)
	p.s(" (")
	p.tok(&ptpControls, "Reserved", uint32(control))
	p.c(')')
	p.sn(", log message interval: ", p.u8())
	switch typ {
	case ptpSync, ptpDelayReq:
		p.ptpTime("originTimeStamp")
	case ptpPeerDelayReq:
		p.ptpTime("preciseOriginTimeStamp")
		p.ptpPort()
	case ptpPeerDelayResp, ptpDelayResp:
		p.ptpTime("receiveTimeStamp")
		p.ptpPort()
	case ptpFollowUp:
		p.ptpTime("preciseOriginTimeStamp")
	case ptpPeerDelayFollowUp:
		p.ptpTime("preciseOriginTimeStamp")
		p.ptpPort()
	case ptpAnnounce:
		p.ptpTime("originTimeStamp")
		p.ptpAnnounce()
	case ptpSignalling:
		p.ptpPort()
	case ptpManagement:
		p.ptpPort()
		p.f1(", start boundary hops: %u", uint32(p.u8()))
		p.f1(", boundary hops: %u", uint32(p.u8()))
		v := uint64(p.u8())
		p.fw(", flags: 0x%x, reserved: 0x%x", v&15, uint64(p.u8()))
	}
}

// ptpTime prints a time: seconds in 48 bits and nanoseconds in 32.
func (p *printer) ptpTime(what string) {
	p.s(", ")
	p.s(what)
	p.c(':')
	h := p.take(10)
	p.fw(" %u.%09u seconds", be48(h), uint64(be32at(h, 6)))
}

func (p *printer) ptpPort() {
	p.fw(", port identity: 0x%x", p.u64())
	p.sn(", port id: ", p.u16())
}

// ptpAnnounce prints what a clock says of its grandmaster.
func (p *printer) ptpAnnounce() {
	p.sn(", origin cur utc:", p.u16())
	p.sn(", rsvd: ", p.u8())
	p.sn(", gm priority_1: ", p.u8())
	p.sn(", gm clock class: ", p.u8())
	p.sn(", gm clock accuracy: ", p.u8())
	p.sn(", gm clock variance: ", p.u16())
	p.sn(", gm priority_2: ", p.u8())
	p.fw(", gm clock id: 0x%x", p.u64())
	p.sn(", steps removed: ", p.u16())
	p.f1(", time source: 0x%x", uint32(p.u8()))
}
