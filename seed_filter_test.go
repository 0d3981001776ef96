// The commands and filter expressions of the two documents: each of them runs, and means what they say.

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// seedTraffic are packets that tell the expressions of the documents apart.
func seedTraffic() []seedPacket {
	tcp := func(src, dst string, sport, dport int, flags byte, data int) []byte {
		return seedTCP{src: sport, dst: dport, flags: flags, seq: 1, win: 1000, dataBytes: data}.in(seedIP{src: src, dst: dst})
	}
	// Snup's hardware address in frames between other hosts: the gateway passes them on.
	via := func(b []byte) []byte { return append([]byte("\x08\x00\x20\x00\x00\x04"), b[6:]...) }
	options := defragTestIP4(9, ipProtoUDP, []byte{1, 1, 1, 0}, defragTestUDP(4))
	return []seedPacket{
		{tcp("128.3.112.1", "128.3.112.2", 1000, 1001, tcpACK, 0), "sundown hot"},
		{tcp("128.3.112.12", "128.3.112.2", 1000, 1001, tcpACK, 0), "helios hot"},
		{tcp("128.3.112.3", "128.3.112.12", 1000, 513, tcpSYN, 0), "ace helios"},
		{tcp("128.3.112.3", "128.32.1.1", 1000, 21, tcpSYN, 0), "ace ftp berkeley"},
		{via(tcp("128.3.112.3", "10.0.0.1", 1000, 21, tcpACK, 0)), "gateway ftp"},
		{via(tcp("128.3.112.3", "10.0.0.1", 20, 1000, tcpACK, 600)), "gateway ftp-data, 640 bytes"},
		{via(tcp("128.3.112.3", "10.0.0.1", 1000, 25, tcpFIN, 0)), "gateway smtp"},
		{tcp("10.0.0.1", "10.0.0.2", 1000, 53, tcpACK, 0), "nobody local"},
		{seedUDP(seedIP{src: "128.3.112.3", dst: "128.3.255.255"}, 1, 2, nil), "broadcast"},
		{append([]byte(seedAll), seedUDP(seedIP{src: "128.3.112.3", dst: "128.3.255.255"}, 1, 2, nil)[6:]...), "ethernet broadcast"},
		{seedUDP(seedIP{src: "128.3.112.3", dst: "224.0.0.1"}, 1, 2, nil), "multicast"},
		{seedIP{src: "128.3.112.3", dst: "128.3.112.5", proto: 1}.packet([]byte{8, 0, 0, 0}), "echo vs"},
		{seedIP{src: "128.3.112.5", dst: "128.3.112.6", proto: 1}.packet([]byte{3, 0, 0, 0}), "unreachable vs foo"},
		{seedIP{src: "128.3.112.5", dst: "128.3.112.6", proto: 17, flags: 100}.packet([]byte{1, 2, 3, 4}), "fragment vs foo"},
		{seedEther("\x08\x00\x20\x00\x00\x02", "\x08\x00\x20\x00\x00\x01", etherTypeIPv4, options), "options"},
		{seedARP(seedAll, seedRTSG, 1, seedRTSG, "128.3.112.1", "\x00\x00\x00\x00\x00\x00", "128.3.112.2"), "arp sundown"},
	}
}

// TestSeedFilters runs the expressions of the documents; want are the packets of seedTraffic that each matches, by letter.
func TestSeedFilters(t *testing.T) {
	packets := seedTraffic()
	file := seedFile(t, &seedExample{}, packets)
	for _, c := range []struct {
		expr, want string
		slip       string
	}{
		{expr: "host sundown", want: "ap"},
		{expr: "host helios and ( hot or ace )", want: "bc"},
		{expr: "ip host ace and not helios", want: "defgijkl"},
		{expr: "net ucb-ether", want: "d"},
		{expr: "gateway snup and (port ftp or ftp-data)", want: "ef"},
		{expr: "ip and not net localnet", want: "ho"},
		{expr: "tcp[13] & 3 != 0 and not src and dst net localnet", want: "dg"},
		{expr: "gateway snup and ip[2:2] > 576", want: "f"},
		{expr: "ether[0] & 1 = 0 and ip[16] >= 224", want: "k"},
		{expr: "icmp[0] != 8 and icmp[0] != 0", want: "m", slip: "the page closes this one with another quote than it was opened with"},
		{expr: "ether[0] & 1 != 0", want: "jp"},
		{expr: "ip[0] & 0xf != 5", want: "o"},
		{expr: "ip[6:2] & 0x1fff = 0", want: "abcdefghijklmo"},
		{expr: `ether proto \ip and host sundown`, want: "a", slip: "host stands for a name"},
		{expr: "ether host snup and not host snup", want: "efg", slip: "ehost and host stand for names"},
		{expr: "tcp src port 20", want: "f", slip: "port stands for a number"},
		{expr: "len <= 60", want: "abcdeghijklmno", slip: "length stands for a number"},
		{expr: "len >= 61", want: "fp", slip: "likewise"},
		{expr: "less 60", want: "abcdeghijklmno", slip: "likewise"},
		{expr: "host foo and not port ftp and not port ftp-data", want: "mn"},
		{expr: "tcp dst port ftp or ftp-data or domain", want: "deh"},
		{expr: "tcp dst port ftp or tcp dst port ftp-data or tcp dst port domain", want: "deh"},
		{expr: "not host vs and ace", want: "cdefgijk"},
		{expr: "not host vs and host ace", want: "cdefgijk"},
		{expr: "not ( host vs or ace )", want: "abhop"},
		{expr: "tcp port ftp or ftp-data and host ace", want: "def", slip: "the recipe has lost the host's name"},
		{expr: "tcp port ftp or domain and host ace", want: "de", slip: "service stands for a name, and the host's name is lost"},
		{expr: "gateway snup", want: "efg"},
		{expr: "ip broadcast", want: "", slip: "a savefile has no netmask"},
		{expr: "ether broadcast", want: "jp"},
	} {
		for _, words := range [][]string{{c.expr}, strings.Fields(c.expr)} {
			matched := seedMatched(t, file, words)
			if matched != c.want {
				t.Errorf("%s: packets %s, not %s", c.expr, matched, c.want)
			}
		}
	}
}

// seedMatched says which packets of a file an expression matches, by letter.
func seedMatched(t *testing.T, file string, words []string) (letters string) {
	saved := filepath.Join(t.TempDir(), "w.pcap")
	args := append([]string{"--names-dir", "testdata/seed/names", "-w", saved, "-r", file}, words...)
	if status, _, diag := runProgram(t, "", args...); status != 0 {
		t.Fatal(diag)
	}
	b, err := os.ReadFile(saved)
	if err != nil {
		t.Fatal(err)
	}
	rest := string(b[24:])
	for i, p := range seedTraffic() {
		if len(rest) >= 16+len(p.bytes) && rest[16:16+len(p.bytes)] == string(p.bytes) {
			letters += string(rune('a' + i))
			rest = rest[16+len(p.bytes):]
		}
	}
	if rest != "" {
		t.Errorf("%d bytes of packets more", len(rest))
	}
	return
}
