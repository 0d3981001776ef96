// Forwarding and control element separation (ForCES), RFC 5810, which SCTP carries on ports 6704 to 6706 (RFC 5811).
//
//	+-------+-------+---------------+-------------------------------+
//	|version| rsvd  | Message Type  |    Length (in words of 32)    |
//	+-------+-------+---------------+-------------------------------+
//	|                          Source ID                            |
//	+---------------------------------------------------------------+
//	|                        Destination ID                         |
//	+---------------------------------------------------------------+
//	|                     Correlator (64 bits)                      |
//	+---------------------------------------------------------------+
//	|                             Flags                             |
//	+---------------------------------------------------------------+
//	|  TLVs: LFBselect > operation > PATH-DATA > data, path, ...    ~
//	+---------------------------------------------------------------+

package main

const (
	forcesHeaderLen = 24
	forcesTLVLen    = 4
	forcesPortHP    = 6704
	forcesPPIDHP    = 21

	forcesSetup    = 0x01
	forcesTeardown = 0x02
	forcesConfig   = 0x03
	forcesQuery    = 0x04
	forcesEvent    = 0x05
	forcesRedirect = 0x06
	forcesBeat     = 0x0f
	forcesSetupR   = 0x11
	forcesConfigR  = 0x13
	forcesQueryR   = 0x14

	forcesCommitOp  = 0x0c
	forcesCommitROp = 0x0d
	forcesCompOp    = 0x0e

	forcesPathTLV   = 0x110
	forcesKeyTLV    = 0x111
	forcesFullTLV   = 0x112
	forcesSparseTLV = 0x113
	forcesResultTLV = 0x114
	forcesMetaTLV   = 0x115
	forcesDataTLV   = 0x116

	forcesSelKey   = 0x8000 // flags of a path: a key selects, a range does
	forcesSelRange = 0x4000

	forcesFull   = 1 // what data an operation may have, bits
	forcesSparse = 2
	forcesResult = 4
)

// Names from 0 on, see fieldNext.
const (
	forcesMessages = "@1;Association Setup;Association TearDown;Config;Query;Event Notification;Packet Redirect;@f;" +
		"HeartBeat;@11;Association Response;@13;Config Response;Query Response"
	forcesTLVs = "@1;REDIRECT TLV;@10;ASResult TLV;ASTreason TLV;@1000;LFBselect TLV;@110;PATH-DATA TLV;" +
		"KEYINFO TLV;FULLDATA TLV;SPARSEDATA TLV;RESULT TLV;METADATA TLV;REDIRECTDATA TLV"
	forcesOps = "@1;Set;SetProp;SetResp;SetPropResp;Del;DelResp;Get;GetProp;GetResp;GetPropResp;Report;Commit;" +
		"RCommit;RTRCOMP"
	forcesClasses      = "Invalid TLV;FEObj LFB;FEProtoObj LFB"
	forcesAcks         = "NoACK;SuccessACK;FailureACK;AlwaysACK"
	forcesModes        = "EMReserved;execute-all-or-none;execute-until-failure;continue-execute-on-failure"
	forcesPhases       = "StartofTransaction;MiddleofTransaction;EndofTransaction;abort"
	forcesReasons      = "Normal Teardown;Loss of Heartbeats;Out of bandwidth;Out of Memory;Application Crash"
	forcesSetupResults = "Success;FE ID invalid;permission denied"
	forcesResults      = "SUCCESS;INVALID HEADER;LENGTH MISMATCH;VERSION MISMATCH;INVALID DESTINATION PID;LFB UNKNOWN;" +
		"LFB NOT FOUND;LFB INSTANCE ID NOT FOUND;INVALID PATH;COMPONENT DOES NOT EXIST;EXISTS ALREADY;" +
		"NOT FOUND;READ ONLY;INVALID ARRAY CREATION;VALUE OUT OF RANGE;CONTENTS TOO LONG;" +
		"INVALID PARAMETERS;INVALID MESSAGE TYPE;INVALID FLAGS;INVALID TLV;EVENT ERROR;NOT SUPPORTED;" +
		"MEMORY ERROR;INTERNAL ERROR;@ff;UNSPECIFIED ERROR"
)

// forcesOpAllowed tells whether a message may hold an operation, RFC 5810 section 7.1.7, and what data that may have.
func forcesOpAllowed(message, op int) (data int, ok bool) {
	switch message {
	case forcesConfig:
		switch op {
		case 1, 2:
			return forcesFull | forcesSparse, true
		case 5, forcesCommitOp, forcesCompOp:
			return 0, true
		}
	case forcesConfigR:
		switch op {
		case 3, 4, 6, forcesCommitROp:
			return forcesResult, true
		}
	case forcesQuery:
		return 0, op == 7 || op == 8
	case forcesQueryR:
		return forcesFull | forcesSparse | forcesResult, op == 9 || op == 10
	case forcesSetup, forcesEvent:
		return forcesFull | forcesSparse, op == 11
	}
	return 0, false
}

// forces prints a message in a chunk of size bytes. Whatever is wrong with it ends the text, and its bytes follow.
func (p *printer) forces(size int) {
	p.proto = "forces"
	whole := p.in
	if p.forcesMessage(size) || p.cut >= 0 {
		if p.v > 3 && p.cut < 0 {
			p.s("\n\t  Raw ForCES message\n\t [")
			p.hexLines("\n\t ", whole)
			p.s("\n\t ]")
		}
		return
	}
	p.hexLines("\n\t[", whole)
	p.s("\n\t]")
	p.in = whole
	p.takeN(size)
}

func (p *printer) forcesMessage(size int) bool {
	h := p.take(forcesHeaderLen)
	kind, length := int(h[1]), 4*int(be16at(h, 2))
	name := fieldName(forcesMessages, uint64(kind))
	if name == "" {
		if kind == 0x12 {
			p.s("\n\tUnknown ForCES message type=0x12")
			return false
		}
		p.f1("Invalid ForCES message type %u\n", uint32(kind))
		return false
	}
	p.s("\n\tForCES ")
	p.s(name)
	p.c(' ')
	if length != size {
		p.f3("Illegal ForCES pkt len - min %u, total recvd %u, advertised %u ", forcesHeaderLen, uint32(size), uint32(length))
		return false
	}
	if p.v > 0 {
		p.f2("\n\tForCES Version %u len %uB", uint32(h[0]>>4), uint32(length))
		p.f1(" flags 0x%08x \n\t", be32at(h, 20))
		p.forcesID("SrcID", be32at(h, 4))
		p.forcesID(" DstID", be32at(h, 8))
		p.s(" Correlator ")
		p.x(be64at(h, 12))
		if p.v > 1 {
			p.forcesFlags(be32at(h, 20))
		}
	}
	left := size - forcesHeaderLen
	switch {
	case kind == forcesBeat:
		if left > 0 {
			p.s("<0x1>Illegal Top level TLV!\n")
		}
		return left == 0
	case left <= forcesTLVLen && kind == forcesSetup:
		return true
	case left <= forcesTLVLen:
		p.s("\tTop level TLV Data missing!\n")
		return false
	}
	return p.forcesTopTLVs(kind, left)
}

// forcesID prints who sent a message or gets it, RFC 5810 section 6.1.
func (p *printer) forcesID(label string, id uint32) {
	p.s(label)
	p.f1(" 0x%x(", id)
	switch {
	case id == 0xffffffff:
		p.s("AllBroadcast")
	case id == 0xfffffffe:
		p.s("AllFEsBroadcast")
	case id == 0xfffffffd:
		p.s("AllCEsBroadcast")
	case id < 1<<30:
		p.s("FE")
	case id < 1<<31:
		p.s("CE")
	case id>>30 == 3 && id < 0xfffffff0:
		p.s("AllMulticast")
	default:
		p.s("ForCESreserved")
	}
	p.c(')')
}

func (p *printer) forcesFlags(f uint32) {
	p.s("\n\tForCES flags:\n\t  ")
	p.named(forcesAcks, "", f>>30)
	p.f2("(0x%x), prio=%u, ", f>>30, f>>27&7)
	p.named(forcesModes, "", f>>22&3)
	p.f1("(0x%x),\n\t  ", f>>22&3)
	if f>>21&1 == 0 {
		p.s("Standalone")
	} else {
		p.s("2PCtransaction")
	}
	p.f1("(0x%x), ", f>>21&1)
	p.named(forcesPhases, "", f>>19&3)
	p.f1("(0x%x)\n\t", f>>19&3)
	p.f2("  Extra flags: rsv(b5-7) 0x%x rsv(b13-31) 0x%x\n", f>>24&7, f&0x7ffff)
}

// forcesHeader takes the header of a TLV in left bytes. Its length with padding must not be more than that.
func (p *printer) forcesHeader(left int) (kind, size, padded int, ok bool) {
	h := p.take(forcesTLVLen)
	kind, size = int(be16(h)), int(be16at(h, 2))
	padded = (size + 3) &^ 3
	return kind, size, padded, size >= forcesTLVLen && padded <= left
}

// forcesTopTLVs prints what follows the message's header.
func (p *printer) forcesTopTLVs(message, left int) bool {
	single := message == forcesTeardown || message == forcesSetupR
	for n := 0; left > 0 && p.cut < 0; n++ {
		kind, size, padded, ok := p.forcesHeader(left)
		if !ok || single && n > 0 {
			p.f3("\tMess TopTLV header: min %u, total %u advertised %u ", forcesTLVLen, uint32(left), uint32(size))
			return false
		}
		name := fieldName(forcesTLVs, uint64(kind))
		if name == "" {
			p.f1("\n\tInvalid ForCES Top TLV type=0x%x", uint32(kind))
			return false
		}
		rest := p.limit(padded - forcesTLVLen)
		data := size - forcesTLVLen
		if p.v > 2 {
			p.c('\t')
			p.s(name)
			p.f2(", length %u (data length %u Bytes)", uint32(size), uint32(data))
		}
		switch message {
		case forcesTeardown, forcesSetupR:
			ok = p.forcesReason(message, data)
		case forcesRedirect:
			ok = p.forcesRedirected(data)
		default:
			ok = p.forcesLFB(message, data)
		}
		if !ok {
			return false
		}
		p.unlimit(rest)
		left -= padded
	}
	return true
}

// forcesIndent begins a line with n blanks.
func (p *printer) forcesIndent(n int) {
	for n = min(n, 9+3*printerMaxDepth); n > 0; n-- {
		p.c(' ')
	}
}

// forcesReason prints why an association ends, or whether it begins.
func (p *printer) forcesReason(message, size int) bool {
	name := "ASTresult"
	if message == forcesSetupR {
		name = "ASRresult"
	}
	if size != 4 {
		p.s("illegal ")
		p.s(name)
		p.f1("-TLV: %u bytes!\n", uint32(size))
		return false
	}
	v := p.u32()
	if message == forcesSetupR && v > 3 || v > 255 {
		p.s("illegal ")
		p.s(name)
		p.f1(" result code: %u!\n", v)
		return false
	}
	if p.v < 3 {
		return true
	}
	if message == forcesTeardown {
		p.s("Teardown reason:\n         ")
		p.named(forcesReasons, "Unknown Teardown reason", v)
		p.f1("(%x)", v)
	} else {
		p.s("\n         ")
		p.named(forcesSetupResults, "Unknown", v)
		p.f1(" (%x)", v)
	}
	p.s("\n         ")
	return true
}

// forcesMessy says that a TLV does not fit into what is left.
func (p *printer) forcesMessy(what string, kind, size, left int) {
	p.s("\n\t\tMessy ")
	p.s(what)
	p.f2(" TLV header, type (0x%x)\n\t\texcess of %u Bytes ", uint32(kind), uint32(left-size))
}

// forcesLFB prints a logical functional block and what to do with it, size bytes.
func (p *printer) forcesLFB(message, size int) bool {
	if size <= 12 {
		p.f1("\n\t\ttruncated lfb selector: %u bytes missing! ", uint32(12-size))
		return false
	}
	class, instance := p.u32(), p.u32()
	left := size - 8
	if p.v > 2 {
		p.s("\n         ")
		p.named(forcesClasses, "#%u", class)
		p.f2("(Classid %x) instance %x\n", class, instance)
	}
	for left > 0 && p.cut < 0 {
		before := p.in
		kind, n, padded, ok := p.forcesHeader(left)
		if !ok {
			p.forcesMessy("oper", kind, n, left)
			return false
		}
		rest := p.limit(padded - forcesTLVLen)
		data, ok := forcesOpAllowed(message, kind)
		if ok {
			p.forcesOp(kind, data, n)
		} else {
			if p.v < 3 {
				p.c('\n')
			}
			p.f2("\t\tINValid oper-TLV type 0x%x length %u for this ForCES message\n", uint32(kind), uint32(n))
			p.forcesBytes(before)
		}
		p.unlimit(rest)
		left -= padded
	}
	return true
}

func (p *printer) forcesOpLine(kind, size int) {
	p.s("Oper TLV  ")
	p.named(forcesOps, "", uint32(kind))
	p.f2("(0x%x) length %u\n", uint32(kind), uint32(size))
}

func (p *printer) forcesBytes(b []byte) {
	if p.v < 3 {
		return
	}
	p.s("         Data[")
	p.hexLines("\n         ", b)
	p.s("\n         ]\n")
}

// forcesOp prints an operation, size bytes with its header.
func (p *printer) forcesOp(kind, data, size int) {
	if p.v > 2 {
		p.s("          ")
		p.forcesOpLine(kind, size)
	}
	if size < 8+forcesTLVLen {
		p.s("\t\t")
		p.forcesOpLine(kind, size)
		p.f1("\t\tTruncated data size %u minimum required 8\n", uint32(size-forcesTLVLen))
		p.forcesBytes(p.in[:min(size-forcesTLVLen, len(p.in))])
		return
	}
	if kind == forcesCommitOp || kind == forcesCompOp {
		return
	}
	p.forcesPaths(size-forcesTLVLen, data, 11)
}

// forcesPaths prints the paths in left bytes. It reports false where one is not whole.
func (p *printer) forcesPaths(left, data, indent int) bool {
	for left > 0 && p.cut < 0 {
		kind, n, padded, ok := p.forcesHeader(left)
		if !ok {
			p.forcesMessy("PATHDATA", kind, n, left)
			return false
		}
		rest := p.limit(padded - forcesTLVLen)
		p.forcesPathLine(kind, n, indent)
		if !p.forcesPath(n-forcesTLVLen, data, indent+1) {
			return false
		}
		p.unlimit(rest)
		left -= padded
	}
	return true
}

func (p *printer) forcesPathLine(kind, size, indent int) {
	if p.v < 3 {
		return
	}
	p.forcesIndent(indent)
	p.named(forcesTLVs, "", uint32(kind))
	p.f2(", length %u (data encapsulated %u Bytes)", uint32(size), uint32(size-forcesTLVLen))
}

// forcesPath prints where something is within a block, and what it is, in size bytes. It reports false if the first is
// cut off.
func (p *printer) forcesPath(size, data, indent int) bool {
	if !p.enter() {
		return false
	}
	defer p.leave()
	if size < 4 {
		p.trunc()
		return false
	}
	h := p.take(4)
	flags, count := be16(h), int(be16at(h, 2))
	size -= 4
	if p.v > 2 {
		p.c('\n')
		p.forcesIndent(indent)
		p.f2("Pathdata: Flags 0x%x ID count %u\n", uint32(flags), uint32(count))
	}
	if flags&forcesSelKey != 0 && flags&forcesSelRange != 0 {
		p.s("\t\t\tIllegal to have both Table ranges and keys\n")
		return false
	}
	if size < 4*count {
		p.f2("\t\t\ttruncated IDs expected %uB got %uB\n", uint32(4*count), uint32(size))
		p.hexLines("\t\t\tID Data[", p.in[:min(size, len(p.in))])
		p.s("]\n")
		return false
	}
	for i := 1; i <= count && p.cut < 0; i++ {
		id := p.u32()
		size -= 4
		if p.v > 2 {
			p.forcesIndent(indent)
			p.f2("ID#%02u: %u\n", uint32(i), id)
		}
	}
	return size <= 0 || p.forcesPathData(size, data, indent)
}
