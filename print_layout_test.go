package main

import (
	"strings"
	"testing"
)

// TestLayouts checks that what layouts name exists: letters behind %, tables, offsets.
func TestLayouts(t *testing.T) {
	checked := 0
	for _, kinds := range []string{rsvpObjects, rsvpParameters, lmpObjects, lmpSubobjects, lspPingKinds} {
		for kind := range strings.SplitSeq(kinds[1:], ";") {
			class, rest := layoutNumber(kind)
			ctype, rest := layoutNumber(rest)
			name, layout, ok := strings.Cut(rest, "|")
			if !ok || class > 255 || ctype > 255 || strings.ContainsAny(name, "%\n") {
				t.Errorf("%q is no kind", kind)
			}
			gotName, got, ok := layoutKind(kinds, byte(class), byte(ctype))
			if gotName != name || got != layout || !ok {
				t.Errorf("%d %d: got %q, %q", class, ctype, gotName, got)
			}
			checkLayout(t, layout)
			checked++
		}
	}
	if checked < 100 {
		t.Errorf("%d layouts only", checked)
	}
}

func checkLayout(t *testing.T, layout string) {
	t.Helper()
	for i := 0; i < len(layout); i++ {
		if layout[i] != '%' {
			continue
		}
		if i++; i >= len(layout) {
			t.Fatalf("%q ends in %%", layout)
		}
		switch verb := layout[i]; verb {
		case '@':
			if i++; i >= len(layout) || layout[i] < '0' {
				t.Fatalf("%q: no offset", layout)
			}
		case 'T', 'Q', 'S', 'N', 'P', 'F', 'G', 'K':
			i++
			if i >= len(layout) || layout[i] >= 'A' && layoutTables[layout[i]-'A'] == "" {
				t.Fatalf("%q: no table", layout)
			}
		default:
			if strings.IndexByte(layoutSizes, verb)&1 != 0 {
				t.Errorf("%q: %%%c is nothing", layout, verb)
			}
		}
	}
}

// TestLayoutTables checks that the names of the tables are in the form that layoutName reads.
func TestLayoutTables(t *testing.T) {
	for i, table := range layoutTables {
		if table == "" {
			continue
		}
		for k, entry := range strings.Split(table, "|") {
			if _, name := layoutNumber(entry); k > 0 && (entry[0] < '0' || entry[0] > '9' || name == "") {
				t.Errorf("table %c: %q", 'A'+i, entry)
			}
		}
	}
}

// TestLayoutText shows each kind of thing that a layout prints.
func TestLayoutText(t *testing.T) {
	p := testPrinter(t, []string{"-n"})
	in := "\x0a\x00\x00\x01\x00\x07\x00\x00\x00\x05\xff\x01\x02\x49\x74\x24\x00"
	for _, tt := range []struct{ layout, want string }{
		{"%4 %h %w %B %b %b", "10.0.0.1 7 5 0xff 1 2"},
		{"\n%i%@6\r%M %D", "\n  10.0.0.1 (0x0a000001)\n\t0x00000005 (5) 4278256201 (0xff010249)"},
		{"%@=%R; %@=%m; %@=%r", "8 Mbps; 8.000 Mbps; 1000000"},
		{"%@;%SA, %TA, %NA, %@;%Fb", "Path, Resv, unknown, type: 73 (73), Verify all links"},
		{"%@3%Sa %@:%T0 %N1 %x", "Control Channel ID Unknown Packet-Switch Capable-1 (1) 0x2"},
		{"*\n%L: %w", "\n  1: 167772161\n  2: 458752\n  3: 392961\n  4: 38368292"},
	} {
		p.out, p.in, p.cut = p.out[:0], []byte(in), -1
		p.layout(tt.layout, "\n  ", 0)
		if got := string(p.out); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.layout, got, tt.want)
		}
	}
}

// TestLayoutShort checks that nothing is left of a line that is not all there.
func TestLayoutShort(t *testing.T) {
	p := testPrinter(t, []string{"-n"})
	p.out, p.in, p.cut = nil, []byte("\x00\x01\x02"), -1
	p.layout("\nA: %b\nB: %h, C: %h", "\n", 0)
	if got := string(p.out[:p.cut]); got != "\nA: 0" {
		t.Errorf("%q", got)
	}
	if n := layoutLen("%@5%w%@0%b*%h"); n != 9 {
		t.Errorf("length %d", n)
	}
}
