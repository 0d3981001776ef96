// Local time: TZ as in POSIX.1-2017 section 8.3, zone files of RFC 8536, and a clock that converts seconds cheaply.

package main

import (
	"os"
	"strings"
	"time"
)

// maxZoneFile bounds a zone file, in bytes; those in use have at most 4 KB.
const maxZoneFile = 256 << 10

// localZone returns the time zone that TZ names; haveTZ says whether it is set. What cannot be understood is UTC, as it
// is for the C library.
func localZone(tzEnv string, haveTZ bool) *time.Location {
	dirs := []string{os.Getenv("TZDIR"), "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo",
		"/etc/zoneinfo"}
	return zoneFrom(tzEnv, haveTZ, "/etc", dirs)
}

// zoneFrom is localZone with the folders where it looks: etc for localtime and TZ, dirs for zones by name.
func zoneFrom(tzEnv string, haveTZ bool, etc string, dirs []string) *time.Location {
	if !haveTZ {
		if loc := zoneFile("Local", etc+"/localtime"); loc != nil {
			return loc
		}
		// OpenWrt has no zone files; its setting is a TZ string in this file.
		tzEnv = strings.TrimSpace(readRegular(etc+"/TZ", 4096))
	}
	name := strings.TrimPrefix(tzEnv, ":")
	if loc := zoneByName(name, dirs); loc != nil {
		return loc
	}
	if loc := zoneFromRule(name); loc != nil {
		return loc
	}
	return time.UTC
}

// zoneByName returns the zone in a file: one of a zone folder, or any if the name is an absolute path.
func zoneByName(name string, dirs []string) *time.Location {
	if name == "" || strings.IndexByte(name, 0) >= 0 {
		return nil
	}
	if name[0] == '/' {
		return zoneFile(name, name)
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return nil
		}
	}
	for _, dir := range dirs {
		if dir == "" {
			continue
		}
		if loc := zoneFile(name, dir+"/"+name); loc != nil {
			return loc
		}
	}
	return nil
}

func zoneFile(name, path string) *time.Location {
	loc, err := time.LoadLocationFromTZData(name, []byte(readRegularWhole(path, maxZoneFile)))
	if err != nil {
		return nil
	}
	return loc
}

// zoneFromRule returns the zone of a POSIX TZ string such as CET-1CEST,M3.5.0,M10.5.0/3, nil if it is none. The string
// is put into the footer of a zone file without transitions (RFC 8536 section 3.3), where the standard library reads
// it. That file's one local time type shows through only if the footer was not understood.
func zoneFromRule(rule string) *time.Location {
	if len(rule) > 255 || !zoneRuleNames(rule) {
		return nil
	}
	data := make([]byte, 0, 160+len(rule))
	data = appendZoneBlock(data)
	data = appendZoneBlock(data)
	data = append(data, '\n')
	data = append(data, rule...)
	data = append(data, '\n')
	loc, err := time.LoadLocationFromTZData("Local", data)
	if err != nil {
		return nil
	}
	if name, _ := time.Unix(0, 0).In(loc).Zone(); name == zonePlaceholder {
		return nil
	}
	return loc
}

// zoneRuleNames reports whether the names of a TZ string are well-formed: three letters or more, or letters, digits and
// signs between angle brackets. The standard library takes other characters too, and nearly any file name with them.
func zoneRuleNames(rule string) bool {
	for n := 0; n < 2; n++ {
		i := 0
		if rule != "" && rule[0] == '<' {
			if i = strings.IndexByte(rule, '>'); i < 0 || strings.ContainsFunc(rule[1:i], notZoneName) {
				return false
			}
			i++
		} else {
			for i < len(rule) && zoneLetter(rule[i]) {
				i++
			}
		}
		if i < 3 {
			return false
		}
		rule = strings.TrimLeft(rule[i:], "+-:0123456789")
		if rule == "" || rule[0] == ',' {
			return !strings.ContainsFunc(rule, notZoneRule)
		}
	}
	return false
}

func zoneLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func notZoneName(r rune) bool {
	return r >= 0x80 || !zoneLetter(byte(r)) && !strings.ContainsRune("+-0123456789", r)
}

func notZoneRule(r rune) bool { return !strings.ContainsRune("JM+-.,:/0123456789", r) }

// zonePlaceholder is no valid abbreviation in a TZ string.
const zonePlaceholder = "?"

// appendZoneBlock appends a header of version 2 and a data block with one local time type, UTC, called
// zonePlaceholder, and nothing else. It looks the same in the version 1 and version 2 parts.
func appendZoneBlock(b []byte) []byte {
	b = append(b, "TZif2"...)
	b = append(b, make([]byte, 15)...)
	for _, count := range [...]byte{0, 0, 0, 0, 1, 2} { // isutc, isstd, leap, time, type, char
		b = append(b, 0, 0, 0, count)
	}
	b = append(b, 0, 0, 0, 0, 0, 0) // offset 0, not daylight saving, abbreviation at 0
	return append(b, zonePlaceholder+"\x00"...)
}

const secondsPerDay = 86400

// clock writes times of day and dates in a time zone. It keeps what it wrote last and the offset from UTC with the
// bounds within which that holds, so that a change of the offset in the middle of a capture is followed.
type clock struct {
	loc *time.Location // nil is UTC

	offset      int64 // seconds east of UTC, for from <= t < until
	from, until int64
	bounded     bool // the three fields above are filled in

	sec     int64 // of text
	day     int64 // days since 1970 of date, local
	text    [8]byte
	date    [24]byte
	dateLen int // 0: date is not filled in
}

func newClock(loc *time.Location) clock { return clock{loc: loc} }

// local returns t in seconds of local time since 1970-01-01 00:00 local.
func (c *clock) local(t int64) int64 {
	if !c.bounded || t < c.from || t >= c.until {
		c.findOffset(t)
	}
	return t + c.offset
}

const (
	minInt64 = -1 << 63
	maxInt64 = 1<<63 - 1

	// clockLimit is the largest time, either side of 1970, for which zones are asked: some 30 million years. Beyond it
	// seconds come from damaged files only, and additions could overflow.
	clockLimit = 1 << 50
)

// findOffset asks the zone for the offset at t and for how long it holds.
func (c *clock) findOffset(t int64) {
	c.bounded, c.offset, c.from, c.until = true, 0, minInt64, maxInt64
	if c.loc == nil {
		return
	}
	switch {
	case t < -clockLimit:
		c.until = -clockLimit
	case t >= clockLimit:
		c.from = clockLimit
	default:
		c.from, c.until = -clockLimit, clockLimit
		when := time.Unix(t, 0).In(c.loc)
		_, offset := when.Zone()
		c.offset = int64(offset)
		start, end := when.ZoneBounds()
		if !start.IsZero() {
			c.from = max(c.from, start.Unix())
		}
		if !end.IsZero() {
			c.until = min(c.until, end.Unix())
		}
		// A zone with odd data may give bounds around another time: then they hold for this second only.
		if t < c.from || t >= c.until {
			c.from, c.until = t, t+1
		}
	}
}

// floorDays splits local seconds into days since 1970 and seconds of the day, also before 1970.
func floorDays(t int64) (day, second int64) {
	day, second = t/secondsPerDay, t%secondsPerDay
	if second < 0 {
		day, second = day-1, second+secondsPerDay
	}
	return
}

// appendTime appends HH:MM:SS of the time t in seconds since 1970 UTC.
func (c *clock) appendTime(out []byte, t int64) []byte {
	out, b := room(out, 8)
	c.putTime(b, t)
	return out[:len(out)+8]
}

// putTime writes what appendTime appends. It is worked out once per second.
func (c *clock) putTime(b []byte, t int64) {
	if t != c.sec || c.text[0] == 0 {
		c.newSecond(t)
	}
	copy(b[:8], c.text[:])
}

func (c *clock) newSecond(t int64) {
	_, second := floorDays(c.local(t))
	s := uint32(second)
	h, m := s/3600, s/60%60
	s %= 60
	c.sec = t
	c.text = [8]byte{'0' + byte(h/10), '0' + byte(h%10), ':', '0' + byte(m/10), '0' + byte(m%10), ':',
		'0' + byte(s/10), '0' + byte(s%10)}
}

// appendDate appends YYYY-MM-DD of the time t in seconds since 1970 UTC; years have four digits or more, and a minus
// sign before year 0.
func (c *clock) appendDate(out []byte, t int64) []byte {
	day, _ := floorDays(c.local(t))
	if day != c.day || c.dateLen == 0 {
		year, month, dom := civilDate(day)
		b := appendYear(c.date[:0], year)
		b = append(b, '-', '0'+byte(month/10), '0'+byte(month%10), '-', '0'+byte(dom/10), '0'+byte(dom%10))
		c.day, c.dateLen = day, len(b)
	}
	return append(out, c.date[:c.dateLen]...)
}

// appendYear appends a year with at least four digits.
func appendYear(out []byte, year int64) []byte {
	if year < 0 {
		out = append(out, '-')
		year = -year
	}
	unit := int64(1000)
	for year/unit >= 10 {
		unit *= 10
	}
	for ; unit > 0; unit /= 10 {
		out = append(out, '0'+byte(year/unit%10))
	}
	return out
}

// civilDate turns days since 1970-01-01 into a date of the Gregorian calendar. Years are counted from March here, so
// that the leap day is the last one; 146097 days are 400 years.
func civilDate(day int64) (year int64, month, dom int) {
	day += 719468 // since 0000-03-01
	era := day / 146097
	if day < 0 {
		era = (day - 146096) / 146097
	}
	d := day - era*146097                        // 0..146096
	y := (d - d/1460 + d/36524 - d/146096) / 365 // 0..399
	yday := d - (365*y + y/4 - y/100)            // 0..365, from March 1
	m := (5*yday + 2) / 153                      // 0 is March
	year, month, dom = y+era*400, int(m)+3, int(yday-(153*m+2)/5)+1
	if month > 12 {
		month -= 12
		year++
	}
	return
}
