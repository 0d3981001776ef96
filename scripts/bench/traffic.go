// Savefiles to measure with: traffic made up from a seed, so that everybody measures the same.

package main

import (
	"bufio"
	"encoding/binary"
	"math/rand"
	"os"
)

// trafficKind says what a savefile holds.
type trafficKind struct {
	name    string
	packets int
	hosts   int // 0: the SYN flood
	flows   int
	sources int // of the flood
}

var trafficKinds = []trafficKind{
	{name: "few", packets: 1000000, hosts: 40, flows: 60},
	{name: "many", packets: 1000000, hosts: 7861, flows: 30000},
	{name: "flood", packets: 1000000, sources: 300000},
}

const trafficSeed = 20260101

// traffic writes packets.
type traffic struct {
	w    *bufio.Writer
	r    *rand.Rand
	now  int64 // microseconds since 1970
	id   uint16
	junk []byte // payload: any piece of it
	buf  [2048]byte
}

// trafficFlow is a TCP connection; 0 is the client.
type trafficFlow struct {
	host  [2]uint32
	port  [2]uint16
	seq   [2]uint32
	begun bool
}

// writeTraffic makes one savefile of n packets.
func writeTraffic(name string, kind trafficKind, n int) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	t := &traffic{w: bufio.NewWriterSize(f, 1<<20), r: rand.New(rand.NewSource(trafficSeed)), now: 1767225600e6}
	t.junk = make([]byte, 1<<16)
	t.r.Read(t.junk)
	head := make([]byte, 24)
	binary.LittleEndian.PutUint32(head, 0xa1b2c3d4)
	head[4], head[6] = 2, 4
	binary.LittleEndian.PutUint32(head[16:], 262144)
	head[20] = 1
	t.w.Write(head)
	if kind.sources > 0 {
		t.flood(n, kind.sources)
	} else {
		t.mix(n, kind.hosts, kind.flows)
	}
	if err := t.w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// trafficHost is the address of a host: 10.x.y.z, scattered.
func trafficHost(i int) uint32 { return 10<<24 | uint32(i)*2654435761>>8&0xffff00 | uint32(i)&0xff }

// mix writes TCP (84 %), UDP, DNS, ICMP and ARP.
func (t *traffic) mix(n, hosts, flows int) {
	ports := []uint16{443, 443, 443, 443, 443, 80, 80, 22, 5432, 8080}
	open := make([]trafficFlow, flows)
	for i := range open {
		f := &open[i]
		f.host[0], f.host[1] = trafficHost(i%hosts), trafficHost(t.r.Intn(hosts))
		f.port[0], f.port[1] = uint16(32768+t.r.Intn(28000)), ports[t.r.Intn(len(ports))]
		f.seq[0], f.seq[1] = t.r.Uint32(), t.r.Uint32()
	}
	for i := 0; i < n; i++ {
		f := &open[t.r.Intn(flows)]
		switch k := t.r.Intn(100); {
		case k < 84:
			t.tcp(f)
		case k < 91:
			t.udp(f.host[0], f.host[1], f.port[0], 40000+f.port[1], t.data(40+t.r.Intn(1000)))
		case k < 94:
			t.dns(f, false)
		case k < 97:
			t.dns(f, true)
		case k < 99:
			t.icmp(f, i)
		default:
			t.arp(f)
		}
	}
}

func (t *traffic) data(n int) []byte { return t.junk[t.r.Intn(len(t.junk)-n):][:n] }

// tcp writes the next segment of a connection: its SYN, data, or an acknowledgment, with timestamps.
func (t *traffic) tcp(f *trafficFlow) {
	from := t.r.Intn(2)
	flags := byte(0x10)
	var data []byte
	switch {
	case !f.begun:
		f.begun = true
		from, flags = 0, 2
	case t.r.Intn(100) < 52:
		size := 1448
		if t.r.Intn(100) < 55 {
			size = 1 + t.r.Intn(900)
		}
		data = t.data(size)
		if f.port[1] == 80 && t.r.Intn(4) == 0 {
			data = []byte("GET /images/logo.png HTTP/1.1\r\nHost: www.example.com\r\nAccept: */*\r\n\r\n")
			if from == 1 {
				data = []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5120\r\n\r\n<html>")
			}
		}
		flags = 0x18
	}
	h := make([]byte, 0, 40)
	h = binary.BigEndian.AppendUint16(h, f.port[from])
	h = binary.BigEndian.AppendUint16(h, f.port[1-from])
	h = binary.BigEndian.AppendUint32(h, f.seq[from])
	ack := f.seq[1-from]
	if flags == 2 {
		ack = 0
	}
	h = binary.BigEndian.AppendUint32(h, ack)
	length := 32
	if flags == 2 {
		length = 40
	}
	h = append(h, byte(length/4)<<4, flags)
	h = binary.BigEndian.AppendUint16(h, uint16(500+t.r.Intn(8)))
	h = append(h, 0, 0, 0, 0)
	if flags == 2 {
		h = append(h, 2, 4, 5, 0xb4, 4, 2, 8, 10)
	} else {
		h = append(h, 1, 1, 8, 10)
	}
	h = binary.BigEndian.AppendUint32(h, uint32(t.now/1000))
	if flags == 2 {
		h = append(h, 0, 0, 0, 0, 1, 3, 3, 7)
	} else {
		h = binary.BigEndian.AppendUint32(h, uint32(t.now/1000-20))
	}
	f.seq[from] += uint32(len(data))
	if flags == 2 {
		f.seq[from]++
	}
	t.ip(f.host[from], f.host[1-from], 6, 16, h, data)
}

func (t *traffic) udp(src, dst uint32, sport, dport uint16, data []byte) {
	h := make([]byte, 0, 8)
	h = binary.BigEndian.AppendUint16(h, sport)
	h = binary.BigEndian.AppendUint16(h, dport)
	h = binary.BigEndian.AppendUint16(h, uint16(8+len(data)))
	t.ip(src, dst, 17, 6, append(h, 0, 0), data)
}

// dns writes a question for an address, or the answer to one.
func (t *traffic) dns(f *trafficFlow, answer bool) {
	m := binary.BigEndian.AppendUint16(nil, uint16(t.r.Intn(65536)))
	if answer {
		m = append(m, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0)
	} else {
		m = append(m, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0)
	}
	host := t.r.Intn(200)
	m = append(m, 6, 'h', 'o', 's', 't', byte('0'+host/10%10), byte('0'+host%10))
	m = append(m, "\x07example\x03com\x00\x00\x01\x00\x01"...)
	if !answer {
		t.udp(f.host[0], f.host[1], f.port[0], 53, m)
		return
	}
	for range 2 {
		m = append(m, 0xc0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4)
		m = binary.BigEndian.AppendUint32(m, trafficHost(t.r.Intn(256)))
	}
	t.udp(f.host[1], f.host[0], 53, f.port[0], m)
}

func (t *traffic) icmp(f *trafficFlow, n int) {
	h := append([]byte{byte(8 * (n & 1)), 0, 0, 0}, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	t.ip(f.host[n&1], f.host[1-n&1], 1, 2, h, t.data(56))
}

func (t *traffic) arp(f *trafficFlow) {
	m := []byte{0, 1, 8, 0, 6, 4, 0, 1, 2, 0}
	m = binary.BigEndian.AppendUint32(m, f.host[0])
	m = binary.BigEndian.AppendUint32(m, f.host[0])
	m = append(m, 0, 0, 0, 0, 0, 0)
	m = binary.BigEndian.AppendUint32(m, f.host[1])
	t.frame(^uint32(0), f.host[0], 0x806, append(m, make([]byte, 18)...))
}

// ip writes a packet; sumAt is the place of the checksum in its payload's header.
func (t *traffic) ip(src, dst uint32, proto byte, sumAt int, head, data []byte) {
	b := t.buf[:20]
	size := 20 + len(head) + len(data)
	t.id++
	b[0], b[1] = 0x45, 0
	binary.BigEndian.PutUint16(b[2:], uint16(size))
	binary.BigEndian.PutUint16(b[4:], t.id)
	b[6], b[7], b[8], b[9], b[10], b[11] = 0x40, 0, 64, proto, 0, 0
	binary.BigEndian.PutUint32(b[12:], src)
	binary.BigEndian.PutUint32(b[16:], dst)
	binary.BigEndian.PutUint16(b[10:], ^fold(add(0, b)))
	b = append(append(b, head...), data...)
	sum := add(0, b[20:])
	if proto != 1 {
		sum = add(sum+uint64(proto)+uint64(size-20), b[12:20])
	}
	binary.BigEndian.PutUint16(b[20+sumAt:], ^fold(sum))
	t.frame(dst, src, 0x800, b)
}

func add(sum uint64, b []byte) uint64 {
	for ; len(b) >= 2; b = b[2:] {
		sum += uint64(b[0])<<8 | uint64(b[1])
	}
	if len(b) > 0 {
		sum += uint64(b[0]) << 8
	}
	return sum
}

func fold(sum uint64) uint16 {
	for sum > 0xffff {
		sum = sum>>16 + sum&0xffff
	}
	return uint16(sum)
}

// frame writes an Ethernet frame as one record, some microseconds after the one before.
func (t *traffic) frame(dst, src uint32, typ uint16, payload []byte) {
	t.now += int64(t.r.Intn(20))
	size := uint32(14 + len(payload))
	h := make([]byte, 0, 30)
	h = binary.LittleEndian.AppendUint32(h, uint32(t.now/1e6))
	h = binary.LittleEndian.AppendUint32(h, uint32(t.now%1e6))
	h = binary.LittleEndian.AppendUint32(h, size)
	h = binary.LittleEndian.AppendUint32(h, size)
	if dst == ^uint32(0) {
		h = append(h, 0xff, 0xff)
	} else {
		h = append(h, 2, 0)
	}
	h = binary.BigEndian.AppendUint32(h, dst)
	h = append(h, 2, 0)
	h = binary.BigEndian.AppendUint32(h, src)
	h = binary.BigEndian.AppendUint16(h, typ)
	t.w.Write(h)
	t.w.Write(payload)
}

// flood writes SYNs from so many addresses to one server, which answers one in ten.
func (t *traffic) flood(n, sources int) {
	const server = 192<<24 | 2<<8 | 80
	for i := 0; i < n; i++ {
		who := uint32(i % sources)
		f := trafficFlow{host: [2]uint32{11<<24 | who, server}, port: [2]uint16{uint16(1024 + t.r.Intn(64000)), 80}}
		seq := t.r.Uint32()
		for from := range 2 {
			if from == 1 {
				if i++; i%10 != 1 || i == n {
					i--
					break
				}
			}
			h := make([]byte, 0, 24)
			h = binary.BigEndian.AppendUint16(h, f.port[from])
			h = binary.BigEndian.AppendUint16(h, f.port[1-from])
			if from == 0 {
				h = binary.BigEndian.AppendUint32(h, seq)
				h = append(h, 0, 0, 0, 0, 0x60, 2)
			} else {
				h = binary.BigEndian.AppendUint32(h, t.r.Uint32())
				h = binary.BigEndian.AppendUint32(h, seq+1)
				h = append(h, 0x60, 0x12)
			}
			h = append(h, 0xfa, 0xf0, 0, 0, 0, 0, 2, 4, 5, 0xb4)
			t.ip(f.host[from], f.host[1-from], 6, 16, h, nil)
		}
	}
}
