// Network File System: version 2, RFC 1094, and what it shares with version 3, RFC 1813 (print_nfs3.go).

package main

// Procedures are numbered as in version 3; those of version 2 are mapped to them.
const (
	nfsNull = iota
	nfsGetattr
	nfsSetattr
	nfsLookup
	nfsAccess
	nfsReadlink
	nfsRead
	nfsWrite
	nfsCreate
	nfsMkdir
	nfsSymlink
	nfsMknod
	nfsRemove
	nfsRmdir
	nfsRename
	nfsLink
	nfsReaddir
	nfsReaddirplus
	nfsStatfs // fsstat in version 3
	nfsFsinfo
	nfsPathconf
	nfsCommit

	nfsNoop    = 1 << 30 // procedures 3 and 7 of version 2, which do nothing
	nfsUnknown = 1 << 31 // with the number it had
)

var nfsProcNames = []token{
	{nfsNull, "null"}, {nfsGetattr, "getattr"}, {nfsSetattr, "setattr"}, {nfsLookup, "lookup"}, {nfsAccess, "access"},
	{nfsReadlink, "readlink"}, {nfsRead, "read"}, {nfsWrite, "write"}, {nfsCreate, "create"}, {nfsMkdir, "mkdir"},
	{nfsSymlink, "symlink"}, {nfsMknod, "mknod"}, {nfsRemove, "remove"}, {nfsRmdir, "rmdir"}, {nfsRename, "rename"},
	{nfsLink, "link"}, {nfsReaddir, "readdir"}, {nfsReaddirplus, "readdirplus"}, {nfsStatfs, "fsstat"},
	{nfsFsinfo, "fsinfo"}, {nfsPathconf, "pathconf"}, {nfsCommit, "commit"}, {nfsNoop, "nop"},
}

// nfs2Procs are the procedures of version 2 by number.
var nfs2Procs = [...]uint32{
	nfsNull, nfsGetattr, nfsSetattr, nfsNoop, nfsLookup, nfsReadlink, nfsRead, nfsNoop, nfsWrite, nfsCreate, nfsRemove,
	nfsRename, nfsLink, nfsSymlink, nfsMkdir, nfsRmdir, nfsReaddir, nfsStatfs,
}

// nfsProc is the procedure that version and number of a call mean.
func nfsProc(vers, proc uint32, classic bool) uint32 {
	switch {
	case vers != 2 && vers == 3 || vers != 2 && !classic:
		if proc <= nfsCommit {
			return proc
		}
	case classic && proc == 7: // write to cache: 3.4 has its number
	case proc < uint32(len(nfs2Procs)):
		return nfs2Procs[proc]
	case !classic:
		return nfsNoop
	}
	return nfsUnknown | proc&^nfsUnknown
}

// nfsHasNothing is true of procedures without arguments and results.
func nfsHasNothing(op uint32) bool { return op == nfsNull || op&(nfsNoop|nfsUnknown) != 0 }

// nfsShowProc prints a procedure's name, or number.
func (p *printer) nfsShowProc(vers, proc uint32) {
	op := nfsProc(vers, proc, p.classic)
	switch {
	case op&nfsUnknown != 0:
		p.f1("proc-%u", proc)
	case op == nfsStatfs && p.classic && vers == 2:
		p.s("statfs")
	default:
		p.tok(&nfsProcNames, "?", op)
	}
}

// nfsMessage prints an RPC message to or from the NFS port, length bytes on the wire. It reports false, having printed
// nothing, for one that is neither a call to it nor a reply from it.
func (p *printer) nfsMessage(ip *ipInfo, src, dst uint16, length int) bool {
	kind, ok := p.rpcMessageIsFor(src, dst, portNFS)
	if !ok {
		return false
	}
	p.proto = "nfs"
	if kind == rpcCall {
		p.s("NFS request xid ")
		p.u(uint64(be32(p.in)))
		p.c(' ')
		p.nfsRequest(ip, length)
	} else {
		p.s("NFS reply xid ")
		p.u(uint64(be32(p.in)))
		p.c(' ')
		p.nfsReply(ip, length)
	}
	return true
}

// nfsOverTCP prints the first record in a segment, length bytes on the wire, RFC 5531 section 11. What follows it is
// not looked at, nor are records that began in an earlier segment.
func (p *printer) nfsOverTCP(ip *ipInfo, src, dst uint16, length int) bool {
	if src != portNFS && dst != portNFS || length < rpcRecordHeaderLen || !p.has(rpcRecordHeaderLen+8) {
		return false
	}
	whole := p.in
	size := int(be32(p.take(rpcRecordHeaderLen)) &^ rpcLastFragment)
	if _, ok := p.rpcMessageIsFor(src, dst, portNFS); !ok {
		p.in = whole
		return false
	}
	p.s(": ")
	size = min(size, length-rpcRecordHeaderLen)
	p.limit(max(size, rpcCallHeaderLen))
	return p.nfsMessage(ip, src, dst, size)
}

// nfsClassic prints a datagram in the style of tcpdump 3.4, with the transaction id in place of the client's port. It
// reports false, having printed nothing, for one that is no NFS.
func (p *printer) nfsClassic(ip *ipInfo, src, dst uint16, length int) bool {
	kind, ok := p.rpcMessageIsFor(src, dst, portNFS)
	if !ok {
		return false
	}
	p.proto = "nfs"
	xid := uint64(be32(p.in))
	p.addr(ip.src)
	p.c('.')
	if kind == rpcCall {
		p.h(xid)
		p.s(" > ")
		p.addr(ip.dst)
		p.c('.')
		p.udpPort(dst)
		p.s(": ")
		p.nfsRequest(ip, length)
	} else {
		p.udpPort(src)
		p.s(" > ")
		p.addr(ip.dst)
		p.c('.')
		p.h(xid)
		p.s(": ")
		p.nfsReply(ip, length)
	}
	if p.cut >= 0 {
		p.out = append(p.out[:p.cut], " [|nfs]"...)
		p.cut, p.in = -1, nil
	}
	return true
}

// nfsRequest prints a call, p.in at its transaction id.
func (p *printer) nfsRequest(ip *ipInfo, length int) {
	p.u(uint64(length))
	p.need(rpcCallHeaderLen)
	h := p.take(rpcCallHeaderLen)
	if p.cut >= 0 {
		return
	}
	xid, vers, proc := be32(h), be32at(h, 16), be32at(h, 20)
	p.state.nfs.remember(xid, vers, proc, ip.src, ip.dst)
	p.c(' ')
	p.nfsShowProc(vers, proc)
	op := nfsProc(vers, proc, p.classic)
	if nfsHasNothing(op) {
		return
	}
	if !p.nfsCredentials(length) {
		return
	}
	p.nfsArgs(op, vers == 3)
}

// nfsCredentials passes over credentials and verifier, and reports whether they leave room for arguments.
func (p *printer) nfsCredentials(length int) bool {
	for _, what := range [...]string{"credentials", "verifier"} {
		size := be32(p.peek(4, 4))
		if p.cut >= 0 {
			return false
		}
		if uint64(size) > uint64(length) {
			p.s(" [")
			p.s(what)
			p.f2(" length %u > %u]", size, uint32(length))
			p.invalid()
			p.short(0)
			return false
		}
		p.rpcOpaqueAuth()
	}
	return p.cut < 0
}

// nfsHandleOf prints a handle of either version.
func (p *printer) nfsHandleOf(v3 bool) {
	if v3 {
		p.nfsHandle3()
	} else {
		p.nfsHandle2()
	}
}

// nfsHandleName prints a handle and a name in the directory it stands for.
func (p *printer) nfsHandleName(v3 bool) {
	p.nfsHandleOf(v3)
	p.c(' ')
	p.nfsString()
}

// nfsString prints a counted string in quotes.
func (p *printer) nfsString() {
	n := uint64(p.u32())
	if p.cut >= 0 {
		return
	}
	if n > 1<<32-4 {
		p.s("[cannot pad to 32-bit boundaries]")
		p.invalid()
		p.short(0)
		return
	}
	p.need(int(min((n+3)&^3, 1<<31-1)))
	b := p.takeN(int(min(n, 1<<31-1)))
	p.nfsPad(len(b))
	p.c('"')
	p.textBytes(b)
	p.c('"')
}

// nfsArgs prints the arguments of a call.
func (p *printer) nfsArgs(op uint32, v3 bool) {
	switch op {
	case nfsGetattr, nfsSetattr, nfsReadlink, nfsStatfs, nfsFsinfo, nfsPathconf:
		p.nfsHandleOf(v3)
	case nfsLookup, nfsCreate, nfsMkdir, nfsRemove, nfsRmdir:
		p.nfsHandleName(v3)
	case nfsAccess:
		p.nfsHandleOf(v3)
		p.nfs3AccessBits(p.u32())
	case nfsRead:
		p.nfsHandleOf(v3)
		if v3 {
			h := p.take(12)
			p.fw(" %u bytes @ %u", uint64(be32at(h, 8)), be64(h))
			return
		}
		h := p.take(8)
		p.f2(" %u bytes @ %u", be32at(h, 4), be32(h))
	case nfsWrite:
		p.nfsHandleOf(v3)
		if v3 {
			p.nfs3WriteArgs()
			return
		}
		h := p.take(16)
		p.f(" %u (%u) bytes @ %u (%u)", be32at(h, 12), be32at(h, 8), be32at(h, 4), be32(h))
	case nfsSymlink:
		p.nfsHandleName(v3)
		p.nfsSymlinkArgs(v3)
	case nfsMknod:
		p.nfsHandleName(true)
		p.nfs3MknodArgs()
	case nfsRename:
		p.nfsHandleName(v3)
		p.s(" ->")
		p.nfsHandleName(v3)
	case nfsLink:
		p.nfsHandleOf(v3)
		p.s(" ->")
		p.nfsHandleName(v3)
	case nfsReaddir:
		p.nfsHandleOf(v3)
		if v3 {
			p.nfs3ReaddirArgs(false)
			return
		}
		h := p.take(8) // the cookie is opaque, RFC 1094 section 2.2.17
		p.f2(" %u bytes @ %d", be32at(h, 4), uint32(int32(be32(h))))
	case nfsReaddirplus:
		p.nfsHandleOf(v3)
		p.nfs3ReaddirArgs(true)
	case nfsCommit:
		p.nfsHandleOf(v3)
		h := p.take(12)
		p.fw(" %u bytes @ %u", uint64(be32at(h, 8)), be64(h))
	}
}

// nfsSymlinkArgs prints where a symbolic link shall point.
func (p *printer) nfsSymlinkArgs(v3 bool) {
	var attr nfs3SetAttr
	if v3 {
		attr = p.nfs3SetAttr()
	}
	p.s(" ->")
	if p.classic {
		p.c(' ')
	}
	p.nfsString()
	if v3 && p.v > 0 {
		p.nfs3ShowSetAttr(&attr)
	}
}

// nfsReply prints a reply, p.in at its transaction id.
func (p *printer) nfsReply(ip *ipInfo, length int) {
	p.need(12)
	xid := be32(p.take(8))
	if !p.rpcReplyState(length) || p.cut >= 0 {
		return
	}
	call := p.state.nfs.find(xid, ip.dst, ip.src)
	if call == nil {
		return
	}
	p.c(' ')
	p.nfsShowProc(call.vers, call.proc)
	op := nfsProc(call.vers, call.proc, p.classic)
	if nfsHasNothing(op) && !p.has(12) {
		return
	}
	p.rpcOpaqueAuth()
	if accept := p.u32(); accept != rpcSuccess {
		p.c(' ')
		p.tok(&rpcAcceptNames, "ar_stat %u", accept)
		return
	}
	if nfsHasNothing(op) {
		return
	}
	if call.vers == 3 {
		p.nfs3Results(op)
	} else {
		p.nfs2Results(op)
	}
}

// nfsOK takes the status of a reply, RFC 1094 section 2.3.1, RFC 1813 section 2.6, prints it unless it is NFS_OK, and
// says whether it is.
func (p *printer) nfsOK() bool {
	status := p.u32()
	if p.cut >= 0 {
		return false
	}
	if status == 0 {
		return true
	}
	p.s(" ERROR: ")
	if name, ok := tokenName(&nfsClassicStatusNames, status); ok && p.classic {
		p.s(name)
		return false
	}
	p.tok(&nfsStatusNames, "unk %u", status)
	return false
}

// nfs2Results prints the results of a version 2 procedure.
func (p *printer) nfs2Results(op uint32) {
	if !p.nfsOK() {
		return
	}
	switch op {
	case nfsGetattr, nfsSetattr:
		p.nfs2Attr(true, false)
	case nfsLookup, nfsCreate, nfsMkdir:
		p.nfsHandle2()
		p.nfs2Attr(p.v > 0, p.v > 1)
	case nfsReadlink:
		p.c(' ')
		p.nfsString()
	case nfsRead, nfsWrite:
		p.nfs2Attr(p.v > 0, p.v > 1)
	case nfsReaddir:
		p.nfs2Entries()
	case nfsStatfs:
		h := p.take(20)
		p.f(" tsize %u bsize %u blocks %u bfree %u bavail %u", be32(h), be32at(h, 4),
			be32at(h, 8), be32at(h, 12), be32at(h, 16))
	}
}

var nfsTypeNames = []token{
	{0, "NON"}, {1, "REG"}, {2, "DIR"}, {3, "BLK"}, {4, "CHR"}, {5, "LNK"}, {7, "FIFO"},
}

var nfsClassicTypeNames = nfsTypeNames[:6]

func (p *printer) nfsType(t uint32) {
	if p.classic {
		p.tok(&nfsClassicTypeNames, "unk-ft %u ", t)
	} else {
		p.tok(&nfsTypeNames, "unk-ft %u ", t)
	}
}

// nfs2Attr prints a file's attributes, RFC 1094 section 2.3.5, if show says so; details says whether all of them.
func (p *printer) nfs2Attr(show, details bool) {
	head := p.take(20)
	if !show {
		return
	}
	p.nfsAttrHead(head)
	p.f1(" sz %u", p.u32())
	if p.classic {
		p.c(' ')
	}
	if !details || !p.classic && !p.need(44) { // all of the rest, with the times
		return
	}
	h := p.take(20)
	if p.classic {
		p.f("nlink %u rdev %x fsid %x nodeid %x", be32at(head, 8), be32at(h, 4), be32at(h, 12),
			be32at(h, 16))
	} else {
		p.f(" nlink %u rdev 0x%x fsid 0x%x nodeid 0x%x", be32at(head, 8), be32at(h, 4),
			be32at(h, 12), be32at(h, 16))
	}
	p.nfsTimes()
}

// nfsAttrHead prints what attributes of both versions begin with.
func (p *printer) nfsAttrHead(h []byte) {
	p.c(' ')
	p.nfsType(be32(h))
	p.f1(" %o ids ", be32at(h, 4))
	p.nfsIDs(h[12:])
}

// nfsIDs prints user and group.
func (p *printer) nfsIDs(h []byte) {
	if p.classic {
		p.f2("%u/%u", be32(h), be32at(h, 4))
	} else {
		p.f2("%d/%d", uint32(int32(be32(h))), uint32(int32(be32at(h, 4))))
	}
}

// nfsTimes prints the times of access, modification and change.
func (p *printer) nfsTimes() {
	p.s(" a/m/ctime ")
	for range 3 {
		h := p.take(8)
		p.f2("%u.%06u ", be32(h), be32at(h, 4))
	}
	if !p.classic {
		p.out = p.out[:len(p.out)-1]
	}
}

// nfs2Entries prints something of the entries of a directory, RFC 1094 section 2.2.17. tcpdump takes the flag before the
// first entry and the entry's file id for an offset and a size; in classic style it is the cookie to go on with, the
// number of entries, and whether the directory ends with them.
func (p *printer) nfs2Entries() {
	if !p.classic {
		h := p.take(8)
		p.f2(" offset 0x%x size %u ", be32(h), be32at(h, 4))
		if p.u32() != 0 {
			p.s(" eof")
		}
		return
	}
	cookie, n := uint32(0), 0
	for p.u32() != 0 && p.cut < 0 {
		p.take(4)
		size := int(p.u32())
		p.takeN(size)
		p.nfsPad(size)
		cookie = p.u32()
		n++
	}
	end := p.u32() != 0
	p.f2(" offset %x size %u ", cookie, uint32(n))
	if end {
		p.s(" eof")
	}
}
