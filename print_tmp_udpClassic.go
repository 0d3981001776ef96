package main

func (p *printer) udpClassic(ip *ipInfo, length int) { p.s("udpClassic todo") }
