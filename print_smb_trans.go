// SMB transactions (MS-CIFS sections 2.2.4.33 and 2.2.4.46): parameters and data lie at offsets from the header.

package main

// smbField is one field of the words of a transaction: decimal with hex behind it, or hex alone.
type smbField struct {
	name string
	size int
	hex  bool
}

var smbTransRequestFields = []smbField{
	{"TotParamCnt=", 2, false}, {"TotDataCnt=", 2, false}, {"MaxParmCnt=", 2, false}, {"MaxDataCnt=", 2, false},
	{"MaxSCnt=", 2, false}, {"TransFlags=", 2, true}, {"Res1=", 2, true}, {"Res2=", 2, true}, {"Res3=", 2, true},
	{"ParamCnt=", 2, false}, {"ParamOff=", 2, false}, {"DataCnt=", 2, false}, {"DataOff=", 2, false}, {"SUCnt=", 2, false},
}

var smbTransReplyFields = []smbField{
	{"TotParamCnt=", 2, false}, {"TotDataCnt=", 2, false}, {"Res1=", 2, false}, {"ParamCnt=", 2, false},
	{"ParamOff=", 2, false}, {"Res2=", 2, false}, {"DataCnt=", 2, false}, {"DataOff=", 2, false}, {"Res3=", 2, false},
	{"Lsetup=", 2, false},
}

var smbTrans2RequestFields = []smbField{
	{"TotParam=", 2, false}, {"TotData=", 2, false}, {"MaxParam=", 2, false}, {"MaxData=", 2, false},
	{"MaxSetup=", 2, false}, {"Flags=", 2, true}, {"TimeOut=", 4, false}, {"Res1=", 2, true}, {"ParamCnt=", 2, false},
	{"ParamOff=", 2, false}, {"DataCnt=", 2, false}, {"DataOff=", 2, false}, {"SetupCnt=", 2, false},
}

// The missing equals sign is tcpdump's.
var smbTrans2ReplyFields = []smbField{
	{"TotParam=", 2, false}, {"TotData=", 2, false}, {"Res1=", 2, true}, {"ParamCnt=", 2, false},
	{"ParamOff=", 2, false}, {"ParamDisp", 2, false}, {"DataCnt=", 2, false}, {"DataOff=", 2, false},
	{"DataDisp=", 2, false}, {"SetupCnt=", 2, false},
}

// smbFields prints fields one to a line.
func (p *printer) smbFields(fields []smbField) {
	for i := range fields {
		f := &fields[i]
		b := p.takeN(f.size)
		if p.cut >= 0 {
			return
		}
		v := uint64(le16(b))
		if f.size == 4 {
			v = uint64(le32(b))
		}
		p.s(f.name)
		if f.hex {
			p.s("0x")
			p.smbHex(v)
		} else {
			p.smbNumber(v)
		}
		p.c('\n')
	}
}

// smbPart returns n bytes at an offset from the header. A part that was not captured whole is a short read.
func (p *printer) smbPart(whole []byte, off, n int) []byte {
	if n == 0 {
		return nil
	}
	if off > len(whole) || n > len(whole)-off {
		p.short(0)
		return nil
	}
	return whole[off : off+n]
}

//go:noinline
func smbWord(words []byte, i int) int { return int(le16at(words, 2*i)) }

// smbTransRequest prints a transaction: mailslots, named pipes, and the remote calls of LAN Manager.
func (p *printer) smbTransRequest(count int, whole []byte) {
	if !p.need(2 * count) {
		return
	}
	words := p.in
	params, paramOff, data, dataOff := smbWord(words, 9), smbWord(words, 10), smbWord(words, 11), smbWord(words, 12)
	p.smbFields(smbTransRequestFields)
	if setup := p.takeN(2 * (count - smbTransWords)); len(setup) > 0 {
		p.smbDump(setup)
	}
	bcc := int(le16(p.take(2)))
	p.f1("smb_bcc=%u\n", uint32(bcc))
	if bcc == 0 || p.cut >= 0 {
		return
	}
	if paramOff < smbHeaderLen { // within the header, as without parameters: tcpdump goes no further
		p.short(0)
		return
	}
	p.s("Name=")
	p.textZ(p.in)
	p.c('\n')
	p.smbShowPart("Param ", p.smbPart(whole, paramOff, params))
	p.smbShowPart("Data ", p.smbPart(whole, dataOff, data))
}

// smbShowPart dumps a part of a transaction.
func (p *printer) smbShowPart(name string, b []byte) {
	if p.cut < 0 && len(b) > 0 {
		p.s(name)
		p.smbDump(b)
	}
}

func (p *printer) smbTransReply(count int, whole []byte) {
	if !p.need(2 * count) {
		return
	}
	words := p.in
	params, paramOff, data, dataOff := smbWord(words, 3), smbWord(words, 4), smbWord(words, 6), smbWord(words, 7)
	p.smbFields(smbTransReplyFields)
	p.takeN(2 * (count - smbTransReplyWords))
	p.f1("smb_bcc=%u\n", uint32(le16(p.take(2))))
	p.smbShowPart("Param ", p.smbPart(whole, paramOff, params))
	p.smbShowPart("Data ", p.smbPart(whole, dataOff, data))
}

// smbTrans2Request prints a TRANSACT2, whose first setup word says what for.
func (p *printer) smbTrans2Request(count int, whole []byte) {
	if !p.need(2 * count) {
		return
	}
	words := p.in
	params, paramOff, data, dataOff := smbWord(words, 9), smbWord(words, 10), smbWord(words, 11), smbWord(words, 12)
	function := uint32(smbTrans2Names[0].v)
	if count > smbTransWords {
		function = uint32(smbWord(words, smbTransWords))
	}
	p.smbTrans2Head(function, params, data)
	p.smbFields(smbTrans2RequestFields)
	p.takeN(2 * (count - smbTransWords))
	p.f1("smb_bcc=%u\n", uint32(le16(p.take(2))))
	b := p.smbPart(whole, paramOff, params)
	if p.cut >= 0 {
		return
	}
	p.state.smb = smbState{function: function}
	switch {
	case function == smbQueryFSInfo && len(b) >= 2:
		p.state.smb.level = uint32(le16(b))
		p.nbtNumber("InfoLevel=", uint64(le16(b)))
	case len(b) > 0:
		p.s("Parameters=\n")
		p.smbDump(b)
	}
	if b = p.smbPart(whole, dataOff, data); len(b) > 0 {
		p.s("Data=\n")
		p.smbDump(b)
	}
}

func (p *printer) smbTrans2Head(function uint32, params, data int) {
	p.tok(&smbTrans2Names, "TRANSACT2_UNKNOWN", function)
	p.f2(" param_length=%u data_length=%u\n", uint32(params), uint32(data))
}

// smbTrans2Reply prints the answer to a TRANSACT2, taken for that to the last one seen.
func (p *printer) smbTrans2Reply(count int, whole []byte) {
	if !p.need(2 * count) {
		return
	}
	words := p.in
	params, paramOff, data, dataOff := smbWord(words, 3), smbWord(words, 4), smbWord(words, 6), smbWord(words, 7)
	function := p.state.smb.function
	p.smbTrans2Head(function, params, data)
	p.smbFields(smbTrans2ReplyFields)
	p.takeN(2 * (count - smbTransReplyWords))
	p.f1("smb_bcc=%u\n", uint32(le16(p.take(2))))
	b := p.smbPart(whole, paramOff, params)
	if p.cut >= 0 {
		return
	}
	switch {
	case function == smbTrans2Names[0].v && len(b) >= 2:
		p.smbOpenResult(b)
	case len(b) > 0:
		p.s("Parameters=\n")
		p.smbDump(b)
	}
	b = p.smbPart(whole, dataOff, data)
	switch {
	case len(b) == 0 || p.cut >= 0:
	case function == smbQueryFSInfo:
		p.smbFSInfo(b)
	default:
		p.s("Data=\n")
		p.smbDump(b)
	}
}

// smbOpenResult prints the parameters of an answer to TRANSACT2_OPEN, as far as they go; the name of the first missing
// one stands there without a value.
func (p *printer) smbOpenResult(b []byte) {
	for _, f := range [...]struct {
		name string
		size int
	}{{"Handle=", 2}, {"Attrib=", 2}, {"Time=", 4}, {"Size=", 4}, {"Access=", 2}, {"Type=", 2}, {"State=", 2},
		{"Action=", 2}, {"Inode=", 4}, {"OffErr=", 2}} {
		p.s(f.name)
		if len(b) < f.size {
			return
		}
		if f.size == 4 {
			p.smbNumber(uint64(le32(b)))
		} else {
			p.smbNumber(uint64(le16(b)))
		}
		p.c('\n')
		b = b[f.size:]
	}
}

// smbFSInfo prints what a file system is like, MS-CIFS section 2.2.8.2, at the level that was asked for.
func (p *printer) smbFSInfo(b []byte) {
	if p.state.smb.level == smbFSAttributes && len(b) >= 12 {
		p.s("Capabilities=0x")
		p.smbHex(uint64(le32(b)))
		p.c('\n')
		p.nbtNumber("MaxFileLen=", uint64(le32at(b, 4)))
		size := uint64(le32at(b, 8))
		p.fw("VolNameLen=%u\nVolume=", size)
		name := b[12:]
		if size <= uint64(len(name)) {
			name = name[:size]
		}
		for _, c := range name {
			if c == 0 {
				break
			}
			if c < ' ' || c > '~' {
				c = '.'
			}
			p.c(c)
		}
		if size > uint64(len(b)-12) {
			p.s(" [|smb]")
		}
		p.c('\n')
	}
	p.s("data:\n")
	p.smbDumpLines(b)
}
