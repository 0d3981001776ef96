// --defrag in the program: what is filtered, printed, counted and saved.

package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// defragTestFile writes packets into a savefile, each a second after the one before.
func defragTestFile(t *testing.T, name string, link int, start uint32, frames ...[]byte) string {
	t.Helper()
	o := binary.LittleEndian
	b := testHeader(o, pcapMagic, 2, 4, 65535, uint32(link))
	for i, f := range frames {
		b = append(b, testRecord(o, start+uint32(i), 0, uint32(len(f)), uint32(len(f)), f)...)
	}
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestDefragRun reads a file with two datagrams in fragments that came mixed, one that is whole, and one of which a piece
// is missing.
func TestDefragRun(t *testing.T) {
	first := defragTestCut4(defragTestIP4(7, ipProtoUDP, nil, defragTestUDP(2000)), 800, 1600)
	other := defragTestUDP(1000)
	other[3] = 0xd1 // to port 2001
	second := defragTestCut4(defragTestIP4(8, ipProtoUDP, nil, other), 504)
	third := defragTestIP4(9, ipProtoUDP, nil, defragTestUDP(3))
	lost := defragTestCut4(defragTestIP4(10, ipProtoUDP, nil, defragTestUDP(900)), 504)[0]
	frames := [][]byte{first[2], second[0], first[0], lost, third, second[1], first[1]}
	file := defragTestFile(t, "a.pcap", linkRaw, 0, frames...)
	const (
		lineSecond = "00:00:05.000000 IP 10.0.0.1.1000 > 10.0.0.2.2001: UDP, length 1000\n"
		lineThird  = "00:00:04.000000 IP 10.0.0.1.1000 > 10.0.0.2.2000: UDP, length 3\n"
		lineFirst  = "00:00:06.000000 IP 10.0.0.1.1000 > 10.0.0.2.2000: UDP, length 2000\n"
		lineLost   = "00:00:03.000000 IP 10.0.0.1.1000 > 10.0.0.2.2000: UDP, length 900\n"
	)
	for _, c := range []struct{ options, want string }{
		{"", lineThird + lineSecond + lineFirst + lineLost},
		{"udp dst port 2000", lineThird + lineFirst + lineLost},
		{"greater 1500", lineFirst},
		{"udp[1990] != 0", lineFirst},
		{"ip[6:2] & 0x3fff != 0", lineLost},
		{"-c 2", lineThird + lineSecond},
		{"--skip 2 -c 1", lineFirst},
		{"-v --count", "4 packets\n"},
		{"--count udp dst port 2001", "1 packet\n"},
		{"--classic greater 1500", "00:00:06.000000 10.0.0.1.1000 > 10.0.0.2.2000: udp 2000 [tos 0x10]\n"},
		{"-v -g ip[4:2] = 8", "00:00:05.000000 IP (tos 0x10, ttl 64, id 8, offset 0, flags [none], proto UDP (17), length 1028) 10.0.0.1.1000 > 10.0.0.2.2001: UDP, length 1000\n"},
	} {
		status, out, diag := runProgram(t, "", append(strings.Fields(c.options), "--defrag", "-nr", file)...)
		if status != 0 || out != c.want {
			t.Errorf("%s: status %d\n%s%swant\n%s", c.options, status, out, diag, c.want)
		}
	}

	// What is saved are the fragments, as they came, of the datagrams that match.
	saved := filepath.Join(t.TempDir(), "w.pcap")
	for _, c := range []struct {
		options string
		want    []int
	}{
		{"", []int{4, 1, 5, 0, 2, 6, 3}},
		{"udp dst port 2001", []int{1, 5}},
		{"greater 1500", []int{0, 2, 6}},
		{"-c 2", []int{4, 1, 5}},
	} {
		status, out, diag := runProgram(t, "", append(strings.Fields(c.options), "--defrag", "-r", file, "-w", saved)...)
		if status != 0 || out != "" {
			t.Errorf("%s: status %d %s%s", c.options, status, out, diag)
		}
		got, err := os.ReadFile(saved)
		if err != nil {
			t.Fatal(err)
		}
		o := binary.LittleEndian
		want := testHeader(o, pcapMagic, 2, 4, 65535, linkRaw)
		for _, i := range c.want {
			want = append(want, testRecord(o, uint32(i), 0, uint32(len(frames[i])), uint32(len(frames[i])), frames[i])...)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: other packets were saved", c.options)
		}
	}

	// A datagram may go on in the next file, also after a file that ends in the middle of a packet.
	one := defragTestFile(t, "1.pcap", linkRaw, 10, first[0])
	two := defragTestFile(t, "2.pcap", linkRaw, 11, first[2], first[1])
	list := one + "\n" + two + "\n"
	if _, out, _ := runProgram(t, list, "--defrag", "-nV", "-", "greater", "1500"); out != strings.Replace(lineFirst, "06", "12", 1) {
		t.Error(out)
	}
	b, err := os.ReadFile(one)
	if err != nil {
		t.Fatal(err)
	}
	status, out, _ := runProgram(t, string(b)+"cut", "--defrag", "-nr", "-")
	if want := strings.Replace(strings.Replace(lineLost, "900", "2000", 1), "03", "10", 1); status != 1 || out != want {
		t.Errorf("status %d %s", status, out)
	}
}

// TestDefragSavesNG copies pcapng to pcapng: fragments keep their comments and times.
func TestDefragSavesNG(t *testing.T) {
	pieces := defragTestCut4(defragTestIP4(7, ipProtoUDP, nil, defragTestUDP(2000)), 800)
	file := defragTestFile(t, "a.pcap", linkRaw, 5, pieces[1], pieces[0])
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.pcapng"), filepath.Join(dir, "b.pcapng")
	runProgram(t, "", "-r", file, "-w", a)
	if status, _, diag := runProgram(t, "", "--defrag", "-r", a, "-w", b); status != 0 {
		t.Fatal(diag)
	}
	_, want, _ := runProgram(t, "", "-nttr", a)
	_, got, _ := runProgram(t, "", "-nttr", b)
	if got != want || strings.Count(got, "\n") != 2 {
		t.Errorf("%s, not %s", got, want)
	}
}
