package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
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
)

// The program as users run it, between two network namespaces made for the purpose.

const (
	netDatagrams = 1000
	netTransfer  = 300_000 // bytes over TCP
	netServer    = "10.93.7.2"
	netClient    = "10.93.7.1"
)

// With this variable set to server or client the test binary is that end of the traffic.
const runAsPeer = "GOTCPDUMP_TEST_PEER"

// netServe swallows datagrams and one TCP connection after the other until it is killed.
func netServe() {
	u, err := net.ListenPacket("udp4", netServer+":9000")
	netMust(err)
	l, err := net.Listen("tcp4", netServer+":9001")
	netMust(err)
	fmt.Println("ready")
	go func() {
		buf := make([]byte, 4096)
		for {
			if _, _, err := u.ReadFrom(buf); err != nil {
				return
			}
		}
	}()
	for {
		c, err := l.Accept()
		netMust(err)
		io.Copy(io.Discard, c)
		c.Close()
	}
}

// netSend sends datagrams of 1 to netDatagrams bytes, each length once, then netTransfer bytes over TCP.
func netSend() {
	u, err := net.Dial("udp4", netServer+":9000")
	netMust(err)
	buf := make([]byte, netTransfer)
	for n := 1; n <= netDatagrams; n++ {
		_, err := u.Write(buf[:n])
		netMust(err)
		if n%50 == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	c, err := net.Dial("tcp4", netServer+":9001")
	netMust(err)
	_, err = c.Write(buf)
	netMust(err)
	netMust(c.(*net.TCPConn).CloseWrite())
	io.Copy(io.Discard, c) // the server has read everything
	c.Close()
}

func netMust(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// netPair is two namespaces joined by a veth pair: va in one, vb in the other.
type netPair struct{ a, b string }

func newNetPair(t *testing.T) *netPair {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skip("needs ip of iproute2")
	}
	p := &netPair{a: fmt.Sprintf("gotcpdump-%d-a", os.Getpid()), b: fmt.Sprintf("gotcpdump-%d-b", os.Getpid())}
	if out, err := exec.Command("ip", "netns", "add", p.a).CombinedOutput(); err != nil {
		t.Skipf("no network namespaces here: %s", out)
	}
	t.Cleanup(func() {
		exec.Command("ip", "netns", "del", p.a).Run()
		exec.Command("ip", "netns", "del", p.b).Run()
	})
	for _, row := range []string{
		"netns add " + p.b,
		"-n " + p.a + " link add va type veth peer name vb netns " + p.b,
		"-n " + p.a + " addr add " + netClient + "/24 dev va",
		"-n " + p.b + " addr add " + netServer + "/24 dev vb",
		"-n " + p.a + " link set va up",
		"-n " + p.b + " link set vb up",
	} {
		if out, err := exec.Command("ip", strings.Fields(row)...).CombinedOutput(); err != nil {
			t.Fatalf("ip %s: %s", row, out)
		}
	}
	server := p.peer(p.b, "server")
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	if line, _ := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatal("the server did not start")
	}
	return p
}

// peer is this test binary in another role inside a namespace.
func (p *netPair) peer(ns, role string) *exec.Cmd {
	c := exec.Command("ip", "netns", "exec", ns, os.Args[0])
	c.Env = append(os.Environ(), runAsPeer+"="+role)
	c.Stderr = os.Stderr
	return c
}

func (p *netPair) send(t *testing.T) {
	t.Helper()
	if err := p.peer(p.a, "client").Run(); err != nil {
		t.Fatal(err)
	}
}

// buildProgram returns the path of the program, built once per test run.
func buildProgram(t testing.TB) string {
	t.Helper()
	if testEmulator() != "" {
		t.Skip("what go builds is for this machine")
	}
	bin := filepath.Join(t.TempDir(), "tcpdump")
	cmd := exec.Command("go", "build", "-o", bin, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// running is the program at work.
type running struct {
	cmd    *exec.Cmd
	stdout bytes.Buffer
	stderr []string
	done   chan struct{}
}

// start runs the program inside a namespace and waits until it listens.
func (p *netPair) start(t *testing.T, bin string, args ...string) *running {
	t.Helper()
	r := &running{done: make(chan struct{})}
	r.cmd = exec.Command("ip", append([]string{"netns", "exec", p.a, bin}, args...)...)
	r.cmd.Stdout = &r.stdout
	pipe, err := r.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	listening := make(chan bool, 1)
	go func() {
		s := bufio.NewScanner(pipe)
		for s.Scan() {
			r.stderr = append(r.stderr, s.Text())
			if strings.Contains(s.Text(), "listening on") {
				listening <- true
			}
		}
		close(r.done)
	}()
	select {
	case <-listening:
	case <-r.done:
		t.Fatalf("tcpdump ended: %q", r.stderr)
	case <-time.After(10 * time.Second):
		t.Fatal("tcpdump does not listen")
	}
	return r
}

// stop interrupts the program, if it has not ended by itself, and returns its exit status.
func (r *running) stop(t *testing.T, interrupt bool) int {
	t.Helper()
	if interrupt {
		r.cmd.Process.Signal(syscall.SIGINT)
	}
	select {
	case <-r.done:
	case <-time.After(10 * time.Second):
		r.cmd.Process.Kill()
		t.Fatalf("tcpdump does not end: %q", r.stderr)
	}
	r.cmd.Wait()
	return r.cmd.ProcessState.ExitCode()
}

var netStatistics = regexp.MustCompile(`^(\d+) packets? (captured|received by filter|dropped by kernel)$`)

// statistics returns captured, received and dropped as the program reported them.
func (r *running) statistics(t *testing.T) (n [3]int) {
	t.Helper()
	found := 0
	for _, line := range r.stderr {
		if m := netStatistics.FindStringSubmatch(line); m != nil {
			v, _ := strconv.Atoi(m[1])
			n[map[string]int{"captured": 0, "received by filter": 1, "dropped by kernel": 2}[m[2]]] = v
			found++
		}
	}
	if found != 3 {
		t.Fatalf("no statistics in %q", r.stderr)
	}
	return
}

// netLines prints a savefile with -n -t.
func netLines(t *testing.T, bin, file string) string {
	t.Helper()
	out, err := exec.Command(bin, "-n", "-t", "-r", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

var (
	netDatagram = regexp.MustCompile(`(?m)10\.93\.7\.1\.\d+ > 10\.93\.7\.2\.9000: UDP, length (\d+)$`)
	netSegment  = regexp.MustCompile(`(?m)10\.93\.7\.1\.\d+ > 10\.93\.7\.2\.9001: Flags .* length (\d+)$`)
)

// checkNetLines looks for every datagram and every byte of the TCP transfer in printed lines.
func checkNetLines(t *testing.T, lines string) {
	t.Helper()
	seen := make(map[string]int)
	for _, m := range netDatagram.FindAllStringSubmatch(lines, -1) {
		seen[m[1]]++
	}
	for n := 1; n <= netDatagrams; n++ {
		if k := seen[strconv.Itoa(n)]; k != 1 {
			t.Fatalf("the datagram of %d bytes is there %d times", n, k)
		}
	}
	sum := 0
	for _, m := range netSegment.FindAllStringSubmatch(lines, -1) {
		n, _ := strconv.Atoi(m[1])
		sum += n
	}
	if sum < netTransfer {
		t.Fatalf("%d bytes of a TCP transfer of %d", sum, netTransfer)
	}
}

// TestNetwork interrupts the program right after the last packet: every packet is there nevertheless, and captured
// equals received by filter.
func TestNetwork(t *testing.T) {
	pair := newNetPair(t)
	bin := buildProgram(t)
	file := filepath.Join(t.TempDir(), "x.pcap")
	for _, c := range []struct {
		name    string
		args    []string
		write   bool
		mayDrop bool // slots of one size hold fewer packets than blocks: a slow machine may lose some, but has to say so
	}{
		{"write", []string{"-i", "va", "-w", file}, true, false},
		{"write unbuffered", []string{"-i", "va", "-U", "-w", file}, true, false},
		{"print", []string{"-i", "va", "-n", "-t"}, false, false},
		{"print by line", []string{"-i", "va", "-n", "-t", "-l"}, false, false},
		{"write any", []string{"-i", "any", "-w", file}, true, false},
		{"print any", []string{"-i", "any", "-n", "-t"}, false, false},
		{"write with filter", []string{"-i", "va", "-w", file, "port 9000 or tcp port 9001"}, true, false},
		{"immediate", []string{"-i", "va", "--immediate-mode", "-w", file}, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := pair.start(t, bin, c.args...)
			pair.send(t)
			if status := r.stop(t, true); status != 0 {
				t.Errorf("exit status %d: %q", status, r.stderr)
			}
			n := r.statistics(t)
			if n[0]+n[2] != n[1] {
				t.Errorf("%d captured, %d received, %d dropped", n[0], n[1], n[2])
			}
			if n[2] != 0 {
				if c.mayDrop {
					return
				}
				t.Errorf("%d dropped", n[2])
			}
			lines := r.stdout.String()
			if c.write {
				lines = netLines(t, bin, file)
			}
			checkNetLines(t, lines)
			if got := strings.Count(strings.TrimRight(lines, "\n"), "\n") + 1; got != n[0] {
				t.Errorf("%d lines, %d captured", got, n[0])
			}
		})
	}
	t.Run("count", func(t *testing.T) {
		r := pair.start(t, bin, "-i", "va", "-n", "-t", "-c", "500", "udp port 9000")
		pair.send(t)
		if status := r.stop(t, false); status != 0 {
			t.Errorf("exit status %d: %q", status, r.stderr)
		}
		if n := r.statistics(t); n[0] != 500 || len(netDatagram.FindAllString(r.stdout.String(), -1)) != 500 {
			t.Errorf("%d captured, %d lines", n[0], len(netDatagram.FindAllString(r.stdout.String(), -1)))
		}
	})
}

// TestPeerReadsOurs has an installed tcpdump read what this program wrote and the other way round: the same lines.
func TestPeerReadsOurs(t *testing.T) {
	peer, err := exec.LookPath("tcpdump")
	if err != nil {
		t.Skip("no tcpdump installed")
	}
	bin := buildProgram(t)
	dir := t.TempDir()
	run := func(prog string, args ...string) string {
		t.Helper()
		var out, msg bytes.Buffer
		cmd := exec.Command(prog, args...)
		cmd.Stdout, cmd.Stderr = &out, &msg
		if err := cmd.Run(); err != nil {
			t.Fatalf("%s %v: %v\n%s", prog, args, err, msg.String())
		}
		return out.String()
	}
	for _, name := range []string{"arp.pcap"} {
		src := filepath.Join("testdata/golden", name)
		ours, theirs := filepath.Join(dir, "ours.pcap"), filepath.Join(dir, "theirs.pcap")
		run(bin, "-r", src, "-w", ours)
		run(peer, "-r", src, "-w", theirs)
		want := run(peer, "-n", "-e", "-r", src)
		for what, got := range map[string]string{
			"peer reads ours": run(peer, "-n", "-e", "-r", ours), "we read theirs": run(bin, "-n", "-e", "-r", theirs),
			"we read ours": run(bin, "-n", "-e", "-r", ours),
		} {
			t.Run(name+" "+what, func(t *testing.T) { diffLines(t, want, got) })
		}
	}
}
