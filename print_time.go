// Timestamps: -t, -tt, -ttt, -tttt, -ttttt.

package main

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
		p.out = p.clock.appendTime(p.out, pk.sec)
		p.fraction(pk.nsec)
	}
	p.putc(' ')
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
	d := us / 10000
	p.out = append(p.out, twoDigits[2*d], twoDigits[2*d+1])
	d = us / 100 % 100
	p.out = append(p.out, twoDigits[2*d], twoDigits[2*d+1])
	d = us % 100
	p.out = append(p.out, twoDigits[2*d], twoDigits[2*d+1])
}

const twoDigits = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"
