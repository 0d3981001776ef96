package main

import (
	"strconv"
	"testing"
)

// TestAppendUint compares with strconv at every number of digits and at the borders of the three ways in appendUint.
func TestAppendUint(t *testing.T) {
	for _, base := range []uint64{0, 10, 100, 1000, 9999, 1 << 16, 1 << 31, 1<<32 - 2, 1 << 32, 1e10, 1e18, 1e19, 1<<64 - 12} {
		for v := base; v < base+11; v++ {
			if got, want := string(appendUint(nil, v)), strconv.FormatUint(v, 10); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
	}
}

// TestOctets prints every octet in every place of an address.
func TestOctets(t *testing.T) {
	for v := range 256 {
		a := []byte{byte(v), byte(255 - v), byte(v / 2), byte(v)}
		want := strconv.Itoa(v) + "." + strconv.Itoa(255-v) + "." + strconv.Itoa(v/2) + "." + strconv.Itoa(v)
		if got := string(appendIP4(nil, a)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
