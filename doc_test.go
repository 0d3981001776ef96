package main

import (
	"os"
	"strings"
	"testing"
)

// TestManual makes sure that no option is missing from the manual page, its copy in doc.go, or the usage.
func TestManual(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	page, doc, usage := read("tcpdump.8"), read("doc.go"), usageText("tcpdump")
	for i := range shortOptions {
		c := string(shortOptions[i])
		if c == ":" || c == "m" { // of which the manual says nothing: it is refused
			continue
		}
		found := false
		for line := range strings.Lines(page) {
			found = found || strings.HasPrefix(line, ".It Fl ") && strings.Contains(strings.TrimSpace(line)+" ", " "+c+" ")
		}
		if !found {
			t.Errorf("-%s is missing from the manual page", c)
		}
		bundle, _, _ := strings.Cut(usage, "]")
		if c != "a" && !strings.Contains(bundle, c) && !strings.Contains(usage, "[ -"+c+" ") {
			t.Errorf("-%s is missing from the usage", c)
		}
	}
	for _, l := range append(longOptions[:], ownOptions[:]...) {
		if !strings.Contains(page, " -"+l.name) {
			t.Errorf("--%s is missing from the manual page", l.name)
		}
		if !strings.Contains(doc, "--"+l.name) {
			t.Errorf("--%s is missing from doc.go", l.name)
		}
	}
	for _, l := range ownOptions {
		if !strings.Contains(usage, "[ --"+l.name+" ") {
			t.Errorf("--%s is missing from the usage", l.name)
		}
	}
}
