package main

func (p *printer) openflow(length int) {}

func (p *printer) radius(length int) {}
