// The commands of the recipe, on an interface.

package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSeedCommands runs the command lines of the recipe on an interface.
func TestSeedCommands(t *testing.T) {
	h := newRunTestHosts(t)
	saved := filepath.Join(t.TempDir(), "filename")
	for _, line := range []string{
		"-w FILE -c 3", "-w FILE -c 3 -i v0", "-w FILE -c 3 -i v0 -s 128 udp", "-w FILE -c 3 -i any -s 0 host 10.9.0.2",
	} {
		runTestPart(t, line, func(t *testing.T) {
			args := strings.Fields(strings.ReplaceAll(line, "FILE", saved))
			c := startCapture(t, args...)
			h.sendDatagrams(20)
			if status, _, diag := c.end(0); status != 0 {
				t.Error(diag)
			}
			if _, out, diag := runProgram(t, "", "-nn", "-r", saved, "udp"); !strings.Contains(out, " UDP, length ") {
				t.Error(out, diag)
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
