package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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

// TestDiskFailsLater writes to a disk that takes everything into memory and has no room for it in the end, as thin
// provisioning, a network file system and a worn-out card have not.
func TestDiskFailsLater(t *testing.T) {
	small := tinyDisk(t, 3<<20)
	image, disk := filepath.Join(small, "image"), t.TempDir()
	command := func(argv ...string) string {
		t.Helper()
		out, err := exec.Command(argv[0], argv[1:]...).Output()
		if err != nil {
			t.Skip(argv, err)
		}
		return strings.TrimSpace(string(out))
	}
	command("truncate", "-s", "40M", image)
	command("mkfs.ext4", "-q", "-O", "^has_journal", image)
	loop := command("losetup", "-f", "--show", image)
	defer exec.Command("losetup", "-d", loop).Run()
	command("mount", loop, disk)
	defer exec.Command("umount", disk).Run()

	name := filepath.Join(disk, "x")
	w, err := newRotator(rotateConfig{name: name}, &writerConfig{linkType: linkEthernet, snapLen: 262144,
		durable: &fileSyncer{}}, directFiles{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var p packet
	for n := 0; err == nil && n < 100_000; n++ {
		err = w.write(numberedPacket(&p, n))
	}
	if err != nil {
		t.Skip("the disk noticed at once:", err)
	}
	err = w.close()
	if err == nil || err.Error() != name+": No space left on device" && err.Error() != name+": Input/output error" {
		t.Error(err)
	}
}
