// The command line as plain values.

package main

import "strings"

// options is the whole command line, checked; see parseOptions. Zero values are tcpdump's defaults unless said otherwise.
type options struct {
	argv0   string // name of the program in option errors, as it was called
	help    bool   // -h: what was given after it was not looked at
	version bool   // --version: likewise

	// Where packets come from.
	interfaces    []string // -i, in order; empty: choose one
	reads         bool     // -r given
	readFile      string   // its argument; "-" is standard input
	fileList      string   // -V: file with names of savefiles, "-" is standard input
	listDevices   bool     // -D
	snapLen       int      // -s, bytes; default 262144
	bufferSize    int      // -B, bytes (given in KiB); 0: default
	count         int64    // -c; 0: no limit
	skip          int64    // --skip
	noPromisc     bool     // -p
	monitor       bool     // -I
	immediate     bool     // --immediate-mode
	direction     string   // -Q: "in", "out", "inout", "" not given
	linkTypeName  string   // -y
	listLinks     bool     // -L
	tstampType    string   // -j
	listTstamps   bool     // -J
	netns         string   // --netns: network namespace to capture in
	waitInterface bool     // --wait-interface: one that is not there yet is waited for
	follow        bool     // --follow: a savefile that grows is read on
	defrag        bool     // --defrag: IP fragments are put together before the filter
	precision     string   // "micro", "nano"; "" not given

	// Filter.
	filterWords []string // expression words, to be joined by blanks
	filterFile  string   // -F, wins over the words
	anyVLAN     bool     // --any-vlan: primitives match behind VLAN tags, too
	noOptimize  bool     // -O
	dump        int      // -d given once, twice, three times
	foreignNum  bool     // -f

	// Where packets go.
	writes        bool         // -w given
	writeFile     string       // its argument; "-" is standard output
	printToo      bool         // --print
	unbuffered    bool         // -U
	rotateSize    int64        // -C, bytes; 0: no rotation by size
	rotateSeconds int          // -G; 0: no rotation by time
	maxFiles      int          // -W
	postRotate    string       // -z
	rotation      rotateConfig // --ring, --autostop
	align         bool         // --align: -G at full periods of the clock
	writeOnly     string       // an option that was given and means nothing without -w
	pcapng        bool         // --pcapng, whatever the name of the file says
	comment       string       // --comment: of a pcapng file
	user          string       // -Z
	noSandbox     bool         // --no-sandbox
	lineBuffered  bool         // -l
	countOnly     bool         // --count

	// How they are printed.
	classic      bool     // --classic
	verbose      int      // -v
	quiet        bool     // -q
	linkHeader   bool     // -e
	noNames      int      // -n: 1 hosts and ports, 2 (-nn) protocols too, as tcpdump does
	noDomain     bool     // -N
	tsStyle      int      // -t given 0..5 times
	utc          bool     // --utc: timestamps and file names are not in local time
	namesDir     string   // --names-dir: where hosts, services, ... are, "" is /etc
	number       bool     // -#
	absoluteSeq  bool     // -S
	noChecksums  bool     // -K
	asASCII      int      // -A (1), -AA (2)
	hex          int      // -x (1), -xx (2)
	hexASCII     int      // -X (1), -XX (2)
	asdot        bool     // -b
	printLengths bool     // --lengths
	sampling     int64    // --print-sampling N; 0: every packet
	packetType   string   // -T
	nfsHandles   bool     // -u
	oldNames     bool     // -a of tcpdump 3.4
	mesh80211s   bool     // -H
	oneLine      bool     // -g: no line break after the IP header in verbose mode
	secrets      []string // -E
	macSecret    string   // -M
	mibModules   []string // -m
	warnings     []string // to show on standard error before work begins
}

// programName is what messages begin with.
func (o *options) programName() string {
	return o.argv0[strings.LastIndexByte(o.argv0, '/')+1:]
}

// optionError is a command line that the grammar does not allow: it is reported under argv[0], and the usage follows.
type optionError struct{ message string }

func (e *optionError) Error() string { return e.message }

// parseOptions turns the command line, args[0] being the program's name, into options. env is the environment. The
// options are returned with an error too: the message needs the program's name. An *optionError is a breach of the
// grammar; any other error is a wrong value or combination, to be reported as it stands.
func parseOptions(args, env []string) (*options, error) {
	o := &options{snapLen: liveMaxSnapLen}
	if len(args) > 0 {
		o.argv0, args = args[0], args[1:]
	}
	g := &optionScanner{args: args, ordered: hasEnv(env, "POSIXLY_CORRECT")}
	for {
		opt, arg, err := g.next()
		if err != nil {
			return o, err
		}
		if opt == 0 {
			break
		}
		if err := o.set(opt, arg); err != nil {
			return o, err
		}
		if o.help || o.version {
			return o, nil
		}
	}
	o.filterWords = g.words
	return o, o.check()
}

func hasEnv(env []string, name string) bool {
	for _, e := range env {
		if strings.HasPrefix(e, name) && strings.HasPrefix(e[len(name):], "=") {
			return true
		}
	}
	return false
}
