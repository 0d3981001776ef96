package main

import (
	"encoding/binary"
	"os"
)

// Temporary driver for savefiles, until the command line is there.
func main() {
	o := &options{argv0: os.Args[0]}
	args := os.Args[1:]
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch a {
		case "--classic":
			o.classic = true
			continue
		case "--nano":
			continue
		}
		if len(a) < 2 || a[0] != '-' {
			continue
		}
		for j := 1; j < len(a); j++ {
			switch a[j] {
			case 'n':
				o.noNames++
			case '#':
				o.number = true
			case 't':
				o.tsStyle++
			case 'v':
				o.verbose++
			case 'e':
				o.linkHeader = true
			case 'q':
				o.quiet = true
			case 'S':
				o.absoluteSeq = true
			case 'x':
				o.hex++
			case 'X':
				o.hexASCII++
			case 'A':
				o.asASCII++
			case 'g':
				o.oneLine = true
			case 'T':
				i++
				o.packetType = args[i]
			case 'r':
				i++
				o.readFile = args[i]
			}
		}
	}
	b, err := os.ReadFile(o.readFile)
	if err != nil {
		os.Exit(1)
	}
	if len(b) < 24 {
		os.Exit(1)
	}
	var bo binary.ByteOrder = binary.LittleEndian
	m := bo.Uint32(b)
	if m != 0xa1b2c3d4 && m != 0xa1b23c4d {
		bo = binary.BigEndian
		m = bo.Uint32(b)
	}
	link := int(bo.Uint32(b[20:]) & 0x3ffffff)
	b = b[24:]
	p := newPrinter(o, newNameTables(""), localZone(os.LookupEnv("TZ")), false)
	for n := uint64(1); len(b) >= 16; n++ {
		pk := packet{sec: int64(bo.Uint32(b)), nsec: uint64(bo.Uint32(b[4:])), wireLen: int(bo.Uint32(b[12:])), linkType: link}
		if m == 0xa1b2c3d4 {
			pk.nsec *= 1000
		}
		c := int(bo.Uint32(b[8:]))
		if c > len(b)-16 {
			break
		}
		pk.data = b[16 : 16+c]
		b = b[16+c:]
		p.packet(&pk, n)
	}
	os.Stdout.Write(p.out)
}
