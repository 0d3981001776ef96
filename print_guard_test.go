package main

import "testing"

// TestPrinterGuard: a bug in a dissector costs one line, not the capture; without the guard it is not hidden.
func TestPrinterGuard(t *testing.T) {
	p := testPrinter(t, []string{"-t", "-n"})
	good := packet{data: []byte{4 << 4, 0}, wireLen: 2, linkType: linkRaw, sec: 1}
	bad := packet{data: make([]byte, 40), wireLen: 40, linkType: linkLinuxSLL2, sec: 1}
	p.ifNameOf = func(*packet, int) string { panic("a bug") }

	p.guard = true
	for _, pk := range []*packet{&good, &bad, &good} {
		p.packet(pk, 1)
	}
	if want := "IP  [header length 0 < 20] (invalid)\n [printer error]\nIP  [header length 0 < 20] (invalid)\n"; string(p.out) != want {
		t.Errorf("got %q, want %q", p.out, want)
	}

	p.guard = false
	defer func() {
		if recover() == nil {
			t.Error("the panic was hidden")
		}
	}()
	p.packet(&bad, 1)
}
