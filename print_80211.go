// IEEE 802.11 frames: headers, control and data frames. All numbers are little-endian.
//
//	+-------------------+----------+-------------+---------------+----------+-------+---------+---------+-----
//	| frame control (2) | dur. (2) | address (6) | addresses 2, 3| seq. (2) | [4.]  | [QoS 2] | [HTC 4] | body
//	+-------------------+----------+-------------+---------------+----------+-------+---------+---------+-----

package main

const (
	wlanKindMgmt = 0
	wlanKindCtrl = 1
	wlanKindData = 2

	wlanMoreFrag  = 0x04 // after wlanToDS and wlanFromDS
	wlanRetry     = 0x08
	wlanPower     = 0x10
	wlanMoreData  = 0x20
	wlanProtected = 0x40
	wlanOrder     = 0x80

	wlanHeaderLen = 24

	wlanCtrlWrapper = 7
	wlanCtrlBAR     = 8
	wlanCtrlBA      = 9
	wlanCtrlPSPoll  = 10
	wlanCtrlRTS     = 11
	wlanCtrlCTS     = 12
	wlanCtrlACK     = 13
	wlanCtrlCFEnd   = 14
	wlanCtrlCFEndA  = 15

	wlanDataAck  = 0x1 // bits of a data frame's subtype
	wlanDataPoll = 0x2
	wlanDataNull = 0x4
	wlanDataQoS  = 0x8
)

var wlanCtrlNames = []token{
	{wlanCtrlWrapper, "Control Wrapper"}, {wlanCtrlBAR, "BAR"}, {wlanCtrlBA, "BA"}, {wlanCtrlPSPoll, "Power Save-Poll"},
	{wlanCtrlRTS, "Request-To-Send"}, {wlanCtrlCTS, "Clear-To-Send"}, {wlanCtrlACK, "Acknowledgment"},
	{wlanCtrlCFEnd, "CF-End"}, {wlanCtrlCFEndA, "CF-End+CF-Ack"},
}

// wlanFrame is what the frame control field says.
type wlanFrame struct {
	kind, sub int
	flags     byte
	cut       bool   // more of it was on the wire
	h         []byte // the header
}

// wlanLink prints a frame without any header of the capture's before it.
func (p *printer) wlanLink(length int) {
	p.ll = p.wlan(length, 0, 0)
}

// wlan prints a frame of length bytes on the wire, the last fcs of which are its checksum, its header padded to a multiple
// of pad bytes; it returns the length of the header.
func (p *printer) wlan(length, pad, fcs int) int {
	p.proto = "802.11"
	if length < fcs {
		fcs = length
	}
	if have := len(p.in); have > length-fcs {
		p.in = p.in[:max(length-fcs, 0)]
	}
	length -= fcs
	b := p.peek(0, 2)
	if p.cut >= 0 {
		return 0
	}
	f := wlanFrame{kind: int(b[0] >> 2 & 3), sub: int(b[0] >> 4), flags: b[1], cut: len(p.in) < length}
	hlen := f.headerLen()
	known := f.kind != wlanKindCtrl || hlen > 0
	hlen = max(hlen, 2)
	size := hlen
	if f.kind == wlanKindData && pad > 1 {
		size = (hlen + pad - 1) / pad * pad
	}
	mesh := 0
	if p.mesh && f.kind == wlanKindData && f.sub&wlanDataQoS != 0 {
		mesh = p.wlanMeshLen(size)
		size += mesh
	}
	if length < 4 || !p.need(hlen) {
		p.short(0)
		return hlen
	}
	f.h = p.in[:hlen]
	if p.e && known {
		p.wlanHeader(&f, mesh, size-mesh)
	}
	length -= size
	switch f.kind {
	case wlanKindMgmt:
		p.takeN(min(size, len(p.in)))
		p.wlanManagement(&f)
	case wlanKindCtrl:
		p.wlanControl(&f)
	case wlanKindData:
		if f.sub&wlanDataNull != 0 || !p.need(size) {
			return hlen
		}
		p.takeN(size)
		p.wlanDataBody(&f, length)
		return size
	default:
		p.f1("unknown 802.11 frame type (%u)", uint32(f.kind))
	}
	return hlen
}

// headerLen is the length of a frame's header, 0 for control frames of unknown subtype.
func (f *wlanFrame) headerLen() int {
	switch f.kind {
	case wlanKindMgmt:
		if f.flags&wlanOrder != 0 {
			return wlanHeaderLen + 4
		}
		return wlanHeaderLen
	case wlanKindData:
		n := wlanHeaderLen
		if f.flags&(wlanToDS|wlanFromDS) == wlanToDS|wlanFromDS {
			n += 6
		}
		if f.sub&wlanDataQoS != 0 {
			n += 2
			if f.flags&wlanOrder != 0 {
				n += 4
			}
		}
		return n
	case wlanKindCtrl:
		switch f.sub {
		case wlanCtrlWrapper:
			return 16
		case wlanCtrlBAR:
			return 20
		case wlanCtrlPSPoll, wlanCtrlRTS, wlanCtrlCFEnd, wlanCtrlCFEndA:
			return 16
		case wlanCtrlBA, wlanCtrlCTS, wlanCtrlACK:
			return 10
		}
		return 0
	}
	return 2
}

// wlanMeshLen is the length of the mesh control field behind a header of size bytes.
func (p *printer) wlanMeshLen(size int) int {
	if size >= len(p.in) {
		return 0
	}
	return 6 + 6*int(p.in[size]&3)
}

// wlanHeader prints flags, duration and addresses for -e; a mesh control field of mesh bytes is at meshAt.
func (p *printer) wlanHeader(f *wlanFrame, mesh, meshAt int) {
	if p.v > 0 {
		p.wlanFlags(f)
	}
	if mesh > 0 {
		p.wlanMesh(meshAt, mesh)
	}
	h := f.h
	switch f.kind {
	case wlanKindMgmt:
		p.wlanAddr("BSSID:", h[16:])
		p.wlanAddr("DA:", h[4:])
		p.wlanAddr("SA:", h[10:])
	case wlanKindCtrl:
		switch f.sub {
		case wlanCtrlBAR:
			p.wlanBAR(f)
		case wlanCtrlBA, wlanCtrlCTS, wlanCtrlACK:
			p.wlanAddr("RA:", h[4:])
		case wlanCtrlPSPoll:
			p.wlanAddr("BSSID:", h[4:])
			p.wlanAddr("TA:", h[10:])
		case wlanCtrlRTS:
			p.wlanAddr("RA:", h[4:])
			p.wlanAddr("TA:", h[10:])
		case wlanCtrlCFEnd, wlanCtrlCFEndA:
			p.wlanAddr("RA:", h[4:])
			p.wlanAddr("BSSID:", h[10:])
		}
	case wlanKindData:
		p.wlanDataHeader(f)
	}
}

func (p *printer) wlanFlags(f *wlanFrame) {
	if f.flags&wlanMoreData != 0 {
		p.s("More Data ")
	}
	if f.flags&wlanMoreFrag != 0 {
		p.s("More Fragments ")
	}
	if f.flags&wlanPower != 0 {
		p.s("Pwr Mgmt ")
	}
	if f.flags&wlanRetry != 0 {
		p.s("Retry ")
	}
	if f.flags&wlanOrder != 0 {
		if f.kind == wlanKindMgmt || f.kind == wlanKindData && f.sub&wlanDataQoS != 0 {
			p.s("+HTC ")
		} else {
			p.s("Strictly Ordered ")
		}
	}
	if f.flags&wlanProtected != 0 {
		p.s("Protected ")
	}
	if (f.kind != wlanKindCtrl || f.sub != wlanCtrlPSPoll) && len(f.h) >= 4 {
		p.f1("%uus ", uint32(le16at(f.h, 2)))
	}
}

// wlanMesh prints the mesh control field, IEEE 802.11-2020 section 9.2.4.7.3.
func (p *printer) wlanMesh(at, n int) {
	if len(p.in) < at+n {
		return
	}
	m := p.in[at : at+n]
	p.f3("MeshData (AE %u TTL %u seq %u", uint32(m[0]&3), uint32(m[1]), le32at(m, 2))
	if m[0]&1 != 0 && n >= 12 {
		p.s(" A4:")
		p.mac(m[6:])
	}
	if m[0]&2 != 0 && n >= 18 {
		p.s(" A5:")
		p.mac(m[6:])
		p.s(" A6:")
		p.mac(m[12:])
	}
	p.s(") ")
}

func (p *printer) wlanAddr(name string, a []byte) {
	p.s(name)
	p.mac(a[:6])
	p.c(' ')
}

func (p *printer) wlanBAR(f *wlanFrame) {
	p.s(" RA:")
	p.mac(f.h[4:])
	p.s(" TA:")
	p.mac(f.h[10:])
	p.f2(" CTL(%x) SEQ(%u) ", uint32(le16at(f.h, 16)), uint32(le16at(f.h, 18)))
}

// wlanDataHeader prints what a data frame's subtype adds and its addresses, whose order depends on where it comes from and
// goes to.
func (p *printer) wlanDataHeader(f *wlanFrame) {
	if f.sub&(wlanDataAck|wlanDataPoll|wlanDataQoS) != 0 {
		p.s("CF ")
		switch f.sub & (wlanDataAck | wlanDataPoll) {
		case wlanDataAck:
			p.s("Ack")
		case wlanDataPoll:
			p.s("Poll")
		case wlanDataAck | wlanDataPoll:
			p.s("Ack/Poll")
		}
		if f.sub&wlanDataQoS != 0 {
			p.s("+QoS")
		}
		p.c(' ')
	}
	h := f.h
	names := [...][4]string{
		{"DA:", "SA:", "BSSID:"}, {"BSSID:", "SA:", "DA:"}, {"DA:", "BSSID:", "SA:"}, {"RA:", "TA:", "DA:", "SA:"},
	}[f.flags&(wlanToDS|wlanFromDS)]
	p.wlanAddr(names[0], h[wlanAddr1:])
	p.wlanAddr(names[1], h[wlanAddr2:])
	p.wlanAddr(names[2], h[wlanAddr3:])
	if names[3] != "" {
		p.wlanAddr(names[3], h[wlanAddr4:])
	}
}

// addresses are those of a data frame's source and destination.
func (f *wlanFrame) addresses() (src, dst []byte) {
	at := [...][2]int{
		{wlanAddr2, wlanAddr1}, {wlanAddr2, wlanAddr3}, {wlanAddr3, wlanAddr1}, {wlanAddr4, wlanAddr3},
	}[f.flags&(wlanToDS|wlanFromDS)]
	return f.h[at[0] : at[0]+6], f.h[at[1] : at[1]+6]
}

// wlanControl prints a control frame, which is a header only.
func (p *printer) wlanControl(f *wlanFrame) {
	name, ok := tokenName(&wlanCtrlNames, uint32(f.sub))
	if !ok {
		p.f1("unknown 802.11 ctrl frame subtype (%u)", uint32(f.sub))
		return
	}
	p.s(name)
	switch f.sub {
	case wlanCtrlBAR:
		if !p.e {
			p.wlanBAR(f)
		}
	case wlanCtrlPSPoll:
		p.f1(" AID(%x)", uint32(le16at(f.h, 2)))
	case wlanCtrlRTS:
		if !p.e {
			p.c(' ')
			p.wlanAddr("TA:", f.h[10:])
		}
	case wlanCtrlBA, wlanCtrlCTS, wlanCtrlACK, wlanCtrlCFEnd, wlanCtrlCFEndA:
		if !p.e {
			p.c(' ')
			p.wlanAddr("RA:", f.h[4:])
		}
	}
}

// wlanDataBody prints what a data frame carries, length bytes on the wire.
func (p *printer) wlanDataBody(f *wlanFrame, length int) {
	if f.flags&wlanProtected != 0 {
		p.s("Data")
		p.wlanIV()
		return
	}
	src, dst := f.addresses()
	p.llc(length, src, dst)
}

// wlanIV prints the initialization vector of an encrypted frame.
func (p *printer) wlanIV() {
	b := p.take(4)
	if p.cut >= 0 {
		return
	}
	iv := le32(b)
	p.s(" IV:")
	for limit := uint32(0x100); limit > 1 && iv&0xffffff < limit; limit >>= 4 {
		p.c(' ')
	}
	p.f3("%x Pad %x KeyID %x", iv&0xffffff, iv>>24&0x3f, iv>>30)
}
