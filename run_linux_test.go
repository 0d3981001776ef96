package main

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// runTestHosts are two namespaces with an interface each: v0 with 10.9.0.1 where the test and the program run, v1 with
// 10.9.0.2 where do runs a function.
type runTestHosts struct {
	t    *testing.T
	jobs chan func()
}

func newRunTestHosts(t *testing.T) *runTestHosts {
	t.Helper()
	liveTestVeth(t)
	h := &runTestHosts{t: t, jobs: make(chan func())}
	t.Cleanup(func() { close(h.jobs) })
	where := make(chan string)
	go func() {
		runtime.LockOSThread() // the thread ends with its jobs
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			where <- ""
			return
		}
		where <- "/proc/" + strconv.Itoa(os.Getpid()) + "/task/" + strconv.Itoa(unix.Gettid()) + "/ns/net"
		for job := range h.jobs {
			job()
		}
	}()
	path := <-where
	if path == "" {
		t.Skip("no second network namespace")
	}
	liveTestIP(t, "link set v1 netns "+path)
	liveTestIP(t, "addr add 10.9.0.1/24 dev v0")
	liveTestIP(t, "link set lo up")
	h.do(func() {
		exec.Command("ip", "addr", "add", "10.9.0.2/24", "dev", "v1").Run()
		exec.Command("ip", "link", "set", "v1", "up").Run()
	})
	return h
}

// do runs a function in the other namespace.
func (h *runTestHosts) do(f func()) {
	done := make(chan bool)
	h.jobs <- func() {
		f()
		close(done)
	}
	<-done
}

// sendDatagrams sends n numbered datagrams to the program's side.
func (h *runTestHosts) sendDatagrams(n int) {
	h.do(func() {
		// Not connected: nobody listens there, and an answer that says so would make a write fail.
		c, err := net.ListenPacket("udp4", "10.9.0.2:0")
		if err != nil {
			h.t.Error(err)
			return
		}
		defer c.Close()
		to := &net.UDPAddr{IP: net.IPv4(10, 9, 0, 1), Port: 5000}
		for i := range n {
			c.WriteTo([]byte("datagram "+strconv.Itoa(i)), to)
			if i%64 == 63 {
				time.Sleep(time.Millisecond)
			}
		}
	})
}

// runTestPart is a part of a test that stays on the test's thread, and so in its namespace: t.Run would leave it.
func runTestPart(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	before := t.Failed()
	f(t)
	if t.Failed() && !before {
		t.Log("that was ", name)
	}
}

// runTestCapture is a running program.
type runTestCapture struct {
	t      *testing.T
	cmd    *exec.Cmd
	out    bytes.Buffer
	diag   syncBuffer
	exited chan error
}

// syncBuffer is a buffer to look into while it is written.
type syncBuffer struct{ text atomic.Pointer[string] }

func (b *syncBuffer) Write(p []byte) (int, error) {
	s := b.String() + string(p)
	b.text.Store(&s)
	return len(p), nil
}

func (b *syncBuffer) String() string {
	if s := b.text.Load(); s != nil {
		return *s
	}
	return ""
}

// startCapture starts the program and waits until it listens.
func startCapture(t *testing.T, args ...string) *runTestCapture {
	t.Helper()
	c := &runTestCapture{t: t, cmd: program(t, args...), exited: make(chan error, 1)}
	c.cmd.Stdout, c.cmd.Stderr = &c.out, &c.diag
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { c.exited <- c.cmd.Wait() }()
	c.waitFor("listening on ")
	return c
}

func (c *runTestCapture) waitFor(text string) {
	c.t.Helper()
	for range 500 {
		if strings.Contains(c.diag.String(), text) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	c.cmd.Process.Kill()
	c.t.Fatalf("no %q: %s", text, c.diag.String())
}

// end sends a signal, if it is not 0, and waits for the end.
func (c *runTestCapture) end(s syscall.Signal) (status int, out, diag string) {
	c.t.Helper()
	if s != 0 {
		c.cmd.Process.Signal(s)
	}
	select {
	case <-c.exited:
	case <-time.After(10 * time.Second):
		c.cmd.Process.Kill()
		c.t.Fatal("it does not end: ", c.diag.String())
	}
	return c.cmd.ProcessState.ExitCode(), c.out.String(), c.diag.String()
}

var runTestTotals = regexp.MustCompile(`(?m)^(\d+) packets? captured\n(\d+) packets? received by filter\n(\d+) packets? dropped by kernel\n\z`)

// checkTotals looks at the statistics: what was received and not dropped is captured.
func checkTotals(t *testing.T, diag string) (captured int) {
	t.Helper()
	m := runTestTotals.FindStringSubmatch(diag)
	if m == nil {
		t.Fatalf("no statistics: %s", diag)
	}
	if m[1] != m[2] || m[3] != "0" {
		t.Errorf("captured %s, received %s, dropped %s", m[1], m[2], m[3])
	}
	captured, _ = strconv.Atoi(m[1])
	return captured
}

// runTestSandbox is what -v says of the sandbox, which depends on the system.
var runTestSandbox = regexp.MustCompile(`(?m)^tcpdump: sandbox: .*\n`)

// TestRunSignals is about each signal's effect on a capture.
func TestRunSignals(t *testing.T) {
	h := newRunTestHosts(t)
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE} {
		runTestPart(t, s.String(), func(t *testing.T) {
			c := startCapture(t, "-n", "-i", "v0", "udp port 5000")
			if status, out, diag := c.end(s); status != 0 || out != "\n" || checkTotals(t, diag) != 0 {
				t.Errorf("status %d, %q: %s", status, out, diag)
			}
		})
	}
	runTestPart(t, "INT twice", func(t *testing.T) {
		c := startCapture(t, "-n", "-i", "v0", "udp port 5000")
		h.sendDatagrams(20)
		for range 3 { // as timeout(1) does
			c.cmd.Process.Signal(syscall.SIGINT)
			time.Sleep(time.Millisecond)
		}
		if status, _, diag := c.end(0); status != 0 || checkTotals(t, diag) != 20 {
			t.Errorf("status %d: %s", status, diag)
		}
	})
	runTestPart(t, "a stalled reader", func(t *testing.T) {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		c := &runTestCapture{t: t, exited: make(chan error, 1)}
		c.cmd = program(t, "-nXX", "-i", "v0", "udp port 5000")
		c.cmd.Stdout, c.cmd.Stderr = w, &c.diag
		if err := c.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		w.Close()
		go func() { c.exited <- c.cmd.Wait() }()
		c.waitFor("listening on ")
		h.sendDatagrams(1000) // more text than a pipe holds
		time.Sleep(300 * time.Millisecond)
		c.cmd.Process.Signal(syscall.SIGINT)
		time.Sleep(stopPatience + 100*time.Millisecond)
		if status, _, _ := c.end(syscall.SIGINT); status != 128+int(syscall.SIGINT) {
			t.Errorf("status %d", status)
		}
	})
	runTestPart(t, "QUIT", func(t *testing.T) {
		c := startCapture(t, "-n", "-i", "v0", "udp port 5000")
		_, out, diag := c.end(syscall.SIGQUIT)
		if w := c.cmd.ProcessState.Sys().(syscall.WaitStatus); !w.Signaled() || w.Signal() != syscall.SIGQUIT {
			t.Errorf("it ended with %v", c.cmd.ProcessState)
		}
		if out != "" || strings.Contains(diag, "goroutine") {
			t.Errorf("%s%s", out, diag)
		}
	})
	runTestPart(t, "ignored HUP", func(t *testing.T) {
		if _, err := exec.LookPath("nohup"); err != nil {
			t.Skip("no nohup")
		}
		c := &runTestCapture{t: t, exited: make(chan error, 1)}
		p := program(t, "-n", "-i", "v0", "udp port 5000")
		c.cmd = exec.Command("nohup", append([]string{p.Path}, p.Args[1:]...)...)
		c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr = p.Env, &c.out, &c.diag
		if err := c.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		go func() { c.exited <- c.cmd.Wait() }()
		c.waitFor("listening on ")
		c.cmd.Process.Signal(syscall.SIGHUP)
		h.sendDatagrams(3)
		if _, _, diag := c.end(syscall.SIGINT); checkTotals(t, diag) != 3 {
			t.Error(diag)
		}
	})
	runTestPart(t, "USR1", func(t *testing.T) {
		c := startCapture(t, "-n", "-l", "-i", "v0", "udp port 5000")
		h.sendDatagrams(7)
		time.Sleep(200 * time.Millisecond)
		c.cmd.Process.Signal(syscall.SIGUSR1)
		c.waitFor("tcpdump: 7 packets captured, 7 packets received by filter, 0 packets dropped by kernel\n")
		h.sendDatagrams(1)
		if _, _, diag := c.end(syscall.SIGTERM); checkTotals(t, diag) != 8 {
			t.Error(diag)
		}
	})
	runTestPart(t, "USR2", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "x")
		c := startCapture(t, "-i", "v0", "-w", file, "udp port 5000")
		h.sendDatagrams(5)
		time.Sleep(1200 * time.Millisecond) // the kernel may keep them for a second
		c.cmd.Process.Signal(syscall.SIGUSR2)
		var count string
		for range 100 {
			if _, count, _ = runProgram(t, "", "--count", "-r", file); count == "5 packets\n" {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if count != "5 packets\n" {
			t.Errorf("flushed: %s", count)
		}
		c.end(syscall.SIGINT)
	})
	runTestPart(t, "progress", func(t *testing.T) {
		c := startCapture(t, "-v", "-i", "v0", "-w", os.DevNull, "udp port 5000")
		h.sendDatagrams(5)
		c.waitFor("Got 5\r")
		_, _, diag := c.end(syscall.SIGINT)
		diag = runTestSandbox.ReplaceAllString(diag, "")
		if want := "tcpdump: listening on v0, link-type EN10MB (Ethernet), snapshot length 262144 bytes\nGot 5\r" +
			"5 packets captured\n5 packets received by filter\n0 packets dropped by kernel\n"; diag != want {
			t.Errorf("got  %q\nwant %q", diag, want)
		}
	})
}

// TestRunLiveMessages is about standard error of captures.
func TestRunLiveMessages(t *testing.T) {
	h := newRunTestHosts(t)
	const totals = "0 packets captured\n0 packets received by filter\n0 packets dropped by kernel\n"
	const listening = "listening on v0, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n"
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n" + listening + totals},
		{[]string{"-v"}, "tcpdump: " + listening + totals},
		{[]string{"-w", os.DevNull}, "tcpdump: " + listening + totals},
		{[]string{"-y", "en10mb", "-v"}, "tcpdump: data link type EN10MB\ntcpdump: " + listening + totals},
		{[]string{"-s", "96", "-v"}, "tcpdump: " + strings.Replace(listening, "262144", "96", 1) + totals},
	} {
		c := startCapture(t, append([]string{"-n", "-i", "v0"}, append(test.args, "udp port 5999")...)...)
		if _, _, diag := c.end(syscall.SIGINT); runTestSandbox.ReplaceAllString(diag, "") != test.want {
			t.Errorf("%v:\ngot  %swant %s", test.args, diag, test.want)
		}
	}
	liveTestIP(t, "link add d0 type veth peer name d1")
	if status, _, diag := runProgram(t, "", "-i", "d0"); status != 1 || diag != "tcpdump: d0: That device is not up\n" {
		t.Errorf("%d %s", status, diag)
	}
	if status, _, diag := runProgram(t, "", "-i", "v0", "-y", "PPP"); status != 1 ||
		diag != "tcpdump: PPP is not one of the DLTs supported by this device\n" {
		t.Errorf("%d %s", status, diag)
	}
	status, out, _ := runProgram(t, "", "-L", "-i", "v0")
	if status != 0 || !strings.HasPrefix(out, "Data link types for v0 (use option -y to set):\n  EN10MB (Ethernet)\n") {
		t.Errorf("%d %s", status, out)
	}
	status, out, _ = runProgram(t, "", "-D")
	if status != 0 || !strings.Contains(out, ".v0 [Up, Running, Connected]\n") {
		t.Errorf("%d %s", status, out)
	}
	c := startCapture(t, "-n", "-i", "v0", "udp port 5999")
	h.do(func() { exec.Command("ip", "link", "del", "v1").Run() })
	status, _, diag := c.end(0)
	if status != 1 || !strings.HasSuffix(diag, "tcpdump: pcap_loop: The interface disappeared\n"+totals) {
		t.Errorf("%d %s", status, diag)
	}
}

// TestRunHead ends a capture with the next packet when nobody reads its text any more, and -w - at once and in peace.
func TestRunHead(t *testing.T) {
	h := newRunTestHosts(t)
	for _, test := range []struct {
		name   string
		args   []string
		status int
		diag   string
	}{
		{"text", []string{"-n"}, 14, "tcpdump: Unable to write output: Broken pipe\n"},
		{"savefile", []string{"-U", "-w", "-"}, 0, " dropped by kernel\n"},
	} {
		runTestPart(t, test.name, func(t *testing.T) {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			c := &runTestCapture{t: t, exited: make(chan error, 1)}
			c.cmd = program(t, append([]string{"-i", "v0", "udp port 5000"}, test.args...)...)
			c.cmd.Stdout, c.cmd.Stderr = w, &c.diag
			if err := c.cmd.Start(); err != nil {
				t.Fatal(err)
			}
			w.Close()
			go func() { c.exited <- c.cmd.Wait() }()
			c.waitFor("listening on ")
			h.sendDatagrams(1)
			r.Read(make([]byte, 4096))
			r.Close()
			h.sendDatagrams(1)
			if status, _, diag := c.end(0); status != test.status || !strings.HasSuffix(diag, test.diag) {
				t.Errorf("status %d: %s", status, diag)
			}
		})
	}
}
