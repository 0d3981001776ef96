package main

import (
	"testing"
	"unsafe"
)

// TestMemoryLimit is about what the collector is told of machines of 16 MB, 48 MB and 24 GB.
func TestMemoryLimit(t *testing.T) {
	for _, test := range [][2]int64{{16 << 20, 4 << 20}, {48 << 20, 12 << 20}, {24 << 30, 6 << 30}} {
		if got := memoryLimit(uint64(test[0])); got != test[1] {
			t.Errorf("%d: %d, not %d", test[0], got, test[1])
		}
	}
}

// TestCodeSegments looks for the program's code and tables in what is given back after the start, and for none of what
// it writes to.
func TestCodeSegments(t *testing.T) {
	list := codeSegments()
	if testEmulator() == "" && len(list) == 0 {
		t.Fatal("none were found")
	}
	holds := func(p unsafe.Pointer) bool {
		for _, s := range list {
			if uintptr(p) >= s.start && uintptr(p) < s.end {
				return true
			}
		}
		return false
	}
	if len(list) > 0 && !holds(unsafe.Pointer(unsafe.StringData(octetText))) {
		t.Error("a constant is not among them")
	}
	if onHeap := new(int); holds(unsafe.Pointer(onHeap)) || holds(unsafe.Pointer(&testVariable)) {
		t.Error("what can be written to is among them")
	}
	new(memoryKeeper).giveBack()
	if octetText[:4] != "0..." {
		t.Error("it does not come back")
	}
}

var testVariable = 1
