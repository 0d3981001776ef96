package main

func (p *printer) cdp(length int) { p.s("cdp todo") }
