// Text on standard output: collected, and written when there is much of it or it has waited long enough.

package main

import (
	"os"
	"time"
)

const (
	textChunk = 60 << 10

	// textDelay is how long text may lie in memory. With the time that the kernel may hold back a packet, it is seen
	// within 100 ms.
	textDelay = 40 * time.Millisecond
)

// textOutput writes what a printer has collected. A timer runs only while text waits, so an idle capture wakes nobody,
// and a busy one costs no system call per packet.
type textOutput struct {
	each  bool // write after each packet
	attn  *attention
	timer *time.Timer
	armed bool
}

// add is called when a packet has been printed.
func (t *textOutput) add(p *printer) error {
	if t.each || len(p.out) >= textChunk {
		return t.flush(p)
	}
	if !t.armed {
		t.armed = true
		if t.timer == nil {
			t.timer = time.AfterFunc(textDelay, func() { t.attn.raise(attnText) })
		} else {
			t.timer.Reset(textDelay)
		}
	}
	return nil
}

// flush writes what there is. A printer that could not be written is emptied all the same: nothing is written twice.
func (t *textOutput) flush(p *printer) error {
	if t.armed {
		t.timer.Stop()
		t.armed = false
	}
	if p == nil || len(p.out) == 0 {
		return nil
	}
	_, err := os.Stdout.Write(p.out)
	p.out = p.out[:0]
	if err != nil {
		return &outputError{err}
	}
	return nil
}
