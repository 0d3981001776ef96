// Which kind of source an interface name of Linux stands for.

package main

import (
	"strconv"
)

// openLive opens a capture. The warnings are to be shown after "tcpdump: ".
func openLive(o *liveOptions) (s liveSource, warnings []string, err error) {
	failed := liveInNamespace(o.netns, func() {
		for {
			s, warnings, err = openLiveHere(o)
			if !o.await || !liveNotThereYet(err) {
				return
			}
			if !livePause(o.quit) {
				err = errInterrupted
				return
			}
		}
	})
	if failed != nil {
		return nil, nil, failed
	}
	return s, warnings, err
}

func openLiveHere(o *liveOptions) (liveSource, []string, error) {
	c, warnings, err := openPacketCapture(o)
	if err == nil {
		return c, warnings, nil
	}
	if !liveIsNoSuchDevice(err) {
		return nil, nil, err
	}
	// A number that is no interface's name is one of the list of -D.
	name, ok, numberErr := liveByNumber(o.device)
	switch {
	case !ok:
		return nil, nil, err
	case numberErr != nil:
		return nil, nil, numberErr
	}
	named := *o
	named.device = name
	return openLiveHere(&named)
}

// liveLinkNotOffered is the answer to -y with a link type that the interface does not have.
func liveLinkNotOffered(link int) error {
	for i := range linkTypeNames {
		if linkTypeNames[i].value == link {
			return &liveError{linkTypeNames[i].name + " is not one of the DLTs supported by this device", "", liveOther}
		}
	}
	return &liveError{strconv.Itoa(link) + " is not one of the DLTs supported by this device", "", liveOther}
}

func appendSpecialDevices(list []liveDevice) []liveDevice { return list }
