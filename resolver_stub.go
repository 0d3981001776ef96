// A stub resolver, RFC 1034 section 5.3.1 and RFC 1035: questions to the name servers of resolv.conf(5), over UDP and,
// for answers that do not fit, over TCP.
//
// Package net brings one, too, and costs 640 KB of the program. All servers are asked in turn, a moment apart, and the
// first one that knows decides, so that one that is down does not use up the time for the others.

package main

import (
	"encoding/binary"
	"errors"
	"hash/maphash"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

const (
	dnsStubPort    = 53
	dnsStubServers = 3   // resolv.conf(5): the others are ignored
	dnsStubRounds  = 2   // how often each is asked
	dnsStubUDPLen  = 512 // RFC 1035 section 2.3.4
	dnsStubNameLen = 255
	dnsStubIN      = 1

	dnsStubTruncated = 0x0200 // bits of the second word of the header, section 4.1.1
	dnsStubRecursion = 0x0100
	dnsStubNoError   = 0
	dnsStubNoName    = 3
)

var (
	errDNSNoName   = errors.New("no such name")
	errDNSNoAnswer = errors.New("no name server answered")
	errDNSFailed   = errors.New("the name servers do not know")
)

// dnsStubConfig is what /etc/resolv.conf says.
type dnsStubConfig struct {
	servers []unix.Sockaddr
	search  []string
	dots    int // names with fewer are looked for in the search list first
}

// dnsStubParse reads the text of a resolv.conf(5). index finds the interface that the zone of an address names.
func dnsStubParse(text string, index func(zone string) uint32) dnsStubConfig {
	c := dnsStubConfig{dots: 1}
	for line := range strings.Lines(text) {
		word, rest := nameWord(strings.TrimRight(line, "\r\n"))
		switch word {
		case "nameserver":
			addr, _ := nameWord(rest)
			if s := dnsStubServer(addr, index); s != nil && len(c.servers) < dnsStubServers {
				c.servers = append(c.servers, s)
			}
		case "domain", "search":
			c.search = nil
			for len(c.search) < 6 {
				var domain string
				if domain, rest = nameWord(rest); domain == "" {
					break
				}
				if domain = strings.TrimSuffix(domain, "."); domain != "" {
					c.search = append(c.search, domain)
				}
			}
		case "options":
			for word != "" {
				if n, ok := strings.CutPrefix(word, "ndots:"); ok && len(n) == 1 && '0' <= n[0] && n[0] <= '9' {
					c.dots = int(n[0] - '0')
				}
				word, rest = nameWord(rest)
			}
		}
	}
	if c.servers == nil { // as for the C library: one on this machine
		c.servers = []unix.Sockaddr{dnsStubServer("127.0.0.1", index), dnsStubServer("::1", index)}
	}
	return c
}

// names returns what to ask for, in this order, when somebody says name.
func (c *dnsStubConfig) names(name string) (all []string) {
	if s, ok := strings.CutSuffix(name, "."); ok {
		return []string{s}
	}
	for _, domain := range c.search {
		all = append(all, name+"."+domain)
	}
	if strings.Count(name, ".") >= c.dots {
		return append([]string{name}, all...)
	}
	return append(all, name)
}

// dnsStubAnswer is the answer section of a message that answers our question.
type dnsStubAnswer struct {
	msg   []byte
	at    int // where the section begins
	count int
}

// next returns the next record of a type: its data, and where in the message that is.
func (a *dnsStubAnswer) next(qtype uint16) (data []byte, at int, ok bool) {
	for a.count > 0 {
		a.count--
		i := dnsStubSkipName(a.msg, a.at)
		if i < 0 || i+10 > len(a.msg) {
			break
		}
		h := a.msg[i:]
		i += 10
		n := int(binary.BigEndian.Uint16(h[8:]))
		if i+n > len(a.msg) {
			break
		}
		a.at = i + n
		if binary.BigEndian.Uint16(h) == qtype && binary.BigEndian.Uint16(h[2:]) == dnsStubIN {
			return a.msg[i : i+n], i, true
		}
	}
	a.count = 0
	return nil, 0, false
}

// dnsStubSkipName returns the offset after the name at i, -1 if there is no whole one.
func dnsStubSkipName(msg []byte, i int) int {
	for i < len(msg) {
		switch n := int(msg[i]); {
		case n == 0:
			return i + 1
		case n >= 0xc0:
			return i + 2
		case n >= 0x40:
			return -1
		default:
			i += 1 + n
		}
	}
	return -1
}

// dnsStubName returns the name at i of a message as text, empty if there is none. What is no letter, digit or hyphen
// stays as it is, but a dot within a label becomes a zero.
func dnsStubName(msg []byte, i int) string {
	var name []byte
	for hops := 0; hops < 64 && i < len(msg) && len(name) <= dnsStubNameLen; {
		n := int(msg[i])
		switch {
		case n == 0:
			return strings.TrimSuffix(string(name), ".")
		case n >= 0xc0:
			if i+1 >= len(msg) {
				return ""
			}
			i = n&0x3f<<8 | int(msg[i+1])
			hops++
		case n >= 0x40 || i+1+n > len(msg):
			return ""
		default:
			for _, c := range msg[i+1 : i+1+n] {
				if c == '.' {
					c = 0
				}
				name = append(name, c)
			}
			name = append(name, '.')
			i += 1 + n
		}
	}
	return ""
}

// dnsStubQuestion builds a message that asks for records of a name; nil if it is not a name.
func dnsStubQuestion(name string, qtype uint16) []byte {
	if name == "" || len(name) > dnsStubNameLen-2 {
		return nil
	}
	// Nobody who does not see the question shall guess its number.
	id := uint16(maphash.String(maphash.MakeSeed(), name))
	q := make([]byte, 12, dnsStubUDPLen)
	binary.BigEndian.PutUint16(q, id)
	binary.BigEndian.PutUint16(q[2:], dnsStubRecursion)
	q[5] = 1
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 {
			return nil
		}
		q = append(append(q, byte(len(label))), label...)
	}
	q = append(q, 0)
	q = binary.BigEndian.AppendUint16(q, qtype)
	return binary.BigEndian.AppendUint16(q, dnsStubIN)
}

// dnsStubAnswers reports whether msg is an answer to question q: with its number, and the question repeated. A server
// may change the case of letters.
func dnsStubAnswers(q, msg []byte) bool {
	return len(msg) >= len(q) && msg[0] == q[0] && msg[1] == q[1] && msg[2]&0x80 != 0 && msg[4] == 0 && msg[5] == 1 &&
		strings.EqualFold(string(q[12:]), string(msg[12:len(q)]))
}

// dnsStubAsk asks the servers for records of a name until the deadline.
func dnsStubAsk(servers []unix.Sockaddr, name string, qtype uint16, until time.Time) (dnsStubAnswer, error) {
	q := dnsStubQuestion(name, qtype)
	if q == nil {
		return dnsStubAnswer{}, errDNSNoName
	}
	if len(servers) == 0 {
		return dnsStubAnswer{}, errDNSNoAnswer
	}
	e := dnsStubExchange{q: q, servers: servers, until: until}
	defer e.close()
	step := time.Until(until) / time.Duration(dnsStubRounds*len(servers))
	for round := range dnsStubRounds {
		for i := range servers {
			e.send(i)
			next := until
			if round < dnsStubRounds-1 || i < len(servers)-1 {
				next = time.Now().Add(step)
			}
			if a, err := e.wait(next); err != errDNSNoAnswer {
				return a, err
			}
			if e.failed >= len(servers) {
				return dnsStubAnswer{}, errDNSFailed
			}
		}
	}
	return dnsStubAnswer{}, errDNSNoAnswer
}
