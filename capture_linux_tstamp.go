// Timestamps of the network card: Documentation/networking/timestamping.rst.

//go:build linux

package main

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// interfaceTimestamps asks an interface what stamps it can make, for packets of every kind.
func interfaceTimestamps(fd int, name string) (flags uint32) {
	info := unix.EthtoolTsInfo{Cmd: unix.ETHTOOL_GET_TS_INFO}
	if ifreqPointerIoctl(fd, unix.SIOCETHTOOL, name, unsafe.Pointer(&info)) != nil {
		return 0
	}
	if info.Rx_filters&(1<<unix.HWTSTAMP_FILTER_ALL) == 0 {
		return 0 // it stamps the packets of the time protocols only
	}
	return info.So_timestamping
}

// liveTimestampTypes are the words that -j takes for a device, the default first. The device need not be up for that,
// and one that is not there has the host's clock, too.
func liveTimestampTypes(o *liveOptions) (list []string, err error) {
	failed := liveInNamespace(o.netns, func() {
		var fd int
		if fd, err = unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0); err != nil {
			err = liveFailed(o.device, "socket", err)
			return
		}
		defer unix.Close(fd)
		list = []string{"host"}
		name := o.device
		if _, e := interfaceIndex(fd, name); e != nil {
			var isNumber bool
			if name, isNumber, e = liveByNumber(name); !isNumber {
				return
			} else if e != nil {
				err = e
				return
			}
		}
		flags := interfaceTimestamps(fd, name)
		if flags&unix.SOF_TIMESTAMPING_SYS_HARDWARE != 0 {
			list = append(list, "adapter")
		}
		if flags&unix.SOF_TIMESTAMPING_RAW_HARDWARE != 0 {
			list = append(list, "adapter_unsynced")
		}
	})
	if failed != nil {
		return nil, failed
	}
	return list, err
}

// chooseClock sets up the timestamps that -j asks for.
func (c *packetCapture) chooseClock() (warning string, err error) {
	var source int
	switch c.options.tstampType {
	case "", "host":
		return "", nil
	case "adapter":
		source = unix.SOF_TIMESTAMPING_SYS_HARDWARE
	case "adapter_unsynced":
		source = unix.SOF_TIMESTAMPING_RAW_HARDWARE
	}
	if source == 0 || c.index == 0 || interfaceTimestamps(c.fd, c.name)&uint32(source) == 0 {
		return "WARNING: When trying to set timestamp type '" + c.options.tstampType + "' on " + c.name +
			": That type of time stamp is not supported by that device", nil
	}
	config := unix.HwTstampConfig{Tx_type: unix.HWTSTAMP_TX_OFF, Rx_filter: unix.HWTSTAMP_FILTER_ALL}
	err = ifreqPointerIoctl(c.fd, unix.SIOCSHWTSTAMP, c.name, unsafe.Pointer(&config))
	if err == nil {
		err = unix.SetsockoptInt(c.fd, unix.SOL_PACKET, unix.PACKET_TIMESTAMP, source)
	}
	switch err {
	case nil:
		c.cardClock = true
		return "", nil
	case unix.EPERM:
		return "", liveNoPermission(c.name, "Attempt to set hardware timestamps failed - CAP_NET_ADMIN may be required")
	}
	return "", liveFailed(c.name, "can't set hardware timestamps", err)
}
