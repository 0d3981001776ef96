package main

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// probeProgram is the program that tries to get out (-tags sandboxprobe).
func probeProgram(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(openTestDir(t), "tcpdump")
	cmd := exec.Command("go", "build", "-tags", "sandboxprobe", "-o", bin, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("no go build: %v %s", err, out)
	}
	return bin
}

// openTestDir is a folder that every user may enter.
func openTestDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "sandbox")
	if err != nil {
		t.Fatal(err)
	}
	os.Chmod(dir, 0o755)
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// startProgram starts a program in the test's namespaces.
func startProgram(t *testing.T, attr *syscall.SysProcAttr, dir, bin string, args ...string) *runTestCapture {
	t.Helper()
	c := &runTestCapture{t: t, exited: make(chan error, 1)}
	c.cmd = exec.Command(bin, args...)
	c.cmd.Args[0], c.cmd.Dir, c.cmd.SysProcAttr = "tcpdump", dir, attr
	c.cmd.Env = append(os.Environ(), "TZ=UTC0")
	c.cmd.Stdout, c.cmd.Stderr = &c.out, &c.diag
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { c.exited <- c.cmd.Wait() }()
	return c
}

// ownResolver gives the test a resolv.conf of its own, which leads to the loopback interface.
func ownResolver(t *testing.T) {
	t.Helper()
	if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
		t.Skip("no mount namespace: ", err)
	}
	file := filepath.Join(openTestDir(t), "resolv.conf")
	if err := os.WriteFile(file, []byte("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := unix.Mount("none", "/", "", unix.MS_REC|unix.MS_PRIVATE, "")
	if err == nil {
		err = unix.Mount(file, "/etc/resolv.conf", "", unix.MS_BIND, "")
	}
	if err != nil {
		t.Skip("no mount: ", err)
	}
	t.Cleanup(func() { unix.Unmount("/etc/resolv.conf", unix.MNT_DETACH) })
}

// checkThreads looks at every thread of a process from outside.
func checkThreads(t *testing.T, pid int, want map[string]string) {
	t.Helper()
	files, _ := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/status")
	if len(files) == 0 {
		t.Fatal("no threads")
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		found := map[string]string{}
		for line := range strings.Lines(string(b)) {
			key, value, _ := strings.Cut(line, ":")
			found[key] = strings.Join(strings.Fields(value), " ")
		}
		for key, value := range want {
			if found[key] != value {
				t.Errorf("%s: %s is %q, not %q", file, key, found[key], value)
			}
		}
	}
	t.Log(len(files), "threads of", pid)
}

// powerless is what the status of a thread without rights says.
func powerless(uid, gid int) map[string]string {
	const none = "0000000000000000"
	u, g := strconv.Itoa(uid), strconv.Itoa(gid)
	want := map[string]string{"Uid": strings.Join([]string{u, u, u, u}, " "), "Gid": strings.Join([]string{g, g, g, g}, " "),
		"CapEff": none, "CapPrm": none, "CapInh": none, "CapAmb": none, "NoNewPrivs": "1", "Groups": ""}
	if _, err := os.Stat("/proc/sys/kernel/seccomp"); err == nil {
		want["Seccomp"] = "2"
	}
	return want
}

// parts are the processes that a program has started, by the name of the part.
func parts(t *testing.T, pid int) map[string]int {
	t.Helper()
	found := map[string]int{}
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		b, _ := os.ReadFile(file)
		_, after, _ := strings.Cut(string(b), ") ")
		f := strings.Fields(after)
		if len(f) < 2 || f[1] != strconv.Itoa(pid) || f[0] == "Z" {
			continue
		}
		line, _ := os.ReadFile(filepath.Dir(file) + "/cmdline")
		if args := strings.Split(string(line), "\x00"); len(args) > 1 && strings.HasPrefix(args[1], partOption) {
			found[args[1][len(partOption):]], _ = strconv.Atoi(filepath.Base(filepath.Dir(file)))
		}
	}
	return found
}

var probeLine = regexp.MustCompile(`(?m)^probe ([^:]*): (.*)$`)

// progress is what -v -w shows each second.
var progress = regexp.MustCompile(`Got \d+\r`)

// checkProbes looks at what the program has tried.
func checkProbes(t *testing.T, diag string) {
	t.Helper()
	lines := probeLine.FindAllStringSubmatch(diag, -1)
	seen := map[string]int{}
	for _, m := range lines {
		seen[m[1]]++
		if m[2] != "operation not permitted" && !strings.HasSuffix(m[2], ": operation not permitted") {
			t.Errorf("%s: %s", m[1], m[2])
		}
	}
	for _, what := range []string{"open /etc/shadow", "start /bin/sh", "execve", "ptrace", "socket of family 2", "fork", "a call of x32",
		"write to a packet socket", "bind a packet socket"} {
		if seen[what] != 4 {
			t.Errorf("%s was tried %d times", what, seen[what])
		}
	}
}

// TestSandbox lets root's capture go on in the state without rights: what it must not do is refused, from inside and
// by what /proc says of every thread; what it must do still works.
func TestSandbox(t *testing.T) {
	bin := probeProgram(t)
	h := newRunTestHosts(t)
	ownResolver(t)
	startDNSAt(t, "127.0.0.1:53", func(name string, qtype uint16) testAnswer {
		if name == "2.0.9.10.in-addr.arpa" {
			return testAnswer{data: [][]byte{wireName("sundown.example")}}
		}
		return testAnswer{rcode: 3}
	})
	user := powerlessUser()
	dir := t.TempDir()
	os.Chmod(dir, 0o700)
	notes := filepath.Join(dir, "notes")
	script := filepath.Join(dir, "post")
	if err := os.WriteFile(script, []byte("#!/bin/sh\necho \"$(id -u) $1\" >> "+notes+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	c := startProgram(t, nil, dir, bin, "-i", "v0", "-l", "--print", "-v", "-w", "x", "-C", "1k", "-W", "5", "-z", script, "udp port 5000")
	c.waitFor("listening on ")
	time.Sleep(200 * time.Millisecond)
	checkThreads(t, c.cmd.Process.Pid, powerless(user.uid, user.gid))
	running := parts(t, c.cmd.Process.Pid)
	if len(running) != 2 {
		t.Fatalf("parts: %v", running)
	}
	checkThreads(t, running[partNames], powerless(user.uid, user.gid))

	h.sendDatagrams(100)
	time.Sleep(300 * time.Millisecond)
	c.cmd.Process.Signal(syscall.SIGUSR1)
	c.waitFor("tcpdump: 100 packets captured, 100 packets received by filter, 0 packets dropped by kernel\n")
	h.sendDatagrams(1)
	status, out, diag := c.end(syscall.SIGINT)
	if status != 0 || checkTotals(t, progress.ReplaceAllString(diag, "")) != 101 {
		t.Errorf("status %d: %s", status, diag)
	}
	checkProbes(t, diag)
	if !strings.Contains(diag, "tcpdump: sandbox: user "+user.name+", no capabilities, ") {
		t.Error(diag)
	}
	if n := strings.Count(out, "sundown.example.") + strings.Count(out, "sundown.example:"); n != 101 {
		t.Errorf("%d names in %s", n, out[:min(len(out), 500)])
	}
	for _, name := range []string{"x0", "x1", "x2", "x3", "x4"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm()&0o600 != 0o600 {
			t.Error(name, info, err)
		}
	}
	var text []byte
	for range 100 { // nobody waits for -z
		if text, _ = os.ReadFile(notes); strings.Count(string(text), "\n") >= 6 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if !strings.Contains(string(text), "0 x0\n") || strings.Count(string(text), "\n") < 6 {
		t.Errorf("-z: %s", text)
	}
}

// TestSandboxOfUser is a capture by an ordinary user with CAP_NET_RAW, from the file or ambient.
func TestSandboxOfUser(t *testing.T) {
	bin := probeProgram(t)
	h := newRunTestHosts(t)
	user := &syscall.Credential{Uid: 12345, Gid: 12346}
	start := func(name string, attr *syscall.SysProcAttr) {
		runTestPart(t, name, func(t *testing.T) {
			dir := openTestDir(t)
			os.Chown(dir, 12345, 12346)
			c := startProgram(t, attr, dir, bin, "-n", "-i", "v0", "-w", "x", "-C", "1k", "-v", "udp port 5000")
			c.waitFor("listening on ")
			time.Sleep(100 * time.Millisecond)
			checkThreads(t, c.cmd.Process.Pid, powerless(12345, 12346))
			for name, pid := range parts(t, c.cmd.Process.Pid) {
				if name != partFiles {
					t.Errorf("a part for %s", name)
				}
				checkThreads(t, pid, powerless(12345, 12346))
			}
			h.sendDatagrams(50)
			time.Sleep(1200 * time.Millisecond)
			status, _, diag := c.end(syscall.SIGINT)
			if status != 0 || checkTotals(t, progress.ReplaceAllString(diag, "")) != 50 {
				t.Errorf("status %d: %s", status, diag)
			}
			checkProbes(t, diag)
			if _, err := os.Stat(filepath.Join(dir, "x2")); err != nil {
				t.Error(err)
			}
		})
	}
	start("ambient", &syscall.SysProcAttr{Credential: user, AmbientCaps: []uintptr{unix.CAP_NET_RAW}})
	if err := exec.Command("setcap", "cap_net_raw+ep", bin).Run(); err != nil {
		t.Log("skipped: capability of the file: no setcap")
		return
	}
	start("file", &syscall.SysProcAttr{Credential: user})
}

// TestSandboxFiles reads savefiles that only root can read, several of them, or one that is replaced.
func TestSandboxFiles(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs root")
	}
	dir := t.TempDir()
	os.Chmod(dir, 0o700)
	at := func(name string) string { return filepath.Join(dir, name) }
	text, err := os.ReadFile(runTestFile(t, 3))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a", "b", "c"} {
		os.WriteFile(at(name), text, 0o600)
	}
	os.WriteFile(at("list"), []byte(at("a")+"\n"+at("b")+"\n"+at("c")+"\n"), 0o600)
	if status, out, diag := runProgram(t, "", "-n", "-V", at("list")); status != 0 || strings.Count(out, "\n") != 9 {
		t.Errorf("-V: %d %s%s", status, out, diag)
	}
	if status, _, diag := runProgram(t, "", "-n", "-V", at("list"), "-w", at("w"), "-C", "1"); status != 0 {
		t.Errorf("-V -w: %d %s", status, diag)
	}
	if status, out, diag := runProgram(t, "", "-r", at("a")); status != 0 || strings.Count(out, "\n") != 3 {
		t.Errorf("-r: %d %s%s", status, out, diag)
	}
	for _, test := range []struct {
		args   []string
		status int
		diag   string
	}{
		{[]string{"-Z", "nobody"}, 0, "\ndropped privs to nobody\n"},
		{[]string{"-Z", "root"}, 0, "length 262144\n"},
		{[]string{"-Z", "nosuchuser"}, 1, "tcpdump: Couldn't find user 'nosuchuser'\n"},
		{[]string{"--no-sandbox"}, 0, "snapshot length 65535\n"},
	} {
		status, _, diag := runProgram(t, "", append(test.args, "-n", "-r", at("a"))...)
		if status != test.status || test.status == 0 && !strings.HasPrefix(diag, "reading from file ") ||
			strings.Contains(diag, "dropped") != (test.args[1-len(test.args)%2] == "nobody") {
			t.Errorf("%v: %d %q", test.args, status, diag)
		}
	}

	c := &runTestCapture{t: t, cmd: program(t, "-n", "-l", "--follow", "-r", at("a")), exited: make(chan error, 1)}
	c.cmd.Stdout, c.cmd.Stderr = &c.out, &c.diag
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { c.exited <- c.cmd.Wait() }()
	c.waitFor("reading from file ")
	time.Sleep(300 * time.Millisecond)
	os.Rename(at("b"), at("a"))
	time.Sleep(500 * time.Millisecond)
	if status, out, diag := c.end(syscall.SIGINT); status != 0 || strings.Count(out, "\n") != 7 {
		t.Errorf("--follow: %d %s%s", status, out, diag)
	}
}

// TestSandboxAwait is about an interface that goes and comes again, when the program cannot open a socket any more.
func TestSandboxAwait(t *testing.T) {
	liveTestNamespace(t)
	bin := buildProgram(t)
	os.Chmod(filepath.Dir(bin), 0o755)
	c := startProgram(t, nil, "/", bin, "-n", "-l", "-v", "-i", "w0", "--wait-interface", "udp port 5000")
	send := func() {
		liveTestIP(t, "link add w0 type veth peer name w1")
		liveTestIP(t, "addr add 10.8.0.1/24 dev w0")
		liveTestIP(t, "link set w1 up")
		liveTestIP(t, "link set w0 up")
		time.Sleep(500 * time.Millisecond)
		conn, err := net.Dial("udp4", "10.8.0.2:5000")
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		liveTestIP(t, "neigh replace 10.8.0.2 lladdr 02:00:00:00:00:02 dev w0")
		for range 5 {
			conn.Write([]byte("text"))
		}
		time.Sleep(300 * time.Millisecond)
	}
	send()
	c.waitFor("listening on ")
	checkThreads(t, c.cmd.Process.Pid, powerless(powerlessUser().uid, powerlessUser().gid))
	liveTestIP(t, "link del w0")
	time.Sleep(300 * time.Millisecond)
	send()
	status, out, diag := c.end(syscall.SIGINT)
	if n := strings.Count(out, "length 4\n"); status != 0 || n != 10 {
		t.Errorf("status %d, %d packets: %s%s", status, n, out, diag)
	}
}

// TestSandboxInUserNamespace has root of a namespace that knows nobody else.
func TestSandboxInUserNamespace(t *testing.T) {
	bin := probeProgram(t)
	c := startProgram(t, &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWUSER | unix.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}},
		"/", "/bin/sh", "-c", "ip link set lo up && exec "+bin+" -i lo -v")
	for range 100 {
		if strings.Contains(c.diag.String(), "probe mount") || c.cmd.ProcessState != nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if !strings.Contains(c.diag.String(), "listening on") {
		time.Sleep(300 * time.Millisecond)
	}
	if !strings.Contains(c.diag.String(), "listening on") {
		c.cmd.Process.Kill()
		t.Skip("no user namespace: ", c.diag.String())
	}
	status, _, diag := c.end(syscall.SIGINT)
	if status != 0 || !strings.Contains(diag, "; not: user ") {
		t.Errorf("%d %s", status, diag)
	}
	checkProbes(t, diag)
}
