package main

func (p *printer) openflow(length int) {}
func (p *printer) tftp(length int)     {}
func (p *printer) ntp(length int)      {}
func (p *printer) radius(length int)   {}
