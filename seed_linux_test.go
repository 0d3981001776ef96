// The commands of the recipe, on an interface.

package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSeedCommands runs the command lines of the recipe on an interface: each saves three packets, all of them such as
// its filter lets through. Without a filter they need not be the datagrams: a link that has just come up sends router
// solicitations and multicast reports too.
func TestSeedCommands(t *testing.T) {
	h := newRunTestHosts(t)
	saved := filepath.Join(t.TempDir(), "filename")
	for _, test := range []struct{ line, filter string }{
		{"-w FILE -c 3", ""},
		{"-w FILE -c 3 -i v0", ""},
		{"-w FILE -c 3 -i v0 -s 128 udp", "udp"},
		{"-w FILE -c 3 -i any -s 0 host 10.9.0.2", "host 10.9.0.2"},
	} {
		runTestPart(t, test.line, func(t *testing.T) {
			args := strings.Fields(strings.ReplaceAll(test.line, "FILE", saved))
			c := startCapture(t, args...)
			h.sendDatagrams(20)
			if status, _, diag := c.end(0); status != 0 {
				t.Error(diag)
			}
			status, out, diag := runProgram(t, "", "-nn", "-q", "-r", saved)
			if strings.Count(out, "\n") != 3 {
				t.Error(status, out, diag)
			}
			if _, passed, diag := runProgram(t, "", "-nn", "-q", "-r", saved, test.filter); passed != out {
				t.Errorf("all that is saved:\n%s\nwhat the filter lets through:\n%s\n%s", out, passed, diag)
			}
			// The recipe shows what file(1) says of such a file.
			if file, err := exec.LookPath("file"); err == nil {
				if out, err := exec.Command(file, saved).Output(); err != nil || !strings.Contains(string(out), "capture file") {
					t.Errorf("%s %v", out, err)
				}
			}
		})
	}
}
