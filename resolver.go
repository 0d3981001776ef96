// Names of hosts from the DNS, RFC 1035: bounded in time, and with nothing let through that a terminal could take amiss.

package main

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"time"
)

// dnsClient asks the name servers of /etc/resolv.conf. While they do not answer, or are slow, it leaves them alone, so
// that a capture does not stand still for name after name.
type dnsClient struct {
	resolver *net.Resolver // nil until the first question

	// dial connects to a name server, if not nil, in place of the usual way.
	dial func(ctx context.Context, network, address string) (net.Conn, error)

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

func (d *dnsClient) client() *net.Resolver {
	if d.resolver == nil {
		d.resolver = &net.Resolver{PreferGo: true, Dial: d.dial}
	}
	return d.resolver
}

// forward returns the addresses of a name.
func (d *dnsClient) forward(name string) ([]netip.Addr, error) {
	if d.part != nil { // whatever a filter names was asked for before
		return nil, errUnknownHost
	}
	ctx, cancel := context.WithTimeout(context.Background(), dnsForwardTime)
	defer cancel()
	return d.client().LookupNetIP(ctx, "ip", name)
}

// reverse returns the name of an address of 4 or 16 bytes, empty if there is none, and how long that may be believed; 0
// if it was not even asked for.
func (d *dnsClient) reverse(addr []byte) (name string, life time.Duration) {
	a, _ := netip.AddrFromSlice(addr)
	if !dnsWorthAsking(a) {
		return "", hostForever
	}
	if d.part != nil {
		return d.part.reverse(addr)
	}
	begin := time.Now()
	if begin.Before(d.until) {
		return "", 0
	}
	ctx, cancel := context.WithTimeout(context.Background(), dnsReverseTime)
	defer cancel()
	names, err := d.client().LookupAddr(ctx, a.String())
	d.judge(len(names) > 0 || dnsNotFound(err), time.Since(begin))
	// An error may come with names: those of the answer that are well-formed.
	for _, n := range names {
		if n = strings.TrimSuffix(n, "."); dnsPrintable(n) {
			return n, hostForever
		}
	}
	if len(names) > 0 || dnsNotFound(err) {
		return "", dnsNoneLife
	}
	return "", dnsFailLife
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

func dnsNotFound(err error) bool {
	var e *net.DNSError
	return errors.As(err, &e) && e.IsNotFound
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
