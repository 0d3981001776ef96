// The packets behind the examples of the manual page of tcpdump 3.4 and of the recipe, built field by field.

package main

import (
	"encoding/binary"
	"strings"
)

// seedPacket is a packet and the line that the document shows for it, nothing if it stands there only because a later
// packet needs it.
type seedPacket struct {
	bytes []byte
	line  string
}

func seed16(v ...int) (b []byte) {
	for _, n := range v {
		b = binary.BigEndian.AppendUint16(b, uint16(n))
	}
	return
}

func seed32(v ...uint32) (b []byte) {
	for _, n := range v {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return
}

func seedCat(parts ...[]byte) (all []byte) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return
}

// seedAddr parses dotted numbers.
func seedAddr(s string) []byte {
	n, ok := parseNetwork(s)
	if !ok {
		panic(s)
	}
	return seed32(n)
}

const (
	seedCSAM = "\x02\x07\x01\x00\x01\xc4"
	seedRTSG = "\x02\x07\x01\x00\x01\xa9"
	seedAll  = "\xff\xff\xff\xff\xff\xff"
)

func seedEther(dst, src string, typ int, payload []byte) []byte {
	return seedCat([]byte(dst+src), seed16(typ), payload)
}

// seedIP is what the examples vary in an IPv4 header.
type seedIP struct {
	src, dst string
	proto    byte
	id       int
	ttl, tos byte
	flags    int
}

func (h seedIP) packet(payload []byte) []byte {
	if h.ttl == 0 {
		h.ttl = 30
	}
	b := seedCat([]byte{0x45, h.tos, 0, 0}, seed16(h.id, h.flags), []byte{h.ttl, h.proto, 0, 0}, seedAddr(h.src), seedAddr(h.dst), payload)
	defragTestFix4(b)
	return seedEther("\x08\x00\x20\x00\x00\x02", "\x08\x00\x20\x00\x00\x01", etherTypeIPv4, b)
}

// seedTCP is a segment; zero fields are zero.
type seedTCP struct {
	src, dst  int
	flags     byte
	seq, ack  uint32
	win, urg  int
	options   string
	dataBytes int
}

func (h seedTCP) in(ip seedIP) []byte {
	ip.proto = ipProtoTCP
	d := seedCat(seed16(h.src, h.dst), seed32(h.seq, h.ack), []byte{byte(20+len(h.options)) / 4 << 4, h.flags}, seed16(h.win, 0, h.urg),
		[]byte(h.options), make([]byte, h.dataBytes))
	info := ipInfo{src: seedAddr(ip.src), dst: seedAddr(ip.dst)}
	binary.BigEndian.PutUint16(d[16:], pseudoChecksum(&info, d, len(d), ipProtoTCP))
	return ip.packet(d)
}

func seedUDP(ip seedIP, src, dst int, payload []byte) []byte {
	ip.proto = ipProtoUDP
	return ip.packet(seedCat(seed16(src, dst, 8+len(payload), 0), payload))
}

// seedARP is an ARP packet in a frame of 64 bytes.
func seedARP(dst, src string, op int, sender, senderIP, target, targetIP string) []byte {
	b := seedCat(seed16(1, 0x800), []byte{6, 4}, seed16(op), []byte(sender), seedAddr(senderIP), []byte(target), seedAddr(targetIP))
	b = append(b, make([]byte, 64-14-len(b))...)
	return seedEther(dst, src, etherTypeARP, b)
}

// seedName is a domain name.
func seedName(s string) (b []byte) {
	for _, label := range strings.Split(s, ".") {
		b = append(append(b, byte(len(label))), label...)
	}
	return append(b, 0)
}

// seedRR is a resource record of class IN.
func seedRR(name []byte, typ int, data []byte) []byte {
	return seedCat(name, seed16(typ, 1), seed32(3600), seed16(len(data)), data)
}

// seedFH is a file handle in the layout of SunOS 4: device, type of file system, length, inode, generation, and the same
// again for the root of what is exported.
func seedFH(major, minor byte, inode, generation uint32) []byte {
	file := seedCat(seed16(10, 0), seed32(inode, generation))
	return seedCat([]byte{0, 0, major, minor}, seed32(7), file, file)
}

// seedCall is a call of NFS version 2 whose message has size bytes: as many as its credential needs.
func seedCall(size int, xid uint32, procedure uint32, args []byte) []byte {
	credential := size - 40 - len(args)
	return seedCat(seed32(xid, 0, 2, 100003, 2, procedure, 1, uint32(credential)), make([]byte, credential), seed32(0, 0), args)
}

// seedReply is an accepted reply.
func seedReply(xid uint32, result []byte) []byte { return seedCat(seed32(xid, 1, 0, 0, 0, 0), result) }

// seedAttributes are a file's: type, mode, links, user, group, size, and what is not shown.
func seedAttributes(typ, mode, uid, gid, size uint32) []byte {
	return seedCat(seed32(typ, mode, 1, uid, gid, size), make([]byte, 44))
}

// seedNode is an AppleTalk network, node and socket.
type seedNode struct {
	net, node, socket int
}

// seedDDP is a DDP packet in UDP, as a Kinetics gateway has it.
func seedDDP(src, dst seedNode, typ byte, payload []byte) []byte {
	ddp := seedCat(seed16(13+len(payload), 0, dst.net, src.net), []byte{byte(dst.node), byte(src.node), byte(dst.socket), byte(src.socket), typ}, payload)
	return seedUDP(seedIP{src: "128.3.112.30", dst: "128.3.112.31"}, 860, 202, seedCat([]byte{1, 2, 2}, ddp))
}

// seedNBP is a packet of one tuple.
func seedNBP(op byte, id int, at seedNode, object, typ, zone string) []byte {
	enumerator := byte(0)
	if op == 3 { // a reply counts the names on a socket from 1
		enumerator = 1
	}
	b := seedCat([]byte{op<<4 | 1, byte(id)}, seed16(at.net), []byte{byte(at.node), byte(at.socket), enumerator})
	for _, s := range []string{object, typ, zone} {
		b = append(append(b, byte(len(s))), s...)
	}
	return b
}

// seedATP is a packet of the transaction protocol: control, bitmap or sequence number, transaction, user bytes, data.
func seedATP(control, bitmap byte, id int, user uint32, data int) []byte {
	return seedCat([]byte{control, bitmap}, seed16(id), seed32(user), make([]byte, data))
}
