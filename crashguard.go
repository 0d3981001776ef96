package main

// crashGuard: a bug in one dissector costs one line, not the capture. Tests run without it (see guard_off.go).
const crashGuard = true
