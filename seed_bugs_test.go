// The BUGS section of the manual page of tcpdump 3.4, mended: inverse queries, EtherTalk, lengths of fragments. (Others
// have tests of their own: fragments put together, daylight-saving time, FDDI filters.)

package main

import (
	"strings"
	"testing"
)

func TestSeedBugs(t *testing.T) {
	from, to := seedNode{seedICSD, 112, 220}, seedNode{seedJssmag, 255, 2}
	nbp := seedNBP(2, 190, from, "=", "LaserWriter", "*")
	ddp := seedCat(seed16(13+len(nbp), 0, to.net, from.net), []byte{byte(to.node), byte(from.node), byte(to.socket), byte(from.socket), 2}, nbp)
	const dst, src = "\x09\x00\x07\xff\xff\xff", "\x08\x00\x07\x00\x00\x01"
	phase1 := seedEther(dst, src, 0x809b, seedCat([]byte{255, 112, 2}, ddp))
	phase2 := seedEther(dst, src, 8+len(ddp), seedCat([]byte("\xaa\xaa\x03\x08\x00\x07\x80\x9b"), ddp))
	inverse := seedCat(seed16(3, 0x900, 0, 1, 0, 0), []byte{0}, seed16(1, 1), seed32(0), seed16(4), seedAddr("128.32.137.3"))
	udp := seedIP{src: "128.3.112.90", dst: "128.3.112.12", id: 7}
	big := seedUDP(udp, 1538, 1539, make([]byte, 3000))
	answer := seedUDP(udp, 53, 1539, seedCat(seed16(3, 0x8180, 0, 0, 0, 0), make([]byte, 1988)))
	first := func(frame []byte) []byte {
		return append(frame[:etherHeaderLen:etherHeaderLen], defragTestPiece4(frame[etherHeaderLen:], 0, 1480, true)...)
	}
	const lookup = `16.1.112.220 > 144.1.2: nbp-lkup 190: "=:LaserWriter@*"`
	for _, c := range []struct {
		name    string
		frame   []byte
		options string
		want    string
	}{
		{"EtherTalk phase 1", phase1, "--classic", lookup},
		{"EtherTalk phase 2", phase2, "--classic", lookup},
		{"KIP", seedDDP(from, to, 2, nbp), "--classic", lookup},
		{"inverse query", seedUDP(udp, 1538, 53, inverse), "--classic", "128.3.112.90.1538 > 128.3.112.12.53: 3 inv_q+ A? 128.32.137.3 (27)"},
		{"inverse query", seedUDP(udp, 1538, 53, inverse), "", "IP 128.3.112.90.1538 > 128.3.112.12.53: 3 inv_q+ A? 128.32.137.3 (27)"},
		{"first fragment", first(big), "--classic", "128.3.112.90.1538 > 128.3.112.12.1539: udp 3000 (frag 7:1480@0+)"},
		{"first fragment", first(big), "", "IP 128.3.112.90.1538 > 128.3.112.12.1539: UDP, length 3000"},
		{"first fragment", first(big), "-v -g", "IP (tos 0x0, ttl 30, id 7, offset 0, flags [+], proto UDP (17), length 1500) 128.3.112.90.1538 > 128.3.112.12.1539: UDP, length 3000"},
		{"first fragment of a response", first(answer), "--classic", "128.3.112.90.53 > 128.3.112.12.1539: 3 [0q] 0/0/0 (2000) (frag 7:1480@0+)"},
	} {
		file := defragTestFile(t, "x.pcap", linkEthernet, 0, c.frame)
		_, out, diag := runProgram(t, "", append(strings.Fields(c.options), "-ntr", file)...)
		if out != c.want+"\n" {
			t.Errorf("%s %s:\ngot  %s%swant %s", c.name, c.options, out, diag, c.want)
		}
	}
}
