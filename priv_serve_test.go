package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// privTestServer is the privileged part for a command line, told the names of -V, and past planning.
func privTestServer(t *testing.T, list []string, args ...string) *privServer {
	t.Helper()
	s := newPrivServer(testOptions(t, args))
	for _, name := range list {
		privTestDo(t, s, privPlan, name, true)
	}
	privTestDo(t, s, privBegin, "", true)
	return s
}

// privTestDo asks for something that must be granted, or refused; a refusal is the end.
func privTestDo(t *testing.T, s *privServer, action privAction, name string, granted bool) {
	t.Helper()
	fd, _, err := s.do(action, name)
	if fd >= 0 {
		unix.Close(fd)
	}
	switch {
	case granted && (err != nil || s.state == privOver):
		t.Errorf("action %d on %q: %v, state %d", action, name, err, s.state)
	case !granted && (err != syscall.EPERM || s.state != privOver || fd >= 0):
		t.Errorf("action %d on %q: %v, state %d", action, name, err, s.state)
	}
}

// TestPrivFiles goes the ways through the table that a capture goes, and steps off them at every point.
func TestPrivFiles(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	touched := func(name string) {
		if _, err := os.Stat(at(name)); err != nil {
			t.Errorf("%s was not made", name)
		}
	}
	type step struct {
		action privAction
		name   string
	}
	for _, test := range []struct {
		name    string
		args    []string
		list    []string
		granted []step
		refused []step // each of them after what was granted
	}{
		{"-C", []string{"-C", "1", "-w", at("x")}, nil,
			[]step{{privCreate, at("x")}, {privCreate, at("x1")}, {privCreate, at("x2")}},
			[]step{{privCreate, at("x1")}, {privCreate, at("x4")}, {privCreate, at("y")}, {privCreate, "/etc/cron.d/x3"},
				{privCreate, at("../x3")}, {privRemove, at("x")}, {privRemove, at("x2")}, {privRun, at("x2")},
				{privRead, at("x")}, {privLook, at("x")}, {privSocket, "\x03"}, {privPlan, at("x")}, {privBegin, ""},
				{privActions, ""}, {privActions + 200, at("x")}}},
		{"the first", []string{"-C", "1", "-w", at("x")}, nil, nil,
			[]step{{privCreate, at("x1")}, {privRemove, at("x")}, {privRun, at("x")}, {privCreate, ""}}},
		{"-W", []string{"-C", "1", "-W", "3", "-w", at("w")}, nil,
			[]step{{privCreate, at("w0")}, {privCreate, at("w1")}, {privCreate, at("w2")}, {privCreate, at("w0")},
				{privRemove, at("w1")}},
			[]step{{privRemove, at("w1")}, {privRemove, at("w3")}, {privCreate, at("w2")}}},
		{"-z", []string{"-C", "1", "-z", "true", "-w", at("z")}, nil,
			[]step{{privCreate, at("z")}, {privCreate, at("z")}, {privRun, at("z")}, {privCreate, at("z1")}, {privRun, at("z1")}},
			[]step{{privRun, at("z1")}, {privRun, at("z")}, {privCreate, at("z1")}, {privCreate, at("z3")}}},
		{"-z at work", []string{"-C", "1", "-z", "true", "-w", at("z")}, nil,
			[]step{{privCreate, at("z")}},
			[]step{{privCreate, at("z1")}, {privRun, at("z1")}, {privRun, "/bin/sh"}}},
		{"-V", nil, []string{at("x"), at("x1"), at("x")},
			[]step{{privRead, at("x")}, {privRead, at("x1")}},
			[]step{{privRead, at("x1")}, {privRead, "/etc/shadow"}, {privCreate, at("x")}, {privLook, at("x")}}},
		{"--follow", []string{"--follow", "-r", at("x")}, []string{at("x")},
			[]step{{privRead, at("x")}, {privLook, at("x")}, {privLook, at("x")}, {privRead, at("x")}},
			[]step{{privRead, at("x1")}, {privLook, "/etc/shadow"}, {privRemove, at("x")}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for i := range max(1, len(test.refused)) {
				s := privTestServer(t, test.list, test.args...)
				for _, g := range test.granted {
					privTestDo(t, s, g.action, g.name, true)
				}
				if i < len(test.refused) {
					privTestDo(t, s, test.refused[i].action, test.refused[i].name, false)
					privTestDo(t, s, privCreate, at("x"), false) // and nothing after that
				}
			}
		})
	}
	touched("x2")
	touched("z1")
	if _, err := os.Stat(at("w1")); err == nil {
		t.Error("w1 is still there")
	}
}

// TestPrivFileTimes is about names with a time in them: now is granted, not yesterday or tomorrow.
func TestPrivFileTimes(t *testing.T) {
	t.Setenv("TZ", "UTC0")
	dir := t.TempDir()
	const format = "%Y%m%d-%H%M%S"
	name := func(d time.Duration) string {
		return filepath.Join(dir, time.Now().Add(d).UTC().Format("20060102-150405"))
	}
	args := []string{"-G", "10", "-w", filepath.Join(dir, format)}
	s := privTestServer(t, nil, args...)
	privTestDo(t, s, privCreate, name(0), true)
	privTestDo(t, s, privCreate, name(-time.Second), true)
	for _, d := range []time.Duration{-2 * time.Minute, 5 * time.Second, 24 * time.Hour} {
		s := privTestServer(t, nil, args...)
		privTestDo(t, s, privCreate, name(d), false)
	}
	// With -C the name of the period stays, with a number.
	s = privTestServer(t, nil, append(args, "-C", "1")...)
	first := name(0)
	privTestDo(t, s, privCreate, first, true)
	privTestDo(t, s, privCreate, first+"1", true)
	privTestDo(t, s, privCreate, first+"2", true)
	privTestDo(t, s, privCreate, first+"2", true) // once more: the disk was full
	privTestDo(t, s, privCreate, first+"4", false)
}

// TestPrivNoLinks makes sure that nobody leads the next file elsewhere.
func TestPrivNoLinks(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("precious"), []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
	s := privTestServer(t, nil, "-C", "1", "-w", at("x"))
	privTestDo(t, s, privCreate, at("x"), true)
	os.Symlink(at("precious"), at("x1"))
	if _, _, err := s.do(privCreate, at("x1")); !errors.Is(err, syscall.ELOOP) {
		t.Error(err)
	}
	if b, _ := os.ReadFile(at("precious")); string(b) != "text" {
		t.Errorf("%q", b)
	}
}

// TestOutputFolder is about the folder that the privileged part is shut into.
func TestOutputFolder(t *testing.T) {
	for _, test := range [][2]string{
		{"x", "."}, {"./x", "."}, {"a/b/x", "a/b"}, {"/x", "/"}, {"/a/x", "/a"}, {"/a/%Y/x", "/a"}, {"/a/b%Y/x", "/a"}, {"%H", "."},
	} {
		if got := outputFolder(test[0]); got != test[1] {
			t.Errorf("%s: %s, not %s", test[0], got, test[1])
		}
	}
}

// TestParts makes sure that a part cannot be started by hand.
func TestParts(t *testing.T) {
	for _, part := range []string{partFiles, partNames} {
		status, _, diag := runProgram(t, "", partOption+part, "-C", "1", "-w", "/nonexist/x")
		if status != 1 || !strings.HasPrefix(diag, "tcpdump: unrecognized option '"+partOption+part) {
			t.Errorf("%d %s", status, diag)
		}
	}
}
