// Names of TCP, UDP and SCTP ports: /etc/services (services(5)) over the built-in list.

package main

import (
	"strings"
)

// Transport protocols of the service table.
const (
	serviceTCP = iota
	serviceUDP
	serviceSCTP
	serviceProtos
)

func serviceProto(proto string) int {
	switch proto {
	case "tcp":
		return serviceTCP
	case "udp":
		return serviceUDP
	case "sctp":
		return serviceSCTP
	}
	return -1
}

// serviceTable holds the names of ports. Most packets have an ephemeral port, so the answer "none" has to be quick: the
// entries are sorted by port, and start says where those with the same upper byte begin.
type serviceTable struct {
	text    string // of /etc/services
	entries [serviceProtos][]serviceEntry
	start   [serviceProtos][257]int32
}

type serviceEntry struct {
	port uint16
	name string
}

func (t *nameTables) serviceTable() *serviceTable {
	if t.services == nil {
		t.services = newServiceTable(t.read("services"))
	}
	return t.services
}

func newServiceTable(text string) *serviceTable {
	s := &serviceTable{text: text}
	s.load(text, "\n")
	s.load(builtinServices, ";\n")
	for p := range s.entries {
		// The sort is stable, so that the first entry of a port stays first: it is the one that counts.
		s.entries[p] = sortFirst(s.entries[p], func(a, b serviceEntry) int { return int(a.port) - int(b.port) })
		i := 0
		for hi := range s.start[p] {
			for i < len(s.entries[p]) && int(s.entries[p][i].port>>8) < hi {
				i++
			}
			s.start[p][hi] = int32(i)
		}
	}
	return s
}

// load adds the entries of text. Those of the built-in list stand between semicolons.
func (s *serviceTable) load(text, seps string) {
	lines := serviceLines{text: text, seps: seps}
	for lines.next() {
		if !printableName(lines.name) {
			continue
		}
		for p := lines.proto(); p != -2; p = lines.proto() {
			if p >= 0 {
				s.entries[p] = append(s.entries[p], serviceEntry{uint16(lines.port), lines.name})
			}
		}
	}
}

// serviceLines walks over the entries "name port/proto[,proto] aliases" of a text.
type serviceLines struct {
	text, seps string

	name    string
	port    int
	protos  string
	aliases string
}

// next goes to the next entry that has a valid port.
func (l *serviceLines) next() bool {
	for l.text != "" {
		var line string
		if i := strings.IndexAny(l.text, l.seps); i >= 0 {
			line, l.text = l.text[:i], l.text[i+1:]
		} else {
			line, l.text = l.text, ""
		}
		if i := strings.IndexByte(line, '#'); i >= 0 {
			line = line[:i]
		}
		name, rest := nameWord(line)
		where, aliases := nameWord(rest)
		port, protos, ok := strings.Cut(where, "/")
		if !ok || name == "" {
			continue
		}
		n, ok := nameNumber(port, 65535)
		if !ok {
			continue
		}
		l.name, l.port, l.protos, l.aliases = name, int(n), protos, aliases
		return true
	}
	return false
}

// proto takes the next protocol off the entry: -1 is one that the table does not know, -2 is the end.
func (l *serviceLines) proto() int {
	if l.protos == "" {
		return -2
	}
	var p string
	p, l.protos, _ = strings.Cut(l.protos, ",")
	return serviceProto(p)
}

// serviceName returns the name of a port of proto, which is "tcp", "udp" or "sctp".
func (t *nameTables) serviceName(port uint16, proto string) (string, bool) {
	p := serviceProto(proto)
	if p < 0 {
		return "", false
	}
	s := t.serviceTable()
	entries := s.entries[p][s.start[p][port>>8]:s.start[p][port>>8+1]]
	lo, hi := 0, len(entries)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if entries[mid].port < port {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(entries) && entries[lo].port == port {
		return entries[lo].name, true
	}
	return "", false
}

// servicePort returns the port that has a name (or alias) in proto, "tcp", "udp", "sctp", or "" for any of them. As with
// getservbyname the first entry counts, and case matters. The built-in names come after those of /etc/services.
func (t *nameTables) servicePort(name, proto string) (port int, ok bool) {
	want := -1
	if proto != "" {
		if want = serviceProto(proto); want < 0 {
			return 0, false
		}
	}
	if name == "" {
		return 0, false
	}
	s := t.serviceTable()
	for _, l := range []serviceLines{
		{text: s.text, seps: "\n"},
		{text: builtinServices, seps: ";\n"},
		{text: builtinServiceNames, seps: ";\n"},
	} {
		for l.next() {
			if l.name != name && !hasWord(l.aliases, name, false) {
				continue
			}
			for p := l.proto(); p != -2; p = l.proto() {
				if p >= 0 && (want < 0 || p == want) {
					return l.port, true
				}
			}
		}
	}
	return 0, false
}
