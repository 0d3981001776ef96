// Init is the first process of a rescue image that holds nothing but tcpdump: it loads the modules of network cards,
// brings the interfaces up and starts captures. What it shall do stands in the image's file /init.conf, a name=value to
// the line, or on the kernel's command line, whose unknown words of that form the kernel hands to its first process as
// environment; they win:
//
//	capture=ARGUMENTS   starts tcpdump with these, split at blanks, when the interfaces are up; capture2 ... capture9
//	                    start more of them. Without any: tcpdump on all interfaces, text to the console.
//	address=A.B.C.D/N   an address for the first interface
//	send=A.B.C.D:PORT,COUNT sends that many datagrams there when the captures listen: for tests. send2 and send3 likewise.
//	memory=yes          before send3, says what is resident of each capture; /proc is mounted for that moment
//	show=FILE           writes the file to the console in base64 when all captures have ended
//	mounts=no           no /proc, /sys, /dev
//	shell=PROGRAM       runs that in the end, if the image has it
//	end=poweroff        switches the machine off when all captures have ended; else it goes on until it is switched off
package main

import (
	"encoding/base64"
	"errors"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	program    = "/bin/tcpdump"
	modules    = "/modules"
	listenTime = time.Minute // emulated machines are slow
)

func main() {
	say("init: starting")
	readConfig("/init.conf")
	if os.Getenv("mounts") != "no" {
		mountAll()
	}
	loadModules()
	names := interfacesUp(os.Getenv("address"))
	say("init: up: " + strings.Join(names, " "))
	captures := startCaptures()
	for _, c := range captures {
		c.awaitListening()
	}
	for _, what := range []string{"send", "send2", "memory", "send3"} {
		spec := os.Getenv(what)
		switch {
		case spec == "":
		case what == "memory":
			complain(what, showMemory(captures))
		default:
			complain(what, sendDatagrams(spec))
		}
	}
	for _, c := range captures {
		c.awaitEnd()
	}
	if name := os.Getenv("show"); name != "" {
		complain("show", show(name))
	}
	if shell := os.Getenv("shell"); shell != "" {
		complain(shell, runShell(shell))
	}
	say("init: done")
	if os.Getenv("end") == "poweroff" {
		unix.Sync()
		complain("poweroff", unix.Reboot(unix.LINUX_REBOOT_CMD_POWER_OFF))
	}
	reapForever()
}

func say(s string) { os.Stdout.WriteString(s + "\n") }

func readConfig(path string) {
	b, _ := os.ReadFile(path)
	for line := range strings.Lines(string(b)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if _, set := os.LookupEnv(name); ok && !set {
			complain(name, os.Setenv(name, value))
		}
	}
}

func complain(what string, err error) {
	if err != nil {
		say("init: " + what + ": " + err.Error())
	}
}

func mountAll() {
	for _, m := range [...][2]string{{"proc", "/proc"}, {"sysfs", "/sys"}, {"devtmpfs", "/dev"}} {
		complain(m[1], unix.Mount(m[0], m[1], m[0], 0, ""))
	}
}

// loadModules loads every module of the image. One needs another: those that fail are tried again as long as that helps.
func loadModules() {
	files, _ := filepath.Glob(modules + "/*.ko")
	for len(files) > 0 {
		var failed []string
		var reason error
		for _, name := range files {
			if err := loadModule(name); err != nil && err != unix.EEXIST {
				failed = append(failed, name)
				reason = err
			}
		}
		if len(failed) == len(files) {
			say("init: not loaded: " + strings.Join(failed, " ") + ": " + reason.Error())
			return
		}
		files = failed
	}
}

func loadModule(name string) error {
	fd, err := unix.Open(name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	return unix.FinitModule(fd, "", 0)
}

// --- interfaces ---

// ifreq is struct ifreq of netdevice(7) with room for its largest member on 64-bit machines.
type ifreq struct {
	name [unix.IFNAMSIZ]byte
	data [24]byte
}

func ifreqOf(name string) (r ifreq) {
	copy(r.name[:unix.IFNAMSIZ-1], name)
	return
}

func (r *ifreq) ioctl(fd int, request uintptr) error {
	_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), request, uintptr(unsafe.Pointer(r)))
	if errno != 0 {
		return errno
	}
	return nil
}

func (r *ifreq) setAddress(a [4]byte) {
	s := (*unix.RawSockaddrInet4)(unsafe.Pointer(&r.data))
	s.Family, s.Addr = unix.AF_INET, a
}

// interfacesUp brings all interfaces up and returns their names; cards may take a moment to appear.
func interfacesUp(address string) (names []string) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		complain("socket", err)
		return nil
	}
	defer unix.Close(fd)
	for range 50 {
		if names = interfaceNames(fd); len(names) > 1 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	for _, name := range names {
		if name != "lo" && address != "" {
			complain(name, setAddress(fd, name, address))
			address = ""
		}
		r := ifreqOf(name)
		if err := r.ioctl(fd, unix.SIOCGIFFLAGS); err != nil {
			complain(name, err)
			continue
		}
		*(*uint16)(unsafe.Pointer(&r.data)) |= unix.IFF_UP
		complain(name, r.ioctl(fd, unix.SIOCSIFFLAGS))
	}
	return names
}

// interfaceNames asks for the interfaces by number, for which neither /proc nor /sys is needed.
func interfaceNames(fd int) (names []string) {
	for index := range int32(64) {
		var r ifreq
		*(*int32)(unsafe.Pointer(&r.data)) = index
		if r.ioctl(fd, unix.SIOCGIFNAME) == nil {
			names = append(names, unix.ByteSliceToString(r.name[:]))
		}
	}
	return names
}

func setAddress(fd int, name, address string) error {
	prefix, err := netip.ParsePrefix(address)
	if err != nil || !prefix.Addr().Is4() {
		return errors.New(address + " is no address")
	}
	r := ifreqOf(name)
	r.setAddress(prefix.Addr().As4())
	if err := r.ioctl(fd, unix.SIOCSIFADDR); err != nil {
		return err
	}
	mask := ^uint32(0) << (32 - prefix.Bits())
	r = ifreqOf(name)
	r.setAddress([4]byte{byte(mask >> 24), byte(mask >> 16), byte(mask >> 8), byte(mask)})
	return r.ioctl(fd, unix.SIOCSIFNETMASK)
}

// --- captures ---

// capture is a running tcpdump.
type capture struct {
	args      string
	process   *os.Process
	listening chan struct{} // closed when it says so, or ends
}

func startCaptures() (all []*capture) {
	for _, name := range []string{"capture", "capture2", "capture3", "capture4", "capture5", "capture6", "capture7",
		"capture8", "capture9"} {
		if args := os.Getenv(name); args != "" {
			all = append(all, startCapture(args))
		}
	}
	if all == nil {
		all = append(all, startCapture("-n -i any"))
	}
	return all
}

func startCapture(args string) *capture {
	c := &capture{args: args, listening: make(chan struct{})}
	r, w, err := os.Pipe()
	if err == nil {
		// A Go program does not start with a closed standard input and no /dev/null, so it gets the console.
		c.process, err = os.StartProcess(program, append([]string{"tcpdump"}, strings.Fields(args)...),
			&os.ProcAttr{Env: []string{}, Files: []*os.File{os.Stdin, os.Stdout, w}})
		w.Close()
	}
	if err != nil {
		complain(program, err)
		close(c.listening)
		return c
	}
	go c.messages(r)
	return c
}

// messages passes on what tcpdump has to say.
func (c *capture) messages(r *os.File) {
	var text strings.Builder
	heard := false
	b := make([]byte, 512)
	for {
		n, err := r.Read(b)
		os.Stdout.Write(b[:n])
		if !heard {
			text.Write(b[:n])
			if heard = strings.Contains(text.String(), "listening on"); heard {
				close(c.listening)
			}
		}
		if err != nil {
			break
		}
	}
	if !heard {
		close(c.listening)
	}
}

func (c *capture) awaitListening() {
	select {
	case <-c.listening:
	case <-time.After(listenTime):
		say("init: tcpdump " + c.args + " does not listen")
	}
}

// awaitEnd waits for the end and tells what it took: the resident memory at its largest, without a need for /proc.
func (c *capture) awaitEnd() {
	if c.process == nil {
		return
	}
	state, err := c.process.Wait()
	if err != nil {
		complain("wait", err)
		return
	}
	used := ""
	if u, ok := state.SysUsage().(*syscall.Rusage); ok {
		used = ", " + strconv.FormatInt(int64(u.Maxrss), 10) + " KB resident"
	}
	say("init: tcpdump " + c.args + ": " + state.String() + used)
}

// showMemory tells how much memory is resident now, as one would see it with ps.
func showMemory(captures []*capture) error {
	const proc = "/proc"
	err := unix.Mount("proc", proc, "proc", 0, "")
	if err != nil && err != unix.EBUSY {
		return err
	}
	if err == nil {
		defer unix.Unmount(proc, unix.MNT_DETACH)
	}
	time.Sleep(time.Second) // what was received shall be written
	for _, c := range captures {
		if c.process == nil {
			continue
		}
		b, err := os.ReadFile(proc + "/" + strconv.Itoa(c.process.Pid) + "/status")
		if err != nil {
			return err
		}
		text := ""
		for line := range strings.Lines(string(b)) {
			if strings.HasPrefix(line, "VmRSS") || strings.HasPrefix(line, "VmHWM") || strings.HasPrefix(line, "Rss") {
				text += " " + strings.Join(strings.Fields(line), " ")
			}
		}
		say("init: tcpdump " + c.args + ": memory:" + text)
	}
	return nil
}

func runShell(path string) error {
	p, err := os.StartProcess(path, []string{"-" + filepath.Base(path)},
		&os.ProcAttr{Env: []string{"PATH=/bin"}, Files: []*os.File{os.Stdin, os.Stdout, os.Stderr}})
	if err != nil {
		return err
	}
	_, err = p.Wait()
	return err
}

// sendDatagrams sends what a specification like 10.0.2.2:7777,20 says.
func sendDatagrams(spec string) error {
	where, times, _ := strings.Cut(spec, ",")
	to, err := netip.ParseAddrPort(where)
	if err != nil {
		return err
	}
	count, err := strconv.Atoi(times)
	if err != nil {
		return err
	}
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	for i := range count {
		text := "datagram " + strconv.Itoa(i+1) + "\n"
		if err := unix.Sendto(fd, []byte(text), 0, &unix.SockaddrInet4{Port: int(to.Port()), Addr: to.Addr().As4()}); err != nil {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil
}

func show(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	say("init: begin " + name)
	b, err := io.ReadAll(f)
	text := base64.StdEncoding.EncodeToString(b)
	for len(text) > 0 {
		n := min(76, len(text))
		say(text[:n])
		text = text[n:]
	}
	say("init: end " + name)
	return err
}

// reapForever is what the first process does with the rest of its life.
func reapForever() {
	for {
		if _, err := unix.Wait4(-1, nil, 0, nil); err == unix.ECHILD {
			time.Sleep(time.Second)
		}
	}
}
