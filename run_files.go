// Reading savefiles: -r, -V.

package main

import (
	"errors"
	"io"
	"strconv"
	"strings"
)

// readFiles processes the savefiles one after the other.
func (a *app) readFiles() error {
	names := []string{a.o.readFile}
	if a.o.fileList != "" {
		var err error
		if names, err = a.fileNames(a.o.fileList); err != nil {
			return err
		}
	}
	if err := a.startFilesPart(names); err != nil {
		return err
	}
	a.preparePrinter()
	link := -1
	for i, name := range names {
		stop, err := a.readFile(name, i == 0, i == len(names)-1, &link)
		if err != nil || stop {
			return a.closeFiles(err)
		}
	}
	if a.o.countOnly && a.o.dump == 0 {
		return a.closeFiles(a.print(plural(a.counted, "packet") + "\n"))
	}
	return a.closeFiles(nil)
}

// maxFileList bounds the text of -V and -F, in bytes.
const maxFileList = 16 << 20

// fileNames reads the list of -V: one name a line.
func (a *app) fileNames(list string) ([]string, error) {
	text, err := a.readText(list)
	var failed *textError
	if errors.As(err, &failed) && !failed.opened {
		return nil, errors.New("Unable to open file: " + errnoText(failed.cause))
	}
	if err != nil || text == "" {
		return nil, errors.New("Nothing in " + list)
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n"), nil
}

// readFile processes one savefile. stop says that the rest is not wanted. link is the type of the file before.
func (a *app) readFile(name string, first, last bool, link *int) (stop bool, err error) {
	s, err := openSavefile(name, a.files, a.o.follow)
	if err != nil {
		return true, err
	}
	defer s.close()
	s.warn = func(message string) { a.warn("pcap_loop: " + message) }
	if !first && *link != s.link && a.writer != nil {
		return true, errors.New(name + ": new dlt does not match original")
	}
	a.stderr("reading from file " + name + ", " + describeLink(s) + "\n")
	if *link != s.link {
		env := filterEnv{linkType: s.link, snapLen: s.snap, savefile: true, swapped: s.swapped, noMask: true}
		prog, err := a.compile(&env)
		if err != nil {
			return true, err
		}
		if a.o.dump > 0 {
			return true, a.dumpProgram(prog)
		}
		// One that takes everything is not run at all.
		a.filter = nil
		if !takesAll(prog) {
			if err := a.useFilter(prog, env); err != nil {
				return true, err
			}
		}
		*link = s.link
	}
	if first {
		if err := a.startFiles(s); err != nil {
			return true, err
		}
	}
	return a.readPackets(s, last)
}

// startFiles prepares what lasts over all the files.
func (a *app) startFiles(s *savefile) error {
	a.attn.listen(false, a.o.writes)
	if a.o.writes {
		if err := a.openWriter(a.copyConfig(s)); err != nil {
			return err
		}
	}
	return a.confine(nil)
}

// readPackets runs the loop over one file. A datagram may be in several of them, so that fragments wait for the last.
func (a *app) readPackets(s *savefile, last bool) (stop bool, err error) {
	a.src, a.inFile = s, 0
	a.copier = a.newCopier(s)
	a.attn.watch(s)
	err = a.loop()
	a.attn.unwatch()
	if last || err != io.EOF {
		err = a.takeRest(err)
	}
	if e := a.flushText(err == errStopped); e != nil {
		return true, e
	}
	switch {
	case err == io.EOF || err == errDone:
		return false, nil
	case err == errStopped || err == errWriteLimit:
		return true, nil
	case isSourceError(err):
		err = errors.New("pcap_loop: " + err.Error())
	}
	return true, err
}

// isSourceError tells errors of the source, which get "pcap_loop: " in front, from those of writing.
func isSourceError(err error) bool {
	var output *outputError
	var saving *savefileError
	var expression *filterError
	return !errors.As(err, &output) && !errors.As(err, &saving) && !errors.As(err, &expression)
}

// describeLink is the part that "reading from" and "listening on" have in common.
func describeLink(s source) string {
	t := "link-type "
	if l := linkTypeRow(s.linkType()); l != nil {
		t += l.name + " (" + l.description + ")"
	} else {
		t += strconv.Itoa(s.linkType())
	}
	return t + ", snapshot length " + strconv.Itoa(s.snapLen())
}

func linkTypeRow(link int) *linkTypeName {
	for i := range linkTypeNames {
		if linkTypeNames[i].value == link {
			return &linkTypeNames[i]
		}
	}
	return nil
}

// flushText writes the text that is left. After an interruption a line may be unfinished on the terminal, where ^C
// stands: an empty line follows.
func (a *app) flushText(interrupted bool) error {
	err := a.text.flush(a.printer())
	if err == nil && interrupted && !a.o.writes {
		err = a.print("\n")
	}
	return err
}
