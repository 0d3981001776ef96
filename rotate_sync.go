// Savefiles: a capture's finished files are brought to the disk, and what goes wrong there is found out.

package main

import (
	"errors"
	"os"
	"sync"
	"syscall"
	"time"
)

// fileSyncer has the system write a finished file to its disk. A write(2) has only put it into memory: what the disk
// refuses comes out half a minute later, when nobody listens any more, and a power cut in between takes the file away.
//
// It does so beside the capture, which must not wait for a disk, and for one file at a time. Where files are finished
// faster than that, some are left to the system's own pace: making files waits for a disk that is busy with them.
type fileSyncer struct {
	mu   sync.Mutex
	busy chan struct{} // closed when the file at hand is done; nil: there is none
	rest time.Time     // no file before this time
	err  error         // the first
}

const fileSyncRest = 100 * time.Millisecond

// close closes a finished file, at once or when it is on its disk. Like close(2) it returns an error of this file, or
// one of an earlier file.
func (s *fileSyncer) close(name string, f *os.File) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || s.busy != nil || time.Now().Before(s.rest) {
		if err := f.Close(); err != nil && s.err == nil {
			s.err = savefileWriteError(name, err)
		}
		return s.err
	}
	s.busy = make(chan struct{})
	go s.finish(name, f, s.busy)
	return s.err
}

func (s *fileSyncer) finish(name string, f *os.File, done chan struct{}) {
	err := f.Sync()
	if err == nil || fileSyncRefused(err) {
		err = f.Close()
	} else {
		f.Close()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil && s.err == nil {
		s.err = savefileWriteError(name, err)
	}
	s.busy, s.rest = nil, time.Now().Add(fileSyncRest)
	close(done)
}

// wait waits for the file at hand. The next one is taken in any case.
func (s *fileSyncer) wait() error {
	s.mu.Lock()
	busy := s.busy
	s.mu.Unlock()
	if busy != nil {
		<-busy
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rest = time.Time{}
	return s.err
}

// fileSyncRefused says that a file system knows no such thing, which is not this file's fault.
func fileSyncRefused(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.ENOTSUP) ||
		errors.Is(err, syscall.EROFS)
}
