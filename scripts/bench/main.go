// Bench compares the program with an installed tcpdump, and copying with cp: both on the same savefiles, in turns,
// the median of several runs. It writes a table to standard output and to BENCH.md.
//
//	bench [-ours FILE] [-theirs FILE] [-dir DIR] [-runs N] [-packets N] [-only REGEXP] [-o FILE]
//	bench live ...              captures, see live_linux.go
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"
)

// job is one line of the table: what both are to do. FILE is the savefile's name.
type job struct {
	name   string
	file   string
	ours   string
	theirs string // the same words unless given; "cp" is that program
	few    bool   // theirs at its best: TZ=UTC0
	goal   string
	times  float64 // how many times as fast we want to be
	text   bool    // what both print is compared
}

const longFilter = "(tcp port 443 or udp port 53) and not host 10.9.9.9 and (net 10.0.0.0/8 or net 192.168.0.0/16)"

var jobs = []job{
	{name: "`-n -r`", file: "many", ours: "-n -r FILE", times: 40, text: true},
	{name: "`-n -r`", file: "few", few: true, ours: "-n -r FILE", times: 6, text: true},
	{name: "`-n -e -v -r`", file: "many", ours: "-n -e -v -r FILE", times: 30, text: true},
	{name: "`-n -e -v -r`", file: "few", few: true, ours: "-n -e -v -r FILE", times: 5, text: true},
	{name: "`--classic -n -r`", file: "many", ours: "--classic -n -r FILE", theirs: "-n -r FILE", times: 30},
	{name: "`--classic -n -r`", file: "few", few: true, ours: "--classic -n -r FILE", theirs: "-n -r FILE", times: 5},
	{name: "`-n -X -r`", file: "many", ours: "-n -X -r FILE", times: 20, text: true},
	{name: "`-n -X -r`", file: "few", few: true, ours: "-n -X -r FILE", times: 12, text: true},
	{name: "`-w /dev/null 'tcp port 443'`", file: "many", ours: "-r FILE -w /dev/null|tcp port 443", times: 2},
	{name: "`-w /dev/null 'tcp port 443'`", file: "few", few: true, ours: "-r FILE -w /dev/null|tcp port 443", times: 2},
	{name: "`-w /dev/null 'tcp[13] & 7 != 0'`", file: "few", few: true, ours: "-r FILE -w /dev/null|tcp[13] & 7 != 0", times: 2},
	{name: "`-w /dev/null 'vlan or ip6 or portrange 1-1023'`", file: "few", few: true,
		ours: "-r FILE -w /dev/null|vlan or ip6 or portrange 1-1023", times: 2},
	{name: "`-w /dev/null`, ports, host and two nets", file: "few", few: true, ours: "-r FILE -w /dev/null|" + longFilter, times: 2},
	{name: "`-r f -w g` against `cp`", file: "many", ours: "-r FILE -w COPY", theirs: "cp", times: 1 / 1.2},
	{name: "SYN flood, `-n -r`", file: "flood", ours: "-n -r FILE", times: 40, text: true},
	{name: "`--version`", ours: "--version", times: 1},
}

// bench is one run of all.
type bench struct {
	ours, theirs string
	dir          string
	runs         int
	packets      int
}

// result is what was measured of a job.
type result struct {
	job
	ours, theirs       cost
	ourPeak, theirPeak int // KB
	differ             int // lines of text
}

// cost is what a run takes: by the clock, and of the processor, which says more on a busy machine.
type cost struct{ wall, cpu time.Duration }

func main() {
	if len(os.Args) > 1 && os.Args[1] == "live" {
		if err := liveMain(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	b := &bench{}
	flag.StringVar(&b.ours, "ours", "./tcpdump", "the program")
	flag.StringVar(&b.theirs, "theirs", "tcpdump", "what it is compared with")
	flag.StringVar(&b.dir, "dir", filepath.Join(os.TempDir(), "tcpdump-bench"), "where the savefiles are, or are made")
	flag.IntVar(&b.runs, "runs", 5, "runs of each, of which the median counts")
	flag.IntVar(&b.packets, "packets", 1000000, "packets of a savefile")
	only := flag.String("only", "", "jobs whose name and savefile match")
	report := flag.String("o", "", "file to write the table to")
	generate := flag.String("generate", "", "make one savefile and end")
	flag.Parse()
	var err error
	if *generate != "" {
		err = b.generate(*generate)
	} else {
		err = b.all(regexp.MustCompile(*only), *report)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) generate(name string) error {
	for _, k := range trafficKinds {
		if k.name == name {
			return writeTraffic(b.file(name), k, b.packets)
		}
	}
	return fmt.Errorf("no such savefile: %s", name)
}

func (b *bench) file(name string) string {
	return filepath.Join(b.dir, fmt.Sprintf("%s-%d.pcap", name, b.packets))
}

// prepare makes the savefiles that are not there, each in a process of its own: memory counts from there.
func (b *bench) prepare() error {
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	for _, k := range trafficKinds {
		if _, err := os.Stat(b.file(k.name)); err == nil {
			continue
		}
		fmt.Fprintln(os.Stderr, "making", b.file(k.name))
		c := exec.Command(os.Args[0], "-generate", k.name, "-dir", b.dir, "-packets", fmt.Sprint(b.packets))
		c.Stderr = os.Stderr
		if err := c.Run(); err != nil {
			os.Remove(b.file(k.name))
			return err
		}
	}
	return nil
}

func (b *bench) all(only *regexp.Regexp, report string) error {
	if err := b.prepare(); err != nil {
		return err
	}
	installed := true
	if _, err := exec.LookPath(b.theirs); err != nil {
		fmt.Fprintln(os.Stderr, "bench: no tcpdump is installed to compare with")
		installed = false
	}
	var out bytes.Buffer
	row := func(s string) {
		fmt.Print(s)
		out.WriteString(s)
	}
	row("| work | capture | ours, s | theirs, s | times as fast | goal | of processor time | ours, packets/s | peak MB, ours | theirs | " +
		"lines that differ |\n")
	row("|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, j := range jobs {
		if !only.MatchString(j.name + " " + j.file) {
			continue
		}
		r, err := b.measure(j, installed)
		if err != nil {
			return err
		}
		row(b.row(r))
	}
	if only.MatchString("growth") {
		if err := b.growth(row); err != nil {
			return err
		}
	}
	if report == "" {
		return nil
	}
	text := append([]byte(b.preface()), out.Bytes()...)
	old, _ := os.ReadFile(report)
	if i := bytes.Index(old, []byte("\n"+liveHeadline)); i >= 0 { // measured by itself
		text = append(text, old[i:]...)
	}
	return os.WriteFile(report, text, 0o644)
}

// liveHeadline begins the part of the report that measuring live captures writes, its last one.
const liveHeadline = "# Live captures\n"

func (b *bench) row(r result) string {
	capture := map[string]string{"few": "60 flows, TZ=UTC0", "many": "7861 hosts, as it comes", "flood": "300,000 sources"}[r.file]
	rate := "-"
	if r.file != "" {
		rate = fmt.Sprintf("%.2f M", float64(b.packets)/r.ours.wall.Seconds()/1e6)
	}
	ratio, cpu, theirs, peak, differ := "-", "-", "-", "-", "-"
	if r.theirs.wall > 0 {
		ratio = fmt.Sprintf("%.2f", r.theirs.wall.Seconds()/r.ours.wall.Seconds())
		cpu = fmt.Sprintf("%.2f", r.theirs.cpu.Seconds()/r.ours.cpu.Seconds())
		theirs = fmt.Sprintf("%.4g", r.theirs.wall.Seconds())
		peak = fmt.Sprintf("%.1f", float64(r.theirPeak)/1024)
		if r.text {
			differ = fmt.Sprint(r.differ)
		}
	}
	return fmt.Sprintf("| %s | %s | %.4g | %s | %s | %.3g | %s | %s | %.1f | %s | %s |\n", r.name, capture,
		r.ours.wall.Seconds(), theirs, ratio, r.times, cpu, rate, float64(r.ourPeak)/1024, peak, differ)
}

// command is the command line of a job.
func (b *bench) command(words, program string, few bool) *exec.Cmd {
	words = strings.ReplaceAll(words, "COPY", filepath.Join(b.dir, "copy.pcap"))
	words, filter, filtered := strings.Cut(words, "|")
	c := exec.Command(program, strings.Fields(words)...)
	if filtered {
		c.Args = append(c.Args, filter)
	}
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "TZ=") {
			c.Env = append(c.Env, e)
		}
	}
	if few {
		c.Env = append(c.Env, "TZ=UTC0")
	}
	return c
}

func (b *bench) both(j job) (ours, theirs *exec.Cmd) {
	file := b.file(j.file)
	ours = b.command(strings.ReplaceAll(j.ours, "FILE", file), b.ours, j.few)
	switch j.theirs {
	case "cp":
		theirs = b.command(file+" "+filepath.Join(b.dir, "copy.pcap"), "cp", false)
	case "":
		theirs = b.command(strings.ReplaceAll(j.ours, "FILE", file), b.theirs, j.few)
	default:
		theirs = b.command(strings.ReplaceAll(j.theirs, "FILE", file), b.theirs, j.few)
	}
	return
}

// measure runs both in turns.
func (b *bench) measure(j job, installed bool) (result, error) {
	r := result{job: j}
	defer os.Remove(filepath.Join(b.dir, "copy.pcap"))
	compare := installed || j.theirs == "cp"
	runs, repeat := b.runs, 1
	if j.file == "" {
		repeat = 20 // too short to be measured once
	}
	var mine, other []cost
	for i := 0; i < runs; i++ {
		c1, c2 := b.both(j)
		d, err := timed(c1, repeat)
		if err != nil {
			return r, err
		}
		mine = append(mine, d)
		if !compare {
			continue
		}
		os.Remove(filepath.Join(b.dir, "copy.pcap"))
		if d, err = timed(c2, repeat); err != nil {
			return r, err
		}
		other = append(other, d)
		os.Remove(filepath.Join(b.dir, "copy.pcap"))
		switch {
		case d.wall > 50*time.Second:
			runs = 1
		case d.wall > 10*time.Second && runs > 3:
			runs = 3
		}
	}
	r.ours, r.theirs = median(mine), median(other)
	c1, c2 := b.both(j)
	r.ourPeak = peak(c1)
	if compare && j.text {
		c1, other := b.both(j)
		r.differ, r.theirPeak = differences(c1, other)
	} else if compare {
		r.theirPeak = peak(c2)
	}
	return r, nil
}

// median takes the middle of either time by itself.
func median(runs []cost) cost {
	if len(runs) == 0 {
		return cost{}
	}
	var wall, cpu []time.Duration
	for _, r := range runs {
		wall, cpu = append(wall, r.wall), append(cpu, r.cpu)
	}
	slices.Sort(wall)
	slices.Sort(cpu)
	return cost{wall[len(wall)/2], cpu[len(cpu)/2]}
}

func timed(c *exec.Cmd, repeat int) (cost, error) {
	begin := time.Now()
	cpu := time.Duration(0)
	for range repeat {
		again := exec.Command(c.Path, c.Args[1:]...)
		again.Env = c.Env
		if err := again.Run(); err != nil {
			return cost{}, fmt.Errorf("%s: %w", strings.Join(c.Args, " "), err)
		}
		cpu += again.ProcessState.UserTime() + again.ProcessState.SystemTime()
	}
	n := time.Duration(repeat)
	return cost{time.Since(begin) / n, cpu / n}, nil
}

// peak runs a command and returns the most memory that was resident, in KB: what the system says of it shortly before
// its end. (What wait4(2) says includes the memory of this program.)
func peak(c *exec.Cmd) (most int) {
	if c.Start() != nil {
		return 0
	}
	end := make(chan struct{})
	go func() {
		c.Wait()
		close(end)
	}()
	return peakUntil(end, c.Process.Pid)
}

func peakUntil(end <-chan struct{}, pid int) (most int) {
	for {
		select {
		case <-end:
			return most
		case <-time.After(500 * time.Microsecond):
		}
		most = max(most, peakOf(pid))
	}
}

// peakOf is the most memory that was resident of a process so far, in KB.
func peakOf(pid int) (most int) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if i := bytes.Index(text, []byte("VmHWM:")); i >= 0 {
		fmt.Sscan(string(text[i+6:]), &most)
	}
	return most
}

// differences counts the lines that are not the same, and returns the most memory of b besides.
func differences(a, b *exec.Cmd) (n, mostOfB int) {
	one, _ := a.StdoutPipe()
	two, _ := b.StdoutPipe()
	if a.Start() != nil || b.Start() != nil {
		return -1, 0
	}
	end, most := make(chan struct{}), make(chan int)
	go func() { most <- peakUntil(end, b.Process.Pid) }()
	x, y := &lines{r: one}, &lines{r: two}
	for {
		l, m := x.at(0), y.at(0)
		if l == nil && m == nil {
			break
		}
		skipX, skipY := 1, 1
		if !bytes.Equal(l, m) {
			skipX, skipY = meet(x, y)
			n += max(skipX, skipY)
		}
		x.skip(skipX)
		y.skip(skipY)
	}
	close(end)
	a.Wait()
	b.Wait()
	return n, <-most
}

// meet finds the next lines that are the same, one of both may have more lines in between; or else gives up the first.
func meet(x, y *lines) (skipX, skipY int) {
	const far = 8
	for sum := 1; sum < 2*far; sum++ {
		for i := max(0, sum-far); i <= min(sum, far); i++ {
			if l := x.at(i); l != nil && bytes.Equal(l, y.at(sum-i)) {
				return i, sum - i
			}
		}
	}
	return 1, 1
}

// lines reads lines and looks ahead.
type lines struct {
	r     io.Reader
	buf   []byte
	ahead [][]byte
	end   bool
}

// at is the line that so many others precede, nil behind the end.
func (l *lines) at(n int) []byte {
	for len(l.ahead) <= n {
		line, more := l.next()
		if !more {
			return nil
		}
		l.ahead = append(l.ahead, line)
	}
	return l.ahead[n]
}

func (l *lines) skip(n int) { l.ahead = l.ahead[min(n, len(l.ahead)):] }

func (l *lines) next() ([]byte, bool) {
	for {
		if i := bytes.IndexByte(l.buf, '\n'); i >= 0 {
			line := l.buf[: i+1 : i+1] // not nil, even if it is empty
			l.buf = l.buf[i+1:]
			return line, true
		}
		if l.end {
			return nil, false
		}
		more := make([]byte, len(l.buf), len(l.buf)+1<<16)
		copy(more, l.buf)
		n, err := l.r.Read(more[len(more):cap(more)])
		l.buf, l.end = more[:len(more)+n], err != nil
	}
}

// preface says what the table was measured with.
func (b *bench) preface() string {
	text := "# Benchmark\n\nWritten by `make bench`: the same savefiles (made from a seed), ours and the installed tcpdump in turns, median of " +
		fmt.Sprint(b.runs) + " runs\n(3 where one takes more than 10 s, 1 where it takes more than 50), standard output to /dev/null. Times are by the clock; \"of processor time\" is the\n" +
		"ratio of user and system time together, which other work on the machine disturbs less. A tcpdump looks at /etc/localtime for every " +
		"packet unless TZ is\nset, and searches many hosts slowly: \"as it comes\" is how it is used, \"TZ=UTC0\" with few flows is at its best.\n\n"
	line := func(what, value string) { text += "- " + what + ": " + strings.TrimSpace(value) + "\n" }
	line("processor", field("/proc/cpuinfo", "model name")+", "+fmt.Sprint(runtime.NumCPU())+" cores")
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	line("kernel", string(kernel))
	line("load before", firstWord("/proc/loadavg"))
	line("ours", version(b.ours))
	line("theirs", version(b.theirs))
	line("compiler", runtime.Version())
	return text + "\n"
}

func firstWord(file string) string {
	text, _ := os.ReadFile(file)
	word, _, _ := strings.Cut(string(text), " ")
	return word
}

func field(file, name string) string {
	text, _ := os.ReadFile(file)
	for _, l := range strings.Split(string(text), "\n") {
		if key, value, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

func version(program string) string {
	out, _ := exec.Command(program, "--version").CombinedOutput()
	l := strings.Split(strings.TrimSpace(string(out)), "\n")
	return strings.Join(l[:min(len(l), 2)], ", ")
}
