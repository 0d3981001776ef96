// --defrag on an interface: fragments pass the filter in the kernel.

package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestDefragLive(t *testing.T) {
	h := newRunTestHosts(t)
	// A tag is taken out of the frame by the receiving kernel, and kept beside it.
	var wire *liveTestSender
	h.do(func() { wire = newLiveTestSender(t, "v1") })
	tagged := defragTestCut4(defragTestIP4(5, ipProtoUDP, nil, defragTestUDP(5000)), 1480, 2960, 4440)
	send := func(port int) {
		h.do(func() {
			c, err := net.ListenPacket("udp4", "10.9.0.2:17000")
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			big := make([]byte, 5000)
			big[4000] = 77
			c.WriteTo(big, &net.UDPAddr{IP: net.IPv4(10, 9, 0, 1), Port: port})
		})
	}
	saved := filepath.Join(t.TempDir(), "w.pcap")
	for _, test := range []struct {
		name, args string
		want       string
	}{
		{"filter", "--defrag -n -i v0 udp dst port 5000 and udp[4008] = 77", "IP 10.9.0.2.17000 > 10.9.0.1.5000: UDP, length 5000\n"},
		{"any", "--defrag -n -i any udp dst port 5000 and udp[4008] = 77", "In  IP 10.9.0.2.17000 > 10.9.0.1.5000: UDP, length 5000\n"},
		{"no filter", "--defrag -n -i v0 ip dst 10.9.0.1 and udp", "10.9.0.1.5001: UDP, length 5000\n"},
		{"classic", "--defrag --classic -n -i v0 port 5000", " 10.9.0.2.17000 > 10.9.0.1.5000: udp 5000\n"},
		{"vlan", "--defrag -n -e -i v0 vlan 5 and udp[4000:4] != 0", "vlan 5, p 0, ethertype IPv4 (0x0800), 10.0.0.1.1000 > 10.0.0.2.2000: UDP, length 5000\n"},
		{"tagged, by host", "--defrag -n -i v0 host 10.0.0.2 and udp[4000:4] != 0", "IP 10.0.0.1.1000 > 10.0.0.2.2000: UDP, length 5000\n"},
		{"tagged, any", "--defrag -n -i any host 10.0.0.2 and udp[4000:4] != 0", "IP 10.0.0.1.1000 > 10.0.0.2.2000: UDP, length 5000\n"},
		{"save", "--defrag -n -i v0 --print -w " + saved + " udp[4008] = 77 and port 5000", "5000: UDP, length 5000\n"},
	} {
		runTestPart(t, test.name, func(t *testing.T) {
			c := startCapture(t, strings.Fields(test.args)...)
			send(5001)
			send(5000)
			for _, ip := range tagged {
				wire.send(defragTestEther("\x81\x00\x00\x05")(ip))
			}
			time.Sleep(200 * time.Millisecond)
			status, out, diag := c.end(syscall.SIGINT)
			if status != 0 || !strings.Contains(out, test.want) || strings.Contains(out, "ip-proto") || strings.Contains(out, "frag") ||
				test.name != "no filter" && strings.Contains(out, "5001:") {
				t.Errorf("status %d\n%s%s", status, out, diag)
			}
		})
	}
	_, out, _ := runProgram(t, "", "-nr", saved)
	if _, err := os.Stat(saved); err != nil || strings.Count(out, "\n") != 4 || strings.Count(out, ": UDP, length 5000\n") != 1 {
		t.Errorf("%s%v", out, err)
	}
}
