// NFS file handles. A handle is opaque, RFC 1094 section 2.3.3 and RFC 1813 section 2.3.3: each server lays it out as it
// likes. What is printed is the device and the inode (or file id) in it, as far as the layout can be guessed.
//
// The layout of SunOS 4, which other servers took over, 32 bytes:
//
//	 0        4        8    10   12       16       20   22   24       28
//	+--------+--------+----+----+--------+--------+----+----+--------+--------+
//	| device | fstype | 10 |  0 | inode  | gener. | 10 |  0 | inode  | gener. |
//	+--------+--------+----+----+--------+--------+----+----+--------+--------+
//	                    the file's                  the exported directory's

package main

const (
	nfs2HandleLen    = 32 // RFC 1094, FHSIZE
	nfs3HandleMaxLen = 64 // RFC 1813, NFS3_FHSIZE
)

// nfsHandleID is what a handle says of a file: its file system by device number or by name, and its inode.
type nfsHandleID struct {
	major, minor uint32
	name         []byte // instead of a device number
	inode        uint32
}

// nfsDecodeHandle guesses the layout of a handle. The rules were found by showing handles to tcpdump; they are so
// ordered that the devices and inodes printed are the same.
func nfsDecodeHandle(h []byte) (id nfsHandleID, ok bool) {
	if len(h) < 16 {
		return id, false
	}
	var b [nfs2HandleLen]byte // a shorter one ends in zeros
	copy(b[:], h)
	dev, second := be32(b[:]), be32(b[4:])
	idLen, idLenLittle := be16(b[8:]), le16(b[8:])
	wide := func(v uint32, bits uint) (major, minor uint32) { return v >> bits, v & (1<<bits - 1) }
	inode, inodeLittle := be32(b[12:]), le32(b[12:])
	switch {
	case dev == 0: // a file system of 64 bits, the device in the lower half
		return nfsHandleID{uint32(b[6]), uint32(b[7]), nil, inode}, true
	case dev>>16 == 0 && second == 0x00080000:
		return nfsHandleID{uint32(b[2]), uint32(b[3]), nil, be32(b[8:])}, true
	case dev>>16 == 0 && (idLenLittle != 12 || b[5] != 0 || b[4] == 0): // SunOS 4
		return nfsHandleID{uint32(b[2]), uint32(b[3]), nil, inode}, true
	case dev&0xffff == 0 && second&0xffff == 0: // little-endian
		return nfsHandleID{uint32(b[1]), uint32(b[0]), nil, inodeLittle}, true
	case dev&0xffff == 0 && b[21] == 0 && b[23] == 0:
		return nfsHandleID{uint32(b[1]), uint32(b[0]), nil, le32(b[4:])}, true
	case idLen == 10 && second == 0: // IRIX
		major, minor := wide(dev, 24)
		return nfsHandleID{major, minor, nil, inode}, true
	case idLen == 10 || dev&0xffff == 0 && b[9] == 10: // System V.4
		major, minor := wide(dev, 18)
		return nfsHandleID{major, minor, nil, inode}, true
	case idLenLittle == 12 && dev&0xffff != 0 || dev>>16 == 0: // little-endian System V
		major, minor := wide(le32(b[:]), 20)
		return nfsHandleID{major, minor, nil, inodeLittle}, true
	}
	if len(h) < 28 {
		return id, false
	}
	return nfsNamedHandle(b[:], len(h)/4)
}

// nfsNamedHandle reads a handle with the name of its file system in bytes 1 to 13, padded with NULs, of which at most
// limit characters are printed.
func nfsNamedHandle(b []byte, limit int) (id nfsHandleID, ok bool) {
	name := b[1:14]
	end, blank := len(name), -1
	for i, c := range name {
		switch {
		case c == 0 && end == len(name):
			end = i
		case c == 0:
		case end < len(name) || c < ' ' || c > '~':
			return id, false
		case c == ' ' && blank < 0:
			blank = i
		}
	}
	if end == 0 {
		return id, false
	}
	if blank >= 0 {
		end = blank
	}
	id.name = name[:min(end, limit)]
	id.inode = uint32(b[26])<<24 | uint32(b[27])<<16 | uint32(le16at(b, 22))
	return id, true
}

// nfsHandle2 prints the handle of a version 2 call or reply.
func (p *printer) nfsHandle2() { p.nfsShowHandle(p.take(nfs2HandleLen)) }

// nfsHandle3 prints a version 3 handle, a counted string.
func (p *printer) nfsHandle3() {
	n := p.u32()
	if n > nfs3HandleMaxLen && !p.nfsLongHandle(n) {
		p.short(0)
		return
	}
	p.nfsShowHandle(p.takeN(int(n)))
	p.nfsPad(int(n))
}

// nfsLongHandle says whether a handle longer than RFC 1813 allows is all there: then it is printed nevertheless.
func (p *printer) nfsLongHandle(n uint32) bool { return uint64(n) <= uint64(len(p.in)) }

// nfsShowHandle prints " fh MAJOR,MINOR/INODE", in classic style with the generation behind it, or with -u the bytes.
func (p *printer) nfsShowHandle(h []byte) {
	if p.cut >= 0 {
		return
	}
	if p.nfsHandle {
		p.nfsRawHandle(h)
		return
	}
	p.s(" fh ")
	if len(h) == 0 {
		p.c('/')
		return
	}
	id, ok := nfsDecodeHandle(h)
	switch {
	case !ok:
		name := "Unknown"
		p.s(name[:min(len(h)/4, len(name))])
		p.c('/')
		for _, c := range h[:min(len(h), nfs2HandleLen)] {
			p.out = append(p.out, nfsHexDigits[c>>4], nfsHexDigits[c&15])
		}
		return
	case id.name != nil:
		p.textBytes(id.name)
	default:
		p.u(uint64(id.major))
		p.c(',')
		p.u(uint64(id.minor))
	}
	p.c('/')
	p.u(uint64(id.inode))
	if p.classic && id.name == nil && len(h) >= 20 {
		p.c('.')
		p.u(uint64(be32at(h, 16)))
	}
}

const nfsHexDigits = "0123456789ABCDEF"

// nfsRawHandle prints the words of a handle as -u has them.
func (p *printer) nfsRawHandle(h []byte) {
	p.s(" fh[")
	for i := 0; i+4 <= len(h); i += 4 {
		if i > 0 {
			p.c(':')
		}
		p.h(uint64(be32at(h, i)))
	}
	p.c(']')
}

// nfsPad passes over the padding of a counted string of n bytes, RFC 4506 section 4.10.
func (p *printer) nfsPad(n int) { p.skip(-n & 3) }
