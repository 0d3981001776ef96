// What each option sets, and which values it takes.

package main

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// set takes in one option; later ones win over earlier ones, as in tcpdump.
func (o *options) set(opt optionID, arg string) (err error) {
	switch opt {
	case 'a':
		o.oldNames = true
	case 'A':
		o.asASCII++
	case 'b':
		o.asdot = true
	case 'B':
		var kib int64
		kib, err = optionNumber("packet buffer size", arg, 1, math.MaxInt32/1024)
		o.bufferSize = int(kib) * 1024
	case 'c':
		o.count, err = optionNumber("packet count", arg, 1, math.MaxInt32)
	case optCount:
		o.countOnly = true
	case 'C':
		o.rotateSize, err = optionFileSize(arg)
	case 'd':
		o.dump++
	case 'D':
		o.listDevices = true
	case 'e':
		o.linkHeader = true
	case 'E':
		o.secrets = append(o.secrets, arg)
	case 'f':
		o.foreignNum = true
	case 'F':
		o.filterFile = arg
	case 'g':
		o.oneLine = true
	case 'G':
		var seconds int64
		seconds, err = optionNumber("number of seconds", arg, 0, math.MaxInt32)
		o.rotateSeconds = int(seconds)
	case 'h':
		o.help = true
	case 'H':
		o.mesh80211s = true
	case 'i':
		o.interfaces = append(o.interfaces, arg)
	case 'I':
		o.monitor = true
	case optImmediate:
		o.immediate = true
	default:
		return o.setMore(opt, arg)
	}
	return err
}

// setMore is the second half of set.
func (o *options) setMore(opt optionID, arg string) (err error) {
	switch opt {
	case 'j':
		o.tstampType, err = optionTstampType(arg)
	case 'J':
		o.listTstamps = true
	case 'K':
		o.noChecksums = true
	case 'l':
		o.lineBuffered = true
	case 'L':
		o.listLinks = true
	case optLengths:
		o.printLengths = true
	case 'm':
		o.mibModules = append(o.mibModules, arg)
	case 'M':
		o.macSecret = arg
	case 'n':
		o.noNames++
	case 'N':
		o.noDomain = true
	case '#':
		o.number = true
	case 'O':
		o.noOptimize = true
	case 'p':
		o.noPromisc = true
	case optPrint:
		o.printToo = true
	case optPrintSampling:
		o.sampling, err = optionNumber("print sampling", arg, 1, math.MaxInt32)
		o.printToo = true
	case 'q':
		o.quiet = true
	case 'Q':
		o.direction, err = optionWord("unknown capture direction `", arg, "'", "in out inout")
	case 'r':
		o.readFile = arg
		o.reads = true
	default:
		return o.setLast(opt, arg)
	}
	return err
}

// setLast is the rest of set.
func (o *options) setLast(opt optionID, arg string) (err error) {
	switch opt {
	case 's':
		var n int64
		n, err = optionNumber("snaplen", arg, 0, liveMaxSnapLen)
		if o.snapLen = int(n); n == 0 {
			o.snapLen = liveMaxSnapLen
		}
	case 'S':
		o.absoluteSeq = true
	case optSkip:
		o.skip, err = optionNumber("packet skip count", arg, 0, math.MaxInt32)
	case 't':
		o.tsStyle++
	case 'T':
		o.packetType, err = optionWord("unknown packet type `", arg, "'", packetTypes)
	case optPrecision:
		o.precision, err = optionWord("unsupported time stamp precision", arg, "", "micro nano")
	case optMicro:
		o.precision = "micro"
	case optNano:
		o.precision = "nano"
	case 'u':
		o.nfsHandles = true
	case 'U':
		o.unbuffered = true
	case 'v':
		o.verbose++
	case 'V':
		o.fileList = arg
	case optVersion:
		o.version = true
	case 'w':
		o.writeFile = arg
		o.writes = true
	case 'W':
		var n int64
		n, err = optionNumber("number of output files", arg, 1, math.MaxInt32)
		o.maxFiles = int(n)
	case 'x':
		o.hex++
	case 'X':
		o.hexASCII++
	case 'y':
		o.linkTypeName = arg
		if _, ok := linkTypeByName(arg); !ok {
			err = errors.New("invalid data link type " + arg)
		}
	case 'z':
		o.postRotate = arg
	case 'Z':
		o.user = arg
	default:
		return o.setOwn(opt, arg)
	}
	return err
}

// setOwn takes in the options that tcpdump does not have.
func (o *options) setOwn(opt optionID, arg string) error {
	switch opt {
	case optClassic:
		o.classic = true
	case optDefrag:
		o.defrag = true
	case optUTC:
		o.utc = true
	case optNamesDir:
		o.namesDir = arg
	case optAnyVLAN:
		o.anyVLAN = true
	case optNetns:
		o.netns = arg
	case optWaitInterface:
		o.waitInterface = true
	case optFollow:
		o.follow = true
	case optNoSandbox:
		o.noSandbox = true
	case optPcapng:
		o.pcapng, o.writeOnly = true, "--pcapng"
	case optComment:
		o.comment, o.writeOnly = arg, "--comment"
	case optAlign:
		o.align, o.writeOnly = true, "--align"
	case optRing:
		o.writeOnly = "--ring"
		return o.rotation.ringOption("--ring", arg)
	case optAutostop:
		o.writeOnly = "--autostop"
		return o.rotation.ringOption("--autostop", arg)
	}
	return nil
}

// packetTypes are the words that -T takes.
const packetTypes = "aodv carp cnfp domain geneve lmp pgm pgm_zmtp1 ptp quic radius resp rpc rtcp rtp snmp" +
	" someip tftp vat vxlan wb zmtp1"

// optionWord returns the word of the list words that arg is, in lower case; else an error of before, arg and after.
// A message that has nothing after arg does not name it.
func optionWord(before, arg, after, words string) (string, error) {
	for words != "" {
		var word string
		word, words, _ = strings.Cut(words, " ")
		if strings.EqualFold(word, arg) {
			return word, nil
		}
	}
	if after == "" {
		return "", errors.New(before)
	}
	return "", errors.New(before + arg + after)
}

// tstampTypes are the words that -j takes, and how -J describes them: pcap-tstamp(7).
var tstampTypes = [...]struct{ name, description string }{
	{"host", "Host"},
	{"host_lowprec", "Host, low precision"},
	{"host_hiprec", "Host, high precision"},
	{"adapter", "Adapter"},
	{"adapter_unsynced", "Adapter, not synced with system time"},
	{"host_hiprec_unsynced", "Host, high precision, not synced with system time"},
}

func optionTstampType(arg string) (string, error) {
	for i := range tstampTypes {
		if strings.EqualFold(tstampTypes[i].name, arg) {
			return tstampTypes[i].name, nil
		}
	}
	return "", errors.New("invalid time stamp type " + arg)
}

// linkTypeByName returns the link type that -y names, whatever its case.
func linkTypeByName(name string) (int, bool) {
	for i := range linkTypeNames {
		if strings.EqualFold(linkTypeNames[i].name, name) {
			return linkTypeNames[i].value, true
		}
	}
	return 0, false
}

// optionNumber reads a number as strtol(3) does with base 0: blanks and a sign in front, 0x for hexadecimal, 0 for octal.
func optionNumber(what, arg string, min, max int64) (int64, error) {
	n, ok := parseInteger(arg)
	if !ok {
		return 0, errors.New("invalid " + what + " \"" + arg + "\" (not a valid number)")
	}
	if n < min || n > max {
		return 0, errors.New("invalid " + what + " " + arg + " (must be >= " + strconv.FormatInt(min, 10) +
			" and <= " + strconv.FormatInt(max, 10) + ")")
	}
	return n, nil
}

// parseInteger returns the nearest number that fits where s is out of range; ok is false if s is no number.
func parseInteger(s string) (n int64, ok bool) {
	s = strings.TrimLeft(s, " \t\n\v\f\r")
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = s[:1], s[1:]
	}
	base := 10
	switch {
	case len(s) > 2 && s[0] == '0' && s[1]|0x20 == 'x':
		base, s = 16, s[2:]
	case len(s) > 1 && s[0] == '0':
		base = 8
	}
	if s == "" || s[0] == '-' || s[0] == '+' {
		return 0, false
	}
	n, err := strconv.ParseInt(sign+s, base, 64)
	return n, err == nil || errors.Is(err, strconv.ErrRange)
}

// optionFileSize reads the argument of -C: millions of bytes, or KiB, MiB, GiB with k, m or g after the number.
func optionFileSize(arg string) (int64, error) {
	unit, number := int64(1000000), arg
	if arg != "" {
		switch arg[len(arg)-1] | 0x20 {
		case 'k':
			unit = 1 << 10
		case 'm':
			unit = 1 << 20
		case 'g':
			unit = 1 << 30
		}
		if unit != 1000000 {
			number = arg[:len(arg)-1]
		}
	}
	n, ok := parseInteger(number)
	switch {
	case !ok || n <= 0:
		return 0, errors.New("invalid file size " + arg)
	case n > math.MaxInt64/unit:
		return 0, errors.New("file size " + arg + " is too large")
	}
	return n * unit, nil
}
