package main

func (p *printer) ipx(length int) { p.s("ipx todo") }
