//go:build !linux

package main

import "errors"

func liveMain([]string) error { return errors.New("live captures are measured on Linux only") }
