package main

func (p *printer) netbiosOverIPX(length int) {}
