// Savefiles: unpacking gzip (RFC 1952) and deflate (RFC 1951). The standard library's brings fmt and reflect with it.

package main

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math/bits"
)

const (
	inflateFastBits = 9        // codes of so many bits are found with one look
	inflateRoom     = 64 << 10 // text that is kept: a window, and what has not been read yet
)

var (
	errGzipHeader   = errors.New("gzip: invalid header")
	errGzipChecksum = errors.New("gzip: invalid checksum")
	errInflate      = errors.New("flate: corrupt input")
)

// inflateCode is a canonical Huffman code, RFC 1951 section 3.2.2.
type inflateCode struct {
	fast    [1 << inflateFastBits]uint16 // by the next bits: symbol<<4 | length, 0 if the code is longer
	count   [deflateMaxBits + 1]uint16   // codes of each length
	symbols [deflateLitCodes + 2]uint16  // in the order of their codes
}

// inflater unpacks one gzip member after the other. What it returns once, error or end, it returns for ever.
type inflater struct {
	in   *savefileInput
	hold uint64 // bits taken from in and not yet used, the next one lowest
	have uint   // how many

	out    []byte // text up to wrote; the last 32 KB are the window
	read   int    // out[:read] was handed out
	wrote  int
	summed int // out[:summed] is in crc
	member int // where this member began in out; negative: so far before it
	crc    uint32
	size   uint32

	last    bool // this block is the member's last one
	inBlock bool
	stored  int // bytes left of a block without compression
	coded   bool
	lit     inflateCode
	dist    inflateCode
	err     error
}

// newInflater reads the first header.
func newInflater(in *savefileInput) (*inflater, error) {
	z := &inflater{in: in, out: make([]byte, inflateRoom)}
	return z, z.header()
}

// Read hands out text.
func (z *inflater) Read(b []byte) (int, error) {
	for z.read == z.wrote {
		if z.err != nil {
			return 0, z.err
		}
		if z.wrote > inflateRoom-deflateMaxMatch {
			n := copy(z.out, z.out[z.wrote-deflateWindow:z.wrote])
			z.member -= z.wrote - n
			z.read, z.wrote, z.summed = n, n, n
		}
		z.err = z.step()
		text := z.out[z.summed:z.wrote]
		z.crc, z.size, z.summed = crc32.Update(z.crc, crc32.IEEETable, text), z.size+uint32(len(text)), z.wrote
		if z.err == nil && z.last && !z.inBlock {
			z.err = z.trailer()
		}
	}
	n := copy(b, z.out[z.read:z.wrote])
	z.read += n
	return n, nil
}

// step unpacks until the block ends or no more text has room.
func (z *inflater) step() error {
	if !z.inBlock {
		if err := z.blockHeader(); err != nil {
			return err
		}
		z.inBlock = true
	}
	if z.coded {
		return z.codes()
	}
	n := min(z.stored, len(z.out)-z.wrote)
	for n > 0 {
		if z.have >= 8 {
			z.out[z.wrote] = byte(z.hold)
			z.hold, z.have = z.hold>>8, z.have-8
			z.wrote, z.stored, n = z.wrote+1, z.stored-1, n-1
			continue
		}
		k, err := z.in.Read(z.out[z.wrote : z.wrote+n])
		if err != nil {
			return inflateCut(err)
		}
		z.wrote, z.stored, n = z.wrote+k, z.stored-k, n-k
	}
	z.inBlock = z.stored > 0
	return nil
}

// inflateCut makes an end in the middle an error.
func inflateCut(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// --- bits ---

// refill takes bytes until there are n bits, at most 32.
func (z *inflater) refill(n uint) error {
	for z.have < n {
		c, err := z.in.ReadByte()
		if err != nil {
			return inflateCut(err)
		}
		z.hold |= uint64(c) << z.have
		z.have += 8
	}
	return nil
}

// bits takes n bits, at most 32.
func (z *inflater) bits(n uint) (uint32, error) {
	if err := z.refill(n); err != nil {
		return 0, err
	}
	v := uint32(z.hold & (1<<n - 1))
	z.hold, z.have = z.hold>>n, z.have-n
	return v, nil
}

// symbol takes one code.
func (z *inflater) symbol(c *inflateCode) (int, error) {
	if z.have < deflateMaxBits {
		z.top()
	}
	f := c.fast[z.hold%(1<<inflateFastBits)]
	if n := uint(f & 15); f != 0 && n <= z.have {
		z.hold, z.have = z.hold>>n, z.have-n
		return int(f >> 4), nil
	}
	return z.slowSymbol(c)
}

// top takes what bytes are at hand and have room.
func (z *inflater) top() {
	in := z.in
	if in.end-in.pos >= 8 {
		n := (63 - z.have) / 8
		z.hold |= binary.LittleEndian.Uint64(in.buf[in.pos:]) << z.have
		in.pos += int(n)
		z.have += 8 * n
		z.hold &= 1<<z.have - 1
		return
	}
	for z.have <= 48 && in.pos < in.end {
		z.hold |= uint64(in.buf[in.pos]) << z.have
		in.pos++
		z.have += 8
	}
}

// slowSymbol takes a code that is longer than most, or among the last bits, of which no more may be used than there are.
func (z *inflater) slowSymbol(c *inflateCode) (int, error) {
	for need := uint(1); ; need = z.have + 1 {
		if err := z.refill(need); err != nil {
			return 0, err
		}
		if f := c.fast[z.hold&(1<<inflateFastBits-1)]; f != 0 && uint(f&15) <= z.have {
			z.hold, z.have = z.hold>>(f&15), z.have-uint(f&15)
			return int(f >> 4), nil
		}
		code, first, index := 0, 0, 0
		for n := uint(1); n <= deflateMaxBits && n <= z.have; n++ {
			code |= int(z.hold>>(n-1)) & 1
			count := int(c.count[n])
			if code-first < count {
				z.hold, z.have = z.hold>>n, z.have-n
				return int(c.symbols[index+code-first]), nil
			}
			index, first, code = index+count, (first+count)<<1, code<<1
		}
		if z.have >= deflateMaxBits {
			return 0, errInflate
		}
	}
}

// --- codes ---

// build makes the code from the lengths of its symbols' codes. It is complete, or has one code of one bit or none.
func (c *inflateCode) build(lengths []byte) error {
	clear(c.fast[:])
	clear(c.count[:])
	for _, n := range lengths {
		c.count[n]++
	}
	used := len(lengths) - int(c.count[0])
	c.count[0] = 0
	var index, code [deflateMaxBits + 2]int
	left := 1
	for n := 1; n <= deflateMaxBits; n++ {
		left = left<<1 - int(c.count[n])
		if left < 0 {
			return errInflate
		}
		index[n+1] = index[n] + int(c.count[n])
		code[n+1] = (code[n] + int(c.count[n])) << 1
	}
	if left > 0 && used > 0 && (used > 1 || c.count[1] != 1) {
		return errInflate
	}
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		c.symbols[index[n]] = uint16(symbol)
		index[n]++
		if n <= inflateFastBits {
			at := int(bits.Reverse16(uint16(code[n])) >> (16 - n))
			for ; at < len(c.fast); at += 1 << n {
				c.fast[at] = uint16(symbol)<<4 | uint16(n)
			}
		}
		code[n]++
	}
	return nil
}

// blockHeader reads what stands in front of a block, section 3.2.3.
func (z *inflater) blockHeader() error {
	v, err := z.bits(3)
	if err != nil {
		return err
	}
	z.last, z.coded = v&1 != 0, true
	switch v >> 1 {
	case 0:
		z.coded = false
		z.bits(z.have % 8)
		lengths, err := z.bits(32)
		if err == nil && lengths&0xffff != ^lengths>>16 {
			err = errInflate
		}
		z.stored = int(lengths & 0xffff)
		return err
	case 1:
		var lengths [deflateLitCodes + 2 + 30]byte
		for i := range lengths {
			switch {
			case i >= deflateLitCodes+2:
				lengths[i] = 5
			case i < 144, i >= 280:
				lengths[i] = 8
			case i < 256:
				lengths[i] = 9
			default:
				lengths[i] = 7
			}
		}
		z.lit.build(lengths[:deflateLitCodes+2])
		inflateFixedDistances(&z.dist)
		return nil
	case 2:
		return z.dynamic()
	}
	return errInflate
}

// inflateFixedDistances makes the code of section 3.2.6, in which two of 32 codes of five bits stand for nothing.
func inflateFixedDistances(c *inflateCode) {
	var lengths [32]byte
	for i := range lengths {
		lengths[i] = 5
	}
	c.build(lengths[:])
}

// dynamic reads the codes of a block, section 3.2.7: their lengths, packed by a code whose lengths come first.
func (z *inflater) dynamic() error {
	v, err := z.bits(14)
	if err != nil {
		return err
	}
	lits, dists, lens := int(v&31)+257, int(v>>5&31)+1, int(v>>10)+4
	if lits > deflateLitCodes || dists > deflateDistCodes {
		return errInflate
	}
	var lengths [deflateLitCodes + deflateDistCodes]byte
	for i := range lens {
		n, err := z.bits(3)
		if err != nil {
			return err
		}
		lengths[inflateOrder[i]] = byte(n)
	}
	if err := z.lit.build(lengths[:len(inflateOrder)]); err != nil {
		return err
	}
	clear(lengths[:])
	for at := 0; at < lits+dists; {
		symbol, err := z.symbol(&z.lit)
		if err != nil {
			return err
		}
		if symbol < 16 {
			lengths[at] = byte(symbol)
			at++
			continue
		}
		var fill byte
		base, width := uint32(3), uint(2)
		switch symbol {
		case 16:
			if at == 0 {
				return errInflate
			}
			fill = lengths[at-1]
		case 17:
			width = 3
		case 18:
			base, width = 11, 7
		}
		n, err := z.bits(width)
		if err != nil {
			return err
		}
		if at+int(base+n) > lits+dists {
			return errInflate
		}
		for range base + n {
			lengths[at] = fill
			at++
		}
	}
	if err := z.lit.build(lengths[:lits]); err != nil {
		return err
	}
	return z.dist.build(lengths[lits : lits+dists])
}

const inflateOrder = "\x10\x11\x12\x00\x08\x07\x09\x06\x0a\x05\x0b\x04\x0c\x03\x0d\x02\x0e\x01\x0f"

// codes unpacks literals and matches, section 3.2.5.
func (z *inflater) codes() error {
	for z.wrote <= len(z.out)-deflateMaxMatch {
		symbol, err := z.symbol(&z.lit)
		if err != nil {
			return err
		}
		if symbol < deflateEndOfBlock {
			z.out[z.wrote] = byte(symbol)
			z.wrote++
			continue
		}
		if symbol == deflateEndOfBlock {
			z.inBlock = false
			return nil
		}
		length, err := z.matchLength(symbol - deflateEndOfBlock - 1)
		if err != nil {
			return err
		}
		distance, err := z.matchDistance()
		if err != nil {
			return err
		}
		if distance > z.wrote-z.member || distance > deflateWindow {
			return errInflate
		}
		from := z.out[z.wrote-distance:]
		if distance >= length {
			copy(z.out[z.wrote:], from[:length])
		} else {
			to := z.out[z.wrote : z.wrote+length]
			for i := range to {
				to[i] = from[i]
			}
		}
		z.wrote += length
	}
	return nil
}

// matchLength is the length that a code from 257 on stands for.
func (z *inflater) matchLength(code int) (int, error) {
	switch {
	case code < 8:
		return code + 3, nil
	case code == 28:
		return deflateMaxMatch, nil
	case code > 28:
		return 0, errInflate
	}
	width := uint(code/4 - 1)
	extra, err := z.bits(width)
	return (4+code%4)<<width + 3 + int(extra), err
}

// matchDistance takes a distance.
func (z *inflater) matchDistance() (int, error) {
	code, err := z.symbol(&z.dist)
	if err != nil || code < 4 {
		return code + 1, err
	}
	if code >= deflateDistCodes {
		return 0, errInflate
	}
	width := uint(code/2 - 1)
	extra, err := z.bits(width)
	return (2+code%2)<<width + 1 + int(extra), err
}

// --- gzip ---

// header reads the header of a member; the end of the file is io.EOF.
func (z *inflater) header() error {
	crc := uint32(0)
	var b [10]byte
	take := func(n int) error {
		for i := range n {
			v, err := z.bits(8)
			if err != nil {
				return err
			}
			b[i] = byte(v)
		}
		crc = crc32.Update(crc, crc32.IEEETable, b[:n])
		return nil
	}
	if z.have == 0 {
		if _, err := z.in.need(1); err != nil {
			return err
		}
	}
	if err := take(10); err != nil {
		return err
	}
	flags := b[3]
	if b[0] != 0x1f || b[1] != 0x8b || b[2] != 8 {
		return errGzipHeader
	}
	if flags&4 != 0 { // extra field
		if err := take(2); err != nil {
			return err
		}
		for range int(binary.LittleEndian.Uint16(b[:])) {
			if err := take(1); err != nil {
				return err
			}
		}
	}
	for text := byte(8); text <= 16; text <<= 1 { // name, comment
		for b[0] = 1; flags&text != 0 && b[0] != 0; {
			if err := take(1); err != nil {
				return err
			}
		}
	}
	if flags&2 != 0 {
		want := uint16(crc)
		if err := take(2); err != nil {
			return err
		}
		if binary.LittleEndian.Uint16(b[:]) != want {
			return errGzipHeader
		}
	}
	z.crc, z.size, z.last, z.member = 0, 0, false, z.wrote
	return nil
}

// trailer compares what a member says about its text, and goes on to the next one.
func (z *inflater) trailer() error {
	z.bits(z.have % 8)
	crc, err := z.bits(32)
	if err != nil {
		return err
	}
	size, err := z.bits(32)
	if err != nil {
		return err
	}
	if crc != z.crc || size != z.size {
		return errGzipChecksum
	}
	return z.header()
}
