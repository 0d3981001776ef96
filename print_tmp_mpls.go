package main

func (p *printer) mpls(length int) { p.s("mpls todo") }
