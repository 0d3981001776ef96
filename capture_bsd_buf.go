// What a read from /dev/bpf returns, and which requests a BSD system wants: the parts of bpf(4) that need no BSD to be
// tested.
//
// A read returns records, each aligned to the word of the machine (BPF_WORDALIGN):
//
//	+-----------------+-----------+----------+---------+-----+-----------+-----+
//	|    timestamp    |  captured | on wire  | hdrlen  | ... |  packet   | pad |
//	| 2 x 32 or 64 bit|   uint32  |  uint32  | uint16  |     |           |     |
//	+-----------------+-----------+----------+---------+-----+-----------+-----+
//	|<---------------------- hdrlen ------------------------>|<-captured->|
//
// The packet begins at hdrlen, which the kernel chooses so that the network layer's header is aligned; it is not the
// size of the structure.

package main

// bsdLayout is the form of a record's header on one system and processor.
type bsdLayout struct {
	secSize    int // bytes of the seconds: 4 or 8
	usecAt     int
	usecSize   int
	capturedAt int // the length on the wire and hdrlen follow
	align      int
	big        bool
}

// bpfBuffer is what one read returned and was not handed out yet.
type bpfBuffer struct {
	layout bsdLayout
	data   []byte
}

// bpfRecord is one packet of the buffer.
type bpfRecord struct {
	data    []byte
	wireLen int
	sec     int64
	usec    int64
}

func (b *bpfBuffer) number(at, size int) int64 {
	if size == 8 {
		return int64(orderedUint64(b.data[at:], b.layout.big))
	}
	return int64(orderedUint32(b.data[at:], b.layout.big))
}

// take takes the next record. A record that does not fit what was read ends the buffer: a kernel does not write such,
// and there is no way to find the next.
func (b *bpfBuffer) take(r *bpfRecord) bool {
	l := &b.layout
	if len(b.data) < l.capturedAt+10 {
		b.data = nil
		return false
	}
	captured := int64(orderedUint32(b.data[l.capturedAt:], l.big))
	wire := int64(orderedUint32(b.data[l.capturedAt+4:], l.big))
	head := int64(orderedUint16(b.data[l.capturedAt+8:], l.big))
	if head < int64(l.capturedAt)+10 || head+captured > int64(len(b.data)) {
		b.data = nil
		return false
	}
	r.sec, r.usec = b.number(0, l.secSize), b.number(l.usecAt, l.usecSize)
	r.data = b.data[head : head+captured : head+captured]
	r.wireLen = int(max(min(wire, 1<<31-1), captured))
	next := (head + captured + int64(l.align) - 1) &^ (int64(l.align) - 1)
	b.data = b.data[min(next, int64(len(b.data))):] // the last record may lack its padding
	return true
}

// linkOfDLT turns a system's DLT_ number into a link type. They are the same but for those that systems numbered on
// their own before there was a registry.
func linkOfDLT(goos string, dlt int) int {
	openbsd := goos == "openbsd"
	oldPPP := goos == "freebsd" || goos == "netbsd" // 13 and 14 where others have 15 and 16
	switch {
	case dlt == 11:
		return linkATMRFC1483
	case dlt == 12 && openbsd:
		return linkLoop
	case dlt == 13 && openbsd:
		return linkEnc
	case dlt == 12, dlt == 14 && openbsd:
		return linkRaw
	case dlt == 13 && oldPPP, dlt == 15 && !oldPPP:
		return linkSlipBsdos
	case dlt == 14 && oldPPP, dlt == 16 && !oldPPP:
		return linkPppBsdos
	case dlt == 18 && goos != "freebsd", dlt == 121 && goos == "freebsd":
		return linkPfsync
	case dlt == 19:
		return linkAtmClip
	case dlt == 149 && goos == "darwin":
		return linkPktap
	}
	return dlt
}

// bpfDirection is a request that tells the kernel which packets to show.
type bpfDirection int

const (
	bpfDirectionNone    bpfDirection = iota
	bpfDirectionEnum                 // BIOCSDIRECTION: 0 in, 1 both, 2 out
	bpfDirectionDrop                 // BIOCSDIRFILT: the directions that are not wanted, 1 in, 2 out
	bpfDirectionSeeSent              // BIOCSSEESENT: whether to see what this machine sends
)

// bpfDirectionRequest chooses the request of a system and its argument. ok is false if the system cannot do it.
func bpfDirectionRequest(goos, direction string) (kind bpfDirection, value uint32, ok bool) {
	if direction == "" || direction == "inout" {
		return bpfDirectionNone, 0, true
	}
	in := direction == "in"
	switch goos {
	case "freebsd":
		if in {
			return bpfDirectionEnum, 0, true
		}
		return bpfDirectionEnum, 2, true
	case "openbsd":
		if in {
			return bpfDirectionDrop, 2, true
		}
		return bpfDirectionDrop, 1, true
	}
	return bpfDirectionSeeSent, 0, in
}

// bpfMediaStatus reads what SIOCGIFMEDIA returned (struct ifmediareq): whether there is a link, and if it is wireless.
func bpfMediaStatus(goos string, b []byte) (wireless, known, present bool) {
	const nameLen, networkMask, networkWireless, valid, active = 16, 0xe0, 0x80, 1, 2
	currentAt, statusAt := nameLen, nameLen+8
	if goos == "openbsd" { // 64-bit members
		statusAt = nameLen + 16
	}
	current, status := native32(b[currentAt:]), native32(b[statusAt:])
	if goos == "openbsd" && nativeBigEndian() {
		current, status = native32(b[currentAt+4:]), native32(b[statusAt+4:])
	}
	networks := uint32(networkMask)
	if goos == "openbsd" {
		networks = 0xff00 // a field of eight bits there, 802.11 is 4
		wireless = current&networks == 0x400
	} else {
		wireless = current&networks == networkWireless
	}
	return wireless, status&valid != 0, status&active != 0
}
