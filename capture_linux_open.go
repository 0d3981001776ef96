// Which kind of source an interface name of Linux stands for.

package main

import (
	"strconv"
)

// openLive opens a capture. The warnings are to be shown after "tcpdump: ".
func openLive(o *liveOptions) (liveSource, []string, error) {
	c, warnings, err := openPacketCapture(o)
	if c != nil {
		return c, warnings, err
	}
	if e, ok := err.(*liveError); ok && *e == *liveNoSuchDevice(o.device).(*liveError) {
		// A number that is no interface's name is one of the list of -D.
		name, ok, numberErr := liveByNumber(o.device)
		if ok && numberErr != nil {
			return nil, nil, numberErr
		}
		if ok {
			named := *o
			named.device = name
			return openLive(&named)
		}
	}
	return nil, warnings, err
}

// liveLinkNotOffered is the answer to -y with a link type that the interface does not have.
func liveLinkNotOffered(link int) error {
	for i := range linkTypeNames {
		if linkTypeNames[i].value == link {
			return &liveError{linkTypeNames[i].name + " is not one of the DLTs supported by this device", ""}
		}
	}
	return &liveError{strconv.Itoa(link) + " is not one of the DLTs supported by this device", ""}
}

func appendSpecialDevices(list []liveDevice) []liveDevice { return list }

func (c *packetCapture) chooseClock() (warning string, err error) { return "", nil }
