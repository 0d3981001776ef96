package main

func (p *printer) icmp6(ip *ipInfo, length int) { p.s("icmp6 todo") }
