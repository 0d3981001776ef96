// Savefiles: gzip (RFC 1952) from where reading may wait.

package main

import "io"

// savefilePump decompresses in a goroutine of its own: a decompressor cannot be interrupted and then resumed, so
// while it waits for a pipe, the reader waits here, where wake reaches it.
type savefilePump struct {
	chunks chan savefileChunk
	free   chan []byte
	wake   chan struct{}
	now    savefileChunk
	rest   []byte // of now
}

type savefileChunk struct {
	b   []byte
	err error
}

func newSavefilePump(r io.Reader, h *savefileHandle) *savefilePump {
	p := &savefilePump{
		chunks: make(chan savefileChunk),
		free:   make(chan []byte, 2),
		wake:   make(chan struct{}, 1),
	}
	p.free <- make([]byte, 32<<10)
	p.free <- make([]byte, 32<<10)
	h.mu.Lock()
	h.pumpWake, h.pumpDone = p.wake, make(chan struct{})
	done := h.pumpDone
	h.mu.Unlock()
	go func() {
		defer close(done)
		defer close(p.chunks)
		for b := range p.free {
			n, err := r.Read(b[:cap(b)])
			select {
			case p.chunks <- savefileChunk{b[:n], err}:
			case <-h.closing:
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return p
}

// Read hands out what the goroutine has decompressed, or waits for it.
func (p *savefilePump) Read(b []byte) (int, error) {
	if len(p.rest) == 0 {
		if p.now.err != nil {
			return 0, p.now.err
		}
		if p.now.b != nil {
			p.free <- p.now.b
			p.now.b = nil
		}
		select {
		case p.now = <-p.chunks:
			p.rest = p.now.b
		case <-p.wake:
			return 0, errInterrupted
		}
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	if len(p.rest) == 0 && p.now.err != nil {
		return n, p.now.err
	}
	return n, nil
}
