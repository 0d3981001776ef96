package main

import (
	"encoding/binary"
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	costSize  = 65535                  // of a packet
	costLimit = 250 * time.Millisecond // for one: some ms are usual, what grows with the square of the length takes seconds
	costText  = printerFullRecord + costSize
)

// TestPrintCost makes packets of 64 KB out of those of the savefiles at hand, which repeat a part of them as often as
// fits, and checks that none costs more time or text than its length explains. COST_SECONDS=n goes on for so long with
// other packets each time, and prints those that cost most; COST_ONLY=word takes savefiles whose names have the word.
func TestPrintCost(t *testing.T) {
	if testing.Short() || testEmulator() != "" {
		t.Skip("measures for 3 s")
	}
	long, seed := 3*time.Second, int64(1)
	only, seconds := os.Getenv("COST_ONLY"), 0
	if fmt.Sscan(os.Getenv("COST_SECONDS"), &seconds); seconds > 0 {
		long, seed = time.Duration(seconds)*time.Second, time.Now().UnixNano()
	}
	rnd := rand.New(rand.NewSource(seed))
	printers := []*printer{
		testPrinter(t, []string{"-n", "-v"}), testPrinter(t, []string{"-n", "-e", "-vvvv"}),
		testPrinter(t, []string{"-n", "--classic", "-vv"}),
	}
	packets := costPackets(t, only)
	var costs []costRow
	for end := time.Now().Add(long); time.Now().Before(end); {
		from := packets[rnd.Intn(len(packets))]
		data := costPacket(rnd, from.data)
		style := rnd.Intn(len(printers))
		took, text := costOf(printers[style], from.linkType, data)
		for again := 0; again < 4 && took > 2*time.Millisecond; again++ { // other work may have stood in the way
			d, _ := costOf(printers[style], from.linkType, data)
			took = min(took, d)
		}
		if took > costLimit || text > costText {
			t.Errorf("%s, style %d: %v, %d bytes of text: %x...", from.name, style, took, text, data[:200])
		}
		costs = append(costs, costRow{from.name, style, took, text})
	}
	if seconds > 0 {
		t.Logf("%d packets out of %d", len(costs), len(packets))
		costMost(t, costs, func(a, b costRow) int { return int(b.took - a.took) })
		costMost(t, costs, func(a, b costRow) int { return b.text - a.text })
	}
}

type costRow struct {
	name  string
	style int
	took  time.Duration
	text  int
}

// costMost prints the first rows in some order, one for each packet that they began as.
func costMost(t *testing.T, rows []costRow, order func(a, b costRow) int) {
	slices.SortFunc(rows, order)
	seen := map[string]bool{}
	for _, r := range rows {
		if !seen[r.name] && len(seen) < 20 {
			seen[r.name] = true
			t.Logf("%8.2f ms %8d bytes, style %d, %s", float64(r.took)/1e6, r.text, r.style, r.name)
		}
	}
}

func costOf(p *printer, linkType int, data []byte) (time.Duration, int) {
	pk := packet{data: data, wireLen: len(data), linkType: linkType, sec: 1}
	p.out = p.out[:0]
	start := time.Now()
	p.packet(&pk, 1)
	return time.Since(start), len(p.out)
}

type namedPacket struct {
	name     string
	linkType int
	data     []byte
}

// costPackets are the first packets of each savefile.
func costPackets(t *testing.T, only string) (all []namedPacket) {
	for _, name := range testSavefiles(t) {
		if !strings.Contains(name, only) {
			continue
		}
		src := openTestSavefile(t, name)
		var pk packet
		for i := 0; i < 12 && src.next(&pk) == nil; i++ {
			if len(pk.data) > 16 {
				all = append(all, namedPacket{fmt.Sprintf("%s#%d", name, i+1), pk.linkType, slices.Clone(pk.data)})
			}
		}
		src.close()
	}
	if len(all) == 0 {
		t.Skip("no savefile")
	}
	return
}

// costPacket returns a packet that begins like seed, goes on with a part of it again and again, and has some bytes
// changed; the lengths of IP and UDP are made to fit.
func costPacket(rnd *rand.Rand, seed []byte) []byte {
	from := rnd.Intn(min(len(seed), 1000))
	n := 1 + rnd.Intn(min(len(seed)-from, 64))
	b := append(make([]byte, 0, costSize+len(seed)), seed[:from+n]...)
	part := slices.Clone(b[from:])
	for range rnd.Intn(3) {
		part[rnd.Intn(n)] = [...]byte{0, 1, 2, 4, 8, 0x7f, 0x80, 0xff}[rnd.Intn(8)]
	}
	for len(b) < costSize {
		b = append(b, part...)
	}
	b = b[:costSize]
	for range rnd.Intn(4) { // fields of the seed, lengths among them
		at := rnd.Intn(from + n)
		b[at] = byte(rnd.Intn(256))
		if rnd.Intn(2) == 0 {
			b[at], b[at+1] = 0xff, 0xff
		}
	}
	costLengths(b, seed)
	return b
}

// costLengths looks for an IP header in seed, and gives that in b the length of all that follows.
func costLengths(b, seed []byte) {
	put := func(at, length int) { binary.BigEndian.PutUint16(b[at:], uint16(length)) }
	for i := 0; i+48 < min(len(seed), 112); i++ {
		four, six := int(be16at(seed, i+2)), int(be16at(seed, i+4))
		switch {
		case seed[i] == 0x45 && four >= 20 && four <= len(seed)-i:
			put(i+2, costSize-i)
			put(i+6, 0) // no fragment
			if seed[i+9] == ipProtoUDP {
				put(i+24, costSize-i-20)
			}
			return
		case seed[i] == 0x60 && six <= len(seed)-i-40:
			put(i+4, costSize-i-40)
			if seed[i+6] == ipProtoUDP {
				put(i+44, costSize-i-40)
			}
			return
		}
	}
}
