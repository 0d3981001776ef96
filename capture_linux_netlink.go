// Netlink, as far as a capture needs it: one request, its answers, attributes (RFC 3549, netlink(7)).

//go:build linux

package main

import "golang.org/x/sys/unix"

// netlinkConn is a socket of one netlink family. Numbers in netlink messages are in the machine's own byte order.
type netlinkConn struct {
	fd  int
	seq uint32
}

// netlinkBuffer holds any one datagram that the kernel sends in answer to a request.
const netlinkBuffer = 32768

func netlinkOpen(family int) (*netlinkConn, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, family)
	if err != nil {
		return nil, err
	}
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return &netlinkConn{fd: fd}, nil
}

func (c *netlinkConn) close() { unix.Close(c.fd) }

// appendNetlinkAttr adds one attribute and its padding.
func appendNetlinkAttr(b []byte, kind uint16, value []byte) []byte {
	b = appendNative16(b, uint16(4+len(value)))
	b = appendNative16(b, kind)
	b = append(b, value...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// netlinkAttr takes the first attribute from b; ok is false at the end or where the rest is no attribute.
func netlinkAttr(b []byte) (kind uint16, value, rest []byte, ok bool) {
	if len(b) < 4 {
		return 0, nil, nil, false
	}
	n := int(native16(b))
	if n < 4 || n > len(b) {
		return 0, nil, nil, false
	}
	kind, value = native16(b[2:])&^(unix.NLA_F_NESTED|unix.NLA_F_NET_BYTEORDER), b[4:n]
	return kind, value, b[min((n+3)&^3, len(b)):], true
}

// netlinkFind is the value of the first attribute of a kind.
func netlinkFind(b []byte, want uint16) ([]byte, bool) {
	for {
		kind, value, rest, ok := netlinkAttr(b)
		if !ok {
			return nil, false
		}
		if kind == want {
			return value, true
		}
		b = rest
	}
}

// netlinkString is an attribute's text without the closing zero.
func netlinkString(b []byte) string {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return string(b)
}

// request sends one message and calls each with the body of every answer. It ends with the acknowledgement, or the
// end of a list.
func (c *netlinkConn) request(kind, flags uint16, body []byte, each func(kind uint16, body []byte)) error {
	if err := c.send(kind, flags, body); err != nil {
		return err
	}
	buf := make([]byte, netlinkBuffer)
	for {
		n, err := unix.Read(c.fd, buf)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return err
		}
		done, err := c.answers(buf[:n], flags, each)
		if done || err != nil {
			return err
		}
	}
}

func (c *netlinkConn) send(kind, flags uint16, body []byte) error {
	c.seq++
	m := make([]byte, 0, 16+len(body))
	m = appendNative32(m, uint32(16+len(body)))
	m = appendNative16(m, kind)
	m = appendNative16(m, flags|unix.NLM_F_REQUEST)
	m = appendNative32(m, c.seq)
	m = appendNative32(m, 0)
	m = append(m, body...)
	_, err := unix.Write(c.fd, m) // goes to the kernel, as no other address was said
	return err
}

// answers walks through the messages of one datagram.
func (c *netlinkConn) answers(b []byte, flags uint16, each func(kind uint16, body []byte)) (done bool, err error) {
	for len(b) >= 16 {
		n := int(native32(b))
		if n < 16 || n > len(b) {
			return true, unix.EBADMSG
		}
		kind, seq, body := native16(b[4:]), native32(b[8:]), b[16:n]
		b = b[min((n+3)&^3, len(b)):]
		if seq != c.seq {
			continue
		}
		switch kind {
		case unix.NLMSG_DONE:
			return true, nil
		case unix.NLMSG_ERROR:
			if len(body) < 4 {
				return true, unix.EBADMSG
			}
			if code := int32(native32(body)); code != 0 {
				return true, unix.Errno(-code)
			}
			return true, nil
		}
		if each != nil {
			each(kind, body)
		}
		if flags&(unix.NLM_F_DUMP|unix.NLM_F_ACK) == 0 { // nothing else comes
			done = true
		}
	}
	return done, nil
}
