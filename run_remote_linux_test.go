// What goes over a pipe to another machine's analyser, as `ssh router tcpdump -U -w - 'not port 22' | tcpdump -r -`.

package main

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// remoteCapture starts this program on the loopback interface with its savefile in a pipe, and waits until it listens.
func remoteCapture(t *testing.T, args ...string) (cmd *exec.Cmd, out *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd = program(t, append([]string{"-i", "lo", "-U", "-w", "-"}, args...)...)
	cmd.Stdout = w
	diag, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	t.Cleanup(func() { cmd.Process.Kill(); r.Close() })
	lines := bufio.NewScanner(diag)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "listening on lo") {
			go func() {
				for lines.Scan() {
				}
			}()
			return cmd, r
		}
		t.Log(lines.Text())
	}
	t.Fatal("it does not listen")
	return nil, nil
}

func remoteSend(t *testing.T, port, count int) {
	t.Helper()
	c, err := net.ListenPacket("udp", "127.0.0.1:0") // not connected: nobody listens there, and that is no error
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for range count {
		c.WriteTo([]byte("datagram"), &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	}
}

// remoteNeedsRoot skips a test that cannot capture.
func remoteNeedsRoot(t *testing.T) {
	t.Helper()
	fd, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_RAW, 0)
	if err != nil {
		t.Skip("needs CAP_NET_RAW:", err)
	}
	syscall.Close(fd)
}

func TestLiveRemote(t *testing.T) {
	remoteNeedsRoot(t)
	for _, reader := range [][]string{{"tcpdump", "-l", "-n", "-r", "-"}, {"tshark", "-l", "-n", "-r", "-"}} {
		t.Run(reader[0], func(t *testing.T) {
			if _, err := exec.LookPath(reader[0]); err != nil {
				t.Skip("not installed:", reader[0])
			}
			const port = 47022
			ours, pipe := remoteCapture(t, "udp", "and", "net", "127", "and", "not", "port", "22")
			peer := exec.Command(reader[0], reader[1:]...)
			peer.Stdin = pipe
			text, err := peer.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := peer.Start(); err != nil {
				t.Fatal(err)
			}
			pipe.Close()
			defer peer.Process.Kill()
			remoteSend(t, 22, 3)
			remoteSend(t, port, 3)
			seen := 0
			lines := bufio.NewScanner(text)
			time.AfterFunc(20*time.Second, func() { peer.Process.Kill() })
			for seen < 3 && lines.Scan() {
				if strings.Contains(lines.Text(), strconv.Itoa(port)) {
					seen++
				}
				if strings.Contains(lines.Text(), ".22:") || strings.Contains(lines.Text(), " 22 ") {
					t.Error("port 22:", lines.Text())
				}
			}
			if seen < 3 {
				t.Fatalf("%d of 3 packets arrive while the capture runs", seen)
			}
			// Ending the reader ends the capture, without waiting for a packet.
			peer.Process.Kill()
			peer.Wait()
			ended := make(chan error, 1)
			begin := time.Now()
			go func() { ended <- ours.Wait() }()
			select {
			case <-ended:
				t.Logf("ended after %v", time.Since(begin))
			case <-time.After(2 * time.Second):
				t.Error("the reader is gone and the capture goes on")
			}
		})
	}
}
