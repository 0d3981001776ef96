// Filter language: what expressions mean, which errors they give, and that no text makes the compiler fail otherwise.

package main

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// fixedNames are the names that the tests know.
type fixedNames struct{}

func (fixedNames) lookupHost(name string) ([]uint32, [][16]byte, error) {
	switch strings.ToLower(name) {
	case "four":
		return []uint32{0x0a000001}, nil, nil
	case "six":
		return nil, [][16]byte{{0x20, 1, 0xd, 0xb8, 15: 1}}, nil
	case "both":
		return []uint32{0x0a000001, 0x0a000002}, [][16]byte{{0x20, 1, 0xd, 0xb8, 15: 1}}, nil
	}
	return nil, nil, errors.New("no such host")
}

func (fixedNames) networkNumber(name string) (uint32, bool) { return 0x0a140000, name == "net-10-20" }

func (fixedNames) servicePort(name, proto string) (int, bool) {
	switch name {
	case "domain":
		return 53, proto == "tcp" || proto == "udp"
	case "smtp":
		return 25, proto == "tcp"
	case "ftp-data":
		return 20, proto == "tcp"
	case "bootps":
		return 67, proto == "udp"
	case "m3ua":
		return 2905, proto == "sctp"
	}
	return 0, false
}

func (fixedNames) protocolNumber(name string) (int, bool) {
	switch name {
	case "tcp":
		return 6, true
	case "udp":
		return 17, true
	}
	return 0, false
}

func (fixedNames) etherAddr(name string) ([6]byte, bool) {
	return [6]byte{2, 0, 0, 0, 0, 4}, name == "four" || name == "six"
}

// linkByName returns the number of a link type.
func linkByName(t testing.TB, name string) int {
	for _, l := range linkTypeNames {
		if l.name == name {
			return l.value
		}
	}
	t.Fatalf("no link type %s", name)
	return 0
}

// programText is the program of an expression as -d prints it, in one line without numbers and tabs.
func programText(t testing.TB, link, expr string, change ...func(*filterEnv)) string {
	env := &filterEnv{linkType: linkByName(t, link), snapLen: 100, names: fixedNames{}}
	for _, f := range change {
		f(env)
	}
	prog, _, err := compileFilter(expr, env)
	if err != nil {
		return "error: " + err.Error()
	}
	if err := validateBPF(prog); err != nil {
		t.Errorf("%s %q: %v", link, expr, err)
	}
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(string(disassembleBPF(nil, prog))), "\n") {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(strings.Join(strings.Fields(line)[1:], " "))
	}
	return b.String()
}

func TestFilterPrograms(t *testing.T) {
	for _, c := range []struct{ link, expr, want string }{
		{"EN10MB", "", "ret #100"},
		{"EN10MB", "ip", "ldh [12]; jeq #0x800 jt 2 jf 3; ret #100; ret #0"},
		{"EN10MB", "not ip", "ldh [12]; jeq #0x800 jt 2 jf 3; ret #0; ret #100"},
		{"EN10MB", "ether dst 1:2:3:4:5:6", "ld [2]; jeq #0x3040506 jt 2 jf 5; ldh [0]; jeq #0x102 jt 4 jf 5; ret #100; ret #0"},
		// Behind SLIP's direction byte and compressed header is the IP header whose version counts.
		{"SLIP", "ip", "ldb [16]; and #0xf0; jeq #0x40 jt 3 jf 4; ret #100; ret #0"},
		{"SLIP", "inbound", "ldb [0]; jeq #0x0 jt 2 jf 3; ret #100; ret #0"},
		// Operators without precedence: % and ^ take what follows them first.
		{"RAW", "len * 2 % 5 = 4", "ld #0x2; mod #5; tax; ld #pktlen; mul x; jeq #0x4 jt 6 jf 7; ret #100; ret #0"},
		{"RAW", "len - 2 - 5 = 4", "ld #pktlen; sub #2; sub #5; jeq #0x4 jt 4 jf 5; ret #100; ret #0"},
		// The index wraps with the header's offset, the constant of the load does not.
		{"IEEE802_11_RADIO_AVS", "link[3] = 7", "ld [4]; st M[15]; tax; ld M[15]; add #3; tax; ldb [x + 0]; jeq #0x7 jt 8 jf 9; ret #100; ret #0"},
		{"EN10MB", "ether[0xffffffff] = 1", "ld #0xffffffff; tax; ldb [x + 0]; jeq #0x1 jt 4 jf 5; ret #100; ret #0"},
		{"EN10MB", "byte 0xffffffff = 1", "ldx #0x40000000; ldb [x + 1073741824]; jeq #0x1 jt 3 jf 4; ret #100; ret #0"},
		{"PPI", "", "ret #100"},
		{"PPI", "less 5", "ld [4]; jeq #0x69000000 jt 2 jf 5; ld #pktlen; jgt #0x5 jt 5 jf 4; ret #100; ret #0"},
		{"LTALK", "ip", "ld #0x1; jeq #0x0 jt 2 jf 3; ret #100; ret #0"},
		{"LTALK", "atalk", "ret #100"},
		{"RAW", "vlan", "error: 'vlan' not supported on DLT_RAW (Raw IPv4/IPv6)"},
		// The authentication header's length is added to where it begins.
		{"IPV4", "ip protochain 6", "ldb [9]; ldxb 4*([0]&0xf); jeq #0x6 jt 13 jf 3; jeq #0x33 jt 4 jf 14; ldb [x + 0]; " +
			"st M[0]; ldb [x + 1]; add #2; lsh #2; add x; tax; ld M[0]; ja 2; ret #100; ret #0"},
	} {
		got := programText(t, c.link, c.expr)
		if got != c.want {
			t.Errorf("%s %q:\n got %s\nwant %s", c.link, c.expr, got, c.want)
		}
	}
}

func TestFilterSpellings(t *testing.T) {
	for _, same := range [][]string{
		{"host 10.1.2.3", "src or dst 10.1.2.3", "dst or src host 10.1.2.3", "net 10.1.2.3", "host 0x0a010203", "host (10.1.2.3)"},
		{"tcp dst port 21 or 20 or 53", "tcp dst port 21 or tcp dst port 20 or tcp dst port 53", "tcp dst port (21 or 20 or 53)"},
		{"not host 10.0.0.1 and 10.0.0.2", "(not host 10.0.0.1) and host 10.0.0.2", "host not 10.0.0.1 and 10.0.0.2"},
		{"ip or arp and len > 100", "(ip or arp) && len>100"},
		{"net 10.1", "net 10.1.0.0/16", "net 10.1.0.0 mask 255.255.0.0", "host 10.1"},
		{"ether proto \\ip", "ip", "ether proto 0x800", "((ip))"},
		{"ether host 1:2:3:4:5:6", "ether host 01-02-03-04-05-06", "ether host 0102.0304.0506", "ether host 010203040506"},
		{"port smtp", "tcp port 25", "tcp port smtp"},
		{"portrange smtp-domain", "portrange 53-25", "portrange 25-53"},
		{"portrange ftp-data-domain", "portrange 20-53"},
		{"ip6 host 2001:db8::1", "host six", "ip6 host both", "host 2001:db8:0:0::1/128"},
		{"icmp[icmptype] = icmp-echo", "icmp[0] = 8"},
		{"ip[2:2] & 0xf0 >> 4 = 1", "ip[2:2] & (0xf0 >> 4) = 1"},
		{"len % 7 % 3 = 1", "len % (7 % 3) = 1"},
		{"-len % 3 = 1", "-(len % 3) = 1"},
	} {
		want := programText(t, "EN10MB", same[0])
		if strings.HasPrefix(want, "error") {
			t.Errorf("%q: %s", same[0], want)
		}
		for _, expr := range same[1:] {
			if got := programText(t, "EN10MB", expr); got != want {
				t.Errorf("%q is not %q:\n%s\n%s", expr, same[0], got, want)
			}
		}
	}
}

func TestFilterErrors(t *testing.T) {
	for _, c := range []struct {
		link, expr, msg string
		word            string // that is pointed at
	}{
		{"EN10MB", "ip and or arp", "can't parse filter expression: syntax error", "or"},
		{"EN10MB", "ip proto tcp", "can't parse filter expression: syntax error", "tcp"},
		{"EN10MB", "tcp port 70000", "port number 70000 greater than maximum 65535", "70000"},
		{"EN10MB", "host nosuch", "unknown host 'nosuch'", "nosuch"},
		{"EN10MB", "ip6 host four", "unknown host 'four' for specified address family", "four"},
		{"EN10MB", "tcp host 10.0.0.1", "'tcp' is not a valid qualifier for 'host <IPv4 address>'", "10.0.0.1"},
		{"EN10MB", "udp port smtp", "port 'smtp' is tcp", "smtp"},
		{"EN10MB", "portrange a-b", "'a' is not a valid port", "a-b"},
		{"EN10MB", "host 1:2:3", "invalid Ethernet address 1:2:", "1:2:"},
		{"EN10MB", "len = 09", "number 09 contains non-octal digit", "09"},
		{"EN10MB", "ip[0] / 0 = 1", "division by zero", "0"},
		{"EN10MB", "ip[0:3] = 1", "data size must be 1, 2, or 4", "ip"},
		{"EN10MB", "net 10.0.0.1/8", "non-network bits set in \"10.0.0.1/8\"", "10.0.0.1"},
		{"EN10MB", "mpls and gateway four", "'gateway' cannot be used within MPLS", "four"},
		{"EN10MB", "(host 10.0.0.1) and 10.0.0.2", "syntax error in filter expression", "10.0.0.2"},
		{"EN10MB", "host ((10.0.0.1))", "can't parse filter expression: syntax error", "10.0.0.1"},
		{"EN10MB", "fisu", "'fisu' supported only on SS7", "fisu"},
		{"IEEE802_11", "type data subtype beacon", "unknown 802.11 subtype name \"beacon\"", "beacon"},
		{"LINUX_SLL2", "vlan", "'vlan' not supported on DLT_LINUX_SLL2 (Linux cooked v2)", "vlan"},
	} {
		_, _, err := compileFilter(c.expr, &filterEnv{linkType: linkByName(t, c.link), snapLen: 100, names: fixedNames{}})
		var e *filterError
		if !errors.As(err, &e) {
			t.Errorf("%q: %v", c.expr, err)
			continue
		}
		if e.msg != c.msg || c.expr[e.pos:e.end] != c.word {
			t.Errorf("%q: %q at %q, want %q at %q", c.expr, e.msg, c.expr[e.pos:e.end], c.msg, c.word)
		}
	}
}

func TestFilterHints(t *testing.T) {
	for _, c := range []struct{ link, expr, want string }{
		{"EN10MB", "ip prot 6", "  ip prot 6\n     ^~~~\n  do you mean: proto\n"},
		{"EN10MB", "tcp dstport 80", "  tcp dstport 80\n      ^~~~~~~\n  do you mean: dst port\n"},
		{"EN10MB", "ip proto tcp", "  ip proto tcp\n           ^~~\n  a name that is also a keyword needs a backslash: \\tcp (and quotes from the shell)\n"},
		{"EN10MB", "port src 80", "  port src 80\n       ^~~\n  the direction comes first: src port\n"},
		{"EN10MB", "10.0.0.1", "  10.0.0.1\n  ^~~~~~~~\n  an address needs a word that says what it is: host 10.0.0.1\n"},
		{"EN10MB", "IP", "  IP\n  ^~\n  keywords are written in lower case: ip\n"},
		{"EN10MB", "tpc", "  tpc\n  ^~~\n  do you mean: tcp\n"},
		{"EN10MB", "ip and", "  ip and\n        ^\n  the expression ends where more is expected\n"},
		{"EN10MB", "tcp[13] & 2", "  tcp[13] & 2\n             ^\n  a number needs a comparison: ... != 0\n"},
		{"EN10MB", "(ip or tcp", "  (ip or tcp\n            ^\n  the expression ends where more is expected\n"},
		{"EN10MB", "(port 80", "  (port 80\n          ^\n  a parenthesis is not closed\n"},
		{"EN10MB", "port 80,443", "  port 80,443\n         ^\n  alternatives are joined by or: port 80 or 443\n"},
		{"EN10MB", "port 80-90", "  port 80-90\n       ^~~~~\n  do you mean: portrange 80-90\n"},
		{"EN10MB", "ip | tcp", "  ip | tcp\n     ^\n  primitives are joined by and, or; | and & calculate with numbers\n"},
		{"EN10MB", "src 10.0.0.1 dst 10.0.0.2", "  src 10.0.0.1 dst 10.0.0.2\n               ^~~\n  primitives are joined by and, or\n"},
		{"EN10MB", "ether host 10.0.0.1", "  ether host 10.0.0.1\n             ^~~~~~~~\n  do you mean: host 10.0.0.1\n"},
		{"EN10MB", "tcp[tcpflags] = tcp-sym", "  tcp[tcpflags] = tcp-sym\n                  ^~~~~~~\n  do you mean: tcp-syn\n"},
		{"EN10MB", "icmp[icmptyp] = 8", "  icmp[icmptyp] = 8\n       ^~~~~~~\n  do you mean: icmptype\n"},
		{"EN10MB", "tcp.port == 80", "  tcp.port == 80\n  ^~~~~~~~\n  this is not the language of display filters; fields are written as in tcp port 80, src host 10.0.0.1, tcp[tcpflags] & tcp-syn != 0\n"},
		{"EN10MB", "less ip", "  less ip\n       ^~\n  less takes a number of bytes\n"},
		{"EN10MB", "ip host 1:2:3:4:5:6", "  ip host 1:2:3:4:5:6\n          ^~~~~~~~~~~\n"},
		{"EN10MB", "host 1:2:3:4:5:6", "  host 1:2:3:4:5:6\n       ^~~~~~~~~~~\n  do you mean: ether host 1:2:3:4:5:6\n"},
		{"EN10MB", "ip\x1b[31m and x", "  ip?[31m and x\n    ^\n"},
		{"EN10MB", strings.Repeat("ip or ", 50) + "foo", "  ..." + strings.Repeat("r ip o", 8) + "r foo\n" +
			strings.Repeat(" ", 55) + "^~~\n  there is no host, net or port before it whose qualifiers it could take; say which is meant: host foo\n"},
	} {
		_, _, err := compileFilter(c.expr, &filterEnv{linkType: linkByName(t, c.link), snapLen: 100, names: fixedNames{}})
		var e *filterError
		if !errors.As(err, &e) {
			t.Errorf("%q: %v", c.expr, err)
			continue
		}
		if got := e.explain(); got != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.expr, got, c.want)
		}
	}
}

func TestFilterNotes(t *testing.T) {
	for _, c := range []struct {
		expr string
		want string // beginning of the only sentence, "" for none
	}{
		{"ip", ""},
		{"vlan and ip", ""},
		{"tcp port 80", "port does not match behind VLAN tags"},
		{"vlan and tcp port 80", ""},
		{"vlan or ip", "every vlan moves the offsets"},
		{"geneve and ip", "after geneve or vxlan"},
	} {
		notes := filterNotes(c.expr, &filterEnv{linkType: linkEthernet, snapLen: 100})
		if c.want == "" && len(notes) > 0 || c.want != "" && (len(notes) != 1 || !strings.HasPrefix(notes[0], c.want)) {
			t.Errorf("%q: %q", c.expr, notes)
		}
	}
}

// TestFilterAnyVLAN runs primitives of the network layer over packets with none, one and two tags.
func TestFilterAnyVLAN(t *testing.T) {
	mac := "\x02\x00\x00\x00\x00\x01\x02\x00\x00\x00\x00\x02"
	ip := "\x08\x00\x45\x00\x00\x28\x00\x00\x00\x00\x40\x06\x00\x00\x0a\x00\x00\x01\x0a\x00\x00\x02\x12\x34\x00\x50" +
		strings.Repeat("\x00", 16)
	outer, inner := "\x88\xa8\x00\x05", "\x81\x00\x00\x06"
	packets := []string{mac + ip, mac + inner + ip, mac + outer + inner + ip, mac + outer + outer + inner + ip}
	for _, c := range []struct {
		expr string
		any  bool
		want string
	}{
		{"tcp port 80", false, "1000"},
		{"tcp port 80", true, "1110"},
		{"host 10.0.0.1 and ip[8] = 64", true, "1110"},
		{"not tcp", true, "0001"},
		{"src net 10 and not port 80", true, "0000"},
		{"vlan and tcp", true, "0100"},
		{"vlan 5 and vlan 6 and tcp", true, "0010"},
		{"ether[12:2] = 0x8100", true, "0100"},
		{"ip multicast or tcp[2:2] = 80", true, "1110"},
		{"ether proto \\ip", true, "1110"},
	} {
		for _, optimize := range []bool{false, true} {
			prog, _, err := compileFilter(c.expr, &filterEnv{linkType: linkEthernet, snapLen: 100, anyVLAN: c.any, optimize: optimize})
			if err != nil {
				if optimize && err.Error() == "expression rejects all packets" {
					continue
				}
				t.Errorf("%q: %v", c.expr, err)
				continue
			}
			run, err := newBPFProgram(prog)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, p := range packets {
				if run.run([]byte(p), len(p), &packetAux{}) != 0 {
					got += "1"
				} else {
					got += "0"
				}
			}
			if got != c.want {
				t.Errorf("%q, any VLAN %v, optimised %v: %s, want %s", c.expr, c.any, optimize, got, c.want)
			}
		}
	}
}

// TestFilterAnyVLANKinds: every kind of tag, before every protocol of the network layer.
func TestFilterAnyVLANKinds(t *testing.T) {
	mac := "\x02\x00\x00\x00\x00\x01\x02\x00\x00\x00\x00\x02"
	zeros := strings.Repeat("\x00", 40)
	payloads := []struct{ bytes, matches, misses string }{
		{"\x08\x06\x00\x01\x08\x00\x06\x04\x00\x01\x02\x00\x00\x00\x00\x02\x0a\x00\x00\x01" + zeros,
			"arp; arp host 10.0.0.1; src host 10.0.0.1; net 10; not ip; arp[6:2] = 1", "ip; ip6; port 53; dst host 10.0.0.1"},
		{"\x08\x00\x45\x00\x00\x3c\x00\x00\x00\x00\x40\x11\x00\x00\x0a\x00\x00\x01\x0a\x00\x00\x02\x00\x35\x12\x34" + zeros,
			"ip; udp; port 53; udp src port 53; host 10.0.0.2; ip proto 17; udp[0:2] = 53; ip[8] = 64; portrange 50-60 and udp",
			"tcp; arp; dst port 53; sctp port 53; ip6"},
		{"\x86\xdd\x60\x00\x00\x00\x00\x14\x06\x40\x20\x01\x0d\xb8" + strings.Repeat("\x00", 11) + "\x01\xff\x02" +
			strings.Repeat("\x00", 13) + "\x01\x12\x34\x01\xbb" + zeros,
			"ip6; tcp; tcp port 443; ip6 host 2001:db8::1; net 2001:db8::/32; ip6 multicast; ip6[6] = 6", "ip; udp; src port 443; icmp6"},
	}
	for _, tags := range []string{"", "\x81\x00\x00\x05", "\x88\xa8\x00\x05", "\x91\x00\x00\x05",
		"\x88\xa8\x00\x05\x81\x00\x00\x06", "\x91\x00\x00\x05\x91\x00\x00\x06", "\x81\x00\x00\x05\x81\x00\x00\x06"} {
		for _, p := range payloads {
			data := []byte(mac + tags + p.bytes)
			for i, list := range []string{p.matches, p.misses} {
				for expr := range strings.SplitSeq(list, "; ") {
					prog, _, err := compileFilter(expr, &filterEnv{linkType: linkEthernet, snapLen: 100, anyVLAN: true, optimize: true})
					if err != nil {
						t.Fatal(expr, err)
					}
					run, _ := newBPFProgram(prog)
					if got := run.run(data, len(data), nil) != 0; got != (i == 0) {
						t.Errorf("%q is %v for %x", expr, got, data)
					}
				}
			}
		}
	}
}

// TestFilterLive: programs for a live capture are such that the kernel takes them.
func TestFilterLive(t *testing.T) {
	live := func(env *filterEnv) { env.live = true }
	for _, expr := range []string{"inbound", "ifindex 3", "vlan", "vlan 5", "vlan and ip", "vlan 5 and vlan 6 and tcp port 80",
		"not vlan and ip", "vlan or ip", "geneve and ip", "geneve or tcp port 80", "vxlan 5 and vlan and udp",
		"vlan and geneve and icmp", "tcp[tcp[12]/4:2] = ip[2:2] * udp[4:2]", "vlan or vlan"} {
		for _, optimize := range []bool{false, true} {
			prog, _, err := compileFilter(expr, &filterEnv{linkType: linkEthernet, snapLen: 100, live: true, optimize: optimize})
			if err != nil {
				t.Errorf("%q: %v", expr, err)
				continue
			}
			if why := bpfKernelRefuses(prog); why != "" {
				t.Errorf("%q, optimised %v: kernel refuses %s", expr, optimize, why)
			}
		}
	}
	if got := programText(t, "EN10MB", "outbound", live); got != "ldh [type]; jeq #0x4 jt 2 jf 3; ret #100; ret #0" {
		t.Error(got)
	}
	// The outer tag is outside of the packet or in it; what follows moves accordingly.
	mac := "\x02\x00\x00\x00\x00\x01\x02\x00\x00\x00\x00\x02"
	ip := "\x08\x00\x45" + strings.Repeat("\x00", 40)
	for _, c := range []struct {
		expr, data string
		tag        int // outside, -1: none
		want       bool
	}{
		{"vlan", mac + ip, -1, false},
		{"vlan", mac + ip, 5, true},
		{"vlan", mac + "\x81\x00\x00\x05" + ip, -1, true},
		{"vlan 5 and ip", mac + ip, 5, true},
		{"vlan 6 and ip", mac + ip, 5, false},
		{"vlan 5 and ip", mac + "\x81\x00\x00\x05" + ip, -1, true},
		{"vlan 6 and ip", mac + "\x81\x00\x00\x05" + ip, -1, false},
		{"vlan 7 and vlan 5 and ip", mac + "\x81\x00\x00\x05" + ip, 7, true},
		{"vlan 7 and vlan 5 and ip", mac + "\x81\x00\x00\x07\x81\x00\x00\x05" + ip, -1, true},
		{"vlan 7 and vlan 5 and ip", mac + "\x81\x00\x00\x05" + ip, 5, false},
	} {
		for _, optimize := range []bool{false, true} {
			prog, _, err := compileFilter(c.expr, &filterEnv{linkType: linkEthernet, snapLen: 100, live: true, optimize: optimize})
			if err != nil {
				t.Fatal(err)
			}
			run, err := newBPFProgram(prog)
			if err != nil {
				t.Fatal(err)
			}
			aux := packetAux{valid: true, vlanTagPresent: c.tag >= 0, vlanTCI: uint16(max(0, c.tag))}
			if got := run.run([]byte(c.data), len(c.data), &aux) != 0; got != c.want {
				t.Errorf("%q on %x, tag %d: %v", c.expr, c.data[12:20], c.tag, got)
			}
		}
	}
}

// TestFilterBounds: whatever is written, compiling ends soon.
func TestFilterBounds(t *testing.T) {
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	for _, expr := range []string{
		many("(", 100000), many("not ", 100000) + "ip", many("!", 100000), "len = " + many("-", 100000) + "1",
		many("ip or ", 100000) + "ip", many("ip and not ", 50000) + "ip", many("vlan or ", 50000) + "ip",
		"len = 1" + many("+1", 200000), "len = 1" + many("%len", 100000), "len = ip[1]" + many("*ip[1]", 50000),
		many("ip[", 50000), "ip[" + many("ip[", 9000) + "0" + many("]", 9001) + " = 1", many("(len+", 9000) + "1" + many(")", 9000) + " = 1",
		"len = 1 % (" + many("ip[0] % (", 9000) + "1" + many(")", 9001), many("ip and (", 9000) + "tcp" + many(")", 9000),
		"port 1" + many(" or 2", 50000), "port (1" + many(" or 2", 50000) + ")", many("geneve and ", 1000) + "ip",
		many("a", 1<<20+1), many("1", 1<<20), many("1.", 1<<19), many("1:", 1<<19), many("f:", 1<<19), many("::", 1<<19),
		many("x-", 1<<19), many("\\x ", 1<<18), many("mpls and ", 50000) + "ip", many("pppoes or ", 10000) + "ip",
		"host " + many("(", 600) + "1", "host " + many("not ", 600) + "1.2.3.4", "dst net " + many("0", 1<<18),
	} {
		for _, optimize := range []bool{false, true} {
			start := time.Now()
			prog, _, err := compileFilter(expr, &filterEnv{linkType: linkEthernet, snapLen: 100, optimize: optimize})
			if took := time.Since(start); took > time.Minute {
				t.Errorf("%.30q takes %v, optimised %v", expr, took, optimize)
			}
			if err == nil {
				err = validateBPF(prog)
				if err != nil {
					t.Errorf("%.30q: %v", expr, err)
				}
			}
		}
	}
}

// TestFilterConformance compiles the expressions of the conformance data, and compares the messages of those it must
// refuse. What the programs mean is compared by the checker that comes with the data.
func TestFilterConformance(t *testing.T) {
	accept := filterRows(t, "accept.jsonl")
	names := newNameTables("")
	for _, r := range accept {
		if len(r.Needs) > 0 {
			continue
		}
		env := &filterEnv{linkType: linkByName(t, r.Dlt), snapLen: 262144, savefile: r.Savefile != "", swapped: r.Savefile == "swapped",
			names: names}
		if r.Snaplen > 0 {
			env.snapLen = r.Snaplen
		}
		if _, _, err := compileFilter(r.Expr, env); err != nil {
			t.Errorf("%s %q: %v", r.Dlt, r.Expr, err)
		}
	}
	for _, r := range filterRows(t, "reject.jsonl") {
		if len(r.Needs) > 0 || r.Expr == "" {
			continue
		}
		_, _, err := compileFilter(r.Expr, &filterEnv{linkType: linkByName(t, r.Dlt), snapLen: 262144, optimize: true, names: names})
		if err == nil || err.Error() != r.Message {
			t.Errorf("%s %q: %v, want %s", r.Dlt, r.Expr, err, r.Message)
		}
	}
}

func FuzzFilterCompile(f *testing.F) {
	for _, s := range []string{"ip", "tcp port 80 and not host 10.0.0.1", "vlan 5 or (mpls and ip6)", "ip[ip[0]&0xf:2] << 3 > -len % 4",
		"host fe80::1/64", "ether host 1:2:3:4:5:6", "wlan addr1 1:2:3:4:5:6 and type mgt subtype beacon", "geneve 5 and vxlan and arp",
		"portrange ftp-data-domain", "protochain 51 or llc ui", "dpc (1 or 2) and vpi > 3", "host (a and not b) or 5", "net 10 mask 255",
		"\\ip $e1 \"", "byte 3 | 4 or len = 0x1ffffffff"} {
		f.Add(s, uint8(1))
		f.Add(s, uint8(0x41))
	}
	f.Fuzz(func(t *testing.T, text string, link uint8) {
		env := &filterEnv{linkType: linkTypeNames[int(link)%len(linkTypeNames)].value, snapLen: 100, names: fixedNames{},
			live: link&0x40 != 0, anyVLAN: link&0x80 != 0, optimize: len(text)&1 != 0, savefile: link&0x20 != 0}
		start := time.Now()
		prog, _, err := compileFilter(text, env)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("takes %v", took)
		}
		var e *filterError
		if errors.As(err, &e) {
			if e.pos < 0 || e.pos > e.end || e.end > len(text) {
				t.Errorf("%q: word at %d to %d of %d", e.msg, e.pos, e.end, len(text))
			}
			for _, c := range e.explain() {
				if c != '\n' && (c < ' ' || c > '~') {
					t.Errorf("control character in %q", e.explain())
				}
			}
		}
		if err == nil {
			if err := validateBPF(prog); err != nil {
				t.Error(err)
			}
		}
		filterNotes(text, env)
	})
}
