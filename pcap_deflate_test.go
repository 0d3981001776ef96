package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand"
	"testing"
)

// gzipAll compresses data in chunks of the given sizes, over and over.
func gzipAll(data []byte, sizes ...int) []byte {
	e := newGzipEncoder()
	out := bytes.NewBuffer(e.header())
	for i := 0; len(data) > 0; i++ {
		n := min(sizes[i%len(sizes)], len(data))
		out.Write(e.chunk(data[:n]))
		e.commit(0, 0)
		data = data[n:]
	}
	out.Write(e.trailer())
	return out.Bytes()
}

func testGunzip(t *testing.T, b []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestGzipEncoder(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	noise := make([]byte, 200_000)
	rnd.Read(noise)
	skewed := make([]byte, 300_000) // frequencies that double make the deepest tree
	for i := range skewed {
		skewed[i] = byte(rnd.ExpFloat64() * 3)
	}
	fibonacci := []byte{}
	for i, a, b := 0, 1, 1; i < 22; i, a, b = i+1, b, a+b {
		fibonacci = append(fibonacci, bytes.Repeat([]byte{byte(i)}, a)...)
	}
	rnd.Shuffle(len(fibonacci), func(i, j int) { fibonacci[i], fibonacci[j] = fibonacci[j], fibonacci[i] })
	far := append(append(bytes.Clone(noise[:deflateWindow]), noise[:300]...), noise[1:deflateWindow+2]...)
	cases := []struct {
		name string
		data []byte
	}{
		{"empty", nil},
		{"one octet", []byte{7}},
		{"three octets", []byte("abc")},
		{"noise is stored", noise},
		{"zeros", make([]byte, 1_000_000)},
		{"skewed", skewed},
		{"codes beyond 15 bits", fibonacci},
		{"text", bytes.Repeat([]byte("the quick brown fox jumps over the lazy dog "), 9000)},
		{"match at the far end of the window", far},
	}
	for _, c := range cases {
		for _, sizes := range [][]int{{1 << 30}, {gzipChunkLen}, {1, 1000, 65536, 7}} {
			if got := testGunzip(t, gzipAll(c.data, sizes...)); !bytes.Equal(got, c.data) {
				t.Errorf("%s, chunks %v: %d octets in, %d out, differ", c.name, sizes, len(c.data), len(got))
			}
		}
	}
	if n := len(gzipAll(make([]byte, 1_000_000), gzipChunkLen)); n > 3000 {
		t.Errorf("a million zeros take %d octets", n)
	}
	if n := len(gzipAll(noise, gzipChunkLen)); n > len(noise)+200 {
		t.Errorf("%d octets of noise take %d", len(noise), n)
	}
}

// TestGzipTrailerAfterFailure ends the stream before a chunk that was compressed but could not be written.
func TestGzipTrailerAfterFailure(t *testing.T) {
	e := newGzipEncoder()
	out := bytes.NewBuffer(e.header())
	out.Write(e.chunk([]byte("kept")))
	e.commit(0, 0)
	e.chunk([]byte("lost"))
	out.Write(e.trailer())
	if got := testGunzip(t, out.Bytes()); string(got) != "kept" {
		t.Errorf("got %q", got)
	}
}

func FuzzGzipEncoder(f *testing.F) {
	f.Add([]byte("abcabcabcabcabc"), 3)
	f.Fuzz(func(t *testing.T, data []byte, size int) {
		size = max(1, size&0xffff)
		if got := testGunzip(t, gzipAll(data, size)); !bytes.Equal(got, data) {
			t.Error("differs")
		}
	})
}

func BenchmarkGzipEncoder(b *testing.B) {
	data := benchmarkPcap(20000)
	b.SetBytes(int64(len(data)))
	n := 0
	for b.Loop() {
		n = len(gzipAll(data, gzipChunkLen))
	}
	b.ReportMetric(float64(len(data))/float64(n), "ratio")
}

// benchmarkPcap is a pcap file of n packets, half header and half noise.
func benchmarkPcap(n int) []byte {
	rnd := rand.New(rand.NewSource(2))
	b := []byte{}
	h := pcapHeader{snapLen: 262144, linkField: linkEthernet}
	b = append(b, h.bytes()...)
	for i := range n {
		data := make([]byte, 60+rnd.Intn(400))
		rnd.Read(data[54+rnd.Intn(6):])
		b = append(b, byte(i), byte(i>>8), 0, 0x65, byte(i), byte(i>>4), 5, 0, byte(len(data)), byte(len(data)>>8), 0, 0,
			byte(len(data)), byte(len(data)>>8), 0, 0)
		b = append(b, data...)
	}
	return b
}
