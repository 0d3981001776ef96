// Bidirectional forwarding detection, RFC 5880 (version 1) and its drafts (version 0); over IP RFC 5881 and 5883, over
// link aggregates RFC 7130, seamless RFC 7880.
//
//	+-----+---------+---+-+-+-+-+-+-+---------------+---------------+
//	|Vers |  Diag   |Sta|P|F|C|A|D|M|  Detect Mult  |    Length     |
//	+-----+---------+---+-+-+-+-+-+-+---------------+---------------+
//	|                       My Discriminator                        |
//	+---------------------------------------------------------------+
//	|                      Your Discriminator                       |
//	+---------------------------------------------------------------+
//	|                    Desired Min TX Interval                    |
//	+---------------------------------------------------------------+
//	|                   Required Min RX Interval                    |
//	+---------------------------------------------------------------+
//	|                 Required Min Echo RX Interval                 |
//	+---------------------------------------------------------------+
//	|   Auth Type   |   Auth Len    |  Auth Key ID  |   Reserved    |
//	+---------------+---------------+---------------+---------------+

package main

const (
	bfdHeaderLen = 24

	bfdPortControl  = 3784
	bfdPortEcho     = 3785
	bfdPortMultihop = 4784
	bfdPortLAG      = 6784
	bfdPortSeamless = 7784

	bfdAuthPresent = 0x04

	bfdAuthPassword  = 1
	bfdAuthMD5       = 2
	bfdAuthMD5Metic  = 3
	bfdAuthSHA1      = 4
	bfdAuthSHA1Metic = 5
)

var (
	bfdDiagnostics = []token{
		{0, "No Diagnostic"}, {1, "Control Detection Time Expired"}, {2, "Echo Function Failed"},
		{3, "Neighbor Signaled Session Down"}, {4, "Forwarding Plane Reset"}, {5, "Path Down"},
		{6, "Concatenated Path Down"}, {7, "Administratively Down"}, {8, "Reverse Concatenated Path Down"},
	}
	bfdPorts = []token{
		{bfdPortControl, "Control"}, {bfdPortMultihop, "Multihop"}, {bfdPortLAG, "LAG"}, {bfdPortSeamless, "S-BFD"},
	}
	bfdStates  = []token{{0, "AdminDown"}, {1, "Down"}, {2, "Init"}, {3, "Up"}}
	bfdFlagsV1 = []token{
		{0x20, "Poll"}, {0x10, "Final"}, {0x08, "Control Plane Independent"},
		{bfdAuthPresent, "Authentication Present"}, {0x02, "Demand"}, {0x01, "Multipoint"},
	}
	bfdFlagsV0 = []token{
		{0x80, "I Hear You"}, {0x40, "Demand"}, {0x20, "Poll"}, {0x10, "Final"}, {0x08, "Control Plane Independent"},
		{bfdAuthPresent, "Authentication Present"}, {0x02, "Reserved"}, {0x01, "Reserved"},
	}
	bfdAuthTypes = []token{
		{bfdAuthPassword, "Simple Password"}, {bfdAuthMD5, "Keyed MD5"}, {bfdAuthMD5Metic, "Meticulous Keyed MD5"},
		{bfdAuthSHA1, "Keyed SHA1"}, {bfdAuthSHA1Metic, "Meticulous Keyed SHA1"},
	}
)

// bfdPortOf says which of the two ports is one of the protocol's. Only that of seamless sessions counts as a source.
func bfdPortOf(src, dst uint16) uint16 {
	if src == bfdPortSeamless {
		return src
	}
	return dst
}

// bfd prints what was sent to port, length bytes on the wire.
func (p *printer) bfd(port uint16, length int) {
	p.proto = "bfd"
	if port == bfdPortEcho {
		p.sn("BFD, Echo, length: ", length)
		if p.v > 0 { // the content is the sender's own affair, RFC 5880 section 6.4
			p.hexLines("\n\t", p.in)
		}
		return
	}
	p.bfdControl(port, length)
}

func (p *printer) bfdControl(port uint16, length int) {
	p.need(bfdHeaderLen)
	h := p.peek(0, 4)
	version, diag, flags, mult, size := int(h[0]>>5), h[0]&0x1f, uint32(h[1]), h[2], h[3]
	if version > 1 {
		p.f2("BFDv%u, Control, length: %u", uint32(version), uint32(length))
		if p.v > 0 {
			p.hexLines("\n\t", p.in)
		}
		return
	}
	p.take(4)
	names := bfdFlagsV0
	if version == 1 {
		names = bfdFlagsV1
	}
	p.f1("BFDv%u, ", uint32(version))
	if p.v > 0 {
		p.f1("length: %u\n\t", uint32(length))
	}
	if version == 0 { // older than any use but the one
		port = 0
	}
	p.tok(&bfdPorts, "Control", uint32(port))
	if version == 1 {
		p.s(", State ")
		p.tok(&bfdStates, "unknown (%u)", flags>>6)
		flags &= 0x3f
	}
	p.s(", Flags: [")
	p.bits(&names, "none", ", ", flags)
	p.c(']')
	if p.v == 0 {
		p.sn(", length: ", length)
		return
	}
	p.s(", Diagnostic: ")
	if s, ok := tokenName(&bfdDiagnostics, uint32(diag)); ok {
		p.s(s)
	} else {
		p.s("unknown")
	}
	p.f1(" (0x%02x)", uint32(diag))
	h = p.peek(8, 4) // the detection time needs the transmit interval that follows
	p.f3("\n\tDetection Timer Multiplier: %u (%u ms Detection time), BFD Length: %u",
		uint32(mult), uint32(mult)*be32(h)/1000, uint32(size))
	p.f1("\n\tMy Discriminator: 0x%08x", p.u32())
	p.f1(", Your Discriminator: 0x%08x", p.u32())
	p.f1("\n\t  Desired min Tx Interval:    %4u ms", p.u32()/1000)
	p.f1("\n\t  Required min Rx Interval:   %4u ms", p.u32()/1000)
	p.f1("\n\t  Required min Echo Interval: %4u ms", p.u32()/1000)
	if flags&bfdAuthPresent != 0 {
		p.bfdAuth()
	}
}

// bfdAuth prints the authentication section, RFC 5880 section 4.2 to 4.4.
func (p *printer) bfdAuth() {
	p.need(4)
	h := p.take(3)
	kind, size := uint32(h[0]), int(h[1])
	p.s("\n\tAuthentication: ")
	if s, ok := tokenName(&bfdAuthTypes, kind); ok {
		p.s(s)
	} else {
		p.s("Unknown")
	}
	p.f3(" (%u), length: %u\n\t  Auth Key ID: %u", kind, uint32(size), uint32(h[2]))
	digest := 0
	switch kind {
	case bfdAuthPassword:
		if size < 4 || size > 19 {
			p.f1("[invalid length %u]", uint32(size))
			return
		}
		p.s(", Password: ")
		p.textOf(size - 3)
		return
	case bfdAuthMD5, bfdAuthMD5Metic:
		digest = 16
	case bfdAuthSHA1, bfdAuthSHA1Metic:
		digest = 20
	default:
		return
	}
	if size != digest+8 {
		p.f1("[invalid length %u]", uint32(size))
		return
	}
	p.take(1) // reserved
	p.f1(", Sequence Number: 0x%08x", p.u32())
	sum := p.takeN(digest)
	if digest == 16 {
		p.s("\n\t  Digest: ")
	} else {
		p.s("\n\t  Hash: ")
	}
	p.hexBytes(sum)
}
