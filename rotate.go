// Savefiles: when one file ends and the next begins (-C, -G, -W, --ring), what is kept, and when to stop (--autostop).

package main

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// errWriteLimit ends a capture regularly: -W files of -G are full, or an --autostop condition holds.
var errWriteLimit = errors.New("limit reached")

// rotateConfig says where a rotator writes and when it changes files. Zero values are no limit.
type rotateConfig struct {
	name     string        // -w; with a period a strftime(3) format; "-" is standard output
	maxSize  int64         // bytes: a file beyond it is the last to get a packet (-C, --ring filesize:)
	period   time.Duration // -G, --ring duration:
	align    bool          // --align: change at full periods of the clock, local time
	maxFiles int           // -W, --ring files:
	maxTotal int64         // --ring total:, bytes of all files together
	ring     bool          // files are named and counted in dumpcap's way
	command  string        // -z
	warn     func(string)  // tells what does not end the capture

	stopAfter   time.Duration // --autostop
	stopSize    int64         // bytes of the only file, or of a file if there are several
	stopFiles   int
	stopPackets int64

	local func(sec int64) (offset int, zone string) // of local time to UTC; nil: the runtime's idea of it
}

// rotator is the packetWriter behind -w: one file after the other. The clock is watched by a timer, which wakes the
// reader of packets: a period ends when it ends, not with the next packet.
type rotator struct {
	fileNamer
	writer writerConfig
	files  fileOpener
	wake   func() // ends the wait for a packet

	out     packetWriter
	name    string // of the current file
	done    int64  // packets in the files before the current one
	kept    []rotatedFile
	total   int64 // bytes of kept
	ends    time.Time
	stopAt  time.Time
	timer   *time.Timer
	due     atomic.Bool // the timer says so
	stopped bool
}

// rotatedFile is a file that was closed and may be deleted.
type rotatedFile struct {
	name string
	size int64
}

// newRotator opens the first file. wake may be nil when nothing depends on time.
func newRotator(cfg rotateConfig, writer *writerConfig, files fileOpener, wake func()) (*rotator, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	cfg.settle()
	r := &rotator{fileNamer: fileNamer{cfg: cfg}, writer: *writer, files: files, wake: wake}
	r.writer.makeRoom = r.makeRoom
	now := time.Now()
	if cfg.stopAfter > 0 {
		r.stopAt = now.Add(cfg.stopAfter)
	}
	if cfg.period > 0 {
		r.ends = r.periodEnd(now)
	}
	if err := r.openNext(now); err != nil {
		return nil, err
	}
	r.arm(now)
	return r, nil
}

func (cfg *rotateConfig) rotates() bool {
	return cfg.maxSize > 0 || cfg.period > 0 || cfg.maxTotal > 0
}

// settle fills in what follows from other limits.
func (cfg *rotateConfig) settle() {
	if cfg.rotates() && cfg.stopSize > 0 { // as in dumpcap it is then the size of each
		cfg.maxSize, cfg.stopSize = cfg.stopSize, 0
	}
	if cfg.maxTotal > 0 && cfg.maxSize == 0 && cfg.period == 0 {
		cfg.maxSize = max(cfg.maxTotal/10, 1)
	}
}

// deletes says whether files may have to make room for others. Where the names of -C repeat, they are overwritten.
func (cfg *rotateConfig) deletes() bool {
	return cfg.maxTotal > 0 || cfg.maxFiles > 0 && (cfg.maxSize > 0 || cfg.ring)
}

func (cfg *rotateConfig) check() error {
	if cfg.name == "-" && cfg.rotates() {
		return errors.New("standard output cannot be divided into several files")
	}
	if cfg.ring && !cfg.rotates() {
		return errors.New("--ring needs filesize, duration or total to know when to begin the next file")
	}
	return nil
}

// openNext makes the next file and its writer.
func (r *rotator) openNext(now time.Time) error {
	r.name = r.nextName(now)
	for i, f := range r.kept {
		if f.name == r.name { // is overwritten, and must not be deleted as an old one later
			r.total -= f.size
			r.kept = append(r.kept[:i], r.kept[i+1:]...)
			break
		}
	}
	out, err := newPacketWriter(r.name, r.files, &r.writer)
	for err != nil && savefileDiskFull(err) && r.makeRoom() {
		out, err = newPacketWriter(r.name, r.files, &r.writer)
	}
	if err != nil {
		return err
	}
	r.out = out
	r.count++
	r.inTurn++
	return nil
}

// write puts a packet into the current file, or first changes to the next one. With errWriteLimit the packet is written
// all the same, unless an earlier call has returned that.
func (r *rotator) write(p *packet) error {
	if r.stopped {
		return errWriteLimit
	}
	var limit error
	if r.due.Load() {
		limit = r.tick(time.Now())
	} else if r.cfg.maxSize > 0 && r.out.size() > r.cfg.maxSize {
		limit = r.change(time.Now(), false)
	}
	if limit != nil && limit != errWriteLimit {
		return limit
	}
	if err := r.out.write(p); err != nil {
		return err
	}
	if r.cfg.maxTotal > 0 {
		for r.total+r.out.size() > r.cfg.maxTotal && r.makeRoom() {
		}
	}
	if limit != nil {
		return limit
	}
	return r.stopAfterPacket()
}

// recordWriter is the writer of the current file, for records that need no change; nil while each packet has to be asked
// for what follows from it.
func (r *rotator) recordWriter() *pcapWriter {
	cfg := &r.cfg
	if r.stopped || r.due.Load() || cfg.maxSize > 0 || cfg.maxTotal > 0 || cfg.stopSize > 0 || cfg.stopPackets > 0 {
		return nil
	}
	if w, ok := r.out.(*pcapWriter); ok && w.gz == nil {
		return w
	}
	return nil
}

// stopAfterPacket looks at the --autostop conditions that a packet can fulfil.
func (r *rotator) stopAfterPacket() error {
	if r.cfg.stopPackets > 0 && r.packets() >= r.cfg.stopPackets ||
		r.cfg.stopSize > 0 && r.out.size() >= r.cfg.stopSize {
		r.stopped = true
		return errWriteLimit
	}
	return nil
}

// tick is called when the reader was woken: it does what is due by the clock. errWriteLimit ends the capture.
func (r *rotator) tick(now time.Time) error {
	if r.stopped {
		return errWriteLimit
	}
	r.due.Store(false)
	defer r.arm(now)
	if !r.stopAt.IsZero() && !now.Before(r.stopAt) {
		r.stopped = true
		return errWriteLimit
	}
	if r.ends.IsZero() || now.Before(r.ends) {
		return nil
	}
	return r.change(now, true)
}

// change closes the current file and opens the next one; byClock says that a new period begins.
func (r *rotator) change(now time.Time, byClock bool) error {
	if r.cfg.lastFile(r.count, byClock) {
		r.stopped = true
		return errWriteLimit
	}
	if err := r.retire(); err != nil {
		return err
	}
	at := now // of the name
	if byClock {
		r.inTurn, at = 0, r.ends
		r.ends = r.periodEnd(r.ends)
		if now.After(r.ends) { // the machine slept: no file for every period missed
			r.ends = r.periodEnd(now)
			at = now
		} else if off := now.Round(0).Sub(at.Round(0)); off < 0 || off > time.Second {
			at = now // the clock was set, and names follow it
		}
	} else if r.cfg.ring && r.cfg.period > 0 {
		r.ends = r.periodEnd(now) // dumpcap's duration is a file's, whichever condition began it
		r.arm(now)
	}
	if err := r.openNext(at); err != nil {
		r.stopped = true
		return err
	}
	r.trim()
	return nil
}

// lastFile says whether the capture ends with the n-th file: --autostop files:, or -G with -W and without -C.
func (cfg *rotateConfig) lastFile(n int, byClock bool) bool {
	if cfg.stopFiles > 0 && n >= cfg.stopFiles {
		return true
	}
	return byClock && !cfg.ring && cfg.maxFiles > 0 && cfg.maxSize == 0 && n >= cfg.maxFiles
}

// limitMessage is what tcpdump says when errWriteLimit comes of -W; else "".
func (r *rotator) limitMessage() string {
	if r.stopped && r.cfg.period > 0 && !r.cfg.ring && r.cfg.maxFiles > 0 && r.count >= r.cfg.maxFiles {
		return "Maximum file limit reached: " + strconv.Itoa(r.cfg.maxFiles)
	}
	return ""
}

// retire closes the current file, and hands it to the command.
func (r *rotator) retire() error {
	if closed, ok := r.out.(closedWriter); ok {
		return closed.err
	}
	err := r.out.close()
	r.done += r.out.packets()
	size := r.out.size()
	r.out = closedWriter{err: err}
	if err != nil {
		r.stopped = true
		return err
	}
	r.kept = append(r.kept, rotatedFile{r.name, size})
	r.total += size
	if r.cfg.command != "" {
		if err := r.files.run(r.cfg.command, r.name); err != nil && r.cfg.warn != nil {
			r.cfg.warn("compress_savefile: execlp(" + r.cfg.command + ", " + r.name + ") failed: " + errnoText(err))
		}
	}
	return nil
}

// trim deletes what is beyond -W or files:. Where the names of -C repeat, the files are overwritten and nothing is left
// to do.
func (r *rotator) trim() {
	limit := r.cfg.maxFiles
	if limit == 0 || r.cfg.maxSize == 0 && !r.cfg.ring {
		if r.cfg.maxTotal == 0 { // nobody will ask for their names
			r.kept, r.total = r.kept[:0], 0
		}
		return
	}
	for len(r.kept) >= limit && r.dropOldest() {
	}
}

// makeRoom deletes the oldest file; it is asked when the disk or the total is full.
func (r *rotator) makeRoom() bool {
	return r.cfg.maxTotal > 0 && r.dropOldest()
}

func (r *rotator) dropOldest() bool {
	if len(r.kept) == 0 {
		return false
	}
	f := r.kept[0]
	r.kept = append(r.kept[:0], r.kept[1:]...)
	r.total -= f.size
	err := r.files.remove(f.name)
	return err == nil || errors.Is(err, os.ErrNotExist)
}

// periodEnd is when the period that t is in ends, or one that begins at t.
func (r *rotator) periodEnd(t time.Time) time.Time {
	if !r.cfg.align {
		return t.Add(r.cfg.period)
	}
	offset, _ := r.localZone(t.Unix())
	shift := time.Duration(offset) * time.Second
	since := t.Round(0).Sub(time.Unix(0, 0)) + shift // on the clock on the wall
	end := time.Unix(0, 0).Add(since - since%r.cfg.period + r.cfg.period - shift)
	// Where summer time begins or ends before that, the clock on the wall jumps, and with it a day's end.
	later, _ := r.localZone(end.Unix())
	if jump := time.Duration(later-offset) * time.Second; jump%r.cfg.period != 0 {
		if moved := end.Add(-jump); moved.After(t) {
			return moved
		}
	}
	return end
}

// deadline is when tick has something to do next.
func (r *rotator) deadline() (at time.Time, ok bool) {
	at = r.ends
	if at.IsZero() || !r.stopAt.IsZero() && r.stopAt.Before(at) {
		at = r.stopAt
	}
	return at, !at.IsZero() && !r.stopped
}

// arm sets the timer for the next deadline.
func (r *rotator) arm(now time.Time) {
	at, ok := r.deadline()
	if r.timer != nil {
		r.timer.Stop()
	}
	if !ok {
		return
	}
	const longest = time.Minute // a deadline of the clock on the wall moves when the clock is set
	r.timer = time.AfterFunc(min(max(at.Sub(now), 0), longest), func() {
		r.due.Store(true)
		if r.wake != nil {
			r.wake()
		}
	})
}

func (r *rotator) flush() error   { return r.out.flush() }
func (r *rotator) size() int64    { return r.out.size() }
func (r *rotator) packets() int64 { return r.done + r.out.packets() }

// close completes the last file, which the command gets, too.
func (r *rotator) close() error {
	r.stopped = true
	if r.timer != nil {
		r.timer.Stop()
	}
	if r.writer.durable != nil {
		r.writer.durable.wait() // the last file must not be left out
	}
	err := r.retire()
	if err == nil && r.writer.durable != nil {
		err = r.writer.durable.wait()
	}
	return err
}

// closedWriter takes the place of a file that was closed and not followed by another one.
type closedWriter struct{ err error }

func (w closedWriter) write(*packet) error {
	if w.err != nil {
		return w.err
	}
	return errWriteLimit
}
func (w closedWriter) flush() error   { return w.err }
func (w closedWriter) close() error   { return w.err }
func (w closedWriter) size() int64    { return 0 }
func (w closedWriter) packets() int64 { return 0 }

// savefileKind says by the name of a file how it is to be written: x.pcapng, x.pcap.gz, x.pcapng.gz.
func savefileKind(name string) (pcapng, gzip bool) {
	name, gzip = strings.CutSuffix(name, ".gz")
	return strings.HasSuffix(name, ".pcapng"), gzip
}
