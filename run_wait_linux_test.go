// Captures whose interface is not there, or comes and goes; statistics in between; filters that the kernel refuses.

package main

import (
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

const runTestNothing = "0 packets captured\n0 packets received by filter\n0 packets dropped by kernel\n"

// TestRunWaitInterrupted ends captures before there is an interface: in peace, with the counts.
func TestRunWaitInterrupted(t *testing.T) {
	liveTestNamespace(t)
	const waiting = "tcpdump: waiting: w0: No such device exists\n"
	file := filepath.Join(t.TempDir(), "x")
	for _, test := range []struct {
		args []string
		out  string
	}{
		{nil, "\n"},
		{[]string{"-w", file}, ""},
	} {
		c := &runTestCapture{t: t, exited: make(chan error, 1)}
		c.cmd = program(t, append([]string{"--wait-interface", "-i", "w0"}, test.args...)...)
		c.cmd.Stdout, c.cmd.Stderr = &c.out, &c.diag
		if err := c.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		go func() { c.exited <- c.cmd.Wait() }()
		c.waitFor(waiting)
		if status, out, diag := c.end(syscall.SIGINT); status != 0 || out != test.out || diag != waiting+runTestNothing {
			t.Errorf("%v: status %d, %q: %s", test.args, status, out, diag)
		}
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a savefile was made")
	}
}

// TestRunWaitInterface is about an interface that comes, goes down, is deleted and renamed, watched by a program that has
// no rights any more.
func TestRunWaitInterface(t *testing.T) {
	liveTestNamespace(t)
	add := func() {
		liveTestIP(t, "link add w0 type veth peer name w1")
		for _, name := range []string{"w0", "w1"} {
			exec.Command("sysctl", "-qw", "net.ipv6.conf."+name+".disable_ipv6=1").Run()
			liveTestIP(t, "link set "+name+" up")
		}
	}
	c := &runTestCapture{t: t, exited: make(chan error, 1)}
	c.cmd = program(t, "--wait-interface", "-l", "-n", "-t", "-i", "w0", "ether proto 0x88b6")
	c.cmd.Stdout, c.cmd.Stderr = &c.out, &c.diag
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { c.exited <- c.cmd.Wait() }()
	time.Sleep(100 * time.Millisecond)
	add()
	c.waitFor("listening on ")
	// Whether it listens again is known from what it has captured: a frame is sent until one is.
	captured := func() int {
		c.cmd.Process.Signal(syscall.SIGUSR1)
		time.Sleep(60 * time.Millisecond)
		all := regexp.MustCompile(`tcpdump: (\d+) packets? captured`).FindAllStringSubmatch(c.diag.String(), -1)
		if len(all) == 0 {
			return 0
		}
		n, _ := strconv.Atoi(all[len(all)-1][1])
		return n
	}
	for _, lines := range [][]string{
		{},
		{"link set w0 down", "sleep", "link set w0 up"},
		{"link delete w0", "sleep", "add"},
		{"link set w0 down", "link set w0 name w7", "link set w7 up", "sleep", "link set w7 down", "link set w7 name w0", "link set w0 up"},
	} {
		for _, line := range lines {
			switch line {
			case "sleep":
				time.Sleep(300 * time.Millisecond)
			case "add":
				add()
			default:
				liveTestIP(t, line)
			}
		}
		before := captured()
		tx := newLiveTestSender(t, "w1")
		for range 100 {
			tx.send(liveTestFrame(1, 60))
			if captured() > before {
				break
			}
		}
		if captured() == before {
			t.Fatalf("nothing captured after %q: %s", lines, c.diag.String())
		}
	}
	liveTestIP(t, "link delete w0")
	time.Sleep(200 * time.Millisecond)
	status, out, diag := c.end(syscall.SIGINT)
	if n := checkTotals(t, diag); status != 0 || n != strings.Count(out, "0x88b6") {
		t.Errorf("status %d, %d captured: %s%s", status, n, out, diag)
	}
}

// TestRunStatisticsBetween asks for statistics while the kernel still collects packets for a savefile.
func TestRunStatisticsBetween(t *testing.T) {
	h := newRunTestHosts(t)
	for _, args := range [][]string{{"-w", os.DevNull}, {"-n"}, {"-n", "--immediate-mode"}, {"-w", os.DevNull, "-i", "lo"}} {
		c := startCapture(t, append(args, "-i", "v0", "udp port 5000")...)
		h.sendDatagrams(12)
		c.cmd.Process.Signal(syscall.SIGUSR1)
		c.waitFor("tcpdump: 12 packets captured, 12 packets received by filter, 0 packets dropped by kernel\n")
		if status, _, diag := c.end(syscall.SIGINT); status != 0 || checkTotals(t, diag) != 12 {
			t.Errorf("%v: status %d: %s", args, status, diag)
		}
	}
}

// TestRunFilterRefused captures with a filter that is too long for the kernel: the program runs it by itself, and says so.
func TestRunFilterRefused(t *testing.T) {
	h := newRunTestHosts(t)
	var text strings.Builder
	text.WriteString("udp port 5000")
	for i := range 6000 {
		text.WriteString(" or ip[" + strconv.Itoa(i%10*2) + ":2] = " + strconv.Itoa(20000+i*7))
	}
	file := filepath.Join(t.TempDir(), "filter")
	if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	c := startCapture(t, "-n", "-i", "v0", "-F", file)
	h.sendDatagrams(5)
	time.Sleep(100 * time.Millisecond)
	status, out, diag := c.end(syscall.SIGINT)
	if !strings.HasPrefix(diag, "Warning: Kernel filter failed: Invalid argument\ntcpdump: verbose") || status != 0 ||
		strings.Count(out, "UDP, length") < 5 {
		t.Errorf("status %d: %s%s", status, out, diag)
	}
}

// TestRunChecksumOffload tells checksums that the kernel has left to the network card from wrong ones.
func TestRunChecksumOffload(t *testing.T) {
	h := newRunTestHosts(t)
	for _, device := range []string{"v0", "any"} {
		c := startCapture(t, "-n", "-vv", "-t", "-i", device, "udp port 5000")
		h.sendDatagrams(1)
		wrong := append([]byte("\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01\x08\x00"+
			"\x45\x00\x00\x20\x00\x01\x00\x00\x40\x11\x00\x00\x0a\x09\x00\x01\x0a\x09\x00\x02\x13\x88\x13\x88\x00\x0c\x12\x34"), "data"...)
		newLiveTestSender(t, "v0").send(wrong)
		time.Sleep(100 * time.Millisecond)
		status, out, diag := c.end(syscall.SIGINT)
		if status != 0 || !strings.Contains(out, "[bad udp cksum 0x1234 -> ") {
			t.Errorf("%s: status %d: %s%s", device, status, out, diag)
		}
		if !strings.Contains(out, "> 10.9.0.1.5000: [udp cksum not yet computed] UDP, length 10") {
			if strings.Contains(out, "> 10.9.0.1.5000: [udp sum ok]") {
				t.Skip("this kernel computes checksums before a veth pair")
			}
			t.Errorf("%s: %s", device, out)
		}
	}
}
