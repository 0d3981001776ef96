// ATA over Ethernet, AoE revision 11 (Hopkins and Coile, 2009).
//
//	+---------+-------+-------+---------------+-------+-------+-----------------------+
//	| version | flags | error |     major     | minor |command|          tag          |   then what the command takes
//	+---------+-------+-------+---------------+-------+-------+-----------------------+

package main

const (
	aoeHeader  = 10
	aoeError   = 0x4
	aoeATA     = 0
	aoeConfig  = 1
	aoeMasks   = 2
	aoeReserve = 3
)

var (
	aoeFlags = []token{{0x8, "Response"}, {aoeError, "Error"}, {0x2, "MBZ-1"}, {0x1, "MBZ-0"}}

	aoeErrors = []token{
		{1, "Unrecognized command code"}, {2, "Bad argument parameter"}, {3, "Device unavailable"},
		{4, "Config string present"}, {5, "Unsupported version"}, {6, "Target is reserved"},
	}
	aoeCommands = []token{
		{aoeATA, "Issue ATA Command"}, {aoeConfig, "Query Config Information"}, {aoeMasks, "MAC Mask List"},
		{aoeReserve, "Reserve/Release"},
	}
	aoeATAFlags = []token{
		{0x80, "MBZ-7"}, {0x40, "Ext48"}, {0x20, "MBZ-5"}, {0x10, "Device"}, {0x08, "MBZ-3"}, {0x04, "MBZ-2"},
		{0x02, "Async"}, {0x01, "Write"},
	}
	aoeConfigCommands = []token{
		{0, "read config string"}, {1, "test config string"}, {2, "test config string prefix"}, {3, "set config string"},
		{4, "force set config string"},
	}
	aoeMaskCommands    = []token{{0, "Read Mac Mask List"}, {1, "Edit Mac Mask List"}}
	aoeMaskErrors      = []token{{1, "Unspecified Error"}, {2, "Bad DCmd directive"}, {3, "Mask list full"}}
	aoeMaskDirectives  = []token{{0, "No Directive"}, {1, "Add mac address to mask list"}, {2, "Delete mac address from mask list"}}
	aoeReserveCommands = []token{{0, "Read reserve list"}, {1, "Set reserve list"}, {2, "Force set reserve list"}}
)

const aoeUnknown = "Unknown (0x%02x)"

// aoe prints a message of length bytes on the wire.
func (p *printer) aoe(length int) {
	p.proto = "aoe"
	p.sn("AoE length ", length)
	if length < 1 {
		p.aoeInvalid(length)
		return
	}
	b := uint32(p.u8())
	p.f1(", Ver %u", b>>4)
	if b>>4 != 1 {
		return
	}
	if length < aoeHeader {
		p.aoeInvalid(length - 1)
		return
	}
	p.s(", Flags: [")
	p.bits(&aoeFlags, "none", ", ", b&15)
	p.c(']')
	if p.v == 0 {
		return
	}
	code := uint32(p.u8())
	if b&aoeError != 0 {
		p.s("\n\tError: ")
		p.tok(&aoeErrors, "Invalid (%u)", code)
	}
	p.f1("\n\tMajor: 0x%04x", uint32(p.u16()))
	p.f1(", Minor: 0x%02x", uint32(p.u8()))
	command := p.aoeByte(", Command: ", &aoeCommands)
	p.f1(", Tag: 0x%08x", p.u32())
	length -= aoeHeader
	least := [...]int{aoeATA: 12, aoeConfig: 8, aoeMasks: 4, aoeReserve: 2}
	if int(command) >= len(least) {
		return
	}
	if length < least[command] {
		p.aoeInvalid(length)
		return
	}
	length -= least[command]
	switch command {
	case aoeATA:
		b = uint32(p.u8())
		p.s("\n\tAFlags: [")
		p.bits(&aoeATAFlags, "none", ", ", b)
		p.c(']')
		p.sn(", Err/Feature: ", p.u8())
		p.sn(", Sector Count: ", p.u8())
		p.sn(", Cmd/Status: ", p.u8())
		p.f1("\n\tlba0: %u", uint32(p.u8()))
		for i := uint32(1); i < 6; i++ {
			p.f2(", lba%u: %u", i, uint32(p.u8()))
		}
		p.take(2) // reserved
		if length > 0 {
			p.sn("\n\tData: ", length)
			p.s(" bytes")
		}
	case aoeConfig:
		p.aoeConfig(length)
	case aoeMasks:
		p.take(1)
		p.aoeByte("\n\tMCmd: ", &aoeMaskCommands)
		p.aoeByte(", MError: ", &aoeMaskErrors)
		p.aoeList(", Dir Count: ", length, 8)
	case aoeReserve:
		if length%6 != 0 {
			p.aoeInvalid(length + 2)
			return
		}
		p.aoeByte("\n\tRCmd: ", &aoeReserveCommands)
		p.aoeList(", NMacs: ", length, 6)
	}
}

// aoeInvalid says that a message cannot be so short; the length bytes that it has left must have been captured though.
func (p *printer) aoeInvalid(length int) {
	p.invalid()
	p.need(length)
}

// aoeConfig prints a query of the configuration string, length bytes of it on the wire.
func (p *printer) aoeConfig(length int) {
	p.sn("\n\tBuffer Count: ", p.u16())
	p.sn(", Firmware Version: ", p.u16())
	p.sn(", Sector Count: ", p.u8())
	b := uint32(p.u8())
	p.f1(", AoE: %u, CCmd: ", b>>4)
	p.tok(&aoeConfigCommands, aoeUnknown, b&15)
	size := p.u16()
	if size > 1024 || size > length {
		p.aoeInvalid(length)
		return
	}
	if size > 0 {
		p.sn("\n\tConfig String (length ", size)
		p.s("): ")
		p.textBytes(p.in[:min(size, len(p.in))])
		p.need(size)
	}
}

// aoeList prints a count and as many addresses, those of size 8 behind a directive, in length bytes on the wire.
func (p *printer) aoeList(title string, length, size int) {
	n := p.u8()
	p.sn(title, n)
	if size == 6 && n*size != length || n*size > length {
		p.aoeInvalid(length)
		return
	}
	for i := range n {
		if p.cut >= 0 {
			return
		}
		title := ", Ethernet Address: "
		if size == 6 {
			title = ": "
		} else {
			p.take(1)
			p.aoeByte("\n\t DCmd: ", &aoeMaskDirectives)
		}
		a := p.take(6)
		if size == 6 {
			p.sn("\n\tEthernet Address ", i)
		}
		p.s(title)
		p.mac(a)
	}
}

// aoeByte takes a byte and prints its name.
func (p *printer) aoeByte(title string, names *[]token) uint32 {
	b := uint32(p.u8())
	p.s(title)
	p.tok(names, aoeUnknown, b)
	return b
}
