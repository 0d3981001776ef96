// TCP conversations: the first sequence numbers of each, so that later ones can be printed relative to them.
//
// The table is bounded and never grows. A keyed hash gives each conversation two buckets of eight entries. From when on
// the first one is half full, the fuller one is left alone while there is room in the other. Where both are full, the
// entry not used for longest gives way: a conversation that was driven out starts anew with absolute numbers.

package main

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
)

const (
	tcpBucketBits = 13
	tcpWays       = 8 // conversations of a bucket
	tcpTickShift  = 8 // uses of the table per tick of its clock, as a power of two
)

// tcpConversation is both directions of a connection, named from its lower end: the order of addr and port decides
// which end is a. It has 16 bytes, so that a bucket lies in two lines of the cache.
type tcpConversation struct {
	tag  uint32 // of addresses and ports, with more
	more uint16
	used uint16    // when it was last used
	seq  [2]uint32 // first sequence number of either end
}

// tcpTable finds conversations. Its zero value is empty. Conversations are told apart by 47 bits of a hash of their
// addresses and ports whose key a sender does not know; so nobody can aim at a bucket, or be taken for another.
type tcpTable struct {
	key  [2]uint64
	sets []tcpBucket
	uses uint32
}

type tcpBucket [tcpWays]tcpConversation

// tcpRelative is what to print of a segment's numbers.
type tcpRelative struct {
	seq, ack uint32
	first    bool // absolute numbers: the first segment seen, or a new SYN
}

// relative returns the numbers to print for a segment with ACK: absolute ones for the first of a conversation and for
// every SYN, which become the base of those to come; differences afterwards.
func (t *tcpTable) relative(ip *ipInfo, src, dst uint16, seq, ack uint32, syn bool) tcpRelative {
	c, known, fromA := t.find(ip, src, dst)
	mine := 0 // no branch: nobody can guess which end sends next
	if !fromA {
		mine = 1
	}
	if !known || syn {
		c.seq[mine], c.seq[1-mine] = seq, ack-1
		return tcpRelative{seq, ack, true}
	}
	return tcpRelative{seq: seq - c.seq[mine], ack: ack - c.seq[1-mine]}
}

// find returns the conversation's entry, whether it was known, and whether the segment comes from end a.
func (t *tcpTable) find(ip *ipInfo, src, dst uint16) (c *tcpConversation, known, fromA bool) {
	if t.sets == nil {
		for i := range t.key {
			t.key[i] = maphash.Bytes(maphash.MakeSeed(), nil) | 1
		}
		t.sets = make([]tcpBucket, 1<<tcpBucketBits)
	}
	h, fromA := t.hash(ip, src, dst)
	tag, more := uint32(h), uint16(h>>32)|1 // 0 is a free entry
	t.uses++
	now := uint16(t.uses >> tcpTickShift)
	one := &t.sets[h>>(64-tcpBucketBits)]
	way := int(h >> 48 % tcpWays)
	if e := &one[way]; e.tag == tag && e.more == more { // where it is unless another one was there first
		e.used = now
		return e, true, fromA
	}
	for i := range one {
		if e := &one[i]; e.tag == tag && e.more == more {
			e.used = now
			return e, true, fromA
		}
	}
	// The other bucket depends on the tag, of which nothing is in the first one's number.
	two := &t.sets[(h>>(64-tcpBucketBits) ^ uint64(tag*0x9e3779b1>>(32-tcpBucketBits)))]
	for i := range two {
		if e := &two[i]; e.tag == tag && e.more == more {
			e.used = now
			return e, true, fromA
		}
	}
	c, age := one.oldest(now, way)
	if age <= tcpFreeAge+tcpWays/2 {
		if other, older := two.oldest(now, way); older > age {
			c = other
		}
	}
	*c = tcpConversation{tag: tag, more: more, used: now}
	return c, false, fromA
}

// tcpFreeAge and the number of free entries in its bucket is a free entry's age.
const tcpFreeAge = 1 << 16

// oldest returns the entry not used for longest, and its age in ticks; a free one is older than all, and older still if
// there are more of them. Of these it returns the one at way, if it is free.
func (b *tcpBucket) oldest(now uint16, way int) (c *tcpConversation, age int) {
	age = -1
	free := 0
	for i := range b {
		e := &b[i]
		if e.more == 0 {
			if free == 0 || i == way {
				c = e
			}
			free++
		} else if a := int(now - e.used); free == 0 && a > age {
			c, age = e, a
		}
	}
	if free > 0 {
		age = tcpFreeAge + free
	}
	return
}

// hash returns a keyed hash of both ends, the same for either direction, and whether the segment comes from the lower
// one. Addresses and ports go through multiplications to 128 bits whose halves are folded: a sender who does not know
// the key cannot tell which conversations will meet.
func (t *tcpTable) hash(ip *ipInfo, src, dst uint16) (h uint64, fromA bool) {
	if len(ip.src) == 4 && len(ip.dst) == 4 {
		a, b := uint64(hot32(ip.src))<<16|uint64(src), uint64(hot32(ip.dst))<<16|uint64(dst)
		low, high := min(a, b), max(a, b)
		return tcpMix(tcpMix(low^t.key[0], high^t.key[1])^t.key[0], t.key[1]), a <= b
	}
	var key [40]byte // either address in 16 bytes, either port in 4
	fromA = tcpEndLower(ip, src, dst)
	a, b, pa, pb := ip.src, ip.dst, src, dst
	if !fromA {
		a, b, pa, pb = b, a, pb, pa
	}
	copy(key[:16], a)
	copy(key[16:32], b)
	h = uint64(pa)<<16 | uint64(pb) | uint64(len(a))<<32
	for i := 0; i < 32; i += 16 {
		h = tcpMix(h^t.key[0]^binary.LittleEndian.Uint64(key[i:]), t.key[1]^binary.LittleEndian.Uint64(key[i+8:]))
	}
	return tcpMix(h^t.key[0], t.key[1]), fromA
}

func tcpMix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// tcpEndLower says whether the source is the lower end.
func tcpEndLower(ip *ipInfo, src, dst uint16) bool {
	for i := range ip.src {
		if ip.src[i] != ip.dst[i] {
			return ip.src[i] < ip.dst[i]
		}
	}
	return src <= dst
}
