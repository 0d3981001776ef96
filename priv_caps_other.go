//go:build !linux

// Capabilities and packet sockets: there are none but on Linux.

package main

import "syscall"

func execGainsNothing() {}

func leaveFileRights() error { return leaveSetuid() }

func dropCapabilities([]int) (what string, err error) { return "", nil }

func (o *options) packetSocket(int) (int, error) { return -1, syscall.ENOTSUP }
