// IEEE 802.15.4-2015: what the MAC sublayer says to its peers, in beacons (section 7.3.1) and commands (section 7.5).

package main

const (
	wpanAssociate    = 1
	wpanAssociated   = 2
	wpanDisassociate = 3
	wpanRealign      = 8
	wpanGTS          = 9
)

var (
	wpanBeaconFlags = []token{{0x1000, ", BLE enabled"}, {0x4000, ", PAN Coordinator"}, {0x8000, ", Association Permit"}}

	wpanCommands = []token{
		{wpanAssociate, "Association Request"}, {wpanAssociated, "Association Response"},
		{wpanDisassociate, "Disassociation Notification"}, {4, "Data Request"}, {5, "PAN ID Conflict Notification"},
		{6, "Orphan Notification"}, {7, "Beacon Request"}, {wpanRealign, "Coordinator realignment"},
		{wpanGTS, "GTS request"}, {0x0a, "TRLE Management Request"}, {0x0b, "TRLE Management Response"},
		{0x13, "DSME Association Request"}, {0x14, "DSME Association Response"}, {0x15, "DSME GTS Request"},
		{0x16, "DSME GTS Response"}, {0x17, "DSME GTS Notify"}, {0x18, "DSME Information Request"},
		{0x19, "DSME Information Response"}, {0x1a, "DSME Beacon Allocation Notification"},
		{0x1b, "DSME Beacon Collision Notification"}, {0x1c, "DSME Link Report"}, {0x20, "RIT Data Request"},
		{0x21, "DBS Request"}, {0x22, "DBS Response"}, {0x23, "RIT Data Response"}, {0x24, "Vendor Specific"},
	}
	wpanCapabilities = []token{
		{0x04, "AC powered, "}, {0x08, "Receiver on when idle, "}, {0x10, "Fast association, "},
		{0x40, "Security supported, "}, {0x80, "Allocate address, "},
	}
	wpanAssociations = []token{
		{0, "Association successful"}, {1, "PAN at capacity"}, {2, "PAN access denied"},
		{3, "Hooping sequence offset duplication"},
	}
	wpanReasons = []token{
		{0, "Reserved"}, {1, "Reason = The coordinator wishes the device to leave PAN"},
		{2, "Reason = The device wishes to leave the PAN"},
	}
)

// wpanBeacon prints superframe specification, guaranteed time slots and pending addresses, section 7.3.1.
func (p *printer) wpanBeacon() bool {
	if !p.has(2) {
		return p.wpanError("Truncated before beacon information")
	}
	b := uint32(le16(p.take(2)))
	if p.v > 0 {
		p.f3("\n\tBeacon order = %u, Superframe order = %u, Final CAP Slot = %u", b&15, b>>4&15, b>>8&15)
		p.bits(&wpanBeaconFlags, "", "", b)
	}
	if !p.has(1) {
		return p.wpanError("Truncated before GTS info")
	}
	if n := uint32(p.u8() & 7); n > 0 {
		if !p.has(int(1 + 3*n)) {
			p.c(' ')
			return p.wpanError("Truncated GTS Info List")
		}
		b := p.takeN(int(1 + 3*n))
		if p.v > 1 {
			p.f2("GTS Descriptor Count = %u, GTS Directions Mask = %02x, [ ", n, uint32(b[0]&0x7f))
			for b = b[1:]; len(b) > 0; b = b[3:] {
				p.f3("[ %04x, Start slot = %u, Length = %u ] ", uint32(le16(b)), uint32(b[2]&15), uint32(b[2]>>4))
			}
			p.c(']')
		}
	} else if p.v > 0 {
		p.s("\n\tGTS Descriptor Count = 0, ")
	}
	if !p.has(1) {
		return p.wpanError("Truncated before pending addresses")
	}
	b = uint32(p.u8())
	if p.v > 0 {
		p.f2("\n\tPending address list, # short addresses = %u, # extended addresses = %u", b&7, b>>4&7)
	}
	short, long := int(b&7)*2, int(b>>4&7)*8
	if !p.has(short + long) {
		p.c(' ')
		return p.wpanError("Pending address list truncated")
	}
	p.wpanPending(", Short address list = [ ", p.takeN(short), 2)
	p.wpanPending(", Extended address list = [ ", p.takeN(long), 8)
	return true
}

// wpanPending prints a list of addresses of size bytes each.
func (p *printer) wpanPending(title string, b []byte, size int) {
	if len(b) == 0 || p.v < 2 {
		return
	}
	p.s(title)
	for ; len(b) > 0; b = b[size:] {
		if size == 2 {
			p.hw(uint64(le16(b)), 4)
		} else {
			p.wpanLong(b)
		}
		p.c(' ')
	}
	p.c(']')
}

// wpanCommand prints a MAC command, section 7.5; what it does not print stays in p.in.
func (p *printer) wpanCommand() {
	id := uint32(p.u8())
	p.s("Command ID = ")
	if name, ok := tokenName(&wpanCommands, id); ok {
		p.s(name)
		p.s(" command ")
	} else {
		p.f1("Reserved 0x%02x ", id)
	}
	b := p.in
	if len(b) == 0 {
		return
	}
	name, least, most := "", 0, 0
	switch id {
	case wpanAssociate:
		name, least, most = "Association request", 1, 1
	case wpanAssociated:
		name, least, most = "Association response", 3, 3
	case wpanDisassociate:
		name, least, most = "Disassociation Notification", 1, 1
	case wpanRealign:
		name, least, most = "Coordinator Realignment", 7, 8
	case wpanGTS:
		name, least, most = "GTS Request", 1, 1
	case 4, 5, 6, 7:
		return // these have none
	default:
		p.s("Command Data = ")
		p.wpanBytes(b)
		return
	}
	if len(b) < least || len(b) > most {
		p.s("Invalid ")
		p.s(name)
		p.s(" command length")
		return
	}
	p.in = nil
	c := uint32(b[0])
	switch id {
	case wpanAssociate:
		p.s([...]string{"RFD, ", "FFD, "}[c>>1&1])
		p.bits(&wpanCapabilities, "", "", c)
	case wpanAssociated:
		p.f1("Short address = %04x, ", uint32(le16(b)))
		p.tok(&wpanAssociations, "Status = 0x%02x", uint32(b[2]))
	case wpanDisassociate:
		p.tok(&wpanReasons, "Reason = 0x%02x", c)
	case wpanGTS:
		p.f1("GTS Length = %u, ", c&15)
		p.s([...]string{"Transmit", "Receive"}[c>>4&1])
		p.s("-only GTS, GTS ")
		p.s([...]string{"deallocations", "allocation"}[c>>5&1])
	default:
		p.f2("Pan ID = 0x%04x, Coordinator short address = %04x, ", uint32(le16(b)), uint32(le16at(b, 2)))
		channel, page := uint32(b[4]), uint32(0)
		if len(b) > 7 {
			page = uint32(b[7])
		}
		if page&0x80 != 0 { // these pages have more channels
			channel |= page & 0x7f << 8
		}
		p.f1("Channel Number = %u", channel)
		if len(b) > 7 && page&0x80 == 0 {
			p.f1(", page = %u", page)
		}
		p.f1(", Short address = %04x", uint32(le16at(b, 5)))
	}
}

// Elements that are shown field by field from -vvvv on.
const (
	wpanVendor        = 0x00
	wpanCSL           = 0x1a
	wpanRIT           = 0x1b
	wpanRendezvous    = 0x1d
	wpanCorrection    = 0x1e
	wpanPayloadVendor = 0x02
	wpanPayloadIETF   = 0x05
)

// wpanElementFields prints the fields of an element, and reports false for one that is left in hex.
func (p *printer) wpanElementFields(header bool, kind uint32, v []byte) bool {
	n := len(v)
	switch {
	case header && kind == wpanVendor || !header && kind == wpanPayloadVendor:
		if n < 3 {
			p.wpanError("Vendor OUI missing")
			break
		}
		p.f1("OUI = 0x%06x, Data = ", be24(v))
		p.wpanBytes(v[3:])
	case !header && kind == wpanPayloadIETF:
		p.f1("Subtype ID = 0x%02x, Subtype content = ", uint32(v[0]))
		p.wpanBytes(v[1:])
	case !header:
		return false
	case kind == wpanCSL && n < 4:
		p.wpanError("Truncated CSL IE")
	case kind == wpanCSL:
		p.f2("CSL Phase = %u, CSL Period = %u", uint32(le16(v)), uint32(le16at(v, 2)))
		if n >= 6 {
			p.f1(", Rendezvous time = %u", uint32(le16at(v, 4)))
		}
		if n != 4 && n != 6 {
			p.c(' ')
			p.wpanError("CSL IE length wrong")
		}
	case kind == wpanRIT && n < 4:
		p.wpanError("Truncated RIT IE")
	case kind == wpanRIT:
		p.f3("Time to First Listen = %u, # of Repeat Listen = %u, Repeat Listen Interval = %u", uint32(v[0]), uint32(v[1]),
			uint32(le16at(v, 2)))
	case kind == wpanRendezvous && n == 4:
		p.f2("Rendezvous time = %u, Wake-up Interval = %u", uint32(le16(v)), uint32(le16at(v, 2)))
	case kind == wpanCorrection && n == 2:
		t := uint32(le16(v))
		if t&0x8000 != 0 {
			p.s("Negative ")
		}
		p.f1("Ack time correction = %d, ", uint32(int32(t<<20)>>20)) // microseconds in 12 bits, signed
	case kind == wpanRendezvous, kind == wpanCorrection:
		p.wpanError("Length != 2")
	default:
		return false
	}
	return true
}
