// Several interfaces, other namespaces, interfaces that come and go.

//go:build linux

package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func TestLiveNamespaces(t *testing.T) {
	liveTestVeth(t)
	sleeper := exec.Command("sleep", "20") // in the namespace of the test
	if err := sleeper.Start(); err != nil {
		t.Skip(err)
	}
	defer func() { sleeper.Process.Kill(); sleeper.Wait() }()
	pid := strconv.Itoa(sleeper.Process.Pid)
	for _, spec := range []string{pid, "/proc/" + pid + "/ns/net"} {
		done := make(chan struct{})
		go func() { // on some other thread, outside
			defer close(done)
			s := liveTestOpen(t, liveOptions{device: "v0", latency: time.Second, netns: spec}, onlyTestFrames(12))
			conn := make(chan struct{})
			go func() {
				defer close(conn)
				if err := liveInNamespace(spec, func() { newLiveTestSender(t, "v1").send(liveTestFrame(3, 60)) }); err != nil {
					t.Error(err)
				}
			}()
			<-conn
			s.stop()
			var p packet
			if err := s.next(&p); err != nil || !bytes.Equal(p.data, liveTestFrame(3, 60)) {
				t.Error(err)
			}
		}()
		<-done
	}
	_, _, err := openLive(&liveOptions{device: "v0", linkType: -1, netns: "no-such-namespace"})
	if err == nil || err.Error() != "can't enter network namespace no-such-namespace: No such file or directory" {
		t.Error(err)
	}
}

// Packets sent by turns through two interfaces of different link types come in that order.
func TestLiveMerged(t *testing.T) {
	liveTestVeth(t)
	liveTestIP(t, "link add x0 type veth peer name x1")
	liveTestIP(t, "link set x0 up")
	liveTestIP(t, "link set x1 up")
	const latency = 10 * time.Millisecond
	var sources []liveSource
	for _, device := range []string{"v0", "x0"} {
		o := liveOptions{device: device, latency: latency, direction: "in", linkType: -1}
		s, _, err := openLive(&o)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.setFilter(onlyTestFrames(12)); err != nil {
			t.Fatal(err)
		}
		sources = append(sources, s)
	}
	m, err := newMergedSource(sources, latency)
	if err != nil {
		t.Fatal(err)
	}
	defer m.close()
	if err := m.start(); err != nil {
		t.Fatal(err)
	}
	tx := []*liveTestSender{newLiveTestSender(t, "v1"), newLiveTestSender(t, "x1")}
	go func() {
		for i := range uint32(1000) {
			tx[i%2].send(liveTestFrame(i, 60))
			if i%200 == 0 {
				time.Sleep(30 * time.Millisecond)
			}
		}
		for i := range uint32(1000) { // and a burst on one of them
			tx[1].send(liveTestFrame(1000+i, 60))
		}
	}()
	var p packet
	for i := range uint32(1500) {
		if err := m.next(&p); err != nil {
			t.Fatal(err)
		}
		if n := binary.BigEndian.Uint32(p.data[14:]); n != i {
			t.Fatalf("packet %d has number %d", i, n)
		}
		if want := []string{"v0", "x0"}[i%2]; i < 1000 && p.ifName != want {
			t.Fatal(p.ifName)
		}
	}
	time.Sleep(20 * time.Millisecond)
	m.stop()
	n := uint64(1500)
	for m.next(&p) == nil {
		n++
	}
	if st, _ := m.stats(); n != 2000 || st.received != 2000 {
		t.Error(n, st)
	}
}

// With await the capture begins when the interface comes, and again when it has come back.
func TestLiveAwait(t *testing.T) {
	liveTestNamespace(t)
	quit := make(chan struct{})
	s := make(chan liveSource)
	ns, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer unix.Close(ns)
	go func() {
		live, _, err := openLive(&liveOptions{device: "v0", linkType: -1, await: true, quit: quit,
			netns: "/proc/self/fd/" + strconv.Itoa(ns)})
		if err != nil {
			t.Error(err)
		}
		s <- live
	}()
	time.Sleep(50 * time.Millisecond)
	add := func() {
		liveTestIP(t, "link add v0 type veth peer name v1")
		time.Sleep(150 * time.Millisecond)
		liveTestIP(t, "link set v0 up")
		liveTestIP(t, "link set v1 up")
	}
	add()
	live := <-s
	if live == nil {
		t.FailNow()
	}
	defer live.close()
	if err := live.setFilter(onlyTestFrames(12)); err != nil {
		t.Fatal(err)
	}
	if err := live.start(); err != nil {
		t.Fatal(err)
	}
	var p packet
	for round := range uint32(3) {
		newLiveTestSender(t, "v1").send(liveTestFrame(round, 60))
		if err := live.next(&p); err != nil || binary.BigEndian.Uint32(p.data[14:]) != round {
			t.Fatal(round, err)
		}
		liveTestIP(t, "link delete v0")
		go func() {
			time.Sleep(300 * time.Millisecond)
			live.wake()
		}()
		if err := live.next(&p); err != errInterrupted {
			t.Fatal(err)
		}
		add()
		go func() {
			time.Sleep(300 * time.Millisecond)
			live.wake()
		}()
		if err := live.next(&p); err != errInterrupted {
			t.Fatal(err)
		}
	}
	if st, err := live.stats(); err != nil || st.received != 3 {
		t.Error(st, err)
	}
	live.stop()
	if err := live.next(&p); err != io.EOF {
		t.Error(err)
	}
	o := liveOptions{device: "v9", linkType: -1, await: true, quit: quit}
	close(quit)
	if _, _, err := openLive(&o); err != errInterrupted {
		t.Error(err)
	}
}
