// Packets that netfilter's NFLOG target, or nftables' log statement, sends to a group: nfnetlink_log. A packet of
// LINKTYPE_NFLOG is the kernel's message without its netlink header:
//
//	+---------+---------+------------------+-----------------+----//---+
//	| family  | version | group, be16      | len   | type    | value   | ...
//	+---------+---------+------------------+-----------------+----//---+

//go:build linux

package main

import (
	"strconv"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	nflogDevice = "nflog"

	nflogMsgPacket = unix.NFNL_SUBSYS_ULOG<<8 | 0
	nflogMsgConfig = unix.NFNL_SUBSYS_ULOG<<8 | 1

	nflogCfgCommand = 1 // NFULA_CFG_CMD
	nflogCfgMode    = 2
	nflogCfgTimeout = 4
	nflogCfgQueue   = 5

	nflogBind   = 1 // NFULNL_CFG_CMD_BIND
	nflogUnbind = 2
	nflogCopy   = 2 // NFULNL_COPY_PACKET

	nflogAttrTime    = 3 // NFULA_TIMESTAMP
	nflogAttrPayload = 9

	nflogHeadLen   = 4
	nflogMaxGroups = 32
)

type nflogReader struct {
	conn   *netlinkConn
	link   int
	groups []uint16
	buf    []byte
	left   []byte // messages of the last datagram that were not handed out yet
	lost   uint64

	holds time.Duration // the kernel may keep packets for so long
	until time.Time     // after stop: when it has none left; zero before, and when it has said so
	acks  int           // after stop: groups that were not left yet
}

// nflogGroups reads the list behind the device's name: nflog:1,2. Without one it is group 0.
func nflogGroups(device string) ([]uint16, error) {
	_, list, found := strings.Cut(device, ":")
	if !found {
		return []uint16{0}, nil
	}
	words := strings.Split(list, ",")
	if len(words) > nflogMaxGroups {
		return nil, &liveError{"Maximum 32 netfilter groups! dev: " + device, "", liveOther}
	}
	var groups []uint16
	for _, word := range words {
		n, err := strconv.ParseUint(word, 10, 16)
		if err != nil {
			return nil, &liveError{"Netfilter group range from 0 to 65535 (got " + word + ")", "", liveOther}
		}
		groups = append(groups, uint16(n))
	}
	return groups, nil
}

func openNflog(o *liveOptions, link int) (specialReader, error) {
	groups, err := nflogGroups(o.device)
	if err != nil {
		return nil, err
	}
	conn, err := netlinkOpen(unix.NETLINK_NETFILTER)
	if err != nil {
		return nil, nflogError(o.device, err)
	}
	r := &nflogReader{conn: conn, link: link, buf: make([]byte, liveMaxSnapLen+65536)}
	if !o.immediate {
		r.holds = max(o.latency, 10*time.Millisecond)
	}
	size := o.bufferSize
	if size <= 0 {
		size = ringDefaultSize
	}
	if unix.SetsockoptInt(conn.fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, size) != nil {
		_ = unix.SetsockoptInt(conn.fd, unix.SOL_SOCKET, unix.SO_RCVBUF, size)
	}
	for _, group := range groups {
		if err = r.bind(o, group); err != nil {
			r.close()
			return nil, nflogError(o.device, err)
		}
		r.groups = append(r.groups, group)
	}
	return r, nil
}

func nflogError(device string, err error) error {
	switch err {
	case unix.EPERM:
		return liveNoPermission(device,
			"Attempt to listen to the group failed - another program does, or CAP_NET_ADMIN is required")
	case unix.EPROTONOSUPPORT, unix.EINVAL, unix.EOPNOTSUPP:
		return &liveError{device + ": this kernel has no netfilter log (NFNETLINK_LOG)", "", liveOther}
	}
	return liveFailed(device, "can't listen to netfilter's log", err)
}

// bind makes a group ours, and has whole packets sent without waiting long for company.
func (r *nflogReader) bind(o *liveOptions, group uint16) error {
	if err := r.command(group, nflogBind); err != nil {
		return err
	}
	length := uint32(o.snapLen)
	mode := []byte{byte(length >> 24), byte(length >> 16), byte(length >> 8), byte(length), nflogCopy, 0}
	if err := r.config(group, appendNetlinkAttr(nil, nflogCfgMode, mode)); err != nil {
		return err
	}
	if o.immediate {
		return r.config(group, appendNetlinkAttr(nil, nflogCfgQueue, []byte{0, 0, 0, 1}))
	}
	wait := uint32(max(o.latency/(10*time.Millisecond), 1)) // hundredths of a second
	return r.config(group, appendNetlinkAttr(nil, nflogCfgTimeout,
		[]byte{byte(wait >> 24), byte(wait >> 16), byte(wait >> 8), byte(wait)}))
}

func (r *nflogReader) command(group uint16, command byte) error {
	return r.config(group, appendNetlinkAttr(nil, nflogCfgCommand, []byte{command}))
}

// config sends a configuration and waits for its acknowledgement. Packets of groups that are bound already may come in
// between; they come before the capture was started and are not missed.
func (r *nflogReader) config(group uint16, attr []byte) error {
	body := append([]byte{unix.AF_UNSPEC, 0, byte(group >> 8), byte(group)}, attr...)
	return r.conn.request(nflogMsgConfig, unix.NLM_F_ACK, body, nil)
}

func (r *nflogReader) read(p *packet) (bool, error) {
	for {
		for len(r.left) >= 16 {
			n := int(native32(r.left))
			if n < 16 || n > len(r.left) {
				break
			}
			kind, body := native16(r.left[4:]), r.left[16:n:n]
			r.left = r.left[min((n+3)&^3, len(r.left)):]
			if kind == nflogMsgPacket && r.packet(p, body) {
				return true, nil
			}
			r.acknowledged(kind, body)
		}
		n, _, errno := unix.Syscall6(unix.SYS_RECVFROM, uintptr(r.conn.fd), uintptr(unsafe.Pointer(&r.buf[0])), uintptr(len(r.buf)),
			unix.MSG_DONTWAIT, 0, 0)
		switch errno {
		case 0:
			if !r.until.IsZero() && time.Since(r.until) > time.Second {
				return false, nil // they come faster than we read: those of before the end are long here
			}
			r.left = r.buf[:n]
		case unix.EAGAIN:
			left := time.Until(r.until)
			if r.until.IsZero() || left <= 0 {
				return false, nil
			}
			fds := []unix.PollFd{{Fd: int32(r.conn.fd), Events: unix.POLLIN}}
			if err := livePoll(fds, int(left/time.Millisecond)+1); err != nil {
				return false, err
			}
		case unix.ENOBUFS:
			r.lost++ // at least one; the kernel does not say how many
		case unix.EINTR:
		default:
			return false, errno
		}
	}
}

// acknowledged takes the answer to stop.
func (r *nflogReader) acknowledged(kind uint16, body []byte) {
	if kind != unix.NLMSG_ERROR || r.acks == 0 || len(body) < 4 || native32(body) != 0 {
		return
	}
	if r.acks--; r.acks == 0 {
		r.until = time.Time{}
	}
}

// packet makes a packet of a message. With link type IPV4 it is the logged packet only.
func (r *nflogReader) packet(p *packet, body []byte) bool {
	if len(body) < nflogHeadLen {
		return false
	}
	if t, ok := netlinkFind(body[nflogHeadLen:], nflogAttrTime); ok && len(t) >= 16 {
		p.sec, p.nsec = int64(orderedUint64(t, true)), orderedUint64(t[8:], true)%1e6*1000
	} else {
		stampNow(p)
	}
	p.data = body
	if r.link == linkIPV4 {
		payload, ok := netlinkFind(body[nflogHeadLen:], nflogAttrPayload)
		if !ok || body[0] != unix.AF_INET {
			return false
		}
		p.data = payload
	}
	p.wireLen = len(p.data)
	return true
}

func (r *nflogReader) descriptor() int { return r.conn.fd }

// stop leaves the groups: the kernel flushes what it has collected to us first, and the acknowledgement comes behind it.
// It is refused when root was given up; then the time is waited for after which the kernel flushes by itself.
func (r *nflogReader) stop() bool {
	r.acks = len(r.groups)
	r.until = time.Now().Add(r.holds + 250*time.Millisecond) // its clock is as late as the machine is busy
	for _, group := range r.groups {
		body := []byte{unix.AF_UNSPEC, 0, byte(group >> 8), byte(group)}
		_ = r.conn.send(nflogMsgConfig, unix.NLM_F_ACK, appendNetlinkAttr(body, nflogCfgCommand, []byte{nflogUnbind}))
	}
	r.groups = nil
	return true
}

func (r *nflogReader) dropped() (uint64, bool) { return r.lost, true }

func (r *nflogReader) close() { r.conn.close() }
