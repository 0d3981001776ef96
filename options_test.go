package main

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

// defaults are the options of an empty command line.
func defaults() options { return options{argv0: "tcpdump", snapLen: 262144} }

func TestParseOptions(t *testing.T) {
	tests := []struct {
		args string // blanks between them
		want func(o *options)
	}{
		{"", func(o *options) {}},
		{"-nnvvXSs0", func(o *options) { o.noNames, o.verbose, o.hexASCII, o.absoluteSeq = 2, 2, 1, true }},
		{"-nrx.pcap", func(o *options) { o.noNames, o.reads, o.readFile = 1, true, "x.pcap" }},
		{"-r -", func(o *options) { o.reads, o.readFile = true, "-" }},
		{"-xx -A", func(o *options) { o.hex, o.asASCII = 2, 1 }},
		{"-xxxx -XXX", func(o *options) { o.hex, o.hexASCII = 2, 2 }},
		{"-AA", func(o *options) { o.asASCII = 2 }},
		{"-dddd ip", func(o *options) { o.dump, o.filterWords = 3, []string{"ip"} }},
		{"-ttttt", func(o *options) { o.tsStyle = 5 }},
		{"tcp -n port 80", func(o *options) { o.noNames, o.filterWords = 1, []string{"tcp", "port", "80"} }},
		{"-- -n port", func(o *options) { o.filterWords = []string{"-n", "port"} }},
		{"ip -- -n", func(o *options) { o.filterWords = []string{"ip", "-n"} }},
		{"- -n", func(o *options) { o.noNames, o.filterWords = 1, []string{"-"} }},
		{"-c 0x10 -B 64 -s 0100", func(o *options) { o.count, o.bufferSize, o.snapLen = 16, 65536, 64 }},
		{"-c +7", func(o *options) { o.count = 7 }},
		{"-c2 -c 3", func(o *options) { o.count = 3 }},
		{"--num --imm", func(o *options) { o.number, o.immediate = true, true }},
		{"--interface=lo --snapshot-length 96", func(o *options) { o.interfaces, o.snapLen = []string{"lo"}, 96 }},
		{"--c", func(o *options) { o.countOnly = true }}, // not --classic: tcpdump's prefixes come first
		{"--cl", func(o *options) { o.classic = true }},
		{"--print-s=3", func(o *options) { o.sampling, o.printToo = 3, true }},
		{"--print", func(o *options) { o.printToo = true }},
		{"--skip 3 --lengths", func(o *options) { o.skip, o.printLengths = 3, true }},
		{"--time-stamp-p nano", func(o *options) { o.precision = "nano" }},
		{"--nano --micro", func(o *options) { o.precision = "micro" }},
		{"-T VAT -Q IN -y en10mb -j host", func(o *options) {
			o.packetType, o.direction, o.linkTypeName, o.tstampType = "vat", "in", "en10mb", "host"
		}},
		{"-w f -C 1", func(o *options) { o.writes, o.writeFile, o.rotateSize = true, "f", 1000000 }},
		{"-w f -C 1k", func(o *options) { o.writes, o.writeFile, o.rotateSize = true, "f", 1024 }},
		{"-w f -C 2M", func(o *options) { o.writes, o.writeFile, o.rotateSize = true, "f", 2<<20 }},
		{"-w f -C 1g -W 3 -z gzip", func(o *options) {
			o.writes, o.writeFile, o.rotateSize, o.maxFiles, o.postRotate = true, "f", 1<<30, 3, "gzip"
		}},
		{"-w f -G 60 -Z root", func(o *options) { o.writes, o.writeFile, o.rotateSeconds, o.user = true, "f", 60, "root" }},
		{"-abefghHKlLNOpqSuU#DJ", func(o *options) { // what follows -h is not looked at
			o.oldNames, o.asdot, o.linkHeader, o.foreignNum, o.oneLine, o.help = true, true, true, true, true, true
		}},
		{"-HKlLNOpqSuU#DJ -Ffile", func(o *options) {
			o.mesh80211s, o.noChecksums, o.lineBuffered, o.listLinks, o.noDomain = true, true, true, true, true
			o.noOptimize, o.noPromisc, o.quiet, o.absoluteSeq, o.nfsHandles = true, true, true, true, true
			o.unbuffered, o.number, o.listDevices, o.listTstamps, o.filterFile = true, true, true, true, "file"
		}},
		{"--vers -k", func(o *options) { o.version = true }},
		{"-w f --ring filesize:2 --ring files:5 --autostop duration:1.5", func(o *options) {
			o.writes, o.writeFile, o.writeOnly = true, "f", "--autostop"
			o.rotation.ring, o.rotation.maxSize, o.rotation.maxFiles = true, 2000, 5
			o.rotation.stopAfter = 1500 * time.Millisecond
		}},
		{"--netns blue --wait-interface --any-vlan", func(o *options) { o.netns, o.waitInterface, o.anyVLAN = "blue", true, true }},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			want := defaults()
			test.want(&want)
			got, err := parseOptions(append([]string{"tcpdump"}, strings.Fields(test.args)...), nil)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(*got, want) {
				t.Errorf("got  %+v\nwant %+v", *got, want)
			}
		})
	}
}

func TestParseOptionsPOSIX(t *testing.T) {
	o, err := parseOptions([]string{"tcpdump", "-v", "ip", "-n"}, []string{"A=b", "POSIXLY_CORRECT="})
	if err != nil || o.verbose != 1 || o.noNames != 0 || strings.Join(o.filterWords, " ") != "ip -n" {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestParseOptionsErrors(t *testing.T) {
	tests := []struct {
		args  string
		usage bool // the usage follows
		want  string
	}{
		{"-k", true, "invalid option -- 'k'"},
		{"-nk", true, "invalid option -- 'k'"},
		{"-:", true, "invalid option -- ':'"},
		{"-p=3", true, "invalid option -- '='"},
		{"-c", true, "option requires an argument -- 'c'"},
		{"-nr", true, "option requires an argument -- 'r'"},
		{"--foo=3", true, "unrecognized option '--foo=3'"},
		{"--number=3", true, "option '--number' doesn't allow an argument"},
		{"--num=3", true, "option '--number' doesn't allow an argument"},
		{"--inter", true, "option '--interface' requires an argument"},
		{"--tim", true, "option '--tim' is ambiguous; possibilities: '--time-stamp-type' '--time-stamp-precision'"},
		{"--m=1", true, "option '--m=1' is ambiguous; possibilities: '--monitor-mode' '--micro'"},
		{"--list", true, "option '--list' is ambiguous; possibilities: '--list-interfaces' '--list-time-stamp-types' '--list-data-link-types'"},
		{"-c 0", false, "invalid packet count 0 (must be >= 1 and <= 2147483647)"},
		{"-c -1", false, "invalid packet count -1 (must be >= 1 and <= 2147483647)"},
		{"-c 99999999999999999999", false, "invalid packet count 99999999999999999999 (must be >= 1 and <= 2147483647)"},
		{"-c abc", false, `invalid packet count "abc" (not a valid number)`},
		{"-c 1x", false, `invalid packet count "1x" (not a valid number)`},
		{"-c 1_0", false, `invalid packet count "1_0" (not a valid number)`},
		{"-c 0b1", false, `invalid packet count "0b1" (not a valid number)`},
		{"-c --1", false, `invalid packet count "--1" (not a valid number)`},
		{"-c 0x-1", false, `invalid packet count "0x-1" (not a valid number)`},
		{"-s 262145", false, "invalid snaplen 262145 (must be >= 0 and <= 262144)"},
		{"-s -1", false, "invalid snaplen -1 (must be >= 0 and <= 262144)"},
		{"-B 0", false, "invalid packet buffer size 0 (must be >= 1 and <= 2097151)"},
		{"-w f -C 0", false, "invalid file size 0"},
		{"-w f -C k", false, "invalid file size k"},
		{"-w f -C 5t", false, "invalid file size 5t"},
		{"-w f -C 99999999999999", false, "file size 99999999999999 is too large"},
		{"-w f -C 9999999999g", false, "file size 9999999999g is too large"},
		{"-W 0", false, "invalid number of output files 0 (must be >= 1 and <= 2147483647)"},
		{"-G -1", false, "invalid number of seconds -1 (must be >= 0 and <= 2147483647)"},
		{"--skip -1", false, "invalid packet skip count -1 (must be >= 0 and <= 2147483647)"},
		{"--print-sampling 0", false, "invalid print sampling 0 (must be >= 1 and <= 2147483647)"},
		{"-tttttt", false, "only -t, -tt, -ttt, -tttt and -ttttt are supported"},
		{"-T foo", false, "unknown packet type `foo'"},
		{"-Q foo", false, "unknown capture direction `foo'"},
		{"-j foo", false, "invalid time stamp type foo"},
		{"-y foo", false, "invalid data link type foo"},
		{"--time-stamp-precision foo", false, "unsupported time stamp precision"},
		{"-V a -r b", false, "-V and -r are mutually exclusive."},
		{"-A -X", false, "-A and -X are mutually exclusive."},
		{"-C 1", false, "-C cannot be used without -w."},
		{"-z gzip -w f", false, "-z cannot be used without -w and (-C or -G)."},
		{"-z gzip -C 1", false, "-C cannot be used without -w."},
		{"--ring files:2", false, "--ring cannot be used without -w."},
		{"-w f --align", false, "--align cannot be used without -G or --ring duration."},
		{"-c 0 -k", false, "invalid packet count 0 (must be >= 1 and <= 2147483647)"}, // the first error counts
		{"-k -c 0", true, "invalid option -- 'k'"},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			_, err := parseOptions(append([]string{"tcpdump"}, strings.Fields(test.args)...), nil)
			if err == nil {
				t.Fatal("no error")
			}
			var misuse *optionError
			if err.Error() != test.want || errors.As(err, &misuse) != test.usage {
				t.Errorf("got  %v\nwant %v", err, test.want)
			}
		})
	}
}

// TestEveryOption makes sure that no letter and no long option is accepted and then forgotten: each changes something,
// or is refused.
func TestEveryOption(t *testing.T) {
	value := func(id optionID) string {
		switch id {
		case 'j':
			return "adapter"
		case 'Q':
			return "in"
		case 'T':
			return "rtp"
		case 'y':
			return "PPP"
		case optPrecision:
			return "nano"
		case optRing, optAutostop:
			return "files:7"
		}
		return "7"
	}
	try := func(name string, args ...string) {
		o, err := parseOptions(append([]string{"tcpdump"}, args...), nil)
		if want := defaults(); err == nil && reflect.DeepEqual(*o, want) {
			t.Errorf("%s changes nothing", name)
		}
	}
	for i := range shortOptions {
		c := shortOptions[i]
		if c == ':' {
			continue
		}
		args := []string{"-" + string(rune(c))}
		if strings.HasPrefix(shortOptions[i+1:], ":") {
			args = append(args, value(optionID(c)))
		}
		try(args[0], args...)
	}
	for _, l := range append(longOptions[:], ownOptions[:]...) {
		args := []string{"--" + l.name}
		if l.hasArg {
			args = append(args, value(l.id))
		}
		try(args[0], args...)
	}
}

func FuzzParseOptions(f *testing.F) {
	f.Add("-nnvvXSs0\x00--tim\x00-c\x000")
	f.Add("--print-sampling=3\x00--\x00-n")
	f.Fuzz(func(t *testing.T, args string) {
		o, err := parseOptions(append([]string{"tcpdump"}, strings.Split(args, "\x00")...), nil)
		if o == nil || err == nil && (o.snapLen < 1 || o.snapLen > 262144 || o.count < 0) {
			t.Errorf("%+v, %v", o, err)
		}
	})
}

func TestFindUser(t *testing.T) {
	const passwd = "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\nbroken:x:a:1:\nshort:x\nlast:x:7:8:::"
	for _, test := range []struct {
		name     string
		uid, gid int
		ok       bool
	}{
		{"root", 0, 0, true}, {"nobody", 65534, 65533, true}, {"last", 7, 8, true},
		{"broken", 0, 0, false}, {"short", 0, 0, false}, {"", 0, 0, false}, {"no", 0, 0, false},
	} {
		uid, gid, ok := findUser(passwd, test.name)
		if ok != test.ok || ok && (uid != test.uid || gid != test.gid) {
			t.Errorf("%q: %d %d %v", test.name, uid, gid, ok)
		}
	}
}
