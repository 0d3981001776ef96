// Names of hosts: /etc/hosts (hosts(5)), then the DNS, and a cache of bounded size for those that packets bring.

package main

import (
	"bytes"
	"cmp"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// hostsTable is /etc/hosts, sorted by address; an address has the first name that the file gives it.
type hostsTable struct {
	text  string
	addr4 []host4Entry
	addr6 []host6Entry
}

type host4Entry struct {
	addr uint32
	name string
}

type host6Entry struct {
	addr [16]byte
	name string
}

// nextHost returns the next valid entry of /etc/hosts: an address and its names.
func (l *nameLines) nextHost() (addr netip.Addr, names string, ok bool) {
	for {
		line, more := l.next()
		if !more {
			return netip.Addr{}, "", false
		}
		number, rest := nameWord(line)
		a, err := netip.ParseAddr(number)
		if err == nil && a.Zone() == "" {
			return a, rest, true
		}
	}
}

func (t *nameTables) hostsTable() *hostsTable {
	if t.hosts != nil {
		return t.hosts
	}
	h := &hostsTable{text: t.read("hosts")}
	t.hosts = h
	lines := nameLines{h.text}
	for {
		addr, names, ok := lines.nextHost()
		if !ok {
			break
		}
		name, _ := nameWord(names)
		if !printableName(name) {
			continue
		}
		if addr.Is4() {
			// Files that block advertisers have one address in thousands of lines.
			if n := len(h.addr4); n == 0 || h.addr4[n-1].addr != ip4Number(addr) {
				h.addr4 = append(h.addr4, host4Entry{ip4Number(addr), name})
			}
		} else {
			h.addr6 = append(h.addr6, host6Entry{addr.As16(), name})
		}
	}
	h.addr4 = sortFirst(h.addr4, func(a, b host4Entry) int { return cmp.Compare(a.addr, b.addr) })
	h.addr6 = sortFirst(h.addr6, func(a, b host6Entry) int { return bytes.Compare(a.addr[:], b.addr[:]) })
	return h
}

func ip4Number(a netip.Addr) uint32 {
	b := a.As4()
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}

// name returns the name of an address of 4 or 16 bytes, empty if it has none.
func (h *hostsTable) name(addr []byte) string {
	if len(addr) == 4 {
		key := uint32(addr[0])<<24 | uint32(addr[1])<<16 | uint32(addr[2])<<8 | uint32(addr[3])
		if i, ok := slices.BinarySearchFunc(h.addr4, key,
			func(e host4Entry, key uint32) int { return cmp.Compare(e.addr, key) }); ok {
			return h.addr4[i].name
		}
		return ""
	}
	if i, ok := slices.BinarySearchFunc(h.addr6, addr,
		func(e host6Entry, key []byte) int { return bytes.Compare(e.addr[:], key) }); ok {
		return h.addr6[i].name
	}
	return ""
}

// addrs returns all addresses that the file has for a name, whose case does not matter.
func (h *hostsTable) addrs(name string) (found []netip.Addr) {
	lines := nameLines{h.text}
	for {
		addr, names, ok := lines.nextHost()
		if !ok {
			return
		}
		if hasWord(names, name, true) {
			found = append(found, addr)
		}
	}
}

// askedHost is what name servers said of a host in the filter, which may be compiled again for another link type.
type askedHost struct {
	name  string
	addrs []netip.Addr
}

var errUnknownHost = errors.New("unknown host")

// lookupHost returns the addresses of a host for a filter, each kind in ascending order, so that the same names always
// make the same program. /etc/hosts is asked first, then the DNS.
func (t *nameTables) lookupHost(name string) (ip4 []uint32, ip6 [][16]byte, err error) {
	found := t.hostsTable().addrs(name)
	for i := range t.asked {
		if found == nil && t.asked[i].name == name {
			found = t.asked[i].addrs
		}
	}
	if found == nil {
		switch special := strings.ToLower(strings.TrimSuffix(name, ".")); {
		case special == "localhost" || strings.HasSuffix(special, ".localhost"): // RFC 6761 section 6.3
			found = []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}
		case special == "" || special == "invalid" || strings.HasSuffix(special, ".invalid"): // section 6.4
			return nil, nil, errUnknownHost
		default:
			if found, err = t.dns.forward(name); err != nil {
				return nil, nil, err
			}
			t.asked = append(t.asked, askedHost{name, found})
		}
	}
	for _, a := range found {
		if a = a.Unmap(); a.Is4() {
			ip4 = append(ip4, ip4Number(a))
		} else {
			ip6 = append(ip6, a.As16())
		}
	}
	ip4 = sortFirst(ip4, func(a, b uint32) int { return cmp.Compare(a, b) })
	ip6 = sortFirst(ip6, func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) })
	if len(ip4)+len(ip6) == 0 {
		return nil, nil, errUnknownHost
	}
	return ip4, ip6, nil
}

// hostName returns the name of an address of 4 or 16 bytes as it is to be printed, empty if it has none (or an address
// abroad is to have none, -f). It takes as long as dnsClient.reverse at the worst.
func (t *nameTables) hostName(addr []byte) string {
	if len(addr) != 4 && len(addr) != 16 || t.foreign(addr) {
		return ""
	}
	name, ok := t.cache.get(addr)
	if ok {
		return name
	}
	life := hostForever
	if name = t.hostsTable().name(addr); name == "" {
		name, life = t.dns.reverse(addr)
	}
	if t.noDomain {
		name, _, _ = strings.Cut(name, ".")
	}
	if life > 0 {
		t.cache.put(addr, name, life)
	}
	return name
}

// foreign reports whether an address is to have no name: with -f an IPv4 address of none of the local networks, and in
// tcpdump 3.4 one that names no host but a network, or all hosts of one.
func (t *nameTables) foreign(addr []byte) bool {
	if !t.foreignNum && !t.plainNets || len(addr) != 4 {
		return false
	}
	a := uint32(addr[0])<<24 | uint32(addr[1])<<16 | uint32(addr[2])<<8 | uint32(addr[3])
	if t.plainNets && (a&t.hostMask == 0 || a&t.hostMask == t.hostMask) {
		return true
	}
	if !t.foreignNum {
		return false
	}
	for _, n := range t.localNets {
		if a&n.mask == n.addr&n.mask {
			return false
		}
	}
	return true
}

// --- the cache ---

// hostCache remembers the names of addresses, and which have none. Its size is fixed: sets of hostCacheWays entries, in
// which the one that has not been asked for the longest makes room.
type hostCache struct {
	entries []hostCacheEntry // empty until the first put
	seed    uint32           // so that nobody can tell which addresses share a set
	start   time.Time
	tick    uint32 // counts lookups
}

type hostCacheEntry struct {
	addr    [16]byte
	size    uint8  // of addr in use, 4 or 16; 0 is an empty entry
	used    uint32 // tick of the last lookup
	expires uint32 // seconds after start; 0: never
	name    string
}

const (
	hostCacheSets = 1024 // a power of two
	hostCacheWays = 4

	hostForever = time.Duration(1<<63 - 1)
)

// set returns the entries where addr may be.
func (c *hostCache) set(addr []byte) []hostCacheEntry {
	h := c.seed
	for i := 0; i < len(addr); i += 4 {
		h ^= uint32(addr[i])<<24 | uint32(addr[i+1])<<16 | uint32(addr[i+2])<<8 | uint32(addr[i+3])
		h *= 0x9e3779b1
		h ^= h >> 15
	}
	h *= 0x85ebca6b
	i := int(h>>16) % hostCacheSets * hostCacheWays
	return c.entries[i : i+hostCacheWays]
}

// get returns the name of an address, which may be empty, and whether it is known at all.
func (c *hostCache) get(addr []byte) (string, bool) {
	if c.entries == nil {
		return "", false
	}
	c.tick++
	set := c.set(addr)
	for i := range set {
		e := &set[i]
		if int(e.size) != len(addr) || !bytes.Equal(e.addr[:e.size], addr) {
			continue
		}
		// The clock is not looked at for every packet.
		if e.expires != 0 && (c.tick-e.used > 64 || c.tick%64 == 0) && c.now() >= e.expires {
			e.size = 0
			return "", false
		}
		e.used = c.tick
		return e.name, true
	}
	return "", false
}

// put remembers a name for some time.
func (c *hostCache) put(addr []byte, name string, life time.Duration) {
	if c.entries == nil {
		c.entries = make([]hostCacheEntry, hostCacheSets*hostCacheWays)
		c.start = time.Now()
		c.seed = uint32(c.start.UnixNano())
	}
	set := c.set(addr)
	e := &set[0]
	for i := range set {
		if set[i].size == 0 {
			e = &set[i]
			break
		}
		if c.tick-set[i].used > c.tick-e.used {
			e = &set[i]
		}
	}
	e.size, e.used, e.name, e.expires = uint8(len(addr)), c.tick, name, 0
	copy(e.addr[:], addr)
	if life != hostForever {
		e.expires = c.now() + uint32(life/time.Second) + 1
	}
}

// now returns the seconds since the cache was made.
func (c *hostCache) now() uint32 { return uint32(time.Since(c.start) / time.Second) }
