package main

import (
	"encoding/binary"
	"strings"
	"testing"
)

// escapeFrame is a protocol that prints text and is not reached by UDP or TCP alone, or whose text has lengths around it.
// packet makes one with the text in it, which is three bytes long: a letter, any byte, a letter.
type escapeFrame struct {
	name   string
	link   int
	packet func(text string) []byte
	quiet  bool // the text is printed in another form, or with less than -vvv
}

func escapeEther(etherType uint16, payload string) []byte {
	b := []byte{2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, byte(etherType >> 8), byte(etherType)}
	return append(b, payload...)
}

// escapeLLC is a frame of 802.3 with an LLC header, behind which a SNAP header may stand.
func escapeLLC(payload string) []byte { return escapeEther(uint16(len(payload)), payload) }

func escapeIP4(proto byte, payload string) []byte {
	b := make([]byte, 20, 20+len(payload))
	b[0], b[8], b[9] = 0x45, 64, proto
	copy(b[12:], []byte{192, 0, 2, 1, 192, 0, 2, 2})
	binary.BigEndian.PutUint16(b[2:], uint16(20+len(payload)))
	return append(b, payload...)
}

func escapeIP6(proto byte, payload string) []byte {
	b := make([]byte, 40, 40+len(payload))
	b[0], b[6], b[7], b[8], b[23], b[24], b[39] = 0x60, proto, 255, 0xfe, 1, 0xff, 1
	binary.BigEndian.PutUint16(b[4:], uint16(len(payload)))
	return append(b, payload...)
}

func escapeUDP(port uint16, payload string) []byte {
	return escapeTransport(ipProtoUDP, port, []byte(payload))
}
func escapeTCP(port uint16, payload string) []byte {
	return escapeTransport(ipProtoTCP, port, []byte(payload))
}

func escapeZeros(n int) string { return strings.Repeat("\x00", n) }

// escapeRADIUS is a request with one attribute.
func escapeRADIUS(attribute string) []byte {
	return escapeUDP(1812, "\x01\x01\x00"+string([]byte{byte(20 + len(attribute))})+escapeZeros(16)+attribute)
}

// escapeBOOTP is a DHCP message with one option.
func escapeBOOTP(option string) []byte {
	return escapeTransportPorts(68, 67, "\x01\x01\x06\x00"+escapeZeros(232)+"\x63\x82\x53\x63\x35\x01\x01"+option+"\xff")
}

func escapeTransportPorts(src, dst uint16, payload string) []byte {
	b := escapeUDP(dst, payload)
	binary.BigEndian.PutUint16(b[20:], src)
	return b
}

// escapeLLDP has the TLVs that must be there, and one more.
func escapeLLDP(tlv string) []byte {
	return escapeEther(0x88cc, "\x02\x07\x04\x02\x00\x00\x00\x00\x01\x04\x03\x05e0\x06\x02\x00\x78"+tlv+"\x00\x00")
}

// escapeWide has each byte of the text at the end of a word.
func escapeWide(text string, words int) (wide string) {
	for i := range words {
		wide += "\x00\x00\x00"
		if i < len(text) {
			wide += text[i : i+1]
		} else {
			wide += "\x00"
		}
	}
	return wide
}

var escapeFrames = []escapeFrame{
	{"SNMP community", linkRaw, func(s string) []byte {
		return escapeUDP(161, "\x30\x1b\x02\x01\x00\x04\x03"+s+"\xa0\x11\x02\x01\x01\x02\x01\x00\x02\x01\x00\x30\x06\x30\x04\x06\x00\x05\x00")
	}, false},
	{"CDP device", linkEthernet, func(s string) []byte {
		return escapeLLC("\xaa\xaa\x03\x00\x00\x0c\x20\x00\x02\xb4\x00\x00\x00\x01\x00\x07" + s + "\x00\x16\x00\x08\x01" + s)
	}, false},
	{"VTP domain", linkEthernet, func(s string) []byte {
		return escapeLLC("\xaa\xaa\x03\x00\x00\x0c\x20\x03\x01\x01\x00\x03" + s + escapeZeros(29) + escapeZeros(36))
	}, false},
	{"VTP network", linkEthernet, func(s string) []byte {
		return escapeLLC("\xaa\xaa\x03\x00\x00\x0c\x20\x03\x01\x02\x01\x03abc" + escapeZeros(29) + escapeZeros(4) +
			"\x10\x00\x01\x03\x00\x01\x05\xdc\x00\x01\x86\xa1" + s + "\x00")
	}, false},
	{"LLDP system name", linkEthernet, func(s string) []byte { return escapeLLDP("\x0a\x03" + s) }, false},
	{"LLDP management OID", linkEthernet, func(s string) []byte {
		return escapeLLDP("\x10\x0f\x05\x01\xc0\x00\x02\x01\x02\x00\x00\x00\x01\x03" + s)
	}, false},
	{"LLDP inventory", linkEthernet, func(s string) []byte { return escapeLLDP("\xfe\x07\x00\x12\xbb\x05" + s) }, false},
	{"LLDP ELIN", linkEthernet, func(s string) []byte { return escapeLLDP("\xfe\x08\x00\x12\xbb\x03\x03" + s) }, false},
	{"LLDP civic location", linkEthernet, func(s string) []byte {
		return escapeLLDP("\xfe\x0f\x00\x12\xbb\x03\x02\x08\x00DE\x01\x03" + s + "\x00")
	}, false},
	{"LLDP country", linkEthernet, func(s string) []byte {
		return escapeLLDP("\xfe\x0f\x00\x12\xbb\x03\x02\x08\x00" + s[:2] + "\x01\x03abc\x00")
	}, true},
	{"CDP location", linkEthernet, func(s string) []byte {
		return escapeLLC("\xaa\xaa\x03\x00\x00\x0c\x20\x00\x02\xb4\x00\x00\x00\x17\x00\x08\x01" + s)
	}, false},
	{"EAP notification", linkEthernet, func(s string) []byte { return escapeEther(0x888e, "\x01\x00\x00\x08\x01\x01\x00\x08\x02"+s) }, false},
	{"EAP identity", linkEthernet, func(s string) []byte { return escapeEther(0x888e, "\x01\x00\x00\x08\x02\x01\x00\x08\x01"+s) }, false},
	{"IS-IS password", linkEthernet, func(s string) []byte {
		return escapeLLC("\xfe\xfe\x03\x83\x1b\x01\x00\x14\x01\x00\x00\x00\x21\x04\xb0" + escapeZeros(15) + "\x0a\x04\x01" + s)
	}, false},
	{"IS-IS host name", linkEthernet, func(s string) []byte {
		return escapeLLC("\xfe\xfe\x03\x83\x1b\x01\x00\x14\x01\x00\x00\x00\x20\x04\xb0" + escapeZeros(15) + "\x89\x03" + s)
	}, false},
	{"LCP identification", linkPPP, func(s string) []byte { return []byte("\xc0\x21\x0c\x01\x00\x0b\x00\x00\x00\x00" + s) }, false},
	{"CHAP name", linkPPP, func(s string) []byte { return []byte("\xc2\x23\x01\x01\x00\x09\x01\x41" + s) }, false},
	{"CHAP message", linkPPP, func(s string) []byte { return []byte("\xc2\x23\x03\x01\x00\x07" + s) }, false},
	{"PAP peer", linkPPP, func(s string) []byte { return []byte("\xc0\x23\x01\x01\x00\x0a\x03" + s + "\x01p") }, false},
	{"MFR link", linkMfr, func(s string) []byte { return []byte("\xe2\x00\x01\x01\x05" + s) }, false},
	{"PF log interface", linkPflog, func(s string) []byte {
		return append([]byte("\x3d\x63\x00\x00"+s+escapeZeros(13)+s+escapeZeros(13)+escapeZeros(4)+escapeZeros(4)+escapeZeros(16)+"\x01\x00\x00\x00"), escapeIP4(17, escapeZeros(8))...)
	}, false},
	{"OSPF password", linkRaw, func(s string) []byte {
		return escapeIP4(89, "\x02\x01\x00\x2c\x01\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x01"+s+escapeZeros(5)+"\xff\xff\xff\x00\x00\x0a\x02\x01\x00\x00\x00\x28"+escapeZeros(8))
	}, false},
	{"VRRP password", linkRaw, func(s string) []byte {
		return escapeIP4(112, "\x21\x01\x64\x01\x01\x01\x00\x00\xc0\x00\x02\x01"+s+escapeZeros(5))
	}, false},
	{"ICMPv6 captive portal", linkRaw, func(s string) []byte {
		return escapeIP6(58, "\x86\x00\x00\x00\x40\x00\x07\x08"+escapeZeros(8)+"\x25\x01"+s+escapeZeros(3))
	}, true},
	{"ICMPv6 search list", linkRaw, func(s string) []byte {
		return escapeIP6(58, "\x86\x00\x00\x00\x40\x00\x07\x08"+escapeZeros(8)+"\x1f\x02\x00\x00\x00\x00\x00\x3c\x03"+s+escapeZeros(4))
	}, false},
	{"ICMPv6 node name", linkRaw, func(s string) []byte {
		return escapeIP6(58, "\x8c\x00\x00\x00\x00\x02\x00\x00"+escapeZeros(8)+escapeZeros(4)+"\x03"+s+"\x00\x00")
	}, true},
	{"ICMPv6 node asked for", linkRaw, func(s string) []byte {
		return escapeIP6(58, "\x8b\x01\x00\x00\x00\x02\x00\x00"+escapeZeros(8)+"\x03"+s)
	}, false},
	{"DHCP client identifier", linkRaw, func(s string) []byte { return escapeBOOTP("\x3d\x04\x00" + s) }, false},
	{"DHCP domain name", linkRaw, func(s string) []byte { return escapeBOOTP("\x51\x06\x00\x00\x00" + s) }, false},
	{"DHCP relay circuit", linkRaw, func(s string) []byte { return escapeBOOTP("\x52\x05\x01\x03" + s) }, false},
	{"DHCP host", linkRaw, func(s string) []byte { return escapeBOOTP("\x0c\x03" + s) }, false},
	{"DHCP redirection", linkRaw, func(s string) []byte { return escapeBOOTP("\x8f\x05\x00\x03" + s) }, true},
	{"BOOTP server", linkRaw, func(s string) []byte {
		return escapeTransportPorts(67, 68, "\x02\x01\x06\x00"+escapeZeros(40)+s+escapeZeros(61)+s+escapeZeros(125)+escapeZeros(64))
	}, false},
	{"DHCPv6 identifier", linkRaw, func(s string) []byte {
		return escapeTransportPorts(546, 547, "\x01\x00\x00\x01\x00\x10\x00\x09\x00\x00\x00\x09\x00\x03"+s)
	}, true},
	{"DNS extended error", linkRaw, func(s string) []byte {
		return escapeUDP(53, "\x12\x34\x81\x80\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x29\x10\x00\x00\x00\x00\x00\x00\x09\x00\x0f\x00\x05\x00\x00"+s)
	}, false},
	{"DNS of any type", linkRaw, func(s string) []byte {
		return escapeUDP(53, "\x12\x34\x81\x80\x00\x00\x00\x01\x00\x00\x00\x00\x01x\x00\x00\x68\x00\x01\x00\x00\x00\x01\x00\x03"+s)
	}, false},
	{"Kerberos 4", linkRaw, func(s string) []byte {
		return escapeUDP(750, "\x04\x02"+s+"\x00\x00realm\x00\x00\x00\x00\x00\x01"+s+"\x00"+s+"\x00")
	}, false},
	{"L2TP host", linkRaw, func(s string) []byte {
		return escapeUDP(1701, "\xc8\x02\x00\x1d\x00\x00\x00\x00\x00\x00\x00\x00\x80\x08\x00\x00\x00\x00\x00\x01\x80\x09\x00\x00\x00\x07"+s)
	}, false},
	{"L2TP result", linkRaw, func(s string) []byte {
		return escapeUDP(1701, "\xc8\x02\x00\x21\x00\x00\x00\x00\x00\x00\x00\x00\x80\x08\x00\x00\x00\x00\x00\x04\x80\x0d\x00\x00\x00\x01\x00\x01\x00\x01"+s)
	}, false},
	{"RADIUS user", linkRaw, func(s string) []byte { return escapeRADIUS("\x01\x05" + s) }, false},
	{"RADIUS tunnel", linkRaw, func(s string) []byte { return escapeRADIUS("\x52\x06\x01" + s) }, false},
	{"RADIUS vendor", linkRaw, func(s string) []byte { return escapeRADIUS("\x1a\x0b\x00\x00\x00\x09\x01\x05" + s) }, false},
	{"IKE identity", linkRaw, func(s string) []byte {
		return escapeUDP(500, escapeZeros(16)+"\x05\x10\x02\x00\x00\x00\x00\x00\x00\x00\x00\x27\x00\x00\x00\x0b\x02\x00\x00\x00"+s)
	}, false},
	{"IKEv2 identity", linkRaw, func(s string) []byte {
		return escapeUDP(500, escapeZeros(16)+"\x23\x20\x23\x08\x00\x00\x00\x01\x00\x00\x00\x27\x00\x00\x00\x0b\x02\x00\x00\x00"+s)
	}, true},
	{"IPX service", linkEthernet, func(s string) []byte {
		return escapeEther(0x8137, "\xff\xff\x00\x60\x00\x04"+escapeZeros(4)+"\xff\xff\xff\xff\xff\xff\x04\x52"+escapeZeros(10)+"\x04\x52"+"\x00\x02\x00\x04"+s+escapeZeros(45)+escapeZeros(14))
	}, false},
	{"AFS name", linkRaw, func(s string) []byte {
		return escapeTransportPorts(7001, 7002, escapeZeros(12)+"\x00\x00\x00\x01\x00\x00\x00\x01\x01\x01\x00\x00\x00\x00\x00\x49"+
			"\x00\x00\x01\xf8\x00\x00\x00\x01"+escapeWide(s, 64))
	}, false},
	{"lwres name", linkRaw, func(s string) []byte {
		return escapeUDP(921, "\x00\x00\x00\x27\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x10\x00"+
			"\x00\x00\x00\x00\x00\x00\x00\x01\x00\x03"+s+"\x00")
	}, false},
	{"OLSR name", linkRaw, func(s string) []byte {
		return escapeUDP(698, "\x00\x2c\x00\x01\x82\x01\x00\x28\xc0\x00\x02\x01\x01\x00\x00\x01"+"\x00\x01\x00\x01"+"\x00\x00\x00\x03"+"\xc0\x00\x02\x01"+s+escapeZeros(13))
	}, false},
	{"RPKI error", linkRaw, func(s string) []byte {
		return escapeTCP(323, "\x01\x0a\x00\x01\x00\x00\x00\x13\x00\x00\x00\x00\x00\x00\x00\x03"+s)
	}, false},
	{"zephyr instance", linkRaw, func(s string) []byte {
		return escapeUDP(2104, "ZEPH0.2\x000x00000015\x000x00000002\x000x00\x000x00\x000x0\x000x0\x00USER_LOCATE\x00"+s+"\x00op\x00sender\x00recipient\x00format\x00")
	}, true},
	{"LDP interface", linkRaw, func(s string) []byte {
		return escapeTCP(646, "\x00\x01\x00\x22\xc0\x00\x02\x01\x00\x00\x04\x00\x00\x18\x00\x00\x00\x01\x01\x00\x00\x10"+
			"\x80\x00\x05\x08\x00\x00\x00\x01\x00\x00\x00\x01\x03\x05"+s+"\x00")
	}, true},
	{"whiteboard", linkRaw, func(s string) []byte {
		return escapeUDP(4567, escapeZeros(8)+"\x01\x00\x00\x00"+escapeZeros(8)+escapeZeros(8)+"\x00\x00\x00\x00"+s+"\x00")
	}, true},
}

// TestEveryByteOfFrames is TestEveryByteOfText for the protocols of escapeFrames.
func TestEveryByteOfFrames(t *testing.T) {
	for _, style := range escapeStyles {
		p := testPrinter(t, style)
		for _, frame := range escapeFrames {
			for v := range 256 {
				out := escapePrint(t, p, frame.link, frame.packet("a"+string([]byte{byte(v)})+"z"), frame.name)
				if v == 'Q' && !frame.quiet && style[len(style)-1] == "-vvv" && !strings.Contains(out, "aQz") {
					t.Errorf("%s, %v: the text is not printed: %s", frame.name, style, out)
				}
			}
		}
	}
}

// TestEveryByteOfSource is about text that comes beside the packets: comments and interfaces of savefiles, names of
// interfaces.
func TestEveryByteOfSource(t *testing.T) {
	all := make([]byte, 0, 256)
	for v := range 256 {
		all = append(all, byte(v))
	}
	for _, style := range escapeStyles {
		p := testPrinter(t, append([]string{"-i", "a", "-i", "b"}, style...))
		p.ifNameOf = func(pk *packet, _ int) string { return pk.ifName }
		for _, link := range []int{linkRaw, linkLinuxSLL2} {
			pk := packet{data: make([]byte, 40), wireLen: 40, linkType: link, sec: 1, ifName: string(all), comment: string(all)}
			p.out = p.out[:0]
			p.packet(&pk, 1)
			for at, c := range p.out {
				if c < ' ' && c != '\n' && c != '\t' || c >= 0x7f {
					t.Fatalf("%v: raw byte %#02x at %d of %q", style, c, at, p.out)
				}
			}
			if !strings.Contains(string(p.out), "^[") {
				t.Errorf("%v: no name in %q", style, p.out)
			}
		}
	}
}
