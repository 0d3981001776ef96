// One run of the program: which of its jobs the options ask for, and how it ends.

package main

import (
	"errors"
	"io"
	"os"
	"strconv"
	"syscall"
	"time"
)

// Exit statuses.
const (
	exitGood   = 0
	exitBad    = 1
	exitOutput = 14 // standard output could not be written
)

// run does what the command line says and returns the exit status.
func run(args, env []string) int {
	if status, ok := runPart(args, env); ok {
		return status
	}
	o, err := parseOptions(args, env)
	a := &app{o: o, files: directFiles{}, names: newNameTables(o.namesDir)}
	a.names.noDomain, a.names.foreignNum = o.noDomain, o.foreignNum
	a.names.plainNets, a.names.hostMask = o.classic && !o.oldNames, ^uint32(0)
	var misuse *optionError
	switch {
	case errors.As(err, &misuse):
		a.stderr(o.argv0 + ": " + misuse.message + "\n")
		a.stderr(versionText(o.programName()) + usageText(o.programName()))
		return exitBad
	case err != nil:
		return a.fail(err)
	case o.help:
		return a.finish(a.print(versionText(o.programName()) + usageText(o.programName())))
	case o.version:
		return a.finish(a.print(versionText(o.programName())))
	}
	for _, w := range o.warnings {
		a.warn(w)
	}
	boundMemory()
	if o.defrag {
		a.defrag = newDefragmenter()
	}
	defer a.endParts()
	return a.finish(a.work())
}

// work chooses the job.
func (a *app) work() error {
	if a.o.listDevices || a.o.reading() || a.o.dump > 0 && len(a.o.interfaces) == 0 {
		if err := leaveSetuid(); err != nil {
			return err
		}
	}
	switch {
	case a.o.listDevices:
		return a.printDevices()
	case a.o.reading():
		return a.readFiles()
	case a.o.dump > 0 && len(a.o.interfaces) == 0:
		return a.dumpWithoutSource()
	}
	return a.capture()
}

// app is one run.
type app struct {
	o     *options
	files fileOpener
	names *nameTables

	src source

	priv     *privClient // the privileged part; nil without
	user     privUser    // to become
	drop     bool        // root is given up for that
	crippled bool        // a part could not be started
	report   sandboxReport

	filterText *string       // the expression, once it was read
	filter     *filterSet    // run on each packet; nil: none, or the kernel runs it
	defrag     *defragmenter // nil without --defrag
	printing   *printerState // nil: nothing is printed
	text       textOutput
	writer     *rotator      // nil without -w
	copier     *recordCopier // nil where packets have to be looked at
	attn       attention
	memory     memoryKeeper
	live       bool // packets come from interfaces

	number   uint64 // packets that the filter let through
	captured uint64 // of these, the ones taken into account: those behind -c are not
	counted  uint64 // for --count: skipped ones are not
	inFile   int64  // packets taken from the current source, for -c
	shown    uint64 // last number that "Got" showed

	statsUntil time.Time // statistics were asked for, and wait until then; zero: they were not
}

// errDone ends the loop as a wanted end: -c is reached.
var errDone = errors.New("done")

// errStopped ends the loop after a signal.
var errStopped = errors.New("stopped")

// outputError is a failure to write text to standard output.
type outputError struct{ cause error }

func (e *outputError) Error() string { return "Unable to write output: " + errnoText(e.cause) }

// reportedError is an error that was shown already.
type reportedError struct{}

func (reportedError) Error() string { return "reported" }

// finish shows the error that ends the run, if there is one, and returns the exit status.
func (a *app) finish(err error) int {
	var output *outputError
	switch {
	case err == nil:
		return exitGood
	case errors.As(err, &output):
		a.fail(err)
		return exitOutput
	case err == error(reportedError{}):
		return exitBad
	}
	return a.fail(err)
}

func (a *app) fail(err error) int {
	a.warn(err.Error())
	var misread *filterError
	if errors.As(err, &misread) && isTerminal(os.Stderr) {
		a.stderr(misread.explain())
	}
	return exitBad
}

// warn writes one line to standard error, after the program's name.
func (a *app) warn(s string) { a.stderr(a.o.programName() + ": " + s + "\n") }

// stderr ignores errors: there is no place left to report them.
//
//go:noinline
func (a *app) stderr(s string) { io.WriteString(os.Stderr, s) }

// print writes to standard output at once.
//
//go:noinline
func (a *app) print(s string) error {
	if _, err := io.WriteString(os.Stdout, s); err != nil {
		return &outputError{err}
	}
	return nil
}

// closedPipe says whether an error is that nobody reads any more.
func closedPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }

// plural is "1 packet", "2 packets".
func plural(n uint64, what string) string {
	s := strconv.FormatUint(n, 10) + " " + what
	if n != 1 {
		s += "s"
	}
	return s
}
