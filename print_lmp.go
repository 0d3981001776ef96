// Link management protocol, RFC 4204; of optical interfaces, RFC 4207 and OIF UNI 1.0.
//
//	+-------+-----------------------+---------------+---------------+
//	| Vers  |      (Reserved)       |    Flags      |    Msg Type   |
//	+-------+-----------------------+---------------+---------------+
//	|          LMP Length           |          (Reserved)           |
//	+-+-------------+---------------+-------------------------------+
//	|N|   C-Type    |     Class     |            Length             |   each object
//	+-+-------------+---------------+-------------------------------+

package main

const (
	lmpHeaderLen  = 8
	lmpObjectLen  = 4
	lmpVersion    = 1
	lmpNegotiable = 0x80

	lmpDataLink = 12

	lmpIndent = "\n\t    "
)

var (
	lmpMessages = []token{
		{1, "Config"}, {2, "Config ACK"}, {3, "Config NACK"}, {4, "Hello"}, {5, "Begin Verify"},
		{6, "Begin Verify ACK"}, {7, "Begin Verify NACK"}, {8, "End Verify"}, {9, "End Verify ACK"}, {10, "Test"},
		{11, "Test Status Success"}, {12, "Test Status Failure"}, {13, "Test Status ACK"}, {14, "Link Summary"},
		{15, "Link Summary ACK"}, {16, "Link Summary NACK"}, {17, "Channel Status"}, {18, "Channel Status ACK"},
		{19, "Channel Status Request"}, {20, "Channel Status Response"}, {50, "Service Config"},
		{51, "Service Config ACK"}, {52, "Service Config NACK"},
	}
	lmpFlags   = []token{{1, "Control Channel Down"}, {2, "LMP restart"}}
	lmpClasses = []token{
		{1, "Control Channel ID"}, {2, "Node ID"}, {3, "Link ID"}, {4, "Interface ID"}, {5, "Message ID"},
		{6, "Configuration"}, {7, "Hello"}, {8, "Verify Begin"}, {9, "Verify Begin ACK"}, {10, "Verify ID"},
		{11, "TE Link"}, {lmpDataLink, "Data Link"}, {13, "Channel Status"}, {14, "Channel Status Request"},
		{20, "Error Code"}, {51, "Service Config"},
	}
	lmpVerifyFlags   = []token{{1, "Verify all links"}, {2, "Data link type"}}
	lmpTELinkFlags   = []token{{1, "Fault Management Supported"}, {2, "Link Verification Supported"}}
	lmpDataLinkFlags = []token{{1, "Data Link Port"}, {2, "Allocated for user traffic"}, {4, "Failed link"}}
	lmpVerifyErrors  = []token{
		{1, "Link Verification Procedure Not supported"}, {2, "Unwilling to verify"},
		{4, "Unsupported verification transport mechanism"}, {8, "Link-Id configuration error"},
		{16, "Unknown object c-type"},
	}
	lmpSummaryErrors = []token{
		{1, "Unacceptable non-negotiable LINK-SUMMARY parameters"}, {2, "Renegotiate LINK-SUMMARY parameters"},
		{4, "Invalid TE-LINK Object"}, {8, "Invalid DATA-LINK Object"}, {16, "Unknown TE-LINK Object c-type"},
		{32, "Unknown DATA-LINK Object c-type"},
	}
	lmpUNISignalling   = []token{{1, "RSVP Supported"}, {2, "LDP Supported"}}
	lmpUNILinks        = []token{{lmpSDH, "SDH ITU-T G.707"}, {lmpSONET, "SONET ANSI T1.105"}}
	lmpUNITransparency = []token{
		{1, "Path/VC Overhead Transparency Supported"}, {2, "Line/MS Overhead Transparency Supported"},
		{4, "Section/RS Overhead Transparency Supported"},
	}
	lmpUNIConcatenation = []token{{1, "Contiguous Concatenation Types Supported"}}
	lmpSOHTransparency  = []token{
		{1, "Standard SOH/RSOH Transparency Supported"}, {2, "Standard LOH/MSOH Transparency Supported"},
	}
	lmpTandem    = []token{{1, "Transparent Tandem Connection Monitoring Supported"}}
	lmpDiversity = []token{
		{1, "Node Diversity Supported"}, {2, "Link Diversity Supported"}, {4, "SRLG Diversity Supported"},
	}
	lmpSDHSignals = []token{
		{5, "VC-3"}, {6, "VC-4"}, {7, "STM-0"}, {8, "STM-1"}, {9, "STM-4"}, {10, "STM-16"}, {11, "STM-64"},
		{12, "STM-256"},
	}
	lmpSONETSignals = []token{
		{5, "STS-1 SPE"}, {6, "STS-3c SPE"}, {7, "STS-1"}, {8, "STM-3"}, {9, "STM-12"}, {10, "STM-48"},
		{11, "STM-192"}, {12, "STM-768"},
	}
	lmpChannelStates = []token{{1, "Signal Okay"}, {2, "Signal Degraded"}, {3, "Signal Fail"}}
	lmpSubobjects    = []token{{lmpSwitching, "Interface Switching Type"}, {lmpWavelength, "Wavelength"}}
)

const (
	lmpSDH   = 5
	lmpSONET = 6

	lmpSwitching  = 1
	lmpWavelength = 2
)

// lmpObjects are the kinds of objects, with the layout that fills them.
var lmpObjects = []layoutKind{
	{1, 1, "Local", "\nControl Channel ID: %D"},
	{1, 2, "Remote", "\nControl Channel ID: %D"},
	{2, 1, "Local", "\nNode ID: %i"},
	{2, 2, "Remote", "\nNode ID: %i"},
	{3, 1, "IPv4 Local", "\nIPv4 Link ID: %i"},
	{3, 2, "IPv4 Remote", "\nIPv4 Link ID: %i"},
	{3, 3, "IPv6 Local", "\nIPv6 Link ID: %I"},
	{3, 4, "IPv6 Remote", "\nIPv6 Link ID: %I"},
	{3, 5, "Unnumbered Local", "\nLink ID: %D"},
	{3, 6, "Unnumbered Remote", "\nLink ID: %D"},
	{4, 1, "IPv4 Local", "\nIPv4 Link ID: %i"},
	{4, 2, "IPv4 Remote", "\nIPv4 Link ID: %i"},
	{4, 3, "IPv6 Local", "\nIPv6 Link ID: %I"},
	{4, 4, "IPv6 Remote", "\nIPv6 Link ID: %I"},
	{4, 5, "Unnumbered Local", "\nLink ID: %D"},
	{4, 6, "Unnumbered Remote", "\nLink ID: %D"},
	{5, 1, "1", "\nMessage ID: %D"},
	{5, 2, "2", "\nMessage ID Ack: %D"},
	{6, 1, "1", "\nHello Interval: %h\nHello Dead Interval: %h"},
	{7, 1, "1", "\nTx Seq: %w, Rx Seq: %w"},
	{8, 1, "1", "\nFlags: %Gd\nVerify Interval: %h\nData links: %w\nEncoding type: %Tb" +
		"\nVerify Transport Mechanism: %@:%V\nTransmission Rate: %m\nWavelength: %w"},
	{9, 1, "1", "\nVerify Dead Interval: %h\nVerify Transport Response: %h"},
	{10, 1, "1", "\nVerify ID: %w"},
	{11, 1, "IPv4", "\nFlags: [%Fe]%@4\nLocal Link-ID: %i\nRemote Link-ID: %i"},
	{11, 2, "IPv6", "\nFlags: [%Fe]%@4\nLocal Link-ID: %I\nRemote Link-ID: %I"},
	{11, 3, "Unnumbered", "\nFlags: [%Fe]%@4\nLocal Link-ID: %D\nRemote Link-ID: %D"},
	{lmpDataLink, 1, "IPv4", "\nFlags: [%Ff]%@4\nLocal Interface ID: %i\nRemote Interface ID: %i"},
	{lmpDataLink, 2, "IPv6", "\nFlags: [%Ff]%@4\nLocal Interface ID: %I\nRemote Interface ID: %I"},
	{lmpDataLink, 3, "Unnumbered", "\nFlags: [%Ff]%@4\nLocal Interface ID: %D\nRemote Interface ID: %D"},
	{13, 1, "IPv4", "*\nInterface ID: %i%S"},
	{13, 2, "IPv6", "*\nInterface ID: %I%S"},
	{13, 3, "Unnumbered", "*\nInterface ID: %D%S"},
	{14, 1, "IPv4", "*\nInterface ID: %i"},
	{14, 2, "IPv6", "*\nInterface ID: %I"},
	{14, 3, "Unnumbered", "*\nInterface ID: %D"},
	{20, 1, "1", "\nError Code: %Kg"},
	{20, 2, "2", "\nError Code: %Kh"},
	{51, 1, "1", "\r Flags: %Fi\r  UNI Version: %b%@3%."},
	{51, 2, "2", "\r Link Type: %No%@0%U%@2\r Transparency: %Fj\r Contiguous Concatenation Types: %Fk" +
		"\r Minimum NCC: %h\r Maximum NCC: %h\r Minimum NVC:%h\r Maximum NVC:%h\nLocal Interface ID: %i"},
	{51, 3, "3", "\r Transparency Flags: %@2%Gl%@6\r TCM Monitoring Flags: %Gm"},
	{51, 4, "4", "\r Diversity: Flags: %@2%Gn"},
}

// lmp prints one message, length bytes on the wire.
func (p *printer) lmp(length int) {
	p.proto = "lmp"
	h := p.take(lmpHeaderLen)
	if p.cut >= 0 {
		return
	}
	if version := h[0] >> 4; version != lmpVersion {
		p.f1("LMP version %u packet not supported", uint32(version))
		return
	}
	kind, size := uint32(h[3]), int(be16at(h, 4))
	if p.v == 0 {
		p.s("LMPv1 ")
		p.tok(&lmpMessages, "unknown (%u)", kind)
		p.sn(" Message, length: ", length)
		return
	}
	p.s("\n\tLMPv1, msg-type: ")
	p.tok(&lmpMessages, "unknown, type: %u", kind)
	p.s(", Flags: [")
	p.bits(&lmpFlags, "none", ", ", uint32(h[2]))
	p.sn("], length: ", size)
	if size < lmpHeaderLen {
		p.s(" (too short)")
		return
	}
	if size > length {
		p.s(" (too long)")
		size = length
	}
	p.lmpObjectList(size - lmpHeaderLen)
}

// lmpObjectList prints left bytes of objects.
func (p *printer) lmpObjectList(left int) {
	for left > 0 {
		h := p.take(lmpObjectLen)
		if p.cut >= 0 {
			return
		}
		size := int(be16at(h, 2))
		known := p.lmpObjectHeader(h, size)
		switch {
		case size < lmpObjectLen:
			p.s(" (too short)")
			return
		case size%4 != 0:
			p.s(" (not a multiple of 4)")
			return
		}
		n := size - lmpObjectLen
		if !p.need(n) {
			return
		}
		body := p.in[:n]
		rest := p.in[n:]
		if h[1] != lmpDataLink { // whose subobjects tcpdump reads on behind the end, if they are too short
			p.in = body
		}
		dump := true
		if known != nil {
			dump = p.lmpObject(known, n)
		}
		if p.cut >= 0 {
			return
		}
		if p.v > 1 || dump {
			p.hexLines(lmpIndent, body)
		}
		p.unlimit(rest)
		if left < size {
			p.f2(" [remaining objects length %u < %u]", uint32(left), uint32(size))
			p.invalid()
			return
		}
		left -= size
	}
}

// lmpObjectHeader prints the header h of an object and returns its kind, nil if that is not known.
func (p *printer) lmpObjectHeader(h []byte, size int) *layoutKind {
	class, ctype := h[1], h[0]&^lmpNegotiable
	known := layoutKindOf(&lmpObjects, class, ctype)
	p.s("\n\t  ")
	p.tok(&lmpClasses, "Unknown", uint32(class))
	p.f1(" Object (%u), Class-Type: ", uint32(class))
	p.layoutKindName(known)
	p.f1(" (%u) Flags: [", uint32(ctype))
	if h[0]&lmpNegotiable == 0 {
		p.s("non-")
	}
	p.f1("negotiable], length: %u", uint32(size))
	return known
}

// lmpObject prints the content of an object, n bytes. It tells whether they are to be shown too.
func (p *printer) lmpObject(k *layoutKind, n int) bool {
	least := layoutLen(k.layout)
	if n < least || n > least && k.class != lmpDataLink && k.layout[0] != '*' {
		p.s(" (not correct for object)")
		return false
	}
	p.layout(k.layout, lmpIndent)
	if k.class != lmpDataLink {
		return false
	}
	for n -= least; n >= 2; { // RFC 4204 section 13.12.1
		h := p.peek(0, 2)
		kind, size := uint32(h[0]), int(h[1])
		p.s("\n\t    Subobject, Type: ")
		p.tok(&lmpSubobjects, "Unknown", kind)
		p.f2(" (%u), Length: %u", kind, uint32(size))
		switch {
		case size < 4:
			p.s(" (too short)")
			return false
		case size%4 != 0:
			p.s(" (not a multiple of 4)")
			return false
		case size > n:
			p.s(" (goes past the end of the object)")
			return false
		}
		rest := p.in[size:]
		switch kind {
		case lmpSwitching:
			p.layout("\nSwitching Type: %@2%Nc\nEncoding Type: %Nb\nMin Reservable Bandwidth: %m"+
				"\nMax Reservable Bandwidth: %m", "\n\t      ")
		case lmpWavelength:
			p.layout("\n  Wavelength: %@4%w", lmpIndent)
		default:
			return true
		}
		p.unlimit(rest)
		n -= size
	}
	return false
}

// lmpValue prints what the layouts of LMP alone have.
func (p *printer) lmpValue(verb byte, b []byte, v uint32) {
	switch verb {
	case 'S': // RFC 4204 section 13.13
		active, direction := v>>31, v>>30&1
		if active != 0 {
			p.s("\n\t\t    Active: Allocated (1)")
		} else {
			p.s("\n\t\t    Active: Non-allocated (0)")
		}
		if direction != 0 {
			p.s("\n\t\t    Direction: Transmit (1)")
		} else {
			p.s("\n\t\t    Direction: Receive (0)")
		}
		p.s("\n\t\t    Channel Status: ")
		p.tok(&lmpChannelStates, "Unknown", v&0x3ffffff)
		p.f1(" (%u)", v&0x3ffffff)
	case 'V':
		p.f2("%u (0x%x)", v, v)
		if v&8000 != 0 { // RFC 4204 has 0x8000; tcpdump takes the digits for decimal ones
			p.s(" (Payload test messages capable)")
		}
	case 'U': // the signal means something by the type of the link, which is before it
		signals := &lmpSDHSignals
		switch b[0] {
		case lmpSDH:
		case lmpSONET:
			signals = &lmpSONETSignals
		default:
			return
		}
		p.s("\n\t Signal Type: ")
		p.tok(signals, "Unknown", uint32(b[1]))
		p.f1(" (%u)", uint32(b[1]))
	}
}
