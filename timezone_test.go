package main

import (
	"math/rand"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// zoneOf returns the zone for a TZ value where no zone files are.
func zoneOf(t *testing.T, tz string) *time.Location {
	return zoneFrom(tz, true, t.TempDir(), nil)
}

func TestZoneRules(t *testing.T) {
	for _, c := range []struct {
		tz     string
		sec    int64
		offset int
	}{
		{"", 0, 0}, {"UTC", 0, 0}, {"UTC0", 0, 0}, {"GMT0", 1e9, 0}, {":", 0, 0}, {":UTC0", 0, 0},
		{"CET-1CEST,M3.5.0,M10.5.0/3", 1700000000, 3600}, // November 2023
		{"CET-1CEST,M3.5.0,M10.5.0/3", 1690000000, 7200}, // July 2023
		{":CET-1CEST,M3.5.0,M10.5.0/3", 1690000000, 7200},
		{"CET-1CEST,M3.5.0,M10.5.0/3", 4300000000, 7200}, // April 2106, more than 32 bits
		{"EST5EDT,M3.2.0,M11.1.0", 1690000000, -4 * 3600},
		{"EST5EDT", 1690000000, -4 * 3600}, // default rules
		{"<+03>-3", 0, 3 * 3600}, {"<-0330>3:30", 0, -(3*3600 + 1800)}, {"ABC-5:45:30", 0, 5*3600 + 45*60 + 30},
		{"NZST-12NZDT,M9.5.0,M4.1.0/3", 1704067200, 13 * 3600}, // the south: January is summer
		{"XXX3YYY,J60/0,J300", 1686000000, -2 * 3600},
		{"XXX3YYY,59,299", 1686000000, -2 * 3600},
		// Not understood: UTC.
		{"X5", 0, 0}, {"CET-1CEST,nonsense", 1690000000, 0}, {"CET-1CEST,M3.5.0", 1690000000, 0},
		{"CET-1CEST,M3.5.0,M10.5.0/3,", 1690000000, 0}, {"CET-999", 0, 0}, {"<+03-3", 0, 0}, {"CET", 0, 0},
		{"CET-1\nXXX", 0, 0}, {"CET-1\x00", 0, 0}, {"Europe/Berlin", 1690000000, 0}, {"../../etc/passwd", 0, 0},
		{"/dev/zero", 0, 0}, {"?-1", 0, 0},
	} {
		when := time.Unix(c.sec, 0).In(zoneOf(t, c.tz))
		if _, offset := when.Zone(); offset != c.offset {
			t.Errorf("TZ=%q at %d: offset %d, want %d", c.tz, c.sec, offset, c.offset)
		}
	}
}

func TestZoneFiles(t *testing.T) {
	rule := zoneOf(t, "CET-1CEST,M3.5.0,M10.5.0/3")
	data := append(appendZoneBlock(appendZoneBlock(nil)), "\n<+05>-5\n"...)
	etc, zones := t.TempDir(), t.TempDir()
	offset := func(loc *time.Location) int {
		_, o := time.Unix(1690000000, 0).In(loc).Zone()
		return o
	}
	if offset(rule) != 7200 {
		t.Error("rule")
	}
	if got := zoneFrom("", false, etc, nil); got != time.UTC {
		t.Error("neither TZ nor files:", got)
	}
	write := func(path string, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(etc, "TZ"), []byte("<+04>-4\n"))
	if got := offset(zoneFrom("", false, etc, nil)); got != 4*3600 {
		t.Error("TZ file:", got)
	}
	write(filepath.Join(etc, "localtime"), data)
	if got := offset(zoneFrom("", false, etc, nil)); got != 5*3600 {
		t.Error("localtime:", got)
	}
	if got := offset(zoneFrom("", true, etc, nil)); got != 0 {
		t.Error("empty TZ:", got)
	}
	write(filepath.Join(zones, "Here"), data)
	write(filepath.Join(zones, "EST5EDT"), data)
	write(filepath.Join(zones, "Broken"), data[:50])
	dirs := []string{"", filepath.Join(zones, "none"), zones}
	for tz, want := range map[string]int{
		"Here": 5 * 3600, ":Here": 5 * 3600, zones + "/Here": 5 * 3600, "EST5EDT": 5 * 3600, "Broken": 0, "Nowhere": 0,
		"../" + filepath.Base(zones) + "/Here": 0, ".": 0, "/": 0, "Here\x00": 0,
	} {
		if got := offset(zoneFrom(tz, true, etc, dirs)); got != want {
			t.Errorf("TZ=%q: %d, want %d", tz, got, want)
		}
	}
	write(filepath.Join(etc, "localtime"), []byte("garbage"))
	if got := offset(zoneFrom("", false, etc, nil)); got != 4*3600 {
		t.Error("broken localtime:", got)
	}
}

func TestClockAgainstTime(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for _, tz := range []string{"UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "<-0930>9:30", "NZST-12NZDT,M9.5.0,M4.1.0/3", "LMT-0:53:28"} {
		loc := zoneOf(t, tz)
		c := newClock(loc)
		check := func(sec int64) {
			t.Helper()
			want := time.Unix(sec, 0).In(loc)
			if got := string(c.appendTime(nil, sec)); got != want.Format("15:04:05") {
				t.Fatalf("TZ=%s %d: %s, want %s", tz, sec, got, want.Format("15:04:05"))
			}
			if got := string(c.appendDate(nil, sec)); got != want.Format("2006-01-02") {
				t.Fatalf("TZ=%s %d: %s, want %s", tz, sec, got, want.Format("2006-01-02"))
			}
		}
		for range 20000 {
			check(r.Int63n(250000000000) - 60000000000) // years 69 to 7990
			check(r.Int63n(1 << 33))
		}
		// Over both changes of 2023 of each rule, second by second and back.
		for _, around := range []int64{1679792400, 1698541200, 1680350400, 1695477600} {
			for d := int64(-7300); d <= 7300; d += 1 + r.Int63n(30) {
				check(around + d)
				check(around - d)
			}
		}
	}
}

func TestClockEdges(t *testing.T) {
	for _, c := range []struct {
		tz   string
		sec  int64
		want string
	}{
		{"UTC0", 0, "1970-01-01 00:00:00"},
		{"UTC0", -1, "1969-12-31 23:59:59"},
		{"UTC0", 1<<31 - 1, "2038-01-19 03:14:07"},
		{"UTC0", 1 << 31, "2038-01-19 03:14:08"},
		{"UTC0", 1<<32 - 1, "2106-02-07 06:28:15"},
		{"UTC0", 1 << 32, "2106-02-07 06:28:16"},
		{"UTC0", 253402300799, "9999-12-31 23:59:59"},
		{"UTC0", 253402300800, "10000-01-01 00:00:00"},
		{"UTC0", -62135596800, "0001-01-01 00:00:00"},
		{"UTC0", -62167219201, "-0001-12-31 23:59:59"},
		{"<+01>-1", 1<<63 - 1, "292277026596-12-04 15:30:07"},
		{"<+01>-1", -1 << 63, "-292277022657-01-27 08:29:52"},
		{"CET-1CEST,M3.5.0,M10.5.0/3", 1698541199, "2023-10-29 02:59:59"},
		{"CET-1CEST,M3.5.0,M10.5.0/3", 1698541200, "2023-10-29 02:00:00"},
	} {
		clk := newClock(zoneOf(t, c.tz))
		if got := string(clk.appendDate(nil, c.sec)) + " " + string(clk.appendTime(nil, c.sec)); got != c.want {
			t.Errorf("%s %d: %s, want %s", c.tz, c.sec, got, c.want)
		}
	}
	var zero clock
	if got := string(zero.appendTime(nil, 0)) + string(zero.appendDate(nil, 0)); got != "00:00:001970-01-01" {
		t.Error("zero clock:", got)
	}
}

func BenchmarkClock(b *testing.B) {
	c := newClock(zoneFromRule("CET-1CEST,M3.5.0,M10.5.0/3"))
	out := make([]byte, 0, 64)
	b.ReportAllocs()
	for i := range b.N {
		out = c.appendTime(out[:0], 1700000000+int64(i>>4))
	}
}
