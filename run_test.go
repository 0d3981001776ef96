package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// With this variable set the test binary is the program itself.
const runAsProgram = "GOTCPDUMP_TEST_RUN"

func TestMain(m *testing.M) {
	if os.Getenv(runAsProgram) != "" {
		os.Exit(run(os.Args, os.Environ()))
	}
	switch os.Getenv(runAsPeer) {
	case "server":
		netServe()
	case "client":
		netSend()
	default:
		os.Exit(m.Run())
	}
}

// testEmulator is qemu's emulation of a process if the tests run in that, "" otherwise: where the kernel does not know
// it, nothing that was built for the other processor can be started without. It is slow, too.
func testEmulator() string { return os.Getenv("TCPDUMP_EMULATOR") }

// testSelf is a command that runs this test binary under a name.
func testSelf(t testing.TB, name string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := filepath.Abs(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if emulator := testEmulator(); emulator != "" {
		return exec.Command(emulator, append([]string{"-0", name, self}, args...)...)
	}
	c := exec.Command(self, args...)
	c.Args[0] = name
	return c
}

// program is a command that runs this program under the name tcpdump.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	if testEmulator() != "" { // where it cannot start itself, and trying it hangs now and then: see scripts/qemu-test
		args = append([]string{"--no-sandbox", "-Zroot"}, args...)
	}
	c := testSelf(t, "tcpdump", args...)
	c.Env = append(os.Environ(), runAsProgram+"=1", "TZ=UTC0", "LC_ALL=C")
	return c
}

// runProgram runs it to the end.
func runProgram(t testing.TB, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	return runCommand(t, program(t, args...), stdin)
}

func runCommand(t testing.TB, c *exec.Cmd, stdin string) (status int, stdout, stderr string) {
	t.Helper()
	var out, diag bytes.Buffer
	c.Stdin = strings.NewReader(stdin)
	if c.Stdout == nil {
		c.Stdout = &out
	}
	c.Stderr = &diag
	timer := time.AfterFunc(30*time.Second, func() { c.Process.Kill() })
	defer timer.Stop()
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), out.String(), diag.String()
}

// runTestFile writes n small UDP packets, each with its number, into a savefile in a folder of its own.
func runTestFile(t testing.TB, n int) string {
	t.Helper()
	o := binary.LittleEndian
	b := testHeader(o, pcapMagic, 2, 4, 65535, linkEthernet)
	for i := range n {
		b = append(b, testRecord(o, uint32(1700000000+i), 123456, 46, 46, runTestPacket(i))...)
	}
	name := filepath.Join(t.TempDir(), "x.pcap")
	if err := os.WriteFile(name, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// runTestPacket is a UDP datagram of 4 bytes from 10.0.0.1:1000 to 10.0.0.2:2000.
func runTestPacket(i int) []byte {
	b := []byte("\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01\x08\x00" +
		"\x45\x00\x00\x20\x00\x00\x00\x00\x40\x11\x66\xcb\x0a\x00\x00\x01\x0a\x00\x00\x02" +
		"\x03\xe8\x07\xd0\x00\x0c\x00\x00")
	return binary.BigEndian.AppendUint32(b, uint32(i))
}

func TestUsage(t *testing.T) {
	want, err := os.ReadFile("testdata/cli/usage")
	if err != nil {
		t.Fatal(err)
	}
	version := versionText("tcpdump")
	status, out, diag := runProgram(t, "", "-h")
	if status != 0 || out != version+string(want) || diag != "" {
		t.Errorf("-h: %d\n%s%s", status, out, diag)
	}
	status, out, diag = runProgram(t, "", "--version")
	if status != 0 || out != version || diag != "" {
		t.Errorf("--version: %d\n%s%s", status, out, diag)
	}
	c := testSelf(t, "/opt/bin/tcpdump", "-k")
	c.Env = append(os.Environ(), runAsProgram+"=1")
	status, out, diag = runCommand(t, c, "")
	if status != 1 || out != "" || diag != "/opt/bin/tcpdump: invalid option -- 'k'\n"+version+string(want) {
		t.Errorf("-k: %d\n%s%s", status, out, diag)
	}
	if !strings.HasPrefix(version, "tcpdump version 5.") || !strings.Contains(version, "\nlibpcap version 1.") {
		t.Errorf("scripts do not find their versions in %q", version)
	}
}

func TestRunStatus(t *testing.T) {
	file := runTestFile(t, 3)
	reading := "reading from file " + file + ", link-type EN10MB (Ethernet), snapshot length 65535\n"
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ppp := write("ppp", string(testHeader(binary.LittleEndian, pcapMagic, 2, 4, 65535, linkPPP)))
	lines := []string{
		"22:13:20.123456 IP 10.0.0.1.1000 > 10.0.0.2.2000: UDP, length 4\n",
		"22:13:21.123456 IP 10.0.0.1.1000 > 10.0.0.2.2000: UDP, length 4\n",
		"22:13:22.123456 IP 10.0.0.1.1000 > 10.0.0.2.2000: UDP, length 4\n",
	}
	const udpProgram = "(000) ldh      [12]\n(001) jeq      #0x800           jt 2\tjf 3\n(002) ret      #65535\n(003) ret      #0\n"
	for _, test := range []struct {
		name, stdin string
		args        []string
		status      int
		out, diag   string
	}{
		{"all", "", []string{"-nr", file}, 0, strings.Join(lines, ""), reading},
		{"count", "", []string{"-nr", file, "-c", "2"}, 0, lines[0] + lines[1], reading},
		{"skip", "", []string{"-nr", file, "--skip", "1"}, 0, lines[1] + lines[2], reading},
		{"skip and count", "", []string{"-nr", file, "--skip", "1", "-c", "1"}, 0, lines[1], reading},
		{"skip past the end", "", []string{"-nr", file, "--skip", "9"}, 0, "", reading},
		{"sampling", "", []string{"-nr", file, "--print-sampling", "2"}, 0, lines[1], reading},
		{"number", "", []string{"-#nr", file, "--skip", "2"}, 0, "    3  " + lines[2], reading},
		{"--count", "", []string{"-nr", file, "--count"}, 0, "3 packets\n", reading},
		{"--count of one", "", []string{"-nr", file, "--count", "-c", "1"}, 0, "1 packet\n", reading},
		{"--count filtered", "", []string{"-nr", file, "--count", "tcp"}, 0, "0 packets\n", reading},
		{"filter", "", []string{"-nr", file, "udp[11]", "=", "1"}, 0, lines[1], reading},
		{"filter file wins", "", []string{"-nr", file, "-F", write("f", "udp # or tcp\nand udp[11] = 2#"), "tcp"}, 0, lines[2], reading},
		{"empty filter file", "", []string{"-nr", file, "-F", write("e", ""), "tcp"}, 0, strings.Join(lines, ""), reading},
		{"no filter file", "", []string{"-nr", file, "-F", "/nope"}, 1, "", reading + "tcpdump: can't open /nope: No such file or directory\n"},
		{"folder as filter file", "", []string{"-nr", file, "-F", dir}, 1, "", reading + "tcpdump: read " + dir + ": Is a directory\n"},
		{"syntax error", "", []string{"-nr", file, "foo", "bar"}, 1, "", reading + "tcpdump: can't parse filter expression: syntax error\n"},
		{"-d", "", []string{"-dr", file, "ip"}, 0, udpProgram, reading},
		{"-d without source", "", []string{"-ddd"}, 0, "1\n6 0 0 262144\n", "Warning: assuming Ethernet\n"},
		{"-d -y", "", []string{"-dd", "-y", "raw", "-s", "96"}, 0, "{ 0x6, 0, 0, 0x00000060 },\n", ""},
		{"stdin", string(whole), []string{"-nr", "-", "-c1"}, 0, lines[0], strings.Replace(reading, file, "-", 1)},
		{"list", file + "\n" + file + "\n", []string{"-nV", "-", "-c1"}, 0, lines[0] + lines[0], reading + reading},
		{"list with --count", file + "\n" + file, []string{"-nV", "-", "--count"}, 0, "6 packets\n", reading + reading},
		{"empty list", "", []string{"-V", "-"}, 1, "", "tcpdump: Nothing in -\n"},
		{"no list", "", []string{"-V", "/nope"}, 1, "", "tcpdump: Unable to open file: No such file or directory\n"},
		{"list with a gap", file + "\n/nope\n" + file, []string{"-nV", "-", "-c1"}, 1, lines[0], reading + "tcpdump: /nope: No such file or directory\n"},
		{"list of two link types", file + "\n" + ppp, []string{"-V", "-", "-w", filepath.Join(dir, "w")}, 1, "", reading +
			"tcpdump: " + ppp + ": new dlt does not match original\n"},
		{"no file", "", []string{"-r", "/nope"}, 1, "", "tcpdump: /nope: No such file or directory\n"},
		{"folder", "", []string{"-r", dir}, 1, "", "tcpdump: error reading dump file: Is a directory\n"},
		{"empty file", "", []string{"-r", "-"}, 1, "", "tcpdump: truncated dump file; tried to read 4 file header bytes, only got 0\n"},
		{"cut header", string(whole[:10]), []string{"-r", "-"}, 1, "", "tcpdump: truncated dump file; tried to read 24 file header bytes, only got 6\n"},
		{"no savefile", "this is no savefile at all", []string{"-r", "-"}, 1, "", "tcpdump: unknown file format\n"},
		{"cut record header", string(whole[:24+62+6]), []string{"-nr", "-"}, 1, lines[0], strings.Replace(reading, file, "-", 1) +
			"tcpdump: pcap_loop: truncated dump file; tried to read 16 header bytes, only got 6\n"},
		{"cut record", string(whole[:24+62+16+20]), []string{"-nr", "-"}, 1, lines[0], strings.Replace(reading, file, "-", 1) +
			"tcpdump: pcap_loop: truncated dump file; tried to read 46 captured bytes, only got 20\n"},
		{"copy", "", []string{"-r", file, "-w", "-"}, 0, string(whole), reading},
		{"copy and print", "", []string{"-nr", file, "-w", filepath.Join(dir, "w"), "--print", "-c1"}, 0, lines[0], reading},
		{"copy into nowhere", "", []string{"-r", file, "-w", "/nonexist/x"}, 1, "", reading + "tcpdump: /nonexist/x: No such file or directory\n"},
		{"wrong count", "", []string{"-c", "0", "-r", file}, 1, "", "tcpdump: invalid packet count 0 (must be >= 1 and <= 2147483647)\n"},
		{"no such interface", "", []string{"-i", "nosuch0", "-d"}, 1, "", "tcpdump: nosuch0: No such device exists\n(No such device exists)\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, out, diag := runProgram(t, test.stdin, test.args...)
			if status != test.status || out != test.out || diag != test.diag {
				t.Errorf("status %d, not %d\ngot  %s%s\nwant %s%s", status, test.status, out, diag, test.out, test.diag)
			}
		})
	}
}

// TestRunOutputFails is about standard output that cannot be written, as text and as a savefile.
func TestRunOutputFails(t *testing.T) {
	file := runTestFile(t, 3)
	const text = "tcpdump: Unable to write output: "
	for _, test := range []struct {
		name   string
		output func(t *testing.T) *os.File
		args   []string
		status int
		diag   string // its last line
	}{
		{"text, full", fullDevice, []string{"-nr", file}, 14, text + "No space left on device\n"},
		{"text, closed pipe", closedPipeWriter, []string{"-nr", file}, 14, text + "Broken pipe\n"},
		{"-D, full", fullDevice, []string{"-D"}, 14, text + "No space left on device\n"},
		{"savefile, full", fullDevice, []string{"-r", file, "-w", "-"}, 1, "tcpdump: -: No space left on device\n"},
		{"savefile, closed pipe", closedPipeWriter, []string{"-r", file, "-w", "-"}, 0, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := test.output(t)
			defer f.Close()
			c := program(t, test.args...)
			c.Stdout = f
			status, _, diag := runCommand(t, c, "")
			if status != test.status || !strings.HasSuffix(diag, test.diag) {
				t.Errorf("status %d, not %d: %s", status, test.status, diag)
			}
		})
	}
}

func fullDevice(t *testing.T) *os.File {
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full")
	}
	return f
}

func closedPipeWriter(t *testing.T) *os.File {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	return w
}

// TestRunPipeDelay is about a reader at the other end of a pipe: it sees text within 100 ms though no -l was given, and
// a savefile that comes through a pipe is printed as it comes.
func TestRunPipeDelay(t *testing.T) {
	c := program(t, "-nr", "-")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer c.Wait()
	defer in.Close()
	whole, err := os.ReadFile(runTestFile(t, 2))
	if err != nil {
		t.Fatal(err)
	}
	in.Write(whole[:24])
	time.Sleep(300 * time.Millisecond) // it has started
	best := time.Hour
	buf := make([]byte, 4096)
	for rest := whole[24:]; len(rest) > 0; rest = rest[62:] {
		sent := time.Now()
		in.Write(rest[:62])
		if _, err := out.Read(buf); err != nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(sent))
	}
	if best > 100*time.Millisecond {
		t.Errorf("text was seen after %v", best)
	}
}

// TestRunPeer compares messages, statuses and programs with an installed tcpdump where both should say the same.
func TestRunPeer(t *testing.T) {
	peer, err := exec.LookPath("tcpdump")
	if err != nil {
		t.Skip("no tcpdump is installed")
	}
	file := runTestFile(t, 3)
	for _, line := range []string{
		"-nr FILE", "-nr FILE -c 1", "-nr FILE --count", "-nqr FILE", "-ner FILE udp", "-nttr FILE", "-nvr FILE",
		"-nxr FILE", "-nXXr FILE", "-nAr FILE", "-n#r FILE", "-r FILE -w -", "-r FILE -w - udp[11]=1",
		"-r /nope", "-r /", "-V /nope", "-V FILE -r FILE", "-F /nope -r FILE", "-r FILE foo bar", "-r FILE -w /nonexist/x",
		"-s 262145", "-tttttt", "-T foo", "-Q foo", "-j foo", "-y foo", "--time-stamp-precision=foo", "-C 0 -w x",
		"-dd ip", "-ddd -y PPP ip", "-dr FILE", "-d -O ip and tcp",
	} {
		t.Run(line, func(t *testing.T) {
			args := strings.Fields(strings.ReplaceAll(line, "FILE", file))
			c := exec.Command(peer, args...)
			c.Args[0] = "tcpdump"
			c.Env = append(os.Environ(), "TZ=UTC0", "LC_ALL=C")
			wantStatus, wantOut, wantDiag := runCommand(t, c, "")
			status, out, diag := runProgram(t, "", args...)
			if status != wantStatus || out != wantOut || diag != wantDiag {
				t.Errorf("got  %d %s%s\nwant %d %s%s", status, out, diag, wantStatus, wantOut, wantDiag)
			}
		})
	}
	// Of option errors the first line is compared: the usage has more options.
	for _, line := range []string{"-k", "-c", "--foo", "--tim", "--list", "--number=3", "--inter", "-p=3", "--m"} {
		t.Run(line, func(t *testing.T) {
			c := exec.Command(peer, line)
			c.Args[0] = "tcpdump"
			wantStatus, _, want := runCommand(t, c, "")
			status, _, diag := runProgram(t, "", line)
			want, _, _ = strings.Cut(want, "\n")
			diag, _, _ = strings.Cut(diag, "\n")
			if status != wantStatus || diag != want {
				t.Errorf("got  %d %s\nwant %d %s", status, diag, wantStatus, want)
			}
		})
	}
}

// TestRunMemory reads many packets with little memory.
func TestRunMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	c := program(t, "-nr", "-")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	o := binary.LittleEndian
	in.Write(testHeader(o, pcapMagic, 2, 4, 65535, linkEthernet))
	var chunk []byte
	for i := range 1000 {
		chunk = append(chunk, testRecord(o, uint32(i), 0, 46, 46, runTestPacket(i))...)
	}
	for range 300 {
		if _, err := in.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	status, err := os.ReadFile("/proc/" + strconv.Itoa(c.Process.Pid) + "/status")
	in.Close()
	if err := c.Wait(); err != nil {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip("no /proc")
	}
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	peak, _, _ = strings.Cut(peak, "\n")
	t.Logf("resident:%s (of the test binary, which is larger than the program)", peak)
	if len(peak) == 0 {
		t.Skip("no VmHWM")
	}
	if kb, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(peak), " kB")); kb > 24<<10 {
		t.Errorf("%d kB resident", kb)
	}
}
