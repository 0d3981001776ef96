package main

func (p *printer) isoclns(length int) { p.s("isoclns todo") }
