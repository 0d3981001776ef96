package main

func (p *printer) atalk(length int) { p.s("atalk todo") }
