package main

func (p *printer) dhcp6(length int) { p.s("todo") }
