// The servers of the Andrew File System: calls and replies within Rx (Zayas, AFS-3 Programmer's Reference, 1991).

package main

import "bytes"

const (
	afsPortFile       = 7000
	afsPortCallback   = 7001
	afsPortProtection = 7002
	afsPortVLDB       = 7003
	afsPortKAuth      = 7004
	afsPortVolume     = 7005
	afsPortBos        = 7007

	afsUbikBeacon = 10000

	afsVolumeRecord = 22 // numbers behind a volume's name in a list
	afsVLDBServers  = 8
	afsVLDBServersN = 13
)

var afsFileErrors = []token{
	{101, "salvage volume"}, {102, "no such vnode"}, {103, "no such volume"}, {104, "volume exist"}, {105, "no service"},
	{106, "volume offline"}, {107, "voline online"}, {108, "diskfull"}, {109, "diskquota exceeded"},
	{110, "volume busy"}, {111, "volume moved"}, {112, "AFS IO error"}, {0xffffff9c, "restarting fileserver"},
}

// afsServer names the server at a port and its procedures.
func afsServer(port uint16) (name string, ops []afsOp) {
	switch port {
	case afsPortFile:
		return "fs", afsFileOps
	case afsPortCallback:
		return "cb", afsCallbackOps
	case afsPortProtection:
		return "pt", afsProtectionOps
	case afsPortVLDB:
		return "vldb", afsVLDBOps
	case afsPortKAuth:
		return "kauth", afsKAuthOps
	case afsPortVolume:
		return "vol", afsVolumeOps
	case afsPortBos:
		return "bos", afsBosOps
	}
	return "", nil
}

func afsFind(ops []afsOp, op uint32) *afsOp {
	for i := range ops {
		if ops[i].op == op {
			return &ops[i]
		}
	}
	return nil
}

// afsHead prints server, kind of message and procedure, whose entry it returns if there is one.
func (p *printer) afsHead(port uint16, kind string, op uint32) *afsOp {
	name, ops := afsServer(port)
	if name == "" {
		return nil
	}
	p.proto = name
	p.c(' ')
	p.s(name)
	if port == afsPortProtection || port == afsPortVLDB {
		if o := afsFind(afsUbikOps, op); o != nil {
			p.proto = "ubik"
			p.s(" ubik")
			ops = afsUbikOps
		}
	}
	p.s(kind)
	o := afsFind(ops, op)
	if o == nil {
		p.f1("op#%u", op)
		return nil
	}
	p.s(o.name)
	return o
}

// afsCall prints a call to the server at a port, p.in at the number of its procedure.
func (p *printer) afsCall(port uint16, op uint32) {
	p.take(4)
	o := p.afsHead(port, " call ", op)
	if o == nil {
		return
	}
	p.afsFields(o.args)
	p.afsCut()
}

// afsReply prints the answer of the server at a port to a call.
func (p *printer) afsReply(port uint16, op uint32, abort bool) {
	o := p.afsHead(port, " reply ", op)
	if name, _ := afsServer(port); name == "" {
		return
	}
	if abort {
		vote := o != nil && o.op == afsUbikBeacon && p.proto == "ubik"
		if !vote && port != afsPortFile {
			p.s(" errcode ")
		}
		code := p.afsU32()
		switch {
		case p.cut >= 0:
		case vote:
			p.s(" vote yes until")
			p.afsDate(code)
		case port == afsPortFile:
			p.s(" error ")
			if s, ok := tokenName(&afsFileErrors, code); ok {
				p.s(s)
			} else {
				p.f1("#%d", uint32(int32(code)))
			}
		default:
			p.f1("%d", uint32(int32(code)))
		}
	} else if o != nil {
		p.afsFields(o.results)
	}
	p.afsCut()
}

// afsU32 takes a number. One that is cut off ends the line, with Rx's mark.
func (p *printer) afsU32() uint32 {
	if !p.has(4) {
		p.out = bytes.TrimSuffix(p.out, []byte(" "))
		p.proto = "rx"
	}
	return p.u32()
}

// afsCut ends the fields with the mark of a short read, if there was one that leaves room for the length behind it.
func (p *printer) afsCut() {
	if p.cut >= 0 && p.cutBy != "rx" {
		p.out = append(p.out[:p.cut], " [|"...)
		p.s(p.cutBy)
		p.c(']')
		p.cut, p.in = -1, nil
	}
}

// afsFields prints fields as the formats of print_afs_ops.go say.
func (p *printer) afsFields(format string) {
	for i := 0; i < len(format) && p.cut < 0; i++ {
		if format[i] != '%' || i+1 == len(format) {
			p.c(format[i])
			continue
		}
		i++
		p.afsField(format[i])
	}
}

func (p *printer) afsField(verb byte) {
	switch verb {
	case 'u':
		p.u(uint64(p.afsU32()))
	case 'd':
		p.f1("%d", uint32(int32(p.afsU32())))
	case 'q':
		hi := p.afsU32()
		p.u(uint64(hi)<<32 | uint64(p.afsU32()))
	case 'D':
		p.afsDate(p.afsU32())
	case 'y':
		if p.afsU32() != 0 {
			p.s("yes")
		} else {
			p.s("no")
		}
	case 'f':
		p.afsFid()
	case 's':
		p.afsString()
	case 'b':
		n := int(p.afsU32())
		p.takeN(n)
		p.nfsPad(n)
	case 'p':
		p.afsVector(64)
	case 'n':
		p.afsVector(65)
	case 'l':
		p.afsVector(32)
	case 'S':
		p.afsStoreStatus()
	case 'a':
		p.afsACL()
	case 'U':
		p.afsUUID()
	case 't':
		p.afsVolumeType(p.afsU32())
	default:
		p.afsList(verb)
	}
}

// afsList prints the fields that repeat.
func (p *printer) afsList(verb byte) {
	switch verb {
	case 'i':
		p.afsEach(func(uint32) { p.f1(" %d", uint32(int32(p.afsU32()))) })
	case 'N':
		p.afsEach(func(uint32) { p.afsVector(64) })
	case 'F':
		p.afsEach(p.afsNextFid)
	case 'C':
		p.afsEach(p.afsNextFid)
		if p.cut < 0 {
			p.afsCallbacks()
		}
	case 'V':
		p.afsVolumes()
	case 'R':
		for n, first := p.afsU32(), true; n > 0 && p.cut < 0; n-- {
			if !first {
				p.c(',')
			}
			first = false
			h := p.take(12)
			p.f3(" server %u:%u:%u", be32(h), be32at(h, 4), be32at(h, 8))
		}
	case 'v', 'w', 'x':
		p.afsVLDBEntry(verb)
	}
}

// afsEach prints as many elements as the number in front says, each with the index it has.
func (p *printer) afsEach(element func(i uint32)) {
	n := p.afsU32()
	if n == 0 && p.cut < 0 {
		p.s(" <none!>")
	}
	for i := uint32(0); i < n && p.cut < 0; i++ {
		element(i)
	}
}

func (p *printer) afsNextFid(i uint32) {
	if i > 0 {
		p.c(',')
	}
	p.afsFid()
}

// afsFid prints a file id: volume, vnode, uniquifier.
func (p *printer) afsFid() {
	h := p.take(12)
	p.f3(" fid %u/%u/%u", be32(h), be32at(h, 4), be32at(h, 8))
}

func (p *printer) afsDate(sec uint32) {
	if p.cut >= 0 {
		return
	}
	p.c(' ')
	p.out = p.clock.appendDate(p.out, int64(sec))
	p.c(' ')
	p.out = p.clock.appendTime(p.out, int64(sec))
}

// afsString prints a counted string in quotes.
func (p *printer) afsString() {
	n := p.afsU32()
	if p.cut >= 0 {
		return
	}
	p.s(" \"")
	p.takeText(int(min(n, 1<<31-1)))
	p.c('"')
	p.nfsPad(int(n & 3))
}

// afsVector prints a name of at most n characters, each in a number of its own.
func (p *printer) afsVector(n int) {
	if !p.need(4 * n) {
		return
	}
	b := p.takeN(4 * n)
	p.s(" \"")
	for i := 3; i < len(b) && b[i] != 0; i += 4 {
		p.safe(b[i])
	}
	p.c('"')
}

// afsStoreStatus prints the attributes to be set, those that the mask in front says.
func (p *printer) afsStoreStatus() {
	h := p.take(24)
	mask := be32(h)
	if mask == 0 || p.cut >= 0 {
		return
	}
	p.s(" StoreStatus")
	if mask&1 != 0 {
		p.s(" date")
		p.afsDate(be32at(h, 4))
	}
	for i, format := range [...]string{" owner %u", " group %u", " mode %o", " segsize %u"} {
		if mask>>uint(i+1)&1 != 0 {
			p.f1(format, be32at(h, 8+4*i))
		}
	}
	if mask&0x400 != 0 {
		p.s(" fsync")
	}
}

// afsUUID prints a UUID, each of its eleven parts in a number of its own.
func (p *printer) afsUUID() {
	if !p.need(44) {
		return
	}
	h := p.takeN(44)
	p.c(' ')
	p.f3("%08x%04x%04x", be32(h), be32at(h, 4)&0xffff, be32at(h, 8)&0xffff)
	for i := 3; i < 11; i++ {
		p.f1("%02x", uint32(h[4*i+3]))
	}
}

var afsVolumeTypes = []token{{0, "read-write"}, {1, "read-only"}, {2, "backup"}}

func (p *printer) afsVolumeType(kind uint32) {
	if name, ok := tokenName(&afsVolumeTypes, kind); ok && p.cut < 0 {
		p.s(" type ")
		p.s(name)
	}
}

// afsCallbacks prints the promises that end with a callback.
func (p *printer) afsCallbacks() {
	n := p.afsU32()
	if n != 0 {
		p.c(';')
	}
	for ; n > 0 && p.cut < 0; n-- {
		p.s(" ver ")
		p.u(uint64(p.afsU32()))
		p.s(" expires")
		p.afsDate(p.afsU32())
		p.afsU32() // type
	}
}

// afsVolumes prints the names and ids of a list of volumes.
func (p *printer) afsVolumes() {
	for n, first := p.afsU32(), true; n > 0 && p.cut < 0; n-- {
		if !first {
			p.c(',')
		}
		first = false
		p.s(" name")
		p.afsVector(32)
		p.s(" volid ")
		p.u(uint64(p.afsU32()))
		p.s(" type")
		p.skip(4 * (afsVolumeRecord - 1))
	}
}

// afsVLDBEntry prints where a volume is. There are three forms of an entry: with eight servers, with thirteen, and with
// UUIDs in place of addresses.
func (p *printer) afsVLDBEntry(form byte) {
	p.afsVector(65)
	room := afsVLDBServersN
	if form == 'v' {
		p.take(4) // type
		room = afsVLDBServers
	}
	p.s(" numservers ")
	n := p.afsU32()
	p.u(uint64(n))
	p.s(" servers")
	shown := int(min(n, uint32(room)))
	for i := range room {
		switch {
		case form == 'x' && i < shown:
			p.s(" afsuuid")
			p.afsUUID()
		case form == 'x':
			p.takeN(44)
		case i < shown:
			h := p.take(4)
			p.c(' ')
			p.ip4(h)
		default:
			p.take(4)
		}
	}
	if form == 'x' {
		p.takeN(4 * room) // uniquifiers
	}
	p.s(" partitions")
	for i := range room {
		part := p.afsU32()
		if i >= shown {
			continue
		}
		p.c(' ')
		if part < 26 {
			p.c('a' + byte(part))
		} else {
			p.u(uint64(part))
		}
	}
	p.takeN(4 * room) // flags
	for _, name := range [...]string{" rwvol ", " rovol ", " backup "} {
		p.s(name)
		p.u(uint64(p.afsU32()))
	}
}

// afsRights are the rights in an access control list, in the order they are printed in.
var afsRights = []token{{1, "r"}, {8, "l"}, {4, "i"}, {16, "d"}, {2, "w"}, {32, "k"}, {64, "a"}}

// afsACL prints an access control list, which is text: how many entries allow something, how many deny it, and a line
// with name and rights for each.
func (p *printer) afsACL() {
	n := int(p.afsU32())
	if p.cut >= 0 || !p.need(n) {
		return
	}
	text := p.takeN(n)
	p.nfsPad(n)
	pos, text, ok := afsNumber(text)
	if !ok {
		return
	}
	neg, text, ok := afsNumber(text)
	if !ok {
		return
	}
	for _, part := range [...]struct {
		sign string
		n    int
	}{{" +{", pos}, {" -{", neg}} {
		for i := 0; i < part.n && len(text) > 0; i++ {
			var name []byte
			if name, text = afsWord(text); len(name) == 0 {
				return
			}
			rights := 0
			if rights, text, ok = afsNumber(text); !ok {
				return
			}
			p.s(part.sign)
			p.textBytes(name)
			p.c(' ')
			p.bits(&afsRights, "", "", uint32(rights))
			p.c('}')
		}
	}
}

// afsWord takes the next word, blanks and newlines in front of it aside.
func afsWord(b []byte) (word, rest []byte) {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\n' || b[0] == '\t') {
		b = b[1:]
	}
	i := 0
	for i < len(b) && b[i] != ' ' && b[i] != '\n' && b[i] != '\t' && b[i] != 0 {
		i++
	}
	return b[:i], b[i:]
}

func afsNumber(b []byte) (n int, rest []byte, ok bool) {
	word, rest := afsWord(b)
	negative, v := false, int64(0)
	for i, c := range word {
		switch {
		case i == 0 && c == '-':
			negative = true
		case '0' <= c && c <= '9' && v < 1<<31:
			v, ok = 10*v+int64(c-'0'), true
		default:
			return int(int32(v)), rest, ok
		}
	}
	if negative {
		v = -v
	}
	return int(int32(v)), rest, ok
}
