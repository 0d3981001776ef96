// Spans of time.

package main

// relTime prints a number of seconds as years of 365 days, weeks, days, hours, minutes and seconds, without those that are zero.
func (p *printer) relTime(sec uint32) {
	if sec == 0 {
		p.s("0s")
		return
	}
	units := [...]struct {
		len  uint32 // seconds
		name byte
	}{{365 * 24 * 3600, 'y'}, {7 * 24 * 3600, 'w'}, {24 * 3600, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}}
	for _, u := range units {
		if n := sec / u.len; n > 0 {
			p.u(uint64(n))
			p.c(u.name)
			sec -= n * u.len
		}
	}
}
