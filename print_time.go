// Timestamps: -t, -tt, -ttt, -tttt, -ttttt.

package main

import "encoding/binary"

// timestamp prints the packet's time in the style that -t asked for, and a blank.
func (p *printer) timestamp(pk *packet) {
	switch p.tsStyle {
	case 1:
		return
	case 2: // seconds since 1970
		if pk.sec < 0 {
			p.n(int(pk.sec))
		} else {
			p.u(uint64(pk.sec))
		}
		p.fraction(pk.nsec)
	case 3, 5: // since the packet before, or since the first one
		p.sinceReference(pk)
	case 4:
		p.out = p.clock.appendDate(p.out, pk.sec)
		p.putc(' ')
		p.out = p.clock.appendTime(p.out, pk.sec)
		p.fraction(pk.nsec)
	default:
		if !p.nanos && pk.nsec < 1e9 {
			p.timeOfDay(pk)
			return
		}
		p.out = p.clock.appendTime(p.out, pk.sec)
		p.fraction(pk.nsec)
	}
	p.putc(' ')
}

// timeOfDay prints "HH:MM:SS.ffffff ", what most lines begin with, in two pieces of eight bytes.
func (p *printer) timeOfDay(pk *packet) {
	out, b := room(p.out, 16)
	p.clock.putTime(b, pk.sec)
	binary.LittleEndian.PutUint64(b[8:], '.'|sixDigits(uint32(pk.nsec/1000))<<8)
	b[15] = ' '
	p.out = out[:len(out)+16]
}

// sinceReference prints the time since p.prevSec, with a sign if it went backwards.
func (p *printer) sinceReference(pk *packet) {
	if !p.haveTS {
		p.haveTS, p.prevSec, p.prevNS = true, pk.sec, pk.nsec
	}
	a, b := pk.nsec, p.prevNS
	if !p.nanos { // differences are of the times as they are shown
		a, b = a-a%1000, b-b%1000
	}
	sec, ns, sign := pk.sec-p.prevSec, int64(a)-int64(b), byte(' ')
	if sec < 0 || sec == 0 && ns < 0 {
		sec, ns, sign = -sec, -ns, '-'
	}
	if ns < 0 {
		sec, ns = sec-1, ns+1e9
	}
	p.putc(sign)
	p.zeroPad(uint64(sec/3600), 2)
	p.putc(':')
	p.zeroPad(uint64(sec/60%60), 2)
	p.putc(':')
	p.zeroPad(uint64(sec%60), 2)
	p.fraction(uint64(ns))
	if p.tsStyle == 3 {
		p.prevSec, p.prevNS = pk.sec, pk.nsec
	}
}

// fraction prints the part below a second with six digits, or nine with nanoseconds.
func (p *printer) fraction(ns uint64) {
	p.putc('.')
	if p.nanos {
		p.zeroPad(ns, 9)
		if ns >= 1e9 {
			p.s(" (invalid ns)")
		}
		return
	}
	us := ns / 1000
	if us >= 1e6 {
		p.u(us)
		p.s(" (invalid us)")
		return
	}
	out, b := room(p.out, 8)
	binary.LittleEndian.PutUint64(b, sixDigits(uint32(us)))
	p.out = out[:len(out)+6]
}
