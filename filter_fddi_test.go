// FDDI filters: no frame is taken for an Ethernet packet that is none.

package main

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
)

// TestFilterFDDI runs expressions on frames of all kinds which have an Ethernet type's number where a SNAP header has it,
// as they are run on packets, and in the form that -d shows, which is libpcap's and accepts too much.
func TestFilterFDDI(t *testing.T) {
	const addrs = "\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01"
	ip := string(defragTestIP4(1, ipProtoUDP, nil, defragTestUDP(20)))
	frames := []struct{ name, bytes string }{
		{"snap ip", "\x50" + addrs + "\xaa\xaa\x03\x00\x00\x00\x08\x00" + ip},
		{"snap ip, synchronous", "\xd7" + addrs + "\xaa\xaa\x03\x00\x00\xf8\x08\x00" + ip},
		{"iso clns", "\x50" + addrs + "\xfe\xfe\x03\x81\x1b\x01\x08\x00" + ip},
		{"other organisation", "\x50" + addrs + "\xaa\xaa\x03\x08\x00\x07\x08\x00" + ip},
		{"snap, but no ui", "\x50" + addrs + "\xaa\xaa\xf3\x00\x00\x00\x08\x00" + ip},
		{"station management", "\x41" + addrs + "\xaa\xaa\x03\x00\x00\x00\x08\x00" + ip},
		{"token", "\x80" + addrs + "\xfe\xfe\x03\x00\x00\x00\x08\x00" + ip},
		{"appletalk", "\x51" + addrs + "\xaa\xaa\x03\x08\x00\x07\x80\x9b" + ip},
		{"cut", "\x50" + addrs + "\xaa\xaa\x03\x00\x00"},
	}
	for _, c := range []struct {
		expr        string
		run, libcap string // a letter for each frame
	}{
		{"ip", "yy.......", "yyyyyyy.."},
		{"udp port 1000", "yy.......", "yyyyyyy.."},
		{"host 10.0.0.1", "yy.......", "yyyyyyy.."},
		{"ip[9] = 17", "yy.......", "yyyyyyy.."},
		{"not ip", "..yyyyyyy", ".......yy"},
		{"ether proto 0x800", "yy.......", "yyyyyyy.."},
		{"iso", "..y......", "..y...y.."},
		{"atalk", ".......y.", ".......y."},
		{"fddi multicast", ".........", "........."},
		{"ether[0] & 0xf8 = 0x50", "y.yyy..yy", "y.yyy..yy"},
	} {
		for _, way := range []struct {
			check bool
			want  string
		}{{true, c.run}, {false, c.libcap}} {
			for _, optimize := range []bool{true, false} {
				text, _, err := compileFilter(c.expr, &filterEnv{linkType: linkFDDI, snapLen: 100, savefile: true, noMask: true, optimize: optimize, checkLLC: way.check})
				if err != nil {
					t.Fatal(c.expr, err)
				}
				prog, err := newBPFProgram(text)
				if err != nil {
					t.Fatal(c.expr, err)
				}
				got := ""
				for _, f := range frames {
					if prog.run([]byte(f.bytes), len(f.bytes), nil) > 0 {
						got += "y"
					} else {
						got += "."
					}
				}
				// A reading beyond the end of the cut frame rejects it, also behind "not".
				if got = got[:8] + "?"; got != way.want[:8]+"?" {
					t.Errorf("%s, check %v: %s, not %s", c.expr, way.check, got, way.want)
				}
			}
		}
	}

	// And so it is in the program: what is filtered is not what -d shows.
	o := binary.LittleEndian
	b := testHeader(o, pcapMagic, 2, 4, 65535, linkFDDI)
	for i, f := range frames {
		b = append(b, testRecord(o, uint32(i), 0, uint32(len(f.bytes)), uint32(len(f.bytes)), []byte(f.bytes))...)
	}
	name := filepath.Join(t.TempDir(), "fddi.pcap")
	if err := os.WriteFile(name, b, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, out, diag := runProgram(t, "", "--count", "-r", name, "udp"); out != "2 packets\n" {
		t.Errorf("%s%s", out, diag)
	}
	if _, out, _ := runProgram(t, "", "-d", "-r", name, "ip"); out != "(000) ldh      [19]\n(001) jeq      #0x800           jt 2\tjf 3\n(002) ret      #65535\n(003) ret      #0\n" {
		t.Error(out)
	}
}
