// Savefiles: writing from several places. Systems other than Linux.

//go:build !linux

package main

type runVectors struct{}

// writeRuns writes all runs: one from its place, several put together. It returns how many bytes are written.
func (o *savefileOut) writeRuns(runs [][]byte) (done int, err error) {
	whole := runs[0]
	if len(runs) > 1 {
		whole = o.buf
		for _, run := range runs {
			whole = append(whole, run...)
		}
	}
	return o.f.Write(whole)
}
