// Profile finds out where the program's processor time goes and writes that to scripts/cpu.pgo, by which scripts/build
// lets the compiler choose what it puts in place of calls. It goes by the lines of a function, so it is to be run again
// when those that nearly every packet passes have changed (print_tcp.go and its like): a stale one costs some 5 %. The
// savefiles are those of the benchmark.
//
//	go run ./scripts/profile [-dir DIR] [-o FILE]
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

var works = []string{"-n -r few", "-n -r many", "-n -r flood", "-n -e -v -r few", "-n -e -v -r many", "--classic -n -r few",
	"-n -X -r few", "-r few -w /dev/null tcp port 443", "-n -r few", "-n -r many"}

func main() {
	dir := flag.String("dir", filepath.Join(os.TempDir(), "tcpdump-bench"), "where the savefiles of the benchmark are")
	out := flag.String("o", "scripts/cpu.pgo", "file to write")
	flag.Parse()
	if err := profile(*dir, *out); err != nil {
		fmt.Fprintln(os.Stderr, "profile:", err)
		os.Exit(1)
	}
}

func profile(dir, out string) error {
	work, err := os.MkdirTemp("", "profile")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	program := filepath.Join(work, "program")
	if err := command("go", "build", "-tags", "profile", "-o", program, ".").Run(); err != nil {
		return err
	}
	merge := []string{"tool", "pprof", "-proto", "-symbolize=none"}
	for i, w := range works {
		name := filepath.Join(work, fmt.Sprint(i))
		for _, kind := range []string{"few", "many", "flood"} {
			w = strings.Replace(w, "-r "+kind, "-r "+filepath.Join(dir, kind+"-1000000.pcap"), 1)
		}
		c := command(program, append([]string{"--no-sandbox"}, strings.Fields(w)...)...)
		c.Env = append(os.Environ(), "PROFILE="+name)
		if err := c.Run(); err != nil {
			return err
		}
		merge = append(merge, name)
	}
	merged, err := command("go", merge...).Output()
	if err != nil {
		return err
	}
	plain, err := withoutPaths(merged)
	if err != nil {
		return err
	}
	return os.WriteFile(out, plain, 0o644)
}

func command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Stderr = os.Stderr
	return c
}

// withoutPaths takes the names of files out of a profile: only those of functions count, and the result should be the
// same wherever it was made. In the protocol buffer that a profile is, field 6 of the outermost message is the table of
// strings; all of its fields are numbers or have a length.
func withoutPaths(packed []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	in, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	var plain []byte
	for len(in) > 0 {
		tag, n := binary.Uvarint(in)
		value, m := binary.Uvarint(in[max(n, 0):])
		if n <= 0 || m <= 0 {
			return nil, errors.New("a profile of unknown form")
		}
		end := n + m
		switch tag & 7 {
		case 0:
		case 2:
			if value > uint64(len(in)-end) {
				return nil, errors.New("a profile that was cut off")
			}
			end += int(value)
		default:
			return nil, errors.New("a profile with a field of unknown form")
		}
		if tag == 6<<3|2 && value > 0 && in[n+m] == '/' {
			plain = append(plain, 6<<3|2, 0)
		} else {
			plain = append(plain, in[:end]...)
		}
		in = in[end:]
	}
	var text bytes.Buffer
	w, _ := gzip.NewWriterLevel(&text, gzip.BestCompression)
	w.Write(plain)
	err = w.Close()
	return text.Bytes(), err
}
