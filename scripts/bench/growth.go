// What a long capture costs: packets and conversations by the million, through a pipe. Neither the time per packet nor
// the memory may grow with them.

package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand"
	"os/exec"
	"time"
)

// growthRows are the millions of packets and the thousands of conversations.
var growthRows = []struct{ packets, conversations int }{
	{1, 10}, {10, 10}, {10, 100}, {10, 1000}, {10, 10000}, {50, 10}, {50, 10000},
}

// growth writes a second table, of ours alone: what is counted is its processor time, for the making of the packets
// takes some too.
func (b *bench) growth(row func(string)) error {
	row("\n## Long captures\n\n`-n -r -`, TCP segments of random conversations, without data.\n\n")
	row("| packets | conversations | ns of processor time per packet | packets/s | peak MB |\n|---|---|---|---|---|\n")
	for _, g := range growthRows {
		c := exec.Command(b.ours, "-n", "-r", "-")
		in, err := c.StdinPipe()
		if err != nil {
			return err
		}
		if err := c.Start(); err != nil {
			return err
		}
		most, end := 0, make(chan struct{})
		go func() {
			writeGrowth(in, g.packets*1e6, g.conversations*1e3)
			most = peakOf(c.Process.Pid) // all but the last buffer is through
			in.Close()
			close(end)
		}()
		<-end
		if err := c.Wait(); err != nil {
			return err
		}
		took := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
		each := took / time.Duration(g.packets*1e6)
		row(fmt.Sprintf("| %d M | %g M | %d | %.2f M | %.1f |\n", g.packets, float64(g.conversations)/1000, each.Nanoseconds(),
			float64(g.packets)/took.Seconds(), float64(most)/1024))
	}
	return nil
}

// writeGrowth writes a savefile of n segments, each of one of so many conversations.
func writeGrowth(to io.Writer, n, conversations int) {
	w := bufio.NewWriterSize(to, 1<<18)
	r := rand.New(rand.NewSource(trafficSeed))
	head := make([]byte, 24)
	binary.LittleEndian.PutUint32(head, 0xa1b2c3d4)
	head[4], head[6] = 2, 4
	binary.LittleEndian.PutUint32(head[16:], 262144)
	head[20] = 1
	w.Write(head)
	const size = 14 + 20 + 20
	rec := make([]byte, 16+size)
	le, be := binary.LittleEndian, binary.BigEndian
	le.PutUint32(rec[8:], size)
	le.PutUint32(rec[12:], size)
	frame := rec[16:]
	copy(frame, "\x02\x00\x0a\x01\x02\x03\x02\x00\x0a\x04\x05\x06\x08\x00")
	ip := frame[14:]
	copy(ip, "\x45\x00\x00\x28\x00\x00\x40\x00\x40\x06")
	tcp := ip[20:]
	tcp[12], tcp[13], tcp[14] = 0x50, 0x10, 1
	for i := range n {
		le.PutUint32(rec, uint32(1767225600+i/200000))
		le.PutUint32(rec[4:], uint32(i%200000*5))
		v := r.Uint64()
		who := uint32(v>>32) % uint32(conversations)
		client, server := ip[12:16], ip[16:20]
		from, to := tcp[:2], tcp[2:4]
		if v&1 != 0 {
			client, server, from, to = server, client, to, from
		}
		be.PutUint32(client, 10<<24|who)
		be.PutUint32(server, 192<<24|2<<8|who%251)
		be.PutUint16(from, uint16(1024+who*2654435761>>17))
		be.PutUint16(to, 443)
		be.PutUint32(tcp[4:], uint32(v))
		be.PutUint32(tcp[8:], uint32(v>>8))
		w.Write(rec)
	}
	w.Flush()
}
