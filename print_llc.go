// IEEE 802.2 Logical Link Control and SNAP (IEEE 802-2014 section 9.5).
//
//	+------+------+---------+---------------+
//	| DSAP | SSAP | control | information   |   control: 1 byte for U frames, 2 for I and S frames
//	+------+------+---------+---------------+

package main

const (
	llcSAPGlobal  = 0xff
	llcSAPNull    = 0x00
	llcSAPIP      = 0x06
	llcSAP8021D   = 0x42
	llcSAPSNAP    = 0xaa
	llcSAPIPX     = 0xe0
	llcSAPNetBEUI = 0xf0
	llcSAPISONS   = 0xfe

	llcGroup    = 0x01 // of a DSAP: a group address
	llcResponse = 0x01 // of an SSAP: a response
	llcUI       = 0x03
	llcUPoll    = 0x10 // poll or final bit of a U frame
)

// llcSAPNames are named as tcpdump has them.
var llcSAPNames = []token{
	{0x00, "Null"}, {0xff, "Global"}, {0x02, "802.1B I"}, {0x03, "802.1B G"}, {0x06, "IP"}, {0x0e, "ProWay NM"},
	{0x04, "SNA"}, {0x42, "STP"}, {0x4e, "ISO8208"}, {0x7e, "ISO8208"}, {0x8e, "ProWay"}, {0xaa, "SNAP"},
	{0xbc, "VINES1"}, {0x80, "XNS"}, {0xe0, "IPX"}, {0xf0, "NetBeui"}, {0xfe, "OSI"},
}

var llcCommandNames = []token{
	{0x03, "ui"}, {0xe3, "test"}, {0xaf, "xid"}, {0x63, "ua"}, {0x6f, "sabme"}, {0x43, "disc"}, {0x0f, "dm"},
	{0x87, "frmr"},
}

var llcFlagNames = []token{{0, "Command"}, {1, "Response"}, {2, "Poll"}, {3, "Final"}}

var llcSupervisoryNames = []token{{0, "Receiver Ready"}, {1, "Receiver not Ready"}, {2, "Reject"}}

// llc prints an LLC frame of length bytes on the wire. It reports false if there is nothing that knows its payload; then the
// header is consumed only where tcpdump shows the payload without it.
func (p *printer) llc(length int, src, dst []byte) bool {
	p.proto = "llc"
	h := p.take(3)
	if p.cut >= 0 {
		return true
	}
	dsap, ssap, control := int(h[0]), int(h[1]), int(h[2])
	isU := control&3 == 3
	if !isU {
		control |= int(p.take(1)[0]) << 8
		if p.cut >= 0 {
			return true
		}
	}
	return p.llcBody(length, dsap, ssap, control, isU, src, dst)
}

func (p *printer) llcBody(length, dsap, ssap, control int, isU bool, src, dst []byte) bool {
	return false
}
