// 802.11 monitor mode through nl80211 (generic netlink): a second interface of the same radio, of type monitor. The
// kernel removes it with the socket that made it, so it is gone whichever way we end.

//go:build linux

package main

import (
	"strconv"

	"golang.org/x/sys/unix"
)

const (
	genlHeadLen     = 4
	wifiTypeMonitor = unix.NL80211_IFTYPE_MONITOR
	wifiNameTries   = 100
)

// wifiMonitor is a monitor interface, for as long as it is open.
type wifiMonitor struct {
	conn  *netlinkConn
	name  string
	index int // of the interface that we made; 0 if the one that was asked for is a monitor itself
}

// openWifiMonitor finds or makes the monitor interface of a device.
func openWifiMonitor(device string, index int) (*wifiMonitor, error) {
	conn, err := netlinkOpen(unix.NETLINK_GENERIC)
	if err != nil {
		return nil, liveNoMonitor(device)
	}
	m := &wifiMonitor{conn: conn, name: device}
	if err = m.open(device, index); err != nil {
		m.close()
		return nil, err
	}
	return m, nil
}

func (m *wifiMonitor) open(device string, index int) error {
	family, err := m.conn.genlFamily(unix.NL80211_GENL_NAME)
	if err != nil {
		return liveNoMonitor(device)
	}
	var kind uint32
	found := false
	about := appendNetlinkAttr(nil, unix.NL80211_ATTR_IFINDEX, appendNative32(nil, uint32(index)))
	err = m.conn.genl(family, unix.NL80211_CMD_GET_INTERFACE, about, func(attrs []byte) {
		if v, ok := netlinkFind(attrs, unix.NL80211_ATTR_IFTYPE); ok && len(v) >= 4 {
			kind, found = native32(v), true
		}
	})
	if err != nil || !found {
		return liveNoMonitor(device)
	}
	if kind == wifiTypeMonitor {
		return nil
	}
	if err = m.create(family, about); err != nil {
		switch err {
		case unix.EOPNOTSUPP, unix.EINVAL:
			return liveNoMonitor(device)
		case unix.EPERM:
			return liveNoPermission(device, "Attempt to set monitor mode failed - CAP_NET_ADMIN may be required")
		}
		return liveFailed(device, "can't make a monitor interface", err)
	}
	return m.bringUp(device)
}

// create makes monN on the radio of the interface, with the first N that is free.
func (m *wifiMonitor) create(family uint16, about []byte) error {
	err := error(unix.EEXIST)
	for n := 0; n < wifiNameTries && (err == unix.EEXIST || err == unix.ENFILE); n++ {
		name := "mon" + strconv.Itoa(n)
		attrs := append([]byte{}, about...)
		attrs = appendNetlinkAttr(attrs, unix.NL80211_ATTR_IFNAME, append([]byte(name), 0))
		attrs = appendNetlinkAttr(attrs, unix.NL80211_ATTR_IFTYPE, appendNative32(nil, wifiTypeMonitor))
		attrs = appendNetlinkAttr(attrs, unix.NL80211_ATTR_SOCKET_OWNER, nil)
		err = m.conn.genl(family, unix.NL80211_CMD_NEW_INTERFACE, attrs, func(b []byte) {
			if v, ok := netlinkFind(b, unix.NL80211_ATTR_IFINDEX); ok && len(v) >= 4 {
				m.index = int(native32(v))
			}
		})
		if err == nil {
			m.name = name
		}
	}
	return err
}

func (m *wifiMonitor) bringUp(device string) error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return liveFailed(device, "socket", err)
	}
	defer unix.Close(fd)
	flags, err := interfaceFlags(fd, m.name)
	if err == nil {
		var r liveIfreq
		copy(r.data[:], appendNative16(nil, flags|unix.IFF_UP))
		err = ifreqIoctl(fd, unix.SIOCSIFFLAGS, m.name, &r)
	}
	if err != nil {
		return liveFailed(device, "can't bring the monitor interface "+m.name+" up", err)
	}
	return nil
}

// close removes the interface: before Linux 3.20 the kernel does not do it by itself.
func (m *wifiMonitor) close() {
	if m.index != 0 {
		if family, err := m.conn.genlFamily(unix.NL80211_GENL_NAME); err == nil {
			about := appendNetlinkAttr(nil, unix.NL80211_ATTR_IFINDEX, appendNative32(nil, uint32(m.index)))
			_ = m.conn.genl(family, unix.NL80211_CMD_DEL_INTERFACE, about, nil)
		}
		m.index = 0
	}
	m.conn.close()
}

// genlFamily asks for the number of a family of generic netlink.
func (c *netlinkConn) genlFamily(name string) (id uint16, err error) {
	attrs := appendNetlinkAttr(nil, unix.CTRL_ATTR_FAMILY_NAME, append([]byte(name), 0))
	err = c.genl(unix.GENL_ID_CTRL, unix.CTRL_CMD_GETFAMILY, attrs, func(b []byte) {
		if v, ok := netlinkFind(b, unix.CTRL_ATTR_FAMILY_ID); ok && len(v) >= 2 {
			id = native16(v)
		}
	})
	if err == nil && id == 0 {
		err = unix.ENOENT
	}
	return id, err
}

// genl sends a command of a family and calls each with the attributes of the answers.
func (c *netlinkConn) genl(family uint16, command byte, attrs []byte, each func(attrs []byte)) error {
	body := append([]byte{command, 1, 0, 0}, attrs...)
	return c.request(family, unix.NLM_F_ACK, body, func(_ uint16, b []byte) {
		if len(b) >= genlHeadLen && each != nil {
			each(b[genlHeadLen:])
		}
	})
}
