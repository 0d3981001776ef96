// The part that asks name servers: into it go addresses, out of it come names, and nothing else in either direction.
//
// Whoever answers for an address that a packet brought may be hostile, and so may the packet: the DNS messages are
// taken apart here, in a process without rights that knows no packet. Of a packet it is told four or sixteen bytes.
// What it returns is looked at again before it is printed.

package main

import (
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

const (
	nameRequestLen = 1 + 16     // number of bytes of the address, the address
	nameReplyLen   = 4 + 1      // seconds that the answer may be believed, length of the name, which follows
	nameForever    = 0xffffffff // seconds: without end

	// namePatience is how long the main process waits for an answer; the part itself gives up before that.
	namePatience = dnsReverseTime + 2*time.Second
)

// serveNames is the part from its start to its end. args are the user and the group to become, -1 for none.
func serveNames(args []string) (status int) {
	if len(args) != 2 {
		return exitBad
	}
	uid, errU := strconv.Atoi(args[0])
	gid, errG := strconv.Atoi(args[1])
	if errU != nil || errG != nil {
		return exitBad
	}
	if uid >= 0 {
		// Where there is no other user to become (a user namespace), the capabilities go all the same.
		_ = privUser{args[0], uid, gid}.become()
	}
	confineNamesPart()
	requests := make(chan [nameRequestLen]byte)
	go func() {
		for {
			var b [nameRequestLen]byte
			if partRead(partSocket, b[:]) != nil {
				os.Exit(exitGood) // also in the middle of a question
			}
			requests <- b
		}
	}()
	var dns dnsClient
	for b := range requests {
		n := int(b[0])
		if n != 4 && n != 16 {
			return exitBad
		}
		name, life := dns.reverse(b[1 : 1+n])
		seconds := uint32(nameForever)
		if life != hostForever {
			seconds = uint32(life / time.Second)
		}
		reply := append(appendNative32(nil, seconds), byte(len(name)))
		if partWrite(partSocket, append(reply, name...)) != nil {
			return exitGood
		}
	}
	return exitGood
}

// namesPart asks the part for names.
type namesPart struct {
	partHandle
	ended bool
}

// reverse is dnsClient.reverse by way of the part. One that fails is not asked again.
func (n *namesPart) reverse(addr []byte) (name string, life time.Duration) {
	if n.ended {
		return "", hostForever
	}
	b := make([]byte, nameRequestLen)
	b[0] = byte(len(addr))
	copy(b[1:], addr)
	if partWrite(n.fd, b) != nil || !n.answers() || partRead(n.fd, b[:nameReplyLen]) != nil {
		n.ended = true
		return "", hostForever
	}
	text := make([]byte, b[nameReplyLen-1])
	if partRead(n.fd, text) != nil {
		n.ended = true
		return "", hostForever
	}
	life = hostForever
	if seconds := native32(b); seconds != nameForever {
		life = time.Duration(seconds) * time.Second
	}
	if name = string(text); !dnsPrintable(name) {
		name = ""
	}
	return name, life
}

// answers waits for an answer, but not for ever.
func (n *namesPart) answers() bool {
	end := time.Now().Add(namePatience)
	for left := namePatience; left > 0; left = time.Until(end) {
		fds := []unix.PollFd{{Fd: int32(n.fd), Events: unix.POLLIN}}
		if err := livePoll(fds, int(left/time.Millisecond)); err != nil {
			return false
		}
		if fds[0].Revents != 0 {
			return true
		}
	}
	return false
}
