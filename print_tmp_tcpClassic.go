package main

func (p *printer) tcpClassic(ip *ipInfo, length int) { p.s("tcpClassic todo") }
