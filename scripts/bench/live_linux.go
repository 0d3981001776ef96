// Live captures beside an installed tcpdump: what each loses under load, how often it wakes up when nothing happens, how
// soon a packet is seen. The sender is a process in another network namespace; see send_linux.go.
//
//	bench live [-ours FILE] [-theirs FILE] [-dir DIR] [-runs N] [-only REGEXP] [-o FILE]
//
// The table replaces the part of FILE that it wrote before, or is put behind what is there.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// load is one line of the table of losses.
type load struct {
	name  string
	order string // for the sender
	args  string // of both; OUT is a file
	text  bool   // standard output goes to OUT
	xdp   bool   // the interface takes XDP frames
	goal  string
}

var loads = []load{
	{name: "300,000/s mix, 10 s, `-w file`", order: "mix 300000 10", args: "-n -w OUT", goal: "0"},
	{name: "400,000/s mix, 10 s, `-w file`", order: "mix 400000 10", args: "-n -w OUT", goal: "0"},
	{name: "400,000/s mix, 10 s, `-n > file`", order: "mix 400000 10", args: "-n", text: true, goal: "0"},
	{name: "400,000/s mix, 10 s, `--immediate-mode -n > file`", order: "mix 400000 10", args: "--immediate-mode -n", text: true},
	{name: "600,000/s, one flow, 10 s, `--immediate-mode -w file`", order: "flow 610000 10 480", args: "--immediate-mode -w OUT", xdp: true},
	{name: "1,000,000/s, one flow, 10 s, `--immediate-mode -w file`", order: "flow 1020000 10 128", args: "--immediate-mode -w OUT", xdp: true},
	{name: "1,500,000/s, one flow, 10 s, `-B 8192 -w file`", order: "flow 1580000 10 128", args: "-n -B 8192 -w OUT", xdp: true, goal: "0"},
	{name: "1,500,000/s, one flow, 10 s, `-B 8192 -n > file`", order: "flow 1580000 10 128", args: "-n -B 8192", text: true, xdp: true, goal: "0"},
	{name: "1,000,000/s, random addresses and ports, 10 s, `-n > /dev/null`", order: "random 1080000 10 128", args: "-n",
		xdp: true, goal: "memory flat"},
}

// liveBench is one run of all.
type liveBench struct {
	ours, theirs string
	dir          string
	runs         int
	fifo         bool
	sender       *exec.Cmd
	orders       io.Writer
	answers      *bufio.Scanner
}

func liveMain(args []string) error {
	b := &liveBench{}
	flags := flag.NewFlagSet("bench live", flag.ExitOnError)
	flags.StringVar(&b.ours, "ours", "./tcpdump", "the program")
	flags.StringVar(&b.theirs, "theirs", "tcpdump", "what it is compared with")
	flags.StringVar(&b.dir, "dir", filepath.Join(os.TempDir(), "tcpdump-bench"), "where captures are written, and savefiles are made")
	flags.IntVar(&b.runs, "runs", 3, "runs of each; the one that lost least counts")
	flags.BoolVar(&b.fifo, "fifo", false, "run sender and captures before all other programs, as if there were none (chrt -f)")
	only := flags.String("only", "", "measurements whose name matches")
	report := flags.String("o", "", "file to put the table into")
	asSender := flags.String("sender", "", "be the sender, for a capture in the namespace of this thread, with the packets of FILE")
	flags.Parse(args)
	if *asSender != "" {
		return runSender(*asSender, flags.Arg(0))
	}
	if os.Geteuid() != 0 {
		return errors.New("live captures need root")
	}
	var err error
	for _, program := range []*string{&b.ours, &b.theirs} {
		if *program, err = exec.LookPath(*program); err == nil {
			*program, err = filepath.Abs(*program)
		}
		if err != nil {
			return err
		}
	}
	if err := b.setUp(); err != nil {
		return err
	}
	defer b.sender.Process.Kill()
	var out bytes.Buffer
	if err := b.all(regexp.MustCompile(*only), io.MultiWriter(os.Stdout, &out)); err != nil {
		return err
	}
	if *report == "" {
		return nil
	}
	return replacePart(*report, liveHeadline, out.Bytes())
}

// replacePart writes a part of a file that begins with a headline and reaches to the file's end.
func replacePart(file, headline string, text []byte) error {
	old, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	if i := bytes.Index(old, []byte(headline)); i >= 0 {
		old = old[:i]
	} else if len(old) > 0 {
		old = append(old, '\n')
	}
	return os.WriteFile(file, append(append(old, headline...), text...), 0o644)
}

// setUp moves this thread, and with it what it starts, into a namespace with one end of a veth pair; the sender has the
// other.
func (b *liveBench) setUp() error {
	files := &bench{dir: b.dir, packets: 1000000}
	if _, err := os.Stat(files.file("few")); err != nil {
		if err := os.MkdirAll(b.dir, 0o755); err != nil {
			return err
		}
		if err := files.generate("few"); err != nil {
			return err
		}
	}
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("no network namespace: %w", err)
	}
	// The sender makes the pair, and gives us one end.
	self, err := os.Executable()
	if err != nil {
		return err
	}
	b.sender = b.command(self, "live", "-sender", fmt.Sprint(unix.Gettid()), files.file("few"))
	b.sender.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWNET, Pdeathsig: unix.SIGKILL}
	b.sender.Stderr = os.Stderr
	b.sender.Env = append(os.Environ(), "GODEBUG=asyncpreemptoff=1") // the runtime's signals end a run over live frames
	orders, err := b.sender.StdinPipe()
	if err != nil {
		return err
	}
	answers, err := b.sender.StdoutPipe()
	if err != nil {
		return err
	}
	if err := b.sender.Start(); err != nil {
		return err
	}
	b.orders, b.answers = orders, bufio.NewScanner(answers)
	if !b.answers.Scan() {
		return errors.New("the sender did not start")
	}
	os.WriteFile("/proc/sys/net/ipv6/conf/v0/disable_ipv6", []byte("1"), 0)
	return ip("link set v0 up")
}

func ip(line string) error {
	out, err := exec.Command("ip", strings.Fields(line)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("ip %s: %w: %s", line, err, out)
	}
	return nil
}

// command runs a program, before all others if that is wanted. It keeps its process number.
func (b *liveBench) command(program string, args ...string) *exec.Cmd {
	if b.fifo {
		return exec.Command("chrt", append([]string{"-f", "1", program}, args...)...)
	}
	return exec.Command(program, args...)
}

// order tells the sender what to do and returns how many packets it has sent, and how long that took.
func (b *liveBench) order(words string) (n int, took time.Duration, err error) {
	fmt.Fprintln(b.orders, words)
	if !b.answers.Scan() {
		return 0, 0, errors.New("the sender has ended")
	}
	_, err = fmt.Sscan(b.answers.Text(), &n, &took)
	return n, took, err
}

// capture is a running program.
type capture struct {
	cmd      *exec.Cmd
	messages bytes.Buffer
	ended    chan error
}

// start starts a program and waits until it listens.
func (b *liveBench) startCapture(program, args string, out io.Writer) (*capture, error) {
	c := &capture{cmd: b.command(program, append([]string{"-i", "v0"}, strings.Fields(args)...)...), ended: make(chan error, 1)}
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: unix.SIGKILL}
	c.cmd.Env = append(os.Environ(), "TZ=UTC0")
	c.cmd.Stdout = out
	messages, err := c.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	listens := make(chan bool, 1)
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := messages.Read(buf)
			c.messages.Write(buf[:n])
			if bytes.Contains(c.messages.Bytes(), []byte("listening on")) {
				select {
				case listens <- true:
				default:
				}
			}
			if err != nil {
				c.ended <- c.cmd.Wait()
				return
			}
		}
	}()
	select {
	case <-listens:
		time.Sleep(200 * time.Millisecond) // tcpdump says so before it is ready
		return c, nil
	case <-time.After(10 * time.Second):
		c.cmd.Process.Kill()
		return nil, fmt.Errorf("%s %s does not listen: %s", program, args, c.messages.String())
	}
}

// end interrupts the program, and returns what its statistics say.
func (c *capture) end() (captured, received, dropped int, err error) {
	c.cmd.Process.Signal(unix.SIGINT)
	select {
	case <-c.ended:
	case <-time.After(30 * time.Second):
		c.cmd.Process.Kill()
		return 0, 0, 0, errors.New("it does not end")
	}
	text := c.messages.String()
	for i, what := range []string{"captured", "received by filter", "dropped by kernel"} {
		n := regexp.MustCompile(`(\d+) packets? ` + what).FindStringSubmatch(text)
		if n == nil {
			return 0, 0, 0, fmt.Errorf("no statistics: %s", text)
		}
		fmt.Sscan(n[1], []*int{&captured, &received, &dropped}[i])
	}
	return captured, received, dropped, nil
}

func (b *liveBench) all(only *regexp.Regexp, w io.Writer) error {
	fmt.Fprint(w, b.preface())
	if err := b.losses(only, w); err != nil {
		return err
	}
	if only.MatchString("idle") {
		if err := b.idle(w); err != nil {
			return err
		}
	}
	if only.MatchString("latency") {
		return b.latencies(w)
	}
	return nil
}

func (b *liveBench) preface() string {
	files := &bench{}
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	return "\nWritten by `make bench-live`: a sender in another network namespace, a veth pair, ours and the installed tcpdump in turns\n" +
		"(TZ=UTC0); of " + fmt.Sprint(b.runs) + " runs the one that lost least. The default buffer is 2 MB unless -B says otherwise.\n\n" +
		"- processor: " + field("/proc/cpuinfo", "model name") + ", " + fmt.Sprint(runtime.NumCPU()) + " cores\n" +
		"- kernel: " + strings.TrimSpace(string(kernel)) + "\n- load before: " + files.loadBefore() +
		"\n- ours: " + version(b.ours) + "\n- theirs: " + version(b.theirs) + "\n\n"
}

func (*bench) loadBefore() string { return firstWord("/proc/loadavg") }

// outcome is what a run under load came to.
type outcome struct {
	sent, captured, received, dropped int
	rate                              float64 // per second
	cpu                               time.Duration
	first, last, most                 int // resident KB: after a tenth of the time, at the end, at most
}

func (o *outcome) String() string {
	if o.received == 0 {
		return "-"
	}
	return fmt.Sprintf("%d (%.1f %%)", o.dropped, 100*float64(o.dropped)/float64(o.received))
}

func (b *liveBench) losses(only *regexp.Regexp, w io.Writer) error {
	begun := false
	for _, l := range loads {
		if !only.MatchString(l.name) {
			continue
		}
		if !begun {
			begun = true
			fmt.Fprint(w, "| load | packets/s sent | received | dropped, ours | dropped, theirs | goal | CPU s, ours | theirs | "+
				"resident KB at 1/10, end, peak: ours | theirs |\n|---|---|---|---|---|---|---|---|---|---|\n")
		}
		var best [2]*outcome
		for range b.runs {
			for i, program := range []string{b.ours, b.theirs} {
				o, err := b.lose(&l, program)
				if err != nil {
					return fmt.Errorf("%s: %w", l.name, err)
				}
				if best[i] == nil || o.dropped < best[i].dropped {
					best[i] = o
				}
			}
		}
		goal := l.goal
		if goal == "" {
			goal = "-"
		}
		fmt.Fprintf(w, "| %s | %.0f | %.2f %% | %v | %v | %s | %.1f | %.1f | %d, %d, %d | %d, %d, %d |\n", l.name, best[0].rate, 100*float64(best[0].received)/float64(best[0].sent), best[0], best[1], goal,
			best[0].cpu.Seconds(), best[1].cpu.Seconds(), best[0].first, best[0].last, best[0].most,
			best[1].first, best[1].last, best[1].most)
	}
	fmt.Fprintln(w)
	return nil
}

// lose runs a program under load.
func (b *liveBench) lose(l *load, program string) (*outcome, error) {
	name := filepath.Join(b.dir, "live.out")
	defer os.Remove(name)
	var out io.Writer
	if l.text {
		f, err := os.Create(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		out = f
	}
	if l.xdp {
		index, err := interfaceIndex("v0")
		if err != nil {
			return nil, err
		}
		link, err := attachXDP(index)
		if err != nil {
			return nil, fmt.Errorf("XDP: %w", err)
		}
		defer unix.Close(link)
	}
	c, err := b.startCapture(program, strings.ReplaceAll(l.args, "OUT", name), out)
	if err != nil {
		return nil, err
	}
	done := make(chan bool)
	sizes := make(chan []int)
	go func() { sizes <- residents(c.cmd.Process.Pid, done) }()
	o := &outcome{}
	var took time.Duration
	o.sent, took, err = b.order(l.order)
	close(done)
	list := <-sizes
	if err != nil {
		c.cmd.Process.Kill()
		return nil, err
	}
	o.rate = float64(o.sent) / took.Seconds()
	if len(list) > 10 {
		o.first, o.last = list[len(list)/10], list[len(list)-1]
		for _, n := range list {
			o.most = max(o.most, n)
		}
	}
	time.Sleep(1200 * time.Millisecond) // tcpdump loses what the kernel still holds
	o.captured, o.received, o.dropped, err = c.end()
	if c.cmd.ProcessState != nil {
		o.cpu = c.cmd.ProcessState.UserTime() + c.cmd.ProcessState.SystemTime()
	}
	return o, err
}

func interfaceIndex(name string) (int, error) {
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	defer unix.Close(fd)
	request, err := unix.NewIfreq(name)
	if err == nil {
		err = unix.IoctlIfreq(fd, unix.SIOCGIFINDEX, request)
	}
	if err != nil {
		return 0, err
	}
	return int(request.Uint32()), nil
}

// residents notes the resident memory of a process, ten times a second.
func residents(pid int, done <-chan bool) (list []int) {
	for {
		select {
		case <-done:
			return list
		case <-time.After(100 * time.Millisecond):
		}
		if n := statusNumber(pid, "VmRSS:"); n > 0 {
			list = append(list, n)
		}
	}
}

// statusNumber reads a number of /proc/PID/status, or the sum over all threads of a process.
func statusNumber(pid int, what string) (sum int) {
	files := []string{fmt.Sprintf("/proc/%d/status", pid)}
	if strings.HasSuffix(what, "switches:") {
		files, _ = filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	}
	for _, name := range files {
		text, _ := os.ReadFile(name)
		for _, line := range strings.Split(string(text), "\n") {
			if rest, ok := strings.CutPrefix(line, what); ok {
				n := 0
				fmt.Sscan(rest, &n)
				sum += n
			}
		}
	}
	return sum
}

// idle counts wake-ups while nothing happens.
func (b *liveBench) idle(w io.Writer) error {
	fmt.Fprint(w, "| 10 s without a packet | wake-ups, ours | theirs |\n|---|---|---|\n")
	for _, args := range []string{"-n", "-n -l", "-n -w /dev/null"} {
		var n [2]int
		for i, program := range []string{b.ours, b.theirs} {
			c, err := b.startCapture(program, args, nil)
			if err != nil {
				return err
			}
			time.Sleep(time.Second)
			before := statusNumber(c.cmd.Process.Pid, "voluntary_ctxt_switches:")
			time.Sleep(10 * time.Second)
			n[i] = statusNumber(c.cmd.Process.Pid, "voluntary_ctxt_switches:") - before
			if _, _, _, err := c.end(); err != nil {
				return err
			}
		}
		fmt.Fprintf(w, "| `%s` | %d | %d |\n", args, n[0], n[1])
	}
	fmt.Fprintln(w)
	return nil
}

// latencies measures the time from a packet to its line: what the reader's clock says when it is there, less the time
// at the beginning of the line.
func (b *liveBench) latencies(w io.Writer) error {
	fmt.Fprint(w, "| from packet to line, ms | goal | median, ours | most | median, theirs | most |\n|---|---|---|---|---|---|\n")
	for _, j := range []struct {
		name, args string
		terminal   bool
		goal       int
	}{
		{"terminal", "-n -tt", true, 20},
		{"pipe, `-l`", "-n -tt -l", false, 20},
		{"pipe", "-n -tt", false, 100},
		{"pipe, `--immediate-mode -l`", "-n -tt -l --immediate-mode", false, 20},
	} {
		row := fmt.Sprintf("| %s | %d |", j.name, j.goal)
		for _, program := range []string{b.ours, b.theirs} {
			list, err := b.latency(program, j.args, j.terminal)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				row += " none seen | - |"
				continue
			}
			sort.Float64s(list)
			row += fmt.Sprintf(" %.1f | %.1f |", list[len(list)/2], list[len(list)-1])
		}
		fmt.Fprintln(w, row)
	}
	fmt.Fprintln(w)
	return nil
}

func (b *liveBench) latency(program, args string, terminal bool) (list []float64, err error) {
	var read, write *os.File
	if terminal {
		read, write, err = openTerminal()
	} else {
		read, write, err = os.Pipe()
	}
	if err != nil {
		return nil, err
	}
	defer read.Close()
	c, err := b.startCapture(program, args, write)
	if err != nil {
		return nil, err
	}
	write.Close()
	seen := make(chan []float64)
	go func() {
		var list []float64
		lines := bufio.NewScanner(read)
		for lines.Scan() {
			now := time.Now()
			var at float64
			if n, _ := fmt.Sscan(lines.Text(), &at); n == 1 && at > 1e9 {
				list = append(list, (float64(now.UnixNano())/1e9-at)*1000)
			}
		}
		seen <- list
	}()
	for i := range 100 {
		if _, _, err := b.order("one"); err != nil {
			return nil, err
		}
		time.Sleep(time.Duration(17+i%13) * time.Millisecond)
	}
	time.Sleep(300 * time.Millisecond)
	c.cmd.Process.Kill() // what it has not shown by now does not count
	<-c.ended
	read.SetReadDeadline(time.Now())
	read.Close()
	return <-seen, nil
}

// openTerminal makes a pseudo terminal: its master end, and the end for a program.
func openTerminal() (master, slave *os.File, err error) {
	master, err = os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		return nil, nil, err
	}
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	return master, slave, err
}
