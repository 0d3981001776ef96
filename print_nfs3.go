// Network File System, version 3, RFC 1813.

package main

var nfs3StableNames = []token{{0, "unstable"}, {1, "datasync"}, {2, "filesync"}}

var nfs3AccessNames = []token{
	{0x01, "NFS_ACCESS_READ"}, {0x02, "NFS_ACCESS_LOOKUP"}, {0x04, "NFS_ACCESS_MODIFY"}, {0x08, "NFS_ACCESS_EXTEND"},
	{0x10, "NFS_ACCESS_DELETE"}, {0x20, "NFS_ACCESS_EXECUTE"},
}

// nfs3AccessBits prints what rights are asked about, section 3.3.4.
func (p *printer) nfs3AccessBits(bits uint32) {
	switch {
	case bits == 0:
	case bits&^0x3f != 0:
		p.f1(" %04x", bits)
	case bits == 0x3f:
		p.s(" NFS_ACCESS_FULL")
	default:
		p.c(' ')
		p.bits(&nfs3AccessNames, "", "|", bits)
	}
}

// nfs3Stable prints how sure a write shall be, or is, to survive a crash, section 3.3.7.
func (p *printer) nfs3Stable(how uint32) {
	p.s(" <")
	p.tok(&nfs3StableNames, "#%u", how)
	p.c('>')
}

func (p *printer) nfs3WriteArgs() {
	h := p.take(20)
	p.fw(" %u (%u) bytes @ %u", uint64(be32at(h, 16)), uint64(be32at(h, 8)), be64(h))
	if p.v > 0 {
		p.nfs3Stable(be32at(h, 12))
	}
}

// nfs3ReaddirArgs prints the arguments of readdir and readdirplus, sections 3.3.16 and 3.3.17.
func (p *printer) nfs3ReaddirArgs(plus bool) {
	h := p.take(20)
	p.fw(" %u bytes @ %d", uint64(be32at(h, 16)), be64(h))
	if plus {
		maxCount := p.u32()
		if p.v > 0 {
			p.f1(" max %u", maxCount)
		}
	}
	if p.v > 0 {
		p.f2(" verf %08x%08x", be32at(h, 8), be32at(h, 12))
	}
}

// nfs3MknodArgs prints the kind of special file to make, section 3.3.11.
func (p *printer) nfs3MknodArgs() {
	kind := p.u32()
	p.c(' ')
	p.nfsMknodType(kind)
	var attr nfs3SetAttr
	if kind == 3 || kind == 4 || p.v > 0 {
		attr = p.nfs3SetAttr()
	}
	if kind == 3 || kind == 4 {
		h := p.take(8)
		p.f2(" %u/%u", be32(h), be32at(h, 4))
	}
	if p.v > 0 {
		p.nfs3ShowSetAttr(&attr)
	}
}

func (p *printer) nfsMknodType(kind uint32) { p.tok(&nfsTypeNames, "unk-ft %u", kind) }

// nfs3SetAttr is what attributes a new file shall have, section 2.5.3. Only what is printed is kept.
type nfs3SetAttr struct {
	has          [3]bool
	modeUIDGID   [3]uint32
	atime, mtime [2]uint32
	hasAtime     bool
	hasMtime     bool
}

const nfs3ClientTime = 2 // SET_TO_CLIENT_TIME

// nfs3SetAttr takes attributes to be set.
func (p *printer) nfs3SetAttr() (a nfs3SetAttr) {
	for i := range a.has {
		if a.has[i] = p.u32() != 0; a.has[i] {
			a.modeUIDGID[i] = p.u32()
		}
	}
	if p.u32() != 0 {
		p.take(8) // size
	}
	if a.hasAtime = p.u32() == nfs3ClientTime; a.hasAtime {
		a.atime = [2]uint32{p.u32(), p.u32()}
	}
	if a.hasMtime = p.u32() == nfs3ClientTime; a.hasMtime {
		a.mtime = [2]uint32{p.u32(), p.u32()}
	}
	return a
}

func (p *printer) nfs3ShowSetAttr(a *nfs3SetAttr) {
	for i, format := range [...]string{" mode %o", " uid %u", " gid %u"} {
		if a.has[i] {
			p.f1(format, a.modeUIDGID[i])
		}
	}
	if p.v < 2 {
		return
	}
	if a.hasAtime {
		p.f2(" atime %u.%06u", a.atime[0], a.atime[1])
	}
	if a.hasMtime {
		p.f2(" mtime %u.%06u", a.mtime[0], a.mtime[1])
	}
}

// nfs3Attr prints attributes, section 2.5.1: 84 bytes.
func (p *printer) nfs3Attr(details bool) {
	if !p.nfs3Whole(20) {
		return
	}
	head := p.take(20)
	p.nfsAttrHead(head)
	p.fw(" sz %u", p.u64())
	if p.classic {
		p.c(' ')
	}
	if !details {
		p.skip(56)
		return
	}
	if !p.nfs3Whole(56) { // all of the rest, with the times
		return
	}
	h := p.take(32)
	if !p.classic {
		p.c(' ')
	}
	p.fw("nlink %u rdev %u/%u fsid %x fileid %x", uint64(be32at(head, 8)), uint64(be32at(h, 8)),
		uint64(be32at(h, 12)), be64at(h, 16), be64at(h, 24))
	p.nfsTimes()
}

// nfs3PostAttr takes attributes that may be there or not, section 2.5.5, and prints them if show says so.
func (p *printer) nfs3PostAttr(show bool) {
	if p.u32() == 0 || p.cut >= 0 {
		return
	}
	if show {
		p.nfs3Attr(p.v > 1)
	} else if p.nfs3Whole(84) {
		p.take(84)
	}
}

// nfs3Whole reports whether n bytes of attributes were captured. If not that is a cut, but one by nobody: nfs3Results
// decides whether it is marked.
func (p *printer) nfs3Whole(n int) bool {
	if p.has(n) || p.classic {
		return true
	}
	if p.cut < 0 {
		p.short(0)
		p.cutBy = ""
	}
	return false
}

// nfs3WCC prints what a file was before and after an operation, section 2.6.
func (p *printer) nfs3WCC() {
	if p.v > 1 {
		p.s(" PRE:")
	}
	if p.u32() != 0 && p.nfs3Whole(24) {
		h := p.take(24)
		if p.v > 1 {
			p.fw(" sz %u mtime %u.%06u ctime %u.%06u", be64(h), uint64(be32at(h, 8)), uint64(be32at(h, 12)),
				uint64(be32at(h, 16)), uint64(be32at(h, 20)))
		}
	}
	if p.v > 0 {
		p.s(" POST:")
	}
	p.nfs3PostAttr(p.v > 0)
}

// nfs3Results prints the results of a version 3 procedure, section 3.3. Where it failed there are still attributes.
func (p *printer) nfs3Results(op uint32) {
	ok := p.nfsOK()
	switch {
	case p.cut >= 0 || op == nfsGetattr && !ok:
	case op == nfsGetattr:
		p.nfs3Attr(false)
	case op == nfsLookup:
		p.nfs3LookupResult(ok)
	case op == nfsAccess:
		if p.v > 0 {
			p.s(" attr:")
		}
		p.nfs3PostAttr(p.v > 0)
		if ok {
			p.f1(" c %04x", p.u32())
		}
	case op == nfsReadlink:
		if ok {
			p.nfs3PostAttr(p.v > 0)
			p.c(' ')
			p.nfsString()
		}
	case op == nfsCreate || op == nfsMkdir || op == nfsSymlink || op == nfsMknod:
		p.nfs3CreateResult(ok)
	case op == nfsStatfs || op == nfsFsinfo || op == nfsPathconf:
		p.nfs3FSResult(op, ok)
	case p.v > 0:
		p.nfs3VerboseResult(op, ok)
	case op == nfsWrite && ok: // that much of it tcpdump looks at
		if p.u32() != 0 {
			p.take(24)
		}
		p.u32()
	}
	if p.cut >= 0 && p.cutBy == "" {
		p.cutBy = p.proto
		if !ok { // nothing follows them
			p.out, p.cut, p.in = p.out[:p.cut], -1, nil
		}
	}
}

// nfs3VerboseResult prints the results of procedures of which nothing is printed without -v.
func (p *printer) nfs3VerboseResult(op uint32, ok bool) {
	switch op {
	case nfsSetattr, nfsRemove, nfsRmdir:
		p.nfs3WCC()
	case nfsRead:
		p.nfs3PostAttr(true)
		if ok {
			p.f1(" %u bytes", p.u32())
			if p.u32() != 0 {
				p.s(" EOF")
			}
		}
	case nfsWrite:
		p.nfs3WCC()
		if ok {
			p.nfs3Written()
		}
	case nfsRename:
		p.s(" from:")
		p.nfs3WCC()
		p.s(" to:")
		p.nfs3WCC()
	case nfsLink:
		p.s(" file POST:")
		p.nfs3PostAttr(true)
		p.s(" dir:")
		p.nfs3WCC()
	case nfsReaddir, nfsReaddirplus:
		p.s(" POST:")
		p.nfs3PostAttr(true)
		if ok {
			h := p.take(8)
			p.f2(" verf %08x%08x", be32(h), be32at(h, 4))
		}
	case nfsCommit:
		p.nfs3WCC()
		if ok && p.v > 1 {
			h := p.take(8)
			p.f2(" verf %08x%08x", be32(h), be32at(h, 4))
		}
	}
}

// nfs3Written prints how much was written and how, section 3.3.7.
func (p *printer) nfs3Written() {
	p.f1(" %u bytes", p.u32())
	if p.v < 2 {
		return
	}
	how := p.u32()
	p.nfs3Stable(how)
	p.fw(" verf %x", p.u64())
}

func (p *printer) nfs3LookupResult(ok bool) {
	if !ok {
		if p.v > 1 {
			p.s(" post dattr:")
			p.nfs3PostAttr(true)
		}
		return
	}
	p.nfsHandle3()
	p.nfs3PostAttr(p.v > 0)
	if p.v > 1 {
		p.s(" post dattr:")
		p.nfs3PostAttr(true)
	}
}

// nfs3CreateResult prints the results of everything that makes a file, section 3.3.8.
func (p *printer) nfs3CreateResult(ok bool) {
	if !ok {
		if p.v > 0 {
			p.nfs3WCC()
		}
		return
	}
	if p.u32() != 0 {
		p.nfsHandle3()
		if p.v > 0 {
			p.nfs3PostAttr(true)
		}
		if p.v > 1 {
			p.s(" dir attr:")
			p.nfs3WCC()
		}
	}
}

// nfs3FSResult prints the results of the procedures about the file system, sections 3.3.18 to 3.3.20.
func (p *printer) nfs3FSResult(op uint32, ok bool) {
	if p.v > 0 {
		p.s(" POST:")
	}
	p.nfs3PostAttr(p.v > 0)
	if !ok {
		return
	}
	switch op {
	case nfsStatfs:
		h := p.take(52)
		p.fw(" tbytes %u fbytes %u abytes %u", be64(h), be64at(h, 8), be64at(h, 16))
		if p.v > 0 {
			p.fw(" tfiles %u ffiles %u afiles %u invar %u", be64at(h, 24), be64at(h, 32), be64at(h, 40), uint64(be32at(h, 48)))
		}
	case nfsFsinfo:
		h := p.take(48)
		w := func(i int) uint64 { return uint64(be32at(h, 4*i)) }
		p.fw(" rtmax %u rtpref %u wtmax %u wtpref %u dtpref %u", w(0), w(1), w(3), w(4), w(6))
		if p.v > 0 {
			p.fw(" rtmult %u wtmult %u maxfsz %u delta %u.%06u ", w(2), w(5), be64at(h, 28), w(9), w(10))
		}
	case nfsPathconf:
		h := p.take(24)
		p.f2(" linkmax %u namemax %u", be32(h), be32at(h, 4))
		for i, name := range [...]string{" notrunc", " chownres", " igncase", " keepcase"} {
			if be32at(h, 8+4*i) != 0 {
				p.s(name)
			}
		}
	}
}
