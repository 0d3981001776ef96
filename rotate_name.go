// Savefiles: the names of files that follow one another.

package main

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// fileNamer counts the files of a rotation, and knows their names.
type fileNamer struct {
	cfg    rotateConfig
	stem   string // of the current period's names
	count  int    // of files made
	inTurn int    // of the current period, or since the start
}

// nextName is the name of the file that begins at a time. tcpdump's are
//
//	-C          x, x1, x2, ...
//	-C -W 12    x00, x01, ... x11, x00, ...   as many digits as the highest number has
//	-G          strftime(x)
//	-C -G       strftime(x), then strftime(x)1, ... until the next period; with -W 12 strftime(x)00, ...
//
// and with --ring it is dumpcap's: x_00001_20240714120117.pcapng.
func (r *fileNamer) nextName(at time.Time) string {
	cfg := &r.cfg
	name := cfg.name
	if !cfg.rotates() {
		return name
	}
	if cfg.ring {
		return ringName(name, r.count+1, r.strftime("%Y%m%d%H%M%S", at))
	}
	if cfg.period > 0 {
		if r.inTurn == 0 {
			r.stem = r.strftime(name, at) // stays, however often -C divides the period
		}
		name = r.stem
	}
	switch {
	case cfg.maxSize == 0:
		return name
	case cfg.maxFiles == 0:
		if r.inTurn > 0 {
			name += strconv.Itoa(r.inTurn)
		}
		return name
	case cfg.maxFiles == 1 && cfg.period == 0:
		return name
	}
	n := r.inTurn
	if cfg.period == 0 {
		n %= cfg.maxFiles
	} // else the last -W files stay, whichever periods they are of
	digits := strconv.Itoa(n)
	width := len(strconv.Itoa(cfg.maxFiles - 1))
	return name + strings.Repeat("0", max(0, width-len(digits))) + digits
}

// ringName puts number and time before the extension; .gz is only half of one.
func ringName(name string, n int, stamp string) string {
	base, gz := strings.CutSuffix(name, ".gz")
	ext := ""
	if i := strings.LastIndexByte(base, '.'); i > strings.LastIndexByte(base, '/')+1 {
		base, ext = base[:i], base[i:]
	}
	if gz {
		ext += ".gz"
	}
	number := strconv.Itoa(n)
	return base + "_" + strings.Repeat("0", max(0, 5-len(number))) + number + "_" + stamp + ext
}

func (r *fileNamer) localZone(sec int64) (offset int, zone string) {
	if r.cfg.local != nil {
		return r.cfg.local(sec)
	}
	zone, offset = time.Unix(sec, 0).Zone()
	return offset, zone
}

// strftime is strftime(3) of the C locale.
func (r *fileNamer) strftime(format string, at time.Time) string {
	offset, zone := r.localZone(at.Unix())
	t := at.In(time.FixedZone(zone, offset))
	return string(appendStrftime(nil, format, t))
}

func appendStrftime(b []byte, format string, t time.Time) []byte {
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b = append(b, format[i])
			continue
		}
		start := i
		i++
		if (format[i] == 'E' || format[i] == 'O') && i+1 < len(format) {
			i++ // other forms of the locale, which C has not
		}
		var ok bool
		if b, ok = appendStrftimeVerb(b, format[i], t); !ok {
			b = append(b, format[start:i+1]...) // as the C library does
		}
	}
	return b
}

// appendStrftimeVerb appends one conversion.
func appendStrftimeVerb(b []byte, verb byte, t time.Time) ([]byte, bool) {
	isoYear, isoWeek := t.ISOWeek()
	year, hour12 := t.Year(), (t.Hour()+11)%12+1
	switch verb {
	case 'a':
		return append(b, t.Weekday().String()[:3]...), true
	case 'A':
		return append(b, t.Weekday().String()...), true
	case 'b', 'h':
		return append(b, t.Month().String()[:3]...), true
	case 'B':
		return append(b, t.Month().String()...), true
	case 'c':
		return appendStrftime(b, "%a %b %e %H:%M:%S %Y", t), true
	case 'C':
		return appendStrftimeNumber(b, year/100, 2, '0'), true
	case 'd':
		return appendStrftimeNumber(b, t.Day(), 2, '0'), true
	case 'D', 'x':
		return appendStrftime(b, "%m/%d/%y", t), true
	case 'e':
		return appendStrftimeNumber(b, t.Day(), 2, ' '), true
	case 'F':
		return appendStrftime(b, "%Y-%m-%d", t), true
	case 'g':
		return appendStrftimeNumber(b, isoYear%100, 2, '0'), true
	case 'G':
		return strconv.AppendInt(b, int64(isoYear), 10), true
	case 'H':
		return appendStrftimeNumber(b, t.Hour(), 2, '0'), true
	case 'I':
		return appendStrftimeNumber(b, hour12, 2, '0'), true
	case 'j':
		return appendStrftimeNumber(b, t.YearDay(), 3, '0'), true
	case 'k':
		return appendStrftimeNumber(b, t.Hour(), 2, ' '), true
	case 'l':
		return appendStrftimeNumber(b, hour12, 2, ' '), true
	case 'm':
		return appendStrftimeNumber(b, int(t.Month()), 2, '0'), true
	case 'M':
		return appendStrftimeNumber(b, t.Minute(), 2, '0'), true
	case 'n':
		return append(b, '\n'), true
	case 'p':
		return append(b, t.Format("PM")...), true
	case 'P':
		return append(b, t.Format("pm")...), true
	case 'r':
		return appendStrftime(b, "%I:%M:%S %p", t), true
	case 'R':
		return appendStrftime(b, "%H:%M", t), true
	case 's':
		return strconv.AppendInt(b, t.Unix(), 10), true
	case 'S':
		return appendStrftimeNumber(b, t.Second(), 2, '0'), true
	case 't':
		return append(b, '\t'), true
	case 'T', 'X':
		return appendStrftime(b, "%H:%M:%S", t), true
	case 'u':
		return appendStrftimeNumber(b, (int(t.Weekday())+6)%7+1, 1, '0'), true
	case 'U': // weeks begin on Sunday, days before the first are in week 0
		return appendStrftimeNumber(b, (t.YearDay()+6-int(t.Weekday()))/7, 2, '0'), true
	case 'V':
		return appendStrftimeNumber(b, isoWeek, 2, '0'), true
	case 'w':
		return appendStrftimeNumber(b, int(t.Weekday()), 1, '0'), true
	case 'W': // weeks begin on Monday
		return appendStrftimeNumber(b, (t.YearDay()+6-(int(t.Weekday())+6)%7)/7, 2, '0'), true
	case 'y':
		return appendStrftimeNumber(b, year%100, 2, '0'), true
	case 'Y':
		return strconv.AppendInt(b, int64(year), 10), true
	case 'z':
		return append(b, t.Format("-0700")...), true
	case 'Z':
		zone, _ := t.Zone()
		return append(b, zone...), true
	case '%':
		return append(b, '%'), true
	}
	return b, false
}

func appendStrftimeNumber(b []byte, n, width int, pad byte) []byte {
	s := strconv.Itoa(n)
	for i := len(s); i < width; i++ {
		b = append(b, pad)
	}
	return append(b, s...)
}

// ringOption takes one `key:value` of --ring or --autostop into the configuration; option is its name. Sizes are in
// kilobytes of 1000, durations in seconds, both as dumpcap has them.
func (cfg *rotateConfig) ringOption(option, word string) error {
	key, value, found := strings.Cut(word, ":")
	if !found || value == "" {
		return errors.New("invalid " + option + " condition \"" + word + "\" (must be key:value)")
	}
	ring := option == "--ring"
	cfg.ring = cfg.ring || ring
	if key == "duration" {
		seconds, err := strconv.ParseFloat(value, 64)
		if err != nil || !(seconds > 0 && seconds <= 1<<31) {
			return errors.New("invalid " + option + " duration \"" + value + "\"")
		}
		d := time.Duration(seconds * float64(time.Second))
		if ring {
			cfg.period = d
		} else {
			cfg.stopAfter = d
		}
		return nil
	}
	n, err := strconv.ParseInt(value, 10, 64)
	const kilo, most = 1000, 1 << 50
	if err != nil || n <= 0 || n > most/kilo {
		return errors.New("invalid " + option + " " + key + " \"" + value + "\"")
	}
	switch {
	case key == "filesize" && ring:
		cfg.maxSize = n * kilo
	case key == "filesize":
		cfg.stopSize = n * kilo
	case key == "files" && n > 99999:
		return errors.New("invalid " + option + " files \"" + value + "\" (must be less than 100000)")
	case key == "files" && ring:
		cfg.maxFiles = int(n)
	case key == "files":
		cfg.stopFiles = int(n)
	case key == "total" && ring:
		cfg.maxTotal = n * kilo
	case key == "packets" && !ring:
		cfg.stopPackets = n
	default:
		return errors.New("invalid " + option + " condition \"" + key + "\"")
	}
	return nil
}
