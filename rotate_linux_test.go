package main

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// TestSync lets a finished file go to its disk, and one that the disk does not take: a file opened as a mere place is
// regular, but cannot be synchronised.
func TestSync(t *testing.T) {
	dir := t.TempDir()
	s := &fileSyncer{}
	for _, name := range []string{"a", "b", "c"} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.close(name, f); err != nil {
			t.Error(err)
		}
		if err := s.wait(); err != nil || f.Close() == nil {
			t.Error("not closed, or", err)
		}
	}
	if err := s.close("null", os.NewFile(uintptr(must(unix.Open("/dev/null", unix.O_WRONLY, 0))(t)), "null")); err != nil || s.busy != nil {
		t.Error("a device was waited for, or", err)
	}
	place := must(unix.Open(filepath.Join(dir, "a"), unix.O_PATH, 0))(t)
	if err := s.close("place", os.NewFile(uintptr(place), "place")); err != nil {
		t.Error(err)
	}
	const want = "place: Bad file descriptor"
	if err := s.wait(); err == nil || err.Error() != want {
		t.Error(err)
	}
	f, _ := os.Create(filepath.Join(dir, "d"))
	if err := s.close("d", f); err == nil || err.Error() != want {
		t.Error("the file after it:", err)
	}
	s.wait()

	// A capture's files are synchronised, and a failure ends it.
	w, err := newRotator(rotateConfig{name: filepath.Join(dir, "x"), maxSize: 100}, &writerConfig{linkType: linkEthernet,
		snapLen: 262144, durable: &fileSyncer{}}, directFiles{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var p packet
	for n := range 10 {
		if err := w.write(numberedPacket(&p, n)); err != nil {
			t.Fatal(err)
		}
	}
	w.writer.durable.wait()
	w.writer.durable.err = savefileWriteError("x", unix.EIO)
	for n := 10; n < 20 && err == nil; n++ {
		err = w.write(numberedPacket(&p, n))
	}
	if err == nil || err.Error() != "x: Input/output error" || w.close() != err {
		t.Error(err)
	}
}

func must(fd int, err error) func(t *testing.T) int {
	return func(t *testing.T) int {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return fd
	}
}
