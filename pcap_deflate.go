// DEFLATE (RFC 1951) and the frame of gzip (RFC 1952), writing only.
//
// The standard library's compressor costs 190 KB of the program; savefiles need one that is quick, keeps to one
// level, and can take back what could not be written.

package main

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
	"slices"
)

const (
	gzipChunkLen = 64 << 10 // of input, and the length of a block

	deflateWindow   = 32 << 10 // how far back a match may lie
	deflateMinMatch = 4        // three octets are allowed; four are quicker to look for
	deflateMaxMatch = 258
	deflateHashBits = 15
	deflateDepth    = 2 // candidates that are tried for a match: 8 halve the speed for 4 % of the size

	deflateEndOfBlock = 256
	deflateLitCodes   = 286
	deflateDistCodes  = 30
	deflateMaxBits    = 15
)

// gzipEncoder compresses a stream in chunks. A chunk ends on a whole octet and can be decompressed without what
// follows; it counts only when commit says that it is in the file.
type gzipEncoder struct {
	marks []gzipMark // of the latest chunks committed, the last one at the end
	crc   uint32     // with the chunk that is not yet committed
	size  uint32

	win   []byte // up to deflateWindow octets of the past, and the block at hand
	start int    // of the block in win
	base  uint32 // stream position of win[0]; the sum may wrap, only differences count
	head  [1 << deflateHashBits]uint32
	prev  [deflateWindow]uint32 // by position: the one before it with the same hash

	tokens []uint32 // literal, or deflateIsMatch | length << 16 | distance-1
	out    []byte
	acc    uint64 // bits that do not make up an octet yet
	nacc   uint
	lits   deflateCode
	dists  deflateCode
	clen   deflateCode // of the code lengths of the other two
}

const deflateIsMatch = 1 << 31

// gzipMark is a place where the stream can be ended.
type gzipMark struct {
	crc, size        uint32 // of what was compressed up to here
	written, packets int64  // as the file has them
}

func newGzipEncoder() *gzipEncoder {
	e := &gzipEncoder{win: make([]byte, 0, deflateWindow+gzipChunkLen)}
	e.base = 2 * deflateWindow // so that position 0, what the tables hold at first, is never near
	return e
}

// header is the fixed start of a file: deflate, no name, no time, written on Unix.
func (e *gzipEncoder) header() []byte {
	const deflate, unix = 8, 3
	return []byte{0x1f, 0x8b, deflate, 0, 0, 0, 0, 0, 0, unix}
}

// trailer ends the file after the chunks committed: an empty last block, checksum and length.
func (e *gzipEncoder) trailer() []byte {
	m := e.mark()
	b := []byte{3, 0}
	b = binary.LittleEndian.AppendUint32(b, m.crc)
	return binary.LittleEndian.AppendUint32(b, m.size)
}

func (e *gzipEncoder) mark() (m gzipMark) {
	if n := len(e.marks); n > 0 {
		m = e.marks[n-1]
	}
	return m
}

// commit says that the latest chunk is in the file, and how many octets and packets the file has with it.
func (e *gzipEncoder) commit(written, packets int64) {
	const most = 8
	if len(e.marks) == most {
		e.marks = append(e.marks[:0], e.marks[1:]...)
	}
	e.marks = append(e.marks, gzipMark{e.crc, e.size, written, packets})
}

// back gives up the latest chunk committed. Compressing cannot go on after that, only the end can follow.
func (e *gzipEncoder) back() (gzipMark, bool) {
	if len(e.marks) < 2 {
		return gzipMark{}, false
	}
	e.marks = e.marks[:len(e.marks)-1]
	return e.mark(), true
}

// chunk compresses b; the result is valid until the next call.
func (e *gzipEncoder) chunk(b []byte) []byte {
	m := e.mark()
	e.crc = crc32.Update(m.crc, crc32.IEEETable, b)
	e.size = m.size + uint32(len(b))
	e.out = e.out[:0]
	for len(b) > 0 {
		n := min(len(b), gzipChunkLen)
		e.block(b[:n])
		b = b[n:]
	}
	// An empty stored block brings the stream to the end of an octet.
	e.bits(0, 3)
	e.align()
	e.out = append(e.out, 0, 0, 0xff, 0xff)
	return e.out
}

// block compresses up to gzipChunkLen octets as one block.
func (e *gzipEncoder) block(b []byte) {
	if drop := len(e.win) - deflateWindow; drop > 0 {
		copy(e.win, e.win[drop:])
		e.win = e.win[:deflateWindow]
		e.base += uint32(drop)
	}
	e.start = len(e.win)
	e.win = append(e.win, b...)
	e.match()
	e.emit(b)
}

func deflateHash(b []byte) uint32 {
	return binary.LittleEndian.Uint32(b) * 2654435761 >> (32 - deflateHashBits)
}

// enter puts position i of the window into the tables.
func (e *gzipEncoder) enter(i int) {
	h := deflateHash(e.win[i:])
	pos := e.base + uint32(i)
	e.prev[pos%deflateWindow] = e.head[h]
	e.head[h] = pos
}

// match turns the block into tokens. Where nothing matched for a while, as in encrypted data, it looks at fewer places.
func (e *gzipEncoder) match() {
	e.tokens = e.tokens[:0]
	last := len(e.win) - deflateMinMatch // where a match can still begin
	missed := 0
	for i := e.start; i < len(e.win); {
		length, dist := 0, 0
		if i <= last {
			length, dist = e.longest(i)
			e.enter(i)
		}
		if length == 0 {
			missed++
			for end := min(i+1+missed>>5, len(e.win)); i < end; i++ {
				e.tokens = append(e.tokens, uint32(e.win[i]))
			}
			continue
		}
		missed = 0
		e.tokens = append(e.tokens, deflateIsMatch|uint32(length)<<16|uint32(dist-1))
		end := i + length
		for i++; i < end; i++ {
			if i <= last {
				e.enter(i)
			}
		}
	}
}

// longest looks for the longest match of what stands at position i of the window. The tables may hold anything that is
// old: whatever lies in the window is compared.
func (e *gzipEncoder) longest(i int) (length, dist int) {
	here := e.win[i:min(len(e.win), i+deflateMaxMatch)]
	length = deflateMinMatch - 1
	pos := e.base + uint32(i)
	candidate := e.head[deflateHash(here)]
	for range deflateDepth {
		d := pos - candidate
		if d == 0 || d > deflateWindow || int(d) > i {
			break
		}
		there := e.win[i-int(d):]
		if there[length] == here[length] { // else it cannot be longer
			if n := deflateCommon(here, there); n > length {
				length, dist = n, int(d)
				if n == len(here) {
					break
				}
			}
		}
		next := e.prev[candidate%deflateWindow]
		if pos-next <= d {
			break // overwritten since
		}
		candidate = next
	}
	if dist == 0 {
		return 0, 0
	}
	return length, dist
}

// deflateCommon counts the octets that a and b begin with in common; b is the longer one.
func deflateCommon(a, b []byte) int {
	n := 0
	for ; n+8 <= len(a); n += 8 {
		if x := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); x != 0 {
			return n + bits.TrailingZeros64(x)/8
		}
	}
	for n < len(a) && a[n] == b[n] {
		n++
	}
	return n
}

// bits appends the n low bits of v, at most 32, the lowest first.
func (e *gzipEncoder) bits(v uint32, n uint) {
	e.acc |= uint64(v) << e.nacc
	e.nacc += n
	if e.nacc >= 32 {
		e.out = binary.LittleEndian.AppendUint32(e.out, uint32(e.acc))
		e.acc >>= 32
		e.nacc -= 32
	}
}

// align fills up the octet with zeros.
func (e *gzipEncoder) align() {
	for ; e.nacc > 0; e.nacc -= min(8, e.nacc) {
		e.out = append(e.out, byte(e.acc))
		e.acc >>= 8
	}
}

// deflateLength is the code of a match's length, and its extra bits (RFC 1951, 3.2.5).
func deflateLength(length int) (code int, extra uint32, n uint) {
	v := uint32(length - 3)
	switch {
	case length == deflateMaxMatch:
		return 285, 0, 0
	case v < 8:
		return 257 + int(v), 0, 0
	}
	n = uint(bits.Len32(v)) - 3
	return 257 + 4*int(n) + int(v>>n), v & (1<<n - 1), n
}

// deflateDistance is the code of a match's distance, and its extra bits.
func deflateDistance(dist int) (code int, extra uint32, n uint) {
	v := uint32(dist - 1)
	if v < 4 {
		return int(v), 0, 0
	}
	n = uint(bits.Len32(v)) - 2
	return 2*int(n) + int(v>>n), v & (1<<n - 1), n
}

// emit writes the block, compressed or, if that is shorter, as it is.
func (e *gzipEncoder) emit(b []byte) {
	e.lits.reset(deflateLitCodes)
	e.dists.reset(deflateDistCodes)
	extra := 0
	for _, t := range e.tokens {
		if t&deflateIsMatch == 0 {
			e.lits.freq[t]++
			continue
		}
		code, _, n := deflateLength(int(t >> 16 & 0x1ff))
		e.lits.freq[code]++
		dist, _, m := deflateDistance(int(t&0xffff) + 1)
		e.dists.freq[dist]++
		extra += int(n + m)
	}
	e.lits.freq[deflateEndOfBlock]++
	e.dists.freq[0] = max(e.dists.freq[0], 1) // some decoders want a distance code in any case
	e.lits.build(deflateMaxBits)
	e.dists.build(deflateMaxBits)
	const about = 80 * 8 // a table of code lengths
	if e.lits.cost()+e.dists.cost()+extra+about >= 8*len(b) {
		e.stored(b)
		return
	}
	e.dynamic()
	for _, t := range e.tokens {
		if t&deflateIsMatch == 0 {
			e.bits(uint32(e.lits.code[t]), uint(e.lits.len[t]))
			continue
		}
		code, v, n := deflateLength(int(t >> 16 & 0x1ff))
		e.bits(uint32(e.lits.code[code])|v<<e.lits.len[code], uint(e.lits.len[code])+n)
		code, v, n = deflateDistance(int(t&0xffff) + 1)
		e.bits(uint32(e.dists.code[code])|v<<e.dists.len[code], uint(e.dists.len[code])+n)
	}
	e.bits(uint32(e.lits.code[deflateEndOfBlock]), uint(e.lits.len[deflateEndOfBlock]))
}

func (e *gzipEncoder) stored(b []byte) {
	for len(b) > 0 {
		n := min(len(b), 1<<16-1)
		e.bits(0, 3)
		e.align()
		e.out = binary.LittleEndian.AppendUint16(e.out, uint16(n))
		e.out = binary.LittleEndian.AppendUint16(e.out, ^uint16(n))
		e.out = append(e.out, b[:n]...)
		b = b[n:]
	}
}

// dynamic writes the head of a block with codes of its own: the lengths of both, run-length coded and then coded
// themselves (RFC 1951, 3.2.7).
func (e *gzipEncoder) dynamic() {
	order := [19]byte{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
	nlit, ndist := e.lits.used(257), e.dists.used(1)
	var lens [deflateLitCodes + deflateDistCodes]byte
	copy(lens[:], e.lits.len[:nlit])
	copy(lens[nlit:], e.dists.len[:ndist])
	runs := deflateRuns(lens[:nlit+ndist])

	e.clen.reset(len(order))
	for _, r := range runs {
		e.clen.freq[r[0]]++
	}
	e.clen.build(7)
	n := len(order)
	for n > 4 && e.clen.len[order[n-1]] == 0 {
		n--
	}
	e.bits(2<<1, 3) // not the last block; dynamic codes
	e.bits(uint32(nlit-257), 5)
	e.bits(uint32(ndist-1), 5)
	e.bits(uint32(n-4), 4)
	for _, c := range order[:n] {
		e.bits(uint32(e.clen.len[c]), 3)
	}
	for _, r := range runs {
		e.bits(uint32(e.clen.code[r[0]]), uint(e.clen.len[r[0]]))
		switch r[0] {
		case 16:
			e.bits(uint32(r[1]), 2)
		case 17:
			e.bits(uint32(r[1]), 3)
		case 18:
			e.bits(uint32(r[1]), 7)
		}
	}
}

// deflateRuns codes repeated lengths: 16 repeats the last one 3 to 6 times, 17 and 18 are 3 to 10 and 11 to 138 zeros.
func deflateRuns(lens []byte) (runs [][2]byte) {
	for i := 0; i < len(lens); {
		n := 1
		for i+n < len(lens) && lens[i+n] == lens[i] {
			n++
		}
		v := lens[i]
		i += n
		if v != 0 {
			runs = append(runs, [2]byte{v})
			n--
		}
		for n > 0 {
			switch {
			case v == 0 && n >= 11:
				m := min(n, 138)
				runs = append(runs, [2]byte{18, byte(m - 11)})
				n -= m
			case v == 0 && n >= 3:
				runs = append(runs, [2]byte{17, byte(n - 3)})
				n = 0
			case v != 0 && n >= 3:
				m := min(n, 6)
				runs = append(runs, [2]byte{16, byte(m - 3)})
				n -= m
			default:
				runs = append(runs, [2]byte{v})
				n--
			}
		}
	}
	return runs
}

// deflateCode is a canonical Huffman code.
type deflateCode struct {
	freq []uint32
	len  []uint8
	code []uint16 // bits reversed, as they are written

	leaves []deflateNode // scratch
	nodes  []deflateNode
}

type deflateNode struct {
	freq        uint32
	symbol      int // a leaf's, else -1
	left, right int // of nodes
}

func (c *deflateCode) reset(n int) {
	if len(c.freq) != n {
		c.freq, c.len, c.code = make([]uint32, n), make([]uint8, n), make([]uint16, n)
	}
	clear(c.freq)
}

func (c *deflateCode) cost() (bits int) {
	for i, f := range c.freq {
		bits += int(f) * int(c.len[i])
	}
	return bits
}

// used is the number of lengths up to the last that is not zero, but at least n.
func (c *deflateCode) used(n int) int {
	for i := len(c.len); i > n; i-- {
		if c.len[i-1] != 0 {
			return i
		}
	}
	return n
}

// build finds code lengths of at most limit bits, and the codes. Where the best code is too long, frequencies are
// flattened until it is not.
func (c *deflateCode) build(limit int) {
	c.leaves = c.leaves[:0]
	for i, f := range c.freq {
		if f > 0 {
			c.leaves = append(c.leaves, deflateNode{f, i, 0, 0})
		}
	}
	for c.depths() > limit {
		for i := range c.leaves {
			c.leaves[i].freq = (c.leaves[i].freq + 1) / 2
		}
	}
	c.assign()
}

// depths builds the tree from two queues, leaves and inner nodes, each in rising order, and returns the longest code.
func (c *deflateCode) depths() (longest int) {
	clear(c.len)
	if len(c.leaves) == 1 {
		c.len[c.leaves[0].symbol] = 1
		return 1
	}
	slices.SortFunc(c.leaves, func(a, b deflateNode) int {
		if a.freq != b.freq {
			return int(int64(a.freq) - int64(b.freq))
		}
		return a.symbol - b.symbol
	})
	n := len(c.leaves)
	c.nodes = append(c.nodes[:0], c.leaves...)
	leaf, inner := 0, n
	least := func() (i int) {
		if inner >= len(c.nodes) || leaf < n && c.nodes[leaf].freq <= c.nodes[inner].freq {
			leaf++
			return leaf - 1
		}
		inner++
		return inner - 1
	}
	for len(c.nodes) < 2*n-1 {
		a := least()
		b := least()
		c.nodes = append(c.nodes, deflateNode{c.nodes[a].freq + c.nodes[b].freq, -1, a, b})
	}
	// From the root down; freq is not needed any more and holds the depth.
	c.nodes[len(c.nodes)-1].freq = 0
	for i := len(c.nodes) - 1; i >= n; i-- {
		d := c.nodes[i].freq + 1
		c.nodes[c.nodes[i].left].freq, c.nodes[c.nodes[i].right].freq = d, d
	}
	for _, l := range c.nodes[:n] {
		c.len[l.symbol] = uint8(min(l.freq, 255))
		longest = max(longest, int(l.freq))
	}
	return longest
}

// assign numbers the codes of each length in the order of symbols (RFC 1951, 3.2.2).
func (c *deflateCode) assign() {
	var next [deflateMaxBits + 2]uint16
	for _, l := range c.len {
		if l > 0 {
			next[l+1]++
		}
	}
	for l := 1; l < len(next); l++ {
		next[l] = (next[l] + next[l-1]) << 1 // the number of codes of length l-1 becomes the first of length l
	}
	for i, l := range c.len {
		if l > 0 {
			c.code[i] = bits.Reverse16(next[l]) >> (16 - l)
			next[l]++
		}
	}
}
