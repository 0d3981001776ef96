package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestGolden prints every savefile of testdata/golden and compares the text with what was reviewed. A line of the
// manifest is: name, savefile, options (blanks between them). The expected text of NAME is NAME.out; run the test
// with UPDATE_GOLDEN=1 to write it anew, and read the difference before committing it.
func TestGolden(t *testing.T) {
	manifest, err := os.ReadFile("testdata/golden/manifest")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range strings.Split(string(manifest), "\n") {
		f := strings.Fields(row)
		if len(f) < 2 || strings.HasPrefix(row, "#") {
			continue
		}
		t.Run(f[0], func(t *testing.T) {
			got := printSavefile(t, filepath.Join("testdata/golden", f[1]), f[2:])
			file := filepath.Join("testdata/golden", f[0]+".out")
			if os.Getenv("UPDATE_GOLDEN") != "" {
				if err := os.WriteFile(file, got, 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			diffLines(t, string(want), string(got))
		})
	}
}

// printSavefile prints a savefile with these options, -n in front of them.
func printSavefile(t testing.TB, name string, args []string) []byte {
	t.Helper()
	src := openTestSavefile(t, name)
	defer src.close()
	p := testPrinter(t, append([]string{"-n"}, args...))
	var pk packet
	for n := uint64(1); ; n++ {
		err := src.next(&pk)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		p.packet(&pk, n)
	}
	return bytes.Clone(p.out)
}

// testPrinter returns a printer for options as they stand on a command line, UTC and without the crash guard.
func testPrinter(t testing.TB, args []string) *printer {
	t.Helper()
	o := testOptions(t, args)
	p := newPrinter(o, newNameTables(t.TempDir()), time.UTC, o.precision == "nano")
	p.guard = false
	return p
}

func diffLines(t *testing.T, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		a, b := "(nothing)", "(nothing)"
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			t.Fatalf("line %d:\nwant %s\ngot  %s", i+1, a, b)
		}
	}
}

// testOptions parses options as they stand on a command line.
func testOptions(t testing.TB, args []string) *options {
	t.Helper()
	o, err := parseOptions(append([]string{"tcpdump", "-r", "x"}, args...), nil)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func openTestSavefile(t testing.TB, name string) source {
	t.Helper()
	src, err := openSavefile(name, directFiles{}, false)
	if err != nil {
		t.Fatal(name, err)
	}
	return src
}
