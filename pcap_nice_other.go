// Savefiles: the command of -z, with the least claim to the processor. Systems other than Linux.

//go:build !linux

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// startLowPriority starts a program and then takes its priority away.
func startLowPriority(path string, argv []string, attr *os.ProcAttr) error {
	p, err := os.StartProcess(path, argv, attr)
	if err != nil {
		return err
	}
	unix.Setpriority(unix.PRIO_PROCESS, p.Pid, 19)
	go p.Wait()
	return nil
}
