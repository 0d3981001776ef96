package main

import (
	"bufio"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// nameFiles writes files into a folder of their own and returns tables over it.
func nameFiles(t *testing.T, files map[string]string) *nameTables {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return newNameTables(dir)
}

func TestServiceNamesBuiltIn(t *testing.T) {
	names := nameFiles(t, nil)
	for _, c := range []struct {
		port  uint16
		proto string
		want  string
	}{
		{1, "tcp", "tcpmux"}, {21, "tcp", "ftp"}, {21, "udp", "fsp"}, {22, "tcp", "ssh"}, {22, "udp", ""},
		{53, "udp", "domain"}, {80, "tcp", "http"}, {443, "udp", "https"}, {513, "udp", "who"}, {513, "tcp", "login"},
		{514, "udp", "syslog"}, {514, "tcp", "shell"}, {2049, "udp", "nfs"}, {5672, "sctp", "amqp"}, {0, "tcp", ""},
		{255, "tcp", ""}, {256, "tcp", ""}, {60179, "tcp", "fido"}, {65535, "tcp", ""}, {65535, "sctp", ""},
		{4789, "udp", ""}, {22, "dccp", ""}, {22, "", ""},
	} {
		got, ok := names.serviceName(c.port, c.proto)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("serviceName(%d, %q) = %q, %v; want %q", c.port, c.proto, got, ok, c.want)
		}
	}
	for _, c := range []struct {
		name, proto string
		want        int
	}{
		{"ssh", "", 22}, {"ssh", "tcp", 22}, {"ssh", "udp", -1}, {"www", "tcp", 80}, {"ftp-data", "", 20},
		{"amqp", "sctp", 5672}, {"SSH", "", -1}, {"", "", -1}, {"vxlan", "udp", 4789}, {"bfd-control", "udp", 3784},
		{"imap", "tcp", 143}, {"nosuch", "", -1}, {"ssh", "icmp", -1}, {"s1-control", "sctp", 36412},
	} {
		got, ok := names.servicePort(c.name, c.proto)
		if !ok {
			got = -1
		}
		if got != c.want {
			t.Errorf("servicePort(%q, %q) = %d; want %d", c.name, c.proto, got, c.want)
		}
	}
}

// Each entry of the built-in lists is well-formed, and no port is named twice.
func TestServiceListsWellFormed(t *testing.T) {
	for _, text := range []string{builtinServices, builtinServiceNames} {
		seen := map[string]string{}
		raw := strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' })
		lines := serviceLines{text: text, seps: ";\n"}
		n := 0
		for lines.next() {
			n++
			for p := range strings.SplitSeq(lines.protos, ",") {
				if serviceProto(p) < 0 {
					t.Errorf("%s: unknown protocol %q", lines.name, p)
				}
				key := p + strconv.Itoa(lines.port)
				if seen[key] != "" && text == builtinServices {
					t.Errorf("%s is %s and %s", key, seen[key], lines.name)
				}
				seen[key] = lines.name
			}
		}
		if n != len(raw) {
			t.Errorf("%d entries read of %d", n, len(raw))
		}
	}
}

// The services file of this machine is read right. How much of it is built in is only reported: files differ between
// systems.
func TestServicesOfThisMachine(t *testing.T) {
	f, err := os.Open("/etc/services")
	if err != nil {
		t.Skip("no /etc/services to compare with")
	}
	defer f.Close()
	empty, here := nameFiles(t, nil), newNameTables("")
	total, same := 0, 0
	for s := bufio.NewScanner(f); s.Scan(); {
		line, _, _ := strings.Cut(s.Text(), "#")
		w := strings.Fields(line)
		if len(w) < 2 {
			continue
		}
		number, proto, _ := strings.Cut(w[1], "/")
		port, err := strconv.Atoi(number)
		if err != nil || serviceProto(proto) < 0 {
			continue
		}
		if _, ok := here.serviceName(uint16(port), proto); !ok {
			t.Errorf("%s: not found by its port", line)
		}
		if _, ok := here.servicePort(w[0], proto); !ok {
			t.Errorf("%s: not found by its name", line)
		}
		total++
		if got, _ := empty.serviceName(uint16(port), proto); got == w[0] {
			same++
		}
	}
	t.Logf("%d of %d ports have the same name built in", same, total)
}

func TestServicesFileWins(t *testing.T) {
	names := nameFiles(t, map[string]string{"services": "# comment\n" +
		"gossip\t22/tcp\tchat  # comment\n" +
		"  lead 4003/udp\n" +
		"FooS 4000/tcp alias#x\nsecond 4000/tcp\n" +
		"hexport 0x1000/tcp\n" +
		"big 70000/tcp\nneg -1/tcp\nmixed 5a/tcp\nnoproto 77\nupper 4005/TCP\nempty\n/tcp\n" +
		"bad\x1bname 4006/tcp\nnul\x00 4007/tcp\n" +
		"last 4008/sctp"})
	for _, c := range []struct {
		port  uint16
		proto string
		want  string
	}{
		{22, "tcp", "gossip"}, {4003, "udp", "lead"}, {4000, "tcp", "FooS"}, {4096, "tcp", "hexport"}, {4008, "sctp", "last"},
		{4005, "tcp", ""}, {4006, "tcp", ""}, {4007, "tcp", ""}, {4464, "tcp", ""}, {80, "tcp", "http"},
	} {
		if got, _ := names.serviceName(c.port, c.proto); got != c.want {
			t.Errorf("serviceName(%d, %q) = %q; want %q", c.port, c.proto, got, c.want)
		}
	}
	for name, want := range map[string]int{
		"gossip": 22, "chat": 22, "ssh": 22, "alias": 4000, "foos": -1, "big": -1, "neg": -1, "mixed": -1, "http": 80,
	} {
		got, ok := names.servicePort(name, "tcp")
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("servicePort(%q) = %d; want %d", name, got, want)
		}
	}
}

// The first entry of a port counts for every upper byte, at the edges of the index too.
func TestServiceIndex(t *testing.T) {
	var text strings.Builder
	for port := 0; port < 65536; port += 51 {
		text.WriteString("p" + strconv.Itoa(port) + " " + strconv.Itoa(port) + "/sctp\n")
	}
	text.WriteString("p65535 65535/sctp\n")
	names := nameFiles(t, map[string]string{"services": text.String()})
	for port := range 65536 {
		want := ""
		if port%51 == 0 || port == 65535 {
			want = "p" + strconv.Itoa(port)
		}
		if got, _ := names.serviceName(uint16(port), "sctp"); got != want && port != 5672 {
			t.Fatalf("port %d is %q, want %q", port, got, want)
		}
	}
}

func TestProtocolNames(t *testing.T) {
	names := nameFiles(t, map[string]string{"protocols": "gossip 200 GOSSIP\ntcp 66\nwide 262\nbad x\n"})
	for name, want := range map[string]int{
		"gossip": 200, "GOSSIP": 200, "tcp": 66, "icmp": 1, "ICMP": 1, "udp": 17, "ipv6-icmp": 58, "icmp6": 58, "esp": 50,
		"ospf": 89, "ip": 0, "ipencap": 4, "ethernet": 143, "wide": -1, "bad": -1, "": -1, "nosuchprotocol": -1, "6": -1,
	} {
		got, ok := names.protocolNumber(name)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("protocolNumber(%q) = %d; want %d", name, got, want)
		}
	}
	for n, want := range map[int]string{
		0: "hopopt", 1: "icmp", 6: "tcp", 61: "", 62: "cftp", 77: "sun-nd", 99: "", 100: "gmtp", 114: "", 115: "l2tp",
		142: "rohc", 143: "", 200: "", 253: "exptest-253", 255: "reserved", 256: "", -1: "",
	} {
		if got, ok := names.protocolName(n); got != want || ok != (want != "") {
			t.Errorf("protocolName(%d) = %q, %v; want %q", n, got, ok, want)
		}
	}
}

func TestEtherNames(t *testing.T) {
	names := nameFiles(t, map[string]string{"ethers": "# own\n0:0:c:1:2:3 CSAM\n00:00:0c:01:02:03 second\n" +
		"aa:bb:cc:dd:ee:ff other # x\n1:2:3:4:5 short\n1:2:3:4:5:6:7 long\n1:2:3:4:5:g bad\n100:2:3:4:5:6 wide\n" +
		"2:0:0:0:0:1\n2:0:0:0:0:2 es\x1bc\n"})
	for addr, want := range map[[6]byte]string{
		{0, 0, 12, 1, 2, 3}:                  "CSAM",
		{0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff}: "other",
		{255, 255, 255, 255, 255, 255}:       "Broadcast",
		{2, 0, 0, 0, 0, 2}:                   "",
		{}:                                   "",
	} {
		if got, ok := names.etherName(addr); got != want || ok != (want != "") {
			t.Errorf("etherName(%x) = %q, %v; want %q", addr, got, ok, want)
		}
	}
	for _, name := range []string{"CSAM", "csam", "second"} {
		if got, ok := names.etherAddr(name); !ok || got != [6]byte{0, 0, 12, 1, 2, 3} {
			t.Errorf("etherAddr(%q) = %x, %v", name, got, ok)
		}
	}
	for _, name := range []string{"", "short", "long", "bad", "wide", "nosuch"} {
		if got, ok := names.etherAddr(name); ok {
			t.Errorf("etherAddr(%q) = %x", name, got)
		}
	}
}

func TestNetworkNumber(t *testing.T) {
	names := nameFiles(t, map[string]string{"networks": "mynet 10\nshort 192.168\nsub 10.1.2.0 al AL2\nhex 0x0a.2\n" +
		"full 1.2.3.4\nlong 1.2.3.4.5\nbig 300\nempty\ndots 1..2\nlink-local 169.254.0.0\n"})
	for name, want := range map[string]uint32{
		"mynet": 0x0a, "MYNET": 0x0a, "short": 0xc0a8, "sub": 0x0a010200, "al": 0x0a010200, "al2": 0x0a010200,
		"hex": 0x0a02, "full": 0x01020304, "link-local": 0xa9fe0000, "loopback": 0x7f000000,
	} {
		if got, ok := names.networkNumber(name); !ok || got != want {
			t.Errorf("networkNumber(%q) = %08x, %v; want %08x", name, got, ok, want)
		}
	}
	for _, name := range []string{"long", "big", "empty", "dots", "", "nosuch"} {
		if got, ok := names.networkNumber(name); ok {
			t.Errorf("networkNumber(%q) = %08x", name, got)
		}
	}
}

func TestAtalkNames(t *testing.T) {
	names := nameFiles(t, map[string]string{"atalk.names": "1.254\tether\n16.1 icsd-net\n1.254.110 ace # node\n300 decimal\n" +
		"1.254 again\n1.256 bad\n70000 big\n1.2.3.4 four\n1. dot\n.1 dot\n01.2 octal\n144.1 es\x1bc\n0.5 five\n0.5.0 zero\n"})
	for _, c := range []struct {
		net  uint16
		node int
		want string
	}{
		{1<<8 | 254, -1, "ether"}, {16<<8 | 1, -1, "icsd-net"}, {1<<8 | 254, 110, "ace"}, {1<<8 | 254, 111, ""},
		{300, -1, "decimal"}, {1, -1, ""}, {144<<8 | 1, -1, ""}, {5, -1, "five"}, {5, 0, "zero"}, {5, 1, ""},
	} {
		if got, ok := names.atalkName(c.net, c.node); got != c.want || ok != (c.want != "") {
			t.Errorf("atalkName(%d, %d) = %q, %v; want %q", c.net, c.node, got, ok, c.want)
		}
	}
}

// Files may hold anything: nothing panics, and what is asked for stays right.
func TestHostileNameFiles(t *testing.T) {
	huge := strings.Repeat("x", 1<<20)
	bodies := map[string]string{
		"zeros":     strings.Repeat("\x00", 4096),
		"one line":  huge,
		"no name":   " \t \n\t\n#\n" + strings.Repeat("\n", 1000),
		"long name": huge + " 22/tcp\n" + "22/tcp " + huge + "\n10.0.0.1 " + huge + "\n1:2:3:4:5:6 " + huge + "\n",
		"blanks":    strings.Repeat(" ", 1<<20) + "\n" + strings.Repeat("\t", 1<<20),
		"binary":    "\xff\xfe\x80 \x80/tcp\n\x7f 1/tcp\n1.2.3.4 \x1b[2J\n1:1:1:1:1:1 \x9b\n",
		"slashes":   "a /\nb //\nc 1/\nd /tcp\ne 1/tcp/udp\nf 1/,,,\n",
	}
	for what, body := range bodies {
		files := map[string]string{}
		for _, f := range []string{"services", "protocols", "networks", "ethers", "hosts", "atalk.names"} {
			files[f] = body
		}
		names := nameFiles(t, files)
		names.dns.servers = []unix.Sockaddr{}
		if got, _ := names.serviceName(22, "tcp"); got != "ssh" {
			t.Errorf("%s: port 22 is %q", what, got)
		}
		if n, ok := names.protocolNumber("tcp"); !ok || n != 6 {
			t.Errorf("%s: tcp is %d", what, n)
		}
		for _, s := range []string{names.hostName([]byte{10, 0, 0, 1}), names.hostName([]byte{1, 2, 3, 4})} {
			if s != "" {
				t.Errorf("%s: name %q", what, s)
			}
		}
		if s, ok := names.etherName([6]byte{1, 1, 1, 1, 1, 1}); ok {
			t.Errorf("%s: name %q", what, s)
		}
		names.networkNumber("x")
		names.etherAddr("x")
		names.atalkName(1, 1)
		names.servicePort("x", "")
	}
}

func TestReadRegular(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	if err := os.WriteFile(path, []byte("one\ntwo\nthree\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for limit, want := range map[int]string{100: "one\ntwo\nthree\n", 14: "one\ntwo\nthree\n", 13: "one\ntwo\n", 4: "one\n", 3: ""} {
		if got := readRegular(path, limit); got != want {
			t.Errorf("limit %d: %q, want %q", limit, got, want)
		}
	}
	for _, p := range []string{dir, filepath.Join(dir, "none"), "/dev/zero"} {
		if got := readRegular(p, 100); got != "" {
			t.Errorf("%s: %q", p, got)
		}
	}
}

func TestEtherTypeNames(t *testing.T) {
	last := -1
	for _, e := range etherTypeEntries {
		if int(e.value) <= last {
			t.Errorf("%04x is out of order", e.value)
		}
		last = int(e.value)
		if got, ok := etherTypeName(e.value); !ok || got != e.name {
			t.Errorf("%04x is %q", e.value, got)
		}
	}
	for _, v := range []uint16{0, 1, 0x7ff, 0x801, 0xffff} {
		if got, ok := etherTypeName(v); ok {
			t.Errorf("%04x is %q", v, got)
		}
	}
}

func TestDHCPOptionOrder(t *testing.T) {
	for i := 1; i < len(dhcpOptionTable); i++ {
		if a, b := dhcpOptionTable[i-1], dhcpOptionTable[i]; a.code >= b.code {
			t.Errorf("%d %s stands before %d %s", a.code, a.name, b.code, b.name)
		}
	}
}

func TestOUINames(t *testing.T) {
	last := -1
	for _, e := range ouiEntries {
		if int(e.value) <= last {
			t.Errorf("%06x is out of order", e.value)
		}
		last = int(e.value)
		if got := ouiName(e.value); got != e.name {
			t.Errorf("%06x is %q", e.value, got)
		}
	}
	for _, v := range []uint32{1, 0xffffff, 1 << 31} {
		if got := ouiName(v); got != "Unknown" {
			t.Errorf("%06x is %q", v, got)
		}
	}
}

func BenchmarkServiceName(b *testing.B) {
	names := newNameTables(b.TempDir())
	b.ReportAllocs()
	for i := range b.N {
		names.serviceName(uint16(40000+i&0xfff), "tcp")
		names.serviceName(443, "tcp")
	}
}

func TestNamesLeftOut(t *testing.T) {
	names := nameFiles(t, map[string]string{"hosts": "10.1.2.3 here\n10.1.2.0 net\n10.1.2.255 all\n192.0.2.1 abroad\n0.0.0.0 none\n"})
	name := func(a, b, c, d byte) string { return names.hostName([]byte{a, b, c, d}) }
	if name(10, 1, 2, 0) != "net" || name(192, 0, 2, 1) != "abroad" || name(0, 0, 0, 0) != "none" {
		t.Error("a name is missing though nothing forbids it")
	}
	names.plainNets, names.hostMask = true, 0xff
	if name(10, 1, 2, 3) != "here" || name(10, 1, 2, 0) != "" || name(10, 1, 2, 255) != "" || name(192, 0, 2, 1) != "abroad" {
		t.Error("of networks and broadcasts only, names are to be left out")
	}
	names.plainNets, names.foreignNum, names.localNets = false, true, []ip4Net{{10<<24 | 1<<16, 0xffff0000}}
	if name(10, 1, 2, 3) != "here" || name(10, 1, 2, 0) != "net" || name(192, 0, 2, 1) != "" {
		t.Error("of addresses abroad only, names are to be left out")
	}
}
