// The printer: one packet in, one record of text appended to a byte slice out.
//
// A dissector takes bytes from p.in and appends text to p.out. p.in ends where the captured bytes or the enclosing
// header's length end, whichever comes first, so a fetch is the bounds check: the first one that does not fit marks the
// cut, empties p.in and hands out zeros, and everything printed after the cut is replaced by " [|proto]" at the end of
// the record. Lengths on the wire travel beside it as ints.

package main

import (
	"encoding/binary"
	"strings"
	"time"
)

// printer is a printerState with methods. What lies on the heap, and whatever points to it from there, is of the type
// without: the names and signatures of a thousand methods would come into the program with the other one, 35 KB.
type printer printerState

// printerState holds the options that decide what is printed and the state that lasts from packet to packet. It is used
// by one goroutine.
type printerState struct {
	out   []byte // finished and current records; the owner writes it out and empties it
	begin int    // where the current record begins in out

	in    []byte // what is left of the innermost layer's captured bytes
	proto string // whose name a short read prints
	cut   int    // len(out) at the first short read of this packet, -1 before it
	cutBy string // proto at that moment

	pk      *packet
	frame   []byte // captured bytes of the packet, link-level header first
	ll      int    // length of the link-level header in bytes: -x leaves it out
	noHex   bool   // this link type's printer has shown the bytes already
	depth   int    // how many encapsulations deep
	vlanTag bool   // inside an 802.1Q header

	v         int  // -v
	e, q      bool // -e, -q
	num       bool // -n: no names
	classic   bool // --classic
	absSeq    bool // -S
	noSums    bool // -K
	asdot     bool // -b
	oneLine   bool // -g
	lengths   bool // --lengths
	numbered  bool // -#
	nfsHandle bool // -u
	mesh      bool // -H
	nanos     bool // timestamps with nine digits
	tsStyle   int
	asASCII   int
	hex       int
	hexASCII  int
	noDefault bool   // -x, -X or -q given: no hex of its own for what cannot be dissected
	dataType  string // -T
	opts      *options
	guard     bool // a panic costs one line, not the capture; tests run without it

	espKeys  []espKey // -E
	names    *nameTables
	ifNameOf func(pk *packet, index int) string // name of an interface of this machine, "" if there is none; may be nil
	clock    clock
	count    uint64 // records printed, for -#
	haveTS   bool
	prevSec  int64 // time of the packet before (-ttt) or of the first one (-ttttt)
	prevNS   uint64

	tcp          tcpTable
	ends         [1 << endpointBits]shortText
	tcpFlagTexts [tcpFlagTextCount]shortText
	tcpRanks     [1 << tcpRankBits]tcpPortRank
	ipTexts      [1 << ipFixedBits]ipFixedText
	state        protoState
}

// protoState is what single protocols remember from packet to packet, each bounded in size by its own file.
type protoState struct {
	slip   slipState
	nfs    nfsState
	rx     rxState
	smb    smbState
	quic   quicState
	isakmp isakmpState
}

// printerMaxDepth bounds encapsulation within encapsulation.
const printerMaxDepth = 64

// printerMaxRecord is the length of a packet's text in bytes from which on nothing that it encapsulates is opened up.
const printerMaxRecord = 1 << 20

// printerFullRecord is the length from which on nothing more is fetched of a packet either: lists within lists can repeat
// its bytes, each time with the names of what they mean.
const printerFullRecord = 2 * printerMaxRecord

// newPrinter returns a printer for these options, in whose records times are local to zone. nanos says whether
// timestamps have nine digits.
func newPrinter(o *options, names *nameTables, zone *time.Location, nanos bool) *printer {
	p := (*printer)(&printerState{
		v: o.verbose, e: o.linkHeader, q: o.quiet, num: o.noNames > 0, classic: o.classic,
		absSeq: o.absoluteSeq || o.sampling > 0, // relative numbers would need the packets left out
		noSums: o.noChecksums, asdot: o.asdot, oneLine: o.oneLine,
		lengths: o.printLengths, numbered: o.number, nfsHandle: o.nfsHandles, mesh: o.mesh80211s, nanos: nanos,
		tsStyle: o.tsStyle, asASCII: o.asASCII, hex: o.hex, hexASCII: o.hexASCII, dataType: o.packetType,
		opts: o, names: names, guard: true,
	})
	p.noDefault = p.q || p.hex > 0 || p.hexASCII > 0
	p.out = make([]byte, 0, 64<<10)
	p.clock = newClock(zone)
	return p
}

// packet appends the record of one packet, with its newline, to p.out. number is the packet's place in the capture,
// counted from 1, for -#.
func (p *printer) packet(pk *packet, number uint64) {
	p.begin = len(p.out)
	if p.numbered {
		p.padLeft(number, 5)
		p.s("  ")
	}
	if caplen := len(pk.data); caplen == 0 || uint64(caplen) > pk.onWire() || pk.onWire() > maxPacketLen {
		p.insaneHeader(pk)
		p.c('\n')
		p.count++
		return
	}
	p.timestamp(pk)
	if p.lengths {
		p.s("caplen ")
		p.n(len(pk.data))
		p.s(", len ")
		p.n(pk.wireLen)
		p.s(", ")
	}
	if pk.ifName != "" && len(p.opts.interfaces) > 1 {
		p.text(pk.ifName)
		p.c(' ')
	}
	p.pk, p.frame, p.in = pk, pk.data, pk.data
	p.cut, p.proto, p.cutBy, p.depth, p.ll, p.noHex, p.vlanTag = -1, "", "", 0, 0, false, false
	p.dissect(pk)
	if p.cut >= 0 {
		p.out = p.out[:p.cut]
		p.s(" [|")
		p.s(p.cutBy)
		p.c(']')
	}
	if pk.comment != "" && p.v > 0 {
		for line := range strings.SplitSeq(pk.comment, "\n") { // also between comments
			p.s("\n\tComment: ")
			p.text(line)
		}
	}
	p.dumpPacket(pk)
	p.putc('\n')
	p.count++
}

// insaneHeader prints what is wrong with a record whose lengths make no sense, as tcpdump does.
func (p *printer) insaneHeader(pk *packet) {
	caplen, length := len(pk.data), pk.onWire()
	p.s("[Invalid header:")
	bad := false
	part := func(s string) {
		if bad {
			p.c(',')
		}
		bad = true
		p.s(s)
	}
	if caplen == 0 {
		part(" caplen==0")
	}
	if length == 0 {
		part(" len==0")
	} else if length < uint64(caplen) {
		part(" len(")
		p.u(length)
		p.s(") < caplen(")
		p.n(caplen)
		p.c(')')
	}
	if caplen > maxSnapLen {
		part(" caplen(")
		p.n(caplen)
		p.s(") > ")
		p.n(maxSnapLen)
	}
	if length > maxPacketLen {
		part(" len(")
		p.u(length)
		p.s(") > ")
		p.n(maxPacketLen)
	}
	p.c(']')
}

const (
	maxSnapLen   = 262144  // MAXIMUM_SNAPLEN, bytes
	maxPacketLen = 1 << 20 // longest length on the wire that is believed, bytes
)

// dissect prints the packet by its link type. A bug in one dissector costs one line, not the capture.
func (p *printer) dissect(pk *packet) {
	done := false
	defer func() {
		if !done && p.guard && recover() != nil {
			p.cut = -1
			p.s(" [printer error]")
		}
	}()
	p.link(pk.linkType, pk.wireLen)
	done = true
}

// --- taking bytes ---

var zeros [256]byte

// take consumes n bytes; n is a constant of at most 256 (takeN serves wire lengths). Past the end it marks the cut,
// empties p.in and returns zeros. hotTake is the same, inlined, for the headers that nearly every packet has: see s.
//
//go:noinline
func (p *printer) take(n int) (h []byte) {
	if n <= len(p.in) && len(p.out)-p.begin < printerFullRecord {
		h, p.in = p.in[:n], p.in[n:]
		return
	}
	return p.short(n)
}

func (p *printer) hotTake(n int) (h []byte) {
	if n <= len(p.in) {
		h, p.in = p.in[:n], p.in[n:]
		return
	}
	return p.short(n)
}

// short marks the cut at the first short read and returns n zero bytes.
//
//go:noinline
func (p *printer) short(n int) []byte {
	if p.cut < 0 {
		p.cut, p.cutBy = len(p.out), p.proto
		if p.cut-p.begin >= printerFullRecord {
			p.cutBy = "too long"
		}
	}
	p.in = nil
	return zeros[:n:n]
}

// takeN consumes n bytes, n from the wire. Past the end, or if n is negative, it marks the cut and returns what there
// was, which may be nothing.
func (p *printer) takeN(n int) (h []byte) {
	if uint(n) <= uint(len(p.in)) {
		h, p.in = p.in[:n], p.in[n:]
		return
	}
	h = p.in
	p.short(0)
	return
}

// skip passes over n bytes, n from the wire. Past the end it leaves p.in empty without marking the cut: nothing was
// needed of them.
//
//go:noinline
func (p *printer) skip(n int) {
	if uint(n) > uint(len(p.in)) {
		n = len(p.in)
	}
	p.in = p.in[n:]
}

// peek returns n bytes at offset off without consuming them; a short read marks the cut and returns zeros. n is a
// constant of at most 256.
func (p *printer) peek(off, n int) []byte {
	if off >= 0 && off <= len(p.in) && n <= len(p.in)-off {
		return p.in[off : off+n]
	}
	return p.short(n)
}

// has reports whether n more bytes were captured.
func (p *printer) has(n int) bool { return n <= len(p.in) }

// need marks the cut unless n more bytes were captured, and reports whether they were. It consumes nothing.
//
//go:noinline
func (p *printer) need(n int) bool {
	if uint(n) <= uint(len(p.in)) {
		return true
	}
	p.short(0)
	return false
}

//go:noinline
func (p *printer) u8() int { return int(p.take(1)[0]) }

//go:noinline
func (p *printer) u16() int { return int(be16(p.take(2))) }
func (p *printer) u24() int { return int(be24(p.take(3))) }

//go:noinline
func (p *printer) u32() uint32 { return be32(p.take(4)) }
func (p *printer) u64() uint64 { return be64(p.take(8)) }

// limit narrows p.in to its next n bytes (n from the wire; more than there is changes nothing) and returns what lies
// behind them, for unlimit.
//
//go:noinline
func (p *printer) limit(n int) (rest []byte) {
	if uint(n) < uint(len(p.in)) {
		rest, p.in = p.in[n:], p.in[:n]
	}
	return
}

// unlimit goes on behind the bytes that limit left in p.in, whatever was consumed of them. After a cut there is nothing.
func (p *printer) unlimit(rest []byte) {
	if p.cut >= 0 {
		rest = nil
	}
	p.in = rest
}

// be16 and be32 are not inlined, hot16 and hot32 are: see s.
//
//go:noinline
func be16(b []byte) uint16 { return binary.BigEndian.Uint16(b) }

//go:noinline
func be32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }

func hot16(b []byte) uint16 { return binary.BigEndian.Uint16(b) }
func hot32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }

//go:noinline
func be24(b []byte) uint32 { return uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2]) }

//go:noinline
func be64(b []byte) uint64 { return binary.BigEndian.Uint64(b) }

//go:noinline
func le16(b []byte) uint16 { return binary.LittleEndian.Uint16(b) }

//go:noinline
func le32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
func le64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }
func be48(b []byte) uint64 { return uint64(be16(b))<<32 | uint64(be32at(b, 2)) }

// be16at and its like read at b[i:]. The callers, many, need neither cut the slice nor check that it can be cut.
//
//go:noinline
func be16at(b []byte, i int) uint16 { return binary.BigEndian.Uint16(b[i:]) }

//go:noinline
func be24at(b []byte, i int) uint32 { return be24(b[i:]) }

//go:noinline
func be32at(b []byte, i int) uint32 { return binary.BigEndian.Uint32(b[i:]) }

//go:noinline
func be64at(b []byte, i int) uint64 { return be64(b[i:]) }

//go:noinline
func le16at(b []byte, i int) uint16 { return le16(b[i:]) }

//go:noinline
func le32at(b []byte, i int) uint32 { return le32(b[i:]) }

//go:noinline
func le64at(b []byte, i int) uint64 { return le64(b[i:]) }

// --- common remarks ---

// invalid prints tcpdump's mark of a value that cannot be.
//
//go:noinline
func (p *printer) invalid() { p.s(" (invalid)") }

// trunc prints the mark of a short read in the middle of a line that goes on. take does it by itself at the line's end.
func (p *printer) trunc() {
	p.s(" [|")
	p.s(p.proto)
	p.c(']')
}

// enter counts one more level of encapsulation and reports whether that is still bearable; leave goes with it.
func (p *printer) enter() bool {
	p.depth++
	if p.depth <= printerMaxDepth && p.roomy() {
		return true
	}
	if p.depth == printerMaxDepth+1 {
		p.s("[nested too deep]")
	}
	return false
}

func (p *printer) leave() { p.depth-- }

// roomy tells whether the record is not yet so long that no more is to be opened up.
func (p *printer) roomy() bool { return len(p.out)-p.begin < printerMaxRecord }
