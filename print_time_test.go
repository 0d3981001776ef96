// Timestamps of a capture that crosses a change of daylight-saving time, and --utc.

package main

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTimesAcrossChange(t *testing.T) {
	o := binary.LittleEndian
	const forth, back = 1711846800, 1729990800 // 2024-03-31 and 2024-10-27, both 01:00:00 UTC
	b := testHeader(o, pcapMagic, 2, 4, 65535, linkRaw)
	for _, sec := range []uint32{forth - 1, forth, forth + 3600, back - 1, back, back + 3600, forth - 1} {
		ip := defragTestIP4(1, ipProtoUDP, nil, defragTestUDP(4))
		b = append(b, testRecord(o, sec, 5, uint32(len(ip)), uint32(len(ip)), ip)...)
	}
	name := filepath.Join(t.TempDir(), "dst.pcap")
	if err := os.WriteFile(name, b, 0o666); err != nil {
		t.Fatal(err)
	}
	local := "2024-03-31 01:59:59.000005,2024-03-31 03:00:00.000005,2024-03-31 04:00:00.000005," +
		"2024-10-27 02:59:59.000005,2024-10-27 02:00:00.000005,2024-10-27 03:00:00.000005,2024-03-31 01:59:59.000005"
	utc := "2024-03-31 00:59:59.000005,2024-03-31 01:00:00.000005,2024-03-31 02:00:00.000005," +
		"2024-10-27 00:59:59.000005,2024-10-27 01:00:00.000005,2024-10-27 02:00:00.000005,2024-03-31 00:59:59.000005"
	for _, c := range []struct {
		zone, options, want string
	}{
		{"CET-1CEST,M3.5.0,M10.5.0/3", "-tttt", local},
		{"CET-1CEST,M3.5.0,M10.5.0/3", "-tttt --classic", local},
		{"CET-1CEST,M3.5.0,M10.5.0/3", "", local},
		{"CET-1CEST,M3.5.0,M10.5.0/3", "--classic", local},
		{"CET-1CEST,M3.5.0,M10.5.0/3", "-tttt --utc", utc},
		{"CET-1CEST,M3.5.0,M10.5.0/3", "--utc --classic", utc},
		{"UTC0", "-tttt", utc},
		{"Nowhere/Land", "", utc},
	} {
		run := program(t, append([]string{"-nr", name}, strings.Fields(c.options)...)...)
		run.Env = append(run.Env, "TZ="+c.zone)
		_, out, diag := runCommand(t, run, "")
		lines := strings.Split(out, "\n")
		for i, want := range strings.Split(c.want, ",") {
			if !strings.Contains(c.options, "-tttt") {
				_, want, _ = strings.Cut(want, " ")
			}
			if i >= len(lines) || !strings.HasPrefix(lines[i], want+" ") {
				t.Fatalf("TZ=%s %s, packet %d: not %s\n%s%s", c.zone, c.options, i, want, out, diag)
			}
		}
	}

	// File names of -G are made in the same zone.
	dir := t.TempDir()
	for _, utc := range []bool{false, true} {
		args, want := []string{"-r", name, "-w", filepath.Join(dir, "x-%Z"), "-G", "3600"}, "x-HERE"
		if utc {
			args, want = append(args, "--utc"), "x-UTC"
		}
		run := program(t, args...)
		run.Env = append(run.Env, "TZ=HERE-7")
		if status, _, diag := runCommand(t, run, ""); status != 0 {
			t.Fatal(diag)
		}
		if _, err := os.Stat(filepath.Join(dir, want)); err != nil {
			t.Error(err)
		}
	}
}
