// Transparent inter-process communication, TIPC 2.0 (and the header that 1.x shares with it).
//
//	 31  29 28  25 24  21 20        17 16                        0
//	+------+------+------+------------+---------------------------+
//	| ver  | user | hdr  |  n d s r   |       message size        |
//	+------+------+------+------------+---------------------------+

package main

const tipcUserConfig = 13

var tipcUsers = []token{
	{0, "Low Importance Data payload"}, {1, "Medium Importance Data payload"}, {2, "High Importance Data payload"},
	{3, "Critical Importance Data payload"}, {5, "Broadcast Link Protocol internal"},
	{6, "Message Bundler Protocol internal"}, {7, "Link State Protocol internal"}, {8, "Connection Manager internal"},
	{9, "Route Distributor internal"}, {10, "Link Changeover Protocol internal"}, {11, "Name Distributor internal"},
	{12, "Message Fragmenter internal"}, {tipcUserConfig, "Link Config internal"},
}

var (
	tipcTypes       = []token{{0, "CONN_MSG"}, {1, "MCAST_MSG"}, {2, "NAMED_MSG"}, {3, "DIRECT_MSG"}}
	tipcConfigTypes = []token{{0, "Link request"}, {1, "Link response"}}
)

func (p *printer) tipc(length int) {
	p.proto = "tipc"
	if length < 24 || !p.need(24) {
		p.short(0)
		return
	}
	w0, w1 := be32(p.in), be32at(p.in, 4)
	user, words := w0>>25&15, int(w0>>21&15)
	p.f1("TIPC v%u.0 ", w0>>29)
	data := user <= 3 || user == 8 || user == 9 || user == 11 // else the header is that of internal messages
	if data {
		if words > 6 && !p.need(28) {
			return
		}
		src, dst := uint32(0), uint32(0)
		if words > 6 {
			src, dst = be32(p.peek(24, 4)), 0
			if words > 7 {
				dst = be32(p.peek(28, 4))
			}
			p.tipcNode(src)
		} else {
			p.tipcNode(be32at(p.in, 12))
		}
		p.f1(":%u > ", be32(p.peek(16, 4)))
		if words > 6 {
			p.tipcNode(dst)
			p.c(':')
		}
		p.u(uint64(be32(p.peek(20, 4))))
	} else {
		p.tipcNode(be32(p.peek(24, 4)))
		p.s(" > ")
		p.tipcNode(be32(p.peek(28, 4)))
	}
	p.fw(", headerlength %u bytes, MessageSize %u bytes, ", uint64(words*4), uint64(w0&0x1ffff))
	p.tok(&tipcUsers, "Unknown", user)
	p.s(", messageType ")
	types := tipcTypes
	if user == tipcUserConfig {
		types = tipcConfigTypes
	}
	p.tok(&types, "Unknown", w1>>29)
	if !data {
		p.f1(" (0x%08x)", w1)
	}
}

// tipcNode prints a network address: zone, cluster, node of 8, 12 and 12 bits.
func (p *printer) tipcNode(a uint32) {
	p.f3("%u.%u.%u", a>>24, a>>12&0xfff, a&0xfff)
}
