package main

func (p *printer) zmtp1Frame() { p.in = nil }
