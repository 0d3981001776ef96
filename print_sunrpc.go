// ONC Remote Procedure Call, version 2, RFC 5531; port mapper and rpcbind, RFC 1833.
//
//	call:  | xid | 0 | rpc version | program | version | procedure | credentials | verifier | arguments
//	reply: | xid | 1 | 0 accepted  | verifier | status  | results
//	       | xid | 1 | 1 denied    | 0 low high, or 1 why

package main

const (
	rpcCall  = 0
	rpcReply = 1

	rpcAccepted = 0
	rpcDenied   = 1

	rpcMismatch  = 0 // why a call was denied
	rpcAuthError = 1

	rpcSuccess = 0

	rpcCallHeaderLen   = 24 // up to the credentials
	rpcLastFragment    = 1 << 31
	rpcRecordHeaderLen = 4

	portSunRPC = 111
	portNFS    = 2049

	rpcProgPortmap = 100000
)

var rpcAcceptNames = []token{
	{1, "PROG_UNAVAIL"}, {2, "PROG_MISMATCH"}, {3, "PROC_UNAVAIL"}, {4, "GARBAGE_ARGS"}, {5, "SYSTEM_ERR"},
}

var rpcAuthErrorNames = []token{
	{0, "OK"}, {1, "Bogus Credentials (seal broken)"}, {2, "Rejected Credentials (client should begin new session)"},
	{3, "Bogus Verifier (seal broken)"}, {4, "Verifier expired or was replayed"}, {5, "Credentials are too weak"},
	{6, "Bogus response verifier"}, {7, "Unknown failure"},
}

// rpcPortmapNames are the procedures of the port mapper, RFC 1833 section 3.2.
var rpcPortmapNames = []token{{0, "null"}, {1, "set"}, {2, "unset"}, {3, "getport"}, {4, "dump"}, {5, "call"}}

// rpcMessageIsFor says which kind of message stands in p.in: a call to the port, or a reply from it.
func (p *printer) rpcMessageIsFor(src, dst, port uint16) (kind uint32, ok bool) {
	if !p.has(8) {
		return 0, false
	}
	kind = be32at(p.in, 4)
	return kind, kind == rpcCall && dst == port || kind == rpcReply && src == port
}

// rpcOpaqueAuth passes over credentials or a verifier, section 8.2.
func (p *printer) rpcOpaqueAuth() {
	h := p.take(8)
	p.takeN(int((uint64(be32at(h, 4)) + 3) &^ 3 & (1<<31 - 1)))
}

// rpcRejected prints why a call was denied, behind "reply ERR LENGTH:".
func (p *printer) rpcRejected() {
	switch why := p.u32(); why {
	case rpcMismatch:
		p.s(" RPC Version mismatch (")
		p.u(uint64(p.u32()))
		p.c('-')
		p.u(uint64(p.u32()))
		p.c(')')
	case rpcAuthError:
		p.s(" Auth ")
		p.tok(&rpcAuthErrorNames, "Invalid failure code %u", p.u32())
	default:
		p.s(" Unknown reason for rejecting rpc message ")
		p.u(uint64(why))
	}
}

// rpcReplyState prints "reply STATE LENGTH" and reports whether the call was accepted; p.in is behind the state.
func (p *printer) rpcReplyState(length int) bool {
	p.s("reply ")
	switch state := p.u32(); state {
	case rpcAccepted:
		p.sn("ok ", length)
		return true
	case rpcDenied:
		p.sn("ERR ", length)
		p.c(':')
		p.rpcRejected()
	default:
		p.f2("Unknown rpc response code=%u %u", state, uint32(length))
	}
	return false
}

// sunrpc prints a datagram that -T says is RPC, length bytes on the wire.
func (p *printer) sunrpc(ip *ipInfo, src, dst uint16, length int) {
	p.proto = "sunrpc"
	if !p.has(8) {
		p.proto = "udp"
		p.short(0)
		return
	}
	xid, kind := be32(p.in), be32at(p.in, 4)
	if kind != rpcCall {
		p.sunrpcReply(ip, xid, length)
		return
	}
	p.need(rpcCallHeaderLen)
	h := p.take(rpcCallHeaderLen)
	prog, vers, proc := be32at(h, 12), be32at(h, 16), be32at(h, 20)
	p.addr(ip.src)
	p.c('.')
	p.x(uint64(xid))
	p.s(" > ")
	p.addr(ip.dst)
	p.c('.')
	if p.num {
		p.x(portSunRPC)
	} else {
		p.udpPort(portSunRPC)
	}
	p.sn(": ", length)
	p.c(' ')
	p.tok(&rpcPortmapNames, " proc #%u", proc)
	if p.cut >= 0 || proc != 1 && proc != 2 && proc != 3 && proc != 5 {
		return
	}
	p.c(' ')
	if !p.num {
		p.c('#')
	}
	p.u(uint64(prog))
	p.c('.')
	p.u(uint64(vers))
	if p.v > 0 && prog == rpcProgPortmap && vers == 2 && proc != 5 {
		p.portmapArgs()
	}
}

var rpcTransportNames = []token{{ipProtoTCP, "tcp"}, {ipProtoUDP, "udp"}}

// portmapArgs prints which program a port mapper is asked about.
func (p *printer) portmapArgs() {
	p.rpcOpaqueAuth()
	p.rpcOpaqueAuth()
	h := p.take(16)
	if p.cut >= 0 {
		return
	}
	p.f2(" (prog %u vers %u ", be32(h), be32at(h, 4))
	p.tok(&rpcTransportNames, "proto %u", be32at(h, 8))
	p.f1(" port %u)", be32at(h, 12))
}

// sunrpcReply prints a reply in the form it has among NFS's.
func (p *printer) sunrpcReply(ip *ipInfo, xid uint32, length int) {
	p.addr(ip.src)
	p.c('.')
	p.udpPort(portNFS)
	p.s(" > ")
	p.addr(ip.dst)
	p.c('.')
	p.u(uint64(xid))
	p.s(": ")
	p.take(8)
	p.rpcReplyState(length)
}
