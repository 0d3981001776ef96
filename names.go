// Names of ports, protocols, networks and hosts: tables that are built in, and the files of /etc that win over them.

package main

import (
	"io"
	"os"
	"strings"
)

// nameTables finds names for numbers and numbers for names. A file is read once, when something first asks for it; none
// of them has to be there. It is used by one goroutine.
type nameTables struct {
	dir string // of the files

	services *serviceTable
	ethers   *ethersTable
	hosts    *hostsTable
	atalk    *atalkTable

	texts []nameText  // files that were read beforehand
	asked []askedHost // what lookupHost has found
	dns   dnsClient
	cache hostCache

	noDomain   bool     // -N: cut the domain off host names
	foreignNum bool     // -f: IPv4 addresses outside of localNets have no names
	localNets  []ip4Net // for -f
	plainNets  bool     // --classic without -a: networks' own and broadcast addresses have no names; see hostMask
	hostMask   uint32   // the part of an IPv4 address that names a host, on the network of the interface
}

// ip4Net is a network of IPv4 addresses, in host order.
type ip4Net struct{ addr, mask uint32 }

// newNameTables returns tables over the files in root; empty means /etc.
func newNameTables(root string) *nameTables {
	if root == "" {
		root = "/etc"
	}
	return &nameTables{dir: root}
}

// nameText is a file's text.
type nameText struct{ file, text string }

// prepare reads what the tables may be asked for later on, when no file can be opened: for printing names, and for
// compiling the filter for another link type.
func (t *nameTables) prepare(printing, filtering bool) {
	if filtering {
		for _, file := range [...]string{"services", "hosts", "ethers", "networks", "protocols"} {
			t.texts = append(t.texts, nameText{file, t.read(file)})
		}
	}
	if printing {
		t.serviceTable()
		t.hostsTable()
		t.ethersTable()
		t.atalkTable()
	}
}

// maxNameFile bounds how much of a file is read, in bytes. The longest one in use, a hosts file that blocks
// advertisers, stays below.
const maxNameFile = 8 << 20

// read returns the file name of the tables' folder, empty if there is none. A line that the size limit cuts is left out.
func (t *nameTables) read(name string) string {
	for i := range t.texts {
		if t.texts[i].file == name {
			return t.texts[i].text
		}
	}
	return readRegular(t.dir+"/"+name, maxNameFile)
}

// readRegular returns a file's text, at most limit bytes in whole lines; empty if it cannot be read.
func readRegular(path string, limit int) string {
	s := readRegularWhole(path, limit+1)
	if len(s) > limit {
		s = s[:strings.LastIndexByte(s[:limit], '\n')+1]
	}
	return s
}

// readRegularWhole returns at most limit bytes of a regular file, nothing of anything else: opening a fifo would block,
// and a device may never end.
func readRegularWhole(path string, limit int) string {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	var b strings.Builder
	b.Grow(int(min(max(info.Size(), 0), int64(limit))))
	if _, err := io.Copy(&b, io.LimitReader(f, int64(limit))); err != nil {
		return ""
	}
	return b.String()
}

// nameLines walks over the lines of a file: words between blanks and tabs, comments behind '#'.
type nameLines struct{ rest string }

// next returns the next line that has words in it, without its comment.
func (l *nameLines) next() (line string, ok bool) {
	for l.rest != "" {
		line, l.rest, _ = strings.Cut(l.rest, "\n")
		if i := strings.IndexByte(line, '#'); i >= 0 {
			line = line[:i]
		}
		if line = strings.TrimLeft(line, nameBlanks); line != "" {
			return line, true
		}
	}
	return "", false
}

const nameBlanks = " \t\r"

// nameWord cuts the first word off a line; it is empty at the end.
func nameWord(line string) (word, rest string) {
	line = strings.TrimLeft(line, nameBlanks)
	if i := strings.IndexAny(line, nameBlanks); i >= 0 {
		return line[:i], line[i+1:]
	}
	return line, ""
}

// hasWord reports whether one of the words of line is name; fold ignores case.
func hasWord(line, name string, fold bool) bool {
	for {
		var w string
		if w, line = nameWord(line); w == "" {
			return false
		}
		if w == name || fold && strings.EqualFold(w, name) {
			return true
		}
	}
}

// maxNameLen is the longest name that a table may hold, in bytes; no name of the DNS is longer.
const maxNameLen = 255

// printableName reports whether a name from a file can be printed as it is: visible ASCII only.
func printableName(s string) bool {
	if s == "" || len(s) > maxNameLen {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// nameNumber parses a number of a file as strtoul does, base 0: decimal, 0x and hex, 0 and octal.
func nameNumber(s string, limit uint32) (uint32, bool) {
	base := uint32(10)
	switch {
	case len(s) > 2 && s[0] == '0' && s[1]|0x20 == 'x':
		base, s = 16, s[2:]
	case len(s) > 1 && s[0] == '0':
		base, s = 8, s[1:]
	}
	if s == "" {
		return 0, false
	}
	var v uint64
	for i := 0; i < len(s); i++ {
		d := hexDigit(s[i])
		if d < 0 || uint32(d) >= base {
			return 0, false
		}
		if v = v*uint64(base) + uint64(d); v > uint64(limit) {
			return 0, false
		}
	}
	return uint32(v), true
}

// hexDigit returns the value of a hex digit, -1 for anything else.
func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// protocolName returns the name that stands for an IP protocol without a printer. /etc/protocols has no say in it: it
// never had, and names differ between systems.
func (t *nameTables) protocolName(n int) (string, bool) {
	if n < 0 || n >= len(ipProtoShortNames) || ipProtoShortNames[n] == "" {
		return "", false
	}
	return ipProtoShortNames[n], true
}

// protocolNumber returns the number of an IP protocol by its name or alias in /etc/protocols, or by a built-in one.
func (t *nameTables) protocolNumber(name string) (int, bool) {
	lines := nameLines{t.read("protocols")}
	for {
		line, ok := lines.next()
		if !ok {
			return ipProtoByName(name)
		}
		official, rest := nameWord(line)
		number, aliases := nameWord(rest)
		if official != name && !hasWord(aliases, name, false) {
			continue
		}
		if n, ok := nameNumber(number, 255); ok {
			return int(n), true
		}
	}
}
