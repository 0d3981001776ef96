// Names of hosts from the DNS, RFC 1035: bounded in time, and with nothing let through that a terminal could take amiss.

package main

import (
	"net/netip"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

// dnsClient asks the name servers of /etc/resolv.conf. While they do not answer, or are slow, it leaves them alone, so
// that a capture does not stand still for name after name.
type dnsClient struct {
	// servers are asked in place of those of /etc/resolv.conf, if not nil.
	servers []unix.Sockaddr

	part *namesPart // asks in our place, if not nil: nothing is asked from here any more

	strikes int // answers that failed or took long; good ones take them back
	pause   time.Duration
	until   time.Time // end of the pause; zero if there is none
}

const (
	dnsReverseTime = 2 * time.Second // for the name of an address: the capture waits for it
	dnsForwardTime = 5 * time.Second // for a name in a filter: nothing is captured yet

	dnsSlow       = time.Second // an answer after that time is nearly as bad as none
	dnsMaxStrikes = 3
	dnsFirstPause = 30 * time.Second
	dnsMaxPause   = 10 * time.Minute

	dnsNoneLife = 10 * time.Minute // how long an address that has no name is believed to have none
	dnsFailLife = time.Minute      // the same for an address whose name could not be asked for
)

// config reads /etc/resolv.conf, each time: that costs little beside a question, and the file changes with the network.
func (d *dnsClient) config() dnsStubConfig {
	if d.servers != nil {
		return dnsStubConfig{servers: d.servers, dots: 1}
	}
	return dnsStubParse(readRegular("/etc/resolv.conf", 64<<10), dnsZoneIndex)
}

// dnsZoneIndex returns the number of the interface that the zone of an address names, 0 if it is unknown.
func dnsZoneIndex(zone string) uint32 {
	if n, err := strconv.ParseUint(zone, 10, 32); err == nil {
		return uint32(n)
	}
	return uint32(interfaceNumber(zone))
}

// forward returns the addresses of a name.
func (d *dnsClient) forward(name string) ([]netip.Addr, error) {
	if d.part != nil { // whatever a filter names was asked for before
		return nil, errUnknownHost
	}
	const typeA, typeAAAA = 1, 28
	until := time.Now().Add(dnsForwardTime)
	c := d.config()
	var failed error = errDNSNoName
	for _, name := range c.names(name) {
		var found []netip.Addr
		for _, qtype := range [...]uint16{typeA, typeAAAA} {
			a, err := dnsStubAsk(c.servers, name, qtype, until)
			if err != nil && err != errDNSNoName {
				failed = err
			}
			for {
				data, _, ok := a.next(qtype)
				if !ok {
					break
				}
				if addr, ok := netip.AddrFromSlice(data); ok && addr.Is4() == (qtype == typeA) {
					found = append(found, addr)
				}
			}
		}
		if found != nil {
			return found, nil
		}
	}
	return nil, failed
}

// reverse returns the name of an address of 4 or 16 bytes, empty if there is none, and how long that may be believed; 0
// if it was not even asked for.
func (d *dnsClient) reverse(addr []byte) (name string, life time.Duration) {
	const typePTR = 12
	ip, _ := netip.AddrFromSlice(addr)
	if !dnsWorthAsking(ip) {
		return "", hostForever
	}
	if d.part != nil {
		return d.part.reverse(addr)
	}
	begin := time.Now()
	if begin.Before(d.until) {
		return "", 0
	}
	c := d.config()
	a, err := dnsStubAsk(c.servers, dnsReverseName(addr), typePTR, begin.Add(dnsReverseTime))
	d.judge(err == nil || err == errDNSNoName, time.Since(begin))
	for {
		_, at, ok := a.next(typePTR)
		if !ok {
			break
		}
		if name = dnsStubName(a.msg, at); dnsPrintable(name) {
			return name, hostForever
		}
	}
	if err == nil || err == errDNSNoName {
		return "", dnsNoneLife
	}
	return "", dnsFailLife
}

// dnsReverseName is where the DNS keeps the name of an address: RFC 1035 section 3.5, RFC 3596 section 2.5.
func dnsReverseName(addr []byte) string {
	var b []byte
	for i := len(addr) - 1; i >= 0; i-- {
		c := addr[i]
		if len(addr) == 4 {
			b = append(strconv.AppendUint(b, uint64(c), 10), '.')
		} else {
			b = append(b, hexDigits[c&15], '.', hexDigits[c>>4], '.')
		}
	}
	if len(addr) == 4 {
		return string(b) + "in-addr.arpa"
	}
	return string(b) + "ip6.arpa"
}

// judge counts failed and slow answers, and begins a pause after too many; pauses get longer if nothing changes.
func (d *dnsClient) judge(answered bool, took time.Duration) {
	if answered && took < dnsSlow {
		if d.strikes > 0 {
			d.strikes--
		}
		d.pause = 0
		return
	}
	if d.strikes++; d.strikes < dnsMaxStrikes {
		return
	}
	d.strikes = dnsMaxStrikes - 1 // after the pause one more is enough for the next one
	d.pause = min(max(2*d.pause, dnsFirstPause), dnsMaxPause)
	d.until = time.Now().Add(d.pause)
}

// dnsWorthAsking leaves out the addresses that mean nothing beyond their own link or host: no name server knows them.
func dnsWorthAsking(a netip.Addr) bool {
	switch {
	case a.IsUnspecified(), a.Is4() && a == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		return false
	case a.Is6():
		return !a.IsLinkLocalUnicast() && !a.IsMulticast() && !a.Is4In6()
	}
	return true
}

// dnsPrintable reports whether a name from the DNS may be printed: host names as in RFC 952 and 1123, and underscores.
// One that looks like an address is not: it would be taken for the packet's.
func dnsPrintable(s string) bool {
	if s == "" || len(s) > 253 {
		return false
	}
	letter := false // in the label being read
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			letter = true
		case c == '.':
			letter = false
		case '0' <= c && c <= '9', c == '-', c == '_':
		default:
			return false
		}
	}
	return letter // the top-level label is never a number
}
