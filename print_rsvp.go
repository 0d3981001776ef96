// Resource reservation protocol, RFC 2205, and what traffic engineering and GMPLS made of it (print_rsvp_objects.go);
// bundles of messages, RFC 2961; keyed digest, RFC 2747.
//
//	+-------+-------+---------------+-------------------------------+
//	| Vers  | Flags |   Msg Type    |           Checksum            |
//	+-------+-------+---------------+-------------------------------+
//	|   Send_TTL    |  (Reserved)   |            Length             |
//	+---------------+---------------+---------------+---------------+
//	|             Length            |   Class-Num   |    C-Type     |   each object
//	+-------------------------------+---------------+---------------+

package main

import "bytes"

const (
	rsvpHeaderLen = 8
	rsvpObjectLen = 4
	rsvpVersion   = 1

	rsvpBundle = 12

	rsvpIndent       = "\n\t  "     // of an object's header
	rsvpBodyIndent   = "\n\t    "   // of its content, and of an object's header in a bundle
	rsvpBundleIndent = "\n\t      " // of its content there
)

var (
	rsvpMessages = []token{
		{1, "Path"}, {2, "Resv"}, {3, "PathErr"}, {4, "ResvErr"}, {5, "PathTear"}, {6, "ResvTear"}, {7, "ResvConf"},
		{rsvpBundle, "Bundle"}, {13, "Acknowledgement"}, {14, "Hello (Old)"}, {15, "Refresh"}, {20, "Hello"},
	}
	rsvpFlags = []token{{1, "Refresh reduction capable"}}
)

// rsvp prints one message, length bytes on the wire.
func (p *printer) rsvp(length int) {
	p.proto = "rsvp"
	if !p.rsvpHeaderOK() {
		return
	}
	whole := p.in
	kind := uint32(whole[1])
	if p.v == 0 {
		p.s("RSVPv1 ")
		p.tok(&rsvpMessages, "unknown (%u)", kind)
		p.sn(" Message, length: ", length)
		return
	}
	left := p.rsvpHeader("\n\t")
	if left < 0 {
		return
	}
	switch _, known := tokenName(&rsvpMessages, kind); {
	case !known:
		p.hexLines(rsvpBodyIndent, p.in[:min(left, len(p.in))])
	case kind == rsvpBundle:
		p.rsvpMessageList(left)
	default:
		p.rsvpObjectList(whole, left, rsvpBodyIndent)
	}
}

// rsvpHeaderOK tells whether there is a header of the known version, and says so if it is another.
func (p *printer) rsvpHeaderOK() bool {
	h := p.peek(0, rsvpHeaderLen)
	if p.cut >= 0 {
		return false
	}
	if version := h[0] >> 4; version != rsvpVersion {
		p.f1("ERROR: RSVP version %u packet not supported", uint32(version))
		return false
	}
	return true
}

// rsvpHeader prints a header and returns how many bytes of objects are behind it, less than 0 if that cannot be.
func (p *printer) rsvpHeader(ident string) int {
	h := p.take(rsvpHeaderLen)
	size := int(be16at(h, 6))
	p.s(ident)
	p.s("RSVPv1 ")
	p.tok(&rsvpMessages, "unknown, type: %u", uint32(h[1]))
	p.f1(" Message (%u), Flags: [", uint32(h[1]))
	p.bits(&rsvpFlags, "none", ", ", uint32(h[0]&0x0f))
	p.f3("], length: %u, ttl: %u, checksum: 0x%04x", uint32(size), uint32(h[4]), uint32(be16at(h, 2)))
	if size < rsvpHeaderLen {
		p.f1("ERROR: common header too short %u < 8", uint32(size))
	}
	return size - rsvpHeaderLen
}

// rsvpMessageList prints the messages of a bundle, left bytes of them.
func (p *printer) rsvpMessageList(left int) {
	for left > 0 && p.rsvpHeaderOK() {
		whole := p.in
		size := p.rsvpHeader(rsvpIndent)
		if size < 0 {
			return
		}
		if size+rsvpHeaderLen > left {
			p.f2("ERROR: common header too large %u > %u", uint32(size+rsvpHeaderLen), uint32(left))
			return
		}
		if !p.rsvpObjectList(whole, size, rsvpBundleIndent) || p.cut >= 0 {
			return
		}
		size += rsvpHeaderLen
		left -= size
		p.in = whole
		p.skip(size)
	}
}

// rsvpObjectList prints the objects of message m, left bytes of them; ident is that of their contents. It reports false
// if they are not as they must be.
func (p *printer) rsvpObjectList(m []byte, left int, ident string) bool {
	outer := ident[:len(ident)-2]
	for left >= rsvpObjectLen {
		h := p.take(rsvpObjectLen)
		if p.cut >= 0 {
			return false
		}
		size, class, ctype := int(be16(h)), h[2], h[3]
		switch {
		case size%4 != 0:
			p.s(outer)
			p.sn("ERROR: object header size ", size)
			p.s(" not a multiple of 4")
			return false
		case size < rsvpObjectLen:
			p.s(outer)
			p.f1("ERROR: object header too short %u < 4", uint32(size))
			return false
		}
		object := p.rsvpObjectHeader(class, ctype, size, outer)
		if size > left {
			p.s(outer)
			p.s("ERROR: object goes past end of objects TLV")
			return false
		}
		left -= size
		size -= rsvpObjectLen
		if !p.need(size) {
			return false
		}
		body := p.in[:size]
		rest := p.limit(size)
		dump, ok := p.rsvpObject(object, m, size, ident)
		if !ok {
			return false
		}
		if p.v > 1 || dump {
			p.hexLines(rsvpBodyIndent, body)
		}
		p.unlimit(rest)
	}
	return true
}

// rsvpObjectHeader prints the header of an object and returns its kind, nil if that is not known.
func (p *printer) rsvpObjectHeader(class, ctype byte, size int, ident string) *layoutKind {
	kind := layoutKindOf(&rsvpObjects, class, ctype)
	p.s(ident)
	p.tok(&rsvpClasses, "Unknown", uint32(class))
	p.f1(" Object (%u) Flags: [", uint32(class))
	switch class >> 6 { // RFC 2205 section 3.10
	case 2:
		p.s("ignore silently")
	case 3:
		p.s("ignore and forward")
	default:
		p.s("reject")
	}
	p.s(" if unknown], Class-Type: ")
	p.layoutKindName(kind)
	p.f2(" (%u), length: %u", uint32(ctype), uint32(size))
	return kind
}

// rsvpObject prints the content of an object, n bytes of message m, all there. dump tells that its bytes are to be shown, ok that
// what follows can be trusted.
func (p *printer) rsvpObject(k *layoutKind, m []byte, n int, ident string) (dump, ok bool) {
	if k == nil {
		return true, true
	}
	ok = n >= layoutLen(k.layout)
	switch k.class {
	case rsvpIntegrity:
		if ok = n >= rsvpIntegrityLen; ok {
			p.rsvpDigest(m, ident)
		}
		return false, ok || p.rsvpShort(ident)
	case rsvpFlowspec, rsvpTSpec, rsvpAdspec:
		if k.ctype != 2 {
			return true, true
		}
		ok = p.rsvpIntServ(n, ident)
	case rsvpERO, rsvpRRO:
		return false, p.rsvpRoute(n, ident)
	case rsvpLabelSet:
		ok = p.rsvpLabels(n, ident)
	case rsvpCapable:
		if ok = n >= 4; ok {
			p.rsvpCapability(ident)
		}
	case rsvpProperties:
		return false, p.rsvpTLVs(n, ident)
	case rsvpSession:
		ok = p.rsvpSessionAttr(n, ident)
	case rsvpUNI:
		return p.rsvpSubobjects(n, ident)
	default:
		if ok {
			p.layout(k.layout, ident)
			dump = k.class == rsvpHop && n > 8
		}
	}
	return dump, ok || p.rsvpShort(ident)
}

// rsvpShort says that an object is too short for its class, and reports false.
func (p *printer) rsvpShort(ident string) bool {
	p.s(ident[:len(ident)-2])
	p.s("ERROR: object is too short")
	return false
}

const (
	rsvpIntegrityLen = 32
	rsvpHandshake    = 0x8000
)

// rsvpDigest prints an integrity object of message m, RFC 2747 section 2.
func (p *printer) rsvpDigest(m []byte, ident string) {
	at := cap(m) - cap(p.in) + 16
	h := p.take(16)
	p.s(ident)
	p.s("Key-ID 0x")
	p.hexBytes(h[2:8])
	p.s(", Sequence 0x")
	p.hexBytes(h[8:])
	if be16(h)&rsvpHandshake != 0 {
		p.s(", Flags [Handshake]")
	} else {
		p.s(", Flags [none]")
	}
	p.s(ident)
	p.s("MD5-sum 0x")
	sum := p.take(16)
	p.hexBytes(sum)
	p.c(' ')
	size := int(be16at(m, 6))
	if secret := p.opts.macSecret; secret == "" || at+len(sum) > size || size > len(m) {
		p.s(" (unchecked)")
	} else {
		b := bytes.Clone(m[:size])
		clear(b[2:4]) // digest and checksum count as zero
		clear(b[at : at+len(sum)])
		if b = hmacMD5([]byte(secret), b); bytes.Equal(b, sum) {
			p.s(" (valid)")
		} else {
			p.hexBytes(b)
			p.s(" (invalid)")
		}
	}
}
