package main

import (
	"encoding/binary"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// testDNS is a name server on the loopback interface. It answers each question with what answer returns for it: records
// of the type asked for, with rcode; nothing at all if it returns drop.
type testDNS struct {
	conn  net.PacketConn
	asked atomic.Int32
}

type testAnswer struct {
	data  [][]byte
	rcode byte
	drop  bool
}

func startDNS(t *testing.T, answer func(name string, qtype uint16) testAnswer) *testDNS {
	t.Helper()
	return startDNSAt(t, "127.0.0.1:0", answer)
}

func startDNSAt(t *testing.T, address string, answer func(name string, qtype uint16) testAnswer) *testDNS {
	t.Helper()
	conn, err := net.ListenPacket("udp", address)
	if err != nil {
		t.Skip("no UDP on the loopback interface:", err)
	}
	s := &testDNS{conn: conn}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if reply := s.reply(buf[:n], answer); reply != nil {
				conn.WriteTo(reply, from)
			}
		}
	}()
	return s
}

func (s *testDNS) reply(q []byte, answer func(name string, qtype uint16) testAnswer) []byte {
	if len(q) < 12 {
		return nil
	}
	var labels []string
	i := 12
	for i < len(q) && q[i] != 0 {
		n := int(q[i])
		labels = append(labels, string(q[i+1:i+1+n]))
		i += 1 + n
	}
	qtype := binary.BigEndian.Uint16(q[i+1:])
	end := i + 5
	s.asked.Add(1)
	a := answer(strings.Join(labels, "."), qtype)
	if a.drop {
		return nil
	}
	r := append([]byte(nil), q[:end]...)
	r[2], r[3] = 0x81, 0x80|a.rcode
	binary.BigEndian.PutUint16(r[6:], uint16(len(a.data)))
	binary.BigEndian.PutUint32(r[8:], 0)
	for _, d := range a.data {
		r = append(r, 0xc0, 12, byte(qtype>>8), byte(qtype), 0, 1, 0, 0, 0, 60, byte(len(d)>>8), byte(len(d)))
		r = append(r, d...)
	}
	return r
}

// use makes the tables ask this server.
func (s *testDNS) use(names *nameTables) {
	names.dns.servers = []unix.Sockaddr{s.sockaddr()}
}

func (s *testDNS) sockaddr() unix.Sockaddr {
	a := s.conn.LocalAddr().(*net.UDPAddr)
	return &unix.SockaddrInet4{Port: a.Port, Addr: [4]byte{127, 0, 0, 1}}
}

func wireName(name string) (b []byte) {
	for l := range strings.SplitSeq(name, ".") {
		b = append(b, byte(len(l)))
		b = append(b, l...)
	}
	return append(b, 0)
}

func TestHostNames(t *testing.T) {
	server := startDNS(t, func(name string, qtype uint16) testAnswer {
		switch name {
		case "7.2.0.192.in-addr.arpa":
			return testAnswer{data: [][]byte{wireName("seven.example.net")}}
		case "8.2.0.192.in-addr.arpa":
			return testAnswer{data: [][]byte{wireName("\x1b[2J.evil.example"), wireName("eight.example.net")}}
		case "9.2.0.192.in-addr.arpa":
			return testAnswer{data: [][]byte{wireName("10.0.0.1")}}
		case "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa":
			return testAnswer{data: [][]byte{wireName("six_1.example.net")}}
		}
		return testAnswer{rcode: 3}
	})
	names := nameFiles(t, map[string]string{"hosts": "10.0.0.1 ten.example.net ten\n10.0.0.1 late\nfe80::1%lo zone\n" +
		"2001:db8::2 two6\n10.0.0.2\n10.0.0.3 \x1b[2J\nff02::1 ip6-allnodes\n"})
	server.use(names)
	for range 2 { // the second time from the cache
		for _, c := range []struct{ addr, want string }{
			{"10.0.0.1", "ten.example.net"}, {"10.0.0.2", ""}, {"10.0.0.3", ""}, {"192.0.2.7", "seven.example.net"},
			{"192.0.2.8", "eight.example.net"}, {"192.0.2.9", ""}, {"192.0.2.10", ""}, {"2001:db8::1", "six_1.example.net"},
			{"2001:db8::2", "two6"}, {"ff02::1", "ip6-allnodes"}, {"fe80::1", ""}, {"0.0.0.0", ""}, {"::", ""},
		} {
			ip := net.ParseIP(c.addr)
			if ip4 := ip.To4(); ip4 != nil {
				ip = ip4
			}
			if got := names.hostName(ip); got != c.want {
				t.Errorf("%s is %q, want %q", c.addr, got, c.want)
			}
		}
		if got := server.asked.Load(); got != 7 {
			t.Errorf("%d questions, want 7", got)
		}
	}
	if names.hostName(nil) != "" || names.hostName(make([]byte, 5)) != "" {
		t.Error("name of no address")
	}
}

func TestHostNameOptions(t *testing.T) {
	names := nameFiles(t, map[string]string{"hosts": "10.0.0.1 ten.example.net\n11.0.0.1 eleven\n2001:db8::1 six.example.net\n"})
	names.dns.servers = []unix.Sockaddr{}
	names.noDomain, names.foreignNum = true, true
	names.localNets = []ip4Net{{0x0a000000, 0xff000000}}
	if got := names.hostName([]byte{10, 0, 0, 1}); got != "ten" {
		t.Errorf("local: %q", got)
	}
	if got := names.hostName([]byte{11, 0, 0, 1}); got != "" {
		t.Errorf("foreign: %q", got)
	}
	if got := names.hostName(net.ParseIP("2001:db8::1")); got != "six" {
		t.Errorf("IPv6: %q", got)
	}
}

// A server that does not answer costs a bounded time, and is left alone after a few tries.
func TestSilentDNS(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	t.Parallel()
	server := startDNS(t, func(string, uint16) testAnswer { return testAnswer{drop: true} })
	names := nameFiles(t, map[string]string{"hosts": "10.0.0.1 ten\n"})
	server.use(names)
	names.dns.strikes = dnsMaxStrikes - 1
	begin := time.Now()
	if got := names.hostName([]byte{192, 0, 2, 1}); got != "" {
		t.Error("name", got)
	}
	if took := time.Since(begin); took > dnsReverseTime+500*time.Millisecond {
		t.Errorf("one name took %v", took)
	}
	asked := server.asked.Load()
	begin = time.Now()
	for i := range 1000 {
		names.hostName([]byte{192, 0, byte(3 + i>>8), byte(i)})
	}
	if took := time.Since(begin); took > 500*time.Millisecond || server.asked.Load() != asked {
		t.Errorf("in the pause: %v, %d questions", took, server.asked.Load()-asked)
	}
	if got := names.hostName([]byte{10, 0, 0, 1}); got != "ten" {
		t.Errorf("hosts file in the pause: %q", got)
	}
	// When the pause is over, one question decides.
	names.dns.until = time.Now()
	names.hostName([]byte{192, 0, 9, 1})
	if names.dns.until.Before(time.Now().Add(dnsFirstPause)) {
		t.Error("no second, longer pause")
	}
}

func TestDNSJudge(t *testing.T) {
	var d dnsClient
	for range 10 {
		d.judge(false, 0)
		d.judge(true, 0)
	}
	if !d.until.IsZero() {
		t.Error("paused although every second question was answered")
	}
	for range dnsMaxStrikes {
		d.judge(true, dnsSlow) // answered, but late
	}
	if d.until.IsZero() || d.pause != dnsFirstPause {
		t.Error("not paused", d.pause)
	}
	for range 20 {
		d.judge(false, 0)
	}
	if d.pause != dnsMaxPause {
		t.Error("pause", d.pause)
	}
	d.judge(true, 0)
	if d.pause != 0 {
		t.Error("pause after a good answer", d.pause)
	}
}

func TestLookupHost(t *testing.T) {
	server := startDNS(t, func(name string, qtype uint16) testAnswer {
		name = strings.ToLower(name)
		switch {
		case name == "two.example.net" && qtype == 1:
			return testAnswer{data: [][]byte{{192, 0, 2, 9}, {192, 0, 2, 1}, {192, 0, 2, 9}}}
		case name == "two.example.net" && qtype == 28:
			return testAnswer{data: [][]byte{net.ParseIP("2001:db8::9")}}
		case name == "two.example.net":
			return testAnswer{}
		}
		return testAnswer{rcode: 3}
	})
	names := nameFiles(t, map[string]string{"hosts": "192.168.4.2 multi.Test m\n192.168.1.3 x multi.test # y\n2001:db8::2 multi.test\n" +
		"2001:db8::1 MULTI.TEST\nfe80::1%lo zoned\n"})
	server.use(names)
	ip4, ip6, err := names.lookupHost("Multi.test")
	if err != nil || len(ip4) != 2 || ip4[0] != 0xc0a80103 || ip4[1] != 0xc0a80402 || len(ip6) != 2 || ip6[0][15] != 1 {
		t.Errorf("hosts: %08x %x %v", ip4, ip6, err)
	}
	ip4, ip6, err = names.lookupHost("two.example.net")
	if err != nil || len(ip4) != 2 || ip4[0] != 0xc0000201 || ip4[1] != 0xc0000209 || len(ip6) != 1 || ip6[0][15] != 9 {
		t.Errorf("dns: %08x %x %v", ip4, ip6, err)
	}
	ip4, ip6, err = names.lookupHost("localhost")
	if err != nil || len(ip4) != 1 || ip4[0] != 0x7f000001 || len(ip6) != 1 || ip6[0][15] != 1 {
		t.Errorf("localhost: %08x %x %v", ip4, ip6, err)
	}
	for _, name := range []string{"nosuch.example.net.", "", "zoned", "y", "bad name", "\x00"} {
		if ip4, ip6, err := names.lookupHost(name); err == nil {
			t.Errorf("%q: %08x %x", name, ip4, ip6)
		}
	}
	asked := server.asked.Load()
	if _, _, err := names.lookupHost("host.invalid."); err == nil || server.asked.Load() != asked {
		t.Error("host.invalid. was asked for")
	}
}

func TestDNSPrintable(t *testing.T) {
	for name, want := range map[string]bool{
		"a": true, "host.example.net": true, "_x-1.example": true, "1.example": true, "": false, "10.0.0.1": false,
		"a.1": false, "a b": false, "a\x1b": false, "a\x80": false, `a\010.b`: false, "é": false, "a[": false, "@": false,
		strings.Repeat("a.", 127) + "a": false, "a.": false,
	} {
		if got := dnsPrintable(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

// The cache holds what it can, never more, and what is used often stays.
func TestHostCache(t *testing.T) {
	var c hostCache
	addr := func(i int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(i)) }
	if _, ok := c.get(addr(1)); ok {
		t.Error("found in an empty cache")
	}
	busy := addr(1 << 30)
	c.put(busy, "busy", hostForever)
	for i := range 100000 {
		c.put(addr(i), "x", hostForever)
		if name, ok := c.get(addr(i)); !ok || name != "x" {
			t.Fatalf("%d is lost at once", i)
		}
		if name, ok := c.get(busy); !ok || name != "busy" {
			t.Fatalf("the busy one is lost at %d", i)
		}
	}
	if len(c.entries) != hostCacheSets*hostCacheWays {
		t.Errorf("%d entries", len(c.entries))
	}
	found := 0
	for i := range 100000 {
		if _, ok := c.get(addr(i)); ok {
			found++
		}
	}
	if found < len(c.entries)/2 || found > len(c.entries) {
		t.Errorf("%d of %d entries are in use", found, len(c.entries))
	}
	// The same bytes as part of an IPv6 address are another address.
	six := append(addr(99999), make([]byte, 12)...)
	if _, ok := c.get(six); ok {
		t.Error("an IPv4 address was found as IPv6")
	}
	c.put(six, "six", hostForever)
	if name, _ := c.get(six); name != "six" {
		t.Error("IPv6", name)
	}
}

func TestHostCacheExpires(t *testing.T) {
	var c hostCache
	a := []byte{1, 2, 3, 4}
	c.put(a, "", time.Minute)
	for range 1000 {
		if _, ok := c.get(a); !ok {
			t.Fatal("expired at once")
		}
	}
	c.start = c.start.Add(-2 * time.Minute)
	lost := false
	for range 64 {
		if _, ok := c.get(a); !ok {
			lost = true
		}
	}
	if !lost {
		t.Error("not expired")
	}
}

func BenchmarkHostName(b *testing.B) {
	names := newNameTables(b.TempDir())
	names.dns.servers = []unix.Sockaddr{}
	names.cache.put([]byte{10, 0, 0, 1}, "ten", hostForever)
	b.ReportAllocs()
	for range b.N {
		names.hostName([]byte{10, 0, 0, 1})
	}
}
