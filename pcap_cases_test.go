package main

import (
	"bytes"
	"encoding/binary"
)

var (
	testLE = binary.LittleEndian
	testBE = binary.BigEndian
)

// testPacket is an Ethernet frame with an empty UDP datagram.
var testPacket = []byte("\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00\x00\x01\x08\x00" +
	"\x45\x00\x00\x1c\x00\x01\x00\x00\x40\x11\x00\x00\x01\x02\x03\x04\x05\x06\x07\x08\x00\x35\x00\x35\x00\x08\x00\x00")

func testCat(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func testWords(o binary.ByteOrder, v ...uint32) (b []byte) {
	for _, v := range v {
		b = append(b, 0, 0, 0, 0)
		o.PutUint32(b[len(b)-4:], v)
	}
	return b
}

func testHalves(o binary.ByteOrder, v ...uint16) (b []byte) {
	for _, v := range v {
		b = append(b, 0, 0)
		o.PutUint16(b[len(b)-2:], v)
	}
	return b
}

func testHeader(o binary.ByteOrder, magic uint32, major, minor uint16, snap, link uint32) []byte {
	return testCat(testWords(o, magic), testHalves(o, major, minor), testWords(o, 0, 0, snap, link))
}

func testRecord(o binary.ByteOrder, sec, frac, caplen, length uint32, data []byte) []byte {
	return testCat(testWords(o, sec, frac, caplen, length), data)
}

func testBlock(o binary.ByteOrder, typ uint32, body ...[]byte) []byte {
	b := testCat(body...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	n := uint32(len(b) + 12)
	return testCat(testWords(o, typ, n), b, testWords(o, n))
}

func testSection(o binary.ByteOrder, opts ...[]byte) []byte {
	return testBlock(o, 0x0a0d0d0a, testWords(o, 0x1a2b3c4d), testHalves(o, 1, 0), bytes.Repeat([]byte{0xff}, 8), testCat(opts...))
}

func testOption(o binary.ByteOrder, code uint16, value string) []byte {
	b := testCat(testHalves(o, code, uint16(len(value))), []byte(value))
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

func testInterface(o binary.ByteOrder, link uint16, snap uint32, opts ...[]byte) []byte {
	return testBlock(o, 1, testHalves(o, link, 0), testWords(o, snap), testCat(opts...))
}

func testEnhanced(o binary.ByteOrder, id uint32, ts uint64, data []byte, opts ...[]byte) []byte {
	pad := make([]byte, -len(data)&3)
	return testBlock(o, 6, testWords(o, id, uint32(ts>>32), uint32(ts), uint32(len(data)), uint32(len(data))), data, pad,
		testCat(opts...))
}

// savefileCase is a file, how many packets it holds, and what is said at its end. Messages that come when the file is
// opened begin with "open: ". Where ours is better than libpcap, peer is false.
type savefileCase struct {
	name    string
	file    []byte
	packets int
	message string
	peer    bool
}

func pcapCases() []savefileCase {
	const micro, kuznetzov = 0xa1b2c3d4, 0xa1b2cd34
	head := testHeader(testLE, micro, 2, 4, 262144, 1)
	rec := testRecord(testLE, 1, 2, 42, 42, testPacket)
	kuz := testCat(testWords(testLE, 1, 2, 42, 42), make([]byte, 8), testPacket)
	claim := func(link, caplen uint32) []byte {
		return testCat(testHeader(testLE, micro, 2, 4, 65535, link), testWords(testLE, 1, 2, caplen, caplen), []byte("abc"))
	}
	snap50 := testCat(testHeader(testLE, micro, 2, 4, 50, 1), testRecord(testLE, 1, 2, 142, 142, testCat(testPacket, make([]byte, 100))))
	return []savefileCase{
		{"plain", testCat(head, rec, rec), 2, "", true},
		{"big endian", testCat(testHeader(testBE, micro, 2, 4, 262144, 1), testRecord(testBE, 1, 2, 42, 42, testPacket)), 1, "", true},
		{"nanoseconds", testCat(testHeader(testBE, 0xa1b23c4d, 2, 4, 262144, 1), testRecord(testBE, 1, 2, 42, 42, testPacket)), 1, "", true},
		{"Kuznetzov", testCat(testHeader(testLE, kuznetzov, 2, 4, 262144, 1), kuz, kuz), 2, "", true},
		{"Kuznetzov, cut header", testCat(testHeader(testLE, kuznetzov, 2, 4, 262144, 1), kuz[:20]), 0,
			"truncated dump file; tried to read 24 header bytes, only got 20", true},
		{"Mesquita's magic", testCat(testHeader(testLE, 0xa1b234cd, 2, 4, 262144, 1), rec), 0, "open: unknown file format", true},
		{"reserved bits of the link type", testHeader(testLE, micro, 2, 4, 262144, 0x00300001), 0,
			"open: savefile linktype reserved field not zero (0x00300000)", false},
		{"empty", nil, 0, "open: truncated dump file; tried to read 4 file header bytes, only got 0", true},
		{"3 octets", head[:3], 0, "open: truncated dump file; tried to read 4 file header bytes, only got 3", true},
		{"4 octets", head[:4], 0, "open: truncated dump file; tried to read 24 file header bytes, only got 0", true},
		{"23 octets", head[:23], 0, "open: truncated dump file; tried to read 24 file header bytes, only got 19", true},
		{"text", []byte("hello, world, hello, world"), 0, "open: unknown file format", true},
		{"no packets", head, 0, "", true},
		{"1 octet of a record", testCat(head, rec, rec[:1]), 1, "truncated dump file; tried to read 16 header bytes, only got 1", true},
		{"15 octets of a record", testCat(head, rec, rec[:15]), 1, "truncated dump file; tried to read 16 header bytes, only got 15", true},
		{"a record's header", testCat(head, rec, rec[:16]), 1, "truncated dump file; tried to read 42 captured bytes, only got 0", true},
		{"a record less an octet", testCat(head, rec, rec[:57]), 1, "truncated dump file; tried to read 42 captured bytes, only got 41", true},
		{"version 1.4", testHeader(testLE, micro, 1, 4, 0, 1), 0, "open: archaic pcap savefile format", true},
		{"version 2.5", testHeader(testLE, micro, 2, 5, 0, 1), 0, "open: unsupported pcap savefile version 2.5", true},
		{"version 3.4", testHeader(testLE, micro, 3, 4, 0, 1), 0, "open: unsupported pcap savefile version 3.4", true},
		{"version 543.1", testHeader(testLE, micro, 543, 1, 0, 1), 0, "open: unsupported pcap savefile version 543.1", true},
		{"version 2.2, lengths exchanged", testCat(testHeader(testLE, micro, 2, 2, 0, 1), testRecord(testLE, 1, 2, 100, 42, testPacket)), 1, "", true},
		{"version 2.3, lengths as they are", testCat(testHeader(testLE, micro, 2, 3, 0, 1), testRecord(testLE, 1, 2, 42, 43, testPacket),
			testRecord(testLE, 1, 2, 100, 42, testPacket)), 2, "", true},
		{"version 543.0", testCat(testHeader(testLE, micro, 543, 0, 0, 1), testRecord(testLE, 1, 2, 100, 42, testPacket)), 1, "", true},
		{"captured length of 256 KB", claim(1, 262144), 0, "truncated dump file; tried to read 65535 captured bytes, only got 3", true},
		{"beyond 256 KB", claim(1, 262145), 0, "invalid packet capture length 262145, bigger than snaplen of 65535", true},
		{"4 GB", claim(1, 0xffffffff), 0, "invalid packet capture length 4294967295, bigger than snaplen of 65535", true},
		{"D-Bus, 128 MB", claim(231, 128<<20), 0, "truncated dump file; tried to read 65535 captured bytes, only got 3", true},
		{"D-Bus, beyond", claim(231, 128<<20+1), 0, "invalid packet capture length 134217729, bigger than snaplen of 65535", true},
		{"USBPcap, 1 MB", claim(249, 1<<20), 0, "truncated dump file; tried to read 65535 captured bytes, only got 3", true},
		{"USBPcap, beyond", claim(249, 1<<20+1), 0, "invalid packet capture length 1048577, bigger than snaplen of 65535", true},
		{"EBHSCR, beyond", claim(279, 8<<20+1), 0, "invalid packet capture length 8388609, bigger than snaplen of 65535", true},
		{"beyond the maximum, not the snapshot length", testCat(testHeader(testLE, micro, 2, 4, 300000, 1), testWords(testLE, 1, 2, 300000, 300000),
			make([]byte, 300000)), 0, "invalid packet capture length 300000, bigger than maximum of 262144", true},
		{"cut to the snapshot length", testCat(snap50, snap50[24:]), 2, "", true},
		{"cut, and the file ends behind", snap50[:124], 0, "truncated dump file; tried to read 142 captured bytes, only got 84", true},
		{"cut, and the file ends before", snap50[:84], 0, "truncated dump file; tried to read 50 captured bytes, only got 44", true},
	}
}

func pcapngCases() []savefileCase {
	shb, idb, epb := testSection(testLE), testInterface(testLE, 1, 262144), testEnhanced(testLE, 0, 1000002, testPacket)
	one := testCat(shb, idb, epb)
	iface := func(opts ...[]byte) []byte { return testCat(shb, testInterface(testLE, 1, 262144, opts...), epb) }
	length := func(n uint32) []byte {
		b := testBlock(testLE, 6, make([]byte, 40))
		testLE.PutUint32(b[4:], n)
		return b
	}
	section := func(n uint32) []byte {
		b := bytes.Clone(one)
		testLE.PutUint32(b[4:], n)
		return b
	}
	version := func(major, minor uint16) []byte {
		b := bytes.Clone(one)
		testLE.PutUint16(b[12:], major)
		testLE.PutUint16(b[14:], minor)
		return b
	}
	badTrailer := testBlock(testLE, 99, make([]byte, 40))
	testLE.PutUint32(badTrailer[len(badTrailer)-4:], 56)
	enhanced := func(caplen uint32) []byte {
		b := bytes.Clone(epb)
		testLE.PutUint32(b[20:], caplen)
		return testCat(shb, idb, b)
	}
	simple := func(snap, n uint32, data []byte) []byte {
		return testCat(shb, testInterface(testLE, 1, snap), testBlock(testLE, 3, testWords(testLE, n), data))
	}
	old := testBlock(testLE, 2, testHalves(testLE, 0, 7), testWords(testLE, 0, 1000002, 42, 42), testPacket)
	other := []byte{0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0, 1, 2, 3, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0}
	const tooShort = "block of type 1 in pcapng dump file is too short"
	return []savefileCase{
		{"plain", one, 1, "", true},
		{"big endian", testCat(testSection(testBE), testInterface(testBE, 1, 0), testEnhanced(testBE, 0, 1000002, testPacket)), 1, "", true},
		{"magic only", shb[:4], 0, "open: unknown file format", true},
		{"11 octets", shb[:11], 0, "open: unknown file format", true},
		{"12 octets", shb[:12], 0, "open: truncated pcapng dump file; tried to read 16 bytes, only got 0", true},
		{"section less an octet", shb[:27], 0, "open: truncated pcapng dump file; tried to read 16 bytes, only got 15", true},
		{"section only", shb, 0, "open: the capture file has no Interface Description Blocks", true},
		{"cut block header", testCat(shb, idb[:7]), 0, "open: truncated pcapng dump file; tried to read 8 bytes, only got 7", true},
		{"cut interface", testCat(shb, idb[:9]), 0, "open: truncated pcapng dump file; tried to read 12 bytes, only got 1", true},
		{"no packets", testCat(shb, idb), 0, "", true},
		{"cut header", testCat(one, epb[:7]), 1, "truncated pcapng dump file; tried to read 8 bytes, only got 7", true},
		{"cut packet", testCat(one, epb[:50]), 1, "truncated pcapng dump file; tried to read 68 bytes, only got 42", true},
		{"packet before interface", testCat(shb, epb), 0,
			"open: the capture file has a packet block before any Interface Description Blocks", true},
		{"no such interface", testCat(one, testEnhanced(testLE, 1, 0, testPacket)), 1,
			"a packet arrived on interface 1, but there's no Interface Description Block for that interface", true},
		{"trailer", testCat(one, badTrailer, epb), 1, "block total length in header 52 and trailer 56 don't match", false},
		{"length 0", testCat(one, length(0)), 1, "block in pcapng dump file has a length of 0 < 12", true},
		{"length 11", testCat(one, length(11)), 1, "block in pcapng dump file has a length of 11 < 12", true},
		{"length 14", testCat(one, length(14)), 1, "block in pcapng dump file has a length of 14 that is not a multiple of 4", true},
		{"length 16 MB", testCat(one, length(16<<20)), 1, "truncated pcapng dump file; tried to read 16777208 bytes, only got 44", true},
		{"length beyond", testCat(one, length(16<<20+4)), 1, "pcapng block size 16777220 > maximum 16777216", true},
		{"length 4 GB", testCat(one, length(0xfffffffc)), 1, "pcapng block size 4294967292 > maximum 16777216", true},
		{"D-Bus, length beyond", testCat(shb, testInterface(testLE, 231, 0), length(1<<28)), 0, "pcapng block size 268435456 > maximum 134348832", true},
		{"section too short", section(24), 0,
			"open: Section Header Block in pcapng dump file has invalid length 28 < _24_ < 1048576 (BT_SHB_INSANE_MAX)", true},
		{"section too long", section(1<<20 + 4), 0,
			"open: Section Header Block in pcapng dump file has invalid length 28 < _1048580_ < 1048576 (BT_SHB_INSANE_MAX)", true},
		{"section of 1 MB", section(1 << 20), 0, "open: truncated pcapng dump file; tried to read 1048564 bytes, only got 112", true},
		{"byte order magic", other, 0, "open: unknown file format", true},
		{"version 1.2", version(1, 2), 1, "", true},
		{"version 1.3", version(1, 3), 0, "open: unsupported pcapng savefile version 1.3", true},
		{"version 2.0", version(2, 0), 0, "open: unsupported pcapng savefile version 2.0", true},
		{"second section", testCat(one, one), 2, "", true},
		{"second section without interface", testCat(one, shb, epb), 1,
			"a packet arrived on interface 0, but there's no Interface Description Block for that interface", true},
		{"second section's magic", testCat(one, other), 1, "the file has a section with a bad byte order magic field", true},
		{"second section's version", testCat(one, version(2, 0)), 1, "unknown pcapng savefile major version number 2", true},
		{"second section too short", testCat(one, testBlock(testLE, 0x0a0d0d0a, testWords(testLE, 0x1a2b3c4d))), 1,
			"block of type 168627466 in pcapng dump file is too short", true},
		{"second section of the other order", testCat(one, testSection(testBE), testInterface(testBE, 1, 0), testEnhanced(testBE, 0, 1, testPacket)), 2, "", false},
		{"packet beyond its block", enhanced(45), 0, "block of type 6 in pcapng dump file is too short", true},
		{"packet beyond the snapshot length", enhanced(262145), 0, "invalid packet capture length 262145, bigger than snaplen of 262144", true},
		{"interface's snapshot length", testCat(shb, testInterface(testLE, 1, 10), epb), 0,
			"invalid packet capture length 42, bigger than snaplen of 10", true},
		{"short packet block", testCat(one, testBlock(testLE, 6, make([]byte, 16))), 1, "block of type 6 in pcapng dump file is too short", true},
		{"short simple block", testCat(one, testBlock(testLE, 3)), 1, "block of type 3 in pcapng dump file is too short", true},
		{"short obsolete block", testCat(one, testBlock(testLE, 2, make([]byte, 16))), 1, "block of type 2 in pcapng dump file is too short", true},
		{"short interface", testCat(one, testBlock(testLE, 1, make([]byte, 4))), 1, tooShort, true},
		{"simple packet", simple(0, 42, testPacket), 1, "", true},
		{"simple packet, cut", simple(30, 42, testPacket[:30]), 1, "", true},
		{"simple packet beyond its block", simple(0, 100, testPacket), 0, "block of type 3 in pcapng dump file is too short", true},
		{"obsolete packet", testCat(shb, idb, old), 1, "", true},
		{"unknown blocks", testCat(shb, testBlock(testLE, 99, []byte("abc")), idb, testBlock(testLE, 5, make([]byte, 12)),
			testBlock(testLE, 4, make([]byte, 4)), testBlock(testLE, 10, []byte("key")), testBlock(testLE, 0x80000001), epb), 1, "", true},
		{"tsresol's length", iface(testOption(testLE, 9, "ab")), 0, "open: Interface Description Block has if_tsresol option with length 2 != 1", true},
		{"tsoffset's length", iface(testOption(testLE, 14, "abcd")), 0, "open: Interface Description Block has if_tsoffset option with length 4 != 8", true},
		{"endofopt's length", iface(testOption(testLE, 0, "abcd")), 0, "open: Interface Description Block has opt_endofopt option with length 4 != 0", true},
		{"two tsresol", iface(testOption(testLE, 9, "\x06"), testOption(testLE, 9, "\x06")), 0,
			"open: Interface Description Block has more than one if_tsresol option", true},
		{"two tsoffset", iface(testOption(testLE, 14, "\x00\x00\x00\x00\x00\x00\x00\x00"), testOption(testLE, 14, "\x00\x00\x00\x00\x00\x00\x00\x00")), 0,
			"open: Interface Description Block has more than one if_tsoffset option", true},
		{"tsresol 10^-20", iface(testOption(testLE, 9, "\x14")), 0, "open: Interface Description Block if_tsresol option resolution 10^-20 is too high", true},
		{"tsresol 2^-64", iface(testOption(testLE, 9, "\xc0")), 0, "open: Interface Description Block if_tsresol option resolution 2^-64 is too high", true},
		{"option beyond its block", iface(testCat(testHalves(testLE, 2, 5), []byte("abcd"))), 0, "open: " + tooShort, true},
		{"after the end of options", iface(testOption(testLE, 0, ""), testOption(testLE, 9, "ab")), 1, "", true},
		{"damaged packet options", testCat(shb, idb, testEnhanced(testLE, 0, 1, testPacket, testCat(testHalves(testLE, 1, 90), []byte("abcd"))), epb), 2, "", true},
		{"several link types", testCat(shb, idb, testInterface(testLE, 101, 0), epb, testEnhanced(testLE, 1, 1, testPacket[14:])), 2, "", false},
		{"several snapshot lengths", testCat(shb, idb, testInterface(testLE, 1, 100), epb), 1, "", false},
	}
}
