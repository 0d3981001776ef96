// The system calls that only 32-bit ARM has: none.

package main

func seccompMachine32() []seccompCall { return nil }
