// The sender of the live measurements: a process in a network namespace of its own, which writes to one end of a veth
// pair. It reads one order per line and answers each with how many packets it has sent, in how many nanoseconds.
//
//	mix RATE SECONDS            the packets of a savefile, through sendmmsg(2)
//	flow RATE SECONDS SIZE      one UDP flow, through an XDP program that is run over frames of its own (live frames)
//	random RATE SECONDS SIZE    the same with random addresses and ports
//	one                         one datagram of the flow
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"os"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// sender writes to one interface.
type sender struct {
	index  int
	fd     int      // packet socket
	frames [][]byte // of mix
	progs  [2]int   // XDP: as it is, random
	clock  *xdpClock
	noXDP  error
}

// runSender is the main program of the sender. It makes the pair of interfaces; v0 goes to the thread that captures.
func runSender(thread, savefile string) error {
	s := &sender{}
	if err := ip("link add v1 type veth peer name v0 netns " + thread); err != nil {
		return err
	}
	os.WriteFile("/proc/sys/net/ipv6/conf/v1/disable_ipv6", []byte("1"), 0)
	if err := ip("link set v1 up"); err != nil {
		return err
	}
	if err := s.open("v1", savefile); err != nil {
		return err
	}
	fmt.Println("ready")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var what string
		var rate, seconds, size int
		fmt.Sscan(lines.Text(), &what, &rate, &seconds, &size)
		begin := time.Now()
		n, err := s.do(what, rate, time.Duration(seconds)*time.Second, size)
		if err != nil {
			return fmt.Errorf("sender: %s: %w", what, err)
		}
		fmt.Println(n, time.Since(begin).Nanoseconds())
	}
	return nil
}

func (s *sender) open(device, savefile string) (err error) {
	if s.fd, err = unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0); err != nil {
		return err
	}
	if s.index, err = interfaceIndex(device); err != nil {
		return err
	}
	if err = unix.Bind(s.fd, &unix.SockaddrLinklayer{Ifindex: s.index}); err != nil {
		return err
	}
	unix.SetsockoptInt(s.fd, unix.SOL_PACKET, unix.PACKET_QDISC_BYPASS, 1)
	if s.frames, err = framesOf(savefile, 20000); err != nil {
		return err
	}
	// Where the kernel has no such thing, orders for it fail.
	s.clock, s.noXDP = newXDPClock()
	for i := range s.progs {
		if s.noXDP == nil {
			s.progs[i], s.noXDP = loadXDP(i == 1, s.clock, xdpTX)
		}
	}
	return nil
}

func (s *sender) do(what string, rate int, d time.Duration, size int) (int, error) {
	switch what {
	case "one":
		_, err := unix.Write(s.fd, flowFrame(100))
		return 1, err
	case "mix":
		return s.mix(rate, d)
	case "flow":
		return s.live(s.progs[0], rate, d, size)
	case "random":
		return s.live(s.progs[1], rate, d, size)
	}
	return 0, fmt.Errorf("no such order")
}

// pace calls send with how many packets are due, until they were sent for a time d.
func pace(rate int, d time.Duration, most int, send func(n int) (int, error)) (total int, err error) {
	begin := time.Now()
	for {
		age := time.Since(begin)
		if age >= d {
			return total, nil
		}
		due := int(float64(rate)*age.Seconds()) - total
		if due <= 0 {
			time.Sleep(200 * time.Microsecond)
			continue
		}
		n, err := send(min(due, most))
		total += n
		if err != nil {
			return total, err
		}
	}
}

type mmsghdr struct {
	header unix.Msghdr
	length uint32
	_      [4]byte
}

func (s *sender) mix(rate int, d time.Duration) (int, error) {
	const batch = 64
	var messages [batch]mmsghdr
	var pieces [batch]unix.Iovec
	at := 0
	return pace(rate, d, batch, func(n int) (int, error) {
		for i := range n {
			frame := s.frames[at]
			if at++; at == len(s.frames) {
				at = 0
			}
			pieces[i].Base = &frame[0]
			pieces[i].SetLen(len(frame))
			messages[i].header.Iov = &pieces[i]
			messages[i].header.SetIovlen(1)
		}
		for {
			sent, _, e := unix.Syscall6(unix.SYS_SENDMMSG, uintptr(s.fd), uintptr(unsafe.Pointer(&messages)), uintptr(n), 0, 0, 0)
			switch e {
			case 0:
				return int(sent), nil
			case unix.ENOBUFS, unix.EINTR, unix.EAGAIN:
			default:
				return 0, e
			}
		}
	})
}

// live runs an XDP program that sends each frame on when it is due.
func (s *sender) live(prog, rate int, d time.Duration, size int) (int, error) {
	if s.noXDP != nil {
		return 0, fmt.Errorf("no XDP program over live frames: %w", s.noXDP)
	}
	if err := s.clock.set(uint64(1e9 / rate)); err != nil {
		return 0, err
	}
	n := int(float64(rate) * d.Seconds())
	return n, runXDP(prog, s.index, flowFrame(size), n)
}

// flowFrame is a UDP datagram in Ethernet, of a size in all.
func flowFrame(size int) []byte {
	b := make([]byte, max(size, 60))
	copy(b, "\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01\x08\x00\x45\x00")
	binary.BigEndian.PutUint16(b[16:], uint16(len(b)-14))
	b[22], b[23] = 64, 17
	copy(b[26:], "\x0a\x00\x00\x01\x0a\x00\x00\x02")
	binary.BigEndian.PutUint16(b[34:], 40000)
	binary.BigEndian.PutUint16(b[36:], 9000)
	binary.BigEndian.PutUint16(b[38:], uint16(len(b)-34))
	return b
}

// framesOf reads the first packets of a savefile.
func framesOf(name string, n int) (list [][]byte, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all := make([]byte, n*1600)
	got, _ := f.ReadAt(all, 24)
	for all = all[:got]; len(all) >= 16 && len(list) < n; {
		size := int(binary.LittleEndian.Uint32(all[8:]))
		if size < 14 || size > len(all)-16 {
			break
		}
		list = append(list, all[16:16+size])
		all = all[16+size:]
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: no packets", name)
	}
	return list, nil
}
