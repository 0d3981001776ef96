// Names of Ethernet addresses (/etc/ethers), networks (/etc/networks) and AppleTalk nodes (/etc/atalk.names).

package main

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// --- ethers(5): "8:0:20:1:2:3 name" ---

// ethersTable is sorted by address; an address has the first name that the file gives it.
type ethersTable struct {
	entries []etherEntry
}

type etherEntry struct {
	addr uint64
	name string
}

func etherKey(a [6]byte) (k uint64) {
	for _, b := range a {
		k = k<<8 | uint64(b)
	}
	return
}

// parseEtherAddr parses six hex numbers of one or two digits with colons between them.
func parseEtherAddr(s string) (a [6]byte, ok bool) {
	for i := range a {
		if i > 0 {
			if s == "" || s[0] != ':' {
				return a, false
			}
			s = s[1:]
		}
		digits := 0
		for digits < 2 && digits < len(s) && hexDigit(s[digits]) >= 0 {
			a[i] = a[i]<<4 | byte(hexDigit(s[digits]))
			digits++
		}
		if digits == 0 {
			return a, false
		}
		s = s[digits:]
	}
	return a, s == ""
}

// nextEther returns the next valid entry of /etc/ethers.
func (l *nameLines) nextEther() (addr [6]byte, name string, ok bool) {
	for {
		line, more := l.next()
		if !more {
			return addr, "", false
		}
		number, rest := nameWord(line)
		name, _ = nameWord(rest)
		if addr, ok = parseEtherAddr(number); ok && printableName(name) {
			return addr, name, true
		}
	}
}

func (t *nameTables) ethersTable() *ethersTable {
	if t.ethers != nil {
		return t.ethers
	}
	t.ethers = &ethersTable{}
	lines := nameLines{t.read("ethers")}
	for {
		addr, name, ok := lines.nextEther()
		if !ok {
			break
		}
		t.ethers.entries = append(t.ethers.entries, etherEntry{etherKey(addr), name})
	}
	// Every machine is reached by the broadcast address, so its name is built in.
	t.ethers.entries = append(t.ethers.entries, etherEntry{1<<48 - 1, "Broadcast"})
	t.ethers.entries = sortFirst(t.ethers.entries, func(a, b etherEntry) int { return cmp.Compare(a.addr, b.addr) })
	return t.ethers
}

// sortFirst sorts s and keeps the first one of equal elements. Package slices has a sort of 5 KB for every type.
func sortFirst[T any](s []T, compare func(a, b T) int) []T {
	sort.Stable(firstSorter[T]{s, compare})
	n := 0
	for i := range s {
		if i == 0 || compare(s[n-1], s[i]) != 0 {
			s[n] = s[i]
			n++
		}
	}
	return s[:n:n]
}

// firstSorter is a sort.Interface.
type firstSorter[T any] struct {
	s       []T
	compare func(a, b T) int
}

func (f firstSorter[T]) Len() int           { return len(f.s) }
func (f firstSorter[T]) Less(i, j int) bool { return f.compare(f.s[i], f.s[j]) < 0 }
func (f firstSorter[T]) Swap(i, j int)      { f.s[i], f.s[j] = f.s[j], f.s[i] }

// etherName returns the name of an Ethernet address.
func (t *nameTables) etherName(addr [6]byte) (string, bool) {
	e := t.ethersTable().entries
	key := etherKey(addr)
	i, ok := slices.BinarySearchFunc(e, key, func(e etherEntry, key uint64) int { return cmp.Compare(e.addr, key) })
	if !ok {
		return "", false
	}
	return e[i].name, true
}

// etherAddr returns the Ethernet address of a name, whose case does not matter.
func (t *nameTables) etherAddr(name string) ([6]byte, bool) {
	lines := nameLines{t.read("ethers")}
	for {
		addr, n, ok := lines.nextEther()
		if !ok || strings.EqualFold(n, name) {
			return addr, ok
		}
	}
}

// --- networks(5): "name number aliases" ---

// networkNumber returns the number of a network by its name or alias, whose case does not matter. A number with fewer
// than four parts stands at the right, 10.20 is 0x0a14, as inet_network has it: so the filter knows which part of an
// address is the network's. One of four parts, 10.20.0.0, is an address like any other, as it is for libpcap.
func (t *nameTables) networkNumber(name string) (addr uint32, ok bool) {
	lines := nameLines{t.read("networks")}
	for {
		line, ok := lines.next()
		if !ok {
			break
		}
		official, rest := nameWord(line)
		number, aliases := nameWord(rest)
		if !strings.EqualFold(official, name) && !hasWord(aliases, name, true) {
			continue
		}
		if addr, ok := parseNetwork(number); ok {
			return addr, true
		}
	}
	if strings.EqualFold(name, "loopback") {
		return 127 << 24, true
	}
	return 0, false
}

// parseNetwork parses one to four numbers with dots between them, each decimal, octal or hex.
func parseNetwork(s string) (addr uint32, ok bool) {
	parts := 0
	for part := range strings.SplitSeq(s, ".") {
		n, ok := nameNumber(part, 255)
		if parts++; !ok || parts > 4 {
			return 0, false
		}
		addr = addr<<8 | n
	}
	return addr, true
}

// --- atalk.names: "1.254 ether", "1.254.110 ace" ---

// atalkTable holds the names of AppleTalk networks and nodes, sorted by atalkKey.
type atalkTable struct {
	entries []atalkEntry
}

type atalkEntry struct {
	key  uint32
	name string
}

// atalkKey is a network with a node, or a network alone if node is negative.
func atalkKey(net uint16, node int) uint32 {
	if node < 0 {
		return uint32(net) << 9
	}
	return uint32(net)<<9 | 1<<8 | uint32(uint8(node))
}

func (t *nameTables) atalkTable() *atalkTable {
	if t.atalk != nil {
		return t.atalk
	}
	t.atalk = &atalkTable{}
	lines := nameLines{t.read("atalk.names")}
	for {
		line, ok := lines.next()
		if !ok {
			break
		}
		number, rest := nameWord(line)
		name, _ := nameWord(rest)
		if key, ok := parseAtalk(number); ok && printableName(name) {
			t.atalk.entries = append(t.atalk.entries, atalkEntry{key, name})
		}
	}
	t.atalk.entries = sortFirst(t.atalk.entries, func(a, b atalkEntry) int { return cmp.Compare(a.key, b.key) })
	return t.atalk
}

// parseAtalk parses a network as one number or as its two bytes, or a network's two bytes and a node.
func parseAtalk(s string) (key uint32, ok bool) {
	var parts [3]uint32
	n := 0
	for part := range strings.SplitSeq(s, ".") {
		if n == len(parts) || len(part) > 1 && part[0] == '0' {
			return 0, false
		}
		if parts[n], ok = nameNumber(part, 65535); !ok {
			return 0, false
		}
		n++
	}
	if n == 1 {
		return atalkKey(uint16(parts[0]), -1), true
	}
	if parts[0] > 255 || parts[1] > 255 || parts[2] > 255 {
		return 0, false
	}
	net, node := uint16(parts[0]<<8|parts[1]), -1
	if n == 3 {
		node = int(parts[2])
	}
	return atalkKey(net, node), true
}

// atalkName returns the name of a node in an AppleTalk network; with a negative node that of the network itself.
func (t *nameTables) atalkName(net uint16, node int) (string, bool) {
	e := t.atalkTable().entries
	i, ok := slices.BinarySearchFunc(e, atalkKey(net, node),
		func(e atalkEntry, key uint32) int { return cmp.Compare(e.key, key) })
	if !ok {
		return "", false
	}
	return e[i].name, true
}
