// Bounds of a record's text, and services that only one of the two ports tells.

package main

import (
	"bytes"
	"testing"
)

// What was printed before a packet and waits to be written does not count for it; what it says itself does.
func TestRecordBound(t *testing.T) {
	p := testPrinter(t, nil)
	p.out = make([]byte, 3*printerMaxRecord, 6*printerMaxRecord)
	p.begin = len(p.out)
	if !p.enter() {
		t.Error("the text of earlier packets counts")
	}
	p.out = p.out[:p.begin+printerMaxRecord]
	if p.enter() {
		t.Error("a long record goes on opening up what it encapsulates")
	}
}

// The intercepted packet's shim comes from port 49152. Both it and the next port are given to any client.
func TestBCMLIPort(t *testing.T) {
	for _, c := range []struct {
		src, dst uint16
		shim     bool
	}{{49152, 1000, true}, {49152, 49153, true}, {49153, 1000, false}, {1000, 49152, false}, {1000, 49153, false}, {49153, 49152, false}} {
		b := []byte{0x45, 0, 0, 32, 0, 1, 0, 0, 64, ipProtoUDP, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2,
			byte(c.src >> 8), byte(c.src), byte(c.dst >> 8), byte(c.dst), 0, 12, 0, 0, 0x4a, 0xc0, 0, 1}
		p := testPrinter(t, []string{"-n"})
		p.packet(&packet{data: b, wireLen: len(b), linkType: linkRaw}, 1)
		if bytes.Contains(p.out, []byte("BCM-LI-SHIM")) != c.shim {
			t.Errorf("%d > %d: %s", c.src, c.dst, p.out)
		}
	}
}
