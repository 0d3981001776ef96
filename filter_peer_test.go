// Filter language: random expressions, compared with what an installed tcpdump makes of them.
//
// FILTER_SEED chooses the expressions, FILTER_TIME how long they are tried: FILTER_SEED=7 FILTER_TIME=10m.

package main

import (
	"bytes"
	"errors"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// peerLinks are the link types to compile for, the common ones more often.
var peerLinks = []string{"EN10MB", "EN10MB", "EN10MB", "EN10MB", "LINUX_SLL", "LINUX_SLL2", "RAW", "IEEE802_11_RADIO",
	"IEEE802_11", "PPP", "NULL", "FDDI", "IEEE802", "C_HDLC", "SUNATM", "ARCNET", "SLIP_BSDOS", "PPI", "PFLOG", "IPV4",
	"IP_OVER_FC", "DSA_TAG_DSA", "NETANALYZER", "FRELAY", "LOOP", "ATM_RFC1483", "JUNIPER_ETHER", "PPP_PPPD", "MTP2"}

// peerWords are primitives; a letter after % stands for something to fill in (peerFill).
var peerWords = []string{
	"ip", "ip6", "arp", "rarp", "tcp", "udp", "sctp", "icmp", "icmp6", "igmp", "pim", "vrrp", "ah", "esp", "atalk", "aarp", "decnet",
	"iso", "stp", "ipx", "netbeui", "lat", "clnp", "esis", "isis", "igrp", "moprc",
	"%d%h", "%d%h", "%dhost %4", "ip %dhost %4", "arp host %4", "rarp src %4", "%dhost %6", "ip6 host %6", "src and dst host %4",
	"%dnet %n", "%dnet %n", "ip net %n", "arp net %n", "%dnet %m", "net 10", "net 172.16", "host 10.1",
	"%dport %p", "%dport %p", "tcp port %p", "udp %dport %p", "sctp port %p", "port %p or %p", "%dportrange %p-%p", "tcp %dportrange %p-%p",
	"src and dst port %p", "port (%p or %p or %p)", "port not %p", "tcp dst port not (%p or %p)",
	"ip proto %b", "ip6 proto %b", "proto %b", "proto \\udp", "ether proto 0x%x%x%x%x", "ether proto \\ip", "ether proto \\arp", "link proto %b",
	"iso proto 0x83", "ether host %e", "ether %d%e", "ether src and dst %e", "wlan host %e", "wlan ta %e", "wlan addr%z %e",
	"ether broadcast", "ether multicast", "broadcast", "multicast", "ip6 multicast", "ip broadcast",
	"llc", "llc i", "llc s", "llc u", "llc rr", "llc ui", "llc xid", "type mgt", "type data", "type ctl subtype rts", "type mgt subtype beacon", "dir tods",
	"less %l", "greater %l", "len %r %l", "byte %b %o %b", "inbound", "outbound", "link host $%x%x",
	"vlan", "vlan %b", "mpls", "mpls %b", "pppoes", "pppoes %b", "pppoed", "geneve", "geneve %b",
	"vlan and %w", "vlan %b and %w", "mpls and %w", "pppoes and %w", "geneve and %w", "vlan and vlan %b and %w", "mpls %b and mpls and ip",
	"%t[%i] %r %b", "%t[%i] & %b %r %b", "%t[%i:2] & 0x%x%x %r %b", "%t[%i:2] %r %l", "%t[%i:4] %r 0x0a0000%x%x", "ip[0] & 0xf %r 5",
	"tcp[tcpflags] & (tcp-syn|tcp-fin) %r 0", "tcp[13] & %b != 0", "icmp[icmptype] %r icmp-echo", "icmp6[icmp6type] = icmp6-echo",
	"ip[6:2] & 0x1fff = 0", "%a %r %a", "%a %r %a", "%a %r %b",
	"(((ip[2:2] - ((ip[0]&0xf)<<2)) - ((tcp[12]&0xf0)>>2)) %r 0)", "tcp[((tcp[12:1] & 0xf0) >> 2):4] = 0x47455420",
	"vpi %b", "vci (%b or %b)", "lane", "lane and %w", "oam", "sio %z", "dpc > %b", "fisu", "rnr %b", "reason match", "action pass", "on em%z",
}

// peerFill is a random text for a letter of peerWords.
func peerFill(r *rand.Rand, letter byte, depth int) string {
	pick := func(of ...string) string { return of[r.Intn(len(of))] }
	number := func(n int) string { return strconv.Itoa(r.Intn(n)) }
	switch letter {
	case 'd':
		return pick("", "src ", "dst ", "src or dst ")
	case 'h':
		return "host " + peerFill(r, pick("4", "6")[0], depth)
	case '4':
		return pick("10.0.0.1", "10.0.0.2", "192.168.1."+number(4), "127.0.0.1")
	case '6':
		return pick("::1", "fe80::1", "2001:db8::"+number(3), "2001:db8:0:1::5")
	case 'n':
		return pick("10.0.0.0/8", "10.0.0.0/24", "192.168.0.0/16", "10.128.0.0/9", "172.16.0.0 mask 255.240.0.0", "0.0.0.0/0", "10.0.0.2/31")
	case 'm':
		return pick("2001:db8::/32", "fe80::/10", "2001:db8:0:1::/64", "2001:db8::/33", "ff00::/8")
	case 'p':
		return pick("22", "53", "80", "443", "1024", "8080", "65535", number(65536))
	case 'b':
		return pick("0", "1", "2", "4", "6", "8", "16", "17", "64", "0x45", "0x80", "255", number(256))
	case 'x':
		return pick("0", "8", "6", "d")
	case 'e':
		return pick("1:2:3:4:5:6", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:01", "02-00-00-00-00-0"+number(3))
	case 'z':
		return strconv.Itoa(1 + r.Intn(4))
	case 'l':
		return pick("0", "40", "64", "100", "576", "1500", number(2000))
	case 'r':
		return pick("=", "!=", "<", "<=", ">", ">=")
	case 'o':
		return pick("=", "<", ">", "&", "|")
	case 't':
		return pick("ether", "ip", "ip", "ip6", "tcp", "tcp", "udp", "udp", "icmp", "arp", "link", "wlan", "sctp", "igmp")
	case 'i':
		return number(24)
	case 'w':
		return peerExpression(r, depth-1)
	case 'a':
		if depth <= 0 {
			return pick("len", peerFill(r, 'b', 0), "ip[2:2]", "ip[8]", "tcp[0:2]", "udp[4:2]", "ether[12:2]")
		}
		a, b := peerFill(r, 'a', depth-1), peerFill(r, 'a', depth-1)
		switch op := pick("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "-a", "[]"); op {
		case "-a":
			return "(0 - " + a + ")"
		case "[]":
			return "ip[" + a + "]"
		case "/", "%":
			return "(" + a + " " + op + " " + number(9) + "1)"
		case "<<", ">>":
			return "(" + a + " " + op + " " + number(9) + ")"
		default:
			return "(" + a + " " + op + " " + b + ")"
		}
	}
	return "?"
}

// peerExpression is a random expression.
func peerExpression(r *rand.Rand, depth int) string {
	if depth > 0 {
		a := peerExpression(r, depth-1)
		switch r.Intn(9) {
		case 0:
			return "not " + a
		case 1:
			return "not (" + a + ")"
		case 2, 3:
			return a + " and " + peerExpression(r, depth-1)
		case 4, 5:
			return a + " or " + peerExpression(r, depth-1)
		case 6:
			return "(" + a + ") and (" + peerExpression(r, depth-1) + ")"
		case 7:
			return "(" + a + ") or (" + peerExpression(r, depth-1) + ")"
		}
		return a
	}
	text := ""
	word := peerWords[r.Intn(len(peerWords))]
	for i := 0; i < len(word); i++ {
		if word[i] == '%' {
			i++
			text += peerFill(r, word[i], 1)
		} else {
			text += word[i : i+1]
		}
	}
	return text
}

// peerPackets are packets of savefiles by their link type, a few of each file.
func peerPackets(t *testing.T) map[int][][]byte {
	shared := os.Getenv("SHARED")
	if shared == "" {
		shared = "../shared"
	}
	more, _ := filepath.Glob(shared + "/conformance/filter/pcaps/*.pcap")
	packets := make(map[int][][]byte)
	for _, name := range append(testSavefiles(t), more...) {
		in, err := openSavefile(name, directFiles{}, false)
		if err != nil {
			continue
		}
		var pk packet
		for range 40 {
			if in.next(&pk) != nil {
				break
			}
			packets[pk.linkType] = append(packets[pk.linkType], bytes.Clone(pk.data))
		}
		in.close()
	}
	return packets
}

// peerProgram is what tcpdump makes of an expression, or its message.
func peerProgram(tcpdump, link, expr string, option ...string) ([]bpfInsn, error) {
	cmd := exec.Command(tcpdump, append(append([]string{"-ddd", "-y", link}, option...), expr)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if cmd.Run() != nil {
		lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
		return nil, errors.New(strings.TrimPrefix(lines[len(lines)-1], "tcpdump: "))
	}
	var prog []bpfInsn
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n")[1:] {
		var n [4]uint64
		for i, f := range strings.Fields(line) {
			n[i], _ = strconv.ParseUint(f, 10, 32)
		}
		prog = append(prog, bpfInsn{uint16(n[0]), uint8(n[1]), uint8(n[2]), uint32(n[3])})
	}
	return prog, nil
}

// peerDiffers are the things that the common version of libpcap (1.10) is known to do otherwise; an expression that has
// one of them is compiled, but not compared.
var peerDiffers = []struct{ word, link, why string }{
	{"multicast", "", "of IPv4, 1.10 takes class E for multicast"},
	{"isis", "", "1.10 takes the reserved bits for a part of the type"},
	{"bound", "", "1.10 compiles it for a live capture"},
	{"aarp", "FDDI", "1.10 looks at the organisation in SNAP"}, {"aarp", "IEEE802", "the same"}, {"aarp", "ATM", "the same"},
	{"aarp", "IP_OVER_FC", "the same"}, {"aarp", "802_11", "the same"}, {"aarp", "PPI", "the same"}, {"aarp", "SUNATM", "the same"},
	{"proto", "LINUX_SLL2", "1.10 does not know LLC there"}, {"atalk", "LINUX_SLL2", "the same"}, {"aarp", "LINUX_SLL2", "the same"},
	{"iso", "LINUX_SLL2", "the same"}, {"stp", "LINUX_SLL2", "the same"}, {"ipx", "LINUX_SLL2", "the same"},
	{"netbeui", "LINUX_SLL2", "the same"}, {"clnp", "LINUX_SLL2", "the same"}, {"esis", "LINUX_SLL2", "the same"},
	{"", "DSA_TAG_DSA", "1.10 has few primitives there"}, {"llc", "NETANALYZER", "the same"},
	{"byte", "", "1.10 compares for & and | what it should test"},
	{"iso", "LINUX_SLL", "1.10 looks at the service access points"}, {"clnp", "LINUX_SLL", "the same"}, {"esis", "LINUX_SLL", "the same"},
	{"es-is", "LINUX_SLL", "the same"}, {"geneve", "802_11", "it reads scratch memory that it never wrote"},
	{"mpls and geneve", "", "it takes the inner packet for MPLS still"},
	{"", "PPI", "1.10 has few primitives there"},
	{"", "ARCNET", "1.10 has the network layer elsewhere"},
	{"", "PFLOG", "1.10 does not round the header's length up"},
	{"", "SLIP_BSDOS", "it looks for the version of IP in the link-level header"},
}

// TestFilterPeer compares with an installed tcpdump: whether an expression compiles, how long the program is, and the
// verdicts on packets.
func TestFilterPeer(t *testing.T) {
	tcpdump, err := exec.LookPath("tcpdump")
	if err != nil {
		t.Skip("tcpdump is not installed")
	}
	seed, limit, count := int64(1), 20*time.Second, 400
	if n, err := strconv.ParseInt(os.Getenv("FILTER_SEED"), 10, 64); err == nil {
		seed = n
	}
	if d, err := time.ParseDuration(os.Getenv("FILTER_TIME")); err == nil {
		limit, count = d, 1<<30
	}
	r := rand.New(rand.NewSource(seed))
	p := &peerComparison{t: t, r: r, tcpdump: tcpdump, packets: peerPackets(t)}
	for start := time.Now(); count > 0 && time.Since(start) < limit && p.failures < 10; count-- {
		p.compare(peerLinks[r.Intn(len(peerLinks))], peerExpression(r, r.Intn(4)))
	}
	t.Logf("%d expressions compiled by both, %d refused; %d instructions, tcpdump %d, %d programs longer; %d verdicts",
		p.compiled, p.refused, p.ours, p.theirs, p.longer, p.verdicts)
	if p.longer*100 > p.compiled || p.ours*10 > p.theirs*9 { // chance finds some that the order of alternatives makes longer
		t.Errorf("%d of %d programs are longer than tcpdump's; %d instructions, tcpdump %d", p.longer, p.compiled, p.ours, p.theirs)
	}
}

// peerComparison is the state of TestFilterPeer.
type peerComparison struct {
	t       *testing.T
	r       *rand.Rand
	tcpdump string
	packets map[int][][]byte

	compiled, refused, ours, theirs, verdicts, longer, failures int
}

// compare compiles one expression with both.
func (p *peerComparison) compare(link, expr string) {
	env := &filterEnv{linkType: linkByName(p.t, link), snapLen: 262144, optimize: true, names: newNameTables("")}
	ours, _, err := compileFilter(expr, env)
	plain, refusal := peerProgram(p.tcpdump, link, expr, "-O")
	theirs, refusal2 := peerProgram(p.tcpdump, link, expr)
	if err == errRejectsAll { // who does not see it makes a program that does it
		ours, err = []bpfInsn{{code: bpfRET}}, nil
	}
	if refusal == nil && refusal2 != nil && refusal2.Error() == errRejectsAll.Error() {
		theirs, refusal2 = []bpfInsn{{code: bpfRET}, {code: bpfRET}}, nil
	}
	known := peerKnown(link, expr)
	switch {
	case (err == nil) != (refusal == nil && refusal2 == nil):
		if !known {
			p.fail("%s %q: we: %v, tcpdump: %v", link, expr, err, refusal2)
		}
		return
	case err != nil:
		p.refused++
		return
	case known:
		return
	}
	p.compiled++
	p.ours += len(ours)
	p.theirs += len(theirs)
	env.optimize = false
	unoptimised, _, _ := compileFilter(expr, env)
	again, _ := optimised(plain)
	if len(again) > len(theirs) || len(ours) > len(theirs) && len(unoptimised) == len(plain) {
		p.longer++
		p.t.Logf("%s %q: %d instructions, from tcpdump's code %d, tcpdump %d\n%s\n%s", link, expr, len(ours), len(again), len(theirs),
			disassembleBPF(nil, ours), disassembleBPF(nil, theirs))
	}
	packets := append(steeredPackets(plain, 30, p.r), steeredPackets(unoptimised, 30, p.r)...)
	p.verdict(link, expr, ours, unoptimised, plain, append(packets, p.packets[env.linkType]...))
}

// verdict compares what our program says to packets with what tcpdump's unoptimised one does, but not to packets that
// end one of them for being too short: optimising gives up such ends, here and there not in the same places.
func (p *peerComparison) verdict(link, expr string, ours, unoptimised, plain []bpfInsn, packets [][]byte) {
	we, they, weEnd, theyEnd := p.load(ours), p.load(plain), neverFails(p.t, unoptimised), neverFails(p.t, plain)
	for _, data := range packets {
		if weEnd.run(data, len(data), nil) == 0 || theyEnd.run(data, len(data), nil) == 0 {
			continue
		}
		if p.verdicts++; we.run(data, len(data), nil) != they.run(data, len(data), nil) {
			p.fail("%s %q: we %d, tcpdump %d for %x\n%s\n%s", link, expr, we.run(data, len(data), nil),
				they.run(data, len(data), nil), data, disassembleBPF(nil, ours), disassembleBPF(nil, plain))
			return
		}
	}
}

func (p *peerComparison) load(prog []bpfInsn) *bpfProgram {
	b, err := newBPFProgram(prog)
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}

// peerKnown tells whether an expression has something in it that the libraries are known to differ about.
func peerKnown(link, expr string) bool {
	if strings.Contains(expr, "geneve") && (strings.Contains(expr, " or ") || strings.Contains(expr, "not ")) {
		return true // what follows reads, in packets that are no Geneve, where offsets that were never set lead to
	}
	for _, d := range peerDiffers {
		if strings.Contains(link, d.link) && strings.Contains(expr, d.word) {
			return true
		}
	}
	return false
}

func (p *peerComparison) fail(format string, args ...any) {
	p.t.Helper()
	p.t.Errorf(format, args...)
	p.failures++
}
