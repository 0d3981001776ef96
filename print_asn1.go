// ASN.1 in its Basic Encoding Rules, ITU-T X.690, as far as SNMP uses it (RFC 1157, RFC 2578).
//
//	+-----------------+--------+-----------
//	| class form  tag | length | contents
//	|  (2)  (1)   (5) |        |
//	+-----------------+--------+-----------

package main

// asnKind is what became of an element's contents.
type asnKind int

const (
	asnAny    asnKind = iota // a context-specific primitive that means nothing here
	asnInt                   // a signed number
	asnUint                  // Counter, Gauge
	asnTicks                 // TimeTicks
	asnUint64                // Counter64
	asnString
	asnOctets // a string of some other type
	asnOID
	asnNull
	asnAddress
	asnSequence
	asnPDU
	asnNoObject
	asnNoInstance
	asnEndOfView
)

// Classes and tags.
const (
	asnUniversal   = 0
	asnApplication = 1
	asnContext     = 2

	asnTagInteger  = 2
	asnTagString   = 4
	asnTagNull     = 5
	asnTagOID      = 6
	asnTagSequence = 16
	asnTagIPAddr   = 0
	asnTagCounter  = 1
	asnTagTicks    = 3
	asnTagCount64  = 6

	asnConstructed = 0x20
	asnLongTag     = 0x1f
)

var asnUniversalNames = [...]string{
	"U-0", "Boolean", "Integer", "Bitstring", "String", "Null", "ObjID", "ObjectDes", "U-8", "U-9", "U-10", "U-11", "U-12",
	"U-13", "U-14", "U-15", "Sequence", "Set",
}

var asnApplicationNames = [...]string{"IpAddress", "Counter", "Gauge", "TimeTicks", "Opaque", "C-5", "Counter64"}

var asnPDUNames = [...]string{
	"GetRequest", "GetNextRequest", "GetResponse", "SetRequest", "Trap", "GetBulk", "Inform", "V2Trap", "Report",
}

var asnPrivateNames = [...]string{"P-0"}

// asnElement is one element, read from the packet.
type asnElement struct {
	kind asnKind
	size int    // of the contents
	tag  int    // of a PDU
	v    []byte // the contents, as far as they were captured
	num  int64
	u64  uint64
}

// asnHead reads identifier and length of the element that begins b, which goes on for length bytes on the wire. It returns
// the bytes that takes.
func (p *printer) asnHead(length int) (class, tag, size, used int, constructed, ok bool) {
	if length < 1 {
		p.s("[nothing to parse]")
		return
	}
	id := p.u8()
	class, constructed, tag, used = id>>6, id&asnConstructed != 0, id&asnLongTag, 1
	if tag == asnLongTag {
		tag = 0
		for p.cut < 0 {
			c := p.u8()
			used++
			if c&0x80 == 0 {
				tag = tag<<7 | c
				break
			}
			tag = (tag<<7 | c&0x7f) & 0xffffff
		}
	}
	if length-used < 1 {
		p.s("[no asnlen]")
		return
	}
	size = p.u8()
	used++
	if size&0x80 != 0 {
		n := size & 0x7f
		if length-used < n {
			p.fw("[asnlen? %d<%d]", uint64(length-used), uint64(n))
			return
		}
		if !p.need(n) {
			return
		}
		size = 0
		for _, c := range p.takeN(n) {
			size = (size<<8 | int(c)) & 0x7fffffff
		}
		used += n
	}
	if length-used < size {
		p.fw("[len%d<asnlen%u]", uint64(length-used), uint64(size))
		return
	}
	return class, tag, size, used, constructed, p.need(size)
}

// asn reads the element that p.in begins with, in length bytes on the wire, and returns how many of them it takes; its
// contents are in e.v and consumed. It reports false if there is none, having said why.
func (p *printer) asn(length int, e *asnElement) (used int, ok bool) {
	class, tag, size, used, constructed, ok := p.asnHead(length)
	if !ok {
		return used, false
	}
	*e = asnElement{size: size, tag: tag, v: p.in[:min(size, len(p.in))]}
	var names []string
	switch class {
	case asnUniversal:
		names = asnUniversalNames[:]
	case asnApplication:
		names = asnApplicationNames[:]
	case asnContext:
		names = asnPDUNames[:]
	default:
		names = asnPrivateNames[:]
	}
	if tag >= len(names) {
		form := byte('P')
		if constructed {
			form = 'C'
		}
		p.s("[id?")
		p.c(form)
		p.sn("/x/", tag)
		p.c(']')
		return used, false
	}
	if constructed {
		p.asnConstructed(class, tag, names[tag], e)
	} else if !p.asnPrimitive(class, tag, names[tag], e) {
		return used, false
	}
	p.skip(size)
	return used + size, p.cut < 0
}

func (p *printer) asnConstructed(class, tag int, name string, e *asnElement) {
	switch {
	case class == asnUniversal && tag == asnTagSequence:
		e.kind = asnSequence
	case class == asnContext:
		e.kind = asnPDU
	default:
		e.kind = asnOctets
		p.s("C/")
		if class == asnUniversal {
			p.s("U/")
		} else {
			p.s("x/")
		}
		p.s(name)
	}
}

// asnPrimitive decodes an element that is not constructed of others. It reports false if it cannot.
func (p *printer) asnPrimitive(class, tag int, name string, e *asnElement) bool {
	switch {
	case class == asnUniversal && tag == asnTagString:
		e.kind = asnString
	case class == asnUniversal && tag == asnTagInteger:
		e.kind = asnInt
		if e.size == 0 {
			p.s("[asnlen=0]")
			return false
		}
		if !p.need(e.size) {
			return false
		}
		v := int32(int8(e.v[0])) // sign, then the last four bytes
		for _, c := range e.v[1:] {
			v = v<<8 | int32(c)
		}
		e.num = int64(v)
	case class == asnUniversal && tag == asnTagOID:
		e.kind = asnOID
	case class == asnUniversal && tag == asnTagNull:
		e.kind = asnNull
	case class == asnApplication && tag == asnTagIPAddr:
		e.kind = asnAddress
	case class == asnApplication && tag >= asnTagCounter && tag <= asnTagTicks, class == asnApplication && tag == asnTagCount64:
		e.kind = asnUint
		if tag == asnTagTicks {
			e.kind = asnTicks
		}
		if !p.need(e.size) {
			return false
		}
		for _, c := range e.v {
			e.u64 = e.u64<<8 | uint64(c)
		}
		if tag == asnTagCount64 {
			e.kind = asnUint64
		} else {
			e.u64 &= 0xffffffff
		}
	case class == asnContext:
		e.kind = [...]asnKind{asnNoObject, asnNoInstance, asnEndOfView, asnAny, asnAny, asnAny, asnAny, asnAny, asnAny}[tag]
	default:
		e.kind = asnOctets
		if !p.need(e.size) {
			return false
		}
		p.s("[P/")
		p.s([...]string{"U", "A", "x", "x"}[class])
		p.c('/')
		p.s(name)
		p.c(']')
	}
	return true
}

// asnPrint prints an element's contents.
func (p *printer) asnPrint(e *asnElement) {
	switch e.kind {
	case asnInt:
		p.n(int(e.num))
	case asnUint, asnTicks, asnUint64:
		p.u(e.u64)
	case asnString:
		p.asnString(e)
	case asnOctets:
		p.asnOctets(e)
	case asnOID:
		p.asnOID(e)
	case asnNull:
	case asnAddress:
		if e.size != 4 {
			p.s("[inetaddr len!=4]")
		}
		for i, c := range e.v {
			if i > 0 {
				p.c('.')
			}
			p.u(uint64(c))
		}
		p.asnWhole(e)
	case asnSequence:
		p.f1("Seq(%u)", uint32(e.size))
	case asnPDU:
		p.s(asnPDUNames[e.tag])
		p.f1("(%u)", uint32(e.size))
	case asnNoObject:
		p.s("[noSuchObject]")
	case asnNoInstance:
		p.s("[noSuchInstance]")
	case asnEndOfView:
		p.s("[endOfMibView]")
	default:
		p.s("[BE_ANY!?]")
	}
}

// asnWhole marks the cut if an element's contents were not all captured.
//
//go:noinline
func (p *printer) asnWhole(e *asnElement) {
	if len(e.v) < e.size {
		p.short(0)
	}
}

// asnString prints a string in quotes if it is printable, else in hex.
func (p *printer) asnString(e *asnElement) {
	printable := true
	for _, c := range e.v {
		printable = printable && c >= ' ' && c < 0x7f
	}
	if printable {
		p.c('"')
		p.textBytes(e.v)
		p.asnWhole(e)
		p.c('"')
		return
	}
	for i, c := range e.v {
		if i > 0 {
			p.c('_')
		}
		p.f1("%02x", uint32(c))
	}
	p.asnWhole(e)
}

// asnOctets prints bytes of a type of no known meaning.
func (p *printer) asnOctets(e *asnElement) {
	for _, c := range e.v {
		p.f1("_%02x", uint32(c))
	}
	p.asnWhole(e)
}
