//go:build !linux

// Signals of the BSDs and macOS.

package main

import (
	"os"
	"syscall"
)

func statisticsSignals() []os.Signal { return []os.Signal{syscall.SIGINFO, syscall.SIGUSR1} }

// dieOfQuit ends the process with the status a shell shows for SIGQUIT.
func dieOfQuit() { os.Exit(128 + int(syscall.SIGQUIT)) }
