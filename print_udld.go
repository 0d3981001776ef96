// Cisco's Unidirectional Link Detection, RFC 5171.
//
//	+--------------------------+-----------+--------------+------
//	| version (3) | opcode (5) | flags (1) | checksum (2) | TLVs: type (2), length (2) with these four bytes, value
//	+--------------------------+-----------+--------------+------

package main

const (
	udldDeviceID   = 1
	udldPortID     = 2
	udldEcho       = 3
	udldInterval   = 4
	udldTimeout    = 5
	udldDeviceName = 6
	udldSequence   = 7
)

var udldCodes = []token{{0, "Reserved"}, {1, "Probe message"}, {2, "Echo message"}, {3, "Flush message"}}

var udldFlags = []token{
	{0x01, "RT"}, {0x02, "RSY"}, {0x04, "MBZ-2"}, {0x08, "MBZ-3"}, {0x10, "MBZ-4"}, {0x20, "MBZ-5"}, {0x40, "MBZ-6"},
	{0x80, "MBZ-7"},
}

var udldTLVNames = []token{
	{udldDeviceID, "Device-ID TLV"}, {udldPortID, "Port-ID TLV"}, {udldEcho, "Echo TLV"},
	{udldInterval, "Message Interval TLV"}, {udldTimeout, "Timeout Interval TLV"}, {udldDeviceName, "Device Name TLV"},
	{udldSequence, "Sequence Number TLV"},
}

// udld prints a UDLD packet of length bytes on the wire. Of one that is not shown to its end all has to be there.
func (p *printer) udld(length int) {
	p.proto = "udld"
	whole := p.in
	if length < 4 {
		p.invalid()
	} else {
		h := p.take(2)
		code, flags := uint32(h[0]&0x1f), uint32(h[1])
		p.f1("UDLDv%u, Code ", uint32(h[0]>>5))
		p.tok(&udldCodes, "Reserved", code)
		p.f1(" (%x), Flags [", code)
		p.bits(&udldFlags, "none", ", ", flags)
		p.f2("] (0x%02x), length %u", flags, uint32(length))
		if p.v > 0 {
			p.f1("\n\tChecksum 0x%04x (unverified)", uint32(p.u16()))
			if p.udldTLVs(length - 4) {
				return
			}
			p.invalid()
		}
	}
	p.in = whole
	p.need(length)
}

// udldTLVs prints TLVs, length bytes of them, and reports whether their sizes are possible.
func (p *printer) udldTLVs(length int) bool {
	for length > 0 && p.cut < 0 {
		if length < 4 {
			return false
		}
		h := p.take(4)
		kind, size := uint32(be16(h)), int(be16at(h, 2))
		p.s("\n\t")
		p.tok(&udldTLVNames, "Unknown", kind)
		p.f2(" (0x%04x) TLV, length %u", kind, uint32(size))
		if size <= 4 || size > length || !p.udldTLV(kind, size-4) {
			return false
		}
		length -= size
	}
	return true
}

// udldTLV prints and consumes a value of size bytes, and reports whether that is a size it can have.
func (p *printer) udldTLV(kind uint32, size int) bool {
	switch kind {
	case udldDeviceID, udldPortID, udldDeviceName:
		p.s(", ")
		p.textField(size)
		p.takeN(size)
	case udldEcho:
		p.s(", ")
		p.takeText(size)
	case udldInterval, udldTimeout:
		if size != 1 {
			return false
		}
		p.f1(", %us", uint32(p.u8()))
	case udldSequence:
		if size != 4 {
			return false
		}
		p.f1(", %u", p.u32())
	default:
		p.takeN(size)
	}
	return true
}
