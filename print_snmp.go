package main

func (p *printer) snmp(length int) { p.s("todo") }
