// Virtual machine sockets as vsockmon captures them, LINKTYPE_VSOCK: addresses and an operation, then the header of
// the transport, for which virtio's (VIRTIO 1.2, 5.10.6) is known. All numbers are little-endian.

package main

const (
	vsockOpPayload       = 4
	vsockTransportVirtio = 2
	vsockVirtioLen       = 44
)

var (
	vsockOps        = []token{{1, "CONNECT"}, {2, "DISCONNECT"}, {3, "CONTROL"}, {vsockOpPayload, "PAYLOAD"}}
	vsockTransports = []token{{1, "NO-INFO"}, {vsockTransportVirtio, "VIRTIO"}}
	vsockTypes      = []token{{1, "STREAM"}, {2, "SEQPACKET"}}
	vsockVirtioOps  = []token{
		{0, "INVALID"}, {1, "REQUEST"}, {2, "RESPONSE"}, {3, "RST"}, {4, "SHUTDOWN"}, {5, "RW"},
		{6, "CREDIT UPDATE"}, {7, "CREDIT REQUEST"},
	}
)

func (p *printer) vsockLink(length int) {
	p.proto = "vsock"
	h := p.take(32)
	if p.cut >= 0 {
		return
	}
	op, transport, size := le16(h[24:]), le16(h[26:]), int(le16(h[28:]))
	p.tok(vsockTransports, "invalid transport (%u)", uint32(transport))
	p.c(' ')
	hdr := p.in
	p.takeN(size)
	if p.v > 0 && transport == vsockTransportVirtio && size >= vsockVirtioLen && p.cut < 0 {
		p.s("(len ")
		p.u(uint64(le32(hdr[24:])))
		p.s(", type ")
		p.tok(vsockTypes, "invalid type (%u)", uint32(le16(hdr[28:])))
		p.s(", op ")
		p.tok(vsockVirtioOps, "invalid op (%u)", uint32(le16(hdr[30:])))
		p.f(", flags %x, buf_alloc %u, fwd_cnt %u)", uint64(le32(hdr[32:])), uint64(le32(hdr[36:])), uint64(le32(hdr[40:])))
		p.s("\n\t")
	}
	p.vsockAddr(le64(h), le32(h[16:]))
	p.s(" > ")
	p.vsockAddr(le64(h[8:]), le32(h[20:]))
	p.c(' ')
	p.tok(vsockOps, "invalid op (%u)", uint32(op))
	p.sn(", length ", length)
	if p.v > 1 && op == vsockOpPayload {
		p.hexLines("\n\t", p.in)
	}
	p.in = nil
}

func (p *printer) vsockAddr(cid uint64, port uint32) {
	p.u(cid)
	p.c('.')
	p.u(uint64(port))
}
