package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

func testInflate(r io.Reader) ([]byte, error) {
	z, err := newInflater(&savefileInput{r: r, buf: make([]byte, 512)})
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// testGzipTexts are texts with long and short matches, none, and more than a window of them.
func testGzipTexts() [][]byte {
	random := rand.New(rand.NewPCG(3, 4))
	noise := make([]byte, 200_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	skewed := make([]byte, 150_000)
	for i := range skewed {
		skewed[i] = byte(min(random.ExpFloat64()*12, 255)) // codes longer than the fast table's
	}
	return [][]byte{nil, []byte("a"), []byte(strings.Repeat("a", 70_000)), noise, skewed,
		bytes.Repeat(noise[:40_000], 3), bytes.Repeat(skewed[:1000], 300)}
}

func testGzip(t *testing.T, level int, text []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	w.Name, w.Comment, w.Extra = "a name", "a comment", []byte("more")
	w.Write(text)
	w.Close()
	return b.Bytes()
}

// Text comes back from every kind of block, from several members, and however few bytes are read at once.
func TestInflate(t *testing.T) {
	for i, text := range testGzipTexts() {
		for level := gzip.HuffmanOnly; level <= gzip.BestCompression; level++ {
			packed := testGzip(t, level, text)
			if got, err := testInflate(bytes.NewReader(packed)); err != nil || !bytes.Equal(got, text) {
				t.Errorf("text %d, level %d: %d bytes of %d, error %v", i, level, len(got), len(text), err)
			}
			twice := append(bytes.Clone(packed), testGzip(t, level, text)...)
			got, err := testInflate(iotest.OneByteReader(bytes.NewReader(twice)))
			if err != nil || !bytes.Equal(got, append(bytes.Clone(text), text...)) {
				t.Errorf("text %d, level %d, twice: %d bytes of %d, error %v", i, level, len(got), 2*len(text), err)
			}
		}
	}
}

// A file that is cut short is an error; of one that was changed the standard library thinks the same.
func TestInflateDamaged(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	text := []byte(strings.Repeat("packets, ", 30) + strings.Repeat("and more of them ", 50))
	for level := range 10 {
		packed := testGzip(t, level, text)
		for n := 1; n < len(packed); n++ {
			if _, err := testInflate(bytes.NewReader(packed[:n])); err != io.ErrUnexpectedEOF {
				t.Fatalf("level %d, %d bytes of %d: error %v", level, n, len(packed), err)
			}
		}
		for range 3000 {
			damaged := bytes.Clone(packed)
			for range 1 + random.IntN(3) {
				damaged[random.IntN(len(damaged))] ^= 1 << random.IntN(8)
			}
			var want []byte
			z, err := gzip.NewReader(bytes.NewReader(damaged))
			if err == nil {
				want, err = io.ReadAll(z)
			}
			got, e := testInflate(bytes.NewReader(damaged))
			if (err == nil) != (e == nil) || err == nil && !bytes.Equal(got, want) {
				t.Fatalf("level %d, %x: %d bytes, error %v, want %d, %v", level, damaged, len(got), e, len(want), err)
			}
		}
	}
}

func BenchmarkInflate(b *testing.B) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	for _, text := range testGzipTexts() {
		w.Write(text)
	}
	w.Close()
	for _, library := range []bool{true, false} {
		b.Run(map[bool]string{true: "library", false: "ours"}[library], func(b *testing.B) {
			for b.Loop() {
				var r io.Reader
				var err error
				if in := bytes.NewReader(packed.Bytes()); library {
					r, err = gzip.NewReader(in)
				} else {
					r, err = newInflater(&savefileInput{r: in, buf: make([]byte, 64<<10)})
				}
				if err != nil {
					b.Fatal(err)
				}
				n, _ := io.Copy(io.Discard, r)
				b.SetBytes(n)
			}
		})
	}
}
