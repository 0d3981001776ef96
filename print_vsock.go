// Linux vsock monitoring (LINKTYPE_VSOCK): sockets between a virtual machine and its host.
//
//	| source cid (8) | destination cid (8) | source port (4) | destination port (4) | operation (2) | transport (2) |
//	| length of the transport's header (2) | reserved (2) | header | payload             all little-endian

package main

const (
	vsockHeaderLen = 32
	vsockVirtio    = 2
	vsockVirtioLen = 44
)

var vsockOperations = []token{
	{0, "UNKNOWN"}, {1, "CONNECT"}, {2, "DISCONNECT"}, {3, "CONTROL"}, {4, "PAYLOAD"},
}

var vsockTransports = []token{{0, "UNKNOWN"}, {1, "NO_INFO"}, {vsockVirtio, "VIRTIO"}}

var vsockVirtioTypes = []token{{1, "STREAM"}}

var vsockVirtioOps = []token{
	{0, "INVALID"}, {1, "REQUEST"}, {2, "RESPONSE"}, {3, "RST"}, {4, "SHUTDOWN"}, {5, "RW"}, {6, "CREDIT UPDATE"},
	{7, "CREDIT REQUEST"},
}

func (p *printer) vsockLink(length int) {
	p.proto = "vsock"
	whole := p.in
	if length < vsockHeaderLen {
		p.f2("packet length %u < %u", uint32(length), vsockHeaderLen)
		p.invalid()
		p.need(length)
		return
	}
	if !p.need(vsockHeaderLen) {
		p.short(0)
		return
	}
	h := p.take(vsockHeaderLen)
	transport, size := uint32(le16at(h, 26)), int(le16at(h, 28))
	p.tok(&vsockTransports, "Invalid transport (%u)", transport)
	if !p.has(size) {
		p.f(" (invalid)")
	}
	if p.v > 0 && transport == vsockVirtio {
		p.vsockVirtio(size)
	}
	if p.v > 0 {
		p.s("\n\t")
	} else {
		p.c(' ')
	}
	p.fw("%u.%u > %u.%u ", le64(h), uint64(le32at(h, 16)), le64at(h, 8), uint64(le32at(h, 20)))
	p.tok(&vsockOperations, " invalid op (%u)", uint32(le16at(h, 24)))
	p.sn(", length ", length)
	p.in = whole
	p.skip(vsockHeaderLen + size)
	if p.v > 1 {
		p.hexLines("\n\t", p.in)
	}
	p.in = nil
}

// vsockVirtio prints the header of the virtio transport.
func (p *printer) vsockVirtio(size int) {
	if size < vsockVirtioLen || !p.has(vsockVirtioLen) {
		return
	}
	h := p.take(vsockVirtioLen)
	p.f1(" (len %u, type ", le32at(h, 24))
	p.tok(&vsockVirtioTypes, "Invalid type (%u)", uint32(le16at(h, 28)))
	p.s(", op ")
	p.tok(&vsockVirtioOps, "Invalid op (%u)", uint32(le16at(h, 30)))
	p.f3(", flags %x, buf_alloc %u, fwd_cnt %u)", le32at(h, 32), le32at(h, 36), le32at(h, 40))
}
