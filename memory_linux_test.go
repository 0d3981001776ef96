package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
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

// TestMemoryKeeper follows a capture: no collection from the start on, code given back when much of it has come, and the
// collector back at work when the process has grown.
func TestMemoryKeeper(t *testing.T) {
	before := debug.SetGCPercent(heapPercent)
	defer debug.SetGCPercent(before)
	percent := func() int {
		now := debug.SetGCPercent(-1)
		debug.SetGCPercent(now)
		return now
	}
	var k memoryKeeper
	k.start()
	runtime.GC()
	for range 100 {
		if k.collected.Load() {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if !k.collected.Load() {
		t.Error("a collection of the start went unseen")
	}
	k.earlier = 0 // the peak is that of this process
	k.begin()
	if peak, _ := memoryUse(); peak > 0 && (k.grown <= peak || percent() != -1) {
		t.Errorf("peak %d: collects from %d on, now with %d %%", peak, k.grown, percent())
	}
	k.faults = 0 // all that there have been since the start
	k.packet(1, 0)
	looked := k.faults
	if testEmulator() == "" && looked == 0 {
		t.Error("nothing was given back")
	}
	k.faults = 0
	for nsec := range uint64(1 << memoryRound) {
		if nsec%4096 == 0 {
			k.packet(1, nsec)
		}
	}
	if k.faults != 0 {
		t.Error("looked twice in a round")
	}
	k.grown = 1
	k.packet(2, 0)
	if k.grown != 0 || percent() != heapPercent {
		t.Errorf("the collector was not set to work: %d %%", percent())
	}
	// A peak that was there before says nothing.
	old := memoryKeeper{earlier: 1 << 40}
	debug.SetGCPercent(heapPercent)
	old.begin()
	if peak, _ := memoryUse(); peak >= peakUseless && percent() != heapPercent {
		t.Error("the collector was switched off")
	}
}
