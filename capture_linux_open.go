// Which kind of source an interface name of Linux stands for.

//go:build linux

package main

// openLive opens a capture. The warnings are to be shown after "tcpdump: ".
func openLive(o *liveOptions) (s liveSource, warnings []string, err error) {
	failed := liveInNamespace(o.netns, func() {
		for told := false; ; told = true {
			s, warnings, err = openLiveHere(o)
			if !o.await || !liveNotThereYet(err) {
				return
			}
			if !told {
				o.tellWaiting(err)
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
	if s, err := openSpecial(o); err != nil {
		return nil, nil, err
	} else if s != nil {
		return s, nil, nil
	}
	c, warnings, err := openPacketCapture(o)
	if err == nil {
		return c, warnings, nil
	}
	named, err := liveNumbered(o, err)
	if err != nil {
		return nil, nil, err
	}
	return openLiveHere(named)
}
