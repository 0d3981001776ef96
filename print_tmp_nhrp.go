package main

func (p *printer) nhrp(length int) { p.s("nhrp todo") }
