//go:build !linux

// Memory: how much of it the garbage collector may use.

package main

import "runtime/debug"

func boundMemory() { debug.SetGCPercent(40) }

func returnStart() { debug.FreeOSMemory() }
func returnCode()  {}
