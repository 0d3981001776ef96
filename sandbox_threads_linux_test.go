package main

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Capabilities of the privileged part: of files; with --wait-interface those of captures, too.
const (
	sandboxTestFileCaps = 1<<unix.CAP_DAC_OVERRIDE | 1<<unix.CAP_DAC_READ_SEARCH
	sandboxTestWaitCaps = sandboxTestFileCaps | 1<<unix.CAP_NET_RAW | 1<<unix.CAP_SYS_ADMIN
)

// sandboxTestRoot is the status of a part of root with some capabilities.
func sandboxTestRoot(caps uint64) map[string]string {
	want := powerless(0, 0)
	delete(want, "Groups")
	hex := strconv.FormatUint(caps, 16)
	want["CapEff"] = strings.Repeat("0", 16-len(hex)) + hex
	want["CapPrm"] = want["CapEff"]
	return want
}

// TestSandboxThreads looks at every thread of the program and its parts, in everything that it may be started for.
func TestSandboxThreads(t *testing.T) {
	h := newRunTestHosts(t)
	liveTestIP(t, "link add w0 type veth peer name w1")
	liveTestIP(t, "link set w0 up")
	bin := buildProgram(t)
	os.Chmod(filepath.Dir(bin), 0o755)
	user := powerlessUser()
	nobody := powerless(user.uid, user.gid)
	uid, gid, ok := findUser(readRegular("/etc/passwd", maxNameFile), "nobody")
	if !ok {
		t.Skip("no user nobody")
	}
	files, waiting := sandboxTestRoot(sandboxTestFileCaps), sandboxTestRoot(sandboxTestWaitCaps)
	delete(waiting, "Seccomp") // it opens sockets in namespaces
	root := map[string]string{"Uid": "0 0 0 0", "NoNewPrivs": "1", "Seccomp": nobody["Seccomp"]}
	commands := map[string]string{"Uid": "0 0 0 0", "NoNewPrivs": "0"}
	plain := map[string]string{}
	for key, value := range nobody {
		if key != "Seccomp" {
			plain[key] = value
		}
	}
	type partStates map[string]map[string]string
	for _, test := range []struct {
		args  string
		main  map[string]string
		parts partStates
	}{
		{"-i v0 -n", nobody, nil},
		{"-i v0", nobody, partStates{partNames: nobody}},
		{"-i v0 -n -Z nobody", powerless(uid, gid), nil},
		{"-i v0 -n -Z root", root, nil},
		{"-i v0 -Z root", root, partStates{partNames: nobody}},
		{"-i v0 -w x", nobody, nil},
		{"-i v0 -w x -Z root -C 1k", root, partStates{partFiles: files}},
		{"-i v0 -w x -C 1k -W 3", nobody, partStates{partFiles: files}},
		{"-i v0 -w x%S -G 1", nobody, partStates{partFiles: files}},
		{"-i v0 -w x -C 1k -z true", nobody, partStates{partFiles: commands}},
		{"-i v0 -w x --ring filesize:1 --ring files:3 --print", nobody, partStates{partFiles: files, partNames: nobody}},
		{"-i v0 -i w0 -n", nobody, nil},
		{"-i any -n", nobody, nil},
		{"-i v0 -n --wait-interface", nobody, partStates{partFiles: waiting}},
		{"-i v0 -n --no-sandbox", plain, nil},
		{"-i v0 --no-sandbox -w x -C 1k", plain, partStates{partFiles: plain}},
	} {
		runTestPart(t, test.args, func(t *testing.T) {
			dir := t.TempDir()
			c := startProgram(t, nil, dir, bin, append(strings.Fields(test.args), "-l", "udp", "port", "5000")...)
			c.waitFor("listening on ")
			h.sendDatagrams(50)
			time.Sleep(200 * time.Millisecond)
			checkThreads(t, c.cmd.Process.Pid, test.main)
			running := parts(t, c.cmd.Process.Pid)
			for part, pid := range running {
				want := test.parts[part]
				switch {
				case want == nil:
					t.Errorf("a part for %s", part)
				case want["Uid"] == plain["Uid"] && part == partFiles:
					want = map[string]string{"Uid": "0 0 0 0"} // --no-sandbox leaves it alone
				}
				checkThreads(t, pid, want)
				checkPartDescriptors(t, pid)
			}
			if len(running) != len(test.parts) {
				t.Errorf("parts: %v", running)
			}
			if status, _, diag := c.end(syscall.SIGINT); status != 0 {
				t.Errorf("status %d: %s", status, diag)
			}
		})
	}
}

// checkPartDescriptors makes sure that a part has no socket but the one it is asked over.
func checkPartDescriptors(t *testing.T, pid int) {
	t.Helper()
	links, _ := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/fd/*")
	sockets := 0
	for _, link := range links {
		if to, _ := os.Readlink(link); strings.HasPrefix(to, "socket:") {
			sockets++
		}
	}
	if sockets != 1 {
		t.Errorf("%d has %d sockets", pid, sockets)
	}
}

// TestSandboxSavefile looks at the threads of a program that reads a savefile as root.
func TestSandboxSavefile(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs root")
	}
	bin := buildProgram(t)
	os.Chmod(filepath.Dir(bin), 0o755)
	ownResolver(t) // where nobody answers
	text, err := os.ReadFile(runTestFile(t, 3))
	if err != nil {
		t.Fatal(err)
	}
	user := powerlessUser()
	for _, args := range []string{"-n", "", "-w out", "-w out -C 1 --print -n"} {
		c := &runTestCapture{t: t, exited: make(chan error, 1)}
		c.cmd = exec.Command(bin, append([]string{"-l", "-r", "-"}, strings.Fields(args)...)...)
		c.cmd.Dir, c.cmd.Stdout, c.cmd.Stderr = t.TempDir(), &c.out, &c.diag
		in, err := c.cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		go func() { c.exited <- c.cmd.Wait() }()
		in.Write(text)
		c.waitFor("reading from file ")
		time.Sleep(300 * time.Millisecond)
		checkThreads(t, c.cmd.Process.Pid, powerless(user.uid, user.gid))
		in.Close()
		if status, _, diag := c.end(0); status != 0 {
			t.Errorf("%s: %d %s", args, status, diag)
		}
	}
}

// TestSandboxBare captures where there is nothing but the program: no /etc/passwd, no /proc, no /dev.
func TestSandboxBare(t *testing.T) {
	h := newRunTestHosts(t)
	bin := buildProgram(t)
	dir := openTestDir(t)
	if err := exec.Command("cp", bin, filepath.Join(dir, "tcpdump")).Run(); err != nil {
		t.Fatal(err)
	}
	c := startProgram(t, &syscall.SysProcAttr{Chroot: dir}, "/", "/tcpdump", "-i", "v0", "-l", "--print", "-w", "/x", "-C", "1k", "udp port 5000")
	c.waitFor("listening on ")
	checkThreads(t, c.cmd.Process.Pid, powerless(privNobody, privNobody))
	h.sendDatagrams(100)
	time.Sleep(1200 * time.Millisecond)
	status, out, diag := c.end(syscall.SIGINT)
	if status != 0 || checkTotals(t, diag) != 100 || strings.Count(out, "\n") < 100 || strings.Contains(diag, "root is kept") {
		t.Errorf("%d %s", status, diag)
	}
	if _, err := os.Stat(filepath.Join(dir, "x2")); err != nil {
		t.Error(err)
	}
}

// TestSandboxOfFile is about what the program's file adds to the rights of an ordinary user: it is enough for a capture,
// and nobody gets more of it, neither by an option nor by starting a part by hand.
func TestSandboxOfFile(t *testing.T) {
	h := newRunTestHosts(t)
	bin := buildProgram(t)
	dir := openTestDir(t)
	user := &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 12345, Gid: 12346}}
	for _, kind := range []string{"set-user-ID", "capability"} {
		file := filepath.Join(dir, kind)
		if err := exec.Command("cp", bin, file).Run(); err != nil {
			t.Fatal(err)
		}
		if kind == "set-user-ID" {
			os.Chmod(file, 0o755|os.ModeSetuid)
		} else if err := exec.Command("setcap", "cap_net_raw+ep", file).Run(); err != nil {
			t.Log("skipped: capability of the file: no setcap")
			continue
		}
		runTestPart(t, kind, func(t *testing.T) {
			c := startProgram(t, user, dir, file, "-i", "v0", "-l", "--print", "-w", "/dev/null", "-G", "1", "udp port 5000")
			c.waitFor("listening on ")
			h.sendDatagrams(10)
			time.Sleep(200 * time.Millisecond)
			checkThreads(t, c.cmd.Process.Pid, powerless(12345, 12346))
			for _, pid := range parts(t, c.cmd.Process.Pid) {
				checkThreads(t, pid, powerless(12345, 12346))
			}
			if status, _, diag := c.end(syscall.SIGINT); status != 0 || checkTotals(t, diag) != 10 {
				t.Errorf("%d %s", status, diag)
			}
			private := t.TempDir()
			os.Chmod(private, 0o700)
			c = startProgram(t, user, dir, file, "-i", "v0", "-C", "1", "-w", filepath.Join(private, "x"))
			if status, _, diag := c.end(0); status != 1 || !strings.HasSuffix(diag, "x: Permission denied\n") {
				t.Errorf("%d %s", status, diag)
			}
			for _, commands := range []bool{false, true} {
				args := []string{"-i", "v0", "--wait-interface", "-C", "1", "-w", filepath.Join(private, "x")}
				if commands {
					args = append(args, "-z", "id")
				}
				for _, action := range []privAction{privCreate, privSocket} {
					part := startPartByHand(t, file, user, args...)
					if err := part.plan(nil); err != nil {
						t.Fatal(err)
					}
					name := filepath.Join(private, "x")
					if action == privSocket {
						name = "\x03"
					}
					if fd, _, err := part.ask(action, name); err != syscall.EACCES && err != syscall.EPERM || fd >= 0 {
						t.Errorf("%v, action %d: %d %v", args, action, fd, err)
					}
				}
			}
		})
	}
}

// startPartByHand starts a part on a socket of our own.
func startPartByHand(t *testing.T, file string, attr *syscall.SysProcAttr, args ...string) *privClient {
	t.Helper()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	theirs := os.NewFile(uintptr(pair[1]), "part")
	defer theirs.Close()
	cmd := exec.Command(file, append([]string{partOption + partFiles}, args...)...)
	cmd.ExtraFiles, cmd.SysProcAttr = []*os.File{theirs}, attr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(pair[0]); cmd.Process.Kill(); cmd.Wait() })
	return &privClient{partHandle: partHandle{fd: pair[0]}}
}

// TestSandboxNflog is about a source that keeps packets back, and cannot be told to hand them over without root.
func TestSandboxNflog(t *testing.T) {
	liveTestNamespace(t)
	liveTestIP(t, "link set lo up")
	rules := "add table inet t; add chain inet t o { type filter hook output priority 0; }; add rule inet t o udp dport 5000 log group 5"
	if out, err := exec.Command("nft", rules).CombinedOutput(); err != nil {
		t.Skipf("no nft: %v %s", err, out)
	}
	bin := buildProgram(t)
	os.Chmod(filepath.Dir(bin), 0o755)
	c := startProgram(t, nil, t.TempDir(), bin, "-i", "nflog:5", "-w", "x")
	c.waitFor("listening on ")
	checkThreads(t, c.cmd.Process.Pid, powerless(powerlessUser().uid, powerlessUser().gid))
	listener, err := net.ListenPacket("udp4", "127.0.0.1:5000") // else every other datagram is refused
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	conn, err := net.Dial("udp4", "127.0.0.1:5000")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for range 20 {
		conn.Write([]byte("text"))
	}
	if status, _, diag := c.end(syscall.SIGINT); status != 0 || checkTotals(t, diag) != 20 {
		t.Errorf("%d %s", status, diag)
	}
}
