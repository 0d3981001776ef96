// Server Message Block, the first version (X/Open CAE, Protocols for X/Open PC Interworking: SMB, 1992; MS-CIFS).
//
//	| ff 'SMB' | command | status (4) | flags | flags2 (2) | (12) | tree | process | user | multiplex |
//	| word count | words ... | byte count (2) | bytes ... |

package main

const (
	smbMagic     = "\xffSMB"
	smbHeaderLen = 32

	smbTrans  = 0x25
	smbTrans2 = 0x32

	smbFlagReply    = 0x80
	smbFlag2NTError = 0x40 // where tcpdump looks for it: really it is 0x4000

	smbTransWords      = 14 // before the setup words
	smbTransReplyWords = 10
	smbQueryFSInfo     = 3
	smbFSAttributes    = 0x105
)

var smbCommandNames = []token{
	{0x00, "SMBmkdir"}, {0x01, "SMBrmdir"}, {0x02, "SMBopen"}, {0x03, "SMBcreate"}, {0x04, "SMBclose"},
	{0x05, "SMBflush"}, {0x06, "SMBunlink"}, {0x07, "SMBmv"}, {0x08, "SMBgetatr"}, {0x09, "SMBsetatr"},
	{0x0a, "SMBread"}, {0x0b, "SMBwrite"}, {0x0c, "SMBlock"}, {0x0d, "SMBunlock"}, {0x0e, "SMBctemp"},
	{0x0f, "SMBmknew"}, {0x10, "SMBchkpth"}, {0x11, "SMBexit"}, {0x12, "SMBlseek"}, {0x13, "SMBlockread"},
	{0x14, "SMBwriteunlock"}, {0x1a, "SMBreadBraw"}, {0x1b, "SMBreadBmpx"}, {0x1d, "SMBwriteBraw"},
	{0x1e, "SMBwriteBmpx"}, {0x20, "SMBwriteC"}, {0x22, "SMBsetattrE"}, {0x23, "SMBgetattrE"}, {0x24, "SMBlockingX"},
	{smbTrans, "SMBtrans"}, {0x26, "SMBtranss"}, {0x27, "SMBioctl"}, {0x28, "SMBioctls"}, {0x29, "SMBcopy"},
	{0x2a, "SMBmove"}, {0x2b, "SMBecho"}, {0x2c, "SMBwriteclose"}, {0x2d, "SMBopenX"}, {0x2e, "SMBreadX"},
	{0x2f, "SMBwriteX"}, {smbTrans2, "SMBtrans2"}, {0x33, "SMBtranss2"}, {0x34, "SMBfindclose"},
	{0x35, "SMBfindnclose"}, {0x70, "SMBtcon"}, {0x71, "SMBtdis"}, {0x72, "SMBnegprot"}, {0x73, "SMBsesssetupX"},
	{0x74, "SMBulogoffX"}, {0x75, "SMBtconX"}, {0x80, "SMBdskattr"}, {0x81, "SMBsearch"}, {0x82, "SMBffirst"},
	{0x83, "SMBfunique"}, {0x84, "SMBfclose"}, {0xa0, "SMBnttrans"}, {0xa1, "SMBnttranss"}, {0xa2, "SMBntcreateX"},
	{0xa4, "SMBntcancel"}, {0xc0, "SMBsplopen"}, {0xc1, "SMBsplwr"}, {0xc2, "SMBsplclose"}, {0xc3, "SMBsplretq"},
	{0xd0, "SMBsends"}, {0xd1, "SMBsendb"}, {0xd2, "SMBfwdname"}, {0xd3, "SMBcancelf"}, {0xd4, "SMBgetmac"},
	{0xd5, "SMBsendstrt"}, {0xd6, "SMBsendend"}, {0xd7, "SMBsendtxt"},
}

var smbTrans2Names = []token{
	{0, "TRANSACT2_OPEN"}, {1, "TRANSACT2_FINDFIRST"}, {2, "TRANSACT2_FINDNEXT"}, {3, "TRANSACT2_QFSINFO"},
	{4, "TRANSACT2_SETFSINFO"}, {5, "TRANSACT2_QPATHINFO"}, {6, "TRANSACT2_SETPATHINFO"},
	{7, "TRANSACT2_QFILEINFO"}, {8, "TRANSACT2_SETFILEINFO"}, {9, "TRANSACT2_FSCTL"}, {10, "TRANSACT2_IOCTL"},
	{11, "TRANSACT2_FINDNOTIFYFIRST"}, {12, "TRANSACT2_FINDNOTIFYNEXT"}, {13, "TRANSACT2_MKDIR"},
}

// smbState is what the last TRANSACT2 request was: replies do not repeat it.
type smbState struct {
	function, level uint32
}

// smbHex prints v in hex as SMB's texts have it, in capitals.
func (p *printer) smbHex(v uint64) {
	shift := 60
	for shift > 0 && v>>uint(shift)&15 == 0 {
		shift -= 4
	}
	for ; shift >= 0; shift -= 4 {
		p.c(nfsHexDigits[v>>uint(shift)&15])
	}
}

// smbNumber prints "5 (0x5)".
//
//go:noinline
func (p *printer) smbNumber(v uint64) { p.fw("%u (0x%x)", v, v) }

// smbDump prints bytes in hex and as text.
func (p *printer) smbDump(b []byte) {
	p.f1("Data: (%u bytes)\n", uint32(len(b)))
	p.smbDumpLines(b)
}

const smbDumpWidth = 50 // columns of a line's hex

func (p *printer) smbDumpLines(b []byte) {
	for off := 0; off < len(b); off += 16 {
		row := b[off:min(off+16, len(b))]
		p.s("[")
		v := uint64(off)
		for shift := 8; shift >= 0; shift -= 4 {
			p.c(nfsHexDigits[v>>uint(shift)&15])
		}
		p.s("] ")
		col := 0
		for i, c := range row {
			p.out = append(p.out, nfsHexDigits[c>>4], nfsHexDigits[c&15], ' ')
			if col += 3; i == 7 {
				p.c(' ')
				col++
			}
		}
		for ; col < smbDumpWidth; col++ {
			p.c(' ')
		}
		p.textBytes(row[:min(8, len(row))])
		p.c(' ')
		if len(row) > 8 {
			p.textBytes(row[8:])
		}
		p.c('\n')
	}
}

// smbOverTCP prints a segment of SMB without NetBIOS sessions, length bytes on the wire.
func (p *printer) smbOverTCP(length int) {
	p.proto = "smb_tcp"
	p.c(' ')
	if len(p.in) < 8 || be32(p.in) < 4 || p.in[0] != 0 || string(p.in[4:8]) != smbMagic {
		p.s("SMB-over-TCP packet:(raw data or continuation?)\n")
		return
	}
	h := p.take(4)
	size := int(be24at(h, 1))
	p.limit(size)
	p.smb(size)
}

// smb prints one message of length bytes, p.in at its header.
func (p *printer) smb(length int) {
	p.proto = "smb"
	whole := p.in
	h := p.take(smbHeaderLen)
	if p.cut >= 0 {
		return
	}
	cmd, flags, flags2 := h[4], h[9], le16at(h, 10)
	reply := flags&smbFlagReply != 0
	if p.v > 1 {
		p.c('\n')
	}
	p.s("SMB PACKET: ")
	if name, ok := tokenName(&smbCommandNames, uint32(cmd)); ok {
		p.s(name)
	} else {
		p.s("SMBunknown")
	}
	if reply {
		p.s(" (REPLY)")
	} else {
		p.s(" (REQUEST)")
	}
	if p.v < 2 {
		p.in = nil
		return
	}
	p.s("\nSMB Command   =  0x")
	p.smbHex(uint64(cmd))
	if flags2&smbFlag2NTError != 0 {
		p.f1("\nNTError       =  0x%08x", le32at(h, 5))
	} else {
		p.s("\nError class   =  0x")
		p.smbHex(uint64(h[5]))
		p.s("\nError code    =  ")
		p.smbNumber(uint64(le16at(h, 7)))
	}
	p.s("\nFlags1        =  0x")
	p.smbHex(uint64(flags))
	p.s("\nFlags2        =  0x")
	p.smbHex(uint64(flags2 & 0xff)) // the half that tcpdump prints
	for i, name := range [...]string{"Tree ID", "Proc ID", "UID    ", "MID    "} {
		p.c('\n')
		p.s(name)
		p.s("       =  ")
		p.smbNumber(uint64(le16at(h, 24+2*i)))
	}
	p.c('\n')
	words := p.u8()
	p.nbtNumber("Word Count    =  ", uint64(words))
	p.smbBody(cmd, reply, words, whole)
	if p.cut >= 0 {
		p.out = append(p.out[:p.cut], " [|"...)
		p.s(p.cutBy)
		p.c(']')
		p.cut, p.in = -1, nil
	}
}

// smbBody prints words and bytes of a message.
func (p *printer) smbBody(cmd byte, reply bool, words int, whole []byte) {
	switch {
	case cmd == smbTrans2 && !reply && words >= smbTransWords:
		p.smbTrans2Request(words, whole)
		return
	case cmd == smbTrans2 && reply && words >= smbTransReplyWords:
		p.smbTrans2Reply(words, whole)
		return
	case cmd == smbTrans && !reply && words >= smbTransWords:
		p.smbTransRequest(words, whole)
		return
	case cmd == smbTrans && reply && words >= smbTransReplyWords:
		p.smbTransReply(words, whole)
		return
	}
	if words > 0 {
		p.s("smbvwv[]=\n")
		p.smbWords(p.takeN(2 * words))
	}
	count := int(le16(p.take(2)))
	if p.cut < 0 && count > 0 {
		p.f1("smb_bcc=%u\n", uint32(count))
		p.s("smb_buf[]=\n")
		b := p.takeN(min(count, len(p.in)))
		p.smbDumpLines(b)
	}
}

// smbWords prints words of which nothing is known.
func (p *printer) smbWords(b []byte) {
	for i := 0; 2*i+2 <= len(b); i++ {
		p.f1("smb_vwv[%u]", uint32(i))
		p.nbtNumber("=", uint64(le16at(b, 2*i)))
	}
}
