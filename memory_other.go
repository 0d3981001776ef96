//go:build !linux

// Memory: how much of it the garbage collector may use.

package main

import "runtime/debug"

func boundMemory() { debug.SetGCPercent(40) }

// memoryKeeper gives back what only the start needed.
type memoryKeeper struct{}

func (*memoryKeeper) start()               {}
func (*memoryKeeper) begin()               { debug.FreeOSMemory() }
func (*memoryKeeper) packet(int64, uint64) {}
func (*memoryKeeper) giveBack()            {}
