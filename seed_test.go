// The examples of the two documents that --classic follows: every line that they show, as it stands there, printed from
// packets built for it, with names from files in testdata/seed.

package main

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// seedExample is one example of a document.
type seedExample struct {
	name    string
	options string
	names   string // folder in testdata/seed
	link    int
	packets func() []seedPacket

	// Where a line cannot be taken literally: what to do with the program's line before they are compared, and why.
	slip string
	cut  func(line string) string
}

const seedNames = "names"

var seedExamples = []seedExample{
	{name: "arp", options: "-t", packets: seedARPs("arp who-has csam tell rtsg", "arp reply csam is-at CSAM")},
	{name: "arp -n", options: "-t -n", packets: seedARPs("arp who-has 128.3.254.6 tell 128.3.254.68",
		"arp reply 128.3.254.6 is-at 02:07:01:00:01:c4")},
	{name: "arp -e", options: "-t -e", packets: seedARPs("RTSG Broadcast 0806 64: arp who-has csam tell rtsg",
		"CSAM RTSG 0806 64: arp reply csam is-at CSAM")},
	{name: "rlogin", options: "-t", packets: seedRlogin},
	{name: "rwho", options: "-t", packets: seedRwho},
	{name: "name server", options: "-t", packets: seedDNS},
	{name: "nfs", options: "-t", packets: seedNFS},
	{name: "nfs -v", options: "-t -v", packets: seedNFSRead,
		slip: "-v prints what IP's header says behind every line; the page says nothing of it, and its lines end before",
		cut: func(line string) string {
			line, _, _ = strings.Cut(line, " (ttl 30, id ")
			return strings.TrimRight(line, " ") // attributes end with a blank
		}},
	{name: "ddp addresses", options: "-t", packets: seedDDPAddresses,
		slip: "the page shows addresses alone, but a packet has a message, too", cut: seedUpToColon},
	{name: "ddp address without a name", options: "-t", names: "names-of-the-page", packets: seedDDPNumber,
		slip: "as above; and of the page's atalk.names, which here is as it stands there, network 144.1 has no name",
		cut:  seedUpToColon},
	{name: "nbp", options: "-t", packets: seedNBPs},
	{name: "atp", options: "-t", packets: seedATPs},
	{name: "fragments", options: "-t", packets: seedFragments},
	{name: "slip", options: "-t -e", link: linkSLIP, packets: seedSLIP,
		slip: "the page shows the link-level header alone, without the packet behind it", cut: seedUpToColon},
	{name: "scan", options: "-nn", packets: seedScan,
		slip: "the recipe has lost the addresses before and behind the >, and one of its lines is broken in two",
		cut: func(line string) string {
			time, rest, _ := strings.Cut(line, " ")
			_, rest, _ = strings.Cut(rest, " > ")
			_, rest, _ = strings.Cut(rest, ": ")
			return time + " > " + rest
		}},
}

func seedUpToColon(line string) string {
	line, _, _ = strings.Cut(line, ": ")
	return line
}

func seedARPs(request, reply string) func() []seedPacket {
	return func() []seedPacket {
		return []seedPacket{
			{seedARP(seedAll, seedRTSG, 1, seedRTSG, "128.3.254.68", "\x00\x00\x00\x00\x00\x00", "128.3.254.6"), request},
			{seedARP(seedRTSG, seedCSAM, 2, seedCSAM, "128.3.254.6", seedRTSG, "128.3.254.68"), reply},
		}
	}
}

func seedRlogin() []seedPacket {
	out, in := seedIP{src: "128.3.254.68", dst: "128.3.254.6"}, seedIP{src: "128.3.254.6", dst: "128.3.254.68"}
	const mss = "\x02\x04\x04\x00"
	const rtsg, csam = 768512, 947648
	return []seedPacket{
		{seedTCP{src: 1023, dst: 513, flags: tcpSYN, seq: rtsg, win: 4096, options: mss}.in(out),
			"rtsg.1023 > csam.login: S 768512:768512(0) win 4096 <mss 1024>"},
		{seedTCP{src: 513, dst: 1023, flags: tcpSYN | tcpACK, seq: csam, ack: rtsg + 1, win: 4096, options: mss}.in(in),
			"csam.login > rtsg.1023: S 947648:947648(0) ack 768513 win 4096 <mss 1024>"},
		{seedTCP{src: 1023, dst: 513, flags: tcpACK, seq: rtsg + 1, ack: csam + 1, win: 4096}.in(out),
			"rtsg.1023 > csam.login: . ack 1 win 4096"},
		{seedTCP{src: 1023, dst: 513, flags: tcpACK | tcpPSH, seq: rtsg + 1, ack: csam + 1, win: 4096, dataBytes: 1}.in(out),
			"rtsg.1023 > csam.login: P 1:2(1) ack 1 win 4096"},
		{seedTCP{src: 513, dst: 1023, flags: tcpACK, seq: csam + 1, ack: rtsg + 2, win: 4096}.in(in),
			"csam.login > rtsg.1023: . ack 2 win 4096"},
		{seedTCP{src: 1023, dst: 513, flags: tcpACK | tcpPSH, seq: rtsg + 2, ack: csam + 1, win: 4096, dataBytes: 19}.in(out),
			"rtsg.1023 > csam.login: P 2:21(19) ack 1 win 4096"},
		{seedTCP{src: 513, dst: 1023, flags: tcpACK | tcpPSH, seq: csam + 1, ack: rtsg + 21, win: 4077, dataBytes: 1}.in(in),
			"csam.login > rtsg.1023: P 1:2(1) ack 21 win 4077"},
		{seedTCP{src: 513, dst: 1023, flags: tcpACK | tcpPSH | tcpURG, seq: csam + 2, ack: rtsg + 21, win: 4077, urg: 1, dataBytes: 1}.in(in),
			"csam.login > rtsg.1023: P 2:3(1) ack 21 win 4077 urg 1"},
		{seedTCP{src: 513, dst: 1023, flags: tcpACK | tcpPSH | tcpURG, seq: csam + 3, ack: rtsg + 21, win: 4077, urg: 1, dataBytes: 1}.in(in),
			"csam.login > rtsg.1023: P 3:4(1) ack 21 win 4077 urg 1"},
	}
}

func seedRwho() []seedPacket {
	return []seedPacket{{seedUDP(seedIP{src: "128.3.112.54", dst: "128.3.255.255"}, 513, 513, make([]byte, 84)),
		"actinide.who > broadcast.who: udp 84"}}
}

func seedDNS() []seedPacket {
	out, in := seedIP{src: "128.3.112.90", dst: "128.3.112.12"}, seedIP{src: "128.3.112.12", dst: "128.3.112.90"}
	question := seedCat(seedName("ucbvax.berkeley.edu"), seed16(1, 1))
	asked, zone := []byte{0xc0, 12}, []byte{0xc0, 19}
	answer := seedCat(seed16(3, 0x8180, 1, 3, 3, 7), question)
	for _, a := range []string{"128.32.137.3", "128.32.130.12", "128.32.149.36"} {
		answer = append(answer, seedRR(asked, 1, seedAddr(a))...)
	}
	for i := range 3 {
		answer = append(answer, seedRR(zone, 2, seedName("ns-of-berk"+strings.Repeat("y", []int{2, 1, 1}[i])))...)
	}
	for range 7 {
		answer = append(answer, seedRR(zone, 1, seedAddr("128.32.137.3"))...)
	}
	nobody := seedName("nobody.termcap.edu")
	soa := seedCat(seedName("ns.termcap.edu"), []byte{0xc0, 12}, make([]byte, 20))
	no := seedCat(seed16(2, 0x8583, 1, 0, 1, 0), nobody, seed16(1, 1), seedRR([]byte{0xc0, 19}, 6, soa))
	no = append(no, make([]byte, 97-len(no))...)
	return []seedPacket{
		{seedUDP(out, 1538, 53, seedCat(seed16(3, 0x100, 1, 0, 0, 0), question)),
			"h2opolo.1538 > helios.domain: 3+ A? ucbvax.berkeley.edu. (37)"},
		{seedUDP(in, 53, 1538, answer), "helios.domain > h2opolo.1538: 3 3/3/7 A 128.32.137.3 (273)"},
		{seedUDP(in, 53, 1537, no), "helios.domain > h2opolo.1537: 2 NXDomain* 0/1/0 (97)"},
	}
}

func seedNFS() []seedPacket {
	out, in := seedIP{src: "16.1.0.41", dst: "16.1.0.2"}, seedIP{src: "16.1.0.2", dst: "16.1.0.41"}
	return []seedPacket{
		{seedUDP(out, 1023, 2049, seedCall(112, 0x6709, 5, seedFH(21, 24, 10, 73165))),
			"sushi.6709 > wrl.nfs: 112 readlink fh 21,24/10.73165"},
		{seedUDP(in, 2049, 1023, seedReply(0x6709, seedCat(seed32(0, 6), []byte("../var\x00\x00")))),
			`wrl.nfs > sushi.6709: reply ok 40 readlink "../var"`},
		{seedUDP(out, 1023, 2049, seedCall(144, 0x201b, 4, seedCat(seedFH(9, 74, 4096, 6878), seed32(7), []byte("xcolors\x00")))),
			`sushi.201b > wrl.nfs: 144 lookup fh 9,74/4096.6878 "xcolors"`},
		{seedUDP(in, 2049, 1023, seedReply(0x201b, seedCat(seed32(0), seedFH(9, 74, 4134, 3150), seedAttributes(1, 0100644, 0, 0, 9)))),
			"wrl.nfs > sushi.201b: reply ok 128 lookup fh 9,74/4134.3150"},
	}
}

func seedNFSRead() []seedPacket {
	out, in := seedIP{src: "16.1.0.41", dst: "16.1.0.2", id: 15211}, seedIP{src: "16.1.0.2", dst: "16.1.0.41", id: 15247}
	result := seedCat(seed32(0), seedAttributes(1, 0100664, 417, 0, 29388), seed32(1372), make([]byte, 1372))
	return []seedPacket{
		{seedUDP(out, 1023, 2049, seedCall(148, 0x1372a, 6, seedCat(seedFH(21, 11, 12, 195), seed32(24576, 8192, 0)))),
			"sushi.1372a > wrl.nfs: 148 read fh 21,11/12.195 8192 bytes @ 24576"},
		{seedUDP(in, 2049, 1023, seedReply(0x1372a, result)),
			"wrl.nfs > sushi.1372a: reply ok 1472 read REG 100664 ids 417/0 sz 29388"},
	}
}

// AppleTalk networks of the page.
const (
	seedICSD   = 16<<8 | 1
	seedJssmag = 144<<8 | 1
	seedOffice = 145<<8 | 3
	seedAether = 1<<8 | 254
)

func seedDDPAddresses() []seedPacket {
	to := seedNode{seedICSD, 112, 220}
	return []seedPacket{
		{seedDDP(seedNode{seedOffice, 255, 2}, to, 4, make([]byte, 13)), "office.2 > icsd-net.112.220"},
		{seedDDP(seedNode{seedJssmag, 149, 235}, seedNode{seedICSD, 255, 2}, 1, make([]byte, 27)), "jssmag.149.235 > icsd-net.2"},
	}
}

func seedDDPNumber() []seedPacket {
	return []seedPacket{{seedDDP(seedNode{seedJssmag, 209, 2}, seedNode{seedICSD, 112, 220}, 4, make([]byte, 13)),
		"144.1.209.2 > icsd-net.112.220"}}
}

func seedNBPs() []seedPacket {
	from := seedNode{seedICSD, 112, 220}
	jssmag, techpit := seedNode{seedJssmag, 209, 2}, seedNode{seedOffice, 55, 2}
	return []seedPacket{
		{seedDDP(from, seedNode{seedJssmag, 255, 2}, 2, seedNBP(2, 190, from, "=", "LaserWriter", "*")),
			`icsd-net.112.220 > jssmag.2: nbp-lkup 190: "=:LaserWriter@*"`},
		{seedDDP(jssmag, from, 2, seedNBP(3, 190, seedNode{seedJssmag, 209, 250}, "RM1140", "LaserWriter", "*")),
			`jssmag.209.2 > icsd-net.112.220: nbp-reply 190: "RM1140:LaserWriter@*" 250`},
		{seedDDP(techpit, from, 2, seedNBP(3, 190, seedNode{seedOffice, 55, 186}, "techpit", "LaserWriter", "*")),
			`techpit.2 > icsd-net.112.220: nbp-reply 190: "techpit:LaserWriter@*" 186`},
	}
}

func seedATPs() (all []seedPacket) {
	jssmag, helios := seedNode{seedJssmag, 209, 165}, seedNode{seedAether, 110, 132}
	const once, end = 0x20, 0x10 // exactly once, end of message
	request := func(from seedNode, control, bitmap byte, id int, user uint32, line string) {
		all = append(all, seedPacket{seedDDP(from, helios, 3, seedATP(control, bitmap, id, user, 0)), line})
	}
	response := func(control, number byte, line string) {
		all = append(all, seedPacket{seedDDP(helios, jssmag, 3, seedATP(0x80|control, number, 12266, 0xae040000, 512)), line})
	}
	request(jssmag, 0x40|once, 0xff, 12266, 0xae030001, "jssmag.209.165 > helios.132: atp-req 12266<0-7> 0xae030001")
	response(0, 0, "helios.132 > jssmag.209.165: atp-resp 12266:0 (512) 0xae040000")
	response(0, 1, "helios.132 > jssmag.209.165: atp-resp 12266:1 (512) 0xae040000")
	response(0, 2, "helios.132 > jssmag.209.165: atp-resp 12266:2 (512) 0xae040000")
	response(0, 3, "helios.132 > jssmag.209.165: atp-resp 12266:3 (512) 0xae040000")
	response(0, 4, "helios.132 > jssmag.209.165: atp-resp 12266:4 (512) 0xae040000")
	response(0, 5, "helios.132 > jssmag.209.165: atp-resp 12266:5 (512) 0xae040000")
	response(0, 6, "helios.132 > jssmag.209.165: atp-resp 12266:6 (512) 0xae040000")
	response(end, 7, "helios.132 > jssmag.209.165: atp-resp*12266:7 (512) 0xae040000")
	request(jssmag, 0x40|once, 1<<3|1<<5, 12266, 0xae030001, "jssmag.209.165 > helios.132: atp-req 12266<3,5> 0xae030001")
	response(0, 3, "helios.132 > jssmag.209.165: atp-resp 12266:3 (512) 0xae040000")
	response(0, 5, "helios.132 > jssmag.209.165: atp-resp 12266:5 (512) 0xae040000")
	request(jssmag, 0xc0, 0xff, 12266, 0xae030001, "jssmag.209.165 > helios.132: atp-rel 12266<0-7> 0xae030001")
	request(seedNode{seedJssmag, 209, 133}, 0x40, 0xff, 12267, 0xae030002, "jssmag.209.133 > helios.132: atp-req* 12267<0-7> 0xae030002")
	return
}

func seedFragments() []seedPacket {
	out, in := seedIP{src: "192.12.69.1", dst: "128.3.254.68", id: 0x595a}, seedIP{src: "128.3.254.68", dst: "192.12.69.1"}
	const arizona, rtsg = 5000, 9000
	syn, answer := out, in
	syn.id = 1
	// The segment has 512 bytes of data; the network takes 328 bytes of it, header included, at a time.
	whole := seedTCP{src: 20, dst: 1170, flags: tcpACK, seq: arizona + 1024, ack: rtsg + 1, win: 4096, dataBytes: 512}.in(out)
	ip := whole[etherHeaderLen:]
	pieces := defragTestCut4(ip, 328)
	frame := func(b []byte) []byte { return append(whole[:etherHeaderLen:etherHeaderLen], b...) }
	return []seedPacket{
		{seedTCP{src: 20, dst: 1170, flags: tcpSYN, seq: arizona, win: 4096}.in(syn), ""},
		{seedTCP{src: 1170, dst: 20, flags: tcpSYN | tcpACK, seq: rtsg, ack: arizona + 1, win: 4096}.in(answer), ""},
		{frame(pieces[0]), "arizona.ftp-data > rtsg.1170: . 1024:1332(308) ack 1 win 4096 (frag 595a:328@0+)"},
		{frame(pieces[1]), "arizona > rtsg: (frag 595a:204@328)"},
		{seedTCP{src: 1170, dst: 20, flags: tcpACK, seq: rtsg + 1, ack: arizona + 1536, win: 2560}.in(in),
			"rtsg.1170 > arizona.ftp-data: . ack 1536 win 2560"},
	}
}

func seedSLIP() []seedPacket {
	ip := seedIP{src: "192.0.2.36", dst: "203.0.113.184"}
	segment := func(seq, ack uint32) []byte {
		return seedTCP{src: 52366, dst: 55284, flags: tcpACK, seq: seq, ack: ack, win: 4096, dataBytes: 3}.in(ip)[etherHeaderLen:]
	}
	// In front of each packet stand the direction, and 15 bytes of what went over the line: an IP header with the
	// connection's number for a protocol, then a mask of what has changed, the TCP checksum, and the changes.
	first, second := segment(1000, 2000), segment(1049, 2006)
	line := seedCat([]byte{1, 0x70}, first[1:9], []byte{3}, first[10:15])
	compressed := seedCat([]byte{1, slipTypeCompressed | slipNewI | slipNewS | slipNewA}, second[36:38], []byte{6, 49, 6})
	compressed = append(compressed, make([]byte, slipHeaderLen-len(compressed))...)
	return []seedPacket{
		{seedCat(line, first), ""},
		{seedCat(compressed, second), "O ctcp * A+6 S+49 I+6 3 (6)"},
	}
}

// seedScanStart is 23:08:14 UTC, the time of day of the recipe's scan.
const seedScanStart = 1000000000 - 1000000000%86400 + 23*3600 + 8*60 + 14

func seedScan() []seedPacket {
	out, in := seedIP{src: "10.12.104.200", dst: "10.12.104.181"}, seedIP{src: "10.12.104.181", dst: "10.12.104.200", flags: ipDF}
	const seq = 5498218
	probe := func(port int, tos byte) []byte {
		ip := out
		ip.tos = tos
		return seedTCP{src: 35529, dst: port, flags: tcpSYN, seq: seq, win: 4096}.in(ip)
	}
	closed := func(port int, tos byte) []byte {
		ip := in
		ip.tos = tos
		return seedTCP{src: port, dst: 35529, flags: tcpRST | tcpACK, ack: seq + 1}.in(ip)
	}
	reset := out
	reset.flags = ipDF
	return []seedPacket{
		{probe(20, 0x80), "23:08:14.980358 > S 5498218:5498218(0) win 4096 [tos 0x80]"},
		{closed(20, 0x80), "23:08:14.980436 > R 0:0(0) ack 5498219 win 0 (DF) [tos 0x80]"},
		{probe(21, 0x80), "23:08:14.980795 > S 5498218:5498218(0) win 4096 [tos 0x80]"},
		{closed(21, 0x80), "23:08:14.980893 > R 0:0(0) ack 5498219 win 0 (DF) [tos 0x80]"},
		{probe(22, 0), "23:08:14.983496 > S 5498218:5498218(0) win 4096"},
		{seedTCP{src: 22, dst: 35529, flags: tcpSYN | tcpACK, seq: 3458349, ack: seq + 1, win: 5840, options: "\x02\x04\x05\xb4"}.in(in),
			"23:08:14.984488 > S 3458349:3458349(0) ack 5498219 win 5840 \n<mss 1460> (DF)"},
		{probe(23, 0x80), "23:08:14.983907 > S 5498218:5498218(0) win 4096 [tos 0x80]"},
		{closed(23, 0x80), "23:08:14.984577 > R 0:0(0) ack 5498219 win 0 (DF) [tos 0x80]"},
		{seedTCP{src: 35529, dst: 22, flags: tcpRST, seq: seq + 1}.in(reset), "23:08:15.060218 > R 5498219:5498219(0) win 0 (DF)"},
		{probe(24, 0), "23:08:15.067712 > S 5498218:5498218(0) win 4096"},
		{closed(24, 0), "23:08:15.067797 > R 0:0(0) ack 5498219 win 0 (DF)"},
		{probe(25, 0x80), "23:08:15.068201 > S 5498218:5498218(0) win 4096 [tos 0x80]"},
		{closed(25, 0x80), "23:08:15.068282 > R 0:0(0) ack 5498219 win 0 (DF) [tos 0x80]"},
	}
}

// seedTime is the time of a packet: that of its line, if that shows one.
func seedTime(line string) (sec, usec uint32) {
	sec = seedScanStart
	clock, _, _ := strings.Cut(line, " ")
	if len(clock) != len("23:08:14.980358") || clock[2] != ':' {
		return
	}
	for _, c := range clock[9:] {
		usec = 10*usec + uint32(c-'0')
	}
	return sec + uint32(clock[7]-'4'), usec
}

// seedFile writes the packets of an example into a savefile.
func seedFile(t *testing.T, e *seedExample, packets []seedPacket) string {
	o, link := binary.LittleEndian, e.link
	if link == 0 {
		link = linkEthernet
	}
	b := testHeader(o, pcapMagic, 2, 4, 65535, uint32(link))
	for _, p := range packets {
		sec, usec := seedTime(p.line)
		b = append(b, testRecord(o, sec, usec, uint32(len(p.bytes)), uint32(len(p.bytes)), p.bytes)...)
	}
	name := filepath.Join(t.TempDir(), "seed.pcap")
	if err := os.WriteFile(name, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestSeedExamples(t *testing.T) {
	documents := seedDocuments(t)
	for i := range seedExamples {
		e := &seedExamples[i]
		t.Run(e.name, func(t *testing.T) {
			packets, names := e.packets(), e.names
			if names == "" {
				names = seedNames
			}
			args := append(strings.Fields(e.options), "--classic", "--names-dir", "testdata/seed/"+names, "-r", seedFile(t, e, packets))
			status, out, diag := runProgram(t, "", args...)
			if status != 0 {
				t.Fatal(diag)
			}
			lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
			if len(lines) != len(packets) {
				t.Fatalf("%d lines of %d packets\n%s", len(lines), len(packets), out)
			}
			for i, p := range packets {
				line, want := lines[i], strings.ReplaceAll(p.line, "\n", "")
				if p.line == "" {
					continue
				}
				if e.cut != nil {
					line = e.cut(line)
				}
				if line != want {
					t.Errorf("packet %d\ngot  %s\nwant %s", i+1, line, want)
				}
				if documents != "" && !strings.Contains(documents, p.line) {
					t.Errorf("no document has the line %s", p.line)
				}
			}
		})
	}
}

// seedDocuments are the texts of both documents, where they are at hand.
func seedDocuments(t *testing.T) (text string) {
	shared := os.Getenv("SHARED")
	if shared == "" {
		shared = "../shared"
	}
	names, _ := filepath.Glob(shared + "/seed/*.txt")
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text += string(b)
	}
	if text == "" {
		t.Log("the documents are not here: that they have these lines is not checked")
	}
	return
}
