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
	// Within the minute that a request may be late, the time never goes back.
	s = privTestServer(t, nil, args...)
	privTestDo(t, s, privCreate, name(-30*time.Second), true)
	privTestDo(t, s, privCreate, name(-10*time.Second), true)
	privTestDo(t, s, privCreate, name(-20*time.Second), false)
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
	os.Remove(at("x1"))
	if err := unix.Mkfifo(at("x1"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, reader := range []bool{false, true} {
		if reader {
			if f, err := os.OpenFile(at("x1"), os.O_RDWR, 0); err == nil {
				defer f.Close()
			}
		}
		if _, _, err := s.do(privCreate, at("x1")); !errors.Is(err, syscall.ENXIO) && !errors.Is(err, syscall.EEXIST) {
			t.Error(err)
		}
	}
	os.Remove(at("x1"))
	os.Mkdir(at("x1"), 0o777)
	if _, _, err := s.do(privCreate, at("x1")); !errors.Is(err, syscall.EISDIR) {
		t.Error(err)
	}
	os.Remove(at("x1"))
	// A file with two names is left to the other one.
	os.Link(at("precious"), at("x1"))
	privTestDo(t, s, privCreate, at("x1"), true)
	if b, _ := os.ReadFile(at("precious")); string(b) != "text" {
		t.Errorf("%q", b)
	}
	// Nor is the first file led elsewhere, if the user has not named it.
	os.Symlink(at("precious"), at("y0"))
	s = privTestServer(t, nil, "-C", "1", "-W", "3", "-w", at("y"))
	if _, _, err := s.do(privCreate, at("y0")); !errors.Is(err, syscall.ELOOP) {
		t.Error(err)
	}
	// What is deleted is a file.
	s = privTestServer(t, nil, "--ring", "filesize:1", "--ring", "files:2", "-w", at("r"))
	first := ringName(at("r"), 1, s.naming.strftime("%Y%m%d%H%M%S", time.Now()))
	privTestDo(t, s, privCreate, first, true)
	os.Remove(first)
	os.Mkdir(first, 0o777)
	if _, _, err := s.do(privRemove, first); err == nil {
		t.Error("a folder was deleted")
	}
}

// TestPrivNamedLinks is about names that the user has given as they are: these may lead anywhere, but always to the same.
func TestPrivNamedLinks(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	s := privTestServer(t, nil, "-G", "1", "-w", "/dev/null")
	for range 3 {
		privTestDo(t, s, privCreate, "/dev/null", true)
	}
	os.WriteFile(at("file"), []byte("text"), 0o666)
	os.WriteFile(at("precious"), []byte("text"), 0o666)
	os.Symlink(at("file"), at("x"))
	s = privTestServer(t, nil, "-G", "1", "-w", at("x"))
	privTestDo(t, s, privCreate, at("x"), true)
	os.WriteFile(at("file"), []byte("more"), 0o666)
	privTestDo(t, s, privCreate, at("x"), true)
	if b, _ := os.ReadFile(at("file")); len(b) != 0 {
		t.Errorf("%q", b)
	}
	os.Remove(at("x"))
	os.Symlink(at("precious"), at("x"))
	if _, _, err := s.do(privCreate, at("x")); !errors.Is(err, syscall.ELOOP) {
		t.Error(err)
	}
	if b, _ := os.ReadFile(at("precious")); string(b) != "text" {
		t.Errorf("%q", b)
	}
}

// TestOutputFolder is about the folder that the privileged part is shut into.
func TestOutputFolder(t *testing.T) {
	for _, test := range []struct {
		pattern, folder string
		fixed           bool
	}{
		{"x", ".", true}, {"./x", ".", true}, {"a/b/x", "a/b", true}, {"/x", "/", true}, {"/a/x", "/a", true},
		{"/a/%Y/x", "/a", false}, {"/a/b%Y/x", "/a", false}, {"%H", ".", true}, {"/a/x%H", "/a", true},
	} {
		if got, fixed := outputFolder(test.pattern); got != test.folder || fixed != test.fixed {
			t.Errorf("%s: %s, not %s", test.pattern, got, test.folder)
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

// startPrivPart starts the privileged part as somebody would who wants to deceive it: on a socket of his own.
func startPrivPart(t *testing.T, args ...string) (c *privClient, ended func() bool) {
	t.Helper()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	unix.CloseOnExec(pair[0])
	theirs := os.NewFile(uintptr(pair[1]), "part")
	cmd := program(t, append([]string{partOption + partFiles}, args...)...)
	cmd.ExtraFiles = []*os.File{theirs}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()
	t.Cleanup(func() { cmd.Process.Kill(); unix.Close(pair[0]) })
	return &privClient{partHandle: partHandle{fd: pair[0]}}, func() bool {
		select {
		case <-exited:
			return true
		case <-time.After(5 * time.Second):
			return false
		}
	}
}

// TestPrivPartForged sends the running part what the main process never would: it ends, and nothing has happened.
func TestPrivPartForged(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	os.WriteFile(at("precious"), []byte("text"), 0o666)
	request := func(action privAction, name string) []byte {
		return append([]byte{byte(action), byte(len(name) >> 8), byte(len(name))}, name...)
	}
	begin := request(privBegin, "")
	for name, forged := range map[string][]byte{
		"before the beginning": request(privCreate, at("x")),
		"wrong number":         append(begin, request(privCreate, at("x1"))...),
		"another file":         append(begin, request(privCreate, at("precious"))...),
		"out of the folder":    append(begin, request(privCreate, dir+"/../x")...),
		"a roundabout way":     append(begin, request(privCreate, dir+"/./x")...),
		"a zero":               append(begin, request(privCreate, at("x\x00y"))...),
		"a long name":          append(begin, request(privCreate, strings.Repeat("x", 0xffff))...),
		"begin again":          append(begin, begin...),
		"plan later":           append(begin, request(privPlan, "/etc/shadow")...),
		"read":                 append(begin, request(privRead, at("precious"))...),
		"delete":               append(begin, request(privRemove, at("precious"))...),
		"run":                  append(begin, request(privRun, at("x"))...),
		"a socket":             append(begin, request(privSocket, "\x03")...),
		"no action":            append(begin, request(privActions, "")...),
		"nothing":              {0xff, 0xff, 0xff},
	} {
		t.Run(name, func(t *testing.T) {
			c, ended := startPrivPart(t, "-C", "1", "-w", at("x"))
			// A descriptor that comes along is nobody's.
			null, err := os.Open(os.DevNull)
			if err != nil {
				t.Fatal(err)
			}
			defer null.Close()
			if err := unix.Sendmsg(c.fd, forged[:1], unix.UnixRights(int(null.Fd())), nil, 0); err != nil {
				t.Fatal(err)
			}
			partWrite(c.fd, forged[1:])
			if name == "nothing" {
				unix.Shutdown(c.fd, unix.SHUT_WR)
			}
			for {
				var b [privReplyLen]byte
				fd, err := c.receive(b[:])
				if fd >= 0 {
					t.Error("it hands over a descriptor")
					unix.Close(fd)
				}
				if err != nil {
					break
				}
			}
			if !ended() {
				t.Error("it goes on")
			}
		})
	}
	if b, _ := os.ReadFile(at("precious")); string(b) != "text" || len(fileNames(t, dir)) != 1 {
		t.Errorf("%q %v", b, fileNames(t, dir))
	}
}
