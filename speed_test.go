// What a packet costs on its way: nothing of the heap, and how long.

package main

import (
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// speedPacket puts an Ethernet and an IPv4 header with right checksums before a payload.
func speedPacket(proto byte, payload []byte) []byte {
	b := []byte{2, 0, 10, 1, 2, 3, 2, 0, 10, 4, 5, 66, 8, 0}
	b = append(b, 0x45, 0, 0, 0, 0x1c, 0x46, 0x40, 0, 64, proto, 0, 0, 10, 1, 2, 33, 192, 0, 2, 144)
	b = append(b, payload...)
	ip := b[14:]
	binary.BigEndian.PutUint16(ip[2:], uint16(len(ip)))
	binary.BigEndian.PutUint16(ip[10:], inChecksum(ip[:20]))
	info := ipInfo{src: ip[12:16], dst: ip[16:20]}
	switch proto {
	case ipProtoTCP:
		binary.BigEndian.PutUint16(ip[36:], pseudoChecksum(&info, ip[20:], len(ip)-20, ipProtoTCP))
	case ipProtoUDP:
		binary.BigEndian.PutUint16(ip[26:], pseudoChecksum(&info, ip[20:], len(ip)-20, ipProtoUDP))
	case ipProtoICMP:
		binary.BigEndian.PutUint16(ip[22:], inChecksum(ip[20:]))
	}
	return b
}

func speedTCP(sport, dport uint16, data string) []byte {
	h := binary.BigEndian.AppendUint16(nil, sport)
	h = binary.BigEndian.AppendUint16(h, dport)
	h = binary.BigEndian.AppendUint32(h, 3345678901)
	h = binary.BigEndian.AppendUint32(h, 123456789)
	h = append(h, 0x80, 0x18, 1, 0xf6, 0, 0, 0, 0, 1, 1, 8, 10, 0x12, 0x34, 0x56, 0x78, 0x02, 0x46, 0x8a, 0xce)
	return speedPacket(ipProtoTCP, append(h, data...))
}

func speedUDP(sport, dport uint16, data string) []byte {
	h := binary.BigEndian.AppendUint16(nil, sport)
	h = binary.BigEndian.AppendUint16(h, dport)
	h = binary.BigEndian.AppendUint16(h, uint16(8+len(data)))
	return speedPacket(ipProtoUDP, append(append(h, 0, 0), data...))
}

type speedCase struct {
	name string
	data []byte
}

// speedPackets are the packets that most captures are made of.
func speedPackets() []speedCase {
	const question = "\x06host42\x07example\x03com\x00\x00\x01\x00\x01"
	return []speedCase{
		{"TCP", speedTCP(443, 51234, strings.Repeat("\xa5Z", 400))},
		{"ack", speedTCP(51234, 443, "")},
		{"HTTP", speedTCP(51235, 80, "GET /images/logo.png HTTP/1.1\r\nHost: www.example.com\r\n\r\n")},
		{"UDP", speedUDP(40000, 41000, strings.Repeat("x", 300))},
		{"DNS", speedUDP(51236, 53, "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"+question)},
		{"answer", speedUDP(53, 51236, "\x12\x34\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00"+question+
			"\xc0\x0c\x00\x01\x00\x01\x00\x00\x01\x2c\x00\x04\x0a\x01\x02\x03")},
		{"ICMP", speedPacket(ipProtoICMP, append([]byte{8, 0, 0, 0, 0x12, 0x34, 0, 7}, strings.Repeat("p", 56)...))},
		{"ARP", append([]byte{255, 255, 255, 255, 255, 255, 2, 0, 10, 4, 5, 66, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1,
			2, 0, 10, 4, 5, 66, 10, 4, 5, 66, 0, 0, 0, 0, 0, 0, 10, 1, 2, 3}, make([]byte, 18)...)},
	}
}

var speedOptions = []string{"-n", "-n -e -v", "-n -vvv", "-n -X", "-n -x", "-n -A", "-n -q", "-n -tttt", "-n -ttt", "-n -tt",
	"--classic -n", "--classic -n -e -v -x"}

func speedPrinter(tb testing.TB, options string) *printer {
	o, err := parseOptions(append([]string{"tcpdump"}, strings.Fields(options)...), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return newPrinter(o, newNameTables(""), time.UTC, false)
}

func speedTake(p *printer, pk *packet, data []byte) {
	pk.data, pk.wireLen, pk.linkType = data, len(data), linkEthernet
	pk.nsec = (pk.nsec + 12345678) % 1e9
	p.packet(pk, 1)
	if len(p.out) >= textChunk {
		p.out = p.out[:0]
	}
}

// TestPrintAllocates prints each of the packets in each style: nothing may come of the heap.
func TestPrintAllocates(t *testing.T) {
	for _, options := range speedOptions {
		p := speedPrinter(t, options)
		pk := &packet{sec: 1767225600}
		for _, c := range speedPackets() {
			for range 200 {
				speedTake(p, pk, c.data) // tables and buffers find their size
			}
			if n := testing.AllocsPerRun(200, func() { speedTake(p, pk, c.data) }); n != 0 {
				t.Errorf("%s, %s: %v allocations", options, c.name, n)
			}
		}
	}
}

// BenchmarkPrint is one packet in one style.
func BenchmarkPrint(b *testing.B) {
	for _, options := range speedOptions {
		for _, c := range speedPackets() {
			b.Run(strings.ReplaceAll(options, " ", "")+"/"+c.name, func(b *testing.B) {
				p := speedPrinter(b, options)
				pk := &packet{sec: 1767225600}
				b.ReportAllocs()
				for b.Loop() {
					speedTake(p, pk, c.data)
				}
			})
		}
	}
}

// speedFile writes a savefile of n rounds of the packets.
func speedFile(tb testing.TB, n int) string {
	name := filepath.Join(tb.TempDir(), "in.pcap")
	w := speedWriter(tb, name)
	pk := &packet{sec: 1767225600}
	for range n {
		for _, c := range speedPackets() {
			pk.data, pk.wireLen, pk.linkType = c.data, len(c.data), linkEthernet
			if err := w.write(pk); err != nil {
				tb.Fatal(err)
			}
		}
	}
	if err := w.close(); err != nil {
		tb.Fatal(err)
	}
	return name
}

func speedWriter(tb testing.TB, name string) packetWriter {
	w, err := newPacketWriter(name, directFiles{}, &writerConfig{linkType: linkEthernet, snapLen: 262144})
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

// speedApp is a run that reads a savefile, filters it, and prints and saves what is left.
func speedApp(tb testing.TB, name string) *app {
	o, err := parseOptions([]string{"tcpdump", "-n", "-r", name, "-w", os.DevNull, "--print", "udp or icmp or tcp port 443"}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	a := &app{o: o, files: directFiles{}, names: newNameTables("")}
	s, err := openSavefile(name, a.files, false)
	if err != nil {
		tb.Fatal(err)
	}
	a.src = s
	env := filterEnv{linkType: s.link, snapLen: s.snap, savefile: true, noMask: true}
	prog, err := a.compile(&env)
	if err == nil {
		err = a.useFilter(prog, env)
	}
	if err == nil {
		err = a.openWriter(a.copyConfig(s))
	}
	if err != nil {
		tb.Fatal(err)
	}
	a.text.attn = &a.attn
	a.printing = (*printerState)(newPrinter(o, a.names, time.UTC, false))
	return a
}

// TestWayAllocates takes packets from a savefile through the filter to the printer and the writer.
func TestWayAllocates(t *testing.T) {
	a := speedApp(t, speedFile(t, 400))
	defer a.src.close()
	var pk packet
	one := func() {
		if err := a.src.next(&pk); err != nil {
			t.Fatal(err)
		}
		if err := a.take(&pk); err != nil {
			t.Fatal(err)
		}
		if len(a.printing.out) > textChunk/2 { // what the test must not write to its standard output
			a.printing.out = a.printing.out[:0]
		}
	}
	for range 800 {
		one()
	}
	if n := testing.AllocsPerRun(2000, one); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// BenchmarkRead is the reader alone, BenchmarkWrite the writer.
func BenchmarkRead(b *testing.B) {
	name := speedFile(b, 1000)
	var pk packet
	var s *savefile
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%8000 == 0 {
			if s != nil {
				s.close()
			}
			s, _ = openSavefile(name, directFiles{}, false)
		}
		if err := s.next(&pk); err != nil && err != io.EOF {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	w := speedWriter(b, os.DevNull)
	data := speedPackets()[0].data
	pk := &packet{data: data, wireLen: len(data), linkType: linkEthernet, sec: 1767225600}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := w.write(pk); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFilter runs expressions on each of the packets in turn.
func BenchmarkFilter(b *testing.B) {
	packets := speedPackets()
	for _, text := range []string{"tcp port 443", "tcp[13] & 7 != 0", "vlan or ip6 or portrange 1-1023",
		"(tcp port 443 or udp port 53) and not host 10.9.9.9 and (net 10.0.0.0/8 or net 192.168.0.0/16)"} {
		b.Run(text, func(b *testing.B) {
			prog := speedFilter(b, text)
			pk := &packet{linkType: linkEthernet}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				pk.data = packets[i%len(packets)].data
				pk.wireLen = len(pk.data)
				runFilter(prog, pk)
			}
		})
	}
}

func speedFilter(tb testing.TB, text string) *bpfProgram {
	code, _, err := compileFilter(text, &filterEnv{linkType: linkEthernet, snapLen: maxSnapLen, savefile: true, noMask: true,
		optimize: true, names: newNameTables("")})
	if err != nil {
		tb.Fatal(err)
	}
	prog, err := newBPFProgram(code)
	if err != nil {
		tb.Fatal(err)
	}
	return prog
}

// BenchmarkText is the pieces that lines are made of.
func BenchmarkText(b *testing.B) {
	p := speedPrinter(b, "-n")
	data := speedPackets()[0].data
	ip := ipInfo{src: data[26:30], dst: data[30:34]}
	six := []byte{0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12, 0xab, 0xcd}
	pieces := []struct {
		name string
		run  func(n uint64)
	}{
		{"time", func(n uint64) { p.timestamp(&packet{sec: 1767225600, nsec: n % 1e9}) }},
		{"number", func(n uint64) { p.u(n * 2654435761 >> 7 & 0xffffffff) }},
		{"ip4", func(n uint64) { p.ip4(ip.src) }},
		{"ip6", func(n uint64) { p.ip6(six) }},
		{"mac", func(n uint64) { p.mac(data) }},
		{"endpoints", func(n uint64) { p.endpoints(&ip, uint16(n), 443, "tcp") }},
		{"format", func(n uint64) { p.f3(", id %u, offset %u, cksum 0x%04x", uint32(n&0xffff), 0, uint32(n>>3&0xffff)) }},
		{"hex", func(n uint64) { p.hexASCIILines("\n\t", data[:256]) }},
		{"checksum", func(n uint64) { p.out = append(p.out, byte(inChecksum(data[14:]))) }},
		{"conversation", func(n uint64) { p.tcp.relative(&ip, uint16(n&1023), 443, 1, 2, false) }},
	}
	for _, piece := range pieces {
		b.Run(piece.name, func(b *testing.B) {
			b.ReportAllocs()
			n := uint64(0)
			for b.Loop() {
				n += 7919
				piece.run(n)
				if len(p.out) > textChunk {
					p.out = p.out[:0]
				}
			}
		})
	}
}

// TestConversationsStayBounded meets more conversations than the table holds, and more: it stays as large as it was, and
// those that go on are not driven out by those that do not.
func TestConversationsStayBounded(t *testing.T) {
	var table tcpTable
	src, dst := []byte{10, 0, 0, 0}, []byte{192, 0, 2, 80}
	ip := ipInfo{src: src, dst: dst}
	lost := 0
	steady := func(seq uint32) {
		for i := range 100 {
			src[3] = byte(i)
			src[0], src[1], src[2] = 10, 0, 0
			if r := table.relative(&ip, uint16(i), 443, seq, 1, false); r.first {
				lost++
			}
		}
	}
	steady(1)
	lost = 0
	size := len(table.sets)
	for n := uint32(0); n < 2000000; n++ {
		binary.BigEndian.PutUint32(src, 11<<24|n&0xffffff)
		table.relative(&ip, uint16(n), 80, n, 1, false)
		if n%10000 == 0 {
			steady(n)
		}
	}
	if len(table.sets) != size || lost > 0 {
		t.Errorf("%d buckets of %d, %d conversations lost", len(table.sets), size, lost)
	}
	if n := testing.AllocsPerRun(1000, func() { src[2]++; table.relative(&ip, 7, 80, 1, 1, false) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestEtherShortWay prints every prefix of the packets by the short way for plain frames and by the long one.
func TestEtherShortWay(t *testing.T) {
	for _, options := range []string{"-n", "-n -e", "-n -v", "-n -e -q", "-n -vv -X"} {
		short, long := speedPrinter(t, options), speedPrinter(t, options)
		for _, c := range speedPackets() {
			for n := 1; n <= len(c.data); n++ {
				pk := &packet{data: c.data[:n], wireLen: len(c.data), linkType: linkEthernet}
				short.out, long.out = short.out[:0], long.out[:0]
				short.packet(pk, 1)
				long.timestamp(pk)
				long.pk, long.frame, long.in = pk, pk.data, pk.data
				long.cut, long.proto, long.depth, long.ll = -1, "ether", 0, 0
				long.ether(pk.wireLen, nil)
				if long.cut >= 0 {
					long.out = long.out[:long.cut]
					long.s(" [|" + long.cutBy + "]")
				}
				long.dumpPacket(pk)
				long.c('\n')
				if string(short.out) != string(long.out) {
					t.Fatalf("%s, %d bytes of %s:\n%s%s", options, n, c.name, short.out, long.out)
				}
			}
		}
	}
}
