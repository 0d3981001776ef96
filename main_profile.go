// The program with a profile of its processor time, for scripts/profile: never part of what is shipped.

//go:build profile

package main

import (
	"os"
	"runtime/pprof"
)

func main() {
	f, err := os.Create(os.Getenv("PROFILE"))
	if err != nil {
		panic(err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		panic(err)
	}
	status := run(os.Args, os.Environ())
	pprof.StopCPUProfile()
	f.Close()
	os.Exit(status)
}
