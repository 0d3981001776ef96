// Reassembly of IP fragments: datagrams are cut up, shuffled and put together again.

package main

import (
	"bytes"
	"encoding/binary"
	"math/rand"
	"slices"
	"testing"
)

// defragTestIP4 is an IPv4 datagram.
func defragTestIP4(id int, proto byte, options, payload []byte) []byte {
	hlen := ipHeaderLen + len(options)
	b := []byte{0x40 | byte(hlen/4), 0x10, 0, 0, byte(id >> 8), byte(id), 0, 0, 64, proto, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2}
	b = append(append(b, options...), payload...)
	defragTestFix4(b)
	return b
}

// defragTestFix4 fills in length and checksum.
func defragTestFix4(b []byte) {
	hlen := int(b[0]&15) * 4
	binary.BigEndian.PutUint16(b[2:], uint16(len(b)))
	b[10], b[11] = 0, 0
	binary.BigEndian.PutUint16(b[10:], inChecksum(b[:hlen]))
}

// defragTestIP6 is an IPv6 datagram with extension headers, the first of type next and with each other's types in place.
func defragTestIP6(next byte, ext, payload []byte) []byte {
	b := []byte{0x60, 0, 0, 0, 0, 0, next, 64, 31: 1, 39: 2}
	b[8], b[24] = 0x20, 0x20
	b[23] = 1
	b = append(append(b, ext...), payload...)
	binary.BigEndian.PutUint16(b[4:], uint16(len(b)-ip6HeaderLen))
	return b
}

// defragTestUDP is a datagram of n bytes with a right checksum for neither version: none.
func defragTestUDP(n int) []byte {
	b := []byte{0x03, 0xe8, 0x07, 0xd0, byte((n + 8) >> 8), byte(n + 8), 0, 0}
	for i := range n {
		b = append(b, byte(i*7)^byte(i>>8))
	}
	return b
}

// defragTestCut4 cuts an IPv4 datagram into fragments that end at the offsets of the payload given.
func defragTestCut4(ip []byte, ends ...int) (all [][]byte) {
	hlen := int(ip[0]&15) * 4
	from := 0
	for _, to := range append(ends, len(ip)-hlen) {
		all = append(all, defragTestPiece4(ip, from, to, to < len(ip)-hlen))
		from = to
	}
	return
}

func defragTestPiece4(ip []byte, from, to int, more bool) []byte {
	hlen := int(ip[0]&15) * 4
	b := append(slices.Clone(ip[:hlen]), ip[hlen+from:hlen+to]...)
	flags := be16(ip[6:]) | uint16(from/8)
	if more {
		flags |= ipMF
	}
	binary.BigEndian.PutUint16(b[6:], flags)
	defragTestFix4(b)
	return b
}

// defragTestCut6 cuts an IPv6 datagram whose unfragmentable extension headers have n bytes; nextAt is the offset of the
// last next-header byte before the fragment header.
func defragTestCut6(ip []byte, n, nextAt int, ends ...int) (all [][]byte) {
	hlen := ip6HeaderLen + n
	from := 0
	for _, to := range append(ends, len(ip)-hlen) {
		b := slices.Clone(ip[:hlen])
		h := []byte{b[nextAt], 0, byte(from >> 8), byte(from), 0x12, 0x34, 0x56, 0x78}
		if to < len(ip)-hlen {
			h[3] |= 1
		}
		b[nextAt] = ipProtoFragment
		b = append(append(b, h...), ip[hlen+from:hlen+to]...)
		binary.BigEndian.PutUint16(b[4:], uint16(len(b)-ip6HeaderLen))
		all = append(all, b)
		from = to
	}
	return
}

// defragTestLinks put a packet behind a link-level header; then is what the datagram made of fragments has instead.
var defragTestLinks = []struct {
	name string
	link int
	add  func(ip []byte) []byte
	then func(ip []byte) []byte
}{
	{"raw", linkRaw, defragTestHeader(""), nil},
	{"ethernet", linkEthernet, defragTestEther(""), nil},
	{"vlan", linkEthernet, defragTestEther("\x81\x00\x00\x05"), nil},
	{"two vlans", linkEthernet, defragTestEther("\x88\xa8\x00\x05\x81\x00\x20\x06"), nil},
	{"mpls", linkEthernet, defragTestHeader("\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01\x88\x47\x00\x01\x00\x40\x00\x01\x11\x40"), nil},
	{"sll", linkLinuxSLL, func(ip []byte) []byte {
		return slices.Concat([]byte("\x00\x04\x00\x01\x00\x06\x02\x00\x00\x00\x00\x01\x00\x00"), etherTypeOf(ip[0]), ip)
	}, nil},
	{"sll2", linkLinuxSLL2, func(ip []byte) []byte {
		return slices.Concat(etherTypeOf(ip[0]), []byte("\x00\x00\x00\x00\x00\x07\x00\x01\x04\x06\x02\x00\x00\x00\x00\x01\x00\x00"), ip)
	}, nil},
	{"sll2 vlan", linkLinuxSLL2, func(ip []byte) []byte {
		return slices.Concat([]byte("\x81\x00\x00\x00\x00\x00\x00\x07\x00\x01\x04\x06\x02\x00\x00\x00\x00\x01\x00\x00\x00\x05"), etherTypeOf(ip[0]), ip)
	}, nil},
	{"null", linkNull, defragTestHeader("\x02\x00\x00\x00"), nil},
	{"ppp", linkPPP, func(ip []byte) []byte { return append([]byte{0xff, 3, 0, pppTestProto(ip)}, ip...) }, nil},
	{"ppp short", linkPPP, func(ip []byte) []byte { return append([]byte{pppTestProto(ip)}, ip...) }, nil},
	{"pppoe", linkEthernet, defragTestPPPoE, nil},
	{"chdlc", linkCHDLC, func(ip []byte) []byte { return slices.Concat([]byte{0x0f, 0}, etherTypeOf(ip[0]), ip) }, nil},
	{"fddi", linkFDDI, defragTestSNAP("\x50\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01"), nil},
	{"token ring", linkTokenRing, defragTestSNAP("\x10\x40\x02\x00\x00\x00\x00\x02\x82\x00\x00\x00\x00\x01\x04\x10\x00\x11"), nil},
	{"802.11", linkIEEE80211, defragTestSNAP("\x88\x01\x00\x00\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01\x02\x00\x00\x00\x00\x03\x10\x00\x00\x00"), nil},
	{"802.3", linkEthernet, func(ip []byte) []byte {
		n := len(ip) + 8
		return defragTestSNAP("\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01" + string([]byte{byte(n >> 8), byte(n)}))(ip)
	}, defragTestEther("")},
	{"slip", linkSLIP, func(ip []byte) []byte { return slices.Concat([]byte{1}, ip[:15], ip) }, nil},
}

func pppTestProto(ip []byte) byte {
	if ip[0]>>4 == 6 {
		return 0x57
	}
	return 0x21
}

func defragTestHeader(h string) func(ip []byte) []byte {
	return func(ip []byte) []byte { return append([]byte(h), ip...) }
}

func defragTestEther(tags string) func(ip []byte) []byte {
	return func(ip []byte) []byte {
		return slices.Concat([]byte("\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01"+tags), etherTypeOf(ip[0]), ip)
	}
}

func defragTestSNAP(h string) func(ip []byte) []byte {
	return func(ip []byte) []byte {
		return slices.Concat([]byte(h+"\xaa\xaa\x03\x00\x00\x00"), etherTypeOf(ip[0]), ip)
	}
}

func defragTestPPPoE(ip []byte) []byte {
	n := len(ip) + 2
	return slices.Concat([]byte("\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01\x88\x64\x11\x00\x00\x3b"),
		[]byte{byte(n >> 8), byte(n), 0, pppTestProto(ip)}, ip)
}

// defragTestRun passes packets through and returns what comes out, with what is left at the end.
func defragTestRun(d *defragmenter, packets []packet) (out []packet, parts []int) {
	take := func() {
		for _, u := range d.ready {
			u.packet.data = slices.Clone(u.packet.data)
			out = append(out, u.packet)
			parts = append(parts, len(u.parts))
		}
	}
	for i := range packets {
		pk := packets[i]
		pk.data = slices.Clone(pk.data) // it is the source's, which overwrites it
		d.add(&pk)
		take()
		clear(pk.data)
	}
	d.flush()
	take()
	return
}

func defragTestPackets(link int, frames ...[]byte) (all []packet) {
	for i, b := range frames {
		all = append(all, packet{data: b, wireLen: len(b), linkType: link, sec: int64(100 + i)})
	}
	return
}

// TestDefragLinks cuts datagrams up at random, shuffles the pieces, repeats some, and wants the datagrams back, on every
// link type and with and without options and extension headers.
func TestDefragLinks(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	hop := []byte{ipProtoDstOpts, 0, 1, 4, 0, 0, 0, 0}
	dst := []byte{ipProtoUDP, 1, 1, 12, 15: 0}
	for _, l := range defragTestLinks {
		then := l.then
		if then == nil {
			then = l.add
		}
		for range 200 {
			payload := defragTestUDP(rnd.Intn(3000) + 9)
			var whole []byte
			var frames [][]byte
			ends := defragTestEnds(rnd, len(payload))
			switch rnd.Intn(4) {
			case 0:
				whole = defragTestIP4(rnd.Intn(65536), ipProtoUDP, nil, payload)
				frames = defragTestCut4(whole, ends...)
			case 1:
				whole = defragTestIP4(rnd.Intn(65536), ipProtoUDP, []byte{1, 1, 1, 0}, payload)
				frames = defragTestCut4(whole, ends...)
			case 2:
				whole = defragTestIP6(ipProtoUDP, nil, payload)
				frames = defragTestCut6(whole, 0, 6, ends...)
			case 3:
				whole = defragTestIP6(ipProtoHopOpts, slices.Concat(hop, dst), payload)
				frames = defragTestCut6(whole, 24, 48, ends...)
			}
			for i := range frames {
				frames[i] = l.add(frames[i])
			}
			if rnd.Intn(3) == 0 {
				frames = append(frames[:1:1], frames...) // the first one comes twice
			}
			rnd.Shuffle(len(frames), func(i, k int) { frames[i], frames[k] = frames[k], frames[i] })
			if len(frames) == 1 {
				continue
			}
			out, parts := defragTestRun(newDefragmenter(), defragTestPackets(l.link, frames...))
			want := then(whole)
			if l.link == linkSLIP { // behind the direction stands what went over the wire
				copy(want[1:], out[0].data[1:16])
			}
			if len(out) > 0 && parts[0] == len(frames)-1 && len(out) == 2 { // a copy that came after the end
				out, frames = out[:1], frames[1:]
			}
			if len(out) != 1 || parts[0] != len(frames) || !bytes.Equal(out[0].data, want) || out[0].wireLen != len(want) ||
				out[0].sec != int64(100+parts[0]-1) {
				t.Fatalf("%s: %d packets of %v pieces, not one of %d\n%x\n%x", l.name, len(out), parts, len(frames), out[0].data, want)
			}
		}
	}
}

// defragTestEnds chooses where to cut a payload of n bytes.
func defragTestEnds(rnd *rand.Rand, n int) (ends []int) {
	for at := 0; ; {
		at += 8 * (1 + rnd.Intn(1+rnd.Intn(60)))
		if at >= n {
			if len(ends) == 0 {
				return []int{8}
			}
			return
		}
		ends = append(ends, at)
	}
}

// TestDefragKeepsOut is about fragments of which no datagram is made: they come out one by one, as they were.
func TestDefragKeepsOut(t *testing.T) {
	ip := defragTestIP4(7, ipProtoUDP, nil, defragTestUDP(92)) // 100 bytes of payload
	p := func(from, to int, more bool) []byte { return defragTestPiece4(ip, from, to, more) }
	with := func(b []byte, change func(b []byte)) []byte {
		b = slices.Clone(b)
		change(b)
		return b
	}
	big := defragTestIP4(8, ipProtoUDP, nil, make([]byte, 65512))
	six := defragTestIP6(ipProtoUDP, nil, defragTestUDP(92))
	cut6 := defragTestCut6(six, 0, 6, 48, 96)
	for _, c := range []struct {
		name   string
		frames [][]byte
		order  []int // in which they come out; nil: as they came
	}{
		{"the end is missing", [][]byte{p(0, 48, true), p(48, 96, true)}, nil},
		{"the beginning is missing", [][]byte{p(48, 96, true), p(96, 100, false)}, nil},
		{"the middle is missing", [][]byte{p(96, 100, false), p(0, 48, true)}, nil},
		{"overlap", [][]byte{p(0, 56, true), p(48, 100, false)}, nil},
		{"overlap from below", [][]byte{p(48, 100, false), p(0, 56, true)}, nil},
		{"one within another", [][]byte{p(0, 96, true), p(8, 16, true), p(96, 100, false)}, nil},
		{"one around another", [][]byte{p(8, 16, true), p(0, 96, true), p(96, 100, false)}, nil},
		{"same place, other bytes", [][]byte{p(0, 48, true), with(p(0, 48, true), func(b []byte) { b[40] ^= 1 }), p(48, 100, false)}, nil},
		{"same place, another end", [][]byte{p(48, 96, true), p(48, 96, false), p(96, 100, false), p(0, 48, true)}, nil},
		{"two ends", [][]byte{p(96, 100, false), p(88, 96, false), p(0, 88, true)}, nil},
		{"behind the end", [][]byte{p(48, 56, false), p(56, 96, true), p(0, 48, true)}, nil},
		{"an end before others", [][]byte{p(56, 96, true), p(48, 56, false), p(0, 48, true)}, nil},
		{"no multiple of 8", [][]byte{p(0, 44, true), p(48, 100, false)}, []int{0, 1}},
		{"nothing in it", [][]byte{p(0, 0, true), p(0, 48, true), p(48, 96, true), p(96, 96, false)}, []int{0, 3, 1, 2}},
		{"beyond the longest datagram", [][]byte{defragTestPiece4(big, 0, 65504, true),
			with(defragTestPiece4(big, 0, 1480, false), func(b []byte) { b[6], b[7] = 0x1f, 0xff })}, []int{1, 0}},
		{"other datagrams", [][]byte{p(0, 48, true), with(p(48, 100, false), func(b []byte) { b[5] ^= 1 }),
			with(p(48, 100, false), func(b []byte) { b[9] ^= 1 }), with(p(48, 100, false), func(b []byte) { b[12] ^= 1 }),
			with(p(48, 100, false), func(b []byte) { b[19] ^= 1 })}, nil},
		{"longer than the packet", [][]byte{p(0, 48, true), p(48, 100, false)[:30]}, []int{1, 0}},
		{"IPv6, overlap", [][]byte{cut6[0], defragTestCut6(six, 0, 6, 40)[1]}, nil},
		{"IPv6, longer than a packet", [][]byte{with(cut6[2], func(b []byte) { b[42], b[43] = 0xff, 0xf8 }), cut6[0]}, nil},
		{"IPv6, the end is missing", [][]byte{cut6[0], cut6[1]}, nil},
		{"IPv6, another one", [][]byte{cut6[0], cut6[1], with(cut6[2], func(b []byte) { b[44]++ })}, nil},
	} {
		out, parts := defragTestRun(newDefragmenter(), defragTestPackets(linkRaw, c.frames...))
		if len(out) != len(c.frames) || slices.Max(parts) != 0 {
			t.Errorf("%s: %d packets of %v pieces, not %d", c.name, len(out), parts, len(c.frames))
			continue
		}
		for i := range out {
			k := i
			if c.order != nil && i < len(c.order) {
				k = c.order[i]
			}
			if !bytes.Equal(out[i].data, c.frames[k]) || out[i].sec != int64(100+k) {
				t.Errorf("%s: packet %d is not fragment %d", c.name, i, k)
			}
		}
	}
}

// TestDefragAtomic: an IPv6 fragment that is whole by itself waits for nothing and disturbs nothing, RFC 6946.
func TestDefragAtomic(t *testing.T) {
	ip := defragTestIP6(ipProtoUDP, nil, defragTestUDP(92))
	pieces := defragTestCut6(ip, 0, 6, 48)
	atom := defragTestCut6(ip, 0, 6)[0]
	out, parts := defragTestRun(newDefragmenter(), defragTestPackets(linkRaw, pieces[0], atom, pieces[1]))
	if len(out) != 2 || parts[0] != 1 || parts[1] != 2 || !bytes.Equal(out[0].data, ip) || !bytes.Equal(out[1].data, ip) {
		t.Errorf("%d packets of %v pieces", len(out), parts)
	}
}

// TestDefragSnapLen: of fragments that were not captured whole as much is there as hangs together.
func TestDefragSnapLen(t *testing.T) {
	ip := defragTestIP4(7, ipProtoUDP, nil, defragTestUDP(92))
	all := defragTestPackets(linkRaw, defragTestCut4(ip, 48, 80)...)
	all[1].data = all[1].data[:30]
	out, _ := defragTestRun(newDefragmenter(), all)
	if len(out) != 1 || out[0].wireLen != len(ip) || !bytes.Equal(out[0].data, ip[:20+48+10]) {
		t.Errorf("%d packets, the first has %d bytes of %d", len(out), len(out[0].data), out[0].wireLen)
	}
}

// TestDefragChecksum: a header checksum that was wrong is wrong afterwards.
func TestDefragChecksum(t *testing.T) {
	ip := defragTestIP4(7, ipProtoUDP, nil, defragTestUDP(92))
	pieces := defragTestCut4(ip, 48)
	pieces[0][10] ^= 0x10
	ip[10] ^= 0x10
	out, _ := defragTestRun(newDefragmenter(), defragTestPackets(linkRaw, pieces...))
	if len(out) != 1 || inChecksum(out[0].data[:20]) == 0 {
		t.Errorf("%x", out[0].data[:20])
	}
}

// TestDefragTime: after a minute of capture time what waits is given up, before what comes then; and on a quiet network
// by the ticks of the clock.
func TestDefragTime(t *testing.T) {
	pieces := defragTestCut4(defragTestIP4(7, ipProtoUDP, nil, defragTestUDP(92)), 48)
	for _, c := range []struct {
		name   string
		second int64
		want   int
	}{{"60 s", 160, 1}, {"61 s", 161, 2}, {"back by a minute", 40, 1}, {"further back", 39, 2}} {
		all := defragTestPackets(linkRaw, pieces...)
		all[1].sec = c.second
		if out, _ := defragTestRun(newDefragmenter(), all); len(out) != c.want {
			t.Errorf("%s: %d packets", c.name, len(out))
		}
	}
	d := newDefragmenter()
	d.add(&defragTestPackets(linkRaw, pieces[0])[0])
	for n := 1; len(d.ready) == 0; n++ {
		if n > 61 {
			t.Fatal("kept for ever")
		}
		d.tick()
		if n < 61 && len(d.ready) > 0 {
			t.Errorf("given up after %d s", n)
		}
	}
	if len(d.waiting) != 0 || d.memory != 0 || d.oldest != nil || d.newest != nil {
		t.Errorf("something is left: %+v", d)
	}
}

// TestDefragMemory: the bound holds whatever comes, and every packet comes out once.
func TestDefragMemory(t *testing.T) {
	rnd := rand.New(rand.NewSource(2))
	d := newDefragmenter()
	in, out := 0, 0
	count := func() {
		for _, u := range d.ready {
			out += max(1, len(u.parts))
		}
	}
	for range 30000 {
		ip := defragTestIP4(rnd.Intn(65536), byte(rnd.Intn(256)), nil, make([]byte, 8*(1+rnd.Intn(180))))
		binary.BigEndian.PutUint16(ip[6:], uint16(ipMF|rnd.Intn(20)))
		d.add(&packet{data: ip, wireLen: len(ip), linkType: linkRaw})
		in++
		count()
		if d.memory > defragMemory {
			t.Fatalf("%d bytes", d.memory)
		}
	}
	d.flush()
	count()
	if in != out || d.memory != 0 {
		t.Errorf("%d packets in, %d out, %d bytes left", in, out, d.memory)
	}
}

// FuzzDefrag: no bytes make it fail, keep more than it may, or lose a packet.
func FuzzDefrag(f *testing.F) {
	f.Add(uint16(linkEthernet), slices.Concat(defragTestEther("")(defragTestPiece4(defragTestIP4(7, 17, nil, defragTestUDP(92)), 0, 48, true))), uint8(62))
	f.Add(uint16(linkRaw), slices.Concat(defragTestCut6(defragTestIP6(17, nil, defragTestUDP(92)), 0, 6, 48)...), uint8(96))
	f.Fuzz(func(t *testing.T, link uint16, data []byte, size uint8) {
		d := newDefragmenter()
		in, out := 0, 0
		count := func() {
			for _, u := range d.ready {
				out += max(1, len(u.parts))
				if len(u.packet.data) > u.packet.wireLen || u.packet.wireLen > len(data)+ipMaxTotal+100 {
					t.Fatalf("%d bytes of %d", len(u.packet.data), u.packet.wireLen)
				}
			}
		}
		for n := int(size) + 1; len(data) > 0; in++ {
			b := data[:min(n, len(data))]
			data = data[len(b):]
			d.add(&packet{data: b, wireLen: len(b), linkType: int(link), sec: int64(in)})
			count()
		}
		d.flush()
		count()
		if in != out {
			t.Fatalf("%d packets in, %d out", in, out)
		}
	})
}
