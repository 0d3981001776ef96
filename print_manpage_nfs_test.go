package main

import (
	"strings"
	"testing"
	"time"
)

// The examples of the man page of tcpdump 3.4 about NFS and AppleTalk, with the names they have there. The packets are
// made to say what the text says; lengths are those of the text.

func be32s(v ...uint32) (b []byte) {
	for _, x := range v {
		b = append(b, byte(x>>24), byte(x>>16), byte(x>>8), byte(x))
	}
	return
}

func xdrString(s string) []byte {
	b := append(be32s(uint32(len(s))), s...)
	return append(b, make([]byte, -len(s)&3)...)
}

// testUDP4 is an IPv4 packet with a datagram in it.
func testUDP4(src, dst [4]byte, sport, dport uint16, data []byte, ttl byte, id uint16) []byte {
	total := 28 + len(data)
	b := []byte{0x45, 0, byte(total >> 8), byte(total), byte(id >> 8), byte(id), 0, 0, ttl, 17, 0, 0}
	b = append(append(b, src[:]...), dst[:]...)
	sum := inChecksum(b)
	b[10], b[11] = byte(sum>>8), byte(sum)
	n := 8 + len(data)
	b = append(b, byte(sport>>8), byte(sport), byte(dport>>8), byte(dport), byte(n>>8), byte(n), 0, 0)
	return append(b, data...)
}

// nfsTestHandle is a file handle of SunOS 4.
func nfsTestHandle(major, minor, inode, generation uint32) []byte {
	return append(be32s(major<<8|minor, 0, 10<<16, inode), be32s(generation, 10<<16, 2, 0)...)
}

// nfsTestCall is a call with credentials that make it length bytes long.
func nfsTestCall(xid, proc uint32, length int, args []byte) []byte {
	b := be32s(xid, 0, 2, 100003, 2, proc, 1)
	cred := length - len(b) - 4 - 8 - len(args)
	b = append(append(b, be32s(uint32(cred))...), make([]byte, cred)...)
	return append(append(b, be32s(0, 0)...), args...)
}

func nfsTestReply(xid uint32, length int, results []byte) []byte {
	b := append(be32s(xid, 1, 0, 0, 0, 0), results...)
	return append(b, make([]byte, max(0, length-len(b)))...)
}

func manPagePrinter(t *testing.T, args ...string) *printer {
	p := testPrinter(t, append([]string{"-t", "--classic"}, args...))
	p.names = nameFiles(t, map[string]string{
		"services":    "nfs 2049/udp\n",
		"hosts":       "16.1.0.41 sushi\n16.1.0.2 wrl\n",
		"atalk.names": "1.254 ether\n16.1 icsd-net\n144.1 jssmag\n145.3 office\n145.3.55 techpit\n1.254.110 helios\n",
	})
	p.clock = newClock(time.UTC)
	return p
}

func printRaw(p *printer, b []byte) string {
	p.out = p.out[:0]
	p.packet(&packet{data: b, wireLen: len(b), linkType: linkRaw}, 1)
	return strings.TrimSuffix(string(p.out), "\n")
}

func TestManPageNFS(t *testing.T) {
	sushi, wrl := [4]byte{16, 1, 0, 41}, [4]byte{16, 1, 0, 2}
	attr := be32s(1, 0o100664, 1, 417, 0, 1722, 8192, 0, 4, 9, 7, 1, 2, 3, 4, 5, 6)
	big := be32s(1, 0o100664, 1, 417, 0, 29388, 8192, 0, 4, 9, 7, 1, 2, 3, 4, 5, 6)
	call := func(xid, proc uint32, length int, args ...[]byte) []byte {
		return testUDP4(sushi, wrl, 1023, 2049, nfsTestCall(xid, proc, length, joinBytes(args)), 30, 15211)
	}
	reply := func(xid uint32, length int, results ...[]byte) []byte {
		return testUDP4(wrl, sushi, 2049, 1023, nfsTestReply(xid, length, joinBytes(results)), 30, 15247)
	}
	ok := be32s(0)
	printers := map[string]*printer{}
	for _, c := range []struct {
		packet []byte
		args   []string
		want   string
	}{
		{call(0x6709, 5, 112, nfsTestHandle(21, 24, 10, 73165)), nil,
			`sushi.6709 > wrl.nfs: 112 readlink fh 21,24/10.73165`},
		{reply(0x6709, 40, ok, xdrString("../var")), nil, `wrl.nfs > sushi.6709: reply ok 40 readlink "../var"`},
		{call(0x201b, 4, 144, nfsTestHandle(9, 74, 4096, 6878), xdrString("xcolors")), nil,
			`sushi.201b > wrl.nfs: 144 lookup fh 9,74/4096.6878 "xcolors"`},
		{reply(0x201b, 128, ok, nfsTestHandle(9, 74, 4134, 3150), attr), nil,
			`wrl.nfs > sushi.201b: reply ok 128 lookup fh 9,74/4134.3150`},
		// With -v the remarks on the IP header stand behind, as in all of IP.
		{call(0x1372a, 6, 148, nfsTestHandle(21, 11, 12, 195), be32s(24576, 8192, 8192)), []string{"-v"},
			`sushi.1372a > wrl.nfs: 148 read fh 21,11/12.195 8192 bytes @ 24576 (ttl 30, id 15211)`},
		{reply(0x1372a, 1472, ok, big), []string{"-v"},
			`wrl.nfs > sushi.1372a: reply ok 1472 read REG 100664 ids 417/0 sz 29388  (ttl 30, id 15247)`},
	} {
		key := strings.Join(c.args, " ")
		if printers[key] == nil { // one for all packets: replies are matched to calls
			printers[key] = manPagePrinter(t, c.args...)
		}
		if got := printRaw(printers[key], c.packet); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func joinBytes(parts [][]byte) (b []byte) {
	for _, x := range parts {
		b = append(b, x...)
	}
	return
}

// kipTest is DDP in UDP, addresses being net, node, socket.
func kipTest(src, dst [3]uint16, kind byte, data []byte) []byte {
	n := ddpHeaderLen + len(data)
	b := []byte{byte(dst[1]), byte(src[1]), llapDDP, byte(n >> 8), byte(n), 0, 0, byte(dst[0] >> 8), byte(dst[0]),
		byte(src[0] >> 8), byte(src[0]), byte(dst[1]), byte(src[1]), byte(dst[2]), byte(src[2]), kind}
	return testUDP4([4]byte{10, 0, 0, 1}, [4]byte{10, 0, 0, 2}, 900-50, 772, append(b, data...), 30, 1)
}

func nbpTest(function, id byte, addr [3]uint16, enum byte, parts ...string) []byte {
	b := []byte{function<<4 | 1, id, byte(addr[0] >> 8), byte(addr[0]), byte(addr[1]), byte(addr[2]), enum}
	for _, s := range parts {
		b = append(append(b, byte(len(s))), s...)
	}
	return b
}

func TestManPageAppleTalk(t *testing.T) {
	icsd, jssmag, techpit := uint16(16<<8|1), uint16(144<<8|1), uint16(145<<8|3)
	client, everyone := [3]uint16{icsd, 112, 220}, [3]uint16{jssmag, 255, 2}
	name := []string{"=", "LaserWriter", "*"}
	helios, asker := [3]uint16{1<<8 | 254, 110, 132}, [3]uint16{jssmag, 209, 165}
	atp := func(control, bitmap byte, user uint32, size int) []byte {
		b := append([]byte{control, bitmap, 12266 >> 8, 12266 & 255}, be32s(user)...)
		return append(b, make([]byte, size)...)
	}
	next := [3]uint16{jssmag, 209, 133}
	nextRequest := atp(0x40, 0xff, 0xae030002, 0)
	nextRequest[3]++
	for _, c := range []struct {
		packet []byte
		want   string
	}{
		{kipTest(client, everyone, 2, nbpTest(2, 190, client, 0, name...)),
			`icsd-net.112.220 > jssmag.2: nbp-lkup 190: "=:LaserWriter@*"`},
		{kipTest([3]uint16{jssmag, 209, 2}, client, 2,
			nbpTest(3, 190, [3]uint16{jssmag, 209, 250}, 1, "RM1140", "LaserWriter", "*")),
			`jssmag.209.2 > icsd-net.112.220: nbp-reply 190: "RM1140:LaserWriter@*" 250`},
		{kipTest([3]uint16{techpit, 55, 2}, client, 2,
			nbpTest(3, 190, [3]uint16{techpit, 55, 186}, 1, "techpit", "LaserWriter", "*")),
			`techpit.2 > icsd-net.112.220: nbp-reply 190: "techpit:LaserWriter@*" 186`},
		// The text has addresses alone here; a packet has something to say, too.
		{kipTest([3]uint16{techpit, 255, 2}, client, 5, []byte{1}), `office.2 > icsd-net.112.220: at-rtmpReq 1`},
		{kipTest([3]uint16{jssmag, 149, 235}, [3]uint16{icsd, 255, 2}, 1, make([]byte, 27)),
			`jssmag.149.235 > icsd-net.2: at-rtmp 27`},
		{kipTest(asker, helios, 3, atp(0x60, 0xff, 0xae030001, 0)),
			`jssmag.209.165 > helios.132: atp-req 12266<0-7> 0xae030001`},
		{kipTest(helios, asker, 3, atp(0x80, 0, 0xae040000, 512)),
			`helios.132 > jssmag.209.165: atp-resp 12266:0 (512) 0xae040000`},
		{kipTest(helios, asker, 3, atp(0x90, 7, 0xae040000, 512)),
			`helios.132 > jssmag.209.165: atp-resp*12266:7 (512) 0xae040000`},
		{kipTest(asker, helios, 3, atp(0x60, 1<<3|1<<5, 0xae030001, 0)),
			`jssmag.209.165 > helios.132: atp-req 12266<3,5> 0xae030001`},
		{kipTest(asker, helios, 3, atp(0xc0, 0xff, 0xae030001, 0)),
			`jssmag.209.165 > helios.132: atp-rel 12266<0-7> 0xae030001`},
		{kipTest(next, helios, 3, nextRequest), `jssmag.209.133 > helios.132: atp-req* 12267<0-7> 0xae030002`},
	} {
		if got := printRaw(manPagePrinter(t), c.packet); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// TestNFSCallsBounded floods the table of calls and checks that the newest call is still answered.
func TestNFSCallsBounded(t *testing.T) {
	var s nfsState
	client, server := []byte{10, 0, 0, 1}, []byte{10, 0, 0, 2}
	for xid := range uint32(100000) {
		s.remember(xid, 3, xid%22, client, server)
		if c := s.find(xid, client, server); c == nil || c.proc != xid%22 {
			t.Fatal("lost call", xid)
		}
	}
	if s.find(5, client, server) != nil || s.find(99999, server, client) != nil {
		t.Fatal("found a call that is not there")
	}
}
