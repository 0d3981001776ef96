// The file of -w, or the files: how they are written, and what their end means for the run.

package main

import (
	"errors"
	"runtime"
	"strings"
	"time"
)

// copyConfig is how packets of a savefile are saved: what does not change stays as it is, so without --micro or --nano
// the resolution, too.
func (a *app) copyConfig(s *savefile) *writerConfig {
	cfg := &writerConfig{linkType: s.link, snapLen: s.snap, nano: a.o.precision == "nano" || a.o.precision == "" && s.fine}
	switch {
	case s.ng == nil:
		cfg.like = &s.header
	case a.o.precision == "" && a.o.fileList == "" && !a.o.defrag: // a fragment is written when its block has gone
		cfg.copyOf = s.rawBlocks()
	}
	return cfg
}

// captureConfig is how the packets of a live capture are saved.
func (a *app) captureConfig(live liveSource) *writerConfig {
	filter, _ := a.expression()
	return &writerConfig{linkType: live.linkType(), snapLen: live.snapLen(), nano: live.nano(), stats: live.stats,
		durable: &fileSyncer{},
		pcapng:  len(a.o.interfaces) > 1, // pcap has no place for the interface
		info:    pcapngInfo{ifName: liveMembers(live)[0].device(), filter: strings.TrimSpace(filter)}}
}

// openWriter opens the first file of -w.
func (a *app) openWriter(cfg *writerConfig) error {
	o := a.o
	cfg.unbuffered = o.unbuffered
	pcapng, gzip := savefileKind(o.writeFile)
	cfg.pcapng, cfg.gzip = cfg.pcapng || pcapng || o.pcapng, gzip
	cfg.info.hardware, cfg.info.os = runtime.GOARCH, runtime.GOOS
	cfg.info.program = "gotcpdump " + programVersion
	cfg.info.comment = o.comment

	rotate := o.rotateConfig()
	rotate.warn = a.warn
	w, err := newRotator(rotate, cfg, a.files, func() { a.attn.raise(attnClock) })
	if err != nil {
		return a.pipeClosed(err)
	}
	a.writer = w
	return nil
}

// rotateConfig is when files change, and how they are called.
func (o *options) rotateConfig() rotateConfig {
	rotate := o.rotation
	rotate.name, rotate.command = o.writeFile, o.postRotate
	if o.rotateSize > 0 {
		rotate.maxSize = o.rotateSize
	}
	if o.rotateSeconds > 0 {
		rotate.period = time.Duration(o.rotateSeconds) * time.Second
	}
	if o.maxFiles > 0 {
		rotate.maxFiles = o.maxFiles
	}
	rotate.align = o.align
	zone := o.zone()
	rotate.local = func(sec int64) (int, string) {
		name, offset := time.Unix(sec, 0).In(zone).Zone()
		return offset, name
	}
	return rotate
}

// closeFiles completes the file of -w at the end of the run, whose error so far is err.
func (a *app) closeFiles(err error) error {
	if a.writer == nil {
		return err
	}
	if failed := a.writer.close(); failed != nil {
		a.captured = uint64(a.writer.packets())
		if err == nil {
			err = failed
		}
	}
	if m := a.writer.limitMessage(); m != "" {
		a.stderr(m + "\n")
	}
	a.writer = nil
	return a.pipeClosed(err)
}

// pipeClosed forgives that the reader of -w - has gone: it has what it wanted.
func (a *app) pipeClosed(err error) error {
	var saving *savefileError
	if a.o.writeFile == "-" && closedPipe(err) && errors.As(err, &saving) {
		return nil
	}
	return err
}
