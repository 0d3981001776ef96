package main

import (
	"encoding/binary"
	"strings"
	"testing"
)

// escapeStyles are the ways to print text of packets: dissected, and as dumps.
var escapeStyles = [][]string{{"-n", "-vvv"}, {"-n", "-vvv", "-A"}, {"-n", "-X"}, {"-n", "--classic", "-vv"}, {"-n"}}

// escapeTransport wraps a payload into IPv4 and UDP or TCP.
func escapeTransport(proto byte, port uint16, payload []byte) []byte {
	b := make([]byte, 20, 20+20+len(payload))
	b[0], b[8], b[9] = 0x45, 64, proto
	copy(b[12:], []byte{192, 0, 2, 1, 192, 0, 2, 2})
	o := binary.BigEndian
	if proto == ipProtoUDP {
		b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
		o.PutUint16(b[24:], uint16(8+len(payload)))
	} else {
		b = append(b, make([]byte, 20)...)
		o.PutUint32(b[24:], 1)
		b[32], b[33] = 0x50, 0x18
	}
	o.PutUint16(b[20:], port)
	o.PutUint16(b[22:], port)
	b = append(b, payload...)
	o.PutUint16(b[2:], uint16(len(b)))
	return b
}

// escapeText is one protocol with a place for text.
type escapeText struct {
	name  string
	proto byte
	port  uint16
	head  string
	tail  string
	shown bool // text after the byte is printed, too, if the byte is a letter
}

var escapeTexts = []escapeText{
	{"HTTP request", ipProtoTCP, 80, "GET /a", "z HTTP/1.1\r\nHost: x\r\n\r\n", true},
	{"HTTP header", ipProtoTCP, 80, "HTTP/1.1 200 OK\r\nServer: a", "z\r\n\r\n", true},
	{"FTP", ipProtoTCP, 21, "USER a", "z\r\n", true},
	{"SMTP", ipProtoTCP, 25, "HELO a", "z\r\n", true},
	{"whois", ipProtoTCP, 43, "a", "z\r\n", false},
	{"SSH", ipProtoTCP, 22, "SSH-2.0-a", "z\r\n", true},
	{"RTSP", ipProtoTCP, 554, "DESCRIBE rtsp://a", "z RTSP/1.0\r\nCSeq: 1\r\n\r\n", true},
	{"SIP", ipProtoUDP, 5060, "INVITE sip:a", "z SIP/2.0\r\nVia: x\r\n\r\n", true},
	{"telnet", ipProtoTCP, 23, "\xff\xfa\x18\x00a", "z\xff\xf0", false},
	{"RESP", ipProtoTCP, 6379, "$3\r\na", "z\r\n", true},
	{"RESP line", ipProtoTCP, 6379, "+a", "z\r\n", true},
	{"BEEP", ipProtoTCP, 10288, "RPY 0 0 . 0 a", "z\r\n", false},
	{"syslog", ipProtoUDP, 514, "<34>a", "z: text", true},
	{"TFTP name", ipProtoUDP, 69, "\x00\x01a", "z\x00octet\x00", true},
	{"TFTP mode", ipProtoUDP, 69, "\x00\x01file\x00a", "z\x00", true},
	{"TFTP error", ipProtoUDP, 69, "\x00\x05\x00\x01a", "z\x00", true},
	{"DNS name", ipProtoUDP, 53, "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x03a", "z\x03com\x00\x00\x01\x00\x01", true},
	{"DNS TXT", ipProtoUDP, 53, "\x12\x34\x81\x80\x00\x00\x00\x01\x00\x00\x00\x00\x01x\x00\x00\x10\x00\x01\x00\x00\x00\x01\x00\x04\x03a", "z", true},
	{"mDNS", ipProtoUDP, 5353, "\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x03a", "z\x05local\x00\x00\x0c\x00\x01", true},
	{"timed", ipProtoUDP, 525, "\x01\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00a", "z\x00", false},
	{"zephyr", ipProtoUDP, 2104, "ZEPH0.2\x000x13\x000x2\x000x0\x00a", "z\x00class\x00", false},
	{"RADIUS", ipProtoUDP, 1812, "\x01\x01\x00\x19\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x05a", "z", true},
}

// TestEveryByteOfText puts every byte value into the text of every protocol that prints some: whatever is printed has
// no raw control byte, and a letter does come through, so that the text is printed at all.
func TestEveryByteOfText(t *testing.T) {
	for _, style := range escapeStyles {
		p := testPrinter(t, style)
		for _, text := range escapeTexts {
			for v := range 256 {
				payload := text.head + string([]byte{byte(v)}) + text.tail
				out := escapePrint(t, p, linkRaw, escapeTransport(text.proto, text.port, []byte(payload)), text.name)
				if v == 'Q' && text.shown && style[len(style)-1] == "-vvv" && !strings.Contains(out, "aQz") {
					t.Errorf("%s, %v: the text is not printed: %s", text.name, style, out)
				}
			}
		}
	}
}

// TestEveryBytePort is the same for every port that has a printer, with every byte value in a row.
func TestEveryBytePort(t *testing.T) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	payloads := [][]byte{all, append([]byte("GET / HTTP/1.0\r\nX: "), all...), append([]byte{0, 1}, all...), append([]byte("\x02"), all[128:]...)}
	for _, style := range escapeStyles {
		p := testPrinter(t, style)
		for port := range 1 << 16 {
			for _, payload := range payloads {
				if udpRank(uint16(port)) != udpRankNone {
					escapePrint(t, p, linkRaw, escapeTransport(ipProtoUDP, uint16(port), payload), "UDP")
				}
				if tcpRank(uint16(port)) != tcpRankNone {
					escapePrint(t, p, linkRaw, escapeTransport(ipProtoTCP, uint16(port), payload), "TCP")
				}
			}
		}
	}
}

// TestEveryByteOfPackets changes the bytes of packets at hand, one after the other, into those that a terminal obeys.
func TestEveryByteOfPackets(t *testing.T) {
	hostile := []byte("\x1b\x9b\x07\x08\r\x00\x7f\x84\xff\x0e")
	p := testPrinter(t, []string{"-n", "-vvv", "-e"})
	for _, name := range testSavefiles(t) {
		src := openTestSavefile(t, name)
		var pk packet
		for n := 0; n < 4 && src.next(&pk) == nil; n++ {
			data := append([]byte(nil), pk.data...)
			for i := 0; i < len(data); i += 1 + i/100 {
				was := data[i]
				data[i] = hostile[(i+n)%len(hostile)]
				escapePrint(t, p, pk.linkType, data, name)
				data[i] = was
			}
		}
		src.close()
	}
}

// escapePrint prints one packet and looks for raw bytes.
func escapePrint(t *testing.T, p *printer, linkType int, data []byte, what string) string {
	t.Helper()
	pk := packet{data: data, wireLen: len(data), linkType: linkType, sec: 1}
	p.out = p.out[:0]
	p.packet(&pk, 1)
	for at, c := range p.out {
		if c < ' ' && c != '\n' && c != '\t' || c >= 0x7f {
			t.Fatalf("%s: raw byte %#02x at %d of %q", what, c, at, p.out)
		}
	}
	return string(p.out)
}
