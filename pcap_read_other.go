// Savefiles: reading a regular file. Systems other than Linux.

//go:build !linux

package main

import "os"

// read reads what is there.
func (h *savefileHandle) read(b []byte) (int, error) { return h.f.Read(b) }

// readPiece fills b with what stands at an offset; with less only before an error or the end.
func readPiece(f *os.File, b []byte, offset int64) (int, error) { return f.ReadAt(b, offset) }
