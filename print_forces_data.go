// ForCES: the data at a path, results, and redirected packets (RFC 5810 section 7).

package main

// forcesPathData prints what is at a path, in left bytes: data, or a path within. What follows it is taken as more paths.
// It reports false where one of those is not whole.
func (p *printer) forcesPathData(left, data, indent int) bool {
	before := p.in[:min(left, len(p.in))]
	kind, size, padded, ok := p.forcesHeader(left)
	if left < forcesTLVLen {
		p.forcesOutstanding("Invalid total length", kind, size, left)
		p.forcesMessy("PATHDATA", kind, size, left)
		return false
	}
	known := kind >= forcesPathTLV && kind <= forcesResultTLV
	if !ok || !known {
		switch {
		case size < forcesTLVLen:
			p.forcesOutstanding("xLV too short", kind, size, left)
		case !ok:
			p.forcesOutstanding("xLV too long", kind, size, left)
		default:
			p.f2("Invalid path data content type 0x%x len %u\n", uint32(kind), uint32(size))
		}
		p.hexLines("Bad Data val\n\t  [", before)
		p.s("]\n")
		return true
	}
	rest := p.limit(padded - forcesTLVLen)
	if kind == forcesPathTLV {
		p.forcesPathLine(kind, size, indent+2)
		ok = p.forcesPath(size-forcesTLVLen, data, indent+3)
	} else {
		ok = p.forcesValue(kind, size, padded, data, indent+2)
	}
	if !ok {
		return true
	}
	p.unlimit(rest)
	if left -= padded; kind == forcesKeyTLV && left > 0 { // what the key selects
		return p.forcesPathData(left, data, indent)
	}
	return p.forcesPaths(left, data, indent+1)
}

func (p *printer) forcesOutstanding(what string, kind, size, left int) {
	p.s(what)
	p.f3(" Outstanding bytes %u for TLV type 0x%x TLV len %u\n", uint32(left), uint32(kind), uint32(size))
}

// forcesValue prints a TLV with data, behind its header.
func (p *printer) forcesValue(kind, size, padded, data, indent int) bool {
	n := size - forcesTLVLen
	if p.v > 2 {
		p.forcesIndent(indent)
		p.named(forcesTLVs, "", uint32(kind))
		p.f2(" (Length %u DataLen %u", uint32(size), uint32(n))
		if padded > size {
			p.sn(" pad ", padded-size)
		}
		p.s(" Bytes)\n")
	}
	right := 0
	switch kind {
	case forcesFullTLV:
		right = forcesFull
	case forcesSparseTLV:
		right = forcesSparse
	case forcesResultTLV:
		right = forcesResult
	}
	if data&right == 0 && right != 0 {
		p.f3("Illegal DATA encoding for type 0x%x programmed %x got %x\n", uint32(kind), uint32(right), uint32(data))
	}
	switch kind {
	case forcesKeyTLV:
		return p.forcesKey(n, data, indent)
	case forcesResultTLV:
		return p.forcesResult(n, indent+2)
	case forcesSparseTLV:
		return p.forcesSparse(padded-forcesTLVLen, indent+1)
	}
	if p.v > 2 {
		p.forcesIndent(indent + 1)
		p.c('[')
		for b, off := p.in, 0; off < len(b); off += 16 {
			p.c('\n')
			p.forcesIndent(indent + 1)
			p.hexLineAt(off, b[off:min(off+16, len(b))])
		}
		p.c('\n')
		p.forcesIndent(indent + 1)
		p.c(']')
	}
	return true
}

// forcesKey prints a key: a number and, in a TLV of its own, its value.
func (p *printer) forcesKey(size, data, indent int) bool {
	key := p.u32()
	if p.v > 2 {
		p.forcesIndent(indent)
		p.f1("Keyinfo: Key 0x%x\n", key)
	}
	kind, n, padded, ok := p.forcesHeader(size - 4)
	if !ok {
		if n < forcesTLVLen {
			p.s("xLV too short")
		} else {
			p.s("xLV too long")
		}
		p.f2(" TLV type 0x%x len %u\n", uint32(kind), uint32(n))
		return false
	}
	if kind != forcesFullTLV {
		p.s("Error: expecting FULLDATA!\n")
		return false
	}
	p.limit(padded - forcesTLVLen)
	return p.forcesValue(kind, n, padded, data|forcesFull, indent)
}

// forcesResult prints how an operation went, RFC 5810 section 7.1.7.
func (p *printer) forcesResult(size, indent int) bool {
	if size != 4 {
		p.f1("illegal RESULT-TLV: %u bytes!\n", uint32(size))
		return false
	}
	v := uint32(p.take(4)[0])
	name := fieldName(forcesResults, uint64(v))
	if name == "" {
		p.f1("illegal reserved result code: 0x%x!\n", v)
		return false
	}
	if p.v > 2 {
		p.forcesIndent(indent)
		p.s("Result: ")
		p.s(name)
		p.f1(" (code 0x%x)\n", v)
	}
	return true
}

// forcesSparse prints pieces of data, each with its number.
func (p *printer) forcesSparse(left, indent int) bool {
	if left < 8 {
		p.s("Error: BAD SPARSEDATA-TLV!\n")
		return false
	}
	for left > 0 && p.cut < 0 {
		id, value, padded, why := p.forcesILV(left)
		if why != "" {
			p.s("Error: ")
			p.s(why)
			p.f1(", rlen %u\n", uint32(left))
			return false
		}
		if p.v > 2 {
			p.c('\n')
			p.forcesIndent(indent)
			p.f2("ILV: type %x length %u\n", id, uint32(8+len(value)))
			p.hexLines("\t\t[", value)
		}
		left -= padded
	}
	return true
}

// forcesILV takes an index, length and value in left bytes, and says why if they do not fit.
func (p *printer) forcesILV(left int) (id uint32, value []byte, padded int, why string) {
	if left < 8 {
		return 0, nil, 0, "Invalid total length"
	}
	h := p.take(8)
	size := be32at(h, 4)
	switch {
	case size < 8:
		return 0, nil, 0, "xLV too short"
	case size > uint32(left):
		return 0, nil, 0, "xLV too long"
	}
	value = p.takeN(int(size) - 8)
	padded = (int(size) + 3) &^ 3
	p.skip(padded - int(size))
	return be32(h), value, padded, ""
}

// forcesRedirected prints a packet that one side found for the other, with data about it, size bytes.
func (p *printer) forcesRedirected(size int) bool {
	if size <= 8 {
		p.f1("\n\t\ttruncated Redirect TLV: %u bytes missing! ", uint32(8-size))
		return false
	}
	for size > 0 && p.cut < 0 {
		kind, n, padded, ok := p.forcesHeader(size)
		if !ok {
			p.s("Bad Redirect data\n")
			p.forcesMessy("Redirect", kind, n, size)
			return false
		}
		rest := p.limit(padded - forcesTLVLen)
		n -= forcesTLVLen
		switch kind {
		case forcesMetaTLV:
			p.f1("\n           METADATA length %u\n", uint32(n))
			p.forcesMetadata(n)
		case forcesDataTLV:
			p.f1("\n           Redirect Data length %u\n", uint32(n))
			if p.v > 2 {
				p.s("\t\t[")
				p.hexLines("\n\t\t", p.in[:min(n, len(p.in))])
				p.s("\n\t\t]")
			}
		default:
			p.f2("Unknown REDIRECT TLV 0x%x len %u\n", uint32(kind), uint32(n+forcesTLVLen))
		}
		p.unlimit(rest)
		size -= padded
	}
	return true
}

func (p *printer) forcesMetadata(left int) {
	for left > 0 && p.cut < 0 {
		id, value, padded, why := p.forcesILV(left)
		if why != "" {
			return
		}
		p.forcesIndent(11)
		p.f2("MetaID 0x%x length %u\n", id, uint32(8+len(value)))
		if p.v > 2 {
			p.hexLines("\t\t[", value)
			p.s(" ]\n")
		}
		left -= padded
	}
}
