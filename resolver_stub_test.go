package main

import (
	"encoding/binary"
	"io"
	"math/rand/v2"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func TestResolvConf(t *testing.T) {
	c := dnsStubParse("# x\nnameserver 192.0.2.1\r\n; y\nnameserver fe80::1%eth7\nnameserver nonsense\nsearch a.example. b.example\n"+
		"nameserver 192.0.2.3\nnameserver 192.0.2.4\noptions timeout:1 ndots:2\n",
		func(zone string) uint32 {
			if zone == "eth7" {
				return 7
			}
			return 0
		})
	if len(c.servers) != 3 || c.dots != 2 {
		t.Fatalf("%d servers, ndots %d", len(c.servers), c.dots)
	}
	if s, ok := c.servers[0].(*unix.SockaddrInet4); !ok || s.Addr != [4]byte{192, 0, 2, 1} || s.Port != 53 {
		t.Errorf("first: %+v", c.servers[0])
	}
	if s, ok := c.servers[1].(*unix.SockaddrInet6); !ok || s.Addr[0] != 0xfe || s.ZoneId != 7 {
		t.Errorf("second: %+v", c.servers[1])
	}
	for name, want := range map[string]string{
		"x": "x.a.example x.b.example x", "x.y": "x.y.a.example x.y.b.example x.y", "x.y.z": "x.y.z x.y.z.a.example x.y.z.b.example",
		"x.": "x",
	} {
		if got := strings.Join(c.names(name), " "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if c := dnsStubParse("", nil); len(c.servers) != 2 || c.dots != 1 {
		t.Errorf("of an empty file: %+v", c)
	}
}

// A server that is not there, one that is silent and one that has lost its mind cost a moment, then the third is asked.
func TestDNSServersInTurn(t *testing.T) {
	gone := startDNS(t, nil)
	at := gone.sockaddr()
	gone.conn.Close()
	silent := startDNS(t, func(string, uint16) testAnswer { return testAnswer{drop: true} })
	broken := startDNS(t, func(string, uint16) testAnswer { return testAnswer{rcode: 2} })
	good := startDNS(t, func(string, uint16) testAnswer {
		return testAnswer{data: [][]byte{wireName("third.example.net")}}
	})
	for what, servers := range map[string][]unix.Sockaddr{
		"gone": {at, good.sockaddr()}, "silent": {silent.sockaddr(), good.sockaddr()},
		"broken": {broken.sockaddr(), good.sockaddr()},
	} {
		d := dnsClient{servers: servers}
		begin := time.Now()
		if name, _ := d.reverse([]byte{192, 0, 2, 1}); name != "third.example.net" {
			t.Errorf("%s: name %q", what, name)
		}
		if took := time.Since(begin); took > dnsReverseTime*3/4 {
			t.Errorf("%s: took %v", what, took)
		}
	}
	d := dnsClient{servers: []unix.Sockaddr{at, broken.sockaddr()}}
	begin := time.Now()
	if name, life := d.reverse([]byte{192, 0, 2, 1}); name != "" || life != dnsFailLife || time.Since(begin) > dnsReverseTime/2 {
		t.Errorf("none knows: %q, %v, %v", name, life, time.Since(begin))
	}
}

// What does not fit into 512 octets is fetched over TCP.
func TestDNSOverTCP(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("no TCP on the loopback interface:", err)
	}
	defer l.Close()
	udp, err := net.ListenPacket("udp", l.Addr().String())
	if err != nil {
		t.Skip("no UDP on the same port:", err)
	}
	defer udp.Close()
	go func() {
		b := make([]byte, 512)
		for {
			n, from, err := udp.ReadFrom(b)
			if err != nil {
				return
			}
			b[2] = 0x82 // a truncated response
			udp.WriteTo(b[:n], from)
		}
	}()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			q := make([]byte, 512)
			io.ReadFull(c, q[:2])
			q = q[:binary.BigEndian.Uint16(q)]
			io.ReadFull(c, q)
			q[2], q[7] = 0x80, 100
			for i := range 100 {
				q = append(q, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 0, 0, byte(i))
			}
			c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(q))), q...))
			c.Close()
		}
	}()
	d := dnsClient{servers: []unix.Sockaddr{
		&unix.SockaddrInet4{Port: l.Addr().(*net.TCPAddr).Port, Addr: [4]byte{127, 0, 0, 1}}}}
	found, err := d.forward("many.example.net")
	if err != nil || len(found) != 100 && len(found) != 200 {
		t.Errorf("%d addresses, %v", len(found), err)
	}
}

// Whatever a server sends, and however it is cut, the walk over it ends within it.
func TestDNSHostileAnswers(t *testing.T) {
	q := dnsStubQuestion("a.example", 12)
	whole := append([]byte(nil), q...)
	whole[2], whole[7] = 0x80, 3
	for range 3 {
		whole = append(whole, 0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 60, 0, 6, 3, 'f', 'o', 'o', 0xc0, 12)
	}
	read := func(msg []byte) (names []string) {
		if !dnsStubAnswers(q, msg) {
			return nil
		}
		a := dnsStubAnswer{msg, len(q), int(binary.BigEndian.Uint16(msg[6:]))}
		for {
			_, at, ok := a.next(12)
			if !ok {
				return names
			}
			names = append(names, dnsStubName(msg, at))
		}
	}
	if got := read(whole); len(got) != 3 || got[2] != "foo.a.example" {
		t.Fatalf("names: %q", got)
	}
	for n := range whole {
		read(whole[:n:n])
	}
	loop := append(append([]byte(nil), whole...), 0)
	loop[len(q)+16], loop[len(q)+17] = 0xc0, byte(len(q)+12) // the name ends in itself
	if got := read(loop[:len(whole)]); len(got) != 3 || got[0] != "" {
		t.Errorf("loop: %q", got)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		msg := append([]byte(nil), whole...)
		for range 1 + r.IntN(4) {
			msg[12+r.IntN(len(msg)-12)] = byte(r.IntN(256))
		}
		copy(msg[12:], q[12:])
		read(msg)
	}
	for _, name := range []string{"", ".", "a..b", strings.Repeat("x", 64), strings.Repeat("x.", 200)} {
		if dnsStubQuestion(name, 1) != nil {
			t.Errorf("%q is a name", name)
		}
	}
}

// TestDNSSpoofed has somebody answer who was not asked, and a server answer what was not asked for.
func TestDNSSpoofed(t *testing.T) {
	server, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	stranger, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	go func() {
		q := make([]byte, 512)
		for {
			n, from, err := server.ReadFrom(q)
			if err != nil {
				return
			}
			answer := func(name string) []byte {
				m := append([]byte(nil), q[:n]...)
				m[2], m[3], m[7] = 0x81, 0x80, 1
				data := wireName(name)
				m = append(m, 0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 60, 0, byte(len(data)))
				return append(m, data...)
			}
			stranger.WriteTo(answer("stranger.example"), from)
			for i, bad := range []string{"number.example", "question.example", "query.example"} {
				m := answer(bad)
				switch i {
				case 0:
					m[1]++
				case 1:
					m[14]++ // in the name asked for
				case 2:
					m[2] &= 0x7f
				}
				server.WriteTo(m, from)
			}
			server.WriteTo(answer("good.example"), from)
		}
	}()
	names := nameFiles(t, nil)
	names.dns.servers = []unix.Sockaddr{&unix.SockaddrInet4{Port: server.LocalAddr().(*net.UDPAddr).Port, Addr: [4]byte{127, 0, 0, 1}}}
	if got := names.hostName([]byte{192, 0, 2, 1}); got != "good.example" {
		t.Errorf("%q", got)
	}
}

// FuzzDNSAnswer takes any message for an answer: the walk over it ends within it, and no name but an innocent one gets out.
func FuzzDNSAnswer(f *testing.F) {
	q := dnsStubQuestion("4.3.2.1.in-addr.arpa", 12)
	good := append([]byte(nil), q...)
	good[2], good[7] = 0x81, 2
	for range 2 {
		good = append(good, 0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 60, 0, 6, 3, 'f', 'o', 'o', 0xc0, 12)
	}
	f.Add(good[12:], uint16(2))
	f.Add(append(good[12:], good[len(q):]...), uint16(0xffff))
	f.Fuzz(func(t *testing.T, rest []byte, count uint16) {
		msg := append(append([]byte(nil), q[:12]...), rest...)
		msg[2], msg[6], msg[7] = 0x81, byte(count>>8), byte(count)
		if !dnsStubAnswers(q, msg) && len(rest) >= len(q)-12 {
			copy(msg[12:], q[12:])
		}
		if !dnsStubAnswers(q, msg) {
			return
		}
		a := dnsStubAnswer{msg, len(q), int(count)}
		for n := 0; ; n++ {
			data, at, ok := a.next(12)
			if !ok {
				break
			}
			if n > len(msg) || at+len(data) > len(msg) {
				t.Fatalf("record %d at %d", n, at)
			}
			name := dnsStubName(msg, at)
			if len(name) > 2*dnsStubNameLen {
				t.Fatalf("name of %d bytes", len(name))
			}
			if dnsPrintable(name) && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") != "" {
				t.Fatalf("%q", name)
			}
		}
		dnsStubParse(string(rest), func(string) uint32 { return 1 })
	})
}
