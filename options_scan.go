// The grammar of the command line: getopt_long(3) of the GNU C library.

package main

import "strings"

// optionID names an option: the letter of a short one, or one of the constants below.
type optionID int

const (
	optVersion optionID = 256 + iota
	optPrecision
	optMicro
	optNano
	optImmediate
	optPrint
	optPrintSampling
	optLengths
	optCount
	optSkip
	optClassic
	optAnyVLAN
	optNetns
	optWaitInterface
	optFollow
	optPcapng
	optComment
	optAlign
	optRing
	optAutostop
	optDefrag
	optUTC
	optNamesDir
	optNoSandbox
)

// shortOptions are tcpdump's, with -a of 3.4; a colon follows those with an argument.
const shortOptions = "aAbB:c:C:dDeE:fF:gG:hHi:Ij:JKlLm:M:nNOpqQ:r:s:StT:uUvV:w:W:xXy:z:Z:#"

// longOption is one row of the long options. Their order shows in the message about an ambiguous prefix.
type longOption struct {
	name   string
	hasArg bool
	id     optionID
}

var longOptions = [...]longOption{
	{"buffer-size", true, 'B'},
	{"list-interfaces", false, 'D'},
	{"help", false, 'h'},
	{"interface", true, 'i'},
	{"monitor-mode", false, 'I'},
	{"time-stamp-type", true, 'j'},
	{"list-time-stamp-types", false, 'J'},
	{"micro", false, optMicro},
	{"nano", false, optNano},
	{"time-stamp-precision", true, optPrecision},
	{"dont-verify-checksums", false, 'K'},
	{"list-data-link-types", false, 'L'},
	{"no-optimize", false, 'O'},
	{"no-promiscuous-mode", false, 'p'},
	{"direction", true, 'Q'},
	{"snapshot-length", true, 's'},
	{"absolute-tcp-sequence-numbers", false, 'S'},
	{"packet-buffered", false, 'U'},
	{"linktype", true, 'y'},
	{"immediate-mode", false, optImmediate},
	{"relinquish-privileges", true, 'Z'},
	{"count", false, optCount},
	{"number", false, '#'},
	{"print", false, optPrint},
	{"print-sampling", true, optPrintSampling},
	{"lengths", false, optLengths},
	{"skip", true, optSkip},
	{"version", false, optVersion},
}

// ownOptions are those that tcpdump does not have. They stand apart because a prefix that is unambiguous there must not
// become ambiguous here.
var ownOptions = [...]longOption{
	{"classic", false, optClassic},
	{"any-vlan", false, optAnyVLAN},
	{"netns", true, optNetns},
	{"wait-interface", false, optWaitInterface},
	{"follow", false, optFollow},
	{"pcapng", false, optPcapng},
	{"comment", true, optComment},
	{"align", false, optAlign},
	{"ring", true, optRing},
	{"autostop", true, optAutostop},
	{"defrag", false, optDefrag},
	{"utc", false, optUTC},
	{"names-dir", true, optNamesDir},
	{"no-sandbox", false, optNoSandbox},
}

// optionScanner walks over the arguments. What is no option is an expression word; options may follow words.
type optionScanner struct {
	args    []string // not yet looked at
	bundle  string   // rest of an argument of short options
	words   []string
	ordered bool // POSIXLY_CORRECT: the first word ends the options
}

// next returns the next option and its argument, 0 after the last one.
func (g *optionScanner) next() (optionID, string, error) {
	if g.bundle != "" {
		return g.short()
	}
	for len(g.args) > 0 {
		a := g.args[0]
		g.args = g.args[1:]
		switch {
		case a == "--":
			g.words = append(g.words, g.args...)
			g.args = nil
		case strings.HasPrefix(a, "--"):
			return g.long(a)
		case len(a) > 1 && a[0] == '-':
			g.bundle = a[1:]
			return g.short()
		default: // "-" alone is a word
			g.words = append(g.words, a)
			if g.ordered {
				g.words = append(g.words, g.args...)
				g.args = nil
			}
		}
	}
	return 0, "", nil
}

// short takes one letter from a bundle. An option with an argument takes the rest of the bundle, or the next argument.
func (g *optionScanner) short() (optionID, string, error) {
	c := g.bundle[0]
	g.bundle = g.bundle[1:]
	at := strings.IndexByte(shortOptions, c)
	if at < 0 || c == ':' {
		return 0, "", &optionError{"invalid option -- '" + string([]byte{c}) + "'"}
	}
	if at+1 == len(shortOptions) || shortOptions[at+1] != ':' {
		return optionID(c), "", nil
	}
	arg := g.bundle
	g.bundle = ""
	if arg == "" {
		if len(g.args) == 0 {
			return 0, "", &optionError{"option requires an argument -- '" + string([]byte{c}) + "'"}
		}
		arg, g.args = g.args[0], g.args[1:]
	}
	return optionID(c), arg, nil
}

// long takes --name, --name=argument or, where one is required, --name argument.
func (g *optionScanner) long(a string) (optionID, string, error) {
	name, arg, given := strings.Cut(a[2:], "=")
	l, err := findLongOption(a, name)
	if err != nil {
		return 0, "", err
	}
	switch {
	case given && !l.hasArg:
		return 0, "", &optionError{"option '--" + l.name + "' doesn't allow an argument"}
	case l.hasArg && !given:
		if len(g.args) == 0 {
			return 0, "", &optionError{"option '--" + l.name + "' requires an argument"}
		}
		arg, g.args = g.args[0], g.args[1:]
	}
	return l.id, arg, nil
}

// findLongOption finds the option that name is, or is the beginning of. a is the argument as given.
func findLongOption(a, name string) (*longOption, error) {
	for i := range ownOptions {
		if ownOptions[i].name == name {
			return &ownOptions[i], nil
		}
	}
	found, possible, count := matchLongOption(longOptions[:], name)
	if count == 0 {
		found, possible, count = matchLongOption(ownOptions[:], name)
	}
	switch count {
	case 0:
		return nil, &optionError{"unrecognized option '" + a + "'"}
	case 1:
		return found, nil
	}
	return nil, &optionError{"option '" + a + "' is ambiguous; possibilities:" + possible}
}

// matchLongOption counts the options that begin with name, and lists them. One that is name is the only one.
func matchLongOption(options []longOption, name string) (found *longOption, possible string, count int) {
	for i := range options {
		l := &options[i]
		if l.name == name {
			return l, "", 1
		}
		if strings.HasPrefix(l.name, name) {
			found = l
			possible += " '--" + l.name + "'"
			count++
		}
	}
	return found, possible, count
}
